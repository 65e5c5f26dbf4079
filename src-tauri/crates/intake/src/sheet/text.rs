//! Text with a separator: which encoding, which separator, which cells.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1252};

use crate::finding::{Finding, FindingCode, Place, Refusal, RefusalCode};
use crate::sheet::grid::{Budget, Cell, Grid, MAX_COLUMNS, Row, Sheet, TextForm};

const DELIMITERS: [char; 4] = [';', '\t', '|', ','];
/// Lines looked at to find the separator.
const SAMPLE_LINES: usize = 200;
/// The most separators in one line: a list has some dozens.
const LINE_CELLS: usize = 20_000;
/// Bytes of lines with accents looked at to guess the encoding.
const ENCODING_SAMPLE: usize = 64 * 1024;

/// Reads delimited text in any encoding an office program writes.
pub fn read(bytes: &[u8]) -> Result<Grid, Refusal> {
    let (text, encoding, byte_order_mark, guessed) = decode(bytes);
    if looks_binary(&text) {
        return Err(Refusal::of_file(RefusalCode::UnknownFormat).with("format", "binary"));
    }
    // Old Macintosh exports end lines with a lone carriage return.
    let text: Cow<'_, str> =
        if text.contains('\r') && !text.contains('\n') { Cow::Owned(text.replace('\r', "\n")) } else { text };

    let (declared, skipped_lines, body) = declared_delimiter(&text);
    let delimiter = declared.unwrap_or_else(|| sniff_delimiter(body));
    let (rows, findings) = read_rows(body, delimiter, skipped_lines)?;
    Ok(Grid {
        sheets: vec![Sheet { name: String::new(), hidden: false, rows }],
        form: Some(TextForm { encoding: encoding.name(), byte_order_mark, guessed, delimiter }),
        findings,
    })
}

fn decode(bytes: &[u8]) -> (Cow<'_, str>, &'static Encoding, bool, bool) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return (text, encoding, true, false);
    }
    if let Some(encoding) = wide_without_mark(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return (text, encoding, false, true);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), UTF_8, false, false);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // Only the lines with accents tell, and a few of them tell enough.
    let mut fed = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n').filter(|line| !line.is_ascii()) {
        detector.feed(line, false);
        fed += line.len();
        if fed > ENCODING_SAMPLE {
            break;
        }
    }
    detector.feed(b"", true);
    // A list of French origin: the domain breaks ties towards cp1252.
    let encoding = detector.guess(Some(b"fr"), Utf8Detection::Deny);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    if encoding == WINDOWS_1252 && looks_central_european(&text) {
        let (text, _) = WINDOWS_1250.decode_without_bom_handling(bytes);
        return (text, WINDOWS_1250, false, true);
    }
    (text, encoding, false, true)
}

/// Polish in cp1250 read as cp1252: `Op³ata`, `£ódŸ`. No language writes these signs inside its words.
fn looks_central_european(text: &str) -> bool {
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let letter_follows = rest.peek().is_some_and(|next| next.is_alphabetic());
        if (matches!(c, '³' | '¹' | '£') && letter_follows) || (c == '¿' && before.is_alphabetic()) {
            return true;
        }
        before = c;
    }
    false
}

