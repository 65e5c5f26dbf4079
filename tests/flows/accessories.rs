//! Interest and indemnity that a customer pays: found in the bank by the letter that asked for them, counted by a plan, or
//! given by the owner; never more than the law counts.

use app::draft::Sending;
use app::payments::NewPayment;
use app::recognise::Share;
use app::{Desk, Failure, FieldProblem, Now};
use domain::matching::{Outcome, Reason};
use domain::{Cents, Channel, CustomerFile, CustomerId, DebtorKind, InvoiceId, Lang, StepKey};

use crate::letters::{customer, day, disputed, empty_desk, on, owed};

const TODAY: &str = "2026-11-24";

/// A desk with one customer who owes 480 € and 1 200 € since October, and was given notice of both on 10 November.
struct Shop {
    folder: tempfile::TempDir,
    desk: Desk,
    customer: CustomerId,
    invoices: [InvoiceId; 2],
    asked: Cents,
}

impl Shop {
    fn open(kind: DebtorKind) -> Shop {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = empty_desk(&folder);
        let customer = customer(&mut desk, kind);
        let due = |text| app::invoices::TypedDue::On(day(text));
        let invoices = [
            owed(&mut desk, customer, "F-12", "2026-09-01", due("2026-10-01"), 480),
            owed(&mut desk, customer, "F-13", "2026-09-05", due("2026-10-05"), 1_200),
        ];
        let letter = desk.draft(on("2026-11-10"), customer, StepKey::FormalNotice, None).unwrap().letter.clone();
        let sending = Sending {
            letter: letter.id,
            channel: Channel::Email,
            day: day("2026-11-10"),
            registered_number: None,
            note: String::new(),
            despite: None,
        };
        desk.record_sending(on("2026-11-10"), sending).unwrap();
        Shop { folder, desk, customer, invoices, asked: letter.figures.total }
    }

    fn bank(&mut self, words: &str, amount: Cents) {
        let path = self.folder.path().join("releve.csv");
        let amount = format!("{},{:02}", amount.0 / 100, amount.0 % 100);
        std::fs::write(&path, format!("Date;Libellé;Débit;Crédit\n20/11/2026;{words};;{amount}\n")).unwrap();
        self.desk.import_statements(on(TODAY), &path).unwrap();
    }

    fn file(&self) -> CustomerFile {
        self.desk.customer_file(self.customer).unwrap()
    }

    fn free(&self) -> Cents {
        self.file().unallocated(day(TODAY))
    }

    /// What the law counts of everything, paid or not.
    fn claimed(&self) -> Cents {
        self.desk.claims(&self.file(), day(TODAY)).unwrap().iter().map(|one| one.claim.total).sum()
    }
}

#[test]
fn the_sum_that_a_letter_asked_for_is_certain_and_leaves_nothing() {
    let mut shop = Shop::open(DebtorKind::Professional);
    assert!(shop.asked > Cents(168_000));
    shop.bank("VIR STUDIO PERRIN REGLEMENT", shop.asked);
    let before = (shop.claimed(), shop.free());
    let proposed = shop.desk.bank_proposals(on(TODAY)).unwrap().remove(0);
    let Outcome::Certain(found) = &proposed.outcome else { panic!("{proposed:#?}") };
    assert_eq!(found.accessories, shop.asked.minus(Cents(168_000)));
    assert!(found.reasons.iter().any(|reason| matches!(reason, Reason::AsAsked { .. })));
    let done = shop.desk.confirm_certain(on(TODAY), 1).unwrap();
    let payment = shop.file().payments[0].clone();
    let sum: Cents = payment.accessories.iter().map(|part| part.amount).sum();
    assert_eq!((sum, shop.free()), (found.accessories, Cents::ZERO));
    // Interest of the ten days between the letter and the money was not asked for.
    assert!(shop.claimed() < Cents(1_000), "{:?}", shop.claimed());
    // A later invoice is asked for: no money is there that would stop it.
    let due = app::invoices::TypedDue::On(day("2026-10-31"));
    owed(&mut shop.desk, shop.customer, "F-14", "2026-10-01", due, 300);
    let letter = shop.desk.draft(on(TODAY), shop.customer, StepKey::FirstReminder, None).unwrap().letter.clone();
    let gate = shop.desk.gate_of_letter(on(TODAY), &letter).unwrap();
    let free: Vec<&str> = gate.lights.iter().map(|light| light.code()).filter(|code| code.contains("free")).collect();
    assert_eq!(free, [""; 0]);
    shop.desk.undo(on(TODAY), &done.undo.unwrap()).unwrap();
    assert!(shop.file().payments.is_empty());
    assert!(shop.claimed() > before.0, "F-14 is owed beside the rest");
    assert_eq!(shop.free(), before.1);
    assert!(shop.desk.verify().unwrap().intact);
}

