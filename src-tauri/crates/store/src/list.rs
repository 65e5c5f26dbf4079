//! Pages of invoices and customers for the screens: filtered, searched, sorted and cut in SQL.

use chrono::{Days, NaiveDate};
use domain::{Cents, CustomerId, DebtorKind, InvoiceId, InvoiceKind, Origin, PaymentTerm, PublicBuyer};
use rusqlite::params_from_iter;
use rusqlite::types::Value;

use crate::cells::{Cells, day_text};
use crate::error::StoreError;
use crate::fold::{anywhere, name_key, number_key};
use crate::open::Reader;
use crate::project::bytes;

/// Which invoices are listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum InvoiceState {
    #[default]
    All,
    /// Something is owed and it was not given up.
    Open,
    /// Open, and the due date of a part that is unpaid has passed. Money counts on the oldest part first.
    Overdue,
    /// Open, and no due date of a part that is unpaid has passed.
    NotDue,
    /// Nothing is owed.
    Settled,
    WrittenOff,
    /// Not settled, and owed to a factor or a bank.
    Ceded,
    /// Open, with a dispute that has not ended.
    Disputed,
    CreditNotes,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InvoiceFilter {
    pub state: InvoiceState,
    pub customer: Option<CustomerId>,
    /// Part of a number or of a customer's name; accents, case and separators do not matter. Empty finds all.
    pub search: String,
    pub today: NaiveDate,
    /// For invoices without an agreed due date: days after issue from which a list calls them overdue. Only for lists;
    /// the law decides the claim.
    pub presumed_term_days: u16,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum InvoiceSort {
    Number,
    Customer,
    Issued,
    #[default]
    Due,
    Amount,
    Open,
}

/// One line of the list of invoices.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InvoiceRow {
    pub id: InvoiceId,
    pub customer: CustomerId,
    pub customer_name: String,
    pub debtor: Option<DebtorKind>,
    pub public_buyer: Option<PublicBuyer>,
    pub kind: InvoiceKind,
    pub number: String,
    /// What was sold, in the owner's words.
    pub subject: String,
    pub issue_date: NaiveDate,
    /// The first due date that was agreed; none where the law computes it from the fields below.
    pub first_due: Option<NaiveDate>,
    /// The first due date of which something is unpaid, where there are several; none where all is paid, and where the
    /// law computes the date of what is unpaid.
    pub next_due: Option<NaiveDate>,
    /// How many due dates it has: 1 also where the law computes it.
    pub due_dates: u32,
    pub delivery_date: Option<NaiveDate>,
    pub received_on: Option<NaiveDate>,
    pub payment_term: Option<PaymentTerm>,
    pub origin: Origin,
    pub amount_due: Cents,
    pub credited: Cents,
    pub paid: Cents,
    /// Costs withheld that count as paid, and early discounts granted.
    pub withheld: Cents,
    pub discounted: Cents,
    /// What is left of the principal, all movements counted; for a credit note what is not applied yet.
    pub open: Cents,
    pub written_off: Option<NaiveDate>,
    /// To whom it is ceded, while it is.
    pub ceded_to: Option<String>,
    /// A dispute of it has not ended.
    pub disputed: bool,
    /// A promise of its customer that names it, or names none, is not closed.
    pub promised: bool,
    /// A pause of it or of its customer holds today.
    pub paused: bool,
}

/// Part of a list, and how long the whole is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page<T> {
    pub rows: Vec<T>,
    pub total: u64,
    /// What is owed on the whole list, not only on the page; invoices given up and credit notes not counted.
    pub open: Cents,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CustomerFilter {
    /// Part of the name, the city or the SIREN; accents and case do not matter. Empty finds all.
    pub search: String,
    /// Only customers who owe something.
    pub owing: bool,
    pub kind: Option<DebtorKind>,
    /// Only customers whose kind nobody knows.
    pub kind_unknown: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum CustomerSort<'f> {
    #[default]
    Name,
    Open,
    /// By how many invoices are open.
    OpenInvoices,
    /// By the oldest due date of what is open.
    Oldest,
    /// By the day of the last exchange; customers without one come last in both directions.
    LastExchange,
    /// By a figure that the tables do not hold, such as what is overdue by law. Customers without one have zero.
    Figure(&'f [(CustomerId, Cents)]),
}

/// One line of the list of customers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CustomerRow {
    pub id: CustomerId,
    pub name: String,
    pub kind: Option<DebtorKind>,
    pub kind_confirmed: bool,
    pub city: String,
    pub open: Cents,
    pub open_invoices: u64,
    /// The oldest date of what is open: agreed due date, or issue date where none was agreed.
    pub oldest: Option<NaiveDate>,
    pub last_exchange: Option<NaiveDate>,
}

