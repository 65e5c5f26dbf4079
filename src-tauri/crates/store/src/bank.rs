//! Bank lines read back: what waits, what was recognised, what is known already, how far the bank has been seen.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use domain::{BankEntry, BankEntryId, Cents, Cheque, CustomerId, ImportId, Means, PaymentId};
use rusqlite::params;

use crate::cells::{Cells, day_text};
use crate::code::Code;
use crate::error::StoreError;
use crate::journal::Seq;
use crate::open::Reader;
use crate::project::bytes;

/// A line with what became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BankEntryRow {
    pub entry: BankEntry,
    pub account: String,
    /// The payments recognised in it, each with its customer: several where a deposit holds cheques of several.
    pub payments: Vec<(PaymentId, CustomerId)>,
    /// The payment that it says went back.
    pub returns: Option<PaymentId>,
    /// The day the owner set it aside, and why.
    pub aside: Option<(NaiveDate, String)>,
}

/// Which lines are listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum BankEntryState {
    /// Money in that nobody has recognised or set aside, and money that went back and was not dealt with.
    #[default]
    Waiting,
    Recognised,
    SetAside,
    All,
}

/// A line as far as another file may hold it again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownEntry {
    pub day: NaiveDate,
    pub amount: Cents,
    /// Format of the file it came in.
    pub format: String,
    pub text: Vec<String>,
}

/// How far an account has been seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccountSeen {
    pub account: String,
    pub account_name: String,
    pub until: NaiveDate,
}

/// A payment that the owner noted or an accounting journal brought, and that was seen in no line of the bank yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnseenPayment {
    pub id: PaymentId,
    /// The journal's; none: the owner's own note.
    pub import: Option<ImportId>,
    pub customer_name: String,
    pub received_on: NaiveDate,
    pub amount: Cents,
    /// The journal and entry it stands in.
    pub note: String,
    pub cheque: Option<Cheque>,
}

const COLUMNS: &str = "e.id, e.day, e.value_date, e.amount_cents, e.text, e.payer_name, e.payer_account,
    e.creditor_reference, e.end_to_end_id, e.bank_reference, e.cheque_number, e.operation, e.return_reason, e.account,
    r.id, e.aside_on, e.aside_reason";

const JOINS: &str = "FROM bank_entry e LEFT JOIN payment r ON r.returned_in = e.id";

/// A payment was recognised in the line; one that a later line took back explains it still.
macro_rules! recognised {
    () => {
        "EXISTS (SELECT 1 FROM payment p WHERE p.entry = e.id AND (p.reversed IS NULL OR p.returned_in IS NOT NULL))"
    };
}

fn condition(state: BankEntryState) -> &'static str {
    match state {
        // Money out matters only where it takes a payment back.
        BankEntryState::Waiting => {
            concat!(
                "e.withdrawn IS NULL AND e.aside_on IS NULL AND r.id IS NULL
                    AND (e.amount_cents > 0 OR e.return_reason IS NOT NULL) AND NOT ",
                recognised!()
            )
        }
        BankEntryState::Recognised => concat!("e.withdrawn IS NULL AND (r.id IS NOT NULL OR ", recognised!(), ")"),
        BankEntryState::SetAside => "e.withdrawn IS NULL AND e.aside_on IS NOT NULL",
        BankEntryState::All => "e.withdrawn IS NULL",
    }
}

fn entry_row(cells: &mut Cells<'_>) -> Result<BankEntryRow, StoreError> {
    let entry = BankEntry {
        id: BankEntryId(cells.uuid()?),
        day: cells.day()?,
        value_date: cells.opt_day()?,
        amount: cells.cents()?,
        text: cells.json()?,
        payer_name: cells.text()?,
        payer_account: cells.text()?,
        creditor_reference: cells.opt_text()?,
        end_to_end_id: cells.opt_text()?,
        bank_reference: cells.opt_text()?,
        cheque_number: cells.opt_text()?,
        operation: cells.text()?,
        return_reason: cells.opt_text()?,
    };
    let account = cells.text()?;
    Ok(BankEntryRow {
        entry,
        account,
        payments: Vec::new(),
        returns: cells.opt_uuid()?.map(PaymentId),
        aside: cells.closed()?,
    })
}

