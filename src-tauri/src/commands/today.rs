//! Today: the list and one proposal opened.

use agenda::{Group, Missing, Place, Proposal, Reason, RouteState};
use app::today::Figures;
use app::words::{decision, law as law_words, list, reasons, silences, steps};
use app::{Desk, Failure, FieldProblem, Now, Thing};
use domain::locale::NO_BREAK;
use domain::{Cents, CustomerFile, CustomerId, InvoiceId, Lang, StepKey};
use law::ToConfirmReason;

use super::holds::{cheque_view, dispute_view, payment_claim_view, plan_hold, promise_view};
use super::{Outcome, changed, gate, source_view, source_views, typed};
use crate::views::customer::HoldView;
use crate::views::today::{
    AlternativeView, CardView, DecisionView, EvidenceView, FigureView, GroupView, LawNoteView, MissingView,
    ProposalView, RouteView, TodayView, UpcomingView,
};
use crate::views::{Badge, Changed, Tone};

pub(super) fn customer_id(text: &str) -> Outcome<CustomerId> {
    text.parse().map_err(|_| Failure::NotFound { what: Thing::Customer })
}

pub(super) fn step_key(text: &str) -> Outcome<StepKey> {
    StepKey::from_code(text).ok_or(Failure::field("step", FieldProblem::UnknownValue))
}

pub(super) fn say<'a>(lang: Lang, french: &'a str, english: &'a str) -> &'a str {
    match lang {
        Lang::Fr => french,
        Lang::En => english,
    }
}

/// Numbers of a customer's invoices, for sentences about them.
pub(super) fn numbers(file: &CustomerFile) -> impl Fn(InvoiceId) -> String + '_ {
    |id| file.invoice(id).map(|invoice| invoice.number.clone()).unwrap_or_default()
}

pub fn today(desk: &mut Desk, now: Now) -> Outcome<TodayView> {
    let lang = desk.lang();
    let standings = desk.standings(now)?;
    let figures = figures(lang, standings.figures());
    let proposals: Vec<(String, Proposal)> =
        standings.proposals().into_iter().map(|(name, proposal)| (name.to_owned(), proposal.clone())).collect();
    let upcoming: Vec<UpcomingView> = standings
        .upcoming(8)
        .into_iter()
        .map(|(name, upcoming)| UpcomingView {
            day: upcoming.on.to_string(),
            customer: upcoming.customer.to_string(),
            customer_name: name.to_owned(),
            step_label: steps::step(lang, upcoming.step).to_owned(),
            amount: upcoming.amount.0,
        })
        .collect();
    let minutes: u32 = proposals.iter().map(|(_, proposal)| u32::from(proposal.minutes)).sum();
    let count = proposals.len() as u64;
    let mut groups = Vec::new();
    for part in PARTS {
        let mut cards = Vec::new();
        for (name, proposal) in proposals.iter().filter(|(_, proposal)| part_of(proposal) == part).take(MOST_CARDS) {
            let file = desk.customer_file(proposal.customer)?;
            let mark = gate::mark(desk, now, &file, proposal)?;
            cards.push(card(lang, name, &file, proposal, mark));
        }
        if !cards.is_empty() {
            groups.push(group_view(lang, part, cards));
        }
    }
    Ok(TodayView {
        today: now.today.to_string(),
        heading: heading(lang, now),
        summary: summary(lang, count, minutes),
        figures,
        groups,
        upcoming,
        law_notes: law_notes(desk, now),
    })
}

/// Nobody works through more in a day; the rest comes as these are done.
const MOST_CARDS: usize = 200;

fn heading(lang: Lang, now: Now) -> String {
    let weekday = lang.weekday(now.today);
    let mut letters = weekday.chars();
    let weekday: String = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    format!("{weekday} {}", lang.day_and_month(now.today))
}

