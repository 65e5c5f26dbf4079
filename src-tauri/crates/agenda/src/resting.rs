//! Why nothing is proposed, and when Acquit will speak again.

use chrono::NaiveDate;
use domain::{DebtorKind, StepKey};
use law::calendar;

use crate::ladder::Course;
use crate::reason::SilenceReason;
use crate::scenario::strength;
use crate::situation::{Situation, shifted};
use crate::verdict::{Next, Silence};

impl Situation<'_> {
    /// The silence of the whole customer: paused, with somebody else, or paying by direct debit.
    pub(crate) fn quiet(&self) -> Option<Silence> {
        let today = self.today();
        if let Some(pause) = self.pause() {
            let reason = SilenceReason::Paused { scope: pause.scope, until: pause.until, reason: pause.reason.clone() };
            let step = self.step_of_first_wait().map(|next| next.step).unwrap_or(StepKey::FirstReminder);
            let next = pause.until.map(|until| Next { on: shifted(until, 1), step });
            return Some(Silence { reason, next });
        }
        let given = self
            .file
            .hand_over
            .as_ref()
            .filter(|given| given.day <= today && given.returned_on.is_none_or(|returned| returned > today));
        if let Some(given) = given {
            let others_overdue = self
                .standings
                .iter()
                .filter(|standing| !given.invoices.is_empty() && !given.invoices.contains(&standing.invoice.id))
                .map(|standing| standing.overdue)
                .sum();
            let reason =
                SilenceReason::HandedOver { route: given.route, to: given.to.clone(), day: given.day, others_overdue };
            return Some(Silence { reason, next: None });
        }
        if self.file.customer.pays_by_direct_debit && self.overdue().is_positive() {
            let reason = SilenceReason::PaysByDirectDebit { overdue: self.overdue() };
            return Some(Silence { reason, next: None });
        }
        None
    }

    fn step_of_first_wait(&self) -> Option<Next> {
        match self.course() {
            Course::Go(step, pick) => Some(Next { on: pick.since, step: *step }),
            Course::Wait(silence) => silence.next,
            Course::Nowhere => None,
        }
    }

    /// Why nothing is proposed, once every step has passed.
    pub(crate) fn resting(&self) -> Silence {
        let mut silence = match self.course() {
            Course::Wait(silence) => silence.clone(),
            Course::Go(..) | Course::Nowhere => self.no_course(),
        };
        let others = [self.first_hold_over(), self.next_due_step()].into_iter().flatten();
        silence.next = silence.next.into_iter().chain(others).min_by_key(|next| next.on);
        silence
    }

    fn no_course(&self) -> Silence {
        let today = self.today();
        let held = self
            .standings
            .iter()
            .filter_map(|standing| standing.hold)
            .min_by_key(|hold| hold.over_on(self).unwrap_or(NaiveDate::MAX));
        let exhausted = self
            .actionable()
            .filter_map(|standing| standing.track.level())
            .max_by_key(|(step, done)| (strength(*step), done.day));
        let barred = self.standings.iter().filter(|standing| standing.is_barred() && standing.overdue.is_positive());
        let reason = if let Some((last_step, done)) = exhausted {
            SilenceReason::NothingLeft { last_step, day: done.day }
        } else if let Some(hold) = held {
            hold.silence(self)
        } else if let Some(since) = barred
            .clone()
            .filter_map(|standing| standing.clock.as_ref().map(|clock| clock.limitation.lost_from()))
            .max()
        {
            SilenceReason::TimeBarred { since, amount: barred.map(|standing| standing.overdue).sum() }
        } else if let Some(unknown) = self.standings.iter().find(|standing| standing.due.is_none()) {
            SilenceReason::NoDueDate { invoice: unknown.invoice.id }
        } else {
            let next_due = self.standings.iter().filter_map(|standing| standing.due).filter(|due| *due >= today).min();
            SilenceReason::NothingOverdue { next_due }
        };
        Silence { reason, next: None }
    }

    fn first_hold_over(&self) -> Option<Next> {
        self.standings
            .iter()
            .filter_map(|standing| standing.hold)
            .filter_map(|hold| {
                let on = hold.over_on(self)?;
                Some(Next { on, step: hold.next_step().unwrap_or(StepKey::FirstReminder) })
            })
            .min_by_key(|next| next.on)
    }

    /// The first step of what is not overdue yet.
    fn next_due_step(&self) -> Option<Next> {
        let scenario = self.scenario?;
        let today = self.today();
        let deposit = scenario.rung(StepKey::CheckDeposit).filter(|_| self.kind() == Some(DebtorKind::PublicBody));
        self.standings
            .iter()
            .filter(|standing| standing.hold.is_none() && !standing.overdue.is_positive())
            .filter_map(|standing| {
                let due = standing.due?;
                let unchecked = deposit.filter(|_| standing.track.deposit_checked.is_none());
                let look = unchecked
                    .map(|rung| Next { on: shifted(due, rung.day.into()), step: StepKey::CheckDeposit })
                    .filter(|next| next.on > today);
                let first = scenario.rung_after(None).map(|rung| Next {
                    on: calendar::working_day_from(shifted(due, rung.day.into())),
                    step: rung.step,
                });
                look.or(first)
            })
            .min_by_key(|next| next.on)
    }
}
