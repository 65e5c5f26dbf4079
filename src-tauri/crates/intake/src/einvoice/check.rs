//! What is odd about an invoice that could be read. Totals that do not add up are said, not refused: one in
//! fourteen real files has them, official samples included.

use domain::{Iban, InvoiceKind, Siren, Siret, VatId};
use rust_decimal::Decimal;

use crate::einvoice::model::{EInvoice, Identifier, Party, Syntax};
use crate::einvoice::values::shortened;
use crate::finding::{Finding, FindingCode, Place, Reading, Refusal, RefusalCode};

/// The codes of EN 16931 (UNTDID 1001) for a plain commercial invoice or credit note.
const PLAIN_CODES: [&str; 3] = ["380", "381", "80"];
/// Written by the buyer in the seller's name.
const SELF_BILLED_CODES: [&str; 4] = ["389", "261", "527", "502"];
const PRO_FORMA: &str = "325";
/// Every other code that EN 16931 allows.
const SPECIAL_CODES: [&str; 55] = [
    "71", "81", "82", "83", "84", "102", "130", "202", "203", "204", "211", "218", "219", "262", "295", "296", "308",
    "326", "331", "336", "382", "383", "384", "385", "386", "387", "388", "390", "393", "394", "395", "396", "420",
    "456", "457", "458", "471", "472", "473", "500", "501", "503", "532", "553", "575", "623", "633", "751", "780",
    "817", "870", "875", "876", "877", "935",
];

/// Adds what is odd; refuses an invoice that states no total at all.
pub fn check(reading: &mut Reading<EInvoice>) -> Result<(), Refusal> {
    let invoice = &reading.value;
    let part = invoice.embedded_xml.clone().unwrap_or_default();
    if invoice.totals.gross.is_none() && invoice.totals.due.is_none() {
        let mut refusal = Refusal::new(RefusalCode::NoTotal, Place::element("BT-112").in_part(part));
        // The amount may be there and be absurd.
        if let Some(finding) = reading.findings.iter().find(|finding| is_amount_problem(finding.code)) {
            refusal.place = finding.place.clone();
            refusal.facts = finding.facts.clone();
        }
        return Err(refusal);
    }
    let at = |term: &str| Place::element(term).in_part(part.clone());
    let mut findings = Vec::new();
    totals(invoice, &at, &mut findings);
    dates(invoice, &at, &mut findings);
    document(invoice, &at, &mut findings);
    party(&invoice.seller, "seller", FindingCode::NoSellerName, &at, &mut findings);
    party(&invoice.buyer, "buyer", FindingCode::NoBuyerName, &at, &mut findings);
    let iban = &invoice.payee.iban;
    // Other countries put account numbers of their own form in the same place.
    if iban.chars().take(2).all(|c| c.is_ascii_alphabetic()) && !iban.is_empty() && iban.parse::<Iban>().is_err() {
        findings.push(Finding::warning(FindingCode::BadIban, at("BT-84")).with("text", shortened(iban)));
    }
    reading.findings.append(&mut findings);
    Ok(())
}

fn is_amount_problem(code: FindingCode) -> bool {
    matches!(code, FindingCode::AmountOutOfRange | FindingCode::UnreadableAmount)
}

fn totals(invoice: &EInvoice, at: &impl Fn(&str) -> Place, findings: &mut Vec<Finding>) {
    let totals = &invoice.totals;
    let zero = Decimal::ZERO;
    if let (Some(net), Some(gross)) = (totals.net, totals.gross) {
        let vat = totals.vat.unwrap_or(zero);
        if net.checked_add(vat) != Some(gross) {
            findings.push(
                Finding::warning(FindingCode::NetPlusVatIsNotGross, at("BT-112"))
                    .with("net", net)
                    .with("vat", vat)
                    .with("gross", gross),
            );
        }
    }
    if let (Some(gross), Some(due)) = (totals.gross, totals.due) {
        let (prepaid, rounding) = (totals.prepaid.unwrap_or(zero), totals.rounding.unwrap_or(zero));
        let computed = gross.checked_sub(prepaid).and_then(|rest| rest.checked_add(rounding));
        if computed != Some(due) {
            findings.push(
                Finding::warning(FindingCode::GrossLessPrepaidIsNotDue, at("BT-115"))
                    .with("gross", gross)
                    .with("prepaid", prepaid)
                    .with("rounding", rounding)
                    .with("due", due),
            );
        }
    }
}

