//! Reads every e-invoice of the developers' corpus and compares each column with what it should say.
//!
//! The corpus lies beside the project and is not part of it; without it the tests say that they were skipped.

// Helpers of tests are tests too.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use intake::einvoice::{InvoiceLine, line_of_invoice, normalise, read};
use intake::{Reading, RefusalCode, Severity};
use rust_decimal::Decimal;

fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus");
    if !folder.is_dir() {
        say(format_args!("skipped: no ../shared/corpus (e-invoices)"));
        return None;
    }
    Some(folder)
}

/// Past the capture of the test runner: what was compared is to be seen in every run.
fn say(what: std::fmt::Arguments<'_>) {
    let _ = writeln!(std::io::stdout(), "corpus: {what}");
}

fn rows(folder: &Path, list: &str) -> Vec<std::collections::HashMap<String, String>> {
    let mut reader = csv::Reader::from_path(folder.join(list)).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

const AMOUNTS: [&str; 6] = ["net_total", "vat_total", "gross_total", "prepaid", "rounding", "amount_due"];
const TEXTS: [&str; 16] = [
    "kind",
    "type_code",
    "number",
    "issue_date",
    "due_date",
    "due_dates_all",
    "currency",
    "seller_name",
    "seller_id",
    "buyer_name",
    "buyer_id",
    "seller_legal_id",
    "seller_vat_id",
    "buyer_legal_id",
    "buyer_vat_id",
    "preceding_invoice",
];
const LAST_TEXTS: [&str; 4] = ["payment_reference", "profile", "embedded_xml", "format"];

/// The columns in which a line says something else than the list.
fn differences(line: &InvoiceLine, row: &std::collections::HashMap<String, String>) -> Vec<String> {
    let said = serde_json::to_value(line).unwrap();
    let value = |text: &str| text.parse::<Decimal>().or_else(|_| Decimal::from_scientific(text)).ok();
    let mut differences = Vec::new();
    for column in AMOUNTS {
        let (said, expected) = (said[column].as_str().unwrap(), &row[column]);
        if said.is_empty() != expected.is_empty() || value(said) != value(expected) {
            differences.push(format!("{column}: said {said:?}, expected {expected:?}"));
        }
    }
    for column in TEXTS.into_iter().chain(LAST_TEXTS) {
        let (said, expected) = (said[column].as_str().unwrap(), row[column].as_str());
        if said != expected {
            differences.push(format!("{column}: said {said:?}, expected {expected:?}"));
        }
    }
    differences
}

const FOLDERS: [&str; 4] = ["facturx-pdf/", "cii/", "ubl/", "zugferd1-xml/"];

fn in_scope(row: &std::collections::HashMap<String, String>, scope: &str, expect: &str) -> bool {
    FOLDERS.iter().any(|folder| row["file"].starts_with(folder)) && row["scope"] == scope && row["expect"] == expect
}

#[test]
fn every_invoice_of_the_corpus_is_read_as_expected() {
    let Some(folder) = corpus() else { return };
    let rows = rows(&folder, "expected_invoices.csv");
    for scope in ["core", "other"] {
        let (mut agreed, mut files, mut complaints) = (0, 0, Vec::new());
        for row in rows.iter().filter(|row| in_scope(row, scope, "ok")) {
            files += 1;
            let bytes = fs::read(folder.join(&row["file"])).unwrap();
            let differences = match read(&bytes) {
                Ok(reading) => differences(&line_of_invoice(&row["file"], &reading), row),
                Err(refusal) => vec![format!("refused: {refusal} {:?}", refusal.facts)],
            };
            if differences.is_empty() {
                agreed += 1;
            }
            complaints.extend(differences.into_iter().map(|difference| format!("{}: {difference}", row["file"])));
        }
        say(format_args!("e-invoices of scope {scope}: {agreed} of {files} agree in every column"));
        for complaint in &complaints {
            println!("  {complaint}");
        }
        assert!(files > 0 && agreed == files, "{} differences", complaints.len());
    }
}

#[test]
fn odd_invoices_are_read_with_a_warning_and_the_rest_of_the_values_right() {
    let Some(folder) = corpus() else { return };
    let mut files = 0;
    for row in rows(&folder, "expected_invoices.csv").iter().filter(|row| row["expect"] == "warn") {
        files += 1;
        let file = &row["file"];
        let reading = read(&fs::read(folder.join(file)).unwrap()).unwrap_or_else(|refusal| panic!("{file}: {refusal}"));
        assert_eq!(reading.severity(), Some(Severity::Warning), "{file}: {}", row["warnings"]);
        let mut differences = differences(&line_of_invoice(file, &reading), row);
        // An amount beyond all reason stays empty and is a finding.
        differences.retain(|difference| !difference.contains("1E+100"));
        assert!(differences.is_empty(), "{file}: {differences:?}");
    }
    say(format_args!("odd e-invoices: {files} read with a warning"));
    assert!(files > 0);
}

#[test]
fn invoices_without_the_essential_are_refused() {
    let Some(folder) = corpus() else { return };
    let mut files = 0;
    for row in rows(&folder, "expected_invoices.csv").iter().filter(|row| row["expect"] == "reject") {
        files += 1;
        let refusal = read(&fs::read(folder.join(&row["file"])).unwrap()).map(|reading| reading.value).unwrap_err();
        let expected = [RefusalCode::NoNumber, RefusalCode::NoIssueDate, RefusalCode::NoTotal];
        assert!(expected.contains(&refusal.code), "{}: {refusal}", row["file"]);
        println!("reject: {}: {refusal}", row["file"]);
    }
    say(format_args!("e-invoices without the essential: {files} refused"));
    assert!(files > 0);
}

#[test]
fn broken_files_are_refused_with_a_reason() {
    let Some(folder) = corpus() else { return };
    let (mut refused, mut odd) = (0, 0);
    for row in rows(&folder, "expected_malformed.csv") {
        let file = &row["file"];
        match (read(&fs::read(folder.join(file)).unwrap()), row["expect"].as_str()) {
            (Err(refusal), "reject") => {
                refused += 1;
                println!("{file}: {refusal} {:?}", refusal.facts);
            }
            (Ok(Reading { value, findings }), "warn") => {
                odd += 1;
                println!("{file}: read, number {}, {} findings", value.number, findings.len());
                assert!(!findings.is_empty(), "{file}");
            }
            (outcome, expected) => {
                panic!("{file}: expected {expected}, got {:?}", outcome.map(|reading| reading.findings))
            }
        }
    }
    say(format_args!("malformed files: {refused} refused with a reason, {odd} read with findings"));
}

#[test]
fn every_euro_invoice_of_the_corpus_can_be_put_right_for_import() {
    let Some(folder) = corpus() else { return };
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for row in rows(&folder, "expected_invoices.csv").iter().filter(|row| row["expect"] == "ok") {
        let invoice = read(&fs::read(folder.join(&row["file"])).unwrap()).unwrap().value;
        let outcome = match normalise(&invoice) {
            Ok(reading) => {
                let invoice = reading.value;
                let parts: i64 = invoice.instalments.iter().map(|part| part.amount.0).sum();
                assert!(invoice.gross_total.0 >= 0 && invoice.amount_due.0 >= 0, "{}", row["file"]);
                assert!(invoice.instalments.is_empty() || parts == invoice.amount_due.0, "{}", row["file"]);
                "imported".to_owned()
            }
            Err(refusal) => {
                assert_eq!(refusal.code, RefusalCode::CurrencyNotEuro, "{}", row["file"]);
                assert_ne!(row["currency"], "EUR", "{}", row["file"]);
                refusal.code.to_string()
            }
        };
        *counts.entry(outcome).or_default() += 1;
    }
    println!("{counts:?}");
}

/// Every file of every folder, bank statements and lists included: whole, cut, and with some bytes changed.
#[test]
fn no_file_of_the_corpus_makes_the_reader_panic() {
    let Some(folder) = corpus() else { return };
    let (mut read_files, mut refused) = (0, 0);
    for entry in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        for file in fs::read_dir(entry).unwrap().map(|entry| entry.unwrap().path()) {
            let whole = fs::read(&file).unwrap();
            let mut variants: Vec<Vec<u8>> = [1, 4, 7].map(|eighth| whole[..whole.len() * eighth / 8].to_vec()).into();
            for step in [211, 1_009] {
                let changed =
                    whole.iter().enumerate().map(|(at, byte)| if at % step == step / 2 { byte ^ 5 } else { *byte });
                variants.push(changed.collect());
            }
            variants.push(whole);
            for bytes in variants {
                match read(&bytes) {
                    Ok(reading) => {
                        read_files += 1;
                        let _ = normalise(&reading.value);
                    }
                    Err(_) => refused += 1,
                }
            }
        }
    }
    say(format_args!("every file whole, cut and damaged: {read_files} read, {refused} refused, no panic"));
    assert!(read_files > 150 && refused > 150);
}
