//! CFONB 120: the account statement of French banks, in records of 120 columns.
//!
//! 01 opens a statement with its balance, 04 is a movement, 05 says more about it, 07 closes. Columns are counted from 1
//! as the norm does ("Relevé de compte sur support informatique", July 2004).

mod complement;
mod record;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::finding::{Finding, FindingCode, Place, Reading, Refusal};
use crate::statement::collect::{EntryCount, Findings, add_remittance, finished};
use crate::statement::text::{self, quoted};
use crate::statement::values::{Day, day_ddmmyy, reference};
use crate::statement::{Balance, LeftOut, Statement, StatementEntry, StatementFile, StatementFormat, StatementReader};
use record::{Record, amount, records};

pub struct Cfonb120;

impl StatementReader for Cfonb120 {
    fn recognises(&self, head: &str) -> bool {
        text::lines(head).map(|(_, line)| line).find(|line| !line.trim().is_empty()).is_some_and(record::looks_like_one)
    }

    fn read(&self, bytes: &[u8]) -> Result<Reading<StatementFile>, Refusal> {
        let decoded = text::decode(bytes, None)?;
        let mut reader = Reader::default();
        reader.findings.extend(decoded.findings);
        for record in records(&decoded.text) {
            reader.take(&record)?;
        }
        reader.close();
        let decimals = reader.decimals_of_file();
        let Reader { open: statements, mut findings, .. } = reader;
        let statements = statements.into_iter().map(|open| open.settle(decimals, &mut findings)).collect();
        finished(StatementFormat::Cfonb120, String::new(), statements, findings)
    }
}

/// Where the amount of a balance stands; how many decimals it has is often known only from a movement.
struct RawBalance {
    line: u32,
    day: Option<NaiveDate>,
    text: String,
    decimals: Option<u32>,
}

/// A movement whose record does not name its decimals waits for a neighbour that does.
struct RawEntry {
    entry: StatementEntry,
    text: String,
    decimals: Option<u32>,
}

#[derive(Default)]
struct OpenStatement {
    statement: Statement,
    opening: Option<RawBalance>,
    closing: Option<RawBalance>,
    entries: Vec<RawEntry>,
}

#[derive(Default)]
struct Reader {
    open: Vec<OpenStatement>,
    /// Whether the last statement still takes movements.
    running: bool,
    findings: Findings,
    count: EntryCount,
}

impl Reader {
    fn take(&mut self, record: &Record) -> Result<(), Refusal> {
        match record.code() {
            "01" => {
                self.close();
                self.begin(record)?;
                let opening = self.balance_of(record);
                if let Some(open) = self.open.last_mut() {
                    open.opening = Some(opening);
                }
            }
            "04" => self.movement(record)?,
            "05" => self.complement(record),
            "07" => {
                self.need_statement(record)?;
                let closing = self.balance_of(record);
                if let Some(open) = self.open.last_mut() {
                    open.closing = Some(closing);
                }
                self.running = false;
            }
            _ => self.findings.push(
                Finding::error(FindingCode::UnreadableLine, record.place()).with("text", quoted(&record.whole())),
            ),
        }
        Ok(())
    }

    fn begin(&mut self, record: &Record) -> Result<(), Refusal> {
        self.count.one_more()?;
        let (bank, branch) = (record.text(3, 7), record.text(12, 16));
        let account = format!("{bank}{branch}{}", record.text(22, 32));
        let statement = Statement { account, bank, branch, currency: record.currency(), ..Statement::default() };
        self.open.push(OpenStatement { statement, ..OpenStatement::default() });
        self.running = true;
        Ok(())
    }

    /// A movement or a closing balance of an account that no 01 has opened.
    fn need_statement(&mut self, record: &Record) -> Result<(), Refusal> {
        let number = record.text(22, 32);
        let same = self.running && self.open.last().is_some_and(|open| open.statement.account.ends_with(&number));
        if !same {
            self.close();
            self.begin(record)?;
            self.findings.push(Finding::warning(FindingCode::StatementWithoutStart, record.place()));
        }
        Ok(())
    }

    /// The end of a statement, by its 07 or by something that cannot follow without one.
    fn close(&mut self) {
        if let Some(open) = self.open.last()
            && self.running
        {
            let place = Place::element(open.statement.account.clone());
            self.findings.push(Finding::warning(FindingCode::NoClosingBalance, place));
        }
        self.running = false;
    }

