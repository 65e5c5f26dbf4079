//! What an owner records and confirms, as it moves the limitation of one invoice and of no other.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use chrono::{Days, NaiveDate};
use domain::{
    Allocation, Business, CaseEnd, Cents, Customer, CustomerFile, CustomerId, DebtorKind, Insolvency, InsolvencyKind,
    Instalment, Invoice, InvoiceId, LegalForm, LimitationConfirmation, LimitationFact, LimitationFactKind,
    LimitationSubject, Means, Payment, Standing, TermsOfSale,
};
use law::{ChainLink, Law, Limitation, LimitationEvent, LimitationEventKind, NoEffectReason};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An id by its number.
fn numbered<T: std::str::FromStr<Err: std::fmt::Debug>>(number: u128) -> T {
    format!("{number:032x}").parse().unwrap()
}

fn who() -> CustomerId {
    numbered(1)
}

fn id(number: u128) -> InvoiceId {
    numbered(number)
}

/// A customer with three invoices, due on 15 March 2022, 2023 and 2024.
fn file(kind: DebtorKind) -> CustomerFile {
    let mut file = CustomerFile::new(Customer {
        id: who(),
        name: "Client".into(),
        kind: Some(kind),
        kind_confirmed: true,
        standing: Standing::Trader,
        public_buyer: None,
        siren: None,
        vat_id: None,
        other_id: None,
        address: domain::Address::default(),
        contacts: Vec::new(),
        lang: domain::Lang::Fr,
        pays_by_direct_debit: false,
        note: String::new(),
    });
    for (number, due) in [(1, "2022-03-15"), (2, "2023-03-15"), (3, "2024-03-15")] {
        file.invoices.push(invoice(number, day(due)));
    }
    file
}

fn invoice(number: u128, due: NaiveDate) -> Invoice {
    let amount = Cents(100_000);
    Invoice {
        number: format!("F-{number}"),
        delivery_date: Some(due),
        instalments: vec![Instalment::due(due, amount)],
        ..Invoice::bare(id(number), who(), due, amount)
    }
}

fn business() -> Business {
    Business {
        name: "Atelier".into(),
        legal_form: LegalForm::Sarl,
        standing: Standing::Trader,
        siren: None,
        siret: None,
        vat_id: None,
        register_city: None,
        share_capital: None,
        address: domain::Address::default(),
        email: None,
        phone: None,
        iban: None,
        bic: None,
        signatory: None,
        terms: TermsOfSale::default(),
        logo: None,
    }
}

fn fact(number: u128, kind: LimitationFactKind, on: &str, invoices: &[u128]) -> LimitationFact {
    LimitationFact {
        id: numbered(number),
        customer: who(),
        invoices: invoices.iter().map(|number| id(*number)).collect(),
        kind,
        day: day(on),
        until: None,
        case_end: None,
        clause_years: None,
        by: String::new(),
        note: String::new(),
        exchange: None,
        documents: Vec::new(),
    }
}

fn payment(number: u128, on: &str, parts: &[(u128, i64)]) -> Payment {
    let amount = Cents(parts.iter().map(|(_, amount)| amount).sum());
    let allocations = parts.iter().map(|(number, amount)| Allocation { invoice: id(*number), amount: Cents(*amount) });
    Payment {
        allocations: allocations.collect(),
        ..Payment::of(numbered(number), who(), day(on), amount, Means::Transfer)
    }
}

fn word(subject: LimitationSubject, on: &str, invoices: &[u128], counts: bool) -> LimitationConfirmation {
    LimitationConfirmation {
        customer: who(),
        subject,
        invoices: invoices.iter().map(|number| id(*number)).collect(),
        happened_on: day(on),
        counts,
        confirmed_on: day(on),
        by: String::new(),
        note: String::new(),
    }
}

fn of(file: &CustomerFile, number: u128, today: &str) -> Limitation {
    let invoice: &Invoice = file.invoice(id(number)).unwrap();
    law::limitation_of(file, invoice, &business(), day(today), &Law::embedded()).unwrap().unwrap()
}

#[test]
fn a_payment_that_the_owner_confirmed_moves_the_alert_of_its_own_invoice() {
    let mut file = file(DebtorKind::Professional);
    file.payments.push(payment(9, "2025-06-01", &[(1, 20_000)]));
    let waiting = of(&file, 1, "2026-11-24");
    assert_eq!((waiting.safe, waiting.alert_safe), (day("2030-05-31"), day("2027-03-14")));
    let subject = LimitationSubject::Payment(numbered(9));
    assert_eq!(waiting.to_confirm().unwrap().subject, Some(subject));
    file.limitation_confirmations.push(word(subject, "2025-06-01", &[1], true));
    assert_eq!(of(&file, 1, "2026-11-24").alert_safe, day("2030-05-31"));
    assert_eq!(of(&file, 2, "2026-11-24").safe, day("2028-03-14"));
}

