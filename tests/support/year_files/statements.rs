//! The statements of the bank.

use std::fmt::Write;

use chrono::NaiveDate;

use super::{Format, reference, rows_between};
use crate::sample_files::IBAN;
use crate::year::{Row, Year};

/// What was on the account when the year began.
const BEGAN_WITH: i64 = 2_500_000;
const LABEL: usize = 31;
const COMPLEMENT: usize = 70;
const OFX_NAME: usize = 32;
const NARRATIVE: usize = 65;

pub fn written(year: &Year, first: NaiveDate, last: NaiveDate, format: Format) -> String {
    let sum = |rows: &[(usize, &Row)]| rows.iter().map(|(_, row)| row.cents).sum::<i64>();
    let before = first.pred_opt().unwrap_or(first);
    let opening = BEGAN_WITH + sum(&rows_between(year, Year::opening(), before));
    let rows = rows_between(year, first, last);
    let closing = opening + sum(&rows);
    let all = Account { first, last, rows, opening, closing };
    match format {
        Format::Camt053 => all.camt053(),
        Format::Cfonb120 => all.cfonb120(),
        Format::Mt940 => all.mt940(),
        Format::Ofx => all.ofx(),
    }
}

struct Account<'y> {
    first: NaiveDate,
    last: NaiveDate,
    rows: Vec<(usize, &'y Row)>,
    opening: i64,
    closing: i64,
}

/// Euros with a point and without a sign.
fn euros(cents: i64) -> String {
    format!("{}.{:02}", cents.abs() / 100, cents.abs() % 100)
}

fn side(cents: i64) -> &'static str {
    if cents < 0 { "DBIT" } else { "CRDT" }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A text in pieces of so many letters, blanks at their ends included.
fn pieces(text: &str, width: usize) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(width).map(|piece| piece.iter().collect()).collect()
}

