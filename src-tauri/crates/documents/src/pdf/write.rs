//! Pages to a document by printpdf, and what it leaves open: content, font programs, language, identifier.
#![allow(
    clippy::disallowed_types,
    clippy::float_arithmetic,
    reason = "printpdf measures the page in f32 points; no money passes here"
)]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::Lang;
use flate2::Compression;
use lopdf::{Object, dictionary};
use printpdf::{
    Actions, BorderArray, Codepoint, DictItem, ExternalStream, ExternalXObject, FontId, FontMetrics, LinkAnnotation,
    Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, Rect, TextItem, XObject,
    XObjectId,
};
use sha2::{Digest, Sha256};

use super::content::{PICTURE, content, font_name};
use super::font;
use super::{PdfError, Picture};
use crate::typeset::{A4_HEIGHT, FaceKey, Mark, Mpt, Page};

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

fn points(length: Mpt) -> f32 {
    length as f32 / 1000.0
}

/// Writes pages as one A4 document. A batch of letters is one call with all their pages.
pub fn write(pages: &[Page], picture: Option<&Picture>, facts: &Facts<'_>) -> Result<Vec<u8>, PdfError> {
    let mut document = PdfDocument::new(facts.title);
    let used = used_glyphs(pages);
    document.pages = pages.iter().map(|page| PdfPage::new(Mm(210.0), Mm(297.0), links(page))).collect();
    if let Some(first) = document.pages.first_mut() {
        first.ops.extend(sample(&used));
    }
    for (face, glyphs) in &used {
        let font = PdfFont::new(parsed(*face, glyphs));
        document.resources.fonts.map.insert(FontId(font_name(*face)), font);
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
    put_contents(&mut pdf, pages)?;
    finish(&mut pdf, facts)?;
    let mut bytes = Vec::with_capacity(200_000);
    pdf.save_to(&mut bytes).map_err(|error| PdfError::Writer(error.to_string()))?;
    Ok(bytes)
}

/// The glyphs used of a face, each with the characters it stands for.
type Used = Vec<(FaceKey, BTreeMap<u16, [char; 4]>)>;

fn used_glyphs(pages: &[Page]) -> Used {
    let mut seen: [Vec<Option<[char; 4]>>; 5] = Default::default();
    for mark in pages.iter().flat_map(|page| &page.marks) {
        let Mark::Glyphs(run) = mark else { continue };
        let seen = &mut seen[run.face as usize];
        seen.resize(run.face.loaded().advances.len(), None);
        for glyph in &run.glyphs {
            if let Some(slot) = seen.get_mut(usize::from(glyph.id))
                && slot.is_none_or(|text| text[0] == '\0')
            {
                *slot = Some(glyph.text);
            }
        }
    }
    FaceKey::ALL
        .into_iter()
        .zip(seen)
        .map(|(face, seen)| {
            let glyphs = (0u16..).zip(seen).filter_map(|(id, text)| text.map(|text| (id, text))).collect();
            (face, glyphs)
        })
        .filter(|(_, glyphs): &(FaceKey, BTreeMap<u16, [char; 4]>)| !glyphs.is_empty())
        .collect()
}

/// Every glyph used, once: what printpdf reads to make the fonts. The content of the page replaces it.
fn sample(used: &Used) -> Vec<Op> {
    let mut ops = vec![Op::StartTextSection];
    for (face, glyphs) in used {
        let glyphs = glyphs
            .iter()
            .map(|(id, text)| Codepoint {
                gid: *id,
                offset: 0.0,
                cid: Some(text.iter().take_while(|c| **c != '\0').collect()),
            })
            .collect();
        ops.push(Op::SetFont { font: PdfFontHandle::External(FontId(font_name(*face))), size: Pt(1.0) });
        ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] });
    }
    ops.push(Op::EndTextSection);
    ops
}

fn put_contents(pdf: &mut lopdf::Document, pages: &[Page]) -> Result<(), PdfError> {
    let ids: Vec<lopdf::ObjectId> = pdf.page_iter().collect();
    for (id, page) in ids.into_iter().zip(pages) {
        let place = pdf
            .get_dictionary(id)
            .and_then(|dict| dict.get(b"Contents"))
            .and_then(Object::as_reference)
            .map_err(refused)?;
        let stream = lopdf::Stream::new(lopdf::Dictionary::new(), content(page));
        pdf.objects.insert(place, Object::Stream(stream));
    }
    Ok(())
}

fn links(page: &Page) -> Vec<Op> {
    page.marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Link { x, y, width, height, target } => Some(Op::LinkAnnotation {
                link: LinkAnnotation::new(
                    Rect::from_xywh(
                        Pt(points(*x)),
                        Pt(points(A4_HEIGHT - y - height)),
                        Pt(points(*width)),
                        Pt(points(*height)),
                    ),
                    Actions::Uri(target.clone()),
                    Some(BorderArray::Solid([0.0, 0.0, 0.0])),
                    None,
                    None,
                ),
            }),
            _ => None,
        })
        .collect()
}

/// The face as printpdf knows it: the widths of the glyphs used, and a placeholder for the program.
fn parsed(face: FaceKey, glyphs: &BTreeMap<u16, [char; 4]>) -> ParsedFont {
    let loaded = face.loaded();
    let widths =
        glyphs.keys().map(|glyph| (*glyph, loaded.advances.get(usize::from(*glyph)).copied().unwrap_or(0))).collect();
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
