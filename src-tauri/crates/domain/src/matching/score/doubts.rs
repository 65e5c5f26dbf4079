//! What else the same amount could pay, and which month the text names.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::super::number::is_one_slip;
use super::{MOST_ALIKE, Search};

/// Which invoices of the same amount are a doubt.
#[derive(Clone, Copy)]
pub(super) enum Alike {
    Any,
    ByASlip,
}

impl Search<'_, '_, '_> {
    /// The month in which the invoice was issued, as the text of a payer who is known names it. An invoice of the same
    /// amount from another month takes the meaning away.
    pub(super) fn month_named(&self, chosen: &[usize]) -> Option<String> {
        let [only] = chosen else { return None };
        // An account or an alias is not enough: one that pays for several may mean another's invoice of that month.
        if !self.bears_the_name() {
            return None;
        }
        let issued = self.left.index.invoices[*only].issue_date;
        let [(month, year, as_written)] = &self.clues.mentions.months[..] else { return None };
        let is_meant = issued.month() == *month && year.is_none_or(|year| year == issued.year());
        is_meant.then(|| as_written.clone())
    }

    /// A month that the text names and in which the one invoice was not issued: of who owes the same every month, it may be
    /// another that was paid before. The month before its own may be the one it is for.
    pub(super) fn other_month(&self, chosen: &[usize]) -> Option<String> {
        let ([only], [(month, year, as_written)]) = (chosen, &self.clues.mentions.months[..]) else { return None };
        let issued = self.left.index.invoices[*only].issue_date;
        let (open, day) = (self.left.open(*only), self.entry.day);
        let is_of = |of: NaiveDate| of.month() == *month && year.is_none_or(|year| year == of.year());
        let before = issued.with_day(1).and_then(|first| first.pred_opt());
        let is_repeated = || self.left.with_amount(open, day).any(|other| other != *only);
        let is_meant = is_of(issued) || before.is_some_and(is_of) && !is_repeated();
        (!is_meant).then(|| as_written.clone())
    }

    /// The other invoices that the customer owes of just this amount, where the payer bears its whole name, nothing is named
    /// and this one fell due first: the order in which money recorded by hand is put on them. None where something else may
    /// decide: a dispute, a cession, a plan, a promise for another, a due date that some have and others lack.
    pub(super) fn younger(&self, chosen: &[usize]) -> Vec<usize> {
        let &[only] = chosen else { return Vec::new() };
        let amount = self.entry.amount.0;
        let says_nothing = self.clues.mentions.list.is_empty() && self.clues.mentions.months.is_empty();
        if !self.is_known_payer() || !says_nothing || self.clues.mentions.cut || self.left.open(only) != amount {
            return Vec::new();
        }
        let facts = &self.left.index.invoices;
        let open = self.left.open_of(self.customer, self.entry.day);
        let is_promised = |other: usize| facts[other].promises.iter().any(|promise| promise.amount.0 == amount);
        let mut alike: Vec<usize> = open.iter().copied().filter(|&invoice| self.left.open(invoice) == amount).collect();
        let dated = alike.iter().filter(|&&one| self.left.due(one).is_some()).count();
        if alike.iter().any(|&one| facts[one].is_set_apart)
            || !(dated == 0 || dated == alike.len())
            || open.iter().any(|&other| other != only && is_promised(other))
        {
            return Vec::new();
        }
        alike.sort_by_key(|&invoice| (self.left.due(invoice), invoice));
        if alike.first() == Some(&only) { alike.split_off(1) } else { Vec::new() }
    }

    /// Open invoices elsewhere that this amount would pay alone. Of a payer who is known twice over, only the customer's
    /// own: that others owe the same says nothing against it, unless what the payer wrote was cut off.
    pub(super) fn same_elsewhere(&self, chosen: &[usize], alike: Alike) -> u32 {
        let (amount, day) = (self.entry.amount.0, self.entry.day);
        let index = self.left.index;
        let same = self.left.with_amount(amount, day).chain(self.left.with_partial_amount(amount, day));
        let by_name = self.is_known_payer() && !self.clues.mentions.cut;
        let counts = |invoice: &usize| {
            let customer = index.customer_of[*invoice];
            match alike {
                _ if chosen.contains(invoice) => false,
                Alike::Any => !by_name || customer == self.customer,
                // The payer is known for another, or a figure went wrong.
                Alike::ByASlip if customer == self.customer => false,
                Alike::ByASlip => self.is_payer(customer) || chosen.iter().any(|&one| self.is_a_slip(one, *invoice)),
            }
        };
        let others: BTreeSet<usize> = same.filter(counts).take(MOST_ALIKE).collect();
        others.len() as u32
    }

    /// It bears the whole name of the customer, and has paid under it before, or from this account.
    fn is_known_payer(&self) -> bool {
        self.bears_the_name() && (self.by_account() || self.left.index.pays_by_name.contains(&self.customer))
    }

    fn bears_the_name(&self) -> bool {
        self.name_hit().is_some_and(|hit| hit.whole && !hit.is_alias)
    }

    pub(super) fn is_payer(&self, customer: usize) -> bool {
        self.clues.accounts.contains(&customer) || self.clues.names.iter().any(|hit| hit.customer == customer)
    }

    /// Whether one number may have been written for the other: one figure of the sequence wrong, missing or changed with
    /// its neighbour. A reference with check digits cannot, nor what is named
    /// twice.
    pub(super) fn is_a_slip(&self, named: usize, meant: usize) -> bool {
        let index = self.left.index;
        let (Some(named_as), Some(meant_as)) = (index.number_of(named), index.number_of(meant)) else { return false };
        let hits = self.clues.mentions.list.iter().flat_map(|mention| &mention.hits);
        let by_reference = hits.filter(|hit| hit.invoice == named).all(|hit| hit.by_reference);
        let is_sure = by_reference || self.clues.mentions.named_twice.contains(&named);
        !is_sure && is_one_slip(&named_as.sequence, &meant_as.sequence)
    }
}