fn dates(invoice: &EInvoice, at: &impl Fn(&str) -> Place, findings: &mut Vec<Finding>) {
    match invoice.due_date {
        None if invoice.kind == InvoiceKind::Invoice => {
            let finding = Finding::note(FindingCode::NoDueDate, at("BT-9"));
            let terms: Vec<&str> = invoice.payment_terms.iter().map(|terms| terms.text.as_str()).collect();
            findings.push(finding.with("payment_terms", shortened(terms.join(" ").trim())));
        }
        Some(due) if due < invoice.issue_date => {
            let finding = Finding::warning(FindingCode::DueBeforeIssue, at("BT-9"));
            findings.push(finding.with("issue", invoice.issue_date).with("due", due));
        }
        _ => {}
    }
    if invoice.due_dates_all.len() > 1 {
        let dates: Vec<String> = invoice.due_dates_all.iter().take(24).map(ToString::to_string).collect();
        findings.push(Finding::note(FindingCode::SeveralDueDates, at("BT-9")).with("dates", dates.join(", ")));
    }
}

fn document(invoice: &EInvoice, at: &impl Fn(&str) -> Place, findings: &mut Vec<Finding>) {
    let code = invoice.type_code.as_str();
    let finding = if PLAIN_CODES.contains(&code) || (code.is_empty() && invoice.syntax == Syntax::Ubl) {
        None
    } else if SELF_BILLED_CODES.contains(&code) {
        Some(Finding::note(FindingCode::SelfBilled, at("BT-3")))
    } else if code == PRO_FORMA {
        Some(Finding::warning(FindingCode::ProForma, at("BT-3")))
    } else if SPECIAL_CODES.contains(&code) {
        Some(Finding::note(FindingCode::SpecialType, at("BT-3")))
    } else {
        Some(Finding::warning(FindingCode::UnknownTypeCode, at("BT-3")))
    };
    findings.extend(finding.map(|finding| finding.with("type_code", shortened(code))));

    let currency = invoice.currency.as_str();
    if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        let finding = Finding::warning(FindingCode::NoCurrency, at("BT-5"));
        findings.push(finding.with("currency", shortened(currency)));
    } else if currency != "EUR" {
        findings.push(Finding::warning(FindingCode::OtherCurrency, at("BT-5")).with("currency", currency));
    }
    let odd = |c: char| c.is_control() || (c.is_whitespace() && c != ' ');
    if invoice.number.contains(odd) || invoice.number.contains("  ") {
        findings.push(Finding::note(FindingCode::OddNumber, at("BT-1")).with("number", shortened(&invoice.number)));
    }
}

fn party(party: &Party, role: &str, no_name: FindingCode, at: &impl Fn(&str) -> Place, findings: &mut Vec<Finding>) {
    if party.name.is_empty() {
        findings.push(Finding::warning(no_name, at(role)));
    }
    let mut bad = |text: &str| {
        let finding = Finding::warning(FindingCode::BadIdentifier, at(role));
        findings.push(finding.with("role", role).with("text", shortened(text)));
    };
    let fails = |id: &Identifier| match id.scheme.as_str() {
        "0002" => id.value.parse::<Siren>().is_err() && id.value.parse::<Siret>().is_err(),
        "0009" => id.value.parse::<Siret>().is_err(),
        _ => false,
    };
    for id in std::iter::once(&party.legal_id).chain(party.other_ids.iter().take(20)).filter(|id| fails(id)) {
        bad(&id.value);
    }
    if party.vat_id.get(..2).is_some_and(|country| country.eq_ignore_ascii_case("FR"))
        && party.vat_id.parse::<VatId>().is_err()
    {
        bad(&party.vat_id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_type_code_is_of_two_minds() {
        let all = PLAIN_CODES.iter().chain(&SELF_BILLED_CODES).chain(&SPECIAL_CODES).chain([&PRO_FORMA]);
        let codes: Vec<&&str> = all.collect();
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    }
}
