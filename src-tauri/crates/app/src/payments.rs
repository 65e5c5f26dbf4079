//! Money of a customer: received, given to its invoices, or still free.

use agenda::PlanState;
use chrono::NaiveDate;
use domain::{
    Allocation, Cents, Cheque, CustomerFile, CustomerId, Event, HoldRef, Invoice, InvoiceId, Lang, Means, PaidPart,
    Payment, PaymentId, PlanEnd, Promise, PromiseEnd,
};

use crate::accessories::Accessories;
use crate::desk::{Change, Desk, Now};
use crate::failure::{Failure, FieldProblem, Thing};
use crate::words::owed as words;
use crate::words::say;

/// Money received, as the owner notes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewPayment {
    pub customer: CustomerId,
    pub amount: Cents,
    pub received_on: NaiveDate,
    pub means: Means,
    pub reference: String,
    /// Which invoices it pays, in that order, each up to an amount where one is said. Empty: the oldest due first
    /// (law.md PA-01).
    pub parts: Vec<(InvoiceId, Option<Cents>)>,
    /// Costs that a bank or the payer kept and that the owner takes for paid, on top of the amount.
    pub withheld: Vec<Allocation>,
    /// Early discounts that the owner grants, in the same way.
    pub discounts: Vec<Allocation>,
    /// What the invoices leave of it pays their interest and indemnity, as far as they are owed; what a signed plan counts
    /// is paid in any case.
    pub accessories: bool,
    /// The parts are those that the customer named when it paid.
    pub indicated: bool,
    pub cheque: Option<Cheque>,
}

impl NewPayment {
    /// Money of a customer, given to the oldest due first.
    pub fn of(customer: CustomerId, amount: Cents, received_on: NaiveDate) -> NewPayment {
        NewPayment {
            customer,
            amount,
            received_on,
            means: Means::Transfer,
            reference: String::new(),
            parts: Vec::new(),
            withheld: Vec::new(),
            discounts: Vec::new(),
            accessories: false,
            indicated: false,
            cheque: None,
        }
    }
}

/// Behind the sum of a part, in a token of undoing: it paid interest and indemnity.
const TO_ACCESSORIES: char = 'a';

/// Where free money lies.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FreeMoney {
    Payment(PaymentId),
    CreditNote(InvoiceId),
}

/// Money that no invoice has yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Free {
    pub money: FreeMoney,
    /// The day the funds were there, or the date of the credit note.
    pub day: NaiveDate,
    pub amount: Cents,
}

impl FreeMoney {
    /// `payment:ID` or `credit_note:ID`.
    pub fn code(self) -> String {
        match self {
            FreeMoney::Payment(id) => format!("payment:{id}"),
            FreeMoney::CreditNote(id) => format!("credit_note:{id}"),
        }
    }

    pub fn from_code(text: &str) -> Option<FreeMoney> {
        match text.split_once(':')? {
            ("payment", id) => id.parse().ok().map(FreeMoney::Payment),
            ("credit_note", id) => id.parse().ok().map(FreeMoney::CreditNote),
            _ => None,
        }
    }

    fn give(self, invoice: InvoiceId, amount: Cents) -> Event {
        let allocation = Allocation { invoice, amount };
        match self {
            FreeMoney::Payment(payment) => Event::PaymentAllocated { payment, allocation, to: PaidPart::Principal },
            FreeMoney::CreditNote(credit_note) => Event::CreditAllocated { credit_note, allocation },
        }
    }
}

/// Everything of a customer that no invoice has yet, credit notes first, then by day.
pub fn free_money(file: &CustomerFile, today: NaiveDate) -> Vec<Free> {
    let notes = file.invoices.iter().filter(|note| note.is_credit_note()).map(|note| Free {
        money: FreeMoney::CreditNote(note.id),
        day: note.issue_date,
        amount: note.amount_due.minus(note.credits.iter().map(|part| part.amount).sum()),
    });
    let payments = file.payments.iter().map(|payment| Free {
        money: FreeMoney::Payment(payment.id),
        day: payment.received_on,
        amount: payment.free(),
    });
    let known = |free: &Free| free.amount.is_positive() && free.day <= today;
    let mut free: Vec<Free> = notes.filter(known).collect();
    free.sort_by_key(|one| one.day);
    let mut received: Vec<Free> = payments.filter(known).collect();
    received.sort_by_key(|one| one.day);
    free.extend(received);
    free
}

