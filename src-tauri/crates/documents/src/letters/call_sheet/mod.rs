//! The call sheet: what to have under the eyes while telephoning. It stays with the owner.

mod en;
mod fr;

use domain::{Cents, DebtorKind, Lang, StepKey};
use rust_decimal::Decimal;

use super::request::LetterRequest;
use super::{Draft, Letter};

pub struct CallSheet;

impl Letter for CallSheet {
    fn step(&self) -> StepKey {
        StepKey::Call
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

    fn is_internal(&self) -> bool {
        true
    }
}

/// What one more day of delay adds, from the last rate of each invoice; rounded half up, once.
fn cost_of_a_day(request: &LetterRequest<'_>) -> Option<Cents> {
    let sum: Decimal = request
        .lines
        .iter()
        .filter_map(|line| {
            let last = request.interest.iter().filter(|period| period.number == line.number).max_by_key(|p| p.to)?;
            line.principal.to_decimal().checked_mul(last.rate_percent)?.checked_div(Decimal::from(36_500))
        })
        .sum();
    Cents::round_half_up(sum).ok().filter(|cost| cost.is_positive())
}

/// Of the oldest invoice.
fn days_late(request: &LetterRequest<'_>) -> u32 {
    request.lines.iter().map(|line| line.days_late).max().unwrap_or(0)
}
