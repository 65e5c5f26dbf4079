//! What stands around the table: the account, its currency and its balances in the lines above the header, and lines
//! of balances among the movements.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::sheet::grid::{Cell, Row};
use crate::sheet::headings::fold;
use crate::sheet::values::{self, DateOrder, DecimalSign};
use crate::statement::list::content::iban_country;
use crate::statement::values::{account, bounded};

/// What the lines above the header say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preamble {
    pub account: String,
    pub currency: Option<&'static str>,
    pub opening: Option<(Option<NaiveDate>, Decimal)>,
    pub closing: Option<(Option<NaiveDate>, Decimal)>,
}

/// Lines above a header that are looked at.
pub const LINES: usize = 60;

pub fn preamble(rows: &[Row], decimal: Option<DecimalSign>, dates: Option<DateOrder>) -> Preamble {
    let mut found = Preamble::default();
    for row in rows.iter().take(LINES) {
        let texts: Vec<String> = row.cells.iter().filter(|cell| !cell.is_empty()).map(Cell::shown).collect();
        for text in &texts {
            if found.account.is_empty()
                && let Some(account) = iban_in(text)
            {
                found.account = account;
            }
            if found.currency.is_none() {
                found.currency = currency_said(text);
            }
        }
        if found.account.is_empty()
            && let Some(account) = account_said(&texts)
        {
            found.account = account;
        }
        if let Some((which, amount)) = balance_said(row, decimal) {
            let day = row.cells.iter().find_map(|cell| day_in(cell, dates));
            match which {
                Which::Opening => found.opening = Some((day, amount)),
                Which::Closing => found.closing = Some((day, amount)),
            }
        }
    }
    found
}

/// An IBAN in a text, with or without blanks and words around it.
fn iban_in(text: &str) -> Option<String> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if iban_country(&bare).is_some() {
        return Some(bare);
    }
    // Behind words: `IBAN : FR76 3000 …`.
    let (_, after) = text.split_once("IBAN")?;
    let bare: String = after.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    iban_country(&bare).is_some().then_some(bare)
}

/// `Numéro Compte ;1234567A020`, `Numéro de compte : 0412…`, `Compte n° 1234`.
fn account_said(texts: &[String]) -> Option<String> {
    const LABELS: [&str; 8] = [
        "numero compte",
        "numero de compte",
        "n° de compte",
        "n° compte",
        "account number",
        "kontonummer",
        "compte n°",
        "compte de depot carte n°",
    ];
    texts.iter().enumerate().find_map(|(at, text)| {
        let folded = fold(text);
        let label = LABELS.iter().find(|label| folded.contains(**label))?;
        let rest = folded.split_once(label).map_or("", |(_, rest)| rest);
        let inside: String = rest.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
        let written = if inside.is_empty() { account(texts.get(at + 1)?) } else { inside.to_ascii_uppercase() };
        let digits = written.bytes().filter(u8::is_ascii_digit).count();
        (digits >= 5 && written.len() <= 34).then_some(written)
    })
}

/// `EUR`, `: EUR`, `Devise : EUR`, `euros`.
fn currency_said(text: &str) -> Option<&'static str> {
    let folded = fold(text);
    let last = folded.rsplit(|c: char| !c.is_alphanumeric() && c != '€').next()?;
    let alone = folded.trim_matches(|c: char| !c.is_alphanumeric() && c != '€') == last;
    if !alone && !folded.contains("devise") && !folded.contains("currency") {
        return None;
    }
    match last {
        "eur" | "euro" | "euros" | "€" => Some("EUR"),
        "chf" => Some("CHF"),
        "usd" => Some("USD"),
        "gbp" => Some("GBP"),
        _ => None,
    }
}

/// An account that a sheet is named after: `Cpt 10278 02204 00012345601`.
pub fn account_in_name(name: &str) -> Option<String> {
    let figures =
        name.split_whitespace().filter(|word| word.len() >= 4 && word.bytes().any(|byte| byte.is_ascii_digit()));
    let written: String = figures.collect();
    let shaped = written.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    let digits = written.bytes().filter(u8::is_ascii_digit).count();
    (shaped && (8..=34).contains(&written.len()) && digits * 2 > written.len() && !is_a_day(&written))
        .then_some(written)
}

