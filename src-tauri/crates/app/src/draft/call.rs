//! What the owner has under the eyes during a call: who answers, and what this customer usually does.

use agenda::promise_history;
use chrono::NaiveDate;
use documents::letters::CallFacts;
use domain::CustomerFile;

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
        promises: promises(desk, file, now.today),
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

/// Promises kept, and all whose time is over.
fn promises(desk: &Desk, file: &CustomerFile, today: NaiveDate) -> Option<(u32, u32)> {
    let history = promise_history(&desk.promises_of(file, today));
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    (history.of > 0).then(|| (count(history.kept), count(history.of)))
}
