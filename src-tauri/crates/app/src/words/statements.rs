//! What is odd about a bank statement, one function a sentence. `findings` says which one.

use chrono::NaiveDate;
use domain::Lang;

use super::say;

/// A sentence with one value in it, in both languages; `{}` is the place of the value.
fn with(lang: Lang, value: &str, french: &str, english: &str) -> String {
    say(lang, french, english).replacen("{}", value, 1)
}

/// A number of any currency, as the reader writes it, with its currency where the file names one.
fn number(lang: Lang, plain: &str, currency: &str) -> String {
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |digits| ("−", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let Ok(whole) = whole.parse::<u64>() else { return plain.to_owned() };
    let mark = say(lang, ",", ".");
    // Cents where there are some: 12,5 is 12,50.
    let fraction = if fraction.is_empty() { String::new() } else { format!("{mark}{fraction:0<2}") };
    let unit = if currency.is_empty() { String::new() } else { format!("\u{a0}{currency}") };
    format!("{sign}{}{fraction}{unit}", lang.count(whole))
}

fn day(lang: Lang, written: &str) -> String {
    written.parse::<NaiveDate>().map_or_else(|_| written.to_owned(), |day| lang.long_date(day))
}

pub fn encoding_guessed(lang: Lang, used: &str) -> String {
    with(
        lang,
        used,
        "Le fichier ne dit pas son encodage\u{202f}; il est lu en {}. Vérifiez les accents.",
        "The file does not say its encoding; it was read as {}. Check the accents.",
    )
}

pub fn unreadable_line(lang: Lang, text: &str) -> String {
    with(
        lang,
        text,
        "«\u{a0}{}\u{a0}» n’est pas une ligne de relevé\u{a0}: elle n’est pas reprise.",
        "“{}” is no line of a statement: it was left out.",
    )
}

pub fn entry_without_amount(lang: Lang, text: &str) -> String {
    if text.is_empty() {
        return say(
            lang,
            "Cette opération n’a pas de montant\u{a0}: elle n’est pas reprise.",
            "This movement has no amount: it was left out.",
        )
        .into();
    }
    with(
        lang,
        text,
        "Le montant de cette opération ne peut pas être lu («\u{a0}{}\u{a0}»)\u{a0}: elle n’est pas reprise.",
        "The amount of this movement cannot be read (“{}”): it was left out.",
    )
}

pub fn entry_without_day(lang: Lang) -> String {
    say(
        lang,
        "Cette opération n’a pas de date\u{a0}: elle n’est pas reprise.",
        "This movement has no date: it was left out.",
    )
    .into()
}

pub fn entry_in_other_currency(lang: Lang, currency: &str, amount: &str) -> String {
    with(
        lang,
        &number(lang, amount, currency),
        "Cette opération est de {}, dans une autre monnaie que le compte\u{a0}: elle n’est pas reprise.",
        "This movement is of {}, in another currency than the account: it was left out.",
    )
}

pub fn unreadable_balance(lang: Lang, text: &str) -> String {
    with(
        lang,
        text,
        "Le solde ne peut pas être lu («\u{a0}{}\u{a0}»). Les opérations sont reprises.",
        "The balance cannot be read (“{}”). The movements were kept.",
    )
}

pub fn text_after_amount(lang: Lang, text: &str, read_as: &str) -> String {
    let read_as = number(lang, read_as, "");
    match lang {
        Lang::Fr => {
            format!("Du texte suit le solde («\u{a0}{text}\u{a0}»)\u{202f}; lu comme {read_as}. Vérifiez-le.")
        }
        Lang::En => format!("Text follows the balance (“{text}”); read as {read_as}. Check it."),
    }
}

pub fn balances_disagree(lang: Lang, currency: &str, opening: &str, movements: &str, closing: &str) -> String {
    let write = |plain| number(lang, plain, currency);
    let (opening, movements, closing) = (write(opening), write(movements), write(closing));
    match lang {
        Lang::Fr => format!(
            "Le solde de départ ({opening}) et les opérations ({movements}) ne font pas le solde final ({closing})\u{a0}: il manque peut-être des lignes."
        ),
        Lang::En => format!(
            "The opening balance ({opening}) and the movements ({movements}) do not make the closing balance ({closing}): lines may be missing."
        ),
    }
}

pub fn no_closing_balance(lang: Lang) -> String {
    say(
        lang,
        "Le relevé n’a pas de solde final\u{a0}: il est peut-être coupé.",
        "The statement has no closing balance: it may be cut.",
    )
    .into()
}

pub fn statement_without_start(lang: Lang) -> String {
    say(
        lang,
        "Le début du relevé manque\u{a0}: vérifiez de quel compte il s’agit.",
        "The beginning of the statement is missing: check which account it is.",
    )
    .into()
}

pub fn line_out_of_place(lang: Lang, text: &str) -> String {
    with(
        lang,
        text,
        "Cette ligne ne suit aucune opération\u{a0}: elle n’est pas reprise («\u{a0}{}\u{a0}»).",
        "This line follows no movement: it was left out (“{}”).",
    )
}

pub fn decimals_assumed(lang: Lang, decimals: &str) -> String {
    with(
        lang,
        decimals,
        "Le fichier ne dit pas combien de décimales ont ses montants\u{202f}; lus avec {}. Vérifiez le solde.",
        "The file does not say how many decimals its amounts have; read with {}. Check the balance.",
    )
}

pub fn date_order_unknown(lang: Lang, text: &str, day_first: &str, month_first: &str) -> String {
    let (day_first, month_first) = (day(lang, day_first), day(lang, month_first));
    match lang {
        Lang::Fr => format!(
            "«\u{a0}{text}\u{a0}»\u{a0}: est-ce le {day_first} ou le {month_first}\u{202f}? Rien dans le fichier ne le dit\u{202f}; dites-le pour toutes ses lignes."
        ),
        Lang::En => {
            format!(
                "“{text}”: is that {day_first} or {month_first}? Nothing in the file says; say it for all its lines."
            )
        }
    }
}

pub fn investment_left_out(lang: Lang) -> String {
    say(lang, "Les mouvements de titres ne sont pas repris.", "Movements of securities were left out.").into()
}

pub fn file_cut_short(lang: Lang) -> String {
    say(
        lang,
        "Le fichier s’arrête au milieu\u{a0}: sa dernière opération n’est pas reprise. Téléchargez-le de nouveau.",
        "The file ends in the middle: its last movement was left out. Download it again.",
    )
    .into()
}

pub fn not_booked_yet(lang: Lang) -> String {
    say(
        lang,
        "Opération annoncée mais pas encore passée sur le compte\u{a0}: elle n’est pas reprise.",
        "A movement that is announced and not booked yet: it was left out.",
    )
    .into()
}

pub fn interim_left_out(lang: Lang) -> String {
    say(
        lang,
        "Un relevé provisoire se trouve à côté des relevés définitifs\u{a0}: il n’est pas repris.",
        "An interim report stands beside the full statements: it was left out.",
    )
    .into()
}

pub fn opening_balance_line(lang: Lang) -> String {
    say(
        lang,
        "Cette ligne dit le solde de départ\u{a0}: ce n’est pas un paiement.",
        "This line states the opening balance: it is no payment.",
    )
    .into()
}

pub fn further_findings(lang: Lang, count: &str) -> String {
    with(lang, count, "Et {} autres remarques sur ce fichier.", "And {} more remarks about this file.")
}

pub fn no_statement(lang: Lang) -> String {
    say(
        lang,
        "Ce fichier de banque ne contient aucun relevé. Téléchargez-le de nouveau en choisissant une période.",
        "This file of a bank holds no statement. Download it again for a period of time.",
    )
    .into()
}

pub fn investment_statement(lang: Lang) -> String {
    say(
        lang,
        "C’est un relevé de compte-titres\u{a0}: aucun client n’y paie. Prenez le relevé du compte courant.",
        "This is a statement of securities: no customer pays there. Take the statement of the current account.",
    )
    .into()
}

pub fn too_many_entries(lang: Lang, limit: &str) -> String {
    with(
        lang,
        limit,
        "Le fichier dépasse {} opérations. Téléchargez une période plus courte.",
        "The file has more than {} movements. Download a shorter period.",
    )
}

pub fn no_credit_or_debit(lang: Lang, text: &str) -> String {
    if text.is_empty() {
        return say(
            lang,
            "Rien ne dit si l’argent entre ou sort\u{a0}: cette opération n’est pas reprise.",
            "Nothing says whether money came or went: this movement was left out.",
        )
        .into();
    }
    with(
        lang,
        text,
        "«\u{a0}{}\u{a0}» ne dit pas si l’argent entre ou sort\u{a0}: cette opération n’est pas reprise.",
        "“{}” does not say whether money came or went: this movement was left out.",
    )
}

pub fn no_account(lang: Lang) -> String {
    say(
        lang,
        "Le relevé ne nomme pas son compte\u{202f}; dites duquel il s’agit.",
        "The statement does not name its account; say which one it is.",
    )
    .into()
}

pub fn several_currencies(lang: Lang, currency: &str, others: &str) -> String {
    match (lang, currency.is_empty()) {
        (Lang::Fr, true) => format!("Le relevé mêle plusieurs monnaies\u{a0}: {others}."),
        (Lang::Fr, false) => format!("Le relevé est en {currency}, mais des montants y sont en {others}."),
        (Lang::En, true) => format!("The statement mixes several currencies: {others}."),
        (Lang::En, false) => format!("The statement is in {currency}, but amounts in it are in {others}."),
    }
}

pub fn not_booked(lang: Lang, count: &str) -> String {
    with(
        lang,
        count,
        "Opérations annoncées, refusées ou données pour information\u{a0}: {}. Elles ne paient rien tant que la banque ne les a pas passées sur le compte.",
        "Movements announced, declined or only for information: {}. They pay nothing until the bank has booked them.",
    )
}

pub fn batch_without_details(lang: Lang, count: &str) -> String {
    with(
        lang,
        count,
        "Cette opération réunit {} paiements que le relevé ne détaille pas.",
        "This movement is {} payments together, which the statement does not tell apart.",
    )
}

pub fn details_do_not_add(lang: Lang, currency: &str, sum: &str, amount: &str) -> String {
    let (sum, amount) = (number(lang, sum, currency), number(lang, amount, currency));
    match lang {
        Lang::Fr => format!("Le détail ({sum}) ne fait pas le montant de l’opération ({amount})."),
        Lang::En => format!("The details ({sum}) do not make the amount of the movement ({amount})."),
    }
}

pub fn currency_assumed(lang: Lang, currency: &str) -> String {
    with(
        lang,
        currency,
        "La liste ne dit pas sa monnaie\u{a0}: {}, d’après la banque ou le compte.",
        "The list does not name its currency: {}, after the bank or the account.",
    )
}

pub fn balance_line(lang: Lang, text: &str) -> String {
    with(lang, text, "«\u{a0}{}\u{a0}» est un solde, pas une opération.", "“{}” is a balance, not a movement.")
}

pub fn damaged_reference(lang: Lang, text: &str, count: &str) -> String {
    match lang {
        Lang::Fr => format!(
            "Des références ont perdu leurs chiffres dans un tableur, comme {text}\u{a0}: elles ne sont pas reprises ({count})."
        ),
        Lang::En => {
            format!("References lost their digits in a spreadsheet, such as {text}: they were left out ({count}).")
        }
    }
}

pub fn contradictory_amounts(lang: Lang, debit: &str, credit: &str) -> String {
    match lang {
        Lang::Fr => {
            format!("Cette ligne a un débit ({debit}) et un crédit ({credit})\u{a0}: elle n’est pas reprise.")
        }
        Lang::En => format!("This line has a debit ({debit}) and a credit ({credit}): it was left out."),
    }
}

pub fn sheet_left_out(lang: Lang) -> String {
    say(
        lang,
        "Cette feuille contient aussi des opérations, présentées autrement\u{a0}: elles ne sont pas reprises. Enregistrez-la dans un fichier à part.",
        "This sheet holds movements too, laid out in another way: they were left out. Save it as a file of its own.",
    )
    .into()
}

pub fn only_money_in(lang: Lang) -> String {
    say(
        lang,
        "Aucune ligne de cette liste ne sort d’argent\u{a0}: vérifiez que ses montants portent leur signe.",
        "No line of this list takes money out: check that its amounts have their sign.",
    )
    .into()
}

pub fn not_a_statement(lang: Lang, root: &str) -> String {
    with(
        lang,
        root,
        "Ce fichier XML n’est pas un relevé bancaire (élément «\u{a0}{}\u{a0}»).",
        "This XML file is no bank statement (element “{}”).",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_for_their_reader() {
        assert_eq!(number(Lang::Fr, "-1234.5", "EUR"), "−1\u{202f}234,50\u{a0}EUR");
        assert_eq!(number(Lang::En, "1234", ""), "1,234");
        assert_eq!(number(Lang::En, "x", ""), "x");
    }

    #[test]
    fn both_readings_of_a_day_are_named() {
        let asked = date_order_unknown(Lang::En, "3/4/26", "2026-04-03", "2026-03-04");
        assert!(asked.contains("3\u{a0}April") && asked.contains("4\u{a0}March"), "{asked}");
    }
}
