//! Files on their way in: what was read, what is asked, what came of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::journal::JournalView;

/// What reading the files gave. Nothing is stored yet.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ImportPlanView {
    pub plan: String,
    pub files: Vec<ImportFileView>,
    /// "24 factures prêtes, 2 doublons, 3 questions, 1 fichier illisible".
    pub summary: String,
    pub ready: u32,
    /// New lines of bank statements.
    pub lines: u32,
    /// A statement is ready, perhaps without a new line: it still says up to which day the bank has been seen.
    pub statements: bool,
    /// Payments that accounting journals bring besides.
    pub payments: u32,
    #[ts(type = "number")]
    pub ready_amount: i64,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct ImportFileView {
    pub index: u32,
    pub name: String,
    /// "Factur-X", "UBL", "Liste CSV"…
    pub format: String,
    /// It holds bank statements.
    pub bank: bool,
    /// `ready`, `question`, `duplicate`, `refused`, `mapping`.
    pub state: String,
    /// What will happen with it, or why not.
    pub sentence: String,
    pub invoices: Vec<ImportInvoiceView>,
    pub findings: Vec<FindingView>,
    /// Each has its own answer.
    pub questions: Vec<QuestionView>,
    pub mapping: Option<MappingView>,
    /// What it holds, when it is an accounting journal.
    pub journal: Option<JournalView>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct ImportInvoiceView {
    pub number: String,
    pub customer_name: String,
    pub issue_date: String,
    pub due_date: Option<String>,
    #[ts(type = "number")]
    pub amount: i64,
    /// `new`, `duplicate`, `conflict` (same number, other figures).
    pub state: String,
    pub sentence: String,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct FindingView {
    /// `note`, `warning`, `error`.
    pub severity: String,
    /// "ligne 12, colonne Échéance".
    pub place: String,
    pub sentence: String,
}

/// Something only the owner can say: "Le vendeur est Dupont SARL. Est-ce bien votre entreprise ?"
#[derive(Clone, Debug, Serialize, TS)]
pub struct QuestionView {
    /// `other_seller`, `conflict`.
    pub key: String,
    pub sentence: String,
    pub options: Vec<OptionView>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct OptionView {
    pub value: String,
    pub label: String,
}

/// How the columns of a list are read.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MappingView {
    /// `invoices` or `bank`.
    pub kind: String,
    pub sheets: Vec<String>,
    pub sheet: u32,
    /// Line of the headings, from 1; 0 when there are none.
    pub header_line: u32,
    pub columns: Vec<ColumnView>,
    /// The fields a column may be given.
    pub fields: Vec<OptionView>,
    /// Fields that several columns may be given.
    pub several: Vec<String>,
    /// Fields without which the list cannot be read.
    pub missing: Vec<String>,
    /// `comma`, `point` or empty when it must be asked.
    pub decimal: String,
    /// `dmy`, `mdy`, `ymd` or empty when it must be asked.
    pub dates: String,
    /// `negative`, `positive` or empty when it must be asked; absent where nothing depends on it.
    pub money_out: Option<String>,
    /// True when this kind of list was read before.
    pub remembered: bool,
    pub preview: Vec<ImportInvoiceView>,
    /// The first lines, of a bank's list.
    pub lines: Vec<BankLinePreview>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct BankLinePreview {
    pub day: Option<String>,
    pub text: String,
    /// Negative for money out.
    #[ts(type = "number")]
    pub amount: i64,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct ColumnView {
    pub index: u32,
    pub heading: String,
    pub samples: Vec<String>,
    /// Code of a field, or empty when the column is not read.
    pub field: String,
}

#[derive(Clone, Debug, Deserialize, TS)]
pub struct MappingEdit {
    pub plan: String,
    pub file: u32,
    /// `invoices` or `bank`: another than it was is the owner's word on what the list is.
    pub kind: String,
    pub sheet: u32,
    pub header_line: u32,
    /// A field code for each column, empty for none.
    pub fields: Vec<String>,
    pub decimal: String,
    pub dates: String,
    /// `negative`, `positive` or empty.
    pub money_out: String,
}

#[derive(Clone, Debug, Deserialize, TS)]
pub struct ImportAnswer {
    pub file: u32,
    /// The key of a question, or `file` for all of it.
    pub question: String,
    /// The value of an option; `leave` for a file that is left out.
    pub value: String,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct ImportDoneView {
    pub import_ids: Vec<String>,
    pub sentence: String,
    pub recorded: u32,
    /// New lines of bank statements, and those of them that bring money in.
    pub lines: u32,
    pub credits: u32,
    /// It was stopped before the last file: the plan still has the rest.
    pub cancelled: bool,
    /// Customers whose kind nobody knows yet.
    pub to_name: Vec<ToNameView>,
    pub findings: Vec<FindingView>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct ToNameView {
    pub customer: String,
    pub name: String,
    /// The kind assumed, or empty.
    pub kind: String,
    pub open_invoices: u32,
}

/// What was imported in one go.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ImportBatchView {
    pub day: String,
    /// In the order in which they went in.
    pub files: Vec<ImportHistoryView>,
    /// "32 factures et 1 avoir enregistrés, 1 modifiée".
    pub sentence: String,
    /// Every file of it was.
    pub undone: bool,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct ImportHistoryView {
    pub import: String,
    pub name: String,
    pub day: String,
    pub sentence: String,
    pub undone: bool,
}

/// Sent while a long import runs.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ProgressView {
    pub done: u32,
    pub total: u32,
    pub file: String,
}
