//! A file longer than this is rarely one subject.

use whole_program_tests::{relative, sources};

const MOST_LINES: usize = 700;
const WRITTEN_BY_A_TEST: &str = "ui/src/ipc/generated.ts";

#[test]
fn no_source_is_longer_than_one_can_hold_in_mind() {
    let endings = [".rs", ".ts", ".mjs", ".js", ".svelte", ".css", ".sql"];
    let files = ["src-tauri", "tests", "ui"].map(|folder| sources(folder, &endings)).concat();
    assert!(files.len() > 30, "only {} sources were seen", files.len());
    let mut found = Vec::new();
    for file in files {
        let lines = std::fs::read_to_string(&file).unwrap().lines().count();
        let name = relative(&file);
        if lines > MOST_LINES && name != WRITTEN_BY_A_TEST {
            found.push(format!("{name}: {lines} lines"));
        }
    }
    assert!(found.is_empty(), "more than {MOST_LINES} lines:\n{}", found.join("\n"));
}
