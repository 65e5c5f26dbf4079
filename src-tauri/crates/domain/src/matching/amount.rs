//! What is still open while entries are looked at, and how an amount explains invoices that were chosen.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::index::{Index, Letter, first_due};
use super::model::Reason;
use super::sums::ways;
use crate::ids::BankEntryId;
use crate::money::Cents;

/// A bank on the way keeps no more than this, and no more than a twentieth.
const MOST_FEE: i64 = 3_000;
/// Credit notes of a customer that are combined.
const MOST_CREDITS: usize = 12;

/// What is left of every invoice and credit note once the certain matches have taken theirs.
#[derive(Clone)]
pub struct Left<'i, 'l> {
    pub index: &'i Index<'l>,
    open: Vec<i64>,
    credit: Vec<i64>,
    taken_by: Vec<Vec<BankEntryId>>,
    whole: HashMap<i64, BTreeSet<usize>>,
    /// Parts, promises and discounted amounts.
    partial: HashMap<i64, BTreeSet<usize>>,
}

/// How an amount fits invoices.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Fit {
    pub paid: Vec<(usize, i64)>,
    /// Credit note, invoice, cents.
    pub credits: Vec<(usize, usize, i64)>,
    pub discounts: Vec<(usize, i64)>,
    pub fees: Vec<(usize, i64)>,
    /// Interest and indemnity that a letter asked for with the invoices.
    pub accessories: i64,
    pub leftover: i64,
    pub reasons: Vec<Reason>,
    /// Every cent is explained by what is owed, agreed or promised.
    pub is_exact: bool,
    pub weight: i32,
}

impl<'i, 'l> Left<'i, 'l> {
    pub fn of(index: &'i Index<'l>) -> Left<'i, 'l> {
        let mut left = Left {
            index,
            open: index.invoices.iter().map(|invoice| invoice.open.0).collect(),
            credit: index.credits.iter().map(|credit| credit.open.0).collect(),
            taken_by: vec![Vec::new(); index.invoices.len()],
            whole: HashMap::new(),
            partial: HashMap::new(),
        };
        for invoice in 0..index.invoices.len() {
            left.list(invoice);
        }
        left
    }

    pub fn open(&self, invoice: usize) -> i64 {
        self.open[invoice]
    }

    pub fn credit(&self, credit: usize) -> i64 {
        self.credit[credit]
    }

    pub fn taken_by(&self, invoice: usize) -> &[BankEntryId] {
        &self.taken_by[invoice]
    }

    fn list(&mut self, invoice: usize) {
        if self.open[invoice] <= 0 {
            return;
        }
        self.whole.entry(self.open[invoice]).or_default().insert(invoice);
        for amount in self.partial_amounts(invoice) {
            self.partial.entry(amount).or_default().insert(invoice);
        }
    }

    fn partial_amounts(&self, invoice: usize) -> Vec<i64> {
        let facts = self.index.invoices[invoice];
        let parts = self.parts(invoice).into_iter().map(|(_, amount)| amount);
        let promises = facts.promises.iter().map(|promise| promise.amount.0);
        let discounted = facts.discount.iter().map(|discount| self.open[invoice].saturating_sub(discount.amount.0));
        parts.chain(promises).chain(discounted).filter(|&amount| 0 < amount && amount < self.open[invoice]).collect()
    }

    /// The amounts that would pay this invoice or an agreed part of it.
    pub fn amounts(&self, invoice: usize) -> Vec<i64> {
        let mut amounts = self.partial_amounts(invoice);
        amounts.push(self.open[invoice]);
        amounts
    }

    /// The due parts that are left, the earliest first: what was taken has paid the first ones.
    fn parts(&self, invoice: usize) -> Vec<(NaiveDate, i64)> {
        let facts = self.index.invoices[invoice];
        let mut parts: Vec<(NaiveDate, i64)> =
            facts.parts.iter().map(|part| (part.due_date, part.open.0.max(0))).collect();
        parts.sort_unstable();
        let mut taken = facts.open.0 - self.open[invoice];
        for (_, amount) in &mut parts {
            let now = taken.min(*amount);
            *amount -= now;
            taken -= now;
        }
        parts.retain(|&(_, amount)| amount > 0);
        parts
    }

