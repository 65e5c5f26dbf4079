//! A year of statements against the invoices of 300 customers: how often the engine is certain, and whether it is right.
//!
//! The engine alone, for many seeds in seconds: `SEEDS="1 2 3" cargo test -p domain --test matching_year -- --nocapture`.
//! The same years through the whole program, from files, are in `tests/flows/year.rs`.

#![allow(clippy::unwrap_used)]

mod support {
    pub mod year;
}

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use domain::BankEntryId;
use domain::matching::{
    DuePart, EarlyDiscount, Entry, FreeCredit, Ledger, Match, OpenInvoice, Outcome, Payer, Seen, propose,
};
use domain::{Cents, CustomerId, InvoiceId};
use support::year::{Row, Truth, Year, year};
use uuid::Uuid;

fn customer_id(customer: usize) -> CustomerId {
    CustomerId(Uuid::from_u128(1 + customer as u128))
}

fn invoice_id(invoice: usize) -> InvoiceId {
    InvoiceId(Uuid::from_u128(1_000_000 + invoice as u128))
}

fn credit_id(credit: usize) -> InvoiceId {
    InvoiceId(Uuid::from_u128(9_000_000 + credit as u128))
}

/// What a bank gives: everything, as in camt.053; all but the payer's account, as in CFONB 120; a label alone, as in OFX.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    Full,
    NoAccount,
    LabelOnly,
}

fn entry(place: usize, row: &Row, detail: Detail) -> Entry {
    let full = detail != Detail::LabelOnly;
    Entry {
        id: BankEntryId(Uuid::from_u128(place as u128)),
        day: row.day,
        amount: Cents(row.cents),
        is_return: row.is_return,
        lines: if full { row.lines.clone() } else { row.label.clone() },
        creditor_reference: row.creditor_reference.clone().filter(|_| full),
        end_to_end_id: row.end_to_end_id.clone().filter(|_| full),
        payer_name: if full { row.payer_name.clone() } else { String::new() },
        payer_account: if detail == Detail::Full { row.payer_account.clone() } else { String::new() },
    }
}

/// What the business knows: what is open, and who has paid from where.
struct Books<'y> {
    year: &'y Year,
    open: Vec<i64>,
    credit: Vec<i64>,
    accounts: Vec<Vec<String>>,
    seen: Vec<Vec<Seen>>,
    detail: Detail,
}

