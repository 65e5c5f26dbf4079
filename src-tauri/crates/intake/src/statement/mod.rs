//! Bank statements: bytes in, statements and findings out. A line that cannot be read is a finding, never a zero.

mod collect;
mod element;
mod read;
mod text;
mod values;

pub mod camt;
pub mod cfonb120;
pub mod list;
pub mod model;
pub mod mt940;
pub mod ofx;
pub mod qif;
pub mod report;
pub mod returns;

pub use model::{Balance, EntryDetail, LeftOut, OtherAmount, Party, Statement, StatementEntry, StatementFormat};
pub use read::{read, reader_of};

use crate::finding::{Reading, Refusal};

/// Everything a file of statements says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatementFile {
    pub format: StatementFormat,
    /// The format as its file names it: `camt.053.001.08`.
    pub version: String,
    pub statements: Vec<Statement>,
}

/// Reads one format.
pub trait StatementReader: Sync {
    /// Looks at the first bytes, decoded, never at the file's name.
    fn recognises(&self, head: &str) -> bool;
    fn read(&self, bytes: &[u8]) -> Result<Reading<StatementFile>, Refusal>;
}

/// Every reader of a format that says itself what it is. The first that recognises a file reads it.
pub const READERS: &[&dyn StatementReader] = &[&camt::Camt, &ofx::Ofx, &cfonb120::Cfonb120, &qif::Qif, &mt940::Mt940];
