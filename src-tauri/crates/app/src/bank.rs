//! Bank statements in, each line once, and the payments that the owner recognises in their lines.

use std::collections::HashMap;
use std::path::Path;

use chrono::NaiveDate;
use domain::{
    Allocation, BankBalance, BankEntry, BankEntryId, BankStatement, Cents, CustomerId, EntrySetAside, Event, ImportId,
    InvoiceId, Lang, Means, Payment, PaymentId, StatementId, account_key,
};
use intake::statement::{self, EntryDetail, Party, Statement, StatementEntry, StatementFile};
use intake::{FileKind, Finding, FindingCode, Reading, Refusal, RefusalCode, kind_of};
use store::{BankEntryRow, BankEntryState, KnownEntry, StoreError, name_key};

use crate::desk::{Change, Desk, Now};
use crate::failure::{Failure, FieldProblem, Thing};
use crate::words::say;

/// What came of a file of statements.
#[derive(Clone, PartialEq, Debug)]
pub struct StatementsImported {
    pub import: ImportId,
    pub statements: u32,
    /// Lines that were not known.
    pub recorded: u32,
    /// Lines that an earlier file had.
    pub known: u32,
    /// Lines that are not kept: not booked, in another currency, without a day or a whole amount.
    pub left_out: u32,
    pub findings: Vec<Finding>,
    pub change: Change,
}

/// A line on its way in, before it has an id.
struct Line<'s> {
    day: NaiveDate,
    value_date: Option<NaiveDate>,
    amount: Cents,
    entry: &'s StatementEntry,
    /// The part of a batched entry that it is.
    part: Option<&'s EntryDetail>,
}

impl Line<'_> {
    fn party(&self) -> &Party {
        self.part.map_or(&self.entry.counterparty, |part| &part.counterparty)
    }

    fn text(&self) -> &[String] {
        match self.part {
            Some(part) if !part.remittance.is_empty() => &part.remittance,
            _ => &self.entry.remittance,
        }
    }

    fn kept(&self, id: BankEntryId) -> BankEntry {
        let entry = self.entry;
        let of_part = |own: fn(&EntryDetail) -> &Option<String>| self.part.and_then(|part| own(part).clone());
        BankEntry {
            id,
            day: self.day,
            value_date: self.value_date,
            amount: self.amount,
            text: self.text().to_vec(),
            payer_name: self.party().name.clone(),
            payer_account: self.party().account.clone(),
            creditor_reference: of_part(|part| &part.creditor_reference).or_else(|| entry.creditor_reference.clone()),
            end_to_end_id: of_part(|part| &part.end_to_end_id).or_else(|| entry.end_to_end_id.clone()),
            bank_reference: entry.bank_reference.clone(),
            cheque_number: entry.cheque_number.clone(),
            operation: entry.operation.clone(),
            return_reason: of_part(|part| &part.return_reason).or_else(|| entry.return_reason.clone()),
        }
    }
}

/// The lines of a statement that are kept, and how many are not. A batched entry whose parts say their own amounts, and
/// sum to it, is kept as its parts: each has its own payer.
fn lines(statement: &Statement) -> (Vec<Line<'_>>, u32) {
    let mut kept = Vec::new();
    let mut left_out = u32::try_from(statement.left_out.len()).unwrap_or(u32::MAX);
    for entry in &statement.entries {
        let currency = statement.currency_of(entry);
        let in_euros = currency.is_empty() || currency == "EUR";
        let (Some(day), Ok(amount), true) =
            (entry.booked_on, Cents::exact(entry.amount), in_euros && !entry.not_booked)
        else {
            left_out = left_out.saturating_add(1);
            continue;
        };
        let line = |amount, part| Line { day, value_date: entry.value_date, amount, entry, part };
        let parts: Option<Vec<Cents>> =
            entry.details.iter().map(|part| part.amount.and_then(|amount| Cents::exact(amount).ok())).collect();
        match parts {
            Some(parts) if parts.len() > 1 && parts.iter().copied().sum::<Cents>() == amount => {
                kept.extend(parts.into_iter().zip(&entry.details).map(|(amount, part)| line(amount, Some(part))));
            }
            _ => kept.push(line(amount, entry.details.first().filter(|_| entry.details.len() == 1))),
        }
    }
    (kept, left_out)
}

/// Words of a line reduced to what two files of one bank would both say.
fn words(text: &[String]) -> String {
    name_key(&text.join(" "))
}

