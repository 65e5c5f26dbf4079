//! What is recorded, as far as an accounting journal may say it again.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use domain::{Cents, CustomerFile, CustomerId, Event, Invoice, InvoiceId, Money};
use store::{Reader, StoreError, name_key};

use crate::import::bare;

/// Every customer's file, to be found as a journal names its customers.
#[derive(Default)]
pub struct Known {
    files: Vec<CustomerFile>,
    by_id: HashMap<CustomerId, usize>,
    by_code: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    by_bare_name: HashMap<String, Vec<usize>>,
}

impl Known {
    pub fn read(reader: &Reader) -> Result<Known, StoreError> {
        let mut known = Known::default();
        for file in reader.book()?.files {
            known.put(file);
        }
        Ok(known)
    }

    fn put(&mut self, file: CustomerFile) {
        let place = self.files.len();
        let customer = &file.customer;
        self.by_id.insert(customer.id, place);
        if let Some(code) = &customer.other_id {
            self.by_code.entry(code.clone()).or_insert(place);
        }
        self.by_name.entry(name_key(&customer.name)).or_default().push(place);
        self.by_bare_name.entry(bare(&customer.name)).or_default().push(place);
        self.files.push(file);
    }

    pub fn file(&self, customer: CustomerId) -> Option<&CustomerFile> {
        self.by_id.get(&customer).map(|place| &self.files[*place])
    }

    /// The customer of an auxiliary: the one that has its code, else the only one of its name, with or without the legal
    /// form, that no other auxiliary of the journal is.
    pub fn find(
        &self,
        code: &str,
        name: &str,
        taken: &HashSet<CustomerId>,
        codes: &HashSet<&str>,
    ) -> Option<CustomerId> {
        let free = |place: &usize| {
            let customer = &self.files[*place].customer;
            let of_another = customer.other_id.as_deref().is_some_and(|other| other != code && codes.contains(other));
            (!taken.contains(&customer.id) && !of_another).then_some(customer.id)
        };
        if let Some(found) = self.by_code.get(code).and_then(free) {
            return Some(found);
        }
        for (index, key) in [(&self.by_name, name_key(name)), (&self.by_bare_name, bare(name))] {
            if key.is_empty() {
                continue;
            }
            let mut found = index.get(&key).into_iter().flatten().filter_map(free);
            if let (Some(only), None) = (found.next(), found.next()) {
                return Some(only);
            }
        }
        None
    }

    /// Takes over what a journal before this one will have recorded of a customer.
    pub fn apply(&mut self, customer: CustomerId, event: &Event) {
        if let Event::CustomerRecorded { customer } = event {
            return self.put(CustomerFile::new((**customer).clone()));
        }
        let Some(file) = self.by_id.get(&customer).and_then(|place| self.files.get_mut(*place)) else { return };
        match event {
            Event::InvoiceRecorded { invoice } => file.invoices.push((**invoice).clone()),
            Event::PaymentReceived { payment } => file.payments.push((**payment).clone()),
            Event::PaymentAllocated { payment, allocation, to } => {
                if let Some(payment) = file.payments.iter_mut().find(|known| known.id == *payment) {
                    payment.give(allocation.clone(), *to);
                }
            }
            Event::CreditAllocated { credit_note, allocation } => {
                if let Some(note) = file.invoices.iter_mut().find(|known| known.id == *credit_note) {
                    note.credits.push(allocation.clone());
                }
            }
            _ => {}
        }
    }
}

/// What is left of everything in a file on a day, read once.
pub struct Standing {
    covered: HashMap<InvoiceId, Cents>,
    day: NaiveDate,
}

impl Standing {
    pub fn on(file: &CustomerFile, day: NaiveDate) -> Standing {
        let mut covered: HashMap<InvoiceId, Cents> = HashMap::new();
        let notes = file.invoices.iter().filter(|note| note.is_credit_note() && note.issue_date <= day);
        let paid = file.payments.iter().filter(|payment| payment.received_on <= day);
        let paid =
            paid.flat_map(|payment| payment.allocations.iter().chain(&payment.withheld).chain(&payment.discounts));
        for part in notes.flat_map(|note| &note.credits).chain(paid) {
            let sum = covered.entry(part.invoice).or_default();
            *sum = sum.plus(part.amount);
        }
        Standing { covered, day }
    }

    /// What is left of an invoice.
    pub fn open(&self, invoice: &Invoice) -> Cents {
        let covered = self.covered.get(&invoice.id).copied().unwrap_or_default();
        invoice.amount_due.minus(covered).max(Cents::ZERO)
    }

    /// Invoices of that day and before that are still owed, the oldest first.
    pub fn debts(&self, file: &CustomerFile) -> Vec<(InvoiceId, Cents)> {
        let mut debts: Vec<(NaiveDate, InvoiceId, Cents)> = file
            .invoices
            .iter()
            .filter(|one| !one.is_credit_note() && one.issue_date <= self.day && !file.is_written_off(one.id))
            .map(|one| (one.issue_date, one.id, self.open(one)))
            .filter(|(_, _, open)| open.is_positive())
            .collect();
        debts.sort_unstable();
        debts.into_iter().map(|(_, id, open)| (id, open)).collect()
    }

    /// Money of that day and before that no invoice has, the oldest first.
    pub fn funds(&self, file: &CustomerFile) -> Vec<(Money, Cents)> {
        let left = |whole: Cents, parts: &[domain::Allocation]| whole.minus(parts.iter().map(|part| part.amount).sum());
        let notes = file.invoices.iter().filter(|one| one.is_credit_note());
        let notes = notes.map(|one| (one.issue_date, Money::CreditNote(one.id), left(one.amount_due, &one.credits)));
        let payments = file.payments.iter().map(|one| (one.received_on, Money::Payment(one.id), one.free()));
        let mut funds: Vec<(NaiveDate, Money, Cents)> =
            notes.chain(payments).filter(|(day, _, left)| *day <= self.day && left.is_positive()).collect();
        funds.sort_by_key(|(day, _, _)| *day);
        funds.into_iter().map(|(_, money, left)| (money, left)).collect()
    }

    /// What the customer owes in all, less what is free.
    pub fn owed(&self, file: &CustomerFile) -> Cents {
        let debts: Cents = self.debts(file).into_iter().map(|(_, open)| open).sum();
        let funds: Cents = self.funds(file).into_iter().map(|(_, left)| left).sum();
        debts.minus(funds)
    }
}
