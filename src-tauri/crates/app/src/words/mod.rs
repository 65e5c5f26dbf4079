//! Every sentence of the core, in the reader's language: reasons, findings, failures, the line of time.
//!
//! The window, the verbs and the letters use the same ones, so that one fact never has two wordings. Each function is
//! a `match` over an enum: a sentence that is missing in one language does not compile.

pub mod accounts;
pub mod bank;
pub mod commitments;
pub mod decision;
pub mod findings;
pub mod gate;
pub mod habits;
pub mod holds;
pub mod imports;
pub mod law;
pub mod letter_check;
pub mod limitation;
pub mod limitation_chain;
pub mod matching;
pub mod owed;
pub mod places;
pub mod rates;
pub mod reasons;
pub mod returns;
pub mod silences;
mod statements;
pub mod steps;
pub mod timeline;

use domain::Lang;

/// The sentence in the reader's language.
pub(crate) fn say<'a>(lang: Lang, french: &'a str, english: &'a str) -> &'a str {
    match lang {
        Lang::Fr => french,
        Lang::En => english,
    }
}

/// "a, b et c" or "a, b and c".
pub fn list(lang: Lang, items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), say(lang, "et", "and")),
    }
}
