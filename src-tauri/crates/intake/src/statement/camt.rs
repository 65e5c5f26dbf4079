//! ISO 20022 bank statements: camt.053 (end of day), camt.052 (intraday), camt.054 (notification), every version.
//!
//! Elements are known by their local names, since banks differ in version, prefix and namespace but hardly in these.
//! The three messages tell the same entries in different depth: who imports must keep them apart.

use rust_decimal::Decimal;

use chrono::NaiveDate;

use crate::einvoice::values::{AmountProblem, parse_amount, parse_date, shortened};
use crate::finding::{Finding, FindingCode, Place, Reading, Refusal, RefusalCode};
use crate::statement::collect::{EntryCount, Findings, finished};
use crate::statement::element::{Element, Step, Stream};
use crate::statement::values::{account, bounded, reference};
use crate::statement::{
    Balance, EntryDetail, LeftOut, OtherAmount, Party, Statement, StatementEntry, StatementFile, StatementFormat,
    StatementReader,
};
use crate::xml;

/// Lines of free text kept of one payment.
const REMITTANCE_LIMIT: usize = 200;

/// Currencies named of one statement.
const CURRENCIES_LIMIT: usize = 32;

/// Sub-families of bank transaction codes for money that came back.
const RETURNED: [&str; 6] = ["UPDD", "UPCQ", "UPCT", "RRTN", "PRDD", "RPCR"];

pub struct Camt;

impl StatementReader for Camt {
    fn recognises(&self, head: &str) -> bool {
        let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        head.starts_with('<')
            && (head.contains("BkToCstmr")
                || ["camt.052", "camt.053", "camt.054"].iter().any(|name| head.contains(name)))
    }

    fn read(&self, bytes: &[u8]) -> Result<Reading<StatementFile>, Refusal> {
        let screened = xml::screened(bytes, "")?;
        let mut findings = Findings::default();
        findings.extend(screened.findings.iter().cloned());
        let mut stream = Stream::new(&screened.text, screened.lines_before + 1);
        let mut root: Option<(String, u32)> = None;
        let mut count = EntryCount::default();
        let mut statements = Vec::new();
        let mut message = None;
        loop {
            match stream.step()? {
                Step::Start(name) => {
                    root.get_or_insert_with(|| (name.to_owned(), stream.line()));
                    if let Some(format) = format_of(name) {
                        message.get_or_insert(format);
                    } else if is_statement(name)
                        && stream.path().iter().rev().nth(1).is_some_and(|parent| format_of(parent).is_some())
                    {
                        statements.push(read_statement(&mut stream, &mut count, &mut findings)?);
                    }
                }
                Step::End => {}
                Step::Eof => break,
            }
        }
        let Some(format) = message else {
            let (name, line) = root.unwrap_or_default();
            let named = stream.namespaces.first().cloned().unwrap_or_default();
            // A document of the right namespace with nothing in it is an empty statement.
            let code = if version_of(&stream.namespaces).is_empty() {
                RefusalCode::NotAStatement
            } else {
                RefusalCode::NoStatement
            };
            return Err(Refusal::new(code, Place::line(line)).with("root", name).with("namespace", named));
        };
        let version = version_of(&stream.namespaces);
        finished(format, version, statements, findings)
    }
}

/// The message an element stands for; version 1 closes its name with `V01`.
fn format_of(name: &str) -> Option<StatementFormat> {
    let known = |message: &str| {
        name.strip_prefix(message).is_some_and(|rest| {
            rest.is_empty()
                || rest.strip_prefix('V').is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
        })
    };
    if known("BkToCstmrStmt") {
        Some(StatementFormat::Camt053)
    } else if known("BkToCstmrAcctRpt") {
        Some(StatementFormat::Camt052)
    } else if known("BkToCstmrDbtCdtNtfctn") {
        Some(StatementFormat::Camt054)
    } else {
        None
    }
}

fn is_statement(name: &str) -> bool {
    matches!(name, "Stmt" | "Rpt" | "Ntfctn")
}

