//! The three scenarios of product.md part 4, day by day, and where they are entered.

use agenda::{LeftOut, Missing, Pacing, Reason, SilenceReason};
use domain::StepKey::{Call, CheckDeposit, FirstReminder, FormalNotice, HandOver, NameTheKind, SecondReminder};
use domain::{Cents, Channel, Instalment, Outcome, PublicBuyer};

use crate::story::{Story, day, plus};

/// A Tuesday with no public holiday in the weeks that matter: 2026-06-02 + 3 is a Friday.
const TUESDAY: &str = "2026-06-02";

#[test]
fn a_professional_is_reminded_called_reminded_noticed_and_handed_over() {
    let mut story = Story::professional();
    let due = day(TUESDAY);
    story.invoice(due, 120_000);
    // J+10 is Friday the 12th, J+17 Friday the 19th, J+30 Thursday 2 July. The notice, presentation unknown, is counted
    // from three working days after sending (7 July) and gives eight days: to the 15th; the 14th is a holiday.
    assert_eq!(
        story.live(due, -10, 90),
        [(3, FirstReminder), (10, Call), (17, SecondReminder), (30, FormalNotice), (44, HandOver)]
    );
}

#[test]
fn a_consumer_is_given_more_time() {
    let mut story = Story::consumer();
    let due = day("2026-02-03");
    story.invoice(due, 80_000);
    // J+5 is a Sunday and moves to Monday, J+12 a Sunday too, J+25 a Saturday: the targets stay those of the due date.
    // J+45 is Friday 20 March; three working days lead to the 25th, fifteen days to 9 April.
    assert_eq!(
        story.live(due, -10, 120),
        [(6, FirstReminder), (13, Call), (27, SecondReminder), (45, FormalNotice), (66, HandOver)]
    );
}

#[test]
fn a_public_buyer_begins_with_its_deposit() {
    let mut story = Story::public_body();
    // Deposited on 2 May, thirty days: due on 1 June.
    let due = day("2026-06-01");
    story.invoice(due, 1_800_000);
    assert_eq!(
        story.live(due, -30, 120),
        [(-10, CheckDeposit), (3, FirstReminder), (10, Call), (21, SecondReminder), (45, FormalNotice), (66, HandOver)]
    );
}

#[test]
fn a_hospital_has_fifty_days() {
    let mut story = Story::public_body();
    story.file.customer.public_buyer = Some(PublicBuyer::Hospital);
    // Written as due after thirty days: the period of the hospital is fifty.
    let written = day("2026-06-01");
    story.invoice(written, 1_800_000);
    let due = plus(written, 20);
    assert_eq!(story.step(plus(due, -11)), None);
    assert_eq!(story.step(plus(due, -10)), Some(CheckDeposit));
    story.did(CheckDeposit, plus(due, -10));
    assert_eq!(story.step(plus(due, 2)), None);
    assert_eq!(story.step(plus(due, 3)), Some(FirstReminder));
}

#[test]
fn nothing_is_asked_before_the_third_day() {
    let mut story = Story::professional();
    let due = day(TUESDAY);
    story.invoice(due, 120_000);
    for late in -30..=0 {
        assert_eq!(story.silence(plus(due, late)), SilenceReason::NothingOverdue { next_due: Some(due) });
    }
    for late in 1..3 {
        let silence = story.silence(plus(due, late));
        assert_eq!(
            silence,
            SilenceReason::Scheduled { step: FirstReminder, on: plus(due, 3), last_step: None },
            "J+{late}"
        );
    }
    let proposal = story.proposal(plus(due, 3));
    assert_eq!(proposal.why, [Reason::Overdue { days: 3, due, scenario_days: 3 }]);
    assert_eq!(proposal.amount, Cents(120_000));
    assert_eq!(proposal.days_late, 3);
    assert_eq!(proposal.channel, Some(Channel::Email));
    assert_eq!(proposal.why_not_stronger, Reason::LightestFirst);
    // 1 200 € × 12.15 % × 30 / 365, first half-year of 2026.
    assert!(matches!(proposal.if_you_wait, Reason::InterestRuns { per_30_days: Cents(1198), .. }));
}

