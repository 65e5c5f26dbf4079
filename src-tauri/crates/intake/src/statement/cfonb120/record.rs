//! The records of a file, and the amounts in them.

use rust_decimal::Decimal;

use crate::finding::Place;
use crate::statement::text;
use crate::statement::values::bounded;

const WIDTH: usize = 120;

/// A record by its columns. A line whose trailing blanks an editor has cut is as good as a whole one.
pub struct Record {
    pub line: u32,
    columns: Vec<char>,
}

impl Record {
    fn new(line: u32, columns: Vec<char>) -> Record {
        Record { line, columns }
    }

    /// Columns `from` to `to`, counted from 1, without blanks at either end.
    pub fn text(&self, from: usize, to: usize) -> String {
        self.columns_as_written(from, to).trim().to_owned()
    }

    pub fn columns_as_written(&self, from: usize, to: usize) -> String {
        let to = to.min(self.columns.len());
        self.columns.get(from - 1..to).unwrap_or_default().iter().collect()
    }

    pub fn whole(&self) -> String {
        self.columns.iter().collect()
    }

    pub fn code(&self) -> &'static str {
        match self.columns.get(..2).unwrap_or_default() {
            ['0', '1'] => "01",
            ['0', '4'] => "04",
            ['0', '5'] => "05",
            ['0', '7'] => "07",
            _ => "",
        }
    }

    pub fn place(&self) -> Place {
        Place::line(self.line)
    }

    pub fn currency(&self) -> String {
        let written = self.text(17, 19);
        let known = written.len() == 3 && written.bytes().all(|byte| byte.is_ascii_uppercase());
        if known { written } else { String::new() }
    }

    pub fn decimals(&self) -> Option<u32> {
        self.columns.get(19).and_then(|digit| digit.to_digit(10)).filter(|decimals| *decimals <= 6)
    }
}

/// The records of a file. Blank lines are passed over; a file without line ends is cut every 120 columns.
pub fn records(text: &str) -> impl Iterator<Item = Record> {
    text::lines(text).flat_map(|(line, written)| {
        let written = written.trim_matches(|c: char| c.is_control() || c == '\u{feff}');
        let joined = written.chars().take(2 * WIDTH).count() == 2 * WIDTH;
        let width = if joined { WIDTH } else { 2 * WIDTH };
        let mut columns = written.chars();
        std::iter::from_fn(move || {
            let part: Vec<char> = columns.by_ref().take(width).collect();
            (!part.is_empty()).then(|| Record::new(line, part))
        })
        .filter(|record| record.columns.iter().any(|column| !column.is_whitespace()))
    })
}

/// Code, bank, branch and day of a record are where they should be.
pub fn looks_like_one(line: &str) -> bool {
    let columns = line.trim_matches(|c: char| c.is_control() || c == '\u{feff}').chars().take(2 * WIDTH).collect();
    let record = Record::new(1, columns);
    let filled = |from, to| {
        let written = record.columns_as_written(from, to);
        written.len() == to + 1 - from && written.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let day = record.columns_as_written(35, 40);
    !record.code().is_empty()
        && filled(3, 7)
        && filled(12, 16)
        && day.len() == 6
        && day.bytes().all(|byte| byte.is_ascii_digit())
        && !record.columns_as_written(22, 32).trim().is_empty()
}

/// Fourteen digits, the last one with the sign in it: `{` is +0, `A` +1, `}` -0, `J` -1.
///
/// In the French national variant of ASCII, `é` and `è` stand where `{` and `}` do elsewhere. A plain last digit has no
/// sign: it could be money in or out, so it is no amount.
pub fn amount(text: &str, decimals: u32) -> Option<Decimal> {
    let mut digits: String = text.to_owned();
    let last = digits.pop()?;
    let (negative, digit) = match last {
        '{' | 'é' => (false, 0),
        'A'..='I' => (false, u32::from(last) - u32::from('A') + 1),
        '}' | 'è' => (true, 0),
        'J'..='R' => (true, u32::from(last) - u32::from('J') + 1),
        _ => return None,
    };
    if digits.len() > 13 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole = format!("{digits}{digit}").parse::<i64>().ok()?;
    let amount = Decimal::new(if negative { -whole } else { whole }, decimals);
    bounded(amount)
}
