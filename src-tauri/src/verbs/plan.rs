//! `acquit plan`: a debt paid by instalments, its agreement on paper, and what came of it.

use std::path::PathBuf;

use app::holds::HoldEnd;
use app::plans::{NewPlan, PlanRow, Schedule, signs_as_trader};
use app::words::commitments as words;
use app::{Desk, Failure, Now, Thing, write_whole};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use domain::{Cents, Instalment, Lang, PlanDebt, PlanEnd, PlanId, PlanInterest, Rhythm, Signer};
use serde::Serialize;

use super::record::Recorded;
use super::shape::euros;
use super::{Done, Options, Trouble, amount, dated_amount, language, open_desk, print_json, print_lines, whom, word};

#[derive(Args, Debug)]
pub struct PlanArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand, Debug)]
enum Action {
    /// Agree a plan: the agreement is printed and kept.
    Add(AddArgs),
    /// Plans that something is awaited of, the nearest instalment first; of one customer the ended ones too.
    List {
        #[arg(long, value_name = "NAME|ID")]
        customer: Option<String>,
    },
    /// Write the agreement, as it was kept, to a file.
    Print {
        #[arg(value_name = "PLAN")]
        plan: PlanId,
        #[arg(long, value_name = "FILE.pdf")]
        out: PathBuf,
    },
    /// It came back signed.
    Sign {
        #[arg(value_name = "PLAN")]
        plan: PlanId,
        /// The day it was signed; today when it is left out.
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
        /// Where the original is kept.
        #[arg(long, default_value = "", value_name = "TEXT")]
        kept: String,
    },
    /// A plan is over.
    End {
        #[arg(value_name = "PLAN")]
        plan: PlanId,
        /// kept, broken (the invoices are owed as before) or called-off.
        #[arg(long = "as", value_parser = word::<PlanEnd>, value_name = "END")]
        end: PlanEnd,
        #[arg(long, default_value = "", value_name = "TEXT")]
        note: String,
    },
}

#[derive(Args, Debug)]
struct AddArgs {
    #[arg(long, value_name = "NAME|ID")]
    customer: String,
    /// The invoices, by number; everything overdue when none is named.
    #[arg(long, value_name = "NUMBER")]
    invoice: Vec<String>,
    /// So many equal instalments; the last takes the cents.
    #[arg(long, value_name = "COUNT", required_unless_present = "instalment", requires = "first")]
    count: Option<u16>,
    /// The day of the first one.
    #[arg(long, value_name = "DATE")]
    first: Option<NaiveDate>,
    /// monthly or weekly.
    #[arg(long, value_parser = word::<Rhythm>, default_value = "monthly", value_name = "RHYTHM")]
    every: Rhythm,
    /// An instalment of one's own, in place of --count. Repeated; they make up what is shared out.
    #[arg(long, value_parser = dated_amount, value_name = "DATE=AMOUNT", conflicts_with = "count")]
    instalment: Vec<(NaiveDate, Cents)>,
    /// kept (it goes on running) or waived-if-respected.
    #[arg(long, value_parser = word::<PlanInterest>, default_value = "kept", value_name = "OPTION")]
    interest: PlanInterest,
    /// With a clause: after a notice of so many days without result the whole is due.
    #[arg(long, value_name = "DAYS")]
    clause: Option<u16>,
    /// Who signs for the customer; its contact for reminders, or its name, when left out.
    #[arg(long, value_name = "NAME")]
    signer: Option<String>,
    #[arg(long, default_value = "", value_name = "TEXT")]
    role: String,
    /// The signer acts as a trader (true or false): who does not writes the sum by hand. As the file says when left out.
    #[arg(long, value_name = "BOOL")]
    trader: Option<bool>,
    /// Language of the agreement; the customer's when left out.
    #[arg(long, value_parser = language, value_name = "LANG")]
    letter_lang: Option<Lang>,
    /// Refuse when the debt is not this sum.
    #[arg(long, value_parser = amount, value_name = "AMOUNT")]
    expect: Option<Cents>,
    /// Also write the agreement to a file.
    #[arg(long, value_name = "FILE.pdf")]
    out: Option<PathBuf>,
}

pub fn plan(options: &Options, now: Now, args: PlanArgs) -> Done {
    let mut desk = open_desk(options)?;
    match args.action {
        Action::Add(args) => add(options, now, &mut desk, args),
        Action::List { customer } => list(options, now, &desk, customer.as_deref()),
        Action::Print { plan, out } => {
            let plan = find(&desk, now, plan)?.plan;
            write_whole(&out, &desk.document(&plan.document)?.bytes)?;
            let answer = Printed { plan: plan.id.to_string(), digest: plan.document.to_string(), out };
            if options.json { print_json(&answer) } else { print_lines([answer.out.display().to_string()]) }
        }
        Action::Sign { plan, on, kept } => {
            Recorded::from(desk.sign_plan(now, plan, on.unwrap_or(now.today), &kept)?).answer(options)
        }
        Action::End { plan, end, note } => {
            find(&desk, now, plan)?;
            Recorded::from(desk.end_hold(now, HoldEnd::Plan(plan, end), &note)?).answer(options)
        }
    }
}

#[derive(Serialize)]
struct Printed {
    plan: String,
    digest: String,
    out: PathBuf,
}

