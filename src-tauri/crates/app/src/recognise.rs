//! What the owner makes of the lines of the bank: matches confirmed one by one or all at once, deposits shared between
//! customers, money that went back, and each of it taken back.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use domain::matching::{Match, Outcome};
use domain::{
    Allocation, BankEntry, BankEntryId, Cents, CustomerFile, CustomerId, Event, HoldRef, InvoiceId, Lang, Means,
    Payment, PaymentId,
};
use store::Seq;

use crate::accessories::Accessories;
use crate::desk::{Change, Desk, Now};
use crate::failure::{Failure, FieldProblem, Thing};
use crate::matching::ProposedLine;
use crate::noted;
use crate::payments::opened_again;
use crate::words::{returns, say};

/// A customer's part of a line, and the invoices it pays: each up to an amount where one is said, else the oldest due
/// first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Share {
    pub customer: CustomerId,
    /// None: the whole line.
    pub amount: Option<Cents>,
    pub parts: Vec<(InvoiceId, Option<Cents>)>,
    /// What the invoices leave of it pays their interest and indemnity.
    pub accessories: bool,
}

impl Share {
    /// The whole line is this customer's.
    pub fn whole(customer: CustomerId, parts: Vec<(InvoiceId, Option<Cents>)>) -> Share {
        Share { customer, amount: None, parts, accessories: false }
    }

    /// The invoices named.
    pub fn invoices(&self) -> Vec<InvoiceId> {
        self.parts.iter().map(|(invoice, _)| *invoice).collect()
    }
}

/// The files of customers as they will be, match after match.
type Files = HashMap<CustomerId, CustomerFile>;

impl Desk {
    /// The owner recognises a customer's payment in a line, or those of several in a deposit: together they are the line.
    /// What no invoice takes stays free money of its customer.
    pub fn recognise_shares(&mut self, now: Now, entry: BankEntryId, shares: &[Share]) -> Result<Change, Failure> {
        let line = self.free_line(entry)?;
        let said = |share: &Share| share.amount.unwrap_or(line.amount);
        let sum: Cents = shares.iter().map(said).sum();
        if shares.is_empty() {
            return Err(Failure::field("customer", FieldProblem::Missing));
        }
        if sum != line.amount || shares.iter().any(|share| !said(share).is_positive()) {
            return Err(Failure::field("amount", FieldProblem::DoesNotSum { sum, expected: line.amount }));
        }
        let (mut events, mut payments, mut files) = (Vec::new(), Vec::new(), Files::new());
        for share in shares {
            let file = self.file_in(&mut files, share.customer)?;
            let payment = self.payment_in(now, &line, file, share)?;
            payments.push(payment.id);
            events.push(Event::PaymentReceived { payment: Box::new(payment.clone()) });
            file.payments.push(payment);
            let over = self.no_longer_awaited(file, now);
            close_in(file, &over);
            events.extend(over);
        }
        let customers = self.record(now, events)?;
        let amount = self.lang.amount(line.amount);
        let names: Vec<String> = shares
            .iter()
            .filter_map(|share| files.get(&share.customer))
            .map(|file| file.customer.name.clone())
            .collect();
        let names = crate::words::list(self.lang, &names);
        let mut sentence = match self.lang {
            Lang::Fr => format!("{amount} reconnus comme un paiement de {names}."),
            Lang::En => format!("{amount} recognised as a payment of {names}."),
        };
        for (share, payment) in shares.iter().zip(&payments) {
            let file = files.get(&share.customer);
            sentence.extend(file.map(|file| self.beside(file, *payment)));
            sentence.extend(file.map(|file| self.passing_on(file, *payment, now)));
            sentence.extend(file.map(|file| self.booked_beside(file, &line, &payments)));
        }
        Ok(Change { customers, sentence, undo: Some(matches_token(&payments)) })
    }

    /// The payment that a share of a line would be; nothing is recorded.
    pub fn payment_in(
        &self,
        now: Now,
        line: &BankEntry,
        file: &CustomerFile,
        share: &Share,
    ) -> Result<Payment, Failure> {
        let amount = share.amount.unwrap_or(line.amount);
        let allocations = self.spread(file, amount, &share.parts, now)?;
        let mut payment = Payment { allocations, ..payment_of(now, line, share.customer, amount) };
        let named = share.invoices();
        let of = if share.accessories { Accessories::Owed(&named) } else { Accessories::Agreed };
        payment.accessories = self.accessories(file, &payment, of, now)?;
        Ok(payment)
    }

