//! Instalment plans: agreed in a wizard, printed as an agreement with its acknowledgment of debt, followed to the end.

use agenda::{PlanAccount, PlanState, plans};
use chrono::NaiveDate;
use documents::letters::PlanFacts;
use documents::letters::agreement::{self, AgreedInvoice, Agreement};
use documents::pdf::Picture;
use domain::matching::Promised;
use domain::plan::{days_of, equal_parts};
use domain::{
    Cents, CustomerFile, CustomerId, DebtorKind, Event, Instalment, Invoice, InvoiceId, Lang, LimitationFactKind, Plan,
    PlanDebt, PlanFault, PlanId, PlanInterest, PlanSignature, Rhythm, Signer, Standing,
};
use store::digest_of;

use crate::claims::AskedClaim;
use crate::desk::{Change, Desk, Now};
use crate::disputes::{own_claim, undisputed};
use crate::failure::{Failure, FieldProblem, Thing};
use crate::words::{commitments, say};

/// A plan as the owner puts it together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewPlan {
    pub customer: CustomerId,
    /// Empty: everything overdue.
    pub invoices: Vec<InvoiceId>,
    pub schedule: Schedule,
    pub interest: PlanInterest,
    /// What the clause gives after a notice; none without the clause.
    pub acceleration_days: Option<u16>,
    pub signer: Signer,
    /// Of the document; that of the customer where none is said.
    pub lang: Option<Lang>,
}

/// When it is paid.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Schedule {
    /// So many equal parts from a first day on; the last takes the cents.
    Even {
        count: u16,
        first: NaiveDate,
        rhythm: Rhythm,
    },
    Custom(Vec<Instalment>),
}

/// An invoice that a plan may be about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanChoice {
    pub invoice: InvoiceId,
    pub number: String,
    /// What of it is open and undisputed.
    pub left: Cents,
    pub overdue: bool,
}

/// A plan as it stands in the list.
#[derive(Clone, Debug)]
pub struct PlanRow {
    pub plan: Plan,
    pub customer_name: String,
    pub numbers: Vec<String>,
    pub followed: Vec<domain::Followed>,
    pub received: Cents,
    pub left: Cents,
    pub state: PlanState,
    /// Signed, and its acknowledgment of the debt is not recorded among the events of limitation.
    pub to_acknowledge: bool,
}

/// More is a loan.
const MOST_INSTALMENTS: u16 = 60;

