//! Field 86: who and why, in the styles banks have made of it.
//!
//! `?20…?32` (German banks), `/EREF/…/REMI/…` (Dutch banks), `EREF+…SVWZ+…`, or free text.

use super::fields::Field;
use crate::statement::StatementEntry;
use crate::statement::collect::add_remittance;
use crate::statement::values::{account, creditor_reference, is_iban, reference};

/// The keys of the `KEY+` style, and the word of a bank to the owner that follows some of them.
const PLUS_KEYS: [&str; 17] = [
    "EREF+", "KREF+", "MREF+", "CRED+", "DEBT+", "SVWZ+", "ABWA+", "ABWE+", "IBAN+", "BIC+", "COAM+", "OAMT+", "PURP+",
    "RREF+", "RTRN+", "DDAT+", "MTLG:",
];

/// The keys of the `/KEY/` style.
const SLASH_KEYS: [&str; 30] = [
    "TRTP", "IBAN", "BBAN", "BIC", "NAME", "EREF", "REMI", "MARF", "CSID", "CNTP", "RTRN", "PREF", "TRCD", "PURP",
    "ULTB", "ULTC", "ULTD", "ISDT", "ORDP", "BENM", "OCMT", "CHGS", "EXCH", "ID", "SVCL", "ADDR", "INST", "KREF",
    "SUM", "OAMT",
];

/// A narrative has six lines of 65 characters, ten times that from some banks. What is longer is text and nothing else.
const STYLED_LIMIT: usize = 20_000;

/// Adds what a narrative says.
pub fn add(entry: &mut StatementEntry, field: &Field) {
    if field.lines().map(str::len).sum::<usize>() > STYLED_LIMIT {
        field.lines().for_each(|line| add_remittance(entry, line));
        return;
    }
    // Lines are cut at a fixed width, even inside a word or a key.
    let joined: String = field.lines().collect();
    let first = joined.trim_start();
    if let Some((code, rest)) = question_style(first) {
        question_marks(entry, code, rest);
    } else if field.first.trim_start().starts_with("/ORDP/") || field.first.trim_start().starts_with("/BENM/") {
        party_lines(entry, field);
    } else if starts_with_slash_key(first) {
        slashes(entry, first);
    } else if starts_with_plus_key(first) {
        plus_keys(entry, &joined_at_keys(field.lines()));
    } else {
        field.lines().for_each(|line| add_remittance(entry, line));
    }
}

/// Three digits of the German business code, then `?`.
fn question_style(text: &str) -> Option<(&str, &str)> {
    let (code, rest) = (text.get(..3)?, text.get(3..)?);
    let known = code.bytes().all(|byte| byte.is_ascii_digit()) && rest.starts_with('?');
    known.then_some((code, rest))
}

