//! The lines of a list, read under a mapping.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{Address, Cents, DebtorKind, Instalment, InvoiceKind, MoneyError, Siren, Siret, VatId};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::finding::{Finding, FindingCode, Place, Reading, Refusal, RefusalCode, Severity};
use crate::sheet::grid::{Cell, Row, Sheet};
use crate::sheet::headings::{Field, fold};
use crate::sheet::mapping::{Mapping, body};
use crate::sheet::values::{self, AmountError, DateError};
use crate::sheet::words::{self, PieceType};

/// An invoice as one line of a list tells it. Amounts are positive euros: the kind says which way they go.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ListRow {
    /// As a spreadsheet or a text editor counts it, from 1.
    pub line: u32,
    pub kind: InvoiceKind,
    pub number: String,
    pub issue_date: NaiveDate,
    /// The last one, where the list has several lines with the parts of one invoice.
    pub due_date: Option<NaiveDate>,
    /// The parts that are left to pay with their due dates, in order of date; empty when there is but one.
    pub instalments: Vec<Instalment>,
    pub delivery_date: Option<NaiveDate>,
    pub net_total: Option<Cents>,
    pub vat_total: Option<Cents>,
    pub gross_total: Cents,
    /// What was already paid, as the list says or as total and remainder imply.
    pub paid: Cents,
    /// What is left to pay.
    pub amount_due: Cents,
    /// Nothing is left, or the list says that it is paid.
    pub settled: bool,
    pub customer: ListCustomer,
    pub subject: String,
    pub order_reference: String,
    pub payment_reference: String,
    /// Of a credit note: the numbers of the invoices it lowers.
    pub preceding_invoices: Vec<String>,
}

/// The customer as one line tells it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct ListCustomer {
    pub name: String,
    /// From a column that says so, else from the identifiers; the owner confirms.
    pub kind: Option<DebtorKind>,
    /// The list itself says what the customer is.
    pub kind_written: bool,
    pub siren: Option<Siren>,
    pub siret: Option<Siret>,
    pub vat_id: Option<VatId>,
    /// The customer's code in the owner's books.
    pub code: String,
    pub contact_name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub address: Address,
}

/// As many invoices as one credit note lowers.
const PRECEDING: usize = 50;

/// Reads the lines of a sheet under a mapping.
///
/// Empty lines, headers repeated on each page and totals are passed over with a note. A line that cannot be read is
/// left out with an error that says where and why; nothing unreadable becomes zero. Lines in another currency are
/// left out too.
/// Errors: [`RefusalCode::MappingIncomplete`] when a field that a claim needs has no column.
pub fn apply(sheet: &Sheet, mapping: &Mapping) -> Result<Reading<Vec<ListRow>>, Refusal> {
    if let Some(field) = mapping.missing().first() {
        return Err(Refusal::of_file(RefusalCode::MappingIncomplete).with("field", field.code()));
    }
    Ok(read_rows(sheet, mapping))
}

/// What the first lines would become, for the screen where the owner corrects the mapping.
#[derive(Clone, PartialEq, Debug)]
pub struct Preview {
    pub rows: Vec<ListRow>,
    pub findings: Vec<Finding>,
    /// Invoices that the whole list would bring.
    pub read: usize,
    /// Lines that would be left out.
    pub left_out: usize,
    /// What all the invoices read leave to pay, credit notes taken off.
    pub amount_due: Cents,
}

/// Reads everything and keeps the first `shown` rows and findings. Errors: as [`apply`].
pub fn preview(sheet: &Sheet, mapping: &Mapping, shown: usize) -> Result<Preview, Refusal> {
    let reading = apply(sheet, mapping)?;
    let left_out = reading.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let signed = |row: &ListRow| if row.kind == InvoiceKind::CreditNote { -row.amount_due } else { row.amount_due };
    let amount_due = reading.value.iter().map(signed).sum();
    let read = reading.value.len();
    let (mut rows, mut findings) = (reading.value, reading.findings);
    rows.truncate(shown);
    // The gravest are worth a place on the screen.
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings.truncate(shown);
    Ok(Preview { rows, findings, read, left_out, amount_due })
}

