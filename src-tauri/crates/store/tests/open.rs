//! What is opened and what is refused.
#![allow(clippy::unwrap_used)]

mod support;

use rusqlite::Connection;
use store::{Store, StoreError};
use support::{billed, customer, customer_id, day, invoice, noon, recorded};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn file(folder: &tempfile::TempDir) -> std::path::PathBuf {
    folder.path().join(store::FILE_NAME)
}

#[test]
fn a_new_folder_is_the_owners_alone() {
    let folder = folder();
    let dir = folder.path().join("a/b");
    let store = Store::open(&dir).unwrap();
    assert_eq!(store.head().unwrap(), store::Head::empty());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&dir), 0o700);
        assert_eq!(mode(&dir.join(store::FILE_NAME)), 0o600);
        assert_eq!(mode(&store::back_up(&dir, day("2026-11-22")).unwrap()), 0o600);
    }
    drop(store);
    let connection = Connection::open(dir.join(store::FILE_NAME)).unwrap();
    let mode: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
}

#[test]
fn a_newer_file_is_refused_and_left_as_it_is() {
    let folder = folder();
    drop(Store::open(folder.path()).unwrap());
    Connection::open(file(&folder)).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    let before = std::fs::read(file(&folder)).unwrap();
    let expected = StoreError::NewerFile { file_version: 99, program_version: 12 };
    assert_eq!(Store::open(folder.path()).err(), Some(expected.clone()));
    assert_eq!(Store::open_read_only(folder.path()).err(), Some(expected));
    assert_eq!(std::fs::read(file(&folder)).unwrap(), before);
}

#[test]
fn a_file_that_is_something_else_is_refused() {
    let text = folder();
    std::fs::write(file(&text), "Cher client, ".repeat(1_000)).unwrap();
    assert_eq!(Store::open(text.path()).err(), Some(StoreError::NotADatabase));
    let other = folder();
    Connection::open(file(&other)).unwrap().execute_batch("CREATE TABLE photo (id INTEGER)").unwrap();
    assert_eq!(Store::open(other.path()).err(), Some(StoreError::NotAcquit));
    assert_eq!(Store::open_read_only(other.path()).err(), Some(StoreError::NotAcquit));
    assert_eq!(Store::open_read_only(folder().path()).err(), Some(StoreError::Missing));
}

#[test]
fn two_programs_may_open_a_new_file_at_once() {
    let folder = folder();
    let openers: Vec<_> = (0..4)
        .map(|_| {
            let dir = folder.path().to_owned();
            std::thread::spawn(move || Store::open(&dir).map(|_| ()))
        })
        .collect();
    for opener in openers {
        assert_eq!(opener.join().unwrap(), Ok(()));
    }
}

#[test]
fn a_damaged_file_is_said_to_be_damaged() {
    let folder = folder();
    let mut store = Store::open(folder.path()).unwrap();
    let (at, today) = noon(day("2026-11-22"));
    let mut events = vec![recorded(customer(1))];
    events.extend((0..500).map(|number| billed(invoice(number, 1))));
    store.append(at, today, events).unwrap();
    drop(store);
    let mut bytes = std::fs::read(file(&folder)).unwrap();
    // Every page after the first ten: the schema can be read, the rows cannot.
    for byte in &mut bytes[10 * 4096..] {
        *byte = 0xa5;
    }
    std::fs::write(file(&folder), bytes).unwrap();
    let found = Store::open(folder.path()).and_then(|store| store.book().map(|_| ()));
    assert_eq!(found, Err(StoreError::Corrupt));
}

#[test]
fn a_file_opened_for_reading_is_read_and_not_written() {
    let folder = folder();
    let mut writer = Store::open(folder.path()).unwrap();
    let (at, today) = noon(day("2026-11-22"));
    writer.append(at, today, vec![recorded(customer(1))]).unwrap();
    let mut reader = Store::open_read_only(folder.path()).unwrap();
    assert!(reader.customer(customer_id(1)).unwrap().is_some());
    // What the other program adds is seen.
    writer.append(at, today, vec![recorded(customer(2))]).unwrap();
    assert!(reader.customer(customer_id(2)).unwrap().is_some());
    assert_eq!(reader.append(at, today, vec![recorded(customer(3))]), Err(StoreError::ReadOnly));
    assert!(reader.verify().unwrap().intact);
}

#[test]
fn writing_elsewhere_changes_the_version_of_the_data_and_ones_own_does_not() {
    let folder = folder();
    let mut mine = Store::open(folder.path()).unwrap();
    let mut other = Store::open(folder.path()).unwrap();
    let (at, today) = noon(day("2026-11-22"));
    let before = mine.data_version().unwrap();
    mine.append(at, today, vec![recorded(customer(1))]).unwrap();
    assert_eq!(mine.data_version().unwrap(), before);
    other.append(at, today, vec![recorded(customer(2))]).unwrap();
    assert_ne!(mine.data_version().unwrap(), before);
}

#[test]
fn a_second_writer_waits_and_then_is_told() {
    let folder = folder();
    let mut store = Store::open(folder.path()).unwrap();
    let other = Connection::open(file(&folder)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let (at, today) = noon(day("2026-11-22"));
    assert_eq!(store.append(at, today, vec![recorded(customer(1))]), Err(StoreError::Busy));
    other.execute_batch("ROLLBACK").unwrap();
    store.append(at, today, vec![recorded(customer(1))]).unwrap();
}

#[test]
fn no_error_shows_a_name_or_an_amount() {
    let folder = folder();
    let mut store = Store::open(folder.path()).unwrap();
    let (at, today) = noon(day("2026-11-22"));
    store.append(at, today, vec![recorded(customer(1)), billed(invoice(1, 1))]).unwrap();
    let refused = [
        store.append(at, today, vec![recorded(customer(1))]),
        store.append(at, today, vec![billed(invoice(1, 1))]),
        store.append(at, today, vec![billed(invoice(2, 9))]),
    ];
    for error in refused.into_iter().map(Result::unwrap_err) {
        let shown = format!("{error} {error:?}");
        for secret in ["tablissements", "FA-2026", "12001", "menuiserie", "example.org"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}