    /// The owner confirms a match as it was proposed.
    pub fn confirm_match(&mut self, now: Now, entry: BankEntryId, chosen: &Match) -> Result<Change, Failure> {
        let line = self.free_line(entry)?;
        let mut files = Files::new();
        let (payment, events) = self.events_of(now, &line, chosen, &mut files)?;
        let comes_to = |event: &Event| match event {
            Event::PaymentReceived { payment } => payment.accessories.iter().map(|part| part.amount).sum(),
            _ => Cents::ZERO,
        };
        // What was shown is what is recorded.
        if events.first().map(comes_to) != Some(chosen.accessories) {
            return Err(Failure::BankChanged);
        }
        let customers = self.record(now, events)?;
        let amount = self.lang.amount(line.amount);
        let file = self.file_in(&mut files, chosen.customer)?;
        let name = &file.customer.name;
        let mut sentence = match self.lang {
            Lang::Fr => format!("{amount} reconnus comme un paiement de {name}."),
            Lang::En => format!("{amount} recognised as a payment of {name}."),
        };
        sentence.push_str(&self.beside(file, payment));
        sentence.push_str(&self.passing_on(file, payment, now));
        sentence.push_str(&self.booked_beside(file, &line, &[payment]));
        Ok(Change { customers, sentence, undo: Some(matches_token(&[payment])) })
    }

    /// Sentences about what a payment did beside paying invoices, each after a space.
    fn beside(&self, file: &CustomerFile, payment: PaymentId) -> String {
        let Some(payment) = file.payments.iter().find(|known| known.id == payment) else { return String::new() };
        let fees: Cents = payment.withheld.iter().map(|part| part.amount).sum();
        let mut said = String::new();
        if fees.is_positive() {
            let fees = self.lang.amount(fees);
            said.push_str(&match self.lang {
                Lang::Fr => format!(" {fees} sont admis comme frais de banque\u{a0}: ils ne sont plus dus."),
                Lang::En => format!(" {fees} are accepted as bank fees: they are owed no more."),
            });
        }
        said + &self.left_over(file, payment)
    }

    /// Confirms every match that is certain now, all or none. `expected` is how many the owner was shown.
    ///
    /// # Errors
    /// [`Failure::BankChanged`] when there are others than were shown: the owner looks first.
    pub fn confirm_certain(&mut self, now: Now, expected: usize) -> Result<Change, Failure> {
        let lines = self.bank_proposals(now)?;
        let certain: Vec<&ProposedLine> = lines.iter().filter(|line| line.is_certain()).collect();
        if certain.len() != expected {
            return Err(Failure::BankChanged);
        }
        let (mut all, mut files) = (Vec::new(), Files::new());
        for line in certain {
            match (&line.outcome, &line.noted) {
                (Outcome::Certain(chosen), _) => {
                    all.extend(self.events_of(now, &line.row.entry, chosen, &mut files)?.1);
                }
                (_, Some(noted)) => all.extend(noted::seen(&noted.payments, line.row.entry.id, now)),
                _ => {}
            }
        }
        let (mut first, written) = (None, all.len());
        let customers = self.write(now, |writing| {
            for event in &all {
                let seq = writing.append(event)?;
                first.get_or_insert(seq.0);
            }
            Ok(all)
        })?;
        let count = expected as u64;
        let sentence = match self.lang {
            Lang::Fr => format!(
                "{} {}.",
                self.lang.count(count),
                self.lang.plural(count, "encaissement rapproché", "encaissements rapprochés")
            ),
            Lang::En => {
                format!("{} {} matched.", self.lang.count(count), self.lang.plural(count, "payment", "payments"))
            }
        };
        // Thousands of payments would make a token that nobody can copy.
        Ok(Change { customers, sentence, undo: first.map(|first| format!("matches:{first}+{written}")) })
    }

