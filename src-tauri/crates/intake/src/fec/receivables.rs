//! The customers' side of a journal: who owes what, who paid when.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::Cents;

use super::journals::JournalKind;
use super::model::{
    CustomerKind, FecFile, FecLine, Habit, LedgerCustomer, LedgerItem, Lettering, NumberSource, OpeningShape,
    PaidInvoice, Receivables,
};
use super::numbers::{self, Piece, looks_like_number};
use super::parties::{Owner, PartyText, owner};
use super::report::{Findings, quoted};
use crate::finding::{Finding, FindingCode, Place, Reading};
use crate::sheet::headings::fold;

/// Where the group of a customer and a letter stands. Letters are used again from one customer to the next.
type Groups<'a> = HashMap<(usize, &'a [u8]), usize>;

/// What a line of 411 is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Invoice,
    CreditNote,
    Payment,
    Returned,
    Opening,
    Other,
}

/// Makes customers of the lines of account 411. A line of no amount is passed over.
pub fn receivables(file: &FecFile<'_>) -> Reading<Receivables> {
    let (mut customers, customer_of_party) = customers(file);
    let mut groups: Groups<'_> = HashMap::new();
    let mut lines_of: Vec<usize> = vec![0; customers.len()];
    let mut placed: Vec<(usize, Kind, usize)> = Vec::new();
    let journals: Vec<Arc<str>> = file.journals.iter().map(|journal| Arc::from(journal.code.as_str())).collect();
    for line in &file.customer_lines {
        let Some(at) = customer_of_party.get(line.party as usize).copied() else { continue };
        lines_of[at] += 1;
        if line.amount == Cents::ZERO {
            continue;
        }
        let kind = kind(file, line);
        let customer = &mut customers[at];
        customer.open_balance = customer.open_balance.plus(line.amount);
        let lettering = group(file, line, customer, at, &mut groups);
        let journal = journals.get(line.journal as usize).cloned().unwrap_or_default();
        let item = item(file, line, kind, journal, lettering);
        let list = list(customer, kind);
        placed.push((at, kind, list.len()));
        list.push(item);
    }
    let mut findings = Findings::default();
    for (customer, lines) in customers.iter_mut().zip(&lines_of) {
        settle(customer);
        customer.opening_shape = opening_shape(customer, file.first_date);
        number_opening(customer);
        say_who(customer, *lines, &mut findings);
    }
    number(&mut customers, &placed, Kind::Invoice, &mut findings);
    number(&mut customers, &placed, Kind::CreditNote, &mut findings);
    customers.iter_mut().for_each(|customer| customer.habit = habit(customer));
    say_lettering(&customers, &mut findings);
    Reading { value: Receivables { customers }, findings: findings.finish() }
}

/// The customers without their lines, and which one each party is.
fn customers(file: &FecFile<'_>) -> (Vec<LedgerCustomer>, Vec<usize>) {
    let mut customers: Vec<LedgerCustomer> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    let only_account = file.customers.accounts == 1;
    let of_party = file.parties.iter().map(|raw| {
        let text = |field| file.charset.text(field);
        let (account, account_label) = (text(raw.account), text(raw.account_label));
        let (auxiliary, auxiliary_label) = (text(raw.auxiliary), text(raw.auxiliary_label));
        let client = text(raw.client);
        let party = PartyText {
            account: &account,
            account_label: &account_label,
            auxiliary: &auxiliary,
            auxiliary_label: &auxiliary_label,
            client: &client,
        };
        let Owner { key, name, kind } = owner(party, only_account);
        *index.entry(key.clone()).or_insert_with(|| {
            customers.push(LedgerCustomer {
                auxiliary: key,
                name,
                account: account.clone().into_owned(),
                kind,
                invoices: Vec::new(),
                credit_notes: Vec::new(),
                payments: Vec::new(),
                returned: Vec::new(),
                opening: Vec::new(),
                opening_shape: OpeningShape::None,
                others: Vec::new(),
                open_balance: Cents::ZERO,
                letterings: Vec::new(),
                habit: Habit::default(),
            });
            customers.len() - 1
        })
    });
    let of_party = of_party.collect();
    (customers, of_party)
}

