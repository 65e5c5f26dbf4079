//! Letters, exchanges and what became of registered mail.

use domain::{Delivery, Exchange, ExchangeId, Letter, LetterId};
use rusqlite::{Connection, OptionalExtension, params};

use super::{Projector, bytes, changed, inserted};
use crate::cells::{day_text, digest_bytes, json_text};
use crate::code::Code;
use crate::error::StoreError;

impl Projector {
    pub(super) fn draft_letter(&mut self, c: &Connection, seq: i64, letter: &Letter) -> Result<(), StoreError> {
        let customer = self.customer_key(c, letter.customer)?;
        let outcome = c
            .prepare_cached(
                "INSERT INTO letter (key, id, customer, step, invoices, lang, day, channel, recipient, subject, text,
                    body, pdf, message, principal_cents, interest_cents, indemnity_cents, total_cents, deadline_days)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
            )?
            .execute(params![
                seq,
                bytes(&letter.id.0),
                customer,
                Code::code(letter.step),
                json_text(&letter.invoices)?,
                letter.lang.code(),
                day_text(letter.day)?,
                letter.channel.code(),
                letter.recipient,
                letter.subject,
                letter.text,
                letter.body,
                digest_bytes(&letter.pdf),
                letter.message.as_ref().map(digest_bytes),
                letter.figures.principal.0,
                letter.figures.interest.0,
                letter.figures.indemnity.0,
                letter.figures.total.0,
                letter.deadline_days,
            ]);
        inserted(outcome, "letter", letter.id)
    }

    /// An exchange ends the choice of a step: it holds until then.
    pub(super) fn record_exchange(&mut self, c: &Connection, seq: i64, exchange: &Exchange) -> Result<(), StoreError> {
        let customer = self.customer_key(c, exchange.customer)?;
        let outcome = c
            .prepare_cached(
                "INSERT INTO exchange (key, id, customer, direction, channel, day, step, letter, party, outcome,
                    registered_number, note, deadline_days)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            )?
            .execute(params![
                seq,
                bytes(&exchange.id.0),
                customer,
                exchange.direction.code(),
                exchange.channel.code(),
                day_text(exchange.day)?,
                exchange.step.map(Code::code),
                exchange.letter.as_ref().map(|letter| bytes(&letter.0)),
                exchange.party,
                exchange.outcome.map(Code::code),
                exchange.registered_number,
                exchange.note,
                exchange.deadline_days,
            ]);
        inserted(outcome, "exchange", exchange.id)?;
        for (place, invoice) in (0i64..).zip(&exchange.invoices) {
            c.prepare_cached("INSERT INTO exchange_invoice (exchange, place, invoice) VALUES (?1, ?2, ?3)")?
                .execute(params![seq, place, bytes(&invoice.0)])?;
        }
        c.prepare_cached("DELETE FROM choice WHERE customer = ?1")?.execute([customer])?;
        Ok(())
    }
}

pub(super) fn discard_letter(c: &Connection, letter: LetterId, seq: i64) -> Result<(), StoreError> {
    let outcome =
        c.prepare_cached("UPDATE letter SET discarded = ?2 WHERE id = ?1")?.execute(params![bytes(&letter.0), seq]);
    changed(outcome, "letter", letter)
}

/// The message is remembered with its letter; a letter saved or printed is only noted in the journal.
pub(super) fn take_out_letter(
    c: &Connection,
    letter: LetterId,
    message: Option<&domain::Digest>,
) -> Result<(), StoreError> {
    let outcome = c
        .prepare_cached("UPDATE letter SET message = coalesce(?2, message) WHERE id = ?1")?
        .execute(params![bytes(&letter.0), message.map(digest_bytes)]);
    changed(outcome, "letter", letter)
}

pub(super) fn withdraw_exchange(c: &Connection, exchange: ExchangeId, seq: i64) -> Result<(), StoreError> {
    let changed = c
        .prepare_cached("UPDATE exchange SET withdrawn = ?2 WHERE id = ?1 AND withdrawn IS NULL")?
        .execute(params![bytes(&exchange.0), seq])?;
    if changed == 0 { Err(StoreError::unknown("exchange", exchange)) } else { Ok(()) }
}

pub(super) fn deliver(c: &Connection, delivery: &Delivery) -> Result<(), StoreError> {
    let exchange: i64 = c
        .prepare_cached("SELECT key FROM exchange WHERE id = ?1 AND withdrawn IS NULL")?
        .query_row([bytes(&delivery.exchange.0)], |row| row.get(0))
        .optional()?
        .ok_or_else(|| StoreError::unknown("exchange", delivery.exchange))?;
    c.prepare_cached("INSERT OR REPLACE INTO delivery (exchange, presented_on, outcome) VALUES (?1, ?2, ?3)")?
        .execute(params![exchange, day_text(delivery.presented_on)?, delivery.outcome.code()])?;
    // It is a fact about the letter: whoever reads the exchange finds it there.
    if let Some(number) = &delivery.registered_number {
        c.prepare_cached("UPDATE exchange SET registered_number = ?2 WHERE key = ?1")?
            .execute(params![exchange, number])?;
    }
    Ok(())
}
