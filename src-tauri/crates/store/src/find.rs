//! Finding one thing: a customer that an invoice names, an invoice by its number, a letter, an import.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Applied, AttachmentKind, Cents, Customer, CustomerId, Digest, Event, ImportId, InvoiceId, InvoiceKind, Letter,
    LetterId, Money, Replaced,
};
use rusqlite::{OptionalExtension, params};
use rust_decimal::Decimal;

use crate::cells::{Cells, digest_bytes};
use crate::code::Code;
use crate::error::StoreError;
use crate::fold::{name_key, number_key};
use crate::journal::Seq;
use crate::load::{LETTER, letter_of};
use crate::open::Reader;
use crate::project::bytes;

/// What an invoice says of its buyer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CustomerProbe<'p> {
    pub siren: Option<&'p str>,
    pub vat_id: Option<&'p str>,
    pub other_id: Option<&'p str>,
    pub name: &'p str,
}

/// An invoice that may be the same as one to be recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InvoiceMatch {
    pub id: InvoiceId,
    pub customer: CustomerId,
    pub kind: InvoiceKind,
    pub number: String,
    pub issue_date: NaiveDate,
    pub amount_due: Cents,
    /// What an invoice still owes, nothing once it was given up; what a credit note still has to give.
    pub open: Cents,
    /// A due date or a term of payment is recorded.
    pub dated: bool,
    /// The invoice itself is kept with it.
    pub has_paper: bool,
}

/// A credit note that has something left to give to the invoices it names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WaitingNote {
    pub id: InvoiceId,
    pub names: Vec<String>,
    pub left: Cents,
}

/// A letter and what became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LetterRow {
    pub letter: Letter,
    /// The owner will not send it.
    pub discarded: bool,
    /// The day of the first exchange that carried it.
    pub sent_on: Option<NaiveDate>,
}

/// What a letter that went out asked for, interest and indemnity included.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AskedRow {
    pub customer: CustomerId,
    pub invoices: Vec<InvoiceId>,
    pub total: Cents,
    /// The day it is computed for.
    pub day: NaiveDate,
    pub sent_on: NaiveDate,
}

/// What an import changed in what was there before.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Changed {
    pub replaced: Vec<Replaced>,
    /// Money that it gave to invoices.
    pub applied: Vec<Applied>,
}

/// One import, and whether it was undone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportRow {
    pub id: ImportId,
    pub at: DateTime<Utc>,
    pub day: NaiveDate,
    pub name: String,
    pub digest: Digest,
    pub format: String,
    pub recorded: u32,
    pub duplicates: u32,
    pub findings: u32,
    pub undone: bool,
}

impl Reader {
    /// Customers that may be the one an invoice names, the surest first: same SIREN, same VAT number, same other
    /// identifier, same name (accents, case and punctuation aside). Each once.
    pub fn find_customer(&self, probe: CustomerProbe<'_>) -> Result<Vec<Customer>, StoreError> {
        let key = name_key(probe.name);
        let tries = [
            ("siren", probe.siren),
            ("vat_id", probe.vat_id),
            ("other_id", probe.other_id),
            ("name_key", Some(key.as_str()).filter(|key| !key.is_empty())),
        ];
        let mut found: Vec<CustomerId> = Vec::new();
        for (column, value) in tries {
            let Some(value) = value else { continue };
            let sql = format!("SELECT id FROM customer WHERE {column} = ?1 AND withdrawn IS NULL ORDER BY key");
            self.each(&sql, [value], "customer", |cells| {
                let id = CustomerId(cells.uuid()?);
                if !found.contains(&id) {
                    found.push(id);
                }
                Ok(())
            })?;
        }
        let mut customers = Vec::with_capacity(found.len());
        for id in found {
            customers.extend(self.customer(id)?);
        }
        Ok(customers)
    }

    /// Invoices and credit notes of that number (spaces, separators and case aside), whoever their customer is.
    pub fn find_invoice_by_number(&self, number: &str) -> Result<Vec<InvoiceMatch>, StoreError> {
        let mut found = Vec::new();
        let sql = "SELECT i.id, c.id, i.kind, i.number, i.issue_date, i.amount_due_cents,
                CASE i.kind WHEN 'credit_note' THEN i.open_cents ELSE i.owed_cents END,
                i.payment_term IS NOT NULL OR i.first_due IS NOT NULL,
                EXISTS (SELECT 1 FROM attachment WHERE invoice = i.key AND kind = ?2)
            FROM invoice i CROSS JOIN customer c ON c.key = i.customer
            WHERE i.number_key = ?1 AND i.withdrawn IS NULL ORDER BY i.key";
        self.each(sql, params![number_key(number), AttachmentKind::Original.code()], "invoice", |cells| {
            found.push(InvoiceMatch {
                id: InvoiceId(cells.uuid()?),
                customer: CustomerId(cells.uuid()?),
                kind: cells.code()?,
                number: cells.text()?,
                issue_date: cells.day()?,
                amount_due: cells.cents()?,
                open: cells.cents()?,
                dated: cells.bool()?,
                has_paper: cells.bool()?,
            });
            Ok(())
        })?;
        Ok(found)
    }

