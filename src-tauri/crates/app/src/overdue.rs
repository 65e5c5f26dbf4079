//! Which part of an invoice is due, and since when: several due dates of one invoice are several answers.

use chrono::NaiveDate;
use domain::{Cents, CustomerFile, Instalment, Invoice, InvoiceId};
use law::Account;

use crate::desk::{Desk, Now};

impl Desk {
    /// What is left of an invoice on a day, part by part, oldest due first: money and credit notes count on the oldest
    /// part first. Empty where no due date is known, or nothing is left.
    pub(crate) fn unpaid_parts(&self, file: &CustomerFile, invoice: &Invoice, day: NaiveDate) -> Vec<Instalment> {
        let left = file.balance(invoice, day).open;
        if invoice.is_credit_note() || !left.is_positive() {
            return Vec::new();
        }
        // Retention money alone makes two dates of one.
        let has_several = invoice.instalments.len() > 1 || invoice.instalments.iter().any(|part| part.retained);
        let several = has_several
            .then(|| Account::of(file, invoice, self.business.as_ref()?, &self.law).ok())
            .flatten()
            .map(|account| account.instalments);
        let parts = match several {
            Some(parts) => parts,
            None if has_several => invoice.instalments.clone(),
            None => {
                let due = self.due_date_of(file, invoice);
                return due.map(|due_date| Instalment::due(due_date, left)).into_iter().collect();
            }
        };
        domain::breakdown::unpaid_parts(parts, left)
    }

    /// The oldest due date of what is left.
    pub(crate) fn oldest_unpaid(&self, file: &CustomerFile, invoice: &Invoice, day: NaiveDate) -> Option<NaiveDate> {
        self.unpaid_parts(file, invoice, day).first().map(|part| part.due_date)
    }

    /// What is overdue of an invoice that was neither given up nor ceded, and what is not due yet or has no due date.
    pub(crate) fn overdue_and_not(&self, file: &CustomerFile, invoice: &Invoice, now: Now) -> (Cents, Cents) {
        if !file.is_own_claim(invoice, now.today) {
            return (Cents::ZERO, Cents::ZERO);
        }
        let parts = self.unpaid_parts(file, invoice, now.today);
        let overdue: Cents = parts.iter().filter(|part| part.due_date < now.today).map(|part| part.amount).sum();
        (overdue, file.balance(invoice, now.today).open.minus(overdue))
    }

    /// The invoices of a customer with a part that is overdue and open.
    pub(crate) fn overdue_invoices(&self, file: &CustomerFile, now: Now) -> Vec<InvoiceId> {
        let late = |invoice: &&Invoice| self.overdue_and_not(file, invoice, now).0.is_positive();
        file.invoices.iter().filter(late).map(|invoice| invoice.id).collect()
    }
}
