//! `acquit import`: files and folders into the data, each file all or nothing.

use std::collections::HashMap;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use app::import::{Answer, CandidateState, Content, FileState, ImportDone, PlanFile, Question};
use app::import_list::{ListEdit, ListKind};
use app::words::imports::{Brought, brought};
use app::words::{findings, steps};
use app::{Desk, Failure, Now};
use clap::Args;
use domain::{DebtorKind, Lang};
use intake::sheet::headings::{Field, fold};
use intake::sheet::values::{DateOrder, DecimalSign};
use intake::statement::list::fields::BankField;
use intake::statement::list::mapping::BankQuestion;
use intake::statement::list::signs::MoneyOut;
use serde::Serialize;

use super::import_journal::{JournalReport, previewed};
use super::{Done, Options, Trouble, either, open_desk, plain, print_json, print_lines, read};

#[derive(Args, Debug)]
pub struct ImportArgs {
    /// Files, or folders with files.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Answers to what would be asked: other-seller=import|leave, conflict=replace|keep. May be repeated.
    #[arg(long, value_parser = answer, value_name = "QUESTION=ANSWER")]
    answer: Vec<Answer>,
    /// What a column of the lists holds: amount-due="Reste", or number=#1 for the first column. May be repeated;
    /// remembered for lists with the same headings.
    #[arg(long, value_parser = column, value_name = "FIELD=HEADING")]
    column: Vec<(String, Heading)>,
    /// The sign before the cents, where a list does not show it.
    #[arg(long, value_parser = decimal, value_name = "comma|point")]
    decimal: Option<DecimalSign>,
    /// The order of days and months, where a list does not show it.
    #[arg(long, value_parser = dates, value_name = "dmy|mdy|ymd")]
    dates: Option<Dates>,
    /// Say what would go in, and store nothing.
    #[arg(long)]
    preview: bool,
    /// How a bank's list writes money that goes out, where it does not show it.
    #[arg(long, value_parser = money_out, value_name = "negative|positive")]
    money_out: Option<MoneyOut>,
}

/// A column of a list, by its heading or by its place from 1.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Heading {
    Named(String),
    Place(usize),
}

/// How days are written. The year first needs no answer: it is always read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Dates(Option<DateOrder>);

fn answer(text: &str) -> Result<Answer, String> {
    let none = Answer::default();
    match text {
        "other-seller=import" => Ok(Answer { import: Some(true), ..none }),
        "other-seller=leave" => Ok(Answer { import: Some(false), ..none }),
        "conflict=replace" => Ok(Answer { replace: Some(true), ..none }),
        "conflict=keep" => Ok(Answer { replace: Some(false), ..none }),
        _ => Err("other-seller=import, other-seller=leave, conflict=replace or conflict=keep".to_owned()),
    }
}

fn column(text: &str) -> Result<(String, Heading), String> {
    let (field, heading) = text.split_once('=').ok_or("expected FIELD=HEADING")?;
    let known = field.trim().replace('-', "_");
    let of_invoices: Vec<&str> = Field::ALL.iter().map(|field| field.code()).collect();
    let of_banks: Vec<&str> = BankField::ALL.iter().map(|field| field.code()).collect();
    if !of_invoices.contains(&known.as_str()) && !of_banks.contains(&known.as_str()) {
        let (of_invoices, of_banks) = (of_invoices.join(", "), of_banks.join(", "));
        return Err(format!("a field is one of {of_invoices}; in a bank's list one of {of_banks}"));
    }
    let heading = heading.trim();
    let place = heading.strip_prefix('#').and_then(|place| place.parse::<usize>().ok()).filter(|place| *place > 0);
    match place {
        Some(place) => Ok((known, Heading::Place(place - 1))),
        None if heading.is_empty() => Err("the heading is missing".to_owned()),
        None => Ok((known, Heading::Named(heading.to_owned()))),
    }
}

fn decimal(text: &str) -> Result<DecimalSign, String> {
    match text {
        "comma" => Ok(DecimalSign::Comma),
        "point" => Ok(DecimalSign::Point),
        _ => Err("comma or point".to_owned()),
    }
}

