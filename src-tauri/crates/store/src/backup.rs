//! Copies of the file, made while it is in use and checked before they are believed, and the way back from one.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use crate::error::StoreError;
use crate::migration;
use crate::open::{FILE_NAME, PATIENCE, Store, check_identity, make_private_file, settle};

/// The folder of copies, beside the file.
const FOLDER: &str = "backups";

/// Pages copied in one step: another program gets its turn between two.
const PAGES: i32 = 5_000;

/// How many copies of a day are kept. Those made before a change of form or a restoration are never removed.
pub const DAYS_KEPT: usize = 10;

/// Why a copy was made.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum BackupKind {
    /// Before the file changed its form.
    BeforeMigration,
    /// What was there when an earlier copy was put back.
    Replaced,
    /// The copy of a day.
    Daily,
}

impl BackupKind {
    /// A stable name, for scripts.
    pub fn code(self) -> &'static str {
        match self {
            BackupKind::BeforeMigration => "before_migration",
            BackupKind::Replaced => "replaced",
            BackupKind::Daily => "daily",
        }
    }
}

/// A copy found in the folder of copies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BackupFile {
    pub path: PathBuf,
    pub kind: BackupKind,
    /// From its name; none for the copies set aside before a migration.
    pub day: Option<NaiveDate>,
    pub bytes: u64,
}

impl BackupFile {
    /// What it is called in the folder of copies.
    pub fn name(&self) -> String {
        self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }
}

impl Store {
    /// Copies the file to `path` as of now and checks the copy. Nothing is left at `path` when it fails; a file already
    /// there is refused.
    pub fn backup_to(&self, path: &Path) -> Result<(), StoreError> {
        copy(&self.connection, path)
    }
}

/// A copy in `backups/`, named after the day; a further one of the same day gets a number. It reads through a connection
/// of its own, so whoever works on the file meanwhile waits for nothing. The oldest copies beyond `DAYS_KEPT` go.
pub fn back_up(dir: &Path, day: NaiveDate) -> Result<PathBuf, StoreError> {
    let connection = open_to_read(&dir.join(FILE_NAME))?;
    let folder = make_folder(dir)?;
    let path = free_name(&folder, &format!("{DAILY}{day}"), "db");
    copy(&connection, &path)?;
    tidy(dir, &folder, &path);
    Ok(path)
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
        if let Some((kind, day)) = told_by_name(&path) {
            let bytes = item.metadata().map_err(reading("reading the folder of copies"))?.len();
            files.push(BackupFile { day, kind, path, bytes });
        }
    }
    files.sort_by(|one, other| (other.day, other.kind, &other.path).cmp(&(one.day, one.kind, &one.path)));
    Ok(files)
}

/// Keeps the file as it was before migration `version`.
pub(crate) fn set_aside_before(connection: &Connection, dir: &Path, version: u32) -> Result<(), StoreError> {
    let folder = make_folder(dir)?;
    copy(connection, &free_name(&folder, &format!("{BEFORE}{version:04}"), "db"))
}

/// Puts a copy back as the file of the folder, and says where the file that was there is now. The copy is checked first;
/// what is there is set aside next, as a checked copy where it can still be read, else as it lies. Whoever has the file
/// open meanwhile sees the old facts or the new ones, never half of them.
///
/// Nothing is changed when it fails, except that a copy of what is there may have been set aside.
pub fn put_back(dir: &Path, chosen: &Path, day: NaiveDate) -> Result<Option<PathBuf>, StoreError> {
    let source = open_to_read(chosen)?;
    check(&source)?;
    let file = dir.join(FILE_NAME);
    let folder = make_folder(dir)?;
    let damaged = free_name(&folder, &format!("{DAILY}{day}"), "damaged");
    if !file.exists() {
        // A log without its file would be taken for the log of the copy.
        replace_file(&source, &file, &damaged)?;
        return Ok(None);
    }
    let aside = free_name(&folder, &format!("{REPLACED}{day}"), "db");
    match replace_content(&source, &file, &aside) {
        Ok(()) => Ok(Some(aside)),
        Err(error) if is_beyond_reading(&error) => {
            replace_file(&source, &file, &damaged)?;
            Ok(Some(damaged))
        }
        Err(error) => Err(error),
    }
}

/// True when the file as a whole is no longer what SQLite or Acquit wrote.
fn is_beyond_reading(error: &StoreError) -> bool {
    use StoreError::{CopyNotSound, Corrupt, NotADatabase, NotAcquit};
    matches!(error, NotADatabase | NotAcquit | Corrupt | CopyNotSound)
}