/// Totals over all files.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    pub customers: u64,
    pub invoices: u64,
    pub open_invoices: u64,
    pub open: Cents,
    pub overdue_invoices: u64,
    /// What is left of the parts whose due date has passed.
    pub overdue: Cents,
}

/// What lists call open. The indices hold this column, so that counting reads no row.
const OPEN: &str = "i.owed_cents > 0";

/// Overdue in the sense of lists: `?` today, `?` the last issue date that is overdue without an agreed date, `?` today.
/// What is left is left of the latest parts: an invoice whose later parts are all that is owed is not late.
const LATE: &str =
    "i.sort_due < ? AND (i.first_due IS NOT NULL OR i.origin = 'document' AND i.issue_date < ?) AND i.key NOT IN (
    SELECT part.invoice FROM instalment part CROSS JOIN invoice whole ON whole.key = part.invoice
    WHERE part.due_date >= ? GROUP BY part.invoice HAVING sum(part.amount_cents) >= whole.owed_cents)";

/// What falls due later of invoices that are late: `?` today, then the condition of the invoices.
const LATER: &str = "SELECT count(*), coalesce(sum(later.cents), 0) FROM
    (SELECT part.invoice AS invoice, sum(part.amount_cents) AS cents FROM instalment part
        WHERE part.due_date >= ? GROUP BY part.invoice) later
    CROSS JOIN invoice i ON i.key = later.invoice";

/// Customers that were not taken out.
const ALL_CUSTOMERS: &str = "c.withdrawn IS NULL";

/// A condition under construction, with its values.
struct Where {
    sql: String,
    values: Vec<Value>,
}

impl Where {
    fn and(&mut self, condition: &str, values: impl IntoIterator<Item = Value>) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
        self.values.extend(values);
    }
}

fn late_values(today: NaiveDate, presumed_term_days: u16) -> Result<[Value; 3], StoreError> {
    let presumed = today.checked_sub_days(Days::new(presumed_term_days.into())).unwrap_or(today);
    let value = |day| -> Result<Value, StoreError> { Ok(day_text(day)?.as_str().to_owned().into()) };
    Ok([value(today)?, value(presumed)?, value(today)?])
}

impl InvoiceFilter {
    /// Everything, as of a day.
    pub fn all(today: NaiveDate) -> InvoiceFilter {
        InvoiceFilter { state: InvoiceState::All, customer: None, search: String::new(), today, presumed_term_days: 30 }
    }

    fn condition(&self) -> Result<Where, StoreError> {
        let state = match self.state {
            InvoiceState::All => "i.withdrawn IS NULL",
            InvoiceState::Open | InvoiceState::Overdue | InvoiceState::NotDue => OPEN,
            InvoiceState::Settled => "i.withdrawn IS NULL AND i.kind = 'invoice' AND i.open_cents = 0",
            InvoiceState::WrittenOff => "i.withdrawn IS NULL AND i.written_off IS NOT NULL",
            InvoiceState::Ceded => "i.withdrawn IS NULL AND i.ceded IS NOT NULL AND i.open_cents > 0",
            InvoiceState::Disputed => {
                "i.owed_cents > 0 AND i.key IN (SELECT invoice FROM dispute WHERE closed_on IS NULL)"
            }
            InvoiceState::CreditNotes => "i.withdrawn IS NULL AND i.kind = 'credit_note'",
        };
        let mut condition = Where { sql: state.to_owned(), values: Vec::new() };
        if self.state == InvoiceState::Overdue {
            condition.and(LATE, late_values(self.today, self.presumed_term_days)?);
        }
        if self.state == InvoiceState::NotDue {
            condition.and(&format!("NOT ({LATE})"), late_values(self.today, self.presumed_term_days)?);
        }
        if let Some(customer) = self.customer {
            let id = Value::Blob(bytes(&customer.0).to_vec());
            condition.and("i.customer = (SELECT key FROM customer WHERE id = ?)", [id]);
        }
        let (number, name) = (number_key(&self.search), name_key(&self.search));
        if !number.is_empty() {
            condition.and(
                "(i.number_key LIKE ? ESCAPE '\\' OR i.customer IN
                    (SELECT key FROM customer WHERE name_key LIKE ? ESCAPE '\\' AND withdrawn IS NULL))",
                [anywhere(&number).into(), anywhere(&name).into()],
            );
        }
        Ok(condition)
    }
}

