//! Lists of the screens: filtered, searched, sorted and paged.
#![allow(clippy::unwrap_used)]

mod support;

use domain::{
    Cents, Channel, CustomerId, Dispute, DisputeId, DisputeReason, Event, Instalment, InvoiceKind, Pause, PauseId,
    PauseScope, Promise, PromiseId, WriteOff,
};
use store::{CustomerFilter, CustomerProbe, CustomerSort, InvoiceFilter, InvoiceSort, InvoiceState, Store, StoreError};
use support::{
    billed, credit_note, customer, customer_id, day, invoice, invoice_id, noon, paid, payment, recorded, uuid,
};

/// Three customers; invoices 1 to 6; one paid, one disputed, one given up, one without a due date, one credit note.
fn some_lists() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    let (at, today) = noon(day("2026-03-10"));
    let names = ["Électricité Générale", "Menuiserie Bois & Fils", "abbaye du Lac"];
    let mut events: Vec<Event> = Vec::new();
    for (number, name) in (1..).zip(names) {
        let mut customer = customer(number);
        customer.name = name.to_owned();
        customer.siren = (number == 2).then(|| "732829320".parse().unwrap());
        customer.vat_id = (number == 1).then(|| "FR44732829320".parse().unwrap());
        customer.other_id = (number == 3).then(|| "0088:42".to_owned());
        events.push(recorded(customer));
    }
    // Issued on 6 January and the days after, due thirty days later.
    events.extend((1..=5).map(|number| billed(invoice(number, if number < 4 { 1 } else { 2 }))));
    let mut without = invoice(60, 2);
    without.instalments.clear();
    events.push(billed(without));
    events.push(billed(credit_note(7, 1, 2, 1_000)));
    events.push(paid(payment(1, 1, &[(1, 12_001)])));
    events.push(Event::DisputeOpened {
        dispute: Box::new(Dispute {
            id: DisputeId(uuid(8, 1)),
            customer: customer_id(1),
            invoice: invoice_id(3),
            amount: None,
            reason: DisputeReason::Quality,
            opened_on: today,
            note: String::new(),
            answer_due: None,
            task: String::new(),
            answer: None,
            closed: None,
            closed_as: None,
        }),
    });
    events
        .push(Event::WrittenOff { write_off: WriteOff { invoice: invoice_id(4), day: today, reason: String::new() } });
    store.append(at, today, events).unwrap();
    (folder, store)
}

fn numbers(store: &Store, filter: &InvoiceFilter, sort: InvoiceSort, descending: bool) -> Vec<String> {
    let page = store.invoice_list(filter, sort, descending, 0, 100).unwrap();
    assert_eq!(page.total as usize, page.rows.len());
    let counted = page.rows.iter().filter(|row| row.written_off.is_none() && row.kind == InvoiceKind::Invoice);
    assert_eq!(page.open, counted.map(|row| row.open).sum());
    page.rows.into_iter().map(|row| row.number.trim_start_matches("FA-2026-0000").to_owned()).collect()
}

fn of_state(state: InvoiceState) -> InvoiceFilter {
    InvoiceFilter { state, ..InvoiceFilter::all(day("2026-03-10")) }
}

#[test]
fn each_state_lists_its_invoices() {
    let (_folder, store) = some_lists();
    let list = |state| numbers(&store, &of_state(state), InvoiceSort::Number, false);
    assert_eq!(list(InvoiceState::All), ["AV-2026-000007", "01", "02", "03", "04", "05", "60"]);
    assert_eq!(list(InvoiceState::Open), ["02", "03", "05", "60"]);
    // The one without an agreed date was issued on 6 March.
    assert_eq!(list(InvoiceState::Overdue), ["02", "03", "05"]);
    assert_eq!(list(InvoiceState::NotDue), ["60"]);
    assert_eq!(list(InvoiceState::Settled), ["01"]);
    assert_eq!(list(InvoiceState::WrittenOff), ["04"]);
    assert_eq!(list(InvoiceState::Disputed), ["03"]);
    assert_eq!(list(InvoiceState::CreditNotes), ["AV-2026-000007"]);
    let later = InvoiceFilter { today: day("2026-04-06"), ..of_state(InvoiceState::Overdue) };
    assert_eq!(numbers(&store, &later, InvoiceSort::Number, false), ["02", "03", "05", "60"]);
    let counts = store.counts(day("2026-03-10"), 30).unwrap();
    assert_eq!((counts.customers, counts.invoices, counts.open_invoices, counts.overdue_invoices), (3, 7, 4, 3));
    assert_eq!(counts.overdue, Cents(11_002 + 12_003 + 12_005));
}

