//! Numbered changes of the file's form. Once shipped, one is never edited: the next number corrects it.

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use crate::error::StoreError;

/// Every migration, in order.
pub(crate) type Steps = &'static [M<'static>];

pub(crate) const STEPS: Steps = &[
    M::up(include_str!("../migrations/0001_first.sql")),
    M::up(include_str!("../migrations/0002_how_a_promise_ended.sql")),
    M::up(include_str!("../migrations/0003_bank_statements.sql")),
    M::up(include_str!("../migrations/0004_what_is_owed.sql")),
    M::up(include_str!("../migrations/0005_disputes_answered.sql")),
    M::up(include_str!("../migrations/0006_limitation.sql")),
    M::up(include_str!("../migrations/0007_accounts.sql")),
    M::up(include_str!("../migrations/0008_gate_passed.sql")),
    M::up(include_str!("../migrations/0009_plans.sql")),
    M::up(include_str!("../migrations/0010_passed_on.sql")),
    M::up(include_str!("../migrations/0011_seen_later.sql")),
    M::up(include_str!("../migrations/0012_letters_beyond_principal.sql")),
];

/// The version that a program with these migrations writes: the number of the last.
pub(crate) fn version_of(steps: Steps) -> u32 {
    steps.len() as u32
}

/// The version of a file; 0 for a new one.
pub(crate) fn file_version(connection: &Connection) -> Result<u32, StoreError> {
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    u32::try_from(version).map_err(|_| StoreError::NotAcquit)
}

/// Brings the file to the last version of the steps. Each step is one transaction.
pub(crate) fn to_latest(connection: &mut Connection, steps: Steps) -> Result<(), StoreError> {
    let version = version_of(steps);
    Migrations::from_slice(steps).to_latest(connection).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => match StoreError::from(err) {
            StoreError::Database { .. } => StoreError::Migration { version },
            clear => clear,
        },
        _ => StoreError::Migration { version },
    })
}
