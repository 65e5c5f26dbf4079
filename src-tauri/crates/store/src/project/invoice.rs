//! Invoices, their instalments and attachments, and credit notes set against them.

use domain::{Allocation, Attachment, Cents, CustomerId, Digest, Invoice, InvoiceId};
use rusqlite::{Connection, Statement, params};

use super::{Projector, Stamp, bytes, changed, inserted, invoice_key, own_invoice_key};
use crate::cells::{Day, day_text, digest_bytes, json_text, opt_day_text, opt_json_text};
use crate::code::Code;
use crate::error::StoreError;
use crate::fold::number_key;

const INSERT: &str = "INSERT INTO invoice (key, id, customer, kind, number, number_key, type_code, issue_date,
        delivery_date, received_on, payment_term, penalty_rate, net_total_cents, vat_total_cents, gross_total_cents,
        prepaid_cents, amount_due_cents, payment_reference, preceding_invoices, subject, order_reference, claim_nature,
        import, first_due, sort_due, open_cents, owed_cents, origin)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23,
        ?24, ?25, ?26, ?27, ?28)";

const UPDATE: &str = "UPDATE invoice SET customer = ?3, kind = ?4, number = ?5, number_key = ?6, type_code = ?7,
        issue_date = ?8, delivery_date = ?9, received_on = ?10, payment_term = ?11, penalty_rate = ?12,
        net_total_cents = ?13, vat_total_cents = ?14, gross_total_cents = ?15, prepaid_cents = ?16,
        amount_due_cents = ?17, payment_reference = ?18, preceding_invoices = ?19, subject = ?20, order_reference = ?21,
        claim_nature = ?22, import = ?23, first_due = ?24, sort_due = ?25, open_cents = ?26, owed_cents = ?27,
        origin = ?28
    WHERE key = ?1 AND id = ?2";

impl Projector {
    pub(super) fn record_invoice(
        &mut self,
        c: &Connection,
        stamp: Stamp<'_>,
        invoice: &Invoice,
    ) -> Result<(), StoreError> {
        let customer = self.customer_back(c, stamp, invoice.customer, invoice.import.is_some())?;
        let outcome = put(&mut *c.prepare_cached(INSERT)?, stamp.seq, customer, invoice)?;
        inserted(outcome, "invoice", invoice.id)?;
        parts(c, stamp.seq, customer, invoice)
    }

    /// The invoice as it is from now on. Attachments added since it was recorded are in the edited invoice, or gone.
    /// When the customer changes too, the entry belongs to both lines of time, and what the first one paid is its
    /// credit again.
    pub(super) fn edit_invoice(&mut self, c: &Connection, seq: i64, invoice: &Invoice) -> Result<(), StoreError> {
        let key = invoice_key(c, invoice.id)?;
        let customer = self.customer_key(c, invoice.customer)?;
        let before: i64 =
            c.prepare_cached("SELECT customer FROM invoice WHERE key = ?1")?.query_row([key], |row| row.get(0))?;
        if before != customer {
            // The entry that recorded it goes along with the invoice; the first customer keeps it too.
            for entry in [key, seq] {
                c.prepare_cached("INSERT OR IGNORE INTO journal_customer (customer, seq) VALUES (?1, ?2)")?
                    .execute([before, entry])?;
            }
            release(c, key)?;
        }
        put(&mut *c.prepare_cached(UPDATE)?, key, customer, invoice)??;
        let lowered = lowered_by(c, key)?;
        for table in ["DELETE FROM instalment WHERE invoice = ?1", "DELETE FROM attachment WHERE invoice = ?1"] {
            c.prepare_cached(table)?.execute([key])?;
        }
        c.prepare_cached("DELETE FROM credit_allocation WHERE note = ?1")?.execute([key])?;
        parts(c, key, customer, invoice)?;
        refresh(c, key)?;
        lowered.into_iter().try_for_each(|other| refresh(c, other))
    }

    /// The customer's key. A customer recorded at the same instant as something imported came with the import; one that
    /// was taken out with its import is back.
    pub(super) fn customer_back(
        &mut self,
        c: &Connection,
        stamp: Stamp<'_>,
        customer: CustomerId,
        imported: bool,
    ) -> Result<i64, StoreError> {
        let known = self.known(c, customer)?;
        let came = imported && known.recorded_at == stamp.at;
        if (came && !known.came_by_import) || known.withdrawn {
            known.came_by_import |= came;
            known.withdrawn = false;
            c.prepare_cached("UPDATE customer SET came_by_import = ?2, withdrawn = NULL WHERE key = ?1")?
                .execute(params![known.key, known.came_by_import])?;
        }
        Ok(known.key)
    }
}

