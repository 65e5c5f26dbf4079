//! What the customers' side of a journal means, one made-up ledger for each way of keeping it.

use chrono::NaiveDate;
use domain::Cents;

use super::tests::journal;
use super::*;
use crate::finding::{Finding, FindingCode, Reading};

/// A line in short: journal, entry, day of 2024, account, auxiliary (its name after a colon), piece, label, euros (debit
/// positive), letter.
type Line<'t> = (&'t str, &'t str, &'t str, &'t str, &'t str, &'t str, &'t str, &'t str, &'t str);

fn written(lines: &[Line<'_>]) -> String {
    let lines = lines.iter().map(|(code, entry, day, account, auxiliary, piece, label, euros, letter)| {
        let (auxiliary, name) = auxiliary.split_once(':').unwrap_or((auxiliary, ""));
        let (debit, credit) = match euros.strip_prefix('-') {
            Some(credit) => ("0,00", credit),
            None => (*euros, "0,00"),
        };
        let account_label = if account.starts_with("411") { "Clients" } else { "Autre" };
        let journal_label = match *code {
            "VE" => "Ventes",
            "BQ" => "Banque",
            "CA" => "Caisse",
            "AN" => "A nouveaux",
            _ => "Opérations diverses",
        };
        format!(
            "{code}|{journal_label}|{entry}|2024{day}|{account}|{account_label}|{auxiliary}|{name}|{piece}|2024{day}|{label}|{debit}|{credit}|{letter}||||\n"
        )
    });
    journal(&lines.collect::<String>())
}

fn ledger(lines: &[Line<'_>]) -> Reading<Receivables> {
    let text = written(lines);
    receivables(&read(text.as_bytes()).unwrap().value)
}

fn amounts(items: &[LedgerItem]) -> Vec<i64> {
    items.iter().map(|item| item.amount.0).collect()
}

fn codes(findings: &[Finding]) -> Vec<FindingCode> {
    findings.iter().map(|finding| finding.code).collect()
}

fn day(month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2024, month, day)
}

#[test]
fn sales_and_money_become_invoices_credit_notes_and_payments() {
    let reading = ledger(&[
        ("VE", "1", "0110", "411000", "C1:Durand", "F1", "Facture", "120,00", "A"),
        ("VE", "1", "0110", "706000", "", "F1", "Facture", "-120,00", ""),
        ("VE", "2", "0120", "411000", "C1:Durand", "AV1", "Avoir", "-20,00", "A"),
        ("VE", "2", "0120", "706000", "", "AV1", "Avoir", "20,00", ""),
        ("BQ", "3", "0209", "512000", "", "", "VIR", "100,00", ""),
        ("BQ", "3", "0209", "411000", "C1:Durand", "V1", "VIR DURAND", "-100,00", "A"),
        ("BQ", "4", "0301", "411000", "C1:Durand", "V2", "CHQ IMPAYE", "100,00", ""),
        ("BQ", "4", "0301", "512000", "", "V2", "CHQ IMPAYE", "-100,00", ""),
        ("OD", "5", "0401", "411000", "C1:Durand", "P1", "Perte", "-30,00", ""),
        ("OD", "5", "0401", "654000", "", "P1", "Perte", "30,00", ""),
    ]);
    let [customer] = reading.value.customers.as_slice() else { panic!("one customer") };
    assert_eq!((customer.auxiliary.as_str(), customer.name.as_str()), ("C1", "Durand"));
    assert_eq!((customer.account.as_str(), customer.kind), ("411000", CustomerKind::Named));
    assert_eq!(amounts(&customer.invoices), [12_000]);
    assert_eq!(amounts(&customer.credit_notes), [2_000]);
    assert_eq!(amounts(&customer.payments), [10_000]);
    assert_eq!(amounts(&customer.returned), [10_000]);
    assert_eq!(amounts(&customer.others), [-3_000]);
    assert_eq!(customer.open_balance, Cents(7_000));
    let invoice = &customer.invoices[0];
    assert_eq!((invoice.number.as_str(), invoice.line, invoice.date), ("F1", 2, day(1, 10)));
    assert!(invoice.settled && customer.payments[0].settled && !customer.returned[0].settled);
    assert_eq!(reading.findings, []);
}

#[test]
fn a_letter_is_one_customers_and_proves_nothing_unless_it_nets_to_zero() {
    let reading = ledger(&[
        ("VE", "1", "0110", "411000", "C1:Durand", "F1", "", "120,00", "AA"),
        ("BQ", "2", "0209", "411000", "C1:Durand", "V1", "", "-120,00", "AA"),
        ("VE", "3", "0110", "411000", "C2:Martin", "F2", "", "300,00", "AA"),
        ("BQ", "4", "0209", "411000", "C2:Martin", "V2", "", "-250,00", "AA"),
        ("BQ", "5", "0210", "411000", "C3:Petit", "V3", "", "-80,00", "AA"),
    ]);
    let customers = &reading.value.customers;
    let nets: Vec<i64> = customers.iter().map(|customer| customer.letterings[0].net.0).collect();
    assert_eq!(nets, [0, 5_000, -8_000]);
    assert!(customers[0].invoices[0].settled && !customers[1].invoices[0].settled);
    assert!(!customers[2].payments[0].settled);
    assert_eq!(codes(&reading.findings), [FindingCode::LetteringNotZero]);
    assert_eq!(reading.findings[0].facts, [("count", "2".to_owned()), ("groups", "3".to_owned())]);
    let paid: Vec<usize> = customers.iter().map(|customer| customer.habit.paid.len()).collect();
    assert_eq!(paid, [1, 0, 0]);
}

#[test]
fn a_habit_counts_only_what_is_sure() {
    let reading = ledger(&[
        // One payment for two invoices: 30 and 20 days.
        ("VE", "1", "0101", "411000", "C1", "F1", "", "10,00", "A"),
        ("VE", "2", "0111", "411000", "C1", "F2", "", "20,00", "A"),
        ("BQ", "3", "0131", "411000", "C1", "V1", "", "-30,00", "A"),
        // Two payments for one invoice: paid with the last, after 41 days.
        ("VE", "4", "0201", "411000", "C1", "F3", "", "50,00", "B"),
        ("BQ", "5", "0210", "411000", "C1", "V2", "", "-20,00", "B"),
        ("BQ", "6", "0313", "411000", "C1", "V3", "", "-30,00", "B"),
        // Two payments on two days for two invoices: nobody knows.
        ("VE", "7", "0401", "411000", "C1", "F4", "", "50,00", "C"),
        ("VE", "8", "0401", "411000", "C1", "F5", "", "60,00", "C"),
        ("BQ", "9", "0410", "411000", "C1", "V4", "", "-70,00", "C"),
        ("BQ", "10", "0420", "411000", "C1", "V5", "", "-40,00", "C"),
        // Closed by a loss.
        ("VE", "11", "0501", "411000", "C1", "F6", "", "50,00", "D"),
        ("BQ", "12", "0510", "411000", "C1", "V6", "", "-40,00", "D"),
        ("OD", "13", "0520", "411000", "C1", "P1", "", "-10,00", "D"),
        // Closed by a credit note, without money.
        ("VE", "14", "0601", "411000", "C1", "F7", "", "50,00", "E"),
        ("VE", "15", "0602", "411000", "C1", "AV1", "", "-50,00", "E"),
    ]);
    let habit = &reading.value.customers[0].habit;
    let paid: Vec<(&str, i64)> = habit.paid.iter().map(|invoice| (invoice.number.as_str(), invoice.days)).collect();
    assert_eq!(paid, [("F1", 30), ("F2", 20), ("F3", 41)]);
    // 91 / 3 = 30.33.
    assert_eq!((habit.median_days, habit.mean_days, habit.longest_days), (Some(30), Some(30), Some(41)));
}

#[test]
fn nobody_has_a_habit_without_a_payment() {
    let reading = ledger(&[("VE", "1", "0101", "411000", "C1", "F1", "", "10,00", "")]);
    assert_eq!(reading.value.customers[0].habit, Habit::default());
}

#[test]
fn balances_brought_forward_come_as_one_amount_or_per_invoice() {
    let reading = ledger(&[
        ("AN", "1", "0101", "411000", "C1:Durand", "RAN", "Report à nouveau", "900,00", "A"),
        ("AN", "1", "0101", "411000", "C2:Martin", "sans", "Martin F12", "100,00", ""),
        ("AN", "1", "0101", "411000", "C2:Martin", "sans", "Martin F13", "200,00", ""),
        ("AN", "1", "0101", "411000", "C3:Petit", "F2023-7", "Petit", "300,00", ""),
        ("AN", "1", "0101", "411000", "C4:Grand", "RAN", "Report à nouveau", "-40,00", ""),
        ("AN", "1", "0101", "120000", "", "RAN", "Report à nouveau", "-1460,00", ""),
        ("BQ", "2", "0115", "512000", "", "V1", "VIR", "900,00", ""),
        ("BQ", "2", "0115", "411000", "C1:Durand", "V1", "VIR", "-900,00", "A"),
    ]);
    let customers = &reading.value.customers;
    let shapes: Vec<OpeningShape> = customers.iter().map(|customer| customer.opening_shape).collect();
    use OpeningShape::{OneAmount, PerInvoice};
    assert_eq!(shapes, [OneAmount, PerInvoice, PerInvoice, OneAmount]);
    assert_eq!(amounts(&customers[1].opening), [10_000, 20_000]);
    assert_eq!((amounts(&customers[3].opening), customers[3].open_balance), (vec![-4_000], Cents(-4_000)));
    assert!(customers[0].opening[0].settled && customers[0].open_balance == Cents::ZERO);
    // The day of an opening balance is no day of an invoice.
    assert!(customers[0].habit.paid.is_empty());
    assert!(customers.iter().all(|customer| customer.invoices.is_empty()));
}

#[test]
fn a_balance_brought_forward_may_stand_in_another_journal() {
    let reading = ledger(&[
        ("OD", "1", "0101", "411000", "C1:Durand", "X", "Solde d'ouverture", "900,00", ""),
        ("OD", "1", "0101", "890000", "", "X", "Solde d'ouverture", "-900,00", ""),
        ("OD", "2", "0501", "411000", "C1:Durand", "X", "Report à nouveau rectifié", "1,00", ""),
        ("OD", "2", "0501", "758000", "", "X", "Report à nouveau rectifié", "-1,00", ""),
    ]);
    let customer = &reading.value.customers[0];
    assert_eq!((amounts(&customer.opening), amounts(&customer.others)), (vec![90_000], vec![100]));
}

#[test]
fn batches_are_said_and_every_line_stays_its_own_invoice() {
    let reading = ledger(&[
        ("VE", "00000010", "0313", "411000", "C1", "VE  0324", "NECTAR", "10,00", ""),
        ("VE", "00000011", "0313", "411000", "C1", "VE  0324", "NECTAR", "20,00", ""),
        ("VE", "00000011", "0313", "411000", "C2", "VE  0324", "NECTAR", "30,00", ""),
        ("VE", "00000012", "0313", "411000", "C2", "FA12", "NECTAR", "40,00", ""),
        ("VE", "00000013", "0314", "411000", "C2", "FA12", "Avoir", "-40,00", ""),
    ]);
    let numbers: Vec<&str> = reading
        .value
        .customers
        .iter()
        .flat_map(|customer| customer.invoices.iter().map(|invoice| invoice.number.as_str()))
        .collect();
    // An invoice and its credit note may share a number.
    assert_eq!(numbers, ["VE 0324-10", "VE 0324-11", "VE 0324-11 (2)", "FA12"]);
    assert_eq!(reading.value.customers[1].credit_notes[0].number, "FA12");
    assert_eq!(reading.value.customers[1].invoices[1].number_source, NumberSource::PieceRef);
    let [finding] = reading.findings.as_slice() else { panic!("{:?}", reading.findings) };
    assert_eq!((finding.code, finding.place.line), (FindingCode::PieceRefsNoNumbers, Some(2)));
    let facts: Vec<&str> = finding.facts.iter().map(|(_, fact)| fact.as_str()).collect();
    assert_eq!(facts, ["3", "4", "VE  0324"]);
}

#[test]
fn a_number_may_stand_in_the_entry_and_an_amount_be_padded() {
    let lines = "OUV|Balance initiale|OUVERTURE/2020|20200101|411100|Clients|7|Durand|-|20200101|/| 000000000003000,00|0,00|||20200101||
INV|Customer Invoices|INV/2020/00001|20200201|411100|Clients|7|Durand|-|20200201|INV/2020/00001| 000000000000120,00|0,00|||20200201||
INV|Customer Invoices|INV/2020/00001|20200201|707100|Ventes|||-|20200201|Pose|0,00| 000000000000120,00|||20200201||
";
    let text = journal(lines);
    let reading = receivables(&read(text.as_bytes()).unwrap().value);
    let customer = &reading.value.customers[0];
    assert_eq!((amounts(&customer.opening), customer.opening_shape), (vec![300_000], OpeningShape::OneAmount));
    let invoice = &customer.invoices[0];
    assert_eq!((invoice.number.as_str(), invoice.amount), ("INV/2020/00001", Cents(12_000)));
    assert_eq!(invoice.number_source, NumberSource::EntryNumber);
    assert_eq!(reading.findings, []);
}

#[test]
fn what_is_no_customer_is_said_and_not_among_the_named() {
    let reading = ledger(&[
        ("VE", "1", "0110", "411000", "9CB:RECETTE CB", "Z1", "", "120,00", ""),
        ("VE", "2", "0110", "411000", "CDIV:Clients divers", "Z2", "", "120,00", ""),
        ("VE", "3", "0110", "411000", "", "Z3", "", "120,00", ""),
        ("VE", "4", "0110", "411000", "C1:Durand", "Z4", "", "120,00", ""),
    ]);
    let kinds: Vec<CustomerKind> = reading.value.customers.iter().map(|customer| customer.kind).collect();
    use CustomerKind::{MeansOfPayment, Named, Shared, Sundry};
    assert_eq!(kinds, [MeansOfPayment, Sundry, Shared, Named]);
    assert_eq!(reading.value.named().count(), 1);
    use FindingCode::{CustomersNotNamed, NotOneCustomer};
    assert_eq!(codes(&reading.findings), [NotOneCustomer, NotOneCustomer, CustomersNotNamed]);
}

#[test]
fn sub_accounts_of_411_are_customers() {
    let lines = written(&[
        ("VE", "1", "0110", "411DUR", "", "F1", "", "120,00", ""),
        ("VE", "2", "0110", "411MAR", "", "F2", "", "50,00", ""),
    ]);
    let text = lines.replace("411DUR|Clients", "411DUR|Durand SARL").replace("411MAR|Clients", "411MAR|Martin");
    let reading = receivables(&read(text.as_bytes()).unwrap().value);
    let names: Vec<(&str, CustomerKind)> =
        reading.value.customers.iter().map(|customer| (customer.name.as_str(), customer.kind)).collect();
    assert_eq!(names, [("Durand SARL", CustomerKind::Named), ("Martin", CustomerKind::Named)]);
}

#[test]
fn sold_and_paid_in_one_entry_is_an_invoice_and_its_payment() {
    let reading = ledger(&[
        ("CA", "1", "0110", "411000", "C1", "T1", "", "120,00", ""),
        ("CA", "1", "0110", "706000", "", "T1", "", "-120,00", ""),
        ("CA", "1", "0110", "411000", "C1", "T1", "", "-120,00", ""),
        ("CA", "1", "0110", "531000", "", "T1", "", "120,00", ""),
    ]);
    let customer = &reading.value.customers[0];
    assert_eq!((amounts(&customer.invoices), amounts(&customer.payments)), (vec![12_000], vec![12_000]));
    assert_eq!(customer.open_balance, Cents::ZERO);
}

#[test]
fn a_discount_on_payment_leaves_it_a_payment() {
    let reading = ledger(&[
        ("CA", "1", "0110", "411000", "C1", "T1", "", "-120,00", ""),
        ("CA", "1", "0110", "709000", "", "T1", "", "2,00", ""),
        ("CA", "1", "0110", "531000", "", "T1", "", "118,00", ""),
    ]);
    assert_eq!(amounts(&reading.value.customers[0].payments), [12_000]);
}

#[test]
fn an_invoice_taken_back_by_a_credit_note_is_not_paid() {
    let reading = ledger(&[
        ("VE", "1", "0101", "411000", "C1", "F1", "", "10,00", "A"),
        ("VE", "2", "0105", "411000", "C1", "F2", "", "20,00", "A"),
        ("VE", "3", "0106", "411000", "C1", "AV1", "", "-20,00", "A"),
        ("BQ", "4", "0131", "411000", "C1", "V1", "", "-10,00", "A"),
    ]);
    let paid: Vec<&str> = reading.value.customers[0].habit.paid.iter().map(|invoice| invoice.number.as_str()).collect();
    assert_eq!(paid, ["F1"]);
}

#[test]
fn a_file_sorted_by_account_is_understood_by_its_journals() {
    let reading = ledger(&[
        ("VE", "1", "0110", "411000", "C1", "F1", "", "120,00", ""),
        ("BQ", "2", "0210", "411000", "C1", "V1", "", "-120,00", ""),
        ("BQ", "2", "0210", "512000", "", "V1", "", "120,00", ""),
        ("VE", "1", "0110", "706000", "", "F1", "", "-120,00", ""),
    ]);
    let customer = &reading.value.customers[0];
    assert_eq!((amounts(&customer.invoices), amounts(&customer.payments)), (vec![12_000], vec![12_000]));
}

#[test]
fn entries_without_numbers_are_kept_apart_by_day_and_piece() {
    let reading = ledger(&[
        ("VE", "0", "0110", "411000", "C1", "F1", "", "120,00", ""),
        ("VE", "0", "0110", "706000", "", "F1", "", "-120,00", ""),
        ("VE", "0", "0110", "411000", "C1", "F2", "", "60,00", ""),
        ("VE", "0", "0110", "706000", "", "F2", "", "-60,00", ""),
    ]);
    let numbers: Vec<&str> =
        reading.value.customers[0].invoices.iter().map(|invoice| invoice.number.as_str()).collect();
    assert_eq!(numbers, ["F1", "F2"]);
}

#[test]
fn cash_accounting_gives_customer_means_and_day_of_payment() {
    let heading = "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\t\
                   PieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\t\
                   Idevise\tDateRglt\tModeRglt\tNatOp\tIdClient";
    let lines = "\nVE\tVentes\t1\t20240110\t411000\tClients\t\t\tF1\t20240110\tSoins\t80,00\t0,00\tA\t20240131\t20241231\t\t\t\t\t\tDurand\n\
                 BQ\tBanque\t2\t20240131\t411000\tClients\t\t\tR1\t20240131\tSoins\t0,00\t80,00\tA\t20240131\t20241231\t\t\t20240125\tCB\tPrestation\tDurand\n";
    let text = format!("{heading}{lines}");
    let file = read(text.as_bytes()).unwrap().value;
    assert_eq!((file.columns, file.separator), (22, Separator::Tab));
    let ledger = receivables(&file).value;
    let [customer] = ledger.customers.as_slice() else { panic!("one customer") };
    assert_eq!((customer.name.as_str(), customer.kind), ("Durand", CustomerKind::Named));
    let payment = &customer.payments[0];
    assert_eq!((payment.means.as_str(), payment.date), ("CB", day(1, 25)));
    assert_eq!(customer.habit.paid[0].days, 15);
    assert_eq!(customer.letterings[0].lettered_on, day(1, 31));
}
