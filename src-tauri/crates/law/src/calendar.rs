//! Months, public holidays and procedural deadlines.
//!
//! Procedural deadlines move to a working day (CPC 642); limitation periods and payment terms never do.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// Adds months: same day number, else the last day of the month (CPC 641). Held at the last day of the calendar.
pub fn add_months(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// Adds years, 29 February becoming 28 February where there is none.
pub fn add_years(day: NaiveDate, years: u32) -> NaiveDate {
    add_months(day, years.saturating_mul(12))
}

/// Adds days. Held at the last day of the calendar.
pub fn add_days(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

pub(crate) fn day_before(day: NaiveDate) -> NaiveDate {
    day.pred_opt().unwrap_or(NaiveDate::MIN)
}

pub(crate) fn day_after(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(NaiveDate::MAX)
}

/// The last day of the month of `day`.
pub fn end_of_month(day: NaiveDate) -> NaiveDate {
    let first = day.with_day(1).unwrap_or(day);
    day_before(add_months(first, 1))
}

/// The last day of the ten-day period (décade) of `day`: the 10th, the 20th or the last of the month.
pub fn end_of_decade(day: NaiveDate) -> NaiveDate {
    match day.day() {
        1..=10 => day.with_day(10).unwrap_or(day),
        11..=20 => day.with_day(20).unwrap_or(day),
        _ => end_of_month(day),
    }
}

/// Easter Sunday in the Gregorian calendar (Gauss's rule with its two exceptions).
pub fn easter(year: i32) -> NaiveDate {
    let century = year.div_euclid(100);
    let moon_shift = (15 + century - century / 4 - (13 + 8 * century) / 25).rem_euclid(30);
    let sunday_shift = (4 + century - century / 4).rem_euclid(7);
    let full_moon = (19 * year.rem_euclid(19) + moon_shift).rem_euclid(30);
    let to_sunday = (2 * year.rem_euclid(4) + 4 * year.rem_euclid(7) + 6 * full_moon + sunday_shift).rem_euclid(7);
    let mut after_22_march = full_moon + to_sunday;
    let late = (full_moon == 29 && to_sunday == 6) || (full_moon == 28 && to_sunday == 6 && year.rem_euclid(19) > 10);
    if late {
        after_22_march -= 7;
    }
    let start = NaiveDate::from_ymd_opt(year, 3, 22).unwrap_or(NaiveDate::MAX);
    add_days(start, u64::from(after_22_march.unsigned_abs()))
}

/// One of the eleven national public holidays (C. trav. L3133-1). Local ones are not counted.
pub fn is_public_holiday(day: NaiveDate) -> bool {
    match (day.month(), day.day()) {
        (1, 1) | (5, 1) | (5, 8) | (7, 14) | (8, 15) | (11, 1) | (11, 11) | (12, 25) => true,
        (3..=6, _) => {
            // Easter Monday, Ascension, Whit Monday.
            let after_easter = day.signed_duration_since(easter(day.year())).num_days();
            matches!(after_easter, 1 | 39 | 50)
        }
        _ => false,
    }
}

/// Neither Saturday, Sunday nor public holiday (CPC 642).
pub fn is_working_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !is_public_holiday(day)
}

/// The first working day on or after `day`.
pub fn working_day_from(day: NaiveDate) -> NaiveDate {
    let mut day = day;
    while !is_working_day(day) && day < NaiveDate::MAX {
        day = day_after(day);
    }
    day
}

/// The last working day on or before `day`.
pub fn working_day_until(day: NaiveDate) -> NaiveDate {
    let mut day = day;
    while !is_working_day(day) && day > NaiveDate::MIN {
        day = day_before(day);
    }
    day
}

/// A procedural deadline (CPC 641, 642), shown with caution to whoever must meet it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ProceduralDeadline {
    /// The day counted, before any extension.
    pub nominal: NaiveDate,
    /// The last day by law: the nominal day, or the next working day. Whoever must wait waits until after it.
    pub legal_limit: NaiveDate,
    /// The last working day on or before the nominal day: what to aim at.
    pub safe: NaiveDate,
}

impl ProceduralDeadline {
    pub fn on(nominal: NaiveDate) -> ProceduralDeadline {
        ProceduralDeadline { nominal, legal_limit: working_day_from(nominal), safe: working_day_until(nominal) }
    }

    /// So many months after `from`.
    pub fn months_after(from: NaiveDate, months: u32) -> ProceduralDeadline {
        ProceduralDeadline::on(add_months(from, months))
    }

    /// So many days after `from`.
    pub fn days_after(from: NaiveDate, days: u64) -> ProceduralDeadline {
        ProceduralDeadline::on(add_days(from, days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_after_the_last_of_january_is_the_last_of_february() {
        assert_eq!(add_months(day("2026-01-31"), 1), day("2026-02-28"));
        assert_eq!(add_months(day("2028-01-31"), 1), day("2028-02-29"));
        assert_eq!(add_years(day("2024-02-29"), 5), day("2029-02-28"));
    }

    #[test]
    fn easter_falls_where_almanacs_put_it() {
        // 1954 and 1981 are the two exceptions of the rule; 2038 is the latest date.
        for date in ["1954-04-18", "1981-04-19", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25"] {
            assert_eq!(easter(day(date).year()), day(date), "{date}");
        }
    }

    #[test]
    fn there_are_eleven_public_holidays_in_2026() {
        let holidays: Vec<_> = day("2026-01-01").iter_days().take(365).filter(|day| is_public_holiday(*day)).collect();
        assert_eq!(holidays.len(), 11);
        for date in ["2026-04-06", "2026-05-14", "2026-05-25"] {
            assert!(holidays.contains(&day(date)), "{date}");
        }
    }

    #[test]
    fn ten_day_periods_end_with_the_month() {
        assert_eq!(end_of_decade(day("2026-02-21")), day("2026-02-28"));
        assert_eq!(end_of_decade(day("2026-03-10")), day("2026-03-10"));
        assert_eq!(end_of_decade(day("2026-03-11")), day("2026-03-20"));
    }

    #[test]
    fn nothing_overflows_at_the_ends_of_the_calendar() {
        assert_eq!(add_years(NaiveDate::MAX, 10), NaiveDate::MAX);
        let end = ProceduralDeadline::on(NaiveDate::MAX);
        assert!(end.safe <= end.legal_limit);
        assert!(ProceduralDeadline::on(NaiveDate::MIN).safe >= NaiveDate::MIN);
    }
}
