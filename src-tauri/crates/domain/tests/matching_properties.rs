//! What holds of matching for every ledger and every statement.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use domain::BankEntryId;
use domain::matching::{
    Asked, DuePart, EarlyDiscount, Entry, FreeCredit, Ledger, Match, OpenInvoice, Outcome, Payer, Proposal, Reason,
    propose,
};
use domain::{Allocation, Cents, CustomerId, InvoiceId};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed};
use uuid::Uuid;

/// The same cases on every machine.
fn seeded(cases: u32) -> Config {
    Config {
        cases,
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(20_261_124),
        failure_persistence: None,
        ..Config::default()
    }
}

const NAMES: [&str; 5] =
    ["Boulangerie Aubertin", "Garage Delmas", "Garage Delmas Nord", "Institut Florimond", "Martin"];
const WORDS: [&str; 16] = [
    "FACT",
    "FACTURE N°",
    "ET",
    ",",
    "à",
    "VIREMENT",
    "CMD",
    "1",
    "2",
    "3",
    "12",
    "F-2026-0003",
    "F2026/4",
    "DU 03/02/2026",
    "MARS",
    "BOULANGERIE AUBERTIN",
];

fn day(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(offset)
}

fn customer(place: usize) -> CustomerId {
    CustomerId(Uuid::from_u128(1 + place as u128))
}

prop_compose! {
    /// Few amounts and few customers, so that much is alike.
    fn an_invoice(place: usize)(
        of in 0..NAMES.len(), open in prop::sample::select(vec![100i64, 200, 300, 500, 1_000, 1_234]), issued in 0u64..60,
        shape in 0..5, discount in any::<bool>(), parts in any::<bool>(),
    ) -> OpenInvoice {
        let number = match shape {
            0 => format!("F-2026-{place:04}"),
            1 => format!("FAC2026{place:05}"),
            2 => format!("{place}"),
            3 => format!("2026-{place:03}"),
            _ => format!("A/{place}/2026"),
        };
        let halves = [DuePart { due_date: day(issued + 10), open: Cents(open / 2) }, DuePart { due_date: day(issued + 40), open: Cents(open - open / 2) }];
        OpenInvoice {
            id: InvoiceId(Uuid::from_u128(1_000 + place as u128)),
            customer: customer(of),
            number,
            issue_date: day(issued),
            due: (shape != 4).then(|| day(issued + 10)),
            is_set_apart: shape == 3,
            open: Cents(open),
            parts: if parts { halves.to_vec() } else { Vec::new() },
            promises: Vec::new(),
            payment_reference: String::new(),
            discount: discount.then(|| EarlyDiscount { until: day(issued + 30), amount: Cents(open / 50) }),
        }
    }
}

prop_compose! {
    fn an_entry(place: usize)(
        amount in prop_oneof![prop::sample::select(vec![100i64, 200, 300, 400, 500, 700, 1_000, 1_234, -100, -500]), -50i64..3_000],
        on in 20u64..120, words in prop::collection::vec(prop::sample::select(&WORDS[..]), 0..7), name in prop::option::of(0..NAMES.len()),
        account in 0..4usize, is_return in any::<bool>(),
    ) -> Entry {
        Entry {
            id: BankEntryId(Uuid::from_u128(5_000 + place as u128)),
            day: day(on),
            amount: Cents(amount),
            is_return,
            lines: vec![words.join(" ")],
            creditor_reference: None,
            end_to_end_id: None,
            payer_name: name.map(|name| NAMES[name].to_uppercase()).unwrap_or_default(),
            payer_account: if account == 0 { String::new() } else { format!("FR76{account:023}") },
        }
    }
}

