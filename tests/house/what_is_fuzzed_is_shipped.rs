//! Fuzzing has a lock file of its own, outside of the workspace. It would prove little about other versions.

use std::collections::{BTreeMap, BTreeSet};

use whole_program_tests::root;

type Versions = BTreeMap<String, BTreeSet<String>>;

fn versions(lock: &str) -> Versions {
    let text = std::fs::read_to_string(root().join(lock)).unwrap();
    let mut versions = Versions::new();
    for package in text.split("[[package]]").skip(1) {
        let field = |name: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = "));
            line.unwrap_or_default().trim_matches('"').to_owned()
        };
        versions.entry(field("name")).or_default().insert(field("version"));
    }
    versions
}

#[test]
fn the_libraries_that_are_fuzzed_are_those_we_ship() {
    let (ours, fuzzed) = (versions("Cargo.lock"), versions("tests/fuzz/Cargo.lock"));
    assert!(fuzzed.contains_key("calamine") && fuzzed.contains_key("lopdf"), "the readers' libraries are not there");
    let mut others = Vec::new();
    for (name, fuzzed) in &fuzzed {
        let Some(ours) = ours.get(name) else { continue };
        others.extend(fuzzed.difference(ours).map(|version| format!("{name} {version}")));
    }
    assert!(
        others.is_empty(),
        "fuzzed in another version than we ship: {}\nCopy Cargo.lock to tests/fuzz and let `cargo metadata \
         --manifest-path tests/fuzz/Cargo.toml` leave out what is not needed there.",
        others.join(", ")
    );
}
