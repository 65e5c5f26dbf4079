//! The lines of the bank in words: what each pays, how many wait, how far the bank has been seen.

use chrono::NaiveDate;
use domain::matching::CreditUse;
use domain::{Allocation, Cents, CustomerFile, InvoiceId, Lang, Payment};

use super::{list, say};

/// What a line pays, or would pay.
#[derive(Clone, Copy, Debug)]
pub struct Pays<'p> {
    pub allocations: &'p [Allocation],
    pub credits: &'p [CreditUse],
    pub discounts: &'p [Allocation],
    pub fees: &'p [Allocation],
    /// Interest and indemnity.
    pub accessories: Cents,
    pub leftover: Cents,
    /// It is recorded: what is still owed is after it.
    pub recorded: bool,
}

/// What is left of an invoice once the line has paid.
fn left(pays: Pays<'_>, file: &CustomerFile, id: InvoiceId, today: NaiveDate) -> Cents {
    let Some(invoice) = file.invoice(id) else { return Cents::ZERO };
    let open = file.balance(invoice, today).open;
    if pays.recorded {
        return open;
    }
    let parts = [pays.allocations, pays.discounts, pays.fees].into_iter().flatten();
    let given: Cents = parts.filter(|part| part.invoice == id).map(|part| part.amount).sum();
    let credited: Cents = pays.credits.iter().filter(|used| used.invoice == id).map(|used| used.amount).sum();
    open.minus(given).minus(credited)
}

/// The invoices it names, and those of them that something is left of.
fn invoices(pays: Pays<'_>) -> Vec<InvoiceId> {
    let mut ids: Vec<InvoiceId> = Vec::new();
    for id in pays.allocations.iter().map(|part| part.invoice).chain(pays.credits.iter().map(|used| used.invoice)) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// Whether everything it pays is settled, and whether some invoice is paid in part.
pub fn settles(pays: Pays<'_>, file: &CustomerFile, today: NaiveDate) -> (bool, bool) {
    let left: Vec<Cents> = invoices(pays).into_iter().map(|id| left(pays, file, id, today)).collect();
    let partly = left.iter().any(|left| left.is_positive());
    (!left.is_empty() && !partly, partly)
}

/// "F-2026-171 et F-2026-176, moins avoir A-2026-009".
pub fn pays(lang: Lang, pays: Pays<'_>, file: &CustomerFile, today: NaiveDate) -> String {
    let number = |id: InvoiceId| file.invoice(id).map(|invoice| invoice.number.clone()).unwrap_or_default();
    let (partly, whole): (Vec<InvoiceId>, Vec<InvoiceId>) =
        invoices(pays).into_iter().partition(|id| left(pays, file, *id, today).is_positive());
    let numbers = |ids: Vec<InvoiceId>| {
        let shown: Vec<String> = ids.iter().take(SHOWN).map(|id| number(*id)).collect();
        match ids.len().saturating_sub(SHOWN) {
            0 => list(lang, &shown),
            more => format!("{}, +{more}", shown.join(", ")),
        }
    };
    let mut said: Vec<String> = Vec::new();
    if !whole.is_empty() {
        said.push(numbers(whole));
    }
    if !partly.is_empty() {
        said.push(format!("{} {}", say(lang, "acompte sur", "part payment of"), numbers(partly)));
    }
    let mut notes: Vec<String> = Vec::new();
    for used in pays.credits {
        if !notes.contains(&number(used.credit_note)) {
            notes.push(number(used.credit_note));
        }
    }
    if !notes.is_empty() {
        said.push(format!("{} {}", say(lang, "moins avoir", "less credit note"), list(lang, &notes)));
    }
    let sum = |parts: &[Allocation]| -> Cents { parts.iter().map(|part| part.amount).sum() };
    let (discount, fees) = (sum(pays.discounts), sum(pays.fees));
    if discount.is_positive() {
        said.push(format!("{} {}", say(lang, "moins escompte de", "less a discount of"), lang.amount(discount)));
    }
    if fees.is_positive() {
        let fees = lang.amount(fees);
        said.push(match lang {
            Lang::Fr => format!("{fees} de frais retenus en chemin"),
            Lang::En => format!("{fees} of fees kept on the way"),
        });
    }
    if pays.accessories.is_positive() {
        let paid = lang.amount(pays.accessories);
        said.push(match lang {
            Lang::Fr => format!("{paid} d’intérêts et indemnité"),
            Lang::En => format!("{paid} of interest and indemnity"),
        });
    }
    if pays.leftover.is_positive() {
        let left = lang.amount(pays.leftover);
        said.push(match (lang, pays.recorded) {
            (Lang::Fr, false) => format!("{left} resteront à son crédit"),
            (Lang::Fr, true) => format!("{left} à son crédit"),
            (Lang::En, false) => format!("{left} will stay as its credit"),
            (Lang::En, true) => format!("{left} as its credit"),
        });
    }
    said.join(", ")
}

/// Why a line may be a payment that was recorded before.
pub fn noted(lang: Lang, payment: &Payment, named: bool) -> Vec<String> {
    let day = lang.long_date(payment.received_on);
    let mut said = vec![match (lang, payment.import.is_some()) {
        (Lang::Fr, false) => format!("Déjà noté par vous, reçu le {day}\u{a0}: il ne sera pas compté deux fois."),
        (Lang::Fr, true) => format!("Déjà dans votre comptabilité au {day}\u{a0}: il ne sera pas compté deux fois."),
        (Lang::En, false) => format!("Recorded by you already, received on {day}: it will not be counted twice."),
        (Lang::En, true) => format!("In your accounts already, on {day}: it will not be counted twice."),
    }];
    if named {
        said.push(
            match payment.cheque.is_some() {
                true => say(
                    lang,
                    "La ligne porte le nom du client ou le numéro du chèque.",
                    "The line bears the customer’s name or the number of the cheque.",
                ),
                false => say(lang, "La ligne porte le nom du client.", "The line bears the customer’s name."),
            }
            .to_owned(),
        );
    }
    said
}

/// What is said when a line is booked beside a payment that it may be.
pub fn booked_beside(lang: Lang, payment: &Payment, name: &str) -> String {
    let (amount, day) = (lang.amount(payment.amount), lang.long_date(payment.received_on));
    match lang {
        Lang::Fr => format!(
            "Un paiement de {amount} de {name} noté au {day} n’a pas encore été vu en banque\u{a0}: si c’est le même, défaites ce rapprochement et choisissez «\u{a0}déjà noté\u{a0}»."
        ),
        Lang::En => format!(
            "A payment of {amount} of {name} recorded on {day} was not seen at the bank yet: if it is the same, undo this match and choose “recorded already”."
        ),
    }
}

/// As many numbers as one line names.
const SHOWN: usize = 4;

/// How many lines wait, by what is known of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Waiting {
    pub certain: usize,
    pub doubtful: usize,
    pub unknown: usize,
    pub returns: usize,
}

