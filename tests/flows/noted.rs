//! Payments that were noted before their line of the bank came: the line is proposed as what it is, and books nothing.

use std::collections::HashMap;

use app::Failure;
use app::matching::ProposedLine;
use app::noted::Noted;
use app::payments::NewPayment;
use app::recognise::Share;
use chrono::NaiveDate;
use domain::matching::Outcome as Proposed;
use domain::{BankEntryId, Cents, Cheque, InvoiceId, Means, PaymentId};
use store::BankEntryState;

use crate::recognised::Shop;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

impl Shop {
    fn notes(&mut self, cents: i64, on: &str, invoice: InvoiceId) -> PaymentId {
        self.notes_so(cents, on, invoice, |payment| payment)
    }

    fn notes_so(
        &mut self,
        cents: i64,
        on: &str,
        invoice: InvoiceId,
        so: impl Fn(NewPayment) -> NewPayment,
    ) -> PaymentId {
        let before = self.file().payments.len();
        let parts = vec![(invoice, None)];
        let new = so(NewPayment { parts, ..NewPayment::of(self.customer, Cents(cents), day(on)) });
        let now = self.now();
        self.desk.record_payment(now, new).unwrap();
        self.file().payments[before].id
    }

    fn proposal(&mut self, line: BankEntryId) -> ProposedLine {
        let now = self.now();
        let lines = self.desk.bank_proposals(now).unwrap();
        lines.into_iter().find(|one| one.row.entry.id == line).unwrap()
    }

    /// Line and payments of each link, and the day a cheque counts as deposited.
    fn links(&self) -> Vec<(Option<BankEntryId>, Option<NaiveDate>)> {
        let of =
            |payment: &domain::Payment| (payment.entry, payment.cheque.as_ref().and_then(|cheque| cheque.deposited_on));
        self.file().payments.iter().map(of).collect()
    }

    fn waiting(&self) -> usize {
        self.desk.bank_entries(BankEntryState::Waiting).unwrap().len()
    }
}

fn certain(payments: &[PaymentId]) -> Option<Noted> {
    Some(Noted { payments: payments.to_vec(), certain: true, named: true })
}

#[test]
fn a_payment_noted_by_hand_is_not_booked_again_from_its_line() {
    let mut shop = Shop::open();
    let first = shop.invoice("F-2026-101", 80_000);
    shop.invoice("F-2026-102", 50_000);
    let payment = shop.notes(50_000, "2026-11-16", first);
    // The first invoice still owes 300, the second exactly what comes in.
    let statement = shop.statement("a.csv", "18/11/2026;VIREMENT PERRIN;STUDIO PERRIN;;500,00\n");
    let line = shop.line("VIREMENT");
    assert_eq!(shop.proposal(line).noted, certain(&[payment]));
    let before = shop.stands();
    let done = shop.confirm_certain(1);
    assert_eq!((shop.stands(), shop.links(), shop.waiting()), (before.clone(), vec![(Some(line), None)], 0));
    shop.undo(&done.undo.unwrap());
    assert_eq!((shop.stands(), shop.links(), shop.waiting()), (before.clone(), vec![(None, None)], 1));
    // One by one it is the same, and undoing the line leaves the payment where it was.
    let now = shop.now();
    shop.desk.confirm_noted(now, line, &[payment]).unwrap();
    let now = shop.now();
    shop.desk.unmatch(now, line).unwrap();
    assert_eq!((shop.stands(), shop.links(), shop.waiting()), (before.clone(), vec![(None, None)], 1));
    // So does taking the statement out.
    let now = shop.now();
    shop.desk.confirm_noted(now, line, &[payment]).unwrap();
    shop.undo(&statement);
    assert_eq!((shop.stands(), shop.links(), shop.waiting()), (before, vec![(None, None)], 0));
    assert!(shop.desk.verify().unwrap().intact);
}

