//! MT940 and MT942: the customer statement and the interim report of SWIFT, with or without their envelope.

mod fields;
mod line61;
mod narrative;

use crate::finding::{Finding, FindingCode, Place, Reading, Refusal};
use crate::statement::collect::{EntryCount, Findings, finished};
use crate::statement::text::{self, quoted};
use crate::statement::values::{account, day_yymmdd, leading_amount};
use crate::statement::{Balance, LeftOut, Statement, StatementEntry, StatementFile, StatementFormat, StatementReader};
use fields::{Field, fields};
use line61::{Line61, Mark};

pub struct Mt940;

impl StatementReader for Mt940 {
    fn recognises(&self, head: &str) -> bool {
        let fields: Vec<Field> = fields(head).take(50).collect();
        let is = |tag: &str| fields.iter().any(|field| field.tag == tag);
        let statement = ["25", "25P", "28", "28C", "60F", "60M", "62F", "62M", "34F"].into_iter().any(is);
        let movement = |field: &Field| field.tag == "61" && day_yymmdd(field.first).is_some();
        statement && (is("20") || is("61") || is("62F")) || fields.iter().any(movement)
    }

    fn read(&self, bytes: &[u8]) -> Result<Reading<StatementFile>, Refusal> {
        let decoded = text::decode(bytes, None)?;
        let mut reader = Reader::default();
        reader.findings.extend(decoded.findings);
        for field in fields(&decoded.text) {
            reader.take(&field)?;
        }
        if !decoded.text.ends_with(['\n', '\r']) {
            reader.drop_cut_movement();
        }
        reader.end_statement();
        reader.finish()
    }
}

#[derive(Default)]
struct Message {
    statement: Statement,
    /// An interim report says so by fields of its own.
    interim: bool,
    closed: bool,
    /// Whether a movement was the last thing read, so that a narrative belongs to it.
    in_entry: bool,
}

#[derive(Default)]
struct Reader {
    messages: Vec<Message>,
    running: bool,
    /// Whether the last thing read is a movement whose line ends in its amount.
    ends_in_amount: bool,
    findings: Findings,
    count: EntryCount,
}

impl Reader {
    fn take(&mut self, field: &Field) -> Result<(), Refusal> {
        self.ends_in_amount = false;
        match field.tag {
            "20" => {
                self.end_statement();
                self.begin()?;
            }
            "25" | "25P" | "28" | "28C" | "60F" | "60M" | "34F" | "13D" | "61" | "62F" | "62M" | "90C" | "90D" => {
                self.need_message(field)?;
                self.within_message(field)?;
            }
            "86" | "NS" => self.narrative(field),
            // Forward balances, and fields that say nothing about money.
            _ => self.leave_entry(),
        }
        Ok(())
    }

    fn begin(&mut self) -> Result<(), Refusal> {
        self.count.one_more()?;
        self.messages.push(Message::default());
        self.running = true;
        Ok(())
    }

    /// Some banks leave the 20 out: an account or opening balance after a closing one begins a further statement.
    fn need_message(&mut self, field: &Field) -> Result<(), Refusal> {
        let begins = matches!(field.tag, "25" | "25P" | "28" | "28C" | "60F" | "60M");
        match self.messages.last() {
            Some(message) if self.running && !(message.closed && begins) => Ok(()),
            before => {
                let account = before.filter(|_| self.running).map(|message| message.statement.account.clone());
                self.begin()?;
                if let (Some(message), Some(account)) = (self.messages.last_mut(), account) {
                    message.statement.account = account;
                } else if !begins {
                    self.findings.push(Finding::warning(FindingCode::StatementWithoutStart, field.place()));
                }
                Ok(())
            }
        }
    }

    fn within_message(&mut self, field: &Field) -> Result<(), Refusal> {
        self.leave_entry();
        if field.tag == "61" {
            return self.movement(field);
        }
        let balance = match field.tag {
            "60F" | "60M" | "62F" | "62M" => self.balance(field),
            _ => None,
        };
        let (written_currency, balance) = balance.unzip();
        let Some(message) = self.messages.last_mut() else { return Ok(()) };
        let statement = &mut message.statement;
        match field.tag {
            "25" | "25P" => statement.account = account(field.first),
            "28" | "28C" => field.first.trim().clone_into(&mut statement.number),
            "60F" | "60M" => statement.opening = statement.opening.or(balance),
            "62F" | "62M" => {
                statement.closing = balance.or(statement.closing);
                message.closed = true;
            }
            _ => message.interim = true,
        }
        let currency = match field.tag {
            "34F" => currency_of(field.first),
            "90C" | "90D" => currency_of(field.first.trim_start_matches(|c: char| c.is_ascii_digit())),
            _ => written_currency,
        };
        if let Some(currency) = currency.filter(|_| statement.currency.is_empty()) {
            statement.currency = currency;
        }
        Ok(())
    }

