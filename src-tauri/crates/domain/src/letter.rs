//! Drafted documents. Their bytes are kept among the originals under their digest.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::exchange::Channel;
use crate::ids::{CustomerId, InvoiceId, LetterId};
use crate::locale::Lang;
use crate::money::Cents;
use crate::party::Digest;
use crate::step::StepKey;

/// A document as it was previewed, and so as it is kept and sent (R19).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Letter {
    pub id: LetterId,
    pub customer: CustomerId,
    pub step: StepKey,
    pub invoices: Vec<InvoiceId>,
    pub lang: Lang,
    /// The day it is dated and computed for.
    pub day: NaiveDate,
    /// The way it is meant to go.
    pub channel: Channel,
    pub recipient: String,
    pub subject: String,
    /// Everything it says, in plain words: what a reader finds in the evidence.
    pub text: String,
    /// The words as the owner may go on changing them, with the marks of table and payment.
    #[serde(default)]
    pub body: String,
    /// The PDF, byte for byte.
    pub pdf: Digest,
    /// The message with the PDF inside (.eml), where one was made.
    #[serde(default)]
    pub message: Option<Digest>,
    pub figures: LetterFigures,
    /// Deadline given, in days.
    #[serde(default)]
    pub deadline_days: Option<u16>,
}

/// How a letter left Acquit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TakenOut {
    /// Written to a folder as a PDF.
    Saved,
    /// Opened in the system's reader.
    Printed,
    /// Opened in the mail program as a message.
    Message,
}

/// The sums that the letter claims.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct LetterFigures {
    pub principal: Cents,
    pub interest: Cents,
    pub indemnity: Cents,
    pub total: Cents,
}
