//! A made-up year of a business with 300 customers: its invoices, and what came on its bank account, with the truth of
//! every line. The same seed gives the same year. Rows know no file format, so that any statement can be written of them.
//!
//! What it assumes, since no public statistics of these habits were found; every share is an assumption:
//! - A quarter of the customers have a subscription at one of six prices, so many owe the same amount; the others buy one
//!   to ten times a year, a third of it for round amounts.
//! - In each customer lives one habit of naming invoices: two in five write the whole number, a quarter its end behind a
//!   word, one in twenty the end alone, some the month, their own order number or nothing at all. 4 % pay by cheque.
//! - One customer in eight settles everything due in a monthly run, in one transfer. A quarter of the texts is cut or
//!   broken at 35 characters.
//! - 7 % pay under a name that is not the one on the invoice, banks cut names at 24, a few customers are nearly namesakes,
//!   four groups pay the debts of three customers each from one account, and 2 % of payments come from somebody unknown.
//! - 3 % are paid in two arbitrary parts, 1 % arrive less a bank's fee, 1.5 % of the numbers have a slip, 0.5 % of the
//!   amounts too, 0.5 % are paid twice, 3 % of invoices have a credit note that is mostly taken off, 3 % two due parts,
//!   a few an early discount; direct debits come back one time in ten and are paid later.
//! - Other money comes in too: tax, insurance, loans, now and then of a price that customers pay.
//!
//! A slip that turns a number into that of another invoice of the same customer with the same amount is not made: then the
//! debtor has chosen that invoice (C. civ. 1342-10), and the truth would be what he wrote.

use chrono::{Datelike, Days, NaiveDate};

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
    pub lines: Vec<String>,
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
    /// In order of day.
    pub rows: Vec<Row>,
}

const TRADES: [&str; 24] = [
    "Boulangerie",
    "Garage",
    "Plomberie",
    "Menuiserie",
    "Institut",
    "Pharmacie",
    "Imprimerie",
    "Transports",
    "Maçonnerie",
    "Couverture",
    "Électricité",
    "Restaurant",
    "Librairie",
    "Cabinet",
    "Atelier",
    "Pépinière",
    "Serrurerie",
    "Optique",
    "Carrosserie",
    "Domaine",
    "Hôtel",
    "Clinique",
    "Agence",
    "Fromagerie",
];
const SURNAMES: [&str; 44] = [
    "Dupont",
    "Martin",
    "Bernard",
    "Petit",
    "Durand",
    "Leroy",
    "Moreau",
    "Simon",
    "Lefèvre",
    "Roux",
    "Garnier",
    "Faure",
    "Mercier",
    "Blanc",
    "Guérin",
    "Boyer",
    "Chevalier",
    "Gauthier",
    "Perrin",
    "Robin",
    "Masson",
    "Lemaire",
    "Dumont",
    "Brun",
    "Giraud",
    "Renard",
    "Delmas",
    "Aubert",
    "Vasseur",
    "Carpentier",
    "Besson",
    "Hamel",
    "Poirier",
    "Lacroix",
    "Barbier",
    "Tessier",
    "Marchal",
    "Colin",
    "Breton",
    "Vidal",
    "Royer",
    "Prévost",
    "Cordier",
    "Maillard",
];
const FIRST: [&str; 12] =
    ["Jean", "Marie", "Paul", "Sophie", "Luc", "Claire", "Marc", "Julie", "Hugo", "Anne", "Rémi", "Élodie"];
const TOWNS: [&str; 16] = [
    "Nantes", "Lyon", "Rennes", "Lille", "Dijon", "Pau", "Brest", "Tours", "Nîmes", "Angers", "Metz", "Albi", "Vannes",
    "Auch", "Laval", "Niort",
];
const FORMS: [&str; 5] = ["SARL", "SAS", "EURL", "SASU", ""];
const PRICES: [i64; 6] = [4_900, 9_900, 12_000, 14_900, 24_000, 36_000];
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

/// Capitals without accents, as banks write.
pub fn plain(text: &str) -> String {
    text.chars()
        .flat_map(|letter| match letter {
            'é' | 'è' | 'ê' | 'É' | 'È' => 'E'.to_uppercase(),
            'ç' | 'Ç' => 'C'.to_uppercase(),
            'î' | 'ï' => 'I'.to_uppercase(),
            'ô' | 'Ô' => 'O'.to_uppercase(),
            'à' | 'â' => 'A'.to_uppercase(),
            other => other.to_uppercase(),
        })
        .collect()
}

fn cut(text: &str, width: usize) -> String {
    text.chars().take(width).collect::<String>().trim_end().to_owned()
}

