//! What the page of the window may do, as tauri.conf.json and the capabilities say it: nothing but talk to the program.

use std::collections::BTreeSet;

use serde_json::Value;
use whole_program_tests::{relative, root, sources};

fn json(path: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(root().join(path)).unwrap()).unwrap()
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect()
}

#[test]
fn the_policy_lets_nothing_in_from_outside() {
    let config = json("src-tauri/tauri.conf.json");
    let policy = config["app"]["security"]["csp"].as_object().unwrap();
    for shut in ["default-src", "object-src", "frame-src", "base-uri", "form-action"] {
        assert_eq!(policy[shut], "'none'", "{shut}");
    }
    for own in ["script-src", "style-src", "font-src", "worker-src"] {
        assert_eq!(policy[own], "'self'", "{own}");
    }
    assert_eq!(policy["img-src"], "'self' data: blob:");
    // The program itself, by the two names that systems have for it.
    assert_eq!(policy["connect-src"], "ipc: http://ipc.localhost");
    let known = ["script-src", "style-src", "font-src", "worker-src", "img-src", "connect-src", "default-src"];
    let shut = ["object-src", "frame-src", "base-uri", "form-action"];
    let others: Vec<_> =
        policy.keys().filter(|key| !known.contains(&key.as_str()) && !shut.contains(&key.as_str())).collect();
    assert!(others.is_empty(), "a directive nobody looked at: {others:?}");
}

#[test]
fn nothing_loosens_the_window() {
    let config = json("src-tauri/tauri.conf.json");
    let app = &config["app"];
    assert!(app.get("withGlobalTauri").is_none_or(|on| on == false));
    for loose in ["dangerousDisableAssetCspModification", "assetProtocol", "devCsp"] {
        assert!(app["security"].get(loose).is_none(), "{loose}");
    }
    assert!(config.get("plugins").is_none(), "a plugin was opened to the page");
    let windows = app["windows"].as_array().unwrap();
    assert_eq!(windows.len(), 1);
    assert!(windows[0].get("url").is_none(), "the window shows the page that is built in");
    assert!(windows[0].get("devtools").is_none_or(|on| on == false));
}

#[test]
fn the_page_is_granted_events_and_the_title_and_nothing_else() {
    let folder = root().join("src-tauri/capabilities");
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().flatten().map(|file| file.file_name()).collect();
    assert_eq!(files, ["main.json"]);
    let main = json("src-tauri/capabilities/main.json");
    let granted: BTreeSet<&str> = texts(&main["permissions"]).into_iter().collect();
    let expected = ["core:event:allow-listen", "core:event:allow-unlisten", "core:window:allow-set-title"];
    assert_eq!(granted, BTreeSet::from(expected));
    assert_eq!(texts(&main["windows"]), ["main"]);
    assert!(main.get("remote").is_none(), "another origin was let in");
    assert_eq!(texts(&json("src-tauri/tauri.conf.json")["app"]["security"]["capabilities"]), ["main"]);
}

/// The shell opens files in the system's programs; only those it has just written to its own outbox.
#[test]
fn only_the_outbox_is_opened_by_other_programs() {
    let window = std::fs::read_to_string(root().join("src-tauri/src/window.rs")).unwrap();
    assert_eq!(window.matches("open_path(").count(), 1);
    assert!(!window.contains("open_url("));
    assert_eq!(
        window.matches("hand_to_system(").count(),
        4,
        "one definition, printing a letter or a kept PDF, and the mail program"
    );
    assert_eq!(window.matches("write_to_outbox(").count(), 3);
}

#[test]
fn no_page_names_another_origin() {
    let files = sources("ui/src", &[".svelte", ".ts", ".css"]);
    assert!(files.len() > 30, "only {} sources were seen", files.len());
    let mut found = Vec::new();
    for file in files {
        let name = relative(&file);
        let source = std::fs::read_to_string(&file).unwrap();
        for (place, line) in source.lines().enumerate() {
            let names =
                ["src=\"http", "href=\"http", "url(http", "fetch(", "XMLHttpRequest", "WebSocket", "window.open"];
            if names.iter().any(|one| line.contains(one)) {
                found.push(format!("{name}:{}: {}", place + 1, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// Names and debts belong on the screen and in the answers of verbs. Nothing else is printed or logged, and a defect
/// says where it is without saying with what.
#[test]
fn only_verbs_print() {
    let marks = ["println!(", "print!(", "dbg!(", " log::", "tracing::"];
    let mut found = Vec::new();
    for file in [sources("src-tauri/src", &[".rs"]), sources("src-tauri/crates", &[".rs"])].concat() {
        let name = relative(&file);
        if ["/verbs/", "/tests/", "/benches/", "/examples/", "_tests.rs"].iter().any(|part| name.contains(part)) {
            continue;
        }
        let source = std::fs::read_to_string(&file).unwrap();
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        for line in source.lines().filter(|line| marks.iter().any(|mark| line.contains(mark))) {
            found.push(format!("{name}: {}", line.trim()));
        }
    }
    let expected = [
        "src-tauri/src/lib.rs: eprintln!(\"acquit: built without a window; `acquit --help` lists the verbs\");",
        "src-tauri/src/lib.rs: eprintln!(\"acquit: internal error{}\", place.unwrap_or_default());",
        "src-tauri/src/window.rs: eprintln!(\"acquit: no data folder: set ACQUIT_DATA or use --data DIR\");",
        "src-tauri/src/window.rs: Ok(Err(error)) => eprintln!(\"acquit: the window cannot be opened: {error}\"),",
        "src-tauri/src/window.rs: Err(_) => eprintln!(\"acquit: the window cannot be opened: no display answers; `acquit --help` lists the verbs\"),",
        "src-tauri/src/window.rs: println!(\"first screen painted\");",
    ];
    assert_eq!(found, expected);
    let hook = std::fs::read_to_string(root().join("src-tauri/src/lib.rs")).unwrap();
    assert!(hook.contains("set_hook") && !hook.contains("payload"), "a panic may carry a debtor's name");
}
