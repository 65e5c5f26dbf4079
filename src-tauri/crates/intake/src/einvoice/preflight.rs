//! A look at the raw bytes of a PDF before a library builds anything from them: numbers that would make it allocate
//! or loop without end, and how many packed object streams there are.

/// Unpacked bytes of all object streams together. They hold small objects, never pages, pictures or attachments.
const OBJECT_STREAMS_LIMIT: usize = 64_000_000;
const ONE_STREAM_MOST: usize = 2_000_000;
const ONE_STREAM_LEAST: usize = 64_000;
const STREAM_COUNT_LIMIT: usize = 4_000;
/// PDF programs stop at 8,388,607 objects (ISO 32000-1, annex C).
const OBJECT_COUNT_LIMIT: u64 = 8_388_607;

/// How far one object stream may unpack; refuses what would run away. The error says why.
pub fn object_stream_limit(bytes: &[u8]) -> Result<usize, &'static str> {
    let mut object_streams = 0usize;
    for at in places_of(bytes, b'/') {
        let (name, rest) = name_at(&bytes[at + 1..]);
        match name.as_slice() {
            b"ObjStm" => object_streams += 1,
            // Widths of the cross-reference table, also glyph widths of a font: both are small numbers.
            b"W" | b"Index" if leading_numbers(rest).any(|number| number > OBJECT_COUNT_LIMIT) => {
                return Err("absurd cross-reference table");
            }
            b"Size" if first_number(rest).is_some_and(|number| number > OBJECT_COUNT_LIMIT) => {
                return Err("absurd number of objects");
            }
            _ => {}
        }
    }
    if object_streams > STREAM_COUNT_LIMIT {
        return Err("too many object streams");
    }
    Ok((OBJECT_STREAMS_LIMIT / object_streams.max(1)).clamp(ONE_STREAM_LEAST, ONE_STREAM_MOST))
}

/// True when the file has the key of an encryption dictionary.
pub fn names_encryption(bytes: &[u8]) -> bool {
    places_of(bytes, b'/').any(|at| name_at(&bytes[at + 1..]).0 == b"Encrypt")
}

fn places_of(bytes: &[u8], wanted: u8) -> impl Iterator<Item = usize> {
    bytes.iter().enumerate().filter(move |(_, byte)| **byte == wanted).map(|(at, _)| at)
}

/// The name that begins here, with its `#` escapes undone; long names are cut since none of interest is long.
fn name_at(bytes: &[u8]) -> (Vec<u8>, &[u8]) {
    let mut name = Vec::with_capacity(8);
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        if name.len() > 8 || !byte.is_ascii_graphic() || b"/[]<>(){}%".contains(&byte) {
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

/// The numbers at the start of an array, up to the first thing that is none.
fn leading_numbers(bytes: &[u8]) -> impl Iterator<Item = u64> {
    let mut rest = skip_blanks(bytes).strip_prefix(b"[").unwrap_or_default();
    std::iter::from_fn(move || {
        rest = skip_blanks(rest);
        let number = first_number(rest)?;
        let signed = rest.strip_prefix(b"+").unwrap_or(rest);
        rest = &signed[signed.iter().take_while(|byte| byte.is_ascii_digit()).count()..];
        Some(number)
    })
    .take(10_000)
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
