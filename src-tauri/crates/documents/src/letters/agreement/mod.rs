//! The agreement to pay by instalments, with its acknowledgment of debt (law.md part 18): one original for each party.
//!
//! Its words are fixed: what it must say is law, and what varies are facts. A signer who is no trader writes the sum in
//! words and figures in the blank left for it (C. civ. 1376); nothing is said about limitation.

mod en;
mod fr;

use chrono::NaiveDate;
use domain::{Business, Cents, Customer, Instalment, Lang, PlanDebt};

use super::sheet::{Foot, LEFT, SMALL, SMALL_SOFT, Sheet, WIDTH, address_lines};
use super::{Document, LetterError, mail, words};
use crate::pdf::Picture;
use crate::typeset::paragraph::{Align, Setting, Span, TextStyle};
use crate::typeset::table::{Column, Row, RowKind};
use crate::typeset::{FaceKey, Ink, Mark, Mpt, Slab, mm, pt};

/// What the agreement is made from. The figures come computed.
#[derive(Clone, Debug)]
pub struct Agreement<'a> {
    pub business: &'a Business,
    pub logo: Option<&'a Picture>,
    pub customer: &'a Customer,
    pub lang: Lang,
    /// The day the debt was reckoned for.
    pub day: NaiveDate,
    pub invoices: Vec<AgreedInvoice>,
    pub debt: PlanDebt,
    pub instalments: &'a [Instalment],
    /// Interest is given up if every instalment is paid on its day, and the instalments leave it out.
    pub interest_waived: bool,
    /// Of the acceleration clause; none without one.
    pub clause_days: Option<u16>,
    pub signer: &'a str,
    pub signer_role: &'a str,
    pub signer_is_trader: bool,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AgreedInvoice {
    pub number: String,
    pub issue_date: NaiveDate,
    pub due_date: Option<NaiveDate>,
    /// Principal that is left of it.
    pub principal: Cents,
}

impl Agreement<'_> {
    /// What the instalments share out.
    fn spread(&self) -> Cents {
        self.instalments.iter().map(|part| part.amount).sum()
    }

    fn money(&self, amount: Cents) -> String {
        self.lang.amount(amount)
    }
}

