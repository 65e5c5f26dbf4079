//! How amounts, dates and counts are written for a reader, in the two languages of Acquit.
//!
//! Letters, the reasons of a step and the verbs all use these, so that one figure never has two looks.

use chrono::{Datelike, NaiveDate, Weekday};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::money::Cents;

/// The language of a reader.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    Fr,
    En,
}

/// The space inside a number and before `; ! ? %` in French.
pub const NARROW: char = '\u{202f}';
/// The space between a number and its unit, and before `:` in French.
pub const NO_BREAK: char = '\u{a0}';

const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Lang {
    /// `1 234,56 €` or `€1,234.56`.
    pub fn amount(self, amount: Cents) -> String {
        let value = amount.0.unsigned_abs();
        let (whole, cents) = (value / 100, value % 100);
        match self {
            Lang::Fr => {
                let sign = if amount.0 < 0 { "−" } else { "" };
                format!("{sign}{},{cents:02}{NO_BREAK}€", grouped(whole, NARROW))
            }
            Lang::En => {
                let sign = if amount.0 < 0 { "−" } else { "" };
                format!("{sign}€{}.{cents:02}", grouped(whole, ','))
            }
        }
    }

    /// `22/11/2026` in both languages: the letters are read in France.
    pub fn short_date(self, day: NaiveDate) -> String {
        day.format("%d/%m/%Y").to_string()
    }

    /// `22 novembre 2026`, `1er janvier 2027`; `22 November 2026`.
    pub fn long_date(self, day: NaiveDate) -> String {
        format!("{}{NO_BREAK}{}", self.day_and_month(day), day.year())
    }

    /// `22 novembre`, `1er janvier`; `22 November`.
    pub fn day_and_month(self, day: NaiveDate) -> String {
        let month = day.month0() as usize;
        match self {
            Lang::Fr => {
                let first = if day.day() == 1 { "er" } else { "" };
                format!("{}{first}{NO_BREAK}{}", day.day(), MONTHS_FR[month])
            }
            Lang::En => format!("{}{NO_BREAK}{}", day.day(), MONTHS_EN[month]),
        }
    }

    pub fn weekday(self, day: NaiveDate) -> &'static str {
        match (self, day.weekday()) {
            (Lang::Fr, Weekday::Mon) => "lundi",
            (Lang::Fr, Weekday::Tue) => "mardi",
            (Lang::Fr, Weekday::Wed) => "mercredi",
            (Lang::Fr, Weekday::Thu) => "jeudi",
            (Lang::Fr, Weekday::Fri) => "vendredi",
            (Lang::Fr, Weekday::Sat) => "samedi",
            (Lang::Fr, Weekday::Sun) => "dimanche",
            (Lang::En, Weekday::Mon) => "Monday",
            (Lang::En, Weekday::Tue) => "Tuesday",
            (Lang::En, Weekday::Wed) => "Wednesday",
            (Lang::En, Weekday::Thu) => "Thursday",
            (Lang::En, Weekday::Fri) => "Friday",
            (Lang::En, Weekday::Sat) => "Saturday",
            (Lang::En, Weekday::Sun) => "Sunday",
        }
    }

    /// A rate in percent a year: `12,40 %` or `12.40%`. At least two decimals, more when the rate has them.
    pub fn percent(self, rate_percent: Decimal) -> String {
        let mut rate = rate_percent.normalize();
        if rate.scale() < 2 {
            rate.rescale(2);
        }
        match self {
            Lang::Fr => format!("{}{NARROW}%", rate.to_string().replace('.', ",")),
            Lang::En => format!("{rate}%"),
        }
    }

    /// A whole number with its thousands apart: `12 345` or `12,345`.
    pub fn count(self, number: u64) -> String {
        match self {
            Lang::Fr => grouped(number, NARROW),
            Lang::En => grouped(number, ','),
        }
    }

    /// The singular or plural form for a count. In French zero is singular.
    pub fn plural<'a>(self, count: u64, one: &'a str, many: &'a str) -> &'a str {
        match (self, count) {
            (_, 1) | (Lang::Fr, 0) => one,
            _ => many,
        }
    }

    /// `1re`, `2e`, `3e`; `1st`, `2nd`, `3rd`, for a feminine noun in French.
    pub fn ordinal_feminine(self, rank: u32) -> String {
        match (self, rank) {
            (Lang::Fr, 1) => "1re".to_owned(),
            (Lang::Fr, n) => format!("{n}e"),
            (Lang::En, n) => {
                let suffix = match (n % 10, n % 100) {
                    (_, 11..=13) => "th",
                    (1, _) => "st",
                    (2, _) => "nd",
                    (3, _) => "rd",
                    _ => "th",
                };
                format!("{n}{suffix}")
            }
        }
    }
}

fn grouped(number: u64, separator: char) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: String) -> String {
        text.replace([NARROW, NO_BREAK], " ")
    }

    #[test]
    fn amounts_are_written_as_each_reader_expects() {
        assert_eq!(plain(Lang::Fr.amount(Cents(123_456_789))), "1 234 567,89 €");
        assert_eq!(Lang::En.amount(Cents(123_456_789)), "€1,234,567.89");
        assert_eq!(plain(Lang::Fr.amount(Cents(-5))), "−0,05 €");
    }

    #[test]
    fn the_first_of_a_month_is_an_ordinal_in_french() {
        let day = NaiveDate::from_ymd_opt(2026, 8, 1).unwrap();
        assert_eq!(plain(Lang::Fr.long_date(day)), "1er août 2026");
        assert_eq!(plain(Lang::En.long_date(day)), "1 August 2026");
    }

    #[test]
    fn rates_keep_two_decimals() {
        assert_eq!(plain(Lang::Fr.percent(Decimal::new(124, 1))), "12,40 %");
        assert_eq!(Lang::En.percent(Decimal::new(12, 0)), "12.00%");
        assert_eq!(Lang::En.percent(Decimal::new(10_125, 3)), "10.125%");
    }

    #[test]
    fn zero_is_singular_in_french() {
        assert_eq!(Lang::Fr.plural(0, "facture", "factures"), "facture");
        assert_eq!(Lang::En.plural(0, "invoice", "invoices"), "invoices");
    }
}
