//! The candidates of one entry, what speaks for and against each, and whether one of them is certain.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::amount::{Fit, Left};
use super::model::{CreditUse, Entry, Match, Precision, Reason};
use super::names::NameHit;
use super::reference::{Mention, Mentions};
use super::sums::ways;
use crate::ids::BankEntryId;
use crate::invoice::Allocation;
use crate::money::Cents;

mod doubts;

use doubts::Alike;

/// Invoices of the same amount that are looked at and shown; beyond, they are only counted as many.
const MOST_ALIKE: usize = 12;
const MOST_SHOWN: usize = 8;
/// Invoices of one amount among which a customer is looked for.
const MOST_COUNTED: usize = 200;
/// Readings of a list of numbers that are tried.
const MOST_READINGS: usize = 64;

/// An entry, and what its text was found to name. It depends on the ledger alone, so it is read once.
pub struct Clues {
    pub mentions: Mentions,
    /// Customers whose known account paid.
    pub accounts: Vec<usize>,
    pub names: Vec<NameHit>,
    /// Customers of whom money went back that came with an earlier statement: what it paid is not open here.
    pub returns: Vec<(usize, BankEntryId)>,
    /// Money of just this amount went back before, and nothing says whose.
    pub return_of_amount: Option<BankEntryId>,
}

/// A way to explain an entry.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub customer: usize,
    pub fit: Fit,
    /// How exactly the text names all of its invoices; none where it does not name all.
    pub named: Option<Precision>,
    by_account: bool,
    by_name: Option<bool>,
    /// The text names the month in which the one invoice was issued.
    by_month: bool,
    /// Invoices of the same customer and amount that nothing tells it from and that fall due later: it is paid first.
    younger: Vec<usize>,
    /// Chosen by sums alone, and one that a payer would make: everything, the oldest, a month.
    is_natural: bool,
    reasons: Vec<Reason>,
    pub score: i32,
}

/// How strongly a certain match is founded: what names an invoice is settled before what only fits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Foundation {
    Named,
    Fits,
}

impl Candidate {
    fn is_contradicted(&self) -> bool {
        self.reasons.iter().any(Reason::speaks_against)
    }

    fn has_identity(&self) -> bool {
        self.by_account || self.by_name.is_some()
    }

    fn has_strong_identity(&self) -> bool {
        self.by_account || self.by_name == Some(true)
    }

    /// Why money may be for this invoice and not for one that falls due later.
    pub fn by_age(&self) -> bool {
        !self.younger.is_empty()
    }

    fn is_older_than(&self, other: &Candidate) -> bool {
        let whole = |fit: &Fit| fit.leftover == 0 && Left::takes(fit).len() == 1;
        matches!(other.fit.paid[..], [(invoice, _)] if self.younger.contains(&invoice)) && whole(&other.fit)
    }

    /// What tells it from other candidates.
    fn key(&self) -> impl Ord {
        (&self.fit.paid, &self.fit.credits, &self.fit.discounts, self.customer)
    }

    pub fn against(&mut self, reason: Reason) {
        self.reasons.push(reason);
    }

    pub fn into_match(self, left: &Left) -> Match {
        let index = left.index;
        let allocation = |&(invoice, amount): &(usize, i64)| Allocation {
            invoice: index.invoices[invoice].id,
            amount: Cents(amount),
        };
        let credits = self.fit.credits.iter().map(|&(credit, invoice, amount)| CreditUse {
            credit_note: index.credits[credit].credit_note,
            invoice: index.invoices[invoice].id,
            amount: Cents(amount),
        });
        Match {
            customer: index.customers[self.customer],
            allocations: self.fit.paid.iter().map(allocation).collect(),
            credits: credits.collect(),
            discounts: self.fit.discounts.iter().map(allocation).collect(),
            fees: self.fit.fees.iter().map(allocation).collect(),
            accessories: Cents(self.fit.accessories),
            leftover: Cents(self.fit.leftover),
            reasons: self.reasons,
        }
    }
}

