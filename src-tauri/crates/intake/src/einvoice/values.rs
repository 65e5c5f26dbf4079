//! Amounts and dates out of XML, with findings where they cannot be read.

use chrono::NaiveDate;
use roxmltree::Node;
use rust_decimal::Decimal;

use crate::finding::{Finding, FindingCode, Place, Refusal, RefusalCode};
use crate::xml::{attribute, descend_all, text};

/// Enough to tell the owner; a hostile file could give one per element.
const FINDINGS_LIMIT: usize = 100;

/// Reads values and gathers what is odd about them.
pub struct Values {
    part: String,
    lines_before: u32,
    pub findings: Vec<Finding>,
}

impl Values {
    pub fn new(part: &str, lines_before: u32) -> Values {
        Values { part: part.to_owned(), lines_before, findings: Vec::new() }
    }

    pub fn place(&self, node: Node<'_, '_>) -> Place {
        let row = node.document().text_pos_at(node.range().start).row.saturating_add(self.lines_before);
        Place { part: self.part.clone(), line: Some(row), element: node.tag_name().name().to_owned() }
    }

    /// A place by its path only: for what is missing.
    pub fn missing_at(&self, path: &str) -> Place {
        Place::element(path).in_part(self.part.clone())
    }

    pub fn push(&mut self, finding: Finding) {
        if self.findings.len() < FINDINGS_LIMIT {
            self.findings.push(finding);
        }
    }

    fn full(&self) -> bool {
        self.findings.len() >= FINDINGS_LIMIT
    }

    /// An amount as written, with its sign. `None` where empty or unreadable; the latter is a finding.
    pub fn amount(&mut self, node: Node<'_, '_>) -> Option<Decimal> {
        let written = text(node);
        if written.is_empty() {
            return None;
        }
        let report = |values: &mut Values, finding: fn(FindingCode, Place) -> Finding, code, read: Option<Decimal>| {
            if values.full() {
                return;
            }
            let mut finding = finding(code, values.place(node)).with("text", shortened(&written));
            if let Some(read) = read {
                finding = finding.with("read_as", read);
            }
            values.push(finding);
        };
        match parse_amount(&written) {
            Ok(amount) => Some(amount),
            Err(AmountProblem::DecimalComma(amount)) => {
                report(self, Finding::warning, FindingCode::DecimalComma, Some(amount));
                Some(amount)
            }
            Err(AmountProblem::OutOfRange) => {
                report(self, Finding::warning, FindingCode::AmountOutOfRange, None);
                None
            }
            Err(AmountProblem::Unreadable) => {
                report(self, Finding::warning, FindingCode::UnreadableAmount, None);
                None
            }
        }
    }

    /// Of several elements that differ by currency, the one in the currency of the invoice.
    pub fn amount_in(&mut self, node: Node<'_, '_>, path: &[&str], currency: &str) -> Option<Decimal> {
        let nodes: Vec<Node<'_, '_>> =
            descend_all(node, path).into_iter().filter(|node| !text(*node).is_empty()).collect();
        let chosen = nodes
            .iter()
            .find(|node| !currency.is_empty() && attribute(**node, "currencyID") == currency)
            .or_else(|| nodes.iter().find(|node| attribute(**node, "currencyID").is_empty()))
            .or_else(|| nodes.first())?;
        self.amount(*chosen)
    }

    /// A day. `None` where empty or unreadable; the latter is a finding.
    pub fn date(&mut self, node: Node<'_, '_>) -> Option<NaiveDate> {
        let written = text(node);
        if written.is_empty() {
            return None;
        }
        let date = parse_date(&written);
        if date.is_none() && !self.full() {
            let finding = Finding::warning(FindingCode::UnreadableDate, self.place(node));
            self.push(finding.with("text", shortened(&written)));
        }
        date
    }

    /// The day an invoice was issued: without it nothing can be claimed.
    pub fn issue_date(&mut self, node: Option<Node<'_, '_>>, path: &str) -> Result<NaiveDate, Refusal> {
        let Some(node) = node.filter(|node| !text(*node).is_empty()) else {
            return Err(Refusal::new(RefusalCode::NoIssueDate, self.missing_at(path)));
        };
        parse_date(&text(node)).ok_or_else(|| {
            Refusal::new(RefusalCode::NoIssueDate, self.place(node)).with("text", shortened(&text(node)))
        })
    }
}

/// A text for a message: not longer than a line.
pub fn shortened(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AmountProblem {
    /// Not the form of XML, but there is only one way to read it.
    DecimalComma(Decimal),
    OutOfRange,
    Unreadable,
}

/// Reads `-1234.50`, `1169387E-2`; reports `1 234,50`.
pub fn parse_amount(written: &str) -> Result<Decimal, AmountProblem> {
    let plain = written.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'));
    let read = if plain {
        written.parse::<Decimal>().map_err(|_| amount_error(written))
    } else if written.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E')) {
        Decimal::from_scientific(written).map_err(|_| amount_error(written))
    } else {
        Err(decimal_comma(written).map_or(AmountProblem::Unreadable, AmountProblem::DecimalComma))
    };
    // A zero has no sign.
    read.map(|amount| if amount.is_zero() { amount.abs() } else { amount })
}

