//! What reading some files gave. Nothing is stored yet.

use std::collections::HashMap;
use std::path::Path;

use chrono::NaiveDate;
use domain::{Address, Cents, CustomerId, DebtorKind, Digest, Instalment, InvoiceId, InvoiceKind, Siren, VatId};
use intake::einvoice::{self, NormalisedInvoice};
use intake::{Finding, Format, Refusal, RefusalCode};
use store::{CustomerProbe, digest_of, number_key};

use super::{Progress, gather, identity};
use crate::desk::{Desk, Now};
use crate::failure::Failure;
use crate::import_list::{ListEdit, ListFile};

/// The files of one choice, as read.
#[derive(Debug)]
pub struct Plan {
    pub id: String,
    pub files: Vec<PlanFile>,
}

#[derive(Debug)]
pub struct PlanFile {
    pub name: String,
    pub digest: Digest,
    pub format: Format,
    pub bytes: Vec<u8>,
    pub content: Content,
    pub findings: Vec<Finding>,
    pub state: FileState,
}

#[derive(Debug)]
pub enum Content {
    /// Nothing that could be read.
    Nothing,
    EInvoice(Box<Candidate>),
    List(Box<ListFile>),
}

/// What will happen with a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileState {
    Ready,
    Question(Question),
    /// The same file, or everything in it, is there already.
    Duplicate {
        imported_on: Option<NaiveDate>,
    },
    /// A list whose columns are not all known.
    NeedsMapping,
    Refused(Failure),
    /// The business is the buyer: a supplier's invoice.
    Received {
        seller: String,
    },
}

/// Something only the owner can say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Question {
    /// The seller is somebody else.
    OtherSeller { seller: String },
    /// Known numbers with other figures.
    Conflict { numbers: Vec<String> },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Import it all the same; replace what is there.
    Import,
    /// Leave it out; keep what is there.
    Leave,
}

/// One invoice on its way in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// Its line, in a list.
    pub line: Option<u32>,
    pub customer: CustomerFacts,
    pub kind: InvoiceKind,
    pub number: String,
    pub type_code: String,
    pub issue_date: NaiveDate,
    pub delivery_date: Option<NaiveDate>,
    pub instalments: Vec<Instalment>,
    /// Read from words such as "45 jours fin de mois", where no due date is written.
    pub payment_term: Option<domain::PaymentTerm>,
    pub net_total: Option<Cents>,
    pub vat_total: Option<Cents>,
    pub gross_total: Cents,
    pub prepaid: Cents,
    pub amount_due: Cents,
    pub payment_reference: String,
    pub preceding_invoices: Vec<String>,
    pub order_reference: String,
    pub subject: String,
    pub state: CandidateState,
}

/// Who a file says the customer is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CustomerFacts {
    pub name: String,
    pub siren: Option<Siren>,
    pub vat_id: Option<VatId>,
    pub other_id: Option<String>,
    pub address: Address,
    pub contact_name: String,
    pub email: String,
    pub phone: String,
    /// What a list says outright.
    pub kind: Option<DebtorKind>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CandidateState {
    New,
    /// Already recorded, or already in an earlier file of this plan.
    Duplicate,
    /// The same number of the same customer with other figures.
    Conflict {
        known: InvoiceId,
        amount_due: Cents,
        issue_date: NaiveDate,
    },
}

impl CustomerFacts {
    pub(super) fn probe(&self) -> CustomerProbe<'_> {
        CustomerProbe {
            siren: self.siren.as_ref().map(Siren::as_str),
            vat_id: self.vat_id.as_ref().map(VatId::as_str),
            other_id: self.other_id.as_deref(),
            name: &self.name,
        }
    }

    /// What two mentions of one customer have in common.
    pub(super) fn key(&self) -> String {
        match (&self.siren, &self.vat_id, &self.other_id) {
            (Some(siren), _, _) => format!("siren {siren}"),
            (None, Some(vat), _) => format!("vat {vat}"),
            (None, None, Some(id)) => format!("id {id}"),
            (None, None, None) => format!("name {}", store::name_key(&self.name)),
        }
    }
}

