use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::*;
use crate::finding::{RefusalCode, Severity};

fn read(text: &str) -> Reading<StatementFile> {
    assert!(Mt940.recognises(text), "{text}");
    Mt940.read(text.as_bytes()).unwrap()
}

fn only(text: &str) -> Statement {
    let reading = read(text);
    let [statement] = <[Statement; 1]>::try_from(reading.value.statements).unwrap();
    statement
}

/// A statement around one movement and its narrative.
fn entry(movement: &str) -> StatementEntry {
    let statement = only(&format!(":20:S\n:25:A\n:28C:1/1\n:60F:C261101EUR0,\n{movement}\n:62F:C261130EUR0,\n-\n"));
    let [entry] = <[StatementEntry; 1]>::try_from(statement.entries).unwrap();
    entry
}

fn codes(reading: &Reading<StatementFile>) -> Vec<FindingCode> {
    reading.findings.iter().map(|finding| finding.code).collect()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

const TWO: &str = "\u{1}{1:F01BNKAFRPPXXXX0000000000}{2:I940XXXXXXXXXXXXN}{4:\r
:20:REL1\r
:25:FR1420041010050500013M02606\r
:28C:00001/001\r
:60F:C261123EUR1000,00\r
:61:2611241124CR250,50NTRFNONREF//B1\r
VIREMENT RECU\r
:86:DURAND SARL\r
FACT 2026-171\r
:62M:C261124EUR1250,5\r
-}\u{3}\u{1}{1:F01BNKAFRPPXXXX0000000000}{2:I940XXXXXXXXXXXXN}{4:\r
:20:REL1\r
:25:FR1420041010050500013M02606\r
:28C:00001/002\r
:60M:C261124EUR1250,5\r
:61:261124D50,00NCHK0004521\r
:62F:C261124EUR1200,50\r
:64:C261124EUR1200,50\r
-}{5:{CHK:000000000000}}\u{3}\r
";

#[test]
fn several_statements_in_their_envelopes_with_intermediate_balances() {
    let reading = read(TWO);
    assert_eq!(reading.findings, []);
    assert_eq!(reading.value.format, StatementFormat::Mt940);
    let [first, second] = <[Statement; 2]>::try_from(reading.value.statements).unwrap();
    assert_eq!(first.account, "FR1420041010050500013M02606");
    assert_eq!((first.number.as_str(), first.currency.as_str()), ("00001/001", "EUR"));
    assert_eq!((first.balances(), second.balances()), (Some(true), Some(true)));
    assert_eq!(first.closing.unwrap(), second.opening.unwrap());
    let entry = &first.entries[0];
    assert_eq!((entry.amount, entry.place.line, entry.operation.as_str()), (decimal("250.5"), Some(6), "NTRF"));
    assert_eq!((entry.owner_reference.as_deref(), entry.bank_reference.as_deref()), (None, Some("B1")));
    assert_eq!(entry.remittance, ["VIREMENT RECU", "DURAND SARL", "FACT 2026-171"]);
    // No entry date: the value date is the day.
    let cheque = &second.entries[0];
    assert_eq!((cheque.booked_on, cheque.cheque_number.as_deref()), (day(2026, 11, 24), Some("0004521")));
}

#[test]
fn an_entry_date_is_the_day_and_the_value_date_stays() {
    let read = entry(":61:2512310102C1,NTRFNONREF");
    assert_eq!((read.booked_on, read.value_date), (day(2026, 1, 2), day(2025, 12, 31)));
}

#[test]
fn reversals_change_the_sign_of_what_they_take_back() {
    let taken_back = entry(":61:2611241124RCR12,NTRFNONREF");
    assert_eq!((taken_back.amount, taken_back.reversal), (decimal("-12"), true));
    let given_back = entry(":61:2611241124RD12,NRTINONREF");
    assert_eq!((given_back.amount, given_back.reversal), (decimal("12"), true));
    assert_eq!(given_back.return_reason.as_deref(), Some("RTI"));
}

#[test]
fn subfields_give_name_account_purpose_and_reference() {
    let read = entry(
        ":61:2611241124CR12,NTRFNONREF\n:86:166?00GUTSCHRIFT?100399?20EREF+E2E-X?2\n1SVWZ+RE F2026/171 UND F202?226/172?30DRESDEFF?31FR142004101005050001\n3M02606?32MAISON DURAND ET?33 FILS?34000",
    );
    assert_eq!(read.end_to_end_id.as_deref(), Some("E2E-X"));
    assert_eq!(read.remittance, ["RE F2026/171 UND F2026/172"]);
    assert_eq!(read.counterparty.name, "MAISON DURAND ET FILS");
    assert_eq!(read.counterparty.account, "FR1420041010050500013M02606");
    assert_eq!(read.return_reason, None);
}