/// "12 lignes attendent : 9 rapprochées avec certitude, 2 à confirmer, 1 inconnue."
pub fn waiting(lang: Lang, waiting: Waiting) -> String {
    let Waiting { certain, doubtful, unknown, returns } = waiting;
    let all = (certain + doubtful + unknown + returns) as u64;
    if all == 0 {
        return say(lang, "Toutes les lignes sont traitées.", "Every line is dealt with.").to_owned();
    }
    let mut parts = Vec::new();
    let mut add = |count: usize, french: (&str, &str), english: &str| {
        let count = count as u64;
        if count > 0 {
            let word = match lang {
                Lang::Fr => lang.plural(count, french.0, french.1),
                Lang::En => english,
            };
            parts.push(format!("{} {word}", lang.count(count)));
        }
    };
    add(certain, ("rapprochée avec certitude", "rapprochées avec certitude"), "matched for certain");
    add(doubtful, ("à confirmer", "à confirmer"), "to be confirmed");
    add(unknown, ("inconnue", "inconnues"), "unknown");
    add(returns, ("de retour ou de rejet", "de retour ou de rejet"), "sent back");
    let (count, parts) = (lang.count(all), parts.join(", "));
    match lang {
        Lang::Fr => format!("{count} {}\u{a0}: {parts}.", lang.plural(all, "ligne attend", "lignes attendent")),
        Lang::En => format!("{count} {}: {parts}.", lang.plural(all, "line waits", "lines wait")),
    }
}

/// "Banque vue jusqu’au 21 novembre 2026."
pub fn seen(lang: Lang, until: Option<NaiveDate>) -> String {
    match (until, lang) {
        (Some(day), Lang::Fr) => format!("Banque vue jusqu’au {}.", lang.long_date(day)),
        (Some(day), Lang::En) => format!("Bank seen until {}.", lang.long_date(day)),
        (None, _) => say(lang, "Aucun relevé pour le moment.", "No statement yet.").to_owned(),
    }
}

/// The law of a part payment (law.md LI-08).
pub fn part_payment(lang: Lang) -> &'static str {
    say(
        lang,
        "Paiement partiel\u{a0}: venu du client lui-même, il interrompt la prescription de cette facture.",
        "Part payment: coming from the customer itself, it interrupts limitation of this invoice.",
    )
}

/// What a line without any candidate is told.
pub fn nothing_fits(lang: Lang) -> &'static str {
    say(
        lang,
        "Aucune facture ouverte ne correspond. Choisissez le client, ou mettez la ligne de côté.",
        "No open invoice fits. Choose the customer, or set the line aside.",
    )
}

/// Names, each once: "Mme Delmas et M. Rault".
pub fn distinct(lang: Lang, names: &[String]) -> String {
    let mut distinct: Vec<String> = Vec::new();
    for name in names {
        if !distinct.contains(name) {
            distinct.push(name.clone());
        }
    }
    list(lang, &distinct)
}

/// "3 possibilités : Mme Delmas, M. Rault et Camping des Dunes".
pub fn candidates(lang: Lang, names: &[String]) -> String {
    let count = names.len() as u64;
    let names = distinct(lang, names);
    match lang {
        Lang::Fr => {
            format!("{} {}\u{a0}: {names}", lang.count(count), lang.plural(count, "possibilité", "possibilités"))
        }
        Lang::En => format!("{} {}: {names}", lang.count(count), lang.plural(count, "possibility", "possibilities")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_is_counted_by_what_is_known_of_it() {
        let all = Waiting { certain: 9, doubtful: 2, unknown: 1, returns: 0 };
        assert_eq!(
            waiting(Lang::Fr, all),
            "12 lignes attendent\u{a0}: 9 rapprochées avec certitude, 2 à confirmer, 1 inconnue."
        );
        assert_eq!(waiting(Lang::En, Waiting { unknown: 1, ..Waiting::default() }), "1 line waits: 1 unknown.");
        assert_eq!(waiting(Lang::Fr, Waiting::default()), "Toutes les lignes sont traitées.");
    }

    #[test]
    fn possibilities_name_each_customer_once() {
        let names = ["Mme Delmas", "M. Rault", "Mme Delmas"].map(str::to_owned);
        assert_eq!(candidates(Lang::Fr, &names), "3 possibilités\u{a0}: Mme Delmas et M. Rault");
    }
}
