//! The body as the owner left it, taken apart.

use domain::Lang;

use super::Draft;

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// Lines of a paragraph; a line of the body is a line of the letter.
    Paragraph(Vec<String>),
    Heading(String),
    Item(String),
    /// A box to tick.
    Check(String),
    /// A line to write on.
    Blank,
    Table,
    Payment,
}

/// Parts in order. Marks of both languages are understood, so that a changed language loses nothing.
pub fn parts(body: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for line in body.lines() {
        let line = line.trim();
        let part = if line.is_empty() {
            None
        } else if is_mark(line, Draft::table_mark) {
            Some(Part::Table)
        } else if is_mark(line, Draft::payment_mark) {
            Some(Part::Payment)
        } else if line.len() >= 4 && line.chars().all(|c| c == '_') {
            Some(Part::Blank)
        } else if let Some(text) = line.strip_prefix("# ") {
            Some(Part::Heading(text.to_owned()))
        } else if let Some(text) = line.strip_prefix("- ") {
            Some(Part::Item(text.to_owned()))
        } else if let Some(text) = line.strip_prefix("[ ] ") {
            Some(Part::Check(text.to_owned()))
        } else {
            open.push(line.to_owned());
            continue;
        };
        if !open.is_empty() {
            parts.push(Part::Paragraph(std::mem::take(&mut open)));
        }
        parts.extend(part);
    }
    if !open.is_empty() {
        parts.push(Part::Paragraph(open));
    }
    parts
}

fn is_mark(line: &str, mark: fn(Lang) -> &'static str) -> bool {
    line == mark(Lang::Fr) || line == mark(Lang::En)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_taken_apart_by_its_lines() {
        let body = "Bonjour,\n\nUne ligne\nune autre\n[Tableau des factures]\n- un\n____\n[ ] fait\n# Titre\n[How to pay]\nFin";
        let paragraph = |lines: &[&str]| Part::Paragraph(lines.iter().map(|line| (*line).to_owned()).collect());
        assert_eq!(
            parts(body),
            vec![
                paragraph(&["Bonjour,"]),
                paragraph(&["Une ligne", "une autre"]),
                Part::Table,
                Part::Item("un".into()),
                Part::Blank,
                Part::Check("fait".into()),
                Part::Heading("Titre".into()),
                Part::Payment,
                paragraph(&["Fin"]),
            ]
        );
    }
}
