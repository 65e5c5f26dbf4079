//! Amounts and days as people write them.
//!
//! What a text means can depend on its column: `1.234` is a thousand under a decimal comma. [`AmountEvidence`] and
//! [`DateEvidence`] gather what a whole column proves; the readers are then told how to read.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use crate::sheet::grid::{Cell, is_blank};

/// The sign between euros and cents.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecimalSign {
    Comma,
    Point,
}

/// Which comes first in `03/04/2026`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// JJ/MM/AAAA.
    DayFirst,
    /// MM/DD/YYYY.
    MonthFirst,
}

/// Significant digits a spreadsheet keeps of a number; the rest is noise of its binary arithmetic.
const SPREADSHEET_DIGITS: u32 = 15;

/// A number of a workbook, from its shortest decimal text. Text that is no decimal of at most 28 digits stays text.
pub fn number(written: &str) -> Cell {
    let Ok(exact) = Decimal::from_str(written).or_else(|_| Decimal::from_scientific(written)) else {
        return Cell::text(written);
    };
    Cell::Number(
        exact
            .round_sf_with_strategy(SPREADSHEET_DIGITS, RoundingStrategy::MidpointAwayFromZero)
            .unwrap_or(exact)
            .normalize(),
    )
}

/// Why a text is no amount.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AmountError {
    #[error("no amount")]
    NotAnAmount,
    /// `6,17E+025`: a spreadsheet has lost the digits.
    #[error("scientific notation")]
    Scientific,
    /// One separator and three digits after it: thousands or decimals.
    #[error("ambiguous separator")]
    Ambiguous,
    /// The text needs the other decimal sign than its column has.
    #[error("another decimal sign than the column")]
    OtherSign,
}

/// An amount as written, its currency included where it stands beside it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Amount {
    pub value: Decimal,
    /// ISO 4217.
    pub currency: Option<&'static str>,
}

/// Currency marks that stand beside amounts. Longer ones first.
const CURRENCIES: [(&str, &str); 10] = [
    ("EUROS", "EUR"),
    ("EURO", "EUR"),
    ("EUR", "EUR"),
    ("€", "EUR"),
    ("USD", "USD"),
    ("US$", "USD"),
    ("GBP", "GBP"),
    ("CHF", "CHF"),
    ("£", "GBP"),
    ("$", "USD"),
];

/// The parts of a written amount before its separators are understood.
struct Shape<'a> {
    negative: bool,
    currency: Option<&'static str>,
    /// Digits, points, commas and the separators that can only group: blanks and apostrophes.
    body: &'a str,
}

fn shape(written: &str) -> Result<Shape<'_>, AmountError> {
    let mut body = written.trim_matches(is_blank);
    let mut negative = false;
    let mut signs = 0;
    let mut currency = None;
    if let Some(inside) = body.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        negative = true;
        signs += 1;
        body = inside.trim_matches(is_blank);
    }
    // Signs and currency may stand on either side, in any order: `-12 €`, `€ -12`, `12,00- EUR`.
    loop {
        let before = body.len();
        if let Some(rest) = body.strip_prefix(is_minus) {
            (negative, signs, body) = (true, signs + 1, rest);
        } else if let Some(rest) = body.strip_prefix('+') {
            (signs, body) = (signs + 1, rest);
        } else if let Some(rest) = body.strip_suffix(",-").or_else(|| body.strip_suffix(".-")) {
            // The Swiss and German way of writing no cents.
            body = rest;
        } else if let Some(rest) = body.strip_suffix(is_minus) {
            (negative, signs, body) = (true, signs + 1, rest);
        } else if currency.is_none()
            && let Some((code, rest)) = strip_currency(body)
        {
            (currency, body) = (Some(code), rest);
        }
        body = body.trim_matches(is_blank);
        if body.len() == before {
            break;
        }
    }
    if signs > 1 || !body.starts_with(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.')) {
        return Err(AmountError::NotAnAmount);
    }
    if let Some(at) = body.find(['e', 'E']) {
        let exponent = body[at + 1..].trim_start_matches(['+', '-']);
        let scientific = !exponent.is_empty() && exponent.bytes().all(|b| b.is_ascii_digit());
        return Err(if scientific { AmountError::Scientific } else { AmountError::NotAnAmount });
    }
    if !body.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.') || is_group_only(c)) {
        return Err(AmountError::NotAnAmount);
    }
    Ok(Shape { negative, currency, body })
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '\u{2212}' | '\u{2013}' | '\u{2010}' | '\u{2011}')
}

