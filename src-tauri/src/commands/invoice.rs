//! Typing and mending one invoice.

use app::invoices::{TypedCustomer, TypedInvoice};
use app::words::law as law_words;
use app::{Desk, Failure, FieldProblem, Now, Thing};
use domain::{InvoiceId, InvoiceKind, Lang};

use super::today::customer_id;
use super::{Outcome, changed, typed};
use crate::views::Changed;
use crate::views::forms::{DuePreview, InvoiceForm, InvoiceSaved};

fn invoice_id(text: &str) -> Outcome<InvoiceId> {
    text.parse().map_err(|_| Failure::NotFound { what: Thing::Invoice })
}

/// Half-typed fields are no failure here: what can be said is said.
pub fn due_preview(desk: &mut Desk, _now: Now, form: InvoiceForm) -> Outcome<DuePreview> {
    let lang = desk.lang();
    let glance = desk.glance(
        typed::optional(&form.customer).map(|id| customer_id(&id)).transpose()?,
        typed::word("customer_kind", &form.customer_kind)?,
        &form.number,
        typed::day("issue_date", &form.issue_date).ok(),
        typed::day("due_date", &form.due_date).ok(),
        typed::day("delivery_date", &form.delivery_date).ok(),
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
    })
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
        due_date: typed::optional_day("due_date", &form.due_date)?,
        delivery_date: typed::optional_day("delivery_date", &form.delivery_date)?,
        gross_total: typed::positive_amount("amount", &form.amount)?,
        already_paid: typed::optional_amount("already_paid", &form.already_paid)?.unwrap_or_default(),
        subject: form.subject.trim().to_owned(),
    };
    let (invoice, customer, change) = desk.save_invoice(now, typed_invoice)?;
    Ok(InvoiceSaved { invoice: invoice.to_string(), customer: customer.to_string(), sentence: change.sentence })
}

pub fn invoice_form(desk: &mut Desk, _now: Now, invoice: String) -> Outcome<InvoiceForm> {
    let (invoice, file) = desk.invoice_and_file(invoice_id(&invoice)?)?;
    let lang = desk.lang();
    // As the owner would type it: no unit, the reader's decimal sign.
    let plain = |amount: domain::Cents| match lang {
        Lang::Fr => amount.to_string().replace('.', ","),
        Lang::En => amount.to_string(),
    };
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
        delivery_date: invoice.delivery_date.map(|day| lang.short_date(day)).unwrap_or_default(),
        amount: plain(invoice.gross_total),
        already_paid: if invoice.prepaid.is_positive() { plain(invoice.prepaid) } else { String::new() },
        subject: invoice.subject,
    })
}

pub fn invoice_withdraw(desk: &mut Desk, now: Now, invoice: String, reason: String) -> Outcome<Changed> {
    desk.withdraw_invoice(now, invoice_id(&invoice)?, typed::required("reason", &reason)?).map(changed)
}

pub fn write_off(desk: &mut Desk, now: Now, invoice: String, reason: String) -> Outcome<Changed> {
    desk.write_off(now, invoice_id(&invoice)?, typed::required("reason", &reason)?).map(changed)
}
