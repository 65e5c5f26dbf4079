//! What a reader says besides the value: findings, and refusals of a whole file.
//!
//! Codes and facts only. The sentences belong to the interface, in the reader's language.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A value read from a file, with what was odd about it. One bad line does not lose a hundred good ones.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading<T> {
    pub value: T,
    pub findings: Vec<Finding>,
}

impl<T> Reading<T> {
    pub fn new(value: T) -> Reading<T> {
        Reading { value, findings: Vec::new() }
    }

    /// The gravest finding, where there is one.
    pub fn severity(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }
}

/// How much a finding matters. The order is that of gravity.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Said for information; nothing to decide.
    Note,
    /// Imported all the same; the owner should look.
    Warning,
    /// The line or value was left out.
    Error,
}

/// Where in a file something was found.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Place {
    /// The attachment or sheet, by its name in the file; empty for the file itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub part: String,
    /// Counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The XML element (its path of local names) or the heading of the column; empty where neither applies.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub element: String,
}

impl Place {
    pub fn whole_file() -> Place {
        Place::default()
    }

    pub fn line(line: u32) -> Place {
        Place { line: Some(line), ..Place::default() }
    }

    pub fn cell(line: u32, heading: impl Into<String>) -> Place {
        Place { line: Some(line), element: heading.into(), ..Place::default() }
    }

    pub fn element(path: impl Into<String>) -> Place {
        Place { element: path.into(), ..Place::default() }
    }

    pub fn in_part(mut self, part: impl Into<String>) -> Place {
        self.part = part.into();
        self
    }
}

/// For machines and logs: `factur-x.xml:12 DueDateDateTime`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.part)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if !self.element.is_empty() {
            if !self.part.is_empty() || self.line.is_some() {
                f.write_str(" ")?;
            }
            f.write_str(&self.element)?;
        }
        Ok(())
    }
}

/// Named values for a sentence: `("expected", "120.00")`.
pub type Facts = Vec<(&'static str, String)>;

/// Something the owner should know about a file that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    pub severity: Severity,
    pub code: FindingCode,
    pub place: Place,
    pub facts: Facts,
}

impl Finding {
    pub fn new(severity: Severity, code: FindingCode, place: Place) -> Finding {
        Finding { severity, code, place, facts: Vec::new() }
    }

    pub fn note(code: FindingCode, place: Place) -> Finding {
        Finding::new(Severity::Note, code, place)
    }

    pub fn warning(code: FindingCode, place: Place) -> Finding {
        Finding::new(Severity::Warning, code, place)
    }

