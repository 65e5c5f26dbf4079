//! Disputes: what the customer contests, what the owner must do about it, what was answered, and the end.

use chrono::NaiveDate;
use domain::{Cents, CustomerFile, Dispute, DisputeAnswer, DisputeId, DisputeReason, Event, Invoice, InvoiceId, Lang};

use crate::desk::{Change, Desk, Now};
use crate::failure::{Failure, FieldProblem, Thing};
use crate::words::say;

/// What a customer contests, as the owner notes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewDispute {
    pub invoice: InvoiceId,
    /// The part; none for the whole.
    pub amount: Option<Cents>,
    pub reason: DisputeReason,
    /// What the owner must do to answer, and by when.
    pub task: String,
    pub answer_due: Option<NaiveDate>,
}

/// An open dispute with its customer and invoice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DisputeRow {
    pub dispute: Dispute,
    pub customer_name: String,
    pub number: String,
    /// What is left aside for it today: the part, or all that is open.
    pub amount: Cents,
    /// What of the invoice goes on being asked for, beside every dispute about it.
    pub undisputed: Cents,
}

/// What of an invoice is open and in no open dispute.
pub fn undisputed(file: &CustomerFile, invoice: &Invoice, today: NaiveDate) -> Cents {
    let open = file.balance(invoice, today).open;
    let disputed: Cents = file
        .disputes
        .iter()
        .filter(|dispute| dispute.invoice == invoice.id && dispute.holds_on(today))
        .map(|dispute| dispute.amount.unwrap_or(open))
        .sum();
    open.minus(disputed).max(Cents::ZERO)
}

/// Refuses an invoice that was ceded: what becomes of it is another's to say.
pub(crate) fn own_claim(
    field: &'static str,
    file: &CustomerFile,
    id: InvoiceId,
    today: NaiveDate,
) -> Result<(), Failure> {
    let Some(cession) = file.ceded_on(id, today) else { return Ok(()) };
    let number = file.invoice(id).map(|invoice| invoice.number.clone()).unwrap_or_default();
    Err(Failure::field(field, FieldProblem::Ceded { number, to: cession.to.clone() }))
}

/// The event of a dispute said with an exchange. Its amount is at most what nobody disputes yet.
pub(crate) fn dispute_opened(
    file: &CustomerFile,
    said: NewDispute,
    day: NaiveDate,
    note: &str,
    now: Now,
) -> Result<Event, Failure> {
    let invoice = file.invoice(said.invoice).ok_or(Failure::NotFound { what: Thing::Invoice })?;
    own_claim("dispute_invoice", file, said.invoice, now.today)?;
    if said.amount.is_some_and(|amount| amount > undisputed(file, invoice, now.today)) {
        return Err(Failure::field("dispute_amount", FieldProblem::ExceedsOpen));
    }
    if said.answer_due.is_some_and(|due| due < day) {
        return Err(Failure::field("answer_due", FieldProblem::DateOutOfRange));
    }
    let dispute = Dispute {
        id: DisputeId(now.mint()),
        customer: file.customer.id,
        invoice: said.invoice,
        amount: said.amount,
        reason: said.reason,
        opened_on: day,
        note: note.to_owned(),
        answer_due: said.answer_due,
        task: said.task.trim().to_owned(),
        answer: None,
        closed: None,
        closed_as: None,
    };
    Ok(Event::DisputeOpened { dispute: Box::new(dispute) })
}

/// A dispute of a file in the owner's terms.
pub fn dispute_row(file: &CustomerFile, dispute: &Dispute, today: NaiveDate) -> DisputeRow {
    let invoice = file.invoice(dispute.invoice);
    let open = invoice.map_or(Cents::ZERO, |invoice| file.balance(invoice, today).open);
    DisputeRow {
        dispute: dispute.clone(),
        customer_name: file.customer.name.clone(),
        number: invoice.map(|invoice| invoice.number.clone()).unwrap_or_default(),
        amount: dispute.amount.unwrap_or(open).min(open),
        undisputed: invoice.map_or(Cents::ZERO, |invoice| undisputed(file, invoice, today)),
    }
}

