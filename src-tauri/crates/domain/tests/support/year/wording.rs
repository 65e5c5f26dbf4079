//! What payers write, and what banks make of it.

use chrono::{Datelike, Days, NaiveDate};

use super::{Chance, MadeCustomer, MadeInvoice, Naming};

const MONTHS: [&str; 12] = [
    "JANVIER",
    "FEVRIER",
    "MARS",
    "AVRIL",
    "MAI",
    "JUIN",
    "JUILLET",
    "AOUT",
    "SEPTEMBRE",
    "OCTOBRE",
    "NOVEMBRE",
    "DECEMBRE",
];

pub fn cut(text: &str, width: usize) -> String {
    text.chars().take(width).collect::<String>().trim_end().to_owned()
}
/// The text as a bank passes it on with the payer beside it, and as one that gives a label alone shows it.
pub fn as_banks_show(chance: &mut Chance, payer_name: &str, text: &str, cut_at_35: bool) -> (Vec<String>, Vec<String>) {
    // Half of those that cut break the text, half lose what is behind.
    let kept = if chance.per_mille(500) { 1 } else { 4 };
    let lines = |text: &str| -> Vec<String> {
        if cut_at_35 {
            let letters: Vec<char> = text.chars().collect();
            letters.chunks(35).take(kept).map(|line| line.iter().collect()).collect()
        } else {
            vec![cut(text, 140)]
        }
    };
    let label = match chance.between(0, 2) {
        0 => lines(&format!("VIR SEPA {payer_name} {text}")),
        1 => lines(&format!("VIREMENT RECU DE {payer_name} MOTIF {text}")),
        // CFONB: a label of 31, then the text in a line of its own.
        _ => [vec![cut(&format!("VIR SEPA {payer_name}"), 31)], lines(text)].concat(),
    };
    // Some banks put their own words before the payer's even where they give the payer.
    let full = if chance.per_mille(100) { lines(&format!("VIR SEPA RECU {text}")) } else { lines(text) };
    (full, label)
}

/// The end of a number, as people quote it.
pub fn end_of(number: &str) -> String {
    let digits: String =
        number.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
    // FAC202600042: the year is no part of what people quote.
    let digits = if digits.len() == 9 && digits.starts_with("20") { digits[4..].to_owned() } else { digits };
    digits.trim_start_matches('0').to_owned()
}

pub fn written(
    chance: &mut Chance,
    facts: &MadeCustomer,
    named: &[usize],
    customer: usize,
    invoices: &[MadeInvoice],
    day: NaiveDate,
    slip: &mut bool,
) -> String {
    let mut numbers: Vec<String> = named.iter().map(|&invoice| invoices[invoice].number.clone()).collect();
    if chance.per_mille(15) && !matches!(facts.naming, Naming::Month | Naming::OwnOrder | Naming::Nothing) {
        let wrong = mistaken(chance, &numbers[0]);
        let meant = &invoices[named[0]];
        let is_a_choice = invoices
            .iter()
            .any(|other| other.customer == customer && other.cents == meant.cents && other.number == wrong);
        if !is_a_choice && wrong != numbers[0] {
            numbers[0] = wrong;
            *slip = true;
        }
    }
    let ends: Vec<String> = numbers.iter().map(|number| end_of(number)).collect();
    let issued = invoices[named[0]].issued;
    match facts.naming {
        Naming::Whole => match chance.between(0, 4) {
            0 => numbers.join(" "),
            1 => format!("FACTURE {}", numbers.join(" ET ")),
            2 => format!("Facture n° {} du {}", numbers.join(", "), issued.format("%d/%m/%Y")),
            3 => format!("REGLT FACT {}", numbers.join(" + ")),
            _ => numbers.join(", ").to_lowercase(),
        },
        Naming::Spaced => {
            let spaced = |number: &String| match chance.between(0, 3) {
                0 => number.replace(['-', '/'], " "),
                1 => number.replace(['-', '/'], ""),
                2 => number.replace('-', "/"),
                _ => number.replace('0', "O"),
            };
            format!("FACT {}", numbers.iter().map(spaced).collect::<Vec<_>>().join(" ET "))
        }
        Naming::YearAndEnd => {
            let year = issued.year();
            match chance.between(0, 2) {
                0 => format!("FACT {year}/{}", ends.join(&format!(" {year}/"))),
                1 => format!("Fact {year}-{}", ends.join("/")),
                _ => format!("FACT N {year} {}", ends.join(", ")),
            }
        }
        Naming::WordAndEnd => match chance.between(0, 5) {
            0 => format!("FACT {}", ends.join(" ET ")),
            1 => format!("fact.n°{}", ends.join("/")),
            2 => format!("Factures {}", ends.join(", ")),
            3 => format!("FACT{}", ends.join("ET")),
            4 => format!("REGLEMENT FACTURE N° {} DU {}", ends.join(" & "), issued.format("%d.%m.%y")),
            _ => format!("F {}", ends.join("+")),
        },
        Naming::EndAlone => ends.join(" "),
        Naming::Structured | Naming::EndToEnd => format!("FACTURES {}", numbers.join(" ")),
        Naming::Month => {
            // Half of them name the month that was served, not the one of the invoice.
            let served = if customer.is_multiple_of(2) { issued } else { issued - Days::new(u64::from(issued.day())) };
            let month = MONTHS[served.month0() as usize];
            format!("{} {month} {}", chance.pick(&["PRESTATION", "ABONNEMENT", "LOYER", "FACTURE"]), served.year())
        }
        Naming::OwnOrder => {
            format!("{} {}", chance.pick(&["CMD", "NOTRE REF", "PO", "DOSSIER"]), chance.between(1_000, 99_999))
        }
        Naming::Nothing => match chance.between(0, 4) {
            0 => String::new(),
            1 => "VIREMENT".to_owned(),
            2 => format!("REGLEMENT DU {}", day.format("%d/%m/%Y")),
            3 => "MERCI TEL 06 12 34 56 78".to_owned(),
            _ => "PAIEMENT FOURNISSEUR".to_owned(),
        },
    }
}

/// Two figures changed places, one is wrong, or one is missing.
pub fn mistaken(chance: &mut Chance, number: &str) -> String {
    let mut letters: Vec<char> = number.chars().collect();
    let last = letters.len() - 1;
    match chance.between(0, 2) {
        0 => letters.swap(last, last - 1),
        1 => letters[last] = char::from(b'0' + chance.between(0, 9) as u8),
        _ => {
            letters.remove(last - chance.between(0, 1) as usize);
        }
    }
    letters.into_iter().collect()
}
