//! What misleads a machine that matches payments, one trap a test.

#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use domain::BankEntryId;
use domain::matching::{
    Asked, DuePart, EarlyDiscount, Entry, FreeCredit, Ledger, Match, OpenInvoice, Outcome, Payer, Promised, Reason,
    creditor_reference, propose,
};
use domain::{Allocation, Cents, CustomerId, InvoiceId};
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn customer(number: u128) -> CustomerId {
    CustomerId(Uuid::from_u128(1_000 + number))
}

fn invoice_id(number: &str) -> InvoiceId {
    InvoiceId(Uuid::from_u128(number.bytes().fold(7, |sum, byte| sum * 131 + u128::from(byte))))
}

fn invoice(number: &str, of: u128, cents: i64) -> OpenInvoice {
    OpenInvoice {
        id: invoice_id(number),
        customer: customer(of),
        number: number.to_owned(),
        issue_date: day("2026-02-01"),
        due: Some(day("2026-03-03")),
        is_set_apart: false,
        open: Cents(cents),
        parts: Vec::new(),
        promises: Vec::new(),
        payment_reference: String::new(),
        discount: None,
    }
}

fn payer(of: u128, name: &str) -> Payer {
    Payer {
        customer: customer(of),
        name: name.to_owned(),
        other_names: Vec::new(),
        accounts: Vec::new(),
        seen: Vec::new(),
    }
}

fn ledger(invoices: Vec<OpenInvoice>) -> Ledger {
    let payers = vec![payer(1, "Boulangerie Aubertin"), payer(2, "Garage Delmas"), payer(3, "Institut Florimond")];
    Ledger { invoices, payers, own_identifiers: vec!["732 829 320".to_owned()], ..Ledger::default() }
}

fn entry(cents: i64, payer_name: &str, line: &str) -> Entry {
    Entry {
        id: BankEntryId(Uuid::from_u128(5)),
        day: day("2026-03-10"),
        amount: Cents(cents),
        is_return: false,
        lines: vec![line.to_owned()],
        creditor_reference: None,
        end_to_end_id: None,
        payer_name: payer_name.to_owned(),
        payer_account: String::new(),
    }
}

fn part(number: &str, cents: i64) -> Allocation {
    Allocation { invoice: invoice_id(number), amount: Cents(cents) }
}

fn outcome(ledger: &Ledger, entry: &Entry) -> Outcome {
    propose(ledger, std::slice::from_ref(entry)).remove(0).outcome
}

fn paid(found: &Match) -> Vec<(InvoiceId, i64)> {
    let mut paid: Vec<_> = found.allocations.iter().map(|part| (part.invoice, part.amount.0)).collect();
    paid.sort();
    paid
}

fn expected(numbers: &[(&str, i64)]) -> Vec<(InvoiceId, i64)> {
    let mut expected: Vec<_> = numbers.iter().map(|&(number, cents)| (invoice_id(number), cents)).collect();
    expected.sort();
    expected
}

#[track_caller]
fn assert_certain(ledger: &Ledger, entry: &Entry, numbers: &[(&str, i64)]) -> Match {
    match outcome(ledger, entry) {
        Outcome::Certain(found) if paid(&found) == expected(numbers) => found,
        other => panic!("{:?}: {other:#?}", entry.lines),
    }
}

/// Doubtful, the first candidate being this one.
#[track_caller]
fn assert_doubtful(ledger: &Ledger, entry: &Entry, numbers: &[(&str, i64)]) -> Match {
    match outcome(ledger, entry) {
        Outcome::Doubtful(found) if paid(&found[0]) == expected(numbers) => found[0].clone(),
        other => panic!("{:?}: {other:#?}", entry.lines),
    }
}

/// Three invoices of the first customer, and of others some that look alike.
fn three() -> Ledger {
    let mut ledger = alike();
    ledger.invoices.retain(|invoice| invoice.number != "F-2026-0042");
    ledger.invoices.push(invoice("F-2026-0042", 2, 64_200));
    ledger
}

/// The same, with an amount that two customers owe.
fn alike() -> Ledger {
    ledger(vec![
        invoice("F-2026-0171", 1, 120_000),
        invoice("F-2026-0172", 1, 33_050),
        invoice("F-2026-0176", 1, 45_500),
        invoice("F-2026-0042", 2, 120_000),
        invoice("F-2026-0017", 3, 77_700),
        invoice("F-2026-0001", 3, 99_900),
    ])
}

