//! Where a paragraph is cut into lines: the whole paragraph is weighed, not line after line.

use super::Mpt;

/// A piece of a paragraph as line breaking sees it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Glyphs that stay together.
    Box { width: Mpt },
    /// A space: it may grow and shrink, and disappears at a break.
    Glue { width: Mpt },
    /// A place where the word may be cut, at the price of a hyphen this wide.
    Hyphen { width: Mpt },
    /// A place where the text may be cut without a sign.
    Cut,
}

const GROWTH_DIVISOR: Mpt = 2;
const SHRINK_DIVISOR: Mpt = 4;
/// Price of a hyphen, in the unit of badness where 100 is a line at its full stretch.
const HYPHEN_PRICE: i64 = 60;
const TWO_HYPHENS_PRICE: i64 = 9_000;
/// A last line that begins with the end of a word looks torn.
const LAST_HYPHEN_PRICE: i64 = 12_000;
const WORST: i64 = 10_000;

/// The pieces that end the lines: each is an index into `pieces`; the last is `pieces.len()`.
///
/// Justified text is broken so that the sum of all unevenness is least (after Knuth and Plass); ragged text is
/// filled line after line. A box wider than the line stands alone and overflows: callers cut such boxes before.
pub fn breaks(pieces: &[Piece], width: Mpt, justified: bool) -> Vec<usize> {
    if justified && let Some(best) = total_fit(pieces, width) {
        return best;
    }
    first_fit(pieces, width)
}

/// Whether a line may end at this place.
fn legal(pieces: &[Piece], place: usize) -> bool {
    match pieces.get(place) {
        None => true,
        Some(Piece::Box { .. }) => false,
        Some(Piece::Glue { .. }) => place > 0,
        Some(Piece::Hyphen { .. } | Piece::Cut) => true,
    }
}

/// Where the line after a break begins.
pub fn line_start(pieces: &[Piece], broken_at: usize) -> usize {
    let mut start = broken_at;
    match pieces.get(start) {
        Some(Piece::Glue { .. }) => {
            while matches!(pieces.get(start), Some(Piece::Glue { .. })) {
                start += 1;
            }
            start
        }
        Some(Piece::Hyphen { .. } | Piece::Cut) => start + 1,
        _ => start,
    }
}

fn first_fit(pieces: &[Piece], width: Mpt) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let mut used = 0;
        let mut fits = None;
        let mut place = start;
        loop {
            if place > start && legal(pieces, place) {
                let hyphen = match pieces.get(place) {
                    Some(Piece::Hyphen { width }) => *width,
                    _ => 0,
                };
                if used + hyphen <= width {
                    fits = Some(place);
                } else if fits.is_none() {
                    fits = Some(place);
                    break;
                }
            }
            match pieces.get(place) {
                Some(Piece::Box { width } | Piece::Glue { width }) => used += width,
                Some(_) => {}
                None => break,
            }
            // Beyond the line, only an unbreakable start still looks for its end.
            if used > width && fits.is_some() {
                break;
            }
            place += 1;
        }
        let end = fits.unwrap_or(pieces.len());
        ends.push(end);
        if end >= pieces.len() {
            break;
        }
        start = line_start(pieces, end).max(start + 1);
    }
    if ends.last() != Some(&pieces.len()) {
        ends.push(pieces.len());
    }
    ends
}

struct Node {
    place: usize,
    start: usize,
    /// Sum of prices up to here; `None` when no line can end here.
    price: Option<i64>,
    from: usize,
    hyphen: bool,
}

