//! What happened to claims that the law of limitation looks at, and what the owner says of it (law.md part 6).

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{CustomerId, ExchangeId, InvoiceId, LimitationFactId, PaymentId, PromiseId};
use crate::party::Digest;

/// One thing that happened, for the invoices it names and for no other: what concerns a debt never moves another
/// (LI-08). Payments, promises and letters are facts of their own and are not repeated here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LimitationFact {
    pub id: LimitationFactId,
    pub customer: CustomerId,
    /// Never empty.
    pub invoices: Vec<InvoiceId>,
    pub kind: LimitationFactKind,
    /// The civil day it happened or began; for a clause, the day of the contract.
    pub day: NaiveDate,
    /// The last day of what lasts: a mediation, a case, an insolvency. `None` while it lasts, or for what does not.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// How a case ended; `None` while it goes on, and for what is no case.
    #[serde(default)]
    pub case_end: Option<CaseEnd>,
    /// Years, of a clause alone.
    #[serde(default)]
    pub clause_years: Option<u32>,
    /// Who signed, which court, which officer.
    #[serde(default)]
    pub by: String,
    #[serde(default)]
    pub note: String,
    /// The message or letter that says it.
    #[serde(default)]
    pub exchange: Option<ExchangeId>,
    /// Papers that prove it, kept with the invoices.
    #[serde(default)]
    pub documents: Vec<Digest>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitationFactKind {
    /// The debtor acknowledges the debt in writing, in part or in whole (C. civ. 2240).
    Acknowledgment,
    /// The debtor asks for time without contesting: the same effect.
    TimeRequested,
    /// Summons, even in référé or before the wrong court (C. civ. 2241).
    CourtAction,
    /// The request for an order for payment was filed: interrupts nothing.
    OrderRequestFiled,
    /// The order for payment was served by a commissaire de justice.
    OrderServed,
    /// Conservatory measure or act of enforcement (C. civ. 2244).
    EnforcementMeasure,
    /// Suspends, from the written agreement or first meeting (C. civ. 2238).
    Mediation,
    Conciliation,
    /// Suspends, from the agreement.
    ParticipativeProcedure,
    /// The invitation to the simplified procedure was sent: suspends nothing.
    SmallClaimsInvitation,
    /// The debtor's agreement to it, recorded by the commissaire de justice (CPCE L. 125-1): suspends.
    SmallClaimsAgreement,
    /// A written demand that reached the debtor: interrupts the four years of a public body, nobody else's (PB-08).
    WrittenDemand,
    /// A statement about the debt by a public body, in writing.
    PublicBodyStatement,
    /// Declared in an insolvency; its effect lasts until the procedure closes (C. com. L. 622-25-1).
    ClaimDeclared,
    /// A judgment or another title became enforceable: ten years (CPCE L. 111-4).
    TitleEnforceable,
    /// A clause between businesses about the length (C. civ. 2254): may shorten what is shown, never lengthens it.
    ContractClause,
}

impl LimitationFactKind {
    pub const ALL: [LimitationFactKind; 16] = [
        LimitationFactKind::Acknowledgment,
        LimitationFactKind::TimeRequested,
        LimitationFactKind::CourtAction,
        LimitationFactKind::OrderRequestFiled,
        LimitationFactKind::OrderServed,
        LimitationFactKind::EnforcementMeasure,
        LimitationFactKind::Mediation,
        LimitationFactKind::Conciliation,
        LimitationFactKind::ParticipativeProcedure,
        LimitationFactKind::SmallClaimsInvitation,
        LimitationFactKind::SmallClaimsAgreement,
        LimitationFactKind::WrittenDemand,
        LimitationFactKind::PublicBodyStatement,
        LimitationFactKind::ClaimDeclared,
        LimitationFactKind::TitleEnforceable,
        LimitationFactKind::ContractClause,
    ];

    /// Whether it goes on for a time: it has an end, or none yet.
    pub fn lasts(self) -> bool {
        self.is_case() || self.suspends() || self == LimitationFactKind::ClaimDeclared
    }

    /// Whether it stops the period for as long as it lasts (C. civ. 2238).
    pub fn suspends(self) -> bool {
        use LimitationFactKind as Kind;
        matches!(self, Kind::Mediation | Kind::Conciliation | Kind::ParticipativeProcedure | Kind::SmallClaimsAgreement)
    }

