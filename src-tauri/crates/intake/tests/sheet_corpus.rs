//! Lists that nobody here wrote, against `expected_sheets.csv` of the corpus. Skipped where the corpus is not there.
//!
//! That file names the columns as a person chose them, so two things are checked: what the grid and the person's
//! mapping give, and whether the proposal would have chosen the same.

#![allow(clippy::unwrap_used)] // the helpers of tests fail as tests do

use std::collections::{BTreeSet, HashMap};
use std::io::Write;
use std::path::PathBuf;

use intake::sheet::grid::{self, Cell, Sheet};
use intake::sheet::headings::Field;
use intake::sheet::mapping::{self, Mapping, Question};
use intake::sheet::rows;
use intake::sheet::values;
use rust_decimal::Decimal;

fn corpus() -> Option<PathBuf> {
    let corpus = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus");
    if corpus.join("expected_sheets.csv").is_file() {
        return Some(corpus);
    }
    say(format_args!("skipped: no ../shared/corpus (lists)"));
    None
}

/// Past the capture of the test runner: what was compared is to be seen in every run.
fn say(what: std::fmt::Arguments<'_>) {
    let _ = writeln!(std::io::stdout(), "corpus: {what}");
}

type Expected = HashMap<String, String>;

fn expected(corpus: &std::path::Path) -> Vec<Expected> {
    let mut reader = csv::Reader::from_path(corpus.join("expected_sheets.csv")).unwrap();
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

/// Where the last heading of this name stands; the first for a name that comes back.
fn column(headings: &[String], name: &str) -> Option<usize> {
    (!name.is_empty())
        .then(|| headings.iter().position(|heading| heading == name).unwrap_or_else(|| panic!("no {name}")))
}

/// The values of a column under the person's reading: rows from the first data row on.
fn cells(sheet: &Sheet, first_line: u32, column: usize) -> impl Iterator<Item = &Cell> {
    sheet.rows.iter().filter(move |row| row.line >= first_line && !row.is_empty()).map(move |row| row.cell(column))
}

fn check_list(file: &str, want: &Expected, bytes: &[u8]) -> usize {
    let grid = grid::read(bytes).unwrap();
    let form = grid.form.as_ref().unwrap();
    let mut agreed = 0;
    let mut agree = |what: &str, got: String, want: &str| {
        assert_eq!(got, want, "{file}: {what}");
        agreed += 1;
    };
    let encoding = match (form.encoding, form.byte_order_mark) {
        ("UTF-8", true) => "utf-8-sig",
        ("UTF-8", false) => "utf-8",
        (other, _) => other,
    };
    agree("encoding", encoding.to_owned(), &want["encoding"]);
    agree(
        "delimiter",
        if form.delimiter == '\t' { "TAB".into() } else { form.delimiter.to_string() },
        &want["delimiter"],
    );

    let sheet = &grid.sheets[0];
    let proposed = mapping::propose(sheet);
    agree("header_row", proposed.header_line.map_or_else(String::new, |line| line.to_string()), &want["header_row"]);
    let headings: Vec<String> = proposed.columns.iter().map(|column| column.heading.clone()).collect();
    let first: u32 = want["first_data_row"].parse().unwrap();
    let number = column(&headings, &want["number_column"]).unwrap();
    let total = column(&headings, &want["total_column"]).unwrap();
    agree("data_rows", cells(sheet, first, 0).count().to_string(), &want["data_rows"]);
    let numbers: BTreeSet<String> = cells(sheet, first, number).map(Cell::shown).collect();
    agree("distinct_numbers", numbers.len().to_string(), &want["distinct_numbers"]);

    // Every total is read, under the decimal sign of its own column; an invoice on several rows counts once when the
    // person counted it once.
    let mut evidence = values::AmountEvidence::default();
    cells(sheet, first, total).for_each(|cell| evidence.see(cell));
    let sign = match evidence.verdict() {
        values::Verdict::Proved(sign) => Some(sign),
        values::Verdict::NotNeeded => None,
        other => panic!("{file}: {other:?}"),
    };
    if !want["decimal"].is_empty() && want["decimal"] == "," {
        agree("decimal", format!("{sign:?}"), "Some(Comma)");
    }
    let once = want["note"].contains("several rows per invoice");
    let mut seen = BTreeSet::new();
    let mut sum = Decimal::ZERO;
    for (number, total) in cells(sheet, first, number).zip(cells(sheet, first, total)) {
        if !once || seen.insert(number.shown()) {
            sum += values::amount(&total.shown(), sign).unwrap().value;
        }
    }
    agree("sum_of_totals", format!("{:.2}", sum.round_dp(2)), &want["sum_of_totals"]);
    agreed
}

/// The proposal for a list whose headings are French or English.
fn check_proposal(want: &Expected, mapping: &Mapping) -> usize {
    let mut agreed = 0;
    for (name, field) in [
        ("number_column", Field::Number),
        ("date_column", Field::IssueDate),
        ("due_column", Field::DueDate),
        ("client_column", Field::CustomerName),
        ("total_column", Field::GrossTotal),
        ("paid_column", Field::Paid),
        ("balance_column", Field::AmountDue),
    ] {
        let got = mapping.column(field).map_or("", |place| mapping.columns[place].heading.as_str());
        assert_eq!(got, want[name], "{}: {name}", want["file"]);
        agreed += 1;
    }
    agreed
}

#[test]
fn the_lists_of_the_corpus_are_read_as_expected() {
    let Some(corpus) = corpus() else { return };
    let (mut files, mut agreed) = (0, 0);
    for want in expected(&corpus) {
        let file = want["file"].as_str();
        let bytes = std::fs::read(corpus.join(file)).unwrap();
        files += 1;
        if want["note"].contains("not a list") {
            let grid = grid::read(&bytes).unwrap();
            let mapping = mapping::propose_for(&grid).unwrap();
            let sheet = grid.sheet(&mapping.sheet).unwrap();
            assert_eq!(mapping.questions(sheet), [Question::NotAList], "{file}: {:?}", mapping.header_line);
            agreed += 1;
            continue;
        }
        agreed += check_list(file, &want, &bytes);
        let grid = grid::read(&bytes).unwrap();
        let sheet = &grid.sheets[0];
        let mapping = mapping::propose(sheet);
        match file {
            "invoice-sheet/lettrage-paiements__paiements.csv" => {
                assert_eq!(mapping.questions(sheet), [Question::PaymentsNotInvoices], "{file}: {:?}", mapping.columns);
                agreed += 1;
            }
            "invoice-sheet/RechnungsFee__datev-export.csv" => {
                // German postings: nothing is claimed of them.
                assert!(matches!(&mapping.questions(sheet)[..], [Question::MissingFields { .. }, ..]), "{file}");
                agreed += 1;
            }
            _ => agreed += check_proposal(&want, &mapping),
        }
    }
    say(format_args!("lists: {files}, {agreed} values agree"));
    assert_eq!(files, 5);
}

#[test]
fn the_list_with_several_rows_per_invoice_gives_each_invoice_once() {
    let Some(corpus) = corpus() else { return };
    let grid = grid::read(&std::fs::read(corpus.join("invoice-sheet/books__sales_invoices.csv")).unwrap()).unwrap();
    let sheet = &grid.sheets[0];
    let mut mapping = mapping::propose(sheet);
    // Rupees: refused line by line as they stand.
    let foreign = rows::apply(sheet, &mapping).unwrap();
    assert_eq!(foreign.value, []);
    let currency = mapping.column(Field::Currency).unwrap();
    mapping.choose(currency, None, sheet);
    let reading = rows::apply(sheet, &mapping).unwrap();
    assert_eq!(reading.value.len(), 10);
    let total: i64 = reading.value.iter().map(|row| row.gross_total.0).sum();
    assert_eq!(total, 829_184);
}

#[test]
fn bank_lists_are_opened_too() {
    let Some(corpus) = corpus() else { return };
    let mut opened = 0;
    for entry in std::fs::read_dir(corpus.join("bank-sheet")).unwrap() {
        let path = entry.unwrap().path();
        let grid = grid::read(&std::fs::read(&path).unwrap()).unwrap();
        let widest = grid.sheets.iter().map(Sheet::width).max().unwrap();
        assert!(widest >= 3, "{}: {widest} columns", path.display());
        opened += 1;
    }
    say(format_args!("bank lists: {opened} opened"));
    assert_eq!(opened, 20);
}
