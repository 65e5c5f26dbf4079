//! What happens to a claim, and what the law makes of it.

use chrono::NaiveDate;
use domain::{DebtorKind, LimitationSubject};
use serde::{Deserialize, Serialize};

use super::start::is_public;
use super::{LimitationCandidate, LimitationFacts};
use crate::parameter::Parameter;
use crate::source::SourceRef;
use crate::texts;

/// Something that happened to the claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LimitationEvent {
    pub kind: LimitationEventKind,
    pub day: NaiveDate,
    /// The end of a suspension, of a case or of an insolvency; `None` while it lasts.
    pub until: Option<NaiveDate>,
    /// The owner confirmed payer, invoice, date and absence of dispute. Until then the old date stays the alert.
    pub confirmed: bool,
    /// The owner said that it was not so: somebody else paid, another invoice, or under reserve.
    pub refused: bool,
    /// It has not ended, and `until` is the day it was looked at: it can only end later.
    pub ongoing: bool,
    /// The length that a clause gives, in years.
    pub years: Option<u32>,
    /// The fact of the file it comes from.
    pub subject: Option<LimitationSubject>,
}

impl LimitationEvent {
    pub fn on(kind: LimitationEventKind, day: NaiveDate) -> LimitationEvent {
        LimitationEvent {
            kind,
            day,
            until: None,
            confirmed: false,
            refused: false,
            ongoing: false,
            years: None,
            subject: None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitationEventKind {
    /// By the debtor himself, in part or in whole: acknowledges the whole claim.
    PaymentByDebtor,
    /// In writing: a letter, a request for time without contesting, a signed plan.
    Acknowledgment,
    /// The debtor asks for time without contesting: an acknowledgment.
    TimeRequested,
    /// Summons, even in référé; lasts until the end of the case.
    CourtAction,
    /// A court action that was dropped, lapsed or rejected: its effect is lost (C. civ. 2243).
    CourtActionLost,
    /// Service of an order for payment by a commissaire de justice.
    OrderServed,
    /// Conservatory measure or act of enforcement.
    EnforcementMeasure,
    /// Declaration in an insolvency; lasts until the procedure closes.
    ClaimDeclared,
    /// A judgment or other title became enforceable.
    TitleEnforceable,
    /// A written demand for payment, formal notice or not: moves the day against public bodies alone.
    WrittenDemand,
    /// A statement by a public body about the debt, in writing.
    PublicBodyStatement,
    FormalNotice,
    Reminder,
    /// The request for an order for payment was filed; only its service counts.
    OrderRequestFiled,
    HandedToAgency,
    /// The invitation to the simplified procedure (CPCE L125-1); only the debtor's agreement counts.
    SmallClaimsInvitation,
    /// One of the four that follow, which is not said: suspends from `day` to `until`, with six months left at least.
    Suspension,
    Mediation,
    Conciliation,
    ParticipativeProcedure,
    /// The debtor's recorded agreement to the simplified procedure.
    SmallClaimsAgreement,
    /// A clause between businesses about the length: never lengthens what is shown.
    ContractClause,
}

impl LimitationEventKind {
    /// Whether it stops the clock (C. civ. 2230, 2238).
    pub fn suspends(self) -> bool {
        use LimitationEventKind as Kind;
        matches!(
            self,
            Kind::Suspension
                | Kind::Mediation
                | Kind::Conciliation
                | Kind::ParticipativeProcedure
                | Kind::SmallClaimsAgreement
        )
    }

    /// Whether it goes on until it is ended.
    pub fn lasts(self) -> bool {
        self.suspends() || matches!(self, LimitationEventKind::CourtAction | LimitationEventKind::ClaimDeclared)
    }

    /// What the debtor does or says about the debt.
    pub fn is_acknowledgment(self) -> bool {
        use LimitationEventKind as Kind;
        matches!(self, Kind::PaymentByDebtor | Kind::Acknowledgment | Kind::TimeRequested)
    }
}

/// An event that moved no candidate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoEffect {
    pub event: LimitationEvent,
    pub reason: NoEffectReason,
    pub source: SourceRef,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoEffectReason {
    /// The list of what interrupts is closed, and this is not on it.
    NotOnTheList,
    /// Filing is not enough: only the service of the order counts.
    OnlyServiceCounts,
    /// Only the debtor's recorded agreement counts.
    OnlyAgreementCounts,
    /// The claim had lapsed already.
    AfterExpiry,
    /// The case ended by the creditor's own doing.
    ActionLost,
    /// Consumer credit: neither acknowledgment nor suspension moves a forclusion.
    Forclusion,
    /// Still running: its end is not known.
    NotEnded,
    /// Before the period began.
    BeforeStart,
    /// Its time was counted already, with another event.
    AlreadyCounted,
    /// The owner said that the debtor did not acknowledge this debt.
    OwnerSaysNo,
    /// A clause that is not shorter than the law, or that no clause may change: never shown longer.
    ClauseNeverLengthens,
    /// No clause about limitation holds against a consumer (C. conso. L. 218-1).
    ClauseNotWithConsumers,
}

/// What an event does to a period.
pub(super) enum Effect {
    /// A new period of the same length starts on that day.
    Restarts(NaiveDate, SourceRef),
    /// A new period of ten years starts on that day.
    StartsTitle(NaiveDate),
    /// The clock stood still.
    Suspends {
        from: NaiveDate,
        to: NaiveDate,
    },
    None(NoEffectReason, SourceRef),
}

impl LimitationEvent {
    /// As it stands on a day: what lasts and has no end yet counts as if it ended that day. It can only end later, so
    /// no date is shown later than it will be, and no claim is called lost while a case goes on.
    pub fn as_of(self, today: NaiveDate) -> LimitationEvent {
        if self.until.is_none() && self.kind.lasts() && self.day <= today {
            LimitationEvent { until: Some(today), ongoing: true, ..self }
        } else {
            self
        }
    }

    /// Orders events: by the day they count, what is certain first, then by what they are. The order in which they
    /// were recorded is no part of it.
    pub(super) fn place(&self) -> (NaiveDate, bool, LimitationEvent) {
        (self.effective(), !self.is_certain(), *self)
    }

    /// The day on which it is counted: a suspension counts when it ends.
    pub(super) fn effective(&self) -> NaiveDate {
        if self.kind.suspends() { self.until.unwrap_or(NaiveDate::MAX) } else { self.day }
    }

    /// Acts of a court or an officer speak for themselves; what the debtor did waits for the owner's word.
    pub fn is_certain(&self) -> bool {
        use LimitationEventKind as Kind;
        self.confirmed
            || matches!(
                self.kind,
                Kind::CourtAction
                    | Kind::OrderServed
                    | Kind::EnforcementMeasure
                    | Kind::ClaimDeclared
                    | Kind::TitleEnforceable
                    | Kind::ContractClause
            )
    }

    pub(super) fn effect(&self, parameter: Parameter) -> Effect {
        use LimitationEventKind as Kind;
        let public = parameter == Parameter::LimitationPublicYears;
        let forclusion = parameter == Parameter::LimitationConsumerCreditYears;
        let ended = self.until.unwrap_or(self.day).max(self.day);
        if self.refused {
            return Effect::None(NoEffectReason::OwnerSaysNo, &texts::INTERRUPTION);
        }
        if forclusion && (self.kind.is_acknowledgment() || self.kind.suspends()) {
            return Effect::None(NoEffectReason::Forclusion, &texts::FORCLUSION);
        }
        match self.kind {
            Kind::PaymentByDebtor if public => Effect::Restarts(self.day, &texts::PUBLIC_INTERRUPTION),
            Kind::PaymentByDebtor => Effect::Restarts(self.day, &texts::PART_PAYMENT),
            Kind::Acknowledgment | Kind::TimeRequested if public => {
                Effect::Restarts(self.day, &texts::PUBLIC_INTERRUPTION)
            }
            Kind::Acknowledgment | Kind::TimeRequested => Effect::Restarts(self.day, &texts::INTERRUPTION),
            Kind::CourtAction => {
                Effect::Restarts(ended, if public { &texts::PUBLIC_INTERRUPTION } else { &texts::COURT_ACTION })
            }
            Kind::CourtActionLost => Effect::None(NoEffectReason::ActionLost, &texts::COURT_ACTION),
            Kind::OrderServed => Effect::Restarts(ended, &texts::SERVICE_INTERRUPTS),
            Kind::EnforcementMeasure => Effect::Restarts(self.day, &texts::ENFORCEMENT_ACT),
            Kind::ClaimDeclared => Effect::Restarts(ended, &texts::DECLARATION_INTERRUPTS),
            Kind::TitleEnforceable => Effect::StartsTitle(self.day),
            Kind::WrittenDemand | Kind::PublicBodyStatement | Kind::FormalNotice | Kind::Reminder if public => {
                Effect::Restarts(self.day, &texts::PUBLIC_INTERRUPTION)
            }
            Kind::WrittenDemand
            | Kind::PublicBodyStatement
            | Kind::FormalNotice
            | Kind::Reminder
            | Kind::HandedToAgency => Effect::None(NoEffectReason::NotOnTheList, &texts::CLOSED_LIST),
            Kind::OrderRequestFiled => Effect::None(NoEffectReason::OnlyServiceCounts, &texts::SERVICE_INTERRUPTS),
            Kind::SmallClaimsInvitation => Effect::None(NoEffectReason::OnlyAgreementCounts, &texts::SUSPENSION),
            // Followed apart: it changes the length, not the clock.
            Kind::ContractClause => Effect::None(NoEffectReason::ClauseNeverLengthens, &texts::CLAUSE),
            Kind::Suspension
            | Kind::Mediation
            | Kind::Conciliation
            | Kind::ParticipativeProcedure
            | Kind::SmallClaimsAgreement => match self.until {
                Some(to) if to >= self.day => Effect::Suspends { from: self.day, to },
                _ => Effect::None(NoEffectReason::NotEnded, &texts::SUSPENSION),
            },
        }
    }

    pub(super) fn no_effect(&self, candidates: &[LimitationCandidate], facts: &LimitationFacts) -> NoEffect {
        let parameter = candidates.first().map_or(Parameter::LimitationGeneralYears, |candidate| candidate.parameter);
        let latest = candidates.iter().map(|candidate| candidate.safe).max();
        let (reason, source): (NoEffectReason, SourceRef) = match self.effect(parameter) {
            Effect::None(NoEffectReason::ClauseNeverLengthens, _) if facts.debtor == DebtorKind::Consumer => {
                (NoEffectReason::ClauseNotWithConsumers, &texts::CONSUMER_CLAUSE)
            }
            Effect::None(reason, source) => (reason, source),
            _ if latest.is_some_and(|safe| self.day > safe) => (NoEffectReason::AfterExpiry, &texts::AFTER_EXPIRY),
            Effect::Suspends { .. } if candidates.iter().any(|candidate| self.effective() > candidate.start) => {
                (NoEffectReason::AlreadyCounted, &texts::SUSPENSION)
            }
            _ if candidates.iter().any(|candidate| self.day >= candidate.start) => {
                (NoEffectReason::AlreadyCounted, &texts::INTERRUPTION)
            }
            _ if is_public(facts) => (NoEffectReason::BeforeStart, &texts::PUBLIC_INTERRUPTION),
            _ => (NoEffectReason::BeforeStart, &texts::INTERRUPTION),
        };
        NoEffect { event: *self, reason, source }
    }
}
