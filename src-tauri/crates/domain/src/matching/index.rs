//! What the ledger says, by number, reference, account and name. Built once; the order of the ledger does not matter.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{Datelike, NaiveDate};

use super::creditor;
use super::mask::digits_of;
use super::model::{FreeCredit, Ledger, OpenInvoice, Payer};
use super::names::{NameHit, Names};
use super::number::Number;
use super::text::{Text, squash};
use crate::ids::{CustomerId, InvoiceId};
use crate::invoice::Allocation;

/// Digits that tell a number from others without letters or a word before them.
pub const LONG_NUMBER: usize = 6;

/// A name that is not the customer's is known once money came under it so often.
const TIMES_SEEN: usize = 2;

/// One way an invoice is called: by its number, or by its payment reference.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    pub invoice: usize,
    pub number: Number,
    pub is_payment_reference: bool,
}

/// A letter that asked for interest and indemnity too.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letter {
    /// What it asks of each invoice.
    pub parts: Vec<(usize, i64)>,
    pub total: i64,
    pub day: NaiveDate,
}

pub struct Index<'l> {
    /// By day of issue, number and id: the place of an invoice here is its name inside the engine.
    pub invoices: Vec<&'l OpenInvoice>,
    /// In order of id: the place here names the customer.
    pub customers: Vec<CustomerId>,
    pub customer_of: Vec<usize>,
    /// The invoices of each customer, the oldest due first.
    pub invoices_of: Vec<Vec<usize>>,
    pub credits: Vec<&'l FreeCredit>,
    pub credits_of: Vec<Vec<usize>>,
    /// Letters of whose invoices nothing is settled, and that ask for more than the invoices themselves.
    pub asked_of: Vec<Vec<Letter>>,
    asked_at: HashMap<i64, BTreeSet<usize>>,
    pub labels: Vec<Label>,
    tails: HashMap<u64, Vec<usize>>,
    /// By all digits, where they are enough to tell.
    digits: HashMap<String, Vec<usize>>,
    /// The label by its own number of each invoice that has one.
    numbers: HashMap<usize, usize>,
    /// The letters the business's numbers begin with.
    pub prefixes: HashSet<String>,
    /// The sequences of the open invoices, the lowest and the highest, and the most digits one is written with.
    pub tails_between: (u64, u64),
    pub longest_sequence: usize,
    references: HashMap<String, Vec<usize>>,
    accounts: HashMap<String, Vec<usize>>,
    /// Names that are not theirs and under which money of customers was recognised, by their letters, and how often.
    seen_as: HashMap<String, Vec<(NameHit, usize)>>,
    /// Customers who have paid before under their whole name.
    pub pays_by_name: BTreeSet<usize>,
    pub names: Names,
    pub own_identifiers: BTreeSet<String>,
}

