//! Font programs as they are embedded: only the tables a PDF reader needs, deflated once.

use std::io::Write;
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use crate::typeset::FaceKey;

/// A font program ready to be embedded.
pub struct Program {
    pub deflated: Vec<u8>,
    /// Length of the program before it was deflated.
    pub length: usize,
}

static PROGRAMS: LazyLock<[Program; 5]> = LazyLock::new(|| FaceKey::ALL.map(prepare));

pub fn program(face: FaceKey) -> &'static Program {
    &PROGRAMS[face as usize]
}

/// What a reader needs of a TrueType font whose text is written as glyph numbers (ISO 32000-1, 9.9).
const TABLES: [&[u8; 4]; 9] = [b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep"];

fn prepare(face: FaceKey) -> Program {
    let whole = face.loaded().bytes;
    let program = without_layout(whole).unwrap_or_else(|| whole.to_vec());
    let deflated = deflate(&program, Compression::best());
    Program { deflated, length: program.len() }
}

/// zlib bytes; writing to memory does not fail.
pub fn deflate(bytes: &[u8], level: Compression) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 3), level);
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)).ok()
}

/// The font without its layout and naming tables: shaping is done before, by us.
fn without_layout(font: &[u8]) -> Option<Vec<u8>> {
    let count = u16_at(font, 4)?;
    let mut kept = Vec::new();
    for record in 0..count {
        let at = 12 + record * 16;
        let tag = font.get(at..at + 4)?;
        if TABLES.iter().any(|table| table.as_slice() == tag) {
            let (offset, length) = (u32_at(font, at + 8)?, u32_at(font, at + 12)?);
            kept.push((tag, font.get(at + 4..at + 8)?, font.get(offset..offset + length)?));
        }
    }
    let number = u16::try_from(kept.len()).ok()?;
    let power = number.checked_ilog2()?;
    let mut out = Vec::with_capacity(font.len());
    out.extend_from_slice(font.get(..4)?);
    out.extend_from_slice(&number.to_be_bytes());
    out.extend_from_slice(&(16u16 << power).to_be_bytes());
    out.extend_from_slice(&u16::try_from(power).ok()?.to_be_bytes());
    out.extend_from_slice(&(number * 16 - (16u16 << power)).to_be_bytes());
    let mut offset = 12 + kept.len() * 16;
    for (tag, checksum, table) in &kept {
        out.extend_from_slice(tag);
        out.extend_from_slice(checksum);
        out.extend_from_slice(&u32::try_from(offset).ok()?.to_be_bytes());
        out.extend_from_slice(&u32::try_from(table.len()).ok()?.to_be_bytes());
        offset += table.len().next_multiple_of(4);
    }
    for (_, _, table) in &kept {
        out.extend_from_slice(table);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_embedded_program_is_a_font_without_layout_tables() {
        for face in FaceKey::ALL {
            let whole = face.loaded().bytes;
            let cut = without_layout(whole).unwrap();
            assert!(cut.len() < whole.len());
            let parsed = rustybuzz::ttf_parser::RawFace::parse(&cut, 0).unwrap();
            let tables: Vec<String> = parsed.table_records.into_iter().map(|record| record.tag.to_string()).collect();
            assert!(tables.contains(&"glyf".to_owned()) && !tables.contains(&"GPOS".to_owned()), "{tables:?}");
        }
    }
}
