//! Who an invoice is owed to, in which order its payments count, and how each is taken back.

use chrono::NaiveDate;
use domain::{Cession, CustomerId, Event, InvoiceId, OrderChosen, PaymentId, PaymentOrder};

use crate::desk::{Change, Desk, Now};
use crate::failure::{Failure, FieldProblem, Thing};
use crate::words::owed as words;
use crate::words::say;

/// Invoices given to a factor or a bank, as the owner says it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewCession {
    pub customer: CustomerId,
    pub invoices: Vec<InvoiceId>,
    pub to: String,
    pub day: NaiveDate,
    pub with_recourse: bool,
}

impl Desk {
    /// Invoices are owed to another from that day: no reminder, and out of what is owed to the business.
    pub fn cede(&mut self, now: Now, new: NewCession) -> Result<Change, Failure> {
        let to = new.to.trim();
        if to.is_empty() {
            return Err(Failure::field("to", FieldProblem::Missing));
        }
        if new.day > now.today {
            return Err(Failure::field("day", FieldProblem::InTheFuture));
        }
        if new.invoices.is_empty() {
            return Err(Failure::field("invoices", FieldProblem::Missing));
        }
        let file = self.customer_file(new.customer)?;
        let mut events = Vec::new();
        for id in &new.invoices {
            let invoice = file.invoice(*id).ok_or(Failure::NotFound { what: Thing::Invoice })?;
            if !file.is_own_claim(invoice, now.today) || !file.balance(invoice, now.today).open.is_positive() {
                return Err(Failure::field("invoices", FieldProblem::UnknownValue));
            }
            if new.day < invoice.issue_date {
                return Err(Failure::field("day", FieldProblem::BeforeIssue));
            }
            let cession = Cession {
                invoice: *id,
                to: to.to_owned(),
                day: new.day,
                with_recourse: new.with_recourse,
                returned: None,
            };
            events.push(Event::InvoiceCeded { cession });
        }
        let customers = self.record(now, events)?;
        let numbers: Vec<String> =
            new.invoices.iter().filter_map(|id| file.invoice(*id)).map(|invoice| invoice.number.clone()).collect();
        let sentence = words::ceded(self.lang, &numbers, to);
        Ok(Change { customers, sentence, undo: Some(format!("ceded:{}", ids(&new.invoices))) })
    }

    /// They came back: owed to the business again, with their old dates.
    pub fn end_cession(
        &mut self,
        now: Now,
        customer: CustomerId,
        invoices: &[InvoiceId],
        day: NaiveDate,
        reason: &str,
    ) -> Result<Change, Failure> {
        if invoices.is_empty() {
            return Err(Failure::field("invoices", FieldProblem::Missing));
        }
        if day > now.today {
            return Err(Failure::field("day", FieldProblem::InTheFuture));
        }
        let file = self.customer_file(customer)?;
        let mut events = Vec::new();
        for id in invoices {
            let cession = file.ceded_on(*id, now.today).ok_or(Failure::NotFound { what: Thing::Invoice })?;
            if day < cession.day {
                return Err(Failure::field("day", FieldProblem::DateOutOfRange));
            }
            events.push(Event::CessionEnded { invoice: *id, day, reason: reason.trim().to_owned() });
        }
        let customers = self.record(now, events)?;
        let sentence = words::came_back(self.lang, invoices.len());
        Ok(Change { customers, sentence, undo: Some(format!("cession_ended:{}", ids(invoices))) })
    }

    /// What a payment brought for ceded invoices was given to whom it is owed.
    pub fn pass_on(&mut self, now: Now, payment: PaymentId, on: NaiveDate) -> Result<Change, Failure> {
        let known = self.store.payment(payment)?.ok_or(Failure::NotFound { what: Thing::Payment })?;
        if on > now.today {
            return Err(Failure::field("day", FieldProblem::InTheFuture));
        }
        if on < known.received_on {
            return Err(Failure::field("day", FieldProblem::DateOutOfRange));
        }
        let event = Event::PaymentPassedOn { payment, passed_on: Some(on), day: now.today };
        let customers = self.record(now, vec![event])?;
        let sentence = say(self.lang, "Noté\u{a0}: c’est reversé.", "Recorded: it is passed on.").into();
        Ok(Change { customers, sentence, undo: Some(format!("pass_on:{payment}")) })
    }

    /// In which order payments count inside the invoices of a customer. The reason stays in the journal.
    pub fn choose_payment_order(
        &mut self,
        now: Now,
        customer: CustomerId,
        order: PaymentOrder,
        reason: &str,
    ) -> Result<Change, Failure> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Failure::field("reason", FieldProblem::Missing));
        }
        let before = self.customer_file(customer)?.payment_order();
        let chosen = OrderChosen { customer, order, day: now.today, reason: reason.to_owned() };
        let customers = self.record(now, vec![Event::PaymentOrderChosen { chosen }])?;
        let code = match before {
            PaymentOrder::InterestFirst => "interest_first",
            PaymentOrder::PrincipalFirst => "principal_first",
        };
        let sentence = words::order_chosen(self.lang, order);
        Ok(Change { customers, sentence, undo: Some(format!("order:{customer}:{code}")) })
    }

    /// Takes back a deposit, money passed on, a cession, its end, or an order.
    pub(crate) fn undo_owed(&mut self, now: Now, what: &str, of: &str) -> Result<Change, Failure> {
        fn id<T: std::str::FromStr>(text: &str) -> Result<T, Failure> {
            text.parse().map_err(|_| Failure::CannotUndo)
        }
        let day = now.today;
        let reason = say(self.lang, "annulé par vous", "taken back by you").to_owned();
        let events: Vec<Event> = match what {
            "deposit" => {
                let (payment, before) = of.split_once(':').ok_or(Failure::CannotUndo)?;
                let deposited_on = if before.is_empty() { None } else { Some(id(before)?) };
                vec![Event::ChequeDeposited { payment: id(payment)?, deposited_on, day }]
            }
            "pass_on" => vec![Event::PaymentPassedOn { payment: id(of)?, passed_on: None, day }],
            "ceded" => invoices(of)?
                .into_iter()
                .map(|invoice| Event::CessionWithdrawn { invoice, day, reason: reason.clone() })
                .collect(),
            "cession_ended" => {
                invoices(of)?.into_iter().map(|invoice| Event::CessionResumed { invoice, day }).collect()
            }
            _ => {
                let (customer, order) = of.split_once(':').ok_or(Failure::CannotUndo)?;
                let order = match order {
                    "interest_first" => PaymentOrder::InterestFirst,
                    "principal_first" => PaymentOrder::PrincipalFirst,
                    _ => return Err(Failure::CannotUndo),
                };
                vec![Event::PaymentOrderChosen { chosen: OrderChosen { customer: id(customer)?, order, day, reason } }]
            }
        };
        let customers = self.record(now, events)?;
        Ok(Change { customers, sentence: say(self.lang, "C’est annulé.", "Taken back.").into(), undo: None })
    }
}

fn ids(invoices: &[InvoiceId]) -> String {
    invoices.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

fn invoices(text: &str) -> Result<Vec<InvoiceId>, Failure> {
    text.split(',').map(|id| id.parse().map_err(|_| Failure::CannotUndo)).collect()
}
