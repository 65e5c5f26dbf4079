//! The agenda as an owner meets it: a file, a day, and what is proposed. Reads like a calendar.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod decisions;
mod gate;
mod holds;
mod limitation;
mod plans;
mod promises;
mod properties;
mod routes;
mod scenarios;
mod story;
