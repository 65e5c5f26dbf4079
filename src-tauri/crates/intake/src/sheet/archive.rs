//! The zip of a workbook, XLSX or OpenDocument. Whatever reads a part holds much of it in memory, and a small zip may
//! inflate without end: every part is inflated once before any of them is read, to be sure of its size and its pieces.

use std::io::{Cursor, Read, Write};

use zip::ZipArchive;
use zip::read::ZipFile;

use crate::finding::{Refusal, RefusalCode};
use crate::sheet::grid::{MAX_CELLS, MAX_INFLATED};
use crate::sheet::workbook::broken;

/// The most that the texts of a workbook inflate to, in bytes: each is held apart before a cell is read.
const MAX_SHARED_TEXTS: u64 = 32 * 1024 * 1024;
/// The most of any other part than the sheets: names, styles and relations are held many times as large as written.
const MAX_DESCRIPTION: u64 = 16 * 1024 * 1024;
/// The most between two marks of XML: a cell of Excel holds 32,767 signs.
const MAX_PIECE: usize = 1024 * 1024;
/// The most parts of a zipped workbook.
const MAX_PARTS: usize = 4096;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Xlsx,
    Ods,
}

/// A zip whose parts were all inflated once.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    kind: Option<Kind>,
}

impl<'a> Archive<'a> {
    /// Errors: broken zip, or parts beyond any list.
    pub fn open(bytes: &'a [u8]) -> Result<Archive<'a>, Refusal> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        if zip.len() > MAX_PARTS {
            return Err(Refusal::of_file(RefusalCode::TooLarge).with("parts", zip.len()).with("limit", MAX_PARTS));
        }
        let kind = kind_of(&mut zip);
        if let Some(kind) = kind {
            let mut left = MAX_INFLATED;
            for index in 0..zip.len() {
                let part = zip.by_index(index).map_err(broken)?;
                left = left.saturating_sub(inflated(part, kind, left)?);
            }
        }
        Ok(Archive { zip, kind })
    }

    pub fn kind(&self) -> Option<Kind> {
        self.kind
    }

    /// A part, where the archive has it.
    pub fn part(&mut self, name: &str) -> Result<Option<impl Read>, Refusal> {
        match self.zip.by_name(name) {
            Ok(part) => Ok(Some(part)),
            Err(zip::result::ZipError::FileNotFound) => Ok(None),
            Err(error) => Err(broken(error)),
        }
    }
}

fn kind_of(zip: &mut ZipArchive<Cursor<&[u8]>>) -> Option<Kind> {
    if zip.index_for_name("xl/workbook.xml").is_some()
        || zip.file_names().any(|name| name.is_ok_and(|name| name.starts_with("xl/work")))
    {
        return Some(Kind::Xlsx);
    }
    let mut declared = String::new();
    zip.by_name("mimetype").ok()?.take(100).read_to_string(&mut declared).ok()?;
    declared.starts_with("application/vnd.oasis.opendocument.spreadsheet").then_some(Kind::Ods)
}

/// The bytes that a part inflates to, where that is within the limits of such a part.
fn inflated(part: ZipFile<'_, Cursor<&[u8]>>, kind: Kind, left: u64) -> Result<u64, Refusal> {
    let name = part.name().map(|name| name.to_ascii_lowercase()).unwrap_or_default();
    let markup = name.ends_with(".xml") || name.ends_with(".rels");
    let texts = kind == Kind::Xlsx && name.contains("sharedstrings");
    let limit = match kind {
        _ if texts => MAX_SHARED_TEXTS,
        // Records of pivot tables are as many as cells, and never read.
        Kind::Xlsx if markup && !name.contains("worksheets/") && !name.contains("pivotcache/") => MAX_DESCRIPTION,
        _ => MAX_INFLATED,
    };
    let limit = limit.min(left);
    // One byte more than allowed tells a part that goes on from one that just fits.
    let mut part = part.take(limit + 1);
    let inflated = if texts {
        let mut whole = Vec::new();
        part.read_to_end(&mut whole).map_err(broken)?;
        check_claim(&whole)?;
        let mut pieces = Pieces::default();
        pieces.see(&whole);
        pieces.check()?;
        u64::try_from(whole.len()).unwrap_or(u64::MAX)
    } else if markup {
        let mut pieces = Pieces::default();
        let inflated = std::io::copy(&mut part, &mut pieces);
        pieces.check()?;
        inflated.map_err(broken)?
    } else {
        std::io::copy(&mut part, &mut std::io::sink()).map_err(broken)?
    };
    if inflated > limit {
        return Err(too_large(limit));
    }
    Ok(inflated)
}

