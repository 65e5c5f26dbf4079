//! Half-years (semestres): the period for which the rates of interest hold.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Serialize, Serializer};

/// A civil half-year: January to June, or July to December.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct HalfYear {
    year: i32,
    second: bool,
}

impl HalfYear {
    /// The half-year in which a day falls.
    pub fn of(day: NaiveDate) -> HalfYear {
        HalfYear { year: day.year(), second: day.month() > 6 }
    }

    /// The half-year that begins on this day, if one does.
    pub fn beginning(day: NaiveDate) -> Option<HalfYear> {
        let half_year = HalfYear::of(day);
        (half_year.first_day() == day).then_some(half_year)
    }

    /// Reads `2026-S2`.
    pub fn from_code(code: &str) -> Option<HalfYear> {
        let (year, half) = code.split_once("-S")?;
        let second = match half {
            "1" => false,
            "2" => true,
            _ => return None,
        };
        let year = year.parse().ok().filter(|year| (1..=9999).contains(year))?;
        Some(HalfYear { year, second })
    }

    pub fn year(self) -> i32 {
        self.year
    }

    /// 1 or 2.
    pub fn number(self) -> u8 {
        if self.second { 2 } else { 1 }
    }

    pub fn first_day(self) -> NaiveDate {
        let month = if self.second { 7 } else { 1 };
        NaiveDate::from_ymd_opt(self.year, month, 1).unwrap_or(NaiveDate::MAX)
    }

    /// The last day, included.
    pub fn last_day(self) -> NaiveDate {
        let (month, day) = if self.second { (12, 31) } else { (6, 30) };
        NaiveDate::from_ymd_opt(self.year, month, day).unwrap_or(NaiveDate::MAX)
    }

    pub fn next(self) -> HalfYear {
        if self.second {
            HalfYear { year: self.year.saturating_add(1), second: false }
        } else {
            HalfYear { year: self.year, second: true }
        }
    }

    /// A running number: neighbours differ by one.
    pub(crate) fn rank(self) -> i64 {
        i64::from(self.year) * 2 + i64::from(self.second)
    }
}

/// `2026-S2`.
impl fmt::Display for HalfYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-S{}", self.year, self.number())
    }
}

impl Serialize for HalfYear {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_june_is_still_the_first_half() {
        let day = NaiveDate::from_ymd_opt(2026, 6, 30).unwrap();
        assert_eq!(HalfYear::of(day).to_string(), "2026-S1");
        assert_eq!(HalfYear::of(day).next().first_day(), day.succ_opt().unwrap());
    }

    #[test]
    fn a_code_is_read_back() {
        let half_year = HalfYear::from_code("2027-S1").unwrap();
        assert_eq!(half_year.to_string(), "2027-S1");
        assert_eq!(HalfYear::from_code("2027-S3"), None);
    }
}
