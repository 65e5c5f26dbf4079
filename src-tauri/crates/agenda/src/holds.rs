//! What silences an invoice: disputes, promises, "I have paid", pauses (R3, R8).

use chrono::NaiveDate;
use domain::{Cents, Dispute, DisputeReason, InvoiceId, PauseScope, Promise, StepKey};

use crate::plans::PlanState;
use crate::promises::{self, PromiseState};
use crate::reason::SilenceReason;
use crate::situation::{Situation, Standing, shifted, working_days_after};

/// Why nothing may be asked for an invoice today.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Hold {
    Paused {
        place: usize,
    },
    Promised {
        due_on: NaiveDate,
        until: NaiveDate,
        amount: Cents,
    },
    /// A plan that is kept: the next instalment, and its last silent day.
    Planned {
        due_on: NaiveDate,
        until: NaiveDate,
        amount: Cents,
        signed: bool,
    },
    SaysPaid {
        said_on: NaiveDate,
        until: NaiveDate,
    },
    Disputed {
        amount: Cents,
        reason: DisputeReason,
        answer_due: Option<NaiveDate>,
        /// When the owner should look at it; none where that was passed over.
        look_on: Option<NaiveDate>,
    },
}

impl Hold {
    /// The first day after it, where that is known.
    pub fn over_on(self, situation: &Situation) -> Option<NaiveDate> {
        match self {
            Hold::Paused { place } => situation.file.pauses[place].until.map(|until| shifted(until, 1)),
            Hold::Promised { until, .. } | Hold::Planned { until, .. } | Hold::SaysPaid { until, .. } => {
                Some(shifted(until, 1))
            }
            Hold::Disputed { look_on, .. } => look_on,
        }
    }

    /// The step that follows it.
    pub fn next_step(self) -> Option<StepKey> {
        match self {
            Hold::Promised { .. } => Some(StepKey::CheckPromise),
            Hold::Planned { signed: true, .. } => Some(StepKey::PlanNotice),
            Hold::Planned { signed: false, .. } => Some(StepKey::CheckPlan),
            Hold::SaysPaid { .. } => Some(StepKey::CheckPayment),
            Hold::Disputed { .. } => Some(StepKey::AnswerDispute),
            Hold::Paused { .. } => None,
        }
    }
}

/// A dispute that waits for the owner.
pub(crate) struct DisputeToAnswer<'a> {
    pub dispute: &'a Dispute,
    /// Since when it should have been looked at.
    pub since: NaiveDate,
    /// Among the standings.
    pub place: usize,
}

/// A promise whose day has passed without the money.
pub(crate) struct PromiseToCheck<'a> {
    pub promise: &'a Promise,
    /// The last silent day.
    pub deadline: NaiveDate,
    pub received: Cents,
    /// Places among the standings.
    pub covers: Vec<usize>,
}

/// A customer's word that it has paid, old enough to look at the bank.
pub(crate) struct SaysPaidToCheck {
    pub said_on: NaiveDate,
    pub until: NaiveDate,
    pub covers: Vec<usize>,
}

/// Promises broken for invoices that are still open.
#[derive(Clone, Default)]
pub(crate) struct Broken {
    pub count: usize,
    pub last: Option<NaiveDate>,
    /// When the second was known: from that day the formal notice comes straight.
    pub settled_on: Option<NaiveDate>,
    /// Places of the invoices they were about.
    pub covers: Vec<usize>,
}

pub(crate) fn read(situation: &mut Situation) {
    let today = situation.today();
    let file = situation.file;
    if file.plans.is_empty()
        && file.disputes.is_empty()
        && file.promises.is_empty()
        && file.payment_claims.is_empty()
        && file.pauses.is_empty()
    {
        return;
    }
    // The weakest first: a later one replaces it.
    read_disputes(situation);
    read_payment_claims(situation);
    read_promises(situation);
    read_plans(situation);
    for (place, pause) in file.pauses.iter().enumerate() {
        if let (PauseScope::Invoice(invoice), true) = (pause.scope, pause.holds_on(today)) {
            for standing in situation.standings.iter_mut().filter(|standing| standing.invoice.id == invoice) {
                standing.hold = Some(Hold::Paused { place });
            }
        }
    }
    // What another silence covers is not looked at either; a promise that goes on does not hide one that was missed.
    let standings = &situation.standings;
    let free = |covers: &mut Vec<usize>, promised: bool| {
        covers.retain(|place| match standings[*place].hold {
            None => true,
            Some(Hold::Promised { .. }) => promised,
            Some(_) => false,
        });
        !covers.is_empty()
    };
    situation.promises_to_check.retain_mut(|check| free(&mut check.covers, true));
    situation.says_paid_to_check.retain_mut(|check| free(&mut check.covers, false));
    situation.disputes_to_answer.retain(|check| !matches!(standings[check.place].hold, Some(Hold::Paused { .. })));
}

fn read_disputes(situation: &mut Situation) {
    let today = situation.today();
    for dispute in &situation.file.disputes {
        if dispute.opened_on > today {
            continue;
        }
        let Some(place) = situation.standings.iter().position(|standing| standing.invoice.id == dispute.invoice) else {
            continue;
        };
        let look_on = look_on(dispute, situation.pace().dispute_days);
        let passed_over = situation.skipped_since(StepKey::AnswerDispute, look_on).is_some();
        let standing = &mut situation.standings[place];
        if let Some((closed_on, _)) = &dispute.closed
            && *closed_on <= today
        {
            standing.track.dispute_ended = standing.track.dispute_ended.max(Some(*closed_on));
            continue;
        }
        let amount = dispute.amount.unwrap_or(standing.open).max(Cents::ZERO);
        standing.disputed = standing.disputed.plus(amount).min(standing.open);
        standing.overdue = standing.overdue.minus(amount).max(Cents::ZERO);
        if standing.disputed >= standing.open || !standing.overdue.is_positive() {
            standing.hold = Some(Hold::Disputed {
                amount: standing.disputed,
                reason: dispute.reason,
                answer_due: dispute.answer_due.filter(|_| dispute.answer.is_none()),
                look_on: (!passed_over).then_some(look_on),
            });
        }
        if look_on <= today && !passed_over {
            situation.disputes_to_answer.push(DisputeToAnswer { dispute, since: look_on, place });
        }
    }
}

