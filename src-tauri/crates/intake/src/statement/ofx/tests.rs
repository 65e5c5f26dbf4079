use rust_decimal::Decimal;

use super::*;
use crate::finding::Severity;

const HEADER: &str = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\nCOMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n";

fn read(text: &str) -> Reading<StatementFile> {
    assert!(Ofx.recognises(text), "{text}");
    Ofx.read(text.as_bytes()).unwrap()
}

fn codes(reading: &Reading<StatementFile>) -> Vec<FindingCode> {
    reading.findings.iter().map(|finding| finding.code).collect()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// A statement of one account in SGML, around its movements.
fn statement(account: &str, movements: &str) -> String {
    format!(
        "<STMTTRNRS>\n<TRNUID>1\n<STMTRS>\n<CURDEF>EUR\n<BANKACCTFROM>\n<BANKID>30004\n<BRANCHID>00812\n<ACCTID>{account}\n<ACCTTYPE>CHECKING\n</BANKACCTFROM>\n<BANKTRANLIST>\n{movements}</BANKTRANLIST>\n<LEDGERBAL>\n<BALAMT>10.00\n<DTASOF>20261124\n</LEDGERBAL>\n<AVAILBAL>\n<BALAMT>9.00\n<DTASOF>20261124\n</AVAILBAL>\n</STMTRS>\n</STMTTRNRS>\n"
    )
}

fn movement(fields: &str) -> String {
    format!("<STMTTRN>\n{fields}</STMTTRN>\n")
}

fn file(statements: &str) -> String {
    format!("<OFX>\n<BANKMSGSRSV1>\n{statements}</BANKMSGSRSV1>\n</OFX>\n")
}

/// A whole file with one movement of the given fields.
fn one(fields: &str) -> Reading<StatementFile> {
    read(&format!("{HEADER}{}", file(&statement("00012345678", &movement(fields)))))
}

fn amount(written: &str) -> Option<Decimal> {
    let reading = one(&format!("<TRNTYPE>CREDIT\n<DTPOSTED>20261124\n<TRNAMT>{written}\n"));
    reading.value.statements[0].entries.first().map(|entry| entry.amount)
}

#[test]
fn unclosed_tags_of_version_one() {
    let reading = one(
        "<TRNTYPE>CREDIT\n<DTPOSTED>20261124120000[-5:EST]\n<DTAVAIL>20261125\n<TRNAMT>250.50\n<FITID>77\n<CHECKNUM>000\n<REFNUM>R9\n<NAME>VIR DURAND\n<MEMO>FACT 2026/171\n",
    );
    assert_eq!(reading.findings, []);
    assert_eq!((reading.value.format, reading.value.version.as_str()), (StatementFormat::Ofx1, "102"));
    let statement = &reading.value.statements[0];
    // French banks split the account over three values.
    assert_eq!(statement.account, "00012345678");
    assert_eq!((statement.bank.as_str(), statement.branch.as_str()), ("30004", "00812"));
    assert_eq!((statement.currency.as_str(), statement.closing.unwrap().amount), ("EUR", decimal("10")));
    assert_eq!(statement.closing.unwrap().day.unwrap().to_string(), "2026-11-24");
    let entry = &statement.entries[0];
    assert_eq!((entry.amount, entry.place.line), (decimal("250.5"), Some(24)));
    // The day is the bank's, whatever the zone beside it.
    assert_eq!(entry.booked_on.unwrap().to_string(), "2026-11-24");
    assert_eq!(entry.value_date.unwrap().to_string(), "2026-11-25");
    assert_eq!((entry.bank_reference.as_deref(), entry.owner_reference.as_deref()), (Some("77"), Some("R9")));
    assert_eq!((entry.cheque_number.as_deref(), entry.counterparty.name.as_str()), (None, "VIR DURAND"));
    assert_eq!(entry.remittance, ["VIR DURAND", "FACT 2026/171"]);
}

#[test]
fn everything_on_one_line() {
    let text =
        format!("{HEADER}{}", file(&statement("1", &movement("<DTPOSTED>20261124<TRNAMT>-12.34<NAME>A<MEMO> B"))));
    let joined = text.replace('\n', "");
    let reading = read(&joined);
    assert_eq!((reading.value.format, reading.value.version.as_str()), (StatementFormat::Ofx1, "102"));
    assert_eq!(reading.value.statements[0].entries[0].amount, decimal("-12.34"));
    assert_eq!(reading.value.statements[0].entries[0].remittance, ["A", "B"]);
}

#[test]
fn version_two_is_xml() {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?OFX OFXHEADER=\"200\" VERSION=\"211\" SECURITY=\"NONE\"?>\n<OFX><CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>EUR</CURDEF><CCACCTFROM><ACCTID>42</ACCTID></CCACCTFROM><BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20261124</DTPOSTED><TRNAMT>-5</TRNAMT><NAME><![CDATA[A <B> & C]]></NAME></STMTTRN></BANKTRANLIST></CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>";
    let reading = read(text);
    assert_eq!((reading.value.format, reading.value.version.as_str()), (StatementFormat::Ofx2, "211"));
    assert_eq!(reading.value.statements[0].account, "42");
    assert_eq!(reading.value.statements[0].entries[0].counterparty.name, "A <B> & C");
}

#[test]
fn a_lost_header_and_one_inside_a_comment() {
    let body = file(&statement("1", &movement("<DTPOSTED>20261124\n<TRNAMT>1\n")));
    assert_eq!(read(&body).value.format, StatementFormat::OfxWithoutHeader);
    assert_eq!(read(&format!("DATA:OFXSGML\nENCODING:UTF-8\n{body}")).value.format, StatementFormat::OfxWithoutHeader);
    let commented = read(&format!("<!-- \n{HEADER}-->\n{body}"));
    assert_eq!((commented.value.format, commented.value.version.as_str()), (StatementFormat::Ofx1, "102"));
}

#[test]
fn several_accounts_and_lists() {
    let first = statement("1", &movement("<DTPOSTED>20261124\n<TRNAMT>1\n"));
    let list = movement("<DTPOSTED>20261125\n<TRNAMT>2\n");
    let second = statement("2", &format!("{list}</BANKTRANLIST>\n<BANKTRANLIST>\n{list}"));
    let reading = read(&file(&format!("{first}{second}")));
    let seen: Vec<(&str, usize)> = reading
        .value
        .statements
        .iter()
        .map(|statement| (statement.account.as_str(), statement.entries.len()))
        .collect();
    assert_eq!(seen, [("1", 1), ("2", 2)]);
}

#[test]
fn movements_whose_closing_tags_are_lost_are_told_apart() {
    let movements = "<STMTTRN>\n<DTPOSTED>20261124\n<TRNAMT>1\n<STMTTRN>\n<DTPOSTED>20261125\n<TRNAMT>2\n<NAME>A</NAME><MEMO>B</NAME>\n";
    let reading = read(&file(&statement("1", movements)));
    let amounts: Vec<Decimal> = reading.value.statements[0].entries.iter().map(|entry| entry.amount).collect();
    assert_eq!(amounts, [decimal("1"), decimal("2")]);
    assert_eq!(reading.value.statements[0].closing.unwrap().amount, decimal("10"));
}

#[test]
fn amounts_with_a_comma() {
    assert_eq!(amount("-12,34"), Some(decimal("-12.34")));
    assert_eq!(amount("1.234,56"), Some(decimal("1234.56")));
    assert_eq!(amount("+1,234.56"), Some(decimal("1234.56")));
    // The balance beside it has a point: the comma groups.
    assert_eq!(amount("1,234"), Some(decimal("1234")));
    for unreadable in ["$120", "  .  ", "", "1,2,3", "1e5", "9999999999999999"] {
        assert_eq!(amount(unreadable), None, "{unreadable}");
    }
}

#[test]
fn a_movement_without_an_amount_is_a_finding_and_keeps_its_day() {
    let reading = one("<TRNTYPE>OTHER\n<DTPOSTED>201120000000\n<TRNAMT>$120\n");
    let statement = &reading.value.statements[0];
    assert_eq!((statement.entries.len(), statement.left_out.len()), (0, 1));
    assert_eq!(statement.left_out[0].written_day.as_deref(), Some("2011-20-00"));
    assert_eq!(codes(&reading), [FindingCode::UnreadableDate, FindingCode::EntryWithoutAmount]);
    assert_eq!((reading.findings[1].severity, reading.findings[1].place.line), (Severity::Error, Some(24)));
    assert_eq!(reading.findings[1].facts, [("text", "$120".to_owned())]);
    assert_eq!(codes(&one("*snipped*\n")), [FindingCode::EntryWithoutDay, FindingCode::EntryWithoutAmount]);
}

#[test]
fn entities_and_bare_ampersands() {
    let reading = one("<DTPOSTED>20261124\n<TRNAMT>1\n<NAME>DUPONT & FILS\n<MEMO>A &amp; B &#233; < C\n");
    assert_eq!(reading.value.statements[0].entries[0].remittance, ["DUPONT & FILS", "A & B é < C"]);
}

#[test]
fn the_encoding_is_what_the_bytes_are() {
    let text =
        format!("{HEADER}{}", file(&statement("1", &movement("<DTPOSTED>20261124\n<TRNAMT>1\n<NAME>Société\n"))));
    // A header that says USASCII over UTF-8, then over Windows-1252.
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for bytes in [text.as_bytes(), &latin] {
        let reading = Ofx.read(bytes).unwrap();
        assert_eq!(reading.value.statements[0].entries[0].counterparty.name, "Société");
        assert_eq!(reading.findings, []);
    }
}

#[test]
fn a_currency_in_small_letters_is_put_right_and_kept() {
    let text = file(&statement("1", "")).replace("<CURDEF>EUR", "<CURDEF>eur");
    let statement = read(&text).value.statements.remove(0);
    assert_eq!((statement.currency.as_str(), statement.written_currency.as_str()), ("EUR", "eur"));
}

#[test]
fn a_movement_in_another_currency_is_left_out() {
    let reading = one("<DTPOSTED>20261124\n<TRNAMT>5.00\n<CURRENCY><CURRATE>1.1<CURSYM>USD</CURRENCY>\n");
    assert_eq!(reading.value.statements[0].left_out.len(), 1);
    assert_eq!(codes(&reading), [FindingCode::EntryInOtherCurrency]);
    let changed =
        one("<DTPOSTED>20261124\n<TRNAMT>5.00\n<ORIGCURRENCY><CURRATE>1.1<CURSYM>USD</ORIGCURRENCY>\n<MEMO>X\n");
    assert_eq!((changed.findings.len(), changed.value.statements[0].credits()), (0, decimal("5")));
}

#[test]
fn the_other_side_has_an_account() {
    let reading = one(
        "<DTPOSTED>20261124\n<TRNAMT>5\n<BANKACCTTO><BANKID>1<ACCTID>FR14 2004 1010 0505 0001 3M02 606</BANKACCTTO>\n<PAYEE><NAME>DURAND<ADDR1>RUE</PAYEE>\n",
    );
    let entry = &reading.value.statements[0].entries[0];
    assert_eq!((entry.counterparty.name.as_str(), entry.counterparty.account.len()), ("DURAND", 27));
    assert_eq!(reading.value.statements[0].account, "00012345678");
}

#[test]
fn a_cheque_has_digits_and_a_reference_has_letters() {
    let read = |number: &str| {
        let reading = one(&format!("<DTPOSTED>20261124\n<TRNAMT>-5\n<CHECKNUM>{number}\n"));
        let entry = reading.value.statements.into_iter().next().unwrap().entries.remove(0);
        (entry.cheque_number, entry.owner_reference)
    };
    assert_eq!(read("0004521"), (Some("0004521".to_owned()), None));
    assert_eq!(read("0D29CDA"), (None, Some("0D29CDA".to_owned())));
    assert_eq!(read("000"), (None, None));
}

#[test]
fn announced_movements_are_left_out() {
    let pending = "<STMTTRNP><TRNTYPE>DEBIT<DTTRAN>20261124<TRNAMT>-9<NAME>X</STMTTRNP>\n";
    let reading = read(&file(&statement("1", &format!("{pending}{}", movement("<DTPOSTED>20261124\n<TRNAMT>1\n")))));
    assert_eq!((codes(&reading), reading.value.statements[0].entries.len()), (vec![FindingCode::NotBookedYet], 1));
}

#[test]
fn a_file_cut_in_the_middle_loses_its_last_movement_and_says_so() {
    let text = file(&statement(
        "1",
        &format!("{}<STMTTRN>\n<DTPOSTED>20261125\n<TRNAMT>-1", movement("<DTPOSTED>20261124\n<TRNAMT>1\n")),
    ));
    let cut = &text[..text.find("<TRNAMT>-1").unwrap() + 10];
    let reading = read(cut);
    let statement = &reading.value.statements[0];
    assert_eq!((statement.entries.len(), statement.left_out.len()), (1, 1));
    assert_eq!(codes(&reading), [FindingCode::FileCutShort]);
}

#[test]
fn a_file_cut_inside_its_balance_has_none() {
    let text = file(&statement("1", &movement("<DTPOSTED>20261124\n<TRNAMT>1\n")));
    let reading = read(&text[..text.find("<BALAMT>10").unwrap() + 9]);
    assert_eq!((reading.value.statements[0].closing, codes(&reading)), (None, vec![FindingCode::FileCutShort]));
}

#[test]
fn securities_are_left_out_or_refused() {
    let invest = "<INVSTMTMSGSRSV1><INVSTMTRS><INVTRANLIST><INVBANKTRAN><STMTTRN><DTPOSTED>20261124<TRNAMT>1</STMTTRN></INVBANKTRAN></INVTRANLIST></INVSTMTRS></INVSTMTMSGSRSV1>";
    assert_eq!(Ofx.read(file(invest).as_bytes()).unwrap_err().code, RefusalCode::InvestmentStatement);
    let both = read(&file(&format!("{invest}{}", statement("1", ""))));
    assert_eq!((codes(&both), both.value.statements.len()), (vec![FindingCode::InvestmentLeftOut], 1));
}

#[test]
fn files_without_a_whole_statement_are_refused() {
    let empty = "<STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>10907</BANKID><ACCTID></ACCTID></BANKACCTFROM><LEDGERBAL><BALAMT><DTASOF>20251004</LEDGERBAL></STMTRS>";
    for text in [file(empty), file(""), "<OFX></OFX>".to_owned(), "<OFX>".to_owned()] {
        assert_eq!(Ofx.read(text.as_bytes()).unwrap_err().code, RefusalCode::NoStatement, "{text}");
    }
    assert!(!Ofx.recognises("<Invoice/>"));
}

#[test]
fn movements_without_a_statement_around_them_are_read_with_a_warning() {
    let reading = read(&file(&movement("<DTPOSTED>20261124\n<TRNAMT>1\n")));
    assert_eq!(codes(&reading), [FindingCode::StatementWithoutStart]);
    assert_eq!(reading.value.statements[0].entries.len(), 1);
}
