//! A period followed from event to event.

use chrono::NaiveDate;

use super::event::{Effect, LimitationEvent};
use super::start::{first_day_of_public_period, is_public, last_day_of_public_period};
use super::{LimitationCandidate, LimitationFacts, LimitationMove, MoveEffect};
use crate::calendar::{add_days, add_months, add_years, day_before};
use crate::law::Law;
use crate::parameter::{LawGap, Parameter};
use crate::source::SourceRef;
use crate::texts;

/// Where a period ends once events were followed.
pub(super) struct Followed {
    pub(super) outer: NaiveDate,
    /// `outer` is the last day itself (31 December, PB-07), not an anniversary.
    ends_on_outer: bool,
    pub(super) moves: Vec<LimitationMove>,
}

impl Followed {
    pub(super) fn safe(&self) -> NaiveDate {
        if self.ends_on_outer { self.outer } else { day_before(self.outer) }
    }

    /// True while an event of that day still finds the period running.
    fn is_alive(&self, day: NaiveDate) -> bool {
        day <= self.safe()
    }
}

/// Follows the events that count, in order.
pub(super) fn follow(
    candidate: &LimitationCandidate,
    events: &[LimitationEvent],
    counts: impl Fn(&LimitationEvent) -> bool,
    facts: &LimitationFacts,
    law: &Law,
) -> Result<Followed, LawGap> {
    let public = candidate.parameter == Parameter::LimitationPublicYears;
    let mut period = Followed { outer: candidate.base_outer, ends_on_outer: public, moves: Vec::new() };
    let mut started = candidate.start;
    let mut years = candidate.years;
    let mut acted = false;
    let mut stood_still = StoodStill::default();
    let counted: Vec<&LimitationEvent> = events.iter().filter(|event| counts(event)).collect();
    for (place, event) in counted.iter().enumerate() {
        let effect = event.effect(candidate.parameter);
        // A suspension that holds the day keeps the claim alive however long it lasts.
        let held = || {
            counted.iter().any(|other| {
                matches!(other.effect(candidate.parameter), Effect::Suspends { from, to }
                    if from <= event.day && event.day <= to && period.is_alive(from))
            })
        };
        // A title has a period of its own: whether the claim was brought in time is what the court has decided (LI-06).
        if !matches!(effect, Effect::StartsTitle(_)) && !period.is_alive(event.day) && !held() {
            continue;
        }
        let before = period.outer;
        let (source, effect): (SourceRef, MoveEffect) = match effect {
            Effect::None(..) => continue,
            Effect::Restarts(day, source) => {
                let (from, outer) = if period.ends_on_outer {
                    (first_day_of_public_period(day), last_day_of_public_period(day, years))
                } else {
                    (day, add_years(day, years))
                };
                // Before the period began, or while a case keeps it open for longer, it starts nothing.
                if outer < before {
                    continue;
                }
                period.outer = outer;
                started = from;
                stood_still = StoodStill::default();
                acted |= !event.kind.is_acknowledgment();
                (source, MoveEffect::Restarts { from, years })
            }
            Effect::StartsTitle(day) => {
                let figure = law.figure(Parameter::LimitationTitleYears, day)?;
                let title_years = u32::try_from(figure.value).unwrap_or(years);
                let outer = add_years(day, title_years);
                if outer < before {
                    continue;
                }
                years = title_years;
                period.outer = outer;
                period.ends_on_outer = false;
                started = day;
                stood_still = StoodStill::default();
                acted = true;
                (figure.source, MoveEffect::Title { from: day, years })
            }
            Effect::Suspends { from, to } => {
                let from = from.max(started);
                if to < from {
                    continue;
                }
                let days = stood_still.add(from, to);
                let prolonged = add_days(before, days);
                // The clock does not start again while another suspension holds it: the six months follow the last.
                let still_held = counted[place + 1..].iter().any(|other| {
                    matches!(other.effect(candidate.parameter), Effect::Suspends { from, .. }
                        if from <= to && period.is_alive(from))
                });
                let months = law.figure(Parameter::SuspensionFloorMonths, to)?.value;
                let floor = add_months(to, u32::try_from(months).unwrap_or(0));
                let floor = if still_held { prolonged } else { floor };
                period.outer = prolonged.max(floor);
                (&texts::SUSPENSION, MoveEffect::Suspends { days, floored: floor > prolonged })
            }
        };
        if period.outer > before {
            let moved = LimitationMove {
                event: **event,
                effect,
                outer_before: before,
                outer_after: period.outer,
                safe_after: period.safe(),
                source,
            };
            period.moves.push(moved);
        }
    }
    if !acted && !is_public(facts) {
        let stop = law.figure(Parameter::LimitationLongStopYears, candidate.start)?;
        let stop = add_years(candidate.start, u32::try_from(stop.value).unwrap_or(0));
        period.outer = period.outer.min(stop.max(candidate.base_outer));
    }
    Ok(period)
}

/// The time during which the clock stood still: days that two suspensions share count once.
#[derive(Default)]
struct StoodStill {
    /// Apart from each other, in no order.
    stretches: Vec<(NaiveDate, NaiveDate)>,
}

impl StoodStill {
    /// Adds a stretch and returns the days that are new.
    fn add(&mut self, from: NaiveDate, to: NaiveDate) -> u64 {
        let days = |(from, to): &(NaiveDate, NaiveDate)| to.signed_duration_since(*from).num_days();
        let (touching, apart): (Vec<_>, Vec<_>) =
            self.stretches.iter().partition(|(other_from, other_to)| *other_from <= to && from <= *other_to);
        let known: i64 = touching.iter().map(days).sum();
        let merged = touching
            .iter()
            .fold((from, to), |(from, to), (other_from, other_to)| (from.min(*other_from), to.max(*other_to)));
        self.stretches = apart;
        self.stretches.push(merged);
        u64::try_from(days(&merged) - known).unwrap_or(0)
    }
}
