//! Checking that the journal is whole, and that the tables and the originals are what it says.
//!
//! What this proves: no byte of a past entry was changed, no entry is missing between two others, none was cut off the
//! end without also changing the head, the tables are exactly what a replay gives, and each original has the bytes of
//! its digest. What it cannot prove from the file alone: that somebody with the whole file did not write all of it
//! again, every digest and the head included, or put an older copy of it back. For that the head must have been noted
//! elsewhere: `verify_up_to` compares with such a note.

use domain::Event;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use sha2::{Digest as _, Sha256};

use crate::cells::{digest_bytes, digest_from};
use crate::error::StoreError;
use crate::journal::{FORM, Head, OpenTransaction, Seq, entry_digest};
use crate::migration;
use crate::open::{Reader, STATEMENTS, Store};
use crate::project::{Projector, Stamp, TABLES};

/// The outcome of a check.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verification {
    /// How many entries were read and found in the chain.
    pub entries: u64,
    pub originals: u64,
    pub intact: bool,
    pub first_break: Option<Break>,
    /// The head as it stands, to be noted elsewhere.
    pub head: Head,
}

/// The first thing that is not as it was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Break {
    /// The entry concerned; for a table or an original, the last entry of the journal or the one that names it.
    pub seq: Seq,
    pub kind: BreakKind,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BreakKind {
    /// The instant, the day, the event or the digest of the entry is not what was written.
    Changed,
    /// The entry names another predecessor than the one before it.
    Unchained,
    /// There is no entry of this number, though there are later ones.
    Missing,
    /// Entries were cut off the end: this is the first that the head knows and the journal does not.
    Truncated,
    /// There are entries after the one that the head names.
    BeyondHead,
    /// The head does not name the digest of the last entry.
    HeadChanged,
    /// The journal does not contain the head noted elsewhere: it was written again, or an older copy was put back.
    NotedHeadMissing,
    /// The chain holds, yet the event cannot be read or applied.
    Unreadable,
    /// A table is not what a replay of the journal gives.
    Table { table: String },
    /// An original has other bytes than its digest says.
    OriginalChanged,
    /// An original that the entry names is not there.
    OriginalMissing,
}

impl BreakKind {
    /// A stable name for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            BreakKind::Changed => "changed",
            BreakKind::Unchained => "unchained",
            BreakKind::Missing => "missing",
            BreakKind::Truncated => "truncated",
            BreakKind::BeyondHead => "beyond_head",
            BreakKind::HeadChanged => "head_changed",
            BreakKind::NotedHeadMissing => "noted_head_missing",
            BreakKind::Unreadable => "unreadable",
            BreakKind::Table { .. } => "table",
            BreakKind::OriginalChanged => "original_changed",
            BreakKind::OriginalMissing => "original_missing",
        }
    }
}

impl Reader {
    /// Reads the whole journal once, replays it beside the file and compares every row. Nothing is written to the file,
    /// and only one entry is in memory at a time; the replay goes to a passing file of SQLite's own.
    pub fn verify(&self) -> Result<Verification, StoreError> {
        self.at_one_moment(|| check(self, None))
    }

    /// As `verify`, and also that the journal still contains a head noted earlier, elsewhere.
    pub fn verify_up_to(&self, noted: &Head) -> Result<Verification, StoreError> {
        self.at_one_moment(|| check(self, Some(noted)))
    }
}

fn check(reader: &Reader, noted: Option<&Head>) -> Result<Verification, StoreError> {
    let replay = Replay::new()?;
    let mut verification =
        Verification { entries: 0, originals: 0, intact: false, first_break: None, head: reader.head()? };
    let mut first = check_chain(reader, &replay, noted, &mut verification.entries)?;
    if first.is_none() {
        let last = verification.head.seq;
        first = compare_tables(reader, &replay.connection)?
            .map(|table| Break { seq: last, kind: BreakKind::Table { table } });
    }
    if first.is_none() {
        first = replay.check_originals(reader, verification.head.seq, &mut verification.originals)?;
    }
    if first.is_none() {
        first = replay.missing_original(reader)?;
    }
    verification.intact = first.is_none();
    verification.first_break = first;
    Ok(verification)
}

/// A second database that holds what the journal alone says.
struct Replay {
    connection: Connection,
}

