//! Writes the thirty sample files, and beside the folder the correction of one of them:
//! `cargo run -p whole-program-tests --example sample_files FOLDER 2026-11-22 [SEED]`.

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().map(PathBuf::from);
    let today = arguments.next().and_then(|day| day.parse().ok());
    let (Some(folder), Some(today)) = (folder, today) else {
        eprintln!("usage: sample_files FOLDER YYYY-MM-DD [SEED]");
        return ExitCode::FAILURE;
    };
    let seed = arguments.next().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let (correction, bytes) = whole_program_tests::sample_files::correction(today, seed);
    let written = std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(folder.with_file_name(&correction.name), bytes))
        .and_then(|()| whole_program_tests::sample_files::write(&folder, today, seed));
    match written {
        Ok(files) => {
            for file in files {
                println!("{}", file.name);
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}