fn list(customer: &mut LedgerCustomer, kind: Kind) -> &mut Vec<LedgerItem> {
    match kind {
        Kind::Invoice => &mut customer.invoices,
        Kind::CreditNote => &mut customer.credit_notes,
        Kind::Payment => &mut customer.payments,
        Kind::Returned => &mut customer.returned,
        Kind::Opening => &mut customer.opening,
        Kind::Other => &mut customer.others,
    }
}

fn items(customer: &LedgerCustomer, kind: Kind) -> &[LedgerItem] {
    match kind {
        Kind::Invoice => &customer.invoices,
        Kind::CreditNote => &customer.credit_notes,
        Kind::Payment => &customer.payments,
        Kind::Returned => &customer.returned,
        Kind::Opening => &customer.opening,
        Kind::Other => &customer.others,
    }
}

/// Decides by the entry where its other lines tell, else by the journal.
fn kind(file: &FecFile<'_>, line: &FecLine<'_>) -> Kind {
    let journal = file.journals.get(line.journal as usize).map_or(JournalKind::Other, |journal| journal.kind);
    if journal == JournalKind::Opening || says_opening(file, line) {
        return Kind::Opening;
    }
    let owed = line.amount.is_positive();
    let (sale, money) =
        (if owed { Kind::Invoice } else { Kind::CreditNote }, if owed { Kind::Returned } else { Kind::Payment });
    let sides = line.sides;
    match (sides.sales, sides.money) {
        (true, false) => sale,
        (false, true) => money,
        // Sold and paid in one entry: what stands against the line is on the other side of it.
        (true, true) => {
            let (by_sale, by_money) =
                if owed { (sides.sales_in_credit, !sides.money_in) } else { (!sides.sales_in_credit, sides.money_in) };
            match (by_sale, by_money) {
                (true, false) => sale,
                (false, true) => money,
                _ if journal == JournalKind::Bank || !owed => money,
                _ => sale,
            }
        }
        (false, false) if sides.loss => Kind::Other,
        (false, false) => match journal {
            JournalKind::Sales => sale,
            JournalKind::Bank | JournalKind::Cash => money,
            JournalKind::Opening | JournalKind::Other => Kind::Other,
        },
    }
}

/// Balances brought forward that stand in a journal of another kind, on the first day.
fn says_opening(file: &FecFile<'_>, line: &FecLine<'_>) -> bool {
    if line.date.is_none() || line.date != file.first_date || line.sides.sales || line.sides.money {
        return false;
    }
    let piece = fold(&file.charset.text(line.piece_ref));
    let label = fold(&file.charset.text(line.label));
    matches!(piece.as_str(), "ran" | "an" | "a nouveau" | "a nouveaux")
        || ["a nouveau", "a-nouveau", "report a nouv", "solde d'ouverture", "solde ouverture", "reprise de solde"]
            .iter()
            .any(|words| label.contains(words))
}

/// The group of a line, counted in it.
fn group<'a>(
    file: &FecFile<'_>,
    line: &FecLine<'a>,
    customer: &mut LedgerCustomer,
    owner: usize,
    groups: &mut Groups<'a>,
) -> Option<usize> {
    if line.lettering.is_empty() {
        return None;
    }
    let at = *groups.entry((owner, line.lettering)).or_insert_with(|| {
        let code = file.charset.text(line.lettering).into_owned();
        customer.letterings.push(Lettering { code, lines: 0, net: Cents::ZERO, lettered_on: None });
        customer.letterings.len() - 1
    });
    let group = &mut customer.letterings[at];
    group.lines += 1;
    group.net = group.net.plus(line.amount);
    group.lettered_on = group.lettered_on.max(line.lettered_on);
    Some(at)
}

