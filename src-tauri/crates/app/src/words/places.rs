//! Where in a file something was found.

use domain::Lang;
use intake::Place;

use super::say;

/// "ligne 12, colonne Échéance"; "échéance (BT-9)".
pub fn place(lang: Lang, place: &Place) -> String {
    let mut parts = Vec::new();
    if !place.part.is_empty() {
        parts.push(place.part.clone());
    }
    if let Some(line) = place.line {
        parts.push(format!("{} {line}", say(lang, "ligne", "line")));
    }
    if !place.element.is_empty() {
        parts.push(match name(lang, &place.element) {
            Some(name) => format!("{name} ({})", place.element),
            None => place.element.clone(),
        });
    }
    parts.join(", ")
}

/// A business term of EN 16931 in words.
fn name(lang: Lang, element: &str) -> Option<&'static str> {
    let name = match element {
        "BT-1" => say(lang, "numéro", "number"),
        "BT-2" => say(lang, "date de la facture", "invoice date"),
        "BT-3" => say(lang, "type de document", "type of document"),
        "BT-5" => say(lang, "monnaie", "currency"),
        "BT-9" => say(lang, "échéance", "due date"),
        "BT-20" => say(lang, "conditions de paiement", "payment terms"),
        "BT-27" => say(lang, "vendeur", "seller"),
        "BT-44" => say(lang, "client", "customer"),
        "BT-84" => say(lang, "compte à payer", "account to pay to"),
        "BT-109" => say(lang, "total hors taxe", "net total"),
        "BT-110" => say(lang, "TVA", "VAT"),
        "BT-112" => say(lang, "total TTC", "gross total"),
        "BT-113" => say(lang, "déjà payé", "paid already"),
        "BT-114" => say(lang, "arrondi", "rounding"),
        "BT-115" => say(lang, "net à payer", "amount due"),
        _ => return None,
    };
    Some(name)
}

#[cfg(test)]
mod tests {
    use intake::{Finding, FindingCode};

    use super::*;
    use crate::words::findings::finding;

    #[test]
    fn several_due_dates_are_said_in_words_and_in_the_readers_form() {
        let at = Place { element: "BT-9".into(), ..Place::default() };
        assert_eq!(place(Lang::Fr, &at), "échéance (BT-9)");
        let note = Finding::note(FindingCode::SeveralDueDates, at).with("dates", "2026-09-19, 2026-10-19");
        assert_eq!(finding(Lang::Fr, &note), "Plusieurs échéances\u{a0}: 19/09/2026 et 19/10/2026.");
        assert_eq!(finding(Lang::En, &note), "Several due dates: 19/09/2026 and 19/10/2026.");
    }
}
