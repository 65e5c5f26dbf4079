//! Storing what was read: each file in one transaction, so that a stop at any moment leaves all of it or nothing.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use domain::{
    Allocation, Attachment, AttachmentKind, Cents, Contact, ContactId, Customer, CustomerId, DebtorKind, Event,
    ImportId, Invoice, InvoiceId, InvoiceKind, Lang, Replaced,
};
use intake::{Finding, Format};
use store::{InvoiceMatch, Reader, Seq, WaitingNote, Writing, number_key};

use super::Progress;
use super::candidate::{Candidate, CandidateState, CustomerFacts};
use super::plan::{Answer, Content, FileState, Plan, PlanFile, Question};
use super::statement_file::StatementFile;
use crate::accounts::Outlook;
use crate::assume::assume;
use crate::desk::{Desk, Now};
use crate::failure::{Failure, Thing};
use crate::statements::{format_code, keeping, standing};

/// What came of an import.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ImportDone {
    /// One for each file that went in.
    pub imports: Vec<ImportId>,
    pub files: Vec<FileDone>,
    /// Invoices and credit notes that are new.
    pub recorded: u32,
    /// The credit notes among them.
    pub credit_notes: u32,
    /// Payments that are new: only an accounting journal has some.
    pub payments: u32,
    /// Invoices that were there and took over what a file says.
    pub corrected: u32,
    pub duplicates: u32,
    /// Lines of bank statements that are new.
    pub lines: u32,
    /// Those of them that bring money in.
    pub credits: u32,
    pub files_left_out: u32,
    /// Customers whose kind is unknown or only assumed, with what was assumed.
    pub to_name: Vec<CustomerId>,
    pub findings: Vec<(String, Finding)>,
    /// Files that could not be stored, and why; the others went in.
    pub failed: Vec<(String, Failure)>,
    /// Why it ended before the last file: the owner stopped it, or the disk is full. What went in before stays.
    pub stopped: Option<Failure>,
}

/// One file that went in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileDone {
    /// Its place in the plan.
    pub file: usize,
    /// Invoices and credit notes recorded or corrected.
    pub recorded: u32,
    /// Their numbers; a journal has too many.
    pub numbers: Vec<String>,
    pub duplicates: u32,
    /// What a journal brought.
    pub outlook: Option<Outlook>,
    /// Lines of a bank statement that are new.
    pub lines: u32,
}

/// Rows between two reports of progress.
const REPORT_EVERY: usize = 500;

impl Desk {
    /// Stores the plan, with these answers besides those it has. A question without an answer adds and changes nothing.
    ///
    /// When it stops after some files went in, it says which, and the plan stays for the rest.
    ///
    /// # Errors
    /// When nothing went in: the plan stays as it was.
    pub fn confirm_plan(
        &mut self,
        now: Now,
        plan_id: &str,
        answers: &HashMap<u32, Answer>,
        progress: Progress<'_>,
    ) -> Result<ImportDone, Failure> {
        self.business_or_failure()?;
        self.answer_more(plan_id, answers)?;
        let Some(plan) = self.plan.take() else { return Err(Failure::NotFound { what: Thing::Plan }) };
        let mut done = ImportDone::default();
        let mut touched = HashSet::new();
        let stored = self.store_plan(now, &plan, &mut done, &mut touched, progress);
        // Other files may have new invoices of customers already shown.
        self.forget_derived();
        if let Err(failure) = stored {
            // What was stored before the stop is a duplicate now; the rest can be tried again.
            self.plan = Some(plan);
            self.classify()?;
            if done.imports.is_empty() {
                return Err(failure);
            }
            done.stopped = Some(failure);
        }
        let mut to_name: Vec<CustomerId> = touched.into_iter().collect();
        to_name.sort_unstable();
        for customer in to_name {
            if let Some(known) = self.store.customer(customer)?
                && !known.kind_confirmed
            {
                done.to_name.push(customer);
            }
        }
        Ok(done)
    }

