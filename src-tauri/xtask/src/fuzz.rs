//! Fuzzing of every reader of files: random changes of our own files, guided by what of the program they reach.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::setup::For;
use crate::{Stop, shell, system};

/// The targets, the readers that broke most easily first, with the most bytes of a file that is tried.
const TARGETS: [(&str, usize); 14] = [
    ("ofx", TEXT),
    ("mt940", TEXT),
    ("cfonb120", TEXT),
    ("qif", TEXT),
    ("bank_list", TEXT),
    ("list", TEXT),
    ("fec", TEXT),
    ("pdf", PACKED),
    ("xlsx", PACKED),
    ("ods", PACKED),
    ("xls", PACKED),
    ("camt", TEXT),
    ("einvoice", TEXT),
    ("front_door", TEXT),
];
const TEXT: usize = 64 * 1024;
const PACKED: usize = 256 * 1024;

/// The most memory of the whole process, in megabytes.
const MEMORY: &str = "500";
/// By the clock on the wall: the target itself counts processor time, and is stricter.
const SECONDS_A_FILE: &str = "120";
const MINUTES: u64 = 30;

/// What libFuzzer is guided by. Which checks are in is said in the profile of the targets.
const INSTRUMENTED: [&str; 5] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

#[derive(PartialEq, Eq, Debug)]
struct Asked {
    targets: Vec<(&'static str, usize)>,
    minutes: u64,
    seed: u32,
}

fn asked(arguments: &[&str]) -> Result<Asked, Stop> {
    // Another run each day of the year would be found by nobody: the seed is 1 until another one is asked for.
    let mut asked = Asked { targets: Vec::new(), minutes: MINUTES, seed: 1 };
    let mut rest = arguments.iter();
    while let Some(word) = rest.next() {
        let number =
            |value: Option<&&str>| value.and_then(|value| value.parse::<u32>().ok()).filter(|value| *value > 0);
        let needs = || Stop::because(format!("`{word}` needs a whole number above 0."));
        match *word {
            "--minutes" => asked.minutes = number(rest.next()).ok_or_else(needs)?.into(),
            "--seed" => asked.seed = number(rest.next()).ok_or_else(needs)?,
            name => {
                let target = TARGETS.iter().find(|(target, _)| *target == name);
                let known = || TARGETS.map(|(target, _)| target).join(", ");
                asked.targets.push(
                    *target.ok_or_else(|| Stop::because(format!("`{name}` is no target. There are: {}.", known())))?,
                );
            }
        }
    }
    if asked.targets.is_empty() {
        asked.targets = TARGETS.to_vec();
    }
    Ok(asked)
}

pub fn run(arguments: &[&str]) -> Result<(), Stop> {
    let asked = asked(arguments)?;
    if cfg!(windows) {
        println!("Left out: libFuzzer is built with the C++ compiler of Linux or macOS here.");
        return Ok(());
    }
    system::bring(For::Terminal)?;
    let folder = shell::target_folder()?.join("fuzz");
    println!("\n━━ Building {} targets", asked.targets.len());
    let programs = build(&folder, &asked.targets)?;
    println!("\n━━ Seeds");
    let seeds = folder.join("seeds");
    let mut writing = shell::cargo();
    writing.args(["run", "--quiet", "--package", "whole-program-tests", "--example", "fuzz_seeds", "--locked", "--"]);
    shell::run(writing.arg(&seeds).arg(asked.seed.to_string()))?;
    println!("\n━━ {} minutes of processor time each, seed {}", asked.minutes, asked.seed);
    let mut outcomes = Vec::new();
    for (target, most_bytes) in &asked.targets {
        println!("{target}…");
        outcomes.push(one(&folder, &programs.join(target), target, *most_bytes, &asked)?);
    }
    table(&outcomes, &folder);
    match outcomes.iter().filter(|outcome| outcome.found.is_some()).count() {
        0 => Ok(()),
        count => Err(Stop::because(format!("{count} targets found something: see tests/fuzz/README.md."))),
    }
}

/// Builds the targets and says where they are.
fn build(folder: &Path, targets: &[(&str, usize)]) -> Result<PathBuf, Stop> {
    let version = shell::output("rustc", &["-vV"]).unwrap_or_default();
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.ok_or_else(|| Stop::because("`rustc -vV` does not say for which machine it builds."))?;
    let mut build = shell::cargo();
    build.args(["build", "--release", "--locked", "--manifest-path", "tests/fuzz/Cargo.toml", "--target", host]);
    build.arg("--target-dir").arg(folder);
    for (target, _) in targets {
        build.args(["--bin", target]);
    }
    // A target is named, so that programs of the build itself stay as they are.
    shell::run(build.env("RUSTFLAGS", INSTRUMENTED.join(" ")))?;
    Ok(folder.join(host).join("release"))
}

/// What became of one target.
#[derive(Default, PartialEq, Eq, Debug)]
struct Outcome {
    target: String,
    runs: String,
    coverage: String,
    /// Megabytes of the process, and the most of them that one file took where that is worth telling.
    memory: String,
    one_file: String,
    found: Option<String>,
}

fn one(folder: &Path, program: &Path, target: &str, most_bytes: usize, asked: &Asked) -> Result<Outcome, Stop> {
    let corpus = folder.join("corpus").join(target);
    let found = folder.join("found").join(target);
    for made in [&corpus, &found] {
        std::fs::create_dir_all(made)
            .map_err(|error| Stop::because(format!("{} cannot be made: {error}.", made.display())))?;
    }
    let log = folder.join(format!("{target}.log"));
    let writing = std::fs::File::create(&log)
        .map_err(|error| Stop::because(format!("{} cannot be written: {error}.", log.display())))?;
    let dictionary = shell::root().join("tests/fuzz/dictionaries").join(format!("{target}.dict"));
    let mut fuzzing = Command::new(program);
    fuzzing
        .current_dir(folder)
        .env("FUZZ_MINUTES", asked.minutes.to_string())
        .arg(format!("-seed={}", asked.seed))
        .arg(format!("-max_len={most_bytes}"))
        .arg(format!("-rss_limit_mb={MEMORY}"))
        .arg(format!("-timeout={SECONDS_A_FILE}"))
        .arg(format!("-dict={}", dictionary.display()))
        .arg(format!("-artifact_prefix={}/", found.display()))
        .arg("-print_final_stats=1")
        .arg(&corpus)
        .arg(folder.join("seeds").join(target))
        .stdout(std::process::Stdio::null())
        .stderr(writing);
    let status = fuzzing
        .status()
        .map_err(|error| Stop::because(format!("`{}` could not be started: {error}.", program.display())))?;
    let text = std::fs::read(&log).unwrap_or_default();
    let mut outcome = outcome(target, &String::from_utf8_lossy(&text));
    if !status.success() && outcome.found.is_none() {
        outcome.found = Some(format!("ended with {status}"));
    }
    Ok(outcome)
}

/// What the log of a run says.
fn outcome(target: &str, log: &str) -> Outcome {
    let mut outcome = Outcome { target: target.to_owned(), ..Outcome::default() };
    for line in log.lines() {
        let after = |mark: &str| line.split_once(mark).map(|(_, rest)| rest.trim());
        if let Some(rest) = after("stat::number_of_executed_units:") {
            outcome.runs = rest.to_owned();
        } else if let Some(rest) = after("stat::peak_rss_mb:") {
            outcome.memory = rest.to_owned();
        } else if let Some(rest) = after("PEAK: ") {
            outcome.one_file = rest.split(' ').next().unwrap_or_default().to_owned();
        } else if let Some(rest) = after("FOUND: ").or_else(|| after("ERROR: libFuzzer: ")) {
            outcome.found.get_or_insert_with(|| rest.to_owned());
        } else if let Some(rest) = after(" cov: ").filter(|_| line.starts_with('#')) {
            outcome.coverage = rest.split(' ').next().unwrap_or_default().to_owned();
        }
    }
    outcome
}

fn table(outcomes: &[Outcome], folder: &Path) {
    println!("\n{:<12} {:>12} {:>9} {:>10} {:>9}  found", "target", "runs", "coverage", "memory MB", "a file MB");
    for outcome in outcomes {
        let Outcome { target, runs, coverage, memory, one_file, found } = outcome;
        let one_file = if one_file.is_empty() { "< 50" } else { one_file };
        let found = found.as_deref().unwrap_or("nothing");
        println!("{target:<12} {runs:>12} {coverage:>9} {memory:>10} {one_file:>9}  {found}");
    }
    println!("\nLogs, grown corpora and what was found: {}", folder.display());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_is_listed_and_has_a_dictionary() {
        let names = |folder: &str| {
            let files =
                std::fs::read_dir(shell::root().join("tests/fuzz").join(folder)).into_iter().flatten().flatten();
            let names = files.map(|file| file.path().with_extension(""));
            let mut names: Vec<String> =
                names.filter_map(|path| path.file_name().map(|name| name.to_string_lossy().into_owned())).collect();
            names.sort();
            names
        };
        let mut listed = TARGETS.map(|(target, _)| target.to_owned()).to_vec();
        listed.sort();
        assert_eq!(names("targets"), listed);
        assert_eq!(names("dictionaries"), listed);
    }

    #[test]
    fn targets_minutes_and_seed_are_read_in_any_order() {
        let some = asked(&["--seed", "7", "pdf", "--minutes", "2", "ofx"]);
        let expected = Asked { targets: vec![("pdf", PACKED), ("ofx", TEXT)], minutes: 2, seed: 7 };
        assert!(some.is_ok_and(|some| some == expected));
        let all = asked(&[]);
        assert!(all.is_ok_and(|all| all.targets == TARGETS && all.minutes == MINUTES));
        assert!(asked(&["--minutes"]).is_err());
        assert!(asked(&["--seed", "0"]).is_err());
        assert!(asked(&["word"]).is_err());
    }

    #[test]
    fn a_log_is_summed_up() {
        let log = "#2\tINITED cov: 30 ft: 40\nPEAK: 61 MB for 12 bytes\nPEAK: 90 MB for 9 bytes\n#9\tNEW    cov: 31 ft: 41\n\
                   FOUND: panicked at x.rs:1\n==7== ERROR: libFuzzer: deadly signal\n\
                   stat::number_of_executed_units: 9\nstat::peak_rss_mb:              120\n";
        let read = outcome("ofx", log);
        let text = |text: &str| text.to_owned();
        let expected = Outcome {
            target: text("ofx"),
            runs: text("9"),
            coverage: text("31"),
            memory: text("120"),
            one_file: text("90"),
            found: Some(text("panicked at x.rs:1")),
        };
        assert_eq!(read, expected);
    }
}
