//! Facts read back from the tables, many customers at a time: one ordered scan for each table, joined in memory.

mod cession;
mod file;
mod hold;
mod invoice;
mod limitation;
mod party;
mod plan;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use domain::{Book, Business, Customer, CustomerFile, CustomerId, Invoice, InvoiceId, Pause};
use rusqlite::{Params, params};

use crate::cells::{Cells, day_text};
use crate::error::StoreError;
use crate::open::Reader;
use crate::project::bytes;

pub(crate) use file::letter_of;
pub(crate) const LETTER: &str = file::LETTER;

/// Whose files are wanted.
#[derive(Clone, Copy)]
pub(crate) enum Scope<'s> {
    All,
    One(i64),
    /// Keys as a JSON list.
    Some(&'s str),
}

impl Scope<'_> {
    /// A condition on a column that holds a customer's key; `?1` is the parameter of the scope.
    fn of_customer(&self, column: &str) -> String {
        match self {
            Scope::All => "?1 IS NULL".to_owned(),
            Scope::One(_) => format!("{column} = ?1"),
            Scope::Some(_) => format!("{column} IN (SELECT value FROM json_each(?1))"),
        }
    }

    /// A condition on a column that holds the key of a row of `table`.
    fn of_row(&self, column: &str, table: &str) -> String {
        match self {
            Scope::All => "?1 IS NULL".to_owned(),
            _ => format!("{column} IN (SELECT key FROM {table} WHERE {})", self.of_customer("customer")),
        }
    }

    fn parameter(&self) -> rusqlite::types::Value {
        match self {
            Scope::All => rusqlite::types::Value::Null,
            Scope::One(key) => (*key).into(),
            Scope::Some(keys) => (*keys).to_owned().into(),
        }
    }
}

/// Customers of whom something is open, or was on day `?1`: money received, a credit note or a write-off dated later
/// does not count yet that day. A cheque that waits to be deposited is open as well, and an invoice that was ceded: money
/// for it may come here all the same.
const OPEN_CUSTOMERS: &str = "
    SELECT customer FROM invoice WHERE owed_cents > 0
    UNION SELECT customer FROM payment WHERE received_on > ?1 AND reversed IS NULL
    UNION SELECT customer FROM invoice WHERE withdrawn IS NULL AND kind = 'credit_note' AND issue_date > ?1
    UNION SELECT i.customer FROM write_off w JOIN invoice i ON i.key = w.invoice WHERE w.day > ?1
    UNION SELECT customer FROM payment WHERE cheque_number IS NOT NULL
        AND coalesce(deposited_on, line_day) IS NULL AND reversed IS NULL
    UNION SELECT customer FROM promise WHERE closed_on IS NULL
    UNION SELECT customer FROM dispute WHERE closed_on IS NULL
    UNION SELECT i.customer FROM cession n JOIN invoice i ON i.key = n.invoice
        WHERE n.returned_on IS NULL AND i.withdrawn IS NULL AND i.open_cents > 0
    UNION SELECT customer FROM plan WHERE closed_on IS NULL
    UNION SELECT customer FROM payment_claim WHERE closed_on IS NULL";

const COMMITTED: &str = "
    SELECT customer FROM promise WHERE closed_on IS NULL OR closed_on >= ?1
    UNION SELECT customer FROM plan WHERE closed_on IS NULL OR closed_on >= ?1
    UNION SELECT customer FROM dispute WHERE closed_on IS NULL OR closed_on >= ?1";

/// One customer in how many is few enough to look each up.
const FEW: i64 = 10;

/// The files under way, by the key of their customer.
pub(crate) struct Files {
    files: Vec<CustomerFile>,
    by_key: HashMap<i64, usize>,
}

impl Files {
    /// The file of a customer; rows of a customer that was taken out have none.
    fn of(&mut self, customer: i64) -> Option<&mut CustomerFile> {
        self.by_key.get(&customer).map(|place| &mut self.files[*place])
    }
}

