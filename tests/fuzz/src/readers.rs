//! One function for each reader, named like its target: reads a file as the program does and asks what must hold of any
//! outcome. The tests of `intake` put every seed through the same functions.

use intake::einvoice::{self, line_of_invoice, line_of_refusal};
use intake::kind::is_of_a_bank;
use intake::sheet::grid::{self, Grid};
use intake::sheet::{mapping, rows};
use intake::statement::list::{self, mapping as bank_mapping, rows as bank_rows};
use intake::statement::report::line_of_statements;
use intake::statement::{self, StatementFile, StatementReader, camt, cfonb120, mt940, ofx, qif};
use intake::{FileKind, Finding, FindingCode, Reading, Refusal, Severity, fec, kind_of, recognise};
use rust_decimal::Decimal;

use crate::built;

/// As many as a preview shows.
const SHOWN: usize = 20;

/// UBL, CII and ZUGFeRD 1, and whatever else is XML.
pub fn einvoice(bytes: &[u8]) {
    match einvoice::read(bytes) {
        Ok(reading) => {
            let line = line_of_invoice("x", &reading);
            assert!(!line.number.is_empty() && !line.issue_date.is_empty(), "read without number or day");
            findings(&reading.findings, None);
            match einvoice::normalise(&reading.value) {
                Ok(normalised) => findings(&normalised.findings, None),
                Err(refusal) => refused(&refusal),
            }
        }
        Err(refusal) => refused(&refusal),
    }
}

/// A whole PDF, or one built of the objects that are written.
pub fn pdf(bytes: &[u8]) {
    if bytes.starts_with(b"%PDF") { einvoice(bytes) } else { einvoice(&built::pdf(bytes)) }
}

/// A list of invoices as text.
pub fn list(bytes: &[u8]) {
    let Some(grid) = grid_of(bytes) else { return };
    list_of_invoices(&grid, Some(lines(bytes)));
}

/// A list of a bank as text.
pub fn bank_list(bytes: &[u8]) {
    let Some(grid) = grid_of(bytes) else { return };
    list_of_bank(&grid, Some(lines(bytes)));
    statements(list::read(bytes), Some(lines(bytes)));
}

/// Both kinds of list, as a workbook: a whole zip, or one built of the parts that are written.
pub fn xlsx(bytes: &[u8]) {
    zipped(bytes);
}

/// As [`xlsx`].
pub fn ods(bytes: &[u8]) {
    zipped(bytes);
}

/// The workbook of Excel 97: a whole compound file, or one around the records that are written.
pub fn xls(bytes: &[u8]) {
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        workbook(bytes);
    } else if let Some(bytes) = built::workbook(bytes) {
        workbook(&bytes);
    }
}

pub fn camt(bytes: &[u8]) {
    statement_of(&camt::Camt, bytes);
}

pub fn mt940(bytes: &[u8]) {
    statement_of(&mt940::Mt940, bytes);
}

pub fn ofx(bytes: &[u8]) {
    statement_of(&ofx::Ofx, bytes);
}

pub fn cfonb120(bytes: &[u8]) {
    statement_of(&cfonb120::Cfonb120, bytes);
}

pub fn qif(bytes: &[u8]) {
    statement_of(&qif::Qif, bytes);
    for order in [intake::sheet::values::DateOrder::DayFirst, intake::sheet::values::DateOrder::MonthFirst] {
        statements(qif::read(bytes, Some(order)), Some(lines(bytes)));
    }
}

/// A French accounting journal, and what its account of customers means.
pub fn fec(bytes: &[u8]) {
    let _ = fec::recognises(bytes);
    match fec::read(bytes) {
        Ok(reading) => {
            let line = fec::line_of_journal("x", &reading);
            assert!(!line.lines.is_empty());
            findings(&reading.findings, Some(lines(bytes)));
            let receivables = fec::receivables(&reading.value);
            findings(&receivables.findings, Some(lines(bytes)));
            for customer in &receivables.value.customers {
                assert!(customer.payments.iter().chain(&customer.returned).all(|item| item.amount.0 >= 0));
                assert!(customer.habit.paid.len() <= customer.invoices.len(), "paid invoices that are none");
            }
        }
        Err(refusal) => refused(&refusal),
    }
}

/// Any bytes, by the reader that the program would choose.
pub fn front_door(bytes: &[u8]) {
    let _ = recognise(bytes);
    match kind_of(bytes) {
        FileKind::Invoice(_) => einvoice(bytes),
        FileKind::InvoiceList(_) => {
            if let Some(grid) = grid_of(bytes) {
                list_of_invoices(&grid, None);
            }
        }
        FileKind::Statement => statements(statement::read(bytes), None),
        FileKind::BankList => statements(list::read(bytes), None),
        FileKind::Journal => fec(bytes),
    }
}

