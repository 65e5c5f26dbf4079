//! What is invoiced, in the year and in the one before, and how it is paid.

use chrono::{Datelike, Days, NaiveDate};

use super::people::{FIRST, account, plain};
use super::wording::{as_banks_show, written};
use super::{Chance, MadeCredit, MadeCustomer, MadeInvoice, Naming, Row, Truth, row};

pub fn amount(chance: &mut Chance) -> i64 {
    // Many small ones, few large ones.
    let net = match chance.between(0, 9) {
        0..=4 => chance.between(60, 600),
        5..=8 => chance.between(600, 3_000),
        _ => chance.between(3_000, 15_000),
    };
    if chance.per_mille(330) { net / 50 * 6_000 + 6_000 } else { net * 120 + chance.between(0, 99) }
}

pub fn number(scheme: i64, issued: NaiveDate, sequence: i64) -> String {
    let year = issued.year();
    match scheme {
        0 => format!("F-{year}-{sequence:04}"),
        1 => format!("FAC{year}{sequence:05}"),
        2 => format!("{year}-{sequence:04}"),
        // Counted on from year to year.
        3 => format!("FA{:06}", if year == 2025 { 8_000 } else { 12_000 } + sequence),
        4 => format!("F{:02}/{sequence:04}", year % 100),
        _ => format!("{year}{:02}-{sequence:04}", issued.month()),
    }
}

pub fn invoices(chance: &mut Chance, customers: &[MadeCustomer], scheme: i64) -> (Vec<MadeInvoice>, Vec<MadeCredit>) {
    let mut invoices = Vec::new();
    let mut credits = Vec::new();
    for year in [2025, 2026] {
        of_year(chance, customers, scheme, year, (&mut invoices, &mut credits));
    }
    (invoices, credits)
}

fn of_year(
    chance: &mut Chance,
    customers: &[MadeCustomer],
    scheme: i64,
    year: i32,
    (invoices, credits): (&mut Vec<MadeInvoice>, &mut Vec<MadeCredit>),
) {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
    let mut drafts: Vec<(NaiveDate, usize, i64)> = Vec::new();
    let credits_before = credits.len();
    for (customer, facts) in customers.iter().enumerate() {
        match facts.price {
            Some(price) => {
                drafts.extend((1..=12).map(|month| (NaiveDate::from_ymd_opt(year, month, 1).unwrap(), customer, price)))
            }
            None => {
                // Who pays in runs buys often.
                let times = if facts.joins { chance.between(8, 24) } else { chance.between(1, 10) };
                for _ in 0..times {
                    let issued = first + Days::new(chance.between(0, 350) as u64);
                    drafts.push((issued, customer, amount(chance)));
                }
            }
        }
    }
    drafts.sort();
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
            let number = format!("AV-{year}-{:04}", credits.len() - credits_before + 1);
            credits.push(MadeCredit {
                customer,
                number,
                issued: issued + Days::new(9),
                cents: cents / 10 + chance.between(1, 99),
            });
        }
    }
}

/// Its day, who wrote it, and what it pays.
type Cheque = (NaiveDate, usize, Vec<(usize, i64)>);

/// What is to be paid together, and how it was changed.
struct Paying {
    day: NaiveDate,
    paid: Vec<(usize, i64)>,
    credits: Vec<usize>,
    discount: bool,
    habit: &'static str,
}

pub fn payments(
    chance: &mut Chance,
    customers: &[MadeCustomer],
    invoices: &[MadeInvoice],
    credits: &[MadeCredit],
) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut cheques: Vec<Cheque> = Vec::new();
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
        } else if !facts.by_debit && chance.per_mille(30) {
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
    if facts.abroad && !facts.by_debit && cents > 20_000 && chance.per_mille(330) {
        let fee = *chance.pick(&[850, 1_200, 1_500, 2_000]);
        cents -= fee;
        paid[0].1 -= fee;
        habit = "bank fee";
    } else if !facts.by_debit && chance.per_mille(5) && paid.len() == 1 && cents > 10_000 {
        // Two figures of the amount changed places, or a zero too few.
        let wrong = cents - 900 * chance.between(1, 9);
        paid[0].1 = wrong;
        cents = wrong;
        habit = "wrong amount";
    }
    if facts.by_debit {
        // What the business drew itself: it wrote the text.
        let lines = vec![invoices[named[0]].number.clone()];
        let label = vec![format!("PRLV SEPA {} {}", facts.payer_name, invoices[named[0]].number)];
        let id = format!("SDD{}", invoices[named[0]].number);
        let truth =
            Truth::Pays { customer, paid: paid.clone(), credits: paying.credits.clone(), discount: paying.discount };
        let drawn = Row {
            payer_name: facts.payer_name.clone(),
            payer_account: facts.account.clone(),
            end_to_end_id: Some(id.clone()),
            label,
            habit: "direct debit",
            ..row(paying.day, cents, lines, truth)
        };
        rows.push(drawn.clone());
        if chance.per_mille(100) {
            let of = rows.len() - 1;
            let day = paying.day + Days::new(chance.between(2, 8) as u64);
            let again = day + Days::new(chance.between(8, 25) as u64);
            // Where a bank has a label alone, it mostly says whose direct debit it was.
            let who = if chance.per_mille(750) { format!("{} ", facts.payer_name) } else { String::new() };
            rows.push(Row {
                label: vec![format!("REJET PRLV SEPA {who}PROVISION INSUFFISANTE")],
                lines: vec!["REJET PRLV SEPA PROVISION INSUFFISANTE".to_owned()],
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
    let mut text = written(chance, facts, &named, customer, invoices, paying.day, &mut slip);
    if slip {
        habit = "slip in the number";
    }
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
    (made.lines, made.label) = as_banks_show(chance, &payer_name, &text, facts.cut_at_35);
    made.payer_name = payer_name;
    made.payer_account = payer_account;
    made.truth = Truth::Pays { customer, paid, credits: paying.credits, discount: paying.discount };
    rows.push(made.clone());
    let names_it = !matches!(facts.naming, Naming::Nothing | Naming::OwnOrder | Naming::Structured | Naming::EndToEnd);
    if chance.per_mille(5) && (names_it || facts.price.is_none()) {
        let day = paying.day + Days::new(chance.between(3, 40) as u64);
        let truth = Truth::Pays { customer, paid: Vec::new(), credits: Vec::new(), discount: false };
        rows.push(Row { day, truth, habit: "paid twice", ..made });
    }
}
