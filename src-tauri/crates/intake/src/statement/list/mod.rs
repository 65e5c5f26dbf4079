//! Lists of banks in CSV, XLSX, XLS and ODS, through a mapping of their columns like lists of invoices.
//!
//! [`crate::sheet::grid::read`] turns bytes into cells, [`mapping::propose_for`] says which column is what and knows the
//! lists of common banks, the owner corrects it, and [`rows::apply`] reads the lines. What a list cannot say by itself
//! is a [`mapping::BankQuestion`], never a guess: a wrong sign would make a payment of an expense.

use crate::finding::{Reading, Refusal, RefusalCode};
use crate::format::{Format, recognise};
use crate::sheet::grid;
use crate::statement::StatementFile;

pub mod banks;
pub mod fields;
pub mod mapping;
pub mod rows;

mod around;
mod content;
mod signs;
#[cfg(test)]
mod tests;

/// Reads a list that leaves nothing to ask, as a script does. `version` of the file is `csv`, `xlsx`, `xls` or `ods`.
///
/// Errors: those of [`grid::read`], and [`RefusalCode::MappingIncomplete`] with what a person would have to say.
pub fn read(bytes: &[u8]) -> Result<Reading<StatementFile>, Refusal> {
    let grid = grid::read(bytes)?;
    let mapping = mapping::propose_for(&grid).ok_or_else(|| Refusal::of_file(RefusalCode::NoRows))?;
    let sheet = grid.sheet(&mapping.sheet).ok_or_else(|| Refusal::of_file(RefusalCode::NoRows))?;
    if let Some(question) = mapping.questions(sheet).first() {
        return Err(Refusal::of_file(RefusalCode::MappingIncomplete).with("field", question.field_code()));
    }
    let mut reading = rows::apply(&grid, &mapping)?;
    reading.value.version = match recognise(bytes) {
        Format::Xlsx => "xlsx",
        Format::Xls => "xls",
        Format::Ods => "ods",
        _ => "csv",
    }
    .to_owned();
    Ok(reading)
}
