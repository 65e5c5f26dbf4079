//! XML from anybody: decoded, screened, parsed, and read by local names.

pub mod decode;
pub mod scan;

use roxmltree::{Document, Error, Node, ParsingOptions};

use crate::finding::{Finding, FindingCode, Place, Refusal, RefusalCode};

/// The largest XML file read. The largest invoice met, with its attachments in base64, had 4 MB.
pub const SIZE_LIMIT: usize = 30_000_000;
const NODES_LIMIT: u32 = 2_000_000;

/// Text ready for a strict parser.
pub struct Screened {
    pub text: String,
    pub findings: Vec<Finding>,
    /// Lines that stood before the text and were cut off.
    pub lines_before: u32,
    part: String,
}

/// Decodes and screens the bytes of an XML file. `part` names the attachment they come from.
pub fn screened(bytes: &[u8], part: &str) -> Result<Screened, Refusal> {
    let place = || Place::whole_file().in_part(part);
    if bytes.len() > SIZE_LIMIT {
        return Err(Refusal::new(RefusalCode::TooLarge, place()).with("bytes", bytes.len()).with("limit", SIZE_LIMIT));
    }
    let decoded = decode::decode(bytes, part)?;
    let mut findings = decoded.findings;
    let mut repaired = |what: &str| {
        findings.push(Finding::note(FindingCode::XmlRepaired, place()).with("what", what));
    };
    let body = decoded.text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let lines_before = scan::line_of(&decoded.text, decoded.text.len() - body.len()) - 1;
    let without_padding = body.trim_end_matches(['\0', '\u{1a}', ' ', '\t', '\r', '\n']);
    if body[without_padding.len()..].contains(['\0', '\u{1a}']) {
        repaired("padding_after_the_end");
    }
    let mut text = without_padding.to_owned();
    if text.is_empty() {
        return Err(Refusal::new(RefusalCode::EmptyFile, place()));
    }
    if scan::screen(&mut text, part).map_err(|refusal| moved_down(refusal, lines_before))? {
        repaired("dashes_in_a_comment");
    }
    Ok(Screened { text, findings, lines_before, part: part.to_owned() })
}

fn moved_down(mut refusal: Refusal, lines: u32) -> Refusal {
    refusal.place.line = refusal.place.line.map(|line| line.saturating_add(lines));
    refusal
}

impl Screened {
    pub fn parse(&self) -> Result<Document<'_>, Refusal> {
        let options = ParsingOptions { allow_dtd: false, nodes_limit: NODES_LIMIT, ..ParsingOptions::default() };
        Document::parse_with_options(&self.text, options).map_err(|error| {
            let place = Place::line(error.pos().row).in_part(&self.part);
            let refusal = match error {
                Error::DtdDetected => Refusal::new(RefusalCode::DoctypeRefused, place),
                Error::NodesLimitReached | Error::AttributesLimitReached | Error::NamespacesLimitReached => {
                    Refusal::new(RefusalCode::TooLarge, place).with("limit", NODES_LIMIT)
                }
                error => Refusal::new(RefusalCode::NotWellFormed, place).with("reason", error),
            };
            moved_down(refusal, self.lines_before)
        })
    }
}

/// The children of that local name, whatever their prefix.
pub fn children<'a, 'i>(node: Node<'a, 'i>, local: &'a str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == local)
}

pub fn child<'a, 'i>(node: Node<'a, 'i>, local: &'a str) -> Option<Node<'a, 'i>> {
    children(node, local).next()
}

/// The first element at the end of a path of local names. Earlier branches that lead nowhere are passed over.
pub fn descend<'a, 'i>(node: Node<'a, 'i>, path: &'a [&'a str]) -> Option<Node<'a, 'i>> {
    match path {
        [] => Some(node),
        [first, rest @ ..] => children(node, first).find_map(|next| descend(next, rest)),
    }
}

/// Every element at the end of a path, in the order of the file.
pub fn descend_all<'a, 'i>(node: Node<'a, 'i>, path: &'a [&'a str]) -> Vec<Node<'a, 'i>> {
    match path {
        [] => vec![node],
        [first, rest @ ..] => children(node, first).flat_map(|next| descend_all(next, rest)).collect(),
    }
}

/// The text directly in an element, comments left out, blanks at both ends cut (no-break spaces too).
pub fn text_as_written(node: Node<'_, '_>) -> String {
    let whole: String = node.children().filter(Node::is_text).filter_map(|part| part.text()).collect();
    whole.trim().to_owned()
}

/// The text directly in an element on one line: names and codes are broken over lines by writers that indent.
pub fn text(node: Node<'_, '_>) -> String {
    text_as_written(node).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text at the end of a path; empty where there is none.
pub fn text_at<'a>(node: Node<'a, '_>, path: &'a [&'a str]) -> String {
    first_text(descend_all(node, path))
}

/// The first text that is not empty.
pub fn first_text<'a, 'i: 'a>(nodes: impl IntoIterator<Item = Node<'a, 'i>>) -> String {
    nodes.into_iter().map(text).find(|text| !text.is_empty()).unwrap_or_default()
}

/// An attribute by its local name.
pub fn attribute<'a>(node: Node<'a, '_>, local: &str) -> &'a str {
    node.attributes().find(|attribute| attribute.name() == local).map_or("", |attribute| attribute.value().trim())
}
