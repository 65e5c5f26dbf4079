//! The first reminder: warm, it assumes an oversight and claims nothing but the invoices.

mod en;
mod fr;

use domain::{DebtorKind, Lang, StepKey};

use super::request::LetterRequest;
use super::{Draft, Letter};

pub struct FirstReminder;

impl Letter for FirstReminder {
    fn step(&self) -> StepKey {
        StepKey::FirstReminder
    }

    fn compose(&self, request: &LetterRequest<'_>) -> Draft {
        match request.lang {
            Lang::Fr => fr::compose(request),
            Lang::En => en::compose(request),
        }
    }

    fn claims_accessories(&self, _kind: DebtorKind) -> bool {
        false
    }
}
