//! Payments that were recorded before their line of the bank came: noted by the owner, or brought by an accounting
//! journal. Their line says nothing new, and must not be booked a second time.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use domain::matching::{self, Entry, Ledger, Match, Outcome, Reason};
use domain::{BankEntry, BankEntryId, Cents, CustomerFile, Event, ImportId, Lang, Means, Payment, PaymentId};
use store::{BankEntryRow, UnseenPayment, name_key};

use crate::accounts::BANK_DAYS;
use crate::desk::{Change, Desk, Now};
use crate::failure::{Failure, Thing};
use crate::matching::ProposedLine;
use crate::words::bank as words;

/// Without the customer's name in the line, the days must lie nearer.
const NAMELESS_DAYS: i64 = 3;
/// A cheque may lie in a drawer before it is deposited; then its number tells it.
const DRAWER_DAYS: i64 = 90;
/// Letters of a word of a name that tell it from others.
const TELLING: usize = 3;
/// Digits that tell a cheque from others.
const CHEQUE_DIGITS: usize = 5;

/// What a line is already: one payment of its amount, or several of one deposit that sum to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Noted {
    pub payments: Vec<PaymentId>,
    /// Nothing is asked: it is the line.
    pub certain: bool,
    /// The line bears the customer's name, or the number of the cheque.
    pub named: bool,
}

impl Desk {
    /// What these lines that wait are already, as far as it can be told. Those that are certain are left to the caller to
    /// take out before anything else is proposed for them.
    pub(crate) fn noted_in(
        &self,
        rows: &[BankEntryRow],
        ledger: &Ledger,
    ) -> Result<HashMap<BankEntryId, Noted>, Failure> {
        let payments = self.store.payments_not_seen()?;
        if payments.is_empty() {
            return Ok(HashMap::new());
        }
        let mut told = explained(rows, &payments);
        let entries: Vec<Entry> =
            rows.iter().filter(|row| told.contains_key(&row.entry.id)).map(crate::matching::entry).collect();
        for (entry, proposal) in entries.iter().zip(matching::propose(ledger, &entries)) {
            let Some(one) = told.get_mut(&entry.id) else { continue };
            let found: &[Match] = match &proposal.outcome {
                Outcome::Certain(found) => std::slice::from_ref(found),
                Outcome::Doubtful(found) => found,
                _ => &[],
            };
            for found in found {
                let of_them = self.is_of(found, &one.noted.payments)?;
                // It says itself that it is somebody else's.
                if !of_them && names_somebody(found) {
                    one.is_anothers |= !one.noted.named;
                    one.noted.certain = false;
                }
                // The same customer owes that sum for something else: only a line of those days is the noted payment.
                if of_them && self.pays_others(found, &one.noted.payments)? && (!one.near || names_invoices(found)) {
                    one.noted.certain = false;
                }
            }
        }
        told.retain(|_, one| !one.is_anothers);
        Ok(told.into_iter().map(|(entry, one)| (entry, one.noted)).collect())
    }

    /// What is proposed for a line beside the payment it may be already.
    pub(crate) fn beside_noted(&self, outcome: Outcome, noted: Noted) -> Result<(Outcome, Option<Noted>), Failure> {
        Ok(match outcome {
            Outcome::Certain(found) if noted.named || self.is_of(&found, &noted.payments)? => {
                (Outcome::Doubtful(vec![found]), Some(noted))
            }
            // Only the amount spoke for it.
            Outcome::Certain(_) | Outcome::TakenBack { .. } | Outcome::TakesBack { .. } => (outcome, None),
            Outcome::Doubtful(_) | Outcome::Unknown => (outcome, Some(noted)),
        })
    }

