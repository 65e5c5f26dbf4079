//! `acquit import`: files and folders into the data, each file all or nothing.

use std::collections::HashMap;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use app::import::{Answer, CandidateState, FileState, PlanFile, Question};
use app::words::{findings, steps};
use app::{Desk, Failure, Now};
use clap::Args;
use domain::{DebtorKind, Lang};
use serde::Serialize;

use super::{Done, Options, Trouble, either, open_desk, print_json, print_lines, read};

#[derive(Args, Debug)]
pub struct ImportArgs {
    /// Files, or folders with files.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Answers to what would be asked: other-seller=import|leave, conflict=replace|keep. May be repeated.
    #[arg(long, value_parser = answer, value_name = "QUESTION=ANSWER")]
    answer: Vec<(Asked, Answer)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Asked {
    OtherSeller,
    Conflict,
}

fn answer(text: &str) -> Result<(Asked, Answer), String> {
    match text {
        "other-seller=import" => Ok((Asked::OtherSeller, Answer::Import)),
        "other-seller=leave" => Ok((Asked::OtherSeller, Answer::Leave)),
        "conflict=replace" => Ok((Asked::Conflict, Answer::Import)),
        "conflict=keep" => Ok((Asked::Conflict, Answer::Leave)),
        _ => Err("other-seller=import, other-seller=leave, conflict=replace or conflict=keep".to_owned()),
    }
}

#[derive(Serialize)]
struct Report {
    files: Vec<FileReport>,
    recorded: u32,
    duplicates: u32,
    files_left_out: u32,
    imports: Vec<String>,
    /// For `acquit record undo`.
    undo: Option<String>,
    /// Customers whose kind is unknown or only assumed: `acquit record kind`.
    customers_to_name: Vec<ToName>,
}

#[derive(Serialize)]
struct FileReport {
    file: String,
    format: &'static str,
    /// `recorded`, `duplicate`, `refused`, `received`, `question`, `left_out` or `mapping`.
    outcome: &'static str,
    recorded: u32,
    duplicates: u32,
    /// Numbers of the invoices recorded.
    invoices: Vec<String>,
    /// The code of the refusal.
    error: Option<&'static str>,
    /// The question that no `--answer` answers.
    question: Option<&'static str>,
    sentence: String,
    findings: Vec<FindingReport>,
}

#[derive(Serialize)]
struct FindingReport {
    severity: intake::Severity,
    code: &'static str,
    place: String,
    sentence: String,
}

#[derive(Serialize)]
struct ToName {
    id: String,
    name: String,
    assumed: Option<DebtorKind>,
}

pub fn import(options: &Options, now: Now, args: &ImportArgs) -> Done {
    let mut desk = open_desk(options)?;
    let lang = desk.lang();
    if desk.business().is_none() {
        return Err(Failure::NoBusiness.into());
    }
    let paths: Vec<String> = args.paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    let mut meter = Meter::new();
    let plan = desk.read_files(now, &paths, &mut |done, total, name| meter.show(done, total, name))?;
    let id = plan.id.clone();
    let (mut answers, mut files) = (HashMap::new(), Vec::with_capacity(plan.files.len()));
    for (place, file) in plan.files.iter().enumerate() {
        let given = given(args, file);
        if let (Some(answer), Ok(place)) = (given, u32::try_from(place)) {
            answers.insert(place, answer);
        }
        files.push(report(lang, file, given));
    }
    let done = desk.confirm_plan(now, &id, &answers, &mut |done, total, name| meter.show(done, total, name))?;
    meter.clear();
    let imports: Vec<String> = done.imports.iter().map(ToString::to_string).collect();
    let report = Report {
        recorded: done.recorded,
        duplicates: done.duplicates,
        files_left_out: done.files_left_out,
        undo: (!imports.is_empty()).then(|| format!("import:{}", imports.join(","))),
        imports,
        customers_to_name: to_name(&desk, &done.to_name)?,
        files,
    };
    let open = report.files.iter().any(|file| matches!(file.outcome, "refused" | "received" | "question" | "mapping"));
    if options.json {
        print_json(&report)?;
    } else {
        print_lines(report.lines(lang))?;
    }
    // A script should notice that something did not go in.
    if open { Err(Trouble::Refused) } else { Ok(()) }
}

fn to_name(desk: &Desk, customers: &[domain::CustomerId]) -> Result<Vec<ToName>, Trouble> {
    let mut list = Vec::with_capacity(customers.len());
    for id in customers {
        let customer = desk.customer_file(*id)?.customer;
        list.push(ToName { id: id.to_string(), name: customer.name, assumed: customer.kind });
    }
    Ok(list)
}

/// The answer that the flags give to the question of a file.
fn given(args: &ImportArgs, file: &PlanFile) -> Option<Answer> {
    let asked = match &file.state {
        FileState::Question(Question::OtherSeller { .. }) => Asked::OtherSeller,
        FileState::Question(Question::Conflict { .. }) => Asked::Conflict,
        _ => return None,
    };
    args.answer.iter().rev().find(|(question, _)| *question == asked).map(|(_, answer)| *answer)
}

fn report(lang: Lang, file: &PlanFile, given: Option<Answer>) -> FileReport {
    let import = given == Some(Answer::Import);
    let goes_in = |state: &CandidateState| match state {
        CandidateState::New => true,
        CandidateState::Conflict { .. } => import,
        CandidateState::Duplicate => false,
    };
    let new_lines = file.candidates().iter().any(|candidate| candidate.state == CandidateState::New);
    let (outcome, error, question, sentence) = match &file.state {
        FileState::Ready => ("recorded", None, None, String::new()),
        FileState::Question(Question::OtherSeller { seller }) => {
            let (fr, en) = (format!("Le vendeur est {seller}."), format!("The seller is {seller}."));
            let sentence = if lang == Lang::Fr { fr } else { en };
            match given {
                Some(Answer::Import) => ("recorded", None, None, sentence),
                Some(Answer::Leave) => ("left_out", None, None, sentence),
                None => ("question", None, Some("other-seller"), sentence),
            }
        }
        FileState::Question(Question::Conflict { numbers }) => {
            let numbers = app::words::list(lang, numbers);
            let sentence = match lang {
                Lang::Fr => format!("Déjà enregistré avec d’autres montants ou dates\u{a0}: {numbers}."),
                Lang::En => format!("Already recorded with other figures: {numbers}."),
            };
            match given {
                Some(Answer::Import) => ("recorded", None, None, sentence),
                Some(Answer::Leave) if new_lines => ("recorded", None, None, sentence),
                Some(Answer::Leave) => ("left_out", None, None, sentence),
                None => ("question", None, Some("conflict"), sentence),
            }
        }
        FileState::Duplicate { imported_on } => {
            let sentence = match imported_on {
                Some(day) => {
                    format!("{} {}.", either(lang, "Déjà importé le", "Imported already on"), lang.long_date(*day))
                }
                None => either(lang, "Déjà enregistré.", "Recorded already.").to_owned(),
            };
            ("duplicate", None, None, sentence)
        }
        FileState::NeedsMapping => {
            let sentence = either(
                lang,
                "Les colonnes de cette liste ne disent pas tout\u{a0}: ouvrez-la une fois dans la fenêtre.",
                "The columns of this list do not say everything: open it once in the window.",
            );
            ("mapping", None, Some("mapping"), sentence.to_owned())
        }
        FileState::Refused(failure) => ("refused", Some(failure.code()), None, failure.sentence(lang)),
        FileState::Received { seller } => {
            let sentence = match lang {
                Lang::Fr => {
                    format!("Facture reçue de {seller}\u{a0}: vous en êtes l’acheteur, ce n’est pas une créance.")
                }
                Lang::En => format!("An invoice received from {seller}: you are its buyer, it is no claim."),
            };
            ("received", Some("received_invoice"), None, sentence)
        }
    };
    // Without an answer, the new lines of a list go in all the same.
    let stored = outcome == "recorded" || (question == Some("conflict") && new_lines);
    let recorded = |state: &CandidateState| stored && goes_in(state);
    let invoices: Vec<String> = file
        .candidates()
        .iter()
        .filter(|candidate| recorded(&candidate.state))
        .map(|candidate| candidate.number.clone())
        .collect();
    let duplicates = file.candidates().iter().filter(|candidate| candidate.state == CandidateState::Duplicate).count();
    FileReport {
        file: file.name.clone(),
        format: read::format_word(file.format),
        outcome,
        recorded: u32::try_from(invoices.len()).unwrap_or(u32::MAX),
        duplicates: u32::try_from(duplicates).unwrap_or(u32::MAX),
        invoices,
        error,
        question,
        sentence,
        findings: file
            .findings
            .iter()
            .map(|finding| FindingReport {
                severity: finding.severity,
                code: finding.code.code(),
                place: findings::place(lang, &finding.place),
                sentence: findings::finding(lang, finding),
            })
            .collect(),
    }
}

impl Report {
    fn lines(&self, lang: Lang) -> Vec<String> {
        let mut lines = Vec::new();
        for file in &self.files {
            let what = match file.outcome {
                "recorded" => either(lang, "enregistré", "recorded"),
                "duplicate" => either(lang, "doublon", "duplicate"),
                "refused" => either(lang, "refusé", "refused"),
                "received" => either(lang, "facture reçue", "received invoice"),
                "question" => either(lang, "question", "question"),
                "mapping" => either(lang, "colonnes à préciser", "columns to be named"),
                _ => either(lang, "laissé de côté", "left out"),
            };
            let numbers = match file.invoices.len() {
                0..=3 => file.invoices.join(", "),
                more => format!("{more} {}", either(lang, "factures", "invoices")),
            };
            lines.push(format!("{what:<20} {}  {numbers} {}", file.file, file.sentence).trim_end().to_owned());
            for finding in &file.findings {
                let place = if finding.place.is_empty() { String::new() } else { format!("{} : ", finding.place) };
                lines.push(format!("  ! {place}{}", finding.sentence));
            }
        }
        let (recorded, duplicates) = (u64::from(self.recorded), u64::from(self.duplicates));
        lines.push(match lang {
            Lang::Fr => format!(
                "{} {}, {} {}, {} {}.",
                lang.count(recorded),
                lang.plural(recorded, "facture enregistrée", "factures enregistrées"),
                lang.count(duplicates),
                lang.plural(duplicates, "doublon", "doublons"),
                self.files_left_out,
                lang.plural(u64::from(self.files_left_out), "fichier laissé de côté", "fichiers laissés de côté"),
            ),
            Lang::En => format!(
                "{} {}, {} {}, {} {}.",
                lang.count(recorded),
                lang.plural(recorded, "invoice recorded", "invoices recorded"),
                lang.count(duplicates),
                lang.plural(duplicates, "duplicate", "duplicates"),
                self.files_left_out,
                lang.plural(u64::from(self.files_left_out), "file left out", "files left out"),
            ),
        });
        if !self.customers_to_name.is_empty() {
            lines.push(
                either(lang, "Nature à confirmer (acquit record kind)\u{a0}:", "Kind to confirm (acquit record kind):")
                    .to_owned(),
            );
            for customer in &self.customers_to_name {
                let assumed = customer.assumed.map_or("?", |kind| steps::kind(lang, kind));
                lines.push(format!("  {}  {assumed}", customer.name));
            }
        }
        lines
    }
}

/// Progress on standard error, for somebody who watches; silent in scripts.
struct Meter {
    watched: bool,
    shown: bool,
}

impl Meter {
    fn new() -> Meter {
        Meter { watched: io::stderr().is_terminal(), shown: false }
    }

    /// Always true: an interrupted program leaves each file whole or not at all, so there is nothing to stop gently.
    fn show(&mut self, done: u32, total: u32, name: &str) -> bool {
        if self.watched {
            let name: String = name.chars().filter(|c| !c.is_control()).take(50).collect();
            // A terminal that went away does not stop the import.
            let _ = write!(io::stderr(), "\r\u{1b}[K{done}/{total} {name}");
            self.shown = true;
        }
        true
    }

    fn clear(&mut self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}
