//! A made-up year of a business with 300 customers, 2026, and the year before it: the invoices, and what came on the bank
//! account, with the truth of every line. The same seed gives the same years. Rows know no file format, so that any
//! statement and any accounting journal can be written of them: `tests/support/year_files` does.
//!
//! What it assumes, since no public statistics of these habits were found; every share is an assumption:
//! - A quarter of the customers have a subscription at one of six prices, so many owe the same amount, and nearly half of
//!   all payments are of one of six amounts; the others buy one to ten times a year, a third of it for round amounts.
//! - In each customer lives one habit of naming invoices: two in five write the whole number, one in fourteen the year and
//!   the end, one in five the end behind a word, one in twenty the end alone, 7 % use a structured reference or the
//!   end-to-end identification; 5 % name the month (half of them the month before that of the invoice), 5 % their own
//!   order, and one in nine nothing at all. 4 % pay by cheque, a third of the cheques is deposited with another's.
//! - One customer in eight buys often and settles everything due in a monthly run, in one transfer. For a quarter of the
//!   customers the text is broken or cut at 35 characters; one text in ten bears words of the bank before the payer's.
//! - 7 % pay under a name that is not the one on the invoice, for a third banks cut the name at 24, many customers are
//!   nearly namesakes, four groups pay the debts of three customers each from one account, and 2 % of payments come from
//!   somebody unknown.
//! - 3 % are paid in two arbitrary parts, 1 % arrive less a bank's fee, 1.5 % of the numbers have a slip, 0.5 % of the
//!   amounts too, 0.5 % are paid twice, 4 % of invoices have a credit note that is mostly taken off, 4 % two due parts,
//!   2 % of customers have an early discount; direct debits come back one time in ten and are paid later by transfer.
//! - Other money comes in too: tax, insurance, loans, now and then of a price that customers pay, with texts that look like
//!   invoice numbers. And money goes out: rent, wages, suppliers, what the bank takes for itself and for every return.
//!
//! A slip that turns a number into that of another invoice of the same customer with the same amount is not made: then the
//! debtor has chosen that invoice (C. civ. 1342-10), and the truth would be what he wrote. Nor does somebody pay twice who
//! names nothing and owes the same every month: such money pays the next invoice.

mod people;
mod trade;
mod wording;

use chrono::{Days, NaiveDate};

use people::customers;
use trade::{amount, invoices, payments};

/// SplitMix64: enough for this, and the same everywhere.
pub struct Chance(u64);

impl Chance {
    pub fn of(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xA5A5_5A5A_1234_4321)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From low to high, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + (self.next() % ((high - low + 1) as u64)) as i64
    }

    pub fn per_mille(&mut self, share: u64) -> bool {
        self.next() % 1000 < share
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[(self.next() % from.len() as u64) as usize]
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Naming {
    Whole,
    Spaced,
    YearAndEnd,
    WordAndEnd,
    EndAlone,
    Structured,
    EndToEnd,
    Month,
    OwnOrder,
    Nothing,
}

#[derive(Clone, Debug)]
pub struct MadeCustomer {
    pub name: String,
    /// As the bank shows the payer; cut where the bank cuts.
    pub payer_name: String,
    pub account: String,
    pub naming: Naming,
    pub by_cheque: bool,
    pub by_debit: bool,
    pub joins: bool,
    pub abroad: bool,
    pub discount: bool,
    pub price: Option<i64>,
    pub cut_at_35: bool,
    pub delay: i64,
    pub never_pays: bool,
}

#[derive(Clone, Debug)]
pub struct MadeInvoice {
    pub customer: usize,
    pub number: String,
    pub issued: NaiveDate,
    pub due: NaiveDate,
    pub cents: i64,
    /// Due day and cents, where there are two.
    pub parts: Vec<(NaiveDate, i64)>,
    pub discount: Option<(NaiveDate, i64)>,
}

#[derive(Clone, Debug)]
pub struct MadeCredit {
    pub customer: usize,
    pub number: String,
    pub issued: NaiveDate,
    pub cents: i64,
}

/// What a line of the bank account really was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Truth {
    /// A customer paid these invoices, in cents; what is over is his credit.
    Pays {
        customer: usize,
        paid: Vec<(usize, i64)>,
        credits: Vec<usize>,
        discount: bool,
    },
    /// Several cheques of several customers in one deposit.
    Deposit {
        paid: Vec<(usize, i64)>,
    },
    /// The return of an earlier row.
    Return {
        of: usize,
    },
    Other,
}

