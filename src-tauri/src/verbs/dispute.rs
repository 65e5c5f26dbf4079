//! `acquit dispute`: what customers contest, what is owed to them as an answer, and how it ended.

use app::disputes::{DisputeRow, dispute_row};
use app::holds::HoldEnd;
use app::words::{commitments as words, steps};
use app::{Desk, Failure, Now, Thing};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use domain::{Cents, DisputeEnd, DisputeId, DisputeReason};
use serde::Serialize;

use super::record::{Recorded, contacts};
use super::shape::euros;
use super::{Done, Options, open_desk, print_json, print_lines, whom, word};

#[derive(Args, Debug)]
pub struct DisputeArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand, Debug)]
enum Action {
    /// A customer disputes an invoice, or a part of it.
    Open(contacts::DisputeArgs),
    /// Open disputes, those whose answer is due first; of one customer the ended ones too.
    List {
        #[arg(long, value_name = "NAME|ID")]
        customer: Option<String>,
    },
    /// What you must do about it, and by when.
    Task {
        #[arg(value_name = "DISPUTE")]
        dispute: DisputeId,
        #[arg(value_name = "TEXT")]
        task: String,
        #[arg(long, value_name = "DATE")]
        answer_by: Option<NaiveDate>,
    },
    /// You answered. The dispute stays open until it is closed.
    Answer {
        #[arg(value_name = "DISPUTE")]
        dispute: DisputeId,
        #[arg(value_name = "TEXT")]
        text: String,
        /// The day; today when it is left out.
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
    },
    /// A dispute is over. What is no longer owed is said by a credit note: `acquit record invoice --credit-note`.
    Close {
        #[arg(value_name = "DISPUTE")]
        dispute: DisputeId,
        /// rejected (all is owed), accepted (the customer was right) or settled.
        #[arg(long = "as", value_parser = word::<DisputeEnd>, value_name = "END")]
        end: DisputeEnd,
        #[arg(long, default_value = "", value_name = "TEXT")]
        note: String,
    },
}

pub fn dispute(options: &Options, now: Now, args: DisputeArgs) -> Done {
    let mut desk = open_desk(options)?;
    let change = match args.action {
        Action::Open(args) => return contacts::dispute(&mut desk, now, args)?.answer(options),
        Action::List { customer } => return list(options, now, &desk, customer.as_deref()),
        Action::Task { dispute, task, answer_by } => desk.set_dispute_task(now, dispute, &task, answer_by)?,
        Action::Answer { dispute, text, on } => desk.answer_dispute(now, dispute, on.unwrap_or(now.today), &text)?,
        Action::Close { dispute, end, note } => {
            if !desk.open_disputes(now)?.iter().any(|row| row.dispute.id == dispute) {
                return Err(Failure::NotFound { what: Thing::Hold }.into());
            }
            desk.end_hold(now, HoldEnd::Dispute(dispute, end), &note)?
        }
    };
    Recorded::from(change).answer(options)
}

#[derive(Serialize)]
struct Line<'r> {
    id: String,
    customer: String,
    name: &'r str,
    invoice: &'r str,
    reason: DisputeReason,
    #[serde(serialize_with = "euros")]
    amount: Cents,
    /// What of the invoice goes on being asked for.
    #[serde(serialize_with = "euros")]
    undisputed: Cents,
    opened_on: NaiveDate,
    note: &'r str,
    task: &'r str,
    answer_due: Option<NaiveDate>,
    answered_on: Option<NaiveDate>,
    answer: Option<&'r str>,
    closed_on: Option<NaiveDate>,
    closed_as: Option<DisputeEnd>,
}

fn list(options: &Options, now: Now, desk: &Desk, customer: Option<&str>) -> Done {
    let lang = desk.lang();
    let rows: Vec<DisputeRow> = match customer {
        Some(text) => {
            let file = whom::customer(desk, text)?;
            file.disputes.iter().map(|dispute| dispute_row(&file, dispute, now.today)).collect()
        }
        None => desk.open_disputes(now)?,
    };
    if options.json {
        return print_json(&rows.iter().map(line).collect::<Vec<_>>());
    }
    for row in &rows {
        let dispute = &row.dispute;
        let (what, amount) = (steps::dispute_reason(lang, dispute.reason), lang.amount(row.amount));
        let state = words::dispute_state(lang, dispute, now.today);
        print_lines([format!("{}  {}  {}  {amount}  {what}  {state}", dispute.id, row.customer_name, row.number)])?;
    }
    Ok(())
}

fn line(row: &DisputeRow) -> Line<'_> {
    let dispute = &row.dispute;
    Line {
        id: dispute.id.to_string(),
        customer: dispute.customer.to_string(),
        name: &row.customer_name,
        invoice: &row.number,
        reason: dispute.reason,
        amount: row.amount,
        undisputed: row.undisputed,
        opened_on: dispute.opened_on,
        note: &dispute.note,
        task: &dispute.task,
        answer_due: dispute.answer_due,
        answered_on: dispute.answer.as_ref().map(|answer| answer.day),
        answer: dispute.answer.as_ref().map(|answer| answer.text.as_str()),
        closed_on: dispute.closed.as_ref().map(|(day, _)| *day),
        closed_as: dispute.closed_as,
    }
}
