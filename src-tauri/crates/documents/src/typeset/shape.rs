//! Text to glyphs, with kerning and ligatures.

use rustybuzz::{Direction, UnicodeBuffer, script};

use super::face::FaceKey;
use super::{Ink, Mpt};

/// One glyph, how far the pen moves after it, and the characters it stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Glyph {
    pub id: u16,
    pub advance: Mpt,
    /// The characters, padded with NUL. A glyph that continues a cluster has none.
    pub text: [char; 4],
}

impl Glyph {
    pub fn chars(&self) -> impl Iterator<Item = char> {
        self.text.into_iter().take_while(|c| *c != '\0')
    }
}

/// Shaped text: glyphs, and for each the byte of the text its cluster begins at.
#[derive(Clone, Debug, Default)]
pub struct Shaped {
    pub glyphs: Vec<Glyph>,
    pub clusters: Vec<usize>,
    /// Characters that the face cannot draw: shown as an empty box, and reported.
    pub missing: Vec<char>,
}

impl Shaped {
    pub fn width(&self) -> Mpt {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }
}

/// Shapes one line of left-to-right text.
pub fn shape(text: &str, face: FaceKey, size: Mpt) -> Shaped {
    let loaded = face.loaded();
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(script::LATIN);
    // Tabular figures come with wide signs, which only suit a cell without words.
    let plan = if text.chars().any(char::is_alphabetic) { &loaded.plan } else { &loaded.figures };
    let output = rustybuzz::shape_with_plan(&loaded.shaper, plan, buffer);

    let infos = output.glyph_infos();
    let mut shaped = Shaped::default();
    shaped.glyphs.reserve(infos.len());
    shaped.clusters.reserve(infos.len());
    for (place, (info, position)) in infos.iter().zip(output.glyph_positions()).enumerate() {
        let start = info.cluster as usize;
        let first_of_cluster = place == 0 || infos[place - 1].cluster != info.cluster;
        let end =
            infos[place..].iter().map(|next| next.cluster as usize).find(|next| *next != start).unwrap_or(text.len());
        let mut chars = ['\0'; 4];
        if first_of_cluster {
            for (slot, c) in chars.iter_mut().zip(text[start..end].chars()) {
                *slot = c;
            }
        }
        let id = u16::try_from(info.glyph_id).unwrap_or(0);
        if id == 0 {
            shaped.missing.extend(text[start..end].chars());
        }
        shaped.glyphs.push(Glyph { id, advance: loaded.scaled(i64::from(position.x_advance), size), text: chars });
        shaped.clusters.push(start);
    }
    shaped
}

/// A line of one style, ready to be placed.
pub fn line(text: &str, face: FaceKey, size: Mpt, ink: Ink) -> super::GlyphRun {
    super::GlyphRun { face, size, ink, x: 0, y: 0, glyphs: shape(text, face, size).glyphs }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::pt;

    #[test]
    fn pairs_are_kerned() {
        let apart: Mpt = ["A", "V"].iter().map(|text| shape(text, FaceKey::Serif, pt(10)).width()).sum();
        assert!(shape("AV", FaceKey::Serif, pt(10)).width() < apart);
    }

    #[test]
    fn figures_of_tables_have_one_width() {
        let width = |text| shape(text, FaceKey::Sans, pt(10)).width();
        assert_eq!(width("1111,11"), width("8888,88"));
    }

    #[test]
    fn a_character_outside_the_fonts_is_reported() {
        let shaped = shape("Ok 漢", FaceKey::Serif, pt(10));
        assert_eq!(shaped.missing, vec!['漢']);
    }

    #[test]
    fn a_ligature_stands_for_its_characters() {
        let text: String = shape("office", FaceKey::Serif, pt(10)).glyphs.iter().flat_map(Glyph::chars).collect();
        assert_eq!(text, "office");
    }
}
