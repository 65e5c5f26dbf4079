//! What a letter asks for, from the facts of a file to the words and the code on the page.

use app::draft::Drafted;
use app::facts::NewExchange;
use app::invoices::{TypedCustomer, TypedDue, TypedInvoice};
use app::{Desk, Now};
use chrono::NaiveDate;
use documents::check::Problem;
use domain::{
    Address, Cents, Channel, ClaimNature, CustomerId, DebtorKind, Direction, DisputeReason, Instalment, InvoiceId,
    InvoiceKind, LetterFigures, Means, Outcome, PenaltyRate, PublicBuyer, StepKey,
};
use rust_decimal::Decimal;
use whole_program_tests::sample_files;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn on(text: &str) -> Now {
    Now { instant: day(text).and_hms_opt(8, 0, 0).unwrap().and_utc(), today: day(text) }
}

/// A desk whose business is known, and nothing else.
pub(crate) fn empty_desk(folder: &tempfile::TempDir) -> Desk {
    let mut desk = Desk::open(&folder.path().join("data"), None).unwrap();
    desk.save_business(on("2026-01-05"), sample_files::business()).unwrap();
    desk
}

/// The customer of that kind, with a mail address and a place to write to.
pub(crate) fn customer(desk: &mut Desk, kind: DebtorKind) -> CustomerId {
    let email = Some("compta@studio-perrin.example".to_owned());
    let first = TypedCustomer::New { name: "Studio Perrin".into(), kind: Some(kind), email };
    let invoice = invoice(first, "F-0", "2026-01-05", TypedDue::On(day("2026-12-31")), 100);
    let (id, customer, _) = desk.save_invoice(on("2026-01-05"), invoice).unwrap();
    desk.withdraw_invoice(on("2026-01-05"), id, "essai".into()).unwrap();
    let mut known = desk.customer_file(customer).unwrap().customer;
    known.address = Address {
        lines: vec!["4 quai Duguay-Trouin".into()],
        postcode: "35000".into(),
        city: "Rennes".into(),
        country: String::new(),
    };
    if kind == DebtorKind::PublicBody {
        known.public_buyer = Some(PublicBuyer::StateOrLocal);
    }
    desk.save_customer(on("2026-01-05"), Some(customer), known).unwrap();
    customer
}

fn invoice(customer: TypedCustomer, number: &str, issued: &str, due: TypedDue, euros: i64) -> TypedInvoice {
    TypedInvoice {
        id: None,
        customer,
        number: number.into(),
        kind: InvoiceKind::Invoice,
        issue_date: day(issued),
        due,
        delivery_date: Some(day(issued)),
        received_on: None,
        nature: ClaimNature::General,
        gross_total: Cents(euros * 100),
        already_paid: Cents::ZERO,
        subject: String::new(),
    }
}

pub(crate) fn owed(
    desk: &mut Desk,
    customer: CustomerId,
    number: &str,
    issued: &str,
    due: TypedDue,
    euros: i64,
) -> InvoiceId {
    let typed = invoice(TypedCustomer::Known(customer), number, issued, due, euros);
    desk.save_invoice(on(issued), typed).unwrap().0
}

fn spoken(desk: &mut Desk, customer: CustomerId, on_day: &str, step: StepKey, channel: Channel) {
    let exchange = NewExchange {
        customer,
        invoices: Vec::new(),
        direction: Direction::Outgoing,
        channel,
        day: day(on_day),
        step: Some(step),
        outcome: None,
        party: String::new(),
        note: String::new(),
        promise: None,
        dispute: None,
    };
    desk.record_exchange(on(on_day), exchange).unwrap();
}

fn disputed(desk: &mut Desk, customer: CustomerId, invoice: InvoiceId, euros: i64, on_day: &str) {
    let exchange = NewExchange {
        customer,
        invoices: vec![invoice],
        direction: Direction::Incoming,
        channel: Channel::Email,
        day: day(on_day),
        step: None,
        outcome: Some(Outcome::Disputes),
        party: String::new(),
        note: String::new(),
        promise: None,
        dispute: Some((invoice, Some(Cents(euros * 100)), DisputeReason::Quality)),
    };
    desk.record_exchange(on(on_day), exchange).unwrap();
}

fn draft<'d>(desk: &'d mut Desk, customer: CustomerId, today: &str, step: StepKey) -> &'d Drafted {
    desk.draft(on(today), customer, step, None).unwrap()
}

/// The words of a PDF, in one line.
fn inside(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text = document.extract_text(&pages).unwrap();
    let words: Vec<&str> = text.split(['\n', '\u{c}', ' ']).filter(|word| !word.is_empty()).collect();
    words.join(" ").replace("\u{ad} ", "")
}

fn figures(principal: i64, interest: i64, indemnity: i64) -> LetterFigures {
    LetterFigures {
        principal: Cents(principal),
        interest: Cents(interest),
        indemnity: Cents(indemnity),
        total: Cents(principal + interest + indemnity),
    }
}