fn money_out(text: &str) -> Result<MoneyOut, String> {
    match text {
        "negative" => Ok(MoneyOut::Negative),
        "positive" => Ok(MoneyOut::Positive),
        _ => Err("negative or positive".to_owned()),
    }
}

fn dates(text: &str) -> Result<Dates, String> {
    match text {
        "dmy" => Ok(Dates(Some(DateOrder::DayFirst))),
        "mdy" => Ok(Dates(Some(DateOrder::MonthFirst))),
        "ymd" => Ok(Dates(None)),
        _ => Err("dmy, mdy or ymd".to_owned()),
    }
}

#[derive(Serialize)]
struct Report {
    files: Vec<FileReport>,
    recorded: u32,
    /// The credit notes among them.
    credit_notes: u32,
    /// Invoices that were there and took over what a file says.
    corrected: u32,
    duplicates: u32,
    /// Lines of bank statements that are new.
    lines: u32,
    files_left_out: u32,
    imports: Vec<String>,
    /// Why it ended before the last file; what went in before stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    stopped: Option<&'static str>,
    /// Payments that an accounting journal brought.
    payments: u32,
    /// Nothing was stored.
    preview: bool,
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
    /// Lines of a bank statement that are new.
    lines: u32,
    /// The code of the refusal.
    error: Option<&'static str>,
    /// The first question that no flag answers.
    question: Option<&'static str>,
    /// All of them.
    questions: Vec<&'static str>,
    sentence: String,
    findings: Vec<FindingReport>,
    /// Of an accounting journal: what it adds, and whether its sums are those of the accounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    journal: Option<JournalReport>,
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
    let mut meter = Meter::new();
    desk.read_files(now, &args.paths, &mut |done, total, name| meter.show(done, total, name))?;
    map_lists(&mut desk, now, args)?;
    let said = args.answer.iter().fold(Answer::default(), |said, more| Answer {
        import: more.import.or(said.import),
        replace: more.replace.or(said.replace),
        left_out: false,
    });
    let plan = desk.plan()?;
    let id = plan.id.clone();
    let places = u32::try_from(plan.files.len()).unwrap_or(u32::MAX);
    let answers: HashMap<u32, Answer> = (0..places).map(|place| (place, said)).collect();
    let plan = desk.answer_plan(&id, &answers)?;
    let mut files: Vec<FileReport> = plan.files.iter().map(|file| report(lang, file)).collect();
    let done = match args.preview {
        true => previewed(plan),
        false => {
            desk.confirm_plan(now, &id, &HashMap::new(), &mut |done, total, name| meter.show(done, total, name))?
        }
    };
    meter.clear();
    settle(lang, &mut files, &done);
    // One that is wholly known did not go in: its invoices are duplicates all the same.
    let known = files.iter().filter(|file| file.outcome == "duplicate").map(|file| file.duplicates.max(1)).sum::<u32>();
    let imports: Vec<String> = done.imports.iter().map(ToString::to_string).collect();
    let report = Report {
        recorded: done.recorded,
        credit_notes: done.credit_notes,
        payments: done.payments,
        preview: args.preview,
        corrected: done.corrected,
        duplicates: done.duplicates.saturating_add(known),
        lines: done.lines,
        files_left_out: done.files_left_out,
        stopped: done.stopped.as_ref().map(Failure::code),
        undo: (!imports.is_empty()).then(|| format!("import:{}", imports.join(","))),
        imports,
        customers_to_name: to_name(&desk, &done.to_name)?,
        files,
    };
    let open = report.files.iter().any(|file| matches!(file.outcome, "refused" | "received" | "question" | "mapping"));
    if options.json {
        print_json(&report)?;
    } else {
        print_lines(report.lines(lang, done.stopped.as_ref()))?;
    }
    // A script should notice that something did not go in.
    if open || done.stopped.is_some() { Err(Trouble::Refused) } else { Ok(()) }
}

