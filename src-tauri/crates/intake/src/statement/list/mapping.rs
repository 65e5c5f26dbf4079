//! Which column of a bank's list is what: known from the bank, proposed from headings and content, corrected by the
//! owner, remembered.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::sheet::assign::{Candidate, Column, Given, best_of, give, headings_of, key_of, scaled, sure_of};
use crate::sheet::grid::{Cell, Grid, Row, Sheet};
use crate::sheet::mapping::body;
use crate::sheet::values::{AmountEvidence, DateEvidence, DateOrder, DecimalSign, Verdict};
use crate::statement::list::around;
use crate::statement::list::banks;
use crate::statement::list::content::{Content, is_amount, is_date};
use crate::statement::list::fields::{self, BankField, phrase};
use crate::statement::list::signs::{self, MoneyOut, Shape, Written};
use crate::statement::values::{account, bounded};

/// Lines looked at to find the header.
const HEADER_WITHIN: usize = 60;
/// Below this a proposal is not made.
const LEAST_CONFIDENCE: u8 = 35;
/// The same for a column with nothing in it.
const EMPTY_CONFIDENCE: u8 = 58;
/// A heading such as `IBAN` may mean either side; what is surer than this does not.
const EITHER_SIDE: u8 = 79;
/// For a column that only its content speaks for.
const BY_CONTENT: u8 = 45;
/// For a column of a bank whose lists are known.
const BY_BANK: u8 = 98;
/// Cells of a column looked at to see that each is a letter or word for a direction.
const DIRECTIONS_WITHIN: usize = 500;
/// Lines looked at to see which way money went.
const SIGNS_WITHIN: usize = 5_000;

/// What each column of one bank's list means. Serializable, so that the answers for a kind of file can be kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BankMapping {
    /// The sheet's name; empty for a text file.
    pub sheet: String,
    /// The line of the header; `None` when the list has none.
    pub header_line: Option<u32>,
    /// SHA-256 of the headings in lower-case hexadecimal: files with the same headings share their answers.
    pub key: String,
    /// The bank whose list this is, where its headings are known.
    #[serde(default)]
    pub bank: Option<String>,
    pub columns: Vec<BankColumn>,
    /// `None` until the columns, the bank or the owner say so.
    pub decimal: Option<DecimalSign>,
    pub dates: Option<DateOrder>,
    /// How money that goes out is written.
    pub money_out: Option<MoneyOut>,
}

pub type BankColumn = Column<BankField>;

/// What the list cannot say by itself. Nothing is imported while one is open.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "question", rename_all = "snake_case")]
pub enum BankQuestion {
    /// No column is known to hold these. The amount stands for either of amount, or debit and credit.
    MissingFields { fields: Vec<BankField> },
    /// Comma or point before the cents? `contradictory`: some lines have one, some the other.
    DecimalSign { examples: Vec<String>, contradictory: bool },
    /// Is the first number the day or the month?
    DateOrder { examples: Vec<String>, contradictory: bool, suggested: DateOrder },
    /// Debits with and without a minus stand in one column, and no balance tells which went out.
    MoneyOut { examples: Vec<String>, suggested: MoneyOut },
}

impl BankQuestion {
    /// The stable name, as it is serialized and shown to scripts.
    pub fn code(&self) -> &'static str {
        match self {
            BankQuestion::MissingFields { .. } => "missing_fields",
            BankQuestion::DecimalSign { .. } => "decimal_sign",
            BankQuestion::DateOrder { .. } => "date_order",
            BankQuestion::MoneyOut { .. } => "money_out",
        }
    }

    /// What is asked for, as refusals name it.
    pub fn field_code(&self) -> &'static str {
        match self {
            BankQuestion::MissingFields { fields } => fields.first().map_or("entry_amount", |field| field.fact()),
            BankQuestion::DecimalSign { .. } => "decimal",
            BankQuestion::DateOrder { .. } => "dates",
            BankQuestion::MoneyOut { .. } => "money_out",
        }
    }
}

