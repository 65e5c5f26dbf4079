//! What a journal adds to what is recorded: its facts, and the picture of them.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use domain::{
    Allocation, Applied, Cents, CustomerFile, CustomerId, Event, ImportId, Invoice, InvoiceId, InvoiceKind, Lang,
    Means, Money, Origin, PaidPart, Payment,
};
use intake::fec::{LedgerCustomer, LedgerItem};
use intake::{Finding, FindingCode, Place, Severity};

use super::known::{Known, Standing};
use super::sides::{NewDebt, NewFund, Sides, entry_of, key};
use super::{Differing, JournalFile, LeftOut, Outlook, WhyLeftOut, why};
use crate::desk::{Desk, Now};
use crate::failure::Failure;
use crate::import::{CustomerFacts, FileState, new_customer};
use crate::words::accounts as words;

/// Findings of one code that are listed; the rest are counted.
const LISTED: usize = 50;
/// As many customers whose sums differ as are named.
const NAMED: usize = 20;
/// Customers between two looks at whether the owner stopped it.
const REPORT_EVERY: usize = 200;

/// A journal beside what is recorded.
#[derive(Default)]
pub struct Planned {
    /// Each with the customer it is about, in the order in which they are to be recorded.
    pub events: Vec<(CustomerId, Event)>,
    /// Money known before that went to invoices known before.
    pub applied: Vec<Applied>,
    pub outlook: Outlook,
    pub findings: Vec<Finding>,
    /// New customers, and known ones, of whom something is open now.
    pub owing: Vec<CustomerId>,
}

/// Compares a journal with what is recorded. `report` is told how many customers were looked at, and may stop it.
///
/// # Errors
/// [`Failure::EarlierAccounts`] when balances brought forward after this journal's first day are recorded: its invoices
/// are in them, and would count twice. [`Failure::Cancelled`].
pub fn plan(
    journal: &JournalFile,
    known: &Known,
    import: ImportId,
    lang: Lang,
    now: Now,
    report: &mut dyn FnMut(usize) -> bool,
) -> Result<Planned, Failure> {
    let mut planned = Planned::default();
    let on = last_day(journal);
    planned.outlook.on = on;
    let codes: HashSet<&str> = journal.receivables.named().map(|customer| customer.auxiliary.as_str()).collect();
    let mut taken = HashSet::new();
    let mut without_day = (0u32, Cents::ZERO);
    for (place, ledger) in journal.receivables.customers.iter().enumerate() {
        if place % REPORT_EVERY == 0 && !report(place) {
            return Err(Failure::Cancelled);
        }
        if let Some(why) = why(ledger.kind) {
            let (name, lines, balance) = (ledger.name.clone(), lines_of(ledger), ledger.open_balance);
            planned.outlook.left_out.push(LeftOut { name, why, lines, balance });
            continue;
        }
        let found = known.find(&ledger.auxiliary, &ledger.name, &taken, &codes);
        taken.extend(found);
        let file = found.and_then(|id| known.file(id));
        if let (Some(file), Some(first)) = (file, journal.first_day) {
            not_before(file, first)?;
        }
        let sides = Sides::of(ledger, file, journal.first_day, now);
        without_day.0 = without_day.0.saturating_add(sides.without_day.0);
        without_day.1 = without_day.1.plus(sides.without_day.1);
        let on = on.unwrap_or(NaiveDate::MAX);
        one(&mut planned, ledger, file, sides, Making { import, lang, now, on });
    }
    if without_day.0 > 0 {
        let (lines, balance) = without_day;
        planned.outlook.left_out.push(LeftOut { name: String::new(), why: WhyLeftOut::WithoutDay, lines, balance });
    }
    planned.outlook.left_out.sort_by_key(|out| std::cmp::Reverse(out.balance.abs()));
    planned.outlook.differing.sort_by_key(|one| std::cmp::Reverse(one.acquit.minus(one.accounts).abs()));
    planned.outlook.differing.truncate(NAMED);
    planned.findings = listed(planned.findings);
    Ok(planned)
}