#[test]
fn a_line_without_a_name_is_asked_for_beside_what_else_it_may_pay() {
    let mut shop = Shop::open();
    let first = shop.invoice("F-2026-101", 80_000);
    shop.invoice("F-2026-102", 50_000);
    let payment = shop.notes(50_000, "2026-11-16", first);
    shop.statement("a.csv", "18/11/2026;VIREMENT RECU 8872;;;500,00\n26/10/2026;VIREMENT ANCIEN;;;500,00\n");
    let (line, far) = (shop.line("8872"), shop.line("ANCIEN"));
    let proposal = shop.proposal(line);
    assert_eq!(proposal.noted, Some(Noted { payments: vec![payment], certain: false, named: false }));
    assert!(!proposal.is_certain());
    assert!(shop.proposal(far).noted.is_none());
    let now = shop.now();
    shop.desk.confirm_noted(now, line, &[payment]).unwrap();
    assert_eq!(shop.links(), vec![(Some(line), None)]);
    // It is one line only.
    let now = shop.now();
    assert_eq!(shop.desk.confirm_noted(now, far, &[payment]).unwrap_err(), Failure::BankChanged);
}

#[test]
fn a_line_that_names_another_invoice_is_never_taken_for_the_noted_payment() {
    let mut shop = Shop::open();
    let first = shop.invoice("F-2026-101", 50_000);
    let second = shop.invoice("F-2026-102", 50_000);
    let payment = shop.notes(50_000, "2026-11-16", first);
    shop.statement("a.csv", "18/11/2026;VIR F-2026-102;STUDIO PERRIN;;500,00\n");
    let line = shop.line("F-2026-102");
    let proposal = shop.proposal(line);
    assert_eq!(proposal.noted.map(|noted| (noted.payments, noted.certain)), Some((vec![payment], false)));
    let Proposed::Doubtful(others) = proposal.outcome else { panic!("{:?}", proposal.outcome) };
    assert_eq!(others[0].allocations[0].invoice, second);
    let now = shop.now();
    shop.desk.confirm_match(now, line, &others[0]).unwrap();
    assert_eq!(shop.stands().0, [0, 0]);
}

#[test]
fn a_cheque_is_told_by_its_number_and_counts_as_deposited_when_its_line_comes() {
    let mut shop = Shop::open();
    let invoice = shop.invoice("F-2026-101", 50_000);
    let cheque = |payment| NewPayment {
        means: Means::Cheque,
        cheque: Some(Cheque { number: "0098213".into(), deposited_on: None }),
        ..payment
    };
    let payment = shop.notes_so(50_000, "2026-10-12", invoice, cheque);
    shop.statement("a.csv", "18/11/2026;REMISE CHEQUE 98213;;;500,00\n");
    let line = shop.line("REMISE");
    assert_eq!(shop.proposal(line).noted, certain(&[payment]));
    let done = shop.confirm_certain(1);
    assert_eq!(shop.links(), vec![(Some(line), Some(day("2026-11-18")))]);
    shop.undo(&done.undo.unwrap());
    assert_eq!(shop.links(), vec![(None, None)]);
    // What the owner says of the deposit stays.
    shop.confirm_certain(1);
    let now = shop.now();
    shop.desk.deposit_cheque(now, payment, day("2026-11-17")).unwrap();
    let now = shop.now();
    shop.desk.unmatch(now, line).unwrap();
    assert_eq!(shop.links(), vec![(None, Some(day("2026-11-17")))]);
}

