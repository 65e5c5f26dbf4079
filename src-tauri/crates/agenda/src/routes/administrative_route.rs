//! Against a public body: authorising officer, mediator, prefect, administrative judge (PB-09).

use domain::{DebtorKind, Route};
use law::{Confidence, Law};

use super::{Condition, Cost, Court, Fact, Findings, LawyerNeed, LimitationEffect, RouteAssessment, RouteRule};
use crate::case::Case;
use crate::texts;

pub(crate) struct AdministrativeRoute;

impl RouteRule for AdministrativeRoute {
    fn key(&self) -> Route {
        Route::AdministrativeRoute
    }

    fn assess(&self, case: &Case, _law: &Law) -> RouteAssessment {
        let mut findings = Findings::default();
        match case.debtor_kind {
            Some(DebtorKind::PublicBody) => findings.pursuit(case),
            Some(_) => findings.against.push(Condition::NotPublicBody),
            None => findings.need(Fact::DebtorKind),
        }
        if case.disputed.is_positive() {
            findings.notes.push(Condition::Disputed { amount: case.disputed });
        }
        let (state, notes) = findings.state();
        RouteAssessment {
            route: self.key(),
            state,
            notes,
            court: Some(Court::Administrative),
            lawyer: LawyerNeed::Depends,
            costs: vec![Cost::free(Confidence::Likely)],
            effect_on_limitation: LimitationEffect::WrittenClaimInterrupts,
            sources: vec![&texts::ADMINISTRATIVE, &texts::PUBLIC_ASSETS, &law::texts::PUBLIC_INTERRUPTION],
        }
    }
}
