//! Bank statements that nobody here wrote, in ISO 20022 and as lists, against `expected_bank.csv` of the corpus. Skipped
//! where the corpus is not there.

#![allow(clippy::unwrap_used)] // the helpers of tests fail as tests do

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

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
