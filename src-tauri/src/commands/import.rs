//! Files on their way in.

use std::collections::HashMap;

use app::import::{Answer, Candidate, CandidateState, Content, FileState, ImportDone, Known, Plan, PlanFile, Question};
use app::words::findings;
use app::words::imports::{self as words, Brought, brought};
use app::{Desk, Failure, Now, Thing};
use chrono::{DateTime, Utc};
use domain::locale::NO_BREAK;
use domain::{Cents, ImportId, Lang};
use intake::{Finding, Format, Severity};

use super::today::say;
use super::{Outcome, changed, mapping, typed};
use crate::views::Changed;
use crate::views::import::{
    FindingView, ImportAnswer, ImportBatchView, ImportDoneView, ImportFileView, ImportHistoryView, ImportInvoiceView,
    ImportPlanView, OptionView, QuestionView, ToNameView,
};

/// As many invoices of a file and findings as a screen shows.
const SHOWN: usize = 50;

pub fn import_read(
    desk: &mut Desk,
    now: Now,
    paths: Vec<String>,
    mut progress: impl FnMut(u32, u32, &str) -> bool,
) -> Outcome<ImportPlanView> {
    let lang = desk.lang();
    let plan = desk.read_files(now, &paths, &mut progress)?;
    Ok(plan_view(lang, plan))
}

/// The plan as it is now, in the language that is spoken now.
pub fn import_plan(desk: &mut Desk, _now: Now) -> Outcome<ImportPlanView> {
    let lang = desk.lang();
    Ok(plan_view(lang, desk.plan()?))
}

/// What would go in under these answers. Files without one have none.
pub fn import_answer(desk: &mut Desk, _now: Now, plan: String, answers: Vec<ImportAnswer>) -> Outcome<ImportPlanView> {
    let lang = desk.lang();
    let said = said(&answers);
    let files = u32::try_from(desk.plan()?.files.len()).unwrap_or(u32::MAX);
    let all = (0..files).map(|file| (file, said.get(&file).copied().unwrap_or_default())).collect();
    Ok(plan_view(lang, desk.answer_plan(&plan, &all)?))
}

fn said(answers: &[ImportAnswer]) -> HashMap<u32, Answer> {
    let mut said: HashMap<u32, Answer> = HashMap::new();
    for one in answers {
        let answer = said.entry(one.file).or_default();
        match one.question.as_str() {
            OTHER_SELLER => answer.import = Some(one.value == "import"),
            CONFLICT => answer.replace = Some(one.value == "replace"),
            _ => answer.left_out = one.value == "leave",
        }
    }
    said
}

pub fn import_confirm(
    desk: &mut Desk,
    now: Now,
    plan: String,
    answers: Vec<ImportAnswer>,
    mut progress: impl FnMut(u32, u32, &str) -> bool,
) -> Outcome<ImportDoneView> {
    let done = desk.confirm_plan(now, &plan, &said(&answers), &mut progress)?;
    done_view(desk, now, &done)
}

/// "12 factures enregistrées, 1 modifiée.", and why it ended early.
fn done_sentence(lang: Lang, done: &ImportDone) -> String {
    let number = |count: u64, fr: (&str, &str), en: (&str, &str)| {
        let word = match lang {
            Lang::Fr => lang.plural(count, fr.0, fr.1),
            Lang::En => lang.plural(count, en.0, en.1),
        };
        format!("{} {word}", lang.count(count))
    };
    let sentence = brought(
        lang,
        Brought {
            invoices: done.recorded.saturating_sub(done.credit_notes),
            credit_notes: done.credit_notes,
            corrected: done.corrected,
            lines: done.lines,
        },
    );
    let Some(why) = &done.stopped else { return format!("{sentence}.") };
    let why = match why {
        Failure::Cancelled => say(lang, "Arrêté.", "Stopped.").to_owned(),
        other => other.sentence(lang),
    };
    let files = number(done.files.len() as u64, ("fichier", "fichiers"), ("file", "files"));
    match lang {
        Lang::Fr => format!("{why} {sentence} ({files})\u{202f}; le reste ne l’est pas."),
        Lang::En => format!("{why} {sentence} ({files}); the rest is not."),
    }
}

