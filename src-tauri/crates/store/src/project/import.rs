//! Imports, and taking one out as a whole.

use domain::{Event, ImportId};
use rusqlite::{Connection, OptionalExtension, params};

use super::{Projector, Stamp, bank, bytes, inserted, invoice, payment};
use crate::cells::digest_bytes;
use crate::error::StoreError;

pub(super) fn record(c: &Connection, stamp: Stamp<'_>, event: &Event) -> Result<(), StoreError> {
    let Event::FileImported { import, name, digest, format, recorded, duplicates, findings, .. } = event else {
        return Ok(());
    };
    let outcome = c
        .prepare_cached(
            "INSERT INTO import (key, id, at, day, name, digest, format, recorded, duplicates, findings)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            stamp.seq,
            bytes(&import.0),
            stamp.at,
            stamp.day,
            name,
            digest_bytes(digest),
            format,
            recorded,
            duplicates,
            findings
        ]);
    inserted(outcome, "import", import)
}

/// Everything that a customer can have beside the invoices of the import that brought it.
const BARE: &str = "NOT EXISTS (SELECT 1 FROM invoice WHERE customer = ?1 AND withdrawn IS NULL)
    AND NOT EXISTS (SELECT 1 FROM payment WHERE customer = ?1 AND (import IS NULL OR reversed IS NULL))
    AND NOT EXISTS (SELECT 1 FROM letter WHERE customer = ?1)
    AND NOT EXISTS (SELECT 1 FROM exchange WHERE customer = ?1)
    AND NOT EXISTS (SELECT 1 FROM promise WHERE customer = ?1)
    AND NOT EXISTS (SELECT 1 FROM dispute WHERE customer = ?1)
    AND NOT EXISTS (SELECT 1 FROM payment_claim WHERE customer = ?1)
    AND NOT EXISTS (SELECT 1 FROM pause WHERE customer = ?1)
    AND NOT EXISTS (SELECT 1 FROM snooze WHERE customer = ?1)
    AND NOT EXISTS (SELECT 1 FROM skip WHERE customer = ?1)
    AND NOT EXISTS (SELECT 1 FROM choice WHERE customer = ?1)
    AND NOT EXISTS (SELECT 1 FROM insolvency WHERE customer = ?1)
    AND NOT EXISTS (SELECT 1 FROM plan WHERE customer = ?1)
    AND NOT EXISTS (SELECT 1 FROM limitation_fact WHERE customer = ?1)
    AND NOT EXISTS (SELECT 1 FROM payment_order WHERE customer = ?1)
    AND NOT EXISTS (SELECT 1 FROM hand_over WHERE customer = ?1)";

impl Projector {
    /// Takes out the invoices and the payments of an import, and the customers that came with an import, were never edited and have
    /// nothing else.
    pub(super) fn undo_import(&mut self, c: &Connection, import: ImportId, seq: i64) -> Result<(), StoreError> {
        c.prepare_cached("UPDATE import SET undone = ?2 WHERE id = ?1 AND undone IS NULL RETURNING key")?
            .query_row(params![bytes(&import.0), seq], |row| row.get::<_, i64>(0))
            .optional()?
            .ok_or_else(|| StoreError::unknown("import", import))?;
        bank::undo_import(c, import, seq)?;
        payment::undo_import(c, import, seq)?;
        let brought: Vec<(i64, i64, bool)> = c
            .prepare_cached("SELECT key, customer, withdrawn IS NULL FROM invoice WHERE import = ?1 ORDER BY key")?
            .query_map([bytes(&import.0)], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        for (key, _, _) in brought.iter().filter(|(_, _, there)| *there) {
            invoice::withdraw(c, *key, seq)?;
        }
        let mut customers: Vec<i64> = c
            .prepare_cached("SELECT customer FROM payment WHERE import = ?1")?
            .query_map([bytes(&import.0)], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        customers.extend(brought.iter().map(|(_, customer, _)| *customer));
        customers.sort_unstable();
        customers.dedup();
        let sql = format!(
            "UPDATE customer SET withdrawn = ?2
             WHERE key = ?1 AND came_by_import = 1 AND edited = 0 AND withdrawn IS NULL AND {BARE}"
        );
        for customer in customers {
            c.prepare_cached(&sql)?.execute([customer, seq])?;
        }
        // What was remembered of them may no longer hold.
        self.customers.clear();
        Ok(())
    }
}
