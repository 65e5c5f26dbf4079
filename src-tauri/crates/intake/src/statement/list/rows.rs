//! The lines of a bank's list, read under a mapping.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::finding::{Finding, FindingCode, Place, Reading, Refusal, RefusalCode, Severity};
use crate::sheet::grid::{Cell, Grid, Row, Sheet};
use crate::sheet::headings::fold;
use crate::sheet::mapping::body;
use crate::sheet::values::{self, AmountError, DateError};
use crate::statement::collect::{ENTRIES_LIMIT, Findings, check_balances};
use crate::statement::list::around::{self, Preamble, Which};
use crate::statement::list::cells::{currency_code, has_figure, is_cut, is_unbooked, one_line, shortened};
use crate::statement::list::content::{Content, iban_country, in_euro_area};
use crate::statement::list::fields::{BankField, currency_in};
use crate::statement::list::mapping::BankMapping;
use crate::statement::list::sections::{self, Section};
use crate::statement::list::signs::{self, MoneyOut, Shape};
use crate::statement::returns;
use crate::statement::values::{self as written, bounded};
use crate::statement::{Balance, Party, Statement, StatementEntry, StatementFile, StatementFormat};

/// Lines of text kept of one movement.
const REMITTANCE_LIMIT: usize = 100;
/// From so many lines on, a bank has taken its fee.
const UNSIGNED_FROM: usize = 5;
/// Currencies that one list is told apart by.
const CURRENCIES_LIMIT: usize = 32;

/// Reads the lines of the sheet that the mapping is for, and of further sheets with the same headings: banks write each
/// account on its own. One statement for each account that the list names.
///
/// A line that cannot be read is left out with an error that says where and why; nothing unreadable becomes zero.
/// Errors: [`RefusalCode::MappingIncomplete`] while a column is missing or a question about signs is open,
/// [`RefusalCode::TooManyEntries`] for a list beyond any account's year.
pub fn apply(grid: &Grid, mapping: &BankMapping) -> Result<Reading<StatementFile>, Refusal> {
    let incomplete = |field: &str| Refusal::of_file(RefusalCode::MappingIncomplete).with("field", field);
    let sheet = grid.sheet(&mapping.sheet).ok_or_else(|| Refusal::of_file(RefusalCode::NoRows))?;
    if let Some(field) = mapping.missing().first() {
        return Err(incomplete(field.fact()));
    }
    let (others, mut findings) = sections::other_sheets(grid, mapping);
    let mut read = vec![(sheet, mapping)];
    read.extend(others.iter().map(|(sheet, mapping)| (*sheet, mapping)));
    read.sort_by_key(|(sheet, _)| grid.sheets.iter().position(|one| std::ptr::eq(one, *sheet)));
    if read.iter().map(|(sheet, mapping)| body(sheet, mapping.header_line).len()).sum::<usize>() > ENTRIES_LIMIT {
        return Err(Refusal::of_file(RefusalCode::TooManyEntries).with("limit", ENTRIES_LIMIT));
    }
    findings.extend(grid.findings.iter().cloned());
    let mut statements = Vec::new();
    for (sheet, mapping) in read {
        let shape = mapping.shape(sheet).ok_or_else(|| incomplete(BankField::Amount.fact()))?;
        let out = mapping.money_out.ok_or_else(|| incomplete("money_out"))?;
        for section in sections::of_sheet(sheet, mapping.header_line) {
            let reader = Reader::new(sheet, mapping, section, shape, out, grid.form.is_some());
            statements.extend(reader.read(&mut findings));
        }
    }
    let value = StatementFile { format: StatementFormat::List, version: String::new(), statements };
    Ok(Reading { value, findings: findings.into_list() })
}

/// What the lines would become, for the screen where the owner corrects the mapping.
#[derive(Clone, PartialEq, Debug)]
pub struct BankPreview {
    /// The first entries and the gravest findings.
    pub entries: Vec<StatementEntry>,
    pub findings: Vec<Finding>,
    /// Entries that the whole list would bring.
    pub read: usize,
    /// Lines that would be left out.
    pub left_out: usize,
    pub credits: Decimal,
    pub debits: Decimal,
    pub first_day: Option<NaiveDate>,
    pub last_day: Option<NaiveDate>,
}

