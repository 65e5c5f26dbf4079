//! The frame of the window, the business, the search box, the check of the journal.

use std::path::Path;

use app::{Desk, Now};
use domain::{Business, Lang, LegalForm, PaymentTerm, PenaltyRate, Standing, TermsOfSale};
use store::{CustomerFilter, CustomerSort, InvoiceFilter, InvoiceSort};

use super::holds::pause_view;
use super::{Outcome, changed, typed};
use crate::views::Changed;
use crate::views::forms::BusinessForm;
use crate::views::lists::SearchHit;
use crate::views::start::{BackupView, FrameView, NavCounts, VerifyView};

pub fn frame(desk: &mut Desk, now: Now) -> Outcome<FrameView> {
    let counts = desk.counts(now)?;
    let today = if desk.business().is_some() { desk.standings(now)?.count() } else { 0 };
    let small = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(FrameView {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        today: now.today.to_string(),
        lang: typed::code(&desk.lang()),
        theme: desk.theme().to_owned(),
        business: desk.business().map(|business| business_form(desk.lang(), business)),
        is_sample: desk.is_sample()?,
        pauses: desk.pauses_of_everything(now)?.iter().map(|pause| pause_view(desk.lang(), pause)).collect(),
        counts: NavCounts {
            today: small(today as u64),
            invoices: small(counts.open_invoices),
            customers: small(counts.customers),
            commitments: small(desk.open_commitments()?),
            bank: small(desk.bank_entry_count(store::BankEntryState::Waiting)?.0),
        },
        facts: desk.journal_end()?,
        backup: desk.backup_sentence(),
        data_folder: desk.folder().display().to_string(),
        waiting_files: desk.take_waiting_files(),
    })
}

pub fn set_language(desk: &mut Desk, now: Now, lang: String) -> Outcome<FrameView> {
    let lang = typed::required_word("lang", &lang)?;
    desk.set_lang(now, lang)?;
    frame(desk, now)
}

pub fn set_theme(desk: &mut Desk, now: Now, theme: String) -> Outcome<FrameView> {
    if !["system", "light", "dark"].contains(&theme.as_str()) {
        return Err(app::Failure::field("theme", app::FieldProblem::UnknownValue));
    }
    desk.set_theme(now, &theme)?;
    frame(desk, now)
}

pub fn business_save(desk: &mut Desk, now: Now, form: BusinessForm) -> Outcome<Changed> {
    let business = business_of(&form)?;
    desk.save_business(now, business).map(changed)
}

/// Says what is wrong with a form while it is being filled in; nothing is kept.
pub fn business_check(_desk: &mut Desk, _now: Now, form: BusinessForm) -> Outcome<bool> {
    business_of(&form).map(|_| true)
}

/// The business a form describes.
pub fn business_of(form: &BusinessForm) -> Outcome<Business> {
    let (siren, siret) = typed::company_number("siret", &form.siret)?;
    let logo = match &form.logo {
        Some(digest) => typed::identifier("logo", "64", digest)?,
        None => None,
    };
    let term = match typed::optional(&form.term_days) {
        None => (form.term_from == "receipt").then_some(PaymentTerm::OnReceipt),
        Some(days) => {
            let wrong = || app::Failure::field("term_days", app::FieldProblem::NotANumber);
            let days: u16 = days.parse().map_err(|_| wrong())?;
            if days > 365 {
                return Err(wrong());
            }
            Some(match form.term_from.as_str() {
                "delivery" => PaymentTerm::DaysFromDelivery { days },
                "end_of_month" => PaymentTerm::EndOfMonth { days, reading: None },
                "receipt" => PaymentTerm::OnReceipt,
                _ => PaymentTerm::DaysFromIssue { days },
            })
        }
    };
    let penalty_rate = match typed::optional_percent("penalty_rate", &form.penalty_rate)? {
        Some(rate_percent) => PenaltyRate::Clause { rate_percent },
        None => PenaltyRate::Statutory,
    };
    Ok(Business {
        name: typed::required("name", &form.name)?,
        legal_form: typed::word("legal_form", &form.legal_form)?.unwrap_or(LegalForm::Other),
        standing: typed::word("standing", &form.standing)?.unwrap_or(Standing::Unknown),
        siren,
        siret,
        vat_id: typed::identifier("vat_id", "4 à 14", &form.vat_id)?,
        register_city: typed::optional(&form.register_city),
        share_capital: typed::optional_amount("share_capital", &form.share_capital)?,
        address: typed::address(&form.street, &form.postcode, &form.city, ""),
        email: typed::optional_email("email", &form.email)?,
        phone: typed::optional(&form.phone),
        iban: typed::identifier("iban", "27 en France", &form.iban)?,
        bic: typed::optional(&form.bic),
        signatory: typed::optional(&form.signatory),
        terms: TermsOfSale {
            payment_term: term,
            penalty_rate,
            below_floor: typed::word("below_floor", &form.below_floor)?.unwrap_or_default(),
        },
        logo,
    })
}

