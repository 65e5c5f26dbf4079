//! `acquit draft`: the document of a step, kept in the journal so that it can be recorded as sent later.

use std::path::PathBuf;

use app::draft::Edit;
use app::{Desk, Failure, Now, write_whole};
use clap::Args;
use domain::{Channel, CustomerFile, Lang, LetterId, StepKey, TakenOut};
use serde::Serialize;

use super::shape::{LightShape, Owed, light_shapes};
use super::{Done, Options, Trouble, either, language, open_desk, print_json, print_lines, whom};

#[derive(Args, Debug)]
pub struct DraftArgs {
    /// To whom.
    #[arg(long, value_name = "NAME|ID")]
    customer: String,
    /// first-reminder, call, second-reminder or formal-notice; what is proposed today when it is left out.
    #[arg(long, value_parser = step, value_name = "STEP")]
    step: Option<StepKey>,
    /// Language of the document: fr or en; the customer's when it is left out.
    #[arg(long, value_parser = language, value_name = "LANG")]
    letter_lang: Option<Lang>,
    /// Where to write the PDF.
    #[arg(long, value_name = "FILE.pdf")]
    out: Option<PathBuf>,
    /// Where to write a message with the PDF inside, for a mail program.
    #[arg(long, value_name = "FILE.eml")]
    eml: Option<PathBuf>,
    /// Why it leaves although something is red; kept in the journal with what was red.
    #[arg(long, value_name = "REASON")]
    despite: Option<String>,
}

/// `second-reminder` or `second_reminder`.
pub fn step(text: &str) -> Result<StepKey, String> {
    StepKey::from_code(&text.replace('-', "_"))
        .ok_or_else(|| StepKey::ALL.map(|step| step.code().replace('_', "-")).join(", "))
}

#[derive(Serialize)]
pub struct Answer {
    /// For `acquit record sent --letter`.
    pub letter: String,
    customer: String,
    name: String,
    step: &'static str,
    lang: Lang,
    pub channel: Channel,
    recipient: String,
    pub subject: String,
    /// Everything the document says.
    pub text: String,
    figures: Owed,
    deadline_days: Option<u16>,
    pdf_digest: String,
    pdf_name: String,
    pdf_bytes: usize,
    checks: Vec<Check>,
    /// True where the check forbids it to leave as it is.
    blocked: bool,
    /// What in the file speaks for and against sending it.
    gate: Vec<LightShape>,
    /// True where something is red and no reason was written for it.
    closed: bool,
    out: Option<PathBuf>,
    eml: Option<PathBuf>,
}

#[derive(Serialize)]
struct Check {
    blocking: bool,
    sentence: String,
}

pub fn draft(options: &Options, now: Now, args: &DraftArgs) -> Done {
    let mut desk = open_desk(options)?;
    let lang = desk.lang();
    let file = whom::customer(&desk, &args.customer)?;
    let step = match args.step {
        Some(step) => step,
        None => proposed(&desk, &file, now)?,
    };
    let mut answer = prepare(&mut desk, now, &file, step, args.letter_lang)?;
    let id: LetterId = answer.letter.parse().map_err(|_| Failure::StepGone)?;
    if let Some(out) = &args.out {
        write_whole(out, &desk.take_out(now, id, args.despite.as_deref())?.bytes)?;
        desk.taken_out(now, id, TakenOut::Saved)?;
        answer.out = Some(out.clone());
    }
    if let Some(eml) = &args.eml {
        write_whole(eml, &desk.keep_message(now, id, args.despite.as_deref())?.bytes)?;
        answer.eml = Some(eml.clone());
    }
    // A reason that was just written opened it.
    answer.closed &= answer.out.is_none() && answer.eml.is_none();
    if options.json { print_json(&answer) } else { print_lines(answer.lines(lang)) }
}

/// The step proposed today; an error where there is none, or none with a document.
pub fn proposed(desk: &Desk, file: &CustomerFile, now: Now) -> Result<StepKey, Trouble> {
    let step = desk.proposal(file, now, None)?.step;
    if step.has_document() {
        return Ok(step);
    }
    let lang = desk.lang();
    let label = app::words::steps::step(lang, step);
    Err(Trouble::named(
        "no_document",
        match lang {
            Lang::Fr => format!("L’étape du jour n’a pas de document\u{a0}: {label}."),
            Lang::En => format!("Today’s step has no document: {label}."),
        },
    ))
}

/// Makes the document and keeps it in the journal with its bytes.
pub fn prepare(
    desk: &mut Desk,
    now: Now,
    file: &CustomerFile,
    step: StepKey,
    letter_lang: Option<Lang>,
) -> Result<Answer, Trouble> {
    let lang = desk.lang();
    let mut drafted = desk.draft(now, file.customer.id, step, letter_lang)?.clone();
    if drafted.kept && desk.document(&drafted.letter.pdf).is_err() {
        // Kept earlier today, and the figures have changed since: what is printed here must be what is kept.
        let edit = Edit {
            letter: drafted.letter.id,
            subject: drafted.letter.subject.clone(),
            body: drafted.body.clone(),
            lang: drafted.letter.lang,
            deadline_days: drafted.letter.deadline_days,
        };
        drafted = desk.keep_edit(now, &edit)?.clone();
    }
    let document = desk.keep_letter(now, drafted.letter.id)?;
    let gate = desk.gate_of_letter(now, &drafted.letter)?;
    let letter = &drafted.letter;
    Ok(Answer {
        letter: letter.id.to_string(),
        customer: file.customer.id.to_string(),
        name: file.customer.name.clone(),
        step: letter.step.code(),
        lang: letter.lang,
        channel: letter.channel,
        recipient: letter.recipient.clone(),
        subject: letter.subject.clone(),
        text: letter.text.clone(),
        figures: Owed {
            principal: letter.figures.principal,
            interest: letter.figures.interest,
            indemnity: letter.figures.indemnity,
            total: letter.figures.total,
        },
        deadline_days: letter.deadline_days,
        pdf_digest: letter.pdf.to_string(),
        pdf_name: document.name,
        pdf_bytes: document.bytes.len(),
        checks: drafted
            .findings
            .iter()
            .map(|finding| Check {
                blocking: finding.problem.severity() == documents::check::Severity::Red,
                sentence: app::words::letter_check::sentence(lang, finding),
            })
            .collect(),
        blocked: drafted.is_blocked(),
        gate: light_shapes(lang, file, &gate.lights),
        closed: gate.is_closed(),
        out: None,
        eml: None,
    })
}

impl Answer {
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        let mut lines = vec![
            format!("{} {}", either(lang, "Objet\u{a0}:", "Subject:"), self.subject),
            format!("{} {}", either(lang, "À\u{a0}:", "To:"), self.recipient),
            String::new(),
            self.text.clone(),
            String::new(),
        ];
        lines.extend(self.checks.iter().map(|check| format!("! {}", check.sentence)));
        lines.extend(self.gate.iter().filter(|light| light.tone != "green").map(LightShape::line));
        for path in [&self.out, &self.eml].into_iter().flatten() {
            lines.push(format!("{} {}", either(lang, "Écrit\u{a0}:", "Written:"), path.display()));
        }
        lines.push(match lang {
            Lang::Fr => format!("Gardé sous {}\u{a0}: acquit record sent --letter {}", self.letter, self.letter),
            Lang::En => format!("Kept as {}: acquit record sent --letter {}", self.letter, self.letter),
        });
        lines
    }
}