#[test]
fn what_invoices_leave_is_offered_to_interest_and_never_taken_for_it_unasked() {
    let mut shop = Shop::open(DebtorKind::Professional);
    let new = NewPayment::of(shop.customer, Cents(180_000), day(TODAY));
    let plan = shop.desk.plan_payment(on(TODAY), &new).unwrap();
    let owed = plan.accessories_owed;
    assert!(Cents(8_000) < owed && owed < Cents(12_000), "{owed:?}");
    assert_eq!(plan.credit, Cents(12_000));
    let counted = NewPayment { accessories: true, ..new.clone() };
    let with = shop.desk.plan_payment(on(TODAY), &counted).unwrap();
    assert_eq!((with.credit, with.accessories_owed), (Cents(12_000).minus(owed), owed), "what ticking changes");
    assert_eq!(with.lines.iter().map(|line| line.accessories).sum::<Cents>(), owed);

    // Recorded without, it is a credit; given later, it is none, and nothing is owed.
    shop.desk.record_payment(on(TODAY), new).unwrap();
    assert_eq!((shop.free(), shop.claimed()), (Cents(12_000), owed));
    let later = Now { instant: on(TODAY).instant + chrono::Duration::minutes(5), ..on(TODAY) };
    let given = shop.desk.apply_to_accessories(later, shop.customer, None, &[]).unwrap();
    assert!(given.sentence.contains(&Lang::Fr.amount(owed)), "{}", given.sentence);
    assert_eq!((shop.free(), shop.claimed()), (Cents(12_000).minus(owed), Cents::ZERO));
    assert_eq!(
        shop.desk.apply_to_accessories(later, shop.customer, None, &[]).unwrap_err(),
        Failure::field("accessories", FieldProblem::NothingOwed),
        "nothing is left that the law counts"
    );
    shop.desk.undo(later, &given.undo.unwrap()).unwrap();
    assert_eq!((shop.free(), shop.claimed()), (Cents(12_000), owed));
    assert!(shop.desk.verify().unwrap().intact);
}

#[test]
fn a_line_given_by_hand_may_pay_interest_and_what_is_open_comes_first() {
    let mut shop = Shop::open(DebtorKind::Professional);
    // 300 € are open of the second: no interest of that one is paid before.
    shop.bank("VIREMENT RECU", Cents(150_000));
    let line = shop.desk.bank_entries(store::BankEntryState::Waiting).unwrap()[0].entry.id;
    let share = Share {
        customer: shop.customer,
        amount: None,
        parts: vec![(shop.invoices[0], None), (shop.invoices[1], Some(Cents(90_000)))],
        accessories: true,
    };
    shop.desk.recognise_shares(on(TODAY), line, &[share]).unwrap();
    let payment = shop.file().payments[0].clone();
    assert!(payment.accessories.iter().all(|part| part.invoice == shop.invoices[0]), "{:?}", payment.accessories);
    assert!(payment.accessories_of(shop.invoices[0]).is_positive());
    assert!(payment.free().is_positive());
}

#[test]
fn a_consumer_who_was_never_given_notice_owes_no_interest() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_desk(&folder);
    let customer = customer(&mut desk, DebtorKind::Consumer);
    owed(&mut desk, customer, "F-12", "2026-09-01", app::invoices::TypedDue::On(day("2026-10-01")), 480);
    let new = NewPayment { accessories: true, ..NewPayment::of(customer, Cents(60_000), day(TODAY)) };
    let plan = desk.plan_payment(on(TODAY), &new).unwrap();
    assert_eq!((plan.credit, plan.accessories_owed), (Cents(12_000), Cents::ZERO));
}

impl Shop {
    fn pay(&mut self, cents: i64, received: &str, accessories: bool) {
        let new = NewPayment { accessories, ..NewPayment::of(self.customer, Cents(cents), day(received)) };
        self.desk.record_payment(on(TODAY), new).unwrap();
    }

    /// What is paid of interest and indemnity of each invoice.
    fn accessories(&self) -> [Cents; 2] {
        let file = self.file();
        self.invoices.map(|invoice| file.payments.iter().map(|payment| payment.accessories_of(invoice)).sum())
    }
}

#[test]
fn a_letter_that_left_the_disputed_part_out_is_answered_without_it() {
    let mut shop = Shop::open(DebtorKind::Professional);
    let due = app::invoices::TypedDue::On(day("2026-10-01"));
    let invoice = owed(&mut shop.desk, shop.customer, "F-20", "2026-09-01", due, 500);
    disputed(&mut shop.desk, shop.customer, invoice, 30, "2026-11-05");
    let letter = shop.desk.draft(on("2026-11-20"), shop.customer, StepKey::FormalNotice, None).unwrap().letter.clone();
    let sending = Sending {
        letter: letter.id,
        channel: Channel::Email,
        day: day("2026-11-20"),
        registered_number: None,
        note: String::new(),
        despite: Some("essai".to_owned()),
    };
    shop.desk.record_sending(on("2026-11-20"), sending).unwrap();
    assert!(letter.invoices.contains(&invoice));
    shop.bank("VIR STUDIO PERRIN REGLEMENT", letter.figures.total);
    let proposed = shop.desk.bank_proposals(on(TODAY)).unwrap().remove(0);
    let (Outcome::Certain(found), id) = (&proposed.outcome, invoice) else { panic!("{proposed:#?}") };
    let part = found.allocations.iter().find(|part| part.invoice == id).unwrap();
    assert_eq!(part.amount, Cents(47_000), "30 € are in dispute, and were not asked for");
}