fn zipped(bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        workbook(bytes);
    } else if let Some(bytes) = built::zip(bytes) {
        workbook(&bytes);
    }
}

fn workbook(bytes: &[u8]) {
    let _ = kind_of(bytes);
    let Some(grid) = grid_of(bytes) else { return };
    list_of_invoices(&grid, None);
    list_of_bank(&grid, None);
}

fn statement_of(reader: &dyn StatementReader, bytes: &[u8]) {
    let _ = statement::reader_of(bytes);
    statements(reader.read(bytes), Some(lines(bytes)));
}

fn grid_of(bytes: &[u8]) -> Option<Grid> {
    match grid::read(bytes) {
        Ok(grid) => Some(grid),
        Err(refusal) => {
            refused(&refusal);
            None
        }
    }
}

fn list_of_invoices(grid: &Grid, lines: Option<usize>) {
    findings(&grid.findings, lines);
    let Some(mapping) = mapping::propose_for(grid) else { return };
    let sheet = grid.sheet(&mapping.sheet).expect("a mapping is of a sheet that is there");
    let asked = mapping.questions(sheet);
    match rows::apply(sheet, &mapping) {
        Ok(reading) => {
            findings(&reading.findings, lines);
            let preview = rows::preview(sheet, &mapping, SHOWN).expect("what can be read can be shown");
            assert_eq!(preview.read, reading.value.len());
            let recalled = mapping::recall(sheet, &mapping);
            assert_eq!(recalled.map(|recalled| recalled.columns), Some(mapping.columns), "recalled as proposed");
        }
        Err(refusal) => {
            refused(&refusal);
            assert!(!asked.is_empty(), "nothing is asked, and still the list is refused");
        }
    }
}

fn list_of_bank(grid: &Grid, lines: Option<usize>) {
    let Some(mapping) = bank_mapping::propose_for(grid) else { return };
    let sheet = grid.sheet(&mapping.sheet).expect("a mapping is of a sheet that is there");
    let _ = (mapping.questions(sheet), is_of_a_bank(grid), bank_mapping::recall(sheet, &mapping));
    if bank_rows::preview(grid, &mapping, SHOWN).is_ok() {
        statements(bank_rows::apply(grid, &mapping), lines);
    }
}

/// A line that was left out is said; sums are those of the lines; balances that disagree are said.
fn statements(outcome: Result<Reading<StatementFile>, Refusal>, lines: Option<usize>) {
    let reading = match outcome {
        Ok(reading) => reading,
        Err(refusal) => return refused(&refusal),
    };
    findings(&reading.findings, lines);
    let line = line_of_statements("x", &reading);
    assert!(!line.kind.is_empty());
    let left_out = reading.value.statements.iter().any(|statement| !statement.left_out.is_empty());
    assert!(!left_out || reading.severity() >= Some(Severity::Warning), "a line is left out and nothing says so");
    for statement in &reading.value.statements {
        let (credits, debits) = (statement.credits(), statement.debits());
        assert!(credits >= Decimal::ZERO && debits >= Decimal::ZERO);
        let unbooked = statement.entries.iter().filter(|entry| entry.not_booked).map(|entry| entry.amount);
        assert_eq!(credits - debits, statement.movements() + unbooked.sum::<Decimal>(), "the sums of one statement");
        let said =
            |finding: &Finding| matches!(finding.code, FindingCode::BalancesDisagree | FindingCode::FurtherFindings);
        let disagree = statement.balances() == Some(false);
        assert!(!disagree || reading.findings.iter().any(said), "balances disagree and nothing says so");
        for entry in &statement.entries {
            assert!(entry.place.line.is_none_or(|line| within(line, lines)), "an entry outside of the file");
        }
    }
}

/// Every place lies in the file.
fn findings(findings: &[Finding], lines: Option<usize>) {
    for finding in findings {
        assert!(!finding.code.code().is_empty());
        let _ = finding.place.to_string();
        assert!(finding.place.line.is_none_or(|line| within(line, lines)), "{finding:?} outside of the file");
    }
}

fn refused(refusal: &Refusal) {
    let line = line_of_refusal("x", refusal);
    assert!(!line.error.is_empty());
}

fn within(line: u32, lines: Option<usize>) -> bool {
    line > 0 && lines.is_none_or(|lines| usize::try_from(line).is_ok_and(|line| line <= lines))
}

/// At least as many as any editor would count. Records without line ends count as lines of 120 bytes.
fn lines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + bytes.len() / 120 + 1
}
