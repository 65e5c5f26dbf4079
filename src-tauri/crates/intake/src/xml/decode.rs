//! Bytes to text: which encoding an XML file is really in.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::finding::{Finding, FindingCode, Place, Refusal, RefusalCode};

/// How far into a file its XML declaration is looked for, leading blanks included.
const DECLARATION_WINDOW: usize = 1024;

/// The text of an XML file, without byte order mark, and what was odd about its encoding.
pub struct Decoded {
    pub text: String,
    pub findings: Vec<Finding>,
}

/// Decodes by byte order mark, else by the pattern of the first bytes, else by the declaration, else as UTF-8.
///
/// Bytes that do not fit are read as Windows-1252 and the reader says so: a name may come out wrong, an amount cannot.
pub fn decode(bytes: &[u8], part: &str) -> Result<Decoded, Refusal> {
    let place = || Place::whole_file().in_part(part);
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        return Ok(plain(encoding, &bytes[bom..], encoding.name(), part));
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return Ok(plain(encoding, bytes, encoding.name(), part));
    }
    let Some(label) = declared_label(bytes) else {
        return Ok(plain(UTF_8, bytes, "", part));
    };
    match Encoding::for_label(label.as_bytes()) {
        // A declaration readable byte by byte is not UTF-16, whatever it says.
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => {
            let mut decoded = plain(UTF_8, bytes, &label, part);
            decoded.findings.push(mismatch(&label, UTF_8.name(), place()));
            Ok(decoded)
        }
        // Files that declare ASCII or Latin-1 and hold UTF-8 exist; the reverse reading would garble every accent.
        Some(encoding) if encoding == WINDOWS_1252 && label.to_ascii_lowercase().contains("ascii") => {
            Ok(plain(UTF_8, bytes, &label, part))
        }
        Some(encoding) => Ok(plain(encoding, bytes, &label, part)),
        None => Err(Refusal::new(RefusalCode::UnknownEncoding, place()).with("encoding", label)),
    }
}

fn plain(encoding: &'static Encoding, bytes: &[u8], declared: &str, part: &str) -> Decoded {
    let mut findings = Vec::new();
    let text = match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => text.into_owned(),
        None if encoding == UTF_8 => {
            findings.push(mismatch(declared, WINDOWS_1252.name(), Place::whole_file().in_part(part)));
            WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
        }
        None => {
            findings.push(mismatch(declared, encoding.name(), Place::whole_file().in_part(part)));
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
    };
    Decoded { text, findings }
}

fn mismatch(declared: &str, used: &str, place: Place) -> Finding {
    Finding::warning(FindingCode::EncodingMismatch, place).with("declared", declared).with("used", used)
}

fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'<', 0, second, 0, ..] if *second != 0 => Some(UTF_16LE),
        [0, b'<', 0, second, ..] if *second != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// The value of `encoding` in the XML declaration.
fn declared_label(bytes: &[u8]) -> Option<String> {
    let start = bytes.iter().take(DECLARATION_WINDOW).position(|byte| !byte.is_ascii_whitespace())?;
    let rest = bytes.get(start..)?.strip_prefix(b"<?xml")?;
    let rest = &rest[..rest.len().min(DECLARATION_WINDOW)];
    let end = rest.windows(2).position(|pair| pair == b"?>")?;
    let declaration = std::str::from_utf8(&rest[..end]).ok()?;
    let (_, after) = declaration.split_once("encoding")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split_once(quote).map(|(label, _)| label.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> Decoded {
        decode(bytes, "").unwrap()
    }

    #[test]
    fn utf16_is_read_with_and_without_its_mark() {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><é/>";
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [[&[0xfe, 0xff][..], &big].concat(), [&[0xff, 0xfe][..], &little].concat(), big, little] {
            assert_eq!(decoded(&bytes).text, text);
        }
    }

    #[test]
    fn latin1_is_read_as_declared() {
        let bytes = b"\r\n<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>";
        assert!(decoded(bytes).text.ends_with("<a>é</a>"));
        assert!(decoded(bytes).findings.is_empty());
    }

    #[test]
    fn bytes_that_are_no_utf8_are_read_and_reported() {
        let decoded = decoded(b"<?xml version='1.0' encoding='UTF-8'?><a>\xe9</a>");
        assert!(decoded.text.ends_with("<a>é</a>"));
        assert_eq!(decoded.findings[0].code, FindingCode::EncodingMismatch);
    }

    #[test]
    fn an_unknown_encoding_is_refused_by_its_name() {
        let refusal = decode(b"<?xml version='1.0' encoding='EBCDIC-FR'?><a/>", "").err().unwrap();
        assert_eq!(refusal.code, RefusalCode::UnknownEncoding);
        assert_eq!(refusal.facts, [("encoding", "EBCDIC-FR".to_owned())]);
    }

    #[test]
    fn a_declaration_of_utf16_in_plain_bytes_is_not_believed() {
        let decoded = decoded("<?xml version='1.0' encoding='UTF-16'?><a>é</a>".as_bytes());
        assert!(decoded.text.ends_with("<a>é</a>"));
        assert_eq!(decoded.findings.len(), 1);
    }
}
