//! What imports do to what is recorded: conflicts, corrections, credit notes, what is left out, and taking it back.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use app::import::{Answer, CandidateState, FileState, ImportDone, Plan, Question};
use app::{Desk, Failure, Now};
use chrono::NaiveDate;
use domain::{AttachmentKind, Cents, CustomerFile, Invoice};
use intake::einvoice::fixture::{Fixture, FixtureDue, FixtureParty, ubl_xml};
use intake::{FindingCode, Severity};
use whole_program_tests::sample_files::business;

fn now(hour: u32) -> Now {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    Now { instant: today.and_hms_opt(hour, 0, 0).unwrap().and_utc(), today }
}

struct Shop {
    folder: tempfile::TempDir,
    desk: Desk,
    hour: u32,
}

impl Shop {
    fn open() -> Shop {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk::open(&folder.path().join("data"), None).unwrap();
        desk.save_business(now(0), business()).unwrap();
        Shop { folder, desk, hour: 1 }
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }

    fn read(&mut self, paths: &[impl AsRef<Path>]) -> &Plan {
        self.hour += 1;
        self.desk.read_files(now(self.hour), paths, &mut |_, _, _| true).unwrap()
    }

    fn confirm(&mut self, answers: &[(u32, Answer)]) -> ImportDone {
        let id = self.desk.plan().unwrap().id.clone();
        let answers: HashMap<u32, Answer> = answers.iter().copied().collect();
        self.desk.confirm_plan(now(self.hour), &id, &answers, &mut |_, _, _| true).unwrap()
    }

    /// Reads and stores files as they are.
    fn bring(&mut self, paths: &[impl AsRef<Path>]) -> ImportDone {
        self.read(paths);
        self.confirm(&[])
    }

    fn customer(&self, name: &str) -> CustomerFile {
        let probe = store::CustomerFilter { search: name.to_owned(), ..store::CustomerFilter::default() };
        let rows = self.desk.customer_rows(&probe, store::CustomerSort::Name, false, 0, 5).unwrap().rows;
        self.desk.customer_file(rows[0].id).unwrap()
    }

    fn invoice(&self, customer: &str, number: &str) -> Option<Invoice> {
        self.customer(customer).invoices.into_iter().find(|invoice| invoice.number == number)
    }

    fn open_amount(&self, customer: &str, number: &str) -> Cents {
        let file = self.customer(customer);
        let invoice = file.invoices.iter().find(|invoice| invoice.number == number).unwrap();
        file.balance(invoice, now(0).today).open
    }
}

fn replace() -> Answer {
    Answer { replace: Some(true), ..Answer::default() }
}

fn party(name: &str) -> FixtureParty {
    FixtureParty { name: name.into(), country: "FR".into(), ..FixtureParty::default() }
}

fn ours() -> FixtureParty {
    FixtureParty { siren: Some("732829320".into()), ..party("Atelier Morvan") }
}

/// An invoice of the business to Café Mistral.
fn bill(number: &str, gross: &str) -> Fixture {
    Fixture {
        number: number.into(),
        issue_date: "2026-09-01".into(),
        net: gross.into(),
        vat: "0.00".into(),
        gross: gross.into(),
        due: Some(gross.into()),
        seller: ours(),
        buyer: party("Café Mistral"),
        ..Fixture::default()
    }
}

fn note(number: &str, gross: &str, lowers: &str) -> Fixture {
    let preceding_invoices = vec![lowers.to_owned()];
    Fixture { type_code: "381".into(), preceding_invoices, due_dates: Vec::new(), ..bill(number, gross) }
}

const HEADINGS: &str = "Numéro;Client;Date;Échéance;Montant TTC;Avoir sur facture";