#[test]
fn one_number_is_read_in_every_way_it_is_written() {
    for line in [
        "FACT 171",
        "fact.n°171",
        "Facture N° 171 du 01/02/2026",
        "F2026/171",
        "F-2026-0171",
        "F 2026 0171",
        "F20260171",
        "F2026171",
        "f-2026-0171",
        "F-2O26-O171",
        "F26-171",
        "FACT. F-2026- 0171",
        "F-2026-01 71",
        "REGLTFACT171",
        "VIRF-2026-0171",
        "VIR SEPA 0171/F-2026-0171",
        "Règlement facture 2026-171",
        "FACT N 0171 1200,00 EUR",
        "SOLDE FACTURE NO 171 TEL 06 12 34 56 78",
        "CLIENT 42 FACTURE 171",
        "2026-0171",
        "20260171",
        "INV F-2026-0171 CMD 0042",
    ] {
        assert_certain(&three(), &entry(120_000, "", line), &[("F-2026-0171", 120_000)]);
    }
}

#[test]
fn several_numbers_are_read_in_every_way_they_are_joined() {
    let two = [("F-2026-0171", 120_000), ("F-2026-0176", 45_500)];
    for line in [
        "FACT 171 ET 176",
        "FACT 171,176",
        "FACT 171 176",
        "Factures 171 & 176",
        "FACT171+176",
        "FACT171ET176",
        "F-2026-171/176",
        "F-2026-0171 F-2026-0176",
        "F2026/171 et F2026/176",
        "FACT 171 DU 01/02/2026 ET 176 DU 01/02/2026",
        "FACT 171 (1200,00) ET FACT 176 (455,00)",
        "F-2026-0171, 0176",
        "FACT N°171 ET N°176",
    ] {
        assert_certain(&three(), &entry(165_500, "", line), &two);
    }
    let all = [("F-2026-0171", 120_000), ("F-2026-0172", 33_050), ("F-2026-0176", 45_500)];
    for line in [
        "F-2026-171/172/176",
        "FACT 171, 172 ET 176",
        "FACT 171 à 176",
        "Factures F-2026-0171 à F-2026-0176",
        "FACT 171-176",
    ] {
        assert_certain(&three(), &entry(198_550, "", line), &all);
    }
}

#[test]
fn a_range_takes_only_the_customers_own() {
    let mut ledger = three();
    ledger.invoices.push(invoice("F-2026-0173", 2, 50_000));
    let all = [("F-2026-0171", 120_000), ("F-2026-0172", 33_050), ("F-2026-0176", 45_500)];
    assert_certain(&ledger, &entry(198_550, "", "FACT 171 A 176"), &all);
}

#[test]
fn other_digits_are_no_invoice_numbers() {
    // 42 and 17 are open invoices of others, 171 of the first.
    for line in [
        "VIR DU 17/01/2026",
        "17 RUE DES LILAS",
        "CMD 42",
        "COMMANDE N° 42",
        "FR76 0042 0171 0112 3456 7890 189",
        "TEL 01 71 42 17 01",
        "SIREN 732829320",
        "CLIENT 171",
        "DEVIS N°171",
        "MONTANT 171,00 EUR",
        "171 EUR",
        "CHEQUE 0000171",
    ] {
        assert_eq!(outcome(&three(), &entry(12_345, "", line)), Outcome::Unknown, "{line}");
    }
}

#[test]
fn a_number_of_another_year_is_another_invoice() {
    let mut ledger = three();
    ledger.invoices.push(OpenInvoice { issue_date: day("2025-11-01"), ..invoice("F-2025-0171", 2, 120_000) });
    assert_certain(&ledger, &entry(120_000, "", "F2025/171"), &[("F-2025-0171", 120_000)]);
    assert_certain(&ledger, &entry(120_000, "", "F2026/171"), &[("F-2026-0171", 120_000)]);
    assert!(matches!(outcome(&ledger, &entry(120_000, "", "FACT 171")), Outcome::Doubtful(_)));
    assert_certain(&ledger, &entry(120_000, "BOULANGERIE AUBERTIN", "FACT 171"), &[("F-2026-0171", 120_000)]);
}

#[test]
fn a_year_that_is_not_open_is_not_taken_for_another() {
    let found = outcome(&three(), &entry(120_000, "BOULANGERIE AUBERTIN", "F2025/171"));
    assert!(matches!(found, Outcome::Doubtful(_)), "{found:?}");
}

