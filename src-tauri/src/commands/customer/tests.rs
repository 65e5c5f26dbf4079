//! The customer's file: its limitation and its figures.

use domain::PublicBuyer;
use law::{Law, LimitationEvent, LimitationEventKind, LimitationFacts};

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn panel(facts: LimitationFacts, events: &[LimitationEvent], today: &str) -> LimitationView {
    let found = law::limitation(&facts, events, &Law::embedded()).unwrap().unwrap();
    let mut view = limitation_view(Lang::Fr, "F-12", &found, day(today)).unwrap();
    for text in [&mut view.sentence, &mut view.no_effect] {
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
fn what_moves_the_clock_depends_on_the_debtor() {
    let said = |facts, events: &[LimitationEvent]| panel(facts, events, "2026-11-24").no_effect;
    let firm = agreed(DebtorKind::Professional, "2024-06-01", "2024-07-31");
    assert_eq!(said(firm, &[]), "Une relance n’interrompt pas ce délai.");
    let reminded = [LimitationEvent::on(LimitationEventKind::Reminder, day("2024-09-01"))];
    assert!(said(firm, &reminded).starts_with("Vos relances et votre mise en demeure n’interrompent pas"));
    let commune = agreed(DebtorKind::PublicBody, "2024-06-01", "2024-07-31");
    assert_eq!(said(commune, &[]), "Une demande écrite à l’administration interrompt ce délai.");
    assert_eq!(said(commune, &reminded), "Une demande écrite à l’administration interrompt ce délai.");
    let undertaking = LimitationFacts { public_buyer: Some(PublicBuyer::PublicUndertaking), ..commune };
    assert_eq!(said(undertaking, &[]), "Une relance n’interrompt pas ce délai.");
    // A late payment is said for itself.
    let consumer = agreed(DebtorKind::Consumer, "2024-06-01", "2024-06-01");
    let late = [LimitationEvent::on(LimitationEventKind::PaymentByDebtor, day("2026-06-02"))];
    assert_eq!(said(consumer, &late), "Trop tard pour rouvrir ce délai : le paiement du 2 juin 2026.");
}

/// Every amount of a file adds up, and says what the lists and Today say.
#[test]
fn the_figures_of_a_file_add_up_and_agree_with_its_invoices() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::open(folder.path(), Some(Lang::Fr)).unwrap();
    let today: NaiveDate = "2026-11-23".parse().unwrap();
    let now = Now { instant: today.and_hms_opt(9, 0, 0).unwrap().and_utc(), today };
    desk.fill_with_sample(now).unwrap();
    let mut paid_in_part = 0;
    for customer in desk.customers_owing().unwrap() {
        let view = customer_file(&mut desk, now, customer.to_string()).unwrap();
        assert_eq!(view.principal + view.interest + view.indemnity, view.total, "{}", view.name);
        let owed = || view.invoices.iter().filter(|invoice| invoice.open > 0);
        assert_eq!(owed().map(|invoice| invoice.open).sum::<i64>(), view.principal, "{}", view.name);
        assert_eq!(
            owed().map(|invoice| invoice.accessories).sum::<i64>(),
            view.interest + view.indemnity,
            "{}",
            view.name
        );
        paid_in_part += owed().filter(|invoice| invoice.paid > 0).count();
    }
    assert!(paid_in_part > 0, "the sample has an invoice paid in part");
}
