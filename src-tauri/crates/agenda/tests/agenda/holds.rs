//! When Acquit keeps quiet: promises, disputes, "I have paid", pauses, snoozes, money without an invoice.

use agenda::{Group, LeftOut, Next, Reason, SilenceReason};
use domain::StepKey::{
    AnswerDispute, Call, CheckPayment, CheckPromise, FirstReminder, FormalNotice, HandOver, SecondReminder,
};
use domain::{Cents, DisputeReason, PauseScope, Route, WriteOff};

use crate::story::{Story, day, plus};

const TUESDAY: &str = "2026-06-02";

fn reminded() -> (Story, domain::InvoiceId, chrono::NaiveDate) {
    let mut story = Story::professional();
    let due = day(TUESDAY);
    let invoice = story.invoice(due, 120_000);
    story.did(FirstReminder, plus(due, 3));
    (story, invoice, due)
}

#[test]
fn a_promise_is_silent_until_its_day_and_three_working_days() {
    let (mut story, _, due) = reminded();
    // Promised on the 9th for Friday 19 June: silent until Wednesday the 24th.
    story.promised(&[], 120_000, plus(due, 7), day("2026-06-19"));
    for today in [day("2026-06-12"), day("2026-06-19"), day("2026-06-24")] {
        assert_eq!(
            story.silence(today),
            SilenceReason::Promised { due_on: day("2026-06-19"), until: day("2026-06-24"), amount: Cents(120_000) }
        );
    }
    let silent = story.on(day("2026-06-12"));
    assert_eq!(silent.silence().unwrap().next, Some(Next { on: day("2026-06-25"), step: CheckPromise }));
    let proposal = story.proposal(day("2026-06-25"));
    assert_eq!((proposal.step, proposal.group), (CheckPromise, Group::Check));
    assert_eq!(
        proposal.why,
        [Reason::PromisePassed {
            due_on: day("2026-06-19"),
            days: 6,
            amount: Cents(120_000),
            received: Cents::ZERO,
            made_by: "Mme Perrin".into()
        }]
    );
}

#[test]
fn a_promise_that_was_kept_asks_for_nothing() {
    let (mut story, invoice, due) = reminded();
    story.promised(&[invoice], 50_000, plus(due, 7), day("2026-06-19"));
    story.paid(invoice, 50_000, day("2026-06-18"));
    // Half was promised and paid: the rest goes on.
    let proposal = story.proposal(day("2026-06-25"));
    assert_eq!((proposal.step, proposal.amount), (Call, Cents(70_000)));
    story.paid(invoice, 70_000, day("2026-06-25"));
    assert_eq!(story.silence(day("2026-06-25")), SilenceReason::AllPaid);
}

#[test]
fn after_the_first_broken_promise_the_ladder_goes_on_and_after_the_second_comes_the_notice() {
    let (mut story, _, due) = reminded();
    story.promised(&[], 120_000, plus(due, 7), day("2026-06-19"));
    story.close_promise(day("2026-06-25"));
    assert_eq!(story.step(day("2026-06-25")), Some(Call));
    story.did(Call, day("2026-06-25"));
    story.promised(&[], 120_000, day("2026-06-25"), day("2026-07-01"));
    // 1 July is a Wednesday: three working days lead to Monday the 6th.
    assert_eq!(story.step(day("2026-07-06")), None);
    assert_eq!(story.step(day("2026-07-07")), Some(CheckPromise));
    story.close_promise(day("2026-07-07"));
    let proposal = story.proposal(day("2026-07-07"));
    assert_eq!(proposal.step, FormalNotice);
    assert_eq!(proposal.why[0], Reason::BrokenPromises { count: 2, last: day("2026-07-01") });
}

#[test]
fn a_promise_called_off_before_its_day_is_not_broken() {
    let (mut story, _, due) = reminded();
    for _ in 0..2 {
        story.promised(&[], 120_000, plus(due, 7), day("2026-06-19"));
        story.close_promise(plus(due, 8));
    }
    assert_eq!(story.step(plus(due, 10)), Some(Call));
}

