//! Decision cards: the notice that expired, the action that will be lost, the debtor that is insolvent. And the order
//! of Today.

use agenda::{
    AlternativeNote, Evidence, Flag, Group, HandOverFile, Missing, Reason, SilenceReason, agenda, hand_over, upcoming,
};
use domain::StepKey::{
    ActBeforeLimitation, AnswerDispute, Call, DeclareClaim, FirstReminder, FormalNotice, HandOver, SecondReminder,
};
use domain::{Cents, Channel, DeliveryOutcome, Insolvency, InsolvencyKind, PauseScope};

use crate::story::{Story, day, plus};

#[test]
fn an_expired_notice_is_a_decision_with_its_reasons() {
    let mut story = Story::professional();
    let due = day("2026-09-01");
    story.invoice(due, 360_000);
    story.did(FirstReminder, day("2026-09-08"));
    story.did(SecondReminder, day("2026-09-22"));
    story.did(Call, day("2026-10-21"));
    let notice = story.did(FormalNotice, day("2026-10-30"));
    story.presented(notice, day("2026-11-03"), DeliveryOutcome::Unclaimed);
    // Eight days from the 3rd is the 11th, a holiday: to the 12th.
    assert!(matches!(story.silence(day("2026-11-12")), SilenceReason::WaitingForNotice { .. }));
    let proposal = story.proposal(day("2026-11-18"));
    assert_eq!((proposal.step, proposal.group), (HandOver, Group::Decide));
    assert!(matches!(proposal.why[0], Reason::NoticeExpired { days: 6, answered_on: None, presented_on: Some(_), .. }));
    assert_eq!(proposal.if_you_wait, Reason::HandOffTarget { day: day("2026-11-30"), days_left: 12 });
    assert!(proposal.missing.iter().any(|missing| matches!(missing, Missing::ProofOfDelivery { .. })));
    let done = proposal.alternatives.iter().find(|other| other.step == FormalNotice).unwrap();
    assert_eq!(done.note, AlternativeNote::AlreadyDone { on: day("2026-10-30") });
    let file = hand_over(&story.file, &story.context(day("2026-11-18"))).unwrap();
    assert!(file.flags.contains(&Flag::NoticeUnanswered { sent_on: day("2026-10-30"), days: 19 }));
    // The notice is there, the papers are not.
    assert!(!file.is_complete());
    let whole = file.evidence.iter().map(|evidence| Evidence { present: true, ..evidence.clone() }).collect();
    let mut file = HandOverFile { evidence: whole, ..file };
    assert!(file.is_complete());
    file.flags.push(Flag::NoFormalNotice);
    assert!(!file.is_complete());
}

#[test]
fn a_notice_of_unknown_presentation_counts_three_working_days_of_post() {
    let mut story = Story::professional();
    let due = day("2026-09-01");
    story.invoice(due, 360_000);
    // Sent on Friday the 2nd; presumed there on Wednesday the 7th; eight days: Thursday the 15th.
    story.did(FormalNotice, day("2026-10-02"));
    assert_eq!(
        story.silence(day("2026-10-15")),
        SilenceReason::WaitingForNotice { sent_on: day("2026-10-02"), presented_on: None, deadline: day("2026-10-15") }
    );
    let proposal = story.proposal(day("2026-10-16"));
    assert_eq!(proposal.step, HandOver);
    assert!(proposal.missing.contains(&Missing::DeliveryOfNotice));
}

#[test]
fn after_the_decision_was_passed_over_nothing_is_left() {
    let mut story = Story::professional();
    let due = day("2026-09-01");
    story.invoice(due, 360_000);
    story.did(FormalNotice, day("2026-10-02"));
    story.skipped(HandOver, day("2026-10-20"));
    assert_eq!(
        story.silence(day("2026-11-20")),
        SilenceReason::NothingLeft { last_step: HandOver, day: day("2026-10-20") }
    );
}

