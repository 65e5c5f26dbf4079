//! The worked cases of `cases/`: each file is read, computed and compared, figure by figure.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod support;

use domain::{Cents, DebtorKind};
use law::calendar::add_months;
use law::{HalfYear, Law, LegalRateCategory};
use support::{Facts, Figures, Given, code, run};

#[test]
fn due_dates_fall_where_the_cases_say() {
    run("due_dates", include_str!("../cases/due_dates.toml"), |case, law| {
        let given = case.given();
        let due = law::due_date(&given.due_facts(), law).unwrap();
        let mut facts = Facts::new();
        facts.put("due", due.date);
        facts.put("first_interest_day", due.first_interest_day);
        facts.put("rule", code(&due.basis));
        for hypothesis in &due.hypotheses {
            match hypothesis.reading {
                law::DueReading::DaysThenEndOfMonth => facts.put("reading_a", hypothesis.date),
                law::DueReading::EndOfMonthThenDays => facts.put("reading_b", hypothesis.date),
                _ => {}
            }
        }
        if let Some(ceiling) = due.ceiling {
            facts.put("ceiling", ceiling.limit);
            facts.put("exceeded_by_days", ceiling.exceeded_by_days);
        }
        facts
    });
}

#[test]
fn interest_between_professionals_is_as_the_cases_say() {
    run("interest_professional", include_str!("../cases/interest_professional.toml"), claim_figures);
}

#[test]
fn interest_of_consumers_and_judgments_is_as_the_cases_say() {
    run("interest_consumer_and_judgment", include_str!("../cases/interest_consumer_and_judgment.toml"), claim_figures);
}

#[test]
fn interest_of_public_bodies_is_as_the_cases_say() {
    run("interest_public_body", include_str!("../cases/interest_public_body.toml"), claim_figures);
}

fn claim_figures(case: &Given, law: &Law) -> Facts {
    let given = case.given();
    let claim = law::claim(&given.account(), given.day("until"), law).unwrap();
    Figures(&claim).facts()
}

#[test]
fn floors_and_derived_rates_are_as_the_cases_say() {
    run("floors", include_str!("../cases/floors.toml"), |case, law| {
        let given = case.given();
        let mut facts = Facts::new();
        let half_year = match given.maybe_day("public_period_ends") {
            Some(ends) => {
                let account = law::Account::simple(DebtorKind::PublicBody, Cents(100_000), ends);
                let claim = law::claim(&account, add_months(ends, 1), law).unwrap();
                let segment = *claim.segments().next().unwrap();
                facts.put("public", segment.rate_percent);
                facts.put("rate_of", segment.half_year.unwrap().first_day());
                return facts;
            }
            None => HalfYear::from_code(&given.text("half_year")).unwrap(),
        };
        facts.put("floor", law.floor_rate(half_year).unwrap().rate_percent);
        facts.put("legal_other", law.legal_rate(LegalRateCategory::Other, half_year).unwrap().rate_percent);
        facts.put("legal_individual", law.legal_rate(LegalRateCategory::Individual, half_year).unwrap().rate_percent);
        facts.put("professional", law.professional_rate(half_year).unwrap().rate_percent);
        facts.put("public", law.public_rate(half_year).unwrap().rate_percent);
        facts
    });
}

#[test]
fn the_indemnity_is_as_the_cases_say() {
    run("recovery_indemnity", include_str!("../cases/recovery_indemnity.toml"), |case, law| {
        let (mut total, mut open, mut why) = (Cents::ZERO, Cents::ZERO, Vec::new());
        for invoice in case.invoices() {
            let claim = law::claim(&invoice.account(), invoice.day("until"), law).unwrap();
            total = total.plus(claim.indemnity.amount);
            open = open.plus(claim.indemnity.open);
            why.push(code(&claim.indemnity.why));
        }
        let mut facts = Facts::new();
        facts.put("total", total);
        facts.put("open", open);
        facts.list("why", why);
        facts
    });
}

