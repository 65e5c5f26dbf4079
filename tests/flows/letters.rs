//! What a letter asks for, from the facts of a file to the words and the code on the page.

use app::disputes::NewDispute;
use app::draft::{Drafted, Edit, Sending};
use app::facts::NewExchange;
use app::invoices::{TypedCustomer, TypedDue, TypedInvoice};
use app::payments::NewPayment;
use app::{Desk, Failure, FieldProblem, Now};
use chrono::NaiveDate;
use documents::check::Problem;
use domain::{
    Address, Cents, Channel, ClaimNature, CustomerId, DebtorKind, DeliveryOutcome, Direction, DisputeReason,
    Instalment, InvoiceId, InvoiceKind, Lang, LetterFigures, Outcome, PenaltyRate, PublicBuyer, StepKey, TakenOut,
};
use rust_decimal::Decimal;
use whole_program_tests::sample_files;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn on(text: &str) -> Now {
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
        retention: None,
        delivery_date: Some(day(issued)),
        received_on: None,
        nature: ClaimNature::General,
        credits: None,
        gross_total: Cents(euros * 100),
        already_paid: Cents::ZERO,
        subject: String::new(),
    }
}

fn pay(desk: &mut Desk, now: Now, customer: CustomerId, amount: Cents, invoices: &[InvoiceId]) {
    let parts = invoices.iter().map(|invoice| (*invoice, None)).collect();
    let payment = NewPayment { parts, ..NewPayment::of(customer, amount, now.today) };
    desk.record_payment(now, payment).unwrap();
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

pub fn disputed(desk: &mut Desk, customer: CustomerId, invoice: InvoiceId, euros: i64, on_day: &str) {
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
        dispute: Some(NewDispute {
            invoice,
            amount: Some(Cents(euros * 100)),
            reason: DisputeReason::Quality,
            task: String::new(),
            answer_due: None,
        }),
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
        Instalment::due(day("2026-06-02"), Cents(40_000)),
        Instalment::due(day("2026-09-01"), Cents(60_000)),
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
    pay(&mut desk, on("2026-06-15"), customer, paid, &[id]);
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

fn sending(letter: domain::LetterId, on_day: &str) -> Sending {
    Sending {
        letter,
        channel: Channel::RegisteredLetter,
        day: day(on_day),
        registered_number: Some("1A 000 000 0000 1".into()),
        note: String::new(),
        despite: None,
    }
}

#[test]
fn a_letter_printed_yesterday_is_offered_today_and_recorded_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_desk(&folder);
    let customer = customer(&mut desk, DebtorKind::Professional);
    owed(&mut desk, customer, "F-1", "2026-05-02", TypedDue::On(day("2026-06-01")), 1_000);
    let letter = draft(&mut desk, customer, "2026-06-22", StepKey::SecondReminder).letter.clone();
    assert_eq!(desk.waiting_letters(on("2026-06-22"), customer).unwrap(), []);
    let pdf = desk.take_out(on("2026-06-22"), letter.id, None).unwrap().bytes;
    desk.taken_out(on("2026-06-22"), letter.id, TakenOut::Printed).unwrap();

    // The next day the pane makes a letter of that day; the one that was printed is offered beside it.
    let today = draft(&mut desk, customer, "2026-06-23", StepKey::SecondReminder).letter.clone();
    assert_ne!(today.pdf, letter.pdf);
    let waiting = desk.waiting_letters(on("2026-06-23"), customer).unwrap();
    assert_eq!(
        waiting.iter().map(|one| (one.letter.id, one.how)).collect::<Vec<_>>(),
        [(letter.id, TakenOut::Printed)]
    );
    assert_eq!(
        desk.record_sending(on("2026-06-23"), sending(letter.id, "2026-06-21")),
        Err(Failure::field("day", FieldProblem::BeforeTheLetter { day: day("2026-06-22") }))
    );
    desk.record_sending(on("2026-06-23"), sending(letter.id, "2026-06-22")).unwrap();
    let file = desk.customer_file(customer).unwrap();
    let sent = file.exchanges.last().unwrap();
    assert_eq!((sent.letter, sent.day), (Some(letter.id), day("2026-06-22")));
    assert_eq!(desk.document(&letter.pdf).unwrap().bytes, pdf);
    assert_eq!(desk.waiting_letters(on("2026-06-23"), customer).unwrap(), []);
    assert!(desk.verify().unwrap().intact);
}

#[test]
fn a_letter_put_aside_is_not_offered_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_desk(&folder);
    let customer = customer(&mut desk, DebtorKind::Professional);
    owed(&mut desk, customer, "F-1", "2026-05-02", TypedDue::On(day("2026-06-01")), 1_000);
    let letter = draft(&mut desk, customer, "2026-06-22", StepKey::FirstReminder).letter.id;
    desk.take_out(on("2026-06-22"), letter, None).unwrap();
    desk.taken_out(on("2026-06-22"), letter, TakenOut::Saved).unwrap();
    desk.put_letter_aside(on("2026-06-23"), letter).unwrap();
    assert_eq!(desk.waiting_letters(on("2026-06-23"), customer).unwrap(), []);
    assert_eq!(desk.record_sending(on("2026-06-23"), sending(letter, "2026-06-22")), Err(Failure::StepGone));
}

