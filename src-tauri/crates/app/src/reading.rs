//! What the screens and verbs read from the file: lists, stories, the check of the journal.

use std::collections::{HashMap, HashSet};

use domain::{Cents, CustomerId, Digest, ImportId};
use law::{DueFacts, due_date};
use store::{
    BreakKind, Counts, CustomerFilter, CustomerRow, CustomerSort, Entry, ImportRow, InvoiceFilter, InvoiceRow,
    InvoiceSort, InvoiceState, LetterRow, Page,
};

use crate::desk::{Desk, Now};
use crate::failure::Failure;
use crate::words::say;

/// The journal and everything read from it, checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checked {
    pub intact: bool,
    pub entries: u64,
    /// The first entry that is not as it was written, and what is wrong with it.
    pub broken: Option<(u64, &'static str)>,
    pub head: Digest,
    pub sentence: String,
}

/// Days after issue from which lists call an invoice without an agreed date overdue: the default term of L. 441-10.
const PRESUMED_TERM_DAYS: u16 = 30;

impl Desk {
    pub fn counts(&self, now: Now) -> Result<Counts, Failure> {
        Ok(self.store.counts(now.today, PRESUMED_TERM_DAYS)?)
    }

    pub fn invoice_rows(
        &self,
        filter: &InvoiceFilter,
        sort: InvoiceSort,
        descending: bool,
        offset: usize,
        limit: usize,
    ) -> Result<Page<InvoiceRow>, Failure> {
        Ok(self.store.invoice_list(filter, sort, descending, offset as u64, limit as u64)?)
    }

    /// How many invoices each state has, under the same search.
    pub fn invoice_counts(&self, filter: &InvoiceFilter, states: &[InvoiceState]) -> Result<Vec<u64>, Failure> {
        let mut counts = Vec::with_capacity(states.len());
        for state in states {
            let filter = InvoiceFilter { state: *state, ..filter.clone() };
            counts.push(self.store.invoice_list(&filter, InvoiceSort::Due, false, 0, 0)?.total);
        }
        Ok(counts)
    }

    /// What is left of all invoices of a filter.
    pub fn invoice_open(&self, filter: &InvoiceFilter) -> Result<Cents, Failure> {
        Ok(self.store.invoice_list(filter, InvoiceSort::Due, false, 0, 0)?.open)
    }

    /// What is overdue of the invoices a search finds. Without a search it is the figure of Today, which the law makes.
    pub fn overdue_of(&mut self, filter: &InvoiceFilter, now: Now) -> Result<Cents, Failure> {
        if filter.search.is_empty() && filter.customer.is_none() {
            return Ok(self.standings(now)?.figures().overdue);
        }
        Ok(self.store.invoice_overdue(filter)?)
    }

    pub fn customer_rows(
        &self,
        filter: &CustomerFilter,
        sort: CustomerSort<'_>,
        descending: bool,
        offset: usize,
        limit: usize,
    ) -> Result<Page<CustomerRow>, Failure> {
        Ok(self.store.customer_list(filter, sort, descending, offset as u64, limit as u64)?)
    }

    /// The due date of a line of a list: the one agreed, else the law's; of several, the first that is unpaid.
    pub fn due_date_of_row(&self, row: &InvoiceRow) -> Option<chrono::NaiveDate> {
        let agreed = row.next_due.or(row.first_due);
        if agreed.is_none() && !row.origin.is_document() {
            return None;
        }
        let Some(debtor) = row.debtor else { return agreed };
        let mut facts = DueFacts::new(debtor, row.issue_date);
        facts.public_buyer = row.public_buyer;
        facts.delivery = row.delivery_date;
        facts.received = row.received_on;
        facts.agreed_date = agreed;
        let general = self.business.as_ref().and_then(|business| business.terms.payment_term);
        facts.term = row.payment_term.or(general.filter(|_| debtor != domain::DebtorKind::PublicBody));
        due_date(&facts, &self.law).ok().map(|due| due.date)
    }

