//! Everything that customers committed themselves to, and what the owner owes them an answer to: by the day that comes next.

use agenda::PlanState;
use app::disputes::{DisputeRow, dispute_row};
use app::plans::PlanRow;
use app::promises::PromiseRow;
use app::words::commitments::{self as words, Awaited};
use app::{Desk, Now};
use chrono::{Days, NaiveDate};
use domain::{Cents, CustomerFile, Followed};

use super::Outcome;
use super::commitments::{dispute_view, plan_view, promise_view};
use crate::views::commitments::{CommitmentBoard, CommitmentGroup, CommitmentLine};

const WEEK: Days = Days::new(7);
/// What ended is shown as long as this.
const ENDED: Days = Days::new(90);
/// The most lines of a group that one answer holds.
const MOST: usize = 2_000;

/// A line under way, with what it is sorted by.
struct Found {
    day: Option<NaiveDate>,
    expected: Cents,
    open: bool,
    ended_on: Option<NaiveDate>,
    line: CommitmentLine,
}

pub fn commitment_board(desk: &mut Desk, now: Now, limit: u32) -> Outcome<CommitmentBoard> {
    let limit = (limit as usize).clamp(1, MOST);
    let today = now.today;
    let since = today.checked_sub_days(ENDED).unwrap_or(NaiveDate::MIN);
    let until = today.checked_add_days(WEEK).unwrap_or(NaiveDate::MAX);
    let mut found = Vec::new();
    for file in desk.files_committed(since)? {
        found.extend(of_file(desk, &file, today, until));
    }
    let (open, mut ended): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|one| one.open);
    ended.retain(|one| one.ended_on.is_some_and(|day| day >= since));
    ended.sort_by_key(|one| std::cmp::Reverse(one.ended_on));
    let mut board = CommitmentBoard::default();
    let mut awaited = Awaited { all: open.len(), ..Awaited::default() };
    let mut open = open;
    open.sort_by_key(|one| one.day.unwrap_or(NaiveDate::MAX));
    for one in open {
        let group = match one.day {
            Some(day) if day < today => {
                awaited.late += 1;
                &mut board.late
            }
            Some(day) if day <= until => {
                awaited.week += 1;
                &mut board.week
            }
            Some(_) => &mut board.later,
            None => &mut board.undated,
        };
        if one.day.is_some_and(|day| day <= until) {
            awaited.expected = awaited.expected.plus(one.expected);
        }
        add(group, limit, one.line);
    }
    board.summary = words::awaited(desk.lang(), awaited);
    for one in ended {
        add(&mut board.ended, limit, one.line);
    }
    Ok(board)
}

fn add(group: &mut CommitmentGroup, limit: usize, line: CommitmentLine) {
    group.count = group.count.saturating_add(1);
    if group.lines.len() < limit {
        group.lines.push(line);
    }
}

/// What the instalments of a plan still bring by a day: all that is left once the whole is due.
fn awaited_by(until: NaiveDate, state: PlanState, followed: &[Followed]) -> Cents {
    let whole = matches!(state, PlanState::Accelerated { .. });
    followed.iter().filter(|part| whole || part.due <= until).map(Followed::left).sum()
}

