//! Limitation (prescription): until when a claim can be brought to court, and what moves that day (law.md part 6).
//!
//! These periods are never extended by weekends or holidays, and the anniversary is never relied on: alert on `safe`.

use chrono::{Datelike, NaiveDate};
use domain::{ClaimNature, DebtorKind, PublicBuyer};
use serde::{Deserialize, Serialize};

use crate::calendar::{add_days, add_months, add_years, day_after, day_before};
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

/// Something that happened to the claim.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LimitationEvent {
    pub kind: LimitationEventKind,
    pub day: NaiveDate,
    /// The end of a suspension, of a case or of an insolvency; `None` while it lasts.
    pub until: Option<NaiveDate>,
    /// The owner confirmed payer, invoice, date and absence of dispute. Until then the old date stays the alert.
    pub confirmed: bool,
}

impl LimitationEvent {
    pub fn on(kind: LimitationEventKind, day: NaiveDate) -> LimitationEvent {
        LimitationEvent { kind, day, until: None, confirmed: false }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitationEventKind {
    /// By the debtor himself, in part or in whole: acknowledges the whole claim.
    PaymentByDebtor,
    /// In writing: a letter, a request for time without contesting, a signed plan.
    Acknowledgment,
    /// Summons, even in référé; lasts until the end of the case.
    CourtAction,
    /// A court action that was dropped, lapsed or rejected: its effect is lost (C. civ. 2243).
    CourtActionLost,
    /// Service of an order for payment by a commissaire de justice.
    OrderServed,
    /// Conservatory measure or act of enforcement.
    EnforcementMeasure,
    /// Declaration in an insolvency; lasts until the procedure closes.
    ClaimDeclared,
    /// A judgment or other title became enforceable.
    TitleEnforceable,
    /// A written demand for payment, formal notice or not: moves the day against public bodies alone.
    WrittenDemand,
    /// A statement by a public body about the debt, in writing.
    PublicBodyStatement,
    FormalNotice,
    Reminder,
    /// The request for an order for payment was filed; only its service counts.
    OrderRequestFiled,
    HandedToAgency,
    /// The invitation to the simplified procedure (CPCE L125-1); only the debtor's agreement counts.
    SmallClaimsInvitation,
    /// Mediation, conciliation, procédure participative, or the debtor's recorded agreement to the simplified
    /// procedure: suspends from `day` to `until`, with six months left at least.
    Suspension,
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
    pub outer_before: NaiveDate,
    pub outer_after: NaiveDate,
    pub source: SourceRef,
}

/// An event that moved no candidate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoEffect {
    pub event: LimitationEvent,
    pub reason: NoEffectReason,
    pub source: SourceRef,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoEffectReason {
    /// The list of what interrupts is closed, and this is not on it.
    NotOnTheList,
    /// Filing is not enough: only the service of the order counts.
    OnlyServiceCounts,
    /// Only the debtor's recorded agreement counts.
    OnlyAgreementCounts,
    /// The claim had lapsed already.
    AfterExpiry,
    /// The case ended by the creditor's own doing.
    ActionLost,
    /// Consumer credit: neither acknowledgment nor suspension moves a forclusion.
    Forclusion,
    /// Still running: its end is not known.
    NotEnded,
    /// Before the period began.
    BeforeStart,
    /// Its time was counted already, with another event.
    AlreadyCounted,
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
    events.sort_by_key(|event| event.effective());
    let mut candidates = candidates(facts, law)?;
    for candidate in &mut candidates {
        let alert = follow(candidate, &events, LimitationEvent::is_certain, facts, law)?;
        let shown = follow(candidate, &events, |_| true, facts, law)?;
        candidate.alert_outer = alert.outer;
        candidate.alert_safe = alert.safe();
        // A new period from 29 February, inside a suspension, would end a day earlier than the old one prolonged.
        let shown = if shown.safe() < alert.safe() { alert } else { shown };
        candidate.outer = shown.outer;
        candidate.safe = shown.safe();
        candidate.moves = shown.moves;
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
        self.deciding()?.moves.iter().map(|moved| &moved.event).rfind(|event| !event.is_certain())
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

/// The four years of the State, local authorities and hospitals (PB-07); other public undertakings follow the general
/// rules.
fn is_public(facts: &LimitationFacts) -> bool {
    facts.debtor == DebtorKind::PublicBody && facts.public_buyer != Some(PublicBuyer::PublicUndertaking)
}

fn candidates(facts: &LimitationFacts, law: &Law) -> Result<Vec<LimitationCandidate>, LawGap> {
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
fn first_day_of_public_period(day: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year().saturating_add(1), 1, 1).unwrap_or(NaiveDate::MAX)
}

/// 31 December of the n-th year after that of `day`.
fn last_day_of_public_period(day: NaiveDate, years: u32) -> NaiveDate {
    let year = day.year().saturating_add(i32::try_from(years).unwrap_or(0));
    NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(NaiveDate::MAX)
}

impl LimitationCandidate {
    fn new(
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

/// What an event does to a period.
enum Effect {
    /// A new period of the same length starts on that day.
    Restarts(NaiveDate, SourceRef),
    /// A new period of ten years starts on that day.
    StartsTitle(NaiveDate),
    /// The clock stood still.
    Suspends {
        from: NaiveDate,
        to: NaiveDate,
    },
    None(NoEffectReason, SourceRef),
}

impl LimitationEvent {
    /// The day on which it is counted: a suspension counts when it ends.
    fn effective(&self) -> NaiveDate {
        match self.kind {
            LimitationEventKind::Suspension => self.until.unwrap_or(NaiveDate::MAX),
            _ => self.day,
        }
    }

    /// Acts of a court or an officer speak for themselves; what the debtor did waits for the owner's word.
    pub fn is_certain(&self) -> bool {
        use LimitationEventKind as Kind;
        self.confirmed
            || matches!(
                self.kind,
                Kind::CourtAction
                    | Kind::OrderServed
                    | Kind::EnforcementMeasure
                    | Kind::ClaimDeclared
                    | Kind::TitleEnforceable
            )
    }

    fn effect(&self, parameter: Parameter) -> Effect {
        use LimitationEventKind as Kind;
        let public = parameter == Parameter::LimitationPublicYears;
        let forclusion = parameter == Parameter::LimitationConsumerCreditYears;
        let ended = self.until.unwrap_or(self.day).max(self.day);
        match self.kind {
            Kind::PaymentByDebtor | Kind::Acknowledgment | Kind::Suspension if forclusion => {
                Effect::None(NoEffectReason::Forclusion, &texts::FORCLUSION)
            }
            Kind::PaymentByDebtor if public => Effect::Restarts(self.day, &texts::PUBLIC_INTERRUPTION),
            Kind::PaymentByDebtor => Effect::Restarts(self.day, &texts::PART_PAYMENT),
            Kind::Acknowledgment if public => Effect::Restarts(self.day, &texts::PUBLIC_INTERRUPTION),
            Kind::Acknowledgment => Effect::Restarts(self.day, &texts::INTERRUPTION),
            Kind::CourtAction => {
                Effect::Restarts(ended, if public { &texts::PUBLIC_INTERRUPTION } else { &texts::COURT_ACTION })
            }
            Kind::CourtActionLost => Effect::None(NoEffectReason::ActionLost, &texts::COURT_ACTION),
            Kind::OrderServed => Effect::Restarts(self.day, &texts::SERVICE_INTERRUPTS),
            Kind::EnforcementMeasure => Effect::Restarts(self.day, &texts::ENFORCEMENT_ACT),
            Kind::ClaimDeclared => Effect::Restarts(ended, &texts::DECLARATION_INTERRUPTS),
            Kind::TitleEnforceable => Effect::StartsTitle(self.day),
            Kind::WrittenDemand | Kind::PublicBodyStatement | Kind::FormalNotice | Kind::Reminder if public => {
                Effect::Restarts(self.day, &texts::PUBLIC_INTERRUPTION)
            }
            Kind::WrittenDemand
            | Kind::PublicBodyStatement
            | Kind::FormalNotice
            | Kind::Reminder
            | Kind::HandedToAgency => Effect::None(NoEffectReason::NotOnTheList, &texts::CLOSED_LIST),
            Kind::OrderRequestFiled => Effect::None(NoEffectReason::OnlyServiceCounts, &texts::SERVICE_INTERRUPTS),
            Kind::SmallClaimsInvitation => Effect::None(NoEffectReason::OnlyAgreementCounts, &texts::SUSPENSION),
            Kind::Suspension => match self.until {
                Some(to) if to >= self.day => Effect::Suspends { from: self.day, to },
                _ => Effect::None(NoEffectReason::NotEnded, &texts::SUSPENSION),
            },
        }
    }

    fn no_effect(&self, candidates: &[LimitationCandidate], facts: &LimitationFacts) -> NoEffect {
        let parameter = candidates.first().map_or(Parameter::LimitationGeneralYears, |candidate| candidate.parameter);
        let latest = candidates.iter().map(|candidate| candidate.safe).max();
        let (reason, source): (NoEffectReason, SourceRef) = match self.effect(parameter) {
            Effect::None(reason, source) => (reason, source),
            _ if latest.is_some_and(|safe| self.day > safe) => (NoEffectReason::AfterExpiry, &texts::AFTER_EXPIRY),
            Effect::Suspends { .. } if candidates.iter().any(|candidate| self.effective() > candidate.start) => {
                (NoEffectReason::AlreadyCounted, &texts::SUSPENSION)
            }
            _ if candidates.iter().any(|candidate| self.day >= candidate.start) => {
                (NoEffectReason::AlreadyCounted, &texts::INTERRUPTION)
            }
            _ if is_public(facts) => (NoEffectReason::BeforeStart, &texts::PUBLIC_INTERRUPTION),
            _ => (NoEffectReason::BeforeStart, &texts::INTERRUPTION),
        };
        NoEffect { event: *self, reason, source }
    }
}

/// Where a period ends once events were followed.
struct Followed {
    outer: NaiveDate,
    /// `outer` is the last day itself (31 December, PB-07), not an anniversary.
    ends_on_outer: bool,
    moves: Vec<LimitationMove>,
}

impl Followed {
    fn safe(&self) -> NaiveDate {
        if self.ends_on_outer { self.outer } else { day_before(self.outer) }
    }

    /// True while an event of that day still finds the period running.
    fn is_alive(&self, day: NaiveDate) -> bool {
        day <= self.safe()
    }
}

/// Follows the events that count, in order.
fn follow(
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
    for event in events.iter().filter(|event| counts(event)) {
        let effect = event.effect(candidate.parameter);
        // A suspension that holds the day keeps the claim alive however long it lasts.
        let held = || {
            events.iter().filter(|other| counts(other)).any(|other| {
                matches!(other.effect(candidate.parameter), Effect::Suspends { from, to }
                    if from <= event.day && event.day <= to && period.is_alive(from))
            })
        };
        // A title has a period of its own: whether the claim was brought in time is what the court has decided (LI-06).
        if !matches!(effect, Effect::StartsTitle(_)) && !period.is_alive(event.day) && !held() {
            continue;
        }
        let before = period.outer;
        let source = match effect {
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
                acted |=
                    !matches!(event.kind, LimitationEventKind::PaymentByDebtor | LimitationEventKind::Acknowledgment);
                source
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
                figure.source
            }
            Effect::Suspends { from, to } => {
                let from = from.max(started);
                if to < from {
                    continue;
                }
                let floor = law.figure(Parameter::SuspensionFloorMonths, to)?.value;
                let floor = add_months(to, u32::try_from(floor).unwrap_or(0));
                period.outer = add_days(before, stood_still.add(from, to)).max(floor);
                &texts::SUSPENSION
            }
        };
        if period.outer > before {
            let moved = LimitationMove { event: *event, outer_before: before, outer_after: period.outer, source };
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
