//! Facts the owner records by hand: business, customers, payments, exchanges, and everything that silences a reminder.

use chrono::NaiveDate;
use domain::{
    Business, Cents, Channel, Contact, ContactId, Customer, CustomerId, Delivery, DeliveryOutcome, Direction, Event,
    Exchange, ExchangeId, HandOver, InvoiceId, Outcome, Pause, PauseId, PauseScope, PaymentClaim, PaymentClaimId,
    Promise, PromiseId, Route, StepKey, WriteOff,
};

use crate::desk::{Change, Desk, Now};
use crate::disputes::{NewDispute, dispute_opened};
use crate::failure::{Failure, FieldProblem, Thing};
use crate::words::{say, steps};

/// A call or message, with what it leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewExchange {
    pub customer: CustomerId,
    /// Empty: everything overdue that day.
    pub invoices: Vec<InvoiceId>,
    pub direction: Direction,
    pub channel: Channel,
    pub day: NaiveDate,
    pub step: Option<StepKey>,
    pub outcome: Option<Outcome>,
    pub party: String,
    pub note: String,
    pub promise: Option<(Cents, NaiveDate)>,
    pub dispute: Option<NewDispute>,
}

impl Desk {
    pub fn save_business(&mut self, now: Now, business: Business) -> Result<Change, Failure> {
        let event = Event::BusinessRecorded { business: Box::new(business) };
        let customers = self.record(now, vec![event])?;
        Ok(Change {
            customers,
            sentence: say(self.lang, "Votre entreprise est enregistrée.", "Your business is recorded.").into(),
            undo: None,
        })
    }

    /// A new customer, or a known one changed. Contacts without an id get one.
    pub fn save_customer(
        &mut self,
        now: Now,
        id: Option<CustomerId>,
        mut customer: Customer,
    ) -> Result<Change, Failure> {
        for contact in &mut customer.contacts {
            if contact.id == ContactId(uuid::Uuid::nil()) {
                contact.id = ContactId(now.mint());
            }
        }
        let event = match id {
            Some(id) => {
                let known = self.customer_file(id)?;
                customer.id = id;
                customer.other_id = known.customer.other_id;
                Event::CustomerEdited { customer: Box::new(customer), only_kind: false }
            }
            None => {
                customer.id = CustomerId(now.mint());
                Event::CustomerRecorded { customer: Box::new(customer) }
            }
        };
        let customers = self.record(now, vec![event])?;
        Ok(Change {
            customers,
            sentence: say(self.lang, "Client enregistré.", "Customer recorded.").into(),
            undo: None,
        })
    }

    /// The owner says what customers are; from now on it is no assumption.
    pub fn set_kinds(&mut self, now: Now, kinds: Vec<(CustomerId, domain::DebtorKind)>) -> Result<Change, Failure> {
        let mut events = Vec::with_capacity(kinds.len());
        for (id, kind) in kinds {
            let mut customer = self.customer_file(id)?.customer;
            if customer.kind != Some(kind) {
                customer.public_buyer = (kind == domain::DebtorKind::PublicBody)
                    .then_some(customer.public_buyer.unwrap_or(domain::PublicBuyer::StateOrLocal));
            }
            customer.kind = Some(kind);
            customer.kind_confirmed = true;
            events.push(Event::CustomerEdited { customer: Box::new(customer), only_kind: true });
        }
        let count = events.len() as u64;
        let customers = self.record(now, events)?;
        let sentence = match self.lang {
            domain::Lang::Fr => {
                format!("{count} {} à jour.", self.lang.plural(count, "client mis", "clients mis"))
            }
            domain::Lang::En => format!("{count} {} updated.", self.lang.plural(count, "customer", "customers")),
        };
        Ok(Change { customers, sentence, undo: None })
    }

    /// A call or a message, and what it leads to: a promise, a dispute, a payment to check.
    pub fn record_exchange(&mut self, now: Now, new: NewExchange) -> Result<Change, Failure> {
        if new.day > now.today {
            return Err(Failure::field("day", FieldProblem::InTheFuture));
        }
        let file = self.customer_file(new.customer)?;
        let invoices = if new.invoices.is_empty() { self.overdue_invoices(&file, now) } else { new.invoices };
        let id = ExchangeId(now.mint());
        let mut events = vec![Event::ExchangeRecorded {
            exchange: Box::new(Exchange {
                id,
                customer: new.customer,
                direction: new.direction,
                channel: new.channel,
                day: new.day,
                step: new.step,
                invoices: invoices.clone(),
                letter: None,
                party: new.party.clone(),
                outcome: new.outcome,
                registered_number: None,
                note: new.note.clone(),
                deadline_days: None,
            }),
        }];
        if new.outcome == Some(Outcome::Promised) {
            let (amount, due_on) = new.promise.ok_or(Failure::field("promise_amount", FieldProblem::Missing))?;
            if due_on < new.day {
                return Err(Failure::field("promise_day", FieldProblem::DateOutOfRange));
            }
            let promise = Promise {
                id: PromiseId(now.mint()),
                customer: new.customer,
                invoices: invoices.clone(),
                amount,
                due_on,
                made_on: new.day,
                made_by: new.party.clone(),
                channel: new.channel,
                closed: None,
                closed_as: None,
            };
            events.extend(self.replaced_by(&file, &promise, now));
            events.push(Event::PromiseMade { promise: Box::new(promise) });
        }
        if new.outcome == Some(Outcome::Disputes) {
            let said = new.dispute.ok_or(Failure::field("dispute_invoice", FieldProblem::Missing))?;
            events.push(dispute_opened(&file, said, new.day, &new.note, now)?);
        }
        if new.outcome == Some(Outcome::SaysPaid) {
            events.push(Event::PaymentClaimed {
                claim: Box::new(PaymentClaim {
                    id: PaymentClaimId(now.mint()),
                    customer: new.customer,
                    invoices,
                    said_on: new.day,
                    note: new.note,
                    closed: None,
                }),
            });
        }
        let customers = self.record(now, events)?;
        let sentence = match new.outcome {
            Some(outcome) => match self.lang {
                domain::Lang::Fr => {
                    format!("Noté pour {}\u{a0}: {}.", file.customer.name, steps::outcome(self.lang, outcome))
                }
                domain::Lang::En => {
                    format!("Recorded for {}: {}.", file.customer.name, steps::outcome(self.lang, outcome))
                }
            },
            None => say(self.lang, "Échange noté.", "Exchange recorded.").into(),
        };
        Ok(Change { customers, sentence, undo: Some(format!("exchange:{id}")) })
    }

