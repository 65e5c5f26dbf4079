//! Limitation (prescription): until when a claim can be brought to court, and what moves that day (law.md part 6).
//!
//! These periods are never extended by weekends or holidays, and the anniversary is never relied on: alert on `safe`.

mod event;
mod follow;
mod start;

use chrono::NaiveDate;
use domain::{ClaimNature, DebtorKind, PublicBuyer};
use serde::Serialize;

pub use self::event::{LimitationEvent, LimitationEventKind, NoEffect, NoEffectReason};
use self::follow::follow;
use crate::calendar::day_after;
use crate::law::Law;
use crate::parameter::{LawGap, Parameter};
use crate::source::{SourceRef, cite};
use crate::texts;

/// What decides a limitation period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LimitationFacts {
    pub nature: ClaimNature,
    pub debtor: DebtorKind,
    pub public_buyer: Option<PublicBuyer>,
    /// The due date, when a term was agreed or follows from the law; of several, the first.
    pub due: Option<NaiveDate>,
    /// The last of several due dates.
    pub last_due: Option<NaiveDate>,
    /// Delivery, completion or performance.
    pub delivery: Option<NaiveDate>,
    /// Stands in for an unknown delivery.
    pub issue: Option<NaiveDate>,
}

/// When a claim lapses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Limitation {
    /// One for each possible start, in order of `outer`.
    pub candidates: Vec<LimitationCandidate>,
    /// The earliest candidate, every event counted.
    pub outer: NaiveDate,
    /// The last day to rely on: the day before `outer`; `outer` itself for a public body, whose last day is certain.
    pub safe: NaiveDate,
    /// The same with confirmed events only: alert on this one.
    pub alert_outer: NaiveDate,
    pub alert_safe: NaiveDate,
    /// The last day of the start that decides, every event counted. Only after it is the claim called time-barred.
    pub last_safe: NaiveDate,
    /// The same with confirmed events only.
    pub last_alert_safe: NaiveDate,
    /// Events that moved nothing, and why.
    pub no_effect: Vec<NoEffect>,
}

/// Where a claim stands on a day. The panel and the agenda both read this, so they never disagree.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitationState {
    /// The earliest date is still to come.
    Running,
    /// By the earliest start it has run out, by the start that decides it has not: act at once.
    StartInDoubt,
    /// It has run out, unless something that nobody has confirmed moved it.
    PerhapsMoved,
    /// It has run out on every count.
    Lapsed,
}

/// One possible start of the period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LimitationCandidate {
    pub start: NaiveDate,
    pub basis: StartBasis,
    /// The parameter of its length.
    pub parameter: Parameter,
    pub years: u32,
    /// Before any event.
    pub base_outer: NaiveDate,
    /// After every event.
    pub outer: NaiveDate,
    /// The last day to rely on: the day before `outer`, or `outer` itself where the law names the last day (PB-07).
    pub safe: NaiveDate,
    /// After confirmed events only.
    pub alert_outer: NaiveDate,
    pub alert_safe: NaiveDate,
    /// Whether this start can keep the claim alive; one that cannot is shown for prudence or as a hypothesis.
    pub decides: bool,
    /// What moved it, in order.
    pub moves: Vec<LimitationMove>,
    /// The text of its length.
    pub source: SourceRef,
    /// The text of its start.
    pub start_source: SourceRef,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StartBasis {
    /// The due date; of several, the first.
    Due,
    /// The last of several due dates.
    LastDue,
    /// Delivery, completion or performance.
    Delivery,
    /// The issue date, in place of an unknown delivery.
    IssueForDelivery,
    /// 1 January after the year in which the right arose (public bodies).
    YearAfter,
}

/// An event that moved a candidate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LimitationMove {
    pub event: LimitationEvent,
    pub effect: MoveEffect,
    pub outer_before: NaiveDate,
    pub outer_after: NaiveDate,
    /// The last day to rely on after it.
    pub safe_after: NaiveDate,
    pub source: SourceRef,
}

/// What an event did to the period.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum MoveEffect {
    /// What had run is erased: a new period of the same length (C. civ. 2231).
    Restarts { from: NaiveDate, years: u32 },
    /// The period of an enforceable title.
    Title { from: NaiveDate, years: u32 },
    /// The clock stood still for so many days not counted yet; `floored` where six months were left at least (2238).
    Suspends { days: u64, floored: bool },
    /// A clause that is shorter than the law (2254).
    Shortens { years: u32 },
}

/// What became of one event: in the order in which they count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChainLink<'l> {
    Moved(&'l LimitationMove),
    Idle(&'l NoEffect),
}

impl ChainLink<'_> {
    pub fn event(&self) -> &LimitationEvent {
        match self {
            ChainLink::Moved(moved) => &moved.event,
            ChainLink::Idle(idle) => &idle.event,
        }
    }
}