/// `camt.053.001.08` out of `urn:iso:std:iso:20022:tech:xsd:camt.053.001.08`; empty where no namespace says it.
fn version_of(namespaces: &[String]) -> String {
    let shaped = |text: &str| {
        text.len() == 15
            && text.bytes().enumerate().all(|(at, byte)| match at {
                0..4 => true,
                4 | 8 | 12 => byte == b'.',
                _ => byte.is_ascii_digit(),
            })
    };
    let named = |uri: &String| {
        let at = uri.find("camt.05")?;
        uri.get(at..at + 15).filter(|text| shaped(text)).map(str::to_owned)
    };
    namespaces.iter().find_map(named).unwrap_or_default()
}

/// A statement while it is read.
#[derive(Default)]
struct Draft {
    statement: Statement,
    account_currency: String,
    /// Of balances and entries, in the order of the file.
    currencies: Vec<String>,
    opened: Option<Balance>,
    previously_closed: Option<Balance>,
    unbooked: usize,
}

fn read_statement(
    stream: &mut Stream<'_>,
    count: &mut EntryCount,
    findings: &mut Findings,
) -> Result<Statement, Refusal> {
    let place = Place::cell(stream.line(), stream.path().last().copied().unwrap_or(""));
    let mut draft = Draft::default();
    loop {
        match stream.step()? {
            Step::Start("Ntry") => {
                let account = draft.statement.account.clone();
                let written = stream.tree()?;
                count.one_more()?;
                // Before any of them is kept.
                let nested = written.named("NtryDtls").flat_map(|details| details.named("TxDtls"));
                for _ in nested.chain(written.named("TxDtls")) {
                    count.one_more()?;
                }
                match (Reader { account: &account, findings: &mut *findings }).entry(written) {
                    Some(entry) => {
                        draft.see_currency(&entry.currency);
                        draft.unbooked += usize::from(entry.not_booked);
                        draft.statement.entries.push(entry);
                    }
                    None => draft.statement.left_out.push(left_out(written)),
                }
            }
            Step::Start(name) => {
                let head = stream.tree()?;
                match name {
                    "Id" => draft.statement.number = head.text(),
                    "Acct" => draft.account(head),
                    "Bal" => draft.balance(head, findings),
                    _ => {}
                }
            }
            Step::End => break,
            Step::Eof => break,
        }
    }
    Ok(draft.finish(place, findings))
}

/// What is known of an entry whose amount cannot be read. Its findings say why.
fn left_out(written: Element<'_, '_>) -> LeftOut {
    let mut said_already = Findings::default();
    let mut day = |name| written.at(&[name]).and_then(|date| day_of(date, &mut said_already));
    LeftOut { place: written.place(), booked_on: day("BookgDt").or_else(|| day("ValDt")), written_day: None }
}

impl Draft {
    fn see_currency(&mut self, currency: &str) {
        let room = self.currencies.len() < CURRENCIES_LIMIT;
        if room && !currency.is_empty() && !self.currencies.iter().any(|known| known == currency) {
            self.currencies.push(currency.to_owned());
        }
    }

    fn account(&mut self, account: Element<'_, '_>) {
        self.statement.account = account_of(account);
        self.statement.account_name = account.text_at(&[&["Nm"], &["Ownr", "Nm"], &["Ownr", "Pty", "Nm"]]);
        self.account_currency = account.text_at(&[&["Ccy"]]);
    }

