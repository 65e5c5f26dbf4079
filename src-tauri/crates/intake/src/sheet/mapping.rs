//! Which column of a list is what: proposed from headings and content, corrected by the owner, remembered.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use crate::sheet::assign::Column;
use crate::sheet::assign::{Candidate, Given, best_of, give, headings_of, key_of, scaled, sure_of};
use crate::sheet::columns::Look;
use crate::sheet::grid::{Cell, Grid, Row, Sheet};
use crate::sheet::headings::{self, Field};
use crate::sheet::values::{AmountEvidence, DateEvidence, DateOrder, DecimalSign, Verdict};

/// Lines looked at to find the header.
const HEADER_WITHIN: usize = 60;
/// Values shown beside a column.
const SAMPLES: usize = 3;
/// Below this a proposal is not made.
const LEAST_CONFIDENCE: u8 = 35;
/// For a column that only its content speaks for.
pub(crate) const BY_CONTENT: u8 = 45;
/// For a column of codes whose values are names. A column that is headed as one is surer.
const NAMED_BY_CODE: u8 = 60;

/// What each column of one sheet means. Serializable, so that the answers for a kind of file can be kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Mapping {
    /// The sheet's name; empty for a text file.
    pub sheet: String,
    /// The line of the header; `None` when the list has none.
    pub header_line: Option<u32>,
    /// SHA-256 of the normalised headings in lower-case hexadecimal: files with the same headings share their answers.
    pub key: String,
    pub columns: Vec<Column>,
    /// What stands between euros and cents; `None` until the columns or the owner say so.
    pub decimal: Option<DecimalSign>,
    /// Day or month first; `None` until the columns or the owner say so.
    pub dates: Option<DateOrder>,
}

/// What the list cannot say by itself. Nothing is imported while one is open.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "question", rename_all = "snake_case")]
pub enum Question {
    /// No column is known to hold these. The total stands for any of total, amount due, or net and VAT.
    MissingFields { fields: Vec<Field> },
    /// Comma or point before the cents? `contradictory`: some lines have one, some the other.
    DecimalSign { examples: Vec<String>, contradictory: bool },
    /// Is the first number the day or the month?
    DateOrder { examples: Vec<String>, contradictory: bool, suggested: DateOrder },
    /// One invoice laid out on a sheet: it should come as PDF or XML, or be typed.
    NotAList,
    /// The columns are those of a list of payments.
    PaymentsNotInvoices,
}

/// The sheet that looks most like a list of invoices, with its proposal. `None` for a file without rows.
pub fn propose_for(grid: &Grid) -> Option<Mapping> {
    best_of(grid, |sheet| {
        let mapping = propose(sheet);
        let whole_page = mapping.questions(sheet) == [Question::NotAList];
        let lacking = if whole_page { 0 } else { mapping.missing().len() };
        let sure = sure_of(&mapping.columns);
        (mapping, lacking, sure)
    })
}

/// Proposes a mapping for a sheet.
pub fn propose(sheet: &Sheet) -> Mapping {
    propose_at(sheet, find_header(sheet))
}

/// Proposes a mapping with the header on a line that the owner chose; `None` for a list without header.
pub fn propose_at(sheet: &Sheet, header_line: Option<u32>) -> Mapping {
    let header = header_line.and_then(|line| sheet.rows.iter().find(|row| row.line == line));
    let header_line = header.map(|row| row.line);
    let headings = headings_of(sheet, header);
    let looks = Look::of_columns(body(sheet, header_line), headings.len());
    let fields = assign(&headings, &looks);
    let columns = headings
        .into_iter()
        .zip(fields)
        .zip(&looks)
        .map(|((heading, (field, confidence)), look)| Column {
            heading,
            field,
            confidence,
            samples: look.samples.iter().take(SAMPLES).cloned().collect(),
        })
        .collect();
    let mut mapping =
        Mapping { sheet: sheet.name.clone(), header_line, key: String::new(), columns, decimal: None, dates: None };
    mapping.key = key_of(mapping.columns.iter().map(|column| folded(&column.heading)));
    mapping.settle(sheet);
    mapping
}

