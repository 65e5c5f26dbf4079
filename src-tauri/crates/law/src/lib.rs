//! French collection law as dated data, and its arithmetic: due dates, late-payment interest, the 40 € indemnity,
//! limitation, procedural deadlines.
//!
//! Pure: today is passed in, amounts are [`domain::Cents`], rates are decimals in percent. Results are enums and figures
//! that carry their sources; the words are the application's. `docs/law.md` says which texts and when to look again.

pub mod account;
mod accrual;
pub mod calendar;
pub mod claim;
pub mod due;
pub mod file;
pub mod half_year;
pub mod indemnity;
pub mod insolvency;

mod law;
pub mod limitation;
pub mod parameter;
pub mod procedure;
pub mod source;
pub mod texts;

pub use account::{Account, BelowFloor, Movement, MovementKind, Opening, Regime, YearBasis};
pub use calendar::ProceduralDeadline;
pub use claim::{
    AccrualPeriod, Claim, Interest, MovementUse, NoInterest, RateKind, Segment, Variant, Warning, claim,
    claim_as_far_as_known,
};
pub use due::{
    Assumption, Ceiling, CeilingRule, DueBasis, DueDate, DueFacts, DueHypothesis, DueReading, Sector, due_date,
};
pub use file::{CannotClaim, due_date_of, limitation_of, limitation_supposing};
pub use half_year::HalfYear;
pub use indemnity::{Indemnity, IndemnityWhy};
pub use insolvency::{DeclarationDeadlines, declaration_deadlines};
pub use law::{ConfirmedRate, Figure, Law, LegalRateCategory, ToConfirm, ToConfirmReason};
pub use limitation::{
    ChainLink, Limitation, LimitationCandidate, LimitationEvent, LimitationEventKind, LimitationFacts, LimitationMove,
    LimitationState, MoveEffect, NoEffect, NoEffectReason, StartBasis, limitation,
};
pub use parameter::{LawGap, Parameter, ParameterData, Rate};
pub use procedure::{UncontestedRecord, order_enforceable, order_opposition, order_service, uncontested_record};
pub use source::{Confidence, Source, SourceRef};
