//! The words that lists use for totals, kinds, states and countries.

use domain::DebtorKind;

use crate::sheet::grid::{Cell, Row};
use crate::sheet::headings::fold;

const TOTAL_WORDS: [&str; 15] = [
    "total general",
    "total",
    "totaux",
    "totals",
    "sous-total",
    "sous total",
    "s/total",
    "s/s total",
    "grand total",
    "subtotal",
    "sub-total",
    "a reporter",
    "report",
    "solde total",
    "cumul",
];

/// The words of a line that adds up others: "Total", "Sous-total Durand", "Report".
pub fn total_text(row: &Row) -> Option<String> {
    let first = row.cells.iter().find_map(|cell| match cell {
        Cell::Text(text) => Some(text),
        _ => None,
    })?;
    let folded = fold(first);
    let head = folded.trim_start_matches(|c: char| !c.is_alphabetic());
    let word = TOTAL_WORDS.iter().find(|word| head.starts_with(**word))?;
    // "TotalEnergies" is a customer.
    let ends = !head[word.len()..].starts_with(char::is_alphabetic);
    ends.then(|| first.to_string())
}

/// What a line is, in the words of its list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PieceType {
    Unsaid,
    Invoice,
    CreditNote,
    /// A quote or pro-forma invoice: no claim.
    Offer,
    Payment,
}

pub fn piece_type(text: &str) -> PieceType {
    let folded = fold(text);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    let is = |words: &[&str]| words.contains(&folded.as_str());
    if has(&["avoir", "credit", "note de cr"]) || is(&["av", "cn", "381"]) {
        PieceType::CreditNote
    } else if has(&["devis", "pro forma", "proforma", "pro-forma", "quote", "estimate"]) || is(&["325"]) {
        PieceType::Offer
    } else if has(&["facture", "invoice"]) {
        PieceType::Invoice
    } else if has(&["reglement", "paiement", "payment", "virement", "cheque", "prelevement", "encaissement"]) {
        PieceType::Payment
    } else {
        PieceType::Unsaid
    }
}

/// `Some(true)` for a word that says paid, `Some(false)` for one that says unpaid.
pub fn settled_word(text: &str) -> Option<bool> {
    match fold(text).trim() {
        "paye" | "payee" | "payes" | "payees" | "regle" | "reglee" | "soldee" | "solde" | "acquittee" | "acquitte"
        | "encaisse" | "encaissee" | "paid" | "settled" | "closed" | "cloturee" => Some(true),
        "impaye"
        | "impayee"
        | "non payee"
        | "non paye"
        | "non reglee"
        | "non regle"
        | "en attente"
        | "en retard"
        | "a payer"
        | "a regler"
        | "ouverte"
        | "ouvert"
        | "partielle"
        | "partiellement payee"
        | "partiel"
        | "envoyee"
        | "emise"
        | "validee"
        | "echue"
        | "non echue"
        | "relancee"
        | "unpaid"
        | "open"
        | "overdue"
        | "sent"
        | "due"
        | "partial"
        | "partially paid" => Some(false),
        _ => None,
    }
}

pub fn debtor_kind(text: &str) -> Option<DebtorKind> {
    let folded = fold(text);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if folded.is_empty() {
        None
    } else if has(&["public", "collectivite", "mairie", "commune", "administration", "etat", "hopital", "b2g"]) {
        Some(DebtorKind::PublicBody)
    } else if has(&["particulier", "consommateur", "consumer", "b2c", "individual", "private"]) || folded == "part" {
        Some(DebtorKind::Consumer)
    } else if has(&[
        "pro",
        "entreprise",
        "societe",
        "b2b",
        "company",
        "business",
        "artisan",
        "commercant",
        "association",
    ]) {
        Some(DebtorKind::Professional)
    } else {
        None
    }
}

/// A spreadsheet takes the zero from 06 12 34 56 78.
pub fn with_leading_zero(phone: String) -> String {
    let nine = phone.len() == 9 && phone.bytes().all(|byte| byte.is_ascii_digit()) && !phone.starts_with('0');
    if nine { format!("0{phone}") } else { phone }
}

/// ISO 3166-1 alpha-2; `None` for a country that is not known here, which then stays a line of the address.
pub fn country_code(written: &str) -> Option<String> {
    let folded = fold(written);
    let code = match folded.as_str() {
        "" => "",
        "france" => "FR",
        "belgique" | "belgium" => "BE",
        "suisse" | "switzerland" => "CH",
        "luxembourg" => "LU",
        "monaco" => "MC",
        "allemagne" | "germany" => "DE",
        "espagne" | "spain" => "ES",
        "italie" | "italy" => "IT",
        "pays-bas" | "netherlands" => "NL",
        "portugal" => "PT",
        "royaume-uni" | "united kingdom" => "GB",
        "irlande" | "ireland" => "IE",
        _ if folded.len() == 2 && folded.bytes().all(|byte| byte.is_ascii_lowercase()) => {
            return Some(folded.to_ascii_uppercase());
        }
        _ => return None,
    };
    Some(code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Row {
        Row { line: 1, cells: cells.iter().map(|cell| Cell::text(cell)).collect() }
    }

    #[test]
    fn totals_are_known_by_their_word_and_customers_are_not_taken_for_totals() {
        for text in ["Total", "TOTAL GÉNÉRAL", "Sous-total Durand", "Totaux :", "Grand total", "** Total **", "Report"]
        {
            assert_eq!(total_text(&row(&["", text])).as_deref(), Some(text));
        }
        for text in ["TotalEnergies", "Reportage photo", "Totem", "Durand"] {
            assert_eq!(total_text(&row(&[text])), None, "{text}");
        }
    }

    #[test]
    fn kinds_of_line_are_known_by_their_word() {
        for (text, kind) in [
            ("Facture", PieceType::Invoice),
            ("FACTURE D'ACOMPTE", PieceType::Invoice),
            ("Avoir", PieceType::CreditNote),
            ("Credit note", PieceType::CreditNote),
            ("AV", PieceType::CreditNote),
            ("Facture pro forma", PieceType::Offer),
            ("Règlement", PieceType::Payment),
            ("", PieceType::Unsaid),
            ("Divers", PieceType::Unsaid),
        ] {
            assert_eq!(piece_type(text), kind, "{text}");
        }
    }

    #[test]
    fn kinds_of_debtor_are_known_by_their_word() {
        for (text, kind) in [
            ("Particulier", Some(DebtorKind::Consumer)),
            ("PRO", Some(DebtorKind::Professional)),
            ("Professionnel", Some(DebtorKind::Professional)),
            ("Mairie", Some(DebtorKind::PublicBody)),
            ("Secteur public", Some(DebtorKind::PublicBody)),
            ("?", None),
        ] {
            assert_eq!(debtor_kind(text), kind, "{text}");
        }
    }

    #[test]
    fn a_zero_that_a_spreadsheet_took_is_given_back() {
        assert_eq!(with_leading_zero("612345678".into()), "0612345678");
        assert_eq!(with_leading_zero("+33 6 12 34 56 78".into()), "+33 6 12 34 56 78");
    }
}
