//! One customer of a journal beside what is recorded of it: which lines are known, which are new, what pays what.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use chrono::NaiveDate;
use domain::{Cents, CustomerFile, Invoice, InvoiceId, InvoiceKind, Money, Origin, PaymentId};
use intake::fec::{LedgerCustomer, LedgerItem, NumberSource};
use intake::{Finding, FindingCode, Place};
use store::number_key;

use super::known::Standing;
use crate::desk::Now;

/// A bank books what the accounts say within so many days: weekends, cheques on their way.
pub const BANK_DAYS: i64 = 7;
/// Digits at the end that two ways of writing a number must share.
const SHARED_DIGITS: usize = 3;

/// Something owed that is new, under the id it will have.
#[derive(Debug)]
pub struct NewDebt<'l> {
    pub id: InvoiceId,
    pub item: &'l LedgerItem,
    pub day: NaiveDate,
    pub amount: Cents,
    pub origin: Origin,
}

/// Money or a credit that is new.
#[derive(Debug)]
pub struct NewFund<'l> {
    pub money: Money,
    pub item: &'l LedgerItem,
    pub day: NaiveDate,
    pub amount: Cents,
    pub origin: Origin,
}

/// Both sides of a customer.
#[derive(Default)]
pub struct Sides<'l> {
    pub new_debts: Vec<NewDebt<'l>>,
    pub new_funds: Vec<NewFund<'l>>,
    /// Which money goes to which invoice.
    pub given: BTreeMap<(Key, InvoiceId), Cents>,
    pub known_invoices: u32,
    pub known_notes: u32,
    pub known_payments: u32,
    pub contradicting: u32,
    pub findings: Vec<Finding>,
    /// Lines without a day, which nothing can be made of, and what they sum to.
    pub without_day: (u32, Cents),
    debts: Vec<Node>,
    funds: Vec<FundNode>,
    room: HashMap<InvoiceId, Cents>,
    left: HashMap<Money, Cents>,
}

/// Money in an order that does not change from run to run.
pub type Key = (u8, uuid::Uuid);

pub fn key(money: Money) -> Key {
    match money {
        Money::Payment(id) => (0, id.0),
        Money::CreditNote(id) => (1, id.0),
    }
}

/// A line that is owed: how much of it, and the invoices that it means.
struct Node {
    day: NaiveDate,
    group: Option<usize>,
    left: Cents,
    invoices: Vec<InvoiceId>,
    /// New, and money that went back.
    back: bool,
}

/// A line that lowers what is owed.
struct FundNode {
    day: NaiveDate,
    group: Option<usize>,
    amount: Cents,
    left: Cents,
    money: Vec<Money>,
    new_payment: bool,
}

