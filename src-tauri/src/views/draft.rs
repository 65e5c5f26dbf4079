//! A document before it leaves.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::gate::GateView;
use super::{SourceView, Tone};

#[derive(Clone, Debug, Serialize, TS)]
pub struct DraftView {
    pub letter: String,
    pub customer: String,
    pub step: String,
    pub lang: String,
    /// `email`, `letter`, `registered_letter`, `phone`.
    pub channel: String,
    pub recipient: String,
    pub subject: String,
    /// The words, which the owner may change.
    pub body: String,
    pub edited: bool,
    /// What the message says, word for word.
    pub text: String,
    /// To whom the message would go; empty where no address is known.
    pub mail_to: String,
    /// What travels with the message: the letter, then the invoices.
    pub enclosed: Vec<EnclosedView>,
    /// The account the debtor is asked to pay to, in groups of four; none where it is not known.
    pub iban: Option<String>,
    /// Letters to this customer that left Acquit and of which nobody has said whether they were sent.
    pub waiting: Vec<WaitingView>,
    /// The PDF as it is kept, in base64: what is shown is these bytes.
    pub pdf_base64: String,
    pub pdf_digest: String,
    pub pdf_name: String,
    pub deadline_days: Option<u16>,
    #[ts(type = "number")]
    pub principal: i64,
    #[ts(type = "number")]
    pub interest: i64,
    #[ts(type = "number")]
    pub indemnity: i64,
    #[ts(type = "number")]
    pub total: i64,
    /// What the check of the letter found.
    pub checks: Vec<CheckView>,
    /// What a blocking check forbids: true when the document must not leave as it is.
    pub blocked: bool,
    /// What in the file speaks for and against sending it now.
    pub gate: GateView,
}

/// A file that travels with a message.
#[derive(Clone, Debug, Serialize, TS)]
pub struct EnclosedView {
    pub name: String,
    /// Ready to show: "84 Ko".
    pub size: String,
}

/// A letter that was saved, printed or put in a message, and not recorded as sent.
#[derive(Clone, Debug, Serialize, TS)]
pub struct WaitingView {
    pub letter: String,
    /// "Lettre du 23 novembre enregistrée en PDF, pas encore notée comme envoyée."
    pub sentence: String,
    pub channel: String,
    /// The day it bears: it cannot have gone before.
    pub day: String,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct CheckView {
    /// Late = red, Soon = orange, Good = green.
    pub tone: Tone,
    pub sentence: String,
    pub source: Option<SourceView>,
}

/// The owner's words; the PDF is made again from them.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DraftEdit {
    pub letter: String,
    pub subject: String,
    pub body: String,
    pub lang: String,
    pub deadline_days: Option<u16>,
}

/// "Sent": the owner's word, kept as evidence.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SentForm {
    pub letter: String,
    pub channel: String,
    pub day: String,
    pub registered_number: String,
    pub note: String,
    /// Why it goes although something is red; empty where nothing is.
    pub despite: String,
}

/// How a sum was computed, line by line.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ClaimView {
    pub title: String,
    pub as_of: String,
    pub invoices: Vec<ClaimInvoiceView>,
    #[ts(type = "number")]
    pub principal: i64,
    #[ts(type = "number")]
    pub interest: i64,
    #[ts(type = "number")]
    pub indemnity: i64,
    #[ts(type = "number")]
    pub total: i64,
    /// "Si les paiements s’imputaient d’abord sur le principal : …".
    pub variant: Option<String>,
    pub notes: Vec<String>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct ClaimInvoiceView {
    pub invoice: String,
    pub number: String,
    /// "Échéance le 9 avril 2026 : 30 jours après la prestation, à défaut d’accord."
    pub due_sentence: String,
    pub due_sources: Vec<SourceView>,
    pub segments: Vec<SegmentView>,
    pub movements: Vec<MovementView>,
    #[ts(type = "number")]
    pub principal: i64,
    #[ts(type = "number")]
    pub interest: i64,
    #[ts(type = "number")]
    pub indemnity: i64,
    pub indemnity_sentence: String,
    pub indemnity_sources: Vec<SourceView>,
    pub warnings: Vec<String>,
}

/// One period of interest at one rate.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SegmentView {
    pub from: String,
    pub to: String,
    pub days: u32,
    #[ts(type = "number")]
    pub base: i64,
    /// Ready to show: "12,40 %".
    pub rate: String,
    /// "BCE + 10 points, 2e semestre 2026".
    pub rate_label: String,
    /// Where the rate was published, and how sure it is; none for a rate of the terms of sale.
    pub rate_source: Option<SourceView>,
    /// Exact to six decimals, as text: interest is rounded once, at the end of its period.
    pub exact: String,
    pub source: SourceView,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct MovementView {
    pub day: String,
    pub label: String,
    #[ts(type = "number")]
    pub amount: i64,
    #[ts(type = "number")]
    pub to_interest: i64,
    #[ts(type = "number")]
    pub to_principal: i64,
    #[ts(type = "number")]
    pub to_indemnity: i64,
    /// Beyond everything owed.
    #[ts(type = "number")]
    pub surplus: i64,
}

/// A kept document.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DocumentView {
    pub digest: String,
    pub name: String,
    pub media_type: String,
    pub base64: String,
}
