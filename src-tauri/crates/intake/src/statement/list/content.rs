//! How the values of a column look: enough to tell a date from an amount and a text from a number.

use crate::sheet::grid::{Cell, Row};
use crate::sheet::values::{self, AmountEvidence, DateError, DateOrder};
use crate::statement::list::fields::BankField;

/// Lines looked at: the top of the list says what a column is.
const LINES: usize = 2_000;
/// Values shown beside a column.
const SAMPLES: usize = 3;

#[derive(Clone, Debug, Default)]
pub struct Content {
    pub samples: Vec<String>,
    pub filled: usize,
    rows: usize,
    amounts: usize,
    dates: usize,
    pub negatives: usize,
    /// Amounts with decimals.
    pub fractions: usize,
    with_letters: usize,
    pub letters: usize,
    currencies: usize,
    /// What every cell holds, while it is the same.
    pub constant: Option<String>,
    varies: bool,
    /// Texts of the form of an IBAN, and the country of the first.
    pub ibans: usize,
    pub country: String,
    several_countries: bool,
}

impl Content {
    pub fn of_columns(rows: &[Row], width: usize) -> Vec<Content> {
        let mut contents = vec![Content::default(); width];
        for row in rows.iter().take(LINES) {
            for (content, cell) in contents.iter_mut().zip(&row.cells) {
                content.see(cell);
            }
        }
        contents
    }

    fn see(&mut self, cell: &Cell) {
        self.rows += 1;
        if cell.is_empty() {
            return;
        }
        let shown = cell.shown();
        self.filled += 1;
        if self.samples.len() < SAMPLES && !self.samples.contains(&shown) {
            self.samples.push(shown.chars().take(80).collect());
        }
        let is_amount = is_amount(cell);
        self.amounts += usize::from(is_amount);
        self.dates += usize::from(is_date(cell));
        self.negatives += usize::from(is_amount && shown.starts_with(['-', '(', '\u{2212}']));
        self.fractions += usize::from(is_amount && shown.contains([',', '.']));
        let letters = shown.chars().filter(|c| c.is_alphabetic()).count();
        self.letters += letters;
        self.with_letters += usize::from(letters >= 2);
        self.currencies += usize::from(shown == "€" || (shown.len() == 3 && letters == 3));
        if let Some(country) = iban_country(&shown) {
            self.ibans += 1;
            if self.country.is_empty() {
                self.country = country;
            } else {
                self.several_countries |= self.country != country;
            }
        }
        match &self.constant {
            None if self.filled == 1 => self.constant = Some(shown),
            Some(first) if *first != shown => {
                self.constant = None;
                self.varies = true;
            }
            _ => {}
        }
    }

    fn share(&self, of: usize) -> usize {
        of * 100 / self.filled.max(1)
    }

    /// Days and nothing else.
    pub fn is_date(&self) -> bool {
        self.filled > 0 && self.share(self.dates) >= 85 && self.share(self.with_letters) < 50
    }

    /// Amounts with decimals, in most cells that are filled.
    pub fn is_amount(&self) -> bool {
        self.filled > 0 && !self.is_date() && self.share(self.amounts) >= 85 && self.share(self.fractions) >= 40
    }

    pub fn is_text(&self) -> bool {
        self.filled > 0 && self.share(self.with_letters) >= 60 && !self.is_date() && self.share(self.ibans) < 50
    }

    /// The country of whose accounts nearly every cell holds a number.
    pub fn account_country(&self) -> Option<&str> {
        (self.share(self.ibans) >= 90 && self.filled > 0 && !self.several_countries).then_some(self.country.as_str())
    }

    /// How well the values fit a field, 0 to 100. An empty column fits everything a little.
    pub fn fits(&self, field: BankField) -> u8 {
        if self.filled == 0 {
            return 70;
        }
        let by_share = |share: usize| match share {
            85.. => 100,
            50.. => 75,
            20.. => 40,
            _ => 10,
        };
        match field {
            BankField::Amount | BankField::Debit | BankField::Credit | BankField::Balance => {
                by_share(self.share(self.amounts))
            }
            BankField::BookedOn | BankField::ValueDate => by_share(self.share(self.dates)),
            BankField::Currency => by_share(self.share(self.currencies)),
            // The owner's account is the same on every line, the other side's is not.
            BankField::Account if self.varies || self.filled < self.rows => 45,
            BankField::CounterpartyAccount if !self.varies && self.filled > 1 && self.filled == self.rows => 60,
            BankField::Label | BankField::CounterpartyName | BankField::PayerName | BankField::PayeeName
                if self.is_date() || self.share(self.with_letters) == 0 =>
            {
                60
            }
            BankField::Direction if self.share(self.with_letters) == 0 && self.letters == 0 => 20,
            _ => 100,
        }
    }
}

/// Whether a cell reads as an amount under some decimal sign.
pub fn is_amount(cell: &Cell) -> bool {
    let mut evidence = AmountEvidence::default();
    evidence.see(cell);
    evidence.amounts == 1 && !is_date(cell)
}

/// Whether a cell reads as a day under some order.
pub fn is_date(cell: &Cell) -> bool {
    match cell {
        Cell::Date(_) => true,
        // The serial numbers of a spreadsheet are no days in a text, and `12,03` has no year.
        Cell::Text(text) => {
            let readable =
                |order| !matches!(values::date(text, Some(order)), Err(DateError::NotADate | DateError::NoYear));
            text.contains(|c: char| !c.is_ascii_digit()) && readable(DateOrder::DayFirst)
        }
        _ => false,
    }
}

/// The country of a text that has the form of an IBAN; whether its digits are right is not asked.
pub fn iban_country(text: &str) -> Option<String> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
    let shaped = (15..=34).contains(&bare.len())
        && bare.bytes().enumerate().all(|(at, byte)| match at {
            0 | 1 => byte.is_ascii_uppercase(),
            2 | 3 => byte.is_ascii_digit(),
            _ => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
        })
        && bare.bytes().filter(u8::is_ascii_digit).count() >= 8;
    shaped.then(|| bare[..2].to_owned())
}

/// Countries whose accounts are in euros.
const EURO_AREA: [&str; 22] = [
    "AT", "BE", "CY", "DE", "EE", "ES", "FI", "FR", "GR", "HR", "IE", "IT", "LT", "LU", "LV", "MC", "MT", "NL", "PT",
    "SI", "SK", "SM",
];

pub fn in_euro_area(country: &str) -> bool {
    EURO_AREA.contains(&country)
}
