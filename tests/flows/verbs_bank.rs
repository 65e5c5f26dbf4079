//! A statement comes in twice, its lines stay single, and a payment recognised in one is taken back with everything.

use serde_json::Value;

use crate::command::{Ran, acquit, at, text};

const TODAY: &str = "2026-11-24";

const LIST: &str = "Date;Libellé;Débit;Crédit\n\
    02/11/2026;VIR STUDIO PERRIN F-2026-004;;1 200,00\n\
    03/11/2026;CB STATION SERVICE;54,30;\n\
    05/11/2026;VIR ESPECES;;80,00\n";

struct Shop {
    data: tempfile::TempDir,
}

impl Shop {
    fn open() -> Shop {
        let shop = Shop { data: tempfile::tempdir().unwrap() };
        std::fs::write(shop.list(), LIST).unwrap();
        shop
    }

    fn list(&self) -> String {
        self.data.path().join("releve.csv").display().to_string()
    }

    fn says(&self, arguments: &[&str]) -> Ran {
        let mut all = arguments.to_vec();
        all.extend(["--json", "--today", TODAY]);
        acquit(Some(self.data.path()), &all)
    }

    fn with_an_invoice() -> Shop {
        let shop = Shop::open();
        shop.says(&["record", "business", "--name", "Atelier Morvan", "--iban", "FR1420041010050500013M02606"]).json();
        shop.says(&["record", "customer", "--customer", "Studio Perrin", "--kind", "professional"]).json();
        let invoice = ["record", "invoice", "--customer", "Studio Perrin", "--number", "F-2026-004"];
        let of = ["--issued", "2026-09-01", "--due", "2026-10-01", "--amount", "1500.00"];
        shop.says(&[&invoice[..], &of[..]].concat()).json();
        shop
    }

    fn waiting(&self) -> Vec<Value> {
        self.says(&["bank", "lines"]).json().as_array().unwrap().clone()
    }

    fn principal(&self) -> String {
        let claim = self.says(&["claim", "--invoice", "F-2026-004"]).json();
        text(&claim, "invoices.0.principal_first.principal").to_owned()
    }
}

#[test]
fn a_statement_goes_in_once_and_a_line_of_it_pays_an_invoice() {
    let shop = Shop::with_an_invoice();
    let done = shop.says(&["bank", "import", &shop.list()]).json();
    assert_eq!(at(&done, "files.0.recorded"), 3);
    assert_eq!(text(&done, "seen_until"), "2026-11-05");
    // The list names no account: it is said which one it was taken for, and nothing is asked that has no answer.
    assert!(text(&done, "files.0.sentence").contains("ne nomme pas son compte"), "{done}");
    assert_eq!(at(&done, "files.0.findings").as_array().map(Vec::len), Some(0), "{done}");

    // The same lines in a longer export of the next week: only the new one is new.
    let longer = shop.data.path().join("releve-2.csv");
    std::fs::write(&longer, format!("{LIST}09/11/2026;VIR INCONNU;;10,00\n")).unwrap();
    let again = shop.says(&["bank", "import", &longer.display().to_string()]).json();
    assert_eq!((at(&again, "files.0.recorded").as_u64(), at(&again, "files.0.known").as_u64()), (Some(1), Some(3)));

    // Money that went out waits for nobody.
    let waiting = shop.waiting();
    assert_eq!(waiting.len(), 3);
    let line = waiting.iter().find(|line| text(line, "text").contains("PERRIN")).unwrap();
    let id = text(line, "id").to_owned();
    // The text names the invoice, and less came than is owed: a proposal with what speaks for it and against.
    let proposed = shop.says(&["bank", "propose"]).json();
    let proposed = proposed.as_array().unwrap().iter().find(|one| text(one, "line.id") == id).unwrap();
    assert_eq!(text(proposed, "matches.0.name"), "Studio Perrin", "{proposed}");
    assert_eq!(text(proposed, "matches.0.invoices.0.number"), "F-2026-004");
    assert_eq!(text(proposed, "matches.0.invoices.0.amount"), "1200.00");
    assert!(text(proposed, "matches.0.reasons.0").contains("F-2026-004"), "{proposed}");
    assert!(text(proposed, "matches.0.against.0").contains("300,00"), "{proposed}");
    let named = ["--customer", "Studio Perrin", "--invoice", "F-2026-004"];
    let paid = shop.says(&[&["bank", "recognise", &id][..], &named[..]].concat()).json();
    assert_eq!(shop.waiting().len(), 2);
    assert_eq!(shop.principal(), "300.00");

    // A line pays once.
    let twice = shop.says(&[&["bank", "recognise", &id][..], &named[..]].concat());
    assert_ne!(twice.status, 0);

    shop.says(&["record", "undo", text(&paid, "undo")]).json();
    assert_eq!(shop.waiting().len(), 3);
    assert_eq!(shop.principal(), "1500.00");
}

