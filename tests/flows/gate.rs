//! Nothing leaves past a red light without a reason: over the facts of a file, and from the command line.

use std::path::PathBuf;

use app::draft::Sending;
use app::recognise::Share;
use app::{Desk, Failure, Now};
use chrono::NaiveDate;
use domain::{BankEntryId, Cents, Channel, CustomerId, DebtorKind, Event, InvoiceId, LetterId, StepKey, TakenOut};
use serde_json::Value;
use store::BankEntryState;

use crate::command::{Ran, acquit, at, text};
use crate::letters::{customer, empty_desk, owed};

const TODAY: &str = "2026-11-24";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn on(text: &str) -> Now {
    Now { instant: day(text).and_hms_opt(8, 0, 0).unwrap().and_utc(), today: day(text) }
}

/// A desk with one customer who owes 480 €, and a letter ready.
struct Shop {
    folder: tempfile::TempDir,
    desk: Desk,
    customer: CustomerId,
    invoice: InvoiceId,
    letter: LetterId,
}

impl Shop {
    fn open() -> Shop {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = empty_desk(&folder);
        let customer = customer(&mut desk, DebtorKind::Professional);
        let due = app::invoices::TypedDue::On(day("2026-10-31"));
        let invoice = owed(&mut desk, customer, "F-12", "2026-10-01", due, 480);
        let letter = desk.draft(on(TODAY), customer, StepKey::FirstReminder, None).unwrap().letter.id;
        Shop { folder, desk, customer, invoice, letter }
    }

    /// Imports a list of the bank with these lines; gives the token that takes it back.
    fn bank(&mut self, name: &str, lines: &str) -> String {
        let path: PathBuf = self.folder.path().join(name);
        std::fs::write(&path, format!("Date;Libellé;Débit;Crédit\n{lines}")).unwrap();
        self.desk.import_statements(on(TODAY), &path).unwrap().change.undo.unwrap()
    }

    fn red(&self) -> Vec<String> {
        let letter = self.desk.drafted(self.letter).unwrap().letter.clone();
        let gate = self.desk.gate_of_letter(on(TODAY), &letter).unwrap();
        let red = gate.lights.iter().filter(|light| light.tone() == agenda::gate::Tone::Red);
        red.map(|light| light.code().to_owned()).collect()
    }

    fn sending(&self, despite: Option<&str>) -> Sending {
        Sending {
            letter: self.letter,
            channel: Channel::Email,
            day: day(TODAY),
            registered_number: None,
            note: String::new(),
            despite: despite.map(str::to_owned),
        }
    }

    fn send(&mut self, despite: Option<&str>) -> Result<app::Change, Failure> {
        let sending = self.sending(despite);
        self.desk.record_sending(on(TODAY), sending)
    }

    fn reasons(&self) -> Vec<(String, Vec<String>)> {
        let entries = self.desk.timeline(self.customer, 100).unwrap();
        let passed = entries.into_iter().filter_map(|entry| match entry.event {
            Event::GatePassed { passed } => Some(passed),
            _ => None,
        });
        passed.map(|one| (one.reason, one.lights.into_iter().map(|light| light.code).collect())).collect()
    }

    fn line(&self) -> BankEntryId {
        self.desk.bank_entries(BankEntryState::Waiting).unwrap()[0].entry.id
    }
}

fn codes(failure: Failure) -> Vec<String> {
    let Failure::GateClosed { lights } = failure else { panic!("{failure:?}") };
    lights.into_iter().map(|light| light.code).collect()
}

