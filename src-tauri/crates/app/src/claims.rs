//! What a customer owes on a day, from the law's computation: screens and letters print these figures as they are.

use agenda::{PlanAccount, PlanState};
use chrono::NaiveDate;
use domain::{Cents, CustomerFile, Instalment, Invoice, InvoiceId, PaymentOrder};
use law::{Account, CannotClaim, Claim, DueDate, Warning, claim_as_far_as_known, due_date_of};

use crate::desk::{Desk, Now};
use crate::failure::Failure;

/// One invoice before the law.
#[derive(Clone, Debug)]
pub struct InvoiceClaim {
    pub invoice: Invoice,
    /// Of several due dates, the last.
    pub due: DueDate,
    /// What falls due on which day, oldest first, where there are several due dates; else nothing.
    pub parts: Vec<Instalment>,
    /// The due date that a list shows: of several, the first of which something is unpaid.
    pub due_date: NaiveDate,
    pub claim: Claim,
    /// What is left in the owner's eyes: money counted on the principal alone.
    pub open: Cents,
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

/// Why the principal of a computation is more than what lists say is left: money that paid interest or the indemnity
/// first (law.md PA-02). `open` and `accessories` make `principal`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PaidAccessories {
    pub received: Cents,
    pub accessories: Cents,
    pub open: Cents,
    pub principal: Cents,
    /// Interest still open by that computation.
    pub interest: Cents,
}

impl PaidAccessories {
    /// Of claims that are not settled; none where no money went to anything but principal.
    pub fn of(claims: &[InvoiceClaim]) -> Option<PaidAccessories> {
        let unsettled = || claims.iter().filter(|one| !one.settled);
        let movements = unsettled().flat_map(|one| &one.claim.movements);
        let sums = Sums::of(claims);
        let open: Cents = unsettled().map(|one| one.open).sum();
        let accessories = sums.principal.minus(open);
        accessories.is_positive().then(|| PaidAccessories {
            received: movements.filter(|one| one.kind.is_money()).map(|one| one.amount).sum(),
            accessories,
            open,
            principal: sums.principal,
            interest: sums.interest,
        })
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
}

/// What may be asked of one invoice on a day: the part that is due and that nobody disputes (law.md IF-03 d).
#[derive(Clone, Debug)]
pub struct AskedClaim {
    /// The claim of the undisputed part: its interest and periods are computed on that part alone.
    pub one: InvoiceClaim,
    /// Of the oldest part that is due and unpaid.
    pub due_date: NaiveDate,
    /// Due, undisputed and unpaid, money counted on the principal alone: what a letter without accessories asks.
    pub principal: Cents,
    /// Undisputed, unpaid and not due yet, money counted in the same way.
    pub not_due: Cents,
    /// The part in dispute, which is not asked for.
    pub disputed: Cents,
    /// Under a signed plan that is late: its late instalments alone are due, and hold what has accrued.
    pub by_instalments: bool,
    /// Interest and indemnity that those late instalments hold beyond all principal of the plan's invoices; with the
    /// last of them.
    pub agreed: Sums,
}

impl AskedClaim {
    /// What is due with interest and indemnity, money counted in the law's order.
    pub fn sums(&self) -> Sums {
        let claim = &self.one.claim;
        let (principal, interest, indemnity) = (claim.principal_overdue, claim.interest.open, claim.indemnity.open);
        Sums { principal, interest, indemnity, total: principal.plus(interest).plus(indemnity) }
    }

    /// The same with money counted in the order that was not chosen (law.md PA-02).
    pub fn total_other_order(&self) -> Cents {
        let variant = self.one.claim.other_order();
        let principal = match self.one.claim.order {
            PaymentOrder::InterestFirst => self.principal,
            // What is not due yet is left the same: interest first leaves more of the oldest parts.
            PaymentOrder::PrincipalFirst => variant.principal_open.minus(self.not_due).max(Cents::ZERO),
        };
        principal.plus(variant.interest_open).plus(variant.indemnity_open)
    }

    /// Not due yet, in the order of [`AskedClaim::sums`].
    pub fn not_due_with_accessories(&self) -> Cents {
        self.one.claim.principal_open.minus(self.one.claim.principal_overdue)
    }

