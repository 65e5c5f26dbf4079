//! What the lights of the send gate say: a sentence for each, and a few words for the strip.

use agenda::gate::{Light, Sum, Suspect, Why};
use domain::locale::NO_BREAK;
use domain::{CustomerFile, InvoiceId, Lang, RedLight};

use super::reasons::{NumberOf, the_step};
use super::{say, silences};

/// The numbers of a customer's invoices.
pub fn numbers(file: &CustomerFile) -> impl Fn(InvoiceId) -> String + '_ {
    |id| file.invoice(id).map(|invoice| invoice.number.clone()).unwrap_or_default()
}

/// Why nothing leaves: everything that is red, and what to do.
pub fn closed(lang: Lang, lights: &[RedLight]) -> String {
    let red: Vec<&str> = lights.iter().map(|light| light.sentence.as_str()).collect();
    let red = red.join(" ");
    match lang {
        Lang::Fr => format!("{red} Vérifiez d’abord, ou écrivez pourquoi la lettre part quand même."),
        Lang::En => format!("{red} Check first, or write why the letter goes all the same."),
    }
}

/// What a light says.
pub fn sentence(lang: Lang, light: &Light, number: NumberOf<'_>) -> String {
    let fr = lang == Lang::Fr;
    let day = |day| lang.day_and_month(day);
    let amount = |sum| lang.amount(sum);
    match light {
        Light::BankNeverSeen => say(
            lang,
            "Aucun relevé de banque n’a été importé\u{a0}: regardez sur votre compte si ce client a payé, ou importez un relevé.",
            "No bank statement was imported: look at your account for a payment of this customer, or import a statement.",
        )
        .into(),
        Light::BankSeen { until } => match lang {
            Lang::Fr => format!("Banque vue jusqu’au {}.", day(*until)),
            Lang::En => format!("Bank seen up to {}.", day(*until)),
        },
        Light::BankStale { until } => match lang {
            Lang::Fr => format!(
                "Banque vue jusqu’au {} seulement{NO_BREAK}: importez un relevé plus récent avant d’écrire.",
                lang.long_date(*until)
            ),
            Lang::En => format!(
                "Bank seen up to {} only: import a more recent statement before you write.",
                lang.long_date(*until)
            ),
        },
        Light::NoUnattributedMoney => {
            say(lang, "Aucun paiement non attribué.", "No payment that is not attributed.").into()
        }
        Light::UnattributedMoney { credits } => unattributed(lang, credits, number),
        Light::FreeMoney { amount: free } => match lang {
            Lang::Fr => format!(
                "{} de ce client ne sont imputés sur aucune facture{NO_BREAK}: imputez-les d’abord.",
                amount(*free)
            ),
            Lang::En => format!("{} of this customer is on no invoice: apply it first.", amount(*free)),
        },
        Light::FreeMoneyLeft { amount: free } => match lang {
            Lang::Fr => format!("{} de ce client restent à son crédit.", amount(*free)),
            Lang::En => format!("{} of this customer stays as its credit.", amount(*free)),
        },
        Light::NoDispute => say(lang, "Aucune contestation.", "No dispute.").into(),
        Light::Disputed { invoice, amount: disputed } => match lang {
            Lang::Fr => format!(
                "La facture {} est contestée ({}){NO_BREAK}: réglez d’abord ce désaccord.",
                number(*invoice),
                amount(*disputed)
            ),
            Lang::En => {
                format!("Invoice {} is in dispute ({}): settle that first.", number(*invoice), amount(*disputed))
            }
        },
        Light::PartlyDisputed { invoice, amount: disputed } => match lang {
            Lang::Fr => format!(
                "{} de la facture {} sont contestés{NO_BREAK}: la lettre ne les demande pas.",
                amount(*disputed),
                number(*invoice)
            ),
            Lang::En => format!(
                "{} of invoice {} is in dispute: the letter does not ask for it.",
                amount(*disputed),
                number(*invoice)
            ),
        },
        Light::NoHold => say(lang, "Aucune promesse en cours.", "No promise running.").into(),
        Light::Promised { due_on, until, amount: promised } => {
            let (due, until, promised) = (day(*due_on), day(*until), amount(*promised));
            match lang {
                Lang::Fr => format!(
                    "{promised} sont promis pour le {due}{NO_BREAK}: attendez jusqu’au {until}, le temps de la banque."
                ),
                Lang::En => format!("{promised} is promised for {due}: wait until {until}, the days a bank takes."),
            }
        }
        Light::PromisePassed { due_on } => match lang {
            Lang::Fr => format!("La promesse du {} est passée{NO_BREAK}: dites ce qu’elle est devenue.", day(*due_on)),
            Lang::En => format!("The promise for {} has passed: say what became of it.", day(*due_on)),
        },
        Light::SaysPaid { said_on } => match lang {
            Lang::Fr => format!("Le {}, ce client a dit avoir payé{NO_BREAK}: regardez à la banque.", day(*said_on)),
            Lang::En => format!("On {} this customer said it has paid: look at the bank.", day(*said_on)),
        },
        Light::Paused { invoice, until, reason } => {
            let until = until.map(|until| match lang {
                Lang::Fr => format!(" jusqu’au {}", day(until)),
                Lang::En => format!(" until {}", day(until)),
            });
            let until = until.unwrap_or_default();
            match (fr, invoice) {
                (true, Some(invoice)) => {
                    format!("La facture {} est en pause{until}{NO_BREAK}: {reason}.", number(*invoice))
                }
                (true, None) => format!("Les relances sont suspendues{until}{NO_BREAK}: {reason}."),
                (false, Some(invoice)) => format!("Invoice {} is paused{until}: {reason}.", number(*invoice)),
                (false, None) => format!("Reminders are paused{until}: {reason}."),
            }
        }
        Light::Silent(reason) => silences::silence(lang, reason, number),
        Light::AlreadySent { step, on } => match lang {
            Lang::Fr => format!("Cette étape ({}) est déjà partie le {}.", the_step(lang, *step), day(*on)),
            Lang::En => format!("This step ({}) went out on {} already.", the_step(lang, *step), day(*on)),
        },
        Light::Recipient { to } => match lang {
            Lang::Fr => format!("Destinataire{NO_BREAK}: {to}."),
            Lang::En => format!("Recipient: {to}."),
        },
        Light::RecipientNotMarked { to } => match lang {
            Lang::Fr => format!(
                "Destinataire{NO_BREAK}: {to}, le premier de ses contacts. Aucun n’est marqué pour les relances."
            ),
            Lang::En => format!("Recipient: {to}, the first of its contacts. None is marked for reminders."),
        },
        Light::NoEmail => say(
            lang,
            "Ce client n’a pas d’adresse e-mail\u{a0}: ajoutez-la, ou envoyez la lettre par la poste.",
            "This customer has no e-mail address: add it, or post the letter.",
        )
        .into(),
        Light::NoPostalAddress => say(
            lang,
            "Ce client n’a pas d’adresse postale\u{a0}: la lettre n’en porte pas.",
            "This customer has no postal address: the letter bears none.",
        )
        .into(),
        Light::RecipientChanged { was, now } => match lang {
            Lang::Fr => {
                format!("La lettre est adressée à {was}, son adresse est maintenant {now}{NO_BREAK}: refaites-la.")
            }
            Lang::En => format!("The letter is addressed to {was}, its address is now {now}: make it again."),
        },
        Light::Iban { ends_in } => match lang {
            Lang::Fr => format!("IBAN finissant par {ends_in}, celui de votre entreprise."),
            Lang::En => format!("IBAN ending in {ends_in}, that of your business."),
        },
        Light::NoIban => say(
            lang,
            "Votre IBAN manque\u{a0}: la lettre ne dit pas où payer.",
            "Your IBAN is missing: the letter does not say where to pay.",
        )
        .into(),
        Light::IbanChanged => say(
            lang,
            "La lettre ne porte pas l’IBAN actuel de votre entreprise\u{a0}: refaites-la.",
            "The letter does not bear the present IBAN of your business: make it again.",
        )
        .into(),
        Light::LetterCurrent => {
            say(lang, "Les chiffres sont ceux du dossier.", "The figures are those of the file.").into()
        }
        Light::Paid => say(
            lang,
            "Plus rien n’est dû sur ces factures\u{a0}: cette lettre n’a plus d’objet.",
            "Nothing is owed on these invoices any more: this letter has no object.",
        )
        .into(),
        Light::FiguresChanged { asked, now } => match lang {
            Lang::Fr => format!(
                "La lettre demande {}, il faudrait maintenant demander {}{NO_BREAK}: refaites-la.",
                amount(*asked),
                amount(now.total)
            ),
            Lang::En => format!(
                "The letter asks for {}, it should now ask for {}: make it again.",
                amount(*asked),
                amount(now.total)
            ),
        },
    }
}