impl Desk {
    /// What a journal would add beside what is recorded, journals of earlier days in the same plan counted.
    pub(crate) fn look_at_journal(
        &self,
        journal: &mut JournalFile,
        known: &mut Known,
        read_at: Now,
        stays_out: bool,
    ) -> (FileState, Vec<Finding>) {
        let mut findings = journal.read_findings.clone();
        let import = domain::ImportId(read_at.mint());
        match plan(journal, known, import, self.lang, read_at, &mut |_| true) {
            Ok(planned) => {
                if !stays_out {
                    planned.events.iter().for_each(|(customer, event)| known.apply(*customer, event));
                }
                findings.splice(0..0, planned.findings);
                let nothing = planned.outlook.adds_nothing();
                journal.outlook = planned.outlook;
                let state = if nothing { FileState::Duplicate { imported_on: None } } else { FileState::Ready };
                (state, findings)
            }
            Err(failure) => (FileState::Refused(failure), findings),
        }
    }
}

/// The last day that the journal speaks of.
fn last_day(journal: &JournalFile) -> Option<NaiveDate> {
    let items = journal.receivables.named().flat_map(items);
    items.filter_map(|item| item.date).max().max(journal.last_day)
}

fn items(ledger: &LedgerCustomer) -> impl Iterator<Item = &LedgerItem> {
    let lists =
        [&ledger.invoices, &ledger.credit_notes, &ledger.payments, &ledger.returned, &ledger.opening, &ledger.others];
    lists.into_iter().flatten()
}

fn lines_of(ledger: &LedgerCustomer) -> u32 {
    u32::try_from(items(ledger).count()).unwrap_or(u32::MAX)
}

/// Refuses a journal whose invoices are in a balance that was brought forward later.
fn not_before(file: &CustomerFile, first: NaiveDate) -> Result<(), Failure> {
    let later = file
        .invoices
        .iter()
        .filter(|invoice| invoice.origin == Origin::BroughtForward && invoice.import.is_some())
        .map(|invoice| invoice.issue_date)
        .filter(|day| *day > first)
        .min();
    match later {
        Some(opened_on) => Err(Failure::EarlierAccounts { opened_on }),
        None => Ok(()),
    }
}

/// What the facts are made with.
#[derive(Clone, Copy)]
struct Making {
    import: ImportId,
    lang: Lang,
    now: Now,
    on: NaiveDate,
}

fn one(planned: &mut Planned, ledger: &LedgerCustomer, file: Option<&CustomerFile>, sides: Sides<'_>, with: Making) {
    let brings = !sides.new_debts.is_empty() || !sides.new_funds.is_empty();
    let outlook = &mut planned.outlook;
    let customer = match file {
        Some(file) => {
            outlook.customers_known += 1;
            file.customer.id
        }
        None if !brings => return,
        None => {
            outlook.customers_new += 1;
            let code = (ledger.auxiliary != ledger.name).then(|| ledger.auxiliary.clone());
            let facts = CustomerFacts { name: ledger.name.clone(), other_id: code, ..CustomerFacts::default() };
            let customer = new_customer(with.now, &facts);
            let id = customer.id;
            planned.events.push((id, Event::CustomerRecorded { customer: Box::new(customer) }));
            id
        }
    };
    count(outlook, &sides);
    let before = file.map(|file| Standing::on(file, with.on).owed(file)).unwrap_or_default();
    let debts: Cents = sides.new_debts.iter().map(|debt| debt.amount).sum();
    let funds: Cents = sides.new_funds.iter().map(|fund| fund.amount).sum();
    let after = before.plus(debts).minus(funds);
    outlook.owed_before = outlook.owed_before.plus(before);
    outlook.owed_after = outlook.owed_after.plus(after);
    // A line that nothing can be made of is left out of both sides.
    let accounts = ledger.open_balance.minus(sides.without_day.1);
    outlook.accounts = outlook.accounts.plus(accounts);
    if after != accounts {
        outlook.differing.push(Differing { name: ledger.name.clone(), accounts, acquit: after });
    }
    let owes = sides.new_debts.iter().any(|debt| sides.open_of(debt.id).is_positive());
    if owes {
        planned.owing.push(customer);
    }
    outlook.owing = outlook.owing.saturating_add(u32::from(after.is_positive()));
    planned.findings.extend(sides.findings.iter().map(|finding| finding.clone().with("customer", &ledger.name)));
    facts(planned, customer, &sides, with);
}

