//! The same job without a window: verbs for scripts, schedulers and machines without a screen.
//!
//! Answers go to standard output, as text or with `--json` as JSON; failures go to standard error with their stable
//! code, and the exit status is then not 0.

mod compute;
mod demo;
mod desk;
mod read;
mod record;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use app::{Desk, Failure, Now};
use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};
use domain::Lang;
use serde::Serialize;

use crate::{clock, folder};

/// Unpaid invoices: what to do today, and why. Without a verb, the window opens.
#[derive(Parser, Debug)]
#[command(name = "acquit", version, args_conflicts_with_subcommands = true)]
pub struct CommandLine {
    #[command(flatten)]
    pub options: Options,
    /// Files to import once the window is open.
    pub files: Vec<PathBuf>,
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

#[derive(Args, Debug, Clone, Default)]
pub struct Options {
    /// The data folder; otherwise ACQUIT_DATA, otherwise the system's data folder.
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The day it is, as YYYY-MM-DD; otherwise the calendar's.
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<NaiveDate>,
    /// Language of the answers: fr or en.
    #[arg(long, global = true, value_name = "LANG", value_parser = language)]
    pub lang: Option<Lang>,
    /// Answers as JSON.
    #[arg(long, global = true)]
    pub json: bool,
}

fn language(text: &str) -> Result<Lang, String> {
    match text {
        "fr" => Ok(Lang::Fr),
        "en" => Ok(Lang::En),
        _ => Err("fr or en".to_owned()),
    }
}

#[derive(Subcommand, Debug)]
pub enum Verb {
    /// Say what files hold; nothing is stored.
    Read(read::ReadArgs),
    /// Store what files hold.
    Import(desk::ImportArgs),
    /// What to do today, and why.
    Agenda(desk::AgendaArgs),
    /// What a customer or an invoice owes, line by line.
    Claim(desk::ClaimArgs),
    /// Prepare the document of a step.
    Draft(desk::DraftArgs),
    /// Record a fact: sent, payment, promise, dispute, pause, kind, invoice, business.
    Record(record::RecordArgs),
    /// Check that the journal is intact.
    Verify,
    /// The law alone, from flags.
    Compute(compute::ComputeArgs),
    /// The whole job on a sample business, in the terminal.
    Demo,
}

/// Why a verb ended badly.
pub enum Trouble {
    Failed(Failure),
    /// Wrong use: a sentence in English, since flags are.
    Usage(String),
    /// Something was refused, and the answer already said so.
    Refused,
}

impl<F: Into<Failure>> From<F> for Trouble {
    fn from(failure: F) -> Trouble {
        Trouble::Failed(failure.into())
    }
}

type Done = Result<(), Trouble>;

pub fn run(line: CommandLine) -> ExitCode {
    let Some(verb) = line.verb else { return ExitCode::from(2) };
    let options = line.options;
    let now = clock::now(options.today);
    let lang = options.lang.unwrap_or_default();
    let done = match verb {
        Verb::Read(args) => read::read(&options, args),
        Verb::Import(args) => desk::import(&options, now, args),
        Verb::Agenda(args) => desk::agenda(&options, now, args),
        Verb::Claim(args) => desk::claim(&options, now, args),
        Verb::Draft(args) => desk::draft(&options, now, args),
        Verb::Record(args) => record::record(&options, now, args),
        Verb::Verify => desk::verify(&options, now),
        Verb::Compute(args) => compute::compute(&options, now, args),
        Verb::Demo => demo::demo(&options, now),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Trouble::Refused) => ExitCode::from(1),
        Err(Trouble::Failed(failure)) => {
            complain(&options, failure.code(), &failure.sentence(lang), failure.field_name());
            ExitCode::from(1)
        }
        Err(Trouble::Usage(sentence)) => {
            complain(&options, "usage", &sentence, None);
            ExitCode::from(2)
        }
    }
}

fn complain(options: &Options, code: &str, sentence: &str, field: Option<&str>) {
    if options.json {
        eprintln!("{}", serde_json::json!({ "error": code, "sentence": sentence, "field": field }));
    } else {
        let field = field.map(|field| format!(" ({field})")).unwrap_or_default();
        eprintln!("acquit: {code}{field}: {sentence}");
    }
}

/// The desk of the data folder.
fn open_desk(options: &Options) -> Result<Desk, Trouble> {
    let folder = folder::data_folder(options.data.clone())
        .ok_or_else(|| Trouble::Usage("no data folder: set ACQUIT_DATA or use --data DIR".to_owned()))?;
    Ok(Desk::open(&folder, options.lang)?)
}

/// Writes one JSON value on a line of its own. A reader that went away is no failure.
fn print_json(value: &impl Serialize) -> Done {
    let mut out = io::stdout().lock();
    let written = serde_json::to_writer(&mut out, value).map_err(io::Error::from).and_then(|()| writeln!(out));
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::Io { name: "stdout".into(), kind: error.kind() }.into())
        }
        _ => Ok(()),
    }
}

fn print_lines<S: AsRef<str>>(lines: impl IntoIterator<Item = S>) -> Done {
    let mut out = io::stdout().lock();
    for line in lines {
        match writeln!(out, "{}", line.as_ref()) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
            Err(error) => return Err(Failure::Io { name: "stdout".into(), kind: error.kind() }.into()),
        }
    }
    Ok(())
}

/// An amount of the command line: `1234.56`.
fn amount(text: &str) -> Result<domain::Cents, String> {
    text.parse::<domain::Cents>().map_err(|error| error.to_string())
}

/// `DATE=AMOUNT`.
fn dated_amount(text: &str) -> Result<(NaiveDate, domain::Cents), String> {
    let (day, sum) = text.split_once('=').ok_or("expected DATE=AMOUNT")?;
    Ok((day.parse::<NaiveDate>().map_err(|error| error.to_string())?, amount(sum)?))
}

/// The day a verb works for.
fn today(now: Now) -> NaiveDate {
    now.today
}
