//! The table of invoices: which columns for which letter.

use domain::{Cents, Lang};

use super::request::{LetterLine, LetterRequest};
use crate::typeset::paragraph::Align;
use crate::typeset::table::{Column, Row, RowKind};
use crate::typeset::{Mpt, pt};

/// Columns and rows for a width; the first column takes what is left.
pub fn invoices(request: &LetterRequest<'_>, accessories: bool, width: Mpt) -> (Vec<Column>, Vec<Row>) {
    let lang = request.lang;
    let partly_paid = request.lines.iter().any(|line| line.paid.is_positive());
    let word = |fr: &'static str, en: &'static str| match lang {
        Lang::Fr => fr,
        Lang::En => en,
    };
    let mut titles = vec![(word("Date", "Date"), pt(60)), (word("Échéance", "Due"), pt(60))];
    if accessories {
        titles.push((word("Reste dû TTC", "Principal due"), pt(71)));
        titles.push((word("Intérêts", "Interest"), pt(58)));
        titles.push((word("Indemnité", "Fixed sum"), pt(56)));
        titles.push((word("Total", "Total"), pt(71)));
    } else {
        if partly_paid {
            titles.push((word("Montant TTC", "Amount"), pt(76)));
            titles.push((word("Déjà réglé", "Paid"), pt(76)));
        }
        titles.push((word("Reste dû TTC", "Amount due"), pt(84)));
    }
    let taken: Mpt = titles.iter().map(|(_, width)| *width).sum();
    let mut columns =
        vec![Column { title: word("Facture", "Invoice").to_owned(), width: width - taken, align: Align::Left }];
    for (place, (title, width)) in titles.into_iter().enumerate() {
        let align = if place < 2 { Align::Left } else { Align::Right };
        columns.push(Column { title: title.to_owned(), width, align });
    }

    let amounts = |principal: Cents, interest: Cents, indemnity: Cents, total: Cents, amount: Cents, paid: Cents| {
        let mut cells = Vec::new();
        if accessories {
            cells.extend([principal, interest, indemnity, total].map(|amount| lang.amount(amount)));
        } else {
            if partly_paid {
                cells.extend([amount, paid].map(|amount| lang.amount(amount)));
            }
            cells.push(lang.amount(principal));
        }
        cells
    };
    let mut rows: Vec<Row> = request
        .lines
        .iter()
        .map(|line| {
            let name = match &line.reference {
                Some(reference) => format!("{} ({reference})", line.number),
                None => line.number.clone(),
            };
            let mut cells = vec![name, lang.short_date(line.issue_date), lang.short_date(line.due_date)];
            cells.extend(amounts(
                line.principal,
                line.interest,
                line.indemnity,
                line.total,
                line.amount_due,
                line.paid,
            ));
            Row { cells, kind: RowKind::Plain }
        })
        .collect();
    let sum = |part: fn(&LetterLine) -> Cents| request.lines.iter().map(part).sum::<Cents>();
    let figures = request.figures;
    let label = match lang {
        Lang::Fr => format!("Total au {}", lang.short_date(request.day)),
        Lang::En => format!("Total on {}", lang.short_date(request.day)),
    };
    let mut cells = vec![label, String::new(), String::new()];
    cells.extend(amounts(
        figures.principal,
        figures.interest,
        figures.indemnity,
        figures.total,
        sum(|line| line.amount_due),
        sum(|line| line.paid),
    ));
    rows.push(Row { cells, kind: RowKind::Total });
    (columns, rows)
}
