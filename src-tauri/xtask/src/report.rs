//! Titles, times and counts of a long run.

use std::time::{Duration, Instant};

/// How many tests ran, and what they say was compared with the corpus.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
    pub corpus: Vec<String>,
}

/// How a test begins a line that belongs in the report.
const CORPUS: &str = "corpus: ";

/// One section after the other, each with its title, its time and what it counted.
pub struct Report {
    started: Instant,
    sections: Vec<(String, Duration, Count)>,
}

impl Report {
    pub fn new() -> Report {
        Report { started: Instant::now(), sections: Vec::new() }
    }

    /// Runs a section. Its failure is shown under its own title, and ends the run.
    pub fn section<E>(&mut self, title: &str, work: impl FnOnce(&mut Count) -> Result<(), E>) -> Result<(), E> {
        println!("\n━━ {title}");
        let started = Instant::now();
        let mut count = Count::default();
        let outcome = work(&mut count);
        let took = started.elapsed();
        let mark = if outcome.is_ok() { '✓' } else { '✗' };
        println!("{mark} {title}: {}{}", minutes(took), counted(&count));
        self.sections.push((title.to_owned(), took, count));
        outcome
    }

    /// The table at the end of a run that went through.
    pub fn summary(&self) {
        println!("\n━━ All checks passed");
        for (title, took, count) in &self.sections {
            println!("{:>9}  {title}{}", minutes(*took), counted(count));
            for line in &count.corpus {
                println!("{:>9}  {CORPUS}{line}", "");
            }
        }
        let mut total = Count::default();
        for (_, _, count) in &self.sections {
            total.passed += count.passed;
            total.failed += count.failed;
            total.skipped += count.skipped;
        }
        println!(
            "{:>9}  in all, {} tests passed, {} failed, {} skipped",
            minutes(self.started.elapsed()),
            total.passed,
            total.failed,
            total.skipped
        );
    }
}

fn counted(count: &Count) -> String {
    if *count == Count::default() {
        return String::new();
    }
    format!(", {} passed, {} failed, {} skipped", count.passed, count.failed, count.skipped)
}

fn minutes(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..60 => format!("{seconds}.{} s", time.subsec_millis() / 100),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

impl Count {
    /// Adds what one line of a test runner says: cargo's, vitest's or node's own.
    pub fn read(&mut self, line: &str) {
        let line = line.trim();
        // The name of the test may stand before it, when tests run one by one.
        if let Some((_, said)) = line.split_once(CORPUS) {
            if !self.corpus.iter().any(|known| known == said) {
                self.corpus.push(said.to_owned());
            }
            return;
        }
        if let Some(result) = line.strip_prefix("test result: ") {
            for part in result.split([';', '.']) {
                self.add(part.split_whitespace());
            }
        } else if let Some(result) = line.strip_prefix("Tests ") {
            for part in result.split('|') {
                self.add(part.split_whitespace());
            }
        } else if let Some((word, number)) = line.strip_prefix("ℹ ").and_then(|rest| rest.split_once(' ')) {
            self.add([number, word].into_iter());
        }
    }

    fn add<'a>(&mut self, mut words: impl Iterator<Item = &'a str>) {
        let (Some(number), Some(word)) = (words.next().and_then(|n| n.parse::<u64>().ok()), words.next()) else {
            return;
        };
        match word {
            "passed" | "pass" => self.passed += number,
            "failed" | "fail" => self.failed += number,
            "ignored" | "skipped" | "todo" => self.skipped += number,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(lines: &[&str]) -> Count {
        let mut count = Count::default();
        for line in lines {
            count.read(line);
        }
        count
    }

    #[test]
    fn the_tests_of_every_cargo_binary_are_added_up() {
        let lines = [
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.01s",
            "test a_part ... ok",
            "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
        ];
        assert_eq!(count(&lines), Count { passed: 14, failed: 1, skipped: 1, ..Count::default() });
    }

    #[test]
    fn the_tests_of_the_interface_are_counted() {
        assert_eq!(
            count(&["      Tests  2 failed | 11 passed (13)"]),
            Count { passed: 11, failed: 2, ..Count::default() }
        );
    }

    #[test]
    fn the_tests_of_the_window_are_counted() {
        let lines = ["ℹ tests 4", "ℹ suites 0", "ℹ pass 3", "ℹ fail 0", "ℹ skipped 1", "ℹ duration_ms 812"];
        assert_eq!(count(&lines), Count { passed: 3, skipped: 1, ..Count::default() });
    }

    #[test]
    fn what_was_compared_with_the_corpus_is_kept_for_the_summary() {
        let lines = [
            "corpus: lists: 12, 140 values agree",
            "test a_part ... corpus: skipped: no ../shared/corpus (lists)",
            "corpus: lists: 12, 140 values agree",
        ];
        assert_eq!(count(&lines).corpus, ["lists: 12, 140 values agree", "skipped: no ../shared/corpus (lists)"]);
    }

    #[test]
    fn times_are_written_in_minutes_from_one_minute_on() {
        assert_eq!(minutes(Duration::from_millis(59_940)), "59.9 s");
        assert_eq!(minutes(Duration::from_secs(605)), "10 min 05 s");
    }
}