/// The lines that are not among those known: a line is known when the same account has one of that day and amount with
/// the same words, or from a file of another format, whose words differ for every line. Each known line answers one.
fn not_known<'l, 's>(lines: &'l [Line<'s>], known: Vec<KnownEntry>, format: &str) -> Vec<&'l Line<'s>> {
    let mut by_place: HashMap<(NaiveDate, Cents), Vec<KnownEntry>> = HashMap::new();
    for entry in known {
        by_place.entry((entry.day, entry.amount)).or_default().push(entry);
    }
    let mut answered = vec![false; lines.len()];
    // Same words first: what is left may then be the same line in other words.
    for other_words in [false, true] {
        for (line, answered) in lines.iter().zip(answered.iter_mut()).filter(|(_, answered)| !**answered) {
            let Some(there) = by_place.get_mut(&(line.day, line.amount)) else { continue };
            let own = words(line.text());
            let place = there.iter().position(|entry| match other_words {
                false => words(&entry.text) == own,
                true => entry.format != format,
            });
            if let Some(place) = place {
                there.swap_remove(place);
                *answered = true;
            }
        }
    }
    lines.iter().zip(answered).filter(|(_, answered)| !answered).map(|(line, _)| line).collect()
}

fn balance(balance: Option<statement::Balance>) -> Option<BankBalance> {
    let balance = balance?;
    Some(BankBalance { day: balance.day, amount: Cents::exact(balance.amount).ok()? })
}

/// Reads a file of statements, whatever its format.
pub fn read_statements(bytes: &[u8]) -> Result<Reading<StatementFile>, Failure> {
    match kind_of(bytes) {
        FileKind::Statement => Ok(statement::read(bytes)?),
        FileKind::BankList => Ok(statement::list::read(bytes)?),
        _ => Err(Failure::Refused(Refusal::of_file(RefusalCode::NoStatement))),
    }
}

impl Desk {
    /// Keeps the lines of a file of statements that are not known yet, all or none. The same file again adds nothing.
    pub fn import_statements(&mut self, now: Now, path: &Path) -> Result<StatementsImported, Failure> {
        if self.business.is_none() {
            return Err(Failure::NoBusiness);
        }
        let bytes = crate::import::read(path)?;
        let reading = read_statements(&bytes)?;
        let name = crate::import::name_of(path);
        let digest = store::digest_of(&bytes);
        if self.store.import_of_digest(&digest)?.is_some_and(|known| !known.undone) {
            return Err(StoreError::AlreadyThere { what: "statement", id: name }.into());
        }
        let import = ImportId(now.mint());
        let format = serde_json::to_value(reading.value.format).ok();
        let format = format.as_ref().and_then(|code| code.as_str()).unwrap_or("list").to_owned();
        let mut kept = Vec::new();
        let (mut known_lines, mut left_out) = (0u32, 0u32);
        for statement in &reading.value.statements {
            let (statement, known, out) = self.kept_statement(now, import, &format, statement)?;
            known_lines = known_lines.saturating_add(known);
            left_out = left_out.saturating_add(out);
            kept.push(statement);
        }
        let recorded = kept.iter().map(|statement| statement.entries.len()).sum::<usize>();
        let recorded = u32::try_from(recorded).unwrap_or(u32::MAX);
        let statements = u32::try_from(kept.len()).unwrap_or(u32::MAX);
        let findings = u32::try_from(reading.findings.len()).unwrap_or(u32::MAX);
        self.write(now, |writing| {
            writing.put_original(&name, "application/octet-stream", &bytes)?;
            let imported = Event::FileImported {
                import,
                name: name.clone(),
                digest: digest.clone(),
                format: format.clone(),
                recorded,
                duplicates: known_lines,
                findings,
                replaced: Vec::new(),
                applied: Vec::new(),
            };
            let mut events = vec![imported];
            events
                .extend(kept.into_iter().map(|statement| Event::StatementImported { statement: Box::new(statement) }));
            for event in &events {
                writing.append(event)?;
            }
            Ok(events)
        })?;
        // A list seldom says whose account it is: it is then said which one it was taken for, and nothing is asked.
        let own = self.business.as_ref().is_some_and(|business| business.iban.is_some());
        let assumed = own && reading.value.statements.iter().any(|statement| statement.account.is_empty());
        let lines = self.lang.count(recorded.into());
        let mut sentence = match self.lang {
            Lang::Fr => {
                format!(
                    "{name}\u{a0}: {lines} {}.",
                    self.lang.plural(recorded.into(), "ligne nouvelle", "lignes nouvelles")
                )
            }
            Lang::En => format!("{name}: {lines} new {}.", self.lang.plural(recorded.into(), "line", "lines")),
        };
        let mut findings = reading.findings;
        if assumed {
            findings.retain(|finding| finding.code != FindingCode::NoAccount);
            sentence.push(' ');
            sentence.push_str(say(
                self.lang,
                "Le relevé ne nomme pas son compte\u{a0}: il est rattaché au compte où vos clients vous paient.",
                "The statement does not name its account: it is taken for the one your customers pay into.",
            ));
        }
        let change = Change { customers: Vec::new(), sentence, undo: Some(format!("import:{import}")) };
        Ok(StatementsImported { import, statements, recorded, known: known_lines, left_out, findings, change })
    }

