//! `acquit limitation`: until when a customer's claims can be brought to court, what happened to them, and what would be
//! if something else did.

use app::Now;
use app::words::{limitation as words, limitation_chain};
use chrono::NaiveDate;
use clap::Args;
use domain::{CustomerFile, Lang};
use law::{
    ChainLink, Limitation, LimitationEvent, LimitationEventKind, LimitationState, MoveEffect, NoEffectReason, SourceRef,
};
use serde::Serialize;

use super::{Done, Options, Trouble, open_desk, print_json, print_lines, titles, whom, word};

#[derive(Args, Debug)]
#[command(group = clap::ArgGroup::new("whose").args(["customer", "invoice"]).multiple(true).required(true))]
pub struct LimitationArgs {
    /// Every unpaid invoice of this customer.
    #[arg(long, value_name = "NAME|ID")]
    customer: Option<String>,
    /// One invoice, by its number. May be repeated.
    #[arg(long, value_name = "NUMBER")]
    invoice: Vec<String>,
    /// What would be if this happened: KIND=DATE, or KIND=DATE..DATE for what lasts. Kinds: acknowledgment,
    /// time-requested, payment-by-debtor, mediation, conciliation, participative-procedure, small-claims-agreement,
    /// court-action, order-served, order-request-filed, enforcement-measure, claim-declared, title-enforceable,
    /// written-demand, formal-notice, handed-to-agency. May be repeated; nothing is kept.
    #[arg(long = "if", value_parser = event, value_name = "KIND=DATE")]
    supposing: Vec<LimitationEvent>,
}

/// `KIND=DATE`, `KIND=DATE..DATE`; `KIND=DATE..` for what goes on.
pub fn event(text: &str) -> Result<LimitationEvent, String> {
    let (kind, days) = text.split_once('=').ok_or("expected KIND=DATE or KIND=DATE..DATE")?;
    let day = |text: &str| text.parse::<NaiveDate>().map_err(|error| format!("{text}: {error}"));
    let (from, until, ongoing) = match days.split_once("..") {
        Some((from, "")) => (day(from)?, None, true),
        Some((from, until)) => (day(from)?, Some(day(until)?), false),
        None => (day(days)?, None, false),
    };
    if until.is_some_and(|until| until < from) {
        return Err("ends before it begins".to_owned());
    }
    let kind: LimitationEventKind = word(kind)?;
    if kind == LimitationEventKind::ContractClause {
        return Err("a clause is given with --clause-years".to_owned());
    }
    Ok(LimitationEvent { until, ongoing, ..LimitationEvent::on(kind, from) })
}

/// What goes on counts up to today.
pub fn as_of(event: LimitationEvent, today: NaiveDate) -> LimitationEvent {
    if event.ongoing { LimitationEvent { ongoing: false, ..event }.as_of(today) } else { event }
}

/// One event and what became of it.
#[derive(Serialize)]
pub struct Link {
    event: LimitationEventKind,
    day: NaiveDate,
    until: Option<NaiveDate>,
    /// It has not ended; `until` is the day it was looked at.
    ongoing: bool,
    /// It counts for the alert.
    certain: bool,
    /// What the owner can confirm, for `record limitation-confirm`.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    /// `restarts`, `title`, `suspends`, `shortens`; none where it moved nothing.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    moved: Option<MoveEffect>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outer_before: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outer_after: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    safe_after: Option<NaiveDate>,
    /// Why it moved nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<NoEffectReason>,
    title: String,
    sentence: String,
    text: String,
}

/// The chain of events of a limitation.
pub fn chain(lang: Lang, limitation: &Limitation) -> Vec<Link> {
    let link = |link: &ChainLink| {
        let event = link.event();
        let (moved, idle) = match link {
            ChainLink::Moved(moved) => (Some(moved), None),
            ChainLink::Idle(idle) => (None, Some(idle)),
        };
        let source = moved.map(|moved| moved.source).or(idle.map(|idle| idle.source));
        Link {
            event: event.kind,
            day: event.day,
            until: event.until,
            ongoing: event.ongoing,
            certain: moved.is_some() && event.is_certain(),
            subject: event.subject.map(|subject| subject.to_string()),
            moved: moved.map(|moved| moved.effect),
            outer_before: moved.map(|moved| moved.outer_before),
            outer_after: moved.map(|moved| moved.outer_after),
            safe_after: moved.map(|moved| moved.safe_after),
            reason: idle.map(|idle| idle.reason),
            title: limitation_chain::title(lang, link),
            sentence: limitation_chain::effect(lang, link, limitation),
            text: source.map(|source| source.title.to_string()).unwrap_or_default(),
        }
    };
    limitation.chain().iter().map(link).collect()
}

