//! An accounting journal as the import screen shows it.

use app::accounts::JournalFile;
use app::words::accounts as words;
use domain::{Cents, Lang};

use super::today::say;
use crate::views::journal::{JournalDifferingView, JournalLeftOutView, JournalRowView, JournalSumView, JournalView};
use crate::views::{Badge, Tone};

pub fn journal_view(lang: Lang, journal: &JournalFile) -> JournalView {
    let outlook = &journal.outlook;
    let agrees = outlook.differing.is_empty() && outlook.difference() == Cents::ZERO;
    JournalView {
        period: words::period(lang, journal.first_day, journal.last_day, journal.lines),
        rows: words::rows(lang, outlook)
            .into_iter()
            .map(|row| JournalRowView {
                label: row.label,
                count: row.count,
                amount: row.amount.map(|amount| amount.0),
                note: row.note,
            })
            .collect(),
        left_out: outlook
            .left_out
            .iter()
            .map(|out| JournalLeftOutView {
                name: words::left_out_name(lang, out),
                why: words::left_out(lang, out.why).to_owned(),
                amount: out.balance.0,
            })
            .collect(),
        sums: sums(lang, journal),
        verdict: Badge { text: words::verdict(lang, outlook), tone: if agrees { Tone::Good } else { Tone::Soon } },
        differing: outlook
            .differing
            .iter()
            .map(|one| JournalDifferingView { name: one.name.clone(), accounts: one.accounts.0, acquit: one.acquit.0 })
            .collect(),
    }
}

fn sums(lang: Lang, journal: &JournalFile) -> Vec<JournalSumView> {
    let outlook = &journal.outlook;
    let out: Cents = outlook.left_out.iter().map(|out| out.balance).sum();
    let mut sums = Vec::new();
    let mut sum = |french: &str, english: &str, amount: Cents| {
        sums.push(JournalSumView { label: say(lang, french, english).to_owned(), amount: amount.0 });
    };
    sum("Compte 411 du fichier", "Account 411 of the file", journal.balance);
    if !outlook.left_out.is_empty() {
        sum("Laissé de côté", "Left out", -out);
        sum("Clients repris, d’après la comptabilité", "Customers taken over, by the accounts", outlook.accounts);
    }
    sum("D’après Acquit, avant", "By Acquit, before", outlook.owed_before);
    sum("D’après Acquit, après", "By Acquit, after", outlook.owed_after);
    sums
}
