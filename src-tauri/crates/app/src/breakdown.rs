//! The breakdown of invoices with the due dates that the law gives them, and the plan of a payment before it is recorded.

use std::collections::HashMap;

use agenda::PromiseState;
use chrono::NaiveDate;
use domain::{Breakdown, Cents, CustomerFile, Instalment, Invoice, InvoiceId, PaymentId, PromiseId};
use law::Account;

use crate::desk::{Desk, Now};
use crate::failure::Failure;
use crate::payments::NewPayment;
use crate::words::owed as words;

/// What a payment would do, before it is recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaymentPlan {
    /// Open invoices of the customer, the oldest due first, and those that the payment names.
    pub lines: Vec<PlanLine>,
    /// What no invoice takes: a credit of the customer.
    pub credit: Cents,
    /// What could pay interest and indemnity beyond what a plan takes by itself, where the owner says so.
    pub accessories_owed: Cents,
    /// Why it goes where it goes, what is kept as credit, what must be passed on.
    pub sentences: Vec<String>,
}

/// One invoice in the plan of a payment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanLine {
    pub invoice: InvoiceId,
    pub number: String,
    pub due_date: Option<NaiveDate>,
    /// Before the payment.
    pub open: Cents,
    pub paid: Cents,
    pub withheld: Cents,
    pub discounted: Cents,
    /// Interest and indemnity.
    pub accessories: Cents,
    /// After it.
    pub left: Cents,
    /// Who it is ceded to, where it is.
    pub ceded_to: Option<String>,
}

impl Desk {
    /// The breakdown of every invoice of a file on a day, credit notes left out.
    pub fn breakdowns(&self, file: &CustomerFile, day: NaiveDate) -> HashMap<InvoiceId, Breakdown> {
        let accounts = self.promises_of(file, day);
        let running = accounts.iter().filter(|account| account.state == PromiseState::Running);
        let awaited: Vec<(PromiseId, Cents)> =
            running.map(|account| (account.promise.id, account.promise.amount.minus(account.received))).collect();
        file.breakdowns(day, |invoice| self.parts_of(file, invoice), &awaited).into_iter().collect()
    }

    /// What falls due of an invoice on which day; what is written on it where the law cannot say.
    fn parts_of(&self, file: &CustomerFile, invoice: &Invoice) -> Vec<Instalment> {
        let by_law = self.business.as_ref().and_then(|business| Account::of(file, invoice, business, &self.law).ok());
        by_law.map_or_else(|| invoice.instalments.clone(), |account| account.instalments)
    }

    /// What a payment would do; fails as recording it would.
    pub fn plan_payment(&self, now: Now, new: &NewPayment) -> Result<PaymentPlan, Failure> {
        let mut file = self.customer_file(new.customer)?;
        let before = file.clone();
        let payment = self.payment_of(now, &file, PaymentId(now.mint()), new)?;
        let id = payment.id;
        let mut ids: Vec<InvoiceId> = self.oldest_first(&file, now).into_iter().map(|(invoice, _)| invoice).collect();
        let named = new.parts.iter().map(|(invoice, _)| *invoice);
        for invoice in named.chain(payment.allocations.iter().chain(&payment.accessories).map(|part| part.invoice)) {
            if !ids.contains(&invoice) {
                ids.push(invoice);
            }
        }
        let credit = payment.free();
        let named: Vec<InvoiceId> = new.parts.iter().map(|(invoice, _)| *invoice).collect();
        let accessories_owed = self.accessories_owed(&file, &payment, &named, now)?;
        let accessories: Cents = payment.accessories.iter().map(|part| part.amount).sum();
        let waits = payment.waits_for_deposit(now.today);
        file.payments.push(payment.clone());
        let lines = ids
            .into_iter()
            .filter_map(|id| before.invoice(id))
            .map(|invoice| {
                let (paid, withheld, discounted) = payment.given_to(invoice.id);
                PlanLine {
                    invoice: invoice.id,
                    number: invoice.number.clone(),
                    due_date: self.shown_due_date(&before, invoice, now.today),
                    open: before.balance(invoice, now.today).open,
                    paid,
                    withheld,
                    discounted,
                    accessories: payment.accessories_of(invoice.id),
                    left: file.balance(invoice, now.today).open,
                    ceded_to: file.ceded_on(invoice.id, now.today).map(|cession| cession.to.clone()),
                }
            })
            .collect();
        let lang = self.lang;
        let mut sentences = vec![words::who_decides(lang, payment.indicated, !new.parts.is_empty()).to_owned()];
        if accessories.is_positive() {
            sentences.push(words::accessories_paid(lang, accessories, &file));
        }
        if credit.is_positive() {
            sentences.push(words::over_payment(lang, credit, &file.customer.name));
        }
        if waits {
            sentences.push(words::cheque_waits(lang).to_owned());
        }
        let passed = file.to_pass_on(now.today);
        sentences.extend(passed.iter().filter(|one| one.payment == id).map(|one| words::pass_on(lang, one)));
        Ok(PaymentPlan { lines, credit, accessories_owed, sentences })
    }
}