#[test]
fn a_word_about_one_invoice_of_a_payment_says_nothing_of_the_other() {
    let mut file = file(DebtorKind::Professional);
    file.payments.push(payment(9, "2025-06-01", &[(1, 20_000), (2, 20_000)]));
    let subject = LimitationSubject::Payment(numbered(9));
    file.limitation_confirmations.push(word(subject, "2025-06-01", &[1], true));
    assert_eq!(of(&file, 1, "2026-11-24").alert_safe, day("2030-05-31"));
    assert_eq!(of(&file, 2, "2026-11-24").alert_safe, day("2028-03-14"));
}

#[test]
fn a_word_on_another_day_waits_again() {
    let mut file = file(DebtorKind::Professional);
    file.limitation_facts.push(fact(8, LimitationFactKind::Acknowledgment, "2025-06-02", &[1]));
    let subject = LimitationSubject::Fact(numbered(8));
    file.limitation_confirmations.push(word(subject, "2025-06-01", &[1], true));
    assert_eq!(of(&file, 1, "2026-11-24").alert_safe, day("2027-03-14"));
    file.limitation_facts[0].day = day("2025-06-01");
    assert_eq!(of(&file, 1, "2026-11-24").alert_safe, day("2030-05-31"));
}

#[test]
fn a_payment_by_somebody_else_moves_nothing_once_the_owner_said_so() {
    let mut file = file(DebtorKind::Professional);
    file.payments.push(payment(9, "2025-06-01", &[(1, 20_000)]));
    let subject = LimitationSubject::Payment(numbered(9));
    file.limitation_confirmations.push(word(subject, "2025-06-01", &[1], false));
    let limitation = of(&file, 1, "2026-11-24");
    assert_eq!((limitation.safe, limitation.alert_safe), (day("2027-03-14"), day("2027-03-14")));
    assert_eq!(limitation.no_effect[0].reason, NoEffectReason::OwnerSaysNo);
    assert!(limitation.to_confirm().is_none());
}

#[test]
fn acts_of_a_court_need_no_confirmation_and_last_until_the_case_ends() {
    let mut file = file(DebtorKind::Professional);
    file.limitation_facts.push(fact(8, LimitationFactKind::CourtAction, "2026-06-01", &[1]));
    assert_eq!(of(&file, 1, "2026-11-24").alert_safe, day("2031-11-23"));
    // Years later it still goes on.
    let later = of(&file, 1, "2033-02-01");
    assert_eq!(later.alert_safe, day("2038-01-31"));
    assert!(later.chain()[0].event().ongoing);
    file.limitation_facts[0].until = Some(day("2027-10-05"));
    file.limitation_facts[0].case_end = Some(CaseEnd::Decided);
    assert_eq!(of(&file, 1, "2028-02-01").alert_safe, day("2032-10-04"));
    // Dropped, it is as if it had never been.
    file.limitation_facts[0].case_end = Some(CaseEnd::Dropped);
    let lost = of(&file, 1, "2028-02-01");
    assert_eq!(lost.last_safe, day("2027-03-14"));
    assert_eq!(lost.no_effect[0].reason, NoEffectReason::ActionLost);
}

#[test]
fn a_mediation_that_goes_on_keeps_the_claim_until_it_is_ended() {
    let mut file = file(DebtorKind::Professional);
    file.limitation_facts.push(fact(8, LimitationFactKind::Mediation, "2027-03-01", &[1]));
    let subject = LimitationSubject::Fact(numbered(8));
    file.limitation_confirmations.push(word(subject, "2027-03-01", &[1], true));
    // Six months at least are left after it, and it has not ended.
    assert_eq!(of(&file, 1, "2027-08-10").alert_outer, day("2028-02-10"));
    file.limitation_facts[0].until = Some(day("2027-05-01"));
    assert_eq!(of(&file, 1, "2027-08-10").alert_outer, day("2027-11-01"));
}

#[test]
fn a_declared_claim_is_interrupted_until_the_procedure_closes_and_a_later_debt_is_not_part_of_it() {
    let mut file = file(DebtorKind::Professional);
    file.insolvency = Some(Insolvency {
        customer: who(),
        kind: InsolvencyKind::Redressement,
        opened_on: day("2023-09-01"),
        published_on: None,
        recorded_on: day("2023-09-03"),
        declared_on: Some(day("2023-10-10")),
    });
    assert_eq!(of(&file, 1, "2030-01-15").alert_outer, day("2035-01-15"));
    assert_eq!(of(&file, 3, "2028-01-15").alert_outer, day("2029-03-15"));
    let mut closed = fact(8, LimitationFactKind::ClaimDeclared, "2023-10-10", &[1]);
    closed.until = Some(day("2026-02-01"));
    file.limitation_facts.push(closed);
    assert_eq!(of(&file, 1, "2030-01-15").alert_outer, day("2031-02-01"));
}

