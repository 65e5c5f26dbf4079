//! `acquit record`: facts, from flags. Each answers with one sentence and how to take it back.

pub mod contacts;
pub mod facts;
mod holds;
mod limitation;
mod owed;
mod parties;

use app::{Change, Desk, Now};
use clap::{Args, Subcommand};
use serde::Serialize;

use super::{Done, Options, Trouble, open_desk, print_json, print_lines};

#[derive(Args, Debug)]
pub struct RecordArgs {
    #[command(subcommand)]
    fact: Fact,
}

#[derive(Subcommand, Debug)]
enum Fact {
    /// A letter went out: one that was drafted, or the one of a step, drafted now.
    Sent(contacts::SentArgs),
    /// A call, a message, an answer.
    Call(contacts::CallArgs),
    /// What became of the last registered letter.
    Delivery(contacts::DeliveryArgs),
    /// Money received.
    Payment(facts::PaymentArgs),
    /// Money or credit notes of a customer that no invoice has yet go to its invoices.
    Apply(facts::ApplyArgs),
    /// A payment that bounced or was recorded by mistake.
    Reverse(facts::ReverseArgs),
    /// A cheque was taken to the bank.
    Deposit(owed::OfPaymentArgs),
    /// Money for a ceded invoice was given to whom it is owed.
    PassOn(owed::OfPaymentArgs),
    /// In which order the payments of a customer count inside an invoice, with the reason.
    PaymentOrder(owed::PaymentOrderArgs),
    /// Invoices are given to a factor or a bank.
    Cede(owed::CedeArgs),
    /// Invoices came back from a factor or a bank.
    ReturnCession(owed::ReturnCessionArgs),
    /// The customer promises to pay.
    Promise(contacts::PromiseArgs),
    /// The customer disputes an invoice.
    Dispute(contacts::DisputeArgs),
    /// The customer says it has paid.
    PaidClaim(contacts::PaidClaimArgs),
    /// No reminders for a while, with the reason.
    Pause(holds::PauseArgs),
    /// A promise, dispute, pause… is over.
    End(holds::EndArgs),
    /// What a customer is: professional, consumer or public-body.
    Kind(parties::KindArgs),
    /// An invoice, typed.
    Invoice(facts::InvoiceArgs),
    /// An invoice is taken out: it was never a claim.
    Withdraw(facts::WithdrawArgs),
    /// Files that prove an invoice: itself, the quote, the order, the delivery note.
    Attachment(facts::AttachmentArgs),
    /// Your own business: what is given replaces what was known.
    Business(parties::BusinessArgs),
    /// A customer, new or known: what is given replaces what was known.
    Customer(parties::CustomerArgs),
    /// The debtor is insolvent.
    Insolvency(holds::InsolvencyArgs),
    /// The file goes to somebody else.
    HandOver(holds::HandOverArgs),
    /// The claim is given up.
    WriteOff(facts::WriteOffArgs),
    /// Show the step again on that day.
    Snooze(holds::SnoozeArgs),
    /// Prefer another step than the one proposed.
    Choose(holds::ChooseArgs),
    /// Pass over a step, with the reason.
    Skip(holds::SkipArgs),
    /// A rate of the law, from the official text.
    Rate(facts::RateArgs),
    /// What moves the last day to go to court: an acknowledgment, a summons, a mediation…
    LimitationEvent(limitation::EventArgs),
    /// Your word on a payment, a promise or an event: the alert follows the new day, or it does not count.
    LimitationConfirm(limitation::ConfirmArgs),
    /// A limitation event that was recorded by mistake.
    LimitationWithdraw(limitation::WithdrawEventArgs),
    /// Take back what another `record` or an import answered.
    Undo(facts::UndoArgs),
}

/// What was recorded.
#[derive(Serialize, Default)]
pub struct Recorded {
    sentence: String,
    /// Ids of the customers it concerns.
    customers: Vec<String>,
    /// For `acquit record undo`.
    undo: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    invoice: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    letter: Option<String>,
    /// What was recorded of a limitation, for `record limitation-confirm`.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
}

impl From<Change> for Recorded {
    fn from(change: Change) -> Recorded {
        Recorded {
            sentence: change.sentence,
            customers: change.customers.iter().map(ToString::to_string).collect(),
            undo: change.undo,
            ..Recorded::default()
        }
    }
}

type Outcome = Result<Recorded, Trouble>;

pub fn record(options: &Options, now: Now, args: RecordArgs) -> Done {
    let mut desk = open_desk(options)?;
    match args.fact {
        Fact::Payment(args) if args.plan => facts::plan_payment(options, &desk, now, args),
        fact => write(&mut desk, now, fact)?.answer(options),
    }
}

impl Recorded {
    /// Says it.
    pub fn answer(self, options: &Options) -> Done {
        if options.json {
            return print_json(&self);
        }
        let mut lines = vec![self.sentence];
        lines.extend(self.undo.map(|undo| format!("  acquit record undo {undo}")));
        print_lines(lines)
    }
}

fn write(desk: &mut Desk, now: Now, fact: Fact) -> Outcome {
    match fact {
        Fact::Sent(args) => contacts::sent(desk, now, args),
        Fact::Call(args) => contacts::call(desk, now, args),
        Fact::Delivery(args) => contacts::delivery(desk, now, &args),
        Fact::Payment(args) => facts::payment(desk, now, args),
        Fact::Apply(args) => facts::apply(desk, now, &args),
        Fact::Reverse(args) => facts::reverse(desk, now, args),
        Fact::Deposit(args) => owed::deposit(desk, now, &args),
        Fact::PassOn(args) => owed::pass_on(desk, now, &args),
        Fact::PaymentOrder(args) => owed::payment_order(desk, now, &args),
        Fact::Cede(args) => owed::cede(desk, now, args),
        Fact::ReturnCession(args) => owed::return_cession(desk, now, &args),
        Fact::Promise(args) => contacts::promise(desk, now, args),
        Fact::Dispute(args) => contacts::dispute(desk, now, args),
        Fact::PaidClaim(args) => contacts::paid_claim(desk, now, args),
        Fact::Pause(args) => holds::pause(desk, now, args),
        Fact::End(args) => holds::end(desk, now, &args),
        Fact::Kind(args) => parties::kind(desk, now, &args),
        Fact::Invoice(args) => facts::invoice(desk, now, args),
        Fact::Withdraw(args) => facts::withdraw(desk, now, args),
        Fact::Choose(args) => holds::choose(desk, now, &args),
        Fact::Attachment(args) => facts::attachment(desk, now, &args),
        Fact::Business(args) => parties::business(desk, now, args),
        Fact::Customer(args) => parties::customer(desk, now, args),
        Fact::Insolvency(args) => holds::insolvency(desk, now, &args),
        Fact::HandOver(args) => holds::hand_over(desk, now, args),
        Fact::WriteOff(args) => facts::write_off(desk, now, args),
        Fact::Snooze(args) => holds::snooze(desk, now, &args),
        Fact::Skip(args) => holds::skip(desk, now, args),
        Fact::Rate(args) => facts::rate(desk, now, &args),
        Fact::LimitationEvent(args) => limitation::event(desk, now, args),
        Fact::LimitationConfirm(args) => limitation::confirm(desk, now, args),
        Fact::LimitationWithdraw(args) => limitation::withdraw(desk, now, args),
        Fact::Undo(args) => Ok(desk.undo(now, &args.token)?.into()),
    }
}