#[test]
fn a_target_on_a_sunday_moves_to_monday_and_stays_until_it_is_done() {
    let mut story = Story::professional();
    // Thursday + 3 is a Sunday.
    let due = day("2026-06-04");
    story.invoice(due, 120_000);
    assert_eq!(story.step(plus(due, 3)), None);
    assert_eq!(story.step(plus(due, 4)), Some(FirstReminder));
    // Seen on a later Sunday it is still there, to be done on Monday.
    let sunday = day("2026-06-14");
    assert_eq!(story.proposal(sunday).do_on, day("2026-06-15"));
}

#[test]
fn after_nine_days_of_absence_there_is_one_proposal_and_nothing_is_replayed() {
    let mut story = Story::professional();
    let due = day(TUESDAY);
    let first = story.invoice(due, 120_000);
    let second = story.invoice(plus(due, 4), 60_000);
    // Opened again on Monday, J+13: the reminder of J+3 was missed, the call of J+10 too.
    let today = plus(due, 13);
    let proposal = story.proposal(today);
    assert_eq!(proposal.step, FirstReminder);
    assert_eq!(proposal.invoices, [first, second]);
    assert_eq!(proposal.amount, Cents(180_000));
    story.did_about(FirstReminder, &proposal.invoices, today);
    assert_eq!(story.step(today), None);
    assert_eq!(story.step(plus(today, 6)), None);
    // The call keeps its seven days from the reminder that was really sent.
    assert_eq!(story.step(plus(today, 7)), Some(Call));
}

#[test]
fn a_debt_imported_at_52_days_enters_with_a_call_then_the_firm_letter() {
    let mut story = Story::professional();
    let due = day(TUESDAY);
    story.invoice(due, 120_000);
    let proposal = story.proposal(plus(due, 52));
    assert_eq!(proposal.step, Call);
    assert_eq!(proposal.why, [Reason::OldDebt { days: 52, firm_from: 17 }]);
    assert!(proposal.alternatives.iter().any(|other| other.step == SecondReminder && other.enabled));
    assert_eq!(story.live(due, 52, 120), [(52, Call), (59, SecondReminder), (72, FormalNotice), (86, HandOver)]);
}

#[test]
fn a_debt_imported_with_its_formal_notice_goes_on_from_there() {
    let mut story = Story::professional();
    let due = day("2026-03-03");
    story.invoice(due, 120_000);
    let notice = story.did(FormalNotice, day("2026-05-04"));
    story.presented(notice, day("2026-05-06"), domain::DeliveryOutcome::Signed);
    // Eight days from the 6th is the 14th, Ascension: to the 15th.
    assert_eq!(
        story.silence(day("2026-05-15")),
        SilenceReason::WaitingForNotice {
            sent_on: day("2026-05-04"),
            presented_on: Some(day("2026-05-06")),
            deadline: day("2026-05-15"),
        }
    );
    let proposal = story.proposal(day("2026-05-21"));
    assert_eq!(proposal.step, HandOver);
    assert_eq!(
        proposal.why[0],
        Reason::NoticeExpired {
            sent_on: day("2026-05-04"),
            presented_on: Some(day("2026-05-06")),
            deadline: day("2026-05-15"),
            days: 6,
            answered_on: None,
        }
    );
}

#[test]
fn a_step_recorded_is_not_proposed_again_the_next_day() {
    let mut story = Story::professional();
    let due = day(TUESDAY);
    story.invoice(due, 120_000);
    story.did(FirstReminder, plus(due, 3));
    for late in 3..10 {
        assert_eq!(story.step(plus(due, late)), None, "J+{late}");
    }
    let proposal = story.proposal(plus(due, 10));
    assert_eq!(proposal.step, Call);
    assert_eq!(
        proposal.why,
        [Reason::SinceStep { step: FirstReminder, day: plus(due, 3), days: 7, scenario_days: 7, skipped: false }]
    );
}

#[test]
fn five_days_lie_between_two_contacts_whatever_they_were() {
    let mut story = Story::professional();
    let due = day(TUESDAY);
    story.invoice(due, 120_000);
    // A mail of the owner's own, outside any step, on the day before the first reminder.
    story.exchange(None, Channel::Email, &[], plus(due, 2));
    assert_eq!(
        story.silence(plus(due, 3)),
        SilenceReason::TooSoon {
            last_contact: plus(due, 2),
            next_on: plus(due, 7),
            contacts_in_30_days: 1,
            because: Pacing::Gap { days: 5 },
        }
    );
    assert_eq!(story.step(plus(due, 7)), Some(FirstReminder));
}

