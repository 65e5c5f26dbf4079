//! One customer's file, and what the owner records in it.

use std::collections::HashMap;

use app::claims::{InvoiceClaim, Sums};
use app::disputes::NewDispute;
use app::facts::{NewExchange, new_contact};
use app::payments::{FreeMoney, free_money};
use app::words::timeline::{self, Mark, Names};
use app::words::{silences, steps};
use app::{Desk, Failure, Now, Thing};
use chrono::NaiveDate;
use domain::locale::NO_BREAK;
use domain::{
    Cents, Channel, ContactId, Customer, CustomerFile, DebtorKind, Digest, Event, ExchangeId, InvoiceId, Lang,
    LetterId, PauseScope, Standing,
};

use super::today::{card, customer_id, numbers, say, step_key};
use super::{Outcome, changed, typed};
use crate::views::customer::{
    AttachmentView, CustomerFileView, FileInvoiceView, FreeMoneyView, HabitView, TimelineView,
};
use crate::views::forms::{
    ContactForm, CustomerForm, DeliveryForm, ExchangeForm, HandOverForm, InsolvencyForm, KindForm, PauseForm,
};
use crate::views::{Badge, Changed, Tone};

pub fn customer_file(desk: &mut Desk, now: Now, customer: String) -> Outcome<CustomerFileView> {
    let lang = desk.lang();
    let file = desk.customer_file(customer_id(&customer)?)?;
    let verdict = desk.verdict(&file, now)?;
    let number = numbers(&file);
    let claims = if desk.business().is_some() { desk.claims(&file, now.today)? } else { Vec::new() };
    let sums = as_the_owner_reads(&file, &claims, now.today);
    let invoices = file
        .invoices
        .iter()
        .rev()
        .map(|invoice| {
            let claim = claims.iter().find(|one| one.invoice.id == invoice.id);
            invoice_view(lang, desk, &file, invoice, claim, now)
        })
        .collect();
    Ok(CustomerFileView {
        id: file.customer.id.to_string(),
        name: file.customer.name.clone(),
        tags: tags(lang, &file),
        facts_line: facts_line(lang, &file.customer),
        form: customer_form(&file.customer),
        next: match verdict.proposal() {
            Some(proposal) => {
                let mark = super::gate::mark(desk, now, &file, proposal)?;
                Some(card(lang, &file.customer.name, &file, proposal, mark))
            }
            None => None,
        },
        silence: verdict.silence().map(|silence| silences::silence(lang, &silence.reason, &number)),
        principal: sums.principal.0,
        interest: sums.interest.0,
        indemnity: sums.indemnity.0,
        total: sums.total.0,
        as_of: now.today.to_string(),
        unallocated: file.unallocated(now.today).0,
        free: free_views(desk, &file, now)?,
        invoices,
        limitations: super::limitation::views(desk, &file, now),
        limitation_kinds: super::limitation::kinds(lang, &file),
        timeline: timeline_views(desk, &file)?,
        payment_order: typed::code(&file.payment_order()),
        payment_order_sentence: app::words::owed::order(lang, file.payment_order()).to_owned(),
        payment_order_reason: file.order.as_ref().map(|chosen| chosen.reason.clone()).unwrap_or_default(),
        holds: super::holds::holds(lang, &file, now.today),
        commitments: super::commitments::commitments(desk, &file, now.today),
        habits: habit_views(lang, desk, &file, now),
        journal: journal_badge(desk)?,
    })
}

/// The law's total in the owner's terms: what is left of the invoices, as every list says it, then what has accrued on
/// them. The law counts payments on interest first (PA-02), so its principal is higher and its interest lower by the
/// same sum; the computation, one click away, shows how.
fn as_the_owner_reads(file: &CustomerFile, claims: &[InvoiceClaim], today: NaiveDate) -> Sums {
    let open = |invoice: &domain::Invoice| file.balance(invoice, today).open;
    let by_law = Sums::of(claims);
    let principal: Cents = if claims.is_empty() {
        let owed = file.invoices.iter().filter(|one| file.is_own_claim(one, today));
        owed.map(open).sum()
    } else {
        claims.iter().filter(|one| !one.settled).map(|one| open(&one.invoice)).sum()
    };
    let total = if claims.is_empty() { principal } else { by_law.total };
    let indemnity = by_law.indemnity;
    Sums { principal, interest: total.minus(principal).minus(indemnity), indemnity, total }
}

