//! domain ← law ← agenda ← { intake, documents, store } ← app ← acquit. Whoever is on one level does not know the others
//! of it.

use crate::cargo::{list, members, text};

/// The crates from the middle outwards.
const LEVELS: [&[&str]; 6] =
    [&["domain"], &["law"], &["agenda"], &["intake", "documents", "store"], &["app"], &["acquit"]];
/// They need the facts alone, neither the law nor the agenda.
const ONLY_DOMAIN: [&str; 2] = ["intake", "store"];
/// Outside the order: the tests may use everything, xtask nothing, and nobody uses them.
const BESIDE: [&str; 2] = ["whole-program-tests", "xtask"];
/// Crates that only the shell may know.
const OF_THE_WINDOW: [&str; 6] = ["tauri", "wry", "tao", "gtk", "webkit2gtk", "tokio"];

fn level(name: &str) -> Option<usize> {
    LEVELS.iter().position(|level| level.contains(&name))
}

/// Why `name` may not depend on `dependency`, another member of the workspace.
fn crossing(name: &str, dependency: &str) -> Option<String> {
    if name == "whole-program-tests" {
        return None;
    }
    if BESIDE.contains(&name) || BESIDE.contains(&dependency) {
        return Some(format!("{name} → {dependency}: {BESIDE:?} stand apart"));
    }
    match (level(name), level(dependency)) {
        (None, _) => Some(format!("{name} has no place in LEVELS yet")),
        (_, None) => Some(format!("{dependency} has no place in LEVELS yet")),
        (Some(from), Some(to)) if to >= from => Some(format!("{name} → {dependency} points upwards or sideways")),
        _ if ONLY_DOMAIN.contains(&name) && dependency != "domain" => {
            Some(format!("{name} → {dependency}: {name} needs only domain"))
        }
        _ => None,
    }
}

fn is_of_the_window(dependency: &str) -> bool {
    OF_THE_WINDOW.iter().any(|name| dependency == *name || dependency.starts_with(&format!("{name}-")))
}

#[test]
fn imports_point_down() {
    let metadata = members();
    let packages = list(&metadata["packages"]);
    let names: Vec<&str> = packages.iter().map(|package| text(&package["name"])).collect();
    assert!(LEVELS.concat().iter().all(|name| names.contains(name)), "a crate of LEVELS is gone: {names:?}");
    let mut crossings = Vec::new();
    let mut looked_at = 0;
    for package in packages {
        let name = text(&package["name"]);
        for dependency in list(&package["dependencies"]) {
            looked_at += 1;
            let dependency_name = text(&dependency["name"]);
            if dependency["path"].is_string() {
                crossings.extend(crossing(name, dependency_name));
            } else if name == "xtask" {
                crossings.push(format!("xtask → {dependency_name}: xtask builds before anything is there"));
            }
            if name != "acquit" && is_of_the_window(dependency_name) {
                crossings.push(format!("{name} → {dependency_name}: the window is the shell's alone"));
            }
            let clock = list(&dependency["features"]).iter().any(|feature| text(feature) == "clock");
            if level(name) < level("acquit") && dependency_name == "chrono" && clock {
                crossings.push(format!("{name} → chrono with its clock: today is passed in"));
            }
        }
    }
    assert!(looked_at > 30, "only {looked_at} dependencies were seen");
    assert!(crossings.is_empty(), "\n{}", crossings.join("\n"));
}

#[test]
fn a_line_crossed_is_named() {
    assert!(crossing("law", "domain").is_none());
    assert!(crossing("app", "store").is_none());
    assert!(crossing("law", "store").is_some());
    assert!(crossing("store", "intake").is_some());
    assert!(crossing("intake", "law").is_some());
    assert!(crossing("app", "acquit").is_some());
    assert!(crossing("app", "whole-program-tests").is_some());
    assert!(crossing("app", "newcomer").is_some());
    assert!(is_of_the_window("tauri-plugin-dialog") && !is_of_the_window("taunt"));
}
