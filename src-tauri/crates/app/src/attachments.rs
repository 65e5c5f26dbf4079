//! Papers that prove a claim: the invoice itself, the accepted quote, the order, the signed delivery note.

use std::path::{Path, PathBuf};

use domain::{Attachment, AttachmentKind, Digest, Event, InvoiceId, Lang};
use intake::{Refusal, RefusalCode};
use store::StoreError;

use crate::desk::{Change, Desk, Now};
use crate::failure::{Failure, Thing};

/// A scan of many pages stays below this; a film does not belong in the file of a claim.
const ATTACHMENT_BYTES: u64 = 25 * 1024 * 1024;

/// A file of the owner's, read.
pub(crate) struct Paper {
    pub(crate) name: String,
    pub(crate) media_type: &'static str,
    pub(crate) bytes: Vec<u8>,
}

impl Paper {
    pub(crate) fn read(path: &Path) -> Result<Paper, Failure> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let failed = |error: std::io::Error| Failure::Io { name: name.clone(), kind: error.kind() };
        let known = std::fs::metadata(path).map_err(failed)?;
        if !known.is_file() {
            return Err(Failure::Io { name, kind: std::io::ErrorKind::IsADirectory });
        }
        if known.len() > ATTACHMENT_BYTES {
            return Err(Failure::Refused(Refusal::of_file(RefusalCode::TooLarge)));
        }
        let bytes = std::fs::read(path).map_err(failed)?;
        if bytes.is_empty() {
            return Err(Failure::Refused(Refusal::of_file(RefusalCode::EmptyFile)));
        }
        Ok(Paper { media_type: media_type(&bytes), name, bytes })
    }
}

/// By content, never by name: what a screen may show, and everything else.
fn media_type(bytes: &[u8]) -> &'static str {
    let head = &bytes[..bytes.len().min(1024)];
    if head.windows(5).any(|part| part == b"%PDF-") {
        "application/pdf"
    } else if head.starts_with(b"\x89PNG\r\n\x1a\n") {
        "image/png"
    } else if head.starts_with(b"\xff\xd8\xff") {
        "image/jpeg"
    } else if std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0')) {
        "text/plain"
    } else {
        "application/octet-stream"
    }
}

impl Desk {
    /// Keeps files with an invoice, all or none. Files that are there already are passed over; when every one is,
    /// that is said.
    pub fn attach(
        &mut self,
        now: Now,
        invoice: InvoiceId,
        kind: AttachmentKind,
        paths: &[PathBuf],
    ) -> Result<Change, Failure> {
        let (known, _) = self.invoice_and_file(invoice)?;
        let papers = paths.iter().map(|path| Paper::read(path)).collect::<Result<Vec<Paper>, Failure>>()?;
        let mut there: Vec<Digest> = known.attachments.iter().map(|attachment| attachment.digest.clone()).collect();
        let mut added: Vec<Attachment> = Vec::new();
        let customers = self.write(now, |writing| {
            let mut events = Vec::new();
            for paper in &papers {
                let digest = writing.put_original(&paper.name, paper.media_type, &paper.bytes)?;
                if there.contains(&digest) {
                    continue;
                }
                there.push(digest.clone());
                let attachment = Attachment { digest, name: paper.name.clone(), kind };
                added.push(attachment.clone());
                let event = Event::AttachmentAdded { invoice, attachment };
                writing.append(&event)?;
                events.push(event);
            }
            if events.is_empty() {
                return Err(StoreError::AlreadyThere { what: "attachment", id: invoice.to_string() }.into());
            }
            Ok(events)
        })?;
        let count = added.len() as u64;
        let sentence = match self.lang {
            Lang::Fr => format!(
                "{} {} à la facture {}.",
                self.lang.count(count),
                self.lang.plural(count, "pièce jointe", "pièces jointes"),
                known.number
            ),
            Lang::En => format!(
                "{} {} attached to invoice {}.",
                self.lang.count(count),
                self.lang.plural(count, "document", "documents"),
                known.number
            ),
        };
        let undo = added.first().filter(|_| added.len() == 1).map(|one| format!("attachment:{invoice}:{}", one.digest));
        Ok(Change { customers, sentence, undo })
    }

    /// Parts a document from an invoice. Its bytes stay among the originals, and the journal says why.
    pub fn detach(&mut self, now: Now, invoice: InvoiceId, digest: Digest, reason: String) -> Result<Change, Failure> {
        let (known, _) = self.invoice_and_file(invoice)?;
        let attachment = known
            .attachments
            .iter()
            .find(|attachment| attachment.digest == digest)
            .ok_or(Failure::NotFound { what: Thing::Document })?;
        let sentence = match self.lang {
            Lang::Fr => format!("Pièce retirée de la facture {}\u{a0}: {}.", known.number, attachment.name),
            Lang::En => format!("Document taken off invoice {}: {}.", known.number, attachment.name),
        };
        let customers = self.record(now, vec![Event::AttachmentWithdrawn { invoice, digest, reason }])?;
        Ok(Change { customers, sentence, undo: None })
    }
}

#[cfg(test)]
mod tests {
    use super::media_type;

    #[test]
    fn a_paper_is_known_by_its_content() {
        assert_eq!(media_type(b"\xef\xbb\xbf%PDF-1.7 ..."), "application/pdf");
        assert_eq!(media_type(b"\x89PNG\r\n\x1a\n...."), "image/png");
        assert_eq!(media_type(b"\xff\xd8\xff\xe0"), "image/jpeg");
        assert_eq!(media_type("Bon pour accord, le 3 mai : été".as_bytes()), "text/plain");
        assert_eq!(media_type(b"PK\x03\x04\x00\x00\xff"), "application/octet-stream");
    }
}
