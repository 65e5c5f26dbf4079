//! What kind of journal each one is: by what is booked in it, then by its name.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::model::Journal;
use super::values::Charset;
use crate::sheet::headings::fold;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JournalKind {
    Sales,
    Bank,
    Cash,
    /// Balances brought forward (à-nouveaux).
    Opening,
    Other,
}

/// Counts what stands in each journal.
#[derive(Debug, Default)]
pub struct Journals<'a> {
    index: HashMap<&'a [u8], u32>,
    tallies: Vec<Tally<'a>>,
    last: Option<(&'a [u8], u32)>,
}

#[derive(Debug)]
struct Tally<'a> {
    code: &'a [u8],
    label: &'a [u8],
    lines: usize,
    sales: usize,
    bank: usize,
    cash: usize,
}

impl<'a> Journals<'a> {
    /// Counts a line of this journal and account; returns the journal's index.
    pub fn see(&mut self, code: &'a [u8], label: &'a [u8], account: &[u8]) -> u32 {
        let index = match self.last {
            Some((last, index)) if last == code => index,
            _ => *self.index.entry(code).or_insert_with(|| {
                self.tallies.push(Tally { code, label, lines: 0, sales: 0, bank: 0, cash: 0 });
                u32::try_from(self.tallies.len() - 1).unwrap_or(u32::MAX)
            }),
        };
        self.last = Some((code, index));
        if let Some(tally) = self.tallies.get_mut(index as usize) {
            tally.lines += 1;
            tally.sales += usize::from(account.starts_with(b"70"));
            tally.bank += usize::from(account.starts_with(b"51") || account.starts_with(b"54"));
            tally.cash += usize::from(account.starts_with(b"53"));
            if tally.label.is_empty() {
                tally.label = label;
            }
        }
        index
    }

    pub fn finish(self, charset: Charset) -> Vec<Journal> {
        self.tallies
            .into_iter()
            .map(|tally| {
                let (code, label) = (charset.text(tally.code).into_owned(), charset.text(tally.label).into_owned());
                let kind = kind(&code, &label, &tally);
                Journal { code, label, kind, lines: tally.lines }
            })
            .collect()
    }
}

fn kind(code: &str, label: &str, tally: &Tally<'_>) -> JournalKind {
    let (code, label) = (fold(code), fold(label));
    let words = || label.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let opening = words().any(|word| word.starts_with("nouveau") || word == "ouverture" || word == "ran")
        || matches!(code.as_str(), "an" | "ran" | "ano" | "anx" | "anouv" | "a.n" | "an1" | "ouv" | "jan");
    if opening {
        return JournalKind::Opening;
    }
    let money = tally.bank + tally.cash;
    // A fifth: an entry of five lines has one of these.
    let often = |count: usize| count > 0 && count * 5 >= tally.lines;
    if often(tally.sales) && tally.sales > money {
        return JournalKind::Sales;
    }
    if often(money) {
        return if tally.cash > tally.bank { JournalKind::Cash } else { JournalKind::Bank };
    }
    let purchases = words().any(|word| word.starts_with("achat") || word.starts_with("fourniss"));
    let sales = words().any(|word| word.starts_with("vente") || word.starts_with("factur"));
    if !purchases && (sales || matches!(code.as_str(), "ve" | "vt" | "ven" | "vte")) {
        return JournalKind::Sales;
    }
    if words().any(|word| word.starts_with("caisse") || word.starts_with("espece")) {
        return JournalKind::Cash;
    }
    let bank = ["banque", "bancaire", "encaissement", "remise", "reglement", "cheque"];
    if words().any(|word| bank.iter().any(|start| word.starts_with(start)))
        || matches!(code.as_str(), "bq" | "bqe" | "ban" | "bnq")
    {
        return JournalKind::Bank;
    }
    JournalKind::Other
}
