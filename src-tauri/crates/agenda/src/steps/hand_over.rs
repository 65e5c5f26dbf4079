//! The formal notice expired: the owner chooses a route, or stops.

use domain::StepKey;
use law::SourceRef;

use super::formal_notice::missing_proof;
use super::{Stance, Step, from_course};
use crate::ladder::Pick;
use crate::reason::{Missing, Reason};
use crate::situation::{Situation, days_between, shifted};
use crate::texts;
use crate::verdict::Group;

pub(crate) struct HandOver;

impl Step for HandOver {
    fn key(&self) -> StepKey {
        StepKey::HandOver
    }

    fn consider(&self, situation: &Situation) -> Stance {
        from_course(StepKey::HandOver, situation)
    }

    fn group(&self, _pick: &Pick) -> Group {
        Group::Decide
    }

    fn missing(&self, situation: &Situation, pick: &Pick, list: &mut Vec<Missing>) {
        missing_proof(situation, pick, list);
        let notices = || pick.places.iter().filter_map(|place| situation.standings[*place].track.notice);
        if notices().any(|notice| notice.presented_on.is_none()) {
            list.push(Missing::DeliveryOfNotice);
        }
        // The notice to the last known address stands, but a judge must reach the debtor (FS-09).
        if let Some(notice) = notices().find(|notice| notice.unknown_address) {
            list.push(Missing::NewAddress { since: notice.exchange.day });
        }
    }

    /// The file should be with somebody else before the scenario's day: the odds fall with time.
    fn if_you_wait(&self, situation: &Situation, pick: &Pick) -> Reason {
        let due = pick.places.iter().filter_map(|place| situation.standings[*place].due).min();
        let target = situation.scenario.and_then(|scenario| scenario.hand_off_before);
        match (due, target) {
            (Some(due), Some(days)) => {
                let day = shifted(due, days.into());
                Reason::HandOffTarget { day, days_left: days_between(situation.today(), day) }
            }
            _ => Reason::OddsFall,
        }
    }

    fn why_not_stronger(&self, _situation: &Situation, _pick: &Pick) -> Reason {
        Reason::OwnersDecision
    }

    fn sources(&self, _situation: &Situation, _pick: &Pick, list: &mut Vec<SourceRef>) {
        list.push(&texts::FORMAL_NOTICE);
        list.push(&law::texts::CLOSED_LIST);
    }

    fn minutes(&self) -> u16 {
        15
    }
}
