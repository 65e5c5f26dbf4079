//! A day and the next without a window: import, agenda, claim, draft, record, verify.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use serde_json::Value;
use whole_program_tests::sample_files::{self, Brings, CUSTOMERS, SampleFile};

use crate::command::{Ran, acquit, at, text};

const TODAY: &str = "2026-11-23";
const TOMORROW: &str = "2026-11-24";

/// A data folder with the sample business, and the thirty files imported.
struct Shop {
    data: tempfile::TempDir,
    files: Vec<SampleFile>,
    imported: Value,
    folder: tempfile::TempDir,
}

impl Shop {
    fn on(&self, today: &str, arguments: &[&str]) -> Ran {
        on(self.data.path(), today, arguments)
    }

    fn open() -> Shop {
        let data = tempfile::tempdir().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let today: NaiveDate = TODAY.parse().unwrap();
        let files = sample_files::write(folder.path(), today, 7).unwrap();
        let business = [
            "record",
            "business",
            "--name",
            "Atelier Morvan",
            "--legal-form",
            "eurl",
            "--standing",
            "trader",
            "--siren",
            "732829320",
            "--street",
            "12 rue des Forges",
            "--postcode",
            "35400",
            "--city",
            "Saint-Malo",
            "--email",
            "contact@atelier-morvan.example",
            "--iban",
            "FR14 2004 1010 0505 0001 3M02 606",
            "--signatory",
            "Maëlle Morvan",
        ];
        on(data.path(), TODAY, &business).json();
        let ran = on(data.path(), TODAY, &["import", folder.path().to_str().unwrap()]);
        // A cut-off download, a supplier's invoice and an open question: not everything went in.
        assert_eq!(ran.status, 1, "{ran:?}");
        let imported = ran.value();
        Shop { data, files, imported, folder }
    }
}

fn on(data: &Path, today: &str, arguments: &[&str]) -> Ran {
    let mut all = arguments.to_vec();
    all.extend(["--json", "--today", today]);
    acquit(Some(data), &all)
}

fn list<'v>(value: &'v Value, path: &str) -> &'v Vec<Value> {
    at(value, path).as_array().unwrap()
}

fn steps(agenda: &Value) -> HashMap<String, String> {
    list(agenda, "proposals")
        .iter()
        .map(|proposal| (text(proposal, "customer.name").to_owned(), text(proposal, "step").to_owned()))
        .collect()
}

#[test]
fn importing_says_what_happened_to_each_file() {
    let shop = Shop::open();
    let outcomes: HashMap<&str, &Value> =
        list(&shop.imported, "files").iter().map(|file| (text(file, "file"), file)).collect();
    let mut expected = 0;
    for file in &shop.files {
        let outcome = outcomes[file.name.as_str()];
        let word = match &file.brings {
            Brings::Invoice(_) | Brings::CreditNote(_) => "recorded",
            Brings::List(_) => "recorded",
            Brings::Duplicate(_) => "duplicate",
            Brings::Bought => "received",
            Brings::OtherSeller { .. } | Brings::Conflict(..) => "question",
            Brings::Broken => "refused",
        };
        // Files are read by name, so of two copies either may be the first.
        let copy = matches!(file.brings, Brings::Duplicate(_) | Brings::Invoice(_));
        let said = text(outcome, "outcome");
        assert!(said == word || (copy && matches!(said, "recorded" | "duplicate")), "{outcome}");
        expected += match &file.brings {
            Brings::Invoice(_) | Brings::CreditNote(_) => 1,
            Brings::List(rows) => rows.len(),
            _ => 0,
        };
    }
    assert_eq!(at(&shop.imported, "recorded"), expected);
    // Again: nothing is added. The question answered: one more.
    let folder = shop.folder.path().to_str().unwrap();
    assert_eq!(at(&shop.on(TODAY, &["import", folder]).value(), "recorded"), 0);
    let answered = shop.on(TODAY, &["import", folder, "--answer", "other-seller=import"]).value();
    assert_eq!(at(&answered, "recorded"), 1);
    // And taken back as a whole.
    let token = text(&answered, "undo");
    shop.on(TODAY, &["record", "undo", token]).json();
    let again = shop.on(TODAY, &["import", folder, "--answer", "other-seller=import"]).value();
    assert_eq!(at(&again, "recorded"), 1, "what was undone can come again");
}

