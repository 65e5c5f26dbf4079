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
    // What is not due yet, or disputed, has its column where it stands between the amount and what is asked.
    let aside = request.not_due().plus(request.disputed()).is_positive();
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
        // Four columns of amounts leave room for a number, if each is a little narrower.
        let (money, last) = if partly_paid && aside { (pt(70), pt(70)) } else { (pt(76), pt(84)) };
        if partly_paid || aside {
            titles.push((word("Montant TTC", "Amount"), money));
        }
        if partly_paid {
            titles.push((word("Réglé ou déduit", "Paid or credited"), money));
        }
        if aside {
            titles.push((word("Non demandé", "Not asked for"), money));
        }
        titles.push((word("Reste dû TTC", "Amount due"), last));
    }
    let taken: Mpt = titles.iter().map(|(_, width)| *width).sum();
    let mut columns =
        vec![Column { title: word("Facture", "Invoice").to_owned(), width: width - taken, align: Align::Left }];
    for (place, (title, width)) in titles.into_iter().enumerate() {
        let align = if place < 2 { Align::Left } else { Align::Right };
        columns.push(Column { title: title.to_owned(), width, align });
    }

    let amounts = |line: &LetterLine| {
        let mut cells = Vec::new();
        if accessories {
            cells.extend([line.principal, line.interest, line.indemnity, line.total]);
        } else {
            if partly_paid || aside {
                cells.push(line.amount_due);
            }
            if partly_paid {
                cells.push(line.paid);
            }
            if aside {
                cells.push(line.not_due.plus(line.disputed));
            }
            cells.push(line.principal);
        }
        cells
    };
    let mut sums: Vec<Cents> = Vec::new();
    let mut rows: Vec<Row> = request
        .lines
        .iter()
        .map(|line| {
            let name = match &line.reference {
                Some(reference) => format!("{} ({reference})", line.number),
                None => line.number.clone(),
            };
            let mut cells = vec![name, lang.short_date(line.issue_date), lang.short_date(line.due_date)];
            let figures = amounts(line);
            sums.resize(figures.len(), Cents::ZERO);
            for (sum, figure) in sums.iter_mut().zip(&figures) {
                *sum = sum.plus(*figure);
            }
            cells.extend(figures.into_iter().map(|amount| lang.amount(amount)));
            Row { cells, kind: RowKind::Plain }
        })
        .collect();
    let agreed = request.agreed_accessories();
    if !accessories && agreed.is_positive() {
        let mut cells =
            vec![word("Intérêts, indemnité", "Interest, fixed sum").to_owned(), String::new(), String::new()];
        cells.extend(sums.iter().skip(1).map(|_| String::new()));
        cells.push(lang.amount(agreed));
        rows.push(Row { cells, kind: RowKind::Plain });
        if let Some(last) = sums.last_mut() {
            *last = last.plus(agreed);
        }
    }
    let label = match lang {
        Lang::Fr => format!("Total au {}", lang.short_date(request.day)),
        Lang::En => format!("Total on {}", lang.short_date(request.day)),
    };
    let mut cells = vec![label, String::new(), String::new()];
    cells.extend(sums.into_iter().map(|amount| lang.amount(amount)));
    rows.push(Row { cells, kind: RowKind::Total });
    (columns, rows)
}
