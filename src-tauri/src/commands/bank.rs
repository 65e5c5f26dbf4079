//! Money received: what the lines of the bank may pay, and what the owner makes of them.

use app::bank::FilesReadOnce;
use app::matching::ProposedLine;
use app::noted::Noted;
use app::recognise::Share;
use app::words::bank::{self as words, Pays, Waiting};
use app::words::matching;
use app::{Desk, Failure, FieldProblem, Now, Thing};
use domain::matching::{Match, Outcome as Proposed, Reason};
use domain::{BankEntryId, Cents, CustomerFile, InvoiceId, Means, Payment, PaymentId};
use store::{AccountSeen, BankEntryRow, BankEntryState};

use super::today::say;
use super::{Outcome, changed, failure_view, typed};
use crate::views::bank::{
    BankAccountView, BankGroup, BankLawView, BankLineView, BankPaymentView, BankPickView, BankShareInvoiceView,
    BankShareView, BankSharesForm, BankSharesView, BankView,
};
use crate::views::{Badge, Changed, Tone};

/// The most lines of a group that one answer holds.
const MOST: usize = 2_000;
/// As many possibilities as one line shows.
const PICKS: usize = 8;

pub fn bank(desk: &mut Desk, now: Now, limit: u32) -> Outcome<BankView> {
    let lang = desk.lang();
    let limit = (limit as usize).clamp(1, MOST);
    let (mut doubtful, mut unknown, mut returns, mut certain) =
        (BankGroup::default(), BankGroup::default(), BankGroup::default(), BankGroup::default());
    let files = desk.files_read_once();
    for line in desk.bank_proposals(now)? {
        let group = match &line.outcome {
            _ if line.is_noted() => &mut certain,
            Proposed::Certain(_) => &mut certain,
            Proposed::Doubtful(_) => &mut doubtful,
            Proposed::Unknown if line.noted.is_some() => &mut doubtful,
            Proposed::Unknown if line.row.entry.amount < Cents::ZERO => &mut returns,
            Proposed::Unknown => &mut unknown,
            Proposed::TakenBack { .. } | Proposed::TakesBack { .. } => &mut returns,
        };
        add(group, line.row.entry.amount, limit, || waiting_line(desk, &files, now, &line))?;
    }
    let count = |group: &BankGroup| group.count as usize;
    let waiting = Waiting {
        certain: count(&certain),
        doubtful: count(&doubtful),
        unknown: count(&unknown),
        returns: count(&returns),
    };
    let accounts = desk.accounts_seen()?;
    let until = accounts.first().map(|account| account.until);
    Ok(BankView {
        seen: words::seen(lang, until),
        seen_until: until.map(|day| day.to_string()),
        accounts: accounts.into_iter().map(account_view).collect(),
        summary: words::waiting(lang, waiting),
        done: recorded(desk, &files, now, BankEntryState::Recognised, limit)?,
        aside: recorded(desk, &files, now, BankEntryState::SetAside, limit)?,
        doubtful,
        unknown,
        returns,
        certain,
    })
}

/// Banks name an account after its owner: the end of its number tells two of one owner apart.
fn account_view(seen: AccountSeen) -> BankAccountView {
    const SHOWN: usize = 4;
    let until = seen.until.to_string();
    if seen.account_name.is_empty() {
        return BankAccountView { name: seen.account.clone(), account: seen.account, ends_in: String::new(), until };
    }
    let ends_in: String = seen.account.chars().skip(seen.account.chars().count().saturating_sub(SHOWN)).collect();
    BankAccountView { account: seen.account, name: seen.account_name, ends_in, until }
}

fn add(
    group: &mut BankGroup,
    amount: Cents,
    limit: usize,
    line: impl FnOnce() -> Outcome<BankLineView>,
) -> Outcome<()> {
    group.count = group.count.saturating_add(1);
    group.amount = group.amount.saturating_add(amount.0);
    if group.lines.len() < limit {
        group.lines.push(line()?);
    }
    Ok(())
}

fn bare(row: &BankEntryRow) -> BankLineView {
    BankLineView {
        line: row.entry.id.to_string(),
        day: row.entry.day.to_string(),
        amount: row.entry.amount.0,
        text: row.entry.text.join(" "),
        payer: row.entry.payer_name.clone(),
        picks: Vec::new(),
        confirmable: false,
        hint: String::new(),
        other: None,
        payment: None,
    }
}