/// The sheet that looks most like a bank's list, with its proposal. `None` for a file without rows.
pub fn propose_for(grid: &Grid) -> Option<BankMapping> {
    best_of(grid, |sheet| {
        let mapping = propose(sheet);
        let (lacking, sure) = (mapping.missing().len(), sure_of(&mapping.columns));
        (mapping, lacking, sure)
    })
}

/// Proposes a mapping for a sheet.
pub fn propose(sheet: &Sheet) -> BankMapping {
    propose_at(sheet, find_header(sheet))
}

/// Proposes a mapping with the header on a line that the owner chose; `None` for a list without header.
pub fn propose_at(sheet: &Sheet, header_line: Option<u32>) -> BankMapping {
    let header = header_line.and_then(|line| sheet.rows.iter().find(|row| row.line == line));
    let header_line = header.map(|row| row.line);
    let rows = body(sheet, header_line);
    let headings = headings_of(sheet, header);
    let contents = Content::of_columns(rows, headings.len());
    let bank = banks::of_headings(&headings);
    let mut fields: Vec<(Option<BankField>, u8)> = match bank {
        Some(list) => list.fields(&headings).into_iter().map(|field| (field, BY_BANK)).collect(),
        None => assign(&headings, &contents, rows),
    };
    let above = header_line.map_or(0, |line| sheet.rows.partition_point(|row| row.line < line));
    other_side(&around::preamble(&sheet.rows[..above], None, None).account, &contents, &mut fields);
    let columns = headings
        .into_iter()
        .zip(fields)
        .zip(&contents)
        .map(|((heading, (field, confidence)), content)| BankColumn {
            heading,
            field,
            confidence: if field.is_some() { confidence } else { 0 },
            samples: content.samples.clone(),
        })
        .collect();
    let mut mapping = BankMapping {
        sheet: sheet.name.clone(),
        header_line,
        key: String::new(),
        bank: bank.map(|list| list.bank.to_owned()),
        columns,
        decimal: None,
        dates: None,
        money_out: None,
    };
    mapping.key = key_of(mapping.columns.iter().map(|column| phrase(&column.heading)));
    mapping.settle(sheet);
    mapping
}

/// The remembered answers for this sheet, when its headings are the same. The header is looked for anew, since the
/// lines above it come and go; what this file's columns prove counts more than an answer given for another.
pub fn recall(sheet: &Sheet, remembered: &BankMapping) -> Option<BankMapping> {
    let mut mapping = propose(sheet);
    if mapping.key != remembered.key || mapping.columns.len() != remembered.columns.len() {
        return None;
    }
    for (column, known) in mapping.columns.iter_mut().zip(&remembered.columns) {
        (column.field, column.confidence) = (known.field, known.confidence);
    }
    (mapping.decimal, mapping.dates, mapping.money_out) = (None, None, None);
    mapping.settle(sheet);
    mapping.decimal = mapping.decimal.or(remembered.decimal);
    mapping.dates = mapping.dates.or(remembered.dates);
    mapping.money_out = mapping.money_out.or(remembered.money_out);
    Some(mapping)
}

impl BankMapping {
    /// The place of the column that holds a field; the first of several labels.
    pub fn column(&self, field: BankField) -> Option<usize> {
        self.columns.iter().position(|column| column.field == Some(field))
    }

    pub fn has(&self, field: BankField) -> bool {
        self.column(field).is_some()
    }

    /// The journal of an accountant has debits, credits and a day as well.
    pub(crate) fn is_of_accounting(&self) -> bool {
        self.columns.iter().any(|column| phrase(&column.heading) == "journal code")
    }

    /// Columns that banks have and lists of invoices have not, or hardly.
    pub(crate) fn has_what_banks_write(&self) -> bool {
        self.has(BankField::Debit)
            || self.has(BankField::ValueDate)
            || self.has(BankField::Balance)
            || self.has(BankField::CounterpartyAccount)
            || self.has(BankField::Direction)
    }

    /// Headings in words that only banks use.
    pub(crate) fn has_words_of_banks(&self) -> bool {
        self.columns.iter().any(|column| fields::only_banks_say(&column.heading))
    }

