//! Promises, disputes, pauses and decisions, read back.

use domain::{
    Choice, CustomerId, Dispute, DisputeAnswer, DisputeId, HandOver, Insolvency, InvoiceId, Pause, PauseId, PauseScope,
    PaymentClaim, PaymentClaimId, Promise, PromiseId, Skip, Snooze, WriteOff,
};
use rusqlite::ToSql;

use super::{Files, Scope};
use crate::error::StoreError;
use crate::open::Reader;

/// Puts all of them into their files, each kind in the order of recording.
pub(super) fn holds(reader: &Reader, scope: Scope<'_>, files: &mut Files) -> Result<(), StoreError> {
    let within = scope.of_customer("customer");
    let sql = format!(
        "SELECT customer, id, invoices, amount_cents, due_on, made_on, made_by, channel, closed_on, closed_how,
            closed_as
         FROM promise WHERE {within} ORDER BY key"
    );
    reader.each_of(scope, &sql, "promise", |cells| {
        let Some(file) = files.of(cells.int()?) else { return Ok(()) };
        file.promises.push(Promise {
            id: PromiseId(cells.uuid()?),
            customer: file.customer.id,
            invoices: cells.invoice_ids()?,
            amount: cells.cents()?,
            due_on: cells.day()?,
            made_on: cells.day()?,
            made_by: cells.text()?,
            channel: cells.code()?,
            closed: cells.closed()?,
            closed_as: cells.opt_code()?,
        });
        Ok(())
    })?;
    let sql = format!(
        "SELECT d.customer, d.id, i.id, d.amount_cents, d.reason, d.opened_on, d.note, d.answer_due, d.closed_on,
            d.closed_how, d.task, d.answered_on, d.answer, d.closed_as
         FROM dispute d CROSS JOIN invoice i ON i.key = d.invoice WHERE {} ORDER BY d.key",
        scope.of_customer("d.customer")
    );
    reader.each_of(scope, &sql, "dispute", |cells| {
        let Some(file) = files.of(cells.int()?) else { return Ok(()) };
        file.disputes.push(Dispute {
            id: DisputeId(cells.uuid()?),
            customer: file.customer.id,
            invoice: InvoiceId(cells.uuid()?),
            amount: cells.opt_cents()?,
            reason: cells.code()?,
            opened_on: cells.day()?,
            note: cells.text()?,
            answer_due: cells.opt_day()?,
            closed: cells.closed()?,
            task: cells.text()?,
            answer: cells.closed()?.map(|(day, text)| DisputeAnswer { day, text }),
            closed_as: cells.opt_code()?,
        });
        Ok(())
    })?;
    let sql = format!(
        "SELECT customer, id, invoices, said_on, note, closed_on, closed_how FROM payment_claim WHERE {within}
         ORDER BY key"
    );
    reader.each_of(scope, &sql, "payment_claim", |cells| {
        let Some(file) = files.of(cells.int()?) else { return Ok(()) };
        file.payment_claims.push(PaymentClaim {
            id: PaymentClaimId(cells.uuid()?),
            customer: file.customer.id,
            invoices: cells.invoice_ids()?,
            said_on: cells.day()?,
            note: cells.text()?,
            closed: cells.closed()?,
        });
        Ok(())
    })?;
    let condition = format!("p.customer IS NOT NULL AND {}", scope.of_customer("p.customer"));
    pauses(reader, &condition, scope.parameter(), |customer, pause| {
        if let Some(file) = customer.and_then(|customer| files.of(customer)) {
            file.pauses.push(pause);
        }
    })?;
    decisions(reader, scope, files)
}

