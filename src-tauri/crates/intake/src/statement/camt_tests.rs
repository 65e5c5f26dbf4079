use proptest::prelude::*;

use super::*;
use crate::finding::Severity;

const ACCOUNT: &str = "<Acct><Id><IBAN>FR76 3000 6000 0112 3456 7890 189</IBAN></Id><Ccy>EUR</Ccy></Acct>";

/// A file around the inside of one statement.
fn file(inside: &str) -> String {
    format!(
        "<?xml version='1.0' encoding='UTF-8'?>\n<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'>\n\
         <BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>\n<Stmt><Id>S-1</Id>{inside}</Stmt></BkToCstmrStmt></Document>"
    )
}

fn entry(amount: &str, direction: &str, more: &str) -> String {
    format!(
        "\n<Ntry><Amt Ccy='EUR'>{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>\
         <BookgDt><Dt>2026-11-03</Dt></BookgDt>{more}</Ntry>"
    )
}

fn balance(kind: &str, amount: &str, direction: &str) -> String {
    format!(
        "<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>{amount}</Amt><CdtDbtInd>{direction}\
         </CdtDbtInd><Dt><Dt>2026-11-03</Dt></Dt></Bal>"
    )
}

fn read(text: &str) -> Reading<StatementFile> {
    Camt.read(text.as_bytes()).unwrap_or_else(|refusal| panic!("{refusal} {:?}", refusal.facts))
}