/// Money of the customer that no invoice has yet: "Virement du 3 novembre · 480,00 €".
fn free_views(desk: &Desk, file: &CustomerFile, now: Now) -> Outcome<Vec<FreeMoneyView>> {
    let lang = desk.lang();
    let label = |one: &app::payments::Free| {
        let what = match one.money {
            FreeMoney::Payment(id) => file
                .payments
                .iter()
                .find(|payment| payment.id == id)
                .map(|payment| steps::means(lang, payment.means).to_owned())
                .unwrap_or_default(),
            FreeMoney::CreditNote(id) => format!(
                "{} {}",
                say(lang, "avoir", "credit note"),
                file.invoice(id).map(|note| note.number.as_str()).unwrap_or_default()
            ),
        };
        match lang {
            Lang::Fr => format!("{what} du {}", lang.long_date(one.day)),
            Lang::En => format!("{what} of {}", lang.long_date(one.day)),
        }
    };
    let payable = desk.accessories_payable(file, now)?;
    let mut views = Vec::new();
    for one in free_money(file, now.today) {
        let owed = match one.money {
            FreeMoney::Payment(id) => payable.get(&id).copied(),
            FreeMoney::CreditNote(_) => None,
        };
        views.push(FreeMoneyView {
            source: one.money.code(),
            label: label(&one),
            amount: one.amount.0,
            accessories_owed: owed.unwrap_or_default().0,
        });
    }
    Ok(views)
}

/// How the customer pays.
fn habit_views(lang: Lang, desk: &Desk, file: &CustomerFile, now: Now) -> Vec<HabitView> {
    let facts = app::words::habits::habits(lang, &desk.habits(file, now));
    facts.into_iter().map(|fact| HabitView { text: fact.text, few: fact.few }).collect()
}

fn journal_badge(desk: &Desk) -> Outcome<Badge> {
    let lang = desk.lang();
    let entries = lang.count(desk.journal_length()?);
    let text = match lang {
        Lang::Fr => format!("{entries}{NO_BREAK}entrées au journal"),
        Lang::En => format!("{entries} entries in the journal"),
    };
    Ok(Badge { text, tone: Tone::Good })
}

fn tags(lang: Lang, file: &CustomerFile) -> Vec<Badge> {
    let mut tags = Vec::new();
    match file.customer.kind {
        Some(kind) => {
            let assumed = if file.customer.kind_confirmed { "" } else { say(lang, " (supposé)", " (assumed)") };
            tags.push(Badge { text: format!("{}{assumed}", steps::kind(lang, kind)), tone: Tone::Plain });
        }
        None => tags.push(Badge { text: say(lang, "à préciser", "to be said").to_owned(), tone: Tone::Soon }),
    }
    if let Some(insolvency) = &file.insolvency {
        tags.push(Badge { text: steps::insolvency(lang, insolvency.kind).to_owned(), tone: Tone::Law });
    }
    if file.hand_over.as_ref().is_some_and(|given| given.returned_on.is_none()) {
        tags.push(Badge { text: say(lang, "dossier confié", "handed over").to_owned(), tone: Tone::Law });
    }
    if file.disputes.iter().any(|dispute| dispute.closed.is_none()) {
        tags.push(Badge { text: say(lang, "contestation", "dispute").to_owned(), tone: Tone::Soon });
    }
    tags
}

fn facts_line(lang: Lang, customer: &Customer) -> String {
    let mut parts = Vec::new();
    if let Some(siren) = &customer.siren {
        parts.push(format!("SIREN{NO_BREAK}{}", siren.spaced()));
    }
    if customer.standing != Standing::Unknown {
        parts.push(steps::standing(lang, customer.standing).to_owned());
    }
    if !customer.address.city.is_empty() {
        parts.push(customer.address.city.clone());
    }
    if let Some(contact) = customer.reminder_contact() {
        let who = [contact.name.as_str(), contact.role.as_str()];
        let who: Vec<&str> = who.into_iter().filter(|text| !text.is_empty()).collect();
        if !who.is_empty() {
            parts.push(who.join(", "));
        }
    }
    parts.extend(customer.reminder_phone().map(str::to_owned));
    parts.extend(customer.reminder_email().map(str::to_owned));
    parts.join(" · ")
}

