//! Another step, asked for by the owner. It answers to facts like the others: no promise, dispute or payment is
//! overridden, and nothing firm goes out for a time-barred debt.

use domain::{Direction, StepKey};

use crate::ladder::{Course, Pick};
use crate::reason::Reason;
use crate::situation::{Situation, Standing};

/// The step chosen, while the choice holds: until the next exchange, or until it is passed over.
pub(crate) fn chosen(situation: &Situation) -> Option<(StepKey, Pick)> {
    let choice = situation.file.choice.as_ref()?;
    let today = situation.today();
    situation.kind()?;
    if choice.day > today {
        return None;
    }
    // What came up since must be looked at first: the customer may have paid (R1).
    if crate::steps::to_look_at_since(situation).is_some_and(|since| choice.day < since) {
        return None;
    }
    let done = situation.file.exchanges.iter().rev().any(|exchange| {
        exchange.direction == Direction::Outgoing
            && exchange.day <= today
            && (exchange.day > choice.day || exchange.day == choice.day && exchange.step == Some(choice.step))
    });
    let passed_over =
        situation.file.skips.iter().any(|skip| skip.step == choice.step && skip.day >= choice.day && skip.day <= today);
    let returned = situation.file.hand_over.as_ref().is_some_and(|given| given.day >= choice.day);
    if done || passed_over || returned {
        return None;
    }
    let places: Vec<usize> = situation
        .standings
        .iter()
        .enumerate()
        .filter(|(_, standing)| choice.invoices.is_empty() || choice.invoices.contains(&standing.invoice.id))
        .filter(|(_, standing)| allowed(choice.step, standing))
        .map(|(place, _)| place)
        .collect();
    if places.is_empty() {
        return None;
    }
    let instead_of = match situation.course() {
        Course::Go(step, _) => Some(*step),
        Course::Wait(silence) => silence.next.map(|next| next.step),
        Course::Nowhere => None,
    };
    let why =
        vec![Reason::ChosenByOwner { day: choice.day, instead_of: instead_of.filter(|step| *step != choice.step) }];
    Some((choice.step, Pick::new(places, choice.day, why)))
}

pub(crate) fn allowed(step: StepKey, standing: &Standing) -> bool {
    match step {
        StepKey::FirstReminder | StepKey::Call | StepKey::HandOver => standing.is_actionable(),
        // Under a plan its instalments alone are asked for: the notice about them has its own words.
        StepKey::SecondReminder | StepKey::FormalNotice => standing.is_actionable() && !standing.by_instalments,
        StepKey::CheckDeposit | StepKey::CheckPayment => standing.hold.is_none(),
        // What the law or the facts call for is not chosen.
        StepKey::NameTheKind
        | StepKey::CheckPromise
        | StepKey::AnswerDispute
        | StepKey::CheckPlan
        | StepKey::PlanNotice
        | StepKey::DepositCheque
        | StepKey::ActBeforeLimitation
        | StepKey::DeclareClaim => false,
    }
}
