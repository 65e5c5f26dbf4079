//! Copies of the file: one a day, and the way back from one.

use std::path::{Path, PathBuf};

use domain::Lang;
use store::{BackupFile, BackupKind, Store};

use crate::desk::{Desk, Now};
use crate::failure::{Failure, Thing};
use crate::words::say;

/// The copies of a data folder, latest day first.
pub fn backups(folder: &Path) -> Result<Vec<BackupFile>, Failure> {
    Ok(store::list_backups(folder)?)
}

/// What became of the day's copy.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DailyBackup {
    Made,
    /// It was there already.
    There,
    /// Nothing was ever written.
    NothingToCopy,
}

/// Sets the day's verified copy aside, unless it is there or nothing was ever written. Looks at the names in the folder
/// of copies first: on all but the first call of a day that is everything.
pub fn back_up_daily(folder: &Path, now: Now) -> Result<DailyBackup, Failure> {
    let known = store::list_backups(folder)?;
    if known.iter().any(|one| one.kind == BackupKind::Daily && one.day == Some(now.today)) {
        return Ok(DailyBackup::There);
    }
    if Store::open_read_only(folder)?.head()?.seq.0 == 0 {
        return Ok(DailyBackup::NothingToCopy);
    }
    store::back_up(folder, now.today)?;
    Ok(DailyBackup::Made)
}

/// Puts a copy back: one of the folder of copies by its name, or any other by its path. What was there is set aside
/// first. Says where it is, none when nothing was there.
pub fn put_back(folder: &Path, named: &str, now: Now) -> Result<Option<PathBuf>, Failure> {
    let known = store::list_backups(folder)?;
    let path = match known.into_iter().find(|one| one.name() == named) {
        Some(one) => one.path,
        None => PathBuf::from(named),
    };
    if !path.is_file() {
        return Err(Failure::NotFound { what: Thing::Backup });
    }
    Ok(store::put_back(folder, &path, now.today)?)
}

/// Why a copy was made, and from when it is.
pub fn backup_title(lang: Lang, backup: &BackupFile) -> String {
    let day = backup.day.map(|day| lang.long_date(day)).unwrap_or_default();
    match (backup.kind, lang) {
        (BackupKind::Daily, Lang::Fr) => format!("Copie du {day}"),
        (BackupKind::Daily, Lang::En) => format!("Copy of {day}"),
        (BackupKind::Replaced, Lang::Fr) => format!("Ce qui a été remplacé le {day}"),
        (BackupKind::Replaced, Lang::En) => format!("What was replaced on {day}"),
        (BackupKind::BeforeMigration, lang) => {
            say(lang, "Avant un changement de format", "Before a change of form").to_owned()
        }
    }
}

/// What was done, and where what was there is now.
pub fn put_back_sentence(lang: Lang, aside: Option<&Path>) -> String {
    let done = say(lang, "La sauvegarde est remise.", "The backup is back.");
    let Some(name) = aside.and_then(Path::file_name) else { return done.to_owned() };
    let name = name.to_string_lossy();
    match lang {
        Lang::Fr => format!("{done} Ce qui était là est gardé dans «\u{a0}backups\u{a0}», sous le nom {name}."),
        Lang::En => format!("{done} What was there is kept in “backups” as {name}."),
    }
}

impl Desk {
    /// When a verified copy was last set aside.
    pub fn backup_sentence(&self) -> String {
        let newest = store::list_backups(self.store.dir()).ok().and_then(|backups| {
            backups.into_iter().filter(|one| one.kind == BackupKind::Daily).filter_map(|one| one.day).max()
        });
        match (newest, self.lang) {
            (Some(day), Lang::Fr) => format!("Sauvegardé le {}", self.lang.day_and_month(day)),
            (Some(day), Lang::En) => format!("Backed up on {}", self.lang.day_and_month(day)),
            (None, lang) => say(lang, "Pas encore de sauvegarde", "No backup yet").to_owned(),
        }
    }
}