fn customer_form(customer: &Customer) -> CustomerForm {
    CustomerForm {
        id: customer.id.to_string(),
        name: customer.name.clone(),
        kind: customer.kind.map(|kind| typed::code(&kind)).unwrap_or_default(),
        kind_confirmed: customer.kind_confirmed,
        standing: typed::code(&customer.standing),
        public_buyer: customer.public_buyer.map(|buyer| typed::code(&buyer)).unwrap_or_default(),
        siren: customer.siren.as_ref().map(ToString::to_string).unwrap_or_default(),
        vat_id: customer.vat_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        street: customer.address.lines.join("\n"),
        postcode: customer.address.postcode.clone(),
        city: customer.address.city.clone(),
        country: customer.address.country.clone(),
        contacts: customer
            .contacts
            .iter()
            .map(|contact| ContactForm {
                id: contact.id.to_string(),
                name: contact.name.clone(),
                role: contact.role.clone(),
                email: contact.email.clone().unwrap_or_default(),
                phone: contact.phone.clone().unwrap_or_default(),
                for_reminders: contact.for_reminders,
            })
            .collect(),
        lang: typed::code(&customer.lang),
        pays_by_direct_debit: customer.pays_by_direct_debit,
        note: customer.note.clone(),
    }
}

fn invoice_view(
    lang: Lang,
    desk: &Desk,
    file: &CustomerFile,
    invoice: &domain::Invoice,
    claim: Option<&InvoiceClaim>,
    now: Now,
) -> FileInvoiceView {
    let balance = file.balance(invoice, now.today);
    let due = desk.shown_due_date(file, invoice, now.today);
    let is_note = invoice.is_credit_note();
    let open = if is_note {
        invoice.amount_due.minus(invoice.credits.iter().map(|part| part.amount).sum())
    } else {
        balance.open
    };
    let late = due.map_or(0, |due| now.today.signed_duration_since(due).num_days().max(0));
    let accessories =
        claim.filter(|one| !one.settled).map(|one| one.claim.total.minus(balance.open)).unwrap_or_default();
    let disputed = file.disputes.iter().any(|dispute| dispute.closed.is_none() && dispute.invoice == invoice.id);
    let badge = |french: &str, english: &str, tone| Badge { text: say(lang, french, english).to_owned(), tone };
    let ceded = file.ceded_on(invoice.id, now.today);
    let state = if let Some(cession) = ceded.filter(|_| open.is_positive()) {
        Badge { text: format!("{} {}", say(lang, "cédée à", "ceded to"), cession.to), tone: Tone::Plain }
    } else if file.is_written_off(invoice.id) {
        badge("abandonnée", "given up", Tone::Plain)
    } else if is_note {
        if open.is_positive() {
            badge("à imputer", "to apply", Tone::Soon)
        } else {
            badge("imputé", "applied", Tone::Plain)
        }
    } else if !open.is_positive() {
        badge("payée", "paid", Tone::Good)
    } else if disputed {
        badge("contestée", "disputed", Tone::Soon)
    } else if invoice.lacks_due_date() {
        badge("échéance à préciser", "due date to be said", Tone::Soon)
    } else if late > 0 {
        let days = lang.count(late.unsigned_abs());
        let text = match lang {
            Lang::Fr => format!("{days}{NO_BREAK}j"),
            Lang::En => format!("{days} d"),
        };
        Badge { text, tone: Tone::Late }
    } else {
        badge("à échoir", "not due", Tone::Plain)
    };
    FileInvoiceView {
        id: invoice.id.to_string(),
        number: invoice.number.clone(),
        subject: invoice.subject.clone(),
        issue_date: invoice.issue_date.to_string(),
        due_date: due.map(|due| due.to_string()),
        due_dates: app::words::law::due_dates(lang, invoice.instalments.len()),
        days_late: if open.is_positive() { i32::try_from(late).unwrap_or(i32::MAX) } else { 0 },
        amount: if is_note { -invoice.amount_due.0 } else { invoice.amount_due.0 },
        paid: balance.covered().0,
        open: if is_note { -open.0 } else { open.0 },
        accessories: accessories.0,
        ceded: ceded.is_some(),
        state,
        attachments: invoice
            .attachments
            .iter()
            .map(|attachment| AttachmentView {
                digest: attachment.digest.to_string(),
                name: attachment.name.clone(),
                kind: typed::code(&attachment.kind),
            })
            .collect(),
    }
}