#[test]
fn limitation_is_as_the_cases_say() {
    run("limitation", include_str!("../cases/limitation.toml"), |case, law| {
        let given = case.given();
        let limitation = law::limitation(&given.limitation_facts(), &given.limitation_events(), law).unwrap().unwrap();
        let mut facts = Facts::new();
        facts.put("base_outer", limitation.earliest().unwrap().base_outer);
        facts.put("outer", limitation.outer);
        facts.put("safe", limitation.safe);
        facts.put("alert_outer", limitation.alert_outer);
        facts.put("alert_safe", limitation.alert_safe);
        facts.put("last_safe", limitation.last_safe);
        facts.put("last_alert_safe", limitation.last_alert_safe);
        if let Some(today) = given.maybe_day("today") {
            facts.put("state", code(&limitation.state_on(today)));
            facts.put("next_safe", limitation.next_safe(today));
            facts.put("lapsed", limitation.has_lapsed_on(today));
        }
        let candidate = |found: &law::LimitationCandidate| format!("{}: {}", code(&found.basis), found.outer);
        facts.list("candidates", limitation.candidates.iter().map(candidate).collect());
        let starts = limitation.candidates.iter().map(|found| found.start_source.title.to_string());
        facts.list("start_sources", starts.collect());
        let idle = |event: &law::NoEffect| format!("{}: {}", code(&event.event.kind), code(&event.reason));
        facts.list("no_effect", limitation.no_effect.iter().map(idle).collect());
        let link = |link: &law::ChainLink| match link {
            law::ChainLink::Moved(moved) => {
                format!(
                    "{}: {} → {} ({})",
                    code(&moved.event.kind),
                    moved.outer_before,
                    moved.outer_after,
                    effect(moved)
                )
            }
            law::ChainLink::Idle(idle) => format!("{}: {}", code(&idle.event.kind), code(&idle.reason)),
        };
        facts.list("chain", limitation.chain().iter().map(link).collect());
        facts
    });
}

/// What an event did, in few words.
fn effect(moved: &law::LimitationMove) -> String {
    match moved.effect {
        law::MoveEffect::Restarts { from, years } => format!("{years} years from {from}"),
        law::MoveEffect::Title { from, years } => format!("title, {years} years from {from}"),
        law::MoveEffect::Suspends { days, floored: false } => format!("{days} days"),
        law::MoveEffect::Suspends { days, floored: true } => format!("{days} days, six months left at least"),
        law::MoveEffect::Shortens { years } => format!("{years} years by contract"),
    }
}

#[test]
fn insolvency_is_as_the_cases_say() {
    run("insolvency", include_str!("../cases/insolvency.toml"), |case, law| {
        let given = case.given();
        let Some(published) = given.maybe_day("published") else { return claim_figures(case, law) };
        let deadlines = law::declaration_deadlines(published, law).unwrap();
        let mut facts = Facts::new();
        facts.put("declare_nominal", deadlines.declare.nominal);
        facts.put("declare_limit", deadlines.declare.legal_limit);
        facts.put("declare_safe", deadlines.declare.safe);
        facts.put("from_abroad", deadlines.declare_from_abroad.nominal);
        facts.put("relief", deadlines.ask_relief.nominal);
        facts
    });
}

#[test]
fn procedural_deadlines_are_as_the_cases_say() {
    run("deadlines", include_str!("../cases/deadlines.toml"), |case, law| {
        let given = case.given();
        let mut facts = Facts::new();
        let deadline = if let Some(served) = given.maybe_day("demand_served") {
            let record = law::uncontested_record(served, law).unwrap();
            facts.put("record_from", record.record_from);
            record.contest
        } else if let Some(served) = given.maybe_day("opposition_to_order_served") {
            law::order_opposition(served, law).unwrap()
        } else if let Some(served) = given.maybe_day("enforceable_when_served") {
            law::order_enforceable(given.day("order"), served, law).unwrap()
        } else {
            law::order_service(given.day("order"), law).unwrap()
        };
        facts.put("nominal", deadline.nominal);
        facts.put("limit", deadline.legal_limit);
        facts.put("safe", deadline.safe);
        facts.put("wait_until_after", deadline.legal_limit);
        facts.put("over_from", deadline.over_from());
        facts
    });
}

#[test]
fn a_missing_rate_stops_interest_and_hides_no_principal() {
    let law = Law::embedded();
    let mut account = law::Account::simple(DebtorKind::Professional, Cents(1_000_000), "2026-04-30".parse().unwrap());
    let paid_on = "2027-01-10".parse().unwrap();
    account.movements.push(law::Movement::of(paid_on, law::MovementKind::Payment, Cents(200_000)));
    let until = "2027-02-01".parse().unwrap();
    let gap = law::claim(&account, until, &law).unwrap_err();
    assert_eq!((gap.parameter.code(), gap.half_year.to_string()), ("ecb_main_refinancing_rate", "2027-S1".into()));
    let known = law::claim_as_far_as_known(&account, until, &law);
    let end_of_year = law::claim(&account, "2026-12-31".parse().unwrap(), &law).unwrap();
    assert_eq!(known.interest.accrued, end_of_year.interest.accrued);
    assert_eq!(known.total, end_of_year.total.minus(Cents(200_000)));
    assert!(known.provisional);
}
