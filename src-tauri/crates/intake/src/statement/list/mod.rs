//! Lists of banks in CSV, XLSX, XLS and ODS, through a mapping of their columns like lists of invoices.
//!
//! [`crate::sheet::grid::read`] turns bytes into cells, [`mapping::propose_for`] says which column is what and knows the
//! lists of common banks, the owner corrects it, and [`rows::apply`] reads the lines. What a list cannot say by itself
//! is a [`mapping::BankQuestion`], never a guess: a wrong sign would make a payment of an expense.

use crate::finding::{Reading, Refusal, RefusalCode};
use crate::format::{Format, recognise};
use crate::sheet::grid;
use crate::statement::StatementFile;
use mapping::BankQuestion;

pub mod banks;
pub mod fields;
pub mod mapping;
pub mod rows;
pub mod signs;

mod around;
#[cfg(test)]
mod bank_tests;
mod cells;
mod content;
mod sections;
#[cfg(test)]
mod tests;

/// Reads a list that leaves nothing to ask, as a script does. `version` of the file is `csv`, `xlsx`, `xls` or `ods`.
///
/// Errors: those of [`grid::read`], and [`RefusalCode::MappingIncomplete`] with what a person would have to say.
pub fn read(bytes: &[u8]) -> Result<Reading<StatementFile>, Refusal> {
    let (reading, open) = read_as_usual(bytes)?;
    match open.first() {
        Some(question) => Err(incomplete(question)),
        None => Ok(reading),
    }
}

/// Reads a list as far as nobody answers: where a question has a usual answer, the reading is the one under it, and the
/// question stands beside it. Good for telling what a file says, and not for keeping it.
///
/// Errors: as [`read`], for questions that have no usual answer.
pub fn read_as_usual(bytes: &[u8]) -> Result<(Reading<StatementFile>, Vec<BankQuestion>), Refusal> {
    let grid = grid::read(bytes)?;
    let mut mapping = mapping::propose_for(&grid).ok_or_else(|| Refusal::of_file(RefusalCode::NoRows))?;
    let sheet = grid.sheet(&mapping.sheet).ok_or_else(|| Refusal::of_file(RefusalCode::NoRows))?;
    let mut open = Vec::new();
    // An answer may leave room for the next question: that of signs comes last.
    while let Some(question) = mapping.questions(sheet).into_iter().next() {
        match &question {
            BankQuestion::DateOrder { suggested, .. } => mapping.dates = Some(*suggested),
            BankQuestion::MoneyOut { suggested, .. } => mapping.money_out = Some(*suggested),
            BankQuestion::MissingFields { .. } | BankQuestion::DecimalSign { .. } => return Err(incomplete(&question)),
        }
        open.push(question);
    }
    let mut reading = rows::apply(&grid, &mapping)?;
    reading.value.version = match recognise(bytes) {
        Format::Xlsx => "xlsx",
        Format::Xls => "xls",
        Format::Ods => "ods",
        _ => "csv",
    }
    .to_owned();
    Ok((reading, open))
}

fn incomplete(question: &BankQuestion) -> Refusal {
    Refusal::of_file(RefusalCode::MappingIncomplete).with("field", question.field_code())
}
