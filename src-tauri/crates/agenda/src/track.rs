//! What was done about each invoice: read from exchanges, deliveries and skips.

use chrono::NaiveDate;
use domain::{Channel, CustomerFile, DeliveryOutcome, Direction, Exchange, Outcome, StepKey};

use crate::scenario::{LADDER, strength};
use crate::situation::{Places, Standing, shifted};

/// A step done, or passed over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Done {
    pub day: NaiveDate,
    pub skipped: bool,
}

/// The life of one invoice in its present cycle. A cycle ends when the debtor asks for the document: it was perhaps
/// never received, and the ladder starts again, softly (A40).
#[derive(Clone, Copy, Default)]
pub(crate) struct Track<'a> {
    /// By strength: the last time each step of the ladder was done.
    done: [Option<Done>; 6],
    /// The formal notice in force.
    pub notice: Option<Notice<'a>>,
    pub asked_for_document: Option<NaiveDate>,
    pub deposit_checked: Option<NaiveDate>,
    pub refused: Option<NaiveDate>,
    pub in_difficulty: Option<NaiveDate>,
    pub wrong_number: Option<NaiveDate>,
    pub unknown_address: Option<NaiveDate>,
    pub dispute_ended: Option<NaiveDate>,
    /// Written messages since anybody spoke, and the day of the last.
    pub written: u16,
    pub last_written: Option<NaiveDate>,
}

#[derive(Clone, Copy)]
pub(crate) struct Notice<'a> {
    pub exchange: &'a Exchange,
    pub presented_on: Option<NaiveDate>,
    /// It came back: nobody of that name lives there.
    pub unknown_address: bool,
    /// Something came in since.
    pub answered_on: Option<NaiveDate>,
}

impl Track<'_> {
    pub fn done(&self, step: StepKey) -> Option<Done> {
        match strength(step) {
            0 => None,
            place => self.done[usize::from(place)],
        }
    }

    /// The strongest step done or passed over, and when.
    pub fn level(&self) -> Option<(StepKey, Done)> {
        LADDER.iter().rev().find_map(|step| self.done(*step).map(|done| (*step, done)))
    }

    pub fn level_strength(&self) -> u8 {
        self.level().map_or(0, |(step, _)| strength(step))
    }

    /// The debtor asked for the document and has not had it yet.
    pub fn document_owed(&self) -> Option<NaiveDate> {
        self.asked_for_document.filter(|_| self.level().is_none())
    }

    fn mark(&mut self, step: StepKey, done: Done) {
        let place = usize::from(strength(step));
        // A skip never hides that the step was really done.
        let earlier = self.done[place];
        if place > 0 && !(done.skipped && earlier.is_some_and(|earlier| !earlier.skipped)) {
            self.done[place] = Some(done);
        }
    }

    fn restart(&mut self, day: NaiveDate) {
        let checked = self.deposit_checked;
        let (written, last_written) = (self.written, self.last_written);
        *self = Track {
            asked_for_document: Some(day),
            deposit_checked: checked,
            written,
            last_written,
            ..Track::default()
        };
    }
}

/// The contacts with a customer, whatever the invoice.
#[derive(Clone, Default)]
pub(crate) struct Contacts {
    /// Days on which the debtor was contacted, in order.
    days: Vec<NaiveDate>,
    pub last_incoming: Option<NaiveDate>,
    /// The last outgoing exchange of any kind.
    pub last_outgoing: Option<NaiveDate>,
}

impl Contacts {
    pub fn last(&self) -> Option<NaiveDate> {
        self.days.last().copied()
    }

    /// Contacts in the thirty days that end on `day`.
    pub fn in_30_days(&self, day: NaiveDate) -> u16 {
        let from = shifted(day, -30);
        let count = self.days.iter().rev().take_while(|contact| **contact > from).count();
        u16::try_from(count).unwrap_or(u16::MAX)
    }

    /// The first day on which one more contact stays within `cap` for thirty days.
    pub fn free_of_cap(&self, cap: u16) -> Option<NaiveDate> {
        let cap = usize::from(cap.max(1));
        let place = self.days.len().checked_sub(cap)?;
        Some(shifted(self.days[place], 30))
    }
}

/// An exchange that reached, or tried to reach, the debtor.
fn is_contact(exchange: &Exchange) -> bool {
    exchange.direction == Direction::Outgoing
        && exchange.channel != Channel::Portal
        && exchange.outcome != Some(Outcome::WrongNumber)
}

fn is_spoken(exchange: &Exchange) -> bool {
    matches!(exchange.channel, Channel::Phone | Channel::InPerson)
}

