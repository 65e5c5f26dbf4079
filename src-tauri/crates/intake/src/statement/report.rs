//! A file of statements as one flat line of texts: what `acquit read` prints, one object per file.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::einvoice::FindingLine;
use crate::finding::Reading;
use crate::statement::list::mapping::BankQuestion;
use crate::statement::{Balance, Statement, StatementEntry, StatementFile, StatementFormat};

/// Every value as text, empty where absent; several values are joined with `|`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct StatementLine {
    pub file: String,
    /// The format: `camt.053.001.08`, `mt940`, `ofx-no-header`.
    pub kind: String,
    /// Each account once, in the order of the file.
    pub account: String,
    pub statements: String,
    /// Booked lines, those that could not be read included.
    pub entries: String,
    /// The parts of batched entries, in formats that have them.
    pub transactions: String,
    pub credits: String,
    pub debits: String,
    pub currency: String,
    pub opening: String,
    pub closing: String,
    pub first_date: String,
    pub last_date: String,
    /// `holds` or `does not hold`, for one statement with both balances.
    pub balance_check: String,
    /// What a list leaves to its owner to say: `date_order`, `money_out`. The figures are those of the usual answer.
    pub questions: Vec<String>,
    pub findings: Vec<FindingLine>,
}

/// The line of a file. A camt entry without details counts as one transaction.
pub fn line_of_statements(file: &str, reading: &Reading<StatementFile>) -> StatementLine {
    let StatementFile { format, version, statements } = &reading.value;
    let entries = statements.iter().map(|statement| statement.entries.len() + statement.left_out.len()).sum::<usize>();
    let sum = |amount: fn(&Statement) -> Decimal| number(statements.iter().map(amount).sum());
    let days: BTreeSet<String> = statements.iter().flat_map(|statement| days(statement, *format)).collect();
    let check = match statements.as_slice() {
        [only] => match only.balances() {
            Some(true) => "holds",
            Some(false) => "does not hold",
            None => "",
        },
        _ => "",
    };
    StatementLine {
        file: file.to_owned(),
        kind: kind(*format, version),
        account: distinct(statements.iter().map(|statement| statement.account.as_str())),
        statements: statements.len().to_string(),
        entries: entries.to_string(),
        transactions: if has_details(*format) { transactions(statements).to_string() } else { String::new() },
        credits: sum(Statement::credits),
        debits: sum(Statement::debits),
        currency: distinct(statements.iter().flat_map(|statement| {
            std::iter::once(currency(statement, *format)).chain(statement.other_currencies.iter().map(String::as_str))
        })),
        opening: balances(statements, |statement| statement.opening),
        closing: balances(statements, |statement| statement.closing),
        first_date: days.first().cloned().unwrap_or_default(),
        last_date: days.last().cloned().unwrap_or_default(),
        balance_check: check.to_owned(),
        questions: Vec::new(),
        findings: reading.findings.iter().map(FindingLine::from).collect(),
    }
}

impl StatementLine {
    /// The line of a list that leaves something open. Of days that could be others none is named.
    pub fn with_questions(mut self, open: &[BankQuestion]) -> StatementLine {
        self.questions = open.iter().map(|question| question.code().to_owned()).collect();
        if open.iter().any(|question| matches!(question, BankQuestion::DateOrder { .. })) {
            (self.first_date, self.last_date) = (String::new(), String::new());
        }
        self
    }
}

fn kind(format: StatementFormat, version: &str) -> String {
    match format {
        StatementFormat::Camt052 | StatementFormat::Camt053 | StatementFormat::Camt054 if version.is_empty() => {
            "camt(no ns)".to_owned()
        }
        StatementFormat::Camt052 | StatementFormat::Camt053 | StatementFormat::Camt054 => version.to_owned(),
        StatementFormat::Mt940 => "mt940".to_owned(),
        StatementFormat::Mt942 => "mt942".to_owned(),
        StatementFormat::Ofx1 => "ofx1".to_owned(),
        StatementFormat::Ofx2 => "ofx2".to_owned(),
        StatementFormat::OfxWithoutHeader => "ofx-no-header".to_owned(),
        StatementFormat::Cfonb120 => "cfonb120".to_owned(),
        StatementFormat::Qif => "qif".to_owned(),
        StatementFormat::List if version.is_empty() => "list".to_owned(),
        StatementFormat::List => version.to_owned(),
    }
}

fn has_details(format: StatementFormat) -> bool {
    matches!(format, StatementFormat::Camt052 | StatementFormat::Camt053 | StatementFormat::Camt054)
}

fn transactions(statements: &[Statement]) -> usize {
    statements.iter().flat_map(|statement| &statement.entries).map(|entry| entry.details.len().max(1)).sum()
}

/// As the file writes it. An interim report has no balance to take it from: its currency is that of a limit.
fn currency(statement: &Statement, format: StatementFormat) -> &str {
    match format {
        StatementFormat::Mt942 => "",
        _ if !statement.written_currency.is_empty() => &statement.written_currency,
        _ => &statement.currency,
    }
}

/// The days of the lines. SWIFT names the value date first. QIF says no order of day and month, so that its days are a
/// conclusion about the whole file and not what stands in a line.
fn days(statement: &Statement, format: StatementFormat) -> Vec<String> {
    let swift = matches!(format, StatementFormat::Mt940 | StatementFormat::Mt942);
    if format == StatementFormat::Qif {
        return Vec::new();
    }
    let of_entry = |entry: &StatementEntry| {
        let day = if swift { entry.value_date } else { entry.booked_on };
        entry.written_day.clone().or(day.map(|day| day.to_string()))
    };
    let left_out = statement.left_out.iter();
    let left_out = left_out.map(|line| line.written_day.clone().or(line.booked_on.map(|day| day.to_string())));
    statement.entries.iter().map(of_entry).chain(left_out).flatten().collect()
}

fn balances(statements: &[Statement], which: fn(&Statement) -> Option<Balance>) -> String {
    let amounts: Vec<String> = statements.iter().filter_map(which).map(|balance| number(balance.amount)).collect();
    amounts.join("|")
}

fn distinct<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let mut seen = BTreeSet::new();
    let values: Vec<&str> = values.filter(|value| !value.is_empty() && seen.insert(*value)).collect();
    values.join("|")
}

fn number(amount: Decimal) -> String {
    amount.normalize().to_string()
}
