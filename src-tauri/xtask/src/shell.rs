//! Starting other programs, and where things are.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Stop;

/// The root of the project.
pub fn root() -> PathBuf {
    let here = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    let here = PathBuf::from(here);
    here.ancestors().nth(2).map(Path::to_path_buf).unwrap_or(here)
}

/// The cargo that runs us, so that a chosen toolchain stays chosen.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// npm, in one of the project's folders.
pub fn npm(folder: &str) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(root().join(folder));
    command
}

/// Runs to the end with its output shown; anything but success stops us.
pub fn run(command: &mut Command) -> Result<(), Stop> {
    let line = shown(command);
    match command.stdin(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Stop::because(format!("`{line}` failed ({status})."))),
        Err(error) => Err(Stop::because(format!("`{line}` could not be started: {error}."))),
    }
}

/// Runs to the end, shows every line of its output as it comes, and hands each to `look`.
pub fn run_watched(command: &mut Command, mut look: impl FnMut(&str)) -> Result<(), Stop> {
    let line = shown(command);
    // Colours would stand between the words that are counted.
    let mut child = command
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| Stop::because(format!("`{line}` could not be started: {error}.")))?;
    if let Some(output) = child.stdout.take() {
        for text in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let text = String::from_utf8_lossy(&text);
            let text = text.trim_end_matches('\r');
            look(text);
            // A closed pipe on our side must not stop the tests.
            let _ = writeln!(std::io::stdout(), "{text}");
        }
    }
    match child.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Stop::because(format!("`{line}` failed ({status})."))),
        Err(error) => Err(Stop::because(format!("`{line}` was lost: {error}."))),
    }
}

/// What a program prints, when it succeeds.
pub fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// True when the command can be started and succeeds; its output is not shown.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The command as one could type it.
pub fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

/// Where cargo puts what it builds.
pub fn target_folder() -> Result<PathBuf, Stop> {
    let mut metadata = cargo();
    metadata.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]).stderr(Stdio::null());
    let text = metadata.output().map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    text.ok()
        .as_deref()
        .and_then(target_folder_in)
        .ok_or_else(|| Stop::because("`cargo metadata` did not say where the build goes."))
}

fn target_folder_in(metadata: &str) -> Option<PathBuf> {
    let (_, rest) = metadata.split_once("\"target_directory\":\"")?;
    let (folder, _) = rest.split_once('"')?;
    Some(PathBuf::from(folder.replace("\\\\", "\\")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_the_folder_of_the_workspace() {
        assert!(root().join("src-tauri/xtask").is_dir());
        assert!(root().join("Cargo.toml").is_file());
    }

    #[test]
    fn the_target_folder_is_read_from_cargo() {
        let unix = r#"{"packages":[],"target_directory":"/a b/target","version":1}"#;
        assert_eq!(target_folder_in(unix), Some(PathBuf::from("/a b/target")));
        let windows = r#"{"target_directory":"C:\\work\\target"}"#;
        assert_eq!(target_folder_in(windows), Some(PathBuf::from(r"C:\work\target")));
        assert_eq!(target_folder_in("{}"), None);
    }

    #[test]
    fn a_command_is_shown_as_it_is_typed() {
        assert_eq!(shown(Command::new("npm").args(["run", "build"])), "npm run build");
    }
}
