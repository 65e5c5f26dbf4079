//! What the window asks, screen by screen: a few lines each between the wire and the use cases of `app`.

pub mod bank;
pub mod board;
pub mod commitments;
pub mod customer;
pub mod draft;
pub mod gate;
pub mod holds;
pub mod import;
mod import_journal;
pub mod invoice;
pub mod limitation;
pub mod lists;
pub mod mapping;
pub mod owed;
pub mod rates;
pub mod returns;
pub mod start;
pub mod today;
pub mod typed;

use app::Failure;
use domain::Lang;

use crate::views::{Changed, FailureView, SourceView};

pub type Outcome<T> = Result<T, Failure>;

pub fn failure_view(failure: &Failure, lang: Lang) -> FailureView {
    FailureView {
        code: failure.code().to_owned(),
        sentence: failure.sentence(lang),
        field: failure.field_name().map(str::to_owned),
    }
}

pub fn source_view(source: &law::Source) -> SourceView {
    SourceView {
        title: source.title.to_string(),
        href: source.href.as_ref().map(|href| href.to_string()),
        confidence: match source.confidence {
            law::Confidence::Sure | law::Confidence::Owner => "sure",
            law::Confidence::Likely => "likely",
            law::Confidence::Confirm => "confirm",
        }
        .to_owned(),
    }
}

/// Several texts, each named once: two rules of one article read the same to the owner.
pub fn source_views<'s>(sources: impl IntoIterator<Item = &'s law::Source>) -> Vec<SourceView> {
    let mut views: Vec<SourceView> = Vec::new();
    for source in sources {
        if views.iter().all(|known| known.title != source.title) {
            views.push(source_view(source));
        }
    }
    views
}

pub fn changed(change: app::Change) -> Changed {
    Changed {
        customers: change.customers.iter().map(ToString::to_string).collect(),
        sentence: change.sentence,
        undo: change.undo,
    }
}
