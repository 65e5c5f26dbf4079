use std::str::FromStr;

use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Result<Decimal, AmountError> {
    amount(text, None).map(|amount| amount.value)
}

fn decimal(text: &str) -> Decimal {
    Decimal::from_str(text).unwrap()
}

fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn amounts_are_read_as_people_write_them() {
    for (text, value) in [
        ("1 234,56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1'234.56", "1234.56"),
        ("1’234.56", "1234.56"),
        ("1\u{202f}234,56\u{a0}€", "1234.56"),
        ("1\u{2009}234\u{2009}567,89", "1234567.89"),
        ("EUR 12", "12"),
        ("12 EUR", "12"),
        ("€12.50", "12.5"),
        ("-12,00", "-12"),
        ("\u{2212}12,00 €", "-12"),
        ("12,00-", "-12"),
        ("(12,00)", "-12"),
        ("(1 234,56 €)", "-1234.56"),
        ("- 12,00", "-12"),
        ("+7,5", "7.5"),
        ("12,-", "12"),
        (",50", "0.50"),
        ("1234,567", "1234.567"),
        ("0,123", "0.123"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1 234", "1234"),
        ("0", "0"),
    ] {
        assert_eq!(read(text), Ok(decimal(value)), "{text}");
    }
}

#[test]
fn a_currency_beside_the_amount_is_kept() {
    assert_eq!(amount("579,68 USD", None).unwrap().currency, Some("USD"));
    assert_eq!(amount("£1,183.23", None).unwrap().currency, Some("GBP"));
    assert_eq!(amount("12 euros", None).unwrap().currency, Some("EUR"));
    assert_eq!(amount("12", None).unwrap().currency, None);
}

#[test]
fn what_is_no_amount_is_never_zero() {
    for text in
        ["", "abc", "12 34,00", "1.23.456", "1,2,3", "--12", "(-12)", "12%", "12h30", "€", "-", ".", "12-13", "1 2 3"]
    {
        assert_eq!(read(text), Err(AmountError::NotAnAmount), "{text}");
    }
    assert_eq!(read("6,17E+025"), Err(AmountError::Scientific));
    assert_eq!(read("1E5"), Err(AmountError::Scientific));
}

#[test]
fn one_separator_and_three_digits_wait_for_their_column() {
    for text in ["1.234", "12,345", "-1.234 €"] {
        assert_eq!(read(text), Err(AmountError::Ambiguous), "{text}");
    }
    assert_eq!(amount("1.234", Some(DecimalSign::Comma)).unwrap().value, decimal("1234"));
    assert_eq!(amount("1.234", Some(DecimalSign::Point)).unwrap().value, decimal("1.234"));
    assert_eq!(amount("12.50", Some(DecimalSign::Comma)), Err(AmountError::OtherSign));
}

#[test]
fn a_column_decides_its_decimal_sign() {
    let evidence = |texts: &[&str]| {
        let mut evidence = AmountEvidence::default();
        texts.iter().for_each(|text| evidence.see(&Cell::text(text)));
        evidence.verdict()
    };
    assert_eq!(evidence(&["1.234", "12,50"]), Verdict::Proved(DecimalSign::Comma));
    assert_eq!(evidence(&["1,234", "12.50"]), Verdict::Proved(DecimalSign::Point));
    assert_eq!(evidence(&["1.234", "2.500"]), Verdict::Open);
    assert_eq!(evidence(&["12", "1 500"]), Verdict::NotNeeded);
    assert_eq!(evidence(&["12,50", "12.50"]), Verdict::Contradictory);
}

#[test]
fn numbers_of_a_workbook_lose_the_noise_of_binary_arithmetic() {
    assert_eq!(number("0.30000000000000004"), Cell::Number(decimal("0.3")));
    assert_eq!(number("1234.5600000000002"), Cell::Number(decimal("1234.56")));
    assert_eq!(number("299.99999999921"), Cell::Number(decimal("299.99999999921")));
    assert_eq!(number("46000"), Cell::Number(decimal("46000")));
    assert!(matches!(number("inf"), Cell::Text(_)));
    assert!(matches!(number("1e300"), Cell::Text(_)));
}

#[test]
fn days_are_read_as_people_write_them() {
    for text in [
        "12/03/2026",
        "12/3/26",
        "12.03.2026",
        "12.3.26",
        "12-03-2026",
        "2026-03-12",
        "2026/03/12",
        "20260312",
        "12032026",
        "12 mars 2026",
        "12 Mars 26",
        "12-mars-26",
        "12 mar. 2026",
        "March 12, 2026",
        "12 March 2026",
        "2026-03-12T00:00:00",
        "2026-03-12T10:30:00Z",
        "2026-03-12 10:30",
        "12/03/2026 00:00:00",
        "jeudi 12 mars 2026",
    ] {
        assert_eq!(date(text, Some(DateOrder::DayFirst)), Ok(ymd(2026, 3, 12)), "{text}");
    }
    assert_eq!(date("1er août 2026", None), Ok(ymd(2026, 8, 1)));
    assert_eq!(date("24 Sep 2024", None), Ok(ymd(2024, 9, 24)));
    assert_eq!(date("03/12/2026", Some(DateOrder::MonthFirst)), Ok(ymd(2026, 3, 12)));
    assert_eq!(date("15/06/98", None), Ok(ymd(1998, 6, 15)));
}

#[test]
fn days_that_do_not_exist_are_said_to_be_so() {
    assert_eq!(date("30/02/2026", Some(DateOrder::DayFirst)), Err(DateError::Impossible));
    assert_eq!(date("31 novembre 2026", None), Err(DateError::Impossible));
    assert_eq!(date("02/28/2026", Some(DateOrder::DayFirst)), Err(DateError::Impossible));
    assert_eq!(date("29/02/2025", None), Err(DateError::Impossible));
    assert_eq!(date("12/03/1026", Some(DateOrder::DayFirst)), Err(DateError::YearOutOfRange));
    assert_eq!(date("12/03", None), Err(DateError::NoYear));
    assert_eq!(date("0109", None), Err(DateError::NoYear));
    for text in ["", "bientôt", "12", "à réception", "1/2/3/4", "12/03/202"] {
        assert_eq!(date(text, Some(DateOrder::DayFirst)), Err(DateError::NotADate), "{text}");
    }
}

#[test]
fn day_and_month_are_not_guessed() {
    assert_eq!(date("03/04/2026", None), Err(DateError::Ambiguous));
    assert_eq!(date("04/04/2026", None), Ok(ymd(2026, 4, 4)));
    assert_eq!(date("13/04/2026", None), Ok(ymd(2026, 4, 13)));
    let verdict = |texts: &[&str]| {
        let mut evidence = DateEvidence::default();
        texts.iter().for_each(|text| evidence.see(&Cell::text(text)));
        evidence.verdict()
    };
    assert_eq!(verdict(&["03/04/2026", "13/04/2026"]), Verdict::Proved(DateOrder::DayFirst));
    assert_eq!(verdict(&["03/04/2026", "04/13/2026"]), Verdict::Proved(DateOrder::MonthFirst));
    assert_eq!(verdict(&["03/04/2026", "05/06/2026"]), Verdict::Open);
    assert_eq!(verdict(&["13/04/2026", "04/13/2026"]), Verdict::Contradictory);
    assert_eq!(verdict(&["2026-04-13", "12 mars 2026"]), Verdict::NotNeeded);
}

#[test]
fn serial_days_of_a_spreadsheet_are_days() {
    assert_eq!(day_of(&number("46093"), None), Ok(ymd(2026, 3, 12)));
    assert_eq!(day_of(&number("46093.5"), None), Ok(ymd(2026, 3, 12)));
    assert_eq!(day_of(&number("20260312"), None), Ok(ymd(2026, 3, 12)));
    assert_eq!(day_of(&number("2026"), None), Err(DateError::NotADate));
    assert_eq!(day_of(&Cell::text("46093"), None), Ok(ymd(2026, 3, 12)));
}

proptest! {
    #[test]
    fn an_amount_written_in_french_is_read_back(cents in -9_999_999_999i64..=9_999_999_999, euro in any::<bool>()) {
        let value = Decimal::new(cents, 2);
        let whole = (cents.unsigned_abs() / 100).to_string();
        let mut grouped = String::new();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place) % 3 == 0 { grouped.push('\u{202f}'); }
            grouped.push(digit);
        }
        let sign = if cents < 0 { "-" } else { "" };
        let text = format!("{sign}{grouped},{:02}{}", cents.unsigned_abs() % 100, if euro { " €" } else { "" });
        prop_assert_eq!(amount(&text, None).unwrap().value, value);
        prop_assert_eq!(amount(&text, Some(DecimalSign::Comma)).unwrap().value, value);
        prop_assert!(amount(&text, Some(DecimalSign::Point)).is_err());
    }

    #[test]
    fn no_text_makes_the_readers_panic(text in "\\PC{0,24}") {
        let _ = amount(&text, None);
        let _ = amount(&text, Some(DecimalSign::Comma));
        let _ = date(&text, None);
        let _ = day_of(&Cell::text(&text), Some(DateOrder::MonthFirst));
    }

    #[test]
    fn any_day_survives_being_written(days in 0i32..40_000) {
        let day = ymd(1990, 1, 1) + chrono::TimeDelta::days(i64::from(days));
        prop_assert_eq!(date(&day.format("%d/%m/%Y").to_string(), Some(DateOrder::DayFirst)), Ok(day));
        prop_assert_eq!(date(&day.format("%m/%d/%Y").to_string(), Some(DateOrder::MonthFirst)), Ok(day));
        prop_assert_eq!(date(&day.to_string(), None), Ok(day));
    }
}
