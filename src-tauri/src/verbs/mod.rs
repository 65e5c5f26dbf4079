//! The same job without a window: verbs for scripts, schedulers and machines without a screen.
//!
//! Answers go to standard output, as text or with `--json` as JSON; failures go to standard error with their stable
//! code, and the exit status is then not 0. `docs/verbs.md` describes every answer.

mod agenda;
mod bank;
mod claim;
mod compute;
mod demo;
mod dispute;
mod draft;
mod import;
mod import_journal;
mod limitation;
mod plan;
mod promise;
mod read;
mod read_list;
mod record;
mod restore;
mod shape;
mod verify;
mod whom;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use app::{Desk, Failure};
use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};
use domain::business::EndOfMonthReading;
use domain::{Lang, PaymentTerm};
use rust_decimal::Decimal;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{clock, folder};

/// Unpaid invoices: what to do today, and why. Without a verb, the window opens.
#[derive(Parser, Debug)]
#[command(name = "acquit", version, subcommand_precedence_over_arg = true)]
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

/// What the command line says; where it says it wrongly, complains as every failure does and gives the exit status.
pub fn command_line() -> Result<CommandLine, ExitCode> {
    CommandLine::try_parse().map_err(|error| {
        if !error.use_stderr() {
            // Help and the version were asked for. A reader that went away is no failure.
            let _ = error.print();
            return ExitCode::SUCCESS;
        }
        let text = error.render().to_string();
        let sentence = text.strip_prefix("error: ").unwrap_or(&text).trim_end().to_owned();
        let json = std::env::args_os().any(|argument| argument == "--json");
        complain(&Options { json, ..Options::default() }, &Trouble::Usage(sentence));
        ExitCode::from(2)
    })
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
    /// Say what files hold, one JSON object per line; nothing is stored.
    Read(read::ReadArgs),
    /// Store what files hold.
    Import(import::ImportArgs),
    /// Bank statements: store their lines, list them, recognise payments in them.
    Bank(bank::BankArgs),
    /// What to do today, and why.
    Agenda(agenda::AgendaArgs),
    /// What a customer or an invoice owes on a day, line by line.
    Claim(claim::ClaimArgs),
    /// Until when claims can be brought to court, what moved that day, and what would.
    Limitation(limitation::LimitationArgs),
    /// Prepare the document of a step, and keep it.
    Draft(draft::DraftArgs),
    /// Record a fact: sent, call, payment, promise, dispute, pause, kind, invoice, business…
    Record(Box<record::RecordArgs>),
    /// Promises to pay: add one, list them, end one.
    Promise(promise::PromiseArgs),
    /// Instalment plans: agree one, list them, print its agreement, record its signature, end one.
    Plan(Box<plan::PlanArgs>),
    /// Disputes: open one, list them, answer, close.
    Dispute(dispute::DisputeArgs),
    /// Put a backup back, or list those there are.
    Restore(restore::RestoreArgs),
    /// Check that the journal is intact.
    Verify(verify::VerifyArgs),
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
    /// Something only the command line knows.
    Named {
        code: &'static str,
        sentence: String,
        candidates: Vec<String>,
    },
    /// Something was refused, and the answer already said so.
    Refused,
}

impl<F: Into<Failure>> From<F> for Trouble {
    fn from(failure: F) -> Trouble {
        Trouble::Failed(failure.into())
    }
}

impl Trouble {
    fn named(code: &'static str, sentence: impl Into<String>) -> Trouble {
        Trouble::Named { code, sentence: sentence.into(), candidates: Vec::new() }
    }
}

type Done = Result<(), Trouble>;

