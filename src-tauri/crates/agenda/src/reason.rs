//! Why, and why not: facts for a sentence. The words are the reader's language's and belong to `app`.

use chrono::NaiveDate;
use domain::{Cents, DisputeReason, InsolvencyKind, InvoiceId, PauseScope, Route, StepKey};
use law::{LimitationEvent, StartBasis};
use rust_decimal::Decimal;

/// Something that speaks for a step, for waiting, or for not doing more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    // Why now.
    /// So many days after the due date; the scenario says from how many on.
    Overdue {
        days: i64,
        due: NaiveDate,
        scenario_days: i32,
    },
    /// "12 days since the 1st reminder of 10 November (your scenario: 10)". `skipped`: the owner passed over it.
    SinceStep {
        step: StepKey,
        day: NaiveDate,
        days: i64,
        scenario_days: i64,
        skipped: bool,
    },
    /// So many written messages since anybody spoke: a call first (R16).
    WrittenUnanswered {
        messages: u16,
        last: NaiveDate,
    },
    /// Never contacted and already this old: it enters here, and nothing is replayed (R6).
    OldDebt {
        days: i64,
        firm_from: i32,
    },
    /// Other invoices of this customer are already at `step`: these take the same tone (R5).
    JoinsOthers {
        step: StepKey,
        invoices: usize,
    },
    /// This invoice is not in it yet, and why.
    LeftOut {
        invoice: InvoiceId,
        why: LeftOut,
    },
    /// The formal notice has run out.
    NoticeExpired {
        sent_on: NaiveDate,
        presented_on: Option<NaiveDate>,
        deadline: NaiveDate,
        days: i64,
        /// Something came in from the debtor since.
        answered_on: Option<NaiveDate>,
    },
    /// The owner passed over the formal notice.
    NoticeSkipped {
        day: NaiveDate,
    },
    /// A cheque that nobody has taken to the bank. The number may be empty.
    ChequeToDeposit {
        received_on: NaiveDate,
        amount: Cents,
        number: String,
    },
    DebtorRefused {
        day: NaiveDate,
    },
    AsksForDocument {
        day: NaiveDate,
    },
    /// Slower, and with the offer of a plan.
    InDifficulty {
        day: NaiveDate,
    },
    WrongNumber {
        day: NaiveDate,
    },
    UnknownAddress {
        day: NaiveDate,
    },
    PromisePassed {
        due_on: NaiveDate,
        days: i64,
        amount: Cents,
        received: Cents,
        made_by: String,
    },
    /// Promises whose day passed without the money.
    BrokenPromises {
        count: usize,
        last: NaiveDate,
    },
    /// "2 promises of 3 kept": in time, of all whose time is over.
    PromiseHistory {
        kept: usize,
        of: usize,
    },
    /// An instalment is late by so many days; of the plan so much is late and so much is left. `clause_days`: what the
    /// clause gives before the whole is due, none without a signed clause.
    InstalmentLate {
        due: NaiveDate,
        days: i64,
        late: Cents,
        left: Cents,
        clause_days: Option<u16>,
    },
    /// The notice ran out unpaid: by the clause the whole is due since that day.
    WholeDueAgain {
        on: NaiveDate,
        left: Cents,
    },
    /// A plan given so many days ago has not come back signed.
    PlanNotSigned {
        made_on: NaiveDate,
        days: i64,
    },
    /// Nobody signed the plan, and an instalment is late: the invoices are owed as before.
    UnsignedPlanLate {
        due: NaiveDate,
        days: i64,
        late: Cents,
    },
    /// The owner's answer to a dispute was due on that day: so many days ago, 0 for today.
    AnswerDue {
        invoice: InvoiceId,
        reason: DisputeReason,
        due: NaiveDate,
        days: i64,
        /// What the owner had to do; empty where that was not noted.
        task: String,
    },
    /// A dispute has lain for so many days: without an answer, or without an end since the answer.
    DisputeWaits {
        invoice: InvoiceId,
        reason: DisputeReason,
        since: NaiveDate,
        days: i64,
        answered: bool,
        task: String,
    },
    SaysPaid {
        said_on: NaiveDate,
        days: i64,
    },
    /// Money of this customer that no invoice has yet: it may be the payment (R1).
    UnallocatedMoney {
        amount: Cents,
    },
    /// A part is disputed and left out; the rest goes on.
    PartlyDisputed {
        disputed: Cents,
    },
    DisputeEnded {
        day: NaiveDate,
    },
    /// The file came back from whom it was given to.
    Returned {
        day: NaiveDate,
        route: Route,
    },
    KindUnknown {
        invoices: usize,
    },
    /// Public buyer: the status of the deposit, so many days before (negative: after) the due date.
    DepositToCheck {
        due: NaiveDate,
        days_before: i64,
    },
    /// The owner asked for this step.
    ChosenByOwner {
        day: NaiveDate,
        instead_of: Option<StepKey>,
    },
    /// The action ends on `outer`; the last day to rely on is `safe`. A reminder does not move it (LI-07); a written
    /// claim does where `moved_by_letter` (public bodies, PB-08).
    LimitationNear {
        safe: NaiveDate,
        outer: NaiveDate,
        days_left: i64,
        invoice: InvoiceId,
        moved_by_letter: bool,
    },
    /// By the earliest start the action has run out, by the one that decides it has not: `safe` is the last day.
    LimitationStartInDoubt {
        invoice: InvoiceId,
        earliest: StartBasis,
        passed: NaiveDate,
        decides: StartBasis,
        safe: NaiveDate,
        days_left: i64,
        moved_by_letter: bool,
    },
    /// The action has run out, unless this, which nobody has confirmed, moved its last day to `safe` (LI-08).
    LimitationPerhapsMoved {
        invoice: InvoiceId,
        event: LimitationEvent,
        passed: NaiveDate,
        safe: NaiveDate,
        days_left: i64,
    },
    TimeBarred {
        since: NaiveDate,
        invoices: usize,
    },
    Insolvent {
        kind: InsolvencyKind,
        opened_on: NaiveDate,
    },
    /// Two months from publication: post it by `safe`, `None` once that has passed; then by `legal_limit`.
    DeclareBy {
        safe: Option<NaiveDate>,
        legal_limit: NaiveDate,
        /// To `safe`, or to `legal_limit`.
        days_left: i64,
        from_publication: bool,
    },
    /// Two months after the judgment have passed, but the two months run from a publication that is not known: they may
    /// still be open.
    PublicationUnknown {
        judgment: NaiveDate,
    },
    /// The two months are over: only a request to the juge-commissaire remains, until this day (IN-S4).
    DeclarationLate {
        limit: NaiveDate,
        releve_until: NaiveDate,
    },
    /// Only one step of a kind so far: the file goes before this day of lateness.
    HandOffTarget {
        day: NaiveDate,
        days_left: i64,
    },

    // If you wait.
    /// What thirty more days add, and at which yearly rate. `penalties`: between professionals they bear that name.
    InterestRuns {
        penalties: bool,
        per_30_days: Cents,
        rate_percent: Option<Decimal>,
    },
    /// Against a consumer interest runs only from the formal notice (CO-02).
    NoInterestBeforeNotice,
    /// The chances to be paid fall with time; there is no honest figure.
    OddsFall,
    MoneyMayBeThere,
    /// A disputed part is not asked for: it stays unpaid until the dispute ends.
    DisputedStaysUnpaid {
        amount: Cents,
    },
    /// The funds are not there before the cheque is at the bank.
    InterestUntilDeposit,
    NothingCanBeClaimed,
    ClaimMayBeLost {
        on: NaiveDate,
    },
    /// The last day to declare is not known, so none should be lost.
    DeclareAtOnce,
    /// Over-indebtedness: the commission counts what creditors tell it in time.
    AnswerTheCommission,
    PaymentWouldBeLate {
        due: NaiveDate,
    },

    // Why not stronger.
    /// A simple reminder is enough more often than not.
    LightestFirst,
    /// Somebody should speak before the next written step.
    HumanFirst,
    /// The next stronger step and its day at the earliest.
    StrongerLater {
        step: StepKey,
        on: NaiveDate,
    },
    /// A judge expects a formal notice first, and it must leave a reasonable time.
    NoticeOpensRoutes {
        deadline_days: u16,
    },
    /// What follows is the owner's decision.
    OwnersDecision,
    /// Against an insolvent debtor every pursuit has stopped.
    PursuitsStopped,
    /// Over-indebtedness: nothing can be enforced, nor paid, until the measures.
    EnforcementSuspended,
    /// A time-barred debt can be refused; presenting it to a consumer as enforceable is what the authorities punish.
    BarredDebt {
        consumer: bool,
    },
    CheckFirst,
    /// Without a signature a plan proves nothing and its clause does not count.
    SignatureCounts,
    /// What the clause allows, and not before its notice has run out; without one, the late instalments alone.
    OnlyWhatThePlanAllows {
        clause_days: Option<u16>,
    },
    /// The disputed part cannot be asked for before it is answered.
    AnswerFirst,
    KindFirst,
    /// The customer has paid: a cheque is in the owner's hands.
    PaidByCheque,
    NotDueYet {
        due: NaiveDate,
    },
}

