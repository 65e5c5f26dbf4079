//! In English.

use domain::{DebtorKind, Lang};

use crate::letters::Draft;
use crate::letters::request::{LetterRequest, Tone};
use crate::letters::words::{self, capital, money};

pub fn compose(request: &LetterRequest<'_>) -> Draft {
    let subject = match request.kind {
        DebtorKind::PublicBody => format!("{}: payment period exceeded", capital(&words::invoices_named(request))),
        _ => format!("{}: a friendly reminder", capital(&words::invoices_named(request))),
    };
    let parts = match request.kind {
        DebtorKind::Professional => professional(request),
        DebtorKind::Consumer => consumer(request),
        DebtorKind::PublicBody => public_body(request),
    };
    Draft { subject, body: words::paragraphs(Lang::En, &parts) }
}

fn professional(request: &LetterRequest<'_>) -> Vec<String> {
    let due = money(request, request.figures.principal);
    let opening = match request.one_invoice() {
        Some(line) => format!(
            "Unless we are mistaken, invoice {} of {}, due on {}, has not been paid yet. {due} is outstanding.",
            line.number,
            Lang::En.long_date(line.issue_date),
            Lang::En.long_date(line.due_date),
        ),
        None => format!(
            "Unless we are mistaken, the {} invoices below are past their due date and have not been paid yet. {due} is outstanding.",
            words::number(Lang::En, request.lines.len()),
        ),
    };
    let wish = match request.tone {
        Tone::Warm | Tone::Plain => {
            "These things are easily overlooked: if your transfer is already on its way, please disregard this message. If not, we would be grateful if you could arrange it in the coming days."
        }
        Tone::Firm => {
            "If your transfer is already on its way, please disregard this message. If not, please arrange it on receipt of this letter."
        }
    };
    vec![
        words::greeting(request, false),
        words::personal(request),
        opening,
        words::table(request),
        words::left_aside(request),
        wish.to_owned(),
        "Is an invoice missing, incorrect or waiting for an order number? Just reply to this message and we will send you what you need within the day.".to_owned(),
        words::payment(request),
        match request.tone {
            Tone::Warm => "Thank you for your business.".to_owned(),
            _ => String::new(),
        },
        words::closing(Lang::En, request.tone, false),
    ]
}

fn consumer(request: &LetterRequest<'_>) -> Vec<String> {
    let due = money(request, request.figures.principal);
    let opening = match request.one_invoice() {
        Some(line) => format!(
            "We have not yet received the payment of invoice {} of {}, expected on {}. {due} remains to be paid. It has no doubt just been overlooked.",
            line.number,
            Lang::En.long_date(line.issue_date),
            Lang::En.long_date(line.due_date),
        ),
        None => format!(
            "We have not yet received the payment of the {} invoices below. {due} remains to be paid. They have no doubt just been overlooked.",
            words::number(Lang::En, request.lines.len()),
        ),
    };
    vec![
        words::greeting(request, false),
        words::personal(request),
        opening,
        words::table(request),
        words::left_aside(request),
        "If you have paid in the meantime, thank you, and please disregard this message.".to_owned(),
        "If something is wrong with our work or with the invoice, or if this is a difficult moment, tell us: we will look for a solution together, for example in several payments.".to_owned(),
        words::payment(request),
        words::closing(Lang::En, request.tone, false),
    ]
}

fn public_body(request: &LetterRequest<'_>) -> Vec<String> {
    let due = money(request, request.figures.principal);
    let opening = match request.one_invoice() {
        Some(line) => format!(
            "Unless we are mistaken, our payment request {} of {}, of which {due} is outstanding, had not been paid by {}, the day on which the payment period ended (French public procurement code, article L2192-10).",
            line.number,
            Lang::En.long_date(line.issue_date),
            Lang::En.long_date(line.due_date),
        ),
        None => format!(
            "Unless we are mistaken, the {} payment requests below, of which {due} is outstanding, had not been paid when the payment period ended (French public procurement code, article L2192-10).",
            words::number(Lang::En, request.lines.len()),
        ),
    };
    vec![
        words::greeting(request, true),
        words::personal(request),
        opening,
        words::table(request),
        words::left_aside(request),
        "Please let us know the date on which payment will be ordered. If a document, a commitment number or the acceptance of the work is missing from the file, tell us and we will complete it at once.".to_owned(),
        words::payment(request),
        words::closing(Lang::En, request.tone, true),
    ]
}
