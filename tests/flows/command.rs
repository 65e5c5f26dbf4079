//! Runs the program as a script would.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use whole_program_tests::program;

/// What one run answered.
#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

/// Runs a verb with its data in `data`. A verb that needs no data gets a folder that cannot be made.
pub fn acquit(data: Option<&Path>, arguments: &[&str]) -> Ran {
    acquit_in(data, None, arguments)
}

/// The same from within a folder.
pub fn acquit_in(data: Option<&Path>, folder: Option<&Path>, arguments: &[&str]) -> Ran {
    let nowhere = Path::new("/dev/null/nowhere");
    let mut command = Command::new(program());
    command.args(arguments).env("ACQUIT_DATA", data.unwrap_or(nowhere)).stdin(Stdio::null());
    if let Some(folder) = folder {
        command.current_dir(folder);
    }
    let output = command.output().unwrap();
    Ran {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Ran {
    /// The one JSON value of a run that went well.
    pub fn json(&self) -> Value {
        assert_eq!(self.status, 0, "{self:?}");
        self.value()
    }

    /// The one JSON value of the answer, whatever the status.
    pub fn value(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// One value for each line.
    pub fn values(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("not JSON: {line}"))).collect()
    }

    /// The complaint on standard error of a run with `--json` that failed without an answer.
    pub fn complaint(&self) -> Value {
        assert_ne!(self.status, 0, "{self:?}");
        assert_eq!(self.out, "", "{self:?}");
        serde_json::from_str(&self.err).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// The value at a path such as `still_owed.total`, as text.
pub fn text<'v>(value: &'v Value, path: &str) -> &'v str {
    at(value, path).as_str().unwrap_or_else(|| panic!("{path} is no text in {value}"))
}

/// The value at a path; numbers are places in a list.
pub fn at<'v>(value: &'v Value, path: &str) -> &'v Value {
    path.split('.').fold(value, |value, step| {
        let found = match step.parse::<usize>() {
            Ok(place) => value.get(place),
            Err(_) => value.get(step),
        };
        found.unwrap_or_else(|| panic!("no {step} of {path} in {value}"))
    })
}
