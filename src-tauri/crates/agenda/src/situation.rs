//! The facts of one customer as they stand on a day: what each open invoice owes, what silences it, what was done.
//!
//! Nothing is remembered between two days: everything here is read again from the facts (R6).

use std::cell::OnceCell;

use chrono::NaiveDate;
use domain::{Business, Cents, CustomerFile, DebtorKind, Invoice, Pause, PauseScope, StepKey};
use law::{Law, calendar};

use crate::holds::{self, DisputeToAnswer, Hold, PromiseToCheck, SaysPaidToCheck};
use crate::ladder::{self, Course, Pick};
use crate::plans::{self, PlanAccount};
use crate::promises::PromiseHistory;
use crate::reading::{self, Clock};
use crate::scenario::{Pace, Scenario, Scenarios};
use crate::track::{self, Contacts, Track};

/// Everything the agenda looks at beside the customer's own facts.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    pub business: Option<&'a Business>,
    pub today: NaiveDate,
    pub law: &'a Law,
    pub scenarios: &'a Scenarios,
    /// Pauses of everything.
    pub pauses: &'a [Pause],
}

/// One invoice that is still owed.
pub(crate) struct Standing<'a> {
    pub invoice: &'a Invoice,
    /// What is left of it, disputed or not.
    pub open: Cents,
    /// The part of `open` in dispute.
    pub disputed: Cents,
    /// Due, unpaid and undisputed.
    pub overdue: Cents,
    /// Of the oldest part unpaid; `None` when it could not be computed.
    pub due: Option<NaiveDate>,
    pub hold: Option<Hold>,
    /// Under a plan: nothing but its late instalments is due.
    pub by_instalments: bool,
    pub track: Track<'a>,
    /// Limitation, read only where it could be near.
    pub clock: Option<Clock>,
}

impl Standing<'_> {
    /// Calendar days since the due date; 0 on and before it.
    pub fn days_late(&self, today: NaiveDate) -> i64 {
        self.due.map_or(0, |due| days_between(due, today).max(0))
    }

    /// Run out on every count. A claim whose start or whose interruption is in doubt is not barred: it is urgent.
    pub fn is_barred(&self) -> bool {
        self.clock.as_ref().is_some_and(Clock::has_lapsed)
    }

    /// Something may be asked for it today.
    pub fn is_actionable(&self) -> bool {
        self.overdue.is_positive() && self.hold.is_none() && !self.is_barred()
    }
}

pub(crate) struct Situation<'a> {
    pub file: &'a CustomerFile,
    pub ctx: Context<'a>,
    /// The scenario of the customer's kind; `None` until the kind is known.
    pub scenario: Option<&'a Scenario>,
    /// Open invoices, oldest due date first.
    pub standings: Vec<Standing<'a>>,
    pub contacts: Contacts,
    pub plans: Vec<PlanAccount<'a>>,
    pub promises_to_check: Vec<PromiseToCheck<'a>>,
    pub says_paid_to_check: Vec<SaysPaidToCheck>,
    pub disputes_to_answer: Vec<DisputeToAnswer<'a>>,
    pub broken_promises: holds::Broken,
    pub promise_history: PromiseHistory,
    course: OnceCell<Course>,
}