#[test]
fn what_is_dated_later_does_not_count_yet() {
    let mut file = file(DebtorKind::Professional);
    file.limitation_facts.push(fact(8, LimitationFactKind::OrderServed, "2026-12-01", &[1]));
    assert_eq!(of(&file, 1, "2026-11-24").alert_safe, day("2027-03-14"));
    assert_eq!(of(&file, 1, "2026-12-01").alert_safe, day("2031-11-30"));
}

#[test]
fn what_would_be_is_computed_beside_what_is() {
    let file = file(DebtorKind::Professional);
    let today = day("2026-11-24");
    let signed = LimitationEvent { confirmed: true, ..LimitationEvent::on(LimitationEventKind::Acknowledgment, today) };
    let supposed =
        law::limitation_supposing(&file, file.invoice(id(1)).unwrap(), &business(), today, &Law::embedded(), &[signed]);
    assert_eq!(supposed.unwrap().unwrap().alert_safe, day("2031-11-23"));
    assert_eq!(of(&file, 1, "2026-11-24").alert_safe, day("2027-03-14"));
}

#[test]
fn every_event_has_its_place_in_the_chain() {
    let mut file = file(DebtorKind::Professional);
    file.payments.push(payment(9, "2025-06-01", &[(1, 20_000)]));
    file.limitation_facts.push(fact(7, LimitationFactKind::SmallClaimsInvitation, "2025-02-01", &[1]));
    file.limitation_facts.push(fact(8, LimitationFactKind::OrderServed, "2026-09-01", &[1]));
    let limitation = of(&file, 1, "2026-11-24");
    let chain: Vec<(LimitationEventKind, bool)> =
        limitation.chain().iter().map(|link| (link.event().kind, matches!(link, ChainLink::Moved(_)))).collect();
    assert_eq!(
        chain,
        [
            (LimitationEventKind::SmallClaimsInvitation, false),
            (LimitationEventKind::PaymentByDebtor, true),
            (LimitationEventKind::OrderServed, true),
        ]
    );
}

/// Facts of every kind about invoice 1, 2 or both, payments among them, with or without the owner's word.
fn life() -> impl Strategy<Value = Vec<(LimitationFact, Option<bool>)>> {
    let end = proptest::option::of(prop_oneof![Just(CaseEnd::Decided), Just(CaseEnd::Dropped)]);
    let one = (
        0..LimitationFactKind::ALL.len(),
        0u64..2_500,
        proptest::option::of(0u64..400),
        end,
        proptest::option::of(0u32..14),
        prop_oneof![Just(vec![1u128]), Just(vec![2]), Just(vec![1, 2])],
        proptest::option::of(any::<bool>()),
    )
        .prop_map(|(kind, after, lasts, case_end, clause_years, invoices, word)| {
            let start = day("2021-01-01") + Days::new(after);
            let mut fact = fact(0, LimitationFactKind::ALL[kind], "2021-01-01", &invoices);
            (fact.day, fact.case_end, fact.clause_years) = (start, case_end, clause_years);
            fact.until = lasts.map(|days| start + Days::new(days));
            (fact, word)
        });
    prop::collection::vec(one, 0..7)
}

fn lived(facts: &[(LimitationFact, Option<bool>)], kind: DebtorKind) -> CustomerFile {
    let mut file = file(kind);
    for (place, (fact, said)) in facts.iter().enumerate() {
        let fact = LimitationFact { id: numbered(100 + place as u128), ..fact.clone() };
        if let Some(counts) = said {
            file.limitation_confirmations.push(LimitationConfirmation {
                customer: who(),
                subject: LimitationSubject::Fact(fact.id),
                invoices: fact.invoices.clone(),
                happened_on: fact.day,
                counts: *counts,
                confirmed_on: fact.day,
                by: String::new(),
                note: String::new(),
            });
        }
        file.limitation_facts.push(fact);
    }
    file
}

fn kinds() -> impl Strategy<Value = DebtorKind> {
    prop_oneof![Just(DebtorKind::Professional), Just(DebtorKind::Consumer), Just(DebtorKind::PublicBody)]
}

fn dates(limitation: &Limitation) -> [NaiveDate; 6] {
    [
        limitation.outer,
        limitation.safe,
        limitation.alert_outer,
        limitation.alert_safe,
        limitation.last_safe,
        limitation.last_alert_safe,
    ]
}

