//! Field 61: a movement, all in one line.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::fields::Field;
use crate::statement::StatementEntry;
use crate::statement::collect::add_remittance;
use crate::statement::values::{Day, day_yymmdd, is_iban, leading_amount, nearest, reference};

/// Which way the money went.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    Credit,
    Debit,
    /// RC and RD take an earlier entry back: a reversed credit takes money off.
    ReversedCredit,
    ReversedDebit,
    /// EC and ED of an interim report: expected, not booked.
    Expected,
}

/// The parts of the line, each as far as it can be read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Line61 {
    pub value: Day,
    /// `MMDD`; it has no year.
    entry: String,
    pub mark: Option<Mark>,
    unsigned: Option<Decimal>,
    /// Nothing stands after the amount, not even its type.
    pub ends_in_amount: bool,
    /// `NTRF`, `FMSC`, `S051`.
    kind: String,
    owner_reference: String,
    bank_reference: String,
    supplement: Vec<String>,
}

impl Line61 {
    pub fn of(field: &Field) -> Line61 {
        let mut below = field.below.iter().map(|line| line.trim_end());
        let mut line = Line61::parsed(field.first);
        // A few programs break the line before its amount.
        if line.unsigned.is_none()
            && let Some(next) = field.below.first()
        {
            let joined = Line61::parsed(&format!("{}{}", field.first.trim_end(), next.trim()));
            if joined.unsigned.is_some() {
                line = joined;
                below.next();
            }
        }
        line.supplement.extend(below.map(str::to_owned));
        line
    }

    fn parsed(written: &str) -> Line61 {
        let written = written.trim();
        let mut line = Line61::default();
        let Some(day) = day_yymmdd(written) else { return line };
        line.value = day;
        let rest = &written[6..];
        let has_entry = rest.len() > 4 && rest.bytes().take(4).all(|byte| byte.is_ascii_digit());
        let (entry, rest) = if has_entry { rest.split_at(4) } else { ("", rest) };
        entry.clone_into(&mut line.entry);
        let Some((mark, rest)) = mark(rest) else { return line };
        line.mark = Some(mark);
        // The third letter of the currency, where the bank gives it.
        let rest = rest.strip_prefix(|c: char| c.is_ascii_alphabetic()).unwrap_or(rest).trim_start();
        let written = rest;
        let Some((amount, rest)) = leading_amount(written) else { return line };
        // An amount that breaks off before its decimals, `1x,00NTRF`, is none.
        let whole = !written[..written.len() - rest.len()].contains([',', '.']);
        if whole && !(rest.is_empty() || rest.starts_with(['N', 'F', 'S', '/'])) {
            return line;
        }
        line.unsigned = Some(amount);
        line.ends_in_amount = rest.is_empty();
        let (kind, references) = kind_and_rest(rest);
        kind.trim_end().clone_into(&mut line.kind);
        let (owner, bank) = references.split_once("//").unwrap_or((references, ""));
        // Some banks write the text below on the same line, after blanks that fill the reference.
        let (owner, more) = owner.trim_start().split_once("   ").unwrap_or((owner.trim_start(), ""));
        owner.trim().clone_into(&mut line.owner_reference);
        bank.trim().clone_into(&mut line.bank_reference);
        if !more.trim().is_empty() {
            line.supplement.push(more.trim().to_owned());
        }
        line
    }

    pub fn entry_date(&self) -> Option<NaiveDate> {
        match self.value.day {
            Some(value) => nearest(&self.entry, value),
            // The value date is impossible, but its year need not be.
            None => {
                let year = self.value.written.as_ref()?.get(..4)?.parse().ok()?;
                nearest(&self.entry, NaiveDate::from_ymd_opt(year, 7, 1)?)
            }
        }
    }

    /// An entry date that no year has.
    pub fn impossible_entry_date(&self) -> Option<String> {
        (!self.entry.is_empty() && self.entry_date().is_none()).then(|| self.entry.clone())
    }

    pub fn amount(&self) -> Option<Decimal> {
        let amount = self.unsigned?;
        match self.mark? {
            Mark::Credit | Mark::ReversedDebit => Some(amount),
            Mark::Debit | Mark::ReversedCredit => Some(-amount),
            Mark::Expected => None,
        }
    }