impl Desk {
    /// Money received. What is left over stays a credit of the customer. Promises that it keeps are closed as kept, and
    /// what was announced is no longer to be checked.
    pub fn record_payment(&mut self, now: Now, new: NewPayment) -> Result<Change, Failure> {
        let mut file = self.customer_file(new.customer)?;
        let payment = self.payment_of(now, &file, PaymentId(now.mint()), &new)?;
        let (id, amount, left_over) = (payment.id, payment.amount, self.left_over(&file, &payment));
        let mut sentence = match self.lang {
            Lang::Fr => format!("{} notés pour {}.", self.lang.amount(amount), file.customer.name),
            Lang::En => format!("{} recorded for {}.", self.lang.amount(amount), file.customer.name),
        };
        let mut events = vec![Event::PaymentReceived { payment: Box::new(payment.clone()) }];
        file.payments.push(payment);
        events.extend(self.no_longer_awaited(&file, now));
        let customers = self.record(now, events)?;
        sentence.push_str(&left_over);
        sentence.push_str(&self.passing_on(&file, id, now));
        Ok(Change { customers, sentence, undo: Some(format!("payment:{id}")) })
    }

    /// Sentences about what the invoices leave of a payment, each after a space.
    pub(crate) fn left_over(&self, file: &CustomerFile, payment: &Payment) -> String {
        let mut said = String::new();
        let accessories: Cents = payment.accessories.iter().map(|part| part.amount).sum();
        if accessories.is_positive() {
            said.push(' ');
            said.push_str(&words::accessories_paid(self.lang, accessories, file));
        }
        if payment.free().is_positive() {
            let left = self.lang.amount(payment.free());
            said.push_str(&match self.lang {
                Lang::Fr => format!(" {left} restent à son crédit."),
                Lang::En => format!(" {left} stay as its credit."),
            });
        }
        said
    }

    /// Sentences about what of a payment is to be passed on, each after a space.
    pub(crate) fn passing_on(&self, file: &CustomerFile, payment: PaymentId, now: Now) -> String {
        let of_it = file.to_pass_on(now.today).into_iter().filter(|one| one.payment == payment);
        of_it.map(|one| format!(" {}", words::pass_on(self.lang, &one))).collect()
    }

    /// The payment that a form means, refused where it does not hold together. Nothing is recorded.
    pub(crate) fn payment_of(
        &self,
        now: Now,
        file: &CustomerFile,
        id: PaymentId,
        new: &NewPayment,
    ) -> Result<Payment, Failure> {
        if new.received_on > now.today {
            return Err(Failure::field("received_on", FieldProblem::InTheFuture));
        }
        if let Some(deposited_on) = new.cheque.as_ref().and_then(|cheque| cheque.deposited_on) {
            check_deposit_day(deposited_on, new.received_on, now)?;
        }
        for (field, parts) in [("withheld", &new.withheld), ("discounts", &new.discounts)] {
            if parts.iter().any(|part| !part.amount.is_positive()) {
                return Err(Failure::field(field, FieldProblem::NotPositive));
            }
        }
        let lowered: Vec<Allocation> = new.withheld.iter().chain(&new.discounts).cloned().collect();
        for part in &lowered {
            let invoice = file.invoice(part.invoice).ok_or(Failure::NotFound { what: Thing::Invoice })?;
            let all = lowered.iter().filter(|other| other.invoice == part.invoice).map(|other| other.amount).sum();
            if file.balance(invoice, now.today).open < all {
                let field = if new.withheld.contains(part) { "withheld" } else { "discounts" };
                return Err(Failure::field(field, FieldProblem::ExceedsOpen));
            }
        }
        let allocations = self.spread_beside(file, new.amount, &new.parts, &lowered, now)?;
        let mut payment = Payment {
            reference: new.reference.clone(),
            allocations,
            withheld: new.withheld.clone(),
            discounts: new.discounts.clone(),
            indicated: new.indicated && !new.parts.is_empty(),
            cheque: new.cheque.clone(),
            ..Payment::of(id, new.customer, new.received_on, new.amount, new.means)
        };
        let named: Vec<InvoiceId> = new.parts.iter().map(|(invoice, _)| *invoice).collect();
        let of = if new.accessories { Accessories::Owed(&named) } else { Accessories::Agreed };
        payment.accessories = self.accessories(file, &payment, of, now)?;
        Ok(payment)
    }

