//! Pieces of sentences that several letters share.

use domain::locale::{NARROW, NO_BREAK};
use domain::{Cents, Lang, StepKey};
use rust_decimal::Decimal;

use super::Draft;
use super::request::{InterestLine, LetterRequest, RateBasis, Tone};

/// Puts the French spaces in a template written with plain ones: narrow before `; ! ? »` and after `«`, no-break
/// before `:`; and between words that must not part (`n°`, `article`, `art.`).
pub fn typographic(lang: Lang, text: &str) -> String {
    if lang == Lang::En {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            (' ', Some(';' | '!' | '?' | '»')) => out.push(NARROW),
            (' ', Some(':' | '€')) => out.push(NO_BREAK),
            ('«', Some(' ')) => {
                chars.next();
                out.push('«');
                out.push(NARROW);
            }
            ('°', Some(' ')) => {
                chars.next();
                out.push('°');
                out.push(NO_BREAK);
            }
            _ => out.push(c),
        }
    }
    out
}

/// What is typed at a keyboard as a printer would set it: the spaces of the language, and curved apostrophes.
pub fn printed(lang: Lang, text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut before = None;
    for c in typographic(lang, text).chars() {
        let apostrophe = c == '\'' && before.is_some_and(char::is_alphabetic);
        out.push(if apostrophe { '’' } else { c });
        before = Some(c);
    }
    out
}

/// Paragraphs to a body, without the empty ones.
pub fn paragraphs(lang: Lang, parts: &[String]) -> String {
    let parts: Vec<String> = parts
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .map(|part| typographic(lang, part))
        .collect();
    parts.join("\n\n")
}

pub fn table(request: &LetterRequest<'_>) -> String {
    Draft::table_mark(request.lang).to_owned()
}

/// The line for the ways to pay, where there is an account to pay to.
pub fn payment(request: &LetterRequest<'_>) -> String {
    match request.business.iban {
        Some(_) => Draft::payment_mark(request.lang).to_owned(),
        None => String::new(),
    }
}

/// `huit jours`, `15 days`.
pub fn days(lang: Lang, days: u16) -> String {
    match lang {
        Lang::Fr => {
            let words = match days {
                1 => "un",
                2 => "deux",
                3 => "trois",
                5 => "cinq",
                7 => "sept",
                8 => "huit",
                10 => "dix",
                15 => "quinze",
                20 => "vingt",
                30 => "trente",
                _ => return format!("{days}{NO_BREAK}{}", lang.plural(days.into(), "jour", "jours")),
            };
            format!("{words} {}", lang.plural(days.into(), "jour", "jours"))
        }
        Lang::En => format!("{days}{NO_BREAK}{}", lang.plural(days.into(), "day", "days")),
    }
}