pub fn year(seed: u64) -> Year {
    let mut chance = Chance::of(seed);
    let customers = customers(&mut chance);
    let scheme = chance.between(0, 5);
    let (invoices, credits) = invoices(&mut chance, &customers, scheme);
    let mut rows = payments(&mut chance, &customers, &invoices, &credits);
    others(&mut chance, &mut rows);
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
    Year { seed, customers, invoices, credits, rows: sorted }
}

fn account(chance: &mut Chance) -> String {
    let digits: String = (0..23).map(|_| char::from(b'0' + chance.between(0, 9) as u8)).collect();
    format!("FR{:02}{digits}", chance.between(10, 97))
}

fn customers(chance: &mut Chance) -> Vec<MadeCustomer> {
    let mut customers: Vec<MadeCustomer> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    while customers.len() < 300 {
        let surname = *chance.pick(&SURNAMES);
        let core = match chance.between(0, 99) {
            0..=54 => format!("{} {surname}", chance.pick(&TRADES)),
            55..=74 => format!("{} {surname} {}", chance.pick(&TRADES), chance.pick(&TOWNS)),
            75..=84 => format!("{} {surname}", chance.pick(&FIRST)),
            85..=90 => format!("Mairie de {}-{surname}", chance.pick(&TOWNS)),
            _ => format!("{} {surname} et Fils", chance.pick(&TRADES)),
        };
        if names.contains(&core) {
            continue;
        }
        names.push(core.clone());
        let form = *chance.pick(&FORMS);
        let name = match chance.between(0, 2) {
            _ if form.is_empty() => core.clone(),
            0 => format!("{core} {form}"),
            _ => format!("{form} {core}"),
        };
        let shown = match chance.between(0, 99) {
            0..=6 => format!(
                "{} {}",
                chance.pick(&["HOLDING", "GROUPE", "STE", "FINANCIERE"]),
                chance.pick(&["ARVEN", "SOLIA", "TERNAY", "OPALE"])
            ),
            7..=39 => name.clone(),
            40..=54 => format!("{form} {core}"),
            _ => core.clone(),
        };
        let naming = match chance.between(0, 99) {
            0..=33 => Naming::Whole,
            34..=39 => Naming::Spaced,
            40..=46 => Naming::YearAndEnd,
            47..=66 => Naming::WordAndEnd,
            67..=71 => Naming::EndAlone,
            72..=74 => Naming::Structured,
            75..=78 => Naming::EndToEnd,
            79..=83 => Naming::Month,
            84..=88 => Naming::OwnOrder,
            _ => Naming::Nothing,
        };
        let subscribes = chance.per_mille(250);
        customers.push(MadeCustomer {
            payer_name: cut(plain(&shown).trim(), if chance.per_mille(350) { 24 } else { 70 }),
            account: account(chance),
            naming,
            by_cheque: chance.per_mille(40),
            by_debit: subscribes && chance.per_mille(200),
            joins: chance.per_mille(125),
            abroad: chance.per_mille(30),
            discount: chance.per_mille(20),
            price: subscribes.then(|| *chance.pick(&PRICES)),
            cut_at_35: chance.per_mille(250),
            delay: match chance.between(0, 9) {
                0..=5 => chance.between(-5, 5),
                6..=8 => chance.between(5, 25),
                _ => chance.between(30, 80),
            },
            never_pays: chance.per_mille(30),
            name,
        });
    }
    // Four groups pay for three customers each from one account, under one name.
    for group in 0..4 {
        let (name, account) = (format!("TRESORERIE {}", ["ALBA", "CERES", "DORIA", "ELYSA"][group]), account(chance));
        for _ in 0..3 {
            let place = chance.between(0, 299) as usize;
            customers[place].payer_name = name.clone();
            customers[place].account = account.clone();
        }
    }
    customers
}

fn amount(chance: &mut Chance) -> i64 {
    // Many small ones, few large ones.
    let net = match chance.between(0, 9) {
        0..=4 => chance.between(60, 600),
        5..=8 => chance.between(600, 3_000),
        _ => chance.between(3_000, 15_000),
    };
    if chance.per_mille(330) { net / 50 * 6_000 + 6_000 } else { net * 120 + chance.between(0, 99) }
}

fn number(scheme: i64, issued: NaiveDate, sequence: i64) -> String {
    let year = issued.year();
    match scheme {
        0 => format!("F-{year}-{sequence:04}"),
        1 => format!("FAC{year}{sequence:05}"),
        2 => format!("{year}-{sequence:04}"),
        3 => format!("FA{:06}", 12_000 + sequence),
        4 => format!("F{:02}/{sequence:04}", year % 100),
        _ => format!("{year}{:02}-{sequence:04}", issued.month()),
    }
}

