//! From what the owner chose or dropped to the files to read.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Folders inside folders beyond which nobody keeps invoices.
const DEPTH: usize = 8;
/// As many files as one import reads.
const FILES: usize = 20_000;
/// No invoice and no list is larger. Readers have their own, lower limits.
const BYTES: u64 = 200 * 1024 * 1024;

/// The files of paths and folders, in order of name. Hidden ones are passed over.
pub fn files(paths: &[String]) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for path in paths {
        walk(Path::new(path), 0, &mut found)?;
    }
    found.dedup();
    Ok(found)
}

fn walk(path: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    if found.len() >= FILES {
        return Ok(());
    }
    // Follows the link the owner named, but none inside a folder: a link to a parent would never end.
    let meta = if depth == 0 { fs::metadata(path) } else { fs::symlink_metadata(path) };
    let meta = meta.map_err(|error| failed(path, &error))?;
    if meta.is_dir() && depth < DEPTH {
        let mut inside: Vec<PathBuf> = fs::read_dir(path)
            .map_err(|error| failed(path, &error))?
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| !is_hidden(path))
            .collect();
        inside.sort_unstable();
        for path in inside {
            walk(&path, depth + 1, found)?;
        }
    } else if meta.is_file() {
        found.push(path.to_owned());
    }
    Ok(())
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
    let mut bytes = Vec::new();
    file.take(BYTES + 1).read_to_end(&mut bytes).map_err(|error| failed(path, &error))?;
    if bytes.len() as u64 > BYTES {
        let refusal = intake::Refusal::of_file(intake::RefusalCode::TooLarge);
        return Err(Failure::Refused(refusal.with("limit", BYTES)));
    }
    Ok(bytes)
}