    pub fn sum_of<'c>(asked: impl IntoIterator<Item = &'c AskedClaim>) -> Sums {
        asked.into_iter().map(AskedClaim::sums).fold(Sums::default(), |all, one| Sums {
            principal: all.principal.plus(one.principal),
            interest: all.interest.plus(one.interest),
            indemnity: all.indemnity.plus(one.indemnity),
            total: all.total.plus(one.total),
        })
    }
}

/// Takes a disputed part out of what is due, the latest due first; what remains of it out of what comes next.
fn leave_out(instalments: &mut [Instalment], disputed: Cents, until: NaiveDate) {
    instalments.sort_by_key(|part| part.due_date);
    let due = instalments.partition_point(|part| part.due_date < until);
    let (due, later) = instalments.split_at_mut(due);
    let mut left = disputed;
    for part in due.iter_mut().rev().chain(later) {
        let taken = left.min(part.amount.max(Cents::ZERO));
        part.amount = part.amount.minus(taken);
        left = left.minus(taken);
    }
}

/// The oldest part with something unpaid, and what is unpaid of the parts whose date has passed and of the others.
/// Money counts on the oldest part first.
fn unpaid(instalments: &[Instalment], covered: Cents, until: NaiveDate) -> (Option<NaiveDate>, Cents, Cents) {
    let mut covered = covered;
    let (mut oldest, mut overdue, mut not_due) = (None, Cents::ZERO, Cents::ZERO);
    for part in instalments {
        let left = part.amount.minus(covered).max(Cents::ZERO);
        covered = covered.minus(part.amount).max(Cents::ZERO);
        if !left.is_positive() {
            continue;
        }
        oldest = oldest.or(Some(part.due_date));
        if part.due_date < until {
            overdue = overdue.plus(left);
        } else {
            not_due = not_due.plus(left);
        }
    }
    (oldest, overdue, not_due)
}

impl From<law::LawGap> for Failure {
    fn from(gap: law::LawGap) -> Failure {
        Failure::LawGap { parameter: gap.parameter.code().to_owned(), from: gap.half_year.first_day() }
    }
}

/// What the late instalments of a signed plan hold beyond the principal of its invoices, where all of them that are
/// unpaid are asked for: the interest and the indemnity that the plan counted. With the last of those invoices.
fn agreed_beyond(
    plan: &PlanAccount<'_>,
    open: impl Fn(InvoiceId) -> Cents,
    asked: &[InvoiceId],
) -> Option<(InvoiceId, Sums)> {
    let PlanState::Late { amount, .. } = plan.state else { return None };
    let unpaid: Vec<InvoiceId> =
        plan.plan.invoices.iter().copied().filter(|invoice| open(*invoice).is_positive()).collect();
    let beyond = amount.minus(unpaid.iter().map(|invoice| open(*invoice)).sum());
    let last = *unpaid.last().filter(|_| plan.signed && beyond.is_positive())?;
    if !unpaid.iter().all(|invoice| asked.contains(invoice)) {
        return None;
    }
    let indemnity = beyond.min(plan.plan.debt.indemnity);
    Some((last, Sums { principal: Cents::ZERO, interest: beyond.minus(indemnity), indemnity, total: beyond }))
}

impl Desk {
    /// The claim of one invoice on a day, as far as the rates are known ([`InvoiceClaim::gap`]). None where nothing
    /// can be claimed yet: a credit note, or a customer whose kind is not known.
    pub fn claim_of(
        &self,
        file: &CustomerFile,
        invoice: &Invoice,
        until: NaiveDate,
    ) -> Result<Option<InvoiceClaim>, Failure> {
        let Some((account, due)) = self.account_of(file, invoice)? else { return Ok(None) };
        Ok(Some(self.claim_on(file, invoice, &account, due, until)))
    }

    fn account_of(&self, file: &CustomerFile, invoice: &Invoice) -> Result<Option<(Account, DueDate)>, Failure> {
        let business = self.business_or_failure()?;
        let account = match Account::of(file, invoice, business, &self.law) {
            Ok(account) => account,
            Err(CannotClaim::KindUnknown | CannotClaim::CreditNote | CannotClaim::DueDateUnknown) => return Ok(None),
            Err(CannotClaim::Law(gap)) => return Err(gap.into()),
        };
        let due = match due_date_of(file, invoice, business, &self.law) {
            Ok(due) => due,
            Err(CannotClaim::KindUnknown | CannotClaim::CreditNote | CannotClaim::DueDateUnknown) => return Ok(None),
            Err(CannotClaim::Law(gap)) => return Err(gap.into()),
        };
        Ok(Some((account, due)))
    }

