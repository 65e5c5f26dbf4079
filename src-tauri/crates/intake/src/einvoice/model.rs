//! What an e-invoice says, in the terms of EN 16931, before anything is put right.

use chrono::NaiveDate;
use domain::{Address, InvoiceKind, Siren, Siret, VatId};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The language an e-invoice is written in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Syntax {
    /// UN/CEFACT Cross Industry Invoice.
    Cii,
    Ubl,
    /// ZUGFeRD 1.0.
    Zugferd1,
}

impl Syntax {
    /// `cii`, `ubl` or `zf1`.
    pub fn code(self) -> &'static str {
        match self {
            Syntax::Cii => "cii",
            Syntax::Ubl => "ubl",
            Syntax::Zugferd1 => "zf1",
        }
    }
}

/// An e-invoice as its file says. Amounts keep their sign and decimals, texts are only trimmed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EInvoice {
    pub syntax: Syntax,
    /// The attachment it was read from, where the file is a PDF.
    pub embedded_xml: Option<String>,
    pub kind: InvoiceKind,
    /// BT-3; empty where absent.
    pub type_code: String,
    /// BT-1; never empty.
    pub number: String,
    /// BT-2.
    pub issue_date: NaiveDate,
    /// BT-9: the last day to pay; where payment terms give several days, the latest.
    pub due_date: Option<NaiveDate>,
    /// Each distinct due date, in the order of the file.
    pub due_dates_all: Vec<NaiveDate>,
    /// BT-5; empty where absent.
    pub currency: String,
    pub totals: Totals,
    pub seller: Party,
    pub buyer: Party,
    /// BT-25, each.
    pub preceding_invoices: Vec<String>,
    /// BT-83.
    pub payment_reference: String,
    /// BT-24.
    pub profile: String,
    /// BT-72.
    pub delivery_date: Option<NaiveDate>,
    /// BT-13.
    pub order_reference: String,
    pub payment_terms: Vec<PaymentTerms>,
    pub payee: PayeeAccount,
    /// BT-22, each.
    pub notes: Vec<String>,
    /// The name of the first line (BT-153), else its description.
    pub first_line: String,
}

/// The document totals.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Totals {
    /// BT-109.
    pub net: Option<Decimal>,
    /// BT-110, in the currency of the invoice.
    pub vat: Option<Decimal>,
    /// BT-112.
    pub gross: Option<Decimal>,
    /// BT-113.
    pub prepaid: Option<Decimal>,
    /// BT-114.
    pub rounding: Option<Decimal>,
    /// BT-115.
    pub due: Option<Decimal>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Identifier {
    /// ISO 6523 code or a free word; empty where absent.
    pub scheme: String,
    pub value: String,
}

impl Identifier {
    pub fn is_empty(&self) -> bool {
        self.value.is_empty()
    }
}

/// The seller or the buyer.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Party {
    /// BT-27, BT-44.
    pub name: String,
    /// BT-28, BT-45.
    pub trading_name: String,
    /// BT-30, BT-47: SIREN in France.
    pub legal_id: Identifier,
    /// BT-31, BT-48.
    pub vat_id: String,
    /// BT-29, BT-46, then tax numbers that are no VAT number.
    pub other_ids: Vec<Identifier>,
    pub address: Address,
    pub contact_name: String,
    pub email: String,
    pub phone: String,
    /// BT-34, BT-49.
    pub electronic_address: Identifier,
}

/// ISO 6523: SIREN, SIRET, and the French e-invoicing address that begins with a SIREN.
const SCHEME_SIREN: &str = "0002";
const SCHEME_SIRET: &str = "0009";
const SCHEME_FR_ADDRESS: &str = "0225";

impl Party {
    /// The one identifier to know the party by: legal registration, else VAT number, else another.
    pub fn id(&self) -> &str {
        [self.legal_id.value.as_str(), self.vat_id.as_str()]
            .into_iter()
            .chain(self.other_ids.iter().map(|id| id.value.as_str()))
            .find(|id| !id.is_empty())
            .unwrap_or("")
    }

    /// True when the address or the VAT number says France, or nothing says another country.
    pub fn may_be_french(&self) -> bool {
        let by_vat = self.vat_id.get(..2).map(str::to_ascii_uppercase);
        matches!((self.address.country.as_str(), by_vat.as_deref()), ("FR", _) | (_, Some("FR")) | ("", None))
    }

