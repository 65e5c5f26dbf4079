//! Any list as a grid of cells: text with a separator, XLSX, XLS or ODS.

use chrono::NaiveDate;
use compact_str::CompactString;
use rust_decimal::Decimal;

use crate::finding::{Finding, Refusal, RefusalCode};
use crate::sheet::archive::{Archive, Kind};
use crate::sheet::{ods, text, workbook};

/// The largest file that is opened, in bytes.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
/// The most that the parts of a zipped workbook may amount to once inflated, in bytes.
pub const MAX_INFLATED: u64 = 200 * 1024 * 1024;
/// The most lines of one sheet.
pub const MAX_ROWS: usize = 300_000;
/// The most columns of one sheet; cells further right are not read.
pub const MAX_COLUMNS: usize = 256;
/// The most cells of one file, over all its sheets.
pub const MAX_CELLS: usize = 5_000_000;
/// The most text of all cells of one file, in bytes.
pub const MAX_TEXT: usize = 128 * 1024 * 1024;
/// The most sheets of one workbook; later ones are not read.
pub const MAX_SHEETS: usize = 64;

/// A file as sheets of cells. Text files have one sheet without a name.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Grid {
    pub sheets: Vec<Sheet>,
    /// How a text file was read; `None` for workbooks.
    pub form: Option<TextForm>,
    /// What was odd while reading: a quote that never closes, for instance.
    pub findings: Vec<Finding>,
}

/// How a text file was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextForm {
    /// The WHATWG name: `UTF-8`, `windows-1252`, `UTF-16LE`.
    pub encoding: &'static str,
    pub byte_order_mark: bool,
    /// The bytes did not say which encoding they are in: it was guessed from their look.
    pub guessed: bool,
    pub delimiter: char,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    /// Rows with something in them, and the empty ones a text file writes out. In order of line.
    pub rows: Vec<Row>,
}

/// A line of a sheet.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// As a spreadsheet or a text editor counts it, from 1.
    pub line: u32,
    pub cells: Vec<Cell>,
}

/// What stands in a cell. Numbers never pass through binary fractions on their way into an amount: a workbook's
/// number is read from the shortest decimal text that names it, held to the 15 digits a spreadsheet keeps.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Cell {
    #[default]
    Empty,
    /// Without blanks around it; never empty.
    Text(CompactString),
    Number(Decimal),
    Date(NaiveDate),
    /// An error such as `#REF!`, or a formula whose result the file does not hold.
    Error(CompactString),
}

impl Cell {
    /// Text without the blanks around it; empty text is an empty cell.
    pub fn text(written: &str) -> Cell {
        let trimmed = written.trim_matches(is_blank);
        // Excel writes ="00123" to keep the zeros of a number.
        let trimmed = trimmed
            .strip_prefix("=\"")
            .and_then(|rest| rest.strip_suffix('"'))
            .map_or(trimmed, |inside| inside.trim_matches(is_blank));
        if trimmed.is_empty() { Cell::Empty } else { Cell::Text(CompactString::new(trimmed)) }
    }

    pub fn is_empty(&self) -> bool {
        matches!(self, Cell::Empty)
    }

    /// As it would be shown: text as written, numbers with a point, days as `2026-11-22`.
    pub fn shown(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) | Cell::Error(text) => text.to_string(),
            Cell::Number(number) => number.normalize().to_string(),
            Cell::Date(day) => day.to_string(),
        }
    }
}

/// White space of any kind, and the marks without width that exports leave behind.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\0')
}

impl Row {
    /// The cell of a column counted from 0; rows may be shorter than their header.
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }

    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(Cell::is_empty)
    }
}

impl Sheet {
    /// The number of columns of its longest row.
    pub fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }
}

impl Grid {
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }
}

/// Reads a list, recognised by its content.
///
/// Errors: [`Refusal`] for an empty, oversized, encrypted or broken file, and for one that is no table at all.
pub fn read(bytes: &[u8]) -> Result<Grid, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::of_file(RefusalCode::EmptyFile));
    }
    if bytes.len() > MAX_BYTES {
        return Err(Refusal::of_file(RefusalCode::TooLarge).with("bytes", bytes.len()).with("limit", MAX_BYTES));
    }
    let grid = if bytes.starts_with(b"PK") {
        let archive = Archive::open(bytes)?;
        match archive.kind() {
            Some(Kind::Xlsx) => workbook::read_xlsx(bytes)?,
            Some(Kind::Ods) => ods::read(archive)?,
            None => return Err(Refusal::of_file(RefusalCode::UnknownFormat).with("format", "zip")),
        }
    } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        workbook::read_xls(bytes)?
    } else {
        text::read(bytes)?
    };
    if grid.sheets.iter().all(|sheet| sheet.rows.iter().all(Row::is_empty)) {
        return Err(Refusal::of_file(RefusalCode::NoRows));
    }
    Ok(grid)
}

/// Counts rows and cells while a file is read, and refuses it once it is beyond any list.
#[derive(Default)]
pub(super) struct Budget {
    cells: usize,
    text: usize,
}

impl Budget {
    pub fn spend(&mut self, rows_of_sheet: usize, cells: usize) -> Result<(), Refusal> {
        self.cells = self.cells.saturating_add(cells);
        if rows_of_sheet > MAX_ROWS {
            return Err(Refusal::of_file(RefusalCode::TooManyRows).with("rows", rows_of_sheet).with("limit", MAX_ROWS));
        }
        if self.cells > MAX_CELLS {
            return Err(Refusal::of_file(RefusalCode::TooManyRows).with("cells", self.cells).with("limit", MAX_CELLS));
        }
        Ok(())
    }

    /// The text of cells, which a file may write once and repeat without end.
    pub fn spend_text<'c>(&mut self, cells: impl IntoIterator<Item = &'c Cell>) -> Result<(), Refusal> {
        for cell in cells {
            if let Cell::Text(text) | Cell::Error(text) = cell {
                self.text = self.text.saturating_add(text.len());
            }
        }
        if self.text > MAX_TEXT {
            return Err(Refusal::of_file(RefusalCode::TooLarge).with("limit", MAX_TEXT).with("what", "text"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_loses_the_blanks_around_its_text() {
        assert_eq!(Cell::text("\u{a0} Durand\u{202f}"), Cell::Text("Durand".into()));
        assert_eq!(Cell::text(" \u{a0}"), Cell::Empty);
        assert_eq!(Cell::text("=\"00123\""), Cell::Text("00123".into()));
    }

    #[test]
    fn an_empty_file_and_a_blank_one_are_refused() {
        assert_eq!(read(b"").unwrap_err().code, RefusalCode::EmptyFile);
        assert_eq!(read(b"\n;;;\n").unwrap_err().code, RefusalCode::NoRows);
    }
}
