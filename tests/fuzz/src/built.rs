//! Containers around what is fuzzed. A changed byte inside a zip or behind a filter is only ever a wrong checksum, so the
//! container is closed properly around changed parts.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// Before the name of each part of a zip, which ends with its line.
pub const PART: u8 = 1;

/// A zip of the parts written in `text`: `\x01` and a name on one line, then the content.
pub fn zip(text: &[u8]) -> Option<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for part in text.split(|byte| *byte == PART).skip(1) {
        let end = part.iter().position(|byte| *byte == b'\n')?;
        let name = std::str::from_utf8(&part[..end]).ok()?;
        archive.start_file(name, options).ok()?;
        archive.write_all(&part[end + 1..]).ok()?;
    }
    Some(archive.finish().ok()?.into_inner())
}

/// A compound file with the workbook of Excel 97 in it.
pub fn workbook(stream: &[u8]) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).ok()?;
    file.create_stream("/Workbook").ok()?.write_all(stream).ok()?;
    file.flush().ok()?;
    Some(file.into_inner().into_inner())
}

const END: &[u8] = b"endobj\n";
const STREAM: &[u8] = b"stream\n";

/// A PDF of the objects written in `text`, each ended by `endobj` on its line; the first is the catalog. Where an object
/// begins with `Z` its stream is packed, with `S` it gets its length only, and with `O` the object goes into an object
/// stream. The cross-reference table is right.
pub fn pdf(text: &[u8]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places: Vec<Place> = Vec::new();
    let mut packed: Vec<(usize, &[u8])> = Vec::new();
    for (number, object) in (1..).zip(pieces(text, END)) {
        match object {
            [b'O', rest @ ..] => {
                places.push(Place::Packed(packed.len()));
                packed.push((number, rest));
            }
            [mark @ (b'Z' | b'S'), rest @ ..] => {
                places.push(Place::At(bytes.len()));
                let (dictionary, content) = cut(rest);
                put_stream(&mut bytes, number, dictionary, content, *mark == b'Z');
            }
            plain => {
                places.push(Place::At(bytes.len()));
                put(&mut bytes, number, plain);
            }
        }
    }
    let size = places.len() + 1;
    if packed.is_empty() {
        let at = bytes.len();
        bytes.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").into_bytes());
        for place in &places {
            let Place::At(at) = place else { continue };
            bytes.extend(format!("{at:010} 00000 n \n").into_bytes());
        }
        bytes.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n").into_bytes());
        return bytes;
    }
    let (mut index, mut objects) = (String::new(), Vec::new());
    for (number, object) in &packed {
        index.push_str(&format!("{number} {} ", objects.len()));
        objects.extend_from_slice(object);
        objects.push(b'\n');
    }
    places.push(Place::At(bytes.len()));
    let dictionary = format!("<< /Type /ObjStm /N {} /First {} >>", packed.len(), index.len());
    let content = [index.as_bytes(), &objects].concat();
    put_stream(&mut bytes, size, dictionary.as_bytes(), &content, true);
    let table = bytes.len();
    let mut rows = vec![0, 0, 0, 0, 0, 0, 0];
    for place in places.iter().chain([&Place::At(table)]) {
        let (kind, field, last) = match place {
            Place::At(at) => (1, *at, 0),
            Place::Packed(at) => (2, size, *at),
        };
        rows.push(kind);
        rows.extend_from_slice(&u32::try_from(field).unwrap_or(0).to_be_bytes());
        rows.extend_from_slice(&u16::try_from(last).unwrap_or(0).to_be_bytes());
    }
    let dictionary = format!("<< /Type /XRef /W [1 4 2] /Size {} /Root 1 0 R >>", size + 2);
    put_stream(&mut bytes, size + 1, dictionary.as_bytes(), &rows, false);
    bytes.extend(format!("startxref\n{table}\n%%EOF\n").into_bytes());
    bytes
}

enum Place {
    At(usize),
    /// In the object stream, counted from 0.
    Packed(usize),
}

fn pieces<'t>(mut text: &'t [u8], end: &'static [u8]) -> impl Iterator<Item = &'t [u8]> {
    std::iter::from_fn(move || {
        if text.is_empty() {
            return None;
        }
        let at = text.windows(end.len()).position(|window| window == end).unwrap_or(text.len());
        let piece = &text[..at];
        text = text.get(at + end.len()..).unwrap_or(&[]);
        Some(piece)
    })
}

fn cut(object: &[u8]) -> (&[u8], &[u8]) {
    match object.windows(STREAM.len()).position(|window| window == STREAM) {
        Some(at) => (&object[..at], &object[at + STREAM.len()..]),
        None => (object, &[]),
    }
}

fn put(bytes: &mut Vec<u8>, number: usize, object: &[u8]) {
    bytes.extend(format!("{number} 0 obj\n").into_bytes());
    bytes.extend_from_slice(object);
    bytes.extend_from_slice(b"\nendobj\n");
}

fn put_stream(bytes: &mut Vec<u8>, number: usize, dictionary: &[u8], content: &[u8], packed: bool) {
    let packing = |content: &[u8]| {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(content).and_then(|()| encoder.finish()).unwrap_or_default()
    };
    let content = if packed { packing(content) } else { content.to_vec() };
    let filter = if packed { " /Filter /FlateDecode" } else { "" };
    let open = dictionary.trim_ascii_end();
    let open = open.strip_suffix(b">>").unwrap_or(open);
    let mut object = open.to_vec();
    object.extend(format!("{filter} /Length {} >>\nstream\n", content.len()).into_bytes());
    object.extend_from_slice(&content);
    object.extend_from_slice(b"\nendstream");
    put(bytes, number, &object);
}
