//! The business and its customers.

use std::path::PathBuf;

use app::{Desk, Failure, FieldProblem, Now, Thing};
use clap::Args;
use domain::{
    Address, BelowFloor, Business, Cents, Customer, CustomerId, DebtorKind, Iban, Lang, LegalForm, PaymentTerm,
    PenaltyRate, PublicBuyer, Siren, Siret, Standing, TermsOfSale, VatId,
};
use rust_decimal::Decimal;

use super::super::{Trouble, amount, language, payment_term, percent, whom, word};
use super::{Outcome, Recorded};

#[derive(Args, Debug)]
pub struct KindArgs {
    #[arg(long, value_name = "NAME|ID")]
    customer: String,
    /// professional, consumer or public-body.
    #[arg(long, value_parser = word::<DebtorKind>, value_name = "KIND")]
    kind: DebtorKind,
}

pub fn kind(desk: &mut Desk, now: Now, args: &KindArgs) -> Outcome {
    let file = whom::customer(desk, &args.customer)?;
    Ok(desk.set_kinds(now, vec![(file.customer.id, args.kind)])?.into())
}

/// Where somebody is reached.
#[derive(Args, Debug, Default)]
struct Place {
    /// A line of the address. May be repeated.
    #[arg(long, value_name = "LINE")]
    street: Vec<String>,
    #[arg(long, value_name = "CODE")]
    postcode: Option<String>,
    #[arg(long, value_name = "CITY")]
    city: Option<String>,
    /// Two letters: FR, BE, DE…
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
    #[arg(long, value_parser = email, value_name = "ADDRESS")]
    email: Option<String>,
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
}

impl Place {
    /// Lines, postcode and city, each where it is given.
    fn write_to(&mut self, address: &mut Address) {
        if !self.street.is_empty() {
            address.lines = std::mem::take(&mut self.street);
        }
        replace(&mut address.postcode, self.postcode.take());
        replace(&mut address.city, self.city.take());
        replace(&mut address.country, self.country.take().map(|code| code.trim().to_uppercase()));
    }
}

fn replace<T>(known: &mut T, given: Option<T>) {
    if let Some(given) = given {
        *known = given;
    }
}

fn email(text: &str) -> Result<String, String> {
    let plausible = text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && !host.contains('@')
            && !text.chars().any(|c| c.is_whitespace() || c.is_control())
    });
    if plausible { Ok(text.to_owned()) } else { Err("not an e-mail address".to_owned()) }
}

#[derive(Args, Debug)]
pub struct BusinessArgs {
    /// Needed the first time.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// sole-trader, eurl, sarl, sasu, sas, sa, snc, sci, scop, association or other.
    #[arg(long, value_parser = word::<LegalForm>, value_name = "FORM")]
    legal_form: Option<LegalForm>,
    /// trader, artisan, liberal-or-civil, association or unknown.
    #[arg(long, value_parser = word::<Standing>, value_name = "STANDING")]
    standing: Option<Standing>,
    #[arg(long)]
    siren: Option<Siren>,
    #[arg(long)]
    siret: Option<Siret>,
    #[arg(long)]
    vat_id: Option<VatId>,
    #[command(flatten)]
    place: Place,
    #[arg(long)]
    iban: Option<Iban>,
    #[arg(long)]
    bic: Option<String>,
    /// City of the trade register (RCS).
    #[arg(long, value_name = "CITY")]
    register_city: Option<String>,
    /// Who signs.
    #[arg(long, value_name = "NAME")]
    signatory: Option<String>,
    /// The payment term of the terms of sale: 30d, 45eom, receipt, delivery+30.
    #[arg(long, value_parser = payment_term, value_name = "TERM")]
    term: Option<PaymentTerm>,
    /// The late-payment rate of the terms of sale, in percent a year.
    #[arg(long, value_parser = percent, value_name = "PERCENT")]
    penalty_rate: Option<Decimal>,
    /// What to claim where that rate lies below three times the legal rate: clause, floor or statutory.
    #[arg(long, value_parser = word::<BelowFloor>, value_name = "WHICH")]
    below_floor: Option<BelowFloor>,
    #[arg(long, value_parser = amount, value_name = "AMOUNT")]
    share_capital: Option<Cents>,
    /// A PNG or JPEG file for the head of the letters.
    #[arg(long, value_name = "FILE")]
    logo: Option<PathBuf>,
}

pub fn business(desk: &mut Desk, now: Now, mut args: BusinessArgs) -> Outcome {
    let known = desk.business().cloned();
    let name = args.name.filter(|name| !name.trim().is_empty());
    let mut business = match (known, &name) {
        (Some(known), _) => known,
        (None, Some(name)) => blank(name.clone()),
        (None, None) => return Err(Failure::field("name", FieldProblem::Missing).into()),
    };
    replace(&mut business.name, name);
    replace(&mut business.legal_form, args.legal_form);
    replace(&mut business.standing, args.standing);
    let siren = args.siren.or_else(|| args.siret.as_ref().and_then(Siret::siren));
    business.siren = siren.or(business.siren);
    business.siret = args.siret.or(business.siret);
    business.vat_id = args.vat_id.or(business.vat_id);
    args.place.write_to(&mut business.address);
    business.email = args.place.email.or(business.email);
    business.phone = args.place.phone.or(business.phone);
    business.iban = args.iban.or(business.iban);
    business.bic = args.bic.or(business.bic);
    business.register_city = args.register_city.or(business.register_city);
    business.signatory = args.signatory.or(business.signatory);
    business.terms.payment_term = args.term.or(business.terms.payment_term);
    if let Some(rate_percent) = args.penalty_rate {
        business.terms.penalty_rate = PenaltyRate::Clause { rate_percent };
    }
    replace(&mut business.terms.below_floor, args.below_floor);
    business.share_capital = args.share_capital.or(business.share_capital);
    if let Some(logo) = args.logo {
        let digest = desk.keep_logo(now, &logo)?;
        business.logo = digest.parse().ok();
    }
    Ok(desk.save_business(now, business)?.into())
}