/// Why an invoice does not travel with the others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LeftOut {
    /// A formal notice needs a reminder first, or an older debt.
    NotYetReminded,
    /// Late by too few days: the transfer may be under way (R2).
    JustDue {
        days: i64,
    },
    Disputed,
    Promised {
        until: NaiveDate,
    },
    /// Under a plan that is kept; its next instalment.
    Planned {
        due_on: NaiveDate,
    },
    SaysPaid,
    Paused,
    TimeBarred,
    /// Its own formal notice still runs.
    NoticeRunning {
        deadline: NaiveDate,
    },
    /// It had no formal notice.
    NoNotice,
}

/// Why nothing is proposed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SilenceReason {
    /// Nothing is owed, or what was has been given up.
    AllPaid,
    /// Everything open was given to a factor or a bank: theirs to claim.
    Ceded {
        to: String,
        amount: Cents,
    },
    NothingOverdue {
        next_due: Option<NaiveDate>,
    },
    /// The next step has its day.
    Scheduled {
        step: StepKey,
        on: NaiveDate,
        last_step: Option<(StepKey, NaiveDate)>,
    },
    Paused {
        scope: PauseScope,
        until: Option<NaiveDate>,
        reason: String,
    },
    /// `until` is the promised day and the days a bank takes.
    Promised {
        due_on: NaiveDate,
        until: NaiveDate,
        amount: Cents,
    },
    /// A plan is kept: its next instalment, and the last silent day after it.
    Planned {
        due_on: NaiveDate,
        until: NaiveDate,
        amount: Cents,
    },
    Disputed {
        amount: Cents,
        reason: DisputeReason,
        answer_due: Option<NaiveDate>,
    },
    SaysPaidWaiting {
        said_on: NaiveDate,
        until: NaiveDate,
    },
    /// The last contact is too near, or there were too many in thirty days.
    TooSoon {
        last_contact: NaiveDate,
        next_on: NaiveDate,
        contacts_in_30_days: u16,
        because: Pacing,
    },
    Snoozed {
        step: StepKey,
        until: NaiveDate,
    },
    HandedOver {
        route: Route,
        to: String,
        day: NaiveDate,
        others_overdue: Cents,
    },
    WaitingForNotice {
        sent_on: NaiveDate,
        presented_on: Option<NaiveDate>,
        deadline: NaiveDate,
    },
    PaysByDirectDebit {
        overdue: Cents,
    },
    /// Insolvent: declared, or given up; no letter may leave.
    Insolvent {
        kind: InsolvencyKind,
        declared_on: Option<NaiveDate>,
    },
    TimeBarred {
        since: NaiveDate,
        amount: Cents,
    },
    /// Every step of the scenario was done or passed over.
    NothingLeft {
        last_step: StepKey,
        day: NaiveDate,
    },
    /// The due date could not be computed.
    NoDueDate {
        invoice: InvoiceId,
    },
}

