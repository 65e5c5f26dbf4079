//! The owner's business: the creditor.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::customer::Standing;
use crate::money::Cents;
use crate::party::{Address, Digest, Iban, Siren, Siret, VatId};

/// Who sends the letters and to whom the money goes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Business {
    pub name: String,
    pub legal_form: LegalForm,
    /// Trader, artisan, liberal…: decides which court and which route (law.md 0.4).
    pub standing: Standing,
    pub siren: Option<Siren>,
    pub siret: Option<Siret>,
    pub vat_id: Option<VatId>,
    /// City of the trade register (RCS), where there is one.
    pub register_city: Option<String>,
    pub share_capital: Option<Cents>,
    pub address: Address,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub iban: Option<Iban>,
    pub bic: Option<String>,
    /// Who signs: printed under every letter.
    pub signatory: Option<String>,
    pub terms: TermsOfSale,
    /// The picture of the letterhead, kept among the originals.
    pub logo: Option<Digest>,
}

/// Legal form as letters must name it (C. com. R123-237, R123-238).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalForm {
    /// Entrepreneur individuel, micro-entreprise included: letters carry "EI".
    SoleTrader,
    Eurl,
    Sarl,
    Sasu,
    Sas,
    Sa,
    Snc,
    Sci,
    Scop,
    Association,
    Other,
}

impl LegalForm {
    /// As printed after the name; empty where nothing is printed.
    pub fn abbreviation(self) -> &'static str {
        match self {
            LegalForm::SoleTrader => "EI",
            LegalForm::Eurl => "EURL",
            LegalForm::Sarl => "SARL",
            LegalForm::Sasu => "SASU",
            LegalForm::Sas => "SAS",
            LegalForm::Sa => "SA",
            LegalForm::Snc => "SNC",
            LegalForm::Sci => "SCI",
            LegalForm::Scop => "SCOP",
            LegalForm::Association => "association",
            LegalForm::Other => "",
        }
    }
}

/// What the terms of sale (CGV) say. The law fills what they leave open.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct TermsOfSale {
    pub payment_term: Option<PaymentTerm>,
    #[serde(default)]
    pub penalty_rate: PenaltyRate,
    /// What the owner claims where that rate lies below the law's floor.
    #[serde(default)]
    pub below_floor: BelowFloor,
}

/// The rate to claim when the contract's rate lies below three times the legal rate (LP-03: unsettled).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BelowFloor {
    /// The clause as written: it claims least.
    #[default]
    Clause,
    /// The floor, in the half-years where the clause lies below it.
    Floor,
    /// The law's own rate, in the half-years where the clause lies below the floor.
    Statutory,
}

/// When an invoice falls due, as agreed (law.md PT-02 to PT-05).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PaymentTerm {
    OnReceipt,
    DaysFromIssue {
        days: u16,
    },
    /// Days from delivery or completion.
    DaysFromDelivery {
        days: u16,
    },
    /// "45 jours fin de mois"; without a reading the later of the two dates counts (PT-04).
    EndOfMonth {
        days: u16,
        reading: Option<EndOfMonthReading>,
    },
    OnDate {
        date: NaiveDate,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndOfMonthReading {
    /// A: issue date plus the days, then the last day of that month.
    DaysThenEndOfMonth,
    /// B: the last day of the issue month, then plus the days.
    EndOfMonthThenDays,
}

/// The late-payment rate of the terms of sale.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PenaltyRate {
    /// None written: the law's own rate.
    #[default]
    Statutory,
    /// Percent a year.
    Clause { rate_percent: Decimal },
}
