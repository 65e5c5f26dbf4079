//! Money, invoices, rates, and taking things back.

use std::path::PathBuf;

use app::invoices::{TypedCustomer, TypedDue, TypedInvoice};
use app::payments::{FreeMoney, NewPayment};
use app::{Desk, Failure, FieldProblem, Now, Thing};
use chrono::NaiveDate;
use clap::Args;
use domain::{Allocation, AttachmentKind, Cents, Cheque, ClaimNature, DebtorKind, Instalment, InvoiceKind, Means};
use law::{HalfYear, Parameter};
use rust_decimal::Decimal;
use serde::Serialize;

use super::super::shape::euros;
use super::super::{Done, Options, Trouble, amount, dated_amount, percent, print_json, print_lines, whom, word};
use super::{Outcome, Recorded};

#[derive(Args, Debug)]
pub struct PaymentArgs {
    #[arg(long, required_unless_present = "invoice", value_name = "NAME|ID")]
    customer: Option<String>,
    /// The invoices it pays, by number, in that order, each up to an amount where one is given; the oldest due first
    /// when none is named.
    #[arg(long, value_parser = invoice_part, value_name = "NUMBER[=AMOUNT]")]
    invoice: Vec<(String, Option<Cents>)>,
    #[arg(long, value_parser = amount, value_name = "AMOUNT")]
    amount: Cents,
    /// The day the funds were there; today when it is left out.
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
    /// transfer, cheque, cash, card, direct-debit or other.
    #[arg(long, value_parser = word::<Means>, default_value = "transfer", value_name = "MEANS")]
    means: Means,
    #[arg(long, default_value = "")]
    reference: String,
    /// Costs that a bank or the payer kept of an invoice, taken for paid on top of the amount. Repeated.
    #[arg(long, value_parser = invoice_sum, value_name = "NUMBER=AMOUNT")]
    withheld: Vec<(String, Cents)>,
    /// An early discount granted on an invoice, on top of the amount. Repeated.
    #[arg(long, value_parser = invoice_sum, value_name = "NUMBER=AMOUNT")]
    discount: Vec<(String, Cents)>,
    /// What the invoices leave of it pays their interest and indemnity, as far as they are owed.
    #[arg(long)]
    accessories: bool,
    /// The customer said which invoices it pays.
    #[arg(long, requires = "invoice")]
    indicated: bool,
    /// A cheque, by its number: it waits to be deposited unless --deposited says when it was.
    #[arg(long, value_name = "NUMBER", conflicts_with = "means")]
    cheque: Option<String>,
    /// The day the cheque was taken to the bank: interest stops that day.
    #[arg(long, value_name = "DATE", requires = "cheque")]
    deposited: Option<NaiveDate>,
    /// Say what it would do, and record nothing.
    #[arg(long)]
    pub plan: bool,
}

/// What `record payment --plan` answers.
#[derive(Serialize)]
struct Plan {
    lines: Vec<PlanShape>,
    #[serde(serialize_with = "euros")]
    credit: Cents,
    /// What could pay interest and indemnity, beyond what a plan takes by itself, where the owner says so.
    #[serde(serialize_with = "euros")]
    accessories_owed: Cents,
    sentences: Vec<String>,
}

#[derive(Serialize)]
struct PlanShape {
    number: String,
    due_date: Option<NaiveDate>,
    #[serde(serialize_with = "euros")]
    open: Cents,
    #[serde(serialize_with = "euros")]
    paid: Cents,
    #[serde(serialize_with = "euros")]
    withheld: Cents,
    #[serde(serialize_with = "euros")]
    discounted: Cents,
    #[serde(serialize_with = "euros")]
    accessories: Cents,
    #[serde(serialize_with = "euros")]
    left: Cents,
}

