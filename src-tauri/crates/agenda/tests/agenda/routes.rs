//! The route table of law.md part 21 and its golden cases GC-37 to GC-42.

use agenda::{
    Condition, CostKind, Court, EvidenceKind, Fact, Flag, LawyerNeed, LimitationEffect, RouteAssessment, RouteState,
    hand_over,
};
use domain::{
    Attachment, AttachmentKind, Cents, DebtorKind, HandOver, Insolvency, InsolvencyKind, LegalForm, PublicBuyer, Route,
    Standing,
};

use crate::story::{Story, day};

const TODAY: &str = "2026-11-22";

fn story(creditor: (LegalForm, Standing), kind: DebtorKind, debtor: Standing, cents: i64) -> Story {
    let mut story = Story::of(Some(kind));
    story.business.legal_form = creditor.0;
    story.business.standing = creditor.1;
    story.file.customer.standing = debtor;
    story.invoice(day("2026-11-21"), cents);
    story
}

fn route(story: &Story, route: Route) -> RouteAssessment {
    let file = hand_over(&story.file, &story.context(day(TODAY))).unwrap();
    file.routes.into_iter().find(|assessed| assessed.route == route).unwrap()
}

const SARL: (LegalForm, Standing) = (LegalForm::Sarl, Standing::Unknown);

#[test]
fn gc37_between_traders_the_small_claims_procedure_is_closed() {
    let story = story(SARL, DebtorKind::Professional, Standing::Trader, 320_000);
    let closed = route(&story, Route::SmallClaims);
    assert_eq!(closed.state, RouteState::Closed(vec![Condition::BetweenTraders { since: day("2026-04-25") }]));
    let uncontested = route(&story, Route::UncontestedCommercialClaim);
    assert_eq!(uncontested.state, RouteState::Needs(vec![Fact::Decree]));
    let order = route(&story, Route::OrderForPayment);
    assert_eq!((order.state, order.court, order.lawyer), (RouteState::Open, Some(Court::Commercial), LawyerNeed::No));
    assert!(order.notes.contains(&Condition::NoPriorAttemptNeeded));
    let fee = order.costs.iter().find(|cost| cost.what == CostKind::ClerkFee).unwrap();
    assert_eq!((fee.amount, fee.confidence), (Some(Cents(30_23)), law::Confidence::Likely));
    let action = route(&story, Route::Action);
    assert_eq!((action.state, action.lawyer), (RouteState::Open, LawyerNeed::No));
    assert!(action.notes.contains(&Condition::NoPriorAttemptNeeded));
}

#[test]
fn gc38_a_liberal_creditor_may_use_small_claims_and_choose_the_court() {
    let liberal = (LegalForm::SoleTrader, Standing::LiberalOrCivil);
    let story = story(liberal, DebtorKind::Professional, Standing::Trader, 319_000);
    assert_eq!(route(&story, Route::SmallClaims).state, RouteState::Open);
    let uncontested = route(&story, Route::UncontestedCommercialClaim);
    assert_eq!(uncontested.state, RouteState::Closed(vec![Condition::NotBetweenTraders]));
    let order = route(&story, Route::OrderForPayment);
    assert_eq!((order.state, order.court), (RouteState::Open, Some(Court::CreditorsChoice)));
    assert!(order.notes.contains(&Condition::NoPriorAttemptNeeded));
    let action = route(&story, Route::Action);
    assert!(action.notes.contains(&Condition::PriorAttemptUpTo { ceiling: Cents(500_000) }));
}

