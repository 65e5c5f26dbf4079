//! Lists made by `fixtures/sheet/make.py`, from bytes to rows.

#![allow(clippy::unwrap_used)] // the helpers of tests fail as tests do

use std::io::{Cursor, Write};
use std::path::Path;

use chrono::NaiveDate;
use domain::{Cents, DebtorKind, InvoiceKind};
use intake::finding::{FindingCode, RefusalCode, Severity};
use intake::sheet::grid::{self, Grid, Sheet};
use intake::sheet::headings::Field;
use intake::sheet::mapping::{self, Mapping, Question};
use intake::sheet::rows::{self, ListRow};
use intake::sheet::values::{DateOrder, DecimalSign};

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sheet").join(name)).unwrap()
}

fn open(bytes: &[u8]) -> (Grid, Mapping) {
    let grid = grid::read(bytes).unwrap();
    let mapping = mapping::propose_for(&grid).unwrap();
    (grid, mapping)
}

fn sheet_of<'a>(grid: &'a Grid, mapping: &Mapping) -> &'a Sheet {
    grid.sheet(&mapping.sheet).unwrap()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Severity, code, line and column of each finding.
fn told(findings: &[intake::Finding]) -> Vec<(Severity, FindingCode, u32, String)> {
    findings.iter().map(|f| (f.severity, f.code, f.place.line.unwrap(), f.place.element.clone())).collect()
}

fn numbers(rows: &[ListRow]) -> Vec<&str> {
    rows.iter().map(|row| row.number.as_str()).collect()
}

#[test]
fn a_french_export_is_read_with_its_bad_lines_beside_the_good() {
    let (grid, mapping) = open(&fixture("cp1252_titles.csv"));
    let form = grid.form.as_ref().unwrap();
    assert_eq!((form.encoding, form.delimiter), ("windows-1252", ';'));
    assert_eq!(mapping.header_line, Some(4));
    assert_eq!((mapping.decimal, mapping.dates), (Some(DecimalSign::Comma), Some(DateOrder::DayFirst)));
    let fields: Vec<_> = mapping.columns.iter().map(|column| column.field.unwrap()).collect();
    assert_eq!(
        fields,
        [
            Field::Number,
            Field::CustomerName,
            Field::IssueDate,
            Field::DueDate,
            Field::NetTotal,
            Field::VatTotal,
            Field::GrossTotal,
            Field::Paid,
            Field::AmountDue,
        ]
    );
    let sheet = sheet_of(&grid, &mapping);
    assert_eq!(mapping.questions(sheet), []);
    let reading = rows::apply(sheet, &mapping).unwrap();
    assert_eq!(numbers(&reading.value), ["F-2026-041", "F-2026-042", "F-2026-044", "A-2026-003"]);

    let first = &reading.value[0];
    assert_eq!(first.line, 5);
    assert_eq!(first.customer.name, "Côté Mer & Fils");
    assert_eq!((first.issue_date, first.due_date), (day(2026, 9, 3), Some(day(2026, 10, 3))));
    assert_eq!((first.net_total, first.vat_total), (Some(Cents(102_880)), Some(Cents(20_576))));
    assert_eq!((first.gross_total, first.paid, first.amount_due), (Cents(123_456), Cents(0), Cents(123_456)));

    let partial = &reading.value[1];
    assert_eq!(partial.customer.name, "Café de l’Œuvre");
    assert_eq!((partial.gross_total, partial.paid, partial.amount_due), (Cents(60_000), Cents(20_000), Cents(40_000)));

    assert_eq!(reading.value[2].due_date, None);
    let note = &reading.value[3];
    assert_eq!((note.kind, note.gross_total, note.amount_due), (InvoiceKind::CreditNote, Cents(6_000), Cents(6_000)));

    assert_eq!(
        told(&reading.findings),
        [
            (Severity::Error, FindingCode::UnreadableDate, 7, "Date facture".to_owned()),
            (Severity::Warning, FindingCode::UnreadableDate, 8, "Échéance".to_owned()),
            (Severity::Error, FindingCode::UnreadableAmount, 9, "Montant TTC".to_owned()),
            (Severity::Note, FindingCode::NoDueDate, 10, "Échéance".to_owned()),
            (Severity::Note, FindingCode::SignNormalised, 10, "Montant TTC".to_owned()),
            (Severity::Note, FindingCode::EmptyLines, 11, String::new()),
            (Severity::Note, FindingCode::TotalLine, 12, String::new()),
        ]
    );
    let preview = rows::preview(sheet, &mapping, 2).unwrap();
    assert_eq!((preview.rows.len(), preview.read, preview.left_out), (2, 4, 2));
    assert_eq!(preview.amount_due, Cents(123_456 + 40_000 + 300_000 - 6_000));
    assert!(preview.findings.iter().all(|finding| finding.severity == Severity::Error));
}