fn of_file(desk: &Desk, file: &CustomerFile, today: NaiveDate, until: NaiveDate) -> Vec<Found> {
    let lang = desk.lang();
    let bare = |day: Option<NaiveDate>| CommitmentLine {
        day: day.map(|day| day.to_string()),
        customer: file.customer.id.to_string(),
        customer_name: file.customer.name.clone(),
        promise: None,
        dispute: None,
        plan: None,
    };
    let promise = |row: PromiseRow| {
        let promise = &row.promise;
        Found {
            day: Some(promise.due_on),
            expected: promise.amount.minus(row.received).max(Cents::ZERO),
            open: row.state.is_open(),
            // One that the bank alone answered has no other day.
            ended_on: promise.closed.as_ref().map(|(day, _)| *day).or(Some(promise.due_on)),
            line: CommitmentLine { promise: Some(promise_view(lang, file, &row)), ..bare(Some(promise.due_on)) },
        }
    };
    let dispute = |row: DisputeRow| {
        let dispute = &row.dispute;
        // Once it is answered, it waits for the customer.
        let day = dispute.answer_due.filter(|_| dispute.answer.is_none());
        Found {
            day,
            expected: Cents::ZERO,
            open: dispute.holds_on(today),
            ended_on: dispute.closed.as_ref().map(|(day, _)| *day),
            line: CommitmentLine { dispute: Some(dispute_view(lang, &row, today)), ..bare(day) },
        }
    };
    let plan = |row: PlanRow| {
        let next = row.followed.iter().find(|part| part.left().is_positive());
        let day = next.map(|part| part.due);
        Found {
            day,
            expected: awaited_by(until, row.state, &row.followed),
            open: row.state.is_open(),
            ended_on: row
                .plan
                .closed
                .as_ref()
                .map(|(day, _)| *day)
                .or_else(|| row.followed.last().map(|part| part.due)),
            line: CommitmentLine { plan: Some(plan_view(lang, &row, today)), ..bare(day) },
        }
    };
    let disputes = file.disputes.iter().map(|one| dispute(dispute_row(file, one, today)));
    let promises = desk.promise_rows(file, today).into_iter().map(promise);
    let plans = desk.plan_rows(file, today).into_iter().map(plan);
    disputes.chain(plans).chain(promises).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use app::facts::NewExchange;
    use app::holds::HoldEnd;
    use app::plans::{NewPlan, Schedule};
    use domain::{
        Channel, CustomerId, Direction, Instalment, Lang, Outcome as Said, PlanInterest, PromiseEnd, Rhythm, Signer,
    };

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn on(text: &str) -> Now {
        Now { instant: day(text).and_hms_opt(9, 0, 0).unwrap().and_utc(), today: day(text) }
    }

    fn promises(desk: &mut Desk, customer: CustomerId, cents: i64, due: &str) {
        let said = NewExchange {
            customer,
            invoices: Vec::new(),
            direction: Direction::Incoming,
            channel: Channel::Phone,
            day: day("2026-11-23"),
            step: None,
            outcome: Some(Said::Promised),
            party: String::new(),
            note: String::new(),
            promise: Some((Cents(cents), day(due))),
            dispute: None,
        };
        desk.record_exchange(on("2026-11-23"), said).unwrap();
    }

    fn counts(board: &CommitmentBoard) -> [u32; 5] {
        [&board.late, &board.week, &board.later, &board.undated, &board.ended].map(|group| group.count)
    }

    #[test]
    fn what_is_awaited_moves_from_group_to_group_as_days_pass() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk::open(folder.path(), Some(Lang::Fr)).unwrap();
        desk.fill_with_sample(on("2026-11-23")).unwrap();
        let before = counts(&commitment_board(&mut desk, on("2026-11-23"), 100).unwrap());
        let free: Vec<CustomerId> = desk
            .customers_owing()
            .unwrap()
            .into_iter()
            .filter(|id| desk.customer_file(*id).unwrap().promises.is_empty())
            .take(2)
            .collect();
        promises(&mut desk, free[0], 10_000, "2026-11-27");
        promises(&mut desk, free[1], 5_000, "2026-12-20");
        let board = commitment_board(&mut desk, on("2026-11-23"), 100).unwrap();
        let added = |group: usize| counts(&board)[group] - before[group];
        assert_eq!([added(0), added(1), added(2), added(3), added(4)], [0, 1, 1, 0, 0]);
        assert_eq!(board.week.lines.last().unwrap().promise.as_ref().unwrap().amount, 10_000);

        // A day after, it is late; ended, it is kept below with what came of it.
        let late = commitment_board(&mut desk, on("2026-11-28"), 100).unwrap();
        let first = late.late.lines.iter().find(|line| line.customer == free[0].to_string()).unwrap();
        let promise = first.promise.as_ref().unwrap().id.parse().unwrap();
        desk.end_hold(on("2026-12-04"), HoldEnd::Promise(promise, PromiseEnd::Broken), "").unwrap();
        let after = commitment_board(&mut desk, on("2026-12-04"), 100).unwrap();
        assert!(after.late.lines.iter().all(|line| line.customer != free[0].to_string()));
        let ended = after.ended.lines.iter().find(|line| line.customer == free[0].to_string()).unwrap();
        assert_eq!(ended.promise.as_ref().unwrap().state.text, "non tenue");
        // Three months later it is only in the customer's file.
        let gone = commitment_board(&mut desk, on("2027-03-05"), 100).unwrap();
        assert!(gone.ended.lines.iter().all(|line| line.customer != free[0].to_string()));
        // A group tells how many there are beside those it shows.
        let short = commitment_board(&mut desk, on("2026-11-28"), 1).unwrap();
        assert!(short.late.lines.len() <= 1 && short.late.count == late.late.count);
    }

    #[test]
    fn every_instalment_of_the_week_is_awaited_and_all_of_a_plan_whose_whole_is_due() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk::open(folder.path(), Some(Lang::Fr)).unwrap();
        desk.fill_with_sample(on("2026-11-23")).unwrap();
        let part = |due: &str, cents: i64| Instalment::due(day(due), Cents(cents));
        let new = |desk: &Desk, customer: CustomerId| {
            let file = desk.customer_file(customer).unwrap();
            let new = NewPlan {
                customer,
                invoices: Vec::new(),
                schedule: Schedule::Custom(Vec::new()),
                interest: PlanInterest::WaivedIfRespected,
                acceleration_days: Some(8),
                signer: Signer { name: "M. Hamon".into(), role: "gérant".into(), trader: true },
                lang: None,
            };
            let choices = desk.plan_choices(&file, on("2026-11-23"));
            let late: Cents = choices.iter().filter(|choice| choice.overdue).map(|choice| choice.left).sum();
            (file.plans.is_empty() && late > Cents(30_000)).then_some((new, late))
        };
        let owing = desk.customers_owing().unwrap();
        let (mut new, late) = owing.into_iter().find_map(|customer| new(&desk, customer)).unwrap();
        // What the plan shares out holds what is claimed besides; the last instalment takes it.
        let sum = desk.preview_plan(on("2026-11-23"), &even(&new)).unwrap().spread();
        assert!(sum >= late);
        let rest = sum.minus(Cents(21_000)).0;
        new.schedule =
            Schedule::Custom(vec![part("2026-11-24", 10_000), part("2026-11-28", 11_000), part("2026-12-20", rest)]);
        desk.make_plan(on("2026-11-23"), &new).unwrap();
        let file = desk.customer_file(new.customer).unwrap();
        let awaited = |today: &str, until: &str| {
            let found = of_file(&desk, &file, day(today), day(until));
            found.iter().filter(|one| one.line.plan.is_some()).map(|one| one.expected).sum::<Cents>()
        };
        assert_eq!(awaited("2026-11-23", "2026-11-27"), Cents(10_000));
        assert_eq!(awaited("2026-11-23", "2026-11-30"), Cents(21_000));
        assert_eq!(awaited("2026-12-18", "2026-12-25"), sum);

        let followed = desk.plan_rows(&file, day("2026-11-23")).remove(0).followed;
        let whole = PlanState::Accelerated { on: day("2026-11-23") };
        assert_eq!(awaited_by(day("2026-11-27"), whole, &followed), sum);
        assert_eq!(awaited_by(day("2026-11-27"), PlanState::Respected, &followed), Cents(10_000));
    }

    fn even(new: &NewPlan) -> NewPlan {
        let schedule = Schedule::Even { count: 2, first: day("2026-12-01"), rhythm: Rhythm::Monthly };
        NewPlan { schedule, ..new.clone() }
    }
}