    pub fn error(code: FindingCode, place: Place) -> Finding {
        Finding::new(Severity::Error, code, place)
    }

    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Finding {
        self.facts.push((name, value.to_string()));
        self
    }
}

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $code)] $variant,)*
        }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The stable name, used by the verbs and by the interface to find its sentence.
            pub fn code(self) -> &'static str {
                match self {
                    $($name::$variant => $code,)*
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

codes! {
    /// What was found.
    FindingCode {
        // Amounts
        /// BT-109 + BT-110 is not BT-112. Facts: `net`, `vat`, `gross`.
        NetPlusVatIsNotGross = "net_plus_vat_is_not_gross",
        /// BT-112 − BT-113 + BT-114 is not BT-115. Facts: `gross`, `prepaid`, `rounding`, `due`.
        GrossLessPrepaidIsNotDue = "gross_less_prepaid_is_not_due",
        /// Written but not readable as an amount. Facts: `text`.
        UnreadableAmount = "unreadable_amount",
        /// More than two decimals; the amount was rounded half up. Facts: `text`, `rounded`.
        AmountRounded = "amount_rounded",
        /// A decimal comma where XML has a point; there was one way to read it. Facts: `text`, `read_as`.
        DecimalComma = "decimal_comma",
        /// The amount is beyond what Acquit counts with. Facts: `text`.
        AmountOutOfRange = "amount_out_of_range",
        /// No amount due written; it was computed. Facts: `due`.
        AmountDueComputed = "amount_due_computed",
        /// Nothing is left to pay.
        NothingDue = "nothing_due",
        /// A credit note written with negative amounts, or an invoice with a negative total: kind and sign were
        /// put right. Facts: `type_code`, `due`.
        SignNormalised = "sign_normalised",
        /// The invoice has a total, but the other side is owed. Facts: `due`.
        NegativeAmountDue = "negative_amount_due",
        // Dates
        /// Facts: `text`.
        UnreadableDate = "unreadable_date",
        /// Day and month could be either way round. Facts: `text`, `read_as`.
        AmbiguousDate = "ambiguous_date",
        /// No due date: the law will compute it.
        NoDueDate = "no_due_date",
        /// Facts: `issue`, `due`.
        DueBeforeIssue = "due_before_issue",
        /// Facts: `dates`.
        SeveralDueDates = "several_due_dates",
        /// The payment terms give amounts that do not sum to the amount due; the whole is due on the last day.
        /// Facts: `sum`, `due`.
        InstalmentsIgnored = "instalments_ignored",
        /// No due date, but words such as "30 jours" that leave one reading. Facts: `text`.
        PaymentTermRead = "payment_term_read",
        // Document
        /// Facts: `type_code`.
        UnknownTypeCode = "unknown_type_code",
        /// A corrected, prepayment, partial, construction or other invoice kind. Facts: `type_code`.
        SpecialType = "special_type",
        /// The customer wrote the invoice in the seller's name (389, 261, 527). Facts: `type_code`.
        SelfBilled = "self_billed",
        /// A pro-forma invoice is no claim. Facts: `type_code`.
        ProForma = "pro_forma",
        /// Facts: `currency`.
        OtherCurrency = "other_currency",
        /// No currency written, or one that is no ISO 4217 code. Facts: `currency`.
        NoCurrency = "no_currency",
        NoSellerName = "no_seller_name",
        NoBuyerName = "no_buyer_name",
        /// An identifier that fails its check. Facts: `role`, `text`.
        BadIdentifier = "bad_identifier",
        /// An account number that fails its check. Facts: `text`.
        BadIban = "bad_iban",
        /// Blanks around or inside the number. Facts: `number`.
        OddNumber = "odd_number",
        /// An element that may be there once is there several times; the first was read. Facts: `count`.
        RepeatedElement = "repeated_element",
        // Form
        /// Something a strict XML parser refuses was passed over. Facts: `what`.
        XmlRepaired = "xml_repaired",
        /// The bytes do not fit the encoding the file declares. Facts: `declared`, `used`.
        EncodingMismatch = "encoding_mismatch",
        /// The PDF has several XML attachments. Facts: `chosen`, `others`.
        SeveralAttachments = "several_attachments",
        /// The table of the PDF's objects is wrong; they were looked for in the bytes.
        PdfRepaired = "pdf_repaired",
        /// The XML was found by looking at every object, since the PDF does not list it.
        AttachmentNotListed = "attachment_not_listed",
        // Lists
        /// A value the invoice cannot do without is missing in the line. Facts: `field`.
        MissingValue = "missing_value",
        /// The line has more or fewer cells than the header. Facts: `cells`, `expected`.
        WrongCellCount = "wrong_cell_count",
        /// A line that adds up others. Facts: `text`.
        TotalLine = "total_line",
        /// A line with a repeated header. Facts: none.
        RepeatedHeader = "repeated_header",
        /// The same number stands in an earlier line. Facts: `number`, `first_line`.
        SameNumberTwice = "same_number_twice",
        /// The invoice is already paid according to its line.
        AlreadyPaid = "already_paid",
        /// A further line of the same invoice was joined to it. Facts: `number`, `first_line`.
        LineJoined = "line_joined",
        /// A formula whose result the file does not hold, or an error value. Facts: `text`.
        FormulaError = "formula_error",
        /// `1.234` could be a thousand or a unit: the column does not say, and the owner has not. Facts: `text`.
        AmbiguousAmount = "ambiguous_amount",
        /// Lines with nothing in them were passed over; the place is the first. Facts: `count`.
        EmptyLines = "empty_lines",
        /// A quote opens and never closes; the line was read without its quotes.
        UnbalancedQuote = "unbalanced_quote",
        /// More is said to be owed than the invoice amounts to. Facts: `gross`, `due`.
        DueExceedsTotal = "due_exceeds_total",
        // Bank statements
        /// The file does not say its encoding and is no UTF-8. Facts: `used`.
        EncodingGuessed = "encoding_guessed",
        /// A line that is nothing the format knows; left out. Facts: `text`.
        UnreadableLine = "unreadable_line",
        /// A booked line whose amount is missing or no amount; left out. Facts: `text`.
        EntryWithoutAmount = "entry_without_amount",
        /// A booked line without a day.
        EntryWithoutDay = "entry_without_day",
        /// A booked line in another currency than its account; left out. Facts: `currency`, `amount`.
        EntryInOtherCurrency = "entry_in_other_currency",
        /// The balance cannot be read. Facts: `text`.
        UnreadableBalance = "unreadable_balance",
        /// Text stands after the number of a balance. Facts: `text`, `read_as`.
        TextAfterAmount = "text_after_amount",
        /// Opening + movements is not closing. Facts: `account`, `currency`, `opening`, `movements`, `closing`.
        BalancesDisagree = "balances_disagree",
        /// The statement gives no balance at its end, as a file that was cut.
        NoClosingBalance = "no_closing_balance",
        /// Lines of a statement whose beginning (account, opening balance) is not in the file.
        StatementWithoutStart = "statement_without_start",
        /// A line that belongs to none before it; left out. Facts: `text`.
        LineOutOfPlace = "line_out_of_place",
        /// The file does not say how many decimals its amounts have. Facts: `decimals`.
        DecimalsAssumed = "decimals_assumed",
        /// Nothing in the file says whether day or month comes first. Facts: `text`, `day_first`, `month_first`, `count`.
        DateOrderUnknown = "date_order_unknown",
        /// Securities and their movements were left out.
        InvestmentLeftOut = "investment_left_out",
        /// The file ends in the middle; the last line was left out.
        FileCutShort = "file_cut_short",
        /// A movement that is announced and not booked yet; left out.
        NotBookedYet = "not_booked_yet",
        /// An interim report beside full statements, which hold the same lines; left out.
        InterimLeftOut = "interim_left_out",
        /// A line that only states the opening balance.
        OpeningBalanceLine = "opening_balance_line",
        /// More was found than is listed. Facts: `count`.
        FurtherFindings = "further_findings",
        /// Nothing says whether money came or went; the line was left out. Facts: `text`.
        NoCreditOrDebit = "no_credit_or_debit",
        /// The statement does not name its account.
        NoAccount = "no_account",
        /// Amounts of one statement in several currencies. Facts: `currency`, `others`.
        SeveralCurrencies = "several_currencies",
        /// Entries that are pending, declined or only for information. Facts: `count`.
        NotBooked = "not_booked",
        /// One entry for several payments that the file does not tell apart. Facts: `count`.
        BatchWithoutDetails = "batch_without_details",
        /// The parts of an entry do not sum to it. Facts: `sum`, `amount`, `currency`.
        DetailsDoNotAdd = "details_do_not_add",
        /// No currency written; the one of the account's country was taken. Facts: `currency`.
        CurrencyAssumed = "currency_assumed",
        /// A line with a balance, not a movement. Facts: `text`.
        BalanceLine = "balance_line",
        /// A spreadsheet has cut the digits of references; the place is the first. Facts: `text`, `count`.
        DamagedReference = "damaged_reference",
        /// Debit and credit in one line; left out. Facts: `debit`, `credit`.
        ContradictoryAmounts = "contradictory_amounts",
        /// A sheet of movements that is laid out in another way than the one that was read.
        SheetLeftOut = "sheet_left_out",
        /// No line of a list takes money out: its amounts may lack their sign.
        OnlyMoneyIn = "only_money_in",
        // Accounting journal (FEC)
        /// Debits and credits of the whole file differ. Facts: `debit`, `credit`.
        JournalNotBalanced = "journal_not_balanced",
        /// A label holds the separator; the line could be put together again.
        SeparatorInLabel = "separator_in_label",
        /// Debit and credit are both filled; the difference was taken. Facts: `debit`, `credit`.
        DebitAndCredit = "debit_and_credit",
        /// Montant and Sens: the sense is neither debit nor credit. Facts: `text`.
        UnreadableSense = "unreadable_sense",
        /// A line without EcritureDate; its amount counts.
        NoEntryDate = "no_entry_date",
        /// Some letters of a UTF-8 file are damaged, as where a field was cut to its width.
        GarbledLetters = "garbled_letters",
        /// No line has a number of its entry.
        NoEntryNumbers = "no_entry_numbers",
        /// The references of the pieces are batches, words or missing, so the numbers of the invoices are not known.
        /// Facts: `count`, `invoices`, `example`.
        PieceRefsNoNumbers = "piece_refs_no_numbers",
        /// A customer's account without a customer: all are in one. Facts: `account`, `count`.
        CustomersNotNamed = "customers_not_named",
        /// A means of payment, counter sales or several people under one name. Facts: `name`, `count`.
        NotOneCustomer = "not_one_customer",
        /// Lettered groups that do not net to zero: no proof of payment in full. Facts: `count`, `groups`.
        LetteringNotZero = "lettering_not_zero",
        /// More findings of a kind, which are only counted. Facts: `count`, `first_line`, `code`.
        FurtherLines = "further_lines",
        // A journal beside what is recorded
        /// A line has no day, so nothing is made of it. Fact: customer.
        ItemWithoutDay = "item_without_day",
        /// An invoice is recorded with another amount. Facts: number, known, here, customer.
        KnownWithOtherAmount = "known_with_other_amount",
        /// The balance brought forward is less than what is recorded from before. Facts: known, here, less, customer.
        OpeningBelowKnown = "opening_below_known",
    }
}

/// Why a whole file cannot be imported.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{code} at {place}")]
pub struct Refusal {
    pub code: RefusalCode,
    pub place: Place,
    pub facts: Facts,
}

impl Refusal {
    pub fn new(code: RefusalCode, place: Place) -> Refusal {
        Refusal { code, place, facts: Vec::new() }
    }

    pub fn of_file(code: RefusalCode) -> Refusal {
        Refusal::new(code, Place::whole_file())
    }

    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Refusal {
        self.facts.push((name, value.to_string()));
        self
    }
}

codes! {
    /// Why a whole file was refused.
    RefusalCode {
        EmptyFile = "empty_file",
        /// Facts: `bytes`, `limit`.
        TooLarge = "too_large",
        /// Nothing Acquit reads. Facts: `format`.
        UnknownFormat = "unknown_format",
        /// Facts: `reason`.
        BrokenPdf = "broken_pdf",
        /// A password is needed.
        EncryptedPdf = "encrypted_pdf",
        /// A PDF without an e-invoice in it. Facts: `attachments` where it has others.
        PdfWithoutInvoice = "pdf_without_invoice",
        /// An order (Order-X, UBL order), not an invoice. Facts: `root`.
        PurchaseOrder = "purchase_order",
        /// XML that is no invoice. Facts: `root`, `namespace`.
        NotAnInvoice = "not_an_invoice",
        /// A draft version that nobody uses any more. Facts: `root`, `namespace`.
        UnsupportedVersion = "unsupported_version",
        /// Facts: `reason`.
        NotWellFormed = "not_well_formed",
        /// A DOCTYPE can make a parser read other files or explode; no real invoice has one.
        DoctypeRefused = "doctype_refused",
        /// Elements inside elements beyond any invoice. Facts: `limit`.
        TooDeep = "too_deep",
        /// Facts: `encoding`.
        UnknownEncoding = "unknown_encoding",
        // What a claim cannot do without
        NoNumber = "no_number",
        /// Facts: `text` where something was written.
        NoIssueDate = "no_issue_date",
        NoTotal = "no_total",
        /// Facts: `text`.
        AmountOutOfRange = "amount_out_of_range",
        /// Only euros for now. Facts: `currency`.
        CurrencyNotEuro = "currency_not_euro",
        NoBuyerName = "no_buyer_name",
        // Lists
        /// The workbook or text cannot be opened. Facts: `reason`.
        BrokenSheet = "broken_sheet",
        /// No line looks like a header, or no lines at all.
        NoRows = "no_rows",
        /// Facts: `rows`, `limit`.
        TooManyRows = "too_many_rows",
        /// A column the mapping needs is not chosen or not there. Facts: `field`.
        MappingIncomplete = "mapping_incomplete",
        /// A single invoice laid out on a sheet, or another page that is no list.
        NotAList = "not_a_list",
        /// A password is needed to open the workbook.
        EncryptedSheet = "encrypted_sheet",
        // Bank statements
        /// The format is known, but there is no statement in the file.
        NoStatement = "no_statement",
        /// Securities only: no account that customers pay to.
        InvestmentStatement = "investment_statement",
        /// Facts: `limit`.
        TooManyEntries = "too_many_entries",
        /// XML that is no bank statement. Facts: `root`, `namespace`.
        NotAStatement = "not_a_statement",
        /// No accounting journal: the words of its heading are not there.
        NotAFec = "not_a_fec",
        /// Facts: `limit`.
        TooManyCustomers = "too_many_customers",
        /// A journal without a line of account 411.
        NoCustomerLines = "no_customer_lines",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_has_its_own_name() {
        let findings: BTreeSet<&str> = FindingCode::ALL.iter().map(|code| code.code()).collect();
        assert_eq!(findings.len(), FindingCode::ALL.len());
        let refusals: BTreeSet<&str> = RefusalCode::ALL.iter().map(|code| code.code()).collect();
        assert_eq!(refusals.len(), RefusalCode::ALL.len());
    }

    #[test]
    fn a_code_is_stored_under_the_name_it_shows() {
        for code in FindingCode::ALL {
            assert_eq!(serde_json::to_string(code).unwrap(), format!("\"{}\"", code.code()));
        }
    }

    #[test]
    fn a_place_reads_from_the_outside_in() {
        assert_eq!(Place::cell(12, "Échéance").in_part("Feuil1").to_string(), "Feuil1:12 Échéance");
        assert_eq!(Place::element("ID").to_string(), "ID");
        assert_eq!(Place::whole_file().to_string(), "");
    }

    #[test]
    fn the_gravest_finding_counts() {
        let mut reading = Reading::new(());
        assert_eq!(reading.severity(), None);
        reading.findings.push(Finding::warning(FindingCode::NoDueDate, Place::whole_file()));
        reading.findings.push(Finding::note(FindingCode::SelfBilled, Place::whole_file()).with("type_code", 389));
        assert_eq!(reading.severity(), Some(Severity::Warning));
    }
}
