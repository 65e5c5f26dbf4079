//! What silences a reminder, and what the owner decided.

use chrono::NaiveDate;
use domain::{
    Choice, CustomerId, Dispute, DisputeAnswer, DisputeId, HandOver, HoldRef, Insolvency, InvoiceId, Pause, PauseId,
    PauseScope, PaymentClaim, Promise, Skip, Snooze, StepKey, WriteOff,
};
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{Projector, bytes, changed, inserted, invoice_key};
use crate::cells::{day_text, json_text, opt_day_text};
use crate::code::Code;
use crate::error::StoreError;

impl Projector {
    pub(super) fn make_promise(&mut self, c: &Connection, seq: i64, promise: &Promise) -> Result<(), StoreError> {
        let customer = self.customer_key(c, promise.customer)?;
        let (closed_on, closed_how) = closed(&promise.closed)?;
        let outcome = c
            .prepare_cached(
                "INSERT INTO promise (key, id, customer, invoices, amount_cents, due_on, made_on, made_by, channel,
                    closed_on, closed_how, closed_as)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute(params![
                seq,
                bytes(&promise.id.0),
                customer,
                json_text(&promise.invoices)?,
                promise.amount.0,
                day_text(promise.due_on)?,
                day_text(promise.made_on)?,
                promise.made_by,
                promise.channel.code(),
                closed_on,
                closed_how,
                promise.closed_as.map(Code::code),
            ]);
        inserted(outcome, "promise", promise.id)
    }

