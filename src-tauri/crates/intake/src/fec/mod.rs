//! The French accounting journal (fichier des écritures comptables, LPF art. A47 A-1): bytes in, the customers' side out.
//!
//! [`read`] goes once through the lines and keeps those of account 411; [`receivables`] makes customers, invoices,
//! payments and habits of them. A FEC says no due date, so neither does anything here.

mod heading;
mod journals;
mod lines;
mod model;
mod numbers;
mod parties;
mod read;
mod receivables;
#[cfg(test)]
mod receivables_tests;
mod report;
mod summary;
#[cfg(test)]
mod tests;
mod values;

pub use journals::JournalKind;
pub use model::{
    AmountStyle, CustomerKind, CustomersTotals, FecEncoding, FecFile, FecLine, Habit, Journal, LedgerCustomer,
    LedgerItem, Lettering, NumberSource, OpeningShape, PaidInvoice, Receivables, Separator,
};
pub use read::{MAX_BYTES, MAX_CUSTOMER_LINES, MAX_CUSTOMERS, MAX_LINES, read, recognises};
pub use receivables::receivables;
pub use summary::{JournalLine, line_of_journal};
