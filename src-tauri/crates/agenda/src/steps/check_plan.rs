//! A plan that nobody signed: ask for the signature, or say that it is over.

use chrono::NaiveDate;
use domain::StepKey;

use super::{Stance, Step};
use crate::ladder::Pick;
use crate::plans::{PlanAccount, PlanState};
use crate::reason::Reason;
use crate::situation::{Situation, days_between, shifted};
use crate::verdict::Group;

pub(crate) struct CheckPlan;

impl Step for CheckPlan {
    fn key(&self) -> StepKey {
        StepKey::CheckPlan
    }

    fn consider(&self, situation: &Situation) -> Stance {
        let unsigned = situation.plans.iter().filter(|account| !account.signed);
        let waiting = |account: &&PlanAccount| why(account, situation).is_some();
        let Some(account) = unsigned.filter(waiting).min_by_key(|account| account.plan.made_on) else {
            return Stance::Pass;
        };
        let Some((since, why)) = why(account, situation) else { return Stance::Pass };
        let places: Vec<usize> = (0..situation.standings.len())
            .filter(|place| account.plan.invoices.contains(&situation.standings[*place].invoice.id))
            .collect();
        if places.is_empty() { Stance::Pass } else { Stance::Propose(Pick::new(places, since, vec![why])) }
    }

    fn group(&self, _pick: &Pick) -> Group {
        Group::Check
    }

    fn if_you_wait(&self, _situation: &Situation, _pick: &Pick) -> Reason {
        Reason::SignatureCounts
    }

    fn why_not_stronger(&self, _situation: &Situation, _pick: &Pick) -> Reason {
        Reason::CheckFirst
    }

    /// The paper may be in the post: other invoices do not wait for it.
    fn snoozed_lets_others_speak(&self) -> bool {
        true
    }

    fn minutes(&self) -> u16 {
        3
    }
}

/// Since when it should be looked at, and why; none while there is nothing to look at, or where it was passed over.
fn why(account: &PlanAccount, situation: &Situation) -> Option<(NaiveDate, Reason)> {
    let today = situation.today();
    let (since, why) = match account.state {
        PlanState::Late { since, amount, known_on } => {
            (known_on, Reason::UnsignedPlanLate { due: since, days: days_between(since, today), late: amount })
        }
        PlanState::Respected => {
            let made_on = account.plan.made_on;
            let since = shifted(made_on, situation.pace().signature_days.into());
            (since, Reason::PlanNotSigned { made_on, days: days_between(made_on, today) })
        }
        _ => return None,
    };
    let passed_over = situation.skipped_since(StepKey::CheckPlan, since).is_some();
    (since <= today && !passed_over).then_some((since, why))
}
