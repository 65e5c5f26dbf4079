//! Where one file holds several accounts: one table below the other, or one sheet beside the other.

use crate::finding::{Finding, FindingCode, Place};
use crate::sheet::grid::{Grid, Row, Sheet};
use crate::sheet::mapping::body;
use crate::statement::collect::Findings;
use crate::statement::list::around;
use crate::statement::list::mapping::{self, BankMapping, is_movement};

/// A table with the lines above it, which name its account.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Section<'s> {
    pub above: &'s [Row],
    pub body: &'s [Row],
}

/// The tables of a sheet. A header that comes back begins a new one where another account is named above it; otherwise it
/// is that of a further page.
pub fn of_sheet(sheet: &Sheet, header_line: Option<u32>) -> Vec<Section<'_>> {
    let Some(line) = header_line else {
        let first = sheet.rows.iter().position(is_movement).unwrap_or(0);
        let (above, body) = sheet.rows.split_at(first);
        return vec![Section { above, body }];
    };
    let mut above = &sheet.rows[..sheet.rows.partition_point(|row| row.line < line)];
    let mut rows = body(sheet, header_line);
    let account = |above: &[Row]| around::preamble(above, None, None).account;
    let mut current = account(above);
    let mut sections = Vec::new();
    let header = sheet.rows.iter().find(|row| row.line == line);
    let mut from = 0;
    while let Some(again) = header
        .and_then(|header| rows[from..].iter().position(|row| is_header_again(header, row)).map(|place| from + place))
    {
        let near = from.max(again.saturating_sub(around::LINES));
        let gap = rows[near..again].iter().rposition(is_movement).map_or(near, |last| near + last + 1);
        let named = account(&rows[gap..again]);
        if named.is_empty() || named == current {
            from = again + 1;
            continue;
        }
        sections.push(Section { above, body: &rows[..gap] });
        (above, rows, current, from) = (&rows[gap..again], &rows[again + 1..], named, 0);
    }
    sections.push(Section { above, body: rows });
    sections
}

pub fn is_header_again(header: &Row, row: &Row) -> bool {
    row.cells.len() >= header.cells.len() && header.cells.iter().zip(&row.cells).all(|(one, other)| one == other)
}

/// Further sheets one sees that are read as the mapped one is: with the same headings, and nothing to ask. A sheet of
/// movements that is laid out otherwise is said to be left out.
pub fn other_sheets<'g>(grid: &'g Grid, read: &BankMapping) -> (Vec<(&'g Sheet, BankMapping)>, Findings) {
    let (mut others, mut findings) = (Vec::new(), Findings::default());
    for sheet in grid.sheets.iter().filter(|sheet| sheet.name != read.sheet && !sheet.hidden) {
        if !sheet.rows.iter().any(is_movement) {
            continue;
        }
        match mapping::recall(sheet, read) {
            Some(mapping) if mapping.questions(sheet).is_empty() => others.push((sheet, mapping)),
            _ if mapping::propose(sheet).missing().is_empty() => {
                let place = Place { part: sheet.name.clone(), ..Place::whole_file() };
                findings.push(Finding::warning(FindingCode::SheetLeftOut, place));
            }
            _ => {}
        }
    }
    (others, findings)
}