/// An invoice of 12 061: two parts, the first of 5 000 due on 1 February, the second on 1 April.
#[test]
fn of_several_due_dates_only_what_has_passed_is_overdue() {
    let (_folder, mut store) = some_lists();
    let (at, today) = noon(day("2026-03-10"));
    let mut several = invoice(61, 3);
    let second = several.amount_due.minus(Cents(5_000));
    several.instalments =
        vec![Instalment::due(day("2026-02-01"), Cents(5_000)), Instalment::due(day("2026-04-01"), second)];
    store.append(at, today, vec![billed(several)]).unwrap();
    let of = |state, today| InvoiceFilter { today, customer: Some(customer_id(3)), ..of_state(state) };
    let row = |store: &Store| {
        let row =
            store.invoice_list(&of(InvoiceState::All, today), InvoiceSort::Due, false, 0, 9).unwrap().rows.remove(0);
        (row.next_due, row.due_dates)
    };
    let late = of(InvoiceState::Overdue, today);
    let before = store.counts(today, 30).unwrap();
    assert_eq!(numbers(&store, &late, InvoiceSort::Due, false), ["61"]);
    assert_eq!(store.invoice_overdue(&late).unwrap(), Cents(5_000));
    assert_eq!(before.overdue, Cents(11_002 + 12_003 + 12_005 + 5_000));
    assert_eq!(row(&store), (Some(day("2026-02-01")), 2));
    // The first part is paid: nothing is late until the second.
    store.append(at, today, vec![paid(payment(9, 3, &[(61, 5_000)]))]).unwrap();
    assert!(numbers(&store, &late, InvoiceSort::Due, false).is_empty());
    assert_eq!(numbers(&store, &of(InvoiceState::NotDue, today), InvoiceSort::Due, false), ["61"]);
    assert_eq!(store.counts(today, 30).unwrap().overdue_invoices, before.overdue_invoices - 1);
    assert_eq!(row(&store), (Some(day("2026-04-01")), 2));
    assert_eq!(store.invoice_overdue(&of(InvoiceState::Open, day("2026-04-02"))).unwrap(), second);
}

#[test]
fn a_row_says_what_is_known_of_its_invoice() {
    let (_folder, mut store) = some_lists();
    let (at, today) = noon(day("2026-03-10"));
    let promise = Promise {
        id: PromiseId(uuid(7, 1)),
        customer: customer_id(1),
        invoices: vec![invoice_id(2)],
        amount: Cents(100),
        due_on: today,
        made_on: today,
        made_by: String::new(),
        channel: Channel::Phone,
        closed: None,
        closed_as: None,
    };
    let pause = Pause {
        id: PauseId(uuid(11, 1)),
        scope: PauseScope::Invoice(invoice_id(5)),
        reason: "attente".to_owned(),
        from: today,
        until: Some(today),
        ended_on: None,
    };
    store
        .append(
            at,
            today,
            vec![Event::PromiseMade { promise: Box::new(promise) }, Event::Paused { pause: Box::new(pause) }],
        )
        .unwrap();
    let page = store.invoice_list(&of_state(InvoiceState::All), InvoiceSort::Number, false, 0, 100).unwrap();
    let marks: Vec<_> = page.rows.iter().map(|row| (row.disputed, row.promised, row.paused)).collect();
    let none = (false, false, false);
    assert_eq!(marks, [none, none, (false, true, false), (true, false, false), none, (false, false, true), none]);
    let second = &page.rows[2];
    assert_eq!(
        (second.amount_due, second.credited, second.paid, second.open),
        (Cents(12_002), Cents(1_000), Cents(0), Cents(11_002))
    );
    assert_eq!(second.customer_name, "Électricité Générale");
    assert_eq!((page.rows[4].written_off, page.rows[6].first_due), (Some(today), None));
    let tomorrow = InvoiceFilter { today: day("2026-03-11"), ..of_state(InvoiceState::All) };
    let page = store.invoice_list(&tomorrow, InvoiceSort::Number, false, 0, 100).unwrap();
    assert!(!page.rows[5].paused);
}