#[test]
fn today_proposes_one_step_a_customer_with_its_reasons() {
    let shop = Shop::open();
    let agenda = shop.on(TODAY, &["agenda", "--all"]).json();
    let steps = steps(&agenda);
    for customer in CUSTOMERS {
        let expected = customer.first_step.map(|step| step.code().to_owned());
        assert_eq!(steps.get(customer.name), expected.as_ref(), "{}", customer.name);
    }
    for proposal in list(&agenda, "proposals") {
        assert!(!list(proposal, "why").is_empty(), "{proposal}");
        assert!(!list(proposal, "invoices").is_empty(), "{proposal}");
        for sentence in ["if_you_wait", "why_not_stronger"] {
            assert!(text(proposal, sentence).ends_with('.'), "{proposal}");
        }
        let cents = at(proposal, "amount_cents").as_i64().unwrap();
        assert_eq!(text(proposal, "amount"), format!("{}.{:02}", cents / 100, cents % 100));
    }
    for silence in list(&agenda, "silences") {
        assert!(!steps.contains_key(text(silence, "customer.name")), "{silence}");
        assert_ne!(text(silence, "sentence"), "");
    }
    // The same in words, in both languages.
    let french = acquit(Some(shop.data.path()), &["agenda", "--today", TODAY]);
    assert!(french.out.contains("Si vous attendez"), "{}", french.out);
    let english = acquit(Some(shop.data.path()), &["agenda", "--today", TODAY, "--lang", "en"]);
    assert!(english.out.contains("If you wait"), "{}", english.out);
}

#[test]
fn what_was_sent_is_not_proposed_the_next_day() {
    let shop = Shop::open();
    let pdf = shop.folder.path().join("rappel.pdf");
    let eml = shop.folder.path().join("rappel.eml");
    let files = ["--out", pdf.to_str().unwrap(), "--eml", eml.to_str().unwrap()];
    let mut arguments = vec!["draft", "--customer", "brasserie"];
    arguments.extend(files);
    let draft = shop.on(TODAY, &arguments).json();
    assert_eq!(text(&draft, "step"), "first_reminder");
    let proposed = shop.on(TODAY, &["agenda", "--customer", "brasserie"]).json();
    for number in list(&proposed, "proposals.0.invoices") {
        assert!(text(&draft, "text").contains(number.as_str().unwrap()), "{number} is not in {draft}");
    }
    assert_eq!(text(&draft, "figures.principal"), text(&proposed, "proposals.0.amount"));
    let bytes = fs::read(&pdf).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    assert_eq!(text(&draft, "pdf_digest"), store::digest_of(&bytes).to_string());
    assert!(fs::read_to_string(&eml).unwrap().contains("application/pdf"));
    // Asked for again the same day, it is the same document.
    let again = shop.on(TODAY, &["draft", "--customer", "brasserie"]).json();
    assert_eq!(text(&again, "letter"), text(&draft, "letter"));

    let sent = shop.on(TODAY, &["record", "sent", "--letter", text(&draft, "letter")]).json();
    assert!(text(&sent, "sentence").contains("Brasserie du Quai SARL"));
    let tomorrow = shop.on(TOMORROW, &["agenda"]).json();
    assert!(!steps(&tomorrow).contains_key("Brasserie du Quai SARL"), "{tomorrow}");
    let one = shop.on(TOMORROW, &["agenda", "--customer", "Brasserie du Quai SARL"]).json();
    assert_eq!(list(&one, "proposals").len(), 0);
    assert_ne!(at(&one, "silences.0.sentence"), "");
    // Once sent, it cannot be sent again.
    let twice = shop.on(TOMORROW, &["record", "sent", "--letter", text(&draft, "letter")]);
    assert_eq!(text(&twice.complaint(), "error"), "step_gone");
    // A call is made, not sent.
    let call = shop.on(TODAY, &["record", "sent", "--customer", "perrin"]);
    assert_eq!(text(&call.complaint(), "error"), "call_sheet");
    shop.on(TODAY, &["record", "call", "--customer", "perrin", "--outcome", "message-left"]).json();
    assert!(!steps(&shop.on(TODAY, &["agenda"]).json()).contains_key("Studio Perrin SAS"));
    // The evidence is whole.
    let verified = shop.on(TOMORROW, &["verify"]).json();
    assert_eq!(at(&verified, "intact"), true);
    // Taken back, it is proposed again.
    shop.on(TOMORROW, &["record", "undo", text(&sent, "undo")]).json();
    let undone = shop.on(TOMORROW, &["agenda"]).json();
    assert_eq!(steps(&undone).get("Brasserie du Quai SARL").map(String::as_str), Some("first_reminder"));
}