#[test]
fn cheques_deposited_together_are_one_line() {
    let mut shop = Shop::open();
    let first = shop.invoice("F-2026-101", 50_000);
    let second = shop.invoice("F-2026-102", 30_000);
    let cheque = |payment| NewPayment {
        means: Means::Cheque,
        cheque: Some(Cheque { number: String::new(), deposited_on: Some(day("2026-11-17")) }),
        ..payment
    };
    let payments =
        [shop.notes_so(50_000, "2026-11-12", first, cheque), shop.notes_so(30_000, "2026-11-13", second, cheque)];
    shop.statement("a.csv", "18/11/2026;REMISE DE CHEQUES;;;800,00\n18/11/2026;REMISE DE CHEQUES;;;801,00\n");
    let noted = shop.desk.bank_entries(BankEntryState::Waiting).unwrap();
    let of = |cents: i64| noted.iter().find(|row| row.entry.amount == Cents(cents)).unwrap().entry.id;
    assert_eq!(shop.proposal(of(80_000)).noted.map(|noted| noted.payments), Some(payments.to_vec()));
    assert!(shop.proposal(of(80_100)).noted.is_none());
    shop.confirm_certain(1);
    assert_eq!(shop.links(), vec![(Some(of(80_000)), Some(day("2026-11-17"))); 2]);
    let now = shop.now();
    shop.desk.unmatch(now, of(80_000)).unwrap();
    assert_eq!(shop.links(), vec![(None, Some(day("2026-11-17"))); 2]);
    assert_eq!(shop.stands().0, [0, 0]);
}

#[test]
fn cash_is_in_no_line_and_money_that_is_recorded_speaks_for_nobody_else() {
    let mut shop = Shop::open();
    let first = shop.invoice("F-2026-101", 50_000);
    shop.notes_so(50_000, "2026-11-17", first, |payment| NewPayment { means: Means::Cash, ..payment });
    shop.statement("a.csv", "18/11/2026;VIREMENT PERRIN;STUDIO PERRIN;;500,00\n");
    let line = shop.line("VIREMENT");
    assert!(shop.proposal(line).noted.is_none());
}

fn noted(shop: &mut Shop, line: BankEntryId) -> Option<(Vec<PaymentId>, bool)> {
    shop.proposal(line).noted.map(|noted| (noted.payments, noted.certain))
}

#[test]
fn a_line_in_another_name_is_no_deposit_of_cheques_and_no_payment_of_somebody_else() {
    let mut shop = Shop::open();
    let first = shop.invoice("F-2026-101", 40_000);
    let second = shop.invoice("F-2026-102", 50_000);
    let cheque = |payment| NewPayment {
        means: Means::Cheque,
        cheque: Some(Cheque { number: String::new(), deposited_on: Some(day("2026-11-16")) }),
        ..payment
    };
    shop.notes_so(40_000, "2026-11-12", first, cheque);
    shop.notes_so(50_000, "2026-11-13", second, cheque);
    shop.invoice_of("Maçonnerie Béton", "F-2026-200", 90_000);
    shop.invoice_of("Toitures Vasseur", "F-2026-201", 40_000);
    shop.statement(
        "a.csv",
        "17/11/2026;VIR MACONNERIE BETON;MACONNERIE BETON;;900,00\n17/11/2026;VIR TOITURES VASSEUR;TOITURES VASSEUR;;400,00\n",
    );
    for words in ["BETON", "VASSEUR"] {
        let line = shop.line(words);
        assert_eq!(noted(&mut shop, line), None, "{words}");
        let line = shop.line(words);
        assert!(matches!(shop.proposal(line).outcome, Proposed::Certain(_)), "{words}");
    }
}

#[test]
fn a_line_a_week_away_is_asked_for_where_the_customer_owes_the_same_elsewhere() {
    let mut shop = Shop::open();
    let first = shop.invoice("F-2026-101", 50_000);
    shop.invoice("F-2026-102", 50_000);
    let payment = shop.notes(50_000, "2026-11-10", first);
    shop.statement("a.csv", "17/11/2026;VIR STUDIO PERRIN;STUDIO PERRIN;;500,00\n");
    let line = shop.line("PERRIN");
    assert_eq!(noted(&mut shop, line), Some((vec![payment], false)));
    // Booked all the same, it is said that it may be the other.
    let now = shop.now();
    let done = shop.desk.recognise_shares(now, line, &[Share::whole(shop.customer, Vec::new())]).unwrap();
    assert!(done.sentence.contains("n’a pas encore été vu en banque"), "{}", done.sentence);
}

