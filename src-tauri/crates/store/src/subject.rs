//! Whose file an event changes.

use domain::{CustomerId, Event, HoldRef, ImportId, InvoiceId, PauseScope};
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::error::StoreError;
use crate::open::Reader;

/// Whose files must be looked at again after an event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Touched {
    /// The event changes the business, a rate, a setting or a silence of everything.
    Everything,
    Customers(Vec<CustomerId>),
}

/// What an event is about, as it names it.
pub(crate) enum Subject {
    Everything,
    Nothing,
    Customer(CustomerId),
    /// A row of a table that has a `customer` column and an `id`.
    Row(&'static str, Uuid),
    Import(ImportId),
}

pub(crate) fn subject(event: &Event) -> Subject {
    let invoice = |id: &InvoiceId| Subject::Row("invoice", id.0);
    if let Some(customer) = event.customer() {
        return Subject::Customer(customer);
    }
    match event {
        Event::InvoiceWithdrawn { invoice: id, .. }
        | Event::AttachmentAdded { invoice: id, .. }
        | Event::AttachmentWithdrawn { invoice: id, .. } => invoice(id),
        Event::CreditAllocated { credit_note, .. } | Event::CreditReleased { credit_note, .. } => invoice(credit_note),
        Event::WrittenOff { write_off } => invoice(&write_off.invoice),
        Event::WriteOffWithdrawn { invoice: id, .. } => invoice(id),
        Event::InvoiceCeded { cession } => invoice(&cession.invoice),
        Event::CessionEnded { invoice: id, .. }
        | Event::CessionResumed { invoice: id, .. }
        | Event::CessionWithdrawn { invoice: id, .. } => invoice(id),
        Event::ChequeDeposited { payment, .. }
        | Event::PaymentSeen { payment, .. }
        | Event::PaymentPassedOn { payment, .. }
        | Event::PaymentReversed { payment, .. }
        | Event::PaymentReinstated { payment, .. }
        | Event::PaymentAllocated { payment, .. }
        | Event::PaymentReleased { payment, .. } => Subject::Row("payment", payment.0),
        Event::HoldReopened { hold, .. } => match hold {
            HoldRef::Promise(id) => Subject::Row("promise", id.0),
            HoldRef::Dispute(id) => Subject::Row("dispute", id.0),
            HoldRef::PaymentClaim(id) => Subject::Row("payment_claim", id.0),
            HoldRef::Plan(id) => Subject::Row("plan", id.0),
            HoldRef::Pause(id) => Subject::Row("pause", id.0),
        },
        Event::ExchangeWithdrawn { exchange, .. } => Subject::Row("exchange", exchange.0),
        Event::DeliveryRecorded { delivery } => Subject::Row("exchange", delivery.exchange.0),
        Event::PromiseClosed { promise, .. } => Subject::Row("promise", promise.0),
        Event::DisputeClosed { dispute, .. }
        | Event::DisputeTaskSet { dispute, .. }
        | Event::DisputeAnswered { dispute, .. }
        | Event::DisputeAnswerWithdrawn { dispute, .. } => Subject::Row("dispute", dispute.0),
        Event::PlanSigned { plan, .. }
        | Event::PlanSignatureWithdrawn { plan, .. }
        | Event::PlanClosed { plan, .. } => Subject::Row("plan", plan.0),
        Event::PaymentClaimClosed { claim, .. } => Subject::Row("payment_claim", claim.0),
        Event::Paused { pause } => match &pause.scope {
            PauseScope::Everything => Subject::Everything,
            PauseScope::Customer(customer) => Subject::Customer(*customer),
            PauseScope::Invoice(id) => invoice(id),
        },
        Event::PauseEnded { pause, .. } => Subject::Row("pause", pause.0),
        Event::LetterDiscarded { letter } | Event::LetterTakenOut { letter, .. } => Subject::Row("letter", letter.0),
        Event::ImportUndone { import } => Subject::Import(*import),
        Event::FileImported { .. }
        | Event::MappingRemembered { .. }
        | Event::StatementImported { .. }
        | Event::EntrySetAside { .. }
        | Event::EntryTakenUp { .. } => Subject::Nothing,
        Event::BusinessRecorded { .. } | Event::RateConfirmed { .. } | Event::SettingRecorded { .. } => {
            Subject::Everything
        }
        // These name their customer, which was answered above. Said one by one, so that a new event is not forgotten.
        Event::CustomerRecorded { .. }
        | Event::CustomerEdited { .. }
        | Event::InvoiceRecorded { .. }
        | Event::InvoiceEdited { .. }
        | Event::PaymentReceived { .. }
        | Event::LetterDrafted { .. }
        | Event::ExchangeRecorded { .. }
        | Event::PromiseMade { .. }
        | Event::DisputeOpened { .. }
        | Event::PlanMade { .. }
        | Event::PaymentClaimed { .. }
        | Event::StepSnoozed { .. }
        | Event::StepSkipped { .. }
        | Event::StepChosen { .. }
        | Event::PaymentOrderChosen { .. }
        | Event::InsolvencyRecorded { .. }
        | Event::ClaimDeclared { .. }
        | Event::InsolvencyWithdrawn { .. }
        | Event::SkipWithdrawn { .. }
        | Event::GatePassed { .. }
        | Event::HandedOver { .. }
        | Event::FileReturned { .. }
        | Event::LimitationFactRecorded { .. }
        | Event::LimitationFactEdited { .. }
        | Event::LimitationFactWithdrawn { .. }
        | Event::LimitationConfirmed { .. }
        | Event::LimitationConfirmationWithdrawn { .. } => Subject::Nothing,
    }
}

/// The keys of the customers of a subject; `None` for everything.
pub(crate) fn customer_keys(connection: &Connection, subject: &Subject) -> Result<Option<Vec<i64>>, StoreError> {
    let one = |sql: &str, id: &Uuid| -> Result<Option<Option<i64>>, StoreError> {
        let mut statement = connection.prepare_cached(sql)?;
        Ok(statement.query_row([id.as_bytes().as_slice()], |row| row.get(0)).optional()?)
    };
    match subject {
        Subject::Everything => Ok(None),
        Subject::Nothing => Ok(Some(Vec::new())),
        Subject::Customer(id) => {
            let key = one("SELECT key FROM customer WHERE id = ?1", &id.0)?;
            Ok(Some(key.flatten().into_iter().collect()))
        }
        Subject::Row(table, id) => match one(&format!("SELECT customer FROM {table} WHERE id = ?1"), id)? {
            // Only a pause can be of no customer: it is of everything.
            Some(None) => Ok(None),
            key => Ok(Some(key.flatten().into_iter().collect())),
        },
        Subject::Import(id) => {
            let mut statement = connection.prepare_cached(
                "SELECT customer FROM invoice WHERE import = ?1
                     UNION SELECT customer FROM payment WHERE import = ?1
                     UNION SELECT p.customer FROM bank_statement s JOIN bank_entry e ON e.statement = s.key
                        JOIN payment p ON p.entry = e.id WHERE s.import = ?1
                     ORDER BY customer",
            )?;
            let keys = statement.query_map([id.0.as_bytes().as_slice()], |row| row.get(0))?;
            Ok(Some(keys.collect::<Result<_, _>>()?))
        }
    }
}

impl Reader {
    /// Whose files an event changes, also where the event names only an invoice, a payment or a pause. Asked after the
    /// event was appended.
    pub fn customers_of(&self, event: &Event) -> Result<Touched, StoreError> {
        // Most events name their customer: no look-up.
        if let Some(customer) = event.customer() {
            return Ok(Touched::Customers(vec![customer]));
        }
        let Some(keys) = customer_keys(&self.connection, &subject(event))? else {
            return Ok(Touched::Everything);
        };
        let mut statement = self.connection.prepare_cached("SELECT id FROM customer WHERE key = ?1")?;
        let mut customers = Vec::with_capacity(keys.len());
        for key in keys {
            customers
                .push(CustomerId(statement.query_row([key], |row| row.get::<_, [u8; 16]>(0)).map(Uuid::from_bytes)?));
        }
        Ok(Touched::Customers(customers))
    }
}
