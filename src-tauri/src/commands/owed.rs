//! Money for invoices, who they are owed to, and what became of each euro.

use app::cessions::NewCession;
use app::payments::NewPayment;
use app::words::owed as words;
use app::{Desk, Failure, Now, Thing};
use domain::locale::NO_BREAK;
use domain::{Allocation, Breakdown, Cents, Cheque, CustomerFile, Invoice, InvoiceId, Lang, Means};

use super::today::{customer_id, say};
use super::{Outcome, changed, typed};
use crate::views::Changed;
use crate::views::owed::{
    BreakdownLine, BreakdownView, CessionForm, PaymentForm, PaymentOrderForm, PaymentPreview, PaymentPreviewLine,
};

fn invoice_id(text: &str) -> Outcome<InvoiceId> {
    text.parse().map_err(|_| Failure::NotFound { what: Thing::Invoice })
}

fn new_payment(now: Now, form: &PaymentForm) -> Outcome<NewPayment> {
    let (mut parts, mut withheld, mut discounts) = (Vec::new(), Vec::new(), Vec::new());
    for part in &form.parts {
        let invoice = invoice_id(&part.invoice)?;
        let sum = |field, text: &str| -> Outcome<_> {
            typed::optional(text).map(|text| typed::positive_amount(field, &text)).transpose()
        };
        parts.push((invoice, sum("parts", &part.amount)?));
        withheld.extend(sum("withheld", &part.withheld)?.map(|amount| Allocation { invoice, amount }));
        discounts.extend(sum("discounts", &part.discount)?.map(|amount| Allocation { invoice, amount }));
    }
    let means = typed::word("means", &form.means)?.unwrap_or(Means::Transfer);
    let cheque = match means {
        Means::Cheque => Some(Cheque {
            number: form.cheque_number.trim().to_owned(),
            deposited_on: typed::optional_day("deposited_on", &form.deposited_on)?,
        }),
        _ => None,
    };
    let amount = typed::positive_amount("amount", &form.amount)?;
    let received_on = typed::optional_day("received_on", &form.received_on)?.unwrap_or(now.today);
    Ok(NewPayment {
        means,
        reference: form.reference.trim().to_owned(),
        parts,
        withheld,
        discounts,
        accessories: form.accessories,
        indicated: form.indicated,
        cheque,
        ..NewPayment::of(customer_id(&form.customer)?, amount, received_on)
    })
}

pub fn payment_save(desk: &mut Desk, now: Now, form: PaymentForm) -> Outcome<Changed> {
    desk.record_payment(now, new_payment(now, &form)?).map(changed)
}

/// What stands in the way is part of the answer: the form is still being typed.
pub fn payment_preview(desk: &mut Desk, now: Now, form: PaymentForm) -> Outcome<PaymentPreview> {
    let plan = match new_payment(now, &form).and_then(|new| desk.plan_payment(now, &new)) {
        Ok(plan) => plan,
        Err(failure @ Failure::Field { .. }) => {
            return Ok(PaymentPreview {
                lines: Vec::new(),
                credit: 0,
                accessories_owed: 0,
                sentences: Vec::new(),
                problem: Some(failure.sentence(desk.lang())),
                field: failure.field_name().map(str::to_owned),
            });
        }
        Err(failure) => return Err(failure),
    };
    let lines = plan.lines.into_iter().map(|line| PaymentPreviewLine {
        invoice: line.invoice.to_string(),
        number: line.number,
        due_date: line.due_date.map(|day| day.to_string()),
        open: line.open.0,
        paid: line.paid.0,
        withheld: line.withheld.0,
        discounted: line.discounted.0,
        accessories: line.accessories.0,
        left: line.left.0,
        ceded_to: line.ceded_to.unwrap_or_default(),
    });
    Ok(PaymentPreview {
        lines: lines.collect(),
        credit: plan.credit.0,
        accessories_owed: plan.accessories_owed.0,
        sentences: plan.sentences,
        problem: None,
        field: None,
    })
}

pub fn cede(desk: &mut Desk, now: Now, form: CessionForm) -> Outcome<Changed> {
    let invoices = form.invoices.iter().map(|id| invoice_id(id)).collect::<Outcome<Vec<_>>>()?;
    let new = NewCession {
        customer: customer_id(&form.customer)?,
        invoices,
        to: typed::required("to", &form.to)?,
        day: typed::optional_day("day", &form.day)?.unwrap_or(now.today),
        with_recourse: form.with_recourse,
    };
    desk.cede(now, new).map(changed)
}

