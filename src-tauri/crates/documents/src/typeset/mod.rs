//! A small typesetter: text and tables in, positioned glyphs, rules, pictures and links per page out.
//!
//! It knows nothing of PDF. All lengths are whole thousandths of a point ([`Mpt`]), so a page comes out the same on
//! every machine. Pages are measured from their top left corner, downwards; text hangs on its baseline.

pub mod breaking;
pub mod face;
pub mod flow;
pub mod paragraph;
pub mod shape;
pub mod table;

use std::rc::Rc;

pub use face::FaceKey;
pub use flow::{Flow, Slab};
pub use paragraph::{Align, Span, TextStyle};
pub use shape::Glyph;

/// A length in thousandths of a point.
pub type Mpt = i64;

/// `points` in thousandths of a point.
pub const fn pt(points: i64) -> Mpt {
    points * 1000
}

/// Millimetres in thousandths of a point (1 mm = 72/25.4 pt).
pub const fn mm(millimetres: i64) -> Mpt {
    millimetres * 720_000 / 254
}

pub const A4_WIDTH: Mpt = mm(210);
pub const A4_HEIGHT: Mpt = mm(297);

/// A shade of grey: 0 is black, 255 white.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ink(pub u8);

impl Ink {
    pub const BLACK: Ink = Ink(20);
    pub const SOFT: Ink = Ink(95);
    pub const LINE: Ink = Ink(190);
    pub const FAINT: Ink = Ink(225);
    pub const TINT: Ink = Ink(246);
}

/// Something drawn on a page.
#[derive(Clone, PartialEq, Debug)]
pub enum Mark {
    Glyphs(GlyphRun),
    /// A filled rectangle: lines are thin ones.
    Rule {
        x: Mpt,
        y: Mpt,
        width: Mpt,
        height: Mpt,
        ink: Ink,
    },
    /// The picture of the letterhead.
    Picture {
        x: Mpt,
        y: Mpt,
        width: Mpt,
        height: Mpt,
    },
    /// A square of dark modules, drawn as one vector path.
    Modules {
        x: Mpt,
        y: Mpt,
        size: Mpt,
        modules: Rc<Modules>,
    },
    Link {
        x: Mpt,
        y: Mpt,
        width: Mpt,
        height: Mpt,
        target: String,
    },
}

/// The dark and light squares of a QR code, row by row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Modules {
    pub side: usize,
    pub dark: Vec<bool>,
}

/// Glyphs of one face and size on one baseline, left to right.
#[derive(Clone, PartialEq, Debug)]
pub struct GlyphRun {
    pub face: FaceKey,
    pub size: Mpt,
    pub ink: Ink,
    pub x: Mpt,
    pub y: Mpt,
    pub glyphs: Vec<Glyph>,
}

impl GlyphRun {
    pub fn width(&self) -> Mpt {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Page {
    pub marks: Vec<Mark>,
}

impl Mark {
    /// The same mark, moved.
    pub fn moved(mut self, dx: Mpt, dy: Mpt) -> Mark {
        match &mut self {
            Mark::Glyphs(run) => {
                run.x += dx;
                run.y += dy;
            }
            Mark::Rule { x, y, .. }
            | Mark::Picture { x, y, .. }
            | Mark::Modules { x, y, .. }
            | Mark::Link { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
        }
        self
    }
}
