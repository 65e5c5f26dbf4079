//! What is asked of a plan that is not kept: what its instalments hold, no less and no more.

use app::holds::HoldEnd;
use app::invoices::{TypedCustomer, TypedDue, TypedInvoice};
use app::payments::NewPayment;
use app::plans::{NewPlan, Schedule};
use app::{Desk, Now};
use chrono::NaiveDate;
use domain::{
    Cents, ClaimNature, CustomerId, DebtorKind, InvoiceKind, Lang, PlanEnd, PlanInterest, Rhythm, Signer, StepKey,
};

use crate::letters::{customer, empty_desk};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn on(text: &str) -> Now {
    Now { instant: day(text).and_hms_opt(9, 0, 0).unwrap().and_utc(), today: day(text) }
}

/// Three invoices of 4 870 € since September, in four signed instalments from 15 December on.
fn signed(folder: &tempfile::TempDir) -> (Desk, CustomerId, Cents) {
    let mut desk = empty_desk(folder);
    let customer = customer(&mut desk, DebtorKind::Professional);
    for (number, due, euros) in [("F-1", "2026-09-01", 2_600), ("F-2", "2026-09-12", 1_450), ("F-3", "2026-09-30", 820)]
    {
        let typed = TypedInvoice {
            id: None,
            customer: TypedCustomer::Known(customer),
            number: number.into(),
            kind: InvoiceKind::Invoice,
            issue_date: day("2026-08-01"),
            due: TypedDue::On(day(due)),
            retention: None,
            delivery_date: None,
            received_on: None,
            nature: ClaimNature::General,
            credits: None,
            gross_total: Cents(euros * 100),
            already_paid: Cents::ZERO,
            subject: String::new(),
        };
        desk.save_invoice(on("2026-11-01"), typed).unwrap();
    }
    let new = NewPlan {
        customer,
        invoices: Vec::new(),
        schedule: Schedule::Even { count: 4, first: day("2026-12-15"), rhythm: Rhythm::Monthly },
        interest: PlanInterest::Kept,
        acceleration_days: Some(8),
        signer: Signer { name: "M. Hamon".into(), role: "gérant".into(), trader: true },
        lang: None,
    };
    let (plan, _) = desk.make_plan(on("2026-11-23"), &new).unwrap();
    desk.sign_plan(on("2026-11-25"), plan.id, day("2026-11-25"), "").unwrap();
    assert!(plan.spread() > Cents(487_000), "the instalments hold interest and indemnities as well");
    (desk, customer, plan.spread())
}

/// The words of the notice on a day, with plain spaces, and all it asks for.
fn notice(desk: &mut Desk, customer: CustomerId, today: &str, lang: Lang) -> (String, Cents) {
    let drafted = desk.draft(on(today), customer, StepKey::PlanNotice, Some(lang)).unwrap();
    let text = drafted.letter.text.replace(['\u{a0}', '\u{202f}'], " ");
    (text, drafted.letter.figures.total)
}

#[test]
fn a_notice_tells_what_is_late_from_all_that_is_to_come() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, customer, spread) = signed(&folder);
    let part = Cents(spread.0 / 4);
    let (text, asked) = notice(&mut desk, customer, "2026-12-26", Lang::Fr);
    assert_eq!(asked, part);
    let (late, to_come) = (Lang::Fr.amount(part), Lang::Fr.amount(spread.minus(part)));
    let plain = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ");
    assert!(text.contains("Celle du 15 décembre 2026 n’est pas entièrement payée"), "{text}");
    assert!(text.contains(&plain(format!("{late} manquent à ce jour"))), "{text}");
    assert!(text.contains(&plain(format!("Les échéances à venir, {to_come}, ne sont pas comprises"))), "{text}");
    let (text, asked) = notice(&mut desk, customer, "2027-01-26", Lang::Fr);
    assert_eq!(asked, part.plus(part));
    assert!(text.contains("Celles dues depuis le 15 décembre 2026 ne sont pas entièrement payées"), "{text}");
    let drafted = desk.draft(on("2027-01-26"), customer, StepKey::PlanNotice, Some(Lang::Fr)).unwrap();
    assert_eq!(drafted.letter.subject, "Mise en demeure de payer des échéances de notre accord");
}

