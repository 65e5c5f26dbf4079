//! What an import brought, in one clause.

use domain::Lang;

/// What was new and what was corrected.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Brought {
    pub invoices: u32,
    pub credit_notes: u32,
    pub corrected: u32,
}

/// "32 factures et 1 avoir enregistrés, 1 corrigée".
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
        let corrected = word(brought.corrected, ("corrigée", "corrigées"), ("corrected", "corrected"));
        said = format!("{said}, {corrected}");
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_note_is_not_counted_as_an_invoice() {
        let of = |invoices, credit_notes, corrected| Brought { invoices, credit_notes, corrected };
        assert_eq!(brought(Lang::Fr, of(32, 1, 1)), "32 factures et 1 avoir enregistrés, 1 corrigée");
        assert_eq!(brought(Lang::Fr, of(1, 0, 0)), "1 facture enregistrée");
        assert_eq!(brought(Lang::Fr, of(0, 2, 0)), "2 avoirs enregistrés");
        assert_eq!(brought(Lang::En, of(32, 1, 0)), "32 invoices and 1 credit note recorded");
    }
}
