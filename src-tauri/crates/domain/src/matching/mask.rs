//! Digits in a text that are no invoice number: amounts, dates, telephone and account numbers, SIREN, postcodes.

use std::collections::BTreeSet;

use super::text::{Text, squash};
use super::words::{NUMBER_WORDS, is_invoice_word};
use crate::money::Cents;

/// What a run of digits was taken for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    Free,
    Amount,
    /// A day, or a month with its year. Some business numbers its invoices like days, so a whole number may still be one.
    Date,
    /// It has the check digit of a SIREN, as one in ten numbers of nine digits has.
    Registered,
    /// Part of something that is never an invoice number.
    Never,
}

const SHORTEST_IDENTIFIER: usize = 5;
/// Words behind which a number is not that of an invoice.
const NOT_AN_INVOICE: [&str; 44] = [
    "CMD",
    "PO",
    "SINISTRE",
    "POLICE",
    "PRET",
    "CMDE",
    "CDE",
    "COMMANDE",
    "COMMANDES",
    "BC",
    "BL",
    "BDC",
    "DEVIS",
    "CLIENT",
    "CLI",
    "CLT",
    "CONTRAT",
    "CTR",
    "MANDAT",
    "RUM",
    "ICS",
    "TEL",
    "TELEPHONE",
    "PORTABLE",
    "CHQ",
    "CHEQUE",
    "RIB",
    "IBAN",
    "BIC",
    "TVA",
    "SIREN",
    "SIRET",
    "CP",
    "LOT",
    "BORDEREAU",
    "MARCHE",
    "AVOIR",
    "AVOIRS",
    "AV",
    "CB",
    "CARTE",
    "DOSSIER",
    "AFFAIRE",
    "CHANTIER",
];
/// Words before which a number belongs to an address.
const STREETS: [&str; 14] =
    ["RUE", "AVENUE", "AV", "AVE", "BD", "BLD", "BOULEVARD", "BIS", "TER", "PLACE", "CHEMIN", "ROUTE", "QUAI", "ALLEE"];
/// How months are written; the first letters are enough, but for June and July.
const MONTHS: [(&str, u32); 24] = [
    ("JANVIER", 1),
    ("JANV", 1),
    ("JAN", 1),
    ("FEVRIER", 2),
    ("FEVR", 2),
    ("FEV", 2),
    ("MARS", 3),
    ("AVRIL", 4),
    ("AVR", 4),
    ("MAI", 5),
    ("JUIN", 6),
    ("JUILLET", 7),
    ("JUIL", 7),
    ("AOUT", 8),
    ("SEPTEMBRE", 9),
    ("SEPT", 9),
    ("SEP", 9),
    ("OCTOBRE", 10),
    ("OCT", 10),
    ("NOVEMBRE", 11),
    ("NOV", 11),
    ("DECEMBRE", 12),
    ("DEC", 12),
    ("DECEMB", 12),
];
const CURRENCIES: [&str; 4] = ["EUR", "EUROS", "EURO", "E"];

fn month_of(word: &str) -> Option<u32> {
    MONTHS.iter().find(|(name, _)| *name == word).map(|&(_, month)| month)
}

/// The months a text names, each with its year where it stands behind, and as written.
pub fn months(text: &Text) -> Vec<(u32, Option<i32>, String)> {
    let mut found = Vec::new();
    for (place, run) in text.runs.iter().enumerate() {
        let Some(month) = month_of(&run.text).filter(|_| !run.is_number) else { continue };
        // A day of that month, as in 12 MARS 2026, is no period.
        if place.checked_sub(1).and_then(|before| digits(text, before)).is_some_and(|day| day.len() <= 2) {
            continue;
        }
        let year = digits(text, place + 1).filter(|year| is_year(year)).and_then(|year| year.parse().ok());
        let last = if year.is_some() { place + 1 } else { place };
        found.push((month, year, text.slice(place, last)));
    }
    found
}

pub fn is_no_invoice(word: &str) -> bool {
    NOT_AN_INVOICE.contains(&word)
}