struct FileNames<'f> {
    file: &'f CustomerFile,
    letters: &'f [store::LetterRow],
}

impl Names for FileNames<'_> {
    fn invoice_number(&self, invoice: InvoiceId) -> Option<String> {
        self.file.invoice(invoice).map(|invoice| invoice.number.clone())
    }

    fn letter_digest(&self, letter: LetterId) -> Option<Digest> {
        self.letters.iter().find(|row| row.letter.id == letter).map(|row| row.letter.pdf.clone())
    }
}

/// As many lines as a story shows at once.
const LINES: usize = 300;

fn timeline_views(desk: &Desk, file: &CustomerFile) -> Outcome<Vec<TimelineView>> {
    let lang = desk.lang();
    let letters = desk.letters(file.customer.id)?;
    let names = FileNames { file, letters: &letters };
    let entries = desk.timeline(file.customer.id, LINES)?;
    // Taken back later than it was recorded, so whoever shows the one has read the other.
    let withdrawn: HashMap<String, NaiveDate> = entries
        .iter()
        .filter_map(|entry| match &entry.event {
            Event::ExchangeWithdrawn { exchange, day, .. } => Some((exchange.to_string(), *day)),
            Event::PaymentReversed { payment, day, .. } => Some((payment.to_string(), *day)),
            _ => None,
        })
        .collect();
    // What a line about an exchange taken back names.
    let titles: HashMap<ExchangeId, String> = entries
        .iter()
        .filter_map(|entry| match &entry.event {
            Event::ExchangeRecorded { exchange } if withdrawn.contains_key(&exchange.id.to_string()) => {
                let line = timeline::line(lang, &entry.event, &names)?;
                Some((exchange.id, timeline::taken_back(lang, &line.title, exchange.day)))
            }
            _ => None,
        })
        .collect();
    let mut views = Vec::new();
    for entry in entries {
        let Some(mut line) = timeline::line(lang, &entry.event, &names) else { continue };
        let (mut text, mut document, mut undo, mut withdrawn_on) = (None, None, None, None);
        let mut day = entry.day;
        match &entry.event {
            Event::ExchangeRecorded { exchange } => {
                day = exchange.day;
                let letter = exchange.letter.and_then(|id| letters.iter().find(|row| row.letter.id == id));
                text = letter.map(|row| row.letter.text.clone());
                document = letter.map(|row| AttachmentView {
                    digest: row.letter.pdf.to_string(),
                    name: format!("{}.pdf", row.letter.subject),
                    kind: String::new(),
                });
                withdrawn_on = withdrawn.get(&exchange.id.to_string()).copied();
                if withdrawn_on.is_none() {
                    undo = Some(format!("exchange:{}", exchange.id));
                }
            }
            Event::ExchangeWithdrawn { exchange, .. } => {
                if let Some(title) = titles.get(exchange) {
                    line.title.clone_from(title);
                }
            }
            Event::PaymentReceived { payment } => {
                day = payment.received_on;
                if file.payments.iter().any(|known| known.id == payment.id) {
                    undo = Some(format!("payment:{}", payment.id));
                }
                withdrawn_on = withdrawn.get(&payment.id.to_string()).copied();
            }
            Event::InvoiceRecorded { invoice } => day = invoice.issue_date,
            Event::DeliveryRecorded { delivery } => day = delivery.presented_on,
            Event::LetterTakenOut { letter, message, .. } => {
                let row = letters.iter().find(|row| row.letter.id == *letter);
                text = row.map(|row| row.letter.text.clone());
                document = row.map(|row| match message {
                    Some(message) => AttachmentView {
                        digest: message.to_string(),
                        name: format!("{}.eml", row.letter.subject),
                        kind: String::new(),
                    },
                    None => AttachmentView {
                        digest: row.letter.pdf.to_string(),
                        name: format!("{}.pdf", row.letter.subject),
                        kind: String::new(),
                    },
                });
            }
            _ => {}
        }
        views.push(TimelineView {
            seq: u32::try_from(entry.seq.0).unwrap_or(u32::MAX),
            day: day.to_string(),
            tone: match line.mark {
                Mark::Plain => Tone::Plain,
                Mark::Bad => Tone::Late,
                Mark::Law => Tone::Law,
                Mark::Money => Tone::Good,
            },
            title: line.title,
            detail: line.detail,
            text,
            document,
            undo,
            withdrawn_on: withdrawn_on.map(|day| day.to_string()),
        });
    }
    // Newest first, by the day it happened; what was recorded later stands above on the same day.
    views.sort_by(|a, b| b.day.cmp(&a.day).then(b.seq.cmp(&a.seq)));
    Ok(views)
}