/// The day on which the owner should look at a dispute: when the answer is due, or when it has lain too long without one,
/// or without an end after one.
fn look_on(dispute: &Dispute, dispute_days: u16) -> NaiveDate {
    match (&dispute.answer, dispute.answer_due) {
        (Some(answer), _) => shifted(answer.day, dispute_days.into()),
        (None, Some(due)) => due,
        (None, None) => shifted(dispute.opened_on, dispute_days.into()),
    }
}

/// Listed invoices, or everything overdue on that day.
fn covered(listed: &[InvoiceId], day: NaiveDate, standings: &[Standing]) -> Vec<usize> {
    standings
        .iter()
        .enumerate()
        .filter(|(_, standing)| {
            if listed.is_empty() {
                standing.due.is_some_and(|due| due <= day)
            } else {
                listed.contains(&standing.invoice.id)
            }
        })
        .map(|(place, _)| place)
        .collect()
}

fn read_payment_claims(situation: &mut Situation) {
    let today = situation.today();
    let silent_days = i64::from(situation.pace().payment_claim_days);
    for claim in &situation.file.payment_claims {
        let closed = claim.closed.as_ref().is_some_and(|(day, _)| *day <= today);
        if claim.said_on > today || closed {
            continue;
        }
        let covers = covered(&claim.invoices, claim.said_on, &situation.standings);
        if covers.is_empty() {
            continue;
        }
        let until = shifted(claim.said_on, silent_days);
        if today <= until {
            for place in covers {
                situation.standings[place].hold = Some(Hold::SaysPaid { said_on: claim.said_on, until });
            }
        } else if situation.skipped_since(StepKey::CheckPayment, until).is_none() {
            situation.says_paid_to_check.push(SaysPaidToCheck { said_on: claim.said_on, until, covers });
        }
    }
}

fn read_promises(situation: &mut Situation) {
    let today = situation.today();
    let file = situation.file;
    if file.promises.is_empty() {
        return;
    }
    let accounts = promises::promises(file, today, situation.pace().bank_days);
    situation.promise_history = promises::promise_history(&accounts);
    let mut broken: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    let mut broken_covers: Vec<usize> = Vec::new();
    for account in accounts {
        let promise = account.promise;
        let covers = covered(&promise.invoices, promise.made_on, &situation.standings);
        if covers.is_empty() {
            continue;
        }
        let deadline = account.deadline;
        match account.state {
            PromiseState::Kept | PromiseState::KeptLate | PromiseState::CalledOff => {}
            PromiseState::Running => {
                for place in covers {
                    let hold = Hold::Promised { due_on: promise.due_on, until: deadline, amount: promise.amount };
                    // The longest silence holds.
                    let longer = match situation.standings[place].hold {
                        Some(Hold::Promised { until, .. }) => deadline > until,
                        _ => true,
                    };
                    if longer {
                        situation.standings[place].hold = Some(hold);
                    }
                }
            }
            PromiseState::ToCheck => {
                let received = account.received;
                situation.promises_to_check.push(PromiseToCheck { promise, deadline, received, covers });
            }
            PromiseState::PartlyKept { known_on } | PromiseState::Broken { known_on } => {
                broken.push((known_on, promise.due_on));
                broken_covers.extend(covers);
            }
        }
    }
    broken.sort_unstable();
    situation.broken_promises = Broken {
        count: broken.len(),
        last: broken.iter().map(|(_, due_on)| *due_on).max(),
        settled_on: broken.get(1).map(|(known_on, _)| *known_on),
        covers: broken_covers,
    };
}

/// While a plan is kept, its invoices are asked for by its instalments alone.
fn read_plans(situation: &mut Situation) {
    let bank_days = situation.pace().bank_days;
    for account in &situation.plans {
        let (PlanState::Respected, Some(next)) = (account.state, account.next()) else { continue };
        let until = working_days_after(next.due, bank_days);
        let hold = Hold::Planned { due_on: next.due, until, amount: next.left(), signed: account.signed };
        for standing in &mut situation.standings {
            // What it says has been paid is looked at first; a dispute about the whole stays what it is.
            let other = matches!(standing.hold, Some(Hold::SaysPaid { .. } | Hold::Disputed { .. }));
            if account.plan.invoices.contains(&standing.invoice.id) && !other {
                standing.hold = Some(hold);
            }
        }
    }
}

impl Hold {
    /// The same, as an answer.
    pub fn silence(self, situation: &Situation) -> SilenceReason {
        match self {
            Hold::Paused { place } => {
                let pause = &situation.file.pauses[place];
                SilenceReason::Paused { scope: pause.scope, until: pause.until, reason: pause.reason.clone() }
            }
            Hold::Planned { due_on, until, amount, .. } => SilenceReason::Planned { due_on, until, amount },
            Hold::Promised { due_on, until, amount } => SilenceReason::Promised { due_on, until, amount },
            Hold::SaysPaid { said_on, until } => SilenceReason::SaysPaidWaiting { said_on, until },
            Hold::Disputed { amount, reason, answer_due, .. } => SilenceReason::Disputed { amount, reason, answer_due },
        }
    }
}
