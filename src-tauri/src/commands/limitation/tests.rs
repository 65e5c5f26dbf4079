//! What the panel says: dates, doubts, and what moved the last day or did not.

use domain::{Address, Customer, CustomerId, PublicBuyer, Standing};
use law::{Law, LimitationFacts};

use super::*;

fn customer() -> Customer {
    Customer {
        id: CustomerId(Default::default()),
        name: "Client".to_owned(),
        kind: None,
        kind_confirmed: true,
        standing: Standing::Unknown,
        public_buyer: None,
        siren: None,
        vat_id: None,
        other_id: None,
        address: Address::default(),
        contacts: Vec::new(),
        lang: Lang::Fr,
        pays_by_direct_debit: false,
        note: String::new(),
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn panel(facts: LimitationFacts, events: &[LimitationEvent], today: &str) -> LimitationView {
    let found = law::limitation(&facts, events, &Law::embedded()).unwrap().unwrap();
    let file = CustomerFile::new(customer());
    let mut view = view(Lang::Fr, &file, InvoiceId(Default::default()), "F-12", &found, day(today)).unwrap();
    let texts = view.chain.iter_mut().flat_map(|link| [&mut link.title, &mut link.effect]);
    for text in texts.chain([&mut view.sentence, &mut view.left, &mut view.never]) {
        *text = text.replace('\u{a0}', " ");
    }
    view
}

fn agreed(debtor: DebtorKind, issue: &str, due: &str) -> LimitationFacts {
    LimitationFacts {
        nature: domain::ClaimNature::General,
        debtor,
        public_buyer: None,
        due: Some(day(due)),
        last_due: None,
        delivery: None,
        issue: Some(day(issue)),
    }
}

fn badge(view: &LimitationView) -> String {
    view.badge.as_ref().map(|badge| badge.text.replace('\u{a0}', " ")).unwrap_or_default()
}

#[test]
fn a_claim_is_not_called_time_barred_while_one_start_keeps_it() {
    let facts = agreed(DebtorKind::Professional, "2021-06-01", "2021-07-31");
    let view = panel(facts, &[], "2026-06-01");
    assert_eq!((badge(&view).as_str(), view.safe.as_str()), ("59 j restants", "2026-07-30"));
    assert!(!view.sentence.contains("prescrite"), "{}", view.sentence);
    assert!(view.sentence.contains("31 mai 2026") && view.sentence.contains("30 juillet 2026"));
    let view = panel(facts, &[], "2026-07-31");
    assert_eq!(badge(&view), "prescrite");
    assert!(view.sentence.contains("prescrite depuis le 31 juillet 2026"), "{}", view.sentence);
}

#[test]
fn an_interruption_in_doubt_is_named_with_its_day() {
    let facts = agreed(DebtorKind::Professional, "2022-03-15", "2022-03-15");
    let paid = [LimitationEvent::on(LimitationEventKind::PaymentByDebtor, day("2027-01-10"))];
    let view = panel(facts, &paid, "2027-02-01");
    assert!(view.sentence.contains("Le paiement du 10 janvier 2027 a pu reporter ce jour au 9 janvier 2032"));
    assert_eq!(view.safe, "2027-03-14");
    let view = panel(facts, &paid, "2027-03-15");
    assert!(
        view.sentence.contains("prescription peut-être interrompue par le paiement du 10 janvier 2027, à confirmer"),
        "{}",
        view.sentence
    );
    assert_eq!((badge(&view).as_str(), view.safe.as_str()), ("à confirmer", "2032-01-09"));
}

#[test]
fn what_never_interrupts_depends_on_the_debtor() {
    let said = |facts, events: &[LimitationEvent]| panel(facts, events, "2026-11-24");
    let firm = agreed(DebtorKind::Professional, "2024-06-01", "2024-07-31");
    assert!(said(firm, &[]).never.contains("une mise en demeure, même en recommandé (Cass. com., 18 mai 2022"));
    let notice = [LimitationEvent::on(LimitationEventKind::FormalNotice, day("2024-09-01"))];
    let view = said(firm, &notice);
    assert_eq!(view.chain[0].title, "La mise en demeure du 1er septembre 2024");
    assert!(view.chain[0].effect.starts_with("N’interrompt rien, même en recommandé"), "{}", view.chain[0].effect);
    let commune = agreed(DebtorKind::PublicBody, "2024-06-01", "2024-07-31");
    // In the year of the claim the four years have not begun: it adds nothing.
    assert_eq!(said(commune, &notice).chain[0].effect, "Avant que le délai commence : sans effet.");
    let later = [LimitationEvent::on(LimitationEventKind::FormalNotice, day("2025-09-01"))];
    let view = said(commune, &later);
    assert!(view.never.starts_with("Contre une administration, toute demande écrite"), "{}", view.never);
    assert!(view.chain[0].to_confirm && view.chain[0].effect.starts_with("À confirmer par vous"));
    let undertaking = LimitationFacts { public_buyer: Some(PublicBuyer::PublicUndertaking), ..commune };
    assert!(said(undertaking, &[]).never.starts_with("N’interrompent jamais"));
    // A late payment is said for itself.
    let consumer = agreed(DebtorKind::Consumer, "2024-06-01", "2024-06-01");
    let late = [LimitationEvent::on(LimitationEventKind::PaymentByDebtor, day("2026-06-02"))];
    let view = said(consumer, &late);
    assert_eq!(view.chain[0].effect, "Trop tard : le délai était fini, rien ne le rouvre.");
    assert_eq!(view.left, "prescrite");
}

#[test]
fn the_time_left_is_said_in_words() {
    let facts = agreed(DebtorKind::Professional, "2024-06-01", "2024-07-31");
    assert_eq!(panel(facts, &[], "2026-11-24").left, "il reste 2 ans et 6 mois");
    assert_eq!(panel(facts, &[], "2029-05-20").left, "il reste 11 jours");
    assert_eq!(panel(facts, &[], "2029-07-30").left, "c’est le dernier jour");
}

#[test]
fn what_goes_on_is_said_to_move_the_day() {
    let facts = agreed(DebtorKind::Professional, "2022-03-15", "2022-03-15");
    let action = [LimitationEvent::on(LimitationEventKind::CourtAction, day("2026-06-01")).as_of(day("2026-11-24"))];
    let view = panel(facts, &action, "2026-11-24");
    assert!(view.sentence.ends_with("Tant que cela dure, ce jour recule."), "{}", view.sentence);
    assert!(view.chain[0].effect.contains("Cela dure encore"), "{}", view.chain[0].effect);
}