fn business_form(lang: Lang, business: &Business) -> BusinessForm {
    // As the owner would type it.
    let plain = |number: String| match lang {
        Lang::Fr => number.replace('.', ","),
        Lang::En => number,
    };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let (term_days, term_from) = match business.terms.payment_term {
        None | Some(PaymentTerm::OnDate { .. }) => (String::new(), String::new()),
        Some(PaymentTerm::OnReceipt) => (String::new(), "receipt".to_owned()),
        Some(PaymentTerm::DaysFromIssue { days }) => (days.to_string(), "issue".to_owned()),
        Some(PaymentTerm::DaysFromDelivery { days }) => (days.to_string(), "delivery".to_owned()),
        Some(PaymentTerm::EndOfMonth { days, .. }) => (days.to_string(), "end_of_month".to_owned()),
    };
    BusinessForm {
        name: business.name.clone(),
        legal_form: typed::code(&business.legal_form),
        standing: typed::code(&business.standing),
        siret: business
            .siret
            .as_ref()
            .map(ToString::to_string)
            .or_else(|| business.siren.as_ref().map(ToString::to_string))
            .unwrap_or_default(),
        vat_id: business.vat_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        register_city: text(&business.register_city),
        share_capital: business.share_capital.map(|amount| plain(amount.to_string())).unwrap_or_default(),
        street: business.address.lines.join("\n"),
        postcode: business.address.postcode.clone(),
        city: business.address.city.clone(),
        email: text(&business.email),
        phone: text(&business.phone),
        iban: business.iban.as_ref().map(|iban| iban.spaced()).unwrap_or_default(),
        bic: text(&business.bic),
        signatory: text(&business.signatory),
        term_days,
        term_from,
        penalty_rate: match business.terms.penalty_rate {
            PenaltyRate::Statutory => String::new(),
            PenaltyRate::Clause { rate_percent } => plain(rate_percent.normalize().to_string()),
        },
        below_floor: typed::code(&business.terms.below_floor),
        logo: business.logo.as_ref().map(ToString::to_string),
    }
}

/// As many results of each kind as a box shows.
const HITS: usize = 6;

pub fn search(desk: &mut Desk, now: Now, text: String) -> Outcome<Vec<SearchHit>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let lang = desk.lang();
    let filter = CustomerFilter { search: text.to_owned(), ..CustomerFilter::default() };
    let customers = desk.customer_rows(&filter, CustomerSort::Name, false, 0, HITS)?;
    let mut hits: Vec<SearchHit> = customers
        .rows
        .into_iter()
        .map(|row| SearchHit {
            kind: "customer".to_owned(),
            id: row.id.to_string(),
            customer: row.id.to_string(),
            customer_name: row.name.clone(),
            detail: if row.open.is_positive() { lang.amount(row.open) } else { row.city },
            title: row.name,
        })
        .collect();
    let filter = InvoiceFilter { search: text.to_owned(), ..InvoiceFilter::all(now.today) };
    let invoices = desk.invoice_rows(&filter, InvoiceSort::Due, true, 0, HITS)?;
    hits.extend(invoices.rows.into_iter().map(|row| SearchHit {
        kind: "invoice".to_owned(),
        id: row.id.to_string(),
        customer: row.customer.to_string(),
        detail: format!("{} · {}", row.customer_name, lang.amount(row.amount_due)),
        customer_name: row.customer_name,
        title: row.number,
    }));
    Ok(hits)
}

pub fn verify(desk: &mut Desk, _now: Now) -> Outcome<VerifyView> {
    let checked = desk.verify()?;
    Ok(VerifyView {
        intact: checked.intact,
        sentence: checked.sentence,
        entries: u32::try_from(checked.entries).unwrap_or(u32::MAX),
    })
}

pub fn undo(desk: &mut Desk, now: Now, token: String) -> Outcome<Changed> {
    desk.undo(now, &token).map(changed)
}

/// The copies of a folder, latest first.
pub fn backups(folder: &Path, lang: Lang) -> Outcome<Vec<BackupView>> {
    let copies = app::backups::backups(folder)?;
    let view = |copy: &store::BackupFile| BackupView {
        name: copy.name(),
        title: app::backups::backup_title(lang, copy),
        size: size(lang, copy.bytes),
    };
    Ok(copies.iter().map(view).collect())
}

/// "1,2 Mo": in millions of bytes, as file managers say it; below one, in thousands.
pub fn size(lang: Lang, bytes: u64) -> String {
    let (unit_fr, unit_en, step) = if bytes >= 1_000_000 { ("Mo", "MB", 100_000) } else { ("ko", "kB", 100) };
    let tenths = bytes.div_ceil(step);
    let whole = lang.count(tenths / 10);
    match lang {
        Lang::Fr => format!("{whole},{}\u{a0}{unit_fr}", tenths % 10),
        Lang::En => format!("{whole}.{}\u{a0}{unit_en}", tenths % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_with_one_decimal() {
        assert_eq!(size(Lang::Fr, 0), "0,0\u{a0}ko");
        assert_eq!(size(Lang::Fr, 114_688), "114,7\u{a0}ko");
        assert_eq!(size(Lang::En, 1_234_567), "1.3\u{a0}MB");
    }

    #[test]
    fn an_invoice_that_is_found_says_whose_it_is_by_name_alone() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk::open(folder.path(), Some(Lang::Fr)).unwrap();
        let today: chrono::NaiveDate = "2026-11-23".parse().unwrap();
        let now = Now { instant: today.and_hms_opt(9, 0, 0).unwrap().and_utc(), today };
        desk.fill_with_sample(now).unwrap();
        let customer = desk.customers_owing().unwrap()[0];
        let file = desk.customer_file(customer).unwrap();
        let number = file.invoices[0].number.clone();
        let hits = search(&mut desk, now, number.clone()).unwrap();
        let hit = hits.iter().find(|hit| hit.title == number).unwrap();
        assert_eq!((hit.kind.as_str(), hit.customer_name.as_str()), ("invoice", file.customer.name.as_str()));
        let hits = search(&mut desk, now, file.customer.name.clone()).unwrap();
        assert_eq!(hits[0].customer_name, hits[0].title);
    }
}
