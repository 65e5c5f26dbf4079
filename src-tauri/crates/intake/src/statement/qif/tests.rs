use rust_decimal::Decimal;

use super::*;
use crate::finding::Severity;

fn read_text(text: &str) -> Reading<StatementFile> {
    assert!(Qif.recognises(text), "{text}");
    Qif.read(text.as_bytes()).unwrap()
}

fn codes(reading: &Reading<StatementFile>) -> Vec<FindingCode> {
    reading.findings.iter().map(|finding| finding.code).collect()
}

fn days(reading: &Reading<StatementFile>) -> Vec<Option<String>> {
    let entries = reading.value.statements.iter().flat_map(|statement| &statement.entries);
    entries.map(|entry| entry.booked_on.map(|day| day.to_string())).collect()
}

fn bank(days: &[&str]) -> String {
    let entries: Vec<String> = days.iter().map(|day| format!("D{day}\nT1.00\n^\n")).collect();
    format!("!Type:Bank\n{}", entries.concat())
}

fn some(days: &[&str]) -> Vec<Option<String>> {
    days.iter().map(|day| Some((*day).to_owned())).collect()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn a_day_above_twelve_decides_for_the_whole_file() {
    assert_eq!(days(&read_text(&bank(&["3/4/26", "13/4/26"]))), some(&["2026-04-03", "2026-04-13"]));
    assert_eq!(days(&read_text(&bank(&["3/4/26", "4/13/26"]))), some(&["2026-03-04", "2026-04-13"]));
    // Dots are written only where days come first.
    assert_eq!(days(&read_text(&bank(&["03.04.26"]))), some(&["2026-04-03"]));
    assert_eq!(days(&read_text(&bank(&["2026-04-03", "3/3/2026"]))), some(&["2026-04-03", "2026-03-03"]));
}

#[test]
fn quicken_writes_apostrophes_and_blanks() {
    assert_eq!(
        days(&read_text(&bank(&["6/12'15", "6/13'15", "1/ 1'00"]))),
        some(&["2015-06-12", "2015-06-13", "2000-01-01"])
    );
    assert_eq!(days(&read_text(&bank(&["2/14'2020", "12/31/99"]))), some(&["2020-02-14", "1999-12-31"]));
}

#[test]
fn what_nothing_decides_is_asked_with_both_readings() {
    let text = bank(&["6/12'15", "3/3/15", "1/2/15"]);
    let reading = read_text(&text);
    assert_eq!(days(&reading), [None, Some("2015-03-03".to_owned()), None]);
    let [finding] = reading.findings.as_slice() else { panic!("{:?}", reading.findings) };
    assert_eq!(
        (finding.code, finding.severity, finding.place.line),
        (FindingCode::DateOrderUnknown, Severity::Warning, Some(2))
    );
    let facts: Vec<&str> = finding.facts.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(facts, ["6/12'15", "2015-12-06", "2015-06-12", "2"]);
    let answered = |order| days(&read(text.as_bytes(), Some(order)).unwrap());
    assert_eq!(answered(DateOrder::DayFirst), some(&["2015-12-06", "2015-03-03", "2015-02-01"]));
    assert_eq!(answered(DateOrder::MonthFirst), some(&["2015-06-12", "2015-03-03", "2015-01-02"]));
}

#[test]
fn an_answer_does_not_overrule_the_file() {
    let text = bank(&["3/4/26", "13/4/26"]);
    let reading = read(text.as_bytes(), Some(DateOrder::MonthFirst)).unwrap();
    assert_eq!(days(&reading), some(&["2026-04-03", "2026-04-13"]));
}

#[test]
fn a_file_that_contradicts_itself_is_asked_about_what_is_left() {
    let reading = read_text(&bank(&["13/4/26", "4/14/26", "3/4/26"]));
    assert_eq!(days(&reading), [Some("2026-04-13".to_owned()), Some("2026-04-14".to_owned()), None]);
    assert_eq!(codes(&reading), [FindingCode::DateOrderUnknown]);
}

#[test]
fn impossible_and_missing_days_are_said() {
    let reading = read_text("!Type:Bank\nD31/11/26\nT1\n^\nT2\n^\nDx\nT3\n^\n");
    assert_eq!(days(&reading), [None, None, None]);
    let expected = [FindingCode::UnreadableDate, FindingCode::EntryWithoutDay, FindingCode::UnreadableDate];
    assert_eq!(codes(&reading), expected);
}

#[test]
fn the_fields_of_a_movement() {
    let reading = read_text(
        "!Type:Bank\r\nD13/04/2026\r\nU-1,000.50\r\nT-1,000.50\r\nN0012\r\nPDURAND SARL\r\nMFACT 171\r\nLVentes\r\nSVentes\r\nEpart\r\n$-1,000.50\r\nD01/01/2020\r\n^\r\nD14/04/2026\r\nT12.00\r\nNINV-7\r\n^",
    );
    let [first, second] = reading.value.statements[0].entries.as_slice() else { panic!() };
    assert_eq!((first.amount, first.booked_on.unwrap().to_string().as_str()), (decimal("-1000.50"), "2026-04-13"));
    assert_eq!((first.cheque_number.as_deref(), first.place.line), (Some("0012"), Some(2)));
    assert_eq!(
        (first.counterparty.name.as_str(), first.remittance.join("|")),
        ("DURAND SARL", "DURAND SARL|FACT 171".into())
    );
    assert_eq!((second.owner_reference.as_deref(), second.amount), (Some("INV-7"), decimal("12")));
    assert_eq!(reading.findings, []);
}

#[test]
fn two_amounts_of_one_movement_that_differ_are_said() {
    let reading = read_text("!Type:Bank\nD13/04/2026\nU2.00\nT1.00\n^\nD13/04/2026\nU3.00\n^\n");
    assert_eq!(reading.value.statements[0].credits(), decimal("4"));
    assert_eq!(codes(&reading), [FindingCode::RepeatedElement]);
}

#[test]
fn an_amount_that_cannot_be_read_is_a_finding_and_no_zero() {
    let reading = read_text("!Type:Bank\nD13/04/2026\nTabc\n^\nD13/04/2026\nPX\n^\nD13/04/2026\nT1,234\n^\n");
    let statement = &reading.value.statements[0];
    assert_eq!((statement.entries.len(), statement.left_out.len()), (0, 3));
    assert_eq!(statement.left_out[0].booked_on.unwrap().to_string(), "2026-04-13");
    assert_eq!(codes(&reading), [FindingCode::EntryWithoutAmount; 3]);
    assert_eq!(reading.findings[2].facts, [("text", "1,234".to_owned())]);
    // A comma with two digits elsewhere in the file says what it is.
    let told = read_text("!Type:Bank\nD13/04/2026\nT1,234\n^\nD13/04/2026\nT5,50\n^\n");
    assert_eq!(told.value.statements[0].credits(), decimal("6.734"));
}

#[test]
fn account_blocks_name_the_statement_they_stand_before() {
    let reading = read_text(
        "!Option:AutoSwitch\n!Account\nNCourant\nTBank\n^\nNLivret\nTBank\n^\n!Clear:AutoSwitch\n!Account\nNCourant\nTBank\n^\n!Type:Bank\nD13/04/26\nT1\n^\n!Type:Cat\nNVentes\nDx\n^\n!Account\nNLivret\n^\n!Type:Bank\nD14/04/26\nT2\n^\n!Type:Bank\nD15/04/26\nT3\n^\n!Account\nNAutre\n^\n",
    );
    let seen: Vec<(&str, usize)> = reading
        .value
        .statements
        .iter()
        .map(|statement| (statement.account_name.as_str(), statement.entries.len()))
        .collect();
    assert_eq!(seen, [("Courant", 1), ("Livret", 2)]);
}

#[test]
fn an_opening_balance_is_said_to_be_no_payment() {
    let reading = read_text("!Type:Bank\nD13/04/26\nT100.00\nPOpening Balance\nL[Courant]\n^\n");
    assert_eq!((codes(&reading), reading.severity()), (vec![FindingCode::OpeningBalanceLine], Some(Severity::Note)));
}

#[test]
fn securities_are_left_out_or_refused() {
    let invest = "!Type:Invst\nD13/04/26\nNBuy\nT1\n^\n";
    let both = read_text(&format!("!Type:Bank\nD13/04/26\nT1\n^\n{invest}"));
    assert_eq!((codes(&both), both.value.statements[0].entries.len()), (vec![FindingCode::InvestmentLeftOut], 1));
    assert_eq!(Qif.read(invest.as_bytes()).unwrap_err().code, RefusalCode::InvestmentStatement);
}

#[test]
fn a_file_without_movements_is_refused() {
    assert_eq!(Qif.read(b"!Type:Cat\nNVentes\n^\n").unwrap_err().code, RefusalCode::NoStatement);
    assert!(!Qif.recognises("Date;Type\n"));
}