impl Reader {
    /// Everything that is known. Customers come in the order they were recorded, and so do their invoices.
    pub fn book(&self) -> Result<Book, StoreError> {
        self.at_one_moment(|| self.book_of(Scope::All, None))
    }

    /// The book without the customers of whom nothing is open on `day`: no invoice unpaid then and no promise, dispute
    /// or word of payment unclosed. Those who are in it are whole.
    pub fn book_open(&self, day: NaiveDate) -> Result<Book, StoreError> {
        self.at_one_moment(|| {
            let mut open = HashSet::new();
            self.each(OPEN_CUSTOMERS, [day_text(day)?], "invoice", |cells| {
                open.insert(cells.int()?);
                Ok(())
            })?;
            let all: i64 = self.connection.query_row("SELECT count(*) FROM customer", [], |row| row.get(0))?;
            // A few are looked up; for many, reading all tables through and leaving rows aside is quicker.
            if open.len() as i64 * FEW < all {
                let keys = crate::cells::json_text(&open)?;
                self.book_of(Scope::Some(&keys), None)
            } else {
                self.book_of(Scope::All, Some(&open))
            }
        })
    }

    /// The files of customers with a promise, a plan or a dispute that is open or ended on `since` or later.
    pub fn files_committed(&self, since: NaiveDate) -> Result<Vec<CustomerFile>, StoreError> {
        self.at_one_moment(|| {
            let mut keys: Vec<i64> = Vec::new();
            self.each(COMMITTED, [day_text(since)?], "promise", |cells| {
                keys.push(cells.int()?);
                Ok(())
            })?;
            let keys = crate::cells::json_text(&keys)?;
            self.load(Scope::Some(&keys), None)
        })
    }

    /// How many promises, plans and disputes are open.
    pub fn open_commitments(&self) -> Result<u64, StoreError> {
        let sql = "SELECT (SELECT count(*) FROM promise WHERE closed_on IS NULL)
            + (SELECT count(*) FROM plan WHERE closed_on IS NULL)
            + (SELECT count(*) FROM dispute WHERE closed_on IS NULL)";
        let count: i64 = self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    fn book_of(&self, scope: Scope<'_>, only: Option<&HashSet<i64>>) -> Result<Book, StoreError> {
        let files = self.load(scope, only)?;
        Ok(Book { business: self.business()?, pauses: self.pauses_of_everything()?, files })
    }

    /// Everything of one customer.
    pub fn customer_file(&self, id: CustomerId) -> Result<Option<CustomerFile>, StoreError> {
        let Some(key) = self.customer_key(id)? else { return Ok(None) };
        self.at_one_moment(|| Ok(self.load(Scope::One(key), None)?.pop()))
    }

    /// The files of some customers, in the order they were recorded. Unknown ids are passed over.
    pub fn files(&self, ids: &[CustomerId]) -> Result<Vec<CustomerFile>, StoreError> {
        let mut keys = Vec::with_capacity(ids.len());
        for id in ids {
            keys.extend(self.customer_key(*id)?);
        }
        let keys = crate::cells::json_text(&keys)?;
        self.at_one_moment(|| self.load(Scope::Some(&keys), None))
    }

    /// The key of a customer that was not taken out.
    pub(crate) fn customer_key(&self, id: CustomerId) -> Result<Option<i64>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT key FROM customer WHERE id = ?1 AND withdrawn IS NULL")?;
        let mut rows = statement.query([bytes(&id.0)])?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }

