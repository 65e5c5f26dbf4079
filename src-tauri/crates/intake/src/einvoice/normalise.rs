//! From what a file says to what Acquit claims: kind and sign put right together, whole cents, euros only.

use chrono::NaiveDate;
use domain::{Address, Cents, Iban, Instalment, InvoiceKind, PaymentTerm, Siren, Siret, VatId};
use rust_decimal::Decimal;

use crate::einvoice::model::{EInvoice, Party};
use crate::einvoice::terms;
use crate::einvoice::values::shortened;
use crate::finding::{Finding, FindingCode, Place, Reading, Refusal, RefusalCode};

/// An invoice ready for import: amounts are euros, positive also on a credit note.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NormalisedInvoice {
    pub kind: InvoiceKind,
    pub number: String,
    pub type_code: String,
    pub issue_date: NaiveDate,
    pub delivery_date: Option<NaiveDate>,
    /// In order of date, summing to the amount due. Empty on a credit note, where nothing is due, and where the file
    /// gives no due date: the law computes it then.
    pub instalments: Vec<Instalment>,
    pub net_total: Option<Cents>,
    pub vat_total: Option<Cents>,
    pub gross_total: Cents,
    pub prepaid: Cents,
    /// BT-115: the claim.
    pub amount_due: Cents,
    pub payment_reference: String,
    pub preceding_invoices: Vec<String>,
    pub order_reference: String,
    /// A first proposal of what was sold: the first line, else the first note.
    pub subject: String,
    /// BT-20, as written.
    pub payment_terms: String,
    /// What those words say, where the file gives no due date and they leave one reading.
    pub payment_term: Option<PaymentTerm>,
    pub seller: PartyFacts,
    pub buyer: PartyFacts,
    pub payee_iban: Option<Iban>,
    pub payee_bic: String,
    /// The buyer wrote it in the seller's name.
    pub self_billed: bool,
}

/// Who a party is, with identifiers that passed their check.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PartyFacts {
    pub name: String,
    pub trading_name: String,
    pub siren: Option<Siren>,
    pub siret: Option<Siret>,
    pub vat_id: Option<VatId>,
    /// The identifier the file knows the party by, when it is none of the above.
    pub other_id: Option<String>,
    pub address: Address,
    pub contact_name: String,
    pub email: String,
    pub phone: String,
    pub electronic_address: String,
}

/// The longest subject proposed, in characters.
const SUBJECT_LENGTH: usize = 120;

/// Puts an invoice right for import.
///
/// Amounts with more than two decimals are rounded half up, and the reading says so.
///
/// # Errors
/// [`RefusalCode::CurrencyNotEuro`], [`RefusalCode::AmountOutOfRange`], [`RefusalCode::NoTotal`],
/// [`RefusalCode::NoBuyerName`].
pub fn normalise(invoice: &EInvoice) -> Result<Reading<NormalisedInvoice>, Refusal> {
    let at = |term: &str| Place::element(term).in_part(invoice.embedded_xml.clone().unwrap_or_default());
    // A missing currency was reported by the reader; the owner's invoices are in euros unless they say otherwise.
    if !invoice.currency.is_empty() && !invoice.currency.eq_ignore_ascii_case("EUR") {
        let refusal = Refusal::new(RefusalCode::CurrencyNotEuro, at("BT-5"));
        return Err(refusal.with("currency", &invoice.currency));
    }
    let buyer = party_facts(&invoice.buyer);
    if buyer.name.is_empty() {
        return Err(Refusal::new(RefusalCode::NoBuyerName, at("BT-44")));
    }

    let mut findings = Vec::new();
    let amounts = Amounts::of(invoice, &at, &mut findings)?;
    let instalments = instalments(invoice, &amounts, &mut findings);
    let terms: Vec<&str> =
        invoice.payment_terms.iter().map(|terms| terms.text.as_str()).filter(|text| !text.is_empty()).collect();
    let payment_terms = terms.join("\n");
    let without_date = invoice.due_date.is_none() && amounts.kind == InvoiceKind::Invoice;
    let payment_term = without_date.then(|| terms::payment_term(&payment_terms)).flatten();
    if payment_term.is_some() {
        let finding = Finding::note(FindingCode::PaymentTermRead, at("BT-20"));
        findings.push(finding.with("text", shortened(&payment_terms)));
    }
    let value = NormalisedInvoice {
        kind: amounts.kind,
        number: invoice.number.clone(),
        type_code: invoice.type_code.clone(),
        issue_date: invoice.issue_date,
        delivery_date: invoice.delivery_date,
        instalments,
        net_total: amounts.net,
        vat_total: amounts.vat,
        gross_total: amounts.gross,
        prepaid: amounts.prepaid,
        amount_due: amounts.due,
        payment_reference: invoice.payment_reference.clone(),
        preceding_invoices: invoice.preceding_invoices.clone(),
        order_reference: invoice.order_reference.clone(),
        subject: subject(invoice),
        payment_terms,
        payment_term,
        seller: party_facts(&invoice.seller),
        buyer,
        payee_iban: invoice.payee.iban.parse().ok(),
        payee_bic: invoice.payee.bic.clone(),
        self_billed: matches!(invoice.type_code.as_str(), "389" | "261" | "527" | "502"),
    };
    Ok(Reading { value, findings })
}

struct Amounts {
    kind: InvoiceKind,
    net: Option<Cents>,
    vat: Option<Cents>,
    gross: Cents,
    prepaid: Cents,
    due: Cents,
}

