//! UN/CEFACT Cross Industry Invoice: Factur-X, ZUGFeRD 2, XRechnung and EN 16931 in that syntax.
//!
//! ZUGFeRD 1.0 is the same tree under older names; [`Vocabulary`] holds what differs.

use roxmltree::Node;

use crate::einvoice::model::{EInvoice, Identifier, Party, PayeeAccount, PaymentTerms, Syntax, Totals};
use crate::einvoice::read::{self, InvoiceReader};
use crate::einvoice::values::Values;
use crate::finding::{Refusal, RefusalCode};
use crate::format::Format;
use crate::xml::scan::ElementName;
use crate::xml::{attribute, child, children, descend, descend_all, first_text, text, text_as_written, text_at};

/// The names of the main branches.
pub struct Vocabulary {
    pub syntax: Syntax,
    pub context: &'static str,
    pub document: &'static str,
    pub transaction: &'static str,
    pub agreement: &'static str,
    pub delivery: &'static str,
    pub settlement: &'static str,
    pub summation: &'static str,
    /// The number of a referenced document.
    pub referenced_id: &'static str,
    pub referenced_invoice: &'static str,
}

const CII: Vocabulary = Vocabulary {
    syntax: Syntax::Cii,
    context: "ExchangedDocumentContext",
    document: "ExchangedDocument",
    transaction: "SupplyChainTradeTransaction",
    agreement: "ApplicableHeaderTradeAgreement",
    delivery: "ApplicableHeaderTradeDelivery",
    settlement: "ApplicableHeaderTradeSettlement",
    summation: "SpecifiedTradeSettlementHeaderMonetarySummation",
    referenced_id: "IssuerAssignedID",
    referenced_invoice: "InvoiceReferencedDocument",
};

pub struct Cii;

impl InvoiceReader for Cii {
    fn format(&self) -> Format {
        Format::Cii
    }

    fn recognises(&self, name: &ElementName) -> bool {
        name.local == "CrossIndustryInvoice"
    }

    fn read(&self, root: Node<'_, '_>, values: &mut Values) -> Result<EInvoice, Refusal> {
        read_with(&CII, root, values)
    }
}

/// Reads an invoice whose branches have the names of `words`.
pub fn read_with(words: &Vocabulary, root: Node<'_, '_>, values: &mut Values) -> Result<EInvoice, Refusal> {
    let document = child(root, words.document);
    let transaction = child(root, words.transaction);
    let agreement = transaction.and_then(|node| child(node, words.agreement));
    let delivery = transaction.and_then(|node| child(node, words.delivery));
    let settlement = transaction.and_then(|node| child(node, words.settlement));
    let header = |path: &'static [&'static str]| document.map(|node| text_at(node, path)).unwrap_or_default();

    let number = document.and_then(|node| child(node, "ID")).map(text_as_written).unwrap_or_default();
    if number.is_empty() {
        let path = format!("{}/ID", words.document);
        return Err(Refusal::new(RefusalCode::NoNumber, values.missing_at(&path)));
    }
    let issued = document.and_then(|node| child(node, "IssueDateTime")).and_then(date_string);
    let issue_date = values.issue_date(issued, &format!("{}/IssueDateTime", words.document))?;
    let type_code = header(&["TypeCode"]);
    let currency = settlement.map(|node| text_at(node, &["InvoiceCurrencyCode"])).unwrap_or_default();
    let totals = settlement
        .and_then(|node| child(node, words.summation))
        .map(|node| read_totals(node, &currency, values))
        .unwrap_or_default();
    let payment_terms: Vec<PaymentTerms> = settlement
        .map(|node| children(node, "SpecifiedTradePaymentTerms").take(read::TERMS_LIMIT).collect::<Vec<_>>())
        .unwrap_or_default()
        .into_iter()
        .map(|node| read_terms(node, values))
        .collect();
    let due_dates_all = read::distinct(payment_terms.iter().filter_map(|terms| terms.due_date));

    Ok(EInvoice {
        syntax: words.syntax,
        embedded_xml: None,
        kind: read::kind_of(&type_code),
        number,
        issue_date,
        // Discount dates and instalments come in any order: nothing is late before the last of them.
        due_date: due_dates_all.iter().copied().max(),
        due_dates_all,
        totals,
        seller: party(agreement, "SellerTradeParty"),
        buyer: party(agreement, "BuyerTradeParty"),
        preceding_invoices: settlement.map(|node| preceding_invoices(node, words)).unwrap_or_default(),
        payment_reference: settlement.map(|node| text_at(node, &["PaymentReference"])).unwrap_or_default(),
        profile: child(root, words.context)
            .map(|node| text_at(node, &["GuidelineSpecifiedDocumentContextParameter", "ID"]))
            .unwrap_or_default(),
        delivery_date: delivery
            .and_then(|node| descend(node, &["ActualDeliverySupplyChainEvent", "OccurrenceDateTime"]))
            .and_then(date_string)
            .and_then(|node| values.date(node)),
        order_reference: agreement
            .map(|node| text_at(node, &["BuyerOrderReferencedDocument", words.referenced_id]))
            .unwrap_or_default(),
        payee: settlement.map(payee).unwrap_or_default(),
        notes: document
            .map(|node| read::paragraphs(descend_all(node, &["IncludedNote", "Content"])))
            .unwrap_or_default(),
        first_line: transaction.map(first_line).unwrap_or_default(),
        payment_terms,
        type_code,
        currency,
    })
}

