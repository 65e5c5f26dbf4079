//! Taking back what was just done. The journal keeps both: what was said, and that it was taken back.

use domain::{Event, HoldRef, ImportId, PaymentId, PromiseEnd, PromiseId, Snooze, StepKey};

use crate::desk::{Change, Desk, Now};
use crate::failure::Failure;
use crate::words::say;

fn id<T: std::str::FromStr>(text: &str) -> Result<T, Failure> {
    text.parse().map_err(|_| Failure::CannotUndo)
}

impl Desk {
    /// Takes back what a [`Change`] offered to undo.
    pub fn undo(&mut self, now: Now, token: &str) -> Result<Change, Failure> {
        let (what, of) = token.split_once(':').ok_or(Failure::CannotUndo)?;
        let reason = say(self.lang, "annulé par vous", "taken back by you").to_owned();
        let day = now.today;
        if what == "write_off" {
            let again = |invoice: &str| -> Result<Event, Failure> {
                Ok(Event::WriteOffWithdrawn { invoice: id(invoice)?, day, reason: reason.clone() })
            };
            let events = of.split(',').map(again).collect::<Result<Vec<Event>, Failure>>()?;
            let customers = self.record(now, events)?;
            return Ok(Change {
                customers,
                sentence: say(self.lang, "C’est annulé.", "Taken back.").into(),
                undo: None,
            });
        }
        if matches!(what, "limitation_fact" | "limitation_fact_as" | "limitation_word" | "limitation_word_as") {
            let events = self.limitation_again(now, what, of)?;
            let customers = self.record(now, events)?;
            let sentence = say(self.lang, "C’est annulé.", "Taken back.").into();
            return Ok(Change { customers, sentence, undo: None });
        }
        match what {
            "payment" | "payments" => {
                let payments: Result<Vec<PaymentId>, Failure> = of.split(',').map(id).collect();
                return self.take_back(now, &payments?);
            }
            "seen" => {
                let (entry, payments) = of.split_once(':').ok_or(Failure::CannotUndo)?;
                let payments: Vec<PaymentId> = payments.split(',').map(id).collect::<Result<_, Failure>>()?;
                return self.unsee(now, id(entry)?, &payments);
            }
            "matches" => return self.undo_matches(now, of),
            "return" | "reversed" => return self.undo_return(now, id(of)?),
            "entry" => {
                let take_up = |entry: &str| Ok(Event::EntryTakenUp { entry: id(entry)?, day });
                let events = of.split(',').map(take_up).collect::<Result<Vec<Event>, Failure>>()?;
                let customers = self.record(now, events)?;
                let sentence = say(self.lang, "La ligne attend de nouveau.", "The line waits again.").into();
                return Ok(Change { customers, sentence, undo: None });
            }
            _ => {}
        }
        let event = match what {
            "exchange" => Event::ExchangeWithdrawn { exchange: id(of)?, day, reason },
            "pause" => Event::PauseEnded { pause: id(of)?, day },
            "hand_over" => Event::FileReturned { customer: id(of)?, day, reason },
            "invoice" => Event::InvoiceWithdrawn { invoice: id(of)?, reason },
            "attachment" => {
                let (invoice, digest) = of.split_once(':').ok_or(Failure::CannotUndo)?;
                Event::AttachmentWithdrawn { invoice: id(invoice)?, digest: id(digest)?, reason }
            }
            "plan" => Event::PlanClosed { plan: id(of)?, day, how: reason, closed_as: domain::PlanEnd::CalledOff },
            "plan_signature" => Event::PlanSignatureWithdrawn { plan: id(of)?, day },
            "snooze" => {
                let (customer, step) = of.split_once(':').ok_or(Failure::CannotUndo)?;
                let step = StepKey::from_code(step).ok_or(Failure::CannotUndo)?;
                Event::StepSnoozed { snooze: Snooze { customer: id(customer)?, step, until: day, set_on: day } }
            }
            "skip" => {
                let (customer, step) = of.split_once(':').ok_or(Failure::CannotUndo)?;
                let step = StepKey::from_code(step).ok_or(Failure::CannotUndo)?;
                Event::SkipWithdrawn { customer: id(customer)?, step, day }
            }
            "deposit" | "pass_on" | "ceded" | "cession_ended" | "order" => return self.undo_owed(now, what, of),
            "reopen" | "hand_over_again" | "not_insolvent" | "insolvency" => self.hold_again(now, what, of)?,
            "dispute_task" | "dispute_answer" => self.dispute_as_before(now, what, of)?,
            "applied" => return self.undo_applied(now, of),
            "import" => {
                let imports: Result<Vec<ImportId>, Failure> = of.split(',').map(id).collect();
                return self.undo_imports(now, &imports?);
            }
            _ => return Err(Failure::CannotUndo),
        };
        let mut events = vec![event];
        if what == "exchange" {
            events.extend(self.consequences(id(of)?, now)?);
        }
        let customers = self.record(now, events)?;
        Ok(Change { customers, sentence: say(self.lang, "C’est annulé.", "Taken back.").into(), undo: None })
    }

