//! In French.

use domain::{DebtorKind, Lang};

use crate::letters::Draft;
use crate::letters::request::{LetterRequest, Tone};
use crate::letters::words::{self, capital, money, typographic};

pub fn compose(request: &LetterRequest<'_>) -> Draft {
    let lang = Lang::Fr;
    let subject = format!("{}, deuxième rappel", capital(&words::invoices_named(request)));
    let parts = match request.kind {
        DebtorKind::Professional => professional(request),
        DebtorKind::Consumer => consumer(request),
        DebtorKind::PublicBody => public_body(request),
    };
    Draft { subject: typographic(lang, &subject), body: words::paragraphs(lang, &parts) }
}

fn unpaid(request: &LetterRequest<'_>) -> String {
    let lang = Lang::Fr;
    let despite = match words::earlier_contacts(request) {
        Some(contacts) => format!("Malgré {contacts}, "),
        None => "Sauf erreur de notre part, ".to_owned(),
    };
    let due = money(request, request.figures.principal);
    match request.one_invoice() {
        Some(line) => format!(
            "{despite}la facture {} du {}, échue depuis le {}, reste impayée à hauteur de {due}.",
            line.number,
            lang.long_date(line.issue_date),
            lang.long_date(line.due_date),
        ),
        None => format!(
            "{despite}les {} factures ci-dessous restent impayées, pour un montant de {due}.",
            words::number(Lang::Fr, request.lines.len()),
        ),
    }
}

fn deadline(request: &LetterRequest<'_>) -> String {
    match (request.deadline_days, request.deadline()) {
        (Some(days), Some(day)) => {
            format!("sous {}, soit le {} au plus tard", words::days(Lang::Fr, days), Lang::Fr.long_date(day))
        }
        _ => "dès réception de ce courrier".to_owned(),
    }
}

fn professional(request: &LetterRequest<'_>) -> Vec<String> {
    let figures = request.figures;
    let rate = words::at_rates(request);
    let law = format!(
        "En cas de retard, des pénalités{rate} et une indemnité forfaitaire de 40 € par facture pour frais de recouvrement sont dues sans rappel préalable (code de commerce, articles L441-10 et D441-5). Au {}, les pénalités s’élèvent à {} et l’indemnité à {}. Le total dû est de {}.",
        Lang::Fr.long_date(request.day),
        money(request, figures.interest),
        money(request, figures.indemnity),
        money(request, figures.total),
    );
    let request_to_pay = format!("Nous vous remercions de régler cette somme {}.", deadline(request));
    let talk = match request.tone {
        Tone::Warm | Tone::Plain => {
            "Si votre trésorerie est tendue, appelez-nous avant cette date : nous préférons convenir avec vous d’un échéancier. Et si une facture vous pose problème, dites-nous laquelle et pourquoi, afin que nous puissions y répondre."
        }
        Tone::Firm => {
            "Si une facture vous pose problème, dites-nous laquelle et pourquoi avant cette date. Si vous avez besoin d’un échéancier, proposez-le-nous par écrit."
        }
    };
    vec![
        words::greeting(request, true),
        words::personal(request),
        unpaid(request),
        words::table(request),
        words::left_aside(request),
        law,
        request_to_pay,
        talk.to_owned(),
        words::payment(request),
        words::closing(Lang::Fr, request.tone, false),
    ]
}

fn consumer(request: &LetterRequest<'_>) -> Vec<String> {
    vec![
        words::greeting(request, true),
        words::personal(request),
        unpaid(request),
        words::table(request),
        words::left_aside(request),
        format!("Nous vous remercions de régler cette somme {}.", deadline(request)),
        "Si vous ne pouvez pas la payer en une fois, appelez-nous ou écrivez-nous : nous vous proposons de la répartir sur plusieurs mois. Si vous contestez la facture, expliquez-nous pourquoi ; nous examinerons votre demande et vous répondrons.".to_owned(),
        "Si vous avez payé ces derniers jours, merci, et ne tenez pas compte de cette lettre.".to_owned(),
        words::payment(request),
        words::closing(Lang::Fr, request.tone, false),
    ]
}

fn public_body(request: &LetterRequest<'_>) -> Vec<String> {
    let figures = request.figures;
    let rate = words::at_rates(request);
    let law = format!(
        "Le dépassement du délai de paiement fait courir de plein droit des intérêts moratoires{rate} (code de la commande publique, articles L2192-12 à L2192-14 et R2192-31), et ouvre droit à une indemnité forfaitaire de 40 € par demande de paiement (article D2192-35). Au {}, les intérêts s’élèvent à {} et l’indemnité à {}. Le total dû est de {}.",
        Lang::Fr.long_date(request.day),
        money(request, figures.interest),
        money(request, figures.indemnity),
        money(request, figures.total),
    );
    vec![
        words::greeting(request, true),
        words::personal(request),
        unpaid(request),
        words::table(request),
        words::left_aside(request),
        law,
        format!(
            "La présente constitue une demande écrite de paiement de l’ensemble de ces sommes. Nous vous remercions de faire procéder à leur mandatement {}, et de nous en communiquer la date.",
            deadline(request),
        ),
        "Si le délai a été suspendu ou si une pièce manque, nous vous remercions de nous en préciser le motif et la date par écrit.".to_owned(),
        words::payment(request),
        words::closing(Lang::Fr, request.tone, true),
    ]
}
