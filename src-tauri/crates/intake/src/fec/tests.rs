//! Journals written here, one for each way in which real ones differ.

use std::fmt::Write;

use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::finding::{FindingCode, Reading, RefusalCode, Severity};

pub const HEADING: &str = "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|\
                           PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise";

/// A sale of 120 euros to Durand and his payment, in the norm's own layout.
const SALE: &str = "VE|Ventes|1|20240315|411000|Clients|CDUR|Durand|F1|20240314|Vente Durand|120,00|0,00|||20241231||
VE|Ventes|1|20240315|706000|Prestations|||F1|20240314|Vente Durand|0,00|100,00|||20241231||
VE|Ventes|1|20240315|445710|TVA|||F1|20240314|Vente Durand|0,00|20,00|||20241231||
BQ|Banque|2|20240415|512000|Banque|||V7|20240415|VIR DURAND|120,00|0,00|||20241231||
BQ|Banque|2|20240415|411000|Clients|CDUR|Durand|V7|20240415|VIR DURAND|0,00|120,00|||20241231||
";

pub fn journal(lines: &str) -> String {
    format!("{HEADING}\n{lines}")
}

fn codes(reading: &Reading<FecFile<'_>>) -> Vec<FindingCode> {
    reading.findings.iter().map(|finding| finding.code).collect()
}

/// Findings that say where: the code and the line.
fn places(reading: &Reading<FecFile<'_>>) -> Vec<(FindingCode, Option<u32>)> {
    reading.findings.iter().map(|finding| (finding.code, finding.place.line)).collect()
}

fn refused(bytes: &[u8]) -> RefusalCode {
    read(bytes).map(|reading| reading.value.lines).unwrap_err().code
}

/// Everything but the form.
fn figures(bytes: &[u8]) -> (usize, Decimal, Decimal, usize, Decimal, Vec<LedgerCustomer>) {
    let file = read(bytes).unwrap().value;
    let customers = &file.customers;
    let ledger = receivables(&file).value.customers;
    (file.lines, file.total_debit, file.total_credit, customers.lines, customers.balance(), ledger)
}

#[test]
fn the_norm_is_read() {
    let text = journal(SALE);
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!(reading.findings, []);
    let file = reading.value;
    assert_eq!((file.encoding, file.separator, file.columns), (FecEncoding::Utf8, Separator::Pipe, 18));
    assert_eq!((file.lines, file.blank_lines, file.negative_amount_lines), (5, 0, 0));
    assert_eq!(file.first_date, NaiveDate::from_ymd_opt(2024, 3, 15));
    assert_eq!(file.last_date, NaiveDate::from_ymd_opt(2024, 4, 15));
    assert_eq!((file.total_debit, file.total_credit), (Decimal::from(240), Decimal::from(240)));
    assert_eq!((file.customers.lines, file.customers.pieces, file.customers.auxiliaries), (2, 2, 1));
    let kinds: Vec<_> = file.journals.iter().map(|journal| (journal.code.as_str(), journal.kind)).collect();
    assert_eq!(kinds, [("VE", JournalKind::Sales), ("BQ", JournalKind::Bank)]);
}

#[test]
fn a_journal_is_one_line_for_the_command() {
    let text = journal(&SALE.replace("120,00|0,00|||", "120,00|0,00|A||"));
    let reading = read(text.as_bytes()).unwrap();
    let line = serde_json::to_value(line_of_journal("a.txt", &reading)).unwrap();
    let said = |column: &str| line[column].as_str().unwrap().to_owned();
    let columns = ["file", "encoding", "separator", "columns", "amount_style", "lines", "first_date", "last_date"];
    let expected = ["a.txt", "utf-8", "PIPE", "18", "Debit/Credit", "5", "20240315", "20240415"];
    assert_eq!(columns.map(said), expected);
    let columns = ["total_debit", "debit_411", "credit_411", "balance_411", "open_balance_411", "lettered_lines_411"];
    assert_eq!(columns.map(said), ["240.00", "120.00", "120.00", "0.00", "-120.00", "1"]);
}

