//! Against a public body: authorising officer, mediator, prefect, administrative judge (PB-09).

use domain::{DebtorKind, PublicBuyer, Route};
use law::{Confidence, Law, SourceRef};

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
        // A commercial undertaking has no public accountant: the common rules hold (PB-08).
        let undertaking = case.public_buyer == Some(PublicBuyer::PublicUndertaking);
        let (effect_on_limitation, limitation): (LimitationEffect, SourceRef) = if undertaking {
            (LimitationEffect::None, &law::texts::CLOSED_LIST)
        } else {
            (LimitationEffect::WrittenClaimInterrupts, &law::texts::PUBLIC_INTERRUPTION)
        };
        RouteAssessment {
            route: self.key(),
            state,
            notes,
            court: Some(Court::Administrative),
            lawyer: LawyerNeed::Depends,
            costs: vec![Cost::free(Confidence::Likely)],
            effect_on_limitation,
            sources: vec![&texts::ADMINISTRATIVE, &texts::PUBLIC_ASSETS, limitation],
        }
    }
}
