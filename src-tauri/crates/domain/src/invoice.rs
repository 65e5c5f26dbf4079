//! Invoices and credit notes, in the terms of EN 16931.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::business::{PaymentTerm, PenaltyRate};
use crate::ids::{CustomerId, ImportId, InvoiceId};
use crate::money::Cents;
use crate::party::Digest;

/// An invoice that the business issued. All amounts are euros; a credit note holds positive amounts and says so by
/// its kind, whatever sign its file had.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Invoice {
    pub id: InvoiceId,
    pub customer: CustomerId,
    pub kind: InvoiceKind,
    /// BT-1, as written.
    pub number: String,
    /// BT-3 (UNTDID 1001), where the file had one.
    #[serde(default)]
    pub type_code: String,
    /// BT-2.
    pub issue_date: NaiveDate,
    /// BT-72: delivery, completion or performance.
    pub delivery_date: Option<NaiveDate>,
    /// Receipt by the debtor, where known; for a public body the deposit date.
    #[serde(default)]
    pub received_on: Option<NaiveDate>,
    /// BT-9 and the instalments, in order of date. Empty: the law computes the due date.
    pub instalments: Vec<Instalment>,
    /// The term agreed for this invoice, when it differs from the terms of sale.
    #[serde(default)]
    pub payment_term: Option<PaymentTerm>,
    /// The penalty rate written on this invoice, when it differs from the terms of sale.
    #[serde(default)]
    pub penalty_rate: Option<PenaltyRate>,
    /// BT-109, where known.
    #[serde(default)]
    pub net_total: Option<Cents>,
    /// BT-110, where known.
    #[serde(default)]
    pub vat_total: Option<Cents>,
    /// BT-112.
    pub gross_total: Cents,
    /// BT-113.
    #[serde(default)]
    pub prepaid: Cents,
    /// BT-115: what was owed the day it was issued. This is the claim, not the gross total.
    pub amount_due: Cents,
    /// BT-83.
    #[serde(default)]
    pub payment_reference: String,
    /// BT-25.
    #[serde(default)]
    pub preceding_invoices: Vec<String>,
    /// What was sold, in the owner's words.
    #[serde(default)]
    pub subject: String,
    /// BT-13.
    #[serde(default)]
    pub order_reference: String,
    #[serde(default)]
    pub claim_nature: ClaimNature,
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// For a credit note: the invoices it lowers. What is not applied stays a credit of the customer.
    #[serde(default)]
    pub credits: Vec<Allocation>,
    /// The import that brought it, where it was not typed.
    #[serde(default)]
    pub import: Option<ImportId>,
    /// What stands behind it.
    #[serde(default, skip_serializing_if = "Origin::is_document")]
    pub origin: Origin,
}

impl Invoice {
    /// An invoice of that amount and nothing else: without a number, an agreed date or papers.
    pub fn bare(id: InvoiceId, customer: CustomerId, issue_date: NaiveDate, amount: Cents) -> Invoice {
        Invoice {
            id,
            customer,
            kind: InvoiceKind::Invoice,
            number: String::new(),
            type_code: String::new(),
            issue_date,
            delivery_date: None,
            received_on: None,
            instalments: Vec::new(),
            payment_term: None,
            penalty_rate: None,
            net_total: None,
            vat_total: None,
            gross_total: amount,
            prepaid: Cents::ZERO,
            amount_due: amount,
            payment_reference: String::new(),
            preceding_invoices: Vec::new(),
            subject: String::new(),
            order_reference: String::new(),
            claim_nature: ClaimNature::General,
            attachments: Vec::new(),
            credits: Vec::new(),
            import: None,
            origin: Origin::Document,
        }
    }

    pub fn is_credit_note(&self) -> bool {
        self.kind == InvoiceKind::CreditNote
    }

    /// Nobody knows when it falls due: it came from the accounts without its document, and neither an agreed date nor
    /// the day that the law counts from is known.
    pub fn lacks_due_date(&self) -> bool {
        !self.origin.is_document() && self.instalments.is_empty()
    }