    /// Takes back what was confirmed at once: the facts of the journal from one on.
    pub(crate) fn undo_matches(&mut self, now: Now, of: &str) -> Result<Change, Failure> {
        let (first, count) = of.split_once('+').ok_or(Failure::CannotUndo)?;
        let number = |text: &str| text.parse::<u64>().map_err(|_| Failure::CannotUndo);
        let (first, count) = (number(first)?, usize::try_from(number(count)?).map_err(|_| Failure::CannotUndo)?);
        let (mut payments, mut seen) = (Vec::new(), Vec::new());
        for entry in self.store.entries_after(Seq(first.saturating_sub(1)), count)? {
            match entry.event {
                // What was taken back since, by hand, stays so.
                Event::PaymentReceived { payment } if payment.entry.is_some() => {
                    payments.extend(self.store.payment_counts(payment.id)?.then_some(payment.id));
                }
                Event::PaymentSeen { payment, entry: Some(_), .. } => {
                    let said_by = self.store.seen_later(&[payment])?.remove(&payment);
                    seen.extend((said_by == Some(entry.seq)).then_some(payment));
                }
                _ => {}
            }
        }
        if payments.is_empty() && seen.is_empty() {
            return Err(Failure::CannotUndo);
        }
        self.take_back_all(now, &payments, &seen)
    }

    /// Takes back what was recognised in a line: it waits again, with every figure as before.
    pub fn unmatch(&mut self, now: Now, entry: BankEntryId) -> Result<Change, Failure> {
        let row = self.store.bank_entry(entry)?.ok_or(Failure::NotFound { what: Thing::BankEntry })?;
        if let Some(payment) = row.returns {
            return self.undo_return(now, payment);
        }
        if row.payments.is_empty() {
            return Err(Failure::NotFound { what: Thing::Payment });
        }
        let payments: Vec<PaymentId> = row.payments.iter().map(|(payment, _)| *payment).collect();
        let (recognised, later) = self.parted(payments)?;
        self.take_back_all(now, &recognised, &later)
    }

    /// Takes payments back with what came along: credit notes used are free again, promises kept are open again.
    pub(crate) fn take_back(&mut self, now: Now, payments: &[PaymentId]) -> Result<Change, Failure> {
        self.take_back_all(now, payments, &[])
    }

    /// The same, and lines that were payments recorded before are none any more.
    pub(crate) fn take_back_all(
        &mut self,
        now: Now,
        payments: &[PaymentId],
        seen: &[PaymentId],
    ) -> Result<Change, Failure> {
        let mut events = self.events_back(now, payments)?;
        events.extend(noted::unseen(seen, now));
        let customers = self.record(now, events)?;
        let sentence = match (payments, seen) {
            ([], _) => say(
                self.lang,
                "Rapprochement défait\u{a0}: la ligne attend de nouveau, le paiement noté reste.",
                "Match undone: the line waits again, the recorded payment stays.",
            ),
            (_, []) => say(
                self.lang,
                "Rapprochement défait\u{a0}: les factures sont de nouveau dues.",
                "Match undone: the invoices are owed again.",
            ),
            _ => say(
                self.lang,
                "Rapprochements défaits\u{a0}: ce que les lignes payaient est de nouveau dû, les paiements déjà notés restent.",
                "Matches undone: what the lines paid is owed again, the payments recorded before stay.",
            ),
        };
        Ok(Change { customers, sentence: sentence.into(), undo: None })
    }

    /// The events that take payments back with what came along.
    pub(crate) fn events_back(&self, now: Now, payments: &[PaymentId]) -> Result<Vec<Event>, Failure> {
        let reason = say(self.lang, "annulé par vous", "taken back by you");
        let day = now.today;
        let mut events = Vec::new();
        let mut files = Files::new();
        // The last first: what one of them took may have been left by another.
        for payment in payments.iter().rev() {
            let customer = self.store.customer_of_payment(*payment)?.ok_or(Failure::CannotUndo)?;
            let file = self.file_in(&mut files, customer)?;
            if !file.payments.iter().any(|known| known.id == *payment) {
                return Err(Failure::CannotUndo);
            }
            let reversed = Event::PaymentReversed { payment: *payment, day, reason: reason.to_owned(), entry: None };
            events.push(reversed);
            let along = self.store.entries_with_payment(*payment)?;
            for event in &along {
                let Event::CreditAllocated { credit_note, allocation } = event else { continue };
                let note = file.invoices.iter_mut().find(|note| note.id == *credit_note);
                let given = note.and_then(|note| {
                    // One that was released since is free already.
                    let place = note.credits.iter().rposition(|part| part == allocation)?;
                    Some(note.credits.remove(place))
                });
                if let Some(Allocation { invoice, amount }) = given {
                    let (credit_note, reason) = (*credit_note, reason.to_owned());
                    events.push(Event::CreditReleased { credit_note, invoice, day, reason, amount: Some(amount) });
                }
            }
            events.extend(opened_again(file, &along, day));
        }
        Ok(events)
    }

