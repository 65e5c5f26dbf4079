//! `acquit agenda`: what to do today, with the reasons; with `--all` also why nothing is proposed.

use agenda::gate::Light;
use agenda::{Group, Next, Proposal, Silence, Verdict};
use app::words::{reasons, silences, steps};
use app::{Desk, Now};
use chrono::NaiveDate;
use clap::Args;
use domain::{Cents, Channel, CustomerFile, InvoiceId, Lang};
use serde::Serialize;

use super::shape::{LightShape, euros, light_shapes};
use super::{Done, Options, Trouble, either, open_desk, print_json, print_lines, titles, whom};

#[derive(Args, Debug)]
pub struct AgendaArgs {
    /// One customer alone: its proposal, or why there is none.
    #[arg(long, value_name = "NAME|ID")]
    customer: Option<String>,
    /// Also the customers for whom nothing is proposed, and why.
    #[arg(long)]
    all: bool,
}

#[derive(Serialize)]
pub struct Answer {
    today: NaiveDate,
    #[serde(serialize_with = "euros")]
    overdue: Cents,
    #[serde(serialize_with = "euros")]
    not_due: Cents,
    pub proposals: Vec<ProposalShape>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub silences: Option<Vec<SilenceShape>>,
}

#[derive(Serialize)]
pub struct Named {
    pub id: String,
    pub name: String,
}

#[derive(Serialize)]
pub struct ProposalShape {
    pub customer: Named,
    /// The code of the step.
    pub step: &'static str,
    label: String,
    #[serde(skip)]
    title: String,
    /// `decide`, `do` or `check`.
    group: &'static str,
    /// Principal that is open, due and undisputed.
    #[serde(serialize_with = "euros")]
    amount: Cents,
    amount_cents: i64,
    days_late: i64,
    /// Their numbers, oldest due date first.
    invoices: Vec<String>,
    why: Vec<String>,
    if_you_wait: String,
    why_not_stronger: String,
    sources: Vec<String>,
    missing: Vec<MissingShape>,
    channel: Option<Channel>,
    deadline_days: Option<u16>,
    since: NaiveDate,
    do_on: NaiveDate,
    legal_deadline: Option<NaiveDate>,
    minutes: u16,
    /// True where `acquit draft` has a document for it.
    has_document: bool,
    /// What in the file speaks for and against sending anything now.
    gate: Vec<LightShape>,
}

#[derive(Serialize)]
struct MissingShape {
    sentence: String,
    /// Without it the step cannot be done at all.
    blocking: bool,
}

#[derive(Serialize)]
pub struct SilenceShape {
    pub customer: Named,
    pub reason: &'static str,
    pub sentence: String,
    next: Option<NextShape>,
}

#[derive(Serialize)]
struct NextShape {
    on: NaiveDate,
    step: &'static str,
}

pub fn agenda(options: &Options, now: Now, args: &AgendaArgs) -> Done {
    let mut desk = open_desk(options)?;
    let lang = desk.lang();
    let answer = match &args.customer {
        Some(text) => one(&mut desk, now, text)?,
        None => everybody(&mut desk, now, args.all)?,
    };
    if options.json { print_json(&answer) } else { print_lines(answer.lines(lang)) }
}

fn one(desk: &mut Desk, now: Now, text: &str) -> Result<Answer, Trouble> {
    let file = whom::customer(desk, text)?;
    let lang = desk.lang();
    let (mut overdue, mut not_due) = (Cents::ZERO, Cents::ZERO);
    for (_, open, due) in desk.open_invoices(&file, now) {
        let sum = if due.is_some_and(|due| due < now.today) { &mut overdue } else { &mut not_due };
        *sum = sum.plus(open);
    }
    let mut answer = Answer { today: now.today, overdue, not_due, proposals: Vec::new(), silences: Some(Vec::new()) };
    match desk.verdict(&file, now)? {
        Verdict::Proposal(proposal) => {
            let lights = desk.gate_of_proposal(now, &file, &proposal)?;
            answer.proposals.push(proposal_shape(lang, &file, &proposal, &lights));
        }
        Verdict::Silence(silence) => answer.silences = Some(vec![silence_shape(lang, &file, &silence)]),
    }
    Ok(answer)
}

