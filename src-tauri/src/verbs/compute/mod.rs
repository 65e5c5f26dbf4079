//! The law alone, from flags: no data folder, nothing stored.

mod due_date;
mod interest;
mod limitation;

use clap::{Args, Subcommand};
use domain::{DebtorKind, PublicBuyer};

use super::{Done, Options, word};
use app::Now;

#[derive(Args, Debug)]
pub struct ComputeArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Late-payment interest, the indemnity, and what is still owed.
    Interest(interest::InterestArgs),
    /// When an invoice falls due.
    DueDate(due_date::DueDateArgs),
    /// Until when a claim can be brought to court.
    Limitation(limitation::LimitationArgs),
}

pub fn compute(options: &Options, now: Now, args: ComputeArgs) -> Done {
    match args.what {
        What::Interest(args) => interest::interest(options, now, &args),
        What::DueDate(args) => due_date::due_date(options, &args),
        What::Limitation(args) => limitation::limitation(options, now, &args),
    }
}

/// `professional`, `consumer` or `public-body`.
fn debtor(text: &str) -> Result<DebtorKind, String> {
    match text {
        "public" => Ok(DebtorKind::PublicBody),
        "business" => Ok(DebtorKind::Professional),
        _ => word(text),
    }
}

/// `state-or-local`, `hospital` or `public-undertaking`.
fn public_buyer(text: &str) -> Result<PublicBuyer, String> {
    word(text)
}
