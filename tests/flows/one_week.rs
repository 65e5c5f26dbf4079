//! A week of an owner: thirty files in, a reminder out, and what that silences.

use std::collections::HashMap;

use app::draft::{Edit, Sending};
use app::facts::NewExchange;
use app::import::{Answer, Question};
use app::payments::NewPayment;
use app::{Desk, Failure, Now};
use chrono::{Days, NaiveDate};
use domain::{Cents, Channel, CustomerId, Direction, Event, Outcome, StepKey};
use whole_program_tests::sample_files::{self, Brings, SampleInvoice};

fn on(day: NaiveDate) -> Now {
    Now { instant: day.and_hms_opt(8, 0, 0).unwrap().and_utc(), today: day }
}

fn monday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap()
}

/// A desk with the thirty files imported.
fn desk_with_files(folder: &tempfile::TempDir) -> Desk {
    let files = folder.path().join("files");
    std::fs::create_dir(&files).unwrap();
    sample_files::write(&files, monday(), 1).unwrap();
    let mut desk = Desk::open(&folder.path().join("data"), None).unwrap();
    let now = on(monday());
    desk.save_business(now, sample_files::business()).unwrap();
    let paths = [files.display().to_string()];
    let plan = desk.read_files(now, &paths, &mut |_, _, _| true).unwrap().id.clone();
    desk.confirm_plan(now, &plan, &HashMap::new(), &mut |_, _, _| true).unwrap();
    desk
}

fn proposed(desk: &mut Desk, day: NaiveDate) -> HashMap<String, (CustomerId, StepKey)> {
    desk.standings(on(day))
        .unwrap()
        .proposals()
        .into_iter()
        .map(|(name, proposal)| (name.to_owned(), (proposal.customer, proposal.step)))
        .collect()
}

/// The first customer whose proposal is that step.
fn one_with(desk: &mut Desk, day: NaiveDate, step: StepKey) -> CustomerId {
    let mut found: Vec<(String, CustomerId)> = proposed(desk, day)
        .into_iter()
        .filter(|(_, (_, proposed))| *proposed == step)
        .map(|(name, (customer, _))| (name, customer))
        .collect();
    found.sort();
    found.first().unwrap_or_else(|| panic!("nobody is proposed {step:?}")).1
}

#[test]
fn what_was_sent_is_kept_word_for_word_and_not_proposed_the_next_day() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk_with_files(&folder);
    let customer = one_with(&mut desk, monday(), StepKey::FirstReminder);
    let drafted = desk.draft(on(monday()), customer, StepKey::FirstReminder, None).unwrap();
    let sentence = "Je passe devant chez vous jeudi, nous pouvons aussi en parler.";
    let edit = Edit {
        letter: drafted.letter.id,
        subject: drafted.letter.subject.clone(),
        body: drafted.body.replacen("\n\n", &format!("\n\n{sentence}\n\n"), 1),
        lang: drafted.letter.lang,
        deadline_days: drafted.letter.deadline_days,
    };
    let (letter, pdf) = {
        let kept = desk.keep_edit(on(monday()), &edit).unwrap();
        assert!(kept.letter.text.contains(sentence));
        (kept.letter.clone(), kept.pdf.clone())
    };
    let sending = Sending {
        letter: letter.id,
        channel: Channel::Email,
        day: monday(),
        registered_number: None,
        note: String::new(),
        despite: None,
    };
    desk.record_sending(on(monday()), sending).unwrap();
    assert_eq!(desk.document(&letter.pdf).unwrap().bytes, pdf, "what was previewed is what is kept");

    for days in 0..5 {
        let day = after(monday(), days);
        assert!(!proposed(&mut desk, day).values().any(|(other, _)| *other == customer), "{day}");
    }
    let story = desk.timeline(customer, 50).unwrap();
    let sent = story.iter().find_map(|entry| match &entry.event {
        Event::ExchangeRecorded { exchange } => exchange.letter,
        _ => None,
    });
    assert_eq!(sent, Some(letter.id));
    let texts = desk.letters(customer).unwrap();
    assert!(texts.iter().any(|row| row.letter.id == letter.id && row.letter.text.contains(sentence)));
    assert!(desk.verify().unwrap().intact);
}

#[test]
fn the_same_letter_is_not_recorded_as_sent_twice() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk_with_files(&folder);
    let customer = one_with(&mut desk, monday(), StepKey::FirstReminder);
    let letter = desk.draft(on(monday()), customer, StepKey::FirstReminder, None).unwrap().letter.id;
    let sending = Sending {
        letter,
        channel: Channel::Email,
        day: monday(),
        registered_number: None,
        note: String::new(),
        despite: None,
    };
    desk.record_sending(on(monday()), sending.clone()).unwrap();
    assert!(desk.record_sending(on(monday()), sending).is_err());
}

