//! Until when the claims of a customer can be brought to court.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Badge, SourceView, Tone};

/// The limitation clock (prescription) of one invoice.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LimitationView {
    pub invoice: String,
    pub number: String,
    pub sentence: String,
    /// "il reste 3 ans et 2 mois".
    pub left: String,
    /// The last day to rely on.
    pub safe: String,
    pub outer: String,
    /// The last safe day if what is to be confirmed is; none where nothing is.
    pub perhaps: Option<String>,
    /// How much of the period has passed, 0 to 100.
    pub elapsed_percent: u8,
    pub badge: Option<Badge>,
    pub chain: Vec<LimitationLinkView>,
    /// What never interrupts, in so many words; of a public body, what does.
    pub never: String,
    pub sources: Vec<SourceView>,
}

/// One event, and what it did to the last day.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LimitationLinkView {
    pub day: String,
    pub title: String,
    pub effect: String,
    pub tone: Tone,
    pub source: SourceView,
    /// What the owner can confirm, as the commands take it; none where there is nothing to confirm.
    pub subject: Option<String>,
    /// It waits for the owner's word.
    pub to_confirm: bool,
    /// "Confirmé le 12 janvier 2027"; empty without a word of the owner.
    pub word: String,
    /// A recorded event, which can be corrected or taken out.
    pub fact: Option<LimitationForm>,
}

/// Something that happened to claims, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct LimitationForm {
    /// Empty for a new one.
    pub id: String,
    pub customer: String,
    pub invoices: Vec<String>,
    pub kind: String,
    pub day: String,
    /// Empty while it goes on.
    pub until: String,
    /// `decided`, `dropped`, `rejected`, `lapsed`; empty while it goes on.
    pub case_end: String,
    pub clause_years: String,
    pub by: String,
    pub note: String,
    /// Paths of files that prove it.
    pub papers: Vec<String>,
    pub confirmed: bool,
}

/// The owner's word on what the debtor did.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct LimitationWordForm {
    pub customer: String,
    pub subject: String,
    /// Empty: every invoice it concerns.
    pub invoices: Vec<String>,
    pub counts: bool,
    pub note: String,
}

/// What would be if something happened.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct LimitationSupposeForm {
    pub customer: String,
    /// `acknowledgment`, `payment_by_debtor`, `mediation`, `order_served`…
    pub kind: String,
    pub day: String,
    pub until: String,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct LimitationSupposedView {
    pub invoice: String,
    pub number: String,
    /// The last safe day now and then.
    pub before: String,
    pub after: String,
    pub sentence: String,
    pub tone: Tone,
}

/// What can be recorded for a customer, in the order of the list.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LimitationKindView {
    pub kind: String,
    pub label: String,
    /// It has an end, or goes on.
    pub lasts: bool,
    /// It stops the period for as long as it lasts.
    pub suspends: bool,
    /// A court decides about it.
    pub is_case: bool,
    /// Its effect waits for the owner's confirmation.
    pub waits: bool,
}