/// UTF-16 without its mark: nearly every second byte is zero.
fn wide_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(2048) & !1];
    let pairs = sample.len() / 2;
    if pairs < 4 {
        return None;
    }
    let zeros = |at: usize| sample.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 10 > pairs * 7 && even * 10 < pairs {
        Some(UTF_16LE)
    } else if even * 10 > pairs * 7 && odd * 10 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn looks_binary(text: &str) -> bool {
    if text.starts_with("%PDF") || text.trim_start().starts_with("<?xml") {
        return true;
    }
    let odd = |c: char| (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{85}' | '\u{1a}')) || c == '\u{fffd}';
    let mut seen = 0usize;
    let strange = text.chars().take(4096).inspect(|_| seen += 1).filter(|c| odd(*c)).count();
    strange * 50 > seen
}

/// Excel's own line `sep=;`, which is not part of the table.
fn declared_delimiter(text: &str) -> (Option<char>, u32, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_end_matches('\r').trim_matches('"');
    let mut after = first.get(..4).filter(|head| head.eq_ignore_ascii_case("sep=")).map_or("", |_| &first[4..]).chars();
    match (after.next(), after.next()) {
        (Some(delimiter), None) if delimiter.is_ascii() => (Some(delimiter), 1, rest),
        _ => (None, 0, text),
    }
}

/// The separator that cuts most lines into the same number of cells. A comma between digits counts for nothing while
/// another separator would do, since it is more likely a decimal comma.
fn sniff_delimiter(text: &str) -> char {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(SAMPLE_LINES).collect();
    let mut best = (0usize, ',');
    let mut best_share = 0usize;
    for delimiter in DELIMITERS {
        let mut counts: Vec<usize> = lines.iter().map(|line| separators(line, delimiter)).filter(|n| *n > 0).collect();
        counts.sort_unstable();
        let (modal, times) = modal(&counts);
        // Lines of the modal shape weigh by how many cells they give.
        let share = times * 100 / lines.len().max(1);
        let score = times * modal.min(12);
        let better = match (share >= 50, best_share >= 50) {
            (true, false) => true,
            (false, true) => false,
            _ => score > best.0,
        };
        if modal > 0 && better {
            best = (score, delimiter);
            best_share = share;
        }
    }
    best.1
}

fn modal(sorted: &[usize]) -> (usize, usize) {
    sorted
        .chunk_by(|a, b| a == b)
        .map(|run| (run[0], run.len()))
        .max_by_key(|(value, times)| (*times, *value))
        .unwrap_or((0, 0))
}

fn separators(line: &str, delimiter: char) -> usize {
    let mut quoted = false;
    let mut count = 0;
    let mut before = '\0';
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '"' {
            quoted = !quoted;
        } else if c == delimiter && !quoted {
            let decimal = c == ',' && before.is_ascii_digit() && rest.peek().is_some_and(char::is_ascii_digit);
            count += usize::from(!decimal);
        }
        before = c;
    }
    // A line of bare numbers between commas is a row after all.
    if count == 0 && delimiter == ',' { line.matches(',').count() / 2 } else { count }
}

fn read_rows(text: &str, delimiter: char, skipped: u32) -> Result<(Vec<Row>, Vec<Finding>), Refusal> {
    // The reader gathers a whole line before any of it can be passed over.
    let widest = text.split('\n').map(|line| line.matches(delimiter).count()).max().unwrap_or(0);
    if widest > LINE_CELLS {
        let refusal = Refusal::of_file(RefusalCode::BrokenSheet);
        return Err(refusal.with("reason", format!("a line has {} cells", widest + 1)));
    }
    if text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 || quotes_are_missing(text, delimiter) {
        return read_line_by_line(text, delimiter, skipped);
    }
    let mut reader = csv_reader(text, delimiter, true);
    let mut rows = Vec::new();
    let mut budget = Budget::default();
    let mut record = csv::StringRecord::new();
    let (mut counted_to, mut line) = (0usize, skipped + 1);
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(text.len()).min(text.len());
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return Err(Refusal::of_file(RefusalCode::BrokenSheet).with("reason", error)),
        }
        // The reader steps over blank lines in silence; they still count as lines.
        let blank = text.as_bytes()[start..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let begins = start + blank;
        let newlines = text.as_bytes()[counted_to..begins].iter().filter(|byte| **byte == b'\n').count();
        line = line.saturating_add(u32::try_from(newlines).unwrap_or(u32::MAX));
        counted_to = begins;
        push(&mut rows, &mut budget, line, record.iter())?;
    }
    Ok((rows, Vec::new()))
}

/// A quote that never closes would swallow the rest of the file, so each line stands for itself.
fn read_line_by_line(text: &str, delimiter: char, skipped: u32) -> Result<(Vec<Row>, Vec<Finding>), Refusal> {
    let mut rows = Vec::new();
    let mut findings = Vec::new();
    let mut budget = Budget::default();
    for (index, written) in text.lines().enumerate() {
        let line = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(skipped + 1);
        if written.trim().is_empty() {
            continue;
        }
        let balanced = written.bytes().filter(|byte| *byte == b'"').count() % 2 == 0;
        if !balanced {
            findings.push(Finding::warning(FindingCode::UnbalancedQuote, Place::line(line)));
            push(&mut rows, &mut budget, line, split_leniently(written, delimiter).into_iter())?;
            continue;
        }
        let mut reader = csv_reader(written, delimiter, true);
        let mut record = csv::StringRecord::new();
        match reader.read_record(&mut record) {
            Ok(_) => {}
            Err(error) => return Err(Refusal::of_file(RefusalCode::BrokenSheet).with("reason", error)),
        }
        push(&mut rows, &mut budget, line, record.iter())?;
    }
    Ok((rows, findings))
}

