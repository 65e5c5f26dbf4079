//! What the columns of a bank's list hold, and the words that banks write over them.

use serde::{Deserialize, Serialize};

use crate::sheet::headings::fold;

/// What a column of a bank's list holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BankField {
    /// The day it was booked.
    BookedOn,
    ValueDate,
    /// What the payer or the bank wrote; a list may have several such columns.
    Label,
    /// Kind of operation: transfer, card, fee.
    Operation,
    /// With its sign, or with [`BankField::Direction`] beside it.
    Amount,
    Debit,
    Credit,
    /// Debit or credit, in a letter or a word.
    Direction,
    /// After the movement.
    Balance,
    Currency,
    /// The bank's own reference.
    Reference,
    EndToEndId,
    CreditorReference,
    /// The other side, whichever way the money goes.
    CounterpartyName,
    /// Who pays: the other side of money in.
    PayerName,
    /// Who is paid: the other side of money out.
    PayeeName,
    CounterpartyAccount,
    /// The owner's account, where a list has several or names it on each line.
    Account,
    AccountName,
    /// Booked, pending, declined.
    Status,
    ChequeNumber,
}

impl BankField {
    pub const ALL: [BankField; 21] = [
        BankField::BookedOn,
        BankField::ValueDate,
        BankField::Label,
        BankField::Operation,
        BankField::Amount,
        BankField::Debit,
        BankField::Credit,
        BankField::Direction,
        BankField::Balance,
        BankField::Currency,
        BankField::Reference,
        BankField::EndToEndId,
        BankField::CreditorReference,
        BankField::CounterpartyName,
        BankField::PayerName,
        BankField::PayeeName,
        BankField::CounterpartyAccount,
        BankField::Account,
        BankField::AccountName,
        BankField::Status,
        BankField::ChequeNumber,
    ];

    /// The stable name, as it is stored and shown to scripts.
    pub fn code(self) -> &'static str {
        match self {
            BankField::BookedOn => "booked_on",
            BankField::ValueDate => "value_date",
            BankField::Label => "label",
            BankField::Operation => "operation",
            BankField::Amount => "amount",
            BankField::Debit => "debit",
            BankField::Credit => "credit",
            BankField::Direction => "direction",
            BankField::Balance => "balance",
            BankField::Currency => "currency",
            BankField::Reference => "reference",
            BankField::EndToEndId => "end_to_end_id",
            BankField::CreditorReference => "creditor_reference",
            BankField::CounterpartyName => "counterparty_name",
            BankField::PayerName => "payer_name",
            BankField::PayeeName => "payee_name",
            BankField::CounterpartyAccount => "counterparty_account",
            BankField::Account => "account",
            BankField::AccountName => "account_name",
            BankField::Status => "status",
            BankField::ChequeNumber => "cheque_number",
        }
    }

    /// The name in the facts of findings, whose sentence calls an invoice's amount by the shorter one.
    pub fn fact(self) -> &'static str {
        if self == BankField::Amount { "entry_amount" } else { self.code() }
    }

    pub fn is_amount(self) -> bool {
        matches!(self, BankField::Amount | BankField::Debit | BankField::Credit | BankField::Balance)
    }

    pub fn is_date(self) -> bool {
        matches!(self, BankField::BookedOn | BankField::ValueDate)
    }
}

/// The words of a heading that tell columns apart, joined by blanks: folded, without articles and prepositions.
pub fn phrase(heading: &str) -> String {
    words(heading, false).join(" ")
}

/// The same with the names of currencies, which tell some banks from others.
pub fn signature(heading: &str) -> String {
    words(heading, true).join(" ")
}

fn words(heading: &str, with_currencies: bool) -> Vec<String> {
    let mut apart = String::with_capacity(heading.len() + 4);
    let mut before = ' ';
    // `dateOp` is two words.
    for c in heading.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            apart.push(' ');
        }
        apart.push(c);
        before = c;
    }
    let folded = fold(&apart);
    let pieces: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // `D/C` is no article.
    if pieces.iter().all(|word| word.len() == 1) {
        return pieces.into_iter().map(str::to_owned).collect();
    }
    let kept = pieces.into_iter().filter_map(|word| match word {
        "de" | "du" | "des" | "d" | "la" | "le" | "les" | "l" | "en" | "of" | "the" | "au" | "a" | "et" | "and"
        | "und" | "der" | "die" | "utc" => None,
        "eur" | "euro" | "euros" => with_currencies.then(|| "euros".to_owned()),
        "n" | "no" | "num" | "nr" => Some("numero".to_owned()),
        word => Some(word.to_owned()),
    });
    kept.collect()
}

