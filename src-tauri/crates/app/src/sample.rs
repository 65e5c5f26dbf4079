//! The sample business: a made-up carpenter in Saint-Malo whose customers show every kind of step. It lives in a file of
//! its own, never among the owner's facts, and its dates are counted back from the day it is made.

use chrono::{Days, NaiveDate};
use domain::{
    Address, Allocation, Business, Cents, Channel, Contact, ContactId, Customer, CustomerId, DebtorKind, Delivery,
    DeliveryOutcome, Direction, Dispute, DisputeId, DisputeReason, Event, Exchange, ExchangeId, Instalment, Invoice,
    InvoiceId, Lang, LegalForm, Means, Outcome, Payment, PaymentId, PaymentTerm, Promise, PromiseId, PublicBuyer,
    Standing, StepKey, TermsOfSale,
};

use crate::desk::{Desk, Now, SAMPLE};
use crate::failure::Failure;

/// One customer of the sample, told in days before today.
struct Story {
    name: &'static str,
    kind: Option<DebtorKind>,
    standing: Standing,
    public_buyer: Option<PublicBuyer>,
    siren: Option<&'static str>,
    street: &'static str,
    postcode: &'static str,
    city: &'static str,
    contact: (&'static str, &'static str, &'static str, &'static str),
    /// Number, what, days since it was due, cents.
    invoices: &'static [(&'static str, &'static str, i64, i64)],
    /// Step, days ago, how it went.
    done: &'static [(StepKey, i64, Channel)],
}

const PRO: Option<DebtorKind> = Some(DebtorKind::Professional);
const CONSUMER: Option<DebtorKind> = Some(DebtorKind::Consumer);
const PUBLIC: Option<DebtorKind> = Some(DebtorKind::PublicBody);

const STORIES: &[Story] = &[
    Story {
        name: "Brasserie du Quai SARL",
        kind: PRO,
        standing: Standing::Trader,
        public_buyer: None,
        siren: Some("812345676"),
        street: "8 quai Saint-Louis",
        postcode: "35400",
        city: "Saint-Malo",
        contact: ("M. Hamon", "gérant", "compta@brasserie-quai.example", "02 99 00 00 01"),
        invoices: &[
            ("F-2026-141", "Tables sur mesure", 82, 360_000),
            ("F-2026-149", "Pose et réglages", 71, 145_000),
            ("F-2026-160", "Vernis, retouches", 53, 82_000),
        ],
        done: &[
            (StepKey::FirstReminder, 75, Channel::Email),
            (StepKey::Call, 62, Channel::Phone),
            (StepKey::SecondReminder, 51, Channel::Email),
            (StepKey::FormalNotice, 24, Channel::RegisteredLetter),
        ],
    },
    Story {
        name: "Mme Delmas",
        kind: CONSUMER,
        standing: Standing::Unknown,
        public_buyer: None,
        siren: None,
        street: "14 rue des Embruns",
        postcode: "35800",
        city: "Dinard",
        contact: ("Mme Delmas", "", "a.delmas@courriel.example", "06 00 00 00 02"),
        invoices: &[("F-2025-012", "Bibliothèque en chêne", 646, 64_000)],
        done: &[
            (StepKey::FirstReminder, 640, Channel::Email),
            (StepKey::Call, 630, Channel::Phone),
            (StepKey::SecondReminder, 600, Channel::Letter),
        ],
    },
    Story {
        name: "Studio Perrin SAS",
        kind: PRO,
        standing: Standing::Trader,
        public_buyer: None,
        siren: Some("732829320"),
        street: "4 quai Duguay-Trouin",
        postcode: "35000",
        city: "Rennes",
        contact: ("Service comptabilité", "", "compta@studio-perrin.example", "02 99 00 00 03"),
        invoices: &[("F-2026-188", "Comptoir d’accueil", 23, 201_640), ("F-2026-193", "Étagères", 21, 120_000)],
        done: &[(StepKey::FirstReminder, 18, Channel::Email), (StepKey::Call, 11, Channel::Phone)],
    },
    Story {
        name: "Garage Lenoir",
        kind: PRO,
        standing: Standing::Artisan,
        public_buyer: None,
        siren: Some("404833048"),
        street: "Zone artisanale de la Houssaye",
        postcode: "22100",
        city: "Dinan",
        contact: ("Mme Lenoir", "comptable", "contact@garage-lenoir.example", "02 96 00 00 04"),
        invoices: &[("F-2026-190", "Portes d’atelier", 13, 510_200)],
        done: &[(StepKey::FirstReminder, 9, Channel::Email)],
    },
    Story {
        name: "SCI Les Tilleuls",
        kind: PRO,
        standing: Standing::LiberalOrCivil,
        public_buyer: None,
        siren: Some("552100554"),
        street: "2 allée des Tilleuls",
        postcode: "35400",
        city: "Saint-Malo",
        contact: ("M. Le Goff", "gérant", "gerance@tilleuls.example", "02 99 00 00 05"),
        invoices: &[("F-2026-165", "Volets roulants", 41, 239_000)],
        done: &[
            (StepKey::FirstReminder, 37, Channel::Email),
            (StepKey::Call, 30, Channel::Phone),
            (StepKey::SecondReminder, 22, Channel::Letter),
        ],
    },
    Story {
        name: "Mairie de Saint-Briac",
        kind: PUBLIC,
        standing: Standing::Unknown,
        public_buyer: Some(PublicBuyer::StateOrLocal),
        siren: None,
        street: "18 rue de la Mairie",
        postcode: "35800",
        city: "Saint-Briac-sur-Mer",
        contact: ("Service des finances", "", "finances@saint-briac.example", "02 99 00 00 06"),
        invoices: &[("F-2026-171", "Bancs du préau", 12, 120_410)],
        done: &[],
    },
    Story {
        name: "Café Mistral",
        kind: PRO,
        standing: Standing::Trader,
        public_buyer: None,
        siren: Some("542051180"),
        street: "1 place du Marché",
        postcode: "35400",
        city: "Saint-Malo",
        contact: ("M. Ricci", "patron", "mistral@courriel.example", "02 99 00 00 07"),
        invoices: &[("F-2026-184", "Terrasse en bois", 27, 99_800)],
        done: &[(StepKey::FirstReminder, 20, Channel::Email)],
    },
    Story {
        name: "Atelier Nord",
        kind: None,
        standing: Standing::Unknown,
        public_buyer: None,
        siren: None,
        street: "",
        postcode: "",
        city: "",
        contact: ("", "", "bonjour@atelier-nord.example", ""),
        invoices: &[("F-2026-195", "Cadres", 8, 31_500)],
        done: &[],
    },
    Story {
        name: "École Sainte-Anne",
        kind: PRO,
        standing: Standing::Association,
        public_buyer: None,
        siren: Some("775670417"),
        street: "5 rue de l’École",
        postcode: "35400",
        city: "Saint-Malo",
        contact: ("Secrétariat", "", "secretariat@sainte-anne.example", "02 99 00 00 08"),
        invoices: &[("F-2026-199", "Casiers", -18, 216_000)],
        done: &[],
    },
];

