//! What a file is, by its content. Its name is never looked at.

use serde::{Deserialize, Serialize};

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
