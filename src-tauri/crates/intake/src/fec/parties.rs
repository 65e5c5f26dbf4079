//! Whose a line of account 411 is: an auxiliary, a sub-account, or nobody in particular.

use super::model::CustomerKind;
use crate::sheet::headings::fold;

/// Text of the account and auxiliary of a line.
#[derive(Clone, Copy, Debug)]
pub struct PartyText<'t> {
    pub account: &'t str,
    pub account_label: &'t str,
    pub auxiliary: &'t str,
    pub auxiliary_label: &'t str,
    pub client: &'t str,
}

/// Who a line belongs to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Owner {
    /// One customer has one of these.
    pub key: String,
    pub name: String,
    pub kind: CustomerKind,
}

/// Decides who a line belongs to. `only_account` says that the file has one account 411 alone.
pub fn owner(party: PartyText<'_>, only_account: bool) -> Owner {
    let first = |texts: &[&str]| texts.iter().find(|text| !text.is_empty()).copied().unwrap_or_default().to_owned();
    if !party.auxiliary.is_empty() {
        let name = first(&[party.auxiliary_label, party.auxiliary]);
        let kind = named(&name).max_kind(named(party.auxiliary));
        return Owner { key: party.auxiliary.to_owned(), name, kind };
    }
    if !party.client.is_empty() {
        let name = party.client.to_owned();
        return Owner { kind: named(&name), key: name.clone(), name };
    }
    let (key, name) = (party.account.to_owned(), first(&[party.account_label, party.account]));
    let kind =
        if is_shared(party.account, party.account_label, only_account) { CustomerKind::Shared } else { named(&name) };
    Owner { key, name, kind }
}

impl CustomerKind {
    /// Nobody in particular, if either name says so.
    fn max_kind(self, other: CustomerKind) -> CustomerKind {
        if self == CustomerKind::Named { other } else { self }
    }
}

/// Whether an account without auxiliary is for all customers: `411`, `411000`, `411100000 Clients`.
fn is_shared(account: &str, label: &str, only_account: bool) -> bool {
    let rest = account.strip_prefix("411").unwrap_or(account);
    let zeros = |text: &str| text.bytes().all(|byte| byte == b'0');
    if zeros(rest) {
        return true;
    }
    let family = rest.get(1..).is_some_and(zeros) && rest.starts_with(|c: char| c.is_ascii_digit());
    let words = words(label);
    let all_customers = words.first().is_some_and(|word| word == "clients")
        && words.iter().all(|word| WORDS_OF_ALL.contains(&word.as_str()) || word.bytes().all(|b| b.is_ascii_digit()));
    // `411700 MARTIN` is a customer of its own, unless there is no other.
    all_customers || family && (only_account || words.is_empty() || words[0] == "clients")
}

