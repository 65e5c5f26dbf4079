//! Public buyer: look up the status of the deposit before the due date, while a rejection can still be mended.

use domain::{Cents, Channel, DebtorKind, StepKey};

use super::{Stance, Step};
use crate::ladder::Pick;
use crate::reason::Reason;
use crate::situation::{Situation, days_between, shifted};
use crate::verdict::Group;

pub(crate) struct CheckDeposit;

impl Step for CheckDeposit {
    fn key(&self) -> StepKey {
        StepKey::CheckDeposit
    }

    fn consider(&self, situation: &Situation) -> Stance {
        if situation.kind() != Some(DebtorKind::PublicBody) {
            return Stance::Pass;
        }
        let Some(rung) = situation.scenario.and_then(|scenario| scenario.rung(StepKey::CheckDeposit)) else {
            return Stance::Pass;
        };
        let today = situation.today();
        let mut places = Vec::new();
        let mut why = Vec::new();
        let mut since = today;
        for (place, standing) in situation.standings.iter().enumerate() {
            let Some(due) = standing.due else { continue };
            let from = shifted(due, rung.day.into());
            let silent = standing.hold.is_some() || standing.track.level().is_some();
            if from > today || silent || standing.track.deposit_checked.is_some() {
                continue;
            }
            since = since.min(from);
            why.push(Reason::DepositToCheck { due, days_before: days_between(today, due) });
            places.push(place);
        }
        if places.is_empty() { Stance::Pass } else { Stance::Propose(Pick::new(places, since, why)) }
    }

    fn group(&self, _pick: &Pick) -> Group {
        Group::Check
    }

    fn channel(&self, _situation: &Situation) -> Option<Channel> {
        Some(Channel::Portal)
    }

    /// Nothing is due yet: what is open is what is at stake.
    fn amount(&self, situation: &Situation, pick: &Pick) -> Cents {
        pick.places.iter().map(|place| situation.standings[*place].open).sum()
    }

    fn if_you_wait(&self, situation: &Situation, pick: &Pick) -> Reason {
        match pick.places.iter().filter_map(|place| situation.standings[*place].due).min() {
            Some(due) => Reason::PaymentWouldBeLate { due },
            None => Reason::OddsFall,
        }
    }

    fn why_not_stronger(&self, situation: &Situation, pick: &Pick) -> Reason {
        match pick.places.iter().filter_map(|place| situation.standings[*place].due).min() {
            Some(due) => Reason::NotDueYet { due },
            None => Reason::CheckFirst,
        }
    }

    fn minutes(&self) -> u16 {
        3
    }
}
