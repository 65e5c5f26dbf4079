//! Money for invoices, who they are owed to, and what became of each euro.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct PaymentForm {
    pub customer: String,
    /// The invoices it pays, in that order; empty: the oldest due first.
    pub parts: Vec<PaymentPartForm>,
    pub amount: String,
    pub received_on: String,
    /// `transfer`, `cheque`, `cash`, `card`, `direct_debit`, `other`.
    pub means: String,
    pub reference: String,
    /// What the invoices leave of it pays their interest and indemnity.
    pub accessories: bool,
    /// The parts are those that the customer named.
    pub indicated: bool,
    /// Of a cheque; the day is empty while it waits to be deposited.
    pub cheque_number: String,
    pub deposited_on: String,
}

/// An invoice that a payment pays or lowers.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct PaymentPartForm {
    pub invoice: String,
    /// Up to how much; empty: as much as is left.
    pub amount: String,
    /// Costs that a bank or the payer kept, taken for paid on top; empty for none.
    pub withheld: String,
    /// An early discount granted on top; empty for none.
    pub discount: String,
}

/// What a payment would do, before it is recorded.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PaymentPreview {
    pub lines: Vec<PaymentPreviewLine>,
    /// What no invoice takes.
    #[ts(type = "number")]
    pub credit: i64,
    /// What could pay interest and indemnity, beyond what a plan takes by itself, where the owner says so.
    #[ts(type = "number")]
    pub accessories_owed: i64,
    pub sentences: Vec<String>,
    /// What stands in the way, and beside which field; then there are no lines.
    pub problem: Option<String>,
    pub field: Option<String>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct PaymentPreviewLine {
    pub invoice: String,
    pub number: String,
    pub due_date: Option<String>,
    #[ts(type = "number")]
    pub open: i64,
    #[ts(type = "number")]
    pub paid: i64,
    #[ts(type = "number")]
    pub withheld: i64,
    #[ts(type = "number")]
    pub discounted: i64,
    /// Interest and indemnity.
    #[ts(type = "number")]
    pub accessories: i64,
    #[ts(type = "number")]
    pub left: i64,
    /// To whom it is ceded, or empty.
    pub ceded_to: String,
}

/// Invoices given to a factor or a bank, or come back from there.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct CessionForm {
    pub customer: String,
    pub invoices: Vec<String>,
    /// Who has them; not asked when they come back.
    pub to: String,
    pub day: String,
    pub with_recourse: bool,
    /// Why they came back.
    pub reason: String,
}

#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct PaymentOrderForm {
    pub customer: String,
    /// `interest_first` or `principal_first`.
    pub order: String,
    pub reason: String,
}

/// One line of a breakdown: the parts sum to the amount due.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BreakdownLine {
    /// `due`, `not_due`, `retained`, `disputed`, `promised`, `ceded`, `paid`, `withheld`, `discounted`, `credited`,
    /// `written_off`; `surplus` stands outside the sum.
    pub part: String,
    #[ts(type = "number")]
    pub amount: i64,
}

/// What became of an invoice.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BreakdownView {
    pub number: String,
    pub as_of: String,
    #[ts(type = "number")]
    pub amount_due: i64,
    /// Only the parts that are not zero.
    pub lines: Vec<BreakdownLine>,
    /// Several due dates, retention money, a cession: what to know beside the figures.
    pub notes: Vec<String>,
}
