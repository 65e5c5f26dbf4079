//! What every letter must hold, in its words and in its PDF.
#![allow(clippy::unwrap_used, reason = "a failure here is a failed run")]

mod sample;

use std::path::PathBuf;
use std::process::Command;

use documents::check::{self, Problem};
use documents::letters::{
    Draft, InterestLine, LETTERS, LetterError, LetterRequest, PaymentKind, PaymentLine, RateBasis, compose, email_text,
    epc, render, render_batch,
};
use documents::pdf::Picture;
use domain::{Business, Cents, Customer, DebtorKind, Lang, StepKey};
use rust_decimal::Decimal;

const KINDS: [DebtorKind; 3] = [DebtorKind::Professional, DebtorKind::Consumer, DebtorKind::PublicBody];

fn golden_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/golden/letters")
}

/// Each letter, kind of debtor and language, with the businesses and customers they borrow.
fn every_letter(count: u32, mut look: impl FnMut(&LetterRequest<'_>, &Draft, &str)) {
    let business = sample::business();
    for letter in LETTERS {
        for kind in KINDS {
            let customer = sample::customer(kind);
            for lang in [Lang::Fr, Lang::En] {
                let request = sample::request(&business, &customer, letter.step(), lang, count);
                let draft = compose(&request).unwrap();
                let name = format!("{}-{kind:?}-{lang:?}", letter.step().code()).to_lowercase();
                look(&request, &draft, &name);
            }
        }
    }
}

#[test]
fn the_words_are_those_reviewed() {
    let accept = std::env::var_os("ACQUIT_ACCEPT").is_some();
    let mut wrong = Vec::new();
    every_letter(2, |request, draft, name| {
        let mail = email_text(request, &draft.subject, &draft.body);
        let mut text = format!("{}\n\n{}\n\n===== e-mail =====\n\n{mail}", draft.subject, draft.body);
        let printed = inside(&render(request, &draft.subject, &draft.body).unwrap().pdf);
        if let Some((_, annex)) = printed.split_once("Annexe\u{a0}:").or_else(|| printed.split_once("Annex:")) {
            text.push_str(&format!("\n===== annex =====\n\n{}\n", annex.trim()));
        }
        // Spaces that cannot be seen are written so that a reviewer sees them.
        let text = text.replace('\u{202f}', "⍽").replace('\u{a0}', "␣");
        let path = golden_folder().join(format!("{name}.txt"));
        if accept {
            std::fs::create_dir_all(golden_folder()).unwrap();
            std::fs::write(&path, &text).unwrap();
        } else if std::fs::read_to_string(&path).ok().as_deref() != Some(&text) {
            wrong.push(name.to_owned());
        }
    });
    assert!(wrong.is_empty(), "changed letters: {wrong:?}; look at them, then run again with ACQUIT_ACCEPT=1");
}

/// The text inside a PDF as its own character maps give it, in one line, soft hyphens mended.
fn inside(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    one_line(&document.extract_text(&pages).unwrap())
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split(['\n', '\u{c}', ' ']).filter(|word| !word.is_empty()).collect();
    words.join(" ").replace("\u{ad} ", "")
}

/// The text of a PDF as poppler gives it, which turns no-break spaces into plain ones; `None` where it is not installed.
fn by_poppler(pdf: &[u8], name: &str) -> Option<String> {
    let folder = std::env::temp_dir().join(format!("acquit-letters-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.pdf"));
    std::fs::write(&path, pdf).unwrap();
    let output = Command::new("pdftotext").args(["-enc", "UTF-8"]).arg(&path).arg("-").output();
    let _ = std::fs::remove_file(&path);
    match output {
        Ok(output) => {
            assert!(output.status.success());
            Some(one_line(&String::from_utf8(output.stdout).unwrap()))
        }
        Err(_) => {
            println!("skipped: pdftotext is not installed");
            None
        }
    }
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn the_text_of_the_pdf_holds_every_figure() {
    for count in [1, 10, 60] {
        every_letter(count, |request, draft, name| {
            if count == 60 && request.lang == Lang::En {
                return;
            }
            let document = render(request, &draft.subject, &draft.body).unwrap();
            assert!(document.unprintable.is_empty());
            let text = inside(&document.pdf);
            let poppler = if count == 10 { by_poppler(&document.pdf, name) } else { None };
            let lang = request.lang;
            let claims = request.figures.total != request.figures.principal;
            let mut wanted = vec![lang.amount(request.figures.principal), request.customer.name.clone()];
            for line in &request.lines {
                wanted.push(line.number.clone());
                wanted.push(lang.short_date(line.issue_date));
                wanted.push(lang.short_date(line.due_date));
                wanted.push(lang.amount(line.principal));
                if claims {
                    wanted.extend([line.interest, line.indemnity, line.total].map(|amount| lang.amount(amount)));
                }
            }
            if claims {
                wanted.extend(
                    [request.figures.interest, request.figures.indemnity, request.figures.total]
                        .map(|a| lang.amount(a)),
                );
                if request.step != StepKey::Call {
                    wanted.extend(request.interest.iter().map(|period| lang.percent(period.rate_percent)));
                    wanted.extend(request.payments.iter().map(|payment| lang.amount(payment.amount)));
                }
            }
            if request.step != StepKey::Call {
                wanted.push(request.business.iban.as_ref().unwrap().spaced());
                wanted.push("732\u{a0}829\u{a0}320\u{a0}RCS\u{a0}Saint-Malo".to_owned());
            }
            for figure in wanted {
                assert!(text.contains(&figure), "{name} with {count} invoices lacks {figure:?} in:\n{text}");
                if let Some(text) = &poppler {
                    assert!(
                        text.contains(&plain(&figure)),
                        "{name} with {count} invoices lacks {figure:?} in:\n{text}"
                    );
                }
            }
        });
    }
}

#[test]
fn words_cut_at_a_line_end_are_whole_again_when_copied() {
    let business = sample::business();
    let customer = sample::customer(DebtorKind::PublicBody);
    let request = sample::request(&business, &customer, StepKey::FormalNotice, Lang::Fr, 1);
    let draft = compose(&request).unwrap();
    let document = render(&request, &draft.subject, &draft.body).unwrap();
    let text = inside(&document.pdf);
    for paragraph in draft.body.split("\n\n").filter(|paragraph| !paragraph.starts_with('[')) {
        assert!(text.contains(paragraph), "{paragraph:?} is not in\n{text}");
    }
}

#[test]
fn the_same_letter_has_the_same_bytes() {
    let business = sample::business();
    let customer = sample::customer(DebtorKind::Professional);
    let picture = Picture::read(&sample::logo()).unwrap();
    let mut request = sample::request(&business, &customer, StepKey::SecondReminder, Lang::Fr, 10);
    request.logo = Some(&picture);
    let draft = compose(&request).unwrap();
    let first = render(&request, &draft.subject, &draft.body).unwrap();
    assert_eq!(first, render(&request, &draft.subject, &draft.body).unwrap());
    let changed = draft.body.replacen("Madame", "Chère Madame", 1);
    assert_ne!(first.pdf, render(&request, &draft.subject, &changed).unwrap().pdf);
}

#[test]
fn what_the_owner_wrote_is_what_is_printed() {
    let business = sample::business();
    let customer = sample::customer(DebtorKind::Professional);
    let request = sample::request(&business, &customer, StepKey::SecondReminder, Lang::Fr, 2);
    let draft = compose(&request).unwrap();
    let body = format!("Chère Madame Perrin,\n\nComme convenu au téléphone, voici le point.\n\n{}", draft.body);
    let document = render(&request, "Notre point du jour", &body).unwrap();
    let text = inside(&document.pdf);
    assert!(text.contains("Comme convenu au téléphone, voici le point."));
    assert!(text.contains("Objet\u{a0}: Notre point du jour"));
}

#[test]
fn a_letter_whose_table_was_deleted_still_shows_it() {
    let business = sample::business();
    let customer = sample::customer(DebtorKind::Professional);
    let request = sample::request(&business, &customer, StepKey::SecondReminder, Lang::Fr, 2);
    let document = render(&request, "Rappel", "Bonjour,\n\nMerci de payer.\n\nCordialement,").unwrap();
    assert!(document.text.contains("F-2026-189") && document.text.contains("IBAN"));
    let text = inside(&document.pdf);
    assert!(text.contains("F-2026-189") && text.contains("FR14\u{a0}2004"));
}

#[test]
fn long_names_stay_on_the_page() {
    let (business, customer) = sample::long_names();
    let request = sample::request(&business, &customer, StepKey::FormalNotice, Lang::Fr, 3);
    let draft = compose(&request).unwrap();
    let pages = documents::letters::pages(&request, &draft.subject, &draft.body).unwrap();
    use documents::typeset::{A4_HEIGHT, A4_WIDTH, Mark, mm};
    for mark in pages.pages.iter().flat_map(|page| &page.marks) {
        if let Mark::Glyphs(run) = mark {
            assert!(run.x >= mm(20) && run.x + run.width() <= A4_WIDTH - mm(20), "{run:?}");
            assert!(run.y >= mm(10) && run.y <= A4_HEIGHT - mm(4), "{run:?}");
        }
    }
}

#[test]
fn the_address_stands_in_the_window_of_the_envelope() {
    use documents::typeset::{Mark, mm};
    for (business, customer) in [(sample::business(), sample::customer(DebtorKind::PublicBody)), sample::long_names()] {
        let request = sample::request(&business, &customer, StepKey::FormalNotice, Lang::Fr, 1);
        let pages = documents::letters::pages(&request, "Objet", "Madame, Monsieur,").unwrap();
        let inside = |run: &documents::typeset::GlyphRun| run.x >= mm(100) && run.y > mm(43) && run.y < mm(80);
        let runs: Vec<_> = pages.pages[0]
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Glyphs(run) if inside(run) => Some(run),
                _ => None,
            })
            .collect();
        assert!(runs.len() >= 4);
        for run in runs {
            assert!(run.x + run.width() <= mm(190) && run.y >= mm(45) && run.y <= mm(77), "{run:?}");
        }
    }
}

