//! What an owner notes of an invoice and of a customer, and how each note is taken back.

use serde_json::Value;

use crate::command::{Ran, acquit, at, text};

const TODAY: &str = "2026-11-24";

/// A shop with one customer.
struct Shop {
    data: tempfile::TempDir,
}

impl Shop {
    fn open() -> Shop {
        let shop = Shop { data: tempfile::tempdir().unwrap() };
        shop.says(&["record", "business", "--name", "Atelier Morvan", "--iban", "FR1420041010050500013M02606"]);
        shop.says(&["record", "customer", "--customer", "Studio Perrin", "--kind", "professional"]);
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

    fn bills(&self, number: &str, issued: &str, due: &str, amount: &str) {
        self.says(&[
            "record",
            "invoice",
            "--customer",
            "Studio Perrin",
            "--number",
            number,
            "--issued",
            issued,
            "--due",
            due,
            "--amount",
            amount,
        ]);
    }

    /// What an invoice owes today: principal.
    fn owed(&self, number: &str) -> String {
        let claim = self.says(&["claim", "--invoice", number]);
        text(&claim, "invoices.0.principal_first.principal").to_owned()
    }

    fn undo(&self, change: &Value) {
        self.says(&["record", "undo", text(change, "undo")]);
    }

    fn step(&self, today: &str) -> Option<String> {
        let agenda = self.on(today, &["agenda"]).json();
        at(&agenda, "proposals").as_array().unwrap().first().map(|proposal| text(proposal, "step").to_owned())
    }

    fn holds_together(&self) {
        assert_eq!(at(&self.says(&["verify"]), "intact"), &Value::Bool(true));
    }
}

#[test]
fn a_credit_note_lowers_the_invoice_it_names_and_gives_it_back() {
    let shop = Shop::open();
    shop.bills("F-1", "2026-09-01", "2026-10-01", "1200.00");
    let note = [
        "record",
        "invoice",
        "--customer",
        "Studio Perrin",
        "--number",
        "A-1",
        "--issued",
        "2026-10-05",
        "--amount",
        "200.00",
        "--credit-note",
        "--credits",
        "F-1",
    ];
    shop.says(&note);
    assert_eq!(shop.owed("F-1"), "1000.00");
    shop.holds_together();
}

#[test]
fn free_money_goes_to_the_oldest_due_first_and_can_be_taken_back() {
    let shop = Shop::open();
    shop.bills("F-2", "2026-09-20", "2026-10-20", "300.00");
    shop.bills("F-1", "2026-10-05", "2026-10-10", "500.00");
    let note = [
        "record",
        "invoice",
        "--customer",
        "Studio Perrin",
        "--number",
        "A-1",
        "--issued",
        "2026-10-15",
        "--amount",
        "600.00",
        "--credit-note",
    ];
    shop.says(&note);
    // Until it is applied, the owner is asked to look.
    assert_eq!(shop.step(TODAY).as_deref(), Some("check_payment"));
    let applied = shop.says(&["record", "apply", "--customer", "Studio Perrin"]);
    assert_eq!((shop.owed("F-1"), shop.owed("F-2")), ("0.00".to_owned(), "200.00".to_owned()));
    shop.undo(&applied);
    assert_eq!((shop.owed("F-1"), shop.owed("F-2")), ("500.00".to_owned(), "300.00".to_owned()));
    let chosen = ["record", "apply", "--customer", "Studio Perrin", "--credit-note", "A-1", "--invoice", "F-2"];
    shop.says(&chosen);
    assert_eq!((shop.owed("F-1"), shop.owed("F-2")), ("500.00".to_owned(), "0.00".to_owned()));
    shop.holds_together();
}

#[test]
fn a_payment_is_split_as_the_owner_says() {
    let shop = Shop::open();
    shop.bills("F-1", "2026-09-01", "2026-10-01", "500.00");
    shop.bills("F-2", "2026-09-02", "2026-10-02", "300.00");
    let paid = |parts: [&str; 2]| {
        let arguments = [
            "record",
            "payment",
            "--customer",
            "Studio Perrin",
            "--amount",
            "400.00",
            "--invoice",
            parts[0],
            "--invoice",
            parts[1],
        ];
        shop.on(TODAY, &arguments)
    };
    assert_eq!(text(&paid(["F-1=150.00", "F-2=300.01"]).complaint(), "error"), "field_exceeds_open");
    assert_eq!(text(&paid(["F-1=250.00", "F-2=200.00"]).complaint(), "error"), "field_does_not_sum");
    let change = paid(["F-1=150.00", "F-2=250.00"]).json();
    assert_eq!((shop.owed("F-1"), shop.owed("F-2")), ("350.00".to_owned(), "50.00".to_owned()));
    let id = text(&change, "undo");
    shop.says(&["record", "reverse", "--payment", id, "--reason", "chèque sans provision"]);
    assert_eq!((shop.owed("F-1"), shop.owed("F-2")), ("500.00".to_owned(), "300.00".to_owned()));
    shop.holds_together();
}

#[test]
fn money_without_an_invoice_named_pays_what_is_due_before_what_is_not() {
    let shop = Shop::open();
    // Without an agreed date the law's thirty days count: F-1 is due on 31 May, after F-2.
    let arguments = [
        "record",
        "invoice",
        "--customer",
        "Studio Perrin",
        "--number",
        "F-1",
        "--issued",
        "2026-05-01",
        "--amount",
        "100.00",
    ];
    shop.says(&arguments);
    shop.bills("F-2", "2026-05-02", "2026-05-20", "100.00");
    let day = "2026-05-25";
    let paid = ["record", "payment", "--customer", "Studio Perrin", "--amount", "100.00"];
    shop.on(day, &paid).json();
    assert_eq!((shop.owed("F-1"), shop.owed("F-2")), ("100.00".to_owned(), "0.00".to_owned()));
}

#[test]
fn a_promise_that_the_money_kept_is_closed_and_one_called_off_does_not_count_as_broken() {
    let shop = Shop::open();
    shop.bills("F-1", "2026-09-01", "2026-10-01", "500.00");
    let promise = ["record", "promise", "--customer", "Studio Perrin", "--amount", "500.00", "--due", "2026-10-20"];
    let past = "2026-10-10";
    shop.on(past, &promise).json();
    assert_eq!(shop.step(TODAY).as_deref(), Some("check_promise"));
    let ended = shop.says(&["record", "end", "--customer", "Studio Perrin", "--what", "promise", "--as", "called-off"]);
    assert_ne!(shop.step(TODAY).as_deref(), Some("check_promise"));
    shop.undo(&ended);
    assert_eq!(shop.step(TODAY).as_deref(), Some("check_promise"));
    // The money that answers it closes it by itself.
    shop.says(&["record", "payment", "--customer", "Studio Perrin", "--amount", "500.00"]);
    assert_eq!(shop.step(TODAY), None);
    let ended = ["record", "end", "--customer", "Studio Perrin", "--what", "promise", "--as", "kept"];
    assert_eq!(text(&shop.on(TODAY, &ended).complaint(), "error"), "not_found");
    shop.holds_together();
}

#[test]
fn what_a_payment_leaves_may_pay_interest_and_the_indemnity_at_once_or_later() {
    let shop = Shop::open();
    shop.bills("F-1", "2026-09-01", "2026-10-01", "500.00");
    let pay = ["record", "payment", "--customer", "Studio Perrin", "--amount", "600.00"];
    let with = |more: &[&'static str]| [&pay[..], more].concat();
    let plan = shop.says(&with(&["--plan"]));
    assert_eq!(text(&plan, "credit"), "100.00");
    // 54 days at 12.40 % of 500 €, and 40 €.
    assert_eq!(text(&plan, "accessories_owed"), "49.17");
    let plan = shop.says(&with(&["--plan", "--accessories"]));
    assert_eq!((text(&plan, "credit"), text(&plan, "accessories_owed")), ("50.83", "49.17"));
    assert_eq!((text(&plan, "lines.0.paid"), text(&plan, "lines.0.accessories")), ("500.00", "49.17"));
    let left =
        |shop: &Shop| text(&shop.says(&["claim", "--invoice", "F-1"]), "invoices.0.interest_first.total").to_owned();
    let apply = ["record", "apply", "--customer", "Studio Perrin", "--accessories"];

    let at_once = shop.says(&with(&["--accessories"]));
    assert_eq!(left(&shop), "0.00");
    assert_eq!(text(&shop.on(TODAY, &apply).complaint(), "error"), "field_nothing_owed");
    shop.undo(&at_once);
    shop.says(&pay);
    assert_eq!(left(&shop), "49.17");
    let later = shop.says(&apply);
    assert_eq!(left(&shop), "0.00");
    shop.undo(&later);
    assert_eq!(left(&shop), "49.17");
    shop.holds_together();
}

#[test]
fn an_insolvency_noted_by_mistake_leaves_the_file_as_it_was() {
    let shop = Shop::open();
    shop.bills("F-1", "2026-09-01", "2026-10-01", "500.00");
    let before = (shop.step(TODAY), shop.owed("F-1"));
    let insolvent = |extra: &[&str]| {
        let mut arguments = vec![
            "record",
            "insolvency",
            "--customer",
            "Studio Perrin",
            "--kind",
            "liquidation",
            "--opened",
            "2026-11-02",
        ];
        arguments.extend(extra);
        shop.says(&arguments)
    };
    insolvent(&["--published", "2026-11-10"]);
    assert_eq!(shop.step(TODAY).as_deref(), Some("declare_claim"));
    let end =
        |how: &str| shop.says(&["record", "end", "--customer", "Studio Perrin", "--what", "insolvency", "--as", how]);
    let declared = end("declared");
    assert_eq!(shop.step(TODAY), None, "declared: nothing is left to do today");
    shop.undo(&declared);
    assert_eq!(shop.step(TODAY).as_deref(), Some("declare_claim"));
    end("mistake");
    assert_eq!((shop.step(TODAY), shop.owed("F-1")), before);
    let noted = insolvent(&[]);
    shop.undo(&noted);
    assert_eq!((shop.step(TODAY), shop.owed("F-1")), before);
    shop.holds_together();
}

#[test]
fn a_pause_of_everything_is_ended_by_name() {
    let shop = Shop::open();
    shop.bills("F-1", "2026-09-01", "2026-10-01", "500.00");
    let before = shop.step(TODAY);
    assert!(before.is_some());
    shop.says(&["record", "pause", "--everything", "--reason", "congés"]);
    assert_eq!(shop.step(TODAY), None);
    let ended = shop.says(&["record", "end", "--everything", "--what", "pause"]);
    assert_eq!(shop.step(TODAY), before);
    shop.undo(&ended);
    assert_eq!(shop.step(TODAY), None);
}

#[test]
fn a_claim_given_up_and_a_step_skipped_come_back() {
    let shop = Shop::open();
    shop.bills("F-1", "2026-09-01", "2026-10-01", "500.00");
    let before = shop.step(TODAY);
    let given_up = shop.says(&["record", "write-off", "--invoice", "F-1", "--reason", "petite somme"]);
    assert_eq!(shop.step(TODAY), None);
    shop.undo(&given_up);
    assert_eq!(shop.step(TODAY), before);
    let given_up =
        shop.says(&["record", "write-off", "--customer", "Studio Perrin", "--reason", "procédure trop chère"]);
    assert_eq!(shop.step(TODAY), None);
    shop.undo(&given_up);
    assert_eq!(shop.step(TODAY), before);
    let skipped = shop.says(&["record", "skip", "--customer", "Studio Perrin", "--reason", "je le vois demain"]);
    assert_ne!(shop.step(TODAY), before);
    shop.undo(&skipped);
    assert_eq!(shop.step(TODAY), before);
    shop.holds_together();
}

#[test]
fn a_paper_is_kept_with_its_invoice_and_taken_off_again() {
    let shop = Shop::open();
    shop.bills("F-1", "2026-09-01", "2026-10-01", "500.00");
    let quote = shop.data.path().join("devis signé.pdf");
    std::fs::write(&quote, b"%PDF-1.4\n% devis\n").unwrap();
    let path = quote.to_str().unwrap();
    let attach = ["record", "attachment", "--invoice", "F-1", "--kind", "quote", path];
    let attached = shop.says(&attach);
    let verified = shop.says(&["verify"]);
    assert_eq!(at(&verified, "originals"), &Value::from(1));
    // The same paper is not kept twice.
    assert_eq!(text(&shop.on(TODAY, &attach).complaint(), "error"), "store_already_there");
    shop.undo(&attached);
    shop.says(&attach);
    let missing = ["record", "attachment", "--invoice", "F-1", "--kind", "order", "/nowhere/commande.pdf"];
    assert_eq!(text(&shop.on(TODAY, &missing).complaint(), "error"), "io");
    shop.holds_together();
}

#[test]
fn several_due_dates_make_up_the_whole_and_only_those_passed_are_late() {
    let shop = Shop::open();
    let bill = |parts: [&str; 2]| {
        let arguments = [
            "record",
            "invoice",
            "--customer",
            "Studio Perrin",
            "--number",
            "F-1",
            "--issued",
            "2026-09-01",
            "--amount",
            "1000.00",
            "--instalment",
            parts[0],
            "--instalment",
            parts[1],
        ];
        shop.on(TODAY, &arguments)
    };
    let refused = bill(["2026-10-01=400.00", "2027-01-15=500.00"]).complaint();
    assert_eq!(text(&refused, "error"), "field_does_not_sum");
    assert_eq!(text(&bill(["2026-08-01=400.00", "2027-01-15=600.00"]).complaint(), "error"), "field_before_issue");
    bill(["2027-01-15=600.00", "2026-10-01=400.00"]).json();
    let agenda = shop.says(&["agenda"]);
    assert_eq!((text(&agenda, "overdue"), text(&agenda, "not_due")), ("400.00", "600.00"));
    assert_eq!(text(&agenda, "proposals.0.amount"), "400.00");
}
