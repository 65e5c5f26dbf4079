//! What came of instalment plans: which instalments are paid, which are late, and what that makes due (law.md part 18).
//!
//! A plan that is kept silences the reminders of its invoices. Late by the days a bank takes, a signed plan makes the
//! late instalments due and nothing else, unless its clause was put to use: a notice that gave its days went out, and
//! they ran out unpaid. Only then is the whole due again. A plan nobody signed binds nobody: once it is not kept, the
//! invoices are owed as before.

use chrono::NaiveDate;
use domain::{Cents, CustomerFile, DeliveryOutcome, Direction, Exchange, Followed, InvoiceId, Plan, PlanEnd, StepKey};
use law::calendar;

use crate::scenario::Pace;
use crate::situation::{shifted, working_days_after};

/// Where a plan stands on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PlanState {
    /// Every instalment whose day and bank days have passed is paid.
    Respected,
    /// So much of its instalments is late, the oldest due on `since`; known since the day after its bank days.
    Late {
        since: NaiveDate,
        amount: Cents,
        known_on: NaiveDate,
    },
    /// The clause was put to use: the whole is due since that day.
    Accelerated {
        on: NaiveDate,
    },
    /// All of it came.
    Kept,
    Broken,
    CalledOff,
}

impl PlanState {
    /// The stable name used by the verbs and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            PlanState::Respected => "respected",
            PlanState::Late { .. } => "late",
            PlanState::Accelerated { .. } => "accelerated",
            PlanState::Kept => "kept",
            PlanState::Broken => "broken",
            PlanState::CalledOff => "called_off",
        }
    }

    /// Something is still awaited of it.
    pub fn is_open(self) -> bool {
        matches!(self, PlanState::Respected | PlanState::Late { .. } | PlanState::Accelerated { .. })
    }
}

/// A plan with what came of it.
#[derive(Clone, Debug)]
pub struct PlanAccount<'f> {
    pub plan: &'f Plan,
    pub received: Cents,
    pub followed: Vec<Followed>,
    pub state: PlanState,
    pub signed: bool,
}

impl PlanAccount<'_> {
    /// The next instalment that something is missing of.
    pub fn next(&self) -> Option<&Followed> {
        self.followed.iter().find(|part| part.left().is_positive())
    }

    pub fn left(&self) -> Cents {
        self.followed.iter().map(Followed::left).sum()
    }

    /// The days that its clause gives, where the customer has signed it.
    pub fn clause(&self) -> Option<u16> {
        self.plan.acceleration_days.filter(|_| self.signed)
    }
}

/// Every plan agreed until `today`, in the order they were recorded.
pub fn plans<'f>(file: &'f CustomerFile, today: NaiveDate, pace: &Pace) -> Vec<PlanAccount<'f>> {
    let agreed = file.plans.iter().filter(|plan| plan.made_on <= today);
    agreed.map(|plan| account(plan, file, today, pace)).collect()
}

fn account<'f>(plan: &'f Plan, file: &'f CustomerFile, today: NaiveDate, pace: &Pace) -> PlanAccount<'f> {
    let received = file.received_for_plan(plan, today);
    let followed = plan.followed(received);
    let signed = plan.is_signed_on(today);
    let mut account = PlanAccount { plan, received, followed, state: PlanState::Respected, signed };
    account.state = state(&account, file, today, pace);
    account
}

fn state(account: &PlanAccount<'_>, file: &CustomerFile, today: NaiveDate, pace: &Pace) -> PlanState {
    let plan = account.plan;
    if !plan.holds_on(today) {
        return match plan.closed_as {
            Some(PlanEnd::Kept) => PlanState::Kept,
            Some(PlanEnd::Broken) => PlanState::Broken,
            Some(PlanEnd::CalledOff) | None => PlanState::CalledOff,
        };
    }
    if account.received >= plan.spread() {
        return PlanState::Kept;
    }
    if let Some(on) = accelerated_on(account, file, today, pace) {
        return PlanState::Accelerated { on };
    }
    let is_late = |part: &&Followed| part.left().is_positive() && working_days_after(part.due, pace.bank_days) < today;
    let late: Vec<&Followed> = account.followed.iter().filter(is_late).collect();
    match late.first() {
        Some(oldest) => PlanState::Late {
            since: oldest.due,
            amount: late.iter().map(|part| part.left()).sum(),
            known_on: shifted(working_days_after(oldest.due, pace.bank_days), 1),
        },
        None => PlanState::Respected,
    }
}

/// The day after the time of a notice ran out with instalments still missing that were late when it went.
fn accelerated_on(account: &PlanAccount<'_>, file: &CustomerFile, today: NaiveDate, pace: &Pace) -> Option<NaiveDate> {
    let plan = account.plan;
    let days = account.clause()?;
    notices(plan, file, today)
        .filter_map(|notice| {
            let is_late = |due: NaiveDate| working_days_after(due, pace.bank_days) < notice.day;
            let wanted: Cents =
                plan.instalments.iter().filter(|part| is_late(part.due_date)).map(|part| part.amount).sum();
            let given = notice.deadline_days.unwrap_or(days).max(days);
            let deadline = deadline(notice, file, given, today, pace);
            let missing = file.received_for_plan(plan, deadline.min(today)) < wanted;
            (wanted.is_positive() && deadline < today && missing).then(|| shifted(deadline, 1))
        })
        .min()
}

/// What is due of the invoices of signed plans that are late, with the day of the oldest late instalment: nothing but
/// the late instalments, the oldest invoice first. Invoices that are not named are asked for by their own dates.
pub fn due_by_instalments(
    accounts: &[PlanAccount<'_>],
    open: impl Fn(InvoiceId) -> Cents,
) -> Vec<(InvoiceId, Cents, NaiveDate)> {
    let mut due = Vec::new();
    for account in accounts.iter().filter(|account| account.signed) {
        let PlanState::Late { since, amount, .. } = account.state else { continue };
        let mut left = amount;
        for invoice in &account.plan.invoices {
            let share = left.min(open(*invoice)).max(Cents::ZERO);
            left = left.minus(share);
            due.push((*invoice, share, since));
        }
    }
    due
}

/// The notices of late instalments that went out about a plan, until that day.
pub(crate) fn notices<'f>(
    plan: &'f Plan,
    file: &'f CustomerFile,
    today: NaiveDate,
) -> impl Iterator<Item = &'f Exchange> {
    file.exchanges.iter().filter(move |exchange| {
        exchange.step == Some(StepKey::PlanNotice)
            && exchange.direction == Direction::Outgoing
            && exchange.day > plan.made_on
            && exchange.day <= today
            && (exchange.invoices.is_empty() || exchange.invoices.iter().any(|one| plan.invoices.contains(one)))
    })
}

/// The last day that a notice gives: from its first presentation, or from when it should have been presented.
fn deadline(notice: &Exchange, file: &CustomerFile, days: u16, today: NaiveDate, pace: &Pace) -> NaiveDate {
    let presented = file
        .deliveries
        .iter()
        .find(|delivery| delivery.exchange == notice.id && delivery.presented_on <= today)
        .filter(|delivery| delivery.outcome != DeliveryOutcome::UnknownAddress)
        .map(|delivery| delivery.presented_on);
    let start = presented.unwrap_or_else(|| working_days_after(notice.day, pace.post_days));
    calendar::working_day_from(shifted(start, days.into()))
}
