//! The heading of a journal: which separator, and which column is what.

use super::model::{AmountStyle, Separator};
use super::values::trim;

/// Where the columns stand, counted from 0.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layout {
    pub separator: Separator,
    /// Headings, an empty one after a trailing separator not counted.
    pub columns: usize,
    pub style: AmountStyle,
    /// The headings stand in quotes, so the fields may too.
    pub quoted: bool,
    pub journal_code: usize,
    pub journal_label: Option<usize>,
    pub entry_number: Option<usize>,
    pub entry_date: usize,
    pub account: usize,
    pub account_label: Option<usize>,
    pub auxiliary: Option<usize>,
    pub auxiliary_label: Option<usize>,
    pub piece_ref: Option<usize>,
    pub piece_date: Option<usize>,
    pub label: Option<usize>,
    /// Debit, or the amount without its sense.
    pub first_amount: usize,
    /// Credit, or the sense.
    pub second_amount: usize,
    pub lettering: Option<usize>,
    pub lettered_on: Option<usize>,
    pub validated_on: Option<usize>,
    /// The four columns of cash accounting (BNC, BA).
    pub paid_on: Option<usize>,
    pub means: Option<usize>,
    pub client: Option<usize>,
}

/// Longer than any heading with every column of the norm.
pub const MAX_HEADING: usize = 16 * 1024;

impl Layout {
    /// The layout a heading line names; none when it is no heading of a journal.
    pub fn of(line: &[u8]) -> Option<Layout> {
        let line = &line[..line.len().min(MAX_HEADING)];
        Separator::ALL.iter().find_map(|separator| Layout::with(line, *separator))
    }

    fn with(line: &[u8], separator: Separator) -> Option<Layout> {
        let mut names: Vec<&[u8]> = line.split(|byte| *byte == separator.byte()).map(trim).collect();
        while names.last().is_some_and(|name| name.is_empty()) {
            names.pop();
        }
        let quoted =
            names.first().is_some_and(|name| name.len() > 2 && name.starts_with(b"\"") && name.ends_with(b"\""));
        let names: Vec<String> = names.into_iter().map(plain).collect();
        let at = |wanted: &[&str]| names.iter().position(|name| wanted.contains(&name.as_str()));
        let (style, first_amount, second_amount) = match (at(&["debit"]), at(&["credit"])) {
            (Some(debit), Some(credit)) => (AmountStyle::DebitCredit, debit, credit),
            _ => (AmountStyle::AmountAndSense, at(&["montant"])?, at(&["sens"])?),
        };
        Some(Layout {
            separator,
            columns: names.len(),
            style,
            quoted,
            journal_code: at(&["journalcode", "codejournal"])?,
            journal_label: at(&["journallib", "libellejournal"]),
            entry_number: at(&["ecriturenum", "numecriture"]),
            entry_date: at(&["ecrituredate", "dateecriture"])?,
            account: at(&["comptenum", "numcompte"])?,
            account_label: at(&["comptelib", "libellecompte"]),
            auxiliary: at(&["compauxnum", "compteauxnum", "comptauxnum"]),
            auxiliary_label: at(&["compauxlib", "compteauxlib", "comptauxlib"]),
            piece_ref: at(&["pieceref", "refpiece"]),
            piece_date: at(&["piecedate", "datepiece"]),
            label: at(&["ecriturelib", "libelleecriture"]),
            first_amount,
            second_amount,
            lettering: at(&["ecriturelet", "ecriturelettre", "lettrage"]),
            lettered_on: at(&["datelet", "datelettre", "datelettrage"]),
            validated_on: at(&["validdate", "datevalid"]),
            paid_on: at(&["daterglt", "datereglement"]),
            means: at(&["moderglt", "modereglt", "modereglement"]),
            client: at(&["idclient"]),
        })
    }
}

/// A heading without quotes, blanks, underlines, accents and capitals. Only `é` matters, in each encoding.
fn plain(name: &[u8]) -> String {
    let mut plain = String::with_capacity(name.len());
    for byte in name {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => plain.push(char::from(*byte)),
            b'A'..=b'Z' => plain.push(char::from(byte.to_ascii_lowercase())),
            0xa9 | 0x89 | 0xe9 | 0xc9 => plain.push('e'),
            _ => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    const NORM: &str = "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|\
                        PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise";

    #[test]
    fn each_separator_is_found_by_the_words() {
        for separator in Separator::ALL {
            let line = NORM.replace('|', &char::from(separator.byte()).to_string());
            let layout = Layout::of(line.as_bytes()).unwrap();
            assert_eq!((layout.separator, layout.columns, layout.style), (*separator, 18, AmountStyle::DebitCredit));
        }
    }

    #[test]
    fn a_trailing_separator_is_no_column_and_capitals_do_not_matter() {
        let layout = Layout::of(format!("{}||", NORM.to_uppercase()).as_bytes()).unwrap();
        assert_eq!((layout.columns, layout.first_amount, layout.second_amount), (18, 11, 12));
    }

    #[test]
    fn cash_accounting_has_four_more_columns() {
        let layout = Layout::of(format!("{NORM}|DateRglt|ModeRglt|NatOp|IdClient").as_bytes()).unwrap();
        assert_eq!((layout.columns, layout.paid_on, layout.means, layout.client), (22, Some(18), Some(19), Some(21)));
    }

    #[test]
    fn accents_and_quotes_are_passed_over() {
        let line = NORM.replace("Debit", "Débit").replace("Credit", "Crédit");
        assert!(Layout::of(line.as_bytes()).is_some());
        let (single, _, _) = encoding_rs::WINDOWS_1252.encode(&line);
        assert!(Layout::of(&single).is_some());
        let quoted = format!("\"{}\"", NORM.replace('|', "\";\""));
        let layout = Layout::of(quoted.as_bytes()).unwrap();
        assert!(layout.quoted);
    }

    #[test]
    fn a_list_of_invoices_is_no_journal() {
        assert_eq!(Layout::of("Numéro;Client;Date;Debit;Credit".as_bytes()), None);
        assert_eq!(Layout::of(NORM.replace("Credit", "Reste").as_bytes()), None);
        assert_eq!(Layout::of(&[b'|'; 100_000]), None);
    }
}
