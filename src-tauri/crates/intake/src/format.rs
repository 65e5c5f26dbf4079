//! What a file is, by its content. Its name is never looked at.

use serde::{Deserialize, Serialize};

use crate::einvoice::format_of;
use crate::xml::{decode, scan};

/// A recognised format. What is inside a PDF or a zip is the reader's matter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    Pdf,
    /// UN/CEFACT Cross Industry Invoice (D16B and its like).
    Cii,
    UblInvoice,
    UblCreditNote,
    /// ZUGFeRD 1.0: a CrossIndustryDocument.
    Zugferd1,
    /// XML that is none of the above.
    OtherXml,
    /// Text with a separator: CSV, TSV and their like.
    DelimitedText,
    Xlsx,
    Xls,
    Ods,
    /// A zip archive that is no workbook.
    Zip,
    Image,
    Empty,
    Unknown,
}

impl Format {
    /// The stable name used by the verbs and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Cii => "cii",
            Format::UblInvoice => "ubl_invoice",
            Format::UblCreditNote => "ubl_credit_note",
            Format::Zugferd1 => "zugferd1",
            Format::OtherXml => "other_xml",
            Format::DelimitedText => "delimited_text",
            Format::Xlsx => "xlsx",
            Format::Xls => "xls",
            Format::Ods => "ods",
            Format::Zip => "zip",
            Format::Image => "image",
            Format::Empty => "empty",
            Format::Unknown => "unknown",
        }
    }

    /// True where [`crate::einvoice::read`] is the reader.
    pub fn is_einvoice(self) -> bool {
        matches!(
            self,
            Format::Pdf
                | Format::Cii
                | Format::UblInvoice
                | Format::UblCreditNote
                | Format::Zugferd1
                | Format::OtherXml
        )
    }

    /// True where the root of the document says that it is an invoice.
    pub fn is_known_invoice(self) -> bool {
        matches!(self, Format::Cii | Format::UblInvoice | Format::UblCreditNote | Format::Zugferd1)
    }

    /// True where a list of invoices may be inside.
    pub fn is_sheet(self) -> bool {
        matches!(self, Format::DelimitedText | Format::Xlsx | Format::Xls | Format::Ods)
    }
}

/// A PDF may carry some bytes of mail or print wrapping before its header.
const PDF_HEADER_WINDOW: usize = 1_024;
/// Enough of a text to see its separators.
const TEXT_WINDOW: usize = 64 * 1024;

/// Recognises a file by its content.
pub fn recognise(bytes: &[u8]) -> Format {
    if bytes.iter().all(|byte| byte.is_ascii_whitespace()) {
        return Format::Empty;
    }
    if is_image(bytes) {
        return Format::Image;
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return Format::Xls;
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zip_kind(bytes);
    }
    if contains(&bytes[..bytes.len().min(PDF_HEADER_WINDOW)], b"%PDF-") {
        return Format::Pdf;
    }
    let Ok(decoded) = decode::decode(bytes, "") else {
        // Only a declaration of XML can name an encoding nobody knows.
        return Format::OtherXml;
    };
    let text = decoded.text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if looks_xml(text) {
        return scan::document_element(text).and_then(|name| format_of(&name)).unwrap_or(Format::OtherXml);
    }
    if looks_delimited(text) { Format::DelimitedText } else { Format::Unknown }
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

fn is_image(bytes: &[u8]) -> bool {
    let riff = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let heic = bytes.get(4..8) == Some(b"ftyp");
    let starts: [&[u8]; 6] = [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM"];
    riff || heic || starts.iter().any(|start| bytes.starts_with(start)) && !looks_like_text(bytes)
}

/// `BM` and `GIF8` may also begin a line of text.
fn looks_like_text(bytes: &[u8]) -> bool {
    bytes.iter().take(64).all(|byte| *byte >= 0x20 || matches!(byte, b'\t' | b'\r' | b'\n'))
}

/// The entries of a zip are named in its local headers and again at its end; either place tells a workbook.
fn zip_kind(bytes: &[u8]) -> Format {
    // OpenDocument stores its type first and unpacked, so that it can be seen here.
    let head = &bytes[..bytes.len().min(512)];
    if contains(head, b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet") {
        return Format::Ods;
    }
    if contains(bytes, b"xl/workbook.xml") || contains(bytes, b"xl/workbook.bin") { Format::Xlsx } else { Format::Zip }
}

fn looks_xml(text: &str) -> bool {
    let mut start = text.chars();
    start.next() == Some('<') && start.next().is_some_and(|c| matches!(c, '?' | '!' | '_' | ':') || c.is_alphabetic())
}

/// At least one of the first lines holds a separator, and nothing in them is binary.
fn looks_delimited(text: &str) -> bool {
    let head: &str = text.char_indices().nth(TEXT_WINDOW).map_or(text, |(end, _)| &text[..end]);
    let binary = head.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\u{c}' | '\u{85}'));
    !binary && head.lines().take(50).any(|line| line.contains([';', ',', '\t', '|']))
}

#[cfg(test)]
mod tests {
    use super::*;

    const UBL: &str = "urn:oasis:names:specification:ubl:schema:xsd:";

    fn format(text: &str) -> Format {
        recognise(text.as_bytes())
    }

    #[test]
    fn an_invoice_is_recognised_whatever_stands_before_it() {
        let comment = format!("<!-- {} -->", "licence <Invoice> ".repeat(400));
        let ubl = format!("<?xml version='1.0'?>{comment}\n<n0:Invoice xmlns:n0='{UBL}Invoice-2'/>");
        assert_eq!(format(&ubl), Format::UblInvoice);
        assert_eq!(format(&format!("\u{feff}\n\n{ubl}")), Format::UblInvoice);
        let utf16: Vec<u8> = ubl.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(recognise(&utf16), Format::UblInvoice);
        assert_eq!(format(&format!("<CreditNote xmlns=\"{UBL}CreditNote-2\"/>")), Format::UblCreditNote);
        assert_eq!(format("<rsm:CrossIndustryInvoice xmlns:rsm='urn:x'/>"), Format::Cii);
        assert_eq!(format("<a:CrossIndustryDocument xmlns:a='urn:x'/>"), Format::Zugferd1);
    }

    #[test]
    fn xml_of_another_kind_is_only_xml() {
        assert_eq!(format("<Invoice xmlns='urn:other'/>"), Format::OtherXml);
        assert_eq!(format("<!DOCTYPE html><html/>"), Format::OtherXml);
        assert_eq!(format("<?xml version='1.0' encoding='klingon'?><a/>"), Format::OtherXml);
    }

    #[test]
    fn other_files_are_told_apart() {
        assert_eq!(format("%PDF-1.7\n"), Format::Pdf);
        assert_eq!(format("Numéro;Client;Total\nF1;Durand;12,00\n"), Format::DelimitedText);
        assert_eq!(recognise(b"Num\xe9ro;Client\n"), Format::DelimitedText);
        assert_eq!(format("BM;GIF8\n1;2\n"), Format::DelimitedText);
        assert_eq!(recognise(b"\x89PNG\r\n\x1a\n\0\0"), Format::Image);
        assert_eq!(recognise(b"PK\x03\x04....xl/workbook.xml"), Format::Xlsx);
        assert_eq!(recognise(b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), Format::Ods);
        assert_eq!(recognise(b"PK\x03\x04....invoice.pdf"), Format::Zip);
        assert_eq!(format(" \r\n"), Format::Empty);
        assert_eq!(format("a note"), Format::Unknown);
        assert_eq!(recognise(b"\x00\x01;\x02"), Format::Unknown);
    }
}
