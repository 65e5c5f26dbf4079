//! What the window receives and sends: the wire form of each screen. Amounts are euro cents, days are `YYYY-MM-DD`,
//! sentences are ready in the reader's language. The window computes neither money nor law.

pub mod bank;
pub mod commitments;
pub mod customer;
pub mod draft;
pub mod forms;
pub mod gate;
pub mod import;
pub mod journal;
pub mod limitation;
pub mod lists;
pub mod owed;
pub mod start;
pub mod today;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A text of law or a convention behind a figure.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SourceView {
    /// As a reader knows it: "C. com., art. L. 441-10, II".
    pub title: String,
    pub href: Option<String>,
    /// `sure`, `likely` or `confirm` (law.md 0.1).
    pub confidence: String,
}

/// Something went wrong, or is not possible now: what happened, to which thing, what to do.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FailureView {
    /// Stable, for scripts and tests.
    pub code: String,
    pub sentence: String,
    /// The field of a form it is about, where there is one.
    pub field: Option<String>,
}

/// Tone of a badge or of a point on the line of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    Plain,
    Late,
    Soon,
    Law,
    Good,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct Badge {
    pub text: String,
    pub tone: Tone,
}

/// What changed, so that the screens know what to ask again.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Changed {
    pub customers: Vec<String>,
    pub sentence: String,
    /// Set when the owner can take it back at once.
    pub undo: Option<String>,
}