#[test]
fn a_narrative_beyond_reason_is_kept_as_text() {
    let long = "EREF+".repeat(10_000);
    let read = entry(&format!(":61:2611241124CR12,NTRFX\n:86:166?20{long}"));
    assert_eq!((read.end_to_end_id, read.remittance.len()), (None, 1));
}

#[test]
fn a_word_of_the_bank_ends_the_reference_before_it() {
    let read = entry(":61:2611241124DR12,NTRFX\n:86:159?00RETOURE?20EREF+F 171?21MTLG:Konto gesperrt?34903");
    assert_eq!((read.end_to_end_id.as_deref(), read.return_reason.as_deref()), (Some("F 171"), Some("903")));
    assert_eq!(read.remittance, ["Konto gesperrt"]);
}

#[test]
fn subfields_without_keywords_stay_lines() {
    let read = entry(":61:2611241124CR12,NTRFNONREF\n:86:051?00CREDIT?20FACTURE 12?21ANNEE 2026? etc?32X");
    assert_eq!(read.remittance, ["FACTURE 12", "ANNEE 2026? etc"]);
}

#[test]
fn a_returned_direct_debit_says_why() {
    let read = entry(":61:2611241124DR12,NDDTNONREF\n:86:109?00RUECKLASTSCHRIFT?20EREF+F171?32DURAND?34914");
    assert_eq!((read.return_reason.as_deref(), read.end_to_end_id.as_deref()), (Some("914"), Some("F171")));
    let dutch = entry(":61:2611241124D12,N544NONREF\n:86:/TRTP/SEPA STORNO/NAME/DURAND/RTRN/MD06/REMI/F171");
    assert_eq!(dutch.return_reason.as_deref(), Some("MD06"));
}

#[test]
fn keys_between_slashes() {
    let read = entry(
        ":61:1706010601C100,00NTRFEREF//6666666666666\n/TRCD/00100/\n:86:/EREF/0000008668-001//MARF/4444-001//CNTP/FR1420041010050500013M02606/INGBN\nL2A/DURAND SARL///REMI/USTD//FACTURE A/12 DU 05/31/2026/",
    );
    assert_eq!(read.end_to_end_id.as_deref(), Some("0000008668-001"));
    assert_eq!(read.counterparty.account, "FR1420041010050500013M02606");
    assert_eq!(read.counterparty.name, "DURAND SARL");
    assert_eq!(read.remittance, ["/TRCD/00100/", "FACTURE A/12 DU 05/31/2026"]);
    assert_eq!(read.owner_reference, None);
    let structured = entry(":61:2611241124C1,NTRFNONREF\n:86:/NAME/X/REMI/STRD/CUR/RF18539007547034/");
    assert_eq!(structured.creditor_reference.as_deref(), Some("RF18539007547034"));
}

#[test]
fn keys_with_a_plus_outside_subfields() {
    let read = entry(":61:2611241124C1,NTRFKREF+\n:86:EREF+NOTPROVIDED\nKREF+R77\nSVWZ+F171\nABWA+DURAND");
    assert_eq!((read.end_to_end_id, read.owner_reference.as_deref()), (None, Some("R77")));
    assert_eq!((read.remittance.concat(), read.counterparty.name.as_str()), ("F171".to_owned(), "DURAND"));
}

#[test]
fn the_payer_on_lines_of_its_own() {
    let read =
        entry(":61:2611241124CD2250,NMSCNONREF//2\n:86:/ORDP/300000000460495\n/DURAND DOOEL\n/747//747\n/facture 747");
    assert_eq!(
        (read.counterparty.account.as_str(), read.counterparty.name.as_str()),
        ("300000000460495", "DURAND DOOEL")
    );
    assert_eq!(read.remittance, ["747//747", "facture 747"]);
}

#[test]
fn an_unstructured_narrative_has_numbered_lines() {
    let statement = only(
        ":20:S\n:25:1\n:28:1/1\n:NS:22Durand\n:60F:C261101EUR0,\n:61:261102C1,S051\n:NS:01Facture\n02171\n15Petit\n340000042\n:62F:C261102EUR1,",
    );
    assert_eq!(statement.account_name, "Durand");
    assert_eq!(statement.entries[0].remittance, ["Facture", "171"]);
    assert_eq!(statement.entries[0].counterparty.name, "Petit");
    assert_eq!(statement.entries[0].counterparty.account, "42");
}

