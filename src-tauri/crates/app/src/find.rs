//! Finding what somebody names: a customer by part of its name, an invoice by its number.

use domain::{CustomerId, Letter, LetterId};
use store::{CustomerFilter, CustomerProbe, CustomerSort, InvoiceMatch, name_key};

use crate::desk::Desk;
use crate::failure::{Failure, Thing};

/// A customer whose name holds the words asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NamedCustomer {
    pub id: CustomerId,
    pub name: String,
}

/// More than anybody reads.
const MOST: u64 = 50;

impl Desk {
    /// Customers of that name; where there is none, those whose name holds it. None for a text without letter or digit.
    pub fn customers_named(&self, text: &str) -> Result<Vec<NamedCustomer>, Failure> {
        if name_key(text).is_empty() {
            return Ok(Vec::new());
        }
        let probe = CustomerProbe { name: text, ..CustomerProbe::default() };
        let exact = self.store.find_customer(probe)?;
        if !exact.is_empty() {
            let named = |customer: domain::Customer| NamedCustomer { id: customer.id, name: customer.name };
            return Ok(exact.into_iter().map(named).collect());
        }
        let filter = CustomerFilter { search: text.to_owned(), ..CustomerFilter::default() };
        let page = self.store.customer_list(&filter, CustomerSort::Name, false, 0, MOST)?;
        Ok(page.rows.into_iter().map(|row| NamedCustomer { id: row.id, name: row.name }).collect())
    }

    /// Every customer who owes something, by name.
    pub fn customers_owing(&self) -> Result<Vec<CustomerId>, Failure> {
        let filter = CustomerFilter { owing: true, ..CustomerFilter::default() };
        let page = self.store.customer_list(&filter, CustomerSort::Name, false, 0, u64::MAX)?;
        Ok(page.rows.into_iter().map(|row| row.id).collect())
    }

    /// Invoices of that number, whoever their customer is.
    pub fn invoices_numbered(&self, number: &str) -> Result<Vec<InvoiceMatch>, Failure> {
        Ok(self.store.find_invoice_by_number(number)?)
    }

    /// A letter as it was kept.
    pub fn kept_letter(&self, letter: LetterId) -> Result<Letter, Failure> {
        let row = self.store.letter(letter)?.ok_or(Failure::NotFound { what: Thing::Letter })?;
        Ok(row.letter)
    }
}
