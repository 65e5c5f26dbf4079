//! The owner's desk: the file of the business, the law, the language, and what is open on it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use agenda::Scenarios;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{Business, CustomerFile, CustomerId, Digest, Event, Lang, LetterId};
use law::Law;
use store::{Store, StoreError, Touched, Writing};
use uuid::{NoContext, Timestamp, Uuid};

use crate::catch_up::Seen;
use crate::draft::Drafted;
use crate::failure::{Failure, Thing};
use crate::import::Plan;
use crate::today::Standings;
use crate::waiting_money::WaitingMoney;

/// The instant of a command, and the civil day it is for this business.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Now {
    pub instant: DateTime<Utc>,
    pub today: NaiveDate,
}

impl Now {
    /// A new id: ordered by instant, its remaining bits random.
    pub fn mint(self) -> Uuid {
        let seconds = u64::try_from(self.instant.timestamp()).unwrap_or(0);
        Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, self.instant.timestamp_subsec_nanos()))
    }
}

/// What a use case changed, and how to take it back.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Change {
    pub customers: Vec<CustomerId>,
    pub sentence: String,
    pub undo: Option<String>,
}

/// Everything a use case works on. One desk has one file; only one writes to it at a time.
pub struct Desk {
    pub(crate) store: Store,
    pub(crate) law: Law,
    pub(crate) scenarios: Scenarios,
    pub(crate) lang: Lang,
    pub(crate) theme: String,
    pub(crate) business: Option<Business>,
    /// Where every customer stands today; made again when the day or everything changes.
    pub(crate) standings: Option<Standings>,
    /// What waits in the bank, by whose it may be; made again when a fact could change it.
    pub(crate) waiting_money: RefCell<Option<Arc<WaitingMoney>>>,
    pub(crate) drafts: HashMap<LetterId, Drafted>,
    pub(crate) plan: Option<Plan>,
    pub(crate) seen: Option<Seen>,
    waiting_files: Vec<String>,
}

pub(crate) const LANG: &str = "lang";
pub(crate) const THEME: &str = "theme";
pub(crate) const SAMPLE: &str = "sample";

impl Desk {
    /// Opens the file of a folder, making both when there are none. A language given wins over the one kept.
    pub fn open(folder: &Path, lang: Option<Lang>) -> Result<Desk, Failure> {
        let store = Store::open(folder)?;
        let mut desk = Desk {
            store,
            law: Law::embedded(),
            scenarios: Scenarios::built_in(),
            lang: lang.unwrap_or_default(),
            theme: "system".to_owned(),
            business: None,
            standings: None,
            waiting_money: RefCell::new(None),
            drafts: HashMap::new(),
            plan: None,
            seen: None,
            waiting_files: Vec::new(),
        };
        desk.see()?;
        desk.read_settings(lang)?;
        Ok(desk)
    }

    fn read_settings(&mut self, lang: Option<Lang>) -> Result<(), Failure> {
        self.business = self.store.business()?;
        if lang.is_none()
            && let Some(kept) = self.setting::<Lang>(LANG)?
        {
            self.lang = kept;
        }
        if let Some(theme) = self.setting::<String>(THEME)? {
            self.theme = theme;
        }
        self.read_rates()
    }

    pub(crate) fn read_rates(&mut self) -> Result<(), Failure> {
        let confirmed: Vec<law::ConfirmedRate> = self
            .store
            .confirmed_rates()?
            .into_iter()
            .filter_map(|(parameter, half_year, rate_percent)| {
                let parameter = law::Parameter::from_code(&parameter)?;
                Some(law::ConfirmedRate { parameter, half_year, rate_percent })
            })
            .collect();
        self.law = Law::embedded().with_confirmed(&confirmed);
        Ok(())
    }

    pub(crate) fn setting<T: serde::de::DeserializeOwned>(&self, key: &str) -> Result<Option<T>, Failure> {
        Ok(self.store.setting(key)?.and_then(|value| serde_json::from_str(&value).ok()))
    }

    pub fn lang(&self) -> Lang {
        self.lang
    }

    pub fn theme(&self) -> &str {
        &self.theme
    }

    pub fn folder(&self) -> PathBuf {
        self.store.dir().to_owned()
    }

    pub fn business(&self) -> Option<&Business> {
        self.business.as_ref()
    }

    pub fn law(&self) -> &Law {
        &self.law
    }

    pub fn is_sample(&self) -> Result<bool, Failure> {
        Ok(self.setting::<bool>(SAMPLE)?.unwrap_or(false))
    }