#[test]
fn numbers_of_other_shapes_are_read_too() {
    let ledger = ledger(vec![
        invoice("FAC20260042", 1, 10_100),
        invoice("2026-03-0007", 1, 20_200),
        invoice("0815/2026", 2, 30_300),
        invoice("1000423", 2, 40_400),
        invoice("CLI7-F26-0099", 3, 50_500),
        OpenInvoice { payment_reference: "REF 778 899 001".to_owned(), ..invoice("88", 3, 60_600) },
    ]);
    assert_certain(&ledger, &entry(10_100, "", "FAC 2026 42"), &[("FAC20260042", 10_100)]);
    assert_certain(&ledger, &entry(10_100, "", "FACT 42"), &[("FAC20260042", 10_100)]);
    assert_certain(&ledger, &entry(20_200, "", "FACTURE 2026-03-0007"), &[("2026-03-0007", 20_200)]);
    assert_certain(&ledger, &entry(30_300, "", "815/2026"), &[("0815/2026", 30_300)]);
    assert_certain(&ledger, &entry(40_400, "", "VIR 1000423"), &[("1000423", 40_400)]);
    assert_certain(&ledger, &entry(50_500, "", "CLI7-F26-0099"), &[("CLI7-F26-0099", 50_500)]);
    assert_certain(&ledger, &entry(60_600, "", "778899001"), &[("88", 60_600)]);
}

#[test]
fn a_creditor_reference_is_certain_wherever_it_stands() {
    let reference = creditor_reference("F-2026-0171").unwrap();
    let mut structured = entry(120_000, "", "");
    structured.creditor_reference = Some(reference.clone());
    let found = assert_certain(&three(), &structured, &[("F-2026-0171", 120_000)]);
    assert!(found.reasons.iter().any(|reason| matches!(reason, Reason::ByCreditorReference { .. })));
    assert_certain(&three(), &entry(120_000, "", &reference), &[("F-2026-0171", 120_000)]);
    let spaced: String =
        reference.as_bytes().chunks(4).map(|four| format!("{} ", std::str::from_utf8(four).unwrap())).collect();
    assert_certain(&three(), &entry(120_000, "", &spaced), &[("F-2026-0171", 120_000)]);
}

#[test]
fn the_end_to_end_identification_counts_when_it_is_a_whole_number() {
    let mut told = entry(120_000, "", "VIREMENT");
    told.end_to_end_id = Some("F-2026-0171".to_owned());
    assert_certain(&three(), &told, &[("F-2026-0171", 120_000)]);
    told.end_to_end_id = Some("NOTPROVIDED".to_owned());
    assert!(matches!(outcome(&three(), &told), Outcome::Doubtful(_)));
}

#[test]
fn a_list_cut_by_the_bank_is_completed_when_one_sum_does() {
    let line = "REGLEMENT FACTURES F-2026-0171 F-20";
    assert_eq!(line.len(), 35);
    assert_certain(&three(), &entry(153_050, "", line), &[("F-2026-0171", 120_000), ("F-2026-0172", 33_050)]);
    let line = "REGLEMENT DE LA FACTURE N F-2026-01";
    assert_eq!(line.len(), 35);
    // Invoice 1 is named as far as one can see, but the number goes on.
    assert_certain(&three(), &entry(45_500, "BOULANGERIE AUBERTIN", line), &[("F-2026-0176", 45_500)]);
    let mut broken = entry(120_000, "", line);
    broken.lines.push("71".to_owned());
    assert_certain(&three(), &broken, &[("F-2026-0171", 120_000)]);
    let mut broken = entry(165_500, "", "VIR DE LA BOULANGERIE FACT 176 ET 1");
    broken.lines.push("71".to_owned());
    assert_certain(&three(), &broken, &[("F-2026-0171", 120_000), ("F-2026-0176", 45_500)]);
    let mut broken = entry(120_000, "", "VIR DE LA BOULANGERIE FACT 171 DU 1");
    broken.lines.push("/02/2026".to_owned());
    assert_certain(&three(), &broken, &[("F-2026-0171", 120_000)]);
}

#[test]
fn the_same_amount_of_two_customers_is_never_certain_without_a_reference() {
    for payer_name in ["", "BOULANGERIE AUBERTIN"] {
        let found = outcome(&alike(), &entry(120_000, payer_name, "VIREMENT"));
        let Outcome::Doubtful(found) = found else { panic!("{found:?}") };
        assert!(
            found[0].reasons.iter().any(|reason| matches!(reason, Reason::SameAmountElsewhere { others: 1 })),
            "{found:#?}"
        );
    }
    let mut known = alike();
    known.payers[0].accounts.push("FR76 3000 6000 0112 3456 7890 189".to_owned());
    let mut by_account = entry(120_000, "", "VIREMENT");
    by_account.payer_account = "FR7630006000011234567890189".to_owned();
    assert_doubtful(&known, &by_account, &[("F-2026-0171", 120_000)]);
    // The end of a number could be a slip; with a name or the whole number it is none.
    assert_doubtful(&alike(), &entry(120_000, "", "FACT 171"), &[("F-2026-0171", 120_000)]);
    assert_certain(&alike(), &entry(120_000, "", "F2026/171"), &[("F-2026-0171", 120_000)]);
    assert_certain(&alike(), &entry(120_000, "BOULANGERIE AUBERTIN", "FACT 171"), &[("F-2026-0171", 120_000)]);
}

