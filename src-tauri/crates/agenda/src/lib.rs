//! The agenda: facts, a day, the law and a scenario give the next step with each customer, and its reasons.
//!
//! A pure function. It remembers nothing between two days: where a customer stands is read from what was sent, said,
//! paid, promised and disputed, so an absence or an import of old debts replays nothing (R6).

mod agenda;
mod choice;
mod holds;
mod ladder;
mod rank;
mod reading;
pub mod reason;
mod resting;
pub mod scenario;
mod situation;
mod steps;
pub mod texts;
mod track;
pub mod verdict;
mod waiting;

pub use agenda::{agenda, propose, upcoming, upcoming_of};
pub use rank::Rank;
pub use reading::{LIMITATION_NEAR_DAYS, LIMITATION_URGENT_DAYS};
pub use reason::{LeftOut, Missing, Pacing, Place, Reason, SilenceReason};
pub use scenario::{Pace, Rung, Scenario, ScenarioError, Scenarios};
pub use situation::Context;
pub use verdict::{Alternative, AlternativeNote, Group, Next, Proposal, Silence, Upcoming, Verdict};