impl<'a> Situation<'a> {
    /// `None` when nothing is owed: the common case, answered without reading further.
    pub fn read(file: &'a CustomerFile, ctx: &Context<'a>) -> Option<Situation<'a>> {
        let today = ctx.today;
        let moved = Moved::of(file, today);
        let kind = file.customer.kind;
        let mut standings: Vec<Standing<'a>> = Vec::new();
        for (place, invoice) in file.invoices.iter().enumerate() {
            if invoice.is_credit_note() || invoice.issue_date > today {
                continue;
            }
            let open = invoice.amount_due.minus(moved.to(place));
            if !open.is_positive() || !file.is_own_claim(invoice, today) {
                continue;
            }
            let parts = reading::parts(invoice, file, ctx);
            let (due, overdue) = unpaid_parts(&parts, invoice.amount_due.minus(open), open, today);
            standings.push(Standing {
                invoice,
                open,
                disputed: Cents::ZERO,
                overdue,
                due,
                hold: None,
                by_instalments: false,
                track: Track::default(),
                clock: None,
            });
        }
        if standings.is_empty() {
            return None;
        }
        let plans = plans::plans(file, today, &ctx.scenarios.pace);
        let open = |id| standings.iter().find(|one| one.invoice.id == id).map_or(Cents::ZERO, |one| one.open);
        for (invoice, share, since) in plans::due_by_instalments(&plans, open) {
            let Some(standing) = standings.iter_mut().find(|one| one.invoice.id == invoice) else { continue };
            standing.overdue = share;
            standing.by_instalments = true;
            if share.is_positive() {
                standing.due = Some(since);
            }
        }
        standings.sort_by_key(|standing| (standing.due.unwrap_or(NaiveDate::MAX), standing.invoice.issue_date));
        let contacts = track::follow(file, &mut standings, today);
        let mut situation = Situation { standings, contacts, plans, ..Situation::with_nothing_open(file, ctx) };
        if kind.is_some() {
            for standing in &mut situation.standings {
                if standing.overdue.is_positive() && reading::limitation_could_be_near(standing, file, today) {
                    standing.clock = reading::limitation(standing.invoice, file, ctx);
                }
            }
        }
        holds::read(&mut situation);
        Some(situation)
    }

    /// Of a customer who owes nothing.
    pub fn with_nothing_open(file: &'a CustomerFile, ctx: &Context<'a>) -> Situation<'a> {
        Situation {
            file,
            ctx: *ctx,
            scenario: file.customer.kind.map(|kind| ctx.scenarios.of(kind)),
            standings: Vec::new(),
            contacts: Contacts::default(),
            plans: Default::default(),
            promises_to_check: Vec::new(),
            says_paid_to_check: Vec::new(),
            disputes_to_answer: Vec::new(),
            broken_promises: holds::Broken::default(),
            promise_history: PromiseHistory::default(),
            course: OnceCell::new(),
        }
    }

    pub fn today(&self) -> NaiveDate {
        self.ctx.today
    }

    pub fn pace(&self) -> &'a Pace {
        &self.ctx.scenarios.pace
    }

    pub fn kind(&self) -> Option<DebtorKind> {
        self.file.customer.kind
    }

    pub fn actionable(&self) -> impl Iterator<Item = &Standing<'a>> {
        self.standings.iter().filter(|standing| standing.is_actionable())
    }

    /// The pause of everything or of the customer that holds today, if one does.
    pub fn pause(&self) -> Option<&'a Pause> {
        let today = self.today();
        self.ctx.pauses.iter().chain(&self.file.pauses).find(|pause| {
            pause.holds_on(today)
                && match pause.scope {
                    PauseScope::Everything => true,
                    PauseScope::Customer(customer) => customer == self.file.customer.id,
                    PauseScope::Invoice(_) => false,
                }
        })
    }

    /// What the ladder says of all invoices together.
    pub fn course(&self) -> &Course {
        self.course.get_or_init(|| ladder::course(self))
    }

    /// The ladder's proposal, if it is this step.
    pub fn course_pick(&self, key: StepKey) -> Option<Pick> {
        match self.course() {
            Course::Go(step, pick) if *step == key => Some(pick.clone()),
            _ => None,
        }
    }

    /// All that is due and undisputed, silenced or not.
    pub fn overdue(&self) -> Cents {
        self.standings.iter().map(|standing| standing.overdue).sum()
    }

    /// Whether the owner passed over `step` on or after `since`.
    pub fn skipped_since(&self, step: StepKey, since: NaiveDate) -> Option<NaiveDate> {
        self.file
            .skips
            .iter()
            .filter(|skip| skip.step == step && skip.day >= since && skip.day <= self.today())
            .map(|skip| skip.day)
            .max()
    }
}

