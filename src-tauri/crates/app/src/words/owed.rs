//! What became of an invoice and of the money for it: cessions, cheques, the order of payments, the breakdown.

use chrono::NaiveDate;
use domain::{Cents, CustomerFile, DebtorKind, Lang, PaymentOrder, ToPassOn};

use super::{list, say};

pub fn ceded(lang: Lang, numbers: &[String], to: &str) -> String {
    let which = list(lang, numbers);
    match (lang, numbers.len()) {
        (Lang::Fr, 0 | 1) => format!("{which} est cédée à {to}\u{a0}: plus aucune relance de votre part."),
        (Lang::Fr, _) => format!("{which} sont cédées à {to}\u{a0}: plus aucune relance de votre part."),
        (Lang::En, 0 | 1) => format!("{which} is ceded to {to}: you remind nobody of it any more."),
        (Lang::En, _) => format!("{which} are ceded to {to}: you remind nobody of them any more."),
    }
}

pub fn came_back(lang: Lang, count: usize) -> String {
    match (lang, count) {
        (Lang::Fr, 0 | 1) => {
            "La facture est revenue\u{a0}: elle vous est de nouveau due, à son ancienne échéance.".into()
        }
        (Lang::Fr, _) => {
            "Les factures sont revenues\u{a0}: elles vous sont de nouveau dues, à leurs anciennes échéances.".into()
        }
        (Lang::En, 0 | 1) => "The invoice came back: it is owed to you again, from its old due date.".into(),
        (Lang::En, _) => "The invoices came back: they are owed to you again, from their old due dates.".into(),
    }
}

/// "1 200,00 € sont à reverser à Factor SA : la facture lui est cédée."
pub fn pass_on(lang: Lang, one: &ToPassOn) -> String {
    let (amount, to) = (lang.amount(one.amount), &one.to);
    match lang {
        Lang::Fr => format!("{amount} sont à reverser à {to}\u{a0}: la facture lui est cédée."),
        Lang::En => format!("{amount} must be passed on to {to}: the invoice is ceded to it."),
    }
}

pub fn deposited(lang: Lang, amount: Cents, on: NaiveDate) -> String {
    let (amount, day) = (lang.amount(amount), lang.long_date(on));
    match lang {
        Lang::Fr => format!("Chèque de {amount} remis à la banque le {day}\u{a0}: les intérêts s’arrêtent ce jour-là."),
        Lang::En => format!("Cheque of {amount} deposited on {day}: interest stops that day."),
    }
}

/// What the order means, as the owner reads it.
pub fn order(lang: Lang, order: PaymentOrder) -> &'static str {
    match order {
        PaymentOrder::InterestFirst => say(
            lang,
            "Un paiement règle d’abord les intérêts, puis le principal, l’indemnité en dernier (C. civ., art. 1343-1).",
            "A payment settles interest first, then the principal, the indemnity last (C. civ. art. 1343-1).",
        ),
        PaymentOrder::PrincipalFirst => say(
            lang,
            "Un paiement règle d’abord le principal, puis les intérêts, l’indemnité en dernier\u{a0}: votre choix, plus favorable au client.",
            "A payment settles the principal first, then interest, the indemnity last: your choice, better for the customer.",
        ),
    }
}

pub fn order_chosen(lang: Lang, order: PaymentOrder) -> String {
    match order {
        PaymentOrder::InterestFirst => say(
            lang,
            "Les paiements de ce client s’imputent d’abord sur les intérêts.",
            "The payments of this customer count on interest first.",
        ),
        PaymentOrder::PrincipalFirst => say(
            lang,
            "Les paiements de ce client s’imputent d’abord sur le principal.",
            "The payments of this customer count on the principal first.",
        ),
    }
    .into()
}

/// What of a payment no invoice takes, said before it is recorded.
pub fn over_payment(lang: Lang, credit: Cents, name: &str) -> String {
    let amount = lang.amount(credit);
    match lang {
        Lang::Fr => format!("{amount} de trop\u{a0}: gardés au crédit de {name}, pour une prochaine facture."),
        Lang::En => format!("{amount} too much: kept as a credit of {name}, for a later invoice."),
    }
}

/// What of a payment pays interest and indemnity (law.md PA-02). A consumer owes no indemnity.
pub fn accessories_paid(lang: Lang, amount: Cents, file: &CustomerFile) -> String {
    let amount = lang.amount(amount);
    match (lang, file.customer.kind == Some(DebtorKind::Consumer)) {
        (Lang::Fr, false) => format!("{amount} sont comptés pour les intérêts et l’indemnité."),
        (Lang::Fr, true) => format!("{amount} sont comptés pour les intérêts."),
        (Lang::En, false) => format!("{amount} are counted for interest and the indemnity."),
        (Lang::En, true) => format!("{amount} are counted for interest."),
    }
}

/// What came for an invoice beyond its amount.
pub fn accessories_received(lang: Lang, amount: Cents) -> String {
    let amount = lang.amount(amount);
    match lang {
        Lang::Fr => format!("En plus de la facture, {amount} reçus pour les intérêts et l’indemnité."),
        Lang::En => format!("On top of the invoice, {amount} received for interest and the indemnity."),
    }
}

/// Why the money goes where it goes (law.md PA-01).
pub fn who_decides(lang: Lang, indicated: bool, named: bool) -> &'static str {
    match (indicated, named) {
        (true, _) => say(
            lang,
            "Le client a indiqué ce qu’il paie\u{a0}: c’est son choix qui compte (C. civ., art. 1342-10).",
            "The customer said what it pays: its choice counts (C. civ. art. 1342-10).",
        ),
        (false, true) => say(
            lang,
            "Répartition choisie par vous. Sans indication du client, la loi règle d’abord la plus ancienne des factures échues (C. civ., art. 1342-10).",
            "Split by you. Where the customer says nothing, the law settles the oldest of what is due first (C. civ. art. 1342-10).",
        ),
        (false, false) => say(
            lang,
            "Sans indication du client, la plus ancienne des factures échues est réglée d’abord (C. civ., art. 1342-10).",
            "Where the customer says nothing, the oldest of what is due is settled first (C. civ. art. 1342-10).",
        ),
    }
}

pub fn cheque_waits(lang: Lang) -> &'static str {
    say(
        lang,
        "Le chèque n’est pas encore remis à la banque\u{a0}: plus de relance, mais les intérêts courent jusqu’à sa remise.",
        "The cheque is not deposited yet: no more reminder, but interest runs until it is.",
    )
}
