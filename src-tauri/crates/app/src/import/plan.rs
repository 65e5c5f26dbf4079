//! What reading some files gave. Nothing is stored yet.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use domain::{Digest, Event, InvoiceKind};
use intake::einvoice;
use intake::kind::is_of_a_bank;
use intake::sheet::grid;
use intake::statement;
use intake::{Finding, FindingCode, Format, Place, Refusal, RefusalCode};
use store::{Seq, digest_of};

use super::candidate::{Candidate, CandidateState, First, Known, Met};
use super::statement_file::{StatementFile, remembered_as_bank};
use super::{Progress, gather, identity};
use crate::accounts::{JournalFile, Known as Recorded};
use crate::desk::{Desk, Now};
use crate::failure::{Failure, Thing};
use crate::import_list::{ListEdit, ListFile, ListKind, remembered_as_invoices};
use crate::statements::standing;

/// The files of one choice, as read.
#[derive(Debug)]
pub struct Plan {
    pub id: String,
    pub files: Vec<PlanFile>,
    /// The end of the journal when the files were compared with what is recorded.
    pub(super) compared_at: Seq,
    read_at: Now,
}

#[derive(Debug)]
pub struct PlanFile {
    pub path: PathBuf,
    pub name: String,
    pub digest: Digest,
    pub format: Format,
    /// Empty where so much is held already that it is read again when it is stored.
    pub(super) bytes: Vec<u8>,
    pub content: Content,
    pub findings: Vec<Finding>,
    pub state: FileState,
    pub answer: Answer,
    /// What reading alone said, before it was compared with anything.
    read_as: FileState,
}

#[derive(Debug)]
pub enum Content {
    /// Nothing that could be read.
    Nothing,
    EInvoice(Box<Candidate>),
    List(Box<ListFile>),
    Journal(Box<JournalFile>),
    Statements(Box<StatementFile>),
}

/// What will happen with a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileState {
    Ready,
    /// At least one; each has its own answer.
    Question(Vec<Question>),
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
    /// Numbers that are recorded, or stand in an earlier file, with other figures.
    Conflict { numbers: Vec<String> },
}

/// What the owner said of a file. What was not said adds and changes nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Answer {
    /// Take in what somebody else issued?
    pub import: Option<bool>,
    /// Where figures differ, does this file count?
    pub replace: Option<bool>,
    /// Nothing of this file goes in, whatever else was said.
    pub left_out: bool,
}

impl Answer {
    /// This answer, with what another says besides.
    fn and(self, more: Answer) -> Answer {
        Answer {
            import: more.import.or(self.import),
            replace: more.replace.or(self.replace),
            left_out: more.left_out || self.left_out,
        }
    }
}

impl PlanFile {
    fn new(path: PathBuf) -> PlanFile {
        PlanFile {
            name: gather::name_of(&path),
            path,
            digest: digest_of(b""),
            format: Format::Unknown,
            bytes: Vec::new(),
            content: Content::Nothing,
            findings: Vec::new(),
            state: FileState::Ready,
            answer: Answer::default(),
            read_as: FileState::Ready,
        }
    }

    fn holds_statements(&mut self, statements: StatementFile) {
        self.read_as = if statements.is_complete() { FileState::Ready } else { FileState::NeedsMapping };
        self.content = Content::Statements(Box::new(statements));
    }

    /// A list of a bank or of invoices: as the owner said of such a list before, else by its columns.
    fn read_list(&mut self, mappings: &BTreeMap<String, String>) -> Result<(), Refusal> {
        let grid = grid::read(&self.bytes)?;
        let as_bank = remembered_as_bank(&grid, mappings);
        if as_bank || (is_of_a_bank(&grid) && !remembered_as_invoices(&grid, mappings)) {
            self.holds_statements(StatementFile::of_list(grid, mappings)?);
        } else {
            let list = ListFile::of(grid, mappings)?;
            self.read_as = if list.is_complete() { FileState::Ready } else { FileState::NeedsMapping };
            self.content = Content::List(Box::new(list));
        }
        Ok(())
    }