    /// Credit notes of a customer that name invoices and are not used up, in the order they were recorded.
    pub fn waiting_notes(&self, customer: CustomerId) -> Result<Vec<WaitingNote>, StoreError> {
        let mut found = Vec::new();
        let sql = "SELECT id, preceding_invoices, open_cents FROM invoice
            WHERE customer = (SELECT key FROM customer WHERE id = ?1) AND kind = 'credit_note' AND open_cents > 0
                AND preceding_invoices IS NOT NULL AND withdrawn IS NULL ORDER BY key";
        self.each(sql, [bytes(&customer.0)], "invoice", |cells| {
            let (id, names) = (InvoiceId(cells.uuid()?), cells.text()?);
            let names = serde_json::from_str(&names).map_err(|_| StoreError::UnreadableRow { table: "invoice" })?;
            found.push(WaitingNote { id, names, left: cells.cents()? });
            Ok(())
        })?;
        Ok(found)
    }

    /// The place in the journal of the entry that recorded an import, and what it changed in what was there before.
    pub fn changed_by_import(&self, import: ImportId) -> Result<Option<(Seq, Changed)>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT key FROM import WHERE id = ?1")?;
        let key: Option<i64> = statement.query_row([bytes(&import.0)], |row| row.get(0)).optional()?;
        let Some(key) = key else { return Ok(None) };
        let seq = Seq(u64::try_from(key).unwrap_or(0));
        Ok(self.entry(seq)?.map(|entry| match entry.event {
            Event::FileImported { replaced, applied, .. } => (seq, Changed { replaced, applied }),
            _ => (seq, Changed::default()),
        }))
    }

    /// Those of some parts that still hold: both ends are there, and the part was not freed since.
    pub fn still_applied(&self, parts: &[Applied]) -> Result<Vec<Applied>, StoreError> {
        let mut still = Vec::new();
        for part in parts {
            let (sql, money) = match &part.money {
                Money::Payment(id) => (
                    "SELECT 1 FROM payment_allocation a JOIN payment p ON p.key = a.payment
                        JOIN invoice i ON i.key = a.invoice
                     WHERE p.id = ?1 AND i.id = ?2 AND a.amount_cents = ?3 AND a.what = 'paid' AND p.reversed IS NULL
                        AND i.withdrawn IS NULL LIMIT 1",
                    &id.0,
                ),
                Money::CreditNote(id) => (
                    "SELECT 1 FROM credit_allocation a JOIN invoice n ON n.key = a.note
                        JOIN invoice i ON i.key = a.invoice
                     WHERE n.id = ?1 AND i.id = ?2 AND a.amount_cents = ?3 AND n.withdrawn IS NULL AND i.withdrawn IS NULL LIMIT 1",
                    &id.0,
                ),
            };
            let mut statement = self.connection.prepare_cached(sql)?;
            let values = params![bytes(money), bytes(&part.invoice.0), part.amount.0];
            let found = statement.query_row(values, |_| Ok(())).optional()?;
            still.extend(found.map(|()| *part));
        }
        Ok(still)
    }

    /// The letters of a customer, the latest drafted first.
    pub fn letters(&self, customer: CustomerId) -> Result<Vec<LetterRow>, StoreError> {
        self.letters_where("c.id = ?1 ORDER BY l.key DESC", bytes(&customer.0))
    }

    pub fn letter(&self, id: LetterId) -> Result<Option<LetterRow>, StoreError> {
        Ok(self.letters_where("l.id = ?1", bytes(&id.0))?.pop())
    }

    /// What the letters that went out asked for beyond principal: of one customer, or of all; the oldest first.
    pub fn asked(&self, customer: Option<CustomerId>) -> Result<Vec<AskedRow>, StoreError> {
        let of =
            if customer.is_some() { "l.customer = (SELECT key FROM customer WHERE id = ?1)" } else { "?1 IS NULL" };
        let sql = format!(
            "SELECT c.id, l.invoices, l.total_cents, l.day,
                (SELECT min(day) FROM exchange WHERE letter = l.id AND letter IS NOT NULL AND withdrawn IS NULL)
             FROM letter l INDEXED BY letter_beyond_principal CROSS JOIN customer c ON c.key = l.customer
             WHERE l.total_cents > l.principal_cents AND {of} ORDER BY l.key"
        );
        let mut asked = Vec::new();
        self.each(&sql, [customer.as_ref().map(|customer| bytes(&customer.0))], "letter", |cells| {
            let (customer, invoices, total) = (CustomerId(cells.uuid()?), cells.invoice_ids()?, cells.cents()?);
            let (day, sent_on) = (cells.day()?, cells.opt_day()?);
            asked.extend(sent_on.map(|sent_on| AskedRow { customer, invoices, total, day, sent_on }));
            Ok(())
        })?;
        Ok(asked)
    }

    fn letters_where(&self, condition: &str, id: &[u8]) -> Result<Vec<LetterRow>, StoreError> {
        let sql = format!(
            "SELECT {LETTER}, l.discarded IS NOT NULL,
                (SELECT min(day) FROM exchange WHERE letter = l.id AND letter IS NOT NULL AND withdrawn IS NULL)
             FROM letter l JOIN customer c ON c.key = l.customer WHERE {condition}"
        );
        let mut letters = Vec::new();
        self.each(&sql, [id], "letter", |cells| {
            letters.push(LetterRow { letter: letter_of(cells)?, discarded: cells.bool()?, sent_on: cells.opt_day()? });
            Ok(())
        })?;
        Ok(letters)
    }

    /// All imports, the latest first.
    pub fn imports(&self) -> Result<Vec<ImportRow>, StoreError> {
        self.imports_where("?1 IS NULL ORDER BY key DESC", rusqlite::types::Null)
    }

    /// How many invoices and how many credit notes each import brought, those taken out since counted too.
    pub fn brought_by_imports(&self) -> Result<HashMap<ImportId, (u32, u32)>, StoreError> {
        let mut brought = HashMap::new();
        let sql =
            "SELECT import, count(*) FILTER (WHERE kind = 'invoice'), count(*) FILTER (WHERE kind = 'credit_note')
             FROM invoice WHERE import IS NOT NULL GROUP BY import";
        self.each(sql, [], "invoice", |cells| {
            brought.insert(ImportId(cells.uuid()?), (cells.small()?, cells.small()?));
            Ok(())
        })?;
        Ok(brought)
    }

    /// The latest import of a file with these bytes that was not undone.
    pub fn import_of_digest(&self, digest: &Digest) -> Result<Option<ImportRow>, StoreError> {
        let condition = "digest = ?1 AND undone IS NULL ORDER BY key DESC LIMIT 1";
        Ok(self.imports_where(condition, digest_bytes(digest))?.pop())
    }

    fn imports_where(&self, condition: &str, value: impl rusqlite::ToSql) -> Result<Vec<ImportRow>, StoreError> {
        let sql = format!(
            "SELECT id, at, day, name, digest, format, recorded, duplicates, findings, undone IS NOT NULL
             FROM import WHERE {condition}"
        );
        let mut imports = Vec::new();
        self.each(&sql, [value], "import", |cells| {
            imports.push(import_of(cells)?);
            Ok(())
        })?;
        Ok(imports)
    }

    /// All settings, by key; each value is JSON.
    pub fn settings(&self) -> Result<BTreeMap<String, String>, StoreError> {
        self.pairs("SELECT key, value FROM setting", "setting")
    }

    pub fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        let mut value = None;
        self.each("SELECT value FROM setting WHERE key = ?1", [key], "setting", |cells| {
            value = Some(cells.text()?);
            Ok(())
        })?;
        Ok(value)
    }

    /// How lists are read, by the digest of their headings.
    pub fn mappings(&self) -> Result<BTreeMap<String, String>, StoreError> {
        self.pairs("SELECT headings, mapping FROM mapping", "mapping")
    }

    fn pairs(&self, sql: &str, table: &'static str) -> Result<BTreeMap<String, String>, StoreError> {
        let mut pairs = BTreeMap::new();
        self.each(sql, [], table, |cells| {
            pairs.insert(cells.text()?, cells.text()?);
            Ok(())
        })?;
        Ok(pairs)
    }

    /// Rates that the owner confirmed or replaced: parameter, first day of the half-year, percent a year.
    pub fn confirmed_rates(&self) -> Result<Vec<(String, NaiveDate, Decimal)>, StoreError> {
        let mut rates = Vec::new();
        let sql = "SELECT parameter, half_year, rate_percent FROM confirmed_rate ORDER BY parameter, half_year";
        self.each(sql, [], "confirmed_rate", |cells| {
            let unreadable = || StoreError::UnreadableRow { table: "confirmed_rate" };
            rates.push((cells.text()?, cells.day()?, cells.opt_parsed()?.ok_or_else(unreadable)?));
            Ok(())
        })?;
        Ok(rates)
    }
}

fn import_of(cells: &mut Cells<'_>) -> Result<ImportRow, StoreError> {
    let unreadable = |_| StoreError::UnreadableRow { table: "import" };
    Ok(ImportRow {
        id: ImportId(cells.uuid()?),
        at: DateTime::parse_from_rfc3339(cells.str()?).map_err(unreadable)?.with_timezone(&Utc),
        day: cells.day()?,
        name: cells.text()?,
        digest: cells.digest()?,
        format: cells.text()?,
        recorded: cells.small()?,
        duplicates: cells.small()?,
        findings: cells.small()?,
        undone: cells.bool()?,
    })
}
