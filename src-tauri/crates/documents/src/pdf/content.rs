//! The content of a page: marks to PDF operators (ISO 32000-1, annex A).
//!
//! printpdf would write every glyph as an object of its own, which a profile of a letter gave 28 % of its time. So it
//! writes the document, the fonts, the pictures and the links, and the content of the pages comes from here. Lengths
//! stay whole thousandths of a point.

use std::io::Write;

use crate::typeset::{A4_HEIGHT, GlyphRun, Ink, Mark, Modules, Mpt, Page};

/// Names of things in the resources of a page.
pub const PICTURE: &str = "letterhead";

/// The name of a face in the resources of a page.
pub fn font_name(face: crate::typeset::FaceKey) -> String {
    format!("T{}", face as usize)
}

/// The operators that draw a page.
pub fn content(page: &Page) -> Vec<u8> {
    let mut out = Content { bytes: Vec::with_capacity(page.marks.len() * 120), ink: None };
    for mark in &page.marks {
        match mark {
            Mark::Glyphs(run) => {
                out.fill(run.ink);
                out.text(run);
            }
            Mark::Rule { x, y, width, height, ink } => {
                out.fill(*ink);
                out.rectangle(*x, *y, *width, *height);
                out.word("f");
            }
            Mark::Picture { x, y, width, height } => {
                out.word("q");
                out.lengths(&[*width, 0, 0, *height, *x, A4_HEIGHT - y - height]);
                out.word("cm");
                out.word(&format!("/{PICTURE} Do Q"));
            }
            Mark::Modules { x, y, size, modules } => {
                out.fill(Ink(0));
                out.squares(*x, *y, *size, modules);
                out.word("f");
            }
            // A link is an annotation of the page, not a part of its content.
            Mark::Link { .. } => {}
        }
    }
    out.bytes
}

struct Content {
    bytes: Vec<u8>,
    ink: Option<Ink>,
}

impl Content {
    fn word(&mut self, word: &str) {
        self.bytes.extend_from_slice(word.as_bytes());
        self.bytes.push(b'\n');
    }

    /// Thousandths as a decimal number, without useless zeros.
    fn thousandths(&mut self, value: i64) {
        if value < 0 {
            self.bytes.push(b'-');
        }
        let value = value.unsigned_abs();
        self.whole(value / 1000);
        let rest = value % 1000;
        if rest > 0 {
            self.bytes.push(b'.');
            let digits = [rest / 100, rest / 10 % 10, rest % 10];
            let used = digits.iter().rposition(|digit| *digit > 0).map_or(0, |last| last + 1);
            self.bytes.extend(digits[..used].iter().filter_map(|digit| u8::try_from(*digit).ok()).map(|d| b'0' + d));
        }
        self.bytes.push(b' ');
    }

    fn whole(&mut self, value: u64) {
        // Writing to memory does not fail.
        let _ = write!(self.bytes, "{value}");
    }

    fn lengths(&mut self, lengths: &[Mpt]) {
        for length in lengths {
            self.thousandths(*length);
        }
    }

    fn fill(&mut self, ink: Ink) {
        if self.ink != Some(ink) {
            self.ink = Some(ink);
            self.thousandths((i64::from(ink.0) * 1000 + 127) / 255);
            self.word("g");
        }
    }

    fn rectangle(&mut self, x: Mpt, y: Mpt, width: Mpt, height: Mpt) {
        self.lengths(&[x, A4_HEIGHT - y - height, width, height]);
        self.word("re");
    }

    fn text(&mut self, run: &GlyphRun) {
        let loaded = run.face.loaded();
        self.word("BT");
        self.bytes.extend_from_slice(format!("/{} ", font_name(run.face)).as_bytes());
        self.thousandths(run.size);
        self.word("Tf");
        self.bytes.extend_from_slice(b"1 0 0 1 ");
        self.lengths(&[run.x, A4_HEIGHT - run.y]);
        self.word("Tm");
        self.bytes.extend_from_slice(b"[<");
        let mut wanted: Mpt = 0;
        let mut pen: Mpt = 0;
        let last = run.glyphs.len().saturating_sub(1);
        for (place, glyph) in run.glyphs.iter().enumerate() {
            for nibble in [glyph.id >> 12, glyph.id >> 8, glyph.id >> 4, glyph.id] {
                self.bytes.push(b"0123456789ABCDEF"[usize::from(nibble & 15)]);
            }
            wanted += glyph.advance;
            // A reader moves by whole thousandths of an em, as printpdf writes the widths; the rest is a correction.
            let units = i64::from(loaded.advances.get(usize::from(glyph.id)).copied().unwrap_or(0));
            pen += units * 1000 / loaded.units_per_em * run.size;
            let offset = (pen - wanted * 1000 + run.size / 2).div_euclid(run.size.max(1));
            if offset != 0 && place < last {
                pen -= offset * run.size;
                self.bytes.push(b'>');
                if offset < 0 {
                    self.bytes.push(b'-');
                }
                self.whole(offset.unsigned_abs());
                self.bytes.push(b'<');
            }
        }
        self.word(">] TJ\nET");
    }

    /// One rectangle for each row of touching dark modules.
    fn squares(&mut self, x: Mpt, y: Mpt, size: Mpt, modules: &Modules) {
        let Ok(side) = Mpt::try_from(modules.side) else { return };
        let edge = |place: usize| size * Mpt::try_from(place).unwrap_or(0) / side.max(1);
        for (row, line) in modules.dark.chunks(modules.side.max(1)).enumerate() {
            let mut column = 0;
            while column < line.len() {
                if !line[column] {
                    column += 1;
                    continue;
                }
                let end = line[column..].iter().position(|dark| !dark).map_or(line.len(), |length| column + length);
                let (top, left) = (edge(row), edge(column));
                self.rectangle(x + left, y + top, edge(end) - left, edge(row + 1) - top);
                column = end;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_without_useless_zeros() {
        let mut out = Content { bytes: Vec::new(), ink: None };
        out.lengths(&[0, 1_000, -1_500, 12_345, 7, 841_889]);
        assert_eq!(String::from_utf8(out.bytes).unwrap(), "0 1 -1.5 12.345 0.007 841.889 ");
    }
}
