//! Requests for letters, with figures that add up, as tests and the benchmark use them.
#![allow(dead_code, reason = "each user takes what it needs")]

use chrono::{Days, NaiveDate};
use documents::letters::{
    CallFacts, InterestLine, LetterLine, LetterRequest, PaymentKind, PaymentLine, PlanFacts, PreviousContact,
    RateBasis, Tone,
};
use domain::customer::Standing;
use domain::letter::LetterFigures;
use domain::{
    Address, Business, Cents, Channel, Contact, ContactId, Customer, CustomerId, DebtorKind, Lang, LegalForm, StepKey,
    TermsOfSale,
};
use rust_decimal::Decimal;
use uuid::Uuid;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn business() -> Business {
    Business {
        name: "Atelier Morvan".into(),
        legal_form: LegalForm::Eurl,
        standing: Standing::Trader,
        siren: Some("732829320".parse().unwrap()),
        siret: None,
        vat_id: Some("FR44732829320".parse().unwrap()),
        register_city: Some("Saint-Malo".into()),
        share_capital: Some(Cents(800_000)),
        address: address(&["12 rue des Forges"], "35400", "Saint-Malo"),
        email: Some("contact@atelier-morvan.example".into()),
        phone: Some("02 99 00 00 00".into()),
        iban: Some("FR1420041010050500013M02606".parse().unwrap()),
        bic: Some("PSSTFRPPREN".into()),
        signatory: Some("Maëlle Morvan".into()),
        terms: TermsOfSale::default(),
        logo: None,
    }
}

pub fn address(lines: &[&str], postcode: &str, city: &str) -> Address {
    Address {
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        postcode: postcode.into(),
        city: city.into(),
        country: String::new(),
    }
}

pub fn customer(kind: DebtorKind) -> Customer {
    let (name, contact, place) = match kind {
        DebtorKind::Professional => {
            ("Studio Perrin SAS", "Claire Perrin", address(&["4 quai Duguay-Trouin"], "35000", "Rennes"))
        }
        DebtorKind::Consumer => ("Mme Solène Delmas", "", address(&["7 impasse de l’Écluse"], "35800", "Dinard")),
        DebtorKind::PublicBody => (
            "Commune de Saint-Briac-sur-Mer",
            "Service de la comptabilité",
            address(&["Hôtel de ville", "18 rue de la Mairie"], "35800", "Saint-Briac-sur-Mer"),
        ),
    };
    let contacts = match contact {
        "" => Vec::new(),
        name => vec![Contact {
            id: ContactId(Uuid::nil()),
            name: name.into(),
            role: String::new(),
            email: Some("compta@studio-perrin.example".into()),
            phone: Some("02 99 11 11 11".into()),
            for_reminders: true,
        }],
    };
    Customer {
        id: CustomerId(Uuid::nil()),
        name: name.into(),
        kind: Some(kind),
        kind_confirmed: true,
        standing: Standing::Unknown,
        public_buyer: None,
        siren: None,
        vat_id: None,
        other_id: None,
        address: place,
        contacts,
        lang: Lang::Fr,
        pays_by_direct_debit: false,
        note: String::new(),
    }
}

