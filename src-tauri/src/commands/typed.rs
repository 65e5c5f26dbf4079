//! What the owner typed, read: text to amounts, days, identifiers. A wrong one names its field.

use app::{Failure, FieldProblem};
use chrono::{Datelike, NaiveDate};
use domain::party::IdentifierError;
use domain::{Address, Cents, Siren, Siret};
use rust_decimal::Decimal;

use super::Outcome;

/// The text without blanks around it, if any is left.
pub fn optional(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

pub fn required(field: &'static str, text: &str) -> Outcome<String> {
    optional(text).ok_or(Failure::field(field, FieldProblem::Missing))
}

fn number(text: &str) -> Option<Decimal> {
    let bare: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{202f}' | '\u{a0}' | '€' | '\'' | '’' | '%'))
        .collect();
    let bare = bare.trim_start_matches("EUR").trim_end_matches("EUR");
    let plain = match (bare.rfind(','), bare.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => bare.replace('.', "").replace(',', "."),
        (Some(_), Some(_)) => bare.replace(',', ""),
        (Some(_), None) => bare.replace(',', "."),
        // `1.234` may be a thousand or a unit: nobody should have to guess.
        (None, Some(point)) if bare.len() - point - 1 == 3 => return None,
        _ => bare.to_owned(),
    };
    if !plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+')) {
        return None;
    }
    plain.parse().ok()
}

/// An amount in euros as people type it: `1 234,56`, `1234.5`, `1.234,56 €`.
pub fn amount(field: &'static str, text: &str) -> Outcome<Cents> {
    let text = required(field, text)?;
    let euros = number(&text).ok_or(Failure::field(field, FieldProblem::NotAnAmount))?;
    Cents::exact(euros).map_err(|error| Failure::money(field, error))
}

pub fn positive_amount(field: &'static str, text: &str) -> Outcome<Cents> {
    let amount = amount(field, text)?;
    if amount.is_positive() { Ok(amount) } else { Err(Failure::field(field, FieldProblem::NotPositive)) }
}

pub fn optional_amount(field: &'static str, text: &str) -> Outcome<Option<Cents>> {
    optional(text).map(|text| amount(field, &text)).transpose()
}

/// Percent a year, from 0 to 100.
pub fn optional_percent(field: &'static str, text: &str) -> Outcome<Option<Decimal>> {
    let Some(text) = optional(text) else { return Ok(None) };
    match number(&text) {
        Some(rate) if rate > Decimal::ZERO && rate <= Decimal::ONE_HUNDRED => Ok(Some(rate)),
        _ => Err(Failure::field(field, FieldProblem::NotANumber)),
    }
}

/// A day as people type it: `22/11/2026`, `22/11/26`, `22.11.2026`, `2026-11-22`, `22112026`.
pub fn day(field: &'static str, text: &str) -> Outcome<NaiveDate> {
    let text = required(field, text)?;
    let parts: Vec<&str> = text.split(['/', '.', '-', ' ']).filter(|part| !part.is_empty()).collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => (*year, *month, *day),
        [day, month, year] => (*year, *month, *day),
        [all] if all.len() == 8 && all.is_ascii() => (&all[4..], &all[2..4], &all[..2]),
        _ => return Err(Failure::field(field, FieldProblem::NotADate)),
    };
    let read = |part: &str| part.parse::<u32>().map_err(|_| Failure::field(field, FieldProblem::NotADate));
    let year = match (year.len(), read(year)?) {
        (2, short) => 2000 + short,
        (_, long) => long,
    };
    let year = i32::try_from(year).map_err(|_| Failure::field(field, FieldProblem::NotADate))?;
    let found =
        NaiveDate::from_ymd_opt(year, read(month)?, read(day)?).ok_or(Failure::field(field, FieldProblem::NotADate))?;
    if (1990..=2100).contains(&found.year()) {
        Ok(found)
    } else {
        Err(Failure::field(field, FieldProblem::DateOutOfRange))
    }
}

pub fn optional_day(field: &'static str, text: &str) -> Outcome<Option<NaiveDate>> {
    optional(text).map(|text| day(field, &text)).transpose()
}

