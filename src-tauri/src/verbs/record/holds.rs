//! What silences reminders, and what ends a silence.

use app::facts::HoldKey;
use app::{Desk, Failure, Now, Thing};
use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use domain::{InsolvencyKind, PauseScope, Route, StepKey};

use super::super::{draft, whom, word};
use super::{Outcome, Recorded};

#[derive(Args, Debug)]
pub struct PauseArgs {
    #[arg(long, group = "scope", required_unless_present_any = ["invoice", "everything"], value_name = "NAME|ID")]
    customer: Option<String>,
    /// One invoice, by number.
    #[arg(long, group = "scope", value_name = "NUMBER")]
    invoice: Option<String>,
    /// Every customer.
    #[arg(long, group = "scope")]
    everything: bool,
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The last silent day; until it is ended when left out.
    #[arg(long, value_name = "DATE")]
    until: Option<NaiveDate>,
}

pub fn pause(desk: &mut Desk, now: Now, args: PauseArgs) -> Outcome {
    let scope = match (&args.customer, &args.invoice) {
        (Some(customer), _) => PauseScope::Customer(whom::customer(desk, customer)?.customer.id),
        (None, Some(invoice)) => PauseScope::Invoice(whom::invoice(desk, invoice, None)?.0.id),
        (None, None) => PauseScope::Everything,
    };
    Ok(desk.pause(now, scope, args.reason, args.until)?.into())
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum Hold {
    Promise,
    Dispute,
    PaidClaim,
    Pause,
    HandOver,
    /// The claim was declared.
    Insolvency,
}

#[derive(Args, Debug)]
pub struct EndArgs {
    #[arg(long, value_name = "NAME|ID")]
    customer: String,
    /// What is over: all of that kind that are open.
    #[arg(long, value_name = "WHAT")]
    what: Hold,
    /// How it ended.
    #[arg(long, default_value = "")]
    how: String,
}

pub fn end(desk: &mut Desk, now: Now, args: &EndArgs) -> Outcome {
    let file = whom::customer(desk, &args.customer)?;
    let id = file.customer.id;
    let keys: Vec<HoldKey> = match args.what {
        Hold::Promise => {
            file.promises.iter().filter(|one| one.closed.is_none()).map(|one| HoldKey::Promise(one.id)).collect()
        }
        Hold::Dispute => {
            file.disputes.iter().filter(|one| one.closed.is_none()).map(|one| HoldKey::Dispute(one.id)).collect()
        }
        Hold::PaidClaim => file
            .payment_claims
            .iter()
            .filter(|one| one.closed.is_none())
            .map(|one| HoldKey::PaymentClaim(one.id))
            .collect(),
        Hold::Pause => {
            file.pauses.iter().filter(|one| one.holds_on(now.today)).map(|one| HoldKey::Pause(one.id)).collect()
        }
        Hold::HandOver => vec![HoldKey::HandOver(id)],
        Hold::Insolvency => vec![HoldKey::Insolvency(id)],
    };
    let mut recorded: Option<Recorded> = None;
    for key in keys {
        recorded = Some(desk.end_hold(now, key, args.how.clone())?.into());
    }
    recorded.ok_or(Failure::NotFound { what: Thing::Hold }.into())
}

#[derive(Args, Debug)]
pub struct InsolvencyArgs {
    #[arg(long, value_name = "NAME|ID")]
    customer: String,
    /// sauvegarde, redressement, liquidation or over-indebtedness.
    #[arg(long, value_parser = word::<InsolvencyKind>, value_name = "KIND")]
    kind: InsolvencyKind,
    /// The day of the opening judgment.
    #[arg(long, value_name = "DATE")]
    opened: NaiveDate,
    /// The day of publication in the BODACC.
    #[arg(long, value_name = "DATE")]
    published: Option<NaiveDate>,
}

pub fn insolvency(desk: &mut Desk, now: Now, args: &InsolvencyArgs) -> Outcome {
    let file = whom::customer(desk, &args.customer)?;
    Ok(desk.record_insolvency(now, file.customer.id, args.kind, args.opened, args.published)?.into())
}

#[derive(Args, Debug)]
pub struct HandOverArgs {
    #[arg(long, value_name = "NAME|ID")]
    customer: String,
    /// conciliator, mediateur-des-entreprises, collection-agency, small-claims, order-for-payment, refere-provision,
    /// action, administrative-route, declaration-of-claim, lawyer…
    #[arg(long, value_parser = word::<Route>, value_name = "ROUTE")]
    route: Route,
    /// To whom.
    #[arg(long, default_value = "", value_name = "NAME")]
    to: String,
    #[arg(long, default_value = "")]
    note: String,
}

pub fn hand_over(desk: &mut Desk, now: Now, args: HandOverArgs) -> Outcome {
    let file = whom::customer(desk, &args.customer)?;
    Ok(desk.hand_over(now, file.customer.id, args.route, args.to, args.note)?.into())
}

#[derive(Args, Debug)]
pub struct SnoozeArgs {
    #[arg(long, value_name = "NAME|ID")]
    customer: String,
    /// The step; what is proposed today when it is left out.
    #[arg(long, value_parser = draft::step, value_name = "STEP")]
    step: Option<StepKey>,
    /// The first day it may be shown again.
    #[arg(long, value_name = "DATE")]
    until: NaiveDate,
}

pub fn snooze(desk: &mut Desk, now: Now, args: &SnoozeArgs) -> Outcome {
    let file = whom::customer(desk, &args.customer)?;
    let step = match args.step {
        Some(step) => step,
        None => desk.proposal(&file, now, None)?.step,
    };
    Ok(desk.snooze(now, file.customer.id, step, args.until)?.into())
}

#[derive(Args, Debug)]
pub struct SkipArgs {
    #[arg(long, value_name = "NAME|ID")]
    customer: String,
    /// The step; what is proposed today when it is left out.
    #[arg(long, value_parser = draft::step, value_name = "STEP")]
    step: Option<StepKey>,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub fn skip(desk: &mut Desk, now: Now, args: SkipArgs) -> Outcome {
    let file = whom::customer(desk, &args.customer)?;
    let step = match args.step {
        Some(step) => step,
        None => desk.proposal(&file, now, None)?.step,
    };
    Ok(desk.skip(now, file.customer.id, step, args.reason)?.into())
}
