//! Kind, sign, cents, instalments and identifiers as they enter the book.

use domain::{Cents, InvoiceKind, PaymentTerm};

use super::fixture::{Fixture, FixtureDue, cii_xml, ubl_xml};
use super::{NormalisedInvoice, normalise, read};
use crate::finding::{FindingCode, Reading, RefusalCode};

fn normalised(fixture: &Fixture) -> Reading<NormalisedInvoice> {
    normalise(&read(cii_xml(fixture).as_bytes()).unwrap().value).unwrap()
}

fn codes(reading: &Reading<NormalisedInvoice>) -> Vec<FindingCode> {
    reading.findings.iter().map(|finding| finding.code).collect()
}

fn totals(net: &str, vat: &str, gross: &str, due: &str) -> Fixture {
    Fixture {
        net: net.to_owned(),
        vat: vat.to_owned(),
        gross: gross.to_owned(),
        due: Some(due.to_owned()),
        ..Fixture::default()
    }
}

fn instalments(reading: &Reading<NormalisedInvoice>) -> Vec<(String, i64)> {
    reading.value.instalments.iter().map(|part| (part.due_date.to_string(), part.amount.0)).collect()
}

#[test]
fn an_ordinary_invoice_passes_unchanged() {
    let reading = normalised(&Fixture::default());
    assert_eq!(reading.value.kind, InvoiceKind::Invoice);
    assert_eq!(reading.value.amount_due, Cents(120_000));
    assert_eq!(instalments(&reading), [("2026-03-31".to_owned(), 120_000)]);
    assert_eq!(reading.value.seller.siren.as_ref().unwrap().as_str(), "732829320");
    assert_eq!(reading.value.buyer.siren.as_ref().unwrap().as_str(), "552100554");
    assert_eq!(reading.value.buyer.other_id, None);
    assert_eq!(reading.value.subject, "Pose de huit portes");
    assert!(reading.findings.is_empty());
}

#[test]
fn a_credit_note_is_positive_whatever_sign_and_code_it_had() {
    for (type_code, sign) in [("381", ""), ("381", "-"), ("380", "-"), ("384", "-")] {
        let amount = |digits: &str| format!("{sign}{digits}");
        let fixture = Fixture {
            type_code: type_code.to_owned(),
            ..totals(&amount("100.00"), &amount("20.00"), &amount("120.00"), &amount("120.00"))
        };
        let reading = normalised(&fixture);
        assert_eq!(reading.value.kind, InvoiceKind::CreditNote, "{type_code} {sign}");
        assert_eq!(reading.value.net_total, Some(Cents(10_000)));
        assert_eq!(reading.value.vat_total, Some(Cents(2_000)));
        assert_eq!(reading.value.gross_total, Cents(12_000));
        assert_eq!(reading.value.amount_due, Cents(12_000));
        assert!(reading.value.instalments.is_empty());
        assert_eq!(codes(&reading).contains(&FindingCode::SignNormalised), sign == "-");
    }
}

#[test]
fn what_is_owed_is_the_amount_due_and_not_the_gross_total() {
    let prepaid = Fixture { prepaid: Some("700.00".to_owned()), due: Some("500.00".to_owned()), ..Fixture::default() };
    let reading = normalised(&prepaid);
    assert_eq!((reading.value.gross_total, reading.value.prepaid), (Cents(120_000), Cents(70_000)));
    assert_eq!(instalments(&reading), [("2026-03-31".to_owned(), 50_000)]);

    let unsaid = Fixture { due: None, ..prepaid };
    let reading = normalised(&unsaid);
    assert_eq!(reading.value.amount_due, Cents(50_000));
    assert_eq!(codes(&reading), [FindingCode::AmountDueComputed]);
}

#[test]
fn nothing_is_claimed_when_too_much_was_prepaid() {
    let fixture =
        Fixture { prepaid: Some("1300.00".to_owned()), due: Some("-100.00".to_owned()), ..Fixture::default() };
    let reading = normalised(&fixture);
    assert_eq!((reading.value.kind, reading.value.amount_due), (InvoiceKind::Invoice, Cents::ZERO));
    assert!(reading.value.instalments.is_empty());
    assert_eq!(codes(&reading), [FindingCode::NegativeAmountDue]);
}