/// The remembered answers for this sheet, when its headings are the same. The header is looked for anew, since the
/// lines above it come and go; what this file's columns prove counts more than an answer given for another.
pub fn recall(sheet: &Sheet, remembered: &Mapping) -> Option<Mapping> {
    let mut mapping = propose(sheet);
    if mapping.key != remembered.key || mapping.columns.len() != remembered.columns.len() {
        return None;
    }
    for (column, known) in mapping.columns.iter_mut().zip(&remembered.columns) {
        column.field = known.field;
        column.confidence = known.confidence;
    }
    mapping.settle(sheet);
    mapping.decimal = mapping.decimal.or(remembered.decimal);
    mapping.dates = mapping.dates.or(remembered.dates);
    Some(mapping)
}

impl Mapping {
    /// The place of the column that holds a field.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|column| column.field == Some(field))
    }

    pub fn has(&self, field: Field) -> bool {
        self.column(field).is_some()
    }

    /// Gives a column another meaning, as the owner says. A field has one column: another loses it. The decimal sign
    /// and the order of dates are looked at anew, so answers are given after the columns.
    pub fn choose(&mut self, column: usize, field: Option<Field>, sheet: &Sheet) {
        if field.is_some() {
            for other in self.columns.iter_mut().filter(|other| other.field == field) {
                other.field = None;
            }
        }
        if let Some(column) = self.columns.get_mut(column) {
            (column.field, column.confidence) = (field, 100);
        }
        // What another column proved says nothing of this one.
        (self.decimal, self.dates) = (None, None);
        self.settle(sheet);
    }

    /// What the owner must still say. Looks at every line of the sheet.
    pub fn questions(&self, sheet: &Sheet) -> Vec<Question> {
        let mut questions = Vec::new();
        let missing = self.missing();
        if !missing.is_empty() {
            let names_customers =
                self.column(Field::CustomerName).is_some_and(|place| self.columns[place].confidence > BY_CONTENT);
            if !names_customers && self.labels_around(sheet) >= 3 {
                return vec![Question::NotAList];
            }
            let of_payments = missing.contains(&Field::GrossTotal) && self.has(Field::Paid);
            questions.push(if of_payments {
                Question::PaymentsNotInvoices
            } else {
                Question::MissingFields { fields: missing }
            });
        }
        let amounts = self.amount_evidence(sheet);
        if self.decimal.is_none() && matches!(amounts.verdict(), Verdict::Open | Verdict::Contradictory) {
            questions.push(Question::DecimalSign {
                examples: [&amounts.comma, &amounts.point, &amounts.either].into_iter().flatten().cloned().collect(),
                contradictory: amounts.verdict() == Verdict::Contradictory,
            });
        }
        let dates = self.date_evidence(sheet);
        if self.dates.is_none() && matches!(dates.verdict(), Verdict::Open | Verdict::Contradictory) {
            questions.push(Question::DateOrder {
                examples: [&dates.day_first, &dates.month_first, &dates.either]
                    .into_iter()
                    .flatten()
                    .cloned()
                    .collect(),
                contradictory: dates.verdict() == Verdict::Contradictory,
                suggested: DateOrder::DayFirst,
            });
        }
        questions
    }

    /// Fields that a claim cannot do without and that no column holds.
    pub fn missing(&self) -> Vec<Field> {
        let mut missing: Vec<Field> = [Field::Number, Field::CustomerName, Field::IssueDate]
            .into_iter()
            .filter(|field| !self.has(*field))
            .collect();
        let has_total = self.has(Field::GrossTotal)
            || self.has(Field::AmountDue)
            || (self.has(Field::NetTotal) && self.has(Field::VatTotal));
        if !has_total {
            missing.push(Field::GrossTotal);
        }
        missing
    }

    /// Takes from the columns what they prove of the decimal sign and the order of dates.
    fn settle(&mut self, sheet: &Sheet) {
        if let Verdict::Proved(sign) = self.amount_evidence(sheet).verdict() {
            self.decimal = Some(sign);
        }
        if let Verdict::Proved(order) = self.date_evidence(sheet).verdict() {
            self.dates = Some(order);
        }
    }

    /// All amounts of the file are written by the same program: its columns prove for each other.
    fn amount_evidence(&self, sheet: &Sheet) -> AmountEvidence {
        let mut evidence = AmountEvidence::default();
        for row in body(sheet, self.header_line) {
            for (column, _) in self.of(Field::is_amount) {
                evidence.see(row.cell(column));
            }
        }
        evidence
    }

    fn date_evidence(&self, sheet: &Sheet) -> DateEvidence {
        let mut evidence = DateEvidence::default();
        for row in body(sheet, self.header_line) {
            for (column, _) in self.of(Field::is_date) {
                evidence.see(row.cell(column));
            }
        }
        evidence
    }

    fn of(&self, kind: fn(Field) -> bool) -> impl Iterator<Item = (usize, Field)> {
        self.columns
            .iter()
            .enumerate()
            .filter_map(move |(place, column)| column.field.filter(|field| kind(*field)).map(|field| (place, field)))
    }

    /// How many of the things that an invoice has once (its number, its dates, its total) are named by cells outside
    /// the header: the labels of a printed page.
    fn labels_around(&self, sheet: &Sheet) -> usize {
        let rows = sheet.rows.iter().take(HEADER_WITHIN).filter(|row| Some(row.line) != self.header_line);
        let mut labels = BTreeSet::new();
        for cell in rows.flat_map(|row| &row.cells) {
            let Cell::Text(text) = cell else { continue };
            if text.len() < 40
                && let Some(meaning) = headings::meanings(text).first()
                && meaning.confidence >= 80
                && let Some(field) = meaning.field
                && (field.is_amount()
                    || field.is_date()
                    || matches!(field, Field::Number | Field::VatId | Field::OrderReference))
            {
                labels.insert(field);
            }
        }
        labels.len()
    }
}