/// Pauses under a condition, with the key of their customer.
pub(super) fn pauses(
    reader: &Reader,
    condition: &str,
    parameter: impl ToSql,
    mut take: impl FnMut(Option<i64>, Pause),
) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT p.customer, p.id, p.scope, c.id, i.id, p.reason, p.from_day, p.until_day, p.ended_on
         FROM pause p LEFT JOIN customer c ON c.key = p.customer LEFT JOIN invoice i ON i.key = p.invoice
         WHERE {condition} ORDER BY p.key"
    );
    let unreadable = || StoreError::UnreadableRow { table: "pause" };
    reader.each(&sql, [parameter], "pause", |cells| {
        let key = cells.opt_int()?;
        let id = PauseId(cells.uuid()?);
        let word = cells.str()?;
        let customer = cells.opt_uuid()?.map(CustomerId);
        let invoice = cells.opt_uuid()?.map(InvoiceId);
        let scope = match word {
            "everything" => PauseScope::Everything,
            "customer" => PauseScope::Customer(customer.ok_or_else(unreadable)?),
            "invoice" => PauseScope::Invoice(invoice.ok_or_else(unreadable)?),
            _ => return Err(unreadable()),
        };
        let pause = Pause {
            id,
            scope,
            reason: cells.text()?,
            from: cells.day()?,
            until: cells.opt_day()?,
            ended_on: cells.opt_day()?,
        };
        take(key, pause);
        Ok(())
    })
}

fn decisions(reader: &Reader, scope: Scope<'_>, files: &mut Files) -> Result<(), StoreError> {
    let within = scope.of_customer("customer");
    let sql = format!("SELECT customer, step, until_day, set_on FROM snooze WHERE {within} ORDER BY seq");
    reader.each_of(scope, &sql, "snooze", |cells| {
        let Some(file) = files.of(cells.int()?) else { return Ok(()) };
        let customer = file.customer.id;
        file.snoozes.push(Snooze { customer, step: cells.code()?, until: cells.day()?, set_on: cells.day()? });
        Ok(())
    })?;
    let sql = format!("SELECT customer, step, invoices, reason, day FROM skip WHERE {within} ORDER BY key");
    reader.each_of(scope, &sql, "skip", |cells| {
        let Some(file) = files.of(cells.int()?) else { return Ok(()) };
        file.skips.push(Skip {
            customer: file.customer.id,
            step: cells.code()?,
            invoices: cells.invoice_ids()?,
            reason: cells.text()?,
            day: cells.day()?,
        });
        Ok(())
    })?;
    let sql = format!("SELECT customer, step, invoices, day FROM choice WHERE {within}");
    reader.each_of(scope, &sql, "choice", |cells| {
        let Some(file) = files.of(cells.int()?) else { return Ok(()) };
        file.choice = Some(Choice {
            customer: file.customer.id,
            step: cells.code()?,
            invoices: cells.invoice_ids()?,
            day: cells.day()?,
        });
        Ok(())
    })?;
    let sql = format!(
        "SELECT customer, kind, opened_on, published_on, recorded_on, declared_on FROM insolvency WHERE {within}"
    );
    reader.each_of(scope, &sql, "insolvency", |cells| {
        let Some(file) = files.of(cells.int()?) else { return Ok(()) };
        file.insolvency = Some(Insolvency {
            customer: file.customer.id,
            kind: cells.code()?,
            opened_on: cells.day()?,
            published_on: cells.opt_day()?,
            recorded_on: cells.day()?,
            declared_on: cells.opt_day()?,
        });
        Ok(())
    })?;
    let sql =
        format!("SELECT customer, route, invoices, recipient, day, note, returned_on FROM hand_over WHERE {within}");
    reader.each_of(scope, &sql, "hand_over", |cells| {
        let Some(file) = files.of(cells.int()?) else { return Ok(()) };
        file.hand_over = Some(HandOver {
            customer: file.customer.id,
            route: cells.code()?,
            invoices: cells.invoice_ids()?,
            to: cells.text()?,
            day: cells.day()?,
            note: cells.text()?,
            returned_on: cells.opt_day()?,
        });
        Ok(())
    })?;
    let sql = format!(
        "SELECT i.customer, i.id, w.day, w.reason FROM write_off w CROSS JOIN invoice i ON i.key = w.invoice
         WHERE {} AND i.withdrawn IS NULL ORDER BY w.invoice",
        scope.of_customer("i.customer")
    );
    reader.each_of(scope, &sql, "write_off", |cells| {
        let Some(file) = files.of(cells.int()?) else { return Ok(()) };
        file.write_offs.push(WriteOff { invoice: InvoiceId(cells.uuid()?), day: cells.day()?, reason: cells.text()? });
        Ok(())
    })
}