impl<'l> Sides<'l> {
    /// Reads both sides of a customer. `file` is what is recorded of it; `first_day` the first of the journal.
    pub fn of(
        ledger: &'l LedgerCustomer,
        file: Option<&CustomerFile>,
        first_day: Option<NaiveDate>,
        now: Now,
    ) -> Sides<'l> {
        let mut sides = Sides::default();
        if let Some(file) = file {
            let standing = Standing::on(file, NaiveDate::MAX);
            let owed = file.invoices.iter().filter(|invoice| !invoice.is_credit_note());
            sides.room = owed.map(|invoice| (invoice.id, standing.open(invoice))).collect();
            sides.left = standing.funds(file).into_iter().collect();
        }
        let mut used = HashSet::new();
        sides.documents(ledger, file, InvoiceKind::Invoice, &mut used, now);
        sides.documents(ledger, file, InvoiceKind::CreditNote, &mut used, now);
        sides.entries(ledger, file, &mut used, now);
        sides.opening(ledger, file, first_day, &mut used, now);
        sides.payments(ledger, file, now);
        sides.pay_what_went_back();
        sides.letter();
        sides
    }

    fn day_of(&mut self, item: &LedgerItem) -> Option<NaiveDate> {
        if item.date.is_none() {
            self.without_day.0 += 1;
            self.findings.push(Finding::error(FindingCode::ItemWithoutDay, Place::line(item.line)));
        }
        item.date
    }

    /// Invoices, or credit notes: by number first, then by day and amount where the journal has no number of its own.
    fn documents(
        &mut self,
        ledger: &'l LedgerCustomer,
        file: Option<&CustomerFile>,
        kind: InvoiceKind,
        used: &mut HashSet<InvoiceId>,
        now: Now,
    ) {
        let items = match kind {
            InvoiceKind::Invoice => &ledger.invoices,
            InvoiceKind::CreditNote => &ledger.credit_notes,
        };
        let known: Vec<&Invoice> =
            file.into_iter().flat_map(|file| &file.invoices).filter(|invoice| invoice.kind == kind).collect();
        let mut by_number: HashMap<String, &Invoice> = HashMap::new();
        let mut by_day: HashMap<NaiveDate, Vec<&Invoice>> = HashMap::new();
        for invoice in &known {
            by_number.entry(number_key(&invoice.number)).or_insert(invoice);
            by_day.entry(invoice.issue_date).or_default().push(invoice);
        }
        let mut found: Vec<Option<&Invoice>> = Vec::with_capacity(items.len());
        for item in items {
            let same = by_number.get(&number_key(&item.number)).copied().filter(|invoice| !used.contains(&invoice.id));
            let made = item.number_source == NumberSource::Made;
            let same =
                same.filter(|invoice| !made || is_of(invoice, item.amount) && item.date == Some(invoice.issue_date));
            used.extend(same.map(|invoice| invoice.id));
            found.push(same);
        }
        for (item, found) in items.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
            let Some(there) = item.date.and_then(|day| by_day.get(&day)) else { continue };
            let twin = there.iter().find(|invoice| {
                !used.contains(&invoice.id)
                    && is_of(invoice, item.amount)
                    && (item.number_source == NumberSource::Made || may_be_one_number(&invoice.number, &item.number))
            });
            *found = twin.copied();
            used.extend(found.map(|invoice| invoice.id));
        }
        for (item, found) in items.iter().zip(found) {
            match (found, kind) {
                (Some(invoice), _) => self.known_document(invoice, item),
                (None, _) => self.new_document(item, kind, now),
            }
        }
    }

    fn known_document(&mut self, invoice: &Invoice, item: &LedgerItem) {
        if !is_of(invoice, item.amount) {
            self.contradicting += 1;
            let finding = Finding::warning(FindingCode::KnownWithOtherAmount, Place::line(item.line));
            let amounts = finding.with("number", &invoice.number).with("known", invoice.amount_due);
            self.findings.push(amounts.with("here", item.amount));
        }
        let day = item.date.unwrap_or(invoice.issue_date);
        match invoice.kind {
            InvoiceKind::Invoice => {
                self.known_invoices += 1;
                self.debts.push(Node {
                    day,
                    group: item.lettering,
                    left: item.amount,
                    invoices: vec![invoice.id],
                    back: false,
                });
            }
            InvoiceKind::CreditNote => {
                self.known_notes += 1;
                self.fund(day, item, item.amount, vec![Money::CreditNote(invoice.id)], false);
            }
        }
    }

    fn new_document(&mut self, item: &'l LedgerItem, kind: InvoiceKind, now: Now) {
        match kind {
            InvoiceKind::Invoice => self.new_debt(item, item.amount, Origin::Document, now),
            InvoiceKind::CreditNote => self.new_credit(item, item.amount, Origin::Document, now),
        }
    }

    /// Money that went back, losses, transfers and differences: known by their origin, day and amount.
    fn entries(
        &mut self,
        ledger: &'l LedgerCustomer,
        file: Option<&CustomerFile>,
        used: &mut HashSet<InvoiceId>,
        now: Now,
    ) {
        let back = ledger.returned.iter().map(|item| (item, Origin::MoneyBack));
        for (item, origin) in back.chain(ledger.others.iter().map(|item| (item, Origin::BookEntry))) {
            let kind = if item.amount.is_positive() { InvoiceKind::Invoice } else { InvoiceKind::CreditNote };
            let known = file.into_iter().flat_map(|file| &file.invoices).find(|known| {
                known.origin == origin
                    && known.kind == kind
                    && known.amount_due == item.amount.abs()
                    && item.date == Some(known.issue_date)
                    && !used.contains(&known.id)
            });
            match (known, kind) {
                (Some(known), InvoiceKind::Invoice) => {
                    used.insert(known.id);
                    let day = known.issue_date;
                    self.debts.push(Node {
                        day,
                        group: item.lettering,
                        left: item.amount,
                        invoices: vec![known.id],
                        back: false,
                    });
                }
                (Some(known), InvoiceKind::CreditNote) => {
                    used.insert(known.id);
                    self.fund(known.issue_date, item, item.amount.abs(), vec![Money::CreditNote(known.id)], false);
                }
                (None, InvoiceKind::Invoice) => self.new_debt(item, item.amount, origin, now),
                (None, InvoiceKind::CreditNote) => self.new_credit(item, item.amount.abs(), origin, now),
            }
        }
    }

    /// Balances brought forward. What is recorded from before is in them: only what goes beyond it is new.
    fn opening(
        &mut self,
        ledger: &'l LedgerCustomer,
        file: Option<&CustomerFile>,
        first_day: Option<NaiveDate>,
        used: &mut HashSet<InvoiceId>,
        now: Now,
    ) {
        if ledger.opening.is_empty() {
            return;
        }
        let (mut debts, mut funds) = (Vec::new(), Vec::new());
        if let (Some(file), Some(first)) = (file, first_day) {
            let before = first.pred_opt().unwrap_or(first);
            let standing = Standing::on(file, before);
            // What an earlier reading of the same period brought forward stands on its first day.
            let again = |invoice: &&Invoice| invoice.origin == Origin::BroughtForward && invoice.issue_date == first;
            let (notes, owed): (Vec<&Invoice>, Vec<&Invoice>) =
                file.invoices.iter().filter(again).partition(|invoice| invoice.is_credit_note());
            debts = standing.debts(file);
            debts.extend(owed.iter().map(|invoice| (invoice.id, invoice.amount_due)));
            debts.retain(|(id, _)| !used.contains(id));
            funds = standing.funds(file);
            funds.extend(notes.iter().map(|note| (Money::CreditNote(note.id), note.amount_due)));
        }
        let mut rest: Vec<&'l LedgerItem> = Vec::new();
        for item in &ledger.opening {
            let named = debts.iter().position(|(id, _)| {
                let invoice = file.and_then(|file| file.invoice(*id));
                !item.number.is_empty()
                    && invoice.is_some_and(|invoice| number_key(&invoice.number) == number_key(&item.number))
            });
            match named {
                Some(place) if item.amount.is_positive() => {
                    let (id, open) = debts.remove(place);
                    used.insert(id);
                    self.known_invoices += 1;
                    let day = item.date.or(first_day).unwrap_or_default();
                    if open != item.amount {
                        self.contradicting += 1;
                        let finding = Finding::warning(FindingCode::KnownWithOtherAmount, Place::line(item.line));
                        let finding = finding.with("number", &item.number).with("known", open);
                        self.findings.push(finding.with("here", item.amount));
                    }
                    self.debts.push(Node {
                        day,
                        group: item.lettering,
                        left: item.amount,
                        invoices: vec![id],
                        back: false,
                    });
                }
                _ => rest.push(item),
            }
        }
        let settled: Vec<&Invoice> = file.into_iter().flat_map(|file| &file.invoices).collect();
        self.opening_rest(&rest, &debts, &funds, &settled, now);
    }

    fn opening_rest(
        &mut self,
        rest: &[&'l LedgerItem],
        debts: &[(InvoiceId, Cents)],
        funds: &[(Money, Cents)],
        settled: &[&Invoice],
        now: Now,
    ) {
        if debts.is_empty() && funds.is_empty() {
            for item in rest {
                // One that is settled here already is not the one that is still open there.
                let there = |invoice: &&Invoice| number_key(&invoice.number) == number_key(&item.number);
                let numbered = !item.number.is_empty() && !settled.iter().any(there);
                let origin = if numbered { Origin::Document } else { Origin::BroughtForward };
                if item.amount.is_positive() {
                    self.new_debt(item, item.amount, origin, now);
                } else {
                    self.new_credit(item, item.amount.abs(), Origin::BroughtForward, now);
                }
            }
            return;
        }
        let sum: Cents = rest.iter().map(|item| item.amount).sum();
        let owed: Cents = debts.iter().map(|(_, open)| *open).sum();
        let known = owed.minus(funds.iter().map(|(_, left)| *left).sum());
        let more = sum.minus(known);
        let mut invoices: Vec<InvoiceId> = debts.iter().map(|(id, _)| *id).collect();
        if let (true, Some(item)) = (more.is_positive(), rest.first()) {
            if let Some(day) = self.day_of(item) {
                let id = InvoiceId(now.mint());
                self.room.insert(id, more);
                self.new_debts.push(NewDebt { id, item, day, amount: more, origin: Origin::BroughtForward });
                invoices.push(id);
            }
        } else if let (true, Some(item)) = (more < Cents::ZERO, rest.first()) {
            let finding = Finding::warning(FindingCode::OpeningBelowKnown, Place::line(item.line));
            self.findings.push(finding.with("known", known).with("here", sum).with("less", more.abs()));
        }
        let money: Vec<Money> = funds.iter().map(|(money, _)| *money).collect();
        for item in rest {
            let Some(day) = item.date else { continue };
            if item.amount.is_positive() {
                let (group, left) = (item.lettering, item.amount);
                self.debts.push(Node { day, group, left, invoices: invoices.clone(), back: false });
            } else {
                self.fund(day, item, item.amount.abs(), money.clone(), false);
            }
        }
    }

    /// Money in. What the owner noted, or recognised at the bank, some days away is the same money; so is what an
    /// earlier journal said of the same day.
    fn payments(&mut self, ledger: &'l LedgerCustomer, file: Option<&CustomerFile>, now: Now) {
        let mut known: Vec<Received> = file.map(received).unwrap_or_default();
        let items = &ledger.payments;
        let mut same: Vec<Option<Option<PaymentId>>> = vec![None; items.len()];
        let mut order: Vec<usize> = (0..items.len()).collect();
        order.sort_by_key(|place| items[*place].date);
        // The nearest day first, so that two payments of one sum keep their own.
        for days in 0..=BANK_DAYS {
            for place in &order {
                let item = &items[*place];
                let (None, Some(day)) = (same[*place], item.date) else { continue };
                let found =
                    known.iter_mut().find(|one| !one.used && one.amount == item.amount && one.is_near(day, days));
                if let Some(found) = found {
                    found.used = true;
                    same[*place] = Some(found.id);
                }
            }
        }
        // One transfer may stand in the accounts as several lines of one entry.
        let mut entries: BTreeMap<(String, NaiveDate), Vec<usize>> = BTreeMap::new();
        for place in order {
            if let (None, Some(day)) = (same[place], items[place].date) {
                entries.entry((entry_of(&items[place]), day)).or_default().push(place);
            }
        }
        for ((_, day), places) in entries.into_iter().filter(|(_, places)| places.len() > 1) {
            let sum: Cents = places.iter().map(|place| items[*place].amount).sum();
            let found = known.iter_mut().find(|one| !one.used && one.amount == sum && one.is_near(day, BANK_DAYS));
            if let Some(found) = found {
                found.used = true;
                places.into_iter().for_each(|place| same[place] = Some(found.id));
            }
        }
        for (item, same) in items.iter().zip(same) {
            match same {
                Some(id) => {
                    self.known_payments += 1;
                    let day = item.date.unwrap_or_default();
                    self.fund(day, item, item.amount, id.map(Money::Payment).into_iter().collect(), false);
                }
                None => {
                    let Some(day) = self.day_of(item) else {
                        self.without_day.1 = self.without_day.1.minus(item.amount);
                        continue;
                    };
                    let money = Money::Payment(PaymentId(now.mint()));
                    self.left.insert(money, item.amount);
                    self.new_funds.push(NewFund { money, item, day, amount: item.amount, origin: Origin::Document });
                    self.fund(day, item, item.amount, vec![money], true);
                }
            }
        }
    }

    fn new_debt(&mut self, item: &'l LedgerItem, amount: Cents, origin: Origin, now: Now) {
        let Some(day) = self.day_of(item) else {
            self.without_day.1 = self.without_day.1.plus(amount);
            return;
        };
        let id = InvoiceId(now.mint());
        self.room.insert(id, amount);
        self.new_debts.push(NewDebt { id, item, day, amount, origin });
        let back = origin == Origin::MoneyBack;
        self.debts.push(Node { day, group: item.lettering, left: amount, invoices: vec![id], back });
    }

    fn new_credit(&mut self, item: &'l LedgerItem, amount: Cents, origin: Origin, now: Now) {
        let Some(day) = self.day_of(item) else {
            self.without_day.1 = self.without_day.1.minus(amount);
            return;
        };
        let money = Money::CreditNote(InvoiceId(now.mint()));
        self.left.insert(money, amount);
        self.new_funds.push(NewFund { money, item, day, amount, origin });
        self.fund(day, item, amount, vec![money], false);
    }

    fn fund(&mut self, day: NaiveDate, item: &LedgerItem, amount: Cents, money: Vec<Money>, new_payment: bool) {
        self.funds.push(FundNode { day, group: item.lettering, amount, left: amount, money, new_payment });
    }

    /// Money that went back pays nothing: it stands against the line that says so, and what it had paid is owed again.
    fn pay_what_went_back(&mut self) {
        let mut backs: Vec<usize> = (0..self.debts.len()).filter(|place| self.debts[*place].back).collect();
        backs.sort_by_key(|place| self.debts[*place].day);
        for back in backs {
            let (day, amount, group) = (self.debts[back].day, self.debts[back].left, self.debts[back].group);
            // Where the accounts say which payment it was, their lettering decides.
            if group.is_some() && self.funds.iter().any(|fund| fund.group == group) {
                continue;
            }
            let paid = self.funds.iter().enumerate().filter(|(_, fund)| {
                fund.new_payment && fund.amount == amount && fund.left == amount && fund.day <= day
            });
            if let Some(place) = paid.max_by_key(|(_, fund)| fund.day).map(|(place, _)| place) {
                self.give(place, back);
            }
        }
    }

    /// Lines under one letter pay each other: equal amounts first, then in the order of their days.
    fn letter(&mut self) {
        let mut groups: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (place, debt) in self.debts.iter().enumerate() {
            if let Some(group) = debt.group {
                groups.entry(group).or_default().0.push(place);
            }
        }
        for (place, fund) in self.funds.iter().enumerate() {
            if let Some(group) = fund.group {
                groups.entry(group).or_default().1.push(place);
            }
        }
        for (mut debts, mut funds) in groups.into_values() {
            debts.sort_by_key(|place| self.debts[*place].day);
            funds.sort_by_key(|place| self.funds[*place].day);
            // Money that went back first: the payment that did pays nothing else.
            let mut order = debts.clone();
            order.sort_by_key(|place| !self.debts[*place].back);
            let mut of_amount: HashMap<Cents, VecDeque<usize>> = HashMap::new();
            for place in order {
                of_amount.entry(self.debts[place].left).or_default().push_back(place);
            }
            for fund in &funds {
                let same = of_amount.get_mut(&self.funds[*fund].left).and_then(VecDeque::pop_front);
                if let Some(debt) = same {
                    self.give(*fund, debt);
                }
            }
            let mut waiting: VecDeque<usize> = debts.into_iter().collect();
            for fund in funds {
                while self.funds[fund].left.is_positive() {
                    let Some(debt) = waiting.front().copied() else { break };
                    if self.debts[debt].left.is_positive() {
                        self.give(fund, debt);
                    }
                    if !self.debts[debt].left.is_positive() {
                        waiting.pop_front();
                    }
                }
            }
        }
    }

    /// Gives as much as both lines have left. What is recorded already takes and gives only what is still open there.
    fn give(&mut self, fund: usize, debt: usize) {
        let amount = self.funds[fund].left.min(self.debts[debt].left);
        self.funds[fund].left = self.funds[fund].left.minus(amount);
        self.debts[debt].left = self.debts[debt].left.minus(amount);
        let mut open = amount;
        for money in self.funds[fund].money.clone() {
            let mut left = self.left.get(&money).copied().unwrap_or_default().min(open);
            while left.is_positive() {
                let invoices = &self.debts[debt].invoices;
                let room = |id: &InvoiceId| self.room.get(id).copied().unwrap_or_default();
                let fits = invoices.iter().find(|id| room(id) == left);
                let Some(id) = fits.or_else(|| invoices.iter().find(|id| room(id).is_positive())).copied() else {
                    return;
                };
                let part = room(&id).min(left);
                let sum = self.given.entry((key(money), id)).or_default();
                *sum = sum.plus(part);
                self.room.insert(id, room_less(&self.room, id, part));
                if let Some(all) = self.left.get_mut(&money) {
                    *all = all.minus(part);
                }
                left = left.minus(part);
                open = open.minus(part);
            }
        }
    }

    /// What new money no invoice gets.
    pub fn free_of(&self, money: Money) -> Cents {
        self.left.get(&money).copied().unwrap_or_default()
    }

    /// What stays open of a new invoice.
    pub fn open_of(&self, invoice: InvoiceId) -> Cents {
        self.room.get(&invoice).copied().unwrap_or_default()
    }
}