#[test]
fn a_consumer_debt_near_its_two_years_outranks_everything() {
    let mut story = Story::consumer();
    // Delivered and due on 15 February 2025: lost on 15 February 2027, so the 14th is the last day to rely on.
    let due = day("2025-02-15");
    let invoice = story.invoice(due, 64_000);
    story.file.invoices[0].delivery_date = Some(due);
    assert_eq!(story.step(day("2026-08-17")), Some(Call));
    let proposal = story.proposal(day("2026-11-22"));
    assert_eq!((proposal.step, proposal.group), (ActBeforeLimitation, Group::Decide));
    assert_eq!(
        proposal.why,
        [Reason::LimitationNear {
            safe: day("2027-02-14"),
            outer: day("2027-02-15"),
            days_left: 84,
            invoice,
            moved_by_letter: false
        }]
    );
    assert_eq!(proposal.legal_deadline, Some(day("2027-02-14")));
    assert!(proposal.sources.iter().any(|source| source.title.contains("L. 218-2")));
    // Snoozed, it lets the ladder speak.
    story.snoozed(ActBeforeLimitation, day("2026-11-22"), day("2026-12-10"));
    assert_eq!(story.step(day("2026-11-23")), Some(Call));
    assert_eq!(story.step(day("2026-12-10")), Some(ActBeforeLimitation));
}

#[test]
fn sixty_days_before_it_is_lost_a_pause_a_dispute_or_a_pass_do_not_hide_it() {
    let mut story = Story::consumer();
    let due = day("2025-02-15");
    let invoice = story.invoice(due, 64_000);
    story.file.invoices[0].delivery_date = Some(due);
    story.skipped(ActBeforeLimitation, day("2026-09-01"));
    assert_eq!(story.step(day("2026-11-22")), Some(Call));
    assert_eq!(story.step(day("2026-12-16")), Some(ActBeforeLimitation));
    story.file.skips.clear();
    story.disputed(invoice, None, day("2026-01-01"));
    assert_eq!(story.step(day("2026-11-22")), Some(AnswerDispute));
    assert_eq!(story.step(day("2026-12-16")), Some(ActBeforeLimitation));
    story.file.disputes.clear();
    let pause = story.pause(PauseScope::Everything, day("2026-08-01"), None);
    story.pauses.push(pause);
    assert_eq!(story.step(day("2026-11-22")), None);
    assert_eq!(story.step(day("2026-12-16")), Some(ActBeforeLimitation));
}

#[test]
fn a_lost_action_leaves_one_courteous_letter() {
    let mut story = Story::consumer();
    let due = day("2024-02-15");
    story.invoice(due, 64_000);
    story.file.invoices[0].delivery_date = Some(due);
    let proposal = story.proposal(day("2026-11-23"));
    assert_eq!((proposal.step, proposal.group), (FirstReminder, Group::Decide));
    assert_eq!(proposal.why, [Reason::TimeBarred { since: day("2026-02-15"), invoices: 1 }]);
    assert!(proposal.alternatives.iter().all(|other| !other.enabled && other.note == AlternativeNote::ForbiddenByLaw));
    // The owner cannot choose a firm letter either.
    story.chose(FormalNotice, day("2026-11-23"));
    assert_eq!(story.step(day("2026-11-23")), Some(FirstReminder));
    story.did(FirstReminder, day("2026-11-23"));
    assert_eq!(
        story.silence(day("2026-12-23")),
        SilenceReason::TimeBarred { since: day("2026-02-15"), amount: Cents(64_000) }
    );
}