fn amount_error(written: &str) -> AmountProblem {
    let is_number = written.contains(|c: char| c.is_ascii_digit())
        && !written.trim_start_matches(['+', '-']).starts_with(['e', 'E'])
        && written.matches('.').count() <= 1
        && written.rfind(['+', '-']).is_none_or(|at| at == 0 || written[..at].ends_with(['e', 'E']));
    if is_number { AmountProblem::OutOfRange } else { AmountProblem::Unreadable }
}

/// `1 234,50` and `1.234,50`: a comma with one or two digits after it can only be a decimal one.
fn decimal_comma(written: &str) -> Option<Decimal> {
    let (whole, fraction) = written.split_once(',')?;
    let fraction_fits = (1..=2).contains(&fraction.len()) && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let (sign, whole) = match whole.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", whole.strip_prefix('+').unwrap_or(whole)),
    };
    let groups: Vec<&str> = whole.split(['.', ' ', '\u{a0}', '\u{202f}', '\'']).collect();
    let digits = groups.iter().all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
    let grouped = groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    if !(fraction_fits && digits && grouped) {
        return None;
    }
    format!("{sign}{}.{fraction}", groups.concat()).parse().ok()
}

/// Reads `20181031` (UN/CEFACT 102, also with a time behind it), `2018-10-31`, `2018-10-31+01:00`,
/// `2018-10-31T00:00:00`. Days before 1900 or after 2199 are taken for slips.
pub fn parse_date(written: &str) -> Option<NaiveDate> {
    let bytes = written.as_bytes();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (year, month, day, rest) = match digits {
        8 | 12 | 14 => (written.get(..4)?, written.get(4..6)?, written.get(6..8)?, written.get(digits..)?),
        4 if bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-') => {
            (&written[..4], written.get(5..7)?, written.get(8..10)?, written.get(10..)?)
        }
        _ => return None,
    };
    if !(rest.is_empty() || rest.starts_with(['T', 't', ' ', '+', '-', 'Z', 'z'])) {
        return None;
    }
    let number =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u32>().ok()).flatten();
    let year = number(year).filter(|year| (1900..2200).contains(year))?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, number(month)?, number(day)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[test]
    fn dates_are_read_in_every_form_met() {
        for written in [
            "20181031",
            "2018-10-31",
            "2018-10-31+01:00",
            "2018-10-31Z",
            "2018-10-31T12:00:00",
            "201810311200",
            "20181031120000",
            "20181031+0100",
        ] {
            assert_eq!(parse_date(written), day(2018, 10, 31), "{written}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_not_read() {
        for written in [
            "20180230",
            "2018-13-01",
            "Dies ist kein Datum",
            "31.10.2018",
            "2018103",
            "00010101",
            "2018-1-1",
            "é018-10-31",
        ] {
            assert_eq!(parse_date(written), None, "{written}");
        }
    }

    #[test]
    fn amounts_are_read_in_every_form_met() {
        let read = |written: &str| parse_amount(written).map(|amount| amount.normalize().to_string());
        assert_eq!(read("1000.00"), Ok("1000".to_owned()));
        assert_eq!(read("1169387E-2"), Ok("11693.87".to_owned()));
        assert_eq!(read("+12.5"), Ok("12.5".to_owned()));
        assert_eq!(read("-0.00"), Ok("0".to_owned()));
        assert_eq!(read(".5"), Ok("0.5".to_owned()));
        assert_eq!(read("1E+100"), Err(AmountProblem::OutOfRange));
        assert_eq!(read("99999999999999999999999999999999"), Err(AmountProblem::OutOfRange));
        for nothing in ["NaN", "1_000", "1.2.3", "E", "12-", "1,234", "1,234,567", "12 345 67,00", "--1", "0x10"] {
            assert_eq!(read(nothing), Err(AmountProblem::Unreadable), "{nothing}");
        }
    }

    #[test]
    fn a_decimal_comma_is_read_and_reported() {
        for written in ["1234,5", "1 234,50", "1.234,50", "1\u{202f}234,50"] {
            assert_eq!(parse_amount(written), Err(AmountProblem::DecimalComma(Decimal::new(123_450, 2))), "{written}");
        }
        assert_eq!(parse_amount("-1,5"), Err(AmountProblem::DecimalComma(Decimal::new(-15, 1))));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_readers_panic(text in "\\PC{0,40}") {
            let _ = (parse_amount(&text), parse_date(&text));
        }

        #[test]
        fn an_amount_survives_being_written(cents in any::<i64>()) {
            let amount = Decimal::new(cents, 2);
            prop_assert_eq!(parse_amount(&amount.to_string()), Ok(amount));
        }
    }
}
