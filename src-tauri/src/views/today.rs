//! Today: what to do, ranked, each with its reason.

use serde::Serialize;
use ts_rs::TS;

use super::customer::HoldView;
use super::{Badge, SourceView};

#[derive(Clone, Debug, Serialize, TS)]
pub struct TodayView {
    pub today: String,
    /// "Dimanche 22 novembre".
    pub heading: String,
    /// "7 choses à faire, environ 20 minutes".
    pub summary: String,
    pub figures: Vec<FigureView>,
    pub groups: Vec<GroupView>,
    /// What the next days will bring, when today is empty or short.
    pub upcoming: Vec<UpcomingView>,
    /// Things about the law that need the owner: a rate to confirm, a half-year without a rate.
    pub law_notes: Vec<LawNoteView>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct FigureView {
    /// `overdue`, `not_due`, `received`, `average_delay`.
    pub key: String,
    /// Ready to show.
    pub value: String,
    pub label: String,
    /// How it is computed, in one sentence.
    pub explanation: String,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct GroupView {
    /// `decide`, `do`, `promises`, `said_paid`, `check`.
    pub key: String,
    pub title: String,
    pub note: String,
    pub cards: Vec<CardView>,
}

/// One line of Today: one customer, one step.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CardView {
    pub customer: String,
    pub customer_name: String,
    /// Code of the step: `second_reminder`…
    pub step: String,
    /// "2e relance".
    pub step_label: String,
    /// One or two sentences.
    pub why: String,
    #[ts(type = "number")]
    pub amount: i64,
    pub badge: Badge,
    /// Something red to look at before anything is sent: "1 paiement de 480,00 € non attribué : vérifiez d’abord".
    pub mark: Option<String>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct UpcomingView {
    pub day: String,
    pub customer: String,
    pub customer_name: String,
    pub step_label: String,
    #[ts(type = "number")]
    pub amount: i64,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct LawNoteView {
    /// `confirm_rate` or `missing_rate`.
    pub kind: String,
    pub sentence: String,
    pub parameter: String,
    /// First day of the half-year.
    pub half_year: String,
    /// The value found, in percent: to confirm or to correct.
    pub rate_percent: Option<String>,
    pub source: Option<SourceView>,
}

/// The rates of one half-year, as they are used. Empty texts where a rate is not known.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RateRow {
    /// "2e semestre 2026".
    pub half_year: String,
    /// First day of the half-year.
    pub from: String,
    pub ecb: RateView,
    /// "12,40 %": ECB and 10 points.
    pub professional: String,
    /// ECB and 8 points.
    pub public: String,
    /// The legal rate of those who act in business.
    pub legal: RateView,
    /// Three times the legal rate.
    pub floor: String,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct RateView {
    /// Code of the published parameter.
    pub parameter: String,
    /// Ready to show: "2,40 %".
    pub shown: String,
    /// As the owner would type it.
    pub typed: String,
    pub source: Option<SourceView>,
    /// The owner confirmed or corrected it.
    pub confirmed: bool,
}

/// Everything beside the list: one proposal opened.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ProposalView {
    pub customer: String,
    pub customer_name: String,
    pub step: String,
    pub step_label: String,
    /// "2e relance à Studio Perrin".
    pub title: String,
    /// "2 factures · compta@studio-perrin.example".
    pub subtitle: String,
    /// "E-mail + PDF".
    pub channel_label: String,
    /// It is printed and posted.
    pub posted: bool,
    #[ts(type = "number")]
    pub amount: i64,
    pub why_now: String,
    pub if_you_wait: String,
    pub why_not_stronger: String,
    pub sources: Vec<SourceView>,
    /// What is missing before this step can be done well: "adresse e-mail", "IBAN de votre entreprise"…
    pub missing: Vec<MissingView>,
    pub has_document: bool,
    /// The promise or word of payment that this line asks to check, or the dispute it asks to answer.
    pub hold: Option<HoldView>,
    /// Money and credit notes of the customer that no invoice has yet, where the line is about them.
    #[ts(type = "number")]
    pub free: i64,
    /// Set for a decision card: the file is ready to be handed over.
    pub decision: Option<DecisionView>,
    pub alternatives: Vec<AlternativeView>,
    pub can_snooze: bool,
    pub can_skip: bool,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct MissingView {
    pub sentence: String,
    /// Where to mend it: `customer`, `business`, `invoice`.
    pub screen: String,
    pub blocking: bool,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct AlternativeView {
    pub step: String,
    pub label: String,
    /// "plus fort", "plus doux", "déjà fait"…
    pub note: String,
    pub enabled: bool,
}

/// The file could go to somebody else: to whom, under what conditions, what is missing.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DecisionView {
    pub headline: String,
    pub facts: Vec<String>,
    pub routes: Vec<RouteView>,
    pub evidence: Vec<EvidenceView>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct RouteView {
    pub key: String,
    pub label: String,
    /// `open`, `closed` or `needs` (a fact is missing).
    pub state: String,
    /// Conditions of the text against what the file holds.
    pub reasons: Vec<String>,
    pub cost: String,
    pub effect_on_limitation: String,
    pub sources: Vec<SourceView>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct EvidenceView {
    pub label: String,
    pub present: bool,
    pub detail: String,
}
