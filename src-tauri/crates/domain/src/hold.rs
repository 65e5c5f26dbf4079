//! What silences a reminder, and what the owner decided.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::exchange::Channel;
use crate::ids::{CustomerId, DisputeId, InvoiceId, PauseId, PaymentClaimId, PlanId, PromiseId};
use crate::money::Cents;
use crate::step::StepKey;

/// "I will pay that amount on that day."
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Promise {
    pub id: PromiseId,
    pub customer: CustomerId,
    /// The invoices it covers; empty means everything overdue the day it was made.
    pub invoices: Vec<InvoiceId>,
    pub amount: Cents,
    pub due_on: NaiveDate,
    pub made_on: NaiveDate,
    pub made_by: String,
    pub channel: Channel,
    /// Set when it ended: the day, and in words.
    #[serde(default)]
    pub closed: Option<(NaiveDate, String)>,
    /// How it ended, where that was said.
    #[serde(default)]
    pub closed_as: Option<PromiseEnd>,
}

/// How a promise ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromiseEnd {
    /// The money came.
    Kept,
    /// Its day passed without the money.
    Broken,
    /// It no longer counts: another arrangement, or a mistake.
    CalledOff,
}

/// One of the silences that can be ended, and opened again.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum HoldRef {
    Promise(PromiseId),
    Dispute(DisputeId),
    PaymentClaim(PaymentClaimId),
    Pause(PauseId),
    Plan(PlanId),
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Dispute {
    pub id: DisputeId,
    pub customer: CustomerId,
    pub invoice: InvoiceId,
    /// The part disputed; `None` means the whole.
    pub amount: Option<Cents>,
    pub reason: DisputeReason,
    pub opened_on: NaiveDate,
    #[serde(default)]
    pub note: String,
    /// When the owner owes an answer.
    #[serde(default)]
    pub answer_due: Option<NaiveDate>,
    /// What the owner must do to answer: look for the delivery note, ask the workshop.
    #[serde(default)]
    pub task: String,
    /// What the owner answered, and when.
    #[serde(default)]
    pub answer: Option<DisputeAnswer>,
    /// Set when it ended: the day, and how.
    #[serde(default)]
    pub closed: Option<(NaiveDate, String)>,
    /// How it ended, where that was said.
    #[serde(default)]
    pub closed_as: Option<DisputeEnd>,
}

impl Dispute {
    /// Open on that day: recorded by then, and not ended yet.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.opened_on <= day && self.closed.as_ref().is_none_or(|(closed_on, _)| *closed_on > day)
    }
}

/// The owner's answer to a dispute.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DisputeAnswer {
    pub day: NaiveDate,
    pub text: String,
}

/// How a dispute ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeEnd {
    /// The invoice is owed after all.
    Rejected,
    /// The customer was right. What is no longer owed is said by a credit note or by giving up.
    Accepted,
    Settled,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeReason {
    NotReceived,
    OrderNumber,
    Price,
    Delivery,
    Quality,
    Other,
}

/// "I have already paid": silent until the owner has looked at the bank.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PaymentClaim {
    pub id: PaymentClaimId,
    pub customer: CustomerId,
    /// Empty means everything overdue that day.
    pub invoices: Vec<InvoiceId>,
    pub said_on: NaiveDate,
    #[serde(default)]
    pub note: String,
    /// Set when the owner looked: the day, and what was found.
    #[serde(default)]
    pub closed: Option<(NaiveDate, String)>,
}

/// A silence that the owner chose, always with its reason (R8).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Pause {
    pub id: PauseId,
    pub scope: PauseScope,
    pub reason: String,
    pub from: NaiveDate,
    /// Last silent day; `None` until the owner ends it.
    pub until: Option<NaiveDate>,
    #[serde(default)]
    pub ended_on: Option<NaiveDate>,
}

impl Pause {
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until) && self.ended_on.is_none_or(|ended| day < ended)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "scope", content = "of", rename_all = "snake_case")]
pub enum PauseScope {
    Everything,
    Customer(CustomerId),
    Invoice(InvoiceId),
}

/// "Show it again on that day."
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Snooze {
    pub customer: CustomerId,
    pub step: StepKey,
    /// First day it may be proposed again.
    pub until: NaiveDate,
    pub set_on: NaiveDate,
}

/// The owner passes over a step for these invoices: it counts as done, without a contact.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Skip {
    pub customer: CustomerId,
    pub step: StepKey,
    pub invoices: Vec<InvoiceId>,
    pub reason: String,
    pub day: NaiveDate,
}

/// The owner prefers another step than the one proposed. It holds until the next exchange.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Choice {
    pub customer: CustomerId,
    pub step: StepKey,
    pub invoices: Vec<InvoiceId>,
    pub day: NaiveDate,
}

/// Insolvency or over-indebtedness of the debtor: all letters stop (law.md part 14).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Insolvency {
    pub customer: CustomerId,
    pub kind: InsolvencyKind,
    /// Day of the opening judgment (or of admissibility for over-indebtedness).
    pub opened_on: NaiveDate,
    /// Day of publication in the BODACC, from which the two months run.
    pub published_on: Option<NaiveDate>,
    pub recorded_on: NaiveDate,
    /// Set when the claim was declared.
    #[serde(default)]
    pub declared_on: Option<NaiveDate>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InsolvencyKind {
    Sauvegarde,
    Redressement,
    Liquidation,
    /// Surendettement of a consumer.
    OverIndebtedness,
}

/// The file was given to somebody else; the owner's own reminders stop.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HandOver {
    pub customer: CustomerId,
    pub route: Route,
    pub invoices: Vec<InvoiceId>,
    pub to: String,
    pub day: NaiveDate,
    #[serde(default)]
    pub note: String,
    /// Set when the file came back.
    #[serde(default)]
    pub returned_on: Option<NaiveDate>,
}

/// To whom a file may go (law.md part 21).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    Conciliator,
    MediateurDesEntreprises,
    CollectionAgency,
    /// Simplified procedure by a commissaire de justice (CPCE L125-1).
    SmallClaims,
    /// Uncontested claims between traders (CPCE L126-1), off until its decree is confirmed.
    UncontestedCommercialClaim,
    OrderForPayment,
    /// European order for payment (Reg. 1896/2006): debtor in another Member State, Denmark excepted.
    EuropeanOrderForPayment,
    /// European small claims procedure (Reg. 861/2007): the same.
    EuropeanSmallClaims,
    RefereProvision,
    Action,
    AdministrativeRoute,
    DeclarationOfClaim,
    Lawyer,
}

/// The owner gives up a claim.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WriteOff {
    pub invoice: InvoiceId,
    pub day: NaiveDate,
    pub reason: String,
}
