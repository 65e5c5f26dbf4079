//! The program killed while it imports: every file is in whole or not at all, and the journal is intact.

use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use whole_program_tests::program;

use crate::command::{acquit, at};

const TODAY: &str = "2026-11-23";
const ROWS: i64 = 300;
const LISTS: usize = 6;

fn business(data: &Path) {
    acquit(Some(data), &["record", "business", "--name", "Atelier Morvan", "--today", TODAY, "--json"]).json();
}

/// Lists of some hundred lines, so that there is time to kill in the middle of one.
fn lists(folder: &Path) {
    for list in 0..LISTS {
        let mut text = "Numéro;Client;Date;Échéance;Montant TTC\n".to_owned();
        for row in 0..ROWS {
            writeln!(text, "L{list}-{row};Client {};22/09/2026;22/10/2026;{},50", row % 40, row + 100).unwrap();
        }
        std::fs::write(folder.join(format!("list-{list}.csv")), text).unwrap();
    }
}

fn import(data: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program());
    command.args(["import", folder.to_str().unwrap(), "--today", TODAY]).env("ACQUIT_DATA", data);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Invoices of each list in the file.
fn counts(data: &Path) -> Vec<i64> {
    let file = rusqlite::Connection::open(data.join(store::FILE_NAME)).unwrap();
    (0..LISTS)
        .map(|list| {
            let pattern = format!("L{list}-%");
            file.query_row("SELECT count(*) FROM invoice WHERE number LIKE ?1", [pattern], |row| row.get(0)).unwrap()
        })
        .collect()
}

#[test]
fn a_killed_import_leaves_all_or_nothing_of_each_file() {
    let folder = tempfile::tempdir().unwrap();
    lists(folder.path());
    let whole = tempfile::tempdir().unwrap();
    business(whole.path());
    let start = Instant::now();
    assert!(import(whole.path(), folder.path()).status().unwrap().success());
    let takes = start.elapsed();
    assert_eq!(counts(whole.path()), [ROWS; LISTS]);

    // Some moments by the clock; then just after each file but the last, while the next one is being stored.
    let by_clock = (1..4).map(|part| Moment::After(takes * part / 4));
    let by_files = (1..LISTS).map(Moment::FilesIn);
    let mut left = Vec::new();
    for moment in by_clock.chain(by_files) {
        let data = tempfile::tempdir().unwrap();
        business(data.path());
        let mut child = import(data.path(), folder.path()).spawn().unwrap();
        moment.wait(data.path(), takes);
        child.kill().unwrap();
        child.wait().unwrap();
        let counts = counts(data.path());
        assert!(counts.iter().all(|count| [0, ROWS].contains(count)), "{moment:?}: {counts:?}");
        let verified = acquit(Some(data.path()), &["verify", "--json"]).json();
        assert_eq!(at(&verified, "intact"), true, "{moment:?}");
        left.push(counts.iter().filter(|count| **count > 0).count());
        // The rest goes in afterwards, and nothing twice.
        let rest = import(data.path(), folder.path()).status().unwrap();
        assert!(rest.success(), "{moment:?}");
        assert_eq!(self::counts(data.path()), [ROWS; LISTS], "{moment:?}");
    }
    println!("killed at eight moments of an import of {LISTS} files: {left:?} files were in whole, none in part");
}

/// When the program is killed.
#[derive(Debug)]
enum Moment {
    After(Duration),
    /// As soon as so many files are in.
    FilesIn(usize),
}

impl Moment {
    fn wait(&self, data: &Path, takes: Duration) {
        let files = match self {
            Moment::After(time) => return sleep(*time),
            Moment::FilesIn(files) => *files,
        };
        let start = Instant::now();
        // A slow machine may be done before anybody looked: the test then only checks less.
        while start.elapsed() < takes * 5 {
            if counts(data).iter().filter(|count| **count > 0).count() >= files {
                return;
            }
            sleep(Duration::from_millis(1));
        }
    }
}
