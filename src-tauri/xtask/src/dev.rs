//! Command one: build and open Acquit.

use crate::setup::{self, For};
use crate::{Stop, shell};

/// `program`: what is passed on to Acquit itself.
pub fn run(program: &[&str]) -> Result<(), Stop> {
    if has_display() { open(program) } else { demonstrate(program) }
}

fn open(program: &[&str]) -> Result<(), Stop> {
    setup::run(For::Window)?;
    println!("\n━━ Interface");
    shell::run(shell::npm("ui").args(["run", "build"]))?;
    println!("\n━━ Acquit");
    let mut cargo = shell::cargo();
    // Without custom-protocol the window would look for a development server instead of the interface just built.
    cargo.args(["run", "--package", "acquit", "--features", "tauri/custom-protocol", "--"]);
    shell::run(cargo.args(program))
}

/// The same job on a sample business, as text.
fn demonstrate(program: &[&str]) -> Result<(), Stop> {
    println!(
        "This machine has no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can be opened.\n\
         Here is the same job in the terminal, on a sample business."
    );
    setup::run(For::Terminal)?;
    let mut cargo = shell::cargo();
    cargo.args(["run", "--package", "acquit", "--no-default-features", "--", "demo"]);
    shell::run(cargo.args(program))
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
