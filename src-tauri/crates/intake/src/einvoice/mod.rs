//! Electronic invoices: bare XML, and PDFs with XML attached.

pub mod check;
pub mod model;
pub mod normalise;
pub mod report;

#[cfg(any(test, feature = "fixtures"))]
#[doc(hidden)]
pub mod fixture;

mod cii;
mod object_streams;
mod pdf;
mod preflight;
mod read;
mod repair;
mod terms;
mod ubl;
pub(crate) mod values;
mod zugferd1;

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod normalise_tests;
#[cfg(test)]
mod tests;

pub use model::{EInvoice, Identifier, Party, PayeeAccount, PaymentTerms, Syntax, Totals};
pub use normalise::{NormalisedInvoice, PartyFacts, normalise};
pub use report::{FindingLine, InvoiceLine, RefusalLine, line_of_invoice, line_of_refusal};

use crate::finding::{Reading, Refusal, RefusalCode};
use crate::format::Format;
use crate::xml::scan::ElementName;

/// The format whose document element this is.
pub(crate) fn format_of(name: &ElementName) -> Option<Format> {
    read::reader_of(name).map(|reader| reader.format())
}

/// Reads an e-invoice, whatever its form.
///
/// # Errors
/// A [`Refusal`] when the file is no e-invoice, is broken, or lacks its number, issue date or total.
pub fn read(bytes: &[u8]) -> Result<Reading<EInvoice>, Refusal> {
    if bytes.len() > pdf::SIZE_LIMIT {
        let refusal = Refusal::of_file(RefusalCode::TooLarge);
        return Err(refusal.with("bytes", bytes.len()).with("limit", pdf::SIZE_LIMIT));
    }
    let mut reading = match crate::format::recognise(bytes) {
        Format::Empty => return Err(Refusal::of_file(RefusalCode::EmptyFile)),
        Format::Pdf => pdf::read_pdf(bytes)?,
        Format::Cii | Format::UblInvoice | Format::UblCreditNote | Format::Zugferd1 | Format::OtherXml => {
            read::read_xml(bytes, "")?
        }
        format => return Err(Refusal::of_file(RefusalCode::UnknownFormat).with("format", format.code())),
    };
    check::check(&mut reading)?;
    Ok(reading)
}
