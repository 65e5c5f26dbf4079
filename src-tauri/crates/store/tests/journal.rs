//! The journal is only added to, and what was changed is found and located.
#![allow(clippy::unwrap_used)]

mod support;

use domain::Event;
use proptest::prelude::*;
use rusqlite::Connection;
use store::{BreakKind, Seq, Store, StoreError, digest_of};
use support::{attachment, billed, customer, customer_id, day, imported, invoice, noon, paid, payment, recorded};

/// A file with a few entries of several transactions, and its folder. Made once, then copied.
fn some_business() -> (tempfile::TempDir, Store) {
    static MADE: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
    let bytes = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("copy.db");
        make_business(&mut Store::open(folder.path()).unwrap()).backup_to(&copy).unwrap();
        std::fs::read(copy).unwrap()
    });
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(store::FILE_NAME), bytes).unwrap();
    let store = Store::open(folder.path()).unwrap();
    (folder, store)
}

fn make_business(store: &mut Store) -> &Store {
    let (at, today) = noon(day("2026-11-20"));
    store.append(at, today, vec![recorded(customer(1)), billed(invoice(1, 1))]).unwrap();
    let (at, today) = noon(day("2026-11-21"));
    store
        .transaction(at, today, |writing| {
            let digest = writing.put_original("facture.pdf", "application/pdf", b"%PDF-1.7")?;
            assert_eq!(digest, digest_of(b"%PDF-1.7"));
            let mut second = invoice(2, 1);
            second.attachments = vec![attachment(b"%PDF-1.7", "facture.pdf")];
            writing.append(&billed(second))?;
            writing.append(&imported(1, 1))
        })
        .unwrap();
    store.append(at, today, vec![paid(payment(1, 1, &[(1, 5_000)]))]).unwrap();
    store
}

/// The file opened behind the back of the program, its guards taken away.
fn tamper(folder: &tempfile::TempDir, sql: &str) {
    let connection = Connection::open(folder.path().join(store::FILE_NAME)).unwrap();
    connection
        .execute_batch(
            "PRAGMA foreign_keys = OFF; DROP TRIGGER journal_is_not_changed; DROP TRIGGER journal_is_not_shortened;
             DROP TRIGGER original_is_not_changed; DROP TRIGGER original_is_not_removed;",
        )
        .unwrap();
    connection.execute_batch(sql).unwrap();
}

fn first_break(folder: &tempfile::TempDir) -> (u64, BreakKind) {
    let store = Store::open(folder.path()).unwrap();
    let verification = store.verify().unwrap();
    assert!(!verification.intact);
    let found = verification.first_break.unwrap();
    (found.seq.0, found.kind)
}

#[test]
fn entries_are_numbered_without_a_gap_and_chained() {
    let (_folder, store) = some_business();
    let entries = store.entries_after(Seq(0), 100).unwrap();
    assert_eq!(entries.iter().map(|entry| entry.seq.0).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    for pair in entries.windows(2) {
        assert_eq!(pair[1].previous, pair[0].digest);
    }
    assert_eq!(store.head().unwrap().digest, entries[4].digest);
    assert_eq!(entries[1].event, billed(invoice(1, 1)));
    assert_eq!(entries[2].day, day("2026-11-21"));
    assert_eq!(store.entry(Seq(5)).unwrap().unwrap(), entries[4]);
    let verification = store.verify().unwrap();
    assert!(verification.intact, "{verification:?}");
    assert_eq!((verification.entries, verification.originals), (5, 1));
}

#[test]
fn the_digest_of_an_entry_never_changes_its_recipe() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    let (at, today) = noon(day("2026-11-20"));
    let setting = Event::SettingRecorded { key: "lang".to_owned(), value: "\"fr\"".to_owned() };
    store.append(at, today, vec![setting]).unwrap();
    // Computed by another program from the recipe written at `entry_digest`.
    let known = include_str!("fixtures/first_entry.sha256").trim();
    assert_eq!(store.head().unwrap().digest.as_str(), known);
}

#[test]
fn a_past_entry_cannot_be_changed_or_removed() {
    let (folder, store) = some_business();
    drop(store);
    let connection = Connection::open(folder.path().join(store::FILE_NAME)).unwrap();
    for sql in [
        "UPDATE journal SET day = '2020-01-01' WHERE seq = 2",
        "DELETE FROM journal WHERE seq = 5",
        "UPDATE original SET bytes = x'00'",
        "DELETE FROM original",
    ] {
        assert!(connection.execute_batch(sql).is_err(), "{sql}");
    }
    assert!(Store::open(folder.path()).unwrap().verify().unwrap().intact);
}