    fn store_plan(
        &mut self,
        now: Now,
        plan: &Plan,
        done: &mut ImportDone,
        touched: &mut HashSet<CustomerId>,
        progress: Progress<'_>,
    ) -> Result<(), Failure> {
        let total: usize = plan.files.iter().map(rows_of).sum();
        let total = u32::try_from(total).unwrap_or(u32::MAX);
        let mut before = 0u32;
        let own_account = self.own_account();
        let mut seen = Seen { customers: HashMap::new(), waiting: HashMap::new(), compared_at: plan.compared_at };
        for place in plan.order() {
            let file = &plan.files[place];
            if !progress(before, total, &file.name) {
                return Err(Failure::Cancelled);
            }
            let rows = u32::try_from(rows_of(file)).unwrap_or(u32::MAX);
            if let Some(journal) = file.journal() {
                let mut report = |rows: u32| progress(before.saturating_add(rows), total, &file.name);
                let wanted = file.brings_journal();
                let stored = wanted && self.store_journal(now, (place, file, journal), done, touched, &mut report)?;
                done.files_left_out += u32::from(!stored);
                seen.customers.clear();
                seen.waiting.clear();
                seen.compared_at = self.store.head()?.seq;
                before = before.saturating_add(rows);
                continue;
            }
            let mut filing = Filing::new(now, file, &mut seen);
            filing.own_account = own_account.clone();
            let went_in = match file.original() {
                _ if !self.may_bring(file)? => false,
                Ok(bytes) => {
                    let mut report = |rows: u32| progress(before.saturating_add(rows), total, &file.name);
                    let filed = self.store.transaction(now.instant, now.today, |writing| {
                        filing.file(writing, &bytes, &mut report)?;
                        // Nothing of it is new: no trace of it is kept.
                        if filing.numbers.is_empty() && !filing.kept_statements { Err(Filed::Nothing) } else { Ok(()) }
                    });
                    match filed {
                        Ok(()) => true,
                        Err(Filed::Nothing) => false,
                        Err(Filed::Failed(failure)) => return Err(failure),
                    }
                }
                Err(failure) => {
                    done.failed.push((file.name.clone(), failure));
                    false
                }
            };
            if went_in {
                done.imports.push(filing.import);
                done.recorded += filing.recorded() - filing.corrected;
                done.credit_notes += filing.credit_notes;
                done.corrected += filing.corrected;
                done.duplicates += filing.duplicates;
                done.lines = done.lines.saturating_add(filing.lines);
                done.credits = done.credits.saturating_add(filing.credits);
                done.findings.extend(file.findings.iter().map(|finding| (file.name.clone(), finding.clone())));
                touched.extend(std::mem::take(&mut filing.touched));
                done.files.push(FileDone {
                    file: place,
                    recorded: filing.recorded(),
                    numbers: filing.numbers,
                    duplicates: filing.duplicates,
                    outlook: None,
                    lines: filing.lines,
                });
                seen.compared_at = self.store.head()?.seq;
            } else {
                // What was remembered of customers it would have brought is void.
                seen.customers.clear();
                seen.waiting.clear();
                done.files_left_out += 1;
            }
            before = before.saturating_add(rows);
        }
        progress(total, total, "");
        Ok(())
    }