    /// The questions that no answer was given to.
    pub fn open_questions(&self) -> impl Iterator<Item = &Question> {
        let questions: &[Question] = match &self.state {
            FileState::Question(questions) if !self.answer.left_out => questions,
            _ => &[],
        };
        // Somebody else's invoice that stays out raises no further question.
        let refused = self.answer.import == Some(false);
        questions.iter().filter(move |question| match question {
            Question::OtherSeller { .. } => self.answer.import.is_none(),
            Question::Conflict { .. } => !refused && self.answer.replace.is_none(),
        })
    }

    /// Whether a line of it is stored when the plan is confirmed with the answers given so far.
    pub fn brings(&self, candidate: &Candidate) -> bool {
        if self.answer.left_out {
            return false;
        }
        let (ours, asked) = match &self.state {
            FileState::Ready => (true, false),
            FileState::Question(questions) => {
                let other = questions.iter().any(|question| matches!(question, Question::OtherSeller { .. }));
                (!other || self.answer.import == Some(true), true)
            }
            _ => return false,
        };
        match candidate.state {
            CandidateState::New | CandidateState::Completes => ours,
            CandidateState::Conflict { .. } => ours && asked && self.answer.replace == Some(true),
            CandidateState::Duplicate | CandidateState::Contradicts { .. } => false,
        }
    }

    /// Reading alone raised no question.
    pub(super) fn is_read_as_ours(&self) -> bool {
        self.read_as == FileState::Ready || self.answer.import == Some(true)
    }

    /// Its bytes as they were read; those not held are read again, and must be the same.
    pub(crate) fn original(&self) -> Result<Cow<'_, [u8]>, Failure> {
        if !self.bytes.is_empty() {
            return Ok(Cow::Borrowed(&self.bytes));
        }
        let bytes = gather::read(&self.path)?;
        if digest_of(&bytes) != self.digest {
            return Err(Failure::FileChanged { name: self.name.clone() });
        }
        Ok(Cow::Owned(bytes))
    }

    /// The invoices it would bring.
    pub fn candidates(&self) -> &[Candidate] {
        match &self.content {
            Content::Nothing | Content::Statements(_) => &[],
            Content::EInvoice(candidate) => std::slice::from_ref(candidate),
            Content::List(list) => &list.candidates,
            Content::Journal(_) => &[],
        }
    }

    pub(super) fn candidates_mut(&mut self) -> &mut [Candidate] {
        match &mut self.content {
            Content::Nothing | Content::Statements(_) => &mut [],
            Content::EInvoice(candidate) => std::slice::from_mut(candidate),
            Content::List(list) => &mut list.candidates,
            Content::Journal(_) => &mut [],
        }
    }

    /// The accounting journal that it is.
    pub fn journal(&self) -> Option<&JournalFile> {
        match &self.content {
            Content::Journal(journal) => Some(journal),
            _ => None,
        }
    }

    /// Whether its journal goes in when the plan is confirmed.
    pub fn brings_journal(&self) -> bool {
        self.journal().is_some() && self.state == FileState::Ready && !self.answer.left_out
    }
}

/// UNTDID 1001.
const PRO_FORMA: &str = "325";
/// As much of the files as is kept in memory until they are stored; others are read again.
const HELD_BYTES: usize = 96 * 1024 * 1024;

