//! An accounting journal on its way in: what it adds, and its sums beside those of Acquit.

use serde::Serialize;
use ts_rs::TS;

use super::Badge;

#[derive(Clone, Debug, Serialize, TS)]
pub struct JournalView {
    /// "du 1er janvier au 31 décembre 2026, 5 422 lignes".
    pub period: String,
    /// What it adds, sort by sort.
    pub rows: Vec<JournalRowView>,
    pub left_out: Vec<JournalLeftOutView>,
    /// The sums on its last day, the last being what Acquit will say.
    pub sums: Vec<JournalSumView>,
    /// Whether they agree.
    pub verdict: Badge,
    /// Customers of whom they do not.
    pub differing: Vec<JournalDifferingView>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct JournalRowView {
    pub label: String,
    /// "1 830 nouvelles, 12 déjà connues".
    pub count: String,
    #[ts(type = "number | null")]
    pub amount: Option<i64>,
    pub note: String,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct JournalLeftOutView {
    pub name: String,
    pub why: String,
    #[ts(type = "number")]
    pub amount: i64,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct JournalSumView {
    pub label: String,
    #[ts(type = "number")]
    pub amount: i64,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct JournalDifferingView {
    pub name: String,
    #[ts(type = "number")]
    pub accounts: i64,
    #[ts(type = "number")]
    pub acquit: i64,
}
