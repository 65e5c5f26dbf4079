//! Acquit: a window, or verbs for scripts and machines without a screen.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    acquit::run()
}