/// The rows below the header.
pub(crate) fn body(sheet: &Sheet, header_line: Option<u32>) -> &[Row] {
    match header_line {
        Some(line) => {
            let first = sheet.rows.partition_point(|row| row.line <= line);
            &sheet.rows[first..]
        }
        None => &sheet.rows,
    }
}

/// The words of a heading, as they tell lists apart.
fn folded(heading: &str) -> String {
    let folded = headings::fold(heading);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// The line whose cells are headings. Known headings count first; else the first line of nothing but words, as wide
/// as the list, is taken.
fn find_header(sheet: &Sheet) -> Option<u32> {
    let mut best: Option<(u32, u32)> = None;
    for row in sheet.rows.iter().take(HEADER_WITHIN) {
        let mut fields = BTreeSet::new();
        let mut score = 0u32;
        for cell in &row.cells {
            let Cell::Text(text) = cell else { continue };
            if text.len() > 60 {
                continue;
            }
            if let Some(meaning) = headings::meanings(text).first()
                && meaning.confidence >= 55
                && meaning.field.is_some_and(|field| fields.insert(field))
            {
                score += u32::from(meaning.confidence);
            }
        }
        if fields.len() >= 2 && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, row.line));
        }
    }
    if let Some((_, line)) = best {
        return Some(line);
    }
    let mut widths: Vec<usize> = sheet.rows.iter().take(1000).map(|row| row.cells.len()).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() / 2).copied().unwrap_or(0);
    let candidate = sheet.rows.iter().take(HEADER_WITHIN).find(|row| row.cells.len() * 2 > usual && !row.is_empty())?;
    let words = |cell: &Cell| match cell {
        Cell::Text(text) => text.chars().any(char::is_alphabetic) && !text.starts_with(|c: char| c.is_ascii_digit()),
        Cell::Empty => true,
        _ => false,
    };
    let named = candidate.cells.iter().filter(|cell| !cell.is_empty()).count();
    // A single line of words in a list of numbers; a line with dates and amounts is already data.
    let header =
        [Some(candidate), sheet.rows.iter().find(|row| row.line > candidate.line)].into_iter().flatten().find(|row| {
            row.cells.iter().all(words) && row.cells.iter().filter(|cell| !cell.is_empty()).count() >= named.min(2)
        });
    header.map(|row| row.line)
}

