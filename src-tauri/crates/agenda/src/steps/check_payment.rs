//! Money may be there already: look at the bank before anybody is contacted (R1).

use chrono::NaiveDate;
use domain::{Cents, StepKey};

use super::{Stance, Step};
use crate::ladder::Pick;
use crate::reason::Reason;
use crate::situation::{Situation, days_between, shifted};
use crate::verdict::Group;

/// Less than this, unless it covers everything, is a rounding difference and no payment.
const SMALL_CHANGE: Cents = Cents(100);

pub(crate) struct CheckPayment;

impl Step for CheckPayment {
    fn key(&self) -> StepKey {
        StepKey::CheckPayment
    }

    fn consider(&self, situation: &Situation) -> Stance {
        says_paid(situation).or_else(|| unallocated(situation)).map_or(Stance::Pass, Stance::Propose)
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

fn says_paid(situation: &Situation) -> Option<Pick> {
    let claims = &situation.says_paid_to_check;
    let first = claims.iter().min_by_key(|claim| claim.until)?;
    let mut places: Vec<usize> = claims.iter().flat_map(|claim| &claim.covers).copied().collect();
    places.sort_unstable();
    places.dedup();
    let why = claims
        .iter()
        .map(|claim| Reason::SaysPaid { said_on: claim.said_on, days: days_between(claim.said_on, situation.today()) })
        .collect();
    Some(Pick::new(places, shifted(first.until, 1), why))
}

/// Money without an invoice, received or credited, that could pay something overdue.
pub(crate) fn unallocated(situation: &Situation) -> Option<Pick> {
    let file = situation.file;
    let today = situation.today();
    let has_notes = || file.invoices.iter().any(|invoice| invoice.is_credit_note());
    if file.payments.is_empty() && !has_notes() {
        return None;
    }
    let overdue: Cents = situation.actionable().map(|standing| standing.overdue).sum();
    let amount = file.unallocated(today);
    if !overdue.is_positive() || !amount.is_positive() || (amount < SMALL_CHANGE && amount < overdue) {
        return None;
    }
    let since = last_free_money(situation)?;
    // The owner looked and left it as it is.
    if situation.skipped_since(StepKey::CheckPayment, since).is_some() {
        return None;
    }
    let places = situation
        .standings
        .iter()
        .enumerate()
        .filter(|(_, standing)| standing.is_actionable())
        .map(|(place, _)| place)
        .collect();
    Some(Pick::new(places, since, vec![Reason::UnallocatedMoney { amount }]))
}

/// The last day on which money came that is not all given to invoices.
fn last_free_money(situation: &Situation) -> Option<NaiveDate> {
    let file = situation.file;
    let payments =
        file.payments.iter().filter(|payment| payment.free().is_positive()).map(|payment| payment.received_on);
    let notes = file
        .invoices
        .iter()
        .filter(|note| note.is_credit_note() && note.amount_due > note.credits.iter().map(|part| part.amount).sum())
        .map(|note| note.issue_date);
    payments.chain(notes).filter(|day| *day <= situation.today()).max()
}