pub fn cession_end(desk: &mut Desk, now: Now, form: CessionForm) -> Outcome<Changed> {
    let invoices = form.invoices.iter().map(|id| invoice_id(id)).collect::<Outcome<Vec<_>>>()?;
    let day = typed::optional_day("day", &form.day)?.unwrap_or(now.today);
    desk.end_cession(now, customer_id(&form.customer)?, &invoices, day, &form.reason).map(changed)
}

pub fn payment_order_save(desk: &mut Desk, now: Now, form: PaymentOrderForm) -> Outcome<Changed> {
    let order = typed::required_word("order", &form.order)?;
    let reason = typed::required("reason", &form.reason)?;
    desk.choose_payment_order(now, customer_id(&form.customer)?, order, &reason).map(changed)
}

pub fn breakdown(desk: &mut Desk, now: Now, invoice: String) -> Outcome<BreakdownView> {
    let (invoice, file) = desk.invoice_and_file(invoice_id(&invoice)?)?;
    let lang = desk.lang();
    let of = desk.breakdowns(&file, now.today).get(&invoice.id).copied().unwrap_or_default();
    Ok(BreakdownView {
        number: invoice.number.clone(),
        as_of: now.today.to_string(),
        amount_due: of.amount_due.0,
        lines: lines(&of),
        notes: notes(lang, &file, &invoice, now),
    })
}

/// The parts that are not zero: what is open first, then what settled it.
fn lines(of: &Breakdown) -> Vec<BreakdownLine> {
    let parts = [
        ("due", of.due),
        ("not_due", of.not_due),
        ("retained", of.retained),
        ("disputed", of.disputed),
        ("promised", of.promised),
        ("ceded", of.ceded),
        ("written_off", of.written_off),
        ("paid", of.paid),
        ("withheld", of.withheld),
        ("discounted", of.discounted),
        ("credited", of.credited),
        ("surplus", of.surplus),
    ];
    let shown = parts.into_iter().filter(|(_, amount)| amount.is_positive());
    shown.map(|(part, amount)| BreakdownLine { part: part.to_owned(), amount: amount.0 }).collect()
}

fn notes(lang: Lang, file: &CustomerFile, invoice: &Invoice, now: Now) -> Vec<String> {
    let mut notes = Vec::new();
    for part in invoice.instalments.iter().filter(|part| part.retained) {
        let (amount, day) = (lang.amount(part.amount), lang.long_date(part.due_date));
        notes.push(match lang {
            Lang::Fr => {
                format!("Retenue de garantie{NO_BREAK}: {amount}, à libérer le {day}. Ni relance ni intérêts avant.")
            }
            Lang::En => format!("Retention money: {amount}, to be released on {day}. No reminder or interest before."),
        });
    }
    if let Some(cession) = file.ceded_on(invoice.id, now.today) {
        let (to, day) = (&cession.to, lang.long_date(cession.day));
        notes.push(match (lang, cession.with_recourse) {
            (Lang::Fr, true) => format!("Cédée à {to} le {day}, avec recours{NO_BREAK}: impayée, elle vous revient."),
            (Lang::Fr, false) => format!("Cédée à {to} le {day}, sans recours."),
            (Lang::En, true) => format!("Ceded to {to} on {day}, with recourse: unpaid, it comes back to you."),
            (Lang::En, false) => format!("Ceded to {to} on {day}, without recourse."),
        });
    }
    let passed = file.to_pass_on(now.today);
    notes.extend(passed.iter().filter(|one| one.invoice == invoice.id).map(|one| words::pass_on(lang, one)));
    let waits = file.payments.iter().filter(|payment| payment.waits_for_deposit(now.today));
    if waits
        .into_iter()
        .any(|payment| payment.allocations.iter().chain(&payment.accessories).any(|part| part.invoice == invoice.id))
    {
        notes.push(words::cheque_waits(lang).to_owned());
    }
    let accessories: Cents = file.payments.iter().map(|payment| payment.accessories_of(invoice.id)).sum();
    if accessories.is_positive() {
        notes.push(words::accessories_received(lang, accessories));
    }
    if file.payments.iter().any(|payment| payment.allocations.iter().any(|part| part.invoice == invoice.id)) {
        notes.push(words::order(lang, file.payment_order()).to_owned());
    }
    if notes.is_empty() && invoice.instalments.len() > 1 {
        notes.push(
            say(
                lang,
                "Plusieurs échéances\u{a0}: ce qui est payé règle d’abord la plus ancienne.",
                "Several due dates: what is paid settles the oldest first.",
            )
            .to_owned(),
        );
    }
    notes
}
