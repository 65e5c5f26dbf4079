//! To whom a file may go (law.md part 21). Every route is shown; a closed one keeps its reason, and nothing is chosen
//! here: the conditions of the text stand beside what the file holds.

mod action;
mod administrative_route;
mod collection_agency;
mod conciliator;
mod declaration_of_claim;
mod european_order_for_payment;
mod european_small_claims;
mod lawyer;
mod mediateur_des_entreprises;
mod order_for_payment;
mod refere_provision;
mod small_claims;
mod uncontested_commercial_claim;

use chrono::NaiveDate;
use domain::{Cents, DebtorKind, Route, Standing as Class};
use law::{Confidence, Law, Parameter, SourceRef};

use crate::case::Case;
use crate::texts;

/// One route, judged against one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RouteAssessment {
    pub route: Route,
    pub state: RouteState,
    /// What the text asks for and the file has, or what deserves to be known.
    pub notes: Vec<Condition>,
    pub court: Option<Court>,
    pub lawyer: LawyerNeed,
    pub costs: Vec<Cost>,
    pub effect_on_limitation: LimitationEffect,
    pub sources: Vec<SourceRef>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RouteState {
    Open,
    /// The conditions that the file does not meet.
    Closed(Vec<Condition>),
    /// Facts to find or to do first.
    Needs(Vec<Fact>),
}

impl RouteState {
    pub fn is_open(&self) -> bool {
        *self == RouteState::Open
    }
}