#[test]
fn a_journal_is_known_by_what_is_booked_in_it_then_by_its_name() {
    let line = |code: &str, label: &str, account: &str| {
        format!("{code}|{label}|1|20240315|{account}|X|||F1|20240314|L|1,00|0,00|||20241231||\n")
    };
    let kinds = |lines: &[String]| -> Vec<JournalKind> {
        let text = journal(&lines.concat());
        read(text.as_bytes()).unwrap().value.journals.iter().map(|journal| journal.kind).collect()
    };
    use JournalKind::{Bank, Cash, Opening, Other, Sales};
    let booked = [
        line("J1", "", "706000"),
        line("J2", "", "512000"),
        line("J3", "", "531000"),
        line("J4", "", "601000"),
        line("AN", "", "512000"),
    ];
    assert_eq!(kinds(&booked), [Sales, Bank, Cash, Other, Opening]);
    let named = [
        line("J1", "Journal des ventes", "411000"),
        line("J2", "Banque Populaire", "411000"),
        line("J3", "Caisse", "411000"),
        line("J4", "Factures d'achats", "411000"),
        line("J5", "Report à nouveau", "411000"),
        line("J6", "Salaires", "411000"),
    ];
    assert_eq!(kinds(&named), [Sales, Bank, Cash, Other, Opening, Other]);
}

#[test]
fn whatever_its_form_a_journal_says_the_same() {
    let norm = journal(SALE);
    let expected = figures(norm.as_bytes());
    let crlf = norm.replace('\n', "\r\n");
    let trailing = norm.replace('\n', "|\n");
    let heading_only_plain = norm.replacen('\n', "", 1).replace('\n', "|\n").replacen("Idevise", "Idevise\n", 1);
    let padded = norm
        .replace("|120,00|", "|0000000120,00|")
        .replace("|0,00|", "|0000000000,00|")
        .replace("CDUR|Durand", "CDUR    |Durand              ");
    let last_line_without_end = norm.trim_end().to_owned();
    let cut_at_the_right = norm.replace("|20241231||\n", "|20241231\n");
    let quoted = norm.lines().fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "\"{}\"", line.replace('|', "\";\""));
        text
    });
    let forms = [
        norm.replace('|', "\t"),
        norm.replace('|', ";"),
        crlf,
        norm.replace('\n', "\r"),
        trailing,
        heading_only_plain,
        padded,
        last_line_without_end,
        cut_at_the_right,
        quoted,
        norm.replace("120,00", "120.00"),
        norm.replace("|0,00|", "||"),
        norm.replace("Montantdevise", "MontantDevise"),
        format!("\u{feff}{norm}"),
        format!("{norm}\u{1a}"),
    ];
    for form in forms {
        let reading = read(form.as_bytes()).unwrap();
        assert_eq!(reading.findings, [], "{form}");
        assert_eq!(figures(form.as_bytes()), expected, "{form}");
    }
}

#[test]
fn amount_and_sense_are_debit_and_credit() {
    let text = journal(SALE)
        .replace("Debit|Credit", "Montant|Sens")
        .replace("|120,00|0,00|", "|120,00|D|")
        .replace("|0,00|100,00|", "|100,00|C|")
        .replace("|0,00|20,00|", "|20,00|C|")
        .replace("|0,00|120,00|", "|120,00|C|");
    let file = read(text.as_bytes()).unwrap().value;
    assert_eq!(file.amount_style, AmountStyle::AmountAndSense);
    assert_eq!(figures(text.as_bytes()), figures(journal(SALE).as_bytes()));
    let signs = text.replace("|D|", "|+1|").replace("|C|", "|-1|");
    assert_eq!(figures(signs.as_bytes()), figures(text.as_bytes()));

    let odd = text.replacen("|D|", "|X|", 1);
    let reading = read(odd.as_bytes()).unwrap();
    assert_eq!(reading.findings[0].code, FindingCode::UnreadableSense);
    assert_eq!(reading.findings[0].place.to_string(), ":2 Sens");
    assert_eq!(reading.value.customers.lines, 1);
}

#[test]
fn a_blank_line_after_each_line_is_counted_and_lines_keep_their_numbers() {
    let text =
        journal(SALE).replace('\n', "\n\n").replace("|120,00|0,00|||20241231||\n\nBQ", "|12x|0,00|||20241231||\n\nBQ");
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!((reading.value.lines, reading.value.blank_lines), (5, 6));
    // The fourth line below the heading is line 9 of the file.
    assert_eq!(places(&reading)[0], (FindingCode::UnreadableAmount, Some(9)));
    assert!(places(&reading).contains(&(FindingCode::EmptyLines, Some(2))));
    // Lines of nothing but separators are blank too.
    let text = journal(&format!("{}\n{SALE}", "|".repeat(17)));
    assert_eq!(read(text.as_bytes()).unwrap().value.blank_lines, 1);
}

