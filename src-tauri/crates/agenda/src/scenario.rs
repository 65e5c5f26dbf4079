//! The three built-in scenarios (product.md part 4), as data that the owner may change.
//!
//! Before the formal notice the law sets no calendar: the days are targets from the due date, and a choice of the
//! owner.

use domain::{DebtorKind, StepKey};
use serde::{Deserialize, Serialize};

/// One step of a scenario.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rung {
    pub step: StepKey,
    /// Days from the due date; negative is before it. Moved to the next working day.
    pub day: i32,
    pub enabled: bool,
    /// How long a formal notice gives, in days.
    #[serde(default)]
    pub deadline_days: Option<u16>,
}

/// The steps for one kind of debtor.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Scenario {
    /// In order of strength.
    pub rungs: Vec<Rung>,
    /// Day by which a file should be with somebody else; `None` when only the limitation period counts.
    #[serde(default)]
    pub hand_off_before: Option<u16>,
}

/// How close contacts may be, whatever the scenario (R5).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Pace {
    /// Least number of days between two contacts with the same customer.
    pub min_gap_days: u16,
    /// Most contacts with the same customer in any thirty days.
    pub cap_per_30_days: u16,
    /// Working days a transfer may take after a promised day.
    pub bank_days: u16,
    /// Days of silence after "I have paid".
    pub payment_claim_days: u16,
    /// A younger invoice waits this long at most to travel with the next step of the others.
    pub join_within_days: u16,
    /// Working days a registered letter takes when its presentation is not known.
    pub post_days: u16,
    /// Days a dispute may lie without an answer date, or without an end after the answer, before it is shown again.
    #[serde(default = "dispute_days")]
    pub dispute_days: u16,
    /// Days after which a plan that nobody signed is shown again.
    #[serde(default = "signature_days")]
    pub signature_days: u16,
}

fn dispute_days() -> u16 {
    15
}

fn signature_days() -> u16 {
    8
}

