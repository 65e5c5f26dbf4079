//! A look at the raw bytes of a PDF before a library builds anything from them: numbers that would make it allocate
//! or loop without end, and how many packed object streams there are.

/// Unpacked bytes of all object streams together. They hold small objects, never pages, pictures or attachments.
const OBJECT_STREAMS_LIMIT: usize = 64_000_000;
pub const ONE_STREAM_MOST: usize = 2_000_000;
const ONE_STREAM_LEAST: usize = 64_000;
const STREAM_COUNT_LIMIT: usize = 4_000;
/// PDF programs stop at 8,388,607 objects (ISO 32000-1, annex C).
const OBJECT_COUNT_LIMIT: u64 = 8_388_607;

/// Values that the library would build, inside object streams and outside: it takes some 150 bytes for each. A file of invoices has
/// some thousand, and what looks like a value inside pictures is counted too.
pub const VALUES_LIMIT: usize = 2_000_000;
/// The widest row of a predictor, in pixels, with what one of them may hold: the library makes room for two such rows.
const COLUMNS_LIMIT: u64 = 1_000_000;
const COLORS_LIMIT: u64 = 32;
const BITS_LIMIT: u64 = 16;
/// A file is looked at as often as this for the numbers behind names: comments could make each of them run to its end.
const LOOKS: usize = 4;

/// How far one object stream may unpack; refuses what would run away. The error says why.
pub fn object_stream_limit(bytes: &[u8]) -> Result<usize, &'static str> {
    if values(bytes) > VALUES_LIMIT {
        return Err("too many objects");
    }
    let mut object_streams = 0usize;
    let mut left = bytes.len().saturating_mul(LOOKS);
    for at in places_of(bytes, b'/') {
        // Names of interest begin so, or with an escape.
        if !matches!(bytes.get(at + 1), Some(b'O' | b'W' | b'I' | b'S' | b'C' | b'B' | b'#')) {
            continue;
        }
        let (name, rest) = name_at(&bytes[at + 1..]);
        let looked_at = match name.as_slice() {
            b"ObjStm" => {
                object_streams += 1;
                0
            }
            // Widths of the cross-reference table, also glyph widths of a font: both are small numbers.
            b"W" | b"Index" => {
                let (largest, looked_at) = leading_numbers(rest);
                if largest > OBJECT_COUNT_LIMIT {
                    return Err("absurd cross-reference table");
                }
                looked_at
            }
            b"Size" => {
                if first_number(rest).is_some_and(|number| number > OBJECT_COUNT_LIMIT) {
                    return Err("absurd number of objects");
                }
                rest.len() - skip_blanks(rest).len()
            }
            // What a predictor takes for one row, and pictures for theirs.
            b"Columns" | b"Colors" | b"BitsPerCo" => {
                let limit = match name.as_slice() {
                    b"Columns" => COLUMNS_LIMIT,
                    b"Colors" => COLORS_LIMIT,
                    _ => BITS_LIMIT,
                };
                // The last of the three is longer than what is kept of a name.
                let more = rest.iter().take_while(|byte| is_of_name(**byte)).count();
                let rest = &rest[more..];
                if first_number(rest).is_some_and(|number| number > limit) {
                    return Err("absurd predictor");
                }
                rest.len() - skip_blanks(rest).len()
            }
            _ => 0,
        };
        left = left.checked_sub(looked_at).ok_or("absurd cross-reference table")?;
    }
    if object_streams > STREAM_COUNT_LIMIT {
        return Err("too many object streams");
    }
    Ok((OBJECT_STREAMS_LIMIT / object_streams.max(1)).clamp(ONE_STREAM_LEAST, ONE_STREAM_MOST))
}

/// Where a value may begin: a name, a string, an array, a dictionary, or a word after a blank or a bracket.
pub fn values(bytes: &[u8]) -> usize {
    let mut before = b' ';
    let mut count = 0usize;
    for byte in bytes.iter().copied() {
        let begins = match byte {
            b'/' | b'[' | b'(' | b'<' => true,
            b'0'..=b'9' | b'+' | b'-' | b'.' | b't' | b'f' | b'n' => {
                before.is_ascii_whitespace() || matches!(before, 0 | b'[' | b']' | b'>' | b')')
            }
            _ => false,
        };
        count += usize::from(begins);
        before = byte;
    }
    count
}

/// True when the file has the key of an encryption dictionary.
pub fn names_encryption(bytes: &[u8]) -> bool {
    places_of(bytes, b'/').any(|at| name_at(&bytes[at + 1..]).0 == b"Encrypt")
}

/// True when the file has a packed stream of objects.
pub fn has_object_streams(bytes: &[u8]) -> bool {
    places_of(bytes, b'/').any(|at| name_at(&bytes[at + 1..]).0 == b"ObjStm")
}

