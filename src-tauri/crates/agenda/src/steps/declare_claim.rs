//! The debtor is insolvent: every letter stops, and the claim must be declared in time (law.md part 14).

use chrono::NaiveDate;
use domain::{Cents, InsolvencyKind, StepKey};
use law::{ProceduralDeadline, SourceRef};

use super::{Stance, Step};
use crate::ladder::Pick;
use crate::reason::{Missing, Reason, SilenceReason};
use crate::situation::{Situation, days_between};
use crate::verdict::{Group, Silence};

pub(crate) struct DeclareClaim;

impl Step for DeclareClaim {
    fn key(&self) -> StepKey {
        StepKey::DeclareClaim
    }

    fn consider(&self, situation: &Situation) -> Stance {
        let today = situation.today();
        let Some(insolvency) = situation.file.insolvency.as_ref().filter(|known| known.recorded_on <= today) else {
            return Stance::Pass;
        };
        let declared_on = insolvency.declared_on.filter(|day| *day <= today);
        let silent = || {
            let reason = SilenceReason::Insolvent { kind: insolvency.kind, declared_on };
            Stance::Silent(Silence { reason, next: None })
        };
        // Debts born after the judgment are not declared: they are paid when due (IN-S5).
        let places: Vec<usize> = situation
            .standings
            .iter()
            .enumerate()
            .filter(|(_, standing)| {
                standing.invoice.delivery_date.unwrap_or(standing.invoice.issue_date) < insolvency.opened_on
            })
            .map(|(place, _)| place)
            .collect();
        let passed_over = situation.skipped_since(StepKey::DeclareClaim, insolvency.recorded_on).is_some();
        if declared_on.is_some() || passed_over || places.is_empty() {
            return silent();
        }
        let mut why = vec![Reason::Insolvent { kind: insolvency.kind, opened_on: insolvency.opened_on }];
        let mut legal_deadline = None;
        if insolvency.kind != InsolvencyKind::OverIndebtedness {
            // Without the day of publication the judgment's stands in: earlier, so on the safe side. It says when there
            // is time for certain, never that there is none left (IN-S2).
            let from = insolvency.published_on.unwrap_or(insolvency.opened_on);
            let published = insolvency.published_on.is_some();
            if let Ok(deadlines) = law::declaration_deadlines(from, situation.ctx.law) {
                let declare = deadlines.declare;
                if today <= declare.legal_limit {
                    let aim = next_day_of(declare, today);
                    legal_deadline = Some(aim);
                    why.push(Reason::DeclareBy {
                        safe: Some(declare.safe).filter(|safe| today <= *safe),
                        legal_limit: declare.legal_limit,
                        days_left: days_between(today, aim),
                        from_publication: published,
                    });
                } else if !published {
                    why.push(Reason::PublicationUnknown { judgment: insolvency.opened_on });
                } else if today <= deadlines.ask_relief.legal_limit {
                    let until = next_day_of(deadlines.ask_relief, today);
                    legal_deadline = Some(until);
                    why.push(Reason::DeclarationLate { limit: declare.legal_limit, releve_until: until });
                } else {
                    return silent();
                }
            }
        }
        let mut pick = Pick::new(places, insolvency.recorded_on, why);
        pick.legal_deadline = legal_deadline;
        Stance::Propose(pick)
    }

    fn group(&self, _pick: &Pick) -> Group {
        Group::Decide
    }

    fn outranks_silence(&self) -> bool {
        true
    }

    fn yields_to_choice(&self) -> bool {
        false
    }

    /// What is not due yet is declared too.
    fn amount(&self, situation: &Situation, pick: &Pick) -> Cents {
        pick.places.iter().map(|place| situation.standings[*place].open).sum()
    }

    fn missing(&self, situation: &Situation, pick: &Pick, list: &mut Vec<Missing>) {
        let needs_publication = situation
            .file
            .insolvency
            .as_ref()
            .is_some_and(|known| known.published_on.is_none() && known.kind != InsolvencyKind::OverIndebtedness);
        if needs_publication {
            list.push(Missing::PublicationDate);
        }
        super::formal_notice::missing_proof(situation, pick, list);
    }

    fn if_you_wait(&self, situation: &Situation, pick: &Pick) -> Reason {
        match pick.legal_deadline {
            Some(on) => Reason::ClaimMayBeLost { on },
            None if is_over_indebted(situation) => Reason::AnswerTheCommission,
            None => Reason::DeclareAtOnce,
        }
    }

    fn why_not_stronger(&self, situation: &Situation, _pick: &Pick) -> Reason {
        if is_over_indebted(situation) { Reason::EnforcementSuspended } else { Reason::PursuitsStopped }
    }

    fn sources(&self, situation: &Situation, _pick: &Pick, list: &mut Vec<SourceRef>) {
        if is_over_indebted(situation) {
            list.push(&crate::texts::OVER_INDEBTEDNESS);
        } else {
            list.push(&law::texts::DECLARATION);
            list.push(&law::texts::LATE_DECLARATION);
            list.push(&crate::texts::PURSUITS_STOPPED);
        }
    }

    fn minutes(&self) -> u16 {
        30
    }
}

/// The safe day while it is to come, then the last day of the law.
fn next_day_of(deadline: ProceduralDeadline, today: NaiveDate) -> NaiveDate {
    if today <= deadline.safe { deadline.safe } else { deadline.legal_limit }
}

fn is_over_indebted(situation: &Situation) -> bool {
    situation.file.insolvency.as_ref().is_some_and(|known| known.kind == InsolvencyKind::OverIndebtedness)
}