pub fn run(line: CommandLine) -> ExitCode {
    let Some(verb) = line.verb else { return ExitCode::from(2) };
    let options = line.options;
    let now = clock::now(options.today);
    let writes = matches!(verb, Verb::Import(_) | Verb::Bank(_) | Verb::Draft(_) | Verb::Record(_))
        || matches!(verb, Verb::Promise(_) | Verb::Plan(_) | Verb::Dispute(_));
    let done = match verb {
        Verb::Read(args) => read::read(&options, &args),
        Verb::Import(args) => import::import(&options, now, &args),
        Verb::Bank(args) => bank::bank(&options, now, args),
        Verb::Agenda(args) => agenda::agenda(&options, now, &args),
        Verb::Claim(args) => claim::claim(&options, now, &args),
        Verb::Limitation(args) => limitation::limitation(&options, now, &args),
        Verb::Draft(args) => draft::draft(&options, now, &args),
        Verb::Record(args) => record::record(&options, now, *args),
        Verb::Promise(args) => promise::promise(&options, now, args),
        Verb::Plan(args) => plan::plan(&options, now, *args),
        Verb::Dispute(args) => dispute::dispute(&options, now, args),
        Verb::Restore(args) => restore::restore(&options, now, &args),
        Verb::Verify(args) => verify::verify(&options, &args),
        Verb::Compute(args) => compute::compute(&options, now, args),
        Verb::Demo => demo::demo(&options, now),
    };
    if writes && let Ok(folder) = data_folder(&options) {
        // After the answer, and at most once a day. A copy that cannot be made does not undo what was recorded.
        let _ = app::backups::back_up_daily(&folder, now);
    }
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Trouble::Refused) => ExitCode::from(1),
        Err(trouble) => {
            complain(&options, &trouble);
            ExitCode::from(if matches!(trouble, Trouble::Usage(_)) { 2 } else { 1 })
        }
    }
}

/// What standard error says with `--json`.
#[derive(Serialize)]
struct Complaint {
    error: &'static str,
    sentence: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    /// The half-year whose rate is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    half_year: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    /// Those that a name or number could mean.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<String>,
    /// What is red, where the gate is closed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lights: Vec<shape::LightShape>,
}

fn complain(options: &Options, trouble: &Trouble) {
    let lang = options.lang.unwrap_or_default();
    let plain = |error, sentence| Complaint {
        error,
        sentence,
        field: None,
        half_year: None,
        parameter: None,
        candidates: Vec::new(),
        lights: Vec::new(),
    };
    let complaint = match trouble {
        Trouble::Refused => return,
        Trouble::Usage(sentence) => plain("usage", sentence.clone()),
        Trouble::Named { code, sentence, candidates } => {
            Complaint { candidates: candidates.clone(), ..plain(code, sentence.clone()) }
        }
        Trouble::Failed(failure) => {
            let mut complaint = plain(failure.code(), failure.sentence(lang));
            complaint.field = failure.field_name();
            if matches!(failure, Failure::NoBusiness) {
                complaint.sentence.push_str(" (acquit record business --name …)");
            }
            if let Failure::GateClosed { lights } = failure {
                complaint.sentence.push_str(" (--despite \"…\")");
                complaint.lights = lights.iter().map(shape::LightShape::red).collect();
            }
            if let Failure::LawGap { parameter, from } = failure {
                complaint.half_year = Some(law::HalfYear::of(*from).to_string());
                complaint.parameter = Some(parameter.clone());
            }
            complaint
        }
    };
    let text = if options.json {
        serde_json::to_string(&complaint).unwrap_or_else(|_| complaint.error.to_owned())
    } else {
        let about = complaint.field.map(str::to_owned).or_else(|| complaint.half_year.clone());
        let about = about.map(|about| format!(" ({about})")).unwrap_or_default();
        let candidates: String = complaint.candidates.iter().map(|one| format!("\n  {one}")).collect();
        format!("acquit: {}{about}: {}{candidates}", complaint.error, complaint.sentence)
    };
    // Nobody listens any more when standard error is closed: the exit status still says it.
    let _ = writeln!(io::stderr(), "{text}");
}

/// The desk of the data folder.
fn open_desk(options: &Options) -> Result<Desk, Trouble> {
    Ok(Desk::open(&data_folder(options)?, options.lang)?)
}

