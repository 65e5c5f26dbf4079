//! Bytes of a statement to text, within limits.

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::finding::{Finding, FindingCode, Place, Refusal, RefusalCode};

/// The largest file read: a year of a busy account has some megabytes.
pub const SIZE_LIMIT: usize = 30_000_000;
/// Beyond this the lines of a file would take more memory than their text.
const LINES_LIMIT: usize = 2_000_000;
/// How much of a text is quoted in a finding.
const QUOTE_LIMIT: usize = 80;

/// A file as text, without byte order mark.
pub struct Decoded {
    pub text: String,
    pub findings: Vec<Finding>,
}

/// Decodes by byte order mark, else as UTF-8, else in the encoding the file declares, else as Windows-1252.
///
/// A file that declares another encoding and holds UTF-8 is read as UTF-8: other bytes are never UTF-8 by chance.
pub fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<Decoded, Refusal> {
    if bytes.len() > SIZE_LIMIT {
        return Err(Refusal::of_file(RefusalCode::TooLarge).with("bytes", bytes.len()).with("limit", SIZE_LIMIT));
    }
    let decoded = decode_part(bytes, declared);
    if decoded.text.bytes().filter(|byte| matches!(byte, b'\n' | b'\r')).count() > 2 * LINES_LIMIT {
        return Err(Refusal::of_file(RefusalCode::TooLarge).with("lines_limit", LINES_LIMIT));
    }
    if decoded.text.trim().is_empty() {
        return Err(Refusal::of_file(RefusalCode::EmptyFile));
    }
    Ok(decoded)
}

/// The first bytes of a file, enough to know its format.
pub fn head(bytes: &[u8]) -> String {
    const HEAD_LIMIT: usize = 64 * 1024;
    let (head, cut) = bytes.get(..HEAD_LIMIT).map_or((bytes, false), |head| (head, true));
    // A cut through a character would make the head no UTF-8.
    let whole = match std::str::from_utf8(head) {
        Err(error) if cut && error.error_len().is_none() => &head[..error.valid_up_to()],
        _ => head,
    };
    decode_part(whole, None).text
}

fn decode_part(bytes: &[u8], declared: Option<&'static Encoding>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return Decoded { text: text.into_owned(), findings: Vec::new() };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), findings: Vec::new() };
    }
    let encoding = declared.filter(|encoding| encoding.is_single_byte()).unwrap_or(WINDOWS_1252);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let findings = match declared {
        Some(declared) if declared == encoding => Vec::new(),
        _ => vec![Finding::note(FindingCode::EncodingGuessed, Place::whole_file()).with("used", encoding.name())],
    };
    Decoded { text: text.into_owned(), findings }
}

/// Lines with their number, counted from 1, whichever way they end.
pub fn lines(text: &str) -> impl Iterator<Item = (u32, &str)> {
    // Old programs end lines with a lone carriage return.
    let end = if text.contains('\n') { '\n' } else { '\r' };
    text.split(end).map(|line| line.trim_end_matches('\r')).zip(1u32..).map(|(line, number)| (number, line))
}

/// A text short enough for a finding.
pub fn quoted(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(QUOTE_LIMIT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_utf8_are_read_as_declared_or_guessed() {
        let guessed = decode(b"P\xc9age", None).unwrap();
        assert_eq!(guessed.text, "PÉage");
        assert_eq!(guessed.findings[0].facts, [("used", "windows-1252".to_owned())]);
        let declared = decode(b"\xb3", Some(encoding_rs::ISO_8859_2)).unwrap();
        assert_eq!((declared.text.as_str(), declared.findings.len()), ("ł", 0));
        assert_eq!(decode("é".as_bytes(), Some(WINDOWS_1252)).unwrap().text, "é");
        assert_eq!(decode(b"\xff\xfea\0", None).unwrap().text, "a");
    }

    #[test]
    fn an_empty_file_is_refused() {
        assert_eq!(decode(b" \r\n", None).err().unwrap().code, RefusalCode::EmptyFile);
    }

    #[test]
    fn a_head_cut_through_a_character_is_still_utf8() {
        let bytes = format!("a{}", "é".repeat(40_000));
        assert!(head(bytes.as_bytes()).starts_with("aéé"));
    }

    #[test]
    fn lines_end_in_three_ways() {
        let numbered = |text| lines(text).collect::<Vec<_>>();
        assert_eq!(numbered("a\r\nb"), [(1, "a"), (2, "b")]);
        assert_eq!(numbered("a\n\nb"), [(1, "a"), (2, ""), (3, "b")]);
        assert_eq!(numbered("a\rb"), [(1, "a"), (2, "b")]);
    }
}
