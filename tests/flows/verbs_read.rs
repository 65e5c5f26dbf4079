//! `acquit read`: what files say, line by line, and what is refused.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::Value;
use whole_program_tests::sample_files::{self, Brings, SampleInvoice};
use whole_program_tests::{corpus, say_of_corpus};

use crate::command::{acquit, acquit_in, at, text};

fn monday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

#[test]
fn every_file_of_a_folder_has_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let files = sample_files::write(folder.path(), monday(), 7).unwrap();
    let ran = acquit(None, &["read", folder.path().to_str().unwrap()]);
    // One download is cut off: it has its line too, and the status says so.
    assert_eq!(ran.status, 1, "{}", ran.err);
    let lines: HashMap<String, Value> = ran
        .values()
        .into_iter()
        .map(|line| {
            let name = Path::new(text(&line, "file")).file_name().unwrap().to_str().unwrap().to_owned();
            (name, line)
        })
        .collect();
    assert_eq!(lines.len(), files.len());
    for file in &files {
        let line = &lines[&file.name];
        match &file.brings {
            Brings::Invoice(invoice) | Brings::Duplicate(invoice) => check(line, invoice, "invoice"),
            Brings::Conflict(_, dearer) => check(line, dearer, "invoice"),
            Brings::OtherSeller { seller, invoice } => {
                check(line, invoice, "invoice");
                assert_eq!(text(line, "seller_name"), seller);
            }
            Brings::CreditNote(note) => check(line, note, "credit_note"),
            Brings::List(rows) => {
                assert_eq!(text(line, "invoices"), rows.len().to_string(), "{line}");
                assert_ne!(text(line, "number_column"), "", "{line}");
                assert_ne!(text(line, "total_column"), "", "{line}");
            }
            Brings::Bought => assert_eq!(text(line, "buyer_name"), "Atelier Morvan EURL"),
            Brings::Broken => assert_ne!(text(line, "error"), ""),
        }
    }
}

fn check(line: &Value, invoice: &SampleInvoice, kind: &str) {
    assert_eq!(text(line, "kind"), kind, "{line}");
    assert_eq!(text(line, "number"), invoice.number);
    assert_eq!(text(line, "issue_date"), invoice.issue_date.to_string());
    let days: Vec<String> = invoice.due_dates.iter().map(NaiveDate::to_string).collect();
    assert_eq!(text(line, "due_dates_all"), days.join("|"), "{line}");
    assert_eq!(text(line, "amount_due"), invoice.amount_due.to_string());
    assert_eq!(text(line, "gross_total"), invoice.gross.to_string());
    assert_eq!(text(line, "net_total"), invoice.net.to_string());
    assert_eq!(text(line, "buyer_name"), invoice.customer);
    // Two due dates are worth a note; nothing here is odd.
    assert!(at(line, "findings").as_array().unwrap().iter().all(|one| text(one, "severity") == "note"), "{line}");
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let list = file("list.csv", "Numéro;Client;Date;Montant TTC\nF-1;Café Mistral;22/09/2026;1 234,56\n".as_bytes());
    let empty = file("empty.pdf", b"");
    let noise = file("noise.bin", &[0, 159, 146, 150, 0, 1, 2, 3]);
    let bomb = file(
        "bomb.xml",
        br#"<?xml version="1.0"?><!DOCTYPE Invoice [<!ENTITY a "x"><!ENTITY b SYSTEM "file:///etc/passwd">]><Invoice>&b;</Invoice>"#,
    );
    let gone = folder.path().join("gone.xml").to_str().unwrap().to_owned();
    let ran = acquit(None, &["read", &gone, &empty, &noise, &bomb, &list]);
    assert_eq!(ran.status, 1);
    let lines = ran.values();
    assert_eq!(lines.len(), 5);
    let errors: Vec<&str> = lines[..4].iter().map(|line| text(line, "error")).collect();
    assert_eq!(errors[..3], ["io", "empty_file", "unknown_format"]);
    assert!(!ran.out.contains("root:"), "another file was read: {}", ran.out);
    let list = &lines[4];
    assert_eq!(text(list, "number_column"), "Numéro");
    assert_eq!(text(list, "client_column"), "Client");
    assert_eq!(text(list, "sum_of_totals"), "1234.56");
    assert_eq!((text(list, "delimiter"), text(list, "decimal"), text(list, "date_format")), (";", ",", "dd/mm/yyyy"));
    assert_eq!((text(list, "data_rows"), text(list, "invoices")), ("1", "1"));
}