impl Desk {
    /// Reads files and folders; nothing is stored. The plan stays on the desk until it is confirmed or replaced.
    ///
    /// A file that cannot be read is refused in its place, and never keeps the others out.
    pub fn read_files(
        &mut self,
        now: Now,
        paths: &[impl AsRef<Path>],
        progress: Progress<'_>,
    ) -> Result<&Plan, Failure> {
        // Whose invoices they are cannot be told before it is known who asks.
        self.business_or_failure()?;
        let found = gather::files(paths)?;
        let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
        let mappings = self.store.mappings()?;
        let mut files: Vec<PlanFile> = Vec::with_capacity(found.len());
        let mut held = 0usize;
        for (done, found) in found.into_iter().enumerate() {
            if !progress(u32::try_from(done).unwrap_or(u32::MAX), total, &gather::name_of(&found.path)) {
                return Err(Failure::Cancelled);
            }
            let mut file = PlanFile::new(found.path);
            match found.trouble.map_or_else(|| gather::read(&file.path), Err) {
                Ok(bytes) => self.read_file(&mut file, bytes, &mappings)?,
                Err(failure) => file.read_as = FileState::Refused(failure),
            }
            if matches!(file.content, Content::Nothing) || held + file.bytes.len() > HELD_BYTES {
                file.bytes = Vec::new();
            }
            held += file.bytes.len();
            files.push(file);
        }
        progress(total, total, "");
        self.plan = Some(Plan { id: now.mint().to_string(), files, compared_at: Seq(0), read_at: now });
        self.classify()?;
        self.plan()
    }

    pub fn plan(&self) -> Result<&Plan, Failure> {
        self.plan.as_ref().ok_or(Failure::NotFound { what: Thing::Plan })
    }

    pub(super) fn plan_of(&mut self, id: &str) -> Result<&mut Plan, Failure> {
        self.plan.as_mut().filter(|held| held.id == id).ok_or(Failure::NotFound { what: Thing::Plan })
    }

    /// Keeps what the owner says of files: the answers of a file named here are its answers from now on.
    pub fn answer_plan(&mut self, plan: &str, answers: &HashMap<u32, Answer>) -> Result<&Plan, Failure> {
        let held = self.plan_of(plan)?;
        for (file, place) in held.files.iter_mut().zip(0u32..) {
            if let Some(answer) = answers.get(&place) {
                file.answer = *answer;
            }
        }
        self.classify()?;
        self.plan()
    }

    /// The same, where only what is said is changed.
    pub(super) fn answer_more(&mut self, plan: &str, answers: &HashMap<u32, Answer>) -> Result<(), Failure> {
        let held = self.plan_of(plan)?;
        let mut changed = false;
        for (file, place) in held.files.iter_mut().zip(0u32..) {
            let answer = answers.get(&place).map_or(file.answer, |more| file.answer.and(*more));
            changed |= answer != file.answer;
            file.answer = answer;
        }
        if changed { self.classify() } else { Ok(()) }
    }

    /// Reads a list of the plan another way, and remembers it once nothing is left to ask.
    pub fn edit_mapping(&mut self, now: Now, plan: &str, file: usize, edit: &ListEdit) -> Result<&Plan, Failure> {
        let gone = || Failure::NotFound { what: Thing::Plan };
        let held = self.plan_of(plan)?.files.get_mut(file).ok_or_else(gone)?;
        let (complete, remember, forget) = match (&mut held.content, edit.kind) {
            (Content::List(list), ListKind::Invoices) => {
                list.edit(edit)?;
                (list.is_complete(), list.to_remember(), None)
            }
            (Content::Statements(file), ListKind::Bank) => {
                file.edit(edit)?;
                (file.is_complete(), file.to_remember(), None)
            }
            // The owner says that the list is of the other kind.
            (Content::List(list), ListKind::Bank) => {
                let was = list.mapping.key.clone();
                let file = StatementFile::of_list(list.grid.clone(), &BTreeMap::new())?;
                let kept = (file.is_complete(), file.to_remember(), Some(was));
                held.content = Content::Statements(Box::new(file));
                kept
            }
            (Content::Statements(file), ListKind::Invoices) => {
                let known = file.list.as_ref().ok_or_else(gone)?;
                let was = known.mapping.key.clone();
                let list = ListFile::of(known.grid.clone(), &BTreeMap::new())?;
                let kept = (list.is_complete(), list.to_remember(), Some(was));
                held.content = Content::List(Box::new(list));
                kept
            }
            _ => return Err(gone()),
        };
        held.read_as = if complete { FileState::Ready } else { FileState::NeedsMapping };
        let mut events = Vec::new();
        if complete {
            // What was remembered of the other kind would win the next time.
            let forgotten = forget.filter(|_| remember.is_some());
            events.extend(forgotten.map(|headings| Event::MappingRemembered { headings, mapping: String::new() }));
            events.extend(remember.map(|(headings, mapping)| Event::MappingRemembered { headings, mapping }));
        }
        if !events.is_empty() {
            self.record(now, events)?;
        }
        self.classify()?;
        self.plan()
    }

