//! Writes letters to a folder, to be looked at: `ACQUIT_LETTERS=folder cargo test -p documents --test look`.

mod sample;

use documents::letters::{LETTERS, compose, render};
use domain::{DebtorKind, Lang};

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
}
