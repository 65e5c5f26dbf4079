//! The bank lines that wait, by amount and by the customer they are proposed for: what the gate asks of each letter
//! and card without matching everything again.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use agenda::gate::{Credit, Proposed, Sum};
use chrono::NaiveDate;
use domain::matching::{Match, Outcome, Reason};
use domain::{BankEntry, BankEntryId, Cents, CustomerId, Event};

use crate::desk::{Desk, Now};
use crate::failure::Failure;

/// Made once, then kept until a fact could change it.
#[derive(Debug)]
pub(crate) struct WaitingMoney {
    day: NaiveDate,
    seen_until: Option<NaiveDate>,
    lines: HashMap<BankEntryId, Line>,
    by_amount: HashMap<Cents, Vec<BankEntryId>>,
    by_customer: HashMap<CustomerId, Vec<BankEntryId>>,
}

#[derive(Debug)]
struct Line {
    day: NaiveDate,
    amount: Cents,
    proposed: Vec<(CustomerId, Proposed)>,
    /// A reference, a name or an account says whose it is, so that its amount alone speaks for nobody else.
    is_somebodys: bool,
}

impl WaitingMoney {
    /// The lines proposed for a customer, and those of one of these sums that are nobody's.
    pub fn credits(&self, customer: CustomerId, sums: &[(Cents, Sum)]) -> Vec<Credit> {
        let proposed = self.by_customer.get(&customer).into_iter().flatten();
        let amounts: BTreeSet<Cents> = sums.iter().map(|(sum, _)| *sum).collect();
        let alike = amounts.iter().filter_map(|amount| self.by_amount.get(amount)).flatten();
        let mut taken = BTreeSet::new();
        proposed
            .chain(alike)
            .filter(|id| taken.insert(**id))
            .filter_map(|id| {
                let line = self.lines.get(id)?;
                let own = line.proposed.iter().find(|(of, _)| *of == customer).map(|(_, proposed)| proposed.clone());
                let credit = Credit { entry: *id, day: line.day, amount: line.amount, proposed: own };
                (credit.proposed.is_some() || !line.is_somebodys).then_some(credit)
            })
            .collect()
    }

    pub fn seen_until(&self) -> Option<NaiveDate> {
        self.seen_until
    }

    /// False when an event may have changed more than the line it names.
    fn follow(&mut self, event: &Event) -> bool {
        match event {
            Event::PaymentReceived { payment } => {
                match payment.entry {
                    Some(entry) => {
                        self.lines.remove(&entry);
                        true
                    }
                    // What is noted may be a line that waits, or a part of a deposit.
                    None => payment.cheque.is_none() && !self.by_amount.contains_key(&payment.amount),
                }
            }
            Event::PaymentSeen { entry: Some(entry), .. } => {
                self.lines.remove(entry);
                true
            }
            Event::EntrySetAside { aside } => {
                self.lines.remove(&aside.entry);
                true
            }
            // What is left of an invoice is looked at when a light is made.
            Event::PaymentAllocated { .. } | Event::CreditAllocated { .. } | Event::WrittenOff { .. } => true,
            Event::LetterDrafted { .. }
            | Event::LetterDiscarded { .. }
            | Event::LetterTakenOut { .. }
            | Event::GatePassed { .. }
            | Event::ExchangeRecorded { .. }
            | Event::ExchangeWithdrawn { .. }
            | Event::DeliveryRecorded { .. }
            | Event::PromiseMade { .. }
            | Event::PromiseClosed { .. }
            | Event::DisputeOpened { .. }
            | Event::DisputeClosed { .. }
            | Event::PaymentClaimed { .. }
            | Event::PaymentClaimClosed { .. }
            | Event::Paused { .. }
            | Event::PauseEnded { .. }
            | Event::HoldReopened { .. }
            | Event::StepSnoozed { .. }
            | Event::StepSkipped { .. }
            | Event::SkipWithdrawn { .. }
            | Event::StepChosen { .. }
            | Event::AttachmentAdded { .. }
            | Event::AttachmentWithdrawn { .. }
            | Event::MappingRemembered { .. }
            | Event::SettingRecorded { .. }
            | Event::RateConfirmed { .. } => true,
            _ => false,
        }
    }
}

/// Whether something but the amount says whose money it is.
fn names_somebody(found: &Match) -> bool {
    found.reasons.iter().any(|reason| {
        matches!(
            reason,
            Reason::ByReference { .. }
                | Reason::ByCreditorReference { .. }
                | Reason::ByPayerAccount { .. }
                | Reason::ByName { .. }
        )
    })
}

fn line(entry: &BankEntry, outcome: &Outcome) -> Option<Line> {
    let (certain, matches): (bool, &[Match]) = match outcome {
        Outcome::Certain(found) => (true, std::slice::from_ref(found)),
        Outcome::Doubtful(matches) => (false, matches),
        Outcome::Unknown => (false, &[]),
        // It came and went back: nobody has paid with it.
        Outcome::TakenBack { .. } | Outcome::TakesBack { .. } => return None,
    };
    let mut proposed: Vec<(CustomerId, Proposed)> = Vec::new();
    for found in matches {
        let invoices = found.allocations.iter().map(|part| part.invoice);
        match proposed.iter_mut().find(|(customer, _)| *customer == found.customer) {
            Some((_, known)) => known.invoices.extend(invoices),
            None => proposed.push((found.customer, Proposed { certain, invoices: invoices.collect() })),
        }
    }
    let is_somebodys = certain || matches.iter().any(names_somebody);
    Some(Line { day: entry.day, amount: entry.amount, proposed, is_somebodys })
}

impl Desk {
    pub(crate) fn waiting_money(&self, now: Now) -> Result<Arc<WaitingMoney>, Failure> {
        if let Some(known) = self.waiting_money.borrow().as_ref().filter(|known| known.day == now.today) {
            return Ok(Arc::clone(known));
        }
        let made = Arc::new(self.read_waiting_money(now)?);
        self.waiting_money.replace(Some(Arc::clone(&made)));
        Ok(made)
    }

    fn read_waiting_money(&self, now: Now) -> Result<WaitingMoney, Failure> {
        let mut waiting = WaitingMoney {
            day: now.today,
            seen_until: self.bank_seen_until()?,
            lines: HashMap::new(),
            by_amount: HashMap::new(),
            by_customer: HashMap::new(),
        };
        for proposed in self.bank_proposals(now)? {
            let entry = &proposed.row.entry;
            // Money that is recorded pays nothing more.
            if !entry.amount.is_positive() || proposed.is_noted() {
                continue;
            }
            let Some(line) = line(entry, &proposed.outcome) else { continue };
            for (customer, _) in &line.proposed {
                waiting.by_customer.entry(*customer).or_default().push(entry.id);
            }
            waiting.by_amount.entry(line.amount).or_default().push(entry.id);
            waiting.lines.insert(entry.id, line);
        }
        Ok(waiting)
    }

    /// After facts were written, here or by another program.
    pub(crate) fn waiting_money_follows(&mut self, events: &[Event]) {
        let Some(waiting) = self.waiting_money.get_mut().as_mut().and_then(Arc::get_mut) else {
            self.waiting_money = RefCell::new(None);
            return;
        };
        if !events.iter().all(|event| waiting.follow(event)) {
            self.waiting_money = RefCell::new(None);
        }
    }

    /// Everything that was derived is made again when it is asked for.
    pub(crate) fn forget_derived(&mut self) {
        self.standings = None;
        self.waiting_money = RefCell::new(None);
    }
}
