//! Contacts with a customer: what went out, what was said.

use app::disputes::NewDispute;
use app::draft::Sending;
use app::facts::NewExchange;
use app::{Desk, Failure, Now, Thing};
use chrono::NaiveDate;
use clap::Args;
use domain::{
    Cents, Channel, CustomerFile, DeliveryOutcome, Direction, DisputeReason, LetterId, Outcome as Said, StepKey,
};

use super::super::{Trouble, amount, draft, either, whom, word};
use super::{Outcome, Recorded};

#[derive(Args, Debug)]
pub struct SentArgs {
    /// The letter that `acquit draft` answered.
    #[arg(long, value_name = "ID", conflicts_with_all = ["customer", "step"])]
    letter: Option<LetterId>,
    /// To whom, where no letter is named: the document is drafted now.
    #[arg(long, value_name = "NAME|ID", required_unless_present = "letter")]
    customer: Option<String>,
    /// The step; what is proposed today when it is left out.
    #[arg(long, value_parser = draft::step, value_name = "STEP")]
    step: Option<StepKey>,
    /// email, letter, registered-letter, phone, portal…; as the letter was meant to go when it is left out.
    #[arg(long, value_parser = word::<Channel>, value_name = "CHANNEL")]
    channel: Option<Channel>,
    /// The day it went; today when it is left out.
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
    /// The number of a registered letter.
    #[arg(long, value_name = "NUMBER")]
    registered_number: Option<String>,
    #[arg(long, default_value = "")]
    note: String,
    /// Why it went although something is red; kept in the journal with what was red.
    #[arg(long, value_name = "REASON")]
    despite: Option<String>,
}

pub fn sent(desk: &mut Desk, now: Now, args: SentArgs) -> Outcome {
    let letter = match (args.letter, &args.customer) {
        (Some(letter), _) => letter,
        (None, Some(text)) => {
            let file = whom::customer(desk, text)?;
            let step = match args.step {
                Some(step) => step,
                None => draft::proposed(desk, &file, now)?,
            };
            if step == StepKey::Call {
                return Err(call_sheet(desk));
            }
            let answer = draft::prepare(desk, now, &file, step, None)?;
            answer.letter.parse().map_err(|_| Failure::NotFound { what: Thing::Letter })?
        }
        (None, None) => return Err(Trouble::Usage("--letter or --customer is missing".to_owned())),
    };
    let kept = desk.kept_letter(letter)?;
    if kept.step == StepKey::Call {
        return Err(call_sheet(desk));
    }
    let channel = args.channel.unwrap_or(kept.channel);
    let change = desk.record_sending(
        now,
        Sending {
            letter,
            channel,
            day: args.on.unwrap_or(now.today),
            registered_number: args.registered_number,
            note: args.note,
            despite: args.despite,
        },
    )?;
    Ok(Recorded { letter: Some(letter.to_string()), ..change.into() })
}

fn call_sheet(desk: &Desk) -> Trouble {
    let sentence = either(
        desk.lang(),
        "Une fiche d’appel ne s’envoie pas. Après l’appel\u{a0}: acquit record call.",
        "A call sheet is not sent. After the call: acquit record call.",
    );
    Trouble::named("call_sheet", sentence)
}

#[derive(Args, Debug)]
pub struct CallArgs {
    #[arg(long, value_name = "NAME|ID")]
    customer: String,
    /// What it came to: no-answer, message-left, asks-for-document, in-difficulty, refuses, wrong-number, other. For a
    /// promise, a dispute or a payment announced there are verbs of their own.
    #[arg(long, value_parser = word::<Said>, value_name = "OUTCOME")]
    outcome: Option<Said>,
    /// The customer called or wrote.
    #[arg(long)]
    incoming: bool,
    /// phone, email, letter, text-message, in-person…
    #[arg(long, value_parser = word::<Channel>, default_value = "phone", value_name = "CHANNEL")]
    channel: Channel,
    /// The invoices it was about, by number; everything overdue when none is named.
    #[arg(long, value_name = "NUMBER")]
    invoice: Vec<String>,
    /// The day; today when it is left out.
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
    /// Who spoke.
    #[arg(long, default_value = "")]
    with: String,
    #[arg(long, default_value = "")]
    note: String,
}

pub fn call(desk: &mut Desk, now: Now, args: CallArgs) -> Outcome {
    if let Some(outcome @ (Said::Promised | Said::Disputes | Said::SaysPaid)) = args.outcome {
        let verb = match outcome {
            Said::Promised => "promise",
            Said::Disputes => "dispute",
            _ => "paid-claim",
        };
        return Err(Trouble::Usage(format!("use `acquit record {verb}`, which also asks what it needs")));
    }
    let file = whom::customer(desk, &args.customer)?;
    let mut new = exchange(&file, now, args.on, args.channel);
    new.invoices = whom::invoices(desk, &file, &args.invoice)?;
    // An outgoing call is the step of that name; other messages are only contacts.
    new.step = (!args.incoming && args.channel == Channel::Phone).then_some(StepKey::Call);
    new.direction = if args.incoming { Direction::Incoming } else { Direction::Outgoing };
    new.outcome = args.outcome;
    new.party = args.with;
    new.note = args.note;
    Ok(desk.record_exchange(now, new)?.into())
}

/// Something the customer said.
fn exchange(file: &CustomerFile, now: Now, on: Option<NaiveDate>, channel: Channel) -> NewExchange {
    NewExchange {
        customer: file.customer.id,
        invoices: Vec::new(),
        direction: Direction::Incoming,
        channel,
        day: on.unwrap_or(now.today),
        step: None,
        outcome: None,
        party: String::new(),
        note: String::new(),
        promise: None,
        dispute: None,
    }
}