    /// A statement as it will be kept, with how many of its lines are known and how many are left out.
    fn kept_statement(
        &self,
        now: Now,
        import: ImportId,
        format: &str,
        statement: &Statement,
    ) -> Result<(BankStatement, u32, u32), Failure> {
        let own = || self.business.as_ref().and_then(|business| business.iban.as_ref()).map(ToString::to_string);
        let named = if statement.account.is_empty() { own().unwrap_or_default() } else { statement.account.clone() };
        let account = account_key(&named);
        let (lines, left_out) = lines(statement);
        let days = || lines.iter().map(|line| line.day);
        let closing = balance(statement.closing);
        let opening = balance(statement.opening);
        let known = match (days().min(), days().max()) {
            (Some(first), Some(last)) => self.store.known_entries(&account, first, last)?,
            _ => Vec::new(),
        };
        let fresh = not_known(&lines, known, format);
        let known_count = u32::try_from(lines.len() - fresh.len()).unwrap_or(u32::MAX);
        let entries = fresh.into_iter().map(|line| line.kept(BankEntryId(now.mint()))).collect();
        let kept = BankStatement {
            id: StatementId(now.mint()),
            import,
            account,
            account_name: if statement.account_name.is_empty() { named } else { statement.account_name.clone() },
            format: format.to_owned(),
            number: statement.number.clone(),
            opening,
            closing,
            first_day: days().min().or(opening.and_then(|one| one.day)),
            last_day: days().max().max(closing.and_then(|one| one.day)),
            entries,
        };
        Ok((kept, known_count, left_out))
    }

    pub fn bank_entries(&self, state: BankEntryState) -> Result<Vec<BankEntryRow>, Failure> {
        Ok(self.store.bank_entries(state, 0, u64::MAX)?)
    }

    /// How far the bank has been seen: the account that was seen least far decides.
    pub fn bank_seen_until(&self) -> Result<Option<NaiveDate>, Failure> {
        Ok(self.store.accounts_seen()?.first().map(|account| account.until))
    }

    /// The owner recognises a customer's payment in a line: it pays the invoices named, each up to an amount where one is
    /// said, else the oldest due first. What is left stays free money of the customer.
    pub fn recognise(
        &mut self,
        now: Now,
        entry: BankEntryId,
        customer: CustomerId,
        parts: &[(InvoiceId, Option<Cents>)],
    ) -> Result<Change, Failure> {
        let row = self.store.bank_entry(entry)?.ok_or(Failure::NotFound { what: Thing::Payment })?;
        if !row.entry.amount.is_positive() {
            return Err(Failure::field("entry", FieldProblem::NotPositive));
        }
        let mut file = self.customer_file(customer)?;
        let allocations: Vec<Allocation> = self.spread(&file, row.entry.amount, parts, now)?;
        let id = PaymentId(now.mint());
        let payment = Payment {
            id,
            customer,
            received_on: row.entry.day,
            amount: row.entry.amount,
            means: if row.entry.cheque_number.is_some() { Means::Cheque } else { Means::Transfer },
            reference: row.entry.text.join(" "),
            note: String::new(),
            entry: Some(entry),
            import: None,
            allocations,
            withheld: Vec::new(),
            discounts: Vec::new(),
            indicated: false,
            cheque: None,
        };
        let mut events = vec![Event::PaymentReceived { payment: Box::new(payment.clone()) }];
        file.payments.push(payment);
        events.extend(self.no_longer_awaited(&file, now));
        let customers = self.record(now, events)?;
        let amount = self.lang.amount(row.entry.amount);
        let sentence = match self.lang {
            Lang::Fr => format!("{amount} reconnus comme un paiement de {}.", file.customer.name),
            Lang::En => format!("{amount} recognised as a payment of {}.", file.customer.name),
        };
        Ok(Change { customers, sentence, undo: Some(format!("payment:{id}")) })
    }

