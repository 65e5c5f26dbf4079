//! Money that came back, in formats that have words for it and no code.

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use crate::statement::Statement;

/// The reason of a return that the words of its line tell and no code of the file: nothing more is known.
pub const BY_WORDS: &str = "words";

const RETURNED: [&str; 16] = [
    "IMPAYE",
    "IMPAYEE",
    "IMPAYES",
    "IMPAYEES",
    "IMP",
    "REJET",
    "REJETE",
    "REJETEE",
    "REJETS",
    "UNPAID",
    "REJECTED",
    "RUECKLASTSCHRIFT",
    "RUCKLASTSCHRIFT",
    "RETOURNE",
    "RETOURNEE",
    "RETURNED",
];
/// Words of everyday life, which speak of a return beside what can be returned.
const PERHAPS_RETURNED: [&str; 4] = ["RETOUR", "RETOURS", "REPRIS", "REPRISE"];
const CAN_BE_RETURNED: [&str; 16] = [
    "PRLV",
    "PRLVT",
    "PRELEVEMENT",
    "PREL",
    "SDD",
    "SEPA",
    "CHEQUE",
    "CHQ",
    "CHEQ",
    "VIR",
    "VIREMENT",
    "EFFET",
    "LCR",
    "BOR",
    "TIP",
    "IMPAYE",
];
/// The bank's price for a return speaks of the return too.
const FEES: [&str; 9] =
    ["FRAIS", "COMMISSION", "COMMISSIONS", "COM", "COMM", "COTISATION", "FEE", "FEES", "FACTURATION"];

/// How a line of something bought by card begins.
const BOUGHT: [&str; 4] = ["CB", "CARTE", "ACHAT", "PAIEMENT"];

/// What banks write for a reason, by its code of ISO 20022. Longer ones first.
const REASONS: [(&str, &[&str]); 10] = [
    (
        "AM04",
        &[
            "PROVISION INSUFFISANTE",
            "INSUFFISANCE PROVISION",
            "INSUFFISANCE DE PROVISION",
            "DEFAUT PROVISION",
            "DEFAUT DE PROVISION",
            "SANS PROVISION",
            "ABSENCE DE PROVISION",
        ],
    ),
    ("AC04", &["COMPTE CLOS", "COMPTE CLOTURE", "COMPTE SOLDE"]),
    ("AC06", &["COMPTE BLOQUE"]),
    ("AC01", &["IBAN INCORRECT", "IBAN INVALIDE", "COMPTE INCONNU", "COORDONNEES BANCAIRES INEXPLOITABLES"]),
    ("MD01", &["PAS DE MANDAT", "ABSENCE DE MANDAT", "ABSENCE MANDAT", "SANS MANDAT"]),
    ("MD06", &["CONTESTATION DEBITEUR", "CONTESTATION DU DEBITEUR", "OPERATION CONTESTEE"]),
    ("MS02", &["REFUS DEBITEUR", "REFUS DU DEBITEUR", "OPPOSITION DEBITEUR", "OPPOSITION DU DEBITEUR"]),
    ("MD07", &["DEBITEUR DECEDE", "TITULAIRE DECEDE"]),
    ("AM05", &["DOUBLON", "OPERATION EN DOUBLE"]),
    ("MS03", &["MOTIF NON COMMUNIQUE", "RAISON NON COMMUNIQUEE"]),
];

/// Codes of ISO 20022 that banks write into their texts: `REJET PRLV SEPA DURAND AM04`.
pub const CODES: [&str; 25] = [
    "AC01", "AC04", "AC06", "AC13", "AG01", "AG02", "AM04", "AM05", "BE04", "BE05", "CNOR", "DNOR", "ED05", "FF01",
    "FOCR", "MD01", "MD02", "MD06", "MD07", "MS02", "MS03", "RC01", "RR04", "SL01", "TECH",
];

/// Gives the entries whose words alone call them a return its reason: the code among the words, else that of their
/// phrase, else [`BY_WORDS`]. Words are a reason to ask the owner, and no more.
pub(super) fn mark(statement: &mut Statement) {
    for entry in &mut statement.entries {
        let coded = entry.return_reason.is_some() || entry.details.iter().any(|part| part.return_reason.is_some());
        if coded {
            continue;
        }
        // OFX and QIF have the beginning of the text where a name may stand.
        entry.return_reason = by_words(entry.amount, &entry.counterparty.name, &entry.remittance, &entry.operation);
        for part in &mut entry.details {
            let amount = part.amount.unwrap_or(entry.amount);
            part.return_reason = by_words(amount, &part.counterparty.name, &part.remittance, "");
        }
    }
}

