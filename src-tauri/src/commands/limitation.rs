//! Until when claims can be brought to court: the panel, what the owner records and confirms, and what would be.

use app::limitation::{NewConfirmation, NewLimitationFact};
use app::words::{limitation as words, limitation_chain};
use app::{Desk, Failure, FieldProblem, Now, Thing};
use chrono::NaiveDate;
use domain::locale::NO_BREAK;
use domain::{CustomerFile, DebtorKind, InvoiceId, Lang, LimitationFact, LimitationFactKind, LimitationSubject};
use law::{ChainLink, Limitation, LimitationEvent, LimitationEventKind, LimitationState};

use super::today::{customer_id, say};
use super::{Outcome, changed, source_view, source_views, typed};
use crate::views::limitation::{
    LimitationForm, LimitationKindView, LimitationLinkView, LimitationSupposeForm, LimitationSupposedView,
    LimitationView, LimitationWordForm,
};
use crate::views::{Badge, Changed, Tone};

/// Each open invoice, what presses most first.
pub(super) fn views(desk: &Desk, file: &CustomerFile, now: Now) -> Vec<LimitationView> {
    let lang = desk.lang();
    desk.limitations(file, now)
        .iter()
        .filter_map(|(invoice, limitation)| view(lang, file, invoice.id, &invoice.number, limitation, now.today))
        .collect()
}

/// Says the same as the agenda's card: both read the state of the limitation on that day.
fn view(
    lang: Lang,
    file: &CustomerFile,
    invoice: InvoiceId,
    number: &str,
    limitation: &Limitation,
    today: NaiveDate,
) -> Option<LimitationView> {
    let first = limitation.alerting()?;
    let state = limitation.state_on(today);
    let safe = limitation.next_safe(today);
    let whole = safe.signed_duration_since(first.start).num_days().max(1);
    let passed = today.signed_duration_since(first.start).num_days().clamp(0, whole);
    let left = safe.signed_duration_since(today).num_days();
    let days_left = || match lang {
        Lang::Fr => format!("{left}{NO_BREAK}{}", lang.plural(left.unsigned_abs(), "j restant", "j restants")),
        Lang::En => format!("{left} d left"),
    };
    let badge = match state {
        LimitationState::Lapsed => {
            Some(Badge { text: say(lang, "prescrite", "time-barred").to_owned(), tone: Tone::Late })
        }
        LimitationState::PerhapsMoved => {
            Some(Badge { text: say(lang, "à confirmer", "to be confirmed").to_owned(), tone: Tone::Late })
        }
        LimitationState::StartInDoubt => Some(Badge { text: days_left(), tone: Tone::Late }),
        LimitationState::Running if left <= agenda::LIMITATION_NEAR_DAYS => {
            Some(Badge { text: days_left(), tone: Tone::Soon })
        }
        LimitationState::Running => None,
    };
    let outer = match state {
        LimitationState::Running => limitation.alert_outer,
        LimitationState::StartInDoubt => law::calendar::add_days(safe, 1),
        LimitationState::PerhapsMoved | LimitationState::Lapsed => limitation.lost_from(),
    };
    let perhaps = limitation.to_confirm().filter(|_| limitation.safe > limitation.alert_safe);
    Some(LimitationView {
        invoice: invoice.to_string(),
        number: number.to_owned(),
        sentence: words::sentence(lang, number, limitation, today),
        left: limitation_chain::left(lang, limitation, today),
        safe: safe.to_string(),
        outer: outer.to_string(),
        perhaps: perhaps.map(|_| limitation.safe.to_string()),
        elapsed_percent: u8::try_from(passed * 100 / whole).unwrap_or(100),
        badge,
        chain: limitation.chain().iter().map(|link| link_view(lang, file, link, limitation)).collect(),
        never: limitation_chain::never(lang, limitation.is_of_public_body()).to_owned(),
        sources: source_views(limitation.sources().iter().copied()),
    })
}

