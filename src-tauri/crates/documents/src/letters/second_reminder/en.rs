//! In English.

use domain::{DebtorKind, Lang};

use crate::letters::Draft;
use crate::letters::request::{LetterRequest, Tone};
use crate::letters::words::{self, capital, money};

pub fn compose(request: &LetterRequest<'_>) -> Draft {
    let subject = format!("{}: second reminder", capital(&words::invoices_named(request)));
    let parts = match request.kind {
        DebtorKind::Professional => professional(request),
        DebtorKind::Consumer => consumer(request),
        DebtorKind::PublicBody => public_body(request),
    };
    Draft { subject, body: words::paragraphs(Lang::En, &parts) }
}

fn unpaid(request: &LetterRequest<'_>) -> String {
    let lang = Lang::En;
    let despite = match words::earlier_contacts(request) {
        Some(contacts) => format!("Despite {contacts}, "),
        None => "Unless we are mistaken, ".to_owned(),
    };
    let due = money(request, request.figures.principal);
    match request.one_invoice() {
        Some(line) => format!(
            "{despite}{due} of invoice {} of {}, due since {}, remains unpaid.",
            line.number,
            lang.long_date(line.issue_date),
            lang.long_date(line.due_date),
        ),
        None => format!(
            "{despite}the {} invoices below remain unpaid, for an amount of {due}.",
            words::number(Lang::En, request.lines.len()),
        ),
    }
}

fn deadline(request: &LetterRequest<'_>) -> String {
    match (request.deadline_days, request.deadline()) {
        (Some(days), Some(day)) => {
            format!("within {}, that is by {} at the latest", words::days(Lang::En, days), Lang::En.long_date(day))
        }
        _ => "on receipt of this letter".to_owned(),
    }
}

fn professional(request: &LetterRequest<'_>) -> Vec<String> {
    let figures = request.figures;
    let rate = words::at_rates(request);
    let law = format!(
        "When payment is late, interest{rate} and a fixed sum of €40 per invoice for recovery costs are due without any reminder (French commercial code, articles L441-10 and D441-5). On {}, interest comes to {} and the fixed sum to {}. The total is therefore {}.",
        Lang::En.long_date(request.day),
        money(request, figures.interest),
        money(request, figures.indemnity),
        money(request, figures.total),
    );
    let talk = match request.tone {
        Tone::Warm | Tone::Plain => {
            "If your cash is tight, call us before that day: we would rather agree a payment plan with you. And if an invoice is a problem, tell us which one and why, so that we can answer."
        }
        Tone::Firm => {
            "If an invoice is a problem, tell us which one and why before that day. If you need a payment plan, propose one to us in writing."
        }
    };
    vec![
        words::greeting(request, true),
        words::personal(request),
        unpaid(request),
        words::table(request),
        words::left_aside(request),
        law,
        format!("Please pay this amount {}.", deadline(request)),
        talk.to_owned(),
        words::payment(request),
        words::closing(Lang::En, request.tone, false),
    ]
}

fn consumer(request: &LetterRequest<'_>) -> Vec<String> {
    vec![
        words::greeting(request, true),
        words::personal(request),
        unpaid(request),
        words::table(request),
        words::left_aside(request),
        format!("Please pay this amount {}.", deadline(request)),
        "If you cannot pay it at once, call or write to us: we can spread it over several months. If you disagree with the invoice, tell us why; we will look into it and answer you.".to_owned(),
        "If you have paid in the last few days, thank you, and please disregard this letter.".to_owned(),
        words::payment(request),
        words::closing(Lang::En, request.tone, false),
    ]
}

fn public_body(request: &LetterRequest<'_>) -> Vec<String> {
    let figures = request.figures;
    let rate = words::at_rates(request);
    let law = format!(
        "When the payment period is exceeded, late-payment interest{rate} runs by law (French public procurement code, articles L2192-12 to L2192-14 and R2192-31), and a fixed sum of €40 per payment request is due (article D2192-35). On {}, interest comes to {} and the fixed sum to {}. The total due is {}.",
        Lang::En.long_date(request.day),
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
            "This letter is a written request for payment of all these sums. Please have their payment ordered {}, and let us know the date.",
            deadline(request),
        ),
        "If the payment period was suspended or a document is missing, please give us the reason and the date in writing.".to_owned(),
        words::payment(request),
        words::closing(Lang::En, request.tone, true),
    ]
}
