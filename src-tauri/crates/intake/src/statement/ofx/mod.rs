//! OFX: version 1 (SGML with a header of its own), version 2 (XML), and files that lost their header.

mod markup;

use encoding_rs::Encoding;

use crate::finding::{Finding, FindingCode, Place, Reading, Refusal, RefusalCode};
use crate::statement::collect::{EntryCount, Findings, add_remittance, finished};
use crate::statement::text::{self, quoted};
use crate::statement::values::{Amounts, Day, account, day_yyyymmdd, reference};
use crate::statement::{Balance, LeftOut, Statement, StatementEntry, StatementFile, StatementFormat, StatementReader};
use markup::{Piece, Pieces, value};

pub struct Ofx;

impl StatementReader for Ofx {
    fn recognises(&self, head: &str) -> bool {
        let head = head.to_ascii_uppercase();
        head.contains("<OFX>") || head.trim_start_matches(['\u{feff}', ' ', '\r', '\n']).starts_with("OFXHEADER")
    }

    fn read(&self, bytes: &[u8]) -> Result<Reading<StatementFile>, Refusal> {
        let decoded = text::decode(bytes, declared_encoding(&text::head(bytes)))?;
        let header = Header::of(&decoded.text);
        let mut reader = Reader { lines: Lines::of(&decoded.text), ..Reader::default() };
        reader.findings.extend(decoded.findings);
        for piece in Pieces::new(&decoded.text) {
            match piece {
                Piece::Open { name, text, at } => reader.open(&name, text, at)?,
                Piece::Close { name } => reader.close(&name)?,
            }
        }
        reader.end()?;
        let investments = reader.investments;
        let (statements, mut findings) = reader.settle();
        if investments {
            if statements.is_empty() {
                return Err(Refusal::of_file(RefusalCode::InvestmentStatement));
            }
            findings.push(Finding::warning(FindingCode::InvestmentLeftOut, Place::whole_file()));
        }
        finished(header.format, header.version, statements, findings)
    }
}

struct Header {
    format: StatementFormat,
    version: String,
}

/// The text before the first element of OFX, where the headers of both versions stand, perhaps inside a comment.
fn before_root(text: &str) -> String {
    let limit = text.char_indices().nth(4_096).map_or(text.len(), |(at, _)| at);
    let head = text[..limit].to_ascii_uppercase();
    head.find("<OFX>").map_or_else(|| head.clone(), |at| head[..at].to_owned())
}

/// `KEY:value` or `KEY="value"`: also where the lines of the header were joined.
fn header_value(head: &str, key: &str) -> Option<String> {
    let at = head.find(key)?;
    let rest = head[at + key.len()..].trim_start();
    let rest = rest.strip_prefix([':', '='])?.trim_start().trim_start_matches(['"', '\'']);
    Some(rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect())
}

impl Header {
    fn of(text: &str) -> Header {
        let head = before_root(text);
        let digits = |key| header_value(&head, key).map(|value| value.chars().take(3).collect::<String>());
        let number = digits("OFXHEADER");
        let format = match number.as_deref() {
            Some(number) if number.starts_with('2') => StatementFormat::Ofx2,
            Some(_) => StatementFormat::Ofx1,
            None => StatementFormat::OfxWithoutHeader,
        };
        // The declaration of XML has a version too; that of OFX stands after its header number.
        let after = head.find("OFXHEADER").map_or("", |at| &head[at..]);
        let version = header_value(after, "VERSION").unwrap_or_default();
        Header { format, version: version.chars().take(3).collect() }
    }
}

/// What the header says of bytes that are no UTF-8: `CHARSET:1252`, `encoding="ISO-8859-1"`.
fn declared_encoding(head: &str) -> Option<&'static Encoding> {
    let head = before_root(head);
    let charset = header_value(&head, "CHARSET").filter(|charset| charset != "NONE").map(|charset| {
        // Where lines are joined, the next key follows the number.
        let digits: String = charset.chars().take_while(char::is_ascii_digit).collect();
        if digits.len() >= 4 { format!("windows-{}", &digits[..4]) } else { charset }
    });
    let label = charset.or_else(|| header_value(&head, "ENCODING"))?;
    Encoding::for_label(label.as_bytes())
}

/// Line numbers of rising offsets.
#[derive(Default)]
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Lines<'a> {
        Lines { text, at: 0, line: 1 }
    }

    fn line(&mut self, at: usize) -> u32 {
        let passed = self.text.as_bytes().get(self.at..at).unwrap_or_default();
        let newlines = passed.iter().filter(|byte| **byte == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(newlines).unwrap_or(u32::MAX));
        self.at = self.at.max(at);
        self.line
    }
}

#[derive(Default)]
struct RawEntry {
    entry: StatementEntry,
    day: Option<String>,
    amount: String,
    currency: String,
}

#[derive(Default)]
struct RawStatement {
    statement: Statement,
    balance: Option<(u32, String, String)>,
    entries: Vec<RawEntry>,
}

