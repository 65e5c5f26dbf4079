//! Two programs on one file: what one writes, the other sees with its next question.

use app::backups::{DailyBackup, back_up_daily, backups, put_back};
use app::{Desk, Now};
use chrono::{Days, NaiveDate};
use domain::{CustomerId, Lang, StepKey};

fn on(day: &str) -> Now {
    let today: NaiveDate = day.parse().unwrap();
    Now { instant: today.and_hms_opt(8, 0, 0).unwrap().and_utc(), today }
}

fn monday() -> Now {
    on("2026-11-23")
}

/// Two desks on one folder with the sample business; the first has looked at the day.
fn two() -> (tempfile::TempDir, Desk, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let mut mine = Desk::open(folder.path(), None).unwrap();
    mine.fill_with_sample(monday()).unwrap();
    assert!(mine.standings(monday()).unwrap().count() > 3);
    let other = Desk::open(folder.path(), None).unwrap();
    (folder, mine, other)
}

/// Somebody who is to be called or reminded: that can wait, unlike a decision.
fn can_wait(desk: &mut Desk) -> (CustomerId, StepKey) {
    let steps = [StepKey::FirstReminder, StepKey::SecondReminder, StepKey::Call];
    let standings = desk.standings(monday()).unwrap();
    let proposals = standings.proposals();
    let (_, proposal) = proposals.iter().find(|(_, proposal)| steps.contains(&proposal.step)).unwrap();
    (proposal.customer, proposal.step)
}

/// Today's list as the desk knows it, once it has caught up.
fn list(desk: &mut Desk) -> Vec<(CustomerId, StepKey)> {
    desk.catch_up(monday()).unwrap();
    let standings = desk.standings(monday()).unwrap();
    standings.proposals().iter().map(|(_, proposal)| (proposal.customer, proposal.step)).collect()
}

fn put_off(desk: &mut Desk) -> (CustomerId, StepKey) {
    let (customer, step) = can_wait(desk);
    desk.snooze(monday(), customer, step, monday().today.checked_add_days(Days::new(7)).unwrap()).unwrap();
    (customer, step)
}

#[test]
fn a_step_put_off_elsewhere_leaves_today() {
    let (_folder, mut mine, mut other) = two();
    let gone = put_off(&mut other);
    assert!(!list(&mut mine).contains(&gone));
    // What this program itself writes afterwards is still its own.
    let gone = put_off(&mut mine);
    assert!(!list(&mut mine).contains(&gone));
    assert_eq!(list(&mut mine), list(&mut other));
}

#[test]
fn a_draft_is_gone_when_its_customer_changed_elsewhere_and_stays_when_another_did() {
    let (_folder, mut mine, mut other) = two();
    let proposals = list(&mut mine);
    let mut drafts = Vec::new();
    for (customer, step) in proposals {
        if let Ok(drafted) = mine.draft(monday(), customer, step, None) {
            drafts.push((customer, step, drafted.letter.id));
        }
    }
    assert!(drafts.len() >= 2);
    let (customer, step, letter) = drafts[0];
    other.snooze(monday(), customer, step, monday().today.checked_add_days(Days::new(7)).unwrap()).unwrap();
    mine.catch_up(monday()).unwrap();
    assert!(mine.drafted(letter).is_err());
    assert!(mine.drafted(drafts[1].2).is_ok());
}

#[test]
fn another_business_language_or_theme_is_heard_of() {
    let (_folder, mut mine, mut other) = two();
    let mut business = other.business().unwrap().clone();
    business.name = "Menuiserie Kerbrat".to_owned();
    other.save_business(monday(), business).unwrap();
    other.set_theme(monday(), "dark").unwrap();
    mine.catch_up(monday()).unwrap();
    assert_eq!(mine.business().unwrap().name, "Menuiserie Kerbrat");
    other.set_lang(monday(), Lang::En).unwrap();
    other.set_theme(monday(), "light").unwrap();
    mine.catch_up(monday()).unwrap();
    assert_eq!((mine.lang(), mine.theme()), (Lang::En, "light"));
}

#[test]
fn a_copy_put_back_elsewhere_is_seen_too() {
    let (folder, mut mine, other) = two();
    let before = list(&mut mine);
    assert_eq!(back_up_daily(folder.path(), monday()), Ok(DailyBackup::Made));
    put_off(&mut mine);
    assert_ne!(list(&mut mine), before);
    drop(other);
    let copy = backups(folder.path()).unwrap()[0].name();
    put_back(folder.path(), &copy, on("2026-11-24")).unwrap();
    assert_eq!(list(&mut mine), before);
}

#[test]
fn there_is_one_copy_a_day_and_none_of_nothing() {
    let empty = tempfile::tempdir().unwrap();
    drop(Desk::open(empty.path(), None).unwrap());
    assert_eq!(back_up_daily(empty.path(), monday()), Ok(DailyBackup::NothingToCopy));
    let (folder, mine, _other) = two();
    assert_eq!(mine.backup_sentence(), "Pas encore de sauvegarde");
    assert_eq!(back_up_daily(folder.path(), monday()), Ok(DailyBackup::Made));
    assert_eq!(back_up_daily(folder.path(), monday()), Ok(DailyBackup::There));
    assert_eq!(back_up_daily(folder.path(), on("2026-11-24")), Ok(DailyBackup::Made));
    assert_eq!(mine.backup_sentence(), "Sauvegardé le 24\u{a0}novembre");
    assert_eq!(backups(folder.path()).unwrap().len(), 2);
}