impl Desk {
    /// What came of the plans of a file.
    pub fn plans_of<'f>(&self, file: &'f CustomerFile, today: NaiveDate) -> Vec<PlanAccount<'f>> {
        plans(file, today, &self.scenarios.pace)
    }

    /// The plans of a file as a list shows them.
    pub fn plan_rows(&self, file: &CustomerFile, today: NaiveDate) -> Vec<PlanRow> {
        let number = |id: &InvoiceId| file.invoice(*id).map(|invoice| invoice.number.clone());
        let row = |account: &PlanAccount<'_>| PlanRow {
            plan: account.plan.clone(),
            customer_name: file.customer.name.clone(),
            numbers: account.plan.invoices.iter().filter_map(number).collect(),
            followed: account.followed.clone(),
            received: account.received,
            left: account.left(),
            state: account.state,
            to_acknowledge: account.state.is_open() && is_to_acknowledge(file, account.plan),
        };
        self.plans_of(file, today).iter().map(row).collect()
    }

    /// Every plan that something is awaited of, the nearest instalment first.
    pub fn open_plans(&self, now: Now) -> Result<Vec<PlanRow>, Failure> {
        let mut rows: Vec<PlanRow> = Vec::new();
        for file in self.store.book_open(now.today)?.files {
            rows.extend(self.plan_rows(&file, now.today).into_iter().filter(|row| row.state.is_open()));
        }
        rows.sort_by_key(|row| {
            let next = row.followed.iter().find(|part| part.left().is_positive()).map(|part| part.due);
            (next.unwrap_or(NaiveDate::MAX), row.plan.id)
        });
        Ok(rows)
    }

    /// The plan as it would be agreed today, complete or not: what a wizard shows while it is put together.
    pub fn preview_plan(&self, now: Now, new: &NewPlan) -> Result<Plan, Failure> {
        let file = self.customer_file(new.customer)?;
        self.plan_as_typed(&file, now, new)
    }

    /// What a plan may be about: what is undisputed of the invoices that are the business's own and under no plan yet,
    /// the oldest due first.
    pub fn plan_choices(&self, file: &CustomerFile, now: Now) -> Vec<PlanChoice> {
        let overdue = self.overdue_invoices(file, now);
        let taken = self.under_plan(file, now.today);
        let due = |invoice: &Invoice| self.shown_due_date(file, invoice, now.today).unwrap_or(NaiveDate::MAX);
        let mut own: Vec<&Invoice> = file
            .invoices
            .iter()
            .filter(|invoice| file.is_own_claim(invoice, now.today) && !taken.contains(&invoice.id))
            .collect();
        own.sort_by_key(|invoice| (due(invoice), invoice.id));
        own.into_iter()
            .map(|invoice| PlanChoice {
                invoice: invoice.id,
                number: invoice.number.clone(),
                left: undisputed(file, invoice, now.today),
                overdue: overdue.contains(&invoice.id),
            })
            .filter(|choice| choice.left.is_positive())
            .collect()
    }

    /// Invoices that an open plan is about.
    pub(crate) fn under_plan(&self, file: &CustomerFile, today: NaiveDate) -> Vec<InvoiceId> {
        let accounts = self.plans_of(file, today);
        let open = accounts.iter().filter(|account| account.state.is_open());
        open.flat_map(|account| account.plan.invoices.iter().copied()).collect()
    }

    /// An invoice that was ceded is another's to settle: naming it is refused, so that nobody signs away what is not
    /// his.
    fn plan_as_typed(&self, file: &CustomerFile, now: Now, new: &NewPlan) -> Result<Plan, Failure> {
        let mut invoices =
            if new.invoices.is_empty() { self.overdue_invoices(file, now) } else { new.invoices.clone() };
        for id in &invoices {
            own_claim("invoices", file, *id, now.today)?;
        }
        let owed = |id: &InvoiceId| {
            let invoice = file.invoice(*id).filter(|invoice| !invoice.is_credit_note());
            invoice
                .is_some_and(|invoice| !file.is_written_off(*id) && undisputed(file, invoice, now.today).is_positive())
        };
        invoices.retain(owed);
        let due = |id: &InvoiceId| file.invoice(*id).and_then(|one| self.shown_due_date(file, one, now.today));
        invoices.sort_by_key(|id| (due(id).unwrap_or(NaiveDate::MAX), *id));
        let debt = self.debt(file, now.today, &invoices)?;
        let mut plan = Plan {
            id: PlanId(now.mint()),
            customer: new.customer,
            invoices,
            debt,
            instalments: Vec::new(),
            interest: new.interest,
            acceleration_days: new.acceleration_days.filter(|days| *days > 0),
            signer: new.signer.clone(),
            made_on: now.today,
            lang: new.lang.unwrap_or(file.customer.lang),
            document: digest_of(b""),
            signed: None,
            closed: None,
            closed_as: None,
        };
        plan.instalments = match &new.schedule {
            Schedule::Custom(parts) => parts.clone(),
            Schedule::Even { count, first, rhythm } => {
                let count = (*count).clamp(1, MOST_INSTALMENTS);
                let parts = equal_parts(plan.spread(), count);
                let days = days_of(*first, *rhythm, count);
                days.into_iter()
                    .zip(parts)
                    .map(|(due_date, amount)| Instalment { due_date, amount, retained: false })
                    .collect()
            }
        };
        Ok(plan)
    }

    /// What is owed for some invoices, in the owner's terms: what is left of them and undisputed, then what has accrued.
    /// A consumer is asked for the principal alone, as in every letter.
    fn debt(&self, file: &CustomerFile, today: NaiveDate, invoices: &[InvoiceId]) -> Result<PlanDebt, Failure> {
        let left = |id: &InvoiceId| file.invoice(*id).map_or(Cents::ZERO, |one| undisputed(file, one, today));
        let principal: Cents = invoices.iter().map(left).sum();
        if file.customer.kind.is_none_or(|kind| kind == DebtorKind::Consumer) {
            return Ok(PlanDebt { principal, ..PlanDebt::default() });
        }
        let asked = self.asked_on(file, invoices, today)?;
        if let Some(gap) = asked.iter().find_map(|one| one.one.gap()) {
            return Err(gap);
        }
        let accrued = |asked: &AskedClaim| {
            let claim = &asked.one.claim;
            let beyond = claim.total.minus(left(&asked.one.invoice.id)).max(Cents::ZERO);
            let indemnity = claim.indemnity.open.min(beyond);
            (beyond.minus(indemnity), indemnity)
        };
        let (interest, indemnity) = asked
            .iter()
            .filter(|one| !one.by_instalments)
            .map(accrued)
            .fold((Cents::ZERO, Cents::ZERO), |sum, one| (sum.0.plus(one.0), sum.1.plus(one.1)));
        Ok(PlanDebt { principal, interest, indemnity })
    }

    /// Agrees a plan: its document is printed, kept byte for byte, and named in the journal.
    ///
    /// Errors: a field where law.md PP-03 is not kept, or where an invoice is under another plan.
    pub fn make_plan(&mut self, now: Now, new: &NewPlan) -> Result<(Plan, Change), Failure> {
        let file = self.customer_file(new.customer)?;
        let mut plan = self.plan_as_typed(&file, now, new)?;
        plan.check().map_err(fault)?;
        let taken = self.under_plan(&file, now.today);
        if let Some(id) = plan.invoices.iter().find(|id| taken.contains(*id)) {
            let number = file.invoice(*id).map(|invoice| invoice.number.clone()).unwrap_or_default();
            return Err(Failure::field("invoices", FieldProblem::UnderPlan { number }));
        }
        if plan.signer.name.trim().is_empty() {
            return Err(Failure::field("signer", FieldProblem::Missing));
        }
        let pdf = self.agreement(&file, &plan, now.today)?;
        plan.document = digest_of(&pdf);
        let name = file_name(&file, &plan);
        let event = Event::PlanMade { plan: Box::new(plan.clone()) };
        let customers = self.write(now, |writing| {
            writing.put_original(&name, "application/pdf", &pdf)?;
            writing.append(&event)?;
            Ok(vec![event])
        })?;
        let spread = self.lang.amount(plan.spread());
        let parts = commitments::instalments(self.lang, plan.instalments.len());
        let sentence = match self.lang {
            Lang::Fr => format!(
                "Échéancier de {spread} en {parts}. Faites-le signer en deux originaux, puis notez la signature."
            ),
            Lang::En => {
                format!("Plan of {spread} in {parts}. Have two originals signed, then record the signature.")
            }
        };
        let undo = Some(format!("plan:{}", plan.id));
        Ok((plan, Change { customers, sentence, undo }))
    }

    fn agreement(&self, file: &CustomerFile, plan: &Plan, today: NaiveDate) -> Result<Vec<u8>, Failure> {
        let business = self.business_or_failure()?;
        let logo = match &business.logo {
            Some(digest) => self.store.original(digest)?.and_then(|original| Picture::read(&original.bytes).ok()),
            None => None,
        };
        let agreed = |id: &InvoiceId| {
            let invoice = file.invoice(*id)?;
            Some(AgreedInvoice {
                number: invoice.number.clone(),
                issue_date: invoice.issue_date,
                due_date: self.shown_due_date(file, invoice, today),
                principal: undisputed(file, invoice, today),
            })
        };
        let document = agreement::render(&Agreement {
            business,
            logo: logo.as_ref(),
            customer: &file.customer,
            lang: plan.lang,
            day: plan.made_on,
            invoices: plan.invoices.iter().filter_map(agreed).collect(),
            debt: plan.debt,
            instalments: &plan.instalments,
            interest_waived: plan.interest == PlanInterest::WaivedIfRespected,
            clause_days: plan.acceleration_days,
            signer: &plan.signer.name,
            signer_role: &plan.signer.role,
            signer_is_trader: plan.signer.trader,
        })?;
        if !document.unprintable.is_empty() {
            return Err(Failure::Unprintable { characters: document.unprintable.iter().collect() });
        }
        Ok(document.pdf)
    }

    /// It came back signed: from then on it acknowledges the debt, and its clause counts.
    pub fn sign_plan(&mut self, now: Now, id: PlanId, on: NaiveDate, kept: &str) -> Result<Change, Failure> {
        let plan = self.open_plan(now, id)?;
        if on > now.today {
            return Err(Failure::field("signed_on", FieldProblem::InTheFuture));
        }
        // The first instalment comes after the signature (law.md PP-03).
        let too_late = plan.instalments.first().is_some_and(|first| first.due_date <= on);
        if on < plan.made_on || too_late {
            return Err(Failure::field("signed_on", FieldProblem::DateOutOfRange));
        }
        let signature = PlanSignature { on, kept: kept.trim().to_owned() };
        let customers = self.record(now, vec![Event::PlanSigned { plan: id, signature }])?;
        let sentence = say(
            self.lang,
            "Signature notée. L’échéancier signé vaut reconnaissance de dette\u{a0}: gardez l’original.",
            "Signature recorded. The signed plan acknowledges the debt: keep the original.",
        );
        Ok(Change { customers, sentence: sentence.into(), undo: Some(format!("plan_signature:{id}")) })
    }

    /// Records the signature among the events that may move limitation (law.md LI-08): the alert stays on the old day
    /// until the owner confirms it there.
    pub fn acknowledge_plan(&mut self, now: Now, id: PlanId) -> Result<Change, Failure> {
        let plan = self.open_plan(now, id)?;
        let signed = plan.signed.clone().ok_or(Failure::NotFound { what: Thing::Hold })?;
        let note = say(self.lang, "échéancier signé", "signed payment plan").to_owned();
        let by = plan.signer.name.clone();
        let (_, change) = self.record_acknowledgment(now, plan.customer, plan.invoices, signed.on, by, note)?;
        Ok(change)
    }

    fn open_plan(&self, now: Now, id: PlanId) -> Result<Plan, Failure> {
        let open = self.open_plans(now)?.into_iter().map(|row| row.plan);
        open.into_iter().find(|plan| plan.id == id).ok_or(Failure::NotFound { what: Thing::Hold })
    }

    /// What a notice about a late instalment says of its plan.
    pub(crate) fn plan_facts(&self, file: &CustomerFile, today: NaiveDate) -> Option<PlanFacts> {
        self.plans_of(file, today).iter().find_map(|account| {
            let PlanState::Late { since, amount, .. } = account.state else { return None };
            let signed = account.plan.signed.as_ref().filter(|_| account.signed)?;
            let oldest = account.next().map_or(Cents::ZERO, domain::Followed::left);
            Some(PlanFacts {
                signed_on: signed.on,
                due: since,
                late: amount,
                several: amount > oldest,
                left: account.left(),
                clause_days: account.clause(),
            })
        })
    }

    /// What the instalments of a plan promise of an invoice: those of a plan about several say something of the oldest
    /// that is open, as far as it goes.
    pub(crate) fn instalments_of(&self, file: &CustomerFile, invoice: &Invoice, today: NaiveDate) -> Vec<Promised> {
        let open = |id: &InvoiceId| file.invoice(*id).map_or(Cents::ZERO, |one| file.balance(one, today).open);
        let of_it = |account: &&PlanAccount<'_>| {
            account.state.is_open()
                && account.plan.invoices.iter().find(|id| open(id).is_positive()) == Some(&invoice.id)
        };
        let most = open(&invoice.id);
        let accounts = self.plans_of(file, today);
        let parts = accounts.iter().filter(of_it).flat_map(|account| &account.followed);
        let awaited = parts.filter(|part| part.left().is_positive() && part.left() <= most);
        awaited.map(|part| Promised { day: part.due, amount: part.left() }).collect()
    }
}