/// The aggregate whose values are being read.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Within {
    #[default]
    Nothing,
    OwnAccount,
    OtherAccount,
    Ledger,
    Currency,
    /// Something whose values mean nothing here: an available balance, a currency before it was changed.
    Ignored,
}

#[derive(Default)]
struct Reader<'a> {
    lines: Lines<'a>,
    statements: Vec<RawStatement>,
    /// Whether the last statement is still open.
    running: bool,
    entry: Option<RawEntry>,
    within: Within,
    /// Inside a statement of securities.
    investing: bool,
    /// Inside a list of movements that are announced only.
    pending: bool,
    investments: bool,
    root_closed: bool,
    amounts: Amounts,
    findings: Findings,
    count: EntryCount,
}

impl Reader<'_> {
    fn open(&mut self, name: &str, text: &str, at: usize) -> Result<(), Refusal> {
        match name {
            "STMTRS" | "CCSTMTRS" => {
                self.end_entry()?;
                self.begin_statement()?;
            }
            "INVSTMTRS" => {
                self.end_entry()?;
                (self.running, self.investing, self.investments) = (false, true, true);
            }
            _ if self.investing => {}
            "STMTTRNP" => {
                let place = Place::line(self.lines.line(at));
                self.findings.push(Finding::note(FindingCode::NotBookedYet, place));
                self.end_entry()?;
                self.pending = true;
            }
            _ if self.pending => {}
            "STMTTRN" => {
                self.end_entry()?;
                let line = self.lines.line(at);
                if !self.running {
                    self.begin_statement()?;
                    self.findings.push(Finding::warning(FindingCode::StatementWithoutStart, Place::line(line)));
                }
                let entry = StatementEntry { place: Place::line(line), ..StatementEntry::default() };
                self.entry = Some(RawEntry { entry, ..RawEntry::default() });
                self.within = Within::Nothing;
            }
            "BANKACCTFROM" | "CCACCTFROM" => self.within = Within::OwnAccount,
            "BANKACCTTO" | "CCACCTTO" => self.within = Within::OtherAccount,
            "LEDGERBAL" => {
                self.end_entry()?;
                let line = self.lines.line(at);
                self.within = Within::Ledger;
                if let Some(raw) = self.statement() {
                    raw.balance.get_or_insert_with(|| (line, String::new(), String::new()));
                }
            }
            "CURRENCY" => self.within = Within::Currency,
            "ORIGCURRENCY" => self.within = Within::Ignored,
            "AVAILBAL" | "BALLIST" | "BAL" => {
                self.end_entry()?;
                self.within = Within::Ignored;
            }
            _ if !text.is_empty() => self.leaf(name, value(text)),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "OFX" => self.root_closed = true,
            "INVSTMTRS" | "INVSTMTTRNRS" | "INVSTMTMSGSRSV1" => self.investing = false,
            "STMTTRNP" => self.pending = false,
            "STMTTRN" | "BANKTRANLIST" => self.end_entry()?,
            "STMTRS" | "CCSTMTRS" | "STMTTRNRS" | "CCSTMTTRNRS" => {
                self.end_entry()?;
                self.running = false;
            }
            "BANKACCTFROM" | "CCACCTFROM" | "BANKACCTTO" | "CCACCTTO" | "LEDGERBAL" | "CURRENCY" | "ORIGCURRENCY"
            | "AVAILBAL" | "BAL" | "BALLIST" => self.within = Within::Nothing,
            _ => {}
        }
        Ok(())
    }

    fn begin_statement(&mut self) -> Result<(), Refusal> {
        self.count.one_more()?;
        self.statements.push(RawStatement::default());
        (self.running, self.within, self.investing, self.pending) = (true, Within::Nothing, false, false);
        Ok(())
    }

    fn statement(&mut self) -> Option<&mut RawStatement> {
        self.statements.last_mut().filter(|_| self.running)
    }

    fn leaf(&mut self, name: &str, value: String) {
        let within = self.within;
        if let Some(raw) = &mut self.entry {
            raw.leaf(within, name, value);
            return;
        }
        let Some(raw) = self.statement() else { return };
        let statement = &mut raw.statement;
        match (within, name) {
            (Within::OwnAccount, "BANKID") => statement.bank = value,
            (Within::OwnAccount, "BRANCHID") => statement.branch = value,
            (Within::OwnAccount, "ACCTID") => statement.account = account(&value),
            (Within::Ledger, "BALAMT") => raw.balance.iter_mut().for_each(|balance| balance.1.clone_from(&value)),
            (Within::Ledger, "DTASOF") => raw.balance.iter_mut().for_each(|balance| balance.2.clone_from(&value)),
            (_, "CURDEF") => {
                statement.currency = value.to_ascii_uppercase();
                if statement.currency != value {
                    statement.written_currency = value;
                }
            }
            _ => {}
        }
    }

    fn end_entry(&mut self) -> Result<(), Refusal> {
        let Some(raw) = self.entry.take() else { return Ok(()) };
        self.within = Within::Nothing;
        self.count.one_more()?;
        self.amounts.see(&raw.amount);
        if let Some(statement) = self.statements.last_mut() {
            statement.entries.push(raw);
        }
        Ok(())
    }

    /// A movement still open where the file ends may lack the end of its amount.
    fn end(&mut self) -> Result<(), Refusal> {
        if self.root_closed {
            return self.end_entry();
        }
        let mut place = Place::whole_file();
        if self.within == Within::Ledger
            && let Some(statement) = self.statement()
        {
            statement.balance = None;
        }
        if let Some(raw) = self.entry.take() {
            place = raw.entry.place.clone();
            let Day { day: booked_on, written: written_day } = raw.booked();
            if let Some(statement) = self.statements.last_mut() {
                statement.statement.left_out.push(LeftOut { place: raw.entry.place, booked_on, written_day });
            }
        }
        self.findings.push(Finding::warning(FindingCode::FileCutShort, place));
        Ok(())
    }

    fn settle(mut self) -> (Vec<Statement>, Findings) {
        for raw in &self.statements {
            if let Some((_, text, _)) = &raw.balance {
                self.amounts.see(text);
            }
        }
        let mut statements = Vec::new();
        for raw in std::mem::take(&mut self.statements) {
            let mut statement = raw.statement;
            statement.closing = raw.balance.and_then(|(line, text, day)| self.balance(line, &text, &day));
            for entry in raw.entries {
                self.settle_entry(entry, &mut statement);
            }
            statements.push(statement);
        }
        (statements, self.findings)
    }

    /// An empty balance is none; French banks leave it so on savings accounts.
    fn balance(&mut self, line: u32, text: &str, day: &str) -> Option<Balance> {
        if text.is_empty() {
            return None;
        }
        let Some(amount) = self.amounts.read(text) else {
            let finding = Finding::warning(FindingCode::UnreadableBalance, Place::line(line));
            self.findings.push(finding.with("text", quoted(text)));
            return None;
        };
        Some(Balance { day: day_yyyymmdd(day).and_then(|day| day.day), amount })
    }

    fn settle_entry(&mut self, raw: RawEntry, statement: &mut Statement) {
        let place = raw.entry.place.clone();
        let Day { day, written: written_day } = raw.booked();
        if let Some(written) = &written_day {
            let finding = Finding::warning(FindingCode::UnreadableDate, place.clone());
            self.findings.push(finding.with("text", written));
        } else if day.or(raw.entry.value_date).is_none() {
            self.findings.push(Finding::warning(FindingCode::EntryWithoutDay, place.clone()));
        }
        let booked_on = day.or(raw.entry.value_date);
        let Some(amount) = self.amounts.read(&raw.amount) else {
            let finding = Finding::error(FindingCode::EntryWithoutAmount, place.clone());
            self.findings.push(finding.with("text", quoted(&raw.amount)));
            statement.left_out.push(LeftOut { place, booked_on, written_day });
            return;
        };
        if !raw.currency.is_empty() && !raw.currency.eq_ignore_ascii_case(&statement.currency) {
            let finding = Finding::error(FindingCode::EntryInOtherCurrency, place.clone());
            self.findings.push(finding.with("currency", quoted(&raw.currency)).with("amount", amount));
            statement.left_out.push(LeftOut { place, booked_on, written_day });
            return;
        }
        statement.entries.push(StatementEntry { booked_on, written_day, amount, ..raw.entry });
    }
}