/// The currency that stands in a heading: `Montant (EUR)`, `Betrag (€)`.
pub fn currency_in(heading: &str) -> Option<&'static str> {
    let folded = fold(heading);
    let has = |word: &str| folded.split(|c: char| !c.is_alphanumeric()).any(|piece| piece == word);
    if heading.contains('€') || has("eur") || has("euro") || has("euros") {
        Some("EUR")
    } else if heading.contains('£') || has("gbp") {
        Some("GBP")
    } else if has("usd") {
        Some("USD")
    } else if has("chf") {
        Some("CHF")
    } else {
        None
    }
}

/// What a heading may mean; `None` is a known heading of no use here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BankMeaning {
    pub field: Option<BankField>,
    /// 0 to 100.
    pub confidence: u8,
}

/// Words that make another thing of a heading: not the account's currency, not the amount that moved.
const DECISIVE: [&str; 17] = [
    "original",
    "orig",
    "origine",
    "oorspr",
    "local",
    "devise",
    "currency",
    "etrangere",
    "fee",
    "frais",
    "tva",
    "vat",
    "ht",
    "francs",
    "bic",
    "card",
    "carte",
];

/// Known headings, with the confidence that they mean the field.
#[rustfmt::skip]
const HEADINGS: &[(Option<BankField>, u8, &[&str])] = &[
    (Some(BankField::BookedOn), 97, &["date comptabilisation", "date comptable", "booking date", "buchungstag", "buchungsdatum", "boekdatum", "posting date"]),
    (Some(BankField::BookedOn), 94, &["date operation", "operation date", "date op", "date ecriture", "date mouvement", "completed date", "date completed", "settlement date", "date reglement"]),
    (Some(BankField::BookedOn), 88, &["date", "datum", "buchung", "transaction date", "date transaction", "booked", "posted", "date posted"]),
    (Some(BankField::ValueDate), 97, &["date valeur", "value date", "valutadatum", "wertstellung", "wertstellungsdatum", "rentedatum", "date val"]),
    (Some(BankField::ValueDate), 90, &["valeur", "valuta", "wert"]),
    (Some(BankField::Label), 97, &["libelle", "libelle operation", "libelle complet operation", "verwendungszweck", "omschrijving", "description", "label"]),
    (Some(BankField::Label), 90, &["libelle simplifie", "libelle court", "details", "detail", "detail ecriture", "communication", "motif", "reference paiement", "payment reference", "nature operation", "informations complementaires", "narrative", "intitule", "opération", "operation"]),
    (Some(BankField::Label), 82, &["memo", "objet", "remarque", "commentaire", "comment", "note", "betreff", "hinweis", "rechnungsnummer", "invoice number", "numero facture", "reference externe"]),
    (Some(BankField::Label), 70, &["buchungstext", "artikelbezeichnung", "libelle interbancaire"]),
    (Some(BankField::Operation), 92, &["type operation", "type transaction", "transaction type", "umsatzart", "umsatztyp", "moyen paiement", "payment method"]),
    (Some(BankField::Operation), 80, &["type", "typ", "nature", "code"]),
    (Some(BankField::Amount), 96, &["montant", "montant operation", "amount", "betrag", "bedrag", "total amount incl vat", "montant total ttc"]),
    (Some(BankField::Amount), 90, &["total amount", "brutto", "brut", "gross", "somme", "montant total", "importe"]),
    (Some(BankField::Debit), 96, &["debit", "debits", "montant debit", "debit amount", "soll"]),
    (Some(BankField::Debit), 88, &["sortie", "sorties", "withdrawal", "withdrawals", "paid out", "money out", "depense", "depenses", "retrait"]),
    (Some(BankField::Credit), 96, &["credit", "credits", "montant credit", "credit amount", "haben"]),
    (Some(BankField::Credit), 88, &["entree", "entrees", "deposit", "deposits", "paid in", "money in", "recette", "recettes"]),
    (Some(BankField::Direction), 97, &["sens", "soll haben", "debit credit", "credit debit", "d c", "c d", "dc", "s h", "auswirkung auf guthaben", "af bij", "debit credit indicator", "sens operation"]),
    (Some(BankField::Balance), 96, &["solde", "balance", "saldo", "solde apres operation", "solde progressif", "saldo nach buchung", "saldo na trn", "running balance", "solde courant"]),
    (Some(BankField::Balance), 88, &["solde bancaire", "kontostand", "guthaben", "account balance", "accountbalance"]),
    (Some(BankField::Currency), 96, &["devise", "currency", "monnaie", "monn", "wahrung", "waehrung", "munt", "ccy", "payment currency", "code devise", "devise compte"]),
    (Some(BankField::Reference), 92, &["reference", "ref", "numero operation", "operation number", "operation numero", "transaction id", "identifiant transaction", "numero transaction", "reference banque", "reference operation"]),
    (Some(BankField::Reference), 80, &["id", "transaktionscode", "volgnr", "transactiereferentie", "numero ecriture", "identifiant"]),
    (Some(BankField::EndToEndId), 95, &["end to end", "end to end id", "kundenreferenz end to end", "reference bout bout"]),
    (Some(BankField::EndToEndId), 85, &["kundenreferenz"]),
    (Some(BankField::CreditorReference), 95, &["betalingskenmerk", "creditor reference", "reference creancier structuree"]),
    (Some(BankField::CounterpartyName), 97, &["nom contrepartie", "counterparty name", "partner name", "name zahlungsbeteiligter", "naam tegenpartij", "auftraggeber empfanger", "begunstigter auftraggeber", "beguenstigter zahlungspflichtiger", "auftraggeber beguenstigter", "emetteur beneficiaire", "nom emetteur beneficiaire"]),
    (Some(BankField::CounterpartyName), 90, &["contrepartie", "counterparty", "tiers", "supplier found", "nom tiers", "merchant"]),
    (Some(BankField::CounterpartyName), 80, &["nom", "name"]),
    (Some(BankField::PayerName), 94, &["zahlungspflichtige r", "payer name", "payer", "emetteur", "donneur ordre"]),
    (Some(BankField::PayeeName), 94, &["zahlungsempfanger in", "payee name", "payee", "beneficiary"]),
    (Some(BankField::CounterpartyName), 92, &["beneficiaire"]),
    (Some(BankField::CounterpartyAccount), 97, &["partner iban", "iban contrepartie", "counterparty iban", "iban zahlungsbeteiligter", "tegenrekening iban bban", "kontonummer iban", "iban kontonummer", "beneficiary iban", "iban tiers", "iban beneficiaire"]),
    (Some(BankField::CounterpartyAccount), 84, &["bank account", "kontonummer", "compte tiers", "compte contrepartie"]),
    (Some(BankField::CounterpartyAccount), 75, &["iban", "numero compte", "account number"]),
    (Some(BankField::Account), 97, &["auftragskonto", "iban auftragskonto", "iban kontoinhaber", "iban compte", "account iban", "account numero", "iban bban"]),
    (Some(BankField::Account), 80, &["compte", "account", "konto"]),
    (Some(BankField::Account), 74, &["iban", "numero compte", "account number", "produit"]),
    (Some(BankField::AccountName), 96, &["nom compte", "account name", "account label", "bezeichnung auftragskonto", "intitule compte", "kontoname"]),
    (Some(BankField::Status), 95, &["statut", "status", "state", "etat"]),
    (Some(BankField::Status), 70, &["info"]),
    (Some(BankField::ChequeNumber), 96, &["numero cheque", "cheque number", "cheque numero", "check number"]),
    (None, 96, &["solde mouvement", "date ajout pieces", "categorie", "sous categorie", "category", "category parent", "categorie operation", "sous categorie operation", "pointage operation", "kategorie", "montant ht", "montant tva total", "fremde gebuhren", "gebuhr", "fee", "frais", "netto", "net", "montant francs", "montant devise etrangere", "original amount", "original currency", "orig amount", "orig currency", "amount currency", "fee currency", "devise local", "lastschrift ursprungsbetrag", "oorspr bedrag", "oorspr munt", "date started", "started date", "mandatsreferenz", "glaubiger id", "glaeubiger id", "sammlerreferenz", "umsatzsteuer", "versand und bearbeitungsgebuhr", "exchange rate", "taux conversion", "account owner", "option 1 name", "option 2 name", "zugehoriger transaktionscode"]),
];

