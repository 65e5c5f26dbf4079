//! What the mapping of every kind of list shares: its columns, their headings, and which meaning a column gets.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::grid::{Cell, Grid, Row, Sheet};
use super::headings::Field;

/// A column, and the field of `F` that it holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Column<F = Field> {
    /// As written; empty where the header has none.
    pub heading: String,
    /// `None`: the column is not read.
    pub field: Option<F>,
    /// 0 to 100; 100 when the owner chose.
    pub confidence: u8,
    /// A few values, for the screen.
    #[serde(default)]
    pub samples: Vec<String>,
}

/// A meaning of a column, surer or less sure: its confidence, the place of the column, the field; no field for a column
/// that is known not to be read.
pub(crate) type Candidate<F> = (u8, usize, Option<F>);

/// What a column was given: a field, or that it is not read, with the confidence.
pub(crate) type Given<F> = Option<(Option<F>, u8)>;

/// Gives each column its surest meaning; where two columns are as sure, the one further left comes first. A field has
/// one column, unless `several` says otherwise.
pub(crate) fn give<F: Copy + Ord>(
    mut candidates: Vec<Candidate<F>>,
    columns: usize,
    least: u8,
    several: impl Fn(F) -> bool,
) -> (Vec<Given<F>>, BTreeSet<F>) {
    candidates.sort_by_key(|(confidence, place, _)| (Reverse(*confidence), *place));
    let mut given: Vec<Given<F>> = vec![None; columns];
    let mut taken = BTreeSet::new();
    for (confidence, place, field) in candidates {
        let free = field.is_none_or(|field| several(field) || !taken.contains(&field));
        if confidence >= least && given[place].is_none() && free {
            given[place] = Some((field, confidence));
            taken.extend(field);
        }
    }
    (given, taken)
}

/// Confidence in a heading, lowered by how well the column's content fits, both from 0 to 100.
pub(crate) fn scaled(confidence: u8, fit: u8) -> u8 {
    u8::try_from(u16::from(confidence) * u16::from(fit) / 100).unwrap_or(confidence)
}

/// SHA-256 of normalised headings in lower-case hexadecimal.
pub(crate) fn key_of(headings: impl Iterator<Item = String>) -> String {
    let mut hash = Sha256::new();
    for heading in headings {
        hash.update(heading.as_bytes());
        hash.update([0x1f]);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The headings of a header, without empty ones at the end; an empty one for each column of a list that has no header.
pub(crate) fn headings_of(sheet: &Sheet, header: Option<&Row>) -> Vec<String> {
    let mut headings: Vec<String> = header.map_or_else(Vec::new, |row| row.cells.iter().map(Cell::shown).collect());
    while headings.last().is_some_and(String::is_empty) {
        headings.pop();
    }
    if header.is_none() {
        headings.resize(sheet.width(), String::new());
    }
    headings
}

/// How sure all columns that are read are together.
pub(crate) fn sure_of<F>(columns: &[Column<F>]) -> u32 {
    columns.iter().filter(|column| column.field.is_some()).map(|column| u32::from(column.confidence)).sum()
}

/// The best mapping of a file: that of a sheet one sees, with the least lacking, then the one surest of its columns; the
/// first of equals. `None` for a file without rows.
pub(crate) fn best_of<M>(grid: &Grid, propose: impl Fn(&Sheet) -> (M, usize, u32)) -> Option<M> {
    grid.sheets
        .iter()
        .filter(|sheet| !sheet.rows.is_empty())
        .map(|sheet| {
            let (mapping, lacking, sure) = propose(sheet);
            ((!sheet.hidden, Reverse(lacking), sure), mapping)
        })
        // `max_by_key` alone would take the last of equals.
        .rev()
        .max_by_key(|(rank, _)| *rank)
        .map(|(_, mapping)| mapping)
}
