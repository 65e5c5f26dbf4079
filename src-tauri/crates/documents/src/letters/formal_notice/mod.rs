//! The formal notice (mise en demeure): calls on the debtor to pay within a deadline (C. civ. 1344, law.md AM-02).

mod en;
mod fr;

use domain::{DebtorKind, Lang, StepKey};

use super::request::LetterRequest;
use super::{Draft, Letter};

pub struct FormalNotice;

impl Letter for FormalNotice {
    fn step(&self) -> StepKey {
        StepKey::FormalNotice
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
