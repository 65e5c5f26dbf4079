//! Paragraphs: spans of text to lines of glyphs.

use domain::Lang;

use super::breaking::{self, Piece};
use super::face::FaceKey;
use super::flow::Slab;
use super::shape::{Glyph, Shaped, shape};
use super::{GlyphRun, Ink, Mark, Mpt};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TextStyle {
    pub face: FaceKey,
    pub size: Mpt,
    pub ink: Ink,
}

/// Text of one style.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Span {
    pub text: String,
    pub style: TextStyle,
    /// Where a click leads.
    pub link: Option<String>,
}

impl Span {
    pub fn new(text: impl Into<String>, style: TextStyle) -> Span {
        Span { text: text.into(), style, link: None }
    }

    pub fn linked(text: impl Into<String>, style: TextStyle, target: impl Into<String>) -> Span {
        Span { text: text.into(), style, link: Some(target.into()) }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    Left,
    Right,
    Centre,
    /// Both edges straight, words hyphenated.
    Justified,
}

/// How a paragraph is set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Setting {
    pub x: Mpt,
    pub width: Mpt,
    pub leading: Mpt,
    pub align: Align,
    pub lang: Lang,
}

/// A line: its marks hang on a baseline at y = 0, x from the left of the page.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    pub marks: Vec<Mark>,
    pub width: Mpt,
}

/// The lines of a paragraph, and the characters no face could draw.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Set {
    pub lines: Vec<Line>,
    pub missing: Vec<char>,
}

enum Atom {
    Glyphs { span: usize, from: usize, to: usize },
    Space { span: usize, at: usize },
    Hyphen { span: usize },
    Cut,
}

/// Breaks spans into lines.
pub fn set(spans: &[Span], setting: &Setting) -> Set {
    let mut missing = Vec::new();
    let shaped: Vec<Shaped> = spans
        .iter()
        .map(|span| {
            let mut shaped = shape(&span.text, span.style.face, span.style.size);
            missing.append(&mut shaped.missing);
            shaped
        })
        .collect();
    let mut atoms = Vec::new();
    let mut pieces = Vec::new();
    for (index, span) in spans.iter().enumerate() {
        pieces_of(index, span, &shaped[index], setting, &mut atoms, &mut pieces);
    }
    if pieces.is_empty() {
        return Set { lines: Vec::new(), missing };
    }
    let justified = setting.align == Align::Justified;
    let ends = breaking::breaks(&pieces, setting.width, justified);
    let mut lines = Vec::with_capacity(ends.len());
    let mut start = if matches!(pieces[0], Piece::Glue { .. }) { breaking::line_start(&pieces, 0) } else { 0 };
    for end in &ends {
        let last = *end == pieces.len();
        lines.push(line(spans, &shaped, &atoms, &pieces, start..*end, justified && !last, setting));
        start = breaking::line_start(&pieces, *end);
    }
    Set { lines, missing }
}

/// Byte offsets in `word` where it may be cut: with a hyphen (`true`) or without.
fn cuts(word: &str, setting: &Setting, cuts: &mut Vec<(usize, bool)>) {
    if setting.align != Align::Justified {
        explicit_hyphens(word, cuts);
        return;
    }
    explicit_hyphens(word, cuts);
    // Numbers, addresses and references are never cut; a compound only at its own hyphens.
    if !cuts.is_empty()
        || word.chars().any(|c| c.is_ascii_digit() || matches!(c, '@' | '/' | '_' | '.') && !word.ends_with(c))
    {
        return;
    }
    let language = match setting.lang {
        Lang::Fr => hypher::Lang::French,
        Lang::En => hypher::Lang::English,
    };
    let mut offset = 0;
    for part in word.split(|c: char| !c.is_alphabetic()) {
        // The separator before this part is found again by its address in the word.
        let begin = part.as_ptr() as usize - word.as_ptr() as usize;
        debug_assert!(begin >= offset);
        offset = begin;
        let names_something = part.chars().skip(1).any(char::is_uppercase) || part.starts_with(char::is_uppercase);
        if part.chars().count() < 6 || names_something {
            continue;
        }
        let mut at = begin;
        let syllables: Vec<&str> = hypher::hyphenate_bounded(part, language, 3, 3).collect();
        for syllable in &syllables[..syllables.len().saturating_sub(1)] {
            at += syllable.len();
            cuts.push((at, true));
        }
    }
    cuts.sort_unstable();
}

/// After a hyphen between two words of three letters or more the line may end: not in "ci-dessous".
fn explicit_hyphens(word: &str, cuts: &mut Vec<(usize, bool)>) {
    for (at, c) in word.char_indices() {
        let letters_before = word[..at].chars().rev().take_while(|c| c.is_alphabetic()).count();
        let letters_after = word[at + c.len_utf8()..].chars().take_while(|c| c.is_alphabetic()).count();
        if c == '-' && letters_before >= 3 && letters_after >= 3 {
            cuts.push((at + 1, false));
        }
    }
}

