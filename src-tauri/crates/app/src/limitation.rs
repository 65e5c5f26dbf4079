//! Until when the claims of a customer can be brought to court: what happened to them, what the owner confirms of it,
//! and what would be if something happened today.

use std::path::PathBuf;

use chrono::NaiveDate;
use domain::{
    Attachment, AttachmentKind, CaseEnd, CustomerFile, CustomerId, Digest, Event, ExchangeId, Insolvency, Invoice,
    InvoiceId, LimitationConfirmation, LimitationFact, LimitationFactId, LimitationFactKind, LimitationSubject,
};
use law::{Limitation, LimitationEvent, limitation_of, limitation_supposing};

use crate::attachments::Paper;
use crate::desk::{Change, Desk, Now};
use crate::failure::{Failure, FieldProblem, Thing};
use crate::words::{limitation as words, limitation_chain, say};

/// Something that happened to claims, as the owner tells it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewLimitationFact {
    /// A fact already recorded, which is as said here from now on.
    pub id: Option<LimitationFactId>,
    pub customer: CustomerId,
    pub invoices: Vec<InvoiceId>,
    pub kind: LimitationFactKind,
    pub day: NaiveDate,
    pub until: Option<NaiveDate>,
    pub case_end: Option<CaseEnd>,
    pub clause_years: Option<u32>,
    pub by: String,
    pub note: String,
    pub exchange: Option<ExchangeId>,
    /// Files that prove it; they are kept with each invoice.
    pub papers: Vec<PathBuf>,
    /// The owner confirms at once who, which invoices, when, and that nothing was contested (LI-08).
    pub confirmed: bool,
}

impl NewLimitationFact {
    /// The least that can be told: a kind, a day, its invoices.
    pub fn new(
        customer: CustomerId,
        invoices: Vec<InvoiceId>,
        kind: LimitationFactKind,
        day: NaiveDate,
    ) -> NewLimitationFact {
        NewLimitationFact {
            id: None,
            customer,
            invoices,
            kind,
            day,
            until: None,
            case_end: None,
            clause_years: None,
            by: String::new(),
            note: String::new(),
            exchange: None,
            papers: Vec::new(),
            confirmed: false,
        }
    }
}

/// The owner's word on what the debtor did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewConfirmation {
    pub customer: CustomerId,
    pub subject: LimitationSubject,
    /// Empty: every invoice it concerns.
    pub invoices: Vec<InvoiceId>,
    /// False: somebody else paid, another invoice, or under reserve.
    pub counts: bool,
    pub by: String,
    pub note: String,
}

/// What an event would change for one invoice.
#[derive(Clone, Debug)]
pub struct Supposed {
    pub invoice: Invoice,
    pub now: Limitation,
    pub then: Limitation,
    pub sentence: String,
}

impl Desk {
    /// The limitation of each open invoice, what presses most first. Empty where the kind of the customer is not known.
    pub fn limitations(&self, file: &CustomerFile, now: Now) -> Vec<(Invoice, Limitation)> {
        let Some(business) = self.business.as_ref() else { return Vec::new() };
        let mut found: Vec<(Invoice, Limitation)> = self
            .open_invoices(file, now)
            .into_iter()
            .filter_map(|(invoice, _, _)| {
                let limitation = limitation_of(file, invoice, business, now.today, &self.law).ok()??;
                Some((invoice.clone(), limitation))
            })
            .collect();
        found.sort_by_key(|(_, limitation)| limitation.pressing(now.today));
        found
    }

    /// The limitation of one invoice, open or not.
    pub fn limitation(&self, file: &CustomerFile, invoice: &Invoice, now: Now) -> Result<Option<Limitation>, Failure> {
        let business = self.business.as_ref().ok_or(Failure::NoBusiness)?;
        Ok(limitation_of(file, invoice, business, now.today, &self.law).ok().flatten())
    }

