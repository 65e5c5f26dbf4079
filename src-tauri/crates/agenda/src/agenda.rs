//! Facts, a day, the law and a scenario give the next step of a customer, or the reason for silence.

use chrono::NaiveDate;
use domain::{CustomerFile, StepKey};
use law::calendar;

use crate::choice;
use crate::ladder::{Course, Pick};
use crate::rank::Rank;
use crate::reason::SilenceReason;
use crate::scenario::{LADDER, strength};
use crate::situation::{Context, Situation, days_between};
use crate::steps::{DepositCheque, STEPS, Stance, Step};
use crate::verdict::{Alternative, AlternativeNote, Next, Proposal, Silence, Upcoming, Verdict};

/// The next step with one customer: at most one, all its invoices together (R5), or silence with its reason.
pub fn propose(file: &CustomerFile, ctx: &Context) -> Verdict {
    let Some(situation) = Situation::read(file, ctx) else {
        return nothing_owed(file, ctx);
    };
    let quiet = situation.quiet();
    let chosen = if quiet.is_none() { choice::chosen(&situation) } else { None };
    for step in STEPS {
        if let Some(quiet) = quiet.as_ref().filter(|_| !step.outranks_silence()) {
            return Verdict::Silence(quiet.clone());
        }
        if step.yields_to_choice()
            && let Some((key, pick)) = &chosen
            && let Some(preferred) = crate::steps::step(*key)
        {
            return snoozed(*key, &situation).map_or_else(
                || Verdict::Proposal(Box::new(build(preferred, pick.clone(), &situation))),
                Verdict::Silence,
            );
        }
        match step.consider(&situation) {
            Stance::Pass => {}
            Stance::Silent(silence) => return Verdict::Silence(silence),
            Stance::Propose(pick) => match snoozed(step.key(), &situation) {
                None => return Verdict::Proposal(Box::new(build(*step, pick, &situation))),
                Some(_) if step.snoozed_lets_others_speak() => {}
                Some(silence) => return Verdict::Silence(silence),
            },
        }
    }
    Verdict::Silence(situation.resting())
}

/// A customer who owes nothing: a cheque may wait all the same, or what is open is owed to another.
fn nothing_owed(file: &CustomerFile, ctx: &Context) -> Verdict {
    let today = ctx.today;
    if file.payments.iter().any(|payment| payment.waits_for_deposit(today)) {
        let situation = Situation::with_nothing_open(file, ctx);
        if let Stance::Propose(pick) = DepositCheque.consider(&situation) {
            return snoozed(StepKey::DepositCheque, &situation).map_or_else(
                || Verdict::Proposal(Box::new(build(&DepositCheque, pick, &situation))),
                Verdict::Silence,
            );
        }
    }
    let ceded = file.invoices.iter().filter_map(|invoice| {
        let cession = file.ceded_on(invoice.id, today).filter(|_| !invoice.is_credit_note())?;
        let open = file.balance(invoice, today).open;
        open.is_positive().then(|| (cession.to.clone(), open))
    });
    let reason = ceded
        .reduce(|(to, sum), (_, open)| (to, sum.plus(open)))
        .map_or(SilenceReason::AllPaid, |(to, amount)| SilenceReason::Ceded { to, amount });
    Verdict::Silence(Silence { reason, next: None })
}

/// Every customer's proposal, the most pressing first: decisions, then things to do, then things to check; in each,
/// legal time, then amount and age.
pub fn agenda<'a>(files: impl IntoIterator<Item = &'a CustomerFile>, ctx: &Context) -> Vec<Proposal> {
    let mut proposals: Vec<Proposal> =
        files.into_iter().filter_map(|file| propose(file, ctx).into_proposal()).collect();
    proposals.sort_by(|one, other| one.rank.cmp(&other.rank).then_with(|| one.customer.cmp(&other.customer)));
    proposals
}

/// When this customer will next need something, if nothing changes; today for what is proposed now.
pub fn upcoming(file: &CustomerFile, ctx: &Context) -> Option<Upcoming> {
    upcoming_of(file, &propose(file, ctx), ctx)
}

