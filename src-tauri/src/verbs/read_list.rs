//! What a list says: how it is written, which column is what, and what its rows come to.

use std::collections::BTreeSet;

use intake::einvoice::FindingLine;
use intake::sheet::grid::{self, Cell, Grid, Row, Sheet};
use intake::sheet::headings::Field;
use intake::sheet::mapping::{self, Mapping, Question};
use intake::sheet::rows;
use intake::sheet::values::{self, DateOrder, DecimalSign};
use intake::statement::list::fields::{self as bank_headings, BankField};
use intake::{Finding, FindingCode, Format, Refusal, RefusalCode};
use rust_decimal::Decimal;
use serde::Serialize;

use super::read::format_word;

/// One list as one line. Every value is a text, empty where there is none.
#[derive(Serialize, Clone, Debug, Default)]
pub struct ListLine {
    pub file: String,
    pub format: &'static str,
    /// Why it is no list, with nothing but its form beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<&'static str>,
    /// Of a text file; of a workbook the kind, since its texts have no encoding of their own.
    pub encoding: String,
    pub delimiter: String,
    /// The sheet that was read, in a workbook.
    pub sheet: String,
    pub header_row: String,
    pub first_data_row: String,
    pub data_rows: String,
    pub distinct_numbers: String,
    /// Of every number once, as the amounts are written.
    pub sum_of_totals: String,
    pub number_column: String,
    pub date_column: String,
    pub due_column: String,
    pub client_column: String,
    pub total_column: String,
    pub paid_column: String,
    pub balance_column: String,
    pub date_format: String,
    /// `,` or `.`
    pub decimal: String,
    /// Invoices and credit notes that an import would bring; empty while something must be asked first.
    pub invoices: String,
    /// What must be asked before an import: `missing_fields`, `decimal_sign`, `date_order`, `payments_not_invoices`.
    pub questions: Vec<String>,
    pub findings: Vec<FindingLine>,
}

/// The list in a file, and its findings.
///
/// Errors: a refusal where there is no list of rows in it.
pub fn line(file: &str, format: Format, bytes: &[u8]) -> Result<(ListLine, Vec<Finding>), Refusal> {
    let grid = grid::read(bytes)?;
    let mapping = mapping::propose_for(&grid).ok_or_else(|| Refusal::of_file(RefusalCode::NoRows))?;
    let sheet = grid.sheet(&mapping.sheet).ok_or_else(|| Refusal::of_file(RefusalCode::NoRows))?;
    let asked = mapping.questions(sheet);
    if asked == [Question::NotAList] {
        return Err(Refusal::of_file(RefusalCode::NotAList));
    }
    let mut findings = grid.findings.clone();
    let mut invoices = String::new();
    let mut repeated: BTreeSet<u32> = BTreeSet::new();
    if let Ok(reading) = rows::apply(sheet, &mapping) {
        // A second line of headings and totals are no data.
        let is_no_data =
            |finding: &&Finding| matches!(finding.code, FindingCode::RepeatedHeader | FindingCode::TotalLine);
        repeated = reading.findings.iter().filter(is_no_data).filter_map(|finding| finding.place.line).collect();
        if asked.is_empty() {
            invoices = reading.value.len().to_string();
        }
        findings.extend(reading.findings);
    }
    let data: Vec<&Row> = data(sheet, &mapping).filter(|row| !repeated.contains(&row.line)).collect();
    let (encoding, delimiter) = form(&grid, format);
    // The amounts of a list of payments are what it adds up, and paid only beside the total of an invoice.
    let of_payments = asked.contains(&Question::PaymentsNotInvoices);
    let (total, paid) =
        if of_payments { (Some(Field::Paid), None) } else { (Some(Field::GrossTotal), Some(Field::Paid)) };
    let summed = total.filter(|field| mapping.has(*field)).unwrap_or(Field::AmountDue);
    let named = |field| mapping.column(field).map_or_else(String::new, |place| mapping.columns[place].heading.clone());
    let line = ListLine {
        file: file.to_owned(),
        format: format_word(format),
        error: None,
        encoding,
        delimiter,
        sheet: sheet.name.clone(),
        header_row: mapping.header_line.map(|line| line.to_string()).unwrap_or_default(),
        first_data_row: data.first().map(|row| row.line.to_string()).unwrap_or_default(),
        data_rows: data.len().to_string(),
        distinct_numbers: distinct_numbers(&mapping, &data),
        sum_of_totals: sum_of_totals(&mapping, &data, summed),
        number_column: named(Field::Number),
        date_column: named(Field::IssueDate),
        due_column: named(Field::DueDate),
        client_column: named(Field::CustomerName),
        total_column: total.map_or_else(String::new, named),
        paid_column: paid.map_or_else(String::new, named),
        balance_column: named(Field::AmountDue),
        date_format: date_format(&mapping, &data),
        decimal: decimal(&mapping, &data),
        invoices,
        questions: asked.iter().map(question).collect(),
        findings: findings.iter().map(FindingLine::from).collect(),
    };
    Ok((line, findings))
}

