//! Accounting journals (FEC) made for the tests, in the layouts that real ones have.

use std::fmt::Write;

/// How a journal is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Layout {
    /// Tabs, UTF-8, debit and credit.
    #[default]
    Tabs,
    /// Pipes, one byte a letter, padded amounts, a separator at the end of each line.
    PaddedPipes,
    /// Tabs, a byte order mark, amount and sense, CRLF.
    AmountAndSense,
}

impl Layout {
    pub const ALL: [Layout; 3] = [Layout::Tabs, Layout::PaddedPipes, Layout::AmountAndSense];
}

/// One entry: a line of a customer and the line against it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub journal: &'static str,
    pub day: String,
    pub account: &'static str,
    /// `C001 Durand`: the auxiliary, then the name.
    pub customer: String,
    pub piece: String,
    pub label: String,
    /// Positive where the customer owes more.
    pub cents: i64,
    pub letter: String,
}

impl Entry {
    fn new(journal: &'static str, day: &str, customer: &str, piece: &str, cents: i64, letter: &str) -> Entry {
        Entry {
            journal,
            day: day.to_owned(),
            account: "411000",
            customer: customer.to_owned(),
            piece: piece.to_owned(),
            label: format!("{piece} {customer}"),
            cents,
            letter: letter.to_owned(),
        }
    }

    pub fn sale(day: &str, customer: &str, number: &str, cents: i64, letter: &str) -> Entry {
        Entry::new("VE", day, customer, number, cents, letter)
    }

    pub fn credit_note(day: &str, customer: &str, number: &str, cents: i64, letter: &str) -> Entry {
        Entry::new("VE", day, customer, number, -cents, letter)
    }

    pub fn paid(day: &str, customer: &str, cents: i64, letter: &str) -> Entry {
        Entry { label: format!("VIR {customer}"), ..Entry::new("BQ", day, customer, "", -cents, letter) }
    }

    pub fn went_back(day: &str, customer: &str, cents: i64, letter: &str) -> Entry {
        Entry { label: format!("IMPAYE {customer}"), ..Entry::new("BQ", day, customer, "", cents, letter) }
    }

    pub fn opening(day: &str, customer: &str, piece: &str, cents: i64, letter: &str) -> Entry {
        Entry { label: "Report à nouveau".to_owned(), ..Entry::new("AN", day, customer, piece, cents, letter) }
    }

    pub fn loss(day: &str, customer: &str, cents: i64, letter: &str) -> Entry {
        Entry { label: "Créance irrécouvrable".to_owned(), ..Entry::new("OD", day, customer, "", -cents, letter) }
    }

    fn against(&self) -> (&'static str, &'static str) {
        match self.journal {
            "VE" => ("706000", "Prestations"),
            "BQ" => ("512000", "Banque"),
            "AN" => ("890000", "Bilan d'ouverture"),
            _ => ("654000", "Pertes sur créances"),
        }
    }
}

fn journal_name(code: &str) -> &'static str {
    match code {
        "VE" => "Ventes",
        "BQ" => "Banque",
        "AN" => "A nouveaux",
        _ => "Opérations diverses",
    }
}

/// The bytes of a journal.
pub fn written(layout: Layout, entries: &[Entry]) -> Vec<u8> {
    let separator = if layout == Layout::PaddedPipes { "|" } else { "\t" };
    let end = match layout {
        Layout::Tabs => "\n",
        Layout::PaddedPipes => "|\n",
        Layout::AmountAndSense => "\r\n",
    };
    let mut headings = vec![
        "JournalCode",
        "JournalLib",
        "EcritureNum",
        "EcritureDate",
        "CompteNum",
        "CompteLib",
        "CompAuxNum",
        "CompAuxLib",
        "PieceRef",
        "PieceDate",
        "EcritureLib",
    ];
    headings.extend(if layout == Layout::AmountAndSense { ["Montant", "Sens"] } else { ["Debit", "Credit"] });
    headings.extend(["EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise"]);
    let mut text = String::new();
    if layout == Layout::AmountAndSense {
        text.push('\u{feff}');
    }
    text.push_str(&headings.join(separator));
    text.push_str(end);
    for (number, entry) in (1..).zip(entries) {
        let (auxiliary, name) = entry.customer.split_once(' ').unwrap_or((entry.customer.as_str(), ""));
        let day = entry.day.replace('-', "");
        let (account, account_name) = entry.against();
        let lines = [
            (entry.account, "Clients", auxiliary, name, entry.cents, entry.letter.as_str()),
            (account, account_name, "", "", -entry.cents, ""),
        ];
        for (account, label, auxiliary, name, cents, letter) in lines {
            let (first, second) = amounts(layout, cents);
            let entry_number = number.to_string();
            let cells = [
                entry.journal,
                journal_name(entry.journal),
                &entry_number,
                &day,
                account,
                label,
                auxiliary,
                name,
                &entry.piece,
                &day,
                &entry.label,
                &first,
                &second,
                letter,
                "",
                &day,
                "",
                "",
            ];
            let _ = write!(text, "{}{end}", cells.join(separator));
        }
    }
    match layout {
        // Every letter of these has the same byte in Windows-1252 as its code point.
        Layout::PaddedPipes => text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect(),
        _ => text.into_bytes(),
    }
}

fn amounts(layout: Layout, cents: i64) -> (String, String) {
    let plain = |cents: i64| format!("{},{:02}", cents / 100, cents % 100);
    let padded = |cents: i64| format!("{:010},{:02}", cents / 100, cents % 100);
    let (debit, credit) = (cents.max(0), (-cents).max(0));
    match layout {
        Layout::Tabs => (plain(debit), plain(credit)),
        Layout::PaddedPipes => (padded(debit), padded(credit)),
        Layout::AmountAndSense => (plain(cents.abs()), if cents < 0 { "C" } else { "D" }.to_owned()),
    }
}
