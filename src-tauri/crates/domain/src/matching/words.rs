//! Words around a number: those for an invoice, for something else, and those that join a list.

use super::index::Index;
use super::mask::is_no_invoice;

const INVOICE_WORDS: [&str; 12] =
    ["F", "FA", "FC", "FCT", "FCTR", "FTR", "FT", "FRE", "INV", "INVOICE", "INVOICES", "RECHNUNG"];
const LOOSE_WORDS: [&str; 16] = [
    "REF",
    "REFS",
    "REFERENCE",
    "REFERENCES",
    "RF",
    "REGLT",
    "REGLEMENT",
    "RGLT",
    "RGT",
    "REG",
    "REGL",
    "PAIEMENT",
    "PAIMENT",
    "PMT",
    "SOLDE",
    "ACOMPTE",
];
pub const NUMBER_WORDS: [&str; 8] = ["N", "NO", "NR", "NOS", "NUM", "NUMERO", "NUMEROS", "NB"];
pub const FILLERS: [&str; 16] = [
    "DE", "DES", "DU", "LE", "LA", "LES", "VOS", "VOTRE", "NOTRE", "S", "EUR", "EUROS", "MT", "MONTANT", "DATE", "TTC",
];
pub const LIST_WORDS: [&str; 7] = ["ET", "AND", "E", "PUIS", "PLUS", "AINSI", "UND"];
pub const RANGE_WORDS: [&str; 5] = ["A", "AU", "TO", "JUSQUA", "THRU"];

/// What the words before say a number is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Key {
    Invoice,
    Loose,
    Never,
    #[default]
    None,
}

pub fn is_invoice_word(word: &str) -> bool {
    INVOICE_WORDS.contains(&word)
        || word.starts_with("FACT")
        || matches!(word, "FAC" | "FACS" | "FACN" | "FACNO")
        || ["FACT", "FACTURE", "FACTURES", "FACTN", "FACTURENO"]
            .iter()
            .any(|end| word.len() > end.len() && word.ends_with(end))
}

pub fn key_of(word: &str, index: &Index) -> Key {
    if index.prefixes.contains(word) || is_invoice_word(word) {
        Key::Invoice
    } else if is_no_invoice(word) {
        Key::Never
    } else if LOOSE_WORDS.contains(&word) {
        Key::Loose
    } else {
        Key::None
    }
}

/// Words that stand before a number without being part of it.
pub fn is_small(word: &str) -> bool {
    NUMBER_WORDS.contains(&word) || FILLERS.contains(&word) || LIST_WORDS.contains(&word) || RANGE_WORDS.contains(&word)
}

/// `REFF`, `VIRFAC`: the letters of the number glued behind another word.
pub fn is_glued(word: &str, prefix: &str) -> bool {
    word.strip_suffix(prefix).is_some_and(|rest| {
        prefix.len() >= 3
            || LOOSE_WORDS.contains(&rest)
            || is_small(rest)
            || is_invoice_word(rest)
            || matches!(rest, "VIR" | "VIREMENT" | "PAIEMENT" | "PRLV" | "SDD")
    })
}
