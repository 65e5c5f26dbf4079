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
        "ceded" => InvoiceState::Ceded,
        "credit_notes" => InvoiceState::CreditNotes,
        _ => InvoiceState::All,
    }
}

const FILTERS: [&str; 7] = ["open", "overdue", "not_due", "paid", "ceded", "credit_notes", "all"];

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
    let overdue = desk.overdue_of(&filter, now)?;
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
            due_dates: app::words::law::due_dates(lang, row.due_dates as usize),
            days_late: if row.open.is_positive() && !is_note { i32::try_from(late).unwrap_or(i32::MAX) } else { 0 },
            amount: if is_note { -row.amount_due.0 } else { row.amount_due.0 },
            paid: row.paid.plus(row.credited).plus(row.withheld).plus(row.discounted).0,
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
    let due_unknown = !row.origin.is_document() && row.first_due.is_none();
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
    if let Some(to) = &row.ceded_to {
        return Badge { text: format!("{} {to}", say(lang, "cédée à", "ceded to")), tone: Tone::Plain };
    }
    if row.disputed {
        return badge("contestée", "disputed", Tone::Soon);
    }
    if row.promised {
        return badge("promise", "promised", Tone::Soon);
    }
    if due_unknown {
        return badge("échéance à préciser", "due date to be said", Tone::Soon);
    }
    if row.paused {
        return badge("suspendue", "paused", Tone::Plain);
    }
    if late > 0 {
        let days = lang.count(late.unsigned_abs());
        let text = match lang {
            Lang::Fr => format!("{days}{NO_BREAK}j de retard"),
            Lang::En => format!("{days} d late"),
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
        SilenceReason::Ceded { .. } => badge("cédé", "ceded", Tone::Plain),
        SilenceReason::Paused { .. } => badge("suspendu", "paused", Tone::Plain),
        SilenceReason::Planned { .. } => badge("échéancier", "plan", Tone::Good),
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

#[cfg(test)]
mod tests {
    use app::invoices::{TypedCustomer, TypedDue, TypedInvoice};
    use chrono::NaiveDate;
    use domain::{Cents, ClaimNature, DebtorKind, Instalment, InvoiceKind};

    use super::super::{customer::customer_file, draft::claim, today::today};
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The sample, and an invoice of 3 000 with one part of 1 500 that is late and one that is not due yet.
    fn with_two_due_dates() -> (tempfile::TempDir, Desk, Now, String) {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk::open(folder.path(), Some(Lang::Fr)).unwrap();
        let now = Now { instant: day("2026-11-23").and_hms_opt(8, 0, 0).unwrap().and_utc(), today: day("2026-11-23") };
        desk.fill_with_sample(now).unwrap();
        let typed = TypedInvoice {
            id: None,
            customer: TypedCustomer::New { name: "Ekko".into(), kind: Some(DebtorKind::Professional), email: None },
            number: "EK-1".into(),
            kind: InvoiceKind::Invoice,
            issue_date: day("2026-09-01"),
            due: TypedDue::Instalments(vec![
                Instalment::due(day("2026-10-19"), Cents(150_000)),
                Instalment::due(day("2026-12-19"), Cents(150_000)),
            ]),
            retention: None,
            delivery_date: None,
            received_on: None,
            nature: ClaimNature::General,
            credits: None,
            gross_total: Cents(300_000),
            already_paid: Cents::ZERO,
            subject: String::new(),
        };
        let (_, customer, _) = desk.save_invoice(now, typed).unwrap();
        (folder, desk, now, customer.to_string())
    }

    fn query(search: &str, filter: &str) -> ListQuery {
        ListQuery {
            search: search.into(),
            filter: filter.into(),
            sort: String::new(),
            descending: false,
            offset: 0,
            limit: 100,
        }
    }

    #[test]
    fn today_and_the_list_call_the_same_sum_late() {
        let (_folder, mut desk, now, _) = with_two_due_dates();
        let said = today(&mut desk, now).unwrap().figures.into_iter().find(|one| one.key == "overdue").unwrap().value;
        let list = invoices(&mut desk, now, query("", "open")).unwrap();
        assert_eq!(Lang::Fr.amount(Cents(list.overdue)), said);
        let found = invoices(&mut desk, now, query("EK-1", "overdue")).unwrap();
        assert_eq!((found.total, found.open, found.overdue), (1, 300_000, 150_000));
    }

    #[test]
    fn several_due_dates_are_one_date_and_their_number_on_every_screen() {
        let (_folder, mut desk, now, customer) = with_two_due_dates();
        let row = invoices(&mut desk, now, query("EK-1", "open")).unwrap().rows.remove(0);
        let file = customer_file(&mut desk, now, customer.clone()).unwrap();
        let shown = (Some("2026-10-19"), "2\u{a0}échéances", 35);
        assert_eq!((row.due_date.as_deref(), row.due_dates.as_str(), row.days_late), shown);
        let later = Now { today: day("2031-07-10"), ..now };
        let late = invoices(&mut desk, later, query("EK-1", "open")).unwrap().rows.remove(0);
        assert_eq!(late.state.text, "1\u{202f}725\u{a0}j de retard");
        let one = &file.invoices[0];
        assert_eq!((one.due_date.as_deref(), one.due_dates.as_str(), one.days_late), shown);
        assert!(file.timeline.iter().any(|line| line.detail.contains("échéances le 19/10/2026 et le 19/12/2026")));
        let computed = claim(&mut desk, now, customer, None).unwrap();
        let both = "2 échéances : 1 500,00 € le 19 octobre 2026 et 1 500,00 € le 19 décembre 2026.";
        assert_eq!(computed.invoices[0].due_sentence.replace(['\u{a0}', '\u{202f}'], " "), both);
    }

    #[test]
    fn the_computation_links_what_is_left_to_its_principal() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk::open(folder.path(), Some(Lang::Fr)).unwrap();
        let now = Now { instant: day("2026-11-23").and_hms_opt(8, 0, 0).unwrap().and_utc(), today: day("2026-11-23") };
        desk.fill_with_sample(now).unwrap();
        let mut linked = 0;
        for customer in desk.customers_owing().unwrap() {
            let file = customer_file(&mut desk, now, customer.to_string()).unwrap();
            let computed = claim(&mut desk, now, customer.to_string(), None).unwrap();
            // Nothing is computed for one whose kind is not known.
            if computed.invoices.is_empty() {
                continue;
            }
            assert_eq!(file.total, computed.total, "{}", file.name);
            if file.principal == computed.principal {
                continue;
            }
            let [open, principal, accrued, interest, moved] = [
                file.principal,
                computed.principal,
                file.interest,
                computed.interest,
                computed.principal - file.principal,
            ]
            .map(|cents| Lang::Fr.amount(Cents(cents)));
            let said = [
                format!("reste dû {open} + {moved} = principal {principal}"),
                format!("courus {accrued} − {moved} = intérêts {interest}"),
            ];
            let note = &computed.notes[0];
            assert!(said.iter().all(|part| note.contains(part)), "{note}");
            linked += 1;
        }
        assert!(linked > 0, "the sample has an invoice paid in part");
    }
}