fn room_less(room: &HashMap<InvoiceId, Cents>, id: InvoiceId, part: Cents) -> Cents {
    room.get(&id).copied().unwrap_or_default().minus(part)
}

/// Money recorded, and whether a line of the journal is it.
struct Received {
    /// None for what an invoice says was paid before: it was never a payment of its own.
    id: Option<PaymentId>,
    day: Option<NaiveDate>,
    amount: Cents,
    /// Days by which another source may differ.
    days: i64,
    used: bool,
}

impl Received {
    fn is_near(&self, day: NaiveDate, days: i64) -> bool {
        match self.day {
            Some(known) => known.signed_duration_since(day).num_days().abs() <= days.min(self.days),
            None => days == BANK_DAYS,
        }
    }
}

fn received(file: &CustomerFile) -> Vec<Received> {
    let payments = file.payments.iter().map(|payment| Received {
        id: Some(payment.id),
        day: Some(payment.received_on),
        amount: payment.amount,
        days: if payment.import.is_some() { 0 } else { BANK_DAYS },
        used: false,
    });
    let before = file.invoices.iter().filter(|invoice| !invoice.is_credit_note() && invoice.prepaid.is_positive());
    let before = before.map(|invoice| Received { id: None, day: None, amount: invoice.prepaid, days: 0, used: false });
    payments.chain(before).collect()
}

