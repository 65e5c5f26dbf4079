//! Invoices, read back with their instalments, attachments and credits.

use domain::{Allocation, Attachment, ImportId, Instalment, Invoice, InvoiceId};

use super::{Children, Files, Scope};
use crate::cells::Cells;
use crate::error::StoreError;
use crate::open::Reader;

fn instalment(cells: &mut Cells<'_>) -> Result<Instalment, StoreError> {
    Ok(Instalment { due_date: cells.day()?, amount: cells.cents()?, retained: cells.bool()? })
}

fn attachment(cells: &mut Cells<'_>) -> Result<Attachment, StoreError> {
    Ok(Attachment { digest: cells.digest()?, name: cells.text()?, kind: cells.code()? })
}

pub(super) fn allocation(cells: &mut Cells<'_>) -> Result<Allocation, StoreError> {
    Ok(Allocation { invoice: InvoiceId(cells.uuid()?), amount: cells.cents()? })
}

/// Puts the invoices in scope into their files, in the order they were recorded.
pub(super) fn invoices(reader: &Reader, scope: Scope<'_>, files: &mut Files) -> Result<(), StoreError> {
    let c = &reader.connection;
    let within = scope.of_row("invoice", "invoice");
    let sql = format!(
        "SELECT invoice, due_date, amount_cents, retained FROM instalment WHERE {within} ORDER BY invoice, place"
    );
    let mut statement = c.prepare_cached(&sql)?;
    let mut instalments = Children::new(statement.query([scope.parameter()])?, "instalment", instalment)?;
    let sql = format!("SELECT invoice, digest, name, kind FROM attachment WHERE {within} ORDER BY invoice, place");
    let mut statement = c.prepare_cached(&sql)?;
    let mut attachments = Children::new(statement.query([scope.parameter()])?, "attachment", attachment)?;
    let sql = format!(
        "SELECT a.note, i.id, a.amount_cents FROM credit_allocation a CROSS JOIN invoice i ON i.key = a.invoice
         WHERE {} ORDER BY a.note, a.place",
        scope.of_row("a.note", "invoice")
    );
    let mut statement = c.prepare_cached(&sql)?;
    let mut credits = Children::new(statement.query([scope.parameter()])?, "credit_allocation", allocation)?;
    let sql = format!(
        "SELECT key, customer, id, kind, number, type_code, issue_date, delivery_date, received_on, payment_term,
            penalty_rate, net_total_cents, vat_total_cents, gross_total_cents, prepaid_cents, amount_due_cents,
            payment_reference, preceding_invoices, subject, order_reference, claim_nature, import, origin,
            first_due
         FROM invoice WHERE {} AND withdrawn IS NULL ORDER BY key",
        scope.of_customer("customer")
    );
    reader.each_of(scope, &sql, "invoice", |cells| {
        let key = cells.int()?;
        let Some(file) = files.of(cells.int()?) else { return Ok(()) };
        let id = InvoiceId(cells.uuid()?);
        let mut invoice = Invoice {
            id,
            customer: file.customer.id,
            kind: cells.code()?,
            number: cells.text()?,
            type_code: cells.text()?,
            issue_date: cells.day()?,
            delivery_date: cells.opt_day()?,
            received_on: cells.opt_day()?,
            instalments: instalments.of(key)?,
            payment_term: cells.opt_json()?,
            penalty_rate: cells.opt_json()?,
            net_total: cells.opt_cents()?,
            vat_total: cells.opt_cents()?,
            gross_total: cells.cents()?,
            prepaid: cells.cents()?,
            amount_due: cells.cents()?,
            payment_reference: cells.text()?,
            preceding_invoices: cells.opt_json()?.unwrap_or_default(),
            subject: cells.text()?,
            order_reference: cells.text()?,
            claim_nature: cells.code()?,
            attachments: attachments.of(key)?,
            credits: credits.of(key)?,
            import: cells.opt_uuid()?.map(ImportId),
            origin: cells.code()?,
        };
        if let Some(due_date) = cells.opt_day()?.filter(|_| invoice.instalments.is_empty()) {
            invoice.instalments = vec![Instalment::due(due_date, invoice.amount_due)];
        }
        file.invoices.push(invoice);
        Ok(())
    })
}
