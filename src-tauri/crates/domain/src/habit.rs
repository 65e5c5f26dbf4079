//! How a customer pays, counted from its facts. Nothing here is kept: another fact, another habit.

use chrono::{Datelike, NaiveDate};

use crate::book::CustomerFile;
use crate::invoice::Invoice;

/// Days, on average over some things, rounded to the day, half up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Average {
    /// Negative: before the day they are counted from.
    pub days: i64,
    /// How many it rests on.
    pub count: u32,
}

/// Counts at which an average is no habit yet.
pub const FEW: u32 = 3;

impl Average {
    fn of(days: &[i64]) -> Option<Average> {
        let count = i64::try_from(days.len()).ok().filter(|count| *count > 0)?;
        let sum: i64 = days.iter().sum();
        Some(Average { days: (2 * sum + count).div_euclid(2 * count), count: u32::try_from(count).unwrap_or(u32::MAX) })
    }

    /// So few that the next one may turn it round.
    pub fn is_few(self) -> bool {
        self.count < FEW
    }
}

/// A day of the month around which most of the payments come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UsualDay {
    /// 31 stands for the end of the month.
    pub day: u32,
    pub payments: u32,
    pub of: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Habits {
    /// From the due date to the last payment of invoices paid in full.
    pub paid: Option<Average>,
    /// Of those, how many after their due date.
    pub paid_late: u32,
    /// From the invoice to its last payment, of all invoices paid in full: also those whose due date is not known.
    pub from_issue: Option<Average>,
    /// From the due date to the day asked, of invoices that are overdue and open.
    pub unpaid: Option<Average>,
    /// Of `paid` and `unpaid`, how many due dates nobody wrote: the law's stands in.
    pub by_law: u32,
    pub usual_day: Option<UsualDay>,
}

/// Days around a usual day of the month that belong to it.
const AROUND: i64 = 2;
/// Payments that a usual day needs, and how many of a hundred must lie around it.
const PAYMENTS: u32 = 4;
const MOST_PERCENT: u32 = 60;

/// The habits of a customer on a day. `due_of` gives the due date that counts, where it is known.
///
/// Paid with money alone: what was credited in full or given up says nothing of how somebody pays, nor do balances of the
/// accounts whose invoices are not known.
pub fn habits(file: &CustomerFile, today: NaiveDate, due_of: impl Fn(&Invoice) -> Option<NaiveDate>) -> Habits {
    let (mut delays, mut ages, mut open) = (Vec::new(), Vec::new(), Vec::new());
    let mut habits = Habits::default();
    let paid_on = last_payments(file, today);
    let documents = file.invoices.iter().filter(|invoice| !invoice.is_credit_note() && invoice.origin.is_document());
    for invoice in documents.filter(|invoice| invoice.issue_date <= today && !file.is_written_off(invoice.id)) {
        let is_open = file.balance(invoice, today).open.is_positive();
        let by_law = u32::from(invoice.instalments.is_empty());
        match (is_open, paid_on(invoice), due_of(invoice)) {
            (false, Some(paid), due) => {
                ages.push(paid.signed_duration_since(invoice.issue_date).num_days());
                if let Some(due) = due {
                    let days = paid.signed_duration_since(due).num_days();
                    habits.paid_late += u32::from(days > 0);
                    habits.by_law += by_law;
                    delays.push(days);
                }
            }
            (true, _, Some(due)) if due < today => {
                habits.by_law += by_law;
                open.push(today.signed_duration_since(due).num_days());
            }
            _ => {}
        }
    }
    habits.paid = Average::of(&delays);
    habits.from_issue = Average::of(&ages);
    habits.unpaid = Average::of(&open);
    habits.usual_day = usual_day(file, today);
    habits
}

/// The day of the last payment of each invoice.
fn last_payments(file: &CustomerFile, today: NaiveDate) -> impl Fn(&Invoice) -> Option<NaiveDate> {
    let mut last: std::collections::HashMap<_, NaiveDate> = std::collections::HashMap::new();
    for payment in file.payments.iter().filter(|payment| payment.received_on <= today) {
        for part in payment.allocations.iter().filter(|part| part.amount.is_positive()) {
            let day = last.entry(part.invoice).or_insert(payment.received_on);
            *day = (*day).max(payment.received_on);
        }
    }
    move |invoice| last.get(&invoice.id).copied()
}

/// The end of a month is one day, whether it has 28 days or 31.
fn day_of_month(day: NaiveDate) -> i64 {
    let last = day.succ_opt().is_none_or(|next| next.month() != day.month());
    if last { 31 } else { i64::from(day.day()) }
}

fn usual_day(file: &CustomerFile, today: NaiveDate) -> Option<UsualDay> {
    let mut days: Vec<NaiveDate> =
        file.payments.iter().map(|payment| payment.received_on).filter(|day| *day <= today).collect();
    days.sort_unstable();
    // Several payments of one day are one visit to the bank.
    days.dedup();
    let of = u32::try_from(days.len()).unwrap_or(u32::MAX);
    if of < PAYMENTS {
        return None;
    }
    // Around the turn of a month, the 1st is the day after the last.
    let around = |day: i64, centre: i64| {
        let apart = (day - centre).abs();
        apart.min(31 - apart) <= AROUND
    };
    let count = |centre: i64| days.iter().filter(|day| around(day_of_month(**day), centre)).count();
    // Of equal ones the middle of the run: the day itself rather than its edge.
    let best = (1..=31).max_by_key(|centre| {
        let exact = days.iter().filter(|day| day_of_month(**day) == *centre).count();
        (count(*centre), exact, -centre)
    })?;
    let payments = u32::try_from(count(best)).unwrap_or(u32::MAX);
    let most = u64::from(payments) * 100 >= u64::from(of) * u64::from(MOST_PERCENT);
    most.then_some(UsualDay { day: u32::try_from(best).unwrap_or(1), payments, of })
}
