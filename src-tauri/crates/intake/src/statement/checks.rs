//! What every reader of statements checks in the same way.

use rust_decimal::Decimal;

use crate::finding::{Finding, FindingCode, Place};
use crate::statement::Statement;

/// Enough to tell the owner; a hostile file could give one per line.
const FINDINGS_LIMIT: usize = 5_000;
/// More than any account moves, and far below what a sum could not hold.
const LARGEST: i64 = 1_000_000_000_000_000;
/// No currency has as many decimals.
const MOST_DECIMALS: u32 = 10;

/// Findings in the order of the file, held to a number that fits a screen and a memory.
#[derive(Default)]
pub struct Findings {
    list: Vec<Finding>,
    left_out: usize,
}

impl Findings {
    pub fn push(&mut self, finding: Finding) {
        if self.list.len() < FINDINGS_LIMIT {
            self.list.push(finding);
        } else {
            self.left_out += 1;
        }
    }

    /// All of them; the last says how many more there were.
    pub fn finish(mut self) -> Vec<Finding> {
        if self.left_out > 0 {
            let more = Finding::warning(FindingCode::MoreFindings, Place::whole_file());
            self.list.push(more.with("count", self.left_out));
        }
        self.list
    }
}

/// Whether an amount is one that Acquit counts with: sums of such amounts never overflow.
pub fn in_range(amount: Decimal) -> bool {
    amount.abs() <= Decimal::from(LARGEST) && amount.normalize().scale() <= MOST_DECIMALS
}

/// Opening, movements and closing that do not agree: said, not refused, since many files are shortened.
pub fn check_balances(statement: &Statement, place: Place, findings: &mut Findings) {
    if statement.balances() != Some(false) {
        return;
    }
    let (Some(opening), Some(closing)) = (statement.opening, statement.closing) else { return };
    let movements = statement.movements();
    findings.push(
        Finding::warning(FindingCode::BalancesDoNotAdd, place)
            .with("opening", opening.amount)
            .with("movements", movements)
            .with("closing", closing.amount)
            .with("difference", closing.amount - opening.amount - movements)
            .with("currency", &statement.currency),
    );
}

/// An account or a reference as it is compared: without blanks.
pub fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_beyond_the_limit_are_counted() {
        let mut findings = Findings::default();
        for _ in 0..FINDINGS_LIMIT + 3 {
            findings.push(Finding::note(FindingCode::NotBooked, Place::whole_file()));
        }
        let list = findings.finish();
        let last = list.last().unwrap();
        assert_eq!(list.len(), FINDINGS_LIMIT + 1);
        assert_eq!((last.code, last.facts[0].1.as_str()), (FindingCode::MoreFindings, "3"));
    }

    #[test]
    fn amounts_beyond_reason_are_out_of_range() {
        let amount = |text: &str| text.parse::<Decimal>().unwrap();
        assert!(in_range(amount("1000000000000000")) && in_range(amount("-0.0000000001")));
        assert!(in_range(amount("1.000000000000000000")));
        assert!(!in_range(amount("1000000000000001")) && !in_range(amount("0.00000000001")));
    }
}