/// Computes when a claim lapses. `None` when no start is known.
///
/// Errors: [`LawGap`] when a period started before the law recorded here (2008; 1969 for public bodies).
/// Sources: carried by candidates, moves and events without effect.
pub fn limitation(
    facts: &LimitationFacts,
    events: &[LimitationEvent],
    law: &Law,
) -> Result<Option<Limitation>, LawGap> {
    let mut events = events.to_vec();
    events.sort_by_key(LimitationEvent::place);
    let mut candidates = start::candidates(facts, law)?;
    for candidate in &mut candidates {
        start::shorten(candidate, &events, facts);
        let alert = follow(candidate, &events, LimitationEvent::is_certain, facts, law)?;
        let shown = follow(candidate, &events, |_| true, facts, law)?;
        candidate.alert_outer = alert.outer;
        candidate.alert_safe = alert.safe();
        // A new period from 29 February, inside a suspension, would end a day earlier than the old one prolonged.
        let shown = if shown.safe() < alert.safe() { alert } else { shown };
        candidate.outer = shown.outer;
        candidate.safe = shown.safe();
        candidate.moves.extend(shown.moves);
    }
    candidates.sort_by_key(|candidate| (candidate.outer, candidate.safe, candidate.start));
    let Some(first) = candidates.first() else { return Ok(None) };
    let alert = candidates.iter().min_by_key(|found| (found.alert_outer, found.alert_safe)).unwrap_or(first);
    let deciding = || candidates.iter().filter(|candidate| candidate.decides);
    let no_effect = events
        .iter()
        .filter(|event| !candidates.iter().any(|candidate| candidate.moves.iter().any(|moved| moved.event == **event)))
        .map(|event| event.no_effect(&candidates, facts))
        .collect();
    Ok(Some(Limitation {
        outer: first.outer,
        safe: first.safe,
        alert_outer: alert.alert_outer,
        alert_safe: alert.alert_safe,
        last_safe: deciding().map(|candidate| candidate.safe).max().unwrap_or(first.safe),
        last_alert_safe: deciding().map(|candidate| candidate.alert_safe).max().unwrap_or(alert.alert_safe),
        no_effect,
        candidates,
    }))
}

impl Limitation {
    /// Where the claim stands on a day. Alerts follow the earliest start and confirmed events; "time-barred" is said
    /// only once the start that decides has run out, every event counted.
    pub fn state_on(&self, today: NaiveDate) -> LimitationState {
        if today <= self.alert_safe {
            LimitationState::Running
        } else if today <= self.last_alert_safe {
            LimitationState::StartInDoubt
        } else if today <= self.last_safe {
            LimitationState::PerhapsMoved
        } else {
            LimitationState::Lapsed
        }
    }

    pub fn has_lapsed_on(&self, today: NaiveDate) -> bool {
        self.state_on(today) == LimitationState::Lapsed
    }

    /// The last day to rely on that is still to come; once there is none, the last that there was.
    pub fn next_safe(&self, today: NaiveDate) -> NaiveDate {
        match self.state_on(today) {
            LimitationState::Running => self.alert_safe,
            LimitationState::StartInDoubt => self.last_alert_safe,
            LimitationState::PerhapsMoved | LimitationState::Lapsed => self.last_safe,
        }
    }

    /// Orders claims by what presses: the nearest day to rely on first, what has lapsed last.
    pub fn pressing(&self, today: NaiveDate) -> (bool, NaiveDate) {
        (self.has_lapsed_on(today), self.next_safe(today))
    }

    /// The first day on which the claim is lost.
    pub fn lost_from(&self) -> NaiveDate {
        day_after(self.last_safe)
    }

    /// What may have moved the last day, and that nobody has confirmed.
    pub fn to_confirm(&self) -> Option<&LimitationEvent> {
        let moved = self.deciding()?.moves.iter().map(|moved| &moved.event).rfind(|event| !event.is_certain());
        // A suspension may only have kept the claim until a certain act: it moved no day itself, and all rests on it.
        let held = || {
            let idle = self.no_effect.iter().filter(|idle| idle.reason == NoEffectReason::AlreadyCounted);
            idle.map(|idle| &idle.event).rfind(|event| event.kind.suspends() && !event.is_certain())
        };
        moved.or_else(|| if self.last_safe > self.last_alert_safe { held() } else { None })
    }

    /// Every event with what became of it. Of an event that moved several starts, the move of the one that decides.
    pub fn chain(&self) -> Vec<ChainLink<'_>> {
        let mut links: Vec<ChainLink> = Vec::new();
        for candidate in self.deciding().into_iter().chain(&self.candidates) {
            for moved in &candidate.moves {
                if links.iter().all(|link| *link.event() != moved.event) {
                    links.push(ChainLink::Moved(moved));
                }
            }
        }
        links.extend(self.no_effect.iter().map(ChainLink::Idle));
        links.sort_by_key(|link| link.event().place());
        links
    }

    /// The four years of a public body, which a written demand interrupts (PB-08).
    pub fn is_of_public_body(&self) -> bool {
        self.candidates.iter().any(|candidate| candidate.parameter == Parameter::LimitationPublicYears)
    }

    /// The candidate that lapses first.
    pub fn earliest(&self) -> Option<&LimitationCandidate> {
        self.candidates.first()
    }

    /// The candidate whose date is the alert.
    pub fn alerting(&self) -> Option<&LimitationCandidate> {
        self.candidates.iter().min_by_key(|found| (found.alert_outer, found.alert_safe))
    }

    /// The candidate that keeps the claim alive longest, every event counted.
    pub fn deciding(&self) -> Option<&LimitationCandidate> {
        self.candidates.iter().filter(|found| found.decides).max_by_key(|found| (found.safe, found.alert_safe))
    }

    /// The texts that the dates rest on, each once.
    pub fn sources(&self) -> Vec<SourceRef> {
        let mut sources = Vec::new();
        for candidate in &self.candidates {
            cite(&mut sources, candidate.source);
            cite(&mut sources, candidate.start_source);
            for moved in &candidate.moves {
                cite(&mut sources, moved.source);
            }
        }
        for event in &self.no_effect {
            cite(&mut sources, event.source);
        }
        cite(&mut sources, &texts::LIMITATION_COUNT);
        sources
    }
}
