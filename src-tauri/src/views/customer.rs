//! One customer's file.

use serde::Serialize;
use ts_rs::TS;

use super::commitments::CommitmentsView;
use super::forms::CustomerForm;
use super::limitation::{LimitationKindView, LimitationView};
use super::today::CardView;
use super::{Badge, Tone};

#[derive(Clone, Debug, Serialize, TS)]
pub struct CustomerFileView {
    pub id: String,
    pub name: String,
    pub tags: Vec<Badge>,
    /// "SIREN 812 345 678 · Rennes · M. Hamon, gérant · 02 99 00 00 00".
    pub facts_line: String,
    pub form: CustomerForm,
    /// The next step, or why there is none.
    pub next: Option<CardView>,
    pub silence: Option<String>,
    #[ts(type = "number")]
    pub principal: i64,
    #[ts(type = "number")]
    pub interest: i64,
    #[ts(type = "number")]
    pub indemnity: i64,
    #[ts(type = "number")]
    pub total: i64,
    pub as_of: String,
    /// Money received and not given to an invoice.
    #[ts(type = "number")]
    pub unallocated: i64,
    /// Where that money lies.
    pub free: Vec<FreeMoneyView>,
    pub invoices: Vec<FileInvoiceView>,
    /// Of each open invoice, what presses most first.
    pub limitations: Vec<LimitationView>,
    /// What can be recorded that moves them.
    pub limitation_kinds: Vec<LimitationKindView>,
    pub timeline: Vec<TimelineView>,
    /// In which order payments count: `interest_first` or `principal_first`, as a sentence, and why it was chosen.
    pub payment_order: String,
    pub payment_order_sentence: String,
    pub payment_order_reason: String,
    pub holds: Vec<HoldView>,
    pub commitments: CommitmentsView,
    /// How it pays, as facts.
    pub habits: Vec<HabitView>,
    /// "preuve intacte" or what is wrong.
    pub journal: Badge,
}

/// "Paie en moyenne 12 jours après l’échéance, sur 18 factures payées."
#[derive(Clone, Debug, Serialize, TS)]
pub struct HabitView {
    pub text: String,
    /// It rests on so little that it is no habit yet.
    pub few: bool,
}

/// Money that no invoice has yet.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FreeMoneyView {
    /// `payment:ID` or `credit_note:ID`.
    pub source: String,
    /// "virement du 3 novembre 2026".
    pub label: String,
    #[ts(type = "number")]
    pub amount: i64,
    /// What of it could pay interest and indemnity.
    #[ts(type = "number")]
    pub accessories_owed: i64,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct FileInvoiceView {
    pub id: String,
    pub number: String,
    pub subject: String,
    pub issue_date: String,
    /// Of several, the first of which something is unpaid.
    pub due_date: Option<String>,
    /// "2 échéances"; empty where there is one.
    pub due_dates: String,
    pub days_late: i32,
    #[ts(type = "number")]
    pub amount: i64,
    #[ts(type = "number")]
    pub paid: i64,
    #[ts(type = "number")]
    pub open: i64,
    /// Interest and indemnity.
    #[ts(type = "number")]
    pub accessories: i64,
    /// It is owed to a factor or a bank.
    pub ceded: bool,
    pub state: Badge,
    pub attachments: Vec<AttachmentView>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct AttachmentView {
    pub digest: String,
    pub name: String,
    /// `original`, `quote`, `order`, `delivery_note`, `contract`, `other`; empty for a letter of ours.
    pub kind: String,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct TimelineView {
    pub seq: u32,
    pub day: String,
    pub tone: Tone,
    pub title: String,
    pub detail: String,
    /// The exact words that were sent, where there are some.
    pub text: Option<String>,
    pub document: Option<AttachmentView>,
    /// Set when the owner may take it back: the command to call and its argument.
    pub undo: Option<String>,
    /// The day it was taken back, for what is in the story but no longer holds.
    pub withdrawn_on: Option<String>,
}

/// A pause, word of payment, insolvency… that is in force, or the promise or dispute that a line of Today is about.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HoldView {
    /// `promise`, `dispute`, `payment_claim`, `pause`, `insolvency`, `hand_over`, `cheque`, `pass_on`, `cession`.
    pub kind: String,
    pub id: String,
    pub title: String,
    pub detail: String,
    pub tone: Tone,
    /// The invoice that a dispute or a cession is about.
    pub invoice: Option<String>,
    /// The number of a ceded invoice; empty otherwise.
    pub number: String,
    /// What a promise or a dispute is about; the whole that is open, for a dispute of all.
    #[ts(type = "number | null")]
    pub amount: Option<i64>,
}
