//! Lists of banks in CSV, XLSX, XLS and ODS, through a mapping of their columns like lists of invoices.
//!
//! [`crate::sheet::grid::read`] turns bytes into cells, [`mapping::propose_for`] says which column is what and knows the
//! lists of common banks, the owner corrects it, and [`rows::apply`] reads the lines. What a list cannot say by itself
//! is a [`mapping::BankQuestion`], never a guess: a wrong sign would make a payment of an expense.

pub mod banks;
pub mod fields;
pub mod mapping;
pub mod rows;

mod around;
mod content;
mod signs;
#[cfg(test)]
mod tests;