/// `deux`, `12`: small numbers in words, for a feminine noun.
pub fn number(lang: Lang, number: usize) -> String {
    let words = match lang {
        Lang::Fr => ["zéro", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"],
        Lang::En => ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
    };
    words.get(number).map_or_else(|| lang.count(number as u64), |word| (*word).to_owned())
}

/// `F-1`, `F-1 et F-2`, `F-1, F-2 et F-3`, or `10 factures` when naming them would be a list.
pub fn numbers(request: &LetterRequest<'_>) -> String {
    let lang = request.lang;
    let numbers: Vec<&str> = request.lines.iter().map(|line| line.number.as_str()).collect();
    let and = match lang {
        Lang::Fr => " et ",
        Lang::En => " and ",
    };
    match numbers.as_slice() {
        [one] => (*one).to_owned(),
        [first @ .., last] if numbers.len() <= 3 => format!("{}{and}{last}", first.join(", ")),
        _ => lang.count(numbers.len() as u64),
    }
}

/// `facture F-1`, `factures F-1 et F-2`, `10 factures`, for a subject.
pub fn invoices_named(request: &LetterRequest<'_>) -> String {
    let (one, many) = match request.lang {
        Lang::Fr => ("facture", "factures"),
        Lang::En => ("invoice", "invoices"),
    };
    match request.lines.len() {
        1 => format!("{one} {}", numbers(request)),
        2 | 3 => format!("{many} {}", numbers(request)),
        _ => format!("{}{NO_BREAK}{many}", numbers(request)),
    }
}

/// ` au taux de 12,40 % l’an`; ` au taux de 12,15 % puis 12,40 % l’an` where rates change with time; ` au taux de 10,15 %
/// ou 10,40 % l’an (selon la facture)` where an invoice keeps its own; ` au taux convenu de 15,00 % l’an` for that of a
/// contract. Empty where no interest ran.
pub fn at_rates(request: &LetterRequest<'_>) -> String {
    let lang = request.lang;
    let mut periods: Vec<&InterestLine> = request.interest.iter().collect();
    periods.sort_by_key(|line| line.from);
    let by_time = periods.iter().all(|line| changes_with_time(&line.basis));
    let agreed = periods.iter().all(|line| line.basis == RateBasis::Contract);
    let mut seen: Vec<Decimal> = Vec::new();
    for line in periods {
        if !seen.contains(&line.rate_percent) {
            seen.push(line.rate_percent);
        }
    }
    if !by_time || seen.len() > 3 {
        seen.sort_unstable();
    }
    let written: Vec<String> = seen.iter().map(|rate| lang.percent(*rate)).collect();
    let between = match (lang, by_time) {
        (Lang::Fr, true) => " puis ",
        (Lang::Fr, false) => " ou ",
        (Lang::En, true) => " then ",
        (Lang::En, false) => " or ",
    };
    let rates = match written.as_slice() {
        [] => return String::new(),
        [one] => one.clone(),
        [first @ .., last] if written.len() <= 3 => format!("{}{between}{last}", first.join(", ")),
        [first, .., last] => match lang {
            Lang::Fr => format!("{first} à {last}"),
            Lang::En => format!("{first} to {last}"),
        },
    };
    let why = match (lang, by_time, written.len()) {
        (_, _, 0 | 1) | (_, true, 2 | 3) => "",
        (Lang::Fr, true, _) => " (selon le semestre)",
        (Lang::Fr, false, _) => " (selon la facture)",
        (Lang::En, true, _) => " (depending on the half-year)",
        (Lang::En, false, _) => " (depending on the invoice)",
    };
    match (lang, agreed) {
        (Lang::Fr, true) => format!(" au taux convenu de {rates} l’an{why}"),
        (Lang::Fr, false) => format!(" au taux de {rates} l’an{why}"),
        (Lang::En, true) => format!(" at the agreed rate of {rates} a year{why}"),
        (Lang::En, false) => format!(" at {rates} a year{why}"),
    }
}

fn changes_with_time(basis: &RateBasis) -> bool {
    matches!(basis, RateBasis::Statutory { .. } | RateBasis::Floor { .. } | RateBasis::Legal { .. })
}

/// What the sum asked leaves aside, as sentences: what is not due yet, and what is in dispute.
pub fn left_aside(request: &LetterRequest<'_>) -> String {
    let lang = request.lang;
    let mut said = Vec::new();
    // The instalments of a plan are about all its invoices, and hold more than their principal.
    let later = request.plan.map_or_else(|| request.not_due(), |plan| plan.to_come());
    let disputed = request.disputed();
    if later.is_positive() {
        let later = lang.amount(later);
        said.push(match lang {
            Lang::Fr => format!("Les échéances à venir, {later}, ne sont pas comprises dans cette somme."),
            Lang::En => format!("The instalments still to come, {later}, are not part of this sum."),
        });
    }
    if disputed.is_positive() {
        let disputed = lang.amount(disputed);
        said.push(match lang {
            Lang::Fr => {
                format!("La part que vous contestez, {disputed}, n’est pas réclamée ici : elle est examinée à part.")
            }
            Lang::En => {
                format!("The part that you dispute, {disputed}, is not claimed here: it is being looked at separately.")
            }
        });
    }
    said.join(" ")
}

/// The same as a note to the owner, for the call sheet.
pub fn left_aside_noted(request: &LetterRequest<'_>) -> String {
    let lang = request.lang;
    let mut said = Vec::new();
    let (later, disputed) = (request.not_due(), request.disputed());
    if later.is_positive() {
        let later = lang.amount(later);
        said.push(match lang {
            Lang::Fr => format!("{later} pas encore exigibles"),
            Lang::En => format!("{later} not due yet"),
        });
    }
    if disputed.is_positive() {
        let disputed = lang.amount(disputed);
        said.push(match lang {
            Lang::Fr => format!("{disputed} contestés"),
            Lang::En => format!("{disputed} in dispute"),
        });
    }
    match (lang, said.is_empty()) {
        (_, true) => String::new(),
        (Lang::Fr, _) => format!("À ne pas demander : {}", said.join(", ")),
        (Lang::En, _) => format!("Not to be asked for: {}", said.join(", ")),
    }
}

/// `notre message du 10 novembre 2026 et notre appel du 17 novembre 2026`; `None` when nothing came before.
pub fn earlier_contacts(request: &LetterRequest<'_>) -> Option<String> {
    let lang = request.lang;
    let named: Vec<String> = request
        .previous
        .iter()
        .map(|contact| {
            let day = lang.long_date(contact.day);
            match (lang, contact.step) {
                (Lang::Fr, StepKey::Call) => format!("notre appel du {day}"),
                (Lang::Fr, StepKey::FirstReminder) => format!("notre rappel du {day}"),
                (Lang::Fr, StepKey::FormalNotice) => format!("notre mise en demeure du {day}"),
                (Lang::Fr, _) => format!("notre relance du {day}"),
                (Lang::En, StepKey::Call) => format!("our call of {day}"),
                (Lang::En, StepKey::FormalNotice) => format!("our formal notice of {day}"),
                (Lang::En, _) => format!("our reminder of {day}"),
            }
        })
        .collect();
    let and = match lang {
        Lang::Fr => " et ",
        Lang::En => " and ",
    };
    match named.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [first @ .., last] => Some(format!("{}{and}{last}", first.join(", "))),
    }
}