fn link_view(lang: Lang, file: &CustomerFile, link: &ChainLink, limitation: &Limitation) -> LimitationLinkView {
    let event = link.event();
    let (source, tone) = match link {
        ChainLink::Moved(moved) if event.is_certain() => (moved.source, Tone::Good),
        ChainLink::Moved(moved) => (moved.source, Tone::Soon),
        ChainLink::Idle(idle) => (idle.source, Tone::Plain),
    };
    let word = event.subject.and_then(|subject| {
        file.limitation_confirmations.iter().find(|word| word.subject == subject && word.happened_on == event.day)
    });
    let to_confirm = matches!(link, ChainLink::Moved(_)) && !event.is_certain();
    let fact = match event.subject {
        Some(LimitationSubject::Fact(id)) => file.limitation_facts.iter().find(|fact| fact.id == id),
        _ => None,
    };
    LimitationLinkView {
        day: event.day.to_string(),
        title: limitation_chain::title(lang, link),
        effect: limitation_chain::effect(lang, link, limitation),
        tone,
        source: source_view(source),
        subject: event.subject.filter(|_| to_confirm || word.is_some()).map(|subject| subject.to_string()),
        to_confirm,
        word: word.map(|word| words_on(lang, word.counts, word.confirmed_on)).unwrap_or_default(),
        fact: fact.map(form_of),
    }
}

/// "Confirmé par vous le 12 janvier 2027".
fn words_on(lang: Lang, counts: bool, on: NaiveDate) -> String {
    let on = lang.long_date(on);
    match (lang, counts) {
        (Lang::Fr, true) => format!("Confirmé par vous le {on}"),
        (Lang::Fr, false) => format!("Écarté par vous le {on}"),
        (Lang::En, true) => format!("Confirmed by you on {on}"),
        (Lang::En, false) => format!("Set aside by you on {on}"),
    }
}

fn form_of(fact: &LimitationFact) -> LimitationForm {
    LimitationForm {
        id: fact.id.to_string(),
        customer: fact.customer.to_string(),
        invoices: fact.invoices.iter().map(ToString::to_string).collect(),
        kind: typed::code(&fact.kind),
        day: fact.day.to_string(),
        until: fact.until.map(|day| day.to_string()).unwrap_or_default(),
        case_end: fact.case_end.map(|end| typed::code(&end)).unwrap_or_default(),
        clause_years: fact.clause_years.map(|years| years.to_string()).unwrap_or_default(),
        by: fact.by.clone(),
        note: fact.note.clone(),
        papers: Vec::new(),
        confirmed: false,
    }
}

/// What can be recorded for that customer: what counts only against a public body is offered only there.
pub(super) fn kinds(lang: Lang, file: &CustomerFile) -> Vec<LimitationKindView> {
    use LimitationFactKind as Kind;
    let (public, professional) =
        (file.customer.kind == Some(DebtorKind::PublicBody), file.customer.kind == Some(DebtorKind::Professional));
    Kind::ALL
        .into_iter()
        .filter(|kind| match kind {
            Kind::WrittenDemand | Kind::PublicBodyStatement => public,
            Kind::ContractClause => professional,
            Kind::OrderRequestFiled
            | Kind::OrderServed
            | Kind::SmallClaimsInvitation
            | Kind::SmallClaimsAgreement
            | Kind::ParticipativeProcedure => !public,
            _ => true,
        })
        .map(|kind| LimitationKindView {
            kind: typed::code(&kind),
            label: limitation_chain::kind(lang, kind).to_owned(),
            lasts: kind.lasts(),
            suspends: kind.suspends(),
            is_case: kind.is_case(),
            waits: kind.waits_for_confirmation(),
        })
        .collect()
}

fn invoice_ids(texts: &[String]) -> Outcome<Vec<InvoiceId>> {
    texts.iter().map(|text| text.parse().map_err(|_| Failure::NotFound { what: Thing::Invoice })).collect()
}