fn words(name: &str) -> Vec<String> {
    fold(name).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Words that say no more than that all customers are meant.
const WORDS_OF_ALL: [&str; 23] = [
    "clients",
    "client",
    "ventes",
    "biens",
    "services",
    "prestations",
    "marchandises",
    "france",
    "export",
    "ue",
    "cee",
    "etranger",
    "collectif",
    "compte",
    "de",
    "et",
    "ou",
    "a",
    "tva",
    "taux",
    "normal",
    "reduit",
    "exoneres",
];

/// Ways of paying and of selling that stand in the place of a customer. Each alone makes a name nobody's, if the other
/// words are of these or of [`FILLERS`].
const MEANS: [&str; 30] = [
    "cb",
    "carte",
    "cartes",
    "especes",
    "espece",
    "cheque",
    "cheques",
    "chq",
    "virement",
    "virements",
    "recette",
    "recettes",
    "caisse",
    "caisses",
    "comptoir",
    "comptant",
    "amex",
    "paypal",
    "stripe",
    "sumup",
    "tpe",
    "ancv",
    "tickets",
    "ticket",
    "prelevement",
    "prelevements",
    "journaliere",
    "journalieres",
    "encaissement",
    "encaissements",
];
/// Several people under one name.
const SUNDRY: [&str; 10] = [
    "divers",
    "diverses",
    "particulier",
    "particuliers",
    "passage",
    "passagers",
    "anonyme",
    "internet",
    "web",
    "autres",
];
const FILLERS: [&str; 31] = [
    "client",
    "clients",
    "vente",
    "ventes",
    "reglement",
    "reglements",
    "paiement",
    "paiements",
    "bancaire",
    "bancaires",
    "bleue",
    "bleues",
    "restaurant",
    "restaurants",
    "resto",
    "vacances",
    "american",
    "express",
    "remise",
    "remises",
    "du",
    "de",
    "des",
    "en",
    "par",
    "la",
    "le",
    "les",
    "jour",
    "et",
    "au",
];

/// `RECETTE CB` is nobody; `CB Construction` is somebody. So every word must be of the lists, and one tell.
fn named(name: &str) -> CustomerKind {
    let words = words(name);
    let of = |list: &[&str], word: &String| list.contains(&word.as_str());
    let known = |word: &String| {
        of(&MEANS, word) || of(&SUNDRY, word) || of(&FILLERS, word) || word.bytes().all(|b| b.is_ascii_digit())
    };
    let only_digits = words.iter().all(|word| word.bytes().all(|b| b.is_ascii_digit()));
    if words.is_empty() || only_digits || !words.iter().all(known) {
        return CustomerKind::Named;
    }
    // `Comptoir des ventes` is a shop's name, `Ventes comptoir` is none.
    if words[0] == "comptoir" && words.len() > 1 {
        return CustomerKind::Named;
    }
    // Two capitals are as likely somebody's initials, so they need a second word.
    if words.iter().any(|word| of(&MEANS, word)) && !(words.len() == 1 && words[0] == "cb") {
        CustomerKind::MeansOfPayment
    } else if words.iter().any(|word| of(&SUNDRY, word)) {
        CustomerKind::Sundry
    } else {
        CustomerKind::Named
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(auxiliary: &str, label: &str) -> CustomerKind {
        let party =
            PartyText { account: "411000", account_label: "Clients", auxiliary, auxiliary_label: label, client: "" };
        owner(party, true).kind
    }

    #[test]
    fn a_means_of_payment_is_no_customer() {
        for label in
            ["RECETTE CB", "Recettes espèces", "CARTES BANCAIRES", "Client comptoir", "TICKETS RESTAURANT", "Chèques"]
        {
            assert_eq!(kind_of("C1", label), CustomerKind::MeansOfPayment, "{label}");
        }
        assert_eq!(kind_of("RECETTECB", "Recette CB"), CustomerKind::MeansOfPayment);
        for label in ["CLIENTS DIVERS", "Divers", "Ventes internet", "Client de passage"] {
            assert_eq!(kind_of("C2", label), CustomerKind::Sundry, "{label}");
        }
        for label in [
            "CB Construction",
            "CB",
            "La Caisse aux Livres",
            "Restaurant du Port",
            "Comptoir des Ventes",
            "Express Vacances",
            "Durand",
            "12",
        ] {
            assert_eq!(kind_of("C3", label), CustomerKind::Named, "{label}");
        }
    }

    #[test]
    fn an_account_without_auxiliary_is_shared_or_a_customer_of_its_own() {
        let kind = |account, account_label, only| {
            let party = PartyText { account, account_label, auxiliary: "", auxiliary_label: "", client: "" };
            owner(party, only).kind
        };
        assert_eq!(kind("411100000", "Clients", true), CustomerKind::Shared);
        assert_eq!(kind("411000", "Client Robert", true), CustomerKind::Shared);
        assert_eq!(kind("411200", "CLIENTS EXPORT", false), CustomerKind::Shared);
        assert_eq!(kind("411", "", false), CustomerKind::Shared);
        assert_eq!(kind("411100", "Martin SARL", false), CustomerKind::Named);
        assert_eq!(kind("411100", "Martin SARL", true), CustomerKind::Shared);
        assert_eq!(kind("411DUP", "Dupont", true), CustomerKind::Named);
        assert_eq!(kind("41100012", "Dupont", false), CustomerKind::Named);
        assert_eq!(kind("411CB", "Recette CB", false), CustomerKind::MeansOfPayment);
    }

    #[test]
    fn cash_accounting_names_its_customer_in_a_column_of_its_own() {
        let party = PartyText {
            account: "411000",
            account_label: "Clients",
            auxiliary: "",
            auxiliary_label: "",
            client: "Durand",
        };
        assert_eq!(
            owner(party, true),
            Owner { key: "Durand".into(), name: "Durand".into(), kind: CustomerKind::Named }
        );
    }
}
