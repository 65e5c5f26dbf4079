//! Numbers for invoices: the PieceRef where it is one, else one made of what the line has.

use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

use chrono::{Datelike, NaiveDate};

use super::model::NumberSource;

/// What a line has that a number can be made of.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'t> {
    pub piece_ref: &'t str,
    pub journal: &'t str,
    pub entry_number: &'t str,
    pub label: &'t str,
    pub date: Option<NaiveDate>,
}

/// A number for each line, each only once, in the order of the lines.
pub fn numbers(pieces: &[Piece<'_>]) -> Vec<(String, NumberSource)> {
    let written: Vec<Option<(&str, NumberSource)>> = pieces.iter().map(written).collect();
    let mut times: HashMap<Folded<'_>, usize> = HashMap::new();
    for (number, _) in written.iter().flatten() {
        *times.entry(Folded(number)).or_default() += 1;
    }
    let own = |number: &str| times.get(&Folded(number)) == Some(&1);
    let mut made_up: HashSet<String> = HashSet::new();
    let mut ordinals: HashMap<String, usize> = HashMap::new();
    pieces
        .iter()
        .zip(&written)
        .map(|(piece, written)| {
            if let Some((number, source)) = written.filter(|(number, _)| own(number)) {
                return (number.to_owned(), source);
            }
            let base = made(piece);
            if !own(&base) && made_up.insert(key(&base)) {
                return (base, NumberSource::Made);
            }
            let ordinal = ordinals.entry(base.clone()).or_insert(1);
            loop {
                *ordinal += 1;
                let number = format!("{base} ({ordinal})");
                if !own(&number) && made_up.insert(key(&number)) {
                    return (number, NumberSource::Made);
                }
            }
        })
        .collect()
}

/// A number as [`key`] has it, without making it.
#[derive(Clone, Copy)]
struct Folded<'t>(&'t str);

impl<'t> Folded<'t> {
    fn letters(self) -> impl Iterator<Item = char> + use<'t> {
        self.0.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase)
    }
}

impl PartialEq for Folded<'_> {
    fn eq(&self, other: &Folded<'_>) -> bool {
        self.letters().eq(other.letters())
    }
}

impl Eq for Folded<'_> {}

impl Hash for Folded<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.letters().for_each(|letter| state.write_u32(u32::from(letter)));
    }
}

/// The number a line has by itself.
fn written<'t>(piece: &Piece<'t>) -> Option<(&'t str, NumberSource)> {
    if looks_like_number(piece) {
        return Some((piece.piece_ref, NumberSource::PieceRef));
    }
    // A count of entries has no letters; a number that the label repeats is the document's own.
    let letters = piece.entry_number.contains(char::is_alphabetic);
    (says_nothing(piece.piece_ref) && letters && piece.label.contains(piece.entry_number))
        .then_some((piece.entry_number, NumberSource::EntryNumber))
}

/// Empty, a dash, zeros.
fn says_nothing(piece_ref: &str) -> bool {
    piece_ref.bytes().all(|byte| matches!(byte, b'0' | b' ' | b'-' | b'.' | b'/'))
}

/// For comparison: without blanks and capitals.
fn key(number: &str) -> String {
    Folded(number).letters().collect()
}

/// A number has a digit that is not zero, and is not just the month of a journal.
pub fn looks_like_number(piece: &Piece<'_>) -> bool {
    piece.piece_ref.bytes().any(|byte| matches!(byte, b'1'..=b'9')) && !is_month_of_journal(piece)
}

/// `VE  0123` in journal VE on a day of January 2023.
fn is_month_of_journal(piece: &Piece<'_>) -> bool {
    let Some(date) = piece.date else { return false };
    let (month, year) = (date.month(), date.year());
    let written = key(piece.piece_ref);
    let Some(rest) = written.strip_prefix(&key(piece.journal)) else { return false };
    let digits: String = rest.chars().filter(|c| !matches!(c, '-' | '/' | '.' | '_')).collect();
    let short = year.rem_euclid(100);
    [
        format!("{month:02}"),
        format!("{month:02}{short:02}"),
        format!("{month:02}{year}"),
        format!("{short:02}{month:02}"),
        format!("{year}{month:02}"),
    ]
    .contains(&digits)
}

/// `VE 0323-11`: PieceRef and EcritureNum, else the journal and the day.
fn made(piece: &Piece<'_>) -> String {
    let words: Vec<&str> = piece.piece_ref.split_whitespace().collect();
    let head = if says_nothing(piece.piece_ref) { piece.journal.to_owned() } else { words.join(" ") };
    let entry = piece.entry_number.trim_start_matches('0');
    match (entry.is_empty(), piece.date) {
        (false, _) => format!("{head}-{entry}"),
        (true, Some(date)) => format!("{head}-{}", date.format("%Y%m%d")),
        (true, None) => head,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece<'t>(piece_ref: &'t str, entry_number: &'t str) -> Piece<'t> {
        Piece {
            piece_ref,
            journal: "VE",
            entry_number,
            label: "Facture INV/2023/0001 Durand",
            date: NaiveDate::from_ymd_opt(2023, 3, 13),
        }
    }

    fn given(pieces: &[Piece<'_>]) -> Vec<String> {
        numbers(pieces).into_iter().map(|(number, _)| number).collect()
    }

    #[test]
    fn a_reference_of_its_own_is_the_number() {
        let numbers = numbers(&[piece("FA  220062", "1"), piece("FA  220063", "2")]);
        assert_eq!(numbers[0], ("FA  220062".into(), NumberSource::PieceRef));
        assert_eq!(numbers[1].1, NumberSource::PieceRef);
    }

    #[test]
    fn a_batch_is_told_apart_by_its_entries() {
        assert_eq!(
            given(&[piece("VE  0323", "00000010"), piece("VE  0323", "00000011")]),
            ["VE 0323-10", "VE 0323-11"]
        );
        // Once only, but still the month of the journal.
        assert_eq!(given(&[piece("VE  0323", "00000010")]), ["VE 0323-10"]);
        assert_eq!(given(&[piece("VE 1023", "10")]), ["VE 1023"]);
    }

    #[test]
    fn words_and_zeros_are_no_numbers() {
        assert_eq!(given(&[piece("sans", "192")]), ["sans-192"]);
        assert_eq!(given(&[piece("0000000", "7")]), ["VE-7"]);
        assert_eq!(given(&[piece("", "7")]), ["VE-7"]);
        assert_eq!(given(&[piece("REM CB", "0")]), ["REM CB-20230313"]);
    }

    #[test]
    fn the_number_of_the_entry_is_the_invoices_where_its_label_repeats_it() {
        assert_eq!(numbers(&[piece("-", "INV/2023/0001")]), [("INV/2023/0001".into(), NumberSource::EntryNumber)]);
        assert_eq!(numbers(&[piece("-", "INV/2023/0002")]), [("VE-INV/2023/0002".into(), NumberSource::Made)]);
        // A bare count that happens to stand in the label.
        assert_eq!(numbers(&[piece("", "2023")])[0].1, NumberSource::Made);
    }

    #[test]
    fn lines_that_share_everything_are_counted() {
        let lines = [piece("F1", "0"), piece("F1", "0"), piece("F1", "0"), piece("F1-20230313", "0")];
        assert_eq!(given(&lines), ["F1-20230313 (2)", "F1-20230313 (3)", "F1-20230313 (4)", "F1-20230313"]);
    }
}
