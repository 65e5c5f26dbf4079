//! What was written is read back, rebuilding gives the same tables, and what is open agrees with the domain.
#![allow(clippy::unwrap_used)]

#[path = "support/life.rs"]
mod life;
mod support;

use chrono::NaiveDate;
use domain::{Cents, Event, PaidPart};
use proptest::prelude::*;
use store::{Store, Touched};
use support::{
    attachment, billed, credit_note, customer, customer_id, day, import_id, imported, invoice, invoice_id, noon, paid,
    payment, payment_id, recorded,
};

fn new_store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    (folder, store)
}

fn put(store: &mut Store, events: Vec<Event>) {
    let (at, today) = noon(day("2026-11-22"));
    store.append(at, today, events).unwrap();
}

fn refused(store: &mut Store, event: Event) -> store::StoreError {
    let (at, today) = noon(day("2026-11-22"));
    store.append(at, today, vec![event]).unwrap_err()
}

fn put_later(store: &mut Store, events: Vec<Event>) {
    let (at, today) = noon(day("2026-11-23"));
    store.append(at, today, events).unwrap();
}

#[test]
fn a_partial_payment_and_a_credit_note_leave_the_rest_open() {
    let (_folder, mut store) = new_store();
    put(
        &mut store,
        vec![
            recorded(customer(1)),
            billed(invoice(1, 1)),
            paid(payment(1, 1, &[(1, 4_000)])),
            billed(credit_note(2, 1, 1, 1_000)),
        ],
    );
    let file = store.customer_file(customer_id(1)).unwrap().unwrap();
    let balance = file.balance(&file.invoices[0], NaiveDate::MAX);
    assert_eq!((balance.credited, balance.paid, balance.open), (Cents(1_000), Cents(4_000), Cents(7_001)));
    let reverse = Event::PaymentReversed {
        payment: payment_id(1),
        day: day("2026-11-22"),
        reason: "rejet".to_owned(),
        entry: None,
    };
    assert_eq!(store.customers_of(&reverse).unwrap(), Touched::Customers(vec![customer_id(1)]));
    put(&mut store, vec![reverse]);
    let file = store.customer_file(customer_id(1)).unwrap().unwrap();
    assert!(file.payments.is_empty());
    assert_eq!(file.balance(&file.invoices[0], NaiveDate::MAX).open, Cents(11_001));
    open_cents_agree(&store);
}

#[test]
fn a_withdrawn_invoice_gives_its_money_back_to_the_customer() {
    let (_folder, mut store) = new_store();
    put(&mut store, vec![recorded(customer(1)), billed(invoice(1, 1)), paid(payment(1, 1, &[(1, 4_000)]))]);
    let withdraw = Event::InvoiceWithdrawn { invoice: invoice_id(1), reason: "saisie".to_owned() };
    put(&mut store, vec![withdraw.clone()]);
    let file = store.customer_file(customer_id(1)).unwrap().unwrap();
    assert!(file.invoices.is_empty());
    assert_eq!(file.unallocated(NaiveDate::MAX), Cents(4_000));
    assert!(store.find_invoice_by_number("FA-2026-000001").unwrap().is_empty());
    // Its story is still told.
    assert_eq!(store.timeline(customer_id(1), None, 10).unwrap().len(), 4);
    assert_eq!(store.customers_of(&withdraw).unwrap(), Touched::Customers(vec![customer_id(1)]));
}