fn summary(lang: Lang, count: u64, minutes: u32) -> String {
    if count == 0 {
        return say(lang, "Rien à faire aujourd’hui.", "Nothing to do today.").to_owned();
    }
    // To the nearest five minutes: anything finer would be a promise.
    let minutes = minutes.div_ceil(5).max(1) * 5;
    let time = match (lang, minutes) {
        (Lang::Fr, 0..=90) => format!("environ {minutes}{NO_BREAK}minutes"),
        (Lang::Fr, _) => format!("environ {}{NO_BREAK}heures", minutes.div_ceil(60)),
        (Lang::En, 0..=90) => format!("about {minutes} minutes"),
        (Lang::En, _) => format!("about {} hours", minutes.div_ceil(60)),
    };
    let shown = lang.count(count);
    match lang {
        Lang::Fr => format!("{shown} {} à faire, {time}", lang.plural(count, "chose", "choses")),
        Lang::En => format!("{shown} {} to do, {time}", lang.plural(count, "thing", "things")),
    }
}

fn figures(lang: Lang, figures: Figures) -> Vec<FigureView> {
    let figure = |key: &str, value: String, label: &str, explanation: &str| FigureView {
        key: key.to_owned(),
        value,
        label: label.to_owned(),
        explanation: explanation.to_owned(),
    };
    let mut all = vec![
        figure(
            "overdue",
            lang.amount(figures.overdue),
            say(lang, "en retard", "overdue"),
            say(
                lang,
                "Ce qui reste dû des factures dont l’échéance est passée, sans pénalités.",
                "What is left of invoices past their due date, without penalties.",
            ),
        ),
        figure(
            "not_due",
            lang.amount(figures.not_due),
            say(lang, "à échoir", "not yet due"),
            say(
                lang,
                "Ce qui reste dû des factures dont l’échéance n’est pas passée.",
                "What is left of invoices not past their due date.",
            ),
        ),
        figure(
            "received",
            lang.amount(figures.received_this_month),
            say(lang, "encaissés ce mois", "received this month"),
            say(
                lang,
                "Les paiements notés depuis le premier du mois.",
                "The payments recorded since the first of the month.",
            ),
        ),
    ];
    if let Some(days) = figures.average_days_to_pay {
        let value = match lang {
            Lang::Fr => format!("{days}{NO_BREAK}j"),
            Lang::En => format!("{days} d"),
        };
        all.push(figure(
            "average_delay",
            value,
            say(lang, "délai moyen de paiement", "average time to pay"),
            say(
                lang,
                "De la facture au paiement, pour les factures payées depuis un an.",
                "From invoice to payment, for invoices paid within a year.",
            ),
        ));
    }
    all
}

/// A part of Today: the groups of the agenda, and of what is to be checked the words of customers apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Decide,
    Do,
    Promises,
    SaidPaid,
    Check,
}

const PARTS: [Part; 5] = [Part::Decide, Part::Do, Part::Promises, Part::SaidPaid, Part::Check];

fn part_of(proposal: &Proposal) -> Part {
    let said_paid = || proposal.why.iter().any(|reason| matches!(reason, Reason::SaysPaid { .. }));
    match proposal.group {
        Group::Decide => Part::Decide,
        Group::Do => Part::Do,
        Group::Check if proposal.step == StepKey::CheckPromise => Part::Promises,
        Group::Check if said_paid() => Part::SaidPaid,
        Group::Check => Part::Check,
    }
}

fn group_view(lang: Lang, part: Part, cards: Vec<CardView>) -> GroupView {
    let (key, title, note) = match part {
        Part::Decide => ("decide", say(lang, "À décider", "To decide"), ""),
        Part::Promises => (
            "promises",
            say(lang, "Promesses à vérifier", "Promises to check"),
            say(
                lang,
                "leur jour est passé, le temps de la banque aussi",
                "their day has passed, and the bank’s days too",
            ),
        ),
        Part::SaidPaid => (
            "said_paid",
            say(lang, "Disent avoir payé", "Say they have paid"),
            say(lang, "regardez votre banque avant de relancer", "look at your bank before you remind them"),
        ),
        Part::Do => (
            "do",
            say(lang, "À faire aujourd’hui", "To do today"),
            say(lang, "classé par ce que chaque geste peut faire rentrer", "ranked by what each step can bring in"),
        ),
        Part::Check => ("check", say(lang, "À vérifier", "To check"), ""),
    };
    GroupView { key: key.to_owned(), title: title.to_owned(), note: note.to_owned(), cards }
}

