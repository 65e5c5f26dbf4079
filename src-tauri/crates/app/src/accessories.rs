//! Interest and indemnity that a customer pays: which of its money is for them, and never more than the law counts
//! (decision 0014).

use std::collections::HashMap;

use domain::{Allocation, Cents, CustomerFile, InvoiceId, Payment, PaymentId, PlanEnd};
use store::AskedRow;

use crate::desk::{Desk, Now};
use crate::failure::Failure;

/// Whose interest and indemnity money may pay. Always of invoices that are settled, as lists say it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Accessories<'i> {
    /// What a signed plan counts: the customer agreed to pay it.
    Agreed,
    /// Of these invoices, up to a sum.
    Of(&'i [InvoiceId], Cents),
    /// Of the invoices that the payment pays, of those that a letter asked it for, and of plans.
    Owed,
}

impl Desk {
    /// What of the free money of a payment pays interest and indemnity, the oldest due first. The payment need not be in
    /// the file yet.
    pub(crate) fn accessories(
        &self,
        file: &CustomerFile,
        payment: &Payment,
        of: Accessories<'_>,
        now: Now,
    ) -> Result<Vec<Allocation>, Failure> {
        if !payment.free().is_positive() || self.business.is_none() {
            return Ok(Vec::new());
        }
        let asked = match of {
            Accessories::Owed => self.store.asked(Some(file.customer.id))?,
            Accessories::Agreed | Accessories::Of(..) => Vec::new(),
        };
        self.accessories_asked(file, payment, of, &asked, now)
    }

    /// What of the free money of a payment could pay interest and indemnity.
    pub fn accessories_owed(&self, file: &CustomerFile, payment: &Payment, now: Now) -> Result<Cents, Failure> {
        let parts = self.accessories(file, payment, Accessories::Owed, now)?;
        Ok(parts.into_iter().map(|part| part.amount).sum())
    }

    /// What free money of each payment could pay of interest and indemnity; those that could pay none are left out.
    pub fn accessories_payable(&self, file: &CustomerFile, now: Now) -> Result<HashMap<PaymentId, Cents>, Failure> {
        let mut payable = HashMap::new();
        let mut asked = None;
        for payment in file.payments.iter().filter(|one| one.free().is_positive()) {
            let asked = match &asked {
                Some(asked) => asked,
                None => asked.insert(self.store.asked(Some(file.customer.id))?),
            };
            let parts = self.accessories_asked(file, payment, Accessories::Owed, asked, now)?;
            if !parts.is_empty() {
                payable.insert(payment.id, parts.into_iter().map(|part| part.amount).sum());
            }
        }
        Ok(payable)
    }

    fn accessories_asked(
        &self,
        file: &CustomerFile,
        payment: &Payment,
        of: Accessories<'_>,
        asked: &[AskedRow],
        now: Now,
    ) -> Result<Vec<Allocation>, Failure> {
        if !payment.free().is_positive() || self.business.is_none() {
            return Ok(Vec::new());
        }
        let (own, others): (Vec<InvoiceId>, Vec<InvoiceId>) = match of {
            Accessories::Agreed => (Vec::new(), Vec::new()),
            Accessories::Of(invoices, _) => (invoices.to_vec(), Vec::new()),
            Accessories::Owed => {
                let parts = payment.allocations.iter().chain(&payment.withheld).chain(&payment.discounts);
                let of_letters = asked.iter().flat_map(|letter| letter.invoices.iter().copied());
                let of_plans = file.plans.iter().flat_map(|plan| plan.invoices.iter().copied());
                (parts.map(|part| part.invoice).collect(), of_letters.chain(of_plans).collect())
            }
        };
        let by_plan = !matches!(of, Accessories::Of(..)) && !file.plans.is_empty();
        if own.is_empty() && others.is_empty() && !by_plan {
            return Ok(Vec::new());
        }
        let mut file = file.clone();
        file.payments.retain(|known| known.id != payment.id);
        file.payments.push(payment.clone());
        let (mut left, mut given) = (payment.free(), Vec::new());
        if by_plan {
            self.of_plans(&mut file, payment, &mut left, &mut given, now)?;
        }
        if let Accessories::Of(_, most) = of {
            left = left.min(most);
        }
        for invoices in [own, others] {
            self.of_invoices(&mut file, payment, &invoices, &mut left, &mut given, now)?;
        }
        Ok(given)
    }

    /// What signed plans count beyond what was given for them.
    fn of_plans(
        &self,
        file: &mut CustomerFile,
        payment: &Payment,
        left: &mut Cents,
        given: &mut Vec<Allocation>,
        now: Now,
    ) -> Result<(), Failure> {
        for plan in file.plans.clone() {
            let runs = plan.signed.is_some() && matches!(plan.closed_as, None | Some(PlanEnd::Kept));
            if !runs || payment.received_on <= plan.made_on {
                continue;
            }
            let missing = plan.spread().minus(file.given_for_plan(&plan, now.today)).max(Cents::ZERO);
            let mut share = missing.min(*left);
            let before = share;
            self.of_invoices(file, payment, &plan.invoices, &mut share, given, now)?;
            *left = left.minus(before.minus(share));
        }
        Ok(())
    }

    /// Gives what is left to settled invoices, each up to what the law still counts on it, and notes it in the file.
    fn of_invoices(
        &self,
        file: &mut CustomerFile,
        payment: &Payment,
        invoices: &[InvoiceId],
        left: &mut Cents,
        given: &mut Vec<Allocation>,
        now: Now,
    ) -> Result<(), Failure> {
        // A cheque that waits counts on the day it is looked at, as its interest does.
        let until = payment.funds_on().unwrap_or(now.today).max(payment.received_on);
        let mut settled: Vec<_> = file
            .invoices
            .iter()
            .filter(|invoice| invoices.contains(&invoice.id) && file.is_own_claim(invoice, now.today))
            .filter(|invoice| !file.balance(invoice, until).open.is_positive())
            .map(|invoice| (self.due_date_of(file, invoice), invoice.issue_date, invoice.id))
            .collect();
        settled.sort_unstable();
        for (_, _, id) in settled {
            if !left.is_positive() {
                break;
            }
            let Some(invoice) = file.invoice(id) else { continue };
            let room = self.claim_of(file, invoice, until)?.map_or(Cents::ZERO, |one| one.claim.total);
            let amount = room.min(*left);
            if !amount.is_positive() {
                continue;
            }
            *left = left.minus(amount);
            let part = Allocation { invoice: id, amount };
            if let Some(known) = file.payments.iter_mut().find(|known| known.id == payment.id) {
                known.accessories.push(part.clone());
            }
            given.push(part);
        }
        Ok(())
    }
}
