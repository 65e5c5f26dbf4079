//! Instalment plans: what a customer acknowledges to owe, and when it pays it (law.md part 18).

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::book::CustomerFile;
use crate::ids::{CustomerId, InvoiceId, PlanId};
use crate::invoice::Instalment;
use crate::locale::Lang;
use crate::money::Cents;
use crate::party::Digest;
use crate::payment::Payment;

/// An agreement to pay by instalments, as it was made. What came of it is computed from the payments, never stored.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Plan {
    pub id: PlanId,
    pub customer: CustomerId,
    /// The invoices it is about, oldest due first; never empty.
    pub invoices: Vec<InvoiceId>,
    /// What was owed for them on `made_on`.
    pub debt: PlanDebt,
    /// In order of day; they sum to [`Plan::spread`].
    pub instalments: Vec<Instalment>,
    pub interest: PlanInterest,
    /// Days that a notice gives before the whole is due again; none without such a clause (law.md PP-02).
    #[serde(default)]
    pub acceleration_days: Option<u16>,
    pub signer: Signer,
    pub made_on: NaiveDate,
    /// Of the document.
    pub lang: Lang,
    /// The agreement as it was printed.
    pub document: Digest,
    /// Set when it came back signed.
    #[serde(default)]
    pub signed: Option<PlanSignature>,
    /// Set when it ended: the day, and in words.
    #[serde(default)]
    pub closed: Option<(NaiveDate, String)>,
    #[serde(default)]
    pub closed_as: Option<PlanEnd>,
}

/// What a debt is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PlanDebt {
    pub principal: Cents,
    /// Until the day the plan was made.
    pub interest: Cents,
    pub indemnity: Cents,
}

impl PlanDebt {
    pub fn total(&self) -> Cents {
        self.principal.plus(self.interest).plus(self.indemnity)
    }
}

/// What becomes of interest while the instalments are paid: the plan must say it (law.md PP-02, FS-15).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanInterest {
    /// It goes on running, and the instalments hold what has run.
    Kept,
    /// It is given up if every instalment is paid on its day, and the instalments leave it out.
    WaivedIfRespected,
}

/// Who signs for the customer.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Signer {
    pub name: String,
    /// "gérant"; may be empty.
    #[serde(default)]
    pub role: String,
    /// Signs as a trader: the sum in words and figures in one's own hand is not needed (law.md PP-01).
    pub trader: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PlanSignature {
    pub on: NaiveDate,
    /// Where the signed original lies.
    #[serde(default)]
    pub kept: String,
}

/// How a plan ended, where the owner said it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanEnd {
    Kept,
    /// It was not kept: what was owed before is due again.
    Broken,
    /// It no longer counts: another arrangement, or a mistake.
    CalledOff,
}

/// Why a plan cannot be made as it stands (law.md PP-03).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PlanFault {
    NoInvoice,
    NoInstalment,
    NothingOwed,
    /// An instalment of nothing, by its place.
    NotPositive {
        place: usize,
    },
    /// It does not come after the one before it, by its place.
    OutOfOrder {
        place: usize,
    },
    /// The first one is not after the day of the agreement.
    NotAfterTheAgreement,
    DoesNotSum {
        sum: Cents,
        expected: Cents,
    },
}

/// How the days of a plan follow each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    Monthly,
    Weekly,
}

/// Equal parts; the last one takes the cents.
pub fn equal_parts(total: Cents, count: u16) -> Vec<Cents> {
    let count = i64::from(count.max(1));
    let part = total.0 / count;
    let mut parts = vec![Cents(part); usize::try_from(count).unwrap_or(1)];
    if let Some(last) = parts.last_mut() {
        *last = Cents(total.0 - part * (count - 1));
    }
    parts
}

/// So many days from the first one on. A month that is too short gives its last day, and the next one its own again.
pub fn days_of(first: NaiveDate, rhythm: Rhythm, count: u16) -> Vec<NaiveDate> {
    let day = |place: u16| match rhythm {
        Rhythm::Monthly => first.checked_add_months(Months::new(place.into())),
        Rhythm::Weekly => first.checked_add_days(chrono::Days::new(u64::from(place) * 7)),
    };
    (0..count.max(1)).map(|place| day(place).unwrap_or(NaiveDate::MAX)).collect()
}

