//! What the owner looks at before the file goes to somebody else: the routes, the evidence, what presses.

use chrono::NaiveDate;
use domain::{
    AttachmentKind, Cents, CustomerFile, DebtorKind, DeliveryOutcome, Direction, InsolvencyKind, InvoiceId,
    Standing as Class, StepKey,
};
use law::{LimitationEvent, LimitationState};

use crate::case::Case;
use crate::reading::LIMITATION_NEAR_DAYS;
use crate::routes::{self, RouteAssessment};
use crate::situation::{Context, Situation, days_between};

/// The decision screen of one customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandOverFile {
    pub case: Case,
    pub routes: Vec<RouteAssessment>,
    pub evidence: Vec<Evidence>,
    pub flags: Vec<Flag>,
}

impl HandOverFile {
    /// Nothing that a judge would look for is missing.
    pub fn is_complete(&self) -> bool {
        self.evidence.iter().all(|evidence| evidence.present) && !self.flags.contains(&Flag::NoFormalNotice)
    }
}

/// A kind of proof, and the invoices that lack it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Evidence {
    pub kind: EvidenceKind,
    /// True when no invoice lacks it.
    pub present: bool,
    pub lacking: Vec<InvoiceId>,
    /// The days it bears, where it has some: of reminders, of the notice.
    pub days: Vec<NaiveDate>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum EvidenceKind {
    /// Quote, order or contract.
    Order,
    /// Delivery note or report of completion.
    Delivery,
    /// The invoice itself.
    Invoice,
    Reminders,
    FormalNotice,
    /// The receipt, or the letter that came back unclaimed: the notice stands either way.
    NoticePresented,
    /// SIREN or full address: whom the judge would summon.
    DebtorIdentity,
}

/// What speaks for acting, or for care.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flag {
    LimitationNear {
        safe: NaiveDate,
        days_left: i64,
    },
    TimeBarred {
        since: NaiveDate,
    },
    /// Time-barred unless this, which nobody has confirmed, moved the last day to `safe`.
    PerhapsTimeBarred {
        event: LimitationEvent,
        safe: NaiveDate,
    },
    Insolvent {
        kind: InsolvencyKind,
        opened_on: NaiveDate,
    },
    /// Sent, expired and without an answer.
    NoticeUnanswered {
        sent_on: NaiveDate,
        days: i64,
    },
    /// Judges expect one, though no text requires it for an order for payment.
    NoFormalNotice,
    BrokenPromises {
        count: usize,
    },
    Disputed {
        amount: Cents,
    },
    InDifficulty {
        day: NaiveDate,
    },
    /// Against a civil debtor writing is needed above this sum (RT-02).
    WrittenProofNeeded {
        above: Cents,
    },
    DebtorAbroad,
}

/// Above 1,500 € a civil debtor's obligation is proved in writing (C. civ. 1359, décret 80-533).
const WRITTEN_PROOF_ABOVE: Cents = Cents(150_000);

/// Days without an answer after which a notice is worth a flag (law.md part 21).
const NOTICE_UNANSWERED_DAYS: i64 = 15;

/// Looks at a file as those who might take it over would. `None` when the customer owes nothing.
pub fn hand_over(file: &CustomerFile, ctx: &Context) -> Option<HandOverFile> {
    let situation = Situation::read(file, ctx)?;
    let case = Case::of(file, &situation, ctx);
    let routes = routes::assess(&case, ctx.law);
    let evidence = evidence(file, &case);
    let flags = flags(file, &situation, &case);
    Some(HandOverFile { case, routes, evidence, flags })
}