#[test]
fn the_same_amount_twice_of_one_customer_is_not_certain_without_a_reference() {
    let ledger = ledger(vec![invoice("F-2026-0171", 1, 9_900), invoice("F-2026-0172", 1, 9_900)]);
    assert_doubtful(&ledger, &entry(9_900, "BOULANGERIE AUBERTIN", "ABONNEMENT"), &[("F-2026-0171", 9_900)]);
    assert_certain(&ledger, &entry(9_900, "BOULANGERIE AUBERTIN", "172"), &[("F-2026-0172", 9_900)]);
}

#[test]
fn a_name_and_an_amount_that_is_nobody_elses_are_certain() {
    assert_certain(&three(), &entry(45_500, "BOULANGERIE AUBERTIN SARL", "VIREMENT"), &[("F-2026-0176", 45_500)]);
    assert_certain(&three(), &entry(77_700, "", "VIR INST INSTITUT FLORIMOND"), &[("F-2026-0017", 77_700)]);
    assert_doubtful(&three(), &entry(77_700, "MARTIN JULIE", "VIREMENT"), &[("F-2026-0017", 77_700)]);
}

#[test]
fn an_amount_that_explains_nothing_is_doubtful_though_the_number_is_there() {
    let partial = assert_doubtful(
        &three(),
        &entry(50_000, "BOULANGERIE AUBERTIN", "ACOMPTE FACT 171"),
        &[("F-2026-0171", 50_000)],
    );
    assert!(partial.reasons.contains(&Reason::LessThanOpen { missing: Cents(70_000) }));
    let over = assert_doubtful(&three(), &entry(121_000, "", "F-2026-0171"), &[("F-2026-0171", 120_000)]);
    assert_eq!(over.leftover, Cents(1_000));
    let fee = assert_doubtful(&three(), &entry(118_500, "", "F-2026-0171"), &[("F-2026-0171", 118_500)]);
    assert!(fee.reasons.contains(&Reason::LessBankFee { amount: Cents(1_500) }));
    assert_eq!(fee.fees[0].amount, Cents(1_500));
}

#[test]
fn a_part_that_was_agreed_is_certain() {
    let mut ledger = three();
    ledger.invoices[0].parts = vec![
        DuePart { due_date: day("2026-02-28"), open: Cents(36_000) },
        DuePart { due_date: day("2026-03-31"), open: Cents(84_000) },
    ];
    assert_certain(&ledger, &entry(36_000, "", "F-2026-0171"), &[("F-2026-0171", 36_000)]);
    ledger.invoices[0].parts.clear();
    ledger.invoices[0].promises = vec![Promised { day: day("2026-03-10"), amount: Cents(50_000) }];
    let found = assert_certain(&ledger, &entry(50_000, "", "FACT 171"), &[("F-2026-0171", 50_000)]);
    assert!(found.reasons.iter().any(|reason| matches!(reason, Reason::AsPromised { .. })));
}

#[test]
fn what_a_letter_asked_for_is_certain_for_who_is_known() {
    let mut ledger = three();
    let ask = |parts: &[(&str, i64)], total, sent: &str| Asked {
        customer: customer(1),
        parts: parts.iter().map(|(number, cents)| part(number, *cents)).collect(),
        total: Cents(total),
        day: day(sent),
    };
    ledger.asked = vec![ask(&[("F-2026-0171", 120_000)], 125_530, "2026-03-01")];
    let line = |cents| entry(cents, "BOULANGERIE AUBERTIN", "SOLDE");
    let found = assert_certain(&ledger, &line(125_530), &[("F-2026-0171", 120_000)]);
    assert_eq!((found.accessories, found.leftover), (Cents(5_530), Cents::ZERO));
    let why = Reason::AsAsked { day: day("2026-03-01"), amount: Cents(125_530), accessories: Cents(5_530) };
    assert!(found.reasons.contains(&why));
    // A number says it as well as a name.
    assert_certain(&ledger, &entry(125_530, "", "F-2026-0171"), &[("F-2026-0171", 120_000)]);
    // The sum alone is shown, and is not certain.
    assert_doubtful(&ledger, &entry(125_530, "", ""), &[("F-2026-0171", 120_000)]);
    // Nobody pays what was not asked yet; a cent beside it is no answer to the letter.
    let early = Entry { day: day("2026-02-28"), ..line(125_530) };
    for other in [early, line(125_531)] {
        let found = outcome(&ledger, &other);
        assert!(!matches!(found, Outcome::Certain(_)), "{found:#?}");
    }
    // Several invoices of one letter.
    ledger.asked = vec![ask(&[("F-2026-0171", 120_000), ("F-2026-0176", 45_500)], 175_000, "2026-03-01")];
    let found = assert_certain(&ledger, &line(175_000), &[("F-2026-0171", 120_000), ("F-2026-0176", 45_500)]);
    assert_eq!(found.accessories, Cents(9_500));
    // What it left out is not paid: a part in dispute, or not due yet.
    ledger.asked = vec![ask(&[("F-2026-0171", 90_000)], 93_100, "2026-03-01")];
    let found = assert_certain(&ledger, &line(93_100), &[("F-2026-0171", 90_000)]);
    assert_eq!(found.accessories, Cents(3_100));
    ledger.asked = vec![ask(&[("F-2026-0171", 120_000), ("F-2026-0176", 45_500)], 175_000, "2026-03-01")];
    // One of them is paid since, or is another's: the letter asks for something else.
    ledger.invoices.retain(|invoice| invoice.number != "F-2026-0176");
    assert!(!matches!(outcome(&ledger, &line(175_000)), Outcome::Certain(_)));
}

