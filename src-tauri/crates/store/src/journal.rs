//! The journal: every fact in order, each entry naming the digest of the one before.

use std::fmt;
use std::ops::Deref;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use domain::{Digest, Event};
use rusqlite::{OptionalExtension, params};
use sha2::{Digest as _, Sha256};

use crate::cells::{Cells, Day, day_text, digest_from};
use crate::error::StoreError;
use crate::open::{Reader, Store};
use crate::project::{Projector, Stamp};

/// The place of an entry in the journal, from 1 without a gap.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Seq(pub u64);

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One fact as it was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    pub seq: Seq,
    /// The instant of writing. Entries written in one transaction share it.
    pub at: DateTime<Utc>,
    /// The owner's civil day.
    pub day: NaiveDate,
    pub event: Event,
    /// The digest of the entry before; zeros for the first.
    pub previous: Digest,
    pub digest: Digest,
}

/// The end of the journal. Written down elsewhere (on a letter, in an e-mail to oneself), it lets `verify_up_to` tell
/// that nothing before it was changed or cut off since, which no check inside the file alone can.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// 0 for an empty journal.
    pub seq: Seq,
    pub digest: Digest,
}

/// The form of the bytes under the digest. A change of it gets the next number and a branch in `entry_digest`.
pub(crate) const FORM: i64 = 1;

/// SHA-256 over a name of the form, the sequence number (8 bytes, big-endian), the instant, the day and the event as
/// stored, each after its length (8 bytes, big-endian), and the 32 bytes of the previous digest. The lengths keep two
/// different entries from having the same bytes.
pub(crate) fn entry_digest(seq: u64, at: &str, day: &str, event: &[u8], previous: &[u8; 32]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"acquit journal entry 1\0");
    hash.update(seq.to_be_bytes());
    for part in [at.as_bytes(), day.as_bytes(), event] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.update(previous);
    hash.finalize().into()
}

impl Reader {
    /// The end of the journal.
    pub fn head(&self) -> Result<Head, StoreError> {
        let (seq, digest) = read_head(self)?;
        Ok(Head { seq: Seq(seq), digest: digest_from(&digest) })
    }

    /// One entry of the journal.
    pub fn entry(&self, seq: Seq) -> Result<Option<Entry>, StoreError> {
        let sql = "SELECT seq, at, day, event, previous, digest FROM journal WHERE seq = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([seq.0 as i64])?;
        rows.next()?.map(read_entry).transpose()
    }

    /// Entries after `after`, at most `limit`, in order.
    pub fn entries_after(&self, after: Seq, limit: usize) -> Result<Vec<Entry>, StoreError> {
        let sql = "SELECT seq, at, day, event, previous, digest FROM journal WHERE seq > ?1 ORDER BY seq LIMIT ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![after.0 as i64, limit as i64])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            entries.push(read_entry(row)?);
        }
        Ok(entries)
    }
}

pub(crate) fn read_entry(row: &rusqlite::Row<'_>) -> Result<Entry, StoreError> {
    let mut cells = Cells::new(row, "journal");
    let seq = Seq(cells.int()? as u64);
    let unreadable = || StoreError::UnreadableEntry { seq };
    let at = DateTime::parse_from_rfc3339(cells.str()?).map_err(|_| unreadable())?.with_timezone(&Utc);
    let day = cells.day()?;
    let event = serde_json::from_str(cells.str()?).map_err(|_| unreadable())?;
    Ok(Entry { seq, at, day, event, previous: cells.digest()?, digest: cells.digest()? })
}

fn read_head(reader: &Reader) -> Result<(u64, [u8; 32]), StoreError> {
    let mut statement = reader.connection.prepare_cached("SELECT seq, digest FROM journal_head WHERE one = 1")?;
    Ok(statement.query_row([], |row| Ok((row.get::<_, i64>(0)? as u64, row.get(1)?)))?)
}

/// A transaction under way: what is appended or kept here is there for good only when the whole succeeds.
///
/// It reads like the store, and sees its own writing.
pub struct Writing<'s> {
    reader: &'s Reader,
    at: String,
    day: Day,
    seq: u64,
    digest: [u8; 32],
    projector: Projector,
    event: Vec<u8>,
    /// The first refusal. An entry half applied must not be kept, even if the caller went on.
    failed: Option<StoreError>,
}

impl Deref for Writing<'_> {
    type Target = Reader;
    fn deref(&self) -> &Reader {
        self.reader
    }
}

