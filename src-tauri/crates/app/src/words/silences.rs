//! Why nothing is proposed, what is missing for a step, and what another step would be.

use agenda::{AlternativeNote, Missing, Pacing, SilenceReason};
use domain::locale::NO_BREAK;
use domain::{InvoiceId, Lang, PauseScope};

use super::reasons::{NumberOf, long, the_step};
use super::{list, say, steps};

/// Why nothing is proposed for a customer, and what ends the silence.
pub fn silence(lang: Lang, silence: &SilenceReason, number: NumberOf<'_>) -> String {
    let fr = lang == Lang::Fr;
    match silence {
        SilenceReason::AllPaid => {
            say(lang, "Rien à faire\u{a0}: tout est réglé.", "Nothing to do: everything is settled.").into()
        }
        SilenceReason::Ceded { to, amount } => {
            let amount = lang.amount(*amount);
            if fr {
                format!("Rien à faire{NO_BREAK}: {amount} sont cédés à {to}, qui les réclame.")
            } else {
                format!("Nothing to do: {amount} are ceded to {to}, who claims them.")
            }
        }
        SilenceReason::NothingOverdue { next_due } => match (fr, next_due) {
            (true, Some(day)) => {
                format!("Rien à faire{NO_BREAK}: rien n’est en retard. Prochaine échéance le {}.", long(lang, *day))
            }
            (true, None) => "Rien à faire\u{a0}: rien n’est en retard.".into(),
            (false, Some(day)) => format!("Nothing to do: nothing is overdue. Next due date {}.", long(lang, *day)),
            (false, None) => "Nothing to do: nothing is overdue.".into(),
        },
        SilenceReason::Scheduled { step, on, last_step } => {
            let (next, on) = (the_step(lang, *step), long(lang, *on));
            match (fr, last_step) {
                (true, Some((last, day))) => format!(
                    "Rien aujourd’hui. Dernière étape{NO_BREAK}: {} le {}. Prochaine{NO_BREAK}: {next}, le {on}.",
                    the_step(lang, *last),
                    lang.day_and_month(*day)
                ),
                (true, None) => format!("Rien aujourd’hui. Prochaine étape{NO_BREAK}: {next}, le {on}."),
                (false, Some((last, day))) => format!(
                    "Nothing today. Last step: {} on {}. Next: {next}, on {on}.",
                    the_step(lang, *last),
                    lang.day_and_month(*day)
                ),
                (false, None) => format!("Nothing today. Next step: {next}, on {on}."),
            }
        }
        SilenceReason::Paused { scope, until, reason } => {
            let what = match scope {
                PauseScope::Everything => say(lang, "Toutes les relances sont suspendues", "All reminders are paused"),
                PauseScope::Customer(_) => {
                    say(lang, "Relances suspendues pour ce client", "Reminders to this customer are paused")
                }
                PauseScope::Invoice(_) => {
                    say(lang, "Relances suspendues pour ses factures", "Reminders for its invoices are paused")
                }
            };
            match (fr, until) {
                (true, Some(day)) => format!("{what} jusqu’au {}{NO_BREAK}: {reason}.", long(lang, *day)),
                (true, None) => format!("{what} jusqu’à nouvel ordre{NO_BREAK}: {reason}."),
                (false, Some(day)) => format!("{what} until {}: {reason}.", long(lang, *day)),
                (false, None) => format!("{what} until you end it: {reason}."),
            }
        }
        SilenceReason::Promised { due_on, until, amount } => {
            let (due, until, amount) = (lang.day_and_month(*due_on), lang.day_and_month(*until), lang.amount(*amount));
            if fr {
                format!(
                    "Silence jusqu’au {until}{NO_BREAK}: {amount} promis pour le {due}, plus le temps de la banque."
                )
            } else {
                format!("Silent until {until}: {amount} promised for {due}, and the days a bank takes.")
            }
        }
        SilenceReason::Planned { due_on, until, amount } => {
            let (due, until, amount) = (lang.day_and_month(*due_on), lang.day_and_month(*until), lang.amount(*amount));
            if fr {
                format!(
                    "Silence{NO_BREAK}: l’échéancier est respecté. Prochaine échéance{NO_BREAK}: {amount} le {due}, attendue à la banque jusqu’au {until}."
                )
            } else {
                format!(
                    "Silent: the plan is kept. Next instalment: {amount} on {due}, given until {until} to reach the bank."
                )
            }
        }
        SilenceReason::Disputed { amount, reason, answer_due } => {
            let (amount, why) = (lang.amount(*amount), steps::dispute_reason(lang, *reason));
            let answer = match (fr, answer_due) {
                (true, Some(day)) => format!(" Votre réponse est attendue le {}.", lang.day_and_month(*day)),
                (false, Some(day)) => format!(" Your answer is due on {}.", lang.day_and_month(*day)),
                (_, None) => String::new(),
            };
            if fr {
                format!("Silence{NO_BREAK}: {amount} contestés ({why}). Réglez d’abord ce désaccord.{answer}")
            } else {
                format!("Silent: {amount} in dispute ({why}). Settle that first.{answer}")
            }
        }
        SilenceReason::SaysPaidWaiting { said_on, until } => {
            let (said, until) = (lang.day_and_month(*said_on), lang.day_and_month(*until));
            if fr {
                format!("Le client a dit le {said} qu’il avait payé. On laisse le temps à la banque jusqu’au {until}.")
            } else {
                format!("The customer said on {said} that it has paid. The bank gets until {until}.")
            }
        }
        SilenceReason::TooSoon { last_contact, next_on, contacts_in_30_days, because } => {
            let (last, next) = (lang.day_and_month(*last_contact), lang.day_and_month(*next_on));
            match (fr, because) {
                (true, Pacing::Gap { days: gap }) => {
                    format!("Dernier contact le {last}. On laisse au moins {gap} jours{NO_BREAK}: reprise le {next}.")
                }
                (true, Pacing::Cap { .. }) => format!(
                    "{contacts_in_30_days} contacts en trente jours{NO_BREAK}: insister davantage serait du harcèlement. Reprise le {next}."
                ),
                (false, Pacing::Gap { days: gap }) => {
                    format!("Last contact on {last}. At least {gap} days are left between two: again from {next}.")
                }
                (false, Pacing::Cap { .. }) => format!(
                    "{contacts_in_30_days} contacts in thirty days: more would be harassment. Again from {next}."
                ),
            }
        }
        SilenceReason::Snoozed { step, until } => {
            let (step, until) = (steps::step(lang, *step), long(lang, *until));
            if fr {
                format!("Reporté par vous{NO_BREAK}: «{NO_BREAK}{step}{NO_BREAK}» revient le {until}.")
            } else {
                format!("Put off by you: “{step}” comes back on {until}.")
            }
        }
        SilenceReason::HandedOver { route, to, day, others_overdue } => {
            let who = if to.is_empty() { steps::route(lang, *route).to_owned() } else { to.clone() };
            let day = long(lang, *day);
            let others = if others_overdue.is_positive() {
                let amount = lang.amount(*others_overdue);
                if fr {
                    format!(" {amount} d’autres factures en retard n’en font pas partie.")
                } else {
                    format!(" {amount} of other overdue invoices are not part of it.")
                }
            } else {
                String::new()
            };
            if fr {
                format!("Dossier confié le {day} ({who}){NO_BREAK}: vos propres relances sont arrêtées.{others}")
            } else {
                format!("Handed over on {day} ({who}): your own reminders have stopped.{others}")
            }
        }
        SilenceReason::WaitingForNotice { deadline, presented_on, .. } => {
            let deadline = long(lang, *deadline);
            let note = if presented_on.is_none() {
                say(
                    lang,
                    " Notez l’avis de réception dès qu’il arrive.",
                    " Record the acknowledgment as soon as it comes.",
                )
            } else {
                ""
            };
            if fr {
                format!("La mise en demeure court jusqu’au {deadline}.{note}")
            } else {
                format!("The formal notice runs until {deadline}.{note}")
            }
        }
        SilenceReason::PaysByDirectDebit { overdue } => {
            let amount = lang.amount(*overdue);
            if fr {
                format!(
                    "Ce client paie par prélèvement ou virement permanent ({amount} échus){NO_BREAK}: silence, sauf rejet."
                )
            } else {
                format!(
                    "This customer pays by direct debit or standing order ({amount} due): silent, unless it is rejected."
                )
            }
        }
        SilenceReason::Insolvent { kind, declared_on } => {
            let kind = steps::insolvency(lang, *kind);
            match (fr, declared_on) {
                (true, Some(day)) => {
                    format!("{kind}{NO_BREAK}: créance déclarée le {}. Aucune relance n’est permise.", long(lang, *day))
                }
                (true, None) => format!("{kind}{NO_BREAK}: aucune relance n’est permise."),
                (false, Some(day)) => {
                    format!("{kind}: claim declared on {}. No reminder is allowed.", long(lang, *day))
                }
                (false, None) => format!("{kind}: no reminder is allowed."),
            }
        }
        SilenceReason::TimeBarred { since, amount } => {
            let (since, amount) = (long(lang, *since), lang.amount(*amount));
            if fr {
                format!("{amount} prescrits depuis le {since}{NO_BREAK}: plus rien ne peut être exigé.")
            } else {
                format!("{amount} time-barred since {since}: nothing can be demanded any more.")
            }
        }
        SilenceReason::NothingLeft { last_step, day } => {
            let (step, day) = (the_step(lang, *last_step), long(lang, *day));
            if fr {
                format!(
                    "Toutes les étapes ont été faites ou passées (la dernière, {step}, le {day}). Choisissez une étape, ou abandonnez la créance."
                )
            } else {
                format!(
                    "Every step was done or skipped (the last, {step}, on {day}). Choose a step, or give the claim up."
                )
            }
        }
        SilenceReason::NoDueDate { invoice } => {
            let number = number(*invoice);
            if fr {
                format!("L’échéance de {number} n’a pas pu être calculée{NO_BREAK}: saisissez-la.")
            } else {
                format!("The due date of {number} could not be computed: enter it.")
            }
        }
    }
}

