//! What must hold for every account, whatever its dates and amounts.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use chrono::{Days, NaiveDate};
use domain::{Cents, ClaimNature, DebtorKind, Instalment, PaymentOrder, PaymentTerm, PublicBuyer};
use law::{
    Account, BelowFloor, Claim, DueFacts, Law, LegalRateCategory, LimitationEvent, LimitationEventKind,
    LimitationFacts, LimitationState, Movement, MovementKind, Opening, Regime, Sector, YearBasis,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Days for which every rate is recorded.
fn day() -> impl Strategy<Value = NaiveDate> {
    (0u64..4_700).prop_map(|days| NaiveDate::from_ymd_opt(2014, 1, 1).unwrap() + Days::new(days))
}

fn last_known_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, 31).unwrap()
}

fn amount() -> impl Strategy<Value = Cents> {
    prop_oneof![1i64..=2_000_000, Just(1), Just(Cents::LIMIT.0)].prop_map(Cents)
}

fn regime() -> impl Strategy<Value = (DebtorKind, Regime)> {
    let below = prop_oneof![Just(BelowFloor::Clause), Just(BelowFloor::Floor), Just(BelowFloor::Statutory)];
    prop_oneof![
        (proptest::option::of(0u32..2_000), below).prop_map(|(clause, below_floor)| {
            let clause = clause.map(|hundredths| Decimal::new(hundredths.into(), 2));
            (DebtorKind::Professional, Regime::Professional { clause, below_floor })
        }),
        proptest::option::of(day())
            .prop_map(|notice_presented_on| (DebtorKind::Consumer, Regime::Consumer { notice_presented_on })),
        Just((DebtorKind::PublicBody, Regime::PublicBody)),
        (day(), day(), any::<bool>()).prop_map(|(enforceable_on, interest_from, individual)| {
            let category = if individual { LegalRateCategory::Individual } else { LegalRateCategory::Other };
            (DebtorKind::Professional, Regime::Judgment { enforceable_on, interest_from, category })
        }),
    ]
}

fn movement() -> impl Strategy<Value = Movement> {
    let kind = prop_oneof![
        3 => Just(MovementKind::Payment),
        1 => Just(MovementKind::CreditNote),
        1 => Just(MovementKind::Discount),
        1 => Just(MovementKind::Withheld),
    ];
    (day(), amount(), kind).prop_map(|(day, amount, kind)| Movement::of(day, kind, amount))
}

prop_compose! {
    fn account()(
        (debtor, regime) in regime(),
        instalments in prop::collection::vec((day(), amount()), 1..4),
        movements in prop::collection::vec(movement(), 0..5),
        opening in proptest::option::weighted(0.2, day()),
        leap in any::<bool>(),
        principal_first in any::<bool>(),
    ) -> Account {
        Account {
            debtor,
            regime,
            instalments: instalments.into_iter().map(|(due_date, amount)| Instalment::due(due_date, amount)).collect(),
            movements,
            insolvency: opening.map(|day| Opening { day, over_indebtedness: false }),
            order: if principal_first { PaymentOrder::PrincipalFirst } else { PaymentOrder::InterestFirst },
            year_basis: if leap { YearBasis::Actual366InLeapYears } else { YearBasis::Actual365 },
        }
    }
}

fn claim(account: &Account, until: NaiveDate) -> Claim {
    law::claim(account, until, &Law::embedded()).unwrap()
}

fn sum(amounts: impl Iterator<Item = Cents>) -> Cents {
    amounts.sum()
}