fn ago(today: NaiveDate, days: i64) -> NaiveDate {
    let moved = if days >= 0 {
        today.checked_sub_days(Days::new(days.unsigned_abs()))
    } else {
        today.checked_add_days(Days::new(days.unsigned_abs()))
    };
    moved.unwrap_or(today)
}

impl Desk {
    /// Fills an empty file with the sample business. A file that has a business already is left as it is.
    pub fn fill_with_sample(&mut self, now: Now) -> Result<(), Failure> {
        if self.business.is_some() {
            return Ok(());
        }
        let mut events = vec![
            Event::SettingRecorded { key: SAMPLE.to_owned(), value: "true".to_owned() },
            Event::BusinessRecorded { business: Box::new(business()) },
        ];
        for story in STORIES {
            tell(story, now, &mut events);
        }
        self.record(now, events)?;
        Ok(())
    }
}

fn business() -> Business {
    Business {
        name: "Atelier Morvan".to_owned(),
        legal_form: LegalForm::Eurl,
        standing: Standing::Artisan,
        siren: "443061841".parse().ok(),
        siret: None,
        vat_id: None,
        register_city: Some("Saint-Malo".to_owned()),
        share_capital: Some(Cents(800_000)),
        address: address("12 rue des Forges", "35400", "Saint-Malo"),
        email: Some("bonjour@atelier-morvan.example".to_owned()),
        phone: Some("02 99 00 00 00".to_owned()),
        // The example account of the French banking federation: it passes its check and belongs to nobody.
        iban: "FR1420041010050500013M02606".parse().ok(),
        bic: None,
        signatory: Some("Anne Morvan".to_owned()),
        terms: TermsOfSale { payment_term: Some(PaymentTerm::DaysFromIssue { days: 30 }), ..TermsOfSale::default() },
        logo: None,
    }
}

fn address(street: &str, postcode: &str, city: &str) -> Address {
    Address {
        lines: if street.is_empty() { Vec::new() } else { vec![street.to_owned()] },
        postcode: postcode.to_owned(),
        city: city.to_owned(),
        country: String::new(),
    }
}

