//! A collection agency: a mandate in writing, at the creditor's cost.

use domain::Route;
use law::Law;

use super::{Condition, Cost, CostKind, Findings, LawyerNeed, LimitationEffect, RouteAssessment, RouteRule};
use crate::case::Case;
use crate::texts;

pub(crate) struct CollectionAgency;

impl RouteRule for CollectionAgency {
    fn key(&self) -> Route {
        Route::CollectionAgency
    }

    fn assess(&self, case: &Case, _law: &Law) -> RouteAssessment {
        let mut findings = Findings::default();
        findings.pursuit(case);
        findings.consent(case);
        if case.disputed.is_positive() {
            findings.notes.push(Condition::Disputed { amount: case.disputed });
        }
        findings.notes.push(Condition::CostsStayWithCreditor);
        findings.notes.push(Condition::ClockRunsOn);
        let (state, notes) = findings.state();
        RouteAssessment {
            route: self.key(),
            state,
            notes,
            court: None,
            lawyer: LawyerNeed::No,
            costs: vec![Cost::unknown(CostKind::SuccessFee)],
            effect_on_limitation: LimitationEffect::None,
            sources: vec![
                &texts::AGENCY,
                &texts::AGENCY_GUARANTEES,
                &law::texts::NO_CONSUMER_COSTS,
                &law::texts::CLOSED_LIST,
            ],
        }
    }
}