#[test]
fn unicode_text_of_excel_proves_its_month_first_dates() {
    let (grid, mapping) = open(&fixture("excel_unicode.txt"));
    assert_eq!(grid.form.as_ref().unwrap().delimiter, '\t');
    assert_eq!((mapping.decimal, mapping.dates), (Some(DecimalSign::Point), Some(DateOrder::MonthFirst)));
    let reading = rows::apply(sheet_of(&grid, &mapping), &mapping).unwrap();
    assert_eq!(reading.findings, []);
    let second = &reading.value[1];
    assert_eq!(second.customer.name, "Żółw Sp. z o.o.");
    assert_eq!((second.issue_date, second.due_date), (day(2026, 9, 3), Some(day(2026, 10, 3))));
    assert_eq!((second.gross_total, second.amount_due), (Cents(9_990), Cents(4_990)));
}

fn check_workbook(rows: &[ListRow]) {
    assert_eq!(numbers(rows), ["FA00101", "FA00102", "FA00103"]);
    let first = &rows[0];
    assert_eq!(first.customer.siren.as_ref().unwrap().as_str(), "732829320");
    assert_eq!(first.customer.kind, Some(DebtorKind::Professional));
    assert_eq!(first.customer.email.as_deref(), Some("compta@kerbrat.example"));
    assert_eq!(first.customer.address.city, "Bourg-en-Bresse");
    assert_eq!((first.issue_date, first.due_date), (day(2026, 8, 31), Some(day(2026, 9, 30))));
    assert_eq!((first.gross_total, first.amount_due), (Cents(152_050), Cents(152_050)));
    // 0.1 + 0.2 of a spreadsheet is 0.30, without a finding.
    assert_eq!((rows[1].gross_total, rows[1].paid), (Cents(30), Cents(0)));
    assert_eq!((rows[2].gross_total, rows[2].paid, rows[2].due_date), (Cents(1_200_000), Cents(800_000), None));
}

#[test]
fn a_workbook_is_read_from_its_list_and_not_from_its_other_sheets() {
    let (grid, mapping) = open(&fixture("unpaid.xlsx"));
    assert_eq!(
        grid.sheets.iter().map(|s| (s.name.as_str(), s.hidden)).collect::<Vec<_>>(),
        [("Lisez-moi", false), ("Impayés", false), ("Archive", true)]
    );
    assert_eq!((mapping.sheet.as_str(), mapping.header_line), ("Impayés", Some(3)));
    let reading = rows::apply(sheet_of(&grid, &mapping), &mapping).unwrap();
    check_workbook(&reading.value);
    assert_eq!(reading.value[0].customer.address.postcode, "01000");
    assert_eq!(
        told(&reading.findings),
        [
            (Severity::Note, FindingCode::NoDueDate, 6, "Échéance".to_owned()),
            (Severity::Error, FindingCode::FormulaError, 7, "Solde".to_owned()),
            (Severity::Note, FindingCode::TotalLine, 8, String::new()),
        ]
    );
    assert!(reading.findings.iter().all(|finding| finding.place.part == "Impayés"));
}

#[test]
fn an_open_document_and_an_old_workbook_give_the_same_rows() {
    for name in ["unpaid.ods", "unpaid.xls"] {
        let (grid, mapping) = open(&fixture(name));
        let sheet = sheet_of(&grid, &mapping);
        assert_eq!(mapping.questions(sheet), [], "{name}");
        check_workbook(&rows::apply(sheet, &mapping).unwrap().value);
    }
}

#[test]
fn repeated_rows_of_an_open_document_keep_the_count_of_lines() {
    let (grid, mapping) = open(&fixture("unpaid.ods"));
    let lines: Vec<u32> = sheet_of(&grid, &mapping).rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [1, 4, 5, 6]);
}

