//! Until when a claim can be brought to court: what an owner records, confirms and supposes, and what the alert follows.

use serde_json::Value;

use crate::command::{Ran, acquit, at, text};

const TODAY: &str = "2026-11-24";

/// A shop with a company that owes two invoices, of March 2022 and March 2023.
struct Shop {
    data: tempfile::TempDir,
}

impl Shop {
    fn open(kind: &str) -> Shop {
        let shop = Shop { data: tempfile::tempdir().unwrap() };
        shop.says("record business --name Morvan --iban FR1420041010050500013M02606");
        shop.says(&format!("record customer --customer Perrin --kind {kind}"));
        for (number, day) in [("F-1", "2022-03-15"), ("F-2", "2023-03-15")] {
            shop.says(&format!(
                "record invoice --customer Perrin --number {number} --issued {day} --due {day} --delivered {day} --amount 1000"
            ));
        }
        shop
    }

    fn on(&self, today: &str, line: &str) -> Ran {
        let mut all: Vec<&str> = line.split(' ').collect();
        all.extend(["--json", "--today", today]);
        acquit(Some(self.data.path()), &all)
    }

    fn says(&self, line: &str) -> Value {
        self.on(TODAY, line).json()
    }

    /// The alert of both invoices.
    fn alerts(&self) -> [String; 2] {
        let answer = self.says("limitation --customer Perrin");
        ["F-1", "F-2"].map(|number| {
            let all = at(&answer, "invoices").as_array().unwrap();
            let one = all.iter().find(|one| text(one, "number") == number).unwrap();
            text(one, "alert_safe").to_owned()
        })
    }
}

#[test]
fn a_payment_moves_the_alert_of_its_invoice_once_the_owner_confirms_it() {
    let shop = Shop::open("professional");
    shop.says("record payment --invoice F-1 --amount 200 --on 2025-06-01");
    let answer = shop.says("limitation --invoice F-1");
    assert_eq!(
        (text(&answer, "invoices.0.safe"), text(&answer, "invoices.0.alert_safe")),
        ("2030-05-31", "2027-03-14")
    );
    let subject = text(&answer, "invoices.0.to_confirm").to_owned();
    assert!(subject.starts_with("payment:"), "{subject}");
    let confirmed = shop.says(&format!("record limitation-confirm --customer Perrin --subject {subject}"));
    assert_eq!(shop.alerts(), ["2030-05-31", "2028-03-14"]);
    // Taken back, the old day is the alert again.
    shop.says(&format!("record undo {}", text(&confirmed, "undo")));
    assert_eq!(shop.alerts(), ["2027-03-14", "2028-03-14"]);
    // Somebody else paid: the payment moves nothing, and nothing is left to confirm.
    shop.says(&format!("record limitation-confirm --customer Perrin --subject {subject} --refused"));
    let answer = shop.says("limitation --invoice F-1");
    assert_eq!(text(&answer, "invoices.0.safe"), "2027-03-14");
    assert_eq!(at(&answer, "invoices.0.to_confirm"), &Value::Null);
    assert_eq!(text(&answer, "invoices.0.chain.0.reason"), "owner_says_no");
}

#[test]
fn an_event_is_recorded_for_the_invoices_it_names_and_for_no_other() {
    let shop = Shop::open("professional");
    let signed = shop.says("record limitation-event --invoice F-1 --kind acknowledgment --on 2026-11-20 --by Hamon");
    assert_eq!(shop.alerts(), ["2027-03-14", "2028-03-14"]);
    let subject = text(&signed, "subject").to_owned();
    // Corrected and confirmed in one go.
    let corrected = shop.says(&format!(
        "record limitation-event --invoice F-1 --kind acknowledgment --on 2026-11-18 --confirmed --corrects {subject}"
    ));
    assert_eq!(shop.alerts(), ["2031-11-17", "2028-03-14"]);
    shop.says(&format!("record undo {}", text(&corrected, "undo")));
    assert_eq!(shop.alerts()[0], "2027-03-14");
    shop.says(&format!("record limitation-withdraw --customer Perrin --event {subject} --reason erreur"));
    let chain = shop.says("limitation --invoice F-1");
    assert_eq!(at(&chain, "invoices.0.chain"), &Value::Array(Vec::new()));
    assert_eq!(shop.says("verify")["intact"], true);
}

#[test]
fn a_case_is_ended_and_one_that_was_dropped_has_interrupted_nothing() {
    let shop = Shop::open("professional");
    let summons = shop.says("record limitation-event --invoice F-1 --kind court-action --on 2026-06-01");
    assert_eq!(shop.alerts()[0], "2031-11-23");
    let subject = text(&summons, "subject").to_owned();
    let ended =
        format!("record limitation-event --invoice F-1 --kind court-action --on 2026-06-01 --corrects {subject}");
    shop.says(&format!("{ended} --until 2026-10-05 --ended decided"));
    assert_eq!(shop.alerts()[0], "2031-10-04");
    shop.says(&format!("{ended} --until 2026-10-05 --ended dropped"));
    let answer = shop.says("limitation --invoice F-1");
    assert_eq!(text(&answer, "invoices.0.alert_safe"), "2027-03-14");
    assert_eq!(text(&answer, "invoices.0.chain.0.reason"), "action_lost");
    // A case that ended has a day.
    let refused = shop.on(TODAY, &format!("{ended} --ended decided"));
    assert_eq!(refused.status, 1);
    assert!(refused.err.contains("field_missing"), "{refused:?}");
}