fn a_case() -> impl Strategy<Value = (Ledger, Vec<Entry>)> {
    let invoices =
        (0usize..14).prop_flat_map(|count| (0..count).map(|place| an_invoice(place + 1)).collect::<Vec<_>>());
    let entries = (0usize..9).prop_flat_map(|count| (0..count).map(an_entry).collect::<Vec<_>>());
    let credits = prop::collection::vec((0..NAMES.len(), 1i64..150), 0..4);
    let totals = prop::sample::select(vec![200i64, 300, 400, 500, 700, 1_000, 1_234]);
    let letters = prop::collection::vec((prop::collection::vec(0usize..14, 1..3), totals, 0u64..100), 0..6);
    (invoices, entries, credits, letters).prop_map(|(invoices, entries, credits, letters)| {
        // Of one customer; now and then of an invoice that is not open any more.
        let asked = letters.into_iter().filter_map(|(places, total, sent)| {
            let of = invoices.get(places[0])?.customer;
            let own = |place: &usize| invoices.get(*place).is_none_or(|invoice| invoice.customer == of);
            let part = |place: &usize| Allocation {
                invoice: InvoiceId(Uuid::from_u128(1_001 + *place as u128)),
                amount: invoices
                    .get(*place)
                    .map_or(Cents(100), |invoice| Cents(invoice.open.0 - invoice.open.0 * (total % 3) / 10)),
            };
            let parts = places.iter().filter(|place| own(place)).map(part).collect();
            Some(Asked { customer: of, parts, total: Cents(total), day: day(sent) })
        });
        let asked: Vec<Asked> = asked.collect();
        let credits = credits.into_iter().enumerate().map(|(place, (of, open))| FreeCredit {
            credit_note: InvoiceId(Uuid::from_u128(9_000 + place as u128)),
            customer: customer(of),
            number: format!("AV-{place}"),
            open: Cents(open),
        });
        let payers = NAMES.iter().enumerate().map(|(place, name)| Payer {
            customer: customer(place),
            name: (*name).to_owned(),
            other_names: Vec::new(),
            accounts: if place < 2 { vec![format!("FR76{:023}", place + 1)] } else { Vec::new() },
            seen: Vec::new(),
        });
        let (credits, payers) = (credits.collect(), payers.collect());
        let ledger = Ledger { credits, payers, invoices, asked, ..Ledger::default() };
        (ledger, entries)
    })
}

fn matches(proposal: &Proposal) -> &[Match] {
    match &proposal.outcome {
        Outcome::Certain(found) => std::slice::from_ref(found),
        Outcome::Doubtful(found) => found,
        _ => &[],
    }
}

/// What a match takes of each invoice, with what was taken off.
fn takes(found: &Match) -> BTreeMap<InvoiceId, i64> {
    let mut taken = BTreeMap::new();
    let parts =
        found.allocations.iter().chain(&found.discounts).chain(&found.fees).map(|part| (part.invoice, part.amount.0));
    for (invoice, amount) in parts.chain(found.credits.iter().map(|used| (used.invoice, used.amount.0))) {
        *taken.entry(invoice).or_insert(0) += amount;
    }
    taken
}

