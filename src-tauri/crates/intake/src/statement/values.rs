//! Amounts, days and accounts as bank files write them.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use domain::Iban;
use rust_decimal::Decimal;

use crate::sheet::grid::Cell;
use crate::sheet::values::{self as people, AmountEvidence, DecimalSign, Verdict};

/// The largest amount read. Sums of every entry a file may have stay far below what a `Decimal` holds.
const AMOUNT_LIMIT: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, false, 0);
const DECIMALS_LIMIT: u32 = 6;

/// Nothing beyond reason: below a million billions, at most six decimals.
pub fn bounded(amount: Decimal) -> Option<Decimal> {
    let amount = amount.normalize();
    (amount.abs() < AMOUNT_LIMIT && amount.scale() <= DECIMALS_LIMIT).then_some(amount)
}

/// An unsigned amount at the start of a text, with the decimal sign SWIFT asks for or a point, and the text after it:
/// `1234,5NTRF`. Groups of thousands are understood where both signs occur.
pub fn leading_amount(text: &str) -> Option<(Decimal, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.')).unwrap_or(text.len());
    let (written, rest) = text.split_at(end);
    let decimal = written.rfind([',', '.']);
    let (whole, fraction) = decimal.map_or((written, ""), |at| (&written[..at], &written[at + 1..]));
    let groups: Vec<&str> = whole.split([',', '.']).collect();
    let well_grouped = groups.len() == 1
        || groups[1..].iter().all(|group| group.len() == 3)
            && (1..=3).contains(&groups[0].len())
            && decimal.is_some_and(|at| !whole.contains(&written[at..=at]));
    if !well_grouped || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let plain = format!("0{}.{}0", groups.concat().trim_start_matches('0'), fraction);
    bounded(Decimal::from_str_exact(&plain).ok()?).map(|amount| (amount, rest))
}

/// The amounts of a file in which a comma may be decimal or group thousands: what all of them prove together.
#[derive(Default)]
pub struct Amounts(AmountEvidence);

impl Amounts {
    pub fn see(&mut self, written: &str) {
        self.0.see(&Cell::text(written));
    }

    /// None where the text is no amount, names a currency, or could be read in two ways.
    pub fn read(&self, written: &str) -> Option<Decimal> {
        let sign = match self.0.verdict() {
            Verdict::Proved(sign) => Some(sign),
            // The sign that every norm of these files asks for.
            Verdict::Open if written.contains('.') => Some(DecimalSign::Point),
            _ => None,
        };
        let amount = people::amount(written, sign).or_else(|_| people::amount(written, None)).ok()?;
        if amount.currency.is_some() { None } else { bounded(amount.value) }
    }
}

/// A day, or what stands in its place.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Day {
    pub day: Option<NaiveDate>,
    /// Year-month-day where there are digits that no calendar has.
    pub written: Option<String>,
}

impl Day {
    fn of(year: i32, month: u32, day: u32) -> Day {
        match NaiveDate::from_ymd_opt(year, month, day) {
            Some(day) => Day { day: Some(day), written: None },
            None => Day { day: None, written: Some(format!("{year:04}-{month:02}-{day:02}")) },
        }
    }
}

fn number(digits: &str) -> Option<u32> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

/// Banks write no statements of before 1980 into these files.
pub fn century(two_digits: u32) -> i32 {
    let year = i32::try_from(two_digits).unwrap_or(0);
    if year >= 80 { 1900 + year } else { 2000 + year }
}

/// `261124`; none where the six characters are no digits.
pub fn day_yymmdd(text: &str) -> Option<Day> {
    let (year, month, day) = (text.get(..2)?, text.get(2..4)?, text.get(4..6)?);
    Some(Day::of(century(number(year)?), number(month)?, number(day)?))
}

/// `241126`.
pub fn day_ddmmyy(text: &str) -> Option<Day> {
    let (day, month, year) = (text.get(..2)?, text.get(2..4)?, text.get(4..6)?);
    Some(Day::of(century(number(year)?), number(month)?, number(day)?))
}

/// `20261124120000.000[-5:EST]`, `2026-11-24`: the day where the bank is, whatever the time zone.
pub fn day_yyyymmdd(text: &str) -> Option<Day> {
    let text = text.trim();
    let digits: String = match (text.get(4..5), text.get(7..8)) {
        (Some("-"), Some("-")) => text.get(..10)?.replace('-', ""),
        _ => text.get(..8)?.to_owned(),
    };
    let (year, month, day) = (digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?);
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    if year == 0 { None } else { Some(Day::of(i32::try_from(year).ok()?, month, day)) }
}

/// The day `month`-`day` nearest to another: an entry date has no year of its own.
pub fn nearest(month_day: &str, to: NaiveDate) -> Option<NaiveDate> {
    let (month, day) = (number(month_day.get(..2)?)?, number(month_day.get(2..4)?)?);
    (-1..=1)
        .filter_map(|years| NaiveDate::from_ymd_opt(to.year() + years, month, day))
        .min_by_key(|near| near.signed_duration_since(to).num_days().abs())
}

/// An account as the model keeps it: an IBAN without blanks, another number as written.
pub fn account(written: &str) -> String {
    let compact: String = written.chars().filter(|c| !c.is_whitespace()).collect();
    if is_iban(&compact) { compact } else { written.trim().to_owned() }
}