#[test]
fn a_statement_read_between_the_draft_and_the_sending_stops_everything_that_leaves() {
    let mut shop = Shop::open();
    assert_eq!(shop.red(), [""; 0]);
    shop.bank("releve.csv", "20/11/2026;VIREMENT RECU;;480,00\n");
    assert_eq!(shop.red(), ["money"]);
    let length = shop.desk.journal_length().unwrap();
    let now = on(TODAY);
    assert_eq!(codes(shop.desk.take_out(now, shop.letter, None).unwrap_err()), ["money"]);
    assert_eq!(codes(shop.desk.keep_message(now, shop.letter, None).unwrap_err()), ["money"]);
    assert_eq!(codes(shop.desk.keep_message(now, shop.letter, Some(" \n ")).unwrap_err()), ["money"]);
    assert_eq!(codes(shop.send(None).unwrap_err()), ["money"]);
    assert_eq!(shop.desk.journal_length().unwrap(), length, "what was refused left nothing behind");

    shop.send(Some(" virement d’un autre client ")).unwrap();
    assert_eq!(shop.reasons(), [("virement d’un autre client".to_owned(), vec!["money".to_owned()])]);
    assert!(shop.desk.verify().unwrap().intact);
}

#[test]
fn the_sum_with_interest_and_indemnity_is_known_as_well_as_the_balance() {
    let mut shop = Shop::open();
    let total = {
        let file = shop.desk.customer_file(shop.customer).unwrap();
        let asked = shop.desk.asked_on(&file, &[shop.invoice], day(TODAY)).unwrap();
        asked[0].sums().total
    };
    assert!(total > Cents(48_000));
    shop.bank("releve.csv", &format!("20/11/2026;VIREMENT RECU;;{},{:02}\n", total.0 / 100, total.0 % 100));
    assert_eq!(shop.red(), ["money"]);
}

#[test]
fn a_line_with_another_sum_in_the_customers_name_is_looked_at_and_one_of_somebody_else_is_not() {
    let mut shop = Shop::open();
    let undo = shop.bank("releve.csv", "20/11/2026;VIR STUDIO PERRIN FACTURE F-12;;300,00\n");
    assert_eq!(shop.red(), ["money"], "a part of it came");
    shop.desk.undo(on(TODAY), &undo).unwrap();
    assert_eq!(shop.red(), [""; 0]);
    shop.bank("autre.csv", "20/11/2026;VIR DUPONT LOYER;;470,00\n");
    assert_eq!(shop.red(), [""; 0]);
}

#[test]
fn what_is_settled_at_the_bank_opens_the_gate_and_undoing_that_closes_it() {
    let mut shop = Shop::open();
    let now = on(TODAY);
    let undo = shop.bank("releve.csv", "20/11/2026;VIREMENT RECU;;480,00\n");
    assert_eq!(shop.red(), ["money"]);
    let aside = shop.desk.set_entry_aside(now, shop.line(), "apport".into()).unwrap();
    assert_eq!(shop.red(), [""; 0], "the owner said it is nobody's payment");
    shop.desk.undo(now, &aside.undo.unwrap()).unwrap();
    assert_eq!(shop.red(), ["money"]);
    let paid = shop.desk.recognise_shares(now, shop.line(), &[Share::whole(shop.customer, Vec::new())]).unwrap();
    assert_eq!(shop.red(), ["letter"], "it was paid: the letter asks for nothing that is owed");
    shop.desk.undo(now, &paid.undo.unwrap()).unwrap();
    assert_eq!(shop.red(), ["money"]);
    shop.desk.undo(now, &undo).unwrap();
    assert_eq!(shop.red(), [""; 0], "the statement was taken back");
}

#[test]
fn a_reason_holds_for_its_letter_until_something_else_turns_red() {
    let mut shop = Shop::open();
    let now = on(TODAY);
    shop.bank("releve.csv", "20/11/2026;VIREMENT RECU;;480,00\n");
    shop.desk.take_out(now, shop.letter, Some("pas le sien")).unwrap();
    shop.desk.taken_out(now, shop.letter, TakenOut::Saved).unwrap();
    // The same letter, the same red: it was asked once.
    shop.desk.keep_message(now, shop.letter, None).unwrap();
    let letter = shop.desk.drafted(shop.letter).unwrap().letter.clone();
    let gate = shop.desk.gate_of_letter(now, &letter).unwrap();
    assert!(gate.is_red() && !gate.is_closed());
    assert_eq!(gate.passed.unwrap().reason, "pas le sien");
    // A second payment is another question.
    shop.bank("suite.csv", "21/11/2026;VIREMENT INSTANTANE;;480,00\n");
    assert_eq!(codes(shop.send(None).unwrap_err()), ["money"]);
    shop.send(Some("celui-là non plus")).unwrap();
    assert_eq!(shop.reasons().len(), 2);
}