#[test]
fn each_hold_silences_its_customer() {
    let shop = Shop::open();
    let silence = |day: &str, customer: &str| {
        let answer = shop.on(day, &["agenda", "--customer", customer]).json();
        assert_eq!(list(&answer, "proposals").len(), 0, "{answer}");
        text(&answer, "silences.0.reason").to_owned()
    };
    let owed = shop.on(TODAY, &["claim", "--customer", "garage"]).json();
    let principal = text(&owed, "still_owed.principal").to_owned();
    let promise = ["record", "promise", "--customer", "garage", "--amount", &principal, "--due", "2026-12-04"];
    shop.on(TODAY, &promise).json();
    assert_eq!(silence(TODAY, "garage"), "promised");
    shop.on(TODAY, &["record", "pause", "--customer", "delmas", "--reason", "deuil", "--until", "2026-12-15"]).json();
    assert_eq!(silence(TODAY, "delmas"), "paused");
    shop.on(TODAY, &["record", "paid-claim", "--customer", "brasserie"]).json();
    assert_eq!(silence(TODAY, "brasserie"), "says_paid");
    shop.on(TODAY, &["record", "hand-over", "--customer", "hotel du mole", "--route", "lawyer", "--to", "Me Le Bris"])
        .json();
    assert_eq!(silence(TODAY, "hotel du mole"), "handed_over");
    // Which of the three, and only one of them.
    for wrong in [&["--reason", "x"][..], &["--reason", "x", "--everything", "--customer", "delmas"][..]] {
        let mut arguments = vec!["record", "pause"];
        arguments.extend(wrong);
        assert_eq!(text(&shop.on(TODAY, &arguments).complaint(), "error"), "usage");
    }
    // A payment of everything ends the matter.
    let agenda = shop.on(TODAY, &["agenda", "--customer", "corre"]).json();
    let amount = text(&agenda, "proposals.0.amount").to_owned();
    shop.on(TODAY, &["record", "payment", "--customer", "corre", "--amount", &amount]).json();
    let after = shop.on(TODAY, &["agenda", "--customer", "corre"]).json();
    assert_eq!(list(&after, "proposals").len(), 0, "{after}");
    // A kind named lifts the question.
    shop.on(TODAY, &["record", "kind", "--customer", "yoga", "--kind", "consumer"]).json();
    assert_ne!(
        steps(&shop.on(TODAY, &["agenda"]).json()).get("Yoga & Marée").map(String::as_str),
        Some("name_the_kind")
    );
}

