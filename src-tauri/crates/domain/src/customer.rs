//! Customers: debtors once an invoice is overdue.

use serde::{Deserialize, Serialize};

use crate::ids::{ContactId, CustomerId};
use crate::locale::Lang;
use crate::party::{Address, Siren, VatId};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Customer {
    pub id: CustomerId,
    pub name: String,
    /// `None` until the owner or the identifiers say so; no letter is drafted before.
    pub kind: Option<DebtorKind>,
    /// True when the owner said it; false when Acquit assumed it from an identifier or the name.
    #[serde(default)]
    pub kind_confirmed: bool,
    #[serde(default)]
    pub standing: Standing,
    /// Only for a public body.
    #[serde(default)]
    pub public_buyer: Option<PublicBuyer>,
    pub siren: Option<Siren>,
    pub vat_id: Option<VatId>,
    /// The identifier of the e-invoices when it is neither SIREN nor VAT number.
    #[serde(default)]
    pub other_id: Option<String>,
    #[serde(default)]
    pub address: Address,
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// Language of the letters.
    #[serde(default)]
    pub lang: Lang,
    /// Pays by direct debit or standing order: silent until a rejection (R27).
    #[serde(default)]
    pub pays_by_direct_debit: bool,
    #[serde(default)]
    pub note: String,
}

impl Customer {
    /// The contact for reminders: the one marked, else the first.
    pub fn reminder_contact(&self) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.for_reminders).or_else(|| self.contacts.first())
    }

    /// Where a reminder by mail goes: the contact for reminders, else the first with an address.
    pub fn reminder_email(&self) -> Option<&str> {
        self.reminder_contact()
            .and_then(|contact| contact.email.as_deref())
            .or_else(|| self.contacts.iter().find_map(|contact| contact.email.as_deref()))
    }

    pub fn reminder_phone(&self) -> Option<&str> {
        self.reminder_contact()
            .and_then(|contact| contact.phone.as_deref())
            .or_else(|| self.contacts.iter().find_map(|contact| contact.phone.as_deref()))
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Contact {
    pub id: ContactId,
    pub name: String,
    #[serde(default)]
    pub role: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    #[serde(default)]
    pub for_reminders: bool,
}

/// The kind of debtor: it chooses the scenario, the interest and the forbidden words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DebtorKind {
    Professional,
    Consumer,
    PublicBody,
}

/// What a professional is before the law (law.md 0.4): decides courts and routes. Also said of the business itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Commerçant, and commercial companies by their form (C. com. L210-1).
    Trader,
    Artisan,
    /// Liberal profession, civil company, farmer.
    LiberalOrCivil,
    Association,
    #[default]
    Unknown,
}

/// Which public buyer: decides the payment period (law.md PT-06).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicBuyer {
    /// The State, local authorities and their establishments: 30 days.
    StateOrLocal,
    /// Public health establishments, military health service: 50 days.
    Hospital,
    /// Other public undertakings (entreprises publiques): 60 days, five-year limitation.
    PublicUndertaking,
}