impl<'y> Books<'y> {
    /// As the accounts of the year before leave them: no account has paid yet in a line that was seen.
    fn of(year: &'y Year, detail: Detail) -> Books<'y> {
        let mut books = Books {
            year,
            open: year.invoices.iter().map(|invoice| invoice.cents).collect(),
            credit: year.credits.iter().map(|credit| credit.cents).collect(),
            accounts: vec![Vec::new(); year.customers.len()],
            seen: vec![Vec::new(); year.customers.len()],
            detail,
        };
        year.rows.iter().take_while(|row| row.day < Year::opening()).for_each(|row| books.record(row));
        books.accounts.iter_mut().for_each(Vec::clear);
        books.seen.iter_mut().for_each(Vec::clear);
        books
    }

    fn ledger(&self, until: NaiveDate) -> Ledger {
        let invoices =
            self.year.invoices.iter().enumerate().filter(|(_, made)| made.issued <= until).map(|(place, made)| {
                let mut paid = made.cents - self.open[place];
                let mut parts = Vec::new();
                for &(due_date, cents) in &made.parts {
                    let now = paid.min(cents);
                    paid -= now;
                    parts.push(DuePart { due_date, open: Cents(cents - now) });
                }
                OpenInvoice {
                    id: invoice_id(place),
                    customer: customer_id(made.customer),
                    number: made.number.clone(),
                    issue_date: made.issued,
                    due: parts
                        .iter()
                        .find(|part: &&DuePart| part.open.is_positive())
                        .map_or(Some(made.due), |part| Some(part.due_date)),
                    is_set_apart: false,
                    open: Cents(self.open[place]),
                    parts,
                    promises: Vec::new(),
                    payment_reference: String::new(),
                    discount: made.discount.map(|(until, cents)| EarlyDiscount { until, amount: Cents(cents) }),
                }
            });
        let credits =
            self.year.credits.iter().enumerate().filter(|(_, made)| made.issued <= until).map(|(place, made)| {
                FreeCredit {
                    credit_note: credit_id(place),
                    customer: customer_id(made.customer),
                    number: made.number.clone(),
                    open: Cents(self.credit[place]),
                }
            });
        let payers = self.year.customers.iter().enumerate().map(|(place, made)| Payer {
            customer: customer_id(place),
            name: made.name.clone(),
            other_names: Vec::new(),
            accounts: self.accounts[place].clone(),
            seen: self.seen[place].clone(),
        });
        Ledger {
            invoices: invoices.filter(|invoice| invoice.open.is_positive()).collect(),
            credits: credits.filter(|credit| credit.open.is_positive()).collect(),
            payers: payers.collect(),
            own_identifiers: vec!["73282932000074".to_owned()],
            ..Ledger::default()
        }
    }

    /// A person looks at the line and records what it was.
    fn record(&mut self, row: &Row) {
        match &row.truth {
            Truth::Pays { customer, paid, credits, discount } => {
                for &(invoice, cents) in paid {
                    self.open[invoice] -= cents;
                    if *discount {
                        self.open[invoice] -= self.year.invoices[invoice].discount.map_or(0, |(_, cents)| cents);
                    }
                }
                for &credit in credits {
                    self.open[paid[0].0] -= self.credit[credit];
                    self.credit[credit] = 0;
                }
                let entry = entry(0, row, self.detail);
                let known = &mut self.accounts[*customer];
                if !entry.payer_account.is_empty() && !known.contains(&entry.payer_account) {
                    known.push(entry.payer_account);
                }
                let seen = &mut self.seen[*customer];
                seen.push(Seen { payer_name: entry.payer_name, lines: entry.lines });
                // As many as the program looks back.
                if seen.len() > 6 {
                    seen.remove(0);
                }
            }
            Truth::Deposit { paid } => {
                for &(invoice, cents) in paid {
                    self.open[invoice] -= cents;
                }
            }
            Truth::Return { of } => {
                if let Truth::Pays { paid, .. } = &self.year.rows[*of].truth {
                    for &(invoice, cents) in paid {
                        self.open[invoice] += cents;
                    }
                }
            }
            Truth::Other => {}
        }
    }
}

fn is_right(found: &Match, truth: &Truth) -> bool {
    let Truth::Pays { customer, paid, credits, .. } = truth else { return false };
    let mut said: Vec<_> = found.allocations.iter().map(|part| (part.invoice, part.amount.0)).collect();
    said.sort();
    let mut true_ones: Vec<_> = paid.iter().map(|&(invoice, cents)| (invoice_id(invoice), cents)).collect();
    true_ones.sort();
    let mut used: Vec<_> = found.credits.iter().map(|used| used.credit_note).collect();
    used.dedup();
    let true_credits: Vec<_> = credits.iter().map(|&credit| credit_id(credit)).collect();
    found.customer == customer_id(*customer) && said == true_ones && used == true_credits
}

#[derive(Default)]
struct Figures {
    payments: usize,
    certain: usize,
    certain_right: usize,
    proposed: usize,
    first_right: usize,
    among_right: usize,
    /// By habit: payments, certain, right first or certain, right somewhere.
    habits: BTreeMap<&'static str, [usize; 4]>,
    wrong: Vec<String>,
}

impl Figures {
    fn count(&mut self, year: &Year, row: &Row, outcome: &Outcome) {
        let is_payment = matches!(row.truth, Truth::Pays { .. } | Truth::Deposit { .. });
        let went_back = matches!(outcome, Outcome::TakenBack { .. });
        if let Outcome::TakenBack { by } = outcome {
            let back = &year.rows[by.0.as_u128() as usize];
            let of = year.rows.iter().position(|other| std::ptr::eq(other, row)).unwrap();
            assert_eq!(
                back.truth,
                Truth::Return { of },
                "seed {}:
{row:?}
{back:?}",
                year.seed
            );
        }
        if row.cents < 0 || went_back {
            return;
        }
        let habit = self.habits.entry(row.habit).or_default();
        self.payments += usize::from(is_payment);
        habit[0] += 1;
        let found: &[Match] = match outcome {
            Outcome::Certain(found) => {
                self.certain += 1;
                habit[1] += 1;
                if is_right(found, &row.truth) {
                    self.certain_right += 1;
                } else {
                    self.wrong.push(format!("{row:?}\n  said {found:?}"));
                }
                std::slice::from_ref(found)
            }
            Outcome::Doubtful(found) => found,
            _ => &[],
        };
        self.proposed += usize::from(!found.is_empty());
        if found.first().is_some_and(|first| is_right(first, &row.truth)) {
            self.first_right += 1;
            habit[2] += 1;
        }
        if found.iter().any(|one| is_right(one, &row.truth)) {
            self.among_right += 1;
            habit[3] += 1;
        }
    }

