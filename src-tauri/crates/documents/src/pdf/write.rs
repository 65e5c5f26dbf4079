//! Marks to printpdf operations, and what printpdf leaves open: fonts, language, identifier.
#![allow(
    clippy::disallowed_types,
    clippy::float_arithmetic,
    reason = "printpdf measures the page in f32 points; no money passes here"
)]

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::Lang;
use flate2::Compression;
use lopdf::{Object, dictionary};
use printpdf::{
    Actions, BorderArray, Codepoint, Color, DictItem, ExternalStream, ExternalXObject, FontId, FontMetrics, Greyscale,
    LinePoint, LinkAnnotation, Mm, Op, PaintMode, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage,
    PdfSaveOptions, Point, Polygon, PolygonRing, Pt, Rect, TextItem, TextMatrix, WindingOrder, XObject, XObjectId,
    XObjectTransform,
};
use sha2::{Digest, Sha256};

use super::font;
use super::{PdfError, Picture};
use crate::typeset::{A4_HEIGHT, FaceKey, GlyphRun, Ink, Mark, Modules, Mpt, Page};

/// What the document says of itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Facts<'a> {
    pub title: &'a str,
    pub author: &'a str,
    pub lang: Lang,
    pub day: NaiveDate,
}

/// What stands in for a font program until the real one is put in; it only has to look like TrueType.
const PLACEHOLDER: [u8; 4] = [0, 1, 0, 0];
const PICTURE: &str = "letterhead";

fn points(length: Mpt) -> f32 {
    length as f32 / 1000.0
}

/// Distance from the bottom of the page, as PDF measures.
fn up(y: Mpt) -> f32 {
    points(A4_HEIGHT - y)
}

/// Writes pages as one A4 document. A batch of letters is one call with all their pages.
pub fn write(pages: &[Page], picture: Option<&Picture>, facts: &Facts<'_>) -> Result<Vec<u8>, PdfError> {
    let mut document = PdfDocument::new(facts.title);
    document.pages = pages.iter().map(|page| PdfPage::new(Mm(210.0), Mm(297.0), page_operations(page))).collect();
    for (face, glyphs) in used_glyphs(pages) {
        document.resources.fonts.map.insert(FontId(face.name().to_owned()), PdfFont::new(parsed(face, &glyphs)));
    }
    if let Some(picture) = picture {
        document.resources.xobjects.map.insert(XObjectId(PICTURE.to_owned()), XObject::External(external(picture)));
    }
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    let mut warnings = Vec::new();
    let mut pdf = printpdf::serialize::to_lopdf_doc(&document, &options, &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(PdfError::Writer(warning.msg.clone()));
    }
    finish(&mut pdf, facts)?;
    let mut bytes = Vec::with_capacity(200_000);
    pdf.save_to(&mut bytes).map_err(|error| PdfError::Writer(error.to_string()))?;
    Ok(bytes)
}

fn used_glyphs(pages: &[Page]) -> BTreeMap<FaceKey, BTreeSet<u16>> {
    let mut used: BTreeMap<FaceKey, BTreeSet<u16>> = BTreeMap::new();
    for mark in pages.iter().flat_map(|page| &page.marks) {
        if let Mark::Glyphs(run) = mark {
            used.entry(run.face).or_default().extend(run.glyphs.iter().map(|glyph| glyph.id));
        }
    }
    used
}

/// The face as printpdf knows it: the widths of the glyphs used, and a placeholder for the program.
fn parsed(face: FaceKey, glyphs: &BTreeSet<u16>) -> ParsedFont {
    let loaded = face.loaded();
    let widths =
        glyphs.iter().map(|glyph| (*glyph, loaded.advances.get(usize::from(*glyph)).copied().unwrap_or(0))).collect();
    let units = u16::try_from(loaded.units_per_em).unwrap_or(1000);
    let mut font = ParsedFont::with_glyph_data(
        PLACEHOLDER.to_vec(),
        0,
        Some(face.name().to_owned()),
        BTreeMap::new(),
        widths,
        units,
        FontMetrics { ascent: narrow(loaded.ascender), descent: narrow(loaded.descender) },
    );
    let bounds = loaded.shaper.global_bounding_box();
    font.pdf_font_metrics.x_min = bounds.x_min;
    font.pdf_font_metrics.y_min = bounds.y_min;
    font.pdf_font_metrics.x_max = bounds.x_max;
    font.pdf_font_metrics.y_max = bounds.y_max;
    font.pdf_font_metrics.us_weight_class = loaded.shaper.weight().to_number();
    if face == FaceKey::SerifItalic {
        // tan(11°), the slant of the italic.
        (font.pdf_font_metrics.caret_slope_rise, font.pdf_font_metrics.caret_slope_run) = (1000, 194);
    }
    font
}

