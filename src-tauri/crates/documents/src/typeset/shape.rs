//! Text to glyphs, with kerning and ligatures.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

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

/// A glyph of a word in font units, kept for the next time the word comes.
#[derive(Clone, Copy)]
struct WordGlyph {
    id: u16,
    units: i32,
    text: [char; 4],
    /// Byte of the word its cluster begins at.
    cluster: usize,
}

/// The same words come back in every letter and in every line of a table, so their shapes are kept: face, whether its
/// figures are tabular, word.
type Words = HashMap<(FaceKey, bool), HashMap<Box<str>, Rc<[WordGlyph]>>>;

/// Beyond this a thread forgets the words of a face and begins anew.
const MOST_WORDS: usize = 4_096;

thread_local! {
    static WORDS: RefCell<Words> = RefCell::new(HashMap::new());
}

/// Shapes one line of left-to-right text, word by word.
pub fn shape(text: &str, face: FaceKey, size: Mpt) -> Shaped {
    // Tabular figures come with wide signs, which only suit a cell without words.
    let tabular = !text.chars().any(char::is_alphabetic);
    let loaded = face.loaded();
    let mut shaped = Shaped::default();
    shaped.glyphs.reserve(text.len());
    shaped.clusters.reserve(text.len());
    let mut begin = 0;
    for piece in text.split_inclusive(' ') {
        let word = piece.strip_suffix(' ').unwrap_or(piece);
        for part in [word, &piece[word.len()..]].into_iter().filter(|part| !part.is_empty()) {
            for glyph in word_glyphs(part, face, tabular).iter() {
                if glyph.id == 0 {
                    shaped.missing.extend(glyph.text.into_iter().take_while(|c| *c != '\0'));
                }
                shaped.glyphs.push(Glyph {
                    id: glyph.id,
                    advance: loaded.scaled(i64::from(glyph.units), size),
                    text: glyph.text,
                });
                shaped.clusters.push(begin + glyph.cluster);
            }
            begin += part.len();
        }
    }
    shaped
}

fn word_glyphs(word: &str, face: FaceKey, tabular: bool) -> Rc<[WordGlyph]> {
    WORDS.with_borrow_mut(|words| {
        let words = words.entry((face, tabular)).or_default();
        if let Some(known) = words.get(word) {
            return known.clone();
        }
        if words.len() >= MOST_WORDS {
            words.clear();
        }
        let glyphs: Rc<[WordGlyph]> = shape_word(word, face, tabular).into();
        words.insert(word.into(), glyphs.clone());
        glyphs
    })
}

fn shape_word(word: &str, face: FaceKey, tabular: bool) -> Vec<WordGlyph> {
    let loaded = face.loaded();
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(word);
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(script::LATIN);
    let plan = if tabular { &loaded.figures } else { &loaded.plan };
    let output = rustybuzz::shape_with_plan(&loaded.shaper, plan, buffer);
    let infos = output.glyph_infos();
    infos
        .iter()
        .zip(output.glyph_positions())
        .enumerate()
        .map(|(place, (info, position))| {
            let cluster = info.cluster as usize;
            let first_of_cluster = place == 0 || infos[place - 1].cluster != info.cluster;
            let end = infos[place..]
                .iter()
                .map(|next| next.cluster as usize)
                .find(|next| *next != cluster)
                .unwrap_or(word.len());
            let mut text = ['\0'; 4];
            if first_of_cluster {
                for (slot, c) in text.iter_mut().zip(word[cluster..end].chars()) {
                    *slot = c;
                }
            }
            WordGlyph { id: u16::try_from(info.glyph_id).unwrap_or(0), units: position.x_advance, text, cluster }
        })
        .collect()
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
