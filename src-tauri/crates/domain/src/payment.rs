//! Money received.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{BankEntryId, CustomerId, PaymentId};
use crate::invoice::Allocation;
use crate::money::Cents;

/// Money at the disposal of the business. What is not allocated stays a credit of the customer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Payment {
    pub id: PaymentId,
    pub customer: CustomerId,
    /// The day the funds were there (law.md C3).
    pub received_on: NaiveDate,
    pub amount: Cents,
    pub means: Means,
    #[serde(default)]
    pub reference: String,
    #[serde(default)]
    pub note: String,
    /// The bank line it was recognised in; none for what was noted by hand.
    #[serde(default)]
    pub entry: Option<BankEntryId>,
    /// Which invoices it pays. The parts never exceed the amount.
    pub allocations: Vec<Allocation>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    Transfer,
    Cheque,
    Cash,
    Card,
    DirectDebit,
    Other,
}
