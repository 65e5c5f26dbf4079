//! Every euro of an invoice has its place, whatever happened to it, and what is taken back leaves no trace.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use chrono::{Days, NaiveDate};
use domain::*;
use proptest::prelude::*;
use uuid::Uuid;

fn day(after: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(after)
}

fn id(number: usize) -> Uuid {
    Uuid::from_u128(number as u128 + 1)
}

fn customer() -> Customer {
    Customer {
        id: CustomerId(id(900)),
        name: "Élec".into(),
        kind: Some(DebtorKind::Professional),
        kind_confirmed: true,
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
    }
}

fn invoice(number: usize, kind: InvoiceKind, parts: &[(u64, i64, bool)]) -> Invoice {
    let amount = Cents(parts.iter().map(|(_, cents, _)| cents).sum());
    Invoice {
        kind,
        number: format!("F-{number}"),
        instalments: parts
            .iter()
            .map(|(due, cents, retained)| Instalment {
                due_date: day(*due),
                amount: Cents(*cents),
                retained: *retained,
            })
            .collect(),
        ..Invoice::bare(InvoiceId(id(number)), CustomerId(id(900)), day(0), amount)
    }
}

/// Something that happens to one of the invoices.
#[derive(Clone, Debug)]
enum Fact {
    Paid { on: u64, parts: Vec<(usize, i64)>, withheld: i64, discount: i64 },
    Credited { on: u64, of: usize, cents: i64 },
    Disputed { on: u64, of: usize, cents: Option<i64>, until: Option<u64> },
    Promised { on: u64, due: u64, of: Vec<usize>, cents: i64 },
    WrittenOff { on: u64, of: usize },
    Ceded { on: u64, of: usize, back: Option<u64> },
}

fn fact() -> impl Strategy<Value = Fact> {
    let days = || 0_u64..90;
    let cents = || 1_i64..150_000;
    prop_oneof![
        4 => (days(), prop::collection::vec((0_usize..3, cents()), 0..3), 0_i64..5_000, 0_i64..5_000)
            .prop_map(|(on, parts, withheld, discount)| Fact::Paid { on, parts, withheld, discount }),
        2 => (days(), 0_usize..3, cents()).prop_map(|(on, of, cents)| Fact::Credited { on, of, cents }),
        2 => (days(), 0_usize..3, prop::option::of(cents()), prop::option::of(days()))
            .prop_map(|(on, of, cents, until)| Fact::Disputed { on, of, cents, until }),
        2 => (days(), days(), prop::collection::vec(0_usize..3, 0..3), cents())
            .prop_map(|(on, due, of, cents)| Fact::Promised { on, due: on + due, of, cents }),
        1 => (days(), 0_usize..3).prop_map(|(on, of)| Fact::WrittenOff { on, of }),
        1 => (days(), 0_usize..3, prop::option::of(days())).prop_map(|(on, of, back)| Fact::Ceded { on, of, back }),
    ]
}

fn put(file: &mut CustomerFile, place: usize, fact: &Fact) {
    let invoice = |of: usize| InvoiceId(id(of));
    let customer = file.customer.id;
    match fact.clone() {
        Fact::Paid { on, parts, withheld, discount } => {
            let given = |part: &(usize, i64)| Allocation { invoice: invoice(part.0), amount: Cents(part.1) };
            let besides = |cents: i64| -> Vec<Allocation> {
                let first = parts.first().filter(|_| cents > 0);
                first.map(|part| Allocation { invoice: invoice(part.0), amount: Cents(cents) }).into_iter().collect()
            };
            let amount = Cents(parts.iter().map(|(_, cents)| cents).sum());
            file.payments.push(Payment {
                allocations: parts.iter().map(given).collect(),
                withheld: besides(withheld),
                discounts: besides(discount),
                ..Payment::of(PaymentId(id(place)), customer, day(on), amount, Means::Transfer)
            });
        }
        Fact::Credited { on, of, cents } => {
            let mut note = self::invoice(100 + place, InvoiceKind::CreditNote, &[(0, cents, false)]);
            note.issue_date = day(on);
            note.credits = vec![Allocation { invoice: invoice(of), amount: Cents(cents) }];
            file.invoices.push(note);
        }
        Fact::Disputed { on, of, cents, until } => file.disputes.push(Dispute {
            id: DisputeId(id(place)),
            customer,
            invoice: invoice(of),
            amount: cents.map(Cents),
            reason: DisputeReason::Other,
            opened_on: day(on),
            note: String::new(),
            answer_due: None,
            closed: until.map(|after| (day(on + after), String::new())),
            task: String::new(),
            answer: None,
            closed_as: None,
        }),
        Fact::Promised { on, due, of, cents } => file.promises.push(Promise {
            id: PromiseId(id(place)),
            customer,
            invoices: of.into_iter().map(invoice).collect(),
            amount: Cents(cents),
            due_on: day(due),
            made_on: day(on),
            made_by: String::new(),
            channel: Channel::Phone,
            closed: None,
            closed_as: None,
        }),
        Fact::WrittenOff { on, of } => {
            file.write_offs.push(WriteOff { invoice: invoice(of), day: day(on), reason: String::new() });
        }
        Fact::Ceded { on, of, back } => file.cessions.push(Cession {
            invoice: invoice(of),
            to: "Factor".into(),
            day: day(on),
            with_recourse: true,
            returned: back.map(|after| (day(on + after), String::new())),
        }),
    }
}