/// Whether lines with an odd number of quotes are whole lines nevertheless, each with one quote missing. The pieces of a
/// cell that goes over several lines have fewer cells than the other lines.
fn quotes_are_missing(text: &str, delimiter: char) -> bool {
    let is_odd = |line: &&str| line.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
    let mut odd = text.lines().filter(is_odd).peekable();
    if odd.peek().is_none() {
        return false;
    }
    let even = text.lines().filter(|line| !is_odd(line) && !line.trim().is_empty()).take(SAMPLE_LINES);
    let mut counts: Vec<usize> = even.map(|line| split_leniently(line, delimiter).len()).collect();
    counts.sort_unstable();
    let (usual, _) = modal(&counts);
    usual > 1 && odd.all(|line| split_leniently(line, delimiter).len() == usual)
}

/// The cells of a line in which a quote is missing: a quote opens at the start of a cell and closes before a separator,
/// and a cell that lacks either is read up to the next separator.
fn split_leniently(line: &str, delimiter: char) -> Vec<&str> {
    let mut cells = Vec::new();
    let mut rest = line.trim_end_matches('\r');
    // Where no quote closes a cell, none does further on.
    let mut closes = delimiter != '"';
    loop {
        let opened = rest.trim_start_matches([' ', '\t']).strip_prefix('"').filter(|_| closes);
        let closing = opened.and_then(|inside| {
            let ends = |at: usize| {
                let after = inside[at + 1..].trim_start_matches(' ');
                after.is_empty() || after.starts_with(delimiter)
            };
            inside
                .match_indices('"')
                .map(|(at, _)| at)
                .find(|at| ends(*at))
                .map(|at| (&inside[..at], &inside[at + 1..]))
        });
        if let Some((cell, after)) = closing {
            cells.push(cell);
            match after.split_once(delimiter) {
                Some((_, next)) => rest = next,
                None => return cells,
            }
            continue;
        }
        closes &= opened.is_none();
        let (cell, next) = rest.split_once(delimiter).map_or((rest, None), |(cell, next)| (cell, Some(next)));
        cells.push(cell.trim().trim_matches('"'));
        match next {
            Some(next) => rest = next,
            None => return cells,
        }
    }
}

fn csv_reader(text: &str, delimiter: char, quoting: bool) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .quoting(quoting)
        .delimiter(u8::try_from(delimiter).unwrap_or(b','))
        .from_reader(text.as_bytes())
}