    pub(super) fn open_dispute(&mut self, c: &Connection, seq: i64, dispute: &Dispute) -> Result<(), StoreError> {
        let customer = self.customer_key(c, dispute.customer)?;
        let invoice = invoice_key(c, dispute.invoice)?;
        let (closed_on, closed_how) = closed(&dispute.closed)?;
        let outcome = c
            .prepare_cached(
                "INSERT INTO dispute (key, id, customer, invoice, amount_cents, reason, opened_on, note, answer_due,
                    closed_on, closed_how, task, answered_on, answer, closed_as)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            )?
            .execute(params![
                seq,
                bytes(&dispute.id.0),
                customer,
                invoice,
                dispute.amount.map(|cents| cents.0),
                dispute.reason.code(),
                day_text(dispute.opened_on)?,
                dispute.note,
                opt_day_text(dispute.answer_due)?,
                closed_on,
                closed_how,
                dispute.task,
                opt_day_text(dispute.answer.as_ref().map(|answer| answer.day))?,
                dispute.answer.as_ref().map(|answer| &answer.text),
                dispute.closed_as.map(Code::code),
            ]);
        inserted(outcome, "dispute", dispute.id)
    }

    pub(super) fn claim_payment(&mut self, c: &Connection, seq: i64, claim: &PaymentClaim) -> Result<(), StoreError> {
        let customer = self.customer_key(c, claim.customer)?;
        let (closed_on, closed_how) = closed(&claim.closed)?;
        let outcome = c
            .prepare_cached(
                "INSERT INTO payment_claim (key, id, customer, invoices, said_on, note, closed_on, closed_how)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                seq,
                bytes(&claim.id.0),
                customer,
                json_text(&claim.invoices)?,
                day_text(claim.said_on)?,
                claim.note,
                closed_on,
                closed_how,
            ]);
        inserted(outcome, "payment claim", claim.id)
    }

    pub(super) fn pause(&mut self, c: &Connection, seq: i64, pause: &Pause) -> Result<(), StoreError> {
        let (scope, customer, invoice) = match pause.scope {
            PauseScope::Everything => ("everything", None, None),
            PauseScope::Customer(id) => ("customer", Some(self.customer_key(c, id)?), None),
            PauseScope::Invoice(id) => {
                let invoice = invoice_key(c, id)?;
                let customer: i64 = c
                    .prepare_cached("SELECT customer FROM invoice WHERE key = ?1")?
                    .query_row([invoice], |row| row.get(0))?;
                ("invoice", Some(customer), Some(invoice))
            }
        };
        let outcome = c
            .prepare_cached(
                "INSERT INTO pause (key, id, scope, customer, invoice, reason, from_day, until_day, ended_on)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                seq,
                bytes(&pause.id.0),
                scope,
                customer,
                invoice,
                pause.reason,
                day_text(pause.from)?,
                opt_day_text(pause.until)?,
                opt_day_text(pause.ended_on)?,
            ]);
        inserted(outcome, "pause", pause.id)
    }

    pub(super) fn snooze(&mut self, c: &Connection, seq: i64, snooze: &Snooze) -> Result<(), StoreError> {
        let customer = self.customer_key(c, snooze.customer)?;
        c.prepare_cached(
            "INSERT OR REPLACE INTO snooze (customer, step, seq, until_day, set_on) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            customer,
            Code::code(snooze.step),
            seq,
            day_text(snooze.until)?,
            day_text(snooze.set_on)?
        ])?;
        Ok(())
    }

    /// Skipping the step that was chosen also ends the choice.
    pub(super) fn skip(&mut self, c: &Connection, seq: i64, skip: &Skip) -> Result<(), StoreError> {
        let customer = self.customer_key(c, skip.customer)?;
        c.prepare_cached(
            "INSERT INTO skip (key, customer, step, invoices, reason, day) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            seq,
            customer,
            Code::code(skip.step),
            json_text(&skip.invoices)?,
            skip.reason,
            day_text(skip.day)?,
        ])?;
        c.prepare_cached("DELETE FROM choice WHERE customer = ?1 AND step = ?2")?
            .execute(params![customer, Code::code(skip.step)])?;
        Ok(())
    }

    pub(super) fn choose(&mut self, c: &Connection, choice: &Choice) -> Result<(), StoreError> {
        let customer = self.customer_key(c, choice.customer)?;
        c.prepare_cached("INSERT OR REPLACE INTO choice (customer, step, invoices, day) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![customer, Code::code(choice.step), json_text(&choice.invoices)?, day_text(choice.day)?])?;
        Ok(())
    }

    pub(super) fn record_insolvency(&mut self, c: &Connection, insolvency: &Insolvency) -> Result<(), StoreError> {
        let customer = self.customer_key(c, insolvency.customer)?;
        c.prepare_cached(
            "INSERT OR REPLACE INTO insolvency (customer, kind, opened_on, published_on, recorded_on, declared_on)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            customer,
            insolvency.kind.code(),
            day_text(insolvency.opened_on)?,
            opt_day_text(insolvency.published_on)?,
            day_text(insolvency.recorded_on)?,
            opt_day_text(insolvency.declared_on)?,
        ])?;
        Ok(())
    }

    pub(super) fn declare_claim(&mut self, c: &Connection, id: CustomerId, day: NaiveDate) -> Result<(), StoreError> {
        let customer = self.customer_key(c, id)?;
        let outcome = c
            .prepare_cached("UPDATE insolvency SET declared_on = ?2 WHERE customer = ?1")?
            .execute(params![customer, day_text(day)?]);
        changed(outcome, "insolvency of customer", id)
    }

    pub(super) fn withdraw_insolvency(&mut self, c: &Connection, id: CustomerId) -> Result<(), StoreError> {
        let customer = self.customer_key(c, id)?;
        let gone = c.prepare_cached("DELETE FROM insolvency WHERE customer = ?1")?.execute([customer]);
        changed(gone, "insolvency of customer", id)
    }

    /// Only the last skip of the step: earlier ones were of earlier proposals.
    pub(super) fn withdraw_skip(&mut self, c: &Connection, id: CustomerId, step: StepKey) -> Result<(), StoreError> {
        let customer = self.customer_key(c, id)?;
        let gone = c
            .prepare_cached(
                "DELETE FROM skip WHERE key = (SELECT max(key) FROM skip WHERE customer = ?1 AND step = ?2)",
            )?
            .execute(params![customer, Code::code(step)]);
        changed(gone, "skip of customer", id)
    }

    pub(super) fn hand_over(&mut self, c: &Connection, hand_over: &HandOver) -> Result<(), StoreError> {
        let customer = self.customer_key(c, hand_over.customer)?;
        c.prepare_cached(
            "INSERT OR REPLACE INTO hand_over (customer, route, invoices, recipient, day, note, returned_on)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            customer,
            hand_over.route.code(),
            json_text(&hand_over.invoices)?,
            hand_over.to,
            day_text(hand_over.day)?,
            hand_over.note,
            opt_day_text(hand_over.returned_on)?,
        ])?;
        Ok(())
    }

    pub(super) fn return_file(&mut self, c: &Connection, id: CustomerId, day: NaiveDate) -> Result<(), StoreError> {
        let customer = self.customer_key(c, id)?;
        let outcome = c
            .prepare_cached("UPDATE hand_over SET returned_on = ?2 WHERE customer = ?1")?
            .execute(params![customer, day_text(day)?]);
        changed(outcome, "hand-over of customer", id)
    }
}

pub(super) fn closed(
    end: &Option<(NaiveDate, String)>,
) -> Result<(Option<crate::cells::Day>, Option<&str>), StoreError> {
    match end {
        Some((day, how)) => Ok((Some(day_text(*day)?), Some(how))),
        None => Ok((None, None)),
    }
}

