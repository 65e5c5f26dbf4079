//! `acquit restore`: the copies there are, or one of them put back.

use std::path::Path;

use app::backups::{backup_title, backups, put_back, put_back_sentence};
use app::{Desk, Now};
use clap::Args;
use serde::Serialize;

use super::{Done, Options, data_folder, either, print_json, print_lines};
use crate::commands::start::size;

#[derive(Args, Debug)]
pub struct RestoreArgs {
    /// The name of a copy in `backups`, or the path of another one. Without it, lists the copies there are.
    #[arg(value_name = "BACKUP")]
    backup: Option<String>,
}

#[derive(Serialize)]
struct Listed {
    name: String,
    /// `daily`, `replaced` or `before_migration`.
    kind: &'static str,
    day: Option<chrono::NaiveDate>,
    bytes: u64,
}

#[derive(Serialize)]
struct Restored {
    sentence: String,
    /// Where what was there is now.
    aside: Option<String>,
    /// Entries of the journal that is now in force.
    entries: u64,
}

pub fn restore(options: &Options, now: Now, args: &RestoreArgs) -> Done {
    let folder = data_folder(options)?;
    match &args.backup {
        None => list(options, &folder),
        Some(named) => back(options, &folder, named, now),
    }
}

fn list(options: &Options, folder: &Path) -> Done {
    let lang = options.lang.unwrap_or_default();
    let copies = backups(folder)?;
    if options.json {
        let listed: Vec<Listed> = copies
            .iter()
            .map(|copy| Listed { name: copy.name(), kind: copy.kind.code(), day: copy.day, bytes: copy.bytes })
            .collect();
        return print_json(&listed);
    }
    if copies.is_empty() {
        return print_lines([either(lang, "Pas encore de sauvegarde.", "No backup yet.")]);
    }
    print_lines(
        copies.iter().map(|copy| format!("{}  {}, {}", copy.name(), backup_title(lang, copy), size(lang, copy.bytes))),
    )
}

fn back(options: &Options, folder: &Path, named: &str, now: Now) -> Done {
    let aside = put_back(folder, named, now)?;
    let desk = Desk::open(folder, options.lang)?;
    let restored = Restored {
        sentence: put_back_sentence(desk.lang(), aside.as_deref()),
        aside: aside.map(|path| path.display().to_string()),
        entries: desk.journal_length()?,
    };
    if options.json { print_json(&restored) } else { print_lines([restored.sentence]) }
}
