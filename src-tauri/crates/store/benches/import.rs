//! Rates of the store, printed: adding invoices beside `sqlite3 .import` of the same rows, reading the book, one file,
//! the lists, and checking the journal. `cargo bench -p store`, or `-- 1000000` for another size.
#![allow(clippy::unwrap_used)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use store::{CustomerFilter, CustomerSort, InvoiceFilter, InvoiceSort, InvoiceState, Store};
use support::{Dice, billed, customer, customer_id, day, imported, invoice, noon, paid, payment, recorded};

fn main() {
    let sizes: Vec<u64> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![10_000, 100_000] } else { sizes };
    for size in sizes {
        measure(size);
    }
}

/// Nanoseconds of processor that this thread had: on a machine shared with others the honest measure.
fn processor() -> Option<u128> {
    std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
}

fn rate(count: u64, time: Duration) -> u128 {
    u128::from(count) * 1_000_000 / time.as_micros().max(1)
}

fn timed<T>(what: &str, act: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let before = processor();
    let value = act();
    let alone = match (before, processor()) {
        (Some(before), Some(after)) => format!("{} ms of processor", (after - before) / 1_000_000),
        _ => String::new(),
    };
    println!("  {what:<58} {:>9} ms  {alone}", start.elapsed().as_millis());
    value
}

fn measure(size: u64) {
    println!("{size} invoices, one customer for ten");
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    if let Ok(sql) = std::env::var("EXPERIMENT") {
        rusqlite::Connection::open(folder.path().join(store::FILE_NAME)).unwrap().execute_batch(&sql).unwrap();
    }
    let (at, today) = noon(day("2026-11-22"));
    let customers = size / 10;

    let start = Instant::now();
    store
        .transaction(at, today, |writing| {
            for number in 0..customers {
                writing.append(&recorded(customer(number)))?;
            }
            Ok::<_, store::StoreError>(())
        })
        .unwrap();
    println!("  customers added: {}/s", rate(customers, start.elapsed()));

    let mut dice = Dice(0x5eed);
    let owners: Vec<u64> = (0..size).map(|_| dice.roll(customers)).collect();
    let invoices: Vec<_> = (0..size)
        .map(|number| {
            let mut invoice = invoice(number, owners[number as usize]);
            invoice.import = Some(support::import_id(1));
            billed(invoice)
        })
        .collect();
    let start = Instant::now();
    let before = processor();
    store
        .transaction(at, today, |writing| {
            for event in &invoices {
                writing.append(event)?;
            }
            writing.append(&imported(1, size as u32))
        })
        .unwrap();
    let ours = start.elapsed();
    println!("  invoices added, journal and tables: {}/s ({} ms)", rate(size, ours), ours.as_millis());
    if let (Some(before), Some(after)) = (before, processor()) {
        println!(
            "    in time of the processor alone: {}/s",
            u128::from(size) * 1_000_000_000 / (after - before).max(1)
        );
    }
    drop(invoices);
    compare_with_command_line(folder.path(), size);

    // Half of them are paid, as in a business of some years.
    let start = Instant::now();
    store
        .transaction(at, today, |writing| {
            for number in 0..size / 2 {
                writing.append(&paid(payment(
                    number,
                    owners[number as usize],
                    &[(number, 12_000 + (number % 97) as i64)],
                )))?;
            }
            Ok::<_, store::StoreError>(())
        })
        .unwrap();
    println!("  payments added: {}/s", rate(size / 2, start.elapsed()));

    let book = timed("book", || store.book().unwrap());
    assert_eq!(book.files.len() as u64, customers);
    drop(book);
    timed("book, second time", || store.book().unwrap());
    timed("book_open", || store.book_open(today).unwrap());
    timed("1,000 customer files one by one", || {
        for number in 0..1_000u64.min(customers) {
            store.customer_file(customer_id(number)).unwrap().unwrap();
        }
    });
    for state in [InvoiceState::All, InvoiceState::Open, InvoiceState::Overdue, InvoiceState::Settled] {
        for sort in [InvoiceSort::Number, InvoiceSort::Customer, InvoiceSort::Due, InvoiceSort::Amount] {
            let filter = InvoiceFilter { state, ..InvoiceFilter::all(today) };
            timed(&format!("invoices {state:?} by {sort:?}, rows 50 to 100"), || {
                store.invoice_list(&filter, sort, false, 50, 50).unwrap()
            });
        }
    }
    let filter = InvoiceFilter::all(today);
    timed("invoices, last page by number", || {
        store.invoice_list(&filter, InvoiceSort::Number, false, size - 50, 50).unwrap()
    });
    let filter = InvoiceFilter { search: "0042".to_owned(), ..filter };
    timed("invoices with 0042 in the number", || store.invoice_list(&filter, InvoiceSort::Due, false, 0, 50).unwrap());
    let filter = InvoiceFilter { search: "etablissements n 77".to_owned(), ..filter };
    timed("invoices of a name", || store.invoice_list(&filter, InvoiceSort::Due, false, 0, 50).unwrap());
    for sort in [CustomerSort::Name, CustomerSort::Open, CustomerSort::Oldest] {
        timed(&format!("customers by {sort:?}"), || {
            store.customer_list(&CustomerFilter::default(), sort, true, 0, 50).unwrap()
        });
    }
    timed("counts", || store.counts(today, 30).unwrap());
    timed("timeline of one customer", || store.timeline(customer_id(7), None, 100).unwrap());
    let verification = timed("verify", || store.verify().unwrap());
    assert!(verification.intact, "{verification:?}");
    timed("rebuild", || store.rebuild().unwrap());
    timed("backup", || store::back_up(store.dir(), today).unwrap());
}