/// What may explain the entry among the customers it names, the likeliest first. Nobody else's invoice can be certain.
pub fn candidates(entry: &Entry, clues: &Clues, left: &Left) -> Vec<Candidate> {
    let mut found = of_customers(near(entry, clues, left), entry, clues, left);
    found.sort_by(likelier);
    found
}

/// The candidates worth showing: also those of customers of whom only the amount speaks.
pub fn shown(mut found: Vec<Candidate>, entry: &Entry, clues: &Clues, left: &Left) -> Vec<Candidate> {
    let near = near(entry, clues, left);
    let is_other = |invoice: &usize| !near.contains(&left.index.customer_of[*invoice]);
    let whole = left.with_amount(entry.amount.0, entry.day).filter(is_other).take(MOST_SHOWN);
    let partial = left.with_partial_amount(entry.amount.0, entry.day).filter(is_other).take(MOST_SHOWN);
    let alike: BTreeSet<usize> = whole.chain(partial).collect();
    for invoice in alike {
        let search = Search { entry, clues, left, customer: left.index.customer_of[invoice] };
        let fits = search.weigh(Choice::of(vec![invoice]));
        found
            .extend(fits.into_iter().filter(|candidate| candidate.fit.is_exact || !candidate.fit.discounts.is_empty()));
    }
    for customer in left.index.asked_for(entry.amount.0).filter(|customer| !near.contains(customer)) {
        let search = Search { entry, clues, left, customer };
        found.extend(search.asked().into_iter().flat_map(|choice| search.weigh(choice)));
    }
    found.sort_by(likelier);
    found.truncate(MOST_SHOWN);
    found
}

fn likelier(one: &Candidate, other: &Candidate) -> std::cmp::Ordering {
    other.score.cmp(&one.score).then_with(|| one.key().cmp(&other.key()))
}

fn of_customers(customers: BTreeSet<usize>, entry: &Entry, clues: &Clues, left: &Left) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for customer in customers {
        let search = Search { entry, clues, left, customer };
        let first = found.len();
        for candidate in search.candidates() {
            match found[first..].iter_mut().find(|known| known.key() == candidate.key()) {
                Some(known) if known.score >= candidate.score => {}
                Some(known) => *known = candidate,
                None => found.push(candidate),
            }
        }
    }
    found
}

/// Customers whose account, name or number the entry bears.
fn near(entry: &Entry, clues: &Clues, left: &Left) -> BTreeSet<usize> {
    let index = left.index;
    let identified = clues.accounts.iter().copied().chain(clues.names.iter().map(|hit| hit.customer));
    let mut customers: BTreeSet<usize> = identified.collect();
    for hit in clues.mentions.list.iter().flat_map(|mention| &mention.hits) {
        if hit.precision > Precision::Bare || left.open(hit.invoice) == entry.amount.0 {
            customers.insert(index.customer_of[hit.invoice]);
        }
    }
    customers
}

struct Search<'s, 'i, 'l> {
    entry: &'s Entry,
    clues: &'s Clues,
    left: &'s Left<'i, 'l>,
    customer: usize,
}

/// Invoices that were chosen, and why these.
struct Choice {
    invoices: Vec<usize>,
    is_natural: bool,
    capped: Option<Reason>,
    /// The text could be read in more ways than were tried.
    is_cut_short: bool,
}

impl Choice {
    fn of(invoices: Vec<usize>) -> Choice {
        Choice { invoices, is_natural: false, capped: None, is_cut_short: false }
    }
}