/// `20261124` names a day and no account.
fn is_a_day(written: &str) -> bool {
    written.len() == 8 && (written.starts_with("19") || written.starts_with("20") || written[4..].starts_with("20"))
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    Opening,
    Closing,
}

const OPENING: [&str; 14] = [
    "ancien solde",
    "solde precedent",
    "solde initial",
    "solde en debut de periode",
    "solde debut",
    "solde d'ouverture",
    "solde de depart",
    "opening balance",
    "balance at start of period",
    "balance brought forward",
    "previous balance",
    "anfangssaldo",
    "report a nouveau",
    "alter kontostand",
];
const CLOSING: [&str; 16] = [
    "nouveau solde",
    "solde final",
    "solde en fin de periode",
    "solde de fin",
    "solde de cloture",
    "solde au",
    "solde crediteur au",
    "solde debiteur au",
    "closing balance",
    "balance at end of period",
    "balance carried forward",
    "endsaldo",
    "neuer kontostand",
    "letzter kontostand",
    "kontostand vom",
    "solde",
];
/// Words that only close a list: no payment is called so.
const BARE: [&str; 10] = [
    "kontostand",
    "saldo",
    "balance",
    "total",
    "totaux",
    "total des operations",
    "total des mouvements",
    "total debit",
    "total credit",
    "summe",
];

/// Which balance a text names, when it names nothing else: `Solde au 31/03/2026`, but not `Solde facture 171`, which is
/// a payment. The second is false where a total is named, which is no balance.
pub fn balance_words(text: &str) -> Option<(Which, bool)> {
    let folded = fold(text).replace(['\u{2019}', '`'], "'");
    let folded = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let named =
        |words: &[&str]| words.iter().any(|word| folded.strip_prefix(word).is_some_and(only_a_day_or_an_amount));
    if named(&OPENING) {
        Some((Which::Opening, true))
    } else if named(&CLOSING) {
        Some((Which::Closing, true))
    } else if named(&BARE) {
        Some((
            Which::Closing,
            !folded.starts_with("total") && !folded.starts_with("totaux") && !folded.starts_with("summe"),
        ))
    } else {
        None
    }
}

/// Nothing but figures, currencies and months is left.
fn only_a_day_or_an_amount(rest: &str) -> bool {
    !rest.starts_with(char::is_alphanumeric)
        && rest.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).all(|word| {
            matches!(word, "eur" | "euro" | "euros" | "francs" | "au" | "le" | "du" | "chf" | "usd" | "gbp")
                || values::date(&format!("1 {word} 2020"), None).is_ok()
        })
}

/// A balance that a line names, with its amount: in the last cell that is one, or behind the words in the same cell.
fn balance_said(row: &Row, decimal: Option<DecimalSign>) -> Option<(Which, Decimal)> {
    let (which, counts) = row.cells.iter().find_map(|cell| match cell {
        Cell::Text(text) => balance_words(text),
        _ => None,
    })?;
    if !counts {
        return None;
    }
    let whole = row.cells.iter().rev().find_map(|cell| amount_of(cell, decimal));
    let behind = || {
        row.cells.iter().find_map(|cell| match cell {
            Cell::Text(text) => trailing_amount(text, decimal),
            _ => None,
        })
    };
    whole.or_else(behind).filter(|amount| bounded(*amount).is_some()).map(|amount| (which, amount))
}

fn amount_of(cell: &Cell, decimal: Option<DecimalSign>) -> Option<Decimal> {
    match cell {
        Cell::Number(number) => Some(*number),
        // A day such as 12.03 is no balance, and a whole number more likely a branch than an amount.
        Cell::Text(text) if text.contains([',', '.']) && day_in(cell, Some(DateOrder::DayFirst)).is_none() => {
            values::amount(text, decimal).ok().map(|amount| amount.value)
        }
        _ => None,
    }
}

