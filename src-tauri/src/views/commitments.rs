//! What was promised, and what is contested, with what came of it.

use serde::Serialize;
use ts_rs::TS;

use super::Badge;
use super::forms::PlanForm;

/// The promises, plans and disputes of one customer, those that are awaited first.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CommitmentsView {
    pub promises: Vec<PromiseView>,
    /// "2 promesses tenues sur 3."; empty where no promise has come to its day.
    pub history: String,
    pub disputes: Vec<DisputeView>,
    pub plans: Vec<PlanView>,
}

/// The promises, plans and disputes of everybody, by the day that comes next.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct CommitmentBoard {
    /// "5 engagements suivis : 1 dont la date est passée, 2 d’ici à 7 jours. 1 200,00 € attendus."
    pub summary: String,
    /// Their day has passed.
    pub late: CommitmentGroup,
    /// Within seven days.
    pub week: CommitmentGroup,
    pub later: CommitmentGroup,
    /// Disputes without a day for the answer, or answered.
    pub undated: CommitmentGroup,
    /// Ended in the last ninety days, the latest first.
    pub ended: CommitmentGroup,
}

/// How many there are, and the first of them.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct CommitmentGroup {
    pub count: u32,
    pub lines: Vec<CommitmentLine>,
}

/// A promise, a dispute or a plan: one of them is there.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CommitmentLine {
    /// The day promised, of the next instalment, or of the answer.
    pub day: Option<String>,
    pub customer: String,
    pub customer_name: String,
    pub promise: Option<PromiseView>,
    pub dispute: Option<DisputeView>,
    pub plan: Option<PlanView>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct PromiseView {
    pub id: String,
    pub customer: String,
    pub customer_name: String,
    pub due_on: String,
    #[ts(type = "number")]
    pub amount: i64,
    /// What came for it.
    #[ts(type = "number")]
    pub received: i64,
    /// What came of the whole, 0 to 100.
    pub received_percent: u8,
    /// "M. Hamon, téléphone, 12 nov. · F-2026-141".
    pub detail: String,
    pub state: Badge,
    /// Awaited, so that it can be ended.
    pub open: bool,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct DisputeView {
    pub id: String,
    pub customer: String,
    pub customer_name: String,
    /// The invoice, and its number.
    pub invoice: String,
    pub number: String,
    /// "qualité".
    pub reason: String,
    #[ts(type = "number")]
    pub amount: i64,
    /// "Les 900,00 € restants continuent d’être réclamés."; empty where nothing else is open.
    pub rest: String,
    pub note: String,
    pub task: String,
    pub answer_due: Option<String>,
    /// "Répondu le 12 nov. : bon de livraison envoyé."; empty where it was not.
    pub answer: String,
    pub state: Badge,
    pub open: bool,
}

/// An instalment plan with what came of it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PlanView {
    pub id: String,
    pub customer: String,
    pub customer_name: String,
    /// "F-2026-141, F-2026-149 · signé par M. Hamon le 3 nov.".
    pub detail: String,
    #[ts(type = "number")]
    pub total: i64,
    #[ts(type = "number")]
    pub received: i64,
    /// What came of the whole, 0 to 100.
    pub received_percent: u8,
    pub parts: Vec<PlanPartView>,
    pub state: Badge,
    /// What it does to limitation.
    pub limitation: String,
    /// Digest of the agreement, and the name to save it under.
    pub document: String,
    pub document_name: String,
    pub to_sign: bool,
    /// Signed, and its acknowledgment is not among the events of limitation yet.
    pub to_acknowledge: bool,
    pub open: bool,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct PlanPartView {
    pub due: String,
    #[ts(type = "number")]
    pub amount: i64,
    #[ts(type = "number")]
    pub paid: i64,
    pub state: Badge,
}

/// What a plan begins with: the form as it is proposed, and the invoices it may be about.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PlanStart {
    pub form: PlanForm,
    pub invoices: Vec<PlanInvoiceView>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct PlanInvoiceView {
    pub id: String,
    pub number: String,
    /// What of it is open and undisputed.
    #[ts(type = "number")]
    pub left: i64,
}

/// A plan while it is put together.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PlanPreview {
    #[ts(type = "number")]
    pub principal: i64,
    #[ts(type = "number")]
    pub interest: i64,
    #[ts(type = "number")]
    pub indemnity: i64,
    #[ts(type = "number")]
    pub total: i64,
    /// What the instalments share out.
    #[ts(type = "number")]
    pub spread: i64,
    pub parts: Vec<PlanPreviewPart>,
    /// What keeps it from being agreed as it stands; empty when nothing does.
    pub problem: String,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct PlanPreviewPart {
    pub due: String,
    #[ts(type = "number")]
    pub amount: i64,
}
