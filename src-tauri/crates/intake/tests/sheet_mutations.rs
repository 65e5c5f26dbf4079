//! Damaged lists: whatever happens to the bytes, the answer is rows, findings or a refusal, in bounded time.
//!
//! `ACQUIT_SEED` chooses another run; the seed of a failure is printed.

#![allow(clippy::unwrap_used)] // the helpers of tests fail as tests do

use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use intake::sheet::{grid, mapping, rows};

/// SplitMix64: small, and the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap()
    }
}

fn damage(bytes: &mut Vec<u8>, random: &mut Random) {
    const PIECES: [&[u8]; 12] =
        [b"\"", b";", b"\n", b"\0", b"\xff\xfe", b"1E+99", b"-", b"30/02/2026", b"=", b"\t", b",,,,", b"\xef\xbb\xbf"];
    for _ in 0..=random.below(6) {
        let at = random.below(bytes.len().max(1));
        match random.below(5) {
            0 if !bytes.is_empty() => bytes[at] = random.next().to_le_bytes()[0],
            1 => bytes.truncate(at.max(1)),
            2 => {
                let piece = PIECES[random.below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            3 => {
                let until = (at + random.below(64)).min(bytes.len());
                let part = bytes[at.min(until)..until].to_vec();
                bytes.splice(at..at, part);
            }
            _ => {
                let until = (at + random.below(16)).min(bytes.len());
                bytes.drain(at.min(until)..until);
            }
        }
    }
}

/// Damages one part inside a zipped workbook and closes the zip properly again, so that its checks still agree.
fn damage_inside(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let chosen = random.below(from.len());
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if index == chosen {
            damage(&mut content, random);
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(&content).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn damaged_lists_are_rows_findings_or_a_refusal() {
    let seed = std::env::var("ACQUIT_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_122);
    let rounds = std::env::var("ACQUIT_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(100);
    println!("seed {seed}, {rounds} rounds of each file");
    // The workbook library panics on some damaged files; that is caught, and need not be printed.
    std::panic::set_hook(Box::new(|_| {}));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sheet");
    let mut random = Random(seed);
    let (mut refused, mut read) = (0, 0);
    let mut slowest = (Duration::ZERO, "", 0);
    for name in ["cp1252_titles.csv", "excel_unicode.txt", "unpaid.xlsx", "unpaid.ods", "unpaid.xls"] {
        let whole = std::fs::read(folder.join(name)).unwrap();
        for round in 0..rounds {
            let mut bytes = whole.clone();
            if whole.starts_with(b"PK") && round % 4 != 0 {
                bytes = damage_inside(&whole, &mut random);
            } else {
                damage(&mut bytes, &mut random);
            }
            let started = Instant::now();
            let outcome = std::panic::catch_unwind(|| through(&bytes));
            slowest = slowest.max((started.elapsed(), name, round));
            match outcome {
                Ok(true) => read += 1,
                Ok(false) => refused += 1,
                Err(_) => {
                    let _ = std::panic::take_hook();
                    panic!("{name}, round {round} of seed {seed} panics");
                }
            }
        }
    }
    let _ = std::panic::take_hook();
    println!("{read} read, {refused} refused");
    println!("slowest: {slowest:?}");
    assert!(slowest.0 < Duration::from_secs(20), "{slowest:?} of seed {seed}");
    assert!(read > 0 && refused > 0);
}

/// True when something was read.
fn through(bytes: &[u8]) -> bool {
    let Ok(grid) = grid::read(bytes) else { return false };
    let Some(mapping) = mapping::propose_for(&grid) else { return false };
    let Some(sheet) = grid.sheet(&mapping.sheet) else { return false };
    let _ = mapping.questions(sheet);
    rows::preview(sheet, &mapping, 20).is_ok()
}