/// Whether only a bank heads a column so: lists of invoices and of accounting have other words for their days and texts.
pub fn only_banks_say(heading: &str) -> bool {
    const WORDS: [&str; 20] = [
        "date comptabilisation",
        "date operation",
        "operation date",
        "date op",
        "date mouvement",
        "booking date",
        "buchungstag",
        "boekdatum",
        "libelle operation",
        "libelle complet operation",
        "nature operation",
        "montant operation",
        "verwendungszweck",
        "nom contrepartie",
        "counterparty name",
        "emetteur beneficiaire",
        "nom emetteur beneficiaire",
        "beguenstigter zahlungspflichtiger",
        "solde apres operation",
        "reference bout bout",
    ];
    WORDS.contains(&phrase(heading).as_str())
}

/// What a heading may mean, best first. Empty when nothing is known of it.
pub fn meanings(heading: &str) -> Vec<BankMeaning> {
    let heading = phrase(heading);
    let words: Vec<&str> = heading.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() || words.len() > 8 {
        return Vec::new();
    }
    let mut found: Vec<BankMeaning> = Vec::new();
    for (field, confidence, phrases) in HEADINGS {
        let Some(penalty) = phrases.iter().filter_map(|phrase| distance(&words, phrase)).min() else { continue };
        let confidence = confidence.saturating_sub(penalty);
        if confidence < 50 {
            continue;
        }
        match found.iter_mut().find(|meaning| meaning.field == *field) {
            Some(meaning) => meaning.confidence = meaning.confidence.max(confidence),
            None => found.push(BankMeaning { field: *field, confidence }),
        }
    }
    found.sort_by_key(|meaning| std::cmp::Reverse(meaning.confidence));
    found
}

