//! Thirty files as an owner would drop them on the window: e-invoices in four forms, two lists, and what goes wrong.
//!
//! They belong to "Atelier Morvan", a made-up joinery. Every due date is counted from a chosen day, so that Today
//! fills the same way whenever the test plays. Names, numbers and accounts are invented; the SIREN numbers begin with
//! zeros, which no company has.

use std::io::{self, Cursor, Write};
use std::path::Path;

use chrono::{Datelike, NaiveDate, TimeDelta};
use domain::{Address, Business, Cents, LegalForm, Standing, StepKey, TermsOfSale};
use intake::einvoice::fixture::{Fixture, FixtureDue, FixtureParty, cii_xml, facturx_pdf, ubl_xml};

use crate::sample_lists;

/// A file that was written, and what importing it should bring.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SampleFile {
    pub name: String,
    pub brings: Brings,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Brings {
    Invoice(SampleInvoice),
    CreditNote(SampleInvoice),
    List(Vec<SampleInvoice>),
    /// The same as an earlier file, in another form.
    Duplicate(SampleInvoice),
    /// Other figures under the number of an earlier file: one of the two must be chosen. The earlier one is the first.
    Conflict(SampleInvoice, SampleInvoice),
    /// The business is the buyer: refused.
    Bought,
    /// The seller is somebody else: imported only after a question that names it.
    OtherSeller {
        seller: String,
        invoice: SampleInvoice,
    },
    /// Cannot be read.
    Broken,
}

/// What is claimed by one invoice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SampleInvoice {
    pub number: String,
    pub customer: &'static str,
    pub issue_date: NaiveDate,
    /// In order of date; empty on the credit note.
    pub due_dates: Vec<NaiveDate>,
    pub net: Cents,
    pub gross: Cents,
    pub amount_due: Cents,
    pub subject: &'static str,
}

/// A customer of the business.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SampleCustomer {
    pub name: &'static str,
    pub siren: Option<&'static str>,
    pub street: &'static str,
    pub postcode: &'static str,
    pub city: &'static str,
    pub email: Option<&'static str>,
    /// What Today proposes for it on a working day once every file is in and nothing else happened; `None`: nothing
    /// yet.
    pub first_step: Option<StepKey>,
}

#[rustfmt::skip]
pub const CUSTOMERS: [SampleCustomer; 15] = [
    customer("Studio Perrin SAS", Some("000118406"), "4 quai Duguay-Trouin", "35000", "Rennes", Some("compta@studio-perrin.example"), Some(StepKey::Call)),
    customer("Brasserie du Quai SARL", Some("000237511"), "21 quai Sébastopol", "35400", "Saint-Malo", Some("brasserie@quai.example"), Some(StepKey::FirstReminder)),
    customer("Garage Le Goff SASU", Some("000356626"), "9 route de Dol", "35120", "Cherrueix", None, Some(StepKey::FirstReminder)),
    customer("Menuiserie Kerbrat SARL", Some("000475731"), "3 rue du Lavoir", "22100", "Lanvallay", Some("bureau@kerbrat.example"), Some(StepKey::Call)),
    customer("Hôtel du Môle SA", Some("000594846"), "1 môle des Noires", "35400", "Saint-Malo", Some("direction@hotel-du-mole.example"), Some(StepKey::Call)),
    customer("Transports Guivarc’h SARL", Some("000613950"), "ZA de la Janais", "35136", "Saint-Jacques", None, Some(StepKey::ActBeforeLimitation)),
    customer("Librairie L’Encre Bleue EURL", Some("000732065"), "14 rue Broussais", "35400", "Saint-Malo", Some("librairie@encre-bleue.example"), None),
    customer("Cabinet Rozenn SELARL", Some("000851170"), "2 place de la Roulais", "35400", "Saint-Malo", None, None),
    customer("Mme Solène Delmas", None, "7 impasse de l’Écluse", "35800", "Dinard", Some("solene.delmas@courrier.example"), Some(StepKey::FirstReminder)),
    customer("M. Yann Corre", None, "18 rue des Hautes-Salles", "35400", "Saint-Malo", None, Some(StepKey::Call)),
    customer("Mme Hélène Briand", None, "5 chemin du Rocher", "35260", "Cancale", None, Some(StepKey::ActBeforeLimitation)),
    customer("Commune de Port-Malo", Some("210001236"), "Place de la Mairie", "35400", "Port-Malo", Some("comptabilite@port-malo.example"), Some(StepKey::CheckDeposit)),
    customer("Centre hospitalier de la Rance", Some("260004569"), "1 rue de la Marne", "35400", "Saint-Malo", None, Some(StepKey::FirstReminder)),
    customer("Café Mistral", None, "30 rue de la Soif", "35400", "Saint-Malo", None, Some(StepKey::NameTheKind)),
    customer("Yoga & Marée", None, "8 rue du Sillon", "35400", "Saint-Malo", Some("bonjour@yoga-maree.example"), Some(StepKey::NameTheKind)),
];