    /// Invoices issued by that day of which exactly this is open.
    pub fn with_amount(&self, amount: i64, day: NaiveDate) -> impl Iterator<Item = usize> {
        // In order of issue, so the first that is too young ends it.
        let issued = move |invoice: &usize| self.index.invoices[*invoice].issue_date <= day;
        self.whole.get(&amount).into_iter().flatten().copied().take_while(issued)
    }

    /// Invoices issued by that day of which this is a part, a promise or the amount less the discount.
    pub fn with_partial_amount(&self, amount: i64, day: NaiveDate) -> impl Iterator<Item = usize> {
        let issued = move |invoice: &usize| self.index.invoices[*invoice].issue_date <= day;
        self.partial.get(&amount).into_iter().flatten().copied().take_while(issued)
    }

    /// The oldest due date of what is left.
    pub fn due(&self, invoice: usize) -> Option<NaiveDate> {
        let first = self.parts(invoice).first().map(|&(due_date, _)| due_date);
        first.or(self.index.invoices[invoice].due)
    }

    /// What is open of a customer and was issued by that day, the oldest due first.
    pub fn open_of(&self, customer: usize, day: NaiveDate) -> Vec<usize> {
        let open = |invoice: &usize| self.open[*invoice] > 0 && self.index.invoices[*invoice].issue_date <= day;
        self.index.invoices_of[customer].iter().copied().filter(open).collect()
    }

    /// What a fit takes of each invoice.
    pub fn takes(fit: &Fit) -> Vec<(usize, i64)> {
        let credits = fit.credits.iter().map(|&(_, invoice, amount)| (invoice, amount));
        fit.paid.iter().chain(&fit.discounts).chain(&fit.fees).copied().chain(credits).collect()
    }

    pub fn take(&mut self, fit: &Fit, entry: BankEntryId) {
        for (invoice, amount) in Self::takes(fit) {
            self.unlist(invoice);
            self.open[invoice] -= amount;
            if !self.taken_by[invoice].contains(&entry) {
                self.taken_by[invoice].push(entry);
                self.taken_by[invoice].sort_unstable();
            }
            self.list(invoice);
        }
        for &(credit, _, amount) in &fit.credits {
            self.credit[credit] -= amount;
        }
    }

    fn unlist(&mut self, invoice: usize) {
        if let Some(list) = self.whole.get_mut(&self.open[invoice]) {
            list.remove(&invoice);
        }
        for amount in self.partial_amounts(invoice) {
            if let Some(list) = self.partial.get_mut(&amount) {
                list.remove(&invoice);
            }
        }
    }

    /// How this amount, received on this day, fits these invoices of one customer: exactly in one or more ways, or the
    /// oldest first.
    pub fn fits(&self, chosen: &[usize], amount: i64, day: NaiveDate) -> Vec<Fit> {
        let mut chosen: Vec<usize> = chosen.to_vec();
        chosen.sort_by_key(|&invoice| self.order(invoice));
        let total: i64 = chosen.iter().map(|&invoice| self.open[invoice]).fold(0, i64::saturating_add);
        if amount <= 0 {
            return Vec::new();
        }
        if amount == total {
            let open = chosen.iter().map(|&invoice| (invoice, self.open[invoice]));
            let paid = open.filter(|&(_, open)| open > 0).collect();
            let (reason, weight) = match chosen.len() {
                1 => (Reason::ByAmount { amount: Cents(amount) }, 60),
                count => (Reason::SumOfInvoices { count: count as u32, amount: Cents(amount) }, 55),
            };
            return vec![Fit { paid, reasons: vec![reason], is_exact: true, weight, ..Fit::default() }];
        }
        let mut found = Vec::new();
        found.extend(self.asked(&chosen, amount, day));
        if let [only] = chosen[..] {
            found.extend(self.agreed_part(only, amount));
        }
        if amount < total {
            found.extend(self.discounted(&chosen, total - amount, day));
            found.extend(self.credited(&chosen, total - amount));
        }
        if found.is_empty() {
            found.push(self.oldest_first(&chosen, amount, total));
        }
        found
    }