fn put(
    statement: &mut Statement<'_>,
    key: i64,
    customer: i64,
    invoice: &Invoice,
) -> Result<rusqlite::Result<usize>, StoreError> {
    let issue_date = day_text(invoice.issue_date)?;
    let first_due = opt_day_text(invoice.ordinary().map(|instalment| instalment.due_date).min())?;
    let open = invoice.amount_due.max(Cents::ZERO);
    let sort_due: &Day = first_due.as_ref().unwrap_or(&issue_date);
    let preceding = match invoice.preceding_invoices.is_empty() {
        true => None,
        false => Some(json_text(&invoice.preceding_invoices)?),
    };
    Ok(statement.execute(params![
        key,
        bytes(&invoice.id.0),
        customer,
        invoice.kind.code(),
        invoice.number,
        number_key(&invoice.number),
        invoice.type_code,
        issue_date,
        opt_day_text(invoice.delivery_date)?,
        opt_day_text(invoice.received_on)?,
        opt_json_text(&invoice.payment_term)?,
        opt_json_text(&invoice.penalty_rate)?,
        invoice.net_total.map(|cents| cents.0),
        invoice.vat_total.map(|cents| cents.0),
        invoice.gross_total.0,
        invoice.prepaid.0,
        invoice.amount_due.0,
        invoice.payment_reference,
        preceding,
        invoice.subject,
        invoice.order_reference,
        invoice.claim_nature.code(),
        invoice.import.as_ref().map(|import| bytes(&import.0)),
        first_due,
        sort_due,
        open.0,
        if invoice.is_credit_note() { 0 } else { open.0 },
        invoice.origin.code(),
    ]))
}

/// Instalments, attachments and what a credit note lowers.
fn parts(c: &Connection, key: i64, customer: i64, invoice: &Invoice) -> Result<(), StoreError> {
    let one_for_all = matches!(&invoice.instalments[..], [one] if one.amount == invoice.amount_due && !one.retained);
    let instalments = if one_for_all { &[] } else { &invoice.instalments[..] };
    for (place, instalment) in (0i64..).zip(instalments) {
        c.prepare_cached(
            "INSERT INTO instalment (invoice, place, due_date, amount_cents, retained) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            key,
            place,
            day_text(instalment.due_date)?,
            instalment.amount.0,
            instalment.retained
        ])?;
    }
    for (place, attachment) in (0i64..).zip(&invoice.attachments) {
        put_attachment(c, key, place, attachment)?;
    }
    if !invoice.credits.is_empty() {
        for (place, allocation) in (0i64..).zip(&invoice.credits) {
            put_credit(c, key, customer, place, allocation)?;
        }
        check_credits(c, key, invoice.id)?;
        refresh(c, key)?;
    }
    Ok(())
}