    fn read_file(
        &self,
        file: &mut PlanFile,
        bytes: Vec<u8>,
        mappings: &BTreeMap<String, String>,
    ) -> Result<(), Failure> {
        file.format = intake::format::recognise(&bytes);
        file.digest = digest_of(&bytes);
        file.bytes = bytes;
        match file.format {
            _ if intake::fec::recognises(&file.bytes) && !file.format.is_known_invoice() => {
                match JournalFile::read(&file.bytes) {
                    Ok(journal) => file.content = Content::Journal(Box::new(journal)),
                    Err(refusal) => file.read_as = FileState::Refused(Failure::Refused(refusal)),
                }
            }
            format if !format.is_known_invoice() && statement::reader_of(&file.bytes).is_some() => {
                match StatementFile::of_statement(&file.bytes) {
                    Ok(statements) => file.holds_statements(statements),
                    Err(refusal) => file.read_as = FileState::Refused(Failure::Refused(refusal)),
                }
            }
            format if format.is_einvoice() => self.read_einvoice(file),
            format if format.is_sheet() => {
                if let Err(refusal) = file.read_list(mappings) {
                    file.read_as = FileState::Refused(Failure::Refused(refusal));
                }
            }
            Format::Empty => file.read_as = refused(RefusalCode::EmptyFile),
            other => {
                let refusal = Refusal::of_file(RefusalCode::UnknownFormat).with("format", other.code());
                file.read_as = FileState::Refused(Failure::Refused(refusal));
            }
        }
        Ok(())
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
                    file.read_as = FileState::Refused(Failure::ProForma);
                    return;
                }
                let (candidate, seller) = Candidate::of_einvoice(invoice);
                file.read_as = self.whose(&seller, &candidate);
                file.content = Content::EInvoice(Box::new(candidate));
            }
            Err(refusal) => file.read_as = FileState::Refused(Failure::Refused(refusal)),
        }
    }

    /// An invoice received is no claim; one of another seller needs the owner's word. A file that says nothing of its
    /// seller can still say that the business is its buyer.
    fn whose(&self, seller: &einvoice::PartyFacts, candidate: &Candidate) -> FileState {
        let Some(business) = self.business.as_ref() else { return FileState::Ready };
        if identity::is_business(business, seller) {
            return FileState::Ready;
        }
        let buyer = einvoice::PartyFacts {
            name: candidate.customer.name.clone(),
            siren: candidate.customer.siren.clone(),
            vat_id: candidate.customer.vat_id.clone(),
            ..einvoice::PartyFacts::default()
        };
        let named = identity::shown(seller);
        if identity::is_business(business, &buyer) {
            FileState::Received { seller: named }
        } else if named.is_empty() {
            FileState::Ready
        } else {
            FileState::Question(vec![Question::OtherSeller { seller: named }])
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
        plan.compared_at = self.store.head()?.seq;
        let names: Vec<String> = plan.files.iter().map(|file| file.name.clone()).collect();
        let mut met = Met::default();
        // With the day on which all of it came in, where it did before.
        let mut digests: HashMap<Digest, Option<NaiveDate>> = HashMap::new();
        let (read_at, mut recorded) = (plan.read_at, None);
        for place in plan.order() {
            let file = &mut plan.files[place];
            file.state = file.read_as.clone();
            match &file.content {
                Content::List(list) => file.findings = list.findings.clone(),
                Content::Statements(statements) => file.findings = statements.findings.clone(),
                Content::Nothing | Content::EInvoice(_) | Content::Journal(_) => {}
            }
            if matches!(file.state, FileState::Refused(_) | FileState::Received { .. } | FileState::NeedsMapping) {
                continue;
            }
            let earlier = self.store.import_of_digest(&file.digest)?.filter(|import| !import.undone);
            let earlier = earlier.map(|import| import.day);
            let stays_out = file.answer.left_out || file.answer.import == Some(false);
            let copied = if stays_out { None } else { digests.get(&file.digest).copied() };
            // An invoice that came in with it may be gone: with the import of another file that it only completed.
            let as_a_whole = matches!(file.content, Content::Journal(_) | Content::Statements(_));
            if copied.is_some() || (as_a_whole && earlier.is_some()) {
                file.state = FileState::Duplicate { imported_on: copied.flatten().or(earlier.filter(|_| as_a_whole)) };
                file.candidates_mut().iter_mut().for_each(|candidate| candidate.state = CandidateState::Duplicate);
                continue;
            }
            if !stays_out {
                digests.insert(file.digest.clone(), None);
            }
            if let Content::Journal(journal) = &mut file.content {
                let known = match &mut recorded {
                    Some(known) => known,
                    none => none.insert(Recorded::read(&self.store)?),
                };
                (file.state, file.findings) = self.look_at_journal(journal, known, read_at, file.answer.left_out);
                continue;
            }
            if let Content::Statements(statements) = &mut file.content {
                let Some(read) = &statements.read else { continue };
                let adds;
                (statements.standing, adds) = standing(&self.store, read, &self.own_account())?;
                if statements.standing.account_assumed {
                    file.findings.retain(|finding| finding.code != FindingCode::NoAccount);
                }
                if !adds && statements.standing.known > 0 {
                    file.state = FileState::Duplicate { imported_on: None };
                } else if !adds {
                    file.state = refused(RefusalCode::NoRows);
                }
                continue;
            }
            let mut conflicts = Vec::new();
            let mut contradictions = Vec::new();
            let mut fresh = 0usize;
            let paper = file.format.is_einvoice();
            met.next_file();
            for candidate in file.candidates_mut() {
                candidate.state = self.state_of(candidate, (place, paper), &names, &mut met)?;
                match &candidate.state {
                    CandidateState::New | CandidateState::Completes => fresh += 1,
                    CandidateState::Conflict { .. } => conflicts.push(candidate.number.clone()),
                    CandidateState::Contradicts { line } => {
                        let place = candidate.line.map_or_else(Place::whole_file, Place::line);
                        let finding = Finding::error(FindingCode::SameNumberTwice, place);
                        contradictions.push(finding.with("number", &candidate.number).with("first_line", line));
                    }
                    CandidateState::Duplicate => {}
                }
            }
            if stays_out {
                met.forget_file();
            }
            // All of it came in before; where other figures took its place since, nobody is asked again.
            if let (0, Some(day)) = (fresh, earlier) {
                met.forget_file();
                file.state = FileState::Duplicate { imported_on: Some(day) };
                file.candidates_mut().iter_mut().for_each(|candidate| candidate.state = CandidateState::Duplicate);
                digests.entry(file.digest.clone()).and_modify(|copied| *copied = earlier);
                continue;
            }
            file.findings.append(&mut contradictions);
            let settled = fresh == 0 && conflicts.is_empty();
            if !conflicts.is_empty() {
                let conflict = Question::Conflict { numbers: conflicts };
                match &mut file.state {
                    FileState::Question(questions) => questions.push(conflict),
                    state => *state = FileState::Question(vec![conflict]),
                }
            } else if settled && !file.candidates().is_empty() {
                file.state = FileState::Duplicate { imported_on: None };
            } else if settled && file.state == FileState::Ready {
                file.state = refused(RefusalCode::NoRows);
            }
        }
        Ok(())
    }

    fn state_of(
        &self,
        candidate: &Candidate,
        (file, paper): (usize, bool),
        names: &[String],
        met: &mut Met,
    ) -> Result<CandidateState, Failure> {
        let key = candidate.key();
        if let Some(mut earlier) = met.of(&key).cloned() {
            let same = earlier.amount_due == candidate.amount_due && earlier.issue_date == candidate.issue_date;
            return Ok(match earlier.line {
                _ if same && candidate.completes(paper, earlier.dated, earlier.has_paper) => {
                    earlier.dated |= candidate.is_dated();
                    earlier.has_paper |= paper;
                    met.keep(key, earlier);
                    CandidateState::Completes
                }
                _ if same => CandidateState::Duplicate,
                Some(line) if earlier.file == file => CandidateState::Contradicts { line },
                _ => CandidateState::Conflict {
                    known: Known::File(names.get(earlier.file).cloned().unwrap_or_default()),
                    amount_due: earlier.amount_due,
                    issue_date: earlier.issue_date,
                },
            });
        }
        let mut first = First {
            file,
            line: candidate.line,
            amount_due: candidate.amount_due,
            issue_date: candidate.issue_date,
            dated: candidate.is_dated(),
            has_paper: paper,
        };
        let customer_key = candidate.customer.key();
        let customers = match met.customers.get(&customer_key) {
            Some(customers) => customers,
            None => {
                let found = self.store.find_customer(candidate.customer.probe())?;
                let ids = found.into_iter().map(|customer| customer.id).collect();
                met.customers.entry(customer_key).or_insert(ids)
            }
        };
        let recorded = candidate.recorded(&self.store, customers)?;
        if let Some(found) = &recorded {
            (first.dated, first.has_paper) = (first.dated || found.dated, first.has_paper || found.has_paper);
        }
        met.keep(key, first);
        Ok(match recorded {
            None => CandidateState::New,
            Some(found) if candidate.says_the_same(&found) => {
                match candidate.completes(paper, found.dated, found.has_paper) {
                    true => CandidateState::Completes,
                    false => CandidateState::Duplicate,
                }
            }
            Some(found) => CandidateState::Conflict {
                known: Known::Recorded,
                amount_due: found.amount_due,
                issue_date: found.issue_date,
            },
        })
    }
}

