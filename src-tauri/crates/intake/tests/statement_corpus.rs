//! Reads every bank statement of the developers' corpus and compares each column with what it should say.
//!
//! The corpus lies beside the project and is not part of it; without it the tests say that they were skipped.

// Helpers of tests are tests too.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use intake::statement::report::{StatementLine, line_of_statements};
use intake::statement::{StatementFormat, read, reader_of};
use intake::{RefusalCode, Severity};
use rust_decimal::Decimal;

type Row = HashMap<String, String>;

fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus");
    if !folder.is_dir() {
        println!("skipped: no corpus at {}", folder.display());
        return None;
    }
    Some(folder)
}

/// The rows of the formats that say themselves what they are and are read here.
const FOLDERS: [&str; 4] = ["cfonb/", "mt940/", "ofx/", "qif/"];

fn rows(folder: &Path, expect: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(folder.join("expected_bank.csv")).unwrap();
    let rows = reader.deserialize::<Row>().map(|row| row.unwrap());
    rows.filter(|row| FOLDERS.iter().any(|folder| row["file"].starts_with(folder)) && row["expect"] == expect).collect()
}

/// Compared as text. The days and accounts too: the corpus keeps impossible days as they are written.
const TEXTS: [&str; 8] =
    ["kind", "account", "statements", "entries", "transactions", "currency", "first_date", "last_date"];
/// Compared as values, `1000.00` being `1000`; several are joined with `|`.
const AMOUNTS: [&str; 4] = ["credits", "debits", "opening", "closing"];

fn differences(line: &StatementLine, row: &Row) -> Vec<String> {
    let said = serde_json::to_value(line).unwrap();
    let values = |text: &str| -> Vec<Decimal> {
        text.split('|').filter(|part| !part.is_empty()).map(|part| part.parse().unwrap()).collect()
    };
    let mut differences = Vec::new();
    for column in TEXTS.into_iter().chain(AMOUNTS).chain(["balance_check"]) {
        let (said, expected) = (said[column].as_str().unwrap(), row[column].as_str());
        let same = if AMOUNTS.contains(&column) { values(said) == values(expected) } else { said == expected };
        if !same {
            differences.push(format!("{column}: said {said:?}, expected {expected:?}"));
        }
    }
    differences
}

#[test]
fn every_statement_of_the_corpus_is_read_as_expected() {
    let Some(folder) = corpus() else { return };
    let mut counts = BTreeMap::<String, (usize, usize)>::new();
    let mut complaints = Vec::new();
    for row in rows(&folder, "ok") {
        let file = &row["file"];
        let (agreed, files) = counts.entry(row["kind"].clone()).or_default();
        *files += 1;
        let differences = match read(&fs::read(folder.join(file)).unwrap()) {
            Ok(reading) => differences(&line_of_statements(file, &reading), &row),
            Err(refusal) => vec![format!("refused: {refusal} {:?}", refusal.facts)],
        };
        *agreed += usize::from(differences.is_empty());
        complaints.extend(differences.into_iter().map(|difference| format!("{file}: {difference}")));
    }
    for (kind, (agreed, files)) in &counts {
        println!("{kind}: agreed {agreed} of {files}");
    }
    for complaint in &complaints {
        println!("  {complaint}");
    }
    assert!(!counts.is_empty() && complaints.is_empty(), "{} differences", complaints.len());
}

#[test]
fn odd_statements_are_read_with_a_warning_or_refused_with_a_reason() {
    let Some(folder) = corpus() else { return };
    let mut files = 0;
    for row in rows(&folder, "warn") {
        files += 1;
        let file = &row["file"];
        match read(&fs::read(folder.join(file)).unwrap()) {
            Ok(reading) => {
                assert!(reading.severity() >= Some(Severity::Warning), "{file}: {}", row["warnings"]);
                println!("{file}: read, {:?}", reading.findings.iter().map(|f| f.code.code()).collect::<Vec<_>>());
            }
            Err(refusal) => {
                assert_eq!(refusal.code, RefusalCode::InvestmentStatement, "{file}");
                println!("{file}: {refusal}");
            }
        }
    }
    assert!(files > 0);
}

#[test]
fn files_without_a_whole_statement_are_refused() {
    let Some(folder) = corpus() else { return };
    let mut files = 0;
    for row in rows(&folder, "reject") {
        files += 1;
        let file = &row["file"];
        let refusal = read(&fs::read(folder.join(file)).unwrap()).map(|reading| reading.value).unwrap_err();
        let expected = [RefusalCode::NoStatement, RefusalCode::UnknownFormat];
        assert!(expected.contains(&refusal.code), "{file}: {refusal}");
        println!("{file}: {refusal}");
    }
    assert!(files > 0);
}

/// No reader takes the file of another folder, and none of them an invoice or a list.
#[test]
fn a_file_is_recognised_by_its_content() {
    let Some(folder) = corpus() else { return };
    let mut files = 0;
    for entry in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        let name = entry.file_name().unwrap().to_string_lossy().into_owned();
        for file in fs::read_dir(&entry).unwrap().map(|entry| entry.unwrap().path()) {
            let bytes = fs::read(&file).unwrap();
            let format = reader_of(&bytes).and_then(|reader| reader.read(&bytes).ok()).map(|read| read.value.format);
            let Some(format) = format else { continue };
            files += 1;
            let home: &[&str] = match format {
                StatementFormat::Mt940 | StatementFormat::Mt942 => &["mt940"],
                StatementFormat::Ofx1 | StatementFormat::Ofx2 | StatementFormat::OfxWithoutHeader => &["ofx"],
                StatementFormat::Cfonb120 => &["cfonb"],
                StatementFormat::Qif => &["qif"],
                StatementFormat::Camt052 | StatementFormat::Camt053 | StatementFormat::Camt054 => &["camt"],
                StatementFormat::List => &["bank-sheet"],
            };
            assert!(home.contains(&name.as_str()) || name == "malformed", "{}: {format:?}", file.display());
        }
    }
    println!("{files} files recognised");
    assert!(files > 80);
}

/// Every file of every folder given to every reader: whole, cut, and with some bytes changed.
#[test]
fn no_file_of_the_corpus_makes_a_reader_panic() {
    let Some(folder) = corpus() else { return };
    let (mut taken, mut refused) = (0, 0);
    for entry in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        for file in fs::read_dir(entry).unwrap().map(|entry| entry.unwrap().path()) {
            let whole = fs::read(&file).unwrap();
            if whole.len() > 300_000 {
                continue;
            }
            let mut variants: Vec<Vec<u8>> = [1, 4, 7].map(|eighth| whole[..whole.len() * eighth / 8].to_vec()).into();
            for step in [53, 211, 1_009] {
                let changed =
                    whole.iter().enumerate().map(|(at, byte)| if at % step == step / 2 { byte ^ 5 } else { *byte });
                variants.push(changed.collect());
            }
            variants.push(whole);
            for bytes in &variants {
                for reader in intake::statement::READERS {
                    match reader.read(bytes) {
                        Ok(_) => taken += 1,
                        Err(_) => refused += 1,
                    }
                }
            }
        }
    }
    println!("{taken} read, {refused} refused");
    assert!(taken > 400 && refused > 400);
}
