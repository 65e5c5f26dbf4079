//! Files of bank statements on their way in: which of their lines are new, and how they are kept.

use std::collections::HashMap;
use std::path::Path;

use chrono::NaiveDate;
use domain::{
    BankBalance, BankEntry, BankEntryId, BankStatement, Cents, Event, ImportId, Lang, StatementId, account_key,
};
use intake::statement::{self, EntryDetail, Party, Statement, StatementEntry, StatementFile};
use intake::{FileKind, Finding, FindingCode, Reading, Refusal, RefusalCode, kind_of};
use store::{KnownEntry, Reader, StoreError, Writing, name_key};

use crate::desk::{Change, Desk, Now};
use crate::failure::Failure;
use crate::import::Standing;
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

/// The statements of a file as they would be kept.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Keeping {
    /// With the lines that no earlier file had.
    pub statements: Vec<BankStatement>,
    /// Lines that an earlier file had.
    pub known: u32,
    /// Lines that are not kept.
    pub left_out: u32,
}

impl Keeping {
    pub fn entries(&self) -> impl Iterator<Item = &BankEntry> {
        self.statements.iter().flat_map(|statement| &statement.entries)
    }

    pub fn recorded(&self) -> u32 {
        small(self.entries().count())
    }

    /// Writes the statements after the entry of their import.
    pub fn write(self, writing: &mut Writing<'_>) -> Result<Vec<Event>, Failure> {
        let mut events = Vec::with_capacity(self.statements.len());
        for statement in self.statements {
            let event = Event::StatementImported { statement: Box::new(statement) };
            writing.append(&event)?;
            events.push(event);
        }
        Ok(events)
    }
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The code of a format of statements, as it is stored.
pub(crate) fn format_code(file: &StatementFile) -> String {
    let format = serde_json::to_value(file.format).ok();
    format.as_ref().and_then(|code| code.as_str()).unwrap_or("list").to_owned()
}

/// Which statements of a file would be kept, and with which lines. `own` is the account that a statement without one is
/// taken for.
pub(crate) fn keeping(
    reader: &Reader,
    now: Now,
    import: ImportId,
    file: &StatementFile,
    own: &str,
) -> Result<Keeping, Failure> {
    let format = format_code(file);
    let mut keeping = Keeping::default();
    for statement in &file.statements {
        let (kept, known, left_out) = kept_statement(reader, now, import, &format, statement, own)?;
        keeping.statements.push(kept);
        keeping.known = keeping.known.saturating_add(known);
        keeping.left_out = keeping.left_out.saturating_add(left_out);
    }
    Ok(keeping)
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

/// A statement as it will be kept, with how many of its lines are known and how many are left out.
fn kept_statement(
    reader: &Reader,
    now: Now,
    import: ImportId,
    format: &str,
    statement: &Statement,
    own: &str,
) -> Result<(BankStatement, u32, u32), Failure> {
    let (named, account) = account_of(statement, own);
    let (lines, left_out) = lines(statement);
    let days = || lines.iter().map(|line| line.day);
    let closing = balance(statement.closing);
    let opening = balance(statement.opening);
    let fresh = fresh(reader, &account, &lines, format)?;
    let known_count = small(lines.len() - fresh.len());
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

/// The account of a statement as it is written and under one name. OFX gives bank and branch beside the number: together
/// they are the account that other formats name.
fn account_of(statement: &Statement, own: &str) -> (String, String) {
    let Statement { account, bank, branch, .. } = statement;
    let named = if account.is_empty() { own } else { account };
    let is_french = (bank.len(), branch.len(), account.len()) == (5, 5, 11);
    let key = if is_french { account_key(&format!("{bank}{branch}{account}")) } else { account_key(named) };
    (named.to_owned(), key)
}

/// The lines that no earlier file of the account had.
fn fresh<'l, 's>(
    reader: &Reader,
    account: &str,
    lines: &'l [Line<'s>],
    format: &str,
) -> Result<Vec<&'l Line<'s>>, Failure> {
    let days = || lines.iter().map(|line| line.day);
    let known = match (days().min(), days().max()) {
        (Some(first), Some(last)) => reader.known_entries(account, first, last)?,
        _ => Vec::new(),
    };
    Ok(not_known(lines, known, format))
}

/// How the lines of a file stand against those that are kept, and whether keeping it adds anything: lines, or days up
/// to which an account has been seen.
pub(crate) fn standing(reader: &Reader, file: &StatementFile, own: &str) -> Result<(Standing, bool), Failure> {
    let format = format_code(file);
    let seen = reader.accounts_seen()?;
    let (mut standing, mut later) = (Standing::default(), false);
    for statement in &file.statements {
        let (named, account) = account_of(statement, own);
        let (lines, left_out) = lines(statement);
        let new = fresh(reader, &account, &lines, &format)?;
        let known = small(lines.len() - new.len());
        standing.recorded = standing.recorded.saturating_add(small(new.len()));
        let credits = new.iter().filter(|line| line.amount.is_positive()).count();
        standing.credits = standing.credits.saturating_add(small(credits));
        standing.known = standing.known.saturating_add(known);
        standing.left_out = standing.left_out.saturating_add(left_out);
        standing.account_assumed |= statement.account.is_empty() && !own.is_empty();
        let name = if statement.account_name.is_empty() { named } else { statement.account_name.clone() };
        if !name.is_empty() && !standing.accounts.contains(&name) {
            standing.accounts.push(name);
        }
        let days = || lines.iter().map(|line| line.day);
        let first = days().min().or(statement.opening.and_then(|one| one.day));
        let last = days().max().max(statement.closing.and_then(|one| one.day));
        standing.first_day = standing.first_day.into_iter().chain(first).min();
        standing.last_day = standing.last_day.max(last);
        let until = seen.iter().find(|known| known.account == account).map(|known| known.until);
        later |= last.is_some_and(|day| until.is_none_or(|until| day > until));
    }
    let adds = standing.recorded > 0 || later;
    Ok((standing, adds))
}

/// Reads a file of statements, whatever its format.
pub fn read_statements(bytes: &[u8]) -> Result<Reading<StatementFile>, Failure> {
    match kind_of(bytes) {
        FileKind::Statement => Ok(statement::read(bytes)?),
        FileKind::BankList => Ok(statement::list::read(bytes)?),
        _ => Err(Failure::Refused(Refusal::of_file(RefusalCode::NoStatement))),
    }
}

/// A list seldom says whose account it is: it is then said which one it was taken for, and nothing is asked.
pub(crate) fn assumed_account(lang: Lang) -> &'static str {
    say(
        lang,
        "Le relevé ne nomme pas son compte\u{a0}: il est rattaché au compte où vos clients vous paient.",
        "The statement does not name its account: it is taken for the one your customers pay into.",
    )
}

/// "24 lignes nouvelles".
pub(crate) fn new_lines(lang: Lang, count: u32) -> String {
    let count = u64::from(count);
    match lang {
        Lang::Fr => format!("{} {}", lang.count(count), lang.plural(count, "ligne nouvelle", "lignes nouvelles")),
        Lang::En => format!("{} new {}", lang.count(count), lang.plural(count, "line", "lines")),
    }
}

impl Desk {
    /// The account into which customers pay, for a statement that names none; empty when there is none.
    pub(crate) fn own_account(&self) -> String {
        let own = self.business.as_ref().and_then(|business| business.iban.as_ref());
        own.map(ToString::to_string).unwrap_or_default()
    }

