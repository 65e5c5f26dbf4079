//! What the agenda answers for one customer.

use chrono::NaiveDate;
use domain::{Cents, Channel, CustomerId, InvoiceId, StepKey};
use law::SourceRef;

use crate::rank::Rank;
use crate::reason::{Missing, Reason, SilenceReason};

/// One proposal, or silence with its reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    Proposal(Box<Proposal>),
    Silence(Silence),
}

impl Verdict {
    pub fn proposal(&self) -> Option<&Proposal> {
        match self {
            Verdict::Proposal(proposal) => Some(proposal),
            Verdict::Silence(_) => None,
        }
    }

    pub fn into_proposal(self) -> Option<Proposal> {
        match self {
            Verdict::Proposal(proposal) => Some(*proposal),
            Verdict::Silence(_) => None,
        }
    }

    pub fn silence(&self) -> Option<&Silence> {
        match self {
            Verdict::Proposal(_) => None,
            Verdict::Silence(silence) => Some(silence),
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Silence {
    pub reason: SilenceReason,
    /// When Acquit will speak again, and of what, if nothing changes and it is known.
    pub next: Option<Next>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Next {
    pub on: NaiveDate,
    pub step: StepKey,
}

/// The next thing to do about one customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    pub customer: CustomerId,
    pub step: StepKey,
    /// The invoices it is about, oldest due date first.
    pub invoices: Vec<InvoiceId>,
    /// Principal that is open, due and undisputed, of those invoices. For a declaration of claim: all that
    /// is open. For a notice about a plan: what its late instalments lack.
    pub amount: Cents,
    /// Of the oldest of them; 0 before the due date.
    pub days_late: i64,
    pub why: Vec<Reason>,
    pub if_you_wait: Reason,
    pub why_not_stronger: Reason,
    pub sources: Vec<SourceRef>,
    pub missing: Vec<Missing>,
    pub alternatives: Vec<Alternative>,
    /// What a formal notice would give.
    pub deadline_days: Option<u16>,
    pub channel: Option<Channel>,
    pub group: Group,
    pub rank: Rank,
    /// Rough time it takes, in minutes.
    pub minutes: u16,
    /// Since when it could have been done.
    pub since: NaiveDate,
    /// The day to do it: today, or the next working day for a contact proposed on a Sunday.
    pub do_on: NaiveDate,
    /// The legal day it must not miss, where there is one.
    pub legal_deadline: Option<NaiveDate>,
}

/// The three parts of Today.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Group {
    Decide,
    Do,
    Check,
}

/// Another step the owner may prefer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Alternative {
    pub step: StepKey,
    pub note: AlternativeNote,
    pub enabled: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AlternativeNote {
    Softer,
    Stronger,
    AlreadyDone {
        on: NaiveDate,
    },
    /// The scenario would come to it on that day.
    Planned {
        on: NaiveDate,
    },
    /// Every pursuit has stopped, or the debt is time-barred.
    ForbiddenByLaw,
    /// The kind of debtor must be known first.
    KindFirst,
}

/// What a customer will need, and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Upcoming {
    pub customer: CustomerId,
    pub on: NaiveDate,
    pub step: StepKey,
    /// What is open of this customer.
    pub amount: Cents,
}
