//! Tables: rows of cells, a heading that is repeated on every page, figures set right and tabular.

use std::rc::Rc;

use domain::Lang;

use super::flow::Slab;
use super::paragraph::{self, Align, Set, Setting, Span, TextStyle};
use super::{Ink, Mark, Mpt};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    pub title: String,
    pub width: Mpt,
    pub align: Align,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    pub cells: Vec<String>,
    pub kind: RowKind,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowKind {
    Plain,
    /// The name of a group of rows: its first cell spans the table.
    Group,
    /// A sum under a stronger line, never alone at the top of a page.
    Sum,
    /// The figure that matters, tinted.
    Total,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    pub x: Mpt,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    pub text: TextStyle,
    pub strong: TextStyle,
    pub heading: TextStyle,
    pub leading: Mpt,
    /// White above and under the text of a row.
    pub pad: Mpt,
    pub lang: Lang,
}

const SIDE: Mpt = 3_500;
const HAIRLINE: Mpt = 350;
const LINE: Mpt = 700;

impl Table {
    fn width(&self) -> Mpt {
        self.columns.iter().map(|column| column.width).sum()
    }

    /// The slabs of the table and the characters no face could draw.
    pub fn slabs(&self, gap: Mpt) -> (Vec<Slab>, Vec<char>) {
        let mut missing = Vec::new();
        let titles: Vec<String> = self.columns.iter().map(|column| column.title.clone()).collect();
        let mut header = self.row(&titles, self.heading, RowKind::Plain, &mut missing);
        header.marks.push(self.rule(header.height - LINE, LINE, Ink::SOFT));
        let header = Rc::new(header);
        let mut first = (*header).clone();
        first.gap = gap;
        let mut slabs = vec![first];
        for (place, row) in self.rows.iter().enumerate() {
            let style = if row.kind == RowKind::Plain { self.text } else { self.strong };
            let mut slab = self.row(&row.cells, style, row.kind, &mut missing);
            match row.kind {
                RowKind::Plain => {
                    let under = match self.rows.get(place + 1).map(|next| next.kind) {
                        Some(RowKind::Sum | RowKind::Total) => self.rule(slab.height - LINE, LINE, Ink::SOFT),
                        _ => self.rule(slab.height - HAIRLINE, HAIRLINE, Ink::FAINT),
                    };
                    slab.marks.push(under);
                }
                RowKind::Group | RowKind::Sum => {}
                RowKind::Total => {
                    let tint = Mark::Rule { x: self.x, y: 0, width: self.width(), height: slab.height, ink: Ink::TINT };
                    slab.marks.insert(0, tint);
                }
            }
            let after_group = place > 0 && self.rows[place - 1].kind == RowKind::Group;
            slab.keep = place == 0 || after_group || matches!(row.kind, RowKind::Sum | RowKind::Total);
            slab.header = Some(header.clone());
            slabs.push(slab);
        }
        (slabs, missing)
    }

    fn rule(&self, y: Mpt, height: Mpt, ink: Ink) -> Mark {
        Mark::Rule { x: self.x, y, width: self.width(), height, ink }
    }

    fn row(&self, cells: &[String], style: TextStyle, kind: RowKind, missing: &mut Vec<char>) -> Slab {
        let mut marks = Vec::new();
        let mut x = self.x;
        let mut lines = 1;
        for (place, cell) in cells.iter().enumerate() {
            let Some(column) = self.columns.get(place) else { break };
            let spanned = match kind {
                RowKind::Group if place == 0 => self.width(),
                // The words of a sum run over the empty cells beside them.
                RowKind::Sum | RowKind::Total if place == 0 => {
                    let empty = cells[1..].iter().take_while(|next| next.is_empty()).count();
                    self.columns[..=empty.min(self.columns.len() - 1)].iter().map(|c| c.width).sum()
                }
                _ => column.width,
            };
            let setting = Setting {
                x: x + SIDE,
                width: spanned - 2 * SIDE,
                leading: self.leading,
                align: column.align,
                lang: self.lang,
            };
            let Set { lines: set, missing: lost } = paragraph::set(&[Span::new(cell.as_str(), style)], &setting);
            missing.extend(lost);
            lines = lines.max(set.len() as Mpt);
            for (number, line) in set.into_iter().enumerate() {
                let y = self.pad + self.leading * number as Mpt + self.leading * 3 / 4;
                marks.extend(line.marks.into_iter().map(|mark| mark.moved(0, y)));
            }
            x += column.width;
        }
        Slab { height: lines * self.leading + 2 * self.pad, marks, ..Slab::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::{FaceKey, pt};

    #[test]
    fn amounts_end_at_the_same_edge() {
        let style = TextStyle { face: FaceKey::Sans, size: pt(9), ink: Ink::BLACK };
        let table = Table {
            x: 0,
            columns: vec![Column { title: "Reste dû".into(), width: pt(90), align: Align::Right }],
            rows: ["1,00\u{a0}€", "12\u{202f}345,67\u{a0}€"]
                .map(|cell| Row { cells: vec![cell.into()], kind: RowKind::Plain })
                .to_vec(),
            text: style,
            strong: style,
            heading: style,
            leading: pt(12),
            pad: pt(2),
            lang: Lang::Fr,
        };
        let (slabs, missing) = table.slabs(0);
        assert!(missing.is_empty());
        for slab in &slabs {
            let Some(Mark::Glyphs(run)) = slab.marks.first() else { panic!("a row without text") };
            assert_eq!(run.x + run.width(), pt(90) - SIDE);
        }
    }
}
