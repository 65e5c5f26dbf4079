//! An instalment of a signed plan is late: a notice about it. With its clause, the whole is due once the notice has run
//! out; without one, the late instalments alone (law.md PP-02).

use domain::{Cents, Channel, StepKey};
use law::SourceRef;

use super::{Stance, Step, interest_runs, needs_of_a_message};
use crate::ladder::{Pick, too_soon};
use crate::plans::{self, PlanAccount, PlanState};
use crate::reason::{Missing, Reason};
use crate::situation::{Situation, days_between};
use crate::texts;

/// What a notice gives where the plan has no clause: a week and a day, as is usual.
const USUAL_DAYS: u16 = 8;

pub(crate) struct PlanNotice;

impl Step for PlanNotice {
    fn key(&self) -> StepKey {
        StepKey::PlanNotice
    }

    fn consider(&self, situation: &Situation) -> Stance {
        let Some((account, places)) = first(situation) else { return Stance::Pass };
        let PlanState::Late { since, amount, known_on } = account.state else { return Stance::Pass };
        if let Some(wait) = too_soon(StepKey::PlanNotice, situation) {
            return Stance::Silent(wait);
        }
        let days = days_between(since, situation.today());
        let (left, clause_days) = (account.left(), account.clause());
        let why = vec![Reason::InstalmentLate { due: since, days, late: amount, left, clause_days }];
        Stance::Propose(Pick::new(places, known_on, why))
    }

    /// What the late instalments lack: they may hold interest and an indemnity as well.
    fn amount(&self, situation: &Situation, pick: &Pick) -> Cents {
        match first(situation).map(|(account, _)| account.state) {
            Some(PlanState::Late { amount, .. }) => amount,
            _ => pick.places.iter().map(|place| situation.standings[*place].overdue).sum(),
        }
    }

    fn channel(&self, _situation: &Situation) -> Option<Channel> {
        Some(Channel::RegisteredLetter)
    }

    fn missing(&self, situation: &Situation, _pick: &Pick, list: &mut Vec<Missing>) {
        needs_of_a_message(situation, true, list);
    }

    fn if_you_wait(&self, situation: &Situation, pick: &Pick) -> Reason {
        interest_runs(situation, pick)
    }

    fn why_not_stronger(&self, situation: &Situation, _pick: &Pick) -> Reason {
        let clause_days = first(situation).and_then(|(account, _)| account.clause());
        Reason::OnlyWhatThePlanAllows { clause_days }
    }

    fn sources(&self, _situation: &Situation, _pick: &Pick, list: &mut Vec<SourceRef>) {
        list.push(&texts::FORMAL_NOTICE);
    }

    fn deadline_days(&self, situation: &Situation) -> Option<u16> {
        let clause = first(situation).and_then(|(account, _)| account.clause());
        Some(clause.unwrap_or(USUAL_DAYS))
    }

    fn minutes(&self) -> u16 {
        8
    }
}

/// The first signed plan that is late and of which nobody has been told yet, with the places of what is due by it.
fn first<'s, 'a>(situation: &'s Situation<'a>) -> Option<(&'s PlanAccount<'a>, Vec<usize>)> {
    let today = situation.today();
    situation.plans.iter().filter(|account| account.signed).find_map(|account| {
        let PlanState::Late { known_on, .. } = account.state else { return None };
        let told = plans::notices(account.plan, situation.file, today).any(|notice| notice.day >= known_on);
        let passed_over = situation.skipped_since(StepKey::PlanNotice, known_on).is_some();
        let places: Vec<usize> = (0..situation.standings.len())
            .filter(|place| {
                let standing = &situation.standings[*place];
                account.plan.invoices.contains(&standing.invoice.id) && standing.is_actionable()
            })
            .collect();
        (!told && !passed_over && !places.is_empty()).then_some((account, places))
    })
}

/// Plans whose clause was put to use for some of these invoices.
pub(crate) fn called_in<'s>(situation: &'s Situation, places: &'s [usize]) -> impl Iterator<Item = Reason> + 's {
    situation.plans.iter().filter_map(move |account| {
        let PlanState::Accelerated { on } = account.state else { return None };
        let mut about = places.iter().map(|place| situation.standings[*place].invoice.id);
        let left = account.left();
        about.any(|invoice| account.plan.invoices.contains(&invoice)).then_some(Reason::WholeDueAgain { on, left })
    })
}
