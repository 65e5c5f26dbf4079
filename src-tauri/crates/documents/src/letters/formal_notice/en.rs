//! In English. The French name stays beside: it is the one a French judge knows.

use domain::{DebtorKind, Lang};

use crate::letters::Draft;
use crate::letters::request::LetterRequest;
use crate::letters::words::{self, money};

pub fn compose(request: &LetterRequest<'_>) -> Draft {
    let subject = format!("Formal notice to pay (mise en demeure), {}", words::invoices_named(request));
    let parts = match request.kind {
        DebtorKind::Professional => professional(request),
        DebtorKind::Consumer => consumer(request),
        DebtorKind::PublicBody => public_body(request),
    };
    Draft { subject, body: words::paragraphs(Lang::En, &parts) }
}

fn history(request: &LetterRequest<'_>) -> String {
    let lang = Lang::En;
    let despite = match words::earlier_contacts(request) {
        Some(contacts) => format!("Despite {contacts}, "),
        None => String::new(),
    };
    let text = match request.one_invoice() {
        Some(line) => format!(
            "{despite}invoice {} of {}, due on {}, has still not been paid. The principal outstanding, taxes included, is {}.",
            line.number,
            lang.long_date(line.issue_date),
            lang.long_date(line.due_date),
            money(request, request.figures.principal),
        ),
        None => format!(
            "{despite}the {} invoices listed below have still not been paid. The principal outstanding, taxes included, is {}.",
            words::number(Lang::En, request.lines.len()),
            money(request, request.figures.principal),
        ),
    };
    words::capital(&text)
}

fn within(request: &LetterRequest<'_>) -> String {
    let days = words::days(Lang::En, request.deadline_days.unwrap_or_default());
    match request.channel {
        domain::Channel::RegisteredLetter => format!("within {days} of the first presentation of this letter"),
        _ => format!("within {days} of receiving this letter"),
    }
}

fn made_of(request: &LetterRequest<'_>) -> String {
    let figures = request.figures;
    let rate = words::at_rates(request);
    let count = words::indemnities(request);
    format!(
        "It is made up of {} of principal, {} of late-payment interest{rate} computed up to {}, and {} of fixed sum for recovery costs ({count}\u{a0}×\u{a0}€40).",
        money(request, figures.principal),
        money(request, figures.interest),
        Lang::En.long_date(request.day),
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
            "By this letter, which is a formal notice (mise en demeure) under article 1344 of the French civil code, we ask you to pay us {} {}. {}",
            money(request, request.figures.total),
            within(request),
            made_of(request),
        ),
        "Interest and the fixed sum are due by law (French commercial code, articles L441-10 and D441-5). Interest continues to run until full payment; the calculation is annexed.".to_owned(),
        disputing(request),
        "Failing payment within this time, we reserve the right to bring the matter before the competent court without further notice.".to_owned(),
        words::payment(request),
        words::closing(Lang::En, request.tone, true),
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
            "By this letter, which is a formal notice (mise en demeure) under article 1344 of the French civil code, we ask you to pay {} {}.",
            money(request, request.figures.principal),
            within(request),
        ),
        "No collection costs are charged to you. From this formal notice on, the amount due bears interest at the legal rate (French civil code, articles 1231-6 and 1344-1).".to_owned(),
        "If your situation does not allow you to pay at once, contact us within this time: payment in instalments remains possible. If you dispute the invoice, write to us why. You may also turn to a conciliateur de justice, free of charge.".to_owned(),
        "Without payment or an answer from you within this time, we reserve the right to claim payment before the competent court.".to_owned(),
        words::payment(request),
        words::closing(Lang::En, request.tone, true),
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
            "By this letter, which is a written request for payment and a formal notice (mise en demeure), we ask you to pay {} {}. {}",
            money(request, request.figures.total),
            within(request),
            made_of(request),
        ),
        "Late-payment interest and the fixed sum are due by law and without formality (French public procurement code, articles L2192-12 to L2192-14, R2192-31 and D2192-35). Interest continues to run until the principal is paid; it must be paid, with the fixed sum, within the following forty-five days (article R2192-36). The calculation is annexed.".to_owned(),
        "If the payment period was suspended or part of these sums is disputed, please notify us of the reason in writing within the same time.".to_owned(),
        "Failing payment within this time, we may turn to the Médiateur des entreprises, then to the competent administrative court.".to_owned(),
        words::payment(request),
        words::closing(Lang::En, request.tone, true),
    ]
}

fn disputing(request: &LetterRequest<'_>) -> String {
    let these = if request.one_invoice().is_some() { "this invoice" } else { "these invoices" };
    format!(
        "If you dispute all or part of {these}, let us know your reasons in writing within the same time. A serious proposal of a payment plan will be considered."
    )
}