fn done_view(desk: &Desk, now: Now, done: &ImportDone) -> Outcome<ImportDoneView> {
    let lang = desk.lang();
    let sentence = done_sentence(lang, done);
    let mut to_name = Vec::new();
    for customer in &done.to_name {
        let file = desk.customer_file(*customer)?;
        to_name.push(ToNameView {
            customer: customer.to_string(),
            kind: file.customer.kind.map(|kind| typed::code(&kind)).unwrap_or_default(),
            open_invoices: u32::try_from(desk.open_invoices(&file, now).len()).unwrap_or(u32::MAX),
            name: file.customer.name,
        });
    }
    to_name.sort_by(|a, b| (a.kind.is_empty(), &a.name).cmp(&(b.kind.is_empty(), &b.name)).reverse());
    let failed = done.failed.iter().map(|(file, failure)| FindingView {
        severity: "error".to_owned(),
        place: file.clone(),
        sentence: failure.sentence(lang),
    });
    Ok(ImportDoneView {
        import_ids: done.imports.iter().map(ToString::to_string).collect(),
        sentence,
        recorded: done.recorded,
        lines: done.lines,
        credits: done.credits,
        cancelled: done.stopped.is_some(),
        to_name,
        findings: failed
            .chain(done.findings.iter().filter(|(_, finding)| finding.severity != Severity::Note).take(SHOWN).map(
                |(file, finding)| {
                    let mut view = finding_view(lang, finding);
                    view.place = if view.place.is_empty() { file.clone() } else { format!("{file}, {}", view.place) };
                    view
                },
            ))
            .collect(),
    })
}

pub(super) fn plan_view(lang: Lang, plan: &Plan) -> ImportPlanView {
    let files: Vec<ImportFileView> =
        plan.files.iter().enumerate().map(|(index, file)| file_view(lang, index, file)).collect();
    let (mut ready, mut lines, mut statement_ready) = (0u64, 0u64, false);
    let mut payments = 0u32;
    let mut amount = Cents::ZERO;
    let signed = |candidate: &Candidate, amount: Cents| match candidate.kind {
        domain::InvoiceKind::Invoice => amount,
        domain::InvoiceKind::CreditNote => -amount,
    };
    for file in &plan.files {
        if let Some(journal) = file.journal().filter(|_| file.brings_journal()) {
            ready += u64::from(journal.outlook.items());
            // What known money pays is to be recorded too.
            payments = payments.saturating_add(journal.outlook.payments.count).saturating_add(journal.outlook.applied);
            amount = amount.plus(journal.outlook.owed_after.minus(journal.outlook.owed_before));
        }
        if let (FileState::Ready, Content::Statements(statements), false) =
            (&file.state, &file.content, file.answer.left_out)
        {
            lines += u64::from(statements.standing.recorded);
            statement_ready = true;
        }
        for candidate in file.candidates().iter().filter(|candidate| file.brings(candidate)) {
            amount = amount.plus(signed(candidate, candidate.amount_due));
            match &candidate.state {
                // In place of what an earlier file brings: still one invoice.
                CandidateState::Conflict { known: Known::File(_), amount_due, .. } => {
                    amount = amount.minus(signed(candidate, *amount_due));
                }
                _ => ready += 1,
            }
        }
    }
    ImportPlanView {
        plan: plan.id.clone(),
        summary: summary(lang, ready, lines, &files),
        lines: u32::try_from(lines).unwrap_or(u32::MAX),
        statements: statement_ready,
        ready: u32::try_from(ready).unwrap_or(u32::MAX),
        payments,
        ready_amount: amount.0,
        files,
    }
}

fn summary(lang: Lang, ready: u64, lines: u64, files: &[ImportFileView]) -> String {
    let count = |state: &str| files.iter().filter(|file| file.state == state).count() as u64;
    let mut parts = vec![match lang {
        Lang::Fr => format!("{} {}", lang.count(ready), lang.plural(ready, "facture prête", "factures prêtes")),
        Lang::En => format!("{} {} ready", lang.count(ready), lang.plural(ready, "invoice", "invoices")),
    }];
    if files.iter().any(|file| file.bank) {
        let said = match lang {
            Lang::Fr => {
                format!(
                    "{} {}",
                    lang.count(lines),
                    lang.plural(lines, "ligne de relevé nouvelle", "lignes de relevé nouvelles")
                )
            }
            Lang::En => format!("{} new bank {}", lang.count(lines), lang.plural(lines, "line", "lines")),
        };
        // A statement alone brings no invoice, and none is counted.
        if ready == 0 && files.iter().all(|file| file.bank) { parts[0] = said } else { parts.push(said) }
    }
    let mut say_count = |state: &str, fr: (&str, &str), en: (&str, &str)| {
        let number = count(state);
        if number > 0 {
            let word = match lang {
                Lang::Fr => lang.plural(number, fr.0, fr.1),
                Lang::En => lang.plural(number, en.0, en.1),
            };
            parts.push(format!("{} {word}", lang.count(number)));
        }
    };
    say_count("duplicate", ("doublon", "doublons"), ("duplicate", "duplicates"));
    say_count("question", ("question", "questions"), ("question", "questions"));
    say_count("mapping", ("liste à préciser", "listes à préciser"), ("list to settle", "lists to settle"));
    say_count("refused", ("fichier laissé de côté", "fichiers laissés de côté"), ("file left out", "files left out"));
    parts.join(", ")
}

