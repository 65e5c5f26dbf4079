//! The strip above the buttons that let a letter leave.

use serde::Serialize;
use ts_rs::TS;

use super::Tone;

#[derive(Clone, Debug, Serialize, TS)]
pub struct GateView {
    /// Every subject that was looked at, in the order it is shown.
    pub lights: Vec<LightView>,
    /// Something is red, and no reason was written yet for all of it: nothing leaves without one.
    pub closed: bool,
    /// The reason that was written for this letter, where it covers everything that is red.
    pub passed: Option<String>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct LightView {
    /// `bank`, `money`, `free_money`, `dispute`, `promise`, `paid_claim`, `pause`, `silence`, `already_sent`,
    /// `recipient`, `iban`, `letter`.
    pub code: String,
    /// Late = red, Soon = amber, Good = green.
    pub tone: Tone,
    /// A few words: "banque vue jusqu’au 20/11/2026".
    pub short: String,
    pub sentence: String,
    /// What mends it: `statement`, `attribute`, `apply`, `customer`, `business`, `redraft`, or nothing.
    pub fix: String,
}