    /// Whether the list has texts and one column of amounts, of which some take money out and some bring it in.
    pub(crate) fn goes_both_ways(&self, grid: &Grid) -> bool {
        let (Some(amount), Some(label), Some(sheet)) =
            (self.column(BankField::Amount), self.column(BankField::Label), grid.sheet(&self.sheet))
        else {
            return false;
        };
        let told = body(sheet, self.header_line).iter().filter(|row| !row.cell(label).is_empty());
        let amounts = told.map(|row| row.cell(amount)).filter(|cell| is_amount(cell));
        let (out, into): (Vec<&Cell>, Vec<&Cell>) = amounts.partition(|cell| is_negative(cell));
        !out.is_empty() && !into.is_empty()
    }

    /// Gives a column another meaning, as the owner says. A field has one column, but a label several. Signs and the
    /// order of dates are looked at anew, so answers are given after the columns.
    pub fn choose(&mut self, column: usize, field: Option<BankField>, sheet: &Sheet) {
        if field.is_some_and(|field| field != BankField::Label) {
            for other in self.columns.iter_mut().filter(|other| other.field == field) {
                other.field = None;
            }
        }
        if let Some(column) = self.columns.get_mut(column) {
            (column.field, column.confidence) = (field, 100);
        }
        (self.decimal, self.dates, self.money_out) = (None, None, None);
        self.settle(sheet);
    }

    /// Fields that a movement cannot do without and that no column holds.
    pub fn missing(&self) -> Vec<BankField> {
        let mut missing = Vec::new();
        if !self.has(BankField::BookedOn) && !self.has(BankField::ValueDate) {
            missing.push(BankField::BookedOn);
        }
        let pair = self.has(BankField::Debit) && self.has(BankField::Credit);
        if !self.has(BankField::Amount) && !pair {
            missing.push(BankField::Amount);
        }
        missing
    }

    /// What the owner must still say. Looks at every line of the sheet.
    pub fn questions(&self, sheet: &Sheet) -> Vec<BankQuestion> {
        let mut questions = Vec::new();
        let missing = self.missing();
        if !missing.is_empty() {
            questions.push(BankQuestion::MissingFields { fields: missing });
        }
        let amounts = self.amount_evidence(sheet);
        if self.decimal.is_none() && matches!(amounts.verdict(), Verdict::Open | Verdict::Contradictory) {
            questions.push(BankQuestion::DecimalSign {
                examples: [&amounts.comma, &amounts.point, &amounts.either].into_iter().flatten().cloned().collect(),
                contradictory: amounts.verdict() == Verdict::Contradictory,
            });
        }
        let dates = self.date_evidence(sheet);
        if self.dates.is_none() && matches!(dates.verdict(), Verdict::Open | Verdict::Contradictory) {
            questions.push(BankQuestion::DateOrder {
                examples: [&dates.day_first, &dates.month_first, &dates.either]
                    .into_iter()
                    .flatten()
                    .cloned()
                    .collect(),
                contradictory: dates.verdict() == Verdict::Contradictory,
                suggested: DateOrder::DayFirst,
            });
        }
        if self.money_out.is_none() && self.shape(sheet).is_some() && questions.is_empty() {
            let column = self.column(BankField::Debit).or_else(|| self.column(BankField::Amount));
            let examples = column.map_or_else(Vec::new, |place| self.columns[place].samples.clone());
            questions.push(BankQuestion::MoneyOut { examples, suggested: MoneyOut::Positive });
        }
        questions
    }

    /// How the amounts are laid out; none while columns are missing.
    pub fn shape(&self, sheet: &Sheet) -> Option<Shape> {
        let pair = self.has(BankField::Debit) && self.has(BankField::Credit);
        let Some(amount) = self.column(BankField::Amount) else { return pair.then_some(Shape::DebitAndCredit) };
        let rows = || body(sheet, self.header_line).iter();
        let signed = rows().any(|row| is_negative(row.cell(amount)));
        Some(match (signed, pair, self.column(BankField::Direction)) {
            // With letters beside it a minus may only take a movement back.
            (true, _, Some(letter)) if debits_are_unsigned(rows(), amount, letter) => Shape::AmountAndDirection,
            (true, _, _) => Shape::Amount,
            // Amounts without any sign, repeated in columns that tell the direction.
            (false, true, _) => Shape::DebitAndCredit,
            (false, false, Some(_)) => Shape::AmountAndDirection,
            (false, false, None) => Shape::Amount,
        })
    }

