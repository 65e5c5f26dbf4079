//! The two commands of the README and their helpers. No dependency: it must build on a machine that has nothing yet.

mod bench;
mod check;
mod dev;
mod fuzz;
mod report;
mod setup;
mod shell;
mod system;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask <command>

  setup          install what is missing to build and open Acquit, and nothing else
  dev [-- ARG…]  setup, build, open the app; without a display, the same job in the terminal
  check          setup, then every check and test, those in the real window included
  check --fast   the same without the window: no WebKit is needed, built or opened
  accept         renew the golden files from what the program now says; review the difference
  bench          print every figure: import, Today, letters, start and memory; wants a quiet machine
  measure        start and memory alone [--runs 5] [10000 100000]
  fuzz           every reader of files, 30 minutes of processor time each [TARGET…] [--minutes 30] [--seed 1]
";

/// Why a command stopped, as one sentence or more for whoever typed it.
#[derive(Debug)]
pub struct Stop(pub String);

impl Stop {
    fn because(reason: impl Into<String>) -> Stop {
        Stop(reason.into())
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["setup"] => setup::run(setup::For::Window),
        ["dev"] => dev::run(&[]),
        ["dev", "--", program @ ..] => dev::run(program),
        ["check"] => check::run(check::Extent::Everything),
        ["check", "--fast"] => check::run(check::Extent::WithoutWindow),
        ["accept"] => check::accept(),
        ["bench"] => bench::run(),
        ["measure", arguments @ ..] => bench::measure(arguments),
        ["fuzz", arguments @ ..] => fuzz::run(arguments),
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        other => Err(Stop::because(format!("`{}` is not a command here.\n\n{USAGE}", other.join(" ")))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop(reason)) => {
            eprintln!("\n✗ {reason}");
            ExitCode::FAILURE
        }
    }
}
