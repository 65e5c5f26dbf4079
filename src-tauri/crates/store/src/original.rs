//! Documents as they came or left, kept under the SHA-256 of their bytes.

use domain::Digest;
use rusqlite::{OptionalExtension, params};
use sha2::{Digest as _, Sha256};

use crate::cells::{digest_bytes, digest_from};
use crate::error::StoreError;
use crate::journal::Writing;
use crate::open::Reader;

/// A kept document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Original {
    pub digest: Digest,
    /// The name it first came under.
    pub name: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// The SHA-256 of some bytes.
pub fn digest_of(bytes: &[u8]) -> Digest {
    digest_from(&Sha256::digest(bytes))
}

impl Writing<'_> {
    /// Keeps a document. The same bytes are kept once, under the name they first came with.
    pub fn put_original(&mut self, name: &str, media_type: &str, bytes: &[u8]) -> Result<Digest, StoreError> {
        let digest: [u8; 32] = Sha256::digest(bytes).into();
        self.connection
            .prepare_cached("INSERT OR IGNORE INTO original (digest, name, media_type, bytes) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![digest, name, media_type, bytes])?;
        Ok(digest_from(&digest))
    }
}

impl Reader {
    pub fn original(&self, digest: &Digest) -> Result<Option<Original>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT name, media_type, bytes FROM original WHERE digest = ?1")?;
        let found = statement
            .query_row([digest_bytes(digest)], |row| {
                Ok(Original { digest: digest.clone(), name: row.get(0)?, media_type: row.get(1)?, bytes: row.get(2)? })
            })
            .optional()?;
        Ok(found)
    }

    pub fn has_original(&self, digest: &Digest) -> Result<bool, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT 1 FROM original WHERE digest = ?1")?;
        Ok(statement.exists([digest_bytes(digest)])?)
    }
}