#[test]
fn the_same_number_in_two_files_with_other_figures_is_asked_about() {
    let mut shop = Shop::open();
    let first = shop.file("a.xml", ubl_xml(&bill("F-1", "100.00")));
    let second = shop.file("b.xml", ubl_xml(&bill("F-1", "150.00")));
    let again = shop.file("c.csv", "Numéro;Client;Date;Montant TTC\nF-1;Café Mistral;2026-09-01;100,00\n");
    let plan = shop.read(&[first, second, again]);
    assert_eq!(plan.files[0].state, FileState::Ready);
    assert_eq!(plan.files[1].state, FileState::Question(vec![Question::Conflict { numbers: vec!["F-1".into()] }]));
    assert_eq!(plan.files[2].state, FileState::Duplicate { imported_on: None });
    let done = shop.confirm(&[(1, replace())]);
    assert_eq!((done.recorded, done.corrected), (1, 1));
    let invoice = shop.invoice("Café Mistral", "F-1").unwrap();
    assert_eq!(invoice.amount_due, Cents(15_000));
    let papers: Vec<&str> = invoice.attachments.iter().map(|paper| paper.name.as_str()).collect();
    assert_eq!(papers, ["a.xml", "b.xml"], "both files prove it");
}

#[test]
fn a_line_that_contradicts_an_earlier_line_of_its_list_is_an_error_at_its_place() {
    let mut shop = Shop::open();
    let list = "Numéro;Client;SIREN;Date;Montant TTC\n\
        F-1;Café Mistral;732829320;2026-09-01;100,00\nF-1;CAFE MISTRAL SARL;732829320;2026-09-01;90,00\n"
        .replace("732829320", "552100554");
    let path = shop.file("list.csv", list);
    let plan = shop.read(&[path]);
    let errors: Vec<_> = plan.files[0].findings.iter().filter(|one| one.severity == Severity::Error).collect();
    assert_eq!((errors.len(), errors[0].code), (1, FindingCode::SameNumberTwice));
    assert_eq!(errors[0].place.line, Some(3));
    assert_eq!(shop.bring(&[shop.folder.path().join("list.csv")]).recorded, 1);
    assert_eq!(shop.invoice("Café Mistral", "F-1").unwrap().amount_due, Cents(10_000));
}

#[test]
fn a_correction_keeps_what_the_file_does_not_speak_of_and_can_be_taken_back() {
    let mut shop = Shop::open();
    let first = shop.file("a.xml", ubl_xml(&bill("F-1", "100.00")));
    let brought = shop.bring(&[first]).imports;
    let id = shop.invoice("Café Mistral", "F-1").unwrap().id;
    let quote = shop.file("devis.txt", "Bon pour accord");
    shop.desk.attach(now(1), id, AttachmentKind::Quote, &[quote]).unwrap();
    let before = shop.invoice("Café Mistral", "F-1").unwrap();

    let second = shop.file("b.xml", ubl_xml(&Fixture { subject: String::new(), ..bill("F-1", "150.00") }));
    shop.read(&[second]);
    let corrected = shop.confirm(&[(0, replace())]).imports;
    let after = shop.invoice("Café Mistral", "F-1").unwrap();
    assert_eq!(after.amount_due, Cents(15_000));
    assert_eq!((after.import, &after.subject), (before.import, &before.subject));
    let papers: Vec<&str> = after.attachments.iter().map(|paper| paper.name.as_str()).collect();
    assert_eq!(papers, ["a.xml", "devis.txt", "b.xml"]);

    // What the owner does afterwards is not the import's to take back.
    let note = shop.file("bon de livraison.txt", "Reçu le 3 septembre");
    shop.desk.attach(now(5), id, AttachmentKind::DeliveryNote, &[note]).unwrap();
    shop.desk.undo_imports(now(6), &corrected).unwrap();
    let back = shop.invoice("Café Mistral", "F-1").unwrap();
    let papers: Vec<&str> = back.attachments.iter().map(|paper| paper.name.as_str()).collect();
    assert_eq!(papers, ["a.xml", "devis.txt", "bon de livraison.txt"]);
    assert_eq!(Invoice { attachments: before.attachments.clone(), ..back }, before);
    assert!(shop.desk.verify().unwrap().intact);

    // The import that brought it takes it out.
    shop.desk.undo_imports(now(7), &brought).unwrap();
    assert_eq!(shop.desk.counts(now(7)).unwrap().invoices, 0);
}

