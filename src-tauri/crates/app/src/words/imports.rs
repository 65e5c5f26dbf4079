//! What an import brought, in one clause.

use domain::Lang;
use intake::statement::{StatementFile, StatementFormat};

use super::say;
use crate::import::Standing;
use crate::statements::{assumed_account, new_lines};

/// What was new and what was corrected.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Brought {
    pub invoices: u32,
    pub credit_notes: u32,
    pub corrected: u32,
    /// New lines of bank statements.
    pub lines: u32,
}

/// "32 factures et 1 avoir enregistrés, 1 modifiée".
pub fn brought(lang: Lang, brought: Brought) -> String {
    let word = |count: u32, fr: (&str, &str), en: (&str, &str)| {
        let count = u64::from(count);
        let word = match lang {
            Lang::Fr => lang.plural(count, fr.0, fr.1),
            Lang::En => lang.plural(count, en.0, en.1),
        };
        format!("{} {word}", lang.count(count))
    };
    let notes = || word(brought.credit_notes, ("avoir", "avoirs"), ("credit note", "credit notes"));
    let lines = || {
        word(
            brought.lines,
            ("ligne de relevé enregistrée", "lignes de relevé enregistrées"),
            ("bank line recorded", "bank lines recorded"),
        )
    };
    if brought.lines > 0 && brought.invoices == 0 && brought.credit_notes == 0 && brought.corrected == 0 {
        return lines();
    }
    let mut said = match (brought.invoices, brought.credit_notes, lang) {
        (count, 0, _) => {
            word(count, ("facture enregistrée", "factures enregistrées"), ("invoice recorded", "invoices recorded"))
        }
        (0, count, Lang::Fr) => {
            format!("{} {}", notes(), lang.plural(u64::from(count), "enregistré", "enregistrés"))
        }
        (0, _, Lang::En) => format!("{} recorded", notes()),
        (count, _, Lang::Fr) => {
            format!("{} et {} enregistrés", word(count, ("facture", "factures"), ("", "")), notes())
        }
        (count, _, Lang::En) => {
            format!("{} and {} recorded", word(count, ("", ""), ("invoice", "invoices")), notes())
        }
    };
    if brought.corrected > 0 {
        let corrected = word(brought.corrected, ("modifiée", "modifiées"), ("changed", "changed"));
        said = format!("{said}, {corrected}");
    }
    if brought.lines > 0 {
        said = format!("{said}, {}", lines());
    }
    said
}

/// "Compte FR76 … : 38 lignes nouvelles, dont 12 encaissements, du 1er au 21 novembre 2026; 4 déjà connues."
pub fn statement(lang: Lang, standing: &Standing) -> String {
    let mut said = match standing.accounts.as_slice() {
        [one] if !standing.account_assumed => format!("{one}{} ", say(lang, "\u{a0}:", ":")),
        [] | [_] => String::new(),
        several => format!("{}{} ", super::list(lang, several), say(lang, "\u{a0}:", ":")),
    };
    said.push_str(&new_lines(lang, standing.recorded));
    if standing.recorded > 0 {
        let credits = u64::from(standing.credits);
        said.push_str(&match lang {
            Lang::Fr => {
                format!(", dont {} {}", lang.count(credits), lang.plural(credits, "encaissement", "encaissements"))
            }
            Lang::En => format!(", {} of them money in", lang.count(credits)),
        });
    }
    if let (Some(first), Some(last)) = (standing.first_day, standing.last_day) {
        let (first, last) = (lang.short_date(first), lang.short_date(last));
        said.push_str(&match lang {
            Lang::Fr => format!(", du {first} au {last}"),
            Lang::En => format!(", from {first} to {last}"),
        });
    }
    if standing.known > 0 {
        let known = u64::from(standing.known);
        said.push_str(&match lang {
            Lang::Fr => format!("\u{202f}; {} déjà {}", lang.count(known), lang.plural(known, "connue", "connues")),
            Lang::En => format!("; {} known already", lang.count(known)),
        });
    }
    if standing.left_out > 0 {
        let left_out = u64::from(standing.left_out);
        said.push_str(&match lang {
            Lang::Fr => format!(
                "\u{202f}; {} {}",
                lang.count(left_out),
                lang.plural(left_out, "laissée de côté", "laissées de côté")
            ),
            Lang::En => format!("; {} left out", lang.count(left_out)),
        });
    }
    said.push('.');
    if standing.account_assumed {
        said.push(' ');
        said.push_str(assumed_account(lang));
    }
    said
}

/// "Relevé camt.053", "Relevé (liste)".
pub fn statement_format(lang: Lang, file: Option<&StatementFile>) -> String {
    let name = match file.map(|file| file.format) {
        Some(StatementFormat::Camt052) => "camt.052",
        Some(StatementFormat::Camt053) => "camt.053",
        Some(StatementFormat::Camt054) => "camt.054",
        Some(StatementFormat::Mt940) => "MT940",
        Some(StatementFormat::Mt942) => "MT942",
        Some(StatementFormat::Ofx1 | StatementFormat::Ofx2 | StatementFormat::OfxWithoutHeader) => "OFX",
        Some(StatementFormat::Cfonb120) => "CFONB 120",
        Some(StatementFormat::Qif) => "QIF",
        Some(StatementFormat::List) | None => say(lang, "(liste)", "list"),
    };
    match lang {
        Lang::Fr => format!("Relevé {name}"),
        Lang::En => format!("Statement, {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_note_is_not_counted_as_an_invoice() {
        let of = |invoices, credit_notes, corrected| Brought { invoices, credit_notes, corrected, lines: 0 };
        assert_eq!(brought(Lang::Fr, of(32, 1, 1)), "32 factures et 1 avoir enregistrés, 1 modifiée");
        assert_eq!(brought(Lang::Fr, of(1, 0, 0)), "1 facture enregistrée");
        assert_eq!(brought(Lang::Fr, of(0, 2, 0)), "2 avoirs enregistrés");
        let bank = Brought { lines: 38, ..Brought::default() };
        assert_eq!(brought(Lang::Fr, bank), "38 lignes de relevé enregistrées");
        let both = Brought { invoices: 2, lines: 1, ..Brought::default() };
        assert_eq!(brought(Lang::Fr, both), "2 factures enregistrées, 1 ligne de relevé enregistrée");
        assert_eq!(brought(Lang::En, of(32, 1, 0)), "32 invoices and 1 credit note recorded");
    }
}
