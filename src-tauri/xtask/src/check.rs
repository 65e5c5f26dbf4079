//! Command two: every check and test.

use std::process::Command;

use crate::report::{Count, Report};
use crate::setup::{self, For};
use crate::{Stop, shell};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extent {
    Everything,
    WithoutWindow,
}

impl Extent {
    /// The features with which everything is checked, built and tested: the same each time, so that nothing is
    /// compiled twice and the program under test is the one that was built.
    fn features(self) -> &'static [&'static str] {
        match self {
            Extent::Everything => &["--features", "tauri/custom-protocol"],
            Extent::WithoutWindow => &["--no-default-features"],
        }
    }

    fn purpose(self) -> For {
        match self {
            Extent::Everything => For::AllTests,
            Extent::WithoutWindow => For::TestsWithoutWindow,
        }
    }
}

pub fn run(extent: Extent) -> Result<(), Stop> {
    let mut report = Report::new();
    report.section("What is needed", |_| setup::run(extent.purpose()))?;
    report.section("Format of the Rust code", |_| shell::run(shell::cargo().args(["fmt", "--all", "--check"])))?;
    report.section("Interface: format", |_| interface("format:check"))?;
    report.section("Interface: rules", |_| interface("lint"))?;
    report.section("Interface: types", |_| interface("check"))?;
    report.section("Interface: tests", |count| counted(shell::npm("ui").args(["run", "test"]), count))?;
    if extent == Extent::Everything {
        report.section("Interface: build", |_| interface("build"))?;
    }
    report.section("Clippy", |_| {
        let mut clippy = shell::cargo();
        clippy.args(["clippy", "--workspace", "--all-targets", "--locked"]).args(extent.features());
        shell::run(clippy.args(["--", "--deny", "warnings"]))
    })?;
    report.section("Build", |_| build(extent))?;
    report.section("Tests", |count| counted(&mut cargo_test(extent), count))?;
    if extent == Extent::Everything {
        window(&mut report)?;
    }
    report.summary();
    Ok(())
}

fn interface(script: &str) -> Result<(), Stop> {
    shell::run(shell::npm("ui").args(["run", script]))
}

/// Runs tests and adds up what they report. A run that reports nothing has not tested anything.
fn counted(command: &mut Command, count: &mut Count) -> Result<(), Stop> {
    shell::run_watched(command, |line| count.read(line))?;
    if count.passed == 0 {
        return Err(Stop::because(format!("`{}` ran no test.", shell::shown(command))));
    }
    Ok(())
}

/// Programs and tests together: their dependencies then have the same features, and the tests find the program beside
/// themselves. Not ourselves, since a running program cannot be replaced everywhere.
fn build(extent: Extent) -> Result<(), Stop> {
    let mut build = shell::cargo();
    build.args(["build", "--workspace", "--exclude", "xtask", "--bins", "--tests", "--locked"]);
    shell::run(build.args(extent.features()))
}

fn cargo_test(extent: Extent) -> Command {
    let mut test = shell::cargo();
    test.args(["test", "--workspace", "--no-fail-fast", "--locked"]).args(extent.features());
    test
}

fn window(report: &mut Report) -> Result<(), Stop> {
    if !cfg!(target_os = "linux") {
        println!("\n━━ Tests in the window\nLeft out: WebKitWebDriver drives the window on Linux only.");
        return Ok(());
    }
    report.section("Tests in the window", |count| {
        let program = shell::target_folder()?.join("debug/acquit");
        let mut tests = shell::npm("tests/window");
        counted(tests.args(["run", "test"]).env("ACQUIT_BINARY", program), count)
    })
}

/// Renews the golden files. Whoever asked for it reads the difference.
pub fn accept() -> Result<(), Stop> {
    setup::run(For::TestsWithoutWindow)?;
    let extent = Extent::WithoutWindow;
    build(extent)?;
    shell::run(cargo_test(extent).env("ACQUIT_ACCEPT", "1"))?;
    println!("\nRenewed files, to be read before they are committed:");
    shell::run(Command::new("git").current_dir(shell::root()).args(["status", "--short"]))
}