    /// Records what happened, or corrects what was recorded.
    pub fn record_limitation_fact(
        &mut self,
        now: Now,
        new: NewLimitationFact,
    ) -> Result<(LimitationFactId, Change), Failure> {
        let file = self.customer_file(new.customer)?;
        let before = match new.id {
            Some(id) => Some(known_fact(&file, id)?.clone()),
            None => None,
        };
        check(&new, &file, now)?;
        let papers = new.papers.iter().map(|path| Paper::read(path)).collect::<Result<Vec<Paper>, Failure>>()?;
        let mut fact = LimitationFact {
            id: new.id.unwrap_or_else(|| LimitationFactId(now.mint())),
            customer: new.customer,
            invoices: new.invoices,
            kind: new.kind,
            day: new.day,
            until: new.until.filter(|_| new.kind.lasts()),
            case_end: new.case_end.filter(|_| new.kind.is_case()),
            clause_years: new.clause_years.filter(|_| new.kind == LimitationFactKind::ContractClause),
            by: new.by,
            note: new.note,
            exchange: new.exchange,
            documents: before.as_ref().map(|known| known.documents.clone()).unwrap_or_default(),
        };
        let id = fact.id;
        // Declared once is declared: the card that asks for it falls silent (IN-S2).
        let declares = fact.kind == LimitationFactKind::ClaimDeclared
            && file
                .insolvency
                .as_ref()
                .is_some_and(|insolvency| insolvency.declared_on.is_none() && insolvency.opened_on <= fact.day);
        let confirmed = new.confirmed && fact.kind.waits_for_confirmation();
        let customers = self.write(now, |writing| {
            let mut events = Vec::new();
            for paper in &papers {
                let digest = writing.put_original(&paper.name, paper.media_type, &paper.bytes)?;
                events.extend(attach(&file, &fact.invoices, &digest, &paper.name));
                if !fact.documents.contains(&digest) {
                    fact.documents.push(digest);
                }
            }
            let boxed = Box::new(fact.clone());
            events.push(match before {
                None => Event::LimitationFactRecorded { fact: boxed },
                Some(_) => Event::LimitationFactEdited { fact: boxed },
            });
            if confirmed {
                events.push(confirmation(&fact, now));
            }
            if declares {
                events.push(Event::ClaimDeclared { customer: fact.customer, day: fact.day });
            }
            for event in &events {
                writing.append(event)?;
            }
            Ok(events)
        })?;
        let undo = match &before {
            None => format!("limitation_fact:{}:{id}", fact.customer),
            Some(before) => as_before("limitation_fact_as", before),
        };
        let sentence = self.said_of(&fact, now)?;
        Ok((id, Change { customers, sentence, undo: Some(undo) }))
    }

    /// A debtor who signs a plan, promises in writing or asks for time acknowledges the debt (LI-08). Recorded without
    /// the owner's confirmation: the alert stays where it was until then.
    pub fn record_acknowledgment(
        &mut self,
        now: Now,
        customer: CustomerId,
        invoices: Vec<InvoiceId>,
        day: NaiveDate,
        by: String,
        note: String,
    ) -> Result<(LimitationFactId, Change), Failure> {
        let new = NewLimitationFact::new(customer, invoices, LimitationFactKind::Acknowledgment, day);
        self.record_limitation_fact(now, NewLimitationFact { by, note, ..new })
    }

    /// Takes out what was recorded by mistake.
    pub fn withdraw_limitation_fact(
        &mut self,
        now: Now,
        customer: CustomerId,
        fact: LimitationFactId,
        reason: String,
    ) -> Result<Change, Failure> {
        let file = self.customer_file(customer)?;
        let known = known_fact(&file, fact)?;
        let undo = as_before("limitation_fact_as", known);
        let event = Event::LimitationFactWithdrawn { customer, fact, day: now.today, reason };
        let customers = self.record(now, vec![event])?;
        let sentence = say(
            self.lang,
            "Événement retiré\u{a0}: les délais sont recalculés sans lui.",
            "Event taken out: the periods are computed without it.",
        );
        Ok(Change { customers, sentence: sentence.into(), undo: Some(undo) })
    }

