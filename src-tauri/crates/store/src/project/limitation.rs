//! What moves the day until which a claim can be brought to court, and the owner's word on it.

use domain::{CustomerId, InvoiceId, LimitationConfirmation, LimitationFact, LimitationFactId, LimitationSubject};
use rusqlite::{Connection, OptionalExtension, params};

use super::{Projector, bytes, changed, inserted};
use crate::cells::{day_text, json_text, opt_day_text};
use crate::code::Code;
use crate::error::StoreError;

impl Projector {
    pub(super) fn record_limitation_fact(
        &mut self,
        c: &Connection,
        seq: i64,
        fact: &LimitationFact,
    ) -> Result<(), StoreError> {
        let customer = self.customer_key(c, fact.customer)?;
        of_that_customer(c, &fact.invoices, customer)?;
        let outcome = c
            .prepare_cached(
                "INSERT INTO limitation_fact (key, id, customer, invoices, kind, day, until_day, case_end, clause_years,
                    by_whom, note, exchange, documents)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            )?
            .execute(params![
                seq,
                bytes(&fact.id.0),
                customer,
                json_text(&fact.invoices)?,
                fact.kind.code(),
                day_text(fact.day)?,
                opt_day_text(fact.until)?,
                fact.case_end.map(Code::code),
                fact.clause_years,
                fact.by,
                fact.note,
                fact.exchange.as_ref().map(|exchange| bytes(&exchange.0)),
                json_text(&fact.documents)?,
            ]);
        inserted(outcome, "limitation fact", fact.id)
    }

    /// As it is from now on; one that was taken out is there again.
    pub(super) fn edit_limitation_fact(&mut self, c: &Connection, fact: &LimitationFact) -> Result<(), StoreError> {
        let customer = self.customer_key(c, fact.customer)?;
        of_that_customer(c, &fact.invoices, customer)?;
        let outcome = c
            .prepare_cached(
                "UPDATE limitation_fact SET invoices = ?3, kind = ?4, day = ?5, until_day = ?6, case_end = ?7,
                    clause_years = ?8, by_whom = ?9, note = ?10, exchange = ?11, documents = ?12, withdrawn = NULL
                 WHERE id = ?1 AND customer = ?2",
            )?
            .execute(params![
                bytes(&fact.id.0),
                customer,
                json_text(&fact.invoices)?,
                fact.kind.code(),
                day_text(fact.day)?,
                opt_day_text(fact.until)?,
                fact.case_end.map(Code::code),
                fact.clause_years,
                fact.by,
                fact.note,
                fact.exchange.as_ref().map(|exchange| bytes(&exchange.0)),
                json_text(&fact.documents)?,
            ]);
        changed(outcome, "limitation fact", fact.id)
    }

    /// A further word on the same subject takes the place of the first.
    pub(super) fn confirm_limitation(
        &mut self,
        c: &Connection,
        seq: i64,
        confirmation: &LimitationConfirmation,
    ) -> Result<(), StoreError> {
        let customer = self.customer_key(c, confirmation.customer)?;
        of_that_customer(c, &confirmation.invoices, customer)?;
        let subject = confirmation.subject.to_string();
        c.prepare_cached("DELETE FROM limitation_confirmation WHERE customer = ?1 AND subject = ?2")?
            .execute(params![customer, subject])?;
        c.prepare_cached(
            "INSERT INTO limitation_confirmation (key, customer, subject, invoices, happened_on, counts, confirmed_on,
                by_whom, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            seq,
            customer,
            subject,
            json_text(&confirmation.invoices)?,
            day_text(confirmation.happened_on)?,
            confirmation.counts,
            day_text(confirmation.confirmed_on)?,
            confirmation.by,
            confirmation.note,
        ])?;
        Ok(())
    }

    pub(super) fn withdraw_limitation_confirmation(
        &mut self,
        c: &Connection,
        customer: CustomerId,
        subject: &LimitationSubject,
    ) -> Result<(), StoreError> {
        let customer = self.customer_key(c, customer)?;
        let outcome = c
            .prepare_cached("DELETE FROM limitation_confirmation WHERE customer = ?1 AND subject = ?2")?
            .execute(params![customer, subject.to_string()]);
        changed(outcome, "limitation confirmation", subject)
    }
}

pub(super) fn withdraw_fact(c: &Connection, fact: LimitationFactId, seq: i64) -> Result<(), StoreError> {
    let outcome = c
        .prepare_cached("UPDATE limitation_fact SET withdrawn = ?2 WHERE id = ?1 AND withdrawn IS NULL")?
        .execute(params![bytes(&fact.0), seq]);
    changed(outcome, "limitation fact", fact)
}

/// What concerns one debt never moves that of another customer. An invoice that was taken out since may be named still.
fn of_that_customer(c: &Connection, invoices: &[InvoiceId], customer: i64) -> Result<(), StoreError> {
    for id in invoices {
        let owner: i64 = c
            .prepare_cached("SELECT customer FROM invoice WHERE id = ?1")?
            .query_row([bytes(&id.0)], |row| row.get(0))
            .optional()?
            .ok_or_else(|| StoreError::unknown("invoice", id))?;
        if owner != customer {
            return Err(StoreError::OtherCustomer { id: id.to_string() });
        }
    }
    Ok(())
}
