//! From what was done to what comes next: one invoice at a time, then all of a customer in one gesture (R5).

use chrono::NaiveDate;
use domain::StepKey;
use law::calendar;

use crate::reason::{LeftOut, Pacing, Reason, SilenceReason};
use crate::scenario::{Rung, Scenario, strength};
use crate::situation::{Situation, Standing, days_between, shifted, working_days_after};
use crate::track::{Done, Notice};
use crate::verdict::{Next, Silence};

/// What a step would be about.
#[derive(Clone)]
pub(crate) struct Pick {
    /// Among the standings, oldest due date first.
    pub places: Vec<usize>,
    pub why: Vec<Reason>,
    /// Since when it could have been done.
    pub since: NaiveDate,
    /// The legal day it must not miss.
    pub legal_deadline: Option<NaiveDate>,
    /// True for the only letter that may still go out for a time-barred debt: a courteous one.
    pub barred: bool,
}

impl Pick {
    pub fn new(places: Vec<usize>, since: NaiveDate, why: Vec<Reason>) -> Pick {
        Pick { places, why, since, legal_deadline: None, barred: false }
    }
}

/// Where the ladder leads a customer today.
pub(crate) enum Course {
    Go(StepKey, Pick),
    Wait(Silence),
    /// No invoice has a next step.
    Nowhere,
}

/// The next step of one invoice and its first day.
struct Move {
    place: usize,
    step: StepKey,
    on: NaiveDate,
    why: Vec<Reason>,
    /// It answers the debtor, so the minimum gap does not hold it back.
    at_once: bool,
    /// The formal notice comes straight, for a reason of `why`.
    straight: bool,
}

pub(crate) fn course(situation: &Situation) -> Course {
    let Some(scenario) = situation.scenario else { return Course::Nowhere };
    let today = situation.today();
    let mut moves: Vec<Move> = Vec::new();
    let mut running: Option<(Notice, NaiveDate)> = None;
    let mut firmest = 0;
    for (place, standing) in situation.standings.iter().enumerate() {
        if !standing.is_actionable() {
            continue;
        }
        firmest = firmest.max(standing.track.level_strength());
        if let Some((notice, deadline)) = notice_deadline(standing, scenario, situation)
            && deadline >= today
            && running.is_none_or(|(_, known)| deadline > known)
        {
            running = Some((notice, deadline));
        }
        moves.extend(next_move(place, standing, scenario, situation));
    }
    for step in &mut moves {
        join_in_tone(step, firmest, scenario, situation);
    }
    let first = moves.iter().min_by_key(|step| step.on).map(|step| Next { on: step.on, step: step.step });
    let Some(first) = first else { return Course::Nowhere };
    if let Some((notice, deadline)) = running {
        // While a formal notice runs, nothing else blurs it.
        moves.retain(|step| !step.step.is_contact() || step.at_once);
        if !moves.iter().any(|step| step.on <= today) {
            let reason = SilenceReason::WaitingForNotice {
                sent_on: notice.exchange.day,
                presented_on: notice.presented_on,
                deadline,
            };
            let on = shifted(deadline, 1);
            return Course::Wait(Silence { reason, next: Some(Next { on, step: StepKey::HandOver }) });
        }
    }
    let Some(lead) = lead(&moves, today) else { return scheduled(first, situation) };
    let (step, at_once) = (lead.step, lead.at_once);
    if step.is_contact() && !at_once {
        if let Some(other) = worth_waiting_for(lead, &moves, situation) {
            return scheduled(other, situation);
        }
        if let Some(wait) = too_soon(step, situation) {
            return Course::Wait(wait);
        }
    }
    let since = moves.iter().filter(|other| other.step == step && other.on <= today).map(|other| other.on).min();
    let mut why = lead.why.clone();
    let straight = lead.straight;
    let places = gather(step, at_once, straight, &moves, scenario, situation);
    explain_company(step, &places, scenario, situation, &mut why);
    Course::Go(step, Pick::new(places, since.unwrap_or(today), why))
}

/// The day until which the debtor has time, and the notice; `None` when none is in force.
fn notice_deadline<'a>(
    standing: &Standing<'a>,
    scenario: &Scenario,
    situation: &Situation,
) -> Option<(Notice<'a>, NaiveDate)> {
    let notice = standing.track.notice?;
    let start =
        notice.presented_on.unwrap_or_else(|| working_days_after(notice.exchange.day, situation.pace().post_days));
    let days = notice.exchange.deadline_days.unwrap_or_else(|| scenario.notice_deadline_days());
    // A period one must wait out ends on a working day (law.md C10).
    Some((notice, calendar::working_day_from(shifted(start, days.into()))))
}

