//! Payments that were recorded before their line of the bank came: noted by the owner, or brought by an accounting
//! journal. Their line says nothing new, and must not be booked a second time.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use domain::matching::{self, Entry, Ledger, Match, Outcome, Reason};
use domain::{BankEntryId, Cents, Event, ImportId, Lang, PaymentId};
use store::{BankEntryRow, UnseenPayment, name_key};

use crate::accounts::BANK_DAYS;
use crate::desk::{Change, Desk, Now};
use crate::failure::{Failure, Thing};
use crate::matching::ProposedLine;
use crate::words::say;

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
        let mut noted = explained(rows, &payments);
        // A line that names other invoices than those the payment was for may be another payment.
        let certain = |row: &&BankEntryRow| noted.get(&row.entry.id).is_some_and(|noted| noted.certain);
        let entries: Vec<Entry> = rows.iter().filter(certain).map(crate::matching::entry).collect();
        for (entry, proposal) in entries.iter().zip(matching::propose(ledger, &entries)) {
            if let (Outcome::Certain(found), Some(noted)) = (&proposal.outcome, noted.get_mut(&entry.id)) {
                noted.certain = !names_invoices(found) || !self.pays_others(found, &noted.payments)?;
            }
        }
        Ok(noted)
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
            let mut paid = known.allocations.iter();
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
        Ok(Change { customers, sentence, undo: Some(format!("seen:{}", ids(payments))) })
    }

    /// The line was none of these payments: they stay recorded, and it waits again.
    pub(crate) fn unsee(&mut self, now: Now, payments: &[PaymentId]) -> Result<Change, Failure> {
        let customers = self.record(now, unseen(payments, now).collect())?;
        let sentence = say(
            self.lang,
            "Rapprochement défait\u{a0}: la ligne attend de nouveau, le paiement noté reste.",
            "Match undone: the line waits again, the recorded payment stays.",
        );
        Ok(Change { customers, sentence: sentence.into(), undo: None })
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

/// A line and a payment of the same amount: those that bear more of the name first, then the nearer days.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Pair {
    nameless: bool,
    missing: usize,
    days: i64,
    line: usize,
    payment: usize,
}

/// Lines and payments, and which of them are given to each other.
struct Explained<'b> {
    lines: Vec<&'b BankEntryRow>,
    payments: &'b [UnseenPayment],
    ends: HashMap<ImportId, NaiveDate>,
    said: HashMap<BankEntryId, Noted>,
    used: HashSet<usize>,
}

fn explained(rows: &[BankEntryRow], payments: &[UnseenPayment]) -> HashMap<BankEntryId, Noted> {
    let lines = rows.iter().filter(|row| row.entry.amount.is_positive()).collect();
    let mut all = Explained { lines, payments, ends: ends(payments), said: HashMap::new(), used: HashSet::new() };
    let (named, nameless): (Vec<Pair>, Vec<Pair>) = all.pairs().into_iter().partition(|pair| !pair.nameless);
    for pair in named {
        // The payment was rather in a statement that nobody has brought.
        let certain = !all.is_after(pair.line, pair.payment);
        all.give(&pair, certain);
    }
    all.deposits();
    let alone: Vec<bool> = nameless.iter().map(|pair| all.is_alone(pair, &nameless)).collect();
    for (pair, alone) in nameless.iter().zip(alone) {
        // An accounting journal gives the amount and the day of the bank itself.
        all.give(pair, alone && payments[pair.payment].import.is_some());
    }
    all.said
}

