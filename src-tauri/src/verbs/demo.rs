//! `acquit demo`: the whole job on a sample business, in a folder that is gone afterwards. What a machine without a
//! display shows instead of the window.

use std::path::{Path, PathBuf};

use app::draft::Sending;
use app::{Desk, Failure, Now};
use chrono::Days;
use domain::{CustomerFile, Lang, StepKey};
use serde::Serialize;
use store::Store;

use super::{Done, Options, Trouble, agenda, claim, draft, either, print_json, print_lines};

/// A folder that is taken away when the demonstration ends, well or badly.
struct Passing(PathBuf);

impl Drop for Passing {
    fn drop(&mut self) {
        // What is left of a sample business in the system's folder for temporary files harms nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[derive(Serialize)]
struct Part<T: Serialize> {
    part: &'static str,
    answer: T,
}

#[derive(Serialize)]
struct Said {
    sentence: String,
}

pub fn demo(options: &Options, now: Now) -> Done {
    let lang = options.lang.unwrap_or_default();
    let folder = Passing(std::env::temp_dir().join(format!("acquit-demo-{}", now.mint())));
    let mut desk = Desk::open(&folder.0, Some(lang))?;
    desk.fill_with_sample(now)?;
    let today = agenda::everybody(&mut desk, now, false)?;
    tell(options, "agenda", &today, || {
        [heading(lang, "Aujourd’hui", "Today")].into_iter().chain(today.lines(lang)).collect()
    })?;

    let (file, step, letter) = strongest_letter(&mut desk, now, &today)?;
    let (name, id) = (file.customer.name.clone(), file.customer.id.to_string());
    let mut claims = desk.claims(&file, now.today)?;
    claims.retain(|one| !one.settled);
    let owed = claim::as_far_as_known(&desk, &file, &claims, now.today);
    tell(options, "claim", &owed, || {
        [heading(lang, "Ce qui est dû, ligne à ligne", "What is owed, line by line")]
            .into_iter()
            .chain(owed.lines(lang))
            .collect()
    })?;

    tell(options, "draft", &letter, || {
        [heading(lang, "Le courrier préparé", "The letter prepared")].into_iter().chain(letter.lines(lang)).collect()
    })?;

    let kept = letter.letter.parse().map_err(|_| Failure::StepGone)?;
    let channel = desk.kept_letter(kept)?.channel;
    let sending =
        Sending { letter: kept, channel, day: now.today, registered_number: None, note: String::new(), despite: None };
    let sent = Said { sentence: desk.record_sending(now, sending)?.sentence };
    tell(options, "sent", &sent, || {
        vec![heading(lang, "Noté comme envoyé", "Recorded as sent"), sent.sentence.clone()]
    })?;

    let tomorrow = the_day_after(now);
    let next = agenda::everybody(&mut desk, tomorrow, true)?;
    let again = next.proposals.iter().any(|proposal| proposal.customer.id == id && proposal.step == step.code());
    let why = next.silences.iter().flatten().find(|silence| silence.customer.id == id).map(|silence| &silence.sentence);
    let next = Said { sentence: not_again(lang, &name, again, why.map(String::as_str)) };
    tell(options, "tomorrow", &next, || vec![heading(lang, "Demain", "Tomorrow"), next.sentence.clone()])?;

    drop(desk);
    let intact = verified(lang, &folder.0)?;
    tell(options, "verify", &intact, || vec![heading(lang, "Le journal", "The journal"), intact.sentence.clone()])
}

/// The strongest letter proposed today: it shows most of a claim. When the rate of a new half-year is not known yet, a
/// letter that claims interest cannot be made, and a softer one is shown.
fn strongest_letter(
    desk: &mut Desk,
    now: Now,
    today: &agenda::Answer,
) -> Result<(CustomerFile, StepKey, draft::Answer), Trouble> {
    let mut letters: Vec<(StepKey, &str)> = today
        .proposals
        .iter()
        .filter_map(|proposal| Some((StepKey::from_code(proposal.step)?, proposal.customer.id.as_str())))
        .filter(|(step, _)| step.has_document() && *step != StepKey::Call)
        .collect();
    letters.sort_unstable_by(|one, other| other.cmp(one));
    let mut trouble = Trouble::from(Failure::StepGone);
    for (step, customer) in letters {
        let file = desk.customer_file(customer.parse().map_err(|_| Failure::StepGone)?)?;
        match draft::prepare(desk, now, &file, step, None) {
            Ok(letter) => return Ok((file, step, letter)),
            Err(why) => trouble = why,
        }
    }
    Err(trouble)
}

fn tell<T: Serialize>(options: &Options, part: &'static str, answer: &T, lines: impl FnOnce() -> Vec<String>) -> Done {
    if options.json { print_json(&Part { part, answer }) } else { print_lines(lines()) }
}

fn heading(lang: Lang, french: &str, english: &str) -> String {
    format!("\n== {} ==", either(lang, french, english))
}

fn the_day_after(now: Now) -> Now {
    let one = Days::new(1);
    Now {
        instant: now.instant.checked_add_days(one).unwrap_or(now.instant),
        today: now.today.checked_add_days(one).unwrap_or(now.today),
    }
}

fn not_again(lang: Lang, name: &str, again: bool, why: Option<&str>) -> String {
    let why = why.unwrap_or_default();
    match (lang, again) {
        (Lang::Fr, false) => format!("{name} n’est plus proposé. {why}"),
        (Lang::En, false) => format!("{name} is not proposed again. {why}"),
        (Lang::Fr, true) => format!("{name} est proposé de nouveau\u{a0}: c’est un défaut, signalez-le."),
        (Lang::En, true) => format!("{name} is proposed again: this is a defect, please report it."),
    }
}

fn verified(lang: Lang, folder: &Path) -> Result<Said, Trouble> {
    let found = Store::open_read_only(folder)?.verify()?;
    if !found.intact {
        return Err(Trouble::named("journal", either(lang, "Le journal est altéré.", "The journal was altered.")));
    }
    let count = lang.count(found.entries);
    Ok(Said {
        sentence: match lang {
            Lang::Fr => format!("Intact\u{a0}: {count} entrées chaînées par SHA-256."),
            Lang::En => format!("Intact: {count} entries chained by SHA-256."),
        },
    })
}