/// Ends a promise, a dispute or a word of payment.
pub(super) fn close(
    c: &Connection,
    table: &'static str,
    id: Uuid,
    day: NaiveDate,
    how: &str,
) -> Result<(), StoreError> {
    let outcome = c
        .prepare_cached(&format!("UPDATE {table} SET closed_on = ?2, closed_how = ?3 WHERE id = ?1"))?
        .execute(params![bytes(&id), day_text(day)?, how]);
    changed(outcome, table, id)
}

pub(super) fn end_pause(c: &Connection, pause: PauseId, day: NaiveDate) -> Result<(), StoreError> {
    let outcome = c
        .prepare_cached("UPDATE pause SET ended_on = ?2 WHERE id = ?1")?
        .execute(params![bytes(&pause.0), day_text(day)?]);
    changed(outcome, "pause", pause)
}

pub(super) fn write_off(c: &Connection, write_off: &WriteOff) -> Result<(), StoreError> {
    let invoice = invoice_key(c, write_off.invoice)?;
    let day = day_text(write_off.day)?;
    c.prepare_cached("UPDATE invoice SET written_off = ?2 WHERE key = ?1")?.execute(params![invoice, day])?;
    super::invoice::refresh(c, invoice)?;
    c.prepare_cached("INSERT OR REPLACE INTO write_off (invoice, day, reason) VALUES (?1, ?2, ?3)")?
        .execute(params![invoice, day, write_off.reason])?;
    Ok(())
}

pub(super) fn claim_after_all(c: &Connection, id: InvoiceId) -> Result<(), StoreError> {
    let invoice = invoice_key(c, id)?;
    let gone = c.prepare_cached("DELETE FROM write_off WHERE invoice = ?1")?.execute([invoice]);
    changed(gone, "write-off of invoice", id)?;
    c.prepare_cached("UPDATE invoice SET written_off = NULL WHERE key = ?1")?.execute([invoice])?;
    super::invoice::refresh(c, invoice)
}

/// How it ended, beside the words of the end.
pub(super) fn close_as<E: Code>(
    c: &Connection,
    table: &'static str,
    id: Uuid,
    end: Option<E>,
) -> Result<(), StoreError> {
    let outcome = c
        .prepare_cached(&format!("UPDATE {table} SET closed_as = ?2 WHERE id = ?1"))?
        .execute(params![bytes(&id), end.map(Code::code)]);
    changed(outcome, table, id)
}

pub(super) fn set_dispute_task(
    c: &Connection,
    id: DisputeId,
    task: &str,
    answer_due: Option<NaiveDate>,
) -> Result<(), StoreError> {
    let outcome = c.prepare_cached("UPDATE dispute SET task = ?2, answer_due = ?3 WHERE id = ?1")?.execute(params![
        bytes(&id.0),
        task,
        opt_day_text(answer_due)?
    ]);
    changed(outcome, "dispute", id)
}

pub(super) fn answer_dispute(c: &Connection, id: DisputeId, answer: Option<&DisputeAnswer>) -> Result<(), StoreError> {
    let outcome = c.prepare_cached("UPDATE dispute SET answered_on = ?2, answer = ?3 WHERE id = ?1")?.execute(params![
        bytes(&id.0),
        opt_day_text(answer.map(|answer| answer.day))?,
        answer.map(|answer| &answer.text),
    ]);
    changed(outcome, "dispute", id)
}

/// As if it had never ended.
pub(super) fn reopen(c: &Connection, hold: HoldRef) -> Result<(), StoreError> {
    let (sql, what, id) = match hold {
        HoldRef::Promise(id) => {
            ("UPDATE promise SET closed_on = NULL, closed_how = NULL, closed_as = NULL WHERE id = ?1", "promise", id.0)
        }
        HoldRef::Dispute(id) => {
            ("UPDATE dispute SET closed_on = NULL, closed_how = NULL, closed_as = NULL WHERE id = ?1", "dispute", id.0)
        }
        HoldRef::PaymentClaim(id) => {
            ("UPDATE payment_claim SET closed_on = NULL, closed_how = NULL WHERE id = ?1", "payment claim", id.0)
        }
        HoldRef::Plan(id) => {
            ("UPDATE plan SET closed_on = NULL, closed_how = NULL, closed_as = NULL WHERE id = ?1", "plan", id.0)
        }
        HoldRef::Pause(id) => ("UPDATE pause SET ended_on = NULL WHERE id = ?1", "pause", id.0),
    };
    changed(c.prepare_cached(sql)?.execute([bytes(&id)]), what, id)
}
