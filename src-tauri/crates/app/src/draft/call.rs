//! What the owner has under the eyes during a call: who answers, and what this customer usually does.

use chrono::NaiveDate;
use documents::letters::CallFacts;
use domain::{Cents, CustomerFile, Promise};
use law::calendar::working_day_from;

use crate::desk::{Desk, Now};
use crate::failure::Failure;

/// One invoice paid late is an accident; from this many on it is a habit.
const A_HABIT: usize = 2;

pub(super) fn call_facts(desk: &Desk, file: &CustomerFile, now: Now) -> Result<CallFacts, Failure> {
    let contact = file.customer.reminder_contact();
    Ok(CallFacts {
        contact: contact.map(|contact| contact.name.clone()).unwrap_or_default(),
        phone: file.customer.reminder_phone().unwrap_or_default().to_owned(),
        usual_delay_days: usual_delay(desk, file, now.today)?,
        promises: promises(file, now.today, desk.scenarios.pace.bank_days),
        notes: file.customer.note.clone(),
    })
}

/// The average delay of the invoices that were paid, in days after the last due date, rounded half up; an invoice paid
/// before counts as no delay. None before two of them are paid.
fn usual_delay(desk: &Desk, file: &CustomerFile, today: NaiveDate) -> Result<Option<u32>, Failure> {
    let delays: Vec<i64> = desk
        .claims(file, today)?
        .iter()
        .filter(|one| one.claim.paid.is_positive())
        .filter_map(|one| {
            let paid_on = one.claim.settled_on?;
            Some(paid_on.signed_duration_since(one.due.date).num_days().max(0))
        })
        .collect();
    if delays.len() < A_HABIT {
        return Ok(None);
    }
    let count = i64::try_from(delays.len()).unwrap_or(i64::MAX);
    let average = (delays.iter().sum::<i64>() * 2 + count) / (count * 2);
    Ok(u32::try_from(average).ok())
}

/// Promises kept, and all whose time is over. The money has some working days to arrive; a promise that the owner called
/// off before its day is neither.
fn promises(file: &CustomerFile, today: NaiveDate, bank_days: u16) -> Option<(u32, u32)> {
    let (mut kept, mut made) = (0, 0);
    for promise in file.promises.iter().filter(|promise| promise.made_on <= today) {
        let mut deadline = promise.due_on;
        for _ in 0..bank_days {
            deadline = working_day_from(deadline.succ_opt().unwrap_or(deadline));
        }
        let held = promise.amount.is_positive() && received(file, promise, deadline.min(today)) >= promise.amount;
        let called_off = promise.closed.as_ref().is_some_and(|(day, _)| *day <= promise.due_on);
        if held {
            kept += 1;
        }
        if held || (deadline < today && !called_off) {
            made += 1;
        }
    }
    (made > 0).then_some((kept, made))
}

/// What came in from the day of a promise until another day, for the invoices it covers.
fn received(file: &CustomerFile, promise: &Promise, until: NaiveDate) -> Cents {
    file.payments
        .iter()
        .filter(|payment| payment.received_on >= promise.made_on && payment.received_on <= until)
        .flat_map(|payment| &payment.allocations)
        .filter(|part| promise.invoices.is_empty() || promise.invoices.contains(&part.invoice))
        .map(|part| part.amount)
        .sum()
}
