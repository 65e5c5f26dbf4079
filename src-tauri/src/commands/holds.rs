//! What silences a customer, and how it ends.

use app::holds::HoldEnd;
use app::words::steps;
use app::{Desk, Failure, Now, Thing};
use chrono::NaiveDate;
use domain::locale::NO_BREAK;
use domain::{Cents, CustomerFile, Dispute, Lang, Pause, PauseScope, Payment, PaymentClaim, PaymentId, Plan, Promise};

use super::today::{numbers, say};
use super::{Outcome, changed, typed};
use crate::views::customer::HoldView;
use crate::views::forms::HoldEndForm;
use crate::views::{Changed, Tone};

fn view(kind: &str, id: impl ToString, title: String, detail: String, tone: Tone) -> HoldView {
    HoldView {
        kind: kind.to_owned(),
        id: id.to_string(),
        title,
        detail,
        tone,
        invoice: None,
        number: String::new(),
        amount: None,
    }
}

pub(super) fn promise_view(lang: Lang, promise: &Promise, today: NaiveDate) -> HoldView {
    let (amount, day) = (lang.amount(promise.amount), lang.long_date(promise.due_on));
    let title = match lang {
        Lang::Fr => format!("Promesse{NO_BREAK}: {amount} le {day}"),
        Lang::En => format!("Promise: {amount} on {day}"),
    };
    let tone = if promise.due_on < today { Tone::Late } else { Tone::Good };
    HoldView { amount: Some(promise.amount.0), ..view("promise", promise.id, title, promise.made_by.clone(), tone) }
}

pub(super) fn dispute_view(lang: Lang, file: &CustomerFile, dispute: &Dispute, today: NaiveDate) -> HoldView {
    let open = file.invoice(dispute.invoice).map_or(Cents::ZERO, |invoice| file.balance(invoice, today).open);
    let amount =
        dispute.amount.map_or_else(|| say(lang, "en totalité", "in full").to_owned(), |amount| lang.amount(amount));
    let title = format!(
        "{}{} {} · {amount}",
        say(lang, "Contestation", "Dispute"),
        say(lang, "\u{a0}:", ":"),
        steps::dispute_reason(lang, dispute.reason)
    );
    let detail = [numbers(file)(dispute.invoice), dispute.note.clone()].into_iter().filter(|text| !text.is_empty());
    HoldView {
        invoice: Some(dispute.invoice.to_string()),
        amount: Some(dispute.amount.unwrap_or(open).0),
        ..view("dispute", dispute.id, title, detail.collect::<Vec<_>>().join(" · "), Tone::Soon)
    }
}

pub(super) fn payment_claim_view(lang: Lang, claim: &PaymentClaim) -> HoldView {
    let title = match lang {
        Lang::Fr => format!("Dit avoir payé ({})", lang.long_date(claim.said_on)),
        Lang::En => format!("Says it has paid ({})", lang.long_date(claim.said_on)),
    };
    view("payment_claim", claim.id, title, claim.note.clone(), Tone::Good)
}

pub(super) fn plan_hold(lang: Lang, plan: &Plan) -> HoldView {
    let (amount, day) = (lang.amount(plan.spread()), lang.long_date(plan.made_on));
    let title = match lang {
        Lang::Fr => format!("Échéancier de {amount}, remis le {day}"),
        Lang::En => format!("Plan of {amount}, given on {day}"),
    };
    let first = plan.instalments.first().map(|part| part.amount.0);
    HoldView { amount: first, ..view("plan", plan.id, title, plan.signer.name.clone(), Tone::Soon) }
}

pub(super) fn pause_view(lang: Lang, pause: &Pause) -> HoldView {
    let until = pause.until.map(|until| match lang {
        Lang::Fr => format!(" jusqu’au {}", lang.long_date(until)),
        Lang::En => format!(" until {}", lang.long_date(until)),
    });
    let what = match pause.scope {
        PauseScope::Everything => say(lang, "Toutes les relances suspendues", "All reminders paused"),
        PauseScope::Customer(_) | PauseScope::Invoice(_) => say(lang, "Relances suspendues", "Reminders paused"),
    };
    view("pause", pause.id, format!("{what}{}", until.unwrap_or_default()), pause.reason.clone(), Tone::Plain)
}

/// A cheque that lies in the drawer.
pub(super) fn cheque_view(lang: Lang, payment: &Payment) -> HoldView {
    let (amount, day) = (lang.amount(payment.amount), lang.long_date(payment.received_on));
    let title = match lang {
        Lang::Fr => format!("Chèque de {amount} à remettre à la banque"),
        Lang::En => format!("Cheque of {amount} to deposit"),
    };
    let detail = match lang {
        Lang::Fr => format!("Reçu le {day}. Les intérêts courent jusqu’à la remise."),
        Lang::En => format!("Received on {day}. Interest runs until it is deposited."),
    };
    HoldView { amount: Some(payment.amount.0), ..view("cheque", payment.id, title, detail, Tone::Soon) }
}

