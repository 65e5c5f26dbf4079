//! Every seed of fuzzing, what it once found included, through the reader that it is for and through the front door:
//! nothing panics, and what must hold of any outcome holds.

#![allow(clippy::unwrap_used)] // the helpers of tests fail as tests do

#[path = "../../../../tests/fuzz/src/built.rs"]
mod built;
#[path = "../../../../tests/fuzz/src/readers.rs"]
mod readers;

use std::path::Path;

/// The reader of a target, by its name.
fn reader(target: &str) -> fn(&[u8]) {
    match target {
        "bank_list" => readers::bank_list,
        "camt" => readers::camt,
        "cfonb120" => readers::cfonb120,
        "einvoice" => readers::einvoice,
        "fec" => readers::fec,
        "front_door" => readers::front_door,
        "list" => readers::list,
        "mt940" => readers::mt940,
        "ods" => readers::ods,
        "ofx" => readers::ofx,
        "pdf" => readers::pdf,
        "qif" => readers::qif,
        "xls" => readers::xls,
        "xlsx" => readers::xlsx,
        other => panic!("{other} is no target"),
    }
}

#[test]
fn every_seed_keeps_the_promises_of_its_reader() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fuzz/seeds");
    let mut count = 0;
    for target in std::fs::read_dir(seeds).unwrap() {
        let target = target.unwrap();
        let read = reader(target.file_name().to_str().unwrap());
        for file in std::fs::read_dir(target.path()).unwrap() {
            let file = file.unwrap().path();
            // A failure names its file.
            println!("{}", file.display());
            let bytes = std::fs::read(&file).unwrap();
            read(&bytes);
            readers::front_door(&bytes);
            count += 1;
        }
    }
    assert!(count > 30, "{count} seeds");
}
