//! In French.

use domain::{DebtorKind, Lang};

use crate::letters::Draft;
use crate::letters::request::LetterRequest;
use crate::letters::words::{self, money, typographic};

pub fn compose(request: &LetterRequest<'_>) -> Draft {
    let lang = Lang::Fr;
    let subject = format!("Mise en demeure de payer, {}", words::invoices_named(request));
    let parts = match request.kind {
        DebtorKind::Professional => professional(request),
        DebtorKind::Consumer => consumer(request),
        DebtorKind::PublicBody => public_body(request),
    };
    Draft { subject: typographic(lang, &subject), body: words::paragraphs(lang, &parts) }
}

fn history(request: &LetterRequest<'_>) -> String {
    let lang = Lang::Fr;
    let despite = match words::earlier_contacts(request) {
        Some(contacts) => format!("Malgré {contacts}, "),
        None => String::new(),
    };
    let text = match request.one_invoice() {
        Some(line) => format!(
            "{despite}la facture {} du {}, échue le {}, n’est toujours pas réglée. Il reste dû, en principal toutes taxes comprises, la somme de {}.",
            line.number,
            lang.long_date(line.issue_date),
            lang.long_date(line.due_date),
            money(request, request.figures.principal),
        ),
        None => format!(
            "{despite}les {} factures énumérées ci-dessous ne sont toujours pas réglées. Il reste dû, en principal toutes taxes comprises, la somme de {}.",
            words::number(Lang::Fr, request.lines.len()),
            money(request, request.figures.principal),
        ),
    };
    words::capital(&text)
}

/// From when the deadline counts: a registered letter counts from its presentation.
fn within(request: &LetterRequest<'_>) -> String {
    let days = words::days(Lang::Fr, request.deadline_days.unwrap_or_default());
    match request.channel {
        domain::Channel::RegisteredLetter => {
            format!("dans un délai de {days} à compter de la première présentation de cette lettre")
        }
        _ => format!("dans un délai de {days} à compter de la réception de cette lettre"),
    }
}

/// `Elle comprend 2 016,40 € de principal, 15,76 € d’intérêts…`
fn made_of(request: &LetterRequest<'_>, interest_name: &str, computed: &str) -> String {
    let figures = request.figures;
    let rate = words::at_rates(request);
    let count = words::indemnities(request);
    format!(
        "Elle comprend {} de principal, {} {interest_name}{rate} {computed} jusqu’au {}, et {} d’indemnité forfaitaire pour frais de recouvrement ({count}\u{a0}×\u{a0}40\u{a0}€).",
        money(request, figures.principal),
        money(request, figures.interest),
        Lang::Fr.long_date(request.day),
        money(request, figures.indemnity),
    )
}

fn professional(request: &LetterRequest<'_>) -> Vec<String> {
    vec![
        words::greeting(request, true),
        words::personal(request),
        history(request),
        words::table(request),
        words::left_aside(request),
        format!(
            "Par la présente, qui vaut mise en demeure au sens de l’article 1344 du code civil, nous vous demandons de nous payer la somme de {} {}. {}",
            money(request, request.figures.total),
            within(request),
            made_of(request, "de pénalités de retard", "calculées"),
        ),
        "Les pénalités et l’indemnité sont dues de plein droit (code de commerce, articles L441-10 et D441-5). Les pénalités continuent de courir jusqu’au paiement complet ; le détail du calcul figure en annexe.".to_owned(),
        disputing(request),
        "À défaut de paiement dans ce délai, nous nous réservons le droit de saisir la juridiction compétente, sans autre avis.".to_owned(),
        words::payment(request),
        words::closing(Lang::Fr, request.tone, true),
    ]
}

fn consumer(request: &LetterRequest<'_>) -> Vec<String> {
    vec![
        words::greeting(request, true),
        words::personal(request),
        history(request),
        words::table(request),
        words::left_aside(request),
        format!(
            "Par la présente, qui vaut mise en demeure au sens de l’article 1344 du code civil, nous vous demandons de payer la somme de {} {}.",
            money(request, request.figures.principal),
            within(request),
        ),
        "Aucuns frais de recouvrement ne vous sont demandés. À compter de cette mise en demeure, la somme due produit intérêt au taux légal (code civil, articles 1231-6 et 1344-1).".to_owned(),
        "Si votre situation ne vous permet pas de payer en une fois, contactez-nous dans ce délai : un paiement échelonné reste possible. Si vous contestez la facture, écrivez-nous pourquoi. Vous pouvez aussi vous adresser gratuitement à un conciliateur de justice.".to_owned(),
        "Sans paiement ni réponse de votre part dans ce délai, nous nous réservons le droit de demander le règlement devant la juridiction compétente.".to_owned(),
        words::payment(request),
        words::closing(Lang::Fr, request.tone, true),
    ]
}

fn public_body(request: &LetterRequest<'_>) -> Vec<String> {
    vec![
        words::greeting(request, true),
        words::personal(request),
        history(request),
        words::table(request),
        words::left_aside(request),
        format!(
            "Par la présente, qui vaut demande écrite de paiement et mise en demeure, nous vous demandons de procéder au paiement de la somme de {} {}. {}",
            money(request, request.figures.total),
            within(request),
            made_of(request, "d’intérêts moratoires", "calculés"),
        ),
        "Les intérêts moratoires et l’indemnité sont dus de plein droit et sans formalité (code de la commande publique, articles L2192-12 à L2192-14, R2192-31 et D2192-35). Les intérêts continuent de courir jusqu’au paiement du principal ; ils doivent être payés, avec l’indemnité, dans les quarante-cinq jours qui suivent (article R2192-36). Le détail du calcul figure en annexe.".to_owned(),
        "Si le délai de paiement a été suspendu ou si une partie de ces sommes est contestée, nous vous remercions de nous en notifier le motif par écrit dans le même délai.".to_owned(),
        "À défaut de paiement dans ce délai, nous nous réservons la possibilité de saisir le Médiateur des entreprises, puis la juridiction administrative compétente.".to_owned(),
        words::payment(request),
        words::closing(Lang::Fr, request.tone, true),
    ]
}

fn disputing(request: &LetterRequest<'_>) -> String {
    let these = if request.one_invoice().is_some() { "cette facture" } else { "ces factures" };
    format!(
        "Si vous contestez tout ou partie de {these}, faites-nous connaître vos motifs par écrit dans le même délai. Une proposition sérieuse d’échéancier sera examinée."
    )
}