fn places_of(bytes: &[u8], wanted: u8) -> impl Iterator<Item = usize> {
    bytes.iter().enumerate().filter(move |(_, byte)| **byte == wanted).map(|(at, _)| at)
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"/[]<>(){}%".contains(&byte)
}

/// The name that begins here, with its `#` escapes undone; long names are cut since none of interest is long.
fn name_at(bytes: &[u8]) -> (Vec<u8>, &[u8]) {
    let mut name = Vec::with_capacity(8);
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        if name.len() > 8 || !is_of_name(byte) {
            break;
        }
        let escaped = (byte == b'#')
            .then(|| bytes.get(at + 1..at + 3))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        name.push(escaped.unwrap_or(byte));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    (name, &bytes[at..])
}

/// Blanks and comments skipped.
fn skip_blanks(mut bytes: &[u8]) -> &[u8] {
    loop {
        match bytes {
            [b'%', rest @ ..] => {
                let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(rest.len());
                bytes = &rest[end..];
            }
            [0 | b'\t' | b'\n' | 12 | b'\r' | b' ', rest @ ..] => bytes = rest,
            _ => return bytes,
        }
    }
}

fn first_number(bytes: &[u8]) -> Option<u64> {
    let bytes = skip_blanks(bytes);
    let bytes = bytes.strip_prefix(b"+").unwrap_or(bytes);
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let text = std::str::from_utf8(&bytes[..digits]).ok().filter(|text| !text.is_empty())?;
    // More digits than fit are absurd all the same.
    Some(text.parse().unwrap_or(u64::MAX))
}

/// The largest of the numbers at the beginning of an array, and how far they were looked for.
fn leading_numbers(bytes: &[u8]) -> (u64, usize) {
    let begin = skip_blanks(bytes);
    let Some(mut rest) = begin.strip_prefix(b"[") else { return (0, bytes.len() - begin.len()) };
    let mut largest = 0;
    for _ in 0..10_000 {
        rest = skip_blanks(rest);
        let Some(number) = first_number(rest) else { break };
        largest = largest.max(number);
        let signed = rest.strip_prefix(b"+").unwrap_or(rest);
        rest = &signed[signed.iter().take_while(|byte| byte.is_ascii_digit()).count()..];
    }
    (largest, bytes.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cross_reference_table_that_never_ends_is_refused() {
        for absurd in [
            "<</Type/XRef/W[0 0 0]/Index[0 9223372036854775807]>>",
            "<< /W [ 1 1099511627776 1 ] >>",
            "<< /#57%c\n[ 99999999999999999999999 ] >>",
            "<< /Size 4294967296 >>",
        ] {
            assert!(object_stream_limit(absurd.as_bytes()).is_err(), "{absurd}");
        }
    }

    #[test]
    fn a_predictor_of_rows_beyond_any_picture_is_refused() {
        for absurd in
            ["<</Predictor 12/Columns 2147483647>>", "<</Col#75mns 5/Colors +33>>", "<</BitsPerComponent\n17>>"]
        {
            assert_eq!(object_stream_limit(absurd.as_bytes()), Err("absurd predictor"), "{absurd}");
        }
        let picture = b"<</Predictor 15/Columns 9922/Colors 4/BitsPerComponent 16/Columns 1 0 R>>";
        assert_eq!(object_stream_limit(picture), Ok(ONE_STREAM_MOST));
    }

    #[test]
    fn comments_without_end_are_not_read_again_and_again() {
        let flood = "/W[%".repeat(200_000);
        assert_eq!(object_stream_limit(flood.as_bytes()), Err("absurd cross-reference table"));
    }

    #[test]
    fn a_flood_of_values_is_refused_before_they_are_built() {
        for flood in ["0 ", "/a", "()", "null ", "[]"] {
            let array = format!("1 0 obj [{}] endobj", flood.repeat(VALUES_LIMIT + 1));
            assert_eq!(object_stream_limit(array.as_bytes()), Err("too many objects"), "{flood}");
        }
    }

    #[test]
    fn ordinary_numbers_pass() {
        let font = b"<</W[1[500 600]10 20 1000]/Size 120/Index[0 120 500 3]/Width 99999999999>>";
        assert_eq!(object_stream_limit(font), Ok(ONE_STREAM_MOST));
    }

    #[test]
    fn many_object_streams_share_one_allowance() {
        let streams = "<</Type/Obj#53tm>>".repeat(640);
        assert_eq!(object_stream_limit(streams.as_bytes()), Ok(100_000));
        let flood = "<</Type/ObjStm>>".repeat(STREAM_COUNT_LIMIT + 1);
        assert!(object_stream_limit(flood.as_bytes()).is_err());
    }
}
