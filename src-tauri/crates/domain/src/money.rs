//! Whole euro cents.

use std::fmt;
use std::iter::Sum;
use std::ops::Neg;
use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// A whole number of euro cents. Signed: a credit is negative. Its range is ±90 thousand billion euros.
///
/// Addition and subtraction with `+`/`-` are deliberately absent: they would hide an overflow.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(pub i64);

/// Why an amount could not be had.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum MoneyError {
    #[error("the amount is outside the range of Acquit")]
    OutOfRange,
    #[error("the text is no amount with at most two decimals")]
    NotAnAmount,
}

impl Cents {
    pub const ZERO: Cents = Cents(0);
    /// The largest amount accepted from outside: 90 thousand billion euros, so that sums of millions cannot overflow.
    pub const LIMIT: Cents = Cents(900_000_000_000_000);

    pub fn checked_add(self, other: Cents) -> Result<Cents, MoneyError> {
        self.0.checked_add(other.0).map(Cents).ok_or(MoneyError::OutOfRange)
    }

    pub fn checked_sub(self, other: Cents) -> Result<Cents, MoneyError> {
        self.0.checked_sub(other.0).map(Cents).ok_or(MoneyError::OutOfRange)
    }

    /// The sum, held at the end of the range instead of wrapping: for totals that are shown, never for a claim.
    pub fn plus(self, other: Cents) -> Cents {
        Cents(self.0.saturating_add(other.0))
    }

    /// The difference, held at the end of the range instead of wrapping.
    pub fn minus(self, other: Cents) -> Cents {
        Cents(self.0.saturating_sub(other.0))
    }

    pub fn abs(self) -> Cents {
        Cents(self.0.saturating_abs())
    }

    pub fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// This amount in euros, exact.
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// Rounds an amount in euros to the cent, half away from zero (law.md C7).
    pub fn round_half_up(euros: Decimal) -> Result<Cents, MoneyError> {
        let cents = euros
            .round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
            .checked_mul(Decimal::ONE_HUNDRED)
            .ok_or(MoneyError::OutOfRange)?;
        let cents: i64 = cents.trunc().try_into().map_err(|_| MoneyError::OutOfRange)?;
        if Cents(cents).abs() > Cents::LIMIT {
            return Err(MoneyError::OutOfRange);
        }
        Ok(Cents(cents))
    }

    /// Reads an amount in euros that must already be whole cents.
    pub fn exact(euros: Decimal) -> Result<Cents, MoneyError> {
        let rounded = Cents::round_half_up(euros)?;
        if rounded.to_decimal() == euros { Ok(rounded) } else { Err(MoneyError::NotAnAmount) }
    }
}

impl Neg for Cents {
    type Output = Cents;
    fn neg(self) -> Cents {
        Cents(self.0.saturating_neg())
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Cents>>(amounts: I) -> Cents {
        amounts.fold(Cents::ZERO, Cents::plus)
    }
}

/// Plain form for machines: `-1234.50`.
impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let value = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", value / 100, value % 100)
    }
}

/// Reads the plain form of machines: digits, an optional sign, an optional point and at most two decimals.
impl FromStr for Cents {
    type Err = MoneyError;
    fn from_str(text: &str) -> Result<Cents, MoneyError> {
        let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
        if !plain {
            return Err(MoneyError::NotAnAmount);
        }
        Cents::exact(Decimal::from_str(text).map_err(|_| MoneyError::NotAnAmount)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn half_a_cent_rounds_up() {
        assert_eq!(Cents::round_half_up(Decimal::new(17_985, 3)), Ok(Cents(1799)));
        assert_eq!(Cents::round_half_up(Decimal::new(-17_985, 3)), Ok(Cents(-1799)));
        assert_eq!(Cents::round_half_up(Decimal::new(179_849, 4)), Ok(Cents(1798)));
    }

    #[test]
    fn a_third_decimal_is_not_an_amount() {
        assert_eq!("12.345".parse::<Cents>(), Err(MoneyError::NotAnAmount));
        assert_eq!("1e3".parse::<Cents>(), Err(MoneyError::NotAnAmount));
        assert_eq!("12.340".parse::<Cents>(), Ok(Cents(1234)));
    }

    #[test]
    fn an_absurd_amount_is_refused() {
        assert_eq!("999999999999999999".parse::<Cents>(), Err(MoneyError::OutOfRange));
    }

    proptest! {
        #[test]
        fn an_amount_survives_being_written(cents in -900_000_000_000_000i64..=900_000_000_000_000) {
            prop_assert_eq!(Cents(cents).to_string().parse::<Cents>(), Ok(Cents(cents)));
        }
    }
}