#[test]
fn undoing_an_import_takes_out_its_invoices_and_the_customers_it_brought() {
    let (_folder, mut store) = new_store();
    put(&mut store, vec![recorded(customer(1))]);
    let from = |number, customer, import| {
        let mut invoice = invoice(number, customer);
        invoice.import = Some(import_id(import));
        billed(invoice)
    };
    // Customers 2 to 5 come with the import; 1 was there before.
    put_later(
        &mut store,
        vec![
            recorded(customer(2)),
            recorded(customer(3)),
            recorded(customer(4)),
            recorded(customer(5)),
            from(1, 1, 7),
            from(2, 2, 7),
            from(3, 3, 7),
            from(4, 4, 7),
            from(5, 5, 7),
            imported(7, 5),
        ],
    );
    let import = store.import_of_digest(&store::digest_of(&7u64.to_be_bytes())).unwrap().unwrap();
    assert_eq!((import.id, import.recorded, import.undone), (import_id(7), 5, false));
    // Customer 3 was edited, 4 has a typed invoice: both are the owner's now.
    let mut edited = customer(3);
    edited.name = "Nouveau nom".to_owned();
    // Of customer 5 the owner has only confirmed the kind: it goes with its import.
    let named = Event::CustomerEdited { customer: Box::new(customer(5)), only_kind: true };
    let edited = Event::CustomerEdited { customer: Box::new(edited), only_kind: false };
    put(&mut store, vec![edited, named, billed(invoice(40, 4))]);
    let undo = Event::ImportUndone { import: import_id(7) };
    put(&mut store, vec![undo.clone()]);
    let left = |store: &Store| -> Vec<_> {
        let book = store.book().unwrap();
        book.files.iter().map(|file| (file.customer.id, file.invoices.len())).collect()
    };
    assert_eq!(left(&store), [(customer_id(1), 0), (customer_id(3), 0), (customer_id(4), 1)]);
    assert!(store.import_of_digest(&import.digest).unwrap().is_none());
    assert!(store.imports().unwrap()[0].undone);
    let Touched::Customers(touched) = store.customers_of(&undo).unwrap() else { panic!() };
    assert_eq!(touched.len(), 5);
    assert!(store.verify().unwrap().intact);
    // An invoice for a customer that went with the import brings it back.
    put(&mut store, vec![billed(invoice(50, 5))]);
    assert_eq!(left(&store).last(), Some(&(customer_id(5), 1)));
    store.rebuild().unwrap();
    assert_eq!(left(&store).len(), 4);
    // It cannot be undone twice.
    let (at, today) = noon(day("2026-11-24"));
    assert!(store.append(at, today, vec![undo]).is_err());
}

#[test]
fn an_edited_invoice_replaces_the_one_before() {
    let (_folder, mut store) = new_store();
    put(&mut store, vec![recorded(customer(1)), billed(invoice(1, 1)), paid(payment(1, 1, &[(1, 4_000)]))]);
    let mut edited = invoice(1, 1);
    edited.amount_due = Cents(50_000);
    edited.instalments.clear();
    edited.attachments = vec![attachment(b"devis", "devis.pdf")];
    put(&mut store, vec![Event::InvoiceEdited { invoice: Box::new(edited.clone()) }]);
    let file = store.customer_file(customer_id(1)).unwrap().unwrap();
    assert_eq!(file.invoices, [edited.clone()]);
    let added = attachment(b"bon", "bon.pdf");
    put(&mut store, vec![Event::AttachmentAdded { invoice: invoice_id(1), attachment: added.clone() }]);
    edited.attachments.push(added);
    assert_eq!(store.invoice(invoice_id(1)).unwrap(), Some(edited));
    open_cents_agree(&store);
}

#[test]
fn an_invoice_moved_to_another_customer_is_in_both_lines_of_time() {
    let (_folder, mut store) = new_store();
    put(&mut store, vec![recorded(customer(1)), recorded(customer(2)), billed(invoice(1, 1))]);
    put(&mut store, vec![Event::InvoiceEdited { invoice: Box::new(invoice(1, 2)) }]);
    assert_eq!(store.timeline(customer_id(1), None, 10).unwrap().len(), 3);
    // The second has its own record, the invoice's and the move.
    assert_eq!(store.timeline(customer_id(2), None, 10).unwrap().len(), 3);
    assert!(store.customer_file(customer_id(1)).unwrap().unwrap().invoices.is_empty());
}