proptest! {
    #[test]
    fn interest_never_falls_as_days_pass(account in account(), first in day(), later in 0u64..2_000) {
        let second = (first + Days::new(later)).min(last_known_day()).max(first);
        let (before, after) = (claim(&account, first), claim(&account, second));
        prop_assert!(before.interest.accrued <= after.interest.accrued);
        prop_assert!(
            before.variant_principal_first.interest_accrued <= after.variant_principal_first.interest_accrued
        );
    }

    #[test]
    fn a_statement_in_between_resets_nothing(account in account(), statement in day(), until in day()) {
        prop_assume!(statement <= until);
        let (halfway, whole) = (claim(&account, statement), claim(&account, until));
        // Periods that a movement had closed by the statement day are those of the whole, to the cent.
        let closed = |claim: &Claim| -> Vec<Cents> {
            let last = claim.movements.iter().map(|used| used.day).filter(|day| *day <= statement).max();
            claim.interest.periods.iter().filter(|period| Some(period.to) <= last).map(|period| period.interest).collect()
        };
        prop_assert_eq!(closed(&halfway), closed(&whole));
        // And the exact segments of the halfway statement are a beginning of those of the whole.
        let (part, all): (Vec<_>, Vec<_>) = (halfway.segments().collect(), whole.segments().collect());
        for segment in part {
            let within = all.iter().any(|other| {
                other.from == segment.from
                    && other.to >= segment.to
                    && other.due_date == segment.due_date
                    && other.principal == segment.principal
                    && other.rate_percent == segment.rate_percent
            });
            prop_assert!(within, "{segment:?}");
        }
    }

    #[test]
    fn what_is_paid_ties_with_what_it_paid(account in account(), until in day()) {
        let claim = claim(&account, until);
        for used in &claim.movements {
            let parts = used.to_interest.plus(used.to_principal).plus(used.to_indemnity).plus(used.surplus);
            prop_assert_eq!(parts, used.amount);
            for part in [used.to_interest, used.to_principal, used.to_indemnity, used.surplus] {
                prop_assert!(part >= Cents::ZERO);
            }
            if !used.kind.is_money() {
                prop_assert_eq!(used.to_interest.plus(used.to_indemnity), Cents::ZERO);
            }
        }
        let credited = sum(claim.movements.iter().filter(|used| !used.kind.is_money()).map(|used| used.to_principal));
        prop_assert_eq!(claim.principal_open.plus(claim.paid_to_principal).plus(credited), claim.amount_due);
        // No more is allocated than was paid by that day.
        let received = sum(
            account
                .movements
                .iter()
                .filter(|moved| moved.kind == MovementKind::Payment && moved.day <= until)
                .map(|moved| moved.amount),
        );
        let allocated = claim.paid_to_interest.plus(claim.paid_to_principal).plus(claim.paid_to_indemnity);
        prop_assert!(allocated <= received, "{allocated:?} of {received:?}");
        prop_assert_eq!(claim.interest.open.plus(claim.paid_to_interest), claim.interest.accrued);
        prop_assert_eq!(claim.indemnity.open.plus(claim.paid_to_indemnity), claim.indemnity.amount);
        prop_assert_eq!(claim.principal_open.plus(claim.interest.open).plus(claim.indemnity.open), claim.total);
        prop_assert_eq!(sum(claim.interest.periods.iter().map(|period| period.interest)), claim.interest.accrued);
        prop_assert!(claim.principal_overdue <= claim.principal_open);
    }

    #[test]
    fn segments_cover_each_day_once_and_inside_one_rate(account in account(), until in day()) {
        let claim = claim(&account, until);
        for period in &claim.interest.periods {
            prop_assert!(period.from <= period.to && period.to <= claim.interest_until);
            for segment in &period.segments {
                prop_assert!(period.from <= segment.from && segment.from <= segment.to && segment.to <= period.to);
                let days = segment.to.signed_duration_since(segment.from).num_days() + 1;
                prop_assert_eq!(i64::from(segment.days), days);
                // Judgments bear interest from their own day.
                let judged = matches!(account.regime, Regime::Judgment { .. });
                prop_assert!(judged || segment.due_date < segment.from);
            }
        }
        let mut segments: Vec<_> = claim.segments().collect();
        segments.sort_by_key(|segment| (segment.due_date, segment.principal, segment.from));
        if account.instalments.len() == 1 {
            let mut days: Vec<_> = segments.iter().map(|segment| (segment.from, segment.to)).collect();
            days.sort();
            prop_assert!(days.windows(2).all(|pair| pair[0].1 < pair[1].0));
        }
    }

    #[test]
    fn the_rounded_interest_is_within_half_a_cent_of_the_exact_sum(account in account(), until in day()) {
        prop_assume!(account.instalments.iter().all(|instalment| instalment.amount.0 <= 2_000_000));
        for period in claim(&account, until).interest.periods {
            let exact: Decimal = period.segments.iter().map(law::Segment::exact_euros).sum();
            let slack = Decimal::new(5, 3) + Decimal::new(i64::try_from(period.segments.len()).unwrap(), 6);
            prop_assert!((period.interest.to_decimal() - exact).abs() <= slack);
        }
    }

    #[test]
    fn principal_first_never_leaves_more_principal(account in account(), until in day()) {
        let claim = claim(&account, until);
        let (by_principal, by_interest) = (claim.variant_principal_first, claim.variant_interest_first);
        prop_assert!(by_principal.principal_open <= by_interest.principal_open);
        prop_assert!(by_principal.interest_accrued <= by_interest.interest_accrued);
        prop_assert_eq!(claim.other_order(), match account.order {
            PaymentOrder::InterestFirst => &by_principal,
            PaymentOrder::PrincipalFirst => &by_interest,
        });
        if claim.settled_on.is_some() {
            prop_assert_eq!(claim.variant_principal_first.principal_open, Cents::ZERO);
            prop_assert_eq!(claim.accessories_left, claim.variant_principal_first.total);
        } else {
            prop_assert_eq!(claim.accessories_left, Cents::ZERO);
        }
    }

    #[test]
    fn a_consumer_never_owes_the_indemnity(account in account(), until in day()) {
        prop_assume!(account.debtor == DebtorKind::Consumer);
        let indemnity = claim(&account, until).indemnity;
        prop_assert_eq!(indemnity.amount.plus(indemnity.on_reading), Cents::ZERO);
    }

    #[test]
    fn no_date_and_no_amount_makes_a_claim_panic(
        due in any::<i32>(), until in any::<i32>(), moved in any::<i32>(), opened in any::<i32>(),
        amount in any::<i64>(), part in any::<i64>(), (debtor, regime) in regime(),
    ) {
        let [due, until, moved, opened] = [due, until, moved, opened].map(any_day);
        let account = Account {
            debtor,
            regime,
            instalments: vec![
                Instalment::due(due, Cents(amount)),
                Instalment::due(moved, Cents(part)),
            ],
            movements: vec![Movement::of(moved, MovementKind::Payment, Cents(part))],
            insolvency: Some(Opening { day: opened, over_indebtedness: true }),
            order: PaymentOrder::InterestFirst,
            year_basis: YearBasis::Actual366InLeapYears,
        };
        let law = Law::embedded();
        let known = law::claim_as_far_as_known(&account, until, &law);
        if let Ok(claim) = law::claim(&account, until, &law) {
            prop_assert_eq!(claim, known);
        } else {
            prop_assert!(known.provisional);
        }
    }

    #[test]
    fn no_date_makes_a_due_date_or_a_limitation_panic(
        days in any::<[i32; 4]>(), term in any::<u16>(), kind in 0usize..3, buyer in 0usize..3, event in 0usize..EVENTS.len(),
    ) {
        let [issue, delivery, on, until] = days.map(any_day);
        let debtor = [DebtorKind::Professional, DebtorKind::Consumer, DebtorKind::PublicBody][kind];
        let public_buyer =
            [PublicBuyer::StateOrLocal, PublicBuyer::Hospital, PublicBuyer::PublicUndertaking].get(buyer).copied();
        let law = Law::embedded();
        let facts = DueFacts {
            delivery: Some(delivery),
            public_buyer,
            sector: Sector::Spirits,
            term: Some(PaymentTerm::EndOfMonth { days: term, reading: None }),
            ..DueFacts::new(debtor, issue)
        };
        let due = law::due_date(&facts, &law).map(|due| due.date).unwrap_or(issue);
        let facts = LimitationFacts {
            nature: ClaimNature::General,
            debtor,
            public_buyer,
            due: Some(due),
            last_due: None,
            delivery: Some(delivery),
            issue: None,
        };
        let event = LimitationEvent { until: Some(until), confirmed: true, ..LimitationEvent::on(EVENTS[event], on) };
        let _ = law::limitation(&facts, &[event], &law);
    }

    #[test]
    fn no_event_brings_the_limitation_forward(
        start in day(), events in prop::collection::vec((0usize..EVENTS.len(), day(), 0u64..400, any::<bool>()), 0..6),
    ) {
        let law = Law::embedded();
        let facts = LimitationFacts {
            nature: ClaimNature::General,
            debtor: DebtorKind::Professional,
            public_buyer: None,
            due: Some(start),
            last_due: None,
            delivery: None,
            issue: None,
        };
        let events: Vec<_> = events
            .into_iter()
            .map(|(kind, day, lasts, confirmed)| {
                LimitationEvent { until: Some(day + Days::new(lasts)), confirmed, ..LimitationEvent::on(EVENTS[kind], day) }
            })
            .collect();
        let quiet = law::limitation(&facts, &[], &law).unwrap().unwrap();
        let moved = law::limitation(&facts, &events, &law).unwrap().unwrap();
        prop_assert!(quiet.outer <= moved.outer);
        prop_assert!(quiet.alert_outer <= moved.alert_outer);
        prop_assert!(moved.alert_outer <= moved.outer, "{moved:?}");
        // Every event either moved the day or is said not to have.
        let moves: usize = moved.candidates.iter().map(|candidate| candidate.moves.len()).sum();
        prop_assert!(moves + moved.no_effect.len() >= events.len());
    }

    #[test]
    fn nothing_makes_a_claim_barred_before_its_own_period_is_over(
        facts in limitation_facts(), events in limitation_events(), looked_on in 0u64..9_000,
    ) {
        let law = Law::embedded();
        // Some periods are younger than the days drawn: then the law of that day is not recorded.
        let (Ok(Some(quiet)), Ok(Some(moved))) =
            (law::limitation(&facts, &[], &law), law::limitation(&facts, &events, &law))
        else {
            return Ok(());
        };
        let earliest = quiet.candidates.iter().map(|candidate| candidate.safe).min().unwrap();
        // Every candidate keeps its own period, and the alert is never later than what is called time-barred.
        for candidate in &moved.candidates {
            prop_assert!(candidate.base_outer <= candidate.outer && candidate.alert_outer <= candidate.outer);
            prop_assert!(candidate.safe <= candidate.outer && candidate.alert_safe <= candidate.safe);
        }
        prop_assert!(earliest <= moved.alert_safe && moved.alert_safe <= moved.last_alert_safe);
        prop_assert!(moved.last_alert_safe <= moved.last_safe);
        prop_assert!(quiet.last_safe <= moved.last_safe && quiet.last_alert_safe <= moved.last_alert_safe);
        prop_assert!(moved.candidates.iter().any(|candidate| candidate.decides));
        // Day by day it goes one way, and the day to rely on is still to come until there is none.
        let today = NaiveDate::from_ymd_opt(2014, 1, 1).unwrap() + Days::new(looked_on);
        let (state, next) = (moved.state_on(today), moved.state_on(today + Days::new(1)));
        prop_assert!(state as u8 <= next as u8, "{state:?} then {next:?}");
        prop_assert!(today > earliest || state == LimitationState::Running, "{state:?} on {today}");
        prop_assert_eq!(moved.next_safe(today) >= today, state != LimitationState::Lapsed);
        // What is in doubt has a name.
        prop_assert!(state != LimitationState::PerhapsMoved || moved.to_confirm().is_some(), "{moved:?}");
    }

    #[test]
    fn days_that_suspensions_share_count_once(
        start in day(), suspensions in prop::collection::vec((0u64..1_300, 0u64..120), 1..6),
    ) {
        let facts = LimitationFacts {
            nature: ClaimNature::General,
            debtor: DebtorKind::Professional,
            public_buyer: None,
            due: Some(start),
            last_due: None,
            delivery: None,
            issue: None,
        };
        let stretches: Vec<_> =
            suspensions.iter().map(|(after, lasts)| (start + Days::new(*after), start + Days::new(after + lasts))).collect();
        let events: Vec<_> = stretches
            .iter()
            .map(|(day, until)| LimitationEvent {
                until: Some(*until),
                confirmed: true,
                ..LimitationEvent::on(LimitationEventKind::Suspension, *day)
            })
            .collect();
        let limitation = law::limitation(&facts, &events, &Law::embedded()).unwrap().unwrap();
        // All end more than six months before the period does, so their floor never binds.
        let still = start.iter_days().take(1_500).filter(|day| stretches.iter().any(|(from, to)| from <= day && day < to));
        let base = law::calendar::add_years(start, 5);
        prop_assert_eq!(limitation.outer, base + Days::new(still.count() as u64));
    }
}

