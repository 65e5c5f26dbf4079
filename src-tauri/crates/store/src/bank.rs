//! Bank lines read back: what waits, what was recognised, what is known already, how far the bank has been seen.

use chrono::NaiveDate;
use domain::{BankEntry, BankEntryId, Cents, CustomerId, ImportId, PaymentId};
use rusqlite::{OptionalExtension, params};

use crate::cells::{Cells, day_text};
use crate::error::StoreError;
use crate::open::Reader;
use crate::project::bytes;

/// A line with what became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BankEntryRow {
    pub entry: BankEntry,
    pub account: String,
    /// The payment recognised in it, with its customer.
    pub payment: Option<(PaymentId, CustomerId)>,
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

/// A payment that an accounting journal brought, and that no line of the bank was recognised as.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccountsPayment {
    pub id: PaymentId,
    pub import: ImportId,
    pub customer_name: String,
    pub received_on: NaiveDate,
    pub amount: Cents,
    /// The journal and entry it stands in.
    pub note: String,
}

const COLUMNS: &str = "e.id, e.day, e.value_date, e.amount_cents, e.text, e.payer_name, e.payer_account,
    e.creditor_reference, e.end_to_end_id, e.bank_reference, e.cheque_number, e.operation, e.return_reason, e.account,
    p.id, c.id, r.id, e.aside_on, e.aside_reason";

const JOINS: &str = "FROM bank_entry e LEFT JOIN payment p ON p.entry = e.id AND p.reversed IS NULL
    LEFT JOIN customer c ON c.key = p.customer LEFT JOIN payment r ON r.returned_in = e.id";

fn condition(state: BankEntryState) -> &'static str {
    match state {
        // Money out matters only where it takes a payment back.
        BankEntryState::Waiting => {
            "e.withdrawn IS NULL AND e.aside_on IS NULL AND p.id IS NULL AND r.id IS NULL
                AND (e.amount_cents > 0 OR e.return_reason IS NOT NULL)"
        }
        BankEntryState::Recognised => "e.withdrawn IS NULL AND (p.id IS NOT NULL OR r.id IS NOT NULL)",
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
    let payment = cells.opt_uuid()?.map(PaymentId);
    let customer = cells.opt_uuid()?.map(CustomerId);
    Ok(BankEntryRow {
        entry,
        account,
        payment: payment.zip(customer),
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
        Ok(rows)
    }

    /// How many lines are in a state, and what they sum to.
    pub fn bank_entry_count(&self, state: BankEntryState) -> Result<(u64, Cents), StoreError> {
        let sql = format!("SELECT count(*), coalesce(sum(e.amount_cents), 0) {JOINS} WHERE {}", condition(state));
        self.sums(&sql, &[])
    }

    pub fn bank_entry(&self, id: BankEntryId) -> Result<Option<BankEntryRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} {JOINS} WHERE e.withdrawn IS NULL AND e.id = ?1");
        let mut found = None;
        self.each(&sql, [bytes(&id.0)], "bank_entry", |cells| {
            found = Some(entry_row(cells)?);
            Ok(())
        })?;
        Ok(found)
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

    /// Payments out of accounting journals, by day.
    pub fn payments_of_accounts(&self) -> Result<Vec<AccountsPayment>, StoreError> {
        let sql = "SELECT p.id, p.import, c.name, p.received_on, p.amount_cents, p.note FROM payment p
            JOIN customer c ON c.key = p.customer
            WHERE p.import IS NOT NULL AND p.entry IS NULL AND p.reversed IS NULL ORDER BY p.received_on, p.key";
        let mut payments = Vec::new();
        self.each(sql, [], "payment", |cells| {
            payments.push(AccountsPayment {
                id: PaymentId(cells.uuid()?),
                import: ImportId(cells.uuid()?),
                customer_name: cells.text()?,
                received_on: cells.day()?,
                amount: cells.cents()?,
                note: cells.text()?,
            });
            Ok(())
        })?;
        Ok(payments)
    }

    /// Accounts that payments were recognised from, with the customer each belongs to.
    pub fn payer_accounts(&self) -> Result<Vec<(String, CustomerId)>, StoreError> {
        let sql = "SELECT DISTINCT e.payer_account, c.id FROM payment p JOIN bank_entry e ON e.id = p.entry
            JOIN customer c ON c.key = p.customer
            WHERE p.reversed IS NULL AND e.withdrawn IS NULL AND e.payer_account <> '' ORDER BY e.payer_account, c.key";
        let mut accounts = Vec::new();
        self.each(sql, [], "bank_entry", |cells| {
            accounts.push((cells.text()?, CustomerId(cells.uuid()?)));
            Ok(())
        })?;
        Ok(accounts)
    }

    /// Whether a statement of this account with these balances and days is known.
    pub fn knows_statement(&self, account: &str, number: &str, last: Option<NaiveDate>) -> Result<bool, StoreError> {
        let last = last.map(day_text).transpose()?;
        let mut statement = self.connection.prepare_cached(
            "SELECT 1 FROM bank_statement WHERE account = ?1 AND number = ?2 AND last_day IS ?3 AND withdrawn IS NULL",
        )?;
        Ok(statement.query_row(params![account, number, last], |_| Ok(())).optional()?.is_some())
    }
}
