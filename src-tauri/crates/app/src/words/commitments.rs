//! Promises and disputes in words: what came of them, and what the owner owes.

use agenda::{PromiseHistory, PromiseState, Reason};
use chrono::NaiveDate;
use domain::locale::{NARROW, NO_BREAK};
use domain::{Dispute, Lang};

use super::reasons::{NumberOf, days, long};
use super::{say, steps};

/// The reasons that speak of commitments; empty for every other.
pub(super) fn reason(lang: Lang, reason: &Reason, number: NumberOf<'_>) -> String {
    match reason {
        Reason::PromiseHistory { kept, of } => {
            history(lang, PromiseHistory { kept: *kept, of: *of }).unwrap_or_default()
        }
        Reason::AnswerDue { invoice, reason, due, days: since, task } => {
            let (number, what, due) = (number(*invoice), steps::dispute_reason(lang, *reason), long(lang, *due));
            let todo = to_do(lang, task);
            match (lang, *since) {
                (Lang::Fr, ..=0) => {
                    format!("{number} est contestée ({what}){NO_BREAK}: votre réponse est due aujourd’hui.{todo}")
                }
                (Lang::Fr, late) => format!(
                    "{number} est contestée ({what}){NO_BREAK}: votre réponse était due le {due}, il y a {}.{todo}",
                    days(lang, late)
                ),
                (Lang::En, ..=0) => format!("{number} is disputed ({what}): your answer is due today.{todo}"),
                (Lang::En, late) => format!(
                    "{number} is disputed ({what}): your answer was due on {due}, {} ago.{todo}",
                    days(lang, late)
                ),
            }
        }
        Reason::DisputeWaits { invoice, reason, since, days: waited, answered, task } => {
            let (number, what, waited) = (number(*invoice), steps::dispute_reason(lang, *reason), days(lang, *waited));
            let since = lang.day_and_month(*since);
            let todo = to_do(lang, task);
            match (lang, answered) {
                (Lang::Fr, true) => format!(
                    "Vous avez répondu le {since} à la contestation de {number} ({what}), il y a {waited}{NO_BREAK}: où en est-elle{NARROW}? Si elle est réglée, terminez-la."
                ),
                (Lang::Fr, false) => format!(
                    "{number} est contestée depuis le {since} ({what}), il y a {waited}, sans réponse notée.{todo}"
                ),
                (Lang::En, true) => format!(
                    "You answered the dispute about {number} on {since} ({what}), {waited} ago: where does it stand? If it is settled, end it."
                ),
                (Lang::En, false) => format!(
                    "{number} has been disputed since {since} ({what}), {waited} ago, with no answer recorded.{todo}"
                ),
            }
        }
        Reason::DisputedStaysUnpaid { amount } => {
            let amount = lang.amount(*amount);
            match lang {
                Lang::Fr => format!(
                    "Tant que la contestation n’est pas terminée, {amount} ne sont demandés à personne, et la prescription court."
                ),
                Lang::En => format!(
                    "While the dispute is open, {amount} are asked from nobody, and the limitation period goes on running."
                ),
            }
        }
        Reason::AnswerFirst => say(
            lang,
            "Relancer une somme contestée sans répondre donne raison au client. Le reste continue d’être réclamé.",
            "Chasing a disputed sum without an answer proves the customer right. The rest is still asked for.",
        )
        .to_owned(),
        _ => String::new(),
    }
}

fn to_do(lang: Lang, task: &str) -> String {
    match (task.trim(), lang) {
        ("", _) => String::new(),
        (task, Lang::Fr) => format!(" À faire{NO_BREAK}: {task}."),
        (task, Lang::En) => format!(" To do: {task}."),
    }
}

/// "2 promesses tenues sur 3."; none where no promise has come to its day.
pub fn history(lang: Lang, history: PromiseHistory) -> Option<String> {
    let PromiseHistory { kept, of } = history;
    let count = kept as u64;
    (of > 0).then(|| match lang {
        Lang::Fr => {
            format!("{kept}{NO_BREAK}{} sur {of}.", lang.plural(count, "promesse tenue", "promesses tenues"))
        }
        Lang::En => format!("{kept} of {of} {} kept.", lang.plural(of as u64, "promise", "promises")),
    })
}

/// What the bank says of a promise, in two or three words.
pub fn promise_state(lang: Lang, state: PromiseState) -> &'static str {
    match state {
        PromiseState::Running => say(lang, "en cours", "running"),
        PromiseState::ToCheck => say(lang, "à vérifier", "to check"),
        PromiseState::Kept => say(lang, "tenue", "kept"),
        PromiseState::KeptLate => say(lang, "payée en retard", "paid late"),
        PromiseState::PartlyKept { .. } => say(lang, "tenue en partie", "kept in part"),
        PromiseState::Broken { .. } => say(lang, "non tenue", "not kept"),
        PromiseState::CalledOff => say(lang, "sans objet", "called off"),
    }
}

/// Where a dispute stands: what the owner owes, or how it ended.
pub fn dispute_state(lang: Lang, dispute: &Dispute, today: NaiveDate) -> String {
    if let Some((day, how)) = &dispute.closed {
        let day = lang.short_date(*day);
        return match lang {
            Lang::Fr => format!("close le {day}{NO_BREAK}: {how}"),
            Lang::En => format!("closed on {day}: {how}"),
        };
    }
    match (lang, &dispute.answer, dispute.answer_due) {
        (Lang::Fr, Some(answer), _) => format!("vous avez répondu le {}", lang.short_date(answer.day)),
        (Lang::En, Some(answer), _) => format!("you answered on {}", lang.short_date(answer.day)),
        (Lang::Fr, None, Some(due)) if due < today => format!("votre réponse était due le {}", lang.short_date(due)),
        (Lang::En, None, Some(due)) if due < today => format!("your answer was due on {}", lang.short_date(due)),
        (Lang::Fr, None, Some(due)) => format!("réponse attendue le {}", lang.short_date(due)),
        (Lang::En, None, Some(due)) => format!("answer due on {}", lang.short_date(due)),
        (_, None, None) => say(lang, "réponse attendue", "to be answered").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promises_are_counted_in_words() {
        let of = |kept, of| PromiseHistory { kept, of };
        assert_eq!(history(Lang::Fr, of(2, 3)).unwrap(), "2\u{a0}promesses tenues sur 3.");
        assert_eq!(history(Lang::Fr, of(0, 1)).unwrap(), "0\u{a0}promesse tenue sur 1.");
        assert_eq!(history(Lang::En, of(1, 1)).unwrap(), "1 of 1 promise kept.");
        assert_eq!(history(Lang::Fr, of(0, 0)), None);
    }
}