    /// The owner's word on a payment, a promise, a letter or a recorded fact: with it the alert follows the new day, or
    /// the event no longer counts.
    pub fn confirm_limitation(&mut self, now: Now, new: NewConfirmation) -> Result<Change, Failure> {
        let file = self.customer_file(new.customer)?;
        let (happened_on, concerned) = subject(&file, new.subject)?;
        let invoices = if new.invoices.is_empty() { concerned.clone() } else { new.invoices };
        if invoices.is_empty() || invoices.iter().any(|invoice| !concerned.contains(invoice)) {
            return Err(Failure::field("invoices", FieldProblem::UnknownValue));
        }
        let known = file.limitation_confirmations.iter().find(|word| word.subject == new.subject);
        let undo = match known {
            Some(word) => as_before("limitation_word_as", word),
            None => format!("limitation_word:{}:{}", new.customer, new.subject),
        };
        let first = invoices.first().copied();
        // The same word on a further invoice adds to the first; another word takes its place.
        let same = known.filter(|word| word.counts == new.counts && word.happened_on == happened_on);
        let mut invoices = [same.map_or(&[][..], |word| &word.invoices), &invoices].concat();
        invoices.sort_unstable();
        invoices.dedup();
        let word = LimitationConfirmation {
            customer: new.customer,
            subject: new.subject,
            invoices,
            happened_on,
            counts: new.counts,
            confirmed_on: now.today,
            by: new.by,
            note: new.note,
        };
        let customers = self.record(now, vec![Event::LimitationConfirmed { confirmation: Box::new(word) }])?;
        let noted = if new.counts {
            say(self.lang, "Confirmé.", "Confirmed.")
        } else {
            say(self.lang, "Noté\u{a0}: cela ne compte pas.", "Recorded: it does not count.")
        };
        let date = match first {
            Some(invoice) => self.date_of(new.customer, invoice, now)?,
            None => String::new(),
        };
        Ok(Change { customers, sentence: format!("{noted} {date}").trim_end().to_owned(), undo: Some(undo) })
    }

    /// Takes the word back: what it was about waits for confirmation again.
    pub fn withdraw_limitation_confirmation(
        &mut self,
        now: Now,
        customer: CustomerId,
        subject: LimitationSubject,
        reason: String,
    ) -> Result<Change, Failure> {
        let file = self.customer_file(customer)?;
        let known = file.limitation_confirmations.iter().find(|word| word.subject == subject);
        let undo = as_before("limitation_word_as", known.ok_or(Failure::NotFound { what: Thing::LimitationFact })?);
        let event = Event::LimitationConfirmationWithdrawn { customer, subject, day: now.today, reason };
        let customers = self.record(now, vec![event])?;
        let sentence = say(
            self.lang,
            "Confirmation retirée\u{a0}: l’alerte revient à la date d’avant.",
            "Confirmation taken back: the alert is on the earlier day again.",
        );
        Ok(Change { customers, sentence: sentence.into(), undo: Some(undo) })
    }

    /// What an event would change, computed as if it had happened and nobody doubted it; nothing is kept. Every open
    /// invoice where none is named.
    pub fn suppose(
        &self,
        file: &CustomerFile,
        invoices: &[InvoiceId],
        events: &[LimitationEvent],
        now: Now,
    ) -> Result<Vec<Supposed>, Failure> {
        let business = self.business.as_ref().ok_or(Failure::NoBusiness)?;
        let events: Vec<LimitationEvent> =
            events.iter().map(|event| LimitationEvent { confirmed: true, ..*event }).collect();
        let mut all = Vec::new();
        for (invoice, before) in self.limitations(file, now) {
            if !invoices.is_empty() && !invoices.contains(&invoice.id) {
                continue;
            }
            let then = limitation_supposing(file, &invoice, business, now.today, &self.law, &events);
            let Ok(Some(then)) = then else { continue };
            let idle = then
                .chain()
                .into_iter()
                .find(|link| events.contains(link.event()) && matches!(link, law::ChainLink::Idle(_)));
            let reason = idle.map(|link| limitation_chain::effect(self.lang, &link, &then));
            let sentence = limitation_chain::supposed(self.lang, &invoice.number, &before, &then, reason.as_deref());
            all.push(Supposed { invoice, now: before, then, sentence });
        }
        Ok(all)
    }