#[test]
fn the_open_book_leaves_out_those_who_owe_nothing() {
    let (_folder, mut store) = new_store();
    let amount = |number: u64| 12_000 + (number % 97) as i64;
    put(
        &mut store,
        vec![
            recorded(customer(1)),
            recorded(customer(2)),
            recorded(customer(3)),
            billed(invoice(1, 1)),
            billed(invoice(2, 2)),
            billed(invoice(3, 2)),
            paid(payment(1, 1, &[(1, amount(1))])),
            paid(payment(2, 2, &[(2, amount(2))])),
        ],
    );
    let open = |on: &str| -> Vec<_> {
        store
            .book_open(day(on))
            .unwrap()
            .files
            .into_iter()
            .map(|file| (file.customer.id, file.invoices.len()))
            .collect()
    };
    assert_eq!(open("2026-11-22"), [(customer_id(2), 2)]);
    // The day before the money came, the first customer still owed it.
    assert_eq!(open("2026-11-01"), [(customer_id(1), 1), (customer_id(2), 2)]);
    let all: Vec<_> = store.book().unwrap().files.into_iter().map(|file| file.customer.id).collect();
    assert_eq!(all, [customer_id(1), customer_id(2), customer_id(3)]);
}

/// What the tables call open is what the domain computes from the movements.
fn open_cents_agree(store: &Store) {
    use store::{InvoiceFilter, InvoiceSort};
    let filter = InvoiceFilter::all(day("2026-11-22"));
    let page = store.invoice_list(&filter, InvoiceSort::Number, false, 0, 10_000).unwrap();
    let book = store.book().unwrap();
    let mut seen = 0;
    for file in &book.files {
        for invoice in &file.invoices {
            let row = page.rows.iter().find(|row| row.id == invoice.id).unwrap();
            let balance = file.balance(invoice, NaiveDate::MAX);
            seen += 1;
            if invoice.is_credit_note() {
                let given = invoice.credits.iter().map(|credit| credit.amount).sum();
                assert_eq!(row.open, invoice.amount_due.minus(given));
            } else {
                assert_eq!((row.open, row.credited, row.paid), (balance.open, balance.credited, balance.paid));
                assert_eq!((row.withheld, row.discounted), (balance.withheld, balance.discounted));
                let ceded = file
                    .cessions
                    .iter()
                    .rev()
                    .find(|cession| cession.invoice == invoice.id && cession.returned.is_none());
                assert_eq!(row.ceded_to.as_ref(), ceded.map(|cession| &cession.to));
            }
        }
    }
    assert_eq!(seen as u64, page.total);
}

