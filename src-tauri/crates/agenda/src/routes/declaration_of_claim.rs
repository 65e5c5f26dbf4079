//! Declaration of claim to the mandataire judiciaire: the only way against an insolvent debtor. Against an over-indebted
//! one, the answer to the commission.

use domain::Route;
use law::{Law, SourceRef};

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
        if case.over_indebted {
            findings.notes.push(Condition::AnswerTheCommission);
        } else if !case.insolvent {
            findings.against.push(Condition::DebtorNotInsolvent);
        }
        let (state, notes) = findings.state();
        let (effect_on_limitation, sources): (LimitationEffect, Vec<SourceRef>) = if case.over_indebted {
            (LimitationEffect::NotEstablished, vec![&texts::OVER_INDEBTEDNESS])
        } else {
            let texts = vec![&law::texts::DECLARATION, &law::texts::DECLARATION_INTERRUPTS, &texts::PURSUITS_STOPPED];
            (LimitationEffect::InterruptsUntilClosure, texts)
        };
        RouteAssessment {
            route: self.key(),
            state,
            notes,
            court: None,
            lawyer: LawyerNeed::No,
            costs: vec![Cost::unknown(CostKind::Postage)],
            effect_on_limitation,
            sources,
        }
    }
}