    /// Words of payment, promises and plans that the money of the file, as it is now, has answered.
    pub(crate) fn no_longer_awaited(&self, file: &CustomerFile, now: Now) -> Vec<Event> {
        let how = say(self.lang, "paiement reçu", "payment received");
        let claims = file
            .payment_claims
            .iter()
            .filter(|claim| claim.closed.is_none())
            .map(|claim| Event::PaymentClaimClosed { claim: claim.id, day: now.today, how: how.to_owned() });
        // Costs taken for paid and discounts keep no promise, but where nothing is left there is nothing to wait for.
        let nothing_left = |promise: &Promise| {
            let mut covered = promise.invoices.iter().filter_map(|invoice| file.invoice(*invoice)).peekable();
            covered.peek().is_some() && covered.all(|invoice| !file.balance(invoice, now.today).open.is_positive())
        };
        let accounts = self.promises_of(file, now.today);
        let kept = accounts.iter().filter(|account| {
            let promise = account.promise;
            promise.closed.is_none()
                && promise.amount.is_positive()
                && (account.received >= promise.amount || nothing_left(promise))
        });
        let kept = kept.map(|account| Event::PromiseClosed {
            promise: account.promise.id,
            day: now.today,
            how: how.to_owned(),
            closed_as: Some(PromiseEnd::Kept),
        });
        let plans = self.plans_of(file, now.today);
        let whole = plans.iter().filter(|account| account.plan.closed.is_none() && account.state == PlanState::Kept);
        let whole = whole.map(|account| Event::PlanClosed {
            plan: account.plan.id,
            day: now.today,
            how: how.to_owned(),
            closed_as: PlanEnd::Kept,
        });
        claims.chain(kept).chain(whole).collect()
    }

    /// Which invoices an amount pays.
    pub fn spread(
        &self,
        file: &CustomerFile,
        amount: Cents,
        parts: &[(InvoiceId, Option<Cents>)],
        now: Now,
    ) -> Result<Vec<Allocation>, Failure> {
        self.spread_beside(file, amount, parts, &[], now)
    }

    /// The same beside what lowers invoices without being money. Where no part is said, the invoices that it lowers come
    /// before the oldest due.
    fn spread_beside(
        &self,
        file: &CustomerFile,
        amount: Cents,
        parts: &[(InvoiceId, Option<Cents>)],
        lowered: &[Allocation],
        now: Now,
    ) -> Result<Vec<Allocation>, Failure> {
        let less = |invoice: InvoiceId, open: Cents| {
            let off: Cents = lowered.iter().filter(|part| part.invoice == invoice).map(|part| part.amount).sum();
            open.minus(off).max(Cents::ZERO)
        };
        let mut left = amount;
        let mut allocations: Vec<Allocation> = Vec::new();
        for (id, most) in parts {
            let invoice = file.invoice(*id).ok_or(Failure::NotFound { what: Thing::Invoice })?;
            let given: Cents = allocations.iter().filter(|part| part.invoice == *id).map(|part| part.amount).sum();
            let open = less(*id, file.balance(invoice, now.today).open).minus(given);
            let part = match most {
                Some(most) if *most > open => return Err(Failure::field("parts", FieldProblem::ExceedsOpen)),
                Some(most) if *most > left => {
                    let sum = amount.minus(left).plus(*most);
                    return Err(Failure::field("parts", FieldProblem::DoesNotSum { sum, expected: amount }));
                }
                Some(most) => *most,
                None => open.min(left),
            };
            if part.is_positive() {
                allocations.push(Allocation { invoice: invoice.id, amount: part });
                left = left.minus(part);
            }
        }
        if parts.is_empty() {
            let mut owed = self.oldest_first(file, now);
            owed.sort_by_key(|(invoice, _)| !lowered.iter().any(|part| part.invoice == *invoice));
            for (invoice, open) in owed {
                let part = less(invoice, open).min(left);
                if part.is_positive() {
                    allocations.push(Allocation { invoice, amount: part });
                    left = left.minus(part);
                }
            }
        }
        Ok(allocations)
    }

