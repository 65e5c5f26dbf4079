//! QIF: the exchange format of Quicken, one letter and a value a line, `^` after each record.
//!
//! The format has no account number, no currency and no order of day and month. The order is taken from a day above
//! twelve, from dots (only where days come first), or asked.

use chrono::NaiveDate;

use crate::finding::{Finding, FindingCode, Place, Reading, Refusal, RefusalCode};
use crate::sheet::values::DateOrder;
use crate::statement::collect::{EntryCount, Findings, add_remittance, finished};
use crate::statement::text::{self, quoted};
use crate::statement::values::{Amounts, century, reference};
use crate::statement::{LeftOut, Statement, StatementEntry, StatementFile, StatementFormat, StatementReader};

pub struct Qif;

impl StatementReader for Qif {
    fn recognises(&self, head: &str) -> bool {
        text::lines(head).any(|(_, line)| {
            let line = line.trim().to_ascii_lowercase();
            line.starts_with("!type:") || line == "!account"
        })
    }

    fn read(&self, bytes: &[u8]) -> Result<Reading<StatementFile>, Refusal> {
        read(bytes, None)
    }
}

/// Reads a file whose owner has said which of day and month comes first. The file wins where it says so itself.
pub fn read(bytes: &[u8], order: Option<DateOrder>) -> Result<Reading<StatementFile>, Refusal> {
    let decoded = text::decode(bytes, None)?;
    let mut reader = Reader::default();
    reader.findings.extend(decoded.findings);
    for (number, line) in text::lines(&decoded.text) {
        reader.take(number, line.trim_start_matches('\u{feff}').trim())?;
    }
    reader.end_record()?;
    if reader.investments {
        if reader.statements.iter().all(|raw| raw.entries.is_empty()) {
            return Err(Refusal::of_file(RefusalCode::InvestmentStatement));
        }
        reader.findings.push(Finding::warning(FindingCode::InvestmentLeftOut, Place::whole_file()));
    }
    let (statements, findings) = reader.settle(order);
    finished(StatementFormat::Qif, String::new(), statements, findings)
}

/// What the records of a section are.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Section {
    #[default]
    Other,
    Account,
    Movements,
    Investments,
}

#[derive(Default)]
struct RawEntry {
    entry: StatementEntry,
    day: String,
    amount: String,
    /// The same amount again, in a field that newer programs add.
    amount_again: String,
    category: String,
    /// After the first split its lines are the owner's own bookkeeping.
    in_splits: bool,
}

#[derive(Default)]
struct RawStatement {
    statement: Statement,
    entries: Vec<RawEntry>,
}

#[derive(Default)]
struct Reader {
    section: Section,
    account: String,
    statements: Vec<RawStatement>,
    record: Option<RawEntry>,
    investments: bool,
    amounts: Amounts,
    findings: Findings,
    count: EntryCount,
}

impl Reader {
    fn take(&mut self, number: u32, line: &str) -> Result<(), Refusal> {
        if let Some(header) = line.strip_prefix('!') {
            self.end_record()?;
            return self.begin_section(&header.to_ascii_lowercase());
        }
        if line.starts_with('^') {
            return self.end_record();
        }
        let mut characters = line.chars();
        let Some(field) = characters.next() else { return Ok(()) };
        let value = characters.as_str().trim();
        match self.section {
            Section::Account if field == 'N' => value.clone_into(&mut self.account),
            Section::Movements => self.field(number, field, value),
            _ => {}
        }
        Ok(())
    }

    fn begin_section(&mut self, header: &str) -> Result<(), Refusal> {
        let kind = header.strip_prefix("type:").map(str::trim);
        self.section = match kind {
            None if header.trim() == "account" => {
                self.account.clear();
                Section::Account
            }
            Some("bank" | "cash" | "ccard" | "oth a" | "oth l") => Section::Movements,
            Some("invst") => Section::Investments,
            _ => Section::Other,
        };
        self.investments |= self.section == Section::Investments;
        let same = |raw: &RawStatement| raw.statement.account_name == self.account;
        if self.section == Section::Movements && !self.statements.last().is_some_and(same) {
            self.count.one_more()?;
            let statement = Statement { account_name: self.account.clone(), ..Statement::default() };
            self.statements.push(RawStatement { statement, entries: Vec::new() });
        }
        Ok(())
    }

