//! Which reader takes a file.

use crate::finding::{Reading, Refusal, RefusalCode};
use crate::statement::{READERS, StatementFile, StatementReader, text};

/// The reader that knows a file by its first bytes.
pub fn reader_of(bytes: &[u8]) -> Option<&'static dyn StatementReader> {
    let head = text::head(bytes);
    READERS.iter().copied().find(|reader| reader.recognises(&head))
}

/// Reads a bank statement of any format that says itself what it is. A list of a bank needs a mapping of its columns.
pub fn read(bytes: &[u8]) -> Result<Reading<StatementFile>, Refusal> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal::of_file(RefusalCode::EmptyFile));
    }
    match reader_of(bytes) {
        Some(reader) => reader.read(bytes),
        None => {
            Err(Refusal::of_file(RefusalCode::UnknownFormat).with("format", crate::format::recognise(bytes).code()))
        }
    }
}