#[test]
fn an_instalment_that_is_not_due_is_not_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_desk(&folder);
    let customer = customer(&mut desk, DebtorKind::Professional);
    let parts = TypedDue::Instalments(vec![
        Instalment { due_date: day("2026-06-02"), amount: Cents(40_000) },
        Instalment { due_date: day("2026-09-01"), amount: Cents(60_000) },
    ]);
    owed(&mut desk, customer, "F-1", "2026-05-02", parts, 1_000);
    spoken(&mut desk, customer, "2026-06-10", StepKey::FirstReminder, Channel::Email);
    let second = draft(&mut desk, customer, "2026-06-19", StepKey::SecondReminder);
    assert_eq!(second.letter.figures, figures(40_000, 226, 4_000));
    let text = &second.letter.text;
    assert!(text.contains("échue depuis le 2\u{a0}juin\u{a0}2026, reste impayée à hauteur de 400,00\u{a0}€"), "{text}");
    assert!(text.contains("Montant\u{a0}: 442,26\u{a0}€"), "{text}");
    assert!(text.contains("Les échéances à venir, 600,00\u{a0}€, ne sont pas comprises"), "{text}");
    assert!(!text.contains("1er\u{a0}septembre"), "{text}");
    let amount = desk.proposal(&desk.customer_file(customer).unwrap(), on("2026-06-19"), None).unwrap().amount;
    assert_eq!(amount, Cents(40_000), "the card and the letter ask for the same");
}

#[test]
fn the_disputed_part_is_asked_for_in_no_letter() {
    for (kind, step, wanted) in [
        (DebtorKind::Consumer, StepKey::FirstReminder, figures(90_000, 0, 0)),
        (DebtorKind::Consumer, StepKey::FormalNotice, figures(90_000, 0, 0)),
        (DebtorKind::Professional, StepKey::FirstReminder, figures(90_000, 0, 0)),
        // 900 € at 12.15 % for 28 days, and the 40 €.
        (DebtorKind::Professional, StepKey::SecondReminder, figures(90_000, 839, 4_000)),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = empty_desk(&folder);
        let customer = customer(&mut desk, kind);
        let id = owed(&mut desk, customer, "F-1", "2026-05-02", TypedDue::On(day("2026-06-01")), 1_200);
        disputed(&mut desk, customer, id, 300, "2026-06-05");
        let drafted = draft(&mut desk, customer, "2026-06-29", step);
        assert_eq!(drafted.letter.figures, wanted, "{kind:?} {step:?}");
        let text = &drafted.letter.text;
        assert!(text.contains("300,00\u{a0}€ contestés, reste dû 900,00\u{a0}€"), "{text}");
        assert!(!drafted.is_blocked(), "{:?}", drafted.findings);
    }
}

#[test]
fn the_annex_says_where_its_rates_come_from_and_adds_up_after_a_payment() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_desk(&folder);
    let customer = customer(&mut desk, DebtorKind::Professional);
    let id = owed(&mut desk, customer, "F-1", "2026-03-01", TypedDue::On(day("2026-03-31")), 10_000);
    let paid = Cents(400_000);
    desk.record_payment(on("2026-06-15"), customer, paid, day("2026-06-15"), Means::Transfer, &[id], String::new())
        .unwrap();
    let drafted = draft(&mut desk, customer, "2026-08-31", StepKey::SecondReminder);
    assert_eq!(drafted.letter.figures, figures(625_299, 16_293, 4_000));
    let text = inside(&drafted.pdf);
    for words in [
        "Intérêts courus 415,92\u{a0}€",
        "Déjà payés −252,99\u{a0}€",
        "Intérêts restant dus 162,93\u{a0}€",
        "12,40\u{202f}%, soit le taux de refinancement de la BCE au 1er\u{a0}juillet\u{a0}2026 (2,40\u{202f}%) augmenté de 10\u{a0}points",
        "12,15\u{202f}%, soit le taux de refinancement de la BCE au 1er\u{a0}janvier\u{a0}2026 (2,15\u{202f}%) augmenté de 10\u{a0}points",
        "ils ne sont pas soumis à la TVA",
    ] {
        assert!(text.contains(words), "{words:?} is not in\n{text}");
    }
}

#[test]
fn the_rate_of_the_terms_of_sale_is_said_to_be_agreed() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_desk(&folder);
    let mut business = sample_files::business();
    business.terms.penalty_rate = PenaltyRate::Clause { rate_percent: Decimal::from(15) };
    desk.save_business(on("2026-01-05"), business).unwrap();
    let customer = customer(&mut desk, DebtorKind::Professional);
    owed(&mut desk, customer, "F-1", "2026-05-02", TypedDue::On(day("2026-06-01")), 1_000);
    let drafted = draft(&mut desk, customer, "2026-06-29", StepKey::SecondReminder);
    assert!(drafted.letter.text.contains("au taux convenu de 15,00\u{202f}% l’an"), "{}", drafted.letter.text);
    assert!(inside(&drafted.pdf).contains("15,00\u{202f}%, taux convenu"), "{}", inside(&drafted.pdf));
}

#[test]
fn public_invoices_with_different_rates_say_so_by_invoice_and_an_unknown_receipt_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_desk(&folder);
    let customer = customer(&mut desk, DebtorKind::PublicBody);
    owed(&mut desk, customer, "F-1", "2026-04-01", TypedDue::ByLaw, 1_000);
    owed(&mut desk, customer, "F-2", "2026-07-01", TypedDue::ByLaw, 1_000);
    // A look at the portal reached nobody.
    spoken(&mut desk, customer, "2026-08-10", StepKey::CheckDeposit, Channel::Portal);
    let drafted = draft(&mut desk, customer, "2026-09-21", StepKey::SecondReminder);
    let text = &drafted.letter.text;
    assert!(text.contains("au taux de 10,15\u{202f}% ou 10,40\u{202f}% l’an (selon la facture)"), "{text}");
    assert!(!text.contains("Malgré"), "{text}");
    let found: Vec<(Problem, &str)> =
        drafted.findings.iter().map(|finding| (finding.problem, finding.excerpt.as_str())).collect();
    assert_eq!(found, [(Problem::ReceiptUnknown, "F-1"), (Problem::ReceiptUnknown, "F-2")]);
}
