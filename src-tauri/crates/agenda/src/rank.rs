//! Which proposal comes first: legal time, then what the gesture may bring in.

use domain::Cents;

use crate::verdict::Group;

/// Sorts proposals: the smallest first. Group, then legal urgency, then amount weighed by age.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Rank {
    group: Group,
    urgency: u8,
    /// Negated, so that the heaviest is the smallest.
    weight: i128,
}

/// Beyond half a year a debt does not become more pressing by its age alone.
const AGE_COUNTED_DAYS: i64 = 180;
/// Even a fresh debt has some weight.
const AGE_FLOOR_DAYS: i64 = 30;

impl Rank {
    pub(crate) fn of(group: Group, legal_days_left: Option<i64>, amount: Cents, days_late: i64) -> Rank {
        let urgency = match legal_days_left {
            Some(days) if days <= 15 => 0,
            Some(days) if days <= 60 => 1,
            Some(_) => 2,
            None => 3,
        };
        let age = days_late.clamp(0, AGE_COUNTED_DAYS) + AGE_FLOOR_DAYS;
        Rank { group, urgency, weight: -(i128::from(amount.0) * i128::from(age)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_comes_before_a_larger_reminder() {
        let decision = Rank::of(Group::Decide, None, Cents(10_000), 50);
        let reminder = Rank::of(Group::Do, None, Cents(9_000_000), 100);
        assert!(decision < reminder);
    }

    #[test]
    fn a_legal_date_comes_before_a_larger_amount() {
        let urgent = Rank::of(Group::Decide, Some(12), Cents(64_000), 600);
        let large = Rank::of(Group::Decide, None, Cents(487_000), 82);
        assert!(urgent < large);
    }

    #[test]
    fn of_two_equal_amounts_the_older_comes_first() {
        assert!(Rank::of(Group::Do, None, Cents(100), 40) < Rank::of(Group::Do, None, Cents(100), 4));
    }
}
