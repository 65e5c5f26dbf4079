//! How many lines a second a list of 100,000 invoices is read at:
//! `cargo run --release -p intake --example sheet_speed [LINES]`.

use std::fmt::Write;
use std::time::Instant;

use intake::sheet::{grid, mapping, rows};

fn main() {
    let lines: u32 = std::env::args().nth(1).and_then(|lines| lines.parse().ok()).unwrap_or(100_000);
    let mut text =
        String::from("N° facture;Client;SIREN;Date facture;Échéance;Montant TTC;Réglé;Reste dû;E-mail;Ville\r\n");
    for line in 0..lines {
        let (day, month) = (line % 28 + 1, line % 12 + 1);
        let (euros, cents) = (line % 9000 + 100, line % 100);
        let customer = line % 700;
        let _ = write!(
            text,
            "FA{line:07};Établissements Œuvre {customer};732829320;{day:02}/{month:02}/2026;{day:02}/{month:02}/2027;\
             {euros},{cents:02};0,00;{euros},{cents:02};compta{customer}@exemple.example;Saint-Malo\r\n"
        );
    }
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    let started = Instant::now();
    let grid = grid::read(&bytes).expect("the list is well formed");
    let opened = started.elapsed();
    let mapping = mapping::propose_for(&grid).expect("the list has a sheet");
    let sheet = &grid.sheets[0];
    let questions = mapping.questions(sheet);
    let proposed = started.elapsed();
    let reading = rows::apply(sheet, &mapping).expect("every column is there");
    let read = started.elapsed();
    println!("{lines} lines, {} kB, {} questions", bytes.len() / 1000, questions.len());
    println!("cells {opened:?}, mapping {:?}, rows {:?}", proposed - opened, read - proposed);
    println!("{} invoices, {} findings", reading.value.len(), reading.findings.len());
    println!("{} rows/s", u128::from(lines) * 1000 / read.as_millis().max(1));
}
