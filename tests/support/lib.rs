//! What whole-program tests share.

pub mod fuzz_seeds;
pub mod ledgers;
pub mod many_invoices;
pub mod sample_files;
mod sample_lists;
/// The made-up year, which the engine's own test shares.
#[path = "../../src-tauri/crates/domain/tests/support/year/mod.rs"]
pub mod year;
pub mod year_files;

use std::io::Write;
use std::path::{Path, PathBuf};

/// The root of the project.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The folder of test invoices kept beside the project, where it is there. Otherwise says that `what` was skipped.
pub fn corpus(what: &str) -> Option<PathBuf> {
    let folder = root().join("../shared/corpus");
    if !folder.is_dir() {
        say_of_corpus(format_args!("skipped: no ../shared/corpus ({what})"));
        return None;
    }
    Some(folder)
}

/// A line of the report of `cargo xtask check`, past the capture of the test runner: what was compared with the corpus
/// is to be seen in every run.
pub fn say_of_corpus(what: std::fmt::Arguments<'_>) {
    let _ = writeln!(std::io::stdout(), "corpus: {what}");
}

/// The program as it was built beside this test.
///
/// Panics when it is not there: `cargo test` alone does not build it, `cargo xtask check` does.
pub fn program() -> PathBuf {
    let test = std::env::current_exe().expect("a running test has a path");
    let name = format!("acquit{}", std::env::consts::EXE_SUFFIX);
    let program = test.ancestors().nth(2).map(|folder| folder.join(name)).filter(|program| program.is_file());
    program.unwrap_or_else(|| {
        panic!("the program is not built: run `cargo build --package acquit --no-default-features` first")
    })
}

/// Compares with `tests/golden/<name>`. With ACQUIT_ACCEPT set the file is written anew.
pub fn golden(name: &str, actual: &str) {
    let path = root().join("tests/golden").join(name);
    if std::env::var_os("ACQUIT_ACCEPT").is_some() {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).expect("the folder of golden files can be made");
        }
        std::fs::write(&path, actual).expect("the golden file can be written");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if let Some(difference) = first_difference(&expected, actual) {
        panic!("{name} {difference}\nRenew it with `cargo xtask accept` and read the difference.");
    }
}

fn first_difference(expected: &str, actual: &str) -> Option<String> {
    if expected == actual {
        return None;
    }
    let (mut expected, mut actual) = (expected.split('\n'), actual.split('\n'));
    let mut line = 1;
    loop {
        match (expected.next(), actual.next()) {
            (Some(was), Some(is)) if was == is => line += 1,
            (was, is) => {
                let shown = |text: Option<&str>| text.map_or("the end".to_owned(), |text| format!("{text:?}"));
                return Some(format!("differs in line {line}:\n  kept {}\n  now  {}", shown(was), shown(is)));
            }
        }
    }
}

/// Every file below `folder` of the project with one of these endings, without what tools make.
pub fn sources(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    const MADE: [&str; 7] = ["target", "node_modules", "dist", "dist-mock", "gen", "shots", ".git"];
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() && !MADE.contains(&name.as_str()) {
                folders.push(path);
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The path as seen from the root, with `/` everywhere.
pub fn relative(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_differing_line_is_named() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        let difference = first_difference("a\nb\n", "a\nc\n").unwrap();
        assert!(difference.starts_with("differs in line 2:"), "{difference}");
        assert!(first_difference("a", "a\nb").unwrap().contains("the end"));
    }

    #[test]
    fn sources_are_found_below_folders() {
        let found: Vec<String> = sources("tests", &[".rs"]).iter().map(|path| relative(path)).collect();
        assert!(found.contains(&"tests/support/lib.rs".to_owned()), "{found:?}");
    }
}
