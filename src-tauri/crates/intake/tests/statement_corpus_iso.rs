//! Bank statements that nobody here wrote, in ISO 20022 and as lists, against `expected_bank.csv` of the corpus. Skipped
//! where the corpus is not there.

#![allow(clippy::unwrap_used)] // the helpers of tests fail as tests do

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use intake::kind::is_of_a_bank;
use intake::sheet::grid;
use intake::statement::list::mapping::{self, BankQuestion};
use intake::statement::list::{self, rows};
use intake::statement::report::{StatementLine, line_of_statements};
use intake::statement::{read, reader_of};
use rust_decimal::Decimal;

fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus");
    if folder.join("expected_bank.csv").is_file() {
        return Some(folder);
    }
    println!("skipped: no corpus at {}", folder.display());
    None
}

type Row = HashMap<String, String>;

fn expected(folder: &Path, of: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(folder.join("expected_bank.csv")).unwrap();
    let mut rows = Vec::new();
    // The list quotes bytes of broken files, so it is no UTF-8 throughout.
    let headings = reader.byte_headers().unwrap().clone();
    for record in reader.byte_records() {
        let record = record.unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let row: Row = headings.iter().map(text).zip(record.iter().map(text)).collect();
        if row["file"].starts_with(of) {
            rows.push(row);
        }
    }
    rows
}

/// Columns in which a file says something else than the list. Amounts are compared as values.
fn differences(said: &StatementLine, row: &Row, columns: &[&str]) -> Vec<String> {
    let said = serde_json::to_value(said).unwrap();
    let said = |column: &str| said[column].as_str().unwrap().to_owned();
    let values = |text: &str| {
        text.split('|').map(|part| part.parse::<Decimal>().map_err(|_| part.to_owned())).collect::<Vec<_>>()
    };
    columns
        .iter()
        .filter(|column| values(&said(column)) != values(&row[**column]))
        .map(|column| format!("{column}: said {:?}, expected {:?}", said(column), row[*column]))
        .collect()
}

const COLUMNS: [&str; 13] = [
    "kind",
    "account",
    "statements",
    "entries",
    "transactions",
    "credits",
    "debits",
    "currency",
    "opening",
    "closing",
    "first_date",
    "last_date",
    "balance_check",
];

/// How many of how many agree, for each kind.
#[derive(Default)]
struct Counts(BTreeMap<String, (usize, usize)>);

impl Counts {
    fn count(&mut self, kind: &str, agreed: bool) {
        let (good, all) = self.0.entry(kind.to_owned()).or_default();
        *good += usize::from(agreed);
        *all += 1;
    }

    fn print(&self, what: &str) {
        for (kind, (good, all)) in &self.0 {
            println!("{what}, {kind}: {good} of {all}");
        }
        let (good, all) = self.0.values().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
        println!("{what}, together: {good} of {all}");
        assert!(good == all && all > 0, "{what}");
    }
}

#[test]
fn every_camt_file_of_the_corpus_is_read_as_expected() {
    let Some(folder) = corpus() else { return };
    let mut counts = Counts::default();
    let mut complaints = Vec::new();
    for row in expected(&folder, "camt/").iter().filter(|row| row["expect"] == "ok") {
        let bytes = fs::read(folder.join(&row["file"])).unwrap();
        assert!(reader_of(&bytes).is_some(), "{}", row["file"]);
        let differences = match read(&bytes) {
            Ok(reading) => {
                for finding in &reading.findings {
                    println!("  {}: {:?} {} {:?}", row["file"], finding.severity, finding.code, finding.facts);
                }
                differences(&line_of_statements(&row["file"], &reading), row, &COLUMNS)
            }
            Err(refusal) => vec![format!("refused: {refusal} {:?}", refusal.facts)],
        };
        counts.count(&row["kind"], differences.is_empty());
        complaints.extend(differences.into_iter().map(|difference| format!("{}: {difference}", row["file"])));
    }
    println!("{}", complaints.join("\n"));
    counts.print("ok");
}

#[test]
fn odd_camt_files_are_read_with_a_finding_and_empty_ones_refused() {
    let Some(folder) = corpus() else { return };
    let mut counts = Counts::default();
    for row in expected(&folder, "camt/").iter().filter(|row| row["expect"] != "ok") {
        let outcome = read(&fs::read(folder.join(&row["file"])).unwrap());
        let agreed = match &outcome {
            Ok(reading) => {
                println!("{}: read with {:?}", row["file"], reading.findings);
                row["expect"] == "warn" && reading.severity() >= Some(intake::Severity::Warning)
            }
            Err(refusal) => {
                println!("{}: refused, {refusal} {:?}", row["file"], refusal.facts);
                true
            }
        };
        counts.count(&row["expect"], agreed);
    }
    counts.print("warn and reject");
}

