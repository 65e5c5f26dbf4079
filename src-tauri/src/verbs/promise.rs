//! `acquit promise`: the ledger of what customers said they would pay, and what came of it.

use agenda::PromiseState;
use app::holds::HoldEnd;
use app::promises::PromiseRow;
use app::words::commitments as words;
use app::{Desk, Failure, Now, Thing};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use domain::{Cents, CustomerFile, InvoiceId, PromiseEnd, PromiseId};
use serde::Serialize;

use super::record::{Recorded, contacts};
use super::shape::euros;
use super::{Done, Options, open_desk, print_json, print_lines, whom, word};

#[derive(Args, Debug)]
pub struct PromiseArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand, Debug)]
enum Action {
    /// A customer promises to pay.
    Add(contacts::PromiseArgs),
    /// Promises that are awaited, the nearest day first; those of one customer with what came of all of them.
    List {
        #[arg(long, value_name = "NAME|ID")]
        customer: Option<String>,
    },
    /// A promise is over.
    End {
        #[arg(value_name = "PROMISE")]
        promise: PromiseId,
        /// kept, broken or called-off.
        #[arg(long = "as", value_parser = word::<PromiseEnd>, value_name = "END")]
        end: PromiseEnd,
        #[arg(long, default_value = "", value_name = "TEXT")]
        note: String,
    },
}

pub fn promise(options: &Options, now: Now, args: PromiseArgs) -> Done {
    let mut desk = open_desk(options)?;
    match args.action {
        Action::Add(args) => contacts::promise(&mut desk, now, args)?.answer(options),
        Action::List { customer } => list(options, now, &desk, customer.as_deref()),
        Action::End { promise, end, note } => {
            if !desk.open_promises(now)?.iter().any(|row| row.promise.id == promise) {
                return Err(Failure::NotFound { what: Thing::Hold }.into());
            }
            Recorded::from(desk.end_hold(now, HoldEnd::Promise(promise, end), &note)?).answer(options)
        }
    }
}

#[derive(Serialize)]
struct Line {
    id: String,
    customer: String,
    name: String,
    invoices: Vec<String>,
    #[serde(serialize_with = "euros")]
    amount: Cents,
    due: NaiveDate,
    /// The last silent day: the promised one and the days a bank takes.
    until: NaiveDate,
    made_on: NaiveDate,
    by: String,
    channel: domain::Channel,
    state: &'static str,
    #[serde(serialize_with = "euros")]
    received: Cents,
    /// Of the customer: promises kept in time, of all whose time is over.
    kept: usize,
    of: usize,
}

fn list(options: &Options, now: Now, desk: &Desk, customer: Option<&str>) -> Done {
    let lang = desk.lang();
    let (rows, history) = match customer {
        Some(text) => {
            let file = whom::customer(desk, text)?;
            let rows = desk.promise_rows(&file, now.today);
            let history = rows.first().and_then(|row| words::history(lang, row.history));
            (rows, history)
        }
        None => (desk.open_promises(now)?, None),
    };
    if options.json {
        let mut lines = Vec::with_capacity(rows.len());
        for row in &rows {
            let file = desk.customer_file(row.promise.customer)?;
            lines.push(line(row, &numbers(&file, &row.promise.invoices)));
        }
        return print_json(&lines);
    }
    for row in &rows {
        let (amount, due) = (lang.amount(row.promise.amount), lang.short_date(row.promise.due_on));
        let state = words::promise_state(lang, row.state);
        let got =
            if row.state == PromiseState::Kept { String::new() } else { format!(", {}", lang.amount(row.received)) };
        print_lines([format!("{}  {due}  {amount}  {}  {state}{got}", row.promise.id, row.customer_name)])?;
    }
    print_lines(history)
}

fn line(row: &PromiseRow, invoices: &[String]) -> Line {
    let promise = &row.promise;
    Line {
        id: promise.id.to_string(),
        customer: promise.customer.to_string(),
        name: row.customer_name.clone(),
        invoices: invoices.to_vec(),
        amount: promise.amount,
        due: promise.due_on,
        until: row.until,
        made_on: promise.made_on,
        by: promise.made_by.clone(),
        channel: promise.channel,
        state: row.state.code(),
        received: row.received,
        kept: row.history.kept,
        of: row.history.of,
    }
}

/// The numbers of invoices of a file.
pub fn numbers(file: &CustomerFile, invoices: &[InvoiceId]) -> Vec<String> {
    let numbered = invoices.iter().filter_map(|id| file.invoice(*id));
    numbered.map(|invoice| invoice.number.clone()).collect()
}
