//! Small lists of our own making in the layouts of banks that French businesses use, beyond those in `tests`.

use crate::finding::FindingCode;
use crate::kind::{FileKind, kind_of};
use crate::sheet::grid::{Cell, Grid, Row, Sheet};
use crate::statement::Statement;
use crate::statement::list::mapping;
use crate::statement::list::rows;
use crate::statement::list::tests::{amounts, bank, day, dec, errors, read, read_bytes};

/// A list whose bank is not named: it is known for one, needs no answer, and gives these movements.
fn unnamed(text: &str, movements: &[&str]) -> Statement {
    assert_eq!(kind_of(text.as_bytes()), FileKind::BankList, "{text}");
    let (statement, findings, _) = read(text);
    assert_eq!(amounts(&statement), movements.iter().map(|text| dec(text)).collect::<Vec<_>>(), "{text}");
    assert_eq!(errors(&findings), [], "{text}");
    assert!(statement.entries.iter().all(|entry| !entry.remittance.is_empty()), "{text}");
    statement
}

#[test]
fn further_banks_need_no_answer() {
    let (_, first) = bank(
        "Date;Nature de l'opération;Débit;Crédit;Devise;Date de valeur;Libellé interbancaire\n\
         03/11/2026;VIR RECU DURAND F-171;;300,00;EUR;03/11/2026;VIREMENT RECU\n\
         02/11/2026;PRLV EDF;-45,10;;EUR;02/11/2026;PRELEVEMENT\n",
        "societe_generale",
        &["300", "-45.10"],
    );
    assert_eq!(first.operation, "VIREMENT RECU");

    let (statement, first) = bank(
        "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n\
         TRANSFER,Current,2026-11-03 09:00:00,2026-11-03 09:00:05,Payment from Durand,100.00,0.00,EUR,COMPLETED,300.00\n\
         CARD_PAYMENT,Current,2026-11-04 10:00:00,2026-11-05 08:00:00,Papeterie,-20.50,0.00,EUR,COMPLETED,279.50\n\
         CARD_PAYMENT,Current,2026-11-06 10:00:00,,Parking,-3.00,0.00,EUR,PENDING,\n",
        "revolut",
        &["100", "-20.50"],
    );
    assert_eq!((first.booked_on, statement.balances()), (day(2026, 11, 3), Some(true)));
    bank(
        "Type,Produit,Date de début,Date de fin,Description,Montant,Frais,Devise,État,Solde\n\
         Virement,Actuel,2026-11-03 09:00:00,2026-11-03 09:00:05,Paiement de Durand,100.00,0.00,EUR,TERMINÉ,300.00\n\
         Paiement par carte,Actuel,2026-11-04 10:00:00,2026-11-05 08:00:00,Papeterie,-20.50,0.00,EUR,TERMINÉ,279.50\n",
        "revolut",
        &["100", "-20.50"],
    );

    let (_, first) = bank(
        "TransferWise ID,Date,Amount,Currency,Description,Payment Reference,Running Balance,Exchange From,Exchange To,\
         Exchange Rate,Payer Name,Payee Name,Payee Account Number,Merchant,Total fees\n\
         TRANSFER-2,04-11-2026,-20.50,EUR,Sent money to Papier,inv 9,79.50,,,,,Papier SARL,FR7630006000011234567890189,,0.5\n\
         TRANSFER-1,03-11-2026,100.00,EUR,Received money from Durand,F-171,100.00,,,,Durand SARL,,,,0\n",
        "wise",
        &["-20.50", "100"],
    );
    assert_eq!(first.counterparty.name, "Papier SARL");
    assert_eq!(first.remittance, ["Sent money to Papier", "inv 9"]);
}

#[test]
fn lists_of_no_known_bank_are_read_by_their_columns() {
    // Debits with a minus, a separator behind the last column.
    let statement = unnamed(
        "Date opération;Date valeur;libellé;Débit;Crédit;\n03/11/2026;04/11/2026;VIR DURAND FACT 171;;1 200,50;\n\
         02/11/2026;02/11/2026;CARTE 01/11 GARAGE;-12,30;;\n",
        &["1200.50", "-12.30"],
    );
    let first = &statement.entries[0];
    assert_eq!((first.booked_on, first.value_date), (day(2026, 11, 3), day(2026, 11, 4)));
    // A day, a text and an amount, as several banks write them.
    unnamed(
        "Date;Libellé;Montant\n03/11/2026;VIR DURAND;1 200,50\n02/11/2026;CB GARAGE;-12,30\n",
        &["1200.50", "-12.30"],
    );
    unnamed(
        "Date comptable;Libellé opération;Référence;Montant;Devise\n03/11/2026;VIR DURAND;R1;1 200,50;EUR\n",
        &["1200.50"],
    );
    unnamed(
        "Date;Libellé;Débit (€);Crédit (€)\n03/11/2026;VIR DURAND;;1 200,50\n02/11/2026;PRLV EDF;45,10;\n",
        &["1200.50", "-45.10"],
    );
    unnamed(
        "Date;Type;Libellé;Sens;Montant\n03/11/2026;Virement;VIR DURAND;C;1 200,50\n02/11/2026;Carte;CB X;D;45,10\n",
        &["1200.50", "-45.10"],
    );
    let statement = unnamed(
        "\"Date\",\"Heure\",\"Fuseau horaire\",\"Nom\",\"Type\",\"État\",\"Devise\",\"Brut\",\"Frais\",\"Net\",\"Numéro de transaction\",\"Objet\",\"Solde\"\n\
         \"03/11/2026\",\"09:00:00\",\"CET\",\"Durand\",\"Paiement\",\"Terminé\",\"EUR\",\"100,00\",\"-3,20\",\"96,80\",\"8AB1\",\"F-171\",\"96,80\"\n\
         \"13/11/2026\",\"09:00:00\",\"CET\",\"\",\"Virement\",\"Terminé\",\"EUR\",\"-96,80\",\"0,00\",\"-96,80\",\"8AB2\",\"vers banque\",\"0,00\"\n",
        &["100", "-96.80"],
    );
    assert_eq!((statement.currency.as_str(), statement.entries[0].counterparty.name.as_str()), ("EUR", "Durand"));
}