#[test]
fn the_payment_code_asks_for_the_sum_of_the_letter() {
    let business = sample::business();
    let payload = epc::payload(&business, Cents(438_005), "F-2026-188 F-2026-189").unwrap();
    assert_eq!(
        payload,
        "BCD\n002\n1\nSCT\nPSSTFRPPREN\nAtelier Morvan\nFR1420041010050500013M02606\nEUR4380.05\n\n\nF-2026-188 F-2026-189"
    );
    assert!(epc::modules(&payload).is_some());
    assert_eq!(epc::payload(&business, Cents::ZERO, "x"), None);
    assert_eq!(epc::payload(&Business { iban: None, ..business }, Cents(1), "x"), None);
}

#[test]
fn no_letter_to_a_consumer_claims_what_is_not_due() {
    let business = sample::business();
    let customer = sample::customer(DebtorKind::Consumer);
    let mut request = sample::request(&business, &customer, StepKey::SecondReminder, Lang::Fr, 1);
    request.figures.indemnity = Cents(4_000);
    assert!(matches!(compose(&request), Err(LetterError::NotClaimableFromConsumer { .. })));
}

#[test]
fn figures_that_do_not_add_up_are_refused() {
    let business = sample::business();
    let customer = sample::customer(DebtorKind::Professional);
    let mut request = sample::request(&business, &customer, StepKey::SecondReminder, Lang::Fr, 2);
    request.figures.total = Cents(1);
    assert!(matches!(render(&request, "", ""), Err(LetterError::FiguresDisagree { .. })));
}