/// "1 paiement de 480,00 € reçu le 20 novembre n’est pas attribué : vérifiez d’abord. C’est le solde de F-12."
fn unattributed(lang: Lang, credits: &[Suspect], number: NumberOf<'_>) -> String {
    match credits {
        [one] => {
            let (amount, day) = (lang.amount(one.amount), lang.day_and_month(one.day));
            let why = why(lang, one.why, number);
            match lang {
                Lang::Fr => {
                    format!("1 paiement de {amount} du {day} n’est pas attribué{NO_BREAK}: vérifiez d’abord. {why}")
                }
                Lang::En => format!("1 payment of {amount} on {day} is not attributed: check first. {why}"),
            }
        }
        many => {
            const SHOWN: usize = 3;
            let mut sums: Vec<String> = many.iter().take(SHOWN).map(|one| lang.amount(one.amount)).collect();
            if many.len() > SHOWN {
                sums.push("…".to_owned());
            }
            let (count, sums) = (lang.count(many.len() as u64), sums.join(", "));
            match lang {
                Lang::Fr => format!(
                    "{count} paiements ({sums}) ne sont pas attribués et pourraient venir de ce client{NO_BREAK}: vérifiez d’abord."
                ),
                Lang::En => format!(
                    "{count} payments ({sums}) are not attributed and could come from this customer: check first."
                ),
            }
        }
    }
}

