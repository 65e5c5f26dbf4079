//! How a document leaves: kept first, written where another program finds it, and recorded as sent by the owner's word.

use documents::message::{Attached, Message, MessageError, Person};
use domain::{AttachmentKind, CustomerFile, Direction, Event, Exchange, ExchangeId, Lang, Letter, LetterId};

use super::{Document, Sending, recipient_of};
use crate::desk::{Change, Desk, Now};
use crate::failure::{Failure, FieldProblem, Thing};
use crate::words::steps;

/// More PDFs than these make a message that mail servers refuse.
const ATTACHED_INVOICES: usize = 10;

impl Desk {
    /// The PDF of a letter, kept in the journal first: what leaves the program is what the journal holds.
    pub fn keep_letter(&mut self, now: Now, letter: LetterId) -> Result<Document, Failure> {
        if let Ok(drafted) = self.drafted(letter) {
            let document = Document { name: drafted.file_name(), bytes: drafted.pdf.clone() };
            self.keep(now, letter)?;
            return Ok(document);
        }
        let row = self.store.letter(letter)?.ok_or(Failure::NotFound { what: Thing::Letter })?;
        let original = self.document(&row.letter.pdf)?;
        Ok(Document { name: original.name, bytes: original.bytes })
    }

    /// The message with the PDF inside, as a draft for the mail program.
    pub fn keep_message(&mut self, now: Now, letter: LetterId) -> Result<Document, Failure> {
        let document = self.keep_letter(now, letter)?;
        let kept = self.store.letter(letter)?.ok_or(Failure::NotFound { what: Thing::Letter })?.letter;
        let business = self.business_or_failure()?;
        let customer = self.customer_file(kept.customer)?.customer;
        let to = customer.reminder_email().ok_or(Failure::field("email", FieldProblem::Missing))?;
        let pdf = Attached { name: &document.name, content_type: "application/pdf", bytes: &document.bytes };
        let mut attachments = vec![pdf];
        let invoices = self.invoice_files(&kept)?;
        attachments.extend(invoices.iter().map(|original| Attached {
            name: &original.name,
            content_type: &original.media_type,
            bytes: &original.bytes,
        }));
        let message = documents::message::eml(&Message {
            from: Person { name: &business.name, email: business.email.as_deref().unwrap_or("") },
            to: vec![Person { name: &customer.name, email: to }],
            subject: &kept.subject,
            text: &kept.text,
            attachments,
            day: kept.day,
        })
        .map_err(|error| match error {
            MessageError::NoSender => Failure::field("business_email", FieldProblem::Missing),
            MessageError::NoRecipient => Failure::field("email", FieldProblem::Missing),
            other => Failure::Document { reason: other.to_string() },
        })?;
        let name = document.name.replace(".pdf", ".eml");
        Ok(Document { name, bytes: message })
    }

    /// The PDFs of the invoices a letter is about, as far as they are in the file: they travel with a reminder.
    fn invoice_files(&self, letter: &Letter) -> Result<Vec<store::Original>, Failure> {
        let file = self.customer_file(letter.customer)?;
        let mut originals = Vec::new();
        for invoice in letter.invoices.iter().filter_map(|id| file.invoice(*id)).take(ATTACHED_INVOICES) {
            let original = invoice.attachments.iter().find(|attachment| attachment.kind == AttachmentKind::Original);
            let Some(attachment) = original else { continue };
            if let Some(original) = self.store.original(&attachment.digest)?
                && original.media_type == "application/pdf"
            {
                originals.push(original);
            }
        }
        Ok(originals)
    }

    /// Writes a document where another program can open it.
    pub fn write_to_outbox(&self, document: &Document) -> Result<std::path::PathBuf, Failure> {
        let outbox = self.store.dir().join("outbox");
        std::fs::create_dir_all(&outbox)
            .map_err(|error| Failure::Io { name: outbox.display().to_string(), kind: error.kind() })?;
        let path = outbox.join(&document.name);
        crate::desk::write_whole(&path, &document.bytes)?;
        Ok(path)
    }

    /// Records that a letter was sent, as the owner says. Sends nothing.
    pub fn record_sending(&mut self, now: Now, sending: Sending) -> Result<Change, Failure> {
        if sending.day > now.today {
            return Err(Failure::field("day", FieldProblem::InTheFuture));
        }
        let letter = match self.drafted(sending.letter) {
            Ok(drafted) if drafted.is_blocked() => return Err(Failure::LetterBlocked),
            Ok(drafted) => drafted.letter.clone(),
            Err(_) => {
                let row = self.store.letter(sending.letter)?.ok_or(Failure::NotFound { what: Thing::Letter })?;
                if row.sent_on.is_some() {
                    return Err(Failure::StepGone);
                }
                row.letter
            }
        };
        // The check of this morning is not that of now: a payment or promise recorded since silences the step.
        let file = self.customer_file(letter.customer)?;
        self.still_owed(&file, &letter, now)?;
        self.keep_letter(now, sending.letter)?;
        let id = ExchangeId(now.mint());
        let exchange = Exchange {
            id,
            customer: letter.customer,
            direction: Direction::Outgoing,
            channel: sending.channel,
            day: sending.day,
            step: Some(letter.step),
            invoices: letter.invoices.clone(),
            letter: Some(letter.id),
            party: recipient_of(&file.customer, sending.channel),
            outcome: None,
            registered_number: sending.registered_number,
            note: sending.note,
            deadline_days: letter.deadline_days,
        };
        let customers = self.record(now, vec![Event::ExchangeRecorded { exchange: Box::new(exchange) }])?;
        self.drafts.remove(&sending.letter);
        let step = steps::step(self.lang, letter.step);
        let sentence = match self.lang {
            Lang::Fr => format!("{step} à {}\u{a0}: noté comme envoyé.", file.customer.name),
            Lang::En => format!("{step} to {}: recorded as sent.", file.customer.name),
        };
        Ok(Change { customers, sentence, undo: Some(format!("exchange:{id}")) })
    }

    /// Refuses to record a sending to somebody who meanwhile paid, promised, disputes or is paused.
    fn still_owed(&self, file: &CustomerFile, letter: &Letter, now: Now) -> Result<(), Failure> {
        let proposal = self.proposal(file, now, Some(letter.step))?;
        let same = letter.invoices.iter().all(|invoice| proposal.invoices.contains(invoice));
        if same { Ok(()) } else { Err(Failure::StepGone) }
    }
}