#[test]
fn our_own_letters_pass_the_check() {
    for count in [1, 2, 60] {
        every_letter(count, |request, draft, name| {
            let findings = check::check(request, &draft.subject, &draft.body);
            assert!(findings.is_empty(), "{name}: {findings:?}");
        });
    }
}

fn problems(kind: DebtorKind, step: StepKey, add: &str) -> Vec<Problem> {
    let business = sample::business();
    let customer: Customer = sample::customer(kind);
    let request = sample::request(&business, &customer, step, Lang::Fr, 1);
    let draft = compose(&request).unwrap();
    let body = format!("{}\n\n{add}", draft.body);
    check::check(&request, &draft.subject, &body).into_iter().map(|finding| finding.problem).collect()
}

#[test]
fn the_check_finds_what_a_letter_must_not_say() {
    use DebtorKind::{Consumer, Professional, PublicBody};
    let second = StepKey::SecondReminder;
    assert_eq!(
        problems(Consumer, second, "Une indemnité forfaitaire de 40 € s’ajoute."),
        vec![Problem::IndemnityFromConsumer, Problem::BusinessPenaltyFromConsumer]
    );
    assert_eq!(problems(Consumer, second, "Aucune indemnité de 40 € ne vous est demandée."), vec![]);
    assert_eq!(
        problems(Consumer, second, "Nos frais de relance s’élèvent à 15 €."),
        vec![Problem::CostsFromConsumer, Problem::UnknownAmount]
    );
    assert_eq!(
        problems(Professional, second, "DERNIER AVIS AVANT SAISIE"),
        vec![Problem::ImitatesAnAuthority, Problem::UnlawfulThreat]
    );
    assert_eq!(problems(Professional, second, "Notre huissier passera."), vec![Problem::ImitatesAnAuthority]);
    assert_eq!(problems(Professional, second, "Nous préviendrons votre employeur."), vec![Problem::TellsThirdParties]);
    assert_eq!(
        problems(Professional, second, "Cette lettre interrompt la prescription."),
        vec![Problem::ClaimsInterruption]
    );
    assert_eq!(problems(PublicBody, second, "Cette demande interrompt la prescription quadriennale."), vec![]);
    assert_eq!(
        problems(Professional, second, "Il faut nous verser 9\u{202f}999,99\u{a0}€."),
        vec![Problem::UnknownAmount]
    );
}