fn only(text: &str) -> (StatementEntry, Vec<Finding>) {
    let mut reading = read(text);
    let mut entries = reading.value.statements.remove(0).entries;
    assert_eq!(entries.len(), 1);
    (entries.remove(0), reading.findings)
}

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn codes(findings: &[Finding]) -> Vec<(Severity, FindingCode)> {
    findings.iter().map(|finding| (finding.severity, finding.code)).collect()
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

#[test]
fn an_entry_with_one_payment_is_that_payment() {
    let details = "<ValDt><DtTm>2026-11-04T09:12:00+01:00</DtTm></ValDt><AcctSvcrRef>B 77</AcctSvcrRef>\
        <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>\
        <NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>\
        <RltdPties><Dbtr><Pty><Nm>Durand &amp; Fils</Nm></Pty></Dbtr>\
        <DbtrAcct><Id><IBAN>DE89 3704 0044 0532 0130 00</IBAN></Id></DbtrAcct></RltdPties>\
        <RmtInf><Ustrd>FACT 171</Ustrd><Ustrd>ET 176</Ustrd><Strd><RfrdDocInf><Nb>F-2026-180</Nb></RfrdDocInf>\
        <CdtrRefInf><Ref>RF18 5390 0754 7034</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls>";
    let (entry, findings) = only(&file(&format!("{ACCOUNT}{}", entry("1200.50", "CRDT", details))));
    assert_eq!(codes(&findings), []);
    assert_eq!((entry.amount, entry.currency.as_str()), (dec("1200.50"), ""));
    assert_eq!((entry.booked_on, entry.value_date), (day(2026, 11, 3), day(2026, 11, 4)));
    assert_eq!(entry.counterparty.name, "Durand & Fils");
    assert_eq!(entry.counterparty.account, "DE89370400440532013000");
    assert_eq!(entry.remittance, ["FACT 171", "ET 176", "F-2026-180"]);
    assert_eq!(entry.creditor_reference.as_deref(), Some("RF18539007547034"));
    assert_eq!((entry.end_to_end_id, entry.bank_reference.as_deref()), (None, Some("B 77")));
    assert_eq!(entry.operation, "PMNT-RCDT-ESCT");
    assert_eq!(entry.place, Place::cell(5, "Ntry"));
    assert!(entry.details.is_empty() && !entry.reversal && !entry.not_booked);
}

#[test]
fn a_batch_keeps_its_payments_and_says_when_they_do_not_sum() {
    let payment = |amount: &str, name: &str, reference: &str| {
        format!(
            "<TxDtls><Refs><EndToEndId>E-{name}</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy='EUR'>{amount}</Amt></TxAmt>\
             </AmtDtls><RltdPties><Dbtr><Nm>{name}</Nm></Dbtr></RltdPties><RmtInf><Strd><CdtrRefInf>\
             <Tp><CdOrPrtry><Prtry>QRR</Prtry></CdOrPrtry></Tp><Ref>{reference}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>"
        )
    };
    let batch = |second: &str| {
        format!(
            "<NtryDtls>{}</NtryDtls><NtryDtls>{}</NtryDtls>",
            payment("100", "Anna", "210000000003139471430009017"),
            payment(second, "Bruno", "ISR 1"),
        )
    };
    let (good, findings) = only(&file(&format!("{ACCOUNT}{}", entry("150.00", "CRDT", &batch("50")))));
    assert_eq!(codes(&findings), []);
    let told: Vec<_> = good.details.iter().map(|one| (one.counterparty.name.as_str(), one.amount)).collect();
    assert_eq!(told, [("Anna", Some(dec("100"))), ("Bruno", Some(dec("50")))]);
    assert_eq!(good.details[0].creditor_reference.as_deref(), Some("210000000003139471430009017"));
    assert_eq!(good.details[1].creditor_reference.as_deref(), Some("ISR1"));
    assert_eq!(good.details[1].end_to_end_id.as_deref(), Some("E-Bruno"));
    assert_eq!(good.counterparty, Party::default());

    let (_, findings) = only(&file(&format!("{ACCOUNT}{}", entry("150.00", "CRDT", &batch("49")))));
    assert_eq!(codes(&findings), [(Severity::Note, FindingCode::DetailsDoNotAdd)]);
    let without = "<NtryDtls><Btch><NbOfTxs>12</NbOfTxs></Btch></NtryDtls><AddtlNtryInf>REMISE CB</AddtlNtryInf>";
    let (entry, findings) = only(&file(&format!("{ACCOUNT}{}", entry("150.00", "CRDT", without))));
    assert_eq!(codes(&findings), [(Severity::Note, FindingCode::BatchWithoutDetails)]);
    assert_eq!(entry.remittance, ["REMISE CB"]);
}

#[test]
fn a_detail_in_another_currency_has_no_amount_of_its_own() {
    let details = "<NtryDtls><TxDtls><Amt Ccy='USD'>4.10</Amt><AmtDtls><CntrValAmt><Amt Ccy='EUR'>3.79</Amt></CntrValAmt>\
        </AmtDtls></TxDtls><TxDtls><Amt Ccy='USD'>9</Amt></TxDtls></NtryDtls>";
    let (entry, findings) = only(&file(&format!("{ACCOUNT}{}", entry("12", "CRDT", details))));
    assert_eq!(entry.details.iter().map(|one| one.amount).collect::<Vec<_>>(), [Some(dec("3.79")), None]);
    assert_eq!(codes(&findings), []);
}

#[test]
fn what_comes_back_keeps_its_reason_and_the_customer_it_came_from() {
    let returned = "<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Client SARL</Nm></Dbtr><Cdtr><Nm>Moi</Nm></Cdtr>\
        <CdtrAcct><Id><IBAN>FR7630006000011234567890189</IBAN></Id></CdtrAcct></RltdPties>\
        <RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf></TxDtls></NtryDtls>";
    let (entry_back, _) = only(&file(&format!("{ACCOUNT}{}", entry("53.00", "DBIT", returned))));
    assert_eq!((entry_back.amount, entry_back.return_reason.as_deref()), (dec("-53.00"), Some("AM04")));
    assert_eq!(entry_back.counterparty.name, "Client SARL");

    let coded = "<RvslInd>true</RvslInd><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCHQ</Cd><SubFmlyCd>UPCQ</SubFmlyCd></Fmly>\
        </Domn></BkTxCd><NtryDtls><TxDtls><Refs><ChqNb>0012345</ChqNb></Refs></TxDtls></NtryDtls>";
    let (cheque, _) = only(&file(&format!("{ACCOUNT}{}", entry("80", "DBIT", coded))));
    assert!(cheque.reversal);
    assert_eq!(cheque.return_reason.as_deref(), Some("UPCQ"));
    assert_eq!(cheque.cheque_number.as_deref(), Some("0012345"));
}

#[test]
fn the_own_account_is_never_the_other_side() {
    let own = "<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Moi</Nm></Dbtr><DbtrAcct><Id><IBAN>FR7630006000011234567890189\
        </IBAN></Id></DbtrAcct><Cdtr><Nm>Autre</Nm></Cdtr></RltdPties></TxDtls></NtryDtls>";
    let (entry, _) = only(&file(&format!("{ACCOUNT}{}", entry("10", "CRDT", own))));
    assert_eq!(entry.counterparty.name, "Autre");
}

#[test]
fn an_entry_that_cannot_be_read_is_left_out_and_said() {
    for (amount, direction, code) in [
        ("12..34", "CRDT", FindingCode::EntryWithoutAmount),
        ("", "CRDT", FindingCode::EntryWithoutAmount),
        ("-12.00", "CRDT", FindingCode::EntryWithoutAmount),
        ("1E+100", "CRDT", FindingCode::AmountOutOfRange),
        ("99999999999999999999", "DBIT", FindingCode::AmountOutOfRange),
        ("12.00", "", FindingCode::NoCreditOrDebit),
        ("12.00", "C", FindingCode::NoCreditOrDebit),
    ] {
        let text = file(&format!("{ACCOUNT}{}{}", entry(amount, direction, ""), entry("7", "CRDT", "")));
        let (good, findings) = only(&text);
        assert_eq!(good.amount, dec("7"), "{amount} {direction}");
        assert_eq!(codes(&findings), [(Severity::Error, code)], "{amount} {direction}");
        assert_eq!(findings[0].place.line, Some(5), "{amount} {direction}");
    }
    let (comma, findings) = only(&file(&format!("{ACCOUNT}{}", entry("1 234,50", "CRDT", ""))));
    assert_eq!(comma.amount, dec("1234.50"));
    assert_eq!(codes(&findings), [(Severity::Warning, FindingCode::DecimalComma)]);
}

#[test]
fn dates_may_have_a_time_stand_alone_or_be_missing() {
    let ntry = |dates: &str| {
        file(&format!("{ACCOUNT}<Ntry><Amt Ccy='EUR'>5</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>{dates}</Ntry>"))
    };
    let (timed, _) = only(&ntry("<BookgDt><DtTm>2026-11-03T23:59:59.123456+02:00</DtTm></BookgDt>"));
    assert_eq!(timed.booked_on, day(2026, 11, 3));
    let (mixed, _) = only(&ntry("<BookgDt><Dt>2026-11-03T00:00:00.000000000</Dt></BookgDt>"));
    assert_eq!(mixed.booked_on, day(2026, 11, 3));
    let (valued, findings) = only(&ntry("<ValDt><Dt>2026-11-05</Dt></ValDt>"));
    assert_eq!((valued.booked_on, codes(&findings)), (day(2026, 11, 5), vec![]));
    let (never, findings) = only(&ntry(""));
    assert_eq!(never.booked_on, None);
    assert_eq!(codes(&findings), [(Severity::Warning, FindingCode::EntryWithoutDay)]);
    let (odd, findings) = only(&ntry("<BookgDt><Dt>2026-02-30</Dt></BookgDt>"));
    assert_eq!(odd.booked_on, None);
    assert_eq!(
        codes(&findings),
        [(Severity::Warning, FindingCode::UnreadableDate), (Severity::Warning, FindingCode::EntryWithoutDay)]
    );
}

#[test]
fn pending_entries_are_marked_and_move_no_balance() {
    let pending = "<Ntry><Amt Ccy='EUR'>40</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts>\
        <ValDt><Dt>2026-11-05</Dt></ValDt></Ntry>";
    let text = file(&format!(
        "{ACCOUNT}{}{}{}{pending}",
        balance("PRCD", "100", "DBIT"),
        balance("CLBD", "50", "DBIT"),
        entry("50", "CRDT", "")
    ));
    let reading = read(&text);
    let statement = &reading.value.statements[0];
    assert_eq!(statement.entries.iter().map(|entry| entry.not_booked).collect::<Vec<_>>(), [false, true]);
    assert_eq!((statement.credits(), statement.movements()), (dec("90"), dec("50")));
    assert_eq!(statement.opening.map(|balance| balance.amount), Some(dec("-100")));
    assert_eq!(statement.balances(), Some(true));
    assert_eq!(codes(&reading.findings), [(Severity::Note, FindingCode::NotBooked)]);
}

#[test]
fn a_statement_that_does_not_add_up_is_read_and_said() {
    let opening = [balance("PRCD", "1", "CRDT"), balance("OPBD", "100", "CRDT")].concat();
    let text = file(&format!("{ACCOUNT}{opening}{}{}", balance("CLBD", "151", "CRDT"), entry("50", "CRDT", "")));
    let reading = read(&text);
    assert_eq!(reading.value.statements[0].opening.map(|balance| balance.amount), Some(dec("100")));
    let finding = &reading.findings[0];
    assert_eq!((finding.severity, finding.code), (Severity::Warning, FindingCode::BalancesDisagree));
    assert_eq!(
        finding.facts[2..],
        [("opening", "100".to_owned()), ("movements", "50".to_owned()), ("closing", "151".to_owned())]
    );
}

#[test]
fn several_statements_and_currencies_are_kept_apart() {
    let text = file(&format!(
        "{ACCOUNT}{}</Stmt><Stmt><Id>S-2</Id><Acct><Id><Othr><Id>US 99</Id></Othr></Id></Acct>\
         <Ntry><Amt Ccy='USD'>3</Amt><CdtDbtInd>DBIT</CdtDbtInd><BookgDt><Dt>2026-11-03</Dt></BookgDt></Ntry>\
         <Ntry><Amt Ccy='CHF'>4</Amt><CdtDbtInd>DBIT</CdtDbtInd><BookgDt><Dt>2026-11-03</Dt></BookgDt></Ntry>",
        entry("1", "CRDT", "")
    ));
    let reading = read(&text);
    let [euros, dollars] = reading.value.statements.as_slice() else { panic!("two statements") };
    assert_eq!((euros.account.as_str(), euros.currency.as_str()), ("FR7630006000011234567890189", "EUR"));
    assert_eq!((dollars.account.as_str(), dollars.number.as_str(), dollars.currency.as_str()), ("US 99", "S-2", "USD"));
    assert_eq!(dollars.other_currencies, ["CHF"]);
    assert_eq!(dollars.entries.iter().map(|entry| dollars.currency_of(entry)).collect::<Vec<_>>(), ["USD", "CHF"]);
    assert_eq!(codes(&reading.findings), [(Severity::Warning, FindingCode::SeveralCurrencies)]);
}

#[test]
fn every_version_prefix_and_message_is_read() {
    let body = |message: &str, statement: &str, prefix: &str, namespace: &str| {
        let text = format!(
            "<Document{namespace}><{message}><{statement}><Id>1</Id><Acct><Id><PrtryAcct><Id>12 34</Id></PrtryAcct></Id></Acct>\
             <Bal><Tp><Cd>OPBD</Cd></Tp><Amt Ccy='EUR'>2</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-02</Dt></Dt></Bal>\
             <Ntry><Amt Ccy='EUR'>1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-03</Dt></BookgDt>\
             <TxDtls><RmtInf><Strd><CdtrRefInf><CdtrRef>RF 1</CdtrRef></CdtrRefInf></Strd></RmtInf></TxDtls></Ntry>\
             </{statement}></{message}></Document>"
        );
        let prefixed = |text: String| {
            text.replace('<', &format!("<{prefix}:")).replace(&format!("<{prefix}:/"), &format!("</{prefix}:"))
        };
        if prefix.is_empty() { text } else { prefixed(text) }
    };
    let urn = "urn:iso:std:iso:20022:tech:xsd:";
    for (text, format, version) in [
        (
            body("BkToCstmrStmtV01", "Stmt", "", " xmlns='urn:swift:xsd:$camt.053.001.01'"),
            StatementFormat::Camt053,
            "camt.053.001.01",
        ),
        (
            body("BkToCstmrAcctRpt", "Rpt", "", &format!(" xmlns='{urn}camt.052.001.08'")),
            StatementFormat::Camt052,
            "camt.052.001.08",
        ),
        (
            body("BkToCstmrDbtCdtNtfctn", "Ntfctn", "ns2", &format!(" xmlns:ns2='{urn}camt.054.001.14'")),
            StatementFormat::Camt054,
            "camt.054.001.14",
        ),
        (body("BkToCstmrStmt", "Stmt", "", ""), StatementFormat::Camt053, ""),
    ] {
        let reading = read(&text);
        assert_eq!((reading.value.format, reading.value.version.as_str()), (format, version));
        let statement = &reading.value.statements[0];
        assert_eq!((statement.account.as_str(), statement.opening.map(|b| b.amount)), ("12 34", Some(dec("2"))));
        assert_eq!(statement.entries[0].creditor_reference.as_deref(), Some("RF1"), "{text}");
    }
}

#[test]
fn what_is_no_statement_is_refused_with_its_reason() {
    let code = |text: &str| Camt.read(text.as_bytes()).unwrap_err().code;
    assert_eq!(code("<Document><BkToCstmrStmt/></Document>"), RefusalCode::NoStatement);
    assert_eq!(code("<Document xmlns='urn:x:camt.053.001.02'/>"), RefusalCode::NoStatement);
    assert_eq!(code("<Invoice xmlns='urn:x'/>"), RefusalCode::NotAStatement);
    assert_eq!(code("<Document><CstmrCdtTrfInitn/></Document>"), RefusalCode::NotAStatement);
    assert_eq!(code(" "), RefusalCode::EmptyFile);
    let whole = file(&format!("{ACCOUNT}{}", entry("1", "CRDT", "")));
    assert_eq!(code(&whole[..whole.len() / 2]), RefusalCode::NotWellFormed);
    assert_eq!(code(&whole.replace("</Ntry>", "</Entry>")), RefusalCode::NotWellFormed);
    assert_eq!(code(&whole.replace("BOOK", "&bomb;")), RefusalCode::NotWellFormed);
    let doctype = "<!DOCTYPE d [<!ENTITY bomb 'x'>]>";
    assert_eq!(code(&whole.replacen("<Document", &format!("{doctype}<Document"), 1)), RefusalCode::DoctypeRefused);
    assert_eq!(code(&file(&"<Deep>".repeat(200))), RefusalCode::TooDeep);
    let flood = format!("<NtryDtls>{}</NtryDtls>", "<TxDtls/>".repeat(100_001));
    assert_eq!(code(&file(&entry("1", "CRDT", &flood))), RefusalCode::TooManyEntries);
}

#[test]
fn other_formats_are_not_taken_for_camt() {
    assert!(Camt.recognises("\u{feff}\n<?xml version='1.0'?><!-- x --><Document xmlns='urn:camt.053.001.02'>"));
    assert!(Camt.recognises("<n:Document><n:BkToCstmrAcctRpt>"));
    for other in ["<OFX>", "OFXHEADER:100", ":20:camt.053", "Date;camt.053", "<Invoice/>", ""] {
        assert!(!Camt.recognises(other), "{other}");
    }
}

/// Twenty megabytes, as a year of a busy account: read in one pass, with one entry in memory at a time.
#[test]
fn a_file_of_many_megabytes_is_read() {
    let details = format!(
        "<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>{}</Nm></Dbtr></RltdPties><RmtInf><Ustrd>{}</Ustrd></RmtInf></TxDtls>\
         </NtryDtls>",
        "Client ".repeat(10),
        "facture ".repeat(100)
    );
    let one = entry("1.10", "CRDT", &details);
    let count = 20_000_000 / one.len();
    let reading = read(&file(&format!("{ACCOUNT}{}", one.repeat(count))));
    let statement = &reading.value.statements[0];
    assert_eq!(statement.entries.len(), count);
    assert_eq!(statement.entries[count - 1].place.line, Some(u32::try_from(count + 4).unwrap()));
    assert_eq!(statement.credits(), dec("1.10") * Decimal::from(count));
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = Camt.read(&bytes);
    }

    /// A real file with a piece cut out, doubled or overwritten.
    #[test]
    fn no_damage_makes_the_reader_panic(at in 0usize..1400, length in 0usize..60, with in "[<>/&;!\\[\\]0-9A-Za-z. '\"=-]{0,12}") {
        let details = "<NtryDtls><TxDtls><Amt Ccy='EUR'>1</Amt><RmtInf><Ustrd>x</Ustrd></RmtInf></TxDtls>\
            <TxDtls><Amt Ccy='EUR'>1</Amt></TxDtls></NtryDtls>";
        let text = file(&format!("{ACCOUNT}{}{}", balance("OPBD", "1", "CRDT"), entry("2", "CRDT", details)));
        let (from, to) = (at.min(text.len()), (at + length).min(text.len()));
        let _ = Camt.read(format!("{}{with}{}", &text[..from], &text[to..]).as_bytes());
    }
}