#[test]
fn four_contacts_in_thirty_days_are_enough() {
    let mut story = Story::professional();
    let due = day("2026-06-03");
    story.invoice(due, 120_000);
    for late in [5, 11, 17, 23] {
        story.exchange(None, Channel::Email, &[], plus(due, late));
    }
    assert!(matches!(
        story.silence(plus(due, 30)),
        SilenceReason::TooSoon { because: Pacing::Cap { contacts: 4 }, contacts_in_30_days: 4, .. }
    ));
    assert_eq!(story.step(plus(due, 36)), Some(Call));
}

#[test]
fn a_young_invoice_travels_with_the_call_that_comes_soon() {
    let mut story = Story::professional();
    let due = day(TUESDAY);
    let old = story.invoice(due, 120_000);
    story.did(FirstReminder, plus(due, 3));
    let young = story.invoice(plus(due, 3), 60_000);
    // Its own third day is J+6; the call of the other comes on J+10.
    assert_eq!(story.step(plus(due, 8)), None);
    let proposal = story.proposal(plus(due, 10));
    assert_eq!((proposal.step, proposal.invoices), (Call, vec![old, young]));
}

#[test]
fn an_invoice_one_day_late_is_left_out_of_the_message() {
    let mut story = Story::professional();
    let due = day(TUESDAY);
    let old = story.invoice(due, 120_000);
    let young = story.invoice(plus(due, 2), 60_000);
    let proposal = story.proposal(plus(due, 3));
    assert_eq!(proposal.invoices, [old]);
    assert!(proposal.why.contains(&Reason::LeftOut { invoice: young, why: LeftOut::JustDue { days: 1 } }));
}

#[test]
fn a_new_invoice_takes_the_firm_tone_of_the_others() {
    let mut story = Story::professional();
    let due = day(TUESDAY);
    let old = story.invoice(due, 120_000);
    story.did(FirstReminder, plus(due, 3));
    story.did(Call, plus(due, 10));
    story.did(SecondReminder, plus(due, 17));
    let young = story.invoice(plus(due, 19), 60_000);
    let proposal = story.proposal(plus(due, 22));
    assert_eq!((proposal.step, proposal.invoices.as_slice()), (SecondReminder, [young].as_slice()));
    assert!(proposal.why.contains(&Reason::JoinsOthers { step: SecondReminder, invoices: 1 }));
    story.did_about(SecondReminder, &[young], plus(due, 22));
    // With it four contacts fell in thirty days, so the notice waits for Monday, J+34. It covers what was reminded.
    assert!(matches!(story.silence(plus(due, 33)), SilenceReason::TooSoon { because: Pacing::Cap { .. }, .. }));
    let proposal = story.proposal(plus(due, 34));
    assert_eq!((proposal.step, proposal.invoices), (FormalNotice, vec![old, young]));
}

#[test]
fn a_formal_notice_leaves_out_what_was_never_reminded() {
    let mut story = Story::professional();
    let due = day(TUESDAY);
    let old = story.invoice(due, 120_000);
    for (step, late) in [(FirstReminder, 3), (Call, 10), (SecondReminder, 17)] {
        story.did(step, plus(due, late));
    }
    let young = story.invoice(plus(due, 26), 60_000);
    let proposal = story.proposal(plus(due, 30));
    assert_eq!((proposal.step, proposal.invoices.as_slice()), (FormalNotice, [old].as_slice()));
    assert!(proposal.why.contains(&Reason::LeftOut { invoice: young, why: LeftOut::NotYetReminded }));
    assert_eq!(proposal.deadline_days, Some(8));
    assert_eq!(proposal.channel, Some(Channel::RegisteredLetter));
}

#[test]
fn two_written_messages_without_a_voice_call_for_a_call() {
    let mut story = Story::professional();
    let due = day(TUESDAY);
    story.invoice(due, 120_000);
    story.did(FirstReminder, plus(due, 3));
    story.chose(SecondReminder, plus(due, 9));
    assert_eq!(story.step(plus(due, 9)), Some(SecondReminder));
    story.did(SecondReminder, plus(due, 9));
    let proposal = story.proposal(plus(due, 30));
    assert_eq!(proposal.step, Call);
    assert!(proposal.why.contains(&Reason::WrittenUnanswered { messages: 2, last: plus(due, 9) }));
    story.did(Call, plus(due, 30));
    assert_eq!(story.step(plus(due, 36)), Some(FormalNotice));
}

