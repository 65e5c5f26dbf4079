//! Money received.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{BankEntryId, CustomerId, ImportId, InvoiceId, PaymentId};
use crate::invoice::Allocation;
use crate::money::Cents;

/// Money at the disposal of the business. What is not allocated stays a credit of the customer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Payment {
    pub id: PaymentId,
    pub customer: CustomerId,
    /// The day the funds were there (law.md C3); of a cheque, the day it was handed over.
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
    /// The import that brought it; none for what the owner noted or recognised.
    #[serde(default)]
    pub import: Option<ImportId>,
    /// Which invoices it pays. The parts never exceed the amount.
    pub allocations: Vec<Allocation>,
    /// Costs that a bank on the way or the payer kept, and that the owner takes for paid: on top of the amount, which is
    /// what came. They lower an invoice from the day of the payment, as a credit note would (law.md C8).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withheld: Vec<Allocation>,
    /// Early discounts that the owner grants (law.md FS-02), in the same way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discounts: Vec<Allocation>,
    /// What of the amount pays interest and indemnity of invoices, beyond their principal: `allocations` lower what lists
    /// call open, these do not. The law counts both as money for the invoice, in its own order (law.md PA-02).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accessories: Vec<Allocation>,
    /// The customer said, when it paid, which invoices (law.md PA-01).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub indicated: bool,
    /// What is known of the cheque; none for other means, and where nothing was noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cheque: Option<Cheque>,
    /// The day it was given to whom the invoices were ceded (see `CustomerFile::to_pass_on`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed_on: Option<NaiveDate>,
}

impl Payment {
    /// Money that no invoice has yet.
    pub fn of(id: PaymentId, customer: CustomerId, received_on: NaiveDate, amount: Cents, means: Means) -> Payment {
        Payment {
            id,
            customer,
            received_on,
            amount,
            means,
            reference: String::new(),
            note: String::new(),
            entry: None,
            import: None,
            allocations: Vec::new(),
            withheld: Vec::new(),
            discounts: Vec::new(),
            accessories: Vec::new(),
            indicated: false,
            cheque: None,
            passed_on: None,
        }
    }

    /// The day the funds are there (law.md C3): that of the deposit, for a cheque; none while it waits for it.
    pub fn funds_on(&self) -> Option<NaiveDate> {
        match &self.cheque {
            None => Some(self.received_on),
            Some(cheque) => cheque.deposited_on.map(|day| day.max(self.received_on)),
        }
    }

    /// A cheque that nobody has taken to the bank by that day.
    pub fn waits_for_deposit(&self, day: NaiveDate) -> bool {
        let Some(cheque) = &self.cheque else { return false };
        self.received_on <= day && cheque.deposited_on.is_none_or(|deposited| deposited > day)
    }

    /// What it gave to one invoice: money, costs withheld, discounts.
    pub fn given_to(&self, invoice: InvoiceId) -> (Cents, Cents, Cents) {
        let of =
            |parts: &[Allocation]| parts.iter().filter(|part| part.invoice == invoice).map(|part| part.amount).sum();
        (of(&self.allocations), of(&self.withheld), of(&self.discounts))
    }

    /// What it gave to the interest and indemnity of one invoice.
    pub fn accessories_of(&self, invoice: InvoiceId) -> Cents {
        self.accessories.iter().filter(|part| part.invoice == invoice).map(|part| part.amount).sum()
    }

    /// What no invoice has of it: a credit of the customer.
    pub fn free(&self) -> Cents {
        self.amount.minus(self.allocations.iter().chain(&self.accessories).map(|part| part.amount).sum())
    }

    /// The part becomes the invoice's.
    pub fn give(&mut self, part: Allocation, to: PaidPart) {
        match to {
            PaidPart::Principal => self.allocations.push(part),
            PaidPart::Accessories => self.accessories.push(part),
        }
    }
}

/// A cheque: the customer has paid the day it is handed over (`received_on` of the payment), and the funds are there the
/// day it is deposited.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Cheque {
    #[serde(default)]
    pub number: String,
    /// None while it waits to be taken to the bank.
    #[serde(default)]
    pub deposited_on: Option<NaiveDate>,
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

/// What of an invoice a part of a payment pays.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaidPart {
    /// The invoice itself: what lists call open is lowered.
    #[default]
    Principal,
    /// Interest and indemnity.
    Accessories,
}

impl PaidPart {
    /// For facts written before there was a choice.
    pub fn is_principal(&self) -> bool {
        *self == PaidPart::Principal
    }
}

/// A part that an import gave from money that was there already to an invoice that was there already, so that undoing it
/// can free that money again.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Applied {
    pub money: Money,
    pub invoice: InvoiceId,
    pub amount: Cents,
}

/// Money of a customer: what came in, or a credit note.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Money {
    Payment(PaymentId),
    CreditNote(InvoiceId),
}

/// What a payment lowers first inside an invoice; the indemnity comes last in both (law.md PA-02).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentOrder {
    /// C. civ. 1343-1.
    #[default]
    InterestFirst,
    /// Agreed, or granted by the creditor: the debtor owes less.
    PrincipalFirst,
}

impl PaymentOrder {
    pub fn other(self) -> PaymentOrder {
        match self {
            PaymentOrder::InterestFirst => PaymentOrder::PrincipalFirst,
            PaymentOrder::PrincipalFirst => PaymentOrder::InterestFirst,
        }
    }
}

/// The order that the owner chose for the payments of a customer, those recorded before too.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OrderChosen {
    pub customer: CustomerId,
    pub order: PaymentOrder,
    pub day: NaiveDate,
    pub reason: String,
}