    /// Takes from the columns what they prove, and else what is known of the bank.
    fn settle(&mut self, sheet: &Sheet) {
        let list = self.bank_list();
        match self.amount_evidence(sheet).verdict() {
            Verdict::Proved(sign) => self.decimal = Some(sign),
            Verdict::Contradictory => {}
            Verdict::Open | Verdict::NotNeeded => self.decimal = self.decimal.or(list.map(|list| list.decimal)),
        }
        match self.date_evidence(sheet).verdict() {
            Verdict::Proved(order) => self.dates = Some(order),
            Verdict::Contradictory => {}
            Verdict::Open | Verdict::NotNeeded => {
                // Where cents stand behind a comma, nobody writes the month first.
                let by_comma = (self.decimal == Some(DecimalSign::Comma)).then_some(DateOrder::DayFirst);
                self.dates = self.dates.or(list.map(|list| list.dates)).or(by_comma);
            }
        }
        if let Some(shape) = self.shape(sheet) {
            let rows = body(sheet, self.header_line).iter().take(SIGNS_WITHIN);
            let lines: Vec<Written> = rows.map(|row| self.written(row)).collect();
            self.money_out = signs::proved(&lines, shape).or(self.money_out);
        }
    }

    pub(super) fn bank_list(&self) -> Option<&'static banks::BankList> {
        let headings: Vec<String> = self.columns.iter().map(|column| column.heading.clone()).collect();
        self.bank.as_ref().and_then(|_| banks::of_headings(&headings))
    }

    /// The figures of a line, where they can be read.
    pub(super) fn written(&self, row: &Row) -> Written {
        use crate::sheet::values::{AmountError, amount, day_of};
        let cell = |field| self.column(field).map_or(&Cell::Empty, |place| row.cell(place));
        let figure = |field| match cell(field) {
            Cell::Number(number) => Some(*number),
            Cell::Text(text) => match amount(text, self.decimal) {
                Err(AmountError::OtherSign) if field == BankField::Balance => amount(text, None),
                read => read,
            }
            .ok()
            .map(|amount| amount.value),
            _ => None,
        };
        let in_range = |field| figure(field).filter(|figure| bounded(*figure).is_some());
        let day = |field| day_of(cell(field), self.dates).ok();
        Written {
            amount: in_range(BankField::Amount),
            debit: in_range(BankField::Debit),
            credit: in_range(BankField::Credit),
            incoming: direction_of(cell(BankField::Direction)),
            balance: in_range(BankField::Balance),
            day: day(BankField::BookedOn).or_else(|| day(BankField::ValueDate)),
        }
    }

    /// What the columns of movements prove of the decimal sign, and the balances where those leave it open: some banks
    /// write these in another way.
    fn amount_evidence(&self, sheet: &Sheet) -> AmountEvidence {
        let of = |kind: fn(BankField) -> bool| {
            let mut evidence = AmountEvidence::default();
            for row in body(sheet, self.header_line) {
                for (column, _) in self.of(kind) {
                    evidence.see(row.cell(column));
                }
            }
            evidence
        };
        let mut evidence = of(|field| field.is_amount() && field != BankField::Balance);
        if evidence.verdict() == Verdict::Open {
            evidence.join(&of(|field| field == BankField::Balance));
        }
        evidence
    }

    fn date_evidence(&self, sheet: &Sheet) -> DateEvidence {
        let mut evidence = DateEvidence::default();
        for row in body(sheet, self.header_line) {
            for (column, _) in self.of(BankField::is_date) {
                evidence.see(row.cell(column));
            }
        }
        evidence
    }

    fn of(&self, kind: fn(BankField) -> bool) -> impl Iterator<Item = (usize, BankField)> {
        self.columns
            .iter()
            .enumerate()
            .filter_map(move |(place, column)| column.field.filter(|field| kind(*field)).map(|field| (place, field)))
    }
}

