//! From what the owner chose or dropped to the files to read.

use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Folders inside folders beyond which nobody keeps invoices.
const DEPTH: usize = 8;
/// As many files as one import reads.
pub const FILES: usize = 100_000;
/// No invoice and no list is larger. Readers have their own, lower limits.
const BYTES: u64 = 100 * 1024 * 1024;

/// A file, or something that was named and is none.
#[derive(Debug)]
pub struct Found {
    pub path: PathBuf,
    /// Why it cannot be read.
    pub trouble: Option<Failure>,
}

/// The files of paths and folders, in order of name. Hidden ones, and links inside a folder, are passed over.
///
/// # Errors
/// When there are more than one import reads: a part of them would pass for all.
pub fn files(paths: &[impl AsRef<Path>]) -> Result<Vec<Found>, Failure> {
    let mut found = Vec::new();
    for path in paths {
        walk(path.as_ref(), 0, &mut found)?;
    }
    Ok(found)
}

fn walk(path: &Path, depth: usize, found: &mut Vec<Found>) -> Result<(), Failure> {
    let trouble = match look(path, depth) {
        Ok(Kind::Folder(inside)) => {
            return inside.iter().try_for_each(|path| walk(path, depth + 1, found));
        }
        Ok(Kind::File) => None,
        // In a folder a pipe or a link is no file of the owner's; one that was named is answered.
        Ok(Kind::Other) if depth > 0 => return Ok(()),
        Ok(Kind::Other) => Some(Failure::Io { name: name_of(path), kind: ErrorKind::InvalidInput }),
        Err(error) => Some(failed(path, &error)),
    };
    if found.len() >= FILES {
        return Err(Failure::TooManyFiles { limit: FILES as u64 });
    }
    found.push(Found { path: path.to_owned(), trouble });
    Ok(())
}

enum Kind {
    File,
    /// What is in it, in order of name.
    Folder(Vec<PathBuf>),
    Other,
}

fn look(path: &Path, depth: usize) -> io::Result<Kind> {
    // Follows the link the owner named, but none inside a folder: a link to a parent would never end.
    let meta = if depth == 0 { fs::metadata(path) } else { fs::symlink_metadata(path) }?;
    if meta.is_dir() && depth < DEPTH {
        let mut inside: Vec<PathBuf> = fs::read_dir(path)?
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| !is_hidden(path))
            .collect();
        inside.sort_unstable();
        return Ok(Kind::Folder(inside));
    }
    Ok(if meta.is_file() { Kind::File } else { Kind::Other })
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Io { name: name_of(path), kind: error.kind() }
}

pub fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// The bytes of a file, within the limit.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let file = fs::File::open(path).map_err(|error| failed(path, &error))?;
    let known = file.metadata().map_err(|error| failed(path, &error))?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(known.min(BYTES)).unwrap_or(0) + 1);
    file.take(BYTES + 1).read_to_end(&mut bytes).map_err(|error| failed(path, &error))?;
    if bytes.len() as u64 > BYTES {
        let refusal = intake::Refusal::of_file(intake::RefusalCode::TooLarge);
        return Err(Failure::Refused(refusal.with("limit", BYTES)));
    }
    Ok(bytes)
}
