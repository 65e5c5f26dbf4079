//! The steps, each in a file of its own. The list is the only place that knows them all.

mod act_before_limitation;
pub(crate) mod answer_dispute;
mod call;
mod check_deposit;
mod check_payment;
mod check_plan;
mod check_promise;
mod declare_claim;
mod deposit_cheque;
mod first_reminder;
mod formal_notice;
mod hand_over;
mod name_the_kind;
pub(crate) mod plan_notice;
mod second_reminder;

pub(crate) use deposit_cheque::DepositCheque;

use chrono::NaiveDate;
use domain::{Cents, Channel, DebtorKind, PenaltyRate, StepKey};
use law::SourceRef;

use crate::ladder::Pick;
use crate::reason::{Missing, Reason};
use crate::situation::{Situation, Standing, shifted};
use crate::verdict::{Group, Silence};

/// What a step says of a customer today.
pub(crate) enum Stance {
    Propose(Pick),
    /// Nothing else may be proposed either.
    Silent(Silence),
    Pass,
}

/// One kind of step.
pub(crate) trait Step: Sync {
    fn key(&self) -> StepKey;

    /// Whether it is to be proposed now. Asked in the order of [`STEPS`].
    fn consider(&self, situation: &Situation) -> Stance;

    fn group(&self, _pick: &Pick) -> Group {
        Group::Do
    }

    /// Whether it is heard when the customer is paused, handed over or pays by direct debit.
    fn outranks_silence(&self) -> bool {
        false
    }

    /// Whether the owner's choice of another step takes its place.
    fn yields_to_choice(&self) -> bool {
        true
    }

    /// When snoozed: `true` lets the next step speak, `false` keeps quiet.
    fn snoozed_lets_others_speak(&self) -> bool {
        false
    }

    fn channel(&self, _situation: &Situation) -> Option<Channel> {
        None
    }

    /// What the sum shown is: by default what is due, open and undisputed.
    fn amount(&self, situation: &Situation, pick: &Pick) -> Cents {
        pick.places.iter().map(|place| situation.standings[*place].overdue).sum()
    }

    fn missing(&self, _situation: &Situation, _pick: &Pick, _list: &mut Vec<Missing>) {}

    fn if_you_wait(&self, situation: &Situation, pick: &Pick) -> Reason;

    fn why_not_stronger(&self, situation: &Situation, pick: &Pick) -> Reason;

    fn sources(&self, _situation: &Situation, _pick: &Pick, _list: &mut Vec<SourceRef>) {}

    /// How long a formal notice gives.
    fn deadline_days(&self, _situation: &Situation) -> Option<u16> {
        None
    }

    /// A rough time for the owner.
    fn minutes(&self) -> u16;
}

/// In the order in which they are asked: what the law hurries first, then what must be looked at before anybody is
/// contacted, then the ladder from its top.
pub(crate) const STEPS: &[&dyn Step] = &[
    &declare_claim::DeclareClaim,
    &act_before_limitation::ActBeforeLimitation,
    &name_the_kind::NameTheKind,
    &check_payment::CheckPayment,
    &check_promise::CheckPromise,
    &check_plan::CheckPlan,
    &plan_notice::PlanNotice,
    &answer_dispute::AnswerDispute,
    &deposit_cheque::DepositCheque,
    &hand_over::HandOver,
    &formal_notice::FormalNotice,
    &second_reminder::SecondReminder,
    &call::Call,
    &first_reminder::FirstReminder,
    &check_deposit::CheckDeposit,
];

/// Whether money without an invoice must be looked at before anybody is contacted.
pub(crate) fn unallocated_money(situation: &Situation) -> bool {
    check_payment::unallocated(situation).is_some()
}

/// Since when something must be looked at before anybody is contacted, if something must.
pub(crate) fn to_look_at_since(situation: &Situation) -> Option<NaiveDate> {
    let promises = situation.promises_to_check.iter().map(|check| shifted(check.deadline, 1));
    let claims = situation.says_paid_to_check.iter().map(|claim| claim.said_on);
    let money = check_payment::unallocated(situation).map(|pick| pick.since);
    promises.chain(claims).chain(money).max()
}

