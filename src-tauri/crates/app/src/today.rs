//! Where every customer stands today, kept so that one new fact costs one customer.

use std::collections::HashMap;

use agenda::{Context, HandOverFile, Proposal, Upcoming, Verdict};
use chrono::{Datelike, NaiveDate};
use domain::{Cents, Choice, CustomerFile, CustomerId, Event, Pause, Skip, Snooze, StepKey};
use law::ConfirmedRate;
use rust_decimal::Decimal;

use crate::desk::{Change, Desk, Now};
use crate::failure::{Failure, FieldProblem};
use crate::words::{say, steps};

/// Every customer with something open, on one day.
#[derive(Debug)]
pub struct Standings {
    day: NaiveDate,
    pauses: Vec<Pause>,
    customers: HashMap<CustomerId, Standing>,
    received_this_month: Cents,
    average_days_to_pay: Option<u32>,
}

/// One customer on that day.
#[derive(Debug)]
pub struct Standing {
    pub name: String,
    pub verdict: Verdict,
    pub overdue: Cents,
    pub not_due: Cents,
    pub upcoming: Option<Upcoming>,
}

/// The figures at the top of Today.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Figures {
    pub overdue: Cents,
    pub not_due: Cents,
    pub received_this_month: Cents,
    /// From issue to payment, over the invoices paid in the last twelve months.
    pub average_days_to_pay: Option<u32>,
}

impl Standings {
    pub fn get(&self, customer: CustomerId) -> Option<&Standing> {
        self.customers.get(&customer)
    }

    /// Who owes something overdue, and how much of it.
    pub fn overdue(&self) -> Vec<(CustomerId, Cents)> {
        let late = self.customers.iter().filter(|(_, standing)| standing.overdue.is_positive());
        late.map(|(customer, standing)| (*customer, standing.overdue)).collect()
    }

    /// What to do, best first.
    pub fn proposals(&self) -> Vec<(&str, &Proposal)> {
        let mut proposals: Vec<(&str, &Proposal)> = self
            .customers
            .values()
            .filter_map(|standing| standing.verdict.proposal().map(|proposal| (standing.name.as_str(), proposal)))
            .collect();
        proposals.sort_by(|(_, a), (_, b)| (a.group, &a.rank, a.customer).cmp(&(b.group, &b.rank, b.customer)));
        proposals
    }

    pub fn count(&self) -> usize {
        self.customers.values().filter(|standing| standing.verdict.proposal().is_some()).count()
    }

    /// What the next days will bring, nearest first.
    pub fn upcoming(&self, most: usize) -> Vec<(&str, &Upcoming)> {
        let mut upcoming: Vec<(&str, &Upcoming)> = self
            .customers
            .values()
            .filter(|standing| standing.verdict.proposal().is_none())
            .filter_map(|standing| standing.upcoming.as_ref().map(|upcoming| (standing.name.as_str(), upcoming)))
            .collect();
        upcoming.sort_by_key(|(_, upcoming)| (upcoming.on, std::cmp::Reverse(upcoming.amount), upcoming.customer));
        upcoming.truncate(most);
        upcoming
    }

    pub fn figures(&self) -> Figures {
        Figures {
            overdue: self.customers.values().map(|standing| standing.overdue).sum(),
            not_due: self.customers.values().map(|standing| standing.not_due).sum(),
            received_this_month: self.received_this_month,
            average_days_to_pay: self.average_days_to_pay,
        }
    }
}

impl Desk {
    /// The standings of the day, computed once and then kept up to date.
    pub fn standings(&mut self, now: Now) -> Result<&Standings, Failure> {
        if self.standings.as_ref().is_none_or(|standings| standings.day != now.today) {
            self.standings = None;
            let book = self.store.book_open(now.today)?;
            let mut standings = Standings {
                day: now.today,
                pauses: book.pauses,
                customers: HashMap::with_capacity(book.files.len()),
                received_this_month: Cents::ZERO,
                average_days_to_pay: None,
            };
            for file in &book.files {
                standings.customers.insert(file.customer.id, self.standing(file, now, &standings.pauses));
            }
            self.standings = Some(standings);
            self.read_figures(now)?;
        }
        self.standings.as_ref().ok_or(Failure::StepGone)
    }

    fn read_figures(&mut self, now: Now) -> Result<(), Failure> {
        let first = now.today.with_day(1).unwrap_or(now.today);
        let received = self.store.received_between(first, now.today)?;
        let year_ago = now.today.checked_sub_days(chrono::Days::new(365)).unwrap_or(now.today);
        let average = self.store.average_days_to_pay(year_ago, now.today)?;
        if let Some(standings) = self.standings.as_mut() {
            standings.received_this_month = received;
            standings.average_days_to_pay = average;
        }
        Ok(())
    }

    pub(crate) fn context<'a>(&'a self, now: Now, pauses: &'a [Pause]) -> Context<'a> {
        Context {
            business: self.business.as_ref(),
            today: now.today,
            law: &self.law,
            scenarios: &self.scenarios,
            pauses,
        }
    }

    fn standing(&self, file: &CustomerFile, now: Now, pauses: &[Pause]) -> Standing {
        let context = self.context(now, pauses);
        let verdict = agenda::propose(file, &context);
        let upcoming = match &verdict {
            Verdict::Proposal(_) => None,
            Verdict::Silence(_) => agenda::upcoming(file, &context),
        };
        let mut standing = Standing {
            name: file.customer.name.clone(),
            verdict,
            overdue: Cents::ZERO,
            not_due: Cents::ZERO,
            upcoming,
        };
        for invoice in &file.invoices {
            let (overdue, not_due) = self.overdue_and_not(file, invoice, now);
            standing.overdue = standing.overdue.plus(overdue);
            standing.not_due = standing.not_due.plus(not_due);
        }
        standing
    }

