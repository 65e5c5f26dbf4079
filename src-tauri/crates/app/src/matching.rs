//! What the lines of the bank may pay: proposals, of which the owner confirms each.

use std::collections::hash_map::Entry as Slot;
use std::collections::{BTreeSet, HashMap, HashSet};

use domain::matching::{
    self, Asked, DuePart, Entry, FreeCredit, Ledger, Match, OpenInvoice, Outcome, Payer, Promised, Seen,
};
use domain::{Allocation, BankEntryId, Cents, CustomerFile, CustomerId, Invoice, InvoiceId, PaymentId};
use store::{AskedRow, BankEntryRow, BankEntryState};

use crate::desk::{Desk, Now};
use crate::failure::Failure;
use crate::noted::Noted;
use crate::recognise;

/// Lines of a customer that say how its payer is shown; the latest.
const TIMES_SEEN: usize = 6;

/// A line that waits, and what it may pay.
#[derive(Clone, PartialEq, Debug)]
pub struct ProposedLine {
    pub row: BankEntryRow,
    pub outcome: Outcome,
    /// The payment, recognised earlier, that it takes back.
    pub takes_back: Option<PaymentId>,
    /// The payments recorded before that it is, or may be: nothing else is proposed when that is certain.
    pub noted: Option<Noted>,
}