fn tell(story: &Story, now: Now, events: &mut Vec<Event>) {
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let id = CustomerId(now.mint());
    let (person, role, email, phone) = story.contact;
    events.push(Event::CustomerRecorded {
        customer: Box::new(Customer {
            id,
            name: story.name.to_owned(),
            kind: story.kind,
            kind_confirmed: story.kind.is_some(),
            standing: story.standing,
            public_buyer: story.public_buyer,
            siren: story.siren.and_then(|siren| siren.parse().ok()),
            vat_id: None,
            other_id: None,
            address: address(story.street, story.postcode, story.city),
            contacts: vec![Contact {
                id: ContactId(now.mint()),
                name: person.to_owned(),
                role: role.to_owned(),
                email: filled(email),
                phone: filled(phone),
                for_reminders: true,
            }],
            lang: Lang::Fr,
            pays_by_direct_debit: false,
            note: String::new(),
        }),
    });
    let mut invoices = Vec::new();
    for (number, subject, late, cents) in story.invoices {
        let due_date = ago(now.today, *late);
        let issue_date = ago(now.today, late + 30);
        let invoice = InvoiceId(now.mint());
        invoices.push(invoice);
        let amount = Cents(*cents);
        events.push(Event::InvoiceRecorded {
            invoice: Box::new(Invoice {
                number: (*number).to_owned(),
                delivery_date: Some(issue_date),
                instalments: vec![Instalment::due(due_date, amount)],
                subject: (*subject).to_owned(),
                ..Invoice::bare(invoice, id, issue_date, amount)
            }),
        });
    }
    for (step, days, channel) in story.done {
        exchange(now, id, &invoices, *step, ago(now.today, *days), *channel, person, events);
    }
    match story.name {
        "Brasserie du Quai SARL" => {
            // A part payment, long ago.
            let (payment, amount, day) = (PaymentId(now.mint()), Cents(100_000), ago(now.today, 48));
            let payment = Payment {
                reference: "ACPTE F-2026-141".to_owned(),
                allocations: vec![Allocation { invoice: invoices[0], amount }],
                ..Payment::of(payment, id, day, amount, Means::Transfer)
            };
            events.push(Event::PaymentReceived { payment: Box::new(payment) });
        }
        "Café Mistral" => {
            let promise = Promise {
                id: PromiseId(now.mint()),
                customer: id,
                invoices: invoices.clone(),
                amount: Cents(99_800),
                due_on: ago(now.today, 7),
                made_on: ago(now.today, 13),
                made_by: person.to_owned(),
                channel: Channel::Phone,
                closed: None,
                closed_as: None,
            };
            events.push(Event::PromiseMade { promise: Box::new(promise) });
        }
        "Studio Perrin SAS" => {
            let dispute = Dispute {
                id: DisputeId(now.mint()),
                customer: id,
                invoice: invoices[1],
                amount: Some(Cents(20_000)),
                reason: DisputeReason::Delivery,
                opened_on: ago(now.today, 11),
                note: "une étagère manque".to_owned(),
                answer_due: Some(ago(now.today, -3)),
                task: "retrouver le bon de livraison signé".to_owned(),
                answer: None,
                closed: None,
                closed_as: None,
            };
            events.push(Event::DisputeOpened { dispute: Box::new(dispute) });
        }
        _ => {}
    }
}

#[allow(clippy::too_many_arguments)]
fn exchange(
    now: Now,
    customer: CustomerId,
    invoices: &[InvoiceId],
    step: StepKey,
    day: NaiveDate,
    channel: Channel,
    party: &str,
    events: &mut Vec<Event>,
) {
    let id = ExchangeId(now.mint());
    let spoken = channel == Channel::Phone;
    let notice = step == StepKey::FormalNotice;
    events.push(Event::ExchangeRecorded {
        exchange: Box::new(Exchange {
            id,
            customer,
            direction: Direction::Outgoing,
            channel,
            day,
            step: Some(step),
            invoices: invoices.to_vec(),
            letter: None,
            party: party.to_owned(),
            outcome: spoken.then_some(Outcome::MessageLeft),
            registered_number: notice.then(|| "1A 203 456 7890 1".to_owned()),
            note: String::new(),
            deadline_days: notice.then_some(8),
        }),
    });
    if notice {
        let presented_on = day.checked_add_days(Days::new(3)).unwrap_or(day);
        events.push(Event::DeliveryRecorded {
            delivery: Delivery {
                exchange: id,
                presented_on,
                outcome: DeliveryOutcome::Signed,
                registered_number: None,
            },
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_identifier_of_the_sample_passes_its_check() {
        for story in STORIES {
            if let Some(siren) = story.siren {
                assert!(siren.parse::<domain::Siren>().is_ok(), "{}: {siren}", story.name);
            }
        }
        let business = business();
        assert!(business.siren.is_some() && business.iban.is_some());
    }
}
