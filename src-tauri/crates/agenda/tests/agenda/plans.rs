//! Instalment plans: silence while they are kept, and no more asked than they allow when they are not.

use agenda::{Reason, SilenceReason, plans};
use chrono::NaiveDate;
use domain::StepKey::{CheckPlan, FirstReminder, HandOver, PlanNotice};
use domain::plan::{Rhythm, days_of, equal_parts};
use domain::{Cents, Instalment, InvoiceId, Plan, PlanDebt, PlanId, PlanInterest, PlanSignature, Signer};
use proptest::prelude::*;

use crate::story::{Story, day, plus};

const DUE: &str = "2026-03-02";

/// A plan of 1,200 € in three months from Monday 20 April.
fn planned(story: &mut Story, invoice: InvoiceId, clause: Option<u16>, signed: bool) {
    let parts = equal_parts(Cents(120_000), 3).into_iter().zip(days_of(day("2026-04-20"), Rhythm::Monthly, 3));
    let made_on = day("2026-03-20");
    let plan = Plan {
        id: PlanId(story.id()),
        customer: story.file.customer.id,
        invoices: vec![invoice],
        debt: PlanDebt { principal: Cents(120_000), ..PlanDebt::default() },
        instalments: parts.map(|(amount, due_date)| Instalment::due(due_date, amount)).collect(),
        interest: PlanInterest::Kept,
        acceleration_days: clause,
        signer: Signer { name: "Mme Perrin".into(), role: String::new(), trader: true },
        made_on,
        lang: domain::Lang::Fr,
        document: "0".repeat(64).parse().unwrap(),
        signed: signed.then(|| PlanSignature { on: plus(made_on, 3), kept: String::new() }),
        closed: None,
        closed_as: None,
    };
    story.file.plans.push(plan);
}

fn story(clause: Option<u16>, signed: bool) -> (Story, InvoiceId) {
    let mut story = Story::professional();
    let invoice = story.invoice(day(DUE), 120_000);
    story.did(FirstReminder, plus(day(DUE), 3));
    planned(&mut story, invoice, clause, signed);
    (story, invoice)
}

#[test]
fn a_plan_that_is_kept_is_silent_and_names_its_next_instalment() {
    let (mut story, invoice) = story(Some(8), true);
    // Monday 20 April and three working days.
    let (due_on, until) = (day("2026-04-20"), day("2026-04-23"));
    assert_eq!(story.silence(until), SilenceReason::Planned { due_on, until, amount: Cents(40_000) });
    story.paid(invoice, 40_000, day("2026-04-21"));
    let silence = story.silence(day("2026-05-10"));
    assert!(matches!(silence, SilenceReason::Planned { due_on, .. } if due_on == day("2026-05-20")));
}

#[test]
fn a_late_instalment_alone_is_asked_for_and_the_clause_is_named() {
    for clause in [Some(8), None] {
        let (story, _) = story(clause, true);
        let proposal = story.proposal(day("2026-04-24"));
        assert_eq!((proposal.step, proposal.amount), (PlanNotice, Cents(40_000)));
        let late = Reason::InstalmentLate {
            due: day("2026-04-20"),
            days: 4,
            late: Cents(40_000),
            left: Cents(120_000),
            clause_days: clause,
        };
        assert_eq!(proposal.why, [late]);
    }
}

#[test]
fn a_notice_names_all_that_its_instalments_lack_with_the_interest_they_hold() {
    let (mut story, _) = story(Some(8), true);
    let plan = &mut story.file.plans[0];
    plan.debt.interest = Cents(6_000);
    plan.instalments.iter_mut().for_each(|part| part.amount = Cents(42_000));
    let amounts = ["2026-04-24", "2026-05-28", "2026-06-26"].map(|today| story.proposal(day(today)).amount);
    assert_eq!(amounts, [Cents(42_000), Cents(84_000), Cents(126_000)]);
}

#[test]
fn only_a_clause_and_a_notice_without_result_make_the_whole_due() {
    for (clause, asked) in [(Some(8), 120_000), (None, 40_000)] {
        let (mut story, _) = story(clause, true);
        let proposal = story.proposal(day("2026-04-24"));
        story.did_about(PlanNotice, &proposal.invoices, day("2026-04-24"));
        assert_eq!(story.step(day("2026-05-05")), None);
        let proposal = story.proposal(day("2026-05-15"));
        assert_eq!((proposal.step, proposal.amount), (HandOver, Cents(asked)), "{clause:?}");
        let called_in = proposal.why.iter().any(|reason| matches!(reason, Reason::WholeDueAgain { .. }));
        assert_eq!(called_in, clause.is_some());
    }
}

#[test]
fn a_notice_that_was_heard_brings_the_plan_back() {
    let (mut story, invoice) = story(Some(8), true);
    let proposal = story.proposal(day("2026-04-24"));
    story.did_about(PlanNotice, &proposal.invoices, day("2026-04-24"));
    story.paid(invoice, 40_000, day("2026-04-28"));
    assert!(matches!(story.silence(day("2026-05-15")), SilenceReason::Planned { .. }));
}

#[test]
fn a_plan_nobody_signed_is_shown_and_binds_nobody() {
    let (story, _) = story(Some(8), false);
    assert_eq!(story.step(day("2026-03-27")), None);
    assert_eq!(story.step(day("2026-03-28")), Some(CheckPlan));
    let proposal = story.proposal(day("2026-04-24"));
    assert!(matches!(proposal.why[0], Reason::UnsignedPlanLate { late: Cents(40_000), .. }));
}

proptest! {
    /// Nothing is asked of anybody while a signed plan is kept, however and in whatever order its money came.
    #[test]
    fn nobody_is_reminded_under_a_plan_that_is_kept(
        paid in proptest::collection::vec((21_i64..120, 1_i64..60_000), 0..6),
        turn in 0_usize..6,
        looked_on in 19_i64..120,
    ) {
        let (mut story, invoice) = story(Some(8), true);
        let today = plus(day(DUE), looked_on);
        for (in_days, cents) in &paid {
            let on: NaiveDate = plus(day(DUE), *in_days);
            let open = story.file.balance(story.file.invoice(invoice).unwrap(), plus(day(DUE), 400)).open;
            let cents = (*cents).min(open.0);
            if cents > 0 {
                story.paid(invoice, cents, on);
            }
        }
        let seen = |story: &Story| {
            let accounts = plans(&story.file, today, &story.scenarios.pace);
            (accounts[0].state, accounts[0].followed.clone())
        };
        let first = seen(&story);
        let count = story.file.payments.len();
        if count > 0 {
            story.file.payments.rotate_left(turn % count);
        }
        prop_assert_eq!(&first, &seen(&story));
        if first.0 == agenda::PlanState::Respected {
            prop_assert!(story.step(today).is_none_or(|step| !step.is_contact()));
        }
    }
}