#[test]
fn fees_to_a_consumer_are_found_however_they_are_worded() {
    use DebtorKind::Consumer;
    let second = StepKey::SecondReminder;
    let (indemnity, penalty, costs) =
        (Problem::IndemnityFromConsumer, Problem::BusinessPenaltyFromConsumer, Problem::CostsFromConsumer);
    // "Sans" says no to the payment, not to the fees.
    let said = "Sans paiement de votre part sous huit jours, des frais de recouvrement de 40 € seront ajoutés.";
    assert_eq!(problems(Consumer, second, said), vec![indemnity, costs]);
    // "ni" is a word, not the middle of one.
    let said = "Ayant fourni la marchandise, une pénalité de 40 € vous est demandée.";
    assert_eq!(problems(Consumer, second, said), vec![indemnity, penalty]);
    for said in
        ["Une somme de 40,00 € s’ajoute.", "Une somme de 40 euros s’ajoute.", "Ajoutez €40.00.", "Ajoutez 40 EUR."]
    {
        assert_eq!(problems(Consumer, second, said), vec![indemnity], "{said}");
    }
    assert_eq!(problems(Consumer, second, "Des intérêts de retard courent."), vec![penalty]);
    assert_eq!(problems(Consumer, second, "Aucun retard de plus, sinon des pénalités."), vec![penalty]);
    for said in [
        "Aucuns frais de recouvrement ne vous sont demandés.",
        "Nous ne vous demandons pas de pénalités, ni indemnité de 40,00 €.",
        "Vous ne devez ni pénalité ni frais de relance.",
        "We do not charge any late fee.",
    ] {
        assert_eq!(problems(Consumer, second, said), vec![], "{said}");
    }
}