#[test]
fn gc39_against_a_consumer_an_action_needs_an_attempt_and_an_order_does_not() {
    let mut story = story(SARL, DebtorKind::Consumer, Standing::Unknown, 80_000);
    assert_eq!(route(&story, Route::SmallClaims).state, RouteState::Open);
    let order = route(&story, Route::OrderForPayment);
    assert_eq!((order.state, order.court), (RouteState::Open, Some(Court::Civil)));
    let needs = RouteState::Needs(vec![Fact::PriorAttempt { ceiling: Cents(500_000) }]);
    assert_eq!(route(&story, Route::Action).state, needs);
    assert_eq!(route(&story, Route::RefereProvision).state, needs);
    assert_eq!(
        route(&story, Route::MediateurDesEntreprises).state,
        RouteState::Closed(vec![Condition::NotForConsumers])
    );
    assert_eq!(route(&story, Route::Conciliator).state, RouteState::Open);
    let case = hand_over(&story.file, &story.context(day(TODAY))).unwrap().case;
    assert_eq!(case.indemnity, Some(Cents::ZERO));
    // The conciliator tried, in vain: the action is open.
    story.file.hand_over = Some(HandOver {
        customer: story.file.customer.id,
        route: Route::Conciliator,
        invoices: Vec::new(),
        to: "M. Le Goff".into(),
        day: day("2026-10-01"),
        note: String::new(),
        returned_on: Some(day("2026-11-15")),
    });
    assert_eq!(route(&story, Route::Action).state, RouteState::Open);
}

#[test]
fn gc40_between_artisans_above_ten_thousand_euros_only_a_summons_needs_a_lawyer() {
    let artisan = (LegalForm::SoleTrader, Standing::Artisan);
    let story = story(artisan, DebtorKind::Professional, Standing::Artisan, 1_200_000);
    let order = route(&story, Route::OrderForPayment);
    assert_eq!((order.state, order.court, order.lawyer), (RouteState::Open, Some(Court::Commercial), LawyerNeed::No));
    assert_eq!(route(&story, Route::Action).lawyer, LawyerNeed::Required { above: Cents(1_000_000) });
    assert!(matches!(
        route(&story, Route::SmallClaims).state,
        RouteState::Closed(conditions)
            if conditions == [Condition::AboveCeiling { claimed: Cents(1_200_408), ceiling: Cents(500_000) }]
    ));
}

#[test]
fn gc41_against_a_commune_only_the_administrative_ways_are_open() {
    let story = story(SARL, DebtorKind::PublicBody, Standing::Unknown, 900_000);
    for closed in
        [Route::OrderForPayment, Route::SmallClaims, Route::RefereProvision, Route::Action, Route::Conciliator]
    {
        let RouteState::Closed(conditions) = route(&story, closed).state else { panic!("{closed:?} is not closed") };
        assert_eq!(conditions[0], Condition::PublicBody, "{closed:?}");
    }
    assert_eq!(route(&story, Route::AdministrativeRoute).state, RouteState::Open);
    assert_eq!(route(&story, Route::MediateurDesEntreprises).state, RouteState::Open);
}

#[test]
fn gc42_interest_counts_in_the_five_thousand_euros() {
    let liberal = (LegalForm::SoleTrader, Standing::LiberalOrCivil);
    let mut story = story(liberal, DebtorKind::Professional, Standing::Trader, 498_000);
    // 4 980 € × 12.40 % × 15 / 365 = 25.38 €.
    story.file.invoices[0].instalments[0].due_date = day("2026-11-07");
    let small = route(&story, Route::SmallClaims);
    assert_eq!(
        small.state,
        RouteState::Closed(vec![Condition::AboveCeiling { claimed: Cents(500_538), ceiling: Cents(500_000) }])
    );
}

#[test]
fn without_the_classes_the_routes_ask_for_them() {
    let unknown = (LegalForm::SoleTrader, Standing::Unknown);
    let story = story(unknown, DebtorKind::Professional, Standing::Unknown, 320_000);
    assert_eq!(
        route(&story, Route::SmallClaims).state,
        RouteState::Needs(vec![Fact::CreditorStanding, Fact::DebtorStanding])
    );
    assert_eq!(route(&story, Route::OrderForPayment).state, RouteState::Needs(vec![Fact::DebtorStanding]));
}

