//! Slabs of content packed onto pages.

use std::rc::Rc;

use super::{Mark, Mpt, Page};

/// An unbreakable strip across the page. Marks are placed from its top, x from the left of the page.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Slab {
    pub height: Mpt,
    /// White space before it, dropped at the top of a page.
    pub gap: Mpt,
    /// A page never begins with this slab when it can be avoided.
    pub keep: bool,
    pub marks: Vec<Mark>,
    /// Repeated above this slab when a page begins with it: the heading of its table.
    pub header: Option<Rc<Slab>>,
}

impl Slab {
    pub fn space(height: Mpt) -> Slab {
        Slab { height, ..Slab::default() }
    }
}

/// The vertical room of the pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Room {
    /// Top of the text on the first page, and on the others.
    pub first_top: Mpt,
    pub top: Mpt,
    pub bottom: Mpt,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Flow {
    pub slabs: Vec<Slab>,
    /// Slabs before which a new page begins.
    pub page_breaks: Vec<usize>,
}

impl Flow {
    pub fn push(&mut self, slab: Slab) {
        self.slabs.push(slab);
    }

    pub fn extend(&mut self, slabs: impl IntoIterator<Item = Slab>) {
        self.slabs.extend(slabs);
    }

    /// Adds slabs that stay on one page where they can.
    pub fn extend_together(&mut self, slabs: impl IntoIterator<Item = Slab>) {
        for (place, mut slab) in slabs.into_iter().enumerate() {
            slab.keep |= place > 0;
            self.slabs.push(slab);
        }
    }

    pub fn new_page(&mut self) {
        if !self.slabs.is_empty() {
            self.page_breaks.push(self.slabs.len());
        }
    }

    /// Fills pages one after the other.
    pub fn paginate(self, room: Room) -> Vec<Page> {
        let Flow { slabs, page_breaks } = self;
        let mut pages = Vec::new();
        let mut next = 0;
        while next < slabs.len() || pages.is_empty() {
            let top = if pages.is_empty() { room.first_top } else { room.top };
            let forced = page_breaks.iter().copied().find(|at| *at > next).unwrap_or(slabs.len());
            let end = page_end(&slabs, next, forced, room.bottom - top);
            let mut page = Page::default();
            let mut y = top;
            if let Some(header) = slabs.get(next).and_then(|slab| slab.header.clone())
                && next > 0
                && slabs[next - 1].header.is_some()
            {
                page.marks.extend(header.marks.iter().cloned().map(|mark| mark.moved(0, y)));
                y += header.height;
            }
            for (place, slab) in slabs[next..end].iter().enumerate() {
                if place > 0 {
                    y += slab.gap;
                }
                page.marks.extend(slab.marks.iter().cloned().map(|mark| mark.moved(0, y)));
                y += slab.height;
            }
            pages.push(page);
            if slabs.is_empty() {
                break;
            }
            next = end;
        }
        pages
    }
}

/// The slab after the last one that goes on this page.
fn page_end(slabs: &[Slab], start: usize, forced: usize, room: Mpt) -> usize {
    let mut used = match slabs.get(start).and_then(|slab| slab.header.as_ref()) {
        Some(header) if start > 0 && slabs[start - 1].header.is_some() => header.height,
        _ => 0,
    };
    let mut end = start;
    while end < forced {
        let slab = &slabs[end];
        used += slab.height + if end == start { 0 } else { slab.gap };
        if used > room && end > start {
            break;
        }
        end += 1;
    }
    if end == forced {
        return end;
    }
    // Step back to a slab that may begin a page; when there is none, cut where the page is full.
    let mut back = end;
    while back > start && slabs[back].keep {
        back -= 1;
    }
    if back > start { back } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ROOM: Room = Room { first_top: 0, top: 0, bottom: 100 };

    fn slab(height: Mpt) -> Slab {
        Slab {
            height,
            marks: vec![Mark::Rule { x: 0, y: 0, width: 1, height, ink: crate::typeset::Ink::BLACK }],
            ..Slab::default()
        }
    }

    fn flow(slabs: Vec<Slab>) -> Flow {
        Flow { slabs, page_breaks: Vec::new() }
    }

    #[test]
    fn a_slab_that_does_not_fit_begins_the_next_page() {
        assert_eq!(flow(vec![slab(60), slab(60)]).paginate(ROOM).len(), 2);
    }

    #[test]
    fn a_slab_kept_with_the_one_before_takes_it_along() {
        let mut kept = slab(30);
        kept.keep = true;
        let pages = flow(vec![slab(50), slab(40), kept]).paginate(ROOM);
        assert_eq!(pages.iter().map(|page| page.marks.len()).collect::<Vec<_>>(), vec![1, 2]);
    }

    #[test]
    fn the_heading_of_a_table_is_repeated_on_the_next_page() {
        let header = Rc::new(slab(10));
        let row = || Slab { header: Some(header.clone()), ..slab(40) };
        let pages = flow(vec![row(), row(), row()]).paginate(ROOM);
        assert_eq!(pages.iter().map(|page| page.marks.len()).collect::<Vec<_>>(), vec![2, 2]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_overflows(
            heights in proptest::collection::vec((1i64..60, 0i64..10, any::<bool>()), 0..60),
        ) {
            let slabs: Vec<Slab> = heights
                .iter()
                .map(|(height, gap, keep)| Slab { gap: *gap, keep: *keep, ..slab(*height) })
                .collect();
            let count = slabs.len();
            let pages = flow(slabs).paginate(ROOM);
            prop_assert_eq!(pages.iter().map(|page| page.marks.len()).sum::<usize>(), count);
            for page in &pages {
                for mark in &page.marks {
                    if let Mark::Rule { y, height, .. } = mark {
                        prop_assert!(y + height <= ROOM.bottom);
                    }
                }
            }
        }
    }
}