impl Search<'_, '_, '_> {
    fn candidates(&self) -> Vec<Candidate> {
        let (amount, day) = (self.entry.amount.0, self.entry.day);
        let open = self.left.open_of(self.customer, day);
        let mut choices: Vec<Choice> = Vec::new();
        let (readings, is_cut_short) = self.readings();
        for reading in &readings {
            choices.push(Choice::of(reading.clone()));
            let amounts: Vec<i64> = reading.iter().map(|&invoice| self.left.open(invoice)).collect();
            let total: i64 = amounts.iter().sum();
            if amount < total && reading.len() > 1 {
                // Some of those that were named.
                for way in ways(&amounts, amount).ways {
                    choices.push(Choice::of(way.into_iter().map(|place| reading[place]).collect()));
                }
            }
            if amount > total {
                // And some that were not named.
                let others: Vec<usize> = open.iter().copied().filter(|invoice| !reading.contains(invoice)).collect();
                choices.extend(self.sums(&others, amount - total).into_iter().map(|mut choice| {
                    choice.invoices.extend(reading);
                    choice
                }));
            }
        }
        for &invoice in &open {
            if self.left.open(invoice) == amount || self.fits_in_part(invoice) {
                choices.push(Choice::of(vec![invoice]));
            }
        }
        choices.extend(self.asked());
        let identified = self.by_account() || self.by_name().is_some();
        if identified && open.len() > 1 {
            choices.extend(self.sums(&open, amount));
            if !self.left.index.credits_of[self.customer].is_empty() {
                choices.push(Choice::of(open.clone()));
            }
        }
        let strong = self.by_account() || self.by_name() == Some(true);
        if strong && readings.is_empty() {
            choices.push(Choice::of(open.clone()));
            if self.clues.mentions.list.iter().any(|mention| mention.is_plain) {
                // What is named may be settled already: then all of it is a credit.
                choices.push(Choice::of(Vec::new()));
            }
        }
        if is_cut_short {
            let reason = Reason::SearchCapped { combined: MOST_READINGS as u32, open: open.len() as u32 };
            for choice in &mut choices {
                choice.capped = Some(reason.clone());
                choice.is_cut_short = true;
            }
        }
        choices.into_iter().flat_map(|choice| self.weigh(choice)).collect()
    }

    /// The invoices of letters that asked for just this, interest and indemnity included.
    fn asked(&self) -> Vec<Choice> {
        let (index, amount) = (self.left.index, self.entry.amount.0);
        let letters = index.asked_of[self.customer].iter();
        let letters = letters.filter(|letter| letter.total == amount && letter.day <= self.entry.day);
        letters
            .map(|letter| Choice {
                is_natural: true,
                ..Choice::of(letter.parts.iter().map(|&(invoice, _)| invoice).collect())
            })
            .collect()
    }

    fn fits_in_part(&self, invoice: usize) -> bool {
        let has_credits =
            !self.left.index.credits_of[self.customer].is_empty() && (self.by_account() || self.by_name().is_some());
        let partial = self
            .left
            .with_partial_amount(self.entry.amount.0, self.entry.day)
            .take(MOST_ALIKE)
            .any(|other| other == invoice);
        let facts = self.left.index.invoices[invoice];
        let agreed = partial || has_credits || !facts.parts.is_empty();
        agreed
            && self
                .left
                .fits(&[invoice], self.entry.amount.0, self.entry.day)
                .iter()
                .any(|fit| fit.is_exact || !fit.discounts.is_empty())
    }

    fn by_account(&self) -> bool {
        self.clues.accounts.contains(&self.customer)
    }

    /// Whether the payer is called like the customer, and whether the whole name fits.
    fn by_name(&self) -> Option<bool> {
        self.name_hit().map(|hit| hit.whole)
    }

    fn name_hit(&self) -> Option<&NameHit> {
        self.clues.names.iter().find(|hit| hit.customer == self.customer)
    }

    /// The sums of these invoices that reach the amount.
    fn sums(&self, open: &[usize], amount: i64) -> Vec<Choice> {
        let amounts: Vec<i64> = open.iter().map(|&invoice| self.left.open(invoice)).collect();
        let found = ways(&amounts, amount);
        let capped = found
            .capped
            .then_some(Reason::SearchCapped { combined: super::sums::MOST_COMBINED as u32, open: open.len() as u32 });
        let mut lists: Vec<Vec<usize>> = found.ways;
        if found.capped {
            // The oldest ones, and all of them, are always tried.
            let mut sum = 0i64;
            let reached = amounts.iter().position(|amount_of_one| {
                sum = sum.saturating_add(*amount_of_one);
                sum >= amount
            });
            if let Some(last) = reached.filter(|_| sum == amount) {
                lists.push((0..=last).collect());
            }
        }
        let month = |invoice: usize| {
            let issued = self.left.index.invoices[invoice].issue_date;
            (issued.year(), issued.month())
        };
        lists
            .into_iter()
            .map(|list| {
                let oldest = list.iter().enumerate().all(|(place, &chosen)| place == chosen);
                let invoices: Vec<usize> = list.iter().map(|&place| open[place]).collect();
                let of_month = open.iter().filter(|&&invoice| month(invoice) == month(invoices[0])).count();
                let is_month =
                    invoices.iter().all(|&invoice| month(invoice) == month(invoices[0])) && of_month == invoices.len();
                Choice { is_natural: oldest || is_month, invoices, capped: capped.clone(), is_cut_short: false }
            })
            .collect()
    }

    /// The invoices of this customer that the text may name, reading by reading, and whether there were too many to try.
    fn readings(&self) -> (Vec<Vec<usize>>, bool) {
        let mut strong: Vec<Vec<Vec<usize>>> = Vec::new();
        let mut bare: BTreeSet<usize> = BTreeSet::new();
        for mention in &self.clues.mentions.list {
            let named = self.named_by(mention);
            let mut alternatives: Vec<Vec<usize>> = named
                .iter()
                .filter(|&&(_, precision)| precision > Precision::Bare)
                .map(|&(invoice, _)| vec![invoice])
                .collect();
            if let Some(between) = self.between(mention) {
                alternatives.push(between);
            }
            if alternatives.is_empty() {
                bare.extend(named.iter().map(|&(invoice, _)| invoice));
            } else {
                strong.push(alternatives);
            }
        }
        let mut readings: Vec<BTreeSet<usize>> = vec![BTreeSet::new()];
        let mut is_cut_short = false;
        for alternatives in &strong {
            is_cut_short |= readings.len() * alternatives.len() > MOST_READINGS;
            let mut next = Vec::new();
            for reading in &readings {
                for alternative in alternatives {
                    if next.len() < MOST_READINGS {
                        next.push(reading.iter().chain(alternative).copied().collect());
                    }
                }
            }
            readings = next;
        }
        let mut readings: BTreeSet<Vec<usize>> =
            readings.into_iter().map(|reading| reading.into_iter().collect()).collect();
        readings.retain(|reading: &Vec<usize>| !reading.is_empty());
        if strong.is_empty() {
            let exact = bare.iter().copied().filter(|&invoice| self.left.open(invoice) == self.entry.amount.0);
            readings.extend(exact.map(|invoice| vec![invoice]));
            let several: Vec<usize> = bare.iter().copied().filter(|&invoice| self.left.open(invoice) > 0).collect();
            if several.len() > 1
                && several.iter().map(|&invoice| self.left.open(invoice)).sum::<i64>() == self.entry.amount.0
            {
                readings.insert(several);
            }
        }
        (readings.into_iter().collect(), is_cut_short)
    }

    /// What a mention may mean among this customer's invoices. A number that was cut may go on.
    fn named_by(&self, mention: &Mention) -> Vec<(usize, Precision)> {
        let index = self.left.index;
        let mut named: Vec<(usize, Precision)> = mention
            .hits
            .iter()
            .filter(|hit| index.customer_of[hit.invoice] == self.customer)
            .map(|hit| {
                (hit.invoice, if mention.cut.is_some() { hit.precision.min(Precision::Short) } else { hit.precision })
            })
            .collect();
        if let Some(fragment) = &mention.cut {
            let bare = fragment.trim_start_matches('0');
            for &invoice in &index.invoices_of[self.customer] {
                let Some(number) = index.number_of(invoice) else { continue };
                let tail = number.tail.to_string();
                let goes_on =
                    number.sequence.starts_with(fragment.as_str()) || !bare.is_empty() && tail.starts_with(bare);
                if goes_on && !named.iter().any(|&(known, _)| known == invoice) {
                    named.push((invoice, Precision::Short));
                }
            }
        }
        named
    }

    /// The customer's invoices from one end of a range to the other.
    fn between(&self, mention: &Mention) -> Option<Vec<usize>> {
        let (from, to) = mention.range?;
        let index = self.left.index;
        let ends: Vec<Option<u32>> = self
            .named_by(mention)
            .iter()
            .filter_map(|&(invoice, _)| index.number_of(invoice).map(|number| number.year))
            .collect();
        let inside: Vec<usize> = index.invoices_of[self.customer]
            .iter()
            .copied()
            .filter(|&invoice| {
                index.number_of(invoice).is_some_and(|number| {
                    (from..=to).contains(&number.tail)
                        && (ends.is_empty() || ends.contains(&number.year))
                        && self.left.open(invoice) > 0
                })
            })
            .collect();
        (inside.len() > 1).then_some(inside)
    }

    fn weigh(&self, choice: Choice) -> Vec<Candidate> {
        self.left
            .fits(&choice.invoices, self.entry.amount.0, self.entry.day)
            .into_iter()
            .map(|fit| self.candidate(&choice, fit))
            .collect()
    }

    fn candidate(&self, choice: &Choice, fit: Fit) -> Candidate {
        let index = self.left.index;
        let chosen = &choice.invoices;
        let mut for_it = Vec::new();
        let mut against = Vec::new();

        let mut named: BTreeMap<usize, Precision> = BTreeMap::new();
        let mut left_out: Vec<Reason> = Vec::new();
        let mut anything_named = false;
        for mention in &self.clues.mentions.list {
            let by_this = self.named_by(mention);
            let between = self.between(mention).unwrap_or_default();
            let mut meant = false;
            for &invoice in chosen {
                let precision = by_this
                    .iter()
                    .find(|&&(other, _)| other == invoice)
                    .map(|&(_, precision)| precision)
                    .or_else(|| between.contains(&invoice).then_some(Precision::Short));
                let Some(precision) = precision else { continue };
                meant = true;
                let number = index.invoices[invoice].number.clone();
                let by_reference = mention.hits.iter().any(|hit| hit.invoice == invoice && hit.by_reference);
                if mention.cut.is_none() {
                    let best = named.entry(invoice).or_insert(precision);
                    *best = (*best).max(precision);
                }
                for_it.push(if by_reference {
                    Reason::ByCreditorReference { number, reference: mention.as_written.clone() }
                } else {
                    Reason::ByReference { number, as_written: mention.as_written.clone(), precision }
                });
            }
            let is_clear = mention.is_plain || mention.hits.iter().any(|hit| hit.precision == Precision::Whole);
            anything_named |= is_clear;
            // A cut number that is no number yet leaves nothing out beside others that are named.
            let is_scrap = mention.cut.is_some() && mention.hits.is_empty();
            if !meant && (!is_scrap || mention.is_plain) {
                let reason = Reason::AlsoNames { as_written: mention.as_written.clone() };
                if is_clear && !is_scrap { &mut against } else { &mut left_out }.push(reason);
            }
        }
        if named.values().min().is_none_or(|&precision| precision == Precision::Bare) {
            // What merely fits leaves out every number that could be one of an invoice.
            against.append(&mut left_out);
        }
        let went_back = self.clues.returns.iter().find(|(customer, _)| *customer == self.customer).map(|&(_, id)| id);
        if let Some(entry) = went_back.or(self.clues.return_of_amount).filter(|_| named.is_empty()) {
            against.push(Reason::MoneyWentBack { entry });
        }
        let all_named = chosen.iter().all(|invoice| named.contains_key(invoice));
        let precision = named.values().min().copied().filter(|_| all_named);
        if !all_named && anything_named && !named.is_empty() {
            if self.clues.mentions.cut && fit.is_exact {
                for_it.push(Reason::TextCut);
            } else {
                for &invoice in chosen.iter().filter(|invoice| !named.contains_key(invoice)) {
                    against.push(Reason::NotNamed { number: index.invoices[invoice].number.clone() });
                }
            }
        }
        for &invoice in chosen {
            let facts = index.invoices[invoice];
            if facts.issue_date > self.entry.day {
                against.push(Reason::IssuedAfter { number: facts.number.clone(), issue_date: facts.issue_date });
            }
            if self.left.open(invoice) <= 0 {
                against.push(Reason::ClaimedTwice { by: self.left.taken_by(invoice).to_vec() });
            }
        }

        let by_account = self.by_account();
        let by_name = self.by_name();
        // Beside a whole number and all that is owed of it, it matters little whose name is the more whole.
        let is_told = precision == Some(Precision::Whole) && fit.is_exact;
        if by_account {
            for_it.push(Reason::ByPayerAccount { account: self.entry.payer_account.clone() });
        } else if let Some(&other) = self.clues.accounts.first() {
            against.push(Reason::AccountOfAnother { customer: index.customers[other] });
        }
        if let Some(hit) = self.name_hit() {
            for_it.push(Reason::ByName {
                as_written: hit.as_written.clone(),
                known_as: hit.known_as.clone(),
                whole: hit.whole,
            });
        }
        // A shared word alone speaks against this customer only where the other owes the same amount.
        let owes_it = |other: usize| {
            let alike = self.left.with_amount(self.entry.amount.0, self.entry.day).take(MOST_COUNTED);
            alike.into_iter().any(|invoice| index.customer_of[invoice] == other)
        };
        let speaks_against = |hit: &&NameHit| match by_name {
            Some(whole) => !whole && hit.whole && !is_told,
            None => hit.whole || owes_it(hit.customer),
        };
        let mut others = self.clues.names.iter().filter(|hit| hit.customer != self.customer && !by_account);
        if let Some(other) = others.find(speaks_against) {
            against.push(Reason::NameOfAnother { customer: index.customers[other.customer] });
        }

        let open = self.left.open_of(self.customer, self.entry.day);
        let is_all = chosen.len() > 1 && chosen.len() == open.len();
        let month = self.month_named(chosen);
        if let Some(as_written) = self.other_month(chosen).filter(|_| precision.is_none()) {
            against.push(Reason::AlsoNames { as_written });
        }
        if let Some(as_written) = &month {
            for_it.push(Reason::ByMonth { as_written: as_written.clone() });
        }
        let mut candidate = Candidate {
            customer: self.customer,
            by_month: month.is_some(),
            younger: Vec::new(),
            named: precision,
            by_account,
            by_name,
            is_natural: chosen.len() == 1 || choice.is_natural || is_all,
            reasons: Vec::new(),
            score: 0,
            fit,
        };
        // Without a reference that decides, the same amount elsewhere is a doubt.
        let alike = match precision {
            None if for_it.contains(&Reason::TextCut) || candidate.by_month => None,
            None => Some(Alike::Any),
            Some(Precision::Whole) => (!candidate.has_identity()).then_some(Alike::ByASlip),
            Some(Precision::Short) => (!candidate.has_identity()).then_some(Alike::Any),
            Some(Precision::Bare) => (!candidate.has_strong_identity()).then_some(Alike::Any),
        };
        let younger = if precision.is_none() && against.is_empty() { self.younger(chosen) } else { Vec::new() };
        if !younger.is_empty() {
            for_it.push(Reason::OldestOf { count: younger.len() as u32 + 1 });
        }
        if let Some(alike) = alike.filter(|_| candidate.fit.is_exact) {
            let others = self.same_elsewhere(chosen, alike).saturating_sub(younger.len() as u32);
            if others > 0 {
                against.push(Reason::SameAmountElsewhere { others });
            }
        }
        against.extend(choice.capped.clone().filter(|_| precision.is_none() || choice.is_cut_short));
        if is_all && candidate.fit.is_exact {
            for_it.push(Reason::WholeBalance);
        }
        candidate.younger = younger;
        candidate.score = self.score(&candidate, &against);
        candidate.reasons = for_it;
        candidate.reasons.extend(candidate.fit.reasons.clone());
        candidate.reasons.extend(against);
        candidate.reasons.dedup();
        candidate
    }

    fn score(&self, candidate: &Candidate, against: &[Reason]) -> i32 {
        let named = match candidate.named {
            Some(Precision::Whole) => 100,
            Some(Precision::Short) => 70,
            Some(Precision::Bare) => 25,
            None => 0,
        };
        let account = if candidate.by_account { 40 } else { 0 };
        let name = candidate.by_name.map_or(0, |whole| if whole { 30 } else { 10 });
        let against: i32 = against
            .iter()
            .map(|reason| match reason {
                Reason::AccountOfAnother { .. } => 30,
                Reason::AlsoNames { .. } | Reason::NameOfAnother { .. } => 20,
                Reason::SameAmountElsewhere { .. } => 5,
                _ => 12,
            })
            .sum();
        let natural = if candidate.is_natural { 3 } else { 0 };
        named + account + name + candidate.fit.weight + natural - against
    }
}

