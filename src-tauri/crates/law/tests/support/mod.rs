//! Reads the case files and compares what they expect with what the crate computes.

use std::collections::BTreeMap;
use std::fmt::Display;

use chrono::NaiveDate;
use domain::business::EndOfMonthReading;
use domain::{Cents, ClaimNature, DebtorKind, Instalment, PaymentTerm, PublicBuyer};
use law::{
    Account, BelowFloor, Claim, DueFacts, Law, LegalRateCategory, LimitationEvent, LimitationEventKind,
    LimitationFacts, Movement, MovementKind, Opening, Regime, Sector, Warning, YearBasis,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use toml::{Table, Value};

/// One table of facts of a case.
pub struct Given {
    table: Table,
    id: String,
}

/// What was computed, by the names that the case files use.
#[derive(Default)]
pub struct Facts(BTreeMap<&'static str, Value>);

impl Facts {
    pub fn new() -> Facts {
        Facts::default()
    }

    pub fn put(&mut self, name: &'static str, value: impl Display) {
        self.0.insert(name, Value::String(value.to_string()));
    }

    pub fn list(&mut self, name: &'static str, values: Vec<String>) {
        self.0.insert(name, Value::Array(values.into_iter().map(Value::String).collect()));
    }
}

/// Runs every case of a file, says how many passed, and checks that no expected figure could be another.
pub fn run(file: &str, text: &str, compute: impl Fn(&Given, &Law) -> Facts) {
    let law = Law::embedded();
    let table: Table = text.parse().unwrap();
    let cases = table["case"].as_array().unwrap();
    let (mut passed, mut figures) = (0, 0);
    let mut wrong = Vec::new();
    for case in cases {
        let case = Given { table: case.as_table().unwrap().clone(), id: String::new() }.named();
        let computed = compute(&case, &law);
        let expected = case.table["expect"].as_table().unwrap();
        assert!(!expected.is_empty(), "{file} {}: nothing expected", case.id);
        let mut faults = compare(expected, &computed);
        if let Some(refused) = case.table.get("not").and_then(Value::as_table) {
            for (name, traps) in refused {
                let got = computed.0.get(name.as_str()).unwrap_or_else(|| panic!("{} computes no {name}", case.id));
                let traps = traps.as_array().unwrap();
                assert!(!traps.is_empty());
                faults.extend(
                    traps.iter().filter(|trap| *trap == got).map(|trap| format!("{name} is the trap {trap:?}")),
                );
            }
        }
        for changed in every_change_of(expected) {
            assert!(!compare(&changed, &computed).is_empty(), "{file} {}: a changed figure passed", case.id);
            figures += 1;
        }
        if faults.is_empty() {
            passed += 1;
        } else {
            wrong.push(format!("{}: {}", case.id, faults.join("; ")));
        }
    }
    println!("{file}: {passed} of {} cases passed, {figures} figures", cases.len());
    assert!(wrong.is_empty(), "{file}\n{}", wrong.join("\n"));
}

fn plain(value: &Value) -> Value {
    match value {
        Value::String(_) => value.clone(),
        Value::Array(values) => Value::Array(values.iter().map(plain).collect()),
        Value::Integer(number) => Value::String(number.to_string()),
        Value::Boolean(yes) => Value::String(yes.to_string()),
        odd => panic!("{odd:?} is no figure"),
    }
}

fn compare(expected: &Table, computed: &Facts) -> Vec<String> {
    let fault = |(name, value): (&String, &Value)| match computed.0.get(name.as_str()) {
        Some(got) if *got == plain(value) => None,
        Some(got) => Some(format!("{name} is {got:?}, expected {value:?}")),
        None => Some(format!("{name} is not computed, expected {value:?}")),
    };
    expected.iter().filter_map(fault).collect()
}

/// The same expectations with one figure changed, once for each figure.
fn every_change_of(expected: &Table) -> Vec<Table> {
    let mut changed = Vec::new();
    for (name, value) in expected {
        let variants: Vec<Value> = match value {
            Value::Array(values) => (0..values.len())
                .map(|place| {
                    let mut values = values.clone();
                    values[place] = other(&values[place]);
                    Value::Array(values)
                })
                .collect(),
            single => vec![other(single)],
        };
        for variant in variants {
            let mut table = expected.clone();
            table.insert(name.clone(), variant);
            changed.push(table);
        }
    }
    changed
}

fn other(value: &Value) -> Value {
    match value {
        Value::Integer(number) => Value::Integer(number + 1),
        Value::Boolean(yes) => Value::Boolean(!yes),
        Value::String(text) => {
            let mut text = text.clone();
            let last = text.pop();
            text.push(if last == Some('1') { '2' } else { '1' });
            Value::String(text)
        }
        odd => panic!("{odd:?} is no figure"),
    }
}

impl Given {
    fn named(mut self) -> Given {
        self.id = self.text("id");
        for name in ["says", "basis"] {
            assert!(!self.text(name).is_empty(), "{}: no {name}", self.id);
        }
        self
    }

    fn sub(&self, table: &Value) -> Given {
        Given { table: table.as_table().unwrap().clone(), id: self.id.clone() }
    }

    pub fn given(&self) -> Given {
        self.sub(&self.table["given"])
    }

    fn subs(&self, name: &str) -> Vec<Given> {
        let list = self.table.get(name).and_then(Value::as_array);
        list.map(|list| list.iter().map(|value| self.sub(value)).collect()).unwrap_or_default()
    }

    pub fn invoices(&self) -> Vec<Given> {
        self.subs("invoices")
    }

    fn maybe_text(&self, name: &str) -> Option<&str> {
        self.table.get(name).map(|value| value.as_str().unwrap_or_else(|| panic!("{}: {name} is no text", self.id)))
    }

    pub fn text(&self, name: &str) -> String {
        self.maybe_text(name).unwrap_or_else(|| panic!("{}: no {name}", self.id)).to_owned()
    }

    pub fn maybe_day(&self, name: &str) -> Option<NaiveDate> {
        self.maybe_text(name).map(|text| text.parse().unwrap_or_else(|_| panic!("{}: {text} is no day", self.id)))
    }

    pub fn day(&self, name: &str) -> NaiveDate {
        self.maybe_day(name).unwrap_or_else(|| panic!("{}: no {name}", self.id))
    }

    pub fn whole(&self, name: &str) -> u32 {
        self.table[name].as_integer().and_then(|number| number.try_into().ok()).unwrap()
    }

    fn flag(&self, name: &str) -> bool {
        self.table.get(name).is_some_and(|value| value.as_bool().unwrap())
    }

    fn amount(&self, name: &str) -> Cents {
        self.text(name).parse().unwrap()
    }

    fn choice<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let value = self.table.get(name)?;
        Some(value.clone().try_into().unwrap_or_else(|error| panic!("{}: {name}: {error}", self.id)))
    }

    fn debtor(&self) -> DebtorKind {
        self.choice("debtor").unwrap()
    }

    pub fn due_facts(&self) -> DueFacts {
        let days = |name| self.table.get(name).map(|_| u16::try_from(self.whole(name)).unwrap());
        DueFacts {
            public_buyer: self.choice::<PublicBuyer>("public_buyer"),
            sector: self.choice::<Sector>("sector").unwrap_or_default(),
            delivery: self.maybe_day("delivery"),
            received: self.maybe_day("received"),
            term: days("days_from_issue").map(|days| PaymentTerm::DaysFromIssue { days }).or(days("end_of_month_days")
                .map(|days| PaymentTerm::EndOfMonth { days, reading: self.choice::<EndOfMonthReading>("reading") })),
            agreed_date: self.maybe_day("agreed_date"),
            periodic: self.flag("periodic"),
            ..DueFacts::new(self.debtor(), self.day("issue"))
        }
    }

    pub fn account(&self) -> Account {
        let debtor = self.debtor();
        let regime = match (self.maybe_day("judgment_enforceable"), debtor) {
            (Some(enforceable_on), _) => Regime::Judgment {
                enforceable_on,
                interest_from: self.day("interest_from"),
                category: self.choice::<LegalRateCategory>("category").unwrap_or_default(),
            },
            (None, DebtorKind::Professional) => Regime::Professional {
                clause: self.maybe_text("clause").map(|rate| rate.parse().unwrap()),
                below_floor: self.choice::<BelowFloor>("below_floor").unwrap_or_default(),
            },
            (None, DebtorKind::Consumer) => {
                Regime::Consumer { notice_presented_on: self.maybe_day("notice_presented") }
            }
            (None, DebtorKind::PublicBody) => Regime::PublicBody,
        };
        let mut instalments: Vec<Instalment> = self
            .subs("instalments")
            .iter()
            .map(|part| Instalment::due(part.day("due"), part.amount("amount")))
            .collect();
        if instalments.is_empty() {
            instalments.push(Instalment::due(self.day("due"), self.amount("principal")));
        }
        let moved = |name: &str, kind: MovementKind| {
            let movement = |part: &Given| Movement::of(part.day("on"), kind, part.amount("amount"));
            self.subs(name).iter().map(movement).collect::<Vec<_>>()
        };
        let mut movements = moved("paid", MovementKind::Payment);
        movements.extend(moved("credited", MovementKind::CreditNote));
        Account {
            debtor,
            regime,
            instalments,
            movements,
            insolvency: self.maybe_day("insolvency_opened").map(|day| Opening { day, over_indebtedness: false }),
            order: self.choice::<domain::PaymentOrder>("order").unwrap_or_default(),
            year_basis: self.choice::<YearBasis>("year_basis").unwrap_or_default(),
        }
    }

    pub fn limitation_facts(&self) -> LimitationFacts {
        LimitationFacts {
            nature: self.choice::<ClaimNature>("nature").unwrap_or_default(),
            debtor: self.debtor(),
            public_buyer: self.choice::<PublicBuyer>("public_buyer"),
            due: self.maybe_day("due"),
            last_due: self.maybe_day("last_due"),
            delivery: self.maybe_day("delivery"),
            issue: self.maybe_day("issue"),
        }
    }

    pub fn limitation_events(&self) -> Vec<LimitationEvent> {
        let as_of = self.maybe_day("as_of");
        let event = |given: &Given| {
            let event = LimitationEvent {
                until: given.maybe_day("until"),
                confirmed: given.flag("confirmed"),
                refused: given.flag("refused"),
                years: given.table.get("years").map(|_| given.whole("years")),
                ..LimitationEvent::on(given.choice::<LimitationEventKind>("kind").unwrap(), given.day("on"))
            };
            as_of.map_or(event, |day| event.as_of(day))
        };
        self.subs("events").iter().map(event).collect()
    }
}

/// The code under which an enum is known outside; of a warning, its kind.
pub fn code(value: &impl Serialize) -> String {
    let value = Value::try_from(value).unwrap();
    let kind = value.as_table().map_or(&value, |table| &table["kind"]);
    kind.as_str().unwrap().to_owned()
}

/// A claim, by the names that the case files use.
pub struct Figures<'a>(pub &'a Claim);

