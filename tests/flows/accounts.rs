//! An accounting journal brings the customers' past and what they owe: once, in any order with the bank, and back.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::PathBuf;

use app::accounts::Outlook;
use app::import::{FileState, ImportDone};
use app::payments::NewPayment;
use app::recognise::Share;
use app::{Desk, Failure, Now};
use chrono::NaiveDate;
use domain::matching::Outcome;
use domain::{Cents, CustomerFile, Origin};
use store::{BankEntryState, CustomerFilter, CustomerSort};
use whole_program_tests::ledgers::{Entry, Layout, written};
use whole_program_tests::sample_files::business;
use whole_program_tests::{corpus, say_of_corpus};

fn now(hour: u32) -> Now {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    Now { instant: today.and_hms_opt(hour / 60, hour % 60, 0).unwrap().and_utc(), today }
}

struct Shop {
    folder: tempfile::TempDir,
    desk: Desk,
    minute: u32,
}

impl Shop {
    fn open() -> Shop {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk::open(&folder.path().join("data"), None).unwrap();
        desk.save_business(now(0), business()).unwrap();
        Shop { folder, desk, minute: 1 }
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }

    fn read(&mut self, paths: &[PathBuf]) -> Vec<(FileState, Option<Outlook>)> {
        self.minute += 1;
        let plan = self.desk.read_files(now(self.minute), paths, &mut |_, _, _| true).unwrap();
        let look = |file: &app::import::PlanFile| (file.state.clone(), file.journal().map(|one| one.outlook.clone()));
        plan.files.iter().map(look).collect()
    }

    fn confirm(&mut self) -> ImportDone {
        let id = self.desk.plan().unwrap().id.clone();
        self.desk.confirm_plan(now(self.minute), &id, &HashMap::new(), &mut |_, _, _| true).unwrap()
    }

    fn bring(&mut self, name: &str, content: impl AsRef<[u8]>) -> (Outlook, ImportDone) {
        let path = self.file(name, content);
        let seen = self.read(&[path]).remove(0);
        assert_eq!(seen.0, FileState::Ready, "{name}");
        (seen.1.unwrap(), self.confirm())
    }

    fn statement(&mut self, name: &str, lines: &[(&str, &str, i64)]) {
        let mut text = "Date opération;Date valeur;Libellé;Débit;Crédit\n".to_owned();
        for (day, label, cents) in lines {
            let amount = format!("{},{:02}", cents.abs() / 100, cents.abs() % 100);
            let (debit, credit) = if *cents < 0 { (amount, String::new()) } else { (String::new(), amount) };
            let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").unwrap().format("%d/%m/%Y");
            text.push_str(&format!("{day};{day};{label};{debit};{credit}\n"));
        }
        let path = self.file(name, text);
        self.minute += 1;
        self.desk.import_statements(now(self.minute), &path).unwrap();
    }

    fn customers(&self) -> Vec<CustomerFile> {
        let page = self.desk.customer_rows(&CustomerFilter::default(), CustomerSort::Name, false, 0, 10_000).unwrap();
        page.rows.iter().map(|row| self.desk.customer_file(row.id).unwrap()).collect()
    }

    fn customer(&self, name: &str) -> CustomerFile {
        self.customers().into_iter().find(|file| file.customer.name == name).unwrap()
    }

    /// What each customer owes less what is free of its money, by name.
    fn owed(&self) -> BTreeMap<String, i64> {
        let owed = self.customers().into_iter().map(|file| {
            let day = NaiveDate::MAX;
            let debts = file.invoices.iter().filter(|one| !one.is_credit_note());
            let open: Cents = debts.map(|invoice| file.balance(invoice, day).open).sum();
            (file.customer.name.clone(), open.minus(file.unallocated(day)).0)
        });
        owed.collect()
    }
}

