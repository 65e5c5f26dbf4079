//! A single pass over the markup before any parser: refuses what no invoice has, mends what is harmless.

use crate::finding::{Place, Refusal, RefusalCode};

/// Invoices nest some fifteen elements deep, signatures included.
pub const DEPTH_LIMIT: usize = 100;

/// Parsers compare the attributes of an element with each other; no invoice element has ten.
pub const ATTRIBUTES_LIMIT: usize = 256;
/// Namespaces in force at one element: every one is looked through for each name inside.
pub const NAMESPACES_LIMIT: usize = 512;

/// The header of a transport envelope has some forty elements.
const ENVELOPE_ELEMENTS: usize = 500;
const ENVELOPE_NAMESPACES: usize = 64;
const ATTRIBUTES_WINDOW: usize = 16_000;

/// One piece of markup, with its byte offset.
pub enum Markup<'a> {
    Start {
        at: usize,
        name: &'a str,
        attributes: &'a str,
        empty: bool,
    },
    End,
    Comment {
        at: usize,
        body: &'a str,
    },
    Doctype {
        at: usize,
    },
    /// A processing instruction, the declaration or a CDATA section.
    Other,
}

/// Walks the markup of `text`. Ends where the text is cut off: the parser reports that with its place.
pub struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    pub fn new(text: &'a str) -> Scan<'a> {
        Scan { text, at: 0 }
    }

    fn skip_past(&mut self, from: usize, end: &str) -> Option<usize> {
        let found = from + self.text.get(from..)?.find(end)?;
        self.at = found + end.len();
        Some(found)
    }
}

impl<'a> Iterator for Scan<'a> {
    type Item = Markup<'a>;

    fn next(&mut self) -> Option<Markup<'a>> {
        let at = self.at + self.text.get(self.at..)?.find('<')?;
        let rest = &self.text[at..];
        if rest.starts_with("<!--") {
            let end = self.skip_past(at + 4, "-->")?;
            return Some(Markup::Comment { at: at + 4, body: &self.text[at + 4..end] });
        }
        if rest.starts_with("<![CDATA[") {
            self.skip_past(at + 9, "]]>")?;
            return Some(Markup::Other);
        }
        if rest.starts_with("<!") {
            self.at = at + 2;
            return Some(Markup::Doctype { at });
        }
        if rest.starts_with("<?") {
            self.skip_past(at + 2, "?>")?;
            return Some(Markup::Other);
        }
        if rest.starts_with("</") {
            self.skip_past(at + 2, ">")?;
            return Some(Markup::End);
        }
        let end = at + tag_end(rest)?;
        self.at = end + 1;
        let inside = &self.text[at + 1..end];
        let empty = inside.ends_with('/');
        let inside = inside.strip_suffix('/').unwrap_or(inside);
        let name_end = inside.find(|c: char| c.is_ascii_whitespace()).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(name_end);
        Some(Markup::Start { at, name, attributes, empty })
    }
}

/// The offset of the `>` that closes a start tag; quotes hide one.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

pub fn line_of(text: &str, at: usize) -> u32 {
    let newlines = text.as_bytes()[..at.min(text.len())].iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(newlines).unwrap_or(u32::MAX).saturating_add(1)
}

/// Refuses a DOCTYPE and absurd nesting; makes comments with `--` inside acceptable to a strict parser.
/// Returns whether anything was mended. Lines and columns stay where they were.
pub fn screen(text: &mut String, part: &str) -> Result<bool, Refusal> {
    // For each open element, how many namespaces are in force.
    let mut open: Vec<usize> = Vec::new();
    let mut mends = Vec::new();
    let refuse = |code: RefusalCode, at: usize, limit: usize| {
        let place = Place::line(line_of(text, at)).in_part(part);
        Err(Refusal::new(code, place).with("limit", limit))
    };
    for markup in Scan::new(text) {
        match markup {
            Markup::Doctype { at } => {
                let place = Place::line(line_of(text, at)).in_part(part);
                return Err(Refusal::new(RefusalCode::DoctypeRefused, place));
            }
            Markup::Start { at, attributes, empty, .. } => {
                // Values may hold the sign too; none of these limits comes near an invoice.
                if attributes.bytes().filter(|byte| *byte == b'=').take(ATTRIBUTES_LIMIT + 1).count() > ATTRIBUTES_LIMIT
                {
                    return refuse(RefusalCode::TooLarge, at, ATTRIBUTES_LIMIT);
                }
                let in_force = open.last().copied().unwrap_or(0) + attributes.matches("xmlns").count();
                if in_force > NAMESPACES_LIMIT {
                    return refuse(RefusalCode::TooLarge, at, NAMESPACES_LIMIT);
                }
                if !empty {
                    open.push(in_force);
                }
                if open.len() > DEPTH_LIMIT {
                    return refuse(RefusalCode::TooDeep, at, DEPTH_LIMIT);
                }
            }
            Markup::End => {
                open.pop();
            }
            Markup::Comment { at, body } if body.contains("--") || body.ends_with('-') => {
                mends.push(at..at + body.len());
            }
            _ => {}
        }
    }
    for range in &mends {
        let mended = text[range.clone()].replace('-', "=");
        text.replace_range(range.clone(), &mended);
    }
    Ok(!mends.is_empty())
}

