//! `acquit read` against every list of expected values of the corpus but that of the invoices, which `verbs_read` has.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use rust_decimal::Decimal;
use serde_json::Value;
use whole_program_tests::{corpus, say_of_corpus};

use crate::command::{acquit_in, text};

/// The columns of one list of expected values that a file is compared in.
struct Expected {
    list: &'static str,
    folders: &'static [&'static str],
    columns: &'static [&'static str],
}

const LISTS: [Expected; 3] = [
    Expected {
        list: "expected_bank.csv",
        folders: &["bank-sheet", "camt", "cfonb", "mt940", "ofx", "qif"],
        columns: &[
            "kind",
            "account",
            "statements",
            "entries",
            "transactions",
            "credits",
            "debits",
            "currency",
            "opening",
            "closing",
            "first_date",
            "last_date",
            "balance_check",
        ],
    },
    Expected {
        list: "expected_fec.csv",
        folders: &["fec"],
        columns: &[
            "encoding",
            "separator",
            "columns",
            "amount_style",
            "lines",
            "blank_lines",
            "first_date",
            "last_date",
            "total_debit",
            "total_credit",
            "negative_amount_lines",
            "lines_411",
            "accounts_411",
            "auxiliaries_411",
            "debit_411",
            "credit_411",
            "balance_411",
            "lettered_lines_411",
            "open_balance_411",
            "pieces_411",
        ],
    },
    Expected {
        list: "expected_sheets.csv",
        folders: &["invoice-sheet"],
        columns: &[
            "encoding",
            "delimiter",
            "header_row",
            "first_data_row",
            "data_rows",
            "distinct_numbers",
            "sum_of_totals",
            "number_column",
            "date_column",
            "due_column",
            "client_column",
            "total_column",
            "paid_column",
            "balance_column",
            "date_format",
            "decimal",
        ],
    },
];

type Row = HashMap<String, String>;

fn rows(path: &Path) -> Vec<Row> {
    // A note quotes bytes of a broken file, so the list is no UTF-8 throughout.
    let written = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
    csv::Reader::from_reader(written.as_bytes()).deserialize().map(Result::unwrap).collect()
}

/// A person named the columns of the banks' lists and took no account, day or balance from them: those columns are empty
/// in each of these rows and say nothing.
fn untold(rows: &[Row], column: &str) -> bool {
    rows.iter().filter(|row| is_by_hand(row)).all(|row| row[column].is_empty())
}

fn is_by_hand(row: &Row) -> bool {
    row.get("extracted_by").is_some_and(|by| by.starts_with("hand-mapped"))
}

/// Amounts and days are compared as values; what stands in brackets behind the form of a date is a remark.
fn agrees(column: &str, said: &str, expected: &str) -> bool {
    let expected = if column == "date_format" { expected.split(" (").next().unwrap_or_default() } else { expected };
    let values =
        |text: &str| text.split('|').map(|part| part.parse::<Decimal>().map_err(|_| part.to_owned())).collect();
    let (said, expected): (Vec<_>, Vec<_>) = (values(said), values(expected));
    said == expected
}

/// As text, empty where the line has no such field.
fn said(line: &Value, column: &str) -> String {
    line.get(column).map_or_else(String::new, |value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

#[test]
fn every_file_of_the_corpus_reads_as_expected_through_the_program() {
    let Some(corpus) = corpus("acquit read, banks, journals and lists") else { return };
    let mut complaints = Vec::new();
    for Expected { list, folders, columns } in LISTS {
        let ran = acquit_in(None, Some(&corpus), &[&["read"][..], folders].concat());
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
        let lines: HashMap<String, Value> =
            ran.values().into_iter().map(|line| (text(&line, "file").to_owned(), line)).collect();
        let rows = rows(&corpus.join(list));
        let by_hand: HashSet<&str> = columns.iter().copied().filter(|column| untold(&rows, column)).collect();
        let (mut agreed, mut all, mut refused, mut to_refuse) = (0, 0, 0, 0);
        for row in &rows {
            let line = &lines[&row["file"]];
            match row.get("expect").map_or("ok", String::as_str) {
                "ok" => {
                    all += 1;
                    let compared = columns.iter().filter(|column| !(is_by_hand(row) && by_hand.contains(**column)));
                    let wrong: Vec<String> = compared
                        .filter(|column| !agrees(column, &said(line, column), &row[**column]))
                        .map(|column| format!("{column}: said {:?}, expected {:?}", said(line, column), row[*column]))
                        .collect();
                    agreed += usize::from(wrong.is_empty());
                    complaints.extend(wrong.into_iter().map(|wrong| format!("{}: {wrong}", row["file"])));
                }
                "reject" => {
                    to_refuse += 1;
                    refused += usize::from(line.get("error").is_some());
                }
                // Read with a reason to look, or refused with one.
                _ => assert!(line.get("error").is_some() || line["findings"] != Value::Array(Vec::new()), "{line}"),
            }
        }
        say_of_corpus(format_args!(
            "acquit read, {list}: {agreed} of {all} rows agree in every column, {refused} of {to_refuse} refused as expected"
        ));
        assert!(all > 0 && refused == to_refuse, "{list}");
    }
    assert!(complaints.is_empty(), "{complaints:#?}");
}

/// What is no list says so, with what is known of its form.
#[test]
fn a_printed_page_is_told_from_a_list() {
    let Some(corpus) = corpus("acquit read of a printed page") else { return };
    let ran = acquit_in(None, Some(&corpus), &["read", "invoice-sheet/e-invoice-eu__default-invoice.ods"]);
    let line = ran.value();
    assert_eq!((ran.status, text(&line, "error"), text(&line, "encoding")), (1, "not_a_list", "ods"));
    assert_eq!(text(&line, "data_rows"), "");
}

/// Written here: a list of payments, and postings of which one takes another back.
#[test]
fn payments_and_postings_add_up_as_their_columns_say() {
    let folder = tempfile::tempdir().unwrap();
    let read = |name: &str, list: &str| {
        let path = folder.path().join(name);
        fs::write(&path, list).unwrap();
        let ran = acquit_in(None, None, &["read", path.to_str().unwrap()]);
        assert_eq!(ran.status, 0, "{ran:?}");
        ran.value()
    };
    let payments = read(
        "reglements.csv",
        "N° règlement;Code client;Montant payé\nR1;Garage Morel;100,50\nR2;Café Mistral;20,00\n",
    );
    assert_eq!(payments["questions"], serde_json::json!(["payments_not_invoices"]));
    assert_eq!((text(&payments, "client_column"), text(&payments, "total_column")), ("Code client", "Montant payé"));
    assert_eq!((text(&payments, "paid_column"), text(&payments, "sum_of_totals")), ("", "120.50"));

    let head = "N° facture;Date;Client;Total TTC;Sens\nF1;02/10/2026;Garage Morel;92,00;D\n";
    let twice = read("lignes.csv", &format!("{head}F1;02/10/2026;Garage Morel;92,00;D\n"));
    assert_eq!(text(&twice, "sum_of_totals"), "92.00");
    let taken_back = read("ecritures.csv", &format!("{head}F1;03/10/2026;Garage Morel;92,00;C\n"));
    assert_eq!(text(&taken_back, "sum_of_totals"), "184.00");
}