/// What a person found in the lists: the other columns of the list of expected values are empty for them.
const LIST_COLUMNS: [&str; 6] = ["kind", "statements", "entries", "credits", "debits", "currency"];

/// The proposal answers everything by itself, but where the list says nothing: there a person answered.
#[test]
fn every_list_of_a_bank_is_read_as_expected() {
    let Some(folder) = corpus() else { return };
    let mut counts = Counts::default();
    let mut asked = 0;
    let mut complaints = Vec::new();
    for row in expected(&folder, "bank-sheet/").iter().filter(|row| row["expect"] == "ok") {
        let file = &row["file"];
        let bytes = fs::read(folder.join(file)).unwrap();
        let grid = grid::read(&bytes).unwrap();
        let mut mapping = mapping::propose_for(&grid).unwrap();
        let sheet = grid.sheet(&mapping.sheet).unwrap();
        let questions = mapping.questions(sheet);
        if !questions.is_empty() {
            asked += 1;
            println!("  {file}: asked {questions:?}");
            let answers = questions.iter().all(|question| match question {
                BankQuestion::MoneyOut { suggested, .. } => {
                    mapping.money_out = Some(*suggested);
                    true
                }
                _ => false,
            });
            if !answers {
                let columns: Vec<_> = mapping.columns.iter().map(|c| (c.heading.as_str(), c.field)).collect();
                println!("  {file}: {columns:?}");
            }
        }
        let outcome = if questions.is_empty() { list::read(&bytes) } else { rows::apply(&grid, &mapping) };
        let differences = match outcome {
            Ok(mut reading) => {
                for finding in &reading.findings {
                    println!("  {file}: {:?} {} {} {:?}", finding.severity, finding.code, finding.place, finding.facts);
                }
                if !questions.is_empty() {
                    reading.value.version = "csv".to_owned();
                }
                differences(&line_of_statements(file, &reading), row, &LIST_COLUMNS)
            }
            Err(refusal) => vec![format!("refused: {refusal} {:?}", refusal.facts)],
        };
        counts.count(&row["kind"], differences.is_empty());
        complaints.extend(differences.into_iter().map(|difference| format!("{file}: {difference}")));
    }
    println!("{}", complaints.join("\n"));
    println!("lists that left a question to the owner: {asked}");
    counts.print("ok");
}

#[test]
fn lists_of_banks_are_told_from_lists_of_invoices_and_accounting() {
    let Some(folder) = corpus() else { return };
    let told = |of: &str| {
        let files = fs::read_dir(folder.join(of)).unwrap().map(|entry| entry.unwrap().path());
        let mappings =
            files.filter_map(|file| grid::read(&fs::read(file).unwrap()).ok().map(|grid| is_of_a_bank(&grid)));
        let mappings: Vec<bool> = mappings.collect();
        (mappings.iter().filter(|bank| **bank).count(), mappings.len())
    };
    let (banks, invoices, accounting) = (told("bank-sheet"), told("invoice-sheet"), told("fec"));
    println!("taken for a bank's: {banks:?} of banks, {invoices:?} of invoices, {accounting:?} of accounting");
    assert_eq!(banks, (20, 20));
    assert_eq!((invoices.0, accounting.0), (0, 0));
}

/// Every file of every folder as a list: whole, cut, and with some bytes changed. What is read is in a known currency or
/// in none, and has a day.
#[test]
fn no_file_of_the_corpus_makes_the_reader_of_lists_panic() {
    let Some(folder) = corpus() else { return };
    let (mut taken, mut refused) = (0, 0);
    for entry in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        for file in fs::read_dir(entry).unwrap().map(|entry| entry.unwrap().path()) {
            let whole = fs::read(&file).unwrap();
            if whole.len() > 100_000 {
                continue;
            }
            let mut variants: Vec<Vec<u8>> = [2, 5].map(|eighth| whole[..whole.len() * eighth / 8].to_vec()).into();
            for step in [53, 211] {
                let changed =
                    whole.iter().enumerate().map(|(at, byte)| if at % step == step / 2 { byte ^ 5 } else { *byte });
                variants.push(changed.collect());
            }
            variants.push(whole);
            for bytes in &variants {
                match list::read(bytes) {
                    Ok(reading) => {
                        taken += 1;
                        let entries = reading.value.statements.iter().flat_map(|statement| &statement.entries);
                        assert!(entries.into_iter().all(|entry| entry.booked_on.is_some()), "{}", file.display());
                    }
                    Err(_) => refused += 1,
                }
            }
        }
    }
    println!("{taken} read, {refused} refused");
    assert!(taken > 50 && refused > 400);
}