#[test]
fn forty_euros_that_a_consumer_owes_are_not_an_indemnity() {
    let business = sample::business();
    let customer = sample::customer(DebtorKind::Consumer);
    let mut request = sample::request(&business, &customer, StepKey::FirstReminder, Lang::Fr, 1);
    let line = &mut request.lines[0];
    (line.amount_due, line.principal, line.total) = (Cents(4_000), Cents(4_000), Cents(4_000));
    (request.figures.principal, request.figures.total) = (Cents(4_000), Cents(4_000));
    let draft = compose(&request).unwrap();
    assert_eq!(check::check(&request, &draft.subject, &draft.body), vec![]);
}

#[test]
fn a_letter_to_a_public_undertaking_does_not_interrupt_limitation() {
    let business = sample::business();
    let mut customer = sample::customer(DebtorKind::PublicBody);
    customer.public_buyer = Some(domain::PublicBuyer::PublicUndertaking);
    let request = sample::request(&business, &customer, StepKey::SecondReminder, Lang::Fr, 1);
    let draft = compose(&request).unwrap();
    let body = format!("{}\n\nCette demande interrompt la prescription.", draft.body);
    let findings = check::check(&request, &draft.subject, &body);
    assert_eq!(findings.iter().map(|finding| finding.problem).collect::<Vec<_>>(), [Problem::ClaimsInterruption]);
}

#[test]
fn a_company_without_its_register_or_capital_and_an_unknown_receipt_are_worth_a_look() {
    let mut business = sample::business();
    (business.register_city, business.share_capital) = (None, None);
    let customer = sample::customer(DebtorKind::PublicBody);
    let mut request = sample::request(&business, &customer, StepKey::SecondReminder, Lang::Fr, 1);
    request.lines[0].receipt_assumed = true;
    let problems = |request: &LetterRequest<'_>| {
        let draft = compose(request).unwrap();
        let findings = check::check(request, &draft.subject, &draft.body);
        assert!(check::may_leave(&findings));
        findings.into_iter().map(|finding| finding.problem).collect::<Vec<_>>()
    };
    assert_eq!(
        problems(&request),
        [Problem::RegisterCityMissing, Problem::ShareCapitalMissing, Problem::ReceiptUnknown]
    );
    let business = Business { legal_form: domain::LegalForm::SoleTrader, ..business.clone() };
    request.business = &business;
    request.lines[0].receipt_assumed = false;
    assert_eq!(problems(&request), []);
}

#[test]
fn a_name_that_begins_like_a_legal_form_does_not_hold_it() {
    let mut business = sample::business();
    business.legal_form = domain::LegalForm::Sarl;
    business.name = "Menuiserie SARLAT".into();
    let mentions = documents::letters::mentions(&business, Lang::Fr);
    assert!(mentions[0].starts_with("Menuiserie SARLAT, SARL au capital de"), "{mentions:?}");
    business.name = "SARL Menuiserie Morvan".into();
    let mentions = documents::letters::mentions(&business, Lang::Fr);
    assert!(mentions[0].starts_with("SARL Menuiserie Morvan au capital de"), "{mentions:?}");
}

