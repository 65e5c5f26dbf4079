//! Makes a data folder with many open invoices: `cargo run -p whole-program-tests --example many_invoices FOLDER COUNT`.

use std::path::PathBuf;
use std::process::ExitCode;

use domain::Lang;
use whole_program_tests::many_invoices;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().map(PathBuf::from);
    let count = arguments.next().and_then(|count| count.parse().ok());
    let (Some(folder), Some(count)) = (folder, count) else {
        eprintln!("usage: many_invoices FOLDER COUNT");
        return ExitCode::FAILURE;
    };
    match many_invoices::data_folder(&folder, count) {
        Ok(recorded) => {
            println!("{recorded} invoices, to be opened with --today {}", many_invoices::today());
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("{}", failure.sentence(Lang::En));
            ExitCode::FAILURE
        }
    }
}
