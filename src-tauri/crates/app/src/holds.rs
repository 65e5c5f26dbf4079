//! How a silence ends: a promise, a dispute, a payment to check, a pause, a hand-over, an insolvency.

use chrono::NaiveDate;
use domain::{
    CustomerId, DisputeEnd, DisputeId, Event, HandOver, HoldRef, Insolvency, InsolvencyKind, PauseId, PaymentClaimId,
    PlanEnd, PlanId, PromiseEnd, PromiseId,
};

use crate::desk::{Change, Desk, Now};
use crate::failure::{Failure, FieldProblem, Thing};
use crate::words::{holds as words, say};

/// What ends, and how.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HoldEnd {
    Promise(PromiseId, PromiseEnd),
    Dispute(DisputeId, DisputeEnd),
    PaymentClaim(PaymentClaimId, PaymentClaimEnd),
    Plan(PlanId, PlanEnd),
    Pause(PauseId),
    HandOver(CustomerId, HandOverEnd),
    /// The claim was declared to the mandataire on that day; the insolvency goes on.
    Declared(CustomerId, NaiveDate),
    /// It was recorded by mistake: interest and reminders are as before.
    NotInsolvent(CustomerId),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PaymentClaimEnd {
    Found,
    NotFound,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HandOverEnd {
    Paid,
    Returned,
    Over,
}

impl HoldEnd {
    /// From the codes of a form: the kind, the id, and how it ended.
    pub fn from_codes(kind: &str, id: &str, end: &str, day: NaiveDate) -> Result<HoldEnd, Failure> {
        fn read<T: std::str::FromStr>(id: &str) -> Result<T, Failure> {
            id.parse().map_err(|_| Failure::NotFound { what: Thing::Hold })
        }
        Ok(match (kind, end) {
            ("promise", "kept") => HoldEnd::Promise(read(id)?, PromiseEnd::Kept),
            ("promise", "broken") => HoldEnd::Promise(read(id)?, PromiseEnd::Broken),
            ("promise", "called_off") => HoldEnd::Promise(read(id)?, PromiseEnd::CalledOff),
            ("dispute", "rejected") => HoldEnd::Dispute(read(id)?, DisputeEnd::Rejected),
            ("dispute", "accepted") => HoldEnd::Dispute(read(id)?, DisputeEnd::Accepted),
            ("dispute", "settled") => HoldEnd::Dispute(read(id)?, DisputeEnd::Settled),
            ("payment_claim", "found") => HoldEnd::PaymentClaim(read(id)?, PaymentClaimEnd::Found),
            ("payment_claim", "not_found") => HoldEnd::PaymentClaim(read(id)?, PaymentClaimEnd::NotFound),
            ("plan", "kept") => HoldEnd::Plan(read(id)?, PlanEnd::Kept),
            ("plan", "broken") => HoldEnd::Plan(read(id)?, PlanEnd::Broken),
            ("plan", "called_off") => HoldEnd::Plan(read(id)?, PlanEnd::CalledOff),
            ("pause", "ended") => HoldEnd::Pause(read(id)?),
            ("hand_over", "paid") => HoldEnd::HandOver(read(id)?, HandOverEnd::Paid),
            ("hand_over", "returned") => HoldEnd::HandOver(read(id)?, HandOverEnd::Returned),
            ("hand_over", "over") => HoldEnd::HandOver(read(id)?, HandOverEnd::Over),
            ("insolvency", "declared") => HoldEnd::Declared(read(id)?, day),
            ("insolvency", "mistake") => HoldEnd::NotInsolvent(read(id)?),
            _ => return Err(Failure::field("end", FieldProblem::UnknownValue)),
        })
    }
}

impl Desk {
    /// Ends a silence. A note in the owner's words stands beside how it ended.
    pub fn end_hold(&mut self, now: Now, end: HoldEnd, note: &str) -> Result<Change, Failure> {
        let day = now.today;
        let mut how = words::end(self.lang, end).to_owned();
        if !note.trim().is_empty() {
            how = format!("{how} · {}", note.trim());
        }
        let (event, undo) = match end {
            HoldEnd::Promise(promise, closed_as) => (
                Event::PromiseClosed { promise, day, how, closed_as: Some(closed_as) },
                format!("reopen:promise:{promise}"),
            ),
            HoldEnd::Dispute(dispute, closed_as) => (
                Event::DisputeClosed { dispute, day, how, closed_as: Some(closed_as) },
                format!("reopen:dispute:{dispute}"),
            ),
            HoldEnd::PaymentClaim(claim, _) => {
                (Event::PaymentClaimClosed { claim, day, how }, format!("reopen:payment_claim:{claim}"))
            }
            HoldEnd::Plan(plan, closed_as) => {
                (Event::PlanClosed { plan, day, how, closed_as }, format!("reopen:plan:{plan}"))
            }
            HoldEnd::Pause(pause) => (Event::PauseEnded { pause, day }, format!("reopen:pause:{pause}")),
            HoldEnd::HandOver(customer, _) => {
                (Event::FileReturned { customer, day, reason: how }, format!("hand_over_again:{customer}"))
            }
            HoldEnd::Declared(customer, declared_on) => {
                let insolvency = self.insolvency(customer)?;
                if declared_on < insolvency.opened_on || declared_on > now.today {
                    return Err(Failure::field("day", FieldProblem::DateOutOfRange));
                }
                (Event::ClaimDeclared { customer, day: declared_on }, insolvency_token(&insolvency))
            }
            HoldEnd::NotInsolvent(customer) => {
                let insolvency = self.insolvency(customer)?;
                (Event::InsolvencyWithdrawn { customer, day, reason: how }, insolvency_token(&insolvency))
            }
        };
        let customers = self.record(now, vec![event])?;
        Ok(Change { customers, sentence: words::ended(self.lang, end).to_owned(), undo: Some(undo) })
    }

    fn insolvency(&self, customer: CustomerId) -> Result<Insolvency, Failure> {
        self.customer_file(customer)?.insolvency.ok_or(Failure::NotFound { what: Thing::Hold })
    }

    pub fn record_insolvency(
        &mut self,
        now: Now,
        customer: CustomerId,
        kind: InsolvencyKind,
        opened_on: NaiveDate,
        published_on: Option<NaiveDate>,
    ) -> Result<Change, Failure> {
        if opened_on > now.today {
            return Err(Failure::field("opened_on", FieldProblem::InTheFuture));
        }
        if published_on.is_some_and(|published| published < opened_on || published > now.today) {
            return Err(Failure::field("published_on", FieldProblem::DateOutOfRange));
        }
        let before = self.customer_file(customer)?.insolvency;
        // A date of publication added later does not forget that the claim was declared.
        let declared_on = before.as_ref().and_then(|before| before.declared_on);
        let insolvency = Insolvency { customer, kind, opened_on, published_on, recorded_on: now.today, declared_on };
        let customers = self.record(now, vec![Event::InsolvencyRecorded { insolvency }])?;
        let undo = match &before {
            Some(before) => insolvency_token(before),
            None => format!("not_insolvent:{customer}"),
        };
        Ok(Change {
            customers,
            sentence: say(
                self.lang,
                "Toutes les relances de ce client sont arrêtées. Il faut déclarer la créance.",
                "All reminders to this customer are stopped. The claim must be declared.",
            )
            .into(),
            undo: Some(undo),
        })
    }

    /// The event that takes an end back, from the token of its change.
    pub(crate) fn hold_again(&self, now: Now, what: &str, of: &str) -> Result<Event, Failure> {
        fn id<T: std::str::FromStr>(text: &str) -> Result<T, Failure> {
            text.parse().map_err(|_| Failure::CannotUndo)
        }
        let day = now.today;
        Ok(match what {
            "reopen" => {
                let (kind, of) = of.split_once(':').ok_or(Failure::CannotUndo)?;
                let hold = match kind {
                    "promise" => HoldRef::Promise(id(of)?),
                    "dispute" => HoldRef::Dispute(id(of)?),
                    "payment_claim" => HoldRef::PaymentClaim(id(of)?),
                    "plan" => HoldRef::Plan(id(of)?),
                    "pause" => HoldRef::Pause(id(of)?),
                    _ => return Err(Failure::CannotUndo),
                };
                Event::HoldReopened { hold, day }
            }
            "hand_over_again" => {
                let given = self.customer_file(id(of)?)?.hand_over.ok_or(Failure::CannotUndo)?;
                Event::HandedOver { hand_over: Box::new(HandOver { returned_on: None, ..given }) }
            }
            "not_insolvent" => {
                let reason = say(self.lang, "annulé par vous", "taken back by you").to_owned();
                Event::InsolvencyWithdrawn { customer: id(of)?, day, reason }
            }
            "insolvency" => {
                let insolvency = serde_json::from_str(of).map_err(|_| Failure::CannotUndo)?;
                Event::InsolvencyRecorded { insolvency }
            }
            _ => return Err(Failure::CannotUndo),
        })
    }
}

/// Records it again as it was.
fn insolvency_token(insolvency: &Insolvency) -> String {
    // A record of ids and days is always written.
    format!("insolvency:{}", serde_json::to_string(insolvency).unwrap_or_default())
}
