//! The letter in plain words, for a message: complete without its attachment.

use domain::{Address, Business, Cents, Lang, LegalForm};

use super::body::{self, Part};
use super::request::LetterRequest;
use super::{Letter, letter_of, words};

/// The body with its table, its ways to pay and the signature, as plain text.
pub fn email_text(request: &LetterRequest<'_>, subject: &str, body: &str) -> String {
    let letter = letter_of(request.step).ok();
    let accessories = letter.is_some_and(|letter| letter.claims_accessories(request.kind));
    let internal = letter.is_some_and(Letter::is_internal);
    let mut out = String::new();
    let mut tabled = false;
    let mut paid = internal || request.business.iban.is_none();
    let mut before_item = false;
    if internal {
        out.push_str(subject);
    }
    for part in body::parts(body) {
        let item = matches!(part, Part::Item(_) | Part::Check(_) | Part::Blank);
        if !out.is_empty() {
            out.push_str(if item && before_item { "\n" } else { "\n\n" });
        }
        before_item = item;
        match part {
            Part::Paragraph(lines) => out.push_str(&lines.join("\n")),
            Part::Heading(text) => out.push_str(&text),
            Part::Item(text) => {
                out.push_str("- ");
                out.push_str(&text);
            }
            Part::Check(text) => {
                out.push_str("[ ] ");
                out.push_str(&text);
            }
            Part::Blank => out.push_str("____"),
            Part::Table => {
                tabled = true;
                out.push_str(&table(request, accessories));
            }
            Part::Payment => {
                paid = true;
                out.push_str(&payment(request, accessories));
            }
        }
    }
    if !tabled {
        out.push_str("\n\n");
        out.push_str(&table(request, accessories));
    }
    if !paid {
        out.push_str("\n\n");
        out.push_str(&payment(request, accessories));
    }
    if !internal {
        out.push_str("\n\n");
        out.push_str(&signature(request).join("\n"));
        out.push_str("\n\n");
        out.push_str(&mentions(request.business, request.lang).join("\n"));
    }
    out.push('\n');
    out
}

fn table(request: &LetterRequest<'_>, accessories: bool) -> String {
    let lang = request.lang;
    let amount = |amount| lang.amount(amount);
    let mut lines: Vec<String> = request
        .lines
        .iter()
        .map(|line| {
            let reference = line.reference.as_ref().map_or(String::new(), |reference| format!(" ({reference})"));
            let (issued, due) = (lang.short_date(line.issue_date), lang.short_date(line.due_date));
            let mut text = match lang {
                Lang::Fr => format!("- Facture {}{reference} du {issued}, échue le {due} : ", line.number),
                Lang::En => format!("- Invoice {}{reference} of {issued}, due on {due}: ", line.number),
            };
            let aside = line.not_due.plus(line.disputed);
            if line.paid.is_positive() || aside.is_positive() {
                text.push_str(&match lang {
                    Lang::Fr => format!("{} facturés, ", amount(line.amount_due)),
                    Lang::En => format!("{} invoiced, ", amount(line.amount_due)),
                });
            }
            if line.paid.is_positive() {
                let to_interest: Cents = request
                    .payments
                    .iter()
                    .filter(|paid| paid.number == line.number)
                    .map(|paid| paid.to_interest)
                    .sum();
                text.push_str(&match (lang, to_interest.is_positive()) {
                    (Lang::Fr, false) => format!("{} réglés ou déduits, ", amount(line.paid)),
                    (Lang::En, false) => format!("{} paid or credited, ", amount(line.paid)),
                    (Lang::Fr, true) => format!(
                        "{} réglés ou déduits (dont {} sur les intérêts), ",
                        amount(line.paid),
                        amount(to_interest)
                    ),
                    (Lang::En, true) => {
                        format!("{} paid or credited ({} of it on interest), ", amount(line.paid), amount(to_interest))
                    }
                });
            }
            if line.not_due.is_positive() {
                text.push_str(&match lang {
                    Lang::Fr => format!("{} à échoir, ", amount(line.not_due)),
                    Lang::En => format!("{} not due yet, ", amount(line.not_due)),
                });
            }
            if line.disputed.is_positive() {
                text.push_str(&match lang {
                    Lang::Fr => format!("{} contestés, ", amount(line.disputed)),
                    Lang::En => format!("{} in dispute, ", amount(line.disputed)),
                });
            }
            text.push_str(&match lang {
                Lang::Fr => format!("reste dû {}", amount(line.principal)),
                Lang::En => format!("{} due", amount(line.principal)),
            });
            if accessories {
                text.push_str(&match lang {
                    Lang::Fr => format!(
                        ", intérêts {}, indemnité {}, total {}",
                        amount(line.interest),
                        amount(line.indemnity),
                        amount(line.total)
                    ),
                    Lang::En => format!(
                        ", interest {}, fixed sum {}, total {}",
                        amount(line.interest),
                        amount(line.indemnity),
                        amount(line.total)
                    ),
                });
            }
            words::typographic(lang, &text)
        })
        .collect();
    let figures = request.figures;
    let agreed = request.agreed_accessories();
    if !accessories && agreed.is_positive() {
        lines.push(words::typographic(
            lang,
            &match lang {
                Lang::Fr => format!("- Intérêts et indemnité compris dans l’échéancier : {}", amount(agreed)),
                Lang::En => format!("- Interest and fixed compensation that the plan comprises: {}", amount(agreed)),
            },
        ));
    }
    let total = match (lang, accessories) {
        (Lang::Fr, true) => format!(
            "Total au {} : {} (principal {}, intérêts {}, indemnité {})",
            lang.short_date(request.day),
            amount(figures.total),
            amount(figures.principal),
            amount(figures.interest),
            amount(figures.indemnity),
        ),
        (Lang::Fr, false) => format!("Total au {} : {}", lang.short_date(request.day), amount(request.asked(false))),
        (Lang::En, true) => format!(
            "Total on {}: {} (principal {}, interest {}, fixed sum {})",
            lang.short_date(request.day),
            amount(figures.total),
            amount(figures.principal),
            amount(figures.interest),
            amount(figures.indemnity),
        ),
        (Lang::En, false) => format!("Total on {}: {}", lang.short_date(request.day), amount(request.asked(false))),
    };
    lines.push(words::typographic(lang, &total));
    lines.join("\n")
}