fn file_view(lang: Lang, index: usize, file: &PlanFile) -> ImportFileView {
    let (state, sentence) = state_words(lang, file);
    let mut shown: Vec<&Finding> = file.findings.iter().collect();
    shown.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    ImportFileView {
        index: u32::try_from(index).unwrap_or(u32::MAX),
        name: file.name.clone(),
        format: match &file.content {
            Content::Statements(statements) => words::statement_format(lang, statements.read.as_ref()),
            Content::Journal(_) => say(lang, "Écritures (FEC)", "Journal (FEC)").to_owned(),
            _ => format_label(lang, file.format).to_owned(),
        },
        bank: matches!(file.content, Content::Statements(_)),
        state: state.to_owned(),
        sentence,
        invoices: file.candidates().iter().take(SHOWN).map(|candidate| candidate_view(lang, candidate)).collect(),
        findings: shown.into_iter().take(SHOWN).map(|finding| finding_view(lang, finding)).collect(),
        questions: question_views(lang, file),
        mapping: match &file.content {
            Content::List(list) => Some(mapping::of_invoices(lang, list)),
            Content::Statements(statements) => {
                statements.list.as_ref().map(|list| mapping::of_bank(lang, statements, list))
            }
            _ => None,
        },
        journal: file.journal().map(|journal| super::import_journal::journal_view(lang, journal)),
    }
}

fn state_words(lang: Lang, file: &PlanFile) -> (&'static str, String) {
    if let Some(journal) = file.journal()
        && let Some(said) = app::words::accounts::in_a_line(lang, &journal.outlook, &file.state)
    {
        return said;
    }
    if let (FileState::Ready | FileState::Duplicate { imported_on: None }, Content::Statements(statements)) =
        (&file.state, &file.content)
    {
        let state = if file.state == FileState::Ready { "ready" } else { "duplicate" };
        return (state, words::statement(lang, &statements.standing));
    }
    let in_state = |state| file.candidates().iter().filter(|candidate| candidate.state == state).count() as u64;
    let (count, completed) = (in_state(CandidateState::New), in_state(CandidateState::Completes));
    match &file.state {
        FileState::Ready if count == 0 && completed > 0 => {
            let shown = lang.count(completed);
            let mut sentence = match lang {
                Lang::Fr => format!(
                    "{shown} {} par ce fichier",
                    lang.plural(completed, "facture connue sera complétée", "factures connues seront complétées")
                ),
                Lang::En => format!(
                    "{shown} {} will be completed by this file",
                    lang.plural(completed, "known invoice", "known invoices")
                ),
            };
            sentence.push('.');
            ("ready", sentence)
        }
        FileState::Ready => {
            let known = file.candidates().len() as u64 - count - completed;
            let shown = lang.count(count);
            let is_note = matches!(file.candidates(), [one] if one.kind == domain::InvoiceKind::CreditNote);
            let mut sentence = match lang {
                _ if is_note => say(lang, "1 avoir sera ajouté", "1 credit note will be added").to_owned(),
                Lang::Fr => {
                    format!("{shown} {}", lang.plural(count, "facture sera ajoutée", "factures seront ajoutées"))
                }
                Lang::En => format!("{shown} {} will be added", lang.plural(count, "invoice", "invoices")),
            };
            if completed > 0 {
                sentence.push_str(&match lang {
                    Lang::Fr => format!(", {completed} {}", lang.plural(completed, "complétée", "complétées")),
                    Lang::En => format!(", {completed} completed"),
                });
            }
            if known > 0 {
                sentence.push_str(&match lang {
                    Lang::Fr => format!(", {known} déjà {}", lang.plural(known, "connue", "connues")),
                    Lang::En => format!(", {known} known already"),
                });
            }
            sentence.push('.');
            ("ready", sentence)
        }
        FileState::Question(questions) => {
            let said: Vec<String> = questions.iter().map(|question| question_state(lang, question)).collect();
            ("question", said.join(" "))
        }
        FileState::Duplicate { imported_on: Some(day) } => (
            "duplicate",
            match lang {
                Lang::Fr => format!("Ce fichier est déjà importé depuis le {}.", lang.long_date(*day)),
                Lang::En => format!("This file was imported on {}.", lang.long_date(*day)),
            },
        ),
        FileState::Duplicate { imported_on: None } => (
            "duplicate",
            say(
                lang,
                "Déjà connue\u{a0}: elle ne sera pas ajoutée deux fois.",
                "Known already: it is not added twice.",
            )
            .to_owned(),
        ),
        FileState::NeedsMapping => {
            ("mapping", say(lang, "Dites ce que contiennent les colonnes.", "Say what the columns hold.").to_owned())
        }
        FileState::Refused(failure) => ("refused", failure.sentence(lang)),
        FileState::Received { seller } => (
            "refused",
            match lang {
                Lang::Fr => format!(
                    "Facture reçue de {seller}{NO_BREAK}: vous en êtes l’acheteur, ce n’est pas à vous de la réclamer."
                ),
                Lang::En => format!("Received from {seller}: you are its buyer, so it is not yours to claim."),
            },
        ),
    }
}

