//! The notice about a late instalment: it asks for what is late, and says what the clause of the plan makes of the rest
//! if it stays unpaid; without a clause, that the rest is not asked for (law.md PP-02).

mod en;
mod fr;

use domain::{DebtorKind, Lang, StepKey};

use super::request::LetterRequest;
use super::{Draft, Letter};

pub struct PlanNotice;

impl Letter for PlanNotice {
    fn step(&self) -> StepKey {
        StepKey::PlanNotice
    }

    fn compose(&self, request: &LetterRequest<'_>) -> Draft {
        match request.lang {
            Lang::Fr => fr::compose(request),
            Lang::En => en::compose(request),
        }
    }

    /// The instalments hold what was agreed: nothing comes on top of them.
    fn claims_accessories(&self, _kind: DebtorKind) -> bool {
        false
    }
}
