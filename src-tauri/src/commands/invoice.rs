//! Typing and mending one invoice.

use std::path::PathBuf;

use app::invoices::{TypedCustomer, TypedDue, TypedInvoice};
use app::words::law as law_words;
use app::{Desk, Failure, FieldProblem, Now, Thing};
use domain::{Cents, Instalment, InvoiceId, InvoiceKind, Lang};

use super::today::customer_id;
use super::{Outcome, changed, typed};
use crate::views::Changed;
use crate::views::forms::{DuePreview, InstalmentForm, InvoiceForm, InvoiceSaved};

fn invoice_id(text: &str) -> Outcome<InvoiceId> {
    text.parse().map_err(|_| Failure::NotFound { what: Thing::Invoice })
}

/// Half-typed fields are no failure here: what can be said is said.
pub fn due_preview(desk: &mut Desk, _now: Now, form: InvoiceForm) -> Outcome<DuePreview> {
    let lang = desk.lang();
    let last = form.instalments.iter().filter_map(|part| typed::day("instalments", &part.due_date).ok()).max();
    let glance = desk.glance(
        form.id.parse().ok(),
        typed::optional(&form.customer).map(|id| customer_id(&id)).transpose()?,
        typed::word("customer_kind", &form.customer_kind)?,
        &form.number,
        typed::day("issue_date", &form.issue_date).ok(),
        last.or_else(|| typed::day("due_date", &form.due_date).ok()),
        typed::day("delivery_date", &form.delivery_date).ok(),
        typed::day("received_on", &form.received_on).ok(),
    )?;
    let due = glance.due;
    Ok(DuePreview {
        due_date: due.as_ref().map(|due| due.date.to_string()),
        sentence: due.as_ref().map(|due| law_words::due(lang, due)).unwrap_or_default(),
        warnings: due.as_ref().and_then(|due| law_words::ceiling(lang, due)).into_iter().collect(),
        duplicate: glance.known.map(|number| match lang {
            Lang::Fr => format!("La facture {number} est déjà enregistrée pour ce client."),
            Lang::En => format!("Invoice {number} is already recorded for this customer."),
        }),
        parts: parts_sentence(lang, &form),
    })
}

/// How far the parts typed so far make up what is owed.
fn parts_sentence(lang: Lang, form: &InvoiceForm) -> Option<String> {
    if form.instalments.is_empty() {
        return None;
    }
    let gross = typed::positive_amount("amount", &form.amount).ok()?;
    let paid = typed::optional_amount("already_paid", &form.already_paid).ok()?.unwrap_or_default();
    let typed_parts =
        form.instalments.iter().filter_map(|part| typed::positive_amount("instalments", &part.amount).ok());
    let kept = typed::positive_amount("retention_amount", &form.retention_amount).unwrap_or_default();
    let left = gross.minus(paid).minus(kept).minus(typed_parts.sum());
    Some(match (lang, left) {
        (Lang::Fr, Cents::ZERO) => "Les échéances font le compte.".to_owned(),
        (Lang::En, Cents::ZERO) => "The due dates make up the whole.".to_owned(),
        (Lang::Fr, left) if left.is_positive() => format!("Reste à répartir\u{a0}: {}.", lang.amount(left)),
        (Lang::En, left) if left.is_positive() => format!("Left to spread: {}.", lang.amount(left)),
        (Lang::Fr, left) => format!("Trop réparti\u{a0}: {} de plus que la facture.", lang.amount(-left)),
        (Lang::En, left) => format!("Too much: {} more than the invoice.", lang.amount(-left)),
    })
}

fn due_of(form: &InvoiceForm) -> Outcome<TypedDue> {
    if !form.instalments.is_empty() {
        let part = |part: &InstalmentForm| -> Outcome<Instalment> {
            let due_date = typed::day("instalments", &part.due_date)?;
            Ok(Instalment::due(due_date, typed::positive_amount("instalments", &part.amount)?))
        };
        return Ok(TypedDue::Instalments(form.instalments.iter().map(part).collect::<Outcome<_>>()?));
    }
    Ok(typed::optional_day("due_date", &form.due_date)?.map_or(TypedDue::ByLaw, TypedDue::On))
}

/// Retention money: its date is asked for, never supposed.
fn retention_of(form: &InvoiceForm) -> Outcome<Option<(chrono::NaiveDate, Cents)>> {
    let (Some(_), false) = (typed::optional(&form.retention_amount), form.kind == "credit_note") else {
        return Ok(None);
    };
    let amount = typed::positive_amount("retention_amount", &form.retention_amount)?;
    Ok(Some((typed::day("retention_date", &form.retention_date)?, amount)))
}