impl Account<'_> {
    fn camt053(&self) -> String {
        let (first, last) = (self.first, self.last);
        let balance = |kind: &str, cents: i64, day| {
            format!(
                "<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>{}</CdtDbtInd>\
                 <Dt><Dt>{day}</Dt></Dt></Bal>\n",
                euros(cents),
                side(cents)
            )
        };
        let mut text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>\n\
             <GrpHdr><MsgId>M{of}</MsgId><CreDtTm>{last}T23:00:00</CreDtTm></GrpHdr>\n\
             <Stmt><Id>{of}</Id><Acct><Id><IBAN>{IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>\n{}{}",
            balance("OPBD", self.opening, first),
            balance("CLBD", self.closing, last),
            of = first.format("%Y%m%d"),
        );
        self.rows.iter().for_each(|&(place, row)| text.push_str(&camt_entry(place, row)));
        text.push_str("</Stmt></BkToCstmrStmt></Document>\n");
        text
    }

    /// Records of 120 columns.
    fn cfonb120(&self) -> String {
        let (first, last) = (self.first, self.last);
        let mut text = String::new();
        let mut put = |code: &str, parts: &[(usize, &str)]| {
            let mut columns = [' '; 120];
            let bank = [(1, code), (3, &IBAN[4..9]), (12, &IBAN[9..14]), (22, &IBAN[14..25])];
            for (from, part) in bank.iter().chain(parts) {
                for (column, letter) in columns[from - 1..].iter_mut().zip(part.chars()) {
                    *column = letter;
                }
            }
            text.extend(columns);
            text.push('\n');
        };
        let day = |day: NaiveDate| day.format("%d%m%y").to_string();
        let before = first.pred_opt().unwrap_or(first);
        put("01", &[(17, "EUR2"), (35, &day(before)), (91, &signed(self.opening))]);
        for &(place, row) in &self.rows {
            let day = day(row.day);
            let is_transfer = !row.payer_name.is_empty() && !row.is_return;
            let label = match is_transfer && row.cents > 0 && row.habit != "direct debit" {
                true => format!("VIR SEPA {}", row.payer_name),
                false => row.label.join(" "),
            };
            let mut label = pieces(&label, LABEL).into_iter();
            let at = [(17, "EUR2"), (33, if row.cents < 0 { "08" } else { "05" }), (35, &*day)];
            let head = label.next().unwrap_or_default();
            put("04", &[&at[..], &[(43, &day), (49, &head), (91, &signed(row.cents))]].concat());
            let mut more = |qualifier: &str, information: &str| {
                put("05", &[&at[..], &[(46, qualifier), (49, information)]].concat());
            };
            if row.payer_name.is_empty() {
                let rest: String = label.collect();
                pieces(&rest, COMPLEMENT).iter().for_each(|piece| more("LIB", piece));
            } else {
                more(if row.cents > 0 || row.is_return { "NPY" } else { "NBE" }, &row.payer_name);
                for line in &row.lines {
                    for (piece, qualifier) in pieces(line, COMPLEMENT).iter().zip(["LCC", "LC2"]) {
                        more(qualifier, piece);
                    }
                }
            }
            row.creditor_reference.iter().for_each(|known| more("LCS", known));
            row.end_to_end_id.iter().for_each(|id| more("RCN", id));
            if row.is_return {
                more("RET", "AM04");
            }
            more("REF", &reference(place));
        }
        put("07", &[(17, "EUR2"), (35, &day(last)), (91, &signed(self.closing))]);
        text
    }

    /// Customer statement messages; the narrative in the keys that banks have agreed on.
    fn mt940(&self) -> String {
        let (first, last) = (self.first, self.last);
        let day = |day: NaiveDate| day.format("%y%m%d").to_string();
        let euros = |cents: i64| euros(cents).replace('.', ",");
        let sign = |cents: i64| if cents < 0 { "D" } else { "C" };
        let balance = |tag: &str, cents: i64, of: &str| format!(":{tag}:{}{of}EUR{}\n", sign(cents), euros(cents));
        let before = first.pred_opt().unwrap_or(first);
        let mut text = format!(":20:{}\n:25:{IBAN}\n:28C:{}/1\n", first.format("%Y%m%d"), first.format("%m%d"));
        text.push_str(&balance("60F", self.opening, &day(before)));
        for &(place, row) in &self.rows {
            let booked = row.day.format("%m%d");
            let _ = writeln!(
                text,
                ":61:{}{booked}{}{}NTRFNONREF//{}",
                day(row.day),
                sign(row.cents),
                euros(row.cents),
                reference(place)
            );
            let mut narrative = String::new();
            let mut put = |key: &str, value: &str| {
                if !value.is_empty() {
                    let _ = write!(narrative, "/{key}/{value}");
                }
            };
            put("EREF", row.end_to_end_id.as_deref().unwrap_or_default());
            put("IBAN", &row.payer_account);
            put("NAME", &row.payer_name);
            if row.is_return {
                put("RTRN", "AM04");
            }
            put("REMI", &row.creditor_reference.iter().chain(&row.lines).cloned().collect::<Vec<_>>().join(" "));
            let lines = pieces(&narrative, NARRATIVE);
            if !lines.is_empty() {
                let _ = writeln!(text, ":86:{}", lines.join("\n"));
            }
        }
        text.push_str(&balance("62F", self.closing, &day(last)));
        text.push_str("-\n");
        text
    }

    /// Version 1: tags without an end. A bank has the label alone, and cuts it in two.
    fn ofx(&self) -> String {
        let (first, last) = (self.first.format("%Y%m%d"), self.last.format("%Y%m%d"));
        let mut text = format!(
            "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:UTF-8\nCHARSET:NONE\nCOMPRESSION:NONE\n\
             OLDFILEUID:NONE\nNEWFILEUID:NONE\n\n<OFX>\n<BANKMSGSRSV1>\n<STMTTRNRS>\n<TRNUID>{first}\n<STMTRS>\n\
             <CURDEF>EUR\n<BANKACCTFROM>\n<BANKID>{}\n<BRANCHID>{}\n<ACCTID>{}\n<ACCTTYPE>CHECKING\n</BANKACCTFROM>\n\
             <BANKTRANLIST>\n<DTSTART>{first}\n<DTEND>{last}\n",
            &IBAN[4..9],
            &IBAN[9..14],
            &IBAN[14..25],
        );
        for &(place, row) in &self.rows {
            let kind = if row.cents < 0 { "DEBIT" } else { "CREDIT" };
            // What the payer's program wrote as a reference is shown among the words.
            let label = row.label.iter().chain(&row.creditor_reference).cloned().collect::<Vec<_>>().join(" ");
            let letters: Vec<char> = label.chars().collect();
            let cut = letters.len().min(OFX_NAME);
            let (name, memo): (String, String) = (letters[..cut].iter().collect(), letters[cut..].iter().collect());
            let _ = write!(
                text,
                "<STMTTRN>\n<TRNTYPE>{kind}\n<DTPOSTED>{}\n<TRNAMT>{}{}\n<FITID>{}\n<NAME>{}\n",
                row.day.format("%Y%m%d"),
                if row.cents < 0 { "-" } else { "" },
                euros(row.cents),
                reference(place),
                escaped(&name),
            );
            if !memo.is_empty() {
                let _ = writeln!(text, "<MEMO>{}", escaped(&memo));
            }
            text.push_str("</STMTTRN>\n");
        }
        let minus = if self.closing < 0 { "-" } else { "" };
        let _ = write!(
            text,
            "</BANKTRANLIST>\n<LEDGERBAL>\n<BALAMT>{minus}{}\n<DTASOF>{last}\n</LEDGERBAL>\n</STMTRS>\n</STMTTRNRS>\n\
             </BANKMSGSRSV1>\n</OFX>\n",
            euros(self.closing)
        );
        text
    }
}

