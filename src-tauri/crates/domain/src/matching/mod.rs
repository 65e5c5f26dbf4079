//! Which invoices money pays that came in: proposals, each with what speaks for it and against it.
//!
//! Nothing is recorded here. The same ledger and the same entries give the same proposals, in whatever order they are
//! told. Certain matches are settled together, round by round: what is named takes its invoices before what merely fits,
//! and two entries that claim the same money are both left to a person.

mod amount;
mod creditor;
mod index;
mod mask;
mod model;
mod names;
mod number;
mod reference;
mod returns;
mod score;
mod sums;
mod text;
mod words;

pub use names::is_common as is_common_in_names;
pub use returns::{is_return, pairs as returns};

pub use creditor::{body as creditor_reference_body, reference as creditor_reference};
pub use model::{
    Asked, CreditUse, DuePart, EarlyDiscount, Entry, FreeCredit, Ledger, Match, OpenInvoice, Outcome, Payer, Precision,
    Promised, Proposal, Reason, Seen,
};

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use crate::ids::BankEntryId;
use crate::money::Cents;

use amount::Left;
use index::Index;
use score::{Candidate, Clues, Foundation, candidates, certain, shown};
use text::Text;

/// A proposal for each entry, in the order of the entries.
pub fn propose(ledger: &Ledger, entries: &[Entry]) -> Vec<Proposal> {
    let index = Index::of(ledger);
    // One order, whatever the order of arrival.
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by_key(|entry| (entry.day, entry.id));
    let mut outcomes: BTreeMap<BankEntryId, Outcome> = BTreeMap::new();
    for (came, back) in returns::pairs(&sorted) {
        outcomes.insert(sorted[came].id, Outcome::TakenBack { by: sorted[back].id });
        outcomes.insert(sorted[back].id, Outcome::TakesBack { entry: sorted[came].id });
    }
    let unexplained: Vec<&Entry> =
        sorted.iter().copied().filter(|entry| !outcomes.contains_key(&entry.id) && returns::is_return(entry)).collect();
    let mut went_back = WentBack::default();
    for entry in unexplained {
        let clues = clues(entry, &index, &WentBack::default());
        let named =
            clues.mentions.list.iter().flat_map(|mention| &mention.hits).map(|hit| index.customer_of[hit.invoice]);
        let of: BTreeSet<usize> =
            named.chain(clues.accounts.iter().copied()).chain(clues.names.iter().map(|hit| hit.customer)).collect();
        if of.is_empty() {
            went_back.unknown.push((entry.amount.0.saturating_neg(), entry.day, entry.id));
        }
        went_back.of.extend(of.into_iter().map(|customer| (customer, entry.id)));
    }
    let mut seen = BTreeSet::new();
    sorted.retain(|entry| entry.amount.is_positive() && !outcomes.contains_key(&entry.id) && seen.insert(entry.id));

    settle(&index, &sorted, &went_back, &mut outcomes);
    entries
        .iter()
        .map(|entry| Proposal {
            entry: entry.id,
            outcome: outcomes.get(&entry.id).cloned().unwrap_or(Outcome::Unknown),
        })
        .collect()
}

/// Returns that take back what came with an earlier statement.
#[derive(Default)]
struct WentBack {
    /// By the customer whose money it may be.
    of: Vec<(usize, BankEntryId)>,
    /// Of nobody knows whom: what went back, and when.
    unknown: Vec<(i64, NaiveDate, BankEntryId)>,
}

fn clues(entry: &Entry, index: &Index, went_back: &WentBack) -> Clues {
    let text = Text::of(&entry.lines);
    let accounts = index.with_account(&entry.payer_account).to_vec();
    let mut names = index.names.find(&entry.payer_name, &text);
    for hit in index.seen_as(&entry.payer_name) {
        match names.iter_mut().find(|known| known.customer == hit.customer) {
            Some(known) if known.whole || !hit.whole => {}
            Some(known) => *known = hit,
            None => names.push(hit),
        }
    }
    names.sort_by_key(|hit| hit.customer);
    let is_this = |customer: usize| accounts.contains(&customer) || names.iter().any(|hit| hit.customer == customer);
    let returns = went_back.of.iter().copied().filter(|&(customer, _)| is_this(customer)).collect();
    let is_paid_again =
        |&&(amount, day, _): &&(i64, NaiveDate, BankEntryId)| amount == entry.amount.0 && day <= entry.day;
    let return_of_amount = went_back.unknown.iter().find(is_paid_again).map(|&(_, _, id)| id);
    Clues { mentions: reference::mentions(entry, index), accounts, names, returns, return_of_amount }
}

