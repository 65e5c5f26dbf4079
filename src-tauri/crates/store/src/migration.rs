//! Numbered changes of the file's form. Once shipped, one is never edited: the next number corrects it.

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use crate::error::StoreError;

const STEPS: &[M<'static>] = &[M::up(include_str!("../migrations/0001_first.sql"))];

const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

/// The version that this program writes: the number of its last migration.
pub(crate) fn program_version() -> u32 {
    STEPS.len() as u32
}

/// The version of a file; 0 for a new one.
pub(crate) fn file_version(connection: &Connection) -> Result<u32, StoreError> {
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    u32::try_from(version).map_err(|_| StoreError::NotAcquit)
}

/// Brings the file to the version of this program. Each step is one transaction.
pub(crate) fn to_latest(connection: &mut Connection) -> Result<(), StoreError> {
    MIGRATIONS.to_latest(connection).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => match StoreError::from(err) {
            StoreError::Database { .. } => StoreError::Migration { version: program_version() },
            clear => clear,
        },
        _ => StoreError::Migration { version: program_version() },
    })
}
