//! A list on its way in: its grid, the meaning of its columns, and the invoices it would bring.

use std::collections::BTreeMap;

use domain::Instalment;
use intake::sheet::grid::{Grid, Sheet};
use intake::sheet::headings::Field;
use intake::sheet::mapping::{self, Mapping, Question};
use intake::sheet::rows::{self, ListRow};
use intake::sheet::values::{DateOrder, DecimalSign};
use intake::statement::list::signs::MoneyOut;
use intake::{Finding, Refusal, RefusalCode};

use crate::import::{Candidate, CandidateState, CustomerFacts};

#[derive(Debug)]
pub struct ListFile {
    pub grid: Grid,
    pub mapping: Mapping,
    pub questions: Vec<Question>,
    pub candidates: Vec<Candidate>,
    pub findings: Vec<Finding>,
    /// The columns were read this way before.
    pub remembered: bool,
}

/// What a list holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ListKind {
    Invoices,
    /// The movements of a bank account.
    Bank,
}

/// How the owner wants a list read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListEdit {
    pub kind: ListKind,
    pub sheet: usize,
    /// Line of the headings, from 1; none when there are none.
    pub header_line: Option<u32>,
    /// The code of a field for each column, empty for none.
    pub fields: Vec<String>,
    pub decimal: Option<DecimalSign>,
    pub dates: Option<DateOrder>,
    /// How a bank writes money that goes out.
    pub money_out: Option<MoneyOut>,
}

impl ListFile {
    /// Reads a list; `mappings` are those the owner settled before, as JSON by their key.
    pub fn of(grid: Grid, mappings: &BTreeMap<String, String>) -> Result<ListFile, Refusal> {
        let proposed = mapping::propose_for(&grid).ok_or_else(|| Refusal::of_file(RefusalCode::NoRows))?;
        let sheet = sheet_named(&grid, &proposed.sheet)?;
        let known = mappings
            .get(&proposed.key)
            .and_then(|json| serde_json::from_str::<Mapping>(json).ok())
            .and_then(|known| mapping::recall(sheet, &known));
        let remembered = known.is_some();
        let mapping = known.unwrap_or(proposed);
        let mut list =
            ListFile { mapping, questions: Vec::new(), candidates: Vec::new(), findings: Vec::new(), remembered, grid };
        list.look()?;
        Ok(list)
    }

    pub fn sheet(&self) -> Result<&Sheet, Refusal> {
        sheet_named(&self.grid, &self.mapping.sheet)
    }

    /// True when nothing must be asked before it can be imported.
    pub fn is_complete(&self) -> bool {
        self.questions.is_empty()
    }

    /// Reads the lines again after the mapping changed.
    fn look(&mut self) -> Result<(), Refusal> {
        let sheet = sheet_named(&self.grid, &self.mapping.sheet)?;
        self.questions = self.mapping.questions(sheet);
        if let [Question::NotAList | Question::PaymentsNotInvoices] = self.questions.as_slice() {
            return Err(Refusal::of_file(RefusalCode::NotAList));
        }
        (self.candidates, self.findings) = (Vec::new(), Vec::new());
        if self.mapping.missing().is_empty() {
            let reading = rows::apply(sheet, &self.mapping)?;
            self.findings = reading.findings;
            self.candidates = reading.value.into_iter().filter(|row| !row.settled).map(candidate).collect();
        }
        Ok(())
    }

    /// Another reading, as the owner says.
    pub fn edit(&mut self, edit: &ListEdit) -> Result<(), Refusal> {
        let sheet = self.grid.sheets.get(edit.sheet).ok_or_else(|| Refusal::of_file(RefusalCode::NoRows))?;
        let moved = sheet.name != self.mapping.sheet || edit.header_line != self.mapping.header_line;
        if moved {
            self.mapping = mapping::propose_at(sheet, edit.header_line);
        } else {
            for (column, code) in edit.fields.iter().enumerate() {
                let field = Field::ALL.into_iter().find(|field| field.code() == code);
                if self.mapping.columns.get(column).is_some_and(|known| known.field != field) {
                    self.mapping.choose(column, field, sheet);
                }
            }
            // Columns chosen in the same breath may raise the question that is answered here.
            self.questions = self.mapping.questions(sheet);
            // Only an answer to a question is kept: what the columns say themselves may differ in the next file.
            let asks = |wanted: fn(&Question) -> bool| self.questions.iter().any(wanted);
            if self.mapping.decimal.is_some() || asks(|question| matches!(question, Question::DecimalSign { .. })) {
                self.mapping.decimal = edit.decimal.or(self.mapping.decimal);
            }
            if self.mapping.dates.is_some() || asks(|question| matches!(question, Question::DateOrder { .. })) {
                self.mapping.dates = edit.dates.or(self.mapping.dates);
            }
        }
        self.look()
    }

    /// The mapping as it is remembered, under the key of its headings.
    pub fn to_remember(&self) -> Option<(String, String)> {
        serde_json::to_string(&self.mapping).ok().map(|json| (self.mapping.key.clone(), json))
    }
}

/// The mapping that was remembered for a list of invoices with these headings.
pub(crate) fn remembered_as_invoices(grid: &Grid, mappings: &BTreeMap<String, String>) -> bool {
    let proposed = mapping::propose_for(grid);
    proposed
        .and_then(|mapping| mappings.get(&mapping.key).cloned())
        .is_some_and(|json| serde_json::from_str::<Mapping>(&json).is_ok())
}

pub(crate) fn sheet_named<'g>(grid: &'g Grid, name: &str) -> Result<&'g Sheet, Refusal> {
    grid.sheet(name).ok_or_else(|| Refusal::of_file(RefusalCode::NoRows))
}

fn candidate(row: ListRow) -> Candidate {
    let customer = row.customer;
    let filled = |text: String| (!text.is_empty()).then_some(text);
    let siren = customer
        .siren
        .or_else(|| customer.siret.as_ref().and_then(|siret| siret.siren()))
        .or_else(|| customer.vat_id.as_ref().and_then(|vat| vat.siren()));
    let instalments = match row.due_date {
        _ if !row.instalments.is_empty() => row.instalments,
        Some(due_date) if row.kind == domain::InvoiceKind::Invoice => {
            vec![Instalment::due(due_date, row.amount_due)]
        }
        _ => Vec::new(),
    };
    Candidate {
        line: Some(row.line),
        customer: CustomerFacts {
            name: customer.name,
            siren,
            vat_id: customer.vat_id,
            other_id: filled(customer.code),
            address: customer.address,
            contact_name: customer.contact_name,
            email: customer.email.unwrap_or_default(),
            phone: customer.phone.unwrap_or_default(),
            kind: customer.kind.filter(|_| customer.kind_written),
        },
        kind: row.kind,
        number: row.number,
        type_code: String::new(),
        issue_date: row.issue_date,
        delivery_date: row.delivery_date,
        instalments,
        payment_term: None,
        net_total: row.net_total,
        vat_total: row.vat_total,
        gross_total: row.gross_total,
        // What a list says was paid has no date: it lowers the claim from the start, which claims least.
        prepaid: row.paid,
        amount_due: row.amount_due,
        payment_reference: row.payment_reference,
        preceding_invoices: row.preceding_invoices,
        order_reference: row.order_reference,
        subject: row.subject,
        state: CandidateState::New,
    }
}
