//! What moves the day until which a claim can be brought to court, and the owner's word on it, read back.

use domain::{ExchangeId, LimitationConfirmation, LimitationFact, LimitationFactId};

use super::{Files, Scope};
use crate::error::StoreError;
use crate::open::Reader;

/// Puts both into their files, in the order of recording. What was taken out is left out.
pub(super) fn limitation(reader: &Reader, scope: Scope<'_>, files: &mut Files) -> Result<(), StoreError> {
    let within = scope.of_customer("customer");
    let sql = format!(
        "SELECT customer, id, invoices, kind, day, until_day, case_end, clause_years, by_whom, note, exchange, documents
         FROM limitation_fact WHERE {within} AND withdrawn IS NULL ORDER BY key"
    );
    reader.each_of(scope, &sql, "limitation_fact", |cells| {
        let Some(file) = files.of(cells.int()?) else { return Ok(()) };
        file.limitation_facts.push(LimitationFact {
            id: LimitationFactId(cells.uuid()?),
            customer: file.customer.id,
            invoices: cells.invoice_ids()?,
            kind: cells.code()?,
            day: cells.day()?,
            until: cells.opt_day()?,
            case_end: cells.opt_code()?,
            clause_years: cells.opt_small()?,
            by: cells.text()?,
            note: cells.text()?,
            exchange: cells.opt_uuid()?.map(ExchangeId),
            documents: cells.json()?,
        });
        Ok(())
    })?;
    let sql = format!(
        "SELECT customer, subject, invoices, happened_on, counts, confirmed_on, by_whom, note
         FROM limitation_confirmation WHERE {within} ORDER BY key"
    );
    reader.each_of(scope, &sql, "limitation_confirmation", |cells| {
        let Some(file) = files.of(cells.int()?) else { return Ok(()) };
        let unreadable = StoreError::UnreadableRow { table: "limitation_confirmation" };
        file.limitation_confirmations.push(LimitationConfirmation {
            customer: file.customer.id,
            subject: cells.opt_parsed()?.ok_or(unreadable)?,
            invoices: cells.invoice_ids()?,
            happened_on: cells.day()?,
            counts: cells.bool()?,
            confirmed_on: cells.day()?,
            by: cells.text()?,
            note: cells.text()?,
        });
        Ok(())
    })
}