#[test]
fn a_customer_whose_kind_was_only_confirmed_goes_with_its_import() {
    let mut shop = Shop::open();
    let list = "Numéro;Client;Date;Montant TTC\nF-1;Café Mistral;2026-09-01;100,00\nF-2;Yoga;2026-09-01;90,00\n\
        A-1;Yoga;2026-09-02;-10,00\n";
    let path = shop.file("list.csv", list);
    let done = shop.bring(&[path]);
    assert_eq!((done.recorded, done.credit_notes), (3, 1));
    assert_eq!(shop.desk.brought_by_imports().unwrap()[&done.imports[0]], (2, 1));
    let [mistral, yoga] = ["Café Mistral", "Yoga"].map(|name| shop.customer(name).customer);
    let kinds = [&mistral, &yoga].map(|one| (one.id, domain::DebtorKind::Professional));
    shop.desk.set_kinds(now(5), kinds.to_vec()).unwrap();
    // More was said of one than what it is: it is the owner's.
    let mut noted = shop.customer("Yoga").customer;
    noted.note = "appeler le matin".to_owned();
    shop.desk.save_customer(now(6), Some(noted.id), noted).unwrap();
    shop.desk.undo_imports(now(7), &done.imports).unwrap();
    assert_eq!(shop.desk.counts(now(7)).unwrap().customers, 1);
    assert_eq!(shop.customer("Yoga").customer.id, yoga.id);
    assert!(shop.desk.verify().unwrap().intact);
}

#[test]
fn a_customer_of_whom_something_was_decided_stays_when_its_import_goes() {
    let mut shop = Shop::open();
    let path = shop.file("list.csv", "Numéro;Client;Date;Montant TTC\nF-1;Yoga;2026-09-01;90,00\n");
    let done = shop.bring(&[path]);
    let yoga = shop.customer("Yoga").customer.id;
    let order = domain::PaymentOrder::PrincipalFirst;
    shop.desk.choose_payment_order(now(5), yoga, order, "convenu ensemble").unwrap();
    shop.desk.undo_imports(now(6), &done.imports).unwrap();
    assert_eq!(shop.customer("Yoga").payment_order(), order);
}

#[test]
fn an_import_and_its_correction_are_taken_back_together() {
    let mut shop = Shop::open();
    let first = shop.file("a.xml", ubl_xml(&bill("F-1", "100.00")));
    let second = shop.file("b.xml", ubl_xml(&bill("F-1", "150.00")));
    shop.read(&[first, second]);
    let done = shop.confirm(&[(1, replace())]);
    let entries = shop.desk.journal_length().unwrap();
    let change = shop.desk.undo_imports(now(5), &done.imports).unwrap();
    assert!(change.sentence.contains("2 fichiers"), "{}", change.sentence);
    assert_eq!(shop.desk.counts(now(5)).unwrap().invoices, 0);
    assert_eq!(shop.desk.journal_length().unwrap(), entries + 3, "one correction, two imports");
    assert!(shop.desk.verify().unwrap().intact);
}

#[test]
fn whose_it_is_and_which_figures_count_are_two_answers() {
    let mut shop = Shop::open();
    let first = shop.file("a.xml", ubl_xml(&bill("F-1", "100.00")));
    shop.bring(&[first]);
    let other = Fixture { seller: party("Scierie de Brocéliande"), ..bill("F-1", "150.00") };
    let second = shop.file("b.xml", ubl_xml(&other));
    let plan = shop.read(&[&second]);
    assert_eq!(plan.files[0].open_questions().count(), 2);
    // "It is ours" alone replaces nothing.
    let ours = Answer { import: Some(true), ..Answer::default() };
    assert_eq!(shop.confirm(&[(0, ours)]).corrected, 0);
    assert_eq!(shop.invoice("Café Mistral", "F-1").unwrap().amount_due, Cents(10_000));
    // "The file is right" alone does not let somebody else's invoice in.
    shop.read(&[&second]);
    assert_eq!(shop.confirm(&[(0, replace())]).corrected, 0);
    shop.read(&[&second]);
    assert_eq!(shop.confirm(&[(0, Answer { import: Some(true), ..replace() })]).corrected, 1);
    assert_eq!(shop.invoice("Café Mistral", "F-1").unwrap().amount_due, Cents(15_000));
}

