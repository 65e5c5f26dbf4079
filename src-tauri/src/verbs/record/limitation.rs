//! What moves a limitation, and the owner's word on it.

use std::path::PathBuf;

use app::limitation::{NewConfirmation, NewLimitationFact};
use app::{Desk, Now};
use chrono::NaiveDate;
use clap::Args;
use domain::{CaseEnd, CustomerFile, LimitationFactId, LimitationFactKind, LimitationSubject};

use super::super::{Trouble, whom, word};
use super::{Outcome, Recorded};

#[derive(Args, Debug)]
pub struct EventArgs {
    /// The invoices it concerns, by number, and no other. May be repeated.
    #[arg(long, required = true, value_name = "NUMBER")]
    invoice: Vec<String>,
    /// Whose, where several customers have that number.
    #[arg(long, value_name = "NAME|ID")]
    customer: Option<String>,
    /// acknowledgment, time-requested, court-action, order-request-filed, order-served, enforcement-measure, mediation,
    /// conciliation, participative-procedure, small-claims-invitation, small-claims-agreement, written-demand,
    /// public-body-statement, claim-declared, title-enforceable or contract-clause.
    #[arg(long, value_parser = word::<LimitationFactKind>, value_name = "KIND")]
    kind: LimitationFactKind,
    /// The day it happened or began; today when it is left out.
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
    /// The day it ended: a mediation, a case, an insolvency. Left out while it goes on.
    #[arg(long, value_name = "DATE")]
    until: Option<NaiveDate>,
    /// How a case ended: decided, dropped, rejected or lapsed. Not decided, its interruption is lost.
    #[arg(long, value_parser = word::<CaseEnd>, value_name = "END")]
    ended: Option<CaseEnd>,
    /// The years of a contract clause, 1 to 10.
    #[arg(long, value_name = "YEARS")]
    clause_years: Option<u32>,
    /// Who signed, which court, which officer.
    #[arg(long, default_value = "", value_name = "NAME")]
    by: String,
    #[arg(long, default_value = "", value_name = "TEXT")]
    note: String,
    /// Files that prove it; kept with each invoice.
    #[arg(long, value_name = "FILE")]
    paper: Vec<PathBuf>,
    /// You confirm who, which invoices, when, and that nothing was contested: the alert follows the new day.
    #[arg(long)]
    confirmed: bool,
    /// The event this corrects, by what `record limitation-event` answered in `subject` (fact:ID).
    #[arg(long, value_parser = fact_id, value_name = "ID")]
    corrects: Option<LimitationFactId>,
}

fn fact_id(text: &str) -> Result<LimitationFactId, String> {
    text.trim_start_matches("fact:").parse().map_err(|_| "expected fact:ID".to_owned())
}

/// The customer of the first invoice named, or the one that is named.
fn of(desk: &Desk, customer: Option<&str>, invoices: &[String]) -> Result<CustomerFile, Trouble> {
    match (customer, invoices.first()) {
        (Some(customer), _) => whom::customer(desk, customer),
        (None, Some(invoice)) => Ok(whom::invoice(desk, invoice, None)?.1),
        (None, None) => Err(Trouble::Usage("--customer or --invoice is missing".to_owned())),
    }
}

pub fn event(desk: &mut Desk, now: Now, args: EventArgs) -> Outcome {
    let file = of(desk, args.customer.as_deref(), &args.invoice)?;
    let new = NewLimitationFact {
        id: args.corrects,
        customer: file.customer.id,
        invoices: whom::invoices(desk, &file, &args.invoice)?,
        kind: args.kind,
        day: args.on.unwrap_or(now.today),
        until: args.until,
        case_end: args.ended,
        clause_years: args.clause_years,
        by: args.by,
        note: args.note,
        exchange: None,
        papers: args.paper,
        confirmed: args.confirmed,
    };
    let (id, change) = desk.record_limitation_fact(now, new)?;
    Ok(Recorded { subject: Some(LimitationSubject::Fact(id).to_string()), ..change.into() })
}

#[derive(Args, Debug)]
pub struct ConfirmArgs {
    #[arg(long, value_name = "NAME|ID")]
    customer: String,
    /// What you confirm, as `acquit limitation` names it: payment:ID, promise:ID, exchange:ID or fact:ID.
    #[arg(long, value_name = "SUBJECT")]
    subject: LimitationSubject,
    /// The invoices it concerns, by number; every one when it is left out.
    #[arg(long, value_name = "NUMBER")]
    invoice: Vec<String>,
    /// It does not count: somebody else paid, another invoice, or under reserve.
    #[arg(long)]
    refused: bool,
    /// The word you gave is taken back.
    #[arg(long, conflicts_with = "refused")]
    withdraw: bool,
    /// Who confirms.
    #[arg(long, default_value = "", value_name = "NAME")]
    by: String,
    #[arg(long, default_value = "", value_name = "TEXT")]
    note: String,
}

pub fn confirm(desk: &mut Desk, now: Now, args: ConfirmArgs) -> Outcome {
    let file = whom::customer(desk, &args.customer)?;
    let customer = file.customer.id;
    if args.withdraw {
        return Ok(desk.withdraw_limitation_confirmation(now, customer, args.subject, args.note)?.into());
    }
    let new = NewConfirmation {
        customer,
        subject: args.subject,
        invoices: whom::invoices(desk, &file, &args.invoice)?,
        counts: !args.refused,
        by: args.by,
        note: args.note,
    };
    Ok(desk.confirm_limitation(now, new)?.into())
}

#[derive(Args, Debug)]
pub struct WithdrawEventArgs {
    #[arg(long, value_name = "NAME|ID")]
    customer: String,
    /// The event, by what `record limitation-event` answered in `subject` (fact:ID).
    #[arg(long, value_parser = fact_id, value_name = "ID")]
    event: LimitationFactId,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub fn withdraw(desk: &mut Desk, now: Now, args: WithdrawEventArgs) -> Outcome {
    let file = whom::customer(desk, &args.customer)?;
    Ok(desk.withdraw_limitation_fact(now, file.customer.id, args.event, args.reason)?.into())
}