    /// Whether a match pays none of the invoices that these payments were for.
    fn pays_others(&self, found: &Match, payments: &[PaymentId]) -> Result<bool, Failure> {
        for payment in payments {
            let known = self.store.payment(*payment)?.ok_or(Failure::NotFound { what: Thing::Payment })?;
            let mut paid = known.allocations.iter().chain(&known.accessories);
            if paid.any(|part| found.allocations.iter().any(|other| other.invoice == part.invoice)) {
                return Ok(false);
            }
        }
        Ok(!found.allocations.is_empty())
    }

    fn is_of(&self, found: &Match, payments: &[PaymentId]) -> Result<bool, Failure> {
        for payment in payments {
            if self.store.customer_of_payment(*payment)? == Some(found.customer) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The line is these payments, which were recorded before: nothing is booked again.
    pub fn confirm_noted(&mut self, now: Now, entry: BankEntryId, payments: &[PaymentId]) -> Result<Change, Failure> {
        let line = self.free_line(entry)?;
        let mut sum = Cents::ZERO;
        for payment in payments {
            let known = self.store.payment(*payment)?.ok_or(Failure::BankChanged)?;
            if known.entry.is_some() {
                return Err(Failure::BankChanged);
            }
            sum = sum.plus(known.amount);
        }
        if sum != line.amount {
            return Err(Failure::BankChanged);
        }
        let customers = self.record(now, seen(payments, entry, now))?;
        let amount = self.lang.amount(line.amount);
        let sentence = match self.lang {
            Lang::Fr => format!("{amount} vus en banque\u{a0}: déjà notés, rien n’est compté deux fois."),
            Lang::En => format!("{amount} seen at the bank: recorded already, nothing is counted twice."),
        };
        Ok(Change { customers, sentence, undo: Some(format!("seen:{entry}:{}", ids(payments))) })
    }

    /// Payments in lines of the bank: those that were recognised there, and those that had been recorded before.
    pub(crate) fn parted(&self, payments: Vec<PaymentId>) -> Result<(Vec<PaymentId>, Vec<PaymentId>), Failure> {
        let later = self.store.seen_later(&payments)?;
        Ok(payments.into_iter().partition(|payment| !later.contains_key(payment)))
    }

    /// The line was none of these payments: they stay recorded, and it waits again.
    pub(crate) fn unsee(&mut self, now: Now, entry: BankEntryId, payments: &[PaymentId]) -> Result<Change, Failure> {
        for payment in payments {
            if self.store.payment(*payment)?.is_none_or(|known| known.entry != Some(entry)) {
                return Err(Failure::CannotUndo);
            }
        }
        self.take_back_all(now, &[], payments)
    }

    /// A sentence about payments recorded before that a line may have been, each after a space: they were not seen at the
    /// bank yet, and the line is booked beside them.
    pub(crate) fn booked_beside(&self, file: &CustomerFile, line: &BankEntry, own: &[PaymentId]) -> String {
        let near = |payment: &&Payment| {
            payment.amount == line.amount
                && payment.entry.is_none()
                && payment.means != Means::Cash
                && !own.contains(&payment.id)
                && days_between(payment.received_on, line.day) <= BANK_DAYS
        };
        let of = |payment: &Payment| format!(" {}", words::booked_beside(self.lang, payment, &file.customer.name));
        file.payments.iter().filter(near).map(of).collect()
    }
}

/// The events that say which line payments are.
pub(crate) fn seen(payments: &[PaymentId], entry: BankEntryId, now: Now) -> Vec<Event> {
    let event = |payment: &PaymentId| Event::PaymentSeen { payment: *payment, entry: Some(entry), day: now.today };
    payments.iter().map(event).collect()
}

pub(crate) fn unseen(payments: &[PaymentId], now: Now) -> impl Iterator<Item = Event> {
    payments.iter().map(move |payment| Event::PaymentSeen { payment: *payment, entry: None, day: now.today })
}

pub(crate) fn ids(payments: &[PaymentId]) -> String {
    payments.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

impl ProposedLine {
    /// Confirmed with all others that are certain.
    pub fn is_certain(&self) -> bool {
        matches!(self.outcome, Outcome::Certain(_)) || self.is_noted()
    }

    /// It is a payment that was recorded before.
    pub fn is_noted(&self) -> bool {
        self.noted.as_ref().is_some_and(|noted| noted.certain)
    }
}

/// Something but the amount says whose money it is.
fn names_somebody(found: &Match) -> bool {
    let names = |reason: &Reason| matches!(reason, Reason::ByName { .. } | Reason::ByPayerAccount { .. });
    names_invoices(found) || found.reasons.iter().any(names)
}

/// The text itself says which invoices it pays.
fn names_invoices(found: &Match) -> bool {
    let names = |reason: &Reason| matches!(reason, Reason::ByReference { .. } | Reason::ByCreditorReference { .. });
    found.reasons.iter().any(names)
}

fn days_between(one: NaiveDate, other: NaiveDate) -> i64 {
    one.signed_duration_since(other).num_days().abs()
}

/// The day its money should be at the bank; of a cheque that lies in a drawer, the day it came.
fn expected_on(payment: &UnseenPayment) -> NaiveDate {
    payment.cheque.as_ref().and_then(|cheque| cheque.deposited_on).unwrap_or(payment.received_on)
}

/// The day of the last payment of each accounting journal: what came later is not in it.
fn ends(payments: &[UnseenPayment]) -> HashMap<ImportId, NaiveDate> {
    let mut ends: HashMap<ImportId, NaiveDate> = HashMap::new();
    for payment in payments {
        if let Some(import) = payment.import {
            let end = ends.entry(import).or_insert(payment.received_on);
            *end = payment.received_on.max(*end);
        }
    }
    ends
}

/// What a line may be already, while it is told.
struct Told {
    noted: Noted,
    /// Days apart that leave no room for another payment of that amount.
    near: bool,
    is_anothers: bool,
}

/// A line and a payment of the same amount: those that bear more of the name first, then the nearer days.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Pair {
    missing: usize,
    days: i64,
    line: usize,
    payment: usize,
    near: bool,
}

/// Lines and payments, and which of them are given to each other.
struct Explained<'b> {
    lines: Vec<&'b BankEntryRow>,
    /// The words of each line.
    words: Vec<HashSet<String>>,
    payments: &'b [UnseenPayment],
    ends: HashMap<ImportId, NaiveDate>,
    said: HashMap<BankEntryId, Told>,
    used: HashSet<usize>,
}

/// A word in more lines of one amount than this tells nobody apart.
const COMMON: usize = 100;
/// More lines and payments of one amount than this are not told by their days alone.
const MANY: usize = 400;

fn explained(rows: &[BankEntryRow], payments: &[UnseenPayment]) -> HashMap<BankEntryId, Told> {
    let amounts: HashSet<Cents> = payments.iter().map(|payment| payment.amount).collect();
    let lines: Vec<&BankEntryRow> = rows.iter().filter(|row| row.entry.amount.is_positive()).collect();
    // Most lines are of no amount that was noted.
    let words = |row: &&BankEntryRow| match amounts.contains(&row.entry.amount) {
        true => name_key(&format!("{} {}", row.entry.text.join(" "), row.entry.payer_name))
            .split(' ')
            .map(str::to_owned)
            .collect(),
        false => HashSet::new(),
    };
    let words = lines.iter().map(words).collect();
    let (said, used) = (HashMap::new(), HashSet::new());
    let mut all = Explained { lines, words, payments, ends: ends(payments), said, used };
    let by_amount = all.by_amount();
    let mut named: Vec<Pair> = by_amount.iter().flat_map(|(lines, payments)| all.named(lines, payments)).collect();
    named.sort_unstable();
    for pair in named {
        // Of a line of after the end of the accounts, the payment was rather in a statement that nobody has brought.
        let certain = !all.is_after(pair.line, pair.payment);
        all.give(pair, certain, true);
    }
    all.deposits();
    let mut nameless: Vec<Pair> =
        by_amount.iter().flat_map(|(lines, payments)| all.nameless(lines, payments)).collect();
    nameless.sort_unstable();
    let (mut of_line, mut of_payment) = (HashMap::new(), HashMap::new());
    for pair in &nameless {
        *of_line.entry(pair.line).or_insert(0usize) += 1;
        *of_payment.entry(pair.payment).or_insert(0usize) += 1;
    }
    for pair in nameless {
        // An accounting journal gives the amount and the day of the bank itself.
        let alone = of_line.get(&pair.line) == Some(&1) && of_payment.get(&pair.payment) == Some(&1);
        all.give(pair, alone && payments[pair.payment].import.is_some(), false);
    }
    all.said
}

impl Explained<'_> {
    /// Lines and payments of the same amount.
    fn by_amount(&self) -> Vec<(Vec<usize>, Vec<usize>)> {
        let mut by_amount: BTreeMap<Cents, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (place, payment) in self.payments.iter().enumerate() {
            by_amount.entry(payment.amount).or_default().1.push(place);
        }
        for (place, row) in self.lines.iter().enumerate() {
            if let Some((lines, _)) = by_amount.get_mut(&row.entry.amount) {
                lines.push(place);
            }
        }
        by_amount.into_values().filter(|(lines, _)| !lines.is_empty()).collect()
    }