impl RawEntry {
    fn leaf(&mut self, within: Within, name: &str, value: String) {
        let entry = &mut self.entry;
        match (within, name) {
            (Within::OtherAccount, "ACCTID") => entry.counterparty.account = account(&value),
            // Amounts beside CURRENCY are not changed into that of the account; beside ORIGCURRENCY they are.
            (Within::Currency, "CURSYM") => self.currency = value,
            (_, "TRNTYPE") => entry.operation = value,
            (_, "DTPOSTED") => self.day = Some(value),
            (_, "DTAVAIL") => entry.value_date = day_yyyymmdd(&value).and_then(|day| day.day),
            (_, "TRNAMT") => self.amount = value,
            (_, "FITID") => entry.bank_reference = reference(&value),
            // French banks write references of their own here, with letters.
            (_, "CHECKNUM") if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                entry.cheque_number = Some(value).filter(|number| number.bytes().any(|byte| byte != b'0'));
            }
            (_, "CHECKNUM") => entry.owner_reference = entry.owner_reference.take().or(reference(&value)),
            (_, "REFNUM") => entry.owner_reference = reference(&value),
            (_, "CORRECTACTION") => entry.reversal = value.eq_ignore_ascii_case("DELETE"),
            // Banks write the label of the movement where the norm has a name.
            (_, "NAME") => {
                if entry.counterparty.name.is_empty() {
                    entry.counterparty.name.clone_from(&value);
                }
                add_remittance(entry, &value);
            }
            (_, "MEMO" | "EXTDNAME") => add_remittance(entry, &value),
            _ => {}
        }
    }

    fn booked(&self) -> Day {
        self.day.as_deref().and_then(day_yyyymmdd).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
