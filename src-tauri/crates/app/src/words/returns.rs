//! Why money went back, in the words of the owner: one sentence for each code that a bank gives.

use domain::Lang;

use super::say;

/// The sentence of a reason as [`domain::BankEntry::return_reason`] has it: a code of ISO 20022, a code of the bank's own,
/// its words, or that the line only sounds like a return.
pub fn return_reason(lang: Lang, reason: &str) -> String {
    let known = |french: &str, english: &str| say(lang, french, english).to_owned();
    match reason {
        "AM04" | "AM06" => known(
            "Il n’y avait pas assez d’argent sur le compte du client.",
            "There was not enough money on the customer’s account.",
        ),
        "AC01" | "AC02" | "AC03" => known(
            "Le numéro de compte (IBAN) est faux\u{a0}: demandez le bon.",
            "The account number (IBAN) is wrong: ask for the right one.",
        ),
        "AC04" | "AC07" => known(
            "Le compte est clos\u{a0}: demandez comment le client va payer.",
            "The account is closed: ask how the customer will pay.",
        ),
        "AC06" => known("Le compte est bloqué.", "The account is blocked."),
        "AC13" => known(
            "Un prélèvement entre entreprises ne peut pas viser le compte d’un particulier.",
            "A direct debit between businesses cannot be drawn on a consumer’s account.",
        ),
        "AG01" => known(
            "Ce compte n’admet pas cette opération, un livret par exemple.",
            "This account does not allow this operation, as a savings account does not.",
        ),
        "AG02" | "FF01" | "FF03" | "FF05" | "DT01" | "RC01" | "RC07" | "BE05" | "ED05" | "TECH" => known(
            "L’opération était mal remplie ou n’a pas pu passer entre les banques\u{a0}: voyez avec la vôtre.",
            "The operation was filled in wrongly or could not pass between the banks: ask yours.",
        ),
        "CNOR" | "DNOR" => known(
            "La banque de l’autre côté ne peut pas être jointe par cette voie.",
            "The bank on the other side cannot be reached this way.",
        ),
        "AM05" | "DUPL" => {
            known("La même opération était présentée deux fois.", "The same operation was presented twice.")
        }
        "AM09" => known("Le montant n’était pas le bon.", "The amount was wrong."),
        "BE04" | "RR01" | "RR02" | "RR03" => known(
            "Un nom, une adresse ou un identifiant manquait dans l’ordre.",
            "A name, an address or an identifier was missing from the order.",
        ),
        "RR04" | "LEGL" => known(
            "Une règle interdit à la banque de passer cette opération.",
            "A rule forbids the bank to pass this operation.",
        ),
        "MD01" => known(
            "Le client n’a pas de mandat, ou dit n’en avoir pas donné\u{a0}: l’argent peut lui être rendu pendant treize mois.",
            "There is no mandate, or the customer says so: money may be given back for thirteen months.",
        ),
        "MD02" => known("Il manque quelque chose au mandat de prélèvement.", "Something is missing from the mandate."),
        "MD06" => known(
            "Le client a demandé le remboursement du prélèvement\u{a0}: il le peut pendant huit semaines, sans dire pourquoi.",
            "The customer asked for the direct debit back: this is open for eight weeks, without a reason.",
        ),
        "MD07" => known("Le titulaire du compte est décédé.", "The holder of the account has died."),
        "MS02" => known("Le client a refusé, sans dire pourquoi.", "The customer refused, without saying why."),
        "SL01" => known(
            "Le client a fait bloquer vos prélèvements, ou tous les prélèvements, par sa banque.",
            "The customer had your direct debits, or all of them, blocked by the bank.",
        ),
        "FOCR" | "CUST" | "UPAY" => known(
            "L’argent est rendu à la demande de celui qui l’avait envoyé.",
            "The money goes back at the request of whoever had sent it.",
        ),
        "FRAD" => known("L’opération est signalée comme une fraude.", "The operation was reported as a fraud."),
        "MS03" | "NARR" => known("La banque ne dit pas pourquoi.", "The bank does not say why."),
        "UPDD" | "PRDD" | "108" | "109" => {
            known("Un prélèvement est revenu impayé.", "A direct debit came back unpaid.")
        }
        "UPCQ" => known("Un chèque est revenu impayé.", "A cheque came back unpaid."),
        "UPCT" | "RRTN" | "RPCR" | "159" => known("Un virement est revenu.", "A transfer came back."),
        "RTI" => known("Une opération est revenue impayée.", "An operation came back unpaid."),
        intake::statement::returns::BY_WORDS => known(
            "Le libellé dit un rejet ou un impayé, sans le motif.",
            "The text speaks of a rejected or unpaid operation, without a reason.",
        ),
        other => match lang {
            Lang::Fr => format!("Motif donné par la banque\u{a0}: «\u{a0}{other}\u{a0}»."),
            Lang::En => format!("Reason given by the bank: “{other}”."),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_that_is_read_from_words_has_a_sentence() {
        for code in intake::statement::returns::CODES.iter().chain([&intake::statement::returns::BY_WORDS]) {
            let french = return_reason(Lang::Fr, code);
            assert!(!french.contains(code), "{code}: {french}");
            assert_ne!(french, return_reason(Lang::En, code));
        }
    }

    #[test]
    fn a_code_that_is_not_known_is_told_as_it_stands() {
        assert_eq!(return_reason(Lang::Fr, "40"), "Motif donné par la banque\u{a0}: «\u{a0}40\u{a0}».");
    }
}
