//! The tables as a reading of the journal. Nothing else writes them, so that a replay gives the same rows.
//!
//! An event that names something unknown is refused, and with it the transaction. Only the event, its place, its
//! instant and the tables themselves decide what is written.

mod bank;
mod cession;
mod contact;
mod gate;
mod hold;
mod import;
mod invoice;
mod limitation;
mod party;
mod payment;
mod plan;

use std::collections::HashMap;

use domain::{CustomerId, Event, InvoiceId};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::cells::day_text;
use crate::error::StoreError;
use crate::subject::{Subject, customer_keys, subject};

/// The tables that are read from the journal, each before those it refers to: the order of emptying.
pub(crate) const TABLES: [&str; 36] = [
    "journal_customer",
    "cession",
    "payment_order",
    "limitation_confirmation",
    "limitation_fact",
    "write_off",
    "hand_over",
    "insolvency",
    "choice",
    "skip",
    "snooze",
    "pause",
    "payment_claim",
    "dispute",
    "promise",
    "plan",
    "delivery",
    "exchange_invoice",
    "exchange",
    "gate_passed",
    "letter",
    "credit_allocation",
    "payment_allocation",
    "payment",
    "bank_entry",
    "bank_statement",
    "attachment",
    "instalment",
    "invoice",
    "contact",
    "customer",
    "business",
    "import",
    "setting",
    "mapping",
    "confirmed_rate",
];

/// Where an event stands in the journal.
#[derive(Clone, Copy)]
pub(crate) struct Stamp<'e> {
    pub(crate) seq: i64,
    pub(crate) at: &'e str,
    pub(crate) day: &'e str,
}

/// What is known of a customer while events are applied, to spare a look-up for each invoice.
#[derive(Clone)]
pub(crate) struct Known {
    key: i64,
    recorded_at: String,
    came_by_import: bool,
    withdrawn: bool,
}

/// Applies events to the tables.
#[derive(Default)]
pub(crate) struct Projector {
    customers: HashMap<CustomerId, Known>,
}

