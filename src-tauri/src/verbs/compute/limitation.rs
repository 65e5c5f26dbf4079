//! `acquit compute limitation`.

use app::Now;
use app::words::limitation as words;
use chrono::NaiveDate;
use clap::Args;
use domain::{ClaimNature, DebtorKind, PublicBuyer};
use law::{
    Law, LimitationEvent, LimitationEventKind, LimitationFacts, LimitationState, NoEffectReason, SourceRef, StartBasis,
};
use serde::Serialize;

use super::super::{Done, Options, Trouble, either, print_json, print_lines, titles, word};

#[derive(Args, Debug)]
pub struct LimitationArgs {
    /// What was sold: general, carriage-of-goods, telecom, residential-rent, ship-supplies, consumer-credit.
    #[arg(long, value_parser = word::<ClaimNature>, default_value = "general", value_name = "NATURE")]
    nature: ClaimNature,
    /// What the debtor is: professional, consumer or public-body.
    #[arg(long, value_parser = super::debtor, value_name = "KIND")]
    debtor: DebtorKind,
    /// Which public buyer: state-or-local, hospital or public-undertaking.
    #[arg(long, value_parser = super::public_buyer, value_name = "BUYER")]
    public_buyer: Option<PublicBuyer>,
    /// The due date.
    #[arg(long, value_name = "DATE")]
    due: Option<NaiveDate>,
    /// The last of several due dates.
    #[arg(long, requires = "due", value_name = "DATE")]
    last_due: Option<NaiveDate>,
    /// Delivery, completion or performance.
    #[arg(long, value_name = "DATE")]
    delivered: Option<NaiveDate>,
    /// The date of the invoice, where the delivery is not known.
    #[arg(long, value_name = "DATE")]
    issued: Option<NaiveDate>,
    /// Something that happened: KIND=DATE, or KIND=DATE..DATE for what lasts. Kinds: payment-by-debtor,
    /// acknowledgment, court-action, court-action-lost, order-served, enforcement-measure, claim-declared,
    /// title-enforceable, written-demand, public-body-statement, formal-notice, reminder, order-request-filed,
    /// handed-to-agency, small-claims-invitation, suspension. May be repeated.
    #[arg(long, value_parser = event, value_name = "KIND=DATE")]
    event: Vec<LimitationEvent>,
    /// What the debtor did is confirmed: payer, invoice, date, no dispute. Without it the earlier day stays the alert.
    #[arg(long)]
    confirmed: bool,
}

fn event(text: &str) -> Result<LimitationEvent, String> {
    let (kind, days) = text.split_once('=').ok_or("expected KIND=DATE or KIND=DATE..DATE")?;
    let day = |text: &str| text.parse::<NaiveDate>().map_err(|error| format!("{text}: {error}"));
    let (from, until) = match days.split_once("..") {
        Some((from, "")) => (day(from)?, None),
        Some((from, until)) => (day(from)?, Some(day(until)?)),
        None => (day(days)?, None),
    };
    if until.is_some_and(|until| until < from) {
        return Err("ends before it begins".to_owned());
    }
    Ok(LimitationEvent { until, ..LimitationEvent::on(word(kind)?, from) })
}

#[derive(Serialize)]
struct Answer {
    /// The anniversary: never to be relied on.
    outer: NaiveDate,
    /// The last day to rely on.
    safe: NaiveDate,
    /// The same with confirmed events alone.
    alert_outer: NaiveDate,
    alert_safe: NaiveDate,
    /// The last day of the start that decides, every event counted.
    last_safe: NaiveDate,
    state: LimitationState,
    lapsed: bool,
    candidates: Vec<Candidate>,
    no_effect: Vec<NoEffectOf>,
    sentence: String,
    sources: Vec<SourceRef>,
}

#[derive(Serialize)]
struct Candidate {
    start: NaiveDate,
    basis: StartBasis,
    years: u32,
    outer: NaiveDate,
    safe: NaiveDate,
    before_events: NaiveDate,
    decides: bool,
    text: String,
    moves: Vec<Move>,
}

#[derive(Serialize)]
struct Move {
    event: LimitationEventKind,
    day: NaiveDate,
    from: NaiveDate,
    to: NaiveDate,
    text: String,
}

#[derive(Serialize)]
struct NoEffectOf {
    event: LimitationEventKind,
    day: NaiveDate,
    reason: NoEffectReason,
    text: String,
}

pub fn limitation(options: &Options, now: Now, args: &LimitationArgs) -> Done {
    let lang = options.lang.unwrap_or_default();
    let facts = LimitationFacts {
        nature: args.nature,
        debtor: args.debtor,
        public_buyer: args.public_buyer,
        due: args.due,
        last_due: args.last_due,
        delivery: args.delivered,
        issue: args.issued,
    };
    let events: Vec<LimitationEvent> =
        args.event.iter().map(|event| LimitationEvent { confirmed: args.confirmed, ..*event }).collect();
    let found = law::limitation(&facts, &events, &Law::embedded())?
        .ok_or_else(|| Trouble::Usage("no start is known: give --due, --delivered or --issued".to_owned()))?;
    let sentence = words::sentence(lang, either(lang, "Créance", "Claim"), &found, now.today);
    let sources = found.sources();
    if !options.json {
        let mut lines = vec![sentence];
        for candidate in &found.candidates {
            for moved in &candidate.moves {
                lines.push(format!(
                    "  {} {} → {}  {}",
                    lang.short_date(moved.event.day),
                    lang.short_date(moved.outer_before),
                    lang.short_date(moved.outer_after),
                    moved.source.title
                ));
            }
        }
        lines.extend(words::idle(lang, &found).iter().map(|sentence| format!("  {sentence}")));
        lines.extend(titles(&sources).iter().map(|title| format!("  {title}")));
        return print_lines(lines);
    }
    print_json(&Answer {
        outer: found.outer,
        safe: found.safe,
        alert_outer: found.alert_outer,
        alert_safe: found.alert_safe,
        last_safe: found.last_safe,
        state: found.state_on(now.today),
        lapsed: found.has_lapsed_on(now.today),
        candidates: found
            .candidates
            .iter()
            .map(|candidate| Candidate {
                start: candidate.start,
                basis: candidate.basis,
                years: candidate.years,
                outer: candidate.outer,
                safe: candidate.safe,
                before_events: candidate.base_outer,
                decides: candidate.decides,
                text: candidate.source.title.to_string(),
                moves: candidate
                    .moves
                    .iter()
                    .map(|moved| Move {
                        event: moved.event.kind,
                        day: moved.event.day,
                        from: moved.outer_before,
                        to: moved.outer_after,
                        text: moved.source.title.to_string(),
                    })
                    .collect(),
            })
            .collect(),
        no_effect: found
            .no_effect
            .iter()
            .map(|event| NoEffectOf {
                event: event.event.kind,
                day: event.event.day,
                reason: event.reason,
                text: event.source.title.to_string(),
            })
            .collect(),
        sentence,
        sources,
    })
}