impl Explained<'_> {
    fn pairs(&self) -> Vec<Pair> {
        let mut by_amount: HashMap<Cents, Vec<usize>> = HashMap::new();
        for (place, payment) in self.payments.iter().enumerate() {
            by_amount.entry(payment.amount).or_default().push(place);
        }
        let mut pairs = Vec::new();
        for (line, row) in self.lines.iter().enumerate() {
            let Some(alike) = by_amount.get(&row.entry.amount) else { continue };
            let words = name_key(&format!("{} {}", row.entry.text.join(" "), row.entry.payer_name));
            for payment in alike {
                let known = &self.payments[*payment];
                let days = days_between(row.entry.day, expected_on(known));
                let numbered = days <= DRAWER_DAYS && bears_cheque(row, &words, known);
                let missing = if numbered { Some(0) } else { missing_of_name(&words, &known.customer_name) };
                let named = numbered || (days <= BANK_DAYS && missing.is_some());
                if named || (days <= NAMELESS_DAYS && !self.is_after(line, *payment)) {
                    let missing = missing.filter(|_| named).unwrap_or(0);
                    pairs.push(Pair { nameless: !named, missing, days, line, payment: *payment });
                }
            }
        }
        pairs.sort_unstable();
        pairs
    }

    /// The line came after the end of the accounts that have the payment.
    fn is_after(&self, line: usize, payment: usize) -> bool {
        let end = self.payments[payment].import.and_then(|import| self.ends.get(&import));
        end.is_some_and(|end| self.lines[line].entry.day > *end)
    }

    fn give(&mut self, pair: &Pair, certain: bool) {
        let id = self.lines[pair.line].entry.id;
        if !self.said.contains_key(&id) && self.used.insert(pair.payment) {
            let payments = vec![self.payments[pair.payment].id];
            self.said.insert(id, Noted { payments, certain, named: !pair.nameless });
        }
    }

    /// No other line or payment of that amount lies as near.
    fn is_alone(&self, pair: &Pair, pairs: &[Pair]) -> bool {
        let free = |other: &&Pair| {
            !self.used.contains(&other.payment) && !self.said.contains_key(&self.lines[other.line].entry.id)
        };
        pairs.iter().filter(free).filter(|other| other.line == pair.line || other.payment == pair.payment).count() == 1
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
        for ((_, day, _), places) in together.into_iter().filter(|(_, places)| places.len() > 1) {
            let sum: Cents = places.iter().map(|place| self.payments[*place].amount).sum();
            let free = self.lines.iter().enumerate().filter(|(line, _)| !self.is_after(*line, places[0]));
            let free = free.map(|(_, row)| &row.entry);
            let alike = free.filter(|entry| entry.amount == sum && !self.said.contains_key(&entry.id));
            let near = alike.filter(|entry| days_between(entry.day, day) <= BANK_DAYS);
            if let Some(entry) = near.min_by_key(|entry| (days_between(entry.day, day), entry.id)) {
                let payments = places.iter().map(|place| self.payments[*place].id).collect();
                let near = days_between(entry.day, day) <= NAMELESS_DAYS;
                self.said.insert(entry.id, Noted { payments, certain: near, named: false });
                self.used.extend(places);
            }
        }
    }
}

/// How many telling words of a name the words of a line lack; none when it bears less than half of them, or only half.
fn missing_of_name(words: &str, customer: &str) -> Option<usize> {
    let key = name_key(customer);
    let telling: Vec<&str> = key
        .split(' ')
        .filter(|word| word.chars().count() >= TELLING && !matching::is_common_in_names(&word.to_uppercase()))
        .collect();
    let missing = telling.iter().filter(|word| !words.split(' ').any(|other| other == **word)).count();
    (!telling.is_empty() && missing * 2 < telling.len()).then_some(missing)
}

fn bears_cheque(row: &BankEntryRow, words: &str, payment: &UnseenPayment) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let plain = |digits: &str| digits.trim_start_matches('0').to_owned();
    let Some(cheque) = &payment.cheque else { return false };
    let number = plain(&digits(&cheque.number));
    let of_line = row.entry.cheque_number.iter().map(|number| plain(&digits(number)));
    let mut numbers = of_line.chain(words.split(' ').map(|word| plain(&digits(word))));
    number.len() >= CHEQUE_DIGITS && numbers.any(|other| other == number)
}