/// A year of three customers, with everything that account 411 can hold.
fn year() -> Vec<Entry> {
    vec![
        Entry::opening("2026-01-01", "C1 Durand SARL", "RAN", 50_000, "A"),
        Entry::opening("2026-01-01", "C2 Martin", "RAN", -3_000, ""),
        Entry::sale("2026-01-10", "C1 Durand SARL", "F-1", 120_000, "B"),
        Entry::sale("2026-01-12", "C2 Martin", "F-2", 40_000, "A"),
        Entry::credit_note("2026-01-20", "C1 Durand SARL", "AV-1", 20_000, "B"),
        Entry::paid("2026-02-03", "C1 Durand SARL", 50_000, "A"),
        Entry::paid("2026-02-20", "C1 Durand SARL", 100_000, "B"),
        Entry::paid("2026-03-01", "C2 Martin", 40_000, "A"),
        Entry::went_back("2026-03-09", "C2 Martin", 40_000, ""),
        Entry::sale("2026-04-02", "C3 Café Mistral", "F-3", 9_900, "A"),
        Entry::loss("2026-05-30", "C3 Café Mistral", 9_900, "A"),
        Entry::sale("2026-06-05", "C1 Durand SARL", "F-4", 7_700, ""),
        Entry::paid("2026-06-30", "C2 Martin", 1_500, ""),
        Entry::sale("2026-06-30", "C9 RECETTE CB", "Z-1", 500, ""),
    ]
}

fn expected() -> BTreeMap<String, i64> {
    let owed = [("Durand SARL", 7_700), ("Martin", 35_500), ("Café Mistral", 0)];
    owed.into_iter().map(|(name, cents)| (name.to_owned(), cents)).collect()
}

#[test]
fn a_journal_brings_what_is_owed_whatever_its_layout() {
    for layout in Layout::ALL {
        let mut shop = Shop::open();
        let (seen, done) = shop.bring("fec.txt", written(layout, &year()));
        assert_eq!(shop.owed(), expected(), "{layout:?}");
        assert_eq!((seen.customers_new, seen.invoices.count, seen.payments.count), (3, 4, 4), "{layout:?}");
        assert_eq!((seen.accounts, seen.owed_after, seen.difference()), (Cents(43_200), Cents(43_200), Cents::ZERO));
        assert!(seen.differing.is_empty());
        assert_eq!(seen.left_out.len(), 1);
        assert_eq!((seen.left_out[0].name.as_str(), seen.left_out[0].balance), ("RECETTE CB", Cents(500)));
        // What was shown is what went in.
        assert_eq!(done.files[0].outlook.as_ref(), Some(&seen));
        assert_eq!((done.recorded, done.payments), (seen.items(), 4));
        // Only who still owes something is asked about.
        assert_eq!(done.to_name.len(), 2);
        assert!(shop.desk.verify().unwrap().intact);
    }
}

#[test]
fn what_the_letters_say_is_paid_and_what_went_back_is_owed_again() {
    let mut shop = Shop::open();
    shop.bring("fec.txt", written(Layout::Tabs, &year()));
    let open = |file: &CustomerFile, number: &str| {
        let invoice = file.invoices.iter().find(|invoice| invoice.number == number).unwrap();
        file.balance(invoice, NaiveDate::MAX).open.0
    };
    let durand = shop.customer("Durand SARL");
    assert_eq!((open(&durand, "F-1"), open(&durand, "F-4")), (0, 7_700));
    assert_eq!(durand.unallocated(NaiveDate::MAX), Cents::ZERO);
    let martin = shop.customer("Martin");
    // Its payment bounced: the invoice is open again, and the line that says so is not owed beside it.
    assert_eq!(open(&martin, "F-2"), 40_000);
    let back = martin.invoices.iter().find(|one| one.origin == Origin::MoneyBack).unwrap();
    assert_eq!(martin.balance(back, NaiveDate::MAX).open, Cents::ZERO);
    assert_eq!(martin.unallocated(NaiveDate::MAX), Cents(4_500));
}

