//! How long an accounting journal of a million lines takes:
//! `cargo run --release -p intake --example fec_speed [LINES]`.

use std::fmt::Write;
use std::time::Instant;

use intake::fec;

fn main() {
    let lines: u32 = std::env::args().nth(1).and_then(|lines| lines.parse().ok()).unwrap_or(1_000_000);
    let mut text = String::from(
        "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\t\
         PieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise\r\n",
    );
    for entry in 0..lines / 3 {
        let (day, month, customer) = (entry % 28 + 1, entry % 12 + 1, entry % 3_000);
        let date = format!("2026{month:02}{day:02}");
        let (head, tail) =
            (format!("VE\tVentes\t{entry}\t{date}"), format!("FA{entry:07}\t{date}\tVente à Œuvre {customer}"));
        let net = entry % 9_000 + 100;
        let _ = write!(
            text,
            "{head}\t411000\tClients\tC{customer}\tÉtablissements Œuvre {customer}\t{tail}\t{net},20\t0,00\tA{}\t{date}\t{date}\t\t\r\n\
             {head}\t706000\tPrestations de services\t\t\t{tail}\t0,00\t{net},00\t\t\t{date}\t\t\r\n\
             {head}\t445710\tTVA collectée\t\t\t{tail}\t0,00\t0,20\t\t\t{date}\t\t\r\n",
            entry / 6_000
        );
    }
    let (single, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    for bytes in [text.as_bytes(), &single] {
        let started = Instant::now();
        let reading = fec::read(bytes).expect("the journal is well formed");
        let read = started.elapsed();
        let ledger = fec::receivables(&reading.value);
        let all = started.elapsed();
        let invoices: usize = ledger.value.customers.iter().map(|customer| customer.invoices.len()).sum();
        println!(
            "{} lines, {} MB, {}: read {read:?}, customers' side {:?}; {invoices} invoices of {} customers, {} findings",
            reading.value.lines,
            bytes.len() / 1_000_000,
            reading.value.encoding.code(),
            all - read,
            ledger.value.customers.len(),
            reading.findings.len() + ledger.findings.len()
        );
    }
}