    /// `C261124EUR1234,56`.
    fn balance(&mut self, field: &Field) -> Option<(String, Balance)> {
        let written = field.first.trim();
        let read = || {
            let negative = match written.get(..1)? {
                "C" => false,
                "D" => true,
                _ => return None,
            };
            let day = day_yymmdd(written.get(1..7)?)?;
            let currency = currency_of(written.get(7..)?)?;
            let (amount, rest) = leading_amount(written.get(10..)?.trim_start())?;
            Some((currency, day, if negative { -amount } else { amount }, rest))
        };
        let Some((currency, day, amount, rest)) = read() else {
            let finding = Finding::warning(FindingCode::UnreadableBalance, field.place());
            self.findings.push(finding.with("text", quoted(written)));
            return None;
        };
        if let Some(written) = day.written {
            self.findings.push(Finding::warning(FindingCode::UnreadableDate, field.place()).with("text", written));
        }
        if !rest.trim().is_empty() {
            let finding = Finding::warning(FindingCode::TextAfterAmount, field.place());
            self.findings.push(finding.with("text", quoted(written)).with("read_as", amount));
        }
        Some((currency, Balance { day: day.day, amount }))
    }

    fn movement(&mut self, field: &Field) -> Result<(), Refusal> {
        self.count.one_more()?;
        let place = field.place();
        let line = Line61::of(field);
        let Some(message) = self.messages.last_mut() else { return Ok(()) };
        if line.mark == Some(Mark::Expected) {
            self.findings.push(Finding::note(FindingCode::NotBookedYet, place));
            return Ok(());
        }
        let booked_on = line.entry_date().or(line.value.day);
        let written_day = line.value.written.clone();
        if let Some(written) = written_day.as_ref().or(line.impossible_entry_date().as_ref()) {
            let finding = Finding::warning(FindingCode::UnreadableDate, place.clone());
            self.findings.push(finding.with("text", written));
        } else if booked_on.is_none() {
            self.findings.push(Finding::warning(FindingCode::EntryWithoutDay, place.clone()));
        }
        let Some(amount) = line.amount() else {
            let finding = Finding::error(FindingCode::EntryWithoutAmount, place.clone());
            self.findings.push(finding.with("text", quoted(field.first)));
            message.statement.left_out.push(LeftOut { place, booked_on, written_day });
            return Ok(());
        };
        let mut entry = StatementEntry {
            place,
            booked_on,
            value_date: line.value.day,
            written_day,
            amount,
            reversal: line.is_reversal(),
            ..StatementEntry::default()
        };
        self.ends_in_amount = line.ends_in_amount && field.below.is_empty();
        line.tell(&mut entry);
        message.statement.entries.push(entry);
        message.in_entry = true;
        Ok(())
    }

    /// Where a file ends in the middle of an amount, its last digits may be missing.
    fn drop_cut_movement(&mut self) {
        let entries = self.messages.last_mut().filter(|_| self.ends_in_amount);
        let Some((message, entry)) = entries.and_then(|message| {
            let entry = message.statement.entries.pop()?;
            Some((message, entry))
        }) else {
            return;
        };
        let StatementEntry { place, booked_on, written_day, .. } = entry;
        self.findings.push(Finding::warning(FindingCode::FileCutShort, place.clone()));
        message.statement.left_out.push(LeftOut { place, booked_on, written_day });
    }

    fn narrative(&mut self, field: &Field) {
        let Some(message) = self.messages.last_mut().filter(|_| self.running) else { return };
        match message.statement.entries.last_mut().filter(|_| message.in_entry) {
            Some(entry) if field.tag == "86" => narrative::add(entry, field),
            Some(entry) => narrative::add_unstructured(entry, field),
            // Before the movements it is about the account, after them about the balance.
            None if field.tag == "NS" => {
                if let Some(name) = narrative::holder(field)
                    && message.statement.account_name.is_empty()
                {
                    message.statement.account_name = name;
                }
            }
            None => {}
        }
    }

    fn leave_entry(&mut self) {
        if let Some(message) = self.messages.last_mut() {
            message.in_entry = false;
        }
    }

    fn end_statement(&mut self) {
        self.leave_entry();
        if let Some(message) = self.messages.last()
            && self.running
            && !message.interim
            && !message.closed
            && !(message.statement.entries.is_empty() && message.statement.left_out.is_empty())
        {
            let place = Place::element(message.statement.number.clone());
            self.findings.push(Finding::warning(FindingCode::NoClosingBalance, place));
        }
        self.running = false;
    }

    fn finish(mut self) -> Result<Reading<StatementFile>, Refusal> {
        let is_interim = |message: &Message| message.interim && message.statement.opening.is_none();
        let all_interim = !self.messages.is_empty() && self.messages.iter().all(is_interim);
        let format = if all_interim { StatementFormat::Mt942 } else { StatementFormat::Mt940 };
        let mut statements = Vec::new();
        for message in self.messages {
            if is_interim(&message) && !all_interim {
                let place = Place::element(message.statement.number);
                self.findings.push(Finding::warning(FindingCode::InterimLeftOut, place));
            } else {
                statements.push(message.statement);
            }
        }
        finished(format, String::new(), statements, self.findings)
    }
}

fn currency_of(text: &str) -> Option<String> {
    let currency = text.get(..3)?;
    currency.bytes().all(|byte| byte.is_ascii_uppercase()).then(|| currency.to_owned())
}

#[cfg(test)]
mod tests;
