//! Each syntax and each way of carrying it, read from files made here.

use chrono::NaiveDate;
use domain::InvoiceKind;
use rust_decimal::Decimal;

use super::fixture::{Fixture, FixtureDue, Listing, cii_xml, facturx_pdf, pdf_with, ubl_xml, zugferd1_xml};
use super::{EInvoice, line_of_invoice, read};
use crate::finding::{FindingCode, Reading, RefusalCode};

fn reading(bytes: &[u8]) -> Reading<EInvoice> {
    read(bytes).unwrap_or_else(|refusal| panic!("{refusal} {:?}", refusal.facts))
}

fn has(reading: &Reading<EInvoice>, code: FindingCode) -> bool {
    reading.findings.iter().any(|finding| finding.code == code)
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// An invoice with every value the fixture knows.
fn full() -> Fixture {
    Fixture {
        delivery_date: Some("2026-02-27".to_owned()),
        prepaid: Some("200.00".to_owned()),
        due: Some("1000.00".to_owned()),
        preceding_invoices: vec!["A/1".to_owned(), "A 2".to_owned()],
        payment_reference: Some("F2026-001-REF".to_owned()),
        order_reference: Some("BC 77".to_owned()),
        payment_terms: Some("30 jours nets".to_owned()),
        iban: Some("FR1420041010050500013M02606".to_owned()),
        ..Fixture::default()
    }
}

#[test]
fn every_syntax_says_the_same() {
    let fixture = full();
    let files = [
        ("cii", cii_xml(&fixture).into_bytes()),
        ("ubl", ubl_xml(&fixture).into_bytes()),
        ("zf1", zugferd1_xml(&fixture).into_bytes()),
        ("pdf+cii", facturx_pdf(&fixture)),
        ("pdf+ubl", pdf_with(&[("UBL-Invoice.xml", ubl_xml(&fixture).as_bytes())], Listing::AfOnly, "ubl")),
    ];
    for (format, bytes) in files {
        let reading = reading(&bytes);
        let invoice = &reading.value;
        assert_eq!(line_of_invoice("f", &reading).format, format);
        assert_eq!(invoice.kind, InvoiceKind::Invoice, "{format}");
        assert_eq!(invoice.number, "F2026-001", "{format}");
        assert_eq!(invoice.issue_date, day(2026, 3, 1), "{format}");
        assert_eq!(invoice.due_date, Some(day(2026, 3, 31)), "{format}");
        assert_eq!(invoice.delivery_date, Some(day(2026, 2, 27)), "{format}");
        assert_eq!(invoice.totals.gross, Some(Decimal::from(1200)), "{format}");
        assert_eq!(invoice.totals.vat, Some(Decimal::from(200)), "{format}");
        assert_eq!(invoice.totals.prepaid, Some(Decimal::from(200)), "{format}");
        assert_eq!(invoice.totals.due, Some(Decimal::from(1000)), "{format}");
        assert_eq!(invoice.seller.id(), "732829320", "{format}");
        assert_eq!(invoice.seller.vat_id, "FR44732829320", "{format}");
        assert_eq!(invoice.buyer.name, "Hôtel & Bains du Lac", "{format}");
        assert_eq!(invoice.buyer.address.lines, ["18 quai Nord"], "{format}");
        assert_eq!(invoice.buyer.address.postcode, "74000", "{format}");
        assert_eq!(invoice.buyer.email, "compta@hotel-du-lac.example", "{format}");
        assert_eq!(invoice.preceding_invoices, ["A/1", "A 2"], "{format}");
        assert_eq!(invoice.payment_reference, "F2026-001-REF", "{format}");
        assert_eq!(invoice.order_reference, "BC 77", "{format}");
        assert_eq!(invoice.payee.iban, "FR1420041010050500013M02606", "{format}");
        assert_eq!(invoice.payment_terms[0].text, "30 jours nets", "{format}");
        assert_eq!(invoice.first_line, "Pose de huit portes", "{format}");
        assert!(reading.findings.is_empty(), "{format}: {:?}", reading.findings);
    }
}

#[test]
fn any_prefix_names_the_same_elements() {
    let xml = cii_xml(&full());
    let expected = reading(xml.as_bytes()).value;
    let renamed = xml.replace("ram:", "a:").replace("rsm:", "ns2:").replace("udt:", "n0:");
    let renamed = renamed.replace("xmlns:ram=", "xmlns:a=").replace("xmlns:rsm=", "xmlns:ns2=");
    let renamed = renamed.replace("xmlns:udt=", "xmlns:n0=");
    assert_eq!(reading(renamed.as_bytes()).value, expected);

    let ubl = ubl_xml(&full());
    let expected = reading(ubl.as_bytes()).value;
    let prefixed = ubl.replace("<Invoice xmlns=", "<inv:Invoice xmlns:inv=").replace("</Invoice>", "</inv:Invoice>");
    assert_eq!(reading(prefixed.as_bytes()).value, expected);
}

#[test]
fn the_encoding_changes_nothing() {
    let xml = ubl_xml(&full());
    let expected = reading(xml.as_bytes()).value;
    let utf16 = xml.replace("UTF-8", "UTF-16");
    let little: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf16.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let latin1: Vec<u8> =
        xml.replace("UTF-8", "ISO-8859-1").chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let marked = format!("\u{feff}\r\n\r\n{xml}\n\n");
    for bytes in [little, latin1, marked.into_bytes()] {
        let reading = reading(&bytes);
        assert_eq!(reading.value, expected);
        assert!(reading.findings.is_empty(), "{:?}", reading.findings);
    }
}

#[test]
fn a_transport_envelope_is_opened() {
    let ubl = ubl_xml(&full());
    let inside = ubl.split_once('\n').unwrap().1;
    let header = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader";
    let wrapped = format!(
        "<s:StandardBusinessDocument xmlns:s=\"{header}\"><s:StandardBusinessDocumentHeader/>{inside}\
         </s:StandardBusinessDocument>"
    );
    assert_eq!(reading(wrapped.as_bytes()).value, reading(ubl.as_bytes()).value);
}

#[test]
fn a_credit_note_is_known_by_its_root_or_its_code() {
    let note = Fixture { type_code: "381".to_owned(), ..Fixture::default() };
    assert!(ubl_xml(&note).contains("<CreditNote"));
    for xml in [ubl_xml(&note), cii_xml(&note), zugferd1_xml(&note)] {
        let invoice = reading(xml.as_bytes()).value;
        assert_eq!(invoice.kind, InvoiceKind::CreditNote);
        assert_eq!(invoice.due_date, Some(day(2026, 3, 31)));
    }
    let other = ubl_xml(&note).replace(">381<", ">326<");
    assert_eq!(reading(other.as_bytes()).value.kind, InvoiceKind::CreditNote);
    let as_invoice = ubl_xml(&Fixture::default()).replace(">380<", ">381<");
    assert_eq!(reading(as_invoice.as_bytes()).value.kind, InvoiceKind::CreditNote);
}

#[test]
fn the_latest_of_several_due_dates_counts_and_all_are_kept() {
    let due = |date: &str| FixtureDue { date: date.to_owned(), amount: None };
    let several =
        Fixture { due_dates: vec![due("2026-05-31"), due("2026-04-30"), due("2026-05-31")], ..Fixture::default() };
    for xml in [cii_xml(&several), ubl_xml(&several)] {
        let reading = reading(xml.as_bytes());
        assert_eq!(reading.value.due_dates_all, [day(2026, 5, 31), day(2026, 4, 30)]);
        assert_eq!(reading.value.due_date, Some(day(2026, 5, 31)));
        assert!(has(&reading, FindingCode::SeveralDueDates));
        assert_eq!(line_of_invoice("f", &reading).due_dates_all, "2026-05-31|2026-04-30");
    }
}

#[test]
fn the_vat_total_is_that_of_the_invoice_currency() {
    let xml = ubl_xml(&Fixture::default()).replace(
        "<cac:TaxTotal>",
        "<cac:TaxTotal><cbc:TaxAmount currencyID=\"GBP\">170</cbc:TaxAmount></cac:TaxTotal><cac:TaxTotal>",
    );
    assert_eq!(reading(xml.as_bytes()).value.totals.vat, Some(Decimal::from(200)));
}

#[test]
fn totals_that_do_not_add_up_are_said_with_their_figures() {
    let wrong = Fixture { gross: "1199.99".to_owned(), ..Fixture::default() };
    let reading = reading(cii_xml(&wrong).as_bytes());
    let codes: Vec<FindingCode> = reading.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [FindingCode::NetPlusVatIsNotGross, FindingCode::GrossLessPrepaidIsNotDue]);
    assert_eq!(reading.findings[0].facts[2], ("gross", "1199.99".to_owned()));
}

