//! Documents before they leave: prepared from the law's figures, changed by the owner, kept byte for byte, then recorded
//! as sent by the owner's word. Acquit itself sends nothing.

use chrono::NaiveDate;
use documents::letters::{self, Draft, LetterError};
use domain::{Channel, Customer, CustomerId, Event, InvoiceId, Lang, Letter, LetterId, StepKey};
use store::digest_of;

use crate::desk::{Desk, Now};
use crate::failure::{Failure, Thing};
use crate::words::{say, steps};

mod call;
mod material;
mod outgoing;

use material::{Manner, Material};
pub use outgoing::{Enclosed, Waiting};

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

    /// The invoices that would travel with a message.
    pub fn enclosed(&self) -> &[Enclosed] {
        &self.material.enclosed
    }

    /// Where a message would go.
    pub fn mail_to(&self) -> Option<&str> {
        self.material.customer.reminder_email()
    }

    /// The customer as it was when the document was made.
    pub fn customer(&self) -> &Customer {
        &self.material.customer
    }

    /// The account the debtor is asked to pay to, as the letter writes it.
    pub fn iban(&self) -> Option<String> {
        self.material.business.iban.as_ref().map(domain::Iban::spaced)
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
    /// Why it went although a light of the gate was red.
    pub despite: Option<String>,
}

/// What a second reminder gives when nothing else is said: a week and a day, as is usual.
const FIRM_DEADLINE_DAYS: u16 = 8;

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
        let kept = self.kept_draft(now, customer, step, lang, &proposal.invoices)?;
        let lang = kept.as_ref().map(|(letter, _)| letter.lang).or(lang).unwrap_or(file.customer.lang);
        let deadline = match &kept {
            Some((letter, _)) => letter.deadline_days,
            None => proposal.deadline_days.or((step == StepKey::SecondReminder).then_some(FIRM_DEADLINE_DAYS)),
        };
        let channel = channel_of(step, &file.customer, proposal.channel);
        let material =
            self.material(&file, now, Manner { step, lang, channel, deadline_days: deadline }, &proposal.invoices)?;
        let kept_pdf = kept.as_ref().map(|(letter, _)| letter.pdf.clone());
        let composed = letters::compose(&material.request())?;
        let (mut id, subject, body, was_kept) = match kept {
            Some((letter, body)) => (letter.id, letter.subject, body, true),
            None => (LetterId(now.mint()), composed.subject.clone(), composed.body.clone(), false),
        };
        let edited = composed.subject != subject || composed.body != body;
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

    /// The draft the owner last kept today and did not send: in that language, or in any where none is asked for.
    fn kept_draft(
        &self,
        now: Now,
        customer: CustomerId,
        step: StepKey,
        lang: Option<Lang>,
        invoices: &[InvoiceId],
    ) -> Result<Option<(Letter, String)>, Failure> {
        let kept = self.store.letters(customer)?.into_iter().find(|row| {
            !row.discarded
                && row.sent_on.is_none()
                && row.letter.step == step
                && row.letter.day == now.today
                && lang.is_none_or(|lang| row.letter.lang == lang)
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
pub(crate) fn channel_of(step: StepKey, customer: &Customer, suggested: Option<Channel>) -> Channel {
    match (step, suggested) {
        (_, Some(channel)) => channel,
        (StepKey::Call, None) => Channel::Phone,
        (StepKey::FormalNotice | StepKey::PlanNotice, None) => Channel::RegisteredLetter,
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