/// Reads everything and keeps the first `shown` entries and findings. Errors: as [`apply`].
pub fn preview(grid: &Grid, mapping: &BankMapping, shown: usize) -> Result<BankPreview, Refusal> {
    let reading = apply(grid, mapping)?;
    let statements = reading.value.statements;
    let days = || statements.iter().flat_map(|statement| &statement.entries).filter_map(|entry| entry.booked_on);
    let mut findings = reading.findings;
    let left_out = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings.truncate(shown);
    Ok(BankPreview {
        read: statements.iter().map(|statement| statement.entries.len()).sum(),
        credits: statements.iter().map(Statement::credits).sum(),
        debits: statements.iter().map(Statement::debits).sum(),
        first_day: days().min(),
        last_day: days().max(),
        entries: statements.iter().flat_map(|statement| &statement.entries).take(shown).cloned().collect(),
        findings,
        left_out,
    })
}

struct Reader<'a> {
    sheet: &'a Sheet,
    section: Section<'a>,
    mapping: &'a BankMapping,
    places: HashMap<BankField, usize>,
    labels: Vec<usize>,
    shape: Shape,
    out: MoneyOut,
    is_text: bool,
    header: Option<&'a Row>,
    /// The currency of the bank's lists, or of the accounts in a list without header.
    usual_currency: Option<&'static str>,
    /// Lines shorter than the header are how this file writes empty cells at its end.
    trimmed: bool,
    preamble: Preamble,
    opening: Option<Balance>,
    closing: Option<Balance>,
    damaged: Option<(Place, String, usize)>,
    findings: Findings,
}

/// A line with its account and balance.
struct Line {
    entry: StatementEntry,
    account: String,
    account_name: String,
    balance: Option<Decimal>,
}

/// The line is left out; the finding that says why is written.
struct LeftOut;

