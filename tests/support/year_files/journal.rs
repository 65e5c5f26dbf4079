//! The accounting journals (FEC) of both years, as an accountant's program exports them: eighteen columns, an auxiliary
//! for each customer, what was paid lettered with what paid it.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use chrono::NaiveDate;

use super::euros;
use crate::year::{Truth, Year};

const HEADINGS: [&str; 18] = [
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
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
];

/// What a line of 411 is, under which lettering joins it with others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
enum Item {
    Invoice(usize),
    Credit(usize),
    /// A customer's part of a movement of the bank.
    Part(usize, usize),
    Discount(usize),
}

/// A line of account 411: positive where the customer owes more.
struct Line {
    item: Item,
    customer: usize,
    cents: i64,
}

/// An entry: its lines of 411, and the accounts against them.
struct Entry {
    journal: (&'static str, &'static str),
    day: NaiveDate,
    piece: String,
    label: String,
    lines: Vec<Line>,
    /// Each with its share, the last one with the rest.
    against: &'static [(&'static str, &'static str, i64)],
}

const SALES: (&str, &str) = ("VE", "Ventes");
const BANK: (&str, &str) = ("BQ", "Banque");
const OTHERS: (&str, &str) = ("OD", "Opérations diverses");
const OPENING: (&str, &str) = ("AN", "A nouveaux");

/// Of 120: net and VAT at 20 %.
const SOLD: &[(&str, &str, i64)] = &[("445710", "TVA collectée", 20), ("706000", "Prestations de services", 100)];
const IN_BANK: &[(&str, &str, i64)] = &[("512000", "Banque", 120)];
const GRANTED: &[(&str, &str, i64)] = &[("665000", "Escomptes accordés", 120)];
const BALANCE: &[(&str, &str, i64)] = &[("890000", "Bilan d'ouverture", 120)];

/// The year before: sales, payments, what is open at its end without a letter.
pub fn of_the_year_before(year: &Year) -> (String, Vec<u8>) {
    let last = Year::opening().pred_opt().unwrap_or_default();
    let entries = entries(year).into_iter().filter(|entry| entry.day <= last).collect();
    ("000000000FEC20251231.txt".to_owned(), written(year, entries, last).into_bytes())
}

/// What is open on the first day, as the new journal begins: a line for each piece, nothing lettered yet.
pub fn opening(year: &Year) -> (String, Vec<u8>) {
    let last = Year::opening().pred_opt().unwrap_or_default();
    ("000000000FEC20260101.txt".to_owned(), written(year, brought_forward(year), last).into_bytes())
}

/// The whole year, what was brought forward first.
pub fn of_the_year(year: &Year) -> (String, Vec<u8>) {
    let mut all = brought_forward(year);
    all.extend(entries(year).into_iter().filter(|entry| entry.day >= Year::opening()));
    let last = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap_or_default();
    all.retain(|entry| entry.day <= last);
    ("000000000FEC20261231.txt".to_owned(), written(year, all, last).into_bytes())
}