    /// Files named on the command line, to be imported once the window is there.
    pub fn set_waiting_files(&mut self, files: Vec<String>) {
        self.waiting_files = files;
    }

    /// The waiting files, once.
    pub fn take_waiting_files(&mut self) -> Vec<String> {
        std::mem::take(&mut self.waiting_files)
    }

    pub fn set_lang(&mut self, now: Now, lang: Lang) -> Result<(), Failure> {
        if lang != self.lang {
            self.keep_setting(now, LANG, &lang)?;
            self.lang = lang;
        }
        Ok(())
    }

    pub fn set_theme(&mut self, now: Now, theme: &str) -> Result<(), Failure> {
        if theme != self.theme {
            self.keep_setting(now, THEME, &theme)?;
            theme.clone_into(&mut self.theme);
        }
        Ok(())
    }

    pub(crate) fn keep_setting(&mut self, now: Now, key: &str, value: &impl serde::Serialize) -> Result<(), Failure> {
        let value = serde_json::to_string(value).map_err(|_| StoreError::Unwritable)?;
        let event = Event::SettingRecorded { key: key.to_owned(), value };
        self.store.append(now.instant, now.today, vec![event])?;
        Ok(())
    }

    /// Writes facts, and looks again at the customers they concern.
    pub(crate) fn record(&mut self, now: Now, events: Vec<Event>) -> Result<Vec<CustomerId>, Failure> {
        self.write(now, |writing| {
            for event in &events {
                writing.append(event)?;
            }
            Ok(events)
        })
    }

    /// The same with documents: everything the closure writes is there, or nothing.
    pub(crate) fn write(
        &mut self,
        now: Now,
        work: impl FnOnce(&mut Writing<'_>) -> Result<Vec<Event>, Failure>,
    ) -> Result<Vec<CustomerId>, Failure> {
        let events = self.store.transaction(now.instant, now.today, work)?;
        self.waiting_money_follows(&events);
        let mut customers: Vec<CustomerId> = Vec::new();
        let mut everything = false;
        for event in &events {
            match self.store.customers_of(event)? {
                Touched::Everything => everything = true,
                Touched::Customers(touched) => customers.extend(touched),
            }
        }
        customers.sort_unstable();
        customers.dedup();
        if everything {
            self.business = self.store.business()?;
            self.read_rates()?;
            self.standings = None;
        } else {
            self.look_again(now, &customers)?;
        }
        Ok(customers)
    }

    pub(crate) fn business_or_failure(&self) -> Result<&Business, Failure> {
        self.business.as_ref().ok_or(Failure::NoBusiness)
    }

    pub fn customer_file(&self, customer: CustomerId) -> Result<CustomerFile, Failure> {
        self.store.customer_file(customer)?.ok_or(Failure::NotFound { what: Thing::Customer })
    }

    pub fn document(&self, digest: &Digest) -> Result<store::Original, Failure> {
        self.store.original(digest)?.ok_or(Failure::NotFound { what: Thing::Document })
    }
}

/// Writes a file whole or not at all: beside its place first, then moved over it.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let failed = |error: std::io::Error| Failure::Io { name: name.clone(), kind: error.kind() };
    let beside = path.with_file_name(format!(".{name}.part"));
    std::fs::write(&beside, bytes).map_err(failed)?;
    std::fs::rename(&beside, path).map_err(|error| {
        // The half-made file is of no use to anybody; that it cannot be removed changes nothing for the owner.
        let _ = std::fs::remove_file(&beside);
        failed(error)
    })
}

/// No logo needs more.
const LOGO_BYTES: u64 = 4 * 1024 * 1024;

impl Desk {
    /// Keeps a picture among the originals, to be named by the business as its logo.
    pub fn keep_logo(&mut self, now: Now, path: &Path) -> Result<String, Failure> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let failed = |error: std::io::Error| Failure::Io { name: name.clone(), kind: error.kind() };
        if std::fs::metadata(path).map_err(failed)?.len() > LOGO_BYTES {
            return Err(Failure::Refused(intake::Refusal::of_file(intake::RefusalCode::TooLarge)));
        }
        let bytes = std::fs::read(path).map_err(failed)?;
        documents::pdf::Picture::read(&bytes).map_err(|_| Failure::NotAPicture)?;
        let media = if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" };
        let mut digest = None;
        self.write(now, |writing| {
            digest = Some(writing.put_original(&name, media, &bytes)?);
            Ok(Vec::new())
        })?;
        digest.map(|digest| digest.to_string()).ok_or(Failure::NotAPicture)
    }
}