/// A plan that something is awaited of.
fn find(desk: &Desk, now: Now, id: PlanId) -> Result<PlanRow, Trouble> {
    let row = desk.open_plans(now)?.into_iter().find(|row| row.plan.id == id);
    row.ok_or(Failure::NotFound { what: Thing::Hold }.into())
}

#[derive(Serialize)]
struct Added {
    plan: String,
    #[serde(flatten)]
    recorded: Recorded,
    debt: Debt,
    instalments: Vec<Part>,
    digest: String,
}

#[derive(Serialize)]
struct Debt {
    #[serde(serialize_with = "euros")]
    principal: Cents,
    #[serde(serialize_with = "euros")]
    interest: Cents,
    #[serde(serialize_with = "euros")]
    indemnity: Cents,
    #[serde(serialize_with = "euros")]
    total: Cents,
}

impl From<PlanDebt> for Debt {
    fn from(debt: PlanDebt) -> Debt {
        let PlanDebt { principal, interest, indemnity } = debt;
        Debt { principal, interest, indemnity, total: debt.total() }
    }
}

#[derive(Serialize)]
struct Part {
    due: NaiveDate,
    #[serde(serialize_with = "euros")]
    amount: Cents,
    #[serde(serialize_with = "euros")]
    paid: Cents,
}

fn add(options: &Options, now: Now, desk: &mut Desk, args: AddArgs) -> Done {
    let file = whom::customer(desk, &args.customer)?;
    let schedule = match (args.count, args.first) {
        (Some(count), Some(first)) => Schedule::Even { count, first, rhythm: args.every },
        _ => {
            let part = |(due_date, amount)| Instalment { due_date, amount, retained: false };
            Schedule::Custom(args.instalment.into_iter().map(part).collect())
        }
    };
    let contact = file.customer.reminder_contact().map(|contact| contact.name.clone());
    let name = args.signer.or(contact.filter(|name| !name.trim().is_empty()));
    let new = NewPlan {
        customer: file.customer.id,
        invoices: whom::invoices(desk, &file, &args.invoice)?,
        schedule,
        interest: args.interest,
        acceleration_days: args.clause,
        signer: Signer {
            name: name.unwrap_or_else(|| file.customer.name.clone()),
            role: args.role,
            trader: args.trader.unwrap_or_else(|| signs_as_trader(&file)),
        },
        lang: args.letter_lang,
    };
    let total = desk.preview_plan(now, &new)?.debt.total();
    if let Some(expected) = args.expect.filter(|expected| *expected != total) {
        return Err(Failure::field("expect", app::FieldProblem::DoesNotSum { sum: total, expected }).into());
    }
    let (plan, change) = desk.make_plan(now, &new)?;
    if let Some(out) = &args.out {
        write_whole(out, &desk.document(&plan.document)?.bytes)?;
    }
    let recorded = Recorded::from(change);
    if !options.json {
        return recorded.answer(options);
    }
    let parts = plan.followed(Cents::ZERO).into_iter();
    print_json(&Added {
        plan: plan.id.to_string(),
        recorded,
        debt: plan.debt.into(),
        instalments: parts.map(|part| Part { due: part.due, amount: part.amount, paid: part.paid }).collect(),
        digest: plan.document.to_string(),
    })
}

#[derive(Serialize)]
struct Line<'r> {
    id: String,
    customer: String,
    name: &'r str,
    invoices: &'r [String],
    debt: Debt,
    interest: PlanInterest,
    clause_days: Option<u16>,
    signer: &'r str,
    trader: bool,
    made_on: NaiveDate,
    signed_on: Option<NaiveDate>,
    kept: &'r str,
    state: &'static str,
    #[serde(serialize_with = "euros")]
    received: Cents,
    #[serde(serialize_with = "euros")]
    left: Cents,
    instalments: Vec<Part>,
    digest: String,
}

fn list(options: &Options, now: Now, desk: &Desk, customer: Option<&str>) -> Done {
    let lang = desk.lang();
    let rows = match customer {
        Some(text) => desk.plan_rows(&whom::customer(desk, text)?, now.today),
        None => desk.open_plans(now)?,
    };
    if options.json {
        return print_json(&rows.iter().map(line).collect::<Vec<_>>());
    }
    print_lines(rows.iter().map(|row| {
        let (left, total) = (lang.amount(row.left), lang.amount(row.plan.spread()));
        let state = words::plan_state(lang, row.state);
        let left = match lang {
            Lang::Fr => format!("reste {left} sur {total}"),
            Lang::En => format!("{left} of {total} left"),
        };
        format!("{}  {}  {left}  {state}", row.plan.id, row.customer_name)
    }))
}

fn line(row: &PlanRow) -> Line<'_> {
    let plan = &row.plan;
    let part = |part: &domain::Followed| Part { due: part.due, amount: part.amount, paid: part.paid };
    Line {
        id: plan.id.to_string(),
        customer: plan.customer.to_string(),
        name: &row.customer_name,
        invoices: &row.numbers,
        debt: plan.debt.into(),
        interest: plan.interest,
        clause_days: plan.acceleration_days,
        signer: &plan.signer.name,
        trader: plan.signer.trader,
        made_on: plan.made_on,
        signed_on: plan.signed.as_ref().map(|signed| signed.on),
        kept: plan.signed.as_ref().map_or("", |signed| &signed.kept),
        state: row.state.code(),
        received: row.received,
        left: row.left,
        instalments: row.followed.iter().map(part).collect(),
        digest: plan.document.to_string(),
    }
}