impl Reader {
    /// A page of invoices. Ties are in the order of recording; the invoices of one customer by due
    /// date.
    pub fn invoice_list(
        &self,
        filter: &InvoiceFilter,
        sort: InvoiceSort,
        descending: bool,
        offset: u64,
        limit: u64,
    ) -> Result<Page<InvoiceRow>, StoreError> {
        let condition = filter.condition()?;
        let way = if descending { "DESC" } else { "ASC" };
        let by = |column: &str| format!("{column} {way}, i.key {way}");
        let order = match sort {
            InvoiceSort::Number => by("i.number_key"),
            // As the indices have it, so that a page of a million is read without sorting them.
            InvoiceSort::Customer => format!("c.name_key {way}, c.key {way}, i.sort_due {way}"),
            InvoiceSort::Issued => by("i.issue_date"),
            InvoiceSort::Due => by("i.sort_due"),
            InvoiceSort::Amount => by("i.amount_due_cents"),
            InvoiceSort::Open => by("i.owed_cents"),
        };
        // By name, the customers are walked in order and their invoices looked up; else the invoices alone are sorted.
        let from = match sort {
            InvoiceSort::Customer => "customer c CROSS JOIN invoice i ON i.customer = c.key AND c.withdrawn IS NULL",
            _ => "invoice i",
        };
        let sql = format!(
            "WITH page AS MATERIALIZED (
                SELECT i.key AS key, row_number() OVER () AS place FROM (
                    SELECT i.key AS key FROM {from} WHERE {} ORDER BY {order} LIMIT ? OFFSET ?) i)
             SELECT i.id, c.id, c.name, c.kind, c.public_buyer, i.kind, i.number, i.subject, i.issue_date, i.first_due,
                (SELECT min(part.due_date) FROM instalment part WHERE part.invoice = i.key AND i.open_cents >
                    (SELECT coalesce(sum(later.amount_cents), 0) FROM instalment later
                        WHERE later.invoice = i.key AND later.due_date > part.due_date)
                    AND (i.first_due IS NOT NULL OR i.open_cents <=
                        (SELECT sum(kept.amount_cents) FROM instalment kept WHERE kept.invoice = i.key))),
                max(1, (SELECT count(*) + (i.first_due IS NULL) FROM instalment part WHERE part.invoice = i.key)),
                i.delivery_date, i.received_on, i.payment_term, i.origin, i.amount_due_cents, i.credited_cents, i.paid_cents,
                i.withheld_cents, i.discounted_cents, i.open_cents, i.written_off,
                (SELECT s.cessionary FROM cession s WHERE s.invoice = i.key AND s.returned_on IS NULL),
                EXISTS (SELECT 1 FROM dispute d WHERE d.invoice = i.key AND d.closed_on IS NULL),
                EXISTS (SELECT 1 FROM promise p WHERE p.customer = i.customer AND p.closed_on IS NULL AND i.owed_cents > 0
                    AND (p.invoices = '[]' OR instr(lower(replace(p.invoices, '-', '')), lower(hex(i.id))) > 0)),
                EXISTS (SELECT 1 FROM pause p WHERE p.customer = i.customer
                    AND (p.invoice IS NULL OR p.invoice = i.key) AND p.from_day <= ?
                    AND (p.until_day IS NULL OR p.until_day >= ?) AND (p.ended_on IS NULL OR p.ended_on > ?))
             FROM page CROSS JOIN invoice i ON i.key = page.key CROSS JOIN customer c ON c.key = i.customer
             ORDER BY page.place",
            condition.sql
        );
        let today = day_text(filter.today)?.as_str().to_owned();
        let mut values = condition.values.clone();
        values.extend([(limit.min(i64::MAX as u64) as i64).into(), (offset.min(i64::MAX as u64) as i64).into()]);
        values.extend(std::iter::repeat_n(Value::from(today), 3));
        self.at_one_moment(|| {
            let mut rows = Vec::new();
            self.each(&sql, params_from_iter(&values), "invoice", |cells| {
                rows.push(invoice_row(cells)?);
                Ok(())
            })?;
            let sql = format!("SELECT count(*), coalesce(sum(i.owed_cents), 0) FROM invoice i WHERE {}", condition.sql);
            let (total, open) = self.sums(&sql, &condition.values)?;
            Ok(Page { rows, total, open })
        })
    }

    /// What is overdue of the invoices of a filter, whatever its state: of several due dates only what has passed.
    pub fn invoice_overdue(&self, filter: &InvoiceFilter) -> Result<Cents, StoreError> {
        let condition = InvoiceFilter { state: InvoiceState::Overdue, ..filter.clone() }.condition()?;
        self.at_one_moment(|| Ok(self.late_sums(&condition, filter.today)?.1))
    }

    /// How many invoices a condition of late ones has, and what is overdue of them.
    fn late_sums(&self, late: &Where, today: NaiveDate) -> Result<(u64, Cents), StoreError> {
        let sql = format!("SELECT count(*), coalesce(sum(i.owed_cents), 0) FROM invoice i WHERE {}", late.sql);
        let (count, owed) = self.sums(&sql, &late.values)?;
        let mut values = vec![Value::from(day_text(today)?.as_str().to_owned())];
        values.extend(late.values.iter().cloned());
        let later = self.sums(&format!("{LATER} WHERE {}", late.sql), &values)?.1;
        Ok((count, owed.minus(later)))
    }

    /// A page of customers. `open` sums what the whole list owes.
    pub fn customer_list(
        &self,
        filter: &CustomerFilter,
        sort: CustomerSort<'_>,
        descending: bool,
        offset: u64,
        limit: u64,
    ) -> Result<Page<CustomerRow>, StoreError> {
        let mut condition = Where { sql: ALL_CUSTOMERS.to_owned(), values: Vec::new() };
        let name = name_key(&filter.search);
        if !name.is_empty() {
            // A SIREN is found however it is spaced; a city without its accents.
            condition.and(
                "(c.name_key LIKE ? ESCAPE '\\' OR folded(c.city) LIKE ? ESCAPE '\\' OR c.siren LIKE ? ESCAPE '\\')",
                [anywhere(&name).into(), anywhere(&name).into(), anywhere(&number_key(&filter.search)).into()],
            );
        }
        if let Some(kind) = filter.kind {
            condition.and("c.kind = ?", [crate::code::Code::code(kind).to_owned().into()]);
        }
        if filter.kind_unknown {
            condition.and("c.kind IS NULL", []);
        }
        if filter.owing {
            condition.and(&format!("EXISTS (SELECT 1 FROM invoice i WHERE i.customer = c.key AND {OPEN})"), []);
        }
        let way = if descending { "DESC" } else { "ASC" };
        const OWED: &str = "LEFT JOIN owed ON owed.customer = c.key";
        let mut figures = String::from("[]");
        let (join, column) = match sort {
            CustomerSort::Name => ("", "c.name_key"),
            CustomerSort::Open => (OWED, "coalesce(owed.open, 0)"),
            CustomerSort::OpenInvoices => (OWED, "coalesce(owed.count, 0)"),
            // Customers who owe nothing come last in both directions.
            CustomerSort::Oldest => (OWED, "owed.oldest IS NULL, owed.oldest"),
            CustomerSort::LastExchange => {
                ("LEFT JOIN spoken ON spoken.customer = c.key", "spoken.day IS NULL, spoken.day")
            }
            CustomerSort::Figure(given) => {
                figures = figures_json(given);
                ("LEFT JOIN figure ON figure.id = hex(c.id)", "coalesce(figure.cents, 0)")
            }
        };
        let sql = format!(
            "WITH owed AS (SELECT i.customer AS customer, sum(i.owed_cents) AS open, count(*) AS count,
                        min(i.sort_due) AS oldest
                    FROM invoice i WHERE {OPEN} GROUP BY i.customer),
                spoken AS (SELECT e.customer AS customer, max(e.day) AS day
                    FROM exchange e WHERE e.withdrawn IS NULL GROUP BY e.customer),
                figure AS MATERIALIZED (SELECT value ->> 0 AS id, value ->> 1 AS cents FROM json_each(?)),
                page AS MATERIALIZED (SELECT i.key AS key, row_number() OVER () AS place FROM (
                    SELECT c.key AS key FROM customer c {join} WHERE {} ORDER BY {column} {way}, c.key {way}
                    LIMIT ? OFFSET ?) i)
             SELECT c.id, c.name, c.kind, c.kind_confirmed, c.city,
                (SELECT coalesce(sum(i.owed_cents), 0) FROM invoice i WHERE i.customer = c.key AND {OPEN}),
                (SELECT count(*) FROM invoice i WHERE i.customer = c.key AND {OPEN}),
                (SELECT min(i.sort_due) FROM invoice i WHERE i.customer = c.key AND {OPEN}),
                (SELECT max(e.day) FROM exchange e WHERE e.customer = c.key AND e.withdrawn IS NULL)
             FROM page CROSS JOIN customer c ON c.key = page.key ORDER BY page.place",
            condition.sql
        );
        let mut values = vec![Value::from(figures)];
        values.extend(condition.values.iter().cloned());
        values.extend([(limit.min(i64::MAX as u64) as i64).into(), (offset.min(i64::MAX as u64) as i64).into()]);
        self.at_one_moment(|| {
            let mut rows = Vec::new();
            self.each(&sql, params_from_iter(&values), "customer", |cells| {
                rows.push(CustomerRow {
                    id: CustomerId(cells.uuid()?),
                    name: cells.text()?,
                    kind: cells.opt_code()?,
                    kind_confirmed: cells.bool()?,
                    city: cells.text()?,
                    open: cells.cents()?,
                    open_invoices: cells.small()?,
                    oldest: cells.opt_day()?,
                    last_exchange: cells.opt_day()?,
                });
                Ok(())
            })?;
            let total =
                self.sums(&format!("SELECT count(*), 0 FROM customer c WHERE {}", condition.sql), &condition.values)?.0;
            // Without a filter the sum needs no customer.
            let sql = match condition.sql == ALL_CUSTOMERS {
                true => format!("SELECT 0, coalesce(sum(i.owed_cents), 0) FROM invoice i WHERE {OPEN}"),
                false => format!(
                    "SELECT 0, coalesce(sum(i.owed_cents), 0) FROM customer c CROSS JOIN invoice i ON i.customer = c.key
                     WHERE {OPEN} AND {}",
                    condition.sql
                ),
            };
            let open = self.sums(&sql, &condition.values)?.1;
            Ok(Page { rows, total, open })
        })
    }

    /// Totals for the headings, by the same rules as the lists.
    pub fn counts(&self, today: NaiveDate, presumed_term_days: u16) -> Result<Counts, StoreError> {
        self.at_one_moment(|| {
            let customers = self.sums("SELECT count(*), 0 FROM customer c WHERE c.withdrawn IS NULL", &[])?.0;
            let invoices = self.sums("SELECT count(*), 0 FROM invoice i WHERE i.withdrawn IS NULL", &[])?.0;
            let sums = "SELECT count(*), coalesce(sum(i.owed_cents), 0) FROM invoice i";
            let (open_invoices, open) = self.sums(&format!("{sums} WHERE {OPEN}"), &[])?;
            let late = InvoiceFilter { state: InvoiceState::Overdue, presumed_term_days, ..InvoiceFilter::all(today) };
            let (overdue_invoices, overdue) = self.late_sums(&late.condition()?, today)?;
            Ok(Counts { customers, invoices, open_invoices, open, overdue_invoices, overdue })
        })
    }

    pub(crate) fn sums(&self, sql: &str, values: &[Value]) -> Result<(u64, Cents), StoreError> {
        let mut sums = (0, Cents::ZERO);
        self.each(sql, params_from_iter(values), "invoice", |cells| {
            sums = (cells.small()?, cells.cents()?);
            Ok(())
        })?;
        Ok(sums)
    }
}