fn count(outlook: &mut Outlook, sides: &Sides<'_>) {
    for debt in &sides.new_debts {
        let sum = match debt.origin {
            Origin::Document => &mut outlook.invoices,
            Origin::BroughtForward => &mut outlook.brought_forward,
            Origin::MoneyBack => &mut outlook.money_back,
            Origin::BookEntry => &mut outlook.book_entries,
        };
        sum.add(debt.amount);
        let open = sides.open_of(debt.id);
        if debt.origin.is_document() && open.is_positive() {
            outlook.invoices_open.add(open);
        }
    }
    for fund in &sides.new_funds {
        match (fund.money, fund.origin) {
            (Money::Payment(_), _) => outlook.payments.add(fund.amount),
            (Money::CreditNote(_), Origin::Document | Origin::MoneyBack) => outlook.credit_notes.add(fund.amount),
            (Money::CreditNote(_), Origin::BroughtForward) => outlook.brought_credit.add(fund.amount),
            (Money::CreditNote(_), Origin::BookEntry) => outlook.book_entries.add(-fund.amount),
        }
        let free = sides.free_of(fund.money);
        if free.is_positive() && matches!(fund.money, Money::Payment(_)) {
            outlook.free.add(free);
        }
    }
    outlook.invoices_known = outlook.invoices_known.saturating_add(sides.known_invoices + sides.known_notes);
    outlook.payments_known = outlook.payments_known.saturating_add(sides.known_payments);
    outlook.contradicting = outlook.contradicting.saturating_add(sides.contradicting);
}

/// Invoices first, since money names them; then credit notes and payments; then what known money gives.
fn facts(planned: &mut Planned, customer: CustomerId, sides: &Sides<'_>, with: Making) {
    let mut numbers = Numbers::default();
    for debt in &sides.new_debts {
        let invoice = invoice_of(customer, debt, &mut numbers, with);
        planned.events.push((customer, Event::InvoiceRecorded { invoice: Box::new(invoice) }));
    }
    let given = |money: Money| -> Vec<Allocation> {
        let of = key(money);
        let parts = sides.given.range((of, InvoiceId(uuid::Uuid::nil()))..=(of, InvoiceId(uuid::Uuid::max())));
        parts.map(|((_, invoice), amount)| Allocation { invoice: *invoice, amount: *amount }).collect()
    };
    let mut new = HashSet::new();
    for fund in &sides.new_funds {
        new.insert(key(fund.money));
        let event = match fund.money {
            Money::CreditNote(id) => {
                let note = note_of(customer, id, fund, given(fund.money), &mut numbers, with);
                Event::InvoiceRecorded { invoice: Box::new(note) }
            }
            Money::Payment(id) => Event::PaymentReceived {
                payment: Box::new(Payment {
                    reference: plain(&fund.item.label),
                    note: entry_of(fund.item),
                    import: Some(with.import),
                    allocations: given(fund.money),
                    ..Payment::of(id, customer, fund.day, fund.amount, means(fund.item))
                }),
            },
        };
        planned.events.push((customer, event));
    }
    let brought: HashSet<InvoiceId> = sides.new_debts.iter().map(|debt| debt.id).collect();
    for ((money, invoice), amount) in sides.given.iter().filter(|((money, _), _)| !new.contains(money)) {
        let allocation = Allocation { invoice: *invoice, amount: *amount };
        let (money, event) = match money {
            (0, id) => {
                let payment = domain::PaymentId(*id);
                (Money::Payment(payment), Event::PaymentAllocated { payment, allocation, to: PaidPart::Principal })
            }
            (_, id) => {
                let credit_note = InvoiceId(*id);
                (Money::CreditNote(credit_note), Event::CreditAllocated { credit_note, allocation })
            }
        };
        planned.outlook.applied = planned.outlook.applied.saturating_add(1);
        // What a new invoice got is free again when the invoice goes.
        if !brought.contains(invoice) {
            planned.applied.push(Applied { money, invoice: *invoice, amount: *amount });
        }
        planned.events.push((customer, event));
    }
}

