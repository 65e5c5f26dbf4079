//! The lists of invoices and customers, a page at a time.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Badge;

#[derive(Clone, Debug, Deserialize, TS)]
pub struct ListQuery {
    pub search: String,
    /// Invoices: `open`, `overdue`, `not_due`, `paid`, `ceded`, `credit_notes`, `all`. Customers: `open`, `to_name`, `all`.
    pub filter: String,
    /// Name of a column.
    pub sort: String,
    pub descending: bool,
    pub offset: u32,
    pub limit: u32,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct InvoicesView {
    pub rows: Vec<InvoiceRow>,
    pub total: u32,
    #[ts(type = "number")]
    pub open: i64,
    #[ts(type = "number")]
    pub overdue: i64,
    /// How many rows each filter has.
    pub counts: Vec<FilterCount>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct FilterCount {
    pub filter: String,
    pub count: u32,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct InvoiceRow {
    pub id: String,
    pub number: String,
    pub customer: String,
    pub customer_name: String,
    pub subject: String,
    pub issue_date: String,
    /// The date that counts for interest; absent for a credit note.
    pub due_date: Option<String>,
    /// "2 échéances"; empty where there is one.
    pub due_dates: String,
    pub days_late: i32,
    #[ts(type = "number")]
    pub amount: i64,
    #[ts(type = "number")]
    pub paid: i64,
    #[ts(type = "number")]
    pub open: i64,
    pub state: Badge,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct CustomersView {
    pub rows: Vec<CustomerRow>,
    pub total: u32,
    pub counts: Vec<FilterCount>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct CustomerRow {
    pub id: String,
    pub name: String,
    pub city: String,
    pub kind_label: String,
    pub kind_known: bool,
    pub open_invoices: u32,
    #[ts(type = "number")]
    pub open: i64,
    #[ts(type = "number")]
    pub overdue: i64,
    pub last_contact: Option<String>,
    pub next_step: Option<Badge>,
}

/// A result of the search box.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SearchHit {
    /// `customer` or `invoice`.
    pub kind: String,
    pub id: String,
    pub customer: String,
    pub customer_name: String,
    pub title: String,
    pub detail: String,
}
