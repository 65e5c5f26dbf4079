//! Médiateur des entreprises: free, between businesses and with public buyers.

use domain::{DebtorKind, Route};
use law::{Confidence, Law};

use super::{Condition, Cost, Fact, Findings, LawyerNeed, LimitationEffect, RouteAssessment, RouteRule};
use crate::case::Case;
use crate::texts;

pub(crate) struct MediateurDesEntreprises;

impl RouteRule for MediateurDesEntreprises {
    fn key(&self) -> Route {
        Route::MediateurDesEntreprises
    }

    fn assess(&self, case: &Case, _law: &Law) -> RouteAssessment {
        let mut findings = Findings::default();
        match case.debtor_kind {
            Some(DebtorKind::Consumer) => findings.against.push(Condition::NotForConsumers),
            Some(_) => {}
            None => findings.need(Fact::DebtorKind),
        }
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