/// An instalment with what came for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Followed {
    pub due: NaiveDate,
    pub amount: Cents,
    pub paid: Cents,
}

impl Followed {
    pub fn left(&self) -> Cents {
        self.amount.minus(self.paid).max(Cents::ZERO)
    }
}

impl Plan {
    /// What the instalments share out: the debt, less the interest where it is given up.
    pub fn spread(&self) -> Cents {
        match self.interest {
            PlanInterest::Kept => self.debt.total(),
            PlanInterest::WaivedIfRespected => self.debt.principal.plus(self.debt.indemnity),
        }
    }

    /// Agreed, and not ended on that day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.made_on <= day && self.closed.as_ref().is_none_or(|(closed_on, _)| *closed_on > day)
    }

    /// Signed by that day: an acknowledgment of the debt, and the clause counts.
    pub fn is_signed_on(&self, day: NaiveDate) -> bool {
        self.signed.as_ref().is_some_and(|signed| signed.on <= day)
    }

    /// Whether it can be agreed as it stands.
    pub fn check(&self) -> Result<(), PlanFault> {
        if self.invoices.is_empty() {
            return Err(PlanFault::NoInvoice);
        }
        if !self.debt.principal.is_positive() || !self.spread().is_positive() {
            return Err(PlanFault::NothingOwed);
        }
        let Some(first) = self.instalments.first() else { return Err(PlanFault::NoInstalment) };
        if let Some(place) = self.instalments.iter().position(|part| !part.amount.is_positive()) {
            return Err(PlanFault::NotPositive { place });
        }
        if first.due_date <= self.made_on {
            return Err(PlanFault::NotAfterTheAgreement);
        }
        if let Some(place) = self.instalments.windows(2).position(|pair| pair[1].due_date <= pair[0].due_date) {
            return Err(PlanFault::OutOfOrder { place: place + 1 });
        }
        let sum: Cents = self.instalments.iter().map(|part| part.amount).sum();
        let expected = self.spread();
        if sum == expected { Ok(()) } else { Err(PlanFault::DoesNotSum { sum, expected }) }
    }

    /// The instalments with a sum counted on them, the first one first.
    pub fn followed(&self, received: Cents) -> Vec<Followed> {
        let mut left = received;
        let counted = |part: &Instalment| {
            let paid = left.min(part.amount).max(Cents::ZERO);
            left = left.minus(paid);
            Followed { due: part.due_date, amount: part.amount, paid }
        };
        self.instalments.iter().map(counted).collect()
    }
}

impl CustomerFile {
    /// What came for a plan after the day it was made, up to `day`: money for its invoices, interest and indemnity too, costs and discounts taken
    /// for paid with it, credit notes on them, and money that no invoice has yet: nobody is told that an instalment is
    /// missing while its money may be there.
    pub fn received_for_plan(&self, plan: &Plan, day: NaiveDate) -> Cents {
        let counts = |payment: &&Payment| payment.received_on > plan.made_on && payment.received_on <= day;
        let free: Cents = self.payments.iter().filter(counts).map(|payment| payment.free().max(Cents::ZERO)).sum();
        self.given_for_plan(plan, day).plus(free)
    }