/// The pages of `source` in the place of those of a file that can be read, in one transaction of it.
fn replace_content(source: &Connection, file: &Path, aside: &Path) -> Result<(), StoreError> {
    let mut present = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    present.busy_timeout(PATIENCE)?;
    settle(&present)?;
    copy(&present, aside)?;
    let replaced = copy_pages(source, &mut present).and_then(|()| check(&present));
    replaced.and_then(|()| present.close().map_err(|(_, error)| error.into()))
}

/// A new file in the place of the one that is there, which is moved as it lies, its log with it.
fn replace_file(source: &Connection, file: &Path, aside: &Path) -> Result<(), StoreError> {
    let fresh = file.with_extension(format!("{}.part", std::process::id()));
    write_copy(source, &fresh)?;
    for ending in ["", "-wal", "-shm"] {
        let (from, to) = (with_ending(file, ending), with_ending(aside, ending));
        if from.exists() {
            std::fs::rename(from, to).map_err(StoreError::io("setting the damaged file aside"))?;
        }
    }
    std::fs::rename(&fresh, file).map_err(StoreError::io("naming the copy"))
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Removes what is no longer kept. The new copy is there whether or not an old one can be removed.
fn tidy(dir: &Path, folder: &Path, new: &Path) {
    let known = list_backups(dir).unwrap_or_default();
    let days = known.iter().filter(|one| one.kind == BackupKind::Daily && one.path != new);
    for old in days.skip(DAYS_KEPT - 1) {
        let _ = std::fs::remove_file(&old.path);
    }
    // Copies that a power cut left half made; a program that makes one at this instant tries again later.
    for item in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if item.path().extension().is_some_and(|extension| extension == "part") {
            let _ = std::fs::remove_file(item.path());
        }
    }
}

/// Opens a file of Acquit without writing to it.
fn open_to_read(path: &Path) -> Result<Connection, StoreError> {
    if !path.exists() {
        return Err(StoreError::Missing);
    }
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.busy_timeout(PATIENCE)?;
    check_identity(&connection, migration::STEPS)?;
    Ok(connection)
}

const DAILY: &str = "acquit-";
const REPLACED: &str = "replaced-";
const BEFORE: &str = "before-";

fn make_folder(dir: &Path) -> Result<PathBuf, StoreError> {
    let folder = dir.join(FOLDER);
    std::fs::create_dir_all(&folder).map_err(StoreError::io("making the folder of copies"))?;
    Ok(folder)
}

fn free_name(folder: &Path, stem: &str, extension: &str) -> PathBuf {
    let first = folder.join(format!("{stem}.{extension}"));
    let numbered = (2..).map(|number| folder.join(format!("{stem}-{number}.{extension}")));
    std::iter::once(first).chain(numbered).find(|path| !path.exists()).unwrap_or_default()
}

/// What the name of a copy says of it; none when it is not one.
fn told_by_name(path: &Path) -> Option<(BackupKind, Option<NaiveDate>)> {
    if path.extension()? != "db" {
        return None;
    }
    let stem = path.file_stem()?.to_str()?;
    let day = |rest: &str| rest.get(..10).and_then(|day| day.parse().ok());
    if let Some(rest) = stem.strip_prefix(DAILY) {
        return Some((BackupKind::Daily, Some(day(rest)?)));
    }
    if let Some(rest) = stem.strip_prefix(REPLACED) {
        return Some((BackupKind::Replaced, Some(day(rest)?)));
    }
    stem.starts_with(BEFORE).then_some((BackupKind::BeforeMigration, None))
}

/// Writes the copy under a passing name, checks it, and only then gives it its own.
fn copy(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    if path.exists() {
        return Err(StoreError::CopyExists);
    }
    let mut name = path.file_name().unwrap_or(FILE_NAME.as_ref()).to_owned();
    name.push(format!(".{}.part", std::process::id()));
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
    copy_pages(connection, &mut target)?;
    // One file, without a log beside it, can be carried away.
    target.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    target.close().map_err(|(_, error)| error.into())
}

fn copy_pages(source: &Connection, target: &mut Connection) -> Result<(), StoreError> {
    let backup = Backup::new(source, target)?;
    let mut refusals = 0;
    loop {
        match backup.step(PAGES)? {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            _ if refusals < 100 => {
                refusals += 1;
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
            _ => return Err(StoreError::Busy),
        }
    }
}

fn check_copy(path: &Path) -> Result<(), StoreError> {
    let copy = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    check(&copy)?;
    copy.close().map_err(|(_, error)| error.into())
}

/// SQLite's own check of every page and row.
fn check(connection: &Connection) -> Result<(), StoreError> {
    let answer: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if answer == "ok" { Ok(()) } else { Err(StoreError::CopyNotSound) }
}
