//! What the bank says of promises: several at once, in part, late.

use agenda::{PromiseHistory, PromiseState, Reason, promise_history, promises};
use chrono::NaiveDate;
use domain::StepKey::{Call, CheckPromise, FirstReminder};
use domain::{Allocation, Cents, PromiseEnd};
use proptest::prelude::*;

use crate::story::{Story, day, plus};

const BANK_DAYS: u16 = 3;
const TUESDAY: &str = "2026-06-02";

fn states(story: &Story, today: NaiveDate) -> Vec<PromiseState> {
    promises(&story.file, today, BANK_DAYS).iter().map(|account| account.state).collect()
}

fn history(story: &Story, today: NaiveDate) -> PromiseHistory {
    promise_history(&promises(&story.file, today, BANK_DAYS))
}

fn reminded() -> (Story, domain::InvoiceId) {
    let mut story = Story::professional();
    let invoice = story.invoice(day(TUESDAY), 120_000);
    story.did(FirstReminder, plus(day(TUESDAY), 3));
    (story, invoice)
}

#[test]
fn one_payment_keeps_one_promise_and_not_two() {
    let (mut story, invoice) = reminded();
    story.promised(&[invoice], 50_000, day("2026-06-08"), day("2026-06-12"));
    story.promised(&[invoice], 50_000, day("2026-06-08"), day("2026-06-19"));
    story.paid(invoice, 50_000, day("2026-06-12"));
    assert_eq!(states(&story, day("2026-06-18")), [PromiseState::Kept, PromiseState::Running]);
    // The second is missed on its own day and the three working days after it.
    assert_eq!(story.step(day("2026-06-24")), None);
    assert_eq!(states(&story, day("2026-06-25")), [PromiseState::Kept, PromiseState::ToCheck]);
    let proposal = story.proposal(day("2026-06-25"));
    assert_eq!(proposal.step, CheckPromise);
    assert!(proposal.why.contains(&Reason::PromiseHistory { kept: 1, of: 2 }));
}

#[test]
fn a_missed_promise_is_shown_while_another_keeps_the_reminders_silent() {
    let (mut story, invoice) = reminded();
    story.promised(&[invoice], 50_000, day("2026-06-08"), day("2026-06-12"));
    story.promised(&[invoice], 70_000, day("2026-06-08"), day("2026-07-10"));
    // Friday the 12th and three working days: Wednesday the 17th.
    assert_eq!(story.step(day("2026-06-17")), None);
    assert_eq!(story.step(day("2026-06-18")), Some(CheckPromise));
    story.file.promises[0].closed = Some((day("2026-06-18"), "rien".into()));
    story.file.promises[0].closed_as = Some(PromiseEnd::Broken);
    assert_eq!(story.step(day("2026-06-18")), None);
}

#[test]
fn the_days_of_the_bank_are_working_days() {
    let mut story = Story::professional();
    let invoice = story.invoice(day("2026-03-02"), 120_000);
    // Thursday 2 April: Friday counts, then Easter Monday is a holiday, so Tuesday the 7th and Wednesday the 8th.
    story.promised(&[invoice], 120_000, day("2026-03-30"), day("2026-04-02"));
    let account = &promises(&story.file, day("2026-04-03"), BANK_DAYS)[0];
    assert_eq!(account.deadline, day("2026-04-08"));
}

#[test]
fn a_promise_kept_in_part_or_late_is_neither_kept_nor_forgotten() {
    let (mut story, invoice) = reminded();
    story.promised(&[invoice], 50_000, day("2026-06-08"), day("2026-06-12"));
    story.paid(invoice, 20_000, day("2026-06-12"));
    assert_eq!(states(&story, day("2026-06-18")), [PromiseState::ToCheck]);
    story.did(Call, day("2026-06-18"));
    assert_eq!(states(&story, day("2026-06-18")), [PromiseState::PartlyKept { known_on: day("2026-06-18") }]);
    assert_eq!(history(&story, day("2026-06-18")), PromiseHistory { kept: 0, of: 1 });
    story.paid(invoice, 30_000, day("2026-06-22"));
    assert_eq!(states(&story, day("2026-06-22")), [PromiseState::KeptLate]);
    assert_eq!(history(&story, day("2026-06-22")), PromiseHistory { kept: 0, of: 1 });
}

#[test]
fn another_promise_taken_after_the_day_says_that_the_first_was_broken() {
    let (mut story, invoice) = reminded();
    story.promised(&[invoice], 120_000, day("2026-06-08"), day("2026-06-12"));
    story.promised(&[invoice], 120_000, day("2026-06-18"), day("2026-06-26"));
    story.paid(invoice, 120_000, day("2026-06-26"));
    // The money goes to the promise whose time it came in.
    assert_eq!(
        states(&story, day("2026-06-26")),
        [PromiseState::Broken { known_on: day("2026-06-18") }, PromiseState::Kept]
    );
    assert_eq!(history(&story, day("2026-06-26")), PromiseHistory { kept: 1, of: 2 });
}

#[test]
fn a_promise_called_off_counts_neither_way() {
    let (mut story, invoice) = reminded();
    story.promised(&[invoice], 120_000, day("2026-06-08"), day("2026-06-12"));
    story.file.promises[0].closed = Some((day("2026-06-10"), "autre accord".into()));
    story.file.promises[0].closed_as = Some(PromiseEnd::CalledOff);
    assert_eq!(states(&story, day("2026-06-30")), [PromiseState::CalledOff]);
    assert_eq!(history(&story, day("2026-06-30")), PromiseHistory::default());
}

proptest! {
    /// Money counts once, whatever the order in which payments were recorded.
    #[test]
    fn every_cent_counts_for_one_promise(
        made in proptest::collection::vec((0_i64..30, 0_i64..30, 1_i64..90_000, proptest::option::of(0_usize..2)), 0..5),
        paid in proptest::collection::vec((0_i64..70, 1_i64..60_000, 0_usize..2), 0..6),
        turn in 0_usize..6,
        looked_on in 0_i64..90,
    ) {
        let start = day("2026-03-02");
        let mut story = Story::professional();
        let invoices = [story.invoice(start, 200_000), story.invoice(start, 200_000)];
        for (made_in, due_in, cents, about) in made {
            let about: Vec<_> = about.map(|place| invoices[place]).into_iter().collect();
            story.promised(&about, cents, plus(start, made_in), plus(start, made_in + due_in));
        }
        for (paid_in, cents, about) in &paid {
            let part = Allocation { invoice: invoices[*about], amount: Cents(*cents) };
            story.received(*cents, vec![part], plus(start, *paid_in));
        }
        let today = plus(start, looked_on);
        let told = |story: &Story| -> Vec<(Cents, Cents, PromiseState)> {
            let accounts = promises(&story.file, today, BANK_DAYS);
            accounts.iter().map(|account| (account.received, account.in_time, account.state)).collect()
        };
        let first = told(&story);
        let counted: Cents = first.iter().map(|(received, ..)| *received).sum();
        let came: i64 = paid.iter().filter(|(day, ..)| *day <= looked_on).map(|(_, cents, _)| *cents).sum();
        prop_assert!(counted.0 <= came);
        for account in promises(&story.file, today, BANK_DAYS) {
            prop_assert!(account.in_time <= account.received && account.received <= account.promise.amount);
        }
        let payments = story.file.payments.len();
        if payments > 0 {
            story.file.payments.rotate_left(turn % payments);
        }
        prop_assert_eq!(first, told(&story));
    }
}
