//! Everything that can be written in the journal.
//!
//! Facts are added, never changed: a correction is a further event. The serde form of an event is its stored form.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::bank::{BankStatement, EntrySetAside};
use crate::business::Business;
use crate::cession::Cession;
use crate::customer::Customer;
use crate::exchange::{Delivery, Exchange};
use crate::gate::GatePassed;
use crate::hold::{
    Choice, Dispute, DisputeAnswer, DisputeEnd, HandOver, HoldRef, Insolvency, Pause, PaymentClaim, Promise,
    PromiseEnd, Skip, Snooze, WriteOff,
};
use crate::ids::{
    BankEntryId, CustomerId, DisputeId, ExchangeId, ImportId, InvoiceId, LetterId, LimitationFactId, PauseId,
    PaymentClaimId, PaymentId, PlanId, PromiseId,
};
use crate::invoice::{Allocation, Attachment, Invoice, Replaced};
use crate::letter::{Letter, TakenOut};
use crate::limitation::{LimitationConfirmation, LimitationFact, LimitationSubject};
use crate::money::Cents;
use crate::party::Digest;
use crate::payment::{Applied, OrderChosen, PaidPart, Payment};
use crate::plan::{Plan, PlanEnd, PlanSignature};
use crate::step::StepKey;

/// One fact.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// The business as it is from now on.
    BusinessRecorded {
        business: Box<Business>,
    },
    CustomerRecorded {
        customer: Box<Customer>,
    },
    /// The customer as it is from now on.
    CustomerEdited {
        customer: Box<Customer>,
        /// The owner said what it is and nothing else: taking back the import that brought it still takes it out.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        only_kind: bool,
    },
    InvoiceRecorded {
        invoice: Box<Invoice>,
    },
    InvoiceEdited {
        invoice: Box<Invoice>,
    },
    /// Taken out: never a claim (a mistyped invoice, an undone import).
    InvoiceWithdrawn {
        invoice: InvoiceId,
        reason: String,
    },
    AttachmentAdded {
        invoice: InvoiceId,
        attachment: Attachment,
    },
    /// It was attached by mistake. The document itself stays among the originals.
    AttachmentWithdrawn {
        invoice: InvoiceId,
        digest: Digest,
        reason: String,
    },
    /// A file was read: what came of it.
    FileImported {
        import: ImportId,
        name: String,
        digest: Digest,
        format: String,
        recorded: u32,
        duplicates: u32,
        findings: u32,
        /// Invoices that were there already and took over what the file says, so that undoing can give them back.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        replaced: Vec<Replaced>,
        /// Money known before that it gave to invoices known before, so that undoing can free it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        applied: Vec<Applied>,
    },
    /// Everything of that import was taken out again.
    ImportUndone {
        import: ImportId,
    },
    /// A credit note lowers an invoice from its own date on.
    CreditAllocated {
        credit_note: InvoiceId,
        allocation: Allocation,
    },
    /// What a credit note gave to an invoice is the customer's credit again.
    CreditReleased {
        credit_note: InvoiceId,
        invoice: InvoiceId,
        day: NaiveDate,
        reason: String,
        /// The last part of that amount alone; none: all parts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<Cents>,
    },
    PaymentReceived {
        payment: Box<Payment>,
    },
    /// A part of money already received is given to an invoice.
    PaymentAllocated {
        payment: PaymentId,
        allocation: Allocation,
        #[serde(default, skip_serializing_if = "PaidPart::is_principal")]
        to: PaidPart,
    },
    /// What a payment gave to an invoice is the customer's credit again.
    PaymentReleased {
        payment: PaymentId,
        invoice: InvoiceId,
        day: NaiveDate,
        reason: String,
        /// The last part of that amount alone, of money; none: all parts, costs withheld and discounts too.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<Cents>,
        /// What that part had paid; of no meaning where all parts are freed.
        #[serde(default, skip_serializing_if = "PaidPart::is_principal")]
        to: PaidPart,
    },
    /// A line of the bank is a payment that was recorded before; without a line, that was recognised by mistake. A
    /// cheque that was not yet said to be deposited counts as deposited on the day of the line.
    PaymentSeen {
        payment: PaymentId,
        entry: Option<BankEntryId>,
        day: NaiveDate,
    },
    /// A cheque was taken to the bank; without a day, that was noted by mistake and it waits again.
    ChequeDeposited {
        payment: PaymentId,
        deposited_on: Option<NaiveDate>,
        day: NaiveDate,
    },
    /// In which order payments count inside an invoice, from now on and for those recorded before.
    PaymentOrderChosen {
        chosen: OrderChosen,
    },
    /// Money for a ceded invoice was given to whom it is owed; without a day, that was noted by mistake.
    PaymentPassedOn {
        payment: PaymentId,
        passed_on: Option<NaiveDate>,
        day: NaiveDate,
    },
    InvoiceCeded {
        cession: Cession,
    },
    /// The invoice came back: it is owed to the business again.
    CessionEnded {
        invoice: InvoiceId,
        day: NaiveDate,
        reason: String,
    },
    /// That it came back was noted by mistake.
    CessionResumed {
        invoice: InvoiceId,
        day: NaiveDate,
    },
    /// It was noted by mistake: the invoice was never ceded.
    CessionWithdrawn {
        invoice: InvoiceId,
        day: NaiveDate,
        reason: String,
    },
    /// A statement of a bank account was read: its lines that were not known yet.
    StatementImported {
        statement: Box<BankStatement>,
    },
    /// A bank line is no customer's payment.
    EntrySetAside {
        aside: EntrySetAside,
    },
    /// A bank line is looked at again.
    EntryTakenUp {
        entry: BankEntryId,
        day: NaiveDate,
    },
    /// It bounced, or was recorded by mistake.
    PaymentReversed {
        payment: PaymentId,
        day: NaiveDate,
        reason: String,
        /// The bank line that says the money went back; none where the owner took it back.
        #[serde(default)]
        entry: Option<BankEntryId>,
    },
    /// It did not go back after all: it counts as before.
    PaymentReinstated {
        payment: PaymentId,
        day: NaiveDate,
    },
    LetterDrafted {
        letter: Box<Letter>,
    },
    /// The owner says it went out; or somebody called, or wrote.
    ExchangeRecorded {
        exchange: Box<Exchange>,
    },
    /// It was recorded by mistake. What was written stays in the journal; it no longer counts as a contact.
    ExchangeWithdrawn {
        exchange: ExchangeId,
        day: NaiveDate,
        reason: String,
    },
    DeliveryRecorded {
        delivery: Delivery,
    },
    PromiseMade {
        promise: Box<Promise>,
    },
    PromiseClosed {
        promise: PromiseId,
        day: NaiveDate,
        how: String,
        /// None in entries from before it was asked: then the day tells.
        #[serde(default)]
        closed_as: Option<PromiseEnd>,
    },
    DisputeOpened {
        dispute: Box<Dispute>,
    },
    /// What the owner must do about it, and by when, from now on.
    DisputeTaskSet {
        dispute: DisputeId,
        day: NaiveDate,
        task: String,
        answer_due: Option<NaiveDate>,
    },
    /// The owner answered the customer.
    DisputeAnswered {
        dispute: DisputeId,
        answer: DisputeAnswer,
    },
    /// It was recorded by mistake: the answer is still owed.
    DisputeAnswerWithdrawn {
        dispute: DisputeId,
        day: NaiveDate,
    },
    DisputeClosed {
        dispute: DisputeId,
        day: NaiveDate,
        how: String,
        /// None in entries from before it was asked.
        #[serde(default)]
        closed_as: Option<DisputeEnd>,
    },
    /// A customer agreed to pay by instalments; its document is among the originals.
    PlanMade {
        plan: Box<Plan>,
    },
    /// It came back signed.
    PlanSigned {
        plan: PlanId,
        signature: PlanSignature,
    },
    /// The signature was recorded by mistake.
    PlanSignatureWithdrawn {
        plan: PlanId,
        day: NaiveDate,
    },
    PlanClosed {
        plan: PlanId,
        day: NaiveDate,
        how: String,
        closed_as: PlanEnd,
    },
    PaymentClaimed {
        claim: Box<PaymentClaim>,
    },
    PaymentClaimClosed {
        claim: PaymentClaimId,
        day: NaiveDate,
        how: String,
    },
    Paused {
        pause: Box<Pause>,
    },
    PauseEnded {
        pause: PauseId,
        day: NaiveDate,
    },
    /// It was ended by mistake, and holds again.
    HoldReopened {
        hold: HoldRef,
        day: NaiveDate,
    },
    StepSnoozed {
        snooze: Snooze,
    },
    StepSkipped {
        skip: Skip,
    },
    /// The last skip of that step is taken back.
    SkipWithdrawn {
        customer: CustomerId,
        step: StepKey,
        day: NaiveDate,
    },
    StepChosen {
        choice: Choice,
    },
    InsolvencyRecorded {
        insolvency: Insolvency,
    },
    /// It was recorded by mistake, or the procedure is over.
    InsolvencyWithdrawn {
        customer: CustomerId,
        day: NaiveDate,
        reason: String,
    },
    ClaimDeclared {
        customer: CustomerId,
        day: NaiveDate,
    },
    HandedOver {
        hand_over: Box<HandOver>,
    },
    FileReturned {
        customer: CustomerId,
        day: NaiveDate,
        reason: String,
    },
    WrittenOff {
        write_off: WriteOff,
    },
    /// The owner claims it after all.
    WriteOffWithdrawn {
        invoice: InvoiceId,
        day: NaiveDate,
        reason: String,
    },
    /// The owner looked at a rate marked "likely" and confirmed or replaced it. Percent a year.
    RateConfirmed {
        parameter: String,
        half_year: NaiveDate,
        rate_percent: rust_decimal::Decimal,
    },
    /// How the columns of a kind of list are read, under the digest of its headings.
    MappingRemembered {
        headings: String,
        mapping: String,
    },
    /// A setting of the owner: language, scenario days… `value` is JSON.
    SettingRecorded {
        key: String,
        value: String,
    },
    /// A letter that will not be sent after all.
    LetterDiscarded {
        letter: LetterId,
    },
    /// A letter was given to another program or written to a folder, so that it can be sent. Whether it was is the
    /// owner's word: an exchange.
    LetterTakenOut {
        letter: LetterId,
        how: TakenOut,
        /// The message with the PDF inside (.eml), byte for byte as the mail program got it.
        #[serde(default)]
        message: Option<Digest>,
    },
    /// An acknowledgment, a summons, a mediation…: what the law of limitation looks at.
    LimitationFactRecorded {
        fact: Box<LimitationFact>,
    },
    /// The same as it is from now on: a case that ended, a wrong day.
    LimitationFactEdited {
        fact: Box<LimitationFact>,
    },
    /// It was recorded by mistake.
    LimitationFactWithdrawn {
        customer: CustomerId,
        fact: LimitationFactId,
        day: NaiveDate,
        reason: String,
    },
    /// The owner's word on what the debtor did; the last one on a subject holds.
    LimitationConfirmed {
        confirmation: Box<LimitationConfirmation>,
    },
    /// The word is taken back: the earlier day is the alert again.
    LimitationConfirmationWithdrawn {
        customer: CustomerId,
        subject: LimitationSubject,
        day: NaiveDate,
        reason: String,
    },
    /// A letter leaves although the gate is closed: what was red, and the owner's reason.
    GatePassed {
        passed: Box<GatePassed>,
    },
}

