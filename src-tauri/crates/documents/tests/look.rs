//! Writes letters to a folder, to be looked at: `ACQUIT_LETTERS=folder cargo test -p documents --test look`.
#![allow(clippy::unwrap_used, reason = "a failure here is a failed run")]

mod sample;

use documents::letters::{LETTERS, compose, render};
use domain::{DebtorKind, Lang, StepKey};

#[test]
fn letters_are_written_where_one_asks() {
    let Ok(folder) = std::env::var("ACQUIT_LETTERS") else {
        println!("skipped: ACQUIT_LETTERS names no folder");
        return;
    };
    let business = sample::business();
    for letter in LETTERS {
        for kind in [DebtorKind::Professional, DebtorKind::Consumer, DebtorKind::PublicBody] {
            let customer = sample::customer(kind);
            for lang in [Lang::Fr, Lang::En] {
                for count in [1, 2, 10, 60] {
                    let request = sample::request(&business, &customer, letter.step(), lang, count);
                    let draft = compose(&request).unwrap();
                    let document = render(&request, &draft.subject, &draft.body).unwrap();
                    let name = format!("{}-{kind:?}-{lang:?}-{count:02}.pdf", letter.step().code());
                    std::fs::write(std::path::Path::new(&folder).join(name), document.pdf).unwrap();
                }
            }
        }
    }
    // A part paid, a part not due and a part disputed.
    let customer = sample::customer(DebtorKind::Professional);
    for step in [StepKey::FirstReminder, StepKey::SecondReminder] {
        let mut request = sample::request(&business, &customer, step, Lang::Fr, 2);
        for line in &mut request.lines {
            (line.not_due, line.disputed) = (domain::Cents(60_000), domain::Cents(12_345));
            line.amount_due = line.amount_due.plus(line.not_due).plus(line.disputed);
        }
        let draft = compose(&request).unwrap();
        let document = render(&request, &draft.subject, &draft.body).unwrap();
        let name = format!("{}-aside.pdf", step.code());
        std::fs::write(std::path::Path::new(&folder).join(name), document.pdf).unwrap();
    }
    let picture = documents::pdf::Picture::read(&sample::logo()).unwrap();
    let (business, customer) = sample::long_names();
    let mut request = sample::request(&business, &customer, StepKey::FormalNotice, Lang::Fr, 3);
    request.logo = Some(&picture);
    request.lines[1].number = "FACTURE-EXPORT-2026-000000000189-BIS".into();
    request.lines[1].reference = Some("commande 4500012345".into());
    let draft = compose(&request).unwrap();
    let document = render(&request, &draft.subject, &draft.body).unwrap();
    std::fs::write(std::path::Path::new(&folder).join("long.pdf"), document.pdf).unwrap();
}
