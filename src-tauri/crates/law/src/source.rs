//! Where a figure comes from, so that a reader can open it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// How far a value can be relied on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Stale, contradictory or unsettled: never used silently.
    Confirm,
    /// From consistent secondary sources: used, and shown as provisional.
    Likely,
    /// A statute, a decision or an official table.
    Sure,
    /// Confirmed or entered by the owner.
    Owner,
}

impl Confidence {
    /// True when an amount that rests on it should be marked provisional.
    pub fn is_provisional(self) -> bool {
        matches!(self, Confidence::Confirm | Confidence::Likely)
    }
}

/// A legal text, a decision or a publication.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Source {
    /// The legal reference as a French reader knows it: "C. com., art. L. 441-10, II".
    pub title: Cow<'static, str>,
    /// Where it was published, or what confirms it: a decision, an official table.
    pub reference: Option<Cow<'static, str>>,
    pub href: Option<Cow<'static, str>>,
    pub confidence: Confidence,
}

/// Sources live as long as the program: figures carry them without copying.
pub type SourceRef = &'static Source;

impl Source {
    pub(crate) const fn text(title: &'static str, reference: Option<&'static str>, href: &'static str) -> Source {
        Source {
            title: Cow::Borrowed(title),
            reference: match reference {
                Some(reference) => Some(Cow::Borrowed(reference)),
                None => None,
            },
            href: if href.is_empty() { None } else { Some(Cow::Borrowed(href)) },
            confidence: Confidence::Sure,
        }
    }

    pub(crate) const fn likely(title: &'static str, reference: Option<&'static str>, href: &'static str) -> Source {
        let mut source = Source::text(title, reference, href);
        source.confidence = Confidence::Likely;
        source
    }
}

/// Adds a source to a list unless it is there.
pub(crate) fn cite(list: &mut Vec<SourceRef>, source: SourceRef) {
    if !list.contains(&source) {
        list.push(source);
    }
}