    /// What became of the last registered letter.
    pub fn record_delivery(
        &mut self,
        now: Now,
        customer: CustomerId,
        presented_on: NaiveDate,
        outcome: DeliveryOutcome,
        registered_number: Option<String>,
    ) -> Result<Change, Failure> {
        if presented_on > now.today {
            return Err(Failure::field("presented_on", FieldProblem::InTheFuture));
        }
        let file = self.customer_file(customer)?;
        let registered = file
            .exchanges
            .iter()
            .rev()
            .find(|exchange| exchange.direction == Direction::Outgoing && exchange.channel == Channel::RegisteredLetter)
            .ok_or(Failure::NotFound { what: Thing::RegisteredLetter })?;
        if presented_on < registered.day {
            return Err(Failure::field("presented_on", FieldProblem::DateOutOfRange));
        }
        let delivery = Delivery { exchange: registered.id, presented_on, outcome, registered_number };
        let customers = self.record(now, vec![Event::DeliveryRecorded { delivery }])?;
        Ok(Change {
            customers,
            sentence: say(self.lang, "Avis de réception noté.", "Acknowledgment recorded.").into(),
            undo: None,
        })
    }

    pub fn pause(
        &mut self,
        now: Now,
        scope: PauseScope,
        reason: String,
        until: Option<NaiveDate>,
    ) -> Result<Change, Failure> {
        if until.is_some_and(|until| until < now.today) {
            return Err(Failure::field("until", FieldProblem::DateOutOfRange));
        }
        let id = PauseId(now.mint());
        let pause = Pause { id, scope, reason, from: now.today, until, ended_on: None };
        let customers = self.record(now, vec![Event::Paused { pause: Box::new(pause) }])?;
        let sentence = match until {
            Some(until) => match self.lang {
                domain::Lang::Fr => format!("Relances suspendues jusqu’au {}.", self.lang.long_date(until)),
                domain::Lang::En => format!("Reminders paused until {}.", self.lang.long_date(until)),
            },
            None => {
                say(self.lang, "Relances suspendues jusqu’à nouvel ordre.", "Reminders paused until you end it.").into()
            }
        };
        Ok(Change { customers, sentence, undo: Some(format!("pause:{id}")) })
    }

    pub fn hand_over(
        &mut self,
        now: Now,
        customer: CustomerId,
        route: Route,
        to: String,
        note: String,
    ) -> Result<Change, Failure> {
        let file = self.customer_file(customer)?;
        let invoices = self.overdue_invoices(&file, now);
        let hand_over = HandOver { customer, route, invoices, to, day: now.today, note, returned_on: None };
        let customers = self.record(now, vec![Event::HandedOver { hand_over: Box::new(hand_over) }])?;
        Ok(Change {
            customers,
            sentence: say(
                self.lang,
                "Dossier confié. Vos propres relances s’arrêtent\u{202f}; la prescription, elle, continue de courir.",
                "File handed over. Your own reminders stop; the limitation period goes on running.",
            )
            .into(),
            undo: Some(format!("hand_over:{customer}")),
        })
    }

    /// Gives up one invoice.
    pub fn write_off(&mut self, now: Now, invoice: InvoiceId, reason: String) -> Result<Change, Failure> {
        self.write_off_all(now, &[invoice], &reason)
    }

    /// Gives up everything overdue of a customer: pursuing it is not worth its cost.
    pub fn write_off_overdue(&mut self, now: Now, customer: CustomerId, reason: &str) -> Result<Change, Failure> {
        let file = self.customer_file(customer)?;
        let invoices = self.overdue_invoices(&file, now);
        self.write_off_all(now, &invoices, reason)
    }

    fn write_off_all(&mut self, now: Now, invoices: &[InvoiceId], reason: &str) -> Result<Change, Failure> {
        let given_up = |invoice: &InvoiceId| Event::WrittenOff {
            write_off: WriteOff { invoice: *invoice, day: now.today, reason: reason.to_owned() },
        };
        let events: Vec<Event> = invoices.iter().map(given_up).collect();
        if events.is_empty() {
            return Err(Failure::NotFound { what: Thing::Invoice });
        }
        let customers = self.record(now, events)?;
        let token: Vec<String> = invoices.iter().map(ToString::to_string).collect();
        Ok(Change {
            customers,
            sentence: say(
                self.lang,
                "Créance abandonnée. Les preuves restent au dossier.",
                "Claim given up. The evidence stays in the file.",
            )
            .into(),
            undo: Some(format!("write_off:{}", token.join(","))),
        })
    }
}

/// A contact typed in a form, without an id yet.
pub fn new_contact(
    name: String,
    role: String,
    email: Option<String>,
    phone: Option<String>,
    for_reminders: bool,
) -> Contact {
    Contact { id: ContactId(uuid::Uuid::nil()), name, role, email, phone, for_reminders }
}
