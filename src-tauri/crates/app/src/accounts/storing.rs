//! A journal into the data: all of it or nothing.

use std::collections::HashSet;

use domain::{CustomerId, Event, ImportId};
use intake::Finding;
use store::Writing;

use super::plan::plan;
use super::{JournalFile, Known, Outlook};
use crate::desk::{Desk, Now};
use crate::failure::Failure;
use crate::import::{FileDone, ImportDone, PlanFile};

/// Facts between two reports of progress.
const REPORT_EVERY: usize = 500;

impl Desk {
    /// Stores an accounting journal, whole or not at all; says whether anything of it was new.
    pub(crate) fn store_journal(
        &mut self,
        now: Now,
        (place, file, journal): (usize, &PlanFile, &JournalFile),
        done: &mut ImportDone,
        touched: &mut HashSet<CustomerId>,
        report: &mut dyn FnMut(u32) -> bool,
    ) -> Result<bool, Failure> {
        let bytes = match file.original() {
            Ok(bytes) => bytes,
            Err(failure) => {
                done.failed.push((file.name.clone(), failure));
                return Ok(false);
            }
        };
        let (import, lang) = (ImportId(now.mint()), self.lang);
        let journal = Journal { file, journal, bytes: &bytes };
        let stored = self
            .store
            .transaction(now.instant, now.today, |writing| store(writing, journal, import, lang, now, report))?;
        let Some(stored) = stored else { return Ok(false) };
        let outlook = stored.outlook;
        done.imports.push(import);
        done.recorded += outlook.items();
        done.credit_notes += outlook.credit_notes.count;
        done.payments += outlook.payments.count;
        done.duplicates += outlook.invoices_known;
        done.findings.extend(stored.findings.into_iter().map(|finding| (file.name.clone(), finding)));
        touched.extend(stored.owing);
        done.files.push(FileDone {
            file: place,
            recorded: outlook.items(),
            numbers: Vec::new(),
            duplicates: outlook.invoices_known,
            lines: 0,
            outlook: Some(outlook),
        });
        Ok(true)
    }
}

/// What went in.
struct Stored {
    outlook: Outlook,
    owing: Vec<CustomerId>,
    findings: Vec<Finding>,
}

/// A journal as it was read, with its original.
#[derive(Clone, Copy)]
struct Journal<'j> {
    file: &'j PlanFile,
    journal: &'j JournalFile,
    bytes: &'j [u8],
}

/// Stores a journal in a transaction, compared with what is recorded at that moment: another program may have written
/// since it was shown. None where nothing of it is new.
fn store(
    writing: &mut Writing<'_>,
    Journal { file, journal, bytes }: Journal<'_>,
    import: ImportId,
    lang: domain::Lang,
    now: Now,
    report: &mut dyn FnMut(u32) -> bool,
) -> Result<Option<Stored>, Failure> {
    let known = Known::read(writing)?;
    let planned = plan(journal, &known, import, lang, now, &mut |_| report(0))?;
    drop(known);
    if planned.outlook.adds_nothing() {
        return Ok(None);
    }
    let digest = writing.put_original(&file.name, "text/plain", bytes)?;
    for (place, (_, event)) in planned.events.iter().enumerate() {
        if place % REPORT_EVERY == 0 && !report(u32::try_from(place).unwrap_or(u32::MAX)) {
            return Err(Failure::Cancelled);
        }
        writing.append(event)?;
    }
    let outlook = planned.outlook;
    let findings = u32::try_from(file.findings.len()).unwrap_or(u32::MAX);
    writing.append(&Event::FileImported {
        import,
        name: file.name.clone(),
        digest,
        format: FORMAT.to_owned(),
        recorded: outlook.items(),
        duplicates: outlook.invoices_known.saturating_add(outlook.payments_known),
        findings,
        replaced: Vec::new(),
        applied: planned.applied,
    })?;
    Ok(Some(Stored { outlook, owing: planned.owing, findings: planned.findings }))
}

/// The word of this format in the journal.
pub const FORMAT: &str = "fec";