fn zipped(parts: &[(&str, &[u8], usize)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, block, times) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default().large_file(true)).unwrap();
        for _ in 0..*times {
            archive.write_all(block).unwrap();
        }
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn what_inflates_beyond_any_list_is_refused() {
    let block = vec![b' '; 1 << 20];
    let blocks = usize::try_from(grid::MAX_INFLATED).unwrap() / block.len() + 1;
    let bomb = zipped(&[("xl/workbook.xml", b"<workbook/>", 1), ("xl/sharedStrings.xml", &block, blocks)]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(grid::read(&bomb).unwrap_err().code, RefusalCode::TooLarge);
}

/// An open document whose table is these rows.
fn open_document(rows: &str) -> Vec<u8> {
    let content = format!(
        "<o:document-content xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:t=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"><o:body><o:spreadsheet>\
         <t:table t:name=\"A\">{rows}</t:table></o:spreadsheet></o:body></o:document-content>"
    );
    let kind = b"application/vnd.oasis.opendocument.spreadsheet";
    zipped(&[("mimetype", kind, 1), ("content.xml", content.as_bytes(), 1)])
}

#[test]
fn what_repeats_without_end_or_is_cut_off_is_refused() {
    let cell = "<t:table-cell o:value-type=\"float\" o:value=\"1\" t:number-columns-repeated=\"16384\"/>";
    for repeated in ["1048576", "250000"] {
        let rows = format!("<t:table-row t:number-rows-repeated=\"{repeated}\">{cell}</t:table-row>");
        assert_eq!(grid::read(&open_document(&rows)).unwrap_err().code, RefusalCode::TooManyRows);
    }
    let whole = open_document("<t:table-row/>");
    assert_eq!(grid::read(&whole).unwrap_err().code, RefusalCode::NoRows);
    let kind = b"application/vnd.oasis.opendocument.spreadsheet";
    let cut = zipped(&[("mimetype", kind, 1), ("content.xml", b"<a><table><table-row><table-cell>", 1)]);
    assert_eq!(grid::read(&cut).unwrap_err().code, RefusalCode::BrokenSheet);
}

#[test]
fn text_that_is_written_once_and_repeated_without_end_is_refused() {
    let text = "x".repeat(3_000);
    let cell = format!("<t:table-cell t:number-columns-repeated=\"19\"><p>{text}</p></t:table-cell>");
    let rows = format!("<t:table-row t:number-rows-repeated=\"299999\">{cell}</t:table-row>");
    assert_eq!(grid::read(&open_document(&rows)).unwrap_err().code, RefusalCode::TooLarge);
    let wide = format!("<t:table-cell t:number-columns-repeated=\"250\"><p>{}</p></t:table-cell>", "x".repeat(600_000));
    let rows = format!("<t:table-row>{wide}</t:table-row>");
    assert_eq!(grid::read(&open_document(&rows)).unwrap_err().code, RefusalCode::TooLarge);
}

#[test]
fn the_texts_of_a_workbook_have_their_own_limit() {
    let block = "<si><t/></si>".repeat(80_000);
    let bomb = zipped(&[("xl/workbook.xml", b"<workbook/>", 1), ("xl/SharedStrings.xml", block.as_bytes(), 70)]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(grid::read(&bomb).unwrap_err().code, RefusalCode::TooLarge);
}

fn list(text: &str) -> (Grid, Mapping) {
    open(text.as_bytes())
}

#[test]
fn dates_that_could_be_either_way_round_are_asked_about() {
    let (grid, mut mapping) =
        list("N° facture;Client;Date;Total TTC\nF1;Durand;03/04/2026;12,00\nF2;Petit;05/06/2026;13,00\n");
    let sheet = &grid.sheets[0];
    assert_eq!(
        mapping.questions(sheet),
        [Question::DateOrder {
            examples: vec!["03/04/2026".to_owned()],
            contradictory: false,
            suggested: DateOrder::DayFirst
        }]
    );
    let unanswered = rows::apply(sheet, &mapping).unwrap();
    assert_eq!(unanswered.value, []);
    assert!(unanswered.findings.iter().all(|finding| finding.code == FindingCode::AmbiguousDate));
    mapping.dates = Some(DateOrder::DayFirst);
    assert_eq!(mapping.questions(sheet), []);
    assert_eq!(rows::apply(sheet, &mapping).unwrap().value[0].issue_date, day(2026, 4, 3));
    mapping.dates = Some(DateOrder::MonthFirst);
    assert_eq!(rows::apply(sheet, &mapping).unwrap().value[0].issue_date, day(2026, 3, 4));
}

#[test]
fn thousands_that_could_be_decimals_are_asked_about() {
    let (grid, mut mapping) =
        list("Numéro;Client;Émise le;TTC\nF1;Durand;2026-04-30;1.200\nF2;Petit;2026-05-31;3.400\n");
    let sheet = &grid.sheets[0];
    assert_eq!(
        mapping.questions(sheet),
        [Question::DecimalSign { examples: vec!["1.200".to_owned()], contradictory: false }]
    );
    let unanswered = rows::apply(sheet, &mapping).unwrap();
    assert_eq!(unanswered.value, []);
    assert!(unanswered.findings.iter().all(|finding| finding.code == FindingCode::AmbiguousAmount));
    mapping.decimal = Some(DecimalSign::Comma);
    assert_eq!(rows::apply(sheet, &mapping).unwrap().value[0].gross_total, Cents(120_000));
    mapping.decimal = Some(DecimalSign::Point);
    assert_eq!(rows::apply(sheet, &mapping).unwrap().value[0].gross_total, Cents(120));
}

#[test]
fn a_column_that_writes_amounts_in_two_ways_is_asked_about_and_its_odd_lines_are_left_out() {
    let (grid, mut mapping) =
        list("N°;Client;Date facture;Total TTC\nF1;Durand;30/04/2026;12,50\nF2;Petit;30/04/2026;13.50\n");
    let sheet = &grid.sheets[0];
    assert!(matches!(&mapping.questions(sheet)[..], [Question::DecimalSign { contradictory: true, .. }]));
    mapping.decimal = Some(DecimalSign::Comma);
    let reading = rows::apply(sheet, &mapping).unwrap();
    assert_eq!(numbers(&reading.value), ["F1"]);
    assert_eq!(told(&reading.findings), [(Severity::Error, FindingCode::UnreadableAmount, 3, "Total TTC".to_owned())]);
}

#[test]
fn missing_columns_are_named() {
    let (grid, mapping) = list("Client;Ville\nDurand;Rennes\nPetit;Brest\n");
    let sheet = &grid.sheets[0];
    assert_eq!(
        mapping.questions(sheet),
        [Question::MissingFields { fields: vec![Field::Number, Field::IssueDate, Field::GrossTotal] }]
    );
    assert_eq!(rows::apply(sheet, &mapping).unwrap_err().code, RefusalCode::MappingIncomplete);
}

#[test]
fn the_owner_can_choose_columns_and_the_choice_is_remembered() {
    let text = "Repère;Qui;Quand;Combien\nF1;Durand;13/04/2026;12,50\nF2;Petit;14/04/2026;13,50\n";
    let (grid, mut mapping) = list(text);
    let sheet = &grid.sheets[0];
    for (column, field) in
        [Field::Number, Field::CustomerName, Field::IssueDate, Field::GrossTotal].into_iter().enumerate()
    {
        mapping.choose(column, Some(field), sheet);
    }
    assert_eq!(mapping.questions(sheet), []);
    assert_eq!(rows::apply(sheet, &mapping).unwrap().value.len(), 2);

    let stored = serde_json::to_string(&mapping).unwrap();
    let remembered: Mapping = serde_json::from_str(&stored).unwrap();
    assert_eq!(remembered, mapping);
    // Another month, a title line more, headings in capitals: the same kind of file.
    let next = format!("Export\n{}", text.replace("Quand", "QUAND").replace("F1", "F7"));
    let next = grid::read(next.as_bytes()).unwrap();
    let recalled = mapping::recall(&next.sheets[0], &remembered).unwrap();
    assert_eq!(numbers(&rows::apply(&next.sheets[0], &recalled).unwrap().value), ["F7", "F2"]);
    let other = grid::read("Repère;Qui;Quand\nF1;Durand;13/04/2026\n".as_bytes()).unwrap();
    assert_eq!(mapping::recall(&other.sheets[0], &remembered), None);
}

#[test]
fn what_is_owed_is_told_from_the_total_beside_it() {
    let (grid, mapping) = list(
        "Facture;Client;Date facture;Total;Solde;Mode de règlement;Payée le\nF1;Durand;13/04/2026;100,00;40,00;Virement;15/05/2026\n",
    );
    let fields: Vec<_> = mapping.columns.iter().map(|column| column.field).collect();
    assert_eq!(fields[3..], [Some(Field::GrossTotal), Some(Field::AmountDue), None, None]);
    let reading = rows::apply(&grid.sheets[0], &mapping).unwrap();
    assert_eq!((reading.value[0].amount_due, reading.value[0].paid), (Cents(4_000), Cents(6_000)));
}

#[test]
fn a_list_without_header_is_understood_by_its_content_when_it_can_be() {
    let (grid, mapping) = list("F1;Durand;13/04/2026;100,50\nF2;Petit;14/04/2026;40,00\nF3;Le Goff;15/04/2026;12,25\n");
    assert_eq!(mapping.header_line, None);
    let fields: Vec<_> = mapping.columns.iter().map(|column| column.field).collect();
    assert_eq!(
        fields,
        [Some(Field::Number), Some(Field::CustomerName), Some(Field::IssueDate), Some(Field::GrossTotal)]
    );
    assert!(mapping.columns.iter().all(|column| column.confidence < 50));
    let reading = rows::apply(&grid.sheets[0], &mapping).unwrap();
    assert_eq!(reading.value.len(), 3);
}

#[test]
fn nothing_unreadable_becomes_zero() {
    let (grid, mapping) = list(
        "N° facture;Client;Date facture;Total TTC;Reste dû;Devise\n\
         F1;Durand;13/04/2026;abc;10,00;EUR\n\
         F2;Durand;13/04/2026;100,00;?;EUR\n\
         F3;Durand;13/04/2026;100,00;;EUR\n\
         F4;Durand;13/04/2026;;100,00;EUR\n\
         F5;;13/04/2026;100,00;100,00;EUR\n\
         ;Durand;13/04/2026;100,00;100,00;EUR\n\
         F7;Durand;13/04/2026;100,00;100,00;USD\n\
         F8;Durand;;100,00;100,00;EUR\n\
         F9;Durand;13/04/2026;100,00;-5,00;EUR\n\
         F10;Du;rand;13/04/2026;100,00;100,00;EUR\n\
         F11;Durand;13/04/2026;100,005;100,00;EUR\n\
         F12;Durand;13/04/2026;100,00;0,00;EUR\n",
    );
    let reading = rows::apply(&grid.sheets[0], &mapping).unwrap();
    assert_eq!(numbers(&reading.value), ["F11", "F12"]);
    assert!(reading.value[1].settled);
    let errors: Vec<_> =
        told(&reading.findings).into_iter().filter(|f| f.0 == Severity::Error).map(|f| (f.1, f.2)).collect();
    assert_eq!(
        errors,
        [
            (FindingCode::UnreadableAmount, 2),
            (FindingCode::UnreadableAmount, 3),
            (FindingCode::MissingValue, 4),
            (FindingCode::MissingValue, 5),
            (FindingCode::MissingValue, 6),
            (FindingCode::MissingValue, 7),
            (FindingCode::OtherCurrency, 8),
            (FindingCode::MissingValue, 9),
            (FindingCode::NegativeAmountDue, 10),
            (FindingCode::WrongCellCount, 11),
        ]
    );
    assert!(reading.findings.iter().any(|f| f.code == FindingCode::AmountRounded && f.place.line == Some(12)));
}

#[test]
fn an_invoice_on_several_lines_is_read_once() {
    let (grid, mapping) = list(
        "Invoice,Customer,Date,Total,Item\nI1,River,2026-04-13,100.00,Wood\nI1,River,2026-04-13,100.00,Nails\nI1,River,2026-04-13,90.00,Paint\n",
    );
    let reading = rows::apply(&grid.sheets[0], &mapping).unwrap();
    assert_eq!(numbers(&reading.value), ["I1"]);
    let told: Vec<_> = told(&reading.findings).into_iter().map(|f| (f.0, f.1, f.2)).collect();
    assert_eq!(
        told,
        [(Severity::Note, FindingCode::LineJoined, 3), (Severity::Error, FindingCode::SameNumberTwice, 4)]
    );
}

#[test]
fn kinds_and_states_are_read_in_words() {
    let (grid, mapping) = list(
        "Type de pièce;N° facture;Client;Type de client;Date facture;Total TTC;Statut\n\
         Facture;F1;Durand;Particulier;13/04/2026;100,00;En retard\n\
         Avoir;A1;Durand;Particulier;14/04/2026;20,00;Non réglée\n\
         Facture;F2;Mairie de Dol;Collectivité;15/04/2026;50,00;Payée\n\
         Règlement;R1;Durand;Particulier;16/04/2026;50,00;\n\
         Devis;D1;Petit;Professionnel;17/04/2026;50,00;\n",
    );
    let reading = rows::apply(&grid.sheets[0], &mapping).unwrap();
    assert_eq!(numbers(&reading.value), ["F1", "A1", "F2"]);
    assert_eq!(reading.value[0].customer.kind, Some(DebtorKind::Consumer));
    assert_eq!(reading.value[1].kind, InvoiceKind::CreditNote);
    assert_eq!((reading.value[2].customer.kind, reading.value[2].settled), (Some(DebtorKind::PublicBody), true));
    let errors: Vec<_> = reading.findings.iter().filter(|f| f.severity == Severity::Error).map(|f| f.code).collect();
    assert_eq!(errors, [FindingCode::UnknownTypeCode, FindingCode::ProForma]);
}

#[test]
fn instalments_on_lines_of_their_own_are_parts_of_one_invoice() {
    let (grid, mapping) = list(
        "N° facture;Client;Date facture;Échéance;Total TTC;Reste dû\n\
         F1;Durand;13/04/2026;13/06/2026;900,00;300,00\n\
         F1;Durand;13/04/2026;13/05/2026;900,00;250,00\n\
         F1;Durand;13/04/2026;13/07/2026;900,00;400,00\n",
    );
    let reading = rows::apply(&grid.sheets[0], &mapping).unwrap();
    let [invoice] = &reading.value[..] else { panic!("{:?}", reading.value) };
    assert_eq!((invoice.amount_due, invoice.paid), (Cents(55_000), Cents(35_000)));
    let parts: Vec<_> = invoice.instalments.iter().map(|part| (part.due_date, part.amount)).collect();
    assert_eq!(parts, [(day(2026, 5, 13), Cents(25_000)), (day(2026, 6, 13), Cents(30_000))]);
    assert_eq!(invoice.due_date, Some(day(2026, 6, 13)));
    // The third would make more of the invoice than it is.
    let told: Vec<_> = told(&reading.findings).into_iter().map(|f| (f.0, f.1, f.2)).collect();
    assert_eq!(
        told,
        [(Severity::Note, FindingCode::LineJoined, 3), (Severity::Error, FindingCode::SameNumberTwice, 4)]
    );
}

#[test]
fn what_a_wrong_column_proved_is_forgotten_with_it() {
    let (grid, mut mapping) =
        list("Numéro;Client;Émise le;Poids;Prix\nF1;Durand;2026-04-30;12.5;1.200\nF2;Petit;2026-05-31;13.5;3.400\n");
    let sheet = &grid.sheets[0];
    mapping.choose(3, Some(Field::GrossTotal), sheet);
    assert_eq!((mapping.decimal, mapping.columns[4].field), (Some(DecimalSign::Point), None));
    mapping.choose(4, Some(Field::GrossTotal), sheet);
    assert_eq!((mapping.decimal, mapping.columns[3].field), (None, None));
    assert!(matches!(&mapping.questions(sheet)[..], [Question::DecimalSign { .. }]));
}

#[test]
fn a_first_name_in_its_own_column_belongs_to_the_person() {
    let (grid, mapping) = list(
        "N° facture;Nom;Prénom;Date facture;Total TTC\nF1;Durand;Paul;13/04/2026;100,00\nF2;Durand;Anne;14/04/2026;50,00\n",
    );
    let names: Vec<_> =
        rows::apply(&grid.sheets[0], &mapping).unwrap().value.into_iter().map(|row| row.customer.name).collect();
    assert_eq!(names, ["Paul Durand", "Anne Durand"]);

    let (grid, mapping) =
        list("N° facture;Société;Nom;Prénom;Date facture;Total TTC\nF1;Garage Le Goff;Durand;Paul;13/04/2026;100,00\n");
    let row = rows::apply(&grid.sheets[0], &mapping).unwrap().value.remove(0);
    assert_eq!((row.customer.name.as_str(), row.customer.contact_name.as_str()), ("Garage Le Goff", "Durand"));
}