/// Whether most of what the letters call a debit is written without a minus.
fn debits_are_unsigned<'r>(rows: impl Iterator<Item = &'r Row>, amount: usize, letter: usize) -> bool {
    let debits = rows.filter(|row| direction_of(row.cell(letter)) == Some(false) && is_amount(row.cell(amount)));
    let (minus, plain): (Vec<&Row>, Vec<&Row>) = debits.partition(|row| is_negative(row.cell(amount)));
    plain.len() > minus.len()
}

fn direction_of(cell: &Cell) -> Option<bool> {
    signs::incoming(&crate::sheet::headings::fold(&cell.shown()))
}

fn is_negative(cell: &Cell) -> bool {
    match cell {
        Cell::Number(number) => number.is_sign_negative() && !number.is_zero(),
        Cell::Text(text) => is_amount(cell) && text.contains(['-', '\u{2212}', '\u{2013}', '(']),
        _ => false,
    }
}

/// The line whose cells are headings: known ones, else a line of nothing but words right above the first movement.
fn find_header(sheet: &Sheet) -> Option<u32> {
    let mut best: Option<(u32, u32)> = None;
    for row in sheet.rows.iter().take(HEADER_WITHIN) {
        let mut found = BTreeSet::new();
        let mut score = 0u32;
        for cell in &row.cells {
            let Cell::Text(text) = cell else { continue };
            if text.len() <= 60
                && let Some(meaning) = fields::meanings(text).first()
                && meaning.field.is_some_and(|field| found.insert(field))
            {
                score += u32::from(meaning.confidence);
            }
        }
        let tells = found.iter().any(|field| field.is_date() || field.is_amount());
        if found.len() >= 2 && tells && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, row.line));
        }
    }
    if let Some((_, line)) = best {
        return Some(line);
    }
    let first = sheet.rows.iter().position(is_movement)?;
    let above = sheet.rows[..first].iter().rev().find(|row| !row.is_empty())?;
    let word = |cell: &Cell| match cell {
        Cell::Text(text) => text.chars().any(char::is_alphabetic) && !text.contains(|c: char| c.is_ascii_digit()),
        Cell::Empty => true,
        _ => false,
    };
    let named = above.cells.iter().filter(|cell| !cell.is_empty()).count();
    (named >= 2 && above.cells.iter().all(word)).then_some(above.line)
}

/// A line with a day and an amount in it.
pub(super) fn is_movement(row: &Row) -> bool {
    row.cells.iter().any(is_date) && row.cells.iter().any(is_amount)
}

fn assign(headings: &[String], contents: &[Content], rows: &[Row]) -> Vec<(Option<BankField>, u8)> {
    let mut pairs: Vec<Candidate<BankField>> = Vec::new();
    for (place, (heading, content)) in headings.iter().zip(contents).enumerate() {
        for meaning in fields::meanings(heading) {
            let fit = meaning.field.map_or(100, |field| content.fits(field));
            let confidence = scaled(meaning.confidence, fit);
            // Nothing in an empty column speaks for a heading that is only half known.
            if content.filled > 0 || confidence >= EMPTY_CONFIDENCE {
                pairs.push((confidence, place, meaning.field));
            }
        }
    }
    // A label may have several columns.
    let (mut fields, mut taken) = give(pairs, headings.len(), LEAST_CONFIDENCE, |field| field == BankField::Label);
    by_content(contents, rows, &mut fields, &mut taken);
    fields.into_iter().map(|field| field.unwrap_or((None, 0))).collect()
}

/// A column of one account only is the owner's, unless the lines above the table name another as his.
fn other_side(own: &str, contents: &[Content], fields: &mut [(Option<BankField>, u8)]) {
    if own.is_empty() || fields.iter().any(|(field, _)| *field == Some(BankField::CounterpartyAccount)) {
        return;
    }
    let place = fields.iter().position(|(field, sure)| *field == Some(BankField::Account) && *sure <= EITHER_SIDE);
    if let Some(place) = place
        && contents[place].constant.as_ref().is_some_and(|held| account(held.trim_matches('\'')) != own)
    {
        fields[place].0 = Some(BankField::CounterpartyAccount);
    }
}

