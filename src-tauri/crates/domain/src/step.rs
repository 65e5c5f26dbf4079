//! The steps that the agenda can propose.

use serde::{Deserialize, Serialize};

/// What the owner may do next with one customer. The order is that of strength.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKey {
    /// Say whether the customer is a professional, a consumer or a public body: nothing can be claimed before.
    NameTheKind,
    /// Public buyer, before the due date: look up the status of the invoice in Chorus Pro.
    CheckDeposit,
    /// The customer says it has paid: look at the bank.
    CheckPayment,
    /// A cheque was handed over and lies in the drawer: take it to the bank.
    DepositCheque,
    /// A promise has passed without money.
    CheckPromise,
    /// A plan that is not signed yet, or that is not kept although nobody signed it: look at it.
    CheckPlan,
    /// The customer disputes something, and the owner's answer is due.
    AnswerDispute,
    FirstReminder,
    Call,
    SecondReminder,
    FormalNotice,
    /// An instalment of a signed plan is late: a formal notice about it, which may call in the whole.
    PlanNotice,
    /// The formal notice expired: choose a route.
    HandOver,
    /// The claim will soon be time-barred: act now.
    ActBeforeLimitation,
    /// The debtor is insolvent: declare the claim.
    DeclareClaim,
}

impl StepKey {
    /// Steps that leave a trace at the debtor, and so count as a contact.
    pub fn is_contact(self) -> bool {
        matches!(
            self,
            StepKey::FirstReminder
                | StepKey::Call
                | StepKey::SecondReminder
                | StepKey::FormalNotice
                | StepKey::PlanNotice
        )
    }

    /// Steps that have a document to draft.
    pub fn has_document(self) -> bool {
        self.is_contact()
    }

    /// Steps where the owner decides about the file as a whole.
    pub fn is_decision(self) -> bool {
        matches!(self, StepKey::HandOver | StepKey::ActBeforeLimitation | StepKey::DeclareClaim)
    }

    /// The stable name used by the verbs and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            StepKey::NameTheKind => "name_the_kind",
            StepKey::CheckDeposit => "check_deposit",
            StepKey::CheckPayment => "check_payment",
            StepKey::DepositCheque => "deposit_cheque",
            StepKey::CheckPromise => "check_promise",
            StepKey::CheckPlan => "check_plan",
            StepKey::AnswerDispute => "answer_dispute",
            StepKey::FirstReminder => "first_reminder",
            StepKey::Call => "call",
            StepKey::SecondReminder => "second_reminder",
            StepKey::FormalNotice => "formal_notice",
            StepKey::PlanNotice => "plan_notice",
            StepKey::HandOver => "hand_over",
            StepKey::ActBeforeLimitation => "act_before_limitation",
            StepKey::DeclareClaim => "declare_claim",
        }
    }

    pub const ALL: [StepKey; 15] = [
        StepKey::NameTheKind,
        StepKey::CheckDeposit,
        StepKey::CheckPayment,
        StepKey::DepositCheque,
        StepKey::CheckPromise,
        StepKey::CheckPlan,
        StepKey::AnswerDispute,
        StepKey::FirstReminder,
        StepKey::Call,
        StepKey::SecondReminder,
        StepKey::FormalNotice,
        StepKey::PlanNotice,
        StepKey::HandOver,
        StepKey::ActBeforeLimitation,
        StepKey::DeclareClaim,
    ];

    pub fn from_code(code: &str) -> Option<StepKey> {
        StepKey::ALL.into_iter().find(|step| step.code() == code)
    }
}
