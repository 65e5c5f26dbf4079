//! A business with as many open invoices as asked for: what measurements are made on.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use app::{Desk, Failure, Now};
use chrono::{Days, NaiveDate};

use crate::sample_files;

/// The day of every measurement: a Monday.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default()
}

pub fn now() -> Now {
    Now { instant: today().and_hms_opt(8, 0, 0).unwrap_or_default().and_utc(), today: today() }
}

/// A list of open invoices: three for each customer, due between a year ago and in two months, amounts that differ.
pub fn list(count: u32) -> String {
    let mut text = String::from("Numéro;Client;SIREN;E-mail;Date facture;Échéance;Montant TTC;Reste dû\n");
    for number in 0..count {
        let customer = number / 3;
        let late = i64::from(number.wrapping_mul(2_654_435_761) % 425) - 60;
        let due = if late >= 0 {
            today().checked_sub_days(Days::new(late.unsigned_abs()))
        } else {
            today().checked_add_days(Days::new(late.unsigned_abs()))
        };
        let due = due.unwrap_or_default();
        let issued = due.checked_sub_days(Days::new(30)).unwrap_or_default();
        let cents = 10_000 + number.wrapping_mul(40_503) % 900_000;
        // Writing into a text cannot fail.
        let _ = writeln!(
            text,
            "F-{number:07};Client {customer:06} SARL;;c{customer}@exemple.example;{};{};{},{:02};{},{:02}",
            issued.format("%d/%m/%Y"),
            due.format("%d/%m/%Y"),
            cents / 100,
            cents % 100,
            cents / 100,
            cents % 100,
        );
    }
    text
}

/// A list of a bank with as many lines of money in: a third names an invoice, a third has the sum of one and says nothing,
/// a third is nobody's.
pub fn bank_list(count: u32) -> String {
    let mut text = String::from("Date;Libellé;Débit;Crédit\n");
    for number in 0..count {
        let day = today().checked_sub_days(Days::new(u64::from(number % 60))).unwrap_or_default();
        let cents = 10_000 + number.wrapping_mul(40_503) % 900_000;
        let (text_of_line, cents) = match number % 3 {
            0 => (format!("VIR CLIENT {:06} SARL F-{number:07}", number / 3), cents),
            1 => (format!("VIREMENT RECU {number}"), cents),
            _ => (format!("REMISE {number}"), cents + 7),
        };
        // Writing into a text cannot fail.
        let _ = writeln!(text, "{};{text_of_line};;{},{:02}", day.format("%d/%m/%Y"), cents / 100, cents % 100);
    }
    text
}

/// A data folder with the sample business and these invoices, imported as an owner would.
pub fn data_folder(data: &Path, count: u32) -> Result<u32, Failure> {
    let mut desk = Desk::open(data, None)?;
    desk.save_business(now(), sample_files::business())?;
    let csv = data.join("impayes.csv");
    app::write_whole(&csv, list(count).as_bytes())?;
    let plan = desk.read_files(now(), &[csv.display().to_string()], &mut |_, _, _| true)?.id.clone();
    let done = desk.confirm_plan(now(), &plan, &HashMap::new(), &mut |_, _, _| true)?;
    Ok(done.recorded)
}
