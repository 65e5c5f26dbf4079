//! The day's copy after a verb that writes, and the way back from it.

use std::path::Path;

use crate::command::{Ran, acquit, at, text};

fn on(data: &Path, today: &str, arguments: &[&str]) -> Ran {
    let common = ["--json", "--today", today];
    acquit(Some(data), &[&common[..], arguments].concat())
}

fn business(data: &Path, today: &str, name: &str) {
    on(data, today, &["record", "business", "--name", name, "--siren", "732829320"]).json();
}

fn names(data: &Path) -> Vec<String> {
    let listed = on(data, "2026-11-24", &["restore"]).json();
    listed.as_array().unwrap().iter().map(|copy| text(copy, "name").to_owned()).collect()
}

#[test]
fn a_verb_that_writes_leaves_the_days_copy_and_one_that_reads_does_not() {
    let data = tempfile::tempdir().unwrap();
    business(data.path(), "2026-11-22", "Atelier Morvan");
    assert_eq!(names(data.path()), ["acquit-2026-11-22.db"]);
    business(data.path(), "2026-11-22", "Atelier Morvan et Fils");
    on(data.path(), "2026-11-23", &["agenda"]).json();
    assert_eq!(names(data.path()), ["acquit-2026-11-22.db"]);
    business(data.path(), "2026-11-24", "Atelier Morvan");
    assert_eq!(names(data.path()), ["acquit-2026-11-24.db", "acquit-2026-11-22.db"]);
}

#[test]
fn a_backup_is_put_back_and_what_was_there_can_come_back_too() {
    let data = tempfile::tempdir().unwrap();
    business(data.path(), "2026-11-22", "Atelier Morvan");
    business(data.path(), "2026-11-23", "Atelier Morvan et Fils");
    business(data.path(), "2026-11-23", "Menuiserie Kerbrat");
    let restored = on(data.path(), "2026-11-24", &["restore", "acquit-2026-11-22.db"]).json();
    assert_eq!(at(&restored, "entries"), 1);
    let aside = text(&restored, "aside");
    assert!(aside.ends_with("replaced-2026-11-24.db"), "{aside}");
    assert_eq!(at(&on(data.path(), "2026-11-24", &["verify"]).json(), "entries"), 1);
    // By its path this time.
    assert_eq!(at(&on(data.path(), "2026-11-24", &["restore", aside]).json(), "entries"), 3);
    assert_eq!(at(&on(data.path(), "2026-11-24", &["verify"]).json(), "intact"), true);
}

#[test]
fn a_backup_that_is_not_there_or_not_sound_is_refused() {
    let data = tempfile::tempdir().unwrap();
    business(data.path(), "2026-11-22", "Atelier Morvan");
    let missing = on(data.path(), "2026-11-24", &["restore", "acquit-2020-01-01.db"]).complaint();
    assert_eq!(text(&missing, "error"), "not_found");
    let other = data.path().join("notes.db");
    std::fs::write(&other, "Cher client, ".repeat(1_000)).unwrap();
    let refused = on(data.path(), "2026-11-24", &["restore", other.to_str().unwrap()]).complaint();
    assert_eq!(text(&refused, "error"), "store_not_a_database");
    assert_eq!(at(&on(data.path(), "2026-11-24", &["verify"]).json(), "entries"), 1);
}