fn waiting_line(desk: &Desk, files: &FilesReadOnce<'_>, now: Now, proposed: &ProposedLine) -> Outcome<BankLineView> {
    let lang = desk.lang();
    let mut view = bare(&proposed.row);
    if let Some(noted) = &proposed.noted {
        view.picks = vec![noted_pick(desk, files, now, noted)?];
        view.confirmable = noted.certain || proposed.outcome == Proposed::Unknown;
        if let (false, Proposed::Doubtful(others)) = (noted.certain, &proposed.outcome) {
            for other in others.iter().take(PICKS - 1) {
                view.picks.push(pick(desk, files, now, other)?);
            }
            let names: Vec<String> = view.picks.iter().map(|pick| pick.name.clone()).collect();
            view.hint = words::candidates(lang, &names);
        }
        return Ok(view);
    }
    match &proposed.outcome {
        Proposed::Certain(one) => {
            view.picks = vec![pick(desk, files, now, one)?];
            view.confirmable = true;
        }
        Proposed::Doubtful(several) => {
            view.picks = several.iter().take(PICKS).map(|one| pick(desk, files, now, one)).collect::<Outcome<_>>()?;
            // What another explains as well is chosen, not confirmed.
            let alike = |reason: &Reason| {
                matches!(
                    reason,
                    Reason::SameAmountElsewhere { .. }
                        | Reason::OtherwiseExplained { .. }
                        | Reason::ClaimedTwice { .. }
                        | Reason::AccountOfAnother { .. }
                        | Reason::NameOfAnother { .. }
                )
            };
            let first = several.first();
            view.confirmable = first.is_some_and(|first| !first.reasons.iter().any(alike));
            if !view.confirmable {
                let names: Vec<String> = view.picks.iter().map(|pick| pick.name.clone()).collect();
                view.hint = words::candidates(lang, &names);
            }
        }
        Proposed::Unknown if proposed.row.entry.amount < Cents::ZERO => {
            view.hint = say(
                lang,
                "De l’argent est reparti, sans dire de quel paiement.",
                "Money went back, without saying of which payment.",
            )
            .to_owned();
        }
        Proposed::Unknown => view.hint = words::nothing_fits(lang).to_owned(),
        Proposed::TakenBack { by } => {
            view.other = Some(by.to_string());
            view.hint = say(
                lang,
                "Reparti depuis\u{a0}: une autre ligne le reprend.",
                "Gone since: another line takes it back.",
            )
            .to_owned();
        }
        Proposed::TakesBack { entry } => {
            view.other = Some(entry.to_string());
            view.payment = proposed.takes_back.map(|payment| payment.to_string());
            view.hint = match proposed.takes_back {
                Some(payment) => taken_back(lang, files, payment)?,
                None => {
                    say(lang, "Reprend une ligne qui attend aussi.", "Takes back a line that waits too.").to_owned()
                }
            };
        }
    }
    Ok(view)
}

/// Before the ids of payments, in a possibility that books nothing.
const NOTED: &str = "noted:";

/// The payments recorded before that a line may be, as one possibility.
fn noted_pick(desk: &Desk, files: &FilesReadOnce<'_>, now: Now, noted: &Noted) -> Outcome<BankPickView> {
    let (lang, mut views) = (desk.lang(), Vec::new());
    for payment in &noted.payments {
        let file = files.of_payment(*payment)?;
        let Some(known) = file.payments.iter().find(|known| known.id == *payment) else { continue };
        let view = recorded_pick(desk, now, &file, known)?;
        let badge = Badge { text: say(lang, "déjà noté", "recorded already").to_owned(), tone: Tone::Plain };
        let reasons = words::noted(lang, known, noted.named);
        views.push(BankPickView { reasons, law: None, badge: Some(badge), ..view });
    }
    let names: Vec<String> = views.iter().map(|view| view.name.clone()).collect();
    let what: Vec<String> = views.iter().map(|view| view.what.clone()).collect();
    let ids: Vec<String> = noted.payments.iter().map(PaymentId::to_string).collect();
    let first = views.into_iter().next().ok_or(Failure::BankChanged)?;
    Ok(BankPickView {
        pick: format!("{NOTED}{}", ids.join(",")),
        name: words::distinct(lang, &names),
        what: app::words::list(lang, &what),
        ..first
    })
}