    /// Open invoices that are the owner's to claim, with what is left of each: those that are due before those that are not, the oldest first.
    pub(crate) fn oldest_first(&self, file: &CustomerFile, now: Now) -> Vec<(InvoiceId, Cents)> {
        let open = |invoice: &Invoice| file.balance(invoice, now.today).open;
        let mut owed: Vec<(NaiveDate, NaiveDate, InvoiceId, Cents)> = file
            .invoices
            .iter()
            .filter(|invoice| file.is_own_claim(invoice, now.today))
            .filter(|invoice| open(invoice).is_positive())
            .map(|invoice| {
                let due = self.oldest_unpaid(file, invoice, now.today).unwrap_or(NaiveDate::MAX);
                (due, invoice.issue_date, invoice.id, open(invoice))
            })
            .collect();
        owed.sort_by_key(|(due, issued, id, _)| (*due, *issued, *id));
        owed.into_iter().map(|(_, _, id, left)| (id, left)).collect()
    }

    /// It bounced, or was recorded by mistake: everything it paid is owed again, and what it had answered is awaited again.
    pub fn reverse_payment(&mut self, now: Now, payment: PaymentId, reason: String) -> Result<Change, Failure> {
        let mut events = vec![Event::PaymentReversed { payment, day: now.today, reason, entry: None }];
        events.extend(self.awaited_again(payment, now)?);
        let customers = self.record(now, events)?;
        Ok(Change {
            customers,
            sentence: say(
                self.lang,
                "Paiement annulé\u{a0}: les factures sont de nouveau dues.",
                "Payment reversed: the invoices are owed again.",
            )
            .into(),
            undo: Some(format!("reversed:{payment}")),
        })
    }

    /// Promises and words of payment that were closed when that payment was recorded, and are closed still.
    pub(crate) fn awaited_again(&self, payment: PaymentId, now: Now) -> Result<Vec<Event>, Failure> {
        let Some(customer) = self.store.customer_of_payment(payment)? else { return Ok(Vec::new()) };
        let mut file = self.customer_file(customer)?;
        Ok(opened_again(&mut file, &self.store.entries_with_payment(payment)?, now.today))
    }

    /// The same, answered again: of a payment that did not go back after all.
    pub(crate) fn answered_again(&self, payment: PaymentId, now: Now) -> Result<Vec<Event>, Failure> {
        let Some(customer) = self.store.customer_of_payment(payment)? else { return Ok(Vec::new()) };
        let file = self.customer_file(customer)?;
        let day = now.today;
        let again = |event: Event| match event {
            Event::PromiseClosed { promise, how, closed_as, .. } => {
                let open = file.promises.iter().any(|one| one.id == promise && one.closed.is_none());
                open.then_some(Event::PromiseClosed { promise, day, how, closed_as })
            }
            Event::PaymentClaimClosed { claim, how, .. } => {
                let open = file.payment_claims.iter().any(|one| one.id == claim && one.closed.is_none());
                open.then_some(Event::PaymentClaimClosed { claim, day, how })
            }
            Event::PlanClosed { plan, how, closed_as, .. } => {
                let open = file.plans.iter().any(|one| one.id == plan && one.closed.is_none());
                open.then_some(Event::PlanClosed { plan, day, how, closed_as })
            }
            _ => None,
        };
        Ok(self.store.entries_with_payment(payment)?.into_iter().filter_map(again).collect())
    }

    /// A cheque was taken to the bank: interest stops that day.
    pub fn deposit_cheque(&mut self, now: Now, payment: PaymentId, on: NaiveDate) -> Result<Change, Failure> {
        let known = self.store.payment(payment)?.ok_or(Failure::NotFound { what: Thing::Payment })?;
        if known.cheque.is_none() {
            return Err(Failure::NotFound { what: Thing::Payment });
        }
        check_deposit_day(on, known.received_on, now)?;
        let event = Event::ChequeDeposited { payment, deposited_on: Some(on), day: now.today };
        let customers = self.record(now, vec![event])?;
        let before = known.cheque.and_then(|cheque| cheque.deposited_on);
        let before = before.map(|day| day.to_string()).unwrap_or_default();
        let sentence = words::deposited(self.lang, known.amount, on);
        Ok(Change { customers, sentence, undo: Some(format!("deposit:{payment}:{before}")) })
    }