/// What is odd about a file, before it is asked.
fn question_state(lang: Lang, question: &Question) -> String {
    match (question, lang) {
        (Question::OtherSeller { seller }, Lang::Fr) => format!("Le vendeur est {seller}, pas vous."),
        (Question::OtherSeller { seller }, Lang::En) => format!("The seller is {seller}, not you."),
        (Question::Conflict { numbers }, _) => {
            let names = app::words::list(lang, &numbers.iter().take(4).cloned().collect::<Vec<_>>());
            match lang {
                Lang::Fr => format!("Déjà connue avec d’autres montants ou dates{NO_BREAK}: {names}."),
                Lang::En => format!("Known already with other amounts or dates: {names}."),
            }
        }
    }
}

const OTHER_SELLER: &str = "other_seller";
const CONFLICT: &str = "conflict";

fn question_views(lang: Lang, file: &PlanFile) -> Vec<QuestionView> {
    let FileState::Question(questions) = &file.state else { return Vec::new() };
    questions.iter().map(|question| question_view(lang, file, question)).collect()
}

fn question_view(lang: Lang, file: &PlanFile, question: &Question) -> QuestionView {
    let option = |value: &str, french: &str, english: &str| OptionView {
        value: value.to_owned(),
        label: say(lang, french, english).to_owned(),
    };
    match question {
        Question::OtherSeller { seller } => QuestionView {
            key: OTHER_SELLER.to_owned(),
            sentence: match lang {
                Lang::Fr => {
                    format!("Cette facture est émise par {seller}. La créance est-elle bien la vôtre\u{202f}?")
                }
                Lang::En => format!("This invoice was issued by {seller}. Is the claim really yours?"),
            },
            options: vec![
                option("leave", "Non, laisser de côté", "No, leave it out"),
                option("import", "Oui, l’ajouter", "Yes, add it"),
            ],
        },
        Question::Conflict { .. } => {
            let elsewhere = file.candidates().iter().find_map(|candidate| match &candidate.state {
                CandidateState::Conflict { known: Known::File(name), .. } => Some(name.as_str()),
                _ => None,
            });
            QuestionView {
                key: CONFLICT.to_owned(),
                sentence: conflict_sentence(lang, file),
                options: vec![
                    match elsewhere {
                        Some(name) => option("keep", &format!("Ce que dit {name}"), &format!("What {name} says")),
                        None => option("keep", "Ce qui est enregistré", "What is recorded"),
                    },
                    option("replace", "Ce que dit ce fichier", "What this file says"),
                ],
            }
        }
    }
}