/// GC-14 of the law's own cases: 10 000 € due on 31 March, 4 000 € on 15 June, the statement of 31 August 2026.
fn partly_paid<'a>(business: &'a Business, customer: &'a Customer, lang: Lang) -> LetterRequest<'a> {
    let mut request = sample::request(business, customer, StepKey::SecondReminder, lang, 1);
    request.day = sample::day("2026-08-31");
    let basis = |half_year, published| RateBasis::Statutory {
        half_year: sample::day(half_year),
        published_percent: Decimal::new(published, 2),
        points: Decimal::from(10),
    };
    let row = |from, to, days, base, rate, amount, basis| InterestLine {
        number: request.lines[0].number.clone(),
        from: sample::day(from),
        to: sample::day(to),
        days,
        base: Cents(base),
        rate_percent: Decimal::new(rate, 2),
        amount: Decimal::new(amount, 4),
        basis,
    };
    let rows = vec![
        row("2026-04-01", "2026-06-15", 76, 1_000_000, 1215, 2_529_863, basis("2026-01-01", 215)),
        row("2026-06-16", "2026-06-30", 15, 625_299, 1215, 312_221, basis("2026-01-01", 215)),
        row("2026-07-01", "2026-08-31", 62, 625_299, 1240, 1_317_068, basis("2026-07-01", 240)),
    ];
    request.interest = rows;
    request.payments = vec![PaymentLine {
        number: request.lines[0].number.clone(),
        day: sample::day("2026-06-15"),
        amount: Cents(400_000),
        to_interest: Cents(25_299),
        to_principal: Cents(374_701),
        kind: PaymentKind::Money,
    }];
    let line = &mut request.lines[0];
    line.due_date = sample::day("2026-03-31");
    (line.amount_due, line.paid, line.principal) = (Cents(1_000_000), Cents(400_000), Cents(625_299));
    (line.interest, line.indemnity, line.total) = (Cents(16_293), Cents(4_000), Cents(645_592));
    request.figures = domain::LetterFigures {
        principal: Cents(625_299),
        interest: Cents(16_293),
        indemnity: Cents(4_000),
        total: Cents(645_592),
    };
    request
}

#[test]
fn the_annex_adds_up_after_a_payment() {
    let (business, customer) = (sample::business(), sample::customer(DebtorKind::Professional));
    for (lang, wanted) in [
        (
            Lang::Fr,
            [
                "Intérêts courus 415,92\u{a0}€",
                "Déjà payés −252,99\u{a0}€",
                "Intérêts restant dus 162,93\u{a0}€",
                "au taux de 12,15\u{202f}% puis 12,40\u{202f}% l’an",
            ],
        ),
        (
            Lang::En,
            [
                "Interest accrued €415.92",
                "Paid already −€252.99",
                "Interest still due €162.93",
                "at 12.15% then 12.40% a year",
            ],
        ),
    ] {
        let request = partly_paid(&business, &customer, lang);
        let draft = compose(&request).unwrap();
        let text = inside(&render(&request, &draft.subject, &draft.body).unwrap().pdf);
        for words in wanted {
            assert!(text.contains(words), "{words:?} is not in\n{text}");
        }
    }
    let request = partly_paid(&business, &customer, Lang::Fr);
    let draft = compose(&request).unwrap();
    let mail = email_text(&request, &draft.subject, &draft.body);
    assert!(mail.contains("4\u{202f}000,00\u{a0}€ réglés ou déduits (dont 252,99\u{a0}€ sur les intérêts)"), "{mail}");
}

#[test]
fn an_annex_whose_rows_do_not_add_up_is_refused() {
    let (business, customer) = (sample::business(), sample::customer(DebtorKind::Professional));
    let mut request = partly_paid(&business, &customer, Lang::Fr);
    request.payments[0].to_interest = Cents::ZERO;
    assert!(matches!(compose(&request), Err(LetterError::InterestDisagrees { .. })));
}

#[test]
fn a_rate_is_stated_as_what_it_is() {
    let business = sample::business();
    // Two demands against a public buyer: each keeps its rate, none changes with time (PB-03).
    let customer = sample::customer(DebtorKind::PublicBody);
    let mut request = sample::request(&business, &customer, StepKey::SecondReminder, Lang::Fr, 2);
    request.interest[1].rate_percent = Decimal::new(1015, 2);
    let body = compose(&request).unwrap().body;
    assert!(body.contains("au taux de 10,15\u{202f}% ou 10,40\u{202f}% l’an (selon la facture)"), "{body}");
    // The rate of a contract is not the law's.
    let customer = sample::customer(DebtorKind::Professional);
    let mut request = sample::request(&business, &customer, StepKey::SecondReminder, Lang::Fr, 1);
    (request.interest[0].rate_percent, request.interest[0].basis) = (Decimal::from(15), RateBasis::Contract);
    let draft = compose(&request).unwrap();
    assert!(draft.body.contains("des pénalités au taux convenu de 15,00\u{202f}% l’an"), "{}", draft.body);
    assert!(!draft.body.contains("la loi ajoute"), "{}", draft.body);
    let text = inside(&render(&request, &draft.subject, &draft.body).unwrap().pdf);
    assert!(text.contains("taux convenu au contrat ou dans les conditions générales de vente"), "{text}");
}