#[test]
fn insolvency_freezes_every_letter_until_the_claim_is_declared() {
    let mut story = Story::professional();
    let due = day("2026-06-30");
    let invoice = story.invoice(due, 500_000);
    let not_due = story.invoice(day("2026-10-15"), 300_000);
    // Born before the judgment, due after it; and one born after it.
    story.file.invoices[1].delivery_date = Some(day("2026-08-20"));
    story.file.invoices[1].issue_date = day("2026-08-20");
    story.invoice(day("2026-11-15"), 10_000);
    story.did(FirstReminder, day("2026-07-06"));
    story.file.insolvency = Some(Insolvency {
        customer: story.file.customer.id,
        kind: InsolvencyKind::Redressement,
        opened_on: day("2026-09-01"),
        published_on: Some(day("2026-09-15")),
        recorded_on: day("2026-10-20"),
        declared_on: None,
    });
    story.chose(FormalNotice, day("2026-10-20"));
    let proposal = story.proposal(day("2026-10-20"));
    assert_eq!((proposal.step, proposal.group), (DeclareClaim, Group::Decide));
    assert_eq!(proposal.invoices, [invoice, not_due]);
    assert_eq!(proposal.amount, Cents(800_000));
    // GC-35.
    assert_eq!(
        proposal.why[1],
        Reason::DeclareBy {
            safe: Some(day("2026-11-13")),
            legal_limit: day("2026-11-16"),
            days_left: 24,
            from_publication: true
        }
    );
    // On Saturday the safe day has passed: the legal limit alone is named, Sunday moved to Monday.
    let saturday = story.proposal(day("2026-11-14"));
    assert_eq!(
        saturday.why[1],
        Reason::DeclareBy { safe: None, legal_limit: day("2026-11-16"), days_left: 2, from_publication: true }
    );
    assert_eq!(saturday.legal_deadline, Some(day("2026-11-16")));
    assert_eq!(proposal.why_not_stronger, Reason::PursuitsStopped);
    assert_eq!(
        story.proposal(day("2026-11-17")).why[1],
        Reason::DeclarationLate { limit: day("2026-11-16"), releve_until: day("2027-03-15") }
    );
    assert!(matches!(story.silence(day("2027-03-16")), SilenceReason::Insolvent { declared_on: None, .. }));
    story.file.insolvency.as_mut().unwrap().declared_on = Some(day("2026-11-02"));
    assert_eq!(
        story.silence(day("2026-11-17")),
        SilenceReason::Insolvent { kind: InsolvencyKind::Redressement, declared_on: Some(day("2026-11-02")) }
    );
}

#[test]
fn without_the_day_of_publication_the_judgment_counts_and_the_day_is_asked_for() {
    let mut story = Story::professional();
    story.invoice(day("2026-06-30"), 500_000);
    story.file.insolvency = Some(Insolvency {
        customer: story.file.customer.id,
        kind: InsolvencyKind::Liquidation,
        opened_on: day("2026-09-01"),
        published_on: None,
        recorded_on: day("2026-09-10"),
        declared_on: None,
    });
    let proposal = story.proposal(day("2026-09-10"));
    assert!(proposal.missing.contains(&Missing::PublicationDate));
    assert!(
        matches!(proposal.why[1], Reason::DeclareBy { from_publication: false, safe, .. } if safe == Some(day("2026-10-30")))
    );
    // Two months after the judgment nothing is over: they run from a publication that nobody has looked up.
    for today in ["2026-11-10", "2027-06-01"] {
        let proposal = story.proposal(day(today));
        assert_eq!(proposal.step, DeclareClaim, "{today}");
        assert_eq!(proposal.why[1], Reason::PublicationUnknown { judgment: day("2026-09-01") });
        assert_eq!(proposal.if_you_wait, Reason::DeclareAtOnce);
        assert!(proposal.missing.contains(&Missing::PublicationDate));
    }
    // Once it is known, it counts.
    story.file.insolvency.as_mut().unwrap().published_on = Some(day("2026-09-15"));
    assert!(matches!(story.proposal(day("2026-11-10")).why[1], Reason::DeclareBy { from_publication: true, .. }));
    assert!(matches!(story.proposal(day("2026-11-17")).why[1], Reason::DeclarationLate { .. }));
}