    pub fn letters(&self, customer: CustomerId) -> Result<Vec<LetterRow>, Failure> {
        Ok(self.store.letters(customer)?)
    }

    /// The newest entries of a customer's story.
    pub fn timeline(&self, customer: CustomerId, most: usize) -> Result<Vec<Entry>, Failure> {
        Ok(self.store.timeline(customer, None, most)?)
    }

    pub fn journal_length(&self) -> Result<u64, Failure> {
        Ok(self.store.head()?.seq.0)
    }

    /// The digest at the end of the journal: another one after every fact.
    pub fn journal_end(&self) -> Result<String, Failure> {
        Ok(self.store.head()?.digest.to_string())
    }

    /// How many invoices and credit notes each import brought.
    pub fn brought_by_imports(&self) -> Result<HashMap<ImportId, (u32, u32)>, Failure> {
        Ok(self.store.brought_by_imports()?)
    }

    /// The imports that brought bank statements.
    pub fn imports_of_statements(&self) -> Result<HashSet<ImportId>, Failure> {
        Ok(self.store.imports_of_statements()?)
    }

    pub fn imports(&self) -> Result<Vec<ImportRow>, Failure> {
        Ok(self.store.imports()?)
    }

    /// Checks the journal from its first entry, the originals, and that the tables are what the journal says.
    pub fn verify(&self) -> Result<Checked, Failure> {
        let checked = self.store.verify()?;
        let entries = checked.entries;
        let count = self.lang.count(entries);
        let sentence = match (&checked.first_break, self.lang) {
            (None, domain::Lang::Fr) => {
                format!(
                    "Historique intact\u{a0}: {count} {} vérifiées.",
                    self.lang.plural(entries, "écriture", "écritures")
                )
            }
            (None, domain::Lang::En) => {
                format!("History intact: {count} {} checked.", self.lang.plural(entries, "entry", "entries"))
            }
            (Some(found), _) => {
                let what = break_words(self.lang, &found.kind);
                match self.lang {
                    domain::Lang::Fr => {
                        format!("L’écriture {} du journal a été altérée hors d’Acquit\u{a0}: {what}.", found.seq)
                    }
                    domain::Lang::En => {
                        format!("Entry {} of the journal was tampered with outside Acquit: {what}.", found.seq)
                    }
                }
            }
        };
        Ok(Checked {
            intact: checked.intact,
            entries,
            broken: checked.first_break.as_ref().map(|found| (found.seq.0, found.kind.code())),
            head: checked.head.digest,
            sentence,
        })
    }
}

fn break_words(lang: domain::Lang, kind: &BreakKind) -> &'static str {
    match kind {
        BreakKind::Changed => {
            say(lang, "son contenu n’est pas celui qui avait été écrit", "its content is not what was written")
        }
        BreakKind::Unchained => say(lang, "elle ne suit pas la précédente", "it does not follow the one before"),
        BreakKind::Missing => say(lang, "elle manque", "it is missing"),
        BreakKind::Truncated => say(lang, "la fin du journal a été coupée", "the end of the journal was cut off"),
        BreakKind::BeyondHead => say(lang, "elle a été ajoutée sans Acquit", "it was added without Acquit"),
        BreakKind::HeadChanged => say(lang, "l’empreinte finale a été changée", "the final digest was changed"),
        BreakKind::NotedHeadMissing => say(lang, "le journal a été réécrit", "the journal was written again"),
        BreakKind::Unreadable => say(lang, "elle ne peut pas être lue", "it cannot be read"),
        BreakKind::Table { .. } => say(
            lang,
            "les tables ne disent pas la même chose que le journal",
            "the tables do not say what the journal says",
        ),
        BreakKind::OriginalChanged => say(lang, "un document gardé a été changé", "a kept document was changed"),
        BreakKind::OriginalMissing => say(lang, "un document gardé manque", "a kept document is missing"),
    }
}
