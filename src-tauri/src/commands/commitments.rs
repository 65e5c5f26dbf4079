//! Promises and disputes: the lists, and what the owner records about a dispute.

use agenda::{PlanState, PromiseState};
use app::disputes::{DisputeRow, dispute_row};
use app::plans::{NewPlan, PlanRow, Schedule, signs_as_trader};
use app::promises::PromiseRow;
use app::words::{commitments as words, list, steps};
use app::{Desk, Failure, FieldProblem, Now, Thing};
use chrono::NaiveDate;
use domain::locale::NO_BREAK;
use domain::{Cents, CustomerFile, DisputeId, Instalment, Lang, PlanFault, PlanId, PlanInterest, Rhythm, Signer};

use super::today::{customer_id, numbers, say};
use super::{Outcome, changed, typed};
use crate::views::commitments::{
    CommitmentsView, DisputeView, PlanInvoiceView, PlanPartView, PlanPreview, PlanPreviewPart, PlanStart, PlanView,
    PromiseView,
};
use crate::views::forms::{DisputeAnswerForm, DisputeTaskForm, PlanForm, PlanSignForm};
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
    let mut plans = desk.plan_rows(file, today);
    plans.sort_by_key(|row| (!row.state.is_open(), std::cmp::Reverse(row.plan.made_on)));
    CommitmentsView {
        promises: promises.iter().map(|row| promise_view(lang, file, row)).collect(),
        history,
        disputes: disputes.iter().map(|row| dispute_view(lang, row, today)).collect(),
        plans: plans.iter().map(|row| plan_view(lang, row, today)).collect(),
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

pub(super) fn promise_view(lang: Lang, file: &CustomerFile, row: &PromiseRow) -> PromiseView {
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

pub(super) fn dispute_view(lang: Lang, row: &DisputeRow, today: NaiveDate) -> DisputeView {
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

pub(super) fn plan_view(lang: Lang, row: &PlanRow, today: NaiveDate) -> PlanView {
    let plan = &row.plan;
    let late_since = match row.state {
        PlanState::Late { since, .. } => Some(since),
        _ => None,
    };
    let part = |part: &domain::Followed| {
        let (text, tone) = match part.left().is_positive() {
            false => (say(lang, "payée", "paid"), Tone::Good),
            true if late_since.is_some_and(|since| part.due >= since) && part.due < today => {
                (say(lang, "en retard", "late"), Tone::Late)
            }
            true if part.due < today => (say(lang, "attendue à la banque", "on its way"), Tone::Soon),
            true => (say(lang, "à venir", "to come"), Tone::Plain),
        };
        PlanPartView {
            due: part.due.to_string(),
            amount: part.amount.0,
            paid: part.paid.0,
            state: Badge { text: text.to_owned(), tone },
        }
    };
    let signed_on = plan.signed.as_ref().map(|signed| signed.on);
    let signed = match (lang, &plan.signed) {
        (Lang::Fr, Some(signed)) => format!("signé par {} le {}", plan.signer.name, lang.day_and_month(signed.on)),
        (Lang::En, Some(signed)) => format!("signed by {} on {}", plan.signer.name, lang.day_and_month(signed.on)),
        (Lang::Fr, None) => "pas encore signé".to_owned(),
        (Lang::En, None) => "not signed yet".to_owned(),
    };
    let kept = plan.signed.as_ref().map(|signed| signed.kept.clone()).unwrap_or_default();
    let detail: Vec<String> =
        [list(lang, &row.numbers), signed, kept].into_iter().filter(|text| !text.is_empty()).collect();
    let open = row.state.is_open();
    let tone = match row.state {
        PlanState::Respected | PlanState::Kept => Tone::Good,
        PlanState::Late { .. } | PlanState::Accelerated { .. } | PlanState::Broken => Tone::Late,
        PlanState::CalledOff => Tone::Plain,
    };
    PlanView {
        id: plan.id.to_string(),
        customer: plan.customer.to_string(),
        customer_name: row.customer_name.clone(),
        detail: detail.join(" · "),
        total: plan.spread().0,
        received: row.received.min(plan.spread()).0,
        received_percent: percent(row.received, plan.spread()),
        parts: row.followed.iter().map(part).collect(),
        state: Badge { text: words::plan_state(lang, row.state).to_owned(), tone },
        limitation: words::plan_and_limitation(lang, signed_on),
        document: plan.document.to_string(),
        document_name: format!("{} {}.pdf", say(lang, "Échéancier", "Payment plan"), row.customer_name),
        to_acknowledge: row.to_acknowledge,
        to_sign: open && plan.signed.is_none(),
        open,
    }
}

fn new_plan(form: &PlanForm) -> Outcome<NewPlan> {
    let invoices = form.invoices.iter().map(|id| id.parse().map_err(|_| Failure::NotFound { what: Thing::Invoice }));
    let whole =
        |field, text: &str| text.trim().parse::<u16>().map_err(|_| Failure::field(field, FieldProblem::NotANumber));
    let schedule = if form.rhythm == "custom" {
        let mut parts = Vec::with_capacity(form.parts.len());
        for part in form.parts.iter().filter(|part| !(part.due_date.is_empty() && part.amount.trim().is_empty())) {
            parts.push(Instalment {
                due_date: typed::day("instalments", &part.due_date)?,
                amount: typed::positive_amount("instalments", &part.amount)?,
                retained: false,
            });
        }
        Schedule::Custom(parts)
    } else {
        Schedule::Even {
            count: whole("count", &form.count)?,
            first: typed::day("first", &form.first)?,
            rhythm: typed::word("rhythm", &form.rhythm)?.unwrap_or(Rhythm::Monthly),
        }
    };
    let clause = match form.clause {
        true => Some(whole("clause_days", &typed::required("clause_days", &form.clause_days)?)?),
        false => None,
    };
    if clause == Some(0) {
        return Err(Failure::field("clause_days", FieldProblem::NotANumber));
    }
    Ok(NewPlan {
        customer: customer_id(&form.customer)?,
        invoices: invoices.collect::<Outcome<_>>()?,
        schedule,
        interest: typed::word("interest", &form.interest)?.unwrap_or(PlanInterest::Kept),
        acceleration_days: clause,
        signer: Signer {
            name: form.signer.trim().to_owned(),
            role: form.signer_role.trim().to_owned(),
            trader: form.trader,
        },
        lang: typed::word("lang", &form.lang)?,
    })
}

/// The plan proposed for a customer: everything overdue in three months, with a clause, signed by whom reminders go to.
pub fn plan_start(desk: &mut Desk, now: Now, customer: String) -> Outcome<PlanStart> {
    const FIRST_AFTER_DAYS: u64 = 15;
    const COUNT: u16 = 3;
    const CLAUSE_DAYS: u16 = 8;
    let file = desk.customer_file(customer_id(&customer)?)?;
    let choices = desk.plan_choices(&file, now);
    let contact = file.customer.reminder_contact();
    let signer = contact.map(|contact| contact.name.trim()).filter(|name| !name.is_empty());
    let form = PlanForm {
        customer,
        invoices: choices.iter().filter(|one| one.overdue).map(|one| one.invoice.to_string()).collect(),
        rhythm: typed::code(&Rhythm::Monthly),
        count: COUNT.to_string(),
        first: law::calendar::add_days(now.today, FIRST_AFTER_DAYS).to_string(),
        parts: Vec::new(),
        interest: typed::code(&PlanInterest::Kept),
        clause: true,
        clause_days: CLAUSE_DAYS.to_string(),
        signer: signer.unwrap_or(&file.customer.name).to_owned(),
        signer_role: contact.map(|contact| contact.role.clone()).unwrap_or_default(),
        trader: signs_as_trader(&file),
        lang: typed::code(&file.customer.lang),
    };
    let invoices = choices
        .into_iter()
        .map(|one| PlanInvoiceView { id: one.invoice.to_string(), number: one.number, left: one.left.0 })
        .collect();
    Ok(PlanStart { form, invoices })
}

pub fn plan_preview(desk: &mut Desk, now: Now, form: PlanForm) -> Outcome<PlanPreview> {
    let lang = desk.lang();
    let plan = desk.preview_plan(now, &new_plan(&form)?)?;
    let problem = match plan.check() {
        Ok(()) => String::new(),
        Err(fault) => fault_sentence(lang, fault),
    };
    Ok(PlanPreview {
        principal: plan.debt.principal.0,
        interest: plan.debt.interest.0,
        indemnity: plan.debt.indemnity.0,
        total: plan.debt.total().0,
        spread: plan.spread().0,
        parts: plan
            .instalments
            .iter()
            .map(|part| PlanPreviewPart { due: part.due_date.to_string(), amount: part.amount.0 })
            .collect(),
        problem,
    })
}

fn fault_sentence(lang: Lang, fault: PlanFault) -> String {
    let plain = match fault {
        PlanFault::NoInvoice => say(lang, "Choisissez au moins une facture.", "Choose at least one invoice."),
        PlanFault::NothingOwed => say(lang, "Rien n’est dû pour ces factures.", "Nothing is owed for these invoices."),
        PlanFault::NoInstalment => say(lang, "Il faut au moins une échéance.", "At least one instalment is needed."),
        PlanFault::NotPositive { .. } => {
            say(lang, "Chaque échéance doit avoir un montant.", "Every instalment needs an amount.")
        }
        PlanFault::OutOfOrder { .. } => say(lang, "Les dates doivent se suivre.", "The dates must follow each other."),
        PlanFault::NotAfterTheAgreement => say(
            lang,
            "La première échéance doit venir après la signature.",
            "The first instalment must come after the signature.",
        ),
        PlanFault::DoesNotSum { sum, expected } => {
            let (sum, expected) = (lang.amount(sum), lang.amount(expected));
            return match lang {
                Lang::Fr => format!("Les échéances font {sum}, il en faut {expected}."),
                Lang::En => format!("The instalments make {sum}; they must make {expected}."),
            };
        }
    };
    plain.to_owned()
}

pub fn plan_save(desk: &mut Desk, now: Now, form: PlanForm) -> Outcome<Changed> {
    let (_, change) = desk.make_plan(now, &new_plan(&form)?)?;
    Ok(changed(change))
}

pub fn plan_sign(desk: &mut Desk, now: Now, form: PlanSignForm) -> Outcome<Changed> {
    let plan: PlanId = form.plan.parse().map_err(|_| Failure::NotFound { what: Thing::Hold })?;
    let on = typed::optional_day("signed_on", &form.signed_on)?.unwrap_or(now.today);
    desk.sign_plan(now, plan, on, &form.kept).map(changed)
}

pub fn plan_acknowledge(desk: &mut Desk, now: Now, plan: String) -> Outcome<Changed> {
    let plan: PlanId = plan.parse().map_err(|_| Failure::NotFound { what: Thing::Hold })?;
    desk.acknowledge_plan(now, plan).map(changed)
}

#[cfg(test)]
mod tests;
