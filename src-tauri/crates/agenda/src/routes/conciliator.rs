//! Conciliateur de justice: free, between private persons.

use domain::Route;
use law::{Confidence, Law};

use super::{Condition, Cost, Findings, LawyerNeed, LimitationEffect, RouteAssessment, RouteRule};
use crate::case::Case;
use crate::texts;

pub(crate) struct Conciliator;

impl RouteRule for Conciliator {
    fn key(&self) -> Route {
        Route::Conciliator
    }

    fn assess(&self, case: &Case, _law: &Law) -> RouteAssessment {
        let mut findings = Findings::default();
        findings.private_debtor(case);
        findings.consent(case);
        if case.insolvent {
            findings.against.push(Condition::DebtorInsolvent);
        }
        if case.disputed.is_positive() {
            findings.notes.push(Condition::Disputed { amount: case.disputed });
        }
        let (state, notes) = findings.state();
        RouteAssessment {
            route: self.key(),
            state,
            notes,
            court: None,
            lawyer: LawyerNeed::No,
            costs: vec![Cost::free(Confidence::Likely)],
            effect_on_limitation: LimitationEffect::SuspendsFromAgreement,
            sources: vec![&texts::CONCILIATION, &law::texts::SUSPENSION],
        }
    }
}
