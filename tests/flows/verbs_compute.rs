//! `acquit compute`: worked cases of law.md through the command line. Every expected figure is computed by hand beside it.

use serde_json::json;

use crate::command::{Ran, acquit, at, text};

fn compute(arguments: &[&str]) -> Ran {
    let mut all = vec!["compute"];
    all.extend(arguments);
    all.push("--json");
    acquit(None, &all)
}

fn interest(flags: &str) -> Ran {
    let mut all = vec!["interest"];
    all.extend(flags.split(' '));
    compute(&all)
}

#[test]
fn a_partial_payment_goes_to_interest_first_and_the_rest_bears_interest() {
    let ran = interest(
        "--debtor professional --principal 10000.00 --due 2026-04-30 --paid 2026-06-15=4000.00 --until 2026-09-15",
    );
    let answer = ran.json();
    let periods = at(&answer, "periods").as_array().unwrap();
    // 1 May to 15 June: 10 000 × 12.15 % × 46/365 = 153.123288 → 153.12.
    // The payment: 153.12 to interest, 3 846.88 to principal; 6 153.12 are left.
    // 16 to 30 June: 6 153.12 × 12.15 % × 15/365 = 30.723455.
    // 1 July to 15 September: 6 153.12 × 12.40 % × 77/365 = 160.958876. Together 191.682331 → 191.68.
    let shown: Vec<_> = periods
        .iter()
        .map(|period| {
            let text_of = |name| text(period, name).to_owned();
            (
                text_of("from"),
                text_of("to"),
                at(period, "days").clone(),
                text_of("principal"),
                text_of("rate"),
                text_of("interest"),
            )
        })
        .collect();
    let expected = [
        ("2026-05-01", "2026-06-15", 46, "10000.00", "12.15", "153.123288"),
        ("2026-06-16", "2026-06-30", 15, "6153.12", "12.15", "30.723455"),
        ("2026-07-01", "2026-09-15", 77, "6153.12", "12.40", "160.958876"),
    ]
    .map(|(from, to, days, principal, rate, interest)| {
        (from.to_owned(), to.to_owned(), json!(days), principal.to_owned(), rate.to_owned(), interest.to_owned())
    });
    assert_eq!(shown, expected);
    assert!(periods.iter().all(|period| text(period, "text").contains("L. 441-10")), "{periods:?}");
    assert_eq!(at(&answer, "accruals.1.interest"), "191.68");
    assert_eq!(text(&answer, "interest"), "344.80");
    let owed = json!({ "principal": "6153.12", "interest": "191.68", "indemnity": "40.00", "total": "6384.80" });
    assert_eq!(at(&answer, "still_owed"), &owed);
    assert_eq!(text(&answer, "total"), "6384.80");
    assert_eq!(at(&answer, "movements.0.to_interest"), "153.12");
    // The rate of 2026 S2 rests on secondary sources.
    assert_eq!(at(&answer, "provisional"), true);
    assert_eq!(ran.err, "");
}

#[test]
fn principal_first_is_the_other_reading() {
    let flags =
        "--debtor professional --principal 10000.00 --due 2026-04-30 --paid 2026-06-15=4000.00 --until 2026-09-15";
    let answer = interest(&format!("{flags} --variant principal-first")).json();
    // 6 000 left: 153.12, then 6 000 × (12.15 % × 15 + 12.40 % × 77)/365 = 29.958904 + 156.953425 = 186.91.
    let owed = json!({ "principal": "6000.00", "interest": "340.03", "indemnity": "40.00", "total": "6380.03" });
    assert_eq!(at(&answer, "still_owed"), &owed);
    assert_eq!(text(&answer, "allocation"), "principal_first");
    assert_eq!(at(&answer, "accruals.1.interest"), "186.91");
    assert_eq!(at(&answer, "periods.1.principal"), "6000.00");
    assert_eq!(at(&answer, "movements.0.to_principal"), "4000.00");
    assert_eq!(at(&answer, "movements.0.kind"), "payment");
    // The same figures stand beside the usual reading.
    assert_eq!(at(&interest(flags).json(), "principal_first"), &owed);
}

/// GC-08: 61 days at 12.15 % and 77 at 12.40 %: 203.054795 + 261.589041 = 464.64, 138 days.
#[test]
fn each_day_takes_the_rate_of_its_half_year() {
    let answer = interest("--debtor professional --principal 10000 --due 2026-04-30 --until 2026-09-15").json();
    assert_eq!(text(&answer, "interest"), "464.64");
    assert_eq!(at(&answer, "days"), 138);
    assert_eq!(at(&answer, "periods.0.interest"), "203.054795");
    assert_eq!(at(&answer, "periods.1.interest"), "261.589041");
}

