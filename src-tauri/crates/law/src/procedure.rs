//! Deadlines of an order for payment, and of the record of an uncontested commercial claim (law.md IP-05, UC-03).
//!
//! A deadline to meet is aimed at on its `safe` day; a time to wait out ends with its `legal_limit`, so what follows is
//! possible from the day after.

use chrono::NaiveDate;

use crate::calendar::{ProceduralDeadline, add_days, day_after};
use crate::law::Law;
use crate::parameter::{LawGap, Parameter};

impl ProceduralDeadline {
    /// The first day on which the time has run out, for whoever must wait.
    pub fn over_from(&self) -> NaiveDate {
        day_after(self.legal_limit)
    }
}

/// Until when an order for payment can be served; after it the order is void. The day of the order chooses the rule:
/// six months, three for orders made from 1 September 2026.
///
/// Errors: [`LawGap`] for an order before 2006.
pub fn order_service(made_on: NaiveDate, law: &Law) -> Result<ProceduralDeadline, LawGap> {
    months_after(made_on, Parameter::OrderServiceMonths, made_on, law)
}

/// Until when the debtor can oppose an order that was served in person.
///
/// Errors: [`LawGap`] for a service before 2006.
pub fn order_opposition(served_on: NaiveDate, law: &Law) -> Result<ProceduralDeadline, LawGap> {
    months_after(served_on, Parameter::OrderOppositionMonths, served_on, law)
}

/// The time after which an order that nobody opposed is enforceable: that of opposition, two months for orders made from
/// 1 September 2026.
///
/// Errors: [`LawGap`] for an order before 2006.
pub fn order_enforceable(made_on: NaiveDate, served_on: NaiveDate, law: &Law) -> Result<ProceduralDeadline, LawGap> {
    months_after(served_on, Parameter::OrderEnforceableMonths, made_on, law)
}

/// The time of the debtor after a demand for an uncontested commercial claim, and what follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UncontestedRecord {
    /// To pay or to contest.
    pub contest: ProceduralDeadline,
    /// The record that nothing was contested cannot be drawn up before. The two times add up.
    pub record_from: NaiveDate,
}

/// Computes them from the service of the demand (commandement de payer).
///
/// Errors: [`LawGap`] for a service before the procedure existed, 25 April 2026.
pub fn uncontested_record(served_on: NaiveDate, law: &Law) -> Result<UncontestedRecord, LawGap> {
    let contest = months_after(served_on, Parameter::UncontestedNoticeMonths, served_on, law)?;
    let days = law.figure(Parameter::UncontestedRecordDays, served_on)?.value;
    let record_from = add_days(contest.legal_limit, u64::try_from(days).unwrap_or(0));
    Ok(UncontestedRecord { contest, record_from })
}

fn months_after(
    from: NaiveDate,
    parameter: Parameter,
    looked_up_on: NaiveDate,
    law: &Law,
) -> Result<ProceduralDeadline, LawGap> {
    let months = law.figure(parameter, looked_up_on)?.value;
    Ok(ProceduralDeadline::months_after(from, u32::try_from(months).unwrap_or(0)))
}
