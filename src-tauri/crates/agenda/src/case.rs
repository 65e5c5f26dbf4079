//! A file as a judge, a mediator or an agency would see it.

use chrono::NaiveDate;
use domain::{
    Cents, ClaimNature, CustomerFile, DebtorKind, InvoiceId, LegalForm, PublicBuyer, Route, Standing as Class,
};

use crate::reading;
use crate::situation::{Context, Situation};

/// What the conditions of the routes look at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Case {
    pub today: NaiveDate,
    /// Of the business; `Unknown` when the owner has not said it and its form does not.
    pub creditor: Class,
    pub debtor_kind: Option<DebtorKind>,
    pub debtor: Class,
    pub public_buyer: Option<PublicBuyer>,
    pub debtor_abroad: bool,
    /// The debtor's address lies in Bas-Rhin, Haut-Rhin or Moselle, which have no commercial courts.
    pub alsace_moselle: bool,
    /// Overdue invoices the case is about.
    pub invoices: Vec<InvoiceId>,
    /// Principal overdue and undisputed.
    pub principal: Cents,
    pub disputed: Cents,
    /// Interest and indemnity on those invoices; `None` when a rate is missing.
    pub interest: Option<Cents>,
    pub indemnity: Option<Cents>,
    pub residential_rent_or_credit: bool,
    pub insolvent: bool,
    pub time_barred: bool,
    /// A conciliation or mediation was tried and came to nothing.
    pub amicable_attempt: Option<NaiveDate>,
}

impl Case {
    /// Principal and interest, the sum that ceilings look at.
    pub fn with_interest(&self) -> Option<Cents> {
        self.interest.map(|interest| self.principal.plus(interest))
    }

    pub(crate) fn of(file: &CustomerFile, situation: &Situation, ctx: &Context) -> Case {
        let today = ctx.today;
        let barred = |place: &usize| situation.standings[*place].is_barred();
        let all: Vec<usize> = (0..situation.standings.len())
            .filter(|place| situation.standings[*place].due.is_some_and(|due| due < today))
            .collect();
        // Sums that can still be claimed, unless nothing else is left.
        let live: Vec<usize> = all.iter().copied().filter(|place| !barred(place)).collect();
        let time_barred = !all.is_empty() && live.is_empty();
        let places = if time_barred { all } else { live };
        let standings = || places.iter().map(|place| &situation.standings[*place]);
        let (interest, indemnity) = accessories(standings().map(|standing| standing.invoice.id), file, ctx);
        let business = reading::business(ctx);
        let customer = &file.customer;
        let country = customer.address.country.trim();
        let tried = file
            .hand_over
            .as_ref()
            .filter(|given| matches!(given.route, Route::Conciliator | Route::MediateurDesEntreprises));
        Case {
            today,
            creditor: class_of(business.legal_form, business.standing),
            debtor_kind: customer.kind,
            debtor: customer.standing,
            public_buyer: customer.public_buyer,
            debtor_abroad: !country.is_empty() && !country.eq_ignore_ascii_case("FR"),
            alsace_moselle: ["57", "67", "68"].iter().any(|start| customer.address.postcode.starts_with(start)),
            invoices: standings().map(|standing| standing.invoice.id).collect(),
            principal: standings().map(|standing| standing.overdue).sum(),
            disputed: standings().map(|standing| standing.disputed).sum(),
            interest,
            indemnity,
            residential_rent_or_credit: standings().any(|standing| {
                matches!(standing.invoice.claim_nature, ClaimNature::ResidentialRent | ClaimNature::ConsumerCredit)
            }),
            insolvent: file.insolvency.as_ref().is_some_and(|known| known.recorded_on <= today),
            time_barred,
            amicable_attempt: tried.and_then(|given| given.returned_on).filter(|day| *day <= today),
        }
    }
}

/// Commercial companies are traders by their form (C. com. L210-1); a sole trader's form says nothing.
fn class_of(form: LegalForm, said: Class) -> Class {
    match form {
        LegalForm::Eurl | LegalForm::Sarl | LegalForm::Sasu | LegalForm::Sas | LegalForm::Sa | LegalForm::Snc => {
            Class::Trader
        }
        LegalForm::Sci => Class::LiberalOrCivil,
        LegalForm::Association => Class::Association,
        LegalForm::SoleTrader | LegalForm::Scop | LegalForm::Other => said,
    }
}

fn accessories(
    invoices: impl Iterator<Item = InvoiceId>,
    file: &CustomerFile,
    ctx: &Context,
) -> (Option<Cents>, Option<Cents>) {
    let wanted: Vec<InvoiceId> = invoices.collect();
    let (mut interest, mut indemnity) = (Cents::ZERO, Cents::ZERO);
    for (invoice, account) in law::Account::all_of(file, reading::business(ctx), ctx.law) {
        if !wanted.contains(&invoice) {
            continue;
        }
        let Some(claim) = account.ok().and_then(|account| law::claim(&account, ctx.today, ctx.law).ok()) else {
            return (None, None);
        };
        interest = interest.plus(claim.interest.open);
        indemnity = indemnity.plus(claim.indemnity.open);
    }
    (Some(interest), Some(indemnity))
}
