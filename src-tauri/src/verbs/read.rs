//! `acquit read`: what files say, one JSON object per line and file. Nothing is stored, no data folder is opened.

use std::path::{Path, PathBuf};

use app::Failure;
use app::words::findings;
use clap::Args;
use domain::Lang;
use intake::einvoice::{self, line_of_invoice, line_of_refusal};
use intake::fec;
use intake::statement::list::mapping::BankQuestion;
use intake::statement::report::line_of_statements;
use intake::statement::{self, StatementFile};
use intake::{FileKind, Finding, Format, Reading, Refusal, RefusalCode, kind_of};
use serde::Serialize;

use super::read_list::{self, ListLine};
use super::{Done, Options, Trouble, either, plain, print_json, print_lines};

#[derive(Args, Debug)]
pub struct ReadArgs {
    /// Files, or folders with files: e-invoices (PDF, XML), lists (CSV, XLSX, ODS), bank statements (camt, MT940, OFX,
    /// CFONB 120, QIF, a bank's list) and accounting journals (FEC).
    #[arg(required = true, value_name = "FILE")]
    paths: Vec<PathBuf>,
    /// For people: a few lines a file instead of JSON.
    #[arg(long, conflicts_with = "json")]
    text: bool,
}

/// A file that could not even be opened.
#[derive(Serialize)]
struct Unopened {
    file: String,
    error: &'static str,
    sentence: String,
}

/// Prints every file, refused ones too. Fails at the end when one was refused.
pub fn read(options: &Options, args: &ReadArgs) -> Done {
    let lang = options.lang.unwrap_or_default();
    let mut refused = false;
    for path in &args.paths {
        match app::import::files(&[path]) {
            Ok(files) => {
                for found in files {
                    refused |= match found.trouble {
                        Some(failure) => {
                            unopened(&found.path.display().to_string(), &failure, lang, args.text)?;
                            true
                        }
                        None => !read_one(&found.path, lang, args.text)?,
                    };
                }
            }
            Err(failure) => {
                refused = true;
                unopened(&path.display().to_string(), &failure, lang, args.text)?;
            }
        }
    }
    if refused { Err(Trouble::Refused) } else { Ok(()) }
}

fn unopened(file: &str, failure: &Failure, lang: Lang, text: bool) -> Done {
    let sentence = failure.sentence(lang);
    if text {
        return print_lines([plain(file), format!("  {}", plain(&sentence))]);
    }
    print_json(&Unopened { file: file.to_owned(), error: failure.code(), sentence })
}

/// True when it was read.
fn read_one(path: &Path, lang: Lang, text: bool) -> Result<bool, Trouble> {
    let file = path.display().to_string();
    let bytes = match app::import::read(path) {
        Ok(bytes) => bytes,
        Err(failure) => {
            unopened(&file, &failure, lang, text)?;
            return Ok(false);
        }
    };
    match kind_of(&bytes) {
        FileKind::Invoice(_) => read_invoice(&file, &bytes, lang, text),
        FileKind::InvoiceList(format) => match read_list::line(&file, format, &bytes) {
            Ok((line, findings)) => {
                if text {
                    print_lines(list_lines(lang, &line, &findings))?
                } else {
                    print_json(&line)?
                }
                Ok(true)
            }
            // A page that is no list is still a workbook or a text: what is known of it is said beside the refusal.
            Err(refusal) if refusal.code == RefusalCode::NotAList && !text => {
                print_json(&read_list::refused(&file, format, &bytes, &refusal))?;
                Ok(false)
            }
            Err(refusal) => refuse(&file, &refusal, lang, text),
        },
        FileKind::Statement => read_statement(&file, statement::read(&bytes), &[], lang, text),
        FileKind::BankList => match statement::list::read_as_usual(&bytes) {
            Ok((reading, open)) => read_statement(&file, Ok(reading), &open, lang, text),
            Err(refusal) => refuse(&file, &refusal, lang, text),
        },
        FileKind::Journal => read_journal(&file, &bytes, lang, text),
    }
}

