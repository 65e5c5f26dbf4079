//! The shell: the clock, the verbs and the window around the use cases of `app`.

mod clock;
// The window alone calls them; without it they are still compiled and tested.
#[cfg_attr(not(feature = "window"), allow(dead_code))]
mod commands;
mod folder;
#[cfg(any(feature = "window", test))]
#[cfg_attr(not(feature = "window"), allow(dead_code))]
mod room;
mod verbs;
pub mod views;
#[cfg(feature = "window")]
mod window;
pub mod wire;

use std::process::ExitCode;

/// Reads the command line and does what it says: a verb, or the window.
pub fn run() -> ExitCode {
    say_no_facts_when_failing();
    let line = match verbs::command_line() {
        Ok(line) => line,
        Err(status) => return status,
    };
    if line.verb.is_some() {
        return verbs::run(line);
    }
    #[cfg(feature = "window")]
    {
        window::open(line.options, line.files)
    }
    #[cfg(not(feature = "window"))]
    {
        eprintln!("acquit: built without a window; `acquit --help` lists the verbs");
        ExitCode::from(2)
    }
}

/// A defect says where it is, never with what: the values at hand may be somebody's name and debts.
fn say_no_facts_when_failing() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|place| format!(" ({}:{})", short(place.file()), place.line()));
        eprintln!("acquit: internal error{}", place.unwrap_or_default());
    }));
}

/// A file of ours by its path in the project; one of a library without the folders of whoever built the program.
fn short(file: &str) -> &str {
    let own = file.starts_with("src-tauri/") || file.starts_with("src-tauri\\");
    if own { file } else { file.rsplit(['/', '\\']).next().unwrap_or(file) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_defect_is_placed_without_the_folders_of_the_builder() {
        assert_eq!(short("src-tauri/src/room.rs"), "src-tauri/src/room.rs");
        assert_eq!(short("/home/somebody/.cargo/registry/src/x/tao-0.37.2/src/event_loop.rs"), "event_loop.rs");
    }
}
