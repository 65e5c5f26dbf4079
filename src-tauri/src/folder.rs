//! Where the data lives: the operating system's data folder, unless the owner says otherwise.

use std::env;
use std::path::PathBuf;

/// `--data DIR`, else `ACQUIT_DATA`, else the place the system gives to programs for their data.
pub fn data_folder(given: Option<PathBuf>) -> Option<PathBuf> {
    given
        .or_else(|| env::var_os("ACQUIT_DATA").filter(|value| !value.is_empty()).map(PathBuf::from))
        .or_else(system_folder)
}

/// The sample business lives beside one's own data, never in it.
#[cfg_attr(not(feature = "window"), allow(dead_code))]
pub fn sample_folder(own: &std::path::Path) -> PathBuf {
    own.join("sample")
}

fn variable(name: &str) -> Option<PathBuf> {
    env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

#[cfg(target_os = "windows")]
fn system_folder() -> Option<PathBuf> {
    variable("APPDATA").map(|folder| folder.join("Acquit"))
}

#[cfg(target_os = "macos")]
fn system_folder() -> Option<PathBuf> {
    variable("HOME").map(|home| home.join("Library/Application Support/Acquit"))
}

/// The XDG base directory specification: a relative path in the variable does not count.
#[cfg(not(any(target_os = "windows", target_os = "macos")))]
fn system_folder() -> Option<PathBuf> {
    variable("XDG_DATA_HOME")
        .filter(|folder| folder.is_absolute())
        .or_else(|| variable("HOME").map(|home| home.join(".local/share")))
        .map(|folder| folder.join("acquit"))
}
