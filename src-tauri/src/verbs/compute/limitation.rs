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

use super::super::limitation::{Link, as_of, chain, chain_lines, event};
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
    /// Something that happened: KIND=DATE, KIND=DATE..DATE for what lasted, KIND=DATE.. for what goes on. Kinds:
    /// payment-by-debtor, acknowledgment, time-requested, court-action, court-action-lost, order-request-filed,
    /// order-served, enforcement-measure, claim-declared, title-enforceable, mediation, conciliation,
    /// participative-procedure, small-claims-invitation, small-claims-agreement, suspension, written-demand,
    /// public-body-statement, formal-notice, reminder, handed-to-agency. May be repeated.
    #[arg(long, value_parser = event, value_name = "KIND=DATE")]
    event: Vec<LimitationEvent>,
    /// What the debtor did is confirmed: payer, invoice, date, no dispute. Without it the earlier day stays the alert.
    #[arg(long)]
    confirmed: bool,
    /// The length that a clause of the contract gives, in years.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=10), value_name = "YEARS")]
    clause_years: Option<u32>,
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
    /// Every event in the order in which it counts, with what it did or why it did nothing.
    chain: Vec<Link>,
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
    let told = |event: &LimitationEvent| LimitationEvent { confirmed: args.confirmed, ..as_of(*event, now.today) };
    let mut events: Vec<LimitationEvent> = args.event.iter().map(told).collect();
    if let (years @ Some(_), Some(day)) = (args.clause_years, args.due.or(args.delivered).or(args.issued)) {
        events.push(LimitationEvent { years, ..LimitationEvent::on(LimitationEventKind::ContractClause, day) });
    }
    let found = law::limitation(&facts, &events, &Law::embedded())?
        .ok_or_else(|| Trouble::Usage("no start is known: give --due, --delivered or --issued".to_owned()))?;
    let sentence = words::sentence(lang, either(lang, "Créance", "Claim"), &found, now.today);
    let sources = found.sources();
    if !options.json {
        let mut lines = vec![sentence];
        lines.extend(chain_lines(lang, &found));
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
        chain: chain(lang, &found),
        sentence,
        sources,
    })
}