#[test]
fn what_went_out_earlier_is_held_against_the_facts_of_its_day() {
    let mut shop = Shop::open();
    shop.desk.take_out(on(TODAY), shop.letter, None).unwrap();
    shop.desk.taken_out(on(TODAY), shop.letter, TakenOut::Printed).unwrap();
    // The money came the day after the letter was posted.
    shop.bank("releve.csv", "25/11/2026;VIREMENT RECU;;480,00\n");
    let sending = shop.sending(None);
    let later = on("2026-11-26");
    let today = Sending { day: day("2026-11-26"), ..sending.clone() };
    assert_eq!(codes(shop.desk.record_sending(later, today).unwrap_err()), ["money"]);
    shop.desk.record_sending(later, sending).unwrap();
    assert_eq!(shop.reasons(), []);
}

#[test]
fn a_letter_kept_yesterday_knows_the_address_and_the_account_it_bears() {
    let mut shop = Shop::open();
    let (today, tomorrow) = (on(TODAY), on("2026-11-25"));
    let notice = shop.desk.draft(today, shop.customer, StepKey::FormalNotice, None).unwrap().letter.id;
    shop.desk.take_out(today, notice, None).unwrap();
    let data = shop.desk.folder();
    let mut known = shop.desk.customer_file(shop.customer).unwrap().customer;
    known.address.lines = vec!["1 rue Neuve".into()];
    shop.desk.save_customer(tomorrow, Some(shop.customer), known).unwrap();
    drop(shop.desk);
    let mut desk = Desk::open(&data, None).unwrap();
    let sending = Sending {
        letter: notice,
        channel: Channel::RegisteredLetter,
        day: tomorrow.today,
        registered_number: None,
        note: String::new(),
        despite: None,
    };
    assert_eq!(codes(desk.record_sending(tomorrow, sending.clone()).unwrap_err()), ["recipient"]);
    let by_hand = Sending { channel: Channel::InPerson, ..sending.clone() };
    let mut business = desk.business().unwrap().clone();
    business.iban = "DE89370400440532013000".parse().ok();
    desk.save_business(tomorrow, business).unwrap();
    assert_eq!(
        codes(desk.record_sending(tomorrow, by_hand).unwrap_err()),
        ["iban"],
        "it was handed over at no address"
    );
    assert_eq!(codes(desk.record_sending(tomorrow, sending).unwrap_err()), ["recipient", "iban"]);
}

#[test]
fn a_call_is_shown_the_lights_and_is_not_stopped() {
    let mut shop = Shop::open();
    shop.bank("releve.csv", "20/11/2026;VIREMENT RECU;;480,00\n");
    let now = on(TODAY);
    let sheet = shop.desk.draft(now, shop.customer, StepKey::Call, None).unwrap().letter.clone();
    let gate = shop.desk.gate_of_letter(now, &sheet).unwrap();
    assert!(gate.is_red() && !gate.is_closed());
    shop.desk.take_out(now, sheet.id, None).unwrap();
}

// The same from the command line.

struct Line {
    data: tempfile::TempDir,
}

impl Line {
    fn says(&self, arguments: &[&str]) -> Ran {
        let mut all = arguments.to_vec();
        all.extend(["--json", "--today", TODAY]);
        acquit(Some(self.data.path()), &all)
    }

    fn path(&self, name: &str) -> String {
        self.data.path().join(name).display().to_string()
    }

