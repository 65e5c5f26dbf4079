//! What the check of a letter found.

use documents::check::{Finding, Problem};
use domain::Lang;

use super::say;

pub fn sentence(lang: Lang, finding: &Finding) -> String {
    let text = match finding.problem {
        Problem::IndemnityFromConsumer => {
            say(lang, "Les 40 € ne sont pas dus par un particulier.", "The €40 are not owed by a consumer.")
        }
        Problem::BusinessPenaltyFromConsumer => say(
            lang,
            "Les pénalités entre professionnels ne s’appliquent pas à un particulier.",
            "Penalties between businesses do not apply to a consumer.",
        ),
        Problem::CostsFromConsumer => say(
            lang,
            "Aucuns frais de recouvrement ne peuvent être demandés à un particulier.",
            "No collection costs can be asked of a consumer.",
        ),
        Problem::ImitatesAnAuthority => {
            say(lang, "Ces mots font croire à un acte de justice.", "These words look like an act of a court.")
        }
        Problem::UnlawfulThreat => say(
            lang,
            "Ces mots menacent de ce que la loi ne permet pas.",
            "These words threaten what the law does not allow.",
        ),
        Problem::TellsThirdParties => {
            say(lang, "La dette ne peut pas être révélée à d’autres.", "The debt must not be told to others.")
        }
        Problem::ClaimsInterruption => {
            say(lang, "Une lettre n’interrompt pas la prescription.", "A letter does not interrupt limitation.")
        }
        Problem::Insult => say(lang, "Ces mots peuvent blesser.", "These words may hurt."),
        Problem::FormalNoticeUnnamed => say(
            lang,
            "Les mots «\u{a0}mise en demeure\u{a0}» manquent.",
            "The words “mise en demeure” (formal notice) are missing.",
        ),
        Problem::DeadlineMissing => say(lang, "Aucun délai pour payer n’est donné.", "No time to pay is given."),
        Problem::InvoiceMissing => say(lang, "Une facture n’est citée nulle part.", "An invoice is named nowhere."),
        Problem::AmountMissing => {
            say(lang, "La somme demandée n’est écrite nulle part.", "The sum asked stands nowhere.")
        }
        Problem::PaymentDetailsMissing => say(
            lang,
            "La lettre ne dit pas comment payer\u{a0}: ajoutez votre IBAN.",
            "The letter does not say how to pay: add your IBAN.",
        ),
        Problem::RegistrationMissing => {
            say(lang, "Votre SIREN doit figurer sur vos lettres.", "Your SIREN must stand on your letters.")
        }
        Problem::RegisterCityMissing => say(
            lang,
            "La ville de votre RCS doit figurer sur vos lettres\u{a0}: ajoutez-la dans Réglages.",
            "The city of your trade register must stand on your letters: add it under Settings.",
        ),
        Problem::ShareCapitalMissing => say(
            lang,
            "Le capital de votre société doit figurer sur vos lettres\u{a0}: ajoutez-le dans Réglages.",
            "The share capital of your company must stand on your letters: add it under Settings.",
        ),
        Problem::AddressMissing => say(lang, "L’adresse du client manque.", "The customer’s address is missing."),
        Problem::ReceiptUnknown => say(
            lang,
            "Date de dépôt inconnue\u{a0}: le délai est compté de la date de la facture. Notez le jour de réception avant d’envoyer.",
            "The day of receipt is unknown: the period is counted from the invoice date. Record that day before you send.",
        ),
        Problem::UnknownAmount => {
            say(lang, "Ce montant n’est pas l’un de ceux de la lettre.", "This amount is none of the letter’s.")
        }
    };
    let said = finding.excerpt.trim();
    if said.is_empty() {
        return text.to_owned();
    }
    match lang {
        Lang::Fr => format!("{text} («\u{a0}{said}\u{a0}»)"),
        Lang::En => format!("{text} (“{said}”)"),
    }
}

/// What a letter without a problem shows.
pub fn all_good(lang: Lang) -> &'static str {
    say(
        lang,
        "Rien à redire\u{a0}: montants, factures et mots sont en règle.",
        "Nothing to mend: amounts, invoices and words are in order.",
    )
}
