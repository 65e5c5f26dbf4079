//! What the owner types. Text stays text until the core has read it: a wrong digit is a sentence, not a crash.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct BusinessForm {
    pub name: String,
    /// `sole_trader`, `eurl`, `sarl`, `sasu`, `sas`, `sa`, `snc`, `sci`, `scop`, `association`, `other`.
    pub legal_form: String,
    /// `trader`, `artisan`, `liberal_or_civil`, `association`, `unknown`.
    pub standing: String,
    /// SIREN or SIRET.
    pub siret: String,
    pub vat_id: String,
    pub register_city: String,
    pub share_capital: String,
    /// Several lines.
    pub street: String,
    pub postcode: String,
    pub city: String,
    pub email: String,
    pub phone: String,
    pub iban: String,
    pub bic: String,
    pub signatory: String,
    /// Days of the payment term; empty when the terms of sale say nothing.
    pub term_days: String,
    /// `issue`, `delivery`, `end_of_month`, `receipt`.
    pub term_from: String,
    /// Percent a year; empty for the law's own rate.
    pub penalty_rate: String,
    /// What to claim where that rate lies below three times the legal rate: `clause`, `floor`, `statutory`.
    pub below_floor: String,
    /// Digest of the logo, set by the command that keeps it.
    pub logo: Option<String>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CustomerForm {
    /// Empty for a new one.
    pub id: String,
    pub name: String,
    /// `professional`, `consumer`, `public_body` or empty.
    pub kind: String,
    pub kind_confirmed: bool,
    pub standing: String,
    /// `state_or_local`, `hospital`, `public_undertaking` or empty.
    pub public_buyer: String,
    /// SIREN or SIRET.
    pub siren: String,
    pub vat_id: String,
    pub street: String,
    pub postcode: String,
    pub city: String,
    pub country: String,
    pub contacts: Vec<ContactForm>,
    pub lang: String,
    pub pays_by_direct_debit: bool,
    pub note: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ContactForm {
    pub id: String,
    pub name: String,
    pub role: String,
    pub email: String,
    pub phone: String,
    pub for_reminders: bool,
}

/// An unpaid invoice, typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct InvoiceForm {
    /// Empty for a new one.
    pub id: String,
    /// Id of a known customer, or empty with a name.
    pub customer: String,
    pub customer_name: String,
    /// For a new customer: `professional`, `consumer`, `public_body` or empty.
    pub customer_kind: String,
    pub customer_email: String,
    pub number: String,
    /// `invoice` or `credit_note`.
    pub kind: String,
    pub issue_date: String,
    /// Empty: the law computes it.
    pub due_date: String,
    /// Several due dates, in place of the one; empty where there is only one.
    pub instalments: Vec<InstalmentForm>,
    /// Retention money and the day of its release; empty where there is none.
    pub retention_amount: String,
    pub retention_date: String,
    pub delivery_date: String,
    /// The day the debtor received it; for a public body the deposit date.
    pub received_on: String,
    /// For a credit note: id of the invoice it lowers, or empty.
    pub credits: String,
    /// `general`, `carriage_of_goods`, `telecom`, `residential_rent`, `ship_supplies`, `consumer_credit`.
    pub nature: String,
    /// Gross, as typed: `1 234,56`.
    pub amount: String,
    pub already_paid: String,
    pub subject: String,
}

/// A part of an invoice with its own due date, typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct InstalmentForm {
    pub due_date: String,
    pub amount: String,
}

/// The end of a promise, dispute, payment claim, pause, hand-over or insolvency.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct HoldEndForm {
    /// `promise`, `dispute`, `payment_claim`, `pause`, `hand_over`, `insolvency`, `cheque`, `pass_on`, `cession`.
    pub kind: String,
    pub id: String,
    /// Of a promise `kept`, `broken`, `called_off`; of a dispute `rejected`, `accepted`, `settled`; of a payment claim
    /// `found`, `not_found`; of a pause `ended`; of a hand-over `paid`, `returned`, `over`; of an insolvency `declared`,
    /// `mistake`; of a cheque `deposited`; of money to pass on `passed_on`; of a cession `returned`.
    pub end: String,
    /// The day a claim was declared, a cheque deposited, money passed on, an invoice back; today when empty.
    pub day: String,
    pub note: String,
}