#[derive(Args, Debug)]
pub struct PromiseArgs {
    #[arg(long, value_name = "NAME|ID")]
    customer: String,
    #[arg(long, value_parser = amount, value_name = "AMOUNT")]
    amount: Cents,
    /// The day promised.
    #[arg(long, value_name = "DATE")]
    due: NaiveDate,
    /// The invoices it covers, by number; everything overdue when none is named.
    #[arg(long, value_name = "NUMBER")]
    invoice: Vec<String>,
    #[arg(long, value_parser = word::<Channel>, default_value = "phone", value_name = "CHANNEL")]
    channel: Channel,
    /// The day it was said; today when it is left out.
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
    /// Who said it.
    #[arg(long, default_value = "")]
    by: String,
    #[arg(long, default_value = "")]
    note: String,
}

pub fn promise(desk: &mut Desk, now: Now, args: PromiseArgs) -> Outcome {
    if !args.amount.is_positive() {
        return Err(Failure::field("amount", app::FieldProblem::NotPositive).into());
    }
    let file = whom::customer(desk, &args.customer)?;
    let mut new = exchange(&file, now, args.on, args.channel);
    if args.due < new.day {
        return Err(Failure::field("due", app::FieldProblem::DateOutOfRange).into());
    }
    new.invoices = whom::invoices(desk, &file, &args.invoice)?;
    new.outcome = Some(Said::Promised);
    new.promise = Some((args.amount, args.due));
    new.party = args.by;
    new.note = args.note;
    Ok(desk.record_exchange(now, new)?.into())
}

#[derive(Args, Debug)]
pub struct DisputeArgs {
    /// The invoice, by number.
    #[arg(long, value_name = "NUMBER")]
    invoice: String,
    /// Whose, where several customers have that number.
    #[arg(long, value_name = "NAME|ID")]
    customer: Option<String>,
    /// The part disputed; the whole when it is left out.
    #[arg(long, value_parser = amount, value_name = "AMOUNT")]
    amount: Option<Cents>,
    /// not-received, order-number, price, delivery, quality or other.
    #[arg(long, value_parser = word::<DisputeReason>, default_value = "other", value_name = "REASON")]
    reason: DisputeReason,
    #[arg(long, value_parser = word::<Channel>, default_value = "email", value_name = "CHANNEL")]
    channel: Channel,
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
    #[arg(long, default_value = "")]
    by: String,
    #[arg(long, default_value = "")]
    note: String,
    /// What you must do to answer.
    #[arg(long, default_value = "", value_name = "TEXT")]
    task: String,
    /// By when you owe an answer.
    #[arg(long, value_name = "DATE")]
    answer_by: Option<NaiveDate>,
}

pub fn dispute(desk: &mut Desk, now: Now, args: DisputeArgs) -> Outcome {
    let of = args.customer.as_deref().map(|text| whom::customer(desk, text)).transpose()?;
    let (invoice, file) = whom::invoice(desk, &args.invoice, of.as_ref())?;
    let mut new = exchange(&file, now, args.on, args.channel);
    new.invoices = vec![invoice.id];
    new.outcome = Some(Said::Disputes);
    new.dispute = Some(NewDispute {
        invoice: invoice.id,
        amount: args.amount,
        reason: args.reason,
        task: args.task,
        answer_due: args.answer_by,
    });
    new.party = args.by;
    new.note = args.note;
    Ok(desk.record_exchange(now, new)?.into())
}

#[derive(Args, Debug)]
pub struct PaidClaimArgs {
    #[arg(long, value_name = "NAME|ID")]
    customer: String,
    #[arg(long, value_name = "NUMBER")]
    invoice: Vec<String>,
    #[arg(long, value_parser = word::<Channel>, default_value = "phone", value_name = "CHANNEL")]
    channel: Channel,
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
    #[arg(long, default_value = "")]
    by: String,
    #[arg(long, default_value = "")]
    note: String,
}

pub fn paid_claim(desk: &mut Desk, now: Now, args: PaidClaimArgs) -> Outcome {
    let file = whom::customer(desk, &args.customer)?;
    let mut new = exchange(&file, now, args.on, args.channel);
    new.invoices = whom::invoices(desk, &file, &args.invoice)?;
    new.outcome = Some(Said::SaysPaid);
    new.party = args.by;
    new.note = args.note;
    Ok(desk.record_exchange(now, new)?.into())
}

#[derive(Args, Debug)]
pub struct DeliveryArgs {
    #[arg(long, value_name = "NAME|ID")]
    customer: String,
    /// The day the postman first presented it.
    #[arg(long, value_name = "DATE")]
    presented: NaiveDate,
    /// signed, unclaimed, refused or unknown-address.
    #[arg(long, value_parser = word::<DeliveryOutcome>, value_name = "OUTCOME")]
    outcome: DeliveryOutcome,
    /// The number of the letter, where it was not noted when it went.
    #[arg(long, value_name = "NUMBER")]
    registered_number: Option<String>,
}

pub fn delivery(desk: &mut Desk, now: Now, args: &DeliveryArgs) -> Outcome {
    let file = whom::customer(desk, &args.customer)?;
    let number = args.registered_number.clone();
    Ok(desk.record_delivery(now, file.customer.id, args.presented, args.outcome, number)?.into())
}