/// The name of an element: its local part and its namespace, where the markup declares it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ElementName {
    pub local: String,
    pub namespace: String,
}

/// The element that holds the document: the root, or the first child of interest inside a transport envelope.
pub fn document_element(text: &str) -> Option<ElementName> {
    let mut declared: Vec<(String, String)> = Vec::new();
    let starts = Scan::new(text).filter_map(|markup| match markup {
        Markup::Start { name, attributes, .. } => Some((name, attributes)),
        _ => None,
    });
    for (name, attributes) in starts.take(ENVELOPE_ELEMENTS) {
        for (prefix, namespace) in namespaces(attributes).take(ENVELOPE_NAMESPACES) {
            declared.push((prefix.to_owned(), namespace.to_owned()));
        }
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let namespace = declared.iter().rev().find(|(known, _)| known == prefix).map(|(_, uri)| uri.clone());
        let element = ElementName { local: local.to_owned(), namespace: namespace.unwrap_or_default() };
        if local == "StandardBusinessDocument" || is_inside_envelope(&element.namespace) {
            continue;
        }
        return Some(element);
    }
    None
}

/// The namespace of the header of a StandardBusinessDocument.
pub fn is_inside_envelope(namespace: &str) -> bool {
    namespace.starts_with("http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader")
}

fn namespaces(attributes: &str) -> impl Iterator<Item = (&str, &str)> {
    // Each declaration is searched to its end: a short text keeps that cheap.
    let end = attributes.char_indices().nth(ATTRIBUTES_WINDOW).map_or(attributes.len(), |(end, _)| end);
    let attributes = &attributes[..end];
    attributes.match_indices("xmlns").filter_map(|(at, _)| {
        let rest = &attributes[at + 5..];
        let (name, value) = rest.split_once('=')?;
        let prefix = match name.trim() {
            "" => "",
            name => name.strip_prefix(':')?,
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let uri = value[1..].split_once(quote)?.0;
        Some((prefix, uri))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doctype_is_refused_with_its_line() {
        let mut text = "<?xml version='1.0'?>\n<!-- no <!DOCTYPE here -->\n<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>".to_owned();
        let refusal = screen(&mut text, "x.xml").unwrap_err();
        assert_eq!(refusal.code, RefusalCode::DoctypeRefused);
        assert_eq!(refusal.place, Place::line(3).in_part("x.xml"));
    }

    #[test]
    fn a_comment_with_dashes_is_mended_in_place() {
        let mut text = "<a><!-- one -- two -\n---><b/></a>".to_owned();
        let length = text.len();
        assert_eq!(screen(&mut text, ""), Ok(true));
        assert_eq!(text, "<a><!-- one == two =\n=--><b/></a>");
        assert_eq!(text.len(), length);
    }

    #[test]
    fn elements_nested_beyond_reason_are_refused() {
        let mut deep = "<a>".repeat(DEPTH_LIMIT + 1);
        assert_eq!(screen(&mut deep, "").unwrap_err().code, RefusalCode::TooDeep);
        let mut wide = "<a></a><b/>".repeat(1000);
        assert_eq!(screen(&mut wide, ""), Ok(false));
    }

    #[test]
    fn a_flood_of_attributes_or_namespaces_is_refused() {
        let flood = |name: &str, count: usize| (0..count).map(|at| format!(" {name}{at}=''")).collect::<String>();
        let code = |xml: String| screen(&mut xml.clone(), "").map_err(|refusal| refusal.code);
        assert_eq!(code(format!("<a{}/>", flood("b", ATTRIBUTES_LIMIT + 1))), Err(RefusalCode::TooLarge));
        let nested = format!("<a{}>", flood("xmlns:b", 200)).repeat(3);
        assert_eq!(code(nested), Err(RefusalCode::TooLarge));
        let beside = format!("<a{}/>", flood("xmlns:b", 200)).repeat(30);
        assert_eq!(code(beside), Ok(false));
    }

    #[test]
    fn the_document_is_found_behind_comments_prefixes_and_envelopes() {
        let name = |text: &str| document_element(text).map(|name| (name.local, name.namespace));
        let invoice = Some(("Invoice".to_owned(), "urn:x".to_owned()));
        assert_eq!(name(&format!("<!--{}--><n0:Invoice  a='>'\n xmlns:n0 = 'urn:x'/>", "<no/>".repeat(2000))), invoice);
        assert_eq!(name("<Invoice xmlns='urn:x' xmlns:y='urn:y'>"), invoice);
        let header = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader";
        let wrapped = format!(
            "<s:StandardBusinessDocument xmlns:s='{header}'><s:StandardBusinessDocumentHeader><s:HeaderVersion>1\
             </s:HeaderVersion></s:StandardBusinessDocumentHeader><Invoice xmlns='urn:x'/>"
        );
        assert_eq!(name(&wrapped), invoice);
        assert_eq!(name("no markup"), None);
    }
}
