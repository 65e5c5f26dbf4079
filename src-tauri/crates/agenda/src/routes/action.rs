//! Action on the merits (assignation en paiement): the way for disputed claims.

use domain::Route;
use law::Law;

use super::{
    Condition, Court, Findings, LimitationEffect, RouteAssessment, RouteRule, court, court_costs, lawyer_in_court,
    prior_attempt,
};
use crate::case::Case;
use crate::texts;

pub(crate) struct Action;

impl RouteRule for Action {
    fn key(&self) -> Route {
        Route::Action
    }

    fn assess(&self, case: &Case, law: &Law) -> RouteAssessment {
        let mut findings = Findings::default();
        findings.pursuit(case);
        findings.private_debtor(case);
        if case.disputed.is_positive() {
            findings.notes.push(Condition::Disputed { amount: case.disputed });
        }
        if case.debtor_abroad {
            findings.notes.push(Condition::DebtorAbroad);
        }
        let court = court(case, &mut findings).filter(|court| *court != Court::Administrative);
        prior_attempt(case, case.all(), court, law, &mut findings);
        let (state, notes) = findings.state();
        RouteAssessment {
            route: self.key(),
            state,
            notes,
            court,
            lawyer: lawyer_in_court(case, case.all(), law),
            costs: court_costs(court),
            effect_on_limitation: LimitationEffect::Interrupts,
            sources: vec![&texts::PRIOR_ATTEMPT, &texts::LAWYER, &law::texts::COURT_ACTION],
        }
    }
}
