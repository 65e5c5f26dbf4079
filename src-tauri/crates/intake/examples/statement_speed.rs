//! How fast a year of bank statements is read, as camt.053 and as a list:
//! `cargo run --release -p intake --example statement_speed [ENTRIES]`.

use std::fmt::Write;
use std::time::Instant;

use intake::sheet::grid;
use intake::statement::StatementReader;
use intake::statement::camt::Camt;
use intake::statement::list::{mapping, rows};

fn main() {
    let entries: u32 = std::env::args().nth(1).and_then(|entries| entries.parse().ok()).unwrap_or(20_000);
    camt(entries);
    list(entries);
}

fn camt(entries: u32) {
    let mut text = String::from(
        "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id>\
         <IBAN>FR7630006000011234567890189</IBAN></Id><Ccy>EUR</Ccy></Acct>\n",
    );
    for entry in 0..entries {
        let (day, month, cents) = (entry % 28 + 1, entry % 12 + 1, entry % 100);
        let _ = write!(
            text,
            "<Ntry>\n  <Amt Ccy='EUR'>{entry}.{cents:02}</Amt>\n  <CdtDbtInd>CRDT</CdtDbtInd>\n  <Sts><Cd>BOOK</Cd></Sts>\n  \
             <BookgDt><Dt>2026-{month:02}-{day:02}</Dt></BookgDt>\n  <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd>\
             <SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>\n  <NtryDtls><TxDtls><Refs><EndToEndId>E{entry}</EndToEndId>\
             </Refs><RltdPties><Dbtr><Nm>Client {entry}</Nm></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id>\
             </DbtrAcct></RltdPties><RmtInf><Ustrd>Facture F-2026-{entry:06}</Ustrd></RmtInf></TxDtls></NtryDtls>\n</Ntry>\n"
        );
    }
    text.push_str("</Stmt></BkToCstmrStmt></Document>");
    let started = Instant::now();
    let reading = Camt.read(text.as_bytes()).expect("the file is well formed");
    let took = started.elapsed();
    let read = reading.value.statements[0].entries.len();
    println!("camt: {read} entries, {} kB in {took:?}, {} findings", text.len() / 1000, reading.findings.len());
}

fn list(entries: u32) {
    let mut text = String::from("Date;Date de valeur;Débit;Crédit;Libellé;Solde\r\n");
    let mut balance = 0u64;
    for entry in 0..entries {
        let (day, month, cents) =
            (entry % 28 + 1, entry * 12 / entries + 1, u64::from(entry) * 100 + u64::from(entry % 100));
        balance += cents;
        let (euros, rest, left, over) = (cents / 100, cents % 100, balance / 100, balance % 100);
        let _ = write!(
            text,
            "{day:02}/{month:02}/2026;{day:02}/{month:02}/2026;;{euros},{rest:02};VIR SEPA CLIENT {entry} FACTURE {entry};\
             {left},{over:02}\r\n"
        );
    }
    let started = Instant::now();
    let grid = grid::read(text.as_bytes()).expect("the list is well formed");
    let opened = started.elapsed();
    let mapping = mapping::propose_for(&grid).expect("the list has a sheet");
    let questions = mapping.questions(&grid.sheets[0]);
    let proposed = started.elapsed();
    let reading = rows::apply(&grid, &mapping).expect("every column is there");
    let took = started.elapsed();
    let read = reading.value.statements[0].entries.len();
    println!(
        "list: {read} entries, {} kB, {} questions, {} findings",
        text.len() / 1000,
        questions.len(),
        reading.findings.len()
    );
    println!("cells {opened:?}, mapping {:?}, rows {:?}", proposed - opened, took - proposed);
}
