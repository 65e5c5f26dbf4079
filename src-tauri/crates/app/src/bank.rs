//! The lines of the bank, and how far it has been seen.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use chrono::NaiveDate;
use domain::matching::CreditUse;
use domain::{BankEntryId, Cents, CustomerFile, CustomerId, EntrySetAside, Event, PaymentId};
use store::{AccountSeen, BankEntryRow, BankEntryState};

use crate::desk::{Change, Desk, Now};
use crate::failure::{Failure, Thing};
use crate::words::say;

/// See [`Desk::files_read_once`].
pub struct FilesReadOnce<'d> {
    desk: &'d Desk,
    files: RefCell<HashMap<CustomerId, Rc<CustomerFile>>>,
}

impl FilesReadOnce<'_> {
    pub fn of(&self, customer: CustomerId) -> Result<Rc<CustomerFile>, Failure> {
        if let Some(known) = self.files.borrow().get(&customer) {
            return Ok(Rc::clone(known));
        }
        let file = Rc::new(self.desk.customer_file(customer)?);
        self.files.borrow_mut().insert(customer, Rc::clone(&file));
        Ok(file)
    }

    pub fn of_payment(&self, payment: PaymentId) -> Result<Rc<CustomerFile>, Failure> {
        let customer = self.desk.store.customer_of_payment(payment)?;
        self.of(customer.ok_or(Failure::NotFound { what: Thing::Payment })?)
    }

    /// Its name; empty for a customer that is gone.
    pub fn name(&self, customer: CustomerId) -> String {
        self.of(customer).map(|file| file.customer.name.clone()).unwrap_or_default()
    }
}

impl Desk {
    pub fn bank_entries(&self, state: BankEntryState) -> Result<Vec<BankEntryRow>, Failure> {
        Ok(self.store.bank_entries(state, 0, u64::MAX)?)
    }

    /// The latest lines of a state.
    pub fn bank_entry_page(&self, state: BankEntryState, limit: usize) -> Result<Vec<BankEntryRow>, Failure> {
        Ok(self.store.bank_entries(state, 0, limit as u64)?)
    }

    /// How many lines are in a state, and what they sum to.
    pub fn bank_entry_count(&self, state: BankEntryState) -> Result<(u64, Cents), Failure> {
        Ok(self.store.bank_entry_count(state)?)
    }

    pub fn bank_entry(&self, entry: BankEntryId) -> Result<BankEntryRow, Failure> {
        self.store.bank_entry(entry)?.ok_or(Failure::NotFound { what: Thing::BankEntry })
    }

    /// How far each account has been seen, the one seen least far first.
    pub fn accounts_seen(&self) -> Result<Vec<AccountSeen>, Failure> {
        Ok(self.store.accounts_seen()?)
    }

    /// The file of the customer whose payment it is.
    pub fn customer_of_payment(&self, payment: PaymentId) -> Result<CustomerFile, Failure> {
        let customer = self.store.customer_of_payment(payment)?.ok_or(Failure::NotFound { what: Thing::Payment })?;
        self.customer_file(customer)
    }

    /// Files of customers, each read once while many lines are shown.
    pub fn files_read_once(&self) -> FilesReadOnce<'_> {
        FilesReadOnce { desk: self, files: RefCell::new(HashMap::new()) }
    }

    /// Credit notes that the payer took off, as they were confirmed with the payment.
    pub fn credits_with_payment(&self, payment: PaymentId) -> Result<Vec<CreditUse>, Failure> {
        let along = self.store.entries_with_payment(payment)?.into_iter();
        let credits = along.filter_map(|event| match event {
            Event::CreditAllocated { credit_note, allocation } => {
                Some(CreditUse { credit_note, invoice: allocation.invoice, amount: allocation.amount })
            }
            _ => None,
        });
        Ok(credits.collect())
    }

    /// Recorded payments that a line of money going back may take back: those of its amount, the latest first.
    pub fn payments_it_may_take_back(&self, entry: BankEntryId) -> Result<Vec<(PaymentId, CustomerFile)>, Failure> {
        let row = self.bank_entry(entry)?;
        let found = self.store.payments_of_amount(-row.entry.amount, row.entry.day)?;
        found.into_iter().map(|(payment, customer, _)| Ok((payment, self.customer_file(customer)?))).collect()
    }

    /// How far the bank has been seen: the account that was seen least far decides.
    pub fn bank_seen_until(&self) -> Result<Option<NaiveDate>, Failure> {
        Ok(self.store.accounts_seen()?.first().map(|account| account.until))
    }

    /// The owner says that a line is no customer's payment.
    pub fn set_entry_aside(&mut self, now: Now, entry: BankEntryId, reason: String) -> Result<Change, Failure> {
        let aside = EntrySetAside { entry, day: now.today, reason };
        let customers = self.record(now, vec![Event::EntrySetAside { aside }])?;
        let sentence = say(self.lang, "Ligne mise de côté.", "Line set aside.").into();
        Ok(Change { customers, sentence, undo: Some(format!("entry:{entry}")) })
    }
}
