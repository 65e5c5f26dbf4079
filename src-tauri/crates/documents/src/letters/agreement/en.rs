//! In English.

use domain::{DebtorKind, Lang};

use super::{Agreement, Wording, located};
use crate::letters::{mail, words};

pub fn wording(agreement: &Agreement<'_>) -> Wording {
    let lang = Lang::En;
    let business = agreement.business;
    let customer = agreement.customer;
    let consumer = customer.kind == Some(DebtorKind::Consumer);
    let day = lang.long_date(agreement.day);
    let debt = agreement.debt;
    let registered = business.siren.as_ref().map(|siren| format!(", SIREN {}", siren.spaced())).unwrap_or_default();
    let by = business.signatory.as_ref().map(|name| format!(", represented by {name}")).unwrap_or_default();
    let known = customer.siren.as_ref().map(|siren| format!(", SIREN {}", siren.spaced())).unwrap_or_default();
    let role = if agreement.signer_role.trim().is_empty() {
        String::new()
    } else {
        format!(", {}", agreement.signer_role.trim())
    };
    let signer = match agreement.signer.trim() {
        name if name.is_empty() || name == customer.name.trim() => String::new(),
        name => format!(", represented by {name}{role}"),
    };
    let trader = if agreement.signer_is_trader { ", acting as a trader (commerçant)" } else { "" };
    let interest = if agreement.interest_waived {
        let run = if debt.interest.is_positive() {
            format!(", both what has run ({}) and what is to come", agreement.money(debt.interest))
        } else {
            String::new()
        };
        format!(
            "If every instalment is paid in full on its date, the creditor gives up late-payment interest{run}. Otherwise it stays due in full. The instalments above do not include it."
        )
    } else {
        let held = if debt.interest.is_positive() {
            format!(" The instalments above include what has run until {day}.")
        } else {
            String::new()
        };
        format!(
            "This agreement is no waiver of late-payment interest: what is due goes on running on the principal until payment in full.{held}"
        )
    };
    let default = match agreement.clause_days {
        Some(days) => format!(
            "If an instalment is not paid in full on its date, the creditor may give the debtor formal notice to pay it, recalling this clause. If that notice stays without result for {}, the whole balance becomes due.",
            words::days(lang, days)
        ),
        None => "An instalment that is not paid on its date is due. This agreement does not make the later instalments due for that reason.".to_owned(),
    };
    let count = agreement.instalments.len();
    let parts = if count == 1 {
        "one instalment, to".to_owned()
    } else {
        format!("{} instalments, each to", words::number(lang, count))
    };
    Wording {
        title: "Payment plan and acknowledgment of debt",
        between: "Between the undersigned:",
        creditor: format!(
            "{}{registered}{by}, the creditor,",
            located(mail::named(business), &business.address, lang)
        ),
        debtor: format!(
            "and {}{known}{signer}{trader}, the debtor, the following is agreed.",
            located(customer.name.clone(), &customer.address, lang)
        ),
        debt_heading: "1. The debt",
        debt: format!(
            "The debtor acknowledges owing the creditor, on {day}, the sum of {} for the following invoices:",
            agreement.money(debt.total())
        ),
        composition: [
            ("Principal, tax included", debt.principal),
            (if consumer { "Interest for late payment" } else { "Late-payment interest" }, debt.interest),
            ("Fixed compensation for recovery costs", debt.indemnity),
            ("Debt acknowledged", debt.total()),
        ],
        uncontested: "The debtor disputes neither its ground nor its amount. This agreement arranges how these invoices are paid; it does not replace them.",
        schedule_heading: "2. The calendar",
        schedule: format!(
            "The debtor undertakes to pay {} in {parts} reach the creditor on its date:",
            agreement.money(agreement.spread())
        ),
        pay_to: business.iban.as_ref().map(|iban| format!("By transfer to the account {}.", iban.spaced())),
        interest_heading: "3. Late-payment interest",
        interest,
        default_heading: "4. Failure to pay",
        default,
        proof_heading: "5. Proof",
        proof: "This agreement is an acknowledgment of debt. It is made in two originals, one for each party (French Civil Code, article 1375).",
        by_hand: (!agreement.signer_is_trader).then_some((
            "The debtor writes here by hand the sum acknowledged, in words and in figures (French Civil Code, article 1376):",
            "In words",
            "In figures",
        )),
        done_at: "Done at ................................................, on ........................................",
        for_creditor: "The creditor",
        for_debtor: "The debtor",
        invoice_titles: ["Invoice", "Date", "Due", "Amount due"],
        schedule_titles: ["No.", "Date", "Amount"],
        total: "Total",
    }
}
