//! A file of bank statements on its way in: what it says, and for a bank's list how its columns are read.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use intake::sheet::grid::{Grid, Sheet};
use intake::statement::list::fields::BankField;
use intake::statement::list::mapping::{self, BankMapping, BankQuestion};
use intake::statement::list::rows;
use intake::statement::{self, StatementFile as Read};
use intake::{Finding, Reading, Refusal, RefusalCode};

use crate::import_list::{ListEdit, sheet_named};

#[derive(Debug)]
pub struct StatementFile {
    /// None while the columns of a list are not all known.
    pub read: Option<Read>,
    /// Set where the file is a bank's list.
    pub list: Option<BankList>,
    pub findings: Vec<Finding>,
    pub standing: Standing,
}

/// A bank's list with the meaning of its columns.
#[derive(Debug)]
pub struct BankList {
    pub grid: Grid,
    pub mapping: BankMapping,
    pub questions: Vec<BankQuestion>,
    /// The columns were read this way before.
    pub remembered: bool,
}

/// How the lines of a file stand against those that are kept.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// Lines that no earlier file had.
    pub recorded: u32,
    /// Those of them that bring money in.
    pub credits: u32,
    pub known: u32,
    pub left_out: u32,
    /// The accounts by name or number, each once.
    pub accounts: Vec<String>,
    pub first_day: Option<NaiveDate>,
    pub last_day: Option<NaiveDate>,
    /// The statement names no account and is taken for that of the business.
    pub account_assumed: bool,
}

impl StatementFile {
    /// A file whose format says that it is a statement.
    pub fn of_statement(bytes: &[u8]) -> Result<StatementFile, Refusal> {
        let reading = statement::read(bytes)?;
        Ok(StatementFile {
            read: Some(reading.value),
            list: None,
            findings: reading.findings,
            standing: Standing::default(),
        })
    }

    /// A bank's list; `mappings` are those the owner settled before, as JSON by their key.
    pub fn of_list(grid: Grid, mappings: &BTreeMap<String, String>) -> Result<StatementFile, Refusal> {
        let proposed = mapping::propose_for(&grid).ok_or_else(|| Refusal::of_file(RefusalCode::NoRows))?;
        let sheet = sheet_named(&grid, &proposed.sheet)?;
        let known = mappings
            .get(&proposed.key)
            .and_then(|json| serde_json::from_str::<BankMapping>(json).ok())
            .and_then(|known| mapping::recall(sheet, &known));
        let remembered = known.is_some();
        let list = BankList { mapping: known.unwrap_or(proposed), questions: Vec::new(), remembered, grid };
        let mut file =
            StatementFile { read: None, list: Some(list), findings: Vec::new(), standing: Standing::default() };
        file.look()?;
        Ok(file)
    }

    /// True when nothing must be asked before it can be imported.
    pub fn is_complete(&self) -> bool {
        self.read.is_some()
    }

    /// Reads the lines again after the mapping changed.
    fn look(&mut self) -> Result<(), Refusal> {
        let Some(list) = &mut self.list else { return Ok(()) };
        let sheet = sheet_named(&list.grid, &list.mapping.sheet)?;
        list.questions = list.mapping.questions(sheet);
        (self.read, self.findings) = (None, Vec::new());
        if list.questions.is_empty() {
            let Reading { value, findings } = rows::apply(&list.grid, &list.mapping)?;
            (self.read, self.findings) = (Some(value), findings);
        }
        Ok(())
    }

    /// Another reading, as the owner says.
    pub fn edit(&mut self, edit: &ListEdit) -> Result<(), Refusal> {
        let gone = || Refusal::of_file(RefusalCode::NoRows);
        let list = self.list.as_mut().ok_or_else(gone)?;
        let sheet: &Sheet = list.grid.sheets.get(edit.sheet).ok_or_else(gone)?;
        let mapping = &mut list.mapping;
        if sheet.name != mapping.sheet || edit.header_line != mapping.header_line {
            *mapping = mapping::propose_at(sheet, edit.header_line);
        } else {
            for (column, code) in edit.fields.iter().enumerate() {
                let field = BankField::ALL.into_iter().find(|field| field.code() == code);
                if mapping.columns.get(column).is_some_and(|known| known.field != field) {
                    mapping.choose(column, field, sheet);
                }
            }
            // Columns chosen in the same breath may raise the question that is answered here. Which way money went is
            // asked only once the amounts are read, so it is looked at after the others.
            mapping.decimal = answered(mapping, sheet, mapping.decimal, edit.decimal, |question| {
                matches!(question, BankQuestion::DecimalSign { .. })
            });
            mapping.dates = answered(mapping, sheet, mapping.dates, edit.dates, |question| {
                matches!(question, BankQuestion::DateOrder { .. })
            });
            mapping.money_out = answered(mapping, sheet, mapping.money_out, edit.money_out, |question| {
                matches!(question, BankQuestion::MoneyOut { .. })
            });
        }
        self.look()
    }

    /// The mapping as it is remembered, under the key of its headings.
    pub fn to_remember(&self) -> Option<(String, String)> {
        let mapping = &self.list.as_ref()?.mapping;
        serde_json::to_string(mapping).ok().map(|json| (mapping.key.clone(), json))
    }
}

/// What counts after an edit: only an answer to a question, or another answer than the one that is there. What the
/// columns say themselves may differ in the next file.
fn answered<T: Copy>(
    mapping: &BankMapping,
    sheet: &Sheet,
    known: Option<T>,
    said: Option<T>,
    asks: fn(&BankQuestion) -> bool,
) -> Option<T> {
    if known.is_some() || mapping.questions(sheet).iter().any(asks) { said.or(known) } else { known }
}

/// The mapping that was remembered for a bank's list with these headings.
pub(crate) fn remembered_as_bank(grid: &Grid, mappings: &BTreeMap<String, String>) -> bool {
    let proposed = mapping::propose_for(grid);
    proposed
        .and_then(|mapping| mappings.get(&mapping.key).cloned())
        .is_some_and(|json| serde_json::from_str::<BankMapping>(&json).is_ok())
}