pub(super) fn card(lang: Lang, name: &str, file: &CustomerFile, proposal: &Proposal, mark: Option<String>) -> CardView {
    let number = numbers(file);
    let why: Vec<String> = proposal.why.iter().take(2).map(|reason| reasons::reason(lang, reason, &number)).collect();
    CardView {
        customer: proposal.customer.to_string(),
        customer_name: name.to_owned(),
        step: proposal.step.code().to_owned(),
        step_label: steps::proposal(lang, proposal).to_owned(),
        why: why.join(" "),
        amount: proposal.amount.0,
        badge: badge(lang, proposal),
        mark,
    }
}

fn badge(lang: Lang, proposal: &Proposal) -> Badge {
    let days = |count: i64| {
        let count = lang.count(count.unsigned_abs());
        match lang {
            Lang::Fr => format!("{count}{NO_BREAK}j"),
            Lang::En => format!("{count} d"),
        }
    };
    if let Some(deadline) = proposal.legal_deadline {
        let left = deadline.signed_duration_since(proposal.do_on).num_days();
        if left >= 0 {
            let text = match lang {
                Lang::Fr => format!("{} restants", days(left)),
                Lang::En => format!("{} left", days(left)),
            };
            return Badge { text, tone: Tone::Soon };
        }
    }
    if proposal.days_late > 0 {
        Badge { text: days(proposal.days_late), tone: Tone::Late }
    } else {
        Badge { text: say(lang, "à échoir", "not due").to_owned(), tone: Tone::Plain }
    }
}

fn law_notes(desk: &Desk, now: Now) -> Vec<LawNoteView> {
    let lang = desk.lang();
    desk.law()
        .to_confirm(now.today)
        .into_iter()
        .filter(|note| note.reason != ToConfirmReason::Coming)
        .map(|note| {
            let name = law_words::parameter(lang, note.parameter);
            let from = lang.long_date(note.half_year.first_day());
            let (kind, rate, sentence) = match note.reason {
                ToConfirmReason::Likely { rate_percent } => {
                    let rate = lang.percent(rate_percent);
                    let sentence = match lang {
                        Lang::Fr => format!("Le {name} depuis le {from} est de {rate} d’après des sources secondaires. Confirmez-le d’après le texte officiel."),
                        Lang::En => format!("The {name} from {from} is {rate} according to secondary sources. Confirm it from the official text."),
                    };
                    ("confirm_rate", Some(rate_percent.normalize().to_string()), sentence)
                }
                ToConfirmReason::Missing | ToConfirmReason::Coming => {
                    let sentence = match lang {
                        Lang::Fr => format!("Le {name} depuis le {from} n’est pas connu{NO_BREAK}: sans lui, les intérêts de ce semestre ne sont pas calculés."),
                        Lang::En => format!("The {name} from {from} is not known: without it, the interest of this half-year is not computed."),
                    };
                    ("missing_rate", None, sentence)
                }
            };
            LawNoteView {
                kind: kind.to_owned(),
                sentence,
                parameter: note.parameter.code().to_owned(),
                half_year: note.half_year.first_day().to_string(),
                rate_percent: rate,
                source: Some(source_view(note.source)),
            }
        })
        .collect()
}

pub fn proposal(desk: &mut Desk, now: Now, customer: String, step: Option<String>) -> Outcome<ProposalView> {
    let file = desk.customer_file(customer_id(&customer)?)?;
    let step = step.filter(|step| !step.is_empty()).map(|step| step_key(&step)).transpose()?;
    let proposal = desk.proposal(&file, now, step)?;
    proposal_view(desk, now, &file, &proposal)
}

