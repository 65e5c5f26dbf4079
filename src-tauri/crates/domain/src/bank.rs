//! Bank accounts of the business: statements and their lines, as they are kept. Only euros are kept.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{BankEntryId, ImportId, StatementId};
use crate::money::Cents;

/// One statement of one account, with the lines that no earlier statement had.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BankStatement {
    pub id: StatementId,
    pub import: ImportId,
    /// The account, so that an IBAN and the number inside it are the same ([`account_key`]).
    pub account: String,
    /// The account as the file names it.
    #[serde(default)]
    pub account_name: String,
    /// Code of the format it was read from.
    pub format: String,
    /// The statement's own number, as written.
    #[serde(default)]
    pub number: String,
    pub opening: Option<BankBalance>,
    pub closing: Option<BankBalance>,
    /// The days it speaks of: the bank has been seen up to the last one.
    pub first_day: Option<NaiveDate>,
    pub last_day: Option<NaiveDate>,
    pub entries: Vec<BankEntry>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BankBalance {
    pub day: Option<NaiveDate>,
    /// Negative for a debit balance.
    pub amount: Cents,
}

/// One booked line.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BankEntry {
    pub id: BankEntryId,
    /// The day it was booked.
    pub day: NaiveDate,
    #[serde(default)]
    pub value_date: Option<NaiveDate>,
    /// Positive for money in, negative for money out.
    pub amount: Cents,
    /// What the line says, as written, one element per line of the file.
    pub text: Vec<String>,
    #[serde(default)]
    pub payer_name: String,
    /// IBAN or another number, without spaces.
    #[serde(default)]
    pub payer_account: String,
    /// Structured creditor reference (RF…).
    #[serde(default)]
    pub creditor_reference: Option<String>,
    #[serde(default)]
    pub end_to_end_id: Option<String>,
    #[serde(default)]
    pub bank_reference: Option<String>,
    #[serde(default)]
    pub cheque_number: Option<String>,
    /// What kind of operation it is, as the bank codes it.
    #[serde(default)]
    pub operation: String,
    /// Why money went back, as the bank codes it: a returned direct debit, an unpaid cheque.
    #[serde(default)]
    pub return_reason: Option<String>,
}

/// A line that is no customer's payment, as the owner said.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EntrySetAside {
    pub entry: BankEntryId,
    pub day: NaiveDate,
    #[serde(default)]
    pub reason: String,
}

/// An account under one name, whichever file it comes from: the bank, branch and account number inside a French IBAN are
/// what CFONB, OFX and MT940 write; other accounts stay as they are, without spaces and in capitals.
pub fn account_key(account: &str) -> String {
    let plain: String = account.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let is_french_iban =
        plain.len() == 27 && plain.starts_with("FR") && plain[2..4].chars().all(|c| c.is_ascii_digit());
    if is_french_iban {
        return plain[4..25].to_owned();
    }
    // A RIB carries its two check digits after the account.
    if plain.len() == 23 && plain[..10].chars().all(|c| c.is_ascii_digit()) {
        return plain[..21].to_owned();
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::account_key;

    #[test]
    fn an_iban_a_rib_and_a_cfonb_account_are_one_account() {
        let iban = account_key("FR14 2004 1010 0505 0001 3M02 606");
        assert_eq!(iban, "20041010050500013M026");
        assert_eq!(account_key("20041 01005 0500013M026 06"), iban);
        assert_eq!(account_key("20041010050500013M026"), iban);
        assert_eq!(account_key("de89 3704 0044 0532 0130 00"), "DE89370400440532013000");
    }
}
