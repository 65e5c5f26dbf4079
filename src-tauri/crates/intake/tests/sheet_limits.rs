//! Small workbooks that claim much, or unpack to much: each is refused, or read without holding what it claims.

#![allow(clippy::unwrap_used)] // the helpers of tests fail as tests do

use std::io::{Cursor, Write};

use intake::RefusalCode;
use intake::sheet::grid::{self, Cell, Grid};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook of one sheet, with some of its parts written otherwise.
fn workbook(rows: &str, other: &[(&str, String)]) -> Vec<u8> {
    let relation = |id: u32, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let package = relation(1, "officeDocument", "xl/workbook.xml");
    let parts = [relation(1, "worksheet", "worksheets/sheet1.xml"), relation(2, "sharedStrings", "sharedStrings.xml")];
    let mut all = vec![
        ("_rels/.rels", format!("<Relationships xmlns=\"{PACKAGE}\">{package}</Relationships>")),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/>\
                 </sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!("<Relationships xmlns=\"{PACKAGE}\">{}</Relationships>", parts.concat()),
        ),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>")),
    ];
    all.retain(|(name, _)| other.iter().all(|(changed, _)| changed != name));
    all.extend_from_slice(other);
    zipped(&all)
}

/// An open document of one table.
fn open_document(rows: &str) -> Vec<u8> {
    let content = format!(
        "<o:document-content xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:t=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"><o:body><o:spreadsheet>\
         <t:table t:name=\"A\">{rows}</t:table></o:spreadsheet></o:body></o:document-content>"
    );
    let kind = "application/vnd.oasis.opendocument.spreadsheet".to_owned();
    zipped(&[("mimetype", kind), ("content.xml", content)])
}

fn refused(bytes: &[u8]) -> RefusalCode {
    assert!(bytes.len() < 1 << 20, "a small file: {}", bytes.len());
    grid::read(bytes).unwrap_err().code
}

fn lines(grid: &Grid) -> Vec<u32> {
    grid.sheets[0].rows.iter().map(|row| row.line).collect()
}

#[test]
fn the_workbook_of_these_tests_is_read() {
    let texts = format!("<sst xmlns=\"{MAIN}\" count=\"1\" uniqueCount=\"1\"><si><t>Facture</t></si></sst>");
    let bytes = workbook("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>", &[("xl/sharedStrings.xml", texts)]);
    assert_eq!(grid::read(&bytes).unwrap().sheets[0].rows[0].cells, [Cell::Text("Facture".into())]);
}

#[test]
fn a_claim_of_more_texts_than_there_can_be_is_refused() {
    for claim in ["4000000000", "18446744073709551615"] {
        let texts = format!("<sst xmlns=\"{MAIN}\" uniqueCount=\"{claim}\"><si><t>Facture</t></si></sst>");
        let bytes = workbook("", &[("xl/sharedStrings.xml", texts)]);
        assert_eq!(refused(&bytes), RefusalCode::TooManyRows);
    }
}

#[test]
fn a_piece_of_text_beyond_any_cell_is_refused() {
    let long = "x".repeat(2_000_000);
    let row = format!("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{long}</t></is></c></row>");
    assert_eq!(refused(&workbook(&row, &[])), RefusalCode::TooLarge);
    let row = format!("<t:table-row><t:table-cell><p>{long}</p></t:table-cell></t:table-row>");
    assert_eq!(refused(&open_document(&row)), RefusalCode::TooLarge);
    // In pieces that are each small enough.
    let pieces = format!("<span>{}</span>", "x".repeat(500_000)).repeat(4);
    let row = format!("<t:table-row><t:table-cell><p>{pieces}</p></t:table-cell></t:table-row>");
    assert_eq!(refused(&open_document(&row)), RefusalCode::TooLarge);
}

#[test]
fn a_description_beyond_any_workbook_is_refused() {
    let sheets = "<sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/>".repeat(450_000);
    let book = format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{sheets}</sheets></workbook>");
    assert_eq!(refused(&workbook("", &[("xl/workbook.xml", book)])), RefusalCode::TooLarge);
    let styles = format!("<styleSheet xmlns=\"{MAIN}\"><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(3_500_000));
    assert_eq!(refused(&workbook("", &[("xl/styles.xml", styles)])), RefusalCode::TooLarge);
}

#[test]
fn lines_in_any_order_are_put_in_order() {
    let cell = |line: u32| format!("<c r=\"A{line}\"><v>{line}</v></c>");
    let rows: String = [3, 7, 5, 9, 1, 5].into_iter().map(cell).collect();
    let grid = grid::read(&workbook(&rows, &[])).unwrap();
    assert_eq!(lines(&grid), [1, 3, 5, 7, 9]);
    // As many as a list may have, upside down: it was once the square of that.
    let rows: String = (1..=150_000).rev().map(cell).collect();
    let grid = grid::read(&workbook(&rows, &[])).unwrap();
    assert_eq!(lines(&grid), (1..=150_000).collect::<Vec<u32>>());
}

/// A sheet of Excel 97 with a number in the first and in the last of its cells.
fn old_workbook(claimed: (u32, u16), last: (u16, u16), sheets: usize) -> Vec<u8> {
    let record = |kind: u16, content: &[u8]| {
        let length = u16::try_from(content.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), content].concat()
    };
    let part = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let end = record(0x000a, &[]);
    let number = |row: u16, column: u16| {
        let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
        record(0x0203, &[&place[..], &1f64.to_le_bytes()].concat())
    };
    let claim = [&[0; 4][..], &claimed.0.to_le_bytes(), &[0; 2], &claimed.1.to_le_bytes(), &[0; 2]].concat();
    let sheet = [part(0x10), record(0x0200, &claim), number(0, 0), number(last.0, last.1), end.clone()].concat();
    let listed = |place: usize| {
        let place = u32::try_from(place).unwrap().to_le_bytes();
        record(0x0085, &[&place[..], &[0, 0, 1, 0, b'A']].concat())
    };
    let globals = part(5).len() + sheets * listed(0).len() + end.len();
    // Every sheet is said to begin at the same place.
    let stream = [part(5), listed(globals).repeat(sheets), end, sheet].concat();
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&stream).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

#[test]
fn an_old_workbook_whose_cells_lie_far_apart_is_refused() {
    let small = grid::read(&old_workbook((12, 4), (11, 3), 1)).unwrap();
    assert_eq!(lines(&small), [1, 12]);
    // Room for sixteen million cells between two numbers, or because the file says so.
    assert_eq!(refused(&old_workbook((12, 4), (65_535, 255), 1)), RefusalCode::TooManyRows);
    assert_eq!(refused(&old_workbook((65_536, 256), (11, 3), 1)), RefusalCode::TooManyRows);
    // Two million cells once are a sheet; at one place six times they are a trap.
    assert!(grid::read(&old_workbook((12, 4), (49_999, 39), 1)).is_ok());
    assert_eq!(refused(&old_workbook((12, 4), (49_999, 39), 6)), RefusalCode::TooManyRows);
}
