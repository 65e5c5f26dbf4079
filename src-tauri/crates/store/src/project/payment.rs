//! Money received and given back.

use domain::{Allocation, BankEntryId, Cents, ImportId, InvoiceId, PaidPart, Payment, PaymentId};
use rusqlite::{Connection, OptionalExtension, params};

use super::{Projector, Stamp, bank, bytes, changed, inserted, invoice, own_invoice_key};
use crate::cells::{day_text, opt_day_text};
use crate::code::Code;
use crate::error::StoreError;

/// What a part of a payment is, as the column `what` says it.
const PAID: &str = "paid";
const WITHHELD: &str = "withheld";
const DISCOUNT: &str = "discount";
const ACCESSORIES: &str = "accessories";

/// What of an invoice a part of money pays, as the column says it.
fn what(to: PaidPart) -> &'static str {
    match to {
        PaidPart::Principal => PAID,
        PaidPart::Accessories => ACCESSORIES,
    }
}

/// What takes back that a payment was seen in a line.
macro_rules! unseen {
    () => {
        "entry = NULL, line_day = NULL, seen_later = 0"
    };
}
pub(super) use unseen;

impl Projector {
    pub(super) fn receive_payment(
        &mut self,
        c: &Connection,
        stamp: Stamp<'_>,
        payment: &Payment,
    ) -> Result<(), StoreError> {
        let seq = stamp.seq;
        // Summed wide: parts of any size must not wrap around the check.
        let parts: i128 = payment
            .allocations
            .iter()
            .chain(&payment.accessories)
            .map(|allocation| i128::from(allocation.amount.0))
            .sum();
        if parts > i128::from(payment.amount.0) {
            return Err(StoreError::OverAllocated { what: "payment", id: payment.id.to_string() });
        }
        if let Some(entry) = payment.entry {
            bank::check_free(c, entry, payment.amount)?;
        }
        let customer = match payment.import {
            Some(_) => self.customer_back(c, stamp, payment.customer, true)?,
            None => self.customer_key(c, payment.customer)?,
        };
        let outcome = c
            .prepare_cached(
                "INSERT INTO payment (key, id, customer, received_on, amount_cents, means, reference, note, entry,
                    indicated, cheque_number, deposited_on, import, passed_on)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?
            .execute(params![
                seq,
                bytes(&payment.id.0),
                customer,
                day_text(payment.received_on)?,
                payment.amount.0,
                payment.means.code(),
                payment.reference,
                payment.note,
                payment.entry.as_ref().map(|entry| bytes(&entry.0)),
                payment.indicated,
                payment.cheque.as_ref().map(|cheque| &cheque.number),
                opt_day_text(payment.cheque.as_ref().and_then(|cheque| cheque.deposited_on))?,
                payment.import.as_ref().map(|import| bytes(&import.0)),
                opt_day_text(payment.passed_on)?,
            ]);
        inserted(outcome, "payment", payment.id)?;
        let kinds = [
            (PAID, &payment.allocations),
            (WITHHELD, &payment.withheld),
            (DISCOUNT, &payment.discounts),
            (ACCESSORIES, &payment.accessories),
        ];
        let parts = kinds.into_iter().flat_map(|(what, parts)| parts.iter().map(move |part| (what, part)));
        for (place, (what, part)) in (0i64..).zip(parts) {
            let key = own_invoice_key(c, part.invoice, customer)?;
            c.prepare_cached(
                "INSERT INTO payment_allocation (payment, place, invoice, amount_cents, what)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![seq, place, key, part.amount.0, what])?;
            invoice::refresh(c, key)?;
        }
        Ok(())
    }
}

/// A payment recorded before is this line of the bank.
pub(super) fn see(c: &Connection, seq: i64, id: PaymentId, entry: BankEntryId) -> Result<(), StoreError> {
    let amount: i64 = c
        .prepare_cached("SELECT amount_cents FROM payment WHERE id = ?1 AND reversed IS NULL AND entry IS NULL")?
        .query_row([bytes(&id.0)], |row| row.get(0))
        .optional()?
        .ok_or_else(|| StoreError::unknown("payment", id))?;
    bank::check_free(c, entry, Cents(amount))?;
    let day: String =
        c.prepare_cached("SELECT day FROM bank_entry WHERE id = ?1")?.query_row([bytes(&entry.0)], |row| row.get(0))?;
    // A cheque is never deposited before it came.
    let outcome = c
        .prepare_cached(
            "UPDATE payment SET entry = ?2, seen_later = ?4, line_day = iif(cheque_number IS NULL, NULL, max(?3, received_on))
             WHERE id = ?1",
        )?
        .execute(params![bytes(&id.0), bytes(&entry.0), day, seq]);
    changed(outcome, "payment", id)
}

/// The line was no such payment: it is as it was recorded.
pub(super) fn unsee(c: &Connection, id: PaymentId) -> Result<(), StoreError> {
    let outcome = c
        .prepare_cached(concat!("UPDATE payment SET ", unseen!(), " WHERE id = ?1 AND seen_later > 0"))?
        .execute([bytes(&id.0)]);
    changed(outcome, "payment", id)
}

/// A part of the payment goes to an invoice of the same customer.
pub(super) fn allocate(c: &Connection, id: PaymentId, allocation: &Allocation, to: PaidPart) -> Result<(), StoreError> {
    let (key, customer): (i64, i64) = c
        .prepare_cached("SELECT key, customer FROM payment WHERE id = ?1 AND reversed IS NULL")?
        .query_row([bytes(&id.0)], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .ok_or_else(|| StoreError::unknown("payment", id))?;
    let invoice = own_invoice_key(c, allocation.invoice, customer)?;
    c.prepare_cached(
        "INSERT INTO payment_allocation (payment, place, invoice, amount_cents, what)
         SELECT ?1, coalesce(max(place) + 1, 0), ?2, ?3, ?4 FROM payment_allocation WHERE payment = ?1",
    )?
    .execute(params![key, invoice, allocation.amount.0, what(to)])?;
    let within: bool = c
        .prepare_cached(
            "SELECT (SELECT sum(amount_cents) FROM payment_allocation
                WHERE payment = key AND what IN ('paid', 'accessories')) <= amount_cents
             FROM payment WHERE key = ?1",
        )?
        .query_row([key], |row| row.get(0))?;
    if !within {
        return Err(StoreError::OverAllocated { what: "payment", id: id.to_string() });
    }
    invoice::refresh(c, invoice)
}

/// What the payment gave to an invoice is free again: all of it, or the last part of an amount.
pub(super) fn release(
    c: &Connection,
    id: PaymentId,
    invoice: InvoiceId,
    amount: Option<Cents>,
    to: PaidPart,
) -> Result<(), StoreError> {
    let invoice_key = super::invoice_key(c, invoice)?;
    let gone = c
        .prepare_cached(
            "WITH given AS (SELECT a.place AS place, a.what AS what, a.amount_cents AS cents FROM payment_allocation a
                WHERE a.invoice = ?2 AND a.payment = (SELECT key FROM payment WHERE id = ?1))
             DELETE FROM payment_allocation WHERE payment = (SELECT key FROM payment WHERE id = ?1) AND place IN (
                SELECT place FROM given WHERE ?3 IS NULL
                UNION SELECT max(place) FROM given WHERE what = ?4 AND cents = ?3)",
        )?
        .execute(params![bytes(&id.0), invoice_key, amount.map(|amount| amount.0), what(to)]);
    changed(gone, "payment", id)?;
    invoice::refresh(c, invoice_key)
}

