//! Other programs may write to the same file: a verb at night, a second window, a copy put back. What was derived from
//! the facts they changed is made again.

use domain::{Event, Lang};
use store::{Head, StoreError, Touched};

use crate::desk::{Desk, LANG, Now, THEME};
use crate::failure::Failure;

/// How far the desk has looked.
#[derive(Debug)]
pub(crate) struct Seen {
    version: i64,
    head: Head,
}

/// More entries than these and everything is looked at again.
const FEW: usize = 200;

impl Desk {
    pub(crate) fn see(&mut self) -> Result<(), StoreError> {
        self.seen = Some(Seen { version: self.store.data_version()?, head: self.store.head()? });
        Ok(())
    }

    /// Drops or renews what another program's entries made untrue. Asks SQLite for one number when there are none.
    pub fn catch_up(&mut self, now: Now) -> Result<(), Failure> {
        let version = self.store.data_version()?;
        let seen = match self.seen.take() {
            Some(seen) if seen.version == version => {
                self.seen = Some(seen);
                return Ok(());
            }
            other => other,
        };
        // Noted first: what is written from here on is looked at the next time.
        self.see()?;
        let caught_up = self.renew(now, seen);
        if caught_up.is_err() {
            self.seen = None;
        }
        caught_up
    }

    fn renew(&mut self, now: Now, seen: Option<Seen>) -> Result<(), Failure> {
        if let Some(seen) = seen
            && let Some(events) = self.entries_since(&seen.head)?
        {
            return self.follow(now, &events);
        }
        self.look_at_everything()?;
        self.follow_lang()?;
        self.follow_theme()
    }

    /// What was written after `head`; none when the file no longer holds what it held, or when it is much.
    fn entries_since(&self, head: &Head) -> Result<Option<Vec<Event>>, Failure> {
        // An earlier copy may have been put back, before or after what this program wrote last.
        for known in std::iter::once(head).chain(self.store.last_written()).filter(|known| known.seq.0 > 0) {
            if self.store.entry(known.seq)?.is_none_or(|entry| entry.digest != known.digest) {
                return Ok(None);
            }
        }
        let entries = self.store.entries_after(head.seq, FEW + 1)?;
        let follows = entries.len() <= FEW;
        Ok(follows.then(|| entries.into_iter().map(|entry| entry.event).collect()))
    }

    fn follow(&mut self, now: Now, events: &[Event]) -> Result<(), Failure> {
        self.waiting_money_follows(events);
        for event in events {
            match event {
                Event::SettingRecorded { key, .. } if key == LANG => self.follow_lang()?,
                Event::SettingRecorded { key, .. } if key == THEME => self.follow_theme()?,
                _ => {}
            }
        }
        let mut customers = Vec::new();
        for event in events {
            match self.store.customers_of(event)? {
                Touched::Everything => return self.look_at_everything(),
                Touched::Customers(touched) => customers.extend(touched),
            }
        }
        customers.sort_unstable();
        customers.dedup();
        // The owner's own words stay on the desk as long as they are nowhere else.
        self.drafts.retain(|_, draft| !customers.contains(&draft.letter.customer) || (draft.edited && !draft.kept));
        self.look_again(now, &customers)
    }

    fn look_at_everything(&mut self) -> Result<(), Failure> {
        self.forget_derived();
        self.drafts.retain(|_, draft| draft.edited && !draft.kept);
        self.business = self.store.business()?;
        self.read_rates()
    }

    fn follow_lang(&mut self) -> Result<(), Failure> {
        if let Some(lang) = self.setting::<Lang>(LANG)? {
            self.lang = lang;
        }
        Ok(())
    }

    fn follow_theme(&mut self) -> Result<(), Failure> {
        if let Some(theme) = self.setting::<String>(THEME)? {
            self.theme = theme;
        }
        Ok(())
    }
}