fn pieces_of(
    index: usize,
    span: &Span,
    shaped: &Shaped,
    setting: &Setting,
    atoms: &mut Vec<Atom>,
    pieces: &mut Vec<Piece>,
) {
    let hyphen_width = hyphen(span).advance;
    let mut points = Vec::new();
    let mut glyph = 0;
    let count = shaped.glyphs.len();
    while glyph < count {
        let begin = shaped.clusters[glyph];
        if span.text[begin..].starts_with([' ', '\n']) {
            atoms.push(Atom::Space { span: index, at: glyph });
            pieces.push(Piece::Glue { width: shaped.glyphs[glyph].advance });
            glyph += 1;
            continue;
        }
        let end = span.text[begin..].find([' ', '\n']).map_or(span.text.len(), |length| begin + length);
        let mut stop = glyph;
        while stop < count && shaped.clusters[stop] < end {
            stop += 1;
        }
        points.clear();
        cuts(&span.text[begin..end], setting, &mut points);
        let mut from = glyph;
        for (offset, with_hyphen) in &points {
            // A cut inside a ligature is left out.
            let Some(to) = (from..stop).find(|at| shaped.clusters[*at] == begin + offset) else { continue };
            if to == from {
                continue;
            }
            push_box(index, shaped, from..to, setting.width, atoms, pieces);
            if *with_hyphen {
                atoms.push(Atom::Hyphen { span: index });
                pieces.push(Piece::Hyphen { width: hyphen_width });
            } else {
                atoms.push(Atom::Cut);
                pieces.push(Piece::Cut);
            }
            from = to;
        }
        push_box(index, shaped, from..stop, setting.width, atoms, pieces);
        glyph = stop;
    }
}

/// Adds a box; one wider than the column is cut between its glyphs.
fn push_box(
    span: usize,
    shaped: &Shaped,
    range: std::ops::Range<usize>,
    column: Mpt,
    atoms: &mut Vec<Atom>,
    pieces: &mut Vec<Piece>,
) {
    let width: Mpt = shaped.glyphs[range.clone()].iter().map(|glyph| glyph.advance).sum();
    if width <= column {
        atoms.push(Atom::Glyphs { span, from: range.start, to: range.end });
        pieces.push(Piece::Box { width });
        return;
    }
    let mut from = range.start;
    while from < range.end {
        let mut to = from + 1;
        while to < range.end && shaped.clusters[to] == shaped.clusters[from] {
            to += 1;
        }
        if from > range.start {
            atoms.push(Atom::Cut);
            pieces.push(Piece::Cut);
        }
        let width = shaped.glyphs[from..to].iter().map(|glyph| glyph.advance).sum();
        atoms.push(Atom::Glyphs { span, from, to });
        pieces.push(Piece::Box { width });
        from = to;
    }
}

fn hyphen(span: &Span) -> Glyph {
    let face = span.style.face.loaded();
    let units = face.advances.get(usize::from(face.soft_hyphen)).copied().unwrap_or(0);
    Glyph {
        id: face.soft_hyphen,
        advance: face.scaled(i64::from(units), span.style.size),
        text: ['\u{ad}', '\0', '\0', '\0'],
    }
}

fn line(
    spans: &[Span],
    shaped: &[Shaped],
    atoms: &[Atom],
    pieces: &[Piece],
    range: std::ops::Range<usize>,
    stretch: bool,
    setting: &Setting,
) -> Line {
    let ends_with_hyphen = match atoms.get(range.end) {
        Some(Atom::Hyphen { span }) => Some(*span),
        _ => None,
    };
    let atoms = &atoms[range.clone()];
    let pieces = &pieces[range];
    // Spaces at the end of a line take no room.
    let used = pieces.iter().rposition(|piece| matches!(piece, Piece::Box { .. })).map_or(0, |last| last + 1);
    let (atoms, pieces) = (&atoms[..used], &pieces[..used]);

    let mut natural: Mpt = 0;
    let mut spaces: Mpt = 0;
    for piece in pieces {
        match piece {
            Piece::Box { width } => natural += width,
            Piece::Glue { width } => {
                natural += width;
                spaces += 1;
            }
            _ => {}
        }
    }
    let hyphen_glyph = ends_with_hyphen.map(|span| (span, hyphen(&spans[span])));
    natural += hyphen_glyph.map_or(0, |(_, glyph)| glyph.advance);

    let spare = setting.width - natural;
    // A last line may have been chosen a little too long: it is drawn in like the others.
    let stretch = stretch || (setting.align == Align::Justified && spare < 0);
    let (share, mut rest) =
        if stretch && spaces > 0 { (spare.div_euclid(spaces), spare.rem_euclid(spaces)) } else { (0, 0) };
    let width = if stretch && spaces > 0 { setting.width } else { natural };
    let x = match setting.align {
        Align::Right => setting.x + setting.width - width,
        Align::Centre => setting.x + (setting.width - width) / 2,
        Align::Left | Align::Justified => setting.x,
    };

    let mut runs: Vec<(usize, GlyphRun)> = Vec::new();
    let mut pen = x;
    let mut put = |span: usize, glyphs: &[Glyph], pen: &mut Mpt| {
        let style = spans[span].style;
        if runs.last().is_none_or(|(of, _)| *of != span) {
            runs.push((
                span,
                GlyphRun { face: style.face, size: style.size, ink: style.ink, x: *pen, y: 0, glyphs: Vec::new() },
            ));
        }
        if let Some((_, run)) = runs.last_mut() {
            run.glyphs.extend_from_slice(glyphs);
        }
        *pen += glyphs.iter().map(|glyph| glyph.advance).sum::<Mpt>();
    };
    for atom in atoms {
        match atom {
            Atom::Glyphs { span, from, to } => put(*span, &shaped[*span].glyphs[*from..*to], &mut pen),
            Atom::Space { span, at } => {
                let mut glyph = shaped[*span].glyphs[*at];
                glyph.advance += share + i64::from(rest > 0);
                rest -= 1;
                put(*span, &[glyph], &mut pen);
            }
            Atom::Hyphen { .. } | Atom::Cut => {}
        }
    }
    if let Some((span, glyph)) = hyphen_glyph {
        put(span, &[glyph], &mut pen);
    }
    let mut marks = Vec::with_capacity(runs.len());
    for (span, run) in runs {
        if let Some(target) = &spans[span].link {
            marks.push(Mark::Link {
                x: run.x,
                y: -run.size,
                width: run.width(),
                height: run.size * 5 / 4,
                target: target.clone(),
            });
        }
        marks.push(Mark::Glyphs(run));
    }
    Line { marks, width }
}