impl Reader {
    /// Lines of a state, the latest first; those of one day in the order they were recorded.
    pub fn bank_entries(
        &self,
        state: BankEntryState,
        offset: u64,
        limit: u64,
    ) -> Result<Vec<BankEntryRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} {JOINS} WHERE {} ORDER BY e.day DESC, e.key LIMIT ?1 OFFSET ?2",
            condition(state)
        );
        let (limit, offset) = (limit.min(i64::MAX as u64) as i64, offset.min(i64::MAX as u64) as i64);
        let mut rows = Vec::new();
        self.each(&sql, params![limit, offset], "bank_entry", |cells| {
            rows.push(entry_row(cells)?);
            Ok(())
        })?;
        if state != BankEntryState::Waiting {
            self.add_payments(&mut rows)?;
        }
        Ok(rows)
    }

    fn add_payments(&self, rows: &mut [BankEntryRow]) -> Result<(), StoreError> {
        let only = match rows {
            [] => return Ok(()),
            [only] => Some(only.entry.id),
            _ => None,
        };
        let places: HashMap<BankEntryId, usize> = rows.iter().zip(0..).map(|(row, at)| (row.entry.id, at)).collect();
        let every = "SELECT p.entry, p.id, c.id FROM payment p JOIN customer c ON c.key = p.customer
            WHERE p.entry IS NOT NULL AND p.reversed IS NULL ORDER BY p.key";
        let one = "SELECT p.entry, p.id, c.id FROM payment p JOIN customer c ON c.key = p.customer
            WHERE p.entry = ?1 AND p.reversed IS NULL ORDER BY p.key";
        let add = |cells: &mut Cells<'_>| {
            let entry = BankEntryId(cells.uuid()?);
            let payment = (PaymentId(cells.uuid()?), CustomerId(cells.uuid()?));
            if let Some(row) = places.get(&entry).and_then(|place| rows.get_mut(*place)) {
                row.payments.push(payment);
            }
            Ok(())
        };
        match only {
            Some(id) => self.each(one, [bytes(&id.0)], "payment", add),
            None => self.each(every, [], "payment", add),
        }
    }

    /// How many lines are in a state, and what they sum to.
    pub fn bank_entry_count(&self, state: BankEntryState) -> Result<(u64, Cents), StoreError> {
        let sql = format!("SELECT count(*), coalesce(sum(e.amount_cents), 0) {JOINS} WHERE {}", condition(state));
        self.sums(&sql, &[])
    }

    pub fn bank_entry(&self, id: BankEntryId) -> Result<Option<BankEntryRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} {JOINS} WHERE e.withdrawn IS NULL AND e.id = ?1");
        let mut found = Vec::new();
        self.each(&sql, [bytes(&id.0)], "bank_entry", |cells| {
            found.push(entry_row(cells)?);
            Ok(())
        })?;
        self.add_payments(&mut found)?;
        Ok(found.pop())
    }

    /// The lines of an account on some days, to tell those that a further file repeats.
    pub fn known_entries(
        &self,
        account: &str,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Result<Vec<KnownEntry>, StoreError> {
        let sql = "SELECT e.day, e.amount_cents, s.format, e.text FROM bank_entry e
            JOIN bank_statement s ON s.key = e.statement
            WHERE e.account = ?1 AND e.day BETWEEN ?2 AND ?3 AND e.withdrawn IS NULL ORDER BY e.key";
        let mut known = Vec::new();
        self.each(sql, params![account, day_text(first)?, day_text(last)?], "bank_entry", |cells| {
            known.push(KnownEntry {
                day: cells.day()?,
                amount: cells.cents()?,
                format: cells.text()?,
                text: cells.json()?,
            });
            Ok(())
        })?;
        Ok(known)
    }

    /// How far each account has been seen, the one seen least far first.
    pub fn accounts_seen(&self) -> Result<Vec<AccountSeen>, StoreError> {
        let sql = "SELECT account, max(account_name), max(last_day) FROM bank_statement
            WHERE withdrawn IS NULL AND last_day IS NOT NULL GROUP BY account ORDER BY max(last_day), account";
        let mut seen = Vec::new();
        self.each(sql, [], "bank_statement", |cells| {
            seen.push(AccountSeen { account: cells.text()?, account_name: cells.text()?, until: cells.day()? });
            Ok(())
        })?;
        Ok(seen)
    }

    /// Payments that are in no line of the bank, by day. Cash never comes through the bank as such.
    pub fn payments_not_seen(&self) -> Result<Vec<UnseenPayment>, StoreError> {
        let sql =
            "SELECT p.id, p.import, c.name, p.received_on, p.amount_cents, p.note, p.cheque_number, p.deposited_on
            FROM payment p JOIN customer c ON c.key = p.customer
            WHERE p.entry IS NULL AND p.reversed IS NULL AND p.means <> ?1 ORDER BY p.received_on, p.key";
        let mut payments = Vec::new();
        self.each(sql, [Means::Cash.code()], "payment", |cells| {
            payments.push(UnseenPayment {
                id: PaymentId(cells.uuid()?),
                import: cells.opt_uuid()?.map(ImportId),
                customer_name: cells.text()?,
                received_on: cells.day()?,
                amount: cells.cents()?,
                note: cells.text()?,
                cheque: cells.cheque()?,
            });
            Ok(())
        })?;
        Ok(payments)
    }

    /// Those of some payments that had been recorded before their line of the bank was seen, each with the entry that said
    /// which line.
    pub fn seen_later(&self, payments: &[PaymentId]) -> Result<HashMap<PaymentId, Seq>, StoreError> {
        let mut later = HashMap::new();
        for payment in payments {
            let sql = "SELECT seen_later FROM payment WHERE id = ?1 AND seen_later > 0";
            self.each(sql, [bytes(&payment.0)], "payment", |cells| {
                later.insert(*payment, Seq(cells.small()?));
                Ok(())
            })?;
        }
        Ok(later)
    }

    /// Payments that are in the lines that an import brought, in the order they were recorded: recognised there, or
    /// recorded before.
    pub fn payments_in_import(&self, import: ImportId) -> Result<Vec<PaymentId>, StoreError> {
        let sql = "SELECT p.id FROM bank_statement s JOIN bank_entry e ON e.statement = s.key
            JOIN payment p ON p.entry = e.id WHERE s.import = ?1 AND p.reversed IS NULL ORDER BY p.key";
        let mut payments = Vec::new();
        self.each(sql, [bytes(&import.0)], "payment", |cells| {
            payments.push(PaymentId(cells.uuid()?));
            Ok(())
        })?;
        Ok(payments)
    }

    /// Payments that lines which an import brought take back, in the order they were recorded, each with the import that
    /// takes it out when it is undone: that of its journal, or of the statement it was recognised in.
    pub fn payments_returned_in_import(&self, import: ImportId) -> Result<Vec<(PaymentId, Vec<ImportId>)>, StoreError> {
        let sql = "SELECT p.id, p.import, iif(p.seen_later = 0, came.import, NULL)
            FROM bank_statement s JOIN bank_entry e ON e.statement = s.key
            JOIN payment p ON p.returned_in = e.id LEFT JOIN bank_entry first ON first.id = p.entry
            LEFT JOIN bank_statement came ON came.key = first.statement
            WHERE s.import = ?1 AND e.withdrawn IS NULL ORDER BY p.key";
        let mut payments = Vec::new();
        self.each(sql, [bytes(&import.0)], "payment", |cells| {
            let payment = PaymentId(cells.uuid()?);
            let came_in = [cells.opt_uuid()?, cells.opt_uuid()?];
            payments.push((payment, came_in.into_iter().flatten().map(ImportId).collect()));
            Ok(())
        })?;
        Ok(payments)
    }

    /// Payments recorded before that were seen in lines of an import and then taken back by a line of another one, in the
    /// order they were recorded, with that other import.
    pub fn payments_seen_and_returned(&self, import: ImportId) -> Result<Vec<(PaymentId, ImportId)>, StoreError> {
        let sql = "SELECT p.id, back.import FROM bank_statement s JOIN bank_entry e ON e.statement = s.key
            JOIN payment p ON p.entry = e.id AND p.seen_later > 0 JOIN bank_entry r ON r.id = p.returned_in
            JOIN bank_statement back ON back.key = r.statement
            WHERE s.import = ?1 AND back.import <> ?1 ORDER BY p.key";
        let mut payments = Vec::new();
        self.each(sql, [bytes(&import.0)], "payment", |cells| {
            payments.push((PaymentId(cells.uuid()?), ImportId(cells.uuid()?)));
            Ok(())
        })?;
        Ok(payments)
    }

    /// Whether a payment is there and was not reversed.
    pub fn payment_counts(&self, payment: PaymentId) -> Result<bool, StoreError> {
        let mut counts = false;
        self.each("SELECT 1 FROM payment WHERE id = ?1 AND reversed IS NULL", [bytes(&payment.0)], "payment", |_| {
            counts = true;
            Ok(())
        })?;
        Ok(counts)
    }

    /// Whose payment it is, reversed or not.
    pub fn customer_of_payment(&self, payment: PaymentId) -> Result<Option<CustomerId>, StoreError> {
        let sql = "SELECT c.id FROM payment p JOIN customer c ON c.key = p.customer WHERE p.id = ?1";
        let mut customer = None;
        self.each(sql, [bytes(&payment.0)], "payment", |cells| {
            customer = Some(CustomerId(cells.uuid()?));
            Ok(())
        })?;
        Ok(customer)
    }

    /// Payments of an amount that a bank line of some day may take back: not reversed, received by then, the latest first.
    pub fn payments_of_amount(
        &self,
        amount: Cents,
        until: NaiveDate,
    ) -> Result<Vec<(PaymentId, CustomerId, NaiveDate)>, StoreError> {
        let sql = "SELECT p.id, c.id, p.received_on FROM payment p JOIN customer c ON c.key = p.customer
            WHERE p.amount_cents = ?1 AND p.received_on <= ?2 AND p.reversed IS NULL
            ORDER BY p.received_on DESC, p.key DESC LIMIT 50";
        let mut payments = Vec::new();
        self.each(sql, params![amount.0, day_text(until)?], "payment", |cells| {
            payments.push((PaymentId(cells.uuid()?), CustomerId(cells.uuid()?), cells.day()?));
            Ok(())
        })?;
        Ok(payments)
    }

    /// The imports that brought statements.
    pub fn imports_of_statements(&self) -> Result<HashSet<ImportId>, StoreError> {
        let mut imports = HashSet::new();
        self.each("SELECT DISTINCT import FROM bank_statement", [], "bank_statement", |cells| {
            imports.insert(ImportId(cells.uuid()?));
            Ok(())
        })?;
        Ok(imports)
    }
}
