//! Somebody speaks: before the second written step (R16), and before three messages in a row.

use domain::{Channel, StepKey};

use super::{Stance, Step, from_course, interest_runs, needs_of_a_message};
use crate::ladder::Pick;
use crate::reason::{Missing, Reason};
use crate::situation::Situation;

pub(crate) struct Call;

impl Step for Call {
    fn key(&self) -> StepKey {
        StepKey::Call
    }

    fn consider(&self, situation: &Situation) -> Stance {
        from_course(StepKey::Call, situation)
    }

    fn channel(&self, _situation: &Situation) -> Option<Channel> {
        Some(Channel::Phone)
    }

    fn missing(&self, situation: &Situation, _pick: &Pick, list: &mut Vec<Missing>) {
        if situation.file.customer.reminder_phone().is_none() {
            list.push(Missing::Phone);
        }
        needs_of_a_message(situation, false, list);
        // A call needs no address.
        list.retain(|missing| {
            !matches!(missing, Missing::AnyAddress | Missing::Email | Missing::BusinessAddress | Missing::BusinessSiren)
        });
    }

    fn if_you_wait(&self, situation: &Situation, pick: &Pick) -> Reason {
        interest_runs(situation, pick)
    }

    fn why_not_stronger(&self, _situation: &Situation, _pick: &Pick) -> Reason {
        Reason::HumanFirst
    }

    fn minutes(&self) -> u16 {
        6
    }
}