/// Stacks lines into slabs of one leading each; the first two and the last two lines of a paragraph stay together.
pub fn slabs(set: Set, setting: &Setting, gap: Mpt) -> Vec<Slab> {
    let count = set.lines.len();
    set.lines
        .into_iter()
        .enumerate()
        .map(|(place, line)| Slab {
            height: setting.leading,
            gap: if place == 0 { gap } else { 0 },
            keep: place == 1 || (place > 0 && place + 1 == count),
            // The baseline sits at three quarters of the leading.
            marks: line.marks.into_iter().map(|mark| mark.moved(0, setting.leading * 3 / 4)).collect(),
            header: None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::pt;

    fn setting(align: Align) -> Setting {
        Setting { x: 0, width: pt(120), leading: pt(14), align, lang: Lang::Fr }
    }

    fn text_of(line: &Line) -> String {
        line.marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Glyphs(run) => Some(run.glyphs.iter().flat_map(Glyph::chars).collect::<String>()),
                _ => None,
            })
            .collect()
    }

    fn lines_of(text: &str, align: Align) -> Vec<Line> {
        let style = TextStyle { face: FaceKey::Serif, size: pt(11), ink: Ink::BLACK };
        set(&[Span::new(text, style)], &setting(align)).lines
    }

    #[test]
    fn a_narrow_space_is_never_a_line_end() {
        let text = "Le montant de 12\u{202f}345,67\u{a0}€ reste dû\u{202f}; nous attendons 12\u{202f}345,67\u{a0}€ sans délai.";
        for line in lines_of(text, Align::Justified) {
            let text = text_of(&line);
            assert!(!text.starts_with(['\u{202f}', '\u{a0}', '€', ';']), "{text}");
            assert!(!text.ends_with("12") && !text.ends_with(','), "{text}");
        }
    }

    #[test]
    fn justified_lines_reach_the_edge() {
        let lines = lines_of(
            "Sauf erreur de notre part, les factures ci-dessous ne sont pas encore réglées à ce jour.",
            Align::Justified,
        );
        assert!(lines.len() > 2);
        for line in &lines[..lines.len() - 1] {
            let end = line
                .marks
                .iter()
                .map(|mark| match mark {
                    Mark::Glyphs(run) => run.x + run.width(),
                    _ => 0,
                })
                .max();
            assert_eq!(end, Some(pt(120)), "{}", text_of(line));
        }
    }

    #[test]
    fn a_reference_is_never_hyphenated() {
        let lines = lines_of("La facture numéro FACTURE-2026-0188 du client", Align::Justified);
        assert!(lines.iter().any(|line| text_of(line).contains("FACTURE-2026-0188")));
    }

    #[test]
    fn a_word_longer_than_the_line_is_cut() {
        let lines = lines_of(&"x".repeat(90), Align::Left);
        assert!(lines.len() > 2);
        assert!(lines.iter().all(|line| line.width <= pt(120)));
    }

    #[test]
    fn a_hyphen_at_a_line_end_is_a_soft_one() {
        let lines = lines_of("anticonstitutionnellement administrativement recouvrement", Align::Justified);
        let cut = lines.iter().map(text_of).find(|text| text.ends_with('\u{ad}'));
        assert!(cut.is_some(), "{:?}", lines.iter().map(text_of).collect::<Vec<_>>());
    }
}