#[test]
fn a_day_of_a_month_is_no_number_of_an_invoice() {
    let mut ledger = three();
    ledger.invoices.push(invoice("12", 1, 36_000));
    ledger.invoices.push(invoice("5", 1, 36_000));
    for line in ["REGLEMENT DU 12 MAI", "VIREMENT 12 MAI 2026", "PAIEMENT LE 12 MAI"] {
        let found = outcome(&ledger, &entry(36_000, "BOULANGERIE AUBERTIN", line));
        let Outcome::Doubtful(found) = found else { panic!("{line}: {found:#?}") };
        assert!(found.len() >= 2, "{line}: {found:#?}");
    }
    assert_certain(&ledger, &entry(36_000, "BOULANGERIE AUBERTIN", "FACTURE 12"), &[("12", 36_000)]);
    assert_certain(&ledger, &entry(36_000, "BOULANGERIE AUBERTIN", "FACT 12 MAI"), &[("12", 36_000)]);
}

#[test]
fn a_return_that_repeats_the_words_of_what_came_takes_it_back() {
    let ledger = three();
    let came = entry(120_000, "PRLV BOULANGERIE AUBERTIN", "F-2026-0171");
    let back = Entry {
        id: BankEntryId(Uuid::from_u128(801)),
        day: day("2026-03-14"),
        ..entry(-120_000, "REJET PRLV BOULANGERIE AUBERTIN", "F-2026-0171")
    };
    let two = |back: &Entry| propose(&ledger, &[came.clone(), back.clone()]);
    let found = two(&back);
    assert_eq!(found[0].outcome, Outcome::TakenBack { by: back.id }, "{found:#?}");
    // A cheque is known by its number, whatever the bank says of why.
    let cheque = Entry { lines: vec!["REMISE CHEQUE 1234567".to_owned()], ..came.clone() };
    let unpaid = |number: &str| Entry {
        payer_name: format!("CHEQUE IMPAYE {number}"),
        lines: vec!["SANS PROVISION".to_owned()],
        ..back.clone()
    };
    for (number, is_it) in [("1234567", true), ("1234568", false)] {
        let found = propose(&ledger, &[cheque.clone(), unpaid(number)]);
        assert_eq!(matches!(found[0].outcome, Outcome::TakenBack { .. }), is_it, "{number}: {found:#?}");
    }
    // Another customer's, or one that says nothing, takes nothing back.
    for (name, line) in [("REJET PRLV GARAGE DELMAS", "F-2026-0171"), ("REJET PRLV", ""), ("REJET", "SEPA")] {
        let other = Entry { payer_name: name.to_owned(), lines: vec![line.to_owned()], ..back.clone() };
        assert!(matches!(two(&other)[0].outcome, Outcome::Certain(_)), "{name}");
    }
}

#[test]
fn a_credit_note_is_taken_off() {
    let mut ledger = three();
    let note = InvoiceId(Uuid::from_u128(99));
    ledger.credits.push(FreeCredit {
        credit_note: note,
        customer: customer(1),
        number: "AV-2026-0003".to_owned(),
        open: Cents(20_000),
    });
    let found =
        assert_certain(&ledger, &entry(100_000, "", "FACT 171 MOINS AVOIR AV-2026-0003"), &[("F-2026-0171", 100_000)]);
    assert_eq!((found.credits[0].credit_note, found.credits[0].amount), (note, Cents(20_000)));
    assert_certain(
        &ledger,
        &entry(145_500, "", "FACT 171 ET 176 - AVOIR 3"),
        &[("F-2026-0171", 100_000), ("F-2026-0176", 45_500)],
    );
    // The credit of one customer pays nothing of another.
    assert_doubtful(&ledger, &entry(44_200, "", "FACT 42"), &[("F-2026-0042", 44_200)]);
}