#[test]
fn a_balance_without_its_invoice_has_no_due_date_until_the_owner_says_it() {
    let mut shop = Shop::open();
    shop.bring("fec.txt", written(Layout::Tabs, &[Entry::opening("2026-01-01", "C1 Durand SARL", "RAN", 50_000, "")]));
    let durand = shop.customer("Durand SARL");
    let [balance] = durand.invoices.as_slice() else { panic!("one item") };
    assert!(balance.lacks_due_date());
    assert!(balance.subject.contains("à préciser"), "{}", balance.subject);
    // Eleven months later nothing is called overdue, and nothing is to be written about it.
    assert_eq!(shop.desk.shown_due_date(&durand, balance, now(1).today), None);
    assert!(shop.desk.claim_of(&durand, balance, now(1).today).unwrap().is_none());
    assert_eq!(shop.desk.standings(now(1)).unwrap().figures().overdue, Cents::ZERO);
    assert!(shop.desk.verdict(&durand, now(1)).unwrap().proposal().is_none());
    let filter =
        store::InvoiceFilter { state: store::InvoiceState::Overdue, ..store::InvoiceFilter::all(now(1).today) };
    assert_eq!(shop.desk.invoice_rows(&filter, store::InvoiceSort::Due, false, 0, 5).unwrap().total, 0);
    let said = domain::Invoice {
        instalments: vec![domain::Instalment::due("2025-12-31".parse().unwrap(), Cents(50_000))],
        ..balance.clone()
    };
    assert!(!said.lacks_due_date());
}

#[test]
fn the_same_journal_again_adds_nothing_and_a_longer_one_only_what_is_new() {
    let mut shop = Shop::open();
    let all = year();
    let (half, _) = shop.bring("juin.txt", written(Layout::Tabs, &all[..7]));
    assert_eq!(half.difference(), Cents::ZERO);
    let again = shop.file("juin (copie).txt", written(Layout::Tabs, &all[..7]));
    assert!(matches!(shop.read(&[again])[0].0, FileState::Duplicate { imported_on: Some(_) }));
    // Other bytes, the same facts.
    let other = shop.file("juin.fec", written(Layout::AmountAndSense, &all[..7]));
    assert_eq!(shop.read(&[other])[0].0, FileState::Duplicate { imported_on: None });
    let (rest, _) = shop.bring("decembre.txt", written(Layout::Tabs, &all));
    assert_eq!((rest.customers_new, rest.customers_known, rest.invoices.count), (1, 2, 2));
    assert_eq!((rest.payments.count, rest.payments_known, rest.brought_forward.count), (2, 2, 0));
    assert_eq!(shop.owed(), expected());
    // The payment that bounced was new in the second: both ways end at the same sums.
    assert_eq!(rest.difference(), Cents::ZERO);
}

#[test]
fn the_balances_of_the_next_year_are_the_invoices_of_the_last() {
    let mut shop = Shop::open();
    shop.bring("2026.txt", written(Layout::Tabs, &year()));
    let next = [
        Entry::opening("2027-01-01", "C1 Durand SARL", "RAN", 7_700, "A"),
        Entry::opening("2027-01-01", "C2 Martin", "RAN", 35_500, ""),
        Entry::paid("2027-01-15", "C1 Durand SARL", 7_700, "A"),
        Entry::sale("2027-02-01", "C2 Martin", "F-9", 1_000, ""),
    ];
    let (seen, _) = shop.bring("2027.txt", written(Layout::Tabs, &next));
    assert_eq!((seen.brought_forward.count, seen.brought_credit.count, seen.invoices.count), (0, 0, 1));
    assert_eq!(seen.difference(), Cents::ZERO);
    let durand = shop.customer("Durand SARL");
    let paid = durand.invoices.iter().find(|one| one.number == "F-4").unwrap();
    assert_eq!(durand.balance(paid, NaiveDate::MAX).open, Cents::ZERO);
    assert_eq!((shop.owed()["Durand SARL"], shop.owed()["Martin"]), (0, 36_500));
}

