//! Statements may arrive in any order: the lines that are kept, what is certain of them and what is owed are the same.
//! `ORDER_SEED=7` plays other orders of the files than the fixed ones.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use app::import::FileState;
use app::{Desk, Now};
use chrono::NaiveDate;
use domain::matching::{Match, Outcome};
use store::{BankEntryState, InvoiceFilter, InvoiceSort};
use whole_program_tests::sample_files::business;
use whole_program_tests::year::{Chance, Year, year};
use whole_program_tests::year_files::{self, Format, journal, statement_between};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn now(minute: i64) -> Now {
    let today = day("2026-03-31");
    let first = today.and_hms_opt(7, 0, 0).unwrap().and_utc();
    Now { instant: first + chrono::TimeDelta::minutes(minute), today }
}

/// Files dropped one after the other, as they came in the mail. A file all of whose lines are known brings nothing.
fn bring(desk: &mut Desk, folder: &Path, minute: i64, (name, bytes): &(String, Vec<u8>)) {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    let plan = desk.read_files(now(minute), &[path], &mut |_, _, _| true).unwrap();
    let [file] = plan.files.as_slice() else { panic!("one file") };
    if matches!(file.state, FileState::Duplicate { .. }) {
        return;
    }
    assert_eq!(file.state, FileState::Ready, "{name}");
    let id = plan.id.clone();
    let done = desk.confirm_plan(now(minute), &id, &HashMap::new(), &mut |_, _, _| true).unwrap();
    assert!(done.failed.is_empty(), "{:?}", done.failed);
}

/// A business as three months of its invoices and the accounts of the year before have it.
fn book(year: &Year, folder: &Path) -> Desk {
    let mut desk = Desk::open(&folder.join("data"), None).unwrap();
    desk.save_business(now(0), business()).unwrap();
    bring(&mut desk, folder, 1, &journal::of_the_year_before(year));
    for of in 1..=3 {
        bring(&mut desk, folder, 1 + i64::from(of), &year_files::sales(year, of));
    }
    desk
}

/// What is to be the same in every order; lines go by the bank's own reference, invoices by their numbers.
#[derive(PartialEq, Debug)]
struct Picture {
    lines: BTreeMap<String, (NaiveDate, i64, Vec<String>, String)>,
    certain: BTreeMap<String, Vec<(String, i64)>>,
    /// The first of what is proposed for the others, and how many there are.
    doubtful: BTreeMap<String, (Vec<(String, i64)>, usize)>,
    owed: BTreeMap<String, i64>,
}

fn look(desk: &mut Desk) -> Picture {
    let rows = |desk: &Desk| {
        let all = InvoiceFilter::all(day("2026-03-31"));
        desk.invoice_rows(&all, InvoiceSort::Number, false, 0, 100_000).unwrap().rows
    };
    let numbers: HashMap<_, _> = rows(desk).into_iter().map(|row| (row.id, row.number)).collect();
    let paid = |found: &Match| -> Vec<(String, i64)> {
        let mut paid: Vec<_> =
            found.allocations.iter().map(|part| (numbers[&part.invoice].clone(), part.amount.0)).collect();
        paid.sort();
        paid
    };
    let lines = desk.bank_entries(BankEntryState::All).unwrap().into_iter().map(|row| {
        let entry = row.entry;
        (entry.bank_reference.unwrap(), (entry.day, entry.amount.0, entry.text, entry.payer_name))
    });
    let lines: BTreeMap<_, _> = lines.collect();
    let (mut certain, mut doubtful) = (BTreeMap::new(), BTreeMap::new());
    for line in desk.bank_proposals(now(100)).unwrap() {
        let name = line.row.entry.bank_reference.unwrap();
        match &line.outcome {
            Outcome::Certain(found) => drop(certain.insert(name, paid(found))),
            Outcome::Doubtful(found) => drop(doubtful.insert(name, (paid(&found[0]), found.len()))),
            _ => drop(doubtful.insert(name, (Vec::new(), 0))),
        }
    }
    desk.confirm_certain(now(101), certain.len()).unwrap();
    assert!(desk.verify().unwrap().intact);
    let owed = rows(desk).into_iter().map(|row| (row.number, row.open.0)).collect();
    Picture { lines, certain, doubtful, owed }
}

fn shuffled<T>(mut list: Vec<T>, chance: &mut Chance) -> Vec<T> {
    for place in (1..list.len()).rev() {
        list.swap(place, chance.between(0, place as i64) as usize);
    }
    list
}

fn seed() -> u64 {
    std::env::var("ORDER_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(3)
}

/// Statements that overlap, each span in one format, with direct debits that come back in a later file.
#[test]
fn the_order_in_which_statements_arrive_changes_nothing() {
    let year = year(seed());
    let spans = [
        ("2026-01-01", "2026-01-31", Format::Camt053),
        ("2026-01-20", "2026-02-10", Format::Camt053),
        ("2026-01-15", "2026-01-25", Format::Camt053),
        ("2026-02-05", "2026-02-28", Format::Camt053),
        ("2026-03-01", "2026-03-20", Format::Mt940),
        ("2026-03-10", "2026-03-31", Format::Mt940),
    ];
    let files: Vec<_> =
        spans.iter().map(|(first, last, format)| statement_between(&year, day(first), day(last), *format)).collect();
    let mut chance = Chance::of(seed());
    let mut first: Option<Picture> = None;
    for round in 0..4 {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = book(&year, folder.path());
        let order: Vec<usize> = if round == 0 { (0..6).collect() } else { shuffled((0..6).collect(), &mut chance) };
        for (minute, place) in (10..).zip(&order) {
            bring(&mut desk, folder.path(), minute, &files[*place]);
        }
        let seen = look(&mut desk);
        assert!(seen.certain.len() > 300, "{}", seen.certain.len());
        match &first {
            None => first = Some(seen),
            Some(first) => {
                assert_eq!(seen.lines, first.lines, "seed {}: files in the order {order:?}", seed());
                assert_eq!(seen.certain, first.certain, "seed {}: files in the order {order:?}", seed());
                assert_eq!(seen.doubtful, first.doubtful, "seed {}: files in the order {order:?}", seed());
                assert_eq!(seen.owed, first.owed, "seed {}: files in the order {order:?}", seed());
            }
        }
    }
}

/// The same month in every format: each movement is kept once, whichever file tells it first.
#[test]
fn one_month_in_four_formats_is_one_month_in_any_order() {
    let year = year(seed());
    let files: Vec<_> = Format::ALL.iter().map(|format| year_files::statement(&year, 1, *format)).collect();
    let mut expected: Vec<(NaiveDate, i64)> =
        year_files::rows(&year, 1).into_iter().map(|(_, row)| (row.day, row.cents)).collect();
    expected.sort();
    let mut chance = Chance::of(seed());
    for _ in 0..6 {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk::open(&folder.path().join("data"), None).unwrap();
        desk.save_business(now(0), business()).unwrap();
        let order = shuffled((0..files.len()).collect::<Vec<_>>(), &mut chance);
        for (minute, place) in (10..).zip(&order) {
            bring(&mut desk, folder.path(), minute, &files[*place]);
        }
        let kept = desk.bank_entries(BankEntryState::All).unwrap();
        let mut kept: Vec<(NaiveDate, i64)> = kept.iter().map(|row| (row.entry.day, row.entry.amount.0)).collect();
        kept.sort();
        assert_eq!(kept, expected, "seed {}: formats in the order {order:?}", seed());
    }
}
