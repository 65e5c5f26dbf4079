//! Money of a customer: received, given to its invoices, or still free.

use chrono::NaiveDate;
use domain::{
    Allocation, Cents, CustomerFile, CustomerId, Event, Invoice, InvoiceId, Lang, Means, Payment, PaymentId, PromiseEnd,
};

use crate::desk::{Change, Desk, Now};
use crate::failure::{Failure, FieldProblem, Thing};
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
}

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
            FreeMoney::Payment(payment) => Event::PaymentAllocated { payment, allocation },
            FreeMoney::CreditNote(credit_note) => Event::CreditAllocated { credit_note, allocation },
        }
    }
}

/// Everything of a customer that no invoice has yet, credit notes first, then by day.
pub fn free_money(file: &CustomerFile, today: NaiveDate) -> Vec<Free> {
    let left = |whole: Cents, parts: &[Allocation]| whole.minus(parts.iter().map(|part| part.amount).sum());
    let notes = file.invoices.iter().filter(|note| note.is_credit_note()).map(|note| Free {
        money: FreeMoney::CreditNote(note.id),
        day: note.issue_date,
        amount: left(note.amount_due, &note.credits),
    });
    let payments = file.payments.iter().map(|payment| Free {
        money: FreeMoney::Payment(payment.id),
        day: payment.received_on,
        amount: left(payment.amount, &payment.allocations),
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
        let NewPayment { customer, amount, received_on, means, reference, parts } = new;
        if received_on > now.today {
            return Err(Failure::field("received_on", FieldProblem::InTheFuture));
        }
        let mut file = self.customer_file(customer)?;
        let allocations = self.spread(&file, amount, &parts, now)?;
        let paid: Cents = allocations.iter().map(|part| part.amount).sum();
        let id = PaymentId(now.mint());
        let payment = Payment { reference, allocations, ..Payment::of(id, customer, received_on, amount, means) };
        let mut events = vec![Event::PaymentReceived { payment: Box::new(payment.clone()) }];
        file.payments.push(payment);
        events.extend(self.no_longer_awaited(&file, now));
        let customers = self.record(now, events)?;
        let left = amount.minus(paid);
        let mut sentence = match self.lang {
            Lang::Fr => format!("{} notés pour {}.", self.lang.amount(amount), file.customer.name),
            Lang::En => format!("{} recorded for {}.", self.lang.amount(amount), file.customer.name),
        };
        if left.is_positive() {
            let left = self.lang.amount(left);
            sentence.push_str(&match self.lang {
                Lang::Fr => format!(" {left} restent à son crédit."),
                Lang::En => format!(" {left} stay as its credit."),
            });
        }
        Ok(Change { customers, sentence, undo: Some(format!("payment:{id}")) })
    }

    /// Words of payment and promises that the money of the file, as it is now, has answered.
    pub(crate) fn no_longer_awaited(&self, file: &CustomerFile, now: Now) -> Vec<Event> {
        let how = say(self.lang, "paiement reçu", "payment received");
        let claims = file
            .payment_claims
            .iter()
            .filter(|claim| claim.closed.is_none())
            .map(|claim| Event::PaymentClaimClosed { claim: claim.id, day: now.today, how: how.to_owned() });
        let accounts = self.promises_of(file, now.today);
        let kept = accounts.iter().filter(|account| {
            let promise = account.promise;
            promise.closed.is_none() && promise.amount.is_positive() && account.received >= promise.amount
        });
        let kept = kept.map(|account| Event::PromiseClosed {
            promise: account.promise.id,
            day: now.today,
            how: how.to_owned(),
            closed_as: Some(PromiseEnd::Kept),
        });
        claims.chain(kept).collect()
    }

    /// Which invoices an amount pays.
    pub fn spread(
        &self,
        file: &CustomerFile,
        amount: Cents,
        parts: &[(InvoiceId, Option<Cents>)],
        now: Now,
    ) -> Result<Vec<Allocation>, Failure> {
        let mut left = amount;
        let mut allocations = Vec::new();
        for (id, most) in parts {
            let invoice = file.invoice(*id).ok_or(Failure::NotFound { what: Thing::Invoice })?;
            let open = file.balance(invoice, now.today).open;
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
            for (invoice, open) in self.oldest_first(file, now) {
                let part = open.min(left);
                if part.is_positive() {
                    allocations.push(Allocation { invoice, amount: part });
                    left = left.minus(part);
                }
            }
        }
        Ok(allocations)
    }

    /// Open invoices with what is left of each: those that are due before those that are not, the oldest first.
    fn oldest_first(&self, file: &CustomerFile, now: Now) -> Vec<(InvoiceId, Cents)> {
        let open = |invoice: &Invoice| file.balance(invoice, now.today).open;
        let mut owed: Vec<(NaiveDate, NaiveDate, InvoiceId, Cents)> = file
            .invoices
            .iter()
            .filter(|invoice| !invoice.is_credit_note() && !file.is_written_off(invoice.id))
            .filter(|invoice| open(invoice).is_positive())
            .map(|invoice| {
                let due = self.oldest_unpaid(file, invoice, now.today).unwrap_or(NaiveDate::MAX);
                (due, invoice.issue_date, invoice.id, open(invoice))
            })
            .collect();
        owed.sort_by_key(|(due, issued, id, _)| (*due, *issued, *id));
        owed.into_iter().map(|(_, _, id, left)| (id, left)).collect()
    }

    pub fn reverse_payment(&mut self, now: Now, payment: PaymentId, reason: String) -> Result<Change, Failure> {
        let customers =
            self.record(now, vec![Event::PaymentReversed { payment, day: now.today, reason, entry: None }])?;
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
            events.extend(self.no_longer_awaited(&file, now));
        }
        let customers = self.record(now, events)?;
        let amount = self.lang.amount(applied);
        let sentence = match self.lang {
            Lang::Fr => format!("{amount} imputés pour {}.", file.customer.name),
            Lang::En => format!("{amount} applied for {}.", file.customer.name),
        };
        Ok(Change { customers, sentence, undo: Some(format!("applied:{}", token.join(","))) })
    }

    /// Takes allocations back: what they gave is free again.
    pub(crate) fn undo_applied(&mut self, now: Now, of: &str) -> Result<Change, Failure> {
        let reason = say(self.lang, "annulé par vous", "taken back by you").to_owned();
        let mut events = Vec::new();
        for part in of.split(',') {
            let (part, amount) = part.split_once('=').ok_or(Failure::CannotUndo)?;
            let amount = Some(Cents(amount.parse().map_err(|_| Failure::CannotUndo)?));
            let (money, invoice) = part.rsplit_once(':').ok_or(Failure::CannotUndo)?;
            let invoice = invoice.parse().map_err(|_| Failure::CannotUndo)?;
            let (day, reason) = (now.today, reason.clone());
            events.push(match FreeMoney::from_code(money).ok_or(Failure::CannotUndo)? {
                FreeMoney::Payment(payment) => Event::PaymentReleased { payment, invoice, day, reason, amount },
                FreeMoney::CreditNote(credit_note) => {
                    Event::CreditReleased { credit_note, invoice, day, reason, amount }
                }
            });
        }
        let customers = self.record(now, events)?;
        Ok(Change { customers, sentence: say(self.lang, "C’est annulé.", "Taken back.").into(), undo: None })
    }
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
