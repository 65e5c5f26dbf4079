//! The reasons for which letters left although a light was red, read back.

use domain::{CustomerId, GatePassed, LetterId};

use crate::error::StoreError;
use crate::open::Reader;
use crate::project::bytes;

impl Reader {
    /// What the owner wrote about a letter, in the order it was written.
    pub fn gate_passed(&self, letter: LetterId) -> Result<Vec<GatePassed>, StoreError> {
        let sql = "SELECT c.id, g.day, g.reason, g.lights FROM gate_passed g JOIN letter l ON l.key = g.letter
            JOIN customer c ON c.key = l.customer WHERE l.id = ?1 ORDER BY g.key";
        let mut passed = Vec::new();
        self.each(sql, [bytes(&letter.0)], "gate_passed", |cells| {
            passed.push(GatePassed {
                letter,
                customer: CustomerId(cells.uuid()?),
                day: cells.day()?,
                reason: cells.text()?,
                lights: cells.json()?,
            });
            Ok(())
        })?;
        Ok(passed)
    }
}
