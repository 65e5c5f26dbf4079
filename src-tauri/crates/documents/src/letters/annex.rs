//! The page of calculation: every period with its days, base, rate and amount, the payments, and the texts.

use domain::{Cents, DebtorKind, Lang, PaymentOrder};
use rust_decimal::Decimal;

use super::request::{InterestLine, LetterRequest, PaymentKind, RateBasis};
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
    let paid = request.interest_paid();
    let mut sum = |fr: &str, en: &str, amount: Cents, kind| {
        let label = match lang {
            Lang::Fr => fr,
            Lang::En => en,
        };
        let mut cells = vec![label.to_owned()];
        cells.extend(std::iter::repeat_n(String::new(), 5));
        cells.push(lang.amount(amount));
        rows.push(Row { cells, kind });
    };
    if paid.is_positive() {
        sum("Intérêts courus", "Interest accrued", request.interest_accrued(), RowKind::Total);
        sum("Déjà payés", "Paid already", -paid, RowKind::Plain);
        sum("Intérêts restant dus", "Interest still due", request.figures.interest, RowKind::Total);
    } else {
        sum("Total des intérêts", "Total interest", request.figures.interest, RowKind::Total);
    }
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
            let kind = match (lang, payment.kind) {
                (Lang::Fr, PaymentKind::Money) => "Versement",
                (Lang::Fr, PaymentKind::CreditNote) => "Avoir",
                (Lang::Fr, PaymentKind::Discount) => "Escompte",
                (Lang::Fr, PaymentKind::Withheld) => "Frais",
                (Lang::En, PaymentKind::Money) => "Payment",
                (Lang::En, PaymentKind::CreditNote) => "Credit note",
                (Lang::En, PaymentKind::Discount) => "Discount",
                (Lang::En, PaymentKind::Withheld) => "Costs",
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
        Lang::Fr => "Intérêts d’une période = somme due × taux × nombre de jours ÷ 365. Ils courent du lendemain de l’échéance au jour indiqué inclus, sur le montant toutes taxes comprises. Les montants des lignes sont donnés au centième de centime ; l’arrondi au centime est fait une fois par période de calcul, c’est-à-dire jusqu’à chaque versement ou avoir, puis jusqu’au jour indiqué.".to_owned(),
        Lang::En => "Interest of a period = amount due × rate × number of days ÷ 365. It runs from the day after the due date to the day named, included, on the amount with taxes. The amounts of the rows are given to a hundredth of a cent; they are rounded to the cent once for each period of calculation, that is up to each payment or credit note, then up to the day named.".to_owned(),
    }];
    let mut rates: Vec<String> = Vec::new();
    let mut periods: Vec<&InterestLine> = request.interest.iter().collect();
    periods.sort_by_key(|period| period.from);
    for period in periods {
        let rate = rate(lang, period);
        if !rates.contains(&rate) {
            rates.push(rate);
        }
    }
    match (lang, rates.as_slice()) {
        (_, []) => {}
        (Lang::Fr, [one]) => texts.push(format!("Taux : {one}.")),
        (Lang::En, [one]) => texts.push(format!("Rate: {one}.")),
        (Lang::Fr, _) => texts.push(format!("Taux : {}.", rates.join(" ; "))),
        (Lang::En, _) => texts.push(format!("Rates: {}.", rates.join("; "))),
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
        texts.push(order(request));
        if let Some(other) = request.total_other_order {
            let other = lang.amount(other);
            texts.push(match (lang, request.order) {
                (Lang::Fr, PaymentOrder::InterestFirst) => format!("À titre de comparaison, en imputant les versements d’abord sur le principal, le total serait de {other}."),
                (Lang::Fr, PaymentOrder::PrincipalFirst) => format!("À titre de comparaison, en imputant les versements d’abord sur les intérêts, le total serait de {other}."),
                (Lang::En, PaymentOrder::InterestFirst) => format!("For comparison, if payments went to the principal first, the total would be {other}."),
                (Lang::En, PaymentOrder::PrincipalFirst) => format!("For comparison, if payments went to interest first, the total would be {other}."),
            });
        }
    }
    texts.push(match lang {
        Lang::Fr => "Les intérêts et l’indemnité réparent un retard : ils ne sont pas soumis à la TVA.".to_owned(),
        Lang::En => "The interest and the fixed sum compensate a delay: no VAT applies to them.".to_owned(),
    });
    texts
}