proptest! {
    #[test]
    fn the_order_of_recording_changes_nothing(facts in life().prop_shuffle(), kind in kinds(), looked in 0u64..3_000) {
        let today = (day("2021-06-01") + Days::new(looked)).to_string();
        let mut backwards = facts.clone();
        backwards.reverse();
        let (one, other) = (lived(&facts, kind), lived(&backwards, kind));
        for number in [1, 2] {
            prop_assert_eq!(dates(&of(&one, number, &today)), dates(&of(&other, number, &today)));
        }
    }

    #[test]
    fn what_concerns_another_invoice_changes_nothing(facts in life(), kind in kinds(), looked in 0u64..3_000) {
        let today = (day("2021-06-01") + Days::new(looked)).to_string();
        let whole = lived(&facts, kind);
        let mut alone = whole.clone();
        alone.limitation_facts.retain(|fact| fact.invoices.contains(&id(1)));
        prop_assert_eq!(of(&whole, 1, &today), of(&alone, 1, &today));
        prop_assert_eq!(of(&whole, 3, &today), of(&file(kind), 3, &today));
    }

    #[test]
    fn a_clause_never_shows_a_later_day_and_no_other_fact_an_earlier_one(
        facts in life(), kind in kinds(), looked in 0u64..3_000,
    ) {
        let today = (day("2021-06-01") + Days::new(looked)).to_string();
        let whole = lived(&facts, kind);
        let mut free = whole.clone();
        free.limitation_facts.retain(|fact| fact.kind != LimitationFactKind::ContractClause);
        let mut quiet = whole.clone();
        quiet.limitation_facts.retain(|fact| fact.kind == LimitationFactKind::ContractClause);
        for number in [1, 2] {
            let (whole, free, quiet) = (of(&whole, number, &today), of(&free, number, &today), of(&quiet, number, &today));
            prop_assert!(quiet.outer <= whole.outer && quiet.alert_safe <= whole.alert_safe);
            prop_assert!(whole.outer <= free.outer && whole.alert_safe <= free.alert_safe);
            prop_assert!(whole.alert_safe <= whole.safe);
        }
    }

    /// One day less is possible, and only one: a new period from 29 February ends on 28 February, where the old one
    /// prolonged by the same days would end on 1 March.
    #[test]
    fn a_further_fact_never_brings_the_day_nearer(
        facts in life(), kind in kinds(), looked in 0u64..3_000, taken in any::<prop::sample::Index>(),
    ) {
        let today = (day("2021-06-01") + Days::new(looked)).to_string();
        let facts: Vec<_> =
            facts.into_iter().filter(|(fact, _)| fact.kind != LimitationFactKind::ContractClause).collect();
        if facts.is_empty() {
            return Ok(());
        }
        let mut fewer = facts.clone();
        fewer.remove(taken.index(facts.len()));
        let (more, fewer) = (of(&lived(&facts, kind), 1, &today), of(&lived(&fewer, kind), 1, &today));
        for (more, fewer) in dates(&more).into_iter().zip(dates(&fewer)) {
            prop_assert!(fewer <= more + Days::new(1), "{fewer} then {more}");
        }
    }

    #[test]
    fn confirming_never_brings_the_alert_nearer_and_refusing_never_the_other_way(
        facts in life(), kind in kinds(), looked in 0u64..3_000,
    ) {
        let today = (day("2021-06-01") + Days::new(looked)).to_string();
        let with = |word: Option<bool>| -> Limitation {
            let facts: Vec<_> = facts.iter().map(|(fact, _)| (fact.clone(), word)).collect();
            of(&lived(&facts, kind), 1, &today)
        };
        let (waiting, confirmed) = (with(None), with(Some(true)));
        prop_assert!(waiting.alert_safe <= confirmed.alert_safe);
        prop_assert_eq!(confirmed.alert_safe, confirmed.safe);
        // Nothing is in doubt any more once all is confirmed.
        prop_assert!(confirmed.to_confirm().is_none());
        // A clause shortens, so refusing it gives back the longer time: a_clause_never_shows_a_later_day says by how much.
        if facts.iter().any(|(fact, _)| fact.kind == LimitationFactKind::ContractClause) {
            return Ok(());
        }
        let refused = with(Some(false));
        prop_assert!(refused.alert_safe <= waiting.alert_safe, "{} then {}", waiting.alert_safe, refused.alert_safe);
        prop_assert!(refused.safe <= waiting.safe, "{} then {}", waiting.safe, refused.safe);
    }

    #[test]
    fn a_claim_is_not_lost_while_a_case_goes_on(begun in 0u64..1_800, lasted in 0u64..6_000) {
        let mut file = file(DebtorKind::Professional);
        let start = day("2022-03-16") + Days::new(begun);
        file.limitation_facts.push(LimitationFact {
            day: start,
            ..fact(8, LimitationFactKind::CourtAction, "2022-03-16", &[1])
        });
        let today = start + Days::new(lasted);
        prop_assert!(!of(&file, 1, &today.to_string()).has_lapsed_on(today));
    }
}