    /// Whether anything of a file may go in. A duplicate of an earlier file may when that one stayed out.
    fn may_bring(&self, file: &PlanFile) -> Result<bool, Failure> {
        if file.answer.left_out {
            return Ok(false);
        }
        match &file.state {
            FileState::Ready => Ok(true),
            FileState::Question(questions) => {
                let other = questions.iter().any(|question| matches!(question, Question::OtherSeller { .. }));
                Ok(!other || file.answer.import == Some(true))
            }
            FileState::Duplicate { .. } if file.is_read_as_ours() => {
                for candidate in file.candidates() {
                    let found = self.store.find_customer(candidate.customer.probe())?;
                    let customers: Vec<CustomerId> = found.into_iter().map(|customer| customer.id).collect();
                    let brings = match candidate.recorded(&self.store, &customers)? {
                        None => true,
                        Some(found) => {
                            candidate.says_the_same(&found)
                                && candidate.completes(file.format.is_einvoice(), found.dated, found.has_paper)
                        }
                    };
                    if brings {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            _ => Ok(false),
        }
    }
}

/// What progress is counted in.
fn rows_of(file: &PlanFile) -> usize {
    let rows = match file.journal().map(|journal| &journal.outlook) {
        Some(outlook) => outlook.items().saturating_add(outlook.payments.count) as usize,
        None => file.candidates().len(),
    };
    rows.max(1)
}

/// How the storing of one file ended when nothing of it is kept.
enum Filed {
    Nothing,
    Failed(Failure),
}

impl<F: Into<Failure>> From<F> for Filed {
    fn from(failure: F) -> Filed {
        Filed::Failed(failure.into())
    }
}

/// What was looked up for the files stored so far.
struct Seen {
    customers: HashMap<String, Vec<CustomerId>>,
    /// Credit notes that are not used up, for customers that were looked up.
    waiting: HashMap<CustomerId, Vec<WaitingNote>>,
    /// The end of the journal up to which the states of the plan hold.
    compared_at: Seq,
}

/// One file being stored.
struct Filing<'f> {
    now: Now,
    import: ImportId,
    file: &'f PlanFile,
    seen: &'f mut Seen,
    touched: HashSet<CustomerId>,
    /// Of the invoices recorded or corrected.
    numbers: Vec<String>,
    duplicates: u32,
    replaced: Vec<Replaced>,
    corrected: u32,
    /// Recorded, not corrected.
    credit_notes: u32,
    /// For a statement that names no account.
    own_account: String,
    kept_statements: bool,
    /// New lines of bank statements, and those of them that bring money in.
    lines: u32,
    credits: u32,
    /// The invoices of customers some of whose invoices are corrected, as they were before this file.
    recorded_before: HashMap<CustomerId, HashMap<InvoiceId, Invoice>>,
}

impl<'f> Filing<'f> {
    fn new(now: Now, file: &'f PlanFile, seen: &'f mut Seen) -> Filing<'f> {
        Filing {
            now,
            import: ImportId(now.mint()),
            file,
            seen,
            touched: HashSet::new(),
            numbers: Vec::new(),
            duplicates: 0,
            replaced: Vec::new(),
            corrected: 0,
            credit_notes: 0,
            own_account: String::new(),
            kept_statements: false,
            lines: 0,
            credits: 0,
            recorded_before: HashMap::new(),
        }
    }

    fn recorded(&self) -> u32 {
        u32::try_from(self.numbers.len()).unwrap_or(u32::MAX)
    }

    fn file(
        &mut self,
        writing: &mut Writing<'_>,
        bytes: &[u8],
        report: &mut dyn FnMut(u32) -> bool,
    ) -> Result<(), Failure> {
        let file = self.file;
        if let Content::Statements(statements) = &file.content {
            return self.statements(writing, bytes, statements);
        }
        // Another program may have written since the plan was made: then nothing that was looked up counts.
        let as_compared = writing.head()?.seq == self.seen.compared_at;
        if !as_compared {
            self.seen.customers.clear();
            self.seen.waiting.clear();
        }
        let digest = writing.put_original(&file.name, media_type(file.format), bytes)?;
        let paper = Attachment { digest: digest.clone(), name: file.name.clone(), kind: AttachmentKind::Original };
        let paper = file.format.is_einvoice().then_some(paper);
        for (row, candidate) in file.candidates().iter().enumerate() {
            if row % REPORT_EVERY == 0 && !report(u32::try_from(row).unwrap_or(u32::MAX)) {
                return Err(Failure::Cancelled);
            }
            let known = match candidate.state {
                CandidateState::Contradicts { .. } => continue,
                CandidateState::New if as_compared => None,
                _ => {
                    let customers = self.customers(writing, &candidate.customer)?.clone();
                    candidate.recorded(writing, &customers)?
                }
            };
            match known {
                None => self.record(writing, candidate, paper.as_ref())?,
                Some(known) if candidate.says_the_same(&known) => {
                    match candidate.completes(paper.is_some(), known.dated, known.has_paper) {
                        true => self.complete(writing, candidate, &known, paper.as_ref())?,
                        false => self.duplicates += 1,
                    }
                }
                Some(known) if file.answer.replace == Some(true) => {
                    self.correct(writing, candidate, &known, paper.as_ref())?;
                }
                Some(_) => self.duplicates += 1,
            }
        }
        writing.append(&Event::FileImported {
            import: self.import,
            name: file.name.clone(),
            digest,
            format: file.format.code().to_owned(),
            recorded: self.recorded(),
            duplicates: self.duplicates,
            findings: u32::try_from(file.findings.len()).unwrap_or(u32::MAX),
            replaced: std::mem::take(&mut self.replaced),
            applied: Vec::new(),
        })?;
        Ok(())
    }

    /// The statements of a file, with the lines that are new as the journal stands now.
    fn statements(
        &mut self,
        writing: &mut Writing<'_>,
        bytes: &[u8],
        statements: &StatementFile,
    ) -> Result<(), Failure> {
        let Some(read) = &statements.read else { return Ok(()) };
        let (_, adds) = standing(writing, read, &self.own_account)?;
        let keeping = keeping(writing, self.now, self.import, read, &self.own_account)?;
        self.duplicates = keeping.known;
        if !adds {
            return Ok(());
        }
        (self.lines, self.kept_statements) = (keeping.recorded(), true);
        let credits = keeping.entries().filter(|entry| entry.amount.is_positive()).count();
        self.credits = u32::try_from(credits).unwrap_or(u32::MAX);
        let digest = writing.put_original(&self.file.name, media_type(self.file.format), bytes)?;
        writing.append(&Event::FileImported {
            import: self.import,
            name: self.file.name.clone(),
            digest,
            format: format_code(read),
            recorded: self.lines,
            duplicates: self.duplicates,
            findings: u32::try_from(self.file.findings.len()).unwrap_or(u32::MAX),
            replaced: Vec::new(),
            applied: Vec::new(),
        })?;
        keeping.write(writing)?;
        Ok(())
    }

    /// The known customers a line may mean, the surest first.
    fn customers(&mut self, writing: &Writing<'_>, facts: &CustomerFacts) -> Result<&Vec<CustomerId>, Failure> {
        Ok(match self.seen.customers.entry(facts.key()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let found = writing.find_customer(facts.probe())?;
                place.insert(found.into_iter().map(|customer| customer.id).collect())
            }
        })
    }

