//! From a customer's file to its accounts and limitations.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use chrono::NaiveDate;
use domain::business::{LegalForm, TermsOfSale};
use domain::exchange::{Delivery, DeliveryOutcome, Direction, Exchange};
use domain::ids::{CustomerId, ExchangeId, InvoiceId, PaymentId, PromiseId};
use domain::{
    Address, Allocation, Business, Cents, Channel, Cheque, Customer, CustomerFile, DebtorKind, HandOver, Insolvency,
    InsolvencyKind, Instalment, Invoice, InvoiceKind, Lang, Means, Payment, PaymentTerm, PenaltyRate, Promise,
    PublicBuyer, Route, Standing, StepKey,
};
use law::file::CannotClaim;
use law::{
    Account, Claim, DueReading, IndemnityWhy, Law, LimitationEventKind, MovementKind, NoEffectReason, NoInterest,
    Parameter, RateKind, Regime, Warning,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn id(number: u128) -> InvoiceId {
    format!("{number:032x}").parse().unwrap()
}

fn customer() -> CustomerId {
    format!("{:032x}", 9).parse().unwrap()
}

fn exchange_id() -> ExchangeId {
    format!("{:032x}", 7).parse().unwrap()
}

fn business(terms: TermsOfSale) -> Business {
    Business {
        name: "Atelier Morel".into(),
        legal_form: LegalForm::Sarl,
        standing: Standing::Trader,
        siren: None,
        siret: None,
        vat_id: None,
        register_city: None,
        share_capital: None,
        address: Address::default(),
        email: None,
        phone: None,
        iban: None,
        bic: None,
        signatory: None,
        terms,
        logo: None,
    }
}

fn file(kind: Option<DebtorKind>) -> CustomerFile {
    CustomerFile::new(Customer {
        id: customer(),
        name: "Client".into(),
        kind,
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
    })
}

fn invoice(number: u128, issue: &str, cents: i64) -> Invoice {
    Invoice { number: format!("F-{number}"), ..Invoice::bare(id(number), customer(), day(issue), Cents(cents)) }
}

fn payment(received: &str, of: u128, cents: i64) -> Payment {
    let payment: PaymentId = format!("{:032x}", 100 + of).parse().unwrap();
    Payment {
        allocations: vec![Allocation { invoice: id(of), amount: Cents(cents) }],
        ..Payment::of(payment, customer(), day(received), Cents(cents), Means::Transfer)
    }
}

fn sent(step: StepKey, channel: Channel, on: &str, invoices: &[u128]) -> Exchange {
    Exchange {
        id: exchange_id(),
        customer: customer(),
        direction: Direction::Outgoing,
        channel,
        day: day(on),
        step: Some(step),
        invoices: invoices.iter().map(|number| id(*number)).collect(),
        letter: None,
        party: String::new(),
        outcome: None,
        registered_number: None,
        note: String::new(),
        deadline_days: Some(8),
    }
}

fn presented(on: &str, outcome: DeliveryOutcome) -> Delivery {
    Delivery { exchange: exchange_id(), presented_on: day(on), outcome, registered_number: None }
}

fn claim(file: &CustomerFile, invoice: &Invoice, until: &str) -> Claim {
    claim_with(file, invoice, TermsOfSale::default(), until)
}

fn claim_with(file: &CustomerFile, invoice: &Invoice, terms: TermsOfSale, until: &str) -> Claim {
    let law = Law::embedded();
    let account = Account::of(file, invoice, &business(terms), &law).unwrap();
    law::claim(&account, day(until), &law).unwrap()
}

#[test]
fn without_an_agreed_term_an_invoice_is_due_thirty_days_after_delivery() {
    let mut file = file(Some(DebtorKind::Professional));
    let mut one = invoice(1, "2026-03-12", 120_000);
    one.delivery_date = Some(day("2026-03-10"));
    file.invoices.push(one.clone());
    let due = law::due_date_of(&file, &one, &business(TermsOfSale::default()), &Law::embedded()).unwrap();
    assert_eq!(due.date, day("2026-04-09"));
    assert_eq!(claim(&file, &one, "2026-04-09").total, Cents(120_000));
    assert!(claim(&file, &one, "2026-04-10").total > Cents(124_000));
}

#[test]
fn the_invoice_counts_before_the_terms_of_sale() {
    let mut file = file(Some(DebtorKind::Professional));
    let terms = TermsOfSale {
        payment_term: Some(PaymentTerm::DaysFromIssue { days: 45 }),
        penalty_rate: PenaltyRate::Clause { rate_percent: "15".parse().unwrap() },
        ..TermsOfSale::default()
    };
    let mut one = invoice(1, "2026-01-01", 100_000);
    file.invoices.push(one.clone());
    let law = Law::embedded();
    let account = Account::of(&file, &one, &business(terms.clone()), &law).unwrap();
    assert_eq!(account.instalments[0].due_date, day("2026-02-15"));
    assert!(matches!(account.regime, Regime::Professional { clause: Some(_), .. }));
    one.payment_term = Some(PaymentTerm::DaysFromIssue { days: 10 });
    one.penalty_rate = Some(PenaltyRate::Statutory);
    let account = Account::of(&file, &one, &business(terms), &law).unwrap();
    assert_eq!(account.instalments[0].due_date, day("2026-01-11"));
    assert!(matches!(account.regime, Regime::Professional { clause: None, .. }));
}

#[test]
fn a_payment_and_a_credit_note_lower_only_the_invoice_they_were_given_to() {
    let mut file = file(Some(DebtorKind::Professional));
    let (mut one, mut two) = (invoice(1, "2026-01-01", 500_000), invoice(2, "2026-01-01", 500_000));
    for invoice in [&mut one, &mut two] {
        invoice.instalments = vec![Instalment::due(day("2026-04-30"), Cents(500_000))];
    }
    let mut note = invoice(3, "2026-06-10", 120_000);
    note.kind = InvoiceKind::CreditNote;
    note.credits = vec![Allocation { invoice: id(1), amount: Cents(120_000) }];
    file.invoices = vec![one.clone(), two.clone(), note.clone()];
    // GC-16, from a file.
    let claimed = claim(&file, &one, "2026-07-31");
    assert_eq!((claimed.principal_open, claimed.interest.accrued), (Cents(380_000), Cents(13_356)));
    assert_eq!(claimed.movements[0].kind, MovementKind::CreditNote);
    assert_eq!(claim(&file, &two, "2026-07-31").principal_open, Cents(500_000));
    let law = Law::embedded();
    let refused = Account::of(&file, &note, &business(TermsOfSale::default()), &law);
    assert_eq!(refused, Err(CannotClaim::CreditNote));
    let all = Account::all_of(&file, &business(TermsOfSale::default()), &law);
    assert_eq!(all.len(), 2);
    for (id, account) in all {
        let one_by_one = Account::of(&file, file.invoice(id).unwrap(), &business(TermsOfSale::default()), &law);
        assert_eq!(account, one_by_one);
    }
}

#[test]
fn nothing_is_claimed_before_the_kind_of_debtor_is_known() {
    let mut file = file(None);
    let one = invoice(1, "2026-01-01", 500_000);
    file.invoices.push(one.clone());
    let refused = Account::of(&file, &one, &business(TermsOfSale::default()), &Law::embedded());
    assert_eq!(refused, Err(CannotClaim::KindUnknown));
}

#[test]
fn a_consumer_owes_interest_from_the_day_after_the_notice_was_first_presented() {
    let mut file = file(Some(DebtorKind::Consumer));
    let mut one = invoice(1, "2026-01-15", 240_000);
    one.instalments = vec![Instalment::due(day("2026-02-01"), Cents(240_000))];
    file.invoices.push(one.clone());
    file.exchanges.push(sent(StepKey::FormalNotice, Channel::RegisteredLetter, "2026-04-17", &[1]));
    assert_eq!(claim(&file, &one, "2026-08-10").interest.none, Some(NoInterest::NoFormalNotice));
    file.deliveries.push(presented("2026-04-20", DeliveryOutcome::Unclaimed));
    let claimed = claim(&file, &one, "2026-08-10");
    // GC-22, from a file: an unclaimed letter is still a notice.
    assert_eq!(claimed.interest.accrued, Cents(1_965));
    assert_eq!(claimed.indemnity.why, IndemnityWhy::Consumer);
    assert_eq!(claim(&file, &one, "2026-04-20").interest.none, Some(NoInterest::NoFormalNotice));
}

#[test]
fn a_notice_to_an_unknown_address_or_about_another_invoice_starts_nothing() {
    let mut file = file(Some(DebtorKind::Consumer));
    let one = invoice(1, "2026-01-15", 240_000);
    file.invoices.push(one.clone());
    file.exchanges.push(sent(StepKey::FormalNotice, Channel::RegisteredLetter, "2026-04-17", &[1]));
    file.deliveries.push(presented("2026-04-20", DeliveryOutcome::UnknownAddress));
    assert_eq!(claim(&file, &one, "2026-08-10").interest.accrued, Cents::ZERO);
    file.deliveries[0].outcome = DeliveryOutcome::Signed;
    file.exchanges[0].invoices = vec![id(2)];
    assert_eq!(claim(&file, &one, "2026-08-10").interest.accrued, Cents::ZERO);
}

#[test]
fn terms_of_sale_do_not_bind_a_public_buyer() {
    let mut file = file(Some(DebtorKind::PublicBody));
    file.customer.public_buyer = Some(PublicBuyer::StateOrLocal);
    let mut one = invoice(1, "2026-03-30", 1_800_000);
    one.received_on = Some(day("2026-04-01"));
    one.instalments = vec![Instalment::due(day("2026-04-10"), Cents(1_800_000))];
    file.invoices.push(one.clone());
    let terms = TermsOfSale {
        payment_term: Some(PaymentTerm::OnReceipt),
        penalty_rate: PenaltyRate::Clause { rate_percent: "15".parse().unwrap() },
        ..TermsOfSale::default()
    };
    let claimed = claim_with(&file, &one, terms, "2026-09-10");
    // GC-24, from a file.
    assert_eq!((claimed.interest.accrued, claimed.total), (Cents(66_072), Cents(1_870_072)));
    let due = law::due_date_of(&file, &one, &business(TermsOfSale::default()), &Law::embedded()).unwrap();
    assert!(due.hypotheses.iter().any(|reading| reading.reading == DueReading::Written));
}

#[test]
fn several_dates_on_an_invoice_do_not_shorten_the_period_of_a_public_buyer() {
    let mut file = file(Some(DebtorKind::PublicBody));
    file.customer.public_buyer = Some(PublicBuyer::StateOrLocal);
    let mut one = invoice(1, "2026-03-30", 100_000);
    one.received_on = Some(day("2026-04-01"));
    // A term on the invoice lengthens nothing either: each part has its own date.
    one.payment_term = Some(PaymentTerm::DaysFromIssue { days: 60 });
    let part = |due: &str| Instalment::due(day(due), Cents(50_000));
    one.instalments = vec![part("2026-04-10"), part("2026-04-20")];
    file.invoices.push(one.clone());
    let claimed = claim(&file, &one, "2026-05-31");
    // 1 000 € × 10.15 % × 30 / 365, from the day after 1 May.
    assert_eq!((claimed.interest.accrued, claimed.interest.from), (Cents(834), Some(day("2026-05-02"))));
    one.instalments[1].due_date = day("2026-05-20");
    file.invoices[0] = one.clone();
    let law = Law::embedded();
    let account = Account::of(&file, &one, &business(TermsOfSale::default()), &law).unwrap();
    let dates: Vec<_> = account.instalments.iter().map(|part| part.due_date).collect();
    assert_eq!(dates, [day("2026-05-01"), day("2026-05-20")]);
}

#[test]
fn a_rate_that_is_missing_is_not_taken_for_a_date_that_has_not_come() {
    let mut file = file(Some(DebtorKind::Professional));
    let mut one = invoice(1, "2026-12-15", 100_000);
    one.instalments = vec![Instalment::due(day("2027-01-15"), Cents(100_000))];
    file.invoices.push(one.clone());
    let law = Law::embedded();
    let account = Account::of(&file, &one, &business(TermsOfSale::default()), &law).unwrap();
    let known = law::claim_as_far_as_known(&account, day("2027-02-01"), &law);
    assert_eq!((known.interest.accrued, known.interest.none), (Cents::ZERO, Some(NoInterest::RateMissing)));
    let not_due = law::claim_as_far_as_known(&account, day("2027-01-15"), &law);
    assert_eq!(not_due.interest.none, Some(NoInterest::NotDueYet));
}

#[test]
fn the_texts_behind_a_public_bodys_interest_say_how_sure_they_are() {
    let mut file = file(Some(DebtorKind::PublicBody));
    let one = invoice(1, "2026-03-30", 1_800_000);
    file.invoices.push(one.clone());
    let sources = claim(&file, &one, "2026-09-10").sources();
    let of = |article: &str| sources.iter().find(|source| source.title.contains(article)).unwrap().confidence;
    assert_eq!(of("R. 2192-31"), law::Confidence::Sure);
    assert_eq!(of("R. 2192-33"), law::Confidence::Likely);
}

#[test]
fn a_claim_that_can_still_be_saved_presses_more_than_one_that_is_lost() {
    let mut file = file(Some(DebtorKind::Professional));
    let due = |number: u128, day_due: &str| {
        let mut one = invoice(number, day_due, 100_000);
        one.instalments = vec![Instalment::due(day(day_due), Cents(100_000))];
        one
    };
    file.invoices = vec![due(1, "2020-03-15"), due(2, "2022-01-15"), due(3, "2022-12-15")];
    let (terms, law, today) = (business(TermsOfSale::default()), Law::embedded(), day("2026-11-24"));
    let pressing =
        |one: &Invoice| law::limitation_of(&file, one, &terms, today, &law).unwrap().unwrap().pressing(today);
    let first = file.invoices.iter().min_by_key(|one| pressing(one)).unwrap();
    assert_eq!(first.id, id(2));
    assert_eq!(file.invoices.iter().max_by_key(|one| pressing(one)).unwrap().id, id(1));
}

#[test]
fn the_figures_carry_the_texts_they_rest_on() {
    let mut file = file(Some(DebtorKind::Professional));
    let mut one = invoice(1, "2026-03-30", 1_000_000);
    one.instalments = vec![Instalment::due(day("2026-04-30"), Cents(1_000_000))];
    file.invoices.push(one.clone());
    let claimed = claim(&file, &one, "2026-09-15");
    let titles: Vec<&str> = claimed.sources().iter().map(|source| source.title.as_ref()).collect();
    assert_eq!(
        titles,
        [
            "C. com., art. L. 441-10, II",
            "BCE, taux de refinancement au 1er janvier 2026",
            "BCE, taux de refinancement au 1er juillet 2026",
            "C. com., art. L. 441-10, II et D. 441-5",
        ]
    );
    assert!(claimed.provisional);
    let second = law::HalfYear::from_code("2026-S2").unwrap();
    let expected = Warning::LikelyRate { parameter: Parameter::EcbMainRefinancingRate, half_year: second };
    assert_eq!(claimed.warnings, [expected]);
    assert!(claimed.segments().all(|segment| segment.rate_kind == RateKind::Statutory));
}

#[test]
fn a_debt_born_after_the_opening_bears_interest() {
    let mut file = file(Some(DebtorKind::Professional));
    let before = invoice(1, "2026-07-01", 100_000);
    let after = invoice(2, "2026-09-02", 100_000);
    file.invoices = vec![before.clone(), after.clone()];
    file.insolvency = Some(Insolvency {
        customer: customer(),
        kind: InsolvencyKind::Redressement,
        opened_on: day("2026-09-01"),
        published_on: None,
        recorded_on: day("2026-09-03"),
        declared_on: None,
    });
    assert_eq!(claim(&file, &before, "2026-11-01").interest_until, day("2026-08-31"));
    assert_eq!(claim(&file, &after, "2026-11-01").interest_until, day("2026-11-01"));
}

#[test]
fn reminders_and_notices_leave_the_limitation_where_it_was() {
    let mut file = file(Some(DebtorKind::Professional));
    let mut one = invoice(1, "2022-02-10", 100_000);
    one.delivery_date = Some(day("2022-02-10"));
    one.instalments = vec![Instalment::due(day("2022-03-15"), Cents(100_000))];
    file.invoices.push(one.clone());
    file.exchanges.push(sent(StepKey::FirstReminder, Channel::Email, "2022-04-01", &[1]));
    file.exchanges.push(sent(StepKey::FormalNotice, Channel::RegisteredLetter, "2022-05-01", &[1]));
    file.exchanges.push(sent(StepKey::Call, Channel::Phone, "2022-05-20", &[1]));
    file.hand_over = Some(HandOver {
        customer: customer(),
        route: Route::OrderForPayment,
        invoices: vec![id(1)],
        to: "greffe".into(),
        day: day("2022-06-01"),
        note: String::new(),
        returned_on: None,
    });
    let terms = business(TermsOfSale::default());
    let limitation = law::limitation_of(&file, &one, &terms, day("2026-11-24"), &Law::embedded()).unwrap().unwrap();
    assert_eq!(limitation.outer, day("2027-02-10"));
    let reasons: Vec<_> = limitation.no_effect.iter().map(|event| event.reason).collect();
    assert_eq!(
        reasons,
        [NoEffectReason::NotOnTheList, NoEffectReason::NotOnTheList, NoEffectReason::OnlyServiceCounts]
    );
}

#[test]
fn a_part_payment_shows_a_new_date_and_keeps_the_old_alert() {
    let mut file = file(Some(DebtorKind::Professional));
    let mut one = invoice(1, "2024-02-10", 100_000);
    one.delivery_date = Some(day("2024-02-10"));
    file.invoices.push(one.clone());
    file.payments.push(payment("2025-06-01", 1, 20_000));
    // A promise by phone proves nothing; in writing it acknowledges.
    let promise = |channel| Promise {
        id: format!("{:032x}", 5).parse::<PromiseId>().unwrap(),
        customer: customer(),
        invoices: vec![id(1)],
        amount: Cents(80_000),
        due_on: day("2026-01-15"),
        made_on: day("2025-12-15"),
        made_by: String::new(),
        channel,
        closed: None,
        closed_as: None,
    };
    file.promises.push(promise(Channel::Phone));
    let terms = business(TermsOfSale::default());
    let limitation = law::limitation_of(&file, &one, &terms, day("2026-11-24"), &Law::embedded()).unwrap().unwrap();
    assert_eq!((limitation.outer, limitation.alert_safe), (day("2030-06-01"), day("2029-02-09")));
    assert_eq!(limitation.to_confirm().unwrap().day, day("2025-06-01"));
    file.promises[0] = promise(Channel::Email);
    let limitation = law::limitation_of(&file, &one, &terms, day("2026-11-24"), &Law::embedded()).unwrap().unwrap();
    assert_eq!((limitation.outer, limitation.alert_safe), (day("2030-12-15"), day("2029-02-09")));
    let moved: Vec<_> = limitation.candidates[0].moves.iter().map(|moved| moved.event.kind).collect();
    assert_eq!(moved, [LimitationEventKind::PaymentByDebtor, LimitationEventKind::Acknowledgment]);
}

#[test]
fn a_signed_notice_moves_the_limitation_of_a_public_body() {
    let mut file = file(Some(DebtorKind::PublicBody));
    let mut one = invoice(1, "2022-05-20", 100_000);
    one.delivery_date = Some(day("2022-05-15"));
    file.invoices.push(one.clone());
    let terms = business(TermsOfSale::default());
    let law = Law::embedded();
    let quiet = law::limitation_of(&file, &one, &terms, day("2026-11-24"), &law).unwrap().unwrap();
    assert_eq!(quiet.outer, day("2026-12-31"));
    file.exchanges.push(sent(StepKey::FormalNotice, Channel::RegisteredLetter, "2026-10-18", &[1]));
    let shown = law::limitation_of(&file, &one, &terms, day("2026-11-24"), &law).unwrap().unwrap();
    assert_eq!((shown.outer, shown.alert_outer), (day("2030-12-31"), day("2026-12-31")));
    file.deliveries.push(presented("2026-10-20", DeliveryOutcome::Signed));
    let proved = law::limitation_of(&file, &one, &terms, day("2026-11-24"), &law).unwrap().unwrap();
    assert_eq!((proved.outer, proved.alert_outer), (day("2030-12-31"), day("2030-12-31")));
}

#[test]
fn a_rate_below_the_floor_is_claimed_as_the_owner_chose() {
    let mut file = file(Some(DebtorKind::Professional));
    let one = invoice(1, "2026-07-01", 500_000);
    file.invoices.push(one.clone());
    let law = Law::embedded();
    let interest = |below_floor| {
        let terms = TermsOfSale {
            payment_term: Some(PaymentTerm::DaysFromIssue { days: 30 }),
            penalty_rate: PenaltyRate::Clause { rate_percent: "6".parse().unwrap() },
            below_floor,
        };
        let account = Account::of(&file, &one, &business(terms), &law).unwrap();
        law::claim(&account, day("2026-10-29"), &law).unwrap().interest.accrued
    };
    // GC-12: 90 days in 2026 S2.
    assert_eq!(interest(law::BelowFloor::Clause), Cents(7_397));
    assert_eq!(interest(law::BelowFloor::Floor), Cents(10_171));
    assert_eq!(interest(law::BelowFloor::Statutory), Cents(15_288));
}

#[test]
fn costs_withheld_and_a_discount_lower_the_principal_from_the_day_of_the_payment() {
    let mut file = file(Some(DebtorKind::Professional));
    let mut bill = invoice(1, "2026-01-01", 1_000_000);
    bill.instalments = vec![Instalment::due(day("2026-03-31"), Cents(1_000_000))];
    file.invoices = vec![bill.clone()];
    let with = |withheld: i64, discount: i64| {
        let mut file = file.clone();
        let part = |cents| vec![Allocation { invoice: id(1), amount: Cents(cents) }];
        file.payments.push(Payment {
            withheld: part(withheld),
            discounts: part(discount),
            ..payment("2026-06-15", 1, 400_000)
        });
        claim(&file, &bill, "2026-08-31")
    };
    // GC-14, with 20 € kept by a bank and 30 € granted.
    let claimed = with(2_000, 3_000);
    assert_eq!((claimed.withheld, claimed.discounted, claimed.paid), (Cents(2_000), Cents(3_000), Cents(400_000)));
    assert_eq!(claimed.principal_open, Cents(625_299 - 5_000));
    let kinds: Vec<MovementKind> = claimed.movements.iter().map(|used| used.kind).collect();
    assert_eq!(kinds, [MovementKind::Discount, MovementKind::Withheld, MovementKind::Payment]);
    assert_eq!(claimed.movements[1].to_interest, Cents::ZERO);
    // 6 202.99 × (12.15 % × 15 + 12.40 % × 62) ÷ 365.
    assert_eq!(claimed.interest.open, Cents(16_163));
}

#[test]
fn money_for_interest_and_indemnity_settles_them_in_the_order_of_the_law() {
    let mut file = file(Some(DebtorKind::Professional));
    let mut bill = invoice(1, "2026-01-01", 1_000_000);
    bill.instalments = vec![Instalment::due(day("2026-03-31"), Cents(1_000_000))];
    file.invoices = vec![bill.clone()];
    // GC-14, but everything is paid on 15 June: 252.99 € of interest and 40 € beside the invoice, in one movement.
    let part = |cents| vec![Allocation { invoice: id(1), amount: Cents(cents) }];
    let whole = claim(&file, &bill, "2026-06-15").total;
    let beyond = whole.minus(Cents(1_000_000));
    file.payments.push(Payment { amount: whole, accessories: part(beyond.0), ..payment("2026-06-15", 1, 1_000_000) });
    let claimed = claim(&file, &bill, "2026-08-31");
    assert_eq!((claimed.total, claimed.surplus, claimed.paid), (Cents::ZERO, Cents::ZERO, whole));
    assert_eq!(claimed.movements.len(), 1);
    assert_eq!((claimed.paid_to_interest, claimed.paid_to_indemnity), (Cents(25_299), Cents(4_000)));
    assert_eq!(file.balance(&bill, day("2026-08-31")).open, Cents::ZERO);
    assert_eq!(file.unallocated(day("2026-08-31")), Cents::ZERO);
}

#[test]
fn interest_runs_until_a_cheque_is_deposited_and_the_sum_is_not_claimed_twice() {
    let mut file = file(Some(DebtorKind::Professional));
    let mut bill = invoice(1, "2026-01-01", 1_000_000);
    bill.instalments = vec![Instalment::due(day("2026-06-30"), Cents(1_000_000))];
    file.invoices = vec![bill.clone()];
    let by_cheque = |deposited_on: Option<&str>, until: &str| {
        let mut file = file.clone();
        let cheque = Cheque { number: "0001234".to_owned(), deposited_on: deposited_on.map(day) };
        file.payments.push(Payment { cheque: Some(cheque), ..payment("2026-07-10", 1, 1_000_000) });
        claim(&file, &bill, until)
    };
    // In the drawer: 31 days at 12.40 %, nothing of the principal but what interest took first.
    let waiting = by_cheque(None, "2026-07-31");
    assert_eq!((waiting.interest.accrued, waiting.paid_to_interest), (Cents(10_532), Cents(10_532)));
    assert_eq!((waiting.principal_open, waiting.variant_principal_first.principal_open), (Cents(10_532), Cents::ZERO));
    assert_eq!(waiting.movements[0].day, day("2026-07-31"));
    // Deposited on the twentieth day of delay, whatever day the statement is of.
    let deposited = by_cheque(Some("2026-07-20"), "2026-07-31");
    assert_eq!(deposited.interest.periods[0].interest, Cents(6_795));
    assert_eq!(deposited.movements[0].day, day("2026-07-20"));
    assert_eq!(by_cheque(Some("2026-07-20"), "2026-07-15").interest.accrued, Cents(5_096), "not there yet that day");
    assert!(by_cheque(None, "2026-07-09").movements.is_empty());
}