pub fn is_iban(compact: &str) -> bool {
    compact.len() <= 34 && Iban::from_str(compact).is_ok_and(|iban| iban.as_str() == compact)
}

/// A creditor reference of ISO 11649 (`RF18 5390 0754 7034`), without blanks.
pub fn creditor_reference(written: &str) -> Option<String> {
    let compact: String = written.chars().filter(|c| !c.is_whitespace()).collect();
    let known = (5..=25).contains(&compact.len())
        && compact.starts_with("RF")
        && compact.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
        && compact[2..4].bytes().all(|byte| byte.is_ascii_digit());
    if !known {
        return None;
    }
    let remainder = compact[4..].chars().chain(compact[..4].chars()).fold(0u32, |sum, c| {
        let value = c.to_digit(36).unwrap_or(0);
        (if value > 9 { sum * 100 + value } else { sum * 10 + value }) % 97
    });
    (remainder == 1).then_some(compact)
}

/// A reference that says something: `NONREF` and `NOTPROVIDED` are none.
pub fn reference(written: &str) -> Option<String> {
    let written = written.trim();
    let none = ["NONREF", "NOTPROVIDED", "NOT PROVIDED", "NONE"].iter().any(|word| written.eq_ignore_ascii_case(word));
    (!written.is_empty() && !none).then(|| written.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn the_limit_is_a_million_billions() {
        assert_eq!(AMOUNT_LIMIT, decimal("1000000000000000"));
        assert_eq!(bounded(decimal("1000000000000000")), None);
        assert_eq!(bounded(decimal("0.0000001")), None);
        assert_eq!(bounded(decimal("-999999999999999.99")), Some(decimal("-999999999999999.99")));
    }

    #[test]
    fn an_amount_ends_where_its_digits_end() {
        assert_eq!(leading_amount("1234,5NTRF"), Some((decimal("1234.5"), "NTRF")));
        assert_eq!(leading_amount("000000002145.00"), Some((decimal("2145"), "")));
        assert_eq!(leading_amount("10,N105"), Some((decimal("10"), "N105")));
        assert_eq!(leading_amount("1.234,56"), Some((decimal("1234.56"), "")));
        assert_eq!(leading_amount(",62X"), Some((decimal("0.62"), "X")));
        for text in ["", ",", "N", "1,2,3", "1.23.456", "12345678901234567,00", "1,234,567", "..", "1,,2"] {
            assert_eq!(leading_amount(text), None, "{text}");
        }
    }

    #[test]
    fn a_comma_is_read_as_the_file_writes_it() {
        let read = |texts: &[&str]| {
            let mut amounts = Amounts::default();
            texts.iter().for_each(|text| amounts.see(text));
            amounts.read(texts[0])
        };
        assert_eq!(read(&["-1,000.00"]), Some(decimal("-1000")));
        assert_eq!(read(&["12,50"]), Some(decimal("12.5")));
        assert_eq!(read(&["1,000", "12.50"]), Some(decimal("1000")));
        assert_eq!(read(&["1,000", "12,50"]), Some(decimal("1")));
        assert_eq!(read(&["1,000"]), None);
        assert_eq!(read(&["1.000"]), Some(decimal("1")));
        assert_eq!(read(&["$120"]), None);
        assert_eq!(read(&["   .  "]), None);
    }

    #[test]
    fn a_day_that_no_calendar_has_is_kept_as_written() {
        let day = day_yymmdd("021131").unwrap();
        assert_eq!((day.day, day.written.as_deref()), (None, Some("2002-11-31")));
        assert_eq!(day_ddmmyy("311299").unwrap().day, NaiveDate::from_ymd_opt(1999, 12, 31));
        assert_eq!(day_yyyymmdd("201120000000").unwrap().written.as_deref(), Some("2011-20-00"));
        assert_eq!(day_yyyymmdd("20260203040506.789[-5:EST]").unwrap().day, NaiveDate::from_ymd_opt(2026, 2, 3));
        assert_eq!(day_yyyymmdd("2026-02-03").unwrap().day, NaiveDate::from_ymd_opt(2026, 2, 3));
        for text in ["", "00000000", "2026", "2026021é", "ébcdefgh"] {
            assert_eq!(day_yyyymmdd(text), None, "{text}");
        }
    }

    #[test]
    fn an_entry_date_lies_in_the_nearest_year() {
        let eve = NaiveDate::from_ymd_opt(2025, 12, 31).unwrap();
        assert_eq!(nearest("0102", eve), NaiveDate::from_ymd_opt(2026, 1, 2));
        assert_eq!(nearest("1230", eve), NaiveDate::from_ymd_opt(2025, 12, 30));
        assert_eq!(nearest("1131", eve), None);
    }

    #[test]
    fn only_an_iban_loses_its_blanks() {
        assert_eq!(account(" FR14 2004 1010 0505 0001 3M02 606 "), "FR1420041010050500013M02606");
        assert_eq!(account("0800003200000001610722 EUR "), "0800003200000001610722 EUR");
    }

    #[test]
    fn a_creditor_reference_passes_its_check() {
        assert_eq!(creditor_reference("RF18 5390 0754 7034").as_deref(), Some("RF18539007547034"));
        assert_eq!(creditor_reference("RF19539007547034"), None);
        assert_eq!(creditor_reference("RFÉ"), None);
    }
}
