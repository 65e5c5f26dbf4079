//! Who somebody is: identifiers, addresses, accounts. An identifier that exists here passed its check digit.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A postal address. Lines are as written; the country is ISO 3166-1 alpha-2 (empty means France).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Address {
    pub lines: Vec<String>,
    pub postcode: String,
    pub city: String,
    #[serde(default)]
    pub country: String,
}

impl Address {
    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(|line| line.trim().is_empty())
            && self.postcode.trim().is_empty()
            && self.city.trim().is_empty()
    }
}

/// Why an identifier was refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum IdentifierError {
    #[error("the number of characters is wrong")]
    Length,
    #[error("a character that does not belong here")]
    Character,
    #[error("the check digit does not agree: a digit is probably mistyped")]
    CheckDigit,
}

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Without spaces.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdentifierError;
            fn try_from(text: String) -> Result<Self, IdentifierError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(identifier: $name) -> String {
                identifier.0
            }
        }
    };
}

identifier!(
    /// The nine digits of a French company (Luhn check).
    Siren
);
identifier!(
    /// The fourteen digits of a French establishment: SIREN, then five digits (Luhn check; La Poste sums to a multiple of 5).
    Siret
);
identifier!(
    /// A VAT number: country code and national part. The French key is checked; others by form only.
    VatId
);
identifier!(
    /// A bank account (ISO 13616), checked by length of its country and modulo 97.
    Iban
);
identifier!(
    /// SHA-256 of some bytes, in lower-case hexadecimal.
    Digest
);

fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '\u{202f}' | '\u{a0}')).collect()
}

fn digits(text: &str, length: usize) -> Result<String, IdentifierError> {
    let text = compact(text);
    if !text.chars().all(|c| c.is_ascii_digit()) {
        return Err(IdentifierError::Character);
    }
    if text.len() != length {
        return Err(IdentifierError::Length);
    }
    Ok(text)
}

fn luhn_sum(digits: &str) -> u32 {
    digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0');
            match place % 2 {
                0 => digit,
                _ if digit > 4 => digit * 2 - 9,
                _ => digit * 2,
            }
        })
        .sum()
}

impl FromStr for Siren {
    type Err = IdentifierError;
    fn from_str(text: &str) -> Result<Siren, IdentifierError> {
        let text = digits(text, 9)?;
        if !luhn_sum(&text).is_multiple_of(10) || text == "000000000" {
            return Err(IdentifierError::CheckDigit);
        }
        Ok(Siren(text))
    }
}

impl Siren {
    /// Bodies of the State and local authorities have a SIREN that begins with 1 or 2 (INSEE).
    pub fn looks_public(&self) -> bool {
        self.0.starts_with(['1', '2'])
    }

    /// `812 345 678`, with no-break spaces.
    pub fn spaced(&self) -> String {
        format!("{}\u{a0}{}\u{a0}{}", &self.0[..3], &self.0[3..6], &self.0[6..])
    }
}

const LA_POSTE: &str = "356000000";

impl FromStr for Siret {
    type Err = IdentifierError;
    fn from_str(text: &str) -> Result<Siret, IdentifierError> {
        let text = digits(text, 14)?;
        let plain_sum: u32 = text.bytes().map(|b| u32::from(b - b'0')).sum();
        let of_la_poste = text.starts_with(LA_POSTE) && plain_sum.is_multiple_of(5);
        if !luhn_sum(&text).is_multiple_of(10) && !of_la_poste {
            return Err(IdentifierError::CheckDigit);
        }
        Ok(Siret(text))
    }
}

impl Siret {
    pub fn siren(&self) -> Option<Siren> {
        self.0[..9].parse().ok()
    }
}