/// What each run of the text is. Own identifiers are digits alone.
pub fn marks(text: &Text, amount: Cents, own_identifiers: &BTreeSet<String>) -> Vec<Mark> {
    let mut marks = vec![Mark::Free; text.runs.len()];
    let mut place = 0;
    while place < text.runs.len() {
        let found =
            [account(text, place), telephone(text, place), announced(text, place), own(text, place, own_identifiers)]
                .into_iter()
                .flatten()
                .map(|end| (end, Mark::Never))
                .chain(registered(text, place).map(|end| (end, Mark::Registered)))
                .chain(date(text, place).map(|end| (end, Mark::Date)))
                .chain(euros(text, place, amount).map(|end| (end, Mark::Amount)))
                .next();
        match found {
            Some((end, mark)) => {
                marks[place..end].fill(mark);
                place = end;
            }
            None => {
                if address(text, place) {
                    marks[place] = Mark::Never;
                }
                place += 1;
            }
        }
    }
    marks
}

fn digits(text: &Text, place: usize) -> Option<&str> {
    text.runs.get(place).filter(|run| run.is_number).map(|run| run.text.as_str())
}

fn gap(text: &Text, place: usize) -> Option<&str> {
    text.runs.get(place).map(|run| run.gap.as_str())
}

/// The runs from here on that are digits parted by one of these signs.
fn groups<'t>(text: &'t Text, place: usize, parted: &[&str]) -> Vec<&'t str> {
    let mut groups = Vec::new();
    for at in place.. {
        match digits(text, at) {
            Some(group) if at == place || gap(text, at).is_some_and(|gap| parted.contains(&gap)) => groups.push(group),
            _ => break,
        }
    }
    groups
}

/// `FR76 3000 …`: two letters, two digits or more, then at least ten letters or digits in groups.
fn account(text: &Text, place: usize) -> Option<usize> {
    let country = text.runs.get(place).filter(|run| !run.is_number && run.text.len() == 2)?;
    let known = ["FR", "DE", "BE", "LU", "ES", "IT", "GB", "CH", "NL", "PT", "MC", "IE", "AT"];
    if !known.contains(&country.text.as_str()) || gap(text, place + 1) != Some("") {
        return None;
    }
    let mut end = place + 1;
    let mut length = 0;
    while let Some(run) = text.runs.get(end) {
        let goes_on = run.gap.is_empty() || run.gap == " " && (run.is_number || run.text.len() <= 4);
        if !goes_on || length + run.text.len() > 32 || (!run.is_number && run.gap == " " && length >= 10) {
            break;
        }
        length += run.text.len();
        end += 1;
    }
    let first = digits(text, place + 1)?;
    let starts_like_one = matches!(first.len(), 2 | 4 | 10..=32);
    // A French VAT number has two digits and a SIREN: never an invoice either.
    (starts_like_one && length >= 11).then_some(end)
}

/// Ten digits from 0, in one or in pairs, or with +33.
fn telephone(text: &Text, place: usize) -> Option<usize> {
    let groups = groups(text, place, &[" ", ".", "-"]);
    let first = *groups.first()?;
    let pairs = |from: usize, count: usize| {
        groups.len() >= from + count && groups[from..from + count].iter().all(|pair| pair.len() == 2)
    };
    if first.len() == 10 && first.starts_with('0') && !first.starts_with("00") {
        return Some(place + 1);
    }
    if first.len() == 2 && first.starts_with('0') && first != "00" && pairs(1, 4) {
        return Some(place + 5);
    }
    let international = gap(text, place).is_some_and(|gap| gap.ends_with('+')) && first.starts_with("33");
    if international && (first.len() == 11 || pairs(2, 4)) {
        return Some(place + if first.len() == 11 { 1 } else { 6 });
    }
    None
}

/// Groups of figures behind a word for a telephone, an account or a registration, even where the end is cut.
fn announced(text: &Text, place: usize) -> Option<usize> {
    let groups = groups(text, place, &[" ", ".", "-"]).len();
    let word = text.runs.get(place.checked_sub(1)?).map(|run| run.text.as_str())?;
    let announces = ["TEL", "TELEPHONE", "PORTABLE", "MOBILE", "RIB", "IBAN", "SIREN", "SIRET", "TVA"].contains(&word);
    (announces && groups > 0).then_some(place + groups)
}

/// A SIREN or SIRET whose check digit is right.
fn registered(text: &Text, place: usize) -> Option<usize> {
    let groups = groups(text, place, &[" ", "."]);
    for (count, lengths) in [(1, &[9][..]), (1, &[14]), (4, &[3, 3, 3, 5]), (2, &[9, 5]), (3, &[3, 3, 3])] {
        let fits = groups.len() >= count && groups.iter().zip(lengths).all(|(group, &length)| group.len() == length);
        if fits && luhn(&groups[..count].concat()) {
            return Some(place + count);
        }
    }
    None
}