/// A letter of `count` invoices; the first is partly paid when there are several.
pub fn request<'a>(
    business: &'a Business,
    customer: &'a Customer,
    step: StepKey,
    lang: Lang,
    count: u32,
) -> LetterRequest<'a> {
    let kind = customer.kind.unwrap();
    let today = day("2026-11-22");
    let accessories = kind != DebtorKind::Consumer && !matches!(step, StepKey::FirstReminder | StepKey::PlanNotice);
    let mut lines = Vec::new();
    let mut interest = Vec::new();
    let mut payments = Vec::new();
    for place in 0..count {
        let number = format!("F-2026-{:03}", 188 + place);
        let due_date = day("2026-10-30").checked_sub_days(Days::new(u64::from(place) * 3)).unwrap();
        let issue_date = due_date.checked_sub_days(Days::new(30)).unwrap();
        let days_late = u32::try_from((today - due_date).num_days()).unwrap();
        let amount_due = Cents(201_640 + i64::from(place) * 73_113);
        let paid = if count > 1 && place == 0 { Cents(50_000) } else { Cents::ZERO };
        let principal = amount_due.minus(paid);
        let mut owed = Cents::ZERO;
        if accessories {
            let rate = match kind {
                DebtorKind::PublicBody => Decimal::new(1040, 2),
                _ => Decimal::new(1240, 2),
            };
            let amount = principal.to_decimal() * rate * Decimal::from(days_late) / Decimal::from(36_500);
            owed = Cents::round_half_up(amount).unwrap();
            interest.push(InterestLine {
                number: number.clone(),
                from: due_date.succ_opt().unwrap(),
                to: today,
                days: days_late,
                base: principal,
                rate_percent: rate,
                amount,
                basis: match kind {
                    DebtorKind::PublicBody => RateBasis::PublicBody {
                        half_year: day("2026-07-01"),
                        published_percent: Decimal::new(240, 2),
                        points: Decimal::from(8),
                    },
                    _ => RateBasis::Statutory {
                        half_year: day("2026-07-01"),
                        published_percent: Decimal::new(240, 2),
                        points: Decimal::from(10),
                    },
                },
            });
        }
        if paid.is_positive() {
            payments.push(PaymentLine {
                number: number.clone(),
                day: due_date,
                amount: paid,
                to_interest: Cents::ZERO,
                to_principal: paid,
                kind: PaymentKind::Money,
            });
        }
        let indemnity = if accessories { Cents(4_000) } else { Cents::ZERO };
        lines.push(LetterLine {
            number,
            issue_date,
            due_date,
            receipt_assumed: false,
            amount_due,
            paid,
            not_due: Cents::ZERO,
            disputed: Cents::ZERO,
            principal,
            interest: owed,
            indemnity,
            total: principal.plus(owed).plus(indemnity),
            days_late,
            reference: None,
        });
    }
    let sum = |part: fn(&LetterLine) -> Cents| lines.iter().map(part).sum::<Cents>();
    let figures = LetterFigures {
        principal: sum(|line| line.principal),
        interest: sum(|line| line.interest),
        indemnity: sum(|line| line.indemnity),
        total: sum(|line| line.total),
    };
    let contact = |step, day_text: &str, channel| PreviousContact { step, day: day(day_text), channel };
    let all = [
        contact(StepKey::FirstReminder, "2026-11-03", Channel::Email),
        contact(StepKey::Call, "2026-11-10", Channel::Phone),
        contact(StepKey::SecondReminder, "2026-11-16", Channel::Letter),
    ];
    let previous = all.into_iter().filter(|contact| contact.step < step).collect();
    LetterRequest {
        business,
        logo: None,
        customer,
        kind,
        lang,
        day: today,
        step,
        channel: match step {
            StepKey::FirstReminder => Channel::Email,
            StepKey::FormalNotice => Channel::RegisteredLetter,
            _ => Channel::Letter,
        },
        tone: Tone::Plain,
        deadline_days: match (step, kind) {
            (StepKey::FormalNotice, DebtorKind::Consumer) => Some(15),
            (StepKey::SecondReminder | StepKey::FormalNotice | StepKey::PlanNotice, _) => Some(8),
            _ => None,
        },
        lines,
        figures,
        interest,
        payments,
        order: domain::PaymentOrder::InterestFirst,
        total_other_order: None,
        previous,
        personal_line: None,
        plan: (step == StepKey::PlanNotice).then(|| PlanFacts {
            signed_on: day("2026-10-02"),
            due: day("2026-11-02"),
            late: figures.total,
            several: kind == DebtorKind::PublicBody,
            left: figures.total.plus(Cents(67_213)),
            clause_days: (kind != DebtorKind::Consumer).then_some(8),
        }),
        call: (step == StepKey::Call).then(|| CallFacts {
            contact: "Claire Perrin".into(),
            phone: "02 99 11 11 11".into(),
            usual_delay_days: Some(38),
            promises: Some((2, 3)),
            notes: "Préfère être appelée le matin.".into(),
        }),
    }
}

/// A picture with colours and transparency, as a logo has.
pub fn logo() -> Vec<u8> {
    let (width, height) = (480u32, 160u32);
    let mut pixels = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let (dx, dy) = (i64::from(x) - 80, i64::from(y) - 80);
            let inside = dx * dx + dy * dy < 70 * 70;
            let bar = x > 180 && x < 460 && (y / 20) % 2 == 1;
            pixels.extend(match (inside, bar) {
                (true, _) => [21, 96, 72, 255],
                (_, true) => [31, 41, 55, 255],
                _ => [255, 255, 255, 0],
            });
        }
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    bytes
}

/// Names, references and amounts as long as they come.
pub fn long_names() -> (Business, Customer) {
    let business = Business {
        name: "Société coopérative de menuiserie, d’agencement et de charpente de la Côte d’Émeraude".into(),
        legal_form: LegalForm::Scop,
        signatory: Some("Marie-Françoise de La Villehuchet-Kerguélen, directrice administrative et financière".into()),
        email: Some("recouvrement.comptabilite@menuiserie-agencement-charpente-cote-emeraude.example".into()),
        address: address(
            &["Zone artisanale de la Grande Haie aux Moines", "Bâtiment C, 3e étage, porte 12"],
            "35800",
            "Saint-Briac-sur-Mer",
        ),
        ..business()
    };
    let mut customer = customer(DebtorKind::Professional);
    customer.name = "Établissements Jean-Baptiste Œuvrard & Fils, Łódź–Škofja Loka Import-Export SAS".into();
    customer.contacts[0].name = "Mme Anne-Sophie Lefèbvre-Château, service de la comptabilité fournisseurs".into();
    customer.address = address(
        &[
            "Immeuble Les Portes de Bretagne, bâtiment B",
            "1237 bis avenue du Général-de-Gaulle-et-de-la-Résistance",
            "BP 12345",
        ],
        "35040",
        "Rennes Cedex 7",
    );
    customer.address.country = "BE".into();
    (business, customer)
}

/// The same letter with other numbers and amounts, as the next one of a batch has.
pub fn varied<'a>(request: &LetterRequest<'a>, seed: u32) -> LetterRequest<'a> {
    let mut other = request.clone();
    let more = Cents(i64::from(seed) * 1_337);
    for (place, line) in other.lines.iter_mut().enumerate() {
        line.number = format!("F-{}-{:03}", 3_000 + seed, place);
        line.amount_due = line.amount_due.plus(more);
        line.principal = line.principal.plus(more);
        line.total = line.total.plus(more);
        other.figures.principal = other.figures.principal.plus(more);
        other.figures.total = other.figures.total.plus(more);
    }
    for period in &mut other.interest {
        period.base = period.base.plus(more);
    }
    other
}