    fn field(&mut self, number: u32, field: char, value: &str) {
        let raw = self.record.get_or_insert_with(|| RawEntry {
            entry: StatementEntry { place: Place::line(number), ..StatementEntry::default() },
            ..RawEntry::default()
        });
        let first = |slot: &mut String| {
            if slot.is_empty() {
                value.clone_into(slot);
            }
        };
        match field {
            'S' => raw.in_splits = true,
            _ if raw.in_splits => {}
            'D' => first(&mut raw.day),
            'T' => first(&mut raw.amount),
            'U' => first(&mut raw.amount_again),
            'L' => first(&mut raw.category),
            'P' => {
                first(&mut raw.entry.counterparty.name);
                add_remittance(&mut raw.entry, value);
            }
            'M' => add_remittance(&mut raw.entry, value),
            'N' if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                raw.entry.cheque_number = Some(value.to_owned());
            }
            'N' => raw.entry.owner_reference = reference(value),
            _ => {}
        }
    }

    fn end_record(&mut self) -> Result<(), Refusal> {
        let Some(raw) = self.record.take() else { return Ok(()) };
        let says_something = !(raw.day.is_empty() && raw.amount.is_empty() && raw.amount_again.is_empty());
        if let Some(statement) = self.statements.last_mut().filter(|_| says_something) {
            self.count.one_more()?;
            self.amounts.see(&raw.amount);
            self.amounts.see(&raw.amount_again);
            statement.entries.push(raw);
        }
        Ok(())
    }

    fn settle(mut self, answer: Option<DateOrder>) -> (Vec<Statement>, Findings) {
        let days: Vec<&str> =
            self.statements.iter().flat_map(|raw| &raw.entries).map(|entry| entry.day.as_str()).collect();
        let order = Order::of(&days, answer);
        let mut open = OpenDays::default();
        let mut statements = Vec::new();
        for RawStatement { mut statement, entries } in self.statements {
            for raw in entries {
                let (booked_on, written_day) = match order.read(&raw.day) {
                    DayRead::Day(day) => (Some(day), None),
                    DayRead::Open { day_first, month_first } => {
                        open.see(&raw, day_first, month_first);
                        (None, None)
                    }
                    DayRead::Impossible => {
                        let finding = Finding::warning(FindingCode::UnreadableDate, raw.entry.place.clone());
                        self.findings.push(finding.with("text", quoted(&raw.day)));
                        (None, None)
                    }
                    DayRead::Missing => {
                        let place = raw.entry.place.clone();
                        self.findings.push(Finding::warning(FindingCode::EntryWithoutDay, place));
                        (None, None)
                    }
                };
                let again = self.amounts.read(&raw.amount_again);
                let Some(amount) = self.amounts.read(&raw.amount).or(again) else {
                    let place = raw.entry.place;
                    let finding = Finding::error(FindingCode::EntryWithoutAmount, place.clone());
                    self.findings.push(finding.with("text", quoted(&raw.amount)));
                    statement.left_out.push(LeftOut { place, booked_on, written_day });
                    continue;
                };
                if again.is_some_and(|again| again != amount) {
                    let finding = Finding::warning(FindingCode::RepeatedElement, raw.entry.place.clone());
                    self.findings.push(finding.with("count", 2));
                }
                if is_opening(&raw) {
                    let place = raw.entry.place.clone();
                    self.findings.push(Finding::note(FindingCode::OpeningBalanceLine, place));
                }
                statement.entries.push(StatementEntry { booked_on, written_day, amount, ..raw.entry });
            }
            statements.push(statement);
        }
        self.findings.extend(open.finding());
        (statements, self.findings)
    }
}

/// Quicken begins an account with a movement of its own name that brings the balance.
fn is_opening(raw: &RawEntry) -> bool {
    let payee = raw.entry.counterparty.name.to_ascii_lowercase();
    matches!(payee.as_str(), "opening balance" | "starting balance" | "solde initial" | "solde d'ouverture")
}

/// Three numbers of a day, and what their form says.
#[derive(Clone, Copy)]
struct Parts {
    first: u32,
    second: u32,
    third: u32,
    /// Four digits of a year come first.
    year_first: bool,
    /// With dots the day always comes first.
    dots: bool,
}

