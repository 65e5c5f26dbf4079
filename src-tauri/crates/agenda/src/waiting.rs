//! What waiting costs.

use domain::{Cents, DebtorKind, PenaltyRate, StepKey};
use law::{BelowFloor, HalfYear, LegalRateCategory};
use rust_decimal::Decimal;

use crate::ladder::Pick;
use crate::reading;
use crate::reason::Reason;
use crate::situation::{Situation, Standing, shifted};

/// Thirty days of interest on what is overdue, at the rates of today: a measure for the owner, not a claim.
///
/// Rounding: once, on the sum, half up.
pub(crate) fn cost_of_waiting(situation: &Situation, pick: &Pick) -> Reason {
    let standings = || pick.places.iter().map(|place| &situation.standings[*place]);
    if situation.kind() == Some(DebtorKind::Consumer)
        && !standings().any(|standing| standing.track.done(StepKey::FormalNotice).is_some_and(|done| !done.skipped))
    {
        return Reason::NoInterestBeforeNotice;
    }
    let penalties = situation.kind() == Some(DebtorKind::Professional);
    let mut sum = Decimal::ZERO;
    let mut common: Option<Decimal> = None;
    let mut differ = false;
    for standing in standings() {
        let Some(rate) = rate_percent(standing, situation) else { return Reason::OddsFall };
        differ |= common.is_some_and(|known| known != rate);
        common = Some(rate);
        sum += standing.overdue.to_decimal() * rate * Decimal::from(30) / Decimal::from(36_500);
    }
    match Cents::round_half_up(sum) {
        Ok(per_30_days) if per_30_days.is_positive() => {
            Reason::InterestRuns { penalties, per_30_days, rate_percent: common.filter(|_| !differ) }
        }
        _ => Reason::OddsFall,
    }
}

/// The yearly rate that an invoice bears today; `None` when it is not known.
fn rate_percent(standing: &Standing, situation: &Situation) -> Option<Decimal> {
    let law = situation.ctx.law;
    let half_year = HalfYear::of(situation.today());
    let rate = match situation.kind()? {
        DebtorKind::Professional => {
            let terms = &reading::business(&situation.ctx).terms;
            match (standing.invoice.penalty_rate.unwrap_or(terms.penalty_rate), terms.below_floor) {
                (PenaltyRate::Clause { rate_percent }, BelowFloor::Clause) => return Some(rate_percent),
                // Below the floor the owner's choice counts, as in the claim (LP-03).
                (PenaltyRate::Clause { rate_percent }, chosen) => {
                    let floor = law.floor_rate(half_year).ok()?;
                    if rate_percent >= floor.rate_percent {
                        return Some(rate_percent);
                    }
                    if chosen == BelowFloor::Statutory { law.professional_rate(half_year) } else { Ok(floor) }
                }
                (PenaltyRate::Statutory, _) => law.professional_rate(half_year),
            }
        }
        DebtorKind::Consumer => law.legal_rate(LegalRateCategory::Other, half_year),
        // One rate for the whole delay: that of the half-year in which interest started (PB-03).
        DebtorKind::PublicBody => law.public_rate(HalfYear::of(shifted(standing.due?, 1))),
    };
    rate.ok().map(|rate| rate.rate_percent)
}
