//! Pages to PDF bytes. printpdf writes; the fonts are put in already compressed, once for the life of the program.
//!
//! The same pages and facts give the same bytes: dates come from the letter, the file identifier from its content.

mod content;
mod font;
pub mod picture;
mod write;

pub use picture::{Picture, PictureError};
pub use write::{Facts, write};

/// Why a PDF could not be written.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PdfError {
    #[error("the PDF writer refused the document: {0}")]
    Writer(String),
}