fn limitation_facts() -> impl Strategy<Value = LimitationFacts> {
    let nature = prop_oneof![
        4 => Just(ClaimNature::General),
        1 => Just(ClaimNature::CarriageOfGoods),
        1 => Just(ClaimNature::ShipSupplies),
        1 => Just(ClaimNature::ConsumerCredit),
        1 => Just(ClaimNature::ResidentialRent),
    ];
    let debtor = prop_oneof![Just(DebtorKind::Professional), Just(DebtorKind::Consumer), Just(DebtorKind::PublicBody)];
    let buyer =
        proptest::option::of(prop_oneof![Just(PublicBuyer::StateOrLocal), Just(PublicBuyer::PublicUndertaking)]);
    let near = || proptest::option::of(0u64..200);
    (nature, debtor, buyer, day(), (near(), near(), near(), near())).prop_map(
        |(nature, debtor, public_buyer, start, (due, last_due, delivery, issue))| {
            let after = |days: Option<u64>| days.map(|days| start + Days::new(days));
            LimitationFacts {
                nature,
                debtor,
                public_buyer,
                due: after(due),
                last_due: after(last_due),
                delivery: after(delivery),
                issue: after(issue),
            }
        },
    )
}

fn limitation_events() -> impl Strategy<Value = Vec<LimitationEvent>> {
    let event = (0usize..EVENTS.len(), day(), proptest::option::of(0u64..700), any::<bool>()).prop_map(
        |(kind, day, lasts, confirmed)| LimitationEvent {
            until: lasts.map(|days| day + Days::new(days)),
            confirmed,
            ..LimitationEvent::on(EVENTS[kind], day)
        },
    );
    prop::collection::vec(event, 0..6)
}

