//! The two lists among the sample files: a CSV as French accounting programs write it, and a workbook.

use chrono::NaiveDate;
use domain::{Cents, Lang};

use crate::sample_files::{Maker, SampleInvoice, zipped};

/// Six lines with a title above them and a total below, in cp1252.
pub(crate) fn csv(maker: &mut Maker) -> (Vec<SampleInvoice>, Vec<u8>) {
    // Due dates a few days apart: whatever the day, one of them comes after the twelfth of its month and shows that
    // the day is written first.
    let rows: Vec<SampleInvoice> = vec![
        maker.invoice("Garage Le Goff SASU", 14, 30, 210, "Établi"),
        maker.invoice("Mme Solène Delmas", 8, 15, 120, "Réglage d’une fenêtre"),
        maker.invoice("Café Mistral", 22, 30, 450, "Banquette"),
        maker.invoice("Yoga & Marée", 2, 30, 330, "Étagères"),
        maker.invoice("Hôtel du Môle SA", 27, 30, 980, "Plinthes"),
        maker.invoice("M. Yann Corre", 33, 15, 260, "Claustra"),
    ];
    let short = |day: NaiveDate| Lang::Fr.short_date(day);
    // Thousands with a plain space: the narrow one has no place in cp1252.
    let amount = |amount: Cents| Lang::Fr.amount(amount).replace('\u{202f}', " ").replace("\u{a0}€", "");
    let mut text = String::from("Atelier Morvan – relevé des impayés\r\n\r\n");
    text.push_str("N° facture;Client;Objet;Date facture;Échéance;Montant HT;TVA;Montant TTC;Reste dû\r\n");
    for row in &rows {
        let due = row.due_dates.last().map(|due| short(*due)).unwrap_or_default();
        let cells = [
            row.number.clone(),
            row.customer.to_owned(),
            row.subject.to_owned(),
            short(row.issue_date),
            due,
            amount(row.net),
            amount(row.gross.minus(row.net)),
            amount(row.gross),
            amount(row.amount_due),
        ];
        text.push_str(&cells.join(";"));
        text.push_str("\r\n");
    }
    let total: Cents = rows.iter().map(|row| row.amount_due).sum();
    text.push_str(&format!(";Total;;;;;;;{}\r\n", amount(total)));
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    (rows, bytes.into_owned())
}

/// Four lines in a workbook, with days and amounts as numbers; one invoice is partly paid.
pub(crate) fn xlsx(maker: &mut Maker) -> (Vec<SampleInvoice>, Vec<u8>) {
    let mut rows: Vec<SampleInvoice> = vec![
        maker.invoice("Studio Perrin SAS", 6, 30, 350, "Finition"),
        maker.invoice("Transports Guivarc’h SARL", 45, 30, 700, "Plancher de remorque"),
        maker.invoice("Cabinet Rozenn SELARL", -9, 30, 180, "Tablettes"),
        maker.invoice("Mme Hélène Briand", 50, 15, 240, "Seuil"),
    ];
    rows[1].amount_due = rows[1].gross.minus(Cents(20_000));
    let text = |column: char, line: usize, text: &str| {
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
        format!("<c r=\"{column}{line}\" t=\"inlineStr\"><is><t>{escaped}</t></is></c>")
    };
    let number = |column: char, line: usize, cents: Cents| format!("<c r=\"{column}{line}\"><v>{cents}</v></c>");
    let day = |column: char, line: usize, day: NaiveDate| {
        let epoch = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default();
        format!("<c r=\"{column}{line}\" s=\"1\"><v>{}</v></c>", day.signed_duration_since(epoch).num_days())
    };
    let headings = ["Facture", "Client", "Date", "Échéance", "Total TTC", "Déjà réglé", "Solde"];
    let mut sheet = String::from("<row r=\"1\">");
    for (column, heading) in ('A'..).zip(headings) {
        sheet.push_str(&text(column, 1, heading));
    }
    sheet.push_str("</row>");
    for (line, row) in (2..).zip(&rows) {
        let due = row.due_dates.last().map(|due| day('D', line, *due)).unwrap_or_default();
        sheet.push_str(&format!(
            "<row r=\"{line}\">{}{}{}{due}{}{}{}</row>",
            text('A', line, &row.number),
            text('B', line, row.customer),
            day('C', line, row.issue_date),
            number('E', line, row.gross),
            number('F', line, row.gross.minus(row.amount_due)),
            number('G', line, row.amount_due),
        ));
    }
    // Writing into memory does not fail; an empty workbook would make every test of it fail.
    (rows, workbook(&sheet).unwrap_or_default())
}

fn workbook(rows: &str) -> std::io::Result<Vec<u8>> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    let types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    zipped(&[
        (
            "[Content_Types].xml",
            format!(
                "{head}<Types xmlns=\"{PACKAGE}/content-types\">\
                 <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"{types}.sheet.main+xml\"/>\
                 <Override PartName=\"/xl/styles.xml\" ContentType=\"{types}.styles+xml\"/>\
                 <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{types}.worksheet+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "{head}<Relationships xmlns=\"{PACKAGE}/relationships\">\
                 <Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "{head}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>\
                 <sheet name=\"Suivi\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "{head}<Relationships xmlns=\"{PACKAGE}/relationships\">\
                 <Relationship Id=\"rId1\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
                 <Relationship Id=\"rId2\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/styles.xml",
            // Format 14 is the short date of the reader's own language.
            format!(
                "{head}<styleSheet xmlns=\"{MAIN}\"><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills>\
                 <borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>\
                 <cellXfs count=\"2\"><xf/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("{head}<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ])
}