    /// The same without the money that no invoice has yet.
    pub fn given_for_plan(&self, plan: &Plan, day: NaiveDate) -> Cents {
        let counts = |on: NaiveDate| on > plan.made_on && on <= day;
        let payments = self.payments.iter().filter(|payment| counts(payment.received_on)).map(|payment| {
            let given = |invoice: &InvoiceId| {
                let (money, withheld, discounts) = payment.given_to(*invoice);
                money.plus(withheld).plus(discounts).plus(payment.accessories_of(*invoice))
            };
            plan.invoices.iter().map(given).sum::<Cents>()
        });
        let notes = self
            .invoices
            .iter()
            .filter(|note| note.is_credit_note() && counts(note.issue_date))
            .flat_map(|note| &note.credits)
            .filter(|part| plan.invoices.contains(&part.invoice))
            .map(|part| part.amount);
        payments.chain(notes).sum()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn plan(total: i64, count: u16) -> Plan {
        let days = days_of(day("2026-12-01"), Rhythm::Monthly, count);
        let parts = equal_parts(Cents(total), count);
        Plan {
            id: PlanId(Uuid::nil()),
            customer: CustomerId(Uuid::nil()),
            invoices: vec![InvoiceId(Uuid::nil())],
            debt: PlanDebt { principal: Cents(total), ..PlanDebt::default() },
            instalments: days
                .into_iter()
                .zip(parts)
                .map(|(due_date, amount)| Instalment::due(due_date, amount))
                .collect(),
            interest: PlanInterest::Kept,
            acceleration_days: Some(8),
            signer: Signer::default(),
            made_on: day("2026-11-24"),
            lang: Lang::Fr,
            document: "0".repeat(64).parse().unwrap(),
            signed: None,
            closed: None,
            closed_as: None,
        }
    }

    #[test]
    fn the_last_instalment_takes_the_cents() {
        assert_eq!(equal_parts(Cents(100_000), 3), [Cents(33_333), Cents(33_333), Cents(33_334)]);
        assert_eq!(equal_parts(Cents(2), 3), [Cents(0), Cents(0), Cents(2)]);
    }

    #[test]
    fn a_month_that_is_too_short_gives_its_last_day() {
        let days = days_of(day("2027-01-31"), Rhythm::Monthly, 3);
        assert_eq!(days, [day("2027-01-31"), day("2027-02-28"), day("2027-03-31")]);
        assert_eq!(days_of(day("2027-01-31"), Rhythm::Weekly, 2)[1], day("2027-02-07"));
    }

    #[test]
    fn what_the_law_would_stumble_on_is_refused() {
        let mut made = plan(100_000, 3);
        assert_eq!(made.check(), Ok(()));
        made.instalments.swap(0, 1);
        assert_eq!(made.check(), Err(PlanFault::OutOfOrder { place: 1 }));
        made = plan(100_000, 3);
        made.instalments[2].amount = Cents(1);
        let (sum, expected) = (Cents(66_667), Cents(100_000));
        assert_eq!(made.check(), Err(PlanFault::DoesNotSum { sum, expected }));
        made = plan(100_000, 3);
        made.made_on = day("2026-12-01");
        assert_eq!(made.check(), Err(PlanFault::NotAfterTheAgreement));
        assert_eq!(plan(2, 3).check(), Err(PlanFault::NotPositive { place: 0 }));
        assert_eq!(plan(0, 3).check(), Err(PlanFault::NothingOwed));
    }

    #[test]
    fn interest_that_is_given_up_is_not_shared_out() {
        let mut made = plan(100_000, 1);
        made.debt.interest = Cents(1_234);
        made.debt.indemnity = Cents(4_000);
        assert_eq!(made.spread(), Cents(105_234));
        made.interest = PlanInterest::WaivedIfRespected;
        assert_eq!(made.spread(), Cents(104_000));
        assert_eq!(made.debt.total(), Cents(105_234));
    }

    proptest! {
        #[test]
        fn the_parts_of_a_debt_sum_to_it(total in 1_i64..100_000_000, count in 1_u16..60) {
            let parts = equal_parts(Cents(total), count);
            prop_assert_eq!(parts.len(), usize::from(count));
            prop_assert_eq!(parts.iter().map(|part| part.0).sum::<i64>(), total);
            prop_assert!(parts.windows(2).all(|pair| pair[0] <= pair[1]));
            prop_assert!(total < i64::from(count) || plan(total, count).check().is_ok());
        }

        #[test]
        fn money_counts_on_the_first_instalment_first(total in 100_i64..1_000_000, count in 1_u16..12, received in 0_i64..2_000_000) {
            let made = plan(total, count);
            let followed = made.followed(Cents(received));
            let paid: i64 = followed.iter().map(|part| part.paid.0).sum();
            prop_assert_eq!(paid, received.min(total));
            for pair in followed.windows(2) {
                prop_assert!(pair[1].paid == Cents::ZERO || pair[0].left() == Cents::ZERO);
            }
        }
    }
}