fn push<'a>(
    rows: &mut Vec<Row>,
    budget: &mut Budget,
    line: u32,
    cells: impl Iterator<Item = &'a str>,
) -> Result<(), Refusal> {
    let cells: Vec<Cell> = cells.take(MAX_COLUMNS).map(Cell::text).collect();
    budget.spend(rows.len() + 1, cells.len())?;
    rows.push(Row { line, cells });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[u8]) -> (Vec<(u32, Vec<String>)>, TextForm) {
        let grid = read(text).unwrap();
        let rows =
            grid.sheets[0].rows.iter().map(|row| (row.line, row.cells.iter().map(Cell::shown).collect())).collect();
        (rows, grid.form.unwrap())
    }

    fn strings(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn decimal_commas_do_not_hide_the_semicolons() {
        let (rows, form) = lines("N°;Montant;Reste\nF1;1 200,50;10,00\nF2;3,40;3,40\n".as_bytes());
        assert_eq!(form.delimiter, ';');
        assert_eq!(rows[1], (2, strings(&["F1", "1 200,50", "10,00"])));
    }

    #[test]
    fn commas_inside_quotes_do_not_cut() {
        let (rows, form) = lines(b"Number,Customer,Total\n\"F1\",\"Durand, Paul\",\"1,200.50\"\n");
        assert_eq!(form.delimiter, ',');
        assert_eq!(rows[1].1, strings(&["F1", "Durand, Paul", "1,200.50"]));
    }

    #[test]
    fn tabs_and_pipes_are_separators_too() {
        assert_eq!(lines(b"a\tb\tc\n1,5\t2,5\t3,5\n").1.delimiter, '\t');
        assert_eq!(lines(b"a|b|c\n1,5|2,5|3,5\n").1.delimiter, '|');
    }

    #[test]
    fn bare_numbers_between_commas_are_cells() {
        let (rows, form) = lines(b"10,20,30\n40,50,60\n");
        assert_eq!(form.delimiter, ',');
        assert_eq!(rows[1].1, strings(&["40", "50", "60"]));
    }

    #[test]
    fn excel_may_name_its_separator() {
        let (rows, form) = lines(b"sep=|\nA,1|B\nC,2|D\n");
        assert_eq!(form.delimiter, '|');
        assert_eq!(rows[0], (2, strings(&["A,1", "B"])));
    }

    #[test]
    fn lines_count_as_an_editor_counts_them() {
        let (rows, _) = lines(b"A;B\r\n\r\n1;\"two\r\nlines\"\r\n\r\n\r\n2;x\r\n");
        assert_eq!(rows.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 3, 7]);
        assert_eq!(rows[1].1[1], "two\r\nlines");
    }

    #[test]
    fn a_quote_that_never_closes_costs_one_line() {
        let grid = read(b"A;B\n1;\"open\n2;x\n3;\"y\"\n").unwrap();
        assert_eq!(grid.sheets[0].rows.len(), 4);
        assert_eq!(grid.sheets[0].rows[1].cells[1], Cell::Text("open".into()));
        assert_eq!(grid.findings.len(), 1);
        assert_eq!(grid.findings[0].place.line, Some(2));
    }

    #[test]
    fn a_missing_quote_leaves_the_other_cells_whole() {
        let grid = read(b"\"A\",\"B\",\"C\"\nNL1\",\"+50,00\",\"x, y\"\n\"z\",\"Name, F\",last\"\n\"1\",\"2\",\"3\"\n")
            .unwrap();
        let cells = |at: usize| grid.sheets[0].rows[at].cells.iter().map(Cell::shown).collect::<Vec<_>>();
        assert_eq!(cells(1), ["NL1", "+50,00", "x, y"]);
        assert_eq!(cells(2), ["z", "Name, F", "last"]);
        let grid = read(b"A;B;C\n1;\"open;3\n4;5;6\n").unwrap();
        let row = &grid.sheets[0].rows[1];
        assert_eq!(row.cells.iter().map(Cell::shown).collect::<Vec<_>>(), ["1", "open", "3"]);
    }

    #[test]
    fn every_encoding_of_an_office_program_gives_the_same_text() {
        let text = "Numéro;Client;Échéance\r\nF1;Côté & Fils – œuvre;12/03/2026\r\n";
        let (cp1252, _, _) = encoding_rs::WINDOWS_1252.encode(text);
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        let cases = [
            (text.as_bytes().to_vec(), "UTF-8", false),
            (marked(b"\xef\xbb\xbf", text.as_bytes()), "UTF-8", true),
            (cp1252.into_owned(), "windows-1252", false),
            (marked(b"\xff\xfe", &little), "UTF-16LE", true),
            (marked(b"\xfe\xff", &big), "UTF-16BE", true),
            (little, "UTF-16LE", false),
            (big, "UTF-16BE", false),
        ];
        let (expected, _) = lines(text.as_bytes());
        for (bytes, encoding, mark) in cases {
            let (rows, form) = lines(&bytes);
            assert_eq!((form.encoding, form.byte_order_mark), (encoding, mark));
            assert_eq!(rows, expected, "{encoding}");
        }
    }

    #[test]
    fn polish_is_told_from_french_by_signs_inside_words() {
        let polish = "Data;Opis\n1;Opłata za usługę\n2;Łódź\n";
        let (bytes, _, _) = WINDOWS_1250.encode(polish);
        let (rows, form) = lines(&bytes);
        assert_eq!((form.encoding, &rows[1].1[1]), ("windows-1250", &"Opłata za usługę".to_owned()));
        let french = "Date;Libellé\n1;Volume 12 m³ à 3 £\n2;Café ¿ Qué ?\n";
        let (bytes, _, _) = WINDOWS_1252.encode(french);
        assert_eq!(lines(&bytes).1.encoding, "windows-1252");
    }

    #[test]
    fn a_line_of_separators_without_end_is_refused() {
        let endless = format!("Num;Client\n{}", "a;".repeat(LINE_CELLS + 1));
        assert_eq!(read(endless.as_bytes()).unwrap_err().code, RefusalCode::BrokenSheet);
        let open = format!("Num;Client\n\"{}", "a;".repeat(LINE_CELLS + 1));
        assert_eq!(read(open.as_bytes()).unwrap_err().code, RefusalCode::BrokenSheet);
    }

    #[test]
    fn an_old_macintosh_ends_its_lines_another_way() {
        assert_eq!(lines(b"A;B\r1;2\r3;4\r").0.len(), 3);
    }

    #[test]
    fn a_picture_is_no_table() {
        let bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0";
        assert_eq!(read(bytes).unwrap_err().code, RefusalCode::UnknownFormat);
    }
}
