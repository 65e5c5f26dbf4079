//! What was promised, and what is contested, with what came of it.

use serde::Serialize;
use ts_rs::TS;

use super::Badge;

/// The promises and disputes of one customer, those that are awaited first.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CommitmentsView {
    pub promises: Vec<PromiseView>,
    /// "2 promesses tenues sur 3."; empty where no promise has come to its day.
    pub history: String,
    pub disputes: Vec<DisputeView>,
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
