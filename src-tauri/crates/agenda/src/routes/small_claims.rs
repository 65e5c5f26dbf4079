//! The simplified procedure of a commissaire de justice (CPCE L125-1).

use chrono::NaiveDate;
use domain::{DebtorKind, Route, Standing as Class};
use law::{Law, Parameter};

use super::{
    Condition, Cost, CostKind, Fact, Findings, LawyerNeed, LimitationEffect, RouteAssessment, RouteRule, cents,
};
use crate::case::Case;
use crate::texts;

pub(crate) struct SmallClaims;

impl RouteRule for SmallClaims {
    fn key(&self) -> Route {
        Route::SmallClaims
    }

    fn assess(&self, case: &Case, law: &Law) -> RouteAssessment {
        let mut findings = Findings::default();
        findings.pursuit(case);
        findings.consent(case);
        findings.private_debtor(case);
        findings.undisputed(case);
        if case.debtor_abroad {
            findings.against.push(Condition::DebtorAbroad);
        }
        between_traders(case, &mut findings);
        // Interest counts (GC-42); where a rate is missing the principal alone may already be too much.
        if let Some(ceiling) = cents(law, Parameter::SmallClaimsCeiling, case.today) {
            match case.with_interest() {
                Some(claimed) if claimed > ceiling => {
                    findings.against.push(Condition::AboveCeiling { claimed, ceiling });
                }
                Some(claimed) => findings.notes.push(Condition::WithinCeiling { claimed, ceiling }),
                None if case.principal > ceiling => {
                    let principal = case.principal;
                    findings.against.push(Condition::PrincipalAboveCeiling { principal, ceiling });
                }
                None => findings.need(Fact::Interest),
            }
        }
        findings.notes.push(Condition::CostsStayWithCreditor);
        let (state, notes) = findings.state();
        RouteAssessment {
            route: self.key(),
            state,
            notes,
            court: None,
            lawyer: LawyerNeed::No,
            costs: vec![Cost::unknown(CostKind::WholeProcedure)],
            effect_on_limitation: LimitationEffect::SuspendsFromDebtorsAgreement,
            sources: vec![&texts::SMALL_CLAIMS, &texts::SMALL_CLAIMS_TRADERS],
        }
    }
}

/// Claims invoiced between traders are outside since loi n° 2026-307.
fn between_traders(case: &Case, findings: &mut Findings) {
    let since = NaiveDate::from_ymd_opt(2026, 4, 25).unwrap_or(NaiveDate::MIN);
    if case.today < since || case.debtor_kind != Some(DebtorKind::Professional) {
        return;
    }
    match (case.creditor, case.debtor) {
        (Class::Trader, Class::Trader) => findings.against.push(Condition::BetweenTraders { since }),
        (Class::Unknown, Class::Trader | Class::Unknown) => findings.need(Fact::CreditorStanding),
        (Class::Trader, Class::Unknown) => findings.need(Fact::DebtorStanding),
        _ => {}
    }
    if (case.creditor, case.debtor) == (Class::Unknown, Class::Unknown) {
        findings.need(Fact::DebtorStanding);
    }
}