#[test]
fn over_indebtedness_is_answered_to_the_commission() {
    let mut story = Story::consumer();
    story.invoice(day("2026-06-30"), 80_000);
    story.file.insolvency = Some(Insolvency {
        customer: story.file.customer.id,
        kind: InsolvencyKind::OverIndebtedness,
        opened_on: day("2026-09-01"),
        published_on: None,
        recorded_on: day("2026-09-10"),
        declared_on: None,
    });
    let proposal = story.proposal(day("2026-11-20"));
    assert_eq!((proposal.step, proposal.legal_deadline), (DeclareClaim, None));
    assert_eq!(proposal.if_you_wait, Reason::AnswerTheCommission);
    assert_eq!(proposal.why_not_stronger, Reason::EnforcementSuspended);
    assert!(!proposal.missing.contains(&Missing::PublicationDate));
    assert!(proposal.sources.iter().all(|source| !source.title.contains("622-24")));
}

#[test]
fn an_answer_after_the_notice_is_told() {
    let mut story = Story::professional();
    let due = day("2026-09-01");
    story.invoice(due, 360_000);
    story.did(FormalNotice, day("2026-10-02"));
    let answer = story.exchange(None, Channel::Email, &[], day("2026-10-09"));
    story.file.exchanges.iter_mut().find(|exchange| exchange.id == answer).unwrap().direction =
        domain::Direction::Incoming;
    let proposal = story.proposal(day("2026-10-16"));
    assert!(matches!(
        proposal.why[0],
        Reason::NoticeExpired { answered_on: Some(day_of_answer), .. } if day_of_answer == day("2026-10-09")
    ));
}

#[test]
fn today_is_in_order_of_decisions_legal_time_and_weight() {
    let today = day("2026-11-20");
    let small_reminder = {
        let mut story = Story::professional();
        story.invoice(plus(today, -4), 10_000);
        story
    };
    let large_reminder = {
        let mut story = Story::professional();
        story.invoice(plus(today, -4), 900_000);
        story
    };
    let limitation = {
        let mut story = Story::consumer();
        story.invoice(day("2025-03-15"), 64_000);
        story
    };
    let expired = {
        let mut story = Story::professional();
        story.invoice(day("2026-09-01"), 487_000);
        story.did(FormalNotice, day("2026-10-30"));
        story
    };
    let promise = {
        let mut story = Story::professional();
        story.invoice(day("2026-10-24"), 99_800);
        story.promised(&[], 99_800, day("2026-11-10"), day("2026-11-13"));
        story
    };
    let paid = {
        let mut story = Story::professional();
        let invoice = story.invoice(day("2026-10-24"), 99_800);
        story.paid(invoice, 99_800, day("2026-11-10"));
        story
    };
    let stories = [small_reminder, large_reminder, promise, expired, limitation, paid];
    let files: Vec<_> = stories.iter().map(|story| story.file.clone()).collect();
    let ranked = agenda(&files, &stories[0].context(today));
    let steps: Vec<_> = ranked.iter().map(|proposal| (proposal.step, proposal.amount.0)).collect();
    assert_eq!(
        steps,
        [
            (ActBeforeLimitation, 64_000),
            (HandOver, 487_000),
            (FirstReminder, 900_000),
            (FirstReminder, 10_000),
            (domain::StepKey::CheckPromise, 99_800),
        ]
    );
}

#[test]
fn the_next_day_of_a_silent_customer_is_known() {
    let mut story = Story::professional();
    let due = day("2026-06-02");
    story.invoice(due, 120_000);
    let next = upcoming(&story.file, &story.context(plus(due, -10))).unwrap();
    assert_eq!((next.on, next.step, next.amount), (plus(due, 3), FirstReminder, Cents(120_000)));
    story.did(FirstReminder, plus(due, 3));
    let next = upcoming(&story.file, &story.context(plus(due, 4))).unwrap();
    assert_eq!((next.on, next.step), (plus(due, 10), Call));
}
