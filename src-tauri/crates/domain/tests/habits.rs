//! A customer's habits are counted from its facts.
#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use domain::habit::{Average, UsualDay, habits};
use domain::{
    Address, Allocation, Cents, Customer, CustomerFile, CustomerId, Instalment, Invoice, InvoiceId, InvoiceKind, Lang,
    Means, Origin, Payment, PaymentId, Standing,
};
use proptest::prelude::*;
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn shop() -> CustomerFile {
    CustomerFile::new(Customer {
        id: CustomerId(Uuid::from_u128(1)),
        name: "Durand".to_owned(),
        kind: None,
        kind_confirmed: false,
        standing: Standing::Unknown,
        public_buyer: None,
        siren: None,
        vat_id: None,
        other_id: None,
        address: Address::default(),
        contacts: Vec::new(),
        lang: Lang::Fr,
        pays_by_direct_debit: false,
        note: String::new(),
    })
}

fn bill(file: &mut CustomerFile, number: u128, issued: &str, due: Option<&str>) -> InvoiceId {
    let (id, amount) = (InvoiceId(Uuid::from_u128(100 + number)), Cents(10_000));
    file.invoices.push(Invoice {
        number: format!("F-{number}"),
        instalments: due.map(|due| Instalment::due(day(due), amount)).into_iter().collect(),
        ..Invoice::bare(id, file.customer.id, day(issued), amount)
    });
    id
}

fn pay(file: &mut CustomerFile, invoice: InvoiceId, on: NaiveDate, cents: i64) {
    let id = PaymentId(Uuid::from_u128(1_000 + file.payments.len() as u128));
    file.payments.push(Payment {
        allocations: vec![Allocation { invoice, amount: Cents(cents) }],
        ..Payment::of(id, file.customer.id, on, Cents(cents), Means::Transfer)
    });
}

const TODAY: &str = "2026-11-23";

fn agreed(invoice: &Invoice) -> Option<NaiveDate> {
    invoice.agreed_due_date()
}

#[test]
fn the_delay_is_counted_from_the_due_date_to_the_last_payment() {
    let mut file = shop();
    let first = bill(&mut file, 1, "2026-01-01", Some("2026-01-31"));
    pay(&mut file, first, day("2026-02-05"), 4_000);
    pay(&mut file, first, day("2026-02-15"), 6_000);
    let second = bill(&mut file, 2, "2026-03-01", Some("2026-03-31"));
    pay(&mut file, second, day("2026-03-26"), 10_000);
    bill(&mut file, 3, "2026-09-21", Some("2026-10-20"));
    let seen = habits(&file, day(TODAY), agreed);
    // 15 days late and 5 early.
    assert_eq!(seen.paid, Some(Average { days: 5, count: 2 }));
    assert!(seen.paid.unwrap().is_few());
    assert_eq!((seen.paid_late, seen.by_law), (1, 0));
    assert_eq!(seen.unpaid, Some(Average { days: 34, count: 1 }));
    assert_eq!(seen.from_issue, Some(Average { days: 35, count: 2 }));
    // On the day before it was paid, the second was open and not yet due.
    let before = habits(&file, day("2026-03-25"), agreed);
    assert_eq!((before.paid, before.unpaid), (Some(Average { days: 15, count: 1 }), None));
}

#[test]
fn what_was_credited_or_brought_forward_says_nothing_of_how_somebody_pays() {
    let mut file = shop();
    let credited = bill(&mut file, 1, "2026-01-01", Some("2026-01-31"));
    let note = Invoice {
        id: InvoiceId(Uuid::from_u128(900)),
        kind: InvoiceKind::CreditNote,
        credits: vec![Allocation { invoice: credited, amount: Cents(10_000) }],
        ..file.invoices[0].clone()
    };
    file.invoices.push(note);
    let brought = bill(&mut file, 2, "2026-01-01", None);
    file.invoices.last_mut().unwrap().origin = Origin::BroughtForward;
    pay(&mut file, brought, day("2026-04-01"), 10_000);
    let seen = habits(&file, day(TODAY), agreed);
    assert_eq!((seen.paid, seen.from_issue, seen.unpaid), (None, None, None));
}

#[test]
fn a_due_date_of_the_law_is_counted_as_such() {
    let mut file = shop();
    let id = bill(&mut file, 1, "2026-01-01", None);
    pay(&mut file, id, day("2026-02-10"), 10_000);
    let seen = habits(&file, day(TODAY), |invoice| Some(invoice.issue_date + chrono::Days::new(30)));
    assert_eq!((seen.paid, seen.by_law), (Some(Average { days: 10, count: 1 }), 1));
    // Where nobody knows the due date, the days from the invoice are all there is.
    let unknown = habits(&file, day(TODAY), |_| None);
    assert_eq!((unknown.paid, unknown.from_issue), (None, Some(Average { days: 40, count: 1 })));
}

#[test]
fn payments_that_come_around_one_day_of_the_month_have_a_usual_day() {
    let mut file = shop();
    for on in ["2026-01-10", "2026-02-11", "2026-03-10", "2026-04-09", "2026-05-27"] {
        let id = bill(&mut file, 1, "2026-01-01", None);
        pay(&mut file, id, day(on), 100);
    }
    assert_eq!(habits(&file, day(TODAY), agreed).usual_day, Some(UsualDay { day: 10, payments: 4, of: 5 }));
    let mut ends = shop();
    for on in ["2026-01-31", "2026-02-28", "2026-03-31", "2026-05-01"] {
        let id = bill(&mut ends, 1, "2026-01-01", None);
        pay(&mut ends, id, day(on), 100);
    }
    assert_eq!(habits(&ends, day(TODAY), agreed).usual_day, Some(UsualDay { day: 31, payments: 4, of: 4 }));
    let mut scattered = shop();
    for on in ["2026-01-03", "2026-02-10", "2026-03-17", "2026-04-24"] {
        let id = bill(&mut scattered, 1, "2026-01-01", None);
        pay(&mut scattered, id, day(on), 100);
    }
    assert_eq!(habits(&scattered, day(TODAY), agreed).usual_day, None);
}

proptest! {
    /// The average never lies outside of what it is made of, and the order of the facts does not matter.
    #[test]
    fn an_average_lies_between_its_days(days in proptest::collection::vec(0u64..200, 1..12)) {
        let mut file = shop();
        for (number, late) in days.iter().enumerate() {
            let id = bill(&mut file, number as u128, "2026-01-01", Some("2026-01-31"));
            pay(&mut file, id, day("2026-01-15") + chrono::Days::new(*late), 10_000);
        }
        let seen = habits(&file, NaiveDate::MAX, agreed);
        let paid = seen.paid.unwrap();
        let (least, most) = (*days.iter().min().unwrap() as i64 - 16, *days.iter().max().unwrap() as i64 - 16);
        prop_assert!(paid.days >= least && paid.days <= most);
        prop_assert_eq!(paid.count as usize, days.len());
        prop_assert_eq!(seen.paid_late as usize, days.iter().filter(|late| **late > 16).count());
        let mut turned = file.clone();
        turned.invoices.reverse();
        turned.payments.reverse();
        prop_assert_eq!(habits(&turned, NaiveDate::MAX, agreed), seen);
    }
}
