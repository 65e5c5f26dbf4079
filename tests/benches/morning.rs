//! What an owner waits for, measured and printed: importing a list, Today from nothing, Today after one new fact, and a
//! letter. Beside it, what SQLite's own `.import` takes for the same rows.
//!
//! `cargo bench -p whole-program-tests --bench morning [-- 10000 100000]`, or with everything else `cargo xtask bench`

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use app::Desk;
use app::payments::NewPayment;
use domain::{Cents, StepKey};
use whole_program_tests::many_invoices::{bank_list, list, now, today};
use whole_program_tests::sample_files;

fn seconds(time: Duration) -> String {
    format!("{:.3} s", time.as_secs_f64())
}

fn rate(count: u32, time: Duration) -> String {
    let per_second = u128::from(count) * 1_000_000 / time.as_micros().max(1);
    format!("{per_second} a second")
}

/// `sqlite3 .import` of the same rows into a bare table with the same number of indices on its numbers and dates.
fn sqlite_import(folder: &Path, csv: &Path) -> Option<Duration> {
    let database = folder.join("plain.db");
    let script = format!(
        "PRAGMA journal_mode=WAL;\nPRAGMA synchronous=FULL;\nPRAGMA cache_size=-65536;\nCREATE TABLE invoice (number TEXT, customer TEXT, siren TEXT, email TEXT, issued TEXT, due TEXT, gross TEXT, open TEXT);\nCREATE INDEX a ON invoice (number);\nCREATE INDEX b ON invoice (customer);\nCREATE INDEX c ON invoice (due);\n.mode csv\n.separator ;\n.import --skip 1 '{}' invoice\n",
        csv.display()
    );
    let path = folder.join("import.sql");
    std::fs::write(&path, script).ok()?;
    let start = Instant::now();
    let done = Command::new("sqlite3").arg(&database).arg(format!(".read {}", path.display())).output().ok()?;
    done.status.success().then(|| start.elapsed())
}

fn measure(count: u32) {
    println!("\n{count} open invoices");
    let folder = tempfile::tempdir().unwrap();
    let csv = folder.path().join("impayes.csv");
    std::fs::write(&csv, list(count)).unwrap();
    let data = folder.path().join("data");
    let mut desk = Desk::open(&data, None).unwrap();
    desk.save_business(now(), sample_files::business()).unwrap();

    let start = Instant::now();
    let paths = [csv.display().to_string()];
    let plan = desk.read_files(now(), &paths, &mut |_, _, _| true).unwrap().id.clone();
    let reading = start.elapsed();
    let start = Instant::now();
    let done = desk.confirm_plan(now(), &plan, &HashMap::new(), &mut |_, _, _| true).unwrap();
    let storing = start.elapsed();
    assert_eq!(done.recorded, count);
    println!("  list read and matched        {} ({})", seconds(reading), rate(count, reading));
    println!("  stored, journal and tables   {} ({})", seconds(storing), rate(count, storing));
    match sqlite_import(folder.path(), &csv) {
        Some(time) => println!("  sqlite3 .import of the rows  {} ({})", seconds(time), rate(count, time)),
        None => println!("  sqlite3 .import of the rows  not measured: there is no sqlite3 here"),
    }

    drop(desk);
    let start = Instant::now();
    let mut desk = Desk::open(&data, None).unwrap();
    let opening = start.elapsed();
    let start = Instant::now();
    let steps = desk.standings(now()).unwrap().count();
    println!("  file opened                  {}", seconds(opening));
    println!("  Today from nothing           {} ({steps} steps)", seconds(start.elapsed()));

    let (customer, step) = {
        let proposals = desk.standings(now()).unwrap().proposals();
        let found = proposals.iter().find(|(_, proposal)| proposal.step == StepKey::Call).unwrap().1;
        (found.customer, found.step)
    };
    let start = Instant::now();
    desk.record_payment(now(), NewPayment::of(customer, Cents(100), today())).unwrap();
    desk.standings(now()).unwrap();
    println!("  Today after one new fact     {}", seconds(start.elapsed()));

    let start = Instant::now();
    desk.draft(now(), customer, step, None).unwrap();
    println!("  one document drafted         {}", seconds(start.elapsed()));
    let start = Instant::now();
    desk.counts(now()).unwrap();
    println!("  counts of the frame          {}", seconds(start.elapsed()));
    measure_gate(&mut desk, folder.path(), count);
}

/// The lights of every card, with as many lines of the bank as invoices and none of them attributed: the first time they
/// are matched, and then again after a fact.
fn measure_gate(desk: &mut Desk, folder: &Path, count: u32) {
    let statement = folder.join("releve.csv");
    std::fs::write(&statement, bank_list(count)).unwrap();
    let start = Instant::now();
    desk.import_statements(now(), &statement).unwrap();
    println!("  {count} bank lines imported    {}", seconds(start.elapsed()));
    let cards: Vec<agenda::Proposal> =
        desk.standings(now()).unwrap().proposals().into_iter().map(|(_, proposal)| proposal.clone()).collect();
    let first = desk.customer_file(cards[0].customer).unwrap();
    let start = Instant::now();
    desk.gate_of_proposal(now(), &first, &cards[0]).unwrap();
    println!("  first card, lines matched    {}", seconds(start.elapsed()));
    let shown: Vec<&agenda::Proposal> = cards.iter().take(200).collect();
    let lights = |desk: &Desk| {
        let start = Instant::now();
        let mut red = 0;
        for card in &shown {
            let file = desk.customer_file(card.customer).unwrap();
            let lights = desk.gate_of_proposal(now(), &file, card).unwrap();
            red += usize::from(lights.iter().any(|light| light.tone() == agenda::gate::Tone::Red));
        }
        (start.elapsed(), red)
    };
    let (time, red) = lights(desk);
    println!("  lights of {} cards          {} ({red} red)", shown.len(), seconds(time));
    let line = desk.bank_entries(store::BankEntryState::Waiting).unwrap()[0].entry.id;
    desk.set_entry_aside(now(), line, String::new()).unwrap();
    println!("  the same after a fact        {}", seconds(lights(desk).0));
}

fn main() {
    let sizes: Vec<u32> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![10_000, 100_000] } else { sizes };
    for size in sizes {
        measure(size);
    }
}