    /// Whether a statement of the file is taken for the account of the business.
    pub(crate) fn assumes_account(&self, file: &StatementFile) -> bool {
        !self.own_account().is_empty() && file.statements.iter().any(|statement| statement.account.is_empty())
    }

    /// Keeps the lines of a file of statements that are not known yet, all or none. The same file again adds nothing.
    pub fn import_statements(&mut self, now: Now, path: &Path) -> Result<StatementsImported, Failure> {
        self.business_or_failure()?;
        let bytes = crate::import::read(path)?;
        let reading = read_statements(&bytes)?;
        let name = crate::import::name_of(path);
        let digest = store::digest_of(&bytes);
        if self.store.import_of_digest(&digest)?.is_some_and(|known| !known.undone) {
            return Err(StoreError::AlreadyThere { what: "statement", id: name }.into());
        }
        let import = ImportId(now.mint());
        let keeping = keeping(&self.store, now, import, &reading.value, &self.own_account())?;
        let (recorded, known, left_out) = (keeping.recorded(), keeping.known, keeping.left_out);
        let statements = small(keeping.statements.len());
        let imported = Event::FileImported {
            import,
            name: name.clone(),
            digest,
            format: format_code(&reading.value),
            recorded,
            duplicates: known,
            findings: small(reading.findings.len()),
            replaced: Vec::new(),
            applied: Vec::new(),
        };
        self.write(now, |writing| {
            writing.put_original(&name, "application/octet-stream", &bytes)?;
            writing.append(&imported)?;
            let mut events = vec![imported];
            events.extend(keeping.write(writing)?);
            Ok(events)
        })?;
        let mut sentence = format!("{name}{} {}.", say(self.lang, "\u{a0}:", ":"), new_lines(self.lang, recorded));
        let mut findings = reading.findings;
        if self.assumes_account(&reading.value) {
            findings.retain(|finding| finding.code != FindingCode::NoAccount);
            sentence.push(' ');
            sentence.push_str(assumed_account(self.lang));
        }
        let change = Change { customers: Vec::new(), sentence, undo: Some(format!("import:{import}")) };
        Ok(StatementsImported { import, statements, recorded, known, left_out, findings, change })
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
