//! Once through the lines: totals of the file, findings, and the lines of account 411.

use std::collections::HashMap;
use std::collections::HashSet;

use chrono::NaiveDate;
use domain::Cents;
use rust_decimal::Decimal;

use super::heading::{Layout, MAX_HEADING};
use super::journals::Journals;
use super::lines::{Blank, Fields, Lines, is_blank};
use super::model::{AmountStyle, CustomersTotals, EntrySides, FecFile, FecLine, RawParty};
use super::report::{Findings, quoted};
use super::values::{AmountError, Charset, amount, date};
use crate::finding::{Finding, FindingCode, Place, Reading, Refusal, RefusalCode};

/// Larger than the journal of any small business; a million lines are about 200 MB.
pub const MAX_BYTES: usize = 512 * 1024 * 1024;
pub const MAX_LINES: usize = 2_000_000;
/// Lines of account 411: half of a million, since an entry has another line at least. It bounds the memory.
pub const MAX_CUSTOMER_LINES: usize = 500_000;
pub const MAX_CUSTOMERS: usize = 100_000;
/// Separators inside the labels of one line that are still put right.
const MAX_EXTRA_CELLS: usize = 32;

/// Whether this is an accounting journal, by the words of its heading.
pub fn recognises(bytes: &[u8]) -> bool {
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = body.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(body.len());
    let head = &body[start..body.len().min(start + MAX_HEADING)];
    let end = head.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(head.len());
    Layout::of(&head[..end]).is_some()
}

/// Reads an accounting journal.
///
/// Errors: a file that is empty, too large, without lines, or no journal. A line that cannot be read is a finding, and
/// in no total.
pub fn read(bytes: &[u8]) -> Result<Reading<FecFile<'_>>, Refusal> {
    if bytes.len() > MAX_BYTES {
        let refusal = Refusal::of_file(RefusalCode::TooLarge);
        return Err(refusal.with("bytes", bytes.len()).with("limit", MAX_BYTES));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal::of_file(RefusalCode::EmptyFile));
    }
    if !recognises(bytes) {
        return Err(Refusal::of_file(RefusalCode::NotAFec));
    }
    let (charset, mark, odd_bytes) = Charset::of(bytes);
    let mut body = &bytes[mark..];
    // How DOS ended a file.
    while let [rest @ .., 0x1a] = body {
        body = rest;
    }
    let mut lines = Lines::of(body);
    let mut blank = Blank::default();
    let layout = loop {
        let Some((number, line)) = lines.next() else { return Err(Refusal::of_file(RefusalCode::NotAFec)) };
        if is_blank(line) {
            blank.see(number);
        } else {
            break Layout::of(line).ok_or_else(|| Refusal::of_file(RefusalCode::NotAFec))?;
        }
    };
    let mut reader = Reader::new(charset, layout);
    if odd_bytes {
        reader.findings.add(Finding::warning(FindingCode::GarbledLetters, Place::whole_file()));
    }
    for (number, line) in lines {
        if is_blank(line) || reader.only_separators(line) {
            blank.see(number);
            continue;
        }
        reader.lines += 1;
        if reader.lines > MAX_LINES {
            let refusal = Refusal::of_file(RefusalCode::TooManyRows);
            return Err(refusal.with("rows", reader.lines).with("limit", MAX_LINES));
        }
        reader.line(number, line);
        reader.within_limits()?;
    }
    if reader.lines == 0 {
        return Err(Refusal::of_file(RefusalCode::NoRows));
    }
    Ok(reader.finish(&blank))
}

/// The entry whose lines are being read.
#[derive(Default)]
struct Run<'a> {
    journal: u32,
    number: &'a [u8],
    date: &'a [u8],
    /// Only where there is no number.
    piece: &'a [u8],
    sides: EntrySides,
    sales: Decimal,
    money: Decimal,
    /// The first customer line of the entry.
    first: usize,
}

struct Reader<'a> {
    charset: Charset,
    layout: Layout,
    findings: Findings,
    lines: usize,
    /// Ranges of the cells of the line being read.
    cells: Vec<(usize, usize)>,
    first_date: Option<NaiveDate>,
    last_date: Option<NaiveDate>,
    total_debit: Decimal,
    total_credit: Decimal,
    negative_amount_lines: usize,
    customers: CustomersTotals,
    journals: Journals<'a>,
    parties: Vec<RawParty<'a>>,
    party_index: HashMap<PartyKey<'a>, u32>,
    accounts: HashSet<&'a [u8]>,
    auxiliaries: HashSet<&'a [u8]>,
    pieces: HashSet<&'a [u8]>,
    customer_lines: Vec<FecLine<'a>>,
    run: Run<'a>,
    numbered: bool,
    /// Every line so far has a ValidDate.
    always_validated: bool,
}