/// GC-24: 18 000 × 10.15 % × 132/365 = 660.72 with one rate for the whole delay, and 40 €.
#[test]
fn a_public_buyer_keeps_one_rate() {
    let due = compute(&["due-date", "--debtor", "public-body", "--received", "2026-04-01"]).json();
    assert_eq!(text(&due, "due_date"), "2026-05-01");
    assert_eq!(text(&due, "first_interest_day"), "2026-05-02");
    let answer = interest("--debtor public-body --principal 18000 --due 2026-05-01 --until 2026-09-10").json();
    assert_eq!(text(&answer, "interest"), "660.72");
    assert_eq!(at(&answer, "days"), 132);
    assert_eq!(at(&answer, "periods").as_array().unwrap().len(), 1);
    assert_eq!(text(&answer, "total"), "18700.72");
}

/// GC-22: from the day after the notice was presented, 12.231452 + 7.413699 = 19.65; never 40 €.
#[test]
fn a_consumer_owes_interest_from_the_formal_notice() {
    let flags = "--debtor consumer --principal 2400 --due 2026-02-01 --until 2026-08-10";
    let answer = interest(&format!("{flags} --notice-presented 2026-04-20")).json();
    assert_eq!(text(&answer, "interest"), "19.65");
    assert_eq!(text(&answer, "indemnity"), "0.00");
    assert_eq!(text(&answer, "indemnity_why"), "consumer");
    let before = interest(flags).json();
    assert_eq!((text(&before, "interest"), text(&before, "no_interest")), ("0.00", "no_formal_notice"));
}

/// GC-16: 68.24 + 65.32 = 133.56 of interest on 5 000, then on 3 800.
#[test]
fn a_credit_note_lowers_the_principal_and_no_interest() {
    let answer =
        interest("--debtor professional --principal 5000 --due 2026-04-30 --credit 2026-06-10=1200 --until 2026-07-31")
            .json();
    assert_eq!(text(&answer, "interest"), "133.56");
    assert_eq!(at(&answer, "still_owed.principal"), "3800.00");
}

/// GC-12: 5 000 for 90 days: 73.97 by the clause, 101.71 at the floor, 152.88 by the law.
#[test]
fn a_clause_below_the_floor_is_said_and_the_owner_chooses() {
    let flags = "--debtor professional --principal 5000 --due 2026-07-01 --until 2026-09-29 --clause 6";
    for (choice, expected) in [("clause", "73.97"), ("floor", "101.71"), ("statutory", "152.88")] {
        let answer = interest(&format!("{flags} --below-floor {choice}")).json();
        assert_eq!(text(&answer, "interest"), expected, "{choice}");
        let warnings = at(&answer, "warnings").as_array().unwrap();
        assert!(warnings.iter().any(|warning| text(warning, "code") == "clause_below_floor"), "{choice}: {warnings:?}");
    }
}

/// GC-11: 286.03 over 365, 285.25 over 366.
#[test]
fn a_leap_year_may_have_its_own_divisor() {
    let flags = "--debtor professional --principal 12000 --due 2024-01-31 --until 2024-03-31";
    assert_eq!(text(&interest(flags).json(), "interest"), "286.03");
    assert_eq!(text(&interest(&format!("{flags} --year-basis 366")).json(), "interest"), "285.25");
}

/// GC-23: 61 days at 2.62 %, 56 at 7.62 %, 92 at 7.75 %: 213.62.
#[test]
fn a_judgment_left_unpaid_bears_more() {
    let answer =
        interest("--debtor consumer --principal 6000 --judgment-enforceable 2026-03-05 --until 2026-09-30").json();
    assert_eq!(text(&answer, "interest"), "213.62");
    let days: Vec<_> =
        at(&answer, "periods").as_array().unwrap().iter().map(|period| at(period, "days").clone()).collect();
    assert_eq!(days, [json!(61), json!(56), json!(92)]);
}

#[test]
fn a_missing_rate_is_an_error_that_names_the_half_year() {
    let complaint = interest("--debtor professional --principal 100 --due 2026-12-15 --until 2027-01-10").complaint();
    assert_eq!(text(&complaint, "error"), "law_gap");
    assert_eq!(text(&complaint, "half_year"), "2027-S1");
    assert_eq!(text(&complaint, "parameter"), "ecb_main_refinancing_rate");
    let plain = acquit(
        None,
        &"compute interest --debtor professional --principal 100 --due 2026-12-15 --until 2027-01-10"
            .split(' ')
            .collect::<Vec<_>>(),
    );
    assert_eq!((plain.status, plain.out.as_str()), (1, ""));
    assert!(plain.err.starts_with("acquit: law_gap (2027-S1): "), "{}", plain.err);
}

#[test]
fn wrong_use_is_said_on_standard_error() {
    for flags in [
        "--debtor neighbour --principal 100 --due 2026-04-30",
        "--debtor professional --principal 1.234 --due 2026-04-30",
        "--debtor professional --principal 100 --due 2026-02-30",
        "--debtor professional --principal 100",
        "--debtor professional --principal -5 --due 2026-04-30",
        "--debtor consumer --principal 100 --due 2026-04-30 --clause 12",
        "--debtor professional --principal 100 --due 2026-04-30 --notice-presented 2026-05-05",
        "--debtor professional --principal 100 --due 2026-04-30 --paid 2026-05-05",
        "--debtor professional --principal 100 --due 2026-04-30 --clause 101",
    ] {
        let ran = interest(flags);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{flags}");
        assert_eq!(text(&ran.complaint(), "error"), "usage", "{flags}");
    }
}

