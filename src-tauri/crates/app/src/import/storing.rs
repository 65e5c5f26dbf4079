//! Storing what was read: each file in one transaction, so that a stop at any moment leaves all of it or nothing.

use std::collections::{HashMap, HashSet};

use domain::{
    Allocation, Attachment, AttachmentKind, Cents, Contact, ContactId, Customer, CustomerId, DebtorKind, Event,
    ImportId, Invoice, InvoiceId, InvoiceKind, Lang,
};
use intake::{Finding, Format};
use store::{Reader, Writing, number_key};

use super::Progress;
use super::plan::{Answer, Candidate, CandidateState, CustomerFacts, FileState, Plan, PlanFile, Question};
use crate::assume::assume;
use crate::desk::{Change, Desk, Now};
use crate::failure::{Failure, Thing};
use crate::words::say;

/// What came of an import.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ImportDone {
    pub imports: Vec<ImportId>,
    pub recorded: u32,
    pub duplicates: u32,
    pub files_left_out: u32,
    /// Customers whose kind is unknown or only assumed, with what was assumed.
    pub to_name: Vec<CustomerId>,
    pub findings: Vec<(String, Finding)>,
}

/// Rows between two reports of progress.
const REPORT_EVERY: usize = 500;

impl Desk {
    /// Stores the plan. Files that still have a question are taken as answered "leave".
    pub fn confirm_plan(
        &mut self,
        now: Now,
        plan_id: &str,
        answers: &HashMap<u32, Answer>,
        progress: Progress<'_>,
    ) -> Result<ImportDone, Failure> {
        if self.business.is_none() {
            return Err(Failure::NoBusiness);
        }
        let mut plan = match self.plan.take() {
            Some(plan) if plan.id == plan_id => plan,
            other => {
                self.plan = other;
                return Err(Failure::NotFound { what: Thing::Plan });
            }
        };
        let stored = self.store_plan(now, &mut plan, answers, progress);
        if stored.is_err() {
            // What was stored before the stop is a duplicate now; the rest can be tried again.
            self.plan = Some(plan);
            self.classify()?;
        }
        // Other files may have new invoices of customers already shown.
        self.standings = None;
        stored
    }

    fn store_plan(
        &mut self,
        now: Now,
        plan: &mut Plan,
        answers: &HashMap<u32, Answer>,
        progress: Progress<'_>,
    ) -> Result<ImportDone, Failure> {
        let total: usize = plan.files.iter().map(|file| file.candidates().len().max(1)).sum();
        let total = u32::try_from(total).unwrap_or(u32::MAX);
        let mut done = ImportDone::default();
        let mut before = 0u32;
        let mut touched: HashSet<CustomerId> = HashSet::new();
        // A folder sorted by name has `A-…` before `F-…`: a credit note can only lower an invoice that is there.
        let mut files: Vec<(usize, &PlanFile)> = plan.files.iter().enumerate().collect();
        files.sort_by_key(|(_, file)| file.candidates().iter().all(|c| c.kind == InvoiceKind::CreditNote));
        for (place, file) in files {
            let answer =
                u32::try_from(place).ok().and_then(|place| answers.get(&place)).copied().unwrap_or(Answer::Leave);
            let wanted = match &file.state {
                FileState::Ready => true,
                FileState::Question(Question::OtherSeller { .. }) => answer == Answer::Import,
                // New lines of a list go in whatever is said of the known ones.
                FileState::Question(Question::Conflict { .. }) => {
                    answer == Answer::Import || file.candidates().iter().any(|c| c.state == CandidateState::New)
                }
                _ => false,
            };
            if !progress(before, total, &file.name) {
                return Err(Failure::Cancelled);
            }
            if wanted {
                let mut report = |rows: u32| progress(before.saturating_add(rows), total, &file.name);
                let mut filing = Filing::new(now, answer == Answer::Import);
                self.store.transaction(now.instant, now.today, |writing| filing.file(writing, file, &mut report))?;
                done.imports.push(filing.import);
                done.recorded += filing.recorded;
                done.duplicates += filing.duplicates;
                done.findings.extend(file.findings.iter().map(|finding| (file.name.clone(), finding.clone())));
                touched.extend(filing.customers.values().copied());
            } else {
                done.files_left_out += 1;
            }
            before = before.saturating_add(u32::try_from(file.candidates().len().max(1)).unwrap_or(u32::MAX));
        }
        progress(total, total, "");
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

    /// Takes imports out again as a whole: their invoices, and the customers they brought who have nothing else.
    pub fn undo_imports(&mut self, now: Now, imports: &[ImportId]) -> Result<Change, Failure> {
        let events: Vec<Event> = imports.iter().map(|import| Event::ImportUndone { import: *import }).collect();
        let customers = self.record(now, events)?;
        self.standings = None;
        let sentence = say(
            self.lang,
            "Import annulé\u{202f}: ses factures sont retirées.",
            "Import undone: its invoices were taken out.",
        );
        Ok(Change { customers, sentence: sentence.into(), undo: None })
    }
}

/// One file being stored.
struct Filing {
    now: Now,
    import: ImportId,
    replace: bool,
    customers: HashMap<String, CustomerId>,
    recorded: u32,
    duplicates: u32,
}

impl Filing {
    fn new(now: Now, replace: bool) -> Filing {
        Filing { now, import: ImportId(now.mint()), replace, customers: HashMap::new(), recorded: 0, duplicates: 0 }
    }

