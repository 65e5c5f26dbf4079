//! Fields of a journal: text in its encoding, amounts, days.

use std::borrow::Cow;

use chrono::NaiveDate;
use domain::Cents;
use encoding_rs::{Encoding, ISO_8859_15, WINDOWS_1252};
use rust_decimal::Decimal;

use super::model::FecEncoding;

/// How the bytes of a field become text.
#[derive(Clone, Copy, Debug)]
pub struct Charset {
    pub encoding: FecEncoding,
    single: &'static Encoding,
}

impl Charset {
    /// Looks at every byte once. Returns the charset, how long the byte order mark is, and whether some bytes do not fit.
    pub fn of(bytes: &[u8]) -> (Charset, usize, bool) {
        let with = |encoding, single| Charset { encoding, single };
        let (marked, body) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
            Some(rest) => (true, rest),
            None => (false, bytes),
        };
        let utf8 = if marked { FecEncoding::Utf8Bom } else { FecEncoding::Utf8 };
        if std::str::from_utf8(body).is_ok() {
            return (with(utf8, WINDOWS_1252), bytes.len() - body.len(), false);
        }
        // A field cut to its width in the middle of a letter leaves a few bad bytes in a file of good letters.
        let (mut good, mut bad) = (0usize, 0usize);
        for chunk in body.utf8_chunks() {
            good += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
            bad += chunk.invalid().len();
        }
        if marked || good > bad {
            return (with(utf8, WINDOWS_1252), bytes.len() - body.len(), true);
        }
        let single = if looks_latin9(body) { ISO_8859_15 } else { WINDOWS_1252 };
        (with(FecEncoding::SingleByte, single), 0, false)
    }

    /// The text of a field without the blanks it is padded with. Borrowed wherever the bytes already are the text.
    pub fn text<'a>(self, field: &'a [u8]) -> Cow<'a, str> {
        let field = trim(field);
        if (self.encoding != FecEncoding::SingleByte || field.is_ascii())
            && let Ok(text) = std::str::from_utf8(field)
        {
            return Cow::Borrowed(text.trim_matches(is_padding));
        }
        let (text, _) = self.single.decode_without_bom_handling(field);
        match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches(is_padding)),
            Cow::Owned(text) => Cow::Owned(text.trim_matches(is_padding).to_owned()),
        }
    }
}

/// ISO-8859-15 has controls where Windows-1252 has quotes and dashes, and letters where it has fractions.
fn looks_latin9(body: &[u8]) -> bool {
    let (mut windows, mut latin9) = (false, false);
    for byte in body {
        windows |= (0x80..=0x9f).contains(byte);
        latin9 |= matches!(byte, 0xa4 | 0xbc | 0xbd | 0xbe);
    }
    latin9 && !windows
}

fn is_padding(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\0' | '\u{feff}')
}

/// Without the blanks around it.
pub fn trim(mut field: &[u8]) -> &[u8] {
    let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0;
    while let [first, rest @ ..] = field
        && blank(first)
    {
        field = rest;
    }
    while let [rest @ .., last] = field
        && blank(last)
    {
        field = rest;
    }
    field
}

/// Why a field is no amount.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AmountError {
    NotAnAmount,
    /// `1.234`: a point, and three digits after it.
    Ambiguous,
    OutOfRange,
}

/// Digits an amount may have, padding zeros not counted.
const MAX_DIGITS: u32 = 24;

/// Reads an amount in euros, exact as written; none for an empty field.
///
/// The norm has a decimal comma and no thousands, so a comma alone is decimal however many digits follow.
pub fn amount(field: &[u8]) -> Result<Option<Decimal>, AmountError> {
    let field = trim(field);
    if field.is_empty() {
        return Ok(None);
    }
    let (negative, body) = match field {
        [b'-', rest @ ..] | [rest @ .., b'-'] => (true, trim(rest)),
        [b'+', rest @ ..] | [rest @ .., b'+'] => (false, trim(rest)),
        _ => (false, field),
    };
    let point = decimal_sign(body)?;
    let (mut mantissa, mut digits, mut scale, mut significant) = (0i128, 0u32, 0u32, 0u32);
    for (at, byte) in body.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                significant += u32::from(significant > 0 || *byte != b'0');
                if significant > MAX_DIGITS {
                    return Err(AmountError::OutOfRange);
                }
                mantissa = mantissa * 10 + i128::from(byte - b'0');
                if point.is_some_and(|point| at > point) {
                    scale += 1;
                }
            }
            _ if point == Some(at) => {}
            // Thousands, where somebody has set them; the no-break space is A0 alone or after C2.
            b',' | b'.' | b' ' | b'\'' | 0xa0 | 0xc2 if point.is_none_or(|point| at < point) && digits > 0 => {}
            _ => return Err(AmountError::NotAnAmount),
        }
    }
    if digits == 0 {
        return Err(AmountError::NotAnAmount);
    }
    let value = Decimal::try_from_i128_with_scale(if negative { -mantissa } else { mantissa }, scale)
        .map_err(|_| AmountError::OutOfRange)?;
    if value.abs() > Cents::LIMIT.to_decimal() {
        return Err(AmountError::OutOfRange);
    }
    Ok(Some(value))
}

