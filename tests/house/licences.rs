//! What we build on may be given away with Acquit: no licence that asks for the sources of the whole.

use serde_json::Value;
use whole_program_tests::root;

use crate::cargo::{packages, text};

const ALLOWED: [&str; 15] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
];

/// Reads an SPDX expression: AND binds tighter than OR, an exception only ever adds a permission, and the old `/` means OR.
fn allowed(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    let answer = any(&mut rest);
    answer && rest.is_empty()
}

fn any(words: &mut &[&str]) -> bool {
    let mut answer = all(words);
    while let Some((&"OR", rest)) = words.split_first() {
        *words = rest;
        answer |= all(words);
    }
    answer
}

fn all(words: &mut &[&str]) -> bool {
    let mut answer = one(words);
    while let Some((&"AND", rest)) = words.split_first() {
        *words = rest;
        answer &= one(words);
    }
    answer
}

fn one(words: &mut &[&str]) -> bool {
    let Some((&word, rest)) = words.split_first() else { return false };
    *words = rest;
    if word == "(" {
        let answer = any(words);
        return match words.split_first() {
            Some((&")", rest)) => {
                *words = rest;
                answer
            }
            _ => false,
        };
    }
    if let [with, _exception, rest @ ..] = *words
        && *with == "WITH"
    {
        *words = rest;
    }
    ALLOWED.contains(&word)
}

#[test]
fn every_crate_has_a_licence_we_may_ship() {
    let packages = packages();
    assert!(packages.len() > 100, "only {} packages were seen", packages.len());
    let refused: Vec<String> = packages
        .iter()
        .filter(|package| !allowed(text(&package["license"])))
        .map(|package| format!("{}: {}", text(&package["name"]), package["license"]))
        .collect();
    assert!(refused.is_empty(), "\n{}", refused.join("\n"));
}

#[test]
fn every_package_of_the_interface_has_a_licence_we_may_ship() {
    let lock = std::fs::read_to_string(root().join("ui/package-lock.json")).unwrap();
    let lock: Value = serde_json::from_str(&lock).unwrap();
    let shipped: Vec<(&String, &Value)> = lock["packages"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(path, package)| !path.is_empty() && package["dev"] != true && package["devOptional"] != true)
        .collect();
    assert!(shipped.len() > 3, "only {} packages were seen", shipped.len());
    let refused: Vec<String> = shipped
        .iter()
        .filter(|(_, package)| !allowed(text(&package["license"])))
        .map(|(path, package)| format!("{path}: {}", package["license"]))
        .collect();
    assert!(refused.is_empty(), "\n{}", refused.join("\n"));
}

#[test]
fn a_choice_of_licences_needs_one_and_a_sum_needs_all() {
    assert!(allowed("MIT OR GPL-3.0-only"));
    assert!(!allowed("MIT AND GPL-3.0-only"));
    assert!(allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
    assert!(!allowed("(MIT OR Apache-2.0) AND LGPL-2.1-or-later"));
    assert!(allowed("Unlicense/MIT"));
    assert!(allowed("Apache-2.0 WITH LLVM-exception"));
    assert!(!allowed("GPL-2.0-only WITH Classpath-exception-2.0"));
    assert!(!allowed(""));
    assert!(!allowed("MIT MIT"));
}
