//! European small claims procedure (Reg. 861/2007): forms, no lawyer, disputed claims too, for a debtor in another Member
//! State.

use domain::Route;
use law::{Law, Parameter};

use super::{Condition, Cost, CostKind, Findings, LawyerNeed, LimitationEffect, RouteAssessment, RouteRule, cents};
use crate::case::Case;
use crate::texts;

pub(crate) struct EuropeanSmallClaims;

impl RouteRule for EuropeanSmallClaims {
    fn key(&self) -> Route {
        Route::EuropeanSmallClaims
    }

    fn assess(&self, case: &Case, law: &Law) -> RouteAssessment {
        let mut findings = Findings::default();
        findings.other_eu_state(case);
        findings.pursuit(case);
        findings.private_debtor(case);
        if case.disputed.is_positive() {
            findings.notes.push(Condition::Disputed { amount: case.disputed });
        }
        // Interest and costs do not count here.
        let principal = case.principal.plus(case.disputed);
        if let Some(ceiling) = cents(law, Parameter::EuropeanSmallClaimsCeiling, case.today) {
            if principal > ceiling {
                findings.against.push(Condition::PrincipalAboveCeiling { principal, ceiling });
            } else {
                findings.notes.push(Condition::PrincipalWithinCeiling { principal, ceiling });
            }
        }
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
            sources: vec![&texts::EUROPEAN_SMALL_CLAIMS, &law::texts::COURT_ACTION],
        }
    }
}
