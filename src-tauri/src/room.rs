//! Where the desk stands: one data folder, opened when it is first needed and again for as long as it cannot be.

use std::path::{Path, PathBuf};

use app::{Desk, Failure, Now};
use domain::Lang;

use crate::commands::{self, Outcome};
use crate::views::FailureView;
use crate::views::start::RestoredView;

/// The data folder the window works in, and the desk on it.
pub struct Room {
    folder: PathBuf,
    /// The language of the command line, which wins over the one kept.
    given: Option<Lang>,
    /// What is spoken while the file cannot say it.
    spoken: Lang,
    /// Files to be imported once the desk is there.
    waiting: Vec<String>,
    /// None until it is needed, and for as long as the file cannot be opened.
    desk: Option<Desk>,
}

impl Room {
    pub fn new(folder: PathBuf, given: Option<Lang>, waiting: Vec<String>) -> Room {
        Room { folder, given, spoken: given.unwrap_or_else(language_of_the_system), waiting, desk: None }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn lang(&self) -> Lang {
        self.desk.as_ref().map_or(self.spoken, Desk::lang)
    }

    /// What is spoken while the file cannot say it: what the page spoke last, when it knows.
    pub fn speak(&mut self, last: Option<Lang>) -> Lang {
        if self.given.is_none()
            && let Some(last) = last
        {
            self.spoken = last;
        }
        self.lang()
    }

    /// The desk, opened when it is not, with what other programs wrote since.
    fn desk(&mut self, now: Now) -> Outcome<&mut Desk> {
        let desk = match self.desk.take() {
            Some(mut desk) => {
                // A desk that cannot catch up is not worked on: the next command opens it again.
                desk.catch_up(now)?;
                desk
            }
            None => {
                let mut desk = Desk::open(&self.folder, self.given)?;
                desk.set_waiting_files(std::mem::take(&mut self.waiting));
                desk
            }
        };
        self.spoken = desk.lang();
        Ok(self.desk.insert(desk))
    }

    /// Runs a use case on the desk.
    pub fn ask<T>(&mut self, now: Now, work: impl FnOnce(&mut Desk, Now) -> Outcome<T>) -> Result<T, FailureView> {
        let answer = self.desk(now).and_then(|desk| work(desk, now));
        answer.map_err(|failure| commands::failure_view(&failure, self.lang()))
    }

    /// Opens the file and computes the day, before anybody asks.
    pub fn prepare(&mut self, now: Now) {
        // Whoever asks first hears why it cannot be.
        let _ = self.desk(now).and_then(|desk| desk.standings(now).map(|_| ()));
    }

    /// Works in another folder from now on; when it cannot be opened, in this one as before.
    pub fn move_to(
        &mut self,
        folder: PathBuf,
        now: Now,
        begin: impl FnOnce(&mut Desk, Now) -> Outcome<()>,
    ) -> Outcome<()> {
        let mut desk = Desk::open(&folder, Some(self.lang()))?;
        begin(&mut desk, now)?;
        self.folder = folder;
        self.desk = Some(desk);
        Ok(())
    }

    /// The file as it was in an earlier copy, and the desk opened on it.
    pub fn put_back(&mut self, named: &str, now: Now) -> Outcome<RestoredView> {
        self.spoken = self.lang();
        self.desk = None;
        let aside = app::backups::put_back(&self.folder, named, now)?;
        let desk = self.desk(now)?;
        let sentence = app::backups::put_back_sentence(desk.lang(), aside.as_deref());
        Ok(RestoredView { frame: commands::start::frame(desk, now)?, sentence })
    }

    /// The desk may be in the middle of something: it is opened anew.
    pub fn start_again(&mut self) {
        self.spoken = self.lang();
        self.desk = None;
    }

    pub fn failure(&self, failure: &Failure) -> FailureView {
        commands::failure_view(failure, self.lang())
    }
}

fn language_of_the_system() -> Lang {
    language_of(["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).unwrap_or_default()))
}

/// From the variables of POSIX, the first that is set: English where it says so, else French.
fn language_of(variables: [String; 3]) -> Lang {
    let said = variables.into_iter().find(|value| !value.is_empty()).unwrap_or_default();
    if said.starts_with("en") { Lang::En } else { Lang::Fr }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Now {
        let today = "2026-11-23".parse().unwrap();
        Now { instant: "2026-11-23T08:00:00Z".parse().unwrap(), today }
    }

    fn frame(room: &mut Room) -> Result<crate::views::start::FrameView, FailureView> {
        room.ask(now(), commands::start::frame)
    }

    #[test]
    fn a_file_that_could_not_be_opened_is_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(store::FILE_NAME);
        std::fs::write(&file, "Cher client, ".repeat(1_000)).unwrap();
        let mut room = Room::new(folder.path().to_owned(), Some(Lang::Fr), vec!["a.xml".to_owned()]);
        assert_eq!(frame(&mut room).unwrap_err().code, "store_not_a_database");
        assert_eq!(frame(&mut room).unwrap_err().code, "store_not_a_database");
        std::fs::remove_file(&file).unwrap();
        // The files of the command line have waited.
        assert_eq!(frame(&mut room).unwrap().waiting_files, ["a.xml"]);
        assert!(frame(&mut room).unwrap().waiting_files.is_empty());
    }

    #[test]
    fn a_file_that_cannot_be_opened_is_spoken_of_in_the_language_last_used() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(store::FILE_NAME), "no").unwrap();
        let mut room = Room::new(folder.path().to_owned(), None, Vec::new());
        room.speak(Some(Lang::En));
        assert!(frame(&mut room).unwrap_err().sentence.starts_with("The data file"));
        room.speak(Some(Lang::Fr));
        assert!(frame(&mut room).unwrap_err().sentence.starts_with("Le fichier"));
        let mut told = Room::new(folder.path().to_owned(), Some(Lang::En), Vec::new());
        assert_eq!(told.speak(Some(Lang::Fr)), Lang::En);
    }