    fn balance(&mut self, balance: Element<'_, '_>, findings: &mut Findings) {
        let kind = balance.text_at(&[&["Tp", "CdOrPrtry", "Cd"], &["Tp", "Cd"]]);
        let Some(written) = balance.at(&["Amt"]) else { return };
        self.see_currency(written.currency());
        if !matches!(kind.as_str(), "OPBD" | "PRCD" | "CLBD") {
            return;
        }
        let Some(amount) = amount_of(written, FindingCode::UnreadableBalance, false, findings) else { return };
        let amount = match balance.text_at(&[&["CdtDbtInd"]]).as_str() {
            "DBIT" => -amount,
            // A balance of zero may go without.
            "CRDT" => amount,
            _ if amount.is_zero() => amount,
            other => {
                let finding = Finding::warning(FindingCode::NoCreditOrDebit, balance.place());
                findings.push(finding.with("text", shortened(other)));
                return;
            }
        };
        let day = balance.at(&["Dt"]).and_then(|date| day_of(date, findings));
        let read = Balance { day, amount };
        match kind.as_str() {
            "OPBD" => {
                self.opened.get_or_insert(read);
            }
            "PRCD" => {
                self.previously_closed.get_or_insert(read);
            }
            _ => self.statement.closing = Some(read),
        }
    }

    fn finish(self, place: Place, findings: &mut Findings) -> Statement {
        let Draft { mut statement, account_currency, currencies, opened, previously_closed, unbooked } = self;
        statement.opening = opened.or(previously_closed);
        statement.currency = if account_currency.is_empty() {
            currencies.first().cloned().unwrap_or_default()
        } else {
            account_currency
        };
        statement.other_currencies =
            currencies.into_iter().filter(|currency| *currency != statement.currency).collect();
        for entry in &mut statement.entries {
            if entry.currency == statement.currency {
                entry.currency.clear();
            }
        }
        if statement.account.is_empty() {
            findings.push(Finding::warning(FindingCode::NoAccount, place.clone()));
        }
        if !statement.other_currencies.is_empty() {
            let finding = Finding::warning(FindingCode::SeveralCurrencies, place.clone());
            let others = statement.other_currencies.join(", ");
            findings.push(finding.with("currency", &statement.currency).with("others", others));
        }
        if unbooked > 0 {
            findings.push(Finding::note(FindingCode::NotBooked, place).with("count", unbooked));
        }
        statement
    }
}

/// The number of an account: IBAN, else whatever the bank calls it.
fn account_of(written: Element<'_, '_>) -> String {
    account(&written.text_at(&[
        &["Id", "IBAN"],
        &["Id", "Othr", "Id"],
        &["Id", "BBAN"],
        &["Id", "UPIC"],
        &["Id", "PrtryAcct", "Id"],
    ]))
}

/// A positive amount. What cannot be read is a finding and never a zero.
fn amount_of(written: Element<'_, '_>, code: FindingCode, fatal: bool, findings: &mut Findings) -> Option<Decimal> {
    let text = written.text();
    let said = |code| {
        let finding =
            if fatal { Finding::error(code, written.place()) } else { Finding::warning(code, written.place()) };
        finding.with("text", shortened(&text))
    };
    let amount = match parse_amount(&text) {
        Ok(amount) => amount,
        Err(AmountProblem::DecimalComma(amount)) => {
            let finding = Finding::warning(FindingCode::DecimalComma, written.place());
            findings.push(finding.with("text", shortened(&text)).with("read_as", amount));
            amount
        }
        Err(AmountProblem::OutOfRange) => {
            findings.push(said(FindingCode::AmountOutOfRange));
            return None;
        }
        Err(AmountProblem::Unreadable) => {
            findings.push(said(code));
            return None;
        }
    };
    if bounded(amount).is_none() {
        findings.push(said(FindingCode::AmountOutOfRange));
        return None;
    }
    // The direction stands in an element of its own; a sign beside it could mean either.
    if amount.is_sign_negative() {
        findings.push(said(code));
        return None;
    }
    Some(amount)
}

/// The day in `Dt` or `DtTm`, or directly in the element.
fn day_of(date: Element<'_, '_>, findings: &mut Findings) -> Option<NaiveDate> {
    let written = date.text_at(&[&["Dt"], &["DtTm"], &["Dt", "Dt"], &["Dt", "DtTm"], &[]]);
    if written.is_empty() {
        return None;
    }
    let day = parse_date(&written);
    if day.is_none() {
        let finding = Finding::warning(FindingCode::UnreadableDate, date.place());
        findings.push(finding.with("text", shortened(&written)));
    }
    day
}