    /// One invoice, where it was not taken out.
    pub fn invoice(&self, id: InvoiceId) -> Result<Option<Invoice>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT customer FROM invoice WHERE id = ?1 AND withdrawn IS NULL")?;
        let mut rows = statement.query([bytes(&id.0)])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let mut files = self.load(Scope::One(row.get(0)?), None)?;
        Ok(files.pop().and_then(|file| file.invoices.into_iter().find(|invoice| invoice.id == id)))
    }

    /// A customer that was not taken out.
    pub fn customer(&self, id: CustomerId) -> Result<Option<Customer>, StoreError> {
        let Some(key) = self.customer_key(id)? else { return Ok(None) };
        Ok(party::customers(self, Scope::One(key), None)?.files.pop().map(|file| file.customer))
    }

    /// The business, once it was recorded.
    pub fn business(&self) -> Result<Option<Business>, StoreError> {
        party::business(self)
    }

    /// Pauses of everything, ended ones too.
    pub fn pauses_of_everything(&self) -> Result<Vec<Pause>, StoreError> {
        let mut pauses = Vec::new();
        hold::pauses(self, "p.customer IS NULL AND ?1 IS NULL", rusqlite::types::Null, |_, pause| pauses.push(pause))?;
        Ok(pauses)
    }

    /// Reads several tables as of one moment, whatever another program writes meanwhile.
    pub(crate) fn at_one_moment<T>(&self, read: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
        if !self.connection.is_autocommit() {
            return read();
        }
        self.connection.execute_batch("BEGIN")?;
        let value = read();
        self.connection.execute_batch("COMMIT")?;
        value
    }

    /// The files of a scope; of these, only some customers' where a set is given.
    fn load(&self, scope: Scope<'_>, only: Option<&HashSet<i64>>) -> Result<Vec<CustomerFile>, StoreError> {
        let mut files = party::customers(self, scope, only)?;
        invoice::invoices(self, scope, &mut files)?;
        file::payments(self, scope, &mut files)?;
        file::exchanges(self, scope, &mut files)?;
        hold::holds(self, scope, &mut files)?;
        limitation::limitation(self, scope, &mut files)?;
        plan::plans(self, scope, &mut files)?;
        cession::cessions(self, scope, &mut files)?;
        Ok(files.files)
    }

    /// Runs a query and hands each row to `take`.
    pub(crate) fn each(
        &self,
        sql: &str,
        parameters: impl Params,
        table: &'static str,
        mut take: impl FnMut(&mut Cells<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(parameters)?;
        while let Some(row) = rows.next()? {
            take(&mut Cells::new(row, table))?;
        }
        Ok(())
    }

    fn each_of(
        &self,
        scope: Scope<'_>,
        sql: &str,
        table: &'static str,
        take: impl FnMut(&mut Cells<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.each(sql, params![scope.parameter()], table, take)
    }
}

/// Rows of a child table in the order of their parent, taken as the parents pass by.
pub(crate) struct Children<'r, T> {
    rows: rusqlite::Rows<'r>,
    table: &'static str,
    read: fn(&mut Cells<'_>) -> Result<T, StoreError>,
    ahead: Option<(i64, T)>,
}

impl<'r, T> Children<'r, T> {
    /// The first column of the rows is the parent's key, in ascending order.
    pub(crate) fn new(
        rows: rusqlite::Rows<'r>,
        table: &'static str,
        read: fn(&mut Cells<'_>) -> Result<T, StoreError>,
    ) -> Result<Children<'r, T>, StoreError> {
        let mut children = Children { rows, table, read, ahead: None };
        children.advance()?;
        Ok(children)
    }

    fn advance(&mut self) -> Result<(), StoreError> {
        self.ahead = match self.rows.next()? {
            None => None,
            Some(row) => {
                let mut cells = Cells::new(row, self.table);
                let key = cells.int()?;
                Some((key, (self.read)(&mut cells)?))
            }
        };
        Ok(())
    }

    /// The children of one parent. Parents must be asked for in ascending order; children of parents not asked for
    /// are passed over.
    pub(crate) fn of(&mut self, parent: i64) -> Result<Vec<T>, StoreError> {
        let mut children = Vec::new();
        while self.ahead.as_ref().is_some_and(|(key, _)| *key <= parent) {
            if let Some((key, child)) = self.ahead.take()
                && key == parent
            {
                children.push(child);
            }
            self.advance()?;
        }
        Ok(children)
    }
}
