//! What matching is told, and what it answers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{BankEntryId, CustomerId, InvoiceId};
use crate::invoice::Allocation;
use crate::money::Cents;

/// An invoice of which something is still owed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenInvoice {
    pub id: InvoiceId,
    pub customer: CustomerId,
    /// As written.
    pub number: String,
    pub issue_date: NaiveDate,
    /// The oldest due date of what is left; none where nothing says when it falls due.
    pub due: Option<NaiveDate>,
    /// In dispute in part or whole, ceded, or under an open plan: money that names nothing may be meant for another.
    pub is_set_apart: bool,
    /// What is still owed.
    pub open: Cents,
    /// What is open of each due part. Empty where the invoice has one due date.
    pub parts: Vec<DuePart>,
    /// What was promised on this invoice, or agreed in a plan, and not yet seen.
    pub promises: Vec<Promised>,
    /// BT-83; empty where there is none.
    pub payment_reference: String,
    /// An early discount that was agreed on this invoice.
    pub discount: Option<EarlyDiscount>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct DuePart {
    pub due_date: NaiveDate,
    pub open: Cents,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Promised {
    pub day: NaiveDate,
    pub amount: Cents,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct EarlyDiscount {
    /// The last day on which it may be taken.
    pub until: NaiveDate,
    pub amount: Cents,
}

/// A credit note, as far as it is not applied to an invoice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FreeCredit {
    pub credit_note: InvoiceId,
    pub customer: CustomerId,
    pub number: String,
    pub open: Cents,
}

/// What is known of a customer as a payer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Payer {
    pub customer: CustomerId,
    pub name: String,
    pub other_names: Vec<String>,
    /// Accounts that paid for this customer in matches that a person confirmed.
    pub accounts: Vec<String>,
    /// How the payer was shown in such matches.
    pub seen: Vec<Seen>,
}

/// A line that a person recognised as a customer's payment: who paid, as the bank said, and its text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seen {
    pub payer_name: String,
    pub lines: Vec<String>,
}

/// What a letter that was sent asks for: invoices with their interest and indemnity. Nothing has moved on them since.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    pub customer: CustomerId,
    /// What it asks of each invoice itself: no more than is due and undisputed.
    pub parts: Vec<Allocation>,
    /// The parts, and interest and indemnity beside them.
    pub total: Cents,
    /// The day it went out.
    pub day: NaiveDate,
}

/// Everything that money coming in is compared with.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ledger {
    pub invoices: Vec<OpenInvoice>,
    pub credits: Vec<FreeCredit>,
    pub payers: Vec<Payer>,
    pub asked: Vec<Asked>,
    /// SIREN, SIRET, account and telephone numbers of the business itself: never an invoice number.
    pub own_identifiers: Vec<String>,
}

/// A booked line of a statement that nothing explains yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    pub id: BankEntryId,
    pub day: NaiveDate,
    /// Negative: money out, looked at only as the return of an earlier entry.
    pub amount: Cents,
    /// The statement says that this line takes an earlier one back (reversal, return reason).
    pub is_return: bool,
    /// Free text, line by line as the bank gave it.
    pub lines: Vec<String>,
    pub creditor_reference: Option<String>,
    pub end_to_end_id: Option<String>,
    pub payer_name: String,
    pub payer_account: String,
}

/// What is proposed for one entry. Nothing is recorded: a person confirms, and a confirmed match can be undone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Proposal {
    pub entry: BankEntryId,
    pub outcome: Outcome,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It cannot reasonably be another: confirmed in one gesture with the other certain ones.
    Certain(Match),
    /// The likeliest first; each says why, and what speaks against it.
    Doubtful(Vec<Match>),
    Unknown,
    /// Money that came and went back within these entries.
    TakenBack {
        by: BankEntryId,
    },
    /// A return, and the entry it takes back.
    TakesBack {
        entry: BankEntryId,
    },
}

/// The invoices that an entry pays, and why. The allocations, the accessories and the leftover sum to the entry.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Match {
    pub customer: CustomerId,
    /// What the entry pays of each invoice, oldest first.
    pub allocations: Vec<Allocation>,
    /// Credit notes the payer has taken off.
    pub credits: Vec<CreditUse>,
    /// Early discounts the payer has taken off.
    pub discounts: Vec<Allocation>,
    /// What a bank on the way seems to have kept.
    pub fees: Vec<Allocation>,
    /// Interest and indemnity of these invoices, as a letter asked for them.
    #[serde(default)]
    pub accessories: Cents,
    /// What no invoice explains: a credit of the customer.
    pub leftover: Cents,
    pub reasons: Vec<Reason>,
}

