//! Money received: the lines of the bank, and what each may pay.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::owed::PaymentPartForm;
use super::{Badge, FailureView};

#[derive(Clone, Debug, Serialize, TS)]
pub struct BankView {
    /// "Banque vue jusqu’au 21 novembre 2026."
    pub seen: String,
    /// Absent before the first statement.
    pub seen_until: Option<String>,
    pub accounts: Vec<BankAccountView>,
    /// "12 lignes attendent : 9 rapprochées avec certitude, 2 à confirmer, 1 inconnue."
    pub summary: String,
    pub doubtful: BankGroup,
    pub unknown: BankGroup,
    /// Money that went back.
    pub returns: BankGroup,
    pub certain: BankGroup,
    /// Recognised, the latest first.
    pub done: BankGroup,
    /// Set aside by the owner.
    pub aside: BankGroup,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct BankAccountView {
    /// Its number, which no other has; empty where a statement named none.
    pub account: String,
    pub name: String,
    /// The last characters of the number, since one owner may have several accounts; empty where the name is the number.
    pub ends_in: String,
    pub until: String,
}

/// Lines of one kind: as many as were asked for, and how many there are.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct BankGroup {
    pub count: u32,
    #[ts(type = "number")]
    pub amount: i64,
    pub lines: Vec<BankLineView>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct BankLineView {
    pub line: String,
    pub day: String,
    #[ts(type = "number")]
    pub amount: i64,
    /// As the bank wrote it.
    pub text: String,
    pub payer: String,
    /// The likeliest first; of a line that is recognised, what it pays, a customer each.
    pub picks: Vec<BankPickView>,
    /// The first may be confirmed as it is.
    pub confirmable: bool,
    /// What is said where nothing can be confirmed at once.
    pub hint: String,
    /// The line that it came by, or that took it back.
    pub other: Option<String>,
    /// The recorded payment that it takes back.
    pub payment: Option<String>,
}

/// What a line may pay.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BankPickView {
    /// To be given back as it is.
    pub pick: String,
    pub customer: String,
    pub name: String,
    /// "F-2026-171 et F-2026-176, moins avoir A-2026-009".
    pub what: String,
    /// What speaks for it, and against it.
    pub reasons: Vec<String>,
    pub against: Vec<String>,
    /// What the law makes of it, with its article.
    pub law: Option<BankLawView>,
    /// "soldée", "acompte".
    pub badge: Option<Badge>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct BankLawView {
    pub sentence: String,
    pub article: String,
}

/// A line given to customers by hand: each one's part, and the invoices it pays.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct BankSharesForm {
    pub line: String,
    pub shares: Vec<BankShareForm>,
}

#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct BankShareForm {
    pub customer: String,
    /// Empty: the whole line.
    pub amount: String,
    /// Empty: the oldest due first.
    pub parts: Vec<PaymentPartForm>,
    /// What the invoices leave of it pays their interest and indemnity.
    pub accessories: bool,
}

/// What such a form would record.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BankSharesView {
    pub shares: Vec<BankShareView>,
    /// What of the line is given to nobody yet; negative when more is given than it has.
    #[ts(type = "number")]
    pub missing: i64,
    pub problem: Option<FailureView>,
    /// "350,00 € à son crédit"; empty when nothing is left over.
    pub note: String,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct BankShareView {
    pub customer: String,
    pub name: String,
    #[ts(type = "number")]
    pub amount: i64,
    pub invoices: Vec<BankShareInvoiceView>,
    /// What it pays of interest and indemnity.
    #[ts(type = "number")]
    pub accessories: i64,
    /// What of the rest could pay them.
    #[ts(type = "number")]
    pub accessories_owed: i64,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct BankShareInvoiceView {
    pub invoice: String,
    pub number: String,
    pub subject: String,
    pub due_date: Option<String>,
    #[ts(type = "number")]
    pub open: i64,
    /// What it gets of the line.
    #[ts(type = "number")]
    pub part: i64,
}

/// A recorded payment that a line may take back.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BankPaymentView {
    pub payment: String,
    pub name: String,
    pub day: String,
    #[ts(type = "number")]
    pub amount: i64,
    pub what: String,
}