    /// Those of them where the line bears the name, or the number of the cheque.
    fn named(&self, lines: &[usize], payments: &[usize]) -> Vec<Pair> {
        let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut by_number: HashMap<String, Vec<usize>> = HashMap::new();
        for line in lines {
            for word in &self.words[*line] {
                by_word.entry(word).or_default().push(*line);
            }
            let numbers =
                self.words[*line].iter().map(String::as_str).chain(self.lines[*line].entry.cheque_number.as_deref());
            for number in numbers.map(cheque_digits).filter(|number| number.len() >= CHEQUE_DIGITS) {
                by_number.entry(number).or_default().push(*line);
            }
        }
        let mut pairs = Vec::new();
        for payment in payments {
            let known = &self.payments[*payment];
            let days = |line: usize| days_between(self.lines[line].entry.day, expected_on(known));
            let number = known.cheque.as_ref().map(|cheque| cheque_digits(&cheque.number));
            let numbered = number.and_then(|number| by_number.get(&number));
            let mut met: HashSet<usize> = HashSet::new();
            for line in numbered.into_iter().flatten().filter(|line| days(**line) <= DRAWER_DAYS) {
                if met.insert(*line) {
                    pairs.push(Pair { missing: 0, days: days(*line), line: *line, payment: *payment, near: true });
                }
            }
            let telling = telling_words(&known.customer_name);
            let found =
                telling.iter().filter_map(|word| by_word.get(word.as_str())).filter(|lines| lines.len() <= COMMON);
            for line in found.flatten().filter(|line| days(**line) <= BANK_DAYS) {
                let missing = telling.iter().filter(|word| !self.words[*line].contains(*word)).count();
                // Half of a name is the name of many.
                if missing * 2 < telling.len() && met.insert(*line) {
                    let (days, near) = (days(*line), days(*line) <= NAMELESS_DAYS);
                    pairs.push(Pair { missing, days, line: *line, payment: *payment, near });
                }
            }
        }
        pairs
    }

