//! Bank statements: their lines, what they pay, and taking them out again.
#![allow(clippy::unwrap_used)]

mod support;

use domain::{Allocation, BankEntry, BankEntryId, BankStatement, Cents, EntrySetAside, Event, Payment, StatementId};
use store::{BankEntryState, Store, StoreError};
use support::{billed, customer, day, import_id, imported, invoice, invoice_id, noon, payment, recorded, uuid};

fn add(store: &mut Store, facts: Vec<Event>) -> Result<(), StoreError> {
    let (instant, today) = noon(day("2026-11-24"));
    store.append(instant, today, facts).map(|_| ())
}

fn line(number: u64, amount: i64, text: &str) -> BankEntry {
    BankEntry {
        id: BankEntryId(uuid(13, number)),
        day: day("2026-11-20"),
        value_date: None,
        amount: Cents(amount),
        text: vec![text.to_owned()],
        payer_name: "STUDIO PERRIN".to_owned(),
        payer_account: "FR7612345678901234567890189".to_owned(),
        creditor_reference: None,
        end_to_end_id: None,
        bank_reference: None,
        cheque_number: None,
        operation: String::new(),
        return_reason: (amount < 0).then(|| "MD01".to_owned()),
    }
}

fn statement(entries: Vec<BankEntry>) -> Event {
    Event::StatementImported {
        statement: Box::new(BankStatement {
            id: StatementId(uuid(12, 1)),
            import: import_id(9),
            account: "20041010050500013M026".to_owned(),
            account_name: "Compte courant".to_owned(),
            format: "camt053".to_owned(),
            number: "11".to_owned(),
            opening: None,
            closing: None,
            first_day: Some(day("2026-11-20")),
            last_day: Some(day("2026-11-23")),
            entries,
        }),
    }
}

/// A customer with an invoice of 100 €, and a statement with a line that pays it, one set aside and one that returns.
fn shop() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    let bill = domain::Invoice { amount_due: Cents(10_000), gross_total: Cents(10_000), ..invoice(1, 1) };
    let lines = vec![line(1, 10_000, "FACT 1"), line(2, 500, "REMBOURSEMENT URSSAF"), line(3, -700, "IMPAYE")];
    let facts = vec![recorded(customer(1)), billed(bill), imported(9, 0), statement(lines)];
    add(&mut store, facts).unwrap();
    (folder, store)
}

fn waiting(store: &Store) -> Vec<i64> {
    store.bank_entries(BankEntryState::Waiting, 0, 10).unwrap().iter().map(|row| row.entry.amount.0).collect()
}

fn recognised() -> Event {
    Event::PaymentReceived {
        payment: Box::new(Payment {
            amount: Cents(10_000),
            entry: Some(BankEntryId(uuid(13, 1))),
            import: None,
            allocations: vec![Allocation { invoice: invoice_id(1), amount: Cents(10_000) }],
            ..payment(1, 1, &[])
        }),
    }
}

#[test]
fn a_line_waits_until_it_is_recognised_or_set_aside() {
    let (_folder, mut store) = shop();
    assert_eq!(waiting(&store), [10_000, 500, -700]);
    let aside = EntrySetAside { entry: BankEntryId(uuid(13, 2)), day: day("2026-11-24"), reason: String::new() };
    add(&mut store, vec![recognised(), Event::EntrySetAside { aside }]).unwrap();
    assert_eq!(waiting(&store), [-700]);
    let returned = Event::PaymentReversed {
        payment: support::payment_id(1),
        day: day("2026-11-24"),
        reason: "MD01".to_owned(),
        entry: Some(BankEntryId(uuid(13, 3))),
    };
    add(&mut store, vec![returned]).unwrap();
    // Both are explained: what came, and that it went back.
    assert_eq!(waiting(&store), Vec::<i64>::new());
    let reinstated = Event::PaymentReinstated { payment: support::payment_id(1), day: day("2026-11-24") };
    add(&mut store, vec![reinstated]).unwrap();
    assert_eq!(waiting(&store), [-700]);
    let reversed = Event::PaymentReversed {
        payment: support::payment_id(1),
        day: day("2026-11-24"),
        reason: "not theirs".to_owned(),
        entry: None,
    };
    add(&mut store, vec![reversed]).unwrap();
    // Taken back by the owner, the line that paid waits again.
    assert_eq!(waiting(&store), [10_000, -700]);
    let taken_up = Event::EntryTakenUp { entry: BankEntryId(uuid(13, 2)), day: day("2026-11-24") };
    add(&mut store, vec![taken_up]).unwrap();
    assert_eq!(waiting(&store), [10_000, 500, -700]);
    assert_eq!(store.bank_entry_count(BankEntryState::Waiting).unwrap(), (3, Cents(9_800)));
    assert!(store.verify().unwrap().intact);
}

#[test]
fn a_line_pays_once_and_says_whose_account_it_came_from() {
    let (_folder, mut store) = shop();
    add(&mut store, vec![recognised()]).unwrap();
    let Event::PaymentReceived { payment } = recognised() else { unreachable!() };
    let again = Payment { id: support::payment_id(2), allocations: Vec::new(), ..*payment };
    let refused = add(&mut store, vec![Event::PaymentReceived { payment: Box::new(again) }]);
    assert!(matches!(refused, Err(StoreError::AlreadyThere { .. })), "{refused:?}");
    let rows = store.bank_entries(BankEntryState::Recognised, 0, 10).unwrap();
    assert_eq!(rows[0].entry.payer_account, "FR7612345678901234567890189");
    assert_eq!(rows[0].payments, [(support::payment_id(1), support::customer_id(1))]);
    let file = store.customer_file(support::customer_id(1)).unwrap().unwrap();
    assert_eq!(file.payments[0].entry, Some(BankEntryId(uuid(13, 1))));
    assert_eq!(store.accounts_seen().unwrap()[0].until, day("2026-11-23"));
}

#[test]
fn a_statement_taken_out_takes_its_payments_with_it() {
    let (_folder, mut store) = shop();
    add(&mut store, vec![recognised()]).unwrap();
    let undone = Event::ImportUndone { import: import_id(9) };
    add(&mut store, vec![undone.clone()]).unwrap();
    assert_eq!(waiting(&store), Vec::<i64>::new());
    assert!(store.accounts_seen().unwrap().is_empty());
    assert_eq!(store.bank_entry_count(BankEntryState::Recognised).unwrap(), (0, Cents::ZERO));
    let file = store.customer_file(support::customer_id(1)).unwrap().unwrap();
    assert!(file.payments.is_empty());
    assert_eq!(file.balance(&file.invoices[0], day("2026-11-24")).open, Cents(10_000));
    // Whose files must be looked at again is known.
    assert_eq!(store.customers_of(&undone).unwrap(), store::Touched::Customers(vec![support::customer_id(1)]));
    assert!(store.verify().unwrap().intact);
}