#[test]
fn a_credit_note_lowers_its_invoice_whichever_comes_first() {
    // In one list, in one choice of files, and in an import of another day.
    let mut shop = Shop::open();
    let list = format!("{HEADINGS}\nA-1;Café Mistral;2026-09-05;;-30,00;F-1\nF-1;Café Mistral;2026-09-01;;100,00;\n");
    let path = shop.file("list.csv", list);
    assert_eq!(shop.bring(&[path]).recorded, 2);
    assert_eq!(shop.open_amount("Café Mistral", "F-1"), Cents(7_000));

    let early = shop.file("a.xml", ubl_xml(&note("A-2", "40.00", "F-2")));
    shop.bring(&[early]);
    let late = shop.file("b.xml", ubl_xml(&bill("F-2", "100.00")));
    let brought = shop.bring(&[late]).imports;
    assert_eq!(shop.open_amount("Café Mistral", "F-2"), Cents(6_000));
    assert_eq!(shop.customer("Café Mistral").unallocated(now(0).today), Cents::ZERO);

    // Taken back, the note has its amount again; brought again, the invoice is lowered again.
    shop.desk.undo_imports(now(10), &brought).unwrap();
    assert_eq!(shop.customer("Café Mistral").unallocated(now(0).today), Cents(4_000));
    shop.bring(&[shop.folder.path().join("b.xml")]);
    assert_eq!(shop.open_amount("Café Mistral", "F-2"), Cents(6_000));
    assert!(shop.desk.verify().unwrap().intact);
}

#[test]
fn a_credit_note_never_gives_more_than_it_has_nor_more_than_is_open() {
    let mut shop = Shop::open();
    let list = format!(
        "{HEADINGS}\n\
         A-1;Café Mistral;2026-09-05;;-130,00;F-1, F-2\n\
         A-2;Café Mistral;2026-09-05;;-50,00;F-2\n\
         F-1;Café Mistral;2026-09-01;;100,00;\nF-2;Café Mistral;2026-09-01;;60,00;\n"
    );
    let path = shop.file("list.csv", list);
    shop.bring(&[path]);
    assert_eq!(shop.open_amount("Café Mistral", "F-1"), Cents::ZERO);
    assert_eq!(shop.open_amount("Café Mistral", "F-2"), Cents::ZERO);
    // 180 in notes, 160 in invoices: twenty stay a credit.
    assert_eq!(shop.customer("Café Mistral").unallocated(now(0).today), Cents(2_000));
    // Of another customer, the same number is not meant.
    let other = shop.file("b.csv", format!("{HEADINGS}\nF-2;Yoga & Marée;2026-09-01;;60,00;\n"));
    shop.bring(&[other]);
    assert_eq!(shop.open_amount("Yoga", "F-2"), Cents(6_000));
    assert!(shop.desk.verify().unwrap().intact);
}

