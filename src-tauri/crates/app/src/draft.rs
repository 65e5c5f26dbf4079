//! Documents before they leave: prepared from the law's figures, changed by the owner, kept byte for byte, then recorded
//! as sent by the owner's word. Acquit itself sends nothing.

use chrono::NaiveDate;
use documents::letters::{
    self, CallFacts, Draft, InterestLine, LETTERS, LetterError, LetterLine, LetterRequest, PaymentLine,
    PreviousContact, Tone,
};
use documents::message::{Attached, Message, MessageError, Person};
use documents::pdf::Picture;
use domain::{
    AttachmentKind, Business, Channel, Customer, CustomerFile, CustomerId, DebtorKind, Direction, Event, Exchange,
    ExchangeId, InvoiceId, Lang, Letter, LetterFigures, LetterId, Outcome, StepKey,
};
use law::MovementKind;
use store::digest_of;

use crate::claims::{InvoiceClaim, Sums};
use crate::desk::{Change, Desk, Now};
use crate::failure::{Failure, FieldProblem, Thing};
use crate::words::{say, steps};

/// A document on the desk.
#[derive(Clone, Debug)]
pub struct Drafted {
    pub letter: Letter,
    /// The words as the owner may change them, with the marks of table and payment.
    pub body: String,
    pub pdf: Vec<u8>,
    pub edited: bool,
    /// In the journal already.
    pub kept: bool,
    pub findings: Vec<documents::check::Finding>,
    material: Material,
}

impl Drafted {
    /// True when the check found something that must not leave.
    pub fn is_blocked(&self) -> bool {
        !documents::check::may_leave(&self.findings)
    }

    /// The name to save it under.
    pub fn file_name(&self) -> String {
        file_name(self.letter.lang, &self.letter, &self.material)
    }
}

/// A document with a name, ready to be written somewhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What the owner changed in a draft.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    pub letter: LetterId,
    pub subject: String,
    pub body: String,
    pub lang: Lang,
    pub deadline_days: Option<u16>,
}

/// The owner's word that it went out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sending {
    pub letter: LetterId,
    pub channel: Channel,
    pub day: NaiveDate,
    pub registered_number: Option<String>,
    pub note: String,
}

/// What a second reminder gives when nothing else is said: a week and a day, as is usual.
const FIRM_DEADLINE_DAYS: u16 = 8;

/// More PDFs than these make a message that mail servers refuse.
const ATTACHED_INVOICES: usize = 10;

/// Everything a letter is made from, owned: the request borrows from it.
#[derive(Clone, Debug)]
struct Material {
    business: Business,
    logo: Option<Picture>,
    customer: Customer,
    kind: DebtorKind,
    lang: Lang,
    day: NaiveDate,
    step: StepKey,
    channel: Channel,
    deadline_days: Option<u16>,
    lines: Vec<LetterLine>,
    figures: LetterFigures,
    interest: Vec<InterestLine>,
    payments: Vec<PaymentLine>,
    total_principal_first: Option<domain::Cents>,
    previous: Vec<PreviousContact>,
    call: Option<CallFacts>,
    invoices: Vec<InvoiceId>,
}

impl Material {
    fn request(&self) -> LetterRequest<'_> {
        LetterRequest {
            business: &self.business,
            logo: self.logo.as_ref(),
            customer: &self.customer,
            kind: self.kind,
            lang: self.lang,
            day: self.day,
            step: self.step,
            channel: self.channel,
            tone: Tone::default(),
            deadline_days: self.deadline_days,
            lines: self.lines.clone(),
            figures: self.figures,
            interest: self.interest.clone(),
            payments: self.payments.clone(),
            total_principal_first: self.total_principal_first,
            previous: self.previous.clone(),
            personal_line: None,
            call: self.call.clone(),
        }
    }
}

impl From<LetterError> for Failure {
    fn from(error: LetterError) -> Failure {
        match error {
            LetterError::NoInvoices | LetterError::NoLetter { .. } => Failure::StepGone,
            other => Failure::Document { reason: other.to_string() },
        }
    }
}

