//! The agenda: facts, a day, the law and a scenario give the next step with each customer, and its reasons.
//!
//! A pure function. It remembers nothing between two days: where a customer stands is read from what was sent, said,
//! paid, promised and disputed, so an absence or an import of old debts replays nothing (R6).
//!
//! Where product.md leaves room, these readings were taken:
//! - Targets count from the due date as long as each step was done within four days of its own; after a longer delay
//!   the scenario's distance between two steps is kept instead.
//! - A cycle is the life of the oldest unpaid part: what was sent before it fell due does not count. A request for the
//!   document starts another, unless a formal notice was sent.
//! - A younger invoice waits up to a week to travel with a call or a firm letter, and takes the firm tone of the others.
//! - While a formal notice runs, the customer is not contacted about anything else.
//! - A resent document and the notice after a refusal answer the debtor, so the five days do not hold them back.
//! - The card of limitation is a decision, not a contact: from sixty days before the end it is shown through pauses,
//!   promises, disputes and hand-overs. Everything else keeps silent there.

mod agenda;
mod case;
mod choice;
pub mod gate;
mod hand_over;
mod holds;
mod ladder;
mod plans;
mod promises;
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
pub use plans::{PlanAccount, PlanState, due_by_instalments, plans};
pub use promises::{PromiseAccount, PromiseHistory, PromiseState, promise_history, promises};
pub use rank::Rank;
pub use reading::{LIMITATION_NEAR_DAYS, LIMITATION_URGENT_DAYS};
pub use reason::{LeftOut, Missing, Pacing, Place, Reason, SilenceReason};
pub use routes::{Condition, Cost, CostKind, Court, Fact, LawyerNeed, LimitationEffect, RouteAssessment, RouteState};
pub use scenario::{Pace, Rung, Scenario, ScenarioError, Scenarios};
pub use situation::Context;
pub use verdict::{Alternative, AlternativeNote, Group, Next, Proposal, Silence, Upcoming, Verdict};