fn proposal_view(desk: &Desk, now: Now, file: &CustomerFile, proposal: &Proposal) -> Outcome<ProposalView> {
    let lang = desk.lang();
    let number = numbers(file);
    let why: Vec<String> = proposal.why.iter().map(|reason| reasons::reason(lang, reason, &number)).collect();
    let count = proposal.invoices.len() as u64;
    let invoices = match (lang, proposal.invoices.as_slice()) {
        (_, [one]) => number(*one),
        (Lang::Fr, _) => format!("{count} {}", lang.plural(count, "facture", "factures")),
        (Lang::En, _) => format!("{count} {}", lang.plural(count, "invoice", "invoices")),
    };
    let reached = match proposal.channel {
        Some(domain::Channel::Phone) => file.customer.reminder_phone(),
        // Where it is posted to stands on the letter; an e-mail address would say the contrary.
        Some(channel) if channel.is_posted() => None,
        _ => file.customer.reminder_email(),
    };
    let subtitle = match reached {
        Some(reached) => format!("{invoices} · {reached}"),
        None => invoices,
    };
    let decision = if proposal.step.is_decision() { decision_view(desk, now, file, &proposal.invoices)? } else { None };
    Ok(ProposalView {
        customer: file.customer.id.to_string(),
        customer_name: file.customer.name.clone(),
        step: proposal.step.code().to_owned(),
        step_label: steps::proposal(lang, proposal).to_owned(),
        title: steps::proposal_to(lang, proposal, &file.customer.name),
        subtitle,
        channel_label: channel_label(lang, proposal),
        posted: proposal.channel.is_some_and(domain::Channel::is_posted),
        amount: proposal.amount.0,
        why_now: why.join(" "),
        if_you_wait: reasons::reason(lang, &proposal.if_you_wait, &number),
        why_not_stronger: reasons::reason(lang, &proposal.why_not_stronger, &number),
        sources: source_views(proposal.sources.iter().copied()),
        missing: proposal.missing.iter().map(|missing| missing_view(lang, missing, &number)).collect(),
        has_document: proposal.step.has_document(),
        hold: hold_to_check(lang, file, proposal, now),
        free: free_to_apply(proposal).0,
        decision,
        alternatives: proposal
            .alternatives
            .iter()
            .map(|other| AlternativeView {
                step: other.step.code().to_owned(),
                label: steps::step(lang, other.step).to_owned(),
                note: silences::alternative(lang, &other.note),
                enabled: other.enabled,
            })
            .collect(),
        can_snooze: can_snooze(proposal),
        // A decision passed over is a decision too: its reason stays in the file.
        can_skip: proposal.step.is_contact()
            || proposal.step.is_decision()
            || matches!(proposal.step, StepKey::CheckDeposit | StepKey::AnswerDispute | StepKey::CheckPlan),
    })
}

/// A legal day must not be slept through: put off only while it is more than two weeks away.
fn can_snooze(proposal: &Proposal) -> bool {
    const DAYS_KEPT_IN_SIGHT: i64 = 14;
    proposal
        .legal_deadline
        .is_none_or(|deadline| deadline.signed_duration_since(proposal.do_on).num_days() > DAYS_KEPT_IN_SIGHT)
}