#[test]
fn a_changed_part_of_any_entry_is_found_and_located() {
    for seq in 1..=5u64 {
        for change in [
            "at = '2026-11-20T11:00:01Z'",
            "day = '2026-11-19'",
            "event = replace(event, '\"type\"', '\"type\" ')",
            "digest = zeroblob(32)",
            "previous = CAST('12345678901234567890123456789012' AS BLOB)",
            "form = 2",
        ] {
            let (folder, store) = some_business();
            drop(store);
            tamper(&folder, &format!("UPDATE journal SET {change} WHERE seq = {seq}"));
            assert_eq!(first_break(&folder), (seq, BreakKind::Changed), "{change}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// One byte of the event changed in the file itself, whatever it is.
    #[test]
    fn one_changed_byte_of_an_event_is_found_and_located(seq in 1u64..=5, place in 0usize..2_000, mask in 1u8..=255) {
        let (folder, store) = some_business();
        let length = serde_json::to_vec(&store.entry(Seq(seq)).unwrap().unwrap().event).unwrap().len();
        drop(store);
        let place = place % length;
        let connection = Connection::open(folder.path().join(store::FILE_NAME)).unwrap();
        let mut event: Vec<u8> = connection
            .query_row("SELECT CAST(event AS BLOB) FROM journal WHERE seq = ?1", [seq as i64], |row| row.get(0))
            .unwrap();
        event[place] ^= mask;
        connection.execute_batch("DROP TRIGGER journal_is_not_changed").unwrap();
        connection
            .execute("UPDATE journal SET event = CAST(?1 AS TEXT) WHERE seq = ?2", rusqlite::params![event, seq as i64])
            .unwrap();
        drop(connection);
        prop_assert_eq!(first_break(&folder), (seq, BreakKind::Changed));
    }
}

#[test]
fn an_entry_replaced_or_added_behind_the_back_of_the_program_is_found() {
    for (sql, expected) in [
        (
            "INSERT OR REPLACE INTO journal
                SELECT seq, form, at, '2020-01-01', event, previous, digest FROM journal WHERE seq = 2",
            (2, BreakKind::Changed),
        ),
        (
            "INSERT INTO journal SELECT 9, form, at, day, event, previous, digest FROM journal WHERE seq = 5",
            (6, BreakKind::Missing),
        ),
        (
            "INSERT INTO journal SELECT 6, form, at, day, event, previous, digest FROM journal WHERE seq = 5",
            (6, BreakKind::Changed),
        ),
    ] {
        let (folder, store) = some_business();
        drop(store);
        tamper(&folder, sql);
        assert_eq!(first_break(&folder), expected);
    }
}

#[test]
fn a_missing_entry_is_found_and_located() {
    let (folder, store) = some_business();
    drop(store);
    tamper(&folder, "DELETE FROM journal WHERE seq = 3");
    assert_eq!(first_break(&folder), (3, BreakKind::Missing));
}

#[test]
fn entries_cut_off_the_end_are_missed_and_nothing_is_added_after() {
    let (folder, store) = some_business();
    drop(store);
    tamper(&folder, "DELETE FROM journal WHERE seq >= 4");
    assert_eq!(first_break(&folder), (4, BreakKind::Truncated));
    let mut store = Store::open(folder.path()).unwrap();
    let (at, today) = noon(day("2026-11-22"));
    let refused = store.append(at, today, vec![recorded(customer(2))]);
    assert_eq!(refused, Err(StoreError::BrokenEnd { expected: Seq(5) }));
}

#[test]
fn an_entry_rewritten_with_its_own_right_digest_breaks_the_next_one() {
    let (folder, store) = some_business();
    let entry = store.entry(Seq(3)).unwrap().unwrap();
    drop(store);
    let event = serde_json::to_string(&recorded(customer(9))).unwrap();
    let mut recipe = b"acquit journal entry 1\0".to_vec();
    recipe.extend(3u64.to_be_bytes());
    for part in ["2026-11-21T11:00:00Z", "2026-11-21", &event] {
        recipe.extend((part.len() as u64).to_be_bytes());
        recipe.extend(part.as_bytes());
    }
    recipe.extend(
        entry
            .previous
            .as_str()
            .as_bytes()
            .chunks(2)
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()),
    );
    let digest = digest_of(&recipe);
    tamper(&folder, &format!("UPDATE journal SET event = '{event}', digest = x'{digest}' WHERE seq = 3"));
    assert_eq!(first_break(&folder), (4, BreakKind::Unchained));
}

#[test]
fn a_head_noted_elsewhere_tells_a_file_put_back() {
    let (folder, mut store) = some_business();
    let copy = folder.path().join("older.db");
    store.backup_to(&copy).unwrap();
    let (at, today) = noon(day("2026-11-22"));
    store.append(at, today, vec![recorded(customer(2))]).unwrap();
    let noted = store.head().unwrap();
    assert!(store.verify_up_to(&noted).unwrap().intact);
    drop(store);
    let older = tempfile::tempdir().unwrap();
    std::fs::copy(copy, older.path().join(store::FILE_NAME)).unwrap();
    let older = Store::open(older.path()).unwrap();
    assert!(older.verify().unwrap().intact);
    let found = older.verify_up_to(&noted).unwrap().first_break.unwrap();
    assert_eq!((found.seq, found.kind), (Seq(6), BreakKind::NotedHeadMissing));
}

#[test]
fn a_table_that_is_not_what_the_journal_says_is_named() {
    for (table, sql) in [
        ("invoice", "UPDATE invoice SET amount_due_cents = 1 WHERE key = 2"),
        ("invoice", "DELETE FROM attachment WHERE invoice = 3; DELETE FROM invoice WHERE key = 3"),
        ("payment", "UPDATE payment SET received_on = '2026-01-01'"),
        ("customer", "UPDATE customer SET name = 'X'"),
        ("journal_customer", "DELETE FROM journal_customer WHERE seq = 5"),
    ] {
        let (folder, store) = some_business();
        drop(store);
        tamper(&folder, sql);
        let (seq, kind) = first_break(&folder);
        let BreakKind::Table { table: found } = kind else { panic!("{kind:?}") };
        assert_eq!(seq, 5);
        assert!(found == table || found == "attachment", "{found} for {table}");
        let mut store = Store::open(folder.path()).unwrap();
        store.rebuild().unwrap();
        assert!(store.verify().unwrap().intact);
    }
}

#[test]
fn a_changed_or_missing_original_is_found() {
    let (folder, store) = some_business();
    drop(store);
    tamper(&folder, "UPDATE original SET bytes = CAST('%PDF-1.8' AS BLOB)");
    assert_eq!(first_break(&folder), (3, BreakKind::OriginalChanged));
    let (folder, store) = some_business();
    drop(store);
    tamper(&folder, "DELETE FROM original");
    assert_eq!(first_break(&folder), (3, BreakKind::OriginalMissing));
}

#[test]
fn a_cancelled_transaction_leaves_nothing() {
    let (_folder, mut store) = some_business();
    let before = store.head().unwrap();
    let (at, today) = noon(day("2026-11-22"));
    let cancelled: Result<(), StoreError> = store.transaction(at, today, |writing| {
        writing.append(&recorded(customer(8)))?;
        writing.put_original("a.xml", "application/xml", b"<a/>")?;
        assert!(writing.customer(customer_id(8))?.is_some());
        Err(StoreError::Unwritable)
    });
    assert_eq!(cancelled, Err(StoreError::Unwritable));
    assert_eq!(store.head().unwrap(), before);
    assert!(store.customer(customer_id(8)).unwrap().is_none());
    assert!(!store.has_original(&digest_of(b"<a/>")).unwrap());
    assert!(store.verify().unwrap().intact);
}

#[test]
fn a_refused_event_takes_its_transaction_with_it_even_if_the_caller_goes_on() {
    let (_folder, mut store) = some_business();
    let before = store.head().unwrap();
    let (at, today) = noon(day("2026-11-22"));
    let refused: Result<(), StoreError> = store.transaction(at, today, |writing| {
        writing.append(&recorded(customer(8)))?;
        let _ = writing.append(&billed(invoice(1, 1)));
        Ok(())
    });
    assert!(matches!(refused, Err(StoreError::AlreadyThere { what: "invoice", .. })), "{refused:?}");
    assert_eq!(store.head().unwrap(), before);
    assert!(store.customer(customer_id(8)).unwrap().is_none());
}

#[test]
fn an_event_about_something_unknown_is_refused() {
    let (_folder, mut store) = some_business();
    let (at, today) = noon(day("2026-11-22"));
    for event in [
        billed(invoice(5, 77)),
        paid(payment(5, 1, &[(77, 100)])),
        Event::InvoiceWithdrawn { invoice: support::invoice_id(77), reason: String::new() },
        Event::ClaimDeclared { customer: customer_id(1), day: today },
        Event::ImportUndone { import: support::import_id(9) },
    ] {
        let refused = store.append(at, today, vec![event.clone()]);
        assert!(matches!(refused, Err(StoreError::Unknown { .. })), "{event:?}: {refused:?}");
    }
    let mut greedy = payment(6, 1, &[(1, 100)]);
    greedy.amount = domain::Cents(99);
    let refused = store.append(at, today, vec![paid(greedy)]);
    assert!(matches!(refused, Err(StoreError::OverAllocated { .. })), "{refused:?}");
}

#[test]
fn an_original_is_kept_once() {
    let (_folder, mut store) = some_business();
    let (at, today) = noon(day("2026-11-22"));
    let digest = store
        .transaction(at, today, |writing| writing.put_original("autre-nom.pdf", "application/pdf", b"%PDF-1.7"))
        .unwrap();
    let original = store.original(&digest).unwrap().unwrap();
    assert_eq!((original.name.as_str(), original.bytes.as_slice()), ("facture.pdf", b"%PDF-1.7".as_slice()));
}