pub fn customer_save(desk: &mut Desk, now: Now, form: CustomerForm) -> Outcome<Changed> {
    let id = typed::optional(&form.id).map(|id| customer_id(&id)).transpose()?;
    let (siren, _) = typed::company_number("siren", &form.siren)?;
    let kind: Option<DebtorKind> = typed::word("kind", &form.kind)?;
    let mut contacts = Vec::with_capacity(form.contacts.len());
    for contact in &form.contacts {
        let email = typed::optional_email("contacts", &contact.email)?;
        let phone = typed::optional(&contact.phone);
        if contact.name.trim().is_empty() && email.is_none() && phone.is_none() {
            continue;
        }
        let mut made = new_contact(
            contact.name.trim().to_owned(),
            contact.role.trim().to_owned(),
            email,
            phone,
            contact.for_reminders,
        );
        if let Ok(known) = contact.id.parse::<ContactId>() {
            made.id = known;
        }
        contacts.push(made);
    }
    let customer = Customer {
        id: id.unwrap_or(domain::CustomerId(Default::default())),
        name: typed::required("name", &form.name)?,
        kind,
        kind_confirmed: kind.is_some() && form.kind_confirmed,
        standing: typed::word("standing", &form.standing)?.unwrap_or_default(),
        public_buyer: if kind == Some(DebtorKind::PublicBody) {
            typed::word("public_buyer", &form.public_buyer)?
        } else {
            None
        },
        siren,
        vat_id: typed::identifier("vat_id", "4 à 14", &form.vat_id)?,
        other_id: None,
        address: typed::address(&form.street, &form.postcode, &form.city, &form.country),
        contacts,
        lang: typed::word("lang", &form.lang)?.unwrap_or_default(),
        pays_by_direct_debit: form.pays_by_direct_debit,
        note: form.note,
    };
    desk.save_customer(now, id, customer).map(changed)
}

pub fn kinds_set(desk: &mut Desk, now: Now, kinds: Vec<KindForm>) -> Outcome<Changed> {
    let mut said = Vec::with_capacity(kinds.len());
    for kind in kinds {
        said.push((customer_id(&kind.customer)?, typed::required_word("kind", &kind.kind)?));
    }
    desk.set_kinds(now, said).map(changed)
}

fn invoice_ids(texts: &[String]) -> Outcome<Vec<InvoiceId>> {
    texts.iter().map(|text| text.parse().map_err(|_| Failure::NotFound { what: Thing::Invoice })).collect()
}

pub fn exchange_save(desk: &mut Desk, now: Now, form: ExchangeForm) -> Outcome<Changed> {
    let outcome = typed::word("outcome", &form.outcome)?;
    let promise = match outcome {
        Some(domain::Outcome::Promised) => Some((
            typed::positive_amount("promise_amount", &form.promise_amount)?,
            typed::day("promise_day", &form.promise_day)?,
        )),
        _ => None,
    };
    let dispute = match outcome {
        Some(domain::Outcome::Disputes) => {
            let invoice = typed::required("dispute_invoice", &form.dispute_invoice)?;
            let invoice = invoice.parse().map_err(|_| Failure::NotFound { what: Thing::Invoice })?;
            let amount = typed::optional_amount("dispute_amount", &form.dispute_amount)?;
            let reason = typed::word("dispute_reason", &form.dispute_reason)?.unwrap_or(domain::DisputeReason::Other);
            let task = form.dispute_task.clone();
            let answer_due = typed::optional_day("answer_due", &form.answer_due)?;
            Some(NewDispute { invoice, amount, reason, task, answer_due })
        }
        _ => None,
    };
    let new = NewExchange {
        customer: customer_id(&form.customer)?,
        invoices: invoice_ids(&form.invoices)?,
        direction: typed::word("direction", &form.direction)?.unwrap_or(domain::Direction::Outgoing),
        channel: typed::word("channel", &form.channel)?.unwrap_or(Channel::Phone),
        day: typed::optional_day("day", &form.day)?.unwrap_or(now.today),
        step: typed::optional(&form.step).map(|step| step_key(&step)).transpose()?,
        outcome,
        party: form.party.trim().to_owned(),
        note: form.note.trim().to_owned(),
        promise,
        dispute,
    };
    desk.record_exchange(now, new).map(changed)
}

