//! One SQLite file: the journal of every fact, the tables read from it, and the originals.
//!
//! The journal is only added to, each entry naming the digest of the one before. Tables are a reading of it: `project`
//! is their only writer, `Store::rebuild` makes them again. Nothing here knows the clock: instants and days are passed
//! in. No error shows a name, a number or an amount: only ids and codes.

mod backup;
mod bank;
mod cells;
mod code;
mod error;
mod figures;
mod find;
mod fold;
mod gate;
mod journal;
mod list;
mod load;
mod migration;
mod open;
mod original;
mod project;
mod subject;
mod timeline;
mod verify;

pub use backup::{BackupFile, BackupKind, DAYS_KEPT, back_up, list_backups, put_back};
pub use bank::{AccountSeen, BankEntryRow, BankEntryState, KnownEntry, UnseenPayment};
pub use error::StoreError;
pub use find::{AskedRow, Changed, CustomerProbe, ImportRow, InvoiceMatch, LetterRow, WaitingNote};
pub use fold::{name_key, number_key};
pub use journal::{Entry, Head, Seq, Writing};
pub use list::{
    Counts, CustomerFilter, CustomerRow, CustomerSort, InvoiceFilter, InvoiceRow, InvoiceSort, InvoiceState, Page,
};
pub use open::{FILE_NAME, Reader, Store};
pub use original::{Original, digest_of};
pub use subject::Touched;
pub use verify::{Break, BreakKind, Verification};
