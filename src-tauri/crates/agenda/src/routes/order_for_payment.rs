//! Order for payment (injonction de payer): no lawyer, no prior attempt, no ceiling.

use chrono::NaiveDate;
use domain::{Cents, Route};
use law::{Confidence, Law};

use super::{
    Condition, Cost, CostKind, Court, Findings, LawyerNeed, LimitationEffect, RouteAssessment, RouteRule, court,
};
use crate::case::Case;
use crate::texts;

pub(crate) struct OrderForPayment;

/// Fee of the commercial court's clerk: 25.19 € before VAT, tariff of 2026-03-01 to 2028-02-29 (IP-04, GC-49). An
/// older figure is still shown on official pages, so the owner confirms it.
const CLERK_FEE: Cents = Cents(30_23);

impl RouteRule for OrderForPayment {
    fn key(&self) -> Route {
        Route::OrderForPayment
    }

    fn assess(&self, case: &Case, _law: &Law) -> RouteAssessment {
        let mut findings = Findings::default();
        findings.pursuit(case);
        findings.private_debtor(case);
        findings.undisputed(case);
        if case.debtor_abroad {
            findings.against.push(Condition::DebtorAbroad);
        }
        findings.notes.push(Condition::NoPriorAttemptNeeded);
        findings.notes.push(Condition::NoticeExpected);
        let court = court(case, &mut findings).filter(|court| *court != Court::Administrative);
        let (state, notes) = findings.state();
        RouteAssessment {
            route: self.key(),
            state,
            notes,
            court,
            lawyer: LawyerNeed::No,
            costs: costs(court, case.today),
            effect_on_limitation: LimitationEffect::InterruptsOnService,
            sources: vec![
                &texts::ORDER_FOR_PAYMENT,
                &texts::ORDER_NO_ATTEMPT,
                &texts::COMMERCIAL_COURT,
                &law::texts::SERVICE_INTERRUPTS,
            ],
        }
    }
}

fn costs(court: Option<Court>, today: NaiveDate) -> Vec<Cost> {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MIN);
    let tariff_known = day(2026, 3, 1) <= today && today <= day(2028, 2, 29);
    let mut costs = Vec::new();
    match court {
        Some(Court::Commercial | Court::CreditorsChoice) if tariff_known => costs.push(Cost {
            what: CostKind::ClerkFee,
            amount: Some(CLERK_FEE),
            confidence: Confidence::Likely,
            source: Some(&texts::ORDER_FEE),
        }),
        Some(Court::Commercial | Court::CreditorsChoice) => costs.push(Cost::unknown(CostKind::ClerkFee)),
        Some(Court::Civil | Court::Protection | Court::CommercialChamber) => {
            costs.push(Cost::free(Confidence::Likely));
        }
        Some(Court::Administrative) | None => {}
    }
    // The order must be served; the tariff in force was not seen.
    costs.push(Cost::unknown(CostKind::BailiffAct));
    costs
}