impl Desk {
    /// A proposal for each line that waits, in the order of their list. Nothing is recorded.
    pub fn bank_proposals(&self, now: Now) -> Result<Vec<ProposedLine>, Failure> {
        let rows = self.bank_entries(BankEntryState::Waiting)?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let recognised = self.bank_entries(BankEntryState::Recognised)?;
        let (ledger, planned) = self.ledger(now, &recognised)?;
        let mut noted = self.noted_in(&rows, &ledger)?;
        // A line whose payment is recorded takes no invoice from the others.
        let is_noted = |row: &BankEntryRow| noted.get(&row.entry.id).is_some_and(|noted| noted.certain);
        let entries: Vec<Entry> = rows.iter().filter(|row| !is_noted(row)).map(entry).collect();
        let proposals = matching::propose(&ledger, &entries);
        let back = went_back(&rows, &recognised);
        let mut outcomes: HashMap<BankEntryId, Outcome> =
            entries.iter().map(|entry| entry.id).zip(proposals.into_iter().map(|proposal| proposal.outcome)).collect();
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            let id = row.entry.id;
            let line = match (outcomes.remove(&id), noted.remove(&id), back.get(&id)) {
                (None, noted, _) => ProposedLine { row, outcome: Outcome::Unknown, takes_back: None, noted },
                (Some(Outcome::Unknown), _, Some((came, payment))) => {
                    let outcome = Outcome::TakesBack { entry: *came };
                    ProposedLine { row, outcome, takes_back: Some(*payment), noted: None }
                }
                (Some(outcome), Some(noted), _) => {
                    let (outcome, noted) = self.beside_noted(outcome, noted)?;
                    ProposedLine { row, outcome, takes_back: None, noted }
                }
                (Some(outcome), None, _) => ProposedLine { row, outcome, takes_back: None, noted: None },
            };
            lines.push(line);
        }
        self.settle_accessories(&mut lines, &planned, now)?;
        Ok(lines)
    }

    /// Everything that is open, and whose it is, with the customers who have a plan that runs: read in one pass.
    fn ledger(&self, now: Now, recognised: &[BankEntryRow]) -> Result<(Ledger, HashSet<CustomerId>), Failure> {
        let mut planned = HashSet::new();
        let mut ledger = Ledger { own_identifiers: self.own_identifiers(), ..Ledger::default() };
        let (mut accounts, mut seen) = known_payers(recognised);
        let mut letters: HashMap<CustomerId, Vec<AskedRow>> = HashMap::new();
        for letter in self.store.asked(None)? {
            letters.entry(letter.customer).or_default().push(letter);
        }
        for file in self.store.book_open(now.today)?.files {
            let customer = file.customer.id;
            if file.plans.iter().any(|plan| plan.closed.is_none()) {
                planned.insert(customer);
            }
            // Ceded ones as well: money for them may come here all the same, and is passed on.
            let owed = file.invoices.iter().filter(|invoice| !file.is_written_off(invoice.id));
            let under_plan = self.under_plan(&file, now.today);
            for invoice in owed {
                let open = file.balance(invoice, now.today).open;
                if invoice.is_credit_note() {
                    let used: Cents = invoice.credits.iter().map(|part| part.amount).sum();
                    let free = invoice.amount_due.minus(used);
                    if free.is_positive() {
                        ledger.credits.push(FreeCredit {
                            credit_note: invoice.id,
                            customer,
                            number: invoice.number.clone(),
                            open: free,
                        });
                    }
                } else if open.is_positive() {
                    ledger.invoices.push(self.open_invoice(&file, invoice, open, &under_plan, now));
                }
            }
            for letter in letters.remove(&customer).unwrap_or_default() {
                ledger.asked.extend(self.still_asked(&file, letter, now)?);
            }
            ledger.payers.push(Payer {
                customer,
                name: file.customer.name.clone(),
                other_names: file.customer.contacts.iter().map(|contact| contact.name.clone()).collect(),
                accounts: accounts.remove(&customer).map(Vec::from_iter).unwrap_or_default(),
                seen: seen.remove(&customer).unwrap_or_default(),
            });
        }
        Ok((ledger, planned))
    }

    /// What a letter asked for, where nothing has moved on its invoices since and all of it is still the owner's to claim.
    fn still_asked(&self, file: &CustomerFile, letter: AskedRow, now: Now) -> Result<Option<Asked>, Failure> {
        let is_there = |id: &InvoiceId| {
            file.invoice(*id).is_some_and(|invoice| {
                let open = file.balance(invoice, now.today).open;
                open.is_positive()
                    && file.is_own_claim(invoice, now.today)
                    && file.balance(invoice, letter.day).open == open
            })
        };
        if self.business.is_none() || file.insolvency.is_some() || !letter.invoices.iter().all(is_there) {
            return Ok(None);
        }
        let asked = self.asked_on(file, &letter.invoices, letter.day)?;
        let parts: Vec<Allocation> =
            asked.iter().map(|one| Allocation { invoice: one.one.invoice.id, amount: one.principal }).collect();
        let whole = parts.len() == letter.invoices.len();
        Ok(whole.then_some(Asked { customer: letter.customer, parts, total: letter.total, day: letter.sent_on }))
    }

    /// What each match would come to when it is recorded now: interest and indemnity no further than the law counts them,
    /// and what a plan takes by itself.
    fn settle_accessories(
        &self,
        lines: &mut [ProposedLine],
        planned: &HashSet<CustomerId>,
        now: Now,
    ) -> Result<(), Failure> {
        let mut files: HashMap<CustomerId, CustomerFile> = HashMap::new();
        for line in lines {
            let matches: &mut [Match] = match &mut line.outcome {
                Outcome::Certain(found) => std::slice::from_mut(found),
                Outcome::Doubtful(found) => found,
                _ => continue,
            };
            for found in matches {
                let may_change = found.accessories.is_positive()
                    || found.leftover.is_positive() && planned.contains(&found.customer);
                if !may_change {
                    continue;
                }
                let file = match files.entry(found.customer) {
                    Slot::Occupied(known) => known.into_mut(),
                    Slot::Vacant(place) => place.insert(self.customer_file(found.customer)?),
                };
                let payment = recognise::payment_of_match(now, &line.row.entry, found);
                let given = self.accessories_of_match(file, &payment, found, now)?;
                let given: Cents = given.into_iter().map(|part| part.amount).sum();
                if given == found.accessories {
                    continue;
                }
                found.leftover = found.accessories.plus(found.leftover).minus(given);
                found.accessories = given;
                found.reasons.retain(|reason| {
                    !matches!(reason, matching::Reason::AsAsked { .. } | matching::Reason::MoreThanOpen { .. })
                });
                if found.leftover.is_positive() {
                    found.reasons.push(matching::Reason::MoreThanOpen { surplus: found.leftover });
                }
            }
            match &line.outcome {
                Outcome::Certain(found) if found.is_contradicted() => {
                    line.outcome = Outcome::Doubtful(vec![found.clone()]);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn open_invoice(
        &self,
        file: &CustomerFile,
        invoice: &Invoice,
        open: Cents,
        under_plan: &[InvoiceId],
        now: Now,
    ) -> OpenInvoice {
        let parts = self.unpaid_parts(file, invoice, now.today);
        let part = |part: &domain::Instalment| DuePart { due_date: part.due_date, open: part.amount };
        // A promise about several invoices says nothing of the sum of one.
        let of_it = |promise: &&domain::Promise| promise.closed.is_none() && promise.invoices == [invoice.id];
        let promised =
            file.promises.iter().filter(of_it).map(|promise| Promised { day: promise.due_on, amount: promise.amount });
        OpenInvoice {
            id: invoice.id,
            customer: file.customer.id,
            number: invoice.number.clone(),
            issue_date: invoice.issue_date,
            due: parts.first().map(|part| part.due_date),
            is_set_apart: under_plan.contains(&invoice.id)
                || file.disputed_on(invoice.id, open, now.today).is_positive()
                || !file.is_own_claim(invoice, now.today),
            open,
            parts: if parts.len() > 1 { parts.iter().map(part).collect() } else { Vec::new() },
            promises: promised.chain(self.instalments_of(file, invoice, now.today)).collect(),
            payment_reference: invoice.payment_reference.clone(),
            discount: None,
        }
    }

    /// Numbers of the business itself, which are no invoice's.
    fn own_identifiers(&self) -> Vec<String> {
        let Some(business) = &self.business else { return Vec::new() };
        let of_business = [
            business.siren.as_ref().map(ToString::to_string),
            business.siret.as_ref().map(ToString::to_string),
            business.vat_id.as_ref().map(ToString::to_string),
            business.iban.as_ref().map(ToString::to_string),
            business.phone.clone(),
        ];
        of_business.into_iter().flatten().collect()
    }
}

/// Accounts that paid for a customer in lines the owner recognised, and how the payer was shown there the last times. A
/// deposit of several customers teaches nothing.
fn known_payers(
    recognised: &[BankEntryRow],
) -> (HashMap<CustomerId, BTreeSet<String>>, HashMap<CustomerId, Vec<Seen>>) {
    let mut accounts: HashMap<CustomerId, BTreeSet<String>> = HashMap::new();
    let mut seen: HashMap<CustomerId, Vec<Seen>> = HashMap::new();
    for row in recognised {
        let ([(_, customer)], line) = (row.payments.as_slice(), &row.entry) else { continue };
        if !line.payer_account.is_empty() {
            accounts.entry(*customer).or_default().insert(line.payer_account.clone());
        }
        let before = seen.entry(*customer).or_default();
        let shown = Seen { payer_name: line.payer_name.clone(), lines: line.text.clone() };
        if before.len() < TIMES_SEEN {
            before.push(shown);
        }
    }
    (accounts, seen)
}

/// Lines that take back money recognised in an earlier line: that line, and its payment.
fn went_back(rows: &[BankEntryRow], recognised: &[BankEntryRow]) -> HashMap<BankEntryId, (BankEntryId, PaymentId)> {
    if !rows.iter().any(|row| row.entry.amount < Cents::ZERO) {
        return HashMap::new();
    }
    let entries: Vec<Entry> = rows.iter().map(entry).collect();
    let sums: BTreeSet<Cents> =
        entries.iter().filter(|entry| matching::is_return(entry)).map(|entry| -entry.amount).collect();
    if sums.is_empty() {
        return HashMap::new();
    }
    let earlier: Vec<(&BankEntryRow, Entry)> = recognised
        .iter()
        .filter(|row| row.payments.len() == 1 && sums.contains(&row.entry.amount))
        .map(|row| (row, entry(row)))
        .collect();
    let mut all: Vec<(&BankEntryRow, &Entry)> = rows.iter().zip(&entries).collect();
    all.extend(earlier.iter().map(|(row, entry)| (*row, entry)));
    all.sort_by_key(|(_, entry)| (entry.day, entry.id));
    let sorted: Vec<&Entry> = all.iter().map(|(_, entry)| *entry).collect();
    let pairs = matching::returns(&sorted);
    let of_payment = pairs.into_iter().filter_map(|(came, back)| {
        let (payment, _) = all[came].0.payments.first()?;
        Some((sorted[back].id, (sorted[came].id, *payment)))
    });
    of_payment.collect()
}

pub(crate) fn entry(row: &BankEntryRow) -> Entry {
    let line = &row.entry;
    Entry {
        id: line.id,
        day: line.day,
        amount: line.amount,
        is_return: line.return_reason.is_some(),
        lines: line.text.clone(),
        creditor_reference: line.creditor_reference.clone(),
        end_to_end_id: line.end_to_end_id.clone(),
        payer_name: line.payer_name.clone(),
        payer_account: line.payer_account.clone(),
    }
}
