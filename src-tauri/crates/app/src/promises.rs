//! The ledger of promises: who promised what for which day, and what the bank says of it.

use agenda::{PromiseAccount, PromiseHistory, PromiseState, promise_history, promises};
use chrono::NaiveDate;
use domain::{Cents, CustomerFile, Event, InvoiceId, Promise, PromiseEnd};

use crate::desk::{Desk, Now};
use crate::failure::Failure;
use crate::words::say;

/// A promise with its customer, and how that customer keeps its word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PromiseRow {
    pub promise: Promise,
    pub customer_name: String,
    /// The last silent day.
    pub until: NaiveDate,
    pub received: Cents,
    pub state: PromiseState,
    pub history: PromiseHistory,
}

impl Desk {
    /// What the bank says of the promises of a file, in the order they were recorded.
    pub fn promises_of<'f>(&self, file: &'f CustomerFile, today: NaiveDate) -> Vec<PromiseAccount<'f>> {
        promises(file, today, self.scenarios.pace.bank_days)
    }

    /// The promises of a file as a list shows them.
    pub fn promise_rows(&self, file: &CustomerFile, today: NaiveDate) -> Vec<PromiseRow> {
        let accounts = self.promises_of(file, today);
        let history = promise_history(&accounts);
        let row = |account: &PromiseAccount<'_>| PromiseRow {
            promise: account.promise.clone(),
            customer_name: file.customer.name.clone(),
            until: account.deadline,
            received: account.received,
            state: account.state,
            history,
        };
        accounts.iter().map(row).collect()
    }

    /// The files of customers with a promise, a plan or a dispute that is open, or ended since a day.
    pub fn files_committed(&self, since: NaiveDate) -> Result<Vec<CustomerFile>, Failure> {
        Ok(self.store.files_committed(since)?)
    }

    /// How many promises, plans and disputes are open.
    pub fn open_commitments(&self) -> Result<u64, Failure> {
        Ok(self.store.open_commitments()?)
    }

    /// Every promise that is awaited, the nearest day first.
    pub fn open_promises(&self, now: Now) -> Result<Vec<PromiseRow>, Failure> {
        let mut rows: Vec<PromiseRow> = Vec::new();
        for file in self.store.book_open(now.today)?.files {
            rows.extend(self.promise_rows(&file, now.today).into_iter().filter(|row| row.state.is_open()));
        }
        rows.sort_by_key(|row| (row.promise.due_on, row.promise.id));
        Ok(rows)
    }

    /// Earlier promises that a new one ends. One whose day has passed was broken; those that are still awaited go on
    /// beside it as long as together they promise no more than is owed, else the new one takes their place.
    pub(crate) fn replaced_by(&self, file: &CustomerFile, new: &Promise, now: Now) -> Vec<Event> {
        let overlaps = |other: &[InvoiceId]| {
            other.is_empty() || new.invoices.is_empty() || other.iter().any(|one| new.invoices.contains(one))
        };
        let owed: Cents = file
            .invoices
            .iter()
            .filter(|invoice| !invoice.is_credit_note() && !file.is_written_off(invoice.id))
            .filter(|invoice| new.invoices.is_empty() || new.invoices.contains(&invoice.id))
            .map(|invoice| file.balance(invoice, now.today).open)
            .sum();
        let accounts = self.promises_of(file, now.today);
        let earlier: Vec<&PromiseAccount<'_>> = accounts
            .iter()
            .filter(|account| account.promise.closed.is_none() && overlaps(&account.promise.invoices))
            .collect();
        let awaited: Cents = earlier
            .iter()
            .filter(|account| account.state == PromiseState::Running)
            .map(|account| account.promise.amount.minus(account.received).max(Cents::ZERO))
            .sum();
        let too_much = awaited.plus(new.amount) > owed;
        let end = |promise: &Promise, closed_as, how: &str| Event::PromiseClosed {
            promise: promise.id,
            day: now.today,
            how: how.to_owned(),
            closed_as: Some(closed_as),
        };
        earlier
            .into_iter()
            .filter_map(|account| match account.state {
                // Its day has passed, whether or not the bank still has time.
                PromiseState::ToCheck | PromiseState::Running
                    if account.promise.due_on < new.made_on || account.state == PromiseState::ToCheck =>
                {
                    Some(end(
                        account.promise,
                        PromiseEnd::Broken,
                        say(self.lang, "non tenue, une autre la suit", "not kept, another follows it"),
                    ))
                }
                PromiseState::Running if too_much => Some(end(
                    account.promise,
                    PromiseEnd::CalledOff,
                    say(self.lang, "remplacée par une autre promesse", "replaced by another promise"),
                )),
                _ => None,
            })
            .collect()
    }
}