/// Reads the lists as the flags say. A heading that no list has is a mistake, not a wish.
fn map_lists(desk: &mut Desk, now: Now, args: &ImportArgs) -> Done {
    if args.column.is_empty() && args.decimal.is_none() && args.dates.is_none() && args.money_out.is_none() {
        return Ok(());
    }
    let plan = desk.plan()?;
    let id = plan.id.clone();
    let (mut edits, mut met, mut headings) = (Vec::new(), vec![false; args.column.len()], Vec::new());
    for (place, file) in plan.files.iter().enumerate() {
        let Some(known) = Known::of(file) else { continue };
        headings.extend(known.columns.iter().map(|(heading, _)| heading.clone()));
        if let Some(edit) = known.edit(args, &mut met) {
            edits.push((place, edit));
        }
    }
    if let Some((missing, _)) = args.column.iter().zip(met).find(|(_, met)| !met) {
        let heading = match &missing.1 {
            Heading::Named(name) => name.clone(),
            Heading::Place(place) => format!("#{}", place + 1),
        };
        headings.retain(|heading| !heading.is_empty());
        headings.sort();
        headings.dedup();
        let sentence = match desk.lang() {
            Lang::Fr => format!("Aucune liste n’a de colonne «\u{a0}{heading}\u{a0}»."),
            Lang::En => format!("No list has a column “{heading}”."),
        };
        return Err(Trouble::Named { code: "unknown_column", sentence, candidates: headings });
    }
    for (place, edit) in edits {
        desk.edit_mapping(now, &id, place, &edit)?;
    }
    Ok(())
}

/// How a list is read so far.
struct Known {
    kind: ListKind,
    sheet: usize,
    header_line: Option<u32>,
    /// Heading, and code of the field.
    columns: Vec<(String, String)>,
    complete: bool,
}

impl Known {
    fn of(file: &PlanFile) -> Option<Known> {
        let place = |grid: &intake::sheet::grid::Grid, name: &str| {
            grid.sheets.iter().position(|sheet| sheet.name == name).unwrap_or(0)
        };
        match &file.content {
            Content::List(list) => {
                let code = |field: Option<Field>| field.map_or("", Field::code).to_owned();
                let columns = list.mapping.columns.iter();
                Some(Known {
                    kind: ListKind::Invoices,
                    sheet: place(&list.grid, &list.mapping.sheet),
                    header_line: list.mapping.header_line,
                    columns: columns.map(|column| (column.heading.clone(), code(column.field))).collect(),
                    complete: list.is_complete(),
                })
            }
            Content::Statements(statements) => {
                let list = statements.list.as_ref()?;
                let code = |field: Option<BankField>| field.map_or("", BankField::code).to_owned();
                let columns = list.mapping.columns.iter();
                Some(Known {
                    kind: ListKind::Bank,
                    sheet: place(&list.grid, &list.mapping.sheet),
                    header_line: list.mapping.header_line,
                    columns: columns.map(|column| (column.heading.clone(), code(column.field))).collect(),
                    complete: statements.is_complete(),
                })
            }
            _ => None,
        }
    }

    fn knows(&self, code: &str) -> bool {
        match self.kind {
            ListKind::Invoices => Field::ALL.iter().any(|field| field.code() == code),
            ListKind::Bank => BankField::ALL.iter().any(|field| field.code() == code),
        }
    }

    /// What the flags change in its reading; nothing where they change nothing.
    fn edit(&self, args: &ImportArgs, met: &mut [bool]) -> Option<ListEdit> {
        let mut fields: Vec<String> = self.columns.iter().map(|(_, code)| code.clone()).collect();
        let mut named = false;
        for ((field, heading), met) in args.column.iter().zip(met) {
            let place = match heading {
                Heading::Named(name) => self.columns.iter().position(|(heading, _)| fold(heading.trim()) == fold(name)),
                Heading::Place(place) => Some(*place).filter(|place| *place < self.columns.len()),
            };
            let Some(place) = place else { continue };
            *met = true;
            if !self.knows(field) {
                continue;
            }
            named = true;
            if field != BankField::Label.code() {
                fields.iter_mut().filter(|known| *known == field).for_each(String::clear);
            }
            fields[place].clone_from(field);
        }
        let answers = args.decimal.is_some() || args.dates.is_some() || args.money_out.is_some();
        (named || (!self.complete && answers)).then(|| ListEdit {
            kind: self.kind,
            sheet: self.sheet,
            header_line: self.header_line,
            fields,
            decimal: args.decimal,
            dates: args.dates.and_then(|dates| dates.0),
            money_out: args.money_out,
        })
    }
}

