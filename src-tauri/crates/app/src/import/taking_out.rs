//! Taking imports out again as a whole.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use domain::{Event, ImportId, Invoice, InvoiceId, Lang, Money, PaidPart};
use store::{Changed, Seq};

use crate::desk::{Change, Desk, Now};
use crate::failure::Failure;
use crate::noted;
use crate::words::say;

impl Desk {
    /// Takes imports out again as a whole: their invoices, the customers they brought who have nothing else, and what
    /// they changed in invoices that were there before.
    pub fn undo_imports(&mut self, now: Now, imports: &[ImportId]) -> Result<Change, Failure> {
        let mut latest_first: Vec<(Option<Seq>, ImportId, Changed)> = Vec::with_capacity(imports.len());
        for import in imports {
            let known = self.store.changed_by_import(*import)?;
            let (seq, changed) = known.map_or((None, Changed::default()), |(seq, changed)| (Some(seq), changed));
            latest_first.push((seq, *import, changed));
        }
        latest_first.sort_by_key(|(seq, ..)| std::cmp::Reverse(*seq));
        latest_first.dedup_by_key(|(_, import, _)| *import);
        let (mut events, mut undone) = (Vec::new(), Vec::with_capacity(latest_first.len()));
        let (of_statements, mut statements) = (self.store.imports_of_statements()?, 0u64);
        let mut states: HashMap<InvoiceId, Option<Invoice>> = HashMap::new();
        let why = say(self.lang, "import annulé", "import undone");
        for (_, import, changed) in latest_first {
            for part in self.store.still_applied(&changed.applied)? {
                let (invoice, day, reason) = (part.invoice, now.today, why.to_owned());
                let amount = Some(part.amount);
                events.push(match part.money {
                    Money::Payment(payment) => {
                        Event::PaymentReleased { payment, invoice, day, reason, amount, to: PaidPart::Principal }
                    }
                    Money::CreditNote(credit_note) => {
                        Event::CreditReleased { credit_note, invoice, day, reason, amount }
                    }
                });
            }
            for corrected in changed.replaced.iter().rev() {
                let id = corrected.after.id;
                let state = match states.entry(id) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(place) => place.insert(self.store.invoice(id)?),
                };
                // One that was taken out since stays out.
                let Some(invoice) = state else { continue };
                let back = corrected.taken_back(invoice);
                if back != *invoice {
                    *invoice = back.clone();
                    events.push(Event::InvoiceEdited { invoice: Box::new(back) });
                }
            }
            // Payments recognised in the lines of a statement go with them, and what came along with those.
            let payments = self.store.payments_in_import(import)?;
            // Those recorded before stay, without their line.
            let (recognised, later) = self.parted(payments)?;
            statements += u64::from(of_statements.contains(&import));
            events.extend(self.events_back(now, &recognised)?);
            events.extend(noted::unseen(&later, now));
            // One recorded before that went back by a line that stays is as it was recorded: that line waits again.
            for (payment, back_in) in self.store.payments_seen_and_returned(import)? {
                if !imports.contains(&back_in) {
                    events.push(Event::PaymentReinstated { payment, day: now.today });
                    events.extend(self.answered_again(payment, now)?);
                    events.extend(noted::unseen(&[payment], now));
                }
            }
            // Payments that those lines took back count again, but for those that go out with these imports themselves.
            for (payment, came_in) in self.store.payments_returned_in_import(import)? {
                if !came_in.iter().any(|came_in| imports.contains(came_in)) {
                    events.push(Event::PaymentReinstated { payment, day: now.today });
                    events.extend(self.answered_again(payment, now)?);
                }
            }
            undone.push(Event::ImportUndone { import });
        }
        // Whatever they gave is free before anything they brought goes.
        events.extend(undone);
        let customers = self.record(now, events)?;
        self.forget_derived();
        // Files of an open plan may be new again.
        self.classify()?;
        let count = imports.len() as u64;
        let sentence = match self.lang {
            Lang::Fr if statements == count => {
                "Relevé retiré, avec ses lignes et les paiements que vous y aviez reconnus.".to_owned()
            }
            Lang::En if statements == count => {
                "Statement taken out, with its lines and the payments you had recognised in them.".to_owned()
            }
            Lang::Fr if count > 1 => {
                format!("Import de {} fichiers annulé\u{a0}: ses factures sont retirées.", self.lang.count(count))
            }
            Lang::En if count > 1 => {
                format!("Import of {} files undone: its invoices were taken out.", self.lang.count(count))
            }
            lang => say(
                lang,
                "Import annulé\u{a0}: ses factures sont retirées.",
                "Import undone: its invoices were taken out.",
            )
            .into(),
        };
        Ok(Change { customers, sentence, undo: None })
    }
}
