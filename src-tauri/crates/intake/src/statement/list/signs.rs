//! Which way money went: how a list writes what goes out.
//!
//! Banks write a debit as `-12,00` or as `12,00`. The column of balances proves it where there is one that runs, else
//! the signs of the column itself; where both are mixed nobody but the owner knows.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How the amounts of money that goes out are written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoneyOut {
    /// `-12,00`.
    Negative,
    /// `12,00`, in the column of debits; a negative one there gives money back.
    Positive,
}

/// What a line says in its columns, before anybody knows the signs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Written {
    pub amount: Option<Decimal>,
    pub debit: Option<Decimal>,
    pub credit: Option<Decimal>,
    /// Money in, by the letter or word beside the amount.
    pub incoming: Option<bool>,
    pub balance: Option<Decimal>,
    pub day: Option<NaiveDate>,
}

/// How the whole list writes its amounts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// One column of amounts.
    Amount,
    /// One column of amounts without signs, and the direction in another.
    AmountAndDirection,
    /// One column of debits, one of credits.
    DebitAndCredit,
}

/// Debit and credit in one line.
pub struct Contradictory;

/// The movement of a line; none where it has no amount.
pub fn movement(line: &Written, shape: Shape, out: MoneyOut) -> Result<Option<Decimal>, Contradictory> {
    let turned = |amount: Decimal| if out == MoneyOut::Positive { -amount } else { amount };
    match shape {
        Shape::Amount => Ok(line.amount.map(turned)),
        Shape::AmountAndDirection => Ok(match (line.amount, line.incoming) {
            (Some(amount), _) if amount.is_zero() => Some(amount),
            (Some(amount), Some(incoming)) => Some(if incoming { amount } else { -amount }),
            _ => None,
        }),
        Shape::DebitAndCredit => match (line.debit, line.credit) {
            (Some(debit), Some(credit)) if !debit.is_zero() && !credit.is_zero() => Err(Contradictory),
            (Some(debit), Some(credit)) if debit.is_zero() => Ok(Some(credit)),
            (Some(debit), _) => Ok(Some(turned(debit))),
            (None, credit) => Ok(credit),
        },
    }
}

/// What the balances of a list prove.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Chain {
    /// Pairs of lines whose balances differ by the movement between them, and pairs looked at.
    pub held: usize,
    pub pairs: usize,
    /// The latest line stands first.
    pub descending: bool,
}

impl Chain {
    /// The balances run from line to line.
    pub fn runs(self) -> bool {
        self.held > 0 && self.held * 2 > self.pairs
    }
}

/// Follows the balances from line to line, in the order in which they hold best. `descending` where the dates say it.
pub fn chain(movements: &[(Option<Decimal>, Option<Decimal>)], descending: Option<bool>) -> Chain {
    let follow = |descending: bool| {
        let mut chain = Chain { descending, ..Chain::default() };
        for pair in movements.windows(2) {
            let (earlier, later) = if descending { (pair[1], pair[0]) } else { (pair[0], pair[1]) };
            let (Some(before), Some(movement), Some(after)) = (earlier.1, later.0, later.1) else { continue };
            chain.pairs += 1;
            chain.held += usize::from(before + movement == after);
        }
        chain
    };
    match descending {
        Some(descending) => follow(descending),
        None => {
            let (down, up) = (follow(false), follow(true));
            if up.held > down.held { up } else { down }
        }
    }
}

/// Whether the days of a list go down; none where they do not say.
pub fn descending(days: impl Iterator<Item = Option<NaiveDate>>) -> Option<bool> {
    let mut days = days.flatten();
    let first = days.next()?;
    let last = days.last()?;
    (first != last).then_some(first > last)
}