fn why(lang: Lang, why: Why, number: NumberOf<'_>) -> String {
    match (why, lang) {
        (Why::Certain, Lang::Fr) => "Il vient de ce client.".into(),
        (Why::Certain, Lang::En) => "It comes from this customer.".into(),
        (Why::Doubtful, Lang::Fr) => "Il pourrait venir de ce client.".into(),
        (Why::Doubtful, Lang::En) => "It could come from this customer.".into(),
        (Why::Same(sum), Lang::Fr) => match sum {
            Sum::Balance(invoice) => format!("C’est exactement ce qui reste dû de {}.", number(invoice)),
            Sum::Part(invoice) => format!("C’est exactement une échéance de {}.", number(invoice)),
            Sum::WithInterest(invoice) => {
                format!("C’est exactement {} avec ses pénalités et son indemnité.", number(invoice))
            }
            Sum::Promise => "C’est exactement ce qui a été promis.".into(),
            Sum::Claimed => "C’est exactement ce qui est demandé.".into(),
            Sum::ClaimedWithInterest => "C’est exactement ce qui est demandé, pénalités comprises.".into(),
        },
        (Why::Same(sum), Lang::En) => match sum {
            Sum::Balance(invoice) => format!("It is exactly what is left of {}.", number(invoice)),
            Sum::Part(invoice) => format!("It is exactly an instalment of {}.", number(invoice)),
            Sum::WithInterest(invoice) => format!("It is exactly {} with its interest and indemnity.", number(invoice)),
            Sum::Promise => "It is exactly what was promised.".into(),
            Sum::Claimed => "It is exactly what is asked for.".into(),
            Sum::ClaimedWithInterest => "It is exactly what is asked for, interest included.".into(),
        },
    }
}