/// One invoice: both figures. Several: the question alone, since each line has its own.
fn conflict_sentence(lang: Lang, file: &PlanFile) -> String {
    if let [candidate] = file.candidates()
        && let CandidateState::Conflict { known, amount_due, issue_date } = &candidate.state
    {
        let (number, there) = (&candidate.number, figures(lang, *amount_due, *issue_date));
        let here = figures(lang, candidate.amount_due, candidate.issue_date);
        return match (known, lang) {
            (Known::Recorded, Lang::Fr) => {
                format!("{number} est enregistrée{NO_BREAK}: {there}. Ce fichier dit {here}. Que garder\u{202f}?")
            }
            (Known::Recorded, Lang::En) => {
                format!("{number} is recorded: {there}. This file says {here}. Which to keep?")
            }
            (Known::File(name), Lang::Fr) => {
                format!("Pour {number}, {name} dit {there}, ce fichier {here}. Que garder\u{202f}?")
            }
            (Known::File(name), Lang::En) => {
                format!("For {number}, {name} says {there}, this file {here}. Which to keep?")
            }
        };
    }
    say(
        lang,
        "Des numéros de cette liste sont déjà connus pour le même client avec d’autres valeurs. Que garder\u{202f}?",
        "Some numbers of this list are known for the same customer with other values. Which to keep?",
    )
    .to_owned()
}

fn figures(lang: Lang, amount: Cents, day: chrono::NaiveDate) -> String {
    match lang {
        Lang::Fr => format!("{} du {}", lang.amount(amount), lang.short_date(day)),
        Lang::En => format!("{} of {}", lang.amount(amount), lang.short_date(day)),
    }
}

pub(super) fn candidate_view(lang: Lang, candidate: &Candidate) -> ImportInvoiceView {
    let amount = match candidate.kind {
        domain::InvoiceKind::Invoice => candidate.amount_due,
        domain::InvoiceKind::CreditNote => -candidate.amount_due,
    };
    let (state, sentence) = match &candidate.state {
        CandidateState::New => ("new", String::new()),
        CandidateState::Completes => {
            ("completes", say(lang, "complète la facture connue", "completes the known invoice").to_owned())
        }
        CandidateState::Duplicate => ("duplicate", say(lang, "déjà connue", "known already").to_owned()),
        CandidateState::Conflict { known, amount_due, issue_date } => {
            let there = figures(lang, *amount_due, *issue_date);
            let sentence = match (known, lang) {
                (Known::Recorded, Lang::Fr) => format!("enregistrée{NO_BREAK}: {there}"),
                (Known::Recorded, Lang::En) => format!("recorded: {there}"),
                (Known::File(name), Lang::Fr) => format!("dans {name}{NO_BREAK}: {there}"),
                (Known::File(name), Lang::En) => format!("in {name}: {there}"),
            };
            ("conflict", sentence)
        }
        CandidateState::Contradicts { line } => {
            let sentence = match lang {
                Lang::Fr => format!("laissée de côté{NO_BREAK}: déjà à la ligne {line} avec d’autres valeurs"),
                Lang::En => format!("left out: in line {line} already, with other values"),
            };
            ("conflict", sentence)
        }
    };
    ImportInvoiceView {
        number: candidate.number.clone(),
        customer_name: candidate.customer.name.clone(),
        issue_date: candidate.issue_date.to_string(),
        due_date: candidate.instalments.iter().map(|part| part.due_date).max().map(|day| day.to_string()),
        amount: amount.0,
        state: state.to_owned(),
        sentence,
    }
}

fn finding_view(lang: Lang, finding: &Finding) -> FindingView {
    let severity = match finding.severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    FindingView {
        severity: severity.to_owned(),
        place: findings::place(lang, &finding.place),
        sentence: findings::finding(lang, finding),
    }
}

fn format_label(lang: Lang, format: Format) -> &'static str {
    match format {
        Format::Pdf => "Factur-X",
        Format::Cii => "CII",
        Format::UblInvoice | Format::UblCreditNote => "UBL",
        Format::Zugferd1 => "ZUGFeRD 1",
        Format::OtherXml => "XML",
        Format::DelimitedText => say(lang, "Liste CSV", "CSV list"),
        Format::Xlsx | Format::Xls => say(lang, "Liste Excel", "Excel list"),
        Format::Ods => say(lang, "Liste ODS", "ODS list"),
        Format::Zip => "ZIP",
        Format::Image => "Image",
        Format::Empty | Format::Unknown => say(lang, "Inconnu", "Unknown"),
    }
}