    /// The known customer, or a new one.
    fn customer(&mut self, writing: &mut Writing<'_>, facts: &CustomerFacts) -> Result<CustomerId, Failure> {
        let known = self.customers(writing, facts)?.first().copied();
        let id = match known {
            Some(known) => known,
            None => {
                let customer = new_customer(self.now, facts);
                let id = customer.id;
                writing.append(&Event::CustomerRecorded { customer: Box::new(customer) })?;
                self.seen.customers.insert(facts.key(), vec![id]);
                self.seen.waiting.insert(id, Vec::new());
                id
            }
        };
        self.touched.insert(id);
        Ok(id)
    }

    fn record(
        &mut self,
        writing: &mut Writing<'_>,
        candidate: &Candidate,
        paper: Option<&Attachment>,
    ) -> Result<(), Failure> {
        let customer = self.customer(writing, &candidate.customer)?;
        let credits = match candidate.kind {
            InvoiceKind::Invoice => Vec::new(),
            InvoiceKind::CreditNote => credits(writing, candidate, customer)?,
        };
        let waiting = match self.seen.waiting.entry(customer) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(writing.waiting_notes(customer)?),
        };
        let id = InvoiceId(self.now.mint());
        let given: Cents = credits.iter().map(|part| part.amount).sum();
        let left = candidate.amount_due.minus(given);
        if candidate.kind == InvoiceKind::CreditNote && left.is_positive() && !candidate.preceding_invoices.is_empty() {
            waiting.push(WaitingNote { id, names: candidate.preceding_invoices.clone(), left });
        }
        let invoice = Invoice {
            kind: candidate.kind,
            number: candidate.number.clone(),
            type_code: candidate.type_code.clone(),
            delivery_date: candidate.delivery_date,
            instalments: candidate.instalments.clone(),
            payment_term: candidate.payment_term,
            net_total: candidate.net_total,
            vat_total: candidate.vat_total,
            gross_total: candidate.gross_total,
            prepaid: candidate.prepaid,
            payment_reference: candidate.payment_reference.clone(),
            preceding_invoices: candidate.preceding_invoices.clone(),
            subject: candidate.subject.clone(),
            order_reference: candidate.order_reference.clone(),
            attachments: paper.cloned().into_iter().collect(),
            credits,
            import: Some(self.import),
            ..Invoice::bare(id, customer, candidate.issue_date, candidate.amount_due)
        };
        writing.append(&Event::InvoiceRecorded { invoice: Box::new(invoice) })?;
        self.numbers.push(candidate.number.clone());
        match candidate.kind {
            InvoiceKind::Invoice => self.lower(writing, customer, id, candidate)?,
            InvoiceKind::CreditNote => self.credit_notes += 1,
        }
        Ok(())
    }

    /// Credit notes that came before the invoice they name lower it now, as far as both reach.
    fn lower(
        &mut self,
        writing: &mut Writing<'_>,
        customer: CustomerId,
        invoice: InvoiceId,
        candidate: &Candidate,
    ) -> Result<(), Failure> {
        let Some(waiting) = self.seen.waiting.get_mut(&customer).filter(|waiting| !waiting.is_empty()) else {
            return Ok(());
        };
        let key = number_key(&candidate.number);
        let mut open = candidate.amount_due;
        for note in waiting.iter_mut().filter(|note| note.names.iter().any(|name| number_key(name) == key)) {
            let amount = note.left.min(open);
            if amount.is_positive() {
                let allocation = Allocation { invoice, amount };
                writing.append(&Event::CreditAllocated { credit_note: note.id, allocation })?;
                note.left = note.left.minus(amount);
                open = open.minus(amount);
                self.recorded_before.remove(&customer);
            }
        }
        waiting.retain(|note| note.left.is_positive());
        Ok(())
    }

    /// The invoice as it is now.
    fn as_recorded(&mut self, writing: &mut Writing<'_>, known: &InvoiceMatch) -> Result<Invoice, Failure> {
        let of_customer = match self.recorded_before.entry(known.customer) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let file = writing.customer_file(known.customer)?;
                let invoices = file.into_iter().flat_map(|file| file.invoices);
                place.insert(invoices.map(|invoice| (invoice.id, invoice)).collect())
            }
        };
        // One that this file changed already is no longer as it was.
        match of_customer.remove(&known.id) {
            Some(before) => Ok(before),
            None => writing.invoice(known.id)?.ok_or(Failure::NotFound { what: Thing::Invoice }),
        }
    }

    /// What was missing of an invoice, out of a file that says the same of it: nothing that is recorded changes.
    fn complete(
        &mut self,
        writing: &mut Writing<'_>,
        candidate: &Candidate,
        known: &InvoiceMatch,
        paper: Option<&Attachment>,
    ) -> Result<(), Failure> {
        let before = self.as_recorded(writing, known)?;
        let kept = |old: &String, new: &String| if old.is_empty() { new.clone() } else { old.clone() };
        let dated = !before.instalments.is_empty() || before.payment_term.is_some();
        let mut after = Invoice {
            type_code: kept(&before.type_code, &candidate.type_code),
            delivery_date: before.delivery_date.or(candidate.delivery_date),
            net_total: before.net_total.or(candidate.net_total),
            vat_total: before.vat_total.or(candidate.vat_total),
            payment_reference: kept(&before.payment_reference, &candidate.payment_reference),
            subject: kept(&before.subject, &candidate.subject),
            order_reference: kept(&before.order_reference, &candidate.order_reference),
            ..before.clone()
        };
        if !dated {
            (after.instalments, after.payment_term) = (candidate.instalments.clone(), candidate.payment_term);
        }
        if after.preceding_invoices.is_empty() {
            after.preceding_invoices = candidate.preceding_invoices.clone();
        }
        self.change(writing, before, after, paper)
    }

    fn change(
        &mut self,
        writing: &mut Writing<'_>,
        before: Invoice,
        mut after: Invoice,
        paper: Option<&Attachment>,
    ) -> Result<(), Failure> {
        if let Some(paper) = paper
            && after.attachments.iter().all(|known| known.digest != paper.digest)
        {
            after.attachments.push(paper.clone());
        }
        writing.append(&Event::InvoiceEdited { invoice: Box::new(after.clone()) })?;
        self.seen.waiting.remove(&after.customer);
        self.touched.insert(after.customer);
        self.numbers.push(after.number.clone());
        self.replaced.push(Replaced { before, after });
        self.corrected += 1;
        Ok(())
    }

    /// What the file says, over what is recorded: everything the file does not speak of stays, first of all the papers
    /// that prove the claim, and the import that brought the invoice.
    fn correct(
        &mut self,
        writing: &mut Writing<'_>,
        candidate: &Candidate,
        known: &InvoiceMatch,
        paper: Option<&Attachment>,
    ) -> Result<(), Failure> {
        let before = self.as_recorded(writing, known)?;
        let filled = |new: &String, old: &String| if new.is_empty() { old.clone() } else { new.clone() };
        let mut after = Invoice {
            number: candidate.number.clone(),
            type_code: filled(&candidate.type_code, &before.type_code),
            issue_date: candidate.issue_date,
            delivery_date: candidate.delivery_date.or(before.delivery_date),
            instalments: candidate.instalments.clone(),
            payment_term: candidate.payment_term.or(before.payment_term),
            net_total: candidate.net_total,
            vat_total: candidate.vat_total,
            gross_total: candidate.gross_total,
            prepaid: candidate.prepaid,
            amount_due: candidate.amount_due,
            payment_reference: filled(&candidate.payment_reference, &before.payment_reference),
            subject: filled(&candidate.subject, &before.subject),
            order_reference: filled(&candidate.order_reference, &before.order_reference),
            ..before.clone()
        };
        if !candidate.preceding_invoices.is_empty() {
            after.preceding_invoices = candidate.preceding_invoices.clone();
        }
        // A credit note that shrank cannot give more than it has.
        let mut left = after.amount_due;
        for part in &mut after.credits {
            part.amount = part.amount.min(left);
            left = left.minus(part.amount);
        }
        after.credits.retain(|part| part.amount.is_positive());
        self.change(writing, before, after, paper)
    }
}

