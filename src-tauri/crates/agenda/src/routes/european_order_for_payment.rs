//! European order for payment (Reg. 1896/2006): forms, no lawyer, no ceiling, for a debtor in another Member State.

use domain::Route;
use law::Law;

use super::{Condition, Cost, CostKind, Findings, LawyerNeed, LimitationEffect, RouteAssessment, RouteRule};
use crate::case::Case;
use crate::texts;

pub(crate) struct EuropeanOrderForPayment;

impl RouteRule for EuropeanOrderForPayment {
    fn key(&self) -> Route {
        Route::EuropeanOrderForPayment
    }

    fn assess(&self, case: &Case, _law: &Law) -> RouteAssessment {
        let mut findings = Findings::default();
        findings.other_eu_state(case);
        findings.pursuit(case);
        findings.private_debtor(case);
        findings.undisputed(case);
        findings.notes.push(Condition::NoPriorAttemptNeeded);
        let (state, notes) = findings.state();
        RouteAssessment {
            route: self.key(),
            state,
            notes,
            court: None,
            lawyer: LawyerNeed::No,
            costs: vec![Cost::unknown(CostKind::ClerkFee)],
            effect_on_limitation: LimitationEffect::Interrupts,
            sources: vec![&texts::EUROPEAN_ORDER, &law::texts::COURT_ACTION],
        }
    }
}
