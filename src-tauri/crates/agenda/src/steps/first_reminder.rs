//! A light reminder: something was probably forgotten.

use domain::{Channel, DebtorKind, StepKey};
use law::SourceRef;

use super::{Stance, Step, from_course, interest_runs, needs_of_a_message, stronger_later, written_channel};
use crate::ladder::{Pick, too_soon};
use crate::reason::{Missing, Reason};
use crate::situation::Situation;
use crate::texts;
use crate::verdict::Group;

pub(crate) struct FirstReminder;

impl Step for FirstReminder {
    fn key(&self) -> StepKey {
        StepKey::FirstReminder
    }

    fn consider(&self, situation: &Situation) -> Stance {
        match from_course(StepKey::FirstReminder, situation) {
            Stance::Pass => courteous_letter(situation).map_or(Stance::Pass, Stance::Propose),
            stance => stance,
        }
    }

    fn group(&self, pick: &Pick) -> Group {
        if pick.barred { Group::Decide } else { Group::Do }
    }

    fn channel(&self, situation: &Situation) -> Option<Channel> {
        Some(written_channel(situation))
    }

    fn missing(&self, situation: &Situation, _pick: &Pick, list: &mut Vec<Missing>) {
        needs_of_a_message(situation, false, list);
    }

    fn if_you_wait(&self, situation: &Situation, pick: &Pick) -> Reason {
        if pick.barred { barred_debt(situation) } else { interest_runs(situation, pick) }
    }

    fn why_not_stronger(&self, situation: &Situation, pick: &Pick) -> Reason {
        match pick.barred {
            true => barred_debt(situation),
            false if situation.contacts.last().is_none() => Reason::LightestFirst,
            false => stronger_later(situation, StepKey::FirstReminder),
        }
    }

    fn sources(&self, situation: &Situation, pick: &Pick, list: &mut Vec<SourceRef>) {
        if pick.barred {
            list.push(&law::texts::AFTER_EXPIRY);
            if situation.kind() == Some(DebtorKind::Consumer) {
                list.push(&texts::BARRED_CONSUMER);
            }
        }
    }

    fn minutes(&self) -> u16 {
        2
    }
}

fn barred_debt(situation: &Situation) -> Reason {
    Reason::BarredDebt { consumer: situation.kind() == Some(DebtorKind::Consumer) }
}

/// For a time-barred debt one courteous letter may still go: the debt exists, it can no longer be forced (LI-12).
fn courteous_letter(situation: &Situation) -> Option<Pick> {
    let alone = !situation.actionable().any(|_| true);
    let mut since = None;
    let mut places = Vec::new();
    for (place, standing) in situation.standings.iter().enumerate() {
        let Some(clock) = standing.clock.as_ref().filter(|clock| clock.has_lapsed()) else { continue };
        let lost_from = clock.limitation.lost_from();
        let touched = situation.contacts.last().is_some_and(|last| last >= lost_from)
            || situation.skipped_since(StepKey::FirstReminder, lost_from).is_some();
        if standing.overdue.is_positive() && standing.hold.is_none() && !touched {
            since = since.max(Some(lost_from));
            places.push(place);
        }
    }
    let since = since.filter(|_| alone)?;
    if too_soon(StepKey::FirstReminder, situation).is_some() {
        return None;
    }
    let why = vec![Reason::TimeBarred { since, invoices: places.len() }];
    Some(Pick { barred: true, ..Pick::new(places, since, why) })
}
