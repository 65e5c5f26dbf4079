//! What can go wrong with the file. Nothing about a debtor is in these: ids, counts and codes only.

use rusqlite::ErrorCode;

use crate::journal::Seq;

/// Why the store could not do it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum StoreError {
    /// The file was written by a later program; opening it with this one could lose facts.
    #[error("the file is of version {file_version}, this program knows versions up to {program_version}")]
    NewerFile { file_version: u32, program_version: u32 },
    #[error("the file is not an SQLite database")]
    NotADatabase,
    /// An SQLite database, but of another program.
    #[error("the file is a database of another program")]
    NotAcquit,
    #[error("the file is damaged")]
    Corrupt,
    /// Another program writes to the file and did not finish in time.
    #[error("the file is in use by another program")]
    Busy,
    #[error("the disk is full")]
    DiskFull,
    #[error("the file can only be read")]
    ReadOnly,
    #[error("there is no file there")]
    Missing,
    #[error("the file cannot be opened")]
    CannotOpen,
    /// A file or folder beside the database: `what` says which act failed.
    #[error("{what}: {kind}")]
    Io { what: &'static str, kind: std::io::ErrorKind },
    /// The copy set aside does not pass SQLite's own check.
    #[error("the copy of the file is not sound")]
    CopyNotSound,
    #[error("there is already a file of that name")]
    CopyExists,
    #[error("the file could not be brought to version {version}")]
    Migration { version: u32 },
    /// The event names something that is not in the book, or was taken out of it.
    #[error("no {what} {id}")]
    Unknown { what: &'static str, id: String },
    #[error("there is already a {what} {id}")]
    AlreadyThere { what: &'static str, id: String },
    /// The parts of a payment or credit note exceed it.
    #[error("the parts of {what} {id} exceed it")]
    OverAllocated { what: &'static str, id: String },
    /// A payment or credit note counts only in the file of its own customer.
    #[error("invoice {id} is of another customer")]
    OtherCustomer { id: String },
    /// The end of the journal is not where its head says. Nothing is added before `verify` was looked at.
    #[error("the journal does not end at entry {expected}")]
    BrokenEnd { expected: Seq },
    #[error("entry {seq} of the journal cannot be read")]
    UnreadableEntry { seq: Seq },
    /// A cell holds what no program of Acquit writes.
    #[error("a row of {table} cannot be read")]
    UnreadableRow { table: &'static str },
    #[error("the event cannot be written")]
    Unwritable,
    /// Anything else SQLite says, by its extended code.
    #[error("SQLite answered {code}")]
    Database { code: i32 },
}

impl StoreError {
    /// A stable name for scripts and for the sentences of the interface.
    pub fn code(&self) -> &'static str {
        match self {
            StoreError::NewerFile { .. } => "store_newer_file",
            StoreError::NotADatabase => "store_not_a_database",
            StoreError::NotAcquit => "store_not_acquit",
            StoreError::Corrupt => "store_corrupt",
            StoreError::Busy => "store_busy",
            StoreError::DiskFull => "store_disk_full",
            StoreError::ReadOnly => "store_read_only",
            StoreError::Missing => "store_missing",
            StoreError::CannotOpen => "store_cannot_open",
            StoreError::Io { .. } => "store_io",
            StoreError::CopyNotSound => "store_copy_not_sound",
            StoreError::CopyExists => "store_copy_exists",
            StoreError::Migration { .. } => "store_migration",
            StoreError::Unknown { .. } => "store_unknown",
            StoreError::AlreadyThere { .. } => "store_already_there",
            StoreError::OverAllocated { .. } => "store_over_allocated",
            StoreError::OtherCustomer { .. } => "store_other_customer",
            StoreError::BrokenEnd { .. } => "store_broken_end",
            StoreError::UnreadableEntry { .. } => "store_unreadable_entry",
            StoreError::UnreadableRow { .. } => "store_unreadable_row",
            StoreError::Unwritable => "store_unwritable",
            StoreError::Database { .. } => "store_database",
        }
    }

    pub(crate) fn unknown(what: &'static str, id: impl ToString) -> StoreError {
        StoreError::Unknown { what, id: id.to_string() }
    }

    pub(crate) fn io(what: &'static str) -> impl FnOnce(std::io::Error) -> StoreError {
        move |error| match error.kind() {
            std::io::ErrorKind::StorageFull => StoreError::DiskFull,
            kind => StoreError::Io { what, kind },
        }
    }
}

/// Keeps the code and drops the message: SQLite's messages may quote a value.
impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        let rusqlite::Error::SqliteFailure(failure, _) = error else {
            return StoreError::Database { code: rusqlite::ffi::SQLITE_MISMATCH };
        };
        match failure.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed => {
                StoreError::Busy
            }
            ErrorCode::DiskFull => StoreError::DiskFull,
            ErrorCode::NotADatabase => StoreError::NotADatabase,
            ErrorCode::DatabaseCorrupt => StoreError::Corrupt,
            ErrorCode::ReadOnly => StoreError::ReadOnly,
            ErrorCode::CannotOpen => StoreError::CannotOpen,
            _ => StoreError::Database { code: failure.extended_code },
        }
    }
}