/// Blanks are only there for people.
fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

struct Reader<'f> {
    /// The statement's own account, to tell the other side from it.
    account: &'f str,
    findings: &'f mut Findings,
}

impl Reader<'_> {
    fn entry(&mut self, written: Element<'_, '_>) -> Option<StatementEntry> {
        let place = written.place();
        let Some(amount) = written.at(&["Amt"]) else {
            let finding = Finding::error(FindingCode::EntryWithoutAmount, place);
            self.findings.push(finding.with("text", ""));
            return None;
        };
        let positive = amount_of(amount, FindingCode::EntryWithoutAmount, true, self.findings)?;
        let incoming = match written.text_at(&[&["CdtDbtInd"]]).as_str() {
            "CRDT" => true,
            "DBIT" => false,
            other => {
                let finding = Finding::error(FindingCode::NoCreditOrDebit, place);
                self.findings.push(finding.with("text", shortened(other)));
                return None;
            }
        };
        let value_date = written.at(&["ValDt"]).and_then(|date| day_of(date, self.findings));
        let booked_on = written.at(&["BookgDt"]).and_then(|date| day_of(date, self.findings)).or(value_date);
        if booked_on.is_none() {
            self.findings.push(Finding::warning(FindingCode::EntryWithoutDay, place.clone()));
        }
        let status = written.text_at(&[&["Sts", "Cd"], &["Sts"], &["Sts", "Prtry"]]);
        let mut entry = StatementEntry {
            place,
            booked_on,
            value_date,
            amount: if incoming { positive } else { -positive },
            currency: amount.currency().to_owned(),
            not_booked: matches!(status.as_str(), "PDNG" | "INFO" | "FUTR"),
            reversal: matches!(written.text_at(&[&["RvslInd"]]).as_str(), "true" | "1"),
            operation: operation(written),
            bank_reference: reference(&written.text_at(&[&["AcctSvcrRef"]]))
                .or_else(|| reference(&written.text_at(&[&["NtryRef"]]))),
            ..StatementEntry::default()
        };
        let mut transactions = written.all(&["NtryDtls", "TxDtls"]);
        transactions.extend(written.all(&["TxDtls"]));
        let further = written.text_at(&[&["AddtlNtryInf"]]);
        match transactions.as_slice() {
            [] => {
                entry.remittance = lines([further]);
                let batched = written.text_at(&[&["NtryDtls", "Btch", "NbOfTxs"], &["Btch", "NbOfTxs"]]);
                if batched.parse::<u32>().is_ok_and(|count| count > 1) {
                    let finding = Finding::note(FindingCode::BatchWithoutDetails, entry.place.clone());
                    self.findings.push(finding.with("count", batched));
                }
            }
            [only] => self.single(&mut entry, *only, further),
            several => {
                entry.remittance = lines([further]);
                entry.details = several.iter().map(|one| self.detail(&entry, *one)).collect();
                self.check_details(&entry);
            }
        }
        if entry.return_reason.is_none() && entry.details.iter().all(|detail| detail.return_reason.is_none()) {
            let code = entry.operation.split('-').find(|code| RETURNED.contains(code));
            entry.return_reason = code.map(str::to_owned);
        }
        Some(entry)
    }

    /// An entry that is one transaction: its amount is the entry's, which has fees taken off.
    fn single(&mut self, entry: &mut StatementEntry, written: Element<'_, '_>, further: String) {
        let detail = self.detail(entry, written);
        entry.counterparty = detail.counterparty;
        entry.remittance = detail.remittance;
        entry.creditor_reference = detail.creditor_reference;
        entry.end_to_end_id = detail.end_to_end_id;
        entry.return_reason = detail.return_reason;
        entry.charges = charges(written);
        entry.original_amount = original_amount(entry, written);
        entry.cheque_number = reference(&written.text_at(&[&["Refs", "ChqNb"]]));
        if entry.bank_reference.is_none() {
            entry.bank_reference = reference(&written.text_at(&[&["Refs", "AcctSvcrRef"]]));
        }
        if entry.operation.is_empty() {
            entry.operation = operation(written);
        }
        if entry.remittance.is_empty() {
            entry.remittance = lines([further]);
        }
    }

    fn detail(&mut self, entry: &StatementEntry, written: Element<'_, '_>) -> EntryDetail {
        let return_reason = returned(written);
        let came_back = return_reason.is_some() || entry.reversal;
        let (remittance, creditor_reference) = remittance(written);
        EntryDetail {
            amount: self.detail_amount(entry, written),
            counterparty: self.counterparty(written, entry.amount.is_sign_positive(), came_back),
            remittance,
            creditor_reference,
            end_to_end_id: reference(&written.text_at(&[&["Refs", "EndToEndId"]])),
            return_reason,
        }
    }

    /// The part of the entry's amount, in the entry's currency. What the payer's bank was told in another is not.
    fn detail_amount(&mut self, entry: &StatementEntry, written: Element<'_, '_>) -> Option<Decimal> {
        let paths: [&[&str]; 4] = [
            &["Amt"],
            &["AmtDtls", "TxAmt", "Amt"],
            &["AmtDtls", "CntrValAmt", "Amt"],
            &["AmtDtls", "InstdAmt", "Amt"],
        ];
        let same = |amount: &Element<'_, '_>| {
            amount.currency().is_empty() || entry.currency.is_empty() || amount.currency() == entry.currency
        };
        let amount = paths.iter().filter_map(|path| written.at(path)).find(same)?;
        let positive = amount_of(amount, FindingCode::UnreadableAmount, false, self.findings)?;
        let incoming = match written.text_at(&[&["CdtDbtInd"]]).as_str() {
            "CRDT" => true,
            "DBIT" => false,
            _ => entry.amount.is_sign_positive(),
        };
        Some(if incoming { positive } else { -positive })
    }

    /// The other side. What comes back names its parties as the first payment did: the roles are turned round.
    fn counterparty(&self, written: Element<'_, '_>, incoming: bool, came_back: bool) -> Party {
        let debtor = party(written, "Dbtr", "DbtrAcct", "UltmtDbtr");
        let creditor = party(written, "Cdtr", "CdtrAcct", "UltmtCdtr");
        let own = |party: &Party| !party.account.is_empty() && party.account == self.account;
        let empty = |party: &Party| party.name.is_empty() && party.account.is_empty();
        let (other, ours) = if incoming == came_back { (creditor, debtor) } else { (debtor, creditor) };
        if own(&other) || (empty(&other) && came_back && !own(&ours)) { ours } else { other }
    }

    /// Details that do not sum to their entry are said: matching them would find the wrong money.
    fn check_details(&mut self, entry: &StatementEntry) {
        let amounts: Option<Vec<Decimal>> = entry.details.iter().map(|detail| detail.amount).collect();
        let Some(sum) = amounts.map(|amounts| amounts.into_iter().sum::<Decimal>()) else { return };
        if sum != entry.amount {
            let finding = Finding::note(FindingCode::DetailsDoNotAdd, entry.place.clone());
            self.findings.push(finding.with("sum", sum).with("amount", entry.amount).with("currency", &entry.currency));
        }
    }
}