/// `BQ 123`: the journal and the number of its entry.
pub fn entry_of(item: &LedgerItem) -> String {
    format!("{} {}", item.journal, item.entry_number.trim_start_matches('0')).trim().to_owned()
}

/// What an e-invoice asks for is its total less what was paid before; the accounts have the total.
fn is_of(invoice: &Invoice, amount: Cents) -> bool {
    invoice.amount_due == amount || invoice.gross_total == amount
}

/// `FA-2026-0042` and `2026-42`: one ends as the other does, leading zeros and separators aside.
fn may_be_one_number(one: &str, other: &str) -> bool {
    let (one, other) = (number_key(one), number_key(other));
    let tail = |text: &str| {
        let digits: String = text.chars().rev().take_while(char::is_ascii_digit).collect();
        digits.chars().rev().collect::<String>()
    };
    let (mine, theirs) = (tail(&one), tail(&other));
    let shorter = mine.len().min(theirs.len());
    shorter >= SHARED_DIGITS && (mine.ends_with(&theirs) || theirs.ends_with(&mine))
}

#[cfg(test)]
mod tests {
    use super::may_be_one_number;

    #[test]
    fn a_number_may_be_written_with_or_without_its_prefix() {
        assert!(may_be_one_number("FA-2026-0042", "20260042"));
        assert!(may_be_one_number("FA0042", "2026/0042"));
        assert!(!may_be_one_number("FA-42", "AV-42"));
        assert!(!may_be_one_number("FA-0042", "FA-0043"));
    }
}