impl Candidate {
    fn of_einvoice(invoice: NormalisedInvoice) -> (Candidate, einvoice::PartyFacts) {
        let buyer = invoice.buyer;
        let siren = buyer
            .siren
            .or_else(|| buyer.siret.as_ref().and_then(|siret| siret.siren()))
            .or_else(|| buyer.vat_id.as_ref().and_then(|vat| vat.siren()));
        let candidate = Candidate {
            line: None,
            customer: CustomerFacts {
                name: buyer.name,
                siren,
                vat_id: buyer.vat_id,
                other_id: buyer.other_id,
                address: buyer.address,
                contact_name: buyer.contact_name,
                email: buyer.email,
                phone: buyer.phone,
                kind: None,
            },
            kind: invoice.kind,
            number: invoice.number,
            type_code: invoice.type_code,
            issue_date: invoice.issue_date,
            delivery_date: invoice.delivery_date,
            instalments: invoice.instalments,
            payment_term: invoice.payment_term,
            net_total: invoice.net_total,
            vat_total: invoice.vat_total,
            gross_total: invoice.gross_total,
            prepaid: invoice.prepaid,
            amount_due: invoice.amount_due,
            payment_reference: invoice.payment_reference,
            preceding_invoices: invoice.preceding_invoices,
            order_reference: invoice.order_reference,
            subject: invoice.subject,
            state: CandidateState::New,
        };
        (candidate, invoice.seller)
    }
}

impl PlanFile {
    /// The invoices it would bring.
    pub fn candidates(&self) -> &[Candidate] {
        match &self.content {
            Content::Nothing => &[],
            Content::EInvoice(candidate) => std::slice::from_ref(candidate),
            Content::List(list) => &list.candidates,
        }
    }

    pub(super) fn candidates_mut(&mut self) -> &mut [Candidate] {
        match &mut self.content {
            Content::Nothing => &mut [],
            Content::EInvoice(candidate) => std::slice::from_mut(candidate),
            Content::List(list) => &mut list.candidates,
        }
    }
}

/// UNTDID 1001.
const PRO_FORMA: &str = "325";

impl Desk {
    /// Reads files and folders; nothing is stored. The plan stays on the desk until it is confirmed or replaced.
    pub fn read_files(&mut self, now: Now, paths: &[String], progress: Progress<'_>) -> Result<&Plan, Failure> {
        let paths = gather::files(paths)?;
        let total = u32::try_from(paths.len()).unwrap_or(u32::MAX);
        let mut files = Vec::with_capacity(paths.len());
        for (done, path) in paths.iter().enumerate() {
            if !progress(u32::try_from(done).unwrap_or(u32::MAX), total, &gather::name_of(path)) {
                return Err(Failure::Cancelled);
            }
            files.push(self.read_file(path)?);
        }
        progress(total, total, "");
        self.plan = Some(Plan { id: now.mint().to_string(), files });
        self.classify()?;
        self.plan()
    }

    pub fn plan(&self) -> Result<&Plan, Failure> {
        self.plan.as_ref().ok_or(Failure::NotFound { what: crate::failure::Thing::Plan })
    }

    /// Reads a list of the plan another way, and remembers it once nothing is left to ask.
    pub fn edit_mapping(&mut self, now: Now, plan: &str, file: usize, edit: &ListEdit) -> Result<&Plan, Failure> {
        let gone = || Failure::NotFound { what: crate::failure::Thing::Plan };
        let held = self.plan.as_mut().filter(|held| held.id == plan).ok_or_else(gone)?;
        let held = held.files.get_mut(file).ok_or_else(gone)?;
        let Content::List(list) = &mut held.content else { return Err(gone()) };
        list.edit(edit)?;
        held.findings = list.findings.clone();
        held.state = if list.is_complete() { FileState::Ready } else { FileState::NeedsMapping };
        let remember = if list.is_complete() { list.to_remember() } else { None };
        if let Some((headings, mapping)) = remember {
            self.record(now, vec![domain::Event::MappingRemembered { headings, mapping }])?;
        }
        self.reset_states()?;
        self.classify()?;
        self.plan()
    }