impl Projector {
    pub(crate) fn apply(&mut self, c: &Connection, stamp: Stamp<'_>, event: &Event) -> Result<(), StoreError> {
        match event {
            Event::BusinessRecorded { business } => party::business(c, business)?,
            Event::CustomerRecorded { customer } => self.record_customer(c, stamp, customer)?,
            Event::CustomerEdited { customer, only_kind } => self.edit_customer(c, customer, *only_kind)?,
            Event::InvoiceRecorded { invoice } => self.record_invoice(c, stamp, invoice)?,
            Event::InvoiceEdited { invoice } => self.edit_invoice(c, stamp.seq, invoice)?,
            Event::InvoiceWithdrawn { invoice, .. } => {
                invoice::withdraw(c, invoice_key(c, *invoice)?, stamp.seq)?;
            }
            Event::AttachmentAdded { invoice, attachment } => invoice::attach(c, *invoice, attachment)?,
            Event::AttachmentWithdrawn { invoice, digest, .. } => invoice::detach(c, *invoice, digest)?,
            Event::CreditAllocated { credit_note, allocation } => invoice::credit(c, *credit_note, allocation)?,
            Event::PaymentReceived { payment } => self.receive_payment(c, stamp, payment)?,
            Event::CreditReleased { credit_note, invoice, amount, .. } => {
                invoice::release_credit(c, *credit_note, *invoice, *amount)?;
            }
            Event::PaymentAllocated { payment, allocation, to } => payment::allocate(c, *payment, allocation, *to)?,
            Event::PaymentReleased { payment, invoice, amount, to, .. } => {
                payment::release(c, *payment, *invoice, *amount, *to)?;
            }
            Event::PaymentSeen { payment, entry: Some(entry), .. } => payment::see(c, stamp.seq, *payment, *entry)?,
            Event::PaymentSeen { payment, entry: None, .. } => payment::unsee(c, *payment)?,
            Event::ChequeDeposited { payment, deposited_on, .. } => cession::deposit(c, *payment, *deposited_on)?,
            Event::PaymentPassedOn { payment, passed_on, .. } => cession::pass_on(c, *payment, *passed_on)?,
            Event::PaymentOrderChosen { chosen } => self.choose_order(c, chosen)?,
            Event::InvoiceCeded { cession } => cession::cede(c, stamp.seq, cession)?,
            Event::CessionEnded { invoice, day, reason } => cession::end(c, *invoice, *day, reason)?,
            Event::CessionResumed { invoice, .. } => cession::resume(c, *invoice)?,
            Event::CessionWithdrawn { invoice, .. } => cession::withdraw(c, *invoice)?,
            Event::StatementImported { statement } => bank::record(c, stamp.seq, statement)?,
            Event::EntrySetAside { aside } => bank::set_aside(c, aside)?,
            Event::EntryTakenUp { entry, .. } => bank::take_up(c, *entry)?,
            Event::PaymentReversed { payment, entry, .. } => payment::reverse(c, *payment, *entry, stamp.seq)?,
            Event::PaymentReinstated { payment, .. } => payment::reinstate(c, *payment)?,
            Event::LetterDrafted { letter } => self.draft_letter(c, stamp.seq, letter)?,
            Event::LetterDiscarded { letter } => contact::discard_letter(c, *letter, stamp.seq)?,
            Event::LetterTakenOut { letter, message, .. } => contact::take_out_letter(c, *letter, message.as_ref())?,
            Event::GatePassed { passed } => self.pass_gate(c, stamp.seq, passed)?,
            Event::ExchangeRecorded { exchange } => self.record_exchange(c, stamp.seq, exchange)?,
            Event::ExchangeWithdrawn { exchange, .. } => contact::withdraw_exchange(c, *exchange, stamp.seq)?,
            Event::DeliveryRecorded { delivery } => contact::deliver(c, delivery)?,
            Event::PromiseMade { promise } => self.make_promise(c, stamp.seq, promise)?,
            Event::PromiseClosed { promise, day, how, closed_as } => {
                hold::close(c, "promise", promise.0, *day, how)?;
                hold::close_as(c, "promise", promise.0, *closed_as)?;
            }
            Event::DisputeOpened { dispute } => self.open_dispute(c, stamp.seq, dispute)?,
            Event::DisputeTaskSet { dispute, task, answer_due, .. } => {
                hold::set_dispute_task(c, *dispute, task, *answer_due)?;
            }
            Event::DisputeAnswered { dispute, answer } => hold::answer_dispute(c, *dispute, Some(answer))?,
            Event::DisputeAnswerWithdrawn { dispute, .. } => hold::answer_dispute(c, *dispute, None)?,
            Event::DisputeClosed { dispute, day, how, closed_as } => {
                hold::close(c, "dispute", dispute.0, *day, how)?;
                hold::close_as(c, "dispute", dispute.0, *closed_as)?;
            }
            Event::PlanMade { plan } => self.make_plan(c, stamp.seq, plan)?,
            Event::PlanSigned { plan, signature } => plan::sign(c, *plan, Some(signature))?,
            Event::PlanSignatureWithdrawn { plan, .. } => plan::sign(c, *plan, None)?,
            Event::PlanClosed { plan, day, how, closed_as } => {
                hold::close(c, "plan", plan.0, *day, how)?;
                hold::close_as(c, "plan", plan.0, Some(*closed_as))?;
            }
            Event::PaymentClaimed { claim } => self.claim_payment(c, stamp.seq, claim)?,
            Event::PaymentClaimClosed { claim, day, how } => hold::close(c, "payment_claim", claim.0, *day, how)?,
            Event::Paused { pause } => self.pause(c, stamp.seq, pause)?,
            Event::PauseEnded { pause, day } => hold::end_pause(c, *pause, *day)?,
            Event::HoldReopened { hold, .. } => hold::reopen(c, *hold)?,
            Event::StepSnoozed { snooze } => self.snooze(c, stamp.seq, snooze)?,
            Event::StepSkipped { skip } => self.skip(c, stamp.seq, skip)?,
            Event::SkipWithdrawn { customer, step, .. } => self.withdraw_skip(c, *customer, *step)?,
            Event::StepChosen { choice } => self.choose(c, choice)?,
            Event::InsolvencyRecorded { insolvency } => self.record_insolvency(c, insolvency)?,
            Event::ClaimDeclared { customer, day } => self.declare_claim(c, *customer, *day)?,
            Event::InsolvencyWithdrawn { customer, .. } => self.withdraw_insolvency(c, *customer)?,
            Event::HandedOver { hand_over } => self.hand_over(c, hand_over)?,
            Event::FileReturned { customer, day, .. } => self.return_file(c, *customer, *day)?,
            Event::WrittenOff { write_off } => hold::write_off(c, write_off)?,
            Event::WriteOffWithdrawn { invoice, .. } => hold::claim_after_all(c, *invoice)?,
            Event::LimitationFactRecorded { fact } => self.record_limitation_fact(c, stamp.seq, fact)?,
            Event::LimitationFactEdited { fact } => self.edit_limitation_fact(c, fact)?,
            Event::LimitationFactWithdrawn { fact, .. } => limitation::withdraw_fact(c, *fact, stamp.seq)?,
            Event::LimitationConfirmed { confirmation } => self.confirm_limitation(c, stamp.seq, confirmation)?,
            Event::LimitationConfirmationWithdrawn { customer, subject, .. } => {
                self.withdraw_limitation_confirmation(c, *customer, subject)?;
            }
            Event::FileImported { .. } => import::record(c, stamp, event)?,
            Event::ImportUndone { import } => self.undo_import(c, *import, stamp.seq)?,
            Event::RateConfirmed { parameter, half_year, rate_percent } => {
                c.prepare_cached("INSERT OR REPLACE INTO confirmed_rate VALUES (?1, ?2, ?3)")?.execute(params![
                    parameter,
                    day_text(*half_year)?,
                    rate_percent.to_string()
                ])?;
            }
            Event::MappingRemembered { headings, mapping } => {
                c.prepare_cached("INSERT OR REPLACE INTO mapping VALUES (?1, ?2)")?.execute([headings, mapping])?;
            }
            Event::SettingRecorded { key, value } => {
                c.prepare_cached("INSERT OR REPLACE INTO setting VALUES (?1, ?2)")?.execute([key, value])?;
            }
        }
        self.note_customers(c, stamp.seq, event)
    }