#[test]
fn a_file_that_is_read_well_leaves_the_status_at_zero() {
    let folder = tempfile::tempdir().unwrap();
    let (_, bytes) = sample_files::make(monday(), 7).remove(0);
    let path = folder.path().join("one.pdf");
    fs::write(&path, bytes).unwrap();
    let ran = acquit(None, &["read", path.to_str().unwrap(), "--json"]);
    assert_eq!((ran.status, ran.values().len(), ran.err.as_str()), (0, 1, ""));
    let people = acquit(None, &["read", path.to_str().unwrap(), "--text"]);
    assert_eq!(people.status, 0);
    assert!(people.out.contains("Studio Perrin SAS") && !people.out.contains('{'), "{}", people.out);
}

const AMOUNTS: [&str; 6] = ["net_total", "vat_total", "gross_total", "prepaid", "rounding", "amount_due"];
const TEXTS: [&str; 17] = [
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
    "payment_reference",
];

#[test]
fn the_corpus_reads_as_expected_through_the_program() {
    let Some(corpus) = corpus("acquit read") else { return };
    let folders = ["cii", "facturx-pdf", "ubl", "zugferd1-xml"];
    let mut arguments = vec!["read"];
    arguments.extend(folders);
    let ran = acquit_in(None, Some(&corpus), &arguments);
    let lines: HashMap<String, Value> =
        ran.values().into_iter().map(|line| (text(&line, "file").to_owned(), line)).collect();
    let value = |text: &str| text.parse::<Decimal>().or_else(|_| Decimal::from_scientific(text)).ok();
    let mut reader = csv::Reader::from_path(corpus.join("expected_invoices.csv")).unwrap();
    let (mut agreed, mut complaints, mut refused) = (0, Vec::new(), 0);
    for row in reader.deserialize::<HashMap<String, String>>() {
        let row = row.unwrap();
        if !folders.iter().any(|folder| row["file"].starts_with(&format!("{folder}/"))) {
            continue;
        }
        let line = &lines[&row["file"]];
        if row["expect"] == "reject" {
            assert_ne!(text(line, "error"), "", "{line}");
            refused += 1;
        }
        if row["scope"] != "core" || row["expect"] != "ok" {
            continue;
        }
        let wrong: Vec<&str> = AMOUNTS
            .into_iter()
            .filter(|name| value(text(line, name)) != value(&row[*name]))
            .chain(TEXTS.into_iter().filter(|name| text(line, name) != row[*name]))
            .collect();
        if wrong.is_empty() {
            agreed += 1;
        } else {
            complaints.push(format!("{}: {wrong:?}", row["file"]));
        }
    }
    say_of_corpus(format_args!(
        "acquit read: {agreed} core invoices agree in every column, {refused} refused as expected"
    ));
    assert!(agreed > 0 && complaints.is_empty(), "{complaints:#?}");
}

#[test]
fn broken_files_of_the_corpus_are_refused_with_a_code() {
    let Some(corpus) = corpus("acquit read malformed") else { return };
    let ran = acquit_in(None, Some(&corpus), &["read", "malformed"]);
    assert_eq!(ran.status, 1);
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    let lines = ran.values();
    let refused = lines.iter().filter(|line| line.get("error").is_some()).count();
    let all = lines.len();
    say_of_corpus(format_args!("acquit read: {refused} of {all} broken files refused, the others read with findings"));
    for line in lines.iter().filter(|line| line.get("error").is_none()) {
        assert!(!at(line, "findings").as_array().unwrap().is_empty(), "{line}");
    }
}