/// What an entry may pay, as things stand.
struct View {
    candidates: Vec<Candidate>,
    certain: Option<(usize, Foundation)>,
}

fn settle(index: &Index, entries: &[&Entry], went_back: &WentBack, outcomes: &mut BTreeMap<BankEntryId, Outcome>) {
    let clues: Vec<Clues> = entries.iter().map(|entry| clues(entry, index, went_back)).collect();
    let mut left = Left::of(index);
    let look = |place: usize, left: &Left| {
        let mut candidates = candidates(entries[place], &clues[place], left);
        let certain = certain(&mut candidates);
        View { candidates, certain }
    };
    let may_pay = MayPay::of(entries, &clues, index);
    // The oldest invoice may be paid by an earlier entry, as long as nobody has said what that one is.
    let waits_for_another = |place: usize, customer: usize, waiting: &BTreeMap<usize, View>| {
        let Entry { amount, day, .. } = *entries[place];
        // Of one day any may be the first.
        let is_earlier = |other: usize| other != place && entries[other].day <= day;
        may_pay.for_oldest(customer, amount).any(|other| is_earlier(other) && waiting.contains_key(&other))
    };
    let mut waiting: BTreeMap<usize, View> = (0..entries.len()).map(|place| (place, look(place, &left))).collect();
    loop {
        let contested = contested(&waiting, &left);
        let ready = |foundation: Foundation| -> Vec<usize> {
            let is_ready = |(place, view): &(&usize, &View)| {
                view.certain.is_some_and(|(chosen, stands_on)| {
                    let candidate = &view.candidates[chosen];
                    stands_on == foundation
                        && !(candidate.by_age() && waits_for_another(**place, candidate.customer, &waiting))
                }) && !contested.contains_key(*place)
            };
            waiting.iter().filter(is_ready).map(|(&place, _)| place).collect()
        };
        let mut settled = ready(Foundation::Named);
        if settled.is_empty() {
            settled = ready(Foundation::Fits);
        }
        if settled.is_empty() {
            for (place, view) in waiting {
                let outcome = left_open(view, contested.get(&place), entries, (entries[place], &clues[place]), &left);
                outcomes.insert(entries[place].id, outcome);
            }
            return;
        }
        let mut touched = Touched::default();
        for place in settled {
            let Some(View { mut candidates, certain: Some((chosen, _)) }) = waiting.remove(&place) else { continue };
            let candidate = candidates.swap_remove(chosen);
            touched.by(&candidate, &left);
            left.take(&candidate.fit, entries[place].id);
            touched.by(&candidate, &left);
            outcomes.insert(entries[place].id, Outcome::Certain(candidate.into_match(&left)));
        }
        let again: Vec<usize> =
            waiting.keys().copied().filter(|&place| touched.concerns(entries[place], &clues[place], &left)).collect();
        for place in again {
            waiting.insert(place, look(place, &left));
        }
    }
}

/// Which entries may pay what is a customer's oldest: those that bear its account, its name or a number of its, and those
/// of the amount that say nothing of whose they are.
struct MayPay {
    of_customer: HashMap<usize, Vec<usize>>,
    of_nobody: HashMap<Cents, Vec<usize>>,
}

impl MayPay {
    fn of(entries: &[&Entry], clues: &[Clues], index: &Index) -> MayPay {
        let mut may_pay = MayPay { of_customer: HashMap::new(), of_nobody: HashMap::new() };
        for (place, clues) in clues.iter().enumerate() {
            let hits = || clues.mentions.list.iter().flat_map(|mention| &mention.hits);
            let numbered = hits().map(|hit| index.customer_of[hit.invoice]);
            let named = clues.names.iter().map(|hit| hit.customer);
            let customers: BTreeSet<usize> = clues.accounts.iter().copied().chain(named).chain(numbered).collect();
            for customer in customers {
                may_pay.of_customer.entry(customer).or_default().push(place);
            }
            if clues.accounts.is_empty() && !clues.names.iter().any(|hit| hit.whole) && hits().next().is_none() {
                may_pay.of_nobody.entry(entries[place].amount).or_default().push(place);
            }
        }
        may_pay
    }

    fn for_oldest(&self, customer: usize, amount: Cents) -> impl Iterator<Item = usize> {
        let of_nobody = self.of_nobody.get(&amount).into_iter().flatten();
        self.of_customer.get(&customer).into_iter().flatten().chain(of_nobody).copied()
    }
}

