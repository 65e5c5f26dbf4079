//! Copies of the file, made while it is in use and checked before they are believed.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use crate::error::StoreError;
use crate::open::{FILE_NAME, Store, make_private_file};

/// The folder of copies, beside the file.
const FOLDER: &str = "backups";

/// Pages copied in one step: another program gets its turn between two.
const PAGES: i32 = 5_000;

/// A copy found in the folder of copies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BackupFile {
    pub path: PathBuf,
    /// From its name; none for the copies set aside before a migration.
    pub day: Option<NaiveDate>,
    pub bytes: u64,
}

impl Store {
    /// Copies the file to `path` as of now and checks the copy. Nothing is left at `path` when it fails; a file already
    /// there is refused.
    pub fn backup_to(&self, path: &Path) -> Result<(), StoreError> {
        copy(&self.connection, path)
    }

    /// A copy in `backups/`, named after the day; a further one of the same day gets a number.
    pub fn backup_of(&self, day: NaiveDate) -> Result<PathBuf, StoreError> {
        let folder = make_folder(self.dir())?;
        let path = free_name(&folder, &format!("acquit-{day}"));
        copy(&self.connection, &path)?;
        Ok(path)
    }
}

/// The copies of a data folder, latest day first; those set aside before a migration come last.
pub fn list_backups(dir: &Path) -> Result<Vec<BackupFile>, StoreError> {
    let folder = dir.join(FOLDER);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let reading = StoreError::io;
    let mut files = Vec::new();
    for item in std::fs::read_dir(&folder).map_err(reading("reading the folder of copies"))? {
        let item = item.map_err(reading("reading the folder of copies"))?;
        let path = item.path();
        if path.extension().is_some_and(|extension| extension == "db") {
            let bytes = item.metadata().map_err(reading("reading the folder of copies"))?.len();
            files.push(BackupFile { day: day_of(&path), path, bytes });
        }
    }
    files.sort_by(|one, other| (other.day, &other.path).cmp(&(one.day, &one.path)));
    Ok(files)
}

/// Keeps the file as it was before migration `version`.
pub(crate) fn set_aside_before(connection: &Connection, dir: &Path, version: u32) -> Result<(), StoreError> {
    let folder = make_folder(dir)?;
    copy(connection, &free_name(&folder, &format!("before-{version:04}")))
}

fn make_folder(dir: &Path) -> Result<PathBuf, StoreError> {
    let folder = dir.join(FOLDER);
    std::fs::create_dir_all(&folder).map_err(StoreError::io("making the folder of copies"))?;
    Ok(folder)
}

fn free_name(folder: &Path, stem: &str) -> PathBuf {
    let first = folder.join(format!("{stem}.db"));
    let numbered = (2..).map(|number| folder.join(format!("{stem}-{number}.db")));
    std::iter::once(first).chain(numbered).find(|path| !path.exists()).unwrap_or_default()
}

fn day_of(path: &Path) -> Option<NaiveDate> {
    let stem = path.file_stem()?.to_str()?;
    stem.strip_prefix("acquit-")?.get(..10)?.parse().ok()
}

/// Writes the copy under a passing name, checks it, and only then gives it its own.
fn copy(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    if path.exists() {
        return Err(StoreError::CopyExists);
    }
    let mut name = path.file_name().unwrap_or(FILE_NAME.as_ref()).to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let copied = write_copy(connection, &part)
        .and_then(|()| check_copy(&part))
        .and_then(|()| std::fs::rename(&part, path).map_err(StoreError::io("naming the copy")));
    if copied.is_err() {
        // The error that matters is the one above; a half copy left behind would only be in the way.
        let _ = std::fs::remove_file(&part);
    }
    copied
}

fn write_copy(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    if path.exists() {
        std::fs::remove_file(path).map_err(StoreError::io("removing an unfinished copy"))?;
    }
    make_private_file(path)?;
    let mut target = Connection::open(path)?;
    {
        let backup = Backup::new(connection, &mut target)?;
        let mut refusals = 0;
        loop {
            match backup.step(PAGES)? {
                StepResult::Done => break,
                StepResult::More => {}
                _ if refusals < 100 => {
                    refusals += 1;
                    std::thread::sleep(std::time::Duration::from_millis(50));
                }
                _ => return Err(StoreError::Busy),
            }
        }
    }
    // One file, without a log beside it, can be carried away.
    target.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    target.close().map_err(|(_, error)| error.into())
}

fn check_copy(path: &Path) -> Result<(), StoreError> {
    let copy = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let answer: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if answer != "ok" {
        return Err(StoreError::CopyNotSound);
    }
    copy.close().map_err(|(_, error)| error.into())
}