    /// Looks again at some customers after new facts.
    pub(crate) fn look_again(&mut self, now: Now, customers: &[CustomerId]) -> Result<(), Failure> {
        let Some(mut standings) = self.standings.take() else { return Ok(()) };
        if standings.day != now.today {
            return Ok(());
        }
        for customer in customers {
            match self.store.customer_file(*customer)? {
                Some(file) => {
                    standings.customers.insert(*customer, self.standing(&file, now, &standings.pauses));
                }
                None => {
                    standings.customers.remove(customer);
                }
            }
        }
        self.standings = Some(standings);
        self.read_figures(now)
    }

    /// The pauses of everything that hold today.
    pub fn pauses_of_everything(&self, now: Now) -> Result<Vec<Pause>, Failure> {
        let mut pauses = self.store.pauses_of_everything()?;
        pauses.retain(|pause| pause.holds_on(now.today));
        Ok(pauses)
    }

    /// The verdict on one customer, from its facts as they are.
    pub fn verdict(&self, file: &CustomerFile, now: Now) -> Result<Verdict, Failure> {
        let pauses = self.store.pauses_of_everything()?;
        Ok(agenda::propose(file, &self.context(now, &pauses)))
    }

    /// The proposal of a customer, or the one that another step would be.
    pub fn proposal(&self, file: &CustomerFile, now: Now, step: Option<StepKey>) -> Result<Proposal, Failure> {
        let pauses = self.store.pauses_of_everything()?;
        let context = self.context(now, &pauses);
        let proposed = agenda::propose(file, &context).into_proposal();
        match (proposed, step) {
            (Some(proposal), None) => Ok(proposal),
            (Some(proposal), Some(step)) if proposal.step == step => Ok(proposal),
            // Another step is looked at as if the owner had chosen it: the same facts forbid it or not.
            (_, Some(step)) => {
                let choice = Choice { customer: file.customer.id, step, invoices: Vec::new(), day: now.today };
                let supposed = CustomerFile { choice: Some(choice), ..file.clone() };
                let proposal = agenda::propose(&supposed, &context).into_proposal();
                proposal.filter(|proposal| proposal.step == step).ok_or(Failure::StepGone)
            }
            (None, None) => Err(Failure::StepGone),
        }
    }

    /// The file as it would be handed over.
    pub fn hand_over_file(&self, file: &CustomerFile, now: Now) -> Result<Option<HandOverFile>, Failure> {
        let pauses = self.store.pauses_of_everything()?;
        Ok(agenda::hand_over(file, &self.context(now, &pauses)))
    }

    pub fn snooze(
        &mut self,
        now: Now,
        customer: CustomerId,
        step: StepKey,
        until: NaiveDate,
    ) -> Result<Change, Failure> {
        if until <= now.today {
            return Err(Failure::field("until", FieldProblem::DateOutOfRange));
        }
        let snooze = Snooze { customer, step, until, set_on: now.today };
        let customers = self.record(now, vec![Event::StepSnoozed { snooze }])?;
        let day = self.lang.day_and_month(until);
        let sentence = match self.lang {
            domain::Lang::Fr => format!("Reporté au {day}."),
            domain::Lang::En => format!("Put off until {day}."),
        };
        Ok(Change { customers, sentence, undo: Some(format!("snooze:{customer}:{}", step.code())) })
    }

    pub fn skip(&mut self, now: Now, customer: CustomerId, step: StepKey, reason: String) -> Result<Change, Failure> {
        let file = self.customer_file(customer)?;
        let invoices = self.proposal(&file, now, Some(step))?.invoices;
        let skip = Skip { customer, step, invoices, reason, day: now.today };
        let customers = self.record(now, vec![Event::StepSkipped { skip }])?;
        let label = steps::step(self.lang, step);
        let sentence = match self.lang {
            domain::Lang::Fr => format!("Étape passée\u{a0}: {label}."),
            domain::Lang::En => format!("Step skipped: {label}."),
        };
        Ok(Change { customers, sentence, undo: Some(format!("skip:{customer}:{}", step.code())) })
    }

    pub fn choose_step(&mut self, now: Now, customer: CustomerId, step: StepKey) -> Result<Change, Failure> {
        let file = self.customer_file(customer)?;
        let invoices = self.proposal(&file, now, Some(step))?.invoices;
        let choice = Choice { customer, step, invoices, day: now.today };
        let customers = self.record(now, vec![Event::StepChosen { choice }])?;
        let label = steps::step(self.lang, step);
        let sentence = match self.lang {
            domain::Lang::Fr => format!("Étape choisie\u{a0}: {label}."),
            domain::Lang::En => format!("Step chosen: {label}."),
        };
        Ok(Change { customers, sentence, undo: None })
    }

    /// The owner confirms or corrects a rate of the law.
    pub fn confirm_rate(
        &mut self,
        now: Now,
        parameter: law::Parameter,
        half_year: NaiveDate,
        rate_percent: Decimal,
    ) -> Result<Change, Failure> {
        let rate = ConfirmedRate { parameter, half_year: law::HalfYear::of(half_year).first_day(), rate_percent };
        let event = Event::RateConfirmed {
            parameter: parameter.code().to_owned(),
            half_year: rate.half_year,
            rate_percent: rate.rate_percent,
        };
        let customers = self.record(now, vec![event])?;
        Ok(Change { customers, sentence: say(self.lang, "Taux noté.", "Rate recorded.").into(), undo: None })
    }
}
