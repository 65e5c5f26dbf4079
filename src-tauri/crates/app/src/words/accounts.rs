//! What is said of an accounting journal and of what came out of it.

use chrono::NaiveDate;
use domain::{Cents, Lang, Origin};
use intake::{Finding, FindingCode};

use super::say;
use crate::accounts::{LeftOut, Outlook, WhyLeftOut};
use crate::import::FileState;

/// The number of a balance whose invoices nobody knows.
pub fn brought_forward_number(lang: Lang, day: NaiveDate) -> String {
    match lang {
        Lang::Fr => format!("À-nouveau {}", lang.short_date(day)),
        Lang::En => format!("Opening {}", lang.short_date(day)),
    }
}

/// What an item that is owed stands for.
pub fn subject(lang: Lang, origin: Origin, day: NaiveDate, label: &str) -> String {
    match (origin, lang) {
        (Origin::Document, _) => label.to_owned(),
        (Origin::BroughtForward, Lang::Fr) => format!(
            "Solde repris de la comptabilité au {}\u{a0}: la facture et son échéance sont à préciser",
            lang.long_date(day)
        ),
        (Origin::BroughtForward, Lang::En) => {
            format!(
                "Balance taken over from the accounts on {}: its invoice and due date are to be said",
                lang.long_date(day)
            )
        }
        (Origin::MoneyBack, Lang::Fr) => format!("Argent reparti (impayé ou remboursement)\u{a0}: {label}"),
        (Origin::MoneyBack, Lang::En) => format!("Money that went back (unpaid or refunded): {label}"),
        (Origin::BookEntry, Lang::Fr) => format!("Écriture comptable\u{a0}: {label}"),
        (Origin::BookEntry, Lang::En) => format!("Entry of the accounts: {label}"),
    }
}

/// What an item in the customer's favour stands for.
pub fn credit_subject(lang: Lang, origin: Origin, day: NaiveDate, label: &str) -> String {
    match (origin, lang) {
        (Origin::BroughtForward, Lang::Fr) => {
            format!("En faveur du client, repris de la comptabilité au {}", lang.long_date(day))
        }
        (Origin::BroughtForward, Lang::En) => {
            format!("In the customer’s favour, taken over from the accounts on {}", lang.long_date(day))
        }
        _ => subject(lang, origin, day, label),
    }
}

/// Findings of comparing a journal with what is recorded.
pub(super) fn finding(lang: Lang, finding: &Finding) -> String {
    let get = |name: &str| {
        finding.facts.iter().find(|(fact, _)| *fact == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    };
    let amount = |name: &str| get(name).parse::<domain::Cents>().map(|cents| lang.amount(cents)).unwrap_or_default();
    let customer = get("customer");
    match (finding.code, lang) {
        (FindingCode::ItemWithoutDay, Lang::Fr) => {
            format!("Cette ligne de {customer} n’a pas de date lisible\u{a0}: elle est laissée de côté.")
        }
        (FindingCode::ItemWithoutDay, Lang::En) => {
            format!("This line of {customer} has no date that can be read: it is left out.")
        }
        (FindingCode::KnownWithOtherAmount, Lang::Fr) => format!(
            "{} de {customer} est déjà connue pour {}\u{202f}; la comptabilité dit {}. Rien n’y est changé\u{a0}: vérifiez laquelle est juste.",
            get("number"),
            amount("known"),
            amount("here")
        ),
        (FindingCode::KnownWithOtherAmount, Lang::En) => format!(
            "{} of {customer} is known already with {}; the accounts say {}. Nothing is changed in it: check which is right.",
            get("number"),
            amount("known"),
            amount("here")
        ),
        (FindingCode::OpeningBelowKnown, Lang::Fr) => format!(
            "La comptabilité reprend {} pour {customer}, Acquit connaît {} d’avant\u{a0}: {} de moins. Une facture a dû être payée ou annulée sans qu’Acquit le sache\u{202f}; notez-le dans son dossier.",
            amount("here"),
            amount("known"),
            amount("less")
        ),
        (FindingCode::OpeningBelowKnown, Lang::En) => format!(
            "The accounts bring forward {} for {customer}, Acquit knows {} from before: {} less. An invoice must have been paid or cancelled without Acquit knowing; note it in the customer’s file.",
            amount("here"),
            amount("known"),
            amount("less")
        ),
        _ => String::new(),
    }
}

/// What a journal adds and how its sums compare, line by line, for somebody who decides.
pub fn said(lang: Lang, outlook: &Outlook, balance: Cents) -> Vec<String> {
    let rows = rows(lang, outlook).into_iter().map(|row| match row.amount {
        Some(amount) => format!("{}{} {} ({})", row.label, colon(lang), row.count, lang.amount(amount)),
        None => format!("{}{} {}", row.label, colon(lang), row.count),
    });
    let mut lines: Vec<String> = rows.collect();
    lines.extend(outlook.left_out.iter().map(|out| {
        let name = left_out_name(lang, out);
        format!(
            "{}{} {name} ({}), {}",
            say(lang, "Laissé de côté", "Left out"),
            colon(lang),
            lang.amount(out.balance),
            left_out(lang, out.why)
        )
    }));
    lines.push(totals(lang, outlook, balance));
    lines.push(verdict(lang, outlook));
    lines
}

fn colon(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "\u{a0}:",
        Lang::En => ":",
    }
}