fn narrow(units: i64) -> i16 {
    i16::try_from(units).unwrap_or(0)
}

fn external(picture: &Picture) -> ExternalXObject {
    let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
    let dict = BTreeMap::from([
        ("Type".to_owned(), name("XObject")),
        ("Subtype".to_owned(), name("Image")),
        ("Width".to_owned(), DictItem::Int(i64::from(picture.width))),
        ("Height".to_owned(), DictItem::Int(i64::from(picture.height))),
        ("BitsPerComponent".to_owned(), DictItem::Int(8)),
        ("ColorSpace".to_owned(), name(if picture.grey { "DeviceGray" } else { "DeviceRGB" })),
        ("Filter".to_owned(), name(picture.filter)),
        ("Interpolate".to_owned(), DictItem::Bool(true)),
    ]);
    ExternalXObject {
        stream: ExternalStream { dict, content: picture.bytes.clone(), compress: false },
        width: None,
        height: None,
        dpi: None,
    }
}

fn page_operations(page: &Page) -> Vec<Op> {
    let mut ops = Vec::with_capacity(page.marks.len() * 6);
    let mut ink = None;
    for mark in &page.marks {
        match mark {
            Mark::Glyphs(run) => {
                fill(&mut ops, &mut ink, run.ink);
                text(&mut ops, run);
            }
            Mark::Rule { x, y, width, height, ink: shade } => {
                fill(&mut ops, &mut ink, *shade);
                let ring = rectangle(points(*x), up(y + height), points(*width), points(*height));
                ops.push(filled(vec![ring]));
            }
            Mark::Picture { x, y, width, height } => ops.push(Op::UseXobject {
                id: XObjectId(PICTURE.to_owned()),
                transform: XObjectTransform {
                    translate_x: Some(Pt(points(*x))),
                    translate_y: Some(Pt(up(y + height))),
                    scale_x: Some(points(*width)),
                    scale_y: Some(points(*height)),
                    no_auto_scale: true,
                    ..XObjectTransform::default()
                },
            }),
            Mark::Modules { x, y, size, modules } => {
                fill(&mut ops, &mut ink, Ink(0));
                ops.push(filled(squares(*x, *y, *size, modules)));
            }
            Mark::Link { x, y, width, height, target } => ops.push(Op::LinkAnnotation {
                link: LinkAnnotation::new(
                    Rect::from_xywh(Pt(points(*x)), Pt(up(y + height)), Pt(points(*width)), Pt(points(*height))),
                    Actions::Uri(target.clone()),
                    Some(BorderArray::Solid([0.0, 0.0, 0.0])),
                    None,
                    None,
                ),
            }),
        }
    }
    ops
}

fn fill(ops: &mut Vec<Op>, current: &mut Option<Ink>, ink: Ink) {
    if *current != Some(ink) {
        *current = Some(ink);
        let level = (f32::from(ink.0) / 255.0 * 1000.0).round() / 1000.0;
        ops.push(Op::SetFillColor { col: Color::Greyscale(Greyscale::new(level, None)) });
    }
}

fn text(ops: &mut Vec<Op>, run: &GlyphRun) {
    let loaded = run.face.loaded();
    let mut wanted: Mpt = 0;
    let mut pen: Mpt = 0;
    let glyphs = run
        .glyphs
        .iter()
        .map(|glyph| {
            wanted += glyph.advance;
            // A reader moves by whole thousandths of an em, as printpdf writes the widths; the rest is a correction.
            let units = i64::from(loaded.advances.get(usize::from(glyph.id)).copied().unwrap_or(0));
            pen += units * 1000 / loaded.units_per_em * run.size;
            let offset = (pen - wanted * 1000 + run.size / 2).div_euclid(run.size);
            pen -= offset * run.size;
            Codepoint { gid: glyph.id, offset: offset as f32, cid: Some(glyph.chars().collect()) }
        })
        .collect();
    ops.extend([
        Op::StartTextSection,
        Op::SetFont { font: PdfFontHandle::External(FontId(run.face.name().to_owned())), size: Pt(points(run.size)) },
        Op::SetTextMatrix { matrix: TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, points(run.x), up(run.y)]) },
        Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] },
        Op::EndTextSection,
    ]);
}