/// The same rows of the journal and of the table of invoices through the SQLite command line, with the same indices and
/// settings. Bytes are hexadecimal text there: CSV has none.
fn compare_with_command_line(folder: &std::path::Path, size: u64) {
    let version = Command::new("sqlite3").arg("--version").output();
    if !version.is_ok_and(|output| output.status.success()) {
        println!("  sqlite3 is not here: no comparison");
        return;
    }
    let run = |database: &std::path::Path, script: &str| {
        let mut child = Command::new("sqlite3")
            .arg("-bail")
            .arg(database)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success());
    };
    let (journal, rows) = (folder.join("journal.csv"), folder.join("rows.csv"));
    let columns = "customer, kind, number, number_key, type_code, issue_date, delivery_date, received_on, payment_term,
        penalty_rate, net_total_cents, vat_total_cents, gross_total_cents, prepaid_cents, amount_due_cents,
        payment_reference, preceding_invoices, subject, order_reference, claim_nature, import, first_due, sort_due,
        credited_cents, paid_cents, open_cents, owed_cents, written_off, withdrawn";
    run(
        &folder.join(store::FILE_NAME),
        &format!(
            ".mode csv\n.output {}\nSELECT seq, form, at, day, event, hex(previous), hex(digest) FROM journal
                WHERE seq IN (SELECT key FROM invoice);\n.output {}\nSELECT key, hex(id), {columns} FROM invoice;",
            journal.display(),
            rows.display()
        ),
    );
    let target = folder.join("command-line.db");
    let schema = include_str!("../migrations/0001_first.sql").replace(" BLOB", " TEXT");
    // Not STRICT: CSV has no NULL, and empty text is refused by a column of whole numbers.
    let schema = schema.replace("STRICT, WITHOUT ROWID", "WITHOUT ROWID").replace(") STRICT;", ");");
    run(&target, &format!("PRAGMA journal_mode = WAL; {schema}"));
    let script = format!(
        "PRAGMA cache_size = -65536;\n.import --csv {} journal\n.import --csv {} invoice",
        journal.display(),
        rows.display()
    );
    let start = Instant::now();
    run(&target, &script);
    let time = start.elapsed();
    println!("  sqlite3 .import of the same rows of both tables: {}/s ({} ms)", rate(size, time), time.as_millis());
}
