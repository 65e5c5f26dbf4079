//! Invoices typed by hand, corrected, or taken out.

use chrono::NaiveDate;
use domain::{
    Allocation, Cents, ClaimNature, Customer, CustomerFile, CustomerId, DebtorKind, Event, Instalment, Invoice,
    InvoiceId, InvoiceKind, Lang,
};
use law::{DueDate, DueFacts, due_date};

use crate::desk::{Change, Desk, Now};
use crate::failure::{Failure, FieldProblem, Thing};
use crate::import::CustomerFacts;

/// An invoice as it was typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TypedInvoice {
    pub id: Option<InvoiceId>,
    pub customer: TypedCustomer,
    pub number: String,
    pub kind: InvoiceKind,
    pub issue_date: NaiveDate,
    pub due: TypedDue,
    /// Retention money: the day it is to be released, and how much. The other due dates share out the rest.
    pub retention: Option<(NaiveDate, Cents)>,
    pub delivery_date: Option<NaiveDate>,
    /// The day the debtor received it; for a public body the deposit date.
    pub received_on: Option<NaiveDate>,
    pub nature: ClaimNature,
    /// For a credit note: the invoice it lowers. None leaves it as it is: free money of the customer, when it is new.
    pub credits: Option<InvoiceId>,
    pub gross_total: Cents,
    /// Received before, at an unknown day.
    pub already_paid: Cents,
    pub subject: String,
}

/// When it is due.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TypedDue {
    /// Nothing was agreed: the law computes it.
    ByLaw,
    On(NaiveDate),
    /// Several due dates; the parts sum to what is owed.
    Instalments(Vec<Instalment>),
}

impl TypedDue {
    /// The parts of what is owed, in order of date.
    fn instalments(self, issue_date: NaiveDate, amount_due: Cents) -> Result<Vec<Instalment>, Failure> {
        let (field, mut parts) = match self {
            TypedDue::ByLaw => return Ok(Vec::new()),
            TypedDue::On(due_date) => ("due_date", vec![Instalment::due(due_date, amount_due)]),
            TypedDue::Instalments(parts) => ("instalments", parts),
        };
        if parts.iter().any(|part| part.due_date < issue_date) {
            return Err(Failure::field(field, FieldProblem::BeforeIssue));
        }
        if parts.iter().any(|part| !part.amount.is_positive()) {
            return Err(Failure::field(field, FieldProblem::NotPositive));
        }
        let sum: Cents = parts.iter().map(|part| part.amount).sum();
        if sum != amount_due {
            return Err(Failure::field(field, FieldProblem::DoesNotSum { sum, expected: amount_due }));
        }
        parts.sort_by_key(|part| part.due_date);
        Ok(parts)
    }
}

/// Retention money as a part of its own: less than the whole, released after the invoice was issued.
fn retained(
    retention: Option<(NaiveDate, Cents)>,
    issue_date: NaiveDate,
    amount_due: Cents,
) -> Result<Option<Instalment>, Failure> {
    let Some((due_date, amount)) = retention else { return Ok(None) };
    let problem = match amount {
        amount if !amount.is_positive() => FieldProblem::NotPositive,
        amount if amount >= amount_due => FieldProblem::ExceedsOpen,
        _ if due_date < issue_date => return Err(Failure::field("retention_date", FieldProblem::BeforeIssue)),
        _ => return Ok(Some(Instalment { retained: true, ..Instalment::due(due_date, amount) })),
    };
    Err(Failure::field("retention_amount", problem))
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TypedCustomer {
    Known(CustomerId),
    New { name: String, kind: Option<DebtorKind>, email: Option<String> },
}

/// What the law says of an invoice while it is typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DueGlance {
    pub due: Option<DueDate>,
    pub known: Option<String>,
}