/// SIREN or SIRET, by the number of digits.
pub fn company_number(field: &'static str, text: &str) -> Outcome<(Option<Siren>, Option<Siret>)> {
    let Some(text) = optional(text) else { return Ok((None, None)) };
    let wrong = |error: IdentifierError| Failure::identifier(field, "9 (SIREN) ou 14 (SIRET)", error);
    if text.chars().filter(char::is_ascii_digit).count() > 9 {
        let siret: Siret = text.parse().map_err(wrong)?;
        Ok((siret.siren(), Some(siret)))
    } else {
        Ok((Some(text.parse().map_err(wrong)?), None))
    }
}

/// An optional identifier of one kind.
pub fn identifier<T: std::str::FromStr<Err = IdentifierError>>(
    field: &'static str,
    expected: &'static str,
    text: &str,
) -> Outcome<Option<T>> {
    optional(text).map(|text| text.parse().map_err(|error| Failure::identifier(field, expected, error))).transpose()
}

/// An address somebody can be written to: one `@`, something on both sides, a point after it.
pub fn optional_email(field: &'static str, text: &str) -> Outcome<Option<String>> {
    let Some(text) = optional(text) else { return Ok(None) };
    let plausible = text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && !host.contains('@')
            && host.split('.').count() > 1
            && host.split('.').all(|label| !label.is_empty())
            && !text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';'))
    });
    if plausible { Ok(Some(text)) } else { Err(Failure::field(field, FieldProblem::NotAnEmail)) }
}

pub fn address(street: &str, postcode: &str, city: &str, country: &str) -> Address {
    Address {
        lines: street.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect(),
        postcode: postcode.trim().to_owned(),
        city: city.trim().to_owned(),
        country: country.trim().to_uppercase(),
    }
}

/// A word of the wire (`snake_case`) as the enum it names; none when it is empty.
pub fn word<T: serde::de::DeserializeOwned>(field: &'static str, text: &str) -> Outcome<Option<T>> {
    let Some(text) = optional(text) else { return Ok(None) };
    serde_json::from_value(serde_json::Value::String(text))
        .map(Some)
        .map_err(|_| Failure::field(field, FieldProblem::UnknownValue))
}

pub fn required_word<T: serde::de::DeserializeOwned>(field: &'static str, text: &str) -> Outcome<T> {
    word(field, text)?.ok_or(Failure::field(field, FieldProblem::Missing))
}

/// The word of the wire for an enum.
pub fn code<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (text, cents) in [
            ("1 234,56", 123_456),
            ("1234.5", 123_450),
            ("1.234,56 €", 123_456),
            ("1,234.56", 123_456),
            ("12", 1_200),
            ("EUR 0,07", 7),
        ] {
            assert_eq!(amount("amount", text), Ok(Cents(cents)), "{text}");
        }
    }

    #[test]
    fn an_amount_that_could_be_two_is_asked_again() {
        for text in ["1.234", "12,345", "douze", "1e3", "--5", ""] {
            assert!(amount("amount", text).is_err(), "{text}");
        }
    }

    #[test]
    fn days_are_read_as_people_type_them() {
        let expected = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        for text in ["22/11/2026", "22/11/26", "22.11.2026", "2026-11-22", "22112026", " 22-11-2026 "] {
            assert_eq!(day("day", text), Ok(expected), "{text}");
        }
        for text in ["30/02/2026", "22/13/2026", "11", "22/11/1066", "demain"] {
            assert!(day("day", text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_long_company_number_is_a_siret() {
        assert!(company_number("siret", "732 829 320").unwrap().1.is_none());
        assert!(company_number("siret", "35600000000048").unwrap().1.is_some());
        assert!(company_number("siret", "732829321").is_err());
    }

    #[test]
    fn half_an_address_is_not_one() {
        assert!(optional_email("email", "compta@perrin.example").is_ok());
        for text in ["compta", "compta@", "@perrin.example", "a@b", "a b@c.fr", "a@b..fr"] {
            assert!(optional_email("email", text).is_err(), "{text}");
        }
    }
}