impl SilenceReason {
    /// The stable name.
    pub fn code(&self) -> &'static str {
        match self {
            SilenceReason::AllPaid => "all_paid",
            SilenceReason::Ceded { .. } => "ceded",
            SilenceReason::NothingOverdue { .. } => "nothing_overdue",
            SilenceReason::Scheduled { .. } => "scheduled",
            SilenceReason::Paused { .. } => "paused",
            SilenceReason::Promised { .. } => "promised",
            SilenceReason::Planned { .. } => "planned",
            SilenceReason::Disputed { .. } => "disputed",
            SilenceReason::SaysPaidWaiting { .. } => "says_paid",
            SilenceReason::TooSoon { .. } => "too_soon",
            SilenceReason::Snoozed { .. } => "snoozed",
            SilenceReason::HandedOver { .. } => "handed_over",
            SilenceReason::WaitingForNotice { .. } => "waiting_for_notice",
            SilenceReason::PaysByDirectDebit { .. } => "pays_by_direct_debit",
            SilenceReason::Insolvent { .. } => "insolvent",
            SilenceReason::TimeBarred { .. } => "time_barred",
            SilenceReason::NothingLeft { .. } => "nothing_left",
            SilenceReason::NoDueDate { .. } => "no_due_date",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pacing {
    Gap { days: u16 },
    Cap { contacts: u16 },
}

/// Something to complete before the step can be done well.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Missing {
    Business,
    BusinessAddress,
    BusinessIban,
    BusinessSiren,
    /// Neither an e-mail nor a postal address: nothing can be sent.
    AnyAddress,
    Email,
    PostalAddress,
    /// A letter came back: the address must be searched again (FS-09).
    NewAddress {
        since: NaiveDate,
    },
    Phone,
    /// The kind of debtor was assumed, and decides the law.
    KindToConfirm,
    /// The day of publication in the BODACC, from which the two months run.
    PublicationDate,
    /// Invoices whose own document is not in the file.
    OriginalInvoice {
        invoices: Vec<InvoiceId>,
    },
    /// Invoices without quote, order or contract.
    ProofOfOrder {
        invoices: Vec<InvoiceId>,
    },
    /// Invoices without proof of delivery or completion.
    ProofOfDelivery {
        invoices: Vec<InvoiceId>,
    },
    /// The notice was sent, but its presentation is not known.
    DeliveryOfNotice,
    /// A rate that the law has not given, or that the owner must confirm.
    Rate,
}

/// Where a missing thing is mended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Business,
    Customer,
    Invoice,
    Law,
}

impl Missing {
    /// True when the step cannot be done at all without it.
    pub fn is_blocking(&self) -> bool {
        matches!(self, Missing::Business | Missing::AnyAddress)
    }

    pub fn place(&self) -> Place {
        match self {
            Missing::Business | Missing::BusinessAddress | Missing::BusinessIban | Missing::BusinessSiren => {
                Place::Business
            }
            Missing::OriginalInvoice { .. } | Missing::ProofOfOrder { .. } | Missing::ProofOfDelivery { .. } => {
                Place::Invoice
            }
            Missing::Rate => Place::Law,
            _ => Place::Customer,
        }
    }
}
