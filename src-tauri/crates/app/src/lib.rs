//! What an owner can do with Acquit: each use case reads facts, asks the law and the agenda, and writes facts.
//!
//! Nothing here knows a window or the clock: the instant and the day are passed in, answers are facts and sentences.

mod accessories;
pub mod accounts;
pub mod assume;
mod attachments;
pub mod backups;
pub mod bank;
pub mod breakdown;
mod catch_up;
pub mod cessions;
pub mod claims;
mod desk;
pub mod disputes;
pub mod draft;
pub mod facts;
mod failure;
pub mod find;
pub mod gate;
mod habits;
pub mod holds;
pub mod import;
pub mod import_list;
pub mod invoices;
pub mod limitation;
pub mod matching;
pub mod noted;
mod overdue;
pub mod payments;
pub mod plans;
pub mod promises;
mod reading;
pub mod recognise;
mod sample;
pub mod statements;
pub mod today;
mod undo;
mod waiting_money;
pub mod words;

pub use desk::{Change, Desk, Now, write_whole};
pub use failure::{Failure, FieldProblem, Thing};
pub use reading::Checked;
