//! The only place that reads the clock.

use app::Now;
use chrono::{NaiveDate, Utc};
use chrono_tz::Europe::Paris;

/// The instant, and the civil day it is in Paris. A day given on the command line replaces the calendar's.
pub fn now(given: Option<NaiveDate>) -> Now {
    let instant = Utc::now();
    Now { instant, today: given.unwrap_or_else(|| instant.with_timezone(&Paris).date_naive()) }
}
