//! Finds the invoice inside a PDF: Factur-X, ZUGFeRD and the like attach it as XML. The pages are never read.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};

use crate::einvoice::model::EInvoice;
use crate::einvoice::read::{read_xml, reader_of};
use crate::einvoice::{object_streams, preflight, repair};
use crate::finding::{Finding, FindingCode, Place, Reading, Refusal, RefusalCode};
use crate::xml::{self, decode, scan};

/// The largest file read, in bytes.
pub const SIZE_LIMIT: usize = 100_000_000;
/// Entries of a name tree, and attachments looked at.
const ENTRIES_LIMIT: usize = 2_000;
const TREE_DEPTH_LIMIT: usize = 32;
/// Unpacked bytes of all attachments together.
const UNPACKED_LIMIT: usize = 3 * xml::SIZE_LIMIT;

/// Blank lines may stand before the XML.
const LEADING_BYTES: usize = 1_024;

/// Names under which invoices are attached; anything else counts only by its content.
const KNOWN_NAMES: [&str; 4] = ["factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", "facture.xml"];

struct Attachment<'a> {
    name: String,
    stream: &'a Stream,
    listed: bool,
}

/// An attachment whose content is XML.
struct Candidate {
    name: String,
    bytes: Vec<u8>,
    listed: bool,
    is_invoice: bool,
}

impl Candidate {
    fn has_known_name(&self) -> bool {
        KNOWN_NAMES.contains(&self.name.to_lowercase().as_str())
    }
}

/// What was found in a PDF.
struct Contents {
    /// The names of all attachments.
    names: Vec<String>,
    candidates: Vec<Candidate>,
    objects: usize,
}

/// Reads the invoice attached to a PDF.
pub fn read_pdf(bytes: &[u8]) -> Result<Reading<EInvoice>, Refusal> {
    let (contents, repaired) = match contents(bytes) {
        Ok(contents) if !contents.candidates.is_empty() => (contents, false),
        first => match after_repair(bytes, &first) {
            Some(contents) => (contents, true),
            None => (first?, false),
        },
    };
    let Contents { names, mut candidates, .. } = contents;
    // The standard's names first, then what is listed, then the order of the file.
    candidates.sort_by_key(|candidate| (!candidate.is_invoice, !candidate.has_known_name(), !candidate.listed));
    let Some(chosen) = candidates.first() else {
        return Err(Refusal::of_file(RefusalCode::PdfWithoutInvoice).with("attachments", names.join(", ")));
    };
    let mut reading = read_xml(&chosen.bytes, &chosen.name).map_err(|refusal| {
        // XML of another kind beside the pages is no broken invoice.
        if refusal.code == RefusalCode::NotAnInvoice && !chosen.has_known_name() {
            Refusal::of_file(RefusalCode::PdfWithoutInvoice).with("attachments", names.join(", "))
        } else {
            refusal
        }
    })?;
    let place = || Place::whole_file().in_part(&chosen.name);
    let others: Vec<&str> = candidates[1..].iter().map(|candidate| candidate.name.as_str()).collect();
    if !others.is_empty() {
        let finding = Finding::note(FindingCode::SeveralAttachments, place());
        reading.findings.push(finding.with("chosen", &chosen.name).with("others", others.join(", ")));
    }
    if !chosen.listed {
        reading.findings.push(Finding::note(FindingCode::AttachmentNotListed, place()));
    }
    if repaired {
        reading.findings.push(Finding::note(FindingCode::PdfRepaired, Place::whole_file()));
    }
    reading.value.embedded_xml = Some(chosen.name.clone());
    Ok(reading)
}

fn contents(bytes: &[u8]) -> Result<Contents, Refusal> {
    let document = load(bytes)?;
    let attachments = attachments(&document);
    let names = attachments.iter().map(|attachment| attachment.name.clone()).collect();
    Ok(Contents { names, candidates: candidates(attachments)?, objects: document.objects.len() })
}

