//! An invoice number taken apart: letters, year, other groups, and the sequence that people quote.

use super::text::{Text, fold, value_of};

/// An invoice number as a text may repeat it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Number {
    /// The letters directly before the digits, or before the year: `F`, `FAC`. Empty where there are none.
    pub prefix: String,
    /// The year it carries, in four digits.
    pub year: Option<u32>,
    /// Whether the year stands after the sequence: `171/2026`.
    pub year_after: bool,
    /// Groups of digits before the sequence that are not the year, such as a month or a customer.
    pub others: Vec<String>,
    /// The sequence as written, with its zeros.
    pub sequence: String,
    pub tail: u64,
    /// All digits one after the other.
    pub digits: String,
    /// As on the invoice, in capitals.
    pub written: String,
}

impl Number {
    /// None where the number has no digit, or more than a sequence can have.
    pub fn of(written: &str, issue_year: u32) -> Option<Number> {
        let text = Text::of(&[written.to_owned()]);
        let is_year = |group: &str| group.parse() == Ok(issue_year) || group.parse() == Ok(issue_year + 1);
        let is_short_year = |group: &str| group.len() == 2 && group.parse() == Ok(issue_year % 100);
        let mut groups: Vec<String> =
            text.runs.iter().filter(|run| run.is_number).map(|run| run.text.clone()).collect();
        let digits = groups.concat();
        let prefix = text.runs.iter().take_while(|run| !run.is_number).map(|run| run.text.as_str()).collect::<String>();
        // A year written into the sequence: 20260042, 260042, 202603042.
        if let [only] = &groups[..] {
            let (year, rest) = if only.len() >= 6 && is_year(&only[..4]) {
                only.split_at(4)
            } else if only.len() >= 5 && is_short_year(&only[..2]) {
                only.split_at(2)
            } else {
                ("", only.as_str())
            };
            let parts = [year.to_owned(), rest.to_owned()];
            groups = parts.into_iter().filter(|part| !part.is_empty()).collect();
        }
        let mut year = None;
        let mut year_after = false;
        if groups.len() >= 2 {
            let last = groups.len() - 1;
            let short_ok = |place: usize| is_short_year(&groups[place]);
            let found = (0..last)
                .find(|&place| is_year(&groups[place]))
                .or_else(|| is_year(&groups[last]).then_some(last))
                .or_else(|| (0..last).find(|&place| short_ok(place)))
                .or_else(|| (short_ok(last) && groups[last - 1].len() > 2).then_some(last));
            if let Some(place) = found {
                let group = groups.remove(place);
                let value: u32 = group.parse().ok()?;
                year = Some(if value < 100 { 2000 + value } else { value });
                year_after = place == last;
            }
        }
        // A month written into the sequence of a year: 2026 03042.
        let sequence = groups.pop()?;
        let tail = value_of(&sequence)?;
        let written = written.trim().chars().flat_map(fold).collect();
        Some(Number { prefix, year, year_after, others: groups, sequence, tail, digits, written })
    }
}

/// Whether one figure is wrong, missing or too many, or two neighbours changed places, zeros at the front aside.
pub fn is_one_slip(one: &str, other: &str) -> bool {
    let plain = |digits: &str| -> Vec<u8> { digits.trim_start_matches('0').bytes().collect() };
    let padded = |digits: &str| -> Vec<u8> {
        let width = one.len().max(other.len());
        format!("{digits:0>width$}").into_bytes()
    };
    is_next_to(&plain(one), &plain(other)) || is_next_to(&padded(one), &padded(other))
}

fn is_next_to(one: &[u8], other: &[u8]) -> bool {
    let same = one.iter().zip(other).take_while(|(mine, theirs)| mine == theirs).count();
    let (mine, theirs) = (&one[same..], &other[same..]);
    match (mine, theirs) {
        ([_, mine @ ..], [_, theirs @ ..]) if mine == theirs => true,
        ([_, rest @ ..], theirs) if rest == theirs => true,
        (mine, [_, rest @ ..]) if mine == rest => true,
        ([first, second, mine @ ..], [third, fourth, theirs @ ..]) => {
            first == fourth && second == third && mine == theirs
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(written: &str) -> (String, Option<u32>, Vec<String>, u64) {
        let number = Number::of(written, 2026).unwrap();
        (number.prefix, number.year, number.others, number.tail)
    }

    #[test]
    fn a_slip_is_one_figure_or_two_that_changed_places() {
        for (one, other) in
            [("0171", "0177"), ("0171", "017"), ("24", "204"), ("0120", "0102"), ("0003", "0030"), ("1", "4")]
        {
            assert!(is_one_slip(one, other) && is_one_slip(other, one), "{one} {other}");
        }
        for (one, other) in [("0171", "0282"), ("12", "0345"), ("0123", "0312"), ("171", "1")] {
            assert!(!is_one_slip(one, other) && !is_one_slip(other, one), "{one} {other}");
        }
    }

    #[test]
    fn a_number_is_taken_apart() {
        assert_eq!(parts("F-2026-0042"), ("F".into(), Some(2026), vec![], 42));
        assert_eq!(parts("FAC20260042"), ("FAC".into(), Some(2026), vec![], 42));
        assert_eq!(parts("F26-0042"), ("F".into(), Some(2026), vec![], 42));
        assert_eq!(parts("260042"), ("".into(), Some(2026), vec![], 42));
        assert_eq!(parts("2026-03-042"), ("".into(), Some(2026), vec!["03".into()], 42));
        assert_eq!(parts("171/2026"), ("".into(), Some(2026), vec![], 171));
        assert_eq!(parts("FA00042"), ("FA".into(), None, vec![], 42));
        assert_eq!(parts("171"), ("".into(), None, vec![], 171));
        assert_eq!(Number::of("SANS NUMERO", 2026), None);
    }
}