impl Replay {
    fn new() -> Result<Replay, StoreError> {
        // An empty name: a private file that SQLite removes by itself.
        let mut connection = Connection::open_with_flags("", OpenFlags::default())?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        migration::to_latest(&mut connection, migration::STEPS)?;
        connection.execute_batch(
            "PRAGMA foreign_keys = ON;
             CREATE TEMP TABLE named (digest BLOB PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
             BEGIN",
        )?;
        Ok(Replay { connection })
    }

    /// Remembers the originals that an event names, with the first entry that does.
    fn note_originals(&self, seq: i64, event: &Event) -> Result<(), StoreError> {
        let mut note = self.connection.prepare_cached("INSERT OR IGNORE INTO named (digest, seq) VALUES (?1, ?2)")?;
        let mut named = Vec::new();
        match event {
            Event::BusinessRecorded { business } => named.extend(&business.logo),
            Event::InvoiceRecorded { invoice } | Event::InvoiceEdited { invoice } => {
                named.extend(invoice.attachments.iter().map(|attachment| &attachment.digest));
            }
            Event::AttachmentAdded { attachment, .. } => named.push(&attachment.digest),
            Event::LetterDrafted { letter } => {
                named.push(&letter.pdf);
                named.extend(&letter.message);
            }
            Event::LetterTakenOut { message, .. } => named.extend(message),
            _ => {}
        }
        for digest in named {
            note.execute(rusqlite::params![digest_bytes(digest), seq])?;
        }
        Ok(())
    }

    /// Reads the bytes of every original again. One that no event names is located at the last entry.
    fn check_originals(&self, reader: &Reader, last: Seq, originals: &mut u64) -> Result<Option<Break>, StoreError> {
        let mut naming = self.connection.prepare("SELECT seq FROM named WHERE digest = ?1")?;
        let mut statement = reader.connection.prepare("SELECT digest, bytes FROM original")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (digest, bytes) = (row.get_ref(0)?, row.get_ref(1)?);
            let same = match (digest, bytes) {
                (ValueRef::Blob(digest), ValueRef::Blob(bytes)) => Sha256::digest(bytes).as_slice() == digest,
                _ => false,
            };
            if !same {
                let named =
                    naming.query_row([digest.as_blob().unwrap_or_default()], |row| row.get::<_, i64>(0)).optional()?;
                let seq = named.map_or(last, |seq| Seq(seq.unsigned_abs()));
                return Ok(Some(Break { seq, kind: BreakKind::OriginalChanged }));
            }
            *originals += 1;
        }
        Ok(None)
    }

    fn missing_original(&self, reader: &Reader) -> Result<Option<Break>, StoreError> {
        let mut named = self.connection.prepare("SELECT digest, seq FROM named ORDER BY seq, digest")?;
        let mut kept = reader.connection.prepare_cached("SELECT 1 FROM original WHERE digest = ?1")?;
        let mut rows = named.query([])?;
        while let Some(row) = rows.next()? {
            let digest: [u8; 32] = row.get(0)?;
            if !kept.exists([digest])? {
                let seq = Seq(row.get::<_, i64>(1)? as u64);
                return Ok(Some(Break { seq, kind: BreakKind::OriginalMissing }));
            }
        }
        Ok(None)
    }
}

