//! Why a line of the bank may pay an invoice, or may not: one sentence a reason.

use domain::matching::{Precision, Reason};
use domain::{CustomerId, Lang};

use super::{list, say};

/// The sentence of a reason; `name` gives the name of a customer.
pub fn reason(lang: Lang, reason: &Reason, name: &impl Fn(CustomerId) -> String) -> String {
    match lang {
        Lang::Fr => french(reason, name),
        Lang::En => english(reason, name),
    }
}

fn french(reason: &Reason, name: &impl Fn(CustomerId) -> String) -> String {
    let lang = Lang::Fr;
    let sum = |amount| lang.amount(amount);
    let day = |day| lang.long_date(day);
    let count = |count: &u32| lang.count(u64::from(*count));
    match reason {
        Reason::ByReference { number, as_written, precision } => match precision {
            Precision::Whole => format!("Le libellé nomme la facture {number}."),
            Precision::Short | Precision::Bare => {
                format!("Le libellé porte «\u{a0}{as_written}\u{a0}», la fin du numéro {number}.")
            }
        },
        Reason::ByCreditorReference { number, reference } => {
            format!("La référence {reference} est celle de la facture {number}.")
        }
        Reason::ByAmount { amount } => {
            format!("C’est exactement ce qui reste dû d’une facture\u{a0}: {}.", sum(*amount))
        }
        Reason::PartDue { due_date, amount } => {
            format!("C’est exactement l’échéance du {}\u{a0}: {}.", day(*due_date), sum(*amount))
        }
        Reason::AsPromised { day: promised, amount } => {
            format!("C’est exactement ce qui était promis pour le {}\u{a0}: {}.", day(*promised), sum(*amount))
        }
        Reason::AsAsked { day: asked, amount, accessories } => {
            let (amount, beyond) = (sum(*amount), sum(*accessories));
            format!(
                "C’est exactement ce que demandait votre lettre du {}\u{a0}: {amount}, dont {beyond} d’intérêts et indemnité.",
                day(*asked)
            )
        }
        Reason::SumOfInvoices { count: many, amount } => {
            format!("C’est exactement la somme de {} factures\u{a0}: {}.", count(many), sum(*amount))
        }
        Reason::WholeBalance => "C’est tout ce que ce client devait ce jour-là.".into(),
        Reason::LessCreditNotes { numbers, amount } => {
            format!("{} ont été déduits pour l’avoir {}.", sum(*amount), list(lang, numbers))
        }
        Reason::LessDiscount { until, amount } => {
            format!("{} d’escompte ont été déduits, permis jusqu’au {}.", sum(*amount), day(*until))
        }
        Reason::LessBankFee { amount } => format!("Il manque {}, sans doute des frais de banque.", sum(*amount)),
        Reason::ByPayerAccount { .. } => "Ce compte a déjà payé pour ce client.".into(),
        Reason::ByName { as_written, known_as, whole: true }
            if as_written.to_lowercase() == known_as.to_lowercase() =>
        {
            format!("Le payeur est «\u{a0}{as_written}\u{a0}».")
        }
        Reason::ByName { as_written, known_as, .. } => {
            format!("Le payeur «\u{a0}{as_written}\u{a0}» ressemble à {known_as}.")
        }
        Reason::ByMonth { as_written } => {
            format!("Le libellé nomme le mois de la facture\u{a0}: «\u{a0}{as_written}\u{a0}».")
        }
        Reason::TextCut => "La banque a coupé le libellé\u{a0}: d’autres numéros peuvent manquer.".into(),
        Reason::OldestOf { count: several } => format!(
            "Rien n’est nommé, et {} factures de ce client ont ce montant\u{a0}: la première échue est payée (C. civ. 1342-10).",
            count(several)
        ),
        Reason::SameAmountElsewhere { others: 1 } => "Une autre facture ouverte a le même montant.".into(),
        Reason::SameAmountElsewhere { others } => {
            format!("{} autres factures ouvertes ont le même montant.", count(others))
        }
        Reason::OtherwiseExplained { .. } => "D’autres factures expliquent aussi ce montant.".into(),
        Reason::AccountOfAnother { customer } => {
            format!("Ce compte n’a payé jusqu’ici que pour {}.", name(*customer))
        }
        Reason::NameOfAnother { customer } => format!("Le payeur porte le nom de {}.", name(*customer)),
        Reason::LessThanOpen { missing } => format!("Il manque {} pour solder.", sum(*missing)),
        Reason::MoreThanOpen { surplus } => format!("C’est {} de plus que ce qui reste dû.", sum(*surplus)),
        Reason::AlsoNames { as_written } => {
            format!("Le libellé nomme aussi «\u{a0}{as_written}\u{a0}», qui n’est pas compté ici.")
        }
        Reason::NotNamed { number } => format!("La facture {number} n’est pas nommée, alors que d’autres le sont."),
        Reason::IssuedAfter { number, issue_date } => {
            format!("La facture {number} n’a été émise que le {}.", day(*issue_date))
        }
        Reason::DiscountTooLate { until } => format!("L’escompte n’était permis que jusqu’au {}.", day(*until)),
        Reason::MoneyWentBack { .. } => {
            "Un paiement de ce client a été rejeté\u{a0}: il repaie peut-être une facture plus ancienne.".into()
        }
        Reason::ClaimedTwice { .. } => "Une autre ligne peut payer la même facture.".into(),
        Reason::SearchCapped { .. } => {
            "Trop de combinaisons sont possibles\u{a0}: toutes n’ont pas été essayées.".into()
        }
    }
}