proptest! {
    #![proptest_config(seeded(400))]

    #[test]
    fn no_proposal_gives_away_more_than_there_is((ledger, entries) in a_case()) {
        let open: BTreeMap<InvoiceId, i64> = ledger.invoices.iter().map(|invoice| (invoice.id, invoice.open.0)).collect();
        let free: BTreeMap<InvoiceId, i64> = ledger.credits.iter().map(|credit| (credit.credit_note, credit.open.0)).collect();
        let of: BTreeMap<InvoiceId, CustomerId> = ledger.invoices.iter().map(|invoice| (invoice.id, invoice.customer)).collect();
        let (mut together, mut credits_together) = (BTreeMap::new(), BTreeMap::new());
        for (proposal, entry) in propose(&ledger, &entries).iter().zip(&entries) {
            prop_assert_eq!(proposal.entry, entry.id);
            for found in matches(proposal) {
                let paid: i64 = found.allocations.iter().map(|part| part.amount.0).sum();
                prop_assert!(found.allocations.iter().all(|part| part.amount.is_positive()));
                prop_assert_eq!(paid + found.accessories.0 + found.leftover.0, entry.amount.0);
                prop_assert!(found.accessories.0 >= 0);
                // Interest is paid only as a letter asked for it, with just what it asked of the invoices.
                let is_asked = || ledger.asked.iter().any(|letter| {
                    let parts: BTreeMap<InvoiceId, i64> = letter.parts.iter().map(|part| (part.invoice, part.amount.0)).collect();
                    letter.total == entry.amount && letter.customer == found.customer && letter.day <= entry.day && parts == takes(found)
                });
                prop_assert!(found.accessories == Cents::ZERO || is_asked(), "{found:?}");
                prop_assert!(found.leftover.0 >= 0);
                for (invoice, amount) in takes(found) {
                    prop_assert!(amount <= open[&invoice]);
                    prop_assert_eq!(of[&invoice], found.customer);
                }
            }
            if let Outcome::Certain(found) = &proposal.outcome {
                prop_assert!(!found.is_contradicted(), "{found:?}");
                prop_assert_eq!(found.leftover, Cents::ZERO);
                for (invoice, amount) in takes(found) {
                    *together.entry(invoice).or_insert(0) += amount;
                }
                for used in &found.credits {
                    *credits_together.entry(used.credit_note).or_insert(0) += used.amount.0;
                }
            }
        }
        // All certain ones can be confirmed in one gesture.
        prop_assert!(together.iter().all(|(invoice, amount)| amount <= &open[invoice]));
        prop_assert!(credits_together.iter().all(|(credit, amount)| amount <= &free[credit]));
    }

    #[test]
    fn the_order_of_arrival_does_not_matter((ledger, entries) in a_case(), shift in 0usize..20) {
        let by_entry = |proposals: Vec<Proposal>| -> BTreeMap<BankEntryId, Outcome> {
            proposals.into_iter().map(|proposal| (proposal.entry, proposal.outcome)).collect()
        };
        let first = by_entry(propose(&ledger, &entries));
        let (mut other, mut turned) = (ledger.clone(), entries.clone());
        other.invoices.reverse();
        other.credits.reverse();
        other.payers.reverse();
        other.asked.reverse();
        turned.reverse();
        prop_assert_eq!(&by_entry(propose(&other, &turned)), &first);
        for list in [other.invoices.len(), turned.len()] {
            if list == turned.len() && list > 0 {
                turned.rotate_left(shift % list);
            }
            if list == other.invoices.len() && list > 0 {
                other.invoices.rotate_left(shift % list);
            }
        }
        prop_assert_eq!(&by_entry(propose(&other, &turned)), &first);
    }

    /// A statement may hold anything.
    #[test]
    fn no_text_stops_it((ledger, _) in a_case(), lines in prop::collection::vec("[ -~À-ÿ€°\\u{300}\\u{202f}ßœŒ日0-9/.,]{0,40}", 0..4), name in ".{0,30}", reference in prop::option::of("(RF)?[0-9A-Z é]{0,24}"), amount in -Cents::LIMIT.0..=Cents::LIMIT.0) {
        let entry = Entry {
            id: BankEntryId(Uuid::from_u128(1)), day: day(100), amount: Cents(amount), is_return: amount % 2 == 0, lines,
            creditor_reference: reference.clone(), end_to_end_id: reference, payer_name: name.clone(), payer_account: name,
        };
        prop_assert_eq!(propose(&ledger, &[entry]).len(), 1);
    }

    /// Names and amounts alone are never certain when two could be meant.
    #[test]
    fn a_name_and_an_amount_that_several_owe_are_never_certain((mut ledger, _) in a_case(), name in 0..NAMES.len(), amount in prop::sample::select(vec![100i64, 200, 300, 500, 1_000, 1_234])) {
        for invoice in &mut ledger.invoices {
            invoice.parts.clear();
            invoice.discount = None;
        }
        ledger.credits.clear();
        ledger.asked.clear();
        let owed = ledger.invoices.iter().filter(|invoice| invoice.open.0 == amount).count();
        let entry = Entry {
            id: BankEntryId(Uuid::from_u128(1)), day: day(100), amount: Cents(amount), is_return: false, lines: vec!["VIREMENT".to_owned()],
            creditor_reference: None, end_to_end_id: None, payer_name: NAMES[name].to_owned(), payer_account: String::new(),
        };
        if let Outcome::Certain(found) = &propose(&ledger, &[entry])[0].outcome {
            prop_assert!(owed <= 1, "{found:?}");
            prop_assert_eq!(found.customer, customer(name));
        }
    }

    /// One whole number and exactly what is open of it, whoever pays; unless another customer owes as much, where one wrong
    /// figure would have named its invoice.
    #[test]
    fn a_whole_number_with_its_amount_is_certain((ledger, _) in a_case(), chosen in any::<prop::sample::Index>(), before in prop::sample::select(vec!["", "FACTURE ", "Votre facture n° ", "VIR SEPA "]), after in prop::sample::select(vec!["", " MERCI", " DU 03/02/2026", " TEL 06 12 34 56 78"])) {
        prop_assume!(!ledger.invoices.is_empty());
        let invoice = chosen.get(&ledger.invoices).clone();
        // A number that is one or two figures and nothing else needs the word before it.
        let short = invoice.number.chars().all(|letter| letter.is_ascii_digit());
        let before = if short { "FACTURE " } else { before };
        let entry = Entry {
            id: BankEntryId(Uuid::from_u128(1)), day: day(100), amount: invoice.open, is_return: false,
            lines: vec![format!("{before}{}{after}", invoice.number)],
            creditor_reference: None, end_to_end_id: None, payer_name: String::new(), payer_account: String::new(),
        };
        let outcome = propose(&ledger, &[entry]).remove(0).outcome;
        let asks = |other: &OpenInvoice| {
            let parts = other.parts.iter().map(|part| part.open);
            let discounted = other.discount.iter().map(|discount| other.open.minus(discount.amount));
            std::iter::once(other.open).chain(parts).chain(discounted).any(|amount| amount == invoice.open)
        };
        let of_another = ledger.invoices.iter().any(|other| other.customer != invoice.customer && asks(other));
        if of_another && !matches!(outcome, Outcome::Certain(_)) {
            let Outcome::Doubtful(found) = &outcome else { return Err(TestCaseError::fail(format!("{outcome:?}"))) };
            prop_assert_eq!(found[0].allocations[0].invoice, invoice.id);
            let says_so = found[0].reasons.iter().any(|reason| matches!(reason, Reason::SameAmountElsewhere { .. }));
            prop_assert!(says_so);
            return Ok(());
        }
        let Outcome::Certain(found) = &outcome else { return Err(TestCaseError::fail(format!("{}: {outcome:?}", invoice.number))) };
        prop_assert_eq!(found.allocations.len(), 1);
        prop_assert_eq!(found.allocations[0].invoice, invoice.id);
    }
}