/// What the bank kept for itself: its total, else one charge alone.
fn charges(written: Element<'_, '_>) -> Option<OtherAmount> {
    let paths: [&[&str]; 3] = [&["Chrgs", "TtlChrgsAndTaxAmt"], &["Chrgs", "Rcrd", "Amt"], &["Chrgs", "Amt"]];
    let found: Vec<OtherAmount> = paths
        .iter()
        .map(|path| written.all(path))
        .find(|found| !found.is_empty())?
        .into_iter()
        .filter_map(other_amount)
        .filter(|charge| !charge.amount.is_zero())
        .collect();
    let [only] = found.as_slice() else { return None };
    Some(only.clone())
}

/// What the payer ordered, where that is not what arrived.
fn original_amount(entry: &StatementEntry, written: Element<'_, '_>) -> Option<OtherAmount> {
    let ordered = other_amount(written.at(&["AmtDtls", "InstdAmt", "Amt"])?)?;
    let same = ordered.amount == entry.amount.abs() && ordered.currency == entry.currency;
    (!same).then_some(ordered)
}

fn other_amount(written: Element<'_, '_>) -> Option<OtherAmount> {
    let amount = parse_amount(&written.text()).ok().and_then(bounded)?;
    (!amount.is_sign_negative()).then(|| OtherAmount { currency: written.currency().to_owned(), amount })
}

