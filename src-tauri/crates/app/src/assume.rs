//! What a customer probably is, from its identifiers and name. Always shown as an assumption, until the owner says so.

use domain::{DebtorKind, PublicBuyer, Siren, Standing, VatId};

/// An assumption, with what it rests on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Assumption {
    pub kind: Option<DebtorKind>,
    pub standing: Standing,
    pub public_buyer: Option<PublicBuyer>,
}

const PUBLIC_NAMES: [&str; 14] = [
    "mairie",
    "commune de",
    "ville de",
    "communaute de communes",
    "communaute d agglomeration",
    "metropole de",
    "departement d",
    "conseil departemental",
    "conseil regional",
    "region ",
    "prefecture",
    "ministere",
    "ccas",
    "rectorat",
];
const HOSPITAL_NAMES: [&str; 4] = ["centre hospitalier", "chu ", "hopital", "hopitaux"];
/// Commercial companies by their form (C. com. L210-1).
const TRADER_FORMS: [&str; 9] = ["sarl", "eurl", "sas", "sasu", "sa", "snc", "sca", "scs", "gmbh"];
const CIVIL_FORMS: [&str; 9] = ["sci", "scp", "scm", "selarl", "selas", "selurl", "earl", "gaec", "sccv"];
const PERSON_TITLES: [&str; 7] = ["m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"];

/// Public bodies first (their SIREN begins with 1 or 2), then the form of a company, then an identifier, then a title.
pub fn assume(name: &str, siren: Option<&Siren>, vat_id: Option<&VatId>) -> Assumption {
    let plain = store::name_key(name);
    let words: Vec<&str> = plain.split_whitespace().collect();
    let has = |forms: &[&str]| words.iter().any(|word| forms.contains(word));
    let begins = |names: &[&str]| names.iter().any(|start| format!("{plain} ").starts_with(start));

    if begins(&HOSPITAL_NAMES) {
        return Assumption {
            kind: Some(DebtorKind::PublicBody),
            public_buyer: Some(PublicBuyer::Hospital),
            ..Assumption::default()
        };
    }
    if siren.is_some_and(Siren::looks_public) || begins(&PUBLIC_NAMES) {
        return Assumption {
            kind: Some(DebtorKind::PublicBody),
            public_buyer: Some(PublicBuyer::StateOrLocal),
            ..Assumption::default()
        };
    }
    let standing = if has(&TRADER_FORMS) {
        Standing::Trader
    } else if has(&CIVIL_FORMS) {
        Standing::LiberalOrCivil
    } else if has(&["association"]) {
        Standing::Association
    } else {
        Standing::Unknown
    };
    if standing != Standing::Unknown || siren.is_some() || vat_id.is_some() {
        return Assumption { kind: Some(DebtorKind::Professional), standing, public_buyer: None };
    }
    if words.first().is_some_and(|first| PERSON_TITLES.contains(first)) {
        return Assumption { kind: Some(DebtorKind::Consumer), ..Assumption::default() };
    }
    Assumption::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(name: &str) -> Option<DebtorKind> {
        assume(name, None, None).kind
    }

    #[test]
    fn a_name_says_what_its_form_says() {
        assert_eq!(kind("Brasserie du Quai SARL"), Some(DebtorKind::Professional));
        assert_eq!(kind("Mairie de Saint-Briac"), Some(DebtorKind::PublicBody));
        assert_eq!(kind("Mme Delmas"), Some(DebtorKind::Consumer));
        assert_eq!(kind("Centre hospitalier de Dinan"), Some(DebtorKind::PublicBody));
        assert_eq!(kind("Café Mistral"), None);
        assert_eq!(kind("Sarlat Conserves"), None);
    }

    #[test]
    fn a_public_siren_wins_over_the_name() {
        let siren: Siren = "213502883".parse().unwrap();
        assert_eq!(assume("Régie du port", Some(&siren), None).kind, Some(DebtorKind::PublicBody));
    }

    #[test]
    fn a_civil_company_is_a_professional_but_no_trader() {
        let assumption = assume("SCI Les Tilleuls", None, None);
        assert_eq!((assumption.kind, assumption.standing), (Some(DebtorKind::Professional), Standing::LiberalOrCivil));
    }
}