/// Where the decimal sign stands: the last of commas and points, when there is one of its kind.
fn decimal_sign(body: &[u8]) -> Result<Option<usize>, AmountError> {
    let Some(last) = body.iter().rposition(|byte| matches!(byte, b',' | b'.')) else { return Ok(None) };
    let sign = body[last];
    let same = body.iter().filter(|byte| **byte == sign).count();
    let other = body.iter().any(|byte| matches!(byte, b',' | b'.') && *byte != sign);
    if same > 1 {
        // `1.234.567` are thousands; `1,5,2` is nothing.
        return if other || sign == b',' { Err(AmountError::NotAnAmount) } else { Ok(None) };
    }
    let groups = body.len() - last - 1 == 3 && (1..=3).contains(&last) && body[0] != b'0';
    if sign == b'.' && !other && groups { Err(AmountError::Ambiguous) } else { Ok(Some(last)) }
}

/// Reads a day: `20240315` as the norm has it, or with separators, year or day first. None for an empty field or zeros.
pub fn date(field: &[u8]) -> Result<Option<NaiveDate>, ()> {
    let field = trim(field);
    if field.is_empty() || field.iter().all(|byte| *byte == b'0') {
        return Ok(None);
    }
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0u32, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
    };
    let (year, month, day) = match field {
        [_, _, _, _, b'-' | b'/' | b'.', _, _, b'-' | b'/' | b'.', _, _] => (&field[..4], &field[5..7], &field[8..]),
        [_, _, b'-' | b'/' | b'.', _, _, b'-' | b'/' | b'.', _, _, _, _] => (&field[6..], &field[3..5], &field[..2]),
        [_, _, _, _, _, _, _, _] => (&field[..4], &field[4..6], &field[6..]),
        _ => return Err(()),
    };
    let (Some(year), Some(month), Some(day)) = (number(year), number(month), number(day)) else { return Err(()) };
    // An accounting year of another age is a slip that would make a debt look time-barred.
    let year = i32::try_from(year).ok().filter(|year| (1900..=2199).contains(year)).ok_or(())?;
    NaiveDate::from_ymd_opt(year, month, day).map(Some).ok_or(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euros(text: &str) -> Result<Option<String>, AmountError> {
        amount(text.as_bytes()).map(|value| value.map(|value| value.to_string()))
    }

    #[test]
    fn padded_amounts_are_read() {
        assert_eq!(euros("0000000074,70"), Ok(Some("74.70".into())));
        assert_eq!(euros("  12.5 "), Ok(Some("12.5".into())));
        assert_eq!(euros("-0000000003,00"), Ok(Some("-3.00".into())));
        assert_eq!(euros("3,00-"), Ok(Some("-3.00".into())));
        assert_eq!(euros(""), Ok(None));
        assert_eq!(euros(&format!("{}1,00", "0".repeat(60))), Ok(Some("1.00".into())));
    }

    #[test]
    fn thousands_are_understood_or_refused_never_guessed() {
        assert_eq!(euros("1 234,50"), Ok(Some("1234.50".into())));
        assert_eq!(euros("1\u{a0}234,50"), Ok(Some("1234.50".into())));
        assert_eq!(amount(b"1\xa0234,50").map(|v| v.map(|v| v.to_string())), Ok(Some("1234.50".into())));
        assert_eq!(euros("1.234,50"), Ok(Some("1234.50".into())));
        assert_eq!(euros("1,234.50"), Ok(Some("1234.50".into())));
        assert_eq!(euros("1.234.567"), Ok(Some("1234567".into())));
        assert_eq!(euros("1.234"), Err(AmountError::Ambiguous));
        assert_eq!(euros("1,234"), Ok(Some("1.234".into())));
    }

    #[test]
    fn what_is_no_amount_is_no_zero() {
        for text in ["abc", "-", ",", "1,2,3", "12a", "1E5", "--1", "+-1"] {
            assert_eq!(euros(text), Err(AmountError::NotAnAmount), "{text}");
        }
        assert_eq!(euros("99999999999999999999"), Err(AmountError::OutOfRange));
        assert_eq!(euros(&"9".repeat(200)), Err(AmountError::OutOfRange));
    }

    #[test]
    fn days_are_read_in_three_ways() {
        let day = NaiveDate::from_ymd_opt(2024, 3, 15);
        for text in ["20240315", "2024-03-15", "15/03/2024", " 20240315 "] {
            assert_eq!(date(text.as_bytes()), Ok(day), "{text}");
        }
        assert_eq!(date(b"        "), Ok(None));
        assert_eq!(date(b"00000000"), Ok(None));
        for text in ["20240230", "2024031", "abcdefgh", "99991231", "15/03/24"] {
            assert_eq!(date(text.as_bytes()), Err(()), "{text}");
        }
    }

    #[test]
    fn the_three_encodings_are_told_apart() {
        let of = |bytes: &[u8]| {
            let (charset, mark, _) = Charset::of(bytes);
            (charset.encoding, mark, charset.text(&bytes[mark..]).into_owned())
        };
        assert_eq!(of("é€".as_bytes()), (FecEncoding::Utf8, 0, "é€".into()));
        assert_eq!(of("\u{feff}é".as_bytes()), (FecEncoding::Utf8Bom, 3, "é".into()));
        assert_eq!(of(b"caf\xe9 \x80"), (FecEncoding::SingleByte, 0, "café €".into()));
        assert_eq!(of(b"caf\xe9 \xa4 \xbd"), (FecEncoding::SingleByte, 0, "café € œ".into()));
        // Cut in the middle of its last letter.
        let (charset, _, odd) = Charset::of("éàü".as_bytes().split_last().unwrap().1);
        assert_eq!((charset.encoding, odd), (FecEncoding::Utf8, true));
    }
}