#[test]
fn what_is_odd_is_said() {
    let with = |change: fn(&mut Fixture)| {
        let mut fixture = Fixture::default();
        change(&mut fixture);
        reading(cii_xml(&fixture).as_bytes())
    };
    type Change = fn(&mut Fixture);
    let cases: [(Change, FindingCode); 12] = [
        (|f| f.due_dates.clear(), FindingCode::NoDueDate),
        (|f| f.due_dates[0].date = "2026-02-30".to_owned(), FindingCode::UnreadableDate),
        (|f| f.due_dates[0].date = "2026-02-01".to_owned(), FindingCode::DueBeforeIssue),
        (|f| f.type_code = "wrong".to_owned(), FindingCode::UnknownTypeCode),
        (|f| f.type_code = "389".to_owned(), FindingCode::SelfBilled),
        (|f| f.type_code = "384".to_owned(), FindingCode::SpecialType),
        (|f| f.currency = "USD".to_owned(), FindingCode::OtherCurrency),
        (|f| f.currency.clear(), FindingCode::NoCurrency),
        (|f| f.net = "1 000,00".to_owned(), FindingCode::DecimalComma),
        (|f| f.net = "one thousand".to_owned(), FindingCode::UnreadableAmount),
        (|f| f.iban = Some("FR1420041010050500013M02607".to_owned()), FindingCode::BadIban),
        (|f| f.buyer.siren = Some("552100555".to_owned()), FindingCode::BadIdentifier),
    ];
    for (change, code) in cases {
        let reading = with(change);
        assert!(has(&reading, code), "{code}: {:?}", reading.findings);
    }
}

