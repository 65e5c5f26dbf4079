//! Numbers for invoices: the PieceRef where it is one, else one made of what the line has.

use std::collections::{HashMap, HashSet};

use chrono::{Datelike, NaiveDate};

use super::model::NumberSource;

/// What a line has that a number can be made of.
#[derive(Clone, Debug)]
pub struct Piece {
    pub piece_ref: String,
    pub journal: String,
    pub entry_number: String,
    pub date: Option<NaiveDate>,
}

/// A number for each line, each only once, in the order of the lines.
pub fn numbers(pieces: &[Piece]) -> Vec<(String, NumberSource)> {
    let mut times: HashMap<String, usize> = HashMap::new();
    for piece in pieces {
        *times.entry(key(&piece.piece_ref)).or_default() += 1;
    }
    let own = |piece: &Piece| looks_like_number(piece) && times.get(&key(&piece.piece_ref)) == Some(&1);
    let mut taken: HashSet<String> =
        pieces.iter().filter(|piece| own(piece)).map(|piece| key(&piece.piece_ref)).collect();
    let mut ordinals: HashMap<String, usize> = HashMap::new();
    pieces
        .iter()
        .map(|piece| {
            if own(piece) {
                return (piece.piece_ref.clone(), NumberSource::PieceRef);
            }
            let base = made(piece);
            loop {
                let ordinal = ordinals.entry(base.clone()).or_default();
                *ordinal += 1;
                let number = if *ordinal == 1 { base.clone() } else { format!("{base} ({ordinal})") };
                if taken.insert(key(&number)) {
                    return (number, NumberSource::Made);
                }
            }
        })
        .collect()
}

/// For comparison: without blanks and capitals.
fn key(number: &str) -> String {
    number.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// A number has a digit that is not zero, and is not just the month of a journal.
pub fn looks_like_number(piece: &Piece) -> bool {
    piece.piece_ref.bytes().any(|byte| matches!(byte, b'1'..=b'9')) && !is_month_of_journal(piece)
}

/// `VE  0123` in journal VE on a day of January 2023.
fn is_month_of_journal(piece: &Piece) -> bool {
    let Some(date) = piece.date else { return false };
    let (month, year) = (date.month(), date.year());
    let written = key(&piece.piece_ref);
    let Some(rest) = written.strip_prefix(&key(&piece.journal)) else { return false };
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
fn made(piece: &Piece) -> String {
    let words: Vec<&str> = piece.piece_ref.split_whitespace().collect();
    let zeros = piece.piece_ref.bytes().all(|byte| matches!(byte, b'0' | b' ' | b'-' | b'.'));
    let head = if zeros { piece.journal.clone() } else { words.join(" ") };
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

    fn piece(piece_ref: &str, entry_number: &str) -> Piece {
        Piece {
            piece_ref: piece_ref.into(),
            journal: "VE".into(),
            entry_number: entry_number.into(),
            date: NaiveDate::from_ymd_opt(2023, 3, 13),
        }
    }

    fn given(pieces: &[Piece]) -> Vec<String> {
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
    fn lines_that_share_everything_are_counted() {
        let lines = [piece("F1", "0"), piece("F1", "0"), piece("F1", "0"), piece("F1-20230313", "0")];
        assert_eq!(given(&lines), ["F1-20230313 (2)", "F1-20230313 (3)", "F1-20230313 (4)", "F1-20230313"]);
    }
}
