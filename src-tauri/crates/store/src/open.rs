//! Opening the file: its settings, its version, and the copy set aside before it changes form.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OpenFlags};

use crate::backup;
use crate::error::StoreError;
use crate::journal::Head;
use crate::migration;

/// The name of the database in the data folder.
pub const FILE_NAME: &str = "acquit.db";

/// "ACQT": tells the file of Acquit from any other SQLite database.
pub(crate) const APPLICATION_ID: i64 = 0x4143_5154;

/// How long a writer waits for another program to finish.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// Everything that can be asked of the file. `Store` and `Writing` both read through it.
pub struct Reader {
    pub(crate) connection: Connection,
}

/// The file of one business, open for reading and writing.
pub struct Store {
    reader: Reader,
    dir: PathBuf,
    /// Where the journal ended after this program wrote to it last.
    pub(crate) written: Option<Head>,
}

impl Deref for Store {
    type Target = Reader;
    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl Store {
    /// Opens `acquit.db` in the folder, making both when they are not there (the folder for its owner alone). A file of
    /// an earlier version is brought to this one after a verified copy was set aside in `backups/`.
    pub fn open(dir: &Path) -> Result<Store, StoreError> {
        Store::open_as(dir, migration::STEPS)
    }

    /// As a program with these migrations would open it.
    fn open_as(dir: &Path, steps: migration::Steps) -> Result<Store, StoreError> {
        make_private_folder(dir)?;
        let path = dir.join(FILE_NAME);
        make_private_file(&path)?;
        let mut connection = Connection::open(path)?;
        connection.busy_timeout(PATIENCE)?;
        check_identity(&connection, steps)?;
        settle(&connection)?;
        let version = migration::file_version(&connection)?;
        if version < migration::version_of(steps) {
            if version > 0 {
                backup::set_aside_before(&connection, dir, version + 1)?;
            }
            let moved = migration::to_latest(&mut connection, steps);
            // Another program may have done it first: then there is nothing left to do.
            if moved.is_err() && migration::file_version(&connection)? != migration::version_of(steps) {
                moved?;
            }
        }
        Ok(Store { reader: Reader { connection }, dir: dir.to_owned(), written: None })
    }

    /// Opens an existing file without writing to it, whatever its owner does meanwhile. It must be of this version.
    pub fn open_read_only(dir: &Path) -> Result<Store, StoreError> {
        let path = dir.join(FILE_NAME);
        if !path.exists() {
            return Err(StoreError::Missing);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(PATIENCE)?;
        check_identity(&connection, migration::STEPS)?;
        know_how_to_fold(&connection)?;
        connection.pragma_update(None, "cache_size", CACHE_KIB)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        match migration::file_version(&connection)? {
            version if version == migration::version_of(migration::STEPS) => {}
            version => return Err(StoreError::Migration { version }),
        }
        Ok(Store { reader: Reader { connection }, dir: dir.to_owned(), written: None })
    }

    /// The folder of the file.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// A number that is another one after another program wrote to the file. What this one writes does not change it.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        Ok(self.connection.query_row("PRAGMA data_version", [], |row| row.get(0))?)
    }

    /// Where the journal ended after this program wrote to it last, if it did.
    pub fn last_written(&self) -> Option<&Head> {
        self.written.as_ref()
    }

    pub(crate) fn reader(&self) -> &Reader {
        &self.reader
    }
}

/// 64 MB, as SQLite wants it said: negative is KiB.
const CACHE_KIB: i64 = -65_536;

/// Room for every statement of the projection and of the screens.
pub(crate) const STATEMENTS: usize = 160;

/// Refuses what is not a file of Acquit, before anything is written to it.
pub(crate) fn check_identity(connection: &Connection, steps: migration::Steps) -> Result<(), StoreError> {
    let id: i64 = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let file_version = migration::file_version(connection)?;
    if id != APPLICATION_ID && (id != 0 || tables > 0 || file_version > 0) {
        return Err(StoreError::NotAcquit);
    }
    let program_version = migration::version_of(steps);
    if file_version > program_version {
        return Err(StoreError::NewerFile { file_version, program_version });
    }
    Ok(())
}

/// Settings of the file and of this connection.
pub(crate) fn settle(connection: &Connection) -> Result<(), StoreError> {
    // The journal mode answers with a row, the mode it is in now.
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", CACHE_KIB)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    know_how_to_fold(connection)
}

/// `folded(text)`: a name without accents, case or punctuation, for columns that keep no key of their own.
fn know_how_to_fold(connection: &Connection) -> Result<(), StoreError> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("folded", 1, flags, |call| {
        Ok(call.get_raw(0).as_str().map(crate::fold::name_key).unwrap_or_default())
    })?;
    Ok(())
}

