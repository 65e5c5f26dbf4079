//! The fields of a message: `:61:` and what follows it up to the next one.

use std::iter::Peekable;

use crate::finding::Place;
use crate::statement::text;

/// Every tag that begins a field. A line that only looks like one (`:08 Karten`, `:00:00/`) goes on the field before.
const TAGS: [&str; 23] = [
    "20", "21", "25", "25P", "28", "28C", "13", "13D", "34F", "60F", "60M", "61", "62F", "62M", "64", "65", "86",
    "90C", "90D", "NS", "940", "942", "960",
];

/// Lines of a field that are kept; banks write six.
const LINES_LIMIT: usize = 100;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field<'a> {
    pub tag: &'a str,
    pub line: u32,
    /// What stands on the line of the tag.
    pub first: &'a str,
    /// The lines below, as written.
    pub below: Vec<&'a str>,
}

impl<'a> Field<'a> {
    pub fn place(&self) -> Place {
        Place::line(self.line)
    }

    fn add(&mut self, line: &'a str) {
        if self.below.len() < LINES_LIMIT {
            self.below.push(line);
        }
    }

    pub fn lines(&self) -> impl Iterator<Item = &'a str> {
        std::iter::once(self.first).chain(self.below.iter().copied())
    }
}

enum Line<'a> {
    /// A field, and its line as written.
    Begins(Field<'a>, &'a str),
    GoesOn(&'a str),
    Ends,
}

/// The fields of a text. Envelopes, and lines that belong to no field, are passed over.
pub fn fields(text: &str) -> impl Iterator<Item = Field<'_>> {
    Fields { lines: text::lines(text).map(classify as fn((u32, &str)) -> Line<'_>).peekable(), held: None }
}

struct Fields<'a, I: Iterator<Item = Line<'a>>> {
    lines: Peekable<I>,
    held: Option<Field<'a>>,
}

fn classify((line, written): (u32, &str)) -> Line<'_> {
    // Some banks frame each message with control characters.
    let bare = written.trim_matches(|c: char| matches!(c, '\u{1}' | '\u{2}' | '\u{3}' | '\u{1a}' | '\u{feff}'));
    let envelope = |text: &str| {
        let mut characters = text.chars();
        characters.next() == Some('{')
            && characters.next().is_some_and(|c| c.is_ascii_digit())
            && characters.next() == Some(':')
    };
    // The end of a message, and perhaps the envelope of the next one on the same line.
    let ends = bare.trim_end() == "-" || bare.starts_with("-}");
    let bare = match bare.rfind("{4:") {
        Some(at) if ends || envelope(bare) => bare[at + 3..].trim_start(),
        _ if ends || envelope(bare) => "",
        _ => bare,
    };
    if bare.is_empty() && !written.trim().is_empty() {
        return Line::Ends;
    }
    let tag = bare.strip_prefix(':').and_then(|rest| rest.split_once(':'));
    match tag.and_then(|(tag, first)| TAGS.iter().find(|known| **known == tag).map(|known| (*known, first))) {
        Some((tag, first)) => Line::Begins(Field { tag, line, first, below: Vec::new() }, bare),
        None => Line::GoesOn(bare),
    }
}

impl<'a, I: Iterator<Item = Line<'a>>> Iterator for Fields<'a, I> {
    type Item = Field<'a>;

    fn next(&mut self) -> Option<Field<'a>> {
        let mut field = self.held.take();
        while let Some(line) = self.lines.next() {
            match (line, &mut field) {
                (Line::Begins(next, _), None) => field = Some(next),
                (Line::Begins(next, written), Some(current)) if goes_on(current.tag, next.tag, self.lines.peek()) => {
                    current.add(written);
                }
                (Line::Begins(next, _), Some(_)) => {
                    self.held = Some(next);
                    return field;
                }
                (Line::GoesOn(text), Some(current)) => current.add(text),
                (Line::Ends, Some(_)) => return field,
                (Line::GoesOn(_) | Line::Ends, None) => {}
            }
        }
        field
    }
}

/// A line of a narrative may look like a field: `:20:15 Uhr`. The reference, account and number of a message are
/// followed by other fields of its head; text, or another movement, shows that the narrative goes on.
fn goes_on(current: &str, next: &str, after: Option<&Line>) -> bool {
    match (current, next) {
        ("86", "13" | "21") => true,
        ("86", "20" | "25" | "28") => match after {
            Some(Line::GoesOn(text)) => !text.trim().is_empty(),
            Some(Line::Begins(field, _)) => matches!(field.tag, "61" | "62F" | "62M" | "64" | "86"),
            Some(Line::Ends) | None => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(text: &str) -> Vec<(&str, String)> {
        fields(text).map(|field| (field.tag, field.lines().collect::<Vec<_>>().join("|"))).collect()
    }

    #[test]
    fn an_envelope_is_passed_over() {
        let text = "\u{1}{1:F01X}{2:I940X}{4:\r\n:20:A\r\n:25:B\r\n-}{5:}\u{3}\u{1}{1:F01X}{4::20:C\n-\ntail";
        assert_eq!(tags(text), [("20", "A".into()), ("25", "B".into()), ("20", "C".into())]);
        assert_eq!(tags(":62F:X\n{5:{CHK:1}}\nafter"), [("62F", "X".into())]);
    }

    #[test]
    fn a_narrative_goes_on_over_lines_that_look_like_fields() {
        let text = ":86:Termin\n:08 Karten\n:00:00/\n:20:15 Uhr\nTisch\n:21:30 Uhr\n-ID 7\n:20:REF\n:25:ACC";
        let narrative = "Termin|:08 Karten|:00:00/|:20:15 Uhr|Tisch|:21:30 Uhr|-ID 7";
        assert_eq!(tags(text), [("86", narrative.into()), ("20", "REF".into()), ("25", "ACC".into())]);
    }
}