#[test]
fn a_line_set_aside_waits_no_more_until_it_is_taken_up() {
    let shop = Shop::with_an_invoice();
    shop.says(&["bank", "import", &shop.list()]).json();
    let id = text(&shop.waiting()[0], "id").to_owned();
    let aside = shop.says(&["bank", "aside", &id, "--reason", "apport"]).json();
    assert_eq!(shop.waiting().len(), 1);
    assert_eq!(shop.says(&["bank", "lines", "--state", "set-aside"]).json().as_array().unwrap().len(), 1);
    shop.says(&["record", "undo", text(&aside, "undo")]).json();
    assert_eq!(shop.waiting().len(), 2);
}

#[test]
fn what_is_no_statement_is_refused_and_keeps_no_other_out() {
    let shop = Shop::with_an_invoice();
    let other = shop.data.path().join("photo.csv");
    std::fs::write(&other, "bonjour").unwrap();
    let done = shop.says(&["bank", "import", &other.display().to_string(), &shop.list()]);
    assert_ne!(done.status, 0);
    let report: Value = serde_json::from_str(&done.out).unwrap();
    assert!(at(&report, "files.0.error").is_string());
    assert_eq!(at(&report, "files.1.recorded"), 3);
}

/// A list has no code for it: its words are enough to ask, and say why.
#[test]
fn a_direct_debit_that_a_list_calls_rejected_waits_with_its_reason() {
    let shop = Shop::with_an_invoice();
    let list = shop.data.path().join("rejet.csv");
    let lines = "Date;Libellé;Nom contrepartie;Montant\n\
        02/11/2026;PRLV SEPA F-2026-004;STUDIO PERRIN;1 500,00\n\
        09/11/2026;REJET PRLV SEPA PROVISION INSUFFISANTE;STUDIO PERRIN;-1 500,00\n\
        10/11/2026;FRAIS REJET PRLV;;-12,00\n";
    std::fs::write(&list, lines).unwrap();
    shop.says(&["bank", "import", &list.display().to_string()]).json();
    let waiting = shop.waiting();
    assert_eq!(waiting.len(), 2, "{waiting:?}");
    let back = waiting.iter().find(|line| text(line, "text").contains("REJET")).unwrap();
    assert_eq!(text(back, "return_reason"), "AM04");
    assert_eq!(text(back, "returned_because"), "Il n’y avait pas assez d’argent sur le compte du client.");
    let outcomes: Vec<String> = shop
        .says(&["bank", "propose"])
        .json()
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(one, "outcome").to_owned())
        .collect();
    assert_eq!(outcomes, ["takes_back", "taken_back"]);
}

/// A statement with the names of those who paid, and one line that takes a payment back.
const NAMED: &str = "Date;Libellé;Nom contrepartie;Débit;Crédit\n\
    04/11/2026;VIR F-2026-004;STUDIO PERRIN;;1 500,00\n\
    12/11/2026;VIR REMISE CHEQUES;;;400,00\n";

impl Shop {
    fn brings(&self, name: &str, list: &str) {
        let path = self.data.path().join(name);
        std::fs::write(&path, list).unwrap();
        self.says(&["bank", "import", &path.display().to_string()]).json();
    }

    fn line(&self, words: &str) -> String {
        let lines = self.says(&["bank", "lines", "--state", "all"]).json();
        let found = lines.as_array().unwrap().iter().find(|line| text(line, "text").contains(words)).unwrap();
        text(found, "id").to_owned()
    }

    fn outcome(&self, line: &str) -> Value {
        let lines = self.says(&["bank", "match"]).json();
        lines.as_array().unwrap().iter().find(|one| text(one, "line.id") == line).unwrap().clone()
    }

    fn promise_is_open(&self) -> bool {
        let all = self.says(&["agenda", "--customer", "Studio Perrin", "--all"]).json();
        at(&all, "silences").as_array().unwrap().iter().any(|silence| text(silence, "reason").contains("promise"))
    }
}

#[test]
fn what_is_certain_is_confirmed_at_once_and_taken_back_with_the_promise_it_kept() {
    let shop = Shop::with_an_invoice();
    let promise = ["record", "promise", "--customer", "Studio Perrin", "--amount", "1500.00"];
    shop.says(&[&promise[..], &["--due", "2026-11-30", "--on", "2026-11-03"]].concat()).json();
    assert!(shop.promise_is_open());
    shop.brings("releve.csv", NAMED);
    let line = shop.line("F-2026-004");
    assert_eq!(text(&shop.outcome(&line), "outcome"), "certain");
    shop.says(&["bank", "confirm", "--certain"]).json();
    assert_eq!((shop.principal().as_str(), shop.promise_is_open()), ("0.00", false));
    shop.says(&["bank", "undo", &line]).json();
    assert_eq!((shop.principal().as_str(), shop.promise_is_open()), ("1500.00", true));
    assert_eq!(shop.waiting().len(), 2);
    assert!(shop.says(&["verify"]).json()["intact"].as_bool().unwrap());
}