#[test]
fn a_reference_may_be_longer_than_sixteen_characters_or_an_account() {
    let long = entry(":61:2611241124C1,NTRFFACTURE-2026-000171-DURAND//BANK-REFERENCE-LONG");
    assert_eq!(long.owner_reference.as_deref(), Some("FACTURE-2026-000171-DURAND"));
    assert_eq!(long.bank_reference.as_deref(), Some("BANK-REFERENCE-LONG"));
    let account = entry(":61:2611241124C1,NOVBFR1420041010050500013M02606\ndurand sarl");
    assert_eq!((account.owner_reference, account.counterparty.account.len()), (None, 27));
    assert_eq!(account.counterparty.name, "durand sarl");
}

#[test]
fn a_movement_broken_over_two_lines_is_one() {
    let read = entry(":61:2611241124CR\n30,00N062NONREF\nSUPPLEMENT");
    assert_eq!((read.amount, read.operation.as_str()), (decimal("30"), "N062"));
    assert_eq!(read.remittance, ["SUPPLEMENT"]);
}

#[test]
fn a_decimal_point_and_leading_zeros() {
    let statement = only(
        ":940:\n:20:940A\n:25:17 EUR\n:28:0/0\n:60F:C030106EUR000000000000.00\n:61:030109C000000000300.25NMSC1\n:62F:C030109EUR000000000300.25\n",
    );
    assert_eq!((statement.account.as_str(), statement.balances()), ("17 EUR", Some(true)));
    assert_eq!(statement.credits(), decimal("300.25"));
}

#[test]
fn the_thirty_first_of_november_is_said_and_costs_nothing() {
    let reading =
        read(":20:S\n:25:A\n:60F:C021101EUR1,\n:61:0211311131C1,NTRFX\n:61:0211301131C1,NTRFX\n:62F:C021131EUR3,\n");
    let statement = &reading.value.statements[0];
    assert_eq!(statement.balances(), Some(true));
    assert_eq!(statement.closing.unwrap().day, None);
    let [bad_value, bad_entry] = statement.entries.as_slice() else { panic!() };
    assert_eq!((bad_value.booked_on, bad_value.written_day.as_deref()), (None, Some("2002-11-31")));
    assert_eq!((bad_entry.booked_on, bad_entry.written_day.as_deref()), (day(2002, 11, 30), None));
    assert_eq!(codes(&reading), [FindingCode::UnreadableDate; 3]);
    assert_eq!(reading.findings[1].facts, [("text", "1131".to_owned())]);
}

#[test]
fn a_movement_without_an_amount_is_a_finding_at_its_line_and_no_zero() {
    let reading = read(
        ":20:S\n:25:A\n:60F:C261101EUR1,\n:61:2611241124C12,x\n:61:abc\n:61:2611241124CNTRF\n:61:2611241124C12x\n:62F:C261101EUR1,\n",
    );
    let statement = &reading.value.statements[0];
    assert_eq!((statement.entries.len(), statement.left_out.len()), (1, 3));
    assert_eq!(statement.entries[0].amount, decimal("12"));
    let errors: Vec<Option<u32>> = reading
        .findings
        .iter()
        .filter(|finding| finding.code == FindingCode::EntryWithoutAmount)
        .map(|finding| finding.place.line)
        .collect();
    assert_eq!(errors, [Some(5), Some(6), Some(7)]);
    assert_eq!(reading.severity(), Some(Severity::Error));
}

#[test]
fn balances_that_do_not_agree_are_said() {
    let reading = read(":20:S\n:25:A\n:28C:7/1\n:60F:C261101EUR100,\n:61:261102D1,5NTRFX\n:62F:C261101EUR100,\n");
    let finding = &reading.findings[0];
    assert_eq!((finding.code, finding.severity), (FindingCode::BalancesDisagree, Severity::Warning));
    assert_eq!(finding.place.element, "7/1");
    let said: Vec<&str> = finding.facts.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(said, ["A", "EUR", "100", "-1.5", "100"]);
}

#[test]
fn a_balance_that_cannot_be_read_is_none() {
    let reading = read(":20:S\n:25:A\n:60F:C26110112,00\n:61:261102D1,5NTRFX\n:62F:C261101EUR11 27,94\n");
    let statement = &reading.value.statements[0];
    assert_eq!((statement.opening, statement.closing.unwrap().amount), (None, decimal("11")));
    assert_eq!(codes(&reading), [FindingCode::UnreadableBalance, FindingCode::TextAfterAmount]);
}

