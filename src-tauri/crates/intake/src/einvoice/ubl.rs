//! UBL 2 invoices and credit notes: EN 16931, Peppol BIS, XRechnung and the French CTC profiles in that syntax.

use chrono::NaiveDate;
use domain::InvoiceKind;
use roxmltree::Node;

use crate::einvoice::model::{EInvoice, Identifier, Party, PayeeAccount, PaymentTerms, Syntax, Totals};
use crate::einvoice::read::{self, InvoiceReader};
use crate::einvoice::values::Values;
use crate::finding::{Refusal, RefusalCode};
use crate::format::Format;
use crate::xml::scan::ElementName;
use crate::xml::{attribute, child, children, descend, descend_all, first_text, text, text_as_written, text_at};

const INVOICE: &str = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
const CREDIT_NOTE: &str = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2";

pub struct UblInvoice;

impl InvoiceReader for UblInvoice {
    fn format(&self) -> Format {
        Format::UblInvoice
    }

    fn recognises(&self, name: &ElementName) -> bool {
        name.local == "Invoice" && name.namespace.trim() == INVOICE
    }

    fn read(&self, root: Node<'_, '_>, values: &mut Values) -> Result<EInvoice, Refusal> {
        let type_code = text_at(root, &["InvoiceTypeCode"]);
        let kind = read::kind_of(&type_code);
        read_document(root, kind, type_code, "InvoiceLine", values)
    }
}

pub struct UblCreditNote;

impl InvoiceReader for UblCreditNote {
    fn format(&self) -> Format {
        Format::UblCreditNote
    }

    fn recognises(&self, name: &ElementName) -> bool {
        name.local == "CreditNote" && name.namespace.trim() == CREDIT_NOTE
    }

    fn read(&self, root: Node<'_, '_>, values: &mut Values) -> Result<EInvoice, Refusal> {
        let type_code = text_at(root, &["CreditNoteTypeCode"]);
        read_document(root, InvoiceKind::CreditNote, type_code, "CreditNoteLine", values)
    }
}

fn read_document(
    root: Node<'_, '_>,
    kind: InvoiceKind,
    type_code: String,
    line: &'static str,
    values: &mut Values,
) -> Result<EInvoice, Refusal> {
    let number = child(root, "ID").map(text_as_written).unwrap_or_default();
    if number.is_empty() {
        return Err(Refusal::new(RefusalCode::NoNumber, values.missing_at("ID")));
    }
    let issue_date = values.issue_date(child(root, "IssueDate"), "IssueDate")?;
    let currency = text_at(root, &["DocumentCurrencyCode"]);
    let monetary = child(root, "LegalMonetaryTotal");
    let mut total = |name: &'static str| monetary.and_then(|node| values.amount_in(node, &[name], &currency));
    let totals = Totals {
        net: total("TaxExclusiveAmount"),
        gross: total("TaxInclusiveAmount"),
        prepaid: total("PrepaidAmount"),
        rounding: total("PayableRoundingAmount"),
        due: total("PayableAmount"),
        vat: values.amount_in(root, &["TaxTotal", "TaxAmount"], &currency),
    };
    let payment_terms: Vec<PaymentTerms> = children(root, "PaymentTerms")
        .take(read::TERMS_LIMIT)
        .collect::<Vec<_>>()
        .into_iter()
        .map(|node| read_terms(node, values))
        .collect();
    let due = due_dates(root, &payment_terms, values);

    Ok(EInvoice {
        syntax: Syntax::Ubl,
        embedded_xml: None,
        kind,
        type_code,
        number,
        issue_date,
        due_date: due.chosen,
        due_dates_all: due.all,
        totals,
        seller: party(descend(root, &["AccountingSupplierParty", "Party"])),
        buyer: party(descend(root, &["AccountingCustomerParty", "Party"])),
        preceding_invoices: preceding_invoices(root),
        payment_reference: text_at(root, &["PaymentMeans", "PaymentID"]),
        profile: text_at(root, &["CustomizationID"]),
        delivery_date: descend(root, &["Delivery", "ActualDeliveryDate"]).and_then(|node| values.date(node)),
        order_reference: text_at(root, &["OrderReference", "ID"]),
        payee: PayeeAccount {
            name: text_at(root, &["PayeeParty", "PartyName", "Name"]),
            iban: text_at(root, &["PaymentMeans", "PayeeFinancialAccount", "ID"]),
            bic: text_at(root, &["PaymentMeans", "PayeeFinancialAccount", "FinancialInstitutionBranch", "ID"]),
        },
        notes: read::paragraphs(children(root, "Note").collect()),
        first_line: first_text(
            [["Item", "Name"], ["Item", "Description"]]
                .iter()
                .filter_map(|path| children(root, line).next().and_then(|line| descend(line, path))),
        ),
        payment_terms,
        currency,
    })
}

struct DueDates {
    chosen: Option<NaiveDate>,
    all: Vec<NaiveDate>,
}

