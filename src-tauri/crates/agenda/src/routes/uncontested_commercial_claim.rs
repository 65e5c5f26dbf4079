//! Uncontested claims between traders (CPCE L126-1): voted, but off until its decree and tariff are confirmed.

use domain::{DebtorKind, Route, Standing as Class};
use law::Law;

use super::{Condition, Cost, CostKind, Fact, Findings, LawyerNeed, LimitationEffect, RouteAssessment, RouteRule};
use crate::case::Case;
use crate::texts;

/// No decree was found on 2026-11-22, which is no proof that there is none (UC-01).
const DECREE_CONFIRMED: bool = false;

pub(crate) struct UncontestedCommercialClaim;

impl RouteRule for UncontestedCommercialClaim {
    fn key(&self) -> Route {
        Route::UncontestedCommercialClaim
    }

    fn assess(&self, case: &Case, _law: &Law) -> RouteAssessment {
        let mut findings = Findings::default();
        findings.pursuit(case);
        findings.undisputed(case);
        match case.debtor_kind {
            Some(DebtorKind::Professional) => match (case.creditor, case.debtor) {
                (Class::Trader, Class::Trader) => {}
                (Class::Trader, Class::Unknown) => findings.need(Fact::DebtorStanding),
                (Class::Unknown, Class::Trader | Class::Unknown) => findings.need(Fact::CreditorStanding),
                _ => findings.against.push(Condition::NotBetweenTraders),
            },
            Some(DebtorKind::Consumer) => findings.against.push(Condition::Consumer),
            Some(DebtorKind::PublicBody) => findings.against.push(Condition::PublicBody),
            None => findings.need(Fact::DebtorKind),
        }
        if !DECREE_CONFIRMED {
            findings.need(Fact::Decree);
            findings.notes.push(Condition::DecreeNotConfirmed);
        }
        let (state, notes) = findings.state();
        RouteAssessment {
            route: self.key(),
            state,
            notes,
            court: None,
            lawyer: LawyerNeed::No,
            costs: vec![Cost::unknown(CostKind::WholeProcedure)],
            effect_on_limitation: LimitationEffect::NotEstablished,
            sources: vec![&texts::UNCONTESTED],
        }
    }
}
