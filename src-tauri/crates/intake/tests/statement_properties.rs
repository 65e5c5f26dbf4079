//! What holds for every input of the readers of bank statements: nothing panics, no amount is made up, and what was
//! written is read.

// Helpers of tests are tests too.
#![allow(clippy::unwrap_used)]

use chrono::{Days, NaiveDate};
use intake::statement::report::line_of_statements;
use intake::statement::{READERS, StatementFile, read};
use intake::{Reading, Severity};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Every reader on the same bytes, and what a caller does with the outcome.
fn every_reader(bytes: &[u8]) {
    for outcome in READERS.iter().map(|reader| reader.read(bytes)).chain([read(bytes)]) {
        let Ok(reading) = outcome else { continue };
        check(&reading);
    }
}

/// A line that was left out is said; sums can be taken; every place lies in the file.
fn check(reading: &Reading<StatementFile>) {
    let line = line_of_statements("x", reading);
    assert!(!line.kind.is_empty());
    let left_out = reading.value.statements.iter().map(|statement| statement.left_out.len()).sum::<usize>();
    assert!(left_out == 0 || reading.severity() >= Some(Severity::Warning));
    for statement in &reading.value.statements {
        let _ = (statement.credits(), statement.debits(), statement.balances());
    }
}

const MT940: &[&str] = &[
    ":20:REF\n",
    ":25:FR1420041010050500013M02606\n",
    ":28C:1/1\n",
    ":60F:C261101EUR100,\n",
    ":60M:D261101EUR,5\n",
    ":61:2611241124CR12,5NTRFNONREF//B\n",
    ":61:261124RC1,N\n",
    ":61:261124RD1,S051X\n",
    ":61:",
    "2611",
    "CR\n",
    "-",
    ":86:166?00X?20EREF+A?32N\n",
    ":86:/EREF/1//REMI/X/\n",
    "SVWZ+Y",
    "?",
    "?2",
    "/REMI/",
    "/",
    "+",
    "é",
    "\n",
    "\r\n",
    ":62F:C261124EUR1,\n",
    ":62M:",
    ":64:",
    ":90C:1EUR1,\n",
    ":34F:EUR0,\n",
    ":13D:",
    ":NS:22A\n01B\n",
    "-}\u{3}\u{1}{1:}{4:\n",
    "{4::20:A\n",
    ":20:15 Uhr\n",
    ",",
    "999999999999999",
    "C",
    "D",
    "EUR",
];
const OFX: &[&str] = &[
    "OFXHEADER:100\n",
    "VERSION:102",
    "CHARSET:1252",
    "<?OFX OFXHEADER=\"200\" VERSION=\"211\"?>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<OFX>",
    "</OFX>",
    "<STMTRS>",
    "</STMTRS>",
    "<CCSTMTRS>",
    "<INVSTMTRS>",
    "</INVSTMTRS>",
    "<STMTTRN>",
    "</STMTTRN>",
    "<STMTTRNP>",
    "</STMTTRNP>",
    "<BANKTRANLIST>",
    "</BANKTRANLIST>",
    "<DTPOSTED>20261124",
    "<DTPOSTED>",
    "<TRNAMT>-1.5",
    "<TRNAMT>1,234",
    "<TRNAMT>",
    "<NAME>A & B",
    "<MEMO>&#x41;",
    "<LEDGERBAL>",
    "</LEDGERBAL>",
    "<BALAMT>1",
    "<DTASOF>2026",
    "<BANKACCTFROM>",
    "<ACCTID>1",
    "<CURDEF>eur",
    "<CURRENCY>",
    "<CURSYM>USD",
    "<",
    ">",
    "/",
    "é",
    "\n",
    "&",
];
const CFONB: &[&str] = &[
    "0130004    00812EUR2 00012345678  241126                                                  0000000010000{                \n",
    "0430004    00812EUR2 0001234567805241126  251126VIR DURAND                     0000000  0000000000010}                \n",
    "0530004    00812EUR2 0001234567805241126     NPYDURAND\n",
    "0530004    00812EUR2 0001234567805241126     RETAM04",
    "0730004    00812EUR2 00012345678  241126                                                  0000000010000{                \n",
    "01",
    "04",
    "05",
    "07",
    "30004",
    "00812",
    "EUR",
    " ",
    "          ",
    "{",
    "}",
    "R",
    "é",
    "\n",
    "\r",
    "999999",
    "FEEEUR200000000000001",
];
const QIF: &[&str] = &[
    "!Type:Bank\n",
    "!Type:Invst\n",
    "!Account\n",
    "!Type:Oth A\n",
    "NName\n",
    "D1/2'26\n",
    "D13/2/26\n",
    "D2/13/26\n",
    "D3.4.26\n",
    "D2026-01-01\n",
    "D\n",
    "T1,000.00\n",
    "T1,5\n",
    "T-\n",
    "U2\n",
    "PA\n",
    "MB\n",
    "SC\n",
    "$1\n",
    "^\n",
    "^",
    "é",
    "\n",
    "!",
    "D",
    "'",
];