    /// The last agreed due date, where one was agreed. That of retention money is its release, and none of them.
    pub fn agreed_due_date(&self) -> Option<NaiveDate> {
        self.ordinary().map(|part| part.due_date).max()
    }

    /// The parts with a due date that was agreed, retention money left out.
    pub fn ordinary(&self) -> impl Iterator<Item = &Instalment> {
        self.instalments.iter().filter(|part| !part.retained)
    }

    /// Retention money in all, released or not.
    pub fn retained(&self) -> Cents {
        self.instalments.iter().filter(|part| part.retained).map(|part| part.amount).sum()
    }
}

/// What stands behind an open item. What the accounts alone say is owed, but is not yet something to write a letter about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// An invoice or a credit note.
    #[default]
    Document,
    /// A balance brought forward, whose invoices the accounts do not name.
    BroughtForward,
    /// Money of the customer that went back: an unpaid cheque or debit, or a refund.
    MoneyBack,
    /// Another entry of the accounts: a loss, a transfer, a difference.
    BookEntry,
}

impl Origin {
    pub fn is_document(&self) -> bool {
        *self == Origin::Document
    }
}

/// An invoice before and after an import corrected it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Replaced {
    pub before: Invoice,
    pub after: Invoice,
}

impl Replaced {
    /// `now` without what the import brought: what was changed again since stays, and so does every paper that the
    /// import did not add.
    pub fn taken_back(&self, now: &Invoice) -> Invoice {
        let mut back = now.clone();
        macro_rules! give_back {
            ($($field:ident),*) => {$(
                if now.$field == self.after.$field {
                    back.$field = self.before.$field.clone();
                }
            )*};
        }
        give_back!(
            kind,
            number,
            type_code,
            issue_date,
            delivery_date,
            received_on,
            payment_term,
            penalty_rate,
            net_total,
            vat_total,
            payment_reference,
            preceding_invoices,
            subject,
            order_reference,
            claim_nature
        );
        // What is owed and when go together: half of each would not sum.
        let owed =
            |invoice: &Invoice| (invoice.gross_total, invoice.prepaid, invoice.amount_due, invoice.instalments.clone());
        if owed(now) == owed(&self.after) {
            (back.gross_total, back.prepaid, back.amount_due, back.instalments) = owed(&self.before);
        }
        back.attachments
            .retain(|paper| self.before.attachments.contains(paper) || !self.after.attachments.contains(paper));
        let mut left = back.amount_due;
        for part in &mut back.credits {
            part.amount = part.amount.min(left);
            left = left.minus(part.amount);
        }
        back.credits.retain(|part| part.amount.is_positive());
        back
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceKind {
    Invoice,
    CreditNote,
}

/// A part of an invoice with its own due date. The parts of an invoice sum to its amount due; where retention money is all
/// that has a date, the rest falls due on the day that the law computes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Instalment {
    pub due_date: NaiveDate,
    pub amount: Cents,
    /// Retention money (loi n° 71-584): kept back by the customer until its day of release, which is the due date.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retained: bool,
}

impl Instalment {
    pub fn due(due_date: NaiveDate, amount: Cents) -> Instalment {
        Instalment { due_date, amount, retained: false }
    }
}

/// What was sold, where the law gives it another limitation period (law.md part 6).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimNature {
    #[default]
    General,
    CarriageOfGoods,
    Telecom,
    ResidentialRent,
    ShipSupplies,
    ConsumerCredit,
}

/// A part of a payment or credit note, given to one invoice.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Allocation {
    pub invoice: InvoiceId,
    pub amount: Cents,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Attachment {
    pub digest: Digest,
    /// The file's name as it came.
    pub name: String,
    pub kind: AttachmentKind,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentKind {
    /// The invoice itself, as PDF or XML.
    Original,
    Quote,
    Order,
    DeliveryNote,
    Contract,
    Other,
}