impl Event {
    /// The customer whose file this changes, where it is said in the event itself.
    pub fn customer(&self) -> Option<CustomerId> {
        match self {
            Event::CustomerRecorded { customer } | Event::CustomerEdited { customer, .. } => Some(customer.id),
            Event::InvoiceRecorded { invoice } | Event::InvoiceEdited { invoice } => Some(invoice.customer),
            Event::PaymentReceived { payment } => Some(payment.customer),
            Event::LetterDrafted { letter } => Some(letter.customer),
            Event::ExchangeRecorded { exchange } => Some(exchange.customer),
            Event::PromiseMade { promise } => Some(promise.customer),
            Event::DisputeOpened { dispute } => Some(dispute.customer),
            Event::PlanMade { plan } => Some(plan.customer),
            Event::PaymentClaimed { claim } => Some(claim.customer),
            Event::StepSnoozed { snooze } => Some(snooze.customer),
            Event::StepSkipped { skip } => Some(skip.customer),
            Event::StepChosen { choice } => Some(choice.customer),
            Event::GatePassed { passed } => Some(passed.customer),
            Event::PaymentOrderChosen { chosen } => Some(chosen.customer),
            Event::InsolvencyRecorded { insolvency } => Some(insolvency.customer),
            Event::HandedOver { hand_over } => Some(hand_over.customer),
            Event::LimitationFactRecorded { fact } | Event::LimitationFactEdited { fact } => Some(fact.customer),
            Event::LimitationConfirmed { confirmation } => Some(confirmation.customer),
            Event::ClaimDeclared { customer, .. }
            | Event::InsolvencyWithdrawn { customer, .. }
            | Event::SkipWithdrawn { customer, .. }
            | Event::LimitationFactWithdrawn { customer, .. }
            | Event::LimitationConfirmationWithdrawn { customer, .. }
            | Event::FileReturned { customer, .. } => Some(*customer),
            Event::Paused { pause } => match pause.scope {
                crate::hold::PauseScope::Customer(customer) => Some(customer),
                _ => None,
            },
            _ => None,
        }
    }
}