impl Match {
    /// Whether anything speaks against it.
    pub fn is_contradicted(&self) -> bool {
        self.reasons.iter().any(Reason::speaks_against)
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CreditUse {
    pub credit_note: InvoiceId,
    pub invoice: InvoiceId,
    pub amount: Cents,
}

/// Why an entry may pay these invoices, or may not.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// The text names the invoice.
    ByReference {
        number: String,
        as_written: String,
        precision: Precision,
    },
    /// The structured reference, or the one of BT-83, is that of the invoice.
    ByCreditorReference {
        number: String,
        reference: String,
    },
    /// Exactly what is open of one invoice.
    ByAmount {
        amount: Cents,
    },
    /// Exactly a part with its own due date.
    PartDue {
        due_date: NaiveDate,
        amount: Cents,
    },
    /// Exactly what was promised.
    AsPromised {
        day: NaiveDate,
        amount: Cents,
    },
    /// Exactly what a letter asks for, interest and indemnity included.
    AsAsked {
        day: NaiveDate,
        amount: Cents,
        accessories: Cents,
    },
    /// Exactly what is open of several invoices.
    SumOfInvoices {
        count: u32,
        amount: Cents,
    },
    /// Everything that was open that day.
    WholeBalance,
    LessCreditNotes {
        numbers: Vec<String>,
        amount: Cents,
    },
    LessDiscount {
        until: NaiveDate,
        amount: Cents,
    },
    LessBankFee {
        amount: Cents,
    },
    /// An account that has paid for this customer before.
    ByPayerAccount {
        account: String,
    },
    ByName {
        as_written: String,
        known_as: String,
        whole: bool,
    },
    /// The text names the month in which the invoice was issued.
    ByMonth {
        as_written: String,
    },
    /// The text was cut by a bank: numbers after the cut are missing.
    TextCut,
    /// Nothing is named, and several invoices of this customer have this amount: the one that fell due first is paid (C. civ.
    /// 1342-10).
    OldestOf {
        count: u32,
    },
    // What speaks against.
    /// Other open invoices have this amount, and no reference decides. Counted up to a dozen.
    SameAmountElsewhere {
        others: u32,
    },
    /// Another choice explains the entry as well.
    OtherwiseExplained {
        others: u32,
    },
    /// The account has so far paid for others only.
    AccountOfAnother {
        customer: CustomerId,
    },
    /// The payer is called like another customer.
    NameOfAnother {
        customer: CustomerId,
    },
    /// Less came than is open.
    LessThanOpen {
        missing: Cents,
    },
    MoreThanOpen {
        surplus: Cents,
    },
    /// The text names something that this match leaves out.
    AlsoNames {
        as_written: String,
    },
    /// The invoice is not named, though others are.
    NotNamed {
        number: String,
    },
    IssuedAfter {
        number: String,
        issue_date: NaiveDate,
    },
    DiscountTooLate {
        until: NaiveDate,
    },
    /// Money of this customer went back by this entry: it may be an older invoice that is paid again.
    MoneyWentBack {
        entry: BankEntryId,
    },
    /// Another entry claims the same invoice.
    ClaimedTwice {
        by: Vec<BankEntryId>,
    },
    /// More could be meant than is tried, invoices or readings of the text: another sum may exist.
    SearchCapped {
        combined: u32,
        open: u32,
    },
}

/// How exactly a text names an invoice.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// A number that stands alone and is the end of an invoice number.
    Bare,
    /// A short number behind a word for invoice, in a list or in a range.
    Short,
    /// The whole number, however it is spaced.
    Whole,
}

impl Reason {
    pub fn speaks_against(&self) -> bool {
        use Reason::*;
        match self {
            ByReference { .. } | ByCreditorReference { .. } | ByAmount { .. } | PartDue { .. } | AsPromised { .. } => {
                false
            }
            AsAsked { .. } | SumOfInvoices { .. } | WholeBalance | LessCreditNotes { .. } | LessDiscount { .. } => {
                false
            }
            LessBankFee { .. } | ByPayerAccount { .. } | ByName { .. } | ByMonth { .. } | TextCut => false,
            OldestOf { .. } => false,
            SameAmountElsewhere { .. } | OtherwiseExplained { .. } | AccountOfAnother { .. } | NameOfAnother { .. } => {
                true
            }
            LessThanOpen { .. } | MoreThanOpen { .. } | AlsoNames { .. } | NotNamed { .. } | IssuedAfter { .. } => true,
            DiscountTooLate { .. } | MoneyWentBack { .. } | ClaimedTwice { .. } | SearchCapped { .. } => true,
        }
    }
}