/// As a bank writes several accounts into one text.
#[test]
fn one_table_below_the_other_is_one_account_beside_the_other() {
    let table = |account: &str, balance: &str, lines: &str| {
        format!(
            "Compte de Dépôt carte n° {account};\nSolde au 12/11/2026 {balance} €\n\nDate;Libellé;Débit Euros;Crédit Euros;\n{lines}\n"
        )
    };
    let text = table("01234567890", "1 234,56", "10/11/2026;VIR DURAND;;200,00;\n09/11/2026;EDF;45,10;;\n")
        + &table("09876543210", "50,00", "11/11/2026;VIR MOREL;;50,00;\n");
    let (statements, findings, _) = read_bytes(text.as_bytes());
    let told: Vec<_> = statements
        .iter()
        .map(|one| (one.account.as_str(), amounts(one), one.closing.map(|balance| balance.amount)))
        .collect();
    assert_eq!(
        told,
        [
            ("01234567890", vec![dec("200"), dec("-45.10")], Some(dec("1234.56"))),
            ("09876543210", vec![dec("50")], Some(dec("50"))),
        ]
    );
    assert_eq!(errors(&findings), []);
    assert_eq!(statements[1].entries[0].place.line, Some(12));

    // A further page of the same account is no other account.
    let pages = table("01234567890", "1 234,56", "10/11/2026;VIR DURAND;;200,00;")
        + &table("01234567890", "1 234,56", "09/11/2026;EDF;45,10;;");
    let (statement, ..) = read(&pages);
    assert_eq!(amounts(&statement), [dec("200"), dec("-45.10")]);
}

/// As a bank writes several accounts into one workbook.
#[test]
fn one_sheet_beside_the_other_is_one_account_beside_the_other() {
    let text = |text: &str| Cell::Text(text.into());
    let header = |names: &[&str]| Row { line: 5, cells: names.iter().map(|name| text(name)).collect() };
    let usual = ["Date", "Valeur", "Libellé", "Débit", "Crédit", "Solde"];
    let line = |line, date: u32, debit: &str, credit: &str, balance: &str| {
        let number = |written: &str| if written.is_empty() { Cell::Empty } else { Cell::Number(dec(written)) };
        let on = Cell::Date(day(2026, 11, date).unwrap());
        let cells = vec![on.clone(), on, text("VIR X"), number(debit), number(credit), number(balance)];
        Row { line, cells }
    };
    let sheet = |name: &str, rows: Vec<Row>| Sheet { name: name.into(), hidden: false, rows };
    let mut grid = Grid {
        sheets: vec![
            sheet(
                "Cpt 10278 02204 00012345601",
                vec![header(&usual), line(6, 3, "-12", "", "88"), line(7, 4, "", "10", "98")],
            ),
            sheet("Cpt 10278 02204 00098765402", vec![header(&usual), line(6, 3, "", "7", "7")]),
        ],
        ..Grid::default()
    };
    let mapping = mapping::propose_for(&grid).unwrap();
    let reading = rows::apply(&grid, &mapping).unwrap();
    let told: Vec<_> = reading.value.statements.iter().map(|one| (one.account.as_str(), amounts(one))).collect();
    assert_eq!(
        told,
        [("102780220400012345601", vec![dec("-12"), dec("10")]), ("102780220400098765402", vec![dec("7")])]
    );
    assert!(reading.findings.iter().all(|finding| finding.code != FindingCode::SheetLeftOut));

    // Laid out otherwise, it is not read, and that is said.
    grid.sheets[1].rows[0] = header(&["Date", "Valeur", "Opération", "Débit", "Crédit", "Solde"]);
    let reading = rows::apply(&grid, &mapping).unwrap();
    let left: Vec<_> = reading.findings.iter().filter(|one| one.code == FindingCode::SheetLeftOut).collect();
    assert_eq!((reading.value.statements.len(), left.len()), (1, 1));
    assert_eq!(left[0].place.part, "Cpt 10278 02204 00098765402");
}

#[test]
fn what_a_list_calls_a_return_is_one() {
    let (statement, ..) = read(
        "Date;Libellé;Montant\n03/11/2026;PRLV SEPA DURAND F-171;120,00\n10/11/2026;REJET PRLV SEPA DURAND PROVISION INSUFFISANTE;-120,00\n\
         11/11/2026;FRAIS REJET PRLV;-12,00\n12/11/2026;PRLV EDF;-45,10\n",
    );
    let reasons: Vec<_> = statement.entries.iter().map(|entry| entry.return_reason.as_deref()).collect();
    assert_eq!(reasons, [None, Some("AM04"), None, None]);
}