#[test]
fn a_file_left_out_keeps_nothing_else_out() {
    let mut shop = Shop::open();
    let first = shop.file("a.xml", ubl_xml(&bill("F-1", "100.00")));
    let same = shop.file("b.csv", "Numéro;Client;Date;Montant TTC\nF-1;Café Mistral;2026-09-01;100,00\n");
    let unmapped = shop.file("c.csv", "Colonne;Chose;Truc\n17;Yoga;x\n18;Yoga;y\n");
    let plan = shop.read(&[first, same, unmapped]);
    assert!(
        matches!(plan.files[2].state, FileState::NeedsMapping | FileState::Refused(_)),
        "{:?}",
        plan.files[2].state
    );
    assert_eq!(plan.files[1].state, FileState::Duplicate { imported_on: None });
    let id = plan.id.clone();
    let out = HashMap::from([(0, Answer { left_out: true, ..Answer::default() })]);
    let plan = shop.desk.answer_plan(&id, &out).unwrap();
    assert_eq!(plan.files[1].state, FileState::Ready, "its copy is not a duplicate any more");
    assert_eq!(plan.files[1].candidates()[0].state, CandidateState::New);
    assert_eq!(shop.confirm(&[]).recorded, 1);
    assert!(shop.invoice("Café Mistral", "F-1").unwrap().attachments.is_empty(), "the list brought it");
}

#[test]
fn a_copy_of_what_somebody_else_issued_comes_in_when_the_first_stays_out() {
    let mut shop = Shop::open();
    let other = Fixture { seller: party("Scierie de Brocéliande"), ..bill("F-1", "100.00") };
    let first = shop.file("a.xml", ubl_xml(&other));
    let second = shop.file("b.xml", ubl_xml(&bill("F-1", "100.00")));
    // Nobody answers the question of the first.
    assert_eq!(shop.bring(&[first, second]).recorded, 1);
    assert_eq!(shop.invoice("Café Mistral", "F-1").unwrap().attachments[0].name, "b.xml");
}

#[test]
fn nothing_is_read_before_the_business_has_a_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::open(&folder.path().join("data"), None).unwrap();
    let read = desk.read_files(now(1), &["anything.xml"], &mut |_, _, _| true);
    assert_eq!(read.map(|plan| plan.files.len()), Err(Failure::NoBusiness));
}

#[test]
fn an_invoice_that_names_no_seller_is_still_refused_when_we_are_its_buyer() {
    let mut shop = Shop::open();
    let bought = Fixture { seller: party(""), buyer: ours(), ..bill("F-1", "100.00") };
    let nameless = Fixture { seller: party(""), ..bill("F-2", "100.00") };
    let vat =
        Fixture { seller: FixtureParty { vat_id: Some("FR40303265045".into()), ..party("") }, ..bill("F-3", "100.00") };
    let paths = [
        shop.file("a.xml", ubl_xml(&bought)),
        shop.file("b.xml", ubl_xml(&nameless)),
        shop.file("c.xml", ubl_xml(&vat)),
    ];
    let plan = shop.read(&paths);
    assert!(matches!(plan.files[0].state, FileState::Received { .. }), "{:?}", plan.files[0].state);
    assert_eq!(plan.files[1].state, FileState::Ready);
    let asked: Vec<&Question> = plan.files[2].open_questions().collect();
    assert!(matches!(&asked[..], [Question::OtherSeller { seller }] if seller.contains("303265045")), "{asked:?}");
}

#[test]
fn what_cannot_be_opened_is_refused_in_its_place_and_the_rest_goes_in() {
    let mut shop = Shop::open();
    let good = shop.file("a.xml", ubl_xml(&bill("F-1", "100.00")));
    let gone = shop.folder.path().join("gone.xml");
    let plan = shop.read(&[gone, good]);
    assert!(matches!(plan.files[0].state, FileState::Refused(Failure::Io { .. })));
    assert_eq!(shop.confirm(&[]).recorded, 1);
}

