//! Accounting journals that nobody here wrote, against every column of `expected_fec.csv`.
//!
//! The corpus lies beside the project and is not part of it; without it the tests say that they were skipped.

#![allow(clippy::unwrap_used)] // the helpers of tests fail as tests do

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use domain::Cents;
use intake::fec::{self, NumberSource, OpeningShape, Receivables};
use rust_decimal::Decimal;

fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus");
    if !folder.join("expected_fec.csv").is_file() {
        println!("skipped: no corpus at {}", folder.display());
        return None;
    }
    Some(folder)
}

fn rows(folder: &Path) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_path(folder.join("expected_fec.csv")).unwrap();
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

#[test]
fn every_journal_of_the_corpus_is_read_as_expected() {
    let Some(folder) = corpus() else { return };
    let rows = rows(&folder);
    let (mut agreed, mut values) = (0, 0);
    let mut complaints = Vec::new();
    for row in &rows {
        let bytes = fs::read(folder.join(&row["file"])).unwrap();
        assert!(fec::recognises(&bytes), "{}", row["file"]);
        let reading = fec::read(&bytes).unwrap();
        let said = serde_json::to_value(fec::line_of_journal(&row["file"], &reading)).unwrap();
        let before = complaints.len();
        for (column, expected) in row.iter().filter(|(column, _)| !["file", "notes"].contains(&column.as_str())) {
            values += 1;
            let value = said[column].as_str().unwrap();
            if value != expected {
                complaints.push(format!("{} {column}: said {value:?}, expected {expected:?}", row["file"]));
            }
        }
        agreed += usize::from(complaints.len() == before);
        println!("{}: {:?}", row["file"], reading.findings.iter().map(|f| f.code).collect::<Vec<_>>());
    }
    println!("fec: agreed {agreed} of {} files, {} of {values} values", rows.len(), values - complaints.len());
    assert!(!rows.is_empty() && complaints.is_empty(), "{complaints:#?}");
}

fn ledger(folder: &Path, name: &str) -> (Decimal, Receivables) {
    let bytes = fs::read(folder.join("fec").join(name)).unwrap();
    let file = fec::read(&bytes).unwrap().value;
    let reading = fec::receivables(&file);
    for finding in &reading.findings {
        println!("{name}: {} {:?}", finding.code, finding.facts);
    }
    (file.customers.balance(), reading.value)
}

fn counts(ledger: &Receivables) -> BTreeMap<&'static str, usize> {
    let sum = |of: fn(&fec::LedgerCustomer) -> usize| ledger.customers.iter().map(of).sum();
    BTreeMap::from([
        ("customers", ledger.customers.len()),
        ("invoices", sum(|customer| customer.invoices.len())),
        ("credit notes", sum(|customer| customer.credit_notes.len())),
        ("payments", sum(|customer| customer.payments.len())),
        ("returned", sum(|customer| customer.returned.len())),
        ("opening", sum(|customer| customer.opening.len())),
        ("others", sum(|customer| customer.others.len())),
        ("groups", sum(|customer| customer.letterings.len())),
        ("groups not zero", sum(|c| c.letterings.iter().filter(|group| group.net != Cents::ZERO).count())),
        ("paid for sure", sum(|customer| customer.habit.paid.len())),
    ])
}

/// The figures were counted in the files by a script of its own, by the journals' codes.
#[test]
fn the_customers_side_of_the_corpus_is_what_its_journals_say() {
    let Some(folder) = corpus() else { return };
    let (balance, tab) = ledger(&folder, "fec-reader__0000000001FEC20220831.txt");
    println!("{:?}", counts(&tab));
    assert_eq!(tab.customers.iter().map(|customer| customer.open_balance).sum::<Cents>().to_decimal(), balance);
    // Eight of the sales journal, and a sale of the year before that the miscellaneous journal takes back with its VAT.
    let expected = [
        ("credit notes", 9),
        ("customers", 17),
        ("groups", 134),
        ("groups not zero", 15),
        ("invoices", 391),
        ("opening", 7),
        ("others", 0),
        ("paid for sure", 345),
        ("payments", 129),
        ("returned", 2),
    ];
    let counted = counts(&tab);
    for (what, count) in expected {
        assert_eq!(counted[what], count, "{what}");
    }
    let all = || tab.customers.iter().flat_map(|customer| &customer.invoices);
    assert!(all().all(|invoice| invoice.number_source == NumberSource::PieceRef));
    assert!(all().any(|invoice| invoice.number == "FA  220063"));
    assert!(tab.customers.iter().all(|customer| customer.opening_shape != OpeningShape::PerInvoice));

    let (balance, pipe) = ledger(&folder, "fec-reader__111111111FEC20221231.TXT");
    println!("{:?}", counts(&pipe));
    assert_eq!(pipe.customers.iter().map(|customer| customer.open_balance).sum::<Cents>().to_decimal(), balance);
    let expected = [
        ("credit notes", 3),
        ("customers", 34),
        ("groups", 45),
        ("groups not zero", 0),
        ("invoices", 85),
        ("opening", 14),
        ("others", 3),
        ("paid for sure", 51),
        ("payments", 46),
        ("returned", 0),
    ];
    let counted = counts(&pipe);
    for (what, count) in expected {
        assert_eq!(counted[what], count, "{what}");
    }
    // Every PieceRef is the month of its journal, so no number is one.
    assert!(
        pipe.customers
            .iter()
            .flat_map(|customer| &customer.invoices)
            .all(|invoice| invoice.number_source == NumberSource::Made)
    );
    let seven = pipe.customers.iter().find(|customer| customer.auxiliary == "41101590").unwrap();
    let first = &seven.habit.paid[0];
    assert_eq!((first.number.as_str(), first.amount, first.days), ("VE 0123-1", Cents(7470), 31));
}

/// Whole, cut, and with some bytes changed: a journal, or a refusal.
#[test]
fn no_damage_makes_the_reader_panic() {
    let Some(folder) = corpus() else { return };
    let (mut read, mut refused) = (0, 0);
    for row in rows(&folder) {
        let whole = fs::read(folder.join(&row["file"])).unwrap();
        let mut variants: Vec<Vec<u8>> = [1, 4, 7].map(|eighth| whole[..whole.len() * eighth / 8].to_vec()).into();
        for step in [7, 211, 1_009] {
            let changed =
                whole.iter().enumerate().map(|(at, byte)| if at % step == step / 2 { byte ^ 5 } else { *byte });
            variants.push(changed.collect());
        }
        for bytes in variants {
            match fec::read(&bytes) {
                Ok(reading) => {
                    read += 1;
                    let _ = fec::receivables(&reading.value);
                }
                Err(_) => refused += 1,
            }
        }
    }
    println!("damaged journals: {read} read, {refused} refused");
    assert!(read > 0 && refused > 0);
}