    /// In tenths of a percent.
    fn per_mille(part: usize, whole: usize) -> usize {
        (part * 1000).checked_div(whole).unwrap_or(0)
    }

    fn print(&self, title: &str) {
        let percent = |part, whole| {
            let value = Self::per_mille(part, whole);
            format!("{}.{} %", value / 10, value % 10)
        };
        println!(
            "{title}: {} payments; certain: precision {} ({} of {}), recall {}; proposals: first right {}, right among those shown {}, precision of the first {}",
            self.payments,
            percent(self.certain_right, self.certain),
            self.certain_right,
            self.certain,
            percent(self.certain_right, self.payments),
            percent(self.first_right, self.payments),
            percent(self.among_right, self.payments),
            percent(self.first_right, self.proposed),
        );
    }

    fn print_habits(&self) {
        for (habit, [all, certain, first, among]) in &self.habits {
            println!(
                "    {habit:20} {all:5} lines, {certain:5} certain, {first:5} right first, {among:5} right among those shown"
            );
        }
    }
}

/// Twelve statements, each looked at when its month is over, and settled by a person before the next.
fn month_by_month(year: &Year, detail: Detail) -> Figures {
    let mut books = Books::of(year, detail);
    let mut figures = Figures::default();
    for month in 1..=12 {
        let rows: Vec<(usize, &Row)> = year
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| (row.day.year(), row.day.month()) == (2026, month))
            .collect();
        let Some((_, last)) = rows.last() else { continue };
        let entries: Vec<Entry> = rows.iter().map(|&(place, row)| entry(place, row, detail)).collect();
        for (proposal, (_, row)) in propose(&books.ledger(last.day), &entries).iter().zip(&rows) {
            figures.count(year, row, &proposal.outcome);
        }
        for (_, row) in rows {
            books.record(row);
        }
    }
    figures
}

/// The whole year in one go, as a new user would bring it: nothing is known of accounts.
fn all_at_once(year: &Year, detail: Detail) -> Figures {
    let books = Books::of(year, detail);
    let seen = || year.rows.iter().enumerate().filter(|(_, row)| row.day >= Year::opening());
    let entries: Vec<Entry> = seen().map(|(place, row)| entry(place, row, detail)).collect();
    let ledger = books.ledger(NaiveDate::from_ymd_opt(2027, 1, 31).unwrap());
    let mut figures = Figures::default();
    for (proposal, (_, row)) in propose(&ledger, &entries).iter().zip(seen()) {
        figures.count(year, row, &proposal.outcome);
    }
    figures
}

/// Seeds that are printed with their figures; more can be given as SEEDS="1 2 3".
fn seeds() -> Vec<u64> {
    let given = std::env::var("SEEDS").unwrap_or_default();
    let given: Vec<u64> = given.split_whitespace().filter_map(|seed| seed.parse().ok()).collect();
    if given.is_empty() { (2026..2033).collect() } else { given }
}

#[test]
fn certain_matches_are_right_and_are_most_payments() {
    let mut wrong = Vec::new();
    let (mut payments, mut certain) = (0, 0);
    for seed in seeds() {
        let year = year(seed);
        let monthly = month_by_month(&year, Detail::Full);
        monthly.print(&format!("seed {seed}, month by month"));
        let no_account = month_by_month(&year, Detail::NoAccount);
        no_account.print(&format!("seed {seed}, month by month, no account"));
        let label = month_by_month(&year, Detail::LabelOnly);
        label.print(&format!("seed {seed}, month by month, label only"));
        let at_once = all_at_once(&year, Detail::Full);
        at_once.print(&format!("seed {seed}, all at once"));
        if seed == 2026 {
            monthly.print_habits();
        }
        assert!(monthly.payments > 1_500, "seed {seed}: only {} payments", monthly.payments);
        for figures in [&monthly, &no_account] {
            payments += figures.payments;
            certain += figures.certain_right;
        }
        for figures in [monthly, no_account, label, at_once] {
            wrong.extend(figures.wrong.into_iter().map(|line| format!("seed {seed}: {line}")));
        }
    }
    let share = Figures::per_mille(certain, payments);
    println!(
        "all seeds, month by month, with and without accounts: {certain} of {payments} payments certain and right, {}.{} %",
        share / 10,
        share % 10
    );
    assert!(share > 800, "too few payments are certain");
    assert!(wrong.is_empty(), "{} certain and wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_seed_gives_one_year() {
    assert_eq!(format!("{:?}", year(7)), format!("{:?}", year(7)));
    assert_ne!(format!("{:?}", year(7)), format!("{:?}", year(8)));
}