fn item(file: &FecFile<'_>, line: &FecLine<'_>, kind: Kind, journal: Arc<str>, lettering: Option<usize>) -> LedgerItem {
    let text = |field| file.charset.text(field).into_owned();
    let amount = match kind {
        Kind::CreditNote | Kind::Payment => -line.amount,
        Kind::Invoice | Kind::Returned | Kind::Opening | Kind::Other => line.amount,
    };
    let date = match kind {
        Kind::Payment | Kind::Returned => line.paid_on.or(line.date),
        _ => line.piece_date.or(line.date),
    };
    LedgerItem {
        line: line.line,
        number: String::new(),
        number_source: NumberSource::PieceRef,
        piece_ref: text(line.piece_ref),
        journal,
        entry_number: text(line.entry_number),
        date: date.or(line.piece_date),
        label: text(line.label),
        means: text(line.means),
        amount,
        lettering,
        settled: false,
    }
}

/// Closes the lines of groups that net to zero and have both sides.
fn settle(customer: &mut LedgerCustomer) {
    let zero: Vec<bool> = customer.letterings.iter().map(|group| group.net == Cents::ZERO && group.lines > 1).collect();
    let lists = [
        &mut customer.invoices,
        &mut customer.credit_notes,
        &mut customer.payments,
        &mut customer.returned,
        &mut customer.opening,
        &mut customer.others,
    ];
    for item in lists.into_iter().flatten() {
        item.settled = item.lettering.is_some_and(|group| zero[group]);
    }
}

/// One amount, unless the line has a number or a day of its own or is not alone.
fn opening_shape(customer: &LedgerCustomer, first_date: Option<NaiveDate>) -> OpeningShape {
    match customer.opening.as_slice() {
        [] => OpeningShape::None,
        [only] => {
            let numbered = looks_like_number(&piece(only)) && !fold(&only.piece_ref).starts_with("ran");
            let dated = only.date.is_some() && only.date < first_date;
            if numbered || dated { OpeningShape::PerInvoice } else { OpeningShape::OneAmount }
        }
        _ => OpeningShape::PerInvoice,
    }
}

/// A balance brought forward for each invoice has that invoice's number, if its piece is one and no other line's.
fn number_opening(customer: &mut LedgerCustomer) {
    if customer.opening_shape != OpeningShape::PerInvoice {
        return;
    }
    let own = |item: &LedgerItem| {
        let word = fold(&item.piece_ref);
        let opening = ["ran", "an", "a nouv", "a-nouv"].iter().any(|start| word.starts_with(start));
        let alone = customer.opening.iter().filter(|other| other.piece_ref == item.piece_ref).count() == 1;
        looks_like_number(&piece(item)) && !opening && alone
    };
    let numbered: Vec<bool> = customer.opening.iter().map(own).collect();
    for (item, numbered) in customer.opening.iter_mut().zip(numbered) {
        if numbered {
            item.number = item.piece_ref.clone();
        }
    }
}

fn piece(item: &LedgerItem) -> Piece<'_> {
    Piece {
        piece_ref: &item.piece_ref,
        journal: &item.journal,
        entry_number: &item.entry_number,
        label: &item.label,
        date: item.date,
    }
}

/// Gives the invoices, or the credit notes, of all customers their numbers, in the order of the file.
fn number(customers: &mut [LedgerCustomer], placed: &[(usize, Kind, usize)], wanted: Kind, findings: &mut Findings) {
    let places: Vec<(usize, usize)> =
        placed.iter().filter(|(_, kind, _)| *kind == wanted).map(|(customer, _, at)| (*customer, *at)).collect();
    let pieces: Vec<Piece<'_>> =
        places.iter().map(|(customer, at)| piece(&items(&customers[*customer], wanted)[*at])).collect();
    let numbers = numbers::numbers(&pieces);
    let (mut made, mut example) = (0usize, None);
    for ((customer, at), (number, source)) in places.iter().zip(numbers) {
        let item = &mut list(&mut customers[*customer], wanted)[*at];
        if source == NumberSource::Made {
            made += 1;
            example.get_or_insert_with(|| (item.line, quoted(&item.piece_ref)));
        }
        (item.number, item.number_source) = (number, source);
    }
    if let Some((line, piece_ref)) = example.filter(|_| wanted == Kind::Invoice) {
        let finding = Finding::warning(FindingCode::PieceRefsNoNumbers, Place::line(line));
        findings.add(finding.with("count", made).with("invoices", places.len()).with("example", piece_ref));
    }
}

