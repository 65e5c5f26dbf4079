//! Who pays, beyond a name: what a payer that is known twice over, an alias, a slip or a return changes.

#![allow(clippy::unwrap_used)]

use chrono::{Days, NaiveDate};
use domain::matching::{Entry, Ledger, Match, OpenInvoice, Outcome, Payer, Promised, Reason, Seen, propose};
use domain::{BankEntryId, Cents, CustomerId, InvoiceId};
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn customer(of: u128) -> CustomerId {
    CustomerId(Uuid::from_u128(of))
}

/// By its number: the place in the year.
fn invoice(number: u128, of: u128, issued: &str, cents: i64) -> OpenInvoice {
    OpenInvoice {
        id: InvoiceId(Uuid::from_u128(1_000 + number)),
        customer: customer(of),
        number: format!("F-2026-{number:04}"),
        issue_date: day(issued),
        due: Some(day(issued) + Days::new(30)),
        is_set_apart: false,
        open: Cents(cents),
        parts: Vec::new(),
        promises: Vec::new(),
        payment_reference: String::new(),
        discount: None,
    }
}

const AUBERTIN: u128 = 1;
const DELMAS: u128 = 2;
const FLORIMOND: u128 = 3;

/// Three customers that owe 49.00 a month.
fn ledger(invoices: Vec<OpenInvoice>) -> Ledger {
    let names = ["Boulangerie Aubertin", "Garage Delmas", "Institut Florimond"];
    let payers = (1..).zip(names).map(|(of, name)| Payer {
        customer: customer(of),
        name: name.to_owned(),
        other_names: Vec::new(),
        accounts: Vec::new(),
        seen: Vec::new(),
    });
    Ledger { invoices, payers: payers.collect(), ..Ledger::default() }
}

fn subscriptions() -> Ledger {
    ledger(vec![
        invoice(171, AUBERTIN, "2026-03-01", 4_900),
        invoice(172, DELMAS, "2026-03-01", 4_900),
        invoice(284, FLORIMOND, "2026-03-01", 4_900),
    ])
}

fn seen(ledger: &mut Ledger, of: u128, payer_name: &str, times: usize) {
    let line = Seen { payer_name: payer_name.to_owned(), lines: vec!["VIREMENT".to_owned()] };
    ledger.payers[of as usize - 1].seen = vec![line; times];
}

fn entry(id: u128, on: &str, cents: i64, payer_name: &str, line: &str) -> Entry {
    Entry {
        id: BankEntryId(Uuid::from_u128(id)),
        day: day(on),
        amount: Cents(cents),
        is_return: false,
        lines: vec![line.to_owned()],
        creditor_reference: None,
        end_to_end_id: None,
        payer_name: payer_name.to_owned(),
        payer_account: String::new(),
    }
}

fn outcomes(ledger: &Ledger, entries: &[Entry]) -> Vec<Outcome> {
    propose(ledger, entries).into_iter().map(|proposal| proposal.outcome).collect()
}

fn outcome(ledger: &Ledger, entry: Entry) -> Outcome {
    outcomes(ledger, &[entry]).remove(0)
}

#[track_caller]
fn certain(outcome: &Outcome) -> (u128, &Match) {
    let Outcome::Certain(found) = outcome else { panic!("{outcome:#?}") };
    let [paid] = found.allocations.as_slice() else { panic!("{found:#?}") };
    (paid.invoice.0.as_u128() - 1_000, found)
}

#[track_caller]
fn doubt(outcome: &Outcome) -> &[Reason] {
    let Outcome::Doubtful(found) = outcome else { panic!("{outcome:#?}") };
    &found[0].reasons
}

#[test]
fn who_has_paid_under_its_name_is_certain_though_others_owe_the_same() {
    let line = || entry(1, "2026-03-10", 4_900, "BOULANGERIE AUBERTIN", "VIREMENT");
    let mut known = subscriptions();
    let first = outcome(&known, line());
    assert!(doubt(&first).contains(&Reason::SameAmountElsewhere { others: 2 }));
    seen(&mut known, AUBERTIN, "BOULANGERIE AUBERTIN", 1);
    assert_eq!(certain(&outcome(&known, line())).0, 171);
    // The same of an account that a person has confirmed.
    let mut known = subscriptions();
    known.payers[0].accounts.push("FR7630006000011234567890189".to_owned());
    let from = Entry { payer_account: "FR7630006000011234567890189".to_owned(), ..line() };
    assert_eq!(certain(&outcome(&known, from)).0, 171);
}

#[test]
fn of_several_equal_invoices_a_known_payer_pays_the_oldest_and_the_next_one_the_next() {
    let mut known = subscriptions();
    known.invoices.push(invoice(98, AUBERTIN, "2026-02-01", 4_900));
    seen(&mut known, AUBERTIN, "BOULANGERIE AUBERTIN", 1);
    let line = |id, on, text: &str| entry(id, on, 4_900, "BOULANGERIE AUBERTIN", text);
    let both = outcomes(&known, &[line(2, "2026-03-20", "VIREMENT"), line(1, "2026-03-10", "VIREMENT")]);
    assert_eq!((certain(&both[1]).0, certain(&both[0]).0), (98, 171));
    assert!(certain(&both[1]).1.reasons.contains(&Reason::OldestOf { count: 2 }));
    // A number decides otherwise, and a month may.
    assert_eq!(certain(&outcome(&known, line(1, "2026-03-10", "F-2026-0171"))).0, 171);
    doubt(&outcome(&known, line(1, "2026-03-10", "ABONNEMENT JANVIER")));
    // An earlier line of nobody knows whom could have paid it.
    let stranger = entry(1, "2026-03-10", 4_900, "KOVACS LUC", "VIREMENT");
    let after = outcomes(&known, &[stranger, line(2, "2026-03-20", "VIREMENT")]);
    assert!(matches!(after[1], Outcome::Doubtful(_)), "{after:#?}");
}