    /// Whether a court decides about it: dropped, rejected or lapsed, its effect is lost (C. civ. 2243).
    pub fn is_case(self) -> bool {
        matches!(self, LimitationFactKind::CourtAction | LimitationFactKind::OrderServed)
    }

    /// Whether its effect waits until the owner has confirmed who, which invoice, when, and that nothing was contested.
    /// Acts of a court or an officer speak for themselves.
    pub fn waits_for_confirmation(self) -> bool {
        use LimitationFactKind as Kind;
        matches!(
            self,
            Kind::Acknowledgment
                | Kind::TimeRequested
                | Kind::Mediation
                | Kind::Conciliation
                | Kind::ParticipativeProcedure
                | Kind::SmallClaimsAgreement
                | Kind::WrittenDemand
                | Kind::PublicBodyStatement
        )
    }
}

/// How a case ended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseEnd {
    /// By a decision that does not reject the claim for good, or by agreement.
    Decided,
    Dropped,
    Rejected,
    /// By the creditor's own failure: not continued, no lawyer in time, fees not paid.
    Lapsed,
}

impl CaseEnd {
    /// The interruption is as if it had never been (C. civ. 2243).
    pub fn loses_interruption(self) -> bool {
        self != CaseEnd::Decided
    }
}

/// What the owner can confirm.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum LimitationSubject {
    Payment(PaymentId),
    Promise(PromiseId),
    /// A letter that left, against a public body.
    Exchange(ExchangeId),
    Fact(LimitationFactId),
}

impl fmt::Display for LimitationSubject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LimitationSubject::Payment(id) => write!(f, "payment:{id}"),
            LimitationSubject::Promise(id) => write!(f, "promise:{id}"),
            LimitationSubject::Exchange(id) => write!(f, "exchange:{id}"),
            LimitationSubject::Fact(id) => write!(f, "fact:{id}"),
        }
    }
}

/// Not the code of a payment, a promise, an exchange or a fact.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("expected payment:ID, promise:ID, exchange:ID or fact:ID")]
pub struct UnknownSubject;

impl FromStr for LimitationSubject {
    type Err = UnknownSubject;

    fn from_str(text: &str) -> Result<LimitationSubject, UnknownSubject> {
        let (kind, id) = text.split_once(':').ok_or(UnknownSubject)?;
        Ok(match kind {
            "payment" => LimitationSubject::Payment(id.parse().map_err(|_| UnknownSubject)?),
            "promise" => LimitationSubject::Promise(id.parse().map_err(|_| UnknownSubject)?),
            "exchange" => LimitationSubject::Exchange(id.parse().map_err(|_| UnknownSubject)?),
            "fact" => LimitationSubject::Fact(id.parse().map_err(|_| UnknownSubject)?),
            _ => return Err(UnknownSubject),
        })
    }
}

/// The owner's word on what the debtor did (LI-08): by the debtor himself, for these invoices, on that day, nothing
/// contested. Or that it was not so.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LimitationConfirmation {
    pub customer: CustomerId,
    pub subject: LimitationSubject,
    /// Never empty. It is about these invoices and no other.
    pub invoices: Vec<InvoiceId>,
    /// The day that was confirmed: where the fact is corrected to another day, it waits again.
    pub happened_on: NaiveDate,
    /// False: somebody else paid, it was another invoice, or the debt was contested. Then it moves nothing.
    pub counts: bool,
    pub confirmed_on: NaiveDate,
    /// Who confirmed, as typed; empty for the owner.
    #[serde(default)]
    pub by: String,
    #[serde(default)]
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_read_back_from_its_code() {
        let id = uuid::Uuid::from_u128(7);
        for subject in [
            LimitationSubject::Payment(PaymentId(id)),
            LimitationSubject::Promise(PromiseId(id)),
            LimitationSubject::Exchange(ExchangeId(id)),
            LimitationSubject::Fact(LimitationFactId(id)),
        ] {
            assert_eq!(subject.to_string().parse(), Ok(subject));
        }
        assert_eq!("letter:7".parse::<LimitationSubject>(), Err(UnknownSubject));
        assert_eq!("payment".parse::<LimitationSubject>(), Err(UnknownSubject));
    }

    #[test]
    fn only_a_case_that_was_decided_keeps_its_interruption() {
        assert!(!CaseEnd::Decided.loses_interruption());
        assert!([CaseEnd::Dropped, CaseEnd::Rejected, CaseEnd::Lapsed].iter().all(|end| end.loses_interruption()));
    }
}