impl PaymentArgs {
    /// The payment meant.
    fn read(self, desk: &Desk, now: Now) -> Result<NewPayment, Trouble> {
        if !self.amount.is_positive() {
            return Err(Failure::field("amount", FieldProblem::NotPositive).into());
        }
        let file = match (&self.customer, self.invoice.first()) {
            (Some(customer), _) => whom::customer(desk, customer)?,
            (None, Some((invoice, _))) => whom::invoice(desk, invoice, None)?.1,
            (None, None) => return Err(Trouble::Usage("--customer or --invoice is missing".to_owned())),
        };
        let sums = |parts: Vec<(String, Cents)>| -> Result<Vec<Allocation>, Trouble> {
            let (numbers, amounts): (Vec<String>, Vec<Cents>) = parts.into_iter().unzip();
            let invoices = whom::invoices(desk, &file, &numbers)?;
            Ok(invoices.into_iter().zip(amounts).map(|(invoice, amount)| Allocation { invoice, amount }).collect())
        };
        let (withheld, discounts) = (sums(self.withheld)?, sums(self.discount)?);
        let (numbers, most): (Vec<String>, Vec<Option<Cents>>) = self.invoice.into_iter().unzip();
        let invoices = whom::invoices(desk, &file, &numbers)?;
        let deposited_on = self.deposited;
        Ok(NewPayment {
            means: if self.cheque.is_some() { Means::Cheque } else { self.means },
            reference: self.reference,
            parts: invoices.into_iter().zip(most).collect(),
            withheld,
            discounts,
            accessories: self.accessories,
            indicated: self.indicated,
            cheque: self.cheque.map(|number| Cheque { number, deposited_on }),
            ..NewPayment::of(file.customer.id, self.amount, self.on.unwrap_or(now.today))
        })
    }
}

/// `NUMBER=AMOUNT`.
fn invoice_sum(text: &str) -> Result<(String, Cents), String> {
    match invoice_part(text)? {
        (number, Some(sum)) => Ok((number, sum)),
        (_, None) => Err("expected NUMBER=AMOUNT".to_owned()),
    }
}

pub fn payment(desk: &mut Desk, now: Now, args: PaymentArgs) -> Outcome {
    let new = args.read(desk, now)?;
    Ok(desk.record_payment(now, new)?.into())
}

/// Says what the payment would do.
pub fn plan_payment(options: &Options, desk: &Desk, now: Now, args: PaymentArgs) -> Done {
    let plan = desk.plan_payment(now, &args.read(desk, now)?)?;
    let lines = plan.lines.into_iter().map(|line| PlanShape {
        number: line.number,
        due_date: line.due_date,
        open: line.open,
        paid: line.paid,
        withheld: line.withheld,
        discounted: line.discounted,
        accessories: line.accessories,
        left: line.left,
    });
    let plan = Plan {
        lines: lines.collect(),
        credit: plan.credit,
        accessories_owed: plan.accessories_owed,
        sentences: plan.sentences,
    };
    if options.json {
        return print_json(&plan);
    }
    let lang = desk.lang();
    let of = |line: &PlanShape| {
        let (paid, left) = (lang.amount(line.paid), lang.amount(line.left));
        format!("  {:<24}{paid:>16}{left:>16}", line.number)
    };
    print_lines(plan.lines.iter().map(of).chain(plan.sentences.iter().cloned()).collect::<Vec<_>>())
}

/// `NUMBER`, or `NUMBER=AMOUNT` for a part of it.
pub fn invoice_part(text: &str) -> Result<(String, Option<Cents>), String> {
    match text.rsplit_once('=') {
        Some((number, sum)) => {
            let sum = amount(sum)?;
            if sum.is_positive() { Ok((number.to_owned(), Some(sum))) } else { Err("above zero".to_owned()) }
        }
        None => Ok((text.to_owned(), None)),
    }
}

#[derive(Args, Debug)]
pub struct ApplyArgs {
    #[arg(long, value_name = "NAME|ID")]
    customer: String,
    /// The credit note to apply, by number; everything free of the customer when it is left out.
    #[arg(long, value_name = "NUMBER")]
    credit_note: Option<String>,
    /// The invoice it goes to; the oldest due first when it is left out.
    #[arg(long, value_name = "NUMBER")]
    invoice: Option<String>,
    /// Money that is free pays interest and indemnity, as far as they are owed: of an invoice named, of those the money
    /// pays, and of those that were asked for.
    #[arg(long, conflicts_with = "credit_note")]
    accessories: bool,
}

pub fn apply(desk: &mut Desk, now: Now, args: &ApplyArgs) -> Outcome {
    let file = whom::customer(desk, &args.customer)?;
    if args.accessories {
        let named = whom::invoices(desk, &file, args.invoice.as_slice())?;
        return Ok(desk.apply_to_accessories(now, file.customer.id, None, &named)?.into());
    }
    let numbered = |number: &Option<String>| -> Result<Option<domain::InvoiceId>, Trouble> {
        let Some(number) = number else { return Ok(None) };
        Ok(whom::invoices(desk, &file, std::slice::from_ref(number))?.first().copied())
    };
    let from = numbered(&args.credit_note)?.map(FreeMoney::CreditNote);
    let to = numbered(&args.invoice)?;
    Ok(desk.apply_free_money(now, file.customer.id, from, to)?.into())
}