fn payment(request: &LetterRequest<'_>, accessories: bool) -> String {
    payment_lines(request, accessories)
        .into_iter()
        .map(|(label, value)| words::typographic(request.lang, &colon(request.lang, label, &value)))
        .collect::<Vec<_>>()
        .join("\n")
}

fn colon(lang: Lang, label: &str, value: &str) -> String {
    match lang {
        Lang::Fr => format!("{label} : {value}"),
        Lang::En => format!("{label}: {value}"),
    }
}

/// Label and value of what a transfer needs.
pub fn payment_lines(request: &LetterRequest<'_>, accessories: bool) -> Vec<(&'static str, String)> {
    let lang = request.lang;
    let Some(iban) = &request.business.iban else { return Vec::new() };
    let word = |fr: &'static str, en: &'static str| match lang {
        Lang::Fr => fr,
        Lang::En => en,
    };
    let mut lines = vec![(word("Bénéficiaire", "Beneficiary"), named(request.business)), ("IBAN", iban.spaced())];
    if let Some(bic) = request.business.bic.as_deref().filter(|bic| !bic.trim().is_empty()) {
        lines.push(("BIC", bic.trim().to_owned()));
    }
    lines.push((word("Montant", "Amount"), lang.amount(request.asked(accessories))));
    lines.push((word("Référence", "Reference"), remittance(request)));
    lines
}

/// What the transfer should say: the invoice numbers while they fit in the 140 characters of a transfer.
pub fn remittance(request: &LetterRequest<'_>) -> String {
    let numbers: Vec<&str> = request.lines.iter().map(|line| line.number.as_str()).collect();
    let all = numbers.join(" ");
    if all.chars().count() <= 140 && numbers.len() <= 8 {
        return all;
    }
    let count = numbers.len();
    match request.lang {
        Lang::Fr => format!("{count} factures, {}", request.customer.name),
        Lang::En => format!("{count} invoices, {}", request.customer.name),
    }
}

/// The name with "EI" where the law wants it (C. com. R123-237).
pub fn named(business: &Business) -> String {
    match business.legal_form {
        LegalForm::SoleTrader if !business.name.split_whitespace().any(|word| word == "EI") => {
            format!("{} EI", business.name)
        }
        _ => business.name.clone(),
    }
}

pub fn signature(request: &LetterRequest<'_>) -> Vec<String> {
    let name = named(request.business);
    match request.business.signatory.as_deref().map(str::trim).filter(|who| !who.is_empty() && *who != name) {
        Some(who) => vec![who.to_owned(), name],
        None => vec![name],
    }
}

/// Whether the name holds the form as a word of its own: "Menuiserie SARLAT" does not.
fn names_its_form(name: &str, form: &str) -> bool {
    name.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case(form))
}

/// The mentions a business letter must carry (C. com. R123-237, R123-238), then how to reach the sender.
pub fn mentions(business: &Business, lang: Lang) -> Vec<String> {
    let mut identity = vec![named(business)];
    let form = business.legal_form.abbreviation();
    if !form.is_empty() && business.legal_form != LegalForm::SoleTrader && !names_its_form(&business.name, form) {
        identity[0] = format!("{}, {form}", business.name);
    }
    if let Some(capital) = business.share_capital {
        let amount = lang.amount(capital);
        identity[0].push_str(&match lang {
            Lang::Fr => format!(" au capital de {amount}"),
            Lang::En => format!(" with a capital of {amount}"),
        });
    }
    if let Some(siren) = &business.siren {
        identity.push(match business.register_city.as_deref().filter(|city| !city.trim().is_empty()) {
            Some(city) => format!("{}\u{a0}RCS\u{a0}{city}", siren.spaced()),
            None => format!("SIREN\u{a0}{}", siren.spaced()),
        });
    }
    if let Some(vat) = &business.vat_id {
        identity.push(match lang {
            Lang::Fr => format!("TVA\u{a0}{vat}"),
            Lang::En => format!("VAT\u{a0}{vat}"),
        });
    }
    let mut reach = vec![one_line(&business.address)];
    reach.extend(business.phone.as_deref().map(|phone| phone.trim().replace(' ', "\u{a0}")));
    reach.extend(business.email.clone());
    reach.retain(|part| !part.trim().is_empty());
    [identity, reach].into_iter().filter(|parts| !parts.is_empty()).map(|parts| parts.join(" · ")).collect()
}

pub fn one_line(address: &Address) -> String {
    let mut parts: Vec<String> =
        address.lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    let city = format!("{} {}", address.postcode.trim(), address.city.trim()).trim().to_owned();
    if !city.is_empty() {
        parts.push(city);
    }
    parts.join(", ")
}
