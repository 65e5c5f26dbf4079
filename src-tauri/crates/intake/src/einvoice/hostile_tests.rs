//! Files made to hurt, and thousands of broken ones: a refusal or a reading, never a panic, never without end.
//! What bounds the time is in the code (sizes, depths, counts), so nothing here looks at a clock.

use lopdf::{Dictionary, Document, EncryptionState, EncryptionVersion, Object, Permissions, Stream, dictionary};

use super::fixture::{Fixture, Listing, cii_xml, facturx_pdf, pdf_with, ubl_xml, zugferd1_xml};
use super::{line_of_invoice, normalise, read};
use crate::finding::RefusalCode;
use crate::xml::{SIZE_LIMIT, scan::DEPTH_LIMIT};

fn refusal_of(bytes: &[u8]) -> RefusalCode {
    read(bytes).map(|reading| reading.value).unwrap_err().code
}

fn with_doctype(doctype: &str, number: &str) -> String {
    let fixture = Fixture { number: "NUMBER".to_owned(), ..Fixture::default() };
    cii_xml(&fixture).replacen("?>\n", &format!("?>\n{doctype}\n"), 1).replace("NUMBER", number)
}

#[test]
fn no_doctype_is_read_whatever_it_holds() {
    let external = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>";
    let laughs =
        "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]>";
    let remote = "<!DOCTYPE a PUBLIC \"-//X//EN\" \"http://example.invalid/x.dtd\">";
    for (doctype, number) in [(external, "&x;"), (laughs, "&c;"), (remote, "1"), ("<!DOCTYPE a>", "1")] {
        let xml = with_doctype(doctype, number);
        assert_eq!(refusal_of(xml.as_bytes()), RefusalCode::DoctypeRefused, "{doctype}");
        let pdf = pdf_with(&[("factur-x.xml", xml.as_bytes())], Listing::NameTreeAndAf, "x");
        assert_eq!(refusal_of(&pdf), RefusalCode::DoctypeRefused, "{doctype}");
        let utf16: Vec<u8> = [0xfe, 0xff].into_iter().chain(xml.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        assert_eq!(refusal_of(&utf16), RefusalCode::DoctypeRefused, "{doctype}");
    }
}

#[test]
fn an_entity_that_nobody_declared_is_refused() {
    let xml = cii_xml(&Fixture::default()).replace("F2026-001", "&nbsp;");
    assert_eq!(refusal_of(xml.as_bytes()), RefusalCode::NotWellFormed);
}

#[test]
fn elements_nested_too_deep_are_refused() {
    let deep = "<ram:a>".repeat(DEPTH_LIMIT * 1000);
    let xml = cii_xml(&Fixture::default()).replace("Pose de huit portes", &deep);
    assert_eq!(refusal_of(xml.as_bytes()), RefusalCode::TooDeep);
}

#[test]
fn a_root_with_a_flood_of_attributes_is_refused() {
    for flood in ["xmlns ".repeat(500_000), "a='' ".repeat(500_000), format!("a='{}'", "=".repeat(500_000))] {
        let xml =
            cii_xml(&Fixture::default()).replacen("CrossIndustryInvoice ", &format!("CrossIndustryInvoice {flood}"), 1);
        assert!(matches!(refusal_of(xml.as_bytes()), RefusalCode::TooLarge | RefusalCode::NotWellFormed));
    }
}

#[test]
fn a_file_that_is_too_large_is_refused_before_it_is_read() {
    let mut xml = cii_xml(&Fixture::default()).into_bytes();
    xml.resize(SIZE_LIMIT + 1, b' ');
    assert_eq!(refusal_of(&xml), RefusalCode::TooLarge);
}

#[test]
fn an_attachment_that_unpacks_without_end_is_refused() {
    let bomb = vec![b' '; SIZE_LIMIT + 1];
    let pdf = pdf_with(&[("factur-x.xml", &bomb)], Listing::NameTreeAndAf, "x");
    assert!(pdf.len() < 100_000, "packed: {}", pdf.len());
    assert_eq!(refusal_of(&pdf), RefusalCode::TooLarge);
    // A bomb beside the invoice does not keep it from being read.
    let xml = cii_xml(&Fixture::default());
    let pdf = pdf_with(&[("bomb.xml", &bomb), ("factur-x.xml", xml.as_bytes())], Listing::NameTreeAndAf, "x");
    assert_eq!(read(&pdf).unwrap().value.number, "F2026-001");
}

#[test]
fn a_flood_of_attachments_that_unpack_without_end_is_passed_over() {
    let bomb = vec![b' '; SIZE_LIMIT + 1];
    let xml = cii_xml(&Fixture::default());
    let mut files: Vec<(String, &[u8])> = (0..8).map(|place| (format!("bomb{place}.xml"), bomb.as_slice())).collect();
    let flood = |files: &[(String, &[u8])]| {
        let named: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
        pdf_with(&named, Listing::NameTreeAndAf, "x")
    };
    assert_eq!(refusal_of(&flood(&files)), RefusalCode::TooLarge);
    // The invoice has the name that the standard gives it, and is unpacked first.
    files.push(("factur-x.xml".to_owned(), xml.as_bytes()));
    assert_eq!(read(&flood(&files)).unwrap().value.number, "F2026-001");
}

/// The fixture's PDF with one more object, saved again.
fn pdf_with_object(object: Object) -> Vec<u8> {
    let mut document = Document::load_mem(&facturx_pdf(&Fixture::default())).unwrap();
    document.add_object(object);
    saved(document)
}

fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn an_object_stream_that_unpacks_without_end_is_passed_over() {
    let dictionary = dictionary! { "Type" => "ObjStm", "N" => 1, "First" => 4 };
    let mut stream = Stream::new(dictionary, vec![b' '; 20_000_000]);
    stream.compress().unwrap();
    assert_eq!(read(&pdf_with_object(stream.into())).unwrap().value.number, "F2026-001");
}

/// An object stream of this index and these objects.
fn object_stream(index: &str, objects: &str) -> Object {
    let dictionary = dictionary! { "Type" => "ObjStm", "N" => 1, "First" => index.len() as i64 };
    let mut stream = Stream::new(dictionary, [index, objects].concat().into_bytes());
    stream.compress().unwrap();
    stream.into()
}

#[test]
fn an_object_stream_whose_entries_are_all_one_array_is_passed_over() {
    // Read as often as its index says it would be a hundred thousand millions of values.
    let index: String = (1_000..101_000).map(|number| format!("{number} 0 ")).collect();
    let stream = object_stream(&index, &format!("[{}]", "1 ".repeat(450_000)));
    assert_eq!(read(&pdf_with_object(stream)).unwrap().value.number, "F2026-001");
}

#[test]
fn object_streams_that_are_full_of_values_are_passed_over() {
    let mut document = Document::load_mem(&facturx_pdf(&Fixture::default())).unwrap();
    for number in 1_000..1_030 {
        document.add_object(object_stream(&format!("{number} 0 "), &format!("[{}]", "1 ".repeat(900_000))));
    }
    let bytes = saved(document);
    assert!(bytes.len() < 100_000, "{}", bytes.len());
    assert_eq!(read(&bytes).unwrap().value.number, "F2026-001");
}

#[test]
fn an_invoice_in_object_streams_is_read() {
    let mut document = Document::load_mem(&facturx_pdf(&Fixture::default())).unwrap();
    let mut bytes = Vec::new();
    document.save_modern(&mut bytes).unwrap();
    assert!(bytes.windows(6).any(|window| window == b"ObjStm"));
    assert_eq!(read(&bytes).unwrap().value.number, "F2026-001");
}

#[test]
fn a_name_tree_that_bites_its_tail_ends() {
    let mut document = Document::load_mem(&facturx_pdf(&Fixture::default())).unwrap();
    let tree = document.new_object_id();
    let kids: Vec<Object> = vec![tree.into(); 1000];
    document.objects.insert(tree, dictionary! { "Kids" => kids }.into());
    let names = dictionary! { "EmbeddedFiles" => tree };
    document.catalog_mut().unwrap().set("Names", names);
    assert_eq!(read(&saved(document)).unwrap().value.number, "F2026-001");
}

#[test]
fn a_reference_to_itself_ends() {
    let mut document = Document::load_mem(&facturx_pdf(&Fixture::default())).unwrap();
    let id = document.new_object_id();
    document.objects.insert(id, id.into());
    document.catalog_mut().unwrap().set("Names", id);
    document.catalog_mut().unwrap().set("AF", id);
    assert_eq!(read(&saved(document)).unwrap().value.number, "F2026-001");
}

fn encrypted(user_password: &str) -> Vec<u8> {
    let mut document = Document::load_mem(&facturx_pdf(&Fixture::default())).unwrap();
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    saved(document)
}

#[test]
fn an_encrypted_pdf_is_read_when_it_opens_without_password() {
    assert_eq!(read(&encrypted("")).unwrap().value.number, "F2026-001");
    assert_eq!(refusal_of(&encrypted("secret")), RefusalCode::EncryptedPdf);
}

#[test]
fn many_payment_terms_and_findings_are_cut_short() {
    let due = super::fixture::FixtureDue { date: "never".to_owned(), amount: Some("some".to_owned()) };
    let fixture = Fixture { due_dates: vec![due; 20_000], ..Fixture::default() };
    let reading = read(cii_xml(&fixture).as_bytes()).unwrap();
    assert!(reading.findings.len() < 200);
    assert!(reading.value.payment_terms.len() <= 500);
}

/// A small generator: the tests need the same mutations again from a seed, not good randomness.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}

/// Words that make numbers, lengths and markup wrong where they land.
const SPLINTERS: [&[u8]; 14] = [
    b"<!DOCTYPE x>",
    b"<![CDATA[",
    b"-->",
    b"&#0;",
    b"&",
    b"<a",
    b"99999999999",
    b"-1",
    b"\0",
    b"<<",
    b"]",
    b" R ",
    b"endstream",
    b"\xff\xfe",
];

fn mutated(original: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = original.to_vec();
    // Two in three mutants keep their length: the offsets of a PDF stay right and the damage is met further inside.
    let kinds = [1, 3, 7][dice.below(3)];
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len());
        match dice.below(kinds) {
            // A figure becomes another sign: the markup stays whole and the damage is met in the values.
            0 => {
                if let Some(digit) = bytes.iter_mut().skip(at).find(|byte| byte.is_ascii_digit()) {
                    *digit = b"0123456789-.,eE x"[dice.below(17)];
                }
            }
            1 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            2 if at < bytes.len() => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
            3 => bytes.truncate(at),
            4 => {
                let splinter = SPLINTERS[dice.below(SPLINTERS.len())];
                bytes.splice(at..at, splinter.iter().copied());
            }
            5 => {
                let end = (at + dice.below(200)).min(bytes.len());
                bytes.drain(at.min(end)..end);
            }
            _ => {
                let end = (at + dice.below(200)).min(bytes.len());
                let piece = bytes[at.min(end)..end].to_vec();
                let to = dice.below(bytes.len());
                bytes.splice(to..to, piece);
            }
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

#[test]
fn broken_files_never_make_the_reader_panic() {
    let seed = std::env::var("ACQUIT_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_122);
    println!("ACQUIT_SEED={seed}");
    let fixture = Fixture { prepaid: Some("1.00".to_owned()), iban: Some("FR76".to_owned()), ..Fixture::default() };
    let note = Fixture { type_code: "381".to_owned(), ..Fixture::default() };
    let mut packed = Document::load_mem(&facturx_pdf(&fixture)).unwrap();
    let mut modern = Vec::new();
    packed.save_modern(&mut modern).unwrap();
    let originals = [
        cii_xml(&fixture).into_bytes(),
        ubl_xml(&note).into_bytes(),
        zugferd1_xml(&fixture).into_bytes(),
        facturx_pdf(&fixture),
        modern,
        encrypted(""),
    ];
    let mut dice = Dice(seed);
    let (mut read_files, mut refused) = (0, 0);
    for round in 0..6_000 {
        let bytes = mutated(&originals[round % originals.len()], &mut dice);
        match read(&bytes) {
            Ok(reading) => {
                read_files += 1;
                let _ = normalise(&reading.value);
                let line = line_of_invoice("mutant", &reading);
                assert!(!line.number.is_empty() && !line.issue_date.is_empty(), "seed {seed}, round {round}");
            }
            Err(_) => refused += 1,
        }
    }
    println!("{read_files} read, {refused} refused");
    assert!(read_files > 0 && refused > 0);
}

#[test]
fn a_stream_dictionary_without_type_is_no_trap() {
    let stream = Stream::new(Dictionary::new(), b"1 0 obj".to_vec());
    assert_eq!(read(&pdf_with_object(stream.into())).unwrap().value.number, "F2026-001");
}
