use chrono::NaiveDate;

use super::*;
use crate::finding::{RefusalCode, Severity};
use crate::statement::OtherAmount;

/// A record of 120 columns: bank 30004, branch 00812, and what stands at the columns given (counted from 1).
fn record(code: &str, parts: &[(usize, &str)]) -> String {
    let mut columns = vec![' '; 120];
    let mut put = |from: usize, text: &str| {
        for (at, c) in text.chars().enumerate() {
            columns[from - 1 + at] = c;
        }
    };
    put(1, code);
    put(3, "30004");
    put(12, "00812");
    put(17, "EUR2");
    put(22, "00012345678");
    put(35, "241126");
    parts.iter().for_each(|(from, text)| put(*from, text));
    columns.into_iter().collect()
}

fn movement(amount: &str, parts: &[(usize, &str)]) -> String {
    record("04", &[&[(33, "05"), (43, "251126"), (49, "VIR DURAND SARL"), (91, amount)][..], parts].concat())
}

fn more(qualifier: &str, text: &str) -> String {
    record("05", &[(33, "05"), (46, qualifier), (49, text)])
}

fn opening(amount: &str) -> String {
    record("01", &[(91, amount)])
}

fn closing(amount: &str) -> String {
    record("07", &[(91, amount)])
}

fn read(lines: &[String]) -> Reading<StatementFile> {
    let text = lines.join("\n");
    assert!(Cfonb120.recognises(&text), "{text}");
    Cfonb120.read(text.as_bytes()).unwrap()
}

