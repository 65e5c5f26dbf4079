//! OpenDocument spreadsheets (LibreOffice). Read here rather than by the workbook library, which follows a truncated
//! file and repeated blanks without end, and turns the written decimals into binary fractions.

use std::io::{BufRead, BufReader, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::finding::{Refusal, RefusalCode};
use crate::sheet::archive::Archive;
use crate::sheet::grid::{Budget, Cell, Grid, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, Row, Sheet};
use crate::sheet::values;
use crate::sheet::workbook::{broken, iso_day};

/// The most blanks that one `text:s` may stand for.
const MAX_SPACES: usize = 64;
/// The most text of one cell, in bytes.
const MAX_CELL_TEXT: usize = 1024 * 1024;
/// How much of the list of parts is looked at, in bytes: an encrypted file says so for each part.
const MANIFEST: u64 = 1024 * 1024;
const ENCRYPTED: &[u8] = b"encryption-data";

/// Reads the sheets of an OpenDocument file.
pub fn read(mut archive: Archive<'_>) -> Result<Grid, Refusal> {
    if let Some(part) = archive.part("META-INF/manifest.xml")? {
        let mut manifest = Vec::new();
        part.take(MANIFEST).read_to_end(&mut manifest).map_err(broken)?;
        if manifest.windows(ENCRYPTED.len()).any(|window| window == ENCRYPTED) {
            return Err(Refusal::of_file(RefusalCode::EncryptedSheet));
        }
    }
    let content = archive.part("content.xml")?.ok_or_else(|| broken("content.xml is missing"))?;
    // Read as it inflates: as a whole it may be larger than all the cells in it.
    let mut reader = Reader::from_reader(BufReader::new(content));
    reader.config_mut().expand_empty_elements = true;
    let mut page = Page { reader, piece: Vec::new(), budget: Budget::default() };
    let mut sheets = Vec::new();
    let mut hidden_styles = Vec::new();
    let mut style = String::new();
    loop {
        match page.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "style" => style = attribute(&element, "name")?.unwrap_or_default(),
                "table-properties" if attribute(&element, "display")?.as_deref() == Some("false") => {
                    hidden_styles.push(std::mem::take(&mut style));
                }
                "table" if sheets.len() < MAX_SHEETS => {
                    let hidden =
                        attribute(&element, "style-name")?.is_some_and(|of_table| hidden_styles.contains(&of_table));
                    let name = attribute(&element, "name")?.unwrap_or_default();
                    let rows = page.table()?;
                    sheets.push(Sheet { name, hidden, rows });
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(Grid { sheets, form: None, findings: Vec::new() })
}

struct Page<R> {
    reader: Reader<R>,
    /// What the reader has in hand.
    piece: Vec<u8>,
    budget: Budget,
}

impl<R: BufRead> Page<R> {
    fn next(&mut self) -> Result<Event<'static>, Refusal> {
        self.piece.clear();
        match self.reader.read_event_into(&mut self.piece).map_err(broken)? {
            Event::DocType(_) => Err(Refusal::of_file(RefusalCode::DoctypeRefused)),
            event => Ok(event.into_owned()),
        }
    }

    /// The next event inside an element, which the file must close before it ends.
    fn inside(&mut self) -> Result<Event<'static>, Refusal> {
        match self.next()? {
            Event::Eof => Err(broken("the file is cut off")),
            event => Ok(event),
        }
    }

    fn table(&mut self) -> Result<Vec<Row>, Refusal> {
        let mut rows: Vec<Row> = Vec::new();
        let mut line = 1usize;
        loop {
            match self.inside()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "table-row" => {
                        let repeated = count(&element, "number-rows-repeated")?;
                        let cells = self.row()?;
                        // Sheets end with a million repeated empty rows.
                        if !cells.is_empty() {
                            if repeated > MAX_ROWS {
                                self.budget.spend(repeated, 0)?;
                            }
                            for copy in 0..repeated {
                                self.budget.spend(rows.len() + 1, cells.len())?;
                                self.budget.spend_text(&cells)?;
                                let line = u32::try_from(line.saturating_add(copy)).unwrap_or(u32::MAX);
                                rows.push(Row { line, cells: cells.clone() });
                            }
                        }
                        line = line.saturating_add(repeated);
                    }
                    // Sheets inside sheets (a chart's own table, a drawing) are not this table.
                    "table" | "shapes" => self.skip(element.local_name().as_ref().to_owned())?,
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "table" => return Ok(rows),
                _ => {}
            }
        }
    }

    /// Cells up to the last one with something in it.
    fn row(&mut self) -> Result<Vec<Cell>, Refusal> {
        let mut cells: Vec<Cell> = Vec::new();
        let mut empty_before = 0usize;
        loop {
            match self.inside()? {
                Event::Start(element)
                    if matches!(element.local_name().as_ref(), "table-cell" | "covered-table-cell") =>
                {
                    let repeated = count(&element, "number-columns-repeated")?;
                    let cell = self.cell(&element)?;
                    if cell.is_empty() {
                        empty_before = empty_before.saturating_add(repeated);
                    } else {
                        let room = MAX_COLUMNS.saturating_sub(cells.len());
                        cells.extend(std::iter::repeat_n(Cell::Empty, empty_before.min(room)));
                        let room = MAX_COLUMNS.saturating_sub(cells.len());
                        self.budget.spend_text(std::iter::repeat_n(&cell, repeated.min(room)))?;
                        cells.extend(std::iter::repeat_n(cell, repeated.min(room)));
                        empty_before = 0;
                    }
                }
                Event::End(element) if element.local_name().as_ref() == "table-row" => {
                    // Past the last column that is read, nothing was kept.
                    while cells.last().is_some_and(Cell::is_empty) {
                        cells.pop();
                    }
                    return Ok(cells);
                }
                _ => {}
            }
        }
    }

    fn cell(&mut self, element: &BytesStart<'_>) -> Result<Cell, Refusal> {
        let closing = element.local_name().as_ref().to_owned();
        let kind = attribute(element, "value-type")?.unwrap_or_default();
        let date = attribute(element, "date-value")?;
        let value = attribute(element, "value")?;
        let written = attribute(element, "string-value")?;
        let formula = attribute(element, "formula")?.is_some();
        let text = self.text_until(&closing)?;
        Ok(match (kind.as_str(), date, value) {
            ("date", Some(date), _) => iso_day(&date),
            ("float" | "currency", _, Some(value)) => values::number(&value),
            // 0.2 shown as 20 %: the text says what was meant.
            ("percentage", ..) => Cell::text(&text),
            ("", ..) if text.is_empty() && formula => Cell::Error("=".into()),
            _ if formula && (text.starts_with("Err:") || text.starts_with('#')) => Cell::Error(text.into()),
            _ => Cell::text(written.as_deref().unwrap_or(&text)),
        })
    }

    /// The paragraphs of a cell, without its comment.
    fn text_until(&mut self, closing: &str) -> Result<String, Refusal> {
        let mut text = String::new();
        loop {
            if text.len() > MAX_CELL_TEXT {
                let refusal = Refusal::of_file(RefusalCode::TooLarge);
                return Err(refusal.with("limit", MAX_CELL_TEXT).with("what", "text"));
            }
            match self.inside()? {
                Event::Text(part) => text.push_str(&part.xml10_content()),
                Event::CData(part) => text.push_str(&part.xml10_content()),
                Event::GeneralRef(reference) => match reference.resolve_char_ref().map_err(broken)? {
                    Some(c) => text.push(c),
                    None => text.push_str(quick_xml::escape::resolve_predefined_entity(&reference).unwrap_or("")),
                },
                Event::Start(element) => match element.local_name().as_ref() {
                    "p" if !text.is_empty() => text.push('\n'),
                    "s" => {
                        let blanks = count(&element, "c")?.min(MAX_SPACES);
                        text.extend(std::iter::repeat_n(' ', blanks));
                    }
                    "tab" => text.push('\t'),
                    "line-break" => text.push('\n'),
                    name @ ("annotation" | "frame") => {
                        let name = name.to_owned();
                        self.skip(name)?;
                    }
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == closing => return Ok(text),
                _ => {}
            }
        }
    }

    /// Passes over the element that has just begun.
    fn skip(&mut self, name: String) -> Result<(), Refusal> {
        let mut depth = 1usize;
        while depth > 0 {
            match self.inside()? {
                Event::Start(element) if element.local_name().as_ref() == name => depth += 1,
                Event::End(element) if element.local_name().as_ref() == name => depth -= 1,
                _ => {}
            }
        }
        Ok(())
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, Refusal> {
    for attribute in element.attributes() {
        let attribute = attribute.map_err(broken)?;
        if attribute.key.local_name().as_ref() == name && !attribute.key.as_ref().starts_with("calcext:") {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(broken)?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

/// A repetition, 1 where none is written.
fn count(element: &BytesStart<'_>, name: &str) -> Result<usize, Refusal> {
    match attribute(element, name)? {
        Some(written) => written.trim().parse().map_err(|_| broken(format!("{name}=\"{written}\""))),
        None => Ok(1),
    }
}