/// One line of what a journal adds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    pub label: String,
    /// "1 830 nouvelles, 12 déjà connues".
    pub count: String,
    pub amount: Option<Cents>,
    /// What is to be known of it, or done.
    pub note: String,
}

/// What a journal adds, of each sort that it has.
pub fn rows(lang: Lang, outlook: &Outlook) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut row = |label: (&str, &str), count: String, amount: Option<Cents>, note: String| {
        rows.push(Row { label: say(lang, label.0, label.1).to_owned(), count, amount, note });
    };
    let counted = |new: u32, known: u32, feminine: bool| new_and_known(lang, new, known, feminine);
    row(
        ("Clients", "Customers"),
        counted(outlook.customers_new, outlook.customers_known, false),
        None,
        owing(lang, outlook),
    );
    if outlook.invoices.count > 0 || outlook.invoices_known > 0 {
        let count = counted(outlook.invoices.count, outlook.invoices_known, true);
        row(("Factures", "Invoices"), count, Some(outlook.invoices.amount), still_open(lang, outlook));
    }
    if outlook.credit_notes.count > 0 {
        let count = counted(outlook.credit_notes.count, 0, false);
        row(("Avoirs", "Credit notes"), count, Some(outlook.credit_notes.amount), String::new());
    }
    if outlook.payments.count > 0 || outlook.payments_known > 0 {
        let count = counted(outlook.payments.count, outlook.payments_known, false);
        row(("Paiements", "Payments"), count, Some(outlook.payments.amount), unlettered(lang, outlook));
    }
    if outlook.brought_forward.count > 0 {
        let count = counted(outlook.brought_forward.count, 0, false);
        let note = say(
            lang,
            "La facture et son échéance ne sont pas dans le fichier\u{a0}: rien n’est réclamé tant que vous ne les avez pas précisées.",
            "The invoice and its due date are not in the file: nothing is claimed until you have said them.",
        );
        row(("Soldes d’ouverture", "Opening balances"), count, Some(outlook.brought_forward.amount), note.to_owned());
    }
    if outlook.brought_credit.count > 0 {
        let count = counted(outlook.brought_credit.count, 0, false);
        let label = ("Soldes d’ouverture en faveur du client", "Opening balances in the customer’s favour");
        row(label, count, Some(outlook.brought_credit.amount), String::new());
    }
    if outlook.money_back.count > 0 {
        let count = counted(outlook.money_back.count, 0, false);
        let label = ("Impayés et remboursements", "Returned and refunded money");
        row(label, count, Some(outlook.money_back.amount), String::new());
    }
    if outlook.book_entries.count > 0 {
        let count = counted(outlook.book_entries.count, 0, true);
        let note =
            say(lang, "Pertes, virements de compte à compte, écarts.", "Losses, transfers, differences.").to_owned();
        row(("Autres écritures", "Other entries"), count, Some(outlook.book_entries.amount), note);
    }
    rows
}

fn new_and_known(lang: Lang, new: u32, known: u32, feminine: bool) -> String {
    let (one, many, known_one, known_many) = match (lang, feminine) {
        (Lang::Fr, true) => ("nouvelle", "nouvelles", "déjà connue", "déjà connues"),
        (Lang::Fr, false) => ("nouveau", "nouveaux", "déjà connu", "déjà connus"),
        (Lang::En, _) => ("new", "new", "known already", "known already"),
    };
    let (new, known) = (u64::from(new), u64::from(known));
    let known = (known > 0).then(|| format!("{} {}", lang.count(known), lang.plural(known, known_one, known_many)));
    let new = (new > 0 || known.is_none()).then(|| format!("{} {}", lang.count(new), lang.plural(new, one, many)));
    new.into_iter().chain(known).collect::<Vec<_>>().join(", ")
}

fn owing(lang: Lang, outlook: &Outlook) -> String {
    let count = u64::from(outlook.owing);
    let all = outlook.customers_new + outlook.customers_known;
    match lang {
        _ if all == 0 => String::new(),
        _ if count == 0 && all == 1 => say(lang, "Il ne doit plus rien.", "It owes nothing any more.").to_owned(),
        _ if count == 0 => say(lang, "Aucun ne doit plus rien.", "None owes anything any more.").to_owned(),
        Lang::Fr => format!("{} {} encore quelque chose.", lang.count(count), lang.plural(count, "doit", "doivent")),
        Lang::En => format!("{} still {} something.", lang.count(count), lang.plural(count, "owes", "owe")),
    }
}