const fn customer(
    name: &'static str,
    siren: Option<&'static str>,
    street: &'static str,
    postcode: &'static str,
    city: &'static str,
    email: Option<&'static str>,
    first_step: Option<StepKey>,
) -> SampleCustomer {
    SampleCustomer { name, siren, street, postcode, city, email, first_step }
}

pub const BUSINESS_NAME: &str = "Atelier Morvan";
const BUSINESS_SIREN: &str = "732829320";
const BUSINESS_VAT: &str = "FR44732829320";
pub const IBAN: &str = "FR1420041010050500013M02606";

/// The business that sent the invoices.
pub fn business() -> Business {
    Business {
        name: BUSINESS_NAME.into(),
        legal_form: LegalForm::Eurl,
        standing: Standing::Trader,
        siren: BUSINESS_SIREN.parse().ok(),
        siret: None,
        vat_id: BUSINESS_VAT.parse().ok(),
        register_city: Some("Saint-Malo".into()),
        share_capital: Some(Cents(800_000)),
        address: Address {
            lines: vec!["12 rue des Forges".into()],
            postcode: "35400".into(),
            city: "Saint-Malo".into(),
            country: String::new(),
        },
        email: Some("contact@atelier-morvan.example".into()),
        phone: Some("02 99 00 00 00".into()),
        iban: IBAN.parse().ok(),
        bic: None,
        signatory: Some("Maëlle Morvan".into()),
        terms: TermsOfSale::default(),
        logo: None,
    }
}

fn business_party() -> FixtureParty {
    FixtureParty {
        name: format!("{BUSINESS_NAME} EURL"),
        siren: Some(BUSINESS_SIREN.into()),
        vat_id: Some(BUSINESS_VAT.into()),
        street: "12 rue des Forges".into(),
        postcode: "35400".into(),
        city: "Saint-Malo".into(),
        country: "FR".into(),
        contact: None,
        email: Some("contact@atelier-morvan.example".into()),
    }
}