    /// Whose line of time the entry belongs to.
    fn note_customers(&mut self, c: &Connection, seq: i64, event: &Event) -> Result<(), StoreError> {
        let insert = |row: [i64; 2]| -> Result<(), StoreError> {
            c.prepare_cached("INSERT INTO journal_customer (customer, seq) VALUES (?1, ?2)")?.execute(row)?;
            Ok(())
        };
        match subject(event) {
            // Found by the key of the invoice: see `timeline`.
            Subject::Customer(_) if matches!(event, Event::InvoiceRecorded { .. }) => {}
            Subject::Everything | Subject::Nothing => {}
            Subject::Customer(id) => {
                insert([self.customer_key(c, id)?, seq])?;
            }
            other => {
                for key in customer_keys(c, &other)?.unwrap_or_default() {
                    insert([key, seq])?;
                }
            }
        }
        Ok(())
    }

    /// The key of a customer; refused when there is none of that id.
    fn customer_key(&mut self, c: &Connection, id: CustomerId) -> Result<i64, StoreError> {
        self.known(c, id).map(|known| known.key)
    }

    fn known(&mut self, c: &Connection, id: CustomerId) -> Result<&mut Known, StoreError> {
        use std::collections::hash_map::Entry;
        match self.customers.entry(id) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => {
                let known = c
                    .prepare_cached(
                        "SELECT key, recorded_at, came_by_import, withdrawn IS NOT NULL FROM customer WHERE id = ?1",
                    )?
                    .query_row([bytes(&id.0)], |row| {
                        Ok(Known {
                            key: row.get(0)?,
                            recorded_at: row.get(1)?,
                            came_by_import: row.get(2)?,
                            withdrawn: row.get(3)?,
                        })
                    })
                    .optional()?
                    .ok_or_else(|| StoreError::unknown("customer", id))?;
                Ok(place.insert(known))
            }
        }
    }
}

pub(crate) fn bytes(id: &Uuid) -> &[u8] {
    id.as_bytes().as_slice()
}

/// The key of an invoice that was not taken out.
pub(crate) fn invoice_key(c: &Connection, id: InvoiceId) -> Result<i64, StoreError> {
    c.prepare_cached("SELECT key FROM invoice WHERE id = ?1 AND withdrawn IS NULL")?
        .query_row([bytes(&id.0)], |row| row.get(0))
        .optional()?
        .ok_or_else(|| StoreError::unknown("invoice", id))
}

/// The key of an invoice that must be of that customer: money of one file never counts in another.
pub(crate) fn own_invoice_key(c: &Connection, id: InvoiceId, customer: i64) -> Result<i64, StoreError> {
    let (key, owner): (i64, i64) = c
        .prepare_cached("SELECT key, customer FROM invoice WHERE id = ?1 AND withdrawn IS NULL")?
        .query_row([bytes(&id.0)], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .ok_or_else(|| StoreError::unknown("invoice", id))?;
    if owner == customer { Ok(key) } else { Err(StoreError::OtherCustomer { id: id.to_string() }) }
}

/// An INSERT that a further row of the same id turns into `AlreadyThere`.
pub(crate) fn inserted(
    outcome: rusqlite::Result<usize>,
    what: &'static str,
    id: impl ToString,
) -> Result<(), StoreError> {
    match outcome {
        Ok(_) => Ok(()),
        Err(rusqlite::Error::SqliteFailure(failure, _))
            if failure.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE =>
        {
            Err(StoreError::AlreadyThere { what, id: id.to_string() })
        }
        Err(error) => Err(error.into()),
    }
}

/// An UPDATE that found no row becomes `Unknown`.
pub(crate) fn changed(
    outcome: rusqlite::Result<usize>,
    what: &'static str,
    id: impl ToString,
) -> Result<(), StoreError> {
    match outcome? {
        0 => Err(StoreError::unknown(what, id)),
        _ => Ok(()),
    }
}
