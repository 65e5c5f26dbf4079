//! The page of calculation: every period with its days, base, rate and amount, the payments, and the texts.

use domain::{Cents, DebtorKind, Lang};
use rust_decimal::Decimal;

use super::request::LetterRequest;
use super::sheet::{BODY, LEFT, Sheet, WIDTH};
use super::words::typographic;
use crate::typeset::paragraph::{Align, Setting, Span, TextStyle};
use crate::typeset::table::{Column, Row, RowKind};
use crate::typeset::{FaceKey, pt};

pub fn set(sheet: &mut Sheet, request: &LetterRequest<'_>) {
    let lang = request.lang;
    sheet.flow.new_page();
    let title = TextStyle { face: FaceKey::SansBold, size: pt(13), ink: BODY.ink };
    let heading = match lang {
        Lang::Fr => format!("Annexe : détail du calcul au {}", lang.long_date(request.day)),
        Lang::En => format!("Annex: the calculation on {}", lang.long_date(request.day)),
    };
    let setting = Setting { x: LEFT, width: WIDTH, leading: pt(18), align: Align::Left, lang };
    sheet.set_in(&[Span::new(typographic(lang, &heading), title)], &setting, 0);
    sheet.keep_next = true;
    periods(sheet, request);
    sheet.keep_next = false;
    if !request.payments.is_empty() {
        sheet.heading(match lang {
            Lang::Fr => "Versements et avoirs pris en compte",
            Lang::En => "Payments and credit notes taken into account",
        });
        payments(sheet, request);
    }
    sheet.heading(match lang {
        Lang::Fr => "Comment ces montants sont calculés",
        Lang::En => "How these amounts are computed",
    });
    for (place, text) in explanations(request).into_iter().enumerate() {
        let style = TextStyle { size: 9_500, ..BODY };
        let setting = Setting { x: LEFT, width: WIDTH, leading: pt(13), align: Align::Justified, lang };
        let gap = if place == 0 { pt(2) } else { pt(4) };
        sheet.set_in(&[Span::new(typographic(lang, &text), style)], &setting, gap);
    }
}

fn periods(sheet: &mut Sheet, request: &LetterRequest<'_>) {
    let lang = request.lang;
    let titles = match lang {
        Lang::Fr => ["Facture", "Du", "Au", "Jours", "Somme due", "Taux l’an", "Intérêts"],
        Lang::En => ["Invoice", "From", "To", "Days", "Amount due", "Rate a year", "Interest"],
    };
    let widths = [0, pt(60), pt(60), pt(36), pt(76), pt(60), pt(66)];
    let taken: i64 = widths.iter().sum();
    let columns = titles
        .into_iter()
        .zip(widths)
        .enumerate()
        .map(|(place, (title, width))| Column {
            title: title.to_owned(),
            width: if place == 0 { WIDTH - taken } else { width },
            align: if place < 3 { Align::Left } else { Align::Right },
        })
        .collect();
    let mut rows: Vec<Row> = Vec::new();
    let mut before: Option<&str> = None;
    for period in &request.interest {
        let number = if before == Some(period.number.as_str()) { String::new() } else { period.number.clone() };
        before = Some(&period.number);
        rows.push(Row {
            cells: vec![
                number,
                lang.short_date(period.from),
                lang.short_date(period.to),
                lang.count(u64::from(period.days)),
                lang.amount(period.base),
                lang.percent(period.rate_percent),
                exact(lang, period.amount),
            ],
            kind: RowKind::Plain,
        });
    }
    let label = match lang {
        Lang::Fr => "Total des intérêts",
        Lang::En => "Total interest",
    };
    let mut cells = vec![label.to_owned()];
    cells.extend(std::iter::repeat_n(String::new(), 5));
    cells.push(lang.amount(request.figures.interest));
    rows.push(Row { cells, kind: RowKind::Total });
    sheet.table(columns, rows, pt(6));
}