/// BT-9 counts; credit notes and older profiles write the day with the means or the terms of payment.
fn due_dates(root: Node<'_, '_>, terms: &[PaymentTerms], values: &mut Values) -> DueDates {
    let mut of_path = |path: &[&str]| -> Vec<NaiveDate> {
        let nodes: Vec<Node<'_, '_>> = descend_all(root, path).into_iter().take(read::TERMS_LIMIT).collect();
        nodes.into_iter().filter_map(|node| values.date(node)).collect()
    };
    let of_document = of_path(&["DueDate"]);
    let of_means = of_path(&["PaymentMeans", "PaymentDueDate"]);
    let of_terms: Vec<NaiveDate> = terms.iter().filter_map(|terms| terms.due_date).collect();
    let chosen = [&of_document, &of_means, &of_terms].into_iter().find_map(|dates| dates.iter().copied().max());
    let all = read::distinct(of_document.into_iter().chain(of_means).chain(of_terms));
    DueDates { chosen, all }
}

fn read_terms(node: Node<'_, '_>, values: &mut Values) -> PaymentTerms {
    let due = ["PaymentDueDate", "InstallmentDueDate"]
        .iter()
        .filter_map(|name| children(node, name).next())
        .find(|due| !text(*due).is_empty());
    PaymentTerms {
        text: read::paragraphs(children(node, "Note").collect()).join("\n"),
        due_date: due.and_then(|due| values.date(due)),
        amount: child(node, "Amount").and_then(|amount| values.amount(amount)),
        discount_percent: child(node, "SettlementDiscountPercent").and_then(|percent| values.amount(percent)),
    }
}

fn preceding_invoices(root: Node<'_, '_>) -> Vec<String> {
    let references: Vec<Node<'_, '_>> = children(root, "BillingReference").collect();
    let ids = references.into_iter().flat_map(|reference| {
        ["InvoiceDocumentReference", "CreditNoteDocumentReference"]
            .iter()
            .filter_map(move |name| descend(reference, &[*name, "ID"].map(|name| name)).map(text))
            .collect::<Vec<String>>()
    });
    ids.filter(|id| !id.is_empty()).collect()
}

fn party(node: Option<Node<'_, '_>>) -> Party {
    let Some(node) = node else { return Party::default() };
    let identifier =
        |node: Node<'_, '_>| Identifier { scheme: attribute(node, "schemeID").to_owned(), value: text(node) };
    let is_vat = |scheme: &Node<'_, '_>| {
        descend(*scheme, &["TaxScheme", "ID"]).is_none_or(|id| text(id).eq_ignore_ascii_case("VAT"))
    };
    let company_ids = |vat: bool| -> Vec<Node<'_, '_>> {
        children(node, "PartyTaxScheme")
            .filter(|scheme| is_vat(scheme) == vat)
            .filter_map(|scheme| child(scheme, "CompanyID"))
            .collect()
    };
    let mut other_ids: Vec<Identifier> =
        descend_all(node, &["PartyIdentification", "ID"]).into_iter().map(identifier).collect();
    other_ids.extend(company_ids(false).into_iter().map(identifier));
    other_ids.retain(|id| !id.is_empty());
    let legal_name = text_at(node, &["PartyLegalEntity", "RegistrationName"]);
    let party_name = text_at(node, &["PartyName", "Name"]);
    let contact = |name: &'static str| {
        descend(node, &["Contact"]).and_then(|contact| child(contact, name)).map(text).unwrap_or_default()
    };
    let (name, trading_name) =
        if legal_name.is_empty() { (party_name, String::new()) } else { (legal_name, party_name) };
    Party {
        name,
        trading_name,
        legal_id: descend_all(node, &["PartyLegalEntity", "CompanyID"])
            .into_iter()
            .map(identifier)
            .find(|id| !id.is_empty())
            .unwrap_or_default(),
        vat_id: first_text(company_ids(true)),
        other_ids,
        address: child(node, "PostalAddress").map(address).unwrap_or_default(),
        contact_name: contact("Name"),
        email: contact("ElectronicMail"),
        phone: contact("Telephone"),
        electronic_address: child(node, "EndpointID").map(identifier).unwrap_or_default(),
    }
}

fn address(node: Node<'_, '_>) -> domain::Address {
    let field = |name: &'static str| child(node, name).map(text).unwrap_or_default();
    // Profiles before EN 16931 wrote the house number apart.
    let street = [field("StreetName"), field("BuildingNumber")].join(" ").trim().to_owned();
    domain::Address {
        lines: [street, field("AdditionalStreetName"), text_at(node, &["AddressLine", "Line"])]
            .into_iter()
            .filter(|line| !line.is_empty())
            .collect(),
        postcode: field("PostalZone"),
        city: field("CityName"),
        country: text_at(node, &["Country", "IdentificationCode"]).to_uppercase(),
    }
}