impl Desk {
    /// The due date of an invoice under the fingers, and whether its number is known already.
    #[expect(clippy::too_many_arguments, reason = "what a form holds while it is half typed")]
    pub fn glance(
        &self,
        itself: Option<InvoiceId>,
        customer: Option<CustomerId>,
        kind: Option<DebtorKind>,
        number: &str,
        issue_date: Option<NaiveDate>,
        due: Option<NaiveDate>,
        delivery: Option<NaiveDate>,
        received: Option<NaiveDate>,
    ) -> Result<DueGlance, Failure> {
        let customer = customer.map(|id| self.customer_file(id)).transpose()?.map(|file| file.customer);
        let kind = kind.or_else(|| customer.as_ref().and_then(|customer| customer.kind));
        let due = match (issue_date, kind) {
            (Some(issue), Some(kind)) => {
                let mut facts = DueFacts::new(kind, issue);
                facts.public_buyer = customer.as_ref().and_then(|customer| customer.public_buyer);
                facts.delivery = delivery;
                facts.received = received;
                facts.agreed_date = due;
                if kind != DebtorKind::PublicBody {
                    facts.term = self.business.as_ref().and_then(|business| business.terms.payment_term);
                }
                Some(due_date(&facts, &self.law)?)
            }
            _ => None,
        };
        let known = match (&customer, number.trim()) {
            (Some(customer), number) if !number.is_empty() => self
                .store
                .find_invoice_by_number(number)?
                .into_iter()
                .find(|found| found.customer == customer.id && Some(found.id) != itself)
                .map(|found| found.number),
            _ => None,
        };
        Ok(DueGlance { due, known })
    }

    /// Records a typed invoice, with its customer when that one is new too.
    pub fn save_invoice(&mut self, now: Now, typed: TypedInvoice) -> Result<(InvoiceId, CustomerId, Change), Failure> {
        if self.business.is_none() {
            return Err(Failure::NoBusiness);
        }
        if typed.already_paid < Cents::ZERO {
            return Err(Failure::field("already_paid", FieldProblem::NotAnAmount));
        }
        let amount_due = typed.gross_total.minus(typed.already_paid);
        if !amount_due.is_positive() {
            return Err(Failure::field("already_paid", FieldProblem::ExceedsOpen));
        }
        if typed.received_on.is_some_and(|received| received < typed.issue_date) {
            return Err(Failure::field("received_on", FieldProblem::DateOutOfRange));
        }
        let instalments = match typed.kind {
            InvoiceKind::Invoice => {
                let kept = retained(typed.retention, typed.issue_date, amount_due)?;
                let rest = amount_due.minus(kept.iter().map(|part| part.amount).sum());
                let mut parts = typed.due.instalments(typed.issue_date, rest)?;
                parts.extend(kept);
                parts.sort_by_key(|part| part.due_date);
                parts
            }
            InvoiceKind::CreditNote => Vec::new(),
        };
        let mut events = Vec::new();
        let customer = match &typed.customer {
            TypedCustomer::Known(id) => self.customer_file(*id)?.customer,
            TypedCustomer::New { name, kind, email } => {
                let facts = CustomerFacts {
                    name: name.clone(),
                    kind: *kind,
                    email: email.clone().unwrap_or_default(),
                    ..CustomerFacts::default()
                };
                let customer = self.known_or_new(now, &facts)?;
                if self.store.customer(customer.id)?.is_none() {
                    events.push(Event::CustomerRecorded { customer: Box::new(customer.clone()) });
                }
                customer
            }
        };
        let known = self.store.find_invoice_by_number(&typed.number)?;
        let twin = known.iter().find(|found| found.customer == customer.id && Some(found.id) != typed.id);
        if let Some(twin) = twin {
            return Err(Failure::field("number", FieldProblem::AlreadyKnown { number: twin.number.clone() }));
        }
        let before = typed.id.map(|id| self.store.invoice(id)).transpose()?.flatten();
        let id = typed.id.unwrap_or(InvoiceId(now.mint()));
        let blank = Invoice { kind: typed.kind, ..Invoice::bare(id, customer.id, typed.issue_date, Cents::ZERO) };
        let edited = before.is_some();
        let credits = match (typed.kind, typed.credits) {
            (InvoiceKind::CreditNote, Some(lowered)) => self.credit_on(now, &customer, id, lowered, amount_due)?,
            (InvoiceKind::CreditNote, None) => before.as_ref().map(|note| note.credits.clone()).unwrap_or_default(),
            (InvoiceKind::Invoice, _) => Vec::new(),
        };
        let invoice = Invoice {
            customer: customer.id,
            kind: typed.kind,
            number: typed.number.clone(),
            issue_date: typed.issue_date,
            delivery_date: typed.delivery_date,
            received_on: typed.received_on,
            claim_nature: typed.nature,
            instalments,
            gross_total: typed.gross_total,
            prepaid: typed.already_paid,
            amount_due,
            subject: typed.subject,
            credits,
            ..before.unwrap_or(blank)
        };
        events.push(if edited {
            Event::InvoiceEdited { invoice: Box::new(invoice) }
        } else {
            Event::InvoiceRecorded { invoice: Box::new(invoice) }
        });
        let customers = self.record(now, events)?;
        let (number, name) = (&typed.number, &customer.name);
        let sentence = match (self.lang, typed.kind, edited) {
            (Lang::Fr, InvoiceKind::Invoice, false) => format!("Facture {number} enregistrée pour {name}."),
            (Lang::Fr, InvoiceKind::Invoice, true) => format!("Facture {number} corrigée."),
            (Lang::Fr, InvoiceKind::CreditNote, false) => format!("Avoir {number} enregistré pour {name}."),
            (Lang::Fr, InvoiceKind::CreditNote, true) => format!("Avoir {number} corrigé."),
            (Lang::En, InvoiceKind::Invoice, false) => format!("Invoice {number} recorded for {name}."),
            (Lang::En, InvoiceKind::Invoice, true) => format!("Invoice {number} corrected."),
            (Lang::En, InvoiceKind::CreditNote, false) => format!("Credit note {number} recorded for {name}."),
            (Lang::En, InvoiceKind::CreditNote, true) => format!("Credit note {number} corrected."),
        };
        let change = Change { customers, sentence, undo: (!edited).then(|| format!("invoice:{id}")) };
        Ok((id, customer.id, change))
    }