#[test]
fn a_payment_between_the_draft_and_the_sending_stops_the_sending() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk_with_files(&folder);
    let customer = one_with(&mut desk, monday(), StepKey::FirstReminder);
    let drafted = desk.draft(on(monday()), customer, StepKey::FirstReminder, None).unwrap();
    let (letter, total) = (drafted.letter.id, drafted.letter.figures.principal);
    let paid = desk.record_payment(on(monday()), NewPayment::of(customer, total, monday())).unwrap();
    assert!(paid.customers.contains(&customer));
    let sending = Sending {
        letter,
        channel: Channel::Email,
        day: monday(),
        registered_number: None,
        note: String::new(),
        despite: None,
    };
    let refused = desk.record_sending(on(monday()), sending).unwrap_err();
    let Failure::GateClosed { lights } = refused else { panic!("{refused:?}") };
    assert_eq!(lights.iter().map(|light| light.code.as_str()).collect::<Vec<_>>(), ["letter"]);
    assert!(desk.customer_file(customer).unwrap().exchanges.is_empty());
}

#[test]
fn a_promise_by_telephone_silences_until_it_is_due_and_undoing_brings_the_step_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk_with_files(&folder);
    let customer = one_with(&mut desk, monday(), StepKey::Call);
    let call = NewExchange {
        customer,
        invoices: Vec::new(),
        direction: Direction::Outgoing,
        channel: Channel::Phone,
        day: monday(),
        step: Some(StepKey::Call),
        outcome: Some(Outcome::Promised),
        party: "Mme Lenoir".into(),
        note: "virement vendredi".into(),
        promise: Some((Cents(10_000), after(monday(), 4))),
        dispute: None,
    };
    let change = desk.record_exchange(on(monday()), call).unwrap();
    for days in 0..7 {
        let day = after(monday(), days);
        assert!(!proposed(&mut desk, day).values().any(|(other, _)| *other == customer), "{day}");
    }
    desk.undo(on(monday()), &change.undo.unwrap()).unwrap();
    let back = proposed(&mut desk, monday());
    assert!(back.values().any(|(other, step)| *other == customer && *step == StepKey::Call));
    assert!(desk.customer_file(customer).unwrap().promises.iter().all(|promise| promise.closed.is_some()));
    assert!(desk.verify().unwrap().intact);
}

#[test]
fn undoing_an_import_takes_out_what_it_brought_and_importing_again_adds_nothing_twice() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk_with_files(&folder);
    let before = desk.counts(on(monday())).unwrap();
    let paths = [folder.path().join("files").display().to_string()];
    let plan = desk.read_files(on(monday()), &paths, &mut |_, _, _| true).unwrap().id.clone();
    let again = desk.confirm_plan(on(monday()), &plan, &HashMap::new(), &mut |_, _, _| true).unwrap();
    assert_eq!(again.recorded, 0);
    assert_eq!(desk.counts(on(monday())).unwrap(), before);

    let imports: Vec<_> = desk.imports().unwrap().into_iter().map(|import| import.id).collect();
    desk.undo_imports(on(monday()), &imports).unwrap();
    let after = desk.counts(on(monday())).unwrap();
    assert_eq!((after.invoices, after.customers), (0, 0));
    assert!(desk.verify().unwrap().intact);
}

#[test]
fn the_invoice_of_another_seller_comes_in_only_when_the_owner_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk_with_files(&folder);
    let before = desk.counts(on(monday())).unwrap().invoices;
    let paths = [folder.path().join("files").display().to_string()];
    let plan = desk.read_files(on(monday()), &paths, &mut |_, _, _| true).unwrap();
    let question = plan
        .files
        .iter()
        .position(|file| file.open_questions().any(|asked| matches!(asked, Question::OtherSeller { .. })))
        .and_then(|place| u32::try_from(place).ok())
        .unwrap();
    let id = plan.id.clone();
    let answers = HashMap::from([(question, Answer { import: Some(true), ..Answer::default() })]);
    desk.confirm_plan(on(monday()), &id, &answers, &mut |_, _, _| true).unwrap();
    assert_eq!(desk.counts(on(monday())).unwrap().invoices, before + 1);
}

