//! A promise has passed without money: look at the bank, then go on.

use domain::StepKey;

use super::{Stance, Step};
use crate::ladder::Pick;
use crate::reason::Reason;
use crate::situation::{Situation, days_between, shifted};
use crate::verdict::Group;

pub(crate) struct CheckPromise;

impl Step for CheckPromise {
    fn key(&self) -> StepKey {
        StepKey::CheckPromise
    }

    fn consider(&self, situation: &Situation) -> Stance {
        let promises = &situation.promises_to_check;
        let Some(first) = promises.iter().min_by_key(|check| check.deadline) else { return Stance::Pass };
        let mut places: Vec<usize> = promises.iter().flat_map(|check| &check.covers).copied().collect();
        places.sort_unstable();
        places.dedup();
        let mut why: Vec<Reason> = promises
            .iter()
            .map(|check| Reason::PromisePassed {
                due_on: check.promise.due_on,
                days: days_between(check.promise.due_on, situation.today()),
                amount: check.promise.amount,
                received: check.received,
                made_by: check.promise.made_by.clone(),
            })
            .collect();
        if let Some(last) = situation.broken_promises.last {
            why.push(Reason::BrokenPromises { count: situation.broken_promises.count, last });
        }
        why.extend(super::word_kept(situation));
        Stance::Propose(Pick::new(places, shifted(first.deadline, 1), why))
    }

    fn group(&self, _pick: &Pick) -> Group {
        Group::Check
    }

    fn if_you_wait(&self, _situation: &Situation, _pick: &Pick) -> Reason {
        Reason::MoneyMayBeThere
    }

    fn why_not_stronger(&self, _situation: &Situation, _pick: &Pick) -> Reason {
        Reason::CheckFirst
    }

    fn minutes(&self) -> u16 {
        2
    }
}