#[derive(Args, Debug)]
pub struct ReverseArgs {
    /// The payment, by the id that `record payment` answered in `undo` (payment:ID).
    #[arg(long, value_name = "ID")]
    payment: String,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub fn reverse(desk: &mut Desk, now: Now, args: ReverseArgs) -> Outcome {
    let id = args.payment.trim_start_matches("payment:");
    let payment = id.parse().map_err(|_| Failure::NotFound { what: Thing::Payment })?;
    Ok(desk.reverse_payment(now, payment, args.reason)?.into())
}

#[derive(Args, Debug)]
pub struct InvoiceArgs {
    /// A known customer, or the name of a new one.
    #[arg(long, value_name = "NAME|ID")]
    customer: String,
    /// What a new customer is: professional, consumer or public-body.
    #[arg(long, value_parser = word::<DebtorKind>, value_name = "KIND")]
    kind: Option<DebtorKind>,
    /// Where reminders to a new customer go.
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    #[arg(long, value_name = "NUMBER")]
    number: String,
    #[arg(long, value_name = "DATE")]
    issued: NaiveDate,
    /// The due date; the law computes it when it is left out.
    #[arg(long, value_name = "DATE")]
    due: Option<NaiveDate>,
    /// A part with its own due date, in place of --due. Repeated; the parts make up what is owed.
    #[arg(long, value_parser = dated_amount, value_name = "DATE=AMOUNT", conflicts_with = "due")]
    instalment: Vec<(NaiveDate, Cents)>,
    /// Retention money: the day it is to be released, and how much. The rest has the due dates above.
    #[arg(long, value_parser = dated_amount, value_name = "DATE=AMOUNT", conflicts_with = "credit_note")]
    retained: Option<(NaiveDate, Cents)>,
    #[arg(long, value_name = "DATE")]
    delivered: Option<NaiveDate>,
    /// The day the debtor received it; for a public body the deposit date.
    #[arg(long, value_name = "DATE")]
    received: Option<NaiveDate>,
    /// What was sold, where the law gives it another limitation period: general, carriage-of-goods, telecom,
    /// residential-rent, ship-supplies or consumer-credit.
    #[arg(long, value_parser = word::<ClaimNature>, default_value = "general", value_name = "NATURE")]
    nature: ClaimNature,
    /// VAT included.
    #[arg(long, value_parser = amount, value_name = "AMOUNT")]
    amount: Cents,
    #[arg(long, value_parser = amount, default_value = "0", value_name = "AMOUNT")]
    already_paid: Cents,
    #[arg(long, default_value = "")]
    subject: String,
    /// It is a credit note.
    #[arg(long)]
    credit_note: bool,
    /// The invoice that a credit note lowers, by number.
    #[arg(long, requires = "credit_note", value_name = "NUMBER")]
    credits: Option<String>,
}

pub fn invoice(desk: &mut Desk, now: Now, args: InvoiceArgs) -> Outcome {
    if !args.amount.is_positive() {
        return Err(Failure::field("amount", FieldProblem::NotPositive).into());
    }
    if args.number.trim().is_empty() || args.customer.trim().is_empty() {
        let field = if args.number.trim().is_empty() { "number" } else { "customer" };
        return Err(Failure::field(field, FieldProblem::Missing).into());
    }
    let mut credits = None;
    let customer = match whom::customer(desk, &args.customer) {
        Ok(file) => {
            credits = match &args.credits {
                Some(number) => whom::invoices(desk, &file, std::slice::from_ref(number))?.first().copied(),
                None => None,
            };
            TypedCustomer::Known(file.customer.id)
        }
        Err(Trouble::Failed(Failure::NotFound { what: Thing::Customer })) => {
            TypedCustomer::New { name: args.customer.trim().to_owned(), kind: args.kind, email: args.email }
        }
        Err(trouble) => return Err(trouble),
    };
    let parts = args.instalment.iter().map(|(due_date, amount)| Instalment::due(*due_date, *amount));
    let typed = TypedInvoice {
        id: None,
        customer,
        number: args.number.trim().to_owned(),
        kind: if args.credit_note { InvoiceKind::CreditNote } else { InvoiceKind::Invoice },
        issue_date: args.issued,
        due: match args.due {
            Some(due) => TypedDue::On(due),
            None if args.instalment.is_empty() => TypedDue::ByLaw,
            None => TypedDue::Instalments(parts.collect()),
        },
        retention: args.retained,
        delivery_date: args.delivered,
        received_on: args.received,
        nature: args.nature,
        credits,
        gross_total: args.amount,
        already_paid: args.already_paid,
        subject: args.subject,
    };
    let (invoice, customer, change) = desk.save_invoice(now, typed)?;
    Ok(Recorded { invoice: Some(invoice.to_string()), customer: Some(customer.to_string()), ..change.into() })
}

#[derive(Args, Debug)]
pub struct AttachmentArgs {
    /// The invoice, by number.
    #[arg(long, value_name = "NUMBER")]
    invoice: String,
    /// Whose, where several customers have that number.
    #[arg(long, value_name = "NAME|ID")]
    customer: Option<String>,
    /// What the files are: original (the invoice itself), quote, order, delivery-note, contract or other.
    #[arg(long, value_parser = word::<AttachmentKind>, value_name = "KIND")]
    kind: AttachmentKind,
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

pub fn attachment(desk: &mut Desk, now: Now, args: &AttachmentArgs) -> Outcome {
    let of = args.customer.as_deref().map(|text| whom::customer(desk, text)).transpose()?;
    let (invoice, _) = whom::invoice(desk, &args.invoice, of.as_ref())?;
    Ok(desk.attach(now, invoice.id, args.kind, &args.files)?.into())
}

#[derive(Args, Debug)]
pub struct WriteOffArgs {
    /// The invoice, by number; everything overdue of the customer when it is left out.
    #[arg(long, required_unless_present = "customer", value_name = "NUMBER")]
    invoice: Option<String>,
    /// Whose.
    #[arg(long, value_name = "NAME|ID")]
    customer: Option<String>,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub fn write_off(desk: &mut Desk, now: Now, args: WriteOffArgs) -> Outcome {
    let of = args.customer.as_deref().map(|text| whom::customer(desk, text)).transpose()?;
    let change = match (&args.invoice, of) {
        (Some(number), of) => {
            let (invoice, _) = whom::invoice(desk, number, of.as_ref())?;
            desk.write_off(now, invoice.id, args.reason)?
        }
        (None, Some(file)) => desk.write_off_overdue(now, file.customer.id, &args.reason)?,
        (None, None) => return Err(Trouble::Usage("--invoice or --customer is missing".to_owned())),
    };
    Ok(change.into())
}

#[derive(Args, Debug)]
pub struct RateArgs {
    /// ecb-main-refinancing-rate or legal-interest-rate-other.
    #[arg(long, value_parser = parameter, value_name = "PARAMETER")]
    parameter: Parameter,
    /// Such as 2027-S1.
    #[arg(long, value_parser = half_year, value_name = "HALF-YEAR")]
    half_year: HalfYear,
    /// Percent a year.
    #[arg(long, value_parser = percent, value_name = "PERCENT")]
    percent: Decimal,
}

fn parameter(text: &str) -> Result<Parameter, String> {
    let rates =
        [Parameter::EcbMainRefinancingRate, Parameter::LegalInterestRateOther, Parameter::LegalInterestRateIndividual];
    Parameter::from_code(&text.replace('-', "_"))
        .filter(|parameter| rates.contains(parameter))
        .ok_or_else(|| rates.map(|rate| rate.code().replace('_', "-")).join(", "))
}

fn half_year(text: &str) -> Result<HalfYear, String> {
    HalfYear::from_code(text).ok_or_else(|| "expected a half-year such as 2027-S1".to_owned())
}

pub fn rate(desk: &mut Desk, now: Now, args: &RateArgs) -> Outcome {
    Ok(desk.confirm_rate(now, args.parameter, args.half_year.first_day(), args.percent)?.into())
}

#[derive(Args, Debug)]
pub struct UndoArgs {
    /// What `undo` said in the answer.
    #[arg(value_name = "TOKEN")]
    pub token: String,
}

#[derive(Args, Debug)]
pub struct WithdrawArgs {
    /// The invoice, by number.
    #[arg(long, value_name = "NUMBER")]
    invoice: String,
    /// Whose, where several customers have that number.
    #[arg(long, value_name = "NAME|ID")]
    customer: Option<String>,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub fn withdraw(desk: &mut Desk, now: Now, args: WithdrawArgs) -> Outcome {
    let of = args.customer.as_deref().map(|text| whom::customer(desk, text)).transpose()?;
    let (invoice, _) = whom::invoice(desk, &args.invoice, of.as_ref())?;
    Ok(desk.withdraw_invoice(now, invoice.id, args.reason)?.into())
}
