//! Cells of a row, read in order into the words of the domain, and back.

use chrono::{Datelike, NaiveDate};
use domain::{Cents, Cheque, Digest, InvoiceId};
use rusqlite::Row;
use rusqlite::types::{ToSqlOutput, ValueRef};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::code::Code;
use crate::error::StoreError;

/// Reads the cells of one row from left to right.
pub(crate) struct Cells<'r> {
    row: &'r Row<'r>,
    next: usize,
    table: &'static str,
}

impl<'r> Cells<'r> {
    pub(crate) fn new(row: &'r Row<'r>, table: &'static str) -> Cells<'r> {
        Cells { row, next: 0, table }
    }

    fn unreadable(&self) -> StoreError {
        StoreError::UnreadableRow { table: self.table }
    }

    fn value(&mut self) -> Result<ValueRef<'r>, StoreError> {
        let place = self.next;
        self.next += 1;
        Ok(self.row.get_ref(place)?)
    }

    pub(crate) fn int(&mut self) -> Result<i64, StoreError> {
        self.opt_int()?.ok_or_else(|| self.unreadable())
    }

    pub(crate) fn opt_int(&mut self) -> Result<Option<i64>, StoreError> {
        match self.value()? {
            ValueRef::Integer(value) => Ok(Some(value)),
            ValueRef::Null => Ok(None),
            _ => Err(self.unreadable()),
        }
    }

    pub(crate) fn bool(&mut self) -> Result<bool, StoreError> {
        Ok(self.int()? != 0)
    }

    pub(crate) fn small<T: TryFrom<i64>>(&mut self) -> Result<T, StoreError> {
        T::try_from(self.int()?).map_err(|_| self.unreadable())
    }

    pub(crate) fn opt_small<T: TryFrom<i64>>(&mut self) -> Result<Option<T>, StoreError> {
        self.opt_int()?.map(T::try_from).transpose().map_err(|_| self.unreadable())
    }

    pub(crate) fn cents(&mut self) -> Result<Cents, StoreError> {
        Ok(Cents(self.int()?))
    }

    pub(crate) fn opt_cents(&mut self) -> Result<Option<Cents>, StoreError> {
        Ok(self.opt_int()?.map(Cents))
    }

    pub(crate) fn str(&mut self) -> Result<&'r str, StoreError> {
        self.opt_str()?.ok_or_else(|| self.unreadable())
    }

    pub(crate) fn opt_str(&mut self) -> Result<Option<&'r str>, StoreError> {
        match self.value()? {
            ValueRef::Text(bytes) => std::str::from_utf8(bytes).map(Some).map_err(|_| self.unreadable()),
            ValueRef::Null => Ok(None),
            _ => Err(self.unreadable()),
        }
    }

    pub(crate) fn text(&mut self) -> Result<String, StoreError> {
        self.str().map(str::to_owned)
    }

    pub(crate) fn opt_text(&mut self) -> Result<Option<String>, StoreError> {
        Ok(self.opt_str()?.map(str::to_owned))
    }

    /// An identifier that checks itself when it is read.
    pub(crate) fn opt_parsed<T: std::str::FromStr>(&mut self) -> Result<Option<T>, StoreError> {
        self.opt_str()?.map(str::parse).transpose().map_err(|_| self.unreadable())
    }

    pub(crate) fn code<T: Code>(&mut self) -> Result<T, StoreError> {
        T::from_code(self.str()?).ok_or_else(|| self.unreadable())
    }

    pub(crate) fn opt_code<T: Code>(&mut self) -> Result<Option<T>, StoreError> {
        match self.opt_str()? {
            None => Ok(None),
            Some(code) => T::from_code(code).map(Some).ok_or_else(|| self.unreadable()),
        }
    }

    pub(crate) fn day(&mut self) -> Result<NaiveDate, StoreError> {
        self.opt_day()?.ok_or_else(|| self.unreadable())
    }

    pub(crate) fn opt_day(&mut self) -> Result<Option<NaiveDate>, StoreError> {
        match self.opt_str()? {
            None => Ok(None),
            Some(text) => parse_day(text).map(Some).ok_or_else(|| self.unreadable()),
        }
    }

    pub(crate) fn uuid(&mut self) -> Result<Uuid, StoreError> {
        self.opt_uuid()?.ok_or_else(|| self.unreadable())
    }

    pub(crate) fn opt_uuid(&mut self) -> Result<Option<Uuid>, StoreError> {
        match self.value()? {
            ValueRef::Blob(bytes) => Uuid::from_slice(bytes).map(Some).map_err(|_| self.unreadable()),
            ValueRef::Null => Ok(None),
            _ => Err(self.unreadable()),
        }
    }

    pub(crate) fn digest(&mut self) -> Result<Digest, StoreError> {
        self.opt_digest()?.ok_or_else(|| self.unreadable())
    }

    pub(crate) fn opt_digest(&mut self) -> Result<Option<Digest>, StoreError> {
        match self.value()? {
            ValueRef::Blob(bytes) if bytes.len() == 32 => Ok(Some(digest_from(bytes))),
            ValueRef::Null => Ok(None),
            _ => Err(self.unreadable()),
        }
    }

    pub(crate) fn json<T: DeserializeOwned>(&mut self) -> Result<T, StoreError> {
        serde_json::from_str(self.str()?).map_err(|_| self.unreadable())
    }

    pub(crate) fn opt_json<T: DeserializeOwned>(&mut self) -> Result<Option<T>, StoreError> {
        self.opt_str()?.map(serde_json::from_str).transpose().map_err(|_| self.unreadable())
    }

    /// A list of invoices as the tables keep it.
    pub(crate) fn invoice_ids(&mut self) -> Result<Vec<InvoiceId>, StoreError> {
        self.json()
    }

    /// A cheque, when it has a number, with the day it was deposited.
    pub(crate) fn cheque(&mut self) -> Result<Option<Cheque>, StoreError> {
        let number = self.opt_text()?;
        let deposited_on = self.opt_day()?;
        Ok(number.map(|number| Cheque { number, deposited_on }))
    }

    /// The day and the words of an end, when both are there.
    pub(crate) fn closed(&mut self) -> Result<Option<(NaiveDate, String)>, StoreError> {
        let day = self.opt_day()?;
        let how = self.opt_text()?;
        Ok(day.zip(how))
    }
}

