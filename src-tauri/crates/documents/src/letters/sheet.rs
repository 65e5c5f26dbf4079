//! The letter on paper: letterhead, window address, body, table, ways to pay, signature, annex, foot of page.

use std::rc::Rc;

use chrono::NaiveDate;
use domain::{Address, Business, Channel, Lang};

use super::body::{self, Part};
use super::request::LetterRequest;
use super::{Letter, Pages, annex, columns, epc, mail, words};
use crate::typeset::flow::{Flow, Room, Slab};
use crate::typeset::paragraph::{self, Align, Setting, Span, TextStyle};
use crate::typeset::table::{Column, Row, Table};
use crate::typeset::{A4_HEIGHT, FaceKey, Ink, Mark, Modules, Mpt, Page, mm, pt};

pub const LEFT: Mpt = mm(23);
pub const WIDTH: Mpt = mm(164);
/// The window of a French DL envelope shows 100 to 190 mm across and 45 to 75 mm down a sheet folded in three.
const ADDRESS_LEFT: Mpt = mm(108);
const ADDRESS_TOP: Mpt = mm(47);
const ADDRESS_WIDTH: Mpt = mm(80);
const LETTER_TOP: Mpt = mm(93);
const NEXT_TOP: Mpt = mm(26);
const FOOT: Mpt = mm(24);

pub const BODY: TextStyle = style(FaceKey::Serif, 10_500, Ink::BLACK);

/// How close the text is set. A letter that runs over by a few lines is set tighter rather than on two pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Density {
    size: Mpt,
    leading: Mpt,
    gap: Mpt,
    /// Room to sign by hand.
    sign: Mpt,
}

const DENSITIES: [Density; 3] = [
    Density { size: 10_500, leading: 14_300, gap: 6_500, sign: mm(15) },
    Density { size: 10_300, leading: 13_700, gap: 5_200, sign: mm(12) },
    Density { size: 10_000, leading: 13_000, gap: 4_200, sign: mm(10) },
];

const HEADING: TextStyle = style(FaceKey::SansBold, 10_000, Ink::BLACK);
pub(super) const SMALL: TextStyle = style(FaceKey::Sans, 8_300, Ink::BLACK);
const SMALL_BOLD: TextStyle = style(FaceKey::SansBold, 8_300, Ink::BLACK);
pub(super) const SMALL_SOFT: TextStyle = style(FaceKey::Sans, 7_600, Ink::SOFT);
const FOOT_TEXT: TextStyle = style(FaceKey::Sans, 6_900, Ink::SOFT);

const fn style(face: FaceKey, size: Mpt, ink: Ink) -> TextStyle {
    TextStyle { face, size, ink }
}

/// A letter being set.
pub struct Sheet {
    pub lang: Lang,
    pub flow: Flow,
    pub missing: Vec<char>,
    /// The next slab stays with the one before.
    pub keep_next: bool,
    density: Density,
    /// The payment code, made once whatever the number of attempts.
    code: Option<Rc<Modules>>,
}

impl Sheet {
    /// A sheet for a document that is no letter, set a little tighter than one.
    pub(super) fn blank(lang: Lang) -> Sheet {
        let [_, density, _] = DENSITIES;
        Sheet { lang, flow: Flow::default(), missing: Vec::new(), keep_next: false, density, code: None }
    }

    /// Pages with their foot, once everything is on the sheet.
    pub(super) fn pages(mut self, foot: &Foot<'_>) -> Pages {
        let room = Room { first_top: mm(20), top: NEXT_TOP, bottom: A4_HEIGHT - FOOT };
        let mut pages = std::mem::take(&mut self.flow).paginate(room);
        self.every_page(foot, &mut pages);
        self.missing.sort_unstable();
        self.missing.dedup();
        Pages { pages, unprintable: self.missing }
    }

    /// A paragraph of plain text.
    pub(super) fn text(&mut self, text: &str) {
        let style = self.plain();
        let gap = self.density.gap;
        self.paragraph(&[Span::new(words::printed(self.lang, text), style)], Align::Justified, gap);
    }
}

/// What stands at the foot and the head of every page.
pub(super) struct Foot<'a> {
    pub business: &'a Business,
    pub customer: &'a str,
    pub day: NaiveDate,
    pub internal: bool,
}