/// Customers and amounts that have changed: other entries need not be looked at again.
#[derive(Default)]
struct Touched {
    customers: BTreeSet<usize>,
    amounts: BTreeSet<i64>,
}

impl Touched {
    fn by(&mut self, candidate: &Candidate, left: &Left) {
        self.customers.insert(candidate.customer);
        for (invoice, _) in Left::takes(&candidate.fit) {
            self.amounts.extend(left.amounts(invoice));
        }
    }

    fn concerns(&self, entry: &Entry, clues: &Clues, left: &Left) -> bool {
        let named =
            clues.mentions.list.iter().flat_map(|mention| &mention.hits).map(|hit| left.index.customer_of[hit.invoice]);
        let called = clues.names.iter().map(|hit| hit.customer);
        self.amounts.contains(&entry.amount.0)
            || named
                .chain(called)
                .chain(clues.accounts.iter().copied())
                .any(|customer| self.customers.contains(&customer))
    }
}

/// The certain ones that together claim more of an invoice or a credit note than there is, each with the others.
fn contested(waiting: &BTreeMap<usize, View>, left: &Left) -> BTreeMap<usize, Vec<usize>> {
    let mut of_invoice: BTreeMap<usize, Vec<(usize, i64, Foundation)>> = BTreeMap::new();
    let mut of_credit: BTreeMap<usize, Vec<(usize, i64, Foundation)>> = BTreeMap::new();
    for (&place, view) in waiting {
        let Some((chosen, foundation)) = view.certain else { continue };
        let fit = &view.candidates[chosen].fit;
        for (invoice, amount) in Left::takes(fit) {
            of_invoice.entry(invoice).or_default().push((place, amount, foundation));
        }
        for &(credit, _, amount) in &fit.credits {
            of_credit.entry(credit).or_default().push((place, amount, foundation));
        }
    }
    let is_by_age = |place: usize| {
        let view = &waiting[&place];
        view.certain.is_some_and(|(chosen, _)| view.candidates[chosen].by_age())
    };
    let mut contested: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (&invoice, claims) in &of_invoice {
        for &(place, amount, foundation) in claims {
            // One part is not paid by two entries, though the invoice would have room for both.
            // Of two that would pay the oldest, the first one does.
            let comes_after = |other: usize| other > place && is_by_age(place) && is_by_age(other);
            let alike =
                claims.iter().filter(|(of, other, by)| *other == amount && *by <= foundation && !comes_after(*of));
            let others: Vec<usize> = alike.map(|(other, _, _)| *other).filter(|&other| other != place).collect();
            if others.len() >= left.times(invoice, amount) {
                contested.entry(place).or_default().extend(others);
            }
        }
    }
    let invoices = of_invoice.into_iter().map(|(invoice, claims)| (left.open(invoice), claims));
    let credits = of_credit.into_iter().map(|(credit, claims)| (left.credit(credit), claims));
    for (there_is, claims) in invoices.chain(credits) {
        for &(place, _, foundation) in &claims {
            // A name does not contest a reference; a reference contests a name.
            let comes_after = |other: usize| other > place && is_by_age(place) && is_by_age(other);
            let against: Vec<_> =
                claims.iter().filter(|(of, _, other)| *other <= foundation && !comes_after(*of)).collect();
            let asked: i64 =
                against.iter().map(|(_, amount, _)| amount).fold(0, |sum, amount| sum.saturating_add(*amount));
            if asked > there_is {
                let others = against.iter().map(|(other, _, _)| *other).filter(|&other| other != place);
                contested.entry(place).or_default().extend(others);
            }
        }
    }
    contested
}

fn left_open(
    view: View,
    contested: Option<&Vec<usize>>,
    entries: &[&Entry],
    (entry, clues): (&Entry, &Clues),
    left: &Left,
) -> Outcome {
    let View { mut candidates, certain } = view;
    if let (Some(others), Some((chosen, _))) = (contested, certain) {
        let by: BTreeSet<BankEntryId> = others.iter().map(|&other| entries[other].id).collect();
        candidates[chosen].against(Reason::ClaimedTwice { by: by.into_iter().collect() });
    }
    let shown = shown(candidates, entry, clues, left);
    let matches: Vec<Match> = shown.into_iter().map(|candidate| candidate.into_match(left)).collect();
    if matches.is_empty() { Outcome::Unknown } else { Outcome::Doubtful(matches) }
}