/// The chain for people, a line for each event.
pub fn chain_lines(lang: Lang, limitation: &Limitation) -> Vec<String> {
    let line = |link: &ChainLink| {
        format!("  {}  {}", limitation_chain::title(lang, link), limitation_chain::effect(lang, link, limitation))
    };
    limitation.chain().iter().map(line).collect()
}

#[derive(Serialize)]
struct Answer {
    customer: String,
    name: String,
    today: NaiveDate,
    invoices: Vec<InvoiceShape>,
}

#[derive(Serialize)]
struct InvoiceShape {
    id: String,
    number: String,
    #[serde(flatten)]
    dates: Dates,
    state: LimitationState,
    /// "il reste 3 ans et 2 mois".
    left: String,
    sentence: String,
    /// What may have moved the day and waits for the owner's word.
    to_confirm: Option<String>,
    chain: Vec<Link>,
    /// What never interrupts, in so many words.
    never: &'static str,
    /// With what was supposed; none where nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    supposed: Option<SupposedShape>,
    sources: Vec<SourceRef>,
}

#[derive(Serialize)]
struct Dates {
    outer: NaiveDate,
    safe: NaiveDate,
    alert_outer: NaiveDate,
    alert_safe: NaiveDate,
    last_safe: NaiveDate,
}

impl Dates {
    fn of(limitation: &Limitation) -> Dates {
        Dates {
            outer: limitation.outer,
            safe: limitation.safe,
            alert_outer: limitation.alert_outer,
            alert_safe: limitation.alert_safe,
            last_safe: limitation.last_safe,
        }
    }
}

#[derive(Serialize)]
struct SupposedShape {
    #[serde(flatten)]
    dates: Dates,
    sentence: String,
    chain: Vec<Link>,
}

pub fn limitation(options: &Options, now: Now, args: &LimitationArgs) -> Done {
    let desk = open_desk(options)?;
    let lang = desk.lang();
    let of = args.customer.as_deref().map(|text| whom::customer(&desk, text)).transpose()?;
    let file: CustomerFile = match (of, args.invoice.first()) {
        (Some(file), _) => file,
        (None, Some(number)) => whom::invoice(&desk, number, None)?.1,
        (None, None) => return Err(Trouble::Usage("--customer or --invoice is missing".to_owned())),
    };
    let wanted = whom::invoices(&desk, &file, &args.invoice)?;
    let supposing: Vec<LimitationEvent> = args.supposing.iter().map(|event| as_of(*event, now.today)).collect();
    let supposed = if supposing.is_empty() { Vec::new() } else { desk.suppose(&file, &wanted, &supposing, now)? };
    let mut found = desk.limitations(&file, now);
    found.retain(|(invoice, _)| wanted.is_empty() || wanted.contains(&invoice.id));
    if !options.json {
        let mut lines = Vec::new();
        for (invoice, limitation) in &found {
            lines.push(words::sentence(lang, &invoice.number, limitation, now.today));
            lines.extend(chain_lines(lang, limitation));
            let then = supposed.iter().find(|one| one.invoice.id == invoice.id);
            lines.extend(then.map(|one| format!("  → {}", one.sentence)));
            lines.push(format!("  {}", limitation_chain::never(lang, limitation.is_of_public_body())));
            lines.extend(titles(&limitation.sources()).iter().map(|title| format!("  {title}")));
        }
        return print_lines(lines);
    }
    let shape = |(invoice, limitation): &(domain::Invoice, Limitation)| InvoiceShape {
        id: invoice.id.to_string(),
        number: invoice.number.clone(),
        dates: Dates::of(limitation),
        state: limitation.state_on(now.today),
        left: limitation_chain::left(lang, limitation, now.today),
        sentence: words::sentence(lang, &invoice.number, limitation, now.today),
        to_confirm: limitation.to_confirm().and_then(|event| event.subject).map(|subject| subject.to_string()),
        chain: chain(lang, limitation),
        never: limitation_chain::never(lang, limitation.is_of_public_body()),
        supposed: supposed.iter().find(|one| one.invoice.id == invoice.id).map(|one| SupposedShape {
            dates: Dates::of(&one.then),
            sentence: one.sentence.clone(),
            chain: chain(lang, &one.then),
        }),
        sources: limitation.sources(),
    };
    print_json(&Answer {
        customer: file.customer.id.to_string(),
        name: file.customer.name.clone(),
        today: now.today,
        invoices: found.iter().map(shape).collect(),
    })
}