#[test]
fn an_agreed_discount_is_taken_off_in_time_only() {
    let mut ledger = three();
    ledger.invoices[0].discount = Some(EarlyDiscount { until: day("2026-03-10"), amount: Cents(2_400) });
    let found = assert_certain(&ledger, &entry(117_600, "", "F-2026-0171 ESCOMPTE 2%"), &[("F-2026-0171", 117_600)]);
    assert_eq!(found.discounts[0].amount, Cents(2_400));
    let late = Entry { day: day("2026-03-11"), ..entry(117_600, "", "F-2026-0171") };
    let found = assert_doubtful(&ledger, &late, &[("F-2026-0171", 117_600)]);
    assert!(found.reasons.iter().any(|reason| matches!(reason, Reason::DiscountTooLate { .. })));
}

#[test]
fn an_account_of_one_customer_with_a_number_of_another_is_doubtful() {
    let mut ledger = three();
    ledger.payers[1].accounts.push("FR7630006000011234567890189".to_owned());
    let mut paid_by = entry(45_500, "", "F-2026-0176");
    paid_by.payer_account = "FR7630006000011234567890189".to_owned();
    let found = assert_doubtful(&ledger, &paid_by, &[("F-2026-0176", 45_500)]);
    assert!(found.reasons.contains(&Reason::AccountOfAnother { customer: customer(2) }));
    assert_doubtful(&ledger, &entry(45_500, "GARAGE DELMAS", "F-2026-0176"), &[("F-2026-0176", 45_500)]);
    // Somebody who is no customer may pay for one.
    assert_certain(&ledger, &entry(45_500, "HOLDING VERNEUIL", "F-2026-0176"), &[("F-2026-0176", 45_500)]);
}

#[test]
fn a_number_that_is_not_open_keeps_the_rest_from_being_certain() {
    let found =
        assert_doubtful(&three(), &entry(45_500, "BOULANGERIE AUBERTIN", "FACT 180"), &[("F-2026-0176", 45_500)]);
    assert!(found.reasons.contains(&Reason::AlsoNames { as_written: "180".to_owned() }));
    assert_doubtful(&three(), &entry(45_500, "", "FACT 176 ET 180"), &[("F-2026-0176", 45_500)]);
}

#[test]
fn an_invoice_that_did_not_exist_yet_is_doubtful() {
    let mut ledger = three();
    ledger.invoices[0].issue_date = day("2026-03-20");
    let found = assert_doubtful(&ledger, &entry(120_000, "", "F-2026-0171"), &[("F-2026-0171", 120_000)]);
    assert!(found.reasons.iter().any(|reason| matches!(reason, Reason::IssuedAfter { .. })));
    let found = outcome(&ledger, &entry(120_000, "BOULANGERIE AUBERTIN", "VIREMENT"));
    let Outcome::Doubtful(found) = found else { panic!("{found:?}") };
    assert!(found.iter().all(|found| !paid(found).contains(&(invoice_id("F-2026-0171"), 120_000))), "{found:#?}");
}

#[test]
fn a_sum_without_a_number_is_certain_only_when_a_payer_would_make_it() {
    let whole = [("F-2026-0171", 120_000), ("F-2026-0172", 33_050), ("F-2026-0176", 45_500)];
    let found = assert_certain(&three(), &entry(198_550, "BOULANGERIE AUBERTIN", "SOLDE DE TOUT COMPTE"), &whole);
    assert!(found.reasons.contains(&Reason::WholeBalance));
    assert_doubtful(
        &three(),
        &entry(165_500, "BOULANGERIE AUBERTIN", "VIREMENT"),
        &[("F-2026-0171", 120_000), ("F-2026-0176", 45_500)],
    );
    assert_eq!(outcome(&three(), &entry(198_550, "", "VIREMENT")), Outcome::Unknown);
}

#[test]
fn two_entries_for_one_invoice_are_left_to_a_person() {
    let first = Entry { id: BankEntryId(Uuid::from_u128(1)), ..entry(120_000, "", "F-2026-0171") };
    let second =
        Entry { id: BankEntryId(Uuid::from_u128(2)), day: day("2026-03-20"), ..entry(120_000, "", "FACT 171") };
    for proposal in propose(&three(), &[first.clone(), second.clone()]) {
        let Outcome::Doubtful(found) = proposal.outcome else { panic!("{proposal:?}") };
        assert!(found[0].reasons.iter().any(|reason| matches!(reason, Reason::ClaimedTwice { .. })));
    }
    // One that only bears the name gives way to one that bears the number.
    let named = Entry { id: BankEntryId(Uuid::from_u128(3)), ..entry(45_500, "BOULANGERIE AUBERTIN", "VIREMENT") };
    let numbered =
        Entry { id: BankEntryId(Uuid::from_u128(4)), ..entry(45_500, "BOULANGERIE AUBERTIN", "F-2026-0176") };
    let found = propose(&three(), &[named, numbered]);
    assert!(matches!(found[1].outcome, Outcome::Certain(_)), "{found:#?}");
    assert!(!matches!(found[0].outcome, Outcome::Certain(_)), "{found:#?}");
}