    /// Gives free money of a customer to its invoices: one source or all, to one invoice or to the oldest due first.
    /// Never more than the source has, nor more than an invoice owes.
    pub fn apply_free_money(
        &mut self,
        now: Now,
        customer: CustomerId,
        from: Option<FreeMoney>,
        to: Option<InvoiceId>,
    ) -> Result<Change, Failure> {
        let mut file = self.customer_file(customer)?;
        let sources: Vec<Free> =
            free_money(&file, now.today).into_iter().filter(|one| from.is_none_or(|from| from == one.money)).collect();
        if sources.is_empty() {
            return Err(Failure::NotFound { what: Thing::Payment });
        }
        let mut owed = self.oldest_first(&file, now);
        if let Some(to) = to {
            owed.retain(|(invoice, _)| *invoice == to);
        }
        if owed.is_empty() {
            return Err(Failure::NotFound { what: Thing::Invoice });
        }
        let mut events = Vec::new();
        let mut applied = Cents::ZERO;
        let mut token: Vec<String> = Vec::new();
        let mut money_came = false;
        for source in sources {
            let mut left = source.amount;
            for (invoice, open) in &mut owed {
                let part = left.min(*open);
                if !part.is_positive() {
                    continue;
                }
                left = left.minus(part);
                *open = open.minus(part);
                applied = applied.plus(part);
                money_came |= matches!(source.money, FreeMoney::Payment(_));
                token.push(format!("{}:{invoice}={}", source.money.code(), part.0));
                events.push(source.money.give(*invoice, part));
                count_in(&mut file, source.money, Allocation { invoice: *invoice, amount: part });
            }
        }
        if money_came {
            let over = self.no_longer_awaited(&file, now);
            token.extend(over.iter().filter_map(token_of));
            events.extend(over);
        }
        let customers = self.record(now, events)?;
        let amount = self.lang.amount(applied);
        let sentence = match self.lang {
            Lang::Fr => format!("{amount} imputés pour {}.", file.customer.name),
            Lang::En => format!("{amount} applied for {}.", file.customer.name),
        };
        Ok(Change { customers, sentence, undo: Some(format!("applied:{}", token.join(","))) })
    }

    /// Gives free money of a customer to interest and indemnity: of one payment or of all, never more than is owed. Those
    /// of an invoice named come first.
    pub fn apply_to_accessories(
        &mut self,
        now: Now,
        customer: CustomerId,
        from: Option<PaymentId>,
        named: &[InvoiceId],
    ) -> Result<Change, Failure> {
        let mut file = self.customer_file(customer)?;
        let free = file.payments.iter().filter(|one| one.received_on <= now.today && one.free().is_positive());
        let sources: Vec<Payment> = free.filter(|one| from.is_none_or(|from| from == one.id)).cloned().collect();
        if sources.is_empty() {
            return Err(Failure::NotFound { what: Thing::Payment });
        }
        let (mut events, mut token, mut applied) = (Vec::new(), Vec::new(), Cents::ZERO);
        for source in sources {
            for part in self.accessories(&file, &source, Accessories::Owed(named), now)? {
                applied = applied.plus(part.amount);
                token.push(format!("payment:{}:{}={}{TO_ACCESSORIES}", source.id, part.invoice, part.amount.0));
                let (payment, allocation, to) = (source.id, part.clone(), PaidPart::Accessories);
                events.push(Event::PaymentAllocated { payment, allocation, to });
                if let Some(known) = file.payments.iter_mut().find(|known| known.id == source.id) {
                    known.give(part, PaidPart::Accessories);
                }
            }
        }
        if events.is_empty() {
            return Err(Failure::field("accessories", FieldProblem::NothingOwed));
        }
        // Money that was there already is not the payment that somebody announces.
        let over = self.no_longer_awaited(&file, now).into_iter();
        let over: Vec<Event> = over.filter(|event| !matches!(event, Event::PaymentClaimClosed { .. })).collect();
        token.extend(over.iter().filter_map(token_of));
        events.extend(over);
        let customers = self.record(now, events)?;
        let sentence = words::accessories_paid(self.lang, applied, &file);
        Ok(Change { customers, sentence, undo: Some(format!("applied:{}", token.join(","))) })
    }