    /// What is asked of each file before what is known already is looked at again.
    fn reset_states(&mut self) -> Result<(), Failure> {
        let Some(mut plan) = self.plan.take() else { return Ok(()) };
        for file in &mut plan.files {
            let fresh =
                match (&file.content, &file.state) {
                    (Content::List(list), FileState::Duplicate { .. } | FileState::Question(_)) => {
                        if list.is_complete() { FileState::Ready } else { FileState::NeedsMapping }
                    }
                    (
                        Content::EInvoice(_),
                        FileState::Duplicate { .. } | FileState::Question(Question::Conflict { .. }),
                    ) => FileState::Ready,
                    _ => continue,
                };
            file.state = fresh;
        }
        self.plan = Some(plan);
        Ok(())
    }

    fn read_file(&self, path: &Path) -> Result<PlanFile, Failure> {
        let name = gather::name_of(path);
        let bytes = match gather::read(path) {
            Ok(bytes) => bytes,
            // One file that cannot be read does not keep the others out.
            Err(failure) => {
                return Ok(PlanFile {
                    name,
                    digest: digest_of(b""),
                    format: Format::Unknown,
                    bytes: Vec::new(),
                    content: Content::Nothing,
                    findings: Vec::new(),
                    state: FileState::Refused(failure),
                });
            }
        };
        let format = intake::format::recognise(&bytes);
        let digest = digest_of(&bytes);
        let mut file = PlanFile {
            name,
            digest,
            format,
            bytes,
            content: Content::Nothing,
            findings: Vec::new(),
            state: FileState::Ready,
        };
        match format {
            Format::Pdf
            | Format::Cii
            | Format::UblInvoice
            | Format::UblCreditNote
            | Format::Zugferd1
            | Format::OtherXml => {
                self.read_einvoice(&mut file);
            }
            Format::DelimitedText | Format::Xlsx | Format::Xls | Format::Ods => {
                match ListFile::read(&file.bytes, &self.store.mappings()?) {
                    Ok(list) => {
                        file.state = if list.is_complete() { FileState::Ready } else { FileState::NeedsMapping };
                        file.findings = list.findings.clone();
                        file.content = Content::List(Box::new(list));
                    }
                    Err(refusal) => file.state = FileState::Refused(Failure::Refused(refusal)),
                }
            }
            Format::Empty => file.state = refused(RefusalCode::EmptyFile),
            other => {
                let refusal = Refusal::of_file(RefusalCode::UnknownFormat).with("format", other.code());
                file.state = FileState::Refused(Failure::Refused(refusal));
            }
        }
        Ok(file)
    }

    fn read_einvoice(&self, file: &mut PlanFile) {
        let read = einvoice::read(&file.bytes).and_then(|reading| {
            let normalised = einvoice::normalise(&reading.value)?;
            let mut findings = reading.findings;
            findings.extend(normalised.findings);
            Ok((normalised.value, findings))
        });
        match read {
            Ok((invoice, findings)) => {
                file.findings = findings;
                if invoice.type_code == PRO_FORMA {
                    file.state = FileState::Refused(Failure::ProForma);
                    return;
                }
                let (candidate, seller) = Candidate::of_einvoice(invoice);
                file.state = self.whose(&seller, &candidate);
                file.content = Content::EInvoice(Box::new(candidate));
            }
            Err(refusal) => file.state = FileState::Refused(Failure::Refused(refusal)),
        }
    }

    /// An invoice received is no claim; one of another seller needs the owner's word.
    fn whose(&self, seller: &einvoice::PartyFacts, candidate: &Candidate) -> FileState {
        let Some(business) = self.business.as_ref() else { return FileState::Ready };
        if seller.name.is_empty() || identity::is_business(business, seller) {
            return FileState::Ready;
        }
        let buyer = einvoice::PartyFacts {
            name: candidate.customer.name.clone(),
            siren: candidate.customer.siren.clone(),
            vat_id: candidate.customer.vat_id.clone(),
            ..einvoice::PartyFacts::default()
        };
        if identity::is_business(business, &buyer) {
            FileState::Received { seller: seller.name.clone() }
        } else {
            FileState::Question(Question::OtherSeller { seller: seller.name.clone() })
        }
    }