/// Whether the one who signs for a customer acts as a trader, as far as the file tells.
pub fn signs_as_trader(file: &CustomerFile) -> bool {
    file.customer.kind == Some(DebtorKind::Professional) && file.customer.standing == Standing::Trader
}

/// No acknowledgment of that day and of these invoices is recorded.
fn is_to_acknowledge(file: &CustomerFile, plan: &Plan) -> bool {
    let Some(signed) = &plan.signed else { return false };
    !file.limitation_facts.iter().any(|fact| {
        fact.kind == LimitationFactKind::Acknowledgment
            && fact.day == signed.on
            && fact.invoices.iter().any(|invoice| plan.invoices.contains(invoice))
    })
}

fn fault(fault: PlanFault) -> Failure {
    match fault {
        PlanFault::NoInvoice => Failure::field("invoices", FieldProblem::Missing),
        PlanFault::NothingOwed => Failure::field("invoices", FieldProblem::NotPositive),
        PlanFault::NoInstalment => Failure::field("instalments", FieldProblem::Missing),
        PlanFault::NotPositive { .. } => Failure::field("instalments", FieldProblem::NotPositive),
        PlanFault::OutOfOrder { .. } => Failure::field("instalments", FieldProblem::DateOutOfRange),
        PlanFault::NotAfterTheAgreement => Failure::field("first", FieldProblem::DateOutOfRange),
        PlanFault::DoesNotSum { sum, expected } => {
            Failure::field("instalments", FieldProblem::DoesNotSum { sum, expected })
        }
    }
}

/// "Échéancier Studio Perrin 2026-11-24.pdf", without what file systems refuse.
fn file_name(file: &CustomerFile, plan: &Plan) -> String {
    let title = say(plan.lang, "Échéancier", "Payment plan");
    let name = format!("{title} {} {}", file.customer.name, plan.made_on);
    let refused = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let safe: String = name.chars().map(|c| if refused(c) { '-' } else { c }).take(120).collect();
    format!("{}.pdf", safe.trim().trim_matches('.'))
}
