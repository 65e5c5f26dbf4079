//! The tags of OFX, strict XML or the SGML of version 1 in which most closing tags are left out.

/// A piece of a file. Offsets are in bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece<'a> {
    /// An opening tag and the text up to the next tag, blanks cut at both ends: a value, or nothing where the tag
    /// opens an aggregate.
    Open {
        name: String,
        text: &'a str,
        at: usize,
    },
    Close {
        name: String,
    },
}

/// The pieces of a text, in order. Comments, processing instructions and text after a closing tag are passed over.
pub struct Pieces<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Pieces<'a> {
    pub fn new(text: &'a str) -> Pieces<'a> {
        Pieces { text, at: 0 }
    }

    /// The next offset at which a tag, a comment or an instruction begins. A lone `<` in a text is none.
    fn next_markup(&self, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        (from..bytes.len()).find(|at| bytes[*at] == b'<' && bytes.get(at + 1).is_some_and(|byte| starts_markup(*byte)))
    }

    fn after(&self, end: &str, from: usize) -> usize {
        self.text[from..].find(end).map_or(self.text.len(), |at| from + at + end.len())
    }
}

fn starts_markup(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?')
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let at = self.next_markup(self.at)?;
            let rest = &self.text[at + 1..];
            if rest.starts_with("!--") {
                self.at = self.after("-->", at);
            } else if rest.starts_with("![CDATA[") {
                self.at = self.after("]]>", at);
            } else if rest.starts_with(['!', '?']) {
                self.at = self.after(">", at);
            } else {
                // A tag that never closes runs to the next one.
                let close = rest.find(['>', '<']).map_or(self.text.len(), |end| at + 1 + end);
                let inside = &self.text[at + 1..close];
                let after = if self.text[close..].starts_with('>') { close + 1 } else { close };
                self.at = after;
                if let Some(name) = inside.strip_prefix('/') {
                    return Some(Piece::Close { name: name.trim().to_ascii_uppercase() });
                }
                let name = inside.split_whitespace().next().unwrap_or_default();
                let empty = inside.ends_with('/');
                let name = name.trim_end_matches('/').to_ascii_uppercase();
                if empty {
                    return Some(Piece::Open { name, text: "", at });
                }
                let value = self.text[after..].trim_start();
                if let Some(data) = value.strip_prefix("<![CDATA[") {
                    let start = self.text.len() - data.len();
                    let end = data.find("]]>").map_or(self.text.len(), |end| start + end);
                    self.at = (end + 3).min(self.text.len());
                    return Some(Piece::Open { name, text: self.text[start..end].trim(), at });
                }
                let end = self.next_markup(after).unwrap_or(self.text.len());
                self.at = end;
                return Some(Piece::Open { name, text: self.text[after..end].trim(), at });
            }
        }
    }
}

/// A value with its entities resolved. A bare `&` stays what it is; line ends and tabs become blanks.
pub fn value(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        value.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = rest.bytes().take(10).position(|byte| byte == b';').and_then(|end| {
            let name = rest.get(1..end)?;
            Some((entity(name)?, end + 1))
        });
        let (meant, length) = entity.unwrap_or(('&', 1));
        value.push(meant);
        rest = &rest[length..];
    }
    value.push_str(rest);
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control())?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open<'a>(name: &str, text: &'a str, at: usize) -> Piece<'a> {
        Piece::Open { name: name.to_owned(), text, at }
    }

    fn close<'a>(name: &str) -> Piece<'a> {
        Piece::Close { name: name.to_owned() }
    }

    #[test]
    fn values_end_at_the_next_tag() {
        let pieces: Vec<Piece> = Pieces::new("<A><b>1 <2\n<C>x</C>tail<D/><!-- <E> --><F>").collect();
        let expected = [
            open("A", "", 0),
            open("B", "1 <2", 3),
            open("C", "x", 11),
            close("C"),
            open("D", "", 23),
            open("F", "", 39),
        ];
        assert_eq!(pieces, expected);
    }

    #[test]
    fn marked_text_may_hold_tags() {
        let pieces: Vec<Piece> = Pieces::new("<A> <![CDATA[x <b> y]]></A>").collect();
        assert_eq!(pieces, [open("A", "x <b> y", 0), close("A")]);
    }

    #[test]
    fn a_bare_ampersand_stays() {
        assert_eq!(value("A & B &amp; C &#233;&#xE9; &x; &"), "A & B & C éé &x; &");
        assert_eq!(value("a\r\n  b"), "a b");
        assert_eq!(value("é&é;"), "é&é;");
    }

    #[test]
    fn tags_that_never_close_are_no_trouble() {
        for text in ["<", "<A", "</", "<!--", "<![CDATA[", "<A><![CDATA[", "<?", "<A<B", "<é"] {
            Pieces::new(text).for_each(drop);
        }
    }
}
