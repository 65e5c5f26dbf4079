//! Lists of unpaid invoices in CSV, XLSX, XLS and ODS, through a mapping of their columns.
//!
//! [`grid::read`] turns bytes into cells, [`mapping::propose`] says which column is what, the owner corrects it, and
//! [`rows::apply`] reads the lines. What a list cannot say by itself (is `1.234` a thousand? is `03/04` in March?) is
//! a [`mapping::Question`], never a guess.

mod archive;
pub mod assign;
mod columns;
pub mod grid;
pub mod headings;
pub mod mapping;
mod ods;
pub mod rows;
mod text;
pub mod values;
mod words;
mod workbook;
