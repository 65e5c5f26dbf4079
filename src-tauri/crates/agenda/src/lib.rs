//! The agenda: facts, a day, the law and a scenario give the next step with each customer, and its reasons.
//!
//! A pure function. It remembers nothing between two days: where a customer stands is read from what was sent, said,
//! paid, promised and disputed, so an absence or an import of old debts replays nothing (R6).

mod agenda;
mod case;
mod choice;
mod hand_over;
mod holds;
mod ladder;
mod rank;
mod reading;
pub mod reason;
mod resting;
pub mod routes;
pub mod scenario;
mod situation;
mod steps;
pub mod texts;
mod track;
pub mod verdict;
mod waiting;

pub use agenda::{agenda, propose, upcoming, upcoming_of};
pub use case::Case;
pub use hand_over::{Evidence, EvidenceKind, Flag, HandOverFile, hand_over};
pub use rank::Rank;
pub use reading::{LIMITATION_NEAR_DAYS, LIMITATION_URGENT_DAYS};
pub use reason::{LeftOut, Missing, Pacing, Place, Reason, SilenceReason};
pub use routes::{Condition, Cost, CostKind, Court, Fact, LawyerNeed, LimitationEffect, RouteAssessment, RouteState};
pub use scenario::{Pace, Rung, Scenario, ScenarioError, Scenarios};
pub use situation::Context;
pub use verdict::{Alternative, AlternativeNote, Group, Next, Proposal, Silence, Upcoming, Verdict};
