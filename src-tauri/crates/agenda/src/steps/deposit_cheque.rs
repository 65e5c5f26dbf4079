//! A cheque lies in the drawer: until it is at the bank the money is not there, and interest runs on (law.md C3).

use domain::{Cents, Payment, StepKey};

use super::{Stance, Step};
use crate::ladder::Pick;
use crate::reason::Reason;
use crate::situation::Situation;
use crate::verdict::Group;

pub(crate) struct DepositCheque;

impl Step for DepositCheque {
    fn key(&self) -> StepKey {
        StepKey::DepositCheque
    }

    fn consider(&self, situation: &Situation) -> Stance {
        let why: Vec<Reason> = waiting(situation)
            .map(|payment| Reason::ChequeToDeposit {
                received_on: payment.received_on,
                amount: payment.amount,
                number: payment.cheque.as_ref().map(|cheque| cheque.number.clone()).unwrap_or_default(),
            })
            .collect();
        match waiting(situation).map(|payment| payment.received_on).min() {
            None => Stance::Pass,
            Some(since) => Stance::Propose(Pick::new(Vec::new(), since, why)),
        }
    }

    fn group(&self, _pick: &Pick) -> Group {
        Group::Check
    }

    /// It is the customer's money, whatever else is silent.
    fn outranks_silence(&self) -> bool {
        true
    }

    fn yields_to_choice(&self) -> bool {
        false
    }

    fn snoozed_lets_others_speak(&self) -> bool {
        true
    }

    fn amount(&self, situation: &Situation, _pick: &Pick) -> Cents {
        waiting(situation).map(|payment| payment.amount).sum()
    }

    fn if_you_wait(&self, _situation: &Situation, _pick: &Pick) -> Reason {
        Reason::InterestUntilDeposit
    }

    fn why_not_stronger(&self, _situation: &Situation, _pick: &Pick) -> Reason {
        Reason::PaidByCheque
    }

    fn minutes(&self) -> u16 {
        10
    }
}

fn waiting<'s>(situation: &'s Situation<'_>) -> impl Iterator<Item = &'s Payment> {
    let today = situation.today();
    situation.file.payments.iter().filter(move |payment| payment.waits_for_deposit(today))
}
