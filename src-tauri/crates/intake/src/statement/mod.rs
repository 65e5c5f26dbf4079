//! Bank statements: bytes in, statements and findings out. A line that cannot be read is a finding, never a zero.

pub mod camt;
pub mod list;
pub mod model;

mod checks;
mod element;

pub use model::{Balance, EntryDetail, Party, Statement, StatementEntry, StatementFormat};

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

/// Every format that is read without a mapping.
pub const READERS: &[&dyn StatementReader] = &[&camt::Camt];
