//! Limitation on the cards: alerted on the earliest date, called time-barred only when no date is left.

use std::str::FromStr;

use agenda::{Condition, Flag, Group, Reason, RouteState, SilenceReason, hand_over};
use domain::StepKey::{ActBeforeLimitation, Call, FirstReminder, FormalNotice};
use domain::{
    CaseEnd, Cents, Instalment, LimitationConfirmation, LimitationFact, LimitationFactId, LimitationFactKind,
    LimitationSubject, PauseScope, PublicBuyer, Route,
};
use law::{LimitationEventKind, StartBasis};

use crate::story::{Story, day};

/// Issued on 1 June 2021, due by agreement on 31 July, delivery not known.
fn agreed_term() -> Story {
    let mut story = Story::professional();
    story.invoice(day("2021-07-31"), 360_000);
    story.file.invoices[0].issue_date = day("2021-06-01");
    story.file.invoices[0].delivery_date = None;
    story
}

#[test]
fn between_two_starts_the_claim_is_urgent_and_not_barred() {
    let story = agreed_term();
    let proposal = story.proposal(day("2026-06-01"));
    assert_eq!((proposal.step, proposal.group), (ActBeforeLimitation, Group::Decide));
    assert_eq!(proposal.legal_deadline, Some(day("2026-07-30")));
    assert_eq!(
        proposal.why,
        [Reason::LimitationStartInDoubt {
            invoice: story.all()[0],
            earliest: StartBasis::IssueForDelivery,
            passed: day("2026-05-31"),
            decides: StartBasis::Due,
            safe: day("2026-07-30"),
            days_left: 59,
            moved_by_letter: false,
        }]
    );
    assert_eq!(story.step(day("2026-07-30")), Some(ActBeforeLimitation));
    let file = hand_over(&story.file, &story.context(day("2026-07-30"))).unwrap();
    let order = file.routes.iter().find(|route| route.route == Route::OrderForPayment).unwrap();
    assert_eq!(order.state, RouteState::Open);
    assert!(file.flags.contains(&Flag::LimitationNear { safe: day("2026-07-30"), days_left: 0 }));
    // The day after, it is.
    let proposal = story.proposal(day("2026-07-31"));
    assert_eq!(proposal.step, FirstReminder);
    assert_eq!(proposal.why, [Reason::TimeBarred { since: day("2026-07-31"), invoices: 1 }]);
    let file = hand_over(&story.file, &story.context(day("2026-07-31"))).unwrap();
    let order = file.routes.iter().find(|route| route.route == Route::OrderForPayment).unwrap();
    assert!(matches!(&order.state, RouteState::Closed(why) if why.contains(&Condition::TimeBarred)));
}

#[test]
fn the_earliest_start_is_still_the_one_that_alerts() {
    let story = agreed_term();
    let proposal = story.proposal(day("2026-05-31"));
    assert!(matches!(proposal.why[0], Reason::LimitationNear { safe, days_left: 0, .. } if safe == day("2026-05-31")));
}

#[test]
fn a_passed_card_lets_the_ladder_speak_until_the_last_day_comes_near() {
    let mut story = agreed_term();
    story.did(FirstReminder, day("2021-08-10"));
    story.skipped(ActBeforeLimitation, day("2026-06-01"));
    // 31 May to 30 July is 60 days: the last alarm has rung already.
    assert_eq!(story.step(day("2026-06-02")), Some(Call));
    story.chose(FormalNotice, day("2026-06-02"));
    assert_eq!(story.step(day("2026-06-02")), Some(FormalNotice));
}

#[test]
fn the_last_day_against_a_public_body_still_counts() {
    // GC-26.
    let mut story = Story::public_body();
    story.file.customer.public_buyer = Some(PublicBuyer::StateOrLocal);
    story.invoice(day("2022-06-14"), 900_000);
    story.file.invoices[0].delivery_date = Some(day("2022-05-15"));
    let proposal = story.proposal(day("2026-12-31"));
    assert_eq!((proposal.step, proposal.legal_deadline), (ActBeforeLimitation, Some(day("2026-12-31"))));
    assert!(matches!(proposal.why[0], Reason::LimitationNear { days_left: 0, moved_by_letter: true, .. }));
    let barred = story.proposal(day("2027-01-01"));
    assert_eq!(barred.why, [Reason::TimeBarred { since: day("2027-01-01"), invoices: 1 }]);
}

#[test]
fn an_interruption_that_nobody_confirmed_is_said_in_doubt() {
    let mut story = Story::professional();
    let invoice = story.invoice(day("2021-07-01"), 360_000);
    story.file.invoices[0].delivery_date = Some(day("2021-07-01"));
    story.file.invoices[0].issue_date = day("2021-07-01");
    story.paid(invoice, 60_000, day("2023-03-10"));
    // Until the old date, the alert is on the old date.
    assert!(matches!(
        story.proposal(day("2026-06-30")).why[0],
        Reason::LimitationNear { safe, .. } if safe == day("2026-06-30")
    ));
    let proposal = story.proposal(day("2026-07-01"));
    assert_eq!((proposal.step, proposal.legal_deadline), (ActBeforeLimitation, Some(day("2028-03-09"))));
    let Reason::LimitationPerhapsMoved { event, passed, safe, .. } = &proposal.why[0] else {
        panic!("{:?}", proposal.why)
    };
    assert_eq!((event.kind, event.day), (LimitationEventKind::PaymentByDebtor, day("2023-03-10")));
    assert_eq!((*passed, *safe), (day("2026-06-30"), day("2028-03-09")));
    let file = hand_over(&story.file, &story.context(day("2026-07-01"))).unwrap();
    assert!(!file.case.time_barred);
    assert!(file.flags.iter().any(|flag| matches!(flag, Flag::PerhapsTimeBarred { .. })));
    // Passed over, the ladder speaks; and the card comes back when the new date is near.
    story.skipped(ActBeforeLimitation, day("2026-07-01"));
    assert_eq!(story.step(day("2026-07-02")), Some(Call));
    assert_eq!(story.step(day("2027-09-13")), Some(ActBeforeLimitation));
    // A pause that the owner asked for is not broken for a date far away.
    story.file.skips.clear();
    let pause = story.pause(PauseScope::Everything, day("2026-07-01"), None);
    story.pauses.push(pause);
    assert!(matches!(story.silence(day("2026-08-01")), SilenceReason::Paused { .. }));
    assert_eq!(story.step(day("2028-02-01")), Some(ActBeforeLimitation));
    story.pauses.clear();
    assert!(matches!(story.proposal(day("2028-03-10")).why[0], Reason::TimeBarred { .. }));
}

