//! What `acquit import` says of an accounting journal (FEC).

use app::accounts::{JournalFile, Outlook, Sum, WhyLeftOut};
use app::import::{CandidateState, Content, FileDone, FileState, ImportDone, Plan};
use app::words::accounts as words;
use domain::{Cents, InvoiceKind, Lang};
use serde::Serialize;

/// What a journal adds, and the sums to be compared with the accounts. Amounts are texts in euros.
#[derive(Serialize)]
pub struct JournalReport {
    first_day: Option<String>,
    last_day: Option<String>,
    /// Entries of all accounts.
    lines: u32,
    customers_new: u32,
    customers_known: u32,
    invoices: SumReport,
    /// Those of the new invoices that stay open.
    invoices_open: SumReport,
    invoices_known: u32,
    contradicting: u32,
    credit_notes: SumReport,
    payments: SumReport,
    payments_known: u32,
    free_money: SumReport,
    brought_forward: SumReport,
    brought_credit: SumReport,
    money_back: SumReport,
    book_entries: SumReport,
    applied: u32,
    left_out: Vec<LeftOutReport>,
    /// Debit less credit of account 411 in the file.
    balance_411: String,
    /// Of the customers taken in.
    accounts: String,
    owed_before: String,
    owed_after: String,
    difference: String,
    differing: Vec<DifferingReport>,
    #[serde(skip)]
    said: Vec<String>,
    #[serde(skip)]
    balance: Cents,
}

#[derive(Serialize)]
struct SumReport {
    count: u32,
    amount: String,
}

#[derive(Serialize)]
struct LeftOutReport {
    name: String,
    /// `shared`, `sundry`, `means_of_payment` or `without_day`.
    why: &'static str,
    lines: u32,
    balance: String,
}

#[derive(Serialize)]
struct DifferingReport {
    name: String,
    accounts: String,
    acquit: String,
}

fn sum(sum: Sum) -> SumReport {
    SumReport { count: sum.count, amount: sum.amount.to_string() }
}

fn why(why: WhyLeftOut) -> &'static str {
    match why {
        WhyLeftOut::Shared => "shared",
        WhyLeftOut::Sundry => "sundry",
        WhyLeftOut::MeansOfPayment => "means_of_payment",
        WhyLeftOut::WithoutDay => "without_day",
    }
}

impl JournalReport {
    pub fn of(lang: Lang, journal: &JournalFile) -> JournalReport {
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
        let blank = SumReport { count: 0, amount: String::new() };
        let none = || SumReport { count: blank.count, amount: blank.amount.clone() };
        JournalReport {
            first_day: day(journal.first_day),
            last_day: day(journal.last_day),
            lines: journal.lines,
            customers_new: 0,
            customers_known: 0,
            invoices: none(),
            invoices_open: none(),
            invoices_known: 0,
            contradicting: 0,
            credit_notes: none(),
            payments: none(),
            payments_known: 0,
            free_money: none(),
            brought_forward: none(),
            brought_credit: none(),
            money_back: none(),
            book_entries: none(),
            applied: 0,
            left_out: Vec::new(),
            balance_411: journal.balance.to_string(),
            accounts: String::new(),
            owed_before: String::new(),
            owed_after: String::new(),
            difference: String::new(),
            differing: Vec::new(),
            said: Vec::new(),
            balance: journal.balance,
        }
        .of_outlook(lang, &journal.outlook)
    }

    /// The same journal, with these figures.
    pub fn of_outlook(self, lang: Lang, outlook: &Outlook) -> JournalReport {
        let left_out = outlook.left_out.iter().map(|out| LeftOutReport {
            name: out.name.clone(),
            why: why(out.why),
            lines: out.lines,
            balance: out.balance.to_string(),
        });
        let differing = outlook.differing.iter().map(|one| DifferingReport {
            name: one.name.clone(),
            accounts: one.accounts.to_string(),
            acquit: one.acquit.to_string(),
        });
        JournalReport {
            customers_new: outlook.customers_new,
            customers_known: outlook.customers_known,
            invoices: sum(outlook.invoices),
            invoices_open: sum(outlook.invoices_open),
            invoices_known: outlook.invoices_known,
            contradicting: outlook.contradicting,
            credit_notes: sum(outlook.credit_notes),
            payments: sum(outlook.payments),
            payments_known: outlook.payments_known,
            free_money: sum(outlook.free),
            brought_forward: sum(outlook.brought_forward),
            brought_credit: sum(outlook.brought_credit),
            money_back: sum(outlook.money_back),
            book_entries: sum(outlook.book_entries),
            applied: outlook.applied,
            left_out: left_out.collect(),
            accounts: outlook.accounts.to_string(),
            owed_before: outlook.owed_before.to_string(),
            owed_after: outlook.owed_after.to_string(),
            difference: outlook.difference().to_string(),
            differing: differing.collect(),
            said: words::said(lang, outlook, self.balance),
            ..self
        }
    }

    pub fn lines(&self) -> &[String] {
        &self.said
    }
}

/// What confirming the plan would do, as its figures say it.
pub fn previewed(plan: &Plan) -> ImportDone {
    let mut done = ImportDone::default();
    for (place, file) in plan.files.iter().enumerate() {
        if let Some(journal) = file.journal().filter(|_| file.brings_journal()) {
            let outlook = &journal.outlook;
            done.recorded += outlook.items();
            done.credit_notes += outlook.credit_notes.count;
            done.payments += outlook.payments.count;
            done.duplicates += outlook.invoices_known;
            done.files.push(FileDone {
                file: place,
                recorded: outlook.items(),
                numbers: Vec::new(),
                duplicates: outlook.invoices_known,
                outlook: Some(outlook.clone()),
                lines: 0,
            });
            continue;
        }
        if let (Content::Statements(statements), FileState::Ready, false) =
            (&file.content, &file.state, file.answer.left_out)
        {
            let standing = &statements.standing;
            done.lines = done.lines.saturating_add(standing.recorded);
            done.credits = done.credits.saturating_add(standing.credits);
            done.files.push(FileDone {
                file: place,
                recorded: 0,
                numbers: Vec::new(),
                duplicates: standing.known,
                outlook: None,
                lines: standing.recorded,
            });
            continue;
        }
        let brought: Vec<_> = file.candidates().iter().filter(|candidate| file.brings(candidate)).collect();
        if brought.is_empty() {
            done.files_left_out += 1;
            continue;
        }
        let is_new = |candidate: &&&app::import::Candidate| candidate.state == CandidateState::New;
        let new = u32::try_from(brought.iter().filter(is_new).count()).unwrap_or(u32::MAX);
        let all = u32::try_from(brought.len()).unwrap_or(u32::MAX);
        let notes = brought.iter().filter(is_new).filter(|candidate| candidate.kind == InvoiceKind::CreditNote).count();
        let known = file.candidates().len() - brought.len();
        let duplicates = u32::try_from(known).unwrap_or(u32::MAX);
        done.recorded += new;
        done.corrected += all - new;
        done.credit_notes += u32::try_from(notes).unwrap_or(u32::MAX);
        done.duplicates += duplicates;
        let numbers = brought.iter().map(|candidate| candidate.number.clone()).collect();
        done.files.push(FileDone { file: place, recorded: all, numbers, duplicates, outlook: None, lines: 0 });
    }
    done
}
