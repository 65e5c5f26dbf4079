//! The second reminder: firm, with what the law adds, and an offer to talk.

mod en;
mod fr;

use domain::{DebtorKind, Lang, StepKey};

use super::request::LetterRequest;
use super::{Draft, Letter};

pub struct SecondReminder;

impl Letter for SecondReminder {
    fn step(&self) -> StepKey {
        StepKey::SecondReminder
    }

    fn compose(&self, request: &LetterRequest<'_>) -> Draft {
        match request.lang {
            Lang::Fr => fr::compose(request),
            Lang::En => en::compose(request),
        }
    }

    fn claims_accessories(&self, kind: DebtorKind) -> bool {
        kind != DebtorKind::Consumer
    }
}
