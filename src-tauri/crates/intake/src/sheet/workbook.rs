//! Workbooks of Excel: XLSX and the older XLS.
//!
//! The library that reads them allocates whatever a file claims to hold, so the claims are checked first: what the zip
//! inflates to (`archive.rs`), how far the cells of a sheet are apart.

use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetVisible, Xls, XlsError, Xlsx, XlsxError};
use chrono::NaiveDate;

use crate::finding::{Refusal, RefusalCode};
use crate::sheet::grid::{Budget, Cell, Grid, MAX_CELLS, MAX_COLUMNS, MAX_SHEETS, Row, Sheet};
use crate::sheet::values;

pub(super) fn broken(reason: impl std::fmt::Display) -> Refusal {
    Refusal::of_file(RefusalCode::BrokenSheet).with("reason", reason)
}

pub fn read_xlsx(bytes: &[u8]) -> Result<Grid, Refusal> {
    guarded(|| {
        let mut book = Xlsx::new(Cursor::new(bytes)).map_err(of_xlsx)?;
        let listed: Vec<(String, bool)> = book
            .sheets_metadata()
            .iter()
            .take(MAX_SHEETS)
            .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
            .collect();
        let mut budget = Budget::default();
        let mut sheets = Vec::new();
        for (name, hidden) in listed {
            let mut cells = match book.worksheet_cells_reader(&name) {
                Ok(cells) => cells,
                // A sheet that is a chart has no cells.
                Err(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_)) => continue,
                Err(error) => return Err(of_xlsx(error)),
            };
            let mut rows = Rows::default();
            while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(of_xlsx)? {
                let value = match (&cell.value, &cell.formula) {
                    (DataRef::Empty, Some(_)) => Cell::Error("=".into()),
                    (value, _) => xlsx_cell(value),
                };
                rows.set(cell.pos, value, &mut budget)?;
            }
            sheets.push(Sheet { name, hidden, rows: rows.finish() });
        }
        Ok(Grid { sheets, form: None, findings: Vec::new() })
    })
}

pub fn read_xls(bytes: &[u8]) -> Result<Grid, Refusal> {
    guarded(|| {
        check_xls(bytes)?;
        let mut book = Xls::new(Cursor::new(bytes)).map_err(of_xls)?;
        let hidden: Vec<(String, bool)> = book
            .sheets_metadata()
            .iter()
            .take(MAX_SHEETS)
            .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
            .collect();
        let mut budget = Budget::default();
        let mut sheets = Vec::new();
        for (name, hidden) in hidden {
            let Ok(range) = book.worksheet_range(&name) else { continue };
            let mut rows = Rows::default();
            let (top, left) = range.start().unwrap_or((0, 0));
            for (row, column, value) in range.used_cells() {
                let place = (
                    top.saturating_add(u32::try_from(row).unwrap_or(u32::MAX)),
                    left.saturating_add(u32::try_from(column).unwrap_or(u32::MAX)),
                );
                rows.set(place, xls_cell(value), &mut budget)?;
            }
            sheets.push(Sheet { name, hidden, rows: rows.finish() });
        }
        Ok(Grid { sheets, form: None, findings: Vec::new() })
    })
}

/// The library has a few places where a mangled file makes it panic; that is a broken file, not a broken program.
fn guarded(read: impl FnOnce() -> Result<Grid, Refusal>) -> Result<Grid, Refusal> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(broken("the workbook is damaged")))
}

fn of_xlsx(error: XlsxError) -> Refusal {
    match error {
        XlsxError::Password => Refusal::of_file(RefusalCode::EncryptedSheet),
        other => broken(other),
    }
}

fn of_xls(error: XlsError) -> Refusal {
    match error {
        XlsError::Password => Refusal::of_file(RefusalCode::EncryptedSheet),
        other => broken(other),
    }
}

/// Rows gathered from cells with their position.
#[derive(Default)]
pub(super) struct Rows {
    /// In the order in which the file first mentions them: nearly always that of their lines.
    rows: Vec<Row>,
    /// Where a line is among the rows, once one came out of order: looking for its place among them, and moving all that
    /// follow, would take a file of many lines upside down for ever.
    places: Option<HashMap<u32, usize>>,
}

impl Rows {
    /// `place` is row and column, both from 0.
    pub fn set(&mut self, place: (u32, u32), value: Cell, budget: &mut Budget) -> Result<(), Refusal> {
        let column = usize::try_from(place.1).unwrap_or(usize::MAX);
        if value.is_empty() || column >= MAX_COLUMNS {
            return Ok(());
        }
        let index = self.row(place.0.saturating_add(1));
        let added = (column + 1).saturating_sub(self.rows[index].cells.len());
        budget.spend(self.rows.len(), added)?;
        budget.spend_text([&value])?;
        let cells = &mut self.rows[index].cells;
        if added > 0 {
            cells.resize(column + 1, Cell::Empty);
        }
        cells[column] = value;
        Ok(())
    }

    fn row(&mut self, line: u32) -> usize {
        let last = self.rows.last().map(|row| row.line);
        if last == Some(line) {
            return self.rows.len() - 1;
        }
        if self.places.is_none() && last.is_some_and(|last| last > line) {
            self.places = Some(self.rows.iter().enumerate().map(|(index, row)| (row.line, index)).collect());
        }
        let next = self.rows.len();
        if let Some(places) = &mut self.places {
            let index = *places.entry(line).or_insert(next);
            if index < next {
                return index;
            }
        }
        // A line is mostly as long as the one before.
        let width = self.rows.last().map_or(0, |row| row.cells.len());
        self.rows.push(Row { line, cells: Vec::with_capacity(width) });
        next
    }

