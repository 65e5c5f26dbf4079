//! Installing what is missing, and nothing else.

use std::process::Command;

use crate::Stop;
use crate::{shell, system};

/// What is to be done afterwards: each needs a little more than the one before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum For {
    /// The verbs alone, on a machine without a display.
    Terminal,
    /// The window.
    Window,
    /// Every test but those in the window.
    TestsWithoutWindow,
    AllTests,
}

/// The oldest Node whose npm and built-in test runner are good enough.
const NODE_MAJOR: u32 = 20;

pub fn run(purpose: For) -> Result<(), Stop> {
    system::bring(purpose)?;
    if purpose == For::Terminal {
        return Ok(());
    }
    node_is_there()?;
    npm_packages("ui")?;
    if purpose == For::AllTests && cfg!(target_os = "linux") {
        npm_packages("tests/window")?;
    }
    if purpose >= For::TestsWithoutWindow {
        rust_component("rustfmt", "fmt")?;
        rust_component("clippy", "clippy")?;
    }
    Ok(())
}

fn node_is_there() -> Result<(), Stop> {
    let version = shell::output("node", &["--version"]);
    match version.as_deref().and_then(node_major) {
        Some(major) if major >= NODE_MAJOR => Ok(()),
        Some(major) => {
            Err(Stop::because(format!("Node {NODE_MAJOR} or newer is needed; this machine has Node {major}.")))
        }
        None => Err(Stop::because(format!("Node {NODE_MAJOR} or newer is needed, with npm: https://nodejs.org."))),
    }
}

fn node_major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Installs exactly what the lock file says, when it is not there already.
fn npm_packages(folder: &str) -> Result<(), Stop> {
    let place = shell::root().join(folder);
    let locked = std::fs::read(place.join("package-lock.json"))
        .map_err(|error| Stop::because(format!("{folder}/package-lock.json cannot be read: {error}.")))?;
    let stamp = place.join("node_modules/.installed-from");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == locked) {
        println!("Packages of {folder}: nothing is missing.");
        return Ok(());
    }
    println!("$ npm ci (in {folder})");
    // No package here needs its install script, and none gets to run one.
    shell::run(shell::npm(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    std::fs::write(&stamp, locked)
        .map_err(|error| Stop::because(format!("{} cannot be written: {error}.", stamp.display())))
}

fn rust_component(component: &str, subcommand: &str) -> Result<(), Stop> {
    if shell::succeeds(shell::cargo().args([subcommand, "--version"])) {
        return Ok(());
    }
    println!("$ rustup component add {component}");
    shell::run(Command::new("rustup").args(["component", "add", component]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_node_is_read() {
        assert_eq!(node_major("v20.20.2"), Some(20));
        assert_eq!(node_major("20"), None);
    }
}
