//! Documents before they leave, and how their sums are computed.

use std::path::Path;

use app::claims::{AskedClaim, InvoiceClaim, PaidAccessories, Sums};
use app::draft::{Drafted, Edit, Sending, Waiting};
use app::words::{law as law_words, letter_check, rates};
use app::{Desk, Failure, Now, Thing};
use documents::check::Severity;
use domain::locale::NO_BREAK;
use domain::{InvoiceId, Lang, LetterId, PaymentOrder, TakenOut};
use law::MovementKind;

use super::gate::gate_view;
use super::today::{customer_id, say, step_key};
use super::{Outcome, changed, source_view, source_views, typed};
use crate::views::draft::{
    CheckView, ClaimInvoiceView, ClaimView, DocumentView, DraftEdit, DraftView, EnclosedView, MovementView,
    SegmentView, SentForm, WaitingView,
};
use crate::views::{Changed, Tone};

fn letter_id(text: &str) -> Outcome<LetterId> {
    text.parse().map_err(|_| Failure::NotFound { what: Thing::Letter })
}

fn draft_view(desk: &Desk, now: Now, drafted: &Drafted) -> Outcome<DraftView> {
    let lang = desk.lang();
    let letter = &drafted.letter;
    let mut checks: Vec<CheckView> = drafted
        .findings
        .iter()
        .map(|finding| CheckView {
            tone: match finding.problem.severity() {
                Severity::Red => Tone::Late,
                Severity::Orange => Tone::Soon,
            },
            sentence: letter_check::sentence(lang, finding),
            source: None,
        })
        .collect();
    if checks.is_empty() {
        checks.push(CheckView { tone: Tone::Good, sentence: letter_check::all_good(lang).to_owned(), source: None });
    }
    let waiting = desk.waiting_letters(now, letter.customer)?;
    let file = desk.customer_file(letter.customer)?;
    let gate = gate_view(lang, &file, &desk.gate_of_letter(now, letter)?);
    Ok(DraftView {
        letter: letter.id.to_string(),
        customer: letter.customer.to_string(),
        step: letter.step.code().to_owned(),
        lang: typed::code(&letter.lang),
        channel: typed::code(&letter.channel),
        recipient: letter.recipient.clone(),
        subject: letter.subject.clone(),
        body: drafted.body.clone(),
        edited: drafted.edited,
        text: letter.text.clone(),
        mail_to: drafted.mail_to().unwrap_or_default().to_owned(),
        enclosed: enclosed(lang, drafted),
        iban: drafted.iban(),
        waiting: waiting
            .into_iter()
            .filter(|one| one.letter.id != letter.id)
            .map(|one| waiting_view(lang, &one))
            .collect(),
        pdf_base64: base64(&drafted.pdf),
        pdf_digest: letter.pdf.to_string(),
        pdf_name: drafted.file_name(),
        deadline_days: letter.deadline_days,
        principal: letter.figures.principal.0,
        interest: letter.figures.interest.0,
        indemnity: letter.figures.indemnity.0,
        total: letter.figures.total.0,
        blocked: drafted.is_blocked(),
        checks,
        gate,
    })
}

/// The letter itself, then the invoices.
fn enclosed(lang: Lang, drafted: &Drafted) -> Vec<EnclosedView> {
    let letter = (drafted.file_name(), drafted.pdf.len());
    let invoices = drafted.enclosed().iter().map(|one| (one.name.clone(), one.bytes));
    std::iter::once(letter)
        .chain(invoices)
        .map(|(name, bytes)| EnclosedView { name, size: size(lang, bytes) })
        .collect()
}

/// "84 Ko", "1,2 Mo": to the nearest, never zero.
fn size(lang: Lang, bytes: usize) -> String {
    let kilobytes = bytes.div_ceil(1_000);
    let (ko, mo) = (say(lang, "Ko", "kB"), say(lang, "Mo", "MB"));
    if kilobytes < 1_000 {
        return format!("{kilobytes}{NO_BREAK}{ko}");
    }
    let tenths = bytes.div_ceil(100_000);
    let point = say(lang, ",", ".");
    format!("{}{point}{}{NO_BREAK}{mo}", tenths / 10, tenths % 10)
}

