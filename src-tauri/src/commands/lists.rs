//! The lists of invoices and customers, a page at a time.

use agenda::SilenceReason;
use app::words::steps;
use app::{Desk, Now};
use domain::locale::NO_BREAK;
use domain::{InsolvencyKind, Lang};
use store::{CustomerFilter, CustomerSort, InvoiceFilter, InvoiceSort, InvoiceState};

use super::Outcome;
use super::today::say;
use crate::views::lists::{CustomerRow, CustomersView, FilterCount, InvoiceRow, InvoicesView, ListQuery};
use crate::views::{Badge, Tone};

/// The most rows one page may ask for.
const PAGE: usize = 500;

fn state_of(filter: &str) -> InvoiceState {
    match filter {
        "open" => InvoiceState::Open,
        "overdue" => InvoiceState::Overdue,
        "not_due" => InvoiceState::NotDue,
        "paid" => InvoiceState::Settled,
        "credit_notes" => InvoiceState::CreditNotes,
        _ => InvoiceState::All,
    }
}

const FILTERS: [&str; 6] = ["open", "overdue", "not_due", "paid", "credit_notes", "all"];

fn small(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

pub fn invoices(desk: &mut Desk, now: Now, query: ListQuery) -> Outcome<InvoicesView> {
    let lang = desk.lang();
    let filter = InvoiceFilter {
        state: state_of(&query.filter),
        search: query.search.trim().to_owned(),
        ..InvoiceFilter::all(now.today)
    };
    let sort = match query.sort.as_str() {
        "number" => InvoiceSort::Number,
        "customer" | "customer_name" => InvoiceSort::Customer,
        "issue_date" => InvoiceSort::Issued,
        "amount" => InvoiceSort::Amount,
        "open" => InvoiceSort::Open,
        _ => InvoiceSort::Due,
    };
    let page =
        desk.invoice_rows(&filter, sort, query.descending, query.offset as usize, (query.limit as usize).min(PAGE))?;
    let counts = desk.invoice_counts(&filter, &FILTERS.map(state_of))?;
    let overdue = desk.invoice_open(&InvoiceFilter { state: InvoiceState::Overdue, ..filter.clone() })?;
    let open = desk.invoice_open(&InvoiceFilter { state: InvoiceState::Open, ..filter })?;
    let mut rows = Vec::with_capacity(page.rows.len());
    for row in page.rows {
        let due = desk.due_date_of_row(&row);
        let late = due.map_or(0, |due| now.today.signed_duration_since(due).num_days().max(0));
        let is_note = row.kind == domain::InvoiceKind::CreditNote;
        let state = row_state(lang, &row, late, is_note);
        rows.push(InvoiceRow {
            id: row.id.to_string(),
            number: row.number,
            customer: row.customer.to_string(),
            customer_name: row.customer_name,
            subject: row.subject,
            issue_date: row.issue_date.to_string(),
            due_date: due.filter(|_| !is_note).map(|due| due.to_string()),
            days_late: if row.open.is_positive() && !is_note { i32::try_from(late).unwrap_or(i32::MAX) } else { 0 },
            amount: if is_note { -row.amount_due.0 } else { row.amount_due.0 },
            paid: row.paid.plus(row.credited).0,
            open: if is_note { -row.open.0 } else { row.open.0 },
            state,
        });
    }
    Ok(InvoicesView {
        rows,
        total: small(page.total),
        open: open.0,
        overdue: overdue.0,
        counts: FILTERS
            .iter()
            .zip(counts)
            .map(|(filter, count)| FilterCount { filter: (*filter).to_owned(), count: small(count) })
            .collect(),
    })
}

fn row_state(lang: Lang, row: &store::InvoiceRow, late: i64, is_note: bool) -> Badge {
    let badge = |french: &str, english: &str, tone| Badge { text: say(lang, french, english).to_owned(), tone };
    if row.written_off.is_some() {
        return badge("abandonnée", "given up", Tone::Plain);
    }
    if is_note {
        return if row.open.is_positive() {
            badge("avoir à imputer", "credit to apply", Tone::Soon)
        } else {
            badge("avoir imputé", "credit applied", Tone::Plain)
        };
    }
    if !row.open.is_positive() {
        return badge("payée", "paid", Tone::Good);
    }
    if row.disputed {
        return badge("contestée", "disputed", Tone::Soon);
    }
    if row.promised {
        return badge("promise", "promised", Tone::Soon);
    }
    if row.paused {
        return badge("suspendue", "paused", Tone::Plain);
    }
    if late > 0 {
        let text = match lang {
            Lang::Fr => format!("{late}{NO_BREAK}j de retard"),
            Lang::En => format!("{late} d late"),
        };
        return Badge { text, tone: Tone::Late };
    }
    badge("à échoir", "not due", Tone::Plain)
}

pub fn customers(desk: &mut Desk, now: Now, query: ListQuery) -> Outcome<CustomersView> {
    let lang = desk.lang();
    let base = CustomerFilter { search: query.search.trim().to_owned(), ..CustomerFilter::default() };
    let filter = |name: &str| CustomerFilter { owing: name == "open", kind_unknown: name == "to_name", ..base.clone() };
    let overdue = if query.sort == "overdue" { desk.standings(now)?.overdue() } else { Vec::new() };
    let sort = match query.sort.as_str() {
        "open" => CustomerSort::Open,
        "open_invoices" => CustomerSort::OpenInvoices,
        "last_contact" => CustomerSort::LastExchange,
        "overdue" => CustomerSort::Figure(&overdue),
        _ => CustomerSort::Name,
    };
    let page = desk.customer_rows(
        &filter(&query.filter),
        sort,
        query.descending,
        query.offset as usize,
        (query.limit as usize).min(PAGE),
    )?;
    let mut counts = Vec::new();
    for name in ["open", "to_name", "all"] {
        let count = desk.customer_rows(&filter(name), CustomerSort::Name, false, 0, 0)?.total;
        counts.push(FilterCount { filter: name.to_owned(), count: small(count) });
    }
    let standings = desk.standings(now)?;
    let rows = page
        .rows
        .into_iter()
        .map(|row| {
            let standing = standings.get(row.id);
            let next_step = standing.and_then(|standing| {
                if let Some(proposal) = standing.verdict.proposal() {
                    return Some(Badge { text: steps::step(lang, proposal.step).to_owned(), tone: Tone::Late });
                }
                let silence = standing.verdict.silence()?;
                silence_badge(lang, &silence.reason)
            });
            CustomerRow {
                id: row.id.to_string(),
                name: row.name,
                city: row.city,
                kind_label: match row.kind {
                    Some(kind) => steps::kind(lang, kind).to_owned(),
                    None => say(lang, "à préciser", "to be said").to_owned(),
                },
                kind_known: row.kind.is_some(),
                open_invoices: small(row.open_invoices),
                open: row.open.0,
                overdue: standing.map_or(0, |standing| standing.overdue.0),
                last_contact: row.last_exchange.map(|day| day.to_string()),
                next_step,
            }
        })
        .collect();
    Ok(CustomersView { rows, total: small(page.total), counts })
}

/// Why a customer is left in peace, in a word; nothing where there is nothing to say.
fn silence_badge(lang: Lang, reason: &SilenceReason) -> Option<Badge> {
    let badge = |french: &str, english: &str, tone| Some(Badge { text: say(lang, french, english).to_owned(), tone });
    match reason {
        SilenceReason::AllPaid | SilenceReason::NothingOverdue { .. } | SilenceReason::NothingLeft { .. } => None,
        SilenceReason::Scheduled { step, on, .. } => {
            let text = format!("{} · {}", steps::step(lang, *step), lang.day_and_month(*on));
            Some(Badge { text, tone: Tone::Plain })
        }
        SilenceReason::Paused { .. } => badge("suspendu", "paused", Tone::Plain),
        SilenceReason::Promised { .. } => badge("a promis", "promised", Tone::Good),
        SilenceReason::Disputed { .. } => badge("conteste", "disputes", Tone::Soon),
        SilenceReason::SaysPaidWaiting { .. } => badge("dit avoir payé", "says it has paid", Tone::Good),
        SilenceReason::TooSoon { .. } => badge("contacté récemment", "contacted lately", Tone::Plain),
        SilenceReason::Snoozed { .. } => badge("reporté", "put off", Tone::Plain),
        SilenceReason::HandedOver { .. } => badge("confié", "handed over", Tone::Law),
        SilenceReason::WaitingForNotice { .. } => badge("mise en demeure en cours", "notice running", Tone::Law),
        SilenceReason::PaysByDirectDebit { .. } => badge("prélèvement", "direct debit", Tone::Plain),
        SilenceReason::Insolvent { kind: InsolvencyKind::OverIndebtedness, .. } => {
            badge("surendettement", "over-indebted", Tone::Law)
        }
        SilenceReason::Insolvent { .. } => badge("procédure collective", "insolvent", Tone::Law),
        SilenceReason::TimeBarred { .. } => badge("prescrit", "time-barred", Tone::Law),
        SilenceReason::NoDueDate { .. } => badge("échéance à saisir", "due date to enter", Tone::Soon),
    }
}