/// `PMNT-RDDT-UPDD`, else the bank's own code.
fn operation(written: Element<'_, '_>) -> String {
    let parts = [
        written.text_at(&[&["BkTxCd", "Domn", "Cd"]]),
        written.text_at(&[&["BkTxCd", "Domn", "Fmly", "Cd"]]),
        written.text_at(&[&["BkTxCd", "Domn", "Fmly", "SubFmlyCd"]]),
    ];
    if parts[0].is_empty() { written.text_at(&[&["BkTxCd", "Prtry", "Cd"]]) } else { parts.join("-") }
}

/// Why money came back: the code, else the bank's words.
fn returned(written: Element<'_, '_>) -> Option<String> {
    let information = written.at(&["RtrInf"])?;
    let reason = information.text_at(&[
        &["Rsn", "Cd"],
        &["Rsn", "Prtry"],
        &["RtrRsn", "Cd"],
        &["RtrRsn", "Prtry"],
        &["AddtlInf"],
        &["AddtlRtrRsnInf"],
    ]);
    (!reason.is_empty()).then_some(reason)
}

fn party(written: Element<'_, '_>, role: &str, account: &str, behind: &str) -> Party {
    let name = written.text_at(&[
        &["RltdPties", role, "Nm"],
        &["RltdPties", role, "Pty", "Nm"],
        &["RltdPties", behind, "Nm"],
        &["RltdPties", behind, "Pty", "Nm"],
        &["RltdPties", role, "Agt", "FinInstnId", "Nm"],
    ]);
    let account = written.at(&["RltdPties", account]).map_or_else(String::new, account_of);
    Party { name: reference(&name).unwrap_or_default(), account: reference(&account).unwrap_or_default() }
}

/// What the payer wrote, and the creditor's reference where he gave one.
fn remittance(written: Element<'_, '_>) -> (Vec<String>, Option<String>) {
    let mut texts: Vec<String> = written.all(&["RmtInf", "Ustrd"]).into_iter().map(Element::text).collect();
    let mut references = Vec::new();
    for structured in written.all(&["RmtInf", "Strd"]) {
        let paths: [&[&str]; 2] = [&["CdtrRefInf", "Ref"], &["CdtrRefInf", "CdtrRef"]];
        for path in paths {
            references.extend(structured.all(path).into_iter().filter_map(|found| reference(&compact(&found.text()))));
        }
        // Numbers of the documents that are paid.
        let paths: [&[&str]; 3] = [&["RfrdDocInf", "Nb"], &["RfrdDocInf", "RfrdDocNb"], &["AddtlRmtInf"]];
        for path in paths {
            texts.extend(structured.all(path).into_iter().map(Element::text));
        }
    }
    let mut references = references.into_iter();
    let first = references.next();
    texts.extend(references);
    let mut texts = lines(texts);
    if texts.is_empty() && first.is_none() {
        texts = lines([written.text_at(&[&["AddtlTxInf"]])]);
    }
    (texts, first)
}

fn lines(texts: impl IntoIterator<Item = String>) -> Vec<String> {
    texts.into_iter().filter(|text| !text.is_empty()).take(REMITTANCE_LIMIT).collect()
}

#[cfg(test)]
#[path = "camt_tests.rs"]
mod tests;
