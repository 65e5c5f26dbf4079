//! What the bank says of promises: kept, kept in part, broken. Computed from the money received, never stored.
//!
//! A promise has its day and some working days for the bank: the calendar of `law`, Saturdays, Sundays and public
//! holidays left out. Every cent counts for one promise only: first for those whose time it came in, the nearest day
//! first, then for those it came too late for.

use chrono::NaiveDate;
use domain::{Cents, CustomerFile, Direction, InvoiceId, Promise, PromiseEnd, StepKey};

use crate::situation::{days_between, working_days_after};

/// Where a promise stands on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PromiseState {
    /// Its day and the days of the bank are not over.
    Running,
    /// They are over without the money, and nobody has looked at the bank yet.
    ToCheck,
    /// The money was there in time.
    Kept,
    /// All of it came, but too late.
    KeptLate,
    /// Some of it came.
    PartlyKept {
        known_on: NaiveDate,
    },
    Broken {
        known_on: NaiveDate,
    },
    /// It no longer counts, neither kept nor broken.
    CalledOff,
}

impl PromiseState {
    /// The stable name used by the verbs and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            PromiseState::Running => "running",
            PromiseState::ToCheck => "to_check",
            PromiseState::Kept => "kept",
            PromiseState::KeptLate => "kept_late",
            PromiseState::PartlyKept { .. } => "partly_kept",
            PromiseState::Broken { .. } => "broken",
            PromiseState::CalledOff => "called_off",
        }
    }

    /// Still awaited.
    pub fn is_open(self) -> bool {
        matches!(self, PromiseState::Running | PromiseState::ToCheck)
    }
}

/// A promise with what came of it.
#[derive(Clone, Debug)]
pub struct PromiseAccount<'f> {
    pub promise: &'f Promise,
    /// The last silent day: the promised one and the days a bank takes.
    pub deadline: NaiveDate,
    /// What came for it until today, and until its deadline.
    pub received: Cents,
    pub in_time: Cents,
    pub state: PromiseState,
}

/// How a customer keeps its word: promises kept in time, of all whose time is over. Those called off do not count.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PromiseHistory {
    pub kept: usize,
    pub of: usize,
}

/// Every promise made until `today`, in the order they were recorded. `bank_days`: working days for the money to arrive.
pub fn promises(file: &CustomerFile, today: NaiveDate, bank_days: u16) -> Vec<PromiseAccount<'_>> {
    let mut accounts: Vec<PromiseAccount<'_>> = file
        .promises
        .iter()
        .filter(|promise| promise.made_on <= today)
        .map(|promise| PromiseAccount {
            promise,
            deadline: working_days_after(promise.due_on, bank_days),
            received: Cents::ZERO,
            in_time: Cents::ZERO,
            state: PromiseState::Running,
        })
        .collect();
    share(&mut accounts, file, today);
    let states: Vec<PromiseState> = accounts.iter().map(|account| state(account, &accounts, file, today)).collect();
    for (account, state) in accounts.iter_mut().zip(states) {
        account.state = state;
    }
    accounts
}

/// Counted over promises already reckoned.
pub fn promise_history<'a, 'f: 'a>(accounts: impl IntoIterator<Item = &'a PromiseAccount<'f>>) -> PromiseHistory {
    let mut history = PromiseHistory::default();
    for account in accounts {
        match account.state {
            PromiseState::Kept => {
                history.kept += 1;
                history.of += 1;
            }
            PromiseState::Running | PromiseState::CalledOff => {}
            _ => history.of += 1,
        }
    }
    history
}

/// Money that came for one invoice on one day.
struct Part {
    day: NaiveDate,
    invoice: InvoiceId,
    left: Cents,
}