#[test]
fn years_dropped_together_go_in_by_their_order_and_an_earlier_one_afterwards_is_refused() {
    let last = [Entry::sale("2025-11-01", "C1 Durand SARL", "F-100", 50_000, "")];
    let mut shop = Shop::open();
    // By name the later year comes first.
    let paths = [shop.file("a.txt", written(Layout::Tabs, &year())), shop.file("b.txt", written(Layout::Tabs, &last))];
    let seen = shop.read(&paths);
    assert_eq!(seen[0].1.as_ref().unwrap().brought_forward.count, 0);
    shop.confirm();
    assert_eq!(shop.owed(), expected());
    let durand = shop.customer("Durand SARL");
    let first = durand.invoices.iter().find(|one| one.number == "F-100").unwrap();
    assert_eq!(durand.balance(first, NaiveDate::MAX).open, Cents::ZERO);

    let mut shop = Shop::open();
    shop.bring("a.txt", written(Layout::Tabs, &year()));
    let before = shop.owed();
    let path = shop.file("b.txt", written(Layout::Tabs, &last));
    let refused = shop.read(&[path]).remove(0).0;
    assert!(matches!(refused, FileState::Refused(Failure::EarlierAccounts { .. })), "{refused:?}");
    assert_eq!(shop.owed(), before);
}

#[test]
fn invoices_known_already_are_not_taken_twice_and_a_contradiction_changes_nothing() {
    let mut shop = Shop::open();
    let list = "Numéro;Client;Date;Échéance;Total TTC\nF-1;DURAND;2026-01-10;2026-02-10;1200,00\nF-4;DURAND;2026-06-05;2026-07-05;99,00\n";
    let path = shop.file("liste.csv", list);
    shop.read(&[path]);
    shop.confirm();
    let (seen, done) = shop.bring("fec.txt", written(Layout::Tabs, &year()));
    assert_eq!((seen.customers_known, seen.invoices_known, seen.contradicting), (1, 2, 1));
    assert!(done.findings.iter().any(|(_, finding)| {
        finding.code == intake::FindingCode::KnownWithOtherAmount && finding.place.line.is_some()
    }));
    let durand = shop.customer("DURAND");
    let of = |number: &str| durand.invoices.iter().find(|one| one.number == number).unwrap();
    assert_eq!((of("F-4").amount_due, durand.balance(of("F-1"), NaiveDate::MAX).open), (Cents(9_900), Cents::ZERO));
    // Its own due date stays.
    assert_eq!(of("F-1").agreed_due_date(), NaiveDate::from_ymd_opt(2026, 2, 10));
    // The difference is the contradiction, and it is named.
    assert_eq!((seen.difference(), seen.differing.len()), (Cents(2_200), 1));
}

#[test]
fn the_order_of_journal_and_statements_changes_nothing_that_is_owed() {
    let lines = [
        ("2026-02-04", "VIR DURAND SARL F-1", 50_000),
        ("2026-02-21", "VIR DURAND SARL", 100_000),
        ("2026-06-30", "VIR MARTIN", 1_500),
        ("2026-07-02", "VIR MARTIN", 2_000),
    ];
    let mut journal_first = Shop::open();
    journal_first.bring("fec.txt", written(Layout::Tabs, &year()));
    journal_first.statement("banque.csv", &lines);
    let waiting = journal_first.desk.bank_entries(BankEntryState::Waiting).unwrap();
    let proposed = journal_first.desk.bank_proposals(now(200)).unwrap();
    let noted = |line: &app::matching::ProposedLine| line.noted.clone().filter(|noted| noted.certain);
    // Three lines are payments of the accounts; the fourth is news.
    let news: Vec<i64> =
        proposed.iter().filter(|line| noted(line).is_none()).map(|line| line.row.entry.amount.0).collect();
    assert_eq!((proposed.len(), news), (4, vec![2_000]));
    let before = journal_first.owed();
    assert_eq!(proposed.iter().filter(|line| line.is_certain()).count(), 3);
    let done = journal_first.desk.confirm_certain(now(200), 3).unwrap();
    assert_eq!(journal_first.desk.bank_entries(BankEntryState::Waiting).unwrap().len(), 1);
    // Each knows its line now, and nothing was booked again.
    assert_eq!(journal_first.owed(), before);
    journal_first.desk.undo(now(200), &done.undo.unwrap()).unwrap();
    assert_eq!(journal_first.desk.bank_entries(BankEntryState::Waiting).unwrap().len(), 4);
    journal_first.desk.confirm_certain(now(200), 3).unwrap();
    let martin = journal_first.customer("Martin").customer.id;
    let last = waiting.iter().find(|row| row.entry.amount == Cents(2_000)).unwrap().entry.id;
    journal_first.desk.recognise_shares(now(201), last, &[Share::whole(martin, Vec::new())]).unwrap();

    let mut bank_first = Shop::open();
    let list = "Numéro;Client;Date;Échéance;Total TTC\nF-1;Durand SARL;2026-01-10;2026-02-10;1200,00\nF-2;Martin;2026-01-12;2026-02-12;400,00\n";
    let path = bank_first.file("liste.csv", list);
    bank_first.read(&[path]);
    bank_first.confirm();
    bank_first.statement("banque.csv", &lines);
    for row in bank_first.desk.bank_entries(BankEntryState::Waiting).unwrap() {
        let name = if row.entry.text.join(" ").contains("DURAND") { "Durand SARL" } else { "Martin" };
        let customer = bank_first.customer(name).customer.id;
        bank_first.desk.recognise_shares(now(202), row.entry.id, &[Share::whole(customer, Vec::new())]).unwrap();
    }
    let (seen, _) = bank_first.bring("fec.txt", written(Layout::Tabs, &year()));
    assert_eq!(seen.payments_known, 3);
    assert_eq!(bank_first.owed(), journal_first.owed());
    assert_eq!(bank_first.owed()["Martin"], 33_500);
}