fn still_open(lang: Lang, outlook: &Outlook) -> String {
    let open = outlook.invoices_open;
    let count = u64::from(open.count);
    let mut said = match lang {
        // What is known already says nothing of itself here.
        _ if outlook.invoices.count == 0 => String::new(),
        _ if count == 0 && outlook.invoices.count == 1 => say(lang, "Elle est payée.", "It is paid.").to_owned(),
        _ if count == 0 => say(lang, "Toutes sont payées.", "All are paid.").to_owned(),
        Lang::Fr => format!(
            "{} {} à payer ({}).",
            lang.count(count),
            lang.plural(count, "reste", "restent"),
            lang.amount(open.amount)
        ),
        Lang::En => {
            format!("{} {} unpaid ({}).", lang.count(count), lang.plural(count, "is", "are"), lang.amount(open.amount))
        }
    };
    let other = u64::from(outlook.contradicting);
    if other > 0 {
        said.push_str(&match lang {
            Lang::Fr => format!(
                " {} {} avec un autre montant\u{a0}: rien n’y est changé.",
                lang.count(other),
                lang.plural(other, "est déjà connue", "sont déjà connues")
            ),
            Lang::En => format!(
                " {} {} known already with another amount: nothing is changed in {}.",
                lang.count(other),
                lang.plural(other, "is", "are"),
                lang.plural(other, "it", "them")
            ),
        });
    }
    said.trim_start().to_owned()
}

fn unlettered(lang: Lang, outlook: &Outlook) -> String {
    let free = outlook.free;
    let count = u64::from(free.count);
    match (count, lang) {
        (0, _) => String::new(),
        (_, Lang::Fr) => format!(
            "{} {} sans lettrage complet\u{a0}: {} restent au crédit de {}.",
            lang.count(count),
            lang.plural(count, "est", "sont"),
            lang.amount(free.amount),
            lang.plural(count, "son client", "leurs clients")
        ),
        (_, Lang::En) => format!(
            "{} {} not lettered in full: {} stay as credit of {}.",
            lang.count(count),
            lang.plural(count, "is", "are"),
            lang.amount(free.amount),
            lang.plural(count, "its customer", "their customers")
        ),
    }
}

/// The name of what is left out.
pub fn left_out_name(lang: Lang, out: &LeftOut) -> String {
    match out.why {
        WhyLeftOut::WithoutDay => {
            let count = u64::from(out.lines);
            let word = match lang {
                Lang::Fr => lang.plural(count, "ligne", "lignes"),
                Lang::En => lang.plural(count, "line", "lines"),
            };
            format!("{} {word}", lang.count(count))
        }
        _ => out.name.clone(),
    }
}

/// Why something is left out.
pub fn left_out(lang: Lang, why: WhyLeftOut) -> &'static str {
    match why {
        WhyLeftOut::Shared => {
            say(lang, "tous les clients y sont réunis sans être nommés", "all customers are in it without being named")
        }
        WhyLeftOut::Sundry => say(lang, "plusieurs personnes sous un même nom", "several people under one name"),
        WhyLeftOut::MeansOfPayment => {
            say(lang, "un moyen de paiement, pas un client", "a means of payment, not a customer")
        }
        WhyLeftOut::WithoutDay => say(lang, "sans date lisible", "without a date that can be read"),
    }
}

/// The sums of the file and of Acquit.
pub fn totals(lang: Lang, outlook: &Outlook, balance: Cents) -> String {
    let out: Cents = outlook.left_out.iter().map(|out| out.balance).sum();
    let (all, out, accounts) = (lang.amount(balance), lang.amount(out), lang.amount(outlook.accounts));
    let (before, after) = (lang.amount(outlook.owed_before), lang.amount(outlook.owed_after));
    match lang {
        Lang::Fr => format!(
            "Compte 411 du fichier\u{a0}: {all}, dont {out} laissés de côté. Ces clients vous doivent {accounts} d’après la comptabilité\u{202f}; d’après Acquit {before} avant, {after} après."
        ),
        Lang::En => format!(
            "Account 411 of the file: {all}, of which {out} left out. By the accounts these customers owe you {accounts}; by Acquit {before} before, {after} after."
        ),
    }
}