/// "Reprend le paiement de Mistral SAS du 12 octobre".
fn taken_back(lang: domain::Lang, files: &FilesReadOnce<'_>, payment: PaymentId) -> Outcome<String> {
    let file = files.of_payment(payment)?;
    let day = file.payments.iter().find(|known| known.id == payment).map(|known| known.received_on);
    let day = day.map(|day| lang.long_date(day)).unwrap_or_default();
    let name = &file.customer.name;
    Ok(match lang {
        domain::Lang::Fr => format!("Reprend le paiement de {name} du {day}\u{a0}: la facture sera de nouveau due."),
        domain::Lang::En => format!("Takes back the payment of {name} of {day}: the invoice will be owed again."),
    })
}

fn pick(desk: &Desk, files: &FilesReadOnce<'_>, now: Now, one: &Match) -> Outcome<BankPickView> {
    let file = files.of(one.customer)?;
    let lang = desk.lang();
    let name = |customer| files.name(customer);
    let (against, reasons): (Vec<&Reason>, Vec<&Reason>) =
        one.reasons.iter().partition(|reason| reason.speaks_against());
    let said =
        |reasons: Vec<&Reason>| reasons.into_iter().map(|reason| matching::reason(lang, reason, &name)).collect();
    let pays = Pays {
        allocations: &one.allocations,
        credits: &one.credits,
        discounts: &one.discounts,
        fees: &one.fees,
        accessories: one.accessories,
        leftover: one.leftover,
        recorded: false,
    };
    let pick = serde_json::to_string(one).map_err(|_| Failure::BankChanged)?;
    Ok(BankPickView { reasons: said(reasons), against: said(against), ..paid_by(desk, now, &file, pays, pick) })
}

/// What a line pays of one customer, in words.
fn paid_by(desk: &Desk, now: Now, file: &CustomerFile, pays: Pays<'_>, pick: String) -> BankPickView {
    let lang = desk.lang();
    let (settled, partly) = words::settles(pays, file, now.today);
    let badge = |french: &str, english: &str, tone| Badge { text: say(lang, french, english).to_owned(), tone };
    let several = pays.allocations.len() > 1;
    BankPickView {
        pick,
        customer: file.customer.id.to_string(),
        name: file.customer.name.clone(),
        what: words::pays(lang, pays, file, now.today),
        reasons: Vec::new(),
        against: Vec::new(),
        law: partly.then(|| BankLawView {
            sentence: words::part_payment(lang).to_owned(),
            article: "C. civ., art. 2240".to_owned(),
        }),
        badge: match (settled, partly) {
            (true, _) if several => Some(badge("soldées", "settled", Tone::Good)),
            (true, _) => Some(badge("soldée", "settled", Tone::Good)),
            (_, true) => Some(badge("acompte", "in part", Tone::Soon)),
            _ => None,
        },
    }
}

fn recorded(
    desk: &Desk,
    files: &FilesReadOnce<'_>,
    now: Now,
    state: BankEntryState,
    limit: usize,
) -> Outcome<BankGroup> {
    let (count, amount) = desk.bank_entry_count(state)?;
    let mut group = BankGroup { count: u32::try_from(count).unwrap_or(u32::MAX), amount: amount.0, lines: Vec::new() };
    for row in desk.bank_entry_page(state, limit)? {
        group.lines.push(recorded_line(desk, files, now, &row)?);
    }
    Ok(group)
}

/// What a recorded payment paid.
fn recorded_pick(desk: &Desk, now: Now, file: &CustomerFile, known: &Payment) -> Outcome<BankPickView> {
    let credits = desk.credits_with_payment(known.id)?;
    let pays = Pays {
        allocations: &known.allocations,
        credits: &credits,
        discounts: &known.discounts,
        fees: &known.withheld,
        accessories: known.accessories.iter().map(|part| part.amount).sum(),
        leftover: known.free(),
        recorded: true,
    };
    Ok(paid_by(desk, now, file, pays, String::new()))
}

