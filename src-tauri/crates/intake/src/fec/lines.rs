//! Lines of a journal and the fields in them, as bytes of the file.

use super::values::trim;

/// Lines with their numbers, as an editor counts them. A lone carriage return ends a line where there is no other end.
pub struct Lines<'a> {
    rest: &'a [u8],
    number: u32,
    end: u8,
}

impl<'a> Lines<'a> {
    pub fn of(bytes: &'a [u8]) -> Lines<'a> {
        let end = if bytes.contains(&b'\n') { b'\n' } else { b'\r' };
        Lines { rest: bytes, number: 0, end }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = (u32, &'a [u8]);

    fn next(&mut self) -> Option<(u32, &'a [u8])> {
        if self.rest.is_empty() {
            return None;
        }
        let at = self.rest.iter().position(|byte| *byte == self.end).unwrap_or(self.rest.len());
        let mut line = &self.rest[..at];
        self.rest = self.rest.get(at + 1..).unwrap_or(&[]);
        while let [head @ .., b'\r'] = line {
            line = head;
        }
        self.number = self.number.saturating_add(1);
        Some((self.number, line))
    }
}

pub fn is_blank(line: &[u8]) -> bool {
    line.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0)
}

#[derive(Default)]
pub struct Blank {
    pub count: usize,
    pub first: Option<u32>,
}

impl Blank {
    pub fn see(&mut self, line: u32) {
        self.count += 1;
        self.first.get_or_insert(line);
    }
}

/// The fields of a line, by the columns of the layout.
pub struct Fields<'a, 'c> {
    pub line: &'a [u8],
    pub cells: &'c [(usize, usize)],
    pub quoted: bool,
    /// Cells `at..=at + extra` are one field.
    pub joined: Option<(usize, usize)>,
}

impl<'a> Fields<'a, '_> {
    pub fn at(&self, column: usize) -> &'a [u8] {
        let (from, to) = match self.joined {
            Some((at, extra)) if column == at => (column, column + extra),
            Some((at, extra)) if column > at => (column + extra, column + extra),
            _ => (column, column),
        };
        let (Some((start, _)), Some((_, end))) = (self.cells.get(from), self.cells.get(to)) else { return &[] };
        let field = trim(&self.line[*start..*end]);
        match field {
            [b'"', inside @ .., b'"'] if self.quoted => trim(inside),
            _ => field,
        }
    }

    pub fn maybe(&self, column: Option<usize>) -> &'a [u8] {
        column.map_or(&[], |column| self.at(column))
    }
}
