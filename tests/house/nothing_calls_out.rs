//! Acquit works without a network, and nothing in it could use one.

use whole_program_tests::{relative, sources};

use crate::cargo::{packages, text};

/// Libraries that speak to the outside.
const CALLERS: [&str; 12] = [
    "attohttpc",
    "curl",
    "h2",
    "hyper",
    "isahc",
    "lettre",
    "native-tls",
    "openssl",
    "quinn",
    "reqwest",
    "rustls",
    "ureq",
];
/// The network of the standard library.
const SOCKETS: [&str; 4] = ["TcpStream", "UdpSocket", "TcpListener", "ToSocketAddrs"];

#[test]
fn no_library_that_calls_out_is_linked() {
    let packages = packages();
    let names: Vec<&str> = packages.iter().map(|package| text(&package["name"])).collect();
    let found: Vec<&&str> = names.iter().filter(|name| CALLERS.contains(name)).collect();
    assert!(names.contains(&"rusqlite"), "the list of packages is not ours");
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn no_source_opens_a_socket() {
    let files = [sources("src-tauri/src", &[".rs"]), sources("src-tauri/crates", &[".rs"])].concat();
    assert!(files.len() > 20, "only {} sources were seen", files.len());
    let mut found = Vec::new();
    for file in files {
        let source = std::fs::read_to_string(&file).unwrap();
        let sockets = SOCKETS.iter().filter(|socket| source.contains(**socket));
        found.extend(sockets.map(|socket| format!("{}: {socket}", relative(&file))));
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}