/// A line of the bank account.
#[derive(Clone, Debug)]
pub struct Row {
    pub day: NaiveDate,
    pub cents: i64,
    /// The payer's text, as a bank passes it on beside the payer.
    pub lines: Vec<String>,
    /// The same line where a bank shows a label and nothing else, as in CFONB 120 and most lists.
    pub label: Vec<String>,
    pub payer_name: String,
    pub payer_account: String,
    pub creditor_reference: Option<String>,
    pub end_to_end_id: Option<String>,
    pub is_return: bool,
    pub truth: Truth,
    /// What is special about it, for the report.
    pub habit: &'static str,
}

#[derive(Clone, Debug)]
pub struct Year {
    pub seed: u64,
    pub customers: Vec<MadeCustomer>,
    pub invoices: Vec<MadeInvoice>,
    pub credits: Vec<MadeCredit>,
    /// In order of day, those of the year before first.
    pub rows: Vec<Row>,
}

impl Year {
    /// The first day of the year whose statements are read; what came before is in the accounts.
    pub fn opening() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()
    }
}

const PRICES: [i64; 6] = [4_900, 9_900, 12_000, 14_900, 24_000, 36_000];

pub fn year(seed: u64) -> Year {
    let mut chance = Chance::of(seed);
    let customers = customers(&mut chance);
    let scheme = chance.between(0, 5);
    let (invoices, credits) = invoices(&mut chance, &customers, scheme);
    let mut rows = payments(&mut chance, &customers, &invoices, &credits);
    others(&mut chance, &mut rows);
    spent(&mut chance, &mut rows);
    // By day; a return names its row by place, so places are translated.
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|&place| (rows[place].day, place));
    let mut place_of = vec![0; rows.len()];
    for (now, &before) in order.iter().enumerate() {
        place_of[before] = now;
    }
    let mut sorted: Vec<Row> = order.into_iter().map(|place| rows[place].clone()).collect();
    for row in &mut sorted {
        if let Truth::Return { of } = &mut row.truth {
            *of = place_of[*of];
        }
    }
    impute(&customers, &invoices, &mut sorted);
    Year { seed, customers, invoices, credits, rows: sorted }
}

/// What somebody pays who names nothing goes to the oldest of the invoices that have just this amount (C. civ. 1342-10);
/// what was planned for it then goes to the other.
fn impute(customers: &[MadeCustomer], invoices: &[MadeInvoice], rows: &mut [Row]) {
    let says_nothing = |customer: usize| {
        let facts: &MadeCustomer = &customers[customer];
        matches!(facts.naming, Naming::Nothing | Naming::OwnOrder) && !facts.by_debit && !facts.by_cheque
    };
    let mut open: Vec<i64> = invoices.iter().map(|made| made.cents).collect();
    // Which invoice is paid by what was planned for another.
    let mut instead: Vec<usize> = (0..invoices.len()).collect();
    for row in rows {
        let (day, cents, habit) = (row.day, row.cents, row.habit);
        let Truth::Pays { customer, paid, .. } = &mut row.truth else { continue };
        if !says_nothing(*customer) || paid.is_empty() {
            continue;
        }
        let own = |place: &usize| {
            let made = &invoices[*place];
            made.customer == *customer && made.issued <= day && made.parts.is_empty()
        };
        if let ([(planned, _)], false) = (&mut paid[..], habit == "due part") {
            let left = open[instead[*planned]];
            let oldest = (0..invoices.len()).filter(own).find(|&place| open[place] == cents);
            if let Some(oldest) = oldest.filter(|_| left == cents) {
                let other = (0..invoices.len()).find(|&place| instead[place] == oldest).unwrap();
                instead.swap(*planned, other);
            } else if let Some(exact) = oldest {
                // A part that happens to be all of another invoice is taken for that.
                open[exact] -= cents;
                *paid = vec![(exact, cents)];
                continue;
            } else if let (Some(more), true) =
                ((0..invoices.len()).filter(own).find(|&of| open[of] > cents), left < cents)
            {
                open[more] -= cents;
                *paid = vec![(more, cents)];
                continue;
            }
        }
        for (invoice, cents) in paid {
            *invoice = instead[*invoice];
            open[*invoice] -= *cents;
        }
    }
}

