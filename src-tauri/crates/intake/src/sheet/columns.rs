//! How the values of a column look: enough to tell a date from an amount, a name from a number.

use std::collections::HashSet;

use domain::{Siren, Siret, VatId};

use crate::sheet::grid::{Cell, Row};
use crate::sheet::headings::{Field, fold};
use crate::sheet::values::{self, AmountEvidence, DateEvidence};

/// Lines looked at: the top of the list says what a column is.
const LINES: usize = 2000;
/// Different values kept to tell a label from a number.
const DISTINCT: usize = 256;

#[derive(Clone, Debug, Default)]
pub struct Look {
    pub samples: Vec<String>,
    filled: usize,
    distinct: HashSet<String>,
    amounts: AmountEvidence,
    dates: DateEvidence,
    with_letters: usize,
    with_digits: usize,
    with_spaces: usize,
    mails: usize,
    phones: usize,
    postcodes: usize,
    companies: usize,
    vat_ids: usize,
    currencies: usize,
    states: usize,
    fractions: usize,
}

impl Look {
    pub fn of_columns(rows: &[Row], width: usize) -> Vec<Look> {
        let mut looks = vec![Look::default(); width];
        for row in rows.iter().take(LINES) {
            for (look, cell) in looks.iter_mut().zip(&row.cells) {
                look.see(cell);
            }
        }
        looks
    }

    fn see(&mut self, cell: &Cell) {
        if cell.is_empty() {
            return;
        }
        let shown = cell.shown();
        self.filled += 1;
        if self.samples.len() < 3 && !self.samples.contains(&shown) {
            self.samples.push(shown.chars().take(80).collect());
        }
        self.amounts.see(cell);
        self.dates.see(cell);
        let digits = shown.chars().filter(char::is_ascii_digit).count();
        let letters = shown.chars().filter(|c| c.is_alphabetic()).count();
        let tick = |counter: &mut usize, yes: bool| *counter += usize::from(yes);
        tick(&mut self.with_letters, letters >= 2);
        tick(&mut self.with_digits, digits > 0);
        tick(&mut self.with_spaces, shown.contains(' '));
        tick(&mut self.mails, shown.contains('@') && !shown.contains(' '));
        tick(&mut self.phones, (8..=15).contains(&digits) && letters == 0);
        tick(&mut self.postcodes, (4..=5).contains(&digits) && letters == 0 && shown.len() <= 6);
        tick(&mut self.companies, shown.parse::<Siren>().is_ok() || shown.parse::<Siret>().is_ok());
        tick(&mut self.vat_ids, digits > 0 && shown.parse::<VatId>().is_ok());
        tick(&mut self.currencies, shown == "€" || (shown.len() == 3 && letters == 3));
        tick(&mut self.states, is_state(&shown));
        let fraction = match cell {
            Cell::Number(number) => number.scale() > 0,
            Cell::Text(text) => text.contains([',', '.']) && values::amount(text, None).is_ok(),
            _ => false,
        };
        tick(&mut self.fractions, fraction);
        if self.distinct.len() < DISTINCT {
            self.distinct.insert(shown);
        }
    }

    fn share(&self, of: usize) -> usize {
        of * 100 / self.filled.max(1)
    }

    pub fn has_spaces(&self) -> bool {
        self.share(self.with_spaces) >= 30
    }

    /// How well the values fit a field, 0 to 100. An empty column fits everything a little.
    pub fn fits(&self, field: Field) -> u8 {
        if self.filled == 0 {
            return 70;
        }
        let by_share = |share: usize| match share {
            85.. => 100,
            50.. => 75,
            20.. => 40,
            _ => 10,
        };
        let few = self.distinct.len() <= 12;
        match field {
            Field::GrossTotal | Field::NetTotal | Field::VatTotal | Field::AmountDue | Field::Paid => {
                let dates = self.dates.dates > self.filled / 2 && self.amounts.amounts < self.filled / 2;
                if dates { 5 } else { by_share(self.share(self.amounts.amounts)) }
            }
            Field::IssueDate | Field::DueDate | Field::DeliveryDate => by_share(self.share(self.dates.dates)),
            Field::Number => match () {
                () if self.share(self.mails) > 50 || self.all_dates() => 10,
                () if self.share(self.with_digits) < 50 => 30,
                () if self.filled >= 8 && self.distinct.len() * 5 < self.filled.min(DISTINCT) => 50,
                () => 100,
            },
            Field::CustomerName | Field::ContactName => match self.share(self.with_letters) {
                70.. if self.share(self.mails) > 50 || self.all_dates() => 20,
                70.. => 100,
                30.. => 60,
                _ => 25,
            },
            Field::Email => by_share(self.share(self.mails)),
            Field::Phone => by_share(self.share(self.phones)).max(40),
            Field::Postcode => by_share(self.share(self.postcodes)).max(40),
            Field::Siren | Field::Siret => by_share(self.share(self.companies)).max(60),
            Field::VatId => by_share(self.share(self.vat_ids)).max(25),
            Field::Currency => by_share(self.share(self.currencies)),
            Field::Status => {
                if self.share(self.states) >= 70 {
                    100
                } else if few {
                    80
                } else {
                    30
                }
            }
            Field::Kind | Field::DebtorKind | Field::Country => {
                if few {
                    100
                } else {
                    40
                }
            }
            Field::FirstName | Field::City | Field::Address | Field::Subject => {
                by_share(self.share(self.with_letters)).max(40)
            }
            // A column of amounts, or of yes and no, names no invoices.
            Field::PrecedingInvoice => match () {
                () if self.share(self.fractions) > 30 || self.share(self.states) > 50 || self.all_dates() => 10,
                () if self.share(self.with_digits) < 50 => 30,
                () => 100,
            },
            Field::AddressMore | Field::CustomerCode | Field::OrderReference | Field::PaymentReference => 100,
        }
    }

    fn all_dates(&self) -> bool {
        self.share(self.dates.dates) >= 85 && self.share(self.with_letters) < 50
    }

    /// Whether the values alone suggest a field, for a heading that says nothing.
    pub fn suggests(&self, field: Field) -> bool {
        if self.filled < 2 {
            return false;
        }
        match field {
            Field::Number => {
                self.share(self.with_digits) >= 90
                    && self.distinct.len() >= self.filled.min(DISTINCT)
                    && self.share(self.fractions) < 20
                    && !self.all_dates()
                    && self.share(self.mails) == 0
                    && self.samples.iter().all(|sample| sample.len() <= 30)
            }
            Field::CustomerName => {
                self.share(self.with_letters) >= 90
                    && self.share(self.with_digits) < 30
                    && self.share(self.currencies) < 50
                    && self.share(self.states) < 50
                    && !self.all_dates()
                    && self.distinct.len() >= 2
            }
            Field::IssueDate => self.all_dates(),
            Field::GrossTotal => {
                self.share(self.amounts.amounts) >= 90 && self.share(self.fractions) >= 30 && !self.all_dates()
            }
            _ => false,
        }
    }
}

/// Yes, no, and the words for paid and unpaid.
fn is_state(text: &str) -> bool {
    matches!(fold(text).as_str(), "oui" | "non" | "yes" | "no" | "o" | "n" | "x" | "vrai" | "faux" | "true" | "false")
        || crate::sheet::words::settled_word(text).is_some()
}