/// Sets the whole letter.
pub fn set(request: &LetterRequest<'_>, letter: &dyn Letter, subject: &str, text: &str) -> Pages {
    let accessories = letter.claims_accessories(request.kind);
    let Start { mut sheet, mut first, room, .. } = fitted(request, letter, accessories, subject, text);
    if accessories && !letter.is_internal() && !request.interest.is_empty() {
        annex::set(&mut sheet, request);
    }
    let mut pages = std::mem::take(&mut sheet.flow).paginate(room);
    if let Some(page) = pages.first_mut() {
        first.append(&mut page.marks);
        page.marks = first;
    }
    let foot = Foot {
        business: request.business,
        customer: &request.customer.name,
        day: request.day,
        internal: letter.is_internal(),
    };
    sheet.every_page(&foot, &mut pages);
    sheet.missing.sort_unstable();
    sheet.missing.dedup();
    Pages { pages, unprintable: sheet.missing }
}

/// A letter without its annex.
struct Start {
    sheet: Sheet,
    /// What stands at its own place on the first page.
    first: Vec<Mark>,
    room: Room,
    height: Mpt,
}

/// The letter at the first density that keeps it on one page; else at the widest.
fn fitted(request: &LetterRequest<'_>, letter: &dyn Letter, accessories: bool, subject: &str, text: &str) -> Start {
    let code = epc::payload(request.business, request.asked(accessories), &mail::remittance(request))
        .filter(|_| !letter.is_internal())
        .and_then(|payload| epc::modules(&payload))
        .map(Rc::new);
    let begun = |density| {
        let flow = Flow::default();
        let code = code.clone();
        let sheet = Sheet { lang: request.lang, flow, missing: Vec::new(), keep_next: false, density, code };
        begun(sheet, request, letter, accessories, subject, text)
    };
    let [widest, tighter @ ..] = DENSITIES;
    let start = begun(widest);
    let page = start.room.bottom - start.room.first_top;
    // Far too long for one page: no density would help.
    if start.height <= page || start.height > page * 5 / 4 {
        return start;
    }
    tighter.into_iter().map(begun).find(|tight| tight.height <= page).unwrap_or(start)
}

fn begun(
    mut sheet: Sheet,
    request: &LetterRequest<'_>,
    letter: &dyn Letter,
    accessories: bool,
    subject: &str,
    text: &str,
) -> Start {
    let mut first = Vec::new();
    let mut first_top = mm(20);
    if letter.is_internal() {
        sheet.internal_head(request, subject);
    } else {
        first_top = LETTER_TOP;
        first = sheet.letter_head(request);
        let label = match request.lang {
            Lang::Fr => "Objet\u{a0}:",
            Lang::En => "Subject:",
        };
        let bold = sheet.bold();
        sheet.paragraph(
            &[Span::new(words::printed(request.lang, &format!("{label} {subject}")), bold)],
            Align::Left,
            0,
        );
    }
    sheet.body(request, letter, accessories, text);
    let room = Room { first_top, top: NEXT_TOP, bottom: A4_HEIGHT - FOOT };
    let height = sheet.flow.slabs.iter().map(|slab| slab.height + slab.gap).sum();
    Start { sheet, first, room, height }
}

impl Sheet {
    fn setting(&self, align: Align) -> Setting {
        Setting { x: LEFT, width: WIDTH, leading: self.density.leading, align, lang: self.lang }
    }

    pub(super) fn plain(&self) -> TextStyle {
        style(FaceKey::Serif, self.density.size, Ink::BLACK)
    }

    pub(super) fn bold(&self) -> TextStyle {
        style(FaceKey::SerifBold, self.density.size, Ink::BLACK)
    }

    /// Adds a paragraph across the page.
    pub fn paragraph(&mut self, spans: &[Span], align: Align, gap: Mpt) {
        let setting = self.setting(align);
        self.set_in(spans, &setting, gap);
    }

    /// Adds a paragraph set otherwise.
    pub fn set_in(&mut self, spans: &[Span], setting: &Setting, gap: Mpt) {
        let mut set = paragraph::set(spans, setting);
        self.missing.append(&mut set.missing);
        let mut slabs = paragraph::slabs(set, setting, gap);
        if let Some(first) = slabs.first_mut() {
            first.keep |= self.keep_next;
            self.keep_next = false;
        }
        self.flow.extend(slabs);
    }