/// `?20text?21text`: two digits after each question mark; others are text.
fn question_marks(entry: &mut StatementEntry, code: &str, rest: &str) {
    let mut parts: Vec<(u32, String)> = Vec::new();
    for piece in rest.split('?').skip(1) {
        let number = piece.get(..2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        match (number.and_then(|number| number.parse().ok()), parts.last_mut()) {
            (Some(number), _) => parts.push((number, piece[2..].to_owned())),
            (None, Some((_, text))) => {
                text.push('?');
                text.push_str(piece);
            }
            (None, None) => {}
        }
    }
    let purpose: Vec<&str> =
        parts.iter().filter(|(number, _)| matches!(number, 20..=29 | 60..=63)).map(|(_, text)| text.as_str()).collect();
    let joined = joined_at_keys(purpose.iter().copied());
    if split_plus(&joined).iter().any(|(key, _)| !key.is_empty()) {
        plus_keys(entry, &joined);
    } else {
        purpose.iter().for_each(|line| add_remittance(entry, line));
    }
    let whole = |wanted: &[u32]| -> String {
        parts.iter().filter(|(number, _)| wanted.contains(number)).map(|(_, text)| text.as_str()).collect()
    };
    let name = whole(&[32, 33]);
    if !name.trim().is_empty() {
        entry.counterparty.name = one_line(&name);
    }
    // 38 is the IBAN of banks that keep 31 for a national number.
    for written in [whole(&[38]), whole(&[31])] {
        let written = account(&written);
        if entry.counterparty.account.is_empty() || is_iban(&written) {
            entry.counterparty.account = written;
        }
    }
    // 108 and 109: a direct debit comes back; 159: a transfer does.
    if matches!(code, "108" | "109" | "159") {
        let reason = whole(&[34]);
        let reason = reason.trim();
        let reason = if reason.is_empty() || reason == "000" { code } else { reason };
        entry.return_reason = Some(reason.to_owned());
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn starts_with_plus_key(text: &str) -> bool {
    PLUS_KEYS.iter().any(|key| text.starts_with(key))
}

/// Lines joined as one, since they are cut inside words; a key that begins a line stays apart from the word before.
fn joined_at_keys<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for line in lines {
        if starts_with_plus_key(line.trim_start()) {
            joined.push('\n');
        }
        joined.push_str(line);
    }
    joined
}

/// Text before the first key, then each key with its text.
fn split_plus(text: &str) -> Vec<(&str, &str)> {
    let mut found: Vec<(usize, &str)> = PLUS_KEYS
        .iter()
        .flat_map(|key| text.match_indices(key).map(|(at, _)| (at, *key)))
        .filter(|(at, _)| !text[..*at].ends_with(|c: char| c.is_ascii_uppercase()))
        .collect();
    found.sort_unstable();
    let mut parts = Vec::new();
    let first = found.first().map_or(text.len(), |(at, _)| *at);
    if !text[..first].trim().is_empty() {
        parts.push(("", &text[..first]));
    }
    for (place, (at, key)) in found.iter().enumerate() {
        let end = found.get(place + 1).map_or(text.len(), |(next, _)| *next);
        parts.push((*key, &text[at + key.len()..end]));
    }
    parts
}

fn plus_keys(entry: &mut StatementEntry, text: &str) {
    for (key, text) in split_plus(text) {
        let text = text.trim();
        match key {
            "EREF+" => entry.end_to_end_id = reference(text),
            "KREF+" => entry.owner_reference = entry.owner_reference.take().or(reference(text)),
            "IBAN+" => entry.counterparty.account = account(text),
            "ABWA+" if entry.counterparty.name.is_empty() => text.clone_into(&mut entry.counterparty.name),
            "RTRN+" => entry.return_reason = reference(text),
            // Mandate, creditor, bank and amounts say nothing about what was paid.
            "MREF+" | "CRED+" | "DEBT+" | "BIC+" | "COAM+" | "OAMT+" | "PURP+" | "DDAT+" => {}
            _ => purpose(entry, text),
        }
    }
}

/// What was paid: a creditor reference where it is nothing else, else text.
fn purpose(entry: &mut StatementEntry, text: &str) {
    if let Some(known) = creditor_reference(text) {
        entry.creditor_reference = Some(known);
    } else {
        add_remittance(entry, text);
    }
}

fn starts_with_slash_key(text: &str) -> bool {
    let key = text.strip_prefix('/').and_then(|rest| rest.split_once('/')).map(|(key, _)| key);
    key.is_some_and(|key| SLASH_KEYS.contains(&key))
}

/// Each `/KEY/` with the text up to the next one.
fn split_slashes(text: &str) -> Vec<(&str, &str)> {
    let mut found: Vec<(usize, usize, &str)> = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find('/').map(|at| from + at) {
        let rest = &text[at + 1..];
        let key = rest.find('/').map(|end| &rest[..end]).filter(|key| SLASH_KEYS.contains(key));
        from = match key {
            Some(key) => {
                found.push((at, at + key.len() + 2, key));
                at + key.len() + 1
            }
            None => at + 1,
        };
    }
    let ends = found.iter().skip(1).map(|(at, _, _)| *at).chain([text.len()]);
    found.iter().zip(ends).map(|((_, start, key), end)| (*key, text.get(*start..end).unwrap_or_default())).collect()
}

fn slashes(entry: &mut StatementEntry, text: &str) {
    for (key, text) in split_slashes(text) {
        let text = text.trim().trim_end_matches('/').trim();
        match key {
            "EREF" => entry.end_to_end_id = reference(text),
            "NAME" => entry.counterparty.name = one_line(text),
            "IBAN" | "BBAN" => entry.counterparty.account = account(text),
            "RTRN" => entry.return_reason = text.split('/').next().and_then(reference),
            // Account, bank, name and town of the other side.
            "CNTP" => {
                let mut parts = text.split('/');
                if let Some(written) = parts.next().filter(|written| !written.is_empty()) {
                    entry.counterparty.account = account(written);
                }
                if let Some(name) = parts.nth(1).filter(|name| !name.trim().is_empty()) {
                    entry.counterparty.name = one_line(name);
                }
            }
            "REMI" => remittance(entry, text),
            "KREF" | "PREF" => entry.owner_reference = entry.owner_reference.take().or(reference(text)),
            _ => {}
        }
    }
}

/// `USTD//text`, `STRD/CUR/reference`, or text.
fn remittance(entry: &mut StatementEntry, text: &str) {
    if let Some(free) = text.strip_prefix("USTD/") {
        purpose(entry, free.trim_start_matches('/'));
    } else if let Some(structured) = text.strip_prefix("STRD/") {
        let written = structured.trim_matches('/');
        let written = written.strip_prefix("CUR/").or_else(|| written.strip_prefix("ISO/")).unwrap_or(written);
        purpose(entry, written);
    } else {
        purpose(entry, text);
    }
}

/// `/ORDP/account`, then the name, then text, each on its line.
fn party_lines(entry: &mut StatementEntry, field: &Field) {
    let mut lines = field.lines().map(|line| line.trim().trim_start_matches('/').trim_end_matches('/'));
    let first = lines.next().unwrap_or_default();
    let first = first.split_once('/').map_or("", |(_, rest)| rest).trim();
    let is_account = first.bytes().any(|byte| byte.is_ascii_digit()) && !first.contains(' ');
    if is_account {
        entry.counterparty.account = account(first);
        entry.counterparty.name = one_line(lines.next().unwrap_or_default());
    } else {
        entry.counterparty.name = one_line(first);
    }
    lines.for_each(|line| add_remittance(entry, line));
}

/// The unstructured `NS` of some banks: two digits before each line.
pub fn add_unstructured(entry: &mut StatementEntry, field: &Field) {
    for (number, text) in numbered(field) {
        match number {
            1..=14 => add_remittance(entry, text),
            15 | 16 if !text.trim().is_empty() => {
                let name = format!("{}{}", entry.counterparty.name, text.trim_end());
                entry.counterparty.name = one_line(&name);
            }
            34 if entry.counterparty.account.is_empty() => {
                entry.counterparty.account = account(text.trim_start_matches('0'));
            }
            _ => {}
        }
    }
}

/// The holder of the account, in the `NS` before its movements.
pub fn holder(field: &Field) -> Option<String> {
    let is_name = |text: &str| text.chars().any(char::is_alphabetic);
    numbered(field).find(|(number, text)| *number == 22 && is_name(text)).map(|(_, text)| one_line(text))
}

fn numbered<'a>(field: &Field<'a>) -> impl Iterator<Item = (u32, &'a str)> {
    field.lines().filter_map(|line| {
        let number = line.get(..2)?.bytes().all(|byte| byte.is_ascii_digit()).then(|| line[..2].parse().ok())??;
        Some((number, &line[2..]))
    })
}
