//! `acquit bank`: statements in, and the customers' payments that the owner recognises in their lines.

use std::path::PathBuf;

use app::bank::FilesReadOnce;
use app::matching::ProposedLine;
use app::noted::Noted;
use app::recognise::Share;
use app::words::{bank as bank_words, findings, matching as words, returns};
use app::{Desk, Failure, Now, Thing};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use domain::matching::{Match, Outcome, Reason};
use domain::{BankEntryId, Cents, Lang, PaymentId};
use serde::Serialize;
use store::{BankEntryRow, BankEntryState};

use super::record::{Recorded, facts::invoice_part};
use super::shape::euros;
use super::{Done, Options, Trouble, either, open_desk, plain, print_json, print_lines, whom};

#[derive(Args, Debug)]
pub struct BankArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand, Debug)]
enum Action {
    /// Store the lines of statements that are not known yet, each file all or nothing.
    Import {
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// List lines with their ids.
    Lines {
        /// waiting, recognised, set-aside or all.
        #[arg(long, value_parser = state, default_value = "waiting", value_name = "STATE")]
        state: BankEntryState,
    },
    /// What the lines that wait may pay, and why. Nothing is recorded.
    #[command(name = "match", visible_alias = "propose")]
    Match,
    /// Record what is proposed for a line, or everything that is certain.
    Confirm {
        #[arg(value_name = "LINE", required_unless_present = "certain", conflicts_with = "certain")]
        line: Option<BankEntryId>,
        /// Which proposal of the line, from 1, in the order of `match`: a payment recorded before comes first.
        #[arg(long, default_value_t = 1, value_name = "N")]
        choice: usize,
        /// Every certain match.
        #[arg(long)]
        certain: bool,
    },
    /// Take back what was recognised in a line: it waits again, and every figure is as before.
    Undo {
        #[arg(value_name = "LINE")]
        line: BankEntryId,
    },
    /// A line says that a recorded payment went back.
    Return {
        #[arg(value_name = "LINE")]
        line: BankEntryId,
        /// The payment; the one that `match` found when it is not named.
        #[arg(long, value_name = "ID")]
        payment: Option<PaymentId>,
    },
    /// A line is a customer's payment.
    Recognise {
        #[arg(value_name = "LINE")]
        line: BankEntryId,
        #[arg(long, value_name = "NAME|ID")]
        customer: String,
        /// The invoices it pays, by number, each up to an amount where one is given; the oldest due first when none is
        /// named.
        #[arg(long, value_parser = invoice_part, value_name = "NUMBER[=AMOUNT]")]
        invoice: Vec<(String, Option<Cents>)>,
        /// What the invoices leave of it pays their interest and indemnity, as far as they are owed.
        #[arg(long)]
        accessories: bool,
    },
    /// A line is no customer's payment.
    Aside {
        #[arg(value_name = "LINE")]
        line: BankEntryId,
        #[arg(long, default_value = "")]
        reason: String,
    },
}

fn state(text: &str) -> Result<BankEntryState, String> {
    match text {
        "waiting" => Ok(BankEntryState::Waiting),
        "recognised" => Ok(BankEntryState::Recognised),
        "set-aside" => Ok(BankEntryState::SetAside),
        "all" => Ok(BankEntryState::All),
        _ => Err("waiting, recognised, set-aside or all".to_owned()),
    }
}

pub fn bank(options: &Options, now: Now, args: BankArgs) -> Done {
    match args.action {
        Action::Import { files } => import(options, now, &files),
        Action::Lines { state } => lines(options, state),
        Action::Match => propose(options, now),
        Action::Confirm { line, choice, certain } => confirm(options, now, line.filter(|_| !certain), choice),
        Action::Undo { line } => {
            let mut desk = open_desk(options)?;
            let change = desk.unmatch(now, line)?;
            Recorded::from(change).answer(options)
        }
        Action::Return { line, payment } => {
            let mut desk = open_desk(options)?;
            let payment = match payment {
                Some(payment) => payment,
                None => proposed(&desk, now, line)?.takes_back.ok_or(Failure::NotFound { what: Thing::Payment })?,
            };
            let change = desk.recognise_return(now, line, payment)?;
            Recorded::from(change).answer(options)
        }
        Action::Recognise { line, customer, invoice, accessories } => {
            let mut desk = open_desk(options)?;
            let file = whom::customer(&desk, &customer)?;
            let (numbers, most): (Vec<String>, Vec<Option<Cents>>) = invoice.into_iter().unzip();
            let invoices = whom::invoices(&desk, &file, &numbers)?;
            let parts: Vec<_> = invoices.into_iter().zip(most).collect();
            let share = Share { accessories, ..Share::whole(file.customer.id, parts) };
            let change = desk.recognise_shares(now, line, &[share])?;
            Recorded::from(change).answer(options)
        }
        Action::Aside { line, reason } => {
            let mut desk = open_desk(options)?;
            let change = desk.set_entry_aside(now, line, reason)?;
            Recorded::from(change).answer(options)
        }
    }
}

fn proposed(desk: &Desk, now: Now, line: BankEntryId) -> Result<ProposedLine, Trouble> {
    let lines = desk.bank_proposals(now)?;
    let found = lines.into_iter().find(|proposed| proposed.row.entry.id == line);
    Ok(found.ok_or(Failure::NotFound { what: Thing::BankEntry })?)
}

/// One line as proposed, or all that is certain.
fn confirm(options: &Options, now: Now, line: Option<BankEntryId>, choice: usize) -> Done {
    let mut desk = open_desk(options)?;
    let change = match line {
        None => {
            let lines = desk.bank_proposals(now)?;
            let certain = lines.iter().filter(|line| line.is_certain()).count();
            desk.confirm_certain(now, certain)?
        }
        Some(line) => {
            let ProposedLine { outcome, noted, .. } = proposed(&desk, now, line)?;
            // The payment that is recorded already comes before what else the line may pay.
            let place = choice.checked_sub(1).ok_or(Failure::NotFound { what: Thing::Match })?;
            match (place.checked_sub(usize::from(noted.is_some())), noted) {
                (None, Some(noted)) => desk.confirm_noted(now, line, &noted.payments)?,
                (place, _) => {
                    let matches = match outcome {
                        Outcome::Certain(one) => vec![one],
                        Outcome::Doubtful(several) => several,
                        _ => Vec::new(),
                    };
                    let chosen = place.and_then(|place| matches.get(place));
                    let chosen = chosen.ok_or(Failure::NotFound { what: Thing::Match })?.clone();
                    desk.confirm_match(now, line, &chosen)?
                }
            }
        }
    };
    Recorded::from(change).answer(options)
}

#[derive(Serialize)]
struct Report {
    files: Vec<FileReport>,
    /// How far the bank has been seen: the account seen least far decides.
    seen_until: Option<NaiveDate>,
}

#[derive(Serialize, Default)]
struct FileReport {
    file: String,
    /// The code of what kept it out.
    error: Option<&'static str>,
    statements: u32,
    recorded: u32,
    /// Lines that an earlier file had.
    known: u32,
    /// Lines that are not booked, not in euros, or without a day.
    left_out: u32,
    sentence: String,
    findings: Vec<String>,
    /// For `acquit record undo`.
    undo: Option<String>,
}

fn import(options: &Options, now: Now, paths: &[PathBuf]) -> Done {
    let mut desk = open_desk(options)?;
    let lang = desk.lang();
    let mut files = Vec::new();
    for path in paths {
        let file = plain(&path.display().to_string());
        files.push(match desk.import_statements(now, path) {
            Ok(done) => FileReport {
                file,
                statements: done.statements,
                recorded: done.recorded,
                known: done.known,
                left_out: done.left_out,
                sentence: done.change.sentence,
                findings: done.findings.iter().map(|finding| findings::finding(lang, finding)).collect(),
                undo: done.change.undo,
                error: None,
            },
            // Without a business, no file goes in.
            Err(app::Failure::NoBusiness) => return Err(app::Failure::NoBusiness.into()),
            Err(failure) => FileReport {
                error: Some(failure.code()),
                sentence: failure.sentence(lang),
                file,
                ..FileReport::default()
            },
        });
    }
    let refused = files.iter().any(|file| file.error.is_some());
    let report = Report { files, seen_until: desk.bank_seen_until()? };
    if options.json {
        print_json(&report)?
    } else {
        print_lines(report.lines(lang))?
    }
    if refused { Err(Trouble::Refused) } else { Ok(()) }
}

impl Report {
    fn lines(&self, lang: Lang) -> Vec<String> {
        let mut lines = Vec::new();
        for file in &self.files {
            match file.error {
                Some(_) => lines.push(format!("{}  {}", file.file, file.sentence)),
                None => lines.push(plain(&file.sentence)),
            }
            let counted = [
                (file.known, either(lang, "déjà connues", "known already")),
                (file.left_out, either(lang, "laissées de côté", "left out")),
            ];
            let counted = counted.into_iter().filter(|(count, _)| *count > 0);
            lines.extend(counted.map(|(count, what)| format!("  {} {what}", lang.count(count.into()))));
            lines.extend(file.findings.iter().map(|sentence| format!("  {}", plain(sentence))));
            lines.extend(file.undo.iter().map(|undo| format!("  acquit record undo {undo}")));
        }
        if let Some(day) = self.seen_until {
            let label = either(lang, "Banque vue jusqu’au", "Bank seen until");
            lines.push(format!("{label} {}", lang.long_date(day)));
        }
        lines
    }
}

#[derive(Serialize)]
struct LineShape {
    id: String,
    day: NaiveDate,
    #[serde(serialize_with = "euros")]
    amount: Cents,
    amount_cents: i64,
    text: String,
    payer: String,
    payment: Option<String>,
    customer: Option<String>,
    /// Every payment recognised in it: several where a deposit holds those of several customers.
    payments: Vec<String>,
    set_aside_on: Option<NaiveDate>,
    /// Why money went back, by its code.
    return_reason: Option<String>,
    returned_because: Option<String>,
}

fn line_shape(lang: Lang, row: BankEntryRow) -> LineShape {
    let (payment, customer) = row.payments.first().copied().unzip();
    LineShape {
        id: row.entry.id.to_string(),
        day: row.entry.day,
        amount: row.entry.amount,
        amount_cents: row.entry.amount.0,
        text: plain(&row.entry.text.join(" ")),
        payer: plain(&row.entry.payer_name),
        payment: payment.map(|id| id.to_string()),
        payments: row.payments.iter().map(|(payment, _)| payment.to_string()).collect(),
        customer: customer.map(|id| id.to_string()),
        set_aside_on: row.aside.map(|(day, _)| day),
        returned_because: row.entry.return_reason.as_deref().map(|reason| plain(&returns::return_reason(lang, reason))),
        return_reason: row.entry.return_reason,
    }
}

fn lines(options: &Options, state: BankEntryState) -> Done {
    let desk = open_desk(options)?;
    let lang = desk.lang();
    let shapes: Vec<LineShape> = desk.bank_entries(state)?.into_iter().map(|row| line_shape(lang, row)).collect();
    if options.json {
        return print_json(&shapes);
    }
    let written = |one: &LineShape| {
        let payer = if one.payer.is_empty() { String::new() } else { format!("{}  ", one.payer) };
        format!("{}  {}  {}  {payer}{}", one.id, one.day, lang.amount(one.amount), one.text)
    };
    let because = |one: &LineShape| one.returned_because.as_ref().map(|sentence| format!("  ! {sentence}"));
    print_lines(shapes.iter().flat_map(|one| std::iter::once(written(one)).chain(because(one))))
}

#[derive(Serialize)]
struct ProposalShape {
    line: LineShape,
    /// `certain`, `noted` (certain as well: a payment recorded before), `doubtful`, `unknown`, `taken_back` or
    /// `takes_back`.
    outcome: &'static str,
    /// The payments recorded before that the line is, or may be.
    noted: Vec<NotedShape>,
    /// The likeliest first.
    matches: Vec<MatchShape>,
    /// The recorded payment that the line takes back.
    takes_back: Option<String>,
    #[serde(skip)]
    word: &'static str,
}

#[derive(Serialize)]
struct NotedShape {
    payment: String,
    customer: String,
    name: String,
    received_on: NaiveDate,
    #[serde(serialize_with = "euros")]
    amount: Cents,
    reasons: Vec<String>,
}

fn noted_shapes(lang: Lang, files: &FilesReadOnce<'_>, noted: &Noted) -> Result<Vec<NotedShape>, Trouble> {
    let mut shapes = Vec::with_capacity(noted.payments.len());
    for payment in &noted.payments {
        let file = files.of_payment(*payment)?;
        let known = file.payments.iter().find(|known| known.id == *payment);
        let known = known.ok_or(Failure::NotFound { what: Thing::Payment })?;
        shapes.push(NotedShape {
            payment: payment.to_string(),
            customer: file.customer.id.to_string(),
            name: file.customer.name.clone(),
            received_on: known.received_on,
            amount: known.amount,
            reasons: bank_words::noted(lang, known, noted.named),
        });
    }
    Ok(shapes)
}

#[derive(Serialize)]
struct MatchShape {
    customer: String,
    name: String,
    invoices: Vec<PaidShape>,
    /// Interest and indemnity, as a letter asked for them.
    #[serde(serialize_with = "euros")]
    accessories: Cents,
    /// What no invoice explains.
    #[serde(serialize_with = "euros")]
    leftover: Cents,
    reasons: Vec<String>,
    against: Vec<String>,
}

#[derive(Serialize)]
struct PaidShape {
    number: String,
    #[serde(serialize_with = "euros")]
    amount: Cents,
}

fn propose(options: &Options, now: Now) -> Done {
    let desk = open_desk(options)?;
    let lang = desk.lang();
    let files = desk.files_read_once();
    let mut shapes = Vec::new();
    for proposed in desk.bank_proposals(now)? {
        let is_noted = proposed.is_noted();
        let noted = proposed.noted.as_ref().map_or(Ok(Vec::new()), |noted| noted_shapes(lang, &files, noted))?;
        let word = match (is_noted, noted.is_empty()) {
            (true, _) => either(lang, "déjà noté", "recorded already"),
            (false, false) => either(lang, "à vérifier", "to be checked"),
            (false, true) => words::outcome(lang, &proposed.outcome),
        };
        let (outcome, matches) = match proposed.outcome {
            Outcome::Certain(one) => ("certain", vec![one]),
            Outcome::Doubtful(several) => ("doubtful", several),
            Outcome::Unknown if is_noted => ("noted", Vec::new()),
            Outcome::Unknown if !noted.is_empty() => ("doubtful", Vec::new()),
            Outcome::Unknown => ("unknown", Vec::new()),
            Outcome::TakenBack { .. } => ("taken_back", Vec::new()),
            Outcome::TakesBack { .. } => ("takes_back", Vec::new()),
        };
        let matches = matches.iter().map(|one| match_shape(lang, &files, one)).collect::<Result<_, Trouble>>()?;
        let takes_back = proposed.takes_back.map(|payment| payment.to_string());
        shapes.push(ProposalShape { line: line_shape(lang, proposed.row), outcome, noted, matches, takes_back, word });
    }
    if options.json { print_json(&shapes) } else { print_lines(shapes.iter().flat_map(|one| one.lines(lang))) }
}

fn match_shape(lang: Lang, files: &FilesReadOnce<'_>, one: &Match) -> Result<MatchShape, Trouble> {
    let file = files.of(one.customer)?;
    let number = |id| file.invoice(id).map(|invoice| invoice.number.clone()).unwrap_or_default();
    let name = |customer| files.name(customer);
    let (against, reasons): (Vec<_>, Vec<_>) = one.reasons.iter().partition(|reason| reason.speaks_against());
    let said = |reasons: Vec<&Reason>| reasons.into_iter().map(|reason| words::reason(lang, reason, &name)).collect();
    let paid = one.allocations.iter().map(|part| PaidShape { number: number(part.invoice), amount: part.amount });
    Ok(MatchShape {
        customer: file.customer.id.to_string(),
        invoices: paid.collect(),
        accessories: one.accessories,
        leftover: one.leftover,
        reasons: said(reasons),
        against: said(against),
        name: file.customer.name.clone(),
    })
}

impl ProposalShape {
    fn lines(&self, lang: Lang) -> Vec<String> {
        let line = &self.line;
        let mut lines =
            vec![format!("{}  {}  {}  {}  {}", line.id, line.day, lang.amount(line.amount), line.text, self.word)];
        lines.extend(line.returned_because.iter().map(|sentence| format!("  ! {sentence}")));
        for one in &self.noted {
            lines.push(format!("  {}  {}", one.name, lang.amount(one.amount)));
            lines.extend(one.reasons.iter().map(|sentence| format!("    + {}", plain(sentence))));
        }
        for one in &self.matches {
            let paid = one.invoices.iter().map(|part| format!("{} {}", part.number, lang.amount(part.amount)));
            lines.push(format!("  {}  {}", one.name, paid.collect::<Vec<_>>().join(", ")));
            lines.extend(one.reasons.iter().map(|sentence| format!("    + {}", plain(sentence))));
            lines.extend(one.against.iter().map(|sentence| format!("    − {}", plain(sentence))));
        }
        lines
    }
}