/// The words between the tables.
struct Wording {
    title: &'static str,
    between: &'static str,
    creditor: String,
    debtor: String,
    debt_heading: &'static str,
    debt: String,
    composition: [(&'static str, Cents); 4],
    uncontested: &'static str,
    schedule_heading: &'static str,
    schedule: String,
    pay_to: Option<String>,
    interest_heading: &'static str,
    interest: String,
    default_heading: &'static str,
    default: String,
    proof_heading: &'static str,
    proof: &'static str,
    /// What a signer who is no trader is asked to write, and the two blanks.
    by_hand: Option<(&'static str, &'static str, &'static str)>,
    done_at: &'static str,
    for_creditor: &'static str,
    for_debtor: &'static str,
    invoice_titles: [&'static str; 4],
    schedule_titles: [&'static str; 3],
    total: &'static str,
}

/// The PDF of an agreement.
///
/// Errors: [`LetterError::FiguresDisagree`] where the instalments do not sum to what is shared out.
pub fn render(agreement: &Agreement<'_>) -> Result<Document, LetterError> {
    if agreement.invoices.is_empty() || agreement.instalments.is_empty() {
        return Err(LetterError::NoInvoices);
    }
    let waived = if agreement.interest_waived { agreement.debt.interest } else { Cents::ZERO };
    let (said, summed) = (agreement.debt.total().minus(waived), agreement.spread());
    if said != summed {
        return Err(LetterError::FiguresDisagree { said, summed });
    }
    let wording = match agreement.lang {
        Lang::Fr => fr::wording(agreement),
        Lang::En => en::wording(agreement),
    };
    let mut sheet = Sheet::blank(agreement.lang);
    set(&mut sheet, agreement, &wording);
    let foot =
        Foot { business: agreement.business, customer: &agreement.customer.name, day: agreement.day, internal: false };
    let set = sheet.pages(&foot);
    let facts = crate::pdf::Facts {
        title: wording.title,
        author: &agreement.business.name,
        lang: agreement.lang,
        day: agreement.day,
    };
    let pdf = crate::pdf::write(&set.pages, agreement.logo, &facts)?;
    Ok(Document { pdf, pages: set.pages.len(), text: String::new(), unprintable: set.unprintable })
}

fn set(sheet: &mut Sheet, agreement: &Agreement<'_>, wording: &Wording) {
    let lang = agreement.lang;
    let title = TextStyle { face: FaceKey::SansBold, size: pt(16), ink: Ink::BLACK };
    let setting = Setting { x: LEFT, width: WIDTH, leading: pt(21), align: Align::Left, lang };
    sheet.set_in(&[Span::new(words::printed(lang, wording.title), title)], &setting, 0);
    sheet.text(wording.between);
    sheet.text(&wording.creditor);
    sheet.text(&wording.debtor);
    sheet.heading(wording.debt_heading);
    sheet.text(&wording.debt);
    invoices(sheet, agreement, wording);
    composition(sheet, agreement, wording);
    sheet.text(wording.uncontested);
    sheet.heading(wording.schedule_heading);
    sheet.text(&wording.schedule);
    schedule(sheet, agreement, wording);
    if let Some(pay_to) = &wording.pay_to {
        sheet.text(pay_to);
    }
    sheet.heading(wording.interest_heading);
    sheet.text(&wording.interest);
    sheet.heading(wording.default_heading);
    sheet.text(&wording.default);
    sheet.heading(wording.proof_heading);
    sheet.text(wording.proof);
    if let Some((asked, in_words, in_figures)) = wording.by_hand {
        sheet.keep_next = true;
        sheet.text(asked);
        blank(sheet, in_words, 2);
        blank(sheet, in_figures, 1);
    }
    signatures(sheet, agreement, wording);
}

fn column(title: &str, width: Mpt, align: Align) -> Column {
    Column { title: title.to_owned(), width, align }
}

fn invoices(sheet: &mut Sheet, agreement: &Agreement<'_>, wording: &Wording) {
    let lang = agreement.lang;
    let [number, issued, due, principal] = wording.invoice_titles;
    let (day, money) = (pt(90), pt(100));
    let columns = vec![
        column(number, WIDTH - 2 * day - money, Align::Left),
        column(issued, day, Align::Left),
        column(due, day, Align::Left),
        column(principal, money, Align::Right),
    ];
    let rows = agreement.invoices.iter().map(|one| Row {
        cells: vec![
            one.number.clone(),
            lang.short_date(one.issue_date),
            one.due_date.map(|day| lang.short_date(day)).unwrap_or_default(),
            agreement.money(one.principal),
        ],
        kind: RowKind::Plain,
    });
    sheet.keep_next = true;
    sheet.table(columns, rows.collect(), pt(7));
}

fn composition(sheet: &mut Sheet, agreement: &Agreement<'_>, wording: &Wording) {
    let columns = vec![column("", WIDTH - pt(100), Align::Left), column("", pt(100), Align::Right)];
    let last = wording.composition.len() - 1;
    let rows = wording.composition.iter().enumerate().filter(|(place, (_, sum))| *place == last || sum.is_positive());
    let rows = rows.map(|(place, (name, sum))| Row {
        cells: vec![words::printed(agreement.lang, name), agreement.money(*sum)],
        kind: if place == last { RowKind::Total } else { RowKind::Plain },
    });
    sheet.keep_next = true;
    sheet.table(columns, rows.collect(), pt(2));
}

fn schedule(sheet: &mut Sheet, agreement: &Agreement<'_>, wording: &Wording) {
    let lang = agreement.lang;
    let [place, day, amount] = wording.schedule_titles;
    let columns = vec![
        column(place, pt(60), Align::Left),
        column(day, WIDTH - pt(160), Align::Left),
        column(amount, pt(100), Align::Right),
    ];
    let mut rows: Vec<Row> = agreement
        .instalments
        .iter()
        .enumerate()
        .map(|(place, part)| Row {
            cells: vec![(place + 1).to_string(), lang.long_date(part.due_date), agreement.money(part.amount)],
            kind: RowKind::Plain,
        })
        .collect();
    rows.push(Row {
        cells: vec![wording.total.to_owned(), String::new(), agreement.money(agreement.spread())],
        kind: RowKind::Total,
    });
    sheet.keep_next = true;
    sheet.table(columns, rows, pt(7));
}

/// A label and lines to write on.
fn blank(sheet: &mut Sheet, label: &str, lines: i64) {
    let (label_width, line) = (pt(92), pt(24));
    let mut marks = sheet.place(label, SMALL, LEFT, pt(18), label_width, Align::Left);
    for number in 0..lines {
        let y = line * number + pt(20);
        marks.push(Mark::Rule { x: LEFT + label_width, y, width: WIDTH - label_width, height: 450, ink: Ink::LINE });
    }
    sheet.flow.push(Slab { height: line * lines, keep: true, marks, ..Slab::default() });
}

/// Where and when, then the two parties beside each other with room to sign.
fn signatures(sheet: &mut Sheet, agreement: &Agreement<'_>, wording: &Wording) {
    let (half, gutter) = ((WIDTH - mm(10)) / 2, mm(10));
    let bold = sheet.bold();
    let mut marks = sheet.place(wording.done_at, sheet.plain(), LEFT, pt(14), WIDTH, Align::Left);
    let creditor = agreement.business.signatory.clone().unwrap_or_else(|| mail::named(agreement.business));
    let signer = [agreement.signer, agreement.signer_role].into_iter().filter(|part| !part.trim().is_empty());
    let debtor = signer.collect::<Vec<_>>().join(", ");
    let parties = [(wording.for_creditor, creditor, LEFT), (wording.for_debtor, debtor, LEFT + half + gutter)];
    let top = pt(34);
    for (title, name, x) in parties {
        marks.extend(sheet.place(title, bold, x, top, half, Align::Left));
        let (stacked, _) = sheet.stack(&[(name, SMALL_SOFT)], x, top + pt(5), half, pt(11));
        marks.extend(stacked);
        marks.push(Mark::Rule { x, y: top + mm(27), width: half, height: 450, ink: Ink::LINE });
    }
    sheet.flow.push(Slab { height: top + mm(28), gap: pt(10), keep: true, marks, ..Slab::default() });
}

/// "Atelier Morvan EURL, 12 rue des Forges, 35400 Saint-Malo".
fn located(name: String, address: &domain::Address, lang: Lang) -> String {
    let mut parts = vec![name];
    parts.extend(address_lines(address, lang, false));
    parts.join(", ")
}