#[test]
fn a_finding_names_its_line() {
    let mut fixture = Fixture::default();
    fixture.due_dates[0].date = "soon".to_owned();
    let pdf = facturx_pdf(&fixture);
    let finding = reading(&pdf).findings.swap_remove(0);
    assert_eq!(finding.code, FindingCode::UnreadableDate);
    assert_eq!((finding.place.part.as_str(), finding.place.line), ("factur-x.xml", Some(7)));
    assert_eq!(finding.facts, [("text", "soon".to_owned())]);
}

#[test]
fn an_invoice_without_the_essential_is_refused() {
    let refused = |change: fn(&mut Fixture)| {
        let mut fixture = Fixture::default();
        change(&mut fixture);
        [cii_xml(&fixture), ubl_xml(&fixture), zugferd1_xml(&fixture)].map(|xml| read(xml.as_bytes()).unwrap_err().code)
    };
    assert_eq!(refused(|f| f.number = " \u{a0}".to_owned()), [RefusalCode::NoNumber; 3]);
    assert_eq!(refused(|f| f.issue_date.clear()), [RefusalCode::NoIssueDate; 3]);
    assert_eq!(refused(|f| f.issue_date = "30 February".to_owned()), [RefusalCode::NoIssueDate; 3]);
    let no_total = |f: &mut Fixture| {
        f.gross = "1E+100".to_owned();
        f.due = None;
    };
    assert_eq!(refused(no_total), [RefusalCode::NoTotal; 3]);
}

#[test]
fn an_attachment_is_found_however_the_pdf_lists_it() {
    let xml = cii_xml(&full());
    for listing in [Listing::NameTreeAndAf, Listing::AfOnly, Listing::Nowhere] {
        let reading = reading(&pdf_with(&[("facture.xml", xml.as_bytes())], listing, "x"));
        assert_eq!(reading.value.embedded_xml.as_deref(), Some("facture.xml"));
        assert_eq!(has(&reading, FindingCode::AttachmentNotListed), listing == Listing::Nowhere);
    }
}