    #[test]
    fn the_system_says_which_language() {
        let of = |all: &str, messages: &str, lang: &str| language_of([all.into(), messages.into(), lang.into()]);
        assert_eq!(of("", "", "en_GB.UTF-8"), Lang::En);
        assert_eq!(of("", "fr_FR.UTF-8", "en_GB.UTF-8"), Lang::Fr);
        assert_eq!(of("", "", "C.UTF-8"), Lang::Fr);
        assert_eq!(of("", "", ""), Lang::Fr);
    }

    #[test]
    fn what_another_program_wrote_is_in_the_next_answer() {
        let folder = tempfile::tempdir().unwrap();
        let mut room = Room::new(folder.path().to_owned(), None, Vec::new());
        room.ask(now(), |desk, now| desk.fill_with_sample(now)).unwrap();
        let before = frame(&mut room).unwrap();
        assert!(before.counts.today > 0);
        let mut other = Desk::open(folder.path(), None).unwrap();
        let mut business = other.business().unwrap().clone();
        business.name = "Menuiserie Kerbrat".to_owned();
        other.save_business(now(), business).unwrap();
        let after = frame(&mut room).unwrap();
        assert_eq!(after.business.unwrap().name, "Menuiserie Kerbrat");
        assert_ne!(after.facts, before.facts);
        assert_eq!(frame(&mut room).unwrap().facts, after.facts);
    }

    #[test]
    fn today_follows_the_day() {
        let folder = tempfile::tempdir().unwrap();
        let mut room = Room::new(folder.path().to_owned(), None, Vec::new());
        room.ask(now(), |desk, now| desk.fill_with_sample(now)).unwrap();
        let monday = room.ask(now(), commands::today::today).unwrap();
        let later = Now { today: "2026-12-28".parse().unwrap(), ..now() };
        let much_later = room.ask(later, commands::today::today).unwrap();
        assert_eq!((monday.today.as_str(), much_later.today.as_str()), ("2026-11-23", "2026-12-28"));
        assert_ne!(monday.summary, much_later.summary);
    }

    #[test]
    fn a_damaged_file_is_replaced_by_a_copy_from_within() {
        let folder = tempfile::tempdir().unwrap();
        let mut room = Room::new(folder.path().to_owned(), Some(Lang::Fr), Vec::new());
        room.ask(now(), |desk, now| desk.fill_with_sample(now)).unwrap();
        app::backups::back_up_daily(folder.path(), now()).unwrap();
        room.start_again();
        std::fs::write(folder.path().join(store::FILE_NAME), "Cher client, ".repeat(1_000)).unwrap();
        assert!(frame(&mut room).is_err());
        let listed = commands::start::backups(room.folder(), Lang::Fr).unwrap();
        let restored = room.put_back(&listed[0].name, now()).unwrap();
        assert!(restored.frame.is_sample);
        assert!(restored.sentence.contains("acquit-2026-11-23.damaged"), "{}", restored.sentence);
        assert!(frame(&mut room).is_ok());
        assert_eq!(
            room.put_back("acquit-2020-01-01.db", now()).unwrap_err(),
            Failure::NotFound { what: app::Thing::Backup }
        );
        assert!(frame(&mut room).is_ok());
    }
}
