//! A lawyer's advice: always possible, and beside every other route.

use domain::Route;
use law::Law;

use super::{Condition, Cost, CostKind, Findings, LawyerNeed, LimitationEffect, RouteAssessment, RouteRule};
use crate::case::Case;
use crate::texts;

pub(crate) struct Lawyer;

impl RouteRule for Lawyer {
    fn key(&self) -> Route {
        Route::Lawyer
    }

    fn assess(&self, _case: &Case, _law: &Law) -> RouteAssessment {
        let mut findings = Findings::default();
        findings.notes.push(Condition::ClockRunsOn);
        let (state, notes) = findings.state();
        RouteAssessment {
            route: self.key(),
            state,
            notes,
            court: None,
            lawyer: LawyerNeed::Yes,
            costs: vec![Cost::unknown(CostKind::LawyerFee)],
            effect_on_limitation: LimitationEffect::None,
            sources: vec![&texts::LAWYER],
        }
    }
}
