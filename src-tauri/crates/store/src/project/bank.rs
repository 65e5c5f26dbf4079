//! Statements of bank accounts and their lines.

use domain::{BankEntry, BankEntryId, BankStatement, Cents, EntrySetAside, ImportId};
use rusqlite::{Connection, OptionalExtension, params};

use super::payment::unseen;
use super::{bytes, changed, inserted, invoice};
use crate::cells::{day_text, json_text, opt_day_text};
use crate::error::StoreError;

pub(super) fn record(c: &Connection, seq: i64, statement: &BankStatement) -> Result<(), StoreError> {
    let (opening, closing) = (statement.opening.as_ref(), statement.closing.as_ref());
    let outcome = c
        .prepare_cached(
            "INSERT INTO bank_statement (key, id, import, account, account_name, format, number, opening_day,
                opening_cents, closing_day, closing_cents, first_day, last_day)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute(params![
            seq,
            bytes(&statement.id.0),
            bytes(&statement.import.0),
            statement.account,
            statement.account_name,
            statement.format,
            statement.number,
            opt_day_text(opening.and_then(|balance| balance.day))?,
            opening.map(|balance| balance.amount.0),
            opt_day_text(closing.and_then(|balance| balance.day))?,
            closing.map(|balance| balance.amount.0),
            opt_day_text(statement.first_day)?,
            opt_day_text(statement.last_day)?,
        ]);
    inserted(outcome, "bank statement", statement.id)?;
    statement.entries.iter().try_for_each(|entry| put(c, seq, &statement.account, entry))
}

fn put(c: &Connection, statement: i64, account: &str, entry: &BankEntry) -> Result<(), StoreError> {
    let outcome = c
        .prepare_cached(
            "INSERT INTO bank_entry (id, statement, account, day, value_date, amount_cents, text, payer_name,
                payer_account, creditor_reference, end_to_end_id, bank_reference, cheque_number, operation,
                return_reason)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?
        .execute(params![
            bytes(&entry.id.0),
            statement,
            account,
            day_text(entry.day)?,
            opt_day_text(entry.value_date)?,
            entry.amount.0,
            json_text(&entry.text)?,
            entry.payer_name,
            entry.payer_account,
            entry.creditor_reference,
            entry.end_to_end_id,
            entry.bank_reference,
            entry.cheque_number,
            entry.operation,
            entry.return_reason,
        ]);
    inserted(outcome, "bank entry", entry.id)
}

pub(super) fn set_aside(c: &Connection, aside: &EntrySetAside) -> Result<(), StoreError> {
    let outcome = c
        .prepare_cached("UPDATE bank_entry SET aside_on = ?2, aside_reason = ?3 WHERE id = ?1 AND withdrawn IS NULL")?
        .execute(params![bytes(&aside.entry.0), day_text(aside.day)?, aside.reason]);
    changed(outcome, "bank entry", aside.entry)
}

pub(super) fn take_up(c: &Connection, entry: BankEntryId) -> Result<(), StoreError> {
    let outcome = c
        .prepare_cached("UPDATE bank_entry SET aside_on = NULL, aside_reason = NULL WHERE id = ?1")?
        .execute([bytes(&entry.0)]);
    changed(outcome, "bank entry", entry)
}

/// A payment is recognised only in a line that is there and has room for it: a deposit of cheques may hold those of
/// several customers, and what is recognised in it never exceeds it.
pub(super) fn check_free(c: &Connection, entry: BankEntryId, amount: Cents) -> Result<(), StoreError> {
    let room: i64 = c
        .prepare_cached(
            "SELECT amount_cents - (SELECT coalesce(sum(amount_cents), 0) FROM payment
                WHERE entry = ?1 AND (reversed IS NULL OR returned_in IS NOT NULL))
             FROM bank_entry WHERE id = ?1 AND withdrawn IS NULL",
        )?
        .query_row([bytes(&entry.0)], |row| row.get(0))
        .optional()?
        .ok_or_else(|| StoreError::unknown("bank entry", entry))?;
    if amount.0 > room {
        Err(StoreError::AlreadyThere { what: "payment of a bank entry", id: entry.to_string() })
    } else {
        Ok(())
    }
}

/// Takes the statements of an import out, with the payments that were recognised in their lines. Those that had been
/// recorded before stay as they were.
pub(super) fn undo_import(c: &Connection, import: ImportId, seq: i64) -> Result<(), StoreError> {
    let owed: Vec<i64> = c
        .prepare_cached(
            "SELECT DISTINCT a.invoice FROM bank_statement s JOIN bank_entry e ON e.statement = s.key
             JOIN payment p ON p.entry = e.id AND p.reversed IS NULL AND p.seen_later = 0
             JOIN payment_allocation a ON a.payment = p.key WHERE s.import = ?1",
        )?
        .query_map([bytes(&import.0)], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    c.prepare_cached(concat!(
        "UPDATE payment SET ",
        unseen!(),
        " WHERE seen_later > 0 AND entry IN (SELECT e.id FROM bank_statement s
            JOIN bank_entry e ON e.statement = s.key WHERE s.import = ?1)"
    ))?
    .execute([bytes(&import.0)])?;
    // A payment that came here and went back by a line that stays: it is gone, and that line waits for another.
    c.prepare_cached(
        "UPDATE payment SET returned_in = NULL WHERE returned_in IS NOT NULL AND entry IN (SELECT e.id FROM bank_statement s
            JOIN bank_entry e ON e.statement = s.key WHERE s.import = ?1)",
    )?
    .execute([bytes(&import.0)])?;
    for sql in [
        "UPDATE payment SET reversed = ?2 WHERE reversed IS NULL AND entry IN (SELECT e.id FROM bank_statement s
            JOIN bank_entry e ON e.statement = s.key WHERE s.import = ?1)",
        "UPDATE bank_entry SET withdrawn = ?2 WHERE statement IN (SELECT key FROM bank_statement WHERE import = ?1)",
        "UPDATE bank_statement SET withdrawn = ?2 WHERE import = ?1",
    ] {
        c.prepare_cached(sql)?.execute(params![bytes(&import.0), seq])?;
    }
    owed.into_iter().try_for_each(|key| invoice::refresh(c, key))
}