#[test]
fn a_promise_for_one_invoice_leaves_the_other() {
    let mut story = Story::professional();
    let due = day(TUESDAY);
    let promised = story.invoice(due, 120_000);
    let other = story.invoice(due, 60_000);
    story.did(FirstReminder, plus(due, 3));
    story.promised(&[promised], 120_000, plus(due, 7), day("2026-06-30"));
    let proposal = story.proposal(plus(due, 10));
    assert_eq!((proposal.step, proposal.invoices.as_slice()), (Call, [other].as_slice()));
    assert!(proposal.why.iter().any(|reason| matches!(
        reason,
        Reason::LeftOut { invoice, why: LeftOut::Promised { .. } } if *invoice == promised
    )));
}

#[test]
fn a_disputed_invoice_is_silent_and_a_disputed_part_is_left_out() {
    let (mut story, invoice, due) = reminded();
    story.disputed(invoice, None, plus(due, 5));
    assert_eq!(
        story.silence(plus(due, 14)),
        SilenceReason::Disputed { amount: Cents(120_000), reason: DisputeReason::Quality, answer_due: None }
    );
    story.file.disputes[0].amount = Some(Cents(30_000));
    let proposal = story.proposal(plus(due, 10));
    assert_eq!((proposal.step, proposal.amount), (Call, Cents(90_000)));
    assert!(proposal.why.contains(&Reason::PartlyDisputed { disputed: Cents(30_000) }));
}

#[test]
fn the_answer_that_is_due_is_a_card_of_its_own_and_then_silence_again() {
    let (mut story, invoice, due) = reminded();
    story.disputed(invoice, None, plus(due, 5));
    story.file.disputes[0].answer_due = Some(plus(due, 9));
    story.file.disputes[0].task = "retrouver le bon".into();
    assert_eq!(story.on(plus(due, 8)).silence().unwrap().next, Some(Next { on: plus(due, 9), step: AnswerDispute }));
    let proposal = story.proposal(plus(due, 11));
    assert_eq!((proposal.step, proposal.group, proposal.amount), (AnswerDispute, Group::Do, Cents(120_000)));
    assert_eq!(
        proposal.why,
        [Reason::AnswerDue {
            invoice,
            reason: DisputeReason::Quality,
            due: plus(due, 9),
            days: 2,
            task: "retrouver le bon".into()
        }]
    );
    story.file.disputes[0].answer =
        Some(domain::DisputeAnswer { day: plus(due, 11), text: "bon de livraison envoyé".into() });
    assert!(matches!(story.silence(plus(due, 11)), SilenceReason::Disputed { answer_due: None, .. }));
    // Answered and never ended: it comes back rather than being forgotten.
    assert_eq!(story.step(plus(due, 25)), None);
    assert!(matches!(story.proposal(plus(due, 26)).why[0], Reason::DisputeWaits { answered: true, days: 15, .. }));
}

#[test]
fn an_answer_that_is_due_does_not_hold_back_what_nobody_disputes() {
    let (mut story, invoice, due) = reminded();
    story.disputed(invoice, Some(30_000), plus(due, 5));
    story.file.disputes[0].answer_due = Some(plus(due, 9));
    let proposal = story.proposal(plus(due, 10));
    assert_eq!((proposal.step, proposal.amount), (Call, Cents(90_000)));
    assert!(proposal.why.iter().any(|reason| matches!(reason, Reason::AnswerDue { days: 1, .. })));
    story.did(Call, plus(due, 10));
    let proposal = story.proposal(plus(due, 11));
    assert_eq!((proposal.step, proposal.amount), (AnswerDispute, Cents(30_000)));
}