#[test]
fn money_that_goes_back_in_a_later_statement_reopens_the_invoice() {
    let shop = Shop::with_an_invoice();
    shop.brings("novembre.csv", NAMED);
    shop.says(&["bank", "confirm", &shop.line("F-2026-004")]).json();
    assert_eq!(shop.principal(), "0.00");
    let back = "20/11/2026;REJET VIR F-2026-004;STUDIO PERRIN;-1 500,00;\n";
    shop.brings("suite.csv", &format!("Date;Libellé;Nom contrepartie;Débit;Crédit\n{back}"));
    let line = shop.line("REJET");
    let found = shop.outcome(&line);
    assert_eq!(text(&found, "outcome"), "takes_back", "{found}");
    assert!(at(&found, "takes_back").is_string(), "{found}");
    let done = shop.says(&["bank", "return", &line]).json();
    assert_eq!(shop.principal(), "1500.00");
    // Both lines are explained.
    assert_eq!(shop.waiting().len(), 1);
    shop.says(&["record", "undo", text(&done, "undo")]).json();
    assert_eq!((shop.principal().as_str(), shop.waiting().len()), ("0.00", 2));
}

#[test]
fn a_statement_comes_in_by_the_import_of_files_too() {
    let shop = Shop::with_an_invoice();
    let path = shop.data.path().join("releve.csv");
    std::fs::write(&path, NAMED).unwrap();
    let done = shop.says(&["import", &path.display().to_string()]).json();
    assert_eq!((at(&done, "lines"), at(&done, "files.0.lines")), (&2.into(), &2.into()), "{done}");
    shop.says(&["bank", "confirm", "--certain"]).json();
    assert_eq!(shop.principal(), "0.00");
    // Taking the statement out takes back what was recognised in it.
    shop.says(&["record", "undo", text(&done, "undo")]).json();
    assert_eq!((shop.principal().as_str(), shop.waiting().len()), ("1500.00", 0));
}

#[test]
fn a_line_that_names_nothing_pays_what_was_due_first_as_the_same_money_by_hand_would() {
    let shop = Shop::with_an_invoice();
    shop.brings("novembre.csv", NAMED);
    shop.says(&["bank", "confirm", &shop.line("F-2026-004")]).json();
    let bill = |number: &str, issued: &str, due: &str| {
        let of = ["record", "invoice", "--customer", "Studio Perrin", "--number", number, "--amount", "500.00"];
        shop.says(&[&of[..], &["--issued", issued, "--due", due]].concat()).json();
    };
    bill("F-2026-005", "2026-11-02", "2026-12-31");
    bill("F-2026-006", "2026-11-05", "2026-11-15");
    let line = "17/11/2026;VIR STUDIO PERRIN;STUDIO PERRIN;;500,00\n";
    shop.brings("suite.csv", &format!("Date;Libellé;Nom contrepartie;Débit;Crédit\n{line}"));
    let line = shop.line("VIR STUDIO PERRIN");
    let paid = || text(&shop.outcome(&line), "matches.0.invoices.0.number").to_owned();
    assert_eq!((text(&shop.outcome(&line), "outcome"), paid().as_str()), ("certain", "F-2026-006"));
    // Disputed, ceded or under a plan, whichever of the two: nothing is certain.
    let apart: [&[&str]; 3] = [
        &["dispute", "open", "--customer", "Studio Perrin", "--invoice", "F-2026-006", "--reason", "quality"],
        &["record", "cede", "--invoice", "F-2026-005", "--to", "Factor", "--on", "2026-11-16"],
        &[
            "plan",
            "add",
            "--customer",
            "Studio Perrin",
            "--invoice",
            "F-2026-006",
            "--count",
            "2",
            "--first",
            "2026-12-01",
        ],
    ];
    for said in apart {
        let done = shop.says(said).json();
        assert_eq!(text(&shop.outcome(&line), "outcome"), "doubtful", "{said:?}");
        shop.says(&["record", "undo", text(&done, "undo")]).json();
        assert_eq!(text(&shop.outcome(&line), "outcome"), "certain", "{said:?}");
    }
    // So it is where the money was promised for the other.
    let promise = ["promise", "add", "--customer", "Studio Perrin", "--invoice", "F-2026-005", "--amount", "500.00"];
    shop.says(&[&promise[..], &["--due", "2026-11-26"]].concat()).json();
    assert_eq!(text(&shop.outcome(&line), "outcome"), "doubtful");
}