/// Compares what an event says with the book, where that thing is still in it and was not edited since.
fn is_read_back(store: &Store, event: &Event) {
    let Some(file) = event.customer().and_then(|id| store.customer_file(id).unwrap()) else { return };
    let later_edit = |matching: &dyn Fn(&Event) -> bool| {
        store.timeline(file.customer.id, None, 1_000).unwrap().iter().any(|entry| matching(&entry.event))
    };
    match event {
        Event::CustomerRecorded { customer } if !later_edit(&|event| matches!(event, Event::CustomerEdited { .. })) => {
            assert_eq!(file.customer, **customer);
        }
        Event::InvoiceRecorded { invoice } => {
            let edited =
                |event: &Event| matches!(event, Event::InvoiceEdited { invoice: edited } if edited.id == invoice.id);
            let Some(read) = file.invoice(invoice.id).filter(|_| !later_edit(&edited)) else { return };
            // Parts that later facts add or take away are compared elsewhere.
            let bare = |invoice: &domain::Invoice| domain::Invoice {
                attachments: Vec::new(),
                credits: Vec::new(),
                ..invoice.clone()
            };
            assert_eq!(bare(read), bare(invoice));
            assert!(read.attachments.len() >= invoice.attachments.len());
            assert_eq!(&read.attachments[..invoice.attachments.len()], &invoice.attachments[..]);
        }
        Event::PaymentReceived { payment } => {
            if let Some(read) = file.payments.iter().find(|read| read.id == payment.id) {
                let parts = || payment.allocations.iter().chain(&payment.withheld).chain(&payment.discounts);
                let whole = parts().all(|part| file.invoice(part.invoice).is_some());
                let of = if whole { payment } else { read };
                let id = payment.id;
                let moved_on = |event: &Event| {
                    matches!(event, Event::ChequeDeposited { payment, .. } | Event::PaymentPassedOn { payment, .. }
                        | Event::PaymentSeen { payment, .. } if *payment == id)
                };
                let last = if later_edit(&moved_on) { read } else { payment };
                assert_eq!(
                    *read,
                    domain::Payment {
                        cheque: last.cheque.clone(),
                        entry: last.entry,
                        passed_on: last.passed_on,
                        allocations: of.allocations.clone(),
                        withheld: of.withheld.clone(),
                        discounts: of.discounts.clone(),
                        ..(**payment).clone()
                    }
                );
            }
        }
        Event::ExchangeRecorded { exchange } => {
            let taken_back = |event: &Event| matches!(event, Event::ExchangeWithdrawn { exchange: taken, .. } if *taken == exchange.id);
            let read = file.exchanges.iter().find(|read| read.id == exchange.id);
            assert_eq!(read.is_some(), !later_edit(&taken_back));
            if let Some(read) = read {
                // The number of a registered letter may be said with its receipt.
                let said = |event: &Event| matches!(event, Event::DeliveryRecorded { delivery } if delivery.exchange == exchange.id && delivery.registered_number.is_some());
                let number =
                    if later_edit(&said) { read.registered_number.clone() } else { exchange.registered_number.clone() };
                assert_eq!(*read, domain::Exchange { registered_number: number, ..(**exchange).clone() });
            }
        }
        Event::LetterDrafted { letter } => {
            let read = store.letter(letter.id).unwrap().unwrap().letter;
            // A message may have been made of it since.
            let made = |event: &Event| matches!(event, Event::LetterTakenOut { letter: of, message: Some(_), .. } if *of == letter.id);
            let message = if later_edit(&made) { read.message.clone() } else { letter.message.clone() };
            assert_eq!(read, domain::Letter { message, ..(**letter).clone() });
            assert!(store.letters(letter.customer).unwrap().iter().any(|row| row.letter == read));
        }
        Event::PromiseMade { promise } => {
            let read = file.promises.iter().find(|read| read.id == promise.id).unwrap();
            assert_eq!(domain::Promise { closed: None, closed_as: None, ..read.clone() }, **promise);
        }
        Event::DisputeOpened { dispute } => {
            let read = file.disputes.iter().find(|read| read.id == dispute.id).unwrap();
            // What was answered, and another thing to do, may have been said since.
            let id = dispute.id;
            let set = |event: &Event| matches!(event, Event::DisputeTaskSet { dispute, .. } if *dispute == id);
            let last = if later_edit(&set) { dispute } else { read };
            let said = domain::Dispute {
                task: last.task.clone(),
                answer_due: last.answer_due,
                answer: None,
                closed: None,
                closed_as: None,
                ..read.clone()
            };
            assert_eq!(said, **dispute);
        }
        Event::PlanMade { plan } => {
            let read = file.plans.iter().find(|read| read.id == plan.id).unwrap();
            // It may have been signed since, or ended.
            assert_eq!(domain::Plan { signed: None, closed: None, closed_as: None, ..read.clone() }, **plan);
        }
        Event::PaymentClaimed { claim } => {
            let read = file.payment_claims.iter().find(|read| read.id == claim.id).unwrap();
            assert_eq!(domain::PaymentClaim { closed: None, ..read.clone() }, **claim);
        }
        Event::StepSkipped { skip } => assert!(file.skips.contains(skip)),
        Event::LimitationFactRecorded { fact } => {
            let later = |event: &Event| match event {
                Event::LimitationFactEdited { fact: edited } => edited.id == fact.id,
                Event::LimitationFactWithdrawn { fact: withdrawn, .. } => *withdrawn == fact.id,
                _ => false,
            };
            assert!(later_edit(&later) || file.limitation_facts.contains(fact));
        }
        Event::LimitationConfirmed { confirmation } => {
            let of_it = |event: &Event| match event {
                Event::LimitationConfirmed { confirmation: other } => {
                    other.subject == confirmation.subject && other != confirmation
                }
                Event::LimitationConfirmationWithdrawn { subject, .. } => *subject == confirmation.subject,
                _ => false,
            };
            assert!(later_edit(&of_it) || file.limitation_confirmations.contains(confirmation));
        }
        _ => {}
    }
}

