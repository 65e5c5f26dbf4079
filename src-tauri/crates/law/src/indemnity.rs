//! The fixed indemnity for recovery costs: 40 € per invoice paid late (IF-01 to IF-05).

use chrono::NaiveDate;
use domain::{Cents, DebtorKind};
use serde::Serialize;

use crate::account::{Account, Movement, Regime};
use crate::law::Law;
use crate::parameter::Parameter;
use crate::source::SourceRef;
use crate::texts;

/// The indemnity of one invoice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Indemnity {
    /// Counted in the total of the claim.
    pub amount: Cents,
    /// What is still open of `amount`.
    pub open: Cents,
    /// An amount to show on a line of its own, outside the total: it may be claimed, on one reading of the text.
    pub on_reading: Cents,
    pub why: IndemnityWhy,
    /// The text, whether it grants or refuses.
    pub source: Option<SourceRef>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IndemnityWhy {
    /// An amount was still open when its due date had passed.
    Late,
    /// Overdue before the insolvency opened: probably declarable, on a separate line.
    LateBeforeInsolvency,
    NotDueYet,
    PaidOnTime,
    /// Never from a consumer.
    Consumer,
    /// The due date falls on or after the opening of the insolvency.
    InsolvencyBeforeDue,
    /// A judgment awards it or not: it is in the sum awarded.
    Judgment,
    /// The due date lies before the indemnity existed.
    BeforeItExisted,
}

/// `movements` are those up to `until`, in order.
pub(crate) fn assess(account: &Account, movements: &[Movement], until: NaiveDate, law: &Law) -> Indemnity {
    let refused =
        |why, source| Indemnity { amount: Cents::ZERO, open: Cents::ZERO, on_reading: Cents::ZERO, why, source };
    let text: SourceRef = match (account.debtor, account.regime) {
        (DebtorKind::Consumer, _) | (_, Regime::Consumer { .. }) => {
            return refused(IndemnityWhy::Consumer, Some(&texts::NO_CONSUMER_COSTS));
        }
        (_, Regime::Judgment { .. }) => return refused(IndemnityWhy::Judgment, None),
        (DebtorKind::PublicBody, _) => &texts::PUBLIC_INDEMNITY,
        (DebtorKind::Professional, _) => &texts::PROFESSIONAL_INDEMNITY,
    };
    let Some(late) = first_late(account, movements, until) else {
        let first_due = account.instalments.iter().map(|instalment| instalment.due_date).min();
        let why = match first_due {
            Some(due) if until > due => IndemnityWhy::PaidOnTime,
            _ => IndemnityWhy::NotDueYet,
        };
        return refused(why, Some(text));
    };
    let Ok(figure) = law.figure(Parameter::RecoveryIndemnity, late) else {
        return refused(IndemnityWhy::BeforeItExisted, Some(text));
    };
    let amount = Cents(figure.value);
    match account.insolvency.filter(|opening| opening.day <= until) {
        Some(opening) if late >= opening.day => refused(IndemnityWhy::InsolvencyBeforeDue, Some(text)),
        Some(_) => Indemnity {
            amount: Cents::ZERO,
            open: Cents::ZERO,
            on_reading: amount,
            why: IndemnityWhy::LateBeforeInsolvency,
            source: Some(text),
        },
        None => {
            Indemnity { amount, open: amount, on_reading: Cents::ZERO, why: IndemnityWhy::Late, source: Some(text) }
        }
    }
}

/// The first due date that passed, before `until`, with something open of what was due by then.
pub(crate) fn first_late(account: &Account, movements: &[Movement], until: NaiveDate) -> Option<NaiveDate> {
    if let [only] = account.instalments.as_slice() {
        let covered: Cents = movements
            .iter()
            .take_while(|movement| movement.day <= only.due_date)
            .map(|movement| movement.amount.max(Cents::ZERO))
            .sum();
        return (until > only.due_date && covered < only.amount).then_some(only.due_date);
    }
    let mut dues: Vec<(NaiveDate, Cents)> = account
        .instalments
        .iter()
        .map(|instalment| (instalment.due_date, instalment.amount.max(Cents::ZERO)))
        .collect();
    dues.sort_by_key(|(due, _)| *due);
    let mut due_by_then = Cents::ZERO;
    let mut covered = Cents::ZERO;
    let mut rest = movements;
    for (due, amount) in dues.into_iter().take_while(|(due, _)| *due < until) {
        due_by_then = due_by_then.plus(amount);
        while let Some((movement, others)) = rest.split_first().filter(|(movement, _)| movement.day <= due) {
            covered = covered.plus(movement.amount.max(Cents::ZERO));
            rest = others;
        }
        if covered < due_by_then {
            return Some(due);
        }
    }
    None
}
