//! What a customer owes on a day, from the law's computation: screens and letters print these figures as they are.

use chrono::NaiveDate;
use domain::{Cents, CustomerFile, Invoice, InvoiceId};
use law::{Account, CannotClaim, Claim, DueDate, Warning, claim_as_far_as_known, due_date_of};

use crate::desk::{Desk, Now};
use crate::failure::Failure;

/// One invoice before the law.
#[derive(Clone, Debug)]
pub struct InvoiceClaim {
    pub invoice: Invoice,
    pub due: DueDate,
    pub claim: Claim,
    /// True when payments and credit notes reached the amount due: paid in the owner's eyes, whatever is left of
    /// interest and indemnity.
    pub settled: bool,
}

/// Sums of a claim.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sums {
    pub principal: Cents,
    pub interest: Cents,
    pub indemnity: Cents,
    pub total: Cents,
}

impl Sums {
    /// Of claims that are not settled.
    pub fn of<'c>(claims: impl IntoIterator<Item = &'c InvoiceClaim>) -> Sums {
        let mut sums = Sums::default();
        for one in claims.into_iter().filter(|one| !one.settled) {
            sums.principal = sums.principal.plus(one.claim.principal_open);
            sums.interest = sums.interest.plus(one.claim.interest.open);
            sums.indemnity = sums.indemnity.plus(one.claim.indemnity.open);
            sums.total = sums.total.plus(one.claim.total);
        }
        sums
    }
}

impl InvoiceClaim {
    /// The rate that is missing, where the figures stop before it: a screen may show them, no letter may claim them.
    pub fn gap(&self) -> Option<Failure> {
        self.claim.warnings.iter().find_map(|warning| match warning {
            Warning::RateMissing { parameter, half_year } => {
                Some(Failure::LawGap { parameter: parameter.code().to_owned(), from: half_year.first_day() })
            }
            _ => None,
        })
    }

    /// Takes a disputed part of the principal out of what is asked, with its share of the interest.
    pub fn leave_out(&mut self, disputed: Cents) {
        let claim = &mut self.claim;
        let principal = claim.principal_open;
        let asked = principal.minus(disputed).max(Cents::ZERO);
        let interest = if principal.is_positive() {
            let share = claim.interest.open.to_decimal() * asked.to_decimal() / principal.to_decimal();
            Cents::round_half_up(share).unwrap_or(Cents::ZERO)
        } else {
            Cents::ZERO
        };
        claim.principal_open = asked;
        claim.interest.open = interest;
        claim.total = asked.plus(interest).plus(claim.indemnity.open);
    }
}

impl From<law::LawGap> for Failure {
    fn from(gap: law::LawGap) -> Failure {
        Failure::LawGap { parameter: gap.parameter.code().to_owned(), from: gap.half_year.first_day() }
    }
}

impl Desk {
    /// The claim of one invoice on a day, as far as the rates are known ([`InvoiceClaim::gap`]). None where nothing can be claimed yet: a credit note, or a customer whose kind
    /// is not known.
    pub fn claim_of(
        &self,
        file: &CustomerFile,
        invoice: &Invoice,
        until: NaiveDate,
    ) -> Result<Option<InvoiceClaim>, Failure> {
        let business = self.business_or_failure()?;
        let account = match Account::of(file, invoice, business, &self.law) {
            Ok(account) => account,
            Err(CannotClaim::KindUnknown | CannotClaim::CreditNote) => return Ok(None),
            Err(CannotClaim::Law(gap)) => return Err(gap.into()),
        };
        let due = match due_date_of(file, invoice, business, &self.law) {
            Ok(due) => due,
            Err(CannotClaim::KindUnknown | CannotClaim::CreditNote) => return Ok(None),
            Err(CannotClaim::Law(gap)) => return Err(gap.into()),
        };
        let claim = claim_as_far_as_known(&account, until, &self.law);
        let settled = !file.balance(invoice, until).open.is_positive();
        Ok(Some(InvoiceClaim { invoice: invoice.clone(), due, claim, settled }))
    }

    /// The claims of a customer's invoices, oldest due first. Written-off ones are left out.
    pub fn claims(&self, file: &CustomerFile, until: NaiveDate) -> Result<Vec<InvoiceClaim>, Failure> {
        let mut claims = Vec::new();
        for invoice in file.invoices.iter().filter(|invoice| !file.is_written_off(invoice.id)) {
            claims.extend(self.claim_of(file, invoice, until)?);
        }
        claims.sort_by_key(|one| (one.due.date, one.invoice.issue_date));
        Ok(claims)
    }

    /// The claims of some invoices of a customer.
    pub fn claims_on(
        &self,
        file: &CustomerFile,
        invoices: &[InvoiceId],
        until: NaiveDate,
    ) -> Result<Vec<InvoiceClaim>, Failure> {
        let mut claims = self.claims(file, until)?;
        claims.retain(|one| invoices.contains(&one.invoice.id));
        Ok(claims)
    }

    /// The due date that counts; the one written where the customer's kind is not known.
    pub fn due_date_of(&self, file: &CustomerFile, invoice: &Invoice) -> Option<NaiveDate> {
        if invoice.is_credit_note() {
            return None;
        }
        self.business
            .as_ref()
            .and_then(|business| due_date_of(file, invoice, business, &self.law).ok())
            .map(|due| due.date)
            .or_else(|| invoice.agreed_due_date())
    }

    /// A file whose invoices are read through, with what they owe now: what lists and figures need.
    pub fn open_invoices<'f>(&self, file: &'f CustomerFile, now: Now) -> Vec<(&'f Invoice, Cents, Option<NaiveDate>)> {
        file.invoices
            .iter()
            .filter(|invoice| !invoice.is_credit_note() && !file.is_written_off(invoice.id))
            .map(|invoice| (invoice, file.balance(invoice, now.today).open, self.due_date_of(file, invoice)))
            .filter(|(_, open, _)| open.is_positive())
            .collect()
    }
}