    pub fn heading(&mut self, text: &str) {
        let setting = Setting { leading: pt(15), ..self.setting(Align::Left) };
        let gap = self.density.gap * 3 / 2;
        self.set_in(&[Span::new(text, HEADING)], &setting, gap);
        self.keep_next = true;
    }

    pub fn table(&mut self, columns: Vec<Column>, rows: Vec<Row>, gap: Mpt) {
        let table = Table {
            x: LEFT,
            columns,
            rows,
            text: SMALL,
            strong: SMALL_BOLD,
            heading: SMALL_SOFT,
            leading: pt(11),
            pad: 2_600,
            lang: self.lang,
        };
        let (mut slabs, mut missing) = table.slabs(gap);
        self.missing.append(&mut missing);
        if let Some(first) = slabs.first_mut() {
            first.keep |= self.keep_next;
            self.keep_next = false;
        }
        self.flow.extend(slabs);
    }

    /// One line at a place of its own.
    pub(super) fn place(
        &mut self,
        text: &str,
        style: TextStyle,
        x: Mpt,
        y: Mpt,
        width: Mpt,
        align: Align,
    ) -> Vec<Mark> {
        let setting = Setting { x, width, leading: style.size * 13 / 10, align, lang: self.lang };
        let mut set = paragraph::set(&[Span::new(text, style)], &setting);
        self.missing.append(&mut set.missing);
        set.lines
            .into_iter()
            .enumerate()
            .flat_map(|(number, line)| {
                let down = y + setting.leading * number as Mpt;
                line.marks.into_iter().map(move |mark| mark.moved(0, down))
            })
            .collect()
    }

    /// Lines under each other; returns the marks and where the next line would be.
    pub(super) fn stack(
        &mut self,
        lines: &[(String, TextStyle)],
        x: Mpt,
        top: Mpt,
        width: Mpt,
        leading: Mpt,
    ) -> (Vec<Mark>, Mpt) {
        let mut marks = Vec::new();
        let mut y = top;
        for (text, style) in lines {
            let setting = Setting { x, width, leading, align: Align::Left, lang: self.lang };
            let mut set = paragraph::set(&[Span::new(text.as_str(), *style)], &setting);
            self.missing.append(&mut set.missing);
            for line in set.lines {
                marks.extend(line.marks.into_iter().map(|mark| mark.moved(0, y + leading * 3 / 4)));
                y += leading;
            }
        }
        (marks, y)
    }