    pub fn finish(mut self) -> Vec<Row> {
        if self.places.is_some() {
            self.rows.sort_by_key(|row| row.line);
        }
        self.rows
    }
}

fn xlsx_cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::String(text) => Cell::text(text),
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::Int(number) => Cell::Number((*number).into()),
        DataRef::Float(number) => values::number(&number.to_string()),
        DataRef::Bool(truth) => Cell::text(if *truth { "true" } else { "false" }),
        DataRef::DateTime(moment) => excel_day(moment),
        DataRef::DateTimeIso(text) => iso_day(text),
        DataRef::DurationIso(text) => Cell::text(text),
        DataRef::Error(error) => Cell::Error(error.to_string().into()),
    }
}

fn xls_cell(value: &Data) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        Data::String(text) => Cell::text(text),
        Data::Int(number) => Cell::Number((*number).into()),
        Data::Float(number) => values::number(&number.to_string()),
        Data::Bool(truth) => Cell::text(if *truth { "true" } else { "false" }),
        Data::DateTime(moment) => excel_day(moment),
        Data::DateTimeIso(text) => iso_day(text),
        Data::DurationIso(text) => Cell::text(text),
        Data::Error(error) => Cell::Error(error.to_string().into()),
    }
}

/// The library holds serials outside Excel's calendar at its ends, which would invent a day: those stay numbers.
fn excel_day(moment: &ExcelDateTime) -> Cell {
    let serial = values::number(&moment.as_f64().to_string());
    let Cell::Number(days) = &serial else { return serial };
    if moment.is_duration() || days.trunc() < 1.into() || days.trunc() >= 2_958_466.into() {
        return serial;
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    // 29 February 1900 is a day of Excel alone.
    NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()).map_or(serial, Cell::Date)
}

/// `2026-03-12`, perhaps with a time after it.
pub(super) fn iso_day(text: &str) -> Cell {
    let day = text.get(..10).and_then(|head| NaiveDate::parse_from_str(head, "%Y-%m-%d").ok());
    day.map_or_else(|| Cell::text(text), Cell::Date)
}

/// Walks the records of an XLS file for what the library would allocate: the extent each sheet claims or reaches, for
/// every cell from the first to the last.
fn check_xls(bytes: &[u8]) -> Result<(), Refusal> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(broken)?;
    if file.exists("/EncryptedPackage") {
        return Err(Refusal::of_file(RefusalCode::EncryptedSheet));
    }
    let mut stream = Vec::new();
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name));
    let Some(name) = name else { return Err(Refusal::of_file(RefusalCode::UnknownFormat).with("format", "ole")) };
    file.open_stream(name).and_then(|mut workbook| workbook.read_to_end(&mut stream)).map_err(broken)?;

    let number =
        |at: usize, from: &[u8]| from.get(at..at + 2).map_or(0, |b| usize::from(b[0]) | usize::from(b[1]) << 8);
    let wide = |at: usize, from: &[u8]| number(at, from) | number(at + 2, from) << 16;
    // Where parts of the file begin, and where sheets are said to.
    let (mut begun, mut said) = (Vec::new(), Vec::new());
    let (mut all, mut widest) = (0usize, 0usize);
    let (mut rows, mut columns) = (0usize, 0usize);
    let mut rest = stream.as_slice();
    while rest.len() >= 4 {
        let (kind, length) = (number(0, rest), number(2, rest));
        let Some(record) = rest.get(4..4 + length) else { break };
        match kind {
            // The start of a sheet or of the workbook's own part.
            0x0809 => {
                all = all.saturating_add(rows.saturating_mul(columns));
                (rows, columns) = (0, 0);
                begun.push(stream.len() - rest.len());
            }
            0x0085 => said.push(wide(0, record)),
            0x0200 => {
                let (first, last, right) = match length {
                    10 => (number(0, record), number(2, record), number(6, record)),
                    _ => (wide(0, record), wide(4, record), number(10, record)),
                };
                if last > 65_536 || right > 256 || (last > 0 && first >= last) {
                    return Err(broken("the extent of a sheet is impossible"));
                }
                // A claim is only room that is set aside for a while.
                if last.saturating_mul(right) > MAX_CELLS * 2 {
                    return Err(too_many_cells(last.saturating_mul(right)));
                }
            }
            0x0203 | 0x0204 | 0x00d6 | 0x0205 | 0x027e | 0x00fd | 0x0006 => {
                rows = rows.max(number(0, record) + 1);
                columns = columns.max(number(2, record) + 1);
            }
            0x00bd => {
                rows = rows.max(number(0, record) + 1);
                columns = columns.max(number(length.saturating_sub(2), record) + 1);
            }
            _ => {}
        }
        widest = widest.max(rows.saturating_mul(columns));
        rest = &rest[4 + length..];
    }
    all = all.saturating_add(rows.saturating_mul(columns));
    // Two sheets that begin at one place, or one that begins where no part does, are read again from there.
    let sheets = said.len();
    said.sort_unstable();
    said.dedup();
    let once = said.iter().filter(|place| begun.binary_search(place).is_ok()).count();
    let cells = all.saturating_add(widest.saturating_mul(sheets - once));
    if sheets > MAX_SHEETS * 4 || cells > MAX_CELLS {
        return Err(too_many_cells(cells));
    }
    Ok(())
}

fn too_many_cells(cells: usize) -> Refusal {
    Refusal::of_file(RefusalCode::TooManyRows).with("cells", cells).with("limit", MAX_CELLS)
}