fn evidence(file: &CustomerFile, case: &Case) -> Vec<Evidence> {
    let attached = |kind: EvidenceKind, accepted: &[AttachmentKind]| {
        let lacking: Vec<InvoiceId> = case
            .invoices
            .iter()
            .copied()
            .filter(|id| {
                !file.invoice(*id).is_some_and(|invoice| {
                    invoice.attachments.iter().any(|attachment| accepted.contains(&attachment.kind))
                })
            })
            .collect();
        Evidence { kind, present: lacking.is_empty(), lacking, days: Vec::new() }
    };
    let sent = |kind: EvidenceKind, steps: &[StepKey], presented: bool| {
        let exchanges = || {
            file.exchanges.iter().filter(|exchange| {
                exchange.direction == Direction::Outgoing
                    && exchange.day <= case.today
                    && exchange.step.is_some_and(|step| steps.contains(&step))
            })
        };
        let delivery = |exchange: &domain::Exchange| {
            file.deliveries.iter().find(|delivery| {
                delivery.exchange == exchange.id
                    && delivery.presented_on <= case.today
                    && delivery.outcome != DeliveryOutcome::UnknownAddress
            })
        };
        let counts = |exchange: &domain::Exchange| !presented || delivery(exchange).is_some();
        let lacking: Vec<InvoiceId> = case
            .invoices
            .iter()
            .copied()
            .filter(|id| {
                !exchanges().any(|exchange| {
                    (exchange.invoices.is_empty() || exchange.invoices.contains(id)) && counts(exchange)
                })
            })
            .collect();
        let days = if presented {
            exchanges().filter_map(|exchange| delivery(exchange).map(|delivery| delivery.presented_on)).collect()
        } else {
            exchanges().map(|exchange| exchange.day).collect()
        };
        Evidence { kind, present: lacking.is_empty(), lacking, days }
    };
    let customer = &file.customer;
    let identified = match customer.kind {
        Some(DebtorKind::Professional) => customer.siren.is_some(),
        _ => !customer.address.is_empty(),
    };
    use AttachmentKind::{Contract, DeliveryNote, Order, Original, Quote};
    vec![
        attached(EvidenceKind::Order, &[Quote, Order, Contract]),
        attached(EvidenceKind::Delivery, &[DeliveryNote]),
        attached(EvidenceKind::Invoice, &[Original]),
        sent(EvidenceKind::Reminders, &[StepKey::FirstReminder, StepKey::Call, StepKey::SecondReminder], false),
        sent(EvidenceKind::FormalNotice, &[StepKey::FormalNotice], false),
        sent(EvidenceKind::NoticePresented, &[StepKey::FormalNotice], true),
        Evidence { kind: EvidenceKind::DebtorIdentity, present: identified, lacking: Vec::new(), days: Vec::new() },
    ]
}

fn flags(file: &CustomerFile, situation: &Situation, case: &Case) -> Vec<Flag> {
    let today = case.today;
    let mut flags = Vec::new();
    if let Some(insolvency) = file.insolvency.as_ref().filter(|_| case.insolvent || case.over_indebted) {
        flags.push(Flag::Insolvent { kind: insolvency.kind, opened_on: insolvency.opened_on });
    }
    let clocks = || situation.standings.iter().filter_map(|standing| standing.clock.as_ref());
    let lapsed = clocks().filter(|clock| clock.has_lapsed());
    if let Some(since) = lapsed.map(|clock| clock.limitation.lost_from()).max() {
        flags.push(Flag::TimeBarred { since });
    }
    let perhaps = clocks().filter(|clock| clock.state == LimitationState::PerhapsMoved);
    if let Some((event, clock)) =
        perhaps.filter_map(|clock| Some((*clock.limitation.to_confirm()?, clock))).min_by_key(|(_, clock)| clock.safe)
    {
        flags.push(Flag::PerhapsTimeBarred { event, safe: clock.safe });
    }
    if let Some(safe) = clocks().filter(|clock| !clock.has_lapsed()).map(|clock| clock.safe).min() {
        let days_left = days_between(today, safe);
        if days_left <= LIMITATION_NEAR_DAYS {
            flags.push(Flag::LimitationNear { safe, days_left });
        }
    }
    let notice = situation.standings.iter().filter_map(|standing| standing.track.notice).max_by_key(|n| n.exchange.day);
    match notice {
        Some(notice) => {
            let days = days_between(notice.exchange.day, today);
            if notice.answered_on.is_none() && days >= NOTICE_UNANSWERED_DAYS {
                flags.push(Flag::NoticeUnanswered { sent_on: notice.exchange.day, days });
            }
        }
        None => flags.push(Flag::NoFormalNotice),
    }
    if situation.broken_promises.count >= 2 {
        flags.push(Flag::BrokenPromises { count: situation.broken_promises.count });
    }
    if case.disputed.is_positive() {
        flags.push(Flag::Disputed { amount: case.disputed });
    }
    if let Some(day) = situation.standings.iter().filter_map(|standing| standing.track.in_difficulty).max() {
        flags.push(Flag::InDifficulty { day });
    }
    let civil = case.debtor_kind == Some(DebtorKind::Consumer)
        || case.debtor_kind == Some(DebtorKind::Professional)
            && matches!(case.debtor, Class::LiberalOrCivil | Class::Association);
    if civil && case.principal.plus(case.disputed) > WRITTEN_PROOF_ABOVE {
        flags.push(Flag::WrittenProofNeeded { above: WRITTEN_PROOF_ABOVE });
    }
    if case.debtor_abroad {
        flags.push(Flag::DebtorAbroad);
    }
    flags
}