fn next_move(place: usize, standing: &Standing, scenario: &Scenario, situation: &Situation) -> Option<Move> {
    let today = situation.today();
    let track = &standing.track;
    let due = standing.due?;
    let days = standing.days_late(today);
    // A transfer may still be under way: nobody is contacted before the first step's own day (R2).
    let ripe = shifted(due, scenario.day_of(StepKey::FirstReminder).into());
    let on_ladder = |step: StepKey, on: NaiveDate, why: Vec<Reason>| {
        let on = if step.is_contact() { calendar::working_day_from(on.max(ripe)) } else { on };
        Some(Move { place, step, on, why, at_once: false, straight: false })
    };
    if let Some(asked) = track.document_owed()
        && scenario.rung(StepKey::FirstReminder).is_some()
    {
        let why = vec![Reason::AsksForDocument { day: asked }];
        return Some(Move { place, step: StepKey::FirstReminder, on: asked, why, at_once: true, straight: false });
    }
    if let Some((on, why, at_once)) = shortcut(place, standing, situation)
        && scenario.rung(StepKey::FormalNotice).is_some()
    {
        let on = calendar::working_day_from(on.max(ripe));
        return Some(Move { place, step: StepKey::FormalNotice, on, why: vec![why], at_once, straight: true });
    }
    let Some((level, done)) = track.level() else {
        let firm_from = scenario.day_of(StepKey::SecondReminder);
        let rung = scenario.rung_after(None)?;
        // An old debt that nobody ever claimed: no friendly mail, but a voice before anything firm (A1, R16).
        if days >= i64::from(firm_from) && strength(rung.step) < strength(StepKey::Call) {
            let step = scenario.rung_after(Some(StepKey::FirstReminder)).map_or(rung.step, |rung| rung.step);
            if step == StepKey::Call || step == StepKey::SecondReminder {
                let why = vec![Reason::OldDebt { days, firm_from }];
                return on_ladder(step, shifted(due, firm_from.into()), why);
            }
        }
        let why = vec![Reason::Overdue { days, due, scenario_days: rung.day }];
        // The formal notice is never the first word.
        let step = rung.step;
        return if strength(step) >= strength(StepKey::FormalNotice) {
            None
        } else {
            on_ladder(step, after_dispute(shifted(due, rung.day.into()), standing, situation), why)
        };
    };
    let rung = scenario.rung_after(Some(level))?;
    if level == StepKey::FormalNotice
        && let Some((notice, deadline)) = notice_deadline(standing, scenario, situation)
    {
        let why = vec![Reason::NoticeExpired {
            sent_on: notice.exchange.day,
            presented_on: notice.presented_on,
            deadline,
            days: days_between(deadline, today),
            answered_on: notice.answered_on,
        }];
        return on_ladder(rung.step, shifted(deadline, 1), why);
    }
    let slow = track.in_difficulty.is_some_and(|told| told >= done.day);
    let mut on = next_target(due, level, done, rung, scenario, situation);
    if slow {
        on = shifted(done.day, days_between(done.day, on) * 2);
    }
    let mut why = vec![Reason::SinceStep {
        step: level,
        day: done.day,
        days: days_between(done.day, today),
        scenario_days: days_between(done.day, on),
        skipped: done.skipped,
    }];
    if let (StepKey::Call, Some(day)) = (level, track.wrong_number.filter(|day| *day >= done.day)) {
        on = day;
        why = vec![Reason::WrongNumber { day }];
    }
    if level == StepKey::FormalNotice && done.skipped {
        why = vec![Reason::NoticeSkipped { day: done.day }];
    }
    if let Some(day) = track.in_difficulty.filter(|_| slow) {
        why.push(Reason::InDifficulty { day });
    }
    // Never three written messages in a row without one attempt to speak (R16).
    if rung.step == StepKey::FormalNotice
        && track.written >= 2
        && track.done(StepKey::Call).is_none()
        && let (Some(call), Some(last)) = (scenario.rung(StepKey::Call), track.last_written)
    {
        let spacing = i64::from((call.day - scenario.day_of(StepKey::FirstReminder)).max(1));
        let on = shifted(due, call.day.into()).max(shifted(last, spacing));
        why.push(Reason::WrittenUnanswered { messages: track.written, last });
        return on_ladder(StepKey::Call, after_dispute(on, standing, situation), why);
    }
    on_ladder(rung.step, after_dispute(on, standing, situation), why)
}

/// Days by which a step may be late without moving the rest: a weekend with a holiday.
const FORGIVEN_DAYS: i64 = 4;