/// What shows when the objects are looked for in the bytes: only where the file's own table is broken or leaves some
/// out, and only when an attachment appears.
fn after_repair(bytes: &[u8], first: &Result<Contents, Refusal>) -> Option<Contents> {
    let known = match first {
        Ok(contents) => contents.objects,
        Err(refusal) if refusal.code == RefusalCode::BrokenPdf => 0,
        Err(_) => return None,
    };
    let (rebuilt, listed) = repair::rebuilt(bytes)?;
    if listed <= known {
        return None;
    }
    contents(&rebuilt).ok().filter(|contents| !contents.candidates.is_empty())
}

fn load(bytes: &[u8]) -> Result<Document, Refusal> {
    let broken = |reason: &str| Refusal::of_file(RefusalCode::BrokenPdf).with("reason", reason);
    let unpacked_limit = preflight::object_stream_limit(bytes).map_err(broken)?;
    // Object streams that are encrypted as well could not be looked into before the library reads them. An invoice that
    // keeps to its norm (PDF/A) is never encrypted.
    if preflight::names_encryption(bytes) && preflight::has_object_streams(bytes) {
        return Err(Refusal::of_file(RefusalCode::EncryptedPdf));
    }
    object_streams::begin(preflight::values(bytes));
    let options = LoadOptions {
        max_decompressed_size: Some(unpacked_limit),
        filter: Some(object_streams::plain),
        ..LoadOptions::default()
    };
    // The library is not ours: should it panic on some file, the file is refused and the program goes on.
    let loaded = catch_unwind(AssertUnwindSafe(|| Document::load_mem_with_options(bytes, options)));
    let document = match loaded {
        Ok(Ok(document)) => document,
        Ok(Err(lopdf::Error::InvalidPassword)) => return Err(Refusal::of_file(RefusalCode::EncryptedPdf)),
        // Encryption the library does not know ends in an error of another name.
        Ok(Err(_)) if preflight::names_encryption(bytes) => return Err(Refusal::of_file(RefusalCode::EncryptedPdf)),
        Ok(Err(error)) => return Err(broken(&error.to_string())),
        Err(_) => return Err(broken("unreadable structure")),
    };
    // An empty password was tried while loading.
    if document.is_encrypted() && !document.was_encrypted() {
        return Err(Refusal::of_file(RefusalCode::EncryptedPdf));
    }
    Ok(document)
}

/// Unpacks what may be XML and looks at its document element.
fn candidates(attachments: Vec<Attachment<'_>>) -> Result<Vec<Candidate>, Refusal> {
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut left = UNPACKED_LIMIT;
    let mut too_large = None;
    let mut attachments = attachments;
    attachments.sort_by_key(|attachment| !KNOWN_NAMES.contains(&attachment.name.to_lowercase().as_str()));
    for attachment in attachments {
        let limit = left.min(xml::SIZE_LIMIT);
        let looks_xml = attachment.name.to_lowercase().ends_with(".xml");
        let unpacked = catch_unwind(AssertUnwindSafe(|| attachment.stream.get_plain_content_with_limit(limit)));
        let bytes = match unpacked {
            Ok(Ok(bytes)) => bytes,
            // What did not fit was unpacked up to the limit all the same.
            failed => {
                left -= if failed.is_ok() { limit } else { 0 };
                if looks_xml {
                    too_large.get_or_insert(attachment.name);
                }
                if left == 0 {
                    break;
                }
                continue;
            }
        };
        left = left.saturating_sub(bytes.len());
        let Some(text) = markup(&bytes).or_else(|| looks_xml.then(String::new)) else { continue };
        let is_invoice = scan::document_element(&text).is_some_and(|name| reader_of(&name).is_some());
        candidates.push(Candidate { name: attachment.name, bytes, listed: attachment.listed, is_invoice });
    }
    if let (Some(name), false) = (too_large, candidates.iter().any(|candidate| candidate.is_invoice)) {
        let refusal = Refusal::new(RefusalCode::TooLarge, Place::whole_file().in_part(name));
        return Err(refusal.with("limit", xml::SIZE_LIMIT));
    }
    Ok(candidates)
}

