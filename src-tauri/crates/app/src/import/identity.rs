//! Is this party the owner's business?

use domain::{Business, Siren};
use intake::einvoice::PartyFacts;
use store::name_key;

/// Legal forms and their like, which people write or leave out.
const FORMS: [&str; 16] = [
    "eurl",
    "sarl",
    "sas",
    "sasu",
    "sa",
    "snc",
    "sci",
    "ei",
    "eirl",
    "selarl",
    "scop",
    "scp",
    "scm",
    "auto",
    "entrepreneur",
    "micro",
];

/// A name without its legal form.
pub fn bare(name: &str) -> String {
    name_key(name).split_whitespace().filter(|word| !FORMS.contains(word)).collect::<Vec<_>>().join(" ")
}

fn siren_of(party: &PartyFacts) -> Option<Siren> {
    party
        .siren
        .clone()
        .or_else(|| party.siret.as_ref().and_then(|siret| siret.siren()))
        .or_else(|| party.vat_id.as_ref().and_then(|vat| vat.siren()))
}

/// By SIREN where both have one, else by VAT number, else by name without its legal form.
pub fn is_business(business: &Business, party: &PartyFacts) -> bool {
    if let (Some(ours), Some(theirs)) = (business.siren.as_ref(), siren_of(party)) {
        return *ours == theirs;
    }
    if let (Some(ours), Some(theirs)) = (business.vat_id.as_ref(), party.vat_id.as_ref()) {
        return ours == theirs;
    }
    let ours = bare(&business.name);
    !ours.is_empty() && [&party.name, &party.trading_name].iter().any(|name| bare(name) == ours)
}

/// How a party is named in a question: by name, else by an identifier; empty where the file says neither.
pub fn shown(party: &PartyFacts) -> String {
    let names = [party.name.trim(), party.trading_name.trim()];
    if let Some(name) = names.into_iter().find(|name| !name.is_empty()) {
        return name.to_owned();
    }
    let vat = || party.vat_id.as_ref().map(|vat| vat.as_str().to_owned());
    siren_of(party).map(|siren| format!("SIREN {siren}")).or_else(vat).unwrap_or_default()
}