fn read_rows(sheet: &Sheet, mapping: &Mapping) -> Reading<Vec<ListRow>> {
    let places: HashMap<Field, usize> =
        mapping.columns.iter().enumerate().filter_map(|(place, column)| Some((column.field?, place))).collect();
    let header = mapping.header_line.and_then(|line| sheet.rows.iter().find(|row| row.line == line));
    let mut reader = Reader { sheet, mapping, places, findings: Vec::new() };
    let mut rows = Vec::new();
    let mut seen: HashMap<(String, String), usize> = HashMap::new();
    let mut empty: Option<(u32, usize)> = None;
    for (place, row) in body(sheet, mapping.header_line).iter().enumerate() {
        if row.is_empty() {
            empty = Some(empty.map_or((row.line, 1), |(first, count)| (first, count + 1)));
            continue;
        }
        if reader.passes_over(row, header, place == 0) {
            continue;
        }
        let Some(read) = reader.row(row) else { continue };
        let key = (fold(&read.number), fold(&read.customer.name));
        match seen.get(&key).and_then(|first| rows.get_mut(*first)) {
            Some(first) => reader.repeated(first, &read),
            None => {
                seen.insert(key, rows.len());
                rows.push(read);
            }
        }
    }
    if let Some((line, count)) = empty {
        let place = reader.place(line, None);
        reader.findings.push(Finding::note(FindingCode::EmptyLines, place).with("count", count));
    }
    reader.findings.sort_by_key(|finding| finding.place.line);
    Reading { value: rows, findings: reader.findings }
}

struct Reader<'a> {
    sheet: &'a Sheet,
    mapping: &'a Mapping,
    places: HashMap<Field, usize>,
    findings: Vec<Finding>,
}

/// The line is left out; the finding that says why is written.
struct LeftOut;

