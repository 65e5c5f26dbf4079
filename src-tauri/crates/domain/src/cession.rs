//! Invoices given to somebody else: a factor, or a bank (law.md part 17).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::book::CustomerFile;
use crate::ids::{InvoiceId, PaymentId};
use crate::invoice::Invoice;
use crate::money::Cents;

/// An invoice that is owed to another. Until it comes back the business reminds nobody of it, and passes on what is paid
/// to it by mistake.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Cession {
    pub invoice: InvoiceId,
    /// Who has it: the factor, the bank.
    pub to: String,
    /// The day from which it is theirs.
    pub day: NaiveDate,
    /// Unpaid, it comes back.
    pub with_recourse: bool,
    /// Set when it came back: the day, and why.
    #[serde(default)]
    pub returned: Option<(NaiveDate, String)>,
}

impl Cession {
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.day <= day && self.returned.as_ref().is_none_or(|(returned, _)| *returned > day)
    }
}

/// Money that came to the business for an invoice that was not its own any more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToPassOn {
    pub payment: PaymentId,
    pub received_on: NaiveDate,
    pub invoice: InvoiceId,
    pub to: String,
    pub amount: Cents,
}

impl CustomerFile {
    /// The cession of an invoice that holds on a day.
    pub fn ceded_on(&self, invoice: InvoiceId, day: NaiveDate) -> Option<&Cession> {
        self.cessions.iter().rev().find(|cession| cession.invoice == invoice && cession.holds_on(day))
    }

    /// An invoice of which something may be owed to the business on a day: no credit note, not given up, not ceded.
    pub fn is_own_claim(&self, invoice: &Invoice, day: NaiveDate) -> bool {
        !invoice.is_credit_note() && !self.is_written_off(invoice.id) && self.ceded_on(invoice.id, day).is_none()
    }

    /// What was paid to the business for invoices that were ceded that day, and was not passed on yet.
    pub fn to_pass_on(&self, day: NaiveDate) -> Vec<ToPassOn> {
        let mut all = Vec::new();
        for payment in self.payments.iter().filter(|payment| payment.received_on <= day) {
            if payment.passed_on.is_some() {
                continue;
            }
            for part in payment.allocations.iter().filter(|part| part.amount.is_positive()) {
                let of_other = self.cessions.iter().find(|cession| {
                    cession.invoice == part.invoice && cession.day <= day && cession.holds_on(payment.received_on)
                });
                let Some(cession) = of_other else { continue };
                all.push(ToPassOn {
                    payment: payment.id,
                    received_on: payment.received_on,
                    invoice: part.invoice,
                    to: cession.to.clone(),
                    amount: part.amount,
                });
            }
        }
        all
    }
}