/// Whether the sums agree.
pub fn verdict(lang: Lang, outlook: &Outlook) -> String {
    let difference = outlook.difference();
    if difference == Cents::ZERO && outlook.differing.is_empty() {
        return say(
            lang,
            "Les soldes sont les mêmes, client par client.",
            "The balances are the same, customer by customer.",
        )
        .to_owned();
    }
    let count = outlook.differing.len() as u64;
    let amount = lang.amount(difference);
    match lang {
        Lang::Fr => format!(
            "Écart de {amount}\u{a0}: pour {} {} Acquit et la comptabilité ne disent pas le même solde.",
            lang.count(count),
            lang.plural(count, "client", "clients")
        ),
        Lang::En => format!(
            "Difference of {amount}: for {} {} Acquit and the accounts do not say the same balance.",
            lang.count(count),
            lang.plural(count, "customer", "customers")
        ),
    }
}

/// What will become of a journal, in a line, with the word of its state; none where that is not particular to journals.
pub fn in_a_line(lang: Lang, outlook: &Outlook, state: &FileState) -> Option<(&'static str, String)> {
    match state {
        FileState::Ready => {
            let sums = [outlook.customers_new, outlook.invoices.count, outlook.payments.count];
            let [customers, invoices, payments] = sums.map(u64::from);
            let said = match lang {
                Lang::Fr => format!(
                    "{} {}, {} {} et {} {} seront repris de la comptabilité.",
                    lang.count(customers),
                    lang.plural(customers, "nouveau client", "nouveaux clients"),
                    lang.count(invoices),
                    lang.plural(invoices, "facture", "factures"),
                    lang.count(payments),
                    lang.plural(payments, "paiement", "paiements"),
                ),
                Lang::En => format!(
                    "{} new {}, {} {} and {} {} will be taken over from the accounts.",
                    lang.count(customers),
                    lang.plural(customers, "customer", "customers"),
                    lang.count(invoices),
                    lang.plural(invoices, "invoice", "invoices"),
                    lang.count(payments),
                    lang.plural(payments, "payment", "payments"),
                ),
            };
            Some(("ready", said))
        }
        FileState::Duplicate { imported_on: None } => {
            let said = say(
                lang,
                "Tout ce que dit ce fichier d’écritures est déjà là.",
                "Everything that this journal says is there already.",
            );
            Some(("duplicate", said.to_owned()))
        }
        _ => None,
    }
}

/// The days and lines of a journal: "du 1er janvier au 31 décembre 2026, 5 422 lignes".
pub fn period(lang: Lang, first: Option<NaiveDate>, last: Option<NaiveDate>, lines: u32) -> String {
    let count = u64::from(lines);
    let lines = match lang {
        Lang::Fr => format!("{} {}", lang.count(count), lang.plural(count, "ligne", "lignes")),
        Lang::En => format!("{} {}", lang.count(count), lang.plural(count, "line", "lines")),
    };
    match (first, last, lang) {
        (Some(first), Some(last), Lang::Fr) => {
            format!("Du {} au {}, {lines}", lang.long_date(first), lang.long_date(last))
        }
        (Some(first), Some(last), Lang::En) => {
            format!("{} to {}, {lines}", lang.long_date(first), lang.long_date(last))
        }
        _ => lines,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::Sum;

    fn notes(outlook: &Outlook) -> Vec<(String, String)> {
        let of = |lang| rows(lang, outlook).into_iter().map(|row| row.note.replace('\u{a0}', " "));
        of(Lang::Fr).zip(of(Lang::En)).collect()
    }

    fn both(french: &str, english: &str) -> (String, String) {
        (french.to_owned(), english.to_owned())
    }

    #[test]
    fn a_journal_of_paid_invoices_says_so_instead_of_counting_none() {
        let paid = Sum { count: 3, amount: Cents(30_000) };
        let several = Outlook { customers_new: 2, invoices: paid, ..Outlook::default() };
        assert_eq!(
            notes(&several),
            [
                both("Aucun ne doit plus rien.", "None owes anything any more."),
                both("Toutes sont payées.", "All are paid.")
            ]
        );
        let one = Outlook { customers_new: 1, invoices: Sum { count: 1, amount: Cents(10_000) }, ..Outlook::default() };
        assert_eq!(
            notes(&one),
            [both("Il ne doit plus rien.", "It owes nothing any more."), both("Elle est payée.", "It is paid.")]
        );
        let known = Outlook { customers_known: 2, owing: 1, invoices_known: 4, ..Outlook::default() };
        assert_eq!(notes(&known), [both("1 doit encore quelque chose.", "1 still owes something."), both("", "")]);
    }

    #[test]
    fn one_payment_is_the_credit_of_one_customer() {
        let payments = Sum { count: 1, amount: Cents(10_000) };
        let of = Outlook { customers_new: 1, owing: 1, payments, free: payments, ..Outlook::default() };
        assert_eq!(
            notes(&of)[1],
            both(
                "1 est sans lettrage complet : 100,00 € restent au crédit de son client.",
                "1 is not lettered in full: €100.00 stay as credit of its customer."
            )
        );
    }
}