/// Reads every exchange once, in order, into the tracks of the invoices it was about.
pub(crate) fn follow<'a>(file: &'a CustomerFile, standings: &mut [Standing<'a>], today: NaiveDate) -> Contacts {
    let mut contacts = Contacts::default();
    if file.exchanges.is_empty() && file.skips.is_empty() {
        return contacts;
    }
    let places = Places::of(standings.iter().map(|standing| standing.invoice));
    let everything: Vec<usize> = (0..standings.len()).collect();
    let mut touched: Vec<usize> = Vec::new();
    for exchange in file.exchanges.iter().filter(|exchange| exchange.day <= today) {
        if is_contact(exchange) && contacts.last() != Some(exchange.day) {
            contacts.days.push(exchange.day);
        }
        match exchange.direction {
            Direction::Incoming => contacts.last_incoming = Some(exchange.day),
            Direction::Outgoing => contacts.last_outgoing = Some(exchange.day),
        }
        let about = if exchange.invoices.is_empty() {
            &everything
        } else {
            touched.clear();
            touched.extend(exchange.invoices.iter().filter_map(|invoice| places.find(*invoice)));
            &touched
        };
        for place in about {
            let standing = &mut standings[*place];
            if exchange.invoices.is_empty() && standing.invoice.issue_date > exchange.day {
                continue;
            }
            // What was said before the oldest unpaid part fell due belongs to an earlier cycle: that of a part paid
            // since. A look at the deposit is meant for before.
            let earlier = standing.due.is_some_and(|due| exchange.day <= due);
            if earlier && exchange.step != Some(StepKey::CheckDeposit) {
                continue;
            }
            record(&mut standing.track, exchange, file, today);
        }
    }
    contacts.days.sort_unstable();
    for skip in file.skips.iter().filter(|skip| skip.day <= today) {
        // Passing over the notice about an instalment is no formal notice passed over: the debt keeps its place.
        if skip.step == StepKey::PlanNotice {
            continue;
        }
        let all = skip.invoices.is_empty();
        for standing in standings.iter_mut() {
            if !all && !skip.invoices.contains(&standing.invoice.id) || standing.invoice.issue_date > skip.day {
                continue;
            }
            let track = &mut standing.track;
            if skip.step == StepKey::CheckDeposit {
                track.deposit_checked = track.deposit_checked.max(Some(skip.day));
            }
            let earlier = standing.due.is_some_and(|due| skip.day <= due);
            if earlier || track.asked_for_document.is_some_and(|asked| skip.day < asked) {
                continue;
            }
            track.mark(skip.step, Done { day: skip.day, skipped: true });
            // Passing over the call is the owner's decision about R16, too.
            if skip.step == StepKey::Call && track.last_written.is_none_or(|last| last <= skip.day) {
                track.written = 0;
            }
        }
    }
    contacts
}

fn record<'a>(track: &mut Track<'a>, exchange: &'a Exchange, file: &'a CustomerFile, today: NaiveDate) {
    let day = exchange.day;
    if exchange.direction == Direction::Incoming || is_spoken(exchange) {
        track.written = 0;
        if let Some(notice) = &mut track.notice
            && exchange.direction == Direction::Incoming
        {
            notice.answered_on = Some(day);
        }
    } else if exchange.channel != Channel::Portal {
        track.written = track.written.saturating_add(1);
        track.last_written = Some(day);
    }
    match exchange.step {
        Some(StepKey::CheckDeposit) => track.deposit_checked = Some(day),
        // The hand-over is a fact of its own.
        Some(StepKey::HandOver) | None => {}
        Some(step) => {
            track.mark(step, Done { day, skipped: false });
            if matches!(step, StepKey::FormalNotice | StepKey::PlanNotice) {
                let delivery = file
                    .deliveries
                    .iter()
                    .find(|delivery| delivery.exchange == exchange.id && delivery.presented_on <= today);
                track.notice = Some(Notice {
                    exchange,
                    presented_on: delivery.map(|delivery| delivery.presented_on),
                    unknown_address: delivery
                        .is_some_and(|delivery| delivery.outcome == DeliveryOutcome::UnknownAddress),
                    answered_on: None,
                });
            }
        }
    }
    let came_back = exchange.step != Some(StepKey::FormalNotice)
        && matches!(exchange.channel, Channel::Letter | Channel::RegisteredLetter)
        && file
            .deliveries
            .iter()
            .any(|delivery| delivery.exchange == exchange.id && delivery.outcome == DeliveryOutcome::UnknownAddress);
    if came_back {
        track.unknown_address = Some(day);
    }
    match exchange.outcome {
        Some(Outcome::Refuses) => track.refused = Some(day),
        Some(Outcome::InDifficulty) => track.in_difficulty = Some(day),
        Some(Outcome::WrongNumber) => track.wrong_number = Some(day),
        // After a formal notice the request changes nothing: the time it gives still runs.
        Some(Outcome::AsksForDocument) if track.notice.is_none() => track.restart(day),
        _ => {}
    }
}