fn invoices(chance: &mut Chance, customers: &[MadeCustomer], scheme: i64) -> (Vec<MadeInvoice>, Vec<MadeCredit>) {
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    let mut drafts: Vec<(NaiveDate, usize, i64)> = Vec::new();
    for (customer, facts) in customers.iter().enumerate() {
        match facts.price {
            Some(price) => {
                drafts.extend((1..=12).map(|month| (NaiveDate::from_ymd_opt(2026, month, 1).unwrap(), customer, price)))
            }
            None => {
                for _ in 0..chance.between(1, 10) {
                    let issued = first + Days::new(chance.between(0, 350) as u64);
                    drafts.push((issued, customer, amount(chance)));
                }
            }
        }
    }
    drafts.sort();
    let mut invoices = Vec::new();
    let mut credits: Vec<MadeCredit> = Vec::new();
    for (place, (issued, customer, cents)) in drafts.into_iter().enumerate() {
        let facts = &customers[customer];
        let due = issued + Days::new(30);
        let simple = facts.price.is_some() || facts.joins;
        let parts = if !simple && chance.per_mille(40) {
            vec![(issued + Days::new(8), cents * 3 / 10), (due, cents - cents * 3 / 10)]
        } else {
            Vec::new()
        };
        let discount = (facts.discount && parts.is_empty()).then(|| (issued + Days::new(10), cents / 50));
        invoices.push(MadeInvoice {
            customer,
            number: number(scheme, issued, place as i64 + 1),
            issued,
            due,
            cents,
            parts,
            discount,
        });
        if !simple && chance.per_mille(40) {
            let number = format!("AV-2026-{:04}", credits.len() + 1);
            credits.push(MadeCredit {
                customer,
                number,
                issued: issued + Days::new(9),
                cents: cents / 10 + chance.between(1, 99),
            });
        }
    }
    (invoices, credits)
}

/// What is to be paid together, and how it was changed.
struct Paying {
    day: NaiveDate,
    paid: Vec<(usize, i64)>,
    credits: Vec<usize>,
    discount: bool,
    habit: &'static str,
}

fn payments(
    chance: &mut Chance,
    customers: &[MadeCustomer],
    invoices: &[MadeInvoice],
    credits: &[MadeCredit],
) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut cheques: Vec<(NaiveDate, usize, Vec<(usize, i64)>)> = Vec::new();
    for (customer, facts) in customers.iter().enumerate() {
        if facts.never_pays {
            continue;
        }
        for paying in planned(chance, customer, facts, invoices, credits) {
            if facts.by_cheque {
                cheques.push((paying.day, customer, paying.paid));
            } else {
                pay(chance, customer, customers, invoices, credits, paying, &mut rows);
            }
        }
    }
    cheques.sort();
    let mut cheques = cheques.into_iter().peekable();
    while let Some((day, customer, paid)) = cheques.next() {
        let together = chance.per_mille(300);
        let with = cheques.next_if(|(other, of, _)| together && *of != customer && (*other - day).num_days() <= 10);
        let slip = chance.between(100_000, 999_999);
        let (day, truth, count) = match with {
            Some((later, _, more)) => (later, Truth::Deposit { paid: [paid, more].concat() }, 2),
            None => (day, Truth::Pays { customer, paid, credits: Vec::new(), discount: false }, 1),
        };
        let cents = match &truth {
            Truth::Pays { paid, .. } | Truth::Deposit { paid } => paid.iter().map(|(_, cents)| cents).sum(),
            _ => 0,
        };
        let line = format!("REMISE CHEQUES BORDEREAU {slip} {count} CHQ");
        rows.push(Row { habit: "cheque", ..row(day, cents, vec![line], truth) });
    }
    rows
}