fn waiting_view(lang: Lang, waiting: &Waiting) -> WaitingView {
    let letter = &waiting.letter;
    let day = lang.day_and_month(letter.day);
    let sentence = match (lang, waiting.how) {
        (Lang::Fr, TakenOut::Saved) => {
            format!("Lettre du {day} enregistrée en PDF, pas encore notée comme envoyée.")
        }
        (Lang::Fr, TakenOut::Printed) => format!("Lettre du {day} imprimée, pas encore notée comme envoyée."),
        (Lang::Fr, TakenOut::Message) => {
            format!("Message du {day} ouvert dans votre messagerie, pas encore noté comme envoyé.")
        }
        (Lang::En, TakenOut::Saved) => format!("Letter of {day} saved as PDF, not recorded as sent yet."),
        (Lang::En, TakenOut::Printed) => format!("Letter of {day} printed, not recorded as sent yet."),
        (Lang::En, TakenOut::Message) => {
            format!("Message of {day} opened in your mail program, not recorded as sent yet.")
        }
    };
    let channel = match waiting.how {
        TakenOut::Message => domain::Channel::Email,
        TakenOut::Saved | TakenOut::Printed => letter.channel,
    };
    WaitingView { letter: letter.id.to_string(), sentence, channel: typed::code(&channel), day: letter.day.to_string() }
}

pub fn letter_put_aside(desk: &mut Desk, now: Now, letter: String) -> Outcome<Changed> {
    desk.put_letter_aside(now, letter_id(&letter)?).map(changed)
}

/// The standard alphabet with padding (RFC 4648).
pub(super) fn base64(bytes: &[u8]) -> String {
    data_encoding::BASE64.encode(bytes)
}

pub fn draft(desk: &mut Desk, now: Now, customer: String, step: String, lang: Option<String>) -> Outcome<DraftView> {
    let letter_lang = lang.map(|lang| typed::required_word("lang", &lang)).transpose()?;
    let drafted = desk.draft(now, customer_id(&customer)?, step_key(&step)?, letter_lang)?.clone();
    draft_view(desk, now, &drafted)
}

fn edit_of(edit: DraftEdit) -> Outcome<Edit> {
    Ok(Edit {
        letter: letter_id(&edit.letter)?,
        subject: edit.subject,
        body: edit.body,
        lang: typed::required_word("lang", &edit.lang)?,
        deadline_days: edit.deadline_days,
    })
}

pub fn draft_render(desk: &mut Desk, now: Now, edit: DraftEdit) -> Outcome<DraftView> {
    let drafted = desk.render_edit(now, &edit_of(edit)?)?.clone();
    draft_view(desk, now, &drafted)
}

pub fn draft_keep(desk: &mut Desk, now: Now, edit: DraftEdit) -> Outcome<DraftView> {
    let drafted = desk.keep_edit(now, &edit_of(edit)?)?.clone();
    draft_view(desk, now, &drafted)
}

pub fn sent(desk: &mut Desk, now: Now, form: SentForm) -> Outcome<Changed> {
    let sending = Sending {
        letter: letter_id(&form.letter)?,
        channel: typed::required_word("channel", &form.channel)?,
        day: typed::optional_day("day", &form.day)?.unwrap_or(now.today),
        registered_number: typed::optional(&form.registered_number),
        note: form.note.trim().to_owned(),
        despite: typed::optional(&form.despite),
    };
    desk.record_sending(now, sending).map(changed)
}

pub fn document(desk: &mut Desk, _now: Now, digest: String) -> Outcome<DocumentView> {
    let digest = digest.parse().map_err(|_| Failure::NotFound { what: Thing::Document })?;
    let original = desk.document(&digest)?;
    Ok(DocumentView {
        digest: original.digest.to_string(),
        name: original.name,
        media_type: original.media_type,
        base64: base64(&original.bytes),
    })
}

pub fn claim(desk: &mut Desk, now: Now, customer: String, invoice: Option<String>) -> Outcome<ClaimView> {
    let lang = desk.lang();
    let file = desk.customer_file(customer_id(&customer)?)?;
    let mut claims = desk.claims(&file, now.today)?;
    match invoice.filter(|invoice| !invoice.is_empty()) {
        Some(invoice) => claims.retain(|one| one.invoice.id.to_string() == invoice),
        None => claims.retain(|one| !one.settled),
    }
    let mut view = claim_view(lang, &file.customer.name, now.today, &claims);
    let open: Vec<InvoiceId> = claims.iter().filter(|one| !one.settled).map(|one| one.invoice.id).collect();
    let asked = AskedClaim::sum_of(&desk.asked_on(&file, &open, now.today)?).total;
    if !open.is_empty() && asked.0 != view.total {
        view.notes.push(match (lang, asked.is_positive()) {
            (Lang::Fr, true) => format!(
                "Une lettre de ce jour demanderait {}{NO_BREAK}: le reste n’est pas encore exigible, ou est contesté.",
                lang.amount(asked)
            ),
            (Lang::Fr, false) => {
                format!("Rien ne peut être demandé ce jour{NO_BREAK}: ce n’est pas encore exigible, ou c’est contesté.")
            }
            (Lang::En, true) => format!(
                "A letter of today would ask for {}: the rest is not due yet, or is in dispute.",
                lang.amount(asked)
            ),
            (Lang::En, false) => "Nothing can be asked for today: it is not due yet, or is in dispute.".to_owned(),
        });
    }
    Ok(view)
}