/// Cheques that wait for the bank, money to pass on, invoices that are ceded.
fn owed_holds(lang: Lang, file: &CustomerFile, today: NaiveDate, holds: &mut Vec<HoldView>) {
    for payment in file.payments.iter().filter(|payment| payment.waits_for_deposit(today)) {
        holds.push(cheque_view(lang, payment));
    }
    let passed = file.to_pass_on(today);
    for (place, one) in passed.iter().enumerate() {
        // One line for a payment, whatever it paid.
        if passed[..place].iter().any(|before| before.payment == one.payment) {
            continue;
        }
        let all = passed.iter().filter(|other| other.payment == one.payment).map(|other| other.amount).sum();
        let title = app::words::owed::pass_on(lang, &domain::ToPassOn { amount: all, ..one.clone() });
        let detail = numbers(file)(one.invoice);
        holds.push(HoldView { amount: Some(all.0), ..view("pass_on", one.payment, title, detail, Tone::Late) });
    }
    for cession in file.cessions.iter().filter(|cession| cession.holds_on(today)) {
        let Some(invoice) = file.invoice(cession.invoice) else { continue };
        let open = file.balance(invoice, today).open;
        if !open.is_positive() {
            continue;
        }
        let (amount, day) = (lang.amount(open), lang.long_date(cession.day));
        let title = match lang {
            Lang::Fr => format!("{} · {amount} cédés à {}", invoice.number, cession.to),
            Lang::En => format!("{} · {amount} ceded to {}", invoice.number, cession.to),
        };
        let recourse = match cession.with_recourse {
            true => say(lang, "avec recours", "with recourse"),
            false => say(lang, "sans recours", "without recourse"),
        };
        let detail = match lang {
            Lang::Fr => format!("Depuis le {day}, {recourse}. Aucune relance de votre part."),
            Lang::En => format!("Since {day}, {recourse}. You send no reminder."),
        };
        holds.push(HoldView {
            invoice: Some(invoice.id.to_string()),
            number: invoice.number.clone(),
            amount: Some(open.0),
            ..view("cession", cession.invoice, title, detail, Tone::Plain)
        });
    }
}

/// Everything in force in a file beside its promises and disputes, which are a list of their own.
pub(super) fn holds(lang: Lang, file: &CustomerFile, today: NaiveDate) -> Vec<HoldView> {
    let mut holds: Vec<HoldView> = Vec::new();
    let open_claims = file.payment_claims.iter().filter(|claim| claim.closed.is_none());
    holds.extend(open_claims.map(|claim| payment_claim_view(lang, claim)));
    holds.extend(file.pauses.iter().filter(|pause| pause.holds_on(today)).map(|pause| pause_view(lang, pause)));
    owed_holds(lang, file, today, &mut holds);
    if let Some(insolvency) = &file.insolvency {
        let opened = lang.long_date(insolvency.opened_on);
        let detail = match (lang, insolvency.declared_on) {
            (Lang::Fr, Some(day)) => format!("{opened} · créance déclarée le {}", lang.long_date(day)),
            (Lang::En, Some(day)) => format!("{opened} · claim declared on {}", lang.long_date(day)),
            (_, None) => opened,
        };
        let title = steps::insolvency(lang, insolvency.kind).to_owned();
        holds.push(view("insolvency", file.customer.id, title, detail, Tone::Law));
    }
    if let Some(given) = file.hand_over.as_ref().filter(|given| given.returned_on.is_none()) {
        let title = format!("{} · {}", say(lang, "Dossier confié", "Handed over"), steps::route(lang, given.route));
        holds.push(view("hand_over", file.customer.id, title, given.to.clone(), Tone::Law));
    }
    holds
}

fn payment_id(text: &str) -> Outcome<PaymentId> {
    text.parse().map_err(|_| Failure::NotFound { what: Thing::Payment })
}

pub fn hold_end(desk: &mut Desk, now: Now, form: HoldEndForm) -> Outcome<Changed> {
    let day = typed::optional_day("day", &form.day)?.unwrap_or(now.today);
    match (form.kind.as_str(), form.end.as_str()) {
        ("cheque", "deposited") => return desk.deposit_cheque(now, payment_id(&form.id)?, day).map(changed),
        ("pass_on", "passed_on") => return desk.pass_on(now, payment_id(&form.id)?, day).map(changed),
        ("cession", "returned") => {
            let invoice = form.id.parse().map_err(|_| Failure::NotFound { what: Thing::Invoice })?;
            let (invoice, file) = desk.invoice_and_file(invoice)?;
            return desk.end_cession(now, file.customer.id, &[invoice.id], day, &form.note).map(changed);
        }
        _ => {}
    }
    let end = HoldEnd::from_codes(&form.kind, &form.id, &form.end, day)?;
    desk.end_hold(now, end, &form.note).map(changed)
}