/// The element with the date itself: `udt:DateTimeString`, `qdt:DateTimeString` or, in some files, `udt:DateTime`.
fn date_string<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    ["DateTimeString", "DateTime", "DateString", "Date"]
        .into_iter()
        .find_map(|name| node.children().find(|child| child.is_element() && child.tag_name().name() == name))
        .or(Some(node))
}

fn read_totals(node: Node<'_, '_>, currency: &str, values: &mut Values) -> Totals {
    Totals {
        net: values.amount_in(node, &["TaxBasisTotalAmount"], currency),
        vat: values.amount_in(node, &["TaxTotalAmount"], currency),
        gross: values.amount_in(node, &["GrandTotalAmount"], currency),
        prepaid: values.amount_in(node, &["TotalPrepaidAmount"], currency),
        rounding: values.amount_in(node, &["RoundingAmount"], currency),
        due: values.amount_in(node, &["DuePayableAmount"], currency),
    }
}

fn read_terms(node: Node<'_, '_>, values: &mut Values) -> PaymentTerms {
    let mut date = None;
    for due in children(node, "DueDateDateTime").take(read::TERMS_LIMIT) {
        let read = date_string(due).and_then(|due| values.date(due));
        date = date.max(read);
    }
    PaymentTerms {
        text: read::paragraphs(children(node, "Description").collect()).join("\n"),
        due_date: date,
        amount: child(node, "PartialPaymentAmount").and_then(|amount| values.amount(amount)),
        discount_percent: descend(node, &["ApplicableTradePaymentDiscountTerms", "CalculationPercent"])
            .and_then(|percent| values.amount(percent)),
    }
}

fn preceding_invoices(settlement: Node<'_, '_>, words: &Vocabulary) -> Vec<String> {
    let path = [words.referenced_invoice, words.referenced_id];
    read::texts(descend_all(settlement, &path))
}

fn party(agreement: Option<Node<'_, '_>>, role: &str) -> Party {
    let Some(node) = agreement.and_then(|agreement| child(agreement, role)) else { return Party::default() };
    let identifier =
        |node: Node<'_, '_>| Identifier { scheme: attribute(node, "schemeID").to_owned(), value: text(node) };
    let registrations = || descend_all(node, &["SpecifiedTaxRegistration", "ID"]);
    let is_vat = |id: &Node<'_, '_>| attribute(*id, "schemeID") == "VA";
    let mut other_ids: Vec<Identifier> =
        children(node, "ID").chain(children(node, "GlobalID")).map(identifier).collect();
    other_ids.extend(registrations().into_iter().filter(|id| !is_vat(id)).map(identifier));
    other_ids.retain(|id| !id.is_empty());
    let contact = child(node, "DefinedTradeContact");
    let contact_text = |path: &'static [&'static str]| contact.map(|node| text_at(node, path)).unwrap_or_default();
    let address = child(node, "PostalTradeAddress");
    let address_text = |name: &'static str| address.and_then(|node| child(node, name)).map(text).unwrap_or_default();
    Party {
        name: text_at(node, &["Name"]),
        trading_name: text_at(node, &["SpecifiedLegalOrganization", "TradingBusinessName"]),
        legal_id: descend_all(node, &["SpecifiedLegalOrganization", "ID"])
            .into_iter()
            .map(identifier)
            .find(|id| !id.is_empty())
            .unwrap_or_default(),
        vat_id: first_text(registrations().into_iter().filter(is_vat)),
        other_ids,
        address: domain::Address {
            lines: ["LineOne", "LineTwo", "LineThree", "StreetName"]
                .into_iter()
                .map(address_text)
                .filter(|line| !line.is_empty())
                .collect(),
            postcode: address_text("PostcodeCode"),
            city: address_text("CityName"),
            country: address_text("CountryID").to_uppercase(),
        },
        contact_name: contact
            .map(|node| first_text([child(node, "PersonName"), child(node, "DepartmentName")].into_iter().flatten()))
            .unwrap_or_default(),
        email: contact_text(&["EmailURIUniversalCommunication", "URIID"]),
        phone: contact_text(&["TelephoneUniversalCommunication", "CompleteNumber"]),
        electronic_address: descend(node, &["URIUniversalCommunication", "URIID"]).map(identifier).unwrap_or_default(),
    }
}

fn payee(settlement: Node<'_, '_>) -> PayeeAccount {
    let means = "SpecifiedTradeSettlementPaymentMeans";
    PayeeAccount {
        name: text_at(settlement, &["PayeeTradeParty", "Name"]),
        iban: text_at(settlement, &[means, "PayeePartyCreditorFinancialAccount", "IBANID"]),
        bic: text_at(settlement, &[means, "PayeeSpecifiedCreditorFinancialInstitution", "BICID"]),
    }
}

fn first_line(transaction: Node<'_, '_>) -> String {
    let Some(product) = descend(transaction, &["IncludedSupplyChainTradeLineItem", "SpecifiedTradeProduct"]) else {
        return String::new();
    };
    first_text([child(product, "Name"), child(product, "Description")].into_iter().flatten())
}