#[test]
fn a_wrong_number_leads_to_the_next_written_step() {
    let mut story = Story::professional();
    let due = day(TUESDAY);
    story.invoice(due, 120_000);
    story.did(FirstReminder, plus(due, 3));
    story.called(plus(due, 10), Outcome::WrongNumber);
    let proposal = story.proposal(plus(due, 10));
    assert_eq!(proposal.step, SecondReminder);
    assert!(proposal.why.contains(&Reason::WrongNumber { day: plus(due, 10) }));
}

#[test]
fn a_refusal_calls_for_the_formal_notice_at_once() {
    let mut story = Story::professional();
    let due = day(TUESDAY);
    story.invoice(due, 120_000);
    story.did(FirstReminder, plus(due, 3));
    story.called(plus(due, 10), Outcome::Refuses);
    let proposal = story.proposal(plus(due, 10));
    assert_eq!(proposal.step, FormalNotice);
    assert_eq!(proposal.why[0], Reason::DebtorRefused { day: plus(due, 10) });
}

#[test]
fn a_document_asked_for_is_sent_again_and_the_ladder_restarts_softly() {
    let mut story = Story::professional();
    let due = day(TUESDAY);
    story.invoice(due, 120_000);
    story.did(FirstReminder, plus(due, 3));
    story.called(plus(due, 10), Outcome::AsksForDocument);
    let proposal = story.proposal(plus(due, 10));
    assert_eq!(proposal.step, FirstReminder);
    assert_eq!(proposal.why[0], Reason::AsksForDocument { day: plus(due, 10) });
    story.did(FirstReminder, plus(due, 10));
    assert_eq!(story.step(plus(due, 16)), None);
    assert_eq!(story.step(plus(due, 17)), Some(Call));
}

#[test]
fn a_debtor_in_difficulty_is_given_twice_the_time() {
    let mut story = Story::professional();
    let due = day(TUESDAY);
    story.invoice(due, 120_000);
    story.did(FirstReminder, plus(due, 3));
    story.called(plus(due, 10), Outcome::InDifficulty);
    assert_eq!(story.step(plus(due, 17)), None);
    let proposal = story.proposal(plus(due, 24));
    assert_eq!(proposal.step, SecondReminder);
    assert!(proposal.why.contains(&Reason::InDifficulty { day: plus(due, 10) }));
}

#[test]
fn a_letter_that_came_back_leads_straight_to_the_notice() {
    let mut story = Story::professional();
    let due = day(TUESDAY);
    story.invoice(due, 120_000);
    let all = story.all();
    let sent = story.exchange(Some(FirstReminder), Channel::RegisteredLetter, &all, plus(due, 3));
    story.presented(sent, plus(due, 6), domain::DeliveryOutcome::UnknownAddress);
    let proposal = story.proposal(plus(due, 10));
    assert_eq!(proposal.step, FormalNotice);
    assert!(matches!(proposal.why[0], Reason::UnknownAddress { .. }));
    assert!(proposal.missing.iter().any(|missing| matches!(missing, Missing::NewAddress { .. })));
}

#[test]
fn of_two_instalments_only_the_first_is_asked_for_and_the_second_has_its_own_cycle() {
    let mut story = Story::professional();
    let due = day(TUESDAY);
    let invoice = story.invoice(due, 100_000);
    let second = day("2026-09-01");
    story.file.invoices[0].instalments =
        vec![Instalment::due(due, Cents(40_000)), Instalment::due(second, Cents(60_000))];
    assert_eq!(story.proposal(plus(due, 3)).amount, Cents(40_000));
    story.did(FirstReminder, plus(due, 3));
    story.paid(invoice, 40_000, plus(due, 5));
    assert_eq!(story.silence(plus(due, 10)), SilenceReason::NothingOverdue { next_due: Some(second) });
    let proposal = story.proposal(plus(second, 3));
    assert_eq!((proposal.step, proposal.amount), (FirstReminder, Cents(60_000)));
}

