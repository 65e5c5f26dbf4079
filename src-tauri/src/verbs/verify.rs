//! `acquit verify`: is the journal what was written, and if not, where is the first break?

use chrono::NaiveDate;
use clap::Args;
use domain::Lang;
use serde::Serialize;
use store::{BreakKind, Head, Seq, Store};

use super::{Done, Options, Trouble, data_folder, either, print_json, print_lines};

#[derive(Args, Debug)]
pub struct VerifyArgs {
    /// A head noted earlier, as `verify` printed it: also checks that nothing up to it was written again.
    #[arg(long, value_parser = head, value_name = "NUMBER:DIGEST")]
    head: Option<Head>,
}

fn head(text: &str) -> Result<Head, String> {
    let (seq, digest) = text.split_once(':').ok_or("expected NUMBER:DIGEST")?;
    let seq = Seq(seq.parse().map_err(|_| "the number is not one")?);
    Ok(Head { seq, digest: digest.parse().map_err(|_| "the digest has 64 hexadecimal digits")? })
}

#[derive(Serialize)]
struct Answer {
    intact: bool,
    entries: u64,
    originals: u64,
    /// Note it elsewhere, and give it back with `--head`.
    head: String,
    first_break: Option<BreakOf>,
    sentence: String,
}

#[derive(Serialize)]
struct BreakOf {
    /// The number of the entry.
    entry: u64,
    kind: &'static str,
    table: Option<String>,
    /// The day it was written, where that can still be read.
    day: Option<NaiveDate>,
}

/// Opens the file for reading alone: a check must not change what it looks at.
pub fn verify(options: &Options, args: &VerifyArgs) -> Done {
    let lang = options.lang.unwrap_or_default();
    let store = Store::open_read_only(&data_folder(options)?)?;
    let found = match &args.head {
        Some(noted) => store.verify_up_to(noted)?,
        None => store.verify()?,
    };
    let first_break = found.first_break.as_ref().map(|broken| BreakOf {
        entry: broken.seq.0,
        kind: broken.kind.code(),
        table: match &broken.kind {
            BreakKind::Table { table } => Some(table.clone()),
            _ => None,
        },
        day: store.entry(broken.seq).ok().flatten().map(|entry| entry.day),
    });
    let sentence = match &first_break {
        None => intact(lang, found.entries),
        Some(broken) => broken_sentence(lang, broken),
    };
    let answer = Answer {
        intact: found.intact,
        entries: found.entries,
        originals: found.originals,
        head: format!("{}:{}", found.head.seq, found.head.digest),
        first_break,
        sentence,
    };
    if options.json {
        print_json(&answer)?;
    } else {
        let head = format!("{} {}", either(lang, "Tête du journal\u{a0}:", "Head of the journal:"), answer.head);
        print_lines([answer.sentence.as_str(), head.as_str()])?;
    }
    if answer.intact { Ok(()) } else { Err(Trouble::Refused) }
}

fn intact(lang: Lang, entries: u64) -> String {
    let count = lang.count(entries);
    match lang {
        Lang::Fr => format!("Journal intact\u{a0}: {count} {}.", lang.plural(entries, "entrée", "entrées")),
        Lang::En => format!("Journal intact: {count} {}.", lang.plural(entries, "entry", "entries")),
    }
}

fn broken_sentence(lang: Lang, broken: &BreakOf) -> String {
    let what = match broken.kind {
        "changed" => either(lang, "elle a été modifiée", "it was changed"),
        "unchained" => either(lang, "elle ne suit pas la précédente", "it does not follow the one before"),
        "missing" => either(lang, "elle a disparu", "it is gone"),
        "truncated" => either(
            lang,
            "la fin du journal a été coupée à partir d’elle",
            "the end of the journal was cut off from it on",
        ),
        "beyond_head" => either(lang, "elle suit la dernière connue", "it comes after the last one known"),
        "head_changed" => {
            either(lang, "la tête du journal ne la désigne plus", "the head of the journal no longer names it")
        }
        "noted_head_missing" => either(
            lang,
            "la tête notée ailleurs n’y est pas\u{a0}: le journal a été réécrit",
            "the head noted elsewhere is not there: the journal was written again",
        ),
        "table" => either(lang, "un tableau ne correspond plus au journal", "a table is not what the journal says"),
        "original_changed" => either(lang, "un document conservé a été modifié", "a kept document was changed"),
        "original_missing" => either(lang, "un document conservé manque", "a kept document is missing"),
        _ => either(lang, "elle est illisible", "it cannot be read"),
    };
    let table = broken.table.as_ref().map(|table| format!(" ({table})")).unwrap_or_default();
    let day = broken.day.map(|day| format!(", {}", lang.long_date(day))).unwrap_or_default();
    match lang {
        Lang::Fr => format!("Journal altéré à l’entrée {}{day}\u{a0}: {what}{table}.", broken.entry),
        Lang::En => format!("Journal altered at entry {}{day}: {what}{table}.", broken.entry),
    }
}