    fn claim_on(
        &self,
        file: &CustomerFile,
        invoice: &Invoice,
        account: &Account,
        due: DueDate,
        until: NaiveDate,
    ) -> InvoiceClaim {
        let claim = claim_as_far_as_known(account, until, &self.law);
        let open = file.balance(invoice, until).open;
        let mut parts = if account.instalments.len() > 1 { account.instalments.clone() } else { Vec::new() };
        parts.sort_by_key(|part| part.due_date);
        let due_date = self.shown_due_date(file, invoice, until).unwrap_or(due.date);
        InvoiceClaim { invoice: invoice.clone(), due, parts, due_date, claim, settled: !open.is_positive(), open }
    }

    /// What may be asked of some invoices of a customer, oldest due first. Those of which nothing is due, unpaid and
    /// undisputed are left out.
    pub fn asked_on(
        &self,
        file: &CustomerFile,
        invoices: &[InvoiceId],
        until: NaiveDate,
    ) -> Result<Vec<AskedClaim>, Failure> {
        let mut all = Vec::new();
        let plans = self.plans_of(file, until);
        let open = |id| file.invoice(id).map_or(Cents::ZERO, |invoice| file.balance(invoice, until).open);
        let by_plan = agenda::due_by_instalments(&plans, open);
        let agreed: Vec<(InvoiceId, Sums)> =
            plans.iter().filter_map(|plan| agreed_beyond(plan, open, invoices)).collect();
        let wanted = file.invoices.iter().filter(|invoice| invoices.contains(&invoice.id));
        for invoice in wanted.filter(|invoice| file.is_own_claim(invoice, until)) {
            let Some((mut account, due)) = self.account_of(file, invoice)? else { continue };
            let disputed = file.disputed_on(invoice.id, file.balance(invoice, until).open, until);
            leave_out(&mut account.instalments, disputed, until);
            let covered = file.balance(invoice, until).covered();
            let (oldest, principal, not_due) = unpaid(&account.instalments, covered, until);
            let one = self.claim_on(file, invoice, &account, due, until);
            if let Some((_, share, since)) = by_plan.iter().find(|(id, ..)| *id == invoice.id) {
                let (principal, not_due) = (*share, one.open.minus(*share).minus(disputed).max(Cents::ZERO));
                if principal.is_positive() {
                    let agreed =
                        agreed.iter().find(|(id, _)| *id == invoice.id).map(|(_, sums)| *sums).unwrap_or_default();
                    let due_date = *since;
                    all.push(AskedClaim { one, due_date, principal, not_due, disputed, by_instalments: true, agreed });
                }
                continue;
            }
            if let Some(due_date) = oldest
                && principal.is_positive()
                && !one.settled
            {
                let agreed = Sums::default();
                all.push(AskedClaim { one, due_date, principal, not_due, disputed, by_instalments: false, agreed });
            }
        }
        all.sort_by_key(|asked| (asked.due_date, asked.one.invoice.issue_date));
        Ok(all)
    }

    /// The claims of a customer's invoices, oldest due first. Those given up or ceded are left out.
    pub fn claims(&self, file: &CustomerFile, until: NaiveDate) -> Result<Vec<InvoiceClaim>, Failure> {
        let mut claims = Vec::new();
        for invoice in file.invoices.iter().filter(|invoice| file.is_own_claim(invoice, until)) {
            claims.extend(self.claim_of(file, invoice, until)?);
        }
        claims.sort_by_key(|one| (one.due_date, one.invoice.issue_date));
        Ok(claims)
    }

    /// The due date that every list and file shows: of several the first of which something is unpaid, the last where
    /// all is paid.
    pub fn shown_due_date(&self, file: &CustomerFile, invoice: &Invoice, day: NaiveDate) -> Option<NaiveDate> {
        self.oldest_unpaid(file, invoice, day).or_else(|| self.due_date_of(file, invoice))
    }

    /// The due date that counts, of several the last; the one written where the customer's kind is not known.
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
            .filter(|invoice| file.is_own_claim(invoice, now.today))
            .map(|invoice| {
                let due = self.shown_due_date(file, invoice, now.today);
                (invoice, file.balance(invoice, now.today).open, due)
            })
            .filter(|(_, open, _)| open.is_positive())
            .collect()
    }
}
