//! What customers promise and contest, followed to its end by the verbs alone.

use serde_json::Value;

use crate::command::{Ran, acquit, at, text};

const TODAY: &str = "2026-11-24";

/// A shop with one customer and one late invoice of 1,200 €.
struct Shop {
    data: tempfile::TempDir,
}

impl Shop {
    fn open() -> Shop {
        let shop = Shop { data: tempfile::tempdir().unwrap() };
        shop.says(&["record", "business", "--name", "Atelier Morvan", "--iban", "FR1420041010050500013M02606"]);
        shop.says(&["record", "customer", "--customer", "Studio Perrin", "--kind", "professional"]);
        let invoice = ["record", "invoice", "--customer", "Studio Perrin", "--number", "F-1"];
        shop.says(&[&invoice[..], &["--issued", "2026-09-01", "--due", "2026-10-01", "--amount", "1200.00"]].concat());
        shop
    }

    fn on(&self, today: &str, arguments: &[&str]) -> Ran {
        let mut all = arguments.to_vec();
        all.extend(["--json", "--today", today]);
        acquit(Some(self.data.path()), &all)
    }

    fn says(&self, arguments: &[&str]) -> Value {
        self.on(TODAY, arguments).json()
    }

    fn promise(&self, today: &str, amount: &str, due: &str) -> Value {
        let promise = ["promise", "add", "--customer", "Studio Perrin", "--amount", amount, "--due", due];
        self.on(today, &[&promise[..], &["--by", "Mme Perrin"]].concat()).json()
    }

    fn list(&self, today: &str, what: &str) -> Vec<Value> {
        self.on(today, &[what, "list", "--customer", "Studio Perrin"]).json().as_array().unwrap().clone()
    }

    fn steps(&self, today: &str) -> Vec<String> {
        let agenda = self.on(today, &["agenda"]).json();
        at(&agenda, "proposals").as_array().unwrap().iter().map(|one| text(one, "step").to_owned()).collect()
    }

    fn holds_together(&self) {
        assert_eq!(at(&self.says(&["verify"]), "intact"), &Value::Bool(true));
    }
}

fn states(list: &[Value]) -> Vec<&str> {
    list.iter().map(|line| text(line, "state")).collect()
}

#[test]
fn two_promises_are_kept_and_missed_by_what_a_bank_line_says() {
    let shop = Shop::open();
    // Friday the 16th and Friday the 30th of October: each with three working days for the bank.
    shop.promise("2026-10-12", "500.00", "2026-10-16");
    shop.promise("2026-10-12", "700.00", "2026-10-30");
    let both = shop.list("2026-10-12", "promise");
    assert_eq!(states(&both), ["running", "running"]);
    assert_eq!((text(&both[0], "until"), text(&both[0], "by")), ("2026-10-21", "Mme Perrin"));
    assert_eq!(at(&both[0], "invoices.0"), "F-1");
    assert_eq!(shop.steps("2026-10-21"), [] as [&str; 0]);

    // The transfer stands in the statement; recognised, it keeps the first promise and not the second.
    let list = shop.data.path().join("releve.csv");
    std::fs::write(&list, "Date;Libellé;Débit;Crédit\n20/10/2026;VIR STUDIO PERRIN F-1;;500,00\n").unwrap();
    shop.on("2026-10-22", &["bank", "import", &list.display().to_string()]).json();
    let line = shop.on("2026-10-22", &["bank", "lines"]).json();
    let recognised = ["bank", "recognise", text(&line, "0.id"), "--customer", "Studio Perrin", "--invoice", "F-1"];
    shop.on("2026-10-22", &recognised).json();
    assert_eq!(states(&shop.list("2026-10-22", "promise")), ["kept", "running"]);

    // Wednesday 4 November is the last silent day of the second.
    assert_eq!(shop.steps("2026-11-04"), [] as [&str; 0]);
    assert_eq!(shop.steps("2026-11-05"), ["check_promise"]);
    let late = shop.list("2026-11-05", "promise");
    assert_eq!(states(&late), ["kept", "to_check"]);
    assert_eq!((at(&late[0], "kept").as_u64(), at(&late[0], "of").as_u64()), (Some(1), Some(2)));
    let agenda = shop.on("2026-11-05", &["agenda"]).json();
    let why = at(&agenda, "proposals.0.why").as_array().unwrap();
    assert!(why.iter().any(|reason| reason == "1\u{a0}promesse tenue sur 2."), "{why:?}");

    let end = ["promise", "end", text(&late[1], "id"), "--as", "broken"];
    let ended = shop.on("2026-11-05", &end).json();
    assert_eq!(states(&shop.list("2026-11-05", "promise")), ["kept", "broken"]);
    assert_eq!(shop.on("2026-11-05", &end).complaint()["error"], "not_found");
    shop.on("2026-11-05", &["record", "undo", text(&ended, "undo")]).json();
    assert_eq!(states(&shop.list("2026-11-05", "promise")), ["kept", "to_check"]);
    shop.holds_together();
}