/// Account, auxiliary and IdClient.
type PartyKey<'a> = (&'a [u8], &'a [u8], &'a [u8]);

/// Debit and credit of a line.
type Sides = (Decimal, Decimal);

enum NoSides {
    Missing,
    Unreadable(usize, AmountError),
    Sense,
}

impl<'a> Reader<'a> {
    fn new(charset: Charset, layout: Layout) -> Reader<'a> {
        Reader {
            charset,
            layout,
            findings: Findings::default(),
            lines: 0,
            cells: Vec::new(),
            first_date: None,
            last_date: None,
            total_debit: Decimal::ZERO,
            total_credit: Decimal::ZERO,
            negative_amount_lines: 0,
            customers: CustomersTotals::default(),
            journals: Journals::default(),
            parties: Vec::new(),
            party_index: HashMap::new(),
            accounts: HashSet::new(),
            auxiliaries: HashSet::new(),
            pieces: HashSet::new(),
            customer_lines: Vec::new(),
            run: Run::default(),
            numbered: false,
            always_validated: true,
        }
    }

    /// What a hostile file could grow without end.
    fn within_limits(&self) -> Result<(), Refusal> {
        if self.parties.len() > MAX_CUSTOMERS {
            return Err(Refusal::of_file(RefusalCode::TooManyCustomers).with("limit", MAX_CUSTOMERS));
        }
        if self.customer_lines.len() > MAX_CUSTOMER_LINES {
            let refusal = Refusal::of_file(RefusalCode::TooManyRows);
            return Err(refusal.with("rows", self.customer_lines.len()).with("limit", MAX_CUSTOMER_LINES));
        }
        Ok(())
    }

    fn only_separators(&self, line: &[u8]) -> bool {
        let separator = self.layout.separator.byte();
        line.iter().all(|byte| *byte == separator || byte.is_ascii_whitespace())
    }

    fn line(&mut self, number: u32, line: &'a [u8]) {
        let separator = self.layout.separator.byte();
        let mut cells = std::mem::take(&mut self.cells);
        cells.clear();
        let mut start = 0;
        for (at, byte) in line.iter().enumerate() {
            if *byte == separator {
                cells.push((start, at));
                start = at + 1;
                if cells.len() > self.layout.columns + MAX_EXTRA_CELLS {
                    break;
                }
            }
        }
        cells.push((start, line.len()));
        let quoted = self.layout.quoted;
        match self.joined(line, &cells) {
            Ok(joined) => {
                if joined.is_some_and(|(_, extra)| extra > 0) {
                    self.findings.add(Finding::note(FindingCode::SeparatorInLabel, Place::line(number)));
                }
                self.fields(number, &Fields { line, cells: &cells, quoted, joined });
            }
            Err(()) => {
                let finding = Finding::error(FindingCode::WrongCellCount, Place::line(number));
                self.findings.add(finding.with("cells", cells.len()).with("expected", self.layout.columns));
            }
        }
        self.cells = cells;
    }

    /// Which cells belong together where a label holds the separator. An error where that cannot be known.
    fn joined(&self, line: &'a [u8], cells: &[(usize, usize)]) -> Result<Option<(usize, usize)>, ()> {
        let layout = &self.layout;
        if cells.len() <= layout.columns {
            // Blanks at the end may have been cut off; what an amount needs may not.
            let needed = [layout.account, layout.entry_date, layout.first_amount, layout.second_amount];
            return if needed.iter().all(|column| *column < cells.len()) { Ok(None) } else { Err(()) };
        }
        let extra = cells.len() - layout.columns;
        if extra > MAX_EXTRA_CELLS {
            return Err(());
        }
        let fields = |joined| Fields { line, cells, quoted: layout.quoted, joined };
        let trailing = cells.iter().rev().take_while(|(start, end)| is_blank(&line[*start..*end])).count();
        // All blank cells at the end too many, or one, or none.
        let most = trailing.min(extra);
        let tries = [Some(most), Some(1).filter(|one| *one < most), Some(0).filter(|none| *none < most)];
        for dropped in tries.into_iter().flatten() {
            let extra = extra - dropped;
            if extra == 0 {
                if self.plausible(&fields(None)) {
                    return Ok(None);
                }
                continue;
            }
            let targets = [
                layout.label,
                layout.auxiliary_label,
                layout.account_label,
                layout.journal_label,
                layout.piece_ref,
                layout.auxiliary,
            ];
            let mut possible: Vec<(usize, usize)> = targets
                .into_iter()
                .flatten()
                .map(|at| (at, extra))
                .filter(|joined| self.plausible(&fields(Some(*joined))))
                .collect();
            // A piece has a day as a rule, and a shifted line has it elsewhere.
            let dated = |joined: &(usize, usize)| !fields(Some(*joined)).maybe(layout.piece_date).is_empty();
            if possible.iter().any(dated) {
                possible.retain(dated);
            }
            match possible.as_slice() {
                [] => {}
                [one] => return Ok(Some(*one)),
                several => return self.chosen(several, &fields).map(Some),
            }
        }
        Err(())
    }

    /// Of several readings, the one whose customer was seen before. Where no customer is meant, all give the same.
    fn chosen<'f>(
        &self,
        possible: &[(usize, usize)],
        fields: &impl Fn(Option<(usize, usize)>) -> Fields<'a, 'f>,
    ) -> Result<(usize, usize), ()> {
        let customer = |joined: &(usize, usize)| {
            let fields = fields(Some(*joined));
            (fields.at(self.layout.account), fields.maybe(self.layout.auxiliary), fields.maybe(self.layout.client))
        };
        if possible.iter().all(|joined| !customer(joined).0.starts_with(b"411")) {
            return possible.first().copied().ok_or(());
        }
        let known: Vec<&(usize, usize)> =
            possible.iter().filter(|joined| self.party_index.contains_key(&customer(joined))).collect();
        match known.as_slice() {
            // The same customer twice: only the names differ.
            [first, rest @ ..] if rest.iter().all(|other| customer(other) == customer(first)) => Ok(**first),
            _ => Err(()),
        }
    }

    /// Whether days, account and amounts stand where they should.
    fn plausible(&self, fields: &Fields<'a, '_>) -> bool {
        let layout = &self.layout;
        let account = fields.at(layout.account);
        let validated = fields.maybe(layout.validated_on);
        matches!(date(fields.at(layout.entry_date)), Ok(Some(_)))
            && account.first().is_some_and(|byte| matches!(byte, b'1'..=b'9'))
            && account.iter().all(u8::is_ascii_alphanumeric)
            && date(fields.maybe(layout.piece_date)).is_ok()
            && date(fields.maybe(layout.lettered_on)).is_ok()
            && date(validated).is_ok()
            && (!validated.is_empty() || !self.always_validated || self.lines <= 1)
            && self.sides(fields).is_ok()
    }

    fn sides(&self, fields: &Fields<'a, '_>) -> Result<Sides, NoSides> {
        let layout = &self.layout;
        let value = |column: usize| amount(fields.at(column)).map_err(|error| NoSides::Unreadable(column, error));
        match layout.style {
            AmountStyle::DebitCredit => match (value(layout.first_amount)?, value(layout.second_amount)?) {
                (None, None) => Err(NoSides::Missing),
                (debit, credit) => Ok((debit.unwrap_or_default(), credit.unwrap_or_default())),
            },
            AmountStyle::AmountAndSense => {
                let sum = value(layout.first_amount)?.ok_or(NoSides::Missing)?;
                match fields.at(layout.second_amount) {
                    b"D" | b"d" | b"+1" | b"1" => Ok((sum, Decimal::ZERO)),
                    b"C" | b"c" | b"-1" => Ok((Decimal::ZERO, sum)),
                    _ => Err(NoSides::Sense),
                }
            }
        }
    }

    fn fields(&mut self, number: u32, fields: &Fields<'a, '_>) {
        let layout = &self.layout;
        let code = fields.at(layout.journal_code);
        if code.eq_ignore_ascii_case(b"JournalCode") {
            self.lines -= 1;
            self.findings.add(Finding::note(FindingCode::RepeatedHeader, Place::line(number)));
            return;
        }
        let entry_number = fields.maybe(layout.entry_number);
        self.numbered |= entry_number.iter().any(|byte| !matches!(byte, b'0' | b' '));
        let (debit, credit) = match self.sides(fields) {
            Ok(sides) => sides,
            Err(problem) => return self.no_sides(number, fields, &problem),
        };
        let written = fields.at(layout.entry_date);
        let account = fields.at(layout.account);
        let piece_ref = fields.maybe(layout.piece_ref);
        let journal_label = fields.maybe(layout.journal_label);
        self.always_validated &= !fields.maybe(layout.validated_on).is_empty();

        let day = self.day(number, "EcritureDate", written);
        if written.is_empty() {
            self.findings.add(Finding::warning(FindingCode::NoEntryDate, Place::line(number)));
        }
        if let Some(day) = day {
            self.first_date = Some(self.first_date.map_or(day, |first| first.min(day)));
            self.last_date = Some(self.last_date.map_or(day, |last| last.max(day)));
        }
        self.total_debit += debit;
        self.total_credit += credit;
        self.negative_amount_lines += usize::from(is_negative(debit) || is_negative(credit));
        if !debit.is_zero() && !credit.is_zero() {
            let finding = Finding::warning(FindingCode::DebitAndCredit, Place::line(number));
            self.findings.add(finding.with("debit", debit).with("credit", credit));
        }
        if account.is_empty() {
            self.findings.add(Finding::error(FindingCode::MissingValue, Place::line(number)).with("field", "account"));
            return;
        }
        let journal = self.journals.see(code, journal_label, account);
        self.enter(journal, entry_number, written, piece_ref);
        self.side(account, debit - credit);
        if account.starts_with(b"411") {
            self.customer_line(number, fields, journal, day, (debit, credit));
        }
    }

    fn no_sides(&mut self, number: u32, fields: &Fields<'a, '_>, problem: &NoSides) {
        let place = |column: usize| {
            let heading = match (self.layout.style, column == self.layout.first_amount) {
                (AmountStyle::DebitCredit, true) => "Debit",
                (AmountStyle::DebitCredit, false) => "Credit",
                (AmountStyle::AmountAndSense, true) => "Montant",
                (AmountStyle::AmountAndSense, false) => "Sens",
            };
            Place::cell(number, heading)
        };
        let text = |column: usize| quoted(&self.charset.text(fields.at(column)));
        let finding = match problem {
            NoSides::Missing => {
                Finding::error(FindingCode::MissingValue, Place::line(number)).with("field", "entry_amount")
            }
            NoSides::Unreadable(column, error) => {
                let code = match error {
                    AmountError::NotAnAmount => FindingCode::UnreadableAmount,
                    AmountError::Ambiguous => FindingCode::AmbiguousAmount,
                    AmountError::OutOfRange => FindingCode::AmountOutOfRange,
                };
                Finding::error(code, place(*column)).with("text", text(*column))
            }
            NoSides::Sense => {
                let column = self.layout.second_amount;
                Finding::error(FindingCode::UnreadableSense, place(column)).with("text", text(column))
            }
        };
        self.findings.add(finding);
    }

    fn day(&mut self, number: u32, heading: &str, field: &[u8]) -> Option<NaiveDate> {
        date(field).unwrap_or_else(|()| {
            let finding = Finding::error(FindingCode::UnreadableDate, Place::cell(number, heading));
            self.findings.add(finding.with("text", quoted(&self.charset.text(field))));
            None
        })
    }

    /// Goes on with the entry of the line before, or closes it.
    fn enter(&mut self, journal: u32, number: &'a [u8], date: &'a [u8], piece: &'a [u8]) {
        let unnumbered = number.iter().all(|byte| *byte == b'0');
        let piece = if unnumbered { piece } else { &[] };
        let run = &self.run;
        if (run.journal, run.number, run.date, run.piece) == (journal, number, date, piece) {
            return;
        }
        self.close();
        self.run = Run { journal, number, date, piece, first: self.customer_lines.len(), ..Run::default() };
    }

    fn close(&mut self) {
        let mut sides = self.run.sides;
        sides.sales_in_credit = is_negative(self.run.sales);
        sides.money_in = self.run.money.is_sign_positive() && !self.run.money.is_zero();
        for line in &mut self.customer_lines[self.run.first..] {
            line.sides = sides;
        }
    }

    fn side(&mut self, account: &[u8], amount: Decimal) {
        let sides = &mut self.run.sides;
        match account {
            [b'7', b'0', ..] => {
                sides.sales = true;
                self.run.sales += amount;
            }
            [b'5', b'1' | b'3' | b'4' | b'8', ..] => {
                sides.money = true;
                self.run.money += amount;
            }
            [b'6', b'5', b'4', ..] | [b'6', b'7', b'1', b'4', ..] => sides.loss = true,
            _ => {}
        }
    }

    fn customer_line(
        &mut self,
        number: u32,
        fields: &Fields<'a, '_>,
        journal: u32,
        day: Option<NaiveDate>,
        (debit, credit): Sides,
    ) {
        let layout = &self.layout;
        let raw = RawParty {
            account: fields.at(layout.account),
            account_label: fields.maybe(layout.account_label),
            auxiliary: fields.maybe(layout.auxiliary),
            auxiliary_label: fields.maybe(layout.auxiliary_label),
            client: fields.maybe(layout.client),
        };
        let piece_ref = fields.maybe(layout.piece_ref);
        let lettering = fields.maybe(layout.lettering);
        let (piece_day, letter_day, paid_day) =
            (fields.maybe(layout.piece_date), fields.maybe(layout.lettered_on), fields.maybe(layout.paid_on));
        let (entry_number, label) = (fields.maybe(layout.entry_number), fields.maybe(layout.label));
        let means = fields.maybe(layout.means);
        let net = debit - credit;

        self.customers.lines += 1;
        self.customers.debit += debit;
        self.customers.credit += credit;
        if lettering.is_empty() {
            self.customers.open_balance += net;
        } else {
            self.customers.lettered_lines += 1;
        }
        self.accounts.insert(raw.account);
        if !raw.auxiliary.is_empty() {
            self.auxiliaries.insert(raw.auxiliary);
        }
        if !piece_ref.is_empty() {
            self.pieces.insert(piece_ref);
        }
        let Ok(amount) = Cents::round_half_up(net) else {
            let finding = Finding::error(FindingCode::AmountOutOfRange, Place::line(number));
            self.findings.add(finding.with("text", net));
            return;
        };
        if amount.to_decimal() != net {
            let finding = Finding::warning(FindingCode::AmountRounded, Place::line(number));
            self.findings.add(finding.with("text", net).with("rounded", amount));
        }
        let piece_date = self.day(number, "PieceDate", piece_day);
        let lettered_on = self.day(number, "DateLet", letter_day);
        let paid_on = self.day(number, "DateRglt", paid_day);
        let party = self.party(raw);
        self.customer_lines.push(FecLine {
            line: number,
            journal,
            party,
            sides: EntrySides::default(),
            date: day,
            piece_date,
            lettered_on,
            paid_on,
            amount,
            entry_number,
            piece_ref,
            label,
            lettering,
            means,
        });
    }

    fn party(&mut self, raw: RawParty<'a>) -> u32 {
        let key = (raw.account, raw.auxiliary, raw.client);
        let index = *self.party_index.entry(key).or_insert_with(|| {
            self.parties.push(raw);
            u32::try_from(self.parties.len() - 1).unwrap_or(u32::MAX)
        });
        if let Some(known) = self.parties.get_mut(index as usize)
            && known.auxiliary_label.is_empty()
        {
            known.auxiliary_label = raw.auxiliary_label;
        }
        index
    }

    fn finish(mut self, blank: &Blank) -> Reading<FecFile<'a>> {
        self.close();
        if let Some(first) = blank.first {
            let finding = Finding::note(FindingCode::EmptyLines, Place::line(first));
            self.findings.add(finding.with("count", blank.count));
        }
        if self.total_debit != self.total_credit {
            let finding = Finding::warning(FindingCode::JournalNotBalanced, Place::whole_file());
            self.findings.add(finding.with("debit", self.total_debit).with("credit", self.total_credit));
        }
        if !self.numbered {
            self.findings.add(Finding::note(FindingCode::NoEntryNumbers, Place::whole_file()));
        }
        self.customers.accounts = self.accounts.len();
        self.customers.auxiliaries = self.auxiliaries.len();
        self.customers.pieces = self.pieces.len();
        let file = FecFile {
            encoding: self.charset.encoding,
            separator: self.layout.separator,
            columns: self.layout.columns,
            amount_style: self.layout.style,
            lines: self.lines,
            blank_lines: blank.count,
            first_date: self.first_date,
            last_date: self.last_date,
            total_debit: self.total_debit,
            total_credit: self.total_credit,
            negative_amount_lines: self.negative_amount_lines,
            customers: self.customers,
            journals: self.journals.finish(self.charset),
            charset: self.charset,
            parties: self.parties,
            customer_lines: self.customer_lines,
        };
        Reading { value: file, findings: self.findings.finish() }
    }
}

/// A zero may carry a sign, and is not negative.
fn is_negative(amount: Decimal) -> bool {
    amount.is_sign_negative() && !amount.is_zero()
}
