//! Letters that left although a light was red, with the owner's reason.

use domain::GatePassed;
use rusqlite::{Connection, OptionalExtension, params};

use super::{Projector, bytes};
use crate::cells::{day_text, json_text};
use crate::error::StoreError;

impl Projector {
    pub(super) fn pass_gate(&mut self, c: &Connection, seq: i64, passed: &GatePassed) -> Result<(), StoreError> {
        let customer = self.customer_key(c, passed.customer)?;
        let (letter, owner): (i64, i64) = c
            .prepare_cached("SELECT key, customer FROM letter WHERE id = ?1")?
            .query_row([bytes(&passed.letter.0)], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?
            .ok_or_else(|| StoreError::unknown("letter", passed.letter))?;
        if owner != customer {
            return Err(StoreError::OtherCustomer { id: passed.letter.to_string() });
        }
        c.prepare_cached("INSERT INTO gate_passed (key, letter, day, reason, lights) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![seq, letter, day_text(passed.day)?, passed.reason, json_text(&passed.lights)?])?;
        Ok(())
    }
}
