//! The facts of a business and its unpaid invoices.
//!
//! Nothing here knows the clock, a file, SQL or a window. Whole facts are serializable because the journal keeps
//! them as they are: a field may be added with a default, never renamed or given another meaning.

pub mod bank;
pub mod book;
pub mod breakdown;
pub mod business;
pub mod cession;
pub mod customer;
pub mod event;
pub mod exchange;
pub mod gate;
pub mod habit;
pub mod hold;
pub mod ids;
pub mod invoice;
pub mod letter;
pub mod limitation;
pub mod locale;
pub mod matching;
pub mod money;
pub mod party;
pub mod payment;
pub mod plan;
pub mod step;

pub use bank::{BankBalance, BankEntry, BankStatement, EntrySetAside, account_key};
pub use book::{Balance, Book, CustomerFile};
pub use breakdown::Breakdown;
pub use business::{BelowFloor, Business, LegalForm, PaymentTerm, PenaltyRate, TermsOfSale};
pub use cession::{Cession, ToPassOn};
pub use customer::{Contact, Customer, DebtorKind, PublicBuyer, Standing};
pub use event::Event;
pub use exchange::{Channel, Delivery, DeliveryOutcome, Direction, Exchange, Outcome};
pub use gate::{GatePassed, RedLight};
pub use hold::{
    Choice, Dispute, DisputeAnswer, DisputeEnd, DisputeReason, HandOver, HoldRef, Insolvency, InsolvencyKind, Pause,
    PauseScope, PaymentClaim, Promise, PromiseEnd, Route, Skip, Snooze, WriteOff,
};
pub use ids::*;
pub use invoice::{
    Allocation, Attachment, AttachmentKind, ClaimNature, Instalment, Invoice, InvoiceKind, Origin, Replaced,
};
pub use letter::{Letter, LetterFigures, TakenOut};
pub use limitation::{CaseEnd, LimitationConfirmation, LimitationFact, LimitationFactKind, LimitationSubject};
pub use locale::Lang;
pub use money::{Cents, MoneyError};
pub use party::{Address, Digest, Iban, Siren, Siret, VatId};
pub use payment::{Applied, Cheque, Means, Money, OrderChosen, PaidPart, Payment, PaymentOrder};
pub use plan::{Followed, Plan, PlanDebt, PlanEnd, PlanFault, PlanInterest, PlanSignature, Rhythm, Signer};
pub use step::StepKey;