pub(crate) fn step(key: StepKey) -> Option<&'static dyn Step> {
    STEPS.iter().copied().find(|step| step.key() == key)
}

/// The ladder's answer for one of its steps.
fn from_course(key: StepKey, situation: &Situation) -> Stance {
    match situation.course_pick(key) {
        Some(pick) => Stance::Propose(pick),
        None => Stance::Pass,
    }
}

/// What waiting costs: thirty more days of interest, with the rate where there is one. Silent where nothing runs.
fn interest_runs(situation: &Situation, pick: &Pick) -> Reason {
    crate::waiting::cost_of_waiting(situation, pick)
}

/// How this customer kept its word before; silent where every promise was missed, which is said otherwise.
pub(crate) fn word_kept(situation: &Situation) -> Option<Reason> {
    let history = situation.promise_history;
    (history.kept > 0).then_some(Reason::PromiseHistory { kept: history.kept, of: history.of })
}

/// When the next stronger step would come, counted from today.
fn stronger_later(situation: &Situation, from: StepKey) -> Reason {
    let Some(scenario) = situation.scenario else { return Reason::KindFirst };
    match scenario.rung_after(Some(from)) {
        Some(rung) => {
            let spacing = i64::from((rung.day - scenario.day_of(from)).max(1));
            let on = law::calendar::working_day_from(shifted(situation.today(), spacing));
            Reason::StrongerLater { step: rung.step, on }
        }
        None => Reason::OwnersDecision,
    }
}

/// What every message to the debtor needs.
fn needs_of_a_message(situation: &Situation, by_post: bool, list: &mut Vec<Missing>) {
    let customer = &situation.file.customer;
    match situation.ctx.business {
        None => list.push(Missing::Business),
        Some(business) => {
            if business.address.is_empty() {
                list.push(Missing::BusinessAddress);
            }
            if business.iban.is_none() {
                list.push(Missing::BusinessIban);
            }
            if business.siren.is_none() {
                list.push(Missing::BusinessSiren);
            }
        }
    }
    let email = customer.reminder_email().is_some();
    let address = !customer.address.is_empty();
    match (email, address) {
        (false, false) => list.push(Missing::AnyAddress),
        (_, false) if by_post => list.push(Missing::PostalAddress),
        (false, true) if !by_post => list.push(Missing::Email),
        _ => {}
    }
    let came_back = situation.standings.iter().filter_map(|standing| standing.track.unknown_address).max();
    if let Some(since) = came_back {
        list.push(Missing::NewAddress { since });
    }
    if !customer.kind_confirmed {
        list.push(Missing::KindToConfirm);
    }
}

/// Interest cannot be written in a letter when the rate of the half-year is missing (A25). A contract has its own rate,
/// and a consumer owes none before a formal notice was presented.
fn needs_of_a_rate(situation: &Situation, list: &mut Vec<Missing>) {
    let half_year = law::HalfYear::of(situation.today());
    let law = situation.ctx.law;
    let known = match situation.kind() {
        Some(DebtorKind::Professional) => {
            let terms = &crate::reading::business(&situation.ctx).terms;
            let by_contract = |standing: &Standing| {
                standing.invoice.penalty_rate.unwrap_or(terms.penalty_rate) != PenaltyRate::Statutory
                    && terms.below_floor == law::BelowFloor::Clause
            };
            law.professional_rate(half_year).is_ok() || situation.actionable().all(by_contract)
        }
        // The rate of the half-year in which each delay began.
        Some(DebtorKind::PublicBody) => situation
            .actionable()
            .filter_map(|standing| standing.due)
            .all(|due| law.public_rate(law::HalfYear::of(shifted(due, 1))).is_ok()),
        Some(DebtorKind::Consumer) => {
            let bears_none =
                |standing: &Standing| standing.track.notice.is_none_or(|notice| notice.presented_on.is_none());
            law.legal_rate(law::LegalRateCategory::Other, half_year).is_ok() || situation.actionable().all(bears_none)
        }
        None => true,
    };
    if !known {
        list.push(Missing::Rate);
    }
}

/// E-mail where there is one, else the post.
fn written_channel(situation: &Situation) -> Channel {
    if situation.file.customer.reminder_email().is_some() { Channel::Email } else { Channel::Letter }
}
