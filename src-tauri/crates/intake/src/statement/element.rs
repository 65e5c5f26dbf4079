//! The tree of one element at a time, out of a stream: a file of many megabytes is held once, as text, and never as a
//! whole tree.

use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};

use crate::finding::{Place, Refusal, RefusalCode};

/// The most elements inside one entry: a batch of some hundred thousand payments.
const NODES_LIMIT: usize = 2_000_000;

/// The start of an element outside the trees.
pub enum Step<'a> {
    Start(&'a str),
    End,
    Eof,
}

/// Walks a screened XML text. Names are local names.
pub struct Stream<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    /// Names of the elements that are open.
    open: Vec<&'a str>,
    counted_to: usize,
    line: u32,
    nodes: Vec<Node<'a>>,
    /// The latest namespace that was declared as the default or behind a prefix.
    pub namespaces: Vec<String>,
}

struct Node<'a> {
    name: &'a str,
    text: String,
    currency: String,
    line: u32,
    first_child: Option<u32>,
    last_child: Option<u32>,
    next: Option<u32>,
}

/// Namespaces kept of one file.
const NAMESPACES_LIMIT: usize = 64;

impl<'a> Stream<'a> {
    /// `line` is that of the first line of the text.
    pub fn new(text: &'a str, line: u32) -> Stream<'a> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().check_end_names = true;
        Stream { text, reader, open: Vec::new(), counted_to: 0, line, nodes: Vec::new(), namespaces: Vec::new() }
    }

    /// Elements open around the current place, the outermost first.
    pub fn path(&self) -> &[&'a str] {
        &self.open
    }

    pub fn line(&self) -> u32 {
        self.line
    }

    fn refusal(&self, code: RefusalCode) -> Refusal {
        Refusal::new(code, Place::line(self.line))
    }

    fn broken(&self, reason: impl std::fmt::Display) -> Refusal {
        self.refusal(RefusalCode::NotWellFormed).with("reason", reason)
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).min(self.text.len())
    }

    fn event(&mut self) -> Result<(Event<'a>, usize), Refusal> {
        let at = self.position();
        let passed = &self.text.as_bytes()[self.counted_to.min(at)..at];
        let newlines = passed.iter().filter(|byte| **byte == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(newlines).unwrap_or(u32::MAX));
        self.counted_to = self.counted_to.max(at);
        match self.reader.read_event() {
            Ok(Event::DocType(_)) => Err(self.refusal(RefusalCode::DoctypeRefused)),
            Ok(event) => Ok((event, at)),
            Err(error) => Err(self.broken(error)),
        }
    }

    /// The local name of the start tag at an offset.
    fn name_at(&self, at: usize) -> &'a str {
        let tag = self.text.get(at..).and_then(|rest| rest.strip_prefix('<')).unwrap_or("");
        let end = tag.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(tag.len());
        let name = &tag[..end];
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// The next start or end of an element.
    pub fn step(&mut self) -> Result<Step<'a>, Refusal> {
        loop {
            let (event, at) = self.event()?;
            match event {
                Event::Start(element) => {
                    for attribute in element.attributes() {
                        let attribute = attribute.map_err(|error| self.broken(error))?;
                        if attribute.key.as_ref().starts_with("xmlns") && self.namespaces.len() < NAMESPACES_LIMIT {
                            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                            self.namespaces.push(value.map_err(|error| self.broken(error))?.into_owned());
                        }
                    }
                    let name = self.name_at(at);
                    self.open.push(name);
                    return Ok(Step::Start(name));
                }
                Event::End(_) => {
                    self.open.pop();
                    return Ok(Step::End);
                }
                Event::Eof if self.open.is_empty() => return Ok(Step::Eof),
                Event::Eof => return Err(self.broken("the file is cut off")),
                _ => {}
            }
        }
    }

    /// The tree of the element whose start was just stepped over, up to its end.
    pub fn tree(&mut self) -> Result<Element<'_, 'a>, Refusal> {
        self.nodes.clear();
        let name = self.open.last().copied().unwrap_or("");
        self.add(name, String::new())?;
        // Places of the nodes that are open.
        let mut inside = vec![0u32];
        while let Some(&parent) = inside.last() {
            let (event, at) = self.event()?;
            let node = usize::try_from(parent).unwrap_or(0);
            match event {
                Event::Start(element) => {
                    let mut currency = String::new();
                    for attribute in element.attributes() {
                        let attribute = attribute.map_err(|error| self.broken(error))?;
                        if attribute.key.local_name().as_ref() == "Ccy" {
                            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                            currency = value.map_err(|error| self.broken(error))?.trim().to_owned();
                        }
                    }
                    let child = self.add(self.name_at(at), currency)?;
                    match self.nodes[node].last_child {
                        Some(last) => self.nodes[usize::try_from(last).unwrap_or(0)].next = Some(child),
                        None => self.nodes[node].first_child = Some(child),
                    }
                    self.nodes[node].last_child = Some(child);
                    inside.push(child);
                }
                Event::End(_) => {
                    inside.pop();
                }
                Event::Text(part) => {
                    // Most texts are the blanks between elements.
                    let text = part.xml10_content();
                    if !text.trim().is_empty() || !self.nodes[node].text.is_empty() {
                        self.nodes[node].text.push_str(&text);
                    }
                }
                Event::CData(part) => self.nodes[node].text.push_str(&part.xml10_content()),
                Event::GeneralRef(reference) => {
                    let character = reference.resolve_char_ref().map_err(|error| self.broken(error))?;
                    match (character, quick_xml::escape::resolve_predefined_entity(&reference)) {
                        (Some(c), _) => self.nodes[node].text.push(c),
                        (None, Some(text)) => self.nodes[node].text.push_str(text),
                        (None, None) => return Err(self.broken("an entity nobody declared")),
                    }
                }
                Event::Eof => return Err(self.broken("the file is cut off")),
                _ => {}
            }
        }
        self.open.pop();
        Ok(Element { nodes: &self.nodes, at: 0 })
    }

    fn add(&mut self, name: &'a str, currency: String) -> Result<u32, Refusal> {
        if self.nodes.len() >= NODES_LIMIT {
            return Err(self.refusal(RefusalCode::TooLarge).with("limit", NODES_LIMIT));
        }
        let place = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let line = self.line;
        self.nodes.push(Node {
            name,
            text: String::new(),
            currency,
            line,
            first_child: None,
            last_child: None,
            next: None,
        });
        Ok(place)
    }
}