#[test]
fn a_part_and_its_rest_settle_one_after_the_other() {
    let mut ledger = three();
    ledger.invoices[0].parts = vec![
        DuePart { due_date: day("2026-02-28"), open: Cents(36_000) },
        DuePart { due_date: day("2026-03-31"), open: Cents(84_000) },
    ];
    let first = Entry { id: BankEntryId(Uuid::from_u128(1)), ..entry(36_000, "", "F-2026-0171") };
    let rest = Entry { id: BankEntryId(Uuid::from_u128(2)), ..entry(84_000, "", "F-2026-0171") };
    for proposal in propose(&ledger, &[rest, first]) {
        assert!(matches!(proposal.outcome, Outcome::Certain(_)), "{proposal:#?}");
    }
}

#[test]
fn money_that_went_back_pays_nothing() {
    let mut came = entry(120_000, "BOULANGERIE AUBERTIN", "PRLV F-2026-0171");
    came.end_to_end_id = Some("P1".to_owned());
    let back = Entry {
        id: BankEntryId(Uuid::from_u128(6)),
        day: day("2026-03-14"),
        amount: Cents(-120_000),
        is_return: true,
        lines: vec!["REJET PRLV AM04".to_owned()],
        ..came.clone()
    };
    // The return of another debit of the same amount takes back another one.
    let other = Entry { end_to_end_id: Some("P0".to_owned()), ..back.clone() };
    assert_eq!(propose(&three(), &[came.clone(), other.clone()])[1].outcome, Outcome::Unknown);
    let untold = Entry { end_to_end_id: Some("NOTPROVIDED".to_owned()), ..came.clone() };
    assert_eq!(propose(&three(), &[untold.clone(), other])[1].outcome, Outcome::Unknown);
    let untold_back = Entry { end_to_end_id: None, ..back.clone() };
    assert_eq!(propose(&three(), &[untold.clone(), untold_back])[1].outcome, Outcome::TakesBack { entry: untold.id });
    let again = Entry {
        id: BankEntryId(Uuid::from_u128(7)),
        day: day("2026-03-25"),
        ..entry(120_000, "BOULANGERIE AUBERTIN", "FACT 171")
    };
    let found = propose(&three(), &[came.clone(), back.clone(), again]);
    assert_eq!(found[0].outcome, Outcome::TakenBack { by: back.id });
    assert_eq!(found[1].outcome, Outcome::TakesBack { entry: came.id });
    assert!(matches!(found[2].outcome, Outcome::Certain(_)), "{found:#?}");
}

#[test]
fn more_invoices_than_are_combined_is_said() {
    let invoices = (1..=30).map(|step| invoice(&format!("F-2026-{step:04}"), 1, 100_000 + step * 7)).collect();
    let found = outcome(&ledger(invoices), &entry(200_000 + 7 * (3 + 8), "BOULANGERIE AUBERTIN", "VIREMENT"));
    let Outcome::Doubtful(found) = found else { panic!("{found:?}") };
    assert!(
        found[0].reasons.iter().any(|reason| matches!(reason, Reason::SearchCapped { combined: 24, open: 30 })),
        "{found:#?}"
    );
}

#[test]
fn a_number_with_the_check_digit_of_a_siren_is_still_a_number_behind_its_letters() {
    // 202600011 has it.
    let ledger = ledger(vec![invoice("FAC202600011", 1, 14_900)]);
    for line in ["FAC202600011", "FACTURE 202600011", "PRLV FAC 202600011"] {
        assert_certain(&ledger, &entry(14_900, "", line), &[("FAC202600011", 14_900)]);
    }
}