#[test]
fn every_order_sorts_both_ways() {
    let (_folder, store) = some_lists();
    let open = of_state(InvoiceState::Open);
    let list = |sort, descending| numbers(&store, &open, sort, descending);
    assert_eq!(list(InvoiceSort::Due, false), ["02", "03", "05", "60"]);
    assert_eq!(list(InvoiceSort::Due, true), ["60", "05", "03", "02"]);
    assert_eq!(list(InvoiceSort::Issued, true), ["60", "05", "03", "02"]);
    assert_eq!(list(InvoiceSort::Amount, true), ["60", "05", "03", "02"]);
    assert_eq!(list(InvoiceSort::Open, false), ["02", "03", "05", "60"]);
    assert_eq!(list(InvoiceSort::Customer, false), ["02", "03", "05", "60"]);
    assert_eq!(list(InvoiceSort::Customer, true), ["60", "05", "03", "02"]);
}

#[test]
fn pages_follow_one_another() {
    let (_folder, store) = some_lists();
    let filter = of_state(InvoiceState::All);
    let whole = store.invoice_list(&filter, InvoiceSort::Due, false, 0, 100).unwrap();
    let mut pieces = Vec::new();
    for offset in (0..8).step_by(2) {
        let page = store.invoice_list(&filter, InvoiceSort::Due, false, offset, 2).unwrap();
        assert_eq!((page.total, page.open), (whole.total, whole.open));
        pieces.extend(page.rows);
    }
    assert_eq!(pieces, whole.rows);
    assert!(store.invoice_list(&filter, InvoiceSort::Due, false, u64::MAX, u64::MAX).unwrap().rows.is_empty());
}

#[test]
fn a_search_finds_numbers_and_names_without_accents_or_case() {
    let (_folder, store) = some_lists();
    let search = |text: &str| {
        let filter = InvoiceFilter { search: text.to_owned(), ..of_state(InvoiceState::Open) };
        numbers(&store, &filter, InvoiceSort::Number, false)
    };
    assert_eq!(search("fa 2026 000002"), ["02"]);
    assert_eq!(search("electricite GENERALE"), ["02", "03"]);
    assert_eq!(search("bois et"), Vec::<String>::new());
    assert_eq!(search("bois & fils"), ["05", "60"]);
    assert_eq!(search("%"), ["02", "03", "05", "60"]);
    let filter = InvoiceFilter { customer: Some(customer_id(2)), ..of_state(InvoiceState::Open) };
    assert_eq!(numbers(&store, &filter, InvoiceSort::Number, false), ["05", "60"]);
}

#[test]
fn customers_are_listed_with_what_they_owe() {
    let (_folder, store) = some_lists();
    let names = |filter: &CustomerFilter, sort: CustomerSort<'_>, descending: bool| -> Vec<_> {
        let page = store.customer_list(filter, sort, descending, 0, 10).unwrap();
        assert_eq!(page.total as usize, page.rows.len());
        assert_eq!(page.open, page.rows.iter().map(|row| row.open).sum());
        page.rows.into_iter().map(|row| row.name.split(' ').next().unwrap().to_owned()).collect()
    };
    let all = CustomerFilter::default();
    assert_eq!(names(&all, CustomerSort::Name, false), ["abbaye", "Électricité", "Menuiserie"]);
    assert_eq!(names(&all, CustomerSort::Name, true), ["Menuiserie", "Électricité", "abbaye"]);
    assert_eq!(names(&all, CustomerSort::Open, true), ["Menuiserie", "Électricité", "abbaye"]);
    assert_eq!(names(&all, CustomerSort::Oldest, false), ["Électricité", "Menuiserie", "abbaye"]);
    assert_eq!(names(&all, CustomerSort::OpenInvoices, false)[0], "abbaye");
    let figures: Vec<(CustomerId, Cents)> = store
        .customer_list(&all, CustomerSort::Name, false, 0, 10)
        .unwrap()
        .rows
        .iter()
        .filter_map(|row| match row.name.split(' ').next().unwrap() {
            "abbaye" => Some((row.id, Cents(900))),
            "Menuiserie" => Some((row.id, Cents(1_000))),
            _ => None,
        })
        .collect();
    assert_eq!(names(&all, CustomerSort::Figure(&figures), true), ["Menuiserie", "abbaye", "Électricité"]);
    assert_eq!(names(&all, CustomerSort::Figure(&figures), false), ["Électricité", "abbaye", "Menuiserie"]);
    assert_eq!(names(&all, CustomerSort::Oldest, true), ["Menuiserie", "Électricité", "abbaye"]);
    let owing = CustomerFilter { owing: true, ..CustomerFilter::default() };
    assert_eq!(names(&owing, CustomerSort::Name, false), ["Électricité", "Menuiserie"]);
    let nobody_knows = CustomerFilter { kind_unknown: true, ..CustomerFilter::default() };
    assert!(names(&nobody_knows, CustomerSort::Name, false).is_empty());
    let found = CustomerFilter { search: "ELEC".to_owned(), ..CustomerFilter::default() };
    assert_eq!(names(&found, CustomerSort::Name, false), ["Électricité"]);
    let page = store.customer_list(&found, CustomerSort::Name, false, 0, 10).unwrap();
    let row = &page.rows[0];
    assert_eq!((row.open, row.open_invoices, row.oldest), (Cents(23_005), 2, Some(day("2026-02-06"))));
}