/// The whole computation of some invoices, as every screen and verb shows it.
pub fn claim_view(lang: Lang, name: &str, until: chrono::NaiveDate, claims: &[InvoiceClaim]) -> ClaimView {
    let sums = match claims {
        // An invoice opened by itself is shown even when it is settled.
        [one] => Sums {
            principal: one.claim.principal_open,
            interest: one.claim.interest.open,
            indemnity: one.claim.indemnity.open,
            total: one.claim.total,
        },
        all => Sums::of(all),
    };
    let title = match claims {
        [one] => format!("{} · {name}", one.invoice.number),
        _ => name.to_owned(),
    };
    let order = claims.first().map(|one| one.claim.order).unwrap_or_default();
    let variant_total = claims.iter().filter(|one| !one.settled).map(|one| one.claim.other_order().total).sum();
    let variant =
        (claims.iter().any(|one| !one.claim.movements.is_empty()) && variant_total != sums.total).then(|| {
            let total = lang.amount(variant_total);
            match (lang, order) {
                (Lang::Fr, PaymentOrder::InterestFirst) => {
                    format!("Si les paiements s’imputaient d’abord sur le principal{NO_BREAK}: {total}.")
                }
                (Lang::Fr, PaymentOrder::PrincipalFirst) => {
                    format!("Si les paiements s’imputaient d’abord sur les intérêts{NO_BREAK}: {total}.")
                }
                (Lang::En, PaymentOrder::InterestFirst) => {
                    format!("If payments were counted on the principal first: {total}.")
                }
                (Lang::En, PaymentOrder::PrincipalFirst) => {
                    format!("If payments were counted on interest first: {total}.")
                }
            }
        });
    let mut notes: Vec<String> =
        PaidAccessories::of(claims).map(|paid| law_words::paid_accessories(lang, &paid)).into_iter().collect();
    notes.push(
        say(
            lang,
            "Intérêts simples, sur le montant TTC, en jours réels sur 365, arrondis une fois par période.",
            "Simple interest, on the amount with VAT, actual days over 365, rounded once per period.",
        )
        .to_owned(),
    );
    if claims.iter().any(|one| one.claim.provisional) {
        notes.push(
            say(
                lang,
                "Un taux employé vient d’une source secondaire\u{a0}: à confirmer.",
                "A rate used comes from a secondary source: to be confirmed.",
            )
            .to_owned(),
        );
    }
    ClaimView {
        title,
        as_of: until.to_string(),
        invoices: claims.iter().map(|one| claim_invoice(lang, one)).collect(),
        principal: sums.principal.0,
        interest: sums.interest.0,
        indemnity: sums.indemnity.0,
        total: sums.total.0,
        variant,
        notes,
    }
}

fn claim_invoice(lang: Lang, one: &InvoiceClaim) -> ClaimInvoiceView {
    let claim = &one.claim;
    let mut warnings: Vec<String> = claim.warnings.iter().map(|warning| law_words::warning(lang, warning)).collect();
    warnings.extend(law_words::ceiling(lang, &one.due));
    if let Some(why) = claim.interest.none {
        warnings.push(law_words::no_interest(lang, why).to_owned());
    }
    if one.settled && claim.accessories_left.is_positive() {
        let left = lang.amount(claim.accessories_left);
        warnings.push(match lang {
            Lang::Fr => format!(
                "Facture payée. Il resterait {left} d’accessoires{NO_BREAK}: Acquit ne les réclame pas de lui-même."
            ),
            Lang::En => {
                format!("Invoice paid. {left} of accessories would be left: Acquit does not claim them by itself.")
            }
        });
    }
    ClaimInvoiceView {
        invoice: one.invoice.id.to_string(),
        number: one.invoice.number.clone(),
        due_sentence: law_words::due_of(lang, one),
        due_sources: source_views(one.due.sources().iter().copied()),
        segments: claim
            .interest
            .periods
            .iter()
            .flat_map(|period| &period.segments)
            .map(|segment| SegmentView {
                from: segment.from.to_string(),
                to: segment.to.to_string(),
                days: segment.days,
                base: segment.principal.0,
                rate: lang.percent(segment.rate_percent),
                rate_label: rates::rate(lang, segment),
                rate_source: segment.rate_source.map(source_view),
                exact: exact(lang, segment.exact_euros()),
                source: source_view(segment.text),
            })
            .collect(),
        movements: claim
            .movements
            .iter()
            .map(|movement| MovementView {
                day: movement.day.to_string(),
                label: match movement.kind {
                    MovementKind::Payment => say(lang, "Paiement", "Payment").to_owned(),
                    MovementKind::CreditNote => say(lang, "Avoir", "Credit note").to_owned(),
                    MovementKind::Discount => say(lang, "Escompte accordé", "Discount granted").to_owned(),
                    MovementKind::Withheld => say(lang, "Frais retenus", "Costs withheld").to_owned(),
                },
                amount: movement.amount.0,
                to_interest: movement.to_interest.0,
                to_principal: movement.to_principal.0,
                to_indemnity: movement.to_indemnity.0,
                surplus: movement.surplus.0,
            })
            .collect(),
        principal: claim.principal_open.0,
        interest: claim.interest.open.0,
        indemnity: claim.indemnity.open.0,
        indemnity_sentence: law_words::indemnity(lang, claim.indemnity.why, claim.indemnity.amount),
        indemnity_sources: source_views(claim.indemnity.source.iter().copied()),
        warnings,
    }
}