fn english(reason: &Reason, name: &impl Fn(CustomerId) -> String) -> String {
    let lang = Lang::En;
    let sum = |amount| lang.amount(amount);
    let day = |day| lang.long_date(day);
    let count = |count: &u32| lang.count(u64::from(*count));
    match reason {
        Reason::ByReference { number, as_written, precision } => match precision {
            Precision::Whole => format!("The text names invoice {number}."),
            Precision::Short | Precision::Bare => {
                format!("The text has “{as_written}”, the end of the number {number}.")
            }
        },
        Reason::ByCreditorReference { number, reference } => {
            format!("The reference {reference} is that of invoice {number}.")
        }
        Reason::ByAmount { amount } => format!("It is exactly what is still owed of one invoice: {}.", sum(*amount)),
        Reason::PartDue { due_date, amount } => {
            format!("It is exactly the part due on {}: {}.", day(*due_date), sum(*amount))
        }
        Reason::AsPromised { day: promised, amount } => {
            format!("It is exactly what was promised for {}: {}.", day(*promised), sum(*amount))
        }
        Reason::AsAsked { day: asked, amount, accessories } => {
            let (amount, beyond) = (sum(*amount), sum(*accessories));
            format!(
                "It is exactly what your letter of {} asked for: {amount}, with {beyond} of interest and indemnity.",
                day(*asked)
            )
        }
        Reason::SumOfInvoices { count: many, amount } => {
            format!("It is exactly the sum of {} invoices: {}.", count(many), sum(*amount))
        }
        Reason::WholeBalance => "It is everything this customer owed on that day.".into(),
        Reason::LessCreditNotes { numbers, amount } => {
            format!("{} was deducted for credit note {}.", sum(*amount), list(lang, numbers))
        }
        Reason::LessDiscount { until, amount } => {
            format!("{} of discount was deducted, allowed until {}.", sum(*amount), day(*until))
        }
        Reason::LessBankFee { amount } => format!("{} is missing, probably bank fees.", sum(*amount)),
        Reason::ByPayerAccount { .. } => "This account has paid for this customer before.".into(),
        Reason::ByName { as_written, known_as, whole: true }
            if as_written.to_lowercase() == known_as.to_lowercase() =>
        {
            format!("The payer is “{as_written}”.")
        }
        Reason::ByName { as_written, known_as, .. } => format!("The payer “{as_written}” is like {known_as}."),
        Reason::ByMonth { as_written } => format!("The text names the month of the invoice: “{as_written}”."),
        Reason::TextCut => "The bank cut the text: other numbers may be missing.".into(),
        Reason::OldestOf { count: several } => format!(
            "Nothing is named, and {} invoices of this customer have this amount: the one that falls due first is paid (C. civ. 1342-10).",
            count(several)
        ),
        Reason::SameAmountElsewhere { others: 1 } => "Another open invoice has the same amount.".into(),
        Reason::SameAmountElsewhere { others } => {
            format!("{} other open invoices have the same amount.", count(others))
        }
        Reason::OtherwiseExplained { .. } => "Other invoices explain this amount as well.".into(),
        Reason::AccountOfAnother { customer } => format!("This account has so far paid for {} only.", name(*customer)),
        Reason::NameOfAnother { customer } => format!("The payer has the name of {}.", name(*customer)),
        Reason::LessThanOpen { missing } => format!("{} is missing to settle it.", sum(*missing)),
        Reason::MoreThanOpen { surplus } => format!("It is {} more than is still owed.", sum(*surplus)),
        Reason::AlsoNames { as_written } => format!("The text also names “{as_written}”, which is not counted here."),
        Reason::NotNamed { number } => format!("Invoice {number} is not named, though others are."),
        Reason::IssuedAfter { number, issue_date } => {
            format!("Invoice {number} was issued only on {}.", day(*issue_date))
        }
        Reason::DiscountTooLate { until } => format!("The discount was allowed only until {}.", day(*until)),
        Reason::MoneyWentBack { .. } => {
            "A payment of this customer went back: it may be an older invoice that is paid again.".into()
        }
        Reason::ClaimedTwice { .. } => "Another line may pay the same invoice.".into(),
        Reason::SearchCapped { .. } => "Too many combinations are possible: not all were tried.".into(),
    }
}

/// What an entry is thought to be, in a word.
pub fn outcome(lang: Lang, outcome: &domain::matching::Outcome) -> &'static str {
    use domain::matching::Outcome;
    match outcome {
        Outcome::Certain(_) => say(lang, "certain", "certain"),
        Outcome::Doubtful(_) => say(lang, "à vérifier", "to be checked"),
        Outcome::Unknown => say(lang, "inconnu", "unknown"),
        Outcome::TakenBack { .. } => say(lang, "reparti depuis", "went back since"),
        Outcome::TakesBack { .. } => say(lang, "reprend un encaissement", "takes a payment back"),
    }
}