#[test]
fn a_customer_of_unknown_kind_is_named_first() {
    let mut story = Story::of(None);
    let due = day(TUESDAY);
    story.invoice(due, 120_000);
    assert_eq!(story.silence(plus(due, -11)), SilenceReason::NothingOverdue { next_due: Some(due) });
    for late in [-10, 0, 3, 60] {
        let proposal = story.proposal(plus(due, late));
        assert_eq!(proposal.step, NameTheKind);
        assert!(proposal.alternatives.iter().all(|other| !other.enabled));
    }
}

#[test]
fn a_part_payment_and_a_credit_note_leave_the_rest() {
    let mut story = Story::professional();
    let due = day(TUESDAY);
    let invoice = story.invoice(due, 120_000);
    story.paid(invoice, 50_000, plus(due, -1));
    story.credit_note(plus(due, -1), 20_000, Some(invoice));
    assert_eq!(story.proposal(plus(due, 3)).amount, Cents(50_000));
    story.credit_note(plus(due, 2), 50_000, Some(invoice));
    assert_eq!(story.silence(plus(due, 3)), SilenceReason::AllPaid);
}

#[test]
fn a_customer_without_any_address_blocks_a_reminder() {
    let mut story = Story::professional();
    let due = day(TUESDAY);
    story.invoice(due, 120_000);
    story.file.customer.contacts.clear();
    assert_eq!(story.proposal(plus(due, 3)).channel, Some(Channel::Letter));
    assert!(story.proposal(plus(due, 3)).missing.contains(&Missing::Email));
    story.file.customer.address = domain::Address::default();
    let missing = story.proposal(plus(due, 3)).missing;
    assert!(missing.iter().any(|missing| *missing == Missing::AnyAddress && missing.is_blocking()));
}

#[test]
fn the_days_of_the_owner_replace_those_built_in() {
    let mut story = Story::professional();
    let due = day(TUESDAY);
    story.invoice(due, 120_000);
    story.scenarios.professional.rungs[0].day = 8;
    assert_eq!(story.step(plus(due, 7)), None);
    assert_eq!(story.step(plus(due, 8)), Some(FirstReminder));
}

#[test]
fn a_missing_rate_is_asked_for_only_where_it_would_be_written() {
    // Rates of 2027 are not known yet.
    let lacks_rate = |story: &mut Story, today: &str| {
        story.chose(SecondReminder, day(today));
        let proposal = story.proposal(day(today));
        assert_eq!(proposal.step, SecondReminder);
        proposal.missing.contains(&Missing::Rate)
    };
    let mut story = Story::professional();
    story.invoice(day("2026-12-10"), 100_000);
    assert!(lacks_rate(&mut story, "2027-02-01"));
    story.business.terms.penalty_rate = domain::PenaltyRate::Clause { rate_percent: "12".parse().unwrap() };
    assert!(!lacks_rate(&mut story, "2027-02-01"));
    // Unless the owner chose the rate of the law where the contract's lies below the floor.
    story.business.terms.below_floor = law::BelowFloor::Statutory;
    assert!(lacks_rate(&mut story, "2027-02-01"));
    // A consumer owes no interest before a notice was presented.
    let mut story = Story::consumer();
    story.invoice(day("2026-12-10"), 100_000);
    assert!(!lacks_rate(&mut story, "2027-02-01"));
}

#[test]
fn the_cost_of_waiting_follows_the_choice_below_the_floor() {
    let mut story = Story::professional();
    story.invoice(day("2026-08-01"), 100_000);
    story.business.terms.penalty_rate = domain::PenaltyRate::Clause { rate_percent: "6".parse().unwrap() };
    // 1 000 € over 30 days of 2026 S2, at 6 %, at the floor of 8.25 % and at the 12.40 % of the law.
    for (chosen, cents) in
        [(law::BelowFloor::Clause, 493), (law::BelowFloor::Floor, 678), (law::BelowFloor::Statutory, 1_019)]
    {
        story.business.terms.below_floor = chosen;
        let Reason::InterestRuns { per_30_days, penalties, .. } = story.proposal(day("2026-08-10")).if_you_wait else {
            panic!("nothing runs")
        };
        assert_eq!((per_30_days, penalties), (Cents(cents), true), "{chosen:?}");
    }
}