fn put_attachment(c: &Connection, key: i64, place: i64, attachment: &Attachment) -> Result<(), StoreError> {
    c.prepare_cached("INSERT INTO attachment (invoice, place, digest, name, kind) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![key, place, digest_bytes(&attachment.digest), attachment.name, attachment.kind.code()])?;
    Ok(())
}

fn put_credit(c: &Connection, note: i64, customer: i64, place: i64, allocation: &Allocation) -> Result<(), StoreError> {
    let invoice = own_invoice_key(c, allocation.invoice, customer)?;
    c.prepare_cached("INSERT INTO credit_allocation (note, place, invoice, amount_cents) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![note, place, invoice, allocation.amount.0])?;
    refresh(c, invoice)
}

/// Only a credit note lowers invoices, and by no more than it has.
fn check_credits(c: &Connection, note: i64, id: InvoiceId) -> Result<(), StoreError> {
    let (is_note, within): (bool, bool) = c
        .prepare_cached(
            "SELECT kind = 'credit_note',
                coalesce((SELECT sum(amount_cents) FROM credit_allocation WHERE note = key), 0) <= amount_due_cents
             FROM invoice WHERE key = ?1",
        )?
        .query_row([note], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if !is_note {
        return Err(StoreError::unknown("credit note", id));
    }
    if within { Ok(()) } else { Err(StoreError::OverAllocated { what: "credit note", id: id.to_string() }) }
}

pub(super) fn attach(c: &Connection, invoice: InvoiceId, attachment: &Attachment) -> Result<(), StoreError> {
    let key = invoice_key(c, invoice)?;
    let place = next_place(c, "SELECT coalesce(max(place) + 1, 0) FROM attachment WHERE invoice = ?1", key)?;
    put_attachment(c, key, place, attachment)
}

pub(super) fn detach(c: &Connection, invoice: InvoiceId, digest: &Digest) -> Result<(), StoreError> {
    let key = invoice_key(c, invoice)?;
    let gone = c
        .prepare_cached("DELETE FROM attachment WHERE invoice = ?1 AND digest = ?2")?
        .execute(params![key, digest_bytes(digest)]);
    changed(gone, "attachment", digest)
}

pub(super) fn credit(c: &Connection, note: InvoiceId, allocation: &Allocation) -> Result<(), StoreError> {
    let key = invoice_key(c, note)?;
    let place = next_place(c, "SELECT coalesce(max(place) + 1, 0) FROM credit_allocation WHERE note = ?1", key)?;
    let customer =
        c.prepare_cached("SELECT customer FROM invoice WHERE key = ?1")?.query_row([key], |row| row.get(0))?;
    put_credit(c, key, customer, place, allocation)?;
    check_credits(c, key, note)?;
    refresh(c, key)
}

/// What the note gave to an invoice is free again: all of it, or the last part of an amount.
pub(super) fn release_credit(
    c: &Connection,
    note: InvoiceId,
    invoice: InvoiceId,
    amount: Option<Cents>,
) -> Result<(), StoreError> {
    let (note_key, key) = (invoice_key(c, note)?, invoice_key(c, invoice)?);
    let gone = c
        .prepare_cached(
            "DELETE FROM credit_allocation WHERE note = ?1 AND invoice = ?2 AND (?3 IS NULL OR place =
                (SELECT max(place) FROM credit_allocation WHERE note = ?1 AND invoice = ?2 AND amount_cents = ?3))",
        )?
        .execute(params![note_key, key, amount.map(|amount| amount.0)]);
    changed(gone, "credit note", note)?;
    refresh(c, key)?;
    refresh(c, note_key)
}

fn next_place(c: &Connection, sql: &str, key: i64) -> Result<i64, StoreError> {
    Ok(c.prepare_cached(sql)?.query_row([key], |row| row.get(0))?)
}

/// The invoices that a credit note lowers.
fn lowered_by(c: &Connection, note: i64) -> Result<Vec<i64>, StoreError> {
    let mut statement = c.prepare_cached("SELECT DISTINCT invoice FROM credit_allocation WHERE note = ?1")?;
    Ok(statement.query_map([note], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Takes an invoice out. What was given to it by payments and credit notes is the customer's credit again.
pub(super) fn withdraw(c: &Connection, key: i64, seq: i64) -> Result<(), StoreError> {
    c.prepare_cached("UPDATE invoice SET withdrawn = ?2 WHERE key = ?1")?.execute([key, seq])?;
    release(c, key)
}

/// Parts an invoice from everything that lowered it, and a credit note from everything that it lowered.
fn release(c: &Connection, key: i64) -> Result<(), StoreError> {
    let lowered = lowered_by(c, key)?;
    let notes: Vec<i64> = c
        .prepare_cached("SELECT DISTINCT note FROM credit_allocation WHERE invoice = ?1")?
        .query_map([key], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for table in [
        "DELETE FROM payment_allocation WHERE invoice = ?1",
        "DELETE FROM credit_allocation WHERE invoice = ?1 OR note = ?1",
    ] {
        c.prepare_cached(table)?.execute([key])?;
    }
    notes.into_iter().chain(lowered).chain([key]).try_for_each(|other| refresh(c, other))
}

/// Counts again what an invoice still owes, or what a credit note still has to give.
pub(super) fn refresh(c: &Connection, key: i64) -> Result<(), StoreError> {
    c.prepare_cached(
        "UPDATE invoice SET (credited_cents, paid_cents, withheld_cents, discounted_cents, open_cents, owed_cents) = (
            SELECT credited, paid, withheld, discounted, open,
                CASE WHEN kind = 'invoice' AND withdrawn IS NULL AND written_off IS NULL AND ceded IS NULL
                    THEN open ELSE 0 END
            FROM (SELECT *, max(0, amount_due_cents -
                CASE kind WHEN 'credit_note' THEN given ELSE credited + paid + withheld + discounted END) AS open
            FROM (SELECT
                coalesce((SELECT sum(amount_cents) FROM credit_allocation WHERE invoice = ?1), 0) AS credited,
                coalesce((SELECT sum(amount_cents) FROM credit_allocation WHERE note = ?1), 0) AS given,
                coalesce(sum(a.amount_cents) FILTER (WHERE a.what = 'paid'), 0) AS paid,
                coalesce(sum(a.amount_cents) FILTER (WHERE a.what = 'withheld'), 0) AS withheld,
                coalesce(sum(a.amount_cents) FILTER (WHERE a.what = 'discount'), 0) AS discounted
                FROM payment_allocation a JOIN payment p ON p.key = a.payment
                WHERE a.invoice = ?1 AND p.reversed IS NULL)))
         WHERE key = ?1",
    )?
    .execute([key])?;
    Ok(())
}
