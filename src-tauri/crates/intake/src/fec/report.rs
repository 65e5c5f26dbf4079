//! Findings of a file of many lines.

use std::collections::HashMap;

use crate::finding::{Finding, FindingCode, Place, Severity};

/// Findings of one kind that are listed; the rest are counted.
const LISTED: usize = 50;
/// Characters of the file that a finding repeats.
const QUOTED_CHARS: usize = 60;

/// Findings, with those of one kind counted beyond the first.
#[derive(Default)]
pub struct Findings {
    list: Vec<Finding>,
    counts: HashMap<FindingCode, usize>,
}

impl Findings {
    pub fn add(&mut self, finding: Finding) {
        let count = self.counts.entry(finding.code).or_default();
        *count += 1;
        if *count <= LISTED {
            self.list.push(finding);
        }
    }

    pub fn finish(self) -> Vec<Finding> {
        let mut list = self.list;
        let mut more: Vec<(FindingCode, usize)> =
            self.counts.into_iter().filter(|(_, count)| *count > LISTED).collect();
        more.sort();
        for (code, count) in more {
            let first = list.iter().find(|finding| finding.code == code);
            let gravity = first.map_or(Severity::Note, |first| first.severity);
            let line = first.and_then(|first| first.place.line).map_or_else(String::new, |line| line.to_string());
            let finding = Finding::new(gravity, FindingCode::FurtherLines, Place::whole_file());
            list.push(finding.with("count", count - LISTED).with("first_line", line).with("code", code));
        }
        list
    }
}

/// A field in a finding: short, and on one line.
pub fn quoted(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(QUOTED_CHARS).collect()
}
