//! From when a period runs and how long it is.

use chrono::{Datelike, NaiveDate};
use domain::{ClaimNature, DebtorKind, PublicBuyer};

use super::event::{LimitationEvent, LimitationEventKind};
use super::{LimitationCandidate, LimitationFacts, LimitationMove, MoveEffect, StartBasis};
use crate::calendar::{add_years, day_before};
use crate::law::Law;
use crate::parameter::{LawGap, Parameter};
use crate::source::SourceRef;
use crate::texts;

/// The four years of the State, local authorities and hospitals (PB-07); other public undertakings follow the general
/// rules.
pub(super) fn is_public(facts: &LimitationFacts) -> bool {
    facts.debtor == DebtorKind::PublicBody && facts.public_buyer != Some(PublicBuyer::PublicUndertaking)
}

pub(super) fn candidates(facts: &LimitationFacts, law: &Law) -> Result<Vec<LimitationCandidate>, LawGap> {
    let delivery = facts
        .delivery
        .map(|day| (day, StartBasis::Delivery))
        .or(facts.issue.map(|day| (day, StartBasis::IssueForDelivery)));
    let due = facts.due.map(|day| (day, StartBasis::Due));
    let last_due = facts.last_due.filter(|last| facts.due.is_some_and(|due| due < *last));
    let last_due = last_due.map(|day| (day, StartBasis::LastDue));
    let consumer = facts.debtor == DebtorKind::Consumer;
    let (parameter, starts) = match facts.nature {
        ClaimNature::CarriageOfGoods => (Some(Parameter::LimitationCarriageYears), [delivery, None, None]),
        ClaimNature::Telecom => (Some(Parameter::LimitationTelecomYears), [due, last_due, None]),
        ClaimNature::ResidentialRent => (Some(Parameter::LimitationResidentialRentYears), [due, last_due, None]),
        ClaimNature::ShipSupplies => (Some(Parameter::LimitationShipSuppliesYears), [delivery, due, last_due]),
        ClaimNature::ConsumerCredit => (Some(Parameter::LimitationConsumerCreditYears), [due, last_due, None]),
        ClaimNature::General if is_public(facts) => (None, [None, None, None]),
        ClaimNature::General if consumer => (Some(Parameter::LimitationConsumerYears), [delivery, due, last_due]),
        ClaimNature::General => (Some(Parameter::LimitationGeneralYears), [delivery, due, last_due]),
    };
    let mut list = Vec::with_capacity(2);
    if let Some(parameter) = parameter {
        let known = starts.iter().flatten().count() > 0;
        // Without the start its rule asks for, the one that is known is better than none.
        let fallback = if known { [None, None, None] } else { [delivery, due, last_due] };
        for (start, basis) in starts.into_iter().chain(fallback).flatten() {
            let figure = law.figure(parameter, start)?;
            let years = u32::try_from(figure.value).unwrap_or(0);
            let from_delivery = matches!(basis, StartBasis::Delivery | StartBasis::IssueForDelivery);
            let start_source: SourceRef = match (facts.nature, from_delivery) {
                (ClaimNature::CarriageOfGoods, _) => &texts::CARRIAGE_START,
                (ClaimNature::ConsumerCredit, _) => &texts::FORCLUSION,
                (_, true) if consumer => &texts::COMPLETION_START,
                (_, _) => &texts::DUE_DATE_START,
            };
            let outer = add_years(start, years);
            // For a consumer a later agreed term is a hypothesis (LI-02); between professionals it is the rule (LI-01).
            let hypothesis = parameter == Parameter::LimitationConsumerYears && !from_delivery && delivery.is_some();
            let candidate =
                LimitationCandidate::new(start, basis, parameter, years, outer, figure.source, start_source);
            list.push(LimitationCandidate { decides: !hypothesis, ..candidate });
        }
    }
    if is_public(facts) {
        for (day, _) in [delivery, due].into_iter().flatten().take(1) {
            let figure = law.figure(Parameter::LimitationPublicYears, day)?;
            let years = u32::try_from(figure.value).unwrap_or(0);
            let start = first_day_of_public_period(day);
            list.push(LimitationCandidate::new(
                start,
                StartBasis::YearAfter,
                Parameter::LimitationPublicYears,
                years,
                last_day_of_public_period(day, years),
                figure.source,
                figure.source,
            ));
        }
    }
    Ok(list)
}

/// 1 January of the year after that of `day`.
pub(super) fn first_day_of_public_period(day: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year().saturating_add(1), 1, 1).unwrap_or(NaiveDate::MAX)
}

/// 31 December of the n-th year after that of `day`.
pub(super) fn last_day_of_public_period(day: NaiveDate, years: u32) -> NaiveDate {
    let year = day.year().saturating_add(i32::try_from(years).unwrap_or(0));
    NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(NaiveDate::MAX)
}

/// The years a clause may give between businesses (C. civ. 2254).
const CLAUSE_YEARS: std::ops::RangeInclusive<u32> = 1..=10;

/// Shortens the general period between businesses to the shortest clause. A clause that would lengthen it is left out
/// (LI-11): it may not have been accepted.
pub(super) fn shorten(candidate: &mut LimitationCandidate, events: &[LimitationEvent], facts: &LimitationFacts) {
    if facts.debtor != DebtorKind::Professional || candidate.parameter != Parameter::LimitationGeneralYears {
        return;
    }
    let clauses = events.iter().filter(|event| event.kind == LimitationEventKind::ContractClause && !event.refused);
    let clauses = clauses.filter_map(|event| Some((event.years.filter(|years| CLAUSE_YEARS.contains(years))?, event)));
    let Some((years, event)) = clauses.min_by_key(|(years, _)| *years) else { return };
    if years >= candidate.years {
        return;
    }
    let before = candidate.base_outer;
    candidate.years = years;
    candidate.base_outer = add_years(candidate.start, years);
    candidate.source = &texts::CLAUSE;
    candidate.moves.push(LimitationMove {
        event: *event,
        effect: MoveEffect::Shortens { years },
        outer_before: before,
        outer_after: candidate.base_outer,
        safe_after: day_before(candidate.base_outer),
        source: &texts::CLAUSE,
    });
}

impl LimitationCandidate {
    pub(super) fn new(
        start: NaiveDate,
        basis: StartBasis,
        parameter: Parameter,
        years: u32,
        outer: NaiveDate,
        source: SourceRef,
        start_source: SourceRef,
    ) -> LimitationCandidate {
        LimitationCandidate {
            start,
            basis,
            parameter,
            years,
            base_outer: outer,
            outer,
            safe: outer,
            alert_outer: outer,
            alert_safe: outer,
            decides: true,
            moves: Vec::new(),
            source,
            start_source,
        }
    }
}