    /// Takes allocations back: what they gave is free again, and what they had answered is awaited again.
    pub(crate) fn undo_applied(&mut self, now: Now, of: &str) -> Result<Change, Failure> {
        let reason = say(self.lang, "annulé par vous", "taken back by you").to_owned();
        let mut events = Vec::new();
        for part in of.split(',') {
            if ["promise:", "payment_claim:", "plan:"].iter().any(|hold| part.starts_with(hold)) {
                events.push(self.hold_again(now, "reopen", part)?);
                continue;
            }
            let (part, amount) = part.split_once('=').ok_or(Failure::CannotUndo)?;
            let (amount, to) = match amount.strip_suffix(TO_ACCESSORIES) {
                Some(amount) => (amount, PaidPart::Accessories),
                None => (amount, PaidPart::Principal),
            };
            let amount = Some(Cents(amount.parse().map_err(|_| Failure::CannotUndo)?));
            let (money, invoice) = part.rsplit_once(':').ok_or(Failure::CannotUndo)?;
            let invoice = invoice.parse().map_err(|_| Failure::CannotUndo)?;
            let (day, reason) = (now.today, reason.clone());
            events.push(match FreeMoney::from_code(money).ok_or(Failure::CannotUndo)? {
                FreeMoney::Payment(payment) => Event::PaymentReleased { payment, invoice, day, reason, amount, to },
                FreeMoney::CreditNote(credit_note) => {
                    Event::CreditReleased { credit_note, invoice, day, reason, amount }
                }
            });
        }
        let customers = self.record(now, events)?;
        Ok(Change { customers, sentence: say(self.lang, "C’est annulé.", "Taken back.").into(), undo: None })
    }
}

/// What a hold that was answered is called in a token of undoing.
fn token_of(event: &Event) -> Option<String> {
    match event {
        Event::PromiseClosed { promise, .. } => Some(format!("promise:{promise}")),
        Event::PaymentClaimClosed { claim, .. } => Some(format!("payment_claim:{claim}")),
        Event::PlanClosed { plan, .. } => Some(format!("plan:{plan}")),
        _ => None,
    }
}

/// What opens the promises, words of payment and plans again that these events closed and that are closed still; they are open
/// in the file afterwards.
pub(crate) fn opened_again(file: &mut CustomerFile, events: &[Event], day: NaiveDate) -> Vec<Event> {
    let mut open = |event: &Event| match event {
        Event::PromiseClosed { promise, .. } => {
            let one = file.promises.iter_mut().find(|one| one.id == *promise)?;
            one.closed_as = None;
            one.closed.take().map(|_| HoldRef::Promise(*promise))
        }
        Event::PaymentClaimClosed { claim, .. } => {
            let one = file.payment_claims.iter_mut().find(|one| one.id == *claim)?;
            one.closed.take().map(|_| HoldRef::PaymentClaim(*claim))
        }
        Event::PlanClosed { plan, .. } => {
            let one = file.plans.iter_mut().find(|one| one.id == *plan)?;
            one.closed_as = None;
            one.closed.take().map(|_| HoldRef::Plan(*plan))
        }
        _ => None,
    };
    events.iter().filter_map(&mut open).map(|hold| Event::HoldReopened { hold, day }).collect()
}

/// A cheque is deposited on the day it came or later, and not tomorrow.
fn check_deposit_day(on: NaiveDate, received_on: NaiveDate, now: Now) -> Result<(), Failure> {
    let problem = match on {
        on if on > now.today => FieldProblem::InTheFuture,
        on if on < received_on => FieldProblem::DateOutOfRange,
        _ => return Ok(()),
    };
    Err(Failure::field("deposited_on", problem))
}

/// The file as it will be once the part is given.
fn count_in(file: &mut CustomerFile, money: FreeMoney, part: Allocation) {
    match money {
        FreeMoney::Payment(id) => {
            if let Some(payment) = file.payments.iter_mut().find(|payment| payment.id == id) {
                payment.allocations.push(part);
            }
        }
        FreeMoney::CreditNote(id) => {
            if let Some(note) = file.invoices.iter_mut().find(|note| note.id == id) {
                note.credits.push(part);
            }
        }
    }
}