fn is_group_only(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '`') || is_blank(c)
}

fn strip_currency(body: &str) -> Option<(&'static str, &str)> {
    CURRENCIES.iter().find_map(|(mark, code)| {
        let head = body.get(..mark.len()).filter(|head| head.eq_ignore_ascii_case(mark)).map(|_| &body[mark.len()..]);
        let tail = || {
            let at = body.len().checked_sub(mark.len())?;
            body.get(at..).filter(|tail| tail.eq_ignore_ascii_case(mark)).map(|_| &body[..at])
        };
        head.or_else(tail).map(|rest| (*code, rest))
    })
}

/// What one text says about the decimal sign.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Hint {
    /// No separator that could be decimal.
    None,
    Proves(DecimalSign),
    /// `1.234` or `1,234`.
    Either,
}

fn hint(body: &str) -> Result<Hint, AmountError> {
    let points = body.matches('.').count();
    let commas = body.matches(',').count();
    let of = |c: char| if c == ',' { DecimalSign::Comma } else { DecimalSign::Point };
    let other = |c: char| if c == ',' { DecimalSign::Point } else { DecimalSign::Comma };
    let last = body.rfind(['.', ',']);
    let Some(at) = last else { return Ok(Hint::None) };
    let sign = if body[at..].starts_with(',') { ',' } else { '.' };
    let (same, different) = if sign == ',' { (commas, points) } else { (points, commas) };
    let after = &body[at + 1..];
    if different > 0 {
        return if same == 1 { Ok(Hint::Proves(of(sign))) } else { Err(AmountError::NotAnAmount) };
    }
    if same > 1 {
        return Ok(Hint::Proves(other(sign)));
    }
    let before: String = body[..at].chars().filter(char::is_ascii_digit).collect();
    let grouped_otherwise = body[..at].chars().any(is_group_only);
    let could_group =
        after.len() == 3 && !grouped_otherwise && (1..=3).contains(&before.len()) && !before.starts_with('0');
    Ok(if could_group { Hint::Either } else { Hint::Proves(of(sign)) })
}

/// Reads an amount. `sign` is what its column has; without one only texts that can be read in one way are read.
///
/// Units: euros or the currency beside it, exact as written. Errors: [`AmountError`]; nothing is turned into zero.
pub fn amount(written: &str, sign: Option<DecimalSign>) -> Result<Amount, AmountError> {
    let shape = shape(written)?;
    let hinted = hint(shape.body)?;
    let sign = match (hinted, sign) {
        (Hint::None, _) => DecimalSign::Point,
        (Hint::Proves(proved), Some(column)) if proved != column => return Err(AmountError::OtherSign),
        (Hint::Proves(proved), _) => proved,
        (Hint::Either, Some(column)) => column,
        (Hint::Either, None) => return Err(AmountError::Ambiguous),
    };
    let (decimal, group) = match sign {
        DecimalSign::Comma => (',', '.'),
        DecimalSign::Point => ('.', ','),
    };
    let (whole, fraction) = shape.body.split_once(decimal).unwrap_or((shape.body, ""));
    if !fraction.bytes().all(|b| b.is_ascii_digit()) || (whole.is_empty() && fraction.is_empty()) {
        return Err(AmountError::NotAnAmount);
    }
    let groups: Vec<&str> = whole.split(|c| c == group || is_group_only(c)).collect();
    let well_grouped =
        groups.len() == 1 || (groups[1..].iter().all(|part| part.len() == 3) && (1..=3).contains(&groups[0].len()));
    if !well_grouped {
        return Err(AmountError::NotAnAmount);
    }
    let plain = format!(
        "{}.{}",
        if whole.is_empty() { "0".to_owned() } else { groups.concat() },
        if fraction.is_empty() { "0" } else { fraction }
    );
    let value = Decimal::from_str_exact(&plain).map_err(|_| AmountError::NotAnAmount)?;
    Ok(Amount { value: if shape.negative { -value } else { value }, currency: shape.currency })
}

/// What a column of texts proves about its decimal sign.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AmountEvidence {
    pub comma: Option<String>,
    pub point: Option<String>,
    /// A text that could be read both ways.
    pub either: Option<String>,
    pub amounts: usize,
    pub others: usize,
}

