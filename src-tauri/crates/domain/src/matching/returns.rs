//! Money that came and went back: a rejected direct debit, an unpaid cheque, a transfer that was returned.

use std::collections::{BTreeMap, BTreeSet};

use super::model::Entry;
use super::text::squash;

/// A return comes within this many days.
const LATEST_DAYS: i64 = 400;
/// Letters or digits of a word that tells.
const LONG_WORD: usize = 4;
/// Digits of a number that tells whatever stands beside it.
const LONG_NUMBER: usize = 6;
const RETURN_WORDS: [&str; 8] =
    ["IMPAYE", "REJET", "RETOUR", "REJETE", "REMISEIMPAYEE", "CHEQUEIMPAYE", "ANNULATION", "RETURN"];

/// Pairs of places: an entry that came, and the one that takes it back. Only where each is the only one for the other.
pub fn pairs(entries: &[&Entry]) -> BTreeMap<usize, usize> {
    let mut by_amount: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (place, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.amount.is_positive()) {
        by_amount.entry(entry.amount.0).or_default().push(place);
    }
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (back, entry) in entries.iter().enumerate().filter(|(_, entry)| is_return(entry)) {
        let came =
            by_amount.get(&entry.amount.0.saturating_neg()).map_or(&[][..], Vec::as_slice).iter().copied().filter(
                |&came| {
                    let days = (entry.day - entries[came].day).num_days();
                    (0..=LATEST_DAYS).contains(&days)
                },
            );
        let came: Vec<usize> = came.collect();
        if let Some(only) = the_only(&came, |came| same_operation(entries[came], entry)) {
            found.entry(only).or_default().push(back);
        }
    }
    found.into_iter().filter_map(|(came, back)| if let [back] = back[..] { Some((came, back)) } else { None }).collect()
}

/// Money out that the statement or its text calls a return.
pub fn is_return(entry: &Entry) -> bool {
    let says_so = || {
        // Some formats have the bank's words where the payer is called.
        let said = [squash(&entry.lines.concat()), squash(&entry.payer_name)];
        RETURN_WORDS.iter().any(|word| said.iter().any(|said| said.contains(word)))
    };
    entry.amount.0 < 0 && (entry.is_return || says_so())
}

/// Words of a bank about the operation and not about who or what.
const OPERATION_WORDS: [&str; 12] =
    ["PRLV", "PRELEVEMENT", "VIR", "VIREMENT", "SEPA", "CHEQUE", "CHQ", "REMISE", "RETOURNE", "DE", "DU", "SUR"];

/// The words of an entry that say who or what.
fn telling(entry: &Entry) -> BTreeSet<String> {
    let said = entry.lines.iter().map(String::as_str).chain([entry.payer_name.as_str()]);
    let words = said.flat_map(|line| line.split(|sign: char| !sign.is_alphanumeric())).map(squash);
    words
        .filter(|word| !word.is_empty())
        .filter(|word| !OPERATION_WORDS.contains(&word.as_str()))
        .filter(|word| !RETURN_WORDS.iter().any(|about| word.starts_with(about)))
        .collect()
}

/// A bank that takes money back repeats what it was: the number of a cheque, or all it says. Other long numbers may be the
/// business's own, which stand in every line.
fn is_repeated(came: &Entry, back: &Entry) -> bool {
    let said = squash(&back.lines.concat()) + &squash(&back.payer_name);
    let is_cheque = said.contains("CHEQUE") || said.contains("CHQ");
    let (came, back) = (telling(came), telling(back));
    let is_number = |word: &&String| word.len() >= LONG_NUMBER && word.bytes().all(|sign| sign.is_ascii_digit());
    if is_cheque && back.iter().filter(is_number).any(|number| came.contains(number)) {
        return true;
    }
    back.iter().any(|word| word.len() >= LONG_WORD) && back.is_subset(&came)
}

/// How much says that two entries are one operation: the identification, else the account, else the name, else the words.
fn same_operation(came: &Entry, back: &Entry) -> u8 {
    let same = |one: &str, other: &str| !squash(one).is_empty() && squash(one) == squash(other);
    // A return that is identified takes back what bears the same identification and nothing else.
    if let Some(id) = told_id(back) {
        return if told_id(came) == Some(id) { 3 } else { 0 };
    }
    if same(&came.payer_account, &back.payer_account) {
        2
    } else if same(&came.payer_name, &back.payer_name) || is_repeated(came, back) {
        1
    } else {
        0
    }
}

/// The end-to-end identification, where one was given.
fn told_id(entry: &Entry) -> Option<String> {
    let id = squash(entry.end_to_end_id.as_deref()?);
    (!id.is_empty() && !id.starts_with("NOTPROVID")).then_some(id)
}

/// The one with the most for it, if there is one.
fn the_only(places: &[usize], weight: impl Fn(usize) -> u8) -> Option<usize> {
    let most = places.iter().map(|&place| weight(place)).max().filter(|&most| most > 0)?;
    let mut best = places.iter().copied().filter(|&place| weight(place) == most);
    best.next().filter(|_| best.next().is_none())
}