    pub fn is_reversal(&self) -> bool {
        matches!(self.mark, Some(Mark::ReversedCredit | Mark::ReversedDebit))
    }

    /// Writes everything but days and amount into the entry.
    pub fn tell(self, entry: &mut StatementEntry) {
        let owner = self.owner_reference;
        // A marker that the reference stands in the narrative.
        let owner = if matches!(owner.as_str(), "KREF+" | "EREF+" | "KREF" | "EREF") { String::new() } else { owner };
        match self.kind.as_str() {
            "NCHK" | "FCHK" | "SCHK" => entry.cheque_number = reference(&owner),
            // Returned items.
            "NRTI" | "FRTI" | "SRTI" => entry.return_reason = Some("RTI".to_owned()),
            _ => {}
        }
        entry.operation = self.kind;
        entry.bank_reference = reference(&self.bank_reference);
        if is_iban(&owner) {
            // Where a bank puts the account of the other side here, its name follows.
            entry.counterparty.account = owner;
            if let Some(name) = self.supplement.first() {
                name.trim().clone_into(&mut entry.counterparty.name);
            }
        } else {
            entry.owner_reference = reference(&owner);
        }
        for line in &self.supplement {
            add_remittance(entry, line);
        }
    }
}

fn mark(rest: &str) -> Option<(Mark, &str)> {
    let marks = [
        ("RC", Mark::ReversedCredit),
        ("RD", Mark::ReversedDebit),
        ("EC", Mark::Expected),
        ("ED", Mark::Expected),
        ("C", Mark::Credit),
        ("D", Mark::Debit),
    ];
    marks.into_iter().find_map(|(written, mark)| rest.strip_prefix(written).map(|rest| (mark, rest)))
}

/// The type of the movement: a letter and three characters. Some banks leave it out.
fn kind_and_rest(rest: &str) -> (&str, &str) {
    let has_kind = rest.starts_with(['N', 'F', 'S']) && rest.get(1..4).is_some_and(|code| !code.contains('/'));
    if has_kind { rest.split_at(4) } else { ("", rest) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(written: &str) -> Line61 {
        Line61::parsed(written)
    }

    fn amount(written: &str) -> Option<String> {
        line(written).amount().map(|amount| amount.to_string())
    }

    #[test]
    fn the_mark_gives_the_sign() {
        assert_eq!(amount("2611241124C1,5NTRFX").as_deref(), Some("1.5"));
        assert_eq!(amount("2611241124DR1,5NTRFX").as_deref(), Some("-1.5"));
        assert_eq!(amount("2611241124RDR1,5NTRFX").as_deref(), Some("1.5"));
        assert_eq!(amount("261124RC1,5NTRFX").as_deref(), Some("-1.5"));
        assert_eq!(amount("261124EC1,5NTRFX"), None);
        for broken in [
            "2611241124D1x,00NTRFX",
            "2611241124D1 000,00NTRFX",
            "",
            "26112",
            "2611ééC1,",
            "261124",
            "261124X1,",
            "261124C",
            "261124C,",
            "261124CRX",
        ] {
            assert_eq!(amount(broken), None, "{broken}");
        }
    }

    #[test]
    fn references_and_type_are_told_apart() {
        let read = line("2611241124CR10,NTRFNL47INGB9999999999//B7-1");
        assert_eq!((read.kind.as_str(), read.owner_reference.as_str()), ("NTRF", "NL47INGB9999999999"));
        assert_eq!(read.bank_reference, "B7-1");
        let without = line("2611241124CN10,00//192");
        assert_eq!((without.kind.as_str(), without.owner_reference.as_str()), ("", ""));
        assert_eq!(without.bank_reference, "192");
        let filled = line("030111C000000000250.00NMSC481246134       WASWIT BV");
        assert_eq!((filled.owner_reference.as_str(), filled.supplement.concat().as_str()), ("481246134", "WASWIT BV"));
    }

    #[test]
    fn an_entry_date_takes_the_year_of_its_neighbour() {
        assert_eq!(line("2512310102C1,N").entry_date(), NaiveDate::from_ymd_opt(2026, 1, 2));
        assert_eq!(line("2511311128C1,N").entry_date(), NaiveDate::from_ymd_opt(2025, 11, 28));
        assert_eq!(line("2511281131C1,N").impossible_entry_date().as_deref(), Some("1131"));
    }
}