/// What is missing before a step can be done well.
pub fn missing(lang: Lang, missing: &Missing, number: NumberOf<'_>) -> String {
    let numbers =
        |invoices: &[InvoiceId]| list(lang, &invoices.iter().take(4).map(|id| number(*id)).collect::<Vec<_>>());
    let fr = lang == Lang::Fr;
    match missing {
        Missing::Business => say(lang, "Dites d’abord qui vous êtes.", "Say first who you are.").into(),
        Missing::BusinessAddress => {
            say(lang, "Votre adresse manque sur la lettre.", "Your address is missing on the letter.").into()
        }
        Missing::BusinessIban => say(
            lang,
            "Votre IBAN manque\u{a0}: le client ne saura pas où payer.",
            "Your IBAN is missing: the customer will not know where to pay.",
        )
        .into(),
        Missing::BusinessSiren => {
            say(lang, "Votre SIREN doit figurer sur vos lettres.", "Your SIREN must stand on your letters.").into()
        }
        Missing::AnyAddress => say(
            lang,
            "Ni e-mail ni adresse pour ce client\u{a0}: rien ne peut partir.",
            "No e-mail or address for this customer: nothing can be sent.",
        )
        .into(),
        Missing::Email => {
            say(lang, "Pas d’adresse e-mail\u{a0}: ce sera un courrier.", "No e-mail address: it will be a letter.")
                .into()
        }
        Missing::PostalAddress => say(
            lang,
            "Pas d’adresse postale, nécessaire pour un recommandé.",
            "No postal address, needed for a registered letter.",
        )
        .into(),
        Missing::NewAddress { since } => {
            let since = lang.day_and_month(*since);
            if fr {
                format!("Une lettre est revenue le {since}{NO_BREAK}: cherchez la nouvelle adresse.")
            } else {
                format!("A letter came back on {since}: look for the new address.")
            }
        }
        Missing::Phone => say(lang, "Pas de numéro de téléphone.", "No telephone number.").into(),
        Missing::KindToConfirm => say(
            lang,
            "La nature de ce client est supposée\u{a0}: confirmez-la.",
            "What this customer is was assumed: confirm it.",
        )
        .into(),
        Missing::PublicationDate => say(
            lang,
            "La date de publication au BODACC, d’où courent les deux mois.",
            "The day of publication in the BODACC, from which the two months run.",
        )
        .into(),
        Missing::OriginalInvoice { invoices } => {
            let numbers = numbers(invoices);
            if fr {
                format!("La facture elle-même n’est pas au dossier{NO_BREAK}: {numbers}.")
            } else {
                format!("The invoice itself is not in the file: {numbers}.")
            }
        }
        Missing::ProofOfOrder { invoices } => {
            let numbers = numbers(invoices);
            if fr {
                format!("Ni devis, ni commande, ni contrat au dossier{NO_BREAK}: {numbers}.")
            } else {
                format!("No quote, order or contract in the file: {numbers}.")
            }
        }
        Missing::ProofOfDelivery { invoices } => {
            let numbers = numbers(invoices);
            if fr {
                format!("Pas de preuve de livraison ou d’achèvement{NO_BREAK}: {numbers}.")
            } else {
                format!("No proof of delivery or completion: {numbers}.")
            }
        }
        Missing::DeliveryOfNotice => say(
            lang,
            "L’avis de réception de la mise en demeure n’est pas noté.",
            "The acknowledgment of the formal notice is not recorded.",
        )
        .into(),
        Missing::Rate => say(
            lang,
            "Un taux de la loi est à confirmer ou à saisir.",
            "A rate of the law is to be confirmed or entered.",
        )
        .into(),
    }
}

/// What another step would be, beside the one proposed.
pub fn alternative(lang: Lang, note: &AlternativeNote) -> String {
    let fr = lang == Lang::Fr;
    match note {
        AlternativeNote::Softer => say(lang, "plus doux", "softer").into(),
        AlternativeNote::Stronger => say(lang, "plus fort", "stronger").into(),
        AlternativeNote::AlreadyDone { on } => {
            let on = lang.day_and_month(*on);
            if fr { format!("déjà fait le {on}") } else { format!("done on {on}") }
        }
        AlternativeNote::Planned { on } => {
            let on = lang.day_and_month(*on);
            if fr { format!("prévu le {on}") } else { format!("planned for {on}") }
        }
        AlternativeNote::ForbiddenByLaw => say(lang, "interdit par la loi", "forbidden by law").into(),
        AlternativeNote::KindFirst => {
            say(lang, "dites d’abord qui est ce client", "say first who this customer is").into()
        }
    }
}