    fn file(
        &mut self,
        writing: &mut Writing<'_>,
        file: &PlanFile,
        report: &mut dyn FnMut(u32) -> bool,
    ) -> Result<(), Failure> {
        let digest = writing.put_original(&file.name, media_type(file.format), &file.bytes)?;
        let attachment = Attachment { digest: digest.clone(), name: file.name.clone(), kind: AttachmentKind::Original };
        let attachment = matches!(
            file.format,
            Format::Pdf
                | Format::Cii
                | Format::UblInvoice
                | Format::UblCreditNote
                | Format::Zugferd1
                | Format::OtherXml
        )
        .then_some(attachment);
        for (row, candidate) in file.candidates().iter().enumerate() {
            if row % REPORT_EVERY == 0 && !report(u32::try_from(row).unwrap_or(u32::MAX)) {
                return Err(Failure::Cancelled);
            }
            match candidate.state {
                CandidateState::New => {
                    let customer = self.customer(writing, &candidate.customer)?;
                    let invoice =
                        self.invoice(writing, candidate, customer, InvoiceId(self.now.mint()), attachment.clone())?;
                    writing.append(&Event::InvoiceRecorded { invoice: Box::new(invoice) })?;
                    self.recorded += 1;
                }
                CandidateState::Conflict { known, .. } if self.replace => {
                    let customer = self.customer(writing, &candidate.customer)?;
                    let mut invoice = self.invoice(writing, candidate, customer, known, attachment.clone())?;
                    // An invoice replaced keeps the import that brought it: undoing this one must not take it out.
                    invoice.import = None;
                    writing.append(&Event::InvoiceEdited { invoice: Box::new(invoice) })?;
                    self.recorded += 1;
                }
                CandidateState::Conflict { .. } | CandidateState::Duplicate => self.duplicates += 1,
            }
        }
        writing.append(&Event::FileImported {
            import: self.import,
            name: file.name.clone(),
            digest,
            format: file.format.code().to_owned(),
            recorded: self.recorded,
            duplicates: self.duplicates,
            findings: u32::try_from(file.findings.len()).unwrap_or(u32::MAX),
        })?;
        Ok(())
    }

    /// The known customer, or a new one.
    fn customer(&mut self, writing: &mut Writing<'_>, facts: &CustomerFacts) -> Result<CustomerId, Failure> {
        let key = facts.key();
        if let Some(known) = self.customers.get(&key) {
            return Ok(*known);
        }
        let found = writing.find_customer(facts.probe())?;
        let id = match found.into_iter().next() {
            Some(known) => known.id,
            None => {
                let customer = new_customer(self.now, facts);
                let id = customer.id;
                writing.append(&Event::CustomerRecorded { customer: Box::new(customer) })?;
                id
            }
        };
        self.customers.insert(key, id);
        Ok(id)
    }

    fn invoice(
        &self,
        reader: &Reader,
        candidate: &Candidate,
        customer: CustomerId,
        id: InvoiceId,
        attachment: Option<Attachment>,
    ) -> Result<Invoice, Failure> {
        let credits = match candidate.kind {
            InvoiceKind::Invoice => Vec::new(),
            InvoiceKind::CreditNote => credits(reader, candidate, customer)?,
        };
        Ok(Invoice {
            id,
            customer,
            kind: candidate.kind,
            number: candidate.number.clone(),
            type_code: candidate.type_code.clone(),
            issue_date: candidate.issue_date,
            delivery_date: candidate.delivery_date,
            received_on: None,
            instalments: candidate.instalments.clone(),
            payment_term: candidate.payment_term,
            penalty_rate: None,
            net_total: candidate.net_total,
            vat_total: candidate.vat_total,
            gross_total: candidate.gross_total,
            prepaid: candidate.prepaid,
            amount_due: candidate.amount_due,
            payment_reference: candidate.payment_reference.clone(),
            preceding_invoices: candidate.preceding_invoices.clone(),
            subject: candidate.subject.clone(),
            order_reference: candidate.order_reference.clone(),
            claim_nature: domain::ClaimNature::General,
            attachments: attachment.into_iter().collect(),
            credits,
            import: Some(self.import),
        })
    }
}

/// A credit note lowers the invoices it names, as far as they are open.
fn credits(reader: &Reader, candidate: &Candidate, customer: CustomerId) -> Result<Vec<Allocation>, Failure> {
    let mut left = candidate.amount_due;
    let mut credits = Vec::new();
    if candidate.preceding_invoices.is_empty() {
        return Ok(credits);
    }
    let Some(file) = reader.customer_file(customer)? else { return Ok(credits) };
    for number in &candidate.preceding_invoices {
        let key = number_key(number);
        let named =
            file.invoices.iter().find(|invoice| !invoice.is_credit_note() && number_key(&invoice.number) == key);
        let Some(invoice) = named else { continue };
        let part = file.balance(invoice, chrono::NaiveDate::MAX).open.min(left);
        if part > Cents::ZERO {
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
