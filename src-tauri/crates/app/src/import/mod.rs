//! Files on their way in: read first, asked about, then stored, each file all or nothing.

mod candidate;
mod gather;
mod identity;
mod plan;
mod statement_file;
mod storing;
mod taking_out;

pub use candidate::{Candidate, CandidateState, CustomerFacts, Known};
pub use gather::{Found, files, name_of, read};
pub(crate) use identity::bare;
pub use plan::{Answer, Content, FileState, Plan, PlanFile, Question};
pub use statement_file::{BankList, Standing, StatementFile};
pub(crate) use storing::new_customer;
pub use storing::{FileDone, ImportDone};

/// Called while long work goes on, with what is done, how much there is, and the file's name. `false` stops it.
pub type Progress<'p> = &'p mut dyn FnMut(u32, u32, &str) -> bool;
