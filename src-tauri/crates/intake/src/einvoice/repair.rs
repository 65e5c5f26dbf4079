//! A new cross-reference table for a PDF whose own is wrong: files cut at the end, or changed by a mail program that
//! converted line ends. The objects are looked for in the bytes; everything else stays the library's work.

use std::collections::BTreeMap;
use std::fmt::Write as _;

const OBJECTS_LIMIT: usize = 200_000;
/// PDF programs stop at this object number (ISO 32000-1, annex C).
const NUMBER_LIMIT: u32 = 8_388_607;
const OFFSET_LIMIT: usize = 4_000_000_000;

/// The file with a table and a trailer added at its end, and how many objects that table lists. `None` where there is
/// nothing to list, no catalogue, or encryption, which a new trailer would lose.
pub fn rebuilt(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    // Offsets count from the header.
    let start = bytes.windows(5).position(|window| window == b"%PDF-")?;
    let bytes = &bytes[start..];
    if bytes.len() > OFFSET_LIMIT || super::preflight::names_encryption(bytes) {
        return None;
    }
    let objects = objects(bytes)?;
    let last = *objects.keys().next_back()?;
    let (root, generation) = root(bytes, &objects)?;
    let mut table = String::from("\nxref\n0 1\n0000000000 65535 f \n");
    for (number, object) in &objects {
        let _ = write!(table, "{number} 1\n{:010} {:05} n \n", object.offset, object.generation);
    }
    let _ = write!(
        table,
        "trailer\n<< /Size {} /Root {root} {generation} R >>\nstartxref\n{}\n%%EOF\n",
        last + 1,
        bytes.len() + 1
    );
    Some(([bytes, table.as_bytes()].concat(), objects.len()))
}

struct Found {
    offset: usize,
    generation: u16,
}

/// Every `12 0 obj`; of two with one number the later counts, as in a file that was saved again.
fn objects(bytes: &[u8]) -> Option<BTreeMap<u32, Found>> {
    let mut objects = BTreeMap::new();
    for (at, _) in bytes.windows(3).enumerate().filter(|(_, window)| *window == b"obj") {
        let Some((generation, before)) = number_before(&bytes[..at]) else { continue };
        let Some((number, before)) = number_before(&bytes[..before]) else { continue };
        let begins = before == 0 || !bytes[before - 1].is_ascii_graphic() || bytes[before - 1] == b'>';
        let (Ok(number), Ok(generation)) = (number.parse::<u32>(), generation.parse::<u16>()) else { continue };
        if begins && (1..=NUMBER_LIMIT).contains(&number) {
            objects.insert(number, Found { offset: before, generation });
        }
        if objects.len() > OBJECTS_LIMIT {
            return None;
        }
    }
    (!objects.is_empty()).then_some(objects)
}

/// The figure that stands before some blanks at the end, and where it begins.
fn number_before(bytes: &[u8]) -> Option<(&str, usize)> {
    let blanks = bytes.iter().rev().take(8).take_while(|byte| byte.is_ascii_whitespace()).count();
    let end = bytes.len() - blanks;
    let digits = bytes[..end].iter().rev().take(11).take_while(|byte| byte.is_ascii_digit()).count();
    if blanks == 0 || !(1..=10).contains(&digits) {
        return None;
    }
    std::str::from_utf8(&bytes[end - digits..end]).ok().map(|digits_text| (digits_text, end - digits))
}

/// The catalogue: as the last trailer names it, else the last object that says it is one.
fn root(bytes: &[u8], objects: &BTreeMap<u32, Found>) -> Option<(u32, u16)> {
    let named = bytes.windows(5).rposition(|window| window == b"/Root").and_then(|at| {
        let rest = std::str::from_utf8(bytes.get(at + 5..)?.get(..24).unwrap_or(&bytes[at + 5..])).ok()?;
        let mut words = rest.split_ascii_whitespace();
        let number: u32 = words.next()?.parse().ok()?;
        let generation: u16 = words.next()?.parse().ok()?;
        words.next()?.starts_with('R').then_some((number, generation))
    });
    named.or_else(|| {
        let is_catalogue = |found: &&Found| {
            let head = &bytes[found.offset..bytes.len().min(found.offset + 2_000)];
            let end = head.windows(6).position(|window| window == b"endobj").unwrap_or(head.len());
            head[..end].windows(8).any(|window| window == b"/Catalog")
        };
        let (number, found) = objects.iter().rev().find(|(_, found)| is_catalogue(found))?;
        Some((*number, found.generation))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_listed_where_they_stand() {
        let pdf = b"junk%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n2 0 obj (a) endobj 2 1 obj (b) endobj";
        let (bytes, count) = rebuilt(pdf).unwrap();
        assert_eq!(count, 2);
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("%PDF-1.7"));
        assert!(text.contains("1 1\n0000000009 00000 n \n2 1\n0000000061 00001 n \n"), "{text}");
        assert!(text.contains("/Size 3 /Root 1 0 R"));
    }

    #[test]
    fn nothing_is_made_up() {
        assert!(rebuilt(b"%PDF-1.7 no objects").is_none());
        assert!(rebuilt(b"%PDF-1.7\n1 0 obj (a) endobj").is_none());
        assert!(rebuilt(b"%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj trailer <</Encrypt 9 0 R>>").is_none());
    }
}
