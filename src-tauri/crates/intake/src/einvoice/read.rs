//! What all readers of invoice XML share, and the list of them.

use chrono::NaiveDate;
use domain::InvoiceKind;
use roxmltree::Node;

use crate::einvoice::cii::Cii;
use crate::einvoice::model::EInvoice;
use crate::einvoice::ubl::{UblCreditNote, UblInvoice};
use crate::einvoice::values::Values;
use crate::einvoice::zugferd1::Zugferd1;
use crate::finding::{Reading, Refusal, RefusalCode};
use crate::format::Format;
use crate::xml::scan::{ElementName, is_inside_envelope};
use crate::xml::{self, text, text_as_written};

/// Reads one XML syntax.
pub trait InvoiceReader: Sync {
    fn format(&self) -> Format;
    fn recognises(&self, name: &ElementName) -> bool;
    /// Reads the element that was recognised.
    fn read(&self, root: Node<'_, '_>, values: &mut Values) -> Result<EInvoice, Refusal>;
}

pub const INVOICE_READERS: &[&dyn InvoiceReader] = &[&Cii, &UblInvoice, &UblCreditNote, &Zugferd1];

/// The reader of a document element, where there is one.
pub fn reader_of(name: &ElementName) -> Option<&'static dyn InvoiceReader> {
    INVOICE_READERS.iter().copied().find(|reader| reader.recognises(name))
}

/// Payment terms read of one invoice, at most.
pub const TERMS_LIMIT: usize = 500;
/// References and notes read of one invoice, at most.
const TEXTS_LIMIT: usize = 500;

/// Reads the invoice in an XML file. `part` names the attachment it comes from; empty for a bare file.
pub fn read_xml(bytes: &[u8], part: &str) -> Result<Reading<EInvoice>, Refusal> {
    let screened = xml::screened(bytes, part)?;
    let document = screened.parse()?;
    let root = unwrapped(document.root_element());
    let name = element_name(root);
    let mut values = Values::new(part, screened.lines_before);
    let Some(reader) = reader_of(&name) else {
        return Err(refusal_of(&name, values.place(root)));
    };
    let invoice = reader.read(root, &mut values)?;
    let mut findings = screened.findings.clone();
    findings.append(&mut values.findings);
    Ok(Reading { value: invoice, findings })
}

/// The document inside a transport envelope.
fn unwrapped<'a, 'i>(root: Node<'a, 'i>) -> Node<'a, 'i> {
    if root.tag_name().name() != "StandardBusinessDocument" {
        return root;
    }
    let inside = |node: &Node<'_, '_>| !is_inside_envelope(node.tag_name().namespace().unwrap_or_default());
    root.children().filter(Node::is_element).find(inside).unwrap_or(root)
}

fn element_name(node: Node<'_, '_>) -> ElementName {
    ElementName {
        local: node.tag_name().name().to_owned(),
        namespace: node.tag_name().namespace().unwrap_or_default().to_owned(),
    }
}

/// Why XML with this document element is refused.
fn refusal_of(name: &ElementName, place: crate::finding::Place) -> Refusal {
    let namespace = name.namespace.as_str();
    let code = if name.local == "SCRDMCCBDACIOMessageStructure"
        || (name.local.starts_with("Order") && namespace.starts_with("urn:oasis:names:specification:ubl"))
        || name.local == "CrossIndustryOrder"
    {
        RefusalCode::PurchaseOrder
    } else if name.local == "Invoice" && (namespace.contains("ferd") || namespace.contains("CBFBUY")) {
        RefusalCode::UnsupportedVersion
    } else {
        RefusalCode::NotAnInvoice
    };
    Refusal::new(code, place).with("root", &name.local).with("namespace", namespace)
}

/// UNTDID 1001 codes that lower what the buyer owes.
const CREDIT_NOTE_CODES: [&str; 11] = ["81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532"];

pub fn kind_of(type_code: &str) -> InvoiceKind {
    if CREDIT_NOTE_CODES.contains(&type_code) { InvoiceKind::CreditNote } else { InvoiceKind::Invoice }
}

/// Each date once, in the order they came.
pub fn distinct(dates: impl Iterator<Item = NaiveDate>) -> Vec<NaiveDate> {
    let mut distinct = Vec::new();
    for date in dates {
        if !distinct.contains(&date) {
            distinct.push(date);
        }
    }
    distinct
}

/// The texts of some elements, empty ones left out.
pub fn texts(nodes: Vec<Node<'_, '_>>) -> Vec<String> {
    nodes.into_iter().take(TEXTS_LIMIT).map(text).filter(|text| !text.is_empty()).collect()
}

/// The same with their line breaks, for notes and payment terms.
pub fn paragraphs(nodes: Vec<Node<'_, '_>>) -> Vec<String> {
    nodes.into_iter().take(TEXTS_LIMIT).map(text_as_written).filter(|text| !text.is_empty()).collect()
}
