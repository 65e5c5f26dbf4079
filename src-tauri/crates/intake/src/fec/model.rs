//! What an accounting journal says, and what its account 411 means.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::Cents;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::journals::JournalKind;
use super::values::Charset;

/// A journal that was read. Borrows the bytes: a million lines are not copied.
#[derive(Clone, Debug)]
pub struct FecFile<'a> {
    pub encoding: FecEncoding,
    pub separator: Separator,
    /// Headings; an empty one after a trailing separator is not counted.
    pub columns: usize,
    pub amount_style: AmountStyle,
    /// Lines below the heading that hold something.
    pub lines: usize,
    pub blank_lines: usize,
    /// The first and last EcritureDate.
    pub first_date: Option<NaiveDate>,
    pub last_date: Option<NaiveDate>,
    /// Sums in euros, exact as written, of every line whose amount can be read.
    pub total_debit: Decimal,
    pub total_credit: Decimal,
    pub negative_amount_lines: usize,
    pub customers: CustomersTotals,
    /// In the order in which they first appear.
    pub journals: Vec<Journal>,
    pub(super) charset: Charset,
    pub(super) parties: Vec<RawParty<'a>>,
    pub(super) customer_lines: Vec<FecLine<'a>>,
}

/// What the lines of account 411 amount to, as written.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CustomersTotals {
    pub lines: usize,
    /// Distinct CompteNum, CompAuxNum and PieceRef, empty ones not counted.
    pub accounts: usize,
    pub auxiliaries: usize,
    pub pieces: usize,
    pub debit: Decimal,
    pub credit: Decimal,
    pub lettered_lines: usize,
    /// Debit less credit of the lines without a letter.
    pub open_balance: Decimal,
}

impl CustomersTotals {
    pub fn balance(&self) -> Decimal {
        self.debit - self.credit
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Journal {
    pub code: String,
    pub label: String,
    pub kind: JournalKind,
    pub lines: usize,
}

/// How the bytes are text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum FecEncoding {
    #[serde(rename = "utf-8")]
    Utf8,
    #[serde(rename = "utf-8-bom")]
    Utf8Bom,
    /// One byte a letter: Windows-1252 or ISO-8859-15, which most files cannot be told apart by.
    #[serde(rename = "cp1252/iso-8859-15")]
    SingleByte,
}

impl FecEncoding {
    pub fn code(self) -> &'static str {
        match self {
            FecEncoding::Utf8 => "utf-8",
            FecEncoding::Utf8Bom => "utf-8-bom",
            FecEncoding::SingleByte => "cp1252/iso-8859-15",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Separator {
    Tab,
    Pipe,
    /// Against the norm, but met.
    Semicolon,
}

impl Separator {
    pub const ALL: &'static [Separator] = &[Separator::Tab, Separator::Pipe, Separator::Semicolon];

    pub fn code(self) -> &'static str {
        match self {
            Separator::Tab => "TAB",
            Separator::Pipe => "PIPE",
            Separator::Semicolon => "SEMICOLON",
        }
    }

    pub(super) fn byte(self) -> u8 {
        match self {
            Separator::Tab => b'\t',
            Separator::Pipe => b'|',
            Separator::Semicolon => b';',
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum AmountStyle {
    #[serde(rename = "Debit/Credit")]
    DebitCredit,
    #[serde(rename = "Montant/Sens")]
    AmountAndSense,
}

impl AmountStyle {
    pub fn code(self) -> &'static str {
        match self {
            AmountStyle::DebitCredit => "Debit/Credit",
            AmountStyle::AmountAndSense => "Montant/Sens",
        }
    }
}

/// The account and auxiliary of a line, as bytes of the file.
#[derive(Clone, Copy, Debug)]
pub struct RawParty<'a> {
    pub account: &'a [u8],
    pub account_label: &'a [u8],
    pub auxiliary: &'a [u8],
    pub auxiliary_label: &'a [u8],
    pub client: &'a [u8],
}

/// A line of account 411. Text is still bytes of the file.
#[derive(Clone, Copy, Debug)]
pub struct FecLine<'a> {
    pub line: u32,
    pub journal: u32,
    pub party: u32,
    pub sides: EntrySides,
    pub date: Option<NaiveDate>,
    pub piece_date: Option<NaiveDate>,
    pub lettered_on: Option<NaiveDate>,
    pub paid_on: Option<NaiveDate>,
    /// Debit less credit.
    pub amount: Cents,
    pub entry_number: &'a [u8],
    pub piece_ref: &'a [u8],
    pub label: &'a [u8],
    pub lettering: &'a [u8],
    pub means: &'a [u8],
}

/// What else stands in the entry of a line, as far as its lines stand together in the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct EntrySides {
    /// A bank, a till, cheques to be paid in (51, 53, 54, 58), and whether more came in than went out.
    pub money: bool,
    pub money_in: bool,
    /// Sales (70), and whether they stand in credit.
    pub sales: bool,
    pub sales_in_credit: bool,
    /// A loss on bad debt (654, 6714).
    pub loss: bool,
}

/// The customers' side of a journal.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Receivables {
    /// By account and auxiliary, in the order in which they first appear.
    pub customers: Vec<LedgerCustomer>,
}