/// An invoice of 1 July 2021 that was paid in part on 10 March 2023.
fn paid_in_part() -> (Story, LimitationSubject) {
    let mut story = Story::professional();
    let invoice = story.invoice(day("2021-07-01"), 360_000);
    story.file.invoices[0].delivery_date = Some(day("2021-07-01"));
    story.file.invoices[0].issue_date = day("2021-07-01");
    story.paid(invoice, 60_000, day("2023-03-10"));
    let payment = story.file.payments[0].id;
    (story, LimitationSubject::Payment(payment))
}

fn word(story: &Story, subject: LimitationSubject, counts: bool) -> LimitationConfirmation {
    LimitationConfirmation {
        customer: story.file.customer.id,
        subject,
        invoices: story.all(),
        happened_on: day("2023-03-10"),
        counts,
        confirmed_on: day("2026-06-01"),
        by: String::new(),
        note: String::new(),
    }
}

#[test]
fn the_alert_moves_when_the_owner_confirms_and_comes_when_he_says_no() {
    let (mut story, payment) = paid_in_part();
    assert_eq!(story.step(day("2026-06-01")), Some(ActBeforeLimitation));
    let confirmed = word(&story, payment, true);
    story.file.limitation_confirmations.push(confirmed);
    assert_ne!(story.step(day("2026-06-01")), Some(ActBeforeLimitation));
    // Not called in doubt after the old date, and urgent before the new one.
    assert_ne!(story.step(day("2026-07-01")), Some(ActBeforeLimitation));
    assert_eq!(story.proposal(day("2028-03-01")).legal_deadline, Some(day("2028-03-09")));
    let refused = word(&story, payment, false);
    story.file.limitation_confirmations = vec![refused];
    assert_eq!(story.step(day("2026-06-01")), Some(ActBeforeLimitation));
    assert!(matches!(story.proposal(day("2026-07-01")).why[0], Reason::TimeBarred { .. }));
}

#[test]
fn a_case_that_goes_on_quiets_the_alert_and_a_lost_one_brings_it_back() {
    let (mut story, _) = paid_in_part();
    story.file.payments.clear();
    story.file.limitation_facts.push(LimitationFact {
        id: LimitationFactId::from_str("00000000-0000-0000-0000-000000000008").unwrap(),
        customer: story.file.customer.id,
        invoices: story.all(),
        kind: LimitationFactKind::CourtAction,
        day: day("2026-05-20"),
        until: None,
        case_end: None,
        clause_years: None,
        by: String::new(),
        note: String::new(),
        exchange: None,
        documents: Vec::new(),
    });
    for on in ["2026-06-20", "2030-01-10", "2033-01-10"] {
        assert_ne!(story.step(day(on)), Some(ActBeforeLimitation), "{on}");
    }
    let fact = &mut story.file.limitation_facts[0];
    (fact.until, fact.case_end) = (Some(day("2026-06-10")), Some(CaseEnd::Lapsed));
    assert_eq!(story.step(day("2026-06-20")), Some(ActBeforeLimitation));
}

#[test]
fn a_short_clause_is_alerted_on() {
    let (mut story, _) = paid_in_part();
    story.file.payments.clear();
    assert_ne!(story.step(day("2023-06-20")), Some(ActBeforeLimitation));
    story.file.limitation_facts.push(LimitationFact {
        id: LimitationFactId::from_str("00000000-0000-0000-0000-000000000009").unwrap(),
        customer: story.file.customer.id,
        invoices: story.all(),
        kind: LimitationFactKind::ContractClause,
        day: day("2021-06-01"),
        until: None,
        case_end: None,
        clause_years: Some(2),
        by: String::new(),
        note: String::new(),
        exchange: None,
        documents: Vec::new(),
    });
    assert_eq!(story.proposal(day("2023-06-20")).legal_deadline, Some(day("2023-06-30")));
}

#[test]
fn several_dates_on_an_invoice_do_not_make_a_public_buyer_late_earlier() {
    let mut story = Story::public_body();
    story.file.customer.public_buyer = Some(PublicBuyer::StateOrLocal);
    story.invoice(day("2026-05-01"), 100_000);
    let invoice = &mut story.file.invoices[0];
    (invoice.issue_date, invoice.received_on) = (day("2026-03-30"), Some(day("2026-04-01")));
    invoice.delivery_date = None;
    let part = |due: &str| Instalment::due(day(due), Cents(50_000));
    invoice.instalments = vec![part("2026-04-10"), part("2026-04-20")];
    let file = hand_over(&story.file, &story.context(day("2026-05-01"))).unwrap();
    assert_eq!(file.case.principal, Cents::ZERO);
    let file = hand_over(&story.file, &story.context(day("2026-05-31"))).unwrap();
    assert_eq!((file.case.principal, file.case.interest), (Cents(100_000), Some(Cents(834))));
}
