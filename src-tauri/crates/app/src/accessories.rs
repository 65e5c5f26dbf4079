//! Interest and indemnity that a customer pays: which of its money is for them, and never more than the law counts
//! (decision 0014).

use std::collections::HashMap;

use domain::matching::Match;
use domain::{Allocation, Cents, CustomerFile, InvoiceId, PaidPart, Payment, PaymentId, Plan, PlanEnd, PlanInterest};
use store::AskedRow;

use crate::desk::{Desk, Now};
use crate::failure::Failure;

/// Whose interest and indemnity money may pay: of invoices that are settled, as lists say it, and of those of which a letter
/// left a part out that is disputed or not due.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Accessories<'i> {
    /// What a signed plan counts: the customer agreed to pay it.
    Agreed,
    /// That, and of these invoices up to a sum in all, as a letter asked for it.
    Of(&'i [InvoiceId], Cents),
    /// What a plan counts, and of the invoices that the payment pays or that are named, of those that a letter asked it
    /// for, and of plans.
    Owed(&'i [InvoiceId]),
}

/// Invoices, and whether a letter asked for their interest, so that what it left out may be open.
#[derive(Clone, Copy)]
struct Of<'i> {
    invoices: &'i [InvoiceId],
    asked_for: bool,
}

/// What a plan gave up unless it failed is not owed.
fn is_waived(file: &CustomerFile, invoice: InvoiceId) -> bool {
    let gives_up = |plan: &&Plan| {
        plan.interest == PlanInterest::WaivedIfRespected
            && plan.signed.is_some()
            && matches!(plan.closed_as, None | Some(PlanEnd::Kept))
    };
    file.plans.iter().filter(gives_up).any(|plan| plan.invoices.contains(&invoice))
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
            Accessories::Owed(_) => self.store.asked(Some(file.customer.id))?,
            Accessories::Agreed | Accessories::Of(..) => Vec::new(),
        };
        self.accessories_asked(file, payment, of, &asked, now)
    }

    /// What of the free money of a payment could pay interest and indemnity, beyond what a plan takes by itself: of the
    /// invoices it pays, of those named, and of those asked for.
    pub fn accessories_owed(
        &self,
        file: &CustomerFile,
        payment: &Payment,
        named: &[InvoiceId],
        now: Now,
    ) -> Result<Cents, Failure> {
        let bare = Payment { accessories: Vec::new(), ..payment.clone() };
        let sum = |of| -> Result<Cents, Failure> {
            Ok(self.accessories(file, &bare, of, now)?.into_iter().map(|part| part.amount).sum())
        };
        Ok(sum(Accessories::Owed(named))?.minus(sum(Accessories::Agreed)?))
    }

    /// What free money of each payment could pay of interest and indemnity; those that could pay none are left out.
    pub fn accessories_payable(&self, file: &CustomerFile, now: Now) -> Result<HashMap<PaymentId, Cents>, Failure> {
        let mut payable = HashMap::new();
        let free: Vec<&Payment> = file.payments.iter().filter(|one| one.free().is_positive()).collect();
        if free.is_empty() || self.business.is_none() {
            return Ok(payable);
        }
        let asked = self.store.asked(Some(file.customer.id))?;
        for payment in free {
            let parts = self.accessories_asked(file, payment, Accessories::Owed(&[]), &asked, now)?;
            if !parts.is_empty() {
                payable.insert(payment.id, parts.into_iter().map(|part| part.amount).sum());
            }
        }
        Ok(payable)
    }

    /// What a match comes to when it is recorded: its accessories and its leftover, whatever was proposed.
    pub(crate) fn accessories_of_match(
        &self,
        file: &CustomerFile,
        payment: &Payment,
        chosen: &Match,
        now: Now,
    ) -> Result<Vec<Allocation>, Failure> {
        let invoices: Vec<InvoiceId> = chosen.allocations.iter().map(|part| part.invoice).collect();
        self.accessories(file, payment, Accessories::Of(&invoices, chosen.accessories), now)
    }

    /// The same, told what letters asked for.
    fn accessories_asked(
        &self,
        file: &CustomerFile,
        payment: &Payment,
        of: Accessories<'_>,
        asked: &[AskedRow],
        now: Now,
    ) -> Result<Vec<Allocation>, Failure> {
        let (mut own, mut others): (Vec<InvoiceId>, Vec<InvoiceId>) = match of {
            Accessories::Agreed => (Vec::new(), Vec::new()),
            Accessories::Of(_, most) if !most.is_positive() => (Vec::new(), Vec::new()),
            Accessories::Of(invoices, _) => (invoices.to_vec(), Vec::new()),
            Accessories::Owed(named) => {
                let parts = payment.allocations.iter().chain(&payment.withheld).chain(&payment.discounts);
                let of_letters = asked.iter().flat_map(|letter| letter.invoices.iter().copied());
                let of_plans = file.plans.iter().flat_map(|plan| plan.invoices.iter().copied());
                let own = parts.map(|part| part.invoice).chain(named.iter().copied());
                (own.collect(), of_letters.chain(of_plans).collect())
            }
        };
        for invoices in [&mut own, &mut others] {
            invoices.retain(|invoice| !is_waived(file, *invoice));
        }
        let plans: Vec<Plan> = file.plans.iter().filter(|plan| takes_by_itself(plan, payment)).cloned().collect();
        if own.is_empty() && others.is_empty() && plans.is_empty() {
            return Ok(Vec::new());
        }
        let mut file = file.clone();
        file.payments.retain(|known| known.id != payment.id);
        file.payments.push(payment.clone());
        let (mut left, mut given) = (payment.free(), Vec::new());
        for plan in &plans {
            self.of_plan(&mut file, payment, plan, &mut left, &mut given, now)?;
        }
        let asked_for = matches!(of, Accessories::Of(..));
        if let Accessories::Of(_, most) = of {
            let agreed = given.iter().map(|part: &Allocation| part.amount).sum();
            left = left.min(most.minus(agreed)).max(Cents::ZERO);
        }
        for invoices in [own, others] {
            let of = Of { invoices: &invoices, asked_for };
            self.of_invoices(&mut file, payment, of, &mut left, &mut given, now)?;
        }
        Ok(given)
    }

    /// What a plan counts beyond what was given for it, once all of its invoices are settled.
    fn of_plan(
        &self,
        file: &mut CustomerFile,
        payment: &Payment,
        plan: &Plan,
        left: &mut Cents,
        given: &mut Vec<Allocation>,
        now: Now,
    ) -> Result<(), Failure> {
        let invoices = plan.invoices.iter().filter_map(|id| file.invoice(*id));
        if invoices.into_iter().any(|invoice| file.balance(invoice, now.today).open.is_positive()) {
            return Ok(());
        }
        let missing = plan.spread().minus(file.given_for_plan(plan, now.today)).max(Cents::ZERO);
        let mut share = missing.min(*left);
        let before = share;
        let of = Of { invoices: &plan.invoices, asked_for: false };
        self.of_invoices(file, payment, of, &mut share, given, now)?;
        *left = left.minus(before.minus(share));
        Ok(())
    }

    /// Gives what is left to these invoices, each up to what the law still counts beyond what is open of it, and notes it in
    /// the file.
    fn of_invoices(
        &self,
        file: &mut CustomerFile,
        payment: &Payment,
        of: Of<'_>,
        left: &mut Cents,
        given: &mut Vec<Allocation>,
        now: Now,
    ) -> Result<(), Failure> {
        // A cheque that waits counts on the day it is looked at, as its interest does.
        let until = payment.funds_on().unwrap_or(now.today).max(payment.received_on);
        let mut settled: Vec<_> = file
            .invoices
            .iter()
            .filter(|invoice| of.invoices.contains(&invoice.id) && file.is_own_claim(invoice, now.today))
            .filter(|invoice| of.asked_for || !file.balance(invoice, now.today).open.is_positive())
            .map(|invoice| (self.due_date_of(file, invoice), invoice.issue_date, invoice.id))
            .collect();
        settled.sort_unstable();
        for (_, _, id) in settled {
            if !left.is_positive() {
                break;
            }
            let Some(invoice) = file.invoice(id) else { continue };
            // Money of a later day may have paid it by now, and on the day itself had not.
            let (open, today) = (file.balance(invoice, now.today).open, now.today.max(until));
            let mut room = *left;
            for day in [until, today] {
                let claim = self.claim_of(file, invoice, day)?;
                room = room.min(claim.map_or(Cents::ZERO, |one| one.claim.total.minus(open)));
            }
            if !room.is_positive() {
                continue;
            }
            // A credit note of a later day lowers the invoice alone: money of before may find nothing to pay beside it.
            let surplus = |file: &CustomerFile| -> Result<Cents, Failure> {
                let claim = self.claim_of(file, invoice, today)?;
                Ok(claim.map_or(Cents::ZERO, |one| one.claim.surplus))
            };
            let with = |amount: Cents| {
                let mut file = file.clone();
                for known in file.payments.iter_mut().filter(|known| known.id == payment.id) {
                    known.give(Allocation { invoice: id, amount }, PaidPart::Accessories);
                }
                file
            };
            let before = surplus(file)?;
            let mut tried = with(room);
            let too_much = surplus(&tried)?.minus(before);
            if too_much.is_positive() {
                room = room.minus(too_much);
                tried = with(room);
                if !room.is_positive() || surplus(&tried)? != before {
                    continue;
                }
            }
            *left = left.minus(room);
            given.push(Allocation { invoice: id, amount: room });
            *file = tried;
        }
        Ok(())
    }
}

/// Whether money goes to a plan without a question: it is signed, it runs, and the payment pays it or nothing.
fn takes_by_itself(plan: &Plan, payment: &Payment) -> bool {
    let mut parts = payment.allocations.iter().chain(&payment.withheld).chain(&payment.discounts).peekable();
    let is_its = parts.peek().is_none() || parts.any(|part| plan.invoices.contains(&part.invoice));
    plan.signed.is_some() && plan.closed.is_none() && payment.received_on > plan.made_on && is_its
}