    fn order(&self, invoice: usize) -> (NaiveDate, usize) {
        (first_due(self.index.invoices[invoice]), invoice)
    }

    /// How many entries of this amount an invoice can take, where it is paid in parts.
    pub fn times(&self, invoice: usize, amount: i64) -> usize {
        if amount >= self.open[invoice] {
            return 1;
        }
        let parts = self.parts(invoice).into_iter().filter(|&(_, part)| part == amount).count();
        let promises =
            self.index.invoices[invoice].promises.iter().filter(|promise| promise.amount.0 == amount).count();
        parts.max(promises).max(1)
    }

    /// Everything a letter asked for, of which nothing was paid since.
    fn asked(&self, chosen: &[usize], amount: i64, day: NaiveDate) -> Option<Fit> {
        let customer = self.index.customer_of[*chosen.first()?];
        let is_untouched = |invoice: &usize| self.open[*invoice] == self.index.invoices[*invoice].open.0;
        if !chosen.iter().all(is_untouched) {
            return None;
        }
        let is_it = |letter: &&Letter| {
            let of_these = || letter.parts.iter().all(|(invoice, _)| chosen.contains(invoice));
            letter.total == amount && letter.day <= day && letter.parts.len() == chosen.len() && of_these()
        };
        let letter =
            self.index.asked_of[customer].iter().filter(is_it).max_by_key(|letter| (letter.day, &letter.parts))?;
        let paid: Vec<(usize, i64)> =
            chosen.iter().filter_map(|&invoice| letter.parts.iter().find(|(of, _)| *of == invoice)).copied().collect();
        let accessories = amount - paid.iter().map(|&(_, part)| part).sum::<i64>();
        let reason = Reason::AsAsked { day: letter.day, amount: Cents(amount), accessories: Cents(accessories) };
        Some(Fit { paid, accessories, reasons: vec![reason], is_exact: true, weight: 60, ..Fit::default() })
    }

    fn agreed_part(&self, invoice: usize, amount: i64) -> Option<Fit> {
        if amount >= self.open[invoice] {
            return None;
        }
        let parts = self.parts(invoice);
        let mut sum = 0;
        let first_parts = parts.iter().find_map(|&(due_date, part)| {
            sum += part;
            (sum == amount).then_some(due_date)
        });
        let any_part = || parts.iter().find(|&&(_, part)| part == amount).map(|&(due_date, _)| due_date);
        let promise = self.index.invoices[invoice].promises.iter().filter(|promise| promise.amount.0 == amount).min();
        let reason = match (first_parts.or_else(any_part), promise) {
            (Some(due_date), _) => Reason::PartDue { due_date, amount: Cents(amount) },
            (None, Some(promise)) => Reason::AsPromised { day: promise.day, amount: Cents(amount) },
            (None, None) => return None,
        };
        Some(Fit { paid: vec![(invoice, amount)], reasons: vec![reason], is_exact: true, weight: 50, ..Fit::default() })
    }

    /// Every agreed discount of these invoices was taken, or exactly one was.
    fn discounted(&self, chosen: &[usize], missing: i64, day: NaiveDate) -> Option<Fit> {
        let offered: Vec<(usize, i64, NaiveDate)> = chosen
            .iter()
            .filter_map(|&invoice| {
                let discount = self.index.invoices[invoice].discount?;
                let fits = discount.amount.is_positive() && discount.amount.0 < self.open[invoice];
                fits.then_some((invoice, discount.amount.0, discount.until))
            })
            .collect();
        let sum: i64 = offered.iter().map(|&(_, amount, _)| amount).sum();
        let taken = if !offered.is_empty() && sum == missing {
            offered
        } else {
            let single: Vec<_> = offered.into_iter().filter(|&(_, amount, _)| amount == missing).collect();
            if single.len() != 1 {
                return None;
            }
            single
        };
        let mut until = taken.iter().map(|&(_, _, until)| until).min()?;
        let mut reasons = vec![self.amount_reason(chosen)];
        reasons.push(Reason::LessDiscount { until, amount: Cents(missing) });
        let mut is_exact = true;
        if until < day {
            until = taken.iter().map(|&(_, _, until)| until).filter(|&until| until < day).min()?;
            reasons.push(Reason::DiscountTooLate { until });
            is_exact = false;
        }
        let discounts: Vec<(usize, i64)> = taken.iter().map(|&(invoice, amount, _)| (invoice, amount)).collect();
        let paid = self.rest(chosen, &discounts);
        Some(Fit { paid, discounts, reasons, is_exact, weight: 50, ..Fit::default() })
    }