/// The line of a file that was refused as no list.
pub fn refused(file: &str, format: Format, bytes: &[u8], refusal: &Refusal) -> ListLine {
    let (encoding, delimiter) = grid::read(bytes).map_or_else(|_| Default::default(), |grid| form(&grid, format));
    let error = Some(refusal.code.code());
    ListLine { file: file.to_owned(), format: format_word(format), error, encoding, delimiter, ..ListLine::default() }
}

fn question(question: &Question) -> String {
    match question {
        Question::MissingFields { fields } => {
            format!("missing_fields {}", fields.iter().map(|field| field.code()).collect::<Vec<_>>().join(" "))
        }
        Question::DecimalSign { .. } => "decimal_sign".to_owned(),
        Question::DateOrder { .. } => "date_order".to_owned(),
        Question::NotAList => "not_a_list".to_owned(),
        Question::PaymentsNotInvoices => "payments_not_invoices".to_owned(),
    }
}

fn data<'s>(sheet: &'s Sheet, mapping: &Mapping) -> impl Iterator<Item = &'s Row> {
    let header = mapping.header_line;
    sheet.rows.iter().filter(move |row| header.is_none_or(|header| row.line > header) && !row.is_empty())
}

fn form(grid: &Grid, format: Format) -> (String, String) {
    let Some(form) = &grid.form else { return (format_word(format).to_owned(), String::new()) };
    let encoding = match (form.encoding, form.byte_order_mark) {
        ("UTF-8", true) => "utf-8-sig".to_owned(),
        (other, _) => other.to_lowercase(),
    };
    let delimiter = if form.delimiter == '\t' { "TAB".to_owned() } else { form.delimiter.to_string() };
    (encoding, delimiter)
}

fn distinct_numbers(mapping: &Mapping, data: &[&Row]) -> String {
    let Some(column) = mapping.column(Field::Number) else { return String::new() };
    let numbers: BTreeSet<String> =
        data.iter().map(|row| row.cell(column).shown()).filter(|number| !number.is_empty()).collect();
    numbers.len().to_string()
}

/// An invoice laid out on several rows carries its total on each of them, or its number on the first alone. Where a
/// column says debit or credit, a row of the other sense is no repetition but what takes the first one back.
fn sum_of_totals(mapping: &Mapping, data: &[&Row], summed: Field) -> String {
    let Some(total) = mapping.column(summed) else { return String::new() };
    let number = mapping.column(Field::Number);
    let sense = mapping.columns.iter().position(|column| column.field.is_none() && says_sense(&column.heading));
    let mut seen = BTreeSet::new();
    let mut sum = Decimal::ZERO;
    for row in data {
        if let Some(number) = number {
            let number = row.cell(number).shown();
            let sense = sense.map_or_else(String::new, |place| row.cell(place).shown());
            if number.is_empty() || !seen.insert((number, sense)) {
                continue;
            }
        }
        let amount = match row.cell(total) {
            Cell::Empty => continue,
            cell => values::amount(&cell.shown(), mapping.decimal),
        };
        // A total that cannot be read is among the findings.
        let Some(more) = amount.ok().and_then(|amount| sum.checked_add(amount.value)) else { continue };
        sum = more;
    }
    format!("{:.2}", sum.round_dp(2))
}

fn says_sense(heading: &str) -> bool {
    let meaning = bank_headings::meanings(heading).into_iter().next();
    meaning.is_some_and(|meaning| meaning.field == Some(BankField::Direction))
}

fn texts<'d>(mapping: &'d Mapping, data: &'d [&Row], of: fn(Field) -> bool) -> impl Iterator<Item = &'d str> {
    let columns: Vec<usize> = mapping
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.field.is_some_and(of))
        .map(|(place, _)| place)
        .collect();
    data.iter().flat_map(move |row| {
        let cells: Vec<&str> = columns
            .iter()
            .filter_map(|place| match row.cell(*place) {
                Cell::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        cells
    })
}

/// As the rows write their dates; empty for the dates of a workbook, which have no form.
fn date_format(mapping: &Mapping, data: &[&Row]) -> String {
    let Some(sample) = texts(mapping, data, Field::is_date).next() else { return String::new() };
    let parts: Vec<&str> = sample.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let sign = sample.chars().find(|c| !c.is_ascii_digit());
    match (parts.as_slice(), sign) {
        ([year, ..], Some(sign)) if year.len() == 4 => format!("yyyy{sign}mm{sign}dd"),
        ([_, _, year, ..], Some(sign)) => {
            let year = "y".repeat(year.len());
            match mapping.dates {
                Some(DateOrder::MonthFirst) => format!("mm{sign}dd{sign}{year}"),
                Some(DateOrder::DayFirst) => format!("dd{sign}mm{sign}{year}"),
                None => String::new(),
            }
        }
        ([all], None) if all.len() == 8 && all.starts_with("20") => "yyyymmdd".to_owned(),
        ([all], None) if all.len() <= 8 => "ddmmyyyy".chars().take(all.len()).collect(),
        _ => String::new(),
    }
}

fn decimal(mapping: &Mapping, data: &[&Row]) -> String {
    match mapping.decimal {
        Some(DecimalSign::Comma) => ",".to_owned(),
        Some(DecimalSign::Point) => ".".to_owned(),
        // Where no row needs a sign, the point is what a whole number would have.
        None if data.is_empty() => String::new(),
        None => ".".to_owned(),
    }
}