/// One of the business's own identifiers.
fn own(text: &Text, place: usize, own: &BTreeSet<String>) -> Option<usize> {
    let mut joined = String::new();
    for (count, group) in groups(text, place, &[" ", "."]).iter().enumerate() {
        joined.push_str(group);
        if joined.len() >= SHORTEST_IDENTIFIER && own.contains(&joined) {
            return Some(place + count + 1);
        }
    }
    None
}

fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit - b'0') * if place % 2 == 1 { 2 } else { 1 };
            if digit > 9 { digit - 9 } else { digit }
        })
        .sum();
    sum.is_multiple_of(10) && digits.bytes().any(|digit| digit != b'0')
}

fn number_in(digits: &str, low: u32, high: u32) -> bool {
    digits.len() <= 4 && digits.parse().is_ok_and(|number: u32| (low..=high).contains(&number))
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && number_in(digits, 2000, 2099)
}

/// A day in figures or with the name of its month, a month and its year, six or eight digits behind a word for a day.
fn date(text: &Text, place: usize) -> Option<usize> {
    let run = text.runs.get(place)?;
    if !run.is_number {
        let is_month = month_of(&run.text).is_some();
        let year = digits(text, place + 1)?;
        let parted = matches!(gap(text, place + 1), Some(" " | "" | "/" | "-" | "."));
        return (is_month && parted && (is_year(year) || year.len() == 2)).then_some(place + 2);
    }
    let word = place.checked_sub(1).and_then(|before| text.runs.get(before)).map_or("", |run| run.text.as_str());
    // 12 MAI, 12 MAI 2026; behind a word for an invoice it may be its number all the same.
    let is_day = run.text.len() <= 2 && number_in(&run.text, 1, 31) && gap(text, place + 1) == Some(" ");
    let of_month = || text.runs.get(place + 1).is_some_and(|next| !next.is_number && month_of(&next.text).is_some());
    if is_day && of_month() && !is_invoice_word(word) && !NUMBER_WORDS.contains(&word) {
        let with_year = digits(text, place + 2).is_some_and(is_year);
        return Some(if with_year { place + 3 } else { place + 2 });
    }
    for sign in ["/", "-", ".", " "] {
        let groups = groups(text, place, &[sign]);
        let [first, second, third, ..] = groups[..] else { continue };
        let day_first = first.len() <= 2
            && number_in(first, 1, 31)
            && second.len() == 2
            && number_in(second, 1, 12)
            && (is_year(third) || third.len() == 2 && sign != " ");
        let year_first = is_year(first)
            && second.len() == 2
            && number_in(second, 1, 12)
            && third.len() == 2
            && number_in(third, 1, 31);
        if day_first || year_first {
            return Some(place + 3);
        }
    }
    let groups = groups(text, place, &["/", "."]);
    if ["DU", "LE", "DATE", "DATEE", "DTD", "ECH", "ECHEANCE", "VALEUR"].contains(&word) {
        if let [day, month, ..] = groups[..]
            && day.len() <= 2
            && month.len() == 2
            && number_in(day, 1, 31)
            && number_in(month, 1, 12)
        {
            return Some(place + 2);
        }
        if matches!(run.text.len(), 6 | 8) && number_in(&run.text[..2], 1, 31) && number_in(&run.text[2..4], 1, 12) {
            return Some(place + 1);
        }
    }
    None
}

/// An amount: with a currency behind it, or two decimals, or the very amount of the entry.
fn euros(text: &Text, place: usize, amount: Cents) -> Option<usize> {
    digits(text, place)?;
    // 1 250,00 or 1.250,00 or 1250,00 or 1250
    let mut whole = text.runs[place].text.clone();
    let mut end = place + 1;
    while let Some(group) = digits(text, end)
        && group.len() == 3
        && whole.len() <= 12
        && matches!(gap(text, end), Some(" " | "." | "'" | "\u{a0}" | "\u{202f}"))
    {
        whole.push_str(group);
        end += 1;
    }
    for (whole, end) in [(whole.as_str(), end), (text.runs[place].text.as_str(), place + 1)] {
        let decimals = digits(text, end).filter(|group| group.len() == 2 && matches!(gap(text, end), Some("," | ".")));
        let after = end + usize::from(decimals.is_some());
        let next = text.runs.get(after);
        let currency = next.is_some_and(|run| {
            run.gap.trim().starts_with('€') || CURRENCIES.contains(&run.text.as_str()) && run.gap.trim().is_empty()
        }) || next.is_none() && text.written[text.runs[after - 1].end..].trim().starts_with('€');
        let value = whole.parse::<i64>().ok().and_then(|euros| euros.checked_mul(100));
        let cents = value.map(|value| value.saturating_add(decimals.map_or(0, |group| group.parse().unwrap_or(0))));
        let is_entry = cents == Some(amount.0) && (decimals.is_some() || amount.0 >= 10_000);
        // `171,17`: after a word for invoice this may be a list; a third group means a date, a version, an address.
        let chained = digits(text, after).is_some() && matches!(gap(text, after), Some("," | "." | "/"));
        let decimal = decimals.is_some() && !chained && !(behind_invoice(text, place) && whole.len() <= 4);
        if currency || is_entry && decimals.is_some() || decimal {
            return Some(after);
        }
        if is_entry && !behind_invoice(text, place) {
            return Some(after);
        }
    }
    None
}