const EVENTS: [LimitationEventKind; 21] = [
    LimitationEventKind::PaymentByDebtor,
    LimitationEventKind::Acknowledgment,
    LimitationEventKind::CourtAction,
    LimitationEventKind::CourtActionLost,
    LimitationEventKind::OrderServed,
    LimitationEventKind::EnforcementMeasure,
    LimitationEventKind::ClaimDeclared,
    LimitationEventKind::TitleEnforceable,
    LimitationEventKind::WrittenDemand,
    LimitationEventKind::PublicBodyStatement,
    LimitationEventKind::FormalNotice,
    LimitationEventKind::Reminder,
    LimitationEventKind::OrderRequestFiled,
    LimitationEventKind::HandedToAgency,
    LimitationEventKind::SmallClaimsInvitation,
    LimitationEventKind::Suspension,
    LimitationEventKind::TimeRequested,
    LimitationEventKind::Mediation,
    LimitationEventKind::Conciliation,
    LimitationEventKind::ParticipativeProcedure,
    LimitationEventKind::SmallClaimsAgreement,
];

/// Any day of chrono's calendar, the ends included.
fn any_day(number: i32) -> NaiveDate {
    match number {
        i32::MIN..=-2_000_000_000 => NaiveDate::MIN,
        2_000_000_000.. => NaiveDate::MAX,
        _ => NaiveDate::from_num_days_from_ce_opt(number / 30).unwrap_or(NaiveDate::MAX),
    }
}
