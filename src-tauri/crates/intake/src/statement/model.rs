//! What a bank statement says, whatever its format: accounts, balances, entries. Terms of ISO 20022 (camt.053).

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::finding::Place;

/// One statement of one account. A file may hold several, of several accounts and currencies.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Statement {
    /// The account as the file names it: an IBAN without its blanks, another number as it is written.
    pub account: String,
    /// The codes of the bank and of its branch, where the file gives them beside the account (OFX, CFONB 120).
    pub bank: String,
    pub branch: String,
    /// Who holds it, where the file says.
    pub account_name: String,
    /// Identification of the statement, as written.
    pub number: String,
    /// ISO 4217; empty where the file says none, or several without one that is the account's.
    pub currency: String,
    /// The currency as the file writes it, where that is not `currency`: `eur`.
    pub written_currency: String,
    /// Further currencies that amounts of this statement are written in, in the order of the file. Empty where the
    /// statement has no currency of its own: then each entry names its own.
    pub other_currencies: Vec<String>,
    pub opening: Option<Balance>,
    pub closing: Option<Balance>,
    /// In the order of the file.
    pub entries: Vec<StatementEntry>,
    /// Booked lines without a readable amount. They count among the lines and are in no sum.
    pub left_out: Vec<LeftOut>,
}

impl Statement {
    /// Positive: the sum of what came in.
    pub fn credits(&self) -> Decimal {
        self.entries.iter().map(|entry| entry.amount).filter(Decimal::is_sign_positive).sum()
    }

    /// Positive: the sum of what went out.
    pub fn debits(&self) -> Decimal {
        self.entries.iter().map(|entry| entry.amount).filter(Decimal::is_sign_negative).sum::<Decimal>().abs()
    }

    /// The sum of what was booked, with its sign. What is only announced moves no money.
    pub fn movements(&self) -> Decimal {
        self.entries.iter().filter(|entry| !entry.not_booked).map(|entry| entry.amount).sum()
    }

    /// Whether opening, movements and closing agree; none where a balance is missing. A check that warns: many files are
    /// shortened.
    pub fn balances(&self) -> Option<bool> {
        let (opening, closing) = (self.opening.as_ref()?, self.closing.as_ref()?);
        Some(opening.amount + self.movements() == closing.amount)
    }

    /// Whether every amount is in one currency, known or not.
    pub fn currency_is_one(&self) -> bool {
        self.entries.iter().all(|entry| entry.currency.is_empty())
    }

    /// The currency of an entry's amount; empty where nothing says it.
    pub fn currency_of<'a>(&'a self, entry: &'a StatementEntry) -> &'a str {
        if entry.currency.is_empty() { &self.currency } else { &entry.currency }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Balance {
    pub day: Option<NaiveDate>,
    /// In the statement's currency, negative for a debit balance.
    pub amount: Decimal,
}

/// A booked line that could not be read; the finding at its place says why.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LeftOut {
    pub place: Place,
    /// The day it was booked, where that at least can be read.
    pub booked_on: Option<NaiveDate>,
    /// See [`StatementEntry::written_day`].
    pub written_day: Option<String>,
}

/// One booked line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct StatementEntry {
    pub place: Place,
    /// The day it was booked, or its value date where the file has no other; none where neither can be read, which is a
    /// finding beside it.
    pub booked_on: Option<NaiveDate>,
    pub value_date: Option<NaiveDate>,
    /// What stands where the day should, as year-month-day, when no calendar has it: `2034-54-54`.
    pub written_day: Option<String>,
    /// In the currency of the statement, or in its own: positive for money in, negative for money out.
    pub amount: Decimal,
    /// ISO 4217, where it is another currency than the statement's; else empty.
    pub currency: String,
    /// Announced, pending, declined or only for information: no money has moved on the account.
    pub not_booked: bool,
    /// A booking that takes an earlier one back (RC, RD, RvslInd).
    pub reversal: bool,
    /// Why money came back (return of a direct debit, unpaid cheque), as the file codes it: `MD01`, `AM04`, CFONB reject
    /// codes… Of a line whose words alone say it, see [`crate::statement::returns`].
    pub return_reason: Option<String>,
    /// What kind of operation it is, as the file codes it.
    pub operation: String,
    /// The other side: the payer of money in.
    pub counterparty: Party,
    /// Free text for the receiver (remittance information), one element per line of the file, as written.
    pub remittance: Vec<String>,
    /// Structured creditor reference (RF…, QRR…), without spaces.
    pub creditor_reference: Option<String>,
    /// End-to-end identification; `NOTPROVIDED` is none.
    pub end_to_end_id: Option<String>,
    /// The bank's own reference of the entry.
    pub bank_reference: Option<String>,
    pub cheque_number: Option<String>,
    /// The reference for the owner of the account: what the payer or the owner gave the order (MT940 field 61).
    pub owner_reference: Option<String>,
    /// What the bank kept for itself, positive.
    pub charges: Option<OtherAmount>,
    /// The amount before it was changed into the currency of the account, positive.
    pub original_amount: Option<OtherAmount>,
    /// The parts of a batched entry, each with its own payer and text. Empty where the entry is one transaction.
    pub details: Vec<EntryDetail>,
}

/// An amount that is not in the statement's own column, perhaps in another currency.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OtherAmount {
    pub currency: String,
    pub amount: Decimal,
}

/// A part of a batched entry.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct EntryDetail {
    /// Signed as the entry; none where the file gives no amount of its own.
    pub amount: Option<Decimal>,
    pub counterparty: Party,
    pub remittance: Vec<String>,
    pub creditor_reference: Option<String>,
    pub end_to_end_id: Option<String>,
    pub return_reason: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Party {
    pub name: String,
    /// IBAN or another account number, without spaces.
    pub account: String,
}

/// How a statement is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatementFormat {
    /// ISO 20022, every version: end of day, intraday, notification.
    Camt052,
    Camt053,
    Camt054,
    Mt940,
    /// SWIFT interim report: movements without balances.
    Mt942,
    Ofx1,
    Ofx2,
    /// OFX whose header was lost.
    OfxWithoutHeader,
    Cfonb120,
    Qif,
    /// A list of a bank, read through a mapping of its columns.
    List,
}