fn total_fit(pieces: &[Piece], width: Mpt) -> Option<Vec<usize>> {
    // Running sums, so that a line is measured with two subtractions.
    let mut boxes = Vec::with_capacity(pieces.len() + 1);
    let mut glues = Vec::with_capacity(pieces.len() + 1);
    let (mut b, mut g) = (0, 0);
    for piece in pieces {
        boxes.push(b);
        glues.push(g);
        match piece {
            Piece::Box { width } => b += width,
            Piece::Glue { width } => g += width,
            _ => {}
        }
    }
    boxes.push(b);
    glues.push(g);

    let mut nodes = vec![Node { place: 0, start: 0, price: Some(0), from: 0, hyphen: false }];
    let mut oldest = 0;
    for place in 1..=pieces.len() {
        if !legal(pieces, place) {
            continue;
        }
        let last = place == pieces.len();
        let hyphen_width = match pieces.get(place) {
            Some(Piece::Hyphen { width }) => Some(*width),
            _ => None,
        };
        let mut best: Option<(i64, usize)> = None;
        let mut spent = oldest;
        for (from, node) in nodes.iter().enumerate().skip(oldest) {
            let Some(before) = node.price else { continue };
            if node.start >= place {
                continue;
            }
            let glue = glues[place] - glues[node.start];
            let natural = boxes[place] - boxes[node.start] + glue + hyphen_width.unwrap_or(0);
            let Some(badness) = badness(width - natural, glue, last) else {
                // Lines from here only grow: starts up to this one are spent. A hyphen alone may be what is too much.
                if hyphen_width.is_none() {
                    spent = from + 1;
                }
                continue;
            };
            let mut price = (badness + if hyphen_width.is_some() { HYPHEN_PRICE } else { 0 } + 10).pow(2);
            if hyphen_width.is_some() && node.hyphen {
                price += TWO_HYPHENS_PRICE;
            }
            if last && node.hyphen {
                price += LAST_HYPHEN_PRICE;
            }
            let total = before.saturating_add(price);
            if best.is_none_or(|(least, _)| total < least) {
                best = Some((total, from));
            }
        }
        oldest = spent;
        let (price, from) = match best {
            Some((price, from)) => (Some(price), from),
            None => (None, 0),
        };
        if last {
            price?;
            let mut ends = vec![place];
            let mut at = from;
            while at != 0 {
                ends.push(nodes[at].place);
                at = nodes[at].from;
            }
            ends.reverse();
            return Some(ends);
        }
        nodes.push(Node { place, start: line_start(pieces, place), price, from, hyphen: hyphen_width.is_some() });
    }
    None
}

/// How far a line is from its natural width; `None` when it cannot be made to fit.
fn badness(spare: Mpt, glue: Mpt, last: bool) -> Option<i64> {
    if spare < 0 {
        let room = glue / SHRINK_DIVISOR;
        if -spare > room {
            return None;
        }
        let ratio = -spare * 1000 / room.max(1);
        return Some(ratio.pow(3) / 10_000_000);
    }
    if last {
        return Some(0);
    }
    let room = (glue / GROWTH_DIVISOR).max(1);
    let ratio = (spare.saturating_mul(1000) / room).min(5_000);
    Some((ratio.pow(3) / 10_000_000).min(WORST))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WORD: Piece = Piece::Box { width: 30 };
    const SPACE: Piece = Piece::Glue { width: 10 };

    #[test]
    fn a_short_paragraph_is_one_line() {
        assert_eq!(breaks(&[WORD, SPACE, WORD], 100, true), vec![3]);
    }

    #[test]
    fn no_line_is_wider_than_the_column() {
        let pieces: Vec<Piece> = [WORD, SPACE].into_iter().cycle().take(19).collect();
        for justified in [true, false] {
            let ends = breaks(&pieces, 100, justified);
            assert_eq!(ends.len(), 5, "{ends:?}");
            assert_eq!(ends.last(), Some(&19));
        }
    }

    #[test]
    fn a_word_wider_than_the_column_stands_alone() {
        let pieces = [Piece::Box { width: 500 }, SPACE, WORD];
        assert_eq!(breaks(&pieces, 100, true), vec![1, 3]);
    }

    proptest! {
        #[test]
        fn every_box_is_set_once(kinds in proptest::collection::vec(0u8..4, 0..60), width in 20i64..200) {
            let pieces: Vec<Piece> = kinds
                .iter()
                .map(|kind| match kind {
                    0 | 1 => WORD,
                    2 => SPACE,
                    _ => Piece::Hyphen { width: 5 },
                })
                .collect();
            for justified in [true, false] {
                let ends = breaks(&pieces, width, justified);
                prop_assert_eq!(ends.last().copied(), Some(pieces.len()));
                let mut start = 0;
                for end in ends {
                    prop_assert!(end >= start || end == pieces.len());
                    let next = line_start(&pieces, end);
                    let lost = pieces[end..next].iter().filter(|piece| matches!(piece, Piece::Box { .. })).count();
                    prop_assert_eq!(lost, 0, "what lies between two lines is never a box");
                    start = next;
                }
            }
        }
    }
}
