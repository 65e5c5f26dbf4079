//! Money that came back, in formats that have words for it and no code.

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use crate::statement::StatementEntry;

const RETURNED: [&str; 13] = [
    "IMPAYE",
    "IMPAYEE",
    "IMPAYES",
    "REJET",
    "REJETE",
    "REJETEE",
    "REJETS",
    "RETOUR",
    "REPRIS",
    "UNPAID",
    "RETURNED",
    "REJECTED",
    "RUECKLASTSCHRIFT",
];
/// The bank's price for a return speaks of the return too.
const FEES: [&str; 8] = ["FRAIS", "COMMISSION", "COMMISSIONS", "COM", "COMM", "COTISATION", "FEE", "FEES"];

impl StatementEntry {
    /// Whether money that had come in seems to have gone out again: by a code, or else by the words of the line. Words
    /// are a reason to ask the owner, and no more.
    pub fn looks_returned(&self) -> bool {
        if self.amount >= Decimal::ZERO {
            return false;
        }
        if self.return_reason.is_some() {
            return true;
        }
        let says = |wanted: &[&str]| {
            self.remittance.iter().any(|line| words(line).iter().any(|word| wanted.contains(&word.as_str())))
        };
        says(&RETURNED) && !says(&FEES)
    }
}

/// The words of a line in capitals without accents.
fn words(line: &str) -> Vec<String> {
    let plain: String = line.nfd().filter(|c| c.is_ascii()).collect::<String>().to_ascii_uppercase();
    plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(cents: i64, text: &str) -> StatementEntry {
        StatementEntry {
            amount: Decimal::new(cents, 2),
            remittance: vec![text.to_owned()],
            ..StatementEntry::default()
        }
    }

    #[test]
    fn words_of_a_return_are_seen_in_money_out_alone() {
        for text in ["CHEQUE IMPAYE 0004521", "Prlv impayé Durand", "REJET/PRLV SEPA", "CHQ REPRIS"] {
            assert!(entry(-12_000, text).looks_returned(), "{text}");
            assert!(!entry(12_000, text).looks_returned(), "{text}");
        }
        assert!(!entry(-12_000, "PRLV SEPA EDF").looks_returned());
        assert!(!entry(-12_000, "IMPAYER").looks_returned());
    }

    #[test]
    fn the_price_of_a_return_is_none() {
        for text in ["FRAIS PRLV IMPAYE 97,49EUR", "COMMISSION REJET CHEQUE", "Frais d'impayé"] {
            assert!(!entry(-2_000, text).looks_returned(), "{text}");
        }
    }

    #[test]
    fn a_code_needs_no_words() {
        let coded = StatementEntry { return_reason: Some("MD06".into()), ..entry(-1, "") };
        assert!(coded.looks_returned());
    }
}