#[test]
fn when_every_instalment_is_late_the_notice_asks_for_all_they_hold() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, customer, spread) = signed(&folder);
    for (lang, comprised) in [
        (Lang::Fr, "d’intérêts et d’indemnité comptés dans l’échéancier"),
        (Lang::En, "of interest and fixed compensation counted in the plan"),
    ] {
        let (text, asked) = notice(&mut desk, customer, "2027-03-30", lang);
        assert_eq!(asked, spread);
        assert!(text.contains(comprised), "{text}");
        // Nothing is left that the clause could make due.
        assert!(!text.contains("déchéance") && !text.contains("acceleration"), "{text}");
        assert!(!text.contains("à venir") && !text.contains("to come"), "{text}");
    }
}

#[test]
fn a_plan_that_is_paid_is_over_and_open_again_when_its_last_payment_goes() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, customer, spread) = signed(&folder);
    let part = Cents(spread.0 / 2);
    desk.record_payment(on("2026-12-15"), NewPayment::of(customer, part, day("2026-12-15"))).unwrap();
    assert_eq!(desk.open_plans(on("2026-12-15")).unwrap().len(), 1);
    let last = NewPayment::of(customer, spread.minus(part), day("2026-12-20"));
    let done = desk.record_payment(on("2026-12-20"), last).unwrap();
    let plan = |desk: &Desk| desk.customer_file(customer).unwrap().plans[0].clone();
    assert_eq!(plan(&desk).closed_as, Some(PlanEnd::Kept));
    assert!(desk.open_plans(on("2026-12-21")).unwrap().is_empty());
    assert_eq!(desk.open_commitments().unwrap(), 0);
    // Interest and indemnity were agreed: what the invoices leave is for them, and no credit that asks for a use.
    let file = desk.customer_file(customer).unwrap();
    assert_eq!(file.unallocated(day("2026-12-21")), Cents::ZERO);
    let accessories: Cents = file.payments.iter().flat_map(|one| &one.accessories).map(|part| part.amount).sum();
    assert_eq!(accessories, spread.minus(Cents(487_000)));

    desk.undo(on("2026-12-22"), &done.undo.unwrap()).unwrap();
    assert_eq!((plan(&desk).closed, plan(&desk).closed_as), (None, None));
    assert_eq!(desk.open_plans(on("2026-12-22")).unwrap()[0].received, part);
    assert!(desk.verify().unwrap().intact);
}

/// A payment of these invoices, and what of it went to interest and the indemnity.
fn accessories(desk: &mut Desk, new: NewPayment, today: &str) -> Cents {
    let customer = new.customer;
    desk.record_payment(on(today), new).unwrap();
    let file = desk.customer_file(customer).unwrap();
    file.payments.last().unwrap().accessories.iter().map(|part| part.amount).sum()
}

#[test]
fn a_plan_takes_its_interest_once_its_invoices_are_settled_and_of_no_other_money() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, customer, spread) = signed(&folder);
    let invoices = desk.customer_file(customer).unwrap().plans[0].invoices.clone();
    // More than the first invoice alone: the rest of the plan is open, so that nothing is taken for interest.
    let new =
        NewPayment { parts: vec![(invoices[0], None)], ..NewPayment::of(customer, Cents(300_000), day("2026-12-15")) };
    assert_eq!(accessories(&mut desk, new, "2026-12-15"), Cents::ZERO);
    let rest = NewPayment::of(customer, Cents(230_000), day("2026-12-16"));
    assert_eq!(accessories(&mut desk, rest, "2026-12-16"), Cents(3_000));
    let plan = desk.customer_file(customer).unwrap().plans[0].id;
    desk.end_hold(on("2026-12-17"), HoldEnd::Plan(plan, PlanEnd::Kept), "").unwrap();
    // What comes after the plan is over is asked about.
    let later = NewPayment::of(customer, Cents(5_000), day("2026-12-18"));
    assert_eq!(accessories(&mut desk, later, "2026-12-18"), Cents::ZERO);
    assert!(spread > Cents(487_000));
}
