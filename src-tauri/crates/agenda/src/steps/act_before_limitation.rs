//! The action will soon be lost. Only a judge, an acknowledgment or a payment moves that day: no letter does.

use chrono::NaiveDate;
use domain::{Cents, DebtorKind, PublicBuyer, StepKey};
use law::{LimitationState, SourceRef};

use super::{Stance, Step};
use crate::ladder::Pick;
use crate::reading::{Clock, LIMITATION_NEAR_DAYS, LIMITATION_URGENT_DAYS};
use crate::reason::Reason;
use crate::situation::{Situation, Standing, days_between, shifted};
use crate::verdict::Group;

pub(crate) struct ActBeforeLimitation;

impl Step for ActBeforeLimitation {
    fn key(&self) -> StepKey {
        StepKey::ActBeforeLimitation
    }

    fn consider(&self, situation: &Situation) -> Stance {
        let today = situation.today();
        let quiet = situation.quiet().is_some();
        let mut places = Vec::new();
        let mut first: Option<(&Clock, &Standing)> = None;
        let mut since = today;
        for (place, standing) in situation.standings.iter().enumerate() {
            let Some(clock) = &standing.clock else { continue };
            let late = standing.due.is_some_and(|due| due < today);
            if clock.has_lapsed() || !late {
                continue;
            }
            let days_left = days_between(today, clock.safe);
            // A silence that the owner or the debtor asked for is broken only when little time is left.
            let silent = quiet || standing.hold.is_some();
            let warned_from = if silent || days_left <= LIMITATION_URGENT_DAYS {
                LIMITATION_URGENT_DAYS
            } else {
                LIMITATION_NEAR_DAYS
            };
            let near = shifted(clock.safe, -warned_from);
            let from = match clock.state {
                LimitationState::Running | LimitationState::Lapsed => near,
                // Perhaps lost already: said from that day on, and once more when the last day comes near.
                LimitationState::StartInDoubt => last_alarm(shifted(clock.limitation.alert_safe, 1), near, today),
                LimitationState::PerhapsMoved if silent => near,
                LimitationState::PerhapsMoved => last_alarm(shifted(clock.limitation.last_alert_safe, 1), near, today),
            };
            if from > today || passed_over(standing, situation, from) {
                continue;
            }
            since = since.min(from);
            places.push(place);
            if first.is_none_or(|(known, _)| clock.safe < known.safe) {
                first = Some((clock, standing));
            }
        }
        let Some((clock, standing)) = first else { return Stance::Pass };
        let mut pick = Pick::new(places, since, vec![reason(clock, standing, situation)]);
        pick.legal_deadline = Some(clock.safe);
        Stance::Propose(pick)
    }

    fn group(&self, _pick: &Pick) -> Group {
        Group::Decide
    }

    fn outranks_silence(&self) -> bool {
        true
    }

    fn snoozed_lets_others_speak(&self) -> bool {
        true
    }

    /// Disputed sums lapse as well.
    fn amount(&self, situation: &Situation, pick: &Pick) -> Cents {
        pick.places.iter().map(|place| situation.standings[*place].open).sum()
    }

    fn if_you_wait(&self, _situation: &Situation, pick: &Pick) -> Reason {
        pick.legal_deadline.map_or(Reason::OddsFall, |on| Reason::ClaimMayBeLost { on })
    }

    fn why_not_stronger(&self, _situation: &Situation, _pick: &Pick) -> Reason {
        Reason::OwnersDecision
    }

    fn sources(&self, situation: &Situation, pick: &Pick, list: &mut Vec<SourceRef>) {
        for place in &pick.places {
            if let Some(clock) = &situation.standings[*place].clock {
                list.extend(clock.limitation.sources());
            }
        }
        let text = if moved_by_letter(situation) { &law::texts::PUBLIC_INTERRUPTION } else { &law::texts::CLOSED_LIST };
        list.push(text);
    }

    fn minutes(&self) -> u16 {
        15
    }
}

fn reason(clock: &Clock, standing: &Standing, situation: &Situation) -> Reason {
    let limitation = &clock.limitation;
    let (invoice, safe) = (standing.invoice.id, clock.safe);
    let days_left = days_between(situation.today(), safe);
    let moved_by_letter = moved_by_letter(situation);
    let near = Reason::LimitationNear { safe, outer: limitation.alert_outer, days_left, invoice, moved_by_letter };
    match (clock.state, limitation.alerting(), limitation.deciding(), limitation.to_confirm()) {
        (LimitationState::StartInDoubt, Some(earliest), Some(decides), _) => Reason::LimitationStartInDoubt {
            invoice,
            earliest: earliest.basis,
            passed: limitation.alert_safe,
            decides: decides.basis,
            safe,
            days_left,
            moved_by_letter,
        },
        (LimitationState::PerhapsMoved, _, _, Some(event)) => Reason::LimitationPerhapsMoved {
            invoice,
            event: *event,
            passed: limitation.last_alert_safe,
            safe,
            days_left,
        },
        _ => near,
    }
}

/// The later of two days from which the owner is warned, of those that have come.
fn last_alarm(first: NaiveDate, second: NaiveDate, today: NaiveDate) -> NaiveDate {
    if second <= today { first.max(second) } else { first }
}

/// A written demand interrupts the four years of a public body with a public accountant (PB-08), nobody else's.
pub(super) fn moved_by_letter(situation: &Situation) -> bool {
    situation.kind() == Some(DebtorKind::PublicBody)
        && situation.file.customer.public_buyer != Some(PublicBuyer::PublicUndertaking)
}

fn passed_over(standing: &Standing, situation: &Situation, from: NaiveDate) -> bool {
    situation.file.skips.iter().any(|skip| {
        skip.step == StepKey::ActBeforeLimitation
            && skip.day >= from
            && skip.day <= situation.today()
            && (skip.invoices.is_empty() || skip.invoices.contains(&standing.invoice.id))
    })
}