    /// What an exchange brought with it: the promise, dispute or payment to check of the same customer and day,
    /// recorded in the same moment.
    fn consequences(&self, exchange: domain::ExchangeId, now: Now) -> Result<Vec<Event>, Failure> {
        let mut events = Vec::new();
        let how = say(self.lang, "noté par erreur", "recorded by mistake").to_owned();
        let Some((exchange, entries)) = self.store.entries_with_exchange(exchange)? else { return Ok(events) };
        let own: Vec<PromiseId> =
            self.customer_file(exchange.customer)?.promises.iter().map(|promise| promise.id).collect();
        let of_it = |customer, day| customer == exchange.customer && day == exchange.day;
        for event in entries {
            match event {
                Event::PromiseMade { promise } if of_it(promise.customer, promise.made_on) => {
                    events.push(Event::PromiseClosed {
                        promise: promise.id,
                        day: now.today,
                        how: how.clone(),
                        closed_as: Some(PromiseEnd::CalledOff),
                    });
                }
                Event::DisputeOpened { dispute } if of_it(dispute.customer, dispute.opened_on) => {
                    events.push(Event::DisputeClosed {
                        dispute: dispute.id,
                        day: now.today,
                        how: how.clone(),
                        closed_as: None,
                    });
                }
                Event::PaymentClaimed { claim } if of_it(claim.customer, claim.said_on) => {
                    events.push(Event::PaymentClaimClosed { claim: claim.id, day: now.today, how: how.clone() });
                }
                // A promise that another one ended is awaited again.
                Event::PromiseClosed { promise, .. } if own.contains(&promise) => {
                    events.push(Event::HoldReopened { hold: HoldRef::Promise(promise), day: now.today });
                }
                _ => {}
            }
        }
        Ok(events)
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use domain::{CustomerFile, Lang};

    use super::*;

    fn files(desk: &Desk) -> Vec<CustomerFile> {
        desk.customers_owing().unwrap().into_iter().map(|customer| desk.customer_file(customer).unwrap()).collect()
    }

    /// The sample is recorded in one moment: what belongs to one exchange must not be told by the moment alone.
    #[test]
    fn taking_back_an_exchange_leaves_the_holds_of_others() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk::open(folder.path(), Some(Lang::Fr)).unwrap();
        let today: NaiveDate = "2026-11-23".parse().unwrap();
        let now = Now { instant: today.and_hms_opt(9, 0, 0).unwrap().and_utc(), today };
        desk.fill_with_sample(now).unwrap();
        let holds = |desk: &Desk| {
            let count = |file: &CustomerFile| {
                file.disputes.iter().filter(|dispute| dispute.closed.is_none()).count()
                    + file.promises.iter().filter(|promise| promise.closed.is_none()).count()
                    + file.payment_claims.iter().filter(|claim| claim.closed.is_none()).count()
            };
            files(desk).iter().map(count).sum::<usize>()
        };
        let before = holds(&desk);
        assert!(before > 0);
        let written: Vec<_> = files(&desk)
            .iter()
            .flat_map(|file| &file.exchanges)
            .filter(|exchange| exchange.letter.is_some() || exchange.step == Some(StepKey::FirstReminder))
            .map(|exchange| exchange.id)
            .collect();
        assert!(!written.is_empty());
        for exchange in written {
            desk.undo(now, &format!("exchange:{exchange}")).unwrap();
        }
        assert_eq!(holds(&desk), before);
    }
}