#[test]
fn a_noted_payment_survives_every_order_of_taking_statements_out() {
    let (came, back) = (
        "16/11/2026;VIREMENT PERRIN;STUDIO PERRIN;;500,00\n",
        "18/11/2026;REJET VIR STUDIO PERRIN;STUDIO PERRIN;500,00;\n",
    );
    // Both lines in one statement: it comes out, the payment is as it was noted.
    let mut shop = Shop::open();
    let invoice = shop.invoice("F-2026-101", 50_000);
    let payment = shop.notes(50_000, "2026-11-15", invoice);
    let both = shop.statement("a.csv", &format!("{came}{back}"));
    let line = shop.line("VIREMENT");
    let now = shop.now();
    shop.desk.confirm_noted(now, line, &[payment]).unwrap();
    let rejected = shop.line("REJET");
    let now = shop.now();
    shop.desk.recognise_return(now, rejected, payment).unwrap();
    assert_eq!(shop.stands().0, [50_000]);
    shop.undo(&both);
    assert_eq!((shop.stands().0, shop.links()), (vec![0], vec![(None, None)]));

    // In two: the one where it came comes out, so the line that took it back waits again.
    let mut shop = Shop::open();
    let invoice = shop.invoice("F-2026-101", 50_000);
    let payment = shop.notes(50_000, "2026-11-15", invoice);
    let first = shop.statement("a.csv", came);
    let line = shop.line("VIREMENT");
    let now = shop.now();
    shop.desk.confirm_noted(now, line, &[payment]).unwrap();
    shop.statement("b.csv", back);
    let rejected = shop.line("REJET");
    let now = shop.now();
    shop.desk.recognise_return(now, rejected, payment).unwrap();
    shop.undo(&first);
    assert_eq!((shop.stands().0, shop.links(), shop.waiting()), (vec![0], vec![(None, None)], 1));
    assert!(shop.desk.verify().unwrap().intact);
}

#[test]
fn a_payment_of_a_line_that_is_gone_never_counts_again() {
    let mut shop = Shop::open();
    shop.invoice("F-2026-101", 50_000);
    let first = shop.statement("a.csv", "16/11/2026;VIR F-2026-101;STUDIO PERRIN;;500,00\n");
    shop.confirm_certain(1);
    let payment = shop.file().payments[0].id;
    shop.statement("b.csv", "18/11/2026;REJET VIR STUDIO PERRIN;STUDIO PERRIN;500,00;\n");
    let rejected = shop.line("REJET");
    let now = shop.now();
    let returned = shop.desk.recognise_return(now, rejected, payment).unwrap();
    shop.undo(&first);
    assert_eq!((shop.stands().0, shop.waiting()), (vec![50_000], 1));
    let now = shop.now();
    assert!(shop.desk.unmatch(now, rejected).is_err());
    assert!(shop.desk.undo(now, &returned.undo.unwrap()).is_err());
    assert_eq!(shop.stands().0, [50_000]);
    // Imported again, both are there to be dealt with.
    shop.statement("c.csv", "16/11/2026;VIR F-2026-101;STUDIO PERRIN;;500,00\n");
    assert_eq!(shop.waiting(), 2);
}