fn share(accounts: &mut [PromiseAccount<'_>], file: &CustomerFile, today: NaiveDate) {
    let mut parts: Vec<Part> = file
        .payments
        .iter()
        .filter(|payment| payment.received_on <= today)
        .flat_map(|payment| {
            payment.allocations.iter().chain(&payment.accessories).map(|part| (payment.received_on, part))
        })
        .map(|(day, part)| Part { day, invoice: part.invoice, left: part.amount })
        .collect();
    if parts.is_empty() {
        return;
    }
    // By day and invoice, so that the order in which payments were recorded changes nothing.
    parts.sort_by_key(|part| (part.day, part.invoice));
    let mut order: Vec<usize> = (0..accounts.len()).collect();
    order.sort_by_key(|place| {
        let promise = accounts[*place].promise;
        (promise.due_on, promise.made_on, *place)
    });
    for late in [false, true] {
        for part in &mut parts {
            for place in &order {
                let account = &mut accounts[*place];
                let promise = account.promise;
                let covers = promise.invoices.is_empty() || promise.invoices.contains(&part.invoice);
                let in_time = part.day <= account.deadline;
                let awaited = promise.made_on <= part.day
                    && promise.closed.as_ref().is_none_or(|(closed_on, _)| part.day <= *closed_on);
                if !covers || !awaited || in_time == late {
                    continue;
                }
                let taken = part.left.min(promise.amount.minus(account.received)).max(Cents::ZERO);
                part.left = part.left.minus(taken);
                account.received = account.received.plus(taken);
                if in_time {
                    account.in_time = account.in_time.plus(taken);
                }
            }
        }
    }
}

fn state(
    account: &PromiseAccount<'_>,
    all: &[PromiseAccount<'_>],
    file: &CustomerFile,
    today: NaiveDate,
) -> PromiseState {
    let promise = account.promise;
    let missed = |known_on| {
        if account.received.is_positive() {
            PromiseState::PartlyKept { known_on }
        } else {
            PromiseState::Broken { known_on }
        }
    };
    if promise.amount.is_positive() && account.received >= promise.amount {
        return if account.in_time >= promise.amount { PromiseState::Kept } else { PromiseState::KeptLate };
    }
    if let Some((closed_on, _)) = promise.closed.as_ref().filter(|(day, _)| *day <= today) {
        return match promise.closed_as {
            Some(PromiseEnd::Kept) => PromiseState::Kept,
            Some(PromiseEnd::CalledOff) => PromiseState::CalledOff,
            Some(PromiseEnd::Broken) => missed(*closed_on),
            // From before it was asked: ended after its day without the money, it was broken.
            None if *closed_on <= promise.due_on => PromiseState::CalledOff,
            None => missed(*closed_on),
        };
    }
    if today <= account.deadline {
        return PromiseState::Running;
    }
    match acted_on(account, all, file, today) {
        Some(known_on) => missed(known_on),
        None => PromiseState::ToCheck,
    }
}

fn overlap(one: &[InvoiceId], other: &[InvoiceId]) -> bool {
    one.is_empty() || other.is_empty() || one.iter().any(|invoice| other.contains(invoice))
}

/// The day on which the owner knew: wrote or called after its day, passed over the check, or took another promise.
fn acted_on(
    account: &PromiseAccount<'_>,
    all: &[PromiseAccount<'_>],
    file: &CustomerFile,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let promise = account.promise;
    let contacts = file
        .exchanges
        .iter()
        .filter(|exchange| exchange.direction == Direction::Outgoing && overlap(&promise.invoices, &exchange.invoices))
        .map(|exchange| exchange.day);
    let passed_over = file.skips.iter().filter(|skip| skip.step == StepKey::CheckPromise).map(|skip| skip.day);
    let promised_again =
        all.iter().map(|other| other.promise).filter(|other| overlap(&promise.invoices, &other.invoices));
    contacts
        .chain(passed_over)
        .chain(promised_again.map(|other| other.made_on))
        .filter(|day| *day <= today && days_between(account.deadline, *day) > 0)
        .min()
}
