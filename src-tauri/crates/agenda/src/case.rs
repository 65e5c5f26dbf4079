//! A file as a judge, a mediator or an agency would see it.

use chrono::NaiveDate;
use domain::{
    Cents, ClaimNature, CustomerFile, DebtorKind, InsolvencyKind, InvoiceId, LegalForm, PublicBuyer, Route,
    Standing as Class,
};

use crate::reading;
use crate::situation::{Context, Situation, Standing};

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
    /// In a Member State other than France and Denmark: the European procedures are for it.
    pub debtor_in_other_eu_state: bool,
    /// The debtor's address lies in Bas-Rhin, Haut-Rhin or Moselle, which have no commercial courts.
    pub alsace_moselle: bool,
    /// Overdue invoices the case is about.
    pub invoices: Vec<InvoiceId>,
    /// Principal overdue and undisputed, payments counted on interest first; what the owner sees as open where a rate
    /// is missing.
    pub principal: Cents,
    pub disputed: Cents,
    /// Interest and indemnity that go with `principal`, in the same order of payments; `None` when a rate is missing.
    pub interest: Option<Cents>,
    pub indemnity: Option<Cents>,
    /// Interest on invoices disputed as a whole.
    pub disputed_interest: Cents,
    pub residential_rent_or_credit: bool,
    /// An insolvency procedure: every pursuit has stopped.
    pub insolvent: bool,
    /// Over-indebtedness of a consumer: enforcement is suspended.
    pub over_indebted: bool,
    pub time_barred: bool,
    /// A conciliation or mediation was tried and came to nothing.
    pub amicable_attempt: Option<NaiveDate>,
}

impl Case {
    /// Principal and interest, the sum that ceilings look at.
    pub fn with_interest(&self) -> Option<Cents> {
        self.interest.map(|interest| self.principal.plus(interest))
    }

    /// Undisputed sums with interest where it is known: what an interim payment can ask for.
    pub fn undisputed(&self) -> Cents {
        self.with_interest().unwrap_or(self.principal)
    }

    /// Disputed sums as well: what an action on the merits asks for.
    pub fn all(&self) -> Cents {
        self.undisputed().plus(self.disputed).plus(self.disputed_interest)
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
        let chosen: Vec<&Standing> = standings().collect();
        let sums = Sums::of(&chosen, file, ctx);
        let business = reading::business(ctx);
        let customer = &file.customer;
        let country = customer.address.country.trim();
        let known = file.insolvency.as_ref().filter(|known| known.recorded_on <= today);
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
            debtor_abroad: !is_one_of(FRANCE, country),
            debtor_in_other_eu_state: is_one_of(OTHER_EU_STATES, country),
            alsace_moselle: ["57", "67", "68"].iter().any(|start| customer.address.postcode.starts_with(start)),
            invoices: standings().map(|standing| standing.invoice.id).collect(),
            principal: sums.principal,
            disputed: standings().map(|standing| standing.disputed).sum(),
            interest: sums.interest,
            indemnity: sums.indemnity,
            disputed_interest: sums.disputed_interest,
            residential_rent_or_credit: standings().any(|standing| {
                matches!(standing.invoice.claim_nature, ClaimNature::ResidentialRent | ClaimNature::ConsumerCredit)
            }),
            insolvent: known.is_some_and(|known| known.kind != InsolvencyKind::OverIndebtedness),
            over_indebted: known.is_some_and(|known| known.kind == InsolvencyKind::OverIndebtedness),
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

/// Codes of France and of the departments and islands where the same law applies; an address without a country is here.
const FRANCE: &[&str] = &["", "FR", "GP", "MQ", "GF", "RE", "YT", "MF", "BL"];

/// The Member States bound by the European procedures, France left out. Denmark is not (law.md IP-06).
const OTHER_EU_STATES: &[&str] = &[
    "AT", "BE", "BG", "CY", "CZ", "DE", "EE", "ES", "FI", "EL", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT",
    "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

fn is_one_of(codes: &[&str], country: &str) -> bool {
    codes.iter().any(|code| code.eq_ignore_ascii_case(country))
}

/// Principal and accessories of a case, all read from one order of each claim: a ceiling that added the principal of one
/// order to the interest of another would add sums that are never owed together.
struct Sums {
    principal: Cents,
    interest: Option<Cents>,
    indemnity: Option<Cents>,
    disputed_interest: Cents,
}

impl Sums {
    fn of(standings: &[&Standing], file: &CustomerFile, ctx: &Context) -> Sums {
        let seen_by_owner = standings.iter().map(|standing| standing.overdue).sum();
        let unknown =
            Sums { principal: seen_by_owner, interest: None, indemnity: None, disputed_interest: Cents::ZERO };
        let (mut principal, mut interest, mut indemnity) = (Cents::ZERO, Cents::ZERO, Cents::ZERO);
        let mut disputed_interest = Cents::ZERO;
        for (invoice, account) in law::Account::all_of(file, reading::business(ctx), ctx.law) {
            let Some(standing) = standings.iter().find(|standing| standing.invoice.id == invoice) else { continue };
            // The instalments hold what has accrued: nothing comes on top of them.
            if standing.by_instalments {
                principal = principal.plus(standing.overdue);
                continue;
            }
            let Some(claim) = account.ok().and_then(|account| law::claim(&account, ctx.today, ctx.law).ok()) else {
                return unknown;
            };
            if standing.overdue.is_positive() {
                let undisputed = claim.principal_overdue.minus(standing.disputed).max(standing.overdue);
                principal = principal.plus(undisputed);
                interest = interest.plus(claim.interest.open);
                indemnity = indemnity.plus(claim.indemnity.open);
            } else {
                disputed_interest = disputed_interest.plus(claim.interest.open);
            }
        }
        Sums { principal, interest: Some(interest), indemnity: Some(indemnity), disputed_interest }
    }
}
