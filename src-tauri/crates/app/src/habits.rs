//! How a customer pays, counted when somebody asks: never kept beside the facts.

use domain::CustomerFile;
use domain::habit::{self, Habits};

use crate::desk::{Desk, Now};

impl Desk {
    /// The habits of a customer today, by the due dates that count: agreed ones, else those of the terms or of the law.
    pub fn habits(&self, file: &CustomerFile, now: Now) -> Habits {
        habit::habits(file, now.today, |invoice| self.due_date_of(file, invoice))
    }
}