/// Its allocations stay in their table for the story, and no longer count.
pub(super) fn reverse(c: &Connection, id: PaymentId, entry: Option<BankEntryId>, seq: i64) -> Result<(), StoreError> {
    let key: i64 = c
        .prepare_cached(
            "UPDATE payment SET reversed = ?2, returned_in = ?3 WHERE id = ?1 AND reversed IS NULL RETURNING key",
        )?
        .query_row(params![bytes(&id.0), seq, entry.as_ref().map(|entry| bytes(&entry.0))], |row| row.get(0))
        .optional()?
        .ok_or_else(|| StoreError::unknown("payment", id))?;
    let invoices: Vec<i64> = c
        .prepare_cached("SELECT DISTINCT invoice FROM payment_allocation WHERE payment = ?1")?
        .query_map([key], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    invoices.into_iter().try_for_each(|invoice| invoice::refresh(c, invoice))
}

/// Takes the payments of an import out; what they paid is owed again.
pub(super) fn undo_import(c: &Connection, import: ImportId, seq: i64) -> Result<(), StoreError> {
    let owed: Vec<i64> = c
        .prepare_cached(
            "SELECT DISTINCT a.invoice FROM payment p JOIN payment_allocation a ON a.payment = p.key
             WHERE p.import = ?1 AND p.reversed IS NULL",
        )?
        .query_map([bytes(&import.0)], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    c.prepare_cached("UPDATE payment SET reversed = ?2 WHERE import = ?1 AND reversed IS NULL")?
        .execute(params![bytes(&import.0), seq])?;
    // Their lines explain nothing any more, nor do those that took one of them back.
    c.prepare_cached(concat!("UPDATE payment SET ", unseen!(), ", returned_in = NULL WHERE import = ?1"))?
        .execute([bytes(&import.0)])?;
    owed.into_iter().try_for_each(|key| invoice::refresh(c, key))
}

/// A payment that was reversed counts again. The line of the bank it was recognised in must still have room for it, and
/// neither that line nor the journal it came in was taken out.
pub(super) fn reinstate(c: &Connection, id: PaymentId) -> Result<(), StoreError> {
    let (key, amount, entry): (i64, i64, Option<Vec<u8>>) = c
        // The line of a payment that went back was never free.
        .prepare_cached(
            "SELECT key, amount_cents, iif(returned_in IS NULL, entry, NULL) FROM payment
             WHERE id = ?1 AND reversed IS NOT NULL
                AND (seen_later > 0 OR entry IS NULL
                    OR EXISTS (SELECT 1 FROM bank_entry e WHERE e.id = payment.entry AND e.withdrawn IS NULL))
                AND NOT EXISTS (SELECT 1 FROM import i WHERE i.id = payment.import AND i.undone IS NOT NULL)",
        )?
        .query_row([bytes(&id.0)], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?
        .ok_or_else(|| StoreError::unknown("payment", id))?;
    if let Some(entry) = entry.and_then(|entry| uuid::Uuid::from_slice(&entry).ok()) {
        bank::check_free(c, BankEntryId(entry), domain::Cents(amount))?;
    }
    c.prepare_cached("UPDATE payment SET reversed = NULL, returned_in = NULL WHERE key = ?1")?.execute([key])?;
    let invoices: Vec<i64> = c
        .prepare_cached("SELECT DISTINCT invoice FROM payment_allocation WHERE payment = ?1")?
        .query_map([key], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    invoices.into_iter().try_for_each(|invoice| invoice::refresh(c, invoice))
}