fn behind_invoice(text: &Text, place: usize) -> bool {
    place.checked_sub(1).and_then(|before| text.runs.get(before)).is_some_and(|run| {
        !run.is_number
            && (run.text.starts_with("FAC")
                || ["F", "FA", "N", "NO", "FT", "INVOICE", "ET"].contains(&run.text.as_str()))
    })
}

/// The number of a house, or a postcode with its town.
fn address(text: &Text, place: usize) -> bool {
    let Some(number) = digits(text, place) else { return false };
    let Some(next) = text.runs.get(place + 1).filter(|run| !run.is_number) else { return false };
    let street = STREETS.contains(&next.text.as_str()) && matches!(next.gap.as_str(), " " | ", " | "," | "");
    let postcode = number.len() == 5 && next.gap == " " && next.text.len() >= 4 && !behind_invoice(text, place);
    // A number with a letter or a dash before it is no postcode.
    let free = matches!(gap(text, place), Some(" " | "" | ", " | " - "));
    street || postcode && free && number_in(&number[..2], 1, 98) && month_of(&next.text).is_none()
}

/// The digits of identifiers, as they are compared.
pub fn digits_of(identifiers: &[String]) -> BTreeSet<String> {
    identifiers
        .iter()
        .map(|written| squash(written).chars().filter(char::is_ascii_digit).collect::<String>())
        .filter(|digits| digits.len() >= SHORTEST_IDENTIFIER)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The digits that may still be an invoice number.
    fn left(line: &str) -> Vec<String> {
        let text = Text::of(&[line.to_owned()]);
        let own = digits_of(&["732 829 320".to_owned()]);
        let marks = marks(&text, Cents(125_000), &own);
        text.runs
            .iter()
            .zip(marks)
            .filter(|(run, mark)| run.is_number && *mark == Mark::Free)
            .map(|(run, _)| run.text.clone())
            .collect()
    }

    #[test]
    fn amounts_are_not_numbers() {
        for line in ["1250,00", "1 250,00 EUR", "1.250,00", "1250€", "1250 euros", "1250.00 E", "MONTANT 1250"] {
            assert!(left(line).is_empty(), "{line}: {:?}", left(line));
        }
        assert_eq!(left("FACT 171,176"), ["171", "176"]);
        assert_eq!(left("FACT 71,76"), ["71", "76"]);
        assert_eq!(left("FACT 171 1250,00"), ["171"]);
    }

    #[test]
    fn days_are_not_numbers() {
        for line in ["12/03/2026", "le 12.03.26", "2026-03-12", "du 120326", "MARS 2026", "DU 12/03", "1/03/2026"] {
            assert!(left(line).is_empty(), "{line}: {:?}", left(line));
        }
        assert_eq!(left("FACT 171 DU 12/03/2026"), ["171"]);
        assert_eq!(left("F-2026-171"), ["2026", "171"]);
    }

    #[test]
    fn telephones_accounts_and_registrations_are_not_numbers() {
        for line in [
            "TEL 06 12 34 56 78",
            "TEL 06 12 34",
            "0612345678",
            "+33 6 12 34 56 78",
            "FR76 3000 6000 0112 3456 7890 189",
            "FR7630006000011234567890189",
            "SIREN 732829320",
            "732 829 320",
            "73282932000074",
            "FR44732829320",
        ] {
            assert!(left(line).is_empty(), "{line}: {:?}", left(line));
        }
    }

    #[test]
    fn an_address_is_no_number() {
        assert!(left("12 RUE DES LILAS 75011 PARIS").is_empty());
        assert_eq!(left("171 DUPONT"), ["171"]);
    }
}
