//! The facts of one customer gathered, and what each invoice still owes. Owing is computed from movements, never stored.

use chrono::NaiveDate;

use crate::business::Business;
use crate::customer::Customer;
use crate::exchange::{Delivery, Exchange};
use crate::hold::{Choice, Dispute, HandOver, Insolvency, Pause, PaymentClaim, Promise, Skip, Snooze, WriteOff};
use crate::ids::InvoiceId;
use crate::invoice::Invoice;
use crate::money::Cents;
use crate::payment::Payment;

/// All facts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Book {
    pub business: Option<Business>,
    /// Pauses of everything.
    pub pauses: Vec<Pause>,
    pub files: Vec<CustomerFile>,
}

/// Everything known of one customer. Withdrawn invoices and reversed payments are not in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CustomerFile {
    pub customer: Customer,
    pub invoices: Vec<Invoice>,
    pub payments: Vec<Payment>,
    /// In order of day, then of recording.
    pub exchanges: Vec<Exchange>,
    pub deliveries: Vec<Delivery>,
    pub promises: Vec<Promise>,
    pub disputes: Vec<Dispute>,
    pub payment_claims: Vec<PaymentClaim>,
    /// Pauses of the customer and of its invoices; those of everything are in the book.
    pub pauses: Vec<Pause>,
    pub snoozes: Vec<Snooze>,
    pub skips: Vec<Skip>,
    pub choice: Option<Choice>,
    pub insolvency: Option<Insolvency>,
    pub hand_over: Option<HandOver>,
    pub write_offs: Vec<WriteOff>,
}

/// What happened to the money of one invoice, up to a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Balance {
    pub amount_due: Cents,
    pub credited: Cents,
    pub paid: Cents,
    /// `amount_due − credited − paid`; never below zero.
    pub open: Cents,
}

impl CustomerFile {
    pub fn new(customer: Customer) -> CustomerFile {
        CustomerFile {
            customer,
            invoices: Vec::new(),
            payments: Vec::new(),
            exchanges: Vec::new(),
            deliveries: Vec::new(),
            promises: Vec::new(),
            disputes: Vec::new(),
            payment_claims: Vec::new(),
            pauses: Vec::new(),
            snoozes: Vec::new(),
            skips: Vec::new(),
            choice: None,
            insolvency: None,
            hand_over: None,
            write_offs: Vec::new(),
        }
    }

    pub fn invoice(&self, id: InvoiceId) -> Option<&Invoice> {
        self.invoices.iter().find(|invoice| invoice.id == id)
    }

    /// What is left of an invoice when the movements up to and including `day` are counted, principal first.
    /// This is the owner's view ("is it paid?"); the claim with its interest is the law's (`law::claim`).
    pub fn balance(&self, invoice: &Invoice, day: NaiveDate) -> Balance {
        let credited: Cents = self
            .invoices
            .iter()
            .filter(|note| note.is_credit_note() && note.issue_date <= day)
            .flat_map(|note| &note.credits)
            .filter(|allocation| allocation.invoice == invoice.id)
            .map(|allocation| allocation.amount)
            .sum();
        let paid: Cents = self
            .payments
            .iter()
            .filter(|payment| payment.received_on <= day)
            .flat_map(|payment| &payment.allocations)
            .filter(|allocation| allocation.invoice == invoice.id)
            .map(|allocation| allocation.amount)
            .sum();
        let left = invoice.amount_due.minus(credited).minus(paid);
        Balance { amount_due: invoice.amount_due, credited, paid, open: left.max(Cents::ZERO) }
    }

    /// What came in from the day of a promise up to `day` for the invoices it covers.
    pub fn received_for(&self, promise: &Promise, day: NaiveDate) -> Cents {
        self.payments
            .iter()
            .filter(|payment| payment.received_on >= promise.made_on && payment.received_on <= day)
            .flat_map(|payment| &payment.allocations)
            .filter(|part| promise.invoices.is_empty() || promise.invoices.contains(&part.invoice))
            .map(|part| part.amount)
            .sum()
    }

    pub fn is_written_off(&self, invoice: InvoiceId) -> bool {
        self.write_offs.iter().any(|write_off| write_off.invoice == invoice)
    }

    /// Money of the customer that no invoice has yet: payments and credit notes not allocated.
    pub fn unallocated(&self, day: NaiveDate) -> Cents {
        let of_payments: Cents = self
            .payments
            .iter()
            .filter(|payment| payment.received_on <= day)
            .map(|payment| payment.amount.minus(payment.allocations.iter().map(|a| a.amount).sum()))
            .sum();
        let of_notes: Cents = self
            .invoices
            .iter()
            .filter(|note| note.is_credit_note() && note.issue_date <= day)
            .map(|note| note.amount_due.minus(note.credits.iter().map(|a| a.amount).sum()))
            .sum();
        of_payments.plus(of_notes)
    }
}
