//! Declaration of claim to the mandataire judiciaire: the only way against an insolvent debtor.

use domain::Route;
use law::Law;

use super::{Condition, Cost, CostKind, Findings, LawyerNeed, LimitationEffect, RouteAssessment, RouteRule};
use crate::case::Case;
use crate::texts;

pub(crate) struct DeclarationOfClaim;

impl RouteRule for DeclarationOfClaim {
    fn key(&self) -> Route {
        Route::DeclarationOfClaim
    }

    fn assess(&self, case: &Case, _law: &Law) -> RouteAssessment {
        let mut findings = Findings::default();
        if !case.insolvent {
            findings.against.push(Condition::DebtorNotInsolvent);
        }
        let (state, notes) = findings.state();
        RouteAssessment {
            route: self.key(),
            state,
            notes,
            court: None,
            lawyer: LawyerNeed::No,
            costs: vec![Cost::unknown(CostKind::Postage)],
            effect_on_limitation: LimitationEffect::InterruptsUntilClosure,
            sources: vec![&law::texts::DECLARATION, &law::texts::DECLARATION_INTERRUPTS, &texts::PURSUITS_STOPPED],
        }
    }
}