impl AmountEvidence {
    pub fn see(&mut self, cell: &Cell) {
        match cell {
            Cell::Number(_) => self.amounts += 1,
            Cell::Text(text) => match shape(text).and_then(|shape| hint(shape.body)) {
                Ok(hinted) => {
                    self.amounts += 1;
                    let slot = match hinted {
                        Hint::None => return,
                        Hint::Proves(DecimalSign::Comma) => &mut self.comma,
                        Hint::Proves(DecimalSign::Point) => &mut self.point,
                        Hint::Either => &mut self.either,
                    };
                    slot.get_or_insert_with(|| text.to_string());
                }
                Err(_) => self.others += 1,
            },
            Cell::Date(_) | Cell::Error(_) => self.others += 1,
            Cell::Empty => {}
        }
    }

    /// Adds what another column of the same file shows.
    pub fn join(&mut self, other: &AmountEvidence) {
        self.comma = self.comma.take().or_else(|| other.comma.clone());
        self.point = self.point.take().or_else(|| other.point.clone());
        self.either = self.either.take().or_else(|| other.either.clone());
        self.amounts += other.amounts;
        self.others += other.others;
    }

    pub fn verdict(&self) -> Verdict<DecimalSign> {
        match (&self.comma, &self.point, &self.either) {
            (Some(_), Some(_), _) => Verdict::Contradictory,
            (Some(_), None, _) => Verdict::Proved(DecimalSign::Comma),
            (None, Some(_), _) => Verdict::Proved(DecimalSign::Point),
            (None, None, Some(_)) => Verdict::Open,
            (None, None, None) => Verdict::NotNeeded,
        }
    }
}

/// What a whole column says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict<T> {
    Proved(T),
    /// Nothing in the column depends on it.
    NotNeeded,
    /// Both ways would do: the owner must say.
    Open,
    /// Some texts prove one way, some the other: the owner must say, and some lines will not be read.
    Contradictory,
}

/// Why a text is no day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DateError {
    #[error("no date")]
    NotADate,
    /// 30 February, month 14.
    #[error("impossible date")]
    Impossible,
    /// Day and month could be either way round.
    #[error("ambiguous date")]
    Ambiguous,
    /// `0109`, `12/03`.
    #[error("no year")]
    NoYear,
    /// A year that no unpaid invoice has: before 1990 or after 2099.
    #[error("implausible year")]
    YearOutOfRange,
}

const MONTHS: [&[&str]; 12] = [
    &["janvier", "janv", "jan", "january"],
    &["fevrier", "fevr", "fev", "february", "feb"],
    &["mars", "mar", "march"],
    &["avril", "avr", "april", "apr"],
    &["mai", "may"],
    &["juin", "june", "jun"],
    &["juillet", "juil", "july", "jul"],
    &["aout", "aou", "august", "aug"],
    &["septembre", "sept", "sep", "september"],
    &["octobre", "oct", "october"],
    &["novembre", "nov", "november"],
    &["decembre", "dec", "december"],
];

/// A written date in its three parts, in the order that the text itself fixes or leaves open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Parts {
    Fixed {
        year: i32,
        month: u32,
        day: u32,
    },
    /// First, second, year: day and month by the column.
    Open {
        first: u32,
        second: u32,
        year: i32,
    },
}

/// `12/03/2026`, `2026-03-12` and their like, which are nearly all: three numbers between the same two separators.
fn plain_parts(written: &str) -> Option<Parts> {
    let separator = written.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '/' | '-' | '.'))?;
    let (a, rest) = written.split_once(separator)?;
    let (b, c) = rest.split_once(separator)?;
    let digits = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(a) || !digits(b) || !digits(c) {
        return None;
    }
    if a.len() == 4 {
        return Some(Parts::Fixed { year: year(a).ok()?, month: small(b).ok()?, day: small(c).ok()? });
    }
    let (first, second, year) = (small(a).ok()?, small(b).ok()?, year(c).ok()?);
    Some(match separator {
        '.' => Parts::Fixed { year, month: second, day: first },
        _ => Parts::Open { first, second, year },
    })
}

