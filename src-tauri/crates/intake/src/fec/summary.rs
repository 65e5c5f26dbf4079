//! A journal as one flat line of texts: what `acquit read` prints, one object per file.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use super::model::FecFile;
use crate::einvoice::FindingLine;
use crate::finding::Reading;

/// Every value as text: days as the norm writes them (`20240315`), amounts in euros with a point. Those with `_411` are
/// of the customers' accounts; `open_balance_411` is the sum of their lines without a letter.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct JournalLine {
    pub file: String,
    pub format: &'static str,
    pub encoding: &'static str,
    pub separator: &'static str,
    pub columns: String,
    pub amount_style: &'static str,
    pub lines: String,
    pub blank_lines: String,
    pub first_date: String,
    pub last_date: String,
    pub total_debit: String,
    pub total_credit: String,
    pub negative_amount_lines: String,
    pub lines_411: String,
    pub accounts_411: String,
    pub auxiliaries_411: String,
    pub debit_411: String,
    pub credit_411: String,
    pub balance_411: String,
    pub lettered_lines_411: String,
    pub open_balance_411: String,
    pub pieces_411: String,
    pub findings: Vec<FindingLine>,
}

/// The line of a journal that was read. `file` is what the caller calls it.
pub fn line_of_journal(file: &str, reading: &Reading<FecFile<'_>>) -> JournalLine {
    let journal = &reading.value;
    let customers = &journal.customers;
    let day = |day: Option<NaiveDate>| day.map(|day| day.format("%Y%m%d").to_string()).unwrap_or_default();
    JournalLine {
        file: file.to_owned(),
        format: "fec",
        encoding: journal.encoding.code(),
        separator: journal.separator.code(),
        columns: journal.columns.to_string(),
        amount_style: journal.amount_style.code(),
        lines: journal.lines.to_string(),
        blank_lines: journal.blank_lines.to_string(),
        first_date: day(journal.first_date),
        last_date: day(journal.last_date),
        total_debit: euros(journal.total_debit),
        total_credit: euros(journal.total_credit),
        negative_amount_lines: journal.negative_amount_lines.to_string(),
        lines_411: customers.lines.to_string(),
        accounts_411: customers.accounts.to_string(),
        auxiliaries_411: customers.auxiliaries.to_string(),
        debit_411: euros(customers.debit),
        credit_411: euros(customers.credit),
        balance_411: euros(customers.balance()),
        lettered_lines_411: customers.lettered_lines.to_string(),
        open_balance_411: euros(customers.open_balance),
        pieces_411: customers.pieces.to_string(),
        findings: reading.findings.iter().map(FindingLine::from).collect(),
    }
}

/// At least two decimals, and every one that is written.
fn euros(amount: Decimal) -> String {
    let mut amount = amount.normalize();
    if amount.scale() < 2 {
        amount.rescale(2);
    }
    amount.to_string()
}