#[test]
fn a_statement_and_the_invoices_its_matches_used_go_out_together() {
    let mut shop = Shop::open();
    let list = shop.folder.path().join("liste.csv");
    std::fs::write(
        &list,
        "Numéro;Client;Date;Échéance;Montant TTC\nF-1;Garage Lenoir;2026-09-01;2026-10-01;500,00\nAV-1;Garage Lenoir;2026-09-02;;-100,00\n",
    )
    .unwrap();
    let statement = shop.folder.path().join("s.csv");
    std::fs::write(
        &statement,
        "Date;Libellé;Nom contrepartie;Débit;Crédit\n16/11/2026;F-1 MOINS AVOIR AV-1;GARAGE LENOIR;;400,00\n",
    )
    .unwrap();
    let mut tokens = Vec::new();
    for path in [statement, list] {
        let now = shop.now();
        let plan = shop.desk.read_files(now, &[path], &mut |_, _, _| true).unwrap().id.clone();
        let now = shop.now();
        let done = shop.desk.confirm_plan(now, &plan, &HashMap::new(), &mut |_, _, _| true).unwrap();
        tokens.extend(done.imports.iter().map(ToString::to_string));
    }
    shop.confirm_certain(1);
    let now = shop.now();
    shop.desk.undo(now, &format!("import:{}", tokens.join(","))).unwrap();
    assert_eq!(shop.waiting(), 0);
    assert!(shop.desk.verify().unwrap().intact);
}

#[test]
fn taking_back_all_at_once_leaves_what_was_decided_since() {
    let mut shop = Shop::open();
    let first = shop.invoice("F-2026-101", 50_000);
    let second = shop.invoice("F-2026-102", 30_000);
    let (one, other) = (shop.notes(50_000, "2026-11-16", first), shop.notes(30_000, "2026-11-16", second));
    shop.statement(
        "a.csv",
        "16/11/2026;VIR PERRIN UN;STUDIO PERRIN;;500,00\n16/11/2026;VIR PERRIN DEUX;STUDIO PERRIN;;300,00\n",
    );
    let (line, further) = (shop.line("UN"), shop.line("DEUX"));
    let all = shop.confirm_certain(2).undo.unwrap();
    // One of them by hand: the rest of them is taken back all the same, and what stays is said.
    let now = shop.now();
    shop.desk.unmatch(now, line).unwrap();
    let now = shop.now();
    let again = shop.desk.confirm_noted(now, line, &[one]).unwrap().undo.unwrap();
    let now = shop.now();
    let done = shop.desk.undo(now, &all).unwrap();
    assert!(done.sentence.contains("le paiement noté reste"), "{}", done.sentence);
    assert_eq!(shop.links(), vec![(Some(line), None), (None, None)]);
    // A second time there is nothing to take back, and a token of an earlier link is none of a later one.
    let now = shop.now();
    assert_eq!(shop.desk.undo(now, &all).unwrap_err(), Failure::CannotUndo);
    let now = shop.now();
    shop.desk.unmatch(now, line).unwrap();
    assert_eq!(shop.desk.undo(now, &again).unwrap_err(), Failure::CannotUndo);
    let now = shop.now();
    shop.desk.confirm_noted(now, further, &[other]).unwrap();
}

#[test]
fn a_day_of_deposit_taken_back_is_that_of_the_line_again_and_goes_with_it() {
    let mut shop = Shop::open();
    let invoice = shop.invoice("F-2026-101", 50_000);
    let cheque = |payment| NewPayment {
        means: Means::Cheque,
        cheque: Some(Cheque { number: "0098213".into(), deposited_on: None }),
        ..payment
    };
    let payment = shop.notes_so(50_000, "2026-11-09", invoice, cheque);
    shop.statement("a.csv", "16/11/2026;REMISE CHEQUE 98213;;;500,00\n");
    let line = shop.line("REMISE");
    shop.confirm_certain(1);
    let now = shop.now();
    let set = shop.desk.deposit_cheque(now, payment, day("2026-11-10")).unwrap();
    assert_eq!(shop.links(), vec![(Some(line), Some(day("2026-11-10")))]);
    shop.undo(&set.undo.unwrap());
    assert_eq!(shop.links(), vec![(Some(line), Some(day("2026-11-16")))]);
    let now = shop.now();
    shop.desk.unmatch(now, line).unwrap();
    assert_eq!(shop.links(), vec![(None, None)]);
}