/// An element of a tree.
#[derive(Clone, Copy)]
pub struct Element<'t, 'a> {
    nodes: &'t [Node<'a>],
    at: u32,
}

impl<'t, 'a> Element<'t, 'a> {
    fn node(self) -> &'t Node<'a> {
        &self.nodes[usize::try_from(self.at).unwrap_or(0)]
    }

    pub fn name(self) -> &'a str {
        self.node().name
    }

    /// The text directly in the element, on one line.
    pub fn text(self) -> String {
        self.node().text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The attribute `Ccy`; empty where there is none.
    pub fn currency(self) -> &'t str {
        &self.node().currency
    }

    pub fn place(self) -> Place {
        Place::cell(self.node().line, self.node().name)
    }

    pub fn children(self) -> impl Iterator<Item = Element<'t, 'a>> {
        let nodes = self.nodes;
        let mut next = self.node().first_child;
        std::iter::from_fn(move || {
            let element = Element { nodes, at: next? };
            next = element.node().next;
            Some(element)
        })
    }

    pub fn named<'n>(self, name: &'n str) -> impl Iterator<Item = Element<'t, 'a>> + use<'t, 'a, 'n> {
        self.children().filter(move |child| child.name() == name)
    }

    /// The first element at the end of a path. Earlier branches that lead nowhere are passed over.
    pub fn at(self, path: &[&str]) -> Option<Element<'t, 'a>> {
        match path {
            [] => Some(self),
            [first, rest @ ..] => self.named(first).find_map(|child| child.at(rest)),
        }
    }

    /// Every element at the end of a path, in the order of the file.
    pub fn all(self, path: &[&str]) -> Vec<Element<'t, 'a>> {
        match path {
            [] => vec![self],
            [first, rest @ ..] => self.named(first).flat_map(|child| child.all(rest)).collect(),
        }
    }

    /// The first text that is not empty at the end of any of some paths.
    pub fn text_at(self, paths: &[&[&str]]) -> String {
        let texts = paths.iter().flat_map(|path| self.all(path)).map(Element::text);
        texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
    }
}