impl Desk {
    /// Every open dispute, those whose answer is due first.
    pub fn open_disputes(&self, now: Now) -> Result<Vec<DisputeRow>, Failure> {
        let mut rows: Vec<DisputeRow> = Vec::new();
        for file in self.store.book_open(now.today)?.files {
            let open = file.disputes.iter().filter(|dispute| dispute.holds_on(now.today));
            rows.extend(open.map(|dispute| dispute_row(&file, dispute, now.today)));
        }
        rows.sort_by_key(|row| {
            let awaited = row.dispute.answer_due.filter(|_| row.dispute.answer.is_none());
            (awaited.unwrap_or(NaiveDate::MAX), row.dispute.opened_on, row.dispute.id)
        });
        Ok(rows)
    }

    /// What the owner must do about a dispute, and by when.
    pub fn set_dispute_task(
        &mut self,
        now: Now,
        id: DisputeId,
        task: &str,
        answer_due: Option<NaiveDate>,
    ) -> Result<Change, Failure> {
        let dispute = self.dispute(now, id)?;
        if answer_due.is_some_and(|due| due < dispute.opened_on) {
            return Err(Failure::field("answer_due", FieldProblem::DateOutOfRange));
        }
        let event = Event::DisputeTaskSet { dispute: id, day: now.today, task: task.trim().to_owned(), answer_due };
        let customers = self.record(now, vec![event])?;
        let sentence = match (self.lang, answer_due) {
            (Lang::Fr, Some(due)) => format!("Votre réponse est attendue le {}.", self.lang.long_date(due)),
            (Lang::En, Some(due)) => format!("Your answer is due on {}.", self.lang.long_date(due)),
            (_, None) => say(self.lang, "C’est noté.", "Recorded.").to_owned(),
        };
        let before = serde_json::to_string(&(&dispute.task, dispute.answer_due)).unwrap_or_default();
        Ok(Change { customers, sentence, undo: Some(format!("dispute_task:{id}:{before}")) })
    }

    /// The owner answered on that day. The dispute goes on until it is ended.
    pub fn answer_dispute(&mut self, now: Now, id: DisputeId, day: NaiveDate, text: &str) -> Result<Change, Failure> {
        let dispute = self.dispute(now, id)?;
        if day > now.today {
            return Err(Failure::field("day", FieldProblem::InTheFuture));
        }
        if day < dispute.opened_on {
            return Err(Failure::field("day", FieldProblem::DateOutOfRange));
        }
        if text.trim().is_empty() {
            return Err(Failure::field("answer", FieldProblem::Missing));
        }
        let answer = DisputeAnswer { day, text: text.trim().to_owned() };
        let customers = self.record(now, vec![Event::DisputeAnswered { dispute: id, answer }])?;
        let sentence = say(
            self.lang,
            "Réponse notée. La contestation reste ouverte jusqu’à ce que vous la terminiez.",
            "Answer recorded. The dispute stays open until you end it.",
        );
        Ok(Change { customers, sentence: sentence.into(), undo: Some(format!("dispute_answer:{id}")) })
    }

    fn dispute(&self, now: Now, id: DisputeId) -> Result<Dispute, Failure> {
        let open = self.open_disputes(now)?.into_iter().map(|row| row.dispute);
        open.into_iter().find(|dispute| dispute.id == id).ok_or(Failure::NotFound { what: Thing::Hold })
    }

    /// The event that takes a change of a dispute back, from its token.
    pub(crate) fn dispute_as_before(&self, now: Now, what: &str, of: &str) -> Result<Event, Failure> {
        let day = now.today;
        if what == "dispute_answer" {
            return Ok(Event::DisputeAnswerWithdrawn { dispute: of.parse().map_err(|_| Failure::CannotUndo)?, day });
        }
        let (id, before) = of.split_once(':').ok_or(Failure::CannotUndo)?;
        let (task, answer_due) = serde_json::from_str(before).map_err(|_| Failure::CannotUndo)?;
        Ok(Event::DisputeTaskSet { dispute: id.parse().map_err(|_| Failure::CannotUndo)?, day, task, answer_due })
    }
}
