//! What silences a customer, and how it ends.

use app::holds::HoldEnd;
use app::words::steps;
use app::{Desk, Now};
use chrono::NaiveDate;
use domain::locale::NO_BREAK;
use domain::{Cents, CustomerFile, Dispute, Lang, Pause, PauseScope, PaymentClaim, Plan, Promise};

use super::today::{numbers, say};
use super::{Outcome, changed, typed};
use crate::views::customer::HoldView;
use crate::views::forms::HoldEndForm;
use crate::views::{Changed, Tone};

fn view(kind: &str, id: impl ToString, title: String, detail: String, tone: Tone) -> HoldView {
    HoldView { kind: kind.to_owned(), id: id.to_string(), title, detail, tone, invoice: None, amount: None }
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

/// Everything in force in a file beside its promises and disputes, which are a list of their own.
pub(super) fn holds(lang: Lang, file: &CustomerFile, today: NaiveDate) -> Vec<HoldView> {
    let mut holds: Vec<HoldView> = Vec::new();
    let open_claims = file.payment_claims.iter().filter(|claim| claim.closed.is_none());
    holds.extend(open_claims.map(|claim| payment_claim_view(lang, claim)));
    holds.extend(file.pauses.iter().filter(|pause| pause.holds_on(today)).map(|pause| pause_view(lang, pause)));
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

pub fn hold_end(desk: &mut Desk, now: Now, form: HoldEndForm) -> Outcome<Changed> {
    let day = typed::optional_day("day", &form.day)?.unwrap_or(now.today);
    let end = HoldEnd::from_codes(&form.kind, &form.id, &form.end, day)?;
    desk.end_hold(now, end, &form.note).map(changed)
}