#[test]
fn stopping_an_import_leaves_whole_files_only() {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    std::fs::create_dir(&files).unwrap();
    sample_files::write(&files, monday(), 1).unwrap();
    let mut desk = Desk::open(&folder.path().join("data"), None).unwrap();
    desk.save_business(on(monday()), sample_files::business()).unwrap();
    let paths = [files.display().to_string()];
    let plan = desk.read_files(on(monday()), &paths, &mut |_, _, _| true).unwrap().id.clone();
    let mut asked = 0;
    let stopped = desk.confirm_plan(on(monday()), &plan, &HashMap::new(), &mut |_, _, _| {
        asked += 1;
        asked < 20
    });
    // What went in is said, and can be taken back; what is left can be looked at again.
    let stopped = stopped.unwrap();
    assert_eq!(stopped.stopped, Some(Failure::Cancelled));
    let counts = desk.counts(on(monday())).unwrap();
    assert_eq!(u64::from(stopped.recorded), counts.invoices);
    let imports = desk.imports().unwrap();
    assert_eq!(imports.len(), stopped.imports.len());
    assert!(!imports.is_empty() && imports.len() < 25);
    let recorded: u32 = imports.iter().map(|import| import.recorded).sum();
    assert_eq!(u64::from(recorded), counts.invoices);
    assert!(desk.verify().unwrap().intact);
    // The rest can be imported afterwards.
    let plan = desk.plan().unwrap().id.clone();
    desk.confirm_plan(on(monday()), &plan, &HashMap::new(), &mut |_, _, _| true).unwrap();
    assert_eq!(desk.counts(on(monday())).unwrap().invoices, 33);
}

#[test]
fn the_owner_answers_the_duplicates_and_what_was_chosen_counts() {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    std::fs::create_dir(&files).unwrap();
    let thirty = sample_files::write(&files, monday(), 1).unwrap();
    let mut desk = Desk::open(&folder.path().join("data"), None).unwrap();
    let now = on(monday());
    desk.save_business(now, sample_files::business()).unwrap();
    // Two files of the thirty disagree: the dearer one is chosen.
    let (_, dearer) = conflict_of(&thirty.iter().map(|file| file.brings.clone()).collect::<Vec<_>>());
    let done = import_replacing(&mut desk, &files);
    assert_eq!((done.recorded, done.corrected), (33, 1));
    assert_eq!(amount_due(&desk, &dearer.number), dearer.amount_due);
    // A corrected copy comes a day later: nothing changes before it is answered.
    let (correction, bytes) = sample_files::correction(monday(), 1);
    let (recorded, dearer) = conflict_of(&[correction.brings]);
    let path = folder.path().join(&correction.name);
    std::fs::write(&path, bytes).unwrap();
    let plan = desk.read_files(now, &[&path], &mut |_, _, _| true).unwrap();
    let asked: Vec<&Question> = plan.files[0].open_questions().collect();
    assert!(matches!(&asked[..], [Question::Conflict { numbers }] if *numbers == [dearer.number.clone()]), "{asked:?}");
    let id = plan.id.clone();
    let kept = desk.confirm_plan(now, &id, &HashMap::new(), &mut |_, _, _| true).unwrap();
    assert_eq!((kept.imports.len(), kept.files_left_out), (0, 1));
    assert_eq!(amount_due(&desk, &recorded.number), recorded.amount_due);
    let done = import_replacing(&mut desk, &path);
    assert_eq!((done.recorded, done.corrected), (0, 1));
    assert_eq!(amount_due(&desk, &dearer.number), dearer.amount_due);
    assert_eq!(desk.counts(now).unwrap().invoices, 33, "corrected, not added");
    assert!(desk.verify().unwrap().intact);
}

fn conflict_of(brings: &[Brings]) -> (SampleInvoice, SampleInvoice) {
    let found = brings.iter().find_map(|brings| match brings {
        Brings::Conflict(earlier, later) => Some((earlier.clone(), later.clone())),
        _ => None,
    });
    found.unwrap()
}

/// Imports, and takes what the files say where figures differ.
fn import_replacing(desk: &mut Desk, path: &std::path::Path) -> app::import::ImportDone {
    let now = on(monday());
    let plan = desk.read_files(now, &[path], &mut |_, _, _| true).unwrap();
    let replace = Answer { replace: Some(true), ..Answer::default() };
    let answers = (0..u32::try_from(plan.files.len()).unwrap()).map(|file| (file, replace)).collect();
    let id = plan.id.clone();
    desk.confirm_plan(now, &id, &answers, &mut |_, _, _| true).unwrap()
}

fn amount_due(desk: &Desk, number: &str) -> Cents {
    let filter = store::InvoiceFilter { search: number.to_owned(), ..store::InvoiceFilter::all(monday()) };
    let rows = desk.invoice_rows(&filter, store::InvoiceSort::Due, false, 0, 10).unwrap().rows;
    let row = rows.iter().find(|row| row.number == number).unwrap();
    desk.invoice_and_file(row.id).unwrap().0.amount_due
}