impl Receivables {
    /// Those an invoice can be asked of.
    pub fn named(&self) -> impl Iterator<Item = &LedgerCustomer> {
        self.customers.iter().filter(|customer| customer.kind == CustomerKind::Named)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LedgerCustomer {
    /// CompAuxNum; else the sub-account of 411, or the IdClient of cash accounting; else the shared account.
    pub auxiliary: String,
    pub name: String,
    /// CompteNum, of the first line.
    pub account: String,
    pub kind: CustomerKind,
    pub invoices: Vec<LedgerItem>,
    pub credit_notes: Vec<LedgerItem>,
    /// Money in. The amount is positive.
    pub payments: Vec<LedgerItem>,
    /// Money that went back: an unpaid cheque or debit, or a refund. The amount is positive.
    pub returned: Vec<LedgerItem>,
    /// Balances brought forward. The amount is positive where the customer owed.
    pub opening: Vec<LedgerItem>,
    pub opening_shape: OpeningShape,
    /// Everything else: losses, transfers, differences. The amount is positive where the customer owes more.
    pub others: Vec<LedgerItem>,
    /// Debit less credit of all lines, lettered or not.
    pub open_balance: Cents,
    pub letterings: Vec<Lettering>,
    pub habit: Habit,
}

impl LedgerCustomer {
    /// The invoices that no letter closes. Where payments stay open beside them, or a balance brought forward, what is
    /// owed is less or more than their sum: it is `open_balance`.
    pub fn open_invoices(&self) -> impl Iterator<Item = &LedgerItem> {
        self.invoices.iter().filter(|invoice| !invoice.settled)
    }
}

/// Whether a name of the ledger is somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomerKind {
    Named,
    /// A way of paying (`RECETTE CB`) or counter sales: nobody to write to.
    MeansOfPayment,
    /// `CLIENTS DIVERS`: several people under one name.
    Sundry,
    /// All lines of 411 without an auxiliary: the file does not say whose they are.
    Shared,
}

/// How the balances of the year before came in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpeningShape {
    #[default]
    None,
    /// One amount; the invoices in it are not known.
    OneAmount,
    PerInvoice,
}

/// A line of a customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LedgerItem {
    /// Its line in the file, counted from 1.
    pub line: u32,
    /// Unique among the invoices, and among the credit notes, of the file; of a balance brought forward the invoice's,
    /// where it names one; empty for anything else.
    pub number: String,
    pub number_source: NumberSource,
    /// PieceRef as written.
    pub piece_ref: String,
    pub journal: Arc<str>,
    pub entry_number: String,
    /// PieceDate, else EcritureDate; for payments DateRglt, else EcritureDate.
    pub date: Option<NaiveDate>,
    pub label: String,
    /// The means of cash accounting (ModeRglt).
    pub means: String,
    /// See the list it stands in for its sign.
    pub amount: Cents,
    /// Its group in `letterings`.
    pub lettering: Option<usize>,
    /// The group nets to zero, so this line is closed.
    pub settled: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberSource {
    /// The PieceRef, which no other line has.
    PieceRef,
    /// The EcritureNum, which the label repeats; there is no PieceRef. So Odoo writes it.
    EntryNumber,
    /// Made of PieceRef and EcritureNum, since the PieceRef is a batch, a word or missing: not a number the customer
    /// knows.
    Made,
}

/// Lines of one customer under one letter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lettering {
    pub code: String,
    pub lines: usize,
    /// Debit less credit. Only a group that nets to zero is proof of payment in full.
    pub net: Cents,
    pub lettered_on: Option<NaiveDate>,
}

/// How somebody pays, counted only where invoice and payment are surely each other's.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Habit {
    pub paid: Vec<PaidInvoice>,
    /// Of `paid`, in days from invoice to payment; the lower one of two in the middle.
    pub median_days: Option<i64>,
    /// Rounded half up.
    pub mean_days: Option<i64>,
    pub longest_days: Option<i64>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaidInvoice {
    pub number: String,
    pub amount: Cents,
    pub issue_date: NaiveDate,
    pub paid_on: NaiveDate,
    /// Negative where it was paid in advance.
    pub days: i64,
}
