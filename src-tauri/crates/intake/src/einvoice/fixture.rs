//! Makes small e-invoices for tests: CII, UBL, ZUGFeRD 1 and a Factur-X PDF from one description.
//!
//! Behind the feature `fixtures`: the shipped program does not hold it.

use std::fmt::Write as _;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// What the invoice says. Texts are written as they are, amounts and dates included, so that a test may put anything.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fixture {
    pub number: String,
    /// UNTDID 1001.
    pub type_code: String,
    /// `2026-03-01`.
    pub issue_date: String,
    pub delivery_date: Option<String>,
    /// One payment term each.
    pub due_dates: Vec<FixtureDue>,
    pub currency: String,
    pub net: String,
    pub vat: String,
    pub gross: String,
    pub prepaid: Option<String>,
    pub due: Option<String>,
    pub seller: FixtureParty,
    pub buyer: FixtureParty,
    pub preceding_invoices: Vec<String>,
    pub payment_reference: Option<String>,
    pub order_reference: Option<String>,
    pub payment_terms: Option<String>,
    pub iban: Option<String>,
    pub subject: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FixtureDue {
    pub date: String,
    /// The part due then.
    pub amount: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FixtureParty {
    pub name: String,
    pub siren: Option<String>,
    pub vat_id: Option<String>,
    pub street: String,
    pub postcode: String,
    pub city: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    pub contact: Option<String>,
    pub email: Option<String>,
}

impl Default for Fixture {
    /// An ordinary invoice of 1,200.00 € between two French companies, due thirty days later.
    fn default() -> Fixture {
        Fixture {
            number: "F2026-001".to_owned(),
            type_code: "380".to_owned(),
            issue_date: "2026-03-01".to_owned(),
            delivery_date: None,
            due_dates: vec![FixtureDue { date: "2026-03-31".to_owned(), amount: None }],
            currency: "EUR".to_owned(),
            net: "1000.00".to_owned(),
            vat: "200.00".to_owned(),
            gross: "1200.00".to_owned(),
            prepaid: None,
            due: Some("1200.00".to_owned()),
            seller: FixtureParty {
                name: "Menuiserie Aubin".to_owned(),
                siren: Some("732829320".to_owned()),
                vat_id: Some("FR44732829320".to_owned()),
                street: "4 rue des Érables".to_owned(),
                postcode: "35000".to_owned(),
                city: "Rennes".to_owned(),
                country: "FR".to_owned(),
                contact: None,
                email: None,
            },
            buyer: FixtureParty {
                name: "Hôtel & Bains du Lac".to_owned(),
                siren: Some("552100554".to_owned()),
                vat_id: None,
                street: "18 quai Nord".to_owned(),
                postcode: "74000".to_owned(),
                city: "Annecy".to_owned(),
                country: "FR".to_owned(),
                contact: Some("Claire Morel".to_owned()),
                email: Some("compta@hotel-du-lac.example".to_owned()),
            },
            preceding_invoices: Vec::new(),
            payment_reference: None,
            order_reference: None,
            payment_terms: None,
            iban: None,
            subject: "Pose de huit portes".to_owned(),
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Appends `<name>text</name>`.
fn put(xml: &mut String, name: &str, text: &str) {
    let element = name.split_whitespace().next().unwrap_or(name);
    let _ = write!(xml, "<{name}>{}</{element}>", escaped(text));
}

fn put_some(xml: &mut String, name: &str, text: Option<&String>) {
    if let Some(text) = text {
        put(xml, name, text);
    }
}

/// `20260301` for `2026-03-01`; anything else as it is.
fn basic(date: &str) -> String {
    if date.len() == 10 { date.replace('-', "") } else { date.to_owned() }
}

struct CiiWords {
    root: &'static str,
    namespaces: &'static str,
    context: &'static str,
    document: &'static str,
    transaction: &'static str,
    prefix: &'static str,
    summation: &'static str,
    referenced_id: &'static str,
    profile: &'static str,
}

const CII: CiiWords = CiiWords {
    root: "CrossIndustryInvoice",
    namespaces: "xmlns:rsm=\"urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100\" \
                 xmlns:ram=\"urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100\" \
                 xmlns:udt=\"urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100\"",
    context: "ExchangedDocumentContext",
    document: "ExchangedDocument",
    transaction: "SupplyChainTradeTransaction",
    prefix: "ApplicableHeaderTrade",
    summation: "SpecifiedTradeSettlementHeaderMonetarySummation",
    referenced_id: "IssuerAssignedID",
    profile: "urn:cen.eu:en16931:2017",
};

const ZUGFERD1: CiiWords = CiiWords {
    root: "CrossIndustryDocument",
    namespaces: "xmlns:rsm=\"urn:ferd:CrossIndustryDocument:invoice:1p0\" \
                 xmlns:ram=\"urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12\" \
                 xmlns:udt=\"urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15\"",
    context: "SpecifiedExchangedDocumentContext",
    document: "HeaderExchangedDocument",
    transaction: "SpecifiedSupplyChainTradeTransaction",
    prefix: "ApplicableSupplyChainTrade",
    summation: "SpecifiedTradeSettlementMonetarySummation",
    referenced_id: "ID",
    profile: "urn:ferd:CrossIndustryDocument:invoice:1p0:comfort",
};

/// A Cross Industry Invoice.
pub fn cii_xml(fixture: &Fixture) -> String {
    cross_industry(fixture, &CII)
}

/// The same as ZUGFeRD 1.0.
pub fn zugferd1_xml(fixture: &Fixture) -> String {
    cross_industry(fixture, &ZUGFERD1)
}

fn cross_industry(fixture: &Fixture, words: &CiiWords) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let date = |xml: &mut String, name: &str, date: &str| {
        let _ = write!(xml, "<ram:{name}>");
        put(xml, "udt:DateTimeString format=\"102\"", &basic(date));
        let _ = write!(xml, "</ram:{name}>");
    };
    let _ = write!(xml, "<rsm:{} {}>", words.root, words.namespaces);
    let _ = write!(xml, "<rsm:{}><ram:GuidelineSpecifiedDocumentContextParameter>", words.context);
    put(&mut xml, "ram:ID", words.profile);
    let _ = write!(
        xml,
        "</ram:GuidelineSpecifiedDocumentContextParameter></rsm:{}>\n<rsm:{}>",
        words.context, words.document
    );
    put(&mut xml, "ram:ID", &fixture.number);
    put(&mut xml, "ram:TypeCode", &fixture.type_code);
    date(&mut xml, "IssueDateTime", &fixture.issue_date);
    let _ = write!(xml, "</rsm:{}>\n<rsm:{}>", words.document, words.transaction);

    xml.push_str("<ram:IncludedSupplyChainTradeLineItem><ram:SpecifiedTradeProduct>");
    put(&mut xml, "ram:Name", &fixture.subject);
    xml.push_str("</ram:SpecifiedTradeProduct></ram:IncludedSupplyChainTradeLineItem>\n");

    let _ = write!(xml, "<ram:{}Agreement>", words.prefix);
    cii_party(&mut xml, "SellerTradeParty", &fixture.seller);
    cii_party(&mut xml, "BuyerTradeParty", &fixture.buyer);
    if let Some(order) = &fixture.order_reference {
        xml.push_str("<ram:BuyerOrderReferencedDocument>");
        put(&mut xml, &format!("ram:{}", words.referenced_id), order);
        xml.push_str("</ram:BuyerOrderReferencedDocument>");
    }
    let _ = write!(xml, "</ram:{0}Agreement>\n<ram:{0}Delivery>", words.prefix);
    if let Some(delivery) = &fixture.delivery_date {
        xml.push_str("<ram:ActualDeliverySupplyChainEvent>");
        date(&mut xml, "OccurrenceDateTime", delivery);
        xml.push_str("</ram:ActualDeliverySupplyChainEvent>");
    }
    let _ = write!(xml, "</ram:{0}Delivery>\n<ram:{0}Settlement>", words.prefix);

    put_some(&mut xml, "ram:PaymentReference", fixture.payment_reference.as_ref());
    put(&mut xml, "ram:InvoiceCurrencyCode", &fixture.currency);
    if let Some(iban) = &fixture.iban {
        xml.push_str("<ram:SpecifiedTradeSettlementPaymentMeans><ram:PayeePartyCreditorFinancialAccount>");
        put(&mut xml, "ram:IBANID", iban);
        xml.push_str("</ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans>");
    }
    for due in &fixture.due_dates {
        xml.push_str("<ram:SpecifiedTradePaymentTerms>");
        put_some(&mut xml, "ram:Description", fixture.payment_terms.as_ref());
        date(&mut xml, "DueDateDateTime", &due.date);
        put_some(&mut xml, "ram:PartialPaymentAmount", due.amount.as_ref());
        xml.push_str("</ram:SpecifiedTradePaymentTerms>");
    }
    if fixture.due_dates.is_empty() && fixture.payment_terms.is_some() {
        xml.push_str("<ram:SpecifiedTradePaymentTerms>");
        put_some(&mut xml, "ram:Description", fixture.payment_terms.as_ref());
        xml.push_str("</ram:SpecifiedTradePaymentTerms>");
    }
    let _ = write!(xml, "<ram:{}>", words.summation);
    put(&mut xml, "ram:TaxBasisTotalAmount", &fixture.net);
    put(&mut xml, &format!("ram:TaxTotalAmount currencyID=\"{}\"", fixture.currency), &fixture.vat);
    put(&mut xml, "ram:GrandTotalAmount", &fixture.gross);
    put_some(&mut xml, "ram:TotalPrepaidAmount", fixture.prepaid.as_ref());
    put_some(&mut xml, "ram:DuePayableAmount", fixture.due.as_ref());
    let _ = write!(xml, "</ram:{}>", words.summation);
    for number in &fixture.preceding_invoices {
        xml.push_str("<ram:InvoiceReferencedDocument>");
        put(&mut xml, &format!("ram:{}", words.referenced_id), number);
        xml.push_str("</ram:InvoiceReferencedDocument>");
    }
    let _ = writeln!(xml, "</ram:{}Settlement></rsm:{}></rsm:{}>", words.prefix, words.transaction, words.root);
    xml
}

fn cii_party(xml: &mut String, role: &str, party: &FixtureParty) {
    let _ = write!(xml, "<ram:{role}>");
    put(xml, "ram:Name", &party.name);
    if let Some(siren) = &party.siren {
        xml.push_str("<ram:SpecifiedLegalOrganization>");
        put(xml, "ram:ID schemeID=\"0002\"", siren);
        xml.push_str("</ram:SpecifiedLegalOrganization>");
    }
    if party.contact.is_some() || party.email.is_some() {
        xml.push_str("<ram:DefinedTradeContact>");
        put_some(xml, "ram:PersonName", party.contact.as_ref());
        if let Some(email) = &party.email {
            xml.push_str("<ram:EmailURIUniversalCommunication>");
            put(xml, "ram:URIID", email);
            xml.push_str("</ram:EmailURIUniversalCommunication>");
        }
        xml.push_str("</ram:DefinedTradeContact>");
    }
    xml.push_str("<ram:PostalTradeAddress>");
    put(xml, "ram:PostcodeCode", &party.postcode);
    put(xml, "ram:LineOne", &party.street);
    put(xml, "ram:CityName", &party.city);
    put(xml, "ram:CountryID", &party.country);
    xml.push_str("</ram:PostalTradeAddress>");
    if let Some(vat_id) = &party.vat_id {
        xml.push_str("<ram:SpecifiedTaxRegistration>");
        put(xml, "ram:ID schemeID=\"VA\"", vat_id);
        xml.push_str("</ram:SpecifiedTaxRegistration>");
    }
    let _ = write!(xml, "</ram:{role}>");
}

/// A UBL invoice; a UBL credit note when the type code is 381.
pub fn ubl_xml(fixture: &Fixture) -> String {
    let root = if fixture.type_code == "381" { "CreditNote" } else { "Invoice" };
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = write!(
        xml,
        "<{root} xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:{root}-2\" \
         xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\" \
         xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\">"
    );
    put(&mut xml, "cbc:CustomizationID", "urn:cen.eu:en16931:2017");
    put(&mut xml, "cbc:ID", &fixture.number);
    put(&mut xml, "cbc:IssueDate", &fixture.issue_date);
    if let ("Invoice", [due]) = (root, fixture.due_dates.as_slice()) {
        put(&mut xml, "cbc:DueDate", &due.date);
    }
    put(&mut xml, &format!("cbc:{root}TypeCode"), &fixture.type_code);
    put(&mut xml, "cbc:DocumentCurrencyCode", &fixture.currency);
    if let Some(order) = &fixture.order_reference {
        xml.push_str("<cac:OrderReference>");
        put(&mut xml, "cbc:ID", order);
        xml.push_str("</cac:OrderReference>");
    }
    for number in &fixture.preceding_invoices {
        xml.push_str("<cac:BillingReference><cac:InvoiceDocumentReference>");
        put(&mut xml, "cbc:ID", number);
        xml.push_str("</cac:InvoiceDocumentReference></cac:BillingReference>");
    }
    xml.push('\n');
    ubl_party(&mut xml, "AccountingSupplierParty", &fixture.seller);
    ubl_party(&mut xml, "AccountingCustomerParty", &fixture.buyer);
    if let Some(delivery) = &fixture.delivery_date {
        xml.push_str("<cac:Delivery>");
        put(&mut xml, "cbc:ActualDeliveryDate", delivery);
        xml.push_str("</cac:Delivery>");
    }
    if fixture.payment_reference.is_some() || fixture.iban.is_some() || root == "CreditNote" {
        xml.push_str("<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>");
        if let ("CreditNote", [due]) = (root, fixture.due_dates.as_slice()) {
            put(&mut xml, "cbc:PaymentDueDate", &due.date);
        }
        put_some(&mut xml, "cbc:PaymentID", fixture.payment_reference.as_ref());
        if let Some(iban) = &fixture.iban {
            xml.push_str("<cac:PayeeFinancialAccount>");
            put(&mut xml, "cbc:ID", iban);
            xml.push_str("</cac:PayeeFinancialAccount>");
        }
        xml.push_str("</cac:PaymentMeans>");
    }
    ubl_terms(&mut xml, fixture);
    let amount = |name: &str| format!("cbc:{name} currencyID=\"{}\"", fixture.currency);
    xml.push_str("<cac:TaxTotal>");
    put(&mut xml, &amount("TaxAmount"), &fixture.vat);
    xml.push_str("</cac:TaxTotal>\n<cac:LegalMonetaryTotal>");
    put(&mut xml, &amount("TaxExclusiveAmount"), &fixture.net);
    put(&mut xml, &amount("TaxInclusiveAmount"), &fixture.gross);
    put_some(&mut xml, &amount("PrepaidAmount"), fixture.prepaid.as_ref());
    put_some(&mut xml, &amount("PayableAmount"), fixture.due.as_ref());
    let _ = write!(xml, "</cac:LegalMonetaryTotal>\n<cac:{root}Line><cac:Item>");
    put(&mut xml, "cbc:Name", &fixture.subject);
    let _ = writeln!(xml, "</cac:Item></cac:{root}Line></{root}>");
    xml
}

fn ubl_terms(xml: &mut String, fixture: &Fixture) {
    if fixture.due_dates.len() > 1 {
        for due in &fixture.due_dates {
            xml.push_str("<cac:PaymentTerms>");
            put_some(xml, "cbc:Note", fixture.payment_terms.as_ref());
            put_some(xml, &format!("cbc:Amount currencyID=\"{}\"", fixture.currency), due.amount.as_ref());
            put(xml, "cbc:PaymentDueDate", &due.date);
            xml.push_str("</cac:PaymentTerms>");
        }
    } else if let Some(terms) = &fixture.payment_terms {
        xml.push_str("<cac:PaymentTerms>");
        put(xml, "cbc:Note", terms);
        xml.push_str("</cac:PaymentTerms>");
    }
}

fn ubl_party(xml: &mut String, role: &str, party: &FixtureParty) {
    let _ = write!(xml, "<cac:{role}><cac:Party><cac:PostalAddress>");
    put(xml, "cbc:StreetName", &party.street);
    put(xml, "cbc:CityName", &party.city);
    put(xml, "cbc:PostalZone", &party.postcode);
    xml.push_str("<cac:Country>");
    put(xml, "cbc:IdentificationCode", &party.country);
    xml.push_str("</cac:Country></cac:PostalAddress>");
    if let Some(vat_id) = &party.vat_id {
        xml.push_str("<cac:PartyTaxScheme>");
        put(xml, "cbc:CompanyID", vat_id);
        xml.push_str("<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>");
    }
    xml.push_str("<cac:PartyLegalEntity>");
    put(xml, "cbc:RegistrationName", &party.name);
    put_some(xml, "cbc:CompanyID schemeID=\"0002\"", party.siren.as_ref());
    xml.push_str("</cac:PartyLegalEntity>");
    if party.contact.is_some() || party.email.is_some() {
        xml.push_str("<cac:Contact>");
        put_some(xml, "cbc:Name", party.contact.as_ref());
        put_some(xml, "cbc:ElectronicMail", party.email.as_ref());
        xml.push_str("</cac:Contact>");
    }
    let _ = writeln!(xml, "</cac:Party></cac:{role}>");
}

/// How a PDF carries its attachments.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Listing {
    /// In the name tree and as associated files, as the standard says.
    NameTreeAndAf,
    /// Only as associated files of the document.
    AfOnly,
    /// Nowhere: only the objects are there.
    Nowhere,
}

/// A one-page Factur-X PDF with the invoice attached as `factur-x.xml`.
pub fn facturx_pdf(fixture: &Fixture) -> Vec<u8> {
    let title = format!("{} {}", fixture.number, fixture.buyer.name);
    pdf_with(&[("factur-x.xml", cii_xml(fixture).as_bytes())], Listing::NameTreeAndAf, &title)
}

/// A one-page PDF with any attachments.
pub fn pdf_with(attachments: &[(&str, &[u8])], listing: Listing, title: &str) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let files: Vec<(String, Object)> =
        attachments.iter().map(|(name, bytes)| ((*name).to_owned(), attach(&mut document, name, bytes))).collect();
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    let plain: String = title.chars().filter(|c| c.is_ascii_alphanumeric() || " -/".contains(*c)).collect();
    let content = document
        .add_object(Stream::new(Dictionary::new(), format!("BT /F1 14 Tf 72 770 Td ({plain}) Tj ET").into_bytes()));
    let pages = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => pages,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
        "Contents" => content,
    });
    let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, tree.into());
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => pages };
    let associated: Vec<Object> = files.iter().map(|(_, file)| file.clone()).collect();
    if listing != Listing::Nowhere {
        catalog.set("AF", associated);
    }
    if listing == Listing::NameTreeAndAf {
        let names: Vec<Object> =
            files.into_iter().flat_map(|(name, file)| [Object::string_literal(name), file]).collect();
        catalog.set("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } });
    }
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    // Writing into memory cannot fail.
    let _ = document.save_to(&mut bytes);
    bytes
}

fn attach(document: &mut Document, name: &str, bytes: &[u8]) -> Object {
    let mut stream = Stream::new(
        dictionary! { "Type" => "EmbeddedFile", "Subtype" => Object::Name(b"text/xml".to_vec()) },
        bytes.to_vec(),
    );
    let _ = stream.compress();
    let stream = document.add_object(stream);
    let file = dictionary! {
        "Type" => "Filespec",
        "F" => Object::string_literal(name),
        "UF" => Object::string_literal(name),
        "AFRelationship" => "Alternative",
        "EF" => dictionary! { "F" => stream, "UF" => stream },
    };
    document.add_object(file).into()
}