fn parts(written: &str) -> Result<Parts, DateError> {
    if let Some(parts) = plain_parts(written.trim_matches(is_blank)) {
        return Ok(parts);
    }
    let text = crate::sheet::headings::fold(written.trim_matches(is_blank));
    // A time after the date says nothing about the day.
    let text = match text.find('t').filter(|at| *at == 10 && text.as_bytes()[..4].iter().all(u8::is_ascii_digit)) {
        Some(at) => &text[..at],
        None => text
            .split_once(':')
            .map_or(text.as_str(), |(head, _)| head.rsplit_once([' ', ',']).map_or(head, |(day, _)| day)),
    };
    let text = text.trim_matches(is_blank);
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return compact(text);
    }
    let tokens: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty()).collect();
    // A weekday before the date is decoration: "jeudi 12 mars 2026".
    let tokens = match tokens.as_slice() {
        [weekday, rest @ ..]
            if rest.len() == 3 && weekday.chars().all(char::is_alphabetic) && month(weekday).is_none() =>
        {
            rest
        }
        all => all,
    };
    let &[a, b, c] = tokens else {
        let day_and_month =
            tokens.len() == 2 && tokens.iter().all(|t| t.len() <= 2 && t.bytes().all(|b| b.is_ascii_digit()));
        return Err(if day_and_month || is_day_month(text) { DateError::NoYear } else { DateError::NotADate });
    };
    if let Some(month) = month(b) {
        return Ok(Parts::Fixed { year: year(c)?, month, day: day(a)? });
    }
    if let Some(month) = month(a) {
        return Ok(Parts::Fixed { year: year(c)?, month, day: day(b)? });
    }
    if a.len() == 4 {
        return Ok(Parts::Fixed { year: year(a)?, month: small(b)?, day: small(c)? });
    }
    let (first, second, year) = (small(a)?, small(b)?, year(c)?);
    // Points separate day and month in that order wherever they are used.
    if written.contains('.') && !written.contains('/') {
        return Ok(Parts::Fixed { year, month: second, day: first });
    }
    Ok(Parts::Open { first, second, year })
}

/// `20260312`, or `12032026`.
fn compact(text: &str) -> Result<Parts, DateError> {
    let number = |from: &str| from.parse::<u32>().map_err(|_| DateError::NotADate);
    let year_first = (number(&text[..4])?, number(&text[4..6])?, number(&text[6..])?);
    let year_last = (number(&text[4..])?, number(&text[2..4])?, number(&text[..2])?);
    let plausible = |(year, month, day): (u32, u32, u32)| {
        (1990..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
    };
    let (year, month, day) = if plausible(year_first) {
        year_first
    } else if plausible(year_last) {
        year_last
    } else {
        return Err(DateError::NotADate);
    };
    Ok(Parts::Fixed { year: i32::try_from(year).map_err(|_| DateError::NotADate)?, month, day })
}

/// Four digits that could be a day and a month without separator.
fn is_day_month(text: &str) -> bool {
    let number = |part: &str| part.parse::<u32>().unwrap_or(0);
    text.len() == 4
        && text.bytes().all(|b| b.is_ascii_digit())
        && (1..=31).contains(&number(&text[..2]))
        && (1..=12).contains(&number(&text[2..]))
}

fn month(token: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|names| names.contains(&token))?;
    u32::try_from(at + 1).ok()
}

fn small(token: &str) -> Result<u32, DateError> {
    if token.len() > 2 { Err(DateError::NotADate) } else { token.parse().map_err(|_| DateError::NotADate) }
}

fn day(token: &str) -> Result<u32, DateError> {
    let digits = token.strip_suffix("er").or_else(|| token.strip_suffix("st")).or_else(|| token.strip_suffix("nd"));
    let digits = digits.or_else(|| token.strip_suffix("rd")).or_else(|| token.strip_suffix("th")).unwrap_or(token);
    small(digits)
}

/// Two digits mean this century up to 79.
fn year(token: &str) -> Result<i32, DateError> {
    let number: i32 = token.parse().map_err(|_| DateError::NotADate)?;
    match (token.len(), number) {
        (2, 0..=79) => Ok(2000 + number),
        (2, _) => Ok(1900 + number),
        (4, _) => Ok(number),
        _ => Err(DateError::NotADate),
    }
}

fn civil(year: i32, month: u32, day: u32) -> Result<NaiveDate, DateError> {
    plausible(NaiveDate::from_ymd_opt(year, month, day).ok_or(DateError::Impossible)?)
}

fn plausible(day: NaiveDate) -> Result<NaiveDate, DateError> {
    if (1990..2100).contains(&day.year()) { Ok(day) } else { Err(DateError::YearOutOfRange) }
}