    /// A line says that a payment went back: a rejected direct debit, an unpaid cheque. Its invoices are owed again, and
    /// a promise that it had kept is open again.
    pub fn recognise_return(&mut self, now: Now, entry: BankEntryId, payment: PaymentId) -> Result<Change, Failure> {
        let row = self.store.bank_entry(entry)?.ok_or(Failure::NotFound { what: Thing::BankEntry })?;
        if row.entry.amount.is_positive() || row.returns.is_some() {
            return Err(Failure::BankChanged);
        }
        let customer = self.store.customer_of_payment(payment)?.ok_or(Failure::NotFound { what: Thing::Payment })?;
        let mut file = self.customer_file(customer)?;
        let known = file.payments.iter().find(|known| known.id == payment);
        let amount = known.ok_or(Failure::NotFound { what: Thing::Payment })?.amount;
        if amount != -row.entry.amount {
            let (sum, expected) = (-row.entry.amount, amount);
            return Err(Failure::field("payment", FieldProblem::DoesNotSum { sum, expected }));
        }
        let day = now.today;
        let why = row.entry.return_reason.as_deref().map(|reason| returns::return_reason(self.lang, reason));
        let why = why.unwrap_or_else(|| say(self.lang, "reparti", "went back").to_owned());
        let mut events = vec![Event::PaymentReversed { payment, day, reason: why, entry: Some(entry) }];
        let opened = opened_again(&mut file, &self.store.entries_with_payment(payment)?, day);
        // The word that it had been paid was true: it says nothing of what is owed now.
        let agreed =
            |event: &Event| matches!(event, Event::HoldReopened { hold: HoldRef::Promise(_) | HoldRef::Plan(_), .. });
        events.extend(opened.into_iter().filter(agreed));
        let customers = self.record(now, events)?;
        let (amount, name) = (self.lang.amount(amount), &file.customer.name);
        let sentence = match self.lang {
            Lang::Fr => {
                format!("Le paiement de {amount} de {name} est reparti\u{a0}: ses factures sont de nouveau dues.")
            }
            Lang::En => format!("The payment of {amount} of {name} went back: its invoices are owed again."),
        };
        Ok(Change { customers, sentence, undo: Some(format!("return:{payment}")) })
    }

    /// The payment counts again: the line was no return of it.
    pub(crate) fn undo_return(&mut self, now: Now, payment: PaymentId) -> Result<Change, Failure> {
        let mut events = vec![Event::PaymentReinstated { payment, day: now.today }];
        events.extend(self.answered_again(payment, now)?);
        let customers = self.record(now, events)?;
        let sentence = say(self.lang, "Le paiement compte de nouveau.", "The payment counts again.");
        Ok(Change { customers, sentence: sentence.into(), undo: None })
    }

    /// Both lines of money that came and went back are no customer's payment any more.
    pub fn set_pair_aside(&mut self, now: Now, came: BankEntryId, back: BankEntryId) -> Result<Change, Failure> {
        let reason = say(self.lang, "arrivé puis reparti", "came and went back");
        let aside = |entry| Event::EntrySetAside {
            aside: domain::EntrySetAside { entry, day: now.today, reason: reason.to_owned() },
        };
        let customers = self.record(now, vec![aside(came), aside(back)])?;
        let sentence = say(
            self.lang,
            "Les deux lignes s’annulent\u{a0}: rien n’est changé.",
            "The two lines cancel out: nothing is changed.",
        );
        Ok(Change { customers, sentence: sentence.into(), undo: Some(format!("entry:{came},{back}")) })
    }

    /// A line of money in that nothing explains yet.
    pub(crate) fn free_line(&self, entry: BankEntryId) -> Result<BankEntry, Failure> {
        let row = self.store.bank_entry(entry)?.ok_or(Failure::NotFound { what: Thing::BankEntry })?;
        if !row.entry.amount.is_positive() {
            return Err(Failure::field("entry", FieldProblem::NotPositive));
        }
        if !row.payments.is_empty() || row.aside.is_some() {
            return Err(Failure::BankChanged);
        }
        Ok(row.entry)
    }