#[test]
fn a_month_tells_which_invoice_a_known_payer_means() {
    let told = alike();
    let found = assert_certain(
        &told,
        &entry(120_000, "BOULANGERIE AUBERTIN", "PRESTATION FEVRIER 2026"),
        &[("F-2026-0171", 120_000)],
    );
    assert!(found.reasons.iter().any(|reason| matches!(reason, Reason::ByMonth { .. })));
    for line in ["PRESTATION JANVIER 2026", "PRESTATION FEVRIER 2025", "LE 12 FEVRIER 2026", "FEVRIER MARS"] {
        assert_doubtful(&told, &entry(120_000, "BOULANGERIE AUBERTIN", line), &[("F-2026-0171", 120_000)]);
    }
    let found = outcome(&told, &entry(120_000, "MARTIN JULIE", "PRESTATION FEVRIER 2026"));
    assert!(matches!(found, Outcome::Doubtful(_)), "{found:#?}");
    let mut told = told;
    told.payers[0].accounts.push("FR7630006000011234567890189".to_owned());
    let mut group = entry(120_000, "TRESORERIE DORIA", "PRESTATION FEVRIER 2026");
    group.payer_account = "FR7630006000011234567890189".to_owned();
    assert_doubtful(&told, &group, &[("F-2026-0171", 120_000)]);
}

#[test]
fn after_an_unexplained_return_a_mere_fit_is_doubtful() {
    let back = Entry {
        id: BankEntryId(Uuid::from_u128(6)),
        amount: Cents(-45_500),
        is_return: true,
        ..entry(0, "BOULANGERIE AUBERTIN", "REJET PRLV F-2026-0100")
    };
    let again = Entry { day: day("2026-03-25"), ..entry(45_500, "BOULANGERIE AUBERTIN", "VIREMENT") };
    let found = propose(&three(), &[back, again.clone()]);
    let Outcome::Doubtful(found) = &found[1].outcome else { panic!("{found:#?}") };
    assert!(found[0].reasons.iter().any(|reason| matches!(reason, Reason::MoneyWentBack { .. })));
    assert_certain(&three(), &again, &[("F-2026-0176", 45_500)]);
}

#[test]
fn a_number_that_may_be_that_of_a_paid_invoice_keeps_a_mere_fit_from_being_certain() {
    assert_doubtful(&three(), &entry(45_500, "BOULANGERIE AUBERTIN", "164"), &[("F-2026-0176", 45_500)]);
    assert_certain(&three(), &entry(45_500, "BOULANGERIE AUBERTIN", "CMD 164"), &[("F-2026-0176", 45_500)]);
}

#[test]
fn a_part_that_is_paid_twice_is_left_to_a_person() {
    let mut ledger = three();
    ledger.invoices[0].parts = vec![
        DuePart { due_date: day("2026-02-28"), open: Cents(36_000) },
        DuePart { due_date: day("2026-03-31"), open: Cents(84_000) },
    ];
    let first = Entry { id: BankEntryId(Uuid::from_u128(1)), ..entry(36_000, "", "F-2026-0171") };
    let second = Entry { id: BankEntryId(Uuid::from_u128(2)), ..first.clone() };
    for proposal in propose(&ledger, &[first.clone(), second.clone()]) {
        assert!(matches!(proposal.outcome, Outcome::Doubtful(_)), "{proposal:#?}");
    }
    // Two equal parts may well be paid by two equal entries.
    ledger.invoices[0].open = Cents(72_000);
    ledger.invoices[0].parts[1].open = Cents(36_000);
    for proposal in propose(&ledger, &[first, second]) {
        assert!(matches!(proposal.outcome, Outcome::Certain(_)), "{proposal:#?}");
    }
}

#[test]
fn an_insurers_file_number_is_not_an_invoice_without_its_letters() {
    let mut told = alike();
    told.invoices[0].number = "2026-0171".to_owned();
    for number in ["2026-0171", "F-2026-0171", "FAC20260171"] {
        told.invoices[0].number = number.to_owned();
        assert_doubtful(
            &told,
            &entry(120_000, "ASSURANCES MERIDIEN", "INDEMNITE 2026 0171"),
            &[("F-2026-0171", 120_000)],
        );
        assert_certain(&told, &entry(120_000, "", number), &[("F-2026-0171", 120_000)]);
    }
}

#[test]
fn a_text_that_can_be_read_in_too_many_ways_is_not_certain() {
    // The ends 1 to 7 in three years each: more than two thousand readings.
    let mut invoices = Vec::new();
    for year in 2024..2027 {
        let issue_date = NaiveDate::from_ymd_opt(year, 1, 10).unwrap();
        invoices.extend((1..8).map(|end| OpenInvoice {
            issue_date,
            ..invoice(&format!("F-{year}-{end:04}"), 1, 10_000 + i64::from(year) + end)
        }));
    }
    let sum = (1..8).map(|end| 10_000 + 2024 + end).sum();
    let found = outcome(&ledger(invoices), &entry(sum, "BOULANGERIE AUBERTIN", "FACT 1, 2, 3, 4, 5, 6, 7"));
    let Outcome::Doubtful(found) = found else { panic!("{found:#?}") };
    assert!(
        found[0].reasons.iter().any(|reason| matches!(reason, Reason::SearchCapped { combined: 64, .. })),
        "{found:#?}"
    );
}
