//! An invoice as one flat line of texts: what `acquit read` prints, one object per file.

use chrono::NaiveDate;
use domain::InvoiceKind;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::einvoice::model::EInvoice;
use crate::finding::{Facts, Finding, Place, Reading, Refusal, Severity};

/// Every value as text, empty where absent; several values are joined with `|`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct InvoiceLine {
    pub file: String,
    /// `cii`, `ubl`, `zf1`, or with `pdf+` before it.
    pub format: String,
    pub kind: &'static str,
    pub type_code: String,
    pub number: String,
    pub issue_date: String,
    pub due_date: String,
    pub due_dates_all: String,
    pub currency: String,
    pub net_total: String,
    pub vat_total: String,
    pub gross_total: String,
    pub prepaid: String,
    pub rounding: String,
    pub amount_due: String,
    pub seller_name: String,
    pub seller_id: String,
    pub buyer_name: String,
    pub buyer_id: String,
    pub seller_legal_id: String,
    pub seller_vat_id: String,
    pub buyer_legal_id: String,
    pub buyer_vat_id: String,
    pub preceding_invoice: String,
    pub payment_reference: String,
    pub profile: String,
    pub embedded_xml: String,
    pub findings: Vec<FindingLine>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FindingLine {
    pub severity: Severity,
    pub code: &'static str,
    #[serde(skip_serializing_if = "is_whole_file")]
    pub place: Place,
    #[serde(serialize_with = "as_object", skip_serializing_if = "Facts::is_empty")]
    pub facts: Facts,
}

/// A refused file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RefusalLine {
    pub file: String,
    pub error: &'static str,
    #[serde(skip_serializing_if = "is_whole_file")]
    pub place: Place,
    #[serde(serialize_with = "as_object", skip_serializing_if = "Facts::is_empty")]
    pub facts: Facts,
}

fn is_whole_file(place: &Place) -> bool {
    *place == Place::whole_file()
}

fn as_object<S: serde::Serializer>(facts: &Facts, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(facts.iter().map(|(name, value)| (name, value)))
}

impl From<&Finding> for FindingLine {
    fn from(finding: &Finding) -> FindingLine {
        FindingLine {
            severity: finding.severity,
            code: finding.code.code(),
            place: finding.place.clone(),
            facts: finding.facts.clone(),
        }
    }
}

/// The line of a file that was read. `file` is what the caller calls it.
pub fn line_of_invoice(file: &str, reading: &Reading<EInvoice>) -> InvoiceLine {
    let invoice = &reading.value;
    let amount = |amount: Option<Decimal>| amount.map(|amount| amount.to_string()).unwrap_or_default();
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let pdf = if invoice.embedded_xml.is_some() { "pdf+" } else { "" };
    InvoiceLine {
        file: file.to_owned(),
        format: format!("{pdf}{}", invoice.syntax.code()),
        kind: match invoice.kind {
            InvoiceKind::Invoice => "invoice",
            InvoiceKind::CreditNote => "credit_note",
        },
        type_code: invoice.type_code.clone(),
        number: invoice.number.clone(),
        issue_date: invoice.issue_date.to_string(),
        due_date: day(invoice.due_date),
        due_dates_all: invoice.due_dates_all.iter().map(ToString::to_string).collect::<Vec<_>>().join("|"),
        currency: invoice.currency.clone(),
        net_total: amount(invoice.totals.net),
        vat_total: amount(invoice.totals.vat),
        gross_total: amount(invoice.totals.gross),
        prepaid: amount(invoice.totals.prepaid),
        rounding: amount(invoice.totals.rounding),
        amount_due: amount(invoice.totals.due),
        seller_name: invoice.seller.name.clone(),
        seller_id: invoice.seller.id().to_owned(),
        buyer_name: invoice.buyer.name.clone(),
        buyer_id: invoice.buyer.id().to_owned(),
        seller_legal_id: invoice.seller.legal_id.value.clone(),
        seller_vat_id: invoice.seller.vat_id.clone(),
        buyer_legal_id: invoice.buyer.legal_id.value.clone(),
        buyer_vat_id: invoice.buyer.vat_id.clone(),
        preceding_invoice: invoice.preceding_invoices.join("|"),
        payment_reference: invoice.payment_reference.clone(),
        profile: invoice.profile.clone(),
        embedded_xml: invoice.embedded_xml.clone().unwrap_or_default(),
        findings: reading.findings.iter().map(FindingLine::from).collect(),
    }
}

/// The line of a file that was refused.
pub fn line_of_refusal(file: &str, refusal: &Refusal) -> RefusalLine {
    RefusalLine {
        file: file.to_owned(),
        error: refusal.code.code(),
        place: refusal.place.clone(),
        facts: refusal.facts.clone(),
    }
}
