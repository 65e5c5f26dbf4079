//! Invoices given to a factor or a bank, cheques on their way to the bank, money passed on, and the order of payments.

use chrono::NaiveDate;
use domain::{Cession, InvoiceId, OrderChosen, PaymentId};
use rusqlite::{Connection, params};

use super::{Projector, bytes, changed, invoice, invoice_key};
use crate::cells::{day_text, opt_day_text};
use crate::code::Code;
use crate::error::StoreError;

/// The invoice is owed to another from now on: refused while it is already.
pub(super) fn cede(c: &Connection, seq: i64, cession: &Cession) -> Result<(), StoreError> {
    let key = invoice_key(c, cession.invoice)?;
    let ceded: bool =
        c.prepare_cached("SELECT ceded IS NOT NULL FROM invoice WHERE key = ?1")?.query_row([key], |row| row.get(0))?;
    if ceded {
        return Err(StoreError::AlreadyThere { what: "cession", id: cession.invoice.to_string() });
    }
    let (returned_on, why) = match &cession.returned {
        Some((day, why)) => (Some(day_text(*day)?), Some(why)),
        None => (None, None),
    };
    c.prepare_cached(
        "INSERT INTO cession (key, invoice, cessionary, day, recourse, returned_on, returned_why)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![seq, key, cession.to, day_text(cession.day)?, cession.with_recourse, returned_on, why])?;
    follow(c, key)
}

pub(super) fn end(c: &Connection, invoice: InvoiceId, day: NaiveDate, reason: &str) -> Result<(), StoreError> {
    let key = invoice_key(c, invoice)?;
    let outcome = c
        .prepare_cached(
            "UPDATE cession SET returned_on = ?2, returned_why = ?3 WHERE invoice = ?1 AND returned_on IS NULL",
        )?
        .execute(params![key, day_text(day)?, reason]);
    changed(outcome, "cession of invoice", invoice)?;
    follow(c, key)
}

/// As if the last one had never come back.
pub(super) fn resume(c: &Connection, invoice: InvoiceId) -> Result<(), StoreError> {
    let key = invoice_key(c, invoice)?;
    let outcome = c
        .prepare_cached(
            "UPDATE cession SET returned_on = NULL, returned_why = NULL WHERE returned_on IS NOT NULL
                AND key = (SELECT max(key) FROM cession WHERE invoice = ?1)",
        )?
        .execute([key]);
    changed(outcome, "cession of invoice", invoice)?;
    follow(c, key)
}

/// As if the last one had never been.
pub(super) fn withdraw(c: &Connection, invoice: InvoiceId) -> Result<(), StoreError> {
    let key = invoice_key(c, invoice)?;
    let outcome = c
        .prepare_cached("DELETE FROM cession WHERE key = (SELECT max(key) FROM cession WHERE invoice = ?1)")?
        .execute([key]);
    changed(outcome, "cession of invoice", invoice)?;
    follow(c, key)
}

/// The column of the invoice after its cessions.
fn follow(c: &Connection, key: i64) -> Result<(), StoreError> {
    c.prepare_cached(
        "UPDATE invoice SET ceded =
            (SELECT day FROM cession WHERE invoice = ?1 AND returned_on IS NULL ORDER BY key DESC LIMIT 1)
         WHERE key = ?1",
    )?
    .execute([key])?;
    invoice::refresh(c, key)
}

/// Sets a day of a payment that was not reversed.
fn set_day(c: &Connection, sql: &str, id: PaymentId, day: Option<NaiveDate>) -> Result<(), StoreError> {
    let outcome = c.prepare_cached(sql)?.execute(params![bytes(&id.0), opt_day_text(day)?]);
    changed(outcome, "payment", id)
}

pub(super) fn deposit(c: &Connection, id: PaymentId, day: Option<NaiveDate>) -> Result<(), StoreError> {
    let sql = "UPDATE payment SET deposited_on = nullif(?2, line_day)
        WHERE id = ?1 AND reversed IS NULL AND cheque_number IS NOT NULL";
    set_day(c, sql, id, day)
}

pub(super) fn pass_on(c: &Connection, id: PaymentId, day: Option<NaiveDate>) -> Result<(), StoreError> {
    set_day(c, "UPDATE payment SET passed_on = ?2 WHERE id = ?1 AND reversed IS NULL", id, day)
}

impl Projector {
    pub(super) fn choose_order(&mut self, c: &Connection, chosen: &OrderChosen) -> Result<(), StoreError> {
        let customer = self.customer_key(c, chosen.customer)?;
        c.prepare_cached(
            "INSERT OR REPLACE INTO payment_order (customer, payment_order, reason, day) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![customer, chosen.order.code(), chosen.reason, day_text(chosen.day)?])?;
        Ok(())
    }
}
