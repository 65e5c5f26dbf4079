//! Who an invoice is owed to, cheques on their way to the bank, and the order of payments.

use app::cessions::NewCession;
use app::{Desk, Failure, Now, Thing};
use chrono::NaiveDate;
use clap::Args;
use domain::{CustomerFile, PaymentId, PaymentOrder};

use super::super::{Trouble, whom, word};
use super::Outcome;

#[derive(Args, Debug)]
pub struct CedeArgs {
    /// The invoices given away, by number. Repeated.
    #[arg(long, required = true, value_name = "NUMBER")]
    invoice: Vec<String>,
    /// Whose, where several customers have that number.
    #[arg(long, value_name = "NAME|ID")]
    customer: Option<String>,
    /// Who has them: the factor, the bank.
    #[arg(long, value_name = "NAME")]
    to: String,
    /// The day from which they are theirs; today when it is left out.
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
    /// Unpaid, they come back.
    #[arg(long)]
    with_recourse: bool,
}

/// The customer of the first invoice named, or the one said.
fn whose(desk: &Desk, customer: Option<&String>, invoices: &[String]) -> Result<CustomerFile, Trouble> {
    match (customer, invoices.first()) {
        (Some(customer), _) => whom::customer(desk, customer),
        (None, Some(first)) => Ok(whom::invoice(desk, first, None)?.1),
        (None, None) => Err(Trouble::Usage("--customer or --invoice is missing".to_owned())),
    }
}

pub fn cede(desk: &mut Desk, now: Now, args: CedeArgs) -> Outcome {
    let file = whose(desk, args.customer.as_ref(), &args.invoice)?;
    let new = NewCession {
        customer: file.customer.id,
        invoices: whom::invoices(desk, &file, &args.invoice)?,
        to: args.to,
        day: args.on.unwrap_or(now.today),
        with_recourse: args.with_recourse,
    };
    Ok(desk.cede(now, new)?.into())
}

#[derive(Args, Debug)]
pub struct ReturnCessionArgs {
    /// The invoices that came back, by number. Repeated.
    #[arg(long, required = true, value_name = "NUMBER")]
    invoice: Vec<String>,
    #[arg(long, value_name = "NAME|ID")]
    customer: Option<String>,
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
    #[arg(long, default_value = "", value_name = "TEXT")]
    reason: String,
}

pub fn return_cession(desk: &mut Desk, now: Now, args: &ReturnCessionArgs) -> Outcome {
    let file = whose(desk, args.customer.as_ref(), &args.invoice)?;
    let invoices = whom::invoices(desk, &file, &args.invoice)?;
    let day = args.on.unwrap_or(now.today);
    Ok(desk.end_cession(now, file.customer.id, &invoices, day, &args.reason)?.into())
}

#[derive(Args, Debug)]
pub struct OfPaymentArgs {
    /// The payment, by the id that `record payment` answered in `undo` (payment:ID).
    #[arg(long, value_name = "ID")]
    payment: String,
    /// Today when it is left out.
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
}

fn payment(text: &str) -> Result<PaymentId, Trouble> {
    let id = text.trim_start_matches("payment:");
    Ok(id.parse().map_err(|_| Failure::NotFound { what: Thing::Payment })?)
}

pub fn deposit(desk: &mut Desk, now: Now, args: &OfPaymentArgs) -> Outcome {
    Ok(desk.deposit_cheque(now, payment(&args.payment)?, args.on.unwrap_or(now.today))?.into())
}

pub fn pass_on(desk: &mut Desk, now: Now, args: &OfPaymentArgs) -> Outcome {
    Ok(desk.pass_on(now, payment(&args.payment)?, args.on.unwrap_or(now.today))?.into())
}

#[derive(Args, Debug)]
pub struct PaymentOrderArgs {
    #[arg(long, value_name = "NAME|ID")]
    customer: String,
    /// interest-first, as the law has it, or principal-first.
    #[arg(long, value_parser = word::<PaymentOrder>, value_name = "ORDER")]
    order: PaymentOrder,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub fn payment_order(desk: &mut Desk, now: Now, args: &PaymentOrderArgs) -> Outcome {
    let file = whom::customer(desk, &args.customer)?;
    Ok(desk.choose_payment_order(now, file.customer.id, args.order, &args.reason)?.into())
}