#[test]
fn a_promise_of_more_than_is_owed_takes_the_place_of_the_one_before_until_it_is_taken_back() {
    let shop = Shop::open();
    shop.promise("2026-10-12", "1200.00", "2026-10-16");
    let second = shop.promise("2026-10-14", "1200.00", "2026-10-30");
    assert_eq!(states(&shop.list("2026-10-14", "promise")), ["called_off", "running"]);
    shop.on("2026-10-14", &["record", "undo", text(&second, "undo")]).json();
    assert_eq!(states(&shop.list("2026-10-14", "promise")), ["running", "called_off"]);
    // A part beside it is another promise, not another date.
    let all = shop.on("2026-10-14", &["promise", "list"]).json();
    assert_eq!(all.as_array().unwrap().len(), 1);
    shop.holds_together();
}

#[test]
fn a_dispute_about_a_part_is_answered_and_closed_while_the_rest_goes_on() {
    let shop = Shop::open();
    let part = ["dispute", "open", "--invoice", "F-1", "--amount", "300.00", "--reason", "quality"];
    let todo = ["--task", "retrouver le bon", "--answer-by", "2026-11-26", "--note", "rayures"];
    let opened = shop.says(&[&part[..], &todo[..]].concat());
    let line = &shop.list(TODAY, "dispute")[0];
    assert_eq!((text(line, "amount"), text(line, "undisputed")), ("300.00", "900.00"));
    assert_eq!((text(line, "task"), text(line, "answer_due")), ("retrouver le bon", "2026-11-26"));
    let id = text(line, "id").to_owned();
    // A second one about more than the rest is refused.
    let more = shop.on(TODAY, &["dispute", "open", "--invoice", "F-1", "--amount", "900.01"]);
    assert_eq!(more.complaint()["field"], "dispute_amount");

    // The letter asks for what nobody disputes, and says what it leaves out.
    let draft = shop.says(&["draft", "--customer", "Studio Perrin", "--step", "second_reminder"]);
    assert_eq!(text(&draft, "figures.principal"), "900.00");
    assert!(text(&draft, "text").contains("300,00"), "{draft}");

    // Nobody answered: the day after, it is said with the reminder of the rest, and by itself once that has gone.
    shop.on("2026-11-27", &["record", "call", "--customer", "Studio Perrin", "--outcome", "no-answer"]).json();
    let agenda = shop.on("2026-11-30", &["agenda"]).json();
    assert_eq!(text(&agenda, "proposals.0.step"), "answer_dispute");
    let why = text(&agenda, "proposals.0.why.0");
    assert!(why.contains("votre réponse était due le 26\u{a0}novembre\u{a0}2026"), "{why}");
    let put_off = ["dispute", "task", &id, "demander à l’atelier", "--answer-by", "2026-12-04"];
    let moved = shop.on("2026-11-30", &put_off).json();
    assert_eq!(shop.steps("2026-11-30"), [] as [&str; 0]);
    shop.on("2026-11-30", &["record", "undo", text(&moved, "undo")]).json();
    assert_eq!(text(&shop.list("2026-11-30", "dispute")[0], "answer_due"), "2026-11-26");

    let answered = shop.on("2026-11-30", &["dispute", "answer", &id, "bon signé envoyé"]).json();
    assert_eq!(text(&shop.list("2026-11-30", "dispute")[0], "answer"), "bon signé envoyé");
    assert_eq!(shop.steps("2026-11-30"), [] as [&str; 0]);
    shop.on("2026-11-30", &["record", "undo", text(&answered, "undo")]).json();
    assert_eq!(at(&shop.list("2026-11-30", "dispute")[0], "answer"), &Value::Null);

    shop.on("2026-11-30", &["dispute", "close", &id, "--as", "rejected", "--note", "photos à l’appui"]).json();
    let closed = &shop.list("2026-11-30", "dispute")[0];
    assert_eq!((text(closed, "closed_as"), text(closed, "closed_on")), ("rejected", "2026-11-30"));
    assert!(shop.on("2026-11-30", &["dispute", "list"]).json().as_array().unwrap().is_empty());
    assert!(text(&opened, "undo").starts_with("exchange:"));
    shop.holds_together();
}

#[test]
fn the_list_of_plans_says_how_much_of_each_is_left() {
    let shop = Shop::open();
    let plan = ["plan", "add", "--customer", "Studio Perrin", "--count", "3", "--first", "2026-12-10"];
    shop.says(&[&plan[..], &["--interest", "waived-if-respected", "--signer", "Mme Perrin"]].concat());
    let later = "2026-12-01";
    shop.on(later, &["record", "payment", "--customer", "Studio Perrin", "--amount", "400.00"]).json();
    for (lang, said) in [("fr", "reste 840,00 € sur 1 240,00 €"), ("en", "€840.00 of €1,240.00 left")] {
        let list = acquit(Some(shop.data.path()), &["plan", "list", "--today", later, "--lang", lang]).out;
        assert!(list.replace(['\u{a0}', '\u{202f}'], " ").contains(said), "{list}");
    }
}
