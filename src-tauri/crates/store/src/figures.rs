//! Sums over all customers for the top of Today.

use chrono::NaiveDate;
use domain::Cents;
use rusqlite::params;

use crate::cells::day_text;
use crate::error::StoreError;
use crate::open::Reader;

impl Reader {
    /// Money received from one day to another, both included.
    pub fn received_between(&self, from: NaiveDate, to: NaiveDate) -> Result<Cents, StoreError> {
        let sql = "SELECT coalesce(sum(amount_cents), 0) FROM payment
            WHERE reversed IS NULL AND received_on BETWEEN ?1 AND ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(Cents(statement.query_row(params![day_text(from)?, day_text(to)?], |row| row.get(0))?))
    }

    /// Whole days from issue to the last payment, on average, over the invoices that were paid to the end with a
    /// payment received from one day to another. None when there are none.
    pub fn average_days_to_pay(&self, from: NaiveDate, to: NaiveDate) -> Result<Option<u32>, StoreError> {
        // From the payments of those days to their invoices, so that the payments of other years are not read.
        let sql = "WITH touched AS (
                SELECT DISTINCT a.invoice AS invoice
                FROM payment p CROSS JOIN payment_allocation a ON a.payment = p.key AND a.what <> 'accessories'
                WHERE p.received_on BETWEEN ?1 AND ?2 AND p.reversed IS NULL),
            settled AS (
                SELECT i.issue_date AS issued, max(p.received_on) AS paid
                FROM touched t
                CROSS JOIN invoice i ON i.key = t.invoice AND i.withdrawn IS NULL AND i.open_cents = 0
                CROSS JOIN payment_allocation a ON a.invoice = t.invoice AND a.what <> 'accessories'
                CROSS JOIN payment p ON p.key = a.payment AND p.reversed IS NULL
                GROUP BY t.invoice
                HAVING max(p.received_on) <= ?2)
            SELECT CAST(round(avg(julianday(paid) - julianday(issued))) AS INTEGER) FROM settled WHERE paid >= issued";
        let mut statement = self.connection.prepare_cached(sql)?;
        let average: Option<i64> = statement.query_row(params![day_text(from)?, day_text(to)?], |row| row.get(0))?;
        Ok(average.and_then(|days| u32::try_from(days).ok()))
    }
}