/// Follows the chain from the first entry and replays each.
fn check_chain(
    reader: &Reader,
    replay: &Replay,
    noted: Option<&Head>,
    entries: &mut u64,
) -> Result<Option<Break>, StoreError> {
    let found = |seq: u64, kind: BreakKind| Ok(Some(Break { seq: Seq(seq), kind }));
    let (head_seq, head_digest) = {
        let head = reader.head()?;
        (head.seq.0, digest_bytes(&head.digest))
    };
    let mut statement = reader
        .connection
        .prepare("SELECT seq, form, at, day, CAST(event AS BLOB), previous, digest FROM journal ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let mut projector = Projector::default();
    let (mut last, mut previous) = (0u64, [0u8; 32]);
    while let Some(row) = rows.next()? {
        let seq = row.get::<_, i64>(0)?.unsigned_abs();
        if seq != last + 1 {
            return found(last + 1, BreakKind::Missing);
        }
        let blob = |place: usize| -> Option<[u8; 32]> {
            match row.get_ref(place).ok()? {
                ValueRef::Blob(bytes) => bytes.try_into().ok(),
                _ => None,
            }
        };
        let text = |place: usize| -> Option<&str> {
            match row.get_ref(place).ok()? {
                ValueRef::Text(bytes) => std::str::from_utf8(bytes).ok(),
                _ => None,
            }
        };
        let (Some(at), Some(day), Some(named), Some(digest)) = (text(2), text(3), blob(5), blob(6)) else {
            return found(seq, BreakKind::Changed);
        };
        let ValueRef::Blob(event) = row.get_ref(4)? else {
            return found(seq, BreakKind::Changed);
        };
        // The digest is over what the entry itself names as its predecessor: so a changed entry is told from the next.
        if row.get::<_, i64>(1)? != FORM || entry_digest(seq, at, day, event, &named) != digest {
            return found(seq, BreakKind::Changed);
        }
        if named != previous {
            return found(seq, BreakKind::Unchained);
        }
        if seq > head_seq {
            return found(seq, BreakKind::BeyondHead);
        }
        if noted.is_some_and(|noted| noted.seq.0 == seq && digest_bytes(&noted.digest) != digest) {
            return found(seq, BreakKind::NotedHeadMissing);
        }
        let Ok(event) = serde_json::from_slice::<Event>(event) else {
            return found(seq, BreakKind::Unreadable);
        };
        let stamp = Stamp { seq: seq as i64, at, day };
        match projector.apply(&replay.connection, stamp, &event) {
            Ok(()) => replay.note_originals(seq as i64, &event)?,
            Err(StoreError::DiskFull) => return Err(StoreError::DiskFull),
            Err(_) => return found(seq, BreakKind::Unreadable),
        }
        (last, previous) = (seq, digest);
        *entries = seq;
    }
    if last < head_seq {
        return found(last + 1, BreakKind::Truncated);
    }
    if previous != head_digest {
        return found(last, BreakKind::HeadChanged);
    }
    if let Some(noted) = noted.filter(|noted| noted.seq.0 > last) {
        return found(noted.seq.0, BreakKind::NotedHeadMissing);
    }
    Ok(None)
}

/// The name of the first table that differs from its replay.
fn compare_tables(reader: &Reader, replay: &Connection) -> Result<Option<String>, StoreError> {
    for table in TABLES {
        // Every table has its primary key first or is small; ordering by all columns of the key keeps both in step.
        let sql = format!("SELECT * FROM {table} ORDER BY 1, 2");
        let (mut one, mut other) = (reader.connection.prepare(&sql)?, replay.prepare(&sql)?);
        let columns = one.column_count();
        let (mut kept, mut told) = (one.query([])?, other.query([])?);
        loop {
            match (kept.next()?, told.next()?) {
                (None, None) => break,
                (Some(row), Some(twin)) => {
                    for place in 0..columns {
                        if row.get_ref(place)? != twin.get_ref(place)? {
                            return Ok(Some(table.to_owned()));
                        }
                    }
                }
                _ => return Ok(Some(table.to_owned())),
            }
        }
    }
    Ok(None)
}

impl Store {
    /// Empties the tables that are read from the journal and fills them again from it, in one transaction.
    pub fn rebuild(&mut self) -> Result<(), StoreError> {
        let reader = self.reader();
        let open = OpenTransaction::begin(reader)?;
        // Rows go in any order within the transaction; the keys are checked at its end.
        reader.connection.execute_batch("PRAGMA defer_foreign_keys = ON")?;
        for table in TABLES {
            reader.connection.execute_batch(&format!("DELETE FROM {table}"))?;
        }
        let mut projector = Projector::default();
        let mut statement = reader.connection.prepare("SELECT seq, at, day, event FROM journal ORDER BY seq")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let seq: i64 = row.get(0)?;
            let unreadable = || StoreError::UnreadableEntry { seq: Seq(seq as u64) };
            let (at, day) = (row.get_ref(1)?, row.get_ref(2)?);
            let text = row.get_ref(3)?.as_bytes().map_err(|_| unreadable())?;
            let event: Event = serde_json::from_slice(text).map_err(|_| unreadable())?;
            let at = at.as_str().map_err(|_| unreadable())?;
            let day = day.as_str().map_err(|_| unreadable())?;
            projector.apply(&reader.connection, Stamp { seq, at, day }, &event)?;
        }
        drop(rows);
        drop(statement);
        open.commit()
    }
}

impl Head {
    /// The head of an empty journal.
    pub fn empty() -> Head {
        Head { seq: Seq(0), digest: digest_from(&[0; 32]) }
    }
}