impl Desk {
    /// The document of a step: as it was last kept today and not sent, else made now.
    pub fn draft(
        &mut self,
        now: Now,
        customer: CustomerId,
        step: StepKey,
        lang: Option<Lang>,
    ) -> Result<&Drafted, Failure> {
        let file = self.customer_file(customer)?;
        let proposal = self.proposal(&file, now, Some(step))?;
        let lang = lang.unwrap_or(file.customer.lang);
        let kept = self.kept_draft(now, customer, step, lang, &proposal.invoices)?;
        let deadline = match &kept {
            Some((letter, _)) => letter.deadline_days,
            None => proposal.deadline_days.or((step == StepKey::SecondReminder).then_some(FIRM_DEADLINE_DAYS)),
        };
        let channel = channel_of(step, &file.customer, proposal.channel);
        let material = self.material(&file, now, step, lang, channel, deadline, &proposal.invoices)?;
        let kept_pdf = kept.as_ref().map(|(letter, _)| letter.pdf.clone());
        let (mut id, subject, body, edited, was_kept) = match kept {
            Some((letter, body)) => (letter.id, letter.subject, body, true, true),
            None => {
                let draft = letters::compose(&material.request())?;
                (LetterId(now.mint()), draft.subject, draft.body, false, false)
            }
        };
        let mut drafted = self.finish(now, id, material, Draft { subject, body }, edited)?;
        drafted.kept = was_kept;
        if kept_pdf.is_some_and(|kept| kept != drafted.letter.pdf) {
            // The figures have changed since the owner kept these words: it is another document, not kept yet.
            id = LetterId(now.mint());
            drafted.letter.id = id;
            drafted.kept = false;
        }
        self.drafts.retain(|_, other| other.letter.customer != customer || other.edited);
        Ok(self.drafts.entry(id).insert_entry(drafted).into_mut())
    }

    /// A draft the owner changed and kept today, and did not send.
    fn kept_draft(
        &self,
        now: Now,
        customer: CustomerId,
        step: StepKey,
        lang: Lang,
        invoices: &[InvoiceId],
    ) -> Result<Option<(Letter, String)>, Failure> {
        let kept = self.store.letters(customer)?.into_iter().rev().find(|row| {
            !row.discarded
                && row.sent_on.is_none()
                && row.letter.step == step
                && row.letter.day == now.today
                && row.letter.lang == lang
                && row.letter.invoices == invoices
                && !row.letter.body.is_empty()
        });
        Ok(kept.map(|row| (row.letter.clone(), row.letter.body)))
    }

    /// The same document with the owner's words. Nothing is kept.
    pub fn render_edit(&mut self, now: Now, edit: &Edit) -> Result<&Drafted, Failure> {
        let old = self.drafted(edit.letter)?.clone();
        let mut material = old.material;
        let mut words = Draft { subject: edit.subject.clone(), body: edit.body.clone() };
        let language_changed = edit.lang != material.lang;
        let deadline_changed = edit.deadline_days != material.deadline_days;
        material.lang = edit.lang;
        material.deadline_days = edit.deadline_days;
        if language_changed || deadline_changed {
            // Words the owner has not touched follow the language and the deadline.
            let before = letters::compose(
                &Material { lang: old.letter.lang, deadline_days: old.letter.deadline_days, ..material.clone() }
                    .request(),
            )?;
            let untouched = before.subject == words.subject && before.body == words.body;
            if language_changed || untouched {
                words = letters::compose(&material.request())?;
            }
        }
        let composed = letters::compose(&material.request())?;
        let edited = composed.subject != words.subject || composed.body != words.body;
        let drafted = self.finish(now, edit.letter, material, words, edited)?;
        Ok(self.drafts.entry(edit.letter).insert_entry(drafted).into_mut())
    }

    /// Keeps the owner's words in the journal, so that they are there after a restart.
    pub fn keep_edit(&mut self, now: Now, edit: &Edit) -> Result<&Drafted, Failure> {
        let was_kept = self.drafted(edit.letter)?.kept;
        self.render_edit(now, edit)?;
        if was_kept {
            // A kept draft is a fact: the new words are a letter of their own, and the old one is put aside.
            let mut drafted = self.drafts.remove(&edit.letter).ok_or(Failure::NotFound { what: Thing::Letter })?;
            drafted.letter.id = LetterId(now.mint());
            let id = drafted.letter.id;
            self.drafts.insert(id, drafted);
            self.record(now, vec![Event::LetterDiscarded { letter: edit.letter }])?;
            self.keep(now, id)?;
            return self.drafted(id);
        }
        self.keep(now, edit.letter)?;
        self.drafted(edit.letter)
    }

    pub fn drafted(&self, letter: LetterId) -> Result<&Drafted, Failure> {
        self.drafts.get(&letter).ok_or(Failure::NotFound { what: Thing::Letter })
    }

