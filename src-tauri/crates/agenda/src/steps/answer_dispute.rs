//! A customer disputes something and the owner's answer is due: while nobody answers, that money is asked from nobody.

use domain::{Cents, StepKey};

use super::{Stance, Step};
use crate::holds::DisputeToAnswer;
use crate::ladder::{Course, Pick};
use crate::reason::Reason;
use crate::situation::{Situation, days_between};

pub(crate) struct AnswerDispute;

impl Step for AnswerDispute {
    fn key(&self) -> StepKey {
        StepKey::AnswerDispute
    }

    fn consider(&self, situation: &Situation) -> Stance {
        let disputes = &situation.disputes_to_answer;
        // What nobody disputes goes on being asked for: the answer comes after that, and its card says both.
        if let Course::Go(step, _) = situation.course()
            && step.is_contact()
        {
            return Stance::Pass;
        }
        let Some(since) = disputes.iter().map(|check| check.since).min() else { return Stance::Pass };
        let mut places: Vec<usize> = disputes.iter().map(|check| check.place).collect();
        places.sort_unstable();
        places.dedup();
        Stance::Propose(Pick::new(places, since, waiting(situation).collect()))
    }

    /// What is in dispute: it is not asked for, but it is what the answer may bring in.
    fn amount(&self, situation: &Situation, pick: &Pick) -> Cents {
        disputed(situation, pick)
    }

    fn if_you_wait(&self, situation: &Situation, pick: &Pick) -> Reason {
        Reason::DisputedStaysUnpaid { amount: disputed(situation, pick) }
    }

    fn why_not_stronger(&self, _situation: &Situation, _pick: &Pick) -> Reason {
        Reason::AnswerFirst
    }

    /// The owner may need time to find out; nothing else waits for that.
    fn snoozed_lets_others_speak(&self) -> bool {
        true
    }

    fn minutes(&self) -> u16 {
        10
    }
}

/// Every answer that is due, and every dispute that was left lying.
pub(crate) fn waiting<'s>(situation: &'s Situation) -> impl Iterator<Item = Reason> + 's {
    situation.disputes_to_answer.iter().map(|check| why(check, situation))
}

fn disputed(situation: &Situation, pick: &Pick) -> Cents {
    pick.places.iter().map(|place| situation.standings[*place].disputed).sum()
}

fn why(check: &DisputeToAnswer, situation: &Situation) -> Reason {
    let dispute = check.dispute;
    let (invoice, reason, task) = (dispute.invoice, dispute.reason, dispute.task.clone());
    let days = |since| days_between(since, situation.today());
    match (&dispute.answer, dispute.answer_due) {
        (None, Some(due)) => Reason::AnswerDue { invoice, reason, due, days: days(due), task },
        (answer, _) => {
            let since = answer.as_ref().map_or(dispute.opened_on, |answer| answer.day);
            Reason::DisputeWaits { invoice, reason, since, days: days(since), answered: answer.is_some(), task }
        }
    }
}
