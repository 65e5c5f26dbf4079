//! The agreement to pay by instalments: its words, its figures, and the blank that only its signer may fill.
#![allow(clippy::unwrap_used, reason = "a failure here is a failed run")]

mod sample;

use std::path::PathBuf;

use documents::letters::LetterError;
use documents::letters::agreement::{AgreedInvoice, Agreement, render};
use domain::{Business, Cents, Customer, DebtorKind, Instalment, Lang, PlanDebt};
use sample::day;

fn instalments(parts: &[i64]) -> Vec<Instalment> {
    let days = ["2026-12-05", "2027-01-05", "2027-02-05", "2027-03-05"];
    parts.iter().zip(days).map(|(cents, due)| Instalment::due(day(due), Cents(*cents))).collect()
}

fn agreement<'a>(
    business: &'a Business,
    customer: &'a Customer,
    lang: Lang,
    instalments: &'a [Instalment],
) -> Agreement<'a> {
    let invoice = |number: &str, cents| AgreedInvoice {
        number: number.into(),
        issue_date: day("2026-08-02"),
        due_date: Some(day("2026-09-01")),
        principal: Cents(cents),
    };
    let consumer = customer.kind == Some(DebtorKind::Consumer);
    Agreement {
        business,
        logo: None,
        customer,
        lang,
        day: day("2026-11-24"),
        invoices: vec![invoice("F-2026-141", 260_000), invoice("F-2026-149", 145_000)],
        debt: PlanDebt {
            principal: Cents(405_000),
            interest: if consumer { Cents::ZERO } else { Cents(12_371) },
            indemnity: if consumer { Cents::ZERO } else { Cents(8_000) },
        },
        instalments,
        interest_waived: !consumer,
        clause_days: Some(8),
        signer: if consumer { "Mme Solène Delmas" } else { "Claire Perrin" },
        signer_role: if consumer { "" } else { "présidente" },
        signer_is_trader: !consumer,
    }
}

fn inside(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text = document.extract_text(&pages).unwrap();
    let words: Vec<&str> = text.split(['\n', '\u{c}', ' ']).filter(|word| !word.is_empty()).collect();
    words.join(" ").replace("\u{ad} ", "")
}

/// Every kind of signer in both languages.
fn every(mut look: impl FnMut(&Agreement<'_>, &str)) {
    let business = sample::business();
    for kind in [DebtorKind::Professional, DebtorKind::Consumer] {
        let customer = sample::customer(kind);
        let parts = match kind {
            DebtorKind::Consumer => instalments(&[101_250, 101_250, 101_250, 101_250]),
            _ => instalments(&[103_250, 103_250, 103_250, 103_250]),
        };
        for lang in [Lang::Fr, Lang::En] {
            look(
                &agreement(&business, &customer, lang, &parts),
                &format!("agreement-{kind:?}-{lang:?}").to_lowercase(),
            );
        }
    }
}

#[test]
fn the_words_are_those_reviewed() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/golden/letters");
    let accept = std::env::var_os("ACQUIT_ACCEPT").is_some();
    let mut wrong = Vec::new();
    every(|agreement, name| {
        let document = render(agreement).unwrap();
        assert!(document.unprintable.is_empty(), "{name}: {:?}", document.unprintable);
        if let Some(folder) = std::env::var_os("ACQUIT_LETTERS") {
            std::fs::write(PathBuf::from(folder).join(format!("{name}.pdf")), &document.pdf).unwrap();
        }
        let text = inside(&document.pdf).replace('\u{202f}', "⍽").replace('\u{a0}', "␣");
        let text = format!("{}\n", text.replace(". ", ".\n"));
        let path = folder.join(format!("{name}.txt"));
        if accept {
            std::fs::write(&path, &text).unwrap();
        } else if std::fs::read_to_string(&path).ok().as_deref() != Some(&text) {
            wrong.push(name.to_owned());
        }
    });
    assert!(wrong.is_empty(), "changed agreements: {wrong:?}; look at them, then run again with ACQUIT_ACCEPT=1");
}

#[test]
fn it_says_what_the_law_asks_and_nothing_about_limitation() {
    every(|agreement, name| {
        let text = inside(&render(agreement).unwrap().pdf).to_lowercase();
        for word in ["1375", "2 600,00", "4 050,00"] {
            let word =
                if agreement.lang == Lang::En { word.replace(' ', ",").replace(",00", ".00") } else { word.to_owned() };
            assert!(text.replace(['\u{202f}', '\u{a0}'], " ").contains(&word), "{name} lacks {word}");
        }
        for word in ["prescri", "limitation", "2240", "2254"] {
            assert!(!text.contains(word), "{name} speaks of {word}");
        }
        // Only who is no trader writes the sum; nothing writes it for him.
        assert_eq!(text.contains("1376"), !agreement.signer_is_trader, "{name}");
    });
}

#[test]
fn one_instalment_is_not_spoken_of_as_several() {
    let business = sample::business();
    let customer = sample::customer(DebtorKind::Professional);
    let parts = instalments(&[413_000]);
    for (lang, said) in [
        (Lang::Fr, "en une échéance, qui doit être reçue par le créancier à sa date"),
        (Lang::En, "in one instalment, to reach the creditor on its date"),
    ] {
        let text = inside(&render(&agreement(&business, &customer, lang, &parts)).unwrap().pdf);
        assert!(text.replace(['\u{202f}', '\u{a0}'], " ").contains(said), "{text}");
    }
}

#[test]
fn instalments_that_do_not_make_up_the_debt_are_refused() {
    let business = sample::business();
    let customer = sample::customer(DebtorKind::Professional);
    let parts = instalments(&[103_250, 103_250, 103_250, 103_249]);
    let refused = render(&agreement(&business, &customer, Lang::Fr, &parts)).unwrap_err();
    assert_eq!(refused, LetterError::FiguresDisagree { said: Cents(413_000), summed: Cents(412_999) });
}