#[test]
fn a_payment_lettered_with_its_return_pays_nothing_else() {
    let mut entries = vec![
        Entry::sale("2026-01-10", "C1 Durand SARL", "F-1", 14_900, "a"),
        Entry::paid("2026-02-10", "C1 Durand SARL", 14_900, "a"),
        Entry::went_back("2026-02-14", "C1 Durand SARL", 14_900, "a"),
    ];
    let open = |shop: &Shop| {
        let durand = shop.customer("Durand SARL");
        let invoice = durand.invoices.iter().find(|one| one.number == "F-1").unwrap();
        let paid_on =
            durand.payments.iter().filter(|one| one.allocations.iter().any(|part| part.invoice == invoice.id));
        (
            durand.balance(invoice, NaiveDate::MAX).open.0,
            paid_on.map(|one| one.received_on.to_string()).collect::<Vec<_>>(),
        )
    };
    let mut shop = Shop::open();
    shop.bring("fec.txt", written(Layout::Tabs, &entries));
    assert_eq!(open(&shop), (14_900, vec![]));
    // What was paid again pays it, on its own day.
    entries.push(Entry::paid("2026-03-01", "C1 Durand SARL", 14_900, "a"));
    let mut shop = Shop::open();
    shop.bring("fec.txt", written(Layout::Tabs, &entries));
    assert_eq!(open(&shop), (0, vec!["2026-03-01".to_owned()]));
}

/// The statement of December was never brought: what comes in January is rather other money.
#[test]
fn a_line_of_after_the_accounts_is_asked_about_and_never_hidden() {
    let entries = [
        Entry::sale("2025-12-01", "C1 Durand SARL", "F-2025-01", 4_900, "A"),
        Entry::paid("2025-12-30", "C1 Durand SARL", 4_900, "A"),
        Entry::sale("2025-12-31", "C1 Durand SARL", "F-2025-02", 4_900, ""),
        Entry::sale("2025-12-03", "C2 Martin", "F-2025-03", 7_700, "A"),
        Entry::paid("2025-12-31", "C2 Martin", 7_700, "A"),
    ];
    let mut shop = Shop::open();
    shop.bring("2025.txt", written(Layout::Tabs, &entries));
    shop.statement(
        "janvier.csv",
        &[
            ("2025-12-31", "VIR MARTIN", 7_700),
            ("2026-01-02", "VIR DURAND SARL F-2025-02", 4_900),
            ("2026-01-03", "VIR INCONNU", 7_700),
        ],
    );
    let proposed = shop.desk.bank_proposals(now(10)).unwrap();
    let said = |words: &str| proposed.iter().find(|line| line.row.entry.text.join(" ").contains(words)).unwrap();
    assert!(said("MARTIN").is_noted());
    assert_eq!((said("INCONNU").noted.clone(), &said("INCONNU").outcome), (None, &Outcome::Unknown));
    let durand = said("DURAND");
    let Outcome::Doubtful(found) = &durand.outcome else { panic!("{durand:?}") };
    let file = shop.customer("Durand SARL");
    let [allocation] = found[0].allocations.as_slice() else { panic!("{found:?}") };
    assert_eq!(file.invoice(allocation.invoice).unwrap().number, "F-2025-02");
    let noted = durand.noted.as_ref().unwrap();
    assert_eq!((noted.payments.as_slice(), noted.certain), ([file.payments[0].id].as_slice(), false));
}

