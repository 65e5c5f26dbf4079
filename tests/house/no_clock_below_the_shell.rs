//! Below the shell nobody asks what time it is. Clippy refuses it by type (src-tauri/crates/clippy.toml); this reads the
//! sources, and so also sees what an `allow` would hide.

use whole_program_tests::{relative, sources};

const CLOCKS: [&str; 4] = ["Utc::now", "Local::now", "SystemTime::now", "SystemTime::elapsed"];

/// The part of a source before its tests.
fn without_tests(source: &str) -> &str {
    source.split("#[cfg(test)]").next().unwrap_or(source)
}

fn clocks_in(source: &str) -> Vec<&'static str> {
    CLOCKS.into_iter().filter(|clock| without_tests(source).contains(clock)).collect()
}

#[test]
fn no_clock_is_read_below_the_shell() {
    let files = sources("src-tauri/crates", &[".rs"]);
    assert!(files.len() > 20, "only {} sources were seen", files.len());
    let mut found = Vec::new();
    for file in files {
        let name = relative(&file);
        if name.contains("/benches/") {
            continue;
        }
        let source = std::fs::read_to_string(&file).unwrap();
        found.extend(clocks_in(&source).into_iter().map(|clock| format!("{name}: {clock}")));
    }
    assert!(found.is_empty(), "today is passed in:\n{}", found.join("\n"));
}

#[test]
fn a_clock_is_found_and_one_in_a_test_is_not() {
    assert_eq!(clocks_in("let now = chrono::Utc::now();"), ["Utc::now"]);
    assert!(clocks_in("fn f() {}\n#[cfg(test)]\nmod tests { fn g() { Utc::now(); } }").is_empty());
}