fn say_who(customer: &LedgerCustomer, lines: usize, findings: &mut Findings) {
    let finding = match customer.kind {
        CustomerKind::Named => return,
        CustomerKind::MeansOfPayment | CustomerKind::Sundry => {
            Finding::note(FindingCode::NotOneCustomer, Place::whole_file()).with("name", quoted(&customer.name))
        }
        CustomerKind::Shared => Finding::warning(FindingCode::CustomersNotNamed, Place::whole_file())
            .with("account", quoted(&customer.account)),
    };
    findings.add(finding.with("count", lines));
}

fn say_lettering(customers: &[LedgerCustomer], findings: &mut Findings) {
    let groups = || customers.iter().flat_map(|customer| &customer.letterings);
    let odd = groups().filter(|group| group.net != Cents::ZERO).count();
    if odd > 0 {
        let finding = Finding::note(FindingCode::LetteringNotZero, Place::whole_file());
        findings.add(finding.with("count", odd).with("groups", groups().count()));
    }
}

/// What stands in a group, for the habit.
#[derive(Default)]
struct Members<'c> {
    invoices: Vec<&'c LedgerItem>,
    /// What credit notes took away.
    credited: Vec<Cents>,
    first_payment: Option<NaiveDate>,
    last_payment: Option<NaiveDate>,
    /// Something that makes it unsure what was paid when.
    unsure: bool,
}

/// Days from invoice to payment, where it is sure: a group that nets to zero, of invoices, credit notes and payments
/// alone, with payments of one day, or with one invoice only, which is paid with the last of them.
fn habit(customer: &LedgerCustomer) -> Habit {
    let mut groups: Vec<Members<'_>> = Vec::new();
    groups.resize_with(customer.letterings.len(), Members::default);
    for item in &customer.invoices {
        if let Some(at) = item.lettering {
            groups[at].invoices.push(item);
        }
    }
    for item in &customer.credit_notes {
        if let Some(at) = item.lettering {
            groups[at].credited.push(item.amount);
        }
    }
    for item in &customer.payments {
        let Some(at) = item.lettering else { continue };
        let group = &mut groups[at];
        match item.date {
            Some(day) => {
                group.first_payment = Some(group.first_payment.map_or(day, |first| first.min(day)));
                group.last_payment = Some(group.last_payment.map_or(day, |last| last.max(day)));
            }
            None => group.unsure = true,
        }
    }
    for item in customer.returned.iter().chain(&customer.opening).chain(&customer.others) {
        if let Some(at) = item.lettering {
            groups[at].unsure = true;
        }
    }
    let mut paid: Vec<PaidInvoice> = Vec::new();
    for (group, lettering) in groups.iter().zip(&customer.letterings) {
        let Some(paid_on) = group.last_payment else { continue };
        let sure = lettering.net == Cents::ZERO
            && !group.unsure
            && (group.invoices.len() == 1 || group.first_payment == group.last_payment);
        if !sure {
            continue;
        }
        for invoice in &group.invoices {
            // Taken back rather than paid, as likely as not.
            if group.invoices.len() > 1 && group.credited.contains(&invoice.amount) {
                continue;
            }
            let Some(issue_date) = invoice.date else { continue };
            let days = (paid_on - issue_date).num_days();
            paid.push(PaidInvoice {
                number: invoice.number.clone(),
                amount: invoice.amount,
                issue_date,
                paid_on,
                days,
            });
        }
    }
    paid.sort_by(|a, b| (a.paid_on, a.issue_date, &a.number).cmp(&(b.paid_on, b.issue_date, &b.number)));
    let mut days: Vec<i64> = paid.iter().map(|invoice| invoice.days).collect();
    days.sort_unstable();
    let count = i64::try_from(days.len()).unwrap_or(i64::MAX);
    let sum: i64 = days.iter().sum();
    Habit {
        median_days: days.get(days.len().saturating_sub(1) / 2).copied(),
        mean_days: (count > 0).then(|| (2 * sum + count).div_euclid(2 * count)),
        longest_days: days.last().copied(),
        paid,
    }
}