#[test]
fn the_message_that_was_handed_over_is_kept_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_desk(&folder);
    let customer = customer(&mut desk, DebtorKind::Professional);
    owed(&mut desk, customer, "F-1", "2026-05-02", TypedDue::On(day("2026-06-01")), 1_000);
    let letter = draft(&mut desk, customer, "2026-06-22", StepKey::FirstReminder).letter.clone();
    let message = desk.keep_message(on("2026-06-22"), letter.id, None).unwrap();
    let length = desk.journal_length().unwrap();
    assert_eq!(desk.keep_message(on("2026-06-22"), letter.id, None).unwrap(), message, "the same again");
    assert_eq!(desk.journal_length().unwrap(), length, "and nothing more to say about it");
    let kept = desk.kept_letter(letter.id).unwrap().message.unwrap();
    let original = desk.document(&kept).unwrap();
    assert_eq!((original.bytes, original.media_type.as_str()), (message.bytes, "message/rfc822"));
    assert!(desk.verify().unwrap().intact);
}

#[test]
fn a_message_leaves_neither_with_forbidden_words_nor_after_the_money_came() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_desk(&folder);
    let customer = customer(&mut desk, DebtorKind::Professional);
    owed(&mut desk, customer, "F-1", "2026-05-02", TypedDue::On(day("2026-06-01")), 1_000);
    let now = on("2026-06-22");
    let first = draft(&mut desk, customer, "2026-06-22", StepKey::FirstReminder).clone();
    let edit = Edit {
        letter: first.letter.id,
        subject: first.letter.subject.clone(),
        body: format!("{}\n\nNotre huissier passera.", first.body),
        lang: first.letter.lang,
        deadline_days: None,
    };
    desk.render_edit(now, &edit).unwrap();
    assert_eq!(desk.keep_message(now, edit.letter, None), Err(Failure::LetterBlocked));
    assert_eq!(desk.take_out(now, edit.letter, None), Err(Failure::LetterBlocked));
    desk.render_edit(now, &Edit { body: first.body, ..edit.clone() }).unwrap();
    pay(&mut desk, now, customer, Cents(100_000), &[]);
    let Err(Failure::GateClosed { lights }) = desk.keep_message(now, edit.letter, None) else {
        panic!("it left after the money came")
    };
    assert_eq!(lights.iter().map(|light| light.code.as_str()).collect::<Vec<_>>(), ["letter"]);
}