fn file(facts: &[Fact]) -> CustomerFile {
    let mut file = CustomerFile::new(customer());
    file.invoices.push(invoice(0, InvoiceKind::Invoice, &[(30, 100_000, false)]));
    file.invoices.push(invoice(1, InvoiceKind::Invoice, &[(20, 30_000, false), (60, 45_000, false)]));
    file.invoices.push(invoice(2, InvoiceKind::Invoice, &[(40, 114_000, false), (80, 6_000, true)]));
    for (place, fact) in facts.iter().enumerate() {
        put(&mut file, place, fact);
    }
    file
}

fn breakdowns(file: &CustomerFile, on: u64) -> Vec<(InvoiceId, Breakdown)> {
    let awaited = |promise: &&Promise| promise.made_on <= day(on) && day(on) <= promise.due_on;
    let awaited: Vec<_> = file.promises.iter().filter(awaited).map(|promise| (promise.id, promise.amount)).collect();
    file.breakdowns(day(on), |invoice| invoice.instalments.clone(), &awaited)
}

proptest! {
    #[test]
    fn the_parts_of_an_invoice_are_always_its_amount(facts in prop::collection::vec(fact(), 0..8), on in 0_u64..120) {
        let file = file(&facts);
        for (id, of) in breakdowns(&file, on) {
            prop_assert_eq!(of.sum(), of.amount_due);
            let parts = [
                of.credited, of.discounted, of.withheld, of.paid, of.written_off, of.ceded, of.disputed, of.promised,
                of.due, of.not_due, of.retained, of.surplus,
            ];
            prop_assert!(parts.iter().all(|part| *part >= Cents::ZERO), "{of:?}");
            // The same remainder as every list shows.
            let balance = file.balance(file.invoice(id).unwrap(), day(on));
            prop_assert_eq!(of.open(), balance.open);
            prop_assert_eq!(of.settled().plus(of.surplus), balance.covered());
            // What is given up or ceded is not owed; retention money is none after its day.
            prop_assert!(of.owed() == of.open() || of.owed() == Cents::ZERO);
            prop_assert!(on <= 80 || of.retained == Cents::ZERO);
        }
    }

    #[test]
    fn the_order_of_recording_changes_no_part(
        facts in prop::collection::vec(fact(), 0..7),
        seed in any::<u64>(),
        on in 0_u64..120,
    ) {
        // Another cession of the same invoice takes the place of the first: only one order has a meaning.
        let twice = |of: usize| facts.iter().filter(|fact| matches!(fact, Fact::Ceded { of: other, .. } if *other == of)).count() > 1;
        prop_assume!(!(0..3).any(twice));
        let mut other = facts.clone();
        let mut state = seed | 1;
        for place in (1..other.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            other.swap(place, (state >> 33) as usize % (place + 1));
        }
        // Promises of one day share out by the order of recording; their sum does not depend on it.
        let parts = |facts: &[Fact]| -> Vec<_> {
            breakdowns(&file(facts), on).into_iter().map(|(_, of)| (of.settled(), of.open(), of.disputed, of.retained)).collect()
        };
        prop_assert_eq!(parts(&facts), parts(&other));
    }

    #[test]
    fn what_comes_on_a_later_day_changes_no_part_before_it(
        facts in prop::collection::vec(fact(), 0..6),
        extra in fact(),
        on in 0_u64..120,
    ) {
        let later = match extra {
            Fact::Paid { parts, withheld, discount, .. } => Fact::Paid { on: on + 1, parts, withheld, discount },
            Fact::Credited { of, cents, .. } => Fact::Credited { on: on + 1, of, cents },
            Fact::Disputed { of, cents, until, .. } => Fact::Disputed { on: on + 1, of, cents, until },
            Fact::Promised { due, of, cents, .. } => Fact::Promised { on: on + 1, due: on + 1 + due, of, cents },
            // An invoice given up is so for every day, and another cession takes the place of the first.
            Fact::WrittenOff { .. } | Fact::Ceded { .. } => return Ok(()),
        };
        let mut file = file(&facts);
        let before = breakdowns(&file, on);
        put(&mut file, 60, &later);
        prop_assert_eq!(breakdowns(&file, on), before);
    }
}

#[test]
fn retention_money_is_apart_until_its_day_and_due_after() {
    let kept = |on| breakdowns(&file(&[]), on)[2].1;
    let (before, after) = (kept(50), kept(81));
    assert_eq!((before.due, before.retained), (Cents(114_000), Cents(6_000)));
    assert_eq!((after.due, after.retained), (Cents(120_000), Cents::ZERO));
}

#[test]
fn a_ceded_invoice_is_owed_to_another_and_money_for_it_is_to_be_passed_on() {
    let paid = Fact::Paid { on: 45, parts: vec![(0, 40_000)], withheld: 0, discount: 0 };
    let mut file = file(&[Fact::Ceded { on: 10, of: 0, back: Some(40) }, paid]);
    let of = breakdowns(&file, 50)[0].1;
    assert_eq!((of.ceded, of.paid, of.owed()), (Cents(0), Cents(40_000), Cents(60_000)), "it came back that day");
    let of = breakdowns(&file, 48)[0].1;
    assert_eq!((of.ceded, of.paid, of.owed()), (Cents(60_000), Cents(40_000), Cents::ZERO));
    let to_pass_on = file.to_pass_on(day(60));
    assert_eq!((to_pass_on.len(), to_pass_on[0].amount, to_pass_on[0].to.as_str()), (1, Cents(40_000), "Factor"));
    file.payments[0].passed_on = Some(day(46));
    assert!(file.to_pass_on(day(60)).is_empty());
}