#[test]
fn what_is_not_asked_for_is_said_and_the_table_still_adds_up() {
    let (business, customer) = (sample::business(), sample::customer(DebtorKind::Professional));
    let mut request = sample::request(&business, &customer, StepKey::FirstReminder, Lang::Fr, 1);
    let line = &mut request.lines[0];
    (line.amount_due, line.not_due, line.disputed) = (Cents(130_000), Cents(60_000), Cents(30_000));
    (line.principal, line.total) = (Cents(40_000), Cents(40_000));
    (request.figures.principal, request.figures.total) = (Cents(40_000), Cents(40_000));
    let draft = compose(&request).unwrap();
    assert!(draft.body.contains("Les échéances à venir, 600,00\u{a0}€, ne sont pas comprises"), "{}", draft.body);
    assert!(draft.body.contains("La part que vous contestez, 300,00\u{a0}€, n’est pas réclamée ici"), "{}", draft.body);
    assert_eq!(check::check(&request, &draft.subject, &draft.body), vec![]);
    let text = inside(&render(&request, &draft.subject, &draft.body).unwrap().pdf);
    assert!(text.contains("1\u{202f}300,00\u{a0}€ 900,00\u{a0}€ 400,00\u{a0}€"), "{text}");
}

#[test]
fn a_formal_notice_without_its_words_is_red() {
    let business = sample::business();
    let customer = sample::customer(DebtorKind::Professional);
    let request = sample::request(&business, &customer, StepKey::FormalNotice, Lang::Fr, 1);
    let findings = check::check(&request, "Facture impayée", "Merci de payer.\n\n[Tableau des factures]");
    let problems: Vec<Problem> = findings.iter().map(|finding| finding.problem).collect();
    assert_eq!(problems, vec![Problem::FormalNoticeUnnamed, Problem::DeadlineMissing, Problem::AmountMissing]);
    assert!(!check::may_leave(&findings));
}

#[test]
fn a_batch_is_one_document_with_all_pages() {
    let business = sample::business();
    let customer = sample::customer(DebtorKind::Professional);
    let request = sample::request(&business, &customer, StepKey::FirstReminder, Lang::Fr, 1);
    let draft = compose(&request).unwrap();
    let letters = vec![(request, draft); 5];
    let pdf = render_batch(&letters, "Relances").unwrap();
    let document = lopdf::Document::load_mem(&pdf).unwrap();
    assert_eq!(document.get_pages().len(), 5);
}

#[test]
fn a_pdf_says_what_it_is() {
    let business = sample::business();
    let customer = sample::customer(DebtorKind::Professional);
    let request = sample::request(&business, &customer, StepKey::FirstReminder, Lang::En, 1);
    let draft = compose(&request).unwrap();
    let document = render(&request, &draft.subject, &draft.body).unwrap();
    let pdf = lopdf::Document::load_mem(&document.pdf).unwrap();
    let lang = pdf.catalog().unwrap().get(b"Lang").unwrap().as_str().unwrap();
    assert_eq!(lang, b"en-GB");
    let info = pdf.trailer.get(b"Info").unwrap().as_reference().unwrap();
    let date = pdf.get_dictionary(info).unwrap().get(b"CreationDate").unwrap().as_str().unwrap();
    assert_eq!(date, b"D:20261122000000Z");
}
