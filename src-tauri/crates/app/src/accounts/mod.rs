//! The customers' open balance and history out of an accounting journal (FEC): compared with what is recorded, shown as
//! a whole, then stored in one transaction.
//!
//! A journal says no due date, so none is made up: an invoice gets the law's, and what stands there without its invoice
//! has none until the owner says it ([`domain::Origin`]).

mod known;
mod plan;
mod sides;
mod storing;

use chrono::NaiveDate;
use domain::Cents;
use intake::fec::{self, CustomerKind, Receivables};
use intake::{Finding, FindingCode, Refusal, RefusalCode};

pub(crate) use known::Known;
pub(crate) use sides::BANK_DAYS;
pub use storing::FORMAT;

/// An accounting journal on its way in.
#[derive(Debug)]
pub struct JournalFile {
    pub receivables: Receivables,
    /// The first and last day of its entries.
    pub first_day: Option<NaiveDate>,
    pub last_day: Option<NaiveDate>,
    /// Entries of all accounts.
    pub lines: u32,
    /// Debit less credit of account 411, customers or not.
    pub balance: Cents,
    /// What reading alone found.
    pub(crate) read_findings: Vec<Finding>,
    pub outlook: Outlook,
}

/// How many, and what they sum to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sum {
    pub count: u32,
    pub amount: Cents,
}

impl Sum {
    fn add(&mut self, amount: Cents) {
        self.count = self.count.saturating_add(1);
        self.amount = self.amount.plus(amount);
    }
}

/// What a journal would add, and whether the sums are those of the accounts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outlook {
    pub customers_new: u32,
    pub customers_known: u32,
    pub invoices: Sum,
    /// Those of the new invoices that stay open.
    pub invoices_open: Sum,
    pub invoices_known: u32,
    /// Known with another amount: nothing is changed in them.
    pub contradicting: u32,
    pub credit_notes: Sum,
    pub payments: Sum,
    pub payments_known: u32,
    /// New money that no invoice gets, since no letter says which.
    pub free: Sum,
    /// What is owed from before, without its invoices.
    pub brought_forward: Sum,
    /// What the customers had in their favour from before.
    pub brought_credit: Sum,
    /// Money that went back.
    pub money_back: Sum,
    /// Losses, transfers, differences.
    pub book_entries: Sum,
    /// Parts of money known before that invoices known before get.
    pub applied: u32,
    /// What nothing is made of, and why.
    pub left_out: Vec<LeftOut>,
    /// Of the customers that are taken in: what the accounts say they owe on the last day.
    pub accounts: Cents,
    /// The same in Acquit, before and after.
    pub owed_before: Cents,
    pub owed_after: Cents,
    /// Customers of whom the accounts say another sum than Acquit will, the largest difference first.
    pub differing: Vec<Differing>,
    /// Customers of whom something is open afterwards.
    pub owing: u32,
    /// The day of these sums: the last of the journal.
    pub on: Option<NaiveDate>,
}

impl Outlook {
    /// Nothing in it is new.
    pub fn adds_nothing(&self) -> bool {
        let sums = [self.invoices, self.credit_notes, self.payments, self.brought_forward, self.brought_credit];
        let more = [self.money_back, self.book_entries];
        self.applied == 0 && sums.iter().chain(&more).all(|sum| sum.count == 0)
    }

    /// What Acquit will say less what the accounts say.
    pub fn difference(&self) -> Cents {
        self.owed_after.minus(self.accounts)
    }

    /// Invoices and credit notes, in the widest sense: everything that goes in beside payments.
    pub fn items(&self) -> u32 {
        [
            self.invoices,
            self.credit_notes,
            self.brought_forward,
            self.brought_credit,
            self.money_back,
            self.book_entries,
        ]
        .iter()
        .map(|sum| sum.count)
        .fold(0, u32::saturating_add)
    }
}

/// A name of the ledger that is not taken in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    pub name: String,
    pub why: WhyLeftOut,
    pub lines: u32,
    pub balance: Cents,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum WhyLeftOut {
    /// All customers under one account.
    Shared,
    /// Several people under one name.
    Sundry,
    /// A way of paying.
    MeansOfPayment,
    /// Lines without a day that can be read.
    WithoutDay,
}

/// A customer whose sums differ.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Differing {
    pub name: String,
    pub accounts: Cents,
    pub acquit: Cents,
}

impl JournalFile {
    /// Reads the bytes of a journal.
    ///
    /// # Errors
    /// When it cannot be read, or holds no customer.
    pub fn read(bytes: &[u8]) -> Result<JournalFile, Refusal> {
        let reading = fec::read(bytes)?;
        let file = reading.value;
        let receivables = fec::receivables(&file);
        if receivables.value.customers.is_empty() {
            return Err(Refusal::of_file(RefusalCode::NoCustomerLines));
        }
        let mut read_findings = reading.findings;
        // What is left out of a journal is shown with its sums.
        let shown_elsewhere = [FindingCode::NotOneCustomer, FindingCode::CustomersNotNamed];
        let more = receivables.findings.into_iter().filter(|finding| !shown_elsewhere.contains(&finding.code));
        read_findings.extend(more);
        Ok(JournalFile {
            first_day: file.first_date,
            last_day: file.last_date,
            lines: u32::try_from(file.lines).unwrap_or(u32::MAX),
            balance: Cents::round_half_up(file.customers.balance()).unwrap_or_default(),
            receivables: receivables.value,
            read_findings,
            outlook: Outlook::default(),
        })
    }
}

fn why(kind: CustomerKind) -> Option<WhyLeftOut> {
    match kind {
        CustomerKind::Named => None,
        CustomerKind::MeansOfPayment => Some(WhyLeftOut::MeansOfPayment),
        CustomerKind::Sundry => Some(WhyLeftOut::Sundry),
        CustomerKind::Shared => Some(WhyLeftOut::Shared),
    }
}
