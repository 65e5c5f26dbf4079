//! What the law says of one invoice, asked only where the answer can matter.

use std::borrow::Cow;
use std::sync::OnceLock;

use chrono::NaiveDate;
use domain::{
    Address, Business, ClaimNature, CustomerFile, DebtorKind, Instalment, Invoice, LegalForm, LimitationFact,
    LimitationFactKind, Standing as Class, TermsOfSale,
};
use law::{Limitation, LimitationState};

use crate::situation::{Context, Standing, shifted};

/// Due dates with what falls due on each, in order.
pub(crate) enum Parts<'a> {
    One(Instalment),
    Several(Cow<'a, [Instalment]>),
    Unknown,
}

impl Parts<'_> {
    pub fn iter(&self) -> impl Iterator<Item = &Instalment> {
        match self {
            Parts::One(part) => std::slice::from_ref(part).iter(),
            Parts::Several(parts) => parts.iter(),
            Parts::Unknown => [].iter(),
        }
    }
}

/// When an invoice falls due. An agreed date needs no law, except against a public buyer, whose period it cannot
/// shorten.
pub(crate) fn parts<'a>(invoice: &'a Invoice, file: &CustomerFile, ctx: &Context) -> Parts<'a> {
    let kind = file.customer.kind;
    if invoice.lacks_due_date() {
        return Parts::Unknown;
    }
    if invoice.instalments.iter().any(|part| part.retained) {
        return with_retention(invoice, file, ctx);
    }
    match (invoice.instalments.as_slice(), kind) {
        ([only], Some(DebtorKind::Professional | DebtorKind::Consumer) | None) => {
            Parts::One(Instalment::due(only.due_date, invoice.amount_due))
        }
        ([] | [_], Some(debtor)) => {
            let facts = law::file::due_facts(file, invoice, debtor, business(ctx));
            match law::due_date(&facts, ctx.law) {
                Ok(due) => Parts::One(Instalment::due(due.date, invoice.amount_due)),
                Err(_) => Parts::Unknown,
            }
        }
        ([], None) => Parts::Unknown,
        (_, Some(debtor @ DebtorKind::PublicBody)) => {
            match law::file::instalments(file, invoice, debtor, business(ctx), ctx.law) {
                Ok(parts) => Parts::Several(Cow::Owned(parts)),
                Err(_) => Parts::Unknown,
            }
        }
        (several, _) => Parts::Several(Cow::Borrowed(several)),
    }
}

/// The same with retention money, whose date is its own.
fn with_retention<'a>(invoice: &Invoice, file: &CustomerFile, ctx: &Context) -> Parts<'a> {
    let known = match file.customer.kind {
        Some(debtor) => law::file::instalments(file, invoice, debtor, business(ctx), ctx.law).ok(),
        None => Some(invoice.instalments.clone()),
    };
    known.map_or(Parts::Unknown, |mut parts| {
        parts.sort_by_key(|part| part.due_date);
        Parts::Several(Cow::Owned(parts))
    })
}

/// The creditor, or one of whom nothing is known.
pub(crate) fn business<'a>(ctx: &Context<'a>) -> &'a Business {
    static NOBODY: OnceLock<Business> = OnceLock::new();
    match ctx.business {
        Some(business) => business,
        None => NOBODY.get_or_init(|| Business {
            name: String::new(),
            legal_form: LegalForm::Other,
            standing: Class::Unknown,
            siren: None,
            siret: None,
            vat_id: None,
            register_city: None,
            share_capital: None,
            address: Address::default(),
            email: None,
            phone: None,
            iban: None,
            bic: None,
            signatory: None,
            terms: TermsOfSale::default(),
            logo: None,
        }),
    }
}

/// The limitation of one invoice, reduced to what the agenda needs.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    pub limitation: Limitation,
    /// Today.
    pub state: LimitationState,
    /// The last day to rely on that is still to come.
    pub safe: NaiveDate,
}

impl Clock {
    pub fn has_lapsed(&self) -> bool {
        self.state == LimitationState::Lapsed
    }
}

/// Days before the last safe day from which the owner is warned.
pub const LIMITATION_NEAR_DAYS: i64 = 180;
/// Days before it from which nothing else matters.
pub const LIMITATION_URGENT_DAYS: i64 = 60;

/// Whether the period could end soon: the shortest one counted from the earliest date. Spares the law a question for
/// nearly every invoice.
pub(crate) fn limitation_could_be_near(standing: &Standing, file: &CustomerFile, today: NaiveDate) -> bool {
    let (invoice, kind) = (standing.invoice, file.customer.kind);
    // A clause may be shorter than any law.
    let clause =
        |fact: &LimitationFact| fact.kind == LimitationFactKind::ContractClause && fact.invoices.contains(&invoice.id);
    if file.limitation_facts.iter().any(clause) {
        return true;
    }
    let years = match (invoice.claim_nature, kind) {
        (ClaimNature::General, Some(DebtorKind::Professional)) => 5,
        (ClaimNature::General, Some(DebtorKind::PublicBody)) => 4,
        (ClaimNature::General | ClaimNature::ConsumerCredit, _) => 2,
        _ => 1,
    };
    let start = [Some(invoice.issue_date), invoice.delivery_date, standing.due]
        .into_iter()
        .flatten()
        .min()
        .unwrap_or(invoice.issue_date);
    shifted(start, years * 365 - LIMITATION_NEAR_DAYS) <= today
}

pub(crate) fn limitation(invoice: &Invoice, file: &CustomerFile, ctx: &Context) -> Option<Clock> {
    let limitation = law::limitation_of(file, invoice, business(ctx), ctx.today, ctx.law).ok()??;
    Some(Clock { state: limitation.state_on(ctx.today), safe: limitation.next_safe(ctx.today), limitation })
}