#[test]
fn money_noted_by_hand_is_the_same_money() {
    let mut shop = Shop::open();
    let all = year();
    shop.bring("a.txt", written(Layout::Tabs, &all[..5]));
    let durand = shop.customer("Durand SARL").customer.id;
    let noted = |amount, day: &str| NewPayment::of(durand, Cents(amount), day.parse().unwrap());
    shop.desk.record_payment(now(100), noted(50_000, "2026-02-05")).unwrap();
    let (seen, _) = shop.bring("b.txt", written(Layout::Tabs, &all));
    assert_eq!((seen.payments_known, seen.payments.count), (1, 3));
    assert_eq!(shop.owed(), expected());
}

#[test]
fn undoing_a_journal_restores_every_figure() {
    let mut shop = Shop::open();
    let all = year();
    let list = "Numéro;Client;Date;Échéance;Total TTC\nF-1;Durand SARL;2026-01-10;2026-02-10;1200,00\n";
    let path = shop.file("liste.csv", list);
    shop.read(&[path]);
    shop.confirm();
    let picture = |shop: &Shop| {
        let files = shop.customers().into_iter().map(|file| (file.customer, file.invoices, file.payments));
        (files.collect::<Vec<_>>(), shop.desk.counts(now(300)).unwrap())
    };
    let first = picture(&shop);
    let (_, half) = shop.bring("a.txt", written(Layout::Tabs, &all[..9]));
    let second = picture(&shop);
    // A letter that comes later: money known already pays an invoice known already.
    let mut lettered = all.clone();
    lettered[12].letter = "Z".to_owned();
    let (_, whole) = shop.bring("b.txt", written(Layout::Tabs, &lettered));
    assert_ne!(picture(&shop), second);
    shop.desk.undo(now(301), &format!("import:{}", whole.imports[0])).unwrap();
    assert_eq!(picture(&shop), second);
    shop.desk.undo(now(302), &format!("import:{}", half.imports[0])).unwrap();
    assert_eq!(picture(&shop), first);
    assert!(shop.desk.verify().unwrap().intact);
}

#[test]
fn money_known_before_that_a_later_journal_letters_is_free_again_after_undoing() {
    let mut shop = Shop::open();
    let mut entries = vec![
        Entry::sale("2026-01-10", "C1 Durand SARL", "F-1", 10_000, ""),
        Entry::paid("2026-02-10", "C1 Durand SARL", 10_000, ""),
    ];
    shop.bring("a.txt", written(Layout::Tabs, &entries));
    assert_eq!(shop.customer("Durand SARL").unallocated(NaiveDate::MAX), Cents(10_000));
    entries.iter_mut().for_each(|entry| entry.letter = "A".to_owned());
    let (seen, done) = shop.bring("b.txt", written(Layout::Tabs, &entries));
    assert_eq!((seen.applied, seen.items(), seen.payments.count), (1, 0, 0));
    assert_eq!(shop.customer("Durand SARL").unallocated(NaiveDate::MAX), Cents::ZERO);
    shop.desk.undo(now(100), &format!("import:{}", done.imports[0])).unwrap();
    assert_eq!(shop.customer("Durand SARL").unallocated(NaiveDate::MAX), Cents(10_000));
}