/// The first red light of a card in a few words: "1 paiement de 480,00 € non attribué : vérifiez d’abord".
pub fn mark(lang: Lang, light: &Light, number: NumberOf<'_>) -> String {
    match (light, lang) {
        (Light::UnattributedMoney { credits }, _) => {
            let count = credits.len() as u64;
            match (credits.as_slice(), lang) {
                ([one], Lang::Fr) => {
                    format!("1 paiement de {} non attribué{NO_BREAK}: vérifiez d’abord", lang.amount(one.amount))
                }
                ([one], Lang::En) => format!("1 payment of {} not attributed: check first", lang.amount(one.amount)),
                (_, Lang::Fr) => format!("{} paiements non attribués{NO_BREAK}: vérifiez d’abord", lang.count(count)),
                (_, Lang::En) => format!("{} payments not attributed: check first", lang.count(count)),
            }
        }
        (Light::FreeMoney { amount }, Lang::Fr) => format!("{} à imputer d’abord", lang.amount(*amount)),
        (Light::FreeMoney { amount }, Lang::En) => format!("{} to apply first", lang.amount(*amount)),
        (other, _) => sentence(lang, other, number).trim_end_matches('.').to_owned(),
    }
}

/// A few words for a light in a strip of one line. They stand alone beside the others, so that each says how it is: a
/// bare "litige" would read as one.
pub fn short(lang: Lang, light: &Light) -> String {
    let (french, english) = match light {
        Light::BankNeverSeen => ("aucun relevé importé", "no statement imported"),
        Light::BankSeen { until } | Light::BankStale { until } => {
            let until = lang.short_date(*until);
            return match lang {
                Lang::Fr => format!("banque vue jusqu’au {until}"),
                Lang::En => format!("bank seen up to {until}"),
            };
        }
        Light::NoUnattributedMoney => ("paiements attribués", "payments attributed"),
        Light::UnattributedMoney { .. } => ("paiement à attribuer", "payment to attribute"),
        Light::FreeMoney { .. } => ("somme à imputer", "money to apply"),
        Light::FreeMoneyLeft { .. } => ("somme à son crédit", "credit left"),
        Light::NoDispute => ("aucune contestation", "no dispute"),
        Light::Disputed { .. } => ("facture contestée", "invoice in dispute"),
        Light::PartlyDisputed { .. } => ("contestée en partie", "in dispute in part"),
        Light::NoHold => ("aucune promesse", "no promise"),
        Light::Promised { .. } => ("promesse en cours", "promise running"),
        Light::PromisePassed { .. } => ("promesse passée", "promise passed"),
        Light::SaysPaid { .. } => ("dit avoir payé", "says it has paid"),
        Light::Paused { .. } => ("en pause", "paused"),
        Light::Silent(_) => ("rien à envoyer", "nothing to send"),
        Light::AlreadySent { .. } => ("déjà partie", "already sent"),
        Light::Recipient { .. } => ("destinataire à jour", "recipient current"),
        Light::RecipientNotMarked { .. } => ("destinataire à vérifier", "recipient to check"),
        Light::NoEmail => ("sans adresse e-mail", "no e-mail address"),
        Light::NoPostalAddress => ("sans adresse postale", "no postal address"),
        Light::RecipientChanged { .. } => ("destinataire changé", "recipient changed"),
        Light::Iban { .. } => ("IBAN à jour", "IBAN current"),
        Light::NoIban => ("IBAN manquant", "IBAN missing"),
        Light::IbanChanged => ("IBAN changé", "IBAN changed"),
        Light::LetterCurrent => ("chiffres à jour", "figures current"),
        Light::Paid => ("plus rien n’est dû", "nothing owed any more"),
        Light::FiguresChanged { .. } => ("chiffres changés", "figures changed"),
    };
    say(lang, french, english).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is well reads so, and not like the trouble it is not.
    #[test]
    fn a_green_light_says_that_nothing_is_wrong() {
        let said = |light: &Light| [short(Lang::Fr, light), short(Lang::En, light)];
        assert_eq!(said(&Light::NoDispute), ["aucune contestation", "no dispute"]);
        assert_eq!(said(&Light::NoHold), ["aucune promesse", "no promise"]);
        assert_eq!(said(&Light::NoUnattributedMoney), ["paiements attribués", "payments attributed"]);
        assert_eq!(said(&Light::LetterCurrent), ["chiffres à jour", "figures current"]);
        let iban = Light::Iban { ends_in: "0189".into() };
        assert_eq!(said(&iban), ["IBAN à jour", "IBAN current"]);
    }
}