#[test]
fn an_einvoice_completes_what_is_recorded_without_its_paper_or_its_due_date() {
    let mut shop = Shop::open();
    let list = shop.file(
        "liste.csv",
        "Numéro;Client;Date;Montant TTC\nF-1;Café Mistral;2026-09-01;100,00\nF-2;Café Mistral;2026-09-01;80,00\n",
    );
    shop.bring(&[list]);
    let before = shop.invoice("Café Mistral", "F-1").unwrap();
    assert_eq!((before.instalments.len(), before.attachments.len()), (0, 0));

    let bill =
        Fixture { due_dates: vec![FixtureDue { date: "2026-10-15".into(), amount: None }], ..bill("F-1", "100.00") };
    let paper = shop.file("a.xml", ubl_xml(&bill));
    let plan = shop.read(&[&paper]);
    assert_eq!(
        (&plan.files[0].state, &plan.files[0].candidates()[0].state),
        (&FileState::Ready, &CandidateState::Completes)
    );
    let done = shop.confirm(&[]);
    assert_eq!((done.recorded, done.corrected, done.duplicates), (0, 1, 0));
    let after = shop.invoice("Café Mistral", "F-1").unwrap();
    assert_eq!(after.instalments[0].due_date, NaiveDate::from_ymd_opt(2026, 10, 15).unwrap());
    assert_eq!((after.id, after.import, after.attachments[0].name.as_str()), (before.id, before.import, "a.xml"));

    // A list that says the same of a whole invoice adds nothing; one with a due date completes the other.
    let dates = shop.file(
        "échéances.csv",
        "Numéro;Client;Date;Échéance;Montant TTC\nF-1;Café Mistral;2026-09-01;2026-12-31;100,00\nF-2;Café Mistral;2026-09-01;2026-10-31;80,00\n",
    );
    let done_2 = shop.bring(&[dates]);
    assert_eq!((done_2.recorded, done_2.corrected, done_2.duplicates), (0, 1, 1));
    assert_eq!(shop.invoice("Café Mistral", "F-1").unwrap(), after);
    assert_eq!(shop.invoice("Café Mistral", "F-2").unwrap().instalments.len(), 1);

    shop.desk.undo_imports(now(20), &done.imports).unwrap();
    assert_eq!(shop.invoice("Café Mistral", "F-1").unwrap(), before);
    assert!(shop.desk.verify().unwrap().intact);
}

#[test]
fn of_a_list_and_an_einvoice_of_one_plan_the_paper_is_kept() {
    let mut shop = Shop::open();
    let list = shop.file("a.csv", "Numéro;Client;Date;Montant TTC\nF-1;Café Mistral;2026-09-01;100,00\n");
    let paper = shop.file("b.xml", ubl_xml(&bill("F-1", "100.00")));
    let twice = shop.file("c.xml", ubl_xml(&Fixture { subject: "autre".into(), ..bill("F-1", "100.00") }));
    let plan = shop.read(&[list, paper, twice]);
    let states: Vec<_> = plan.files.iter().map(|file| file.candidates()[0].state.clone()).collect();
    assert_eq!(states, [CandidateState::New, CandidateState::Completes, CandidateState::Duplicate]);
    let done = shop.confirm(&[]);
    assert_eq!((done.recorded, done.corrected), (1, 1));
    let papers = shop.invoice("Café Mistral", "F-1").unwrap().attachments;
    assert_eq!(papers.iter().map(|paper| paper.name.as_str()).collect::<Vec<_>>(), ["b.xml"]);
}

#[test]
fn a_file_that_completed_an_invoice_brings_it_back_once_its_first_import_is_gone() {
    let mut shop = Shop::open();
    let first = shop.file("a.csv", "Numéro;Client;Date;Montant TTC\nF-1;Café Mistral;2026-09-01;100,00\n");
    let dated = "Numéro;Client;Date;Échéance;Montant TTC\nF-1;Café Mistral;2026-09-01;2026-10-15;100,00\n";
    let dates = shop.file("b.csv", dated);
    let imports = shop.bring(&[first]).imports;
    assert_eq!(shop.bring(&[&dates]).corrected, 1);
    // As long as all of it is there, the day on which it came in is said, of its copy as well.
    let copy = shop.file("c.csv", dated);
    let known = FileState::Duplicate { imported_on: Some(now(0).today) };
    let plan = shop.read(&[&dates, &copy]);
    assert_eq!((&plan.files[0].state, &plan.files[1].state), (&known, &known));
    shop.desk.undo_imports(now(18), &imports).unwrap();
    shop.hour = 18;
    let plan = shop.read(&[&dates, &copy]);
    assert_eq!(plan.files[0].state, FileState::Ready);
    assert_eq!(plan.files[1].state, FileState::Duplicate { imported_on: None });
    let done = shop.confirm(&[]);
    assert_eq!((done.recorded, done.corrected, done.files_left_out), (1, 0, 1));
    assert_eq!(shop.invoice("Café Mistral", "F-1").unwrap().instalments.len(), 1);
    assert_eq!(shop.read(&[&dates]).files[0].state, known);
    assert!(shop.desk.verify().unwrap().intact);
}

