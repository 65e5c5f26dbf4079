//! Promises and disputes: the lists, and what the owner records about a dispute.

use agenda::PromiseState;
use app::disputes::{DisputeRow, dispute_row};
use app::promises::PromiseRow;
use app::words::{commitments as words, list, steps};
use app::{Desk, Failure, Now, Thing};
use chrono::NaiveDate;
use domain::locale::NO_BREAK;
use domain::{Cents, CustomerFile, DisputeId, Lang};

use super::today::numbers;
use super::{Outcome, changed, typed};
use crate::views::commitments::{CommitmentsView, DisputeView, PromiseView};
use crate::views::forms::{DisputeAnswerForm, DisputeTaskForm};
use crate::views::{Badge, Changed, Tone};

pub(super) fn commitments(desk: &Desk, file: &CustomerFile, today: NaiveDate) -> CommitmentsView {
    let lang = desk.lang();
    let mut promises = desk.promise_rows(file, today);
    let history = promises.first().and_then(|row| words::history(lang, row.history)).unwrap_or_default();
    // What is awaited first, the nearest day above; then what is over, the latest above.
    promises.sort_by_key(|row| {
        let day = row.promise.due_on.signed_duration_since(today).num_days();
        (!row.state.is_open(), if row.state.is_open() { day } else { -day })
    });
    let mut disputes: Vec<DisputeRow> = file.disputes.iter().map(|dispute| dispute_row(file, dispute, today)).collect();
    disputes.sort_by_key(|row| (row.dispute.closed.is_some(), std::cmp::Reverse(row.dispute.opened_on)));
    CommitmentsView {
        promises: promises.iter().map(|row| promise_view(lang, file, row)).collect(),
        history,
        disputes: disputes.iter().map(|row| dispute_view(lang, row, today)).collect(),
    }
}

/// Parts of the whole in percent, rounded down: a bar is full only when all is there.
pub(super) fn percent(part: Cents, whole: Cents) -> u8 {
    if !whole.is_positive() {
        return 0;
    }
    let share = i128::from(part.0.max(0)) * 100 / i128::from(whole.0);
    u8::try_from(share.min(100)).unwrap_or(100)
}

fn promise_view(lang: Lang, file: &CustomerFile, row: &PromiseRow) -> PromiseView {
    let promise = &row.promise;
    let invoices: Vec<String> = promise.invoices.iter().map(|id| numbers(file)(*id)).collect();
    let said = [
        promise.made_by.clone(),
        steps::channel(lang, promise.channel).to_owned(),
        lang.day_and_month(promise.made_on),
    ];
    let said: Vec<String> = said.into_iter().filter(|text| !text.is_empty()).collect();
    let about = if invoices.len() > 3 { String::new() } else { list(lang, &invoices) };
    let detail = [said.join(", "), about].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
    let tone = match row.state {
        PromiseState::Kept => Tone::Good,
        PromiseState::Running | PromiseState::CalledOff => Tone::Plain,
        PromiseState::KeptLate | PromiseState::PartlyKept { .. } => Tone::Soon,
        PromiseState::ToCheck | PromiseState::Broken { .. } => Tone::Late,
    };
    PromiseView {
        id: promise.id.to_string(),
        customer: promise.customer.to_string(),
        customer_name: row.customer_name.clone(),
        due_on: promise.due_on.to_string(),
        amount: promise.amount.0,
        received: row.received.0,
        received_percent: percent(row.received, promise.amount),
        detail,
        state: Badge { text: words::promise_state(lang, row.state).to_owned(), tone },
        open: row.state.is_open(),
    }
}

fn dispute_view(lang: Lang, row: &DisputeRow, today: NaiveDate) -> DisputeView {
    let dispute = &row.dispute;
    let open = dispute.closed.is_none();
    let awaited = dispute.answer_due.filter(|_| open && dispute.answer.is_none());
    let tone = match awaited {
        Some(due) if due <= today => Tone::Late,
        _ if open => Tone::Soon,
        _ => Tone::Plain,
    };
    let rest = match lang {
        _ if !open || !row.undisputed.is_positive() => String::new(),
        Lang::Fr => {
            format!("Le reste, {}, continue d’être réclamé.", lang.amount(row.undisputed))
        }
        Lang::En => format!("The rest, {}, is still asked for.", lang.amount(row.undisputed)),
    };
    let answer = dispute.answer.as_ref().map(|answer| {
        let day = lang.day_and_month(answer.day);
        match lang {
            Lang::Fr => format!("Répondu le {day}{NO_BREAK}: {}", answer.text),
            Lang::En => format!("Answered on {day}: {}", answer.text),
        }
    });
    DisputeView {
        id: dispute.id.to_string(),
        customer: dispute.customer.to_string(),
        customer_name: row.customer_name.clone(),
        invoice: dispute.invoice.to_string(),
        number: row.number.clone(),
        reason: steps::dispute_reason(lang, dispute.reason).to_owned(),
        amount: row.amount.0,
        rest,
        note: dispute.note.clone(),
        task: dispute.task.clone(),
        answer_due: dispute.answer_due.map(|due| due.to_string()),
        answer: answer.unwrap_or_default(),
        state: Badge { text: words::dispute_state(lang, dispute, today), tone },
        open,
    }
}

fn dispute_id(text: &str) -> Outcome<DisputeId> {
    text.parse().map_err(|_| Failure::NotFound { what: Thing::Hold })
}

pub fn dispute_task(desk: &mut Desk, now: Now, form: DisputeTaskForm) -> Outcome<Changed> {
    let answer_due = typed::optional_day("answer_due", &form.answer_due)?;
    desk.set_dispute_task(now, dispute_id(&form.dispute)?, &form.task, answer_due).map(changed)
}

pub fn dispute_answer(desk: &mut Desk, now: Now, form: DisputeAnswerForm) -> Outcome<Changed> {
    let day = typed::optional_day("day", &form.day)?.unwrap_or(now.today);
    desk.answer_dispute(now, dispute_id(&form.dispute)?, day, &form.answer).map(changed)
}