/// `Solde au 12/03/2026 1 234,56 €`.
fn trailing_amount(text: &str, decimal: Option<DecimalSign>) -> Option<Decimal> {
    let start = text.char_indices().rev().take(24).take_while(|(_, c)| !c.is_alphabetic() && *c != '/').last()?.0;
    let tail = text.get(start..)?;
    // The day's year may stand before the amount.
    let tail = tail.trim_start().split_once(|c: char| c.is_whitespace()).map_or(tail, |(head, rest)| {
        if head.len() == 4 && head.bytes().all(|byte| byte.is_ascii_digit()) { rest } else { tail }
    });
    tail.contains([',', '.']).then(|| values::amount(tail, decimal).ok().map(|amount| amount.value))?
}

fn day_in(cell: &Cell, dates: Option<DateOrder>) -> Option<NaiveDate> {
    let order = Some(dates.unwrap_or(DateOrder::DayFirst));
    match cell {
        Cell::Date(day) => Some(*day),
        Cell::Text(text) => {
            let words = text.split(|c: char| c.is_whitespace() || c == ':');
            words.filter(|word| word.contains(['/', '.', '-'])).find_map(|word| values::date(word, order).ok())
        }
        _ => None,
    }
}

/// A line whose only texts are the number of an account: some banks write the balance so among the movements.
pub fn is_account_number(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = bare.bytes().filter(u8::is_ascii_digit).count();
    digits >= 8 && bare.len() - digits.min(bare.len()) <= 4 && bare.chars().all(|c| c.is_ascii_alphanumeric())
}

/// A balance that stands in the table, as a line of its own.
pub fn balance_line(
    row: &Row,
    decimal: Option<DecimalSign>,
    dates: Option<DateOrder>,
) -> Option<(Which, Option<NaiveDate>, Decimal)> {
    let (which, amount) = balance_said(row, decimal)?;
    Some((which, row.cells.iter().find_map(|cell| day_in(cell, dates)), amount))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Row {
        Row { line: 1, cells: cells.iter().map(|cell| Cell::text(cell)).collect() }
    }

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_balance_is_told_from_a_payment_that_settles() {
        for text in [
            "Solde au 31/03/2026",
            "SOLDE",
            "Ancien solde",
            "Solde (EUROS)",
            "Kontostand",
            "Total :",
            "Solde au 3 mars 2026 12,00 €",
        ] {
            assert!(balance_words(text).is_some(), "{text}");
        }
        for text in [
            "Solde facture 171",
            "SOLDE DE TOUT COMPTE",
            "Balance Sheet SARL",
            "Total Energies",
            "Soldes d'été",
            "VIR SOLDE",
            "Report de voix",
        ] {
            assert_eq!(balance_words(text), None, "{text}");
        }
    }

    #[test]
    fn the_lines_above_name_account_currency_and_balance() {
        let rows = [
            row(&["Numéro Compte   ", "1234567A020"]),
            row(&["Compte tenu en  ", "euros"]),
            row(&["Date            ", "31/03/2026"]),
            row(&["Solde (EUROS)   ", "1 234,56"]),
        ];
        let found = preamble(&rows, Some(DecimalSign::Comma), Some(DateOrder::DayFirst));
        assert_eq!((found.account.as_str(), found.currency), ("1234567A020", Some("EUR")));
        assert_eq!(found.closing, Some((None, dec("1234.56"))));

        let rows = [row(&["Compte de Dépôt carte n° 01234567890"]), row(&["Solde au 12/03/2026 1 234,56 €"])];
        let found = preamble(&rows, Some(DecimalSign::Comma), None);
        assert_eq!(found.account, "01234567890");
        assert_eq!(found.closing, Some((NaiveDate::from_ymd_opt(2026, 3, 12), dec("1234.56"))));

        let rows = [row(&["IBAN : FR76 3000 6000 0112 3456 7890 189"]), row(&["Devise : EUR"])];
        let found = preamble(&rows, None, None);
        assert_eq!((found.account.as_str(), found.currency), ("FR7630006000011234567890189", Some("EUR")));
    }
}
