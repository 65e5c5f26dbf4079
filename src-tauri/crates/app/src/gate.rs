//! The send gate over the facts of the file: looked at when a step is proposed, when its letter is shown, and again
//! when it leaves.

use agenda::Proposal;
use agenda::gate::{Bank, Document, Leaving, Light, Sum, Tone};
use chrono::NaiveDate;
use domain::{
    Address, Cents, Channel, Customer, CustomerFile, Event, GatePassed, InvoiceId, Letter, LetterFigures, RedLight,
    StepKey,
};

use crate::claims::AskedClaim;
use crate::desk::{Desk, Now};
use crate::failure::Failure;
use crate::words::gate as words;

/// As far back as the journal of a customer is read for the address that a letter bears.
const ENTRIES: usize = 300;

/// The lights of a letter, and what the owner wrote to let it pass.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gate {
    pub lights: Vec<Light>,
    /// The reason that covers everything that is red.
    pub passed: Option<GatePassed>,
    /// False for a call: it is shown what is red, and a call that took place is a fact.
    pub stops: bool,
}

impl Gate {
    /// Something is red.
    pub fn is_red(&self) -> bool {
        self.lights.iter().any(|light| light.tone() == Tone::Red)
    }

    /// Something is red that stops the letter, and the owner has not written why it leaves all the same.
    pub fn is_closed(&self) -> bool {
        self.stops && self.is_red() && self.passed.is_none()
    }
}

impl Desk {
    /// The lights of a letter that would leave now.
    pub fn gate_of_letter(&self, now: Now, letter: &Letter) -> Result<Gate, Failure> {
        self.gate_on(now, letter, letter.channel, now.today)
    }

    /// The lights of a step that is proposed.
    pub fn gate_of_proposal(&self, now: Now, file: &CustomerFile, proposal: &Proposal) -> Result<Vec<Light>, Failure> {
        let channel = crate::draft::channel_of(proposal.step, &file.customer, proposal.channel);
        let leaving = Leaving { step: proposal.step, invoices: &proposal.invoices, channel, letter: None };
        let sums = self.telling_sums(file, &proposal.invoices, None, now.today);
        self.lights(now, file, now.today, &leaving, &sums)
    }

    /// Lets a letter leave on a day, or says what is red. With a reason for what is red, the entry that keeps it.
    pub(crate) fn let_out(
        &self,
        now: Now,
        letter: &Letter,
        channel: Channel,
        day: NaiveDate,
        despite: Option<&str>,
    ) -> Result<Option<Event>, Failure> {
        let gate = self.gate_on(now, letter, channel, day)?;
        if !gate.is_closed() {
            return Ok(None);
        }
        let file = self.customer_file(letter.customer)?;
        let lights = self.red_lights(&gate.lights, &file);
        match despite.map(str::trim).filter(|reason| !reason.is_empty()) {
            None => Err(Failure::GateClosed { lights }),
            Some(reason) => Ok(Some(Event::GatePassed {
                passed: Box::new(GatePassed {
                    letter: letter.id,
                    customer: letter.customer,
                    day: now.today,
                    reason: reason.to_owned(),
                    lights,
                }),
            })),
        }
    }

    fn gate_on(&self, now: Now, letter: &Letter, channel: Channel, day: NaiveDate) -> Result<Gate, Failure> {
        let file = self.customer_file(letter.customer)?;
        let figures = |day| match self.figures_on(&file, letter.step, &letter.invoices, day) {
            // Without a kind of debtor nothing can be asked for.
            Err(Failure::StepGone) => Ok(LetterFigures::default()),
            figures => figures,
        };
        let address = self.address_on(letter)?.unwrap_or_else(|| file.customer.address.clone());
        let leaving = Leaving {
            step: letter.step,
            invoices: &letter.invoices,
            channel,
            letter: Some(Document {
                day: letter.day,
                channel: letter.channel,
                recipient: &letter.recipient,
                address: &address,
                text: &letter.text,
                figures: letter.figures,
                figures_now: figures(letter.day)?,
                figures_today: figures(day)?,
            }),
        };
        let sums = self.telling_sums(&file, &letter.invoices, Some(letter.figures), day);
        let lights = self.lights(now, &file, day, &leaving, &sums)?;
        let red = self.red_lights(&lights, &file);
        let passed = self.store.gate_passed(letter.id)?;
        let covering = passed.into_iter().rev().find(|passed| red.iter().all(|light| passed.covers(light)));
        Ok(Gate { lights, passed: covering.filter(|_| !red.is_empty()), stops: letter.step != StepKey::Call })
    }