impl<'l> Index<'l> {
    pub fn of(ledger: &'l Ledger) -> Index<'l> {
        let mut invoices: Vec<&OpenInvoice> =
            ledger.invoices.iter().filter(|invoice| invoice.open.is_positive()).collect();
        invoices.sort_by(|one, other| {
            (one.issue_date, &one.number, one.id).cmp(&(other.issue_date, &other.number, other.id))
        });
        let mut seen = HashSet::new();
        invoices.retain(|invoice| seen.insert(invoice.id));
        let mut credits: Vec<&FreeCredit> = ledger.credits.iter().filter(|credit| credit.open.is_positive()).collect();
        credits.sort_by(|one, other| (&one.number, one.credit_note).cmp(&(&other.number, other.credit_note)));
        credits.retain(|credit| seen.insert(credit.credit_note));

        let customers: BTreeSet<CustomerId> = invoices
            .iter()
            .map(|invoice| invoice.customer)
            .chain(credits.iter().map(|credit| credit.customer))
            .chain(ledger.payers.iter().map(|payer| payer.customer))
            .collect();
        let customers: Vec<CustomerId> = customers.into_iter().collect();
        let place: HashMap<CustomerId, usize> = customers.iter().enumerate().map(|(place, &id)| (id, place)).collect();

        let customer_of: Vec<usize> = invoices.iter().map(|invoice| place[&invoice.customer]).collect();
        let mut invoices_of = vec![Vec::new(); customers.len()];
        for (invoice, &customer) in customer_of.iter().enumerate() {
            invoices_of[customer].push(invoice);
        }
        for list in &mut invoices_of {
            list.sort_by_key(|&invoice| (first_due(invoices[invoice]), invoice));
        }
        let mut credits_of = vec![Vec::new(); customers.len()];
        for (credit, note) in credits.iter().enumerate() {
            credits_of[place[&note.customer]].push(credit);
        }

        let places: HashMap<InvoiceId, usize> =
            invoices.iter().enumerate().map(|(place, invoice)| (invoice.id, place)).collect();
        let mut asked_of = vec![Vec::new(); customers.len()];
        let mut asked_at: HashMap<i64, BTreeSet<usize>> = HashMap::new();
        for letter in &ledger.asked {
            let Some(&customer) = place.get(&letter.customer) else { continue };
            let part = |part: &Allocation| {
                let invoice = *places.get(&part.invoice)?;
                let is_its = customer_of[invoice] == customer && part.amount.is_positive();
                (is_its && part.amount <= invoices[invoice].open).then_some((invoice, part.amount.0))
            };
            let Some(mut parts) = letter.parts.iter().map(part).collect::<Option<Vec<(usize, i64)>>>() else {
                continue;
            };
            parts.sort_unstable();
            let is_double = parts.windows(2).any(|pair| pair[0].0 == pair[1].0);
            let sum: i64 = parts.iter().map(|&(_, amount)| amount).fold(0, i64::saturating_add);
            if parts.is_empty() || is_double || letter.total.0 <= sum {
                continue;
            }
            asked_at.entry(letter.total.0).or_default().insert(customer);
            asked_of[customer].push(Letter { parts, total: letter.total.0, day: letter.day });
        }

        let mut accounts: HashMap<String, Vec<usize>> = HashMap::new();
        let mut known = Vec::new();
        for payer in &ledger.payers {
            let customer = place[&payer.customer];
            for account in payer.accounts.iter().map(|account| squash(account)).filter(|account| !account.is_empty()) {
                accounts.entry(account).or_default().push(customer);
            }
            for name in std::iter::once(&payer.name).chain(&payer.other_names) {
                known.push((customer, name.as_str()));
            }
        }
        for customers in accounts.values_mut() {
            customers.sort_unstable();
            customers.dedup();
        }

        let mut index = Index {
            customers,
            customer_of,
            invoices_of,
            credits,
            credits_of,
            asked_of,
            asked_at,
            labels: Vec::new(),
            tails: HashMap::new(),
            digits: HashMap::new(),
            numbers: HashMap::new(),
            prefixes: HashSet::new(),
            tails_between: (u64::MAX, 0),
            longest_sequence: 0,
            references: HashMap::new(),
            accounts,
            seen_as: HashMap::new(),
            pays_by_name: BTreeSet::new(),
            names: Names::of(known),
            own_identifiers: digits_of(&ledger.own_identifiers),
            invoices,
        };
        for place in 0..index.invoices.len() {
            index.learn(place);
        }
        for payer in &ledger.payers {
            index.see(place[&payer.customer], payer);
        }
        for places in index.references.values_mut() {
            places.sort_unstable();
            places.dedup();
        }
        index
    }

    fn see(&mut self, customer: usize, payer: &Payer) {
        for seen in &payer.seen {
            let hits = self.names.find(&seen.payer_name, &Text::of(&seen.lines));
            if hits.iter().any(|hit| hit.customer == customer && hit.whole) {
                self.pays_by_name.insert(customer);
                continue;
            }
            let name = squash(&seen.payer_name);
            if name.is_empty() {
                continue;
            }
            let known = self.seen_as.entry(name).or_default();
            match known.iter_mut().find(|(hit, _)| hit.customer == customer) {
                Some((_, times)) => *times += 1,
                None => {
                    let (as_written, known_as) = (seen.payer_name.trim().to_owned(), payer.name.clone());
                    known.push((NameHit { customer, whole: false, is_alias: true, as_written, known_as }, 1));
                }
            }
        }
    }

    /// Customers of whom money was recognised that came under this very name, which is not theirs. It is as good as theirs
    /// where it came so more than once, and for no other.
    pub fn seen_as(&self, payer_name: &str) -> Vec<NameHit> {
        let known = self.seen_as.get(&squash(payer_name)).map_or(&[][..], Vec::as_slice);
        let whole = |times: usize| known.len() == 1 && times >= TIMES_SEEN;
        known.iter().map(|(hit, times)| NameHit { whole: whole(*times), ..hit.clone() }).collect()
    }

    fn learn(&mut self, place: usize) {
        let invoice = self.invoices[place];
        let year = u32::try_from(invoice.issue_date.year()).unwrap_or(0);
        let (number, reference) = (squash(&invoice.number), squash(&invoice.payment_reference));
        let mut called = vec![(&number, &invoice.number, false)];
        if reference != number {
            called.push((&reference, &invoice.payment_reference, true));
        }
        for (plain, written, is_payment_reference) in called {
            if plain.is_empty() {
                continue;
            }
            self.references.entry(plain.trim_start_matches('0').to_owned()).or_default().push(place);
            if let Some(body) = creditor::body(plain) {
                self.references.entry(body.trim_start_matches('0').to_owned()).or_default().push(place);
            }
            let Some(number) = Number::of(written, year) else { continue };
            if number.digits.len() >= 5 {
                self.references.entry(number.digits.trim_start_matches('0').to_owned()).or_default().push(place);
            }
            // A short payment reference such as a customer's code names nothing by its end.
            if is_payment_reference && number.digits.len() < 4 {
                continue;
            }
            if !is_payment_reference && !number.prefix.is_empty() {
                self.prefixes.insert(number.prefix.clone());
            }
            if !is_payment_reference {
                self.numbers.insert(place, self.labels.len());
                self.longest_sequence = self.longest_sequence.max(number.sequence.len());
                let (low, high) = self.tails_between;
                self.tails_between = (low.min(number.tail), high.max(number.tail));
            }
            let digits = number.digits.trim_start_matches('0');
            if digits.len() >= LONG_NUMBER {
                self.digits.entry(digits.to_owned()).or_default().push(self.labels.len());
            }
            self.tails.entry(number.tail).or_default().push(self.labels.len());
            self.labels.push(Label { invoice: place, number, is_payment_reference });
        }
    }

    /// Customers whom a letter asked for just this.
    pub fn asked_for(&self, amount: i64) -> impl Iterator<Item = usize> {
        self.asked_at.get(&amount).into_iter().flatten().copied()
    }

    /// What is called by this sequence, whatever its zeros.
    pub fn with_tail(&self, tail: u64) -> impl Iterator<Item = &Label> {
        self.tails.get(&tail).into_iter().flatten().map(|&label| &self.labels[label])
    }

    /// Whether this could be the number of an invoice that was paid before: not beyond the open ones, nor far below.
    pub fn could_be_settled(&self, tail: u64) -> bool {
        let (low, high) = self.tails_between;
        low / 2 <= tail && tail <= high
    }

    /// Whether it is a year in or around which the open invoices were issued; another may well be a number.
    pub fn is_of_these_years(&self, digits: &str) -> bool {
        let years = self.invoices.first().zip(self.invoices.last());
        let near = |(first, last): (&&OpenInvoice, &&OpenInvoice)| {
            let year = digits.parse::<i32>().unwrap_or(0);
            (first.issue_date.year() - 1..=last.issue_date.year() + 1).contains(&year)
        };
        years.is_some_and(near)
    }

    /// Whether a number of these digits is as long as those of the business, so that nothing of it is missing.
    pub fn is_complete(&self, digits: &str) -> bool {
        let highest = self.tails_between.1.to_string().len();
        digits.len() >= self.longest_sequence || digits.trim_start_matches('0').len() >= highest
    }

    /// What is made of exactly these digits, where they are many.
    pub fn with_digits(&self, digits: &str) -> impl Iterator<Item = &Label> {
        let digits = digits.trim_start_matches('0');
        self.digits.get(digits).into_iter().flatten().map(|&label| &self.labels[label])
    }

    /// The invoice's own number, taken apart.
    pub fn number_of(&self, invoice: usize) -> Option<&Number> {
        self.numbers.get(&invoice).map(|&label| &self.labels[label].number)
    }

    /// The invoices of a structured reference.
    pub fn with_reference(&self, reference: &str) -> &[usize] {
        let plain = squash(reference);
        self.references.get(plain.trim_start_matches('0')).map_or(&[], Vec::as_slice)
    }

    /// The customers an account has paid for.
    pub fn with_account(&self, account: &str) -> &[usize] {
        self.accounts.get(&squash(account)).map_or(&[], Vec::as_slice)
    }
}

/// What has no due date comes last, as where money is recorded by hand.
pub fn first_due(invoice: &OpenInvoice) -> NaiveDate {
    let parts = invoice.parts.iter().map(|part| part.due_date).min();
    parts.or(invoice.due).unwrap_or(NaiveDate::MAX)
}