/// Every entry of both years that touches a customer, by day.
fn entries(year: &Year) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (place, made) in year.invoices.iter().enumerate() {
        let line = Line { item: Item::Invoice(place), customer: made.customer, cents: made.cents };
        let label = format!("Facture {} {}", made.number, year.customers[made.customer].name);
        let (day, piece) = (made.issued, made.number.clone());
        entries.push(Entry { journal: SALES, day, piece, label, lines: vec![line], against: SOLD });
    }
    for (place, made) in year.credits.iter().enumerate() {
        let line = Line { item: Item::Credit(place), customer: made.customer, cents: -made.cents };
        let label = format!("Avoir {} {}", made.number, year.customers[made.customer].name);
        let (day, piece) = (made.issued, made.number.clone());
        entries.push(Entry { journal: SALES, day, piece, label, lines: vec![line], against: SOLD });
    }
    for (place, row) in year.rows.iter().enumerate() {
        let parts = parts(year, place);
        let Some((first, _)) = parts.first() else { continue };
        let name = &year.customers[*first].name;
        let label = match row.truth {
            Truth::Return { .. } => format!("IMPAYE {name}"),
            Truth::Deposit { .. } => "REMISE CHEQUES".to_owned(),
            _ if row.habit == "cheque" => format!("CHQ {name}"),
            _ if row.habit == "direct debit" => format!("PRLV {name}"),
            _ => format!("VIR {name}"),
        };
        let line =
            |(customer, cents): (usize, i64)| Line { item: Item::Part(place, customer), customer, cents: -cents };
        let lines = parts.into_iter().map(line).collect();
        entries.push(Entry { journal: BANK, day: row.day, piece: String::new(), label, lines, against: IN_BANK });
        if let Truth::Pays { customer, paid, discount: true, .. } = &row.truth {
            let cents = paid
                .iter()
                .filter_map(|(invoice, _)| year.invoices[*invoice].discount)
                .map(|(_, cents)| cents)
                .sum::<i64>();
            let line = Line { item: Item::Discount(place), customer: *customer, cents: -cents };
            let label = format!("Escompte {}", year.customers[*customer].name);
            let (day, piece) = (row.day, String::new());
            entries.push(Entry { journal: OTHERS, day, piece, label, lines: vec![line], against: GRANTED });
        }
    }
    entries.sort_by_key(|entry| entry.day);
    entries
}

/// What a movement brought of each customer; negative where it took money back.
pub fn parts(year: &Year, place: usize) -> Vec<(usize, i64)> {
    let row = &year.rows[place];
    match &row.truth {
        Truth::Pays { customer, .. } => vec![(*customer, row.cents)],
        Truth::Deposit { paid } => {
            let mut of: BTreeMap<usize, i64> = BTreeMap::new();
            for (invoice, cents) in paid {
                *of.entry(year.invoices[*invoice].customer).or_default() += cents;
            }
            of.into_iter().collect()
        }
        Truth::Return { of } => parts(year, *of).into_iter().map(|(customer, cents)| (customer, -cents)).collect(),
        Truth::Other => Vec::new(),
    }
}

/// The letters of both years: what paid what, in groups that are whole by that day.
struct Letters {
    group: HashMap<Item, Item>,
}

impl Letters {
    fn top(&self, item: Item) -> Item {
        match self.group.get(&item) {
            Some(&above) if above != item => self.top(above),
            _ => item,
        }
    }

    fn join(&mut self, one: Item, other: Item) {
        let (one, other) = (self.top(one), self.top(other));
        self.group.insert(one.max(other), one.min(other));
    }

    /// Everything that is settled together by that day.
    fn until(year: &Year, last: NaiveDate) -> Letters {
        let mut letters = Letters { group: HashMap::new() };
        for (place, row) in year.rows.iter().enumerate().filter(|(_, row)| row.day <= last) {
            match &row.truth {
                Truth::Pays { customer, paid, credits, discount } => {
                    let part = Item::Part(place, *customer);
                    paid.iter().for_each(|(invoice, _)| letters.join(part, Item::Invoice(*invoice)));
                    credits.iter().for_each(|credit| letters.join(part, Item::Credit(*credit)));
                    if *discount {
                        letters.join(part, Item::Discount(place));
                    }
                }
                Truth::Deposit { paid } => {
                    for (invoice, _) in paid {
                        let customer = year.invoices[*invoice].customer;
                        letters.join(Item::Part(place, customer), Item::Invoice(*invoice));
                    }
                }
                Truth::Return { of } => {
                    for (customer, _) in parts(year, *of) {
                        letters.join(Item::Part(place, customer), Item::Part(*of, customer));
                    }
                }
                Truth::Other => {}
            }
        }
        letters
    }
}

