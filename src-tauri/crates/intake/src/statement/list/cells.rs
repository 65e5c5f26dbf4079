//! What single cells of a bank's list say.

use rust_decimal::Decimal;

use crate::sheet::grid::Cell;
use crate::sheet::headings::fold;
use crate::sheet::values::{self, AmountError};

/// Characters kept of one text.
const TEXT_LIMIT: usize = 2_000;

/// Whether a cell holds something in which a figure stands.
pub fn has_figure(cell: &Cell) -> bool {
    match cell {
        Cell::Number(_) | Cell::Error(_) => true,
        Cell::Text(text) => text.contains(|c: char| c.is_ascii_digit()),
        Cell::Date(_) | Cell::Empty => false,
    }
}

/// `6,17E+025`: a spreadsheet has cut the digits.
pub fn is_cut(cell: &Cell) -> bool {
    match cell {
        Cell::Text(text) => {
            matches!(values::amount(text, None), Err(AmountError::Scientific)) && text.contains(['+', ',', '.'])
        }
        // More digits than a spreadsheet keeps.
        Cell::Number(number) => number.abs() >= Decimal::from(1_000_000_000_000_000_i64),
        _ => false,
    }
}

pub fn is_unbooked(status: &str) -> bool {
    const WORDS: [&str; 22] = [
        "vorgemerkt",
        "ausstehend",
        "pending",
        "en attente",
        "en cours",
        "a venir",
        "processing",
        "autoris",
        "previsionnel",
        "declined",
        "reverted",
        "failed",
        "cancel",
        "refus",
        "rejet",
        "annul",
        "abgelehnt",
        "storniert",
        "non comptabilis",
        "echou",
        "reversed",
        "authorized",
    ];
    WORDS.iter().any(|word| status.contains(word))
}

/// ISO 4217 as far as it can be told by its form.
pub fn currency_code(text: &str) -> String {
    match text.trim() {
        "€" => "EUR".to_owned(),
        "£" => "GBP".to_owned(),
        "$" => "USD".to_owned(),
        code if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) => code.to_ascii_uppercase(),
        other if matches!(fold(other).as_str(), "euro" | "euros") => "EUR".to_owned(),
        _ => String::new(),
    }
}

pub fn one_line(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match joined.char_indices().nth(TEXT_LIMIT) {
        Some((end, _)) => joined[..end].to_owned(),
        None => joined,
    }
}

pub fn shortened(text: &str) -> String {
    crate::einvoice::values::shortened(text)
}
