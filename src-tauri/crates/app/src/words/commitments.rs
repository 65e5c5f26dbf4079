//! Promises and disputes in words: what came of them, and what the owner owes.

use agenda::{PlanState, PromiseHistory, PromiseState, Reason};
use chrono::NaiveDate;
use domain::locale::{NARROW, NO_BREAK};
use domain::{Cents, Dispute, Lang};

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
                    "{number} est contestée depuis le {since}, soit {waited} ({what}), sans réponse notée.{todo}"
                ),
                (Lang::En, true) => format!(
                    "You answered the dispute about {number} on {since} ({what}), {waited} ago: where does it stand? If it is settled, end it."
                ),
                (Lang::En, false) => format!(
                    "{number} has been disputed since {since}, {waited} ({what}), with no answer recorded.{todo}"
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
        Reason::InstalmentLate { due, days: since, late, left, clause_days } => {
            let (due, since) = (long(lang, *due), days(lang, *since));
            let (late, left) = (lang.amount(*late), lang.amount(*left));
            let given = clause_days.map(|given| days(lang, given.into()));
            match (lang, given) {
                (Lang::Fr, Some(given)) => format!(
                    "Retard depuis l’échéance du {due}, il y a {since}{NO_BREAK}: {late} manquent. La clause de l’échéancier rend les {left} restants exigibles, mais seulement {given} après une mise en demeure restée sans effet."
                ),
                (Lang::Fr, None) => format!(
                    "Retard depuis l’échéance du {due}, il y a {since}{NO_BREAK}: {late} manquent. L’échéancier n’a pas de clause de déchéance{NO_BREAK}: seules les échéances passées sont exigibles, pas les {left} restants."
                ),
                (Lang::En, Some(given)) => format!(
                    "Late since the instalment of {due}, {since} ago: {late} is missing. The clause of the plan makes the remaining {left} due, but only {given} after a formal notice without result."
                ),
                (Lang::En, None) => format!(
                    "Late since the instalment of {due}, {since} ago: {late} is missing. The plan has no acceleration clause: only the late instalments are due, not the remaining {left}."
                ),
            }
        }
        Reason::WholeDueAgain { on, left } => {
            let (on, left) = (long(lang, *on), lang.amount(*left));
            match lang {
                Lang::Fr => format!(
                    "La mise en demeure est restée sans effet{NO_BREAK}: par la clause de l’échéancier, les {left} restants sont exigibles depuis le {on}."
                ),
                Lang::En => format!(
                    "The formal notice had no result: by the clause of the plan, the remaining {left} are due since {on}."
                ),
            }
        }
        Reason::PlanNotSigned { made_on, days: since } => {
            let (made, since) = (lang.day_and_month(*made_on), days(lang, *since));
            match lang {
                Lang::Fr => format!("L’échéancier remis le {made}, il y a {since}, n’est pas revenu signé."),
                Lang::En => format!("The plan given on {made}, {since} ago, has not come back signed."),
            }
        }
        Reason::UnsignedPlanLate { due, days: since, late } => {
            let (due, since, late) = (long(lang, *due), days(lang, *since), lang.amount(*late));
            match lang {
                Lang::Fr => format!(
                    "L’échéancier n’a jamais été signé, et il est en retard depuis l’échéance du {due}, il y a {since}{NO_BREAK}: {late} manquent. Sans signature, les factures restent dues comme avant{NO_BREAK}: terminez l’échéancier, ou faites-le signer."
                ),
                Lang::En => format!(
                    "The plan was never signed, and it is late since the instalment of {due}, {since} ago: {late} is missing. Without a signature the invoices are owed as before: end the plan, or have it signed."
                ),
            }
        }
        Reason::SignatureCounts => say(
            lang,
            "Sans signature, l’échéancier ne prouve rien et ne vaut pas reconnaissance de dette.",
            "Without a signature the plan proves nothing and is no acknowledgment of the debt.",
        )
        .to_owned(),
        Reason::OnlyWhatThePlanAllows { clause_days: Some(given) } => {
            let given = days(lang, i64::from(*given));
            match lang {
                Lang::Fr => format!(
                    "Le reste n’est exigible que si la mise en demeure reste {given} sans effet. Le réclamer avant serait une erreur."
                ),
                Lang::En => format!(
                    "The rest is due only if the notice stays {given} without result. Asking for it before would be a mistake."
                ),
            }
        }
        Reason::OnlyWhatThePlanAllows { clause_days: None } => say(
            lang,
            "Sans clause de déchéance du terme, les échéances à venir ne peuvent pas être réclamées.",
            "Without an acceleration clause the instalments to come cannot be asked for.",
        )
        .to_owned(),
        Reason::AnswerFirst => say(
            lang,
            "Relancer pour une somme contestée sans répondre donne raison au client. Le reste continue d’être réclamé.",
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

/// What is awaited of everybody, by when.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Awaited {
    pub late: usize,
    pub week: usize,
    pub all: usize,
    /// What promises and instalments of the days that have passed, and of the week, still bring.
    pub expected: Cents,
}

/// "5 engagements suivis : 1 dont la date est passée, 2 d’ici à 7 jours. 1 200,00 € attendus."
pub fn awaited(lang: Lang, awaited: Awaited) -> String {
    let Awaited { late, week, all, expected } = awaited;
    if all == 0 {
        return say(lang, "Aucun engagement en cours.", "Nothing is awaited from anybody.").to_owned();
    }
    let count = |count: usize| lang.count(count as u64);
    let mut parts = Vec::new();
    if late > 0 {
        parts.push(match lang {
            Lang::Fr => format!("{} dont la date est passée", count(late)),
            Lang::En => format!("{} past {} day", count(late), lang.plural(late as u64, "its", "their")),
        });
    }
    if week > 0 {
        parts.push(match lang {
            Lang::Fr => format!("{} d’ici à 7{NO_BREAK}jours", count(week)),
            Lang::En => format!("{} within 7{NO_BREAK}days", count(week)),
        });
    }
    let followed = match lang {
        Lang::Fr => lang.plural(all as u64, "engagement suivi", "engagements suivis"),
        Lang::En => lang.plural(all as u64, "commitment followed", "commitments followed"),
    };
    let mut said = format!("{} {followed}", count(all));
    if !parts.is_empty() {
        let colon = say(lang, "\u{a0}:", ":");
        said.push_str(&format!("{colon} {}", parts.join(", ")));
    }
    said.push('.');
    if expected.is_positive() {
        let expected = lang.amount(expected);
        said.push_str(&match lang {
            Lang::Fr => format!(" {expected} attendus."),
            Lang::En => format!(" {expected} awaited."),
        });
    }
    said
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

/// What the payments say of a plan.
pub fn plan_state(lang: Lang, state: PlanState) -> &'static str {
    match state {
        PlanState::Respected => say(lang, "respecté", "kept so far"),
        PlanState::Late { .. } => say(lang, "en retard", "late"),
        PlanState::Accelerated { .. } => say(lang, "solde exigible", "whole due"),
        PlanState::Kept => say(lang, "tenu", "kept"),
        PlanState::Broken => say(lang, "non tenu", "not kept"),
        PlanState::CalledOff => say(lang, "sans objet", "called off"),
    }
}

/// What a signed plan does to limitation: the new date is shown, and alerts stay on the old one until the owner has
/// confirmed who signed, for which invoices and when (law.md LI-08).
pub fn plan_and_limitation(lang: Lang, signed_on: Option<NaiveDate>) -> String {
    match (lang, signed_on) {
        (Lang::Fr, Some(day)) => format!(
            "Signé le {}, il vaut reconnaissance de dette{NO_BREAK}: un nouveau délai de même durée part de ce jour pour ces factures. Les alertes restent sur l’ancienne date tant que vous n’avez pas confirmé cette reconnaissance.",
            lang.long_date(day)
        ),
        (Lang::En, Some(day)) => format!(
            "Signed on {}, it acknowledges the debt: a new period of the same length runs from that day for these invoices. Alerts stay on the old date until you have confirmed this acknowledgment.",
            lang.long_date(day)
        ),
        (Lang::Fr, None) => "Pas encore signé\u{a0}: il ne change rien à la prescription.".to_owned(),
        (Lang::En, None) => "Not signed yet: it changes nothing about limitation.".to_owned(),
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

/// "3 échéances", "1 échéance".
pub fn instalments(lang: Lang, count: usize) -> String {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    let unit = match lang {
        Lang::Fr => lang.plural(count, "échéance", "échéances"),
        Lang::En => lang.plural(count, "instalment", "instalments"),
    };
    format!("{}{NO_BREAK}{unit}", lang.count(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_awaited_is_said_with_what_it_brings() {
        let all = Awaited { late: 1, week: 2, all: 5, expected: Cents(120_000) };
        assert_eq!(
            awaited(Lang::Fr, all).replace(['\u{a0}', '\u{202f}'], " "),
            "5 engagements suivis : 1 dont la date est passée, 2 d’ici à 7 jours. 1 200,00 € attendus."
        );
        let one = Awaited { late: 1, all: 1, ..Awaited::default() };
        assert_eq!(awaited(Lang::En, one), "1 commitment followed: 1 past its day.");
        assert_eq!(awaited(Lang::Fr, Awaited::default()), "Aucun engagement en cours.");
    }

    #[test]
    fn promises_are_counted_in_words() {
        let of = |kept, of| PromiseHistory { kept, of };
        assert_eq!(history(Lang::Fr, of(2, 3)).unwrap(), "2\u{a0}promesses tenues sur 3.");
        assert_eq!(history(Lang::Fr, of(0, 1)).unwrap(), "0\u{a0}promesse tenue sur 1.");
        assert_eq!(history(Lang::En, of(1, 1)).unwrap(), "1 of 1 promise kept.");
        assert_eq!(history(Lang::Fr, of(0, 0)), None);
    }
    #[test]
    fn one_instalment_is_no_plural() {
        assert_eq!(instalments(Lang::Fr, 1), "1\u{a0}échéance");
        assert_eq!(instalments(Lang::En, 1), "1\u{a0}instalment");
        assert_eq!(instalments(Lang::Fr, 3), "3\u{a0}échéances");
    }
}