/// Calendar days from `from` to `to`, negative when `to` is earlier.
pub(crate) fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

/// `day` moved by a signed number of days, held at the ends of the calendar.
pub(crate) fn shifted(day: NaiveDate, days: i64) -> NaiveDate {
    if days >= 0 {
        calendar::add_days(day, days.unsigned_abs())
    } else {
        day.checked_sub_days(chrono::Days::new(days.unsigned_abs())).unwrap_or(NaiveDate::MIN)
    }
}

/// So many working days after `day`.
pub(crate) fn working_days_after(day: NaiveDate, count: u16) -> NaiveDate {
    let mut day = day;
    for _ in 0..count {
        day = calendar::working_day_from(shifted(day, 1));
    }
    day
}

/// The due date of the oldest unpaid part, and the sum of the unpaid parts whose date has passed. Money counts on the
/// oldest part first.
fn unpaid_parts(parts: &reading::Parts, covered: Cents, open: Cents, today: NaiveDate) -> (Option<NaiveDate>, Cents) {
    let mut covered = covered;
    let mut due = None;
    let mut overdue = Cents::ZERO;
    for part in parts.iter() {
        let left = part.amount.minus(covered).max(Cents::ZERO);
        covered = covered.minus(part.amount).max(Cents::ZERO);
        if !left.is_positive() {
            continue;
        }
        due = due.or(Some(part.due_date));
        if part.due_date < today {
            overdue = overdue.plus(left);
        }
    }
    // Parts that do not sum to the amount due: the rest follows the last date.
    let last = parts.iter().last().map(|part| part.due_date);
    let all_passed = last.is_some_and(|last| last < today);
    (due.or(last), if all_passed { open } else { overdue.min(open) })
}

/// What payments, costs taken for paid, discounts and credit notes brought to each invoice, by its place in the file.
struct Moved(Vec<i64>);

impl Moved {
    fn of(file: &CustomerFile, today: NaiveDate) -> Moved {
        let mut sums = vec![0_i64; file.invoices.len()];
        let places = Places::of(file.invoices.iter());
        let credits = file
            .invoices
            .iter()
            .filter(|note| note.is_credit_note() && note.issue_date <= today)
            .flat_map(|note| &note.credits);
        let payments = file
            .payments
            .iter()
            .filter(|payment| payment.received_on <= today)
            .flat_map(|payment| payment.allocations.iter().chain(&payment.withheld).chain(&payment.discounts));
        for allocation in credits.chain(payments) {
            if let Some(place) = places.find(allocation.invoice) {
                sums[place] = sums[place].saturating_add(allocation.amount.0);
            }
        }
        Moved(sums)
    }

    fn to(&self, place: usize) -> Cents {
        Cents(self.0[place])
    }
}

/// Finds an invoice by its id. A customer has a handful of invoices, or thousands: then the ids are sorted.
pub(crate) struct Places {
    ids: Vec<(domain::InvoiceId, usize)>,
    sorted: bool,
}

impl Places {
    pub fn of<'i>(invoices: impl Iterator<Item = &'i Invoice>) -> Places {
        let mut ids: Vec<_> = invoices.enumerate().map(|(place, invoice)| (invoice.id, place)).collect();
        let sorted = ids.len() > 8;
        if sorted {
            ids.sort_unstable();
        }
        Places { ids, sorted }
    }

    pub fn find(&self, id: domain::InvoiceId) -> Option<usize> {
        if self.sorted {
            let found = self.ids.binary_search_by_key(&id, |(id, _)| *id).ok()?;
            Some(self.ids[found].1)
        } else {
            self.ids.iter().find(|(known, _)| *known == id).map(|(_, place)| *place)
        }
    }
}
