//! What became of every euro of an invoice on a day. The parts always sum to its amount due: screens, verbs and tests
//! read the same ones.

use chrono::NaiveDate;
use serde::Serialize;

use crate::book::CustomerFile;
use crate::hold::Promise;
use crate::ids::{InvoiceId, PromiseId};
use crate::invoice::{Instalment, Invoice};
use crate::money::Cents;

/// The amount due of an invoice, taken apart. Cents; no part is below zero, and all but `amount_due` and `surplus` sum to
/// `amount_due`. Interest and indemnity are not in it: the owner's view, principal alone (see `CustomerFile::balance`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Breakdown {
    pub amount_due: Cents,
    pub credited: Cents,
    /// Early discounts granted.
    pub discounted: Cents,
    /// Costs kept by a bank or the payer, taken for paid.
    pub withheld: Cents,
    pub paid: Cents,
    pub written_off: Cents,
    /// Owed to a factor or a bank, not to the business.
    pub ceded: Cents,
    /// In dispute: not asked for.
    pub disputed: Cents,
    /// Promised, and still awaited.
    pub promised: Cents,
    /// Its date has passed, and nothing above holds it back.
    pub due: Cents,
    pub not_due: Cents,
    /// Retention money before its date of release.
    pub retained: Cents,
    /// Paid or credited beyond the amount due: outside the sum.
    pub surplus: Cents,
}

impl Breakdown {
    /// The sum of the parts: always the amount due.
    pub fn sum(&self) -> Cents {
        self.settled().plus(self.open())
    }

    /// What is settled, by whatever means.
    pub fn settled(&self) -> Cents {
        self.credited.plus(self.discounted).plus(self.withheld).plus(self.paid)
    }

    /// What is not settled, whoever it is owed to.
    pub fn open(&self) -> Cents {
        let given_away = self.written_off.plus(self.ceded);
        given_away.plus(self.disputed).plus(self.promised).plus(self.due).plus(self.not_due).plus(self.retained)
    }

    /// What is owed to the business: open, neither given up nor ceded.
    pub fn owed(&self) -> Cents {
        self.open().minus(self.written_off).minus(self.ceded)
    }
}

/// Takes at most what is left.
fn take(left: &mut Cents, most: Cents) -> Cents {
    let taken = most.max(Cents::ZERO).min(*left);
    *left = left.minus(taken);
    taken
}

impl CustomerFile {
    /// The breakdown of each invoice on a day, credit notes left out, in the order of the file. `parts` says what falls
    /// due of an invoice on which day, which is a question of law where no date was agreed; an invoice without parts is
    /// not due. `awaited` says what is still to come of each promise that is awaited.
    pub fn breakdowns(
        &self,
        day: NaiveDate,
        parts: impl Fn(&Invoice) -> Vec<Instalment>,
        awaited: &[(PromiseId, Cents)],
    ) -> Vec<(InvoiceId, Breakdown)> {
        let mut all = Vec::new();
        // The oldest date with something unpaid, for the order in which a promise covers invoices.
        let mut oldest = Vec::new();
        for invoice in self.invoices.iter().filter(|invoice| !invoice.is_credit_note()) {
            let (breakdown, since) = self.alone(invoice, day, || parts(invoice));
            all.push((invoice.id, breakdown));
            oldest.push((since.unwrap_or(NaiveDate::MAX), invoice.issue_date));
        }
        let mut promises: Vec<(&Promise, Cents)> = self
            .promises
            .iter()
            .filter_map(|promise| Some((promise, awaited.iter().find(|(id, _)| *id == promise.id)?.1)))
            .collect();
        if promises.is_empty() {
            return all;
        }
        promises.sort_by_key(|(promise, _)| promise.due_on);
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by_key(|place| oldest[*place]);
        for (promise, awaited) in promises {
            let mut left = awaited.max(Cents::ZERO);
            for place in &order {
                let (invoice, breakdown) = &mut all[*place];
                let covers = match promise.invoices.is_empty() {
                    true => oldest[*place].0 <= promise.made_on,
                    false => promise.invoices.contains(invoice),
                };
                if covers {
                    let due = take(&mut left, breakdown.due);
                    let later = take(&mut left, breakdown.not_due);
                    breakdown.due = breakdown.due.minus(due);
                    breakdown.not_due = breakdown.not_due.minus(later);
                    breakdown.promised = breakdown.promised.plus(due).plus(later);
                }
            }
        }
        all
    }

    /// One invoice without the promises, and the oldest date of what is unpaid of it.
    fn alone(
        &self,
        invoice: &Invoice,
        day: NaiveDate,
        parts: impl FnOnce() -> Vec<Instalment>,
    ) -> (Breakdown, Option<NaiveDate>) {
        let balance = self.balance(invoice, day);
        let mut left = invoice.amount_due;
        let mut of = Breakdown { amount_due: invoice.amount_due, ..Breakdown::default() };
        of.credited = take(&mut left, balance.credited);
        of.discounted = take(&mut left, balance.discounted);
        of.withheld = take(&mut left, balance.withheld);
        of.paid = take(&mut left, balance.paid);
        of.surplus = balance.covered().minus(of.settled());
        if !left.is_positive() {
            return (of, None);
        }
        if self.write_offs.iter().any(|given_up| given_up.invoice == invoice.id && given_up.day <= day) {
            of.written_off = left;
            return (of, None);
        }
        if self.ceded_on(invoice.id, day).is_some() {
            of.ceded = left;
            return (of, None);
        }
        let open = left;
        let unpaid = unpaid_parts(parts(), left);
        for part in &unpaid {
            let amount = take(&mut left, part.amount);
            let place = match part.due_date < day {
                true => &mut of.due,
                false if part.retained => &mut of.retained,
                false => &mut of.not_due,
            };
            *place = place.plus(amount);
        }
        // Nothing says when it falls due.
        of.not_due = of.not_due.plus(left);
        let mut disputed = self.disputed_on(invoice.id, open, day);
        for place in [&mut of.due, &mut of.not_due, &mut of.retained] {
            let taken = take(&mut disputed, *place);
            *place = place.minus(taken);
            of.disputed = of.disputed.plus(taken);
        }
        (of, unpaid.first().map(|part| part.due_date))
    }

    /// What is in dispute of an invoice on a day: at most `open`, what is left of it.
    pub fn disputed_on(&self, invoice: InvoiceId, open: Cents, day: NaiveDate) -> Cents {
        let disputed: Cents = self
            .disputes
            .iter()
            .filter(|dispute| dispute.invoice == invoice && dispute.holds_on(day))
            .map(|dispute| dispute.amount.unwrap_or(open).max(Cents::ZERO))
            .sum();
        disputed.min(open)
    }
}

/// What is left of an invoice, part by part, oldest date first: what is paid is paid of the oldest parts, so `left` is
/// left of the latest. Parts that sum to less than it: the rest is as old as the oldest.
pub fn unpaid_parts(mut parts: Vec<Instalment>, left: Cents) -> Vec<Instalment> {
    parts.sort_by_key(|part| part.due_date);
    let mut left = left;
    let mut unpaid: Vec<Instalment> = Vec::new();
    for part in parts.into_iter().rev() {
        let amount = take(&mut left, part.amount);
        if amount.is_positive() {
            unpaid.push(Instalment { amount, ..part });
        }
    }
    if let (true, Some(oldest)) = (left.is_positive(), unpaid.last_mut()) {
        oldest.amount = oldest.amount.plus(left);
    }
    unpaid.reverse();
    unpaid
}