#[test]
fn words_kept_in_english_are_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_desk(&folder);
    let customer = customer(&mut desk, DebtorKind::Professional);
    owed(&mut desk, customer, "F-1", "2026-05-02", TypedDue::On(day("2026-06-01")), 1_000);
    let now = on("2026-06-22");
    let english = desk.draft(now, customer, StepKey::FirstReminder, Some(Lang::En)).unwrap().clone();
    let edit = Edit {
        letter: english.letter.id,
        subject: english.letter.subject.clone(),
        body: english.body.replacen("Kind regards,", "See you on Thursday.\n\nKind regards,", 1),
        lang: Lang::En,
        deadline_days: None,
    };
    desk.keep_edit(now, &edit).unwrap();
    drop(desk);
    let mut desk = Desk::open(&folder.path().join("data"), None).unwrap();
    let again = desk.draft(now, customer, StepKey::FirstReminder, None).unwrap();
    assert_eq!(again.letter.lang, Lang::En);
    assert!(again.body.contains("See you on Thursday.") && again.edited && again.kept);
}

#[test]
fn the_number_of_a_registered_letter_may_be_said_with_its_receipt() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_desk(&folder);
    let customer = customer(&mut desk, DebtorKind::Professional);
    owed(&mut desk, customer, "F-1", "2026-05-02", TypedDue::On(day("2026-06-01")), 1_000);
    let letter = draft(&mut desk, customer, "2026-06-22", StepKey::FormalNotice).letter.id;
    desk.record_sending(on("2026-06-22"), Sending { registered_number: None, ..sending(letter, "2026-06-22") })
        .unwrap();
    let number = Some("1A 222 222 2222 2".to_owned());
    desk.record_delivery(on("2026-06-25"), customer, day("2026-06-24"), DeliveryOutcome::Signed, number.clone())
        .unwrap();
    assert_eq!(desk.customer_file(customer).unwrap().exchanges.last().unwrap().registered_number, number);
    assert!(desk.verify().unwrap().intact);
}

#[test]
fn the_call_sheet_knows_what_this_customer_usually_does() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_desk(&folder);
    let customer = customer(&mut desk, DebtorKind::Professional);
    let first = owed(&mut desk, customer, "F-1", "2026-01-10", TypedDue::On(day("2026-02-09")), 100);
    let second = owed(&mut desk, customer, "F-2", "2026-02-10", TypedDue::On(day("2026-03-12")), 100);
    owed(&mut desk, customer, "F-3", "2026-05-02", TypedDue::On(day("2026-06-01")), 1_000);
    let sheet = |desk: &mut Desk| draft(desk, customer, "2026-06-22", StepKey::Call).letter.text.clone();
    let pay = |desk: &mut Desk, invoice, on_day: &str| pay(desk, on(on_day), customer, Cents(10_000), &[invoice]);
    // Ten days late, then twenty-one.
    pay(&mut desk, first, "2026-02-19");
    assert!(!sheet(&mut desk).contains("Paie d’habitude"), "once is no habit");
    promised(&mut desk, customer, second, "2026-03-20", "2026-03-25");
    promised(&mut desk, customer, second, "2026-03-30", "2026-04-02");
    pay(&mut desk, second, "2026-04-02");
    let text = sheet(&mut desk);
    assert!(text.contains("Paie d’habitude avec 16 jours de retard"), "{text}");
    assert!(text.contains("Promesses tenues\u{a0}: 1 sur 2"), "{text}");
}

fn promised(desk: &mut Desk, customer: CustomerId, invoice: InvoiceId, on_day: &str, due: &str) {
    let exchange = NewExchange {
        customer,
        invoices: vec![invoice],
        direction: Direction::Outgoing,
        channel: Channel::Phone,
        day: day(on_day),
        step: Some(StepKey::Call),
        outcome: Some(Outcome::Promised),
        party: String::new(),
        note: String::new(),
        promise: Some((Cents(10_000), day(due))),
        dispute: None,
    };
    desk.record_exchange(on(on_day), exchange).unwrap();
}