    fn file_in<'f>(&self, files: &'f mut Files, customer: CustomerId) -> Result<&'f mut CustomerFile, Failure> {
        Ok(match files.entry(customer) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(self.customer_file(customer)?),
        })
    }

    /// The facts of a match, checked against what is owed now: what was proposed a while ago may no longer hold.
    fn events_of(
        &self,
        now: Now,
        line: &BankEntry,
        chosen: &Match,
        files: &mut Files,
    ) -> Result<(PaymentId, Vec<Event>), Failure> {
        let file = self.file_in(files, chosen.customer)?;
        let given: Cents = chosen.allocations.iter().map(|part| part.amount).sum();
        if given.plus(chosen.accessories).plus(chosen.leftover) != line.amount
            || chosen.accessories.min(chosen.leftover) < Cents::ZERO
        {
            return Err(Failure::BankChanged);
        }
        let mut payment = payment_of_match(now, line, chosen);
        let mut events = vec![Event::PaymentReceived { payment: Box::new(payment.clone()) }];
        for used in &chosen.credits {
            let note = file.invoices.iter_mut().find(|note| note.id == used.credit_note && note.is_credit_note());
            let note = note.ok_or(Failure::BankChanged)?;
            let free = note.amount_due.minus(note.credits.iter().map(|part| part.amount).sum());
            if used.amount > free {
                return Err(Failure::BankChanged);
            }
            let allocation = Allocation { invoice: used.invoice, amount: used.amount };
            note.credits.push(allocation.clone());
            events.push(Event::CreditAllocated { credit_note: used.credit_note, allocation });
        }
        let id = payment.id;
        payment.accessories = self.accessories_of_match(file, &payment, chosen, now)?;
        if let Some(Event::PaymentReceived { payment: received }) = events.first_mut() {
            received.accessories.clone_from(&payment.accessories);
        }
        file.payments.push(payment);
        let touched = [&chosen.allocations, &chosen.fees, &chosen.discounts].into_iter().flatten();
        for part in touched {
            let invoice = file.invoice(part.invoice).ok_or(Failure::BankChanged)?;
            // What everything together gave must be no more than was owed.
            if file.balance(invoice, now.today).covered() > invoice.amount_due {
                return Err(Failure::BankChanged);
            }
        }
        let over = self.no_longer_awaited(file, now);
        close_in(file, &over);
        events.extend(over);
        Ok((id, events))
    }
}

/// The file as it will be once these promises, words of payment and plans are closed: a further match closes none again.
fn close_in(file: &mut CustomerFile, over: &[Event]) {
    for event in over {
        match event {
            Event::PromiseClosed { promise, day, how, closed_as } => {
                for one in file.promises.iter_mut().filter(|one| one.id == *promise) {
                    (one.closed, one.closed_as) = (Some((*day, how.clone())), *closed_as);
                }
            }
            Event::PaymentClaimClosed { claim, day, how } => {
                for one in file.payment_claims.iter_mut().filter(|one| one.id == *claim) {
                    one.closed = Some((*day, how.clone()));
                }
            }
            Event::PlanClosed { plan, day, how, closed_as } => {
                for one in file.plans.iter_mut().filter(|one| one.id == *plan) {
                    (one.closed, one.closed_as) = (Some((*day, how.clone())), Some(*closed_as));
                }
            }
            _ => {}
        }
    }
}

fn payment_of(now: Now, line: &BankEntry, customer: CustomerId, amount: Cents) -> Payment {
    let means = if line.cheque_number.is_some() { Means::Cheque } else { Means::Transfer };
    Payment {
        reference: line.text.join(" "),
        entry: Some(line.id),
        ..Payment::of(PaymentId(now.mint()), customer, line.day, amount, means)
    }
}

/// The payment that a match would be, before its interest and indemnity.
pub(crate) fn payment_of_match(now: Now, line: &BankEntry, chosen: &Match) -> Payment {
    Payment {
        allocations: chosen.allocations.clone(),
        withheld: chosen.fees.clone(),
        discounts: chosen.discounts.clone(),
        ..payment_of(now, line, chosen.customer, line.amount)
    }
}

fn matches_token(payments: &[PaymentId]) -> String {
    format!("payments:{}", noted::ids(payments))
}