    /// "Noté : reconnaissance de dette écrite. F-12 : dernier jour sûr le …"
    fn said_of(&self, fact: &LimitationFact, now: Now) -> Result<String, Failure> {
        let kind = limitation_chain::kind(self.lang, fact.kind);
        let noted = match self.lang {
            domain::Lang::Fr => format!("Noté\u{a0}: {}.", lower_first(kind)),
            domain::Lang::En => format!("Recorded: {}.", lower_first(kind)),
        };
        let date = match fact.invoices.first() {
            Some(invoice) => self.date_of(fact.customer, *invoice, now)?,
            None => String::new(),
        };
        Ok(format!("{noted} {date}").trim_end().to_owned())
    }

    fn date_of(&self, customer: CustomerId, invoice: InvoiceId, now: Now) -> Result<String, Failure> {
        let file = self.customer_file(customer)?;
        let Some(invoice) = file.invoice(invoice) else { return Ok(String::new()) };
        if self.business.is_none() {
            return Ok(String::new());
        }
        let limitation = self.limitation(&file, invoice, now)?;
        Ok(limitation
            .map(|limitation| words::sentence(self.lang, &invoice.number, &limitation, now.today))
            .unwrap_or_default())
    }

    /// The events that take back what a change of this module did, from its token.
    pub(crate) fn limitation_again(&self, now: Now, what: &str, of: &str) -> Result<Vec<Event>, Failure> {
        let (day, reason) = (now.today, say(self.lang, "annulé par vous", "taken back by you").to_owned());
        let owner_and = |of: &str| -> Result<(CustomerId, String), Failure> {
            let (customer, rest) = of.split_once(':').ok_or(Failure::CannotUndo)?;
            Ok((customer.parse().map_err(|_| Failure::CannotUndo)?, rest.to_owned()))
        };
        Ok(match what {
            "limitation_fact" => {
                let (customer, fact) = owner_and(of)?;
                let fact: LimitationFactId = fact.parse().map_err(|_| Failure::CannotUndo)?;
                let file = self.customer_file(customer)?;
                let known = known_fact(&file, fact).map_err(|_| Failure::CannotUndo)?;
                let mut events = vec![Event::LimitationFactWithdrawn { customer, fact, day, reason }];
                // The declaration was recorded with it.
                if let Some(insolvency) = file.insolvency.as_ref().filter(|insolvency| {
                    known.kind == LimitationFactKind::ClaimDeclared && insolvency.declared_on == Some(known.day)
                }) {
                    let insolvency = Insolvency { declared_on: None, ..insolvency.clone() };
                    events.push(Event::InsolvencyRecorded { insolvency });
                }
                events
            }
            "limitation_fact_as" => {
                let fact = serde_json::from_str(of).map_err(|_| Failure::CannotUndo)?;
                vec![Event::LimitationFactEdited { fact }]
            }
            "limitation_word" => {
                let (customer, subject) = owner_and(of)?;
                let subject = subject.parse().map_err(|_| Failure::CannotUndo)?;
                vec![Event::LimitationConfirmationWithdrawn { customer, subject, day, reason }]
            }
            "limitation_word_as" => {
                let confirmation = serde_json::from_str(of).map_err(|_| Failure::CannotUndo)?;
                vec![Event::LimitationConfirmed { confirmation }]
            }
            _ => return Err(Failure::CannotUndo),
        })
    }
}