/// The proposals in their order; with `all`, the silences by name.
pub fn everybody(desk: &mut Desk, now: Now, all: bool) -> Result<Answer, Trouble> {
    let lang = desk.lang();
    let standings = desk.standings(now)?;
    let figures = standings.figures();
    let proposals: Vec<Proposal> = standings.proposals().into_iter().map(|(_, proposal)| proposal.clone()).collect();
    let mut answer = Answer {
        today: now.today,
        overdue: figures.overdue,
        not_due: figures.not_due,
        proposals: Vec::with_capacity(proposals.len()),
        silences: None,
    };
    for proposal in &proposals {
        let file = desk.customer_file(proposal.customer)?;
        let lights = desk.gate_of_proposal(now, &file, proposal)?;
        answer.proposals.push(proposal_shape(lang, &file, proposal, &lights));
    }
    if all {
        let mut silences = Vec::new();
        for id in desk.customers_owing()? {
            let silence = desk.standings(now)?.get(id).and_then(|standing| standing.verdict.silence()).cloned();
            if let Some(silence) = silence {
                silences.push(silence_shape(lang, &desk.customer_file(id)?, &silence));
            }
        }
        answer.silences = Some(silences);
    }
    Ok(answer)
}

fn number_of(file: &CustomerFile, id: InvoiceId) -> String {
    file.invoice(id).map(|invoice| invoice.number.clone()).unwrap_or_default()
}

fn proposal_shape(lang: Lang, file: &CustomerFile, proposal: &Proposal, lights: &[Light]) -> ProposalShape {
    let number = |id| number_of(file, id);
    let sentence = |reason| reasons::reason(lang, reason, &number);
    ProposalShape {
        customer: Named { id: file.customer.id.to_string(), name: file.customer.name.clone() },
        step: proposal.step.code(),
        label: steps::proposal(lang, proposal).to_owned(),
        title: steps::proposal_to(lang, proposal, &file.customer.name),
        group: match proposal.group {
            Group::Decide => "decide",
            Group::Do => "do",
            Group::Check => "check",
        },
        amount: proposal.amount,
        amount_cents: proposal.amount.0,
        days_late: proposal.days_late,
        invoices: proposal.invoices.iter().map(|id| number(*id)).collect(),
        why: proposal.why.iter().map(sentence).collect(),
        if_you_wait: sentence(&proposal.if_you_wait),
        why_not_stronger: sentence(&proposal.why_not_stronger),
        sources: titles(&proposal.sources),
        missing: proposal
            .missing
            .iter()
            .map(|missing| MissingShape {
                sentence: silences::missing(lang, missing, &number),
                blocking: missing.is_blocking(),
            })
            .collect(),
        channel: proposal.channel,
        deadline_days: proposal.deadline_days,
        since: proposal.since,
        do_on: proposal.do_on,
        legal_deadline: proposal.legal_deadline,
        minutes: proposal.minutes,
        has_document: proposal.step.has_document(),
        gate: light_shapes(lang, file, lights),
    }
}

fn silence_shape(lang: Lang, file: &CustomerFile, silence: &Silence) -> SilenceShape {
    SilenceShape {
        customer: Named { id: file.customer.id.to_string(), name: file.customer.name.clone() },
        reason: silence.reason.code(),
        sentence: silences::silence(lang, &silence.reason, &|id| number_of(file, id)),
        next: silence.next.map(|Next { on, step }| NextShape { on, step: step.code() }),
    }
}

impl Answer {
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        let count = self.proposals.len() as u64;
        let day = lang.long_date(self.today);
        let weekday = lang.weekday(self.today);
        let mut lines = vec![match lang {
            Lang::Fr => format!(
                "{weekday} {day} : {count} {}, {} en retard.",
                lang.plural(count, "chose à faire", "choses à faire"),
                lang.amount(self.overdue)
            ),
            Lang::En => format!(
                "{weekday} {day}: {count} {} to do, {} overdue.",
                lang.plural(count, "thing", "things"),
                lang.amount(self.overdue)
            ),
        }];
        for proposal in &self.proposals {
            lines.extend(proposal.lines(lang));
        }
        for silence in self.silences.iter().flatten() {
            lines.push(String::new());
            lines.push(format!("{}{} {}", silence.customer.name, either(lang, "\u{a0}:", ":"), silence.sentence));
        }
        lines
    }
}

impl ProposalShape {
    fn lines(&self, lang: Lang) -> Vec<String> {
        let label = |fr, en| either(lang, fr, en);
        let title = &self.title;
        let mut lines =
            vec![String::new(), format!("{title}  {}  ({})", lang.amount(self.amount), self.invoices.join(", "))];
        lines.extend(self.why.iter().map(|sentence| format!("  {sentence}")));
        lines.push(format!("  {} {}", label("Si vous attendez\u{a0}:", "If you wait:"), self.if_you_wait));
        lines.push(format!(
            "  {} {}",
            label("Pourquoi pas plus fort\u{a0}:", "Why not stronger:"),
            self.why_not_stronger
        ));
        if !self.sources.is_empty() {
            lines.push(format!("  {} {}", label("Textes\u{a0}:", "Texts:"), self.sources.join(" ; ")));
        }
        lines.extend(self.missing.iter().map(|missing| format!("  ! {}", missing.sentence)));
        lines.extend(self.gate.iter().filter(|light| light.tone == "red").map(|light| format!("  {}", light.line())));
        lines
    }
}