fn recorded_line(desk: &Desk, files: &FilesReadOnce<'_>, now: Now, row: &BankEntryRow) -> Outcome<BankLineView> {
    let mut view = bare(row);
    for (payment, customer) in &row.payments {
        let file = files.of(*customer)?;
        let Some(known) = file.payments.iter().find(|known| known.id == *payment) else { continue };
        view.picks.push(recorded_pick(desk, now, &file, known)?);
    }
    if let Some(payment) = row.returns {
        let file = files.of_payment(payment)?;
        view.payment = Some(payment.to_string());
        view.hint = match desk.lang() {
            domain::Lang::Fr => format!("Paiement de {} reparti.", file.customer.name),
            domain::Lang::En => format!("Payment of {} that went back.", file.customer.name),
        };
    }
    if let Some((_, reason)) = &row.aside {
        view.hint.clone_from(reason);
    }
    Ok(view)
}

fn line_id(text: &str) -> Outcome<BankEntryId> {
    text.parse().map_err(|_| Failure::NotFound { what: Thing::BankEntry })
}

pub fn bank_confirm(desk: &mut Desk, now: Now, line: String, pick: String) -> Outcome<Changed> {
    if let Some(payments) = pick.strip_prefix(NOTED) {
        let payments: Result<Vec<PaymentId>, _> = payments.split(',').map(str::parse).collect();
        let payments = payments.map_err(|_| Failure::BankChanged)?;
        return desk.confirm_noted(now, line_id(&line)?, &payments).map(changed);
    }
    let chosen: Match = serde_json::from_str(&pick).map_err(|_| Failure::BankChanged)?;
    desk.confirm_match(now, line_id(&line)?, &chosen).map(changed)
}

pub fn bank_confirm_all(desk: &mut Desk, now: Now, count: u32) -> Outcome<Changed> {
    desk.confirm_certain(now, count as usize).map(changed)
}

pub fn bank_undo(desk: &mut Desk, now: Now, line: String) -> Outcome<Changed> {
    desk.unmatch(now, line_id(&line)?).map(changed)
}

pub fn bank_aside(desk: &mut Desk, now: Now, line: String, reason: String) -> Outcome<Changed> {
    desk.set_entry_aside(now, line_id(&line)?, reason.trim().to_owned()).map(changed)
}

pub fn bank_take_up(desk: &mut Desk, now: Now, line: String) -> Outcome<Changed> {
    desk.undo(now, &format!("entry:{}", line_id(&line)?)).map(changed)
}

pub fn bank_pair_aside(desk: &mut Desk, now: Now, line: String, other: String) -> Outcome<Changed> {
    desk.set_pair_aside(now, line_id(&line)?, line_id(&other)?).map(changed)
}

pub fn bank_return(desk: &mut Desk, now: Now, line: String, payment: String) -> Outcome<Changed> {
    let payment = payment.parse().map_err(|_| Failure::NotFound { what: Thing::Payment })?;
    desk.recognise_return(now, line_id(&line)?, payment).map(changed)
}

pub fn bank_returnable(desk: &mut Desk, now: Now, line: String) -> Outcome<Vec<BankPaymentView>> {
    let lang = desk.lang();
    let mut views = Vec::new();
    for (payment, file) in desk.payments_it_may_take_back(line_id(&line)?)? {
        let Some(known) = file.payments.iter().find(|known| known.id == payment) else { continue };
        let pays = Pays {
            allocations: &known.allocations,
            credits: &[],
            discounts: &known.discounts,
            fees: &known.withheld,
            accessories: known.accessories.iter().map(|part| part.amount).sum(),
            leftover: known.free(),
            recorded: true,
        };
        views.push(BankPaymentView {
            payment: payment.to_string(),
            name: file.customer.name.clone(),
            day: known.received_on.to_string(),
            amount: known.amount.0,
            what: words::pays(lang, pays, &file, now.today),
        });
    }
    Ok(views)
}

fn shares(form: &BankSharesForm) -> Outcome<Vec<Share>> {
    let share = |share: &crate::views::bank::BankShareForm| -> Outcome<Share> {
        let customer = share.customer.parse().map_err(|_| Failure::NotFound { what: Thing::Customer })?;
        let amount = typed::optional(&share.amount).map(|text| typed::positive_amount("amount", &text)).transpose()?;
        let mut parts: Vec<(InvoiceId, Option<Cents>)> = Vec::with_capacity(share.parts.len());
        for part in &share.parts {
            let invoice = part.invoice.parse().map_err(|_| Failure::NotFound { what: Thing::Invoice })?;
            let most = typed::optional(&part.amount).map(|text| typed::positive_amount("parts", &text)).transpose()?;
            parts.push((invoice, most));
        }
        Ok(Share { customer, amount, parts, accessories: share.accessories })
    };
    form.shares.iter().map(share).collect()
}