#[test]
fn due_dates_follow_the_term() {
    let due = |flags: &str| {
        let mut all = vec!["due-date"];
        all.extend(flags.split(' '));
        compute(&all).json()
    };
    // GC-01, GC-02, GC-03, GC-05.
    assert_eq!(text(&due("--debtor professional --delivered 2026-03-10"), "due_date"), "2026-04-09");
    assert_eq!(text(&due("--debtor professional --issued 2026-01-15 --term 60d"), "due_date"), "2026-03-16");
    for (term, expected) in [("45eom-a", "2026-04-30"), ("45eom-b", "2026-05-15"), ("45eom", "2026-05-15")] {
        let answer = due(&format!("--debtor professional --issued 2026-03-10 --term {term}"));
        assert_eq!(text(&answer, "due_date"), expected, "{term}");
    }
    let hospital = due("--debtor public-body --public-buyer hospital --received 2026-06-02");
    assert_eq!((text(&hospital, "due_date"), text(&hospital, "first_interest_day")), ("2026-07-22", "2026-07-23"));
    // GC-06: a carrier may not wait longer, and a Saturday is not moved.
    let carrier = due("--debtor professional --issued 2026-11-05 --term 60d --sector transport");
    assert_eq!(at(&carrier, "ceiling.latest"), "2026-12-05");
    assert_eq!(at(&carrier, "ceiling.exceeded_by_days"), 30);
}

#[test]
fn limitation_follows_the_debtor_and_what_happened() {
    let limitation = |flags: &str| {
        let mut all = vec!["limitation"];
        all.extend(flags.split(' '));
        compute(&all).json()
    };
    // GC-26: the right arose in 2022, so the last day is 31 December 2026; a written claim restarts it.
    let commune = limitation("--debtor public-body --delivered 2022-05-15");
    assert_eq!(text(&commune, "outer"), "2026-12-31");
    let claimed =
        limitation("--debtor public-body --delivered 2022-05-15 --event written-demand=2026-10-20 --confirmed");
    assert_eq!(text(&claimed, "outer"), "2030-12-31");
    // That last day still counts; the day after does not.
    let on_the_day = |today: &str| limitation(&format!("--debtor public-body --delivered 2022-05-15 --today {today}"));
    assert_eq!(
        (text(&on_the_day("2026-12-31"), "safe"), at(&on_the_day("2026-12-31"), "lapsed")),
        ("2026-12-31", &false.into())
    );
    assert_eq!(at(&on_the_day("2027-01-01"), "lapsed"), true);
    // An agreed term decides, the earlier date alerts: between the two nothing is lost.
    let between = limitation("--debtor professional --issued 2021-06-01 --due 2021-07-31 --today 2026-06-01");
    assert_eq!((text(&between, "alert_safe"), text(&between, "last_safe")), ("2026-05-31", "2026-07-30"));
    assert_eq!((text(&between, "state"), at(&between, "lapsed")), ("start_in_doubt", &false.into()));
    // GC-27 and GC-28: a formal notice moves nothing, an acknowledgment does.
    let notice = limitation("--debtor professional --due 2022-03-15 --event formal-notice=2027-02-01");
    assert_eq!((text(&notice, "outer"), text(&notice, "safe")), ("2027-03-15", "2027-03-14"));
    assert_eq!(at(&notice, "no_effect.0.reason"), "not_on_the_list");
    let known = limitation("--debtor professional --due 2022-03-15 --event acknowledgment=2027-01-10");
    assert_eq!((text(&known, "outer"), text(&known, "safe")), ("2032-01-10", "2032-01-09"));
    // Until it is confirmed, the earlier day stays the alert.
    assert_eq!(text(&known, "alert_safe"), "2027-03-14");
    // GC-29: two years from the end of the work, not from the invoice.
    let consumer = limitation("--debtor consumer --delivered 2024-09-01 --issued 2024-12-15");
    assert_eq!((text(&consumer, "outer"), text(&consumer, "safe")), ("2026-09-01", "2026-08-31"));
    assert!(text(&consumer, "sentence").contains("31\u{a0}août\u{a0}2026"), "{consumer}");
}

#[test]
fn answers_are_for_people_too() {
    let flags = "compute interest --debtor professional --principal 10000 --due 2026-04-30 --until 2026-09-15";
    let french = acquit(None, &flags.split(' ').collect::<Vec<_>>());
    assert_eq!(french.status, 0, "{french:?}");
    assert!(french.out.contains("464,64\u{a0}€") && french.out.contains("12,15\u{202f}%"), "{}", french.out);
    let english = acquit(None, &format!("{flags} --lang en").split(' ').collect::<Vec<_>>());
    assert!(english.out.contains("€464.64") && english.out.contains("Total owed"), "{}", english.out);
}