impl Amounts {
    fn of(invoice: &EInvoice, at: &impl Fn(&str) -> Place, findings: &mut Vec<Finding>) -> Result<Amounts, Refusal> {
        let mut cents = |amount: Option<Decimal>, term: &str| -> Result<Option<Cents>, Refusal> {
            let Some(amount) = amount else { return Ok(None) };
            let rounded = Cents::round_half_up(amount)
                .map_err(|_| Refusal::new(RefusalCode::AmountOutOfRange, at(term)).with("text", amount))?;
            if rounded.to_decimal() != amount {
                let finding = Finding::note(FindingCode::AmountRounded, at(term));
                findings.push(finding.with("text", amount).with("rounded", rounded));
            }
            Ok(Some(rounded))
        };
        let net = cents(invoice.totals.net, "BT-109")?;
        let vat = cents(invoice.totals.vat, "BT-110")?;
        let gross = cents(invoice.totals.gross, "BT-112")?;
        let prepaid = cents(invoice.totals.prepaid, "BT-113")?.unwrap_or(Cents::ZERO);
        let rounding = cents(invoice.totals.rounding, "BT-114")?.unwrap_or(Cents::ZERO);
        let due = cents(invoice.totals.due, "BT-115")?;

        let gross = gross
            .or_else(|| net.map(|net| net.plus(vat.unwrap_or(Cents::ZERO))))
            .or(due)
            .ok_or_else(|| Refusal::new(RefusalCode::NoTotal, at("BT-112")))?;
        let due = due.unwrap_or_else(|| {
            let computed = gross.minus(prepaid).plus(rounding);
            findings.push(Finding::note(FindingCode::AmountDueComputed, at("BT-115")).with("due", computed));
            computed
        });

        // The sign of the total decides; where the total is nothing, that of the amount due.
        let negative = if gross == Cents::ZERO { due < Cents::ZERO } else { gross < Cents::ZERO };
        let (kind, turn): (InvoiceKind, fn(Cents) -> Cents) = match (invoice.kind, negative) {
            (kind, false) => (kind, |amount| amount),
            (_, true) => (InvoiceKind::CreditNote, |amount| -amount),
        };
        if negative {
            findings.push(
                Finding::note(FindingCode::SignNormalised, at("BT-112"))
                    .with("type_code", &invoice.type_code)
                    .with("due", due),
            );
        }
        let mut due = turn(due);
        if due < Cents::ZERO {
            // More was prepaid than is owed: nothing can be claimed, and what to give back is not an invoice.
            findings.push(Finding::warning(FindingCode::NegativeAmountDue, at("BT-115")).with("due", due));
            due = Cents::ZERO;
        } else if due == Cents::ZERO {
            findings.push(Finding::note(FindingCode::NothingDue, at("BT-115")));
        }
        Ok(Amounts { kind, net: net.map(turn), vat: vat.map(turn), gross: turn(gross), prepaid: turn(prepaid), due })
    }
}

/// One instalment per payment term when every dated term has an amount and the amounts sum to the amount due; else
/// the whole on the last day.
fn instalments(invoice: &EInvoice, amounts: &Amounts, findings: &mut Vec<Finding>) -> Vec<Instalment> {
    let Some(last) = invoice.due_date else { return Vec::new() };
    if amounts.kind == InvoiceKind::CreditNote || !amounts.due.is_positive() {
        return Vec::new();
    }
    let parts: Option<Vec<Instalment>> = invoice
        .payment_terms
        .iter()
        .filter_map(|terms| terms.due_date.map(|due_date| (due_date, terms.amount)))
        .map(|(due_date, amount)| {
            let amount = Cents::round_half_up(amount?).ok().filter(|amount| amount.is_positive())?;
            Some(Instalment::due(due_date, amount))
        })
        .collect();
    if let Some(mut parts) = parts.filter(|parts| parts.len() > 1) {
        let total: Cents = parts.iter().map(|part| part.amount).sum();
        if total == amounts.due {
            parts.sort_by_key(|part| part.due_date);
            return parts;
        }
        let place = Place::element("BT-9").in_part(invoice.embedded_xml.clone().unwrap_or_default());
        let finding = Finding::warning(FindingCode::InstalmentsIgnored, place);
        findings.push(finding.with("sum", total).with("due", amounts.due));
    }
    vec![Instalment::due(last, amounts.due)]
}

fn party_facts(party: &Party) -> PartyFacts {
    let siren = party.siren();
    let siret = party.siret();
    let vat_id = party.checked_vat_id();
    let id = party.id();
    let same = |known: Option<&str>| known.is_some_and(|known| known == without_blanks(id));
    let known = same(siren.as_ref().map(Siren::as_str))
        || same(siret.as_ref().map(Siret::as_str))
        || same(vat_id.as_ref().map(VatId::as_str));
    let name = if party.name.is_empty() { &party.trading_name } else { &party.name };
    PartyFacts {
        name: one_line(name),
        trading_name: one_line(&party.trading_name),
        siren,
        siret,
        other_id: (!known && !id.is_empty()).then(|| id.to_owned()),
        vat_id,
        address: party.address.clone(),
        contact_name: one_line(&party.contact_name),
        email: party.email.clone(),
        phone: party.phone.clone(),
        electronic_address: party.electronic_address.value.clone(),
    }
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn subject(invoice: &EInvoice) -> String {
    let from = if invoice.first_line.is_empty() {
        invoice.notes.first().map(String::as_str).unwrap_or_default()
    } else {
        invoice.first_line.as_str()
    };
    one_line(from).chars().take(SUBJECT_LENGTH).collect()
}