    /// The owner says that a line is no customer's payment.
    pub fn set_entry_aside(&mut self, now: Now, entry: BankEntryId, reason: String) -> Result<Change, Failure> {
        let aside = EntrySetAside { entry, day: now.today, reason };
        let customers = self.record(now, vec![Event::EntrySetAside { aside }])?;
        let sentence = say(self.lang, "Ligne mise de côté.", "Line set aside.").into();
        Ok(Change { customers, sentence, undo: Some(format!("entry:{entry}")) })
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    fn line(day: &str, cents: i64, text: &str) -> StatementEntry {
        StatementEntry {
            booked_on: Some(day.parse().unwrap()),
            amount: Decimal::new(cents, 2),
            remittance: vec![text.to_owned()],
            ..StatementEntry::default()
        }
    }

    fn known(day: &str, cents: i64, format: &str, text: &str) -> KnownEntry {
        KnownEntry {
            day: day.parse().unwrap(),
            amount: Cents(cents),
            format: format.to_owned(),
            text: vec![text.to_owned()],
        }
    }

    fn fresh(entries: Vec<StatementEntry>, there: Vec<KnownEntry>) -> Vec<String> {
        let statement = Statement { entries, ..Statement::default() };
        let (lines, _) = lines(&statement);
        not_known(&lines, there, "camt053").into_iter().map(|line| line.text().join(" ")).collect()
    }

    #[test]
    fn the_same_line_of_another_file_is_known_and_its_twin_is_not() {
        let twins = vec![line("2026-11-02", 10_000, "VIR DURAND"), line("2026-11-02", 10_000, "VIR Durand")];
        let one = vec![known("2026-11-02", 10_000, "camt053", "vir durand")];
        assert_eq!(fresh(twins.clone(), one), ["VIR Durand"]);
        // Another payment of that sum on that day, in a further file of the same format, is another payment.
        let other = vec![known("2026-11-02", 10_000, "camt053", "VIR MARTIN")];
        assert_eq!(fresh(twins.clone(), other).len(), 2);
        // A file of another format says the same line in other words.
        let csv = vec![known("2026-11-02", 10_000, "list", "VIREMENT RECU DE DURAND")];
        assert_eq!(fresh(twins, csv).len(), 1);
    }

    #[test]
    fn the_parts_of_a_batch_are_lines_of_their_own_where_they_add_up() {
        let part = |cents, name: &str| EntryDetail {
            amount: Some(Decimal::new(cents, 2)),
            counterparty: Party { name: name.to_owned(), account: String::new() },
            ..EntryDetail::default()
        };
        let mut batch = line("2026-11-02", 30_000, "REMISE");
        batch.details = vec![part(10_000, "Durand"), part(20_000, "Martin")];
        let statement = Statement { entries: vec![batch.clone()], ..Statement::default() };
        let (kept, left_out) = lines(&statement);
        let parties: Vec<&str> = kept.iter().map(|line| line.party().name.as_str()).collect();
        assert_eq!((parties, left_out), (vec!["Durand", "Martin"], 0));
        batch.details[1].amount = Some(Decimal::new(19_000, 2));
        let statement = Statement { entries: vec![batch], ..Statement::default() };
        assert_eq!(lines(&statement).0.len(), 1, "parts that do not add up do not replace the whole");
    }

    #[test]
    fn what_is_not_booked_not_in_euros_or_without_a_day_is_left_out() {
        let mut waiting = line("2026-11-02", 100, "EN COURS");
        waiting.not_booked = true;
        let mut dateless = line("2026-11-02", 100, "SANS DATE");
        dateless.booked_on = None;
        let statement = Statement {
            currency: "CHF".to_owned(),
            entries: vec![line("2026-11-02", 100, "FRANCS")],
            ..Statement::default()
        };
        assert_eq!(lines(&statement).1, 1);
        let statement = Statement { entries: vec![waiting, dateless], ..Statement::default() };
        assert_eq!((lines(&statement).0.len(), lines(&statement).1), (0, 2));
    }
}
