//! What one invoice is before the law: its due dates, its movements, its regime of interest.

use chrono::NaiveDate;
pub use domain::BelowFloor;
use domain::{Cents, DebtorKind, Instalment, PaymentOrder};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::law::LegalRateCategory;

/// One invoice, ready for [`crate::claim()`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    pub debtor: DebtorKind,
    pub regime: Regime,
    /// Due dates with what falls due on each. Amounts below zero count as nothing.
    pub instalments: Vec<Instalment>,
    /// In any order. Amounts below zero count as nothing.
    pub movements: Vec<Movement>,
    /// Day of the opening judgment, or of admissibility for over-indebtedness: interest stops the day before.
    pub insolvency: Option<Opening>,
    /// What a payment lowers first (PA-02).
    pub order: PaymentOrder,
    pub year_basis: YearBasis,
}

/// Which interest runs (law.md parts 2, 4 and 5).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Regime {
    /// C. com. L441-10: from the day after each due date, without a reminder.
    Professional {
        /// The rate of the contract or terms of sale, in percent a year; `None`: the law's own rate.
        clause: Option<Decimal>,
        /// What to claim when the clause lies below the floor; the law does not say, so the owner chooses.
        below_floor: BelowFloor,
    },
    /// Legal rate from the day after the formal notice was first presented; nothing before.
    Consumer { notice_presented_on: Option<NaiveDate> },
    /// ECB + 8 points, one rate for the whole delay.
    PublicBody,
    /// The sum awarded by a decision: the legal rate, raised when two months have passed since it became enforceable.
    Judgment {
        enforceable_on: NaiveDate,
        /// First day that bears interest.
        interest_from: NaiveDate,
        category: LegalRateCategory,
    },
}

/// Money or a credit note that lowers what is owed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Movement {
    /// Funds at disposal, or date of the credit note. That day still bears interest on the old sum (C3).
    pub day: NaiveDate,
    pub kind: MovementKind,
    pub amount: Cents,
    /// Of a cheque, the day it was handed over. From then until `day` the funds are not there: it counts on the statement
    /// day, whichever that is, so that interest runs on and the sum paid is not claimed again.
    pub in_hand_from: Option<NaiveDate>,
}

impl Movement {
    pub fn of(day: NaiveDate, kind: MovementKind, amount: Cents) -> Movement {
        Movement { day, kind, amount, in_hand_from: None }
    }

    /// As it counts in a statement of that day; none where it does not.
    pub(crate) fn counted_on(self, until: NaiveDate) -> Option<Movement> {
        match self.in_hand_from {
            _ if self.day <= until => Some(self),
            Some(from) if from <= until => Some(Movement { day: until, ..self }),
            _ => None,
        }
    }
}

/// The order is that in which movements of one day are counted: what lowers principal alone first, which claims least.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MovementKind {
    /// Lowers principal at its date, never interest (C8).
    CreditNote,
    /// An early discount that the owner grants: lowers principal in the same way (FS-02).
    Discount,
    /// Costs that a bank or the payer kept, and that the owner takes for paid: in the same way.
    Withheld,
    Payment,
}

impl MovementKind {
    /// Money, which pays interest too.
    pub fn is_money(self) -> bool {
        self == MovementKind::Payment
    }
}

/// The opening of an insolvency procedure against the debtor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Opening {
    pub day: NaiveDate,
    /// True for the over-indebtedness of a consumer (another text stops interest).
    pub over_indebtedness: bool,
}

/// The divisor of a year (C4).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YearBasis {
    /// 365 days, in leap years too.
    #[default]
    Actual365,
    /// 366 days for the days of a leap year.
    Actual366InLeapYears,
}

impl Account {
    /// One sum due on one day, with nothing paid.
    pub fn simple(debtor: DebtorKind, amount: Cents, due_date: NaiveDate) -> Account {
        Account {
            debtor,
            regime: Regime::usual(debtor),
            instalments: vec![Instalment::due(due_date, amount)],
            movements: Vec::new(),
            insolvency: None,
            order: PaymentOrder::InterestFirst,
            year_basis: YearBasis::Actual365,
        }
    }
}

impl Regime {
    /// The regime of a kind of debtor without clause, notice or judgment.
    pub fn usual(debtor: DebtorKind) -> Regime {
        match debtor {
            DebtorKind::Professional => Regime::Professional { clause: None, below_floor: BelowFloor::default() },
            DebtorKind::Consumer => Regime::Consumer { notice_presented_on: None },
            DebtorKind::PublicBody => Regime::PublicBody,
        }
    }
}