/// `[["<id in hex>", cents], …]`, as the query reads it.
fn figures_json(figures: &[(CustomerId, Cents)]) -> String {
    use std::fmt::Write;
    let mut json = String::from("[");
    for (customer, cents) in figures {
        let comma = if json.len() > 1 { "," } else { "" };
        // Writing into a string does not fail.
        let _ = write!(json, "{comma}[\"{:X}\",{}]", customer.0.simple(), cents.0);
    }
    json.push(']');
    json
}

fn invoice_row(cells: &mut Cells<'_>) -> Result<InvoiceRow, StoreError> {
    Ok(InvoiceRow {
        id: InvoiceId(cells.uuid()?),
        customer: CustomerId(cells.uuid()?),
        customer_name: cells.text()?,
        debtor: cells.opt_code()?,
        public_buyer: cells.opt_code()?,
        kind: cells.code()?,
        number: cells.text()?,
        subject: cells.text()?,
        issue_date: cells.day()?,
        first_due: cells.opt_day()?,
        next_due: cells.opt_day()?,
        due_dates: cells.small()?,
        delivery_date: cells.opt_day()?,
        received_on: cells.opt_day()?,
        payment_term: cells.opt_json()?,
        origin: cells.code()?,
        amount_due: cells.cents()?,
        credited: cells.cents()?,
        paid: cells.cents()?,
        withheld: cells.cents()?,
        discounted: cells.cents()?,
        open: cells.cents()?,
        written_off: cells.opt_day()?,
        ceded_to: cells.opt_text()?,
        disputed: cells.bool()?,
        promised: cells.bool()?,
        paused: cells.bool()?,
    })
}