impl Default for Pace {
    fn default() -> Pace {
        Pace {
            min_gap_days: 5,
            cap_per_30_days: 4,
            bank_days: 3,
            payment_claim_days: 5,
            join_within_days: 7,
            post_days: 3,
            dispute_days: dispute_days(),
            signature_days: signature_days(),
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Scenarios {
    pub professional: Scenario,
    pub consumer: Scenario,
    pub public_body: Scenario,
    #[serde(default)]
    pub pace: Pace,
}

/// Why a changed scenario cannot be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScenarioError {
    /// Nothing may be asked of a debtor before the day after the due date.
    NotAfterDueDate { kind: DebtorKind, step: StepKey, day: i32 },
    /// A stronger step comes before a weaker one.
    OutOfOrder { kind: DebtorKind, step: StepKey, day: i32 },
    /// The step is in the scenario twice, or does not belong in one.
    Misplaced { kind: DebtorKind, step: StepKey },
    /// A formal notice must leave a reasonable time (C. civ. 1231).
    NoDeadline { kind: DebtorKind },
}

const fn rung(step: StepKey, day: i32) -> Rung {
    Rung { step, day, enabled: true, deadline_days: None }
}

const fn notice(day: i32, deadline_days: u16) -> Rung {
    Rung { step: StepKey::FormalNotice, day, enabled: true, deadline_days: Some(deadline_days) }
}

impl Scenarios {
    pub fn built_in() -> Scenarios {
        use StepKey::{Call, CheckDeposit, FirstReminder, HandOver, SecondReminder};
        Scenarios {
            professional: Scenario {
                rungs: vec![
                    rung(FirstReminder, 3),
                    rung(Call, 10),
                    rung(SecondReminder, 17),
                    notice(30, 8),
                    rung(HandOver, 40),
                ],
                hand_off_before: Some(90),
            },
            consumer: Scenario {
                rungs: vec![
                    rung(FirstReminder, 5),
                    rung(Call, 12),
                    rung(SecondReminder, 25),
                    notice(45, 15),
                    rung(HandOver, 62),
                ],
                hand_off_before: Some(120),
            },
            public_body: Scenario {
                rungs: vec![
                    rung(CheckDeposit, -10),
                    rung(FirstReminder, 3),
                    rung(Call, 10),
                    rung(SecondReminder, 20),
                    notice(45, 15),
                    rung(HandOver, 60),
                ],
                hand_off_before: None,
            },
            pace: Pace::default(),
        }
    }

    pub fn of(&self, kind: DebtorKind) -> &Scenario {
        match kind {
            DebtorKind::Professional => &self.professional,
            DebtorKind::Consumer => &self.consumer,
            DebtorKind::PublicBody => &self.public_body,
        }
    }

    /// Whether these scenarios can be used: asked when the owner changes one.
    pub fn check(&self) -> Result<(), ScenarioError> {
        for kind in [DebtorKind::Professional, DebtorKind::Consumer, DebtorKind::PublicBody] {
            self.of(kind).check(kind)?;
        }
        Ok(())
    }
}

impl Default for Scenarios {
    fn default() -> Scenarios {
        Scenarios::built_in()
    }
}

/// The steps of the ladder, from the weakest to the strongest.
pub(crate) const LADDER: [StepKey; 5] =
    [StepKey::FirstReminder, StepKey::Call, StepKey::SecondReminder, StepKey::FormalNotice, StepKey::HandOver];

/// The place of a step on the ladder, from 1; 0 for steps that are not on it.
pub(crate) fn strength(step: StepKey) -> u8 {
    match step {
        StepKey::FirstReminder => 1,
        StepKey::Call => 2,
        StepKey::SecondReminder => 3,
        StepKey::FormalNotice | StepKey::PlanNotice => 4,
        StepKey::HandOver => 5,
        _ => 0,
    }
}

impl Scenario {
    /// The enabled rung of a step.
    pub fn rung(&self, step: StepKey) -> Option<&Rung> {
        self.rungs.iter().find(|rung| rung.step == step && rung.enabled)
    }

    /// The target day of a step, enabled or not; that of the built-in professional scenario where it has none.
    pub fn day_of(&self, step: StepKey) -> i32 {
        self.rungs.iter().find(|rung| rung.step == step).map_or_else(
            || match step {
                StepKey::FirstReminder => 3,
                StepKey::Call => 10,
                StepKey::SecondReminder => 17,
                StepKey::FormalNotice => 30,
                StepKey::HandOver => 40,
                _ => 0,
            },
            |rung| rung.day,
        )
    }

    /// The weakest enabled rung of the ladder that is stronger than `done`.
    pub(crate) fn rung_after(&self, done: Option<StepKey>) -> Option<&Rung> {
        let floor = done.map_or(0, strength);
        LADDER.iter().filter(|step| strength(**step) > floor).find_map(|step| self.rung(*step))
    }

    pub fn notice_deadline_days(&self) -> u16 {
        self.rungs
            .iter()
            .find(|rung| rung.step == StepKey::FormalNotice)
            .and_then(|rung| rung.deadline_days)
            .unwrap_or(8)
    }

    fn check(&self, kind: DebtorKind) -> Result<(), ScenarioError> {
        let mut before: Option<&Rung> = None;
        for rung in &self.rungs {
            let step = rung.step;
            if strength(step) == 0 && step != StepKey::CheckDeposit {
                return Err(ScenarioError::Misplaced { kind, step });
            }
            if self.rungs.iter().filter(|other| other.step == step).count() > 1 {
                return Err(ScenarioError::Misplaced { kind, step });
            }
            if step.is_contact() && rung.day < 1 {
                return Err(ScenarioError::NotAfterDueDate { kind, step, day: rung.day });
            }
            if step == StepKey::FormalNotice && rung.deadline_days.is_none_or(|days| days == 0) {
                return Err(ScenarioError::NoDeadline { kind });
            }
            if let Some(before) = before
                && (strength(before.step) > strength(step) || before.day >= rung.day)
            {
                return Err(ScenarioError::OutOfOrder { kind, step, day: rung.day });
            }
            before = Some(rung);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_scenarios_can_be_used() {
        assert_eq!(Scenarios::built_in().check(), Ok(()));
    }

    #[test]
    fn no_built_in_contact_comes_before_the_third_day() {
        let scenarios = Scenarios::built_in();
        for scenario in [&scenarios.professional, &scenarios.consumer, &scenarios.public_body] {
            assert!(scenario.rungs.iter().filter(|rung| rung.step.is_contact()).all(|rung| rung.day >= 3));
        }
    }

    #[test]
    fn a_reminder_on_the_due_date_is_refused() {
        let mut scenarios = Scenarios::built_in();
        scenarios.consumer.rungs[0].day = 0;
        assert_eq!(
            scenarios.check(),
            Err(ScenarioError::NotAfterDueDate { kind: DebtorKind::Consumer, step: StepKey::FirstReminder, day: 0 })
        );
    }

    #[test]
    fn a_notice_before_the_call_is_refused() {
        let mut scenarios = Scenarios::built_in();
        scenarios.professional.rungs[3].day = 9;
        assert!(matches!(scenarios.check(), Err(ScenarioError::OutOfOrder { step: StepKey::FormalNotice, .. })));
    }

    #[test]
    fn a_step_switched_off_is_passed_over() {
        let mut scenarios = Scenarios::built_in();
        scenarios.professional.rungs[1].enabled = false;
        let next = scenarios.professional.rung_after(Some(StepKey::FirstReminder));
        assert_eq!(next.map(|rung| rung.step), Some(StepKey::SecondReminder));
    }
}