    fn credited(&self, chosen: &[usize], missing: i64) -> Vec<Fit> {
        let Some(&customer) = chosen.first().map(|&invoice| &self.index.customer_of[invoice]) else {
            return Vec::new();
        };
        let credits: Vec<usize> = self.index.credits_of[customer]
            .iter()
            .copied()
            .filter(|&credit| self.credit[credit] > 0)
            .take(MOST_CREDITS)
            .collect();
        let amounts: Vec<i64> = credits.iter().map(|&credit| self.credit[credit]).collect();
        let mut fits = Vec::new();
        for way in ways(&amounts, missing).ways {
            let used: Vec<usize> = way.iter().map(|&place| credits[place]).collect();
            let mut open: Vec<(usize, i64)> = chosen.iter().map(|&invoice| (invoice, self.open[invoice])).collect();
            let mut taken = Vec::new();
            for &credit in &used {
                let mut rest = self.credit[credit];
                for (invoice, left) in open.iter_mut() {
                    let now = rest.min(*left);
                    if now > 0 {
                        taken.push((credit, *invoice, now));
                        *left -= now;
                        rest -= now;
                    }
                }
            }
            let numbers = used.iter().map(|&credit| self.index.credits[credit].number.clone()).collect();
            open.retain(|&(_, left)| left > 0);
            let reasons = vec![self.amount_reason(chosen), Reason::LessCreditNotes { numbers, amount: Cents(missing) }];
            fits.push(Fit { paid: open, credits: taken, reasons, is_exact: true, weight: 50, ..Fit::default() });
        }
        fits
    }

    /// What the invoices come to, before what was taken off.
    fn amount_reason(&self, chosen: &[usize]) -> Reason {
        let total = Cents(chosen.iter().map(|&invoice| self.open[invoice]).fold(0, i64::saturating_add));
        match chosen.len() {
            1 => Reason::ByAmount { amount: total },
            count => Reason::SumOfInvoices { count: count as u32, amount: total },
        }
    }

    fn rest(&self, chosen: &[usize], less: &[(usize, i64)]) -> Vec<(usize, i64)> {
        let off = |invoice: usize| {
            less.iter().filter(|&&(other, _)| other == invoice).map(|&(_, amount)| amount).sum::<i64>()
        };
        chosen
            .iter()
            .map(|&invoice| (invoice, self.open[invoice] - off(invoice)))
            .filter(|&(_, rest)| rest > 0)
            .collect()
    }

    fn oldest_first(&self, chosen: &[usize], amount: i64, total: i64) -> Fit {
        let mut rest = amount;
        let mut paid = Vec::new();
        for &invoice in chosen {
            let now = rest.min(self.open[invoice]);
            if now > 0 {
                paid.push((invoice, now));
                rest -= now;
            }
        }
        let missing = total - amount;
        if missing > 0 && missing <= MOST_FEE && missing <= total / 20 {
            // Kept by a bank from the last of them.
            let mut fees = Vec::new();
            let mut off = missing;
            for &invoice in chosen.iter().rev() {
                let got = paid.iter().find(|&&(other, _)| other == invoice).map_or(0, |&(_, got)| got);
                let now = off.min(self.open[invoice] - got);
                if now > 0 {
                    fees.push((invoice, now));
                    off -= now;
                }
            }
            let reasons =
                vec![Reason::LessBankFee { amount: Cents(missing) }, Reason::LessThanOpen { missing: Cents(missing) }];
            return Fit { paid, fees, reasons, weight: 30, ..Fit::default() };
        }
        let (reason, weight) = if missing > 0 {
            (Reason::LessThanOpen { missing: Cents(missing) }, 12)
        } else {
            (Reason::MoreThanOpen { surplus: Cents(-missing) }, 5)
        };
        Fit { paid, leftover: rest, reasons: vec![reason], weight, ..Fit::default() }
    }
}