/// `25,14 €` and such, never broken.
pub fn money(request: &LetterRequest<'_>, amount: Cents) -> String {
    request.lang.amount(amount)
}

/// `, à raison de 40 € par facture`: how many indemnities are claimed.
pub fn indemnities(request: &LetterRequest<'_>) -> u64 {
    request.lines.iter().filter(|line| line.indemnity.is_positive()).count() as u64
}

pub fn personal(request: &LetterRequest<'_>) -> String {
    request.personal_line.clone().unwrap_or_default()
}

/// The words before the signature.
pub fn closing(lang: Lang, tone: Tone, formal: bool) -> String {
    match (lang, tone, formal) {
        (Lang::Fr, _, true) => {
            "Nous vous prions d’agréer, Madame, Monsieur, l’expression de nos salutations distinguées."
        }
        (Lang::Fr, Tone::Firm, false) => "Cordialement,",
        (Lang::Fr, _, false) => "Bien cordialement,",
        (Lang::En, _, true) => "Yours faithfully,",
        (Lang::En, _, false) => "Kind regards,",
    }
    .to_owned()
}

pub fn greeting(request: &LetterRequest<'_>, formal: bool) -> String {
    let name = request.customer.reminder_contact().map(|contact| contact.name.trim()).filter(|name| !name.is_empty());
    match (request.lang, formal, name) {
        (Lang::Fr, true, _) => "Madame, Monsieur,".to_owned(),
        (Lang::Fr, false, Some(name)) => format!("Bonjour {name},"),
        (Lang::Fr, false, None) => "Bonjour,".to_owned(),
        (Lang::En, false, Some(name)) => format!("Dear {name},"),
        (Lang::En, ..) => "Dear Sir or Madam,".to_owned(),
    }
}

/// The first letter in capital, for a subject.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_signs_get_their_spaces() {
        assert_eq!(
            typographic(Lang::Fr, "Une question ? « Oui » : 40 € ; merci !"),
            "Une question\u{202f}? «\u{202f}Oui\u{202f}»\u{a0}: 40\u{a0}€\u{202f}; merci\u{202f}!"
        );
        assert_eq!(typographic(Lang::En, "Any question ?"), "Any question ?");
    }

    #[test]
    fn what_is_typed_is_set_as_a_printer_would() {
        assert_eq!(printed(Lang::Fr, "C'est d'accord ?"), "C’est d’accord\u{202f}?");
        assert_eq!(printed(Lang::En, "It's '26"), "It’s '26");
    }

    #[test]
    fn usual_deadlines_are_written_out_in_french() {
        assert_eq!(days(Lang::Fr, 8), "huit jours");
        assert_eq!(days(Lang::Fr, 12), "12\u{a0}jours");
        assert_eq!(days(Lang::En, 8), "8\u{a0}days");
    }
}
