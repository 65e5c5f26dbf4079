//! The faces of the letters, parsed once for the life of the program.

use std::sync::LazyLock;

use rustybuzz::{Direction, Feature, ShapePlan, script, ttf_parser::Tag};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FaceKey {
    Serif,
    SerifBold,
    SerifItalic,
    Sans,
    SansBold,
}

impl FaceKey {
    pub const ALL: [FaceKey; 5] =
        [FaceKey::Serif, FaceKey::SerifBold, FaceKey::SerifItalic, FaceKey::Sans, FaceKey::SansBold];

    /// The name inside the PDF.
    pub fn name(self) -> &'static str {
        match self {
            FaceKey::Serif => "AcquitSerif-Regular",
            FaceKey::SerifBold => "AcquitSerif-Bold",
            FaceKey::SerifItalic => "AcquitSerif-Italic",
            FaceKey::Sans => "AcquitSans-Regular",
            FaceKey::SansBold => "AcquitSans-Bold",
        }
    }

    fn bytes(self) -> &'static [u8] {
        match self {
            FaceKey::Serif => include_bytes!("../../fonts/AcquitSerif-Regular.ttf"),
            FaceKey::SerifBold => include_bytes!("../../fonts/AcquitSerif-Bold.ttf"),
            FaceKey::SerifItalic => include_bytes!("../../fonts/AcquitSerif-Italic.ttf"),
            FaceKey::Sans => include_bytes!("../../fonts/AcquitSans-Regular.ttf"),
            FaceKey::SansBold => include_bytes!("../../fonts/AcquitSans-Bold.ttf"),
        }
    }

    pub fn loaded(self) -> &'static LoadedFace {
        &FACES[self as usize]
    }
}

/// A parsed face with what shaping needs again and again.
pub struct LoadedFace {
    pub key: FaceKey,
    pub bytes: &'static [u8],
    pub shaper: rustybuzz::Face<'static>,
    /// For words.
    pub plan: ShapePlan,
    /// For amounts and dates: figures of one width.
    pub figures: ShapePlan,
    pub units_per_em: i64,
    /// In font units above the baseline.
    pub ascender: i64,
    /// In font units, negative below the baseline.
    pub descender: i64,
    /// The glyph of U+00AD: looks like a hyphen, and is copied out as a soft hyphen that readers drop.
    pub soft_hyphen: u16,
    /// Advance of every glyph, in font units.
    pub advances: Vec<u16>,
}

static FACES: LazyLock<[LoadedFace; 5]> = LazyLock::new(|| FaceKey::ALL.map(load));

fn load(key: FaceKey) -> LoadedFace {
    let bytes = key.bytes();
    // The five fonts are part of the program; a test loads each of them.
    let shaper = rustybuzz::Face::from_slice(bytes, 0).expect("an embedded font");
    let plan = |tags: &[&[u8; 4]]| {
        let features: Vec<Feature> = tags.iter().map(|tag| Feature::new(Tag::from_bytes(tag), 1, ..)).collect();
        ShapePlan::new(&shaper, Direction::LeftToRight, Some(script::LATIN), None, &features)
    };
    let glyph = |c: char| shaper.glyph_index(c).map_or(0, |id| id.0);
    let advances = (0..shaper.number_of_glyphs())
        .map(|id| shaper.glyph_hor_advance(rustybuzz::ttf_parser::GlyphId(id)).unwrap_or(0))
        .collect();
    LoadedFace {
        key,
        bytes,
        units_per_em: i64::from(shaper.units_per_em()).max(1),
        ascender: i64::from(shaper.ascender()),
        descender: i64::from(shaper.descender()),
        soft_hyphen: glyph('\u{ad}'),
        advances,
        plan: plan(&[b"lnum"]),
        figures: plan(&[b"lnum", b"tnum"]),
        shaper,
    }
}

impl LoadedFace {
    /// Font units at a size, in thousandths of a point, rounded to the nearest.
    pub fn scaled(&self, units: i64, size: i64) -> i64 {
        (units * size + self.units_per_em / 2).div_euclid(self.units_per_em)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_holds_the_characters_of_french_letters() {
        for key in FaceKey::ALL {
            let face = key.loaded();
            for c in "àâäçéèêëîïôöùûüÿœæÀÉÈÊÇŒ€«»’–—…°²½№−\u{a0}\u{202f}\u{ad}\u{2011}ŁódźŠkoda".chars()
            {
                assert!(face.shaper.glyph_index(c).is_some(), "{key:?} lacks {c:?}");
            }
        }
    }

    #[test]
    fn no_break_spaces_are_copied_out_as_themselves() {
        for key in FaceKey::ALL {
            let face = key.loaded();
            let glyphs: Vec<_> =
                [' ', '\u{a0}', '\u{202f}', '\u{2009}'].map(|c| face.shaper.glyph_index(c).unwrap()).to_vec();
            for (place, glyph) in glyphs.iter().enumerate() {
                assert!(!glyphs[..place].contains(glyph), "{key:?} shares a space glyph");
            }
        }
    }
}
