//! The line of time of one customer: its entries of the journal.

use domain::CustomerId;
use rusqlite::params;

use crate::error::StoreError;
use crate::journal::{Entry, Seq, read_entry};
use crate::open::Reader;
use crate::project::bytes;

impl Reader {
    /// Entries that touch a customer's file, the latest first, at most `limit`, before entry `before` when given (to
    /// read on). Customers taken out have theirs too.
    pub fn timeline(&self, customer: CustomerId, before: Option<Seq>, limit: usize) -> Result<Vec<Entry>, StoreError> {
        let sql = "SELECT j.seq, j.at, j.day, j.event, j.previous, j.digest
            FROM customer c CROSS JOIN journal_customer jc ON jc.customer = c.key CROSS JOIN journal j ON j.seq = jc.seq
            WHERE c.id = ?1 AND jc.seq < ?2 ORDER BY jc.seq DESC LIMIT ?3";
        let before = before.map_or(i64::MAX, |seq| seq.0 as i64);
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![bytes(&customer.0), before, limit as i64])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            entries.push(read_entry(row)?);
        }
        Ok(entries)
    }
}