fn camt_entry(place: usize, row: &Row) -> String {
    let mut details = String::new();
    if let Some(id) = &row.end_to_end_id {
        let _ = write!(details, "<Refs><EndToEndId>{}</EndToEndId></Refs>", escaped(id));
    }
    let mut parties = String::new();
    // What comes back names its parties as the first payment did.
    let role = if row.cents > 0 || row.is_return { "Dbtr" } else { "Cdtr" };
    if !row.payer_name.is_empty() {
        let _ = write!(parties, "<{role}><Pty><Nm>{}</Nm></Pty></{role}>", escaped(&row.payer_name));
    }
    if !row.payer_account.is_empty() {
        let _ = write!(parties, "<{role}Acct><Id><IBAN>{}</IBAN></Id></{role}Acct>", row.payer_account);
    }
    if !parties.is_empty() {
        let _ = write!(details, "<RltdPties>{parties}</RltdPties>");
    }
    let mut remittance: String = row
        .lines
        .iter()
        .filter(|line| !line.is_empty())
        .map(|line| format!("<Ustrd>{}</Ustrd>", escaped(line)))
        .collect();
    if let Some(known) = &row.creditor_reference {
        let _ = write!(remittance, "<Strd><CdtrRefInf><Ref>{known}</Ref></CdtrRefInf></Strd>");
    }
    if !remittance.is_empty() {
        let _ = write!(details, "<RmtInf>{remittance}</RmtInf>");
    }
    if row.is_return {
        details.push_str("<RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf>");
    }
    format!(
        "<Ntry><Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>{}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt>\
         <ValDt><Dt>{day}</Dt></ValDt><AcctSvcrRef>{}</AcctSvcrRef><NtryDtls><TxDtls>{details}</TxDtls></NtryDtls></Ntry>\n",
        euros(row.cents),
        side(row.cents),
        reference(place),
        day = row.day,
    )
}

/// Fourteen digits, the last one with the sign in it.
fn signed(cents: i64) -> String {
    let digits = format!("{:014}", cents.abs());
    let (head, last) = digits.split_at(13);
    let place = usize::from(last.as_bytes()[0] - b'0');
    let signs = if cents < 0 { "}JKLMNOPQR" } else { "{ABCDEFGHI" };
    format!("{head}{}", &signs[place..=place])
}