fn to_name(desk: &Desk, customers: &[domain::CustomerId]) -> Result<Vec<ToName>, Trouble> {
    let mut list = Vec::with_capacity(customers.len());
    for id in customers {
        let customer = desk.customer_file(*id)?.customer;
        list.push(ToName { id: id.to_string(), name: customer.name, assumed: customer.kind });
    }
    Ok(list)
}

/// What is said of a file before it is stored.
fn report(lang: Lang, file: &PlanFile) -> FileReport {
    let questions: Vec<&'static str> = file
        .open_questions()
        .map(|question| match question {
            Question::OtherSeller { .. } => "other-seller",
            Question::Conflict { .. } => "conflict",
        })
        .collect();
    let (outcome, error, sentence) = match &file.state {
        FileState::Ready => ("left_out", None, String::new()),
        FileState::Question(asked) => {
            let said: Vec<String> = asked.iter().map(|question| asked_sentence(lang, question)).collect();
            (if questions.is_empty() { "left_out" } else { "question" }, None, said.join(" "))
        }
        FileState::Duplicate { imported_on } => {
            let sentence = match imported_on {
                Some(day) => {
                    format!("{} {}.", either(lang, "Déjà importé le", "Imported already on"), lang.long_date(*day))
                }
                None => either(lang, "Déjà enregistré.", "Recorded already.").to_owned(),
            };
            ("duplicate", None, sentence)
        }
        FileState::NeedsMapping => ("mapping", None, mapping_sentence(lang, file)),
        FileState::Refused(failure) => ("refused", Some(failure.code()), failure.sentence(lang)),
        FileState::Received { seller } => {
            let sentence = match lang {
                Lang::Fr => {
                    format!("Facture reçue de {seller}\u{a0}: vous en êtes l’acheteur, ce n’est pas une créance.")
                }
                Lang::En => format!("An invoice received from {seller}: you are its buyer, it is no claim."),
            };
            ("received", Some("received_invoice"), sentence)
        }
    };
    let questions = if outcome == "mapping" { vec!["mapping"] } else { questions };
    let duplicates = file.candidates().iter().filter(|candidate| candidate.state == CandidateState::Duplicate).count();
    FileReport {
        file: file.name.clone(),
        format: if file.journal().is_some() { app::accounts::FORMAT } else { read::format_word(file.format) },
        outcome,
        recorded: 0,
        duplicates: u32::try_from(duplicates).unwrap_or(u32::MAX),
        invoices: Vec::new(),
        lines: 0,
        error,
        question: questions.first().copied(),
        questions,
        sentence,
        journal: file.journal().map(|journal| JournalReport::of(lang, journal)),
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

fn asked_sentence(lang: Lang, question: &Question) -> String {
    match (question, lang) {
        (Question::OtherSeller { seller }, Lang::Fr) => format!("Le vendeur est {seller}."),
        (Question::OtherSeller { seller }, Lang::En) => format!("The seller is {seller}."),
        (Question::Conflict { numbers }, Lang::Fr) => {
            format!("Déjà connu avec d’autres montants ou dates\u{a0}: {}.", app::words::list(lang, numbers))
        }
        (Question::Conflict { numbers }, Lang::En) => {
            format!("Known already with other figures: {}.", app::words::list(lang, numbers))
        }
    }
}

/// Which flags would settle the list.
fn mapping_sentence(lang: Lang, file: &PlanFile) -> String {
    use intake::sheet::mapping::Question as Open;
    let column = |code: &str| format!("--column {}=…", code.replace('_', "-"));
    let (decimal, dates) = ("--decimal comma|point", "--dates dmy|mdy");
    let flags: Vec<String> = match &file.content {
        Content::List(list) => {
            let flags = list.questions.iter().flat_map(|question| match question {
                Open::MissingFields { fields } => fields.iter().map(|field| column(field.code())).collect(),
                Open::DecimalSign { .. } => vec![decimal.to_owned()],
                Open::DateOrder { .. } => vec![dates.to_owned()],
                Open::NotAList | Open::PaymentsNotInvoices => Vec::new(),
            });
            flags.collect()
        }
        Content::Statements(statements) => {
            let questions = statements.list.iter().flat_map(|list| &list.questions);
            let flags = questions.flat_map(|question| match question {
                BankQuestion::MissingFields { fields } => fields.iter().map(|field| column(field.code())).collect(),
                BankQuestion::DecimalSign { .. } => vec![decimal.to_owned()],
                BankQuestion::DateOrder { .. } => vec![dates.to_owned()],
                BankQuestion::MoneyOut { .. } => vec!["--money-out negative|positive".to_owned()],
            });
            flags.collect()
        }
        _ => return String::new(),
    };
    let flags = flags.join(" ");
    match lang {
        Lang::Fr => format!("Les colonnes de cette liste ne disent pas tout\u{a0}: précisez-les avec {flags}."),
        Lang::En => format!("The columns of this list do not say everything: name them with {flags}."),
    }
}

/// What became of each file.
fn settle(lang: Lang, files: &mut [FileReport], done: &ImportDone) {
    for went_in in &done.files {
        let Some(file) = files.get_mut(went_in.file) else { continue };
        file.recorded = went_in.recorded;
        if let Some(outlook) = &went_in.outlook {
            file.journal = file.journal.take().map(|journal| journal.of_outlook(lang, outlook));
        }
        file.invoices.clone_from(&went_in.numbers);
        file.duplicates = went_in.duplicates;
        file.lines = went_in.lines;
        if file.question.is_none() {
            file.outcome = "recorded";
        }
    }
    for (name, failure) in &done.failed {
        if let Some(file) = files.iter_mut().find(|file| file.file == *name && file.outcome == "left_out") {
            (file.outcome, file.error, file.sentence) = ("refused", Some(failure.code()), failure.sentence(lang));
        }
    }
}

impl Report {
    fn lines(&self, lang: Lang, stopped: Option<&Failure>) -> Vec<String> {
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
            lines.push(plain(format!("{what:<20} {}  {numbers} {}", file.file, file.sentence).trim_end()));
            lines.extend(
                file.journal.iter().flat_map(|journal| journal.lines()).map(|line| plain(&format!("  {line}"))),
            );
            for finding in &file.findings {
                let place = if finding.place.is_empty() { String::new() } else { format!("{} : ", finding.place) };
                lines.push(plain(&format!("  ! {place}{}", finding.sentence)));
            }
        }
        lines.extend(stopped.map(|failure| failure.sentence(lang)));
        let went_in = brought(
            lang,
            Brought {
                invoices: self.recorded.saturating_sub(self.credit_notes),
                credit_notes: self.credit_notes,
                corrected: self.corrected,
                lines: self.lines,
            },
        );
        let payments = u64::from(self.payments);
        let went_in = match (payments, lang) {
            (0, _) => went_in,
            (_, Lang::Fr) => {
                format!("{went_in}, {} {}", lang.count(payments), lang.plural(payments, "paiement", "paiements"))
            }
            (_, Lang::En) => {
                format!("{went_in}, {} {}", lang.count(payments), lang.plural(payments, "payment", "payments"))
            }
        };
        let duplicates = u64::from(self.duplicates);
        // Duplicates have their own count.
        let known = self.files.iter().filter(|file| file.outcome == "duplicate").count() as u64;
        let left_out = u64::from(self.files_left_out).saturating_sub(known);
        lines.push(match lang {
            Lang::Fr => format!(
                "{went_in}, {} {}, {} {}.",
                lang.count(duplicates),
                lang.plural(duplicates, "doublon", "doublons"),
                lang.count(left_out),
                lang.plural(left_out, "fichier laissé de côté", "fichiers laissés de côté"),
            ),
            Lang::En => format!(
                "{went_in}, {} {}, {} {}.",
                lang.count(duplicates),
                lang.plural(duplicates, "duplicate", "duplicates"),
                lang.count(left_out),
                lang.plural(left_out, "file left out", "files left out"),
            ),
        });
        if !self.customers_to_name.is_empty() {
            lines.push(
                either(lang, "Nature à confirmer (acquit record kind)\u{a0}:", "Kind to confirm (acquit record kind):")
                    .to_owned(),
            );
            for customer in &self.customers_to_name {
                let assumed = customer.assumed.map_or("?", |kind| steps::kind(lang, kind));
                lines.push(plain(&format!("  {}  {assumed}", customer.name)));
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
