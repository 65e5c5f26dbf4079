//! The copies of the file, and the way back from one.
#![allow(clippy::unwrap_used)]

mod support;

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use store::{BackupKind, DAYS_KEPT, Store, StoreError, back_up, list_backups, put_back};
use support::{billed, customer, customer_id, day, invoice, noon, recorded};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn file(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join(store::FILE_NAME)
}

fn names(folder: &tempfile::TempDir) -> Vec<String> {
    list_backups(folder.path()).unwrap().iter().map(store::BackupFile::name).collect()
}

/// A business with one customer, copied, and then a second customer.
fn one_copied_then_a_second(folder: &tempfile::TempDir) -> (Store, PathBuf) {
    let mut store = Store::open(folder.path()).unwrap();
    let (at, today) = noon(day("2026-11-22"));
    store.append(at, today, vec![recorded(customer(1)), billed(invoice(1, 1))]).unwrap();
    let copy = back_up(folder.path(), today).unwrap();
    store.append(at, today, vec![recorded(customer(2))]).unwrap();
    (store, copy)
}

#[test]
fn a_copy_is_whole_and_never_overwrites() {
    let folder = folder();
    let mut store = Store::open(folder.path()).unwrap();
    let (at, today) = noon(day("2026-11-22"));
    store.append(at, today, vec![recorded(customer(1)), billed(invoice(1, 1))]).unwrap();
    let first = store::back_up(folder.path(), today).unwrap();
    let second = store::back_up(folder.path(), today).unwrap();
    store::back_up(folder.path(), day("2026-11-21")).unwrap();
    assert_ne!(first, second);
    assert_eq!(store.backup_to(&first), Err(StoreError::CopyExists));
    let found = list_backups(folder.path()).unwrap();
    let days: Vec<_> = found.iter().map(|backup| backup.day.unwrap().to_string()).collect();
    assert_eq!(days, ["2026-11-22", "2026-11-22", "2026-11-21"]);
    let elsewhere = tempfile::tempdir().unwrap();
    std::fs::copy(&first, file(&elsewhere)).unwrap();
    let copy = Store::open(elsewhere.path()).unwrap();
    assert_eq!(copy.book().unwrap(), store.book().unwrap());
    assert_eq!(copy.head().unwrap(), store.head().unwrap());
    assert!(copy.verify().unwrap().intact);
}

#[test]
fn a_copy_that_cannot_be_written_says_so_and_leaves_nothing() {
    let folder = folder();
    let store = Store::open(folder.path()).unwrap();
    let nowhere = folder.path().join("no/such/folder/copy.db");
    let refused = StoreError::Io { what: "making the file", kind: std::io::ErrorKind::NotFound };
    assert_eq!(store.backup_to(&nowhere), Err(refused));
    assert!(list_backups(folder.path()).unwrap().is_empty());
}

#[test]
fn a_copy_is_made_while_another_connection_is_writing() {
    let folder = folder();
    let (store, _) = one_copied_then_a_second(&folder);
    let writer = Connection::open(file(&folder)).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    let copy = back_up(folder.path(), day("2026-11-23")).unwrap();
    writer.execute_batch("ROLLBACK").unwrap();
    let entries: i64 =
        Connection::open(copy).unwrap().query_row("SELECT count(*) FROM journal", [], |row| row.get(0)).unwrap();
    assert_eq!(entries as u64, store.head().unwrap().seq.0);
}

#[test]
fn the_last_ten_days_are_kept_and_what_was_set_aside_for_a_reason_for_ever() {
    let folder = folder();
    let (store, first) = one_copied_then_a_second(&folder);
    let aside = put_back(folder.path(), &first, day("2026-11-01")).unwrap().unwrap();
    std::fs::copy(&first, folder.path().join("backups/before-0002.db")).unwrap();
    std::fs::write(folder.path().join("backups/acquit-2026-11-30.db.1.part"), "half").unwrap();
    std::fs::remove_file(first).unwrap();
    for number in 1..=14 {
        back_up(folder.path(), day(&format!("2026-12-{number:02}"))).unwrap();
    }
    let found = names(&folder);
    let days: Vec<&String> = found.iter().filter(|name| name.starts_with("acquit-")).collect();
    assert_eq!(days.len(), DAYS_KEPT, "{found:?}");
    assert_eq!((days[0].as_str(), days[9].as_str()), ("acquit-2026-12-14.db", "acquit-2026-12-05.db"));
    assert!(aside.exists());
    assert!(found.contains(&"before-0002.db".to_owned()), "{found:?}");
    let left = std::fs::read_dir(folder.path().join("backups")).unwrap().count();
    assert_eq!(left, DAYS_KEPT + 2, "a half copy stays");
    drop(store);
}