pub fn import_undo(desk: &mut Desk, now: Now, import: String) -> Outcome<Changed> {
    let imports: Result<Vec<ImportId>, Failure> = import
        .split([',', ' '])
        .filter(|id| !id.is_empty())
        .map(|id| id.parse().map_err(|_| Failure::NotFound { what: Thing::Import }))
        .collect();
    desk.undo_imports(now, &imports?).map(changed)
}

/// Earlier imports, the latest first; files that went in together stand together.
pub fn imports(desk: &mut Desk, _now: Now) -> Outcome<Vec<ImportBatchView>> {
    let lang = desk.lang();
    let by_import = desk.brought_by_imports()?;
    let by_statement = desk.imports_of_statements()?;
    let mut batches: Vec<(DateTime<Utc>, Brought, ImportBatchView)> = Vec::new();
    for import in desk.imports()? {
        let at = import.at;
        if batches.last().is_none_or(|(last, ..)| *last != at) {
            let day = import.day.to_string();
            let batch = ImportBatchView { day, files: Vec::new(), sentence: String::new(), undone: true };
            batches.push((at, Brought::default(), batch));
        }
        let Some((_, sum, batch)) = batches.last_mut() else { continue };
        let (invoices, credit_notes) = by_import.get(&import.id).copied().unwrap_or_default();
        // What the file brought beside those stood there before.
        let corrected = import.recorded.saturating_sub(invoices).saturating_sub(credit_notes);
        let of_bank = by_statement.contains(&import.id);
        let of_file = match of_bank {
            true => Brought { lines: import.recorded, ..Brought::default() },
            false => Brought { invoices, credit_notes, corrected, lines: 0 },
        };
        sum.invoices = sum.invoices.saturating_add(invoices);
        sum.credit_notes = sum.credit_notes.saturating_add(credit_notes);
        sum.corrected = sum.corrected.saturating_add(of_file.corrected);
        sum.lines = sum.lines.saturating_add(of_file.lines);
        batch.sentence = brought(lang, *sum);
        batch.undone &= import.undone;
        batch.files.push(ImportHistoryView {
            import: import.id.to_string(),
            name: import.name,
            day: import.day.to_string(),
            sentence: brought(lang, of_file),
            undone: import.undone,
        });
    }
    for (.., batch) in &mut batches {
        batch.files.reverse();
    }
    Ok(batches.into_iter().map(|(.., batch)| batch).collect())
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn the_result_and_the_settings_say_the_same_of_an_import() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk::open(&folder.path().join("data"), Some(Lang::Fr)).unwrap();
        let today: NaiveDate = "2026-11-23".parse().unwrap();
        let at = |hour| Now { instant: today.and_hms_opt(hour, 0, 0).unwrap().and_utc(), today };
        let business = crate::views::forms::BusinessForm { name: "Atelier Morvan".to_owned(), ..Default::default() };
        crate::commands::start::business_save(&mut desk, at(8), business).unwrap();
        let head = "Numéro;Client;Date;Montant TTC";
        let mut bring = |hour, name: &str, lines: &str| {
            let now = at(hour);
            let path = folder.path().join(name);
            std::fs::write(&path, format!("{head}\n{lines}\n")).unwrap();
            let plan = import_read(&mut desk, now, vec![path.display().to_string()], |_, _, _| true).unwrap();
            let answer = ImportAnswer { file: 0, question: CONFLICT.to_owned(), value: "replace".to_owned() };
            let done = import_confirm(&mut desk, now, plan.plan, vec![answer], |_, _, _| true).unwrap();
            let shown = imports(&mut desk, now).unwrap().remove(0);
            (done.sentence, shown.sentence)
        };
        let first =
            "F-1;Mistral SAS;2026-09-13;100,00\nF-2;Mistral SAS;2026-09-13;80,00\nA-1;Mistral SAS;2026-09-14;-20,00";
        let said = |clause: &str| (format!("{clause}."), clause.to_owned());
        assert_eq!(bring(9, "a.csv", first), said("2 factures et 1 avoir enregistrés"));
        let second = "F-1;Mistral SAS;2026-09-13;120,00\nF-3;Mistral SAS;2026-09-15;50,00";
        assert_eq!(bring(10, "b.csv", second), said("1 facture enregistrée, 1 modifiée"));
    }
}
