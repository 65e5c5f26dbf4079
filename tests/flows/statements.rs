//! Statements through the same import as invoices: what is new is counted, columns are named, all of it can be undone.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use app::import::{Content, FileState, ImportDone, Plan, Standing};
use app::import_list::{ListEdit, ListKind};
use app::{Desk, Now};
use chrono::NaiveDate;
use intake::statement::list::signs::MoneyOut;
use store::BankEntryState;
use whole_program_tests::sample_files::business;

const LIST: &str = "Date;Libellé;Débit;Crédit\n\
    02/11/2026;VIR STUDIO PERRIN F-2026-004;;1 200,00\n\
    03/11/2026;CB STATION SERVICE;54,30;\n";
/// Nothing in it tells a bank's list from a list of invoices.
const ODD: &str = "Jour;Quoi;Combien\n02/11/2026;VIR PERRIN;1 200,00\n03/11/2026;VIR DURAND;54,30\n";

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

    fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }

    fn read(&mut self, paths: &[PathBuf]) -> &Plan {
        self.hour += 1;
        self.desk.read_files(now(self.hour), paths, &mut |_, _, _| true).unwrap()
    }

    fn confirm(&mut self) -> ImportDone {
        let id = self.desk.plan().unwrap().id.clone();
        self.desk.confirm_plan(now(self.hour), &id, &HashMap::new(), &mut |_, _, _| true).unwrap()
    }

    fn edit(&mut self, edit: &ListEdit) -> &Plan {
        let id = self.desk.plan().unwrap().id.clone();
        self.desk.edit_mapping(now(self.hour), &id, 0, edit).unwrap()
    }

    fn waiting(&self) -> usize {
        self.desk.bank_entries(BankEntryState::Waiting).unwrap().len()
    }
}

fn now(hour: u32) -> Now {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    Now { instant: today.and_hms_opt(hour, 0, 0).unwrap().and_utc(), today }
}

fn standing(plan: &Plan) -> Standing {
    match &plan.files[0].content {
        Content::Statements(file) => file.standing.clone(),
        other => panic!("{other:?}"),
    }
}

fn as_a_bank(fields: &[&str]) -> ListEdit {
    ListEdit {
        kind: ListKind::Bank,
        sheet: 0,
        header_line: Some(1),
        fields: fields.iter().map(|code| (*code).to_owned()).collect(),
        decimal: None,
        dates: None,
        money_out: None,
    }
}

#[test]
fn a_statement_among_invoices_says_what_is_new_and_goes_in_with_them() {
    let mut shop = Shop::open();
    let list = shop.file("releve.csv", LIST);
    let invoices = shop.file("factures.csv", "Numéro;Client;Date;Montant TTC\nF-1;Mistral;2026-09-13;100,00\n");
    let plan = shop.read(&[list.clone(), invoices]);
    let seen = standing(plan);
    assert_eq!((seen.recorded, seen.credits, seen.known, seen.account_assumed), (2, 1, 0, true));
    let done = shop.confirm();
    assert_eq!((done.recorded, done.lines, done.credits, done.imports.len()), (1, 2, 1, 2));
    assert_eq!(shop.waiting(), 1);

    // The same file, and a longer one of the next week.
    let longer = shop.file("releve-2.csv", &format!("{LIST}09/11/2026;VIR INCONNU;;10,00\n"));
    let plan = shop.read(&[list, longer]);
    assert!(matches!(plan.files[0].state, FileState::Duplicate { imported_on: Some(_) }), "{:?}", plan.files[0].state);
    assert_eq!(plan.files[1].state, FileState::Ready);
    let done = shop.confirm();
    assert_eq!((done.lines, shop.waiting()), (1, 2));

    shop.desk.undo_imports(now(9), &done.imports).unwrap();
    assert_eq!(shop.waiting(), 1);
    assert_eq!(shop.desk.bank_seen_until().unwrap(), NaiveDate::from_ymd_opt(2026, 11, 3));
}

#[test]
fn a_list_that_nobody_would_know_is_a_statement_once_the_owner_says_so() {
    let mut shop = Shop::open();
    let odd = shop.file("export.csv", ODD);
    assert_eq!(shop.read(std::slice::from_ref(&odd)).files[0].state, FileState::NeedsMapping);
    shop.edit(&as_a_bank(&[]));
    let plan = shop.edit(&as_a_bank(&["booked_on", "label", "amount"]));
    assert_eq!(plan.files[0].state, FileState::Ready);
    assert_eq!((standing(plan).recorded, standing(plan).credits), (2, 2));
    assert_eq!(shop.confirm().lines, 2);

    // The next export of the same bank is known at once.
    let next = shop.file("export-2.csv", &format!("{ODD}04/11/2026;VIR MARTIN;80,00\n"));
    let plan = shop.read(&[next]);
    assert_eq!(plan.files[0].state, FileState::Ready);
    assert_eq!((standing(plan).recorded, standing(plan).known), (1, 2));
    // And the owner may take the word back.
    let edit = ListEdit { kind: ListKind::Invoices, ..as_a_bank(&[]) };
    let plan = shop.edit(&edit);
    assert!(matches!(plan.files[0].content, Content::List(_)));
}

#[test]
fn debits_with_and_without_a_minus_are_asked_about() {
    let mut shop = Shop::open();
    let text =
        "Date;Libellé;Débit;Crédit\n02/11/2026;CB;-12,00;\n03/11/2026;CB STATION;54,30;\n04/11/2026;VIR;;80,00\n";
    let list = shop.file("export.csv", text);
    assert_eq!(shop.read(&[list]).files[0].state, FileState::NeedsMapping);
    let columns = ["booked_on", "label", "debit", "credit"];
    let answer = ListEdit { money_out: Some(MoneyOut::Positive), ..as_a_bank(&columns) };
    assert_eq!(shop.edit(&answer).files[0].state, FileState::Ready);
    assert_eq!((shop.confirm().lines, shop.waiting()), (3, 2));
}
