//! Contacts with a customer, in either direction: the substance of the evidence.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{CustomerId, ExchangeId, InvoiceId, LetterId};
use crate::step::StepKey;

/// One contact. Acquit sends nothing: an outgoing exchange is the owner's word that it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Exchange {
    pub id: ExchangeId,
    pub customer: CustomerId,
    pub direction: Direction,
    pub channel: Channel,
    /// The civil day it was sent, received or spoken.
    pub day: NaiveDate,
    /// The step it carried out, if it was one.
    pub step: Option<StepKey>,
    /// The invoices it was about.
    pub invoices: Vec<InvoiceId>,
    /// The document sent, whose bytes are among the originals.
    pub letter: Option<LetterId>,
    /// To whom, or from whom: an address or a name.
    #[serde(default)]
    pub party: String,
    /// What a call came to.
    #[serde(default)]
    pub outcome: Option<Outcome>,
    /// Registered number of the letter.
    #[serde(default)]
    pub registered_number: Option<String>,
    #[serde(default)]
    pub note: String,
    /// How long the formal notice gave, in days.
    #[serde(default)]
    pub deadline_days: Option<u16>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Outgoing,
    Incoming,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Email,
    /// Ordinary post.
    Letter,
    /// Registered letter with acknowledgment of receipt (LRAR).
    RegisteredLetter,
    Phone,
    TextMessage,
    InPerson,
    /// A portal such as Chorus Pro.
    Portal,
}

impl Channel {
    /// Whether it is paper that is printed and posted.
    pub fn is_posted(self) -> bool {
        matches!(self, Channel::Letter | Channel::RegisteredLetter)
    }
}

/// What a call came to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    NoAnswer,
    MessageLeft,
    Promised,
    SaysPaid,
    Disputes,
    AsksForDocument,
    InDifficulty,
    Refuses,
    WrongNumber,
    Other,
}

/// What became of a registered letter.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Delivery {
    pub exchange: ExchangeId,
    /// First presentation by the postman.
    pub presented_on: NaiveDate,
    pub outcome: DeliveryOutcome,
    /// The number of the letter, where it was not noted when the letter went.
    #[serde(default)]
    pub registered_number: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryOutcome {
    Signed,
    /// Not collected: the notice stands (law.md AM-02).
    Unclaimed,
    Refused,
    UnknownAddress,
}