pub fn limitation_fact_save(desk: &mut Desk, now: Now, form: LimitationForm) -> Outcome<Changed> {
    let missing = || Failure::NotFound { what: Thing::LimitationFact };
    let id = typed::optional(&form.id).map(|id| id.parse().map_err(|_| missing())).transpose()?;
    let years = typed::optional(&form.clause_years)
        .map(|years| years.trim().parse::<u32>().map_err(|_| Failure::field("clause_years", FieldProblem::NotANumber)))
        .transpose()?;
    let new = NewLimitationFact {
        id,
        customer: customer_id(&form.customer)?,
        invoices: invoice_ids(&form.invoices)?,
        kind: typed::required_word("kind", &form.kind)?,
        day: typed::day("day", &form.day)?,
        until: typed::optional_day("until", &form.until)?,
        case_end: typed::word("case_end", &form.case_end)?,
        clause_years: years,
        by: form.by.trim().to_owned(),
        note: form.note.trim().to_owned(),
        exchange: None,
        papers: form.papers.iter().map(Into::into).collect(),
        confirmed: form.confirmed,
    };
    desk.record_limitation_fact(now, new).map(|(_, change)| changed(change))
}

pub fn limitation_fact_withdraw(
    desk: &mut Desk,
    now: Now,
    customer: String,
    fact: String,
    reason: String,
) -> Outcome<Changed> {
    let fact = fact.parse().map_err(|_| Failure::NotFound { what: Thing::LimitationFact })?;
    let reason = typed::required("reason", &reason)?;
    desk.withdraw_limitation_fact(now, customer_id(&customer)?, fact, reason).map(changed)
}

pub fn limitation_confirm(desk: &mut Desk, now: Now, form: LimitationWordForm) -> Outcome<Changed> {
    let new = NewConfirmation {
        customer: customer_id(&form.customer)?,
        subject: form.subject.parse().map_err(|_| Failure::NotFound { what: Thing::LimitationFact })?,
        invoices: invoice_ids(&form.invoices)?,
        counts: form.counts,
        by: String::new(),
        note: form.note.trim().to_owned(),
    };
    desk.confirm_limitation(now, new).map(changed)
}

pub fn limitation_unconfirm(desk: &mut Desk, now: Now, customer: String, subject: String) -> Outcome<Changed> {
    let subject = subject.parse().map_err(|_| Failure::NotFound { what: Thing::LimitationFact })?;
    let reason = say(desk.lang(), "retirée par vous", "taken back by you").to_owned();
    desk.withdraw_limitation_confirmation(now, customer_id(&customer)?, subject, reason).map(changed)
}

pub fn limitation_suppose(
    desk: &mut Desk,
    now: Now,
    form: LimitationSupposeForm,
) -> Outcome<Vec<LimitationSupposedView>> {
    let file = desk.customer_file(customer_id(&form.customer)?)?;
    let kind: LimitationEventKind = typed::required_word("kind", &form.kind)?;
    let day = typed::optional_day("day", &form.day)?.unwrap_or(now.today);
    let until = typed::optional_day("until", &form.until)?;
    if kind.suspends() && until.is_none() {
        return Err(Failure::field("until", FieldProblem::Missing));
    }
    if until.is_some_and(|until| until < day) {
        return Err(Failure::field("until", FieldProblem::DateOutOfRange));
    }
    let event = LimitationEvent { until: until.filter(|_| kind.lasts()), ..LimitationEvent::on(kind, day) };
    let supposed = desk.suppose(&file, &[], &[event], now)?;
    let view = |one: &app::limitation::Supposed| LimitationSupposedView {
        invoice: one.invoice.id.to_string(),
        number: one.invoice.number.clone(),
        before: one.now.alert_safe.to_string(),
        after: one.then.alert_safe.to_string(),
        sentence: one.sentence.clone(),
        tone: if one.then.alert_safe > one.now.alert_safe { Tone::Good } else { Tone::Plain },
    };
    Ok(supposed.iter().map(view).collect())
}

#[cfg(test)]
mod tests;