/// What the money paid first, and what lowers the price instead of paying it.
fn order(request: &LetterRequest<'_>) -> String {
    let has = |kind| request.payments.iter().any(|payment| payment.kind == kind);
    let mut text = match (request.lang, request.order) {
        (Lang::Fr, PaymentOrder::InterestFirst) => "Un versement s’impute d’abord sur les intérêts, puis sur le principal (code civil, article 1343-1). Un avoir diminue le prix à sa date.".to_owned(),
        (Lang::Fr, PaymentOrder::PrincipalFirst) => "Les versements sont ici imputés d’abord sur le principal, puis sur les intérêts, ce qui vous est plus favorable que l’ordre prévu par le code civil (article 1343-1). Un avoir diminue le prix à sa date.".to_owned(),
        (Lang::En, PaymentOrder::InterestFirst) => "A payment goes to interest first, then to the principal (French civil code, article 1343-1). A credit note lowers the price on its day.".to_owned(),
        (Lang::En, PaymentOrder::PrincipalFirst) => "Payments are counted here on the principal first, then on interest, which costs you less than the order of the French civil code (article 1343-1). A credit note lowers the price on its day.".to_owned(),
    };
    if has(PaymentKind::Discount) || has(PaymentKind::Withheld) {
        text.push_str(match request.lang {
            Lang::Fr => " L’escompte accordé et les frais retenus admis comme réglés le diminuent de même.",
            Lang::En => " A discount granted, and costs withheld that are accepted as paid, lower it in the same way.",
        });
    }
    text
}

/// `12,40 %, soit le taux de la BCE au 1er juillet 2026 (2,40 %) augmenté de 10 points (code de commerce, …)`.
fn rate(lang: Lang, period: &InterestLine) -> String {
    let rate = lang.percent(period.rate_percent);
    let points = |points: &Decimal| points.normalize().to_string();
    match (&period.basis, lang) {
        (RateBasis::Statutory { half_year, published_percent, points: more }, Lang::Fr) => format!(
            "{rate}, soit le taux de refinancement de la BCE au {} ({}) augmenté de {}\u{a0}points (code de commerce, article L441-10, II)",
            lang.long_date(*half_year),
            lang.percent(*published_percent),
            points(more).replace('.', ","),
        ),
        (RateBasis::Statutory { half_year, published_percent, points: more }, Lang::En) => format!(
            "{rate}, that is the ECB refinancing rate on {} ({}) plus {}\u{a0}points (French commercial code, article L441-10, II)",
            lang.long_date(*half_year),
            lang.percent(*published_percent),
            points(more),
        ),
        (RateBasis::Contract, Lang::Fr) => format!(
            "{rate}, taux convenu au contrat ou dans les conditions générales de vente (code de commerce, article L441-10, II)"
        ),
        (RateBasis::Contract, Lang::En) => {
            format!("{rate}, agreed in the contract or the terms of sale (French commercial code, article L441-10, II)")
        }
        (RateBasis::Floor { half_year, published_percent }, Lang::Fr) => format!(
            "{rate}, soit trois fois le taux de l’intérêt légal du semestre commencé le {} ({}), minimum d’un taux convenu (code de commerce, article L441-10, II)",
            lang.long_date(*half_year),
            lang.percent(*published_percent),
        ),
        (RateBasis::Floor { half_year, published_percent }, Lang::En) => format!(
            "{rate}, that is three times the legal interest rate of the half-year from {} ({}), the least that a contract may fix (French commercial code, article L441-10, II)",
            lang.long_date(*half_year),
            lang.percent(*published_percent),
        ),
        (RateBasis::PublicBody { half_year, published_percent, points: more }, Lang::Fr) => format!(
            "{rate} pendant tout le retard, soit le taux de refinancement de la BCE au {} ({}), semestre où les intérêts ont commencé à courir, augmenté de {}\u{a0}points (code de la commande publique, article R2192-31)",
            lang.long_date(*half_year),
            lang.percent(*published_percent),
            points(more).replace('.', ","),
        ),
        (RateBasis::PublicBody { half_year, published_percent, points: more }, Lang::En) => format!(
            "{rate} for the whole delay, that is the ECB refinancing rate on {} ({}), the half-year in which interest began to run, plus {}\u{a0}points (French public procurement code, article R2192-31)",
            lang.long_date(*half_year),
            lang.percent(*published_percent),
            points(more),
        ),
        (RateBasis::Legal { half_year }, Lang::Fr) => {
            format!("{rate}, taux de l’intérêt légal du semestre commencé le {}", lang.long_date(*half_year))
        }
        (RateBasis::Legal { half_year }, Lang::En) => {
            format!("{rate}, the legal interest rate of the half-year from {}", lang.long_date(*half_year))
        }
    }
}