/// What is open on the first day, piece by piece.
fn brought_forward(year: &Year) -> Vec<Entry> {
    let last = Year::opening().pred_opt().unwrap_or_default();
    let letters = Letters::until(year, last);
    let mut open: BTreeMap<Item, (i64, Line, String)> = BTreeMap::new();
    for entry in entries(year).into_iter().filter(|entry| entry.day <= last) {
        for line in entry.lines {
            let place = open.entry(letters.top(line.item));
            let known = place.or_insert((0, Line { ..line }, entry.piece.clone()));
            known.0 += line.cents;
            // An open group is brought forward under its invoice.
            if matches!(line.item, Item::Invoice(_)) && !matches!(known.1.item, Item::Invoice(_)) {
                known.1 = line;
                known.2.clone_from(&entry.piece);
            }
        }
    }
    let open = open.into_values().filter(|(left, ..)| *left != 0);
    let entry = |(cents, line, piece): (i64, Line, String)| Entry {
        journal: OPENING,
        day: Year::opening(),
        piece,
        label: "Report à nouveau".to_owned(),
        lines: vec![Line { cents, ..line }],
        against: BALANCE,
    };
    open.map(entry).collect()
}

fn written(year: &Year, entries: Vec<Entry>, last: NaiveDate) -> String {
    let letters = Letters::until(year, last);
    let mut nets: HashMap<Item, (i64, usize)> = HashMap::new();
    for line in entries.iter().flat_map(|entry| &entry.lines) {
        let (net, lines) = nets.entry(letters.top(line.item)).or_default();
        *net += line.cents;
        *lines += 1;
    }
    let mut codes: HashMap<Item, String> = HashMap::new();
    let mut given: HashMap<usize, usize> = HashMap::new();
    let mut text = HEADINGS.join("\t");
    text.push('\n');
    for (number, entry) in (1..).zip(&entries) {
        let mut put = |account: (&str, &str), auxiliary: (&str, &str), cents: i64, letter: &str| {
            let (debit, credit) = (euros(cents.max(0)), euros((-cents).max(0)));
            let day = entry.day.format("%Y%m%d").to_string();
            let lettered_on = if letter.is_empty() { String::new() } else { last.format("%Y%m%d").to_string() };
            let number = number.to_string();
            let cells: [&str; 18] = [
                entry.journal.0,
                entry.journal.1,
                &number,
                &day,
                account.0,
                account.1,
                auxiliary.0,
                auxiliary.1,
                &entry.piece,
                &day,
                &entry.label,
                &debit,
                &credit,
                letter,
                &lettered_on,
                &day,
                "",
                "",
            ];
            let _ = writeln!(text, "{}", cells.join("\t"));
        };
        for line in &entry.lines {
            let top = letters.top(line.item);
            let (net, lines) = nets.get(&top).copied().unwrap_or_default();
            let letter = if lines < 2 {
                String::new()
            } else {
                let code = codes.entry(top).or_insert_with(|| {
                    let next = given.entry(line.customer).or_default();
                    *next += 1;
                    letters_of(*next - 1)
                });
                // Small letters where something of the group is still open.
                if net == 0 { code.clone() } else { code.to_lowercase() }
            };
            let code = format!("C{:04}", line.customer + 1);
            put(("411000", "Clients"), (&code, &year.customers[line.customer].name), line.cents, &letter);
        }
        let all: i64 = entry.lines.iter().map(|line| line.cents).sum();
        let mut rest = all;
        for (place, (account, name, share)) in entry.against.iter().enumerate() {
            let cents = if place + 1 == entry.against.len() { rest } else { all * share / 120 };
            rest -= cents;
            put((account, name), ("", ""), -cents, "");
        }
    }
    text
}

/// A, B … Z, BA, BB …
fn letters_of(place: usize) -> String {
    let last = char::from(b'A' + (place % 26) as u8);
    if place < 26 { last.to_string() } else { format!("{}{last}", letters_of(place / 26)) }
}
