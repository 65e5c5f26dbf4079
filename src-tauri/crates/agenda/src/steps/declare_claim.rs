//! The debtor is insolvent: every letter stops, and the claim must be declared in time (law.md part 14).

use domain::{Cents, InsolvencyKind, StepKey};
use law::SourceRef;

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
            // Without the day of publication the judgment's stands in: earlier, so on the safe side.
            let from = insolvency.published_on.unwrap_or(insolvency.opened_on);
            if let Ok(deadlines) = law::declaration_deadlines(from, situation.ctx.law) {
                if today <= deadlines.declare.legal_limit {
                    legal_deadline = Some(deadlines.declare.safe);
                    why.push(Reason::DeclareBy {
                        safe: deadlines.declare.safe,
                        legal_limit: deadlines.declare.legal_limit,
                        days_left: days_between(today, deadlines.declare.safe),
                        from_publication: insolvency.published_on.is_some(),
                    });
                } else if today <= deadlines.ask_relief.legal_limit {
                    legal_deadline = Some(deadlines.ask_relief.safe);
                    why.push(Reason::DeclarationLate {
                        limit: deadlines.declare.legal_limit,
                        releve_until: deadlines.ask_relief.safe,
                    });
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

    fn if_you_wait(&self, _situation: &Situation, pick: &Pick) -> Reason {
        pick.legal_deadline.map_or(Reason::OddsFall, |on| Reason::ClaimMayBeLost { on })
    }

    fn why_not_stronger(&self, _situation: &Situation, _pick: &Pick) -> Reason {
        Reason::PursuitsStopped
    }

    fn sources(&self, situation: &Situation, _pick: &Pick, list: &mut Vec<SourceRef>) {
        let over_indebted =
            situation.file.insolvency.as_ref().is_some_and(|known| known.kind == InsolvencyKind::OverIndebtedness);
        if over_indebted {
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