    /// Those of them that only the amount and the days tell.
    fn nameless(&self, lines: &[usize], payments: &[usize]) -> Vec<Pair> {
        let free = |line: &&usize| !self.said.contains_key(&self.lines[**line].entry.id);
        let lines: Vec<usize> = lines.iter().filter(free).copied().collect();
        let payments: Vec<usize> = payments.iter().filter(|place| !self.used.contains(place)).copied().collect();
        if lines.len() * payments.len() > MANY {
            return Vec::new();
        }
        let mut pairs = Vec::new();
        for line in lines {
            for payment in &payments {
                let days = days_between(self.lines[line].entry.day, expected_on(&self.payments[*payment]));
                if days <= NAMELESS_DAYS && !self.is_after(line, *payment) {
                    pairs.push(Pair { missing: 0, days, line, payment: *payment, near: true });
                }
            }
        }
        pairs
    }

    /// The line came after the end of the accounts that have the payment.
    fn is_after(&self, line: usize, payment: usize) -> bool {
        let end = self.payments[payment].import.and_then(|import| self.ends.get(&import));
        end.is_some_and(|end| self.lines[line].entry.day > *end)
    }

    fn give(&mut self, pair: Pair, certain: bool, named: bool) {
        let id = self.lines[pair.line].entry.id;
        if !self.said.contains_key(&id) && self.used.insert(pair.payment) {
            let noted = Noted { payments: vec![self.payments[pair.payment].id], certain, named };
            self.said.insert(id, Told { noted, near: pair.near, is_anothers: false });
        }
    }