/// A statement of a large business: nothing may grow with the square of it. How long it takes is printed, not judged: ten
/// thousand with `--profile ci`, fewer without optimisation.
#[test]
fn ten_thousand_entries_against_ten_thousand_invoices() {
    let many = if cfg!(debug_assertions) { 2_000usize } else { 10_000 };
    let invoices = (0..many).map(|place| OpenInvoice {
        id: InvoiceId(Uuid::from_u128(1_000 + place as u128)),
        customer: customer(place % 1_500),
        number: format!("F-2026-{:05}", place + 1),
        issue_date: day(place as u64 / 40),
        due: Some(day(place as u64 / 40 + 30)),
        is_set_apart: false,
        open: Cents(if place % 3 == 0 { 9_900 } else { 10_000 + (place as i64 * 7_919) % 900_000 }),
        parts: Vec::new(),
        promises: Vec::new(),
        payment_reference: String::new(),
        discount: None,
    });
    let payers = (0..1_500).map(|place| Payer {
        customer: customer(place),
        name: format!("{} Client{}", ["Boulangerie", "Garage", "Cabinet"][place % 3], letters(place)),
        other_names: Vec::new(),
        accounts: vec![format!("FR76{place:023}")],
        seen: Vec::new(),
    });
    let ledger = Ledger { invoices: invoices.collect(), payers: payers.collect(), ..Ledger::default() };
    let entries: Vec<Entry> = (0..many)
        .map(|place| {
            let invoice = &ledger.invoices[place];
            let line = match place % 5 {
                0 => invoice.number.clone(),
                1 => format!("FACT {}", place + 1),
                2 => "VIREMENT".to_owned(),
                3 => format!("REGLT FACTURES {} ET {}", place + 1, (place + 1_500) % many + 1),
                _ => "PAIEMENT FOURNISSEUR".to_owned(),
            };
            Entry {
                id: BankEntryId(Uuid::from_u128(place as u128)),
                day: day(300),
                // Some fit nothing, so that sums are searched.
                amount: if place % 10 == 4 { Cents(invoice.open.0 + 12_345) } else { invoice.open },
                is_return: false,
                lines: vec![line],
                creditor_reference: None,
                end_to_end_id: None,
                payer_name: ledger.payers[place % 1_500].name.to_uppercase(),
                payer_account: ledger.payers[place % 1_500].accounts[0].clone(),
            }
        })
        .collect();
    let start = std::time::Instant::now();
    let found = propose(&ledger, &entries);
    let certain = found.iter().filter(|proposal| matches!(proposal.outcome, Outcome::Certain(_))).count();
    println!("{many} entries: {} ms, {certain} certain", start.elapsed().as_millis());
    assert!(certain > many * 2 / 5, "only {certain} certain");
}

fn letters(number: usize) -> String {
    number.to_string().bytes().map(|digit| char::from(b'A' + digit - b'0')).collect()
}
