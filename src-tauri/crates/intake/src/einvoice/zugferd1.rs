//! ZUGFeRD 1.0: the Cross Industry Document of 2014, still found in older PDFs.

use roxmltree::Node;

use crate::einvoice::cii::{Vocabulary, read_with};
use crate::einvoice::model::{EInvoice, Syntax};
use crate::einvoice::read::InvoiceReader;
use crate::einvoice::values::Values;
use crate::finding::Refusal;
use crate::format::Format;
use crate::xml::scan::ElementName;

const ZUGFERD1: Vocabulary = Vocabulary {
    syntax: Syntax::Zugferd1,
    context: "SpecifiedExchangedDocumentContext",
    document: "HeaderExchangedDocument",
    transaction: "SpecifiedSupplyChainTradeTransaction",
    agreement: "ApplicableSupplyChainTradeAgreement",
    delivery: "ApplicableSupplyChainTradeDelivery",
    settlement: "ApplicableSupplyChainTradeSettlement",
    summation: "SpecifiedTradeSettlementMonetarySummation",
    referenced_id: "ID",
    referenced_invoice: "InvoiceReferencedDocument",
};

pub struct Zugferd1;

impl InvoiceReader for Zugferd1 {
    fn format(&self) -> Format {
        Format::Zugferd1
    }

    fn recognises(&self, name: &ElementName) -> bool {
        name.local == "CrossIndustryDocument"
    }

    fn read(&self, root: Node<'_, '_>, values: &mut Values) -> Result<EInvoice, Refusal> {
        read_with(&ZUGFERD1, root, values)
    }
}
