//! Records 05: what a bank says about a movement beyond its label, one qualifier each.

use rust_decimal::Decimal;

use super::{is_debit, record::Record};
use crate::statement::collect::add_remittance;
use crate::statement::values::{account, bounded, creditor_reference, is_iban, reference};
use crate::statement::{OtherAmount, StatementEntry};

/// Adds what the record says. What has no place of its own joins the text, so that nothing is lost to the matching.
pub fn add(entry: &mut StatementEntry, amount: &str, record: &Record) {
    // A return takes money off, yet the other side is still the payer.
    let debit = is_debit(amount) && entry.return_reason.is_none();
    let information = record.text(49, 118);
    let first = record.text(49, 83);
    let second = record.text(84, 118);
    if information.is_empty() {
        return;
    }
    match record.columns_as_written(46, 48).as_str() {
        // The name of who paid, and of who was paid: the other side is the payer of money in.
        "NPY" => name(entry, information, !debit),
        "NBE" => name(entry, information, debit),
        // Who pays or is paid behind them.
        "NPO" | "NBU" if entry.counterparty.name.is_empty() => entry.counterparty.name = information,
        "CPY" if !debit => entry.counterparty.account = account(&information),
        "CBE" if debit => entry.counterparty.account = account(&information),
        "IPY" if !debit && is_iban(&first) => entry.counterparty.account = first,
        "IBE" if debit && is_iban(&first) => entry.counterparty.account = first,
        // The payer's reference from end to end, then the purpose of the payment.
        "RCN" => {
            entry.end_to_end_id = reference(&first);
            add_remittance(entry, &second);
        }
        "REF" => match reference(&information) {
            Some(written) if entry.bank_reference.is_none() => entry.bank_reference = Some(written),
            _ => add_remittance(entry, &information),
        },
        "LCS" => match creditor_reference(&information) {
            Some(known) if entry.creditor_reference.is_none() => entry.creditor_reference = Some(known),
            _ => add_remittance(entry, &information),
        },
        "RET" => returned(entry, &information),
        "FEE" => match other_amount(&information) {
            Some(fee) => entry.charges = Some(fee),
            None => add_remittance(entry, &information),
        },
        "MMO" => match other_amount(&information) {
            Some(original) => entry.original_amount = Some(original),
            None => add_remittance(entry, &information),
        },
        _ => add_remittance(entry, &information),
    }
}

/// The name of the side that counts wins over that of the other; both stay in reach of the matching.
fn name(entry: &mut StatementEntry, name: String, counts: bool) {
    if entry.counterparty.name.is_empty() {
        entry.counterparty.name = name;
    } else if counts {
        let other = std::mem::replace(&mut entry.counterparty.name, name);
        add_remittance(entry, &other);
    } else {
        add_remittance(entry, &name);
    }
}

/// The reason of a return: the code of ISO 20022, four characters, then others and the words.
fn returned(entry: &mut StatementEntry, information: &str) {
    let code: String = information.chars().take(4).collect();
    let is_code = code.len() == 4
        && code.bytes().take(2).all(|byte| byte.is_ascii_uppercase())
        && code.bytes().skip(2).all(|byte| byte.is_ascii_digit());
    let written = if is_code { code } else { information.split_whitespace().next().unwrap_or_default().to_owned() };
    if is_code || entry.return_reason.is_none() {
        entry.return_reason = Some(written);
    }
    add_remittance(entry, information);
}

/// Currency, decimals and fourteen digits without a sign.
fn other_amount(information: &str) -> Option<OtherAmount> {
    let (currency, decimals, digits) = (information.get(..3)?, information.get(3..4)?, information.get(4..18)?);
    if !currency.bytes().all(|byte| byte.is_ascii_uppercase()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let decimals = decimals.parse::<u32>().ok().filter(|decimals| *decimals <= 6)?;
    let amount = bounded(Decimal::new(digits.parse().ok()?, decimals))?;
    Some(OtherAmount { currency: currency.to_owned(), amount })
}