/// The amount of a period before rounding, to the hundredth of a cent.
fn exact(lang: Lang, amount: Decimal) -> String {
    let rounded = amount.round_dp_with_strategy(4, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    let fine = rounded.checked_mul(Decimal::from(10_000)).map(|value| value.trunc()).unwrap_or_default();
    if (fine % Decimal::ONE_HUNDRED).is_zero() {
        return Cents::round_half_up(rounded).map(|cents| lang.amount(cents)).unwrap_or_default();
    }
    // The whole part is written as an amount, so that it has the same look; the four decimals replace its two.
    let whole = Cents::round_half_up(rounded.trunc()).map(|cents| lang.amount(cents)).unwrap_or_default();
    let decimals = format!("{rounded:.4}").rsplit('.').next().unwrap_or("0000").to_owned();
    match lang {
        Lang::Fr => whole.replacen(",00", &format!(",{decimals}"), 1),
        Lang::En => whole.replacen(".00", &format!(".{decimals}"), 1),
    }
}

fn payments(sheet: &mut Sheet, request: &LetterRequest<'_>) {
    let lang = request.lang;
    let titles = match lang {
        Lang::Fr => ["Facture", "Date", "Nature", "Montant", "Sur les intérêts", "Sur le principal"],
        Lang::En => ["Invoice", "Date", "Kind", "Amount", "To interest", "To principal"],
    };
    let widths = [0, pt(60), pt(60), pt(76), pt(78), pt(84)];
    let taken: i64 = widths.iter().sum();
    let columns = titles
        .into_iter()
        .zip(widths)
        .enumerate()
        .map(|(place, (title, width))| Column {
            title: title.to_owned(),
            width: if place == 0 { WIDTH - taken } else { width },
            align: if place < 3 { Align::Left } else { Align::Right },
        })
        .collect();
    let rows = request
        .payments
        .iter()
        .map(|payment| {
            let kind = match (lang, payment.is_credit) {
                (Lang::Fr, true) => "Avoir",
                (Lang::Fr, false) => "Versement",
                (Lang::En, true) => "Credit note",
                (Lang::En, false) => "Payment",
            };
            Row {
                cells: vec![
                    payment.number.clone(),
                    lang.short_date(payment.day),
                    kind.to_owned(),
                    lang.amount(payment.amount),
                    lang.amount(payment.to_interest),
                    lang.amount(payment.to_principal),
                ],
                kind: RowKind::Plain,
            }
        })
        .collect();
    sheet.table(columns, rows, pt(2));
}

/// The rules applied and their texts, as sentences.
fn explanations(request: &LetterRequest<'_>) -> Vec<String> {
    let lang = request.lang;
    let public = request.kind == DebtorKind::PublicBody;
    let mut texts = vec![match lang {
        Lang::Fr => "Intérêts d’une période = somme due × taux × nombre de jours ÷ 365. Ils courent du lendemain de l’échéance au jour indiqué inclus, sur le montant toutes taxes comprises. Les montants des périodes sont exacts au centième de centime ; l’arrondi au centime est fait une fois, sur leur somme par facture.".to_owned(),
        Lang::En => "Interest of a period = amount due × rate × number of days ÷ 365. It runs from the day after the due date to the day named, included, on the amount with taxes. The amounts of the periods are exact to a hundredth of a cent; they are rounded to the cent once, on their sum for each invoice.".to_owned(),
    }];
    let mut sources: Vec<&str> = Vec::new();
    for source in request.interest.iter().map(|period| period.source.trim()) {
        if !source.is_empty() && !sources.contains(&source) {
            sources.push(source);
        }
    }
    if !sources.is_empty() {
        let list = sources.join(" ; ");
        texts.push(match lang {
            Lang::Fr => format!("Taux : {list}."),
            Lang::En => format!("Rates: {}.", sources.join("; ")),
        });
    }
    if request.figures.indemnity.is_positive() {
        let count = super::words::indemnities(request);
        let sum = lang.amount(request.figures.indemnity);
        texts.push(match (lang, public) {
            (Lang::Fr, false) => format!("Indemnité forfaitaire pour frais de recouvrement : 40 € par facture payée en retard, soit {count}\u{a0}×\u{a0}40\u{a0}€ = {sum} (code de commerce, articles L441-10, II, et D441-5)."),
            (Lang::Fr, true) => format!("Indemnité forfaitaire pour frais de recouvrement : 40 € par demande de paiement, soit {count}\u{a0}×\u{a0}40\u{a0}€ = {sum} (code de la commande publique, article D2192-35)."),
            (Lang::En, false) => format!("Fixed sum for recovery costs: €40 for each invoice paid late, that is {count}\u{a0}×\u{a0}€40 = {sum} (French commercial code, articles L441-10, II, and D441-5)."),
            (Lang::En, true) => format!("Fixed sum for recovery costs: €40 for each payment request, that is {count}\u{a0}×\u{a0}€40 = {sum} (French public procurement code, article D2192-35)."),
        });
    }
    if !request.payments.is_empty() {
        texts.push(match lang {
            Lang::Fr => "Un versement s’impute d’abord sur les intérêts, puis sur le principal (code civil, article 1343-1). Un avoir diminue le prix à sa date.".to_owned(),
            Lang::En => "A payment goes to interest first, then to the principal (French civil code, article 1343-1). A credit note lowers the price on its day.".to_owned(),
        });
        if let Some(other) = request.total_principal_first {
            let other = lang.amount(other);
            texts.push(match lang {
                Lang::Fr => format!("À titre de comparaison, en imputant les versements d’abord sur le principal, le total serait de {other}."),
                Lang::En => format!("For comparison, if payments went to the principal first, the total would be {other}."),
            });
        }
    }
    texts.push(match lang {
        Lang::Fr => "Ces sommes réparent un retard : elles ne sont pas soumises à la TVA.".to_owned(),
        Lang::En => "These sums compensate a delay: no VAT applies to them.".to_owned(),
    });
    texts
}