#[test]
fn a_third_decimal_is_rounded_and_said() {
    let reading = normalised(&totals("10.005", "2.001", "12.006", "12.005"));
    assert_eq!(reading.value.net_total, Some(Cents(1001)));
    assert_eq!(reading.value.amount_due, Cents(1201));
    assert_eq!(codes(&reading), [FindingCode::AmountRounded; 4]);
    assert_eq!(reading.findings[3].facts, [("text", "12.005".to_owned()), ("rounded", "12.01".to_owned())]);
}

#[test]
fn instalments_are_kept_when_they_sum_to_the_amount_due() {
    let due = |date: &str, amount: &str| FixtureDue { date: date.to_owned(), amount: Some(amount.to_owned()) };
    let fixture =
        Fixture { due_dates: vec![due("2026-05-31", "800.00"), due("2026-03-31", "400.00")], ..Fixture::default() };
    let expected = [("2026-03-31".to_owned(), 40_000), ("2026-05-31".to_owned(), 80_000)];
    assert_eq!(instalments(&normalised(&fixture)), expected);
    let of_ubl = normalise(&read(ubl_xml(&fixture).as_bytes()).unwrap().value).unwrap();
    assert_eq!(instalments(&of_ubl), expected);

    let short =
        Fixture { due_dates: vec![due("2026-05-31", "800.00"), due("2026-03-31", "399.00")], ..Fixture::default() };
    let reading = normalised(&short);
    assert_eq!(instalments(&reading), [("2026-05-31".to_owned(), 120_000)]);
    assert_eq!(codes(&reading), [FindingCode::InstalmentsIgnored]);
}

#[test]
fn a_discount_date_before_the_last_day_makes_no_instalment() {
    let due = |date: &str| FixtureDue { date: date.to_owned(), amount: None };
    let reading = normalised(&Fixture { due_dates: vec![due("2026-03-08"), due("2026-03-31")], ..Fixture::default() });
    assert_eq!(instalments(&reading), [("2026-03-31".to_owned(), 120_000)]);
    let none = normalised(&Fixture { due_dates: Vec::new(), ..Fixture::default() });
    assert!(none.value.instalments.is_empty());
}

#[test]
fn what_the_book_cannot_hold_is_refused() {
    let refused = |fixture: &Fixture| normalise(&read(cii_xml(fixture).as_bytes()).unwrap().value).unwrap_err();
    let dollars = refused(&Fixture { currency: "USD".to_owned(), ..Fixture::default() });
    assert_eq!(dollars.code, RefusalCode::CurrencyNotEuro);
    assert_eq!(dollars.facts, [("currency", "USD".to_owned())]);
    let mut nobody = Fixture::default();
    nobody.buyer.name.clear();
    assert_eq!(refused(&nobody).code, RefusalCode::NoBuyerName);
    let absurd = totals("1", "0", "99999999999999999", "1");
    assert_eq!(refused(&absurd).code, RefusalCode::AmountOutOfRange);
}

#[test]
fn an_identifier_of_another_kind_is_kept_beside() {
    let mut fixture = Fixture::default();
    fixture.buyer.siren = Some("HRB 4711".to_owned());
    fixture.buyer.country = "DE".to_owned();
    let buyer = normalised(&fixture).value.buyer;
    assert_eq!((buyer.siren, buyer.other_id.as_deref()), (None, Some("HRB 4711")));
    fixture.buyer.siren = Some("552 100 554".to_owned());
    let buyer = normalised(&fixture).value.buyer;
    assert_eq!((buyer.siren.is_some(), buyer.other_id), (true, None));
}

#[test]
fn the_words_of_the_term_count_only_without_a_due_date() {
    let dated = Fixture { payment_terms: Some("45 jours fin de mois".to_owned()), ..Fixture::default() };
    assert_eq!(normalised(&dated).value.payment_term, None);
    let reading = normalised(&Fixture { due_dates: Vec::new(), ..dated });
    assert_eq!(reading.value.payment_term, Some(PaymentTerm::EndOfMonth { days: 45, reading: None }));
    assert_eq!(reading.value.payment_terms, "45 jours fin de mois");
    assert_eq!(codes(&reading), [FindingCode::PaymentTermRead]);
}