    fn letter_head(&mut self, request: &LetterRequest<'_>) -> Vec<Mark> {
        let business = request.business;
        let mut marks = Vec::new();
        let mut y = mm(14);
        if let Some(logo) = request.logo {
            let (box_width, box_height) = (mm(48), mm(19));
            let (width, height) = (Mpt::from(logo.width.max(1)), Mpt::from(logo.height.max(1)));
            let scaled = if width * box_height > height * box_width {
                (box_width, box_width * height / width)
            } else {
                (box_height * width / height, box_height)
            };
            marks.push(Mark::Picture { x: LEFT, y, width: scaled.0, height: scaled.1 });
            y += scaled.1 + mm(3);
        }
        let mut lines = vec![(mail::named(business), style(FaceKey::SansBold, 11_000, Ink::BLACK))];
        lines.extend(address_lines(&business.address, self.lang, false).into_iter().map(|line| (line, SMALL)));
        lines.extend(business.phone.iter().chain(&business.email).map(|line| (line.clone(), SMALL)));
        let (sender, _) = self.stack(&lines, LEFT, y, mm(78), pt(13));
        marks.extend(sender);

        if request.channel == Channel::RegisteredLetter {
            let text = match self.lang {
                Lang::Fr => "Lettre recommandée avec avis de réception",
                Lang::En => "Registered letter with acknowledgment of receipt",
            };
            marks.extend(self.place(text, SMALL_BOLD, ADDRESS_LEFT, mm(42), ADDRESS_WIDTH, Align::Left));
        }
        let customer = request.customer;
        let mut to = vec![customer.name.clone()];
        to.extend(
            customer
                .reminder_contact()
                .map(|contact| contact.name.trim().to_owned())
                .filter(|name| !name.is_empty() && *name != customer.name),
        );
        to.extend(address_lines(&customer.address, self.lang, true));
        // The window shows thirty millimetres: a long address is set smaller until it fits.
        for (size, leading) in [(9_800, pt(13)), (9_000, 10_800), (8_200, 9_600), (7_400, 8_600)] {
            let missing = self.missing.len();
            let lines: Vec<(String, TextStyle)> =
                to.iter().map(|line| (line.clone(), style(FaceKey::Sans, size, Ink::BLACK))).collect();
            let (address, bottom) = self.stack(&lines, ADDRESS_LEFT, ADDRESS_TOP, ADDRESS_WIDTH, leading);
            if bottom <= ADDRESS_TOP + mm(29) || size == 7_400 {
                marks.extend(address);
                break;
            }
            self.missing.truncate(missing);
        }

        let day = self.lang.long_date(request.day);
        let city = business.address.city.trim();
        let dated = match (self.lang, city.is_empty()) {
            (Lang::Fr, false) => format!("{city}, le {day}"),
            (Lang::Fr, true) => format!("Le {day}"),
            (Lang::En, false) => format!("{city}, {day}"),
            (Lang::En, true) => day,
        };
        marks.extend(self.place(&dated, BODY, ADDRESS_LEFT, mm(86), ADDRESS_WIDTH, Align::Left));
        // Where to fold for the envelope.
        for y in [mm(99), mm(198)] {
            marks.push(Mark::Rule { x: mm(5), y, width: mm(3), height: 400, ink: Ink::LINE });
        }
        marks
    }

    fn internal_head(&mut self, request: &LetterRequest<'_>, subject: &str) {
        let title = style(FaceKey::SansBold, 15_000, Ink::BLACK);
        let setting = Setting { leading: pt(20), ..self.setting(Align::Left) };
        self.set_in(&[Span::new(subject, title)], &setting, 0);
        let call = request.call.clone().unwrap_or_default();
        let contact = request.customer.reminder_contact();
        let name = Some(call.contact).filter(|name| !name.trim().is_empty());
        let name = name.or_else(|| contact.map(|contact| contact.name.clone())).unwrap_or_default();
        let phone = Some(call.phone).filter(|phone| !phone.trim().is_empty());
        let phone = phone.or_else(|| request.customer.reminder_phone().map(str::to_owned)).unwrap_or_default();
        let who: Vec<String> = [name, phone].into_iter().filter(|part| !part.trim().is_empty()).collect();
        let mut line = who.join(" · ");
        if line.is_empty() {
            line = match self.lang {
                Lang::Fr => "Ni interlocuteur ni numéro enregistré".to_owned(),
                Lang::En => "Neither contact nor number on file".to_owned(),
            };
        }
        let setting = Setting { leading: pt(17), ..self.setting(Align::Left) };
        self.set_in(&[Span::new(line, style(FaceKey::Sans, 11_000, Ink::BLACK))], &setting, pt(2));
    }

    fn body(&mut self, request: &LetterRequest<'_>, letter: &dyn Letter, accessories: bool, text: &str) {
        let internal = letter.is_internal();
        let parts = body::parts(&words::printed(self.lang, text));
        let last_paragraph = parts.iter().rposition(|part| matches!(part, Part::Paragraph(_)));
        let tabled = parts.contains(&Part::Table);
        let paid = parts.contains(&Part::Payment);
        for (place, part) in parts.iter().enumerate() {
            // A body that lost its table gets it back before the closing words.
            if !internal && Some(place) == last_paragraph && place > 0 {
                if !tabled {
                    self.invoices(request, accessories);
                }
                if !paid {
                    self.ways_to_pay(request, accessories);
                }
            }
            let introduces = matches!(parts.get(place + 1), Some(Part::Item(_)));
            match part {
                Part::Paragraph(lines) => {
                    for (number, line) in lines.iter().enumerate() {
                        let gap = if number == 0 { self.density.gap } else { 0 };
                        let style = self.plain();
                        self.paragraph(&[Span::new(line.as_str(), style)], Align::Justified, gap);
                    }
                    self.keep_next = introduces;
                }
                Part::Heading(text) => self.heading(text),
                Part::Item(text) => self.item(text, false),
                Part::Check(text) => self.item(text, true),
                Part::Blank => {
                    let mark =
                        Mark::Rule { x: LEFT + pt(14), y: pt(16), width: WIDTH - pt(14), height: 400, ink: Ink::LINE };
                    self.flow.push(Slab { height: pt(18), keep: true, marks: vec![mark], ..Slab::default() });
                }
                Part::Table => self.invoices(request, accessories),
                Part::Payment => self.ways_to_pay(request, accessories),
            }
        }
        if !internal {
            self.signature(request);
        }
    }