#[test]
fn encodings_are_told_apart() {
    let text = journal(&SALE.replace("Durand", "Côté & Œuvre"));
    let names = |bytes: &[u8]| figures(bytes).5[0].name.clone();
    let (single, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    assert_eq!(read(&single).unwrap().value.encoding, FecEncoding::SingleByte);
    assert_eq!(names(&single), "Côté & Œuvre");
    let (latin9, _, _) = encoding_rs::ISO_8859_15.encode(&text);
    assert_ne!(single, latin9);
    assert_eq!(names(&latin9), "Côté & Œuvre");
    assert_eq!(names(text.as_bytes()), "Côté & Œuvre");
    let marked = format!("\u{feff}{text}");
    assert_eq!(read(marked.as_bytes()).unwrap().value.encoding, FecEncoding::Utf8Bom);

    // A field that was cut in the middle of a letter costs that letter, not the encoding.
    let mut cut = text.into_bytes();
    let at = cut.windows(2).rposition(|pair| pair == "é".as_bytes()).unwrap();
    cut.remove(at + 1);
    let reading = read(&cut).unwrap();
    assert_eq!((reading.value.encoding, codes(&reading)), (FecEncoding::Utf8, vec![FindingCode::GarbledLetters]));
    assert_eq!(names(&cut), "Côté & Œuvre");
}

#[test]
fn a_separator_inside_a_label_is_part_of_it() {
    let text = journal(&SALE.replace("|Vente Durand|120", "|Vente | mars || Durand|120"));
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!(places(&reading), [(FindingCode::SeparatorInLabel, Some(2))]);
    let ledger = receivables(&reading.value).value;
    assert_eq!(ledger.customers[0].invoices[0].label, "Vente | mars || Durand");
    // With a trailing separator, and with the last column empty as here, the count alone would mislead.
    let trailing = text.replace('\n', "|\n");
    assert_eq!(figures(trailing.as_bytes()), figures(text.as_bytes()));
}

#[test]
fn a_separator_in_a_name_is_put_right_only_for_a_customer_that_is_known() {
    let again = "VE|Ventes|3|20240316|411000|Clients|CDUR|Du|rand|F2|20240316|Vente|60,00|0,00|||20241231||\n";
    let other = "VE|Ventes|3|20240316|411000|Clients|CNEW|Ne|uf|F3|20240316|Vente|60,00|0,00|||20241231||\n";
    let text = journal(&format!("{SALE}{again}{other}"));
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!(
        places(&reading)[..2],
        [(FindingCode::SeparatorInLabel, Some(7)), (FindingCode::WrongCellCount, Some(8))]
    );
    let ledger = receivables(&reading.value).value;
    assert_eq!((ledger.customers.len(), ledger.customers[0].invoices.len()), (1, 2));
}

#[test]
fn quotes_mean_nothing() {
    let text = journal(&SALE.replace("Vente Durand", "Vente \"spéciale").replace("VIR DURAND", "\"VIR\" 'D"));
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!((reading.value.lines, reading.findings.len()), (5, 0));
    assert_eq!(receivables(&reading.value).value.customers[0].invoices[0].label, "Vente \"spéciale");
}

#[test]
fn what_cannot_be_read_is_a_finding_and_never_a_zero() {
    let bad = "VE|Ventes|3|20240230|411000|Clients|CDUR|Durand|F2|20240316|Date|1,00|0,00|||20241231||
VE|Ventes|4||411000|Clients|CDUR|Durand|F3|20240316|Sans date|2,00|0,00|||20241231||
VE|Ventes|5|20240316|411000|Clients|CDUR|Durand|F4|20240316|Vide|||||20241231||
VE|Ventes|6|20240316||Clients|CDUR|Durand|F5|20240316|Sans compte|4,00|0,00|||20241231||
VE|Ventes|7|20240316|411000|Clients|CDUR|Durand|F6|20240316|Point|1.234|0,00|||20241231||
VE|Ventes|8|20240316|411000|Clients|CDUR|Durand|F7|20240316|Grand|99999999999999999,00|0,00|||20241231||
VE|Ventes|9|20240316|411000|Clients|CDUR|Durand
VE|Ventes|10|20240316|411000|Clients|CDUR|Durand|F8|20240316|Fin|1,005|0,00|||20241231||
VE|Ventes|11|20240316|411000|Clients|CDUR|Durand|F9|20240316|Deux|5,00|2,00|||20241231||
";
    let text = journal(&format!("{SALE}{bad}"));
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!(
        places(&reading),
        [
            (FindingCode::UnreadableDate, Some(7)),
            (FindingCode::NoEntryDate, Some(8)),
            (FindingCode::MissingValue, Some(9)),
            (FindingCode::MissingValue, Some(10)),
            (FindingCode::AmbiguousAmount, Some(11)),
            (FindingCode::AmountOutOfRange, Some(12)),
            (FindingCode::WrongCellCount, Some(13)),
            (FindingCode::AmountRounded, Some(14)),
            (FindingCode::DebitAndCredit, Some(15)),
            (FindingCode::JournalNotBalanced, None),
        ]
    );
    let ledger = receivables(&reading.value).value;
    let amounts: Vec<i64> = ledger.customers[0].invoices.iter().map(|invoice| invoice.amount.0).collect();
    assert_eq!(amounts, [12_000, 100, 200, 101, 300]);
    // The day of the piece stands in where that of the entry cannot be read.
    assert!(ledger.customers[0].invoices.iter().all(|invoice| invoice.date.is_some()));
}

#[test]
fn a_thousand_times_the_same_is_said_once_and_counted() {
    let line = "VE|Ventes|3|20240316|411000|Clients|CDUR|Durand|F2|20240316|Vente|abc|0,00|||20241231||\n";
    let text = journal(&line.repeat(1_000));
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!(reading.findings.len(), 51);
    let last = reading.findings.last().unwrap();
    assert_eq!((last.code, last.severity), (FindingCode::FurtherLines, Severity::Error));
    assert_eq!(last.facts[0], ("count", "950".to_owned()));
    assert_eq!(reading.value.lines, 1_000);
}

#[test]
fn entries_without_a_number_are_said_and_a_repeated_heading_is_passed() {
    let text = journal(&SALE.replace("|1|2024", "|0|2024").replace("|2|2024", "|0|2024"));
    assert_eq!(codes(&read(text.as_bytes()).unwrap()), [FindingCode::NoEntryNumbers]);
    assert_eq!(figures(text.as_bytes()).5[0].payments.len(), 1);
    let twice = format!("{}{}", journal(SALE), journal(SALE));
    let reading = read(twice.as_bytes()).unwrap();
    assert_eq!((reading.value.lines, places(&reading)), (10, vec![(FindingCode::RepeatedHeader, Some(7))]));
}

#[test]
fn negative_amounts_keep_their_sign() {
    let text = journal(&SALE.replace("|120,00|0,00|||20241231||\nVE", "|0,00|-120,00|||20241231||\nVE"));
    let file = read(text.as_bytes()).unwrap().value;
    assert_eq!((file.negative_amount_lines, file.customers.debit), (1, Decimal::ZERO));
    let ledger = figures(text.as_bytes()).5;
    assert_eq!(ledger[0].invoices[0].amount.0, 12_000);
}

#[test]
fn other_files_are_refused_with_their_reason() {
    assert_eq!(refused(b""), RefusalCode::EmptyFile);
    assert_eq!(refused(b" \r\n"), RefusalCode::EmptyFile);
    assert_eq!(refused(b"Num\xe9ro;Client;Total\nF1;Durand;12,00\n"), RefusalCode::NotAFec);
    assert_eq!(refused(b"%PDF-1.7\n"), RefusalCode::NotAFec);
    assert_eq!(refused(HEADING.as_bytes()), RefusalCode::NoRows);
    assert!(recognises(HEADING.as_bytes()) && !recognises(b"\x00\x01|\x02"));
}

#[test]
fn more_customers_than_a_small_business_has_are_refused() {
    let mut lines = String::new();
    for number in 0..=MAX_CUSTOMERS {
        let _ = writeln!(lines, "VE||1|20240315|411|C|{number}||F||L|1|0||||");
    }
    assert_eq!(refused(journal(&lines).as_bytes()), RefusalCode::TooManyCustomers);
}

/// A million lines take a second or two when optimised (examples/fec_speed.rs); this guards against anything quadratic.
#[test]
fn a_long_journal_does_not_take_long() {
    let mut lines = String::new();
    for number in 0..20_000 {
        let customer = number % 700;
        let _ = write!(
            lines,
            "VE|Ventes|{number}|20240315|411000|Clients|C{customer}|Nom {customer}|F{number}|20240314|Vente|120,00|0,00|A{}||20241231||\n\
             VE|Ventes|{number}|20240315|706000|Prestations|||F{number}|20240314|Vente|0,00|120,00|||20241231||\n",
            number / 1400
        );
    }
    let text = journal(&lines);
    let ledger = figures(text.as_bytes()).5;
    assert_eq!(ledger.len(), 700);
    assert_eq!(ledger.iter().map(|customer| customer.invoices.len()).sum::<usize>(), 20_000);
}

fn whole(bytes: &[u8]) {
    if let Ok(reading) = read(bytes) {
        assert!(reading.findings.len() < 2_000);
        let file = reading.value;
        let ledger = receivables(&file).value;
        let lists = ledger.customers.iter().map(|customer| {
            customer.invoices.len()
                + customer.credit_notes.len()
                + customer.payments.len()
                + customer.returned.len()
                + customer.opening.len()
                + customer.others.len()
        });
        assert!(lists.sum::<usize>() <= file.lines);
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        whole(&bytes);
    }

    #[test]
    fn no_bytes_below_a_heading_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        whole(&[HEADING.as_bytes(), b"\n", &bytes].concat());
    }

    /// Pieces of journals in any order: what random bytes would hardly ever make.
    #[test]
    fn no_pieces_of_journals_make_it_panic(pieces in proptest::collection::vec(0usize..24, 0..120)) {
        const PIECES: [&str; 24] = [
            "|", "|", "|", "|", "\n", "\n", "VE", "BQ", "411000", "512000", "706000", "20240315", "20240230", "120,00",
            "0,00", "-1", "D", "RAN", "A", "\"", "\t", "é", "99999999999999999999999999", "VE|Ventes|1|20240315|411000|C|D|D|F|20240315|L|1,00|0,00|A||||",
        ];
        let body: String = pieces.iter().map(|piece| PIECES[*piece]).collect();
        whole(journal(&body).as_bytes());
        whole(journal(&body).replace("Debit|Credit", "Montant|Sens").as_bytes());
    }

    /// Whatever the amounts, the balance of the customers is that of their lines.
    #[test]
    fn the_customers_balances_are_the_balance_of_the_account(
        amounts in proptest::collection::vec((-5_000_000i64..5_000_000, 0usize..4, 0usize..3, 0usize..3), 1..40)
    ) {
        let mut lines = String::new();
        for (number, (cents, customer, letter, journal)) in amounts.iter().enumerate() {
            let euros = domain::Cents(*cents).to_string().replace('.', ",");
            let code = ["VE", "BQ", "OD"][*journal];
            let letter = ["", "A", "B"][*letter];
            let _ = writeln!(
                lines,
                "{code}|{code}|{number}|20240315|411000|Clients|C{customer}|N|F1|20240315|L|{euros}|0,00|{letter}||||"
            );
        }
        let text = journal(&lines);
        let file = read(text.as_bytes()).unwrap().value;
        let ledger = receivables(&file).value;
        let sum: i64 = amounts.iter().map(|(cents, ..)| *cents).sum();
        prop_assert_eq!(file.customers.balance(), Decimal::new(sum, 2));
        prop_assert_eq!(ledger.customers.iter().map(|customer| customer.open_balance.0).sum::<i64>(), sum);
        // What letters close weighs nothing.
        for customer in &ledger.customers {
            let owed = |items: &[LedgerItem]| items.iter().filter(|item| !item.settled).map(|item| item.amount.0).sum::<i64>();
            let open = customer.open_invoices().map(|invoice| invoice.amount.0).sum::<i64>()
                - owed(&customer.payments)
                - owed(&customer.credit_notes)
                + owed(&customer.returned)
                + owed(&customer.opening)
                + owed(&customer.others);
            prop_assert_eq!(open, customer.open_balance.0);
        }
        let numbers: Vec<_> = ledger.customers.iter().flat_map(|c| c.invoices.iter().map(|i| i.number.clone())).collect();
        let distinct: std::collections::BTreeSet<_> = numbers.iter().collect();
        prop_assert_eq!(distinct.len(), numbers.len());
    }
}
