//! In English.

use domain::{DebtorKind, Lang};

use super::{cost_of_a_day, days_late};
use crate::letters::Draft;
use crate::letters::request::LetterRequest;
use crate::letters::words::{self, money};

pub fn compose(request: &LetterRequest<'_>) -> Draft {
    let subject = format!("Call sheet: {}", request.customer.name);
    let parts = vec![
        "# The facts".to_owned(),
        words::table(request),
        facts(request),
        "# To begin".to_owned(),
        opening(request),
        "# Three questions, in this order".to_owned(),
        "- Did you receive the invoice, and is it in order for you?\n____\n- What is holding the payment today?\n____\n- On which day will you pay, how much, and how?\n____".to_owned(),
        "A question stays without an answer? Ask it once more, calmly. Then agree on a time to call back rather than insist.".to_owned(),
        "# Your arguments".to_owned(),
        arguments(request),
        "# If tempers rise".to_owned(),
        "- “I understand that this call comes at a bad time. I only want to know what is holding things up.”\n- “I am noting what you tell me, and I will confirm it in writing.”\n- “If this is a difficult moment, let us say so: what can you pay this week?”\n- “Let us leave it there for today. I will call back tomorrow at 10, does that suit you?”".to_owned(),
        never(request),
        "# At the end of the call".to_owned(),
        "[ ] Promises to pay: amount, day, means\n[ ] Says it has paid: day, means; check the bank\n[ ] Disputes: which invoice, why; reminders stop\n[ ] Asks for a document: send it today\n[ ] In difficulty: propose a payment plan in writing\n[ ] Absent or message left: day of the next call\n[ ] Refuses to pay".to_owned(),
        "____".to_owned(),
    ];
    Draft { subject, body: words::paragraphs(Lang::En, &parts) }
}

fn facts(request: &LetterRequest<'_>) -> String {
    let lang = Lang::En;
    let mut facts = Vec::new();
    if let Some(contacts) = words::earlier_contacts(request) {
        facts.push(format!("- Done so far: {contacts}"));
    } else {
        facts.push("- No contact so far".to_owned());
    }
    if let Some(call) = &request.call {
        if let Some(days) = call.usual_delay_days {
            facts.push(format!("- Usually pays {days} {} late", lang.plural(days.into(), "day", "days")));
        }
        if let Some((kept, made)) = call.promises {
            facts.push(format!("- Promises kept: {kept} of {made}"));
        }
        if !call.notes.trim().is_empty() {
            facts.push(format!("- Good to know: {}", call.notes.trim()));
        }
    }
    let aside = words::left_aside_noted(request);
    if !aside.is_empty() {
        facts.push(format!("- {aside}"));
    }
    facts.join("\n")
}

fn opening(request: &LetterRequest<'_>) -> String {
    let who = request.business.signatory.as_deref().unwrap_or(&request.business.name);
    let of = if who == request.business.name { String::new() } else { format!(" of {}", request.business.name) };
    let whom = match request.call.as_ref().map(|call| call.contact.trim()).filter(|name| !name.is_empty()) {
        Some(name) => format!("May I speak to {name}?"),
        None if request.kind == DebtorKind::Consumer => "Do you have a moment?".to_owned(),
        None => "Who looks after the payment of invoices?".to_owned(),
    };
    format!("“Hello, this is {who}{of}. {whom}” Say what the call is about only to the person concerned.")
}

fn arguments(request: &LetterRequest<'_>) -> String {
    let lang = Lang::En;
    let late = days_late(request);
    let oldest = if request.lines.len() > 1 { " for the oldest invoice" } else { "" };
    let mut arguments = vec![format!(
        "- “The work is done, and {} is outstanding, {late} {} late{oldest}.”",
        money(request, request.figures.principal),
        lang.plural(late.into(), "day", "days"),
    )];
    if request.kind == DebtorKind::Consumer {
        arguments.push("- “Tell me what is possible for you: we can spread the payment.”".to_owned());
        arguments.push("- “If something is wrong with our work, I would rather know now and put it right.”".to_owned());
        return arguments.join("\n");
    }
    if let Some(cost) = cost_of_a_day(request) {
        arguments.push(format!(
            "- “On {}, {} of interest is added, and {} more each day.”",
            lang.day_and_month(request.day),
            money(request, request.figures.interest),
            money(request, cost),
        ));
    }
    if request.figures.indemnity.is_positive() {
        arguments.push(format!(
            "- “The fixed sum of €40 per invoice makes {} in all.”",
            money(request, request.figures.indemnity)
        ));
    }
    arguments.push("- “I cannot be the bank of my customers: my suppliers and wages go out on fixed days.”".to_owned());
    arguments.push(match request.kind {
        DebtorKind::PublicBody => {
            "- “At which stage is the invoice in Chorus Pro, and when will payment be ordered?”".to_owned()
        }
        _ => "- “A part today and the rest on a precise day, would that suit you?”".to_owned(),
    });
    arguments.join("\n")
}

fn never(request: &LetterRequest<'_>) -> String {
    match request.kind {
        DebtorKind::Consumer => {
            "Never mention the debt to a relative, a neighbour or the employer; never ask for fees.".to_owned()
        }
        _ => "Announce nothing that you will not or may not do, and mention the debt to nobody else.".to_owned(),
    }
}