    fn balance_of(&mut self, record: &Record) -> RawBalance {
        let Day { day, written } = day_ddmmyy(&record.text(35, 40)).unwrap_or_default();
        if let Some(written) = written {
            self.findings.push(Finding::warning(FindingCode::UnreadableDate, record.place()).with("text", written));
        }
        RawBalance { line: record.line, day, text: record.text(91, 104), decimals: record.decimals() }
    }

    fn movement(&mut self, record: &Record) -> Result<(), Refusal> {
        self.count.one_more()?;
        self.need_statement(record)?;
        let place = record.place();
        let booked = day_ddmmyy(&record.text(35, 40)).unwrap_or_default();
        let value_date = day_ddmmyy(&record.text(43, 48)).and_then(|day| day.day);
        if let Some(written) = &booked.written {
            let finding = Finding::warning(FindingCode::UnreadableDate, place.clone());
            self.findings.push(finding.with("text", written));
        } else if booked.day.or(value_date).is_none() {
            self.findings.push(Finding::warning(FindingCode::EntryWithoutDay, place.clone()));
        }
        let interbank = record.text(33, 34);
        let operation = if interbank.is_empty() { record.text(8, 11) } else { interbank };
        let reject = record.text(41, 42);
        let number = record.text(82, 88);
        let number = number.trim_start_matches('0');
        let mut entry = StatementEntry {
            place,
            booked_on: booked.day.or(value_date),
            value_date,
            written_day: booked.written,
            return_reason: (!reject.is_empty() && reject != "00").then_some(reject),
            // The number of an entry is that of the cheque where a cheque was paid.
            cheque_number: (operation == "01" && !number.is_empty()).then(|| number.to_owned()),
            owner_reference: reference(&record.text(105, 120)),
            operation,
            ..StatementEntry::default()
        };
        add_remittance(&mut entry, &record.text(49, 79));
        let raw = RawEntry { entry, text: record.text(91, 104), decimals: record.decimals() };
        if let Some(open) = self.open.last_mut() {
            if open.statement.currency.is_empty() {
                open.statement.currency = record.currency();
            }
            open.entries.push(raw);
        }
        Ok(())
    }

    fn complement(&mut self, record: &Record) {
        let entry = self.open.last_mut().filter(|_| self.running).and_then(|open| open.entries.last_mut());
        match entry {
            Some(raw) => complement::add(&mut raw.entry, &raw.text, record),
            None => self.findings.push(
                Finding::warning(FindingCode::LineOutOfPlace, record.place()).with("text", quoted(&record.whole())),
            ),
        }
    }

    /// What some record of the file says, for statements in which none does.
    fn decimals_of_file(&self) -> Option<u32> {
        self.open.iter().find_map(OpenStatement::decimals)
    }
}

impl OpenStatement {
    fn decimals(&self) -> Option<u32> {
        let balances = self.opening.iter().chain(&self.closing).map(|balance| balance.decimals);
        self.entries.iter().map(|entry| entry.decimals).chain(balances).flatten().next()
    }

    /// Every amount with its decimals.
    fn settle(self, of_file: Option<u32>, findings: &mut Findings) -> Statement {
        let decimals = self.decimals().or(of_file).unwrap_or_else(|| {
            let place = Place::element(self.statement.account.clone());
            findings.push(Finding::warning(FindingCode::DecimalsAssumed, place).with("decimals", 2));
            2
        });
        let mut statement = self.statement;
        let mut balance = |raw: RawBalance| {
            let Some(amount) = amount(&raw.text, raw.decimals.unwrap_or(decimals)) else {
                let place = Place::line(raw.line);
                findings.push(Finding::warning(FindingCode::UnreadableBalance, place).with("text", quoted(&raw.text)));
                return None;
            };
            Some(Balance { day: raw.day, amount })
        };
        statement.opening = self.opening.and_then(&mut balance);
        statement.closing = self.closing.and_then(&mut balance);
        for RawEntry { mut entry, text, decimals: own } in self.entries {
            match amount(&text, own.unwrap_or(decimals)) {
                Some(amount) => {
                    entry.amount = amount;
                    statement.entries.push(entry);
                }
                None => {
                    findings.push(
                        Finding::error(FindingCode::EntryWithoutAmount, entry.place.clone())
                            .with("text", quoted(&text)),
                    );
                    let StatementEntry { place, booked_on, written_day, .. } = entry;
                    statement.left_out.push(LeftOut { place, booked_on, written_day });
                }
            }
        }
        statement
    }
}

/// Whether an amount takes money off the account, as far as its last character says.
fn is_debit(text: &str) -> bool {
    amount(text, 0).is_some_and(|amount| amount < Decimal::ZERO)
}

#[cfg(test)]
mod tests;