/// Each column's field: the best pairs of heading and content first, then what content alone suggests.
fn assign(headings: &[String], looks: &[Look]) -> Vec<(Option<Field>, u8)> {
    let mut pairs: Vec<Candidate<Field>> = Vec::new();
    for (place, (heading, look)) in headings.iter().zip(looks).enumerate() {
        for meaning in headings::meanings(heading) {
            let Some(field) = meaning.field else {
                pairs.push((meaning.confidence, place, None));
                continue;
            };
            // A customer "id" that is a name is that before it is a code.
            let named = field == Field::CustomerCode && look.suggests(Field::CustomerName) && look.has_spaces();
            if named {
                pairs.push((NAMED_BY_CODE, place, Some(Field::CustomerName)));
                pairs.push((meaning.confidence.min(NAMED_BY_CODE - 1), place, Some(field)));
                continue;
            }
            pairs.push((scaled(meaning.confidence, look.fits(field)), place, Some(field)));
            // "Payé" over yes and no is a status, not an amount.
            if field == Field::Paid && look.fits(Field::Paid) < 50 && look.fits(Field::Status) == 100 {
                pairs.push((meaning.confidence.saturating_sub(12), place, Some(Field::Status)));
            }
        }
    }
    let (mut fields, mut taken) = give(pairs, headings.len(), LEAST_CONFIDENCE, |_| false);
    first_name_of_whom(headings, &mut fields, &mut taken);
    for field in [Field::Number, Field::CustomerName, Field::IssueDate, Field::GrossTotal] {
        let total_known =
            field == Field::GrossTotal && (taken.contains(&Field::AmountDue) || taken.contains(&Field::Paid));
        if taken.contains(&field) || total_known {
            continue;
        }
        // Content alone decides only when one column could be meant.
        let mut candidates =
            looks.iter().enumerate().filter(|(place, look)| fields[*place].is_none() && look.suggests(field));
        if let (Some((place, _)), None) = (candidates.next(), candidates.next()) {
            fields[place] = Some((Some(field), BY_CONTENT));
            taken.insert(field);
        }
    }
    fields.into_iter().map(|field| field.unwrap_or((None, 0))).collect()
}

/// Beside a company, a first name and a name are those of the person to speak to, not of the customer.
fn first_name_of_whom(headings: &[String], fields: &mut [Given<Field>], taken: &mut BTreeSet<Field>) {
    let place_of = |fields: &[Given<Field>], wanted: Field| {
        fields.iter().position(|field| field.is_some_and(|(field, _)| field == Some(wanted)))
    };
    let has = |place: usize, word: &str| headings::words(&headings[place]).iter().any(|known| known == word);
    let (Some(first), Some(customer)) = (place_of(fields, Field::FirstName), place_of(fields, Field::CustomerName))
    else {
        return;
    };
    let last = (0..headings.len()).find(|place| fields[*place].is_none() && has(*place, "nom"));
    let of_company = has(customer, "societe") || has(customer, "raison") || (last.is_some() && !has(customer, "nom"));
    if !of_company {
        return;
    }
    fields[first] = None;
    taken.remove(&Field::FirstName);
    if let Some(last) = last
        && taken.insert(Field::ContactName)
    {
        fields[last] = Some((Some(Field::ContactName), 60));
    }
}