    /// What a credit note gives to one invoice of its customer: all of it, as far as something is open there.
    fn credit_on(
        &self,
        now: Now,
        customer: &Customer,
        note: InvoiceId,
        lowered: InvoiceId,
        amount: Cents,
    ) -> Result<Vec<Allocation>, Failure> {
        let file = self.customer_file(customer.id)?;
        let unknown = || Failure::field("credits", FieldProblem::UnknownValue);
        let invoice = file.invoice(lowered).filter(|invoice| !invoice.is_credit_note()).ok_or_else(unknown)?;
        // What the note itself gave before it was edited is open again.
        let own: Cents = file
            .invoice(note)
            .map(|before| before.credits.iter().filter(|part| part.invoice == lowered).map(|part| part.amount).sum())
            .unwrap_or_default();
        let part = amount.min(file.balance(invoice, now.today).open.plus(own));
        Ok(if part.is_positive() { vec![Allocation { invoice: lowered, amount: part }] } else { Vec::new() })
    }

    /// The known customer of that name, or a new one.
    fn known_or_new(&self, now: Now, facts: &CustomerFacts) -> Result<Customer, Failure> {
        let known = self.store.find_customer(store::CustomerProbe {
            siren: None,
            vat_id: None,
            other_id: None,
            name: &facts.name,
        })?;
        Ok(known.into_iter().next().unwrap_or_else(|| crate::import::new_customer(now, facts)))
    }

    pub fn invoice_and_file(&self, id: InvoiceId) -> Result<(Invoice, CustomerFile), Failure> {
        let invoice = self.store.invoice(id)?.ok_or(Failure::NotFound { what: Thing::Invoice })?;
        let file = self.customer_file(invoice.customer)?;
        Ok((invoice, file))
    }

    pub fn withdraw_invoice(&mut self, now: Now, id: InvoiceId, reason: String) -> Result<Change, Failure> {
        let (invoice, _) = self.invoice_and_file(id)?;
        let customers = self.record(now, vec![Event::InvoiceWithdrawn { invoice: id, reason }])?;
        let number = &invoice.number;
        let sentence = match (self.lang, invoice.is_credit_note()) {
            (Lang::Fr, false) => format!("Facture {number} retirée."),
            (Lang::Fr, true) => format!("Avoir {number} retiré."),
            (Lang::En, false) => format!("Invoice {number} taken out."),
            (Lang::En, true) => format!("Credit note {number} taken out."),
        };
        Ok(Change { customers, sentence, undo: None })
    }
}