/// How the list writes money that goes out, as far as it proves it.
pub fn proved(lines: &[Written], shape: Shape) -> Option<MoneyOut> {
    let under = |out: MoneyOut| {
        let movements: Vec<_> =
            lines.iter().map(|line| (movement(line, shape, out).unwrap_or(None), line.balance)).collect();
        chain(&movements, descending(lines.iter().map(|line| line.day)))
    };
    let (negative, positive) = (under(MoneyOut::Negative), under(MoneyOut::Positive));
    let by_balance = if negative.runs() && negative.held > positive.held {
        Some(MoneyOut::Negative)
    } else if positive.runs() && positive.held > negative.held {
        Some(MoneyOut::Positive)
    } else {
        None
    };
    match shape {
        Shape::AmountAndDirection => Some(MoneyOut::Negative),
        // Every list met writes a signed amount as it moves the account; a few pairs that hold by chance are no proof.
        Shape::Amount => Some(match by_balance {
            Some(MoneyOut::Positive) if positive.held >= 2 && negative.held == 0 => MoneyOut::Positive,
            _ => MoneyOut::Negative,
        }),
        Shape::DebitAndCredit => by_balance.or_else(|| {
            let debits = || lines.iter().filter_map(|line| line.debit).filter(|debit| !debit.is_zero());
            match (debits().any(|debit| debit.is_sign_negative()), debits().any(|debit| debit.is_sign_positive())) {
                (true, true) => None,
                (true, false) => Some(MoneyOut::Negative),
                (false, _) => Some(MoneyOut::Positive),
            }
        }),
    }
}

/// Money in or out, by the letter or word of the column of directions; none for another word.
pub fn incoming(word: &str) -> Option<bool> {
    match word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '-')) {
        "c" | "cr" | "credit" | "crediteur" | "h" | "haben" | "in" | "entree" | "bij" | "+" | "crdt" | "avoir"
        | "entrant" | "recu" | "gutschrift" => Some(true),
        "d" | "db" | "dr" | "debit" | "debiteur" | "s" | "soll" | "out" | "sortie" | "af" | "-" | "dbit" | "doit"
        | "sortant" | "emis" | "lastschrift" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn debits(values: &[&str]) -> Vec<Written> {
        values.iter().map(|text| Written { debit: Some(dec(text)), ..Written::default() }).collect()
    }

    #[test]
    fn the_signs_of_a_column_of_debits_say_how_money_out_is_written() {
        let said = |values: &[&str]| proved(&debits(values), Shape::DebitAndCredit);
        assert_eq!(said(&["12", "0.00", "3"]), Some(MoneyOut::Positive));
        assert_eq!(said(&["-12", "0", "-3"]), Some(MoneyOut::Negative));
        assert_eq!(said(&["12", "-3"]), None);
    }

    #[test]
    fn balances_say_it_where_the_signs_do_not() {
        let line = |debit: &str, balance: &str| Written {
            debit: Some(dec(debit)),
            balance: Some(dec(balance)),
            ..Written::default()
        };
        // 100 - 12 = 88, 88 + 3 = 91: a negative debit gives back.
        let gives_back = [line("1", "100"), line("12", "88"), line("-3", "91")];
        assert_eq!(proved(&gives_back, Shape::DebitAndCredit), Some(MoneyOut::Positive));
        let takes = [line("1", "100"), line("12", "112"), line("-3", "109")];
        assert_eq!(proved(&takes, Shape::DebitAndCredit), Some(MoneyOut::Negative));
        let latest_first: Vec<Written> = gives_back.iter().rev().copied().collect();
        assert_eq!(proved(&latest_first, Shape::DebitAndCredit), Some(MoneyOut::Positive));
    }

    #[test]
    fn a_card_that_writes_expenses_without_sign_is_known_by_its_balance() {
        let line = |amount: &str, balance: &str| Written {
            amount: Some(dec(amount)),
            balance: Some(dec(balance)),
            ..Written::default()
        };
        let inverted = [line("5", "95"), line("10", "85"), line("20", "65")];
        assert_eq!(proved(&inverted, Shape::Amount), Some(MoneyOut::Positive));
        let plain = [line("-5", "95"), line("-10", "85"), line("20", "105")];
        assert_eq!(proved(&plain, Shape::Amount), Some(MoneyOut::Negative));
    }

    #[test]
    fn debit_and_credit_in_one_line_are_no_movement() {
        let line = |debit: &str, credit: &str| {
            let written = Written { debit: Some(dec(debit)), credit: Some(dec(credit)), ..Written::default() };
            movement(&written, Shape::DebitAndCredit, MoneyOut::Positive)
        };
        assert!(line("1", "2").is_err());
        assert_eq!(line("0.00", "2").ok(), Some(Some(dec("2"))));
        assert_eq!(line("1", "0").ok(), Some(Some(dec("-1"))));
    }
}