#[test]
fn of_equal_invoices_the_first_due_is_paid_and_none_for_certain_where_something_else_may_decide() {
    let due = |ledger: &mut Ledger, place: usize, on: &str| ledger.invoices[place].due = Some(day(on));
    let line = || entry(1, "2026-03-20", 50_000, "BOULANGERIE AUBERTIN", "VIREMENT");
    let mut both = ledger(vec![invoice(1, AUBERTIN, "2026-03-02", 50_000), invoice(2, AUBERTIN, "2026-03-05", 50_000)]);
    seen(&mut both, AUBERTIN, "BOULANGERIE AUBERTIN", 1);
    due(&mut both, 0, "2026-04-30");
    due(&mut both, 1, "2026-03-15");
    assert_eq!(certain(&outcome(&both, line())).0, 2);
    due(&mut both, 0, "2026-03-10");
    assert_eq!(certain(&outcome(&both, line())).0, 1);
    // In dispute, ceded or under a plan, whichever of them.
    for place in 0..2 {
        let mut apart = both.clone();
        apart.invoices[place].is_set_apart = true;
        doubt(&outcome(&apart, line()));
    }
    // Money of that sum was promised for the other, or for a part of a third one.
    let promised = Promised { day: day("2026-03-21"), amount: Cents(50_000) };
    let mut other = both.clone();
    other.invoices[1].promises.push(promised);
    doubt(&outcome(&other, line()));
    let mut third = both.clone();
    third.invoices.push(OpenInvoice { promises: vec![promised], ..invoice(3, AUBERTIN, "2026-03-06", 80_000) });
    doubt(&outcome(&third, line()));
    let mut first = both.clone();
    first.invoices[0].promises.push(promised);
    assert_eq!(certain(&outcome(&first, line())).0, 1);
    // Nothing says when one of them falls due.
    both.invoices[0].due = None;
    doubt(&outcome(&both, line()));
}

#[test]
fn a_number_from_a_stranger_one_figure_from_anothers_is_doubtful() {
    let line = |text| entry(1, "2026-03-10", 4_900, "HOLDING VERNEUIL", text);
    // 171 and 172 owe the same; 284 is far from both.
    let near = outcome(&subscriptions(), line("F-2026-0171"));
    assert!(doubt(&near).contains(&Reason::SameAmountElsewhere { others: 1 }));
    assert_eq!(certain(&outcome(&subscriptions(), line("F-2026-0284"))).0, 284);
    // Who paid for this customer before has not mistaken itself in the customer; what is named twice is no slip.
    let mut known = subscriptions();
    seen(&mut known, AUBERTIN, "HOLDING VERNEUIL", 1);
    assert_eq!(certain(&outcome(&known, line("F-2026-0171"))).0, 171);
    let twice = Entry { end_to_end_id: Some("SDDF-2026-0171".to_owned()), ..line("F-2026-0171") };
    assert_eq!(certain(&outcome(&subscriptions(), twice)).0, 171);
}

#[test]
fn a_name_that_came_twice_for_one_customer_is_as_good_as_its_own() {
    let line = || entry(1, "2026-03-10", 7_700, "HOLDING VERNEUIL", "VIREMENT");
    let mut known = subscriptions();
    known.invoices.push(invoice(200, AUBERTIN, "2026-03-02", 7_700));
    seen(&mut known, AUBERTIN, "HOLDING VERNEUIL", 1);
    doubt(&outcome(&known, line()));
    seen(&mut known, AUBERTIN, "HOLDING VERNEUIL", 2);
    assert_eq!(certain(&outcome(&known, line())).0, 200);
    // Not where another owes it too, nor once it has paid for two.
    known.invoices.push(invoice(350, DELMAS, "2026-03-02", 7_700));
    doubt(&outcome(&known, line()));
    known.invoices.pop();
    seen(&mut known, DELMAS, "HOLDING VERNEUIL", 2);
    doubt(&outcome(&known, line()));
}

#[test]
fn an_amount_that_went_back_from_nobody_knows_whom_is_asked_about() {
    let mut known = subscriptions();
    seen(&mut known, AUBERTIN, "BOULANGERIE AUBERTIN", 1);
    let back = entry(1, "2026-03-05", -4_900, "", "REJET PRLV SEPA PROVISION INSUFFISANTE");
    let line = |on| entry(2, on, 4_900, "BOULANGERIE AUBERTIN", "VIREMENT");
    let after = outcomes(&known, &[back.clone(), line("2026-03-10")]);
    assert!(doubt(&after[1]).contains(&Reason::MoneyWentBack { entry: back.id }));
    // What came before it is not what replaced it.
    assert_eq!(certain(&outcomes(&known, &[back, line("2026-03-04")])[1]).0, 171);
}

#[test]
fn a_label_cut_inside_the_name_hides_no_word_of_the_payer() {
    let mut known = subscriptions();
    known.payers[0].name = "Boulangerie Aubertin Champenois".to_owned();
    seen(&mut known, AUBERTIN, "BOULANGERIE AUBERTIN CHAMPENOIS", 1);
    let label = "VIR SEPA BOULANGERIE AUBERTIN C";
    assert_eq!(label.len(), 31);
    assert_eq!(
        certain(&outcome(&known, entry(1, "2026-03-10", 4_900, "BOULANGERIE AUBERTIN CHAMPENOIS", label))).0,
        171
    );
    // Where the label is all there is, more may stand behind the cut.
    doubt(&outcome(&known, entry(1, "2026-03-10", 4_900, "", label)));
}
