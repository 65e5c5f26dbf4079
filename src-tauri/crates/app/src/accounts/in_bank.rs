//! Lines of the bank whose money the accounts have already: nobody is to be asked whose payment they are.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use domain::{BankEntryId, Cents, ImportId, PaymentId};
use store::{AccountsPayment, BankEntryRow, name_key};

use super::sides::BANK_DAYS;
use crate::desk::Desk;
use crate::failure::Failure;

/// Without the customer's name in the line, the days must lie nearer.
const NAMELESS_DAYS: i64 = 3;
/// Letters of a word of a name that tell it from others.
const TELLING: usize = 4;

/// What the accounts say of lines of the bank.
#[derive(Default)]
pub(crate) struct InAccounts {
    /// Lines whose money they have, with the payments that each is.
    pub known: HashMap<BankEntryId, Vec<PaymentId>>,
    /// Lines of after their end that could be a payment they had just before it, and its day. It was rather in a statement
    /// that nobody has brought: whose money it is must be asked.
    pub perhaps: HashMap<BankEntryId, NaiveDate>,
}

impl Desk {
    /// Which of these lines the accounts have explained, with the payments that each is: one of its amount some days
    /// away, or all of one entry that sum to it (a remittance of cheques).
    pub fn known_in_accounts(&self, rows: &[BankEntryRow]) -> Result<HashMap<BankEntryId, Vec<PaymentId>>, Failure> {
        Ok(self.in_accounts(rows)?.known)
    }

    pub(crate) fn in_accounts(&self, rows: &[BankEntryRow]) -> Result<InAccounts, Failure> {
        let payments = self.store.payments_of_accounts()?;
        if payments.is_empty() {
            return Ok(InAccounts::default());
        }
        let mut ends: HashMap<ImportId, NaiveDate> = HashMap::new();
        for payment in &payments {
            let end = ends.entry(payment.import).or_insert(payment.received_on);
            *end = payment.received_on.max(*end);
        }
        Ok(explained(rows, &payments, &ends))
    }
}

fn days_between(one: NaiveDate, other: NaiveDate) -> i64 {
    one.signed_duration_since(other).num_days().abs()
}

/// `ends` is the day of the last payment of each journal: what came later is not in it.
fn explained(rows: &[BankEntryRow], payments: &[AccountsPayment], ends: &HashMap<ImportId, NaiveDate>) -> InAccounts {
    let is_after =
        |row: &BankEntryRow, place: usize| ends.get(&payments[place].import).is_some_and(|end| row.entry.day > *end);
    let mut by_amount: HashMap<Cents, Vec<usize>> = HashMap::new();
    for (place, payment) in payments.iter().enumerate() {
        by_amount.entry(payment.amount).or_default().push(place);
    }
    let lines: Vec<&BankEntryRow> = rows.iter().filter(|row| row.entry.amount.is_positive()).collect();
    let mut pairs: Vec<(bool, i64, usize, usize)> = Vec::new();
    for (line, row) in lines.iter().enumerate() {
        let words = name_key(&format!("{} {}", row.entry.text.join(" "), row.entry.payer_name));
        for place in by_amount.get(&row.entry.amount).into_iter().flatten() {
            let payment = &payments[*place];
            let days = days_between(row.entry.day, payment.received_on);
            let named = days <= BANK_DAYS && names(&words, &payment.customer_name);
            if named || days <= NAMELESS_DAYS && !is_after(row, *place) {
                pairs.push((!named, days, line, *place));
            }
        }
    }
    pairs.sort_unstable();
    let (mut said, mut perhaps, mut used) = (HashMap::new(), HashMap::new(), HashSet::new());
    for (_, _, line, place) in pairs {
        let id = lines[line].entry.id;
        if said.contains_key(&id) || perhaps.contains_key(&id) || !used.insert(place) {
            continue;
        }
        if is_after(lines[line], place) {
            perhaps.insert(id, payments[place].received_on);
        } else {
            said.insert(id, vec![payments[place].id]);
        }
    }
    let mut entries: BTreeMap<(ImportId, NaiveDate, &str), Vec<usize>> = BTreeMap::new();
    for (place, payment) in payments.iter().enumerate().filter(|(place, _)| !used.contains(place)) {
        entries.entry((payment.import, payment.received_on, payment.note.as_str())).or_default().push(place);
    }
    for ((_, day, _), places) in entries.into_iter().filter(|(_, places)| places.len() > 1) {
        let sum: Cents = places.iter().map(|place| payments[*place].amount).sum();
        let free = lines.iter().filter(|row| row.entry.amount == sum && !said.contains_key(&row.entry.id));
        let free = free.filter(|row| !is_after(row, places[0]));
        let near = free.filter(|row| days_between(row.entry.day, day) <= NAMELESS_DAYS);
        if let Some(row) = near.min_by_key(|row| days_between(row.entry.day, day)) {
            said.insert(row.entry.id, places.into_iter().map(|place| payments[place].id).collect());
        }
    }
    InAccounts { known: said, perhaps }
}

fn names(words: &str, customer: &str) -> bool {
    let key = name_key(customer);
    let telling = key.split(' ').filter(|word| word.chars().count() >= TELLING);
    let mut found = telling.map(|word| words.split(' ').any(|other| other == word));
    found.any(|found| found)
}