    fn open() -> Line {
        let line = Line { data: tempfile::tempdir().unwrap() };
        let business = ["--name", "Atelier Morvan", "--iban", "FR1420041010050500013M02606"];
        let more = ["--email", "yann@atelier-morvan.example"];
        line.says(&[&["record", "business"][..], &business, &more].concat()).json();
        let email = ["--email", "compta@studio-perrin.example"];
        let customer = ["record", "customer", "--customer", "Studio Perrin", "--kind", "professional"];
        line.says(&[&customer[..], &email].concat()).json();
        let invoice = ["record", "invoice", "--customer", "Studio Perrin", "--number", "F-2026-004"];
        let of = ["--issued", "2026-10-16", "--due", "2026-11-15", "--amount", "480.00"];
        line.says(&[&invoice[..], &of].concat()).json();
        line
    }

    fn lights(&self) -> Vec<(String, String)> {
        let agenda = self.says(&["agenda", "--customer", "perrin"]).json();
        let lights = at(&agenda, "proposals.0.gate").as_array().unwrap().clone();
        lights.iter().map(|one| (text(one, "code").to_owned(), text(one, "tone").to_owned())).collect()
    }
}

fn tone_of<'l>(lights: &'l [(String, String)], code: &str) -> &'l str {
    lights.iter().find(|(known, _)| known == code).map_or("", |(_, tone)| tone)
}

#[test]
fn a_reminder_cannot_leave_by_the_verbs_while_a_payment_of_its_amount_is_nobodys() {
    let line = Line::open();
    assert_eq!(tone_of(&line.lights(), "bank"), "amber", "never seen, and nothing is stopped");
    std::fs::write(line.path("releve.csv"), "Date;Libellé;Débit;Crédit\n23/11/2026;VIREMENT RECU;;480,00\n").unwrap();
    line.says(&["bank", "import", &line.path("releve.csv")]).json();
    let lights = line.lights();
    assert_eq!((tone_of(&lights, "bank"), tone_of(&lights, "money")), ("green", "red"));

    // The draft is made and says so; it does not leave.
    let (pdf, eml) = (line.path("rappel.pdf"), line.path("rappel.eml"));
    let draft = ["draft", "--customer", "perrin"];
    let shown = line.says(&draft).json();
    assert_eq!(at(&shown, "closed"), true, "{shown}");
    for out in [["--out", pdf.as_str()], ["--eml", eml.as_str()]] {
        let refused = line.says(&[&draft[..], &out].concat()).complaint();
        assert_eq!(text(&refused, "error"), "gate_closed");
        assert_eq!(text(&refused, "lights.0.code"), "money");
        assert!(text(&refused, "lights.0.sentence").contains("480,00"), "{refused}");
        assert!(text(&refused, "sentence").contains("--despite"), "{refused}");
    }
    assert!(!PathBuf::from(&pdf).exists() && !PathBuf::from(&eml).exists());
    let letter = text(&shown, "letter").to_owned();
    let sent = ["record", "sent", "--letter", &letter];
    let blank = line.says(&[&sent[..], &["--despite", "   "]].concat()).complaint();
    assert_eq!(text(&blank, "error"), "gate_closed", "a blank reason is none");

    // With a reason it leaves, and the reason is in the journal with what was red.
    let reason = "virement d’un autre client, vu avec lui";
    let left = line.says(&[&draft[..], &["--out", &pdf, "--despite", reason]].concat()).json();
    assert_eq!((at(&left, "closed"), text(&left, "letter")), (&Value::Bool(false), letter.as_str()));
    assert!(PathBuf::from(&pdf).exists());
    // Once for the letter: the same red is not asked about again.
    line.says(&sent).json();
    let journal = store::Store::open(line.data.path()).unwrap();
    let passed = journal.gate_passed(letter.parse().unwrap()).unwrap();
    assert_eq!(passed.iter().map(|one| one.reason.as_str()).collect::<Vec<_>>(), [reason]);
    assert_eq!(passed[0].lights.iter().map(|light| light.code.as_str()).collect::<Vec<_>>(), ["money"]);
    drop(journal);
    assert_eq!(at(&line.says(&["verify"]).json(), "intact"), true);
}