pub fn bank_recognise(desk: &mut Desk, now: Now, form: BankSharesForm) -> Outcome<Changed> {
    desk.recognise_shares(now, line_id(&form.line)?, &shares(&form)?).map(changed)
}

/// What a form would record; nothing is.
pub fn bank_shares(desk: &mut Desk, now: Now, form: BankSharesForm) -> Outcome<BankSharesView> {
    let lang = desk.lang();
    let line = desk.bank_entry(line_id(&form.line)?)?.entry;
    let mut view = BankSharesView { shares: Vec::new(), missing: 0, problem: None, note: String::new() };
    let said = match shares(&form) {
        Ok(said) => said,
        Err(failure) => {
            // The invoices stay on the screen while an amount is being typed.
            view.problem = Some(failure_view(&failure, lang));
            let customers = form.shares.iter().filter_map(|share| share.customer.parse().ok());
            customers.map(|customer| Share::whole(customer, Vec::new())).collect()
        }
    };
    let mut given = Cents::ZERO;
    let mut free = Cents::ZERO;
    let mut accessories = Cents::ZERO;
    let mut last = None;
    for share in &said {
        let file = desk.customer_file(share.customer)?;
        let amount = share.amount.unwrap_or(line.amount);
        given = given.plus(amount);
        let payment = match desk.payment_in(now, &line, &file, share) {
            Ok(payment) => payment,
            Err(failure) => {
                view.problem = Some(failure_view(&failure, lang));
                Payment::of(PaymentId(now.mint()), share.customer, line.day, amount, Means::Transfer)
            }
        };
        free = free.plus(payment.free());
        accessories = accessories.plus(payment.accessories.iter().map(|part| part.amount).sum());
        let invoices = desk.open_invoices(&file, now);
        view.shares.push(BankShareView {
            customer: share.customer.to_string(),
            name: file.customer.name.clone(),
            amount: amount.0,
            invoices: invoices
                .iter()
                .map(|(invoice, open, due)| BankShareInvoiceView {
                    invoice: invoice.id.to_string(),
                    number: invoice.number.clone(),
                    subject: invoice.subject.clone(),
                    due_date: due.map(|day| day.to_string()),
                    open: open.0,
                    part: payment.given_to(invoice.id).0.0,
                })
                .collect(),
            accessories: payment.accessories.iter().map(|part| part.amount).sum::<Cents>().0,
            accessories_owed: desk.accessories_owed(&file, &payment, &share.invoices(), now)?.0,
        });
        last = Some(file);
    }
    let missing = line.amount.minus(given);
    view.missing = missing.0;
    if view.problem.is_none() && missing != Cents::ZERO && !said.is_empty() {
        let problem = FieldProblem::DoesNotSum { sum: given, expected: line.amount };
        view.problem = Some(failure_view(&Failure::field("amount", problem), lang));
    }
    if view.problem.is_none() {
        let mut notes = Vec::new();
        if let Some(of) = last.filter(|_| accessories.is_positive()) {
            notes.push(app::words::owed::accessories_paid(lang, accessories, &of));
        }
        if free.is_positive() {
            let free = lang.amount(free);
            notes.push(match lang {
                domain::Lang::Fr => format!("{free} resteront à son crédit."),
                domain::Lang::En => format!("{free} will stay as its credit."),
            });
        }
        view.note = notes.join(" ");
    }
    Ok(view)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_accounts_of_one_owner_are_told_apart() {
        let until = "2026-11-21".parse().unwrap();
        let seen = |account: &str, name: &str| {
            account_view(AccountSeen { account: account.into(), account_name: name.into(), until })
        };
        let (one, other) =
            (seen("FR7630004000031234567890189", "Atelier"), seen("FR7610278021000002097930284", "Atelier"));
        assert_ne!(one.account, other.account);
        assert_eq!((one.name.as_str(), one.ends_in.as_str()), ("Atelier", "0189"));
        assert_eq!(other.ends_in, "0284");
        let unnamed = seen("FR7630004000031234567890189", "");
        assert_eq!((unnamed.name.as_str(), unnamed.ends_in.as_str()), ("FR7630004000031234567890189", ""));
    }
}