impl FromStr for VatId {
    type Err = IdentifierError;
    fn from_str(text: &str) -> Result<VatId, IdentifierError> {
        let text = compact(text).to_uppercase();
        if !text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '*')) {
            return Err(IdentifierError::Character);
        }
        if text.len() < 4 || text.len() > 16 || !text[..2].chars().all(|c| c.is_ascii_alphabetic()) {
            return Err(IdentifierError::Length);
        }
        if text.starts_with("FR") {
            if text.len() != 13 {
                return Err(IdentifierError::Length);
            }
            let siren: Siren = text[4..].parse()?;
            // Keys of two digits follow a formula; keys with letters do not.
            if let (Ok(key), Ok(number)) = (text[2..4].parse::<u64>(), siren.as_str().parse::<u64>())
                && key != (12 + 3 * (number % 97)) % 97
            {
                return Err(IdentifierError::CheckDigit);
            }
        }
        Ok(VatId(text))
    }
}

impl VatId {
    /// The SIREN inside a French VAT number.
    pub fn siren(&self) -> Option<Siren> {
        self.0.strip_prefix("FR").and_then(|rest| rest.get(2..)).and_then(|siren| siren.parse().ok())
    }
}

impl FromStr for Iban {
    type Err = IdentifierError;
    fn from_str(text: &str) -> Result<Iban, IdentifierError> {
        let text = compact(text).to_uppercase();
        if !text.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Err(IdentifierError::Character);
        }
        match text.parse::<iban::Iban>() {
            Ok(_) => Ok(Iban(text)),
            Err(iban::ParseIbanError::InvalidBaseIban { source: iban::ParseBaseIbanError::InvalidChecksum }) => {
                Err(IdentifierError::CheckDigit)
            }
            Err(_) => Err(IdentifierError::Length),
        }
    }
}

impl Iban {
    /// In groups of four, with no-break spaces, as banks print it.
    pub fn spaced(&self) -> String {
        let mut spaced = String::with_capacity(self.0.len() * 2);
        for (place, c) in self.0.chars().enumerate() {
            if place > 0 && place.is_multiple_of(4) {
                spaced.push('\u{a0}');
            }
            spaced.push(c);
        }
        spaced
    }
}

impl FromStr for Digest {
    type Err = IdentifierError;
    fn from_str(text: &str) -> Result<Digest, IdentifierError> {
        if text.len() != 64 {
            return Err(IdentifierError::Length);
        }
        if !text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)) {
            return Err(IdentifierError::Character);
        }
        Ok(Digest(text.to_owned()))
    }
}

impl Digest {
    /// Enough of it to recognise by eye: `9f3c…e21b`.
    pub fn short(&self) -> String {
        format!("{}…{}", &self.0[..4], &self.0[60..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_siren_with_a_swapped_digit_is_refused() {
        assert!("732 829 320".parse::<Siren>().is_ok());
        assert_eq!("732 829 230".parse::<Siren>(), Err(IdentifierError::CheckDigit));
        assert_eq!("73282932".parse::<Siren>(), Err(IdentifierError::Length));
    }

    #[test]
    fn an_establishment_of_la_poste_has_its_own_check() {
        assert!("35600000000048".parse::<Siret>().is_ok());
        assert!("35600000049837".parse::<Siret>().is_ok());
        assert_eq!("35600000049838".parse::<Siret>(), Err(IdentifierError::CheckDigit));
    }

    #[test]
    fn a_french_vat_number_holds_its_siren() {
        let vat: VatId = "FR 44 732 829 320".parse().unwrap();
        assert_eq!(vat.siren().unwrap().as_str(), "732829320");
        assert_eq!("FR45732829320".parse::<VatId>(), Err(IdentifierError::CheckDigit));
    }

    #[test]
    fn an_account_is_shown_in_groups_of_four() {
        let iban: Iban = "fr14 2004 1010 0505 0001 3M02 606".parse().unwrap();
        assert_eq!(iban.spaced().replace('\u{a0}', " "), "FR14 2004 1010 0505 0001 3M02 606");
        assert_eq!("FR1420041010050500013M02607".parse::<Iban>(), Err(IdentifierError::CheckDigit));
        assert!("FR14200410100505".parse::<Iban>().is_err());
    }

    #[test]
    fn an_identifier_is_checked_when_it_is_read_back() {
        assert!(serde_json::from_str::<Siren>("\"732829230\"").is_err());
    }
}