/// `6/12'15`, `1/ 1'00`, `03.11.25`, `2026-11-24`.
fn parts(written: &str) -> Option<Parts> {
    let compact: String = written.chars().filter(|c| !c.is_whitespace()).take(20).collect();
    let pieces: Vec<&str> = compact.split(['/', '-', '.', '\'']).collect();
    let [first, second, third] = pieces.as_slice() else { return None };
    let number = |piece: &str| {
        let digits = (1..=4).contains(&piece.len()) && piece.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| piece.parse::<u32>().ok()).flatten()
    };
    let parts = Parts {
        first: number(first)?,
        second: number(second)?,
        third: number(third)?,
        year_first: first.len() == 4,
        dots: compact.contains('.'),
    };
    (parts.year_first || matches!(third.len(), 2 | 4)).then_some(parts)
}

impl Parts {
    fn day(self, order: DateOrder) -> Option<NaiveDate> {
        let (day, month) = match order {
            DateOrder::DayFirst => (self.first, self.second),
            DateOrder::MonthFirst => (self.second, self.first),
        };
        let year = if self.third < 100 { century(self.third) } else { i32::try_from(self.third).ok()? };
        NaiveDate::from_ymd_opt(year, month, day)
    }

    /// What this day says about the order of all of them.
    fn proves(self) -> Option<DateOrder> {
        let possible = |order| self.day(order).is_some();
        match (possible(DateOrder::DayFirst), possible(DateOrder::MonthFirst)) {
            _ if self.year_first => None,
            (true, _) if self.dots => Some(DateOrder::DayFirst),
            (true, false) => Some(DateOrder::DayFirst),
            (false, true) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }
}

enum DayRead {
    Day(NaiveDate),
    Open { day_first: NaiveDate, month_first: NaiveDate },
    Impossible,
    Missing,
}

/// What the days of a file say together.
struct Order(Option<DateOrder>);

impl Order {
    fn of(days: &[&str], answer: Option<DateOrder>) -> Order {
        let proofs =
            |order| days.iter().filter_map(|day| parts(day)).filter_map(Parts::proves).any(|proved| proved == order);
        Order(match (proofs(DateOrder::DayFirst), proofs(DateOrder::MonthFirst)) {
            (true, false) => Some(DateOrder::DayFirst),
            (false, true) => Some(DateOrder::MonthFirst),
            _ => answer,
        })
    }

    fn read(&self, written: &str) -> DayRead {
        if written.trim().is_empty() {
            return DayRead::Missing;
        }
        let Some(parts) = parts(written) else { return DayRead::Impossible };
        if parts.year_first {
            let day = i32::try_from(parts.first).ok();
            let day = day.and_then(|year| NaiveDate::from_ymd_opt(year, parts.second, parts.third));
            return day.map_or(DayRead::Impossible, DayRead::Day);
        }
        let (day_first, month_first) = (parts.day(DateOrder::DayFirst), parts.day(DateOrder::MonthFirst));
        let chosen = match parts.proves().or(self.0) {
            Some(DateOrder::DayFirst) => day_first,
            Some(DateOrder::MonthFirst) => month_first,
            None => match (day_first, month_first) {
                (Some(day_first), Some(month_first)) if day_first != month_first => {
                    return DayRead::Open { day_first, month_first };
                }
                (either, other) => either.or(other),
            },
        };
        chosen.map_or(DayRead::Impossible, DayRead::Day)
    }
}

/// The days that could be either way round, as one question.
#[derive(Default)]
struct OpenDays {
    first: Option<(Place, String, NaiveDate, NaiveDate)>,
    count: usize,
}

impl OpenDays {
    fn see(&mut self, raw: &RawEntry, day_first: NaiveDate, month_first: NaiveDate) {
        self.count += 1;
        self.first.get_or_insert_with(|| (raw.entry.place.clone(), quoted(&raw.day), day_first, month_first));
    }

    fn finding(self) -> Option<Finding> {
        let (place, text, day_first, month_first) = self.first?;
        Some(
            Finding::warning(FindingCode::DateOrderUnknown, place)
                .with("text", text)
                .with("day_first", day_first)
                .with("month_first", month_first)
                .with("count", self.count),
        )
    }
}

#[cfg(test)]
mod tests;