/// `2026-11-22`, and what chrono writes for years of more than four digits.
fn parse_day(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return text.parse().ok();
    }
    let digits = |from: usize, to: usize| {
        bytes[from..to]
            .iter()
            .try_fold(0u32, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
    };
    NaiveDate::from_ymd_opt(digits(0, 4)? as i32, digits(5, 7)?, digits(8, 10)?)
}

/// A day as stored, without an allocation for the years that occur.
pub(crate) struct Day([u8; 10]);

impl Day {
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// The stored form of a day. Days outside the years 0 to 9999 have none.
pub(crate) fn day_text(day: NaiveDate) -> Result<Day, StoreError> {
    let year = u32::try_from(day.year()).ok().filter(|year| *year <= 9999).ok_or(StoreError::Unwritable)?;
    let mut text = *b"0000-00-00";
    let mut write = |from: usize, to: usize, mut value: u32| {
        for place in (from..to).rev() {
            text[place] = b'0' + (value % 10) as u8;
            value /= 10;
        }
    };
    write(0, 4, year);
    write(5, 7, day.month());
    write(8, 10, day.day());
    Ok(Day(text))
}

impl rusqlite::ToSql for Day {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Text(&self.0)))
    }
}

pub(crate) fn opt_day_text(day: Option<NaiveDate>) -> Result<Option<Day>, StoreError> {
    day.map(day_text).transpose()
}

pub(crate) fn json_text<T: serde::Serialize + ?Sized>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::Unwritable)
}

pub(crate) fn opt_json_text<T: serde::Serialize>(value: &Option<T>) -> Result<Option<String>, StoreError> {
    value.as_ref().map(json_text).transpose()
}

/// The 32 bytes of a digest.
pub(crate) fn digest_bytes(digest: &Digest) -> [u8; 32] {
    let mut bytes = [0; 32];
    let hex = digest.as_str().as_bytes();
    let nibble = |byte: u8| if byte.is_ascii_digit() { byte - b'0' } else { byte.wrapping_sub(b'a') + 10 };
    for (place, pair) in hex.chunks_exact(2).take(32).enumerate() {
        bytes[place] = nibble(pair[0]) << 4 | nibble(pair[1]);
    }
    bytes
}

/// The digest of 32 bytes.
pub(crate) fn digest_from(bytes: &[u8]) -> Digest {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(64);
    for byte in bytes.iter().chain(std::iter::repeat(&0)).take(32) {
        text.push(char::from(HEX[usize::from(byte >> 4)]));
        text.push(char::from(HEX[usize::from(byte & 15)]));
    }
    // Sixty-four lower-case hexadecimal digits, by the lines above.
    text.parse().expect("a digest")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_day_survives_being_written(days in 1i32..3_000_000) {
            let day = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
            let text = day_text(day).unwrap();
            prop_assert_eq!(text.as_str(), day.to_string());
            prop_assert_eq!(parse_day(text.as_str()), Some(day));
        }

        #[test]
        fn a_digest_survives_being_written(bytes in any::<[u8; 32]>()) {
            prop_assert_eq!(digest_bytes(&digest_from(&bytes)), bytes);
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_not_read() {
        assert_eq!(parse_day("2026-02-30"), None);
        assert_eq!(parse_day("2026-2-3x.."), None);
    }
}
