//! The files of the made-up year, as an accountant, an invoicing program and a bank would write them. The same seed gives
//! the same bytes.

pub mod journal;
mod statements;

use chrono::{Datelike, NaiveDate};

use crate::year::{Row, Year};

/// A format in which a bank gives the year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Everything: the payer, its account, its text, references.
    Camt053,
    /// A label of 31 letters, then what the complements say: the payer's name, its text, references; no account.
    Cfonb120,
    /// Payer, account, reference and text in one narrative, cut into lines of 65 wherever they end.
    Mt940,
    /// A label cut in two, and nothing else.
    Ofx,
}

impl Format {
    pub const ALL: [Format; 4] = [Format::Camt053, Format::Cfonb120, Format::Mt940, Format::Ofx];

    pub fn name(self) -> &'static str {
        match self {
            Format::Camt053 => "camt.053",
            Format::Cfonb120 => "CFONB 120",
            Format::Mt940 => "MT940",
            Format::Ofx => "OFX",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Format::Camt053 => "xml",
            Format::Cfonb120 => "cfo",
            Format::Mt940 => "sta",
            Format::Ofx => "ofx",
        }
    }
}

/// The first and the last day of a month of the year.
pub fn month(of: u32) -> (NaiveDate, NaiveDate) {
    let first = Year::opening().with_month(of).unwrap_or_default();
    let next = if of == 12 {
        first.with_year(first.year() + 1).and_then(|day| day.with_month(1))
    } else {
        first.with_month(of + 1)
    };
    (first, next.and_then(|day| day.pred_opt()).unwrap_or_default())
}

/// What a movement of the bank is called there: the place of its row in the year.
pub fn reference(place: usize) -> String {
    format!("MVT{place:06}")
}

/// The row of a movement that bears such a reference.
pub fn place_of(reference: &str) -> Option<usize> {
    reference.strip_prefix("MVT")?.parse().ok()
}

/// The movements of a month with their places, in the order of the statement.
pub fn rows(year: &Year, of: u32) -> Vec<(usize, &Row)> {
    let (first, last) = month(of);
    rows_between(year, first, last)
}

fn rows_between(year: &Year, first: NaiveDate, last: NaiveDate) -> Vec<(usize, &Row)> {
    year.rows.iter().enumerate().filter(|(_, row)| (first..=last).contains(&row.day)).collect()
}

/// The statement of a month: its name and its bytes.
pub fn statement(year: &Year, of: u32, format: Format) -> (String, Vec<u8>) {
    let (first, last) = month(of);
    statement_between(year, first, last, format)
}

/// The same from one day to another.
pub fn statement_between(year: &Year, first: NaiveDate, last: NaiveDate, format: Format) -> (String, Vec<u8>) {
    let name = format!("releve-{first}-{last}.{}", format.ending());
    (name, statements::written(year, first, last, format).into_bytes())
}

/// The invoices and credit notes of a month, as an invoicing program lists them: a line for each due date.
pub fn sales(year: &Year, of: u32) -> (String, Vec<u8>) {
    let (first, last) = month(of);
    let mut text = "Numéro;Type;Client;Date facture;Échéance;Montant TTC;Reste dû\n".to_owned();
    let mut line =
        |number: &str, kind: &str, customer: usize, issued: NaiveDate, due: NaiveDate, all: i64, left: i64| {
            let (issued, due) = (issued.format("%d/%m/%Y"), due.format("%d/%m/%Y"));
            let name = &year.customers[customer].name;
            text.push_str(&format!("{number};{kind};{name};{issued};{due};{};{}\n", euros(all), euros(left)));
        };
    for made in year.invoices.iter().filter(|made| (first..=last).contains(&made.issued)) {
        let whole = [(made.due, made.cents)];
        let parts = if made.parts.is_empty() { &whole[..] } else { &made.parts };
        for &(due, cents) in parts {
            line(&made.number, "Facture", made.customer, made.issued, due, made.cents, cents);
        }
    }
    for made in year.credits.iter().filter(|made| (first..=last).contains(&made.issued)) {
        line(&made.number, "Avoir", made.customer, made.issued, made.issued, made.cents, made.cents);
    }
    (format!("factures-2026-{of:02}.csv"), text.into_bytes())
}

fn euros(cents: i64) -> String {
    format!("{}{},{:02}", if cents < 0 { "-" } else { "" }, cents.abs() / 100, cents.abs() % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::year::year;

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        let all = || {
            let year = year(7);
            let mut files = vec![journal::of_the_year_before(&year), journal::of_the_year(&year)];
            for of in 1..=12 {
                files.push(sales(&year, of));
                files.extend(Format::ALL.map(|format| statement(&year, of, format)));
            }
            files
        };
        assert_eq!(all(), all());
        assert_eq!(all().len(), 2 + 12 * 5);
    }

    #[test]
    fn every_statement_adds_up_and_holds_every_movement() {
        let year = year(7);
        for format in Format::ALL {
            for of in 1..=12 {
                let (name, bytes) = statement(&year, of, format);
                let reading = intake::statement::read(&bytes).unwrap();
                assert_eq!(reading.findings, [], "{name}");
                let [statement] = reading.value.statements.as_slice() else { panic!("{name}: one statement") };
                let rows = rows(&year, of);
                assert_eq!(statement.entries.len(), rows.len(), "{name}");
                // OFX has no opening balance.
                let adds_up = if format == Format::Ofx { None } else { Some(true) };
                assert_eq!(statement.balances(), adds_up, "{name}");
                for (entry, (place, row)) in statement.entries.iter().zip(rows) {
                    let cents = domain::Cents::exact(entry.amount).unwrap().0;
                    let said = entry.bank_reference.as_deref().and_then(place_of);
                    assert_eq!((entry.booked_on, cents, said), (Some(row.day), row.cents, Some(place)), "{name}");
                    assert_eq!(cents < 0 && entry.return_reason.is_some(), row.is_return, "{name}: {row:?}");
                }
            }
        }
    }
}