pub fn invoice_save(desk: &mut Desk, now: Now, form: InvoiceForm) -> Outcome<InvoiceSaved> {
    let customer = match typed::optional(&form.customer) {
        Some(id) => TypedCustomer::Known(customer_id(&id)?),
        None => TypedCustomer::New {
            name: typed::required("customer_name", &form.customer_name)?,
            kind: typed::word("customer_kind", &form.customer_kind)?,
            email: typed::optional_email("customer_email", &form.customer_email)?,
        },
    };
    let issue_date = typed::day("issue_date", &form.issue_date)?;
    if issue_date > now.today {
        return Err(Failure::field("issue_date", FieldProblem::InTheFuture));
    }
    let typed_invoice = TypedInvoice {
        id: typed::optional(&form.id).map(|id| invoice_id(&id)).transpose()?,
        customer,
        number: typed::required("number", &form.number)?,
        kind: typed::word("kind", &form.kind)?.unwrap_or(InvoiceKind::Invoice),
        issue_date,
        due: due_of(&form)?,
        retention: retention_of(&form)?,
        delivery_date: typed::optional_day("delivery_date", &form.delivery_date)?,
        received_on: typed::optional_day("received_on", &form.received_on)?,
        nature: typed::word("nature", &form.nature)?.unwrap_or_default(),
        credits: typed::optional(&form.credits).map(|id| invoice_id(&id)).transpose()?,
        gross_total: typed::positive_amount("amount", &form.amount)?,
        already_paid: typed::optional_amount("already_paid", &form.already_paid)?.unwrap_or_default(),
        subject: form.subject.trim().to_owned(),
    };
    let (invoice, customer, change) = desk.save_invoice(now, typed_invoice)?;
    Ok(InvoiceSaved {
        invoice: invoice.to_string(),
        customer: customer.to_string(),
        sentence: change.sentence,
        undo: change.undo,
    })
}

pub fn invoice_form(desk: &mut Desk, _now: Now, invoice: String) -> Outcome<InvoiceForm> {
    let (invoice, file) = desk.invoice_and_file(invoice_id(&invoice)?)?;
    let lang = desk.lang();
    // As the owner would type it: no unit, the reader's decimal sign.
    let plain = |amount: domain::Cents| match lang {
        Lang::Fr => amount.to_string().replace('.', ","),
        Lang::En => amount.to_string(),
    };
    let retained = invoice.instalments.iter().find(|part| part.retained);
    Ok(InvoiceForm {
        id: invoice.id.to_string(),
        customer: file.customer.id.to_string(),
        customer_name: file.customer.name,
        customer_kind: file.customer.kind.map(|kind| typed::code(&kind)).unwrap_or_default(),
        customer_email: String::new(),
        number: invoice.number.clone(),
        kind: typed::code(&invoice.kind),
        issue_date: lang.short_date(invoice.issue_date),
        due_date: invoice.agreed_due_date().map(|day| lang.short_date(day)).unwrap_or_default(),
        instalments: invoice
            .ordinary()
            .filter(|_| invoice.ordinary().count() > 1)
            .map(|part| InstalmentForm { due_date: lang.short_date(part.due_date), amount: plain(part.amount) })
            .collect(),
        retention_amount: retained.map(|part| plain(part.amount)).unwrap_or_default(),
        retention_date: retained.map(|part| lang.short_date(part.due_date)).unwrap_or_default(),
        received_on: invoice.received_on.map(|day| lang.short_date(day)).unwrap_or_default(),
        nature: typed::code(&invoice.claim_nature),
        credits: invoice.credits.first().map(|part| part.invoice.to_string()).unwrap_or_default(),
        delivery_date: invoice.delivery_date.map(|day| lang.short_date(day)).unwrap_or_default(),
        amount: plain(invoice.gross_total),
        already_paid: if invoice.prepaid.is_positive() { plain(invoice.prepaid) } else { String::new() },
        subject: invoice.subject,
    })
}

pub fn attachment_add(
    desk: &mut Desk,
    now: Now,
    invoice: String,
    kind: String,
    paths: Vec<String>,
) -> Outcome<Changed> {
    let paths: Vec<PathBuf> = paths.into_iter().map(PathBuf::from).collect();
    desk.attach(now, invoice_id(&invoice)?, typed::required_word("kind", &kind)?, &paths).map(changed)
}

pub fn attachment_withdraw(
    desk: &mut Desk,
    now: Now,
    invoice: String,
    digest: String,
    reason: String,
) -> Outcome<Changed> {
    let digest = digest.parse().map_err(|_| Failure::NotFound { what: Thing::Document })?;
    desk.detach(now, invoice_id(&invoice)?, digest, typed::required("reason", &reason)?).map(changed)
}

pub fn invoice_withdraw(desk: &mut Desk, now: Now, invoice: String, reason: String) -> Outcome<Changed> {
    desk.withdraw_invoice(now, invoice_id(&invoice)?, typed::required("reason", &reason)?).map(changed)
}

pub fn write_off_overdue(desk: &mut Desk, now: Now, customer: String, reason: String) -> Outcome<Changed> {
    let reason = typed::required("reason", &reason)?;
    desk.write_off_overdue(now, customer_id(&customer)?, &reason).map(changed)
}

pub fn write_off(desk: &mut Desk, now: Now, invoice: String, reason: String) -> Outcome<Changed> {
    desk.write_off(now, invoice_id(&invoice)?, typed::required("reason", &reason)?).map(changed)
}