fn make_private_folder(dir: &Path) -> Result<(), StoreError> {
    if dir.is_dir() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(dir).map_err(StoreError::io("making the data folder"))
}

/// Makes the file, when it is not there, for its owner alone: the folder may be one that others can read. SQLite gives
/// its logs the same rights.
pub(crate) fn make_private_file(path: &Path) -> Result<(), StoreError> {
    if path.exists() {
        return Ok(());
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path).map(|_| ()).map_err(StoreError::io("making the file"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite_migration::M;

    /// What the first program knew.
    const EARLIER: migration::Steps = &[M::up(include_str!("../migrations/0001_first.sql"))];

    fn now() -> u32 {
        migration::version_of(migration::STEPS)
    }

    /// The steps of a later program, one more than this one's.
    fn later(sql: &'static str) -> migration::Steps {
        let mut steps = migration::STEPS.to_vec();
        steps.push(M::up(sql));
        Vec::leak(steps)
    }

    const ADDS: &str = "ALTER TABLE customer ADD COLUMN colour TEXT";
    const FAILS: &str = "ALTER TABLE customer ADD COLUMN name TEXT";

    fn a_file() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(folder.path()).unwrap();
        let day = "2026-11-22".parse().unwrap();
        let event = domain::Event::SettingRecorded { key: "lang".to_owned(), value: "\"fr\"".to_owned() };
        store.append("2026-11-22T10:00:00Z".parse().unwrap(), day, vec![event]).unwrap();
        folder
    }

    #[test]
    fn a_copy_is_set_aside_before_an_existing_file_changes_form() {
        let folder = a_file();
        let later = Store::open_as(folder.path(), later(ADDS)).unwrap();
        assert_eq!(migration::file_version(&later.connection), Ok(now() + 1));
        assert_eq!(later.setting("lang").unwrap().as_deref(), Some("\"fr\""));
        let copies = backup::list_backups(folder.path()).unwrap();
        assert_eq!(copies.len(), 1);
        assert!(copies[0].path.ends_with(format!("backups/before-{:04}.db", now() + 1)));
        let copy = Connection::open(&copies[0].path).unwrap();
        assert_eq!(migration::file_version(&copy), Ok(now()));
        let entries: i64 = copy.query_row("SELECT count(*) FROM journal", [], |row| row.get(0)).unwrap();
        assert_eq!(entries, 1);
        drop(later);
        // And this program leaves the later file alone.
        let refused = Store::open(folder.path()).err();
        assert_eq!(refused, Some(StoreError::NewerFile { file_version: now() + 1, program_version: now() }));
    }

    #[test]
    fn a_file_of_the_first_program_is_brought_to_this_one() {
        let folder = tempfile::tempdir().unwrap();
        let day = "2026-11-22".parse().unwrap();
        let mut earlier = Store::open_as(folder.path(), EARLIER).unwrap();
        let event = domain::Event::SettingRecorded { key: "lang".to_owned(), value: "\"en\"".to_owned() };
        earlier.append("2026-11-22T10:00:00Z".parse().unwrap(), day, vec![event]).unwrap();
        drop(earlier);
        let store = Store::open(folder.path()).unwrap();
        assert_eq!(migration::file_version(&store.connection), Ok(now()));
        assert_eq!(store.setting("lang").unwrap().as_deref(), Some("\"en\""));
        assert!(store.verify().unwrap().intact);
        let copies = backup::list_backups(folder.path()).unwrap();
        assert!(copies[0].path.ends_with("backups/before-0002.db"));
    }

    #[test]
    fn a_new_file_needs_no_copy() {
        let folder = tempfile::tempdir().unwrap();
        drop(Store::open_as(folder.path(), later(ADDS)).unwrap());
        assert!(backup::list_backups(folder.path()).unwrap().is_empty());
    }

    #[test]
    fn a_migration_that_fails_leaves_the_file_at_its_version() {
        let folder = a_file();
        assert_eq!(
            Store::open_as(folder.path(), later(FAILS)).err(),
            Some(StoreError::Migration { version: now() + 1 })
        );
        let store = Store::open(folder.path()).unwrap();
        assert!(store.verify().unwrap().intact);
    }

    #[test]
    fn a_file_is_left_alone_when_no_copy_can_be_set_aside() {
        let folder = a_file();
        // A file where the folder of copies should be.
        std::fs::write(folder.path().join("backups"), "").unwrap();
        let refused = Store::open_as(folder.path(), later(ADDS)).err();
        assert!(matches!(refused, Some(StoreError::Io { what: "making the folder of copies", .. })), "{refused:?}");
        assert_eq!(migration::file_version(&Store::open(folder.path()).unwrap().connection), Ok(now()));
    }
}