fn row(day: NaiveDate, cents: i64, lines: Vec<String>, truth: Truth) -> Row {
    Row {
        day,
        cents,
        label: lines.clone(),
        lines,
        payer_name: String::new(),
        payer_account: String::new(),
        creditor_reference: None,
        end_to_end_id: None,
        is_return: false,
        truth,
        habit: "plain",
    }
}
/// What goes out: a statement holds it beside what comes in.
fn spent(chance: &mut Chance, rows: &mut Vec<Row>) {
    let mut out = |day, cents: i64, name: &str, line: String| {
        let label = vec![if name.is_empty() { line.clone() } else { format!("PRLV SEPA {name} {line}") }];
        let row = row(day, -cents, vec![line], Truth::Other);
        rows.push(Row { payer_name: name.to_owned(), label, habit: "money out", ..row });
    };
    for month in 1..=12 {
        let day = |of: u32| NaiveDate::from_ymd_opt(2026, month, of).unwrap();
        out(day(1), 4_500, "", "FRAIS DE TENUE DE COMPTE".to_owned());
        out(day(5), 180_000, "SCI LES QUAIS", format!("LOYER {month:02} 2026"));
        out(day(28), 640_000, "", format!("VIR SALAIRES {month:02} 2026"));
        for _ in 0..chance.between(4, 9) {
            let name = *chance.pick(&["EDF ENTREPRISES", "ORANGE", "FOURNITURES DU PORT", "URSSAF", "CARBURANTS NORD"]);
            let line = format!("FACTURE {}", chance.between(100_000, 999_999));
            out(day(chance.between(2, 27) as u32), amount(chance), name, line);
        }
    }
    let back: Vec<NaiveDate> = rows.iter().filter(|row| row.is_return).map(|row| row.day).collect();
    for day in back.into_iter().filter(|day| *day >= Year::opening()) {
        let line = "FRAIS SUR REJET PRLV SEPA".to_owned();
        rows.push(Row { habit: "money out", ..row(day, -1_580, vec![line], Truth::Other) });
    }
}

fn others(chance: &mut Chance, rows: &mut Vec<Row>) {
    let first = NaiveDate::from_ymd_opt(2026, 1, 2).unwrap();
    for _ in 0..60 {
        let (name, line) = *chance.pick(&[
            ("DGFIP", "REMBOURSEMENT CREDIT TVA 2026 03"),
            ("ASSURANCES MERIDIEN", "INDEMNITE 2026 0042"),
            ("URSSAF", "REGUL COTISATIONS 2025"),
            ("BANQUE DES ALPES", "DEBLOCAGE PRET 0017 44521"),
            ("", "VERSEMENT ESPECES GAB 0171"),
            ("BOULANGER SA", "REMBOURSEMENT COMMANDE 171"),
        ]);
        let cents = if chance.per_mille(250) { *chance.pick(&PRICES) } else { amount(chance) };
        let day = first + Days::new(chance.between(0, 360) as u64);
        rows.push(Row {
            payer_name: name.to_owned(),
            habit: "other money",
            ..row(day, cents, vec![line.to_owned()], Truth::Other)
        });
    }
}