fn too_large(limit: u64) -> Refusal {
    Refusal::of_file(RefusalCode::TooLarge).with("limit", limit).with("what", "inflated")
}

/// The library makes room for as many texts as the part says it has, before it sees the first.
fn check_claim(texts: &[u8]) -> Result<(), Refusal> {
    const CLAIM: &[u8] = b"uniqueCount";
    let mut rest = texts;
    while let Some(at) = rest.windows(CLAIM.len()).position(|window| window == CLAIM) {
        rest = &rest[at + CLAIM.len()..];
        let value = rest.iter().skip_while(|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'"' | b'\''));
        let digits = value.skip_while(|byte| **byte == b'0').take_while(|byte| byte.is_ascii_digit());
        let claimed =
            digits.take(20).fold(0u64, |sum, digit| sum.saturating_mul(10).saturating_add((digit - b'0').into()));
        if usize::try_from(claimed).is_ok_and(|claimed| claimed <= MAX_CELLS) {
            continue;
        }
        return Err(Refusal::of_file(RefusalCode::TooManyRows).with("cells", claimed).with("limit", MAX_CELLS));
    }
    Ok(())
}

/// What a byte of XML stands in.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Within {
    #[default]
    Text,
    /// Just behind `<`.
    Opened,
    Tag,
    /// A value of an attribute, and what ends it.
    Value(u8),
    /// A comment, CDATA or a declaration, with the two signs before.
    Bang(u8, u8),
}

/// Measures the pieces of XML as they pass: what stands between two tags, a tag, a comment.
#[derive(Default)]
struct Pieces {
    within: Within,
    length: usize,
    longest: usize,
}

impl Pieces {
    fn see(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let next = match (self.within, byte) {
                (Within::Text, b'<') => Within::Opened,
                (Within::Opened, b'!') => Within::Bang(0, 0),
                (Within::Opened | Within::Tag, b'>') => Within::Text,
                (Within::Opened | Within::Tag, b'"' | b'\'') => Within::Value(*byte),
                (Within::Opened, _) => Within::Tag,
                (Within::Value(end), byte) if *byte == end => Within::Tag,
                (Within::Bang(b'-', b'-') | Within::Bang(b']', b']'), b'>') => Within::Text,
                (Within::Bang(_, last), byte) => Within::Bang(last, *byte),
                (within, _) => within,
            };
            let begins = next == Within::Opened || (next == Within::Text && self.within != Within::Text);
            self.length = if begins { 0 } else { self.length + 1 };
            self.longest = self.longest.max(self.length);
            self.within = next;
        }
    }

    fn check(&self) -> Result<(), Refusal> {
        if self.longest > MAX_PIECE {
            let refusal = Refusal::of_file(RefusalCode::TooLarge);
            return Err(refusal.with("limit", MAX_PIECE).with("what", "text"));
        }
        Ok(())
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.see(bytes);
        // Nothing more is inflated once one piece is too long.
        if self.longest > MAX_PIECE { Err(std::io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn longest(xml: &str) -> usize {
        let mut pieces = Pieces::default();
        // Pieces may be cut anywhere.
        xml.as_bytes().chunks(3).for_each(|chunk| pieces.see(chunk));
        pieces.longest
    }

    #[test]
    fn a_piece_is_text_a_tag_or_a_comment_as_a_whole() {
        assert_eq!(longest("<a>12345</a>"), 5);
        assert_eq!(longest("<a b='>><><' c=\">\"/>"), 18);
        assert_eq!(longest("<a><!-- <b> > -> --><c/></a>"), 15);
        assert_eq!(longest("<a><![CDATA[<b><c>]]></a>"), 16);
        assert_eq!(longest("<?a?><b/>"), 3);
    }

    #[test]
    fn more_texts_than_any_list_has_are_not_made_room_for() {
        let code = |claim: &str| check_claim(claim.as_bytes()).map_err(|refusal| refusal.code);
        assert_eq!(code("<sst uniqueCount=\"12\" count='12'><si/></sst>"), Ok(()));
        assert_eq!(code("<sst uniqueCount = '4000000000'>"), Err(RefusalCode::TooManyRows));
        assert_eq!(code("<sst uniqueCount='1' uniqueCount='99999999999999999999999'>"), Err(RefusalCode::TooManyRows));
    }
}