fn codes(reading: &Reading<StatementFile>) -> Vec<FindingCode> {
    reading.findings.iter().map(|finding| finding.code).collect()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn entry(lines: &[String]) -> StatementEntry {
    let lines = [&[opening("0000000000000{")], lines, &[closing("0000000000000{")]].concat();
    read(&lines).value.statements.remove(0).entries.remove(0)
}

const ONE_EURO: &str = "0000000000010{";

#[test]
fn the_last_character_is_digit_and_sign() {
    let cases = [
        ("0000000000010{", "1.00"),
        ("0000000000010}", "-1.00"),
        ("0000000000012A", "1.21"),
        ("0000000000012I", "1.29"),
        ("0000000000012J", "-1.21"),
        ("0000000000012R", "-1.29"),
        ("0000000000010é", "1.00"),
        ("0000000000010è", "-1.00"),
    ];
    for (written, meant) in cases {
        assert_eq!(amount(written, 2), Some(decimal(meant)), "{written}");
    }
    assert_eq!(amount("0000000000123{", 0), Some(decimal("1230")));
    assert_eq!(amount("0000000000123{", 3), Some(decimal("1.23")));
    for unreadable in ["", "{", "00000000000100", "000000 000010{", "0000000000010S", "99999999999999999{"] {
        assert!(amount(unreadable, 2).is_none_or(|amount| amount.is_zero()), "{unreadable}");
    }
    assert_eq!(amount("00000000000100", 2), None, "no sign: in or out is not known");
}

#[test]
fn a_statement_with_its_movements() {
    let reading = read(&[
        opening("0000000010000{"),
        movement("0000000002505{", &[(105, "FACT 2026/171")]),
        closing("0000000012505{"),
    ]);
    assert_eq!(reading.findings, []);
    let statement = &reading.value.statements[0];
    assert_eq!(statement.account, "300040081200012345678");
    assert_eq!((statement.bank.as_str(), statement.branch.as_str()), ("30004", "00812"));
    assert_eq!((statement.currency.as_str(), statement.balances()), ("EUR", Some(true)));
    assert_eq!(statement.opening.unwrap().day, NaiveDate::from_ymd_opt(2026, 11, 24));
    let entry = &statement.entries[0];
    assert_eq!((entry.amount, entry.operation.as_str(), entry.place.line), (decimal("250.50"), "05", Some(2)));
    assert_eq!(
        (entry.booked_on, entry.value_date),
        (NaiveDate::from_ymd_opt(2026, 11, 24), NaiveDate::from_ymd_opt(2026, 11, 25))
    );
    assert_eq!(entry.remittance, ["VIR DURAND SARL"]);
    assert_eq!(entry.owner_reference.as_deref(), Some("FACT 2026/171"));
}

#[test]
fn complements_give_name_text_references_and_fees() {
    let read = entry(&[
        movement(ONE_EURO, &[]),
        more("LIB", "FACT 171"),
        more("LIB", "ET 176"),
        more("NPY", "DURAND ET FILS"),
        more("NBE", "NOUS MEME"),
        more("RCN", "E2E-2026-171                       SALA"),
        more("REF", "BANQUE-9"),
        more("FEE", "EUR200000000000150"),
        more("MMO", "USD200000000000250"),
        more("LCC", "libelle libre"),
        more("LC2", "suite"),
        more("LCS", "RF18539007547034"),
        more("AAA", "autre"),
        more("   ", ""),
    ]);
    assert_eq!(read.counterparty.name, "DURAND ET FILS");
    assert_eq!(read.end_to_end_id.as_deref(), Some("E2E-2026-171"));
    assert_eq!(read.bank_reference.as_deref(), Some("BANQUE-9"));
    assert_eq!(read.creditor_reference.as_deref(), Some("RF18539007547034"));
    assert_eq!(read.charges, Some(OtherAmount { currency: "EUR".into(), amount: decimal("1.5") }));
    assert_eq!(read.original_amount, Some(OtherAmount { currency: "USD".into(), amount: decimal("2.5") }));
    let text = ["VIR DURAND SARL", "FACT 171", "ET 176", "NOUS MEME", "SALA", "libelle libre", "suite", "autre"];
    assert_eq!(read.remittance, text);
}

#[test]
fn the_other_side_of_money_out_is_who_was_paid() {
    let out = "0000000000010}";
    let read = entry(&[
        movement(out, &[]),
        more("NPY", "NOUS"),
        more("NBE", "FOURNISSEUR"),
        more("CBE", "FR14 2004 1010 0505 0001 3M02 606"),
    ]);
    assert_eq!(read.counterparty.name, "FOURNISSEUR");
    assert_eq!(read.counterparty.account, "FR1420041010050500013M02606");
}

#[test]
fn a_return_carries_its_reason_and_its_payer() {
    let out = "0000000000010}";
    let coded = entry(&[movement(out, &[(41, "11")]), more("NPY", "DURAND"), more("NBE", "NOUS")]);
    assert_eq!((coded.return_reason.as_deref(), coded.counterparty.name.as_str()), (Some("11"), "DURAND"));
    let iso = entry(&[movement(out, &[(41, "11")]), more("RET", "AM0411PROVISION INSUFFISANTE")]);
    assert_eq!(iso.return_reason.as_deref(), Some("AM04"));
    assert_eq!(iso.remittance[1], "AM0411PROVISION INSUFFISANTE");
    assert_eq!(entry(&[movement(out, &[])]).return_reason, None);
}

#[test]
fn a_paid_cheque_has_its_number() {
    let read = entry(&[movement("0000000000010}", &[(33, "01"), (82, "0004521")])]);
    assert_eq!(read.cheque_number.as_deref(), Some("4521"));
    assert_eq!(entry(&[movement(ONE_EURO, &[(82, "0004521")])]).cheque_number, None);
}

#[test]
fn currency_and_decimals_missing_in_the_balances_come_from_the_movements() {
    let bare = [(17, "    ")];
    let lines = [
        record("01", &[&bare[..], &[(91, "0000000010000{")]].concat()),
        movement("0000000002505{", &[]),
        record("07", &[&bare[..], &[(91, "0000000012505{")]].concat()),
    ];
    let statement = read(&lines).value.statements.remove(0);
    assert_eq!((statement.currency.as_str(), statement.balances()), ("EUR", Some(true)));
    assert_eq!(statement.opening.unwrap().amount, decimal("1000"));
    let empty = read(&[lines[0].clone(), lines[2].clone()]);
    assert_eq!(codes(&empty), [FindingCode::DecimalsAssumed, FindingCode::BalancesDisagree]);
}

#[test]
fn decimals_are_those_of_the_record() {
    let yen = [(17, "JPY0")];
    let lines = [record("01", &[&yen[..], &[(91, "0000000000100{")]].concat()), movement("0000000000100{", &yen)];
    let statement = read(&lines).value.statements.remove(0);
    assert_eq!((statement.currency.as_str(), statement.credits()), ("JPY", decimal("1000")));
}

#[test]
fn several_accounts_and_days() {
    let other = [(22, "00099999999")];
    let lines = [
        opening("0000000010000{"),
        closing("0000000010000{"),
        record("01", &[&other[..], &[(91, "0000000000500}")]].concat()),
        record("04", &[&other[..], &[(91, ONE_EURO)]].concat()),
        record("07", &[&other[..], &[(91, "0000000000490}")]].concat()),
    ];
    let reading = read(&lines);
    assert_eq!(reading.findings, []);
    let accounts: Vec<&str> = reading.value.statements.iter().map(|statement| &statement.account[10..]).collect();
    assert_eq!(accounts, ["00012345678", "00099999999"]);
    assert_eq!(reading.value.statements[1].opening.unwrap().amount, decimal("-50"));
}

#[test]
fn blank_lines_and_cut_trailing_blanks_are_no_matter() {
    let lines: Vec<String> =
        [opening("0000000010000{"), movement(ONE_EURO, &[]), more("LIB", "X"), closing("0000000010010{")]
            .iter()
            .flat_map(|line| [String::new(), line.trim_end().to_owned(), "   ".to_owned()])
            .collect();
    let reading = read(&lines);
    assert_eq!((reading.findings.len(), reading.value.statements[0].balances()), (0, Some(true)));
    assert_eq!(reading.value.statements[0].entries[0].place.line, Some(5));
}

#[test]
fn records_without_line_ends_are_cut_at_their_width() {
    let text = [opening("0000000010000{"), movement(ONE_EURO, &[]), closing("0000000010010{")].concat();
    let reading = Cfonb120.read(text.as_bytes()).unwrap();
    assert_eq!(reading.value.statements[0].balances(), Some(true));
}

#[test]
fn a_closing_balance_without_an_opening_one_is_read_and_said() {
    let reading = read(&[closing("0000000010000{")]);
    assert_eq!(codes(&reading), [FindingCode::StatementWithoutStart]);
    assert_eq!(reading.value.statements[0].closing.unwrap().amount, decimal("1000"));
}

#[test]
fn a_statement_that_begins_before_the_last_has_ended() {
    let reading = read(&[
        opening("0000000010000{"),
        movement(ONE_EURO, &[]),
        opening("0000000010010{"),
        closing("0000000010010{"),
    ]);
    assert_eq!(reading.value.statements.len(), 2);
    assert_eq!(reading.value.statements[0].closing, None);
    assert_eq!(codes(&reading), [FindingCode::NoClosingBalance]);
}

#[test]
fn lines_that_cannot_be_read_are_findings_at_their_place() {
    let reading = read(&[
        opening("0000000010000{"),
        movement("00000000000100", &[]),
        movement(ONE_EURO, &[(35, "311126")]),
        movement(ONE_EURO, &[(35, "      "), (43, "      ")]),
        "06 nothing".to_owned(),
        movement("", &[]).trim_end().to_owned(),
        closing("000000001000 {"),
        more("LIB", "after the end"),
    ]);
    let found: Vec<(FindingCode, Option<u32>)> =
        reading.findings.iter().map(|finding| (finding.code, finding.place.line)).collect();
    let expected = [
        (FindingCode::UnreadableDate, Some(3)),
        (FindingCode::EntryWithoutDay, Some(4)),
        (FindingCode::UnreadableLine, Some(5)),
        (FindingCode::LineOutOfPlace, Some(8)),
        (FindingCode::UnreadableBalance, Some(7)),
        (FindingCode::EntryWithoutAmount, Some(2)),
        (FindingCode::EntryWithoutAmount, Some(6)),
    ];
    assert_eq!(found, expected);
    let statement = &reading.value.statements[0];
    assert_eq!((statement.entries.len(), statement.left_out.len()), (2, 2));
    // The day that no calendar has falls back on the value date, and stays as it is written beside it.
    assert_eq!(statement.entries[0].written_day.as_deref(), Some("2026-11-31"));
    assert_eq!(statement.entries[0].booked_on, NaiveDate::from_ymd_opt(2026, 11, 25));
    assert_eq!(reading.severity(), Some(Severity::Error));
}

#[test]
fn other_texts_are_not_taken_for_records() {
    assert!(!Cfonb120.recognises("01;30004;00812\n"));
    assert!(!Cfonb120.recognises("0412345 not a record of any kind, but long enough to be one"));
    assert!(!Cfonb120.recognises(""));
    assert_eq!(Cfonb120.read(b"nothing here").unwrap_err().code, RefusalCode::NoStatement);
}