#[test]
fn a_letter_is_no_clue_once_something_moved_on_its_invoices() {
    let mut shop = Shop::open(DebtorKind::Professional);
    shop.pay(20_000, "2026-11-12", false);
    shop.bank("VIR STUDIO PERRIN REGLEMENT", shop.asked);
    let proposed = shop.desk.bank_proposals(on(TODAY)).unwrap().remove(0);
    let Outcome::Doubtful(found) = &proposed.outcome else { panic!("{proposed:#?}") };
    assert!(found.iter().all(|one| one.accessories == Cents::ZERO && one.leftover.is_positive()), "{found:#?}");
}

#[test]
fn what_is_confirmed_is_what_was_shown() {
    let mut shop = Shop::open(DebtorKind::Professional);
    shop.bank("VIR STUDIO PERRIN REGLEMENT", shop.asked);
    let proposed = shop.desk.bank_proposals(on(TODAY)).unwrap().remove(0);
    let Outcome::Certain(found) = &proposed.outcome else { panic!("{proposed:#?}") };
    // The procedure that is opened meanwhile stops interest: the letter's is not owed any more.
    let kind = domain::InsolvencyKind::Liquidation;
    shop.desk.record_insolvency(on(TODAY), shop.customer, kind, day("2026-10-10"), None).unwrap();
    assert_eq!(shop.desk.confirm_match(on(TODAY), proposed.row.entry.id, found).unwrap_err(), Failure::BankChanged);
    let again = shop.desk.bank_proposals(on(TODAY)).unwrap().remove(0);
    assert!(!matches!(again.outcome, Outcome::Certain(_)), "{again:#?}");
}

#[test]
fn interest_that_later_money_paid_is_not_paid_again_by_money_of_before() {
    let mut shop = Shop::open(DebtorKind::Professional);
    shop.pay(168_000, "2026-11-01", false);
    shop.pay(20_000, TODAY, true);
    let once = shop.accessories();
    assert!(once.iter().all(|sum| sum.is_positive()));
    shop.pay(20_000, "2026-11-10", true);
    assert_eq!(shop.accessories(), once);
    assert_eq!(shop.claimed(), Cents::ZERO);
    let surplus = shop.desk.claims(&shop.file(), day(TODAY)).unwrap();
    assert!(surplus.iter().all(|one| one.claim.surplus == Cents::ZERO));
}

#[test]
fn money_of_an_earlier_day_than_what_settled_the_invoice_may_pay_its_interest() {
    let mut shop = Shop::open(DebtorKind::Professional);
    shop.pay(100_000, "2026-11-22", false);
    shop.pay(80_000, "2026-11-20", true);
    assert!(shop.accessories().iter().all(|sum| sum.is_positive()), "{:?}", shop.accessories());
    assert_eq!(shop.claimed(), Cents::ZERO);
}

#[test]
fn an_invoice_that_is_named_may_have_its_interest_paid_without_a_letter() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = empty_desk(&folder);
    let customer = customer(&mut desk, DebtorKind::Professional);
    let due = app::invoices::TypedDue::On(day("2026-10-01"));
    let invoice = owed(&mut desk, customer, "F-12", "2026-09-01", due, 500);
    desk.record_payment(on(TODAY), NewPayment::of(customer, Cents(50_000), day("2026-11-01"))).unwrap();
    let new = NewPayment {
        parts: vec![(invoice, None)],
        accessories: true,
        ..NewPayment::of(customer, Cents(10_000), day(TODAY))
    };
    let plan = desk.plan_payment(on(TODAY), &new).unwrap();
    assert!(plan.accessories_owed > Cents(4_000));
    assert_eq!(plan.credit, Cents(10_000).minus(plan.accessories_owed));
}

#[test]
fn money_that_was_there_does_not_answer_the_word_of_another_payment() {
    let mut shop = Shop::open(DebtorKind::Professional);
    shop.pay(180_000, "2026-11-01", false);
    let due = app::invoices::TypedDue::On(day("2026-10-31"));
    let later = owed(&mut shop.desk, shop.customer, "F-14", "2026-10-01", due, 300);
    let said = app::facts::NewExchange {
        customer: shop.customer,
        invoices: vec![later],
        direction: domain::Direction::Incoming,
        channel: Channel::Phone,
        day: day("2026-11-20"),
        step: None,
        outcome: Some(domain::Outcome::SaysPaid),
        party: String::new(),
        note: String::new(),
        promise: None,
        dispute: None,
    };
    shop.desk.record_exchange(on("2026-11-20"), said).unwrap();
    shop.desk.apply_to_accessories(on(TODAY), shop.customer, None, &[]).unwrap();
    assert!(shop.file().payment_claims[0].closed.is_none());
}