impl Figures<'_> {
    pub fn facts(&self) -> Facts {
        let claim = self.0;
        let mut facts = Facts::new();
        facts.put("days", claim.segments().map(|segment| segment.days).sum::<u32>());
        let segment =
            |segment: &law::Segment| format!("{} @ {} = {}", segment.days, segment.rate_percent, segment.exact_euros());
        facts.list("segments", claim.segments().map(segment).collect());
        facts.list("periods", claim.interest.periods.iter().map(|period| period.interest.to_string()).collect());
        if let Some(from) = claim.interest.from {
            facts.put("from", from);
        }
        if let Some(none) = claim.interest.none {
            facts.put("no_interest", code(&none));
        }
        facts.put("interest", claim.interest.accrued);
        facts.put("interest_open", claim.interest.open);
        facts.put("paid_to_interest", claim.paid_to_interest);
        facts.put("paid_to_principal", claim.paid_to_principal);
        facts.put("principal_open", claim.principal_open);
        facts.put("due_without_indemnity", claim.total.minus(claim.indemnity.open));
        facts.put("surplus", claim.surplus);
        facts.put("indemnity", claim.indemnity.amount);
        facts.put("indemnity_on_reading", claim.indemnity.on_reading);
        facts.put("indemnity_why", code(&claim.indemnity.why));
        facts.put("total", claim.total);
        facts.put("provisional", claim.provisional);
        let variant = *claim.other_order();
        facts.put("variant_principal_open", variant.principal_open);
        facts.put("variant_interest", variant.interest_accrued);
        facts.put("variant_total", variant.total);
        facts.put("variant_difference", claim.total.minus(variant.total));
        if let Some(day) = claim.settled_on {
            facts.put("settled_on", day);
        }
        facts.put("accessories_left", claim.accessories_left);
        let mut warnings = Vec::new();
        for warning in &claim.warnings {
            warnings.push(code(warning));
            if let Warning::ClauseBelowFloor {
                floor_percent,
                interest_by_clause,
                interest_by_floor,
                interest_by_law,
                ..
            } = warning
            {
                facts.put("floor", floor_percent);
                facts.put("by_clause", interest_by_clause);
                facts.put("by_floor", interest_by_floor.unwrap());
                facts.put("by_law", interest_by_law.unwrap());
            }
        }
        facts.list("warnings", warnings);
        facts
    }
}
