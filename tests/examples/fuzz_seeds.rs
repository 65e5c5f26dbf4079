//! Writes what fuzzing begins with: `cargo run -p whole-program-tests --example fuzz_seeds FOLDER [SEED]`.

use std::path::PathBuf;
use std::process::ExitCode;

use whole_program_tests::fuzz_seeds;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next().map(PathBuf::from) else {
        eprintln!("usage: fuzz_seeds FOLDER [SEED]");
        return ExitCode::FAILURE;
    };
    let seed = arguments.next().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    match fuzz_seeds::write(&folder, seed) {
        Ok(count) => {
            println!("{count} seeds in {}", folder.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}