fn blank(name: String) -> Business {
    Business {
        name,
        legal_form: LegalForm::Other,
        standing: Standing::Unknown,
        siren: None,
        siret: None,
        vat_id: None,
        register_city: None,
        share_capital: None,
        address: Address::default(),
        email: None,
        phone: None,
        iban: None,
        bic: None,
        signatory: None,
        terms: TermsOfSale::default(),
        logo: None,
    }
}

#[derive(Args, Debug)]
pub struct CustomerArgs {
    /// A known customer, or the name of a new one.
    #[arg(long, value_name = "NAME|ID")]
    customer: String,
    /// Another name for a known one.
    #[arg(long, value_name = "NAME")]
    rename: Option<String>,
    /// professional, consumer or public-body.
    #[arg(long, value_parser = word::<DebtorKind>, value_name = "KIND")]
    kind: Option<DebtorKind>,
    /// trader, artisan, liberal-or-civil, association or unknown.
    #[arg(long, value_parser = word::<Standing>, value_name = "STANDING")]
    standing: Option<Standing>,
    /// state-or-local, hospital or public-undertaking.
    #[arg(long, value_parser = word::<PublicBuyer>, value_name = "BUYER")]
    public_buyer: Option<PublicBuyer>,
    #[arg(long)]
    siren: Option<Siren>,
    #[arg(long)]
    vat_id: Option<VatId>,
    #[command(flatten)]
    place: Place,
    /// Who receives the reminders.
    #[arg(long, value_name = "NAME")]
    contact: Option<String>,
    /// Another contact, beside the one for reminders: NAME, or NAME=E-MAIL. May be repeated.
    #[arg(long, value_name = "NAME[=E-MAIL]")]
    other_contact: Vec<String>,
    /// Language of its letters: fr or en.
    #[arg(long, value_parser = language, value_name = "LANG")]
    letter_lang: Option<Lang>,
    /// Pays by direct debit or standing order.
    #[arg(long, value_name = "true|false")]
    direct_debit: Option<bool>,
    #[arg(long)]
    note: Option<String>,
}

pub fn customer(desk: &mut Desk, now: Now, mut args: CustomerArgs) -> Outcome {
    let known = match whom::customer(desk, &args.customer) {
        Ok(file) => Some(file.customer),
        Err(Trouble::Failed(Failure::NotFound { what: Thing::Customer })) => None,
        Err(trouble) => return Err(trouble),
    };
    let id = known.as_ref().map(|customer| customer.id);
    let mut customer = known.unwrap_or_else(|| unknown(now, args.customer.trim().to_owned()));
    if customer.name.is_empty() {
        return Err(Failure::field("customer", FieldProblem::Missing).into());
    }
    replace(&mut customer.name, args.rename);
    if let Some(kind) = args.kind {
        customer.kind = Some(kind);
        customer.kind_confirmed = true;
    }
    replace(&mut customer.standing, args.standing);
    customer.public_buyer =
        args.public_buyer.or(customer.public_buyer).filter(|_| customer.kind == Some(DebtorKind::PublicBody));
    customer.siren = args.siren.or(customer.siren);
    customer.vat_id = args.vat_id.or(customer.vat_id);
    args.place.write_to(&mut customer.address);
    reach(&mut customer, args.contact, args.place.email, args.place.phone);
    for other in &args.other_contact {
        let (name, address) = other.split_once('=').unwrap_or((other.as_str(), ""));
        let address = match address {
            "" => None,
            address => Some(email(address).map_err(|_| Failure::field("contacts", FieldProblem::NotAnEmail))?),
        };
        let known = customer.contacts.iter_mut().find(|contact| contact.name == name);
        match known {
            Some(contact) => contact.email = address.or(contact.email.take()),
            None => {
                let made = app::facts::new_contact(name.to_owned(), String::new(), address, None, false);
                customer.contacts.push(made);
            }
        }
    }
    replace(&mut customer.lang, args.letter_lang);
    replace(&mut customer.pays_by_direct_debit, args.direct_debit);
    replace(&mut customer.note, args.note);
    let change = desk.save_customer(now, id, customer)?;
    let customer = change.customers.first().map(ToString::to_string);
    Ok(Recorded { customer, ..change.into() })
}

/// Writes to the contact for reminders; makes one where there is none.
fn reach(customer: &mut Customer, name: Option<String>, email: Option<String>, phone: Option<String>) {
    if name.is_none() && email.is_none() && phone.is_none() {
        return;
    }
    let place = customer.contacts.iter().position(|contact| contact.for_reminders).unwrap_or(0);
    match customer.contacts.get_mut(place) {
        Some(contact) => {
            replace(&mut contact.name, name);
            contact.email = email.or(contact.email.take());
            contact.phone = phone.or(contact.phone.take());
        }
        None => {
            let name = name.unwrap_or_default();
            customer.contacts.push(app::facts::new_contact(name, String::new(), email, phone, true));
        }
    }
}

fn unknown(now: Now, name: String) -> Customer {
    Customer {
        // `save_customer` gives a new customer its own.
        id: CustomerId(now.mint()),
        name,
        kind: None,
        kind_confirmed: false,
        standing: Standing::Unknown,
        public_buyer: None,
        siren: None,
        vat_id: None,
        other_id: None,
        address: Address::default(),
        contacts: Vec::new(),
        lang: Lang::Fr,
        pays_by_direct_debit: false,
        note: String::new(),
    }
}