#[test]
fn the_invoice_is_chosen_among_several_attachments() {
    let invoice = cii_xml(&full());
    let other = cii_xml(&Fixture { number: "other".to_owned(), ..Fixture::default() });
    let attachments: [(&str, &[u8]); 5] = [
        ("delivery.pdf", b"%PDF-1.4 not ours"),
        ("additional.xml", b"<additional/>"),
        ("copy.xml", other.as_bytes()),
        ("factur-x.xml", invoice.as_bytes()),
        ("terms.txt", b"thirty days"),
    ];
    let reading = reading(&pdf_with(&attachments, Listing::NameTreeAndAf, "x"));
    assert_eq!(reading.value.number, "F2026-001");
    let finding = reading.findings.iter().find(|finding| finding.code == FindingCode::SeveralAttachments).unwrap();
    assert_eq!(finding.facts[1].1, "copy.xml, additional.xml");
}

#[test]
fn a_pdf_without_invoice_says_what_it_has() {
    let refusal =
        |attachments: &[(&str, &[u8])]| read(&pdf_with(attachments, Listing::NameTreeAndAf, "x")).unwrap_err();
    assert_eq!(refusal(&[]).code, RefusalCode::PdfWithoutInvoice);
    let other = refusal(&[("data.xml", b"<data/>"), ("a.txt", b"a")]);
    assert_eq!(other.code, RefusalCode::PdfWithoutInvoice);
    assert_eq!(other.facts, [("attachments", "data.xml, a.txt".to_owned())]);
    let order = b"<o:SCRDMCCBDACIOMessageStructure xmlns:o='urn:x'/>";
    assert_eq!(refusal(&[("order-x.xml", order)]).code, RefusalCode::PurchaseOrder);
    let cut = refusal(&[("factur-x.xml", &cii_xml(&full()).as_bytes()[..900])]);
    assert_eq!((cut.code, cut.place.part.as_str()), (RefusalCode::NotWellFormed, "factur-x.xml"));
}

#[test]
fn what_is_no_invoice_is_refused_as_such() {
    let code = |text: &str| read(text.as_bytes()).unwrap_err().code;
    assert_eq!(code(""), RefusalCode::EmptyFile);
    assert_eq!(code("\u{feff}"), RefusalCode::UnknownFormat);
    assert_eq!(code("a;b\n1;2"), RefusalCode::UnknownFormat);
    assert_eq!(code("<Invoice xmlns='urn:example'/>"), RefusalCode::NotAnInvoice);
    assert_eq!(
        code("<Order xmlns='urn:oasis:names:specification:ubl:schema:xsd:Order-2'/>"),
        RefusalCode::PurchaseOrder
    );
    assert_eq!(code("<Invoice xmlns='urn:ferd:invoice:rc'/>"), RefusalCode::UnsupportedVersion);
    assert_eq!(code("%PDF-1.7 nothing else"), RefusalCode::BrokenPdf);
}

#[test]
fn a_pdf_whose_table_of_objects_is_wrong_is_read_all_the_same() {
    let pdf = facturx_pdf(&full());
    let table = pdf.windows(4).rposition(|window| window == b"xref").unwrap() - "start".len();
    let cut = &pdf[..table];
    let mut shifted = pdf.clone();
    shifted.splice(9..9, *b"% a mail program was here\n");
    for damaged in [cut, &shifted] {
        let reading = reading(damaged);
        assert_eq!(reading.value.number, "F2026-001");
        assert!(has(&reading, FindingCode::PdfRepaired));
    }
    assert!(!has(&reading(&pdf), FindingCode::PdfRepaired));
}

#[test]
fn an_attachment_without_a_name_of_its_own_has_that_of_the_tree() {
    let pdf = facturx_pdf(&full());
    let mut document = lopdf::Document::load_mem(&pdf).unwrap();
    for object in document.objects.values_mut() {
        if let Ok(file) = object.as_dict_mut()
            && file.has(b"EF")
        {
            file.remove(b"F");
            file.remove(b"UF");
        }
    }
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert_eq!(reading(&bytes).value.embedded_xml.as_deref(), Some("factur-x.xml"));
}
