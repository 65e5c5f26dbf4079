//! A firm letter: amounts, detail, the offer of a plan.

use domain::{Channel, DebtorKind, StepKey};
use law::SourceRef;

use super::{
    Stance, Step, from_course, interest_runs, needs_of_a_message, needs_of_a_rate, stronger_later, written_channel,
};
use crate::ladder::Pick;
use crate::reason::{Missing, Reason};
use crate::situation::Situation;

pub(crate) struct SecondReminder;

impl Step for SecondReminder {
    fn key(&self) -> StepKey {
        StepKey::SecondReminder
    }

    fn consider(&self, situation: &Situation) -> Stance {
        from_course(StepKey::SecondReminder, situation)
    }

    /// A public body keeps the letter as a written demand; a consumer reads paper.
    fn channel(&self, situation: &Situation) -> Option<Channel> {
        let has_address = !situation.file.customer.address.is_empty();
        match situation.kind() {
            Some(DebtorKind::Consumer | DebtorKind::PublicBody) if has_address => Some(Channel::Letter),
            _ => Some(written_channel(situation)),
        }
    }

    fn missing(&self, situation: &Situation, _pick: &Pick, list: &mut Vec<Missing>) {
        let by_post = self.channel(situation) == Some(Channel::Letter);
        needs_of_a_message(situation, by_post, list);
        needs_of_a_rate(situation, list);
    }

    fn if_you_wait(&self, situation: &Situation, pick: &Pick) -> Reason {
        interest_runs(situation, pick)
    }

    fn why_not_stronger(&self, situation: &Situation, _pick: &Pick) -> Reason {
        stronger_later(situation, StepKey::SecondReminder)
    }

    fn sources(&self, situation: &Situation, _pick: &Pick, list: &mut Vec<SourceRef>) {
        crate::texts::of_interest(situation.kind(), list);
    }

    fn minutes(&self) -> u16 {
        3
    }
}
