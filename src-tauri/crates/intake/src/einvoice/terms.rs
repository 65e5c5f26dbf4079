//! The term of payment out of words such as "30 jours fin de mois", where an invoice gives no due date.
//!
//! Two in five real invoices have no due date, and the words are then all that was agreed. Only words that leave one
//! reading are read: a discount, a second number of days or a word not known leaves the term to the owner and the law.

use domain::PaymentTerm;

/// The longest term believed; the law allows professionals sixty days, older contracts had more.
const DAYS_LIMIT: u16 = 180;

/// Words that bring in another day than the last one: a discount, instalments, a part paid in advance.
const OTHER_DAYS: [&str; 14] = [
    "escompte",
    "skonto",
    "discount",
    "acompte",
    "deposit",
    "versement",
    "instal",
    "échéancier",
    "echeancier",
    "fois",
    "%sous",
    "rabatt",
    "anzahlung",
    "solde",
];
const DAY_WORDS: [&str; 6] = ["jours", "jour", "days", "day", "j", "jrs"];
const END_OF_MONTH: [&str; 5] = ["fin de mois", "fin du mois", "end of month", "fdm", "eom"];
const ON_RECEIPT: [&str; 8] = [
    "à réception",
    "a reception",
    "à la réception",
    "au comptant",
    "paiement comptant",
    "upon receipt",
    "on receipt",
    "due immediately",
];
/// The day from which the days run, when it is not the invoice's.
const FROM_DELIVERY: [&str; 5] = ["livraison", "delivery", "réception de la marchandise", "prestation", "completion"];
/// Sentences of French invoices that speak of days or percents and not of the term.
const LATE_WORDS: [&str; 6] = ["pénalité", "penalit", "retard", "indemnité", "late", "recouvrement"];

/// Reads a term of payment, where the words leave one reading.
pub fn payment_term(text: &str) -> Option<PaymentTerm> {
    let text = text.to_lowercase().replace('\u{a0}', " ").replace('’', "'");
    // What happens when payment is late stands in the same field, by law, and names other days.
    let about_payment: Vec<&str> = text
        .split(['\n', ';'])
        .flat_map(|line| line.split(". "))
        .filter(|sentence| !LATE_WORDS.iter().any(|word| sentence.contains(word)))
        .collect();
    let text = about_payment.join("\n");
    if OTHER_DAYS.iter().any(|word| text.contains(word)) || text.contains('%') {
        return None;
    }
    let days = numbers_of_days(&text)?;
    let end_of_month = END_OF_MONTH.iter().any(|words| text.contains(words));
    match days.as_slice() {
        [] if !end_of_month && ON_RECEIPT.iter().any(|words| text.contains(words)) => Some(PaymentTerm::OnReceipt),
        [days] if end_of_month => Some(PaymentTerm::EndOfMonth { days: *days, reading: None }),
        [days] if FROM_DELIVERY.iter().any(|words| text.contains(words)) => {
            Some(PaymentTerm::DaysFromDelivery { days: *days })
        }
        [days] => Some(PaymentTerm::DaysFromIssue { days: *days }),
        _ => None,
    }
}

/// The distinct numbers of days named. `None` when one is beyond belief or another figure could be one.
fn numbers_of_days(text: &str) -> Option<Vec<u16>> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut found: Vec<u16> = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            continue;
        }
        let (number, unit) = word.split_at(digits);
        let unit = if unit.is_empty() { words.get(place + 1).copied().unwrap_or_default() } else { unit };
        let is_days = DAY_WORDS.contains(&unit) || (place > 0 && words[place - 1] == "net");
        if !is_days {
            // A date, an amount or an account number: the term is not told by days alone.
            return None;
        }
        let days: u16 = number.parse().ok().filter(|days| *days <= DAYS_LIMIT)?;
        if !found.contains(&days) {
            found.push(days);
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_issue(days: u16) -> Option<PaymentTerm> {
        Some(PaymentTerm::DaysFromIssue { days })
    }

    #[test]
    fn plain_terms_are_read() {
        assert_eq!(payment_term("30 jours net"), from_issue(30));
        assert_eq!(payment_term("Paiement à 45 jours date de facture"), from_issue(45));
        assert_eq!(payment_term("Net 30"), from_issue(30));
        assert_eq!(payment_term("30j"), from_issue(30));
        assert_eq!(payment_term("Payment within 14 days"), from_issue(14));
        assert_eq!(payment_term("Règlement à réception de facture"), Some(PaymentTerm::OnReceipt));
        let end = |days| Some(PaymentTerm::EndOfMonth { days, reading: None });
        assert_eq!(payment_term("45 jours fin de mois"), end(45));
        assert_eq!(payment_term("30 days end of month"), end(30));
        assert_eq!(payment_term("30 jours après livraison"), Some(PaymentTerm::DaysFromDelivery { days: 30 }));
    }

    #[test]
    fn what_the_law_makes_every_invoice_say_is_passed_over() {
        let text =
            "Paiement à 30 jours.\nEn cas de retard, pénalités de 12 % et indemnité de 40 €. Payable sous 30 jours.";
        assert_eq!(payment_term(text), from_issue(30));
    }

    #[test]
    fn words_with_two_readings_are_left_to_the_owner() {
        for text in [
            "",
            "Virement",
            "2 % d'escompte sous 8 jours, sinon 30 jours",
            "8 jours ou 30 jours",
            "#SKONTO#TAGE=14#PROZENT=2.00#",
            "30 % à la commande, solde à 30 jours",
            "Payable le 31/03/2026",
            "IBAN FR76 3000 4000, 30 jours",
            "en 3 fois",
            "3000 jours",
            "fin de mois",
        ] {
            assert_eq!(payment_term(text), None, "{text}");
        }
    }
}