    fn lights(
        &self,
        now: Now,
        file: &CustomerFile,
        day: NaiveDate,
        leaving: &Leaving<'_>,
        sums: &[(Cents, Sum)],
    ) -> Result<Vec<Light>, Failure> {
        let waiting = self.waiting_money(now)?;
        let credits = waiting.credits(file.customer.id, sums);
        let bank = Bank { seen_until: waiting.seen_until(), credits: &credits, sums };
        let pauses = self.store.pauses_of_everything()?;
        let context = agenda::Context { today: day, ..self.context(now, &pauses) };
        Ok(agenda::gate::gate(file, &context, &bank, leaving))
    }

    fn red_lights(&self, lights: &[Light], file: &CustomerFile) -> Vec<RedLight> {
        let number = words::numbers(file);
        lights
            .iter()
            .filter(|light| light.tone() == Tone::Red)
            .map(|light| RedLight {
                code: light.code().to_owned(),
                about: light.about(),
                sentence: words::sentence(self.lang, light, &number),
            })
            .collect()
    }

    /// The sums by which a payment of this customer could be told: what is open, its parts, what was promised, and what
    /// is asked for, with and without interest and indemnity.
    fn telling_sums(
        &self,
        file: &CustomerFile,
        invoices: &[InvoiceId],
        asked: Option<LetterFigures>,
        day: NaiveDate,
    ) -> Vec<(Cents, Sum)> {
        let mut sums = Vec::new();
        let mut everything = Cents::ZERO;
        for invoice in &file.invoices {
            let open = file.balance(invoice, day).open;
            if !file.is_own_claim(invoice, day) || !open.is_positive() {
                continue;
            }
            everything = everything.plus(open);
            sums.push((open, Sum::Balance(invoice.id)));
            if invoice.instalments.len() > 1 {
                let parts = self.unpaid_parts(file, invoice, day);
                sums.extend(parts.into_iter().map(|part| (part.amount, Sum::Part(invoice.id))));
            }
        }
        sums.push((everything, Sum::Claimed));
        // A rate that is missing leaves the sums without interest.
        let claims = self.asked_on(file, invoices, day).unwrap_or_default();
        sums.extend(claims.iter().map(|one| (one.sums().total, Sum::WithInterest(one.one.invoice.id))));
        sums.push((AskedClaim::sum_of(&claims).total, Sum::ClaimedWithInterest));
        sums.push((claims.iter().map(|one| one.principal).sum(), Sum::Claimed));
        if let Some(asked) = asked {
            sums.extend([(asked.principal, Sum::Claimed), (asked.total, Sum::ClaimedWithInterest)]);
        }
        let promised = file.promises.iter().filter(|promise| promise.closed.is_none());
        sums.extend(promised.map(|promise| (promise.amount, Sum::Promise)));
        sums.retain(|(sum, _)| sum.is_positive());
        sums
    }

    /// The address that a letter bears: of the draft on the desk, else as the customer was recorded when it was kept.
    fn address_on(&self, letter: &Letter) -> Result<Option<Address>, Failure> {
        if let Some(customer) = self.drafted(letter.id).ok().map(|drafted| drafted.customer()) {
            return Ok(Some(customer.address.clone()));
        }
        let mut before = false;
        for entry in self.store.timeline(letter.customer, None, ENTRIES)? {
            match entry.event {
                Event::LetterDrafted { letter: kept } if kept.id == letter.id => before = true,
                Event::CustomerRecorded { customer } | Event::CustomerEdited { customer, .. } if before => {
                    let Customer { address, .. } = *customer;
                    return Ok(Some(address));
                }
                _ => {}
            }
        }
        Ok(None)
    }
}