#[test]
fn a_dispute_without_a_date_is_not_forgotten_either() {
    let (mut story, invoice, due) = reminded();
    story.disputed(invoice, None, plus(due, 5));
    assert_eq!(story.step(plus(due, 19)), None);
    assert_eq!(story.step(plus(due, 20)), Some(AnswerDispute));
    story.skipped(AnswerDispute, plus(due, 20));
    assert_eq!(story.step(plus(due, 60)), None);
}

#[test]
fn after_a_dispute_the_debtor_has_five_days() {
    let (mut story, invoice, due) = reminded();
    story.disputed(invoice, None, plus(due, 5));
    story.file.disputes[0].closed = Some((plus(due, 20), "avoir accordé".into()));
    assert_eq!(story.step(plus(due, 24)), None);
    let proposal = story.proposal(plus(due, 27));
    assert_eq!(proposal.step, Call);
    assert!(proposal.why.contains(&Reason::DisputeEnded { day: plus(due, 20) }));
}

#[test]
fn who_says_to_have_paid_is_left_alone_for_five_days_then_the_bank_is_looked_at() {
    let (mut story, _, due) = reminded();
    story.says_paid(plus(due, 8));
    for late in 8..=13 {
        assert_eq!(
            story.silence(plus(due, late)),
            SilenceReason::SaysPaidWaiting { said_on: plus(due, 8), until: plus(due, 13) }
        );
    }
    let proposal = story.proposal(plus(due, 14));
    assert_eq!((proposal.step, proposal.group), (CheckPayment, Group::Check));
    story.file.payment_claims[0].closed = Some((plus(due, 14), "rien".into()));
    assert_eq!(story.step(plus(due, 14)), Some(Call));
}

#[test]
fn money_without_an_invoice_is_looked_at_before_anybody_is_contacted() {
    let (mut story, _, due) = reminded();
    story.received(48_000, Vec::new(), plus(due, 8));
    let proposal = story.proposal(plus(due, 10));
    assert_eq!(proposal.step, CheckPayment);
    assert_eq!(proposal.why, [Reason::UnallocatedMoney { amount: Cents(48_000) }]);
    // The owner looked, and it is not for these invoices.
    story.skipped(CheckPayment, plus(due, 10));
    assert_eq!(story.step(plus(due, 10)), Some(Call));
    // New money, another look.
    story.credit_note(plus(due, 11), 5_000, None);
    assert_eq!(story.step(plus(due, 11)), Some(CheckPayment));
}

#[test]
fn a_rounding_difference_is_no_payment() {
    let (mut story, _, due) = reminded();
    story.received(3, Vec::new(), plus(due, 8));
    assert_eq!(story.step(plus(due, 10)), Some(Call));
}

#[test]
fn a_pause_silences_an_invoice_a_customer_or_everything() {
    let (mut story, invoice, due) = reminded();
    let until = plus(due, 30);
    let customer = story.file.customer.id;
    for scope in [PauseScope::Invoice(invoice), PauseScope::Customer(customer), PauseScope::Everything] {
        let pause = story.pause(scope, plus(due, 5), Some(until));
        match scope {
            PauseScope::Everything => story.pauses = vec![pause],
            _ => story.file.pauses = vec![pause],
        }
        assert_eq!(
            story.silence(until),
            SilenceReason::Paused { scope, until: Some(until), reason: "en vacances".into() }
        );
        assert_eq!(story.on(until).silence().unwrap().next.unwrap().on, plus(until, 1));
        assert_eq!(story.step(plus(until, 1)), Some(Call));
        story.file.pauses.clear();
        story.pauses.clear();
    }
}

#[test]
fn a_snoozed_step_comes_back_on_its_day() {
    let (mut story, _, due) = reminded();
    story.snoozed(Call, plus(due, 10), plus(due, 20));
    assert_eq!(story.silence(plus(due, 19)), SilenceReason::Snoozed { step: Call, until: plus(due, 20) });
    assert_eq!(story.step(plus(due, 20)), Some(Call));
}

