//! What is on main is finished: work left to do is an issue, not a mark in a source.

use whole_program_tests::{relative, sources};

/// Written in two parts, so that this file does not accuse itself.
const MARKS: [(&str, &str); 6] =
    [("todo", "!("), ("unimplemented", "!("), ("TO", "DO"), ("FIX", "ME"), ("#[ign", "ore"), ("test.", "skip(")];

#[test]
fn no_source_is_marked_as_unfinished() {
    let endings = [".rs", ".ts", ".mjs", ".svelte"];
    let mut found = Vec::new();
    for file in ["src-tauri", "tests", "ui"].map(|folder| sources(folder, &endings)).concat() {
        let source = std::fs::read_to_string(&file).unwrap();
        for (place, line) in source.lines().enumerate() {
            if MARKS.iter().any(|(one, other)| line.contains(&format!("{one}{other}"))) {
                found.push(format!("{}:{}: {}", relative(&file), place + 1, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}