    /// Marks what is there already, and asks where figures differ.
    pub(crate) fn classify(&mut self) -> Result<(), Failure> {
        let Some(mut plan) = self.plan.take() else { return Ok(()) };
        let classified = self.classify_files(&mut plan);
        self.plan = Some(plan);
        classified
    }

    fn classify_files(&self, plan: &mut Plan) -> Result<(), Failure> {
        // Numbers met in this plan, by customer; and customers already looked up.
        let mut met: HashMap<(String, String), ()> = HashMap::new();
        let mut known: HashMap<String, Vec<CustomerId>> = HashMap::new();
        let mut digests: HashMap<Digest, ()> = HashMap::new();
        for file in &mut plan.files {
            if matches!(file.state, FileState::Refused(_) | FileState::Received { .. } | FileState::NeedsMapping) {
                continue;
            }
            let seen = digests.insert(file.digest.clone(), ()).is_some();
            let earlier = self.store.import_of_digest(&file.digest)?.filter(|import| !import.undone);
            if seen || earlier.is_some() {
                file.state = FileState::Duplicate { imported_on: earlier.map(|import| import.day) };
                file.candidates_mut().iter_mut().for_each(|candidate| candidate.state = CandidateState::Duplicate);
                continue;
            }
            let mut conflicts = Vec::new();
            let mut fresh = 0usize;
            for candidate in file.candidates_mut() {
                candidate.state = self.state_of(candidate, &mut met, &mut known)?;
                match candidate.state {
                    CandidateState::New => fresh += 1,
                    CandidateState::Conflict { .. } => conflicts.push(candidate.number.clone()),
                    CandidateState::Duplicate => {}
                }
            }
            let asked = matches!(file.state, FileState::Question(Question::OtherSeller { .. }));
            if !conflicts.is_empty() && !asked {
                file.state = FileState::Question(Question::Conflict { numbers: conflicts });
            } else if fresh == 0 && conflicts.is_empty() && !file.candidates().is_empty() {
                file.state = FileState::Duplicate { imported_on: None };
            } else if fresh == 0 && conflicts.is_empty() && !asked {
                file.state = refused(RefusalCode::NoRows);
            }
        }
        Ok(())
    }

    fn state_of(
        &self,
        candidate: &Candidate,
        met: &mut HashMap<(String, String), ()>,
        known: &mut HashMap<String, Vec<CustomerId>>,
    ) -> Result<CandidateState, Failure> {
        let customer_key = candidate.customer.key();
        if met.insert((customer_key.clone(), number_key(&candidate.number)), ()).is_some() {
            return Ok(CandidateState::Duplicate);
        }
        let customers = match known.get(&customer_key) {
            Some(customers) => customers,
            None => {
                let found = self.store.find_customer(candidate.customer.probe())?;
                known.entry(customer_key).or_insert(found.into_iter().map(|customer| customer.id).collect())
            }
        };
        if customers.is_empty() {
            return Ok(CandidateState::New);
        }
        let same = self.store.find_invoice_by_number(&candidate.number)?;
        let same = same.iter().find(|found| customers.contains(&found.customer) && found.kind == candidate.kind);
        Ok(match same {
            None => CandidateState::New,
            Some(found) if found.amount_due == candidate.amount_due && found.issue_date == candidate.issue_date => {
                CandidateState::Duplicate
            }
            Some(found) => {
                CandidateState::Conflict { known: found.id, amount_due: found.amount_due, issue_date: found.issue_date }
            }
        })
    }
}

fn refused(code: RefusalCode) -> FileState {
    FileState::Refused(Failure::Refused(Refusal::of_file(code)))
}