impl Reader<'_> {
    fn cell<'r>(&self, row: &'r Row, field: Field) -> &'r Cell {
        static EMPTY: Cell = Cell::Empty;
        self.places.get(&field).map_or(&EMPTY, |place| row.cell(*place))
    }

    fn text(&self, row: &Row, field: Field) -> String {
        let shown = self.cell(row, field).shown();
        // Line breaks inside a cell are layout.
        if shown.contains(['\n', '\r', '\t']) { shown.split_whitespace().collect::<Vec<_>>().join(" ") } else { shown }
    }

    fn place(&self, line: u32, field: Option<Field>) -> Place {
        let column = field.and_then(|field| self.places.get(&field)).copied();
        let heading = column.map_or_else(String::new, |place| match &self.mapping.columns[place].heading {
            unnamed if unnamed.is_empty() => column_letters(place),
            heading => heading.clone(),
        });
        Place { part: self.sheet.name.clone(), line: Some(line), element: heading }
    }

    fn say(&mut self, severity: Severity, code: FindingCode, row: &Row, field: Option<Field>) -> &mut Finding {
        let place = self.place(row.line, field);
        self.findings.push(Finding::new(severity, code, place));
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    fn error(&mut self, code: FindingCode, row: &Row, field: Field, facts: &[(&'static str, String)]) -> LeftOut {
        self.say(Severity::Error, code, row, Some(field)).facts.extend_from_slice(facts);
        LeftOut
    }

    fn warn(&mut self, code: FindingCode, row: &Row, field: Field, facts: &[(&'static str, String)]) {
        self.say(Severity::Warning, code, row, Some(field)).facts.extend_from_slice(facts);
    }

    /// Headers again, totals, and lines that belong to no invoice.
    fn passes_over(&mut self, row: &Row, header: Option<&Row>, first: bool) -> bool {
        if header.is_some_and(|header| same_texts(header, row))
            || (first && header.is_some() && self.is_second_header(row))
        {
            self.say(Severity::Note, FindingCode::RepeatedHeader, row, None);
            return true;
        }
        let dated = values::day_of(self.cell(row, Field::IssueDate), self.mapping.dates).is_ok_or_ambiguous();
        let numbered = self.text(row, Field::Number);
        if !dated
            && let Some(text) = words::total_text(row)
            && (numbered.is_empty() || numbered == text)
        {
            self.say(Severity::Note, FindingCode::TotalLine, row, None).facts.push(("text", text));
            return true;
        }
        // A line without number, customer's name or amount is a footer or the further text of the line above.
        let amounts = [Field::GrossTotal, Field::AmountDue, Field::NetTotal];
        let nothing =
            self.cell(row, Field::Number).is_empty() && !amounts.iter().any(|field| values_of(self.cell(row, *field)));
        if nothing {
            let text = row.cells.iter().find(|cell| !cell.is_empty()).map_or_else(String::new, Cell::shown);
            let finding = self.say(Severity::Note, FindingCode::MissingValue, row, Some(Field::Number));
            finding.facts.push(("field", Field::Number.code().to_owned()));
            finding.facts.push(("text", text));
        }
        nothing
    }

    /// Some exports follow the headings with a line of their technical names: words where dates and amounts belong.
    fn is_second_header(&self, row: &Row) -> bool {
        let mut words = 0;
        for (field, place) in &self.places {
            if !field.is_amount() && !field.is_date() {
                continue;
            }
            match row.cell(*place) {
                Cell::Text(text) if !text.contains(|c: char| c.is_ascii_digit()) => words += 1,
                Cell::Empty => {}
                _ => return false,
            }
        }
        words >= 1 && row.cells.iter().all(|cell| matches!(cell, Cell::Text(_) | Cell::Empty))
    }

    fn row(&mut self, row: &Row) -> Option<ListRow> {
        self.try_row(row).ok()
    }

    fn try_row(&mut self, row: &Row) -> Result<ListRow, LeftOut> {
        self.check_width(row)?;
        let number = self.required(row, Field::Number)?;
        let last_name = self.required(row, Field::CustomerName)?;
        let first_name = self.text(row, Field::FirstName);
        let name = if first_name.is_empty() { last_name } else { format!("{first_name} {last_name}") };
        let written_kind = self.kind(row)?;
        let issue_date = match self.day(row, Field::IssueDate)? {
            Some(day) => day,
            None => return Err(self.missing(row, Field::IssueDate)),
        };
        let due_date = self.due_date(row)?;
        let delivery_date = self.day(row, Field::DeliveryDate)?;
        self.check_currency(row)?;
        let money = self.money(row, written_kind)?;
        if let Some(due_date) = due_date
            && due_date < issue_date
        {
            let facts = [("issue", issue_date.to_string()), ("due", due_date.to_string())];
            self.warn(FindingCode::DueBeforeIssue, row, Field::DueDate, &facts);
        }
        let customer = self.customer(row, name);
        let said_settled = words::settled_word(&self.text(row, Field::Status)) == Some(true);
        let settled = said_settled || money.amount_due == Cents::ZERO;
        if settled {
            self.say(Severity::Note, FindingCode::AlreadyPaid, row, None);
        }
        Ok(ListRow {
            line: row.line,
            kind: money.kind,
            number,
            issue_date,
            due_date,
            instalments: Vec::new(),
            delivery_date,
            net_total: money.net,
            vat_total: money.vat,
            gross_total: money.gross,
            paid: money.paid,
            amount_due: money.amount_due,
            settled,
            customer,
            subject: self.text(row, Field::Subject),
            order_reference: self.text(row, Field::OrderReference),
            payment_reference: self.text(row, Field::PaymentReference),
            preceding_invoices: self.preceding_invoices(row),
        })
    }

    fn preceding_invoices(&self, row: &Row) -> Vec<String> {
        let written = self.text(row, Field::PrecedingInvoice);
        let numbers = written.split([';', ',', '|']).map(str::trim).filter(|number| !number.is_empty());
        numbers.take(PRECEDING).map(str::to_owned).collect()
    }

    /// In a text file, cells beyond the header mean that a separator stands inside a value: everything after it has
    /// moved one column to the right.
    fn check_width(&mut self, row: &Row) -> Result<(), LeftOut> {
        let expected = self.mapping.columns.len();
        let beyond = row.cells.iter().skip(expected).any(|cell| !cell.is_empty());
        if self.sheet.name.is_empty() && self.mapping.header_line.is_some() && beyond {
            let finding = self.say(Severity::Error, FindingCode::WrongCellCount, row, None);
            finding.facts.push(("cells", row.cells.len().to_string()));
            finding.facts.push(("expected", expected.to_string()));
            return Err(LeftOut);
        }
        Ok(())
    }

    fn missing(&mut self, row: &Row, field: Field) -> LeftOut {
        self.error(FindingCode::MissingValue, row, field, &[("field", field.code().to_owned())])
    }

    fn required(&mut self, row: &Row, field: Field) -> Result<String, LeftOut> {
        if let Cell::Error(text) = self.cell(row, field) {
            let text = text.to_string();
            return Err(self.error(FindingCode::FormulaError, row, field, &[("text", text)]));
        }
        let text = self.text(row, field);
        if text.is_empty() { Err(self.missing(row, field)) } else { Ok(text) }
    }

    fn day(&mut self, row: &Row, field: Field) -> Result<Option<NaiveDate>, LeftOut> {
        let cell = self.cell(row, field);
        if cell.is_empty() {
            return Ok(None);
        }
        let text = cell.shown();
        match (values::day_of(cell, self.mapping.dates), cell) {
            (Ok(day), _) => Ok(Some(day)),
            (Err(_), Cell::Error(_)) => Err(self.error(FindingCode::FormulaError, row, field, &[("text", text)])),
            (Err(DateError::Ambiguous), _) => {
                Err(self.error(FindingCode::AmbiguousDate, row, field, &[("text", text)]))
            }
            (Err(error), _) => {
                let facts = [("text", text), ("reason", error.to_string())];
                Err(self.error(FindingCode::UnreadableDate, row, field, &facts))
            }
        }
    }

    /// Words such as "à réception" are no day and no mistake: the law computes the day, and the owner is told.
    fn due_date(&mut self, row: &Row) -> Result<Option<NaiveDate>, LeftOut> {
        if let Cell::Text(text) = self.cell(row, Field::DueDate)
            && !text.contains(|c: char| c.is_ascii_digit())
            && values::date(text, None) == Err(DateError::NotADate)
        {
            let facts = [("text", text.to_string()), ("reason", DateError::NotADate.to_string())];
            self.warn(FindingCode::UnreadableDate, row, Field::DueDate, &facts);
            return Ok(None);
        }
        let day = self.day(row, Field::DueDate)?;
        if day.is_none() && self.places.contains_key(&Field::DueDate) {
            self.say(Severity::Note, FindingCode::NoDueDate, row, Some(Field::DueDate));
        }
        Ok(day)
    }

    fn amount(&mut self, row: &Row, field: Field) -> Result<Option<Cents>, LeftOut> {
        let cell = self.cell(row, field);
        let text = cell.shown();
        let euros = match cell {
            Cell::Empty => return Ok(None),
            Cell::Number(number) => *number,
            Cell::Text(written) => match values::amount(written, self.mapping.decimal) {
                Ok(amount) if amount.currency.is_some_and(|currency| currency != "EUR") => {
                    let currency = amount.currency.unwrap_or_default().to_owned();
                    return Err(self.error(FindingCode::OtherCurrency, row, field, &[("currency", currency)]));
                }
                Ok(amount) => amount.value,
                Err(error) => {
                    let code = match error {
                        AmountError::Ambiguous => FindingCode::AmbiguousAmount,
                        _ => FindingCode::UnreadableAmount,
                    };
                    let facts = [("text", text), ("reason", error.to_string())];
                    return Err(self.error(code, row, field, &facts));
                }
            },
            Cell::Date(_) => {
                let facts = [("text", text), ("reason", AmountError::NotAnAmount.to_string())];
                return Err(self.error(FindingCode::UnreadableAmount, row, field, &facts));
            }
            Cell::Error(_) => return Err(self.error(FindingCode::FormulaError, row, field, &[("text", text)])),
        };
        match Cents::exact(euros) {
            Ok(cents) => Ok(Some(cents)),
            Err(MoneyError::NotAnAmount) => self.rounded(row, field, euros, text),
            Err(MoneyError::OutOfRange) => {
                Err(self.error(FindingCode::AmountOutOfRange, row, field, &[("text", text)]))
            }
        }
    }

    fn rounded(&mut self, row: &Row, field: Field, euros: Decimal, text: String) -> Result<Option<Cents>, LeftOut> {
        match Cents::round_half_up(euros) {
            Ok(cents) => {
                self.warn(FindingCode::AmountRounded, row, field, &[("text", text), ("rounded", cents.to_string())]);
                Ok(Some(cents))
            }
            Err(_) => Err(self.error(FindingCode::AmountOutOfRange, row, field, &[("text", text)])),
        }
    }

    fn check_currency(&mut self, row: &Row) -> Result<(), LeftOut> {
        let written = self.text(row, Field::Currency);
        let euro = matches!(fold(&written).as_str(), "" | "eur" | "€" | "euro" | "euros" | "978");
        if euro {
            Ok(())
        } else {
            Err(self.error(FindingCode::OtherCurrency, row, Field::Currency, &[("currency", written)]))
        }
    }

    /// The kind that the list writes, where it has such a column.
    fn kind(&mut self, row: &Row) -> Result<Option<InvoiceKind>, LeftOut> {
        let written = self.text(row, Field::Kind);
        match words::piece_type(&written) {
            PieceType::Unsaid => Ok(None),
            PieceType::Invoice => Ok(Some(InvoiceKind::Invoice)),
            PieceType::CreditNote => Ok(Some(InvoiceKind::CreditNote)),
            PieceType::Offer => Err(self.error(FindingCode::ProForma, row, Field::Kind, &[("type_code", written)])),
            PieceType::Payment => {
                Err(self.error(FindingCode::UnknownTypeCode, row, Field::Kind, &[("type_code", written)]))
            }
        }
    }

    fn money(&mut self, row: &Row, written_kind: Option<InvoiceKind>) -> Result<Money, LeftOut> {
        let gross = self.amount(row, Field::GrossTotal)?;
        let due = self.amount(row, Field::AmountDue)?;
        let paid = self.amount(row, Field::Paid)?;
        let net = self.amount(row, Field::NetTotal)?;
        let vat = self.amount(row, Field::VatTotal)?;
        if due.is_none() && self.places.contains_key(&Field::AmountDue) && paid.is_none() {
            return Err(self.missing(row, Field::AmountDue));
        }
        let gross = match (gross, net, vat, due) {
            (Some(gross), ..) => gross,
            (None, ..) if self.places.contains_key(&Field::GrossTotal) => {
                return Err(self.missing(row, Field::GrossTotal));
            }
            (None, Some(net), Some(vat), _) => net.plus(vat),
            (None, _, _, Some(due)) => due.plus(paid.unwrap_or(Cents::ZERO)),
            (None, _, _, None) => return Err(self.missing(row, Field::GrossTotal)),
        };
        let negative = gross.0 < 0;
        let kind = match (written_kind, negative) {
            (Some(InvoiceKind::CreditNote), _) | (_, true) => InvoiceKind::CreditNote,
            (_, false) => InvoiceKind::Invoice,
        };
        if negative {
            let finding = self.say(Severity::Note, FindingCode::SignNormalised, row, Some(Field::GrossTotal));
            finding.facts.push(("due", due.unwrap_or(gross).to_string()));
        }
        // A credit note may be written with all its amounts negative.
        let turned = |amount: Cents| if negative { -amount } else { amount };
        let (gross, due, paid) = (turned(gross), due.map(turned), paid.map(turned));
        let amount_due = due.unwrap_or_else(|| gross.minus(paid.unwrap_or(Cents::ZERO)));
        if amount_due.0 < 0 {
            let facts = [("due", amount_due.to_string())];
            return Err(self.error(FindingCode::NegativeAmountDue, row, Field::AmountDue, &facts));
        }
        if amount_due > gross {
            let facts = [("gross", gross.to_string()), ("due", amount_due.to_string())];
            self.warn(FindingCode::DueExceedsTotal, row, Field::AmountDue, &facts);
        }
        let implied = gross.minus(amount_due).max(Cents::ZERO);
        if let (Some(paid), Some(_)) = (paid, due)
            && paid != implied
        {
            let facts = [("gross", gross.to_string()), ("prepaid", paid.to_string()), ("due", amount_due.to_string())];
            self.warn(FindingCode::GrossLessPrepaidIsNotDue, row, Field::AmountDue, &facts);
        }
        let (net, vat) = (net.map(turned), vat.map(turned));
        if let (Some(net), Some(vat)) = (net, vat)
            && net.plus(vat) != gross
        {
            let facts = [("net", net.to_string()), ("vat", vat.to_string()), ("gross", gross.to_string())];
            self.warn(FindingCode::NetPlusVatIsNotGross, row, Field::GrossTotal, &facts);
        }
        Ok(Money { kind, net, vat, gross, paid: paid.unwrap_or(implied), amount_due })
    }

    fn customer(&mut self, row: &Row, name: String) -> ListCustomer {
        let mut customer = ListCustomer { name, ..ListCustomer::default() };
        for field in [Field::Siren, Field::Siret, Field::VatId] {
            self.identifier(row, field, &mut customer);
        }
        customer.siren = customer
            .siren
            .or_else(|| customer.siret.as_ref().and_then(Siret::siren))
            .or_else(|| customer.vat_id.as_ref().and_then(VatId::siren));
        let written = words::debtor_kind(&self.text(row, Field::DebtorKind));
        let public = customer.siren.as_ref().map(Siren::looks_public);
        customer.kind_written = written.is_some();
        customer.kind = written.or(match public {
            Some(true) => Some(DebtorKind::PublicBody),
            Some(false) => Some(DebtorKind::Professional),
            None => customer.vat_id.as_ref().map(|_| DebtorKind::Professional),
        });
        customer.code = self.text(row, Field::CustomerCode);
        customer.contact_name = self.text(row, Field::ContactName);
        customer.email = Some(self.text(row, Field::Email)).filter(|mail| mail.contains('@'));
        customer.phone =
            Some(self.text(row, Field::Phone)).filter(|phone| !phone.is_empty()).map(words::with_leading_zero);
        customer.address = self.address(row);
        customer
    }

    fn identifier(&mut self, row: &Row, field: Field, customer: &mut ListCustomer) {
        let text = self.text(row, field);
        if text.is_empty() {
            return;
        }
        // Columns headed SIREN hold SIRET numbers, and the other way round.
        if let Ok(siret) = text.parse::<Siret>() {
            customer.siret = Some(siret);
        } else if let Ok(siren) = text.parse::<Siren>() {
            customer.siren = Some(siren);
        } else if let Ok(vat_id) = text.parse::<VatId>() {
            customer.vat_id = Some(vat_id);
        } else {
            self.warn(FindingCode::BadIdentifier, row, field, &[("role", "buyer".to_owned()), ("text", text)]);
        }
    }

    fn address(&self, row: &Row) -> Address {
        let mut lines: Vec<String> = Vec::new();
        for field in [Field::Address, Field::AddressMore] {
            let shown = self.cell(row, field).shown();
            lines.extend(shown.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
        }
        let mut postcode = self.text(row, Field::Postcode);
        // A spreadsheet takes the zero from 01000 Bourg-en-Bresse.
        if postcode.len() == 4 && matches!(self.cell(row, Field::Postcode), Cell::Number(_)) {
            postcode.insert(0, '0');
        }
        let written = self.text(row, Field::Country);
        let country = words::country_code(&written);
        if country.is_none() {
            lines.push(written);
        }
        Address { lines, postcode, city: self.text(row, Field::City), country: country.unwrap_or_default() }
    }

    /// A further line of an invoice: of one of its articles, of one of its instalments, or another invoice under the
    /// same number, which is for the owner to look at.
    fn repeated(&mut self, first: &mut ListRow, again: &ListRow) {
        let joined = is_same_invoice(first, again) || join_instalment(first, again);
        let (severity, code) = match joined {
            true => (Severity::Note, FindingCode::LineJoined),
            false => (Severity::Error, FindingCode::SameNumberTwice),
        };
        let place = self.place(again.line, Some(Field::Number));
        let finding = Finding::new(severity, code, place).with("number", &again.number);
        self.findings.push(finding.with("first_line", first.line));
    }
}

/// Exports with a line for each article or tax repeat the invoice.
fn is_same_invoice(first: &ListRow, again: &ListRow) -> bool {
    let whole = |row: &ListRow| (row.kind, row.issue_date, row.due_date, row.gross_total, row.amount_due);
    first.instalments.is_empty() && whole(first) == whole(again)
}

/// Lines with the same total, each with its own due date and its own remainder, are the parts of one invoice as long
/// as the remainders together do not exceed that total.
fn join_instalment(first: &mut ListRow, again: &ListRow) -> bool {
    let (Some(due), Some(due_again)) = (first.due_date, again.due_date) else { return false };
    let left = first.amount_due.plus(again.amount_due);
    let same = (first.kind, first.issue_date, first.gross_total) == (again.kind, again.issue_date, again.gross_total);
    let known = first.instalments.iter().any(|part| part.due_date == due_again) || due == due_again;
    if !same || known || left > first.gross_total {
        return false;
    }
    if first.instalments.is_empty() {
        first.instalments.push(Instalment::due(due, first.amount_due));
    }
    first.instalments.push(Instalment::due(due_again, again.amount_due));
    first.instalments.sort_by_key(|part| part.due_date);
    first.due_date = Some(due.max(due_again));
    first.amount_due = left;
    first.paid = first.gross_total.minus(left);
    first.settled = first.settled && again.settled;
    true
}

struct Money {
    kind: InvoiceKind,
    net: Option<Cents>,
    vat: Option<Cents>,
    gross: Cents,
    paid: Cents,
    amount_due: Cents,
}

trait OkOrAmbiguous {
    /// A day, even if nobody knows yet which.
    fn is_ok_or_ambiguous(&self) -> bool;
}

impl OkOrAmbiguous for Result<NaiveDate, DateError> {
    fn is_ok_or_ambiguous(&self) -> bool {
        !matches!(self, Err(DateError::NotADate))
    }
}

/// Whether a cell holds something in which a figure stands.
fn values_of(cell: &Cell) -> bool {
    match cell {
        Cell::Number(_) | Cell::Error(_) => true,
        Cell::Text(text) => text.contains(|c: char| c.is_ascii_digit()),
        Cell::Date(_) | Cell::Empty => false,
    }
}

fn same_texts(header: &Row, row: &Row) -> bool {
    header.cells.iter().zip(&row.cells).all(|(a, b)| a == b) && !row.is_empty() && row.cells.len() >= header.cells.len()
}

/// `A` for the first column, `AA` for the twenty-seventh.
fn column_letters(place: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = place + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}
