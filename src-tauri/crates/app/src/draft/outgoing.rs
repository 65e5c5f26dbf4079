//! How a document leaves: kept first, written where another program finds it, and recorded as sent by the owner's word.

use documents::message::{Attached, Message, MessageError, Person};
use domain::{
    AttachmentKind, Channel, CustomerFile, CustomerId, Digest, Direction, Event, Exchange, ExchangeId, InvoiceId, Lang,
    Letter, LetterId, TakenOut,
};

use super::{Document, Sending, recipient_of};
use crate::desk::{Change, Desk, Now};
use crate::failure::{Failure, FieldProblem, Thing};
use crate::words::steps;

/// More PDFs than these make a message that mail servers refuse.
const ATTACHED_INVOICES: usize = 10;
/// A letter that left Acquit longer ago than this and was never said to be sent is no longer asked about.
const ASKED_ABOUT_DAYS: i64 = 60;
/// As far back as the journal of a customer is read for letters that left.
const ENTRIES: usize = 200;

/// A document that travels with a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Enclosed {
    pub name: String,
    pub digest: Digest,
    pub bytes: usize,
}

/// A letter that was saved, printed or put in a message, of which nobody has said yet whether it was sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    pub letter: Letter,
    pub how: TakenOut,
}

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

    /// The PDF of a letter on its way out, unless it must not leave. [`Desk::taken_out`] says that it did. Past a red
    /// light of the gate it goes with the owner's reason.
    pub fn take_out(&mut self, now: Now, letter: LetterId, despite: Option<&str>) -> Result<Document, Failure> {
        let leaving = match self.drafted(letter) {
            Ok(drafted) if drafted.is_blocked() => return Err(Failure::LetterBlocked),
            Ok(drafted) => drafted.letter.clone(),
            Err(_) => self.kept_letter(letter)?,
        };
        let passed = self.let_out(now, &leaving, leaving.channel, now.today, despite)?;
        let document = self.keep_letter(now, letter)?;
        self.record(now, passed.into_iter().collect())?;
        Ok(document)
    }

    /// A letter reached a folder or a printer. That is kept; whether it was sent, the owner says.
    pub fn taken_out(&mut self, now: Now, letter: LetterId, how: TakenOut) -> Result<(), Failure> {
        // A call sheet is for the owner's own eyes: it leaves for nobody.
        if self.kept_letter(letter)?.step == domain::StepKey::Call {
            return Ok(());
        }
        self.note_taken_out(now, letter, how, None)
    }

    /// Once is enough: printing twice is one fact.
    fn note_taken_out(
        &mut self,
        now: Now,
        letter: LetterId,
        how: TakenOut,
        message: Option<&Document>,
    ) -> Result<(), Failure> {
        let customer = self.kept_letter(letter)?.customer;
        let digest = message.map(|message| store::digest_of(&message.bytes));
        let event = Event::LetterTakenOut { letter, how, message: digest };
        if self.store.timeline(customer, None, ENTRIES)?.iter().any(|entry| entry.event == event) {
            return Ok(());
        }
        self.write(now, |writing| {
            if let Some(message) = message {
                writing.put_original(&message.name, "message/rfc822", &message.bytes)?;
            }
            writing.append(&event)?;
            Ok(vec![event])
        })?;
        Ok(())
    }

    /// The message with the PDF inside, as a draft for the mail program; its bytes are kept with the letter. Refused
    /// where the letter must not leave, and past a red light of the gate without the owner's reason.
    pub fn keep_message(&mut self, now: Now, letter: LetterId, despite: Option<&str>) -> Result<Document, Failure> {
        let (kept, enclosed) = match self.drafted(letter) {
            Ok(drafted) if drafted.is_blocked() => return Err(Failure::LetterBlocked),
            Ok(drafted) => (drafted.letter.clone(), drafted.enclosed().to_vec()),
            Err(_) => {
                let row = self.store.letter(letter)?.ok_or(Failure::NotFound { what: Thing::Letter })?;
                let file = self.customer_file(row.letter.customer)?;
                let enclosed = self.enclosed_invoices(&file, &row.letter.invoices)?;
                (row.letter, enclosed)
            }
        };
        let file = self.customer_file(kept.customer)?;
        let business = self.business_or_failure()?;
        let to = file.customer.reminder_email().ok_or(Failure::field("email", FieldProblem::Missing))?;
        if business.email.as_deref().is_none_or(|email| email.trim().is_empty()) {
            return Err(Failure::field("business_email", FieldProblem::Missing));
        }
        let (from_name, from) = (business.name.clone(), business.email.clone().unwrap_or_default());
        let passed = self.let_out(now, &kept, Channel::Email, now.today, despite)?;
        let document = self.keep_letter(now, letter)?;
        self.record(now, passed.into_iter().collect())?;
        let mut invoices = Vec::with_capacity(enclosed.len());
        for one in &enclosed {
            invoices.push((one, self.document(&one.digest)?));
        }
        let pdf = Attached { name: &document.name, content_type: "application/pdf", bytes: &document.bytes };
        let mut attachments = vec![pdf];
        attachments.extend(invoices.iter().map(|(enclosed, original)| Attached {
            name: &enclosed.name,
            content_type: &original.media_type,
            bytes: &original.bytes,
        }));
        let bytes = documents::message::eml(&Message {
            from: Person { name: &from_name, email: &from },
            to: vec![Person { name: &file.customer.name, email: to }],
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
        let message = Document { name: document.name.replace(".pdf", ".eml"), bytes };
        self.note_taken_out(now, letter, TakenOut::Message, Some(&message))?;
        Ok(message)
    }

    /// The PDFs of the invoices a letter is about, as far as they are in the file: they travel with a message.
    pub(super) fn enclosed_invoices(
        &self,
        file: &CustomerFile,
        invoices: &[InvoiceId],
    ) -> Result<Vec<Enclosed>, Failure> {
        let mut enclosed = Vec::new();
        for invoice in invoices.iter().filter_map(|id| file.invoice(*id)).take(ATTACHED_INVOICES) {
            let original = invoice.attachments.iter().find(|attachment| attachment.kind == AttachmentKind::Original);
            let Some(attachment) = original else { continue };
            if let Some(original) = self.store.original(&attachment.digest)?
                && original.media_type == "application/pdf"
            {
                let (name, bytes) = (original.name, original.bytes.len());
                enclosed.push(Enclosed { name, digest: attachment.digest.clone(), bytes });
            }
        }
        Ok(enclosed)
    }

    /// The letters to a customer that left Acquit and were neither recorded as sent nor put aside, the latest first.
    pub fn waiting_letters(&self, now: Now, customer: CustomerId) -> Result<Vec<Waiting>, Failure> {
        let mut waiting: Vec<Waiting> = Vec::new();
        for entry in self.store.timeline(customer, None, ENTRIES)? {
            let Event::LetterTakenOut { letter, how, .. } = entry.event else { continue };
            if waiting.iter().any(|known| known.letter.id == letter) {
                continue;
            }
            let Some(row) = self.store.letter(letter)? else { continue };
            let age = now.today.signed_duration_since(row.letter.day).num_days();
            if !row.discarded && row.sent_on.is_none() && age <= ASKED_ABOUT_DAYS {
                waiting.push(Waiting { letter: row.letter, how });
            }
        }
        waiting.sort_by_key(|one| std::cmp::Reverse((one.letter.day, one.letter.id)));
        Ok(waiting)
    }

    /// A letter that left Acquit will not be sent after all.
    pub fn put_letter_aside(&mut self, now: Now, letter: LetterId) -> Result<Change, Failure> {
        let row = self.store.letter(letter)?.ok_or(Failure::NotFound { what: Thing::Letter })?;
        if row.discarded || row.sent_on.is_some() {
            return Err(Failure::StepGone);
        }
        let customers = self.record(now, vec![Event::LetterDiscarded { letter }])?;
        self.drafts.remove(&letter);
        let sentence = crate::words::say(self.lang, "Lettre laissée de côté.", "Letter put aside.").to_owned();
        Ok(Change { customers, sentence, undo: None })
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
                if row.sent_on.is_some() || row.discarded {
                    return Err(Failure::StepGone);
                }
                row.letter
            }
        };
        if sending.day < letter.day {
            return Err(Failure::field("day", FieldProblem::BeforeTheLetter { day: letter.day }));
        }
        let file = self.customer_file(letter.customer)?;
        // The check of this morning is not that of now: a statement read since may hold the payment. What went out on
        // an earlier day is held against the facts of that day.
        let passed = self.let_out(now, &letter, sending.channel, sending.day, sending.despite.as_deref())?;
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
        let mut events: Vec<Event> = passed.into_iter().collect();
        events.push(Event::ExchangeRecorded { exchange: Box::new(exchange) });
        let customers = self.record(now, events)?;
        self.drafts.remove(&sending.letter);
        let step = steps::step(self.lang, letter.step);
        let sentence = match self.lang {
            Lang::Fr => format!("{step} à {}\u{a0}: noté comme envoyé.", file.customer.name),
            Lang::En => format!("{step} to {}: recorded as sent.", file.customer.name),
        };
        Ok(Change { customers, sentence, undo: Some(format!("exchange:{id}")) })
    }
}
