//! The shell: the clock, the verbs and the window around the use cases of `app`.

mod clock;
// The window alone calls them; without it they are still compiled and tested.
#[cfg_attr(not(feature = "window"), allow(dead_code))]
mod commands;
mod folder;
mod verbs;
pub mod views;
#[cfg(feature = "window")]
mod window;
pub mod wire;

use std::process::ExitCode;

/// Reads the command line and does what it says: a verb, or the window.
pub fn run() -> ExitCode {
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