impl<'a> Reader<'a> {
    fn new(
        sheet: &'a Sheet,
        mapping: &'a BankMapping,
        section: Section<'a>,
        shape: Shape,
        out: MoneyOut,
        is_text: bool,
    ) -> Reader<'a> {
        let fields = || mapping.columns.iter().enumerate().filter_map(|(place, column)| Some((column.field?, place)));
        let mut preamble = around::preamble(section.above, mapping.decimal, mapping.dates);
        if preamble.account.is_empty() {
            preamble.account = around::account_in_name(&sheet.name).unwrap_or_default();
        }
        let balance = |said: Option<(Option<NaiveDate>, Decimal)>| said.map(|(day, amount)| Balance { day, amount });
        let rows = section.body;
        let width = mapping.columns.len();
        let short = rows.iter().filter(|row| !row.is_empty() && row.cells.len() < width).count();
        let header = mapping.header_line.and_then(|line| sheet.rows.iter().find(|row| row.line == line));
        let usual_currency = match mapping.bank_list() {
            Some(list) => Some(list.currency).filter(|currency| !currency.is_empty()),
            None if header.is_some() => None,
            None => {
                let contents = Content::of_columns(rows, sheet.width());
                contents.iter().filter_map(Content::account_country).any(in_euro_area).then_some("EUR")
            }
        };
        Reader {
            sheet,
            section,
            mapping,
            header,
            usual_currency,
            places: fields().collect(),
            labels: fields().filter(|(field, _)| *field == BankField::Label).map(|(_, place)| place).collect(),
            shape,
            out,
            is_text,
            trimmed: short * 4 >= rows.len(),
            opening: balance(preamble.opening),
            closing: balance(preamble.closing),
            preamble,
            damaged: None,
            findings: Findings::default(),
        }
    }

    fn read(mut self, findings: &mut Findings) -> Vec<Statement> {
        let mut lines = Vec::new();
        let section = self.section;
        for row in section.body {
            if row.is_empty() || self.passes_over(row) {
                continue;
            }
            if let Ok(line) = self.line(row) {
                lines.push(line);
            }
        }
        if let Some((place, text, count)) = self.damaged.take() {
            let finding = Finding::note(FindingCode::DamagedReference, place);
            self.findings.push(finding.with("text", text).with("count", count));
        }
        let statements = self.statements(lines);
        findings.extend(self.findings.into_list());
        statements
    }

    fn cell<'r>(&self, row: &'r Row, field: BankField) -> &'r Cell {
        static EMPTY: Cell = Cell::Empty;
        self.places.get(&field).map_or(&EMPTY, |place| row.cell(*place))
    }

    /// A text on one line.
    fn text(&self, row: &Row, field: BankField) -> String {
        one_line(&self.cell(row, field).shown())
    }

    fn place(&self, line: u32, field: Option<BankField>) -> Place {
        let heading = field
            .and_then(|field| self.places.get(&field))
            .map_or("", |place| self.mapping.columns[*place].heading.as_str());
        Place { part: self.sheet.name.clone(), line: Some(line), element: heading.to_owned() }
    }

    fn error(&mut self, code: FindingCode, row: &Row, field: BankField, facts: &[(&'static str, String)]) -> LeftOut {
        let mut finding = Finding::error(code, self.place(row.line, Some(field)));
        finding.facts.extend_from_slice(facts);
        self.findings.push(finding);
        LeftOut
    }

    fn note(&mut self, code: FindingCode, row: &Row, text: String) {
        let place = self.place(row.line, None);
        self.findings.push(Finding::note(code, place).with("text", text));
    }

    fn amount_fields(&self) -> &'static [BankField] {
        match self.shape {
            Shape::Amount | Shape::AmountAndDirection => &[BankField::Amount],
            Shape::DebitAndCredit => &[BankField::Debit, BankField::Credit],
        }
    }

    /// Headers again, balances, and lines that belong to no movement.
    fn passes_over(&mut self, row: &Row) -> bool {
        if self.header.is_some_and(|header| sections::is_header_again(header, row)) {
            self.findings.push(Finding::note(FindingCode::RepeatedHeader, self.place(row.line, None)));
            return true;
        }
        let first = row.cells.iter().find(|cell| !cell.is_empty()).map_or_else(String::new, Cell::shown);
        let texts = || {
            std::iter::once(&Cell::Empty)
                .chain(self.labels.iter().map(|place| row.cell(*place)))
                .map(Cell::shown)
                .chain(std::iter::once(first.clone()))
        };
        if let Some(named) = texts().find(|text| around::balance_words(text).is_some()) {
            if let Some((which, day, amount)) = around::balance_line(row, self.mapping.decimal, self.mapping.dates) {
                let balance = Some(Balance { day, amount });
                match which {
                    Which::Opening => self.opening = balance,
                    Which::Closing => self.closing = balance,
                }
                self.note(FindingCode::BalanceLine, row, one_line(&named));
            } else {
                self.note(FindingCode::TotalLine, row, one_line(&named));
            }
            return true;
        }
        let dated = !self.cell(row, BankField::BookedOn).is_empty() || !self.cell(row, BankField::ValueDate).is_empty();
        let figures = self.amount_fields().iter().any(|field| has_figure(self.cell(row, *field)));
        if self.is_balance_by_account(row, figures) {
            return true;
        }
        // A footer, or the further text of the line above.
        let is_day = [BankField::BookedOn, BankField::ValueDate].iter().any(|field| {
            !matches!(values::day_of(self.cell(row, *field), self.mapping.dates), Err(DateError::NotADate))
        });
        if !figures && (!dated || !is_day) {
            let place = self.place(row.line, Some(BankField::BookedOn));
            let finding = Finding::note(FindingCode::MissingValue, place).with("field", BankField::BookedOn.code());
            self.findings.push(finding.with("text", one_line(&first)));
            return true;
        }
        false
    }

    /// The number of the account stands where the others say what was paid: a balance, as LCL writes it.
    fn is_balance_by_account(&mut self, row: &Row, figures: bool) -> bool {
        if !figures || self.shape != Shape::Amount {
            return false;
        }
        let skipped = [BankField::BookedOn, BankField::ValueDate, BankField::Amount];
        let skipped: Vec<usize> = skipped.iter().filter_map(|field| self.places.get(field).copied()).collect();
        let rest: Vec<String> = row
            .cells
            .iter()
            .enumerate()
            .filter(|(place, cell)| !skipped.contains(place) && !cell.is_empty())
            .map(|(_, cell)| cell.shown())
            .collect();
        let named = rest.iter().all(|text| around::is_account_number(text)) && rest.len() == 1;
        if !named || self.mapping.header_line.is_some() {
            return false;
        }
        let line = self.mapping.written(row);
        let Some(amount) = line.amount else { return false };
        self.closing = Some(Balance { day: line.day, amount });
        if self.preamble.account.is_empty() {
            self.preamble.account = written::account(&rest[0]);
        }
        self.note(FindingCode::BalanceLine, row, one_line(&rest[0]));
        true
    }

    /// A cell too few or too many shifts the others: an amount could be read from the wrong column.
    fn check_width(&mut self, row: &Row) -> Result<(), LeftOut> {
        let expected = self.mapping.columns.len();
        let beyond = row.cells.iter().skip(expected).any(|cell| !cell.is_empty());
        let short = self.is_text && row.cells.len() < expected && !self.trimmed;
        if !self.is_text || self.mapping.header_line.is_none() || !(beyond || short) {
            return Ok(());
        }
        let facts = [("cells", row.cells.len().to_string()), ("expected", expected.to_string())];
        let mut finding = Finding::error(FindingCode::WrongCellCount, self.place(row.line, None));
        finding.facts.extend_from_slice(&facts);
        self.findings.push(finding);
        Err(LeftOut)
    }

    fn line(&mut self, row: &Row) -> Result<Line, LeftOut> {
        self.check_width(row)?;
        let not_booked = is_unbooked(&fold(&self.text(row, BankField::Status)));
        let value_date = self.day(row, BankField::ValueDate)?;
        let Some(booked_on) = self.day(row, BankField::BookedOn)?.or(value_date) else {
            let field =
                [BankField::BookedOn, BankField::ValueDate].into_iter().find(|field| self.places.contains_key(field));
            let field = field.unwrap_or(BankField::BookedOn);
            // What was declined or still waits need not have a day.
            if not_booked {
                let finding = Finding::note(FindingCode::MissingValue, self.place(row.line, Some(field)));
                self.findings.push(finding.with("field", field.code()));
                return Err(LeftOut);
            }
            return Err(self.error(FindingCode::MissingValue, row, field, &[("field", field.code().to_owned())]));
        };
        let (amount, marked) = self.amount(row)?;
        let mut currency = currency_code(&self.text(row, BankField::Currency));
        if currency.is_empty() {
            currency = marked.unwrap_or_default().to_owned();
        }
        let entry = StatementEntry {
            place: self.place(row.line, None),
            booked_on: Some(booked_on),
            value_date,
            amount,
            currency,
            not_booked,
            operation: self.text(row, BankField::Operation),
            counterparty: self.counterparty(row, amount),
            remittance: self.remittance(row),
            creditor_reference: self
                .reference(row, BankField::CreditorReference)
                .map(|text| text.split_whitespace().collect()),
            end_to_end_id: self.reference(row, BankField::EndToEndId),
            bank_reference: self.reference(row, BankField::Reference),
            cheque_number: self.reference(row, BankField::ChequeNumber),
            ..StatementEntry::default()
        };
        let balance = self.mapping.written(row).balance;
        let account = written::account(self.text(row, BankField::Account).trim_matches('\''));
        Ok(Line { entry, account, account_name: self.text(row, BankField::AccountName), balance })
    }

    fn day(&mut self, row: &Row, field: BankField) -> Result<Option<NaiveDate>, LeftOut> {
        let cell = self.cell(row, field);
        if cell.is_empty() {
            return Ok(None);
        }
        let text = cell.shown();
        match values::day_of(cell, self.mapping.dates) {
            Ok(day) => Ok(Some(day)),
            Err(error) => {
                let code = if error == DateError::Ambiguous {
                    FindingCode::AmbiguousDate
                } else {
                    FindingCode::UnreadableDate
                };
                let facts = [("text", shortened(&text))];
                // A value date may be "today" or worse; the day of booking decides.
                if field == BankField::ValueDate && !self.cell(row, BankField::BookedOn).is_empty() {
                    let mut finding = Finding::warning(code, self.place(row.line, Some(field)));
                    finding.facts.extend_from_slice(&facts);
                    self.findings.push(finding);
                    return Ok(None);
                }
                Err(self.error(code, row, field, &facts))
            }
        }
    }

    /// The movement with its sign, and the currency that stands beside it.
    fn amount(&mut self, row: &Row) -> Result<(Decimal, Option<&'static str>), LeftOut> {
        let mut marked = None;
        for field in self.amount_fields() {
            let mark = self.figure(row, *field)?.and_then(|(_, mark)| mark);
            marked = marked.or(mark);
        }
        let written = self.mapping.written(row);
        match signs::movement(&written, self.shape, self.out) {
            Ok(Some(amount)) => Ok((amount, marked)),
            Ok(None) if self.shape == Shape::AmountAndDirection && written.amount.is_some() => {
                let text = self.text(row, BankField::Direction);
                Err(self.error(FindingCode::NoCreditOrDebit, row, BankField::Direction, &[("text", shortened(&text))]))
            }
            Ok(None) => {
                let field = self.amount_fields()[0];
                Err(self.error(
                    FindingCode::MissingValue,
                    row,
                    field,
                    &[("field", BankField::Amount.fact().to_owned())],
                ))
            }
            Err(signs::Contradictory) => {
                let facts =
                    [("debit", self.text(row, BankField::Debit)), ("credit", self.text(row, BankField::Credit))];
                Err(self.error(FindingCode::ContradictoryAmounts, row, BankField::Debit, &facts))
            }
        }
    }

    /// Reads one figure only to say what is wrong with it.
    fn figure(&mut self, row: &Row, field: BankField) -> Result<Option<(Decimal, Option<&'static str>)>, LeftOut> {
        let cell = self.cell(row, field);
        let (read, text) = match cell {
            Cell::Empty => return Ok(None),
            Cell::Number(number) => ((*number, None), number.to_string()),
            Cell::Text(text) => match values::amount(text, self.mapping.decimal) {
                Ok(amount) => ((amount.value, amount.currency), text.to_string()),
                Err(error) => {
                    let code = match error {
                        AmountError::Ambiguous => FindingCode::AmbiguousAmount,
                        _ => FindingCode::UnreadableAmount,
                    };
                    return Err(self.error(code, row, field, &[("text", shortened(text))]));
                }
            },
            Cell::Error(text) => {
                let facts = [("text", text.to_string())];
                return Err(self.error(FindingCode::FormulaError, row, field, &facts));
            }
            Cell::Date(day) => {
                let facts = [("text", day.to_string())];
                return Err(self.error(FindingCode::UnreadableAmount, row, field, &facts));
            }
        };
        if bounded(read.0).is_none() {
            return Err(self.error(FindingCode::AmountOutOfRange, row, field, &[("text", shortened(&text))]));
        }
        Ok(Some(read))
    }

    fn counterparty(&self, row: &Row, amount: Decimal) -> Party {
        let by_way = if amount.is_sign_negative() { BankField::PayeeName } else { BankField::PayerName };
        let name = [BankField::CounterpartyName, by_way].into_iter().map(|field| self.text(row, field));
        let account = self.text(row, BankField::CounterpartyAccount);
        // A spreadsheet may have cut the digits of a number that is no IBAN.
        let account =
            if is_cut(self.cell(row, BankField::CounterpartyAccount)) { "" } else { account.trim_matches('\'') };
        Party {
            name: name.into_iter().find(|name| !name.is_empty()).unwrap_or_default(),
            account: written::account(account),
        }
    }

    /// Each label, and each line inside one.
    fn remittance(&self, row: &Row) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for place in &self.labels {
            let shown = row.cell(*place).shown();
            for line in shown.split(['\n', '\r']).map(one_line).filter(|line| !line.is_empty()) {
                if lines.len() < REMITTANCE_LIMIT && !lines.contains(&line) {
                    lines.push(line);
                }
            }
        }
        lines
    }

    fn reference(&mut self, row: &Row, field: BankField) -> Option<String> {
        let cell = self.cell(row, field);
        let text = one_line(&cell.shown());
        if is_cut(cell) {
            let place = self.place(row.line, Some(field));
            let (_, _, count) = self.damaged.get_or_insert((place, shortened(&text), 0));
            *count += 1;
            return None;
        }
        let none = text.is_empty() || text.eq_ignore_ascii_case("NOTPROVIDED") || text.eq_ignore_ascii_case("NONREF");
        (!none).then_some(text)
    }

    fn statements(&mut self, lines: Vec<Line>) -> Vec<Statement> {
        let mut named = lines.iter().map(|line| &line.account).filter(|account| !account.is_empty());
        let first = named.next().cloned();
        // A line without account belongs to the only one there is.
        let one = first.filter(|first| named.all(|account| account == first));
        let mut accounts: Vec<(String, Vec<Line>)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for line in lines {
            let account = one.as_ref().unwrap_or(&line.account);
            let place = *places.entry(account.clone()).or_insert_with(|| {
                accounts.push((account.clone(), Vec::new()));
                accounts.len() - 1
            });
            accounts[place].1.push(line);
        }
        if accounts.is_empty() {
            accounts.push((String::new(), Vec::new()));
        }
        let only = accounts.len() == 1;
        accounts.into_iter().map(|(account, lines)| self.statement(account, lines, only)).collect()
    }

    fn statement(&mut self, account: String, lines: Vec<Line>, only: bool) -> Statement {
        let running = self.running_balances(&lines);
        let mut statement = Statement {
            account: if account.is_empty() { self.preamble.account.clone() } else { account },
            account_name: lines
                .iter()
                .map(|line| &line.account_name)
                .find(|name| !name.is_empty())
                .cloned()
                .unwrap_or_default(),
            ..Statement::default()
        };
        statement.entries = lines.into_iter().map(|line| line.entry).collect();
        let place = self.place(self.mapping.header_line.unwrap_or(1), None);
        self.settle_currency(&mut statement, &place);
        // What the lines around the table say is of the whole file.
        if only {
            (statement.opening, statement.closing) = (self.opening, self.closing);
        }
        if let Some((opening, closing)) = running
            && statement.currency_is_one()
        {
            statement.opening = statement.opening.or(Some(opening));
            statement.closing = Some(closing);
        }
        let all_in = statement.entries.iter().all(|entry| !entry.amount.is_sign_negative());
        let enough = statement.entries.len() >= UNSIGNED_FROM;
        if all_in && enough && self.shape == Shape::Amount && running.is_none() {
            self.findings.push(Finding::warning(FindingCode::OnlyMoneyIn, place.clone()));
        }
        let unbooked = statement.entries.iter().filter(|entry| entry.not_booked).count();
        if unbooked > 0 {
            self.findings.push(Finding::note(FindingCode::NotBooked, place.clone()).with("count", unbooked));
        }
        if statement.account.is_empty() {
            self.findings.push(Finding::note(FindingCode::NoAccount, place));
        }
        returns::mark(&mut statement);
        check_balances(&statement, &mut self.findings);
        statement
    }

    /// Opening and closing by the column of balances, where it runs from line to line and both ends have one.
    fn running_balances(&self, lines: &[Line]) -> Option<(Balance, Balance)> {
        let booked: Vec<&Line> = lines.iter().filter(|line| !line.entry.not_booked).collect();
        let pairs: Vec<_> = booked.iter().map(|line| (Some(line.entry.amount), line.balance)).collect();
        let chain = signs::chain(&pairs, signs::descending(booked.iter().map(|line| line.entry.booked_on)));
        if !chain.runs() {
            return None;
        }
        let (first, last) = match chain.descending {
            true => (booked.last()?, booked.first()?),
            false => (booked.first()?, booked.last()?),
        };
        let opening = Balance { day: first.entry.booked_on, amount: first.balance? - first.entry.amount };
        Some((opening, Balance { day: last.entry.booked_on, amount: last.balance? }))
    }

    /// The one currency of the lines, else what headings, the lines above, the bank or the account say.
    fn settle_currency(&mut self, statement: &mut Statement, place: &Place) {
        let mut currencies: Vec<String> = Vec::new();
        for entry in statement.entries.iter().filter(|entry| !entry.currency.is_empty()) {
            if currencies.len() < CURRENCIES_LIMIT && !currencies.contains(&entry.currency) {
                currencies.push(entry.currency.clone());
            }
        }
        match currencies.as_slice() {
            [] => {
                let said = self.currency_around();
                let assumed = || self.currency_assumed(&statement.account);
                match said {
                    Some(currency) => statement.currency = currency.to_owned(),
                    None => {
                        if let Some(currency) = assumed() {
                            let finding = Finding::note(FindingCode::CurrencyAssumed, place.clone());
                            self.findings.push(finding.with("currency", currency));
                            statement.currency = currency.to_owned();
                        }
                    }
                }
            }
            [one] => {
                statement.currency = one.clone();
                for entry in &mut statement.entries {
                    entry.currency.clear();
                }
            }
            several => {
                let finding = Finding::warning(FindingCode::SeveralCurrencies, place.clone());
                self.findings.push(finding.with("currency", "").with("others", several.join(", ")));
            }
        }
    }

    fn currency_around(&self) -> Option<&'static str> {
        let headings = [BankField::Amount, BankField::Debit, BankField::Credit]
            .into_iter()
            .filter_map(|field| self.places.get(&field))
            .map(|place| self.mapping.columns[*place].heading.as_str());
        headings.into_iter().find_map(currency_in).or(self.preamble.currency)
    }

    fn currency_assumed(&self, account: &str) -> Option<&'static str> {
        let by_account = || iban_country(account).is_some_and(|country| in_euro_area(&country)).then_some("EUR");
        self.usual_currency.or_else(by_account)
    }
}