/// The candidate that cannot reasonably be another, and on what it stands. What keeps a near one from being certain is
/// added to its reasons.
pub fn certain(candidates: &mut [Candidate]) -> Option<(usize, Foundation)> {
    let exact: Vec<usize> = (0..candidates.len()).filter(|&place| candidates[place].fit.is_exact).collect();
    let (place, foundation) = exact.iter().find_map(|&place| Some((place, foundation(&candidates[place])?)))?;
    let chosen = &candidates[place];
    let is_rival = |other: &Candidate| match chosen.named {
        Some(Precision::Whole) => other.named == Some(Precision::Whole),
        Some(_) => other.named.is_some(),
        None => !(chosen.by_month && other.customer != chosen.customer || chosen.is_older_than(other)),
    };
    // Who is known to pay has not read the number of another.
    let is_other_payer =
        |other: &Candidate| chosen.named.is_some() && chosen.has_strong_identity() && other.customer != chosen.customer;
    let is_rival = |other: &Candidate| is_rival(other) && !is_other_payer(other);
    let rivals = exact.iter().filter(|&&other| other != place && is_rival(&candidates[other])).count();
    if rivals > 0 {
        for other in exact {
            candidates[other].against(Reason::OtherwiseExplained { others: rivals as u32 });
        }
        return None;
    }
    Some((place, foundation))
}

fn foundation(candidate: &Candidate) -> Option<Foundation> {
    if candidate.is_contradicted() || !candidate.fit.is_exact || candidate.fit.leftover != 0 {
        return None;
    }
    match candidate.named {
        Some(Precision::Whole | Precision::Short) => Some(Foundation::Named),
        Some(Precision::Bare) => candidate.has_strong_identity().then_some(Foundation::Named),
        // A cut list that only one sum completes.
        None if candidate.reasons.contains(&Reason::TextCut) => Some(Foundation::Named),
        None => (candidate.has_strong_identity() && candidate.is_natural).then_some(Foundation::Fits),
    }
}
