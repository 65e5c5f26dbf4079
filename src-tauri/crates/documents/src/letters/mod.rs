//! The letters: words first, then a PDF made from the words as the owner left them.
//!
//! [`compose`] gives a subject and a body to read and change; [`render`] sets that body, the table of invoices, the
//! ways to pay and the page of calculation. What the owner changed is what is printed.

pub mod agreement;
pub mod call_sheet;
pub mod epc;
pub mod first_reminder;
pub mod formal_notice;
pub mod plan_notice;
pub mod request;
pub mod second_reminder;

mod annex;
mod body;
mod columns;
mod mail;
mod sheet;
mod words;

use domain::{DebtorKind, Lang, StepKey};

pub use mail::{email_text, mentions};
pub use request::{
    CallFacts, InterestLine, LetterError, LetterLine, LetterRequest, PaymentKind, PaymentLine, PlanFacts,
    PreviousContact, RateBasis, Tone,
};

use crate::typeset::Page;

/// A kind of letter.
pub trait Letter: Sync {
    fn step(&self) -> StepKey;
    /// Subject and body with the figures already in them.
    fn compose(&self, request: &LetterRequest<'_>) -> Draft;
    /// Whether late-payment interest and the 40 € are claimed, and so shown with their calculation.
    fn claims_accessories(&self, kind: DebtorKind) -> bool;
    /// A sheet for the owner's own eyes: no address, nothing to pay.
    fn is_internal(&self) -> bool {
        false
    }
}

/// Every letter. To add one, write its folder and list it here.
pub const LETTERS: &[&dyn Letter] = &[
    &first_reminder::FirstReminder,
    &call_sheet::CallSheet,
    &second_reminder::SecondReminder,
    &formal_notice::FormalNotice,
    &plan_notice::PlanNotice,
];

/// What the owner reads and changes before it leaves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    pub subject: String,
    /// Paragraphs apart by an empty line. The lines [`Draft::table_mark`] and [`Draft::payment_mark`] say where the
    /// table and the ways to pay stand; `# ` begins a heading, `- ` an item of a list.
    pub body: String,
}

impl Draft {
    /// The line that stands for the table of invoices.
    pub fn table_mark(lang: Lang) -> &'static str {
        match lang {
            Lang::Fr => "[Tableau des factures]",
            Lang::En => "[Table of invoices]",
        }
    }

    /// The line that stands for the ways to pay.
    pub fn payment_mark(lang: Lang) -> &'static str {
        match lang {
            Lang::Fr => "[Moyens de paiement]",
            Lang::En => "[How to pay]",
        }
    }
}

/// A finished document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    pub pdf: Vec<u8>,
    pub pages: usize,
    /// The same in plain words, for a message.
    pub text: String,
    /// Characters that the fonts of the letters lack; each is printed as an empty box.
    pub unprintable: Vec<char>,
}

fn letter_of(step: StepKey) -> Result<&'static dyn Letter, LetterError> {
    LETTERS.iter().copied().find(|letter| letter.step() == step).ok_or(LetterError::NoLetter { step })
}

/// The words of a letter, ready to be changed.
pub fn compose(request: &LetterRequest<'_>) -> Result<Draft, LetterError> {
    let letter = letter_of(request.step)?;
    request.check()?;
    Ok(letter.compose(request))
}

/// The PDF of a letter, from its words as the owner left them.
pub fn render(request: &LetterRequest<'_>, subject: &str, body: &str) -> Result<Document, LetterError> {
    let set = pages(request, subject, body)?;
    let facts =
        crate::pdf::Facts { title: subject, author: &request.business.name, lang: request.lang, day: request.day };
    let pdf = crate::pdf::write(&set.pages, request.logo, &facts)?;
    Ok(Document { pdf, pages: set.pages.len(), text: email_text(request, subject, body), unprintable: set.unprintable })
}

/// Several letters of one business as one PDF, to print in one go. Each letter counts its own pages.
pub fn render_batch(letters: &[(LetterRequest<'_>, Draft)], title: &str) -> Result<Vec<u8>, LetterError> {
    let Some((first, _)) = letters.first() else { return Err(LetterError::NothingToWrite) };
    let mut all = Vec::new();
    for (request, draft) in letters {
        all.extend(pages(request, &draft.subject, &draft.body)?.pages);
    }
    let facts = crate::pdf::Facts { title, author: &first.business.name, lang: first.lang, day: first.day };
    Ok(crate::pdf::write(&all, first.logo, &facts)?)
}

/// Pages before they are written, and what could not be drawn on them.
pub struct Pages {
    pub pages: Vec<Page>,
    pub unprintable: Vec<char>,
}

/// Sets a letter without writing it.
pub fn pages(request: &LetterRequest<'_>, subject: &str, body: &str) -> Result<Pages, LetterError> {
    let letter = letter_of(request.step)?;
    request.check()?;
    Ok(sheet::set(request, letter, subject, body))
}