impl Plan {
    /// The places of its files in the order in which they are compared and stored: credit notes come last, since they
    /// lower invoices that may stand in any file.
    pub(super) fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.files.len()).collect();
        let only_notes = |place: &usize| {
            let candidates = self.files[*place].candidates();
            !candidates.is_empty() && candidates.iter().all(|candidate| candidate.kind == InvoiceKind::CreditNote)
        };
        // Journals say again what the others say, and each year's balances hold the invoices of the year before.
        let journal = |place: &usize| self.files[*place].journal().map(|journal| journal.first_day);
        order.sort_by_key(|place| (journal(place), only_notes(place)));
        order
    }
}

fn refused(code: RefusalCode) -> FileState {
    FileState::Refused(Failure::Refused(Refusal::of_file(code)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_read_again_must_be_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.csv");
        std::fs::write(&path, "a;b\n1;2\n").unwrap();
        let mut file = PlanFile::new(path.clone());
        file.digest = digest_of(b"a;b\n1;2\n");
        assert_eq!(file.original().as_deref(), Ok(&b"a;b\n1;2\n"[..]));
        std::fs::write(&path, "a;b\n1;9\n").unwrap();
        assert!(matches!(file.original(), Err(Failure::FileChanged { .. })));
        // What was held is stored as it was read.
        file.bytes = b"a;b\n1;2\n".to_vec();
        assert_eq!(file.original().as_deref(), Ok(&b"a;b\n1;2\n"[..]));
    }
}