/// 0 for the same words in any order, more for every word that the phrase does not have; `None` when one is missing.
fn distance(words: &[&str], phrase: &str) -> Option<u8> {
    let mut left: Vec<&str> = words.to_vec();
    for wanted in phrase.split(' ') {
        let at = left.iter().position(|word| *word == wanted)?;
        left.remove(at);
    }
    if left.iter().any(|word| DECISIVE.contains(word)) {
        return None;
    }
    Some(u8::try_from(left.len() * 12).unwrap_or(u8::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(heading: &str) -> Option<BankField> {
        meanings(heading).first().and_then(|meaning| meaning.field)
    }

    #[test]
    fn headings_of_banks_are_recognised() {
        #[rustfmt::skip]
        let cases = [
            ("Date de comptabilisation", BankField::BookedOn), ("Date de l'opération", BankField::BookedOn), ("dateOp", BankField::BookedOn),
            ("Date", BankField::BookedOn), ("Buchungstag", BankField::BookedOn), ("Date completed (UTC)", BankField::BookedOn),
            ("Date de la valeur (UTC)", BankField::ValueDate), ("Date valeur", BankField::ValueDate), ("dateVal", BankField::ValueDate),
            ("Wertstellungsdatum", BankField::ValueDate), ("Libellé", BankField::Label), ("Description 2", BankField::Label),
            ("Omschrijving-1", BankField::Label), ("Détail de l'écriture", BankField::Label), ("Payment Reference", BankField::Label),
            ("Montant(EUROS)", BankField::Amount), ("Betrag (€)", BankField::Amount), ("Montant operation en euro", BankField::Amount),
            ("Débit Euros", BankField::Debit), ("Soll", BankField::Debit), ("Crédit", BankField::Credit), ("Paid in", BankField::Credit),
            ("D/C", BankField::Direction), ("Sens", BankField::Direction), ("Solde", BankField::Balance), ("Saldo na trn", BankField::Balance),
            ("accountbalance", BankField::Balance), ("Währung", BankField::Currency), ("Monn.", BankField::Currency),
            ("N° de transaction", BankField::Reference), ("Numéro d'opération", BankField::Reference), ("Kundenreferenz (End-to-End)", BankField::EndToEndId),
            ("Begünstigter / Auftraggeber", BankField::CounterpartyName), ("Nom de la contrepartie", BankField::CounterpartyName),
            ("Zahlungspflichtige*r", BankField::PayerName), ("Zahlungsempfänger*in", BankField::PayeeName),
            ("Tegenrekening IBAN/BBAN", BankField::CounterpartyAccount), ("IBAN Auftragskonto", BankField::Account), ("IBAN/BBAN", BankField::Account),
            ("Statut", BankField::Status), ("N° de chèque", BankField::ChequeNumber), ("Moyen de paiement", BankField::Operation),
        ];
        for (heading, field) in cases {
            assert_eq!(best(heading), Some(field), "{heading}: {:?}", meanings(heading));
        }
    }

    #[test]
    fn headings_that_are_another_amount_are_not_taken_for_the_movement() {
        for heading in [
            "Montant total (TTC) (local)",
            "Original Amount",
            "Orig currency",
            "Amount Currency",
            "Montant(FRANCS)",
            "Solde mouvement",
            "Montant (Devise étrangère)",
            "Fee",
        ] {
            assert_eq!(best(heading), None, "{heading}: {:?}", meanings(heading));
        }
    }

    #[test]
    fn a_currency_may_stand_in_the_heading() {
        for (heading, currency) in [
            ("Betrag (€)", Some("EUR")),
            ("Montant(EUROS)", Some("EUR")),
            ("Amount (GBP)", Some("GBP")),
            ("Montant", None),
        ] {
            assert_eq!(currency_in(heading), currency, "{heading}");
        }
    }

    #[test]
    fn fields_are_stored_under_their_code() {
        for field in BankField::ALL {
            assert_eq!(serde_json::to_value(field).unwrap(), serde_json::json!(field.code()));
        }
    }
}