#[test]
fn figures_that_a_later_file_put_right_are_not_asked_about_again() {
    let mut shop = Shop::open();
    let list = |amount: &str| format!("Numéro;Client;Date;Montant TTC\nF-1;Café Mistral;2026-09-01;{amount}\n");
    let (first, second) = (shop.file("a.csv", list("100,00")), shop.file("b.csv", list("120,00")));
    shop.bring(&[&first]);
    shop.read(&[&second]);
    assert_eq!(shop.confirm(&[(0, replace())]).corrected, 1);
    let known = FileState::Duplicate { imported_on: Some(now(0).today) };
    let plan = shop.read(&[&first, &second]);
    assert_eq!((&plan.files[0].state, &plan.files[1].state), (&known, &known));
    // Nor do they stand in the way of a file that completes what counts.
    let dates = "Numéro;Client;Date;Échéance;Montant TTC\nF-1;Café Mistral;2026-09-01;2026-10-15;120,00\n";
    let third = shop.file("c.csv", dates);
    assert_eq!(shop.bring(&[first, second, third]).corrected, 1);
}

#[test]
fn a_file_that_stays_out_completes_nothing_for_the_next_one() {
    let leave = Answer { import: Some(false), ..Answer::default() };
    let left_out = Answer { left_out: true, ..Answer::default() };
    // The last is left without an answer.
    for answer in [leave, left_out, Answer::default()] {
        let mut shop = Shop::open();
        let list = "Numéro;Client;Date;Montant TTC\nF-1;Café Mistral;2026-09-01;100,00\n";
        let list = shop.file("a.csv", list);
        shop.bring(&[list]);
        let due_dates = vec![FixtureDue { date: "2026-10-20".into(), amount: None }];
        let other = Fixture { seller: party("Scierie de Brocéliande"), due_dates, ..bill("F-1", "100.00") };
        let other = shop.file("b.xml", ubl_xml(&other));
        let dates = "Numéro;Client;Date;Échéance;Montant TTC\nF-1;Café Mistral;2026-09-01;2026-10-15;100,00\n";
        let dates = shop.file("c.csv", dates);
        shop.read(&[other, dates]);
        let done = shop.confirm(&[(0, answer)]);
        assert_eq!((done.corrected, done.files_left_out), (1, 1), "{answer:?}");
        assert!(matches!(done.files[..], [ref one] if one.file == 1), "{done:?}");
        let invoice = shop.invoice("Café Mistral", "F-1").unwrap();
        assert_eq!(invoice.instalments[0].due_date, NaiveDate::from_ymd_opt(2026, 10, 15).unwrap());
        assert!(invoice.attachments.is_empty());
    }
}

#[test]
fn a_paper_without_a_due_date_leaves_the_date_to_the_next_file() {
    let mut shop = Shop::open();
    let list = shop.file("a.csv", "Numéro;Client;Date;Montant TTC\nF-1;Café Mistral;2026-09-01;100,00\n");
    let paper = shop.file("b.xml", ubl_xml(&Fixture { due_dates: Vec::new(), ..bill("F-1", "100.00") }));
    let dates = "Numéro;Client;Date;Échéance;Montant TTC\nF-1;Café Mistral;2026-09-01;2026-10-15;100,00\n";
    let dates = shop.file("c.csv", dates);
    let plan = shop.read(&[list, paper, dates]);
    assert_eq!(plan.files[2].candidates()[0].state, CandidateState::Completes);
    assert_eq!(shop.confirm(&[]).corrected, 2);
}