#[test]
fn a_wholly_disputed_claim_leaves_the_action_and_the_mediator() {
    let mut story = story(SARL, DebtorKind::Professional, Standing::Trader, 320_000);
    let invoice = story.all()[0];
    story.disputed(invoice, None, day("2026-11-22"));
    assert!(matches!(route(&story, Route::OrderForPayment).state, RouteState::Closed(_)));
    assert_eq!(route(&story, Route::Action).state, RouteState::Open);
    assert_eq!(route(&story, Route::MediateurDesEntreprises).state, RouteState::Open);
}

#[test]
fn evidence_names_the_invoices_that_lack_it() {
    let mut story = story(SARL, DebtorKind::Professional, Standing::Trader, 320_000);
    let bare = story.invoice(day("2026-11-21"), 1_000);
    let digest = "a".repeat(64).parse().unwrap();
    story.file.invoices[0].attachments.push(Attachment {
        digest,
        name: "devis.pdf".into(),
        kind: AttachmentKind::Quote,
    });
    let file = hand_over(&story.file, &story.context(day(TODAY))).unwrap();
    let order = file.evidence.iter().find(|evidence| evidence.kind == EvidenceKind::Order).unwrap();
    assert_eq!((order.present, order.lacking.as_slice()), (false, [bare].as_slice()));
}

#[test]
fn the_ceiling_adds_principal_and_interest_of_one_order_of_payments() {
    let liberal = (LegalForm::SoleTrader, Standing::LiberalOrCivil);
    let mut story = story(liberal, DebtorKind::Professional, Standing::Trader, 880_000);
    let due = day("2026-03-31");
    story.file.invoices[0].instalments[0].due_date = due;
    story.file.invoices[0].issue_date = day("2026-03-01");
    let invoice = story.all()[0];
    story.paid(invoice, 400_000, day("2026-06-15"));
    let file = hand_over(&story.file, &story.context(day("2026-08-31"))).unwrap();
    // 222.63 € of the payment went to interest: 5 022.63 € are left, which have borne 130.87 € since.
    assert_eq!((file.case.principal, file.case.interest), (Cents(502_263), Some(Cents(13_087))));
    let small = file.routes.iter().find(|assessed| assessed.route == Route::SmallClaims).unwrap();
    assert_eq!(
        small.state,
        RouteState::Closed(vec![Condition::AboveCeiling { claimed: Cents(515_350), ceiling: Cents(500_000) }])
    );
}

#[test]
fn disputed_sums_count_for_the_lawyer_and_for_the_proof_of_an_action() {
    let mut story = story(SARL, DebtorKind::Professional, Standing::Artisan, 1_200_000);
    let invoice = story.all()[0];
    story.disputed(invoice, None, day("2026-11-22"));
    assert_eq!(route(&story, Route::Action).lawyer, LawyerNeed::Required { above: Cents(1_000_000) });
    // An interim payment can be had for what nobody disputes alone.
    story.disputed(invoice, Some(500_000), day("2026-11-22"));
    story.file.disputes.remove(0);
    assert_eq!(route(&story, Route::RefereProvision).lawyer, LawyerNeed::No);
    assert_eq!(route(&story, Route::Action).lawyer, LawyerNeed::Required { above: Cents(1_000_000) });
    let mut story = self::story(SARL, DebtorKind::Consumer, Standing::Unknown, 200_000);
    let invoice = story.all()[0];
    story.disputed(invoice, None, day("2026-11-22"));
    let flags = hand_over(&story.file, &story.context(day(TODAY))).unwrap().flags;
    assert!(flags.contains(&Flag::WrittenProofNeeded { above: Cents(150_000) }));
}