#[test]
fn a_copy_put_back_is_the_file_and_what_was_there_is_set_aside() {
    let folder = folder();
    let (store, copy) = one_copied_then_a_second(&folder);
    let version = store.data_version().unwrap();
    let aside = put_back(folder.path(), &copy, day("2026-11-23")).unwrap().unwrap();
    assert!(aside.ends_with("backups/replaced-2026-11-23.db"));
    // A program that has the file open sees it.
    assert_ne!(store.data_version().unwrap(), version);
    assert!(store.customer(customer_id(1)).unwrap().is_some());
    assert!(store.customer(customer_id(2)).unwrap().is_none());
    assert!(store.verify().unwrap().intact);
    drop(store);
    let again = Store::open(folder.path()).unwrap();
    assert!(again.customer(customer_id(2)).unwrap().is_none());
    // And the way back is as short.
    put_back(folder.path(), &aside, day("2026-11-23")).unwrap();
    assert!(again.customer(customer_id(2)).unwrap().is_some());
    let kinds: Vec<BackupKind> = list_backups(folder.path()).unwrap().iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [BackupKind::Replaced, BackupKind::Replaced, BackupKind::Daily]);
}

#[test]
fn a_damaged_file_makes_room_for_a_copy_and_is_kept_as_it_lay() {
    for damage in [&[0xa5_u8; 9_000][..], b"Cher client", b""] {
        let folder = folder();
        let (store, copy) = one_copied_then_a_second(&folder);
        drop(store);
        std::fs::write(file(&folder), damage).unwrap();
        let aside = put_back(folder.path(), &copy, day("2026-11-23")).unwrap().unwrap();
        assert!(std::fs::read(&aside).unwrap_or_default().starts_with(&damage[..damage.len().min(4)]));
        let store = Store::open(folder.path()).unwrap();
        assert!(store.customer(customer_id(1)).unwrap().is_some());
        assert!(store.verify().unwrap().intact);
    }
}

#[test]
fn a_copy_comes_back_where_there_is_no_file() {
    let folder = folder();
    let (store, copy) = one_copied_then_a_second(&folder);
    drop(store);
    std::fs::remove_file(file(&folder)).unwrap();
    std::fs::write(folder.path().join("acquit.db-wal"), "an old log").unwrap();
    assert_eq!(put_back(folder.path(), &copy, day("2026-11-23")), Ok(None));
    assert!(Store::open(folder.path()).unwrap().customer(customer_id(1)).unwrap().is_some());
}

#[test]
fn what_is_no_sound_copy_is_refused_and_nothing_changes() {
    let folder = folder();
    let (store, copy) = one_copied_then_a_second(&folder);
    let mut bytes = std::fs::read(&copy).unwrap();
    let middle = bytes.len() / 2;
    for byte in &mut bytes[middle..] {
        *byte = 0xa5;
    }
    let bad = folder.path().join("bad.db");
    std::fs::write(&bad, bytes).unwrap();
    let other = folder.path().join("other.db");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE photo (id INTEGER)").unwrap();
    let refuse = |path: &Path| put_back(folder.path(), path, day("2026-11-23")).unwrap_err();
    assert!(matches!(refuse(&bad), StoreError::CopyNotSound | StoreError::Corrupt));
    assert_eq!(refuse(&other), StoreError::NotAcquit);
    assert_eq!(refuse(&folder.path().join("none.db")), StoreError::Missing);
    assert!(store.customer(customer_id(2)).unwrap().is_some());
    assert_eq!(names(&folder), ["acquit-2026-11-22.db"]);
}