    /// Writes a draft into the journal, with its bytes among the originals.
    fn keep(&mut self, now: Now, letter: LetterId) -> Result<(), Failure> {
        let drafted = self.drafted(letter)?.clone();
        if drafted.kept {
            return Ok(());
        }
        let name = drafted.file_name();
        self.write(now, |writing| {
            writing.put_original(&name, "application/pdf", &drafted.pdf)?;
            let event = Event::LetterDrafted { letter: Box::new(drafted.letter.clone()) };
            writing.append(&event)?;
            Ok(vec![event])
        })?;
        if let Some(drafted) = self.drafts.get_mut(&letter) {
            drafted.kept = true;
        }
        Ok(())
    }

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

    #[expect(clippy::too_many_arguments, reason = "each is a different thing; a struct would only rename them")]
    fn material(
        &self,
        file: &CustomerFile,
        now: Now,
        step: StepKey,
        lang: Lang,
        channel: Channel,
        deadline_days: Option<u16>,
        invoices: &[InvoiceId],
    ) -> Result<Material, Failure> {
        let business = self.business_or_failure()?.clone();
        let kind = file.customer.kind.ok_or(Failure::StepGone)?;
        let letter = LETTERS.iter().find(|letter| letter.step() == step).ok_or(Failure::StepGone)?;
        let with_accessories = letter.claims_accessories(kind) || letter.is_internal();
        let mut claims = self.claims_on(file, invoices, now.today)?;
        claims.retain(|one| !one.settled);
        for one in &mut claims {
            self.leave_out_disputed(file, one);
        }
        let with_accessories = with_accessories && kind != DebtorKind::Consumer;
        if with_accessories && let Some(gap) = claims.iter().find_map(InvoiceClaim::gap) {
            return Err(gap);
        }
        let logo = match &business.logo {
            Some(digest) => self.store.original(digest)?.and_then(|original| Picture::read(&original.bytes).ok()),
            None => None,
        };
        let lines: Vec<LetterLine> = claims.iter().map(|one| line(one, now.today, with_accessories)).collect();
        let figures = LetterFigures {
            principal: lines.iter().map(|line| line.principal).sum(),
            interest: lines.iter().map(|line| line.interest).sum(),
            indemnity: lines.iter().map(|line| line.indemnity).sum(),
            total: lines.iter().map(|line| line.total).sum(),
        };
        let interest = if with_accessories { claims.iter().flat_map(interest_lines).collect() } else { Vec::new() };
        let payments = claims.iter().flat_map(|one| payment_lines(one, with_accessories)).collect::<Vec<_>>();
        let variant = (with_accessories && !payments.is_empty())
            .then(|| claims.iter().map(|one| one.claim.variant_principal_first.total).sum());
        let previous = file
            .exchanges
            .iter()
            .filter(|exchange| exchange.direction == Direction::Outgoing)
            .filter(|exchange| exchange.invoices.iter().any(|invoice| invoices.contains(invoice)))
            // "Malgré notre appel" is said of a call that somebody answered.
            .filter(|exchange| !matches!(exchange.outcome, Some(Outcome::NoAnswer | Outcome::WrongNumber)))
            .filter_map(|exchange| {
                Some(PreviousContact { step: exchange.step?, day: exchange.day, channel: exchange.channel })
            })
            .collect();
        Ok(Material {
            business,
            logo,
            customer: file.customer.clone(),
            kind,
            lang,
            day: now.today,
            step,
            channel,
            deadline_days,
            lines,
            figures,
            interest,
            payments,
            total_principal_first: variant.filter(|total| *total != figures.total),
            previous,
            call: (step == StepKey::Call).then(|| call_facts(file)),
            invoices: claims.iter().map(|one| one.invoice.id).collect(),
        })
    }

    /// A disputed part is not asked for.
    fn leave_out_disputed(&self, file: &CustomerFile, one: &mut InvoiceClaim) {
        let disputed: domain::Cents = file
            .disputes
            .iter()
            .filter(|dispute| dispute.closed.is_none() && dispute.invoice == one.invoice.id)
            .map(|dispute| dispute.amount.unwrap_or(one.claim.principal_open))
            .sum();
        if disputed.is_positive() {
            one.leave_out(disputed);
        }
    }

