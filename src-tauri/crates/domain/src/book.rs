//! The facts of one customer gathered, and what each invoice still owes. Owing is computed from movements, never stored.

use chrono::NaiveDate;

use crate::business::Business;
use crate::cession::Cession;
use crate::customer::Customer;
use crate::exchange::{Delivery, Exchange};
use crate::hold::{Choice, Dispute, HandOver, Insolvency, Pause, PaymentClaim, Promise, Skip, Snooze, WriteOff};
use crate::ids::InvoiceId;
use crate::invoice::Invoice;
use crate::limitation::{LimitationConfirmation, LimitationFact};
use crate::money::Cents;
use crate::payment::{OrderChosen, Payment, PaymentOrder};
use crate::plan::Plan;

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
    pub plans: Vec<Plan>,
    pub payment_claims: Vec<PaymentClaim>,
    /// Pauses of the customer and of its invoices; those of everything are in the book.
    pub pauses: Vec<Pause>,
    pub snoozes: Vec<Snooze>,
    pub skips: Vec<Skip>,
    pub choice: Option<Choice>,
    pub insolvency: Option<Insolvency>,
    pub hand_over: Option<HandOver>,
    pub write_offs: Vec<WriteOff>,
    /// What moves the day until which a claim can be brought to court, in the order of recording.
    pub limitation_facts: Vec<LimitationFact>,
    pub limitation_confirmations: Vec<LimitationConfirmation>,
    /// In the order they were recorded, those that ended too.
    pub cessions: Vec<Cession>,
    /// In which order payments count inside an invoice, where the owner chose it.
    pub order: Option<OrderChosen>,
}

/// What happened to the money of one invoice, up to a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Balance {
    pub amount_due: Cents,
    pub credited: Cents,
    /// Money received.
    pub paid: Cents,
    /// Costs that a bank or the payer kept, taken for paid by the owner: no money received.
    pub withheld: Cents,
    /// Early discounts granted: no money received.
    pub discounted: Cents,
    /// `amount_due` less [`Balance::covered`]; never below zero.
    pub open: Cents,
}

impl Balance {
    /// Everything that lowered it.
    pub fn covered(&self) -> Cents {
        self.credited.plus(self.paid).plus(self.withheld).plus(self.discounted)
    }
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
            plans: Vec::new(),
            payment_claims: Vec::new(),
            pauses: Vec::new(),
            snoozes: Vec::new(),
            skips: Vec::new(),
            choice: None,
            insolvency: None,
            hand_over: None,
            write_offs: Vec::new(),
            limitation_facts: Vec::new(),
            limitation_confirmations: Vec::new(),
            cessions: Vec::new(),
            order: None,
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
        let mut balance = Balance { amount_due: invoice.amount_due, credited, ..Balance::default() };
        for payment in self.payments.iter().filter(|payment| payment.received_on <= day) {
            let (paid, withheld, discounted) = payment.given_to(invoice.id);
            balance.paid = balance.paid.plus(paid);
            balance.withheld = balance.withheld.plus(withheld);
            balance.discounted = balance.discounted.plus(discounted);
        }
        balance.open = invoice.amount_due.minus(balance.covered()).max(Cents::ZERO);
        balance
    }

    /// In which order payments count inside its invoices.
    pub fn payment_order(&self) -> PaymentOrder {
        self.order.as_ref().map(|chosen| chosen.order).unwrap_or_default()
    }

    pub fn is_written_off(&self, invoice: InvoiceId) -> bool {
        self.write_offs.iter().any(|write_off| write_off.invoice == invoice)
    }

    /// Money of the customer that no invoice has yet: payments and credit notes not allocated.
    pub fn unallocated(&self, day: NaiveDate) -> Cents {
        let of_payments: Cents =
            self.payments.iter().filter(|payment| payment.received_on <= day).map(Payment::free).sum();
        let of_notes: Cents = self
            .invoices
            .iter()
            .filter(|note| note.is_credit_note() && note.issue_date <= day)
            .map(|note| note.amount_due.minus(note.credits.iter().map(|a| a.amount).sum()))
            .sum();
        of_payments.plus(of_notes)
    }
}