#[test]
fn a_skipped_step_counts_as_done_and_its_clock_starts_that_day() {
    let (mut story, _, due) = reminded();
    story.skipped(Call, plus(due, 12));
    assert_eq!(story.step(plus(due, 18)), None);
    let proposal = story.proposal(plus(due, 20));
    assert_eq!(proposal.step, SecondReminder);
    assert_eq!(
        proposal.why[0],
        Reason::SinceStep { step: Call, day: plus(due, 12), days: 8, scenario_days: 7, skipped: true }
    );
}

#[test]
fn a_choice_is_offered_until_the_next_exchange_and_never_against_a_promise() {
    let (mut story, _, due) = reminded();
    story.chose(FormalNotice, plus(due, 4));
    let proposal = story.proposal(plus(due, 4));
    assert_eq!(proposal.step, FormalNotice);
    assert_eq!(proposal.why, [Reason::ChosenByOwner { day: plus(due, 4), instead_of: Some(Call) }]);
    story.promised(&[], 120_000, plus(due, 5), plus(due, 9));
    assert_eq!(story.step(plus(due, 6)), None);
    story.file.promises.clear();
    story.did(FormalNotice, plus(due, 6));
    assert!(matches!(story.silence(plus(due, 7)), SilenceReason::WaitingForNotice { .. }));
}

#[test]
fn a_choice_made_before_does_not_reach_who_may_have_paid_since() {
    let (mut story, _, due) = reminded();
    story.chose(SecondReminder, plus(due, 4));
    story.says_paid(plus(due, 5));
    assert_eq!(story.step(plus(due, 8)), None);
    assert_eq!(story.step(plus(due, 12)), Some(CheckPayment));
    story.file.payment_claims[0].closed = Some((plus(due, 12), "rien".into()));
    assert_eq!(story.step(plus(due, 12)), Some(SecondReminder));
    story.received(50_000, Vec::new(), plus(due, 13));
    assert_eq!(story.step(plus(due, 13)), Some(CheckPayment));
    // Chosen again with the money in sight, it is the owner's decision.
    story.chose(SecondReminder, plus(due, 13));
    assert_eq!(story.step(plus(due, 13)), Some(SecondReminder));
}

#[test]
fn who_pays_by_direct_debit_is_not_reminded() {
    let (mut story, _, due) = reminded();
    story.file.customer.pays_by_direct_debit = true;
    assert_eq!(story.silence(plus(due, 50)), SilenceReason::PaysByDirectDebit { overdue: Cents(120_000) });
}

#[test]
fn what_was_given_up_is_forgotten() {
    let (mut story, invoice, due) = reminded();
    story.file.write_offs.push(WriteOff { invoice, day: plus(due, 40), reason: "trop petit".into() });
    assert_eq!(story.silence(plus(due, 60)), SilenceReason::AllPaid);
}

#[test]
fn a_file_handed_over_is_silent_until_it_comes_back() {
    let (mut story, invoice, due) = reminded();
    let notice = story.did(FormalNotice, plus(due, 10));
    story.presented(notice, plus(due, 13), domain::DeliveryOutcome::Signed);
    assert_eq!(story.step(plus(due, 24)), Some(HandOver));
    story.file.hand_over = Some(domain::HandOver {
        customer: story.file.customer.id,
        route: Route::CollectionAgency,
        invoices: vec![invoice],
        to: "Agence Martin".into(),
        day: plus(due, 25),
        note: String::new(),
        returned_on: None,
    });
    assert!(matches!(story.silence(plus(due, 200)), SilenceReason::HandedOver { .. }));
    story.file.hand_over.as_mut().unwrap().returned_on = Some(plus(due, 120));
    let proposal = story.proposal(plus(due, 121));
    assert_eq!(proposal.step, HandOver);
    assert!(proposal.why.contains(&Reason::Returned { day: plus(due, 120), route: Route::CollectionAgency }));
}