fn party_of(customer: &SampleCustomer) -> FixtureParty {
    FixtureParty {
        name: customer.name.into(),
        siren: customer.siren.map(str::to_owned),
        vat_id: None,
        street: customer.street.into(),
        postcode: customer.postcode.into(),
        city: customer.city.into(),
        country: "FR".into(),
        contact: None,
        email: customer.email.map(str::to_owned),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Pdf,
    Cii,
    Ubl,
}

/// One e-invoice of the plan: form, customer, days since the due date (negative: still to come), days of the term,
/// euros before tax, subject.
type Planned = (Form, &'static str, i64, i64, i64, &'static str);

/// Five years less a hundred days, and two years less sixty: the end of limitation is near.
const OLD_PROFESSIONAL: i64 = 5 * 365 - 100;
const OLD_CONSUMER: i64 = 2 * 365 - 60;

#[rustfmt::skip]
const PLAN: [Planned; 22] = [
    (Form::Pdf, "Studio Perrin SAS", 23, 30, 1_680, "Bibliothèque en chêne"),
    (Form::Pdf, "Studio Perrin SAS", 23, 30, 1_000, "Pose de la bibliothèque"),
    (Form::Pdf, "Brasserie du Quai SARL", 5, 30, 740, "Comptoir en hêtre"),
    (Form::Pdf, "Garage Le Goff SASU", 12, 30, 390, "Porte d’atelier"),
    (Form::Pdf, "Menuiserie Kerbrat SARL", 40, 45, 2_450, "Escalier à quartier tournant"),
    (Form::Pdf, "Transports Guivarc’h SARL", OLD_PROFESSIONAL, 30, 3_100, "Aménagement de deux fourgons"),
    (Form::Pdf, "Librairie L’Encre Bleue EURL", -12, 30, 1_150, "Rayonnages"),
    (Form::Pdf, "Cabinet Rozenn SELARL", 2, 30, 560, "Banque d’accueil"),
    (Form::Pdf, "Mme Solène Delmas", 7, 15, 480, "Volets en pin"),
    (Form::Pdf, "M. Yann Corre", 30, 15, 820, "Terrasse"),
    (Form::Pdf, "Commune de Port-Malo", -6, 30, 4_200, "Mobilier de la médiathèque"),
    (Form::Pdf, "Café Mistral", 8, 30, 310, "Réparation de six tables"),
    (Form::Cii, "Hôtel du Môle SA", 65, 30, 6_900, "Têtes de lit, 24 chambres"),
    (Form::Cii, "Brasserie du Quai SARL", 4, 30, 265, "Étagères"),
    (Form::Cii, "Mme Hélène Briand", OLD_CONSUMER, 15, 1_340, "Porte d’entrée"),
    (Form::Cii, "Centre hospitalier de la Rance", 8, 50, 2_780, "Mains courantes"),
    (Form::Cii, "Garage Le Goff SASU", -3, 30, 145, "Serrure"),
    (Form::Cii, "Librairie L’Encre Bleue EURL", -25, 30, 95, "Livraison"),
    (Form::Ubl, "Menuiserie Kerbrat SARL", 36, 45, 880, "Garde-corps"),
    (Form::Ubl, "Hôtel du Môle SA", 33, 30, 1_210, "Portes coupe-feu"),
    (Form::Ubl, "Yoga & Marée", 9, 30, 640, "Parquet flottant"),
    (Form::Ubl, "Commune de Port-Malo", -20, 30, 1_520, "Bancs du préau"),
];

/// Cents that differ from one seed to the next, and never between machines.
struct Cash(u64);

impl Cash {
    /// The euros planned, plus up to 9.99.
    fn net(&mut self, euros: i64) -> Cents {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let more = i64::try_from((self.0 >> 33) % 1000).unwrap_or(0);
        Cents(euros * 100 + more)
    }
}

fn with_tax(net: Cents) -> Cents {
    Cents(net.0 + (net.0 * 20 + 50) / 100)
}

pub(crate) fn before(today: NaiveDate, days: i64) -> NaiveDate {
    today.checked_sub_signed(TimeDelta::days(days)).unwrap_or(today)
}

/// Numbers invoices as the business does: `F-2026-188`.
struct Numbers(u32);

impl Numbers {
    fn next(&mut self, issued: NaiveDate) -> String {
        self.0 += 1;
        format!("F-{}-{}", issued.year(), self.0)
    }
}

pub(crate) struct Maker {
    today: NaiveDate,
    cash: Cash,
    numbers: Numbers,
}

impl Maker {
    /// `late`: days since the due date; `term`: days between issue and due date.
    pub(crate) fn invoice(
        &mut self,
        customer: &'static str,
        late: i64,
        term: i64,
        euros: i64,
        subject: &'static str,
    ) -> SampleInvoice {
        let due = before(self.today, late);
        let issue_date = before(due, term);
        let net = self.cash.net(euros);
        let gross = with_tax(net);
        let number = self.numbers.next(issue_date);
        SampleInvoice { number, customer, issue_date, due_dates: vec![due], net, gross, amount_due: gross, subject }
    }
}

fn fixture_of(invoice: &SampleInvoice, buyer: FixtureParty) -> Fixture {
    let several = invoice.due_dates.len() > 1;
    let half = Cents(invoice.amount_due.0 / 2);
    let parts = [half, invoice.amount_due.minus(half)];
    let due_dates = invoice
        .due_dates
        .iter()
        .zip(parts)
        .map(|(date, part)| FixtureDue { date: date.to_string(), amount: several.then(|| part.to_string()) });
    Fixture {
        number: invoice.number.clone(),
        issue_date: invoice.issue_date.to_string(),
        delivery_date: Some(before(invoice.issue_date, 3).to_string()),
        due_dates: due_dates.collect(),
        net: invoice.net.to_string(),
        vat: invoice.gross.minus(invoice.net).to_string(),
        gross: invoice.gross.to_string(),
        due: Some(invoice.amount_due.to_string()),
        seller: business_party(),
        buyer,
        iban: Some(IBAN.into()),
        subject: invoice.subject.into(),
        ..Fixture::default()
    }
}

fn party_named(name: &str) -> FixtureParty {
    let known = CUSTOMERS.iter().find(|customer| customer.name == name);
    known.map(party_of).unwrap_or_else(|| FixtureParty {
        name: name.into(),
        country: "FR".into(),
        ..FixtureParty::default()
    })
}

fn bytes_of(form: Form, fixture: &Fixture) -> (Vec<u8>, &'static str) {
    match form {
        Form::Pdf => (facturx_pdf(fixture), "pdf"),
        Form::Cii => (cii_xml(fixture).into_bytes(), "xml"),
        Form::Ubl => (ubl_xml(fixture).into_bytes(), "ubl.xml"),
    }
}

/// The thirty files as name, bytes and what they bring, in the order in which they should be imported.
pub fn make(today: NaiveDate, seed: u64) -> Vec<(SampleFile, Vec<u8>)> {
    let mut maker = Maker { today, cash: Cash(seed), numbers: Numbers(170) };
    let mut files = Vec::new();
    let mut add = |name: String, brings: Brings, bytes: Vec<u8>| files.push((SampleFile { name, brings }, bytes));

    let mut made: Vec<(Form, SampleInvoice)> = Vec::new();
    for (form, customer, late, term, euros, subject) in PLAN {
        let mut invoice = maker.invoice(customer, late, term, euros, subject);
        if subject.starts_with("Têtes de lit") {
            // Half after a month, half after two.
            invoice.due_dates = vec![before(today, late), before(today, late - 30)];
        }
        let (bytes, ending) = bytes_of(form, &fixture_of(&invoice, party_named(customer)));
        add(format!("{}.{ending}", invoice.number), Brings::Invoice(invoice.clone()), bytes);
        made.push((form, invoice));
    }

    // The credit note lowers the staircase of Kerbrat.
    let lowered = made.iter().find(|(_, invoice)| invoice.subject.starts_with("Escalier")).map(|(_, invoice)| invoice);
    let mut note = maker.invoice("Menuiserie Kerbrat SARL", 20, 0, 300, "Avoir sur l’escalier");
    note.number = note.number.replace("F-", "A-");
    note.due_dates.clear();
    let mut fixture = fixture_of(&note, party_named(note.customer));
    fixture.type_code = "381".into();
    fixture.preceding_invoices = lowered.map(|invoice| invoice.number.clone()).into_iter().collect();
    let (bytes, ending) = bytes_of(Form::Ubl, &fixture);
    add(format!("{}.{ending}", note.number), Brings::CreditNote(note), bytes);

    let (rows, bytes) = sample_lists::csv(&mut maker);
    add("relevé impayés.csv".into(), Brings::List(rows), bytes);
    let (rows, bytes) = sample_lists::xlsx(&mut maker);
    add("Suivi clients.xlsx".into(), Brings::List(rows), bytes);

    // A PDF again as bare CII.
    if let Some((_, invoice)) = made.iter().find(|(form, _)| *form == Form::Pdf) {
        let (bytes, ending) = bytes_of(Form::Cii, &fixture_of(invoice, party_named(invoice.customer)));
        add(format!("copie {}.{ending}", invoice.number), Brings::Duplicate(invoice.clone()), bytes);
    }
    // A UBL again as Factur-X, dearer than it was.
    if let Some((_, invoice)) = made.iter().find(|(form, _)| *form == Form::Ubl) {
        let dearer = dearer(invoice);
        let (bytes, ending) = bytes_of(Form::Pdf, &fixture_of(&dearer, party_named(dearer.customer)));
        let name = format!("copie corrigée {}.{ending}", invoice.number);
        add(name, Brings::Conflict(invoice.clone(), dearer), bytes);
    }

    let supplier = || FixtureParty {
        name: "Scierie de Brocéliande SAS".into(),
        siren: Some("000978411".into()),
        vat_id: None,
        street: "Le Pont du Secret".into(),
        postcode: "35380".into(),
        city: "Paimpont".into(),
        country: "FR".into(),
        contact: None,
        email: None,
    };
    let bought = maker.invoice(BUSINESS_NAME, 1, 30, 900, "Chêne, 2 m³");
    let fixture = Fixture { seller: supplier(), iban: None, ..fixture_of(&bought, business_party()) };
    add("achat scierie.pdf".into(), Brings::Bought, facturx_pdf(&fixture));

    let other = maker.invoice("Brasserie du Quai SARL", 6, 30, 420, "Bois de chauffage");
    let fixture = Fixture { seller: supplier(), iban: None, ..fixture_of(&other, party_named(other.customer)) };
    let seller = fixture.seller.name.clone();
    add("facture transmise.xml".into(), Brings::OtherSeller { seller, invoice: other }, cii_xml(&fixture).into_bytes());

    let broken = maker.invoice("Café Mistral", 3, 30, 50, "Cut off");
    let mut bytes = facturx_pdf(&fixture_of(&broken, party_named(broken.customer)));
    bytes.truncate(bytes.len() / 3);
    add("téléchargement interrompu.pdf".into(), Brings::Broken, bytes);
    files
}

/// The same invoice for a hundred euros more before tax.
fn dearer(invoice: &SampleInvoice) -> SampleInvoice {
    let net = invoice.net.plus(Cents(10_000));
    let gross = with_tax(net);
    SampleInvoice { net, gross, amount_due: gross, ..invoice.clone() }
}

/// An invoice of the thirty files corrected afterwards: it asks which counts once the thirty are recorded.
///
/// # Panics
/// Never: that customer is in the plan.
pub fn correction(today: NaiveDate, seed: u64) -> (SampleFile, Vec<u8>) {
    let files = make(today, seed);
    let found = files.into_iter().find_map(|(file, _)| match file.brings {
        Brings::Invoice(invoice) if invoice.customer == "Café Mistral" => Some(invoice),
        _ => None,
    });
    let invoice = found.expect("Café Mistral has an invoice among the thirty");
    let dearer = dearer(&invoice);
    let bytes = facturx_pdf(&fixture_of(&dearer, party_named(dearer.customer)));
    let name = format!("{} rectifiée.pdf", invoice.number);
    (SampleFile { name, brings: Brings::Conflict(invoice, dearer) }, bytes)
}

/// Writes the thirty files into a folder that is there.
///
/// # Errors
/// Those of the disk.
pub fn write(folder: &Path, today: NaiveDate, seed: u64) -> io::Result<Vec<SampleFile>> {
    let mut written = Vec::new();
    for (file, bytes) in make(today, seed) {
        std::fs::write(folder.join(&file.name), bytes)?;
        written.push(file);
    }
    Ok(written)
}

/// A zip of parts, for the workbook.
pub(crate) fn zipped(parts: &[(&str, String)]) -> io::Result<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default())?;
        archive.write_all(content.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashMap};

    use app::import::{FileState, Question};
    use app::{Desk, Now};
    use domain::InvoiceKind;
    use intake::einvoice::{self, NormalisedInvoice};
    use intake::sheet::{grid, mapping, rows};

    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn read(bytes: &[u8]) -> NormalisedInvoice {
        let reading = einvoice::read(bytes).unwrap();
        einvoice::normalise(&reading.value).unwrap().value
    }

    fn check(file: &str, invoice: &SampleInvoice, read: &NormalisedInvoice) {
        assert_eq!(read.number, invoice.number, "{file}");
        assert_eq!(read.buyer.name, invoice.customer, "{file}");
        assert_eq!(read.issue_date, invoice.issue_date, "{file}");
        assert_eq!((read.gross_total, read.amount_due), (invoice.gross, invoice.amount_due), "{file}");
        let due: Vec<NaiveDate> = read.instalments.iter().map(|part| part.due_date).collect();
        assert_eq!(due, invoice.due_dates, "{file}");
        assert_eq!(read.subject, invoice.subject, "{file}");
    }

    fn check_all(today: NaiveDate, seed: u64) {
        let mut numbers = BTreeSet::new();
        let files = make(today, seed);
        assert_eq!(files.len(), 30);
        let names: BTreeSet<&str> = files.iter().map(|(file, _)| file.name.as_str()).collect();
        assert_eq!(names.len(), 30, "every file has its own name");
        for (SampleFile { name, brings }, bytes) in &files {
            match brings {
                Brings::Invoice(invoice) => {
                    let read = read(bytes);
                    check(name, invoice, &read);
                    assert_eq!(read.kind, InvoiceKind::Invoice);
                    assert_eq!(read.seller.siren.as_ref().unwrap().as_str(), BUSINESS_SIREN);
                    assert!(numbers.insert(invoice.number.clone()), "{name}");
                }
                Brings::CreditNote(note) => {
                    let read = read(bytes);
                    check(name, note, &read);
                    assert_eq!(read.kind, InvoiceKind::CreditNote);
                    assert!(numbers.contains(&read.preceding_invoices[0]), "{name}");
                }
                Brings::List(invoices) => {
                    let grid = grid::read(bytes).unwrap();
                    let mapping = mapping::propose_for(&grid).unwrap();
                    let sheet = grid.sheet(&mapping.sheet).unwrap();
                    assert_eq!(mapping.questions(sheet), [], "{name}, {today}");
                    let reading = rows::apply(sheet, &mapping).unwrap();
                    let shown = |row: &rows::ListRow| {
                        (
                            row.number.clone(),
                            row.customer.name.clone(),
                            row.issue_date,
                            row.due_date,
                            row.gross_total,
                            row.amount_due,
                        )
                    };
                    let wanted = |invoice: &SampleInvoice| {
                        (
                            invoice.number.clone(),
                            invoice.customer.to_owned(),
                            invoice.issue_date,
                            invoice.due_dates.last().copied(),
                            invoice.gross,
                            invoice.amount_due,
                        )
                    };
                    let read: Vec<_> = reading.value.iter().map(shown).collect();
                    assert_eq!(read, invoices.iter().map(wanted).collect::<Vec<_>>(), "{name}");
                    assert!(invoices.iter().all(|invoice| numbers.insert(invoice.number.clone())), "{name}");
                }
                Brings::Duplicate(invoice) => {
                    check(name, invoice, &read(bytes));
                    assert!(numbers.contains(&invoice.number), "{name}");
                }
                Brings::Conflict(earlier, dearer) => {
                    check(name, dearer, &read(bytes));
                    assert!(numbers.contains(&earlier.number) && earlier.number == dearer.number, "{name}");
                    assert_ne!(earlier.amount_due, dearer.amount_due, "{name}");
                }
                Brings::Bought => assert_eq!(read(bytes).buyer.siren.unwrap().as_str(), BUSINESS_SIREN),
                Brings::OtherSeller { seller, invoice } => {
                    let read = read(bytes);
                    check(name, invoice, &read);
                    assert_eq!(read.seller.name, *seller);
                }
                Brings::Broken => assert!(einvoice::read(bytes).is_err(), "{name}"),
            }
        }
    }

    #[test]
    fn the_files_say_what_they_should() {
        for (today, seed) in [(day(2026, 11, 22), 1), (day(2027, 3, 1), 2), (day(2028, 2, 29), 3), (day(2026, 1, 6), 4)]
        {
            check_all(today, seed);
        }
    }

    #[test]
    fn the_same_seed_makes_the_same_invoices() {
        let brings = |seed| make(day(2026, 11, 22), seed).into_iter().map(|(file, _)| file).collect::<Vec<_>>();
        assert_eq!(brings(7), brings(7));
        assert_ne!(brings(7), brings(8));
    }

    #[test]
    fn every_customer_of_the_list_has_something_to_pay() {
        let mut owing = BTreeSet::new();
        for (file, _) in make(day(2026, 11, 22), 1) {
            match file.brings {
                Brings::Invoice(invoice) => _ = owing.insert(invoice.customer),
                Brings::List(invoices) => owing.extend(invoices.iter().map(|invoice| invoice.customer)),
                _ => {}
            }
        }
        for customer in CUSTOMERS {
            assert!(owing.contains(customer.name), "{}", customer.name);
        }
    }

    #[test]
    fn today_fills_with_the_first_step_of_every_customer() {
        let monday = day(2026, 11, 23);
        let folder = tempfile::tempdir().unwrap();
        let files = folder.path().join("files");
        std::fs::create_dir(&files).unwrap();
        write(&files, monday, 1).unwrap();
        let now = Now { instant: monday.and_hms_opt(8, 0, 0).unwrap().and_utc(), today: monday };
        let mut desk = Desk::open(&folder.path().join("data"), None).unwrap();
        desk.save_business(now, business()).unwrap();
        let plan = desk.read_files(now, &[files.display().to_string()], &mut |_, _, _| true).unwrap();
        let count = |wanted: fn(&FileState) -> bool| plan.files.iter().filter(|file| wanted(&file.state)).count();
        assert_eq!(count(|state| matches!(state, FileState::Ready)), 25);
        assert_eq!(count(|state| matches!(state, FileState::Duplicate { .. })), 1);
        assert_eq!(count(|state| matches!(state, FileState::Received { .. })), 1);
        let asked: Vec<&Question> = plan.files.iter().flat_map(|file| file.open_questions()).collect();
        assert!(matches!(asked[..], [Question::Conflict { .. }, Question::OtherSeller { .. }]), "{asked:?}");
        assert_eq!(count(|state| matches!(state, FileState::Refused(_))), 1);
        let id = plan.id.clone();
        let done = desk.confirm_plan(now, &id, &HashMap::new(), &mut |_, _, _| true).unwrap();
        // 22 invoices and a credit note, six lines and four lines.
        assert_eq!(done.recorded, 33);
        let standings = desk.standings(now).unwrap();
        let proposed: HashMap<&str, StepKey> =
            standings.proposals().into_iter().map(|(name, proposal)| (name, proposal.step)).collect();
        for customer in CUSTOMERS {
            assert_eq!(proposed.get(customer.name).copied(), customer.first_step, "{}", customer.name);
        }
    }
}