fn filled(rings: Vec<PolygonRing>) -> Op {
    Op::DrawPolygon { polygon: Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero } }
}

fn rectangle(x: f32, y: f32, width: f32, height: f32) -> PolygonRing {
    let corner = |x, y| LinePoint { p: Point { x: Pt(x), y: Pt(y) }, bezier: false };
    PolygonRing {
        points: vec![corner(x, y), corner(x + width, y), corner(x + width, y + height), corner(x, y + height)],
    }
}

/// One rectangle for each row of touching dark modules.
fn squares(x: Mpt, y: Mpt, size: Mpt, modules: &Modules) -> Vec<PolygonRing> {
    let mut rings = Vec::new();
    let Ok(side) = Mpt::try_from(modules.side) else { return rings };
    let edge = |place: usize| size * Mpt::try_from(place).unwrap_or(0) / side.max(1);
    for (row, line) in modules.dark.chunks(modules.side.max(1)).enumerate() {
        let mut column = 0;
        while column < line.len() {
            if !line[column] {
                column += 1;
                continue;
            }
            let end = line[column..].iter().position(|dark| !dark).map_or(line.len(), |length| column + length);
            let (top, bottom) = (edge(row), edge(row + 1));
            rings.push(rectangle(
                points(x + edge(column)),
                up(y + bottom),
                points(edge(end) - edge(column)),
                points(bottom - top),
            ));
            column = end;
        }
    }
    rings
}

/// Puts in the font programs, compresses, and says what printpdf does not.
fn finish(pdf: &mut lopdf::Document, facts: &Facts<'_>) -> Result<(), PdfError> {
    let mut digest = Sha256::new();
    let mut programs = Vec::new();
    for object in pdf.objects.values() {
        let Object::Dictionary(dict) = object else { continue };
        if !dict.has_type(b"FontDescriptor") {
            continue;
        }
        let name = dict.get(b"FontName").and_then(Object::as_name).unwrap_or_default();
        let face = FaceKey::ALL.into_iter().find(|face| face.name().as_bytes() == name);
        if let (Some(face), Ok(id)) = (face, dict.get(b"FontFile2").and_then(Object::as_reference)) {
            programs.push((id, face));
        }
    }
    for (id, face) in programs {
        let program = font::program(face);
        let dict = dictionary! {
            "Filter" => "FlateDecode",
            "Length1" => i64::try_from(program.length).unwrap_or(0),
        };
        let stream = lopdf::Stream::new(dict, program.deflated.clone()).with_compression(false);
        pdf.objects.insert(id, Object::Stream(stream));
    }
    for object in pdf.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.allows_compression
            && stream.dict.get(b"Filter").is_err()
        {
            digest.update(&stream.content);
            let deflated = font::deflate(&stream.content, Compression::new(4));
            stream.set_content(deflated);
            stream.dict.set("Filter", "FlateDecode");
            stream.dict.set("Length", i64::try_from(stream.content.len()).unwrap_or(0));
        }
    }

    let stamp = facts.day.format("D:%Y%m%d000000Z").to_string();
    let title = text_string(facts.title);
    let author = text_string(facts.author);
    let info = pdf.trailer.get(b"Info").and_then(Object::as_reference).map_err(refused)?;
    pdf.objects.insert(
        info,
        Object::Dictionary(dictionary! {
            "Title" => title,
            "Author" => author,
            "Creator" => "Acquit",
            "Producer" => "Acquit",
            "CreationDate" => Object::string_literal(stamp.clone()),
            "ModDate" => Object::string_literal(stamp.clone()),
        }),
    );
    let lang = match facts.lang {
        Lang::Fr => "fr-FR",
        Lang::En => "en-GB",
    };
    let catalog = pdf.catalog_mut().map_err(refused)?;
    catalog.set("Lang", Object::string_literal(lang));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.remove(b"PageLayout");
    pdf.version = "1.7".to_owned();
    digest.update(facts.title);
    digest.update(facts.author);
    digest.update(&stamp);
    let identifier = digest.finalize()[..16].to_vec();
    let identifier = Object::String(identifier, lopdf::StringFormat::Hexadecimal);
    pdf.trailer.set("ID", vec![identifier.clone(), identifier]);
    Ok(())
}

fn refused(error: lopdf::Error) -> PdfError {
    PdfError::Writer(error.to_string())
}

/// A PDF text string: UTF-16 with its mark.
fn text_string(text: &str) -> Object {
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, lopdf::StringFormat::Hexadecimal)
}