/// The same, for a verdict already known.
pub fn upcoming_of(file: &CustomerFile, verdict: &Verdict, ctx: &Context) -> Option<Upcoming> {
    let next = match verdict {
        Verdict::Proposal(proposal) => Next { on: ctx.today, step: proposal.step },
        Verdict::Silence(silence) => silence.next?,
    };
    let amount = file
        .invoices
        .iter()
        .filter(|invoice| file.is_own_claim(invoice, ctx.today))
        .map(|invoice| file.balance(invoice, ctx.today).open)
        .sum();
    Some(Upcoming { customer: file.customer.id, on: next.on, step: next.step, amount })
}

/// "Show it again on that day."
fn snoozed(step: StepKey, situation: &Situation) -> Option<Silence> {
    let today = situation.today();
    let until: NaiveDate = situation
        .file
        .snoozes
        .iter()
        .filter(|snooze| snooze.step == step && snooze.set_on <= today && today < snooze.until)
        .map(|snooze| snooze.until)
        .max()?;
    Some(Silence { reason: SilenceReason::Snoozed { step, until }, next: Some(Next { on: until, step }) })
}

fn build(step: &dyn Step, pick: Pick, situation: &Situation) -> Proposal {
    let today = situation.today();
    let key = step.key();
    let standings = || pick.places.iter().map(|place| &situation.standings[*place]);
    let amount = step.amount(situation, &pick);
    let days_late = standings().map(|standing| standing.days_late(today)).max().unwrap_or(0);
    let group = step.group(&pick);
    let mut missing = Vec::new();
    step.missing(situation, &pick, &mut missing);
    let mut sources: Vec<law::SourceRef> = Vec::new();
    step.sources(situation, &pick, &mut sources);
    let mut cited: Vec<law::SourceRef> = Vec::with_capacity(sources.len());
    for source in sources {
        if !cited.iter().any(|known| known.title == source.title && known.reference == source.reference) {
            cited.push(source);
        }
    }
    Proposal {
        customer: situation.file.customer.id,
        step: key,
        invoices: standings().map(|standing| standing.invoice.id).collect(),
        amount,
        days_late,
        if_you_wait: step.if_you_wait(situation, &pick),
        why_not_stronger: step.why_not_stronger(situation, &pick),
        sources: cited,
        missing,
        alternatives: alternatives(key, &pick, situation),
        deadline_days: step.deadline_days(situation),
        channel: step.channel(situation),
        group,
        rank: Rank::of(group, pick.legal_deadline.map(|day| days_between(today, day)), amount, days_late),
        minutes: step.minutes(),
        since: pick.since.min(today),
        do_on: if key.is_contact() { calendar::working_day_from(today) } else { today },
        legal_deadline: pick.legal_deadline,
        why: pick.why,
    }
}

/// The other steps of the ladder, each with what speaks for or against it.
fn alternatives(proposed: StepKey, pick: &Pick, situation: &Situation) -> Vec<Alternative> {
    let forbidden = proposed == StepKey::DeclareClaim;
    let planned = match situation.course() {
        Course::Wait(silence) => silence.next,
        _ => None,
    };
    // Nothing can be asked before the due date, nor against a promise, a dispute or a pause.
    let askable = situation.quiet().is_none()
        && pick.places.iter().any(|place| {
            let standing = &situation.standings[*place];
            standing.overdue.is_positive() && standing.hold.is_none()
        });
    LADDER
        .iter()
        .filter(|step| **step != proposed)
        .map(|step| {
            let step = *step;
            let barred = pick.barred && step != StepKey::FirstReminder;
            let done = pick
                .places
                .iter()
                .filter_map(|place| situation.standings[*place].track.done(step))
                .filter(|done| !done.skipped)
                .map(|done| done.day)
                .max();
            let (note, enabled) = if situation.kind().is_none() {
                (AlternativeNote::KindFirst, false)
            } else if forbidden || barred {
                (AlternativeNote::ForbiddenByLaw, false)
            } else if let Some(on) = done {
                (AlternativeNote::AlreadyDone { on }, true)
            } else if let Some(next) = planned.filter(|next| next.step == step) {
                (AlternativeNote::Planned { on: next.on }, true)
            } else if strength(proposed) > 0 && strength(step) < strength(proposed) {
                (AlternativeNote::Softer, true)
            } else {
                (AlternativeNote::Stronger, true)
            };
            let allowed = pick.places.iter().any(|place| choice::allowed(step, &situation.standings[*place]));
            Alternative { step, note, enabled: enabled && askable && allowed }
        })
        .collect()
}