pub fn delivery_save(desk: &mut Desk, now: Now, form: DeliveryForm) -> Outcome<Changed> {
    let customer = customer_id(&form.customer)?;
    let presented_on = typed::day("presented_on", &form.presented_on)?;
    let outcome = typed::required_word("outcome", &form.outcome)?;
    let number = typed::optional(&form.registered_number);
    desk.record_delivery(now, customer, presented_on, outcome, number).map(changed)
}

pub fn money_apply(
    desk: &mut Desk,
    now: Now,
    customer: String,
    source: Option<String>,
    invoice: Option<String>,
) -> Outcome<Changed> {
    let from = match source.filter(|source| !source.is_empty()) {
        Some(code) => Some(FreeMoney::from_code(&code).ok_or(Failure::NotFound { what: Thing::Payment })?),
        None => None,
    };
    let to = match invoice.filter(|invoice| !invoice.is_empty()) {
        Some(id) => Some(id.parse().map_err(|_| Failure::NotFound { what: Thing::Invoice })?),
        None => None,
    };
    desk.apply_free_money(now, customer_id(&customer)?, from, to).map(changed)
}

/// Free money pays interest and indemnity: one payment, or all.
pub fn money_to_accessories(desk: &mut Desk, now: Now, customer: String, source: Option<String>) -> Outcome<Changed> {
    let from = match source.as_deref().filter(|source| !source.is_empty()).map(FreeMoney::from_code) {
        None => None,
        Some(Some(FreeMoney::Payment(payment))) => Some(payment),
        Some(_) => return Err(Failure::NotFound { what: Thing::Payment }),
    };
    desk.apply_to_accessories(now, customer_id(&customer)?, from, &[]).map(changed)
}

pub fn payment_reverse(desk: &mut Desk, now: Now, payment: String, reason: String) -> Outcome<Changed> {
    let payment = payment.parse().map_err(|_| Failure::NotFound { what: Thing::Payment })?;
    desk.reverse_payment(now, payment, typed::required("reason", &reason)?).map(changed)
}

pub fn pause_save(desk: &mut Desk, now: Now, form: PauseForm) -> Outcome<Changed> {
    let scope = match form.scope.as_str() {
        "everything" => PauseScope::Everything,
        "invoice" => PauseScope::Invoice(form.of.parse().map_err(|_| Failure::NotFound { what: Thing::Invoice })?),
        _ => PauseScope::Customer(customer_id(&form.of)?),
    };
    let reason = typed::required("reason", &form.reason)?;
    let until = typed::optional_day("until", &form.until)?;
    desk.pause(now, scope, reason, until).map(changed)
}

pub fn insolvency_save(desk: &mut Desk, now: Now, form: InsolvencyForm) -> Outcome<Changed> {
    let customer = customer_id(&form.customer)?;
    let kind = typed::required_word("kind", &form.kind)?;
    let opened_on = typed::day("opened_on", &form.opened_on)?;
    let published_on = typed::optional_day("published_on", &form.published_on)?;
    desk.record_insolvency(now, customer, kind, opened_on, published_on).map(changed)
}

pub fn hand_over_save(desk: &mut Desk, now: Now, form: HandOverForm) -> Outcome<Changed> {
    let customer = customer_id(&form.customer)?;
    let route = typed::required_word("route", &form.route)?;
    desk.hand_over(now, customer, route, form.to.trim().to_owned(), form.note.trim().to_owned()).map(changed)
}

#[cfg(test)]
mod tests;