    /// Several payments of one entry of the accounts, or cheques deposited together, that sum to one line.
    fn deposits(&mut self) {
        let mut together: BTreeMap<(Option<ImportId>, NaiveDate, &str), Vec<usize>> = BTreeMap::new();
        for (place, payment) in self.payments.iter().enumerate().filter(|(place, _)| !self.used.contains(place)) {
            let deposited_on = payment.cheque.as_ref().and_then(|cheque| cheque.deposited_on);
            let key = match (payment.import, deposited_on) {
                (Some(import), _) => (Some(import), payment.received_on, payment.note.as_str()),
                (None, Some(day)) => (None, day, ""),
                (None, None) => continue,
            };
            together.entry(key).or_default().push(place);
        }
        let mut of_sum: HashMap<Cents, Vec<usize>> = HashMap::new();
        for (line, row) in self.lines.iter().enumerate().filter(|(_, row)| is_remittance(row)) {
            of_sum.entry(row.entry.amount).or_default().push(line);
        }
        for ((_, day, _), places) in together.into_iter().filter(|(_, places)| places.len() > 1) {
            let sum: Cents = places.iter().map(|place| self.payments[*place].amount).sum();
            let alike = of_sum.get(&sum).into_iter().flatten().filter(|line| !self.is_after(**line, places[0]));
            let free = alike.map(|line| &self.lines[*line].entry).filter(|entry| !self.said.contains_key(&entry.id));
            let near = free.filter(|entry| days_between(entry.day, day) <= BANK_DAYS);
            if let Some(entry) = near.min_by_key(|entry| (days_between(entry.day, day), entry.id)) {
                let payments = places.iter().map(|place| self.payments[*place].id).collect();
                let near = days_between(entry.day, day) <= NAMELESS_DAYS;
                let noted = Noted { payments, certain: near, named: false };
                self.said.insert(entry.id, Told { noted, near, is_anothers: false });
                self.used.extend(places);
            }
        }
    }
}

/// A deposit of several payments names no payer, or says that it is one.
fn is_remittance(row: &BankEntryRow) -> bool {
    const SAYS: [&str; 6] = ["remise", "rem", "cheque", "cheques", "chq", "depot"];
    let entry = &row.entry;
    let text = name_key(&entry.text.join(" "));
    entry.payer_name.is_empty() || entry.cheque_number.is_some() || text.split(' ').any(|word| SAYS.contains(&word))
}

/// The words of a name that tell it from others.
fn telling_words(customer: &str) -> Vec<String> {
    name_key(customer)
        .split(' ')
        .filter(|word| word.chars().count() >= TELLING && !matching::is_common_in_names(&word.to_uppercase()))
        .map(str::to_owned)
        .collect()
}

/// The digits of a cheque's number without the zeros before them.
fn cheque_digits(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').to_owned()
}