    fn item(&mut self, text: &str, to_tick: bool) {
        let indent = pt(14);
        let setting = Setting { x: LEFT + indent, width: WIDTH - indent, ..self.setting(Align::Justified) };
        let at = self.flow.slabs.len();
        let style = self.plain();
        self.set_in(&[Span::new(text, style)], &setting, pt(1));
        let bullet = if to_tick {
            let (x, y, side, line) = (LEFT + 1_000, pt(3), pt(8), 600);
            let rule = |x, y, width, height| Mark::Rule { x, y, width, height, ink: Ink::SOFT };
            vec![
                rule(x, y, side, line),
                rule(x, y + side - line, side, line),
                rule(x, y, line, side),
                rule(x + side - line, y, line, side),
            ]
        } else {
            self.place("–", style, LEFT + pt(2), setting.leading * 3 / 4, indent, Align::Left)
        };
        if let Some(slab) = self.flow.slabs.get_mut(at) {
            slab.marks.splice(0..0, bullet);
        }
    }

    fn invoices(&mut self, request: &LetterRequest<'_>, accessories: bool) {
        let (columns, rows) = columns::invoices(request, accessories, WIDTH);
        self.keep_next = true;
        self.table(columns, rows, pt(9));
        self.flow.push(Slab::space(pt(3)));
    }

    /// The account to pay to, beside the code that a banking application reads.
    fn ways_to_pay(&mut self, request: &LetterRequest<'_>, accessories: bool) {
        let lines = mail::payment_lines(request, accessories);
        if lines.is_empty() {
            return;
        }
        let code = self.code.clone();
        let pad = pt(9);
        let code_side = mm(23);
        let mut marks = Vec::new();
        let title = match (self.lang, code.is_some()) {
            (Lang::Fr, true) => "Pour payer par virement, ou en lisant le code avec l’application de votre banque",
            (Lang::Fr, false) => "Pour payer par virement",
            (Lang::En, true) => "To pay by transfer, or by scanning the code with your banking application",
            (Lang::En, false) => "To pay by transfer",
        };
        marks.extend(self.place(title, SMALL_BOLD, LEFT + pad, pad + pt(7), WIDTH, Align::Left));
        let label_width = pt(60);
        let value_width =
            if code.is_some() { WIDTH - 3 * pad - label_width - code_side } else { WIDTH - 2 * pad - label_width };
        let mut y = pad + pt(12);
        for (label, value) in lines {
            let (label, _) = self.stack(&[(label.to_owned(), SMALL_SOFT)], LEFT + pad, y, label_width, pt(12));
            let (value, next) = self.stack(&[(value, SMALL)], LEFT + pad + label_width, y, value_width, pt(12));
            marks.extend(label);
            marks.extend(value);
            y = next;
        }
        let height = (y + pad - pt(3)).max(if code.is_some() { code_side + 2 * pad } else { 0 });
        if let Some(modules) = code {
            marks.push(Mark::Modules {
                x: LEFT + WIDTH - pad - code_side,
                y: (height - code_side) / 2,
                size: code_side,
                modules,
            });
        }
        let ground = Mark::Rule { x: LEFT, y: 0, width: WIDTH, height, ink: Ink::TINT };
        marks.insert(0, ground);
        self.flow.push(Slab { height, gap: pt(9), keep: true, marks, ..Slab::default() });
        self.flow.push(Slab::space(pt(3)));
    }

