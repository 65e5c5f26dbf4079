//! What every reader of statements does alike: a bounded list of findings, and the checks of a whole file.

use crate::finding::{Finding, FindingCode, Place, Reading, Refusal, RefusalCode, Severity};
use crate::statement::returns;
use crate::statement::{Statement, StatementEntry, StatementFile, StatementFormat};

/// Entries of a file, those left out included.
pub const ENTRIES_LIMIT: usize = 100_000;
const FINDINGS_LIMIT: usize = 1_000;
/// Lines of text kept for one entry; further ones are joined to the last.
const REMITTANCE_LIMIT: usize = 100;

/// Findings up to a limit; the rest is counted.
#[derive(Default)]
pub struct Findings {
    list: Vec<Finding>,
    further: usize,
    gravest: Option<Severity>,
}

impl Findings {
    pub fn push(&mut self, finding: Finding) {
        if self.list.len() < FINDINGS_LIMIT {
            self.list.push(finding);
        } else {
            self.further += 1;
            self.gravest = self.gravest.max(Some(finding.severity));
        }
    }

    pub fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }

    pub fn into_list(mut self) -> Vec<Finding> {
        if let Some(severity) = self.gravest {
            let further = Finding::new(severity, FindingCode::FurtherFindings, Place::whole_file());
            self.list.push(further.with("count", self.further));
        }
        self.list
    }
}

/// Counts the entries of a file as they come.
#[derive(Default)]
pub struct EntryCount(usize);

impl EntryCount {
    pub fn one_more(&mut self) -> Result<(), Refusal> {
        self.0 += 1;
        if self.0 > ENTRIES_LIMIT {
            return Err(Refusal::of_file(RefusalCode::TooManyEntries).with("limit", ENTRIES_LIMIT));
        }
        Ok(())
    }
}

/// Adds a line of text to an entry, unless it is blank.
pub fn add_remittance(entry: &mut StatementEntry, line: &str) {
    let line = line.trim_end();
    if line.trim().is_empty() {
        return;
    }
    let full = entry.remittance.len() >= REMITTANCE_LIMIT;
    match entry.remittance.last_mut().filter(|_| full) {
        Some(last) => {
            last.push(' ');
            last.push_str(line);
        }
        None => entry.remittance.push(line.to_owned()),
    }
}

/// A file with its statements checked. Statements with nothing in them are dropped; a file without any is refused.
pub fn finished(
    format: StatementFormat,
    version: String,
    mut statements: Vec<Statement>,
    mut findings: Findings,
) -> Result<Reading<StatementFile>, Refusal> {
    statements.retain(|statement| !is_empty(statement));
    if statements.is_empty() {
        return Err(Refusal::of_file(RefusalCode::NoStatement));
    }
    for statement in &mut statements {
        returns::mark(statement);
        check_balances(statement, &mut findings);
    }
    Ok(Reading { value: StatementFile { format, version, statements }, findings: findings.into_list() })
}

fn is_empty(statement: &Statement) -> bool {
    statement.account.is_empty()
        && statement.opening.is_none()
        && statement.closing.is_none()
        && statement.entries.is_empty()
        && statement.left_out.is_empty()
}

/// Opening + movements = closing, where both balances are there.
pub fn check_balances(statement: &Statement, findings: &mut Findings) {
    let (Some(false), Some(opening), Some(closing)) = (statement.balances(), statement.opening, statement.closing)
    else {
        return;
    };
    let movements = statement.movements();
    let element = if statement.number.is_empty() { String::new() } else { statement.number.clone() };
    findings.push(
        Finding::warning(FindingCode::BalancesDisagree, Place::element(element))
            .with("account", &statement.account)
            .with("currency", &statement.currency)
            .with("opening", opening.amount)
            .with("movements", movements)
            .with("closing", closing.amount),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_beyond_the_limit_are_counted() {
        let mut findings = Findings::default();
        for line in 0..1_003 {
            findings.push(Finding::note(FindingCode::UnreadableLine, Place::line(line)));
        }
        findings.push(Finding::error(FindingCode::UnreadableLine, Place::line(9)));
        let list = findings.into_list();
        let last = list.last().unwrap();
        assert_eq!((list.len(), last.severity, last.code), (1_001, Severity::Error, FindingCode::FurtherFindings));
        assert_eq!(last.facts, [("count", "4".to_owned())]);
    }

    #[test]
    fn many_lines_of_text_are_joined() {
        let mut entry = StatementEntry::default();
        (0..200).for_each(|_| add_remittance(&mut entry, "x  "));
        add_remittance(&mut entry, "  ");
        assert_eq!(entry.remittance.len(), 100);
        assert_eq!(entry.remittance[0], "x");
        assert_eq!(entry.remittance.concat().matches('x').count(), 200);
    }
}