#[test]
fn an_interim_report_has_no_balances_and_its_expected_movements_are_left_out() {
    let reading = read(
        ":20:S\n:25:A\n:28C:13/37\n:34F:EURD0,\n:13D:2611241733+0100\n:61:261124C9792,00FTRFNONREF\n:61:261125EC5,NTRFX\n:90D:0EUR0,00\n:90C:1EUR9792,00\n-\n",
    );
    assert_eq!(reading.value.format, StatementFormat::Mt942);
    let statement = &reading.value.statements[0];
    assert_eq!((statement.currency.as_str(), statement.credits()), ("EUR", decimal("9792")));
    assert_eq!(codes(&reading), [FindingCode::NotBookedYet]);
}

#[test]
fn an_interim_report_beside_a_statement_is_left_out() {
    let interim = ":20:I\n:25:A\n:28C:2\n:34F:EUR0,\n:61:261124C1,NTRFX\n:90C:1EUR1,\n-\n";
    let reading =
        read(&format!("{interim}:20:S\n:25:A\n:60F:C261101EUR0,\n:61:261124C1,NTRFX\n:62F:C261101EUR1,\n-\n"));
    assert_eq!((reading.value.statements.len(), reading.value.format), (1, StatementFormat::Mt940));
    assert_eq!(codes(&reading), [FindingCode::InterimLeftOut]);
}

#[test]
fn statements_without_a_reference_are_told_apart_by_their_balances() {
    let reading = read(
        ":25:A\n:60F:C261101EUR0,\n:61:261124C1,NTRFX\n:62F:C261101EUR1,\n:60F:C261101EUR1,\n:61:261125C1,NTRFX\n:62F:C261101EUR2,\n",
    );
    let accounts: Vec<&str> = reading.value.statements.iter().map(|statement| statement.account.as_str()).collect();
    assert_eq!((accounts, codes(&reading)), (vec!["A", "A"], vec![]));
}

#[test]
fn a_fragment_is_read_with_a_warning() {
    let reading = read(":61:1409010902DR000000000001,62NTRF55\n:86:171?00LASTSCHRIFT?20EREF+X");
    assert_eq!(reading.value.statements[0].debits(), decimal("1.62"));
    assert_eq!(codes(&reading), [FindingCode::StatementWithoutStart, FindingCode::NoClosingBalance]);
}

#[test]
fn text_before_and_between_messages_is_passed_over() {
    let reading = read(
        "This is an example\n---\nBANK\n940\nBANK\n:20:S\n:25:A\n:60F:C261101EUR0,\n:86:about the account\n:62F:C261101EUR0,\n:86:about the balance\n-\nBANK\n",
    );
    assert_eq!((reading.value.statements.len(), reading.findings.len()), (1, 0));
}

#[test]
fn bytes_of_windows_1252_are_read_and_said() {
    let bytes = b":20:S\n:25:A\n:60F:C261101EUR0,\n:61:261124C1,NTRFX\n:86:M\xdcLLER\n:62F:C261101EUR1,\n";
    let reading = Mt940.read(bytes).unwrap();
    assert_eq!(reading.value.statements[0].entries[0].remittance, ["MÜLLER"]);
    assert_eq!(codes(&reading), [FindingCode::EncodingGuessed]);
}

#[test]
fn a_message_with_nothing_in_it_is_refused() {
    assert_eq!(Mt940.read(b":20:S\n-\n").unwrap_err().code, RefusalCode::NoStatement);
    assert!(!Mt940.recognises("Date;Montant\n:20:;12\n"));
    assert!(!Mt940.recognises("a note"));
}

#[test]
fn a_file_cut_inside_an_amount_loses_that_movement_and_says_so() {
    let reading = read(":20:S\n:25:A\n:60F:C261101EUR0,\n:61:261124C1,NTRFX\n:61:261125C12,3");
    let statement = &reading.value.statements[0];
    assert_eq!((statement.credits(), statement.left_out.len()), (decimal("1"), 1));
    assert_eq!(codes(&reading), [FindingCode::FileCutShort, FindingCode::NoClosingBalance]);
}

#[test]
fn more_movements_than_any_business_has_are_refused() {
    let text = format!(":20:S\n:25:A\n{}", ":61:261124C1,N\n".repeat(100_001));
    assert_eq!(Mt940.read(text.as_bytes()).unwrap_err().code, RefusalCode::TooManyEntries);
}