/// The day of what the owner can confirm, and the invoices it concerns.
pub fn subject(file: &CustomerFile, subject: LimitationSubject) -> Result<(NaiveDate, Vec<InvoiceId>), Failure> {
    let missing = Failure::NotFound { what: Thing::LimitationFact };
    match subject {
        LimitationSubject::Payment(id) => {
            let payment = file.payments.iter().find(|payment| payment.id == id).ok_or(missing)?;
            let parts = payment.allocations.iter().chain(&payment.accessories);
            let mut invoices: Vec<InvoiceId> = parts.map(|part| part.invoice).collect();
            invoices.sort_unstable();
            invoices.dedup();
            Ok((payment.received_on, invoices))
        }
        LimitationSubject::Promise(id) => {
            let promise = file.promises.iter().find(|promise| promise.id == id).ok_or(missing)?;
            Ok((promise.made_on, promise.invoices.clone()))
        }
        LimitationSubject::Exchange(id) => {
            let exchange = file.exchanges.iter().find(|exchange| exchange.id == id).ok_or(missing)?;
            let delivery = file.deliveries.iter().find(|delivery| delivery.exchange == id);
            Ok((delivery.map_or(exchange.day, |delivery| delivery.presented_on), exchange.invoices.clone()))
        }
        LimitationSubject::Fact(id) => {
            let fact = known_fact(file, id)?;
            Ok((fact.day, fact.invoices.clone()))
        }
    }
}

fn known_fact(file: &CustomerFile, id: LimitationFactId) -> Result<&LimitationFact, Failure> {
    let known = file.limitation_facts.iter().find(|fact| fact.id == id);
    known.ok_or(Failure::NotFound { what: Thing::LimitationFact })
}

/// Refuses what cannot have happened.
fn check(new: &NewLimitationFact, file: &CustomerFile, now: Now) -> Result<(), Failure> {
    if new.day > now.today {
        return Err(Failure::field("day", FieldProblem::InTheFuture));
    }
    if new.invoices.is_empty() {
        return Err(Failure::field("invoices", FieldProblem::Missing));
    }
    let claim = |id: &InvoiceId| file.invoice(*id).is_some_and(|invoice| !invoice.is_credit_note());
    if !new.invoices.iter().all(claim) {
        return Err(Failure::NotFound { what: Thing::Invoice });
    }
    if let Some(until) = new.until.filter(|_| new.kind.lasts()) {
        if until < new.day {
            return Err(Failure::field("until", FieldProblem::DateOutOfRange));
        }
        if until > now.today {
            return Err(Failure::field("until", FieldProblem::InTheFuture));
        }
    }
    if new.case_end.is_some() && new.kind.is_case() && new.until.is_none() {
        return Err(Failure::field("until", FieldProblem::Missing));
    }
    if new.kind == LimitationFactKind::ContractClause {
        match new.clause_years {
            None => return Err(Failure::field("clause_years", FieldProblem::Missing)),
            Some(1..=10) => {}
            Some(_) => return Err(Failure::field("clause_years", FieldProblem::UnknownValue)),
        }
    }
    if let Some(exchange) = new.exchange
        && file.exchanges.iter().all(|known| known.id != exchange)
    {
        return Err(Failure::NotFound { what: Thing::Exchange });
    }
    Ok(())
}

fn attach(file: &CustomerFile, invoices: &[InvoiceId], digest: &Digest, name: &str) -> Vec<Event> {
    let without = |id: &&InvoiceId| {
        let there = |invoice: &Invoice| invoice.attachments.iter().any(|known| known.digest == *digest);
        !file.invoice(**id).is_some_and(there)
    };
    let attachment = || Attachment { digest: digest.clone(), name: name.to_owned(), kind: AttachmentKind::Other };
    invoices
        .iter()
        .filter(without)
        .map(|invoice| Event::AttachmentAdded { invoice: *invoice, attachment: attachment() })
        .collect()
}

fn confirmation(fact: &LimitationFact, now: Now) -> Event {
    Event::LimitationConfirmed {
        confirmation: Box::new(LimitationConfirmation {
            customer: fact.customer,
            subject: LimitationSubject::Fact(fact.id),
            invoices: fact.invoices.clone(),
            happened_on: fact.day,
            counts: true,
            confirmed_on: now.today,
            by: String::new(),
            note: String::new(),
        }),
    }
}

/// Puts a record back as it was. A record of ids, days and texts is always written.
fn as_before(what: &str, record: &impl serde::Serialize) -> String {
    format!("{what}:{}", serde_json::to_string(record).unwrap_or_default())
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