/// The text of an attachment that begins like XML.
fn markup(bytes: &[u8]) -> Option<String> {
    // In every encoding of XML the first sign shows as its own byte.
    if !bytes.iter().take(LEADING_BYTES).any(|byte| *byte == b'<') {
        return None;
    }
    let text = decode::decode(bytes, "").ok()?.text;
    text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with('<').then_some(text)
}

/// Attachments in the order of the name tree, the associated files, then every other file specification.
fn attachments(document: &Document) -> Vec<Attachment<'_>> {
    let mut found = Found { document, attachments: Vec::new(), streams: HashSet::new() };
    if let Ok(catalog) = document.catalog() {
        if let Some(tree) = dictionary_in(document, catalog, b"Names")
            .and_then(|names| dictionary_in(document, names, b"EmbeddedFiles"))
        {
            let mut visited = HashSet::new();
            found.walk_tree(tree, TREE_DEPTH_LIMIT, &mut visited);
        }
        if let Some(Object::Array(files)) = resolved(document, catalog, b"AF") {
            for file in files.iter().take(ENTRIES_LIMIT) {
                found.add_object(file, None, true);
            }
        }
    }
    // Some writers forget to list the file: every file specification and file annotation counts then.
    for object in document.objects.values() {
        let Ok(dictionary) = object.as_dict() else { continue };
        if dictionary.has(b"EF") {
            found.add(dictionary, None, false);
        } else if let Some(file) = dictionary_in(document, dictionary, b"FS") {
            found.add(file, None, false);
        }
    }
    found.attachments
}

struct Found<'a> {
    document: &'a Document,
    attachments: Vec<Attachment<'a>>,
    streams: HashSet<*const Stream>,
}

impl<'a> Found<'a> {
    fn walk_tree(&mut self, node: &'a Dictionary, depth: usize, visited: &mut HashSet<ObjectId>) {
        if depth == 0 || self.attachments.len() >= ENTRIES_LIMIT || visited.len() >= ENTRIES_LIMIT {
            return;
        }
        if let Some(Object::Array(pairs)) = resolved(self.document, node, b"Names") {
            for pair in pairs.chunks_exact(2).take(ENTRIES_LIMIT) {
                self.add_object(&pair[1], Some(&pair[0]), true);
            }
        }
        let Some(Object::Array(kids)) = resolved(self.document, node, b"Kids") else { return };
        for kid in kids.iter().take(ENTRIES_LIMIT) {
            let Ok(id) = kid.as_reference() else { continue };
            if visited.insert(id)
                && let Ok(kid) = self.document.get_dictionary(id)
            {
                self.walk_tree(kid, depth - 1, visited);
            }
        }
    }

    fn add_object(&mut self, object: &'a Object, key: Option<&'a Object>, listed: bool) {
        if let Ok((_, object)) = self.document.dereference(object)
            && let Ok(file) = object.as_dict()
        {
            self.add(file, key, listed);
        }
    }

    /// `key` is the name of the file in the name tree, for specifications without a name of their own.
    fn add(&mut self, file: &'a Dictionary, key: Option<&'a Object>, listed: bool) {
        if self.attachments.len() >= ENTRIES_LIMIT {
            return;
        }
        let Some(embedded) = dictionary_in(self.document, file, b"EF") else { return };
        let stream = [b"UF".as_slice(), b"F"]
            .into_iter()
            .find_map(|key| resolved(self.document, embedded, key).and_then(|object| object.as_stream().ok()));
        let Some(stream) = stream else { return };
        if !self.streams.insert(std::ptr::from_ref(stream)) {
            return;
        }
        let name = [b"UF".as_slice(), b"F"]
            .into_iter()
            .filter_map(|key| resolved(self.document, file, key))
            .chain(key)
            .filter_map(|object| lopdf::decode_text_string(object).ok())
            .map(|name| name.trim_start_matches('\u{feff}').trim().to_owned())
            .find(|name| !name.is_empty());
        self.attachments.push(Attachment { name: name.unwrap_or_default(), stream, listed });
    }
}

fn resolved<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    dictionary.get(key).ok().and_then(|object| document.dereference(object).ok()).map(|(_, object)| object)
}

fn dictionary_in<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    resolved(document, dictionary, key).and_then(|object| object.as_dict().ok())
}
