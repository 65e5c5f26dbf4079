//! Reads e-invoices, lists of invoices, bank statements and accounting journals: bytes in, facts and findings out.
//!
//! A file is recognised by its content, never by its name. Nothing here touches the disk, the network or the clock,
//! and no input makes it panic: a file that cannot be read is a [`Refusal`] with its place and reason.

pub mod einvoice;
pub mod fec;
pub mod finding;
pub mod format;
pub mod kind;
pub mod sheet;
pub mod statement;

mod xml;

pub use finding::{Facts, Finding, FindingCode, Place, Reading, Refusal, RefusalCode, Severity};
pub use format::{Format, recognise};
pub use kind::{FileKind, kind_of};
