//! The line of time of one customer: its entries of the journal.

use domain::{CustomerId, Event, Exchange, ExchangeId, Payment, PaymentId};
use rusqlite::{OptionalExtension, params};

use crate::error::StoreError;
use crate::journal::{Entry, Seq, read_entry};
use crate::open::Reader;
use crate::project::bytes;

impl Reader {
    /// An exchange, and what was recorded in the same moment after it and before the next: the promise it brought, the
    /// dispute. None when there is no such exchange.
    pub fn entries_with_exchange(&self, exchange: ExchangeId) -> Result<Option<(Exchange, Vec<Event>)>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT key FROM exchange WHERE id = ?1")?;
        let key: Option<i64> = statement.query_row([bytes(&exchange.0)], |row| row.get(0)).optional()?;
        let Some(key) = key else { return Ok(None) };
        let seq = Seq(u64::try_from(key).unwrap_or(0));
        let Some(first) = self.entry(seq)? else { return Ok(None) };
        let Event::ExchangeRecorded { exchange } = first.event else { return Ok(None) };
        let after = self.entries_after(seq, ENTRIES_OF_ONE_MOMENT)?;
        let of_it = after
            .into_iter()
            .take_while(|entry| entry.at == first.at && !matches!(entry.event, Event::ExchangeRecorded { .. }));
        Ok(Some((*exchange, of_it.map(|entry| entry.event).collect())))
    }
}

impl Reader {
    /// The facts that came with a payment, in the same moment and right after it: credit notes that the payer took off,
    /// promises that it kept.
    pub fn entries_with_payment(&self, payment: PaymentId) -> Result<Vec<Event>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT key FROM payment WHERE id = ?1")?;
        let key: Option<i64> = statement.query_row([bytes(&payment.0)], |row| row.get(0)).optional()?;
        let Some(key) = key else { return Ok(Vec::new()) };
        let seq = Seq(u64::try_from(key).unwrap_or(0));
        let Some(first) = self.entry(seq)? else { return Ok(Vec::new()) };
        let sql = "SELECT seq, at, day, event, previous, digest FROM journal WHERE seq > ?1 ORDER BY seq";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([key])?;
        let mut along = Vec::new();
        // Read no further than the first that is something else.
        while let Some(row) = rows.next()? {
            let entry = read_entry(row)?;
            let came_along = matches!(
                entry.event,
                Event::CreditAllocated { .. }
                    | Event::PromiseClosed { .. }
                    | Event::PaymentClaimClosed { .. }
                    | Event::PlanClosed { .. }
            );
            if entry.at != first.at || !came_along {
                break;
            }
            along.push(entry.event);
        }
        Ok(along)
    }
}

impl Reader {
    /// A payment as it is now; none where it was reversed.
    pub fn payment(&self, id: PaymentId) -> Result<Option<Payment>, StoreError> {
        let Some(customer) = self.customer_of_payment(id)? else { return Ok(None) };
        let file = self.customer_file(customer)?;
        Ok(file.and_then(|file| file.payments.into_iter().find(|payment| payment.id == id)))
    }
}

/// More facts than one call or message brings.
const ENTRIES_OF_ONE_MOMENT: usize = 16;

impl Reader {
    /// Entries that touch a customer's file, the latest first, at most `limit`, before entry `before` when given (to
    /// read on). Customers taken out have theirs too.
    pub fn timeline(&self, customer: CustomerId, before: Option<Seq>, limit: usize) -> Result<Vec<Entry>, StoreError> {
        let sql = "SELECT j.seq, j.at, j.day, j.event, j.previous, j.digest
            FROM (
                SELECT jc.seq AS seq FROM journal_customer jc
                    WHERE jc.customer = (SELECT key FROM customer WHERE id = ?1) AND jc.seq < ?2
                UNION SELECT i.key FROM invoice i
                    WHERE i.customer = (SELECT key FROM customer WHERE id = ?1) AND i.key < ?2
                ORDER BY 1 DESC LIMIT ?3) found
            CROSS JOIN journal j ON j.seq = found.seq ORDER BY j.seq DESC";
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
