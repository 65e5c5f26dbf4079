//! Names of things. An invoice number belongs to the seller and is not an id.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                Uuid::parse_str(text).map($name)
            }
        }
    )*};
}

id! {
    /// A customer of the business: its debtor once an invoice is overdue.
    CustomerId,
    /// A person at a customer.
    ContactId,
    InvoiceId,
    PaymentId,
    /// A drafted document, sent or not.
    LetterId,
    /// One contact with a customer, in either direction.
    ExchangeId,
    PromiseId,
    DisputeId,
    PauseId,
    /// An agreement to pay by instalments.
    PlanId,
    /// "I have paid": the customer's word, to be checked at the bank.
    PaymentClaimId,
    /// One import, undone as a whole.
    ImportId,
    /// A statement of a bank account.
    StatementId,
    /// One line of it.
    BankEntryId,
    /// Something that the law of limitation looks at.
    LimitationFactId,
}