impl Writing<'_> {
    /// Adds one fact to the journal and to the tables. After a refusal the transaction can only be given up.
    pub fn append(&mut self, event: &Event) -> Result<Seq, StoreError> {
        if let Some(failed) = &self.failed {
            return Err(failed.clone());
        }
        let appended = self.write(event);
        if let Err(error) = &appended {
            self.failed = Some(error.clone());
        }
        appended
    }

    fn write(&mut self, event: &Event) -> Result<Seq, StoreError> {
        self.event.clear();
        serde_json::to_writer(&mut self.event, event).map_err(|_| StoreError::Unwritable)?;
        let text = std::str::from_utf8(&self.event).map_err(|_| StoreError::Unwritable)?;
        let seq = self.seq + 1;
        let digest = entry_digest(seq, &self.at, self.day.as_str(), &self.event, &self.digest);
        self.reader
            .connection
            .prepare_cached(
                "INSERT INTO journal (seq, form, at, day, event, previous, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![seq as i64, FORM, self.at, self.day, text, self.digest, digest])?;
        self.seq = seq;
        self.digest = digest;
        let stamp = Stamp { seq: seq as i64, at: &self.at, day: self.day.as_str() };
        self.projector.apply(&self.reader.connection, stamp, event)?;
        Ok(Seq(seq))
    }

    fn write_head(&self) -> Result<(), StoreError> {
        self.reader
            .connection
            .prepare_cached("UPDATE journal_head SET seq = ?1, digest = ?2 WHERE one = 1")?
            .execute(params![self.seq as i64, self.digest])?;
        Ok(())
    }
}

impl Store {
    /// Adds facts to the journal and to the tables, all or none. `at` is the instant, `day` the owner's civil day.
    pub fn append(&mut self, at: DateTime<Utc>, day: NaiveDate, events: Vec<Event>) -> Result<Vec<Seq>, StoreError> {
        self.transaction(at, day, |writing| events.iter().map(|event| writing.append(event)).collect())
    }

    /// Runs `act` in one transaction. When it returns an error, or panics, nothing of it is kept: an import is
    /// cancelled by returning one. Waits a few seconds for another program's writing, then says `Busy`.
    pub fn transaction<T, E: From<StoreError>>(
        &mut self,
        at: DateTime<Utc>,
        day: NaiveDate,
        act: impl FnOnce(&mut Writing<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let reader = self.reader();
        let open = OpenTransaction::begin(reader)?;
        let (seq, digest) = read_head(reader)?;
        check_end(reader, seq)?;
        let mut writing = Writing {
            reader,
            at: at.to_rfc3339_opts(SecondsFormat::AutoSi, true),
            day: day_text(day)?,
            seq,
            digest,
            projector: Projector::default(),
            event: Vec::new(),
            failed: None,
        };
        let value = act(&mut writing)?;
        if let Some(failed) = writing.failed.take() {
            return Err(failed.into());
        }
        if writing.seq != seq {
            writing.write_head()?;
        }
        let end = Head { seq: Seq(writing.seq), digest: digest_from(&writing.digest) };
        open.commit()?;
        self.written = Some(end);
        Ok(value)
    }
}

/// Adding to a journal whose end was lost would hide the loss.
fn check_end(reader: &Reader, expected: u64) -> Result<(), StoreError> {
    let last: Option<Option<i64>> =
        reader.connection.prepare_cached("SELECT max(seq) FROM journal")?.query_row([], |row| row.get(0)).optional()?;
    match last.flatten().unwrap_or(0) == expected as i64 {
        true => Ok(()),
        false => Err(StoreError::BrokenEnd { expected: Seq(expected) }),
    }
}

/// Rolls back unless it was committed, also when the caller panics.
pub(crate) struct OpenTransaction<'s> {
    reader: &'s Reader,
    done: bool,
}

impl<'s> OpenTransaction<'s> {
    pub(crate) fn begin(reader: &'s Reader) -> Result<OpenTransaction<'s>, StoreError> {
        reader.connection.execute_batch("BEGIN IMMEDIATE")?;
        Ok(OpenTransaction { reader, done: false })
    }

    pub(crate) fn commit(mut self) -> Result<(), StoreError> {
        self.reader.connection.execute_batch("COMMIT")?;
        self.done = true;
        Ok(())
    }
}

impl Drop for OpenTransaction<'_> {
    fn drop(&mut self) {
        if !self.done {
            // When this fails too (disk gone), the next opening rolls back from the log.
            let _ = self.reader.connection.execute_batch("ROLLBACK");
        }
    }
}