/// Euros to six decimals, with the reader's decimal sign.
fn exact(lang: Lang, euros: rust_decimal::Decimal) -> String {
    let text = format!("{euros:.6}");
    match lang {
        Lang::Fr => text.replace('.', ","),
        Lang::En => text,
    }
}

pub fn saved_sentence(lang: Lang, path: &Path) -> String {
    let path = path.display();
    match lang {
        Lang::Fr => format!("Enregistré dans {path}."),
        Lang::En => format!("Saved as {path}."),
    }
}

pub fn print_sentence(lang: Lang) -> String {
    say(
        lang,
        "Le PDF s’ouvre dans votre lecteur\u{a0}: imprimez-le, puis notez l’envoi ici.",
        "The PDF opens in your reader: print it, then record the sending here.",
    )
    .to_owned()
}

pub fn opened_sentence(lang: Lang) -> String {
    say(lang, "Le PDF s’ouvre dans votre lecteur\u{a0}: imprimez-le.", "The PDF opens in your reader: print it.")
        .to_owned()
}

pub fn mail_sentence(lang: Lang) -> String {
    say(
        lang,
        "Le message s’ouvre dans votre messagerie, PDF joint. Envoyez-le, puis notez l’envoi ici.",
        "The message opens in your mail program with the PDF attached. Send it, then record it here.",
    )
    .to_owned()
}

#[cfg(test)]
mod tests {
    use app::invoices::{TypedCustomer, TypedDue, TypedInvoice};
    use chrono::NaiveDate;
    use domain::{Cents, ClaimNature, DebtorKind, Instalment, InvoiceKind};

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_computation_says_where_a_letter_would_ask_for_less() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk::open(folder.path(), None).unwrap();
        let now = Now { instant: day("2026-06-19").and_hms_opt(8, 0, 0).unwrap().and_utc(), today: day("2026-06-19") };
        desk.fill_with_sample(now).unwrap();
        let typed = TypedInvoice {
            id: None,
            customer: TypedCustomer::New { name: "Ekko".into(), kind: Some(DebtorKind::Professional), email: None },
            number: "F-1".into(),
            kind: InvoiceKind::Invoice,
            issue_date: day("2026-05-02"),
            due: TypedDue::Instalments(vec![
                Instalment::due(day("2026-06-02"), Cents(40_000)),
                Instalment::due(day("2026-09-01"), Cents(60_000)),
            ]),
            retention: None,
            delivery_date: None,
            received_on: None,
            nature: ClaimNature::General,
            credits: None,
            gross_total: Cents(100_000),
            already_paid: Cents::ZERO,
            subject: String::new(),
        };
        let (_, customer, _) = desk.save_invoice(now, typed).unwrap();
        let view = claim(&mut desk, now, customer.to_string(), None).unwrap();
        assert_eq!(view.total, 104_226);
        let said = "Une lettre de ce jour demanderait 442,26\u{a0}€\u{a0}: le reste n’est pas encore exigible";
        assert!(view.notes.iter().any(|note| note.contains(said)), "{:?}", view.notes);
    }

    #[test]
    fn sizes_are_written_for_a_reader() {
        assert_eq!(size(Lang::Fr, 1), "1\u{a0}Ko");
        assert_eq!(size(Lang::Fr, 83_200), "84\u{a0}Ko");
        assert_eq!(size(Lang::En, 1_210_000), "1.3\u{a0}MB");
    }
}