fn hold_to_check(lang: Lang, file: &CustomerFile, proposal: &Proposal, now: Now) -> Option<HoldView> {
    proposal.why.iter().find_map(|reason| match reason {
        Reason::PromisePassed { due_on, amount, .. } => file
            .promises
            .iter()
            .find(|promise| promise.closed.is_none() && promise.due_on == *due_on && promise.amount == *amount)
            .map(|promise| promise_view(lang, promise, now.today)),
        Reason::SaysPaid { said_on, .. } => file
            .payment_claims
            .iter()
            .find(|claim| claim.closed.is_none() && claim.said_on == *said_on)
            .map(|claim| payment_claim_view(lang, claim)),
        Reason::PlanNotSigned { .. } | Reason::UnsignedPlanLate { .. } => {
            let unsigned = |plan: &&domain::Plan| plan.signed.is_none() && plan.holds_on(now.today);
            file.plans.iter().find(unsigned).map(|plan| plan_hold(lang, plan))
        }
        Reason::AnswerDue { .. } | Reason::DisputeWaits { .. } if proposal.step == StepKey::AnswerDispute => {
            let waits = |dispute: &&domain::Dispute| {
                dispute.holds_on(now.today) && proposal.invoices.contains(&dispute.invoice)
            };
            let by_date = |dispute: &&domain::Dispute| {
                (dispute.answer.is_some(), dispute.answer_due.unwrap_or(chrono::NaiveDate::MAX))
            };
            let first = file.disputes.iter().filter(waits).min_by_key(by_date);
            first.map(|dispute| dispute_view(lang, file, dispute, now.today))
        }
        Reason::ChequeToDeposit { received_on, amount, .. } => file
            .payments
            .iter()
            .filter(|payment| payment.waits_for_deposit(now.today))
            .find(|payment| payment.received_on == *received_on && payment.amount == *amount)
            .map(|payment| cheque_view(lang, payment)),
        _ => None,
    })
}

fn free_to_apply(proposal: &Proposal) -> Cents {
    let free = proposal.why.iter().find_map(|reason| match reason {
        Reason::UnallocatedMoney { amount } => Some(*amount),
        _ => None,
    });
    free.unwrap_or_default()
}

fn channel_label(lang: Lang, proposal: &Proposal) -> String {
    let pdf = proposal.step.has_document() && proposal.step != StepKey::Call;
    match proposal.channel {
        Some(channel) => {
            let name = steps::channel(lang, channel);
            let mut letters = name.chars();
            let name: String = letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default();
            if pdf { format!("{name} + PDF") } else { name }
        }
        None => String::new(),
    }
}

fn missing_view(lang: Lang, missing: &Missing, number: reasons::NumberOf<'_>) -> MissingView {
    let screen = match missing.place() {
        Place::Business => "business",
        Place::Customer => "customer",
        Place::Invoice => "invoice",
        Place::Law => "law",
    };
    MissingView {
        sentence: silences::missing(lang, missing, number),
        screen: screen.to_owned(),
        blocking: missing.is_blocking(),
    }
}