#[test]
fn a_customer_is_found_by_the_surest_sign_first() {
    let (_folder, store) = some_lists();
    let find = |probe: CustomerProbe<'_>| -> Vec<_> {
        store.find_customer(probe).unwrap().into_iter().map(|customer| customer.id).collect()
    };
    assert_eq!(find(CustomerProbe { name: "ELECTRICITE generale", ..Default::default() }), [customer_id(1)]);
    assert_eq!(find(CustomerProbe { other_id: Some("0088:42"), ..Default::default() }), [customer_id(3)]);
    let both = CustomerProbe {
        siren: Some("732829320"),
        vat_id: Some("FR44732829320"),
        other_id: None,
        name: "Menuiserie Bois Fils",
    };
    assert_eq!(find(both), [customer_id(2), customer_id(1)]);
    assert_eq!(find(CustomerProbe { name: "???", ..Default::default() }), []);
    let found = store.find_invoice_by_number("fa2026000005").unwrap();
    assert_eq!((found.len(), found[0].id, found[0].customer), (1, invoice_id(5), customer_id(2)));
}

#[test]
fn a_line_of_time_is_read_in_parts() {
    let (_folder, store) = some_lists();
    let whole = store.timeline(customer_id(1), None, 100).unwrap();
    assert_eq!(whole.len(), 7);
    let first = store.timeline(customer_id(1), None, 4).unwrap();
    let rest = store.timeline(customer_id(1), Some(first[3].seq), 100).unwrap();
    assert_eq!([first, rest].concat(), whole);
    assert!(store.timeline(customer_id(9), None, 100).unwrap().is_empty());
}

#[test]
fn days_to_pay_are_counted_over_invoices_paid_to_the_end() {
    let (_folder, mut store) = some_lists();
    // Invoice 1 of 6 January was paid to the end on 2 November: 300 days. Invoice 2 only in part.
    let (at, today) = noon(day("2026-11-03"));
    store.append(at, today, vec![paid(payment(2, 1, &[(2, 10)]))]).unwrap();
    let average = |from: &str, to: &str| store.average_days_to_pay(day(from), day(to)).unwrap();
    assert_eq!(average("2026-11-01", "2026-11-30"), Some(300));
    assert_eq!(average("2026-11-03", "2026-11-30"), None);
    assert_eq!(store.received_between(day("2026-11-02"), day("2026-11-02")).unwrap(), Cents(12_011));
    assert_eq!(store.received_between(day("2026-11-03"), day("2026-11-30")).unwrap(), Cents::ZERO);
}

#[test]
fn what_the_owner_set_is_read_back() {
    let (_folder, mut store) = some_lists();
    let (at, today) = noon(day("2026-03-10"));
    let setting = |value: &str| Event::SettingRecorded { key: "lang".to_owned(), value: value.to_owned() };
    let rate = |rate: &str| Event::RateConfirmed {
        parameter: "legal_rate".to_owned(),
        half_year: day("2026-01-01"),
        rate_percent: rate.parse().unwrap(),
    };
    let mapping = Event::MappingRemembered { headings: "abc".to_owned(), mapping: "{}".to_owned() };
    store.append(at, today, vec![setting("\"fr\""), setting("\"en\""), rate("6.20"), rate("6.67"), mapping]).unwrap();
    assert_eq!(store.setting("lang").unwrap().as_deref(), Some("\"en\""));
    assert_eq!(store.settings().unwrap().len(), 1);
    assert_eq!(store.mappings().unwrap()["abc"], "{}");
    let expected = ("legal_rate".to_owned(), day("2026-01-01"), "6.67".parse().unwrap());
    assert_eq!(store.confirmed_rates().unwrap(), [expected]);
    let greedy = store.append(at, today, vec![paid(payment(9, 2, &[(2, 1)]))]);
    assert!(matches!(greedy, Err(StoreError::OtherCustomer { .. })));
}