/// A condition of a text, met or not according to where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Condition {
    /// Principal and interest against the ceiling.
    WithinCeiling {
        claimed: Cents,
        ceiling: Cents,
    },
    AboveCeiling {
        claimed: Cents,
        ceiling: Cents,
    },
    /// The principal alone, where the interest is not known or does not count.
    PrincipalAboveCeiling {
        principal: Cents,
        ceiling: Cents,
    },
    PrincipalWithinCeiling {
        principal: Cents,
        ceiling: Cents,
    },
    /// Claims invoiced between traders are outside since that day.
    BetweenTraders {
        since: NaiveDate,
    },
    /// The route is for claims between traders alone.
    NotBetweenTraders,
    /// Voted, but its decree and tariff were not found: the owner must confirm them.
    DecreeNotConfirmed,
    Undisputed,
    Disputed {
        amount: Cents,
    },
    DebtorInsolvent,
    DebtorNotInsolvent,
    /// Over-indebtedness: the debtor may not pay earlier debts.
    DebtorOverIndebted,
    /// Over-indebtedness: a title can be had, but not enforced before the measures.
    EnforcementSuspended,
    /// The statement goes to the commission, within the time of its letter.
    AnswerTheCommission,
    TimeBarred,
    PublicBody,
    NotPublicBody,
    Consumer,
    /// The route is for disputes between businesses, or with a public buyer.
    NotForConsumers,
    DebtorAbroad,
    /// The route is for a debtor in another Member State of the Union, Denmark excepted.
    NotInOtherEuState,
    NoPriorAttemptNeeded,
    PriorAttemptDone {
        day: NaiveDate,
    },
    /// Before this court an attempt at conciliation or mediation comes first up to this sum.
    PriorAttemptUpTo {
        ceiling: Cents,
    },
    /// Suspends enforcement of nothing: the clock runs on.
    ClockRunsOn,
    /// What it costs stays with the creditor.
    CostsStayWithCreditor,
    /// Not required by a text, but judges expect it.
    NoticeExpected,
    NothingOverdue,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fact {
    DebtorKind,
    /// Trader, artisan, liberal profession…: the court and the exclusions depend on it.
    DebtorStanding,
    CreditorStanding,
    /// A rate is missing, so principal and interest are not known.
    Interest,
    /// An attempt at conciliation, mediation or procédure participative (CPC 750-1).
    PriorAttempt {
        ceiling: Cents,
    },
    /// The decree and tariff of the procedure.
    Decree,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Court {
    /// Tribunal de commerce, called tribunal des activités économiques in twelve places.
    Commercial,
    /// Its counterpart in Alsace-Moselle: the commercial chamber of the tribunal judiciaire.
    CommercialChamber,
    Civil,
    /// Civil creditor, trader debtor: the creditor chooses.
    CreditorsChoice,
    /// Juge des contentieux de la protection: residential leases and consumer credit.
    Protection,
    Administrative,
}

impl Court {
    fn may_be_civil(self) -> bool {
        matches!(self, Court::Civil | Court::CreditorsChoice | Court::Protection)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LawyerNeed {
    No,
    Required {
        above: Cents,
    },
    /// Depends on the claim: to be confirmed.
    Depends,
    /// It is the route itself.
    Yes,
}

/// One kind of cost. `None`: not established, or known only from the owner's own quotes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cost {
    pub what: CostKind,
    pub amount: Option<Cents>,
    pub confidence: Confidence,
    pub source: Option<SourceRef>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CostKind {
    /// Nothing to advance.
    Free,
    /// Fee of the clerk of the commercial court.
    ClerkFee,
    /// Act of a commissaire de justice.
    BailiffAct,
    /// All costs of the procedure, borne by the creditor.
    WholeProcedure,
    /// Contribution to legal aid, once per civil case.
    LegalAidContribution,
    LawyerFee,
    /// A share of what is recovered, by the agency's quote.
    SuccessFee,
    Postage,
}

impl Cost {
    const fn free(confidence: Confidence) -> Cost {
        Cost { what: CostKind::Free, amount: Some(Cents(0)), confidence, source: None }
    }

    /// A cost whose amount nobody has established.
    const fn unknown(what: CostKind) -> Cost {
        Cost { what, amount: None, confidence: Confidence::Confirm, source: None }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LimitationEffect {
    None,
    /// Suspends from the written agreement to mediate or the first meeting (LI-09).
    SuspendsFromAgreement,
    /// Suspends only from the debtor's recorded agreement to take part.
    SuspendsFromDebtorsAgreement,
    /// Only the service of the order interrupts, not the request; it can be lost (LI-08).
    InterruptsOnService,
    Interrupts,
    InterruptsUntilClosure,
    /// A written claim interrupts (PB-08).
    WrittenClaimInterrupts,
    NotEstablished,
}

/// One route: its conditions.
pub(crate) trait RouteRule: Sync {
    fn key(&self) -> Route;
    fn assess(&self, case: &Case, law: &Law) -> RouteAssessment;
}

pub(crate) const ROUTES: &[&dyn RouteRule] = &[
    &conciliator::Conciliator,
    &mediateur_des_entreprises::MediateurDesEntreprises,
    &order_for_payment::OrderForPayment,
    &small_claims::SmallClaims,
    &uncontested_commercial_claim::UncontestedCommercialClaim,
    &european_order_for_payment::EuropeanOrderForPayment,
    &european_small_claims::EuropeanSmallClaims,
    &refere_provision::RefereProvision,
    &action::Action,
    &administrative_route::AdministrativeRoute,
    &declaration_of_claim::DeclarationOfClaim,
    &collection_agency::CollectionAgency,
    &lawyer::Lawyer,
];

/// Every route, the gentlest first.
pub fn assess(case: &Case, law: &Law) -> Vec<RouteAssessment> {
    ROUTES.iter().map(|route| route.assess(case, law)).collect()
}

/// Gathers what is against a route, what is for it, and what is not known.
#[derive(Default)]
struct Findings {
    against: Vec<Condition>,
    notes: Vec<Condition>,
    needs: Vec<Fact>,
}

impl Findings {
    fn state(self) -> (RouteState, Vec<Condition>) {
        let state = if !self.against.is_empty() {
            RouteState::Closed(self.against)
        } else if !self.needs.is_empty() {
            RouteState::Needs(self.needs)
        } else {
            RouteState::Open
        };
        (state, self.notes)
    }

    fn need(&mut self, fact: Fact) {
        if !self.needs.contains(&fact) {
            self.needs.push(fact);
        }
    }

    /// What closes every way that lives from the debtor's payment or consent: an over-indebted debtor may not pay.
    fn consent(&mut self, case: &Case) {
        if case.over_indebted {
            self.against.push(Condition::DebtorOverIndebted);
        }
    }

    /// For a debtor in another Member State.
    fn other_eu_state(&mut self, case: &Case) {
        if !case.debtor_in_other_eu_state {
            self.against.push(Condition::NotInOtherEuState);
        }
    }

    /// What closes every way to a judge or a commissaire de justice.
    fn pursuit(&mut self, case: &Case) {
        if case.insolvent {
            self.against.push(Condition::DebtorInsolvent);
        }
        if case.over_indebted {
            self.notes.push(Condition::EnforcementSuspended);
        }
        if case.time_barred {
            self.against.push(Condition::TimeBarred);
        }
        if !case.principal.is_positive() && !case.disputed.is_positive() {
            self.against.push(Condition::NothingOverdue);
        }
    }

    /// Public assets cannot be seized: private procedures do not apply.
    fn private_debtor(&mut self, case: &Case) {
        match case.debtor_kind {
            Some(DebtorKind::PublicBody) => self.against.push(Condition::PublicBody),
            Some(_) => {}
            None => self.need(Fact::DebtorKind),
        }
    }

    /// Only the part that nobody disputes can go.
    fn undisputed(&mut self, case: &Case) {
        if case.disputed.is_positive() {
            let condition = Condition::Disputed { amount: case.disputed };
            if case.principal.is_positive() { self.notes.push(condition) } else { self.against.push(condition) }
        } else {
            self.notes.push(Condition::Undisputed);
        }
    }
}

/// The court of the debtor (IP-02), where the classes of both are known.
fn court(case: &Case, findings: &mut Findings) -> Option<Court> {
    if case.residential_rent_or_credit {
        return Some(Court::Protection);
    }
    let commercial = |class: Class| matches!(class, Class::Trader | Class::Artisan);
    let before_traders = if case.alsace_moselle { Court::CommercialChamber } else { Court::Commercial };
    match case.debtor_kind {
        Some(DebtorKind::PublicBody) => return Some(Court::Administrative),
        Some(DebtorKind::Consumer) => return Some(Court::Civil),
        Some(DebtorKind::Professional) => {}
        None => {
            findings.need(Fact::DebtorKind);
            return None;
        }
    }
    match (case.creditor, case.debtor) {
        (_, Class::Unknown) => {
            findings.need(Fact::DebtorStanding);
            None
        }
        (_, debtor) if !commercial(debtor) => Some(Court::Civil),
        (Class::Unknown, _) => {
            findings.need(Fact::CreditorStanding);
            None
        }
        (creditor, _) if commercial(creditor) => Some(before_traders),
        _ => Some(Court::CreditorsChoice),
    }
}

/// A figure of the law in cents.
fn cents(law: &Law, parameter: Parameter, day: NaiveDate) -> Option<Cents> {
    law.figure(parameter, day).ok().map(|figure| Cents(figure.value))
}

/// Above this sum a lawyer is required in court (CPC 761, 853). `claimed`: what would be asked of the judge.
fn lawyer_in_court(case: &Case, claimed: Cents, law: &Law) -> LawyerNeed {
    match cents(law, Parameter::LawyerThreshold, case.today) {
        Some(above) if claimed > above => LawyerNeed::Required { above },
        Some(_) => LawyerNeed::No,
        None => LawyerNeed::Depends,
    }
}

/// The attempt that comes first before the tribunal judiciaire (AM-05). `claimed`: what would be asked of the judge.
fn prior_attempt(case: &Case, claimed: Cents, court: Option<Court>, law: &Law, findings: &mut Findings) {
    let Some(ceiling) = cents(law, Parameter::PriorAttemptCeiling, case.today) else { return };
    if !court.is_some_and(Court::may_be_civil) || claimed > ceiling {
        findings.notes.push(Condition::NoPriorAttemptNeeded);
    } else if let Some(day) = case.amicable_attempt {
        findings.notes.push(Condition::PriorAttemptDone { day });
    } else if court == Some(Court::CreditorsChoice) {
        // The commercial court asks for none.
        findings.notes.push(Condition::PriorAttemptUpTo { ceiling });
    } else {
        findings.need(Fact::PriorAttempt { ceiling });
    }
}

/// The contribution of civil cases (RP-04): due before the tribunal judiciaire, not before commercial courts.
fn court_costs(court: Option<Court>) -> Vec<Cost> {
    let mut costs = Vec::new();
    if court.is_some_and(Court::may_be_civil) {
        costs.push(Cost {
            what: CostKind::LegalAidContribution,
            amount: Some(Cents(5_000)),
            confidence: Confidence::Likely,
            source: Some(&texts::CIVIL_CASE_CONTRIBUTION),
        });
    }
    if court.is_some_and(|court| matches!(court, Court::Commercial | Court::CreditorsChoice)) {
        costs.push(Cost::unknown(CostKind::ClerkFee));
    }
    costs.push(Cost::unknown(CostKind::BailiffAct));
    costs
}