#[test]
fn a_debtor_in_another_member_state_has_the_european_doors() {
    let european = [Route::EuropeanOrderForPayment, Route::EuropeanSmallClaims];
    let mut story = story(SARL, DebtorKind::Professional, Standing::Trader, 500_000);
    for closed in european {
        assert_eq!(route(&story, closed).state, RouteState::Closed(vec![Condition::NotInOtherEuState]), "{closed:?}");
    }
    story.file.customer.address.country = "be".into();
    let order = route(&story, Route::EuropeanOrderForPayment);
    assert_eq!((order.state, order.lawyer), (RouteState::Open, LawyerNeed::No));
    assert_eq!(order.effect_on_limitation, LimitationEffect::Interrupts);
    // Interest does not count in its ceiling: 5 000 € and a day of interest are inside.
    assert_eq!(route(&story, Route::EuropeanSmallClaims).state, RouteState::Open);
    assert!(matches!(route(&story, Route::OrderForPayment).state, RouteState::Closed(_)));
    let invoice = story.all()[0];
    story.disputed(invoice, None, day("2026-11-22"));
    assert!(matches!(route(&story, Route::EuropeanOrderForPayment).state, RouteState::Closed(_)));
    assert_eq!(route(&story, Route::EuropeanSmallClaims).state, RouteState::Open);
    for outside in ["DK", "CH", "GB"] {
        story.file.customer.address.country = outside.into();
        for closed in european {
            let RouteState::Closed(conditions) = route(&story, closed).state else { panic!("{closed:?} {outside}") };
            assert_eq!(conditions[0], Condition::NotInOtherEuState);
        }
    }
    story.file.customer.address.country = "RE".into();
    let case = hand_over(&story.file, &story.context(day(TODAY))).unwrap().case;
    assert!(!case.debtor_abroad);
}

#[test]
fn over_indebtedness_suspends_enforcement_and_leads_to_the_commission() {
    let mut story = story(SARL, DebtorKind::Consumer, Standing::Unknown, 80_000);
    story.file.insolvency = Some(Insolvency {
        customer: story.file.customer.id,
        kind: InsolvencyKind::OverIndebtedness,
        opened_on: day("2026-11-10"),
        published_on: None,
        recorded_on: day("2026-11-12"),
        declared_on: None,
    });
    let order = route(&story, Route::OrderForPayment);
    assert_eq!(order.state, RouteState::Open);
    assert!(order.notes.contains(&Condition::EnforcementSuspended));
    let agency = route(&story, Route::CollectionAgency);
    assert_eq!(agency.state, RouteState::Closed(vec![Condition::DebtorOverIndebted]));
    let answer = route(&story, Route::DeclarationOfClaim);
    assert_eq!((answer.state, answer.notes), (RouteState::Open, vec![Condition::AnswerTheCommission]));
    assert!(answer.sources.iter().all(|source| !source.title.contains("622")));
    story.file.insolvency.as_mut().unwrap().kind = InsolvencyKind::Redressement;
    assert_eq!(route(&story, Route::OrderForPayment).state, RouteState::Closed(vec![Condition::DebtorInsolvent]));
}

#[test]
fn a_written_claim_interrupts_nothing_against_a_public_undertaking() {
    let mut story = story(SARL, DebtorKind::PublicBody, Standing::Unknown, 900_000);
    for (buyer, effect) in [
        (PublicBuyer::StateOrLocal, LimitationEffect::WrittenClaimInterrupts),
        (PublicBuyer::PublicUndertaking, LimitationEffect::None),
    ] {
        story.file.customer.public_buyer = Some(buyer);
        assert_eq!(route(&story, Route::AdministrativeRoute).effect_on_limitation, effect);
    }
    story.did(domain::StepKey::FirstReminder, day("2026-12-28"));
    story.chose(domain::StepKey::FormalNotice, day("2027-01-20"));
    let cited = |story: &Story| {
        let notice = story.proposal(day("2027-01-21"));
        assert_eq!(notice.step, domain::StepKey::FormalNotice);
        notice.sources.iter().any(|source| source.title.contains("68-1250"))
    };
    assert!(!cited(&story));
    story.file.customer.public_buyer = Some(PublicBuyer::StateOrLocal);
    assert!(cited(&story));
}