/// Numbers of one customer, each once.
#[derive(Default)]
struct Numbers(HashMap<String, u32>);

impl Numbers {
    fn own(&mut self, number: String) -> String {
        let times = self.0.entry(number.clone()).or_default();
        *times += 1;
        if *times == 1 { number } else { format!("{number} ({times})") }
    }
}

fn number_of(item: &LedgerItem, origin: Origin, day: NaiveDate, numbers: &mut Numbers, lang: Lang) -> String {
    let number = match origin {
        Origin::Document => plain(&item.number),
        Origin::BroughtForward => words::brought_forward_number(lang, day),
        Origin::MoneyBack | Origin::BookEntry => {
            let entry = entry_of(item);
            if entry.contains(' ') { entry } else { format!("{entry} {}", lang.short_date(day)).trim().to_owned() }
        }
    };
    numbers.own(number)
}

fn invoice_of(customer: CustomerId, debt: &NewDebt<'_>, numbers: &mut Numbers, with: Making) -> Invoice {
    Invoice {
        number: number_of(debt.item, debt.origin, debt.day, numbers, with.lang),
        subject: words::subject(with.lang, debt.origin, debt.day, &plain(&debt.item.label)),
        origin: debt.origin,
        ..blank(customer, debt.id, InvoiceKind::Invoice, debt.day, debt.amount, with.import)
    }
}

fn note_of(
    customer: CustomerId,
    id: InvoiceId,
    fund: &NewFund<'_>,
    credits: Vec<Allocation>,
    numbers: &mut Numbers,
    with: Making,
) -> Invoice {
    Invoice {
        number: number_of(fund.item, fund.origin, fund.day, numbers, with.lang),
        subject: words::credit_subject(with.lang, fund.origin, fund.day, &plain(&fund.item.label)),
        origin: fund.origin,
        credits,
        ..blank(customer, id, InvoiceKind::CreditNote, fund.day, fund.amount, with.import)
    }
}

fn blank(
    customer: CustomerId,
    id: InvoiceId,
    kind: InvoiceKind,
    issue_date: NaiveDate,
    amount: Cents,
    import: ImportId,
) -> Invoice {
    Invoice { kind, import: Some(import), ..Invoice::bare(id, customer, issue_date, amount) }
}

/// On one line, without blanks at the ends.
fn plain(text: &str) -> String {
    text.split(|c: char| c.is_control() || c == ' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// How money came, as far as the words of the accounts tell.
fn means(item: &LedgerItem) -> Means {
    let words = store::name_key(&format!("{} {} {}", item.means, item.label, item.piece_ref));
    let has = |starts: &[&str]| words.split(' ').any(|word| starts.iter().any(|start| word.starts_with(start)));
    let is = |wanted: &[&str]| words.split(' ').any(|word| wanted.contains(&word));
    if has(&["cheque", "chq"]) {
        Means::Cheque
    } else if has(&["virement", "sepa"]) || is(&["vir", "vrt", "virt"]) {
        Means::Transfer
    } else if has(&["prelevement", "prlv"]) {
        Means::DirectDebit
    } else if has(&["espece"]) {
        Means::Cash
    } else if is(&["cb", "carte", "tpe"]) {
        Means::Card
    } else {
        Means::Other
    }
}

/// As many of each code as somebody reads; the rest are counted.
fn listed(findings: Vec<Finding>) -> Vec<Finding> {
    let mut counts: HashMap<FindingCode, (usize, Severity, Option<u32>)> = HashMap::new();
    let mut list = Vec::new();
    for finding in findings {
        let (count, ..) = counts.entry(finding.code).or_insert((0, finding.severity, finding.place.line));
        *count += 1;
        if *count <= LISTED {
            list.push(finding);
        }
    }
    let mut more: Vec<_> = counts.into_iter().filter(|(_, (count, ..))| *count > LISTED).collect();
    more.sort_by_key(|(code, _)| *code);
    list.extend(more.into_iter().map(|(code, (count, severity, line))| {
        let line = line.map_or_else(String::new, |line| line.to_string());
        let finding = Finding::new(severity, FindingCode::FurtherLines, Place::whole_file());
        finding.with("count", count - LISTED).with("first_line", line).with("code", code)
    }));
    list
}