fn pieces(of: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(of), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        every_reader(&bytes);
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in "\\PC{0,200}") {
        every_reader(text.as_bytes());
    }

    #[test]
    fn no_pieces_of_mt940_make_a_reader_panic(text in pieces(MT940)) {
        every_reader(text.as_bytes());
    }

    #[test]
    fn no_pieces_of_ofx_make_a_reader_panic(text in pieces(OFX)) {
        every_reader(text.as_bytes());
    }

    #[test]
    fn no_pieces_of_cfonb_make_a_reader_panic(text in pieces(CFONB)) {
        every_reader(text.as_bytes());
    }

    #[test]
    fn no_pieces_of_qif_make_a_reader_panic(text in pieces(QIF)) {
        every_reader(text.as_bytes());
    }

    #[test]
    fn what_was_written_is_read(movements in movements(), opening in -1_000_000i64..1_000_000) {
        for text in [mt940(&movements, opening), cfonb(&movements, opening), ofx(&movements, opening), qif(&movements)] {
            let reading = read(text.as_bytes()).unwrap();
            prop_assert_eq!(&reading.findings, &[], "{}", text);
            let [statement] = reading.value.statements.as_slice() else { panic!("{text}") };
            let read: Vec<(NaiveDate, Decimal)> =
                statement.entries.iter().map(|entry| (entry.booked_on.unwrap(), entry.amount)).collect();
            let written: Vec<(NaiveDate, Decimal)> =
                movements.iter().map(|(day, cents)| (*day, Decimal::new(*cents, 2).normalize())).collect();
            prop_assert_eq!(read, written, "{}", text);
            prop_assert_ne!(statement.balances(), Some(false));
        }
    }

    /// A file cut anywhere gives its first movements or none, never others.
    #[test]
    fn a_cut_file_makes_no_movement_up(movements in movements(), share in 0u32..1000) {
        for text in [mt940(&movements, 0), cfonb(&movements, 0), ofx(&movements, 0)] {
            let cut = text.len() * share as usize / 1000;
            let Ok(reading) = read(&text.as_bytes()[..cut]) else { continue };
            check(&reading);
            let entries: Vec<Decimal> =
                reading.value.statements.iter().flat_map(|statement| &statement.entries).map(|entry| entry.amount).collect();
            let written: Vec<Decimal> = movements.iter().map(|(_, cents)| Decimal::new(*cents, 2).normalize()).collect();
            prop_assert!(written.starts_with(&entries), "{}", &text[..cut]);
        }
    }
}

/// Two-digit days, so that a QIF file decides its order; at least one movement.
fn movements() -> impl Strategy<Value = Vec<(NaiveDate, i64)>> {
    let first = NaiveDate::from_ymd_opt(2026, 1, 13).unwrap();
    let movement = (0u64..18, -10_000_000_000i64..10_000_000_000);
    prop::collection::vec(movement.prop_map(move |(days, cents)| (first + Days::new(days), cents)), 1..20)
}

fn closing(movements: &[(NaiveDate, i64)], opening: i64) -> i64 {
    opening + movements.iter().map(|(_, cents)| cents).sum::<i64>()
}

fn swift(cents: i64) -> (&'static str, String) {
    let (whole, rest) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
    (if cents < 0 { "D" } else { "C" }, format!("{whole},{rest:02}"))
}

fn mt940(movements: &[(NaiveDate, i64)], opening: i64) -> String {
    let balance = |tag: &str, cents: i64| {
        let (mark, amount) = swift(cents);
        format!(":{tag}:{mark}260131EUR{amount}\r\n")
    };
    let lines: String = movements
        .iter()
        .map(|(day, cents)| {
            let (mark, amount) = swift(*cents);
            format!(":61:{}{}{mark}{amount}NTRFNONREF\r\n:86:texte\r\n", day.format("%y%m%d"), day.format("%m%d"))
        })
        .collect();
    let (first, last) = (balance("60F", opening), balance("62F", closing(movements, opening)));
    format!(":20:S\r\n:25:1\r\n:28C:1/1\r\n{first}{lines}{last}-\r\n")
}

fn zoned(cents: i64) -> String {
    let signs = if cents < 0 { "}JKLMNOPQR" } else { "{ABCDEFGHI" };
    let digits = format!("{:014}", cents.unsigned_abs());
    let last = usize::from(digits.as_bytes()[13] - b'0');
    format!("{}{}", &digits[..13], &signs[last..=last])
}

fn cfonb(movements: &[(NaiveDate, i64)], opening: i64) -> String {
    let record = |code: &str, day: String, amount: i64| {
        format!("{code}30004    00812EUR2 00012345678  {day}{:50}{}{:16}\n", "", zoned(amount), "")
    };
    let day = |day: &NaiveDate| day.format("%d%m%y").to_string();
    let lines: String = movements.iter().map(|(on, cents)| record("04", day(on), *cents)).collect();
    let (first, last) = (movements[0].0, closing(movements, opening));
    format!("{}{lines}{}", record("01", day(&first), opening), record("07", day(&first), last))
}

fn plain(cents: i64) -> String {
    Decimal::new(cents, 2).to_string()
}

fn ofx(movements: &[(NaiveDate, i64)], opening: i64) -> String {
    let lines: String = movements
        .iter()
        .map(|(day, cents)| {
            format!("<STMTTRN>\n<DTPOSTED>{}\n<TRNAMT>{}\n</STMTTRN>\n", day.format("%Y%m%d"), plain(*cents))
        })
        .collect();
    let balance = plain(closing(movements, opening));
    format!(
        "OFXHEADER:100\n\n<OFX>\n<STMTRS>\n<ACCTID>1\n{lines}<LEDGERBAL>\n<BALAMT>{balance}\n</LEDGERBAL>\n</STMTRS>\n</OFX>\n"
    )
}

fn qif(movements: &[(NaiveDate, i64)]) -> String {
    let lines: String =
        movements.iter().map(|(day, cents)| format!("D{}\nT{}\n^\n", day.format("%d/%m/%Y"), plain(*cents))).collect();
    format!("!Type:Bank\n{lines}")
}