fn read_statement(
    file: &str,
    read: Result<Reading<StatementFile>, Refusal>,
    open: &[BankQuestion],
    lang: Lang,
    text: bool,
) -> Result<bool, Trouble> {
    let reading = match read {
        Ok(reading) => reading,
        Err(refusal) => return refuse(file, &refusal, lang, text),
    };
    let line = line_of_statements(file, &reading).with_questions(open);
    if text {
        let mut lines = vec![
            plain(file),
            plain(&format!("  {} {}  {}", line.kind, line.account, line.currency)),
            plain(&format!(
                "  {} {}  +{} −{}  {} → {}",
                line.entries,
                either(lang, "lignes", "lines"),
                line.credits,
                line.debits,
                line.first_date,
                line.last_date
            )),
        ];
        lines.extend(line.questions.iter().map(|question| format!("  ? {question}")));
        lines.extend(reading.findings.iter().map(|one| finding_line(lang, one)));
        print_lines(lines)?;
    } else {
        print_json(&line)?;
    }
    Ok(true)
}

fn read_journal(file: &str, bytes: &[u8], lang: Lang, text: bool) -> Result<bool, Trouble> {
    let reading = match fec::read(bytes) {
        Ok(reading) => reading,
        Err(refusal) => return refuse(file, &refusal, lang, text),
    };
    let line = fec::line_of_journal(file, &reading);
    if text {
        let mut lines = vec![
            plain(file),
            plain(&format!(
                "  FEC  {} {}  {} → {}  411{} {}",
                line.lines,
                either(lang, "lignes", "lines"),
                line.first_date,
                line.last_date,
                either(lang, "\u{a0}:", ":"),
                line.balance_411
            )),
        ];
        lines.extend(reading.findings.iter().map(|one| finding_line(lang, one)));
        print_lines(lines)?;
    } else {
        print_json(&line)?;
    }
    Ok(true)
}

fn read_invoice(file: &str, bytes: &[u8], lang: Lang, text: bool) -> Result<bool, Trouble> {
    match einvoice::read(bytes) {
        Ok(reading) => {
            let line = line_of_invoice(file, &reading);
            if text {
                let amount = if line.amount_due.is_empty() { &line.gross_total } else { &line.amount_due };
                let due = if line.due_date.is_empty() { "–" } else { &line.due_date };
                let mut lines = vec![
                    plain(file),
                    plain(&format!("  {} {}  {} → {}", line.kind, line.number, line.seller_name, line.buyer_name)),
                    format!(
                        "  {} {}  {} {due}  {amount} {}",
                        either(lang, "émise", "issued"),
                        line.issue_date,
                        either(lang, "échéance", "due"),
                        line.currency
                    ),
                ];
                lines.extend(reading.findings.iter().map(|one| finding_line(lang, one)));
                print_lines(lines)?;
            } else {
                print_json(&line)?;
            }
            Ok(true)
        }
        Err(refusal) => refuse(file, &refusal, lang, text),
    }
}

fn refuse(file: &str, refusal: &Refusal, lang: Lang, text: bool) -> Result<bool, Trouble> {
    if text {
        print_lines([plain(file), plain(&format!("  {}", findings::refusal(lang, refusal)))])?;
    } else {
        print_json(&line_of_refusal(file, refusal))?;
    }
    Ok(false)
}

/// A finding for a reader, with its place.
pub fn finding_line(lang: Lang, finding: &Finding) -> String {
    let place = findings::place(lang, &finding.place);
    let sentence = findings::finding(lang, finding);
    plain(&if place.is_empty() { format!("  ! {sentence}") } else { format!("  ! {place} : {sentence}") })
}

fn list_lines(lang: Lang, line: &ListLine, findings: &[Finding]) -> Vec<String> {
    let mut lines = vec![
        plain(&line.file),
        format!(
            "  {} {}, {} {}, {} {}",
            line.data_rows,
            either(lang, "lignes", "rows"),
            line.distinct_numbers,
            either(lang, "numéros", "numbers"),
            either(lang, "total", "total"),
            line.sum_of_totals
        ),
        plain(&format!(
            "  {} | {} | {} | {}",
            line.number_column, line.client_column, line.date_column, line.total_column
        )),
    ];
    lines.extend(line.questions.iter().map(|question| format!("  ? {question}")));
    lines.extend(findings.iter().map(|one| finding_line(lang, one)));
    lines
}

/// The word for a format, as `expected_invoices.csv` has no lists and `expected_sheets.csv` no e-invoices.
pub fn format_word(format: Format) -> &'static str {
    match format {
        Format::DelimitedText => "csv",
        other => other.code(),
    }
}