fn by_words(amount: Decimal, name: &str, lines: &[String], operation: &str) -> Option<String> {
    if amount >= Decimal::ZERO {
        return None;
    }
    let texts = || std::iter::once(name).chain(lines.iter().map(String::as_str));
    let said: Vec<String> = texts().chain([operation]).flat_map(words).collect();
    let says = |wanted: &[&str]| said.iter().any(|word| wanted.contains(&word.as_str()));
    let returned = says(&RETURNED) || (says(&PERHAPS_RETURNED) && says(&CAN_BE_RETURNED));
    // What was bought by card cannot be a customer's.
    let bought =
        texts().filter_map(|text| words(text).into_iter().next()).any(|first| BOUGHT.contains(&first.as_str()));
    if !returned || bought || says(&FEES) {
        return None;
    }
    let code = said.iter().find(|word| CODES.contains(&word.as_str())).map(String::as_str);
    let phrase = || {
        let text = format!(" {} ", said.join(" "));
        let has = |phrases: &&[&str]| phrases.iter().any(|phrase| text.contains(&format!(" {phrase} ")));
        REASONS.iter().find(|(_, phrases)| has(phrases)).map(|(code, _)| *code)
    };
    Some(code.or_else(phrase).unwrap_or(BY_WORDS).to_owned())
}

/// The words of a line in capitals without accents.
fn words(line: &str) -> Vec<String> {
    let plain: String = line.nfd().filter(|c| c.is_ascii()).collect::<String>().to_ascii_uppercase();
    plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::{EntryDetail, StatementEntry};

    fn marked(cents: i64, text: &str) -> StatementEntry {
        let entry = StatementEntry {
            amount: Decimal::new(cents, 2),
            remittance: vec![text.to_owned()],
            ..StatementEntry::default()
        };
        let mut statement = Statement { entries: vec![entry], ..Statement::default() };
        mark(&mut statement);
        statement.entries.remove(0)
    }

    fn reason(text: &str) -> Option<String> {
        marked(-12_000, text).return_reason
    }

    #[test]
    fn words_of_a_return_are_seen_in_money_out_alone() {
        for text in
            ["CHEQUE IMPAYE 0004521", "Prlv impayé Durand", "REJET/PRLV SEPA", "CHQ REPRIS", "RETOUR VIR DURAND"]
        {
            assert_eq!(reason(text).as_deref(), Some(BY_WORDS), "{text}");
            assert_eq!(marked(12_000, text).return_reason, None, "{text}");
        }
        for text in ["PRLV SEPA EDF", "IMPAYER", "CB RETOUR DE PLAGE", "RETOUR DE PLAGE SARL", "PAIEMENT CB REJET 12"] {
            assert_eq!(reason(text), None, "{text}");
        }
    }

    #[test]
    fn the_words_may_stand_where_a_name_does() {
        let entry = StatementEntry {
            amount: Decimal::new(-12_000, 2),
            counterparty: crate::statement::Party { name: "REJET PRLV SEPA DURAND".into(), account: String::new() },
            remittance: vec!["PROVISION INSUFFISANTE".into()],
            operation: "DEBIT".into(),
            ..StatementEntry::default()
        };
        let mut statement = Statement { entries: vec![entry], ..Statement::default() };
        mark(&mut statement);
        assert_eq!(statement.entries[0].return_reason.as_deref(), Some("AM04"));
    }

    #[test]
    fn the_price_of_a_return_is_none() {
        for text in
            ["FRAIS PRLV IMPAYE 97,49EUR", "COMMISSION REJET CHEQUE", "Frais d'impayé", "F FRAIS PRLV IMP 97 49EUR"]
        {
            assert_eq!(reason(text), None, "{text}");
        }
    }

    #[test]
    fn the_reason_is_read_from_the_words_that_banks_write() {
        for (text, code) in [
            ("REJET PRLV SEPA DURAND PROVISION INSUFFISANTE", "AM04"),
            ("Chèque impayé, défaut de provision", "AM04"),
            ("PRLV IMPAYE DURAND COMPTE CLOTURE", "AC04"),
            ("REJET PRLV MOTIF : PAS DE MANDAT", "MD01"),
            ("IMPAYE SEPA DURAND MOTIF MD06", "MD06"),
            ("REJET PRLV REFUS DU DEBITEUR", "MS02"),
        ] {
            assert_eq!(reason(text).as_deref(), Some(code), "{text}");
        }
    }

    #[test]
    fn a_code_of_the_file_stands_and_the_parts_of_a_batch_have_their_own() {
        let part = |cents, text: &str| EntryDetail {
            amount: Some(Decimal::new(cents, 2)),
            remittance: vec![text.to_owned()],
            ..EntryDetail::default()
        };
        let coded = StatementEntry {
            amount: Decimal::new(-100, 2),
            remittance: vec!["REJET PRLV PROVISION INSUFFISANTE".into()],
            return_reason: Some("MD06".into()),
            ..StatementEntry::default()
        };
        let batch = StatementEntry {
            amount: Decimal::new(-300, 2),
            details: vec![part(-100, "REJET PRLV COMPTE CLOS"), part(-200, "VIR EDF")],
            ..StatementEntry::default()
        };
        let mut statement = Statement { entries: vec![coded, batch], ..Statement::default() };
        mark(&mut statement);
        let [coded, batch] = statement.entries.as_slice() else { panic!() };
        assert_eq!(coded.return_reason.as_deref(), Some("MD06"));
        let parts: Vec<_> = batch.details.iter().map(|part| part.return_reason.as_deref()).collect();
        assert_eq!((batch.return_reason.as_deref(), parts), (None, vec![Some("AC04"), None]));
    }
}
