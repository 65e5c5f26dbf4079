//! Bank statements that nobody here wrote, in ISO 20022 and as lists, against `expected_bank.csv` of the corpus. Skipped
//! where the corpus is not there.

#![allow(clippy::unwrap_used)] // the helpers of tests fail as tests do

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use intake::sheet::grid;
use intake::statement::camt::Camt;
use intake::statement::list::mapping::{self, BankQuestion};
use intake::statement::list::rows;
use intake::statement::{Statement, StatementFile, StatementReader};
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

fn joined(values: impl Iterator<Item = String>) -> String {
    let mut distinct: Vec<String> = Vec::new();
    for value in values.filter(|value| !value.is_empty()) {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    distinct.join("|")
}

/// What a file says in the columns of the list.
fn line(file: &StatementFile, kind: &str) -> BTreeMap<&'static str, String> {
    let statements = &file.statements;
    let entries = || statements.iter().flat_map(|statement| &statement.entries);
    let balance = |of: fn(&Statement) -> Option<Decimal>| {
        statements.iter().filter_map(of).map(|amount| amount.normalize().to_string()).collect::<Vec<_>>().join("|")
    };
    let days = || entries().filter_map(|entry| entry.booked_on);
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    let check = match statements.as_slice() {
        [only] => only.balances().map_or("", |holds| if holds { "holds" } else { "does not hold" }),
        _ => "",
    };
    BTreeMap::from([
        ("kind", kind.to_owned()),
        ("account", joined(statements.iter().map(|statement| statement.account.clone()))),
        ("statements", statements.len().to_string()),
        ("entries", entries().count().to_string()),
        ("transactions", entries().map(|entry| entry.details.len().max(1)).sum::<usize>().to_string()),
        ("credits", statements.iter().map(Statement::credits).sum::<Decimal>().to_string()),
        ("debits", statements.iter().map(Statement::debits).sum::<Decimal>().to_string()),
        (
            "currency",
            joined(statements.iter().flat_map(|statement| {
                std::iter::once(statement.currency.clone()).chain(statement.other_currencies.clone())
            })),
        ),
        ("opening", balance(|statement| statement.opening.map(|balance| balance.amount))),
        ("closing", balance(|statement| statement.closing.map(|balance| balance.amount))),
        ("first_date", day(days().min())),
        ("last_date", day(days().max())),
        ("balance_check", check.to_owned()),
    ])
}

/// Columns in which a file says something else than the list. Amounts are compared as values.
fn differences(said: &BTreeMap<&'static str, String>, row: &Row, columns: &[&str]) -> Vec<String> {
    let values = |text: &str| {
        text.split('|').map(|part| part.parse::<Decimal>().map_err(|_| part.to_owned())).collect::<Vec<_>>()
    };
    columns
        .iter()
        .filter(|column| values(&said[**column]) != values(&row[**column]))
        .map(|column| format!("{column}: said {:?}, expected {:?}", said[*column], row[*column]))
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
        assert!(Camt.recognises(&String::from_utf8_lossy(&bytes)), "{}", row["file"]);
        let differences = match Camt.read(&bytes) {
            Ok(reading) => {
                for finding in &reading.findings {
                    println!("  {}: {:?} {} {:?}", row["file"], finding.severity, finding.code, finding.facts);
                }
                let version = reading.value.version.as_str();
                let kind = if version.is_empty() { "camt(no ns)" } else { version };
                differences(&line(&reading.value, kind), row, &COLUMNS)
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
        let outcome = Camt.read(&fs::read(folder.join(&row["file"])).unwrap());
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
        let grid = grid::read(&fs::read(folder.join(file)).unwrap()).unwrap();
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
        let differences = match rows::apply(&grid, &mapping) {
            Ok(reading) => {
                for finding in &reading.findings {
                    println!("  {file}: {:?} {} {} {:?}", finding.severity, finding.code, finding.place, finding.facts);
                }
                let kind = if grid.form.is_some() { "csv" } else { "xlsx" };
                differences(&line(&reading.value, kind), row, &LIST_COLUMNS)
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