    /// The VAT number, where it passes its check. Some writers give it the scheme `VAT`, which EN 16931 does not know.
    pub fn checked_vat_id(&self) -> Option<VatId> {
        let miswritten = self.other_ids.iter().find(|id| id.scheme == "VAT").map(|id| id.value.as_str());
        [self.vat_id.as_str(), miswritten.unwrap_or_default()].iter().find_map(|id| id.parse().ok())
    }

    /// The SIRET, from the legal registration or another identifier, where it passes its check.
    pub fn siret(&self) -> Option<Siret> {
        let with_scheme = |id: &Identifier| id.scheme == SCHEME_SIRET;
        let without = |id: &Identifier| self.may_be_french() && (id.scheme.is_empty() || id.scheme == SCHEME_SIREN);
        self.identifiers().find_map(|id| (with_scheme(id) || without(id)).then(|| id.value.parse().ok()).flatten())
    }

    /// The SIREN: written as such, else inside the SIRET, the French VAT number or the electronic address.
    pub fn siren(&self) -> Option<Siren> {
        let written = self.identifiers().find_map(|id| {
            let believed = id.scheme == SCHEME_SIREN || (id.scheme.is_empty() && self.may_be_french());
            believed.then(|| id.value.parse().ok()).flatten()
        });
        written
            .or_else(|| self.siret().and_then(|siret| siret.siren()))
            .or_else(|| self.checked_vat_id().and_then(|vat| vat.siren()))
            .or_else(|| {
                let address = &self.electronic_address;
                let french = [SCHEME_SIREN, SCHEME_SIRET, SCHEME_FR_ADDRESS].contains(&address.scheme.as_str());
                french.then(|| address.value.get(..9).and_then(|start| start.parse().ok())).flatten()
            })
    }

    fn identifiers(&self) -> impl Iterator<Item = &Identifier> {
        std::iter::once(&self.legal_id).chain(&self.other_ids)
    }
}

/// BT-20 and what goes with it. Several blocks mean a discount or instalments.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PaymentTerms {
    pub text: String,
    pub due_date: Option<NaiveDate>,
    /// The part that falls due then, where the block says so.
    pub amount: Option<Decimal>,
    /// Cash discount: in percent, where the block gives one.
    pub discount_percent: Option<Decimal>,
}

/// Where the money should go (BG-17).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PayeeAccount {
    /// BT-59, the payee's name when it is not the seller.
    pub name: String,
    /// BT-84, as written.
    pub iban: String,
    /// BT-86.
    pub bic: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(scheme: &str, value: &str) -> Identifier {
        Identifier { scheme: scheme.to_owned(), value: value.to_owned() }
    }

    #[test]
    fn the_siren_is_found_wherever_france_writes_it() {
        let siren = |party: Party| party.siren().map(String::from);
        let expected = Some("732829320".to_owned());
        assert_eq!(siren(Party { legal_id: id("0002", "732 829 320"), ..Party::default() }), expected);
        assert_eq!(siren(Party { other_ids: vec![id("0009", "73282932000074")], ..Party::default() }), expected);
        assert_eq!(siren(Party { vat_id: "FR44732829320".to_owned(), ..Party::default() }), expected);
        let address = id("0225", "732829320_factures");
        assert_eq!(siren(Party { electronic_address: address, ..Party::default() }), expected);
    }

    #[test]
    fn nine_digits_of_another_country_are_no_siren() {
        let mut party = Party { legal_id: id("", "732829320"), ..Party::default() };
        party.address.country = "DE".to_owned();
        assert_eq!(party.siren(), None);
        party.legal_id.scheme = "0204".to_owned();
        party.address.country = "FR".to_owned();
        assert_eq!(party.siren(), None);
    }

    #[test]
    fn the_identifier_is_the_registration_then_the_vat_number_then_another() {
        let mut party = Party { other_ids: vec![id("0088", "400")], ..Party::default() };
        assert_eq!(party.id(), "400");
        party.vat_id = "DE1".to_owned();
        assert_eq!(party.id(), "DE1");
        party.legal_id = id("", "HRB 1");
        assert_eq!(party.id(), "HRB 1");
    }
}