#[test]
fn every_fact_of_one_file_is_read_back_as_it_was_written() {
    let (_folder, mut store) = new_store();
    let mut note = credit_note(2, 1, 1, 500);
    note.attachments = vec![attachment(b"avoir", "avoir.xml")];
    note.preceding_invoices = vec!["FA-2026-000001".to_owned()];
    put(
        &mut store,
        vec![
            recorded(customer(1)),
            billed(invoice(1, 1)),
            billed(note.clone()),
            paid(payment(1, 1, &[(1, 100), (1, 200)])),
        ],
    );
    let file = store.customer_file(customer_id(1)).unwrap().unwrap();
    assert_eq!(file.customer, customer(1));
    assert_eq!(file.invoices, [invoice(1, 1), note]);
    assert_eq!(file.payments, [payment(1, 1, &[(1, 100), (1, 200)])]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn rebuilding_from_the_journal_gives_the_same_tables(seed in any::<u64>(), length in 1usize..120) {
        let (_folder, mut store) = new_store();
        let events = life::live(&mut store, seed, length);
        let before = store.book().unwrap();
        let verification = store.verify().unwrap();
        // Letters and attachments of a made-up life name originals that nobody kept: the chain and tables are whole.
        if let Some(found) = verification.first_break {
            prop_assert_eq!(found.kind, store::BreakKind::OriginalMissing);
        }
        prop_assert_eq!(verification.entries, events);
        open_cents_agree(&store);
        store.rebuild().unwrap();
        prop_assert_eq!(store.book().unwrap(), before.clone());
        // A fact is read back as it was written, as far as no later one changed it.
        for entry in store.entries_after(store::Seq(0), 1_000).unwrap() {
            is_read_back(&store, &entry.event);
        }
        // Whole or in parts, it is read the same.
        for file in &before.files {
            let alone = store.customer_file(file.customer.id).unwrap();
            prop_assert_eq!(alone.as_ref(), Some(file));
        }
        let ids: Vec<_> = before.files.iter().map(|file| file.customer.id).collect();
        prop_assert_eq!(store.files(&ids).unwrap(), before.files);
    }
}

#[test]
fn costs_withheld_and_a_discount_count_as_paid_until_the_payment_is_reversed() {
    let (_folder, mut store) = new_store();
    let part = |cents| vec![domain::Allocation { invoice: invoice_id(1), amount: Cents(cents) }];
    let received = domain::Payment {
        withheld: part(1_500),
        discounts: part(200),
        indicated: true,
        cheque: Some(domain::Cheque { number: "0042".to_owned(), deposited_on: Some(day("2026-11-03")) }),
        ..payment(1, 1, &[(1, 4_000)])
    };
    put(&mut store, vec![recorded(customer(1)), billed(invoice(1, 1)), paid(received.clone())]);
    let file = store.customer_file(customer_id(1)).unwrap().unwrap();
    assert_eq!(file.payments, [received]);
    let balance = file.balance(&file.invoices[0], NaiveDate::MAX);
    assert_eq!((balance.paid, balance.withheld, balance.discounted), (Cents(4_000), Cents(1_500), Cents(200)));
    assert_eq!((balance.open, balance.covered()), (Cents(6_301), Cents(5_700)));
    assert_eq!(file.unallocated(NaiveDate::MAX), Cents::ZERO);
    open_cents_agree(&store);
    let reason = "rejet".to_owned();
    put(
        &mut store,
        vec![Event::PaymentReversed { payment: payment_id(1), day: day("2026-11-22"), reason, entry: None }],
    );
    let file = store.customer_file(customer_id(1)).unwrap().unwrap();
    assert_eq!(file.balance(&file.invoices[0], NaiveDate::MAX).open, Cents(12_001));
    open_cents_agree(&store);
}

#[test]
fn taking_back_what_was_applied_later_leaves_what_the_payment_gave_first() {
    let (_folder, mut store) = new_store();
    let give = |cents| Event::PaymentAllocated {
        payment: payment_id(1),
        allocation: domain::Allocation { invoice: invoice_id(1), amount: Cents(cents) },
        to: PaidPart::Principal,
    };
    let mut received = payment(1, 1, &[(1, 3_000)]);
    received.amount = Cents(9_000);
    put(&mut store, vec![recorded(customer(1)), billed(invoice(1, 1)), paid(received), give(1_000), give(3_000)]);
    let back = |amount| Event::PaymentReleased {
        payment: payment_id(1),
        invoice: invoice_id(1),
        day: day("2026-11-22"),
        reason: "repris".to_owned(),
        amount,
        to: PaidPart::Principal,
    };
    let given = |store: &Store| -> Vec<i64> {
        let file = store.customer_file(customer_id(1)).unwrap().unwrap();
        file.payments[0].allocations.iter().map(|part| part.amount.0).collect()
    };
    put(&mut store, vec![back(Some(Cents(3_000)))]);
    assert_eq!(given(&store), [3_000, 1_000]);
    put(&mut store, vec![back(None)]);
    assert_eq!(given(&store), [0_i64; 0]);
    open_cents_agree(&store);
}

#[test]
fn interest_and_indemnity_paid_lower_no_invoice_and_are_no_credit() {
    let (_folder, mut store) = new_store();
    let part = |cents| domain::Allocation { invoice: invoice_id(1), amount: Cents(cents) };
    let mut received = payment(1, 1, &[(1, 12_001)]);
    received.amount = Cents(20_000);
    received.accessories = vec![part(4_000)];
    put(&mut store, vec![recorded(customer(1)), billed(invoice(1, 1)), paid(received.clone())]);
    let file = |store: &Store| store.customer_file(customer_id(1)).unwrap().unwrap();
    assert_eq!(file(&store).payments, [received.clone()]);
    assert_eq!(file(&store).unallocated(NaiveDate::MAX), Cents(3_999));
    open_cents_agree(&store);
    let give =
        |cents| Event::PaymentAllocated { payment: payment_id(1), allocation: part(cents), to: PaidPart::Accessories };
    // Never more than came.
    assert!(matches!(refused(&mut store, give(4_000)), store::StoreError::OverAllocated { .. }));
    put(&mut store, vec![give(3_999)]);
    assert_eq!(file(&store).payments[0].accessories, [part(4_000), part(3_999)]);
    assert_eq!(file(&store).unallocated(NaiveDate::MAX), Cents::ZERO);
    let back = |amount, to| Event::PaymentReleased {
        payment: payment_id(1),
        invoice: invoice_id(1),
        day: day("2026-11-22"),
        reason: "repris".to_owned(),
        amount,
        to,
    };
    // What paid the invoice itself is not taken for it.
    refused(&mut store, back(Some(Cents(4_000)), PaidPart::Principal));
    put(&mut store, vec![back(Some(Cents(3_999)), PaidPart::Accessories)]);
    assert_eq!(file(&store).payments, [received]);
    put(&mut store, vec![back(None, PaidPart::Principal)]);
    assert_eq!(file(&store).unallocated(NaiveDate::MAX), Cents(20_000));
    open_cents_agree(&store);
}

#[test]
fn only_a_credit_note_lowers_an_invoice() {
    let (_folder, mut store) = new_store();
    let part = domain::Allocation { invoice: invoice_id(1), amount: Cents(474) };
    put(&mut store, vec![recorded(customer(1)), billed(invoice(1, 1)), billed(invoice(2, 1))]);
    for giver in [1, 2] {
        let credit = Event::CreditAllocated { credit_note: invoice_id(giver), allocation: part.clone() };
        assert!(matches!(refused(&mut store, credit), store::StoreError::Unknown { .. }));
    }
    let typed = domain::Invoice { credits: vec![part], ..invoice(3, 1) };
    assert!(matches!(refused(&mut store, billed(typed)), store::StoreError::Unknown { .. }));
    open_cents_agree(&store);
}