/// The target of the next step. When the last one was done about on its day, targets count from the due date; when it
/// was done much later, or passed over, the scenario's distance between the two is kept: nothing follows in a rush.
fn next_target(
    due: NaiveDate,
    level: StepKey,
    done: Done,
    rung: &Rung,
    scenario: &Scenario,
    situation: &Situation,
) -> NaiveDate {
    let target = shifted(due, rung.day.into());
    let planned = scenario.day_of(level);
    let late = days_between(shifted(due, planned.into()), done.day);
    let distance = if late <= FORGIVEN_DAYS && !done.skipped {
        i64::from(situation.pace().min_gap_days)
    } else {
        i64::from((rung.day - planned).max(1))
    };
    target.max(shifted(done.day, distance))
}

/// Refusal, a letter that came back, a second broken promise: the formal notice comes straight (product.md part 4).
fn shortcut(place: usize, standing: &Standing, situation: &Situation) -> Option<(NaiveDate, Reason, bool)> {
    let track = &standing.track;
    if track.level_strength() >= strength(StepKey::FormalNotice) {
        return None;
    }
    if let Some(day) = track.refused {
        return Some((day, Reason::DebtorRefused { day }, true));
    }
    if let Some(day) = track.unknown_address {
        return Some((day, Reason::UnknownAddress { day }, false));
    }
    let broken = &situation.broken_promises;
    match (broken.settled_on, broken.last) {
        (Some(on), Some(last)) if broken.covers.contains(&place) => {
            Some((on, Reason::BrokenPromises { count: broken.count, last }, false))
        }
        _ => None,
    }
}

/// After a dispute the debtor has a few days to pay what was settled.
fn after_dispute(on: NaiveDate, standing: &Standing, situation: &Situation) -> NaiveDate {
    match standing.track.dispute_ended {
        Some(ended) => on.max(shifted(ended, situation.pace().min_gap_days.into())),
        None => on,
    }
}

/// A younger invoice takes the tone of the others: no "you may have forgotten" beside a firm letter.
fn join_in_tone(step: &mut Move, firmest: u8, scenario: &Scenario, situation: &Situation) {
    let firm = StepKey::SecondReminder;
    let standing = &situation.standings[step.place];
    let lags = strength(step.step) < strength(firm) && standing.track.level_strength() < strength(firm);
    if firmest < strength(firm) || !lags || step.at_once || scenario.rung(firm).is_none() {
        return;
    }
    let Some(due) = standing.due else { return };
    let others = situation.actionable().filter(|other| other.track.level_strength() >= strength(firm)).count();
    step.step = firm;
    step.on = calendar::working_day_from(shifted(due, scenario.day_of(StepKey::FirstReminder).into()));
    step.why.push(Reason::JoinsOthers { step: firm, invoices: others });
}

/// The strongest step whose day has come; an answer to the debtor before any other contact.
fn lead(moves: &[Move], today: NaiveDate) -> Option<&Move> {
    moves.iter().filter(|step| step.on <= today).max_by_key(|step| {
        let answer = step.at_once && step.step == StepKey::FirstReminder;
        (step.step.is_decision(), answer, strength(step.step), std::cmp::Reverse(step.place))
    })
}

/// A stronger step of another invoice that comes soon: one gesture is better than two.
fn worth_waiting_for(lead: &Move, moves: &[Move], situation: &Situation) -> Option<Next> {
    let today = situation.today();
    let horizon = shifted(today, situation.pace().join_within_days.into());
    moves
        .iter()
        .filter(|other| {
            matches!(other.step, StepKey::Call | StepKey::SecondReminder)
                && strength(other.step) > strength(lead.step)
                && other.on > today
                && other.on <= horizon
        })
        .min_by_key(|other| other.on)
        .map(|other| Next { on: other.on, step: other.step })
}

fn scheduled(next: Next, situation: &Situation) -> Course {
    let last_step = situation
        .actionable()
        .filter_map(|standing| standing.track.level())
        .max_by_key(|(step, done)| (strength(*step), done.day))
        .map(|(step, done)| (step, done.day));
    let reason = SilenceReason::Scheduled { step: next.step, on: next.on, last_step };
    Course::Wait(Silence { reason, next: Some(next) })
}

/// The silence between two contacts (R5), whatever the invoice.
pub(crate) fn too_soon(step: StepKey, situation: &Situation) -> Option<Silence> {
    let today = situation.today();
    let pace = situation.pace();
    let last = situation.contacts.last()?;
    let after_gap = shifted(last, pace.min_gap_days.into());
    let after_cap = situation.contacts.free_of_cap(pace.cap_per_30_days).unwrap_or(after_gap);
    let next_on = calendar::working_day_from(after_gap.max(after_cap));
    if next_on <= today {
        return None;
    }
    let because = if after_cap > after_gap {
        Pacing::Cap { contacts: pace.cap_per_30_days }
    } else {
        Pacing::Gap { days: pace.min_gap_days }
    };
    let reason = SilenceReason::TooSoon {
        last_contact: last,
        next_on,
        contacts_in_30_days: situation.contacts.in_30_days(today),
        because,
    };
    Some(Silence { reason, next: Some(Next { on: next_on, step }) })
}