#[test]
fn a_stopped_import_leaves_nothing() {
    let mut shop = Shop::open();
    let path = shop.file("fec.txt", written(Layout::Tabs, &year()));
    shop.read(&[path]);
    let id = shop.desk.plan().unwrap().id.clone();
    let mut left = 2;
    let stopped = shop.desk.confirm_plan(now(100), &id, &HashMap::new(), &mut |_, _, _| {
        left -= 1;
        left > 0
    });
    assert_eq!(stopped, Err(Failure::Cancelled));
    assert!(shop.customers().is_empty());
    assert_eq!(shop.confirm().files.len(), 1);
}

#[test]
fn every_journal_of_the_corpus_gives_the_balance_of_its_accounts() {
    let Some(folder) = corpus("accounting journals") else { return };
    let (mut files, mut customers) = (0, 0);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder.join("fec")).unwrap().map(|one| one.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let mut shop = Shop::open();
        let (state, seen) = shop.read(std::slice::from_ref(&path)).remove(0);
        let seen = seen.unwrap();
        assert_eq!(state, FileState::Ready, "{}", path.display());
        let balance = shop.desk.plan().unwrap().files[0].journal().unwrap().balance;
        let done = shop.confirm();
        let owed: i64 = shop.owed().values().sum();
        let left_out: Cents = seen.left_out.iter().map(|out| out.balance).sum();
        assert_eq!(Cents(owed).plus(left_out), balance, "{}", path.display());
        assert_eq!((seen.difference(), seen.differing.len()), (Cents::ZERO, 0), "{}", path.display());
        assert!(shop.desk.verify().unwrap().intact);
        // Again from the same facts: nothing.
        shop.desk.undo(now(400), &format!("import:{}", done.imports[0])).unwrap();
        assert!(shop.customers().is_empty(), "{}", path.display());
        files += 1;
        customers += seen.customers_new;
    }
    say_of_corpus(format_args!("accounts: {files} journals, {customers} customers, balances of 411 as in the file"));
    assert!(files > 0);
}

#[test]
fn a_journal_taken_out_and_read_again_leaves_its_bounced_payment_to_be_dealt_with() {
    let entries = [
        Entry::sale("2026-03-01", "C1 Durand SARL", "F-1", 50_000, "A"),
        Entry::paid("2026-03-20", "C1 Durand SARL", 50_000, "A"),
        Entry::sale("2026-05-01", "C2 Martin", "F-2", 7_700, "A"),
        Entry::paid("2026-05-31", "C2 Martin", 7_700, "A"),
    ];
    let mut shop = Shop::open();
    let (_, done) = shop.bring("fec.txt", written(Layout::Tabs, &entries));
    shop.statement(
        "banque.csv",
        &[("2026-03-20", "VIR DURAND SARL", 50_000), ("2026-03-24", "REJET VIR DURAND SARL", -50_000)],
    );
    shop.desk.confirm_certain(now(300), 1).unwrap();
    let payment = shop.customer("Durand SARL").payments[0].id;
    let waiting = shop.desk.bank_entries(BankEntryState::Waiting).unwrap();
    let [back] = waiting.as_slice() else { panic!("{waiting:?}") };
    shop.desk.recognise_return(now(301), back.entry.id, payment).unwrap();
    assert_eq!(shop.owed()["Durand SARL"], 50_000);

    shop.desk.undo_imports(now(302), &done.imports).unwrap();
    assert_eq!(shop.desk.bank_entries(BankEntryState::Waiting).unwrap().len(), 2);
    shop.bring("fec.txt", written(Layout::Tabs, &entries));
    let proposed = shop.desk.bank_proposals(now(304)).unwrap();
    assert_eq!(proposed.iter().filter(|line| line.is_noted()).count(), 1);
    shop.desk.confirm_certain(now(305), 1).unwrap();
    let proposed = shop.desk.bank_proposals(now(306)).unwrap();
    let [line] = proposed.as_slice() else { panic!("{proposed:?}") };
    let payment = shop.customer("Durand SARL").payments[0].id;
    shop.desk.recognise_return(now(307), line.row.entry.id, payment).unwrap();
    assert_eq!(shop.owed()["Durand SARL"], 50_000);
    assert!(shop.desk.verify().unwrap().intact);
}