fn row(day: NaiveDate, cents: i64, lines: Vec<String>, truth: Truth) -> Row {
    Row {
        day,
        cents,
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

fn planned(
    chance: &mut Chance,
    customer: usize,
    facts: &MadeCustomer,
    invoices: &[MadeInvoice],
    credits: &[MadeCredit],
) -> Vec<Paying> {
    let own: Vec<usize> = (0..invoices.len()).filter(|&invoice| invoices[invoice].customer == customer).collect();
    let mut paying: Vec<Paying> = Vec::new();
    let mut free: Vec<usize> = (0..credits.len()).filter(|&credit| credits[credit].customer == customer).collect();
    for &invoice in &own {
        let facts_of = &invoices[invoice];
        let late = |chance: &mut Chance| facts.delay + chance.between(-2, 6);
        let on =
            |base: NaiveDate, days: i64| (base + chrono::TimeDelta::days(days)).max(facts_of.issued + Days::new(1));
        let day = on(facts_of.due, late(chance));
        let plain = |day, cents, habit| Paying {
            day,
            paid: vec![(invoice, cents)],
            credits: Vec::new(),
            discount: false,
            habit,
        };
        if !facts_of.parts.is_empty() {
            for &(due, cents) in &facts_of.parts {
                paying.push(plain(on(due, chance.between(-1, 8)), cents, "due part"));
            }
        } else if let (Some((until, discount)), true) = (facts_of.discount, chance.per_mille(600)) {
            let day = until - Days::new(chance.between(0, 4) as u64);
            let paid = vec![(invoice, facts_of.cents - discount)];
            paying.push(Paying { day, paid, credits: Vec::new(), discount: true, habit: "discount" });
        } else if facts.joins && facts.price.is_none() {
            // The next tenth of a month after it is due.
            let due = facts_of.due;
            let (year, month) = if due.day() <= 10 {
                (due.year(), due.month())
            } else if due.month() == 12 {
                (due.year() + 1, 1)
            } else {
                (due.year(), due.month() + 1)
            };
            let day = NaiveDate::from_ymd_opt(year, month, 10).unwrap();
            match paying.iter_mut().find(|other| other.day == day) {
                Some(run) => {
                    run.paid.push((invoice, facts_of.cents));
                    run.habit = "joined";
                }
                None => paying.push(plain(day, facts_of.cents, "plain")),
            }
        } else if chance.per_mille(30) {
            let part =
                if chance.per_mille(500) { facts_of.cents / 2 } else { facts_of.cents / 30_000 * 10_000 + 5_000 };
            let part = part.clamp(1, facts_of.cents - 1);
            paying.push(plain(day, part, "arbitrary part"));
            paying.push(plain(day + Days::new(chance.between(10, 40) as u64), facts_of.cents - part, "rest"));
        } else {
            let usable = free.iter().position(|&credit| {
                credits[credit].issued < day
                    && credits[credit].cents < facts_of.cents
                    && credits[credit].issued > facts_of.issued
            });
            match usable {
                Some(place) if chance.per_mille(750) => {
                    let credit = free.remove(place);
                    let paid = vec![(invoice, facts_of.cents - credits[credit].cents)];
                    paying.push(Paying { day, paid, credits: vec![credit], discount: false, habit: "credit note" });
                }
                _ => paying.push(plain(day, facts_of.cents, "plain")),
            }
        }
    }
    let last = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
    paying.retain(|paying| paying.day <= last);
    paying.sort_by_key(|paying| (paying.day, paying.paid.clone()));
    paying
}

fn pay(
    chance: &mut Chance,
    customer: usize,
    customers: &[MadeCustomer],
    invoices: &[MadeInvoice],
    credits: &[MadeCredit],
    paying: Paying,
    rows: &mut Vec<Row>,
) {
    let facts = &customers[customer];
    let mut habit = paying.habit;
    let mut cents: i64 = paying.paid.iter().map(|(_, cents)| cents).sum();
    let mut paid = paying.paid.clone();
    let named: Vec<usize> = paying.paid.iter().map(|&(invoice, _)| invoice).collect();
    if facts.abroad && cents > 20_000 && chance.per_mille(330) {
        let fee = *chance.pick(&[850, 1_200, 1_500, 2_000]);
        cents -= fee;
        paid[0].1 -= fee;
        habit = "bank fee";
    } else if chance.per_mille(5) && paid.len() == 1 && cents > 10_000 {
        // Two figures of the amount changed places, or a zero too few.
        let wrong = cents - 900 * chance.between(1, 9);
        paid[0].1 = wrong;
        cents = wrong;
        habit = "wrong amount";
    }
    if facts.by_debit {
        // What the business drew itself: it wrote the text.
        let line = format!("PRLV SEPA {} {}", facts.payer_name, invoices[named[0]].number);
        let id = format!("SDD{}", invoices[named[0]].number);
        let truth =
            Truth::Pays { customer, paid: paid.clone(), credits: paying.credits.clone(), discount: paying.discount };
        let drawn = Row {
            payer_name: facts.payer_name.clone(),
            payer_account: facts.account.clone(),
            end_to_end_id: Some(id.clone()),
            habit: "direct debit",
            ..row(paying.day, cents, vec![line], truth)
        };
        rows.push(drawn.clone());
        if chance.per_mille(100) {
            let of = rows.len() - 1;
            let day = paying.day + Days::new(chance.between(2, 8) as u64);
            let again = day + Days::new(chance.between(8, 25) as u64);
            let lines = vec!["REJET PRLV SEPA PROVISION INSUFFISANTE".to_owned()];
            rows.push(Row {
                lines,
                day,
                cents: -cents,
                is_return: true,
                truth: Truth::Return { of },
                habit: "return",
                ..drawn
            });
            let paying = Paying {
                day: again,
                paid: paying.paid,
                credits: paying.credits,
                discount: false,
                habit: "after a return",
            };
            let by_transfer = MadeCustomer { by_debit: false, ..facts.clone() };
            let mut payer = customers.to_vec();
            payer[customer] = by_transfer;
            pay(chance, customer, &payer, invoices, credits, paying, rows);
        }
        return;
    }
    let mut slip = false;
    let text = written(chance, facts, &named, customer, invoices, paying.day, &mut slip);
    if slip {
        habit = "slip in the number";
    }
    let mut text = text;
    for &credit in &paying.credits {
        if chance.per_mille(500) {
            text.push_str(&format!(" MOINS AVOIR {}", credits[credit].number));
        }
    }
    let stranger = chance.per_mille(20);
    let payer_name = if stranger {
        format!(
            "{} {}",
            plain(chance.pick::<&str>(&FIRST)),
            ["KOVACS", "NOVAK", "SILVA", "OKAFOR"][chance.between(0, 3) as usize]
        )
    } else {
        facts.payer_name.clone()
    };
    let payer_account = if stranger { account(chance) } else { facts.account.clone() };
    if stranger {
        habit = "paid by a stranger";
    }
    let mut made = Row { habit, ..row(paying.day, cents, Vec::new(), Truth::Other) };
    match facts.naming {
        Naming::Structured if named.len() == 1 => {
            made.creditor_reference = domain::matching::creditor_reference(&invoices[named[0]].number);
            text.clear();
        }
        Naming::EndToEnd if named.len() == 1 => {
            made.end_to_end_id = Some(invoices[named[0]].number.clone());
            text = "PAIEMENT FOURNISSEUR".to_owned();
        }
        _ => {
            made.end_to_end_id = Some(if chance.per_mille(400) {
                "NOTPROVIDED".to_owned()
            } else {
                format!("E2E{}", chance.between(1_000_000, 9_999_999))
            })
        }
    }
    let text = match chance.between(0, 3) {
        0 => format!("VIR SEPA {payer_name} {text}"),
        1 => format!("VIREMENT RECU DE {payer_name} MOTIF {text}"),
        _ => text,
    };
    made.lines = if facts.cut_at_35 {
        // Half the banks break the text, half lose what is behind.
        let letters: Vec<char> = text.chars().collect();
        let kept = if chance.per_mille(500) { 1 } else { 4 };
        letters.chunks(35).take(kept).map(|line| line.iter().collect()).collect()
    } else {
        vec![cut(&text, 140)]
    };
    made.payer_name = payer_name;
    made.payer_account = payer_account;
    made.truth = Truth::Pays { customer, paid, credits: paying.credits, discount: paying.discount };
    rows.push(made.clone());
    if chance.per_mille(5) {
        let day = paying.day + Days::new(chance.between(3, 40) as u64);
        let truth = Truth::Pays { customer, paid: Vec::new(), credits: Vec::new(), discount: false };
        rows.push(Row { day, truth, habit: "paid twice", ..made });
    }
}

/// The end of a number, as people quote it.
fn end_of(number: &str) -> String {
    let digits: String =
        number.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
    // FAC202600042: the year is no part of what people quote.
    let digits = if digits.len() == 9 && digits.starts_with("20") { digits[4..].to_owned() } else { digits };
    digits.trim_start_matches('0').to_owned()
}

fn written(
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
            let month = MONTHS[issued.month0() as usize];
            format!("{} {month} {}", chance.pick(&["PRESTATION", "ABONNEMENT", "LOYER", "FACTURE"]), issued.year())
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
fn mistaken(chance: &mut Chance, number: &str) -> String {
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

fn others(chance: &mut Chance, rows: &mut Vec<Row>) {
    let first = NaiveDate::from_ymd_opt(2026, 1, 2).unwrap();
    for _ in 0..60 {
        let (name, line) = *chance.pick(&[
            ("DGFIP", "REMBOURSEMENT CREDIT TVA 2026 03"),
            ("ASSURANCES MERIDIEN", "SINISTRE 2026 0042 INDEMNITE"),
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