/// Late enough for a transfer to have arrived (R2).
fn is_ripe(standing: &Standing, scenario: &Scenario, today: NaiveDate) -> bool {
    standing.due.is_some_and(|due| shifted(due, scenario.day_of(StepKey::FirstReminder).into()) <= today)
}

/// A formal notice covers what was reminded, or is old enough to be.
fn bears_notice(standing: &Standing, scenario: &Scenario, today: NaiveDate) -> bool {
    let old = standing.days_late(today) >= i64::from(scenario.day_of(StepKey::SecondReminder));
    is_ripe(standing, scenario, today) && (standing.track.level_strength() > 0 || old)
}

fn gather(
    step: StepKey,
    at_once: bool,
    straight: bool,
    moves: &[Move],
    scenario: &Scenario,
    situation: &Situation,
) -> Vec<usize> {
    let today = situation.today();
    let mut moved = vec![false; situation.standings.len()];
    for other in moves {
        moved[other.place] |= other.step == step && other.on <= today && (other.straight || !straight);
    }
    let belongs = |place: usize, standing: &Standing| {
        if !standing.is_actionable() {
            return false;
        }
        let track = &standing.track;
        match step {
            StepKey::FirstReminder if at_once => track.document_owed().is_some(),
            StepKey::FirstReminder => track.level().is_none() && is_ripe(standing, scenario, today),
            StepKey::Call | StepKey::SecondReminder => {
                track.done(step).is_none()
                    && track.level_strength() < strength(StepKey::FormalNotice)
                    && track.level_strength() <= strength(step)
                    && is_ripe(standing, scenario, today)
            }
            StepKey::FormalNotice => {
                moved[place]
                    || track.level_strength() < strength(StepKey::FormalNotice)
                        && bears_notice(standing, scenario, today)
            }
            _ => moved[place],
        }
    };
    situation
        .standings
        .iter()
        .enumerate()
        .filter(|(place, standing)| belongs(*place, standing) || moved[*place])
        .map(|(place, _)| place)
        .collect()
}

/// Says who travels along, who does not, and why.
fn explain_company(step: StepKey, places: &[usize], scenario: &Scenario, situation: &Situation, why: &mut Vec<Reason>) {
    let today = situation.today();
    let disputed = places.iter().map(|place| situation.standings[*place].disputed).sum::<domain::Cents>();
    if disputed.is_positive() {
        why.push(Reason::PartlyDisputed { disputed });
    }
    why.extend(crate::steps::answer_dispute::waiting(situation));
    why.extend(crate::steps::plan_notice::called_in(situation, places));
    let ended = places.iter().filter_map(|place| situation.standings[*place].track.dispute_ended).max();
    if let Some(day) = ended {
        why.push(Reason::DisputeEnded { day });
    }
    if let Some(returned) = situation.file.hand_over.as_ref()
        && let Some(day) = returned.returned_on
    {
        why.push(Reason::Returned { day, route: returned.route });
    }
    why.extend(crate::steps::word_kept(situation));
    // Places are in order.
    for (place, standing) in situation.standings.iter().enumerate() {
        let late = standing.due.is_some_and(|due| due < today);
        if places.binary_search(&place).is_ok() || !late {
            continue;
        }
        if let Some(reason) = left_out(step, standing, scenario, situation) {
            why.push(Reason::LeftOut { invoice: standing.invoice.id, why: reason });
        }
    }
}

fn left_out(step: StepKey, standing: &Standing, scenario: &Scenario, situation: &Situation) -> Option<LeftOut> {
    use crate::holds::Hold;
    let today = situation.today();
    if let Some(hold) = standing.hold {
        return Some(match hold {
            Hold::Disputed { .. } => LeftOut::Disputed,
            Hold::Promised { until, .. } => LeftOut::Promised { until },
            Hold::Planned { due_on, .. } => LeftOut::Planned { due_on },
            Hold::SaysPaid { .. } => LeftOut::SaysPaid,
            Hold::Paused { .. } => LeftOut::Paused,
        });
    }
    if standing.is_barred() {
        return Some(LeftOut::TimeBarred);
    }
    if let Some((_, deadline)) = notice_deadline(standing, scenario, situation).filter(|(_, day)| *day >= today) {
        return Some(LeftOut::NoticeRunning { deadline });
    }
    if !is_ripe(standing, scenario, today) {
        return Some(LeftOut::JustDue { days: standing.days_late(today) });
    }
    match step {
        StepKey::FormalNotice => Some(LeftOut::NotYetReminded),
        StepKey::HandOver => Some(LeftOut::NoNotice),
        _ => None,
    }
}