#[test]
fn a_claim_is_shown_line_by_line() {
    let data = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| on(data.path(), "2026-09-15", arguments);
    let no_business =
        run(&["record", "invoice", "--customer", "Café", "--number", "1", "--issued", "2026-04-01", "--amount", "1"]);
    assert_eq!(text(&no_business.complaint(), "error"), "no_business");
    run(&["record", "business", "--name", "Atelier Morvan"]).json();
    let invoice = [
        "record",
        "invoice",
        "--customer",
        "Brasserie du Quai",
        "--kind",
        "professional",
        "--number",
        "F-2026-1",
        "--issued",
        "2026-03-31",
        "--due",
        "2026-04-30",
        "--amount",
        "10000.00",
    ];
    run(&invoice).json();
    assert_eq!(text(&run(&invoice).complaint(), "error"), "field_already_known");
    let paid = ["record", "payment", "--invoice", "F-2026-1", "--amount", "4000.00", "--on", "2026-06-15"];
    run(&paid).json();
    // The same case as in the law alone (verbs_compute).
    let claim = run(&["claim", "--invoice", "f 2026 1"]).json();
    assert_eq!(text(&claim, "still_owed.total"), "6384.80");
    assert_eq!(text(&claim, "invoices.0.due_date"), "2026-04-30");
    assert_eq!(list(&claim, "invoices.0.periods").len(), 3);
    let earlier = run(&["claim", "--customer", "brasserie", "--until", "2026-06-15"]).json();
    assert_eq!(text(&earlier, "still_owed.principal"), "6153.12");
    // Beyond the known rates there is no sum, and the reason.
    let beyond = run(&["claim", "--customer", "brasserie", "--until", "2027-02-01"]).complaint();
    assert_eq!((text(&beyond, "error"), text(&beyond, "half_year")), ("law_gap", "2027-S1"));
    let rate =
        ["record", "rate", "--parameter", "ecb-main-refinancing-rate", "--half-year", "2027-S1", "--percent", "2.40"];
    run(&rate).json();
    run(&["claim", "--customer", "brasserie", "--until", "2027-02-01"]).json();
}

#[test]
fn a_name_that_several_have_is_asked_again() {
    let data = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| on(data.path(), TODAY, arguments);
    run(&["record", "business", "--name", "Atelier Morvan"]).json();
    for name in ["Studio Perrin", "Studio Le Gall", "Élan & Fils"] {
        run(&["record", "customer", "--customer", name, "--kind", "professional"]).json();
    }
    let complaint = run(&["claim", "--customer", "studio"]).complaint();
    assert_eq!(text(&complaint, "error"), "ambiguous");
    assert_eq!(list(&complaint, "candidates").len(), 2, "{complaint}");
    assert_eq!(text(&run(&["claim", "--customer", "elan fils"]).json(), "name"), "Élan & Fils");
    let id = run(&["claim", "--customer", "perrin"]).json();
    assert_eq!(text(&run(&["claim", "--customer", text(&id, "customer")]).json(), "name"), "Studio Perrin");
    assert_eq!(text(&run(&["claim", "--customer", "nobody"]).complaint(), "error"), "not_found");
    assert_eq!(text(&run(&["draft", "--customer", "perrin"]).complaint(), "error"), "step_gone");
}

#[test]
fn a_byte_changed_in_the_past_is_found_and_located() {
    let shop = Shop::open();
    let before = shop.on(TODAY, &["verify"]).json();
    let head = text(&before, "head").to_owned();
    assert_eq!(at(&shop.on(TODAY, &["verify", "--head", &head]).json(), "intact"), true);
    {
        let file = rusqlite::Connection::open(shop.data.path().join(store::FILE_NAME)).unwrap();
        file.execute_batch("DROP TRIGGER journal_is_not_changed").unwrap();
        let changed = file
            .execute("UPDATE journal SET event = replace(event, 'Studio Perrin', 'Studio Perron') WHERE seq = (SELECT min(seq) FROM journal WHERE event LIKE '%Studio Perrin%')", [])
            .unwrap();
        assert_eq!(changed, 1);
    }
    let place = {
        let file = rusqlite::Connection::open(shop.data.path().join(store::FILE_NAME)).unwrap();
        file.query_row("SELECT min(seq) FROM journal WHERE event LIKE '%Studio Perron%'", [], |row| {
            row.get::<_, i64>(0)
        })
        .unwrap()
    };
    let ran = shop.on(TODAY, &["verify"]);
    assert_eq!(ran.status, 1);
    let verified = ran.value();
    assert_eq!(at(&verified, "intact"), false);
    assert_eq!(at(&verified, "first_break.entry"), place);
    assert_eq!(at(&verified, "first_break.kind"), "changed");
    let nothing = tempfile::tempdir().unwrap();
    assert_eq!(on(nothing.path(), TODAY, &["verify"]).status, 1, "there is nothing to verify");
}
