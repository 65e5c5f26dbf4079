//! What silences reminders, and what ends a silence.

use app::holds::HoldEnd;
use app::{Desk, Failure, Now, Thing};
use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use domain::{CustomerFile, InsolvencyKind, PauseScope, Route, StepKey};

use super::super::{Trouble, draft, whom, word};
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
    Insolvency,
}

impl Hold {
    fn code(self) -> &'static str {
        match self {
            Hold::Promise => "promise",
            Hold::Dispute => "dispute",
            Hold::PaidClaim => "payment_claim",
            Hold::Pause => "pause",
            Hold::HandOver => "hand_over",
            Hold::Insolvency => "insolvency",
        }
    }
}

#[derive(Args, Debug)]
pub struct EndArgs {
    #[arg(long, required_unless_present = "everything", conflicts_with = "everything", value_name = "NAME|ID")]
    customer: Option<String>,
    /// A pause of everything.
    #[arg(long)]
    everything: bool,
    /// What is over: all of that kind that are open.
    #[arg(long, value_name = "WHAT")]
    what: Hold,
    /// How it ended. Promise: kept, broken, called-off. Dispute: rejected, accepted, settled. Paid-claim: found,
    /// not-found. Hand-over: paid, returned, over. Insolvency: declared (the claim was), mistake. A pause just ends.
    #[arg(long = "as", value_name = "END", required_if_eq_any = [("what", "promise"), ("what", "dispute"),
        ("what", "paid-claim"), ("what", "hand-over"), ("what", "insolvency")])]
    end: Option<String>,
    /// The day the claim was declared; today when it is left out.
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
    #[arg(long, default_value = "", value_name = "TEXT")]
    note: String,
}

pub fn end(desk: &mut Desk, now: Now, args: &EndArgs) -> Outcome {
    let ids: Vec<String> = match &args.customer {
        None if args.what == Hold::Pause => {
            desk.pauses_of_everything(now)?.iter().map(|pause| pause.id.to_string()).collect()
        }
        None => return Err(Trouble::Usage("--everything goes with --what pause".to_owned())),
        Some(customer) => open_ids(&whom::customer(desk, customer)?, args.what, now),
    };
    let code = args.end.as_deref().unwrap_or("ended").replace('-', "_");
    let mut recorded: Option<Recorded> = None;
    for id in ids {
        let end = HoldEnd::from_codes(args.what.code(), &id, &code, args.on.unwrap_or(now.today))?;
        recorded = Some(desk.end_hold(now, end, &args.note)?.into());
    }
    recorded.ok_or(Failure::NotFound { what: Thing::Hold }.into())
}

/// Everything of that kind that is open in a file.
fn open_ids(file: &CustomerFile, what: Hold, now: Now) -> Vec<String> {
    let customer = || vec![file.customer.id.to_string()];
    match what {
        Hold::Promise => {
            file.promises.iter().filter(|one| one.closed.is_none()).map(|one| one.id.to_string()).collect()
        }
        Hold::Dispute => {
            file.disputes.iter().filter(|one| one.closed.is_none()).map(|one| one.id.to_string()).collect()
        }
        Hold::PaidClaim => {
            file.payment_claims.iter().filter(|one| one.closed.is_none()).map(|one| one.id.to_string()).collect()
        }
        Hold::Pause => file.pauses.iter().filter(|one| one.holds_on(now.today)).map(|one| one.id.to_string()).collect(),
        Hold::HandOver if file.hand_over.as_ref().is_some_and(|given| given.returned_on.is_none()) => customer(),
        Hold::Insolvency if file.insolvency.is_some() => customer(),
        Hold::HandOver | Hold::Insolvency => Vec::new(),
    }
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

#[derive(Args, Debug)]
pub struct ChooseArgs {
    #[arg(long, value_name = "NAME|ID")]
    customer: String,
    #[arg(long, value_parser = draft::step, value_name = "STEP")]
    step: StepKey,
}

pub fn choose(desk: &mut Desk, now: Now, args: &ChooseArgs) -> Outcome {
    let file = whom::customer(desk, &args.customer)?;
    Ok(desk.choose_step(now, file.customer.id, args.step)?.into())
}
