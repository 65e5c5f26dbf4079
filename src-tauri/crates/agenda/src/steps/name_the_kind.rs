//! Professional, consumer or public body: nothing can be claimed before the owner says it.

use domain::{Cents, StepKey};

use super::{Stance, Step};
use crate::ladder::Pick;
use crate::reason::{Reason, SilenceReason};
use crate::situation::{Situation, shifted};
use crate::verdict::{Group, Next, Silence};

/// Asked so many days before the first due date: a public buyer's deposit is looked at then.
const ASKED_DAYS_BEFORE: i64 = 10;

pub(crate) struct NameTheKind;

impl Step for NameTheKind {
    fn key(&self) -> StepKey {
        StepKey::NameTheKind
    }

    fn consider(&self, situation: &Situation) -> Stance {
        if situation.kind().is_some() {
            return Stance::Pass;
        }
        let today = situation.today();
        let horizon = shifted(today, ASKED_DAYS_BEFORE);
        let places: Vec<usize> = situation
            .standings
            .iter()
            .enumerate()
            .filter(|(_, standing)| standing.due.is_none_or(|due| due <= horizon))
            .map(|(place, _)| place)
            .collect();
        if places.is_empty() {
            let next_due = situation.standings.iter().filter_map(|standing| standing.due).min();
            let next = next_due.map(|due| Next { on: shifted(due, -ASKED_DAYS_BEFORE), step: StepKey::NameTheKind });
            return Stance::Silent(Silence { reason: SilenceReason::NothingOverdue { next_due }, next });
        }
        let why = vec![Reason::KindUnknown { invoices: places.len() }];
        Stance::Propose(Pick::new(places, today, why))
    }

    fn group(&self, _pick: &Pick) -> Group {
        Group::Check
    }

    fn yields_to_choice(&self) -> bool {
        false
    }

    fn amount(&self, situation: &Situation, pick: &Pick) -> Cents {
        pick.places.iter().map(|place| situation.standings[*place].open).sum()
    }

    fn if_you_wait(&self, _situation: &Situation, _pick: &Pick) -> Reason {
        Reason::NothingCanBeClaimed
    }

    fn why_not_stronger(&self, _situation: &Situation, _pick: &Pick) -> Reason {
        Reason::KindFirst
    }

    fn minutes(&self) -> u16 {
        1
    }
}
