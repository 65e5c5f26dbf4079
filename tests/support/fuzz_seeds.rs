//! What fuzzing begins with: the small files of `tests/fuzz/seeds`, and what our own generators write. Each target reads
//! a folder of its own; the front door reads all of them.

use std::io::{self, Cursor, Read};
use std::path::Path;

use chrono::NaiveDate;
use intake::einvoice::fixture::{Fixture, FixtureDue, Listing, cii_xml, pdf_with, ubl_xml, zugferd1_xml};

use crate::{root, sample_files};

const FRONT_DOOR: &str = "front_door";
/// Before the name of each part of a zip that the target closes itself: see `tests/fuzz/src/built.rs`.
const PART: char = '\u{1}';

/// Writes the seeds of every target into a folder, and says how many there are.
///
/// # Errors
/// Those of the disk.
pub fn write(folder: &Path, seed: u64) -> io::Result<usize> {
    let mut seeds = Seeds { folder, count: 0 };
    seeds.kept()?;
    seeds.invoices()?;
    seeds.sample_files(seed)?;
    seeds.workbooks()?;
    Ok(seeds.count)
}

struct Seeds<'f> {
    folder: &'f Path,
    count: usize,
}

impl Seeds<'_> {
    fn put(&mut self, target: &str, name: &str, bytes: &[u8]) -> io::Result<()> {
        let folder = self.folder.join(target);
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join(name), bytes)?;
        self.count += 1;
        Ok(())
    }

    /// For a reader and for the front door, which has to find that reader.
    fn put_whole(&mut self, target: &str, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.put(target, name, bytes)?;
        self.put(FRONT_DOOR, &format!("{target}-{name}"), bytes)
    }

    /// The files that are kept: written by hand, or found by fuzzing.
    fn kept(&mut self) -> io::Result<()> {
        for target in std::fs::read_dir(root().join("tests/fuzz/seeds"))? {
            let target = target?;
            for file in std::fs::read_dir(target.path())? {
                let file = file?;
                let (target, name) = (target.file_name(), file.file_name());
                let bytes = std::fs::read(file.path())?;
                self.put_whole(&target.to_string_lossy(), &name.to_string_lossy(), &bytes)?;
            }
        }
        Ok(())
    }

    fn invoices(&mut self) -> io::Result<()> {
        let plain = Fixture::default();
        let due = |date: &str, amount: &str| FixtureDue { date: date.into(), amount: Some(amount.into()) };
        let full = Fixture {
            type_code: "384".into(),
            delivery_date: Some("2026-02-27".into()),
            due_dates: vec![due("2026-04-01", "600.00"), due("2026-05-01", "400.00")],
            prepaid: Some("200.00".into()),
            due: Some("1000.00".into()),
            preceding_invoices: vec!["F-1".into(), "F-2".into()],
            payment_reference: Some("RF18539007547034".into()),
            order_reference: Some("BC-7".into()),
            payment_terms: Some("#SKONTO#TAGE=10#PROZENT=2.00#\nÀ 30 jours".into()),
            ..Fixture::default()
        };
        let note = Fixture { type_code: "381".into(), ..Fixture::default() };
        for (name, fixture) in [("plain", &plain), ("full", &full), ("note", &note)] {
            let forms = [("cii", cii_xml(fixture)), ("ubl", ubl_xml(fixture)), ("zugferd1", zugferd1_xml(fixture))];
            for (form, xml) in &forms {
                self.put_whole("einvoice", &format!("{form}-{name}.xml"), xml.as_bytes())?;
            }
            let attached = forms.each_ref().map(|(form, xml)| (*form, xml.as_bytes()));
            for (listing, how) in
                [(Listing::NameTreeAndAf, "tree"), (Listing::AfOnly, "af"), (Listing::Nowhere, "none")]
            {
                self.put_whole("pdf", &format!("{how}-{name}.pdf"), &pdf_with(&attached, listing, name))?;
            }
        }
        Ok(())
    }

    fn sample_files(&mut self, seed: u64) -> io::Result<()> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
        for (file, bytes) in sample_files::make(today, seed) {
            let target = match file.name.rsplit_once('.').map_or("", |(_, ending)| ending) {
                "pdf" => "pdf",
                "xml" => "einvoice",
                "csv" => "list",
                "xlsx" => "xlsx",
                _ => FRONT_DOOR,
            };
            self.put_whole(target, &file.name, &bytes)?;
            if target == "xlsx" {
                self.put(target, "parts.txt", parts(&bytes)?.as_bytes())?;
            }
        }
        Ok(())
    }

    fn workbooks(&mut self) -> io::Result<()> {
        let lists = root().join("src-tauri/crates/intake/tests/fixtures/sheet");
        let read = |name: &str| std::fs::read(lists.join(name));
        for name in ["cp1252_titles.csv", "excel_unicode.txt"] {
            self.put_whole("list", name, &read(name)?)?;
        }
        for (target, name) in [("xlsx", "unpaid.xlsx"), ("ods", "unpaid.ods")] {
            let bytes = read(name)?;
            self.put_whole(target, name, &bytes)?;
            self.put(target, "unpaid.txt", parts(&bytes)?.as_bytes())?;
        }
        let bytes = read("unpaid.xls")?;
        self.put_whole("xls", "unpaid.xls", &bytes)?;
        let mut records = Vec::new();
        cfb::CompoundFile::open(Cursor::new(bytes))?.open_stream("/Workbook")?.read_to_end(&mut records)?;
        self.put("xls", "unpaid.records", &records)
    }
}

/// The parts of a zip as text, each after its name.
fn parts(bytes: &[u8]) -> io::Result<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
    let mut text = String::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index)?;
        let mut content = String::new();
        // Pictures and the like are no text, and no cells either.
        if part.read_to_string(&mut content).is_ok() {
            let name = part.name().map(|name| name.into_owned()).unwrap_or_default();
            text.push_str(&format!("{PART}{name}\n{content}"));
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_seeds() {
        let folder = tempfile::tempdir().unwrap();
        let count = write(folder.path(), 1).unwrap();
        assert!(count > 100, "{count}");
        for target in std::fs::read_dir(root().join("tests/fuzz/targets")).unwrap() {
            let target = target.unwrap().path().with_extension("");
            let seeds = folder.path().join(target.file_name().unwrap());
            let count = std::fs::read_dir(&seeds).map_or(0, |files| files.count());
            assert!(count > 1, "{}: {count} seeds", seeds.display());
        }
    }
}