/// A credit note lowers the invoices it names, as far as they are open.
fn credits(reader: &Reader, candidate: &Candidate, customer: CustomerId) -> Result<Vec<Allocation>, Failure> {
    let mut left = candidate.amount_due;
    let mut credits: Vec<Allocation> = Vec::new();
    for number in &candidate.preceding_invoices {
        let named = reader.find_invoice_by_number(number)?;
        let ours = |found: &&InvoiceMatch| found.customer == customer && found.kind == InvoiceKind::Invoice;
        let Some(invoice) = named.iter().find(ours) else { continue };
        let part = invoice.open.min(left);
        // A number may be written twice.
        if part.is_positive() && credits.iter().all(|known| known.invoice != invoice.id) {
            credits.push(Allocation { invoice: invoice.id, amount: part });
            left = left.minus(part);
        }
    }
    Ok(credits)
}

/// A customer as a file describes it; what it is, is assumed.
pub(crate) fn new_customer(now: Now, facts: &CustomerFacts) -> Customer {
    let assumed = assume(&facts.name, facts.siren.as_ref(), facts.vat_id.as_ref());
    let reachable = !facts.email.is_empty() || !facts.phone.is_empty() || !facts.contact_name.is_empty();
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let contact = reachable.then(|| Contact {
        id: ContactId(now.mint()),
        name: facts.contact_name.clone(),
        role: String::new(),
        email: filled(&facts.email),
        phone: filled(&facts.phone),
        for_reminders: true,
    });
    let kind = facts.kind.or(assumed.kind);
    Customer {
        id: CustomerId(now.mint()),
        name: facts.name.clone(),
        kind,
        kind_confirmed: facts.kind.is_some(),
        standing: assumed.standing,
        public_buyer: (kind == Some(DebtorKind::PublicBody)).then_some(()).and(assumed.public_buyer),
        siren: facts.siren.clone(),
        vat_id: facts.vat_id.clone(),
        other_id: facts.other_id.clone(),
        address: facts.address.clone(),
        contacts: contact.into_iter().collect(),
        lang: Lang::Fr,
        pays_by_direct_debit: false,
        note: String::new(),
    }
}

fn media_type(format: Format) -> &'static str {
    match format {
        Format::Pdf => "application/pdf",
        Format::Cii | Format::UblInvoice | Format::UblCreditNote | Format::Zugferd1 | Format::OtherXml => {
            "application/xml"
        }
        Format::DelimitedText => "text/csv",
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Format::Xls => "application/vnd.ms-excel",
        Format::Ods => "application/vnd.oasis.opendocument.spreadsheet",
        _ => "application/octet-stream",
    }
}
