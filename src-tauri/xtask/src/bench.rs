//! What is measured, and printed; nothing here can fail for being slow. On a machine that does nothing else.

use crate::setup::{self, For};
use crate::{Stop, shell};

/// Everything the project says of its speed.
pub fn run() -> Result<(), Stop> {
    println!("━━ Importing, beside `sqlite3 .import` of the same rows, and Today");
    cargo(&["bench", "--package", "whole-program-tests", "--bench", "morning", "--locked"])?;
    println!("\n━━ Letters, single and in a batch");
    cargo(&["bench", "--package", "documents", "--bench", "letters", "--locked"])?;
    println!("\n━━ Start and memory");
    measure(&[])
}

/// Start and memory alone: the window as it is built for the tests in it, but optimised.
pub fn measure(arguments: &[&str]) -> Result<(), Stop> {
    if !cfg!(target_os = "linux") {
        println!("Left out: memory and the display of a run are looked at as Linux has them.");
        return Ok(());
    }
    setup::run(For::AllTests)?;
    shell::run(shell::npm("ui").args(["run", "build"]))?;
    cargo(&["build", "--profile", "ci", "--package", "acquit", "--features", "tauri/custom-protocol", "--locked"])?;
    cargo(&["build", "--profile", "ci", "--package", "whole-program-tests", "--example", "many_invoices", "--locked"])?;
    let program = shell::target_folder()?.join("ci/acquit");
    let mut measuring = shell::npm("tests/window");
    measuring.args(["run", "--silent", "measure", "--"]).args(arguments).env("ACQUIT_BINARY", program);
    shell::run(&mut measuring)
}

fn cargo(arguments: &[&str]) -> Result<(), Stop> {
    shell::run(shell::cargo().args(arguments))
}
