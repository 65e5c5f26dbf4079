//! Interim payment (référé-provision), when the obligation is not seriously disputable.

use domain::Route;
use law::Law;

use super::{
    Condition, Court, Findings, LimitationEffect, RouteAssessment, RouteRule, court, court_costs, lawyer_in_court,
    prior_attempt,
};
use crate::case::Case;
use crate::texts;

pub(crate) struct RefereProvision;

impl RouteRule for RefereProvision {
    fn key(&self) -> Route {
        Route::RefereProvision
    }

    fn assess(&self, case: &Case, law: &Law) -> RouteAssessment {
        let mut findings = Findings::default();
        findings.pursuit(case);
        findings.private_debtor(case);
        findings.undisputed(case);
        if case.debtor_abroad {
            findings.notes.push(Condition::DebtorAbroad);
        }
        let court = court(case, &mut findings).filter(|court| *court != Court::Administrative);
        prior_attempt(case, case.undisputed(), court, law, &mut findings);
        let (state, notes) = findings.state();
        RouteAssessment {
            route: self.key(),
            state,
            notes,
            court,
            lawyer: lawyer_in_court(case, case.undisputed(), law),
            costs: court_costs(court),
            effect_on_limitation: LimitationEffect::Interrupts,
            sources: vec![
                &texts::REFERE_COMMERCIAL,
                &texts::REFERE_CIVIL,
                &texts::PRIOR_ATTEMPT,
                &texts::LAWYER,
                &law::texts::COURT_ACTION,
            ],
        }
    }
}