    fn finish(
        &self,
        now: Now,
        id: LetterId,
        material: Material,
        words: Draft,
        edited: bool,
    ) -> Result<Drafted, Failure> {
        let document = letters::render(&material.request(), &words.subject, &words.body)?;
        if !document.unprintable.is_empty() {
            return Err(Failure::Unprintable { characters: document.unprintable.iter().collect() });
        }
        let findings = documents::check::check(&material.request(), &words.subject, &words.body);
        let letter = Letter {
            id,
            customer: material.customer.id,
            step: material.step,
            invoices: material.invoices.clone(),
            lang: material.lang,
            day: now.today,
            channel: material.channel,
            recipient: recipient_of(&material.customer, material.channel),
            subject: words.subject,
            text: document.text,
            body: words.body.clone(),
            pdf: digest_of(&document.pdf),
            message: None,
            figures: material.figures,
            deadline_days: material.deadline_days,
        };
        Ok(Drafted { letter, body: words.body, pdf: document.pdf, edited, kept: false, findings, material })
    }
}

/// The way a step usually goes, as far as the customer can be reached that way.
fn channel_of(step: StepKey, customer: &Customer, suggested: Option<Channel>) -> Channel {
    match (step, suggested) {
        (_, Some(channel)) => channel,
        (StepKey::Call, None) => Channel::Phone,
        (StepKey::FormalNotice, None) => Channel::RegisteredLetter,
        _ if customer.reminder_email().is_some() => Channel::Email,
        _ => Channel::Letter,
    }
}

fn recipient_of(customer: &Customer, channel: Channel) -> String {
    let reached = match channel {
        Channel::Email => customer.reminder_email(),
        Channel::Phone | Channel::TextMessage => customer.reminder_phone(),
        _ => None,
    };
    reached.map_or_else(|| customer.name.clone(), str::to_owned)
}

fn line(one: &InvoiceClaim, today: NaiveDate, with_accessories: bool) -> LetterLine {
    let claim = &one.claim;
    let sums = if with_accessories {
        Sums::of([one])
    } else {
        Sums { principal: claim.amount_due.minus(claim.credited).minus(claim.paid), ..Sums::default() }
    };
    let principal = sums.principal;
    LetterLine {
        number: one.invoice.number.clone(),
        issue_date: one.invoice.issue_date,
        due_date: one.due.date,
        amount_due: claim.amount_due,
        paid: claim.paid.plus(claim.credited),
        principal,
        interest: sums.interest,
        indemnity: sums.indemnity,
        total: principal.plus(sums.interest).plus(sums.indemnity),
        days_late: u32::try_from(today.signed_duration_since(one.due.date).num_days()).unwrap_or(0),
        reference: [&one.invoice.order_reference, &one.invoice.payment_reference]
            .into_iter()
            .find(|reference| !reference.is_empty())
            .cloned(),
    }
}

fn interest_lines(one: &InvoiceClaim) -> Vec<InterestLine> {
    one.claim
        .interest
        .periods
        .iter()
        .flat_map(|period| &period.segments)
        .map(|segment| InterestLine {
            number: one.invoice.number.clone(),
            from: segment.from,
            to: segment.to,
            days: segment.days,
            base: segment.principal,
            rate_percent: segment.rate_percent,
            amount: segment.exact_euros(),
            source: segment.text.title.to_string(),
        })
        .collect()
}

fn payment_lines(one: &InvoiceClaim, with_accessories: bool) -> Vec<PaymentLine> {
    one.claim
        .movements
        .iter()
        .map(|movement| PaymentLine {
            number: one.invoice.number.clone(),
            day: movement.day,
            amount: movement.amount,
            to_interest: if with_accessories { movement.to_interest } else { domain::Cents::ZERO },
            to_principal: if with_accessories { movement.to_principal } else { movement.amount },
            is_credit: movement.kind == MovementKind::CreditNote,
        })
        .collect()
}

fn call_facts(file: &CustomerFile) -> CallFacts {
    let contact = file.customer.reminder_contact();
    CallFacts {
        contact: contact.map(|contact| contact.name.clone()).unwrap_or_default(),
        phone: file.customer.reminder_phone().unwrap_or_default().to_owned(),
        usual_delay_days: None,
        promises: None,
        notes: file.customer.note.clone(),
    }
}

/// "2e relance Studio Perrin F-2026-188.pdf", without what file systems refuse.
fn file_name(lang: Lang, letter: &Letter, material: &Material) -> String {
    let number = material.lines.first().map(|line| line.number.as_str()).unwrap_or_default();
    let step = match letter.step {
        StepKey::Call => say(lang, "Fiche d’appel", "Call sheet"),
        step => steps::step(lang, step),
    };
    let name = format!("{step} {} {number} {}", material.customer.name, letter.day);
    let safe: String =
        name.chars()
            .map(|c| {
                if c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') {
                    '-'
                } else {
                    c
                }
            })
            .take(120)
            .collect();
    format!("{}.pdf", safe.trim().trim_matches('.'))
}