/// What no heading says and the values leave no doubt about.
fn by_content(contents: &[Content], rows: &[Row], fields: &mut [Given<BankField>], taken: &mut BTreeSet<BankField>) {
    let free = |fields: &[Given<BankField>], fits: fn(&Content) -> bool| -> Vec<usize> {
        (0..contents.len()).filter(|place| fields[*place].is_none() && fits(&contents[*place])).collect()
    };
    if !taken.contains(&BankField::BookedOn) && !taken.contains(&BankField::ValueDate) {
        match free(fields, Content::is_date).as_slice() {
            [only] => {
                fields[*only] = Some((Some(BankField::BookedOn), BY_CONTENT));
                taken.insert(BankField::BookedOn);
            }
            // Booked, then value date, as every bank writes them.
            [first, second] => {
                fields[*first] = Some((Some(BankField::BookedOn), BY_CONTENT));
                fields[*second] = Some((Some(BankField::ValueDate), BY_CONTENT));
                taken.insert(BankField::BookedOn);
            }
            _ => {}
        }
    }
    let has_amount =
        taken.contains(&BankField::Amount) || (taken.contains(&BankField::Debit) && taken.contains(&BankField::Credit));
    if !has_amount {
        let found = amounts_of(contents, rows, &free(fields, Content::is_amount));
        for (place, field) in found {
            fields[place] = Some((Some(field), BY_CONTENT));
            taken.insert(field);
        }
    }
    if !taken.contains(&BankField::Direction) {
        let open =
            |field: &Given<BankField>| field.is_none_or(|(field, _)| matches!(field, Some(BankField::Operation)));
        let directions = |place: &usize| {
            let told = rows.iter().map(|row| row.cell(*place)).filter(|cell| !cell.is_empty());
            let told: Vec<Option<bool>> = told.take(DIRECTIONS_WITHIN).map(direction_of).collect();
            open(&fields[*place]) && told.len() >= 2 && told.iter().all(Option::is_some)
        };
        let found: Vec<usize> = (0..contents.len()).filter(directions).collect();
        if let [only] = found.as_slice() {
            fields[*only] = Some((Some(BankField::Direction), BY_CONTENT));
            taken.insert(BankField::Direction);
        }
    }
    if !taken.contains(&BankField::Label) {
        let texts = free(fields, Content::is_text);
        let longest = texts.into_iter().max_by_key(|place| contents[*place].letters);
        if let Some(place) = longest {
            fields[place] = Some((Some(BankField::Label), BY_CONTENT));
            taken.insert(BankField::Label);
        }
    }
}

/// One column of amounts; a pair of which each line fills one and only one has signs; or an amount and the balance that
/// runs with it.
fn amounts_of(contents: &[Content], rows: &[Row], places: &[usize]) -> Vec<(usize, BankField)> {
    match *places {
        [only] => vec![(only, BankField::Amount)],
        [left, right] => {
            let movements = || rows.iter().filter(|row| is_movement(row));
            let either = movements().all(|row| row.cell(left).is_empty() != row.cell(right).is_empty());
            let signed = |place: usize| contents[place].negatives == contents[place].filled;
            if either {
                return match (signed(left), signed(right)) {
                    (true, false) if contents[right].negatives == 0 => {
                        vec![(left, BankField::Debit), (right, BankField::Credit)]
                    }
                    (false, true) if contents[left].negatives == 0 => {
                        vec![(right, BankField::Debit), (left, BankField::Credit)]
                    }
                    _ => Vec::new(),
                };
            }
            let runs = |amount: usize, balance: usize| {
                let figure = |row: &Row, place: usize| {
                    match row.cell(place) {
                        Cell::Number(number) => Some(*number),
                        Cell::Text(text) => crate::sheet::values::amount(text, None).ok().map(|amount| amount.value),
                        _ => None,
                    }
                    .filter(|figure| bounded(*figure).is_some())
                };
                let pairs: Vec<_> = movements().map(|row| (figure(row, amount), figure(row, balance))).collect();
                let chain = signs::chain(&pairs, None);
                chain.runs() && chain.held >= 2
            };
            match (runs(left, right), runs(right, left)) {
                (true, false) => vec![(left, BankField::Amount), (right, BankField::Balance)],
                (false, true) => vec![(right, BankField::Amount), (left, BankField::Balance)],
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}