    fn signature(&mut self, request: &LetterRequest<'_>) {
        let lines: Vec<(String, TextStyle)> = mail::signature(request)
            .into_iter()
            .enumerate()
            .map(|(place, line)| (line, if place == 0 { self.bold() } else { self.plain() }))
            .collect();
        let by_hand = !matches!(request.channel, Channel::Email);
        let top = if by_hand { self.density.sign } else { pt(10) };
        let (marks, bottom) = self.stack(&lines, ADDRESS_LEFT, top, ADDRESS_WIDTH, self.density.leading);
        self.flow.push(Slab { height: bottom, keep: true, marks, ..Slab::default() });
    }

    /// Mentions and "page x / y" at the foot of each page, sender and day at the head of those after the first.
    fn every_page(&mut self, about: &Foot<'_>, pages: &mut [Page]) {
        let count = pages.len();
        let top = A4_HEIGHT - mm(19);
        let mut foot = vec![Mark::Rule { x: LEFT, y: top, width: WIDTH, height: 350, ink: Ink::FAINT }];
        if about.internal {
            let text = match self.lang {
                Lang::Fr => "Document interne, à ne pas envoyer",
                Lang::En => "Internal document, not to be sent",
            };
            foot.extend(self.place(text, FOOT_TEXT, LEFT, top + pt(11), WIDTH - mm(24), Align::Left));
        } else {
            let mentions = mail::mentions(about.business, self.lang).into_iter().map(|line| (line, FOOT_TEXT));
            let mentions: Vec<(String, TextStyle)> = mentions.collect();
            let (marks, _) = self.stack(&mentions, LEFT, top + pt(4), WIDTH - mm(24), pt(9));
            foot.extend(marks);
        }
        let running = format!("{} · {}", mail::named(about.business), about.customer);
        let day = self.lang.long_date(about.day);
        for (number, page) in pages.iter_mut().enumerate() {
            page.marks.extend(foot.iter().cloned());
            let place = match self.lang {
                Lang::Fr => format!("page {} / {count}", number + 1),
                Lang::En => format!("page {} of {count}", number + 1),
            };
            page.marks.extend(self.place(&place, FOOT_TEXT, LEFT, top + pt(11), WIDTH, Align::Right));
            if number > 0 {
                page.marks.extend(self.place(&running, SMALL_SOFT, LEFT, mm(15), WIDTH - mm(45), Align::Left));
                page.marks.extend(self.place(&day, SMALL_SOFT, LEFT, mm(15), WIDTH, Align::Right));
                page.marks.push(Mark::Rule { x: LEFT, y: mm(19), width: WIDTH, height: 350, ink: Ink::FAINT });
            }
        }
    }
}

/// Lines of an address; on an envelope the city is in capitals and a foreign country is named (NF Z10-011).
pub(super) fn address_lines(address: &Address, lang: Lang, on_envelope: bool) -> Vec<String> {
    let mut lines: Vec<String> =
        address.lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    let city = if on_envelope { address.city.trim().to_uppercase() } else { address.city.trim().to_owned() };
    let last = format!("{} {city}", address.postcode.trim()).trim().to_owned();
    if !last.is_empty() {
        lines.push(last);
    }
    if let Some(country) = country(&address.country, lang)
        && on_envelope
    {
        lines.push(country.to_uppercase());
    }
    lines
}

/// The neighbours by name, others by their code; nothing for France.
fn country(code: &str, lang: Lang) -> Option<String> {
    let code = code.trim().to_uppercase();
    let (fr, en) = match code.as_str() {
        "" | "FR" => return None,
        "BE" => ("Belgique", "Belgium"),
        "CH" => ("Suisse", "Switzerland"),
        "LU" => ("Luxembourg", "Luxembourg"),
        "MC" => ("Monaco", "Monaco"),
        "DE" => ("Allemagne", "Germany"),
        "ES" => ("Espagne", "Spain"),
        "IT" => ("Italie", "Italy"),
        "PT" => ("Portugal", "Portugal"),
        "NL" => ("Pays-Bas", "Netherlands"),
        "GB" => ("Royaume-Uni", "United Kingdom"),
        "IE" => ("Irlande", "Ireland"),
        "AT" => ("Autriche", "Austria"),
        _ => return Some(code),
    };
    Some(words::capital(match lang {
        Lang::Fr => fr,
        Lang::En => en,
    }))
}
