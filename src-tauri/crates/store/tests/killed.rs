//! A program killed in the middle of an import leaves all or nothing of each file.
//!
//! This test starts itself again as the program that imports, and kills it after a random while. `ACQUIT_SEED` repeats
//! a run, `ACQUIT_KILLS` sets how many there are.
#![allow(clippy::unwrap_used)]

mod support;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use domain::Event;
use store::{Seq, Store};
use support::{Dice, billed, customer, customer_id, day, import_id, imported, invoice, noon, recorded};

const FOLDER: &str = "ACQUIT_KILLED_FOLDER";
const INVOICES: u64 = 400;

/// The program: imports file after file until it is killed. Does nothing when run as an ordinary test.
#[test]
fn import_until_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let mut store = Store::open(Path::new(&folder)).unwrap();
    let (at, today) = noon(day("2026-11-22"));
    let first = store.imports().unwrap().len() as u64;
    println!("\nready");
    for file in first..first + 10_000 {
        store
            .transaction(at, today, |writing| {
                writing.put_original("liste.csv", "text/csv", &file.to_be_bytes())?;
                writing.append(&recorded(customer(file)))?;
                for number in 0..INVOICES {
                    let mut invoice = invoice(file * INVOICES + number, file);
                    invoice.import = Some(import_id(file));
                    writing.append(&billed(invoice))?;
                }
                writing.append(&imported(file, INVOICES as u32))
            })
            .unwrap();
    }
}

#[test]
fn a_killed_import_leaves_all_or_nothing_of_each_file() {
    let seed = std::env::var("ACQUIT_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed: u64 = seed.unwrap_or_else(|| u64::from(std::process::id()) << 20 | 1);
    let kills: u32 = std::env::var("ACQUIT_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(12);
    println!("ACQUIT_SEED={seed}");
    let mut dice = Dice(seed);
    let folder = tempfile::tempdir().unwrap();
    drop(Store::open(folder.path()).unwrap());
    for _ in 0..kills {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "import_until_killed", "--nocapture"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.is_ok_and(|line| line == "ready")), "the program did not start");
        std::thread::sleep(Duration::from_micros(dice.roll(120_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        is_whole(folder.path());
    }
    let store = Store::open(folder.path()).unwrap();
    println!(
        "{} files whole after {kills} kills, {} entries",
        store.imports().unwrap().len(),
        store.head().unwrap().seq
    );
    assert!(store.head().unwrap().seq > Seq(0), "no file was ever finished: the test shows nothing");
}

fn is_whole(folder: &Path) {
    let store = Store::open(folder).unwrap();
    let verification = store.verify().unwrap();
    assert!(verification.intact, "{:?}", verification.first_break);
    let files = store.imports().unwrap().len() as u64;
    assert_eq!(verification.entries, files * (INVOICES + 2));
    assert_eq!(verification.originals, files);
    for file in 0..files {
        assert_eq!(store.customer_file(customer_id(file)).unwrap().unwrap().invoices.len() as u64, INVOICES);
    }
    assert!(store.customer(customer_id(files)).unwrap().is_none());
    let last = store.entry(store.head().unwrap().seq).unwrap();
    assert!(last.is_none_or(|entry| matches!(entry.event, Event::FileImported { .. })));
}