fn data_folder(options: &Options) -> Result<PathBuf, Trouble> {
    folder::data_folder(options.data.clone())
        .ok_or_else(|| Trouble::Usage("no data folder: set ACQUIT_DATA or use --data DIR".to_owned()))
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

/// What a file says, on one line of a terminal: a name with a line break or a control sign in it stays a name.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// The words in the reader's language.
fn either<'a>(lang: Lang, french: &'a str, english: &'a str) -> &'a str {
    match lang {
        Lang::Fr => french,
        Lang::En => english,
    }
}

/// The titles of texts, each once: several places of one article have the same.
fn titles(sources: &[law::SourceRef]) -> Vec<String> {
    let mut titles: Vec<String> = Vec::with_capacity(sources.len());
    for source in sources {
        if !titles.iter().any(|known| *known == source.title) {
            titles.push(source.title.to_string());
        }
    }
    titles
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

/// A yearly rate in percent, from 0 to 100.
fn percent(text: &str) -> Result<Decimal, String> {
    let rate: Decimal = text.parse().map_err(|_| "expected a rate in percent, such as 12.40".to_owned())?;
    if (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&rate) { Ok(rate) } else { Err("from 0 to 100".to_owned()) }
}

/// A word of the vocabulary, with hyphens or underscores: `public-body`.
fn word<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_value(serde_json::Value::String(text.replace('-', "_"))).map_err(|error| error.to_string())
}

/// `60d`, `45eom`, `45eom-a`, `45eom-b`, `receipt`, `delivery+30`.
fn payment_term(text: &str) -> Result<PaymentTerm, String> {
    let days = |text: &str| {
        text.parse::<u16>().map_err(|_| "expected 60d, 45eom, 45eom-a, 45eom-b, receipt or delivery+30".to_owned())
    };
    let end_of_month = |days, reading| PaymentTerm::EndOfMonth { days, reading };
    if text == "receipt" {
        Ok(PaymentTerm::OnReceipt)
    } else if let Some(count) = text.strip_prefix("delivery+") {
        Ok(PaymentTerm::DaysFromDelivery { days: days(count)? })
    } else if let Some(count) = text.strip_suffix("eom-a") {
        Ok(end_of_month(days(count)?, Some(EndOfMonthReading::DaysThenEndOfMonth)))
    } else if let Some(count) = text.strip_suffix("eom-b") {
        Ok(end_of_month(days(count)?, Some(EndOfMonthReading::EndOfMonthThenDays)))
    } else if let Some(count) = text.strip_suffix("eom") {
        Ok(end_of_month(days(count)?, None))
    } else {
        Ok(PaymentTerm::DaysFromIssue { days: days(text.strip_suffix('d').unwrap_or(text))? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_flags_do_not_contradict_each_other() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn terms_are_read_as_people_abbreviate_them() {
        assert_eq!(payment_term("60d"), Ok(PaymentTerm::DaysFromIssue { days: 60 }));
        assert_eq!(payment_term("45eom"), Ok(PaymentTerm::EndOfMonth { days: 45, reading: None }));
        let first = Some(EndOfMonthReading::DaysThenEndOfMonth);
        assert_eq!(payment_term("45eom-a"), Ok(PaymentTerm::EndOfMonth { days: 45, reading: first }));
        assert_eq!(payment_term("delivery+30"), Ok(PaymentTerm::DaysFromDelivery { days: 30 }));
        assert!(payment_term("soon").is_err());
        assert!(payment_term("99999d").is_err());
    }

    #[test]
    fn a_word_may_have_hyphens() {
        assert_eq!(word::<domain::DebtorKind>("public-body"), Ok(domain::DebtorKind::PublicBody));
        assert!(word::<domain::DebtorKind>("neighbour").unwrap_err().contains("consumer"));
    }

    #[test]
    fn a_dated_amount_needs_both() {
        assert!(dated_amount("2026-06-15=4000.00").is_ok());
        for text in ["2026-06-15", "=4000", "2026-02-30=1", "2026-06-15=4,000", "2026-06-15=1.234"] {
            assert!(dated_amount(text).is_err(), "{text}");
        }
    }
}