/// A call made, a message received.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct ExchangeForm {
    pub customer: String,
    pub invoices: Vec<String>,
    /// `outgoing` or `incoming`.
    pub direction: String,
    pub channel: String,
    pub day: String,
    /// The step it carries out, or empty.
    pub step: String,
    /// Outcome of a call: `no_answer`, `message_left`, `promised`, `says_paid`, `disputes`, `asks_for_document`,
    /// `in_difficulty`, `refuses`, `wrong_number`, `other`.
    pub outcome: String,
    pub party: String,
    pub note: String,
    /// With `promised`.
    pub promise_amount: String,
    pub promise_day: String,
    /// With `disputes`.
    pub dispute_invoice: String,
    pub dispute_amount: String,
    pub dispute_reason: String,
    /// What the owner must do to answer, and by when; both may be empty.
    pub dispute_task: String,
    pub answer_due: String,
}

/// An instalment plan, typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PlanForm {
    pub customer: String,
    /// Empty: everything overdue.
    pub invoices: Vec<String>,
    /// `monthly`, `weekly` or `custom`.
    pub rhythm: String,
    pub count: String,
    pub first: String,
    /// With `custom`.
    pub parts: Vec<InstalmentForm>,
    /// `kept` or `waived_if_respected`.
    pub interest: String,
    /// Whether a missed instalment makes the rest due.
    pub clause: bool,
    /// Days that the notice gives; with a clause.
    pub clause_days: String,
    pub signer: String,
    pub signer_role: String,
    pub trader: bool,
    pub lang: String,
}

/// A plan came back signed.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct PlanSignForm {
    pub plan: String,
    /// Today when empty.
    pub signed_on: String,
    pub kept: String,
}

/// What the owner must do about a dispute, and by when.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct DisputeTaskForm {
    pub dispute: String,
    pub task: String,
    pub answer_due: String,
}

/// What the owner answered to a dispute.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct DisputeAnswerForm {
    pub dispute: String,
    /// Today when empty.
    pub day: String,
    pub answer: String,
}

#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct PauseForm {
    /// `everything`, `customer` or `invoice`.
    pub scope: String,
    pub of: String,
    pub reason: String,
    /// Empty: until the owner ends it.
    pub until: String,
}

#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct InsolvencyForm {
    pub customer: String,
    /// `sauvegarde`, `redressement`, `liquidation`, `over_indebtedness`.
    pub kind: String,
    pub opened_on: String,
    pub published_on: String,
}

#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct DeliveryForm {
    pub customer: String,
    pub presented_on: String,
    /// `signed`, `unclaimed`, `refused`, `unknown_address`.
    pub outcome: String,
    /// Where it was not noted when the letter went.
    #[serde(default)]
    pub registered_number: String,
}

#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct HandOverForm {
    pub customer: String,
    pub route: String,
    pub to: String,
    pub note: String,
}

#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct KindForm {
    pub customer: String,
    /// `professional`, `consumer`, `public_body`.
    pub kind: String,
}

/// What the law says of an invoice while it is being typed.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DuePreview {
    pub due_date: Option<String>,
    /// "Échéance le 9 avril 2026 : 30 jours après la prestation (C. com., art. L. 441-10)".
    pub sentence: String,
    /// The agreed term is longer than the law allows, and the like.
    pub warnings: Vec<String>,
    /// The number is already known.
    pub duplicate: Option<String>,
    /// With several due dates: "Reste à répartir : 400,00 €", or that they make up the whole.
    pub parts: Option<String>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct InvoiceSaved {
    pub invoice: String,
    pub customer: String,
    pub sentence: String,
    /// Takes back an invoice that was new.
    pub undo: Option<String>,
}