/// Reads a day. `order` is what its column has; without one, only dates that can be read in one way are read.
pub fn date(written: &str, order: Option<DateOrder>) -> Result<NaiveDate, DateError> {
    match parts(written)? {
        Parts::Fixed { year, month, day } => civil(year, month, day),
        Parts::Open { first, second, year } => match order {
            Some(DateOrder::DayFirst) => civil(year, second, first),
            Some(DateOrder::MonthFirst) => civil(year, first, second),
            None if first == second || first > 12 => civil(year, second, first),
            None if second > 12 => civil(year, first, second),
            None => Err(DateError::Ambiguous),
        },
    }
}

/// The day of a cell: a date, a text, or the serial number of a spreadsheet (days since 30 December 1899).
pub fn day_of(cell: &Cell, order: Option<DateOrder>) -> Result<NaiveDate, DateError> {
    match cell {
        Cell::Date(day) => plausible(*day),
        Cell::Text(text) => match date(text, order) {
            Err(DateError::NotADate) => serial(text),
            read => read,
        },
        Cell::Number(number) => serial(&number.normalize().to_string()),
        Cell::Empty | Cell::Error(_) => Err(DateError::NotADate),
    }
}

/// A spreadsheet's serial number of a plausible day; a fraction is a time of day. Years written alone are no serials.
fn serial(written: &str) -> Result<NaiveDate, DateError> {
    let whole = written.split_once(['.', ',']).map_or(written, |(whole, _)| whole);
    // 32874 is 1 January 1990; whole years such as 2026 stay far below.
    let days: i64 = whole.parse().map_err(|_| DateError::NotADate)?;
    if whole.len() == 8
        && let Ok(Parts::Fixed { year, month, day }) = compact(whole)
    {
        return civil(year, month, day);
    }
    if !(32_874..73_051).contains(&days) {
        return Err(DateError::NotADate);
    }
    NaiveDate::from_ymd_opt(1899, 12, 30)
        .and_then(|epoch| epoch.checked_add_signed(chrono::TimeDelta::days(days)))
        .ok_or(DateError::NotADate)
}

/// What a column of texts proves about the order of day and month.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DateEvidence {
    pub day_first: Option<String>,
    pub month_first: Option<String>,
    pub either: Option<String>,
    pub dates: usize,
    pub others: usize,
}

impl DateEvidence {
    pub fn see(&mut self, cell: &Cell) {
        let text = match cell {
            Cell::Text(text) => text,
            Cell::Empty => return,
            other => {
                let counter = if day_of(other, None).is_ok() { &mut self.dates } else { &mut self.others };
                *counter += 1;
                return;
            }
        };
        match parts(text) {
            Ok(Parts::Fixed { .. }) => self.dates += 1,
            Ok(Parts::Open { first, second, .. }) => {
                self.dates += 1;
                let slot = match (first > 12, second > 12) {
                    (true, false) => &mut self.day_first,
                    (false, true) => &mut self.month_first,
                    // Impossible either way, or the same either way.
                    (true, true) => return,
                    _ if first == second => return,
                    _ => &mut self.either,
                };
                slot.get_or_insert_with(|| text.to_string());
            }
            Err(DateError::NoYear | DateError::Impossible | DateError::YearOutOfRange) => self.dates += 1,
            Err(_) => {
                let counter = if day_of(cell, None).is_ok() { &mut self.dates } else { &mut self.others };
                *counter += 1;
            }
        }
    }

    /// Adds what another column of the same file shows.
    pub fn join(&mut self, other: &DateEvidence) {
        self.day_first = self.day_first.take().or_else(|| other.day_first.clone());
        self.month_first = self.month_first.take().or_else(|| other.month_first.clone());
        self.either = self.either.take().or_else(|| other.either.clone());
        self.dates += other.dates;
        self.others += other.others;
    }

    pub fn verdict(&self) -> Verdict<DateOrder> {
        match (&self.day_first, &self.month_first, &self.either) {
            (Some(_), Some(_), _) => Verdict::Contradictory,
            (Some(_), None, _) => Verdict::Proved(DateOrder::DayFirst),
            (None, Some(_), _) => Verdict::Proved(DateOrder::MonthFirst),
            (None, None, Some(_)) => Verdict::Open,
            (None, None, None) => Verdict::NotNeeded,
        }
    }
}

#[cfg(test)]
#[path = "values_tests.rs"]
mod tests;