/// `proposed` are the invoices of the proposal; the file that goes has all that can be claimed.
fn decision_view(desk: &Desk, now: Now, file: &CustomerFile, proposed: &[InvoiceId]) -> Outcome<Option<DecisionView>> {
    let lang = desk.lang();
    let Some(handed) = desk.hand_over_file(file, now)? else { return Ok(None) };
    let number = numbers(file);
    let asked = desk.asked_on(file, &handed.case.invoices, now.today)?;
    let asks: Vec<InvoiceId> = asked.iter().map(|asked| asked.one.invoice.id).collect();
    let more = asks.iter().any(|id| !proposed.contains(id));
    let numbers: Vec<String> = if more { asks.iter().map(|id| number(*id)).collect() } else { Vec::new() };
    let sums = app::claims::AskedClaim::sum_of(&asked);
    let headline = decision::headline(lang, sums, &numbers, handed.is_complete());
    let routes = handed
        .routes
        .iter()
        .map(|route| {
            let (state, mut reasons): (&str, Vec<String>) = match &route.state {
                RouteState::Open => ("open", Vec::new()),
                RouteState::Closed(against) => {
                    ("closed", against.iter().map(|condition| decision::condition(lang, condition)).collect())
                }
                RouteState::Needs(facts) => ("needs", facts.iter().map(|fact| decision::fact(lang, fact)).collect()),
            };
            if state != "closed" {
                if let Some(court) = route.court {
                    let court = decision::court(lang, court);
                    reasons.push(match lang {
                        Lang::Fr => format!("Devant{NO_BREAK}: {court}."),
                        Lang::En => format!("Before: {court}."),
                    });
                }
                reasons.extend(decision::lawyer(lang, route.lawyer));
                reasons.extend(route.notes.iter().map(|condition| decision::condition(lang, condition)));
            }
            RouteView {
                key: typed::code(&route.route),
                label: steps::route(lang, route.route).to_owned(),
                state: state.to_owned(),
                reasons,
                cost: decision::costs(lang, &route.costs),
                effect_on_limitation: decision::effect(lang, route.effect_on_limitation).to_owned(),
                sources: source_views(route.sources.iter().copied()),
            }
        })
        .collect();
    let evidence = handed
        .evidence
        .iter()
        .map(|evidence| {
            let lacking: Vec<String> = evidence.lacking.iter().take(4).map(|id| number(*id)).collect();
            let days: Vec<String> = evidence.days.iter().map(|day| lang.short_date(*day)).collect();
            let detail = if !evidence.present && !lacking.is_empty() {
                format!("{} {}", say(lang, "manque pour", "missing for"), list(lang, &lacking))
            } else if evidence.present && !days.is_empty() {
                list(lang, &days)
            } else {
                String::new()
            };
            EvidenceView {
                label: decision::evidence(lang, evidence.kind).to_owned(),
                present: evidence.present,
                detail,
            }
        })
        .collect();
    Ok(Some(DecisionView {
        headline,
        facts: handed.flags.iter().map(|flag| decision::flag(lang, flag)).collect(),
        routes,
        evidence,
    }))
}

pub fn snooze(desk: &mut Desk, now: Now, customer: String, step: String, until: String) -> Outcome<Changed> {
    let until = typed::day("until", &until)?;
    desk.snooze(now, customer_id(&customer)?, step_key(&step)?, until).map(changed)
}

pub fn skip(desk: &mut Desk, now: Now, customer: String, step: String, reason: String) -> Outcome<Changed> {
    desk.skip(now, customer_id(&customer)?, step_key(&step)?, reason.trim().to_owned()).map(changed)
}

pub fn choose_step(desk: &mut Desk, now: Now, customer: String, step: String) -> Outcome<Changed> {
    desk.choose_step(now, customer_id(&customer)?, step_key(&step)?).map(changed)
}

pub fn rate_confirm(
    desk: &mut Desk,
    now: Now,
    parameter: String,
    half_year: String,
    rate_percent: String,
) -> Outcome<Changed> {
    let parameter =
        law::Parameter::from_code(&parameter).ok_or(Failure::field("parameter", FieldProblem::UnknownValue))?;
    let half_year = typed::day("half_year", &half_year)?;
    let rate = typed::optional_percent("rate_percent", &rate_percent)?
        .ok_or(Failure::field("rate_percent", FieldProblem::Missing))?;
    desk.confirm_rate(now, parameter, half_year, rate).map(changed)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn a_file_is_called_ready_only_when_nothing_is_missing() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk::open(folder.path(), Some(Lang::Fr)).unwrap();
        let today: NaiveDate = "2026-11-23".parse().unwrap();
        let now = Now { instant: today.and_hms_opt(9, 0, 0).unwrap().and_utc(), today };
        desk.fill_with_sample(now).unwrap();
        let mut incomplete = 0;
        for customer in desk.customers_owing().unwrap() {
            let view = proposal(&mut desk, now, customer.to_string(), Some("hand_over".to_owned()));
            let Some(decision) = view.ok().and_then(|view| view.decision) else { continue };
            let lacks = decision.evidence.iter().any(|evidence| !evidence.present);
            assert_eq!(decision.headline.contains("Dossier à compléter avant de le confier."), lacks);
            assert_eq!(decision.headline.contains("prêt à être confié"), !lacks, "{}", decision.headline);
            incomplete += usize::from(lacks);
        }
        assert!(incomplete > 0, "the sample has a file with papers missing");
    }
}