#[test]
fn what_would_be_is_said_and_nothing_is_kept() {
    let shop = Shop::open("professional");
    let answer = shop.says("limitation --customer Perrin --if acknowledgment=2026-11-24");
    assert_eq!(text(&answer, "invoices.0.supposed.alert_safe"), "2031-11-23");
    assert_eq!(text(&answer, "invoices.0.alert_safe"), "2027-03-14");
    assert!(text(&answer, "invoices.0.supposed.sentence").contains("au lieu du 14\u{a0}mars\u{a0}2027"));
    let answer = shop.says("limitation --invoice F-1 --if mediation=2026-12-01..2027-02-01");
    assert_eq!(text(&answer, "invoices.0.supposed.alert_safe"), "2027-07-31");
    // Filing is not enough, and the sentence says so.
    let answer = shop.says("limitation --invoice F-1 --if order-request-filed=2026-11-24");
    assert_eq!(text(&answer, "invoices.0.supposed.alert_safe"), "2027-03-14");
    assert!(text(&answer, "invoices.0.supposed.sentence").contains("seule la signification"));
    assert_eq!(shop.alerts(), ["2027-03-14", "2028-03-14"]);
}

#[test]
fn a_written_demand_counts_against_a_commune_alone() {
    let demand = "record limitation-event --invoice F-1 --kind written-demand --on 2026-10-20 --confirmed";
    let company = Shop::open("professional");
    company.says(demand);
    assert_eq!(company.alerts()[0], "2027-03-14");
    let commune = Shop::open("public-body");
    assert_eq!(commune.alerts()[0], "2026-12-31");
    commune.says(demand);
    assert_eq!(commune.alerts()[0], "2030-12-31");
}

#[test]
fn a_declared_claim_quiets_the_card_that_asks_for_it() {
    let shop = Shop::open("professional");
    shop.says("record insolvency --customer Perrin --kind redressement --opened 2026-11-02 --published 2026-11-10");
    let step = |today: &str| {
        let agenda = shop.on(today, "agenda").json();
        at(&agenda, "proposals").as_array().unwrap().iter().map(|one| text(one, "step").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(step(TODAY), ["declare_claim"]);
    let declared =
        shop.says("record limitation-event --invoice F-1 --invoice F-2 --kind claim-declared --on 2026-11-20");
    assert_eq!(step(TODAY), [] as [&str; 0]);
    // Interrupted until the procedure closes.
    assert_eq!(shop.alerts(), ["2031-11-23", "2031-11-23"]);
    shop.says(&format!("record undo {}", text(&declared, "undo")));
    assert_eq!(step(TODAY), ["declare_claim"]);
}

#[test]
fn the_card_of_limitation_goes_when_the_owner_confirms() {
    let shop = Shop::open("professional");
    let steps = |today: &str| {
        let agenda = shop.on(today, "agenda").json();
        at(&agenda, "proposals").as_array().unwrap().iter().map(|one| text(one, "step").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(steps(TODAY), ["act_before_limitation"]);
    shop.says("record limitation-event --invoice F-1 --kind time-requested --on 2026-11-20");
    assert_eq!(steps(TODAY), ["act_before_limitation"]);
    let subject = text(&shop.says("limitation --invoice F-1"), "invoices.0.to_confirm").to_owned();
    shop.says(&format!("record limitation-confirm --customer Perrin --subject {subject}"));
    assert_eq!(steps(TODAY), ["call"]);
}

#[test]
fn the_law_alone_says_the_chain_of_events() {
    let compute = |line: &str| {
        let mut all = vec!["compute", "limitation"];
        all.extend(line.split(' '));
        all.extend(["--json", "--today", TODAY]);
        acquit(None, &all).json()
    };
    // GC-28 and GC-33.
    let answer = compute(
        "--debtor professional --due 2022-03-15 --event payment-by-debtor=2027-01-10 --event formal-notice=2027-02-01 --confirmed",
    );
    assert_eq!(text(&answer, "chain.0.effect"), "restarts");
    assert_eq!((text(&answer, "chain.0.from"), text(&answer, "chain.0.safe_after")), ("2027-01-10", "2032-01-09"));
    assert_eq!(text(&answer, "chain.1.reason"), "not_on_the_list");
    assert!(text(&answer, "chain.1.sentence").contains("20-23.204"));
    let lost = compute(
        "--debtor professional --due 2021-05-20 --event order-request-filed=2026-05-05 --event order-served=2026-06-10",
    );
    assert_eq!((text(&lost, "chain.0.reason"), text(&lost, "chain.1.reason")), ("only_service_counts", "after_expiry"));
    // GC-31: the floor of six months is said.
    let floor =
        compute("--debtor consumer --delivered 2025-01-10 --event conciliation=2026-11-01..2026-12-15 --confirmed");
    assert_eq!((at(&floor, "chain.0.days"), at(&floor, "chain.0.floored")), (&44.into(), &true.into()));
    // A case that goes on keeps the claim; a clause never lengthens the day.
    let case = compute("--debtor professional --due 2018-03-15 --event court-action=2021-06-01..");
    assert_eq!((text(&case, "alert_safe"), at(&case, "chain.0.ongoing")), ("2031-11-23", &true.into()));
    assert_eq!(text(&compute("--debtor professional --due 2024-07-01 --clause-years 10"), "outer"), "2029-07-01");
    assert_eq!(text(&compute("--debtor professional --due 2024-07-01 --clause-years 3"), "outer"), "2027-07-01");
}
