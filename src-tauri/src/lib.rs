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
        let place = panic.location().map(|place| format!(" ({}:{})", place.file(), place.line())).unwrap_or_default();
        eprintln!("acquit: internal error{place}");
    }));
}
